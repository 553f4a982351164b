# What others changed since I looked: one line a record, what stood first and what stands now, the other half first.
sample
$ lockstep news
! nobody else has changed anything since
$ LOCKSTEP_USER=dana lockstep item set LS-41 due=2026-04-01 owner=carlos
> LS-41 due 2026-04-07 → 2026-04-01, owner dana → carlos
$ LOCKSTEP_USER=tomasz lockstep item priority LS-20 LS-21 2
> LS-20 priority 1 → 2
> LS-21 priority 1 → 2
$ LOCKSTEP_USER=dana lockstep item due LS-41 2026-04-03
> LS-41 due 2026-04-01 → 2026-04-03
$ LOCKSTEP_USER=dana lockstep item due LS-20 fri
> LS-20 due 2026-04-07 → 2026-03-13
$ LOCKSTEP_USER=dana lockstep undo
> LS-20 due 2026-03-13 → 2026-04-07
! undone: item due, 2026-03-10 09:28
$ LOCKSTEP_USER=jonas lockstep item add "Made by jonas"
> LS-93 added  Made by jonas
$ lockstep item due LS-33 fri
> LS-33 due 2026-03-17 → 2026-03-13
$ lockstep news
> WHO     HALF    REF    TITLE                                 CHANGE
> dana    market  LS-41  Live ETA launch page                  due 2026-04-07 → 2026-04-03, owner dan…
> jonas           LS-93  Made by jonas                         added
> tomasz          LS-20  ETA page for receivers                priority 1 → 2
> tomasz          LS-21  ETA text message through SMS gateway  priority 1 → 2
# looking does not mark it as looked at: that is done by leaving the list on the screen
$ lockstep news --csv
> who,half,at,ref,title,change
> dana,market,2026-03-10 09:28,LS-41,Live ETA launch page,"due 2026-04-07 → 2026-04-03, owner dana → carlos"
> jonas,,2026-03-10 09:28,LS-93,Made by jonas,added
> tomasz,,2026-03-10 09:28,LS-20,ETA page for receivers,priority 1 → 2
> tomasz,,2026-03-10 09:28,LS-21,ETA text message through SMS gateway,priority 1 → 2
$ lockstep news --json
> {
>   "schema": 1,
>   "news": [
>     {
>       "who": "dana",
>       "half": "market",
>       "at": "2026-03-10 09:28",
>       "ref": "LS-41",
>       "title": "Live ETA launch page",
>       "change": "due 2026-04-07 → 2026-04-03, owner dana → carlos"
>     },
>     {
>       "who": "jonas",
>       "half": null,
>       "at": "2026-03-10 09:28",
>       "ref": "LS-93",
>       "title": "Made by jonas",
>       "change": "added"
>     },
>     {
>       "who": "tomasz",
>       "half": null,
>       "at": "2026-03-10 09:28",
>       "ref": "LS-20",
>       "title": "ETA page for receivers",
>       "change": "priority 1 → 2"
>     },
>     {
>       "who": "tomasz",
>       "half": null,
>       "at": "2026-03-10 09:28",
>       "ref": "LS-21",
>       "title": "ETA text message through SMS gateway",
>       "change": "priority 1 → 2"
>     }
>   ]
> }
# for dana the product half is the other one
$ LOCKSTEP_USER=dana lockstep news 2026-03-10
> WHO     HALF     REF    TITLE                                 CHANGE
> ines    product  LS-33  Wrong time zone on shared plan links  due 2026-03-17 → 2026-03-13
> jonas   product  LS-93  Made by jonas                         added
> tomasz  product  LS-20  ETA page for receivers                priority 1 → 2
> tomasz  product  LS-21  ETA text message through SMS gateway  priority 1 → 2
$ LOCKSTEP_USER=dana LOCKSTEP_NOW=2026-03-11T09:00 lockstep news yesterday --plain
> ines	product	2026-03-10 09:28	LS-33	Wrong time zone on shared plan links	due 2026-03-17 → 2026-03-13
> jonas	product	2026-03-10 09:28	LS-93	Made by jonas	added
> tomasz	product	2026-03-10 09:28	LS-20	ETA page for receivers	priority 1 → 2
> tomasz	product	2026-03-10 09:28	LS-21	ETA text message through SMS gateway	priority 1 → 2
$ LOCKSTEP_NOW=2026-03-12T09:00 lockstep news yesterday
! nobody else has changed anything since
$ lockstep news sometime
! lockstep: since when is "sometime"? A day: 2026-03-09, yesterday, mon, -7d
!           usage: lockstep news [--since DAY] [--all]
= 2
$ lockstep news 2026-03-10 2026-03-11
! lockstep: one day at a time
!           usage: lockstep news [--since DAY] [--all]
= 2
# everybody's, mine too, since a day: the newest first
$ lockstep news --since yesterday --all --plain | cut -f1,4,6
> ines	LS-33	due 2026-03-17 → 2026-03-13
> jonas	LS-93	added
> dana	LS-41	due 2026-04-07 → 2026-04-03, owner dana → carlos
> tomasz	LS-20	priority 1 → 2
> tomasz	LS-21	priority 1 → 2
$ lockstep news --all --plain | cut -f1,4
> ines	LS-33
> jonas	LS-93
> dana	LS-41
> tomasz	LS-20
> tomasz	LS-21
! told since yesterday; --since DAY is another day
$ LOCKSTEP_NOW=2026-03-12T09:00 lockstep news --since tue --plain | cut -f1,4
> dana	LS-41
> jonas	LS-93
> tomasz	LS-20
> tomasz	LS-21
$ LOCKSTEP_NOW=2026-03-12T09:00 lockstep news --since=-2d --plain | wc -l
> 4
$ LOCKSTEP_NOW=2026-03-12T09:00 lockstep news --since wed --all
! nobody has changed anything since
$ lockstep news mon --since tue
! lockstep: one day at a time
!           usage: lockstep news [--since DAY] [--all]
= 2
