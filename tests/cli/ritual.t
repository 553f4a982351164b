# Rituals: the list with its minutes, templates, the days to come, switching on and off, the agenda and the run of any.
sample
$ lockstep ritual list
> RITUAL    NAME                WHEN                        MIN  A WEEK  NEXT              LEADS
> huddle    Strategy huddle     weekly, Thu 10:00            45      45  Thu 12 Mar 10:00  margot
> monthly   Monthly review      monthly, first Wed 10:00     90      21  Wed 1 Apr 10:00   margot
> oneonone  PM/PMM one-on-one   weekly, Fri 09:00            30      30  Fri 13 Mar 09:00
> quarter   Joint planning      quarterly, Feb May Aug Nov  180      14  Fri 1 May         margot
> retro     Launch debrief      per launch, +14 days         60          Tue 5 May         dana
> roadmap   Roadmap review      every 6 weeks, Wed 14:00     60      10  Wed 11 Mar 14:00  ines
> sync      PM/PMM weekly sync  weekly, Tue 09:30            15      15  Tue 10 Mar 09:30  ines
> voice     Customer session    monthly, third Tue 15:00     60      14  Tue 17 Mar 15:00  ruth
! 148 minutes a week for who attends all of them; --all shows those that are off
$ lockstep ritual list --all --csv
> id,name,cadence,at,minutes,purpose,rota,active,minutes_a_week
> huddle,Strategy huddle,weekly,Thu 10:00,45,What to deliver next,margot;sam,1,45
> monthly,Monthly review,monthly,first Wed 10:00,90,Profit and customer impact experiments learnings,margot;sam,1,20.8
> oneonone,PM/PMM one-on-one,weekly,Fri 09:00,30,Outcomes not deliverables,none,1,30
> quarter,Joint planning,quarterly,Feb May Aug Nov,180,Priorities drivers metrics backlog halves,margot;sam,1,13.8
> retro,Launch debrief,per launch,'+14 days,60,What to keep and change,dana,1,0
> roadmap,Roadmap review,every 6 weeks,Wed 14:00,60,Keep three tiers aligned,ines;dana,1,10
> sync,PM/PMM weekly sync,weekly,Tue 09:30,15,Remove blockers hear customers adjust priorities,dana;ines;priya;tomasz,1,15
> voice,Customer session,monthly,third Tue 15:00,60,Validate changes before broad rollout,ruth,1,13.8
> analytics,Analytics and feedback,weekly,Mon 11:00,30,Metrics and feedback,femi,0,0
> block,Cross-functional block,twice weekly,Mon and Wed 14:00,60,Alignment in launch weeks only,ines;dana,0,0
> standup,Blocker stand-up,daily,09:15,15,Quick blockers,jonas;aiko,0,0
$ lockstep ritual list --json | tail -12
>       "at": "09:15",
>       "minutes": 15,
>       "purpose": "Quick blockers",
>       "rota": [
>         "jonas",
>         "aiko"
>       ],
>       "active": false,
>       "minutes_a_week": 0
>     }
>   ]
> }
$ lockstep ritual templates | cut -c 1-60
> RITUAL     NAME                    MIN  SEGMENTS
> sync       PM/PMM weekly sync       15  Open 1, Numbers 2, B
> huddle     Strategy huddle          45  Status 5, Blockers 1
> standup    Blocker stand-up         15  Blockers 10, Today 4
> block      Cross-functional block   60  Launches 15, Blocker
> analytics  Analytics and feedback   30  Numbers 10, Experime
> oneonone   PM/PMM one-to-one        30  Promised 5, Talk 20,
> monthly    Monthly review           90  Wins 10, Numbers 20,
> voice      Customer session         60  Customer 35, Custome
> roadmap    Roadmap review           60  Launches 15, Depende
> quarter    Quarterly planning      180  Wins 15, Numbers 30,
> retro      Launch retro             60  Numbers 10, Customer
$ lockstep ritual next | head -6
> WHEN              RITUAL    NAME                MIN  MEETING
> Tue 10 Mar 09:30  sync      PM/PMM weekly sync   15  M-12
> Wed 11 Mar 14:00  roadmap   Roadmap review       60
> Thu 12 Mar 10:00  huddle    Strategy huddle      45
> Fri 13 Mar 09:00  oneonone  PM/PMM one-on-one    30
> Tue 17 Mar 09:30  sync      PM/PMM weekly sync   15
$ lockstep ritual next retro
> WHEN       RITUAL  NAME            MIN  MEETING
> Tue 5 May  retro   Launch debrief   60
$ lockstep ritual next --csv monthly | head -3
> at,id,name,minutes,meeting,holiday
> 2026-04-01 10:00,monthly,Monthly review,90,,
> 2026-05-06 10:00,monthly,Monthly review,90,,
$ lockstep ritual next sprint
! lockstep: there is no ritual sprint
!           rituals are sync, huddle, standup, block, analytics, oneonone, monthly, voice, roadmap, quarter, retro
= 3
$ lockstep ritual on analytics
> analytics active 0 → 1
> analytics is on: weekly, Mon 11:00
$ lockstep agenda analytics | cut -d , -f 1-7
> meeting,date,segment,position,start,planned_s,ref
> M-new,2026-03-16,Numbers,1,00:00,60,win_rate
> M-new,2026-03-16,Numbers,2,01:00,60,activation
> M-new,2026-03-16,Experiments,3,02:00,60,X-3
> M-new,2026-03-16,Customer signals,4,03:00,60,LS-20
> M-new,2026-03-16,Customer signals,5,04:00,60,LS-40
> M-new,2026-03-16,Customer signals,6,05:00,60,LS-22
> M-new,2026-03-16,Close,7,06:00,60,LS-80;LS-81;LS-84;LS-90
> M-new,2026-03-16,Close,8,07:00,60,
$ lockstep ritual on sprint
! lockstep: there is no ritual sprint, and no template of it
!           templates are sync, huddle, standup, block, analytics, oneonone, monthly, voice, roadmap, quarter, retro
= 3
$ lockstep ritual edit huddle 'at=Thu 25:00'
! lockstep: "25:00" says no day and no time
!           as in: Thu 10:00, Mon and Wed 14:00, 09:15, first Wed 10:00, third Tue Feb May Aug Nov, +14 days
= 6
$ lockstep ritual edit huddle 'segments=Status 5 changes, Blockers 10 blockers+rumours'
! lockstep: "rumours" is no feed of a segment
!           feeds are attendance, actions, metrics, metrics.red, blockers, escalations, signals, signals.new, changes, gaps, triage, priorities, recap, rating, dependencies, experiments, launches, decisions, wins, free
= 6
$ lockstep ritual edit huddle 'segments=Status 5 changes, Blockers 10 blockers+escalations, Owners 5 actions'
> huddle minutes 45 → 20
> 3 segments, 20 minutes in all
$ lockstep agenda put LS-20 huddle
> M-13 added
> LS-20 is on the agenda of the next huddle
$ lockstep agenda huddle --md
> # Strategy huddle, Thursday 12 March 2026
>
> 10:00 of 20:00, 10:00 spare. Led by Margot.
>
> ## Status
>
> | at | what | why | who | asked |
> |---|---|---|---|---|
> | 00:00 | LS-20 ETA page for receivers | added by hand | Inês | say what is needed |
>
> ## Blockers
>
> | at | what | why | who | asked |
> |---|---|---|---|---|
> | 01:00 | B-2/D-9 Which persona leads Live ETA | escalation: answer needed by 13 March; blocks LS-41 and LS-44 | Dana | choose 1 of 3 options |
> | 03:00 | B-1 SMS provider contract unsigned | severity 3; open 12 business days (median 5); launch L-1 | Jonas | new date or escalate |
> | 05:00 | B-5 No training slot with 14 reps before launch | severity 2; open 9 business days (median 5); launch L-1 | Carlos | new date for the next step |
> | 06:00 | B-3 Battery regression cannot be reproduced on test phones | severity 2; open 6 business days (median 5); launch L-1 | Aiko | new date for the next step |
> | 07:00 | B-4 Launch page waits for branded screenshots | severity 2; open 5 business days (median 5); launch L-1 | Mei (Ruth acts) | new date for the next step |
> | 08:00 | B-6 Security answers need an engineer for a day | severity 1; open 3 business days (median 5) | Jonas | on track for 24 March? |
>
> ## Owners
>
> | at | what | why | who | asked |
> |---|---|---|---|---|
> | 09:00 | LS-80;LS-81;LS-84;LS-90 2 overdue; 1 due before 19 March; 1 question owed | overdue actions and questions | Margot | confirm |
$ lockstep ritual off standup
! standup is off already
$ lockstep sync start huddle
> M-13 runs: 8 lines in 10:00; line 1: ETA page for receivers
$ lockstep sync start sync
! lockstep: Strategy huddle is running; one meeting at a time
!           end it first: lockstep sync end, or Q on its screen
= 6
$ lockstep sync end -q; cat agenda_2026-03-10.csv | head -3
> meeting,date,segment,position,start,planned_s,ref,title,why_on_agenda,owner,backup,acting,ask,state,carried,spent_s,outcome
> M-13,2026-03-10,Status,1,00:00,60,LS-20,ETA page for receivers,added by hand,ines,tomasz,ines,say what is needed,carried,0,0,carried
> M-13,2026-03-10,Blockers,2,01:00,120,B-2/D-9,Which persona leads Live ETA,escalation: answer needed by 13 March; blocks LS-41 and LS-44,dana,ines,dana,choose 1 of 3 options,carried,0,0,not reached
# a team of two with six items: the huddle has nothing to say, and says so
$ lockstep init two.db --no-input -q
$ lockstep -f two.db ritual on huddle
> huddle added  Strategy huddle
> huddle is on: weekly, Thu 10:00
$ lockstep -f two.db agenda huddle --md
> # Strategy huddle, Thursday 12 March 2026
>
> 00:00 of 45:00, 45:00 spare. Led by ines.
>
> Nothing to talk about: no line asks for time.
$ lockstep -f two.db sync start huddle
! lockstep: Strategy huddle has nothing to talk about: skip it this time
!           or put something on its agenda: lockstep agenda put LS-20 huddle
= 6
$ lockstep -f two.db ritual on oneonone -q; lockstep -f two.db agenda oneonone
> meeting,date,segment,position,start,planned_s,ref,title,why_on_agenda,owner,backup,acting,ask,state,carried
> M-new,2026-03-13,Talk,1,00:00,1200,,Talk,time to talk,,,,what is on your mind,queued,0
> M-new,2026-03-13,Close,2,20:00,60,,Read back decisions and actions; rate 1-10,close,ines,,ines,confirm,queued,0
# a folder that nobody can write into: the meeting is over all the same, and it says where the minutes are
sample
$ lockstep sync agree
! lockstep: no line of the next agenda has an answer to agree to
!           before the meeting: lockstep sync answer B-1 signed on Friday
= 3
$ env LOCKSTEP_USER=jonas lockstep sync answer B-1 signed on Friday
> answered: B-1
$ lockstep sync agree B-1
> 1 answer is agreed to: it takes no time in the meeting
$ env LOCKSTEP_USER=jonas lockstep brief
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
>        said   signed on Friday
>        agreed by ines: it takes no time in the meeting
$ lockstep sync start sync
> M-12 runs: 14 lines in 15:00; line 1: Actions from 3 March: 2 of 5 done; 2 overdue; 1 due before 17 March; 1 question owed
$ f=$PWD/team.db; cd /proc; lockstep -f "$f" sync end
> M-12 ended
> 0:00, nothing was talked about
! lockstep: cannot write agenda_2026-03-10.csv: No such file or directory
!           the minutes are in the team file: lockstep recap -o FILE writes them elsewhere
= 1
$ lockstep sync show
! lockstep: no sync is running
!           start it: lockstep sync start
= 3
$ lockstep recap | head -3
> # PM/PMM weekly sync, Tuesday 10 March 2026
>
> 0:00 of 15:00, on time. Here: Inês. Answered before: Jonas.
$ lockstep undo
> M-12 status closed → running, ended 2026-03-10 09:28 → none
! undone: sync end, 2026-03-10 09:28
$ lockstep sync show | head -1
> M-12  0:00 of 15:00 on time, ends 09:41
