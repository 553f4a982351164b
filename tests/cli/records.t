# Every kind of record: the five verbs, from the descriptors.
$ lockstep init team.db --sample --quiet
$ lockstep person add kai Kai Lund function=design
> kai added  Kai Lund
$ lockstep person add kai function=pm
! lockstep: kai, id: the person kai has it already
!           choose another short name
= 6
$ lockstep person add Kay
! lockstep: Kay, function: it may not be empty
!           one of: pm, pmm, eng, design, research, data, sales, cs, support, lead
= 6
$ lockstep person set kai name="Kai L." away_from=2026-04-01 away_until=2026-04-10
> kai name “Kai Lund” → “Kai L.”, away_from 2026-04-01, away_until 2026-04-10
$ lockstep person delete kai
> kai deleted
$ lockstep person show kai
! lockstep: there is no person kai
!           did you mean mei?
= 3

# What has neither number nor handle goes by the fields of its key, one word each.
$ lockstep link add LS-20 LS-44 relates
> link LS-20 LS-44 relates added
$ lockstep link set LS-20 LS-44 relates kind=blocks
> link LS-20 LS-44 blocks kind relates → blocks
$ lockstep link delete LS-20 LS-44 blocks --json
> {
>   "schema": 1,
>   "command": "link delete",
>   "kept": true,
>   "saved": true,
>   "records": [
>     "link LS-20 LS-44 blocks"
>   ],
>   "created": [],
>   "said": [
>     "link LS-20 LS-44 blocks deleted"
>   ]
> }
$ lockstep metric_point add activation 2026-W11 43.1
> metric point activation 2026-W11 added
$ lockstep metric_point set activation 2026w11 value=44
! lockstep: Week "2026w11" is not an ISO week
!           write it as 2026-W10
= 6
$ lockstep metric_point show activation 2026-W11
> metric point activation 2026-W11
> Metric        activation
> Week          2026-W11
> Value         43.1
$ lockstep option add D-9 4 Ask the buyers effort="1 day"
> option D-9 4 added  Ask the buyers
$ lockstep option list D-9 --plain
> D-9	1	Half-day workshop with 3 buyers on 12 March	0.5 day x 5	0
> D-9	2	Dispatcher first and test in 2 weeks	0	0
> D-9	3	Operations director first as S-2 and S-12 suggest	1 day	0
> D-9	4	Ask the buyers	1 day	0
$ lockstep option delete D-9 4 D-9 3 --dry-run
> option D-9 4 deleted
> option D-9 3 deleted
! would do this, and has done nothing:
$ lockstep option delete D-9 4 'D-9 3'
> option D-9 4 deleted
> option D-9 3 deleted
$ lockstep option delete D-9
! lockstep: "D-9" names no option: its n is missing
= 2
$ lockstep option add D-9
! lockstep: an option needs its n first
!           in this order: decision, n
= 2
$ lockstep metric_item add activation LS-20 now
! lockstep: what is "now"?
!           a metric's item has nothing but what names it
= 2
$ lockstep setting add triage_limit 4
> setting triage_limit added  4
$ lockstep setting set triage_limit value=6
> setting triage_limit value “4” → “6”

$ lockstep setting add triag_limit 4
! lockstep: setting triag_limit, key: there is no such setting, is it triage_limit?
!           lockstep setting add --help lists them
= 6
$ lockstep setting add colour red
! lockstep: setting colour, key: there is no such setting
!           lockstep setting add --help lists them
= 6
$ lockstep setting set triage_limit value=soon
! lockstep: setting triage_limit, value: "soon" is not a whole number from 0
!           lockstep setting add --help lists them
= 6
$ lockstep setting add holidays '2026-04-03; 2026-04-31'
! lockstep: setting holidays, value: "2026-04-03; 2026-04-31" is not a list of dates such as 2026-04-03;2026-04-06
!           lockstep setting add --help lists them
= 6
$ lockstep setting set time_zone value=Europe/Berln
! lockstep: this machine knows no time zone Europe/Berln
!           write it as Europe/Berlin; timedatectl list-timezones lists them
= 6
$ lockstep setting set time_zone value=Europe/Lisbon
> setting time_zone value “Europe/Berlin” → “Europe/Lisbon”
$ lockstep setting add --help | sed -n '/^settings/,/^$/p'
> settings, and what holds where they are not set:
>   team_name           what the team is called, at the top of the screen and on its pages
>   time_zone           the time zone of the team's days, such as Europe/Berlin
>   holidays            days that are no business days, joined by ;
>   triage_limit        business days that an item may wait in triage (5)
>   half_days           days before it ships in which a feature needs its market half (45)
>   heads_up_days       business days from a release's heads-up to its day (30)
>   review_days         business days that positioning is there for review (5)
>   signups             sign-ups that each variant of a price test needs (150)
>   signup_cost         what a sign-up costs, for the payback of a price test
>   sample              the team is the sample team
>

# What others refer to stays, and so do closed minutes and decided decisions.
$ lockstep decision delete D-9
! lockstep: D-9, deleted: option D-9 1 still has it as its decision, and so does 1 more
!           take it out there first; or cancel or close it instead, or set a person active=0
= 6
$ lockstep option delete D-5 1
! lockstep: option D-5 1, deleted: D-5 is decided and stays as it is
!           make a new decision that supersedes it
= 6
$ lockstep attendance set M-11 dana rating=3
! lockstep: attendance M-11 dana, rating: the minutes of M-11 are closed and stay as they are
!           write what is missing as a note or as an action
= 6
$ lockstep item delete LS-20
! lockstep: LS-20, deleted: link LS-20 LS-41 counterpart still holds it, and so do 6 more
!           take it out there first; or cancel or close it instead, or set a person active=0
= 6

# A date and a time in words.
$ lockstep meeting add sync planned="thu 9:30"
> M-13 added
$ lockstep export meeting | tail -1
> M-13,sync,2026-03-12 09:30,,,planned,,
$ lockstep meeting set M-13 planned="31 feb 9:30"
! lockstep: Planned "31 feb 9:30" is not a date and time that exist
!           write it as 2026-03-17 09:30
= 6
$ lockstep meeting set M-13 planned=none
> M-13 planned 2026-03-12 09:30 → none
$ lockstep attendance add --help | sed -n '/^fields/,/^$/p'
> fields:
>   meeting         the name of one record: meeting; tells which record is meant
>   person          the name of one record: person; tells which record is meant
>   state           one of present, late, absent, guest; never empty
>   rating          a whole number, 1 to 10
>

# Lists and pages.
$ lockstep signal add It works kind=support customer=Foo
> S-19 added  It works
$ lockstep signal list foo
> ID    QUOTE                          PERSONA              SENTIMENT  BY      SEEN BY PM  SEEN BY PMM
> S-19  It works                                                               0           0
> S-16  I would speak at a webinar     operations director          1  hanne   0           0
> S-9   Can I put my own logo on it?   operations director          1  carlos  0           1
> S-1   I answer the same phone call…  dispatcher                  -1  ruth    1           1
$ lockstep doc list
! no pages yet: lockstep doc add --help
$ lockstep topic list nothing like it
! nothing matches
$ lockstep decision show D-9
> D-9  Which persona leads Live ETA
> state          ◆ proposed, needed by 13 Mar, in 3 business days
> delay costs    Each week late moves the launch page and training by a week
>
> OPTIONS 2
>    OPTION                                       AGAINST             EFFORT
> 1  Half-day workshop with 3 buyers on 12 March  Needs 3 calendars   0.5 day x 5
> 2  Dispatcher first and test in 2 weeks         May miss the buyer  0
>
> driver         dana  Dana Okafor
> approver       margot  Margot Leclerc
> escalated to   margot  Margot Leclerc
> informed       sales
> blocker        B-2  Persona not agreed: dispatcher or operations director
>
> evidence       S-2  weight 3  “Show me that my customers stop calling”  Norvale Produce
>                S-1  weight 2  “I answer the same phone call forty times a morning”  Bracken Foods
>                S-12  weight 2  “If a slot is missed I pay for a second trip”  Halden Dairy

# The first of a team adds herself, and so does who joins one; nobody else adds people namelessly.
env LOCKSTEP_USER=
$ lockstep init new.db
! new.db: team Our team, 0 people, 0 items
! nobody is in this team yet: lockstep person add ines function=pm   adds ines
env LOCKSTEP_FILE=new.db
$ lockstep item add First
! lockstep: who are you? Writing needs a name
!           nobody is in this team yet: lockstep person add ines function=pm   adds ines
= 2
env LOCKSTEP_USER=kai
$ lockstep person add kai Kai Lund function=pm
> kai added  Kai Lund
env LOCKSTEP_USER=mei
$ lockstep item add Second
! lockstep: who are you? Nobody in this team is called mei
!           set LOCKSTEP_USER to one of: kai; or join them: lockstep person add mei function=pm
= 2
$ lockstep person add dana function=pmm
! lockstep: who are you? Nobody in this team is called mei
!           set LOCKSTEP_USER to one of: kai; or join them: lockstep person add mei function=pm
= 2
$ lockstep person add @mei function=pmm --json
> {
>   "schema": 1,
>   "command": "person add",
>   "kept": true,
>   "saved": true,
>   "records": [
>     "mei"
>   ],
>   "created": [
>     "mei"
>   ],
>   "said": [
>     "mei added"
>   ]
> }
$ lockstep log | grep -v init
> AT                WHO  WHAT        REF  CHANGE
> 2026-03-10 09:28  mei  person add  mei  added
> 2026-03-10 09:28  kai  person add  kai  added  Kai Lund

# Names that would never be found again.
$ lockstep person add none function=pm
! lockstep: none, id: "none" means something else where people write names
!           choose one word without blanks or any of ; / @ # ,
= 6
$ lockstep person add LS-3 function=pm
! lockstep: LS-3, id: "LS-3" reads as a number of a record
!           choose one word without blanks or any of ; / @ # ,
= 6
$ lockstep person add function=pm -- -ben
! lockstep: -ben, id: a short name begins with none of - ~ + and has no =
!           choose one word without blanks or any of ; / @ # ,
= 6
$ lockstep metric add a/b Ratio
! lockstep: Short name "a/b" is not a short name
!           choose one word without blanks or any of ; / @ # ,
= 6
$ lockstep person add KAI function=pm
! lockstep: KAI, id: the person kai has it already
!           choose another short name
= 6

# Days that do not exist, and names that are empty.
$ lockstep item add Call Bracken by 31 feb
! lockstep: "31 feb" is no day that exists
!           write today, tomorrow, thu, 17 mar, +3d or 2026-03-17
= 6
$ lockstep init ""
! lockstep: the new team file has no name: "" is empty
!           usage: lockstep init FILE [--sample] [--name TEAM]
= 2
$ lockstep -f "" item list
! lockstep: --file is empty: it needs a FILE
!           a variable that is not set leaves "" behind
= 2
