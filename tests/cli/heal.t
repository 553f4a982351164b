# What the team file has lost of one's edits: told, put back, or asked about.
sample
$ lockstep heal
! lockstep: nothing is lost: all that you changed on this machine is in team.db
= 3
$ lockstep backup -o copy.db -q
> $PWD/copy.db
$ lockstep item due LS-20 fri
> LS-20 due 2026-04-07 → 2026-03-13
$ lockstep item priority LS-21 3
> LS-21 priority 1 → 3
$ lockstep restore copy.db
! team.db is as copy.db has it; what was changed since is put back by each author's journal
! what stood there is $PWD/team.db.kept-2026-03-10-0928
$ lockstep item show LS-20 | grep ^Due
> Due           2026-03-13
! 2 of your edits were newer than the file and have been put back
$ lockstep restore copy.db --discard -q
$ lockstep item show LS-20 | grep ^Due
> Due           2026-04-07
! 2 of your edits are not in team.db any more: it was restored from a copy that is older, to do without them
! lockstep heal puts them back, heal --discard does without them, heal --dry-run shows them
$ lockstep heal
! 2 edits are put back
$ lockstep item show LS-20 | grep ^Due
> Due           2026-03-13
$ cp copy.db older.db && cp older.db team.db
$ lockstep item show LS-20 | grep ^Due
> Due           2026-04-07
! 2 of your edits are not in team.db any more: it went back to an older state, and not by lockstep restore
! lockstep heal puts them back, heal --discard does without them, heal --dry-run shows them
$ lockstep heal --discard
! 2 edits are not asked about again
$ lockstep item show LS-20 | grep ^Due
> Due           2026-04-07
$ lockstep heal
! lockstep: nothing is lost: all that you changed on this machine is in team.db
= 3
# One by one: what is not answered is asked about again.
$ lockstep item due LS-20 fri -q && lockstep item priority LS-21 LS-33 3 -q && lockstep item add Dark mode -q
$ lockstep restore copy.db --discard -q
$ lockstep heal --dry-run
> N  STATE  MADE              WHAT           CHANGE
> 1  lost   2026-03-10 09:28  item due       LS-20 due 2026-04-07 → 2026-03-13
> 2  lost   2026-03-10 09:28  item priority  LS-21 priority 1 → 3; LS-33 priority 2 → 3
> 3  lost   2026-03-10 09:28  item add       LS-new added  Dark mode
$ lockstep heal 4
! lockstep: there is no lost edit "4"
!           lockstep heal --dry-run shows their numbers
= 2
$ lockstep heal 2
! 1 edit is put back
$ lockstep heal --dry-run --json
> {
>   "schema": 1,
>   "lost": [
>     {
>       "n": "1",
>       "state": "lost",
>       "at": "2026-03-10 09:28",
>       "what": "item due",
>       "change": "LS-20 due 2026-04-07 → 2026-03-13"
>     },
>     {
>       "n": "2",
>       "state": "lost",
>       "at": "2026-03-10 09:28",
>       "what": "item add",
>       "change": "LS-new added  Dark mode"
>     }
>   ]
> }
$ lockstep heal 2 --discard
! 1 edit is not asked about again
$ lockstep heal
! 1 edit is put back
$ lockstep item show LS-21 | grep ^Priority
> Priority      3
$ lockstep heal --dry-run
! nothing is lost: all that you changed on this machine is in the file

# One that speaks of a record that another machine has to put back waits: it is shown, kept waiting, or given up.
$ lockstep backup -o second.db -q
> $PWD/second.db
$ XDG_STATE_HOME=$PWD/dana LOCKSTEP_USER=dana lockstep item add Depot map
> LS-93 added  Depot map
$ lockstep item set LS-20 parent=LS-93 -q
$ lockstep restore second.db -q
$ lockstep item show LS-20 | grep ^Parent
> Parent        Release       LS-11  R2026.4 Live ETA GA
! 1 earlier change waits for what the file does not have; whoever made that puts it back by opening the file once more
! lockstep heal --dry-run shows what waits, heal --discard gives it up
$ lockstep heal --dry-run
> N  STATE  MADE              WHAT      CHANGE
> 1  waits  2026-03-10 09:28  item set  LS-20 parent LS-5 → none
! 1 waits for the item in its Parent, which team.db does not have; heal 1 --discard gives it up
$ lockstep heal --dry-run --json
> {
>   "schema": 1,
>   "lost": [
>     {
>       "n": "1",
>       "state": "waits",
>       "at": "2026-03-10 09:28",
>       "what": "item set",
>       "change": "LS-20 parent LS-5 → none"
>     }
>   ]
> }
! 1 waits for the item in its Parent, which team.db does not have; heal 1 --discard gives it up
$ lockstep heal
! lockstep: item set waits for the item in its Parent, which team.db does not have
!           whoever made that puts it back by opening the file once more; or give the edit up
= 5
$ lockstep item due LS-20 fri
! 1 earlier change waits for what the file does not have; whoever made that puts it back by opening the file once more
! lockstep heal --dry-run shows what waits, heal --discard gives it up
! nothing to change
$ XDG_STATE_HOME=$PWD/dana LOCKSTEP_USER=dana lockstep item show LS-93 | grep ^Title
! 1 of your edits was newer than the file and has been put back
= 1
$ lockstep item show LS-20 | grep ^Parent
> Parent        LS-93  Depot map
$ lockstep heal --dry-run
! nothing is lost: all that you changed on this machine is in the file
# ... and nobody ever does: given up, and not told of again.
$ XDG_STATE_HOME=$PWD/dana LOCKSTEP_USER=dana lockstep item add Depot plan -q
$ lockstep item set LS-20 parent=LS-94 -q
$ lockstep restore second.db -q
$ lockstep item show LS-20 | grep ^Parent
> Parent        Release       LS-11  R2026.4 Live ETA GA
! 2 earlier changes wait for what the file does not have; whoever made that puts it back by opening the file once more
! lockstep heal --dry-run shows what waits, heal --discard gives it up
$ lockstep heal 1
! lockstep: item set waits for the item in its Parent, which team.db does not have
!           whoever made that puts it back by opening the file once more; or give the edit up
= 5
$ lockstep heal 1 --discard
! 1 edit is not asked about again
$ lockstep heal --discard
! 1 edit is not asked about again
$ lockstep item show LS-20 | grep ^Parent
> Parent        LS-5  Live ETA for receivers
$ lockstep heal
! lockstep: nothing is lost: all that you changed on this machine is in team.db
= 3
