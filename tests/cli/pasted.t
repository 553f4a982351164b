# Lists from a pipe: every line an item, what was read from each is told, one undo.
sample
$ printf -- '- [ ] Ask Bracken Foods about windows @ben !1 thu\n\n* Print the depot sheet #depot by 31 feb\n1. ETA page for receivers\n' | lockstep item add - --dry-run
> person added
> LS-new added  Ask Bracken Foods about windows
> LS-new added  Print the depot sheet by 31 feb
> LS-new added  ETA page for receivers
> nobody was called ben: a new person, a pm
> "Ask Bracken Foods about windows": due Thu 12 Mar, owner ben, who is new, priority 1
> "Print the depot sheet by 31 feb": tags depot, "31 feb" is no day that exists and stays in the title
> "ETA page for receivers": the same title as LS-20
! would do this, and has done nothing:
$ printf -- '- [ ] Ask Bracken Foods about windows @ben !1 thu\r\n\r\n* Print the depot sheet #depot by 31 feb\r\n1. ETA page for receivers\r\n' | lockstep item add - track=market
> ben added
> LS-93 added  Ask Bracken Foods about windows
> LS-94 added  Print the depot sheet by 31 feb
> LS-95 added  ETA page for receivers
> nobody was called ben: a new person, a pm
> "Ask Bracken Foods about windows": due Thu 12 Mar, owner ben, who is new, priority 1
> "Print the depot sheet by 31 feb": tags depot, "31 feb" is no day that exists and stays in the title
> "ETA page for receivers": the same title as LS-20
$ lockstep item list --csv 'bracken foods about' | cut -d, -f1-5
> id,type,track,title,problem
> LS-93,idea,market,Ask Bracken Foods about windows,
$ lockstep item show LS-93 | head -5
> LS-93  Ask Bracken Foods about windows
> Type          idea
> Track         market
> Status        triage
> Owner         ben
# without words, what comes through a pipe is the list
$ printf 'One line without an end' | lockstep item add
> LS-96 added  One line without an end
$ lockstep item add < /dev/null
! lockstep: some words are missing
!           usage: lockstep item add TITLE [field=value...] | -
= 2
$ printf '\n  \n - \n' | lockstep item add -
! lockstep: there is no line with words in it
= 2
$ printf 'fine\nno\377t\n' | lockstep item add -
! lockstep: standard input, line 2: this is not UTF-8
= 6
$ printf 'One\nTwo\n' | lockstep item add - owner=nobody2
! lockstep: line 1, "One": there is no person nobody2
!           name one that is there, or add it first
= 3
$ printf 'One @mei\nOne\n' | lockstep item add - --json
> {
>   "schema": 1,
>   "command": "item add",
>   "kept": true,
>   "saved": true,
>   "records": [
>     "LS-97",
>     "LS-98"
>   ],
>   "created": [
>     "LS-97",
>     "LS-98"
>   ],
>   "said": [
>     "LS-97 added  One",
>     "LS-98 added  One",
>     "\"One\": owner mei",
>     "\"One\": the same title as a line above"
>   ]
> }
# a slip in a name is no new colleague; who is near nobody is one, and that is said
$ printf 'Idea typo @danna\n' | lockstep item add -
! lockstep: line 1, "Idea typo": nobody is called danna
!           did you mean dana? A new colleague is added first: lockstep person add danna function=pm
= 3
$ printf 'Idea for ben @zoltan\nAnother @zoltan\n' | lockstep item add - --dry-run
> person added
> LS-new added  Idea for ben
> LS-new added  Another
> nobody was called zoltan: a new person, a pm
> "Idea for ben": owner zoltan, who is new
> "Another": owner zoltan, who is new
! would do this, and has done nothing:
# what was read from the words is said; a title keeps what is no day for sure
$ lockstep item add 'Call Bob on Friday @dana !1'
> LS-99 added  Call Bob
> due Fri 13 Mar, owner dana, priority 1
$ lockstep item add 'What users did last fri' && lockstep item add 'Idea one from tom' && lockstep item add 'Cost of plan #2'
> LS-100 added  What users did last fri
> LS-101 added  Idea one from tom
> LS-102 added  Cost of plan #2
$ lockstep item add 'Reply to all today'
> LS-103 added  Reply to all today
> "today" stays in the title: due today makes it the day
$ printf 'Plan for sat\nRemove the demo sun\nCall by fri\n' | lockstep item add -
> LS-104 added  Plan for sat
> LS-105 added  Remove the demo sun
> LS-106 added  Call
> "Call": due Fri 13 Mar, much like LS-99 (0.69)
