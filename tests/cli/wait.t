# A team file that somebody holds: what is changed is kept, and goes in at the next start.
sample
env LOCKSTEP_WAIT=2
$ python3 "$SOURCE/tests/cli/hold.py" read team.db lockstep item list LS-20
! lockstep: $PWD/team.db does not answer
!           the drive is silent, or somebody holds the file; nothing was done, try again
= 5
$ python3 "$SOURCE/tests/cli/hold.py" write team.db lockstep item list LS-20
> ID     P   TITLE                   OWNER/BACKUP  STATUS     DUE  RICE
> LS-20  1!  ETA page for receivers  ines/tomasz   started  7 Apr  1653
$ python3 "$SOURCE/tests/cli/hold.py" write team.db lockstep item set LS-20 due=fri
! lockstep: kept, not yet in the file: somebody is writing it
!           it goes in by itself when lockstep runs next and the file is free
= 5
$ python3 "$SOURCE/tests/cli/hold.py" write team.db lockstep item add Kept for later --json
> {
>   "schema": 1,
>   "command": "item add",
>   "kept": true,
>   "saved": false,
>   "records": [
>     "LS-new"
>   ],
>   "created": [
>     "LS-new"
>   ],
>   "said": [
>     "LS-new added  Kept for later"
>   ]
> }
! 1 earlier change is kept on this machine, not yet in the file
! lockstep: kept, not yet in the file: somebody is writing it
!           it goes in by itself when lockstep runs next and the file is free
= 5
# Ctrl-C while it waits.
env LOCKSTEP_WAIT=30
$ python3 "$SOURCE/tests/cli/hold.py" read team.db timeout --preserve-status -s INT 1 lockstep item list
= 130
env LOCKSTEP_WAIT=
$ lockstep item list LS-20
> ID     P   TITLE                   OWNER/BACKUP  STATUS      DUE  RICE
> LS-20  1!  ETA page for receivers  ines/tomasz   started  13 Mar  1653
$ lockstep item list kept later
> ID     P  TITLE           OWNER/BACKUP  STATUS  DUE  RICE
> LS-93     Kept for later  -             triage          -
$ lockstep log | head -3
> AT                WHO   WHAT             REF                CHANGE
> 2026-03-10 09:28  ines  item add         LS-93              added  Kept for later
> 2026-03-10 09:28  ines  item set         LS-20              due 2026-04-07 → 2026-03-13
