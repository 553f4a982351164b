# Fields that somebody changed first: exit status 4, both values kept until one is taken.
sample
$ lockstep conflict list
! no conflicts: all that you changed is in the file, or was undone
$ lockstep conflict take mine
! lockstep: there are no conflicts
= 3
# ines is offline for a while; dana is not.
$ LOCKSTEP_WAIT=1 python3 "$SOURCE/tests/cli/hold.py" cut team.db lockstep item set LS-41 due=2026-03-30 priority=3 2>/dev/null
= 5
$ LOCKSTEP_WAIT=1 python3 "$SOURCE/tests/cli/hold.py" cut team.db lockstep item priority LS-20 LS-21 4 2>/dev/null
= 5
$ LOCKSTEP_USER=dana XDG_STATE_HOME=$PWD/dana lockstep item priority LS-41 LS-20 2
> LS-41 priority 1 → 2
> LS-20 priority 1 → 2
$ lockstep item list LS-41
> ID     P  TITLE                 OWNER/BACKUP  STATUS      DUE  RICE
> LS-41  2  Live ETA launch page  dana/priya    started  30 Mar     -  ■ blocked
! an earlier change met somebody else's: lockstep conflict list shows both
$ lockstep conflict list
> REF    FIELD     BEFORE  YOURS  THEIRS  WHO   AT
> LS-41  priority  1       3      2       dana  2026-03-10 09:28
> LS-20  priority  1       4      2       dana  2026-03-10 09:28
$ lockstep conflict list --csv
> ref,field,before,yours,theirs,who,at
> LS-41,priority,1,3,2,dana,2026-03-10 09:28
> LS-20,priority,1,4,2,dana,2026-03-10 09:28
$ lockstep conflict list --json
> {
>   "schema": 1,
>   "conflicts": [
>     {
>       "ref": "LS-41",
>       "field": "priority",
>       "before": "1",
>       "yours": "3",
>       "theirs": "2",
>       "who": "dana",
>       "at": "2026-03-10 09:28"
>     },
>     {
>       "ref": "LS-20",
>       "field": "priority",
>       "before": "1",
>       "yours": "4",
>       "theirs": "2",
>       "who": "dana",
>       "at": "2026-03-10 09:28"
>     }
>   ]
> }
# they are ines's own
$ LOCKSTEP_USER=dana lockstep conflict list
! no conflicts: all that you changed is in the file, or was undone
$ lockstep conflict take ours
! lockstep: which side is "ours"?
!           usage: lockstep conflict take mine|theirs [REF [FIELD]]
= 2
$ lockstep conflict take mine LS-99
! lockstep: there is no conflict about "LS-99"
!           lockstep conflict list shows what there is
= 3
$ lockstep conflict take mine LS-41 colour
! lockstep: there is no field "colour"
= 2
$ lockstep conflict take mine LS-41 due
! lockstep: there is no such conflict
= 3
$ lockstep conflict take mine LS-41 priority
! 1 field taken as you had it
$ lockstep item list LS-41
> ID     P  TITLE                 OWNER/BACKUP  STATUS      DUE  RICE
> LS-41  3  Live ETA launch page  dana/priya    started  30 Mar     -  ■ blocked
$ lockstep conflict take theirs
! 1 field left as it stands
$ lockstep item list LS-20
> ID     P  TITLE                   OWNER/BACKUP  STATUS     DUE  RICE
> LS-20  2  ETA page for receivers  ines/tomasz   started  7 Apr  1653
$ lockstep conflict list
! no conflicts: all that you changed is in the file, or was undone
# A second writer while the first one has the record open in an editor: what nobody else changed is saved, the rest is named.
$ printf '#!/bin/sh\nLOCKSTEP_USER=dana XDG_STATE_HOME=$PWD/dana lockstep item set LS-22 priority=3 due=2026-03-20 -q\nsed -i "s/^priority: .*/priority: 2/; s/^due: .*/due: 2026-04-01/; s/^tags: .*/tags: eta/" "$1"\n' > second && chmod +x second
$ EDITOR=$PWD/second lockstep item edit LS-22
! lockstep: LS-22: Priority is now "3", set by dana; yours was "2"; also LS-22 Due
!           both are kept: lockstep conflict list (on the screen C) shows them, conflict take chooses
= 4
$ lockstep item show LS-22 | grep -E "^(Priority|Due|Tags)"
> Priority      3
> Due           2026-03-20
> Tags          eta
$ lockstep conflict take mine LS-22 priority
! 1 field taken as you had it
$ lockstep conflict take theirs
! 1 field left as it stands
$ lockstep item show LS-22 | grep -E "^(Priority|Due)"
> Priority      2
> Due           2026-03-20
