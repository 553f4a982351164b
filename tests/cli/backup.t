# Copies of the team file, and putting one back.
sample
$ lockstep backup -o copy.db
> $PWD/copy.db
! every page and the log were read back from it: it is whole
$ lockstep backup -o copy.db
! lockstep: $PWD/copy.db is there already, and a backup is never written over something
!           give it another name
= 6
$ lockstep backup nonsense
! lockstep: one word too many: nonsense
!           usage: lockstep backup [-o FILE]
= 2
$ lockstep backup | sed "s|$XDG_STATE_HOME|STATE|; s|-[0-9a-f]*/|-HASH/|"
> STATE/lockstep/backup/team.db-HASH/2026-03-10-asked-1.db
! every page and the log were read back from it: it is whole
$ lockstep backup -q | sed "s|$XDG_STATE_HOME|STATE|; s|-[0-9a-f]*/|-HASH/|"
> STATE/lockstep/backup/team.db-HASH/2026-03-10-asked-2.db

# A copy is a team file.
$ lockstep -f copy.db check -q > checked.txt; echo $?
> 1
$ lockstep -f copy.db item show LS-20 | head -1
> LS-20  ETA page for receivers

# Restored: the copy's state, and what stood there beside it.
$ lockstep item due LS-20 fri
> LS-20 due 2026-04-07 → 2026-03-13
$ lockstep restore copy.db --discard
! team.db is as copy.db has it; what was changed since is offered to its authors
! what stood there is $PWD/team.db.kept-2026-03-10-0928
$ lockstep -f team.db.kept-2026-03-10-0928 item show LS-20 | grep ^Due; lockstep item show LS-20 | grep ^Due
> Due           2026-03-13
> Due           2026-04-07
! 1 of your edits is not in team.db any more: it was restored from a copy that is older, to do without them
! lockstep heal puts them back, heal --discard does without them, heal --dry-run shows them
$ ls
> checked.txt
> copy.db
> team.db
> team.db-journal
> team.db.kept-2026-03-10-0928

# At most three are kept.
$ lockstep restore copy.db -q && lockstep restore copy.db -q && lockstep restore copy.db
! team.db is as copy.db has it; what was changed since is put back by each author's journal
! what stood there is $PWD/team.db.kept-2026-03-10-0928-4
! three of those are kept; the oldest is gone: $PWD/team.db.kept-2026-03-10-0928
$ ls -d *.kept-*
> team.db.kept-2026-03-10-0928-2
> team.db.kept-2026-03-10-0928-3
> team.db.kept-2026-03-10-0928-4

# What cannot be: nothing has changed then.
$ lockstep restore
! lockstep: which copy?
!           usage: lockstep restore FILE [--discard]
= 2
$ lockstep restore none.db
! lockstep: there is no file $PWD/none.db
= 3
$ lockstep restore team.db
! lockstep: $PWD/team.db is the team file itself
= 6
$ echo hello > text.db
$ lockstep restore text.db
! lockstep: $PWD/text.db is damaged, or no lockstep team file: it was not used
!           nothing has changed; take another copy
= 6
$ lockstep -f text.db restore copy.db
! lockstep: $PWD/text.db is not a lockstep team file, and is left as it is
!           move it away, then restore puts the copy in its place
= 6
$ cat text.db
> hello
$ cp copy.db broken.db && dd if=/dev/zero of=broken.db bs=4096 seek=9 count=1 conv=notrunc status=none
$ lockstep restore broken.db
! lockstep: $PWD/broken.db is damaged, or no lockstep team file: it was not used
!           nothing has changed; take another copy
= 6
$ head -c 30000 copy.db > short.db
$ lockstep restore short.db
! lockstep: $PWD/short.db is damaged, or no lockstep team file: it was not used
!           nothing has changed; take another copy
= 6
$ lockstep init other.db --name Other
! other.db: team Other, 1 person, 0 items
$ lockstep restore other.db
! lockstep: $PWD/other.db is a copy of another team file than the one at $PWD/team.db
!           open the copy itself with -f, or move the file at that place away first
= 6

# A team file that was cut off, emptied or removed comes back.
$ head -c 30000 team.db > cut && mv cut team.db
$ lockstep item show LS-20
! lockstep: $PWD/team.db is a team file, but damaged: cut off or overwritten
!           lockstep restore COPY puts a copy in its place; what you did since is kept on this machine
= 1
$ lockstep restore copy.db
! team.db is as copy.db has it; what was changed since is put back by each author's journal
! what stood there is $PWD/team.db.kept-2026-03-10-0928-5
! three of those are kept; the oldest is gone: $PWD/team.db.kept-2026-03-10-0928-2
$ lockstep item show LS-20 | head -1
> LS-20  ETA page for receivers
! 1 of your edits was newer than the file and has been put back
$ rm team.db && lockstep restore copy.db && lockstep item show LS-20 | head -1
> LS-20  ETA page for receivers
! team.db is as copy.db has it; what was changed since is put back by each author's journal
! 1 of your edits is not in team.db any more: it went back to an older state, and not by lockstep restore
! lockstep heal puts them back, heal --discard does without them, heal --dry-run shows them
