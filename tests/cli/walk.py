#!/usr/bin/env python3
"""Walks entity.def and commands.def: every kind of record can be listed, shown, added, changed, deleted, that undone
and done again, exported and imported by command line, and every command of the table is in the palette.

usage: walk.py LOCKSTEP SOURCE_ROOT
"""

import contextlib
import json
import os
import re
import sqlite3
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "helpers"))
import cases  # noqa: E402

from agree import GENERAL, entities, rows
from world import environment

# How a record of each kind is made: the words behind `add`, how it is called then (None: as --json says), a change.
RECORDS = {
    "person": (["kai", "Kai Lund", "function=pm"], ["kai"], "area=Depots"),
    "item": (["Count the vans", "type=bug"], None, "priority=2"),
    "link": (["LS-20", "LS-44", "relates"], ["LS-20", "LS-44", "relates"], None),
    "blocker": (["LS-20", "Legal is silent"], None, "severity=3"),
    "signal": (["It works for us", "kind=support"], None, "customer=Bracken Foods"),
    "signal_item": (["S-1", "LS-44", "2"], ["S-1", "LS-44"], "weight=3"),
    "metric": (["cakes", "Cakes eaten"], ["cakes"], "unit=pieces"),
    "metric_point": (["activation", "2026-W11", "43.1"], ["activation", "2026-W11"], "value=43.5"),
    "metric_item": (["activation", "LS-20"], ["activation", "LS-20"], None),
    "decision": (["Which depots first", "driver=dana"], None, "needed_by=2026-04-01"),
    "option": (["D-9", "9", "Ask the buyers"], ["D-9", "9"], "effort=1 day"),
    "ritual": (["lunch", "Lunch and learn", "minutes=30"], ["lunch"], "minutes=45"),
    "segment": (["sync", "9", "Songs", "minutes=1"], ["sync", "9"], "minutes=2"),
    "meeting": (["sync", "planned=2026-06-02 09:30"], None, "facilitator=dana"),
    "attendance": (["M-12", "leo", "present"], ["M-12", "leo"], "state=late"),
    "agenda_item": (["M-12", "90", "Thank the drivers"], ["M-12", "90"], "plan_s=30"),
    "launch": (["Depot pack", "day=2026-09-01"], None, "tier=2"),
    "launch_check": (["L-1", "90", "Cake is ordered"], ["L-1", "90"], "owner=leo"),
    "experiment": (["Cake lifts morale", "kind=pricing"], None, "min_n=150"),
    "arm": (["X-1", "9", "with cake"], ["X-1", "9"], "price=25"),
    "topic": (["Cakes"], None, "accountable=leo"),
    "term": (["depot"], None, "definition=where vans sleep"),
    "doc": (["How we bake"], None, "kind=guide"),
    "note": (["Seen with my own eyes", "subject=LS-20"], None, "text=Heard, not seen"),
    "setting": (["triage_limit", "4"], ["triage_limit"], "value=6"),
}


class Walk(cases.Cases):
    def __init__(self, program, env, kinds):
        super().__init__()
        self.program, self.env, self.kinds = program, env, kinds

    def run(self, *words, expect=0, stdin=None):
        done = subprocess.run([self.program, *words], capture_output=True, text=True, timeout=60, check=False,
                              env=self.env, input=stdin)
        self.hold("lockstep " + " ".join(words), done.returncode == expect, (done.returncode, done.stdout, done.stderr))
        return done.stdout

    def json(self, *words):
        """What a command tells as JSON: its one list."""
        told = json.loads(self.run(*words, "--json"))
        return next(value for value in told.values() if isinstance(value, list))

    def team(self):
        """Every record of the team file, read past the program."""
        with contextlib.closing(sqlite3.connect("file:%s?mode=ro" % self.env["LOCKSTEP_FILE"], uri=True)) as db:
            return {kind: db.execute('SELECT * FROM "%s" WHERE NOT deleted ORDER BY id' % kind).fetchall() for kind in self.kinds}


def walk_kind(walk, kind):
    """One record's life. Ends with the file as it was, but for numbers."""
    words, name, change = RECORDS[kind]
    before = walk.team()
    walk.hold("%s add --dry-run says something" % kind, walk.run(kind, "add", *words, "--dry-run"))
    walk.same("%s add --dry-run does nothing" % kind, walk.team(), before)
    made = json.loads(walk.run(kind, "add", *words, "--json"))
    walk.hold("%s add names what it made" % kind, len(made["created"]) == 1 and made["saved"], made)
    name = name or made["created"]
    after = walk.team()
    walk.same("%s add makes one" % kind, len(after[kind]), len(before[kind]) + 1)
    listed = walk.json(kind, "list", *(["is:any"] if kind in ("item", "blocker", "person") else []))
    walk.same("%s list has them all" % kind, len(listed), len(after[kind]))
    walk.hold("%s show" % kind, walk.run(kind, "show", *name))
    if change:
        field, value = change.split("=")
        walk.run(kind, "set", *name, change)
        walk.same("%s set" % kind, str(walk.json(kind, "show", *name)[0].get(field)), value)
        changed = walk.team()
        walk.run("undo")
        walk.same("undo of %s set" % kind, walk.team(), after)
        walk.run("redo")
        walk.same("redo of %s set" % kind, walk.team(), changed)
    walk_deletion(walk, kind, name, before)


def walk_deletion(walk, kind, name, before):
    """Its end: deleted, undone and done again, and imported from what was exported."""
    full, exported = walk.team(), walk.run("export", kind)
    walk.run(kind, "delete", *name)
    walk.run(kind, "show", *name, expect=3)
    walk.same("%s delete" % kind, walk.team(), before)
    walk.run("undo")
    walk.same("undo of %s delete" % kind, walk.team(), full)
    walk.run("redo")
    walk.same("redo of %s delete" % kind, walk.team(), before)
    path = os.path.join(walk.env["HOME"], kind + ".csv")
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(exported)
    walk.run("import", path)
    walk.same("import of what was exported: %s" % kind, walk.run("export", kind), exported)
    imported = walk.team()
    walk.run("import", path)
    walk.same("the same again changes nothing: %s" % kind, walk.team(), imported)
    walk.run("undo")
    walk.same("undo of the import: %s" % kind, walk.team(), before)


def label_of(root, kind):
    text = open(os.path.join(root, "include/lockstep/entity.def"), encoding="utf-8").read()
    return re.search(r'^ENTITY\(\w+, %s, "[^"]*", "([^"]*)"' % kind, text, flags=re.M)[1]


def walk_palette(walk, root, kinds):
    """Every command of the table stands in the palette; Enter on "add" opens what makes a record of that kind."""
    steps = ["open sample", "user ines", "size 150x40"]
    for _, spelling, _, _, _, line in rows(root):
        steps += ["key :", "type " + (spelling or line),
                  "expect %s" % ("lockstep " + spelling if spelling else line)[:40], "key Esc Esc Esc"]
    for kind in kinds:
        if kind not in ("item", "blocker"):
            steps += ["key :", "type %s add" % kind, "key Enter", "expect new " + label_of(root, kind),
                      "key Esc Esc Esc"]
    script = os.path.join(walk.env["HOME"], "palette.keys")
    with open(script, "w", encoding="utf-8") as file:
        file.write("\n".join(steps) + "\n")
    done = subprocess.run([walk.program, walk.env["LOCKSTEP_FILE"]], capture_output=True, text=True, timeout=100,
                          check=False, env={**walk.env, "LOCKSTEP_SCRIPT": script})
    walk.hold("the palette", done.returncode == 0, done.stderr[:2000])


def main():
    program, root = (os.path.abspath(path) for path in sys.argv[1:3])
    with tempfile.TemporaryDirectory() as home:
        kinds = [name for name, _ in entities(root)]
        walk = Walk(program, environment(home, LOCKSTEP_FILE=home + "/team.db"), kinds)
        walk.hold("every kind is walked", sorted(RECORDS) == sorted(kinds), set(RECORDS) ^ set(kinds))
        spelled = {row[1] for row in rows(root)}
        for kind in kinds:
            missing = [verb for verb in GENERAL if "%s %s" % (kind, verb) not in spelled]
            walk.hold("verbs of " + kind, not missing, missing)
        walk.run("init", "--sample", home + "/team.db")
        for kind in kinds:
            walk_kind(walk, kind)
        walk_palette(walk, root, kinds)
    walk.end()


if __name__ == "__main__":
    main()
