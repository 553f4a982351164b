# A team file as the first schema had it: what later steps have brought is taken out again.
sample
$ lockstep upgrade | sed 's/schema [0-9]*$/schema NOW/'
> $PWD/team.db is up to date: schema NOW
$ lockstep backup -o new.db -q > said.txt
$ echo "DROP INDEX log_who; ALTER TABLE log DROP COLUMN undoes_writer; ALTER TABLE log DROP COLUMN undoes_n; ALTER TABLE log DROP COLUMN part_of; ALTER TABLE meta DROP COLUMN restored; ALTER TABLE item DROP COLUMN snooze_event; ALTER TABLE item DROP COLUMN snooze_days; PRAGMA user_version = 1;" > old.sql && sqlite3 team.db < old.sql && cp team.db old.db
$ lockstep upgrade --dry-run | grep -v '^  [3-9]' | sed 's/lockstep has [0-9]*/lockstep has NOW/'
> $PWD/team.db has schema 1; this lockstep has NOW. What is missing:
>   2  Undo that outlives the program, imports in several changesets, restores that say what becomes of newer changes.
> older programs go on as before
> nothing was changed
$ sqlite3 team.db 'PRAGMA user_version'
> 1
$ lockstep upgrade | tail -1 | sed "s|$XDG_STATE_HOME|STATE|; s|-[0-9a-f]*/|-HASH/|"
> done; as it was before, it is STATE/lockstep/backup/team.db-HASH/schema-1.db
$ lockstep upgrade | sed 's/schema [0-9]*$/schema NOW/'
> $PWD/team.db is up to date: schema NOW
$ lockstep item show LS-20 | head -1
> LS-20  ETA page for receivers
$ lockstep upgrade now
! lockstep: one word too many: now
!           usage: lockstep upgrade [--dry-run]
= 2
$ lockstep -f none.db upgrade
! lockstep: there is no file $PWD/none.db
!           lockstep init $PWD/none.db makes a team file
= 3
$ sqlite3 other.db 'CREATE TABLE t (x)'; lockstep -f other.db upgrade
! lockstep: $PWD/other.db is not a lockstep team file
!           lockstep init FILE makes a team file; lockstep import takes in CSV
= 6

# Opening it does the same, as long as older programs can go on; the copy from before is restored like any other.
$ cp old.db team.db && lockstep item show LS-20 | head -1
> LS-20  ETA page for receivers
$ lockstep item due LS-20 fri
> LS-20 due 2026-04-07 → 2026-03-13
$ lockstep restore old.db
! team.db is as old.db has it; what was changed since is put back by each author's journal
! what stood there is $PWD/team.db.kept-2026-03-10-0928
$ lockstep item show LS-20 | grep ^Due; sqlite3 team.db 'SELECT incarnation, restored FROM meta'; lockstep upgrade -q | sed 's/schema [0-9]*$/schema NOW/'
> Due           2026-03-13
> 2|1
> $PWD/team.db is up to date: schema NOW
! 1 of your edits was newer than the file and has been put back
$ lockstep doctor --csv | grep wrong
! nothing is wrong
= 1

# What stands there may be the older one, too.
$ cp old.db team.db && lockstep restore new.db -q && lockstep upgrade | sed 's/schema [0-9]*$/schema NOW/'
> $PWD/team.db is up to date: schema NOW
$ lockstep item show LS-20 | head -1
> LS-20  ETA page for receivers
! 1 of your edits is not in team.db any more: it went back to an older state, and not by lockstep restore
! lockstep heal puts them back, heal --discard does without them, heal --dry-run shows them

# One of a lockstep that is newer than this one is not upgraded, read or written.
$ echo "DROP TRIGGER meta_guard_update; UPDATE meta SET read_min = 9, needs = '4.2';" | sqlite3 team.db
$ lockstep upgrade
! lockstep: $PWD/team.db needs lockstep 4.2 or newer; this is lockstep 0.1.0
!           install lockstep 4.2
= 1
$ lockstep item list
! lockstep: $PWD/team.db needs lockstep 4.2 or newer; this is lockstep 0.1.0
!           install lockstep 4.2
= 1
