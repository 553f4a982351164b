#!/usr/bin/env python3
"""Runs the examples of lockstep(1) in their order, in one shell; each has to end with status 0.

usage: examples.py LOCKSTEP MANUAL
"""

import os
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "helpers"))
import cases  # noqa: E402
from world import environment, path_to  # noqa: E402


def examples(path):
    text = open(path, encoding="utf-8").read().split(".Sh EXAMPLES", 1)[1].split(".Sh ", 1)[0]
    for block in re.findall(r"^\.Bd[^\n]*\n(.*?)^\.Ed$", text, flags=re.S | re.M):
        yield from (line.replace("\\-", "-").replace("\\e", "\\") for line in block.splitlines())


def main():
    program, manual = (os.path.abspath(path) for path in sys.argv[1:3])
    commands = list(examples(manual))
    with tempfile.TemporaryDirectory(prefix="lockstep-examples-") as folder:
        os.mkdir(os.path.join(folder, "work"))
        env = environment(folder, PATH=path_to(program, folder), LOCKSTEP_USER=None, LOCKSTEP_NOW=None)
        script = "".join("%s\necho \"status $?\" >&3\n" % command for command in commands)
        script = "exec 3>statuses\n" + script
        done = subprocess.run(["sh", "-c", script], cwd=os.path.join(folder, "work"), env=env, timeout=120,
                              stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
        with open(os.path.join(folder, "work", "statuses"), encoding="utf-8") as f:
            statuses = f.read().splitlines()
    failed = [c for c, s in zip(commands, statuses) if s != "status 0"]
    if len(statuses) != len(commands) or len(commands) < 8:
        failed.append("%d of %d examples ran" % (len(statuses), len(commands)))
    for command in failed:
        print("failed: " + command)
    if failed:
        print(done.stderr)
    cases.end(len(commands) - len(failed), len(failed))


if __name__ == "__main__":
    main()
