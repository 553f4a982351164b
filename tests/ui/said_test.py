#!/usr/bin/env python3
"""What people call things who do not know the program's words (said.def, query.def) finds them in `?`.

  said_test.py LOCKSTEP

A key script is made of the tables and run (run_keys.py): each phrase is typed into help, and the row that it stands for
must be shown behind it. A phrase that the row's own words have already, so that it is of no use, fails as well.
"""
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
TABLES = os.path.join(HERE, "..", "..", "include", "lockstep")
sys.path.insert(0, os.path.join(HERE, "..", "helpers"))
import cases  # noqa: E402

WIDTH = 50  # columns of the row that are never cut at 120x36
LISTS = {"SIGNAL": "g S", "METRIC": "g m", "PERSON": "g p", "DECISION": "g D"}

# What a product manager typed who looked for it, and what she had to find with it.
ASKED = [
    ("overdue", "is:late"), ("late", "is:late"), ("blocked", "is:blocked"), ("yesterday", "what others changed"),
    ("changed", "since:>=yesterday"), ("stale", "since:<-20d"), ("mine", "is:mine"), ("mine", "make me the owner"),
    ("unassigned", "owner:none"), ("no owner", "owner:none"), ("evidence", "evidence:none"), ("customers", "the signals"),
    ("declined", "status:declined"), ("closed", "is:closed"), ("snoozed", "is:snoozed"), ("parked", "is:snoozed"),
    ("this week", "due:this-week"), ("export", "write an entity"), ("minutes", "the meetings"), ("notes", "add a comment"),
    ("remind", "hide until a day"), ("merge", "a duplicate: signals"), ("duplicate", "a duplicate: signals"),
    ("assign", "give items an owner"), ("deadline", "set the due date"), ("escalate", "escalate: a question"),
    ("raci", "RACI: who decides what"),
]

# What stands first, with its key: what is called so comes before what only has the word in its text.
FIRST = [
    ("late", "/", "is:late"), ("mine", "i", "make me the owner"), ("changed", "W", "changed: what others"),
    ("merge", "2", "merge: a duplicate"), ("minutes", "gM", "minutes: the meetings"), ("raci", "gi", "RACI: who decides"),
    ("done", "/", "status:done"), ("who", "", "who I am"), ("whoami", "", "whoami: who I am"), ("invite", "", "invite: add to the people"),
    ("bulk", "Space", "bulk: mark"), ("linear", "", "linear: take in"), ("dark mode", "", "dark mode: change a setting"),
    # not all of the words are anywhere: those that say something decide
    ("change due date", "D", "change due date: set the due"), ("move the due date", "D", "set the due date"), ("mark done", "x", "mark done: close"), ("add teammate", "", "teammate: add to the people"),
    ("close issue", "x", "close: done"), ("bulk edit", "Space", "bulk edit: mark"), ("set the owner", "a", "set the owner: give items an"),
    ("change my priority", "p", "set the priority"), ("who owns what", "4", ""), ("assign to somebody", "a", ""), ("no owner", "/", "no owner: owner:none"), ("deadline", "D", "deadline: set the due"),
]


def table(name):
    with open(os.path.join(TABLES, name), encoding="utf-8") as f:
        return f.read()


def helps():
    """The line of help of each command, by its id."""
    text = table("commands.def")
    found = {m[1]: m[2] for m in re.finditer(r'^COMMAND\((\w+), .*"((?:[^"\\]|\\.)*)"\)$', text, re.M)}
    for m in re.finditer(r'^RECORDS\((\w+), \w+, "[^"]*", "([^"]*)"', text, re.M):
        found[m[1] + "_LIST"] = "the " + m[2]
        found[m[1] + "_ADD"] = "add to the " + m[2]
    return found


def phrases():
    """(keys of the list, phrase, what must stand behind it)."""
    help_of = helps()
    for m in re.finditer(r'^SAID\((\w+), "([^"]*)"\)', table("said.def"), re.M):
        for phrase in m[2].split(", "):
            yield "1", phrase, help_of[m[1]]
    for m in re.finditer(r'^QUERY_(IS|ASK)\((?:\w+, )?"([^"]*)", (.*?), "[^"]*", "([^"]*)"\)', table("query.def"), re.M):
        kind, word, entities, said = m.groups()
        own = re.search(r"OF\((SIGNAL|METRIC|PERSON)\)$", entities)
        for phrase in said.split(", ") if said else []:
            yield LISTS[own[1]] if own else "g D" if "DECISION" in entities and "ITEM" not in entities else "1", phrase, \
                ("is:" if kind == "IS" else "") + word


def shown(phrase, wanted):
    """What the row says: the phrase that it was found by stands before what it does, unless that begins so."""
    return wanted if wanted.startswith(phrase) else phrase + ": " + wanted


def script(rows):
    yield "open sample\nuser ines\nnow 2026-03-10T09:28\nsize 120x36"
    here = ""
    for keys, typed, wanted in rows:
        if keys != here:
            yield "key Esc %s ?" % keys
            here = keys
        yield "key Ctrl-u\npaste %s\nexpect %s" % (typed, wanted[:WIDTH])
    yield "key Esc 1 ?"
    for typed, key, wanted in FIRST:
        yield "key Ctrl-u\npaste %s\nkey PgUp\nexpect ▌ %-10s %s" % (typed, key, wanted)


def main():
    lockstep = os.path.abspath(sys.argv[1])
    rows = [(keys, phrase, shown(phrase, wanted)) for keys, phrase, wanted in phrases()]
    rows += [("1", typed, wanted) for typed, wanted in ASKED]
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "said.keys")
        with open(path, "w", encoding="utf-8") as f:
            f.write("\n".join(script(rows)) + "\n")
        done = subprocess.run([sys.executable, os.path.join(HERE, "run_keys.py"), lockstep, path], stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, check=False)
        if done.returncode:
            with open(path, encoding="utf-8") as f:
                lines = f.read().split("\n")
            told = done.stdout.decode(errors="replace")
            missed = {int(n) for n in re.findall(r"said\.keys:(\d+)", told)}
            for number in sorted(missed):
                print("%s: %s is not shown" % (lines[number - 2], lines[number - 1]))
            if not missed:
                print(told[-3000:])
            failed = len(missed) or len(rows)
    cases.end(len(rows) + len(FIRST) - failed, failed)


if __name__ == "__main__":
    sys.exit(main())
