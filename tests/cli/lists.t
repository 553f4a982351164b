# What lists print: text, JSON, CSV, plain; queries; widths; one record in full.
sample
$ lockstep item list | head -12
> ID     P   TITLE                                      OWNER/BACKUP  STATUS      DUE  RICE
> LS-40  1!  Live ETA positioning and message house     dana/priya    started  17 Mar     -  ■ blocked
> LS-24  1!  CSV vehicle import with column mapping     tomasz/jonas  review   20 Mar   168
> LS-35  1!  Receiver consent rules for texts           ines/margot   started  20 Mar     -
> LS-22  1!  Driver app drains battery with live posi…  aiko/jonas    started  27 Mar  1440  ■ blocked
> LS-36  1!  Usage events for ETA page                  femi/jonas    planned  31 Mar     -
> LS-49  1!  Three price tests per van                  priya/femi    started  31 Mar     -
> LS-21  1!  ETA text message through SMS gateway       jonas/ines    started   3 Apr  1920  ■ blocked
> LS-20  1!  ETA page for receivers                     ines/tomasz   started   7 Apr  1653
> LS-41  1!  Live ETA launch page                       dana/priya    started   7 Apr     -  ■ blocked
> LS-44  1!  ETA sales talk track and objections        dana/carlos   planned   8 Apr    42  ■ blocked
> LS-33  2   Wrong time zone on shared plan links       jonas/tomasz  review   17 Mar   210
$ lockstep item list owner:me
> ID     P   TITLE                                         OWNER/BACKUP  STATUS      DUE  RICE
> LS-35  1!  Receiver consent rules for texts              ines/margot   started  20 Mar     -
> LS-20  1!  ETA page for receivers                        ines/tomasz   started   7 Apr  1653
> LS-11  1!  R2026.4 Live ETA GA                           ines/tomasz   planned  14 Apr     -
> LS-5   1!  Live ETA for receivers                        ines/dana     started  21 Apr     -
> LS-1   1!  Lift activated accounts from 41 % to 50 %     ines/dana     started  30 Jun     -
> LS-84  2   Draft consent wording for Germany and France  ines/margot   started  13 Mar     -
> LS-10  2   R2026.3                                       ines/tomasz   started  24 Mar     -
> LS-2   2   Make every delivery visible                   ines/dana     started  30 Sep     -
> LS-13  3   R2026.6                                       ines/tomasz   planned  23 Jun     -
> LS-34  4   Fax stop sheets                               ines/leo      started  30 Jun   2.2
$ lockstep item list is:late
> ID     P   TITLE                                         OWNER/BACKUP  STATUS     DUE  RICE
> LS-80  1!  Send SMS contract redlines to legal           jonas/margot  started  6 Mar     -
> LS-81  2   Book sales training slot for week of 6 April  carlos/hanne  planned  9 Mar     -
$ lockstep item list eta page
> ID     P   TITLE                                      OWNER/BACKUP  STATUS      DUE  RICE
> LS-36  1!  Usage events for ETA page                  femi/jonas    planned  31 Mar     -
> LS-20  1!  ETA page for receivers                     ines/tomasz   started   7 Apr  1653
> LS-41  1!  Live ETA launch page                       dana/priya    started   7 Apr     -  ■ blocked
> LS-23  2   ETA branding per account                   mei/ines      planned   7 Apr   203
> LS-60      Let receivers reschedule from the ETA pa…  -             triage              -
$ lockstep item list '(p:1 or is:late)' owner:me sort:-due
> ID     P   TITLE                                      OWNER/BACKUP  STATUS      DUE  RICE
> LS-1   1!  Lift activated accounts from 41 % to 50 %  ines/dana     started  30 Jun     -
> LS-5   1!  Live ETA for receivers                     ines/dana     started  21 Apr     -
> LS-11  1!  R2026.4 Live ETA GA                        ines/tomasz   planned  14 Apr     -
> LS-20  1!  ETA page for receivers                     ines/tomasz   started   7 Apr  1653
> LS-35  1!  Receiver consent rules for texts           ines/margot   started  20 Mar     -
$ lockstep item list 'due:2026-W11..2026-W12' -is:blocked sort:owner,due --plain
> LS-81	2	Book sales training slot for week of 6 April	carlos/hanne	planned	9 Mar	-	
> LS-92	3	Who speaks at the analyst briefing?	dana/sam	started	17 Mar	-	
> LS-54	3	Market size check 20 to 80 vans	dana/femi	review	18 Mar	-	
> LS-84	2	Draft consent wording for Germany and France	ines/margot	started	13 Mar	-	
> LS-35	1!	Receiver consent rules for texts	ines/margot	started	20 Mar	-	
> LS-33	2	Wrong time zone on shared plan links	jonas/tomasz	review	17 Mar	210	
> LS-90	2	Do texts count against the SMB plan limit?	priya/ines	started	10 Mar	-	
> LS-48	2	Guided onboarding story for trials	priya/dana	started	20 Mar	80	
> LS-24	1!	CSV vehicle import with column mapping	tomasz/jonas	review	20 Mar	168	
> LS-25	2	Sample depot on first login	tomasz/mei	started	20 Mar	256	
> LS-37	3	Saved delivery windows	tomasz/ines	started	20 Mar	120	
$ lockstep item list gap:half
> ID     P  TITLE                   OWNER/BACKUP  STATUS      DUE  RICE
> LS-37  3  Saved delivery windows  tomasz/ines   started  20 Mar   120
$ lockstep item list titel:eta
! lockstep: column 1: items have no field "titel"
!           did you mean title:?
= 2
$ lockstep item list '(battery'
! lockstep: column 1: the parenthesis is not closed
!           a ) closes it
= 2
$ lockstep item list sort:riec
! lockstep: column 6: there is nothing called "riec" to sort by
!           did you mean rice?
= 2
$ lockstep blocker list owner:jonas
> ID   SEV  WHAT                                         ITEM    AGE  OWNER/BACKUP    NEXT
> B-1    3  SMS provider contract unsigned               LS-21  10 d  jonas/margot  12 Mar
> B-6    1  Security answers need an engineer for a day  LS-53   1 d  jonas/aiko    24 Mar
$ lockstep blocker list 'age:>1w' --plain
> B-1	3	SMS provider contract unsigned	LS-21	10 d	jonas/margot	12 Mar
> B-2	3	Persona not agreed: dispatcher or operations director	LS-40	6 d	dana/ines	12 Mar
> B-5	2	No training slot with 14 reps before launch	LS-44	7 d	carlos/hanne	10 Mar
$ lockstep metric list is:core is:off_pace
> ID          NAME                 BASELINE  TARGET  TARGET STATED AS  TARGET BY   OWNER   BACKUP
> activation  Activated accounts         41      50  absolute          2026-06-30  tomasz  priya
> arr         ARR                      6100    6600  absolute          2026-06-30  sam     margot
> ttfv        Time to first value        39      24  absolute          2026-06-30  tomasz  femi
> win_rate    Win rate 20-80 vans        22      28  absolute          2026-06-30  dana    carlos
$ lockstep person list is:away
> ID   NAME     FUNCTION  JOINED      AWAY FROM   AWAY UNTIL  HOURS A WEEK  ACTIVE
> mei  Mei Tan  design    2023-08-21  2026-03-09  2026-03-13            30  1
$ lockstep signal list is:unseen sort:customer
> ID    QUOTE                          PERSONA              SENTIMENT  BY      SEEN BY PM  SEEN BY PMM
> S-10                                                              1  femi    1           0
> S-16  I would speak at a webinar     operations director          1  hanne   0           0
> S-9   Can I put my own logo on it?   operations director          1  carlos  0           1
> S-15                                                              1  priya   0           1
> S-12  If a slot is missed I pay fo…  operations director          0  carlos  0           0
> S-11  I never know if it is this h…  receiver                    -1  leo     0           0
> S-17  We would push ETA into our E…  IT lead                      1  carlos  0           0
> S-13  I switch tracking off to sav…  driver                      -1  leo     0           0
> S-4   Phone is dead by noon          driver                      -1  leo     1           0
> S-18  Great planner but import is …  owner                       -1  priya   0           1
> S-14  Every Monday I change forty …  planner                     -1  ruth    1           0
> S-6                                                              -1  dana    0           1
$ lockstep item list battery --plain
> LS-22	1!	Driver app drains battery with live position on	aiko/jonas	started	27 Mar	1440	■ blocked
$ lockstep item list LS-33 --csv
> id,type,track,title,problem,persona,done_when,notes,status,resolution,owner,backup,priority,reach,impact,confidence,effort,due,snooze_until,parent,release,duplicate_of,meeting,tags,source,external_id,url,heads_up,review_from,sunset_if,review_on,created,status_since,snooze_event,snooze_days,score,blocked,acting
> LS-33,bug,product,Wrong time zone on shared plan links,Plans shared across a border are an hour off,,all links carry zone,,review,,jonas,tomasz,2,210,1,100,0.5,2026-03-17,,LS-7,LS-10,,,planner,support,,,,,,,2026-02-23,2026-03-06,,,210,0,jonas
$ lockstep item list LS-33 --json
> {
>   "schema": 1,
>   "items": [
>     {
>       "id": "LS-33",
>       "type": "bug",
>       "track": "product",
>       "title": "Wrong time zone on shared plan links",
>       "problem": "Plans shared across a border are an hour off",
>       "persona": null,
>       "done_when": "all links carry zone",
>       "notes": null,
>       "status": "review",
>       "resolution": null,
>       "owner": "jonas",
>       "backup": "tomasz",
>       "priority": 2,
>       "reach": 210,
>       "impact": 1,
>       "confidence": 100,
>       "effort": 0.5,
>       "due": "2026-03-17",
>       "snooze_until": null,
>       "parent": "LS-7",
>       "release": "LS-10",
>       "duplicate_of": null,
>       "meeting": null,
>       "tags": [
>         "planner"
>       ],
>       "source": "support",
>       "external_id": null,
>       "url": null,
>       "heads_up": null,
>       "review_from": null,
>       "sunset_if": null,
>       "review_on": null,
>       "created": "2026-02-23",
>       "status_since": "2026-03-06",
>       "snooze_event": [],
>       "snooze_days": null,
>       "score": 210,
>       "blocked": false,
>       "acting": "jonas"
>     }
>   ]
> }
$ lockstep item list nothing-like-this
! nothing matches
$ lockstep item list late
! nothing matches; did you mean is:late? (open, and its day has passed)
$ lockstep item list changed since yesterday
! nothing matches; did you mean 'since:>=yesterday'? (its status changed yesterday or today)
$ lockstep blocker list overdue ines
! nothing matches; did you mean is:late ines?
$ lockstep item list nothing-like-this --json
> {
>   "schema": 1,
>   "items": []
> }
! nothing matches
$ lockstep item list --json | python3 -c 'import json, sys; d = json.load(sys.stdin); print(d["schema"], len(d["items"]))'
> 1 46
$ lockstep item list is:any --csv | python3 -c 'import csv, sys; r = list(csv.DictReader(sys.stdin)); print(len(r), r[0]["id"])'
> 69 LS-80
$ COLUMNS=60 lockstep item list p:1 owner:dana
> ID     P   TITLE                     OWNER/BACKUP
> LS-40  1!  Live ETA positioning an…  dana/priya    ■ blocked
> LS-41  1!  Live ETA launch page      dana/priya    ■ blocked
> LS-44  1!  ETA sales talk track an…  dana/carlos   ■ blocked
$ COLUMNS=60 CLICOLOR_FORCE=1 lockstep item list LS-40
> \e[2mID     P   TITLE                     OWNER/BACKUP\e[0m
> \e[2mLS-40\e[0m  \e[33m1!\e[0m  Live ETA positioning an…  dana/priya    \e[31m■ blocked\e[0m
$ COLUMNS=60 CLICOLOR_FORCE=1 NO_COLOR=1 lockstep item list LS-40
> ID     P   TITLE                     OWNER/BACKUP
> LS-40  1!  Live ETA positioning an…  dana/priya    ■ blocked
$ COLUMNS=60 CLICOLOR_FORCE=1 lockstep item list LS-40 --no-color
> ID     P   TITLE                     OWNER/BACKUP
> LS-40  1!  Live ETA positioning an…  dana/priya    ■ blocked
$ LC_ALL=C COLUMNS=60 lockstep item list LS-40
> ID     P   TITLE                     OWNER/BACKUP
> LS-40  1!  Live ETA positioning an~  dana/priya    ■ blocked
$ lockstep item list -q -o list.txt && wc -l <list.txt
> 47
$ lockstep blocker list
> ID   SEV  WHAT                                                    ITEM    AGE  OWNER/BACKUP    NEXT
> B-1    3  SMS provider contract unsigned                          LS-21  10 d  jonas/margot  12 Mar
> B-2    3  Persona not agreed: dispatcher or operations director   LS-40   6 d  dana/ines     12 Mar
> B-5    2  No training slot with 14 reps before launch             LS-44   7 d  carlos/hanne  10 Mar
> B-3    2  Battery regression cannot be reproduced on test phones  LS-22   4 d  aiko/jonas    11 Mar
> B-4    2  Launch page waits for branded screenshots               LS-41   3 d  mei/ruth      11 Mar
> B-6    1  Security answers need an engineer for a day             LS-53   1 d  jonas/aiko    24 Mar
$ lockstep blocker list --all
> ID   SEV  WHAT                                                   ITEM    AGE  OWNER/BACKUP      NEXT
> B-1    3  SMS provider contract unsigned                         LS-21  10 d  jonas/margot    12 Mar
> B-2    3  Persona not agreed: dispatcher or operations director  LS-40   6 d  dana/ines       12 Mar
> B-5    2  No training slot with 14 reps before launch            LS-44   7 d  carlos/hanne    10 Mar
> B-3    2  Battery regression cannot be reproduced on test phon…  LS-22   4 d  aiko/jonas      11 Mar
> B-4    2  Launch page waits for branded screenshots              LS-41   3 d  mei/ruth        11 Mar
> B-6    1  Security answers need an engineer for a day            LS-53   1 d  jonas/aiko      24 Mar
> B-8    2  Price test needs finance approval                      LS-49   9 d  priya/sam     resolved
> B-7    2  No sample files from customers                         LS-24   5 d  hanne/leo     resolved
> B-9    1  Design for empty state missing                         LS-28   2 d  mei/tomasz    resolved
$ lockstep blocker list --json | head -30
> {
>   "schema": 1,
>   "blockers": [
>     {
>       "id": "B-1",
>       "item": "LS-21",
>       "what": "SMS provider contract unsigned",
>       "kind": "approval",
>       "severity": 3,
>       "owner": "jonas",
>       "backup": "margot",
>       "next_step": "Legal returns redlines",
>       "next_due": "2026-03-12",
>       "opened": "2026-02-24",
>       "resolved": null,
>       "resolution": null,
>       "age": 10,
>       "acting": "jonas"
>     },
>     {
>       "id": "B-2",
>       "item": "LS-40",
>       "what": "Persona not agreed: dispatcher or operations director",
>       "kind": "decision",
>       "severity": 3,
>       "owner": "dana",
>       "backup": "ines",
>       "next_step": "Escalated as D-9",
>       "next_due": "2026-03-12",
>       "opened": "2026-03-02",
$ lockstep blocker list --csv | head -2
> id,item,what,kind,severity,owner,backup,next_step,next_due,opened,resolved,resolution,age,acting
> B-1,LS-21,SMS provider contract unsigned,approval,3,jonas,margot,Legal returns redlines,2026-03-12,2026-02-24,,,10,jonas
$ lockstep owner list
> WHO     NAME             FUNCTION  LOAD  URGENT  LATE  BLOCKERS  AWAY
> dana    Dana Okafor      pmm          7       3               1
> jonas   Jonas Lindqvist  eng          5       2     1         2
> ines    Inês Carvalho    pm           4       2
> priya   Priya Raman      pmm          4       1
> tomasz  Tomasz Wilk      pm           4       1
> aiko    Aiko Mori        eng          3       1               1
> femi    Femi Adebayo     data         1       1
> carlos  Carlos Mendes    sales        1             1         1
> leo     Léo Fontaine     support      1
> mei     Mei Tan          design       1                       1  away to 13 Mar
> hanne   Hanne Vogt       cs
> margot  Margot Leclerc   lead
> ruth    Ruth Adler       research
> sam     Sam Whitfield    lead
$ lockstep owner list --json | head -20
> {
>   "schema": 1,
>   "people": [
>     {
>       "id": "dana",
>       "name": "Dana Okafor",
>       "function": "pmm",
>       "area": "Mid-market and launches",
>       "joined": "2022-09-12",
>       "away_from": null,
>       "away_until": null,
>       "capacity_h": 30,
>       "active": true,
>       "open": 7,
>       "urgent": 3,
>       "late": 0,
>       "blockers": 1,
>       "away": false
>     },
>     {
$ lockstep item show LS-20
> LS-20  ETA page for receivers
> Type          feature
> Track         product
> Problem       Receivers phone to ask when the van arrives
> Done when     Page shows a 20-minute window and updates within 60 s
> Status        started
> Owner         ines
> Backup        tomasz
> Priority      1
> Reach         3100
> Impact        2
> Confidence    80
> Effort        3
> Due           2026-04-07
> Parent        LS-5  Live ETA for receivers
> Release       LS-11  R2026.4 Live ETA GA
> Tags          eta
> Source        roadmap
> Created       2026-01-07
> Status since  2026-02-09
> RICE          1653.3 = 3100 reach × 2 impact × 80 % ÷ 3 person-months
> Other half    LS-41  Live ETA launch page
> Signal        S-1  weight 3  “I answer the same phone call forty times a morning”  Bracken Foods
> Signal        S-2  weight 2  “Show me that my customers stop calling”  Norvale Produce
> Signal        S-11  weight 2  “I never know if it is this hour or the next”  Norvale Produce
$ COLUMNS=50 lockstep item show ls-22
> LS-22  Driver app drains battery with live position on
> Type          bug
> Track         product
> Problem       Drivers switch tracking off by noon
> Done when     under 6 % battery per hour
> Status        started
> Owner         aiko
> Backup        jonas
> Priority      1
> Reach         900
> Impact        2
> Confidence    100
> Effort        1
> Due           2026-03-27
> Parent        LS-7  Driver app reliability
> Release       LS-11  R2026.4 Live ETA GA
> Tags          driver
> Source        support
> Created       2026-02-18
> Status since  2026-03-02
> RICE          1440 = 900 reach × 2 impact × 80 % ÷
>               1 person-month  (confidence 100 % is
>               capped: no usage data or experiment)
> Blocker       B-3  Battery regression cannot be
>               reproduced on test phones, 4 d,
>               aiko/jonas
> Signal        S-4  weight 2  “Phone is dead by
>               noon”  Pikeford Bakery
> Signal        S-13  weight 3  “I switch tracking
>               off to save battery”  Pikeford
>               Bakery
$ lockstep item show LS-20 --json
> {
>   "schema": 1,
>   "items": [
>     {
>       "id": "LS-20",
>       "type": "feature",
>       "track": "product",
>       "title": "ETA page for receivers",
>       "problem": "Receivers phone to ask when the van arrives",
>       "persona": null,
>       "done_when": "Page shows a 20-minute window and updates within 60 s",
>       "notes": null,
>       "status": "started",
>       "resolution": null,
>       "owner": "ines",
>       "backup": "tomasz",
>       "priority": 1,
>       "reach": 3100,
>       "impact": 2,
>       "confidence": 80,
>       "effort": 3,
>       "due": "2026-04-07",
>       "snooze_until": null,
>       "parent": "LS-5",
>       "release": "LS-11",
>       "duplicate_of": null,
>       "meeting": null,
>       "tags": [
>         "eta"
>       ],
>       "source": "roadmap",
>       "external_id": null,
>       "url": null,
>       "heads_up": null,
>       "review_from": null,
>       "sunset_if": null,
>       "review_on": null,
>       "created": "2026-01-07",
>       "status_since": "2026-02-09",
>       "snooze_event": [],
>       "snooze_days": null,
>       "score": 1653.3333333333333,
>       "blocked": false,
>       "acting": "ines",
>       "blockers": [],
>       "links": [
>         {
>           "kind": "counterpart",
>           "src": "LS-20",
>           "dst": "LS-41"
>         }
>       ],
>       "children": [],
>       "signals": [
>         {
>           "signal": "S-1",
>           "weight": 3
>         },
>         {
>           "signal": "S-2",
>           "weight": 2
>         },
>         {
>           "signal": "S-11",
>           "weight": 2
>         }
>       ],
>       "notes_about": []
>     }
>   ]
> }
$ lockstep item show LS-20 --csv
> id,type,track,title,problem,persona,done_when,notes,status,resolution,owner,backup,priority,reach,impact,confidence,effort,due,snooze_until,parent,release,duplicate_of,meeting,tags,source,external_id,url,heads_up,review_from,sunset_if,review_on,created,status_since,snooze_event,snooze_days,score,blocked,acting
> LS-20,feature,product,ETA page for receivers,Receivers phone to ask when the van arrives,,Page shows a 20-minute window and updates within 60 s,,started,,ines,tomasz,1,3100,2,80,3,2026-04-07,,LS-5,LS-11,,,eta,roadmap,,,,,,,2026-01-07,2026-02-09,,,1653.3333333333333,0,ines
$ lockstep blocker show B-2
> B-2  Persona not agreed: dispatcher or operations director
> Open for      6 business days
> Item          LS-40  Live ETA positioning and message house
> Kind          decision
> Severity      3
> Owner         dana
> Backup        ines
> Next step     Escalated as D-9
> Next due      2026-03-12
> Opened        2026-03-02
> Decision      D-9  Which persona leads Live ETA (proposed)
$ lockstep blocker show B-4 --json
> {
>   "schema": 1,
>   "blockers": [
>     {
>       "id": "B-4",
>       "item": "LS-41",
>       "what": "Launch page waits for branded screenshots",
>       "kind": "dependency",
>       "severity": 2,
>       "owner": "mei",
>       "backup": "ruth",
>       "next_step": "Export 3 frames from the prototype",
>       "next_due": "2026-03-11",
>       "opened": "2026-03-05",
>       "resolved": null,
>       "resolution": null,
>       "age": 3,
>       "acting": "ruth",
>       "notes_about": []
>     }
>   ]
> }
# --sort: any field, what is computed, over the query's own order
$ lockstep item list p:1 sort:title --sort=-rice,id --plain | cut -f1,7 | head -3
> LS-21	1920
> LS-20	1653
> LS-22	1440
$ lockstep owner list --sort late --plain | cut -f1 | tail -2
> carlos
> jonas
$ lockstep owner list --sort=-blockers,id --plain | cut -f1,7 | head -3
> jonas	2
> aiko	1
> carlos	1
$ lockstep metric list --sort pace --csv | cut -d, -f1
> id
> win_rate
> activation
> arr
> ttfv
> retention
> nps
> ttr
> mql_opp
$ lockstep ritual list --sort=-minutes_a_week --plain | cut -f1,5 | head -2
> huddle	45
> oneonone	30
$ lockstep link list --sort titles --plain | head -2
> LS-24	LS-48	counterpart
> LS-23	LS-43	blocks
$ lockstep blocker list --sort=-age --plain | cut -f1,5 | head -2
> B-1	10 d
> B-5	7 d
$ lockstep item list --sort duee
! lockstep: --sort: there is nothing called "duee" to sort by
!           did you mean due?
= 2
$ lockstep arm list --sort colour
! lockstep: --sort: there is nothing called "colour" to sort by
!           variants sort by experiment, n, label, price, signups, converted, id, age, gap
= 2
$ lockstep arm list --sort label,
! lockstep: --sort: a field to sort by is missing
!           variants sort by experiment, n, label, price, signups, converted, id, age, gap
= 2
$ lockstep arm list sort:colour
! lockstep: column 6: there is nothing called "colour" to sort by
!           variants sort by experiment, n, label, price, signups, converted, id, age, gap
= 2
$ lockstep item list is:late p:9..1
! lockstep: column 11: priority: 9..1 is the wrong way round, nothing lies between
!           write priority:1..9
= 2
$ lockstep item add x --sort due
! lockstep: lockstep item add has no option --sort
!           usage: lockstep item add TITLE [field=value...] | -
= 2
# what people say for what the program calls otherwise
$ lockstep item list is:overdue --plain | cut -f1 && lockstep item list is:late --plain | cut -f1
> LS-80
> LS-81
> LS-80
> LS-81
$ lockstep -q triage decline LS-64 "nobody asks for it" && lockstep item list status:declined,duplicate
> ID     P  TITLE                     OWNER/BACKUP  STATUS    DUE  RICE
> LS-64     Dark mode for driver app  -             canceled          -
$ lockstep item list evidence:none p:1 --plain | cut -f1
> LS-80
> LS-35
> LS-36
> LS-41
> LS-44
> LS-11
> LS-5
> LS-1
$ lockstep item list deadline:this-week --plain | cut -f1
> LS-81
> LS-90
> LS-84
