# Saved views: of the team and one's own, in lists and in queries.
sample
$ lockstep view list
! no saved views yet: lockstep view add unowned owner:none
$ lockstep view add unowned owner:none -is:triage
> unowned added: item list owner:none -is:triage, of the team, g1
$ lockstep view add mine-first owner:me sort:-rice --mine
> mine-first added: item list owner:me sort:-rice, mine, g2
$ lockstep view add losses kind:loss,churn --of signal --place 7
> losses added: signal list kind:loss,churn, of the team, g7
$ lockstep view list
> NAME        KEY  WHOSE  KIND    QUERY                  FOUND
> unowned     g1   team   item    owner:none -is:triage      0
> mine-first  g2   mine   item    owner:me sort:-rice       10
> losses      g7   team   signal  kind:loss,churn            2
$ lockstep item list --view mine-first p:1
> ID     P   TITLE                                      OWNER/BACKUP  STATUS      DUE  RICE
> LS-20  1!  ETA page for receivers                     ines/tomasz   started   7 Apr  1653
> LS-35  1!  Receiver consent rules for texts           ines/margot   started  20 Mar     -
> LS-11  1!  R2026.4 Live ETA GA                        ines/tomasz   planned  14 Apr     -
> LS-5   1!  Live ETA for receivers                     ines/dana     started  21 Apr     -
> LS-1   1!  Lift activated accounts from 41 % to 50 %  ines/dana     started  30 Jun     -
$ lockstep item list @unowned
! nothing matches
$ lockstep item list '@mine-first or p:1' --plain
> LS-21	1!	ETA text message through SMS gateway	jonas/ines	started	3 Apr	1920	■ blocked
> LS-20	1!	ETA page for receivers	ines/tomasz	started	7 Apr	1653	
> LS-22	1!	Driver app drains battery with live position on	aiko/jonas	started	27 Mar	1440	■ blocked
> LS-24	1!	CSV vehicle import with column mapping	tomasz/jonas	review	20 Mar	168	
> LS-44	1!	ETA sales talk track and objections	dana/carlos	planned	8 Apr	42	■ blocked
> LS-34	4	Fax stop sheets	ines/leo	started	30 Jun	2.2	
> LS-80	1!	Send SMS contract redlines to legal	jonas/margot	started	6 Mar	-	
> LS-40	1!	Live ETA positioning and message house	dana/priya	started	17 Mar	-	■ blocked
> LS-35	1!	Receiver consent rules for texts	ines/margot	started	20 Mar	-	
> LS-36	1!	Usage events for ETA page	femi/jonas	planned	31 Mar	-	
> LS-49	1!	Three price tests per van	priya/femi	started	31 Mar	-	
> LS-41	1!	Live ETA launch page	dana/priya	started	7 Apr	-	■ blocked
> LS-11	1!	R2026.4 Live ETA GA	ines/tomasz	planned	14 Apr	-	
> LS-5	1!	Live ETA for receivers	ines/dana	started	21 Apr	-	
> LS-1	1!	Lift activated accounts from 41 % to 50 %	ines/dana	started	30 Jun	-	
> LS-84	2	Draft consent wording for Germany and France	ines/margot	started	13 Mar	-	
> LS-10	2	R2026.3	ines/tomasz	started	24 Mar	-	
> LS-2	2	Make every delivery visible	ines/dana	started	30 Sep	-	
> LS-13	3	R2026.6	ines/tomasz	planned	23 Jun	-	
$ lockstep signal list @losses --plain
> S-8	We never got past the vehicle list	2026-02-26	churn	under 20 vans	owner	-1	hanne	1	1
> S-3	No SSO so security said no	2026-02-16	loss	20-80 vans	IT lead	-1	carlos	1	1
$ lockstep item list @losses
! lockstep: column 1: losses is a view of signals
!           it is listed with those
= 2
$ lockstep item list @unownd
! lockstep: column 1: there is no saved view unownd
!           did you mean unowned?
= 2
$ lockstep item list --view unownd
! lockstep: --view: there is no saved view unownd
!           did you mean unowned?
= 2
$ lockstep view set unowned --rename nobody --place 2
> nobody changed: item list owner:none -is:triage, of the team, g2
$ lockstep view set nobody 'owner:none backup:none'
> nobody changed: item list owner:none backup:none, of the team, g2
$ lockstep view set mine-first --team --dry-run
> mine-first changed: item list owner:me sort:-rice, of the team, g2
! would do this, and has done nothing:
$ lockstep view set mine-first --team
> mine-first changed: item list owner:me sort:-rice, of the team, g2
$ lockstep view list --json
> {
>   "schema": 1,
>   "views": [
>     {
>       "name": "mine-first",
>       "key": "g2",
>       "whose": "team",
>       "kind": "item",
>       "query": "owner:me sort:-rice",
>       "found": 10
>     },
>     {
>       "name": "losses",
>       "key": "g7",
>       "whose": "team",
>       "kind": "signal",
>       "query": "kind:loss,churn",
>       "found": 2
>     },
>     {
>       "name": "nobody",
>       "key": null,
>       "whose": "team",
>       "kind": "item",
>       "query": "owner:none backup:none",
>       "found": 14
>     }
>   ]
> }
$ lockstep view list --plain
> mine-first	g2	team	item	owner:me sort:-rice	10
> losses	g7	team	signal	kind:loss,churn	2
> nobody		team	item	owner:none backup:none	14
$ lockstep view add nobody p:1
! lockstep: there is a saved view nobody already
!           take another name, or change that one: lockstep view set nobody
= 6
$ lockstep view add 'two words' p:1
! lockstep: "two words" is no name for a view
!           one word of at most 40 visible characters, without any of ( ) " , : @
= 6
$ lockstep view set nobody '@nobody p:1'
! lockstep: column 1: the saved view nobody stands in itself
!           lockstep view set gives it a query without itself
= 2
$ lockstep view add odd ownr:none
! lockstep: column 1: items have no field "ownr"
!           did you mean owner:?
= 2
$ lockstep view add high p:1 --place 12
! lockstep: --place 12 is no place
!           1 to 9 are the keys g1 to g9, 0 is none
= 2
$ lockstep view add high p:1 --of thing
! lockstep: there is no kind of record "thing"
!           item, blocker, signal, decision and so on: lockstep help
= 2
$ lockstep view set high p:1
! lockstep: there is no saved view high
!           lockstep view list names them
= 3
$ lockstep view delete losses
> losses deleted: signal list kind:loss,churn, of the team, g7
$ lockstep undo
> setting view.losses is back
! undone: view delete, 2026-03-10 09:28
$ lockstep view list --plain
> mine-first	g2	team	item	owner:me sort:-rice	10
> losses	g7	team	signal	kind:loss,churn	2
> nobody		team	item	owner:none backup:none	14
$ lockstep setting list view
> KEY              VALUE
> view.losses      7 signal kind:loss,churn
> view.mine-first  2 item owner:me sort:-rice
> view.nobody      0 item owner:none backup:none
$ lockstep setting set view.nobody value=nonsense
! lockstep: setting view.nobody, value: "nonsense" is no saved view such as "1 item owner:none"
!           lockstep setting add --help lists them
= 6
# what no longer reads is listed, and found by nobody
$ lockstep view add old @nobody
> old added: item list @nobody, of the team, g1
$ lockstep view delete nobody
> nobody deleted: item list owner:none backup:none, of the team
$ lockstep view list --plain
> old	g1	team	item	@nobody	
> mine-first	g2	team	item	owner:me sort:-rice	10
> losses	g7	team	signal	kind:loss,churn	2
# a view is called otherwise: those that name it follow, in whatever case it is written, and one undo takes all back
$ lockstep view add free owner:none
> free added: item list owner:none, of the team, g3
$ lockstep view add urgent-free '@FREE p:1 or (@free is:late) "@free"'
> urgent-free added: item list @FREE p:1 or (@free is:late) "@free", of the team, g4
$ lockstep view add my-free '-@free owner:me' --mine
> my-free added: item list -@free owner:me, mine, g5
$ lockstep view set free --rename unowned
> unowned changed: item list owner:none, of the team, g3
$ lockstep view list --plain | cut -f1,5
> old	@nobody
> mine-first	owner:me sort:-rice
> unowned	owner:none
> urgent-free	@unowned p:1 or (@unowned is:late) "@free"
> my-free	-@unowned owner:me
> losses	kind:loss,churn
$ lockstep undo
> setting view.free key “view.unowned” → “view.free”
> setting view.urgent-free value “4 item @unowned p:1 or (@unowned is:late) "@free"” → “4 item @FREE p:1 or (@free is:late) "@free"”
! undone: view set, 2026-03-10 09:28
$ lockstep view list --plain | cut -f1,5 | grep urgent
> urgent-free	@FREE p:1 or (@free is:late) "@free"
# settings have the same rule for names
$ lockstep setting add 'view.(x)' value='1 item p:1'
! lockstep: setting view.(x), key: "(x)" is no name for a view: one word without any of ( ) " , : @
!           lockstep setting add --help lists them
= 6
$ lockstep setting add 'view.@x' value='1 item p:1'
! lockstep: setting view.@x, key: "@x" is no name for a view: one word without any of ( ) " , : @
!           lockstep setting add --help lists them
= 6
$ lockstep setting add view.x value='0 item p:1'
> setting view.x added  0 item p:1
