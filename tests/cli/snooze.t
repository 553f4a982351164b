# What sleeps for an event: its day is the event's, and moves with it, whoever moves it and however.
sample
$ lockstep triage snooze LS-60 launch
> LS-60 snooze_until 2026-04-22, snooze_event L-1
> LS-60 snoozed to 22 Apr, for L-1
$ lockstep triage snooze LS-61 'L-1 +30d'
> LS-61 snooze_until 2026-05-21, snooze_event L-1, snooze_days 30
> LS-61 snoozed to 21 May, for L-1
$ lockstep item snooze LS-24 LS-26 D-6 +1d
> LS-24 snooze_until 2026-08-11, snooze_event D-6, snooze_days 1
> LS-26 snooze_until 2026-08-11, snooze_event D-6, snooze_days 1
$ lockstep item snooze LS-24 LS-26 none
> LS-24 snooze_until 2026-08-11 → none, snooze_event D-6 → none, snooze_days 1 → none
> LS-26 snooze_until 2026-08-11 → none, snooze_event D-6 → none, snooze_days 1 → none
$ lockstep launch set L-1 day=2026-05-05 gate=2026-04-28
> L-1 day 2026-04-21 → 2026-05-05, gate 2026-04-10 → 2026-04-28
> LS-60 snooze_until 2026-04-22 → 2026-05-06
> LS-61 snooze_until 2026-05-21 → 2026-06-04
$ lockstep log LS-60 | head -2
> AT                WHO   WHAT             REF    CHANGE
> 2026-03-10 09:28  ines  launch set       LS-60  snooze_until 2026-04-22 → 2026-05-06
$ lockstep item list is:any is:snoozed --csv | cut -d, -f1,19,34,35
> id,snooze_until,snooze_event,snooze_days
> LS-60,2026-05-06,L-1,
> LS-61,2026-06-04,L-1,30
$ lockstep undo
> LS-61 snooze_until 2026-06-04 → 2026-05-21
> LS-60 snooze_until 2026-05-06 → 2026-04-22
> L-1 day 2026-05-05 → 2026-04-21, gate 2026-04-28 → 2026-04-10
! undone: launch set, 2026-03-10 09:28
# a day by hand takes the event's place
$ lockstep item set LS-61 snooze_until=2026-04-01
> LS-61 snooze_until 2026-05-21 → 2026-04-01, snooze_event L-1 → none, snooze_days 30 → none
# the same by a form or CSV: the event is a field
$ lockstep item set LS-61 snooze_event=L-1 snooze_days=7
> LS-61 snooze_event L-1, snooze_days 7, snooze_until 2026-04-01 → 2026-04-28
$ printf 'id,day,gate\nL-1,2026-04-28,2026-04-20\n' > launch.csv; lockstep import launch.csv | cat
! launch.csv: 1 launch, 1 changed
$ printf 'id,snooze_event\nLS-62,L-1;D-6\n' > item.csv; lockstep import item.csv | cat
! item.csv: 1 item, 1 changed
$ lockstep item list is:any is:snoozed --csv | cut -d, -f1,19,34,35
> id,snooze_until,snooze_event,snooze_days
> LS-60,2026-04-29,L-1,
> LS-61,2026-05-05,L-1,7
> LS-62,2026-08-10,L-1;D-6,
# what is closed or accepted sleeps no more
$ lockstep triage accept LS-60
> LS-60 status triage → backlog, snooze_until 2026-04-29 → none, snooze_event L-1 → none, owner ines, backup tomasz, parent LS-5
> LS-60 accepted: ines, under LS-5
$ lockstep launch set L-1 day=
> L-1 day 2026-04-28 → none
$ lockstep launch set L-1 day= gate=
> L-1 gate 2026-04-20 → none
$ lockstep check | grep sleeps
>   LS-61 sleeps for L-1 +7d, which has no day
! 9 found
$ lockstep item set LS-62 snooze_event=LS-5
! lockstep: LS-62, snooze_event: LS-5 is no launch and no decision
!           name a launch (L-1) or a decision (D-1), or a day
= 6
$ lockstep item set LS-62 snooze_event=later
! lockstep: LS-62, snooze_event: later is no launch and no decision
!           name a launch (L-1) or a decision (D-1), or a day
= 6
$ lockstep item set LS-62 snooze_days=-1
! lockstep: LS-62, snooze_days: -1 is not between 0 and 3650
!           give a number that fits, or leave it empty
= 6
$ lockstep item snooze LS-62 none
> LS-62 snooze_until 2026-08-10 → none, snooze_event L-1;D-6 → none
$ env LOCKSTEP_NOW=2026-05-05T09:00 lockstep triage list --csv | cut -d, -f1 | head -3
> id
> LS-61
> LS-62
