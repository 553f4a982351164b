# Escalating a blocker in one flow, decisions that wake up, handing on all that somebody owns.
sample
$ lockstep decision due
> ID   STATUS    TITLE                         DRIVER  NEEDED  WHY
> D-9  proposed  Which persona leads Live ETA  dana    13 Mar  choose one option
$ lockstep blocker escalate B-5 'When do the reps train? / Move the launch by a week'
> D-10 added  When do the reps train?
> D-10 is a draft, it lacks a second option, a date by which it is needed, what a delay costs, somebody to decide who does not drive it; escalate the blocker again to add it
$ lockstep check | grep 'D-10'
>   D-10 is still a draft, it lacks a second option, a date by which it is needed, what a delay costs, somebody to decide who does not drive it
! 9 found
$ lockstep blocker escalate B-5 '/ Train after the launch' by=thu cost='14 reps sell without it' to=margot
> D-10 needed_by 2026-03-12, cost_of_delay “14 reps sell without it”, escalated_to margot
> D-10 is escalated: it comes onto the agenda before the day on which it is needed
$ lockstep agenda | grep B-5
> M-12,2026-03-10,Blockers,4,03:00,120,B-5/D-10,When do the reps train?,escalation: answer needed by 12 March,carlos,hanne,carlos,choose 1 of 2 options,queued,1
$ lockstep blocker escalate B-5 to=carlos
! lockstep: D-10, escalated_to: carlos drives it and can't be the one to decide it
!           escalate to somebody who can decide it
= 6
$ lockstep blocker escalate B-99 x
! lockstep: there is no blocker B-99
!           name one that is there, or add it first
= 3
$ lockstep blocker resolve B-6 done -q; lockstep blocker escalate B-6 'What now?'
! lockstep: it is resolved: nothing is left to escalate
= 6
$ env LOCKSTEP_NOW=2026-05-20T09:00 lockstep decision due | grep -v draft
> ID    STATUS    TITLE                         DRIVER  NEEDED  WHY
> D-1   decided   One shared goal for H1        ines            review was due 4 May
> D-9   proposed  Which persona leads Live ETA  dana    13 Mar  choose one option
> D-10  proposed  When do the reps train?       carlos  12 Mar  choose one option
! what woke up: lockstep decision confirm D-1 [DATE], reopen, or supersede
$ env LOCKSTEP_NOW=2026-05-20T09:00 lockstep decision confirm D-1 2026-05-01
! lockstep: the next review of a decision lies after today
= 6
$ env LOCKSTEP_NOW=2026-05-20T09:00 lockstep decision confirm D-1 2026-08-01
> D-1 review_on 2026-05-04 → 2026-08-01
> D-1 stands; it wakes again on 1 Aug
$ env LOCKSTEP_NOW=2026-05-20T09:00 lockstep decision reopen D-2 The numbers say otherwise
> D-11 added  Live ETA is a tier 1 launch
> N-1 added  The numbers say otherwise
> D-11 asks again; D-2 stands until it is decided
$ env LOCKSTEP_NOW=2026-05-20T09:00 lockstep decision reopen D-2
! lockstep: D-2 is asked again already: D-11
!           decide D-11, or delete it first
= 6
$ env LOCKSTEP_NOW=2026-05-20T09:00 lockstep decision supersede D-3 We show a window / Receivers asked for it
! lockstep: a decision has three points, this one has 2
!           decided / why / what follows
= 2
$ env LOCKSTEP_NOW=2026-05-20T09:00 lockstep decision supersede D-3 'We show a window / Receivers asked for it / The page changes'
> D-12 added  Show a window not a live dot
> D-3 status decided → superseded
> D-12 decided: We show a window
> it takes the place of D-3
$ lockstep decision confirm D-9
! lockstep: D-9 is proposed, not decided
!           lockstep decision decide D-9 DECIDED / WHY / FOLLOWS
= 6
$ lockstep decision decide D-9 'We take option 2 / It is the cheapest'
! lockstep: a decision has three points, this one has 2
!           decided / why / what follows
= 2
$ lockstep decision decide D-9 '3 / Buyers of our size say so / Two pages are rewritten / sometime'
! lockstep: "sometime" is neither a day nor a condition
!           17 mar, +4w, if sales fall
= 6
$ lockstep decision decide D-9 '3 / Buyers of our size say so / Two pages are rewritten / if sales fall' --dry-run
> D-9 status proposed → decided, decided “Operations director first as S-2 and S-12 suggest”, why “Buyers of our size say so”, follows “Two pages are rewritten”, on_date 2026-03-10, review_when “if sales fall”
> B-2 resolved 2026-03-10, resolution “D-9: Operations director first as S-2 and S-12 suggest”
> D-9 decided: Operations director first as S-2 and S-12 suggest
> B-2 resolved by it
! would do this, and has done nothing:
$ lockstep decision decide D-9 'Operations director first / Buyers of our size say so / Two pages are rewritten / 30 jun @tomasz'
> D-9 status proposed → decided, decided “Operations director first”, why “Buyers of our size say so”, follows “Two pages are rewritten”, on_date 2026-03-10, driver dana → tomasz, review_on 2026-06-30
> B-2 resolved 2026-03-10, resolution “D-9: Operations director first”
> D-9 decided: Operations director first
> B-2 resolved by it
$ lockstep decision confirm LS-20
! lockstep: LS-20 is no decision
!           lockstep decision due lists those that wait for a review
= 6
$ lockstep handoff tomasz ines --dry-run
> LS-24 owner tomasz → ines
> LS-25 owner tomasz → ines
> LS-26 owner tomasz → ines
> LS-6 owner tomasz → ines
> LS-7 owner tomasz → ines
> LS-3 owner tomasz → ines
> LS-37 owner tomasz → ines, backup ines → tomasz
> LS-12 owner tomasz → ines, backup ines → tomasz
> activation owner tomasz → ines
> ttfv owner tomasz → ines
> G-5 owner tomasz → ines
> tomasz hands 11 records to ines
! would do this, and has done nothing:
$ lockstep handoff tomasz ines 'All of it is in the import folder' | tail -2
> N-2 added  All of it is in the import folder
> tomasz hands 11 records to ines
$ lockstep item list owner:tomasz
! nothing matches
$ lockstep handoff tomasz ines
! lockstep: tomasz owns nothing that is open
= 6
$ lockstep handoff tomasz
! lockstep: from whom, and to whom?
!           lockstep handoff dana ines All of it is in the launch folder
= 2
$ lockstep handoff ines ines
! lockstep: ines has it already
= 6
$ lockstep undo | tail -1
> LS-24 owner ines → tomasz
! undone: handoff, 2026-03-10 09:28
$ lockstep item list owner:tomasz | head -3
> ID     P   TITLE                                   OWNER/BACKUP  STATUS      DUE  RICE
> LS-24  1!  CSV vehicle import with column mapping  tomasz/jonas  review   20 Mar   168
> LS-25  2   Sample depot on first login             tomasz/mei    started  20 Mar   256
