# Triage, one decision a call: the records, links, notes and log that each leaves.
sample
$ lockstep triage list
> ID     SOURCE     TITLE                              LIKE         WOULD BE     UNDER
> LS-60  sales      Let receivers reschedule from th…  LS-20  0.41  ines/tomasz  LS-5
> LS-61  support    Show van on a live map             LS-20  0.48  ines/tomasz  LS-5
> LS-62  cs         Export ETA accuracy report                      ines/tomasz  LS-5
> LS-63  support    Receivers cannot see when the va…  LS-20  0.67  ines/tomasz  LS-5
> LS-64  review     Dark mode for driver app                        tomasz/ines  LS-7   no problem yet
> LS-65  sales      Import vehicles from a fleet car…               tomasz/ines  LS-6
> LS-66  cs         Webinar with Bracken Foods         LS-52  0.49  dana/priya   LS-9
> LS-67  sales      Comparison page against Waygrid                 dana/priya   LS-9
> LS-68  sales      API for ETA webhooks                            ines/tomasz  LS-5
> LS-69  sales      Referral credit for depots                      dana/priya          no problem yet
> LS-70  interview  Bulk edit delivery windows         LS-37  0.63  tomasz/ines  LS-6
> LS-71  exec       Add AI routing                                  tomasz/ines  LS-7   no problem yet
> LS-72  support    Consent wording for text messages  LS-84  0.44  dana/priya   LS-5
> LS-73  support    CSV import should map columns      LS-24  0.59  tomasz/ines  LS-6
$ lockstep triage accept LS-65
> LS-65 status triage → backlog, owner tomasz, backup ines, parent LS-6
> LS-65 accepted: tomasz, under LS-6
$ lockstep triage accept LS-64
! lockstep: nobody has said yet what problem it solves
!           say it in one line behind "accept", or ask why
= 6
$ lockstep triage accept LS-64 'Drivers are blinded at night' @aiko '!3'
> LS-64 status triage → backlog, owner aiko, backup ines, parent LS-7, priority 0 → 3, problem “Drivers are blinded at night”
> LS-64 accepted: aiko, under LS-7
$ lockstep triage duplicate LS-73 LS-24
> LS-73 status triage → canceled, resolution duplicate, duplicate_of LS-24
> N-1 added  LS-73 says the same: CSV import should map columns. Import …
> LS-73 merged into LS-24, with all that hung on it
$ lockstep signal_item list item:LS-24 --csv
> signal,item,weight
> S-8,LS-24,3
> S-18,LS-24,2
$ lockstep note list --csv
> id,kind,subject,author,at,text
> N-1,comment,LS-24,ines,2026-03-10 09:28,"LS-73 says the same: CSV import should map columns. Import fails on first try, from support"
$ lockstep item list is:any LS-73 --csv
> id,type,track,title,problem,persona,done_when,notes,status,resolution,owner,backup,priority,reach,impact,confidence,effort,due,snooze_until,parent,release,duplicate_of,meeting,tags,source,external_id,url,heads_up,review_from,sunset_if,review_on,created,status_since,snooze_event,snooze_days,score,blocked,acting
> LS-73,idea,product,CSV import should map columns,Import fails on first try,,,,canceled,duplicate,,,0,,,,,,,,,LS-24,,onboarding,support,,,,,,,2026-03-10,2026-03-10,,,,0,
$ lockstep triage duplicate LS-63 LS-73
> LS-63 status triage → canceled, resolution duplicate, duplicate_of LS-24
> N-2 added  LS-63 says the same: Receivers cannot see when the van arri…
> LS-63 merged into LS-24, with all that hung on it
$ lockstep triage duplicate LS-61 LS-61
! lockstep: an item is no duplicate of itself
!           name the item that stays
= 6
$ lockstep triage duplicate LS-61
! lockstep: something is missing behind "triage duplicate"
!           usage: lockstep triage duplicate REF OTHER
= 2
$ lockstep triage decline LS-61 'a dot breaks trust'
> LS-61 status triage → canceled, resolution declined
> N-3 added  Declined: a dot breaks trust
> LS-61 declined: a dot breaks trust
$ lockstep triage decline LS-61 again
! lockstep: LS-61 is past triage: it is canceled
!           lockstep item status LS-61 triage   puts it back
= 6
$ lockstep triage snooze LS-62 'L-1 +30d'
> LS-62 snooze_until 2026-05-21, snooze_event L-1, snooze_days 30
> LS-62 snoozed to 21 May, for L-1
$ lockstep triage snooze LS-60 launch
> LS-60 snooze_until 2026-04-22, snooze_event L-1
> LS-60 snoozed to 22 Apr, for L-1
$ lockstep triage snooze LS-66 D-6
> LS-66 snooze_until 2026-08-10, snooze_event D-6
> LS-66 snoozed to 10 Aug, for D-6
$ lockstep triage snooze LS-67 D-9
! lockstep: D-9 has no day on which it is looked at again
!           give it one first, or snooze until a day
= 6
$ lockstep triage snooze LS-67 soon
! lockstep: "soon" is no day
!           a day (21 may, +2w), a launch (L-1, L-1 +30d) or a decision (D-1)
= 6
$ lockstep triage snooze LS-67 today
! lockstep: today is not after today
!           an item sleeps until a day to come
= 6
$ lockstep triage ask LS-71
> LS-93 added  Which problem does LS-71 solve, and for whom?
> LS-71 snooze_until 2026-03-17
> LS-71 sent back: margot is asked, the answer is due 17 Mar
$ lockstep triage ask LS-69 'Who refers whom @hanne fri'
> LS-94 added  LS-69: Who refers whom
> LS-69 snooze_until 2026-03-13
> LS-69 sent back: hanne is asked, the answer is due 13 Mar
$ lockstep link list kind:relates
> FROM   TO     KIND
> LS-93  LS-71  relates
> LS-94  LS-69  relates
$ lockstep item list is:any type:question sort:id --csv
> id,type,track,title,problem,persona,done_when,notes,status,resolution,owner,backup,priority,reach,impact,confidence,effort,due,snooze_until,parent,release,duplicate_of,meeting,tags,source,external_id,url,heads_up,review_from,sunset_if,review_on,created,status_since,snooze_event,snooze_days,score,blocked,acting
> LS-90,question,shared,Do texts count against the SMB plan limit?,,,answer in price sheet,,started,,priya,ines,2,,,,,2026-03-10,,LS-5,,,M-11,sync,sync,,,,,,,2026-03-03,2026-03-03,,,,0,priya
> LS-91,question,shared,Which accounts are in the ETA beta?,,,list shared,,done,answered,hanne,ines,3,,,,,2026-03-10,,LS-5,,,M-11,sync,sync,,,,,,,2026-03-03,2026-03-06,,,,0,hanne
> LS-92,question,shared,Who speaks at the analyst briefing?,,,name agreed,,started,,dana,sam,3,,,,,2026-03-17,,LS-5,,,M-11,sync,sync,,,,,,,2026-03-03,2026-03-03,,,,0,dana
> LS-93,question,product,"Which problem does LS-71 solve, and for whom?",,,,,started,,margot,ines,,,,,,2026-03-17,,,,,,,triage,,,,,,,2026-03-10,2026-03-10,,,,0,margot
> LS-94,question,market,LS-69: Who refers whom,,,,,started,,hanne,ines,,,,,,2026-03-13,,,,,,,triage,,,,,,,2026-03-10,2026-03-10,,,,0,hanne
$ lockstep triage list
> ID     CREATED     SOURCE     TITLE                              LIKE         WOULD BE     UNDER
> LS-67  2026-03-06  sales      Comparison page against Waygrid                 dana/priya   LS-9
> LS-68  2026-03-09  sales      API for ETA webhooks                            ines/tomasz  LS-5
> LS-70  2026-03-09  interview  Bulk edit delivery windows         LS-37  0.63  tomasz/ines  LS-6
> LS-72  2026-03-10  support    Consent wording for text messages  LS-84  0.44  dana/priya   LS-5
$ lockstep undo
> LS-69 snooze_until 2026-03-13 → none
> LS-94 deleted
! undone: triage ask, 2026-03-10 09:28
$ lockstep triage list | tail -5
> LS-67  sales      Comparison page against Waygrid                 dana/priya   LS-9
> LS-68  sales      API for ETA webhooks                            ines/tomasz  LS-5
> LS-69  sales      Referral credit for depots                      dana/priya          no problem yet
> LS-70  interview  Bulk edit delivery windows         LS-37  0.63  tomasz/ines  LS-6
> LS-72  support    Consent wording for text messages  LS-84  0.44  dana/priya   LS-5
$ lockstep log LS-73
> AT                WHO   WHAT              REF    CHANGE
> 2026-03-10 09:28  ines  triage duplicate  LS-73  status triage → canceled, resolution duplicate, du…
> 2026-03-10 09:28        import 23 files   LS-73  added  CSV import should map columns
$ lockstep triage accept LS-70 --dry-run
> LS-70 status triage → backlog, owner tomasz, backup ines, parent LS-6
> LS-70 accepted: tomasz, under LS-6
! would do this, and has done nothing:
$ lockstep triage accept LS-70 --json
> {
>   "schema": 1,
>   "command": "triage accept",
>   "kept": true,
>   "saved": true,
>   "records": [
>     "LS-70"
>   ],
>   "created": [],
>   "said": [
>     "LS-70 status triage → backlog, owner tomasz, backup ines, parent LS-6",
>     "LS-70 accepted: tomasz, under LS-6"
>   ]
> }
$ env LOCKSTEP_NOW=2026-04-22T09:00 lockstep triage list | head -4
> ID     SOURCE   TITLE                                LIKE         WOULD BE     UNDER
> LS-60  sales    Let receivers reschedule from the …  LS-20  0.42  ines/tomasz  LS-5
> LS-67  sales    Comparison page against Waygrid                   dana/priya   LS-9
> LS-68  sales    API for ETA webhooks                              ines/tomasz  LS-5
