# RICE: four numbers, what they come to, where the item comes to stand, and what its confidence has earned.
sample
$ lockstep item score LS-62 400 2 80 1
> LS-62 reach 400, impact 2, confidence 80, effort 1
> LS-62 scores 400, place 8 of 23; before -; 50 % confidence counts: no signal is linked
$ lockstep item score LS-62 - - 50% -
> LS-62 confidence 80 → 50
> LS-62 scores 400, place 8 of 23; before 400, place 8 of 23
$ lockstep item score LS-20 reach=9000 --dry-run
> LS-20 reach 3100 → 9000
> LS-20 scores 4800, place 1 of 22; before 1653, place 2 of 22
! would do this, and has done nothing:
$ lockstep item score LS-61 100 1
> LS-61 reach 100, impact 1
> LS-61 scores -; before -
$ lockstep item score LS-61 effort=2 confidence=100
> LS-61 effort 2, confidence 100
> LS-61 scores 25, place 21 of 23; before -; 50 % confidence counts: no signal is linked
$ lockstep item score LS-61 confidence=none
> LS-61 confidence 100 → none
> LS-61 scores -; before 25, place 21 of 23
$ lockstep item score LS-61 100 4
! lockstep: LS-61, impact: 4 is not on the scale of impact
!           choose one of 3, 2, 1, 0.5, 0.25
= 6
$ lockstep item score LS-61 100 1 50 1 7
! lockstep: "7" is one number too many: reach, impact, confidence, effort
= 2
$ lockstep item score LS-61 due=fri
! lockstep: due is no part of a score: reach, impact, confidence, effort
= 2
$ lockstep item score LS-61
! lockstep: some words are missing
!           usage: lockstep item score REF REACH IMPACT CONFIDENCE EFFORT | field=value...
= 2
$ lockstep item score LS-61 many
! lockstep: Reach "many" is not a whole number
!           write digits alone: 1200
= 6
