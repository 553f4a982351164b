# A record as text in the user's editor.
sample
env VISUAL=
env EDITOR=sh ./ed
$ printf 'cat "$1"\n' > ed; lockstep item edit LS-21 | head -40
> # LS-21: a field a line. What you change is saved when you leave the editor.
> # type: goal strategic initiative release feature bug debt discovery messaging asset campaign enablement pricing research action question idea
> type: feature
> # track: product market shared
> track: product
> title: ETA text message through SMS gateway
> problem: Receivers do not open e-mail on site
> persona:
> done_when: 95 % of texts delivered in 30 s
> # status: triage backlog planned started review done canceled
> status: started
> # resolution: shipped answered declined duplicate obsolete sunset
> resolution:
> owner: jonas
> backup: ines
> priority: 1
> reach: 2400
> impact: 2
> confidence: 80
> effort: 2
> due: 2026-04-03
> snooze_until:
> parent: LS-5
> release: LS-11
> duplicate_of:
> meeting:
> tags: eta
> source: roadmap
> external_id:
> url:
> heads_up:
> review_from:
> sunset_if:
> review_on:
> created: 2026-01-07
> status_since: 2026-02-16
> snooze_event:
> snooze_days:
> --- notes: all below this line
! nothing was changed
$ printf 'sed -i "s/^due: .*/due: never/" "$1"\n' > ed; lockstep item edit LS-21 2>&1 | sed 's!/[^ ]*/edit/LS-21-[0-9a-f]*!FILE!'
> what you wrote is kept; the same command opens it again
> lockstep: FILE.md:21:6: "never" is no day
>           write today, tomorrow, thu, 17 mar, +3d or 2026-03-17
# the same text again, mended; what somebody else changed meanwhile stays
$ LOCKSTEP_USER=dana lockstep item set LS-21 priority=3
> LS-21 priority 1 → 3
$ printf 'sed -i "s/^due: .*/due: fri/" "$1"; echo "Café notes" >> "$1"\n' > ed; lockstep item edit LS-21
> LS-21 due 2026-04-03 → 2026-03-13, notes “Café notes”
$ lockstep item list --csv id:LS-21 | cut -d, -f1,4,11,16
> id,title,owner,confidence
> LS-21,ETA text message through SMS gateway,jonas,80
$ printf 'true\n' > ed; lockstep item edit LS-21
! nothing was changed
$ printf 'sed -i "s/^titel/title/; s/^title:/titel:/" "$1"\n' > ed; lockstep item edit LS-22 2>&1 | sed 's!/[^ ]*/edit/LS-22-[0-9a-f]*!FILE!'
> what you wrote is kept; the same command opens it again
> lockstep: FILE.md:6:1: item has no field "titel"
>           did you mean title?
$ printf 'sed -i "s/^backup: .*/backup: jonas/; s/^owner: .*/owner: jonas/" "$1"\n' > ed; lockstep blocker edit B-1
! what you wrote is kept; the same command opens it again
! lockstep: B-1, backup: jonas is the owner and can't be the backup too
!           choose somebody else as the backup, or leave it empty
= 6
$ printf 'exit 3\n' > ed; lockstep decision edit D-3
! what you wrote is kept; the same command opens it again
! lockstep: your editor did not end well, so nothing was taken from it
!           set EDITOR to the one that you use, for example EDITOR=nano
= 1
$ lockstep item edit LS-999
! lockstep: there is no item LS-999
!           name one that is there, or add it first
= 3
$ lockstep item edit
! lockstep: which one? A reference is missing
!           usage: lockstep item edit REF
= 2
$ EDITOR=no-such-editor lockstep item edit LS-23
! editor: 1: no-such-editor: not found
! what you wrote is kept; the same command opens it again
! lockstep: there is no editor "no-such-editor"
!           set EDITOR to the one that you use, for example EDITOR=nano
= 1
# a folder stands where the text of the record is kept: another file is taken, and said
$ printf 'sed -i "s/^due: .*/due: 2026-04-09/" "$1"\n' > ed; mkdir -p "$XDG_STATE_HOME"/lockstep/edit; printf 'f=$(basename "$1"); rm -f "$1"* && mkdir "$1"; exit 1\n' > mk
$ EDITOR='sh ./mk' lockstep item edit LS-22 2>&1 | sed 's![^ ]*/edit/!!; s/-[0-9a-f]*\.md/-ID.md/'
> what you wrote is kept; the same command opens it again
> lockstep: your editor did not end well, so nothing was taken from it
>           set EDITOR to the one that you use, for example EDITOR=nano
$ lockstep item edit LS-22 2>&1 | sed 's![^ ]*/edit/!!; s/-[0-9a-f]*\.md/-ID.md/'
> LS-22 due 2026-03-27 → 2026-04-09
> what stands where the text is kept is no file; this edit is in 2-LS-22-ID.md
$ lockstep item show LS-22 --json | grep '"due"'
>       "due": "2026-04-09",
