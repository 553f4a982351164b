# What is missing, and who changed what.
sample
$ lockstep check
> ask whoever brought it, or write the problem in one line
>   LS-64 came by import without a problem
>   LS-69 came by import without a problem
>   LS-71 came by import without a problem
>
> link its counterpart, or make one
>   LS-37 ships on 24 Mar without its market half
>
> decide it or drop it in the next sync
>   LS-54 was carried twice
>
> use the word of the glossary
>   LS-9 says "mid-market", we say "20-80 vans"
>   LS-31 says "mid-market", we say "20-80 vans"
>   LS-81 says "slot", we say "window"
! 8 found
= 1
$ lockstep check --json | head -20
> {
>   "schema": 1,
>   "gaps": [
>     {
>       "rule": "problem",
>       "ref": "LS-64",
>       "text": "LS-64 came by import without a problem",
>       "todo": "ask whoever brought it, or write the problem in one line"
>     },
>     {
>       "rule": "problem",
>       "ref": "LS-69",
>       "text": "LS-69 came by import without a problem",
>       "todo": "ask whoever brought it, or write the problem in one line"
>     },
>     {
>       "rule": "problem",
>       "ref": "LS-71",
>       "text": "LS-71 came by import without a problem",
>       "todo": "ask whoever brought it, or write the problem in one line"
! 8 found
$ lockstep check --csv | head -3
> rule,ref,text,todo
> problem,LS-64,LS-64 came by import without a problem,"ask whoever brought it, or write the problem in one line"
> problem,LS-69,LS-69 came by import without a problem,"ask whoever brought it, or write the problem in one line"
! 8 found
$ lockstep check -q --plain
> problem	LS-64	LS-64 came by import without a problem	ask whoever brought it, or write the problem in one line
> problem	LS-69	LS-69 came by import without a problem	ask whoever brought it, or write the problem in one line
> problem	LS-71	LS-71 came by import without a problem	ask whoever brought it, or write the problem in one line
> half	LS-37	LS-37 ships on 24 Mar without its market half	link its counterpart, or make one
> carried	LS-54	LS-54 was carried twice	decide it or drop it in the next sync
> word	LS-9	LS-9 says "mid-market", we say "20-80 vans"	use the word of the glossary
> word	LS-31	LS-31 says "mid-market", we say "20-80 vans"	use the word of the glossary
> word	LS-81	LS-81 says "slot", we say "window"	use the word of the glossary
= 1
$ lockstep check extra
! lockstep: one word too many: extra
!           usage: lockstep check
= 2
$ lockstep init whole.db && lockstep -f whole.db check
! whole.db: team Our team, 1 person, 0 items
! nothing is missing

$ lockstep log | head -3
> AT                WHO  WHAT             REF                CHANGE
> 2026-03-10 09:28       import 23 files                     372 records
> 2026-03-10 09:28       init             setting time_zone  added  Europe/Berlin
$ lockstep item set LS-20 LS-21 due=fri priority=2
> LS-20 due 2026-04-07 → 2026-03-13, priority 1 → 2
> LS-21 due 2026-04-03 → 2026-03-13, priority 1 → 2
$ lockstep item set LS-20 due=thu
> LS-20 due 2026-03-13 → 2026-03-12
$ LOCKSTEP_USER=dana lockstep item comment LS-20 Looks right
> N-1 added  Looks right
$ lockstep log
> AT                WHO   WHAT             REF                CHANGE
> 2026-03-10 09:28  dana  item comment     N-1                added  Looks right
> 2026-03-10 09:28  ines  item set         LS-20              due 2026-03-13 → 2026-03-12
> 2026-03-10 09:28  ines  item set         LS-20              due 2026-04-07 → 2026-03-13, priority 1…
> 2026-03-10 09:28  ines  item set         LS-21              due 2026-04-03 → 2026-03-13, priority 1…
> 2026-03-10 09:28        import 23 files                     372 records
> 2026-03-10 09:28        init             setting time_zone  added  Europe/Berlin
> 2026-03-10 09:28        init             setting sample     added  1
$ lockstep log LS-20
> AT                WHO   WHAT             REF    CHANGE
> 2026-03-10 09:28  ines  item set         LS-20  due 2026-03-13 → 2026-03-12
> 2026-03-10 09:28  ines  item set         LS-20  due 2026-04-07 → 2026-03-13, priority 1 → 2
> 2026-03-10 09:28        import 23 files  LS-20  added  ETA page for receivers
$ lockstep log ls-20 --json
> {
>   "schema": 1,
>   "changes": [
>     {
>       "at": "2026-03-10 09:28",
>       "who": "ines",
>       "what": "item set",
>       "ref": "LS-20",
>       "change": "due 2026-03-13 → 2026-03-12"
>     },
>     {
>       "at": "2026-03-10 09:28",
>       "who": "ines",
>       "what": "item set",
>       "ref": "LS-20",
>       "change": "due 2026-04-07 → 2026-03-13, priority 1 → 2"
>     },
>     {
>       "at": "2026-03-10 09:28",
>       "who": null,
>       "what": "import 23 files",
>       "ref": "LS-20",
>       "change": "added  ETA page for receivers"
>     }
>   ]
> }
$ lockstep log LS-20 --csv
> at,who,what,ref,change
> 2026-03-10 09:28,ines,item set,LS-20,due 2026-03-13 → 2026-03-12
> 2026-03-10 09:28,ines,item set,LS-20,"due 2026-04-07 → 2026-03-13, priority 1 → 2"
> 2026-03-10 09:28,,import 23 files,LS-20,added  ETA page for receivers
$ lockstep log LS-999
! lockstep: there is no item LS-999
!           name one that is there, or add it first
= 3
$ lockstep log LS-20 LS-21
! lockstep: one record at a time
!           usage: lockstep log [REF]
= 2

$ for i in $(seq 201); do echo "n item $i"; done | lockstep --plain > /dev/null
$ lockstep log --csv | wc -l
> 201
! these are the newest 200, there are older ones: lockstep log REF tells one record's
$ lockstep log LS-20 --csv | wc -l
> 4
