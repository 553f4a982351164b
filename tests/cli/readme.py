#!/usr/bin/env python3
"""Runs every command of the console blocks in README.md, in their order, and compares what they print.

usage: readme.py LOCKSTEP SOURCE_ROOT

A line of "…" in a block stands for any number of lines. One shell runs them all, in an empty folder with a home
of its own; what is said on stderr counts as printed. LOCKSTEP_TEST_UPDATE=1 prints what was found.
"""

import os
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "helpers"))
import cases  # noqa: E402
from world import environment, path_to  # noqa: E402

MARK = "@@@ status "


def blocks(path):
    """(command, expected lines) of every console block."""
    text = open(path, encoding="utf-8").read()
    for block in re.findall(r"^```console\n(.*?)^```$", text, flags=re.S | re.M):
        command, expected = None, []
        for line in block.split("\n")[:-1]:
            if line.startswith("$ "):
                if command:
                    yield command, expected
                command, expected = line[2:], []
            else:
                expected.append(line)
        yield command, expected


def matches(expected, found):
    """Whether found is expected, where "…" is any number of lines."""
    if "…" not in expected:
        return expected == found
    at = expected.index("…")
    if expected[:at] != found[:at]:
        return False
    rest = expected[at + 1:]
    return any(matches(rest, found[i:]) for i in range(at, len(found) + 1))


def play(program, commands):
    """What each command printed, in order."""
    with tempfile.TemporaryDirectory(prefix="lockstep-readme-") as folder:
        os.mkdir(os.path.join(folder, "work"))
        env = environment(folder, PATH=path_to(program, folder), LOCKSTEP_USER=None, LOCKSTEP_NOW=None, COLUMNS="80")
        script = "exec 2>&1\n" + "".join("%s\nprintf '\\n%s%%s\\n' $?\n" % (c, MARK) for c in commands)
        done = subprocess.run(["sh", "-c", script], cwd=os.path.join(folder, "work"), env=env,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, timeout=120, check=False)
        output = done.stdout.decode("utf-8", "backslashreplace")
    return [part.split("\n") for part in re.split(r"\n?\n%s\d+\n|\n%s\d+\n" % (MARK, MARK), output)[:-1]]


def main():
    program, root = sys.argv[1:3]
    steps = list(blocks(os.path.join(root, "README.md")))
    found = play(program, [command for command, _ in steps])
    passed = failed = 0
    for number, (command, expected) in enumerate(steps):
        lines = found[number] if number < len(found) else ["did not run"]
        lines = [] if lines == [""] else lines
        if matches(expected, lines):
            passed += 1
            continue
        failed += 1
        print("$ %s\n%s" % (command, "\n".join(lines)))
    if not steps:
        failed = 1
    cases.end(passed, failed)


if __name__ == "__main__":
    main()
