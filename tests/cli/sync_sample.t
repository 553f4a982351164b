# The sample team's sync of 10 March 2026, run from the command line alone, with the decisions of the team's own
# recap. The files that its end writes are in sync_sample/.
sample
env LOCKSTEP_NOW=2026-03-10T09:30:00
$ lockstep sync show
! lockstep: no sync is running
!           start it: lockstep sync start
= 3
$ lockstep sync start
> M-12 runs: 14 lines in 15:00; line 1: Actions from 3 March: 2 of 5 done; 2 overdue; 1 due before 17 March; 1 question owed
$ lockstep sync start
! M-12 is running, 0:00 of 15:00 on time, ends 09:45
$ lockstep sync block no room is booked @aiko next month --dry-run
> B-new no room is booked, aiko (backup ines), due Wed 1 Apr
! would do this, and has done nothing:
$ lockstep sync attend ines dana priya tomasz +margot
> ines present
> dana present
> priya present
> tomasz present
> margot guest
$ lockstep sync story S-11
> story: “I never know if it is this hour or the next” Norvale Produce, S-11

# Open: what was promised.
env LOCKSTEP_NOW=2026-03-10T09:30:52
$ lockstep sync next
> line 2: Win rate 20-80 vans 21.6 % (pace 24.4), 1:00, dana

# Numbers.
env LOCKSTEP_NOW=2026-03-10T09:31:55
$ lockstep sync next "goes to Thursday's huddle"
> line 3: Activated accounts 42.2 % (pace 44.6), 1:00, tomasz
env LOCKSTEP_NOW=2026-03-10T09:32:56
$ lockstep sync next
> line 3: seen
> line 4: Which persona leads Live ETA, 2:00, dana

# Blockers: the escalation is decided, and its blocker is gone.
env LOCKSTEP_NOW=2026-03-10T09:33:40
$ lockstep sync show
> M-12  3:40 of 15:00 on time, ends 09:45
>
>     N  REF                      TITLE                                            PLAN  SPENT  STATE
>     1  LS-80;LS-81;LS-84;LS-90  Actions from 3 March: 2 of 5 done; 2 overdue; …  1:00   0:52  done
>     2  win_rate                 Win rate 20-80 vans 21.6 % (pace 24.4)           1:00   1:03  done
>     3  activation               Activated accounts 42.2 % (pace 44.6)            1:00   1:01  done
> >   4  B-2/D-9                  Which persona leads Live ETA                     2:00   0:44  now
>     5  B-1                      SMS provider contract unsigned                   2:00         queued
>     6  B-5                      No training slot with 14 reps before launch      1:00         queued
>     7  B-3                      Battery regression cannot be reproduced on tes…  1:00         queued
>     8  LS-20                    ETA page for receivers: 1 new signal (S-11); w…  1:00         queued
>     9  LS-22                    Driver app drains battery with live position o…  1:00         queued
>    10  LS-24                    CSV vehicle import with column mapping: 1 new …  1:00         queued
>    11  LS-54                    Market size check 20 to 80 vans                  0:45         queued
>    12  LS-37                    Saved delivery windows ships 24 March            0:45         queued
>    13  triage                   14 new items wait; oldest 4 business days        0:30         queued
>    14                           Read back decisions and actions; rate 1-10       1:00         queued
>
> 1:16 left of 2:00
> why here  escalation: answer needed by 13 March; blocks LS-41 and LS-44
> asked     choose 1 of 3 options
$ lockstep sync note S-2 and S-12 are both buyers of the size we want
> noted
$ lockstep sync option 3
> option 3 marked: Operations director first as S-2 and S-12 suggest
env LOCKSTEP_NOW=2026-03-10T09:34:30
$ lockstep sync decide "Operations director leads Live ETA; dispatcher is the second voice / S-2, S-12 and 3 of 4 open deals / LS-40 approved by 17 March, which frees LS-41 and LS-44"
> D-9 decided: Operations director leads Live ETA; dispatcher is the second voice
> B-2 resolved by it
$ lockstep sync resolve "decided as D-9"
! lockstep: B-2 is resolved already
= 6
$ lockstep sync next
> line 4: decided
> line 5: SMS provider contract unsigned, 2:00, jonas
env LOCKSTEP_NOW=2026-03-10T09:35:20
$ lockstep sync action Legal returns redlines or Margot calls the provider @jonas thu
> LS-93 Legal returns redlines or Margot calls the provider, jonas (backup margot), due Thu 12 Mar
$ lockstep sync next
> line 5: action agreed
> line 6: No training slot with 14 reps before launch, 1:00, carlos
env LOCKSTEP_NOW=2026-03-10T09:36:10
$ lockstep sync action Move the pipeline review, book training on 8 April @carlos today
> LS-94 Move the pipeline review, book training on 8 April, carlos (backup hanne), due Tue 10 Mar
$ lockstep sync next
> line 6: action agreed
> line 7: Battery regression cannot be reproduced on test phones, 1:00, aiko
env LOCKSTEP_NOW=2026-03-10T09:37:05
$ lockstep sync action Borrow two phones from Bracken Foods @aiko wed
> LS-95 Borrow two phones from Bracken Foods, aiko (backup jonas), due Wed 11 Mar
$ lockstep sync next
> line 7: action agreed
> line 8: ETA page for receivers: 1 new signal (S-11); weight 7, 1:00, ines

# Customer signals.
env LOCKSTEP_NOW=2026-03-10T09:38:00
$ lockstep sync next
> line 8: seen
> line 9: Driver app drains battery with live position on: 1 new signal (S-13); weight 5, 1:00, aiko
env LOCKSTEP_NOW=2026-03-10T09:39:00
$ lockstep sync back
> line 8: ETA page for receivers: 1 new signal (S-11); weight 7, 1:00, ines
$ lockstep sync next
> line 8: seen
> line 9: Driver app drains battery with live position on: 1 new signal (S-13); weight 5, 1:00, aiko
$ lockstep sync next
> line 9: seen
> line 10: CSV vehicle import with column mapping: 1 new signal (S-18); weight 5, 1:00, tomasz
env LOCKSTEP_NOW=2026-03-10T09:40:00
$ lockstep sync next
> line 10: seen
> line 11: Market size check 20 to 80 vans, 0:45, dana

# Priorities: the third time is decided or dropped; a feature gets its market half.
env LOCKSTEP_NOW=2026-03-10T09:40:30
$ lockstep sync next
! lockstep: LS-54 stands here for the third time: decide or drop
!           decide it, close it, or drop the line
= 6
$ lockstep sync carry
! lockstep: LS-54 stands here for the third time: decide or drop
!           decide it, close it, or drop the line
= 6
$ lockstep sync drop Femi answers in writing by 13 March
> line 11: dropped, it comes back in 4 weeks or when it changes
> line 12: Saved delivery windows ships 24 March, 0:45, tomasz
env LOCKSTEP_NOW=2026-03-10T09:41:20
$ lockstep sync action Note and support macro for Saved delivery windows @priya 17 mar
> LS-96 Note and support macro for Saved delivery windows, priya (backup dana), due Tue 17 Mar
$ lockstep sync next
> line 12: action agreed
> line 13: 14 new items wait; oldest 4 business days, 0:30, priya
$ lockstep sync pause
> paused: the clock stands
env LOCKSTEP_NOW=2026-03-10T09:45:00
$ lockstep sync pause
> the clock runs on
$ lockstep sync park
> line 13: not today, back next time unless it is settled
> line 14: Read back decisions and actions; rate 1-10, 1:00, ines
env LOCKSTEP_NOW=2026-03-10T09:45:40
$ lockstep sync extend
> 0:30 more for this line: 1:30
$ lockstep sync rate dana=9 ines=9 priya=8 tomasz=9
> 4 ratings
env LOCKSTEP_NOW=2026-03-10T09:47:42
$ lockstep sync show
> M-12  14:02 of 15:00 on time, ends 09:48
>
>     N  REF                      TITLE                                           PLAN  SPENT  STATE
>     1  LS-80;LS-81;LS-84;LS-90  Actions from 3 March: 2 of 5 done; 2 overdue;…  1:00   0:52  done
>     2  win_rate                 Win rate 20-80 vans 21.6 % (pace 24.4)          1:00   1:03  done
>     3  activation               Activated accounts 42.2 % (pace 44.6)           1:00   1:01  done
>     4  B-2/D-9                  Which persona leads Live ETA                    2:00   1:34  done
>     5  B-1                      SMS provider contract unsigned                  2:00   0:50  done
>     6  B-5                      No training slot with 14 reps before launch     1:00   0:50  done
>     7  B-3                      Battery regression cannot be reproduced on te…  1:00   0:55  done
>     8  LS-20                    ETA page for receivers: 1 new signal (S-11); …  1:00   0:55  done
>     9  LS-22                    Driver app drains battery with live position …  1:00   1:00  done
>    10  LS-24                    CSV vehicle import with column mapping: 1 new…  1:00   1:00  done
>    11  LS-54                    Market size check 20 to 80 vans                 0:45   0:30  dropped
>    12  LS-37                    Saved delivery windows ships 24 March           0:45   0:50  done
>    13  triage                   14 new items wait; oldest 4 business days       0:30         parked
> >  14                           Read back decisions and actions; rate 1-10      1:30   2:42  now
>
> over by 1:12 of 1:30
> why here  close
> asked     confirm
$ lockstep sync end -o minutes
> M-12 ended
> 14:02, 0:58 given back × 4 people, B-2 gone after 6 days, the last syncs 21 → 14 minutes
! minutes/agenda_2026-03-10.csv
! minutes/recap_2026-03-10.md
$ ls minutes
> agenda_2026-03-10.csv
> recap_2026-03-10.md
same minutes/agenda_2026-03-10.csv sync_sample/agenda_2026-03-10.csv
same minutes/recap_2026-03-10.md sync_sample/recap_2026-03-10.md

# The minutes are locked, and what was carried stands in the next sync.
$ lockstep sync next
! lockstep: no sync is running
!           start it: lockstep sync start, or S on the screen
= 3
$ lockstep recap | cmp - minutes/recap_2026-03-10.md
$ lockstep recap M-12 --csv | cmp - minutes/agenda_2026-03-10.csv
$ lockstep item list LS-93
> ID     P  TITLE                                                OWNER/BACKUP  STATUS      DUE  RICE
> LS-93     Legal returns redlines or Margot calls the provider  jonas/margot  planned  12 Mar     -
$ lockstep blocker list --all | grep B-2
> B-2    3  Persona not agreed: dispatcher or operations director  LS-40   6 d  dana/ines     resolved
$ lockstep agenda | cut -d, -f1-7
> meeting,date,segment,position,start,planned_s,ref
> M-new,2026-03-17,Open,1,00:00,60,LS-80;LS-81;LS-84;LS-90;LS-92;LS-93;LS-94;LS-95;LS-96
> M-new,2026-03-17,Numbers,2,01:00,60,win_rate
> M-new,2026-03-17,Numbers,3,02:00,60,activation
> M-new,2026-03-17,Blockers,4,03:00,120,B-1
> M-new,2026-03-17,Blockers,5,05:00,60,B-5
> M-new,2026-03-17,Blockers,6,06:00,60,B-3
> M-new,2026-03-17,Blockers,7,07:00,60,B-4
> M-new,2026-03-17,Blockers,8,08:00,60,B-6
> M-new,2026-03-17,Priorities,9,09:00,30,LS-10
> M-new,2026-03-17,Priorities,10,09:30,30,triage
> M-new,2026-03-17,Close,11,10:00,60,
