# Every rule of rules.def, tried from the command line; the marks are those of rules_csv.t, see rules_tried.py.
sample
$ lockstep export --all before 2>&1 | tail -1
> 23 files written to before

# BACKUP
$ lockstep item set LS-21 backup=jonas
! lockstep: LS-21, backup: jonas is the owner and can't be the backup too
!           choose somebody else as the backup, or leave it empty
= 6
$ lockstep blocker set B-1 backup=jonas
! lockstep: B-1, backup: jonas is the owner and can't be the backup too
!           choose somebody else as the backup, or leave it empty
= 6
$ lockstep topic set T-1 backup=ruth
! lockstep: T-1, backup: ruth is accountable and can't be the backup too
!           choose somebody else as the backup, or leave it empty
= 6
# GOAL
$ lockstep item add Another goal type=goal status=started
! lockstep: LS-new "Another goal", status: a team has one started goal, and that is LS-1
!           finish or cancel that goal first, or plan this one for later
= 6
# DUPLICATE
$ lockstep item set LS-64 status=canceled resolution=duplicate
! lockstep: LS-64, duplicate_of: a duplicate needs the item that it duplicates
!           name the item that it repeats, or choose another resolution
= 6
# DUPLICATE_CIRCLE - takes two changes; the first is fine, so it stands below
# PARENT_CIRCLE
$ lockstep item set LS-5 parent=LS-20
! lockstep: LS-5, parent: its parent stands below it already
!           choose a parent that is not below it
= 6
# SNOOZE
$ lockstep item set LS-64 snooze_event=B-1
! lockstep: LS-64, snooze_event: B-1 is no launch and no decision
!           name a launch (L-1) or a decision (D-1), or a day
= 6
# CHOSEN - takes two changes, see below
# POINTS
$ lockstep decision set D-9 status=decided decided='Directors first'
! lockstep: D-9, why: a decision needs its three points, this one is empty
!           say what is decided, why, and what follows
= 6
# DRIVER
$ lockstep decision set D-9 escalated_to=dana
! lockstep: D-9, escalated_to: dana drives it and can't be the one to decide it
!           escalate to somebody who can decide it
= 6
# RESOLVED
$ lockstep blocker set B-1 resolved=2026-02-20
! lockstep: B-1, resolved: it was resolved before it was opened (2026-02-24, 2026-02-20)
!           mend one of the two dates
= 6
# GATE
$ lockstep launch set L-1 gate=2026-04-21
! lockstep: L-1, day: the gate has to come before the launch day (2026-04-21, 2026-04-21)
!           move the gate or the day
= 6
# STOP
$ lockstep experiment set X-1 stop=2026-02-09
! lockstep: X-1, stop: the experiment stops before it starts (2026-02-10, 2026-02-09)
!           swap the two dates
= 6
# AWAY
$ lockstep person set ines away_from=2026-03-12 away_until=2026-03-11
! lockstep: ines, away_until: the time away ends before it begins (2026-03-12, 2026-03-11)
!           swap the two dates
= 6
# POINT_TWICE
$ lockstep metric_point add win_rate 2026-W10 20
! lockstep: metric point win_rate 2026-W10, week: a metric has one value a week, and this week has one
!           change the value that is there
= 6
# CLOSED
$ lockstep meeting set M-11 story='Told otherwise'
! lockstep: M-11, story: the minutes of M-11 are closed and stay as they are
!           write what is missing as a note or as an action
= 6
$ lockstep attendance set M-11 dana rating=3
! lockstep: attendance M-11 dana, rating: the minutes of M-11 are closed and stay as they are
!           write what is missing as a note or as an action
= 6
$ lockstep agenda_item add M-11 99 'One line more'
! lockstep: agenda line M-11 99, meeting: the minutes of M-11 are closed and stay as they are
!           write what is missing as a note or as an action
= 6
# DECIDED
$ lockstep decision set D-3 why=Because
! lockstep: D-3, why: D-3 is decided and stays as it is
!           make a new decision that supersedes it
= 6
$ lockstep option add D-3 1 'Another way'
! lockstep: option D-3 1, decision: D-3 is decided and stays as it is
!           make a new decision that supersedes it
= 6
# RANGE
$ lockstep item priority LS-20 5
! lockstep: LS-20, priority: 5 is not between 0 and 4
!           give a number that fits, or leave it empty
= 6
$ lockstep item set LS-21 reach=-1
! lockstep: LS-21, reach: -1 is below 0
!           give a number that fits, or leave it empty
= 6
$ lockstep item set LS-21 reach=9000000000000000000
! lockstep: LS-21, reach: 9000000000000000000 is larger than any that makes sense here
!           give a number that fits, or leave it empty
= 6
$ lockstep signal_item set S-1 LS-20 weight=4
! lockstep: evidence S-1 LS-20, weight: 4 is not between 0 and 3
!           give a number that fits, or leave it empty
= 6
# IMPACT
$ lockstep item set LS-20 impact=1.5
! lockstep: LS-20, impact: 1.5 is not on the scale of impact
!           choose one of 3, 2, 1, 0.5, 0.25
= 6
# CONFIDENCE
$ lockstep item set LS-20 confidence=70
! lockstep: LS-20, confidence: 70 is not on the scale of confidence
!           choose one of 100, 80, 50
= 6
# EFFORT
$ lockstep item set LS-20 effort=0
! lockstep: LS-20, effort: 0 is not an effort above nothing
!           give it in person-months, at least 0.5
= 6
# DATE: +3d or 2026-03-17
$ lockstep item set LS-20 review_on=2026-02-30
! lockstep: "2026-02-30" is no day that exists
!           write today, tomorrow, thu, 17 mar, +3d or 2026-03-17
= 6
# WEEK
$ lockstep metric_point add win_rate 2026-W54 20
! lockstep: Week "2026-W54" is not an ISO week
!           write it as 2026-W10
= 6
# WORD: one of: triage, backlog
$ lockstep item set LS-20 status=doing
! lockstep: Status "doing" is not one of its words
!           one of: triage, backlog, planned, started, review, done, canceled
= 6
# NUMBER
$ lockstep item set LS-20 effort=much
! lockstep: Effort "much" is not a number
!           write digits, decimals behind a point: 1.5
= 6
$ lockstep item set LS-20 reach=1,200
! lockstep: Reach "1,200" is not a whole number
!           write digits alone: 1200
= 6
# EMPTY
$ lockstep item set LS-20 title=
! lockstep: LS-20, title: it may not be empty
!           fill it in
= 6
# nothing that anybody would see is nothing
$ lockstep item set LS-20 title="$(printf '\342\200\213')"
! lockstep: LS-20, title: it may not be empty
!           fill it in
= 6
# LENGTH
$ lockstep item set LS-20 title="$(printf '%0201d' 0)"
! lockstep: Title has 201 characters, at most 200 are kept
!           put the rest into the notes
= 6
# LINES
$ lockstep item set LS-20 title="$(printf 'two\nlines')"
! lockstep: Title has line breaks
!           write it in one line, or put it into the notes
= 6
# UTF8: no valid UTF-8
$ lockstep item set LS-20 title="$(printf 'caf\351')"
! lockstep: argument 4 is no valid UTF-8
= 2
# HANDLE
$ lockstep person add LS-7 function=pm
! lockstep: LS-7, id: "LS-7" reads as a number of a record
!           choose one word without blanks or any of ; / @ # ,
= 6
$ lockstep person add "$(printf 'in\342\200\256es')" function=pm
! lockstep: ines, id: there is a character in the short name that nobody can see
!           choose one word without blanks or any of ; / @ # ,
= 6
# REFERENCE: did you mean ines?
$ lockstep item assign LS-20 inse
! lockstep: there is no person inse
!           did you mean ines?
= 3
$ lockstep item set LS-20 parent=LS-999
! lockstep: Parent: there is no item LS-999
!           name one that is there, or add it first
= 3
# KIND
$ lockstep item set LS-20 parent=B-1
! lockstep: Parent: B-1 is a blocker, not an item
!           name one of the kind that is wanted
= 6
# SELF
$ lockstep item set LS-20 parent=LS-20
! lockstep: LS-20, parent: it refers to itself
!           choose another, or leave it empty
= 6
$ lockstep link add LS-20 LS-20 blocks
! lockstep: link LS-20 LS-20 blocks, dst: an item is not linked to itself
!           choose another, or leave it empty
= 6
# GONE - what has been deleted has no name that could be typed: it is a REFERENCE to what does not exist
# REFERRED
$ lockstep person delete ines
! lockstep: ines, deleted: LS-35 still has it as its owner, and so do 50 more
!           take it out there first; or cancel or close it instead, or set a person active=0
= 6
# NUMBER_TWICE - numbers are given, not typed
# HANDLE_TWICE
$ lockstep person add Ines function=pm
! lockstep: Ines, id: the person ines has it already
!           choose another short name
= 6
# SETTING
$ lockstep setting add review_days soon
! lockstep: setting review_days, value: "soon" is not a whole number from 0
!           lockstep setting add --help lists them
= 6
$ lockstep setting add nonsense 3
! lockstep: setting nonsense, key: there is no such setting
!           lockstep setting add --help lists them
= 6
# KEY_TWICE
$ lockstep link add LS-20 LS-41 counterpart
! lockstep: link LS-20 LS-41 counterpart, src: the same link is there already
!           change the one that is there
= 6
$ lockstep link add LS-20 LS-41 counterpart
! lockstep: link LS-20 LS-41 counterpart, src: the same link is there already
!           change the one that is there
= 6

# Nothing of all this was written.
$ lockstep export --all after 2>&1 | tail -1
> 23 files written to after
$ diff -r before after

# Rules that take two changes: the first passes.
$ lockstep item set LS-64 duplicate_of=LS-65 && lockstep option set D-9 1 chosen=1
> LS-64 duplicate_of LS-65
> option D-9 1 chosen 0 → 1
# DUPLICATE_CIRCLE
$ lockstep item set LS-65 duplicate_of=LS-64
! lockstep: LS-65, duplicate_of: what it duplicates leads back to it
!           one of them has to stay
= 6
# CHOSEN
$ lockstep option set D-9 2 chosen=1
! lockstep: option D-9 2, chosen: one option of a decision is chosen, and option D-9 1 is
!           take the other choice back first
= 6

# What is filled in.
# FILL DUE
# FILL DEFAULTS
$ lockstep item add Call legal type=action
> LS-93 added  Call legal
> "Call legal": due 17 Mar, the next sync
$ lockstep item add Call legal once more type=action --dry-run
> LS-new added  Call legal once more
> "Call legal once more": due 17 Mar, the next sync
! would do this, and has done nothing:
# FILL RESOLUTION
# FILL STATUS_SINCE
$ lockstep item status LS-64 done
> LS-64 status triage → done, resolution shipped
# FILL SNOOZE
$ lockstep item set LS-61 snooze_event=L-1
> LS-61 snooze_event L-1, snooze_until 2026-04-22
# FILL EFFORT
$ lockstep item set LS-63 effort=0.1
> LS-63 effort 0.5
# FILL CONFIDENCE - what is typed is refused: it is not rounded
# FILL DECIDED_ON
# FILL APPROVER
# FILL SUPERSEDED
$ lockstep decision add Which page status=decided decided=Short why='They skim' follows='We cut' driver=priya supersedes=D-7
> D-10 added  Which page
> D-7 status decided → superseded
> "Which page": decided on 10 Mar
> "Which page": approved by dana
$ lockstep export decision | grep -E 'D-7|Which page' | cut -d, -f1-3,7,8,13,19
> D-7,superseded,Import before checklist,tomasz,margot,2026-03-03,
> D-10,decided,Which page,priya,dana,2026-03-10,D-7
