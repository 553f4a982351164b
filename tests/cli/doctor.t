# What is found depends on the machine; that all of it is looked at does not.
sample
$ chmod 2770 . && lockstep backup -q > copy.txt
$ lockstep doctor --csv | cut -d, -f1,2
> check,state
> file,ok
> version,ok
> access,ok
> integrity,ok
> settings,ok
> backups,ok
> drive,ok
> mount,ok
> locks here,ok
> between machines,ok
> who is here,ok
> cost,ok
! nothing is wrong
$ lockstep doctor --json | head -6
> {
>   "schema": 1,
>   "checks": [
>     {
>       "check": "file",
>       "state": "ok",
! nothing is wrong
$ COLUMNS=400 lockstep doctor | grep -E '^(file|version|access|integrity|who) ' | sed 's/file id [0-9a-f]*/file id ID/; s/schema [0-9]*/schema NOW/'
> file              ok     $PWD/team.db, team Tarnfield Route, file id ID, incarnation 1, log at 374
> version           ok     schema NOW, read from 1 on, written from 1 on; this is lockstep 0.1.0; written by lockstep 0.1.0 (1 journal)
> access            ok     file mode 0660, folder mode 2770
> integrity         ok     every page and the log's chain are whole
> who is here       ok     nobody else
! nothing is wrong
$ COLUMNS=400 lockstep doctor | grep -c 'journal_mode persist.*synchronous 3.*mmap_size 0.*defensive 1.*load_extension 0.*vfs unix'
> 1
! nothing is wrong
$ COLUMNS=80 lockstep doctor | awk 'length > 80'
! nothing is wrong
$ lockstep doctor now
! lockstep: one word too many: now
!           usage: lockstep doctor [--peer]
= 2

# Who cannot share it with his group.
$ chmod 640 team.db && COLUMNS=400 lockstep doctor | grep -A1 ^access
> access            note   file mode 0640, folder mode 2770
>                          only its owner may write it; for a team: chmod 660 the file
! nothing is wrong
$ chmod 660 team.db && chmod 700 . && COLUMNS=400 lockstep doctor | grep -A1 ^access
> access            note   file mode 0660, folder mode 2700
>                          for a team of several users: chgrp GROUP and chmod 2770 the folder, chgrp GROUP the file
! nothing is wrong

# In a folder that a program copies.
$ mkdir .stfolder && lockstep doctor --csv | grep -E '^drive,' | sed 's/: [a-z0-9., /]* at [^;]*;/: DRIVE;/'
> drive,wrong,"in a folder that a program copies: DRIVE; Syncthing copies $PWD between machines, so each writes a file of its own","put the team file on a drive that is shared (NFS or SMB), outside that folder; one alone may write; who is not alone only reads"
! 1 wrong
$ lockstep item due LS-20 fri
> LS-20 due 2026-04-07 → 2026-03-13
$ LOCKSTEP_USER=dana lockstep item due LS-20 thu
! lockstep: kept, not in the file: others write this file too, and each machine has a copy of its own: Syncthing copies $PWD between machines, so each writes a file of its own
!           put the team file on a drive that is shared (NFS or SMB), outside that folder, or work where the file is: ssh FILEHOST lockstep
= 5
$ LOCKSTEP_USER=dana lockstep doctor --csv | grep -E '^between' | sed "s|$PWD|FOLDER|"
> between machines,wrong,"others write this file too, and each machine has a copy of its own: Syncthing copies FOLDER between machines, so each writes a file of its own","put the team file on a drive that is shared (NFS or SMB), outside that folder, or work where the file is: ssh FILEHOST lockstep"
! 1 earlier change is kept on this machine, not yet in the file
! 2 wrong
$ rmdir .stfolder && LOCKSTEP_USER=dana lockstep item due LS-20 thu
! nothing to change

# A page overwritten, a file cut off, another program's: told, and status 1.
$ cp team.db whole.db && dd if=/dev/zero of=team.db bs=4096 seek=$(($(sqlite3 team.db "SELECT rootpage - 1 FROM sqlite_schema WHERE name = 'log_record'"))) count=1 conv=notrunc status=none
$ LOCKSTEP_WAIT=1 lockstep doctor --csv | grep wrong | cut -d, -f1,2; LOCKSTEP_WAIT=1 lockstep doctor -q > told.txt
> integrity,wrong
! team.db can only be read: a part of it is damaged
! what you did is kept; lockstep doctor names the newest copy on this machine, lockstep restore COPY puts it in the file's place
! 1 wrong
= 1
$ head -c 30000 whole.db > team.db && COLUMNS=400 lockstep doctor | grep -A1 wrong
> file              wrong  $PWD/team.db is a team file, but damaged: cut off or overwritten
>                          lockstep restore COPY puts a copy in its place; what you did since is kept on this machine
! 1 wrong
$ echo hello > team.db && COLUMNS=400 lockstep doctor | grep -A1 wrong
> file              wrong  $PWD/team.db is not a lockstep team file
>                          lockstep init FILE makes a team file; lockstep import takes in CSV
! 1 wrong
