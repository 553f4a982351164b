# The agenda is frozen when the sync starts: what others make and change while it runs is shown beside it.
sample
env LOCKSTEP_NOW=2026-03-10T09:30:00
$ lockstep sync start
> M-12 runs: 14 lines in 15:00; line 1: Actions from 3 March: 2 of 5 done; 2 overdue; 1 due before 17 March; 1 question owed
$ lockstep sync show --json | sed -n '/since_start/,$p'
>   "since_start": []
> }
$ LOCKSTEP_NOW=2026-03-10T09:31:00 LOCKSTEP_USER=margot lockstep blocker set B-1 owner=aiko backup=jonas
> B-1 owner jonas → aiko, backup margot → jonas
$ LOCKSTEP_NOW=2026-03-10T09:32:00 LOCKSTEP_USER=jonas lockstep blocker add LS-37 The staging server is down owner=aiko
> B-10 added  The staging server is down
$ lockstep sync action Call the provider @jonas thu
> LS-93 Call the provider, jonas (backup aiko), due Thu 12 Mar
env LOCKSTEP_NOW=2026-03-10T09:33:00
$ lockstep sync show
> M-12  3:00 of 15:00 over by 2:00, the rest shrinks
>
>     N  REF                      TITLE                              PLAN  SPENT  STATE        OUTCOME
> >   1  LS-80;LS-81;LS-84;LS-90  Actions from 3 March: 2 of 5 don…  1:00   3:00  now          LS-93
>     2  win_rate                 Win rate 20-80 vans 21.6 % (pace…  1:00         queued
>     3  activation               Activated accounts 42.2 % (pace …  1:00         queued
>     4  B-2/D-9                  Which persona leads Live ETA       2:00         queued
>     5  B-1                      SMS provider contract unsigned     2:00         queued
>     6  B-5                      No training slot with 14 reps be…  1:00         queued
>     7  B-3                      Battery regression cannot be rep…  1:00         queued
>     8  LS-20                    ETA page for receivers: 1 new si…  1:00         queued
>     9  LS-22                    Driver app drains battery with l…  1:00         queued
>    10  LS-24                    CSV vehicle import with column m…  1:00         queued
>    11  LS-54                    Market size check 20 to 80 vans    0:45         not reached
>    12  LS-37                    Saved delivery windows ships 24 …  0:45         not reached
>    13  triage                   14 new items wait; oldest 4 busi…  0:30         not reached
>    14                           Read back decisions and actions;…  1:00         queued
>
> over by 2:00 of 1:00
> why here  overdue actions and questions
> asked     confirm
>
> since the start  09:32  B-10 new: The staging server is down
>                  09:31  B-1 owner jonas → aiko, by margot
$ lockstep sync show --json | sed -n '/since_start/,$p'
>   "since_start": [
>     {
>       "ref": "B-10",
>       "came": true,
>       "change": "new",
>       "title": "The staging server is down",
>       "at": "2026-03-10 09:32",
>       "who": null
>     },
>     {
>       "ref": "B-1",
>       "came": false,
>       "change": "owner jonas → aiko",
>       "title": null,
>       "at": "2026-03-10 09:31",
>       "who": "margot"
>     }
>   ]
> }
