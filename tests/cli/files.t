# Team files: making, finding, importing, exporting.
$ lockstep init team.db
! team.db: team Our team, 1 person, 0 items
$ lockstep export agenda
! lockstep: "agenda" is no entity, but a command of its own
!           lockstep agenda --csv -o agenda.csv
= 2
$ lockstep export ritual
> id,name,cadence,at,minutes,purpose,rota,active
> sync,PM/PMM weekly sync,weekly,Tue 09:30,15,"Remove blockers, hear customers, adjust priorities",ines,1
$ lockstep export segment
> ritual,n,name,minutes,feed
> sync,1,Open,1,attendance;actions
> sync,2,Numbers,2,metrics.red
> sync,3,Blockers,6,blockers;escalations
> sync,4,Customer signals,3,signals.new
> sync,5,Priorities,2,changes;gaps;triage
> sync,6,Close,1,recap;rating
$ lockstep export setting
> key,value
> team_name,Our team
> time_zone,Europe/Berlin
$ lockstep team rename Growth Squad
> the team is called Growth Squad
$ lockstep export setting
> key,value
> team_name,Growth Squad
> time_zone,Europe/Berlin
$ lockstep export person
> id,name,function,area,joined,away_from,away_until,capacity_h,active
> ines,,pm,,,,,,1
$ lockstep agenda
> meeting,date,segment,position,start,planned_s,ref,title,why_on_agenda,owner,backup,acting,ask,state,carried
> M-new,2026-03-10,Close,1,00:00,60,,Read back decisions and actions; rate 1-10,close,ines,,ines,confirm,queued,0
$ lockstep item list
! the backlog is empty: lockstep item add TITLE
$ lockstep init named.db --name "Our own team"
! named.db: team Our own team, 1 person, 0 items
$ lockstep init other.db --sample --name "Not Tarnfield"
! other.db: team Not Tarnfield, 14 people, 69 items
! the sample's day: LOCKSTEP_NOW=2026-03-10T09:28+ LOCKSTEP_USER=ines lockstep other.db

# Which file: the option before the environment before .lockstep.
$ mkdir -p deep/er && echo ../other.db >deep/.lockstep
$ cd deep/er && env -u LOCKSTEP_FILE lockstep item list p:1 owner:femi
> ID     P   TITLE                      OWNER/BACKUP  STATUS      DUE  RICE
> LS-36  1!  Usage events for ETA page  femi/jonas    planned  31 Mar     -
$ cd deep/er && LOCKSTEP_FILE=../../team.db lockstep item list p:1 owner:femi
! lockstep: column 11: there is no person femi
!           write a person, me or none
= 2
$ cd deep/er && LOCKSTEP_FILE=../../team.db lockstep -f ../../other.db item list p:1 owner:femi
> ID     P   TITLE                      OWNER/BACKUP  STATUS      DUE  RICE
> LS-36  1!  Usage events for ETA page  femi/jonas    planned  31 Mar     -

# Everything in, everything out, everything in again: the same.
$ lockstep init one.db && lockstep -f one.db import "$DATA"/sample/*.csv
! one.db: team Our team, 1 person, 0 items
! agenda_2026-03-10.csv: skipped, an exported agenda; nothing to import
! agenda_item.csv: 9 agenda lines added
! arm.csv: 6 variants added
! attendance.csv: 6 attendance added
! blocker.csv: 9 blockers added
! decision.csv: 9 decisions added
! experiment.csv: 3 experiments added
! item.csv: 69 items added
! launch.csv: 1 launch added
! launch_check.csv: 14 launch checks added
! link.csv: 13 links added
! meeting.csv: 8 meetings added
! metric.csv: 8 metrics added
! metric_item.csv: 16 metrics' items added
! metric_wide.csv: 96 metric points added
! option.csv: 5 options added
! person.csv: 14 people, 13 added, 1 changed
! ritual.csv: 11 rituals, 10 added, 1 changed
! segment.csv: 11 segments, 5 added
! signal.csv: 18 signals added
! signal_item.csv: 22 evidence added
! term.csv: 15 terms added
! topic.csv: 9 topics added
! 4 of 69 new items likely say what is there already:
!   "Sunset note: fax stop sheets" is like "Fax stop sheets" (0.63)
!   "Receivers cannot see when the van arrives" is like "ETA page for receivers" (0.67)
!   "Bulk edit delivery windows" is like "Saved delivery windows" (0.63)
!   "CSV import should map columns" is like "CSV vehicle import with column mapping" (0.59)
!   triage merges them; lockstep item duplicates lists all such pairs
$ lockstep -f one.db export --all one
! 23 files written to one
$ ls one
> agenda_item.csv
> arm.csv
> attendance.csv
> blocker.csv
> decision.csv
> experiment.csv
> item.csv
> launch.csv
> launch_check.csv
> link.csv
> meeting.csv
> metric.csv
> metric_item.csv
> metric_point.csv
> option.csv
> person.csv
> ritual.csv
> segment.csv
> setting.csv
> signal.csv
> signal_item.csv
> term.csv
> topic.csv
$ lockstep init two.db && lockstep -f two.db import one/*.csv
! two.db: team Our team, 1 person, 0 items
! agenda_item.csv: 9 agenda lines added
! arm.csv: 6 variants added
! attendance.csv: 6 attendance added
! blocker.csv: 9 blockers added
! decision.csv: 9 decisions added
! experiment.csv: 3 experiments added
! item.csv: 69 items added
! launch.csv: 1 launch added
! launch_check.csv: 14 launch checks added
! link.csv: 13 links added
! meeting.csv: 8 meetings added
! metric.csv: 8 metrics added
! metric_item.csv: 16 metrics' items added
! metric_point.csv: 96 metric points added
! option.csv: 5 options added
! person.csv: 14 people, 13 added, 1 changed
! ritual.csv: 11 rituals, 10 added, 1 changed
! segment.csv: 11 segments, 5 added
! setting.csv: 2 settings, nothing new
! signal.csv: 18 signals added
! signal_item.csv: 22 evidence added
! term.csv: 15 terms added
! topic.csv: 9 topics added
! 4 of 69 new items likely say what is there already:
!   "Sunset note: fax stop sheets" is like "Fax stop sheets" (0.63)
!   "Receivers cannot see when the van arrives" is like "ETA page for receivers" (0.67)
!   "Bulk edit delivery windows" is like "Saved delivery windows" (0.63)
!   "CSV import should map columns" is like "CSV vehicle import with column mapping" (0.59)
!   triage merges them; lockstep item duplicates lists all such pairs
$ lockstep -f two.db export --all two && diff -r one two && echo same
> same
! 23 files written to two
$ cp -r one before && lockstep -f one.db import one/*.csv
! agenda_item.csv: 9 agenda lines, nothing new
! arm.csv: 6 variants, nothing new
! attendance.csv: 6 attendance, nothing new
! blocker.csv: 9 blockers, nothing new
! decision.csv: 9 decisions, nothing new
! experiment.csv: 3 experiments, nothing new
! item.csv: 69 items, nothing new
! launch.csv: 1 launch, nothing new
! launch_check.csv: 14 launch checks, nothing new
! link.csv: 13 links, nothing new
! meeting.csv: 8 meetings, nothing new
! metric.csv: 8 metrics, nothing new
! metric_item.csv: 16 metrics' items, nothing new
! metric_point.csv: 96 metric points, nothing new
! option.csv: 5 options, nothing new
! person.csv: 14 people, nothing new
! ritual.csv: 11 rituals, nothing new
! segment.csv: 11 segments, nothing new
! setting.csv: 2 settings, nothing new
! signal.csv: 18 signals, nothing new
! signal_item.csv: 22 evidence, nothing new
! term.csv: 15 terms, nothing new
! topic.csv: 9 topics, nothing new
$ lockstep -f one.db import "$DATA"/sample/*.csv
! agenda_2026-03-10.csv: skipped, an exported agenda; nothing to import
! agenda_item.csv: 9 agenda lines, nothing new
! arm.csv: 6 variants, nothing new
! attendance.csv: 6 attendance, nothing new
! blocker.csv: 9 blockers, nothing new
! decision.csv: 9 decisions, nothing new
! experiment.csv: 3 experiments, nothing new
! item.csv: 69 items, nothing new
! launch.csv: 1 launch, nothing new
! launch_check.csv: 14 launch checks, nothing new
! link.csv: 13 links, nothing new
! meeting.csv: 8 meetings, nothing new
! metric.csv: 8 metrics, nothing new
! metric_item.csv: 16 metrics' items, nothing new
! metric_wide.csv: 96 metric points, nothing new
! option.csv: 5 options, nothing new
! person.csv: 14 people, nothing new
! ritual.csv: 11 rituals, nothing new
! segment.csv: 11 segments, nothing new
! signal.csv: 18 signals, nothing new
! signal_item.csv: 22 evidence, nothing new
! term.csv: 15 terms, nothing new
! topic.csv: 9 topics, nothing new
$ lockstep -f one.db export --all one && diff -r one before && echo same
> same
! 23 files written to one
$ lockstep -f one.db export item | cmp - one/item.csv && echo same
> same
$ lockstep -f one.db export items -o items.csv && cmp items.csv one/item.csv && echo same
> same
$ lockstep -f one.db export person --json | head -12
> {
>   "schema": 1,
>   "entity": "person",
>   "records": [
>     {
>       "id": "aiko",
>       "name": "Aiko Mori",
>       "function": "eng",
>       "area": "Mobile",
>       "joined": "2022-05-02",
>       "away_from": null,
>       "away_until": null,
$ lockstep -f one.db export person --bom | head -c 3 | od -An -tx1
>  ef bb bf
$ lockstep -f one.db agenda | python3 "$SOURCE/tests/cli/columns.py" "$DATA/sample/agenda_2026-03-10.csv"

# What does not fit refuses the whole import.
$ printf 'id,title,owner\nLS-500,Fits,ines\nLS-501,Does not,bert\nLS-502,Neither,gert\n' >item.csv
$ lockstep -f two.db import item.csv
! lockstep: item.csv line 3, column owner: there is no person bert; add it, or import its file together with this one
!           item.csv line 4, column owner: there is no person gert; add it, or import its file together with this one
= 6
$ lockstep -f two.db item list LS-500
! nothing matches
$ printf 'id,title,owner\nLS-500,Fits,ines\n' >item.csv
$ lockstep -f two.db import --dry-run item.csv
! would do this, and has done nothing:
! item.csv: 1 item added
$ lockstep -f two.db item list LS-500
! nothing matches
$ printf 'id;title;owner\nLS-500;Fits;ines\n' >item.csv
$ lockstep -f two.db import --dry-run item.csv
! would do this, and has done nothing:
! item.csv: 1 item added; read with semicolons between the cells
$ printf 'id,title,owner\nLS-500,Fits,ines\n' >item.csv
$ lockstep -f two.db import item.csv && lockstep -f two.db item list LS-500
> ID      P  TITLE  OWNER/BACKUP  STATUS  DUE  RICE
> LS-500     Fits   ines          triage          -
! item.csv: 1 item added
$ printf 'id,title,owner\nLS-501,From stdin,ines\n' | lockstep -f two.db import -
! standard input: 1 item added
$ lockstep -f two.db import -q item.csv
$ lockstep -f two.db export --all "$PWD/items.csv"
! lockstep: cannot write $PWD/items.csv/person.csv: Not a directory
= 1
$ lockstep -f two.db export item -o nowhere/item.csv
! lockstep: cannot write nowhere/item.csv: No such file or directory
= 1

# A slip of -o never costs a team file, by whatever name it is called.
$ lockstep init slip.db -q; lockstep -f slip.db agenda -o slip.db
! lockstep: slip.db is a team file or another database: nothing is written over it
!           name another file
= 6
