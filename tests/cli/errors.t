# What is said when something is wrong: one sentence, a hint, and the exit status.

# Typos.
$ lockstep itme list
! lockstep: there is no command "itme list"
!           did you mean lockstep item list?
= 2
$ lockstep item lst
! lockstep: there is no command "item lst"
!           did you mean lockstep item list?
= 2
$ lockstep agneda
! lockstep: there is no command "agneda"
!           did you mean lockstep agenda?
= 2
$ lockstep frobnicate
! lockstep: there is no command "frobnicate"
!           lockstep help names them all
= 2
$ lockstep item
! usage: lockstep item COMMAND [ARGUMENT...]
!
!   item list           the backlog
!   item show           one item with all that hangs on it
!   item add            add an item (-: one for each line of stdin)
!   item set            change fields
!   item assign         give items an owner
!   item mine           make me the owner
!   item priority       set the priority
!   item status         move to another status
!   item due            set the due date
!   item parent         put under an initiative, a goal or other work
!   item tag            add or take off tags
!   item score          score: reach, impact, confidence, effort (RICE), and where it comes to stand
!   item snooze         hide until a day, after a launch, until a decision is looked at again
!   item comment        add a comment
!   item close          close: done, shipped or answered
!   item similar        the items most like one, or like a title, each with its likeness
!   item duplicates     pairs of items that likely say the same
!   item edit           edit one of the items as text, in $EDITOR
!   item delete         delete items
= 2
$ lockstep item list --md
! lockstep: lockstep item list has no option --md
!           usage: lockstep item list [QUERY] [--view NAME] [--sort FIELDS]
= 2
$ lockstep item list --jsno
! lockstep: there is no option --jsno
!           did you mean --json?
= 2
$ lockstep --jsno
! lockstep: there is no option --jsno
!           did you mean --json?
= 2
$ lockstep item list --json --csv
! lockstep: one of --json, --csv and --md is enough
!           usage: lockstep item list [QUERY] [--view NAME] [--sort FIELDS]
= 2
$ lockstep agenda --json=yes
! lockstep: --json takes no value
= 2
$ lockstep -f
! lockstep: -f needs a value: -f FILE
= 2
$ lockstep help nonsense
! lockstep: there is no command "nonsense"
!           lockstep help names them all
= 3

# The screen needs terminals.
$ lockstep 2>&1 | head -2
> usage: lockstep [FILE]                     open the team file on the screen
>        lockstep COMMAND [ARGUMENT...]      do one thing and leave
$ lockstep </dev/null >/dev/null 2>&1
= 2
$ lockstep team.db
! lockstep: the screen needs a terminal
!           --plain reads lines from standard input and prints lines
= 2
$ lockstep team.db other.db
! lockstep: one team file at a time: what is other.db?
= 2
$ lockstep team.db item list
! lockstep: the team file of a command goes with -f: lockstep item … -f team.db
= 2
$ lockstep ./team.db undo
! lockstep: the team file of a command goes with -f: lockstep undo … -f ./team.db
= 2

# No file, and files that are none.
$ lockstep item list
! lockstep: there is no team file team.db, which LOCKSTEP_FILE names
!           lockstep init team.db makes it
= 3
env LOCKSTEP_FILE=
$ lockstep item list
! lockstep: which team file? There is no -f FILE, no LOCKSTEP_FILE, no .lockstep in this folder or above it, and no file = PATH in the configuration
!           lockstep init FILE makes one; lockstep init FILE --sample one to look around in
= 3
$ echo gone.db >.lockstep
$ lockstep item list
! lockstep: there is no team file $PWD/gone.db, which .lockstep names
!           lockstep init $PWD/gone.db makes it
= 3
$ : >.lockstep
$ lockstep item list
! lockstep: $PWD/.lockstep is empty: it should hold the path of the team file
= 6
$ rm .lockstep
$ lockstep item list -f nowhere/team.db
! lockstep: there is no team file nowhere/team.db
!           lockstep init nowhere/team.db makes it
= 3
$ mkdir folder
$ lockstep item list -f folder
! lockstep: $PWD/folder is not a file
= 6
$ printf 'id,title\n' >table.csv
$ lockstep item list -f table.csv
! lockstep: $PWD/table.csv is not a lockstep team file
!           lockstep init FILE makes a team file; lockstep import takes in CSV
= 6
$ : >empty.db
$ lockstep item list -f empty.db
! lockstep: $PWD/empty.db is empty: not a lockstep team file, or no longer one
!           if it was one, put a copy in its place; else remove it, and lockstep init makes one
= 6
$ lockstep init whole.db >whole.txt 2>&1
$ head -c 30000 whole.db >half.db
$ lockstep item list -f half.db
! lockstep: $PWD/half.db is a team file, but damaged: cut off or overwritten
!           lockstep restore COPY puts a copy in its place; what you did since is kept on this machine
= 1
$ ln -s whole.db link.db && lockstep item list -f link.db
! lockstep: $PWD/link.db is a link to $PWD/whole.db
!           open the file itself: all must name it alike
= 6
$ rm link.db; ln whole.db second.db; lockstep item list -f second.db
! lockstep: $PWD/second.db has a second name (hard link): edits through the other would be lost
!           remove the other name; a copy is fine
= 6
$ rm second.db
$ sqlite3 foreign.db 'CREATE TABLE t (a); INSERT INTO t VALUES (1);'
$ lockstep item list -f foreign.db
! lockstep: $PWD/foreign.db is not a lockstep team file
!           lockstep init FILE makes a team file; lockstep import takes in CSV
= 6
$ lockstep -f foreign.db item add Something
! lockstep: $PWD/foreign.db is not a lockstep team file
!           lockstep init FILE makes a team file; lockstep import takes in CSV
= 6
$ sqlite3 foreign.db 'SELECT * FROM t'
> 1

# Making one where something is.
$ lockstep init folder
! lockstep: folder is there already
!           lockstep folder opens it, where it is a team file
= 1
$ lockstep init foreign.db
! lockstep: foreign.db is there already
!           lockstep foreign.db opens it, where it is a team file
= 1
$ lockstep init
! lockstep: which file?
!           usage: lockstep init FILE [--sample] [--name TEAM]
= 2
$ lockstep init a.db b.db
! lockstep: one file at a time
!           usage: lockstep init FILE [--sample] [--name TEAM]
= 2
$ lockstep init nowhere/team.db
! lockstep: there is no folder $PWD/nowhere
= 3

# Records and values.
env LOCKSTEP_FILE=team.db
sample
$ lockstep item show
! lockstep: which one? A reference is missing
!           usage: lockstep item show REF
= 2
$ lockstep item show LS-999
! lockstep: there is no item LS-999
!           name one that is there, or add it first
= 3
$ lockstep item show B-1
! lockstep: B-1 is a blocker, not an item
!           name one of the kind that is wanted
= 6
$ lockstep item show nonsense
! lockstep: there is no item nonsense
!           write it as LS-20
= 3
$ lockstep item show LS-20 LS-21
! lockstep: one at a time
!           usage: lockstep item show REF
= 2
$ lockstep item list owner:nobody
! lockstep: column 7: there is no person nobody
!           write a person, me or none
= 2
$ lockstep item list colour:red
! lockstep: column 1: items have no field "colour"
!           "colour:red" in quotes looks for the text
= 2
$ lockstep item set LS-20
! lockstep: what is to change? field=value is missing
!           usage: lockstep item set REF... field=value...
= 2
$ lockstep item set LS-20 due
! lockstep: "due" is no field=value
!           usage: lockstep item set REF... field=value...
= 2
$ lockstep item set due=fri
! lockstep: which one? A reference is missing
!           usage: lockstep item set REF... field=value...
= 2
$ lockstep item set LS-20 due=2026-02-30
! lockstep: "2026-02-30" is no day that exists
!           write today, tomorrow, thu, 17 mar, +3d or 2026-03-17
= 6
$ lockstep item set LS-20 colour=red
! lockstep: item has no field "colour"
!           its fields: type, track, title, problem, persona, done_when, notes, status, resolution, owner, backup, priority, reach, impact, confidence, effort, due, snooze_until, parent, release, duplicate_of, meeting, tags, source, external_id, url, heads_up, review_from, sunset_if, review_on, created, status_since, snooze_event, snooze_days
= 2
$ lockstep item set LS-20 ownr=dana
! lockstep: item has no field "ownr"
!           did you mean owner?
= 2
$ lockstep item set LS-20 owner=bert
! lockstep: there is no person bert
!           name one that is there, or add it first
= 3
$ lockstep item set LS-20 owner=tomasz
! lockstep: LS-20, backup: tomasz is the owner and can't be the backup too
!           choose somebody else as the backup, or leave it empty
= 6
$ lockstep item set LS-20 impact=7
! lockstep: LS-20, impact: 7 is not on the scale of impact
!           choose one of 3, 2, 1, 0.5, 0.25
= 6
$ lockstep item set LS-20 status=finished
! lockstep: Status "finished" is not one of its words
!           one of: triage, backlog, planned, started, review, done, canceled
= 6
$ lockstep item add
! lockstep: some words are missing
!           usage: lockstep item add TITLE [field=value...] | -
= 2
$ lockstep item priority LS-20 9
! lockstep: LS-20, priority: 9 is not between 0 and 4
!           give a number that fits, or leave it empty
= 6
$ lockstep item due LS-20 soon
! lockstep: "soon" is no day
!           write today, tomorrow, thu, 17 mar, +3d or 2026-03-17
= 6
$ lockstep item due LS-20
! lockstep: something is missing behind "item due"
!           usage: lockstep item due REF... DATE
= 2
$ lockstep item close LS-20 now
! lockstep: one word too many: now
!           usage: lockstep item close REF...
= 2
$ lockstep blocker add LS-20
! lockstep: some words are missing
!           usage: lockstep blocker add ITEM TEXT [field=value...]
= 2
$ lockstep sync next
! lockstep: no sync is running
!           start it: lockstep sync start, or S on the screen
= 3
$ lockstep export nonsense
! lockstep: there is no entity "nonsense"
!           there are: person item link blocker signal signal_item metric metric_point metric_item decision option ritual segment meeting attendance agenda_item launch launch_check experiment arm topic term doc note setting
= 2
$ lockstep export
! lockstep: which entity?
!           usage: lockstep export ENTITY [--json] [--bom] [-o FILE] | --all DIR
= 2
$ lockstep import
! lockstep: which CSV files?
!           usage: lockstep import [--dry-run] CSV...
= 2
$ lockstep import gone.csv
! lockstep: gone.csv can't be opened: No such file or directory
= 3

# Nobody knows me.
env LOCKSTEP_USER=zoe
$ lockstep item add Something
! lockstep: who are you? Nobody in this team is called zoe
!           set LOCKSTEP_USER to one of: ines, tomasz, dana, priya, jonas, aiko, mei, ruth, femi, carlos, hanne, leo, margot, sam; or join them: lockstep person add zoe function=pm
= 2
$ lockstep brief
! lockstep: who are you? Nobody in this team is called zoe
!           set LOCKSTEP_USER to one of: ines, tomasz, dana, priya, jonas, aiko, mei, ruth, femi, carlos, hanne, leo, margot, sam; or join them: lockstep person add zoe function=pm
= 2
$ lockstep item list owner:dana p:1
> ID     P   TITLE                                   OWNER/BACKUP  STATUS      DUE  RICE
> LS-40  1!  Live ETA positioning and message house  dana/priya    started  17 Mar     -  ■ blocked
> LS-41  1!  Live ETA launch page                    dana/priya    started   7 Apr     -  ■ blocked
> LS-44  1!  ETA sales talk track and objections     dana/carlos   planned   8 Apr    42  ■ blocked
