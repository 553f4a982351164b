#!/usr/bin/env python3
"""Every rule of rules.def is tried in each of the case files, and refused with what the rule says is to be done.

usage: rules_tried.py rules.def CASES...

In a case file "# NAME" opens the cases of a rule, up to the next comment: each expected refusal among them (an exit
status in a .t file, an "expect" in a .keys file) holds the rule's own words, or those behind "# NAME: words".
"# NAME - why" says why it cannot be broken there. "# FILL NAME" the same for what is filled in.
"""

import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "helpers"))
import cases  # noqa: E402


def table(path):
    with open(path, encoding="utf-8") as source:
        text = re.sub(r"/\*.*?\*/", "", source.read(), flags=re.S)
    rules = dict(re.findall(r'^RULE\((\w+), "[^"]*",\s*"([^"]*)"\)', text, flags=re.M))
    return rules, re.findall(r'^FILL\((\w+),', text, flags=re.M)


def blocks(path):
    """(name, words or None, reason or None, lines) of each marker."""
    with open(path, encoding="utf-8") as cases:
        lines = cases.read().splitlines()
    found, at = [], None
    for line in lines:
        mark = re.match(r"# ((?:FILL )?[A-Z_0-9]+)(?:: (.*)| - (.*))?$", line)
        if mark:
            at = (mark.group(1), mark.group(2), mark.group(3), [])
            found.append(at)
        elif line.startswith("#") or not line:
            at = None
        elif at:
            at[3].append(line)
    return found


def check(path, rules, fills):
    wrong, tried, filled = [], set(), set()
    for name, words, reason, lines in blocks(path):
        if name.startswith("FILL "):
            filled.add(name[5:])
            continue
        if name not in rules:
            wrong.append("%s: no rule is called %s" % (path, name))
            continue
        tried.add(name)
        wanted = words or rules[name]
        if not reason and not any(wanted in line for line in lines):
            wrong.append("%s: no case of %s is refused with \"%s\"" % (path, name, wanted))
    wrong += ["%s: no case of %s" % (path, name) for name in rules if name not in tried]
    if path.endswith(".keys"):
        fills = []  # a form is filled in where it is saved: the command line shows it
    wrong += ["%s: nothing that fills in %s" % (path, name) for name in fills if name not in filled]
    return wrong


def main():
    rules, fills = table(sys.argv[1])
    failed = 0
    if len(rules) < 30 or len(fills) < 5:
        print("%s: %d rules and %d fillings read" % (sys.argv[1], len(rules), len(fills)))
        failed = 1
    for path in sys.argv[2:]:
        wrong = check(path, rules, fills)
        failed += len(wrong)
        print("\n".join(wrong), end="\n" if wrong else "")
    cases.end(len(rules) * len(sys.argv[2:]) - failed, failed)


if __name__ == "__main__":
    main()
