# What says the same in other words.
sample
$ lockstep item similar LS-63
> LIKE  ID     TITLE                   OWNER  STATUS
> 0.67  LS-20  ETA page for receivers  ines   started
> 0.44  LS-61  Show van on a live map         triage
$ lockstep item similar show the van on a map
> LIKE  ID     TITLE                   OWNER  STATUS
> 0.83  LS-61  Show van on a live map         triage
$ lockstep item similar LS-71
! nothing is like that
$ lockstep item similar
! lockstep: like what? An item or some words are missing
!           usage: lockstep item similar REF | TITLE
= 2
$ lockstep item similar LS-73 --json
> {
>   "schema": 1,
>   "similar": [
>     {
>       "likeness": 0.59,
>       "id": "LS-24",
>       "title": "CSV vehicle import with column mapping",
>       "owner": "tomasz",
>       "status": "review",
>       "resolution": null
>     }
>   ]
> }
$ lockstep item duplicates
> LIKE  ID     TITLE                                      OLDER  TITLE                         STATUS
> 0.67  LS-63  Receivers cannot see when the van arrives  LS-20  ETA page for receivers        started
> 0.63  LS-70  Bulk edit delivery windows                 LS-37  Saved delivery windows        started
> 0.63  LS-55  Sunset note: fax stop sheets               LS-34  Fax stop sheets               started
> 0.59  LS-73  CSV import should map columns              LS-24  CSV vehicle import with col…  review
$ lockstep item duplicates --csv
> likeness,id,title,other,other_title,other_status
> 0.67,LS-63,Receivers cannot see when the van arrives,LS-20,ETA page for receivers,started
> 0.63,LS-70,Bulk edit delivery windows,LS-37,Saved delivery windows,started
> 0.63,LS-55,Sunset note: fax stop sheets,LS-34,Fax stop sheets,started
> 0.59,LS-73,CSV import should map columns,LS-24,CSV vehicle import with column mapping,review
$ lockstep item duplicates now
! lockstep: one word too many: now
!           usage: lockstep item duplicates
= 2
# An import says what is likely there already, before and after, and holds nothing up.
$ printf 'title,problem\nMap columns when importing CSV,The import fails on first try\nQuarterly van wash,\nWash the vans each quarter,\n' > new.csv; lockstep import new.csv --dry-run
! would do this, and has done nothing:
! new.csv: 3 items added
! 2 of 3 new items likely say what is there already:
!   "Map columns when importing CSV" is like "CSV import should map columns", LS-73 (0.77)
!   "Wash the vans each quarter" is like "Quarterly van wash" (0.67)
!   triage merges them; lockstep item duplicates lists all such pairs
$ lockstep import new.csv
! new.csv: 3 items added
! 2 of 3 new items likely say what is there already:
!   "Map columns when importing CSV" is like "CSV import should map columns", LS-73 (0.77)
!   "Wash the vans each quarter" is like "Quarterly van wash" (0.67)
!   triage merges them; lockstep item duplicates lists all such pairs
$ printf 'title\nTotally other things\n' > item.csv; lockstep import item.csv
! item.csv: 1 item added
