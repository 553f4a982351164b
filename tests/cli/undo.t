# What I changed last, in any session, is undone and redone from the log in the file.
sample
$ lockstep undo
! lockstep: there is nothing to undo
!           undo takes back what you changed yourself
= 3
$ lockstep item priority LS-20 LS-21 LS-33 3
> LS-20 priority 1 → 3
> LS-21 priority 1 → 3
> LS-33 priority 2 → 3
$ lockstep item due LS-20 fri
> LS-20 due 2026-04-07 → 2026-03-13
$ lockstep undo --dry-run
> LS-20 due 2026-03-13 → 2026-04-07
! would be undone: item due, 2026-03-10 09:28
$ lockstep undo
> LS-20 due 2026-03-13 → 2026-04-07
! undone: item due, 2026-03-10 09:28
$ lockstep undo
> LS-33 priority 3 → 2
> LS-21 priority 3 → 1
> LS-20 priority 3 → 1
! undone: item priority, 2026-03-10 09:28
$ lockstep undo
! lockstep: there is nothing to undo
!           undo takes back what you changed yourself
= 3
$ lockstep redo --json
> {
>   "schema": 1,
>   "command": "redo",
>   "saved": true,
>   "redone": "item priority",
>   "at": "2026-03-10 09:28",
>   "said": [
>     "LS-20 priority 1 → 3",
>     "LS-21 priority 1 → 3",
>     "LS-33 priority 2 → 3"
>   ]
> }
$ lockstep redo
> LS-20 due 2026-04-07 → 2026-03-13
! done again: item due, 2026-03-10 09:28
$ lockstep redo
! lockstep: there is nothing to redo
!           redo takes back an undo, as long as nothing else was changed after it
= 3
# What somebody else did is not mine to undo.
env LOCKSTEP_USER=dana
$ lockstep undo
! lockstep: there is nothing to undo
!           undo takes back what you changed yourself
= 3
$ lockstep item priority LS-20 2
> LS-20 priority 3 → 2
env LOCKSTEP_USER=ines
# The due date goes back; then the priorities, of which dana has changed one: that one stays.
$ lockstep undo
> LS-20 due 2026-03-13 → 2026-04-07
! undone: item due, 2026-03-10 09:28
$ lockstep undo
> LS-33 priority 3 → 2
> LS-21 priority 3 → 1
! as far as nobody changed it since, undone: item priority, 2026-03-10 09:28
! lockstep: LS-20: Priority is now "2", set by dana; yours was "1"
!           both are kept: lockstep conflict list (on the screen C) shows them, conflict take chooses
= 4
$ lockstep item list LS-20
> ID     P  TITLE                   OWNER/BACKUP  STATUS     DUE  RICE
> LS-20  2  ETA page for receivers  ines/tomasz   started  7 Apr  1653
$ lockstep undo
! lockstep: there is nothing to undo
!           undo takes back what you changed yourself
= 3
# A creation: deleted, back, and not deleted where others refer to it.
$ lockstep item add Short-lived
> LS-93 added  Short-lived
$ lockstep undo
> LS-93 deleted
! undone: item add, 2026-03-10 09:28
$ lockstep item show LS-93
! lockstep: there is no item LS-93
!           name one that is there, or add it first
= 3
$ lockstep redo
> LS-93 is back
! done again: item add, 2026-03-10 09:28
env LOCKSTEP_USER=dana
$ lockstep item set LS-20 parent=LS-93
> LS-20 parent LS-5 → LS-93
env LOCKSTEP_USER=ines
$ lockstep undo
! lockstep: LS-93, deleted: LS-20 still has it as its parent
!           take it out there first; or cancel or close it instead, or set a person active=0
= 4
# An import in one step.
$ printf 'id,title,owner\n,One of two,ines\n,Two of two,ines\nLS-40,Renamed,dana\n' > items.csv && lockstep import items.csv
! items.csv: 3 items, 2 added, 1 changed
! 1 of 2 new items likely says what is there already:
!   "Two of two" is like "One of two" (0.79)
!   triage merges them; lockstep item duplicates lists all such pairs
$ lockstep undo
> LS-40 title “Renamed” → “Live ETA positioning and message house”
> LS-95 deleted
> LS-94 deleted
! undone: import items.csv, 2026-03-10 09:28
$ lockstep item list of two
! nothing matches
$ lockstep redo -q && lockstep item list of two
> ID     P  TITLE       OWNER/BACKUP  STATUS  DUE  RICE
> LS-94     One of two  ines          triage          -
> LS-95     Two of two  ines          triage          -
$ lockstep undo now
! lockstep: one word too many: now
!           usage: lockstep undo [--dry-run] [--json]
= 2
$ env LOCKSTEP_USER= lockstep undo
! lockstep: who are you? Writing needs a name
!           set LOCKSTEP_USER to one of: ines, tomasz, dana, priya, jonas, aiko, mei, ruth, femi, carlos, hanne, leo, margot, sam
= 2
