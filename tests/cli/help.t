# Help, keys and version, all from the command table.
$ lockstep help | head -12
> usage: lockstep [FILE]                     open the team file on the screen
>        lockstep COMMAND [ARGUMENT...]      do one thing and leave
>
>   init                make a team file
>   import              take in lockstep's own CSV files, in any order
>   export              write an entity, or everything, as CSV
>   backup              a checked copy of the team file, on this machine or at FILE
>   restore             put a copy in the team file's place; what stood there is kept beside it
>   upgrade             bring a team file of an older lockstep up to date; a copy is kept first
>   check               gaps: what is missing or does not fit; status 1 if anything
>   heal                lost edits: put back what the team file has lost of mine, or do without it
>   doctor              whether the team file and its drive are sound; status 1 if not
$ lockstep --help | cmp - - && lockstep -h | head -1
> usage: lockstep [FILE]                     open the team file on the screen
$ lockstep help item add
> usage: lockstep item add TITLE [field=value...] | -
>
> add an item (-: one for each line of stdin)
>
> on the screen: n
>
> fields:
>   type            one of goal, strategic, initiative, release, feature, bug, debt,
>                   discovery, messaging, asset, campaign, enablement, pricing,
>                   research, action, question, idea; never empty
>   track           one of product, market, shared; never empty
>   title           a line of text, at most 200 characters; never empty
>   problem         a line of text, at most 500 characters
>   persona         a line of text, at most 80 characters
>   done_when       a line of text, at most 500 characters
>   notes           text of many lines, at most 100000 characters
>   status          one of triage, backlog, planned, started, review, done,
>                   canceled; never empty
>   resolution      one of shipped, answered, declined, duplicate, obsolete, sunset
>   owner           the name of one record: person
>   backup          the name of one record: person
>   priority        a whole number, 0 to 4
>   reach           a whole number, people a quarter, at least 0
>   impact          a number
>   confidence      a whole number
>   effort          a number
>   due             a date
>   snooze_until    a date
>   parent          the name of one record: item
>   release         the name of one record: item
>   duplicate_of    the name of one record: item
>   meeting         the name of one record: meeting
>   tags            words
>   source          a line of text, at most 120 characters
>   external_id     a line of text, at most 120 characters
>   url             a line of text, at most 500 characters
>   heads_up        a date
>   review_from     a date
>   sunset_if       a line of text, at most 300 characters
>   review_on       a date
>   created         a date
>   status_since    a date
>   snooze_event    names of records, or words
>   snooze_days     a whole number, days, 0 to 3650
>
> a day is 2026-03-17, today, tomorrow, thu, next thu, 17 mar, +3d, +2w
>
> options:
>   -f, --file FILE     the team file
>       --json          print JSON
>       --dry-run       say what would be done and do nothing
>       --plain         tables as fields between tabs, nothing cut; the screen as lines
>       --no-color      no colours
>       --no-input      never ask, never open the screen
>   -q, --quiet         say nothing but errors
>   -h, --help          help on the command
>       --version       the version
$ lockstep item status --help
> usage: lockstep item status REF... STATUS
>
> move to another status
>
> on the screen: s
>
> options:
>   -f, --file FILE     the team file
>       --json          print JSON
>       --dry-run       say what would be done and do nothing
>       --plain         tables as fields between tabs, nothing cut; the screen as lines
>       --no-color      no colours
>       --no-input      never ask, never open the screen
>   -q, --quiet         say nothing but errors
>   -h, --help          help on the command
>       --version       the version
$ lockstep blocker --help
> usage: lockstep blocker COMMAND [ARGUMENT...]
>
>   blocker list        open blockers
>   blocker show        one blocker
>   blocker add         raise a blocker
>   blocker set         change fields; the clock runs on
>   blocker assign      give blockers an owner
>   blocker resolve     resolve blockers
>   blocker escalate    escalate: a question with options, a date, the cost of waiting, who decides
>   blocker edit        edit one of the blockers as text, in $EDITOR
>   blocker delete      delete blockers
$ lockstep help blocker
> usage: lockstep blocker COMMAND [ARGUMENT...]
>
>   blocker list        open blockers
>   blocker show        one blocker
>   blocker add         raise a blocker
>   blocker set         change fields; the clock runs on
>   blocker assign      give blockers an owner
>   blocker resolve     resolve blockers
>   blocker escalate    escalate: a question with options, a date, the cost of waiting, who decides
>   blocker edit        edit one of the blockers as text, in $EDITOR
>   blocker delete      delete blockers
$ lockstep help help
> usage: lockstep help [COMMAND|WORD]
>
> help, on the screen narrowed as you type
>
> on the screen: ?, F1
>
> options:
>   -f, --file FILE     the team file
>       --plain         tables as fields between tabs, nothing cut; the screen as lines
>       --no-color      no colours
>       --no-input      never ask, never open the screen
>   -q, --quiet         say nothing but errors
>   -h, --help          help on the command
>       --version       the version
$ lockstep agenda -h
> usage: lockstep agenda [MEETING|RITUAL] [--md|--json] [--bom] [-o FILE]
>
> the next sync's agenda, each line with its reason
>
> on the screen: 2, ga
>
> options:
>   -f, --file FILE     the team file
>   -o, --out FILE      write there instead of to stdout
>       --bom           begin CSV with a byte order mark, for old spreadsheets
>       --json          print JSON
>       --csv           print CSV
>       --md            print Markdown
>       --plain         tables as fields between tabs, nothing cut; the screen as lines
>       --no-color      no colours
>       --no-input      never ask, never open the screen
>   -q, --quiet         say nothing but errors
>   -h, --help          help on the command
>       --version       the version
$ lockstep item add --help x y z | head -1
> usage: lockstep item add TITLE [field=value...] | -
$ lockstep keys | head -6
> everywhere
> KEYS                DOES                                                            COMMAND
> gc                  gaps: what is missing or does not fit; status 1 if anything     check
> gh                  lost edits: put back what the team file has lost of mine, or …  heal
> 2 ga                the next sync's agenda, each line with its reason               agenda
> gs                  the running sync                                                sync show
$ lockstep keys --csv | head -5
> mode,keys,help,command
> any,gc,gaps: what is missing or does not fit; status 1 if anything,check
> any,gh,"lost edits: put back what the team file has lost of mine, or do without it",heal
> any,2 ga,"the next sync's agenda, each line with its reason",agenda
> any,gs,the running sync,sync show
$ lockstep keys --json | head -12
> {
>   "schema": 1,
>   "keys": [
>     {
>       "mode": "any",
>       "keys": "gc",
>       "help": "gaps: what is missing or does not fit; status 1 if anything",
>       "command": "check"
>     },
>     {
>       "mode": "any",
>       "keys": "gh",
$ lockstep keys nonsense
! lockstep: one word too many: nonsense
!           usage: lockstep keys
= 2
$ lockstep --version
> lockstep 0.1.0
# a word that is no command finds what people call so
$ lockstep help overdue
> no command is called "overdue"; by that word there are
>
>   item list is:late                 open, and its day has passed
$ lockstep help 'no owner'
> no command is called "no owner"; by that word there are
>
>   item list owner:none              nobody owns it
$ lockstep help merge
> no command is called "merge"; by that word there are
>
>   item duplicates                   pairs of items that likely say the same
>   triage duplicate                  a duplicate: signals, links and notes go to the other item
>   item list status:duplicate        it was merged into the item that it duplicates
$ lockstep help minutes
> no command is called "minutes"; by that word there are
>
>   recap                             the recap of a sync, to paste anywhere
>   sync note                         a note on this line
>   sync end                          end the sync: agenda CSV, recap, minutes locked
>   ritual list                       the rituals, when each is next, and the minutes a week
>   ritual off                        switch a ritual off; its minutes stay
>   meeting list                      the meetings
$ lockstep help customers
> no command is called "customers"; by that word there are
>
>   signal list                       the signals
>   item list evidence:none           no signal is evidence for it
>   item list 'evidence:>0'           signals of customers are its evidence
$ lockstep help asignn
! lockstep: there is no command "asignn"
!           lockstep help names them all
= 3
