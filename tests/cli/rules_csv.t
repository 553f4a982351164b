# Every rule of rules.def, tried by an import. "# NAME" opens the cases of a rule; "# NAME: words" where the sentence
# says something better than the rule's own words; "# NAME - why" where an import cannot break it. See rules_tried.py.
sample
$ lockstep export --all before 2>&1 | tail -1
> 23 files written to before

# BACKUP
$ printf 'id,owner,backup\nLS-21,jonas,jonas\n' | lockstep import -
! lockstep: standard input line 2: LS-21, backup: jonas is the owner and can't be the backup too; choose somebody else as the backup, or leave it empty
= 6
$ printf 'id,backup\nB-1,jonas\n' > blocker.csv; lockstep import blocker.csv
! lockstep: blocker.csv line 2: B-1, backup: jonas is the owner and can't be the backup too; choose somebody else as the backup, or leave it empty
= 6
$ printf 'id,accountable,backup\nT-1,ruth,ruth\n' | lockstep import -
! lockstep: standard input line 2: T-1, backup: ruth is accountable and can't be the backup too; choose somebody else as the backup, or leave it empty
= 6
# GOAL
$ printf 'id,type,track,title,status\n,goal,shared,Another goal,started\n' > item.csv; lockstep import item.csv
! lockstep: item.csv line 2: LS-new "Another goal", status: a team has one started goal, and that is LS-1; finish or cancel that goal first, or plan this one for later
= 6
# DUPLICATE
$ printf 'id,status,resolution\nLS-64,canceled,duplicate\n' | lockstep import -
! lockstep: standard input line 2: LS-64, duplicate_of: a duplicate needs the item that it duplicates; name the item that it repeats, or choose another resolution
= 6
# DUPLICATE_CIRCLE
$ printf 'id,duplicate_of\nLS-64,LS-65\nLS-65,LS-64\n' | lockstep import -
! lockstep: standard input line 2: LS-64, duplicate_of: what it duplicates leads back to it; one of them has to stay
!           standard input line 3: LS-65, duplicate_of: what it duplicates leads back to it; one of them has to stay
= 6
# PARENT_CIRCLE
$ printf 'id,parent\nLS-20,LS-21\nLS-21,LS-20\n' | lockstep import -
! lockstep: standard input line 2: LS-20, parent: its parent stands below it already; choose a parent that is not below it
!           standard input line 3: LS-21, parent: its parent stands below it already; choose a parent that is not below it
= 6
# SNOOZE
$ printf 'id,snooze_event\nLS-64,B-1\n' | lockstep import -
! lockstep: standard input line 2: LS-64, snooze_event: B-1 is no launch and no decision; name a launch (L-1) or a decision (D-1), or a day
= 6
# CHOSEN
$ printf 'decision,n,chosen\nD-9,1,1\nD-9,2,1\n' > option.csv; lockstep import option.csv
! lockstep: option.csv line 3: option D-9 2, chosen: one option of a decision is chosen, and option D-9 1 is; take the other choice back first
= 6
# POINTS
$ printf 'id,status,decided\nD-9,decided,Directors first\n' | lockstep import -
! lockstep: standard input line 2: D-9, why: a decision needs its three points, this one is empty; say what is decided, why, and what follows
= 6
# DRIVER
$ printf 'id,driver,escalated_to\nD-9,dana,dana\n' | lockstep import -
! lockstep: standard input line 2: D-9, escalated_to: dana drives it and can't be the one to decide it; escalate to somebody who can decide it
= 6
# RESOLVED
$ printf 'id,opened,resolved\nB-1,2026-02-24,2026-02-20\n' | lockstep import -
! lockstep: standard input line 2: B-1, resolved: it was resolved before it was opened (2026-02-24, 2026-02-20); mend one of the two dates
= 6
# GATE
$ printf 'id,day,gate\nL-1,2026-04-21,2026-04-21\n' | lockstep import -
! lockstep: standard input line 2: L-1, day: the gate has to come before the launch day (2026-04-21, 2026-04-21); move the gate or the day
= 6
# STOP
$ printf 'id,start,stop\nX-1,2026-02-10,2026-02-09\n' | lockstep import -
! lockstep: standard input line 2: X-1, stop: the experiment stops before it starts (2026-02-10, 2026-02-09); swap the two dates
= 6
# AWAY
$ printf 'id,away_from,away_until\nines,2026-03-12,2026-03-11\n' > person.csv; lockstep import person.csv
! lockstep: person.csv line 2: ines, away_until: the time away ends before it begins (2026-03-12, 2026-03-11); swap the two dates
= 6
# POINT_TWICE: keep one of the two
$ printf 'metric,week,value\nwin_rate,2026-W09,20\nwin_rate,2026-W09,21\n' > metric_point.csv; lockstep import metric_point.csv
! lockstep: metric_point.csv line 3: metric point win_rate 2026-W09 stands in metric_point.csv line 2 already; keep one of the two rows
= 6
# CLOSED
$ printf 'id,story\nM-11,Told otherwise\n' | lockstep import -
! lockstep: standard input line 2: M-11, story: the minutes of M-11 are closed and stay as they are; write what is missing as a note or as an action
= 6
$ printf 'meeting,person,rating\nM-11,dana,3\n' > attendance.csv; lockstep import attendance.csv
! lockstep: attendance.csv line 2: attendance M-11 dana, rating: the minutes of M-11 are closed and stay as they are; write what is missing as a note or as an action
= 6
# DECIDED
$ printf 'id,why\nD-3,Because\n' | lockstep import -
! lockstep: standard input line 2: D-3, why: D-3 is decided and stays as it is; make a new decision that supersedes it
= 6
$ printf 'decision,n,label\nD-3,1,Another way\n' > option.csv; lockstep import option.csv
! lockstep: option.csv line 2: option D-3 1, decision: D-3 is decided and stays as it is; make a new decision that supersedes it
= 6
# RANGE
$ printf 'id,priority,reach\nLS-20,5,100\nLS-21,1,-1\n' | lockstep import -
! lockstep: standard input line 2: LS-20, priority: 5 is not between 0 and 4; give a number that fits, or leave it empty
!           standard input line 3: LS-21, reach: -1 is below 0; give a number that fits, or leave it empty
= 6
$ printf 'id,ritual,status\nM-90,sync,planned\n' > meeting.csv; printf 'meeting,person,state,rating\nM-90,ines,present,11\n' > attendance.csv; lockstep import meeting.csv attendance.csv
! lockstep: attendance.csv line 2: attendance M-90 ines, rating: 11 is not between 1 and 10; give a number that fits, or leave it empty
= 6
# IMPACT
$ printf 'id,impact\nLS-20,1.5\n' | lockstep import -
! lockstep: standard input line 2: LS-20, impact: 1.5 is not on the scale of impact; choose one of 3, 2, 1, 0.5, 0.25
= 6
# CONFIDENCE
$ printf 'id,confidence\nLS-20,101\n' | lockstep import -
! lockstep: standard input line 2: LS-20, confidence: 101 is not on the scale of confidence; choose one of 100, 80, 50
= 6
# EFFORT
$ printf 'id,effort\nLS-20,0\n' | lockstep import -
! lockstep: standard input line 2: LS-20, effort: 0 is not an effort above nothing; give it in person-months, at least 0.5
= 6
$ printf 'id,effort\nLS-20,nan\n' | lockstep import -
! lockstep: standard input line 2, column effort: Effort "nan" is not a number; write digits, decimals behind a point: 1.5
= 6
# DATE
$ printf 'id,due\nLS-20,2026-02-30\n' | lockstep import -
! lockstep: standard input line 2, column due: Due "2026-02-30" is not a date that exists; write it as 2026-03-17
= 6
# WEEK
$ printf 'metric,week,value\nwin_rate,2026-W54,20\n' > metric_point.csv; lockstep import metric_point.csv
! lockstep: metric_point.csv line 2, column week: Week "2026-W54" is not an ISO week; write it as 2026-W10
= 6
# WORD: one of: triage, backlog
$ printf 'id,status\nLS-20,doing\n' | lockstep import -
! lockstep: standard input line 2, column status: Status "doing" is not one of its words; one of: triage, backlog, planned, started, review, done, canceled
= 6
# NUMBER
$ printf 'id,effort\nLS-20,much\n' | lockstep import -
! lockstep: standard input line 2, column effort: Effort "much" is not a number; write digits, decimals behind a point: 1.5
= 6
$ printf 'id,reach\nLS-20,"1,200"\n' | lockstep import -
! lockstep: standard input line 2, column reach: Reach "1,200" is not a whole number; write digits alone: 1200
= 6
# EMPTY
$ printf 'id,title\nLS-20,\n' | lockstep import -
! lockstep: standard input line 2: LS-20, title: it may not be empty; fill it in
= 6
# LENGTH
$ printf 'id,title\nLS-20,%s\n' "$(printf '%0201d' 0)" | lockstep import -
! lockstep: standard input line 2, column title: Title has 201 characters, at most 200 are kept; put the rest into the notes
= 6
# LINES
$ printf 'id,title\nLS-20,"two\nlines"\n' | lockstep import -
! lockstep: standard input line 2, column title: Title has line breaks; write it in one line, or put it into the notes
= 6
# UTF8: save the file as CSV UTF-8
$ printf 'id,title\nLS-20,caf\351\n' | lockstep import -
! lockstep: standard input line 2, cell 2: the text is not valid UTF-8; save the file as CSV UTF-8 (this may be Windows-1252)
= 6
# HANDLE
$ printf 'id,function\nin es,pm\nLS-7,pm\n' > person.csv; lockstep import person.csv
! lockstep: person.csv line 2, column id: Handle "in es" is not a short name; choose one word without blanks or any of ; / @ # ,
= 6
# REFERENCE: did you mean ines?
$ printf 'id,owner,backup\nLS-20,inse,somebody\n' | lockstep import -
! lockstep: standard input line 2, column owner: there is no person inse; did you mean ines?
!           standard input line 2, column backup: there is no person somebody; add it, or import its file together with this one
= 6
$ printf 'id,parent\nLS-20,LS-999\n' | lockstep import -
! lockstep: standard input line 2, column parent: there is no item LS-999; add it, or import its file together with this one
= 6
# KIND
$ printf 'id,parent\nLS-20,B-1\n' | lockstep import -
! lockstep: standard input line 2, column parent: B-1 is a blocker, not an item; name one of the kind that is wanted
= 6
# SELF
$ printf 'id,duplicate_of\nLS-20,LS-20\n' | lockstep import -
! lockstep: standard input line 2: LS-20, duplicate_of: it refers to itself; choose another, or leave it empty
= 6
$ printf 'src,dst,kind\nLS-20,LS-20,blocks\n' | lockstep import -
! lockstep: standard input line 2: link LS-20 LS-20 blocks, dst: an item is not linked to itself; choose another, or leave it empty
= 6
# GONE - what has been deleted has no name that a cell could say: it is a REFERENCE to what does not exist
# REFERRED - an import deletes nothing
# NUMBER_TWICE: keep one of the two
$ printf 'id,title\nLS-20,One\nLS-20,Two\n' | lockstep import -
! lockstep: standard input line 3, column id: LS-20 stands in standard input line 2 already; keep one of the two rows
= 6
# HANDLE_TWICE: keep one of the two
$ printf 'id,function\nzoe,pm\nZOE,pm\n' > person.csv; lockstep import person.csv
! lockstep: person.csv line 3, column id: ZOE stands in person.csv line 2 already; keep one of the two rows
= 6
# SETTING
$ printf 'key,value\ntriage_limit,soon\n' > setting.csv; lockstep import setting.csv
! lockstep: setting.csv line 2: setting triage_limit, value: "soon" is not a whole number from 0; lockstep setting add --help lists them
= 6
$ printf 'key,value\nholidays,2026-02-30\n' > setting.csv; lockstep import setting.csv
! lockstep: setting.csv line 2: setting holidays, value: "2026-02-30" is not a list of dates such as 2026-04-03;2026-04-06; lockstep setting add --help lists them
= 6
# KEY_TWICE: keep one of the two
$ printf 'src,dst,kind\nLS-20,LS-21,blocks\nLS-20,LS-21,blocks\n' > link.csv; lockstep import link.csv
! lockstep: link.csv line 3: link LS-20 LS-21 blocks stands in link.csv line 2 already; keep one of the two rows
= 6

# Nothing of all this was written.
$ lockstep export --all after 2>&1 | tail -1
> 23 files written to after
$ diff -r before after

# What is filled in.
# FILL DUE
# FILL RESOLUTION
# FILL EFFORT
# FILL CONFIDENCE
# FILL SNOOZE
$ printf 'id,snooze_event,snooze_days\nLS-64,D-6,2\n' | lockstep import -; lockstep export item | grep ^LS-64 | cut -d, -f19,34,35
> 2026-08-12,D-6,2
! standard input: 1 item, 1 changed
# FILL STATUS_SINCE
# FILL DEFAULTS
$ printf 'id,type,title,status,effort,confidence\n,action,Call legal,planned,,\n,feature,Shipped,done,0.1,70\n,,Only a title,canceled,,\n' > item.csv; lockstep import item.csv
! item.csv: 3 items added
! "Call legal": due 17 Mar, the next sync
! "Shipped": resolution shipped
! "Shipped": effort 0.5, the least that counts
! "Shipped": confidence 50, the step of the scale for 70
! "Only a title": resolution declined
$ lockstep export item | tail -3 | cut -d, -f1-4,7-9,14-17,23-35
> LS-93,action,shared,Call legal,,,planned,,,,,,,,,,,,,,2026-03-10,2026-03-10,,
> LS-94,feature,shared,Shipped,,Imported confidence: 70 %,done,,,50,0.5,,,,,,,,,,2026-03-10,2026-03-10,,
> LS-95,idea,shared,Only a title,,,canceled,,,,,,,,,,,,,,2026-03-10,2026-03-10,,
# FILL DECIDED_ON
# FILL APPROVER
# FILL SUPERSEDED - an import says the status of each decision itself
$ printf 'id,title,status,decided,why,follows,driver\n,Which tool,decided,This one,It fits,We move,priya\n,Which page,decided,Short,They skim,We cut,carlos\n' > decision.csv; lockstep import decision.csv
! decision.csv: 2 decisions added
! "Which tool": decided on 10 Mar
! "Which tool": approved by dana
! "Which page": decided on 10 Mar
$ lockstep export decision | tail -2
> D-10,decided,Which tool,This one,It fits,We move,priya,dana,,,,,2026-03-10,,,,,,,,
> D-11,decided,Which page,Short,They skim,We cut,carlos,,,,,,2026-03-10,,,,,,,,
