#!/usr/bin/env python3
"""Holds that help, the manual and the completions name the same commands and options as commands.def.

usage: agree.py LOCKSTEP SOURCE_ROOT BUILD_ROOT
"""

import os
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "helpers"))
import cases  # noqa: E402
from world import environment  # noqa: E402


STRING = r'"((?:[^"\\]|\\.)*)"'

# The six verbs of RECORDS(ID, name, label, plural, ref, words, keys), as commands.def makes rows of them.
GENERAL = ("list", "show", "add", "set", "edit", "delete")


def general_row(verb, ident, name, label, plural, ref, words, keys):
    usage, line = {
        "list": ("[QUERY] [--view NAME] [--sort FIELDS]", "the " + plural),
        "show": (ref, "one of the %s, in full" % plural),
        "add": (words + " [field=value...]", "add to the " + plural),
        "set": (ref + "... field=value...", "change fields of " + plural),
        "edit": (ref, "edit one of the %s as text, in $EDITOR" % plural),
        "delete": (ref + "...", "delete " + plural),
    }[verb]
    kind = "BOTH" if verb in ("list", "show") else "CLI" if verb == "edit" else "DATA"
    return ("%s_%s" % (ident, verb.upper()), "%s %s" % (name, verb), kind, keys if verb == "list" else "", usage, line)


def rows(root):
    """(id, spelling, kind, keys, usage, help) of every command, in their order."""
    text = open(os.path.join(root, "include/lockstep/commands.def"), encoding="utf-8").read()
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    command = r"COMMAND\((\w+), \w+, %s, (\w+), %s, \w+, \w+, %s, %s, %s\)" % ((STRING,) * 5)
    records = r"RECORDS\((\w+), (\w+), %s, %s, %s, %s, %s\)" % ((STRING,) * 5)
    one = r"RECORD_(SHOW|SET|EDIT|DELETE)\((\w+), (\w+), %s, %s\)" % ((STRING,) * 2)
    add = r"RECORD_ADD\((\w+), (\w+), %s, %s, %s\)" % ((STRING,) * 3)
    found = []
    for line in text.splitlines():
        if m := re.match(command, line):
            found.append((m[1], m[2], m[3], m[4], m[6], m[7]))
        elif m := re.match(records, line):
            found += [general_row(verb, *m.groups()) for verb in GENERAL]
        elif m := re.match(one, line):
            found.append(general_row(m[1].lower(), m[2], m[3], "", m[4], m[5], "", ""))
        elif m := re.match(add, line):
            found.append(general_row("add", m[1], m[2], m[3], m[4], "", m[5], ""))
    return found


def entities(root):
    text = open(os.path.join(root, "include/lockstep/entity.def"), encoding="utf-8").read()
    return re.findall(r'^ENTITY\(\w+, (\w+), "[^"]*", "[^"]*", "([^"]*)"\)', text, flags=re.M)


def run(program, *words):
    done = subprocess.run([program, *words], capture_output=True, text=True, stdin=subprocess.DEVNULL,
                          timeout=60, check=False)
    return done.returncode, done.stdout


def check_help(told, program, root, commands):
    """Returns the page of each command."""
    status, text = run(program, "help")
    told.same("status of help", status, 0)
    shown = [(line[2:20].rstrip(), line[22:]) for line in text.splitlines()
             if re.match(r"  \S", line)]
    # Kinds of records that have the general verbs alone share a line a kind.
    first = {}
    for c in commands:
        if " " in c[1]:
            first.setdefault(c[1].split()[0], c)
    plural = dict(entities(root))
    general = {noun for noun, c in first.items() if c[5] == "the " + plural.get(noun, "?")}
    wanted = [(c[1], c[5]) for c in commands if c[1].split()[0] not in general]
    for noun in general:
        verbs = [c[1].split()[1] for c in commands if c[1].startswith(noun + " ")]
        wanted.append((noun, "%s: %s" % (plural[noun], ", ".join(verbs))))
    told.same("lockstep help", sorted(shown), sorted(wanted))
    pages = {}
    for _, spelling, _, _, usage, line in commands:
        status, text = run(program, *spelling.split(), "--help")
        pages[spelling] = text
        lines = text.splitlines()
        told.same(spelling + " --help", (status, lines[0], lines[2]),
                  (0, ("usage: lockstep %s %s" % (spelling, usage)).rstrip(), line))
        told.same("help " + spelling, run(program, "help", *spelling.split()), (0, text))
    return pages


def check_manual(told, build, commands):
    manual = open(os.path.join(build, "man/lockstep.1"), encoding="utf-8").read().replace("\\-", "-")
    manual = manual.replace("\\&", "").replace("\\(dq", '"')
    section = manual.split(".Ss Commands", 1)[1].split(".Ss ", 1)[0]
    found = re.findall(r'^\.It Cm "([^"]+)"(?: Ar "(.*)")?\n(.*)\.$', section, flags=re.M)
    told.same("lockstep.1", [(s, u, h.lower()) for s, u, h in found],
              [(c[1], c[4], c[5].lower()) for c in commands])


def check_keys(told, build, everything):
    keys = open(os.path.join(build, "man/lockstep-keys.7"), encoding="utf-8").read()
    wanted = sum(len({pair.split(":", 1)[0] for pair in c[3].split()}) for c in everything)
    told.same("rows of lockstep-keys.7", len(re.findall(r"^\.It Sy", keys, flags=re.M)), wanted)


def offers(program, *words):
    """What `lockstep complete` offers for the last of words, outside of any team."""
    with tempfile.TemporaryDirectory() as empty:
        done = subprocess.run([program, "complete", "--", *words], capture_output=True, text=True, timeout=60, cwd=empty,
                              check=True, env=environment(empty))
    return {line.split("\t")[0] for line in done.stdout.splitlines()}


def check_complete(told, program, commands, pages):
    nouns = {c[1].split()[0] for c in commands}
    told.same("complete, first word", offers(program, ""), nouns | {":files"})
    for noun in nouns:
        verbs = {c[1].split()[1] for c in commands if c[1].startswith(noun + " ")}
        if verbs:
            told.same("complete, " + noun, offers(program, noun, ""), verbs)
            told.same("complete, help " + noun, offers(program, "help", noun, ""), verbs)
    for c in commands:
        options = set(re.findall(r"(?<!\S)--?[a-z][a-z-]*", pages[c[1]].split("options:")[1]))
        told.same("complete, options of " + c[1], offers(program, *c[1].split(), "-"), options)


def main():
    program, root, build = (os.path.abspath(path) for path in sys.argv[1:4])
    everything = rows(root)
    commands = [c for c in everything if c[1]]
    told = cases.Cases()
    told.same("rows of commands.def were read", len(commands) > 30, True)
    spelled = {c[1] for c in commands}
    for noun, _ in entities(root):
        told.same("verbs of " + noun, [v for v in GENERAL if "%s %s" % (noun, v) not in spelled], [])
    pages = check_help(told, program, root, commands)
    check_manual(told, build, commands)
    check_keys(told, build, everything)
    check_complete(told, program, commands, pages)
    told.end()


if __name__ == "__main__":
    main()
