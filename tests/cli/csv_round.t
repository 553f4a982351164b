# CSV comes back: what lists print, what a sync froze, rows without a number.
sample
# Every list as CSV is an import that changes nothing: what it adds to the records is passed over.
$ for e in $(lockstep export nothing 2>&1 | sed -n 's/.*there are: //p'); do lockstep $e list --all --csv > $e.csv 2>/dev/null || lockstep $e list --csv > $e.csv; lockstep import --dry-run $e.csv 2>&1 | grep -v 'nothing new$' | grep -v '^would do this'; done
! no pages yet: lockstep doc add --help
! no notes yet: lockstep note add --help
= 1

# Minutes keep what was frozen when the sync started: ask, owner, backup, who acts, why.
$ lockstep sync start -q && lockstep sync next -q && lockstep sync next 'we look again' -q && lockstep sync end -o . >/dev/null 2>&1
$ head -3 agenda_2026-03-10.csv | cut -d, -f7,10-14,16-
> ref,owner,backup,acting,ask,state,spent_s,outcome
> LS-80;LS-81;LS-84;LS-90,ines,dana,ines,confirm,done,0,LS-80 LS-81 LS-84 LS-90 still open
> win_rate,dana,carlos,dana,cause in one sentence,done,0,we look again
$ lockstep export agenda_item | grep ^M-12,1,
> M-12,1,Open,LS-80;LS-81;LS-84;LS-90,Actions from 3 March: 2 of 5 done; 2 overdue; 1 due before 17 March; 1 question owed,overdue actions and questions,60,0,done,0,LS-80 LS-81 LS-84 LS-90 still open,confirm,ines,dana,ines,0,open
$ lockstep export --all team >/dev/null 2>&1; lockstep init copy.db --name Copy 2>/dev/null
$ lockstep -f copy.db import team/*.csv 2>&1 | grep -c added
> 23
# All is the same, but that the copy has a name of its own.
$ lockstep -f copy.db export --all again >/dev/null 2>&1; diff -r team again
> diff -r team/setting.csv again/setting.csv
> 2a3
> > team_name,Copy
= 1
$ lockstep -f copy.db import team/*.csv 2>&1 | grep -v 'nothing new$'
= 1
$ lockstep recap M-12 > here.md; lockstep -f copy.db recap M-12 | diff here.md -
$ lockstep recap M-12 --csv > here.csv; lockstep -f copy.db recap M-12 --csv | diff here.csv -

# A list without numbers, twice: the second time it is no second list.
$ printf 'title,owner,problem,confidence,external_id\nDark roads,aiko,Drivers cannot see,70,\nDark roads,aiko,Drivers cannot see,70,\nTwo lanes,,,,JIRA-7\n' > item.csv; lockstep import item.csv
! item.csv: 3 items added
! "Dark roads": confidence 50, the step of the scale for 70
! "Dark roads": confidence 50, the step of the scale for 70
! 1 of 3 new items likely says what is there already:
!   "Dark roads" is like "Dark roads" (1.00)
!   triage merges them; lockstep item duplicates lists all such pairs
$ lockstep import item.csv
! item.csv: 3 items, nothing new
$ lockstep item assign LS-93 jonas
> LS-93 owner aiko → jonas
$ lockstep import item.csv
! item.csv: 3 items, 1 added
! "Dark roads": confidence 50, the step of the scale for 70
! 1 new row has the title of one that is there (LS-93): with that id in the row it would be changed instead
! 1 of 1 new items likely says what is there already:
!   "Dark roads" is like "Dark roads", LS-93 (1.00)
!   triage merges them; lockstep item duplicates lists all such pairs
$ lockstep item list 'roads' --plain | cut -f1-4
> LS-93		Dark roads	jonas
> LS-94		Dark roads	aiko
> LS-96		Dark roads	aiko
# The id of another tool says which item is meant.
$ printf 'title,priority,external_id\nThree lanes,2,JIRA-7\n' > item.csv; lockstep import item.csv
! item.csv: 1 item, 1 changed
$ printf 'title,external_id\nOne,JIRA-7\nTwo,JIRA-7\n' > item.csv; lockstep import item.csv
! lockstep: item.csv line 3: LS-95 stands in item.csv line 2 already; keep one of the two rows
= 6
$ printf 'title,external_id,source\nOther tool,JIRA-7,trello\n' > item.csv; lockstep import item.csv
! item.csv: 1 item, 1 changed
