# Commands that change something: one line a record, ids for new ones, JSON, dry runs.
sample
$ lockstep item add Talk track for resellers owner=dana due=fri p=2
> LS-93 added  Talk track for resellers
$ lockstep item add "Talk track for resellers" owner=dana due=fri priority=2 track=market
> LS-94 added  Talk track for resellers
$ lockstep item add A title with --dashes
! lockstep: there is no option --dashes
!           text that begins with a dash stands behind --
= 2
$ lockstep item add A title -- with --dashes priority=1
> LS-95 added  A title with --dashes priority=1
$ lockstep item add Question about texts type=question owner=@priya
> LS-96 added  Question about texts
> "Question about texts": due 17 Mar, the next sync
$ lockstep item add Chase the contract type=action status=planned owner=jonas
> LS-97 added  Chase the contract
> "Chase the contract": due 17 Mar, the next sync
$ lockstep item add -q Nothing is said
$ lockstep item add Machine-readable owner=ines --json
> {
>   "schema": 1,
>   "command": "item add",
>   "kept": true,
>   "saved": true,
>   "records": [
>     "LS-99"
>   ],
>   "created": [
>     "LS-99"
>   ],
>   "said": [
>     "LS-99 added  Machine-readable"
>   ]
> }
$ lockstep item add Never made owner=ines --dry-run
> LS-new added  Never made
! would do this, and has done nothing:
$ lockstep item list never made
! nothing matches

$ lockstep item set LS-20 priority=2 due=2026-04-08
> LS-20 priority 1 → 2, due 2026-04-07 → 2026-04-08
$ lockstep item set LS-20 priority=2
! nothing to change
$ lockstep item set LS-20 LS-21 'tags=eta;beta'
> LS-20 tags eta → eta;beta
> LS-21 tags eta → eta;beta
$ lockstep item set LS-20 notes="two words" backup=
> LS-20 notes “two words”, backup tomasz → none
$ lockstep item set LS-20 owner=dana --dry-run
> LS-20 owner ines → dana
! would do this, and has done nothing:
$ lockstep item set LS-20 owner=dana --json
> {
>   "schema": 1,
>   "command": "item set",
>   "kept": true,
>   "saved": true,
>   "records": [
>     "LS-20"
>   ],
>   "created": [],
>   "said": [
>     "LS-20 owner ines → dana"
>   ]
> }
$ lockstep item assign LS-20 LS-21 femi
> LS-20 owner dana → femi
> LS-21 owner jonas → femi
$ lockstep item assign LS-20 @nobody
! lockstep: there is no person @nobody
!           name one that is there, or add it first
= 3
$ lockstep item mine LS-64
> LS-64 owner ines
$ lockstep item priority LS-64 urgent
> LS-64 priority 0 → 1
$ lockstep item priority LS-64 p1
! nothing to change
$ lockstep item status LS-64 planned
> LS-64 status triage → planned
$ lockstep item status LS-64 finished
! lockstep: Status "finished" is not one of its words
!           one of: triage, backlog, planned, started, review, done, canceled
= 6
$ lockstep item due LS-64 next thu
> LS-64 due 2026-03-19
$ lockstep item due LS-64 17 mar
> LS-64 due 2026-03-19 → 2026-03-17
$ lockstep item due LS-64 none
> LS-64 due 2026-03-17 → none
$ lockstep item tag LS-64 eta -beta
> LS-64 tags driver → driver;eta
$ lockstep item snooze LS-65 +2w
> LS-65 snooze_until 2026-03-24
$ lockstep item comment LS-64 Asked the fleet team -- see mail
> N-1 added  Asked the fleet team see mail
$ lockstep item show LS-64
> LS-64  Dark mode for driver app
> Type          idea
> Track         product
> Status        planned
> Owner         ines
> Priority      1
> Tags          driver;eta
> Source        review
> Created       2026-03-05
> Status since  2026-03-10
> Note          2026-03-10 09:28 ines: Asked the fleet team see mail
$ lockstep item close LS-33 LS-25
> LS-33 status review → done, resolution shipped
> LS-25 status started → done, resolution shipped
$ lockstep item close LS-33
! lockstep: it is closed already
= 6
$ lockstep item show LS-33 | grep -e Status -e Resolution
> Status        done
> Resolution    shipped
> Status since  2026-03-10

$ lockstep blocker add LS-20 Legal has not answered owner=jonas severity=3
> B-10 added  Legal has not answered
$ lockstep blocker add LS-20 Legal has not answered @jonas fri
> B-11 added  Legal has not answered
$ lockstep blocker set B-10 next_step="Call them" next_due=thu
> B-10 next_step “Call them”, next_due 2026-03-12
$ lockstep blocker assign B-10 margot
> B-10 owner jonas → margot
$ lockstep blocker resolve B-10 They called back
> B-10 resolved 2026-03-10, resolution “They called back”
$ lockstep blocker resolve B-10
! lockstep: it is resolved already
= 6
$ lockstep blocker resolve B-3 B-4 -- B-5 was the same
> B-3 resolved 2026-03-10, resolution “B-5 was the same”
> B-4 resolved 2026-03-10, resolution “B-5 was the same”
$ lockstep blocker list
> ID    SEV  WHAT                                                   ITEM    AGE  OWNER/BACKUP    NEXT
> B-1     3  SMS provider contract unsigned                         LS-21  10 d  jonas/margot  12 Mar
> B-2     3  Persona not agreed: dispatcher or operations director  LS-40   6 d  dana/ines     12 Mar
> B-5     2  No training slot with 14 reps before launch            LS-44   7 d  carlos/hanne  10 Mar
> B-11    2  Legal has not answered                                 LS-20   0 d  jonas/femi    13 Mar
> B-6     1  Security answers need an engineer for a day            LS-53   1 d  jonas/aiko    24 Mar
$ lockstep agenda put LS-52
> LS-52 is on the agenda of the next sync
$ lockstep agenda put LS-52
! lockstep: LS-52 is on the agenda already, by hand
= 6
$ lockstep agenda | grep LS-52
> M-12,2026-03-10,Priorities,11,12:00,60,LS-52,Case study: Bracken Foods,added by hand,priya,hanne,priya,say what is needed,queued,0

# What a rule forbids.
$ lockstep item set LS-20 owner=dana backup=dana --dry-run
! lockstep: LS-20, backup: dana is the owner and can't be the backup too
!           choose somebody else as the backup, or leave it empty
= 6
$ lockstep item set LS-20 owner=dana backup=dana
! lockstep: LS-20, backup: dana is the owner and can't be the backup too
!           choose somebody else as the backup, or leave it empty
= 6
$ lockstep item add Second goal type=goal status=started track=shared
! lockstep: LS-new "Second goal", status: a team has one started goal, and that is LS-1
!           finish or cancel that goal first, or plan this one for later
= 6
$ lockstep item set LS-60 status=canceled resolution=duplicate
! lockstep: LS-60, duplicate_of: a duplicate needs the item that it duplicates
!           name the item that it repeats, or choose another resolution
= 6
$ lockstep blocker set B-5 resolved=2026-01-01
! lockstep: B-5, resolved: it was resolved before it was opened (2026-02-27, 2026-01-01)
!           mend one of the two dates
= 6
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
$ lockstep item set LS-20 impact=7
! lockstep: LS-20, impact: 7 is not on the scale of impact
!           choose one of 3, 2, 1, 0.5, 0.25
= 6
$ lockstep item set LS-20 title="$(head -c 500 /dev/zero | tr '\0' x)"
! lockstep: Title has 500 characters, at most 200 are kept
!           put the rest into the notes
= 6
