#!/usr/bin/env python3
"""Runs a file of steps ("SECONDS COMMAND WORDS") with "lockstep sync …" and compares the files that its end writes.

  sync_steps.py LOCKSTEP STEPS EXPECTED_FOLDER
"""
import datetime
import filecmp
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "helpers"))
from world import NOW, environment  # noqa: E402

START = datetime.datetime.fromisoformat(NOW)
WRITTEN = ["agenda_2026-03-10.csv", "recap_2026-03-10.md"]


def steps(path):
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            if not line.startswith("#"):
                seconds, command, *words = line.split()
                yield int(seconds), [command] + words


def main():
    program, path, expected = (os.path.abspath(a) for a in sys.argv[1:4])
    with tempfile.TemporaryDirectory(prefix="lockstep-steps-") as folder:
        env = environment(folder, LOCKSTEP_FILE="team.db")

        def run(*words):
            return subprocess.run([program, *words], cwd=folder, env=env, stdin=subprocess.DEVNULL,
                                  stdout=subprocess.DEVNULL, timeout=60).returncode

        if run("-q", "init", "team.db", "--sample"):
            return 1
        now = START
        for seconds, words in steps(path):
            now += datetime.timedelta(seconds=seconds)
            env["LOCKSTEP_NOW"] = now.isoformat()
            if run("-q", "sync", *words):
                print("failed at %s: sync %s" % (now, " ".join(words)), file=sys.stderr)
                return 1
        same = True
        for name in WRITTEN:
            if not filecmp.cmp(os.path.join(folder, name), os.path.join(expected, name), shallow=False):
                subprocess.run(["diff", "-u", os.path.join(expected, name), os.path.join(folder, name)])
                same = False
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
