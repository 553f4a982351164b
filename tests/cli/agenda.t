# The agenda of the next sync in its forms, and what of it is asked of one person.
sample
$ lockstep agenda
> meeting,date,segment,position,start,planned_s,ref,title,why_on_agenda,owner,backup,acting,ask,state,carried
> M-12,2026-03-10,Open,1,00:00,60,LS-80;LS-81;LS-84;LS-90,Actions from 3 March: 2 of 5 done; 2 overdue; 1 due before 17 March; 1 question owed,overdue actions and questions,ines,dana,ines,confirm,queued,0
> M-12,2026-03-10,Numbers,2,01:00,60,win_rate,Win rate 20-80 vans 21.6 % (pace 24.4),off pace and fell 4 weeks running,dana,carlos,dana,cause in one sentence,queued,0
> M-12,2026-03-10,Numbers,3,02:00,60,activation,Activated accounts 42.2 % (pace 44.6),off pace and fell 2 weeks running,tomasz,priya,tomasz,cause in one sentence,queued,0
> M-12,2026-03-10,Blockers,4,03:00,120,B-2/D-9,Which persona leads Live ETA,escalation: answer needed by 13 March; blocks LS-41 and LS-44,dana,ines,dana,choose 1 of 3 options,queued,0
> M-12,2026-03-10,Blockers,5,05:00,120,B-1,SMS provider contract unsigned,severity 3; open 10 business days (median 5); launch L-1,jonas,margot,jonas,new date or escalate,queued,1
> M-12,2026-03-10,Blockers,6,07:00,60,B-5,No training slot with 14 reps before launch,severity 2; open 7 business days (median 5); launch L-1,carlos,hanne,carlos,is the next step done?,queued,1
> M-12,2026-03-10,Blockers,7,08:00,60,B-3,Battery regression cannot be reproduced on test phones,severity 2; open 4 business days (median 5); launch L-1,aiko,jonas,aiko,on track for 11 March?,queued,0
> M-12,2026-03-10,Customer signals,8,09:00,60,LS-20,ETA page for receivers: 1 new signal (S-11); weight 7,Receivers want a window not a dot,ines,tomasz,ines,anything to change?,queued,0
> M-12,2026-03-10,Customer signals,9,10:00,60,LS-22,Driver app drains battery with live position on: 1 new signal (S-13); weight 5,Battery drives opt-out,aiko,jonas,aiko,anything to change?,queued,0
> M-12,2026-03-10,Customer signals,10,11:00,60,LS-24,CSV vehicle import with column mapping: 1 new signal (S-18); weight 5,Import hurts reviews,tomasz,jonas,tomasz,anything to change?,queued,0
> M-12,2026-03-10,Priorities,11,12:00,45,LS-54,Market size check 20 to 80 vans,carried twice: decide or drop,dana,femi,dana,decide or drop,queued,2
> M-12,2026-03-10,Priorities,12,12:45,45,LS-37,Saved delivery windows ships 24 March,no market half and no heads-up,tomasz,ines,tomasz,who tells customers,queued,0
> M-12,2026-03-10,Priorities,13,13:30,30,triage,14 new items wait; oldest 4 business days,triage limit is 5 business days,priya,dana,priya,who triages today,queued,0
> M-12,2026-03-10,Close,14,14:00,60,,Read back decisions and actions; rate 1-10,close,ines,dana,ines,confirm,queued,0
> M-12,2026-03-10,Not today,15,,,B-4,Launch page waits for branded screenshots,over budget: 6:00 are full; mei away so ruth acts; severity 2; open 3 business days (median 5); launch L-1,mei,ruth,ruth,async note,queued,0
> M-12,2026-03-10,Not today,16,,,B-6,Security answers need an engineer for a day,over budget: 6:00 are full; severity 1; open 1 business day (median 5),jonas,aiko,jonas,async note,queued,0
$ lockstep agenda --md
> # PM/PMM weekly sync, Tuesday 10 March 2026
>
> 15:00 of 15:00. Led by Inês.
>
> ## Open
>
> | at | what | why | who | asked |
> |---|---|---|---|---|
> | 00:00 | LS-80;LS-81;LS-84;LS-90 Actions from 3 March: 2 of 5 done; 2 overdue; 1 due before 17 March; 1 question owed | overdue actions and questions | Inês | confirm |
>
> ## Numbers
>
> | at | what | why | who | asked |
> |---|---|---|---|---|
> | 01:00 | win\_rate Win rate 20-80 vans 21.6 % (pace 24.4) | off pace and fell 4 weeks running | Dana | cause in one sentence |
> | 02:00 | activation Activated accounts 42.2 % (pace 44.6) | off pace and fell 2 weeks running | Tomasz | cause in one sentence |
>
> ## Blockers
>
> | at | what | why | who | asked |
> |---|---|---|---|---|
> | 03:00 | B-2/D-9 Which persona leads Live ETA | escalation: answer needed by 13 March; blocks LS-41 and LS-44 | Dana | choose 1 of 3 options |
> | 05:00 | B-1 SMS provider contract unsigned | severity 3; open 10 business days (median 5); launch L-1 | Jonas | new date or escalate |
> | 07:00 | B-5 No training slot with 14 reps before launch | severity 2; open 7 business days (median 5); launch L-1 | Carlos | is the next step done? |
> | 08:00 | B-3 Battery regression cannot be reproduced on test phones | severity 2; open 4 business days (median 5); launch L-1 | Aiko | on track for 11 March? |
>
> ## Customer signals
>
> | at | what | why | who | asked |
> |---|---|---|---|---|
> | 09:00 | LS-20 ETA page for receivers: 1 new signal (S-11); weight 7 | Receivers want a window not a dot | Inês | anything to change? |
> | 10:00 | LS-22 Driver app drains battery with live position on: 1 new signal (S-13); weight 5 | Battery drives opt-out | Aiko | anything to change? |
> | 11:00 | LS-24 CSV vehicle import with column mapping: 1 new signal (S-18); weight 5 | Import hurts reviews | Tomasz | anything to change? |
>
> ## Priorities
>
> | at | what | why | who | asked |
> |---|---|---|---|---|
> | 12:00 | LS-54 Market size check 20 to 80 vans | carried twice: decide or drop | Dana | decide or drop |
> | 12:45 | LS-37 Saved delivery windows ships 24 March | no market half and no heads-up | Tomasz | who tells customers |
> | 13:30 | triage 14 new items wait; oldest 4 business days | triage limit is 5 business days | Priya | who triages today |
>
> ## Close
>
> | at | what | why | who | asked |
> |---|---|---|---|---|
> | 14:00 | Read back decisions and actions; rate 1-10 | close | Inês | confirm |
>
> ## Not today
>
> | at | what | why | who | asked |
> |---|---|---|---|---|
> |  | B-4 Launch page waits for branded screenshots | over budget: 6:00 are full; mei away so ruth acts; severity 2; open 3 business days (median 5); launch L-1 | Mei (Ruth acts) | async note |
> |  | B-6 Security answers need an engineer for a day | over budget: 6:00 are full; severity 1; open 1 business day (median 5) | Jonas | async note |
$ lockstep agenda --json | head -60
> {
>   "schema": 1,
>   "ritual": "sync",
>   "meeting": "M-12",
>   "at": "2026-03-10 09:30",
>   "date": "2026-03-10",
>   "next": "2026-03-17",
>   "facilitator": "ines",
>   "total_s": 900,
>   "planned_s": 900,
>   "spare_s": 0,
>   "segments": [
>     {
>       "name": "Open",
>       "total_s": 60,
>       "planned_s": 60
>     },
>     {
>       "name": "Numbers",
>       "total_s": 120,
>       "planned_s": 120
>     },
>     {
>       "name": "Blockers",
>       "total_s": 360,
>       "planned_s": 360
>     },
>     {
>       "name": "Customer signals",
>       "total_s": 180,
>       "planned_s": 180
>     },
>     {
>       "name": "Priorities",
>       "total_s": 120,
>       "planned_s": 120
>     },
>     {
>       "name": "Close",
>       "total_s": 60,
>       "planned_s": 60
>     }
>   ],
>   "lines": [
>     {
>       "segment": "Open",
>       "position": 1,
>       "start_s": 0,
>       "planned_s": 60,
>       "ref": "LS-80;LS-81;LS-84;LS-90",
>       "refs": [
>         "LS-80",
>         "LS-81",
>         "LS-84",
>         "LS-90"
>       ],
>       "title": "Actions from 3 March: 2 of 5 done; 2 overdue; 1 due before 17 March; 1 question owed",
>       "why_on_agenda": "overdue actions and questions",
>       "rule": "open",
>       "owner": "ines",
$ lockstep agenda --bom | head -c 3 | od -An -tx1
>  ef bb bf
$ lockstep agenda -o agenda.csv && cmp agenda.csv agenda.csv && wc -l <agenda.csv
> 17
$ lockstep agenda -o folder/agenda.csv
! lockstep: cannot write folder/agenda.csv: No such file or directory
= 1
$ lockstep agenda M-11 | head -4
> meeting,date,segment,position,start,planned_s,ref,title,why_on_agenda,owner,backup,acting,ask,state,carried,spent_s,outcome
> M-11,2026-03-03,Open,1,00:00,60,,Actions 5 of 6 done,actions,,,,,done,0,55,
> M-11,2026-03-03,Numbers,2,01:00,60,win_rate,Win rate 22.9,red 1 week,,,,,done,0,80,watch one more week
> M-11,2026-03-03,Blockers,3,02:00,150,B-1,SMS provider contract unsigned,blocked 5 business days,,,,,done,0,170,LS-80
$ lockstep agenda M-99
! lockstep: there is no meeting M-99
!           name one that is there, or add it first
= 3
$ lockstep agenda tuesday
! lockstep: there is no ritual tuesday
!           rituals are sync, huddle, standup, block, analytics, oneonone, monthly, voice, roadmap, quarter, retro
= 3
$ lockstep brief
> M-12, Tue 10 Mar 09:30: you are asked 2 things
>
> 00:00  LS-80;LS-81;LS-84;LS-90  Actions from 3 March: 2 of 5 done; 2 overdue; 1 due before 17 March; 1 question owed
>        why    overdue actions and questions
>        asked  confirm
>        answer lockstep sync answer LS-84 TEXT
>
> 09:00  LS-20  ETA page for receivers: 1 new signal (S-11); weight 7
>        why    Receivers want a window not a dot
>        asked  anything to change?
>        answer lockstep sync answer LS-20 TEXT
$ LOCKSTEP_USER=jonas lockstep brief
> M-12, Tue 10 Mar 09:30: you are asked 2 things
>
> 00:00  LS-80;LS-81;LS-84;LS-90  Actions from 3 March: 2 of 5 done; 2 overdue; 1 due before 17 March; 1 question owed
>        why    overdue actions and questions
>        asked  confirm
>        answer lockstep sync answer LS-80 TEXT
>
> 05:00  B-1  SMS provider contract unsigned
>        why    severity 3; open 10 business days (median 5); launch L-1
>        asked  new date or escalate
>        answer lockstep sync answer B-1 TEXT
$ LOCKSTEP_USER=sam lockstep brief
> M-12, Tue 10 Mar 09:30: you are asked nothing
$ LOCKSTEP_USER=jonas lockstep brief --json
> {
>   "schema": 1,
>   "lines": [
>     {
>       "start": "00:00",
>       "ref": "LS-80;LS-81;LS-84;LS-90",
>       "title": "Actions from 3 March: 2 of 5 done; 2 overdue; 1 due before 17 March; 1 question owed",
>       "why": "overdue actions and questions",
>       "ask": "confirm"
>     },
>     {
>       "start": "05:00",
>       "ref": "B-1",
>       "title": "SMS provider contract unsigned",
>       "why": "severity 3; open 10 business days (median 5); launch L-1",
>       "ask": "new date or escalate"
>     }
>   ]
> }
# The columns that are a promise, against the sample's own agenda.
$ lockstep agenda | python3 "$SOURCE/tests/cli/columns.py" "$DATA/sample/agenda_2026-03-10.csv"
