#!/usr/bin/env python3
"""Runs every command of the console blocks in README.md, in their order, and compares what they print; its picture of the
screen is compared with the screen.

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


def picture(path):
    """The lines of the one block without a language."""
    return re.search(r"^```\n(.*?)^```$", open(path, encoding="utf-8").read(), flags=re.S | re.M)[1].splitlines()


def screen(program, rows):
    """What the sample team's first screen shows in 80 columns."""
    with tempfile.TemporaryDirectory(prefix="lockstep-readme-") as folder:
        script, shown = os.path.join(folder, "look.keys"), os.path.join(folder, "shown.screen")
        with open(script, "w", encoding="utf-8") as f:
            f.write("size 80x%d\nframe shown.screen\n" % rows)
        env = environment(folder, LOCKSTEP_FILE=os.path.join(folder, "team.db"), LOCKSTEP_UPDATE="1")
        for words in (["init", env["LOCKSTEP_FILE"], "--sample"], []):
            subprocess.run([program, *words], env=env, stdin=subprocess.DEVNULL, capture_output=True, timeout=60, check=True)
            env["LOCKSTEP_SCRIPT"] = script
        with open(shown, encoding="utf-8") as f:
            return [line.rstrip() for line in f]


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
    program, root = (os.path.abspath(path) for path in sys.argv[1:3])
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
    drawn = picture(os.path.join(root, "README.md"))
    found = screen(program, len(drawn))
    if found == drawn:
        passed += 1
    else:
        failed += 1
        print("\n".join(["the picture:"] + found))
    if not steps:
        failed = 1
    cases.end(passed, failed)


if __name__ == "__main__":
    main()
