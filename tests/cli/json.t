# The keys of the JSON, which are a promise: within a schema number none goes away. Each is named in the manual.
sample
$ lockstep item list LS-20 --json | python3 "$SOURCE/tests/cli/keys.py" "$SOURCE/man/lockstep.1.in"
> top: schema items
> items[]: id type track title problem persona done_when notes status resolution owner backup priority reach impact confidence effort due snooze_until parent release duplicate_of meeting tags source external_id url heads_up review_from sunset_if review_on created status_since snooze_event snooze_days score blocked acting
> not in the manual: 
$ lockstep item show LS-20 --json | python3 "$SOURCE/tests/cli/keys.py" "$SOURCE/man/lockstep.1.in"
> top: schema items
> items[]: id type track title problem persona done_when notes status resolution owner backup priority reach impact confidence effort due snooze_until parent release duplicate_of meeting tags source external_id url heads_up review_from sunset_if review_on created status_since snooze_event snooze_days score blocked acting blockers links children signals notes_about
> items[].links[]: kind src dst
> items[].signals[]: signal weight
> not in the manual: 
$ lockstep blocker list --json | python3 "$SOURCE/tests/cli/keys.py" "$SOURCE/man/lockstep.1.in"
> top: schema blockers
> blockers[]: id item what kind severity owner backup next_step next_due opened resolved resolution age acting
> not in the manual: 
$ lockstep blocker show B-1 --json | python3 "$SOURCE/tests/cli/keys.py" "$SOURCE/man/lockstep.1.in"
> top: schema blockers
> blockers[]: id item what kind severity owner backup next_step next_due opened resolved resolution age acting notes_about
> not in the manual: 
$ lockstep owner list --json | python3 "$SOURCE/tests/cli/keys.py" "$SOURCE/man/lockstep.1.in"
> top: schema people
> people[]: id name function area joined away_from away_until capacity_h active open urgent late blockers away
> not in the manual: 
$ lockstep export option --json | python3 "$SOURCE/tests/cli/keys.py" "$SOURCE/man/lockstep.1.in"
> top: schema entity records
> records[]: decision n label pro con effort chosen
> not in the manual: 
$ lockstep agenda --json | python3 "$SOURCE/tests/cli/keys.py" "$SOURCE/man/lockstep.1.in"
> top: schema ritual meeting at date next facilitator total_s planned_s spare_s segments lines
> segments[]: name total_s planned_s
> lines[]: segment position start_s planned_s ref refs title why_on_agenda rule owner backup acting ask state carried
> not in the manual: 
$ lockstep recap --json | python3 "$SOURCE/tests/cli/keys.py" "$SOURCE/man/lockstep.1.in"
> top: schema meeting ritual date status started ended took_s total_s facilitator story people goal decided escalated actions earlier_actions blockers off_pace wins notes lines
> people[]: person state rating answered leads
> goal: id title measure
> goal.measure: metric name unit baseline target target_by value expected worse_weeks
> decided[]: id title decided why follows driver approver escalated_to needed_by review_on review_when
> actions[]: id type title owner backup due status
> earlier_actions: open closed
> blockers: closed open median_days closed_in_all
> blockers.open[]: id what item severity owner acting days resolution
> off_pace[]: metric name unit baseline target target_by value expected worse_weeks
> lines[]: position segment ref title planned_s spent_s state carried outcome
> not in the manual: 
$ lockstep brief --json | python3 "$SOURCE/tests/cli/keys.py" "$SOURCE/man/lockstep.1.in"
> top: schema lines
> lines[]: start ref title why ask
> not in the manual: 
$ lockstep check --json | python3 "$SOURCE/tests/cli/keys.py" "$SOURCE/man/lockstep.1.in"
> top: schema gaps
> gaps[]: rule ref text todo
> not in the manual: 
! 8 found
$ lockstep log --json | python3 "$SOURCE/tests/cli/keys.py" "$SOURCE/man/lockstep.1.in"
> top: schema changes
> changes[]: at who what ref change
> not in the manual: 
$ lockstep keys --json | python3 "$SOURCE/tests/cli/keys.py" "$SOURCE/man/lockstep.1.in"
> top: schema keys
> keys[]: mode keys help command
> not in the manual: 
$ lockstep item add Something --json | python3 "$SOURCE/tests/cli/keys.py" "$SOURCE/man/lockstep.1.in"
> top: schema command kept saved records created said
> not in the manual: 
$ lockstep sync start -q && lockstep sync show --json | python3 "$SOURCE/tests/cli/keys.py" "$SOURCE/man/lockstep.1.in"
> top: schema meeting facilitator story paused total_s spent_s left_s over_s ends lines since_start
> lines[]: position segment ref title why_on_agenda ask owner acting planned_s spent_s state carried current not_reached outcome
> not in the manual: 
# Every record is the same in lists and in exports.
$ lockstep item list LS-20 --json >list.json && lockstep export item --json >export.json
$ python3 -c 'import json; a = json.load(open("list.json"))["items"][0]; b = [r for r in json.load(open("export.json"))["records"] if r["id"] == "LS-20"][0]; print({k: (v, a.get(k)) for k, v in b.items() if v != a.get(k)})'
> {}
