# stdout and stderr: what goes where, and what happens when it cannot.
sample
$ lockstep item list >/dev/full
! lockstep: cannot write the output: No space left on device
= 1
$ lockstep agenda -o /dev/full
! lockstep: cannot write /dev/full: No space left on device
= 1
$ lockstep item list >&-
! lockstep: cannot write the output: Bad file descriptor
= 1
$ lockstep help >/dev/full
! lockstep: cannot write the output: No space left on device
= 1
$ lockstep item list is:any | head -1
> ID     P   TITLE                                      OWNER/BACKUP  STATUS      DUE  RICE
$ lockstep export item | true
$ lockstep item show LS-999 2>/dev/null
= 3
$ lockstep item list p:1 owner:femi 2>/dev/null
> ID     P   TITLE                      OWNER/BACKUP  STATUS      DUE  RICE
> LS-36  1!  Usage events for ETA page  femi/jonas    planned  31 Mar     -
$ lockstep item list nothing-like-this -q
$ lockstep item list -o - LS-40
> ID     P   TITLE                                   OWNER/BACKUP  STATUS      DUE  RICE
> LS-40  1!  Live ETA positioning and message house  dana/priya    started  17 Mar     -  ■ blocked
$ lockstep --version
> lockstep 0.1.0
$ lockstep --version --json extra
> lockstep 0.1.0
$ lockstep item list --version
> lockstep 0.1.0
$ lockstep item list "$(printf 'caf\351')"
! lockstep: argument 3 is no valid UTF-8
= 2
env LOCKSTEP_NOW=yesterday
$ lockstep item list
! lockstep: LOCKSTEP_NOW=yesterday is no time
!           write it as 2026-03-10T09:28, with + behind it to let it run
= 2
