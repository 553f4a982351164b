#!/usr/bin/env python3
"""Every rule of gaps.def on a team of its own: it sleeps, wakes with its data, is shown by `lockstep check`, and goes
when it is mended.

usage: gaps.py LOCKSTEP gaps.def

A case has three parts, each a list of commands: what the team has while the rule sleeps, what wakes it, what mends it.
A word that ends in ".csv" and is followed by lines is a file to be written.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "helpers"))
import cases  # noqa: E402
from world import environment  # noqa: E402

TEAM = ["person add dana function=pmm", "person add ben function=eng"]
RELEASE = 'item add R1 type=release status=planned owner=ines backup=dana due=2026-04-24 priority=2'

# word: (part of the sentence, asleep, wakes, mended)
CASES = {
    "next_step": ("B-1 has no next step", ['item add One owner=ines'],
                  ['blocker add LS-1 "No contract" owner=ines'],
                  ['blocker set B-1 "next_step=Call legal"']),
    "release_date": ("LS-1 is a release without a date", [RELEASE], ['item set LS-1 due='], ['item due LS-1 2026-05-01']),
    "problem": ("LS-2 came by import without a problem", ['item add "An idea" type=idea'],
                ['item.csv\nid,type,title\nLS-2,idea,Another idea', 'import item.csv'],
                ['item set LS-2 "problem=It is slow"']),
    "draft": ("D-1 is still a draft, it lacks", ['decision add Which driver=ines'],
              ['decision set D-1 escalated_to=dana needed_by=2026-03-13'],
              ['decision set D-1 "cost_of_delay=A week"', 'option add D-1 1 One', 'option add D-1 2 Two']),
    "owner": ("LS-1 has no owner", ['item add One status=triage'], ['item set LS-1 status=started owner='],
              ['item assign LS-1 ben']),
    "backup": ("LS-1 has no backup", ['item add One status=started owner=ines priority=3'], ['item priority LS-1 2'],
               ['item set LS-1 backup=dana']),
    "core": ("There are 1 core metrics", ['metric add a A', 'metric add b B', 'metric add c C'], ['metric set a core=1'],
             ['metric set b core=1', 'metric set c core=1']),
    "core_half": ("a is a core metric without market item", ['metric add a A core=1', 'item add One type=feature track=product'],
                  ['metric_item add a LS-1'], ['item add Page type=asset track=market', 'metric_item add a LS-2']),
    "half": ("LS-2 ships on 24 Apr without its market half",
             [RELEASE, 'item add One type=feature track=product owner=ines backup=dana status=planned release=LS-1'],
             ['item add Page type=asset track=market owner=dana'], ['link add LS-3 LS-2 counterpart']),
    "circle": ("LS-1 blocks LS-2, which blocks it again", ['item add One', 'item add Two', 'link add LS-1 LS-2 blocks'],
               ['link add LS-2 LS-1 blocks'], ['link delete LS-2 LS-1 blocks']),
    "tier": ("LS-2 is of the tier release, but stands under LS-1", ['item add Goal type=goal', RELEASE],
             ['item set LS-2 parent=LS-1'], ['item set LS-2 parent=']),
    "segments": ("has 15 minutes, its segments have 14", ['ritual add talk Talk minutes=15', 'segment add talk 1 Open minutes=15'],
                 ['segment set talk 1 minutes=14'], ['segment add talk 2 Close minutes=1']),
    "carried": ("LS-1 was carried twice",
                ['ritual on sync', 'item add One type=bug status=started owner=ines due=2026-03-01 priority=1'],
                ['meeting.csv\nid,ritual,planned,started,status\nM-1,sync,2026-03-03 09:30,2026-03-03 09:30,closed',
                 'agenda_item.csv\nmeeting,n,segment,ref,title,state,carried\nM-1,1,Priorities,LS-1,One,carried,1',
                 'import meeting.csv agenda_item.csv'],
                ['item close LS-1']),
    "check_late": ("is due on 11 Apr, after the gate on 10 Apr",
                   ['launch add Live day=2026-04-21 gate=2026-04-10 owner=ines backup=dana', 'launch_check add L-1 1 Done due=2026-04-10'],
                   ['launch_check set L-1 1 due=2026-04-11'], ['launch_check set L-1 1 state=waived']),
    "gate_late": ("with 5 business days of buffer it has to be by 14 Apr",
                  ['launch add Live day=2026-04-21 gate=2026-04-15 owner=ines backup=dana buffer_days=4'],
                  ['launch set L-1 buffer_days=5'], ['launch set L-1 gate=2026-04-14']),
    "price_step": ("tries a price step of 20.0 % in variant 2",
                   ['experiment add Price kind=pricing', 'arm add X-1 1 control price=10', 'arm add X-1 2 up price=11.3'],
                   ['arm set X-1 2 price=12'], ['arm set X-1 2 price=11.2']),
    "signups": ("is planned with 100 sign-ups", ['experiment add Price kind=pricing'], ['experiment set X-1 min_n=100'],
                ['experiment set X-1 min_n=150']),
    "lead_time": ("leaves 4 business days for the review, we want 5", ['item add M type=messaging owner=dana due=2026-03-17'],
                  ['item set LS-1 review_from=2026-03-11'], ['item set LS-1 review_from=2026-03-10']),
    "review": ("D-1 is due for review", ['decision add W status=decided decided=a why=b follows=c driver=ines'],
               ['decision set D-1 review_on=2026-03-10'], ['decision confirm D-1 2026-06-10']),
    "away": ("LS-1 has nobody: ben and dana are both away",
             ['item add One status=started owner=ben backup=dana', 'person set ben away_from=2026-03-09 away_until=2026-03-13'],
             ['person set dana away_from=2026-03-10 away_until=2026-03-11'], ['person set ben away_until=2026-03-09']),
    "word": ('LS-1 says "go-live", we say "launch"', ['item add "Plan the go-live now"'],
             ['term.csv\nid,type,name,instead_of\nG-1,term,launch,go-live', 'import term.csv'],
             ['item set LS-1 "title=Plan the launch now"']),
    "point": ("a has no value for 2026-W10", ['metric add a A core=1'], ['metric_point add a 2026-W09 9'],
              ['metric_point add a 2026-W10 10']),
    "snooze": ("LS-1 sleeps for L-1, which has no day", ['item add One', 'launch add Live day=2026-04-21 owner=ines backup=dana',
                                                         'triage snooze LS-1 L-1'],
               ['launch set L-1 day='], ['triage snooze LS-1 "21 may"']),
    "future": ("LS-1 lies in the future", ['item add One'], ['item.csv\nid,created\nLS-1,2026-03-11', 'import item.csv'],
               ['item.csv\nid,created\nLS-1,2026-03-10', 'import item.csv']),
}


class Team:
    """A folder with a team file, that of base or an empty one."""

    def __init__(self, program, folder, base=None):
        self.program, self.folder = program, folder
        self.env = environment(folder, LOCKSTEP_FILE="team.db")
        if base:
            shutil.copy(os.path.join(base, "team.db"), folder)
            return
        self.run(["init", "team.db", "--name", "Test team"])
        self.do(TEAM)

    def run(self, words, status=(0,)):
        done = subprocess.run([self.program] + words, cwd=self.folder, env=self.env, text=True, timeout=60,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        if done.returncode not in status:
            raise AssertionError("lockstep %s: status %d\n%s" % (" ".join(words), done.returncode, done.stderr))
        return done.stdout

    def do(self, commands):
        for command in commands:
            if "\n" in command:
                name, text = command.split("\n", 1)
                with open(os.path.join(self.folder, name), "w", encoding="utf-8") as sheet:
                    sheet.write(text + "\n")
            else:
                self.run(shlex.split(command))

    def gaps(self, word):
        """The sentences of that rule."""
        rows = [line.split("\t") for line in self.run(["check", "-q", "--plain"], (0, 1)).splitlines()]
        return [row[2] for row in rows if row[0] == word]


def walk(program, base, word):
    part, asleep, wakes, mended = CASES[word]
    with tempfile.TemporaryDirectory(prefix="lockstep-gaps-") as folder:
        team = Team(program, folder, base)
        team.do(asleep)
        found = team.gaps(word)
        if found:
            raise AssertionError("is awake without its data: %s" % found)
        team.do(wakes)
        found = team.gaps(word)
        if len(found) != 1 or part not in found[0]:
            raise AssertionError("woke as %s, not with \"%s\"" % (found, part))
        team.do(mended)
        found = team.gaps(word)
        if found:
            raise AssertionError("is mended and still there: %s" % found)


def main():
    program = os.path.abspath(sys.argv[1])
    with open(sys.argv[2], encoding="utf-8") as table:
        words = re.findall(r"^GAP\(\w+, (\w+),", table.read(), flags=re.M)
    wrong = ["%s: no case" % word for word in words if word not in CASES]
    wrong += ["%s: no such rule" % word for word in CASES if word not in words]
    if len(words) < 20:
        wrong.append("%s: %d rules read" % (sys.argv[2], len(words)))
    with tempfile.TemporaryDirectory(prefix="lockstep-gaps-") as base:
        Team(program, base)
        for word in [word for word in words if word in CASES]:
            try:
                walk(program, base, word)
            except AssertionError as error:
                wrong.append("%s: %s" % (word, error))
    print("\n".join(wrong), end="\n" if wrong else "")
    cases.end(len(words) - len(wrong), len(wrong))


if __name__ == "__main__":
    main()
