#!/usr/bin/env python3
"""Runs commands and compares what they print and their exit status with what stands below them.

usage: run.py LOCKSTEP SOURCE_ROOT CASES.t

A case file is read from top to bottom, in one empty folder with a home of its own:

    # a comment
    sample                      team.db becomes a new sample team
    env NAME=VALUE              for all commands below; env NAME= takes it away
    $ lockstep item list        a command for sh
    > what it prints            one line of stdout
    ! what it says              one line of stderr
    = 2                         its exit status, where that is not 0
    same minutes/recap.md expected/recap.md     a file that was written, and what it should be: beside the cases

Clock, user, zone and locale are fixed (helpers/world.py). $DATA is the project's data folder. With
LOCKSTEP_TEST_UPDATE=1 the expected lines are rewritten: read every line of the difference.
"""

import difflib
import os
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "helpers"))
import cases  # noqa: E402
from world import environment, path_to  # noqa: E402

LIMIT_S = 120


class Place:
    """An empty folder in which commands run, with a home beside it."""

    def __init__(self, program, root, folder):
        self.folder = os.path.join(folder, "work")
        self.sample = os.path.join(folder, "sample.db")
        home, source = os.path.join(folder, "home"), os.path.abspath(root)
        os.mkdir(self.folder)
        os.mkdir(home)
        self.environment = environment(home, PATH=path_to(program, folder), LOCKSTEP_FILE="team.db", COLUMNS="100",
                                       DATA=os.path.join(source, "data"), SOURCE=source)

    def run(self, command):
        done = subprocess.run(["sh", "-c", command], cwd=self.folder, env=self.environment, capture_output=True,
                              stdin=subprocess.DEVNULL, timeout=LIMIT_S, check=False)
        status = done.returncode if done.returncode >= 0 else 128 - done.returncode
        lines = ["> " + line for line in text_lines(done.stdout)]
        lines += ["! " + line for line in text_lines(done.stderr)]
        lines = [line.replace(self.environment["DATA"], "$DATA").replace(self.folder, "$PWD") for line in lines]
        return [line.rstrip() if line in ("> ", "! ") else line for line in lines] + (
            ["= %d" % status] if status else [])

    def make_sample(self):
        if not os.path.exists(self.sample):
            done = subprocess.run(["lockstep", "init", self.sample, "--sample"], env=self.environment,
                                  cwd=self.folder, capture_output=True, text=True, timeout=LIMIT_S, check=False)
            if done.returncode:
                raise SystemExit("cannot make the sample team: %s\n0 passed, 1 failed" % done.stderr)
        shutil.copy(self.sample, os.path.join(self.folder, "team.db"))
        # The same team again, as it was at first: a journal that remembers more would want to put it back.
        shutil.rmtree(os.path.join(self.environment["XDG_STATE_HOME"], "lockstep", "journal"), ignore_errors=True)


def text_lines(output):
    text = output.decode("utf-8", "backslashreplace").replace("\r", "\\r").replace("\033", "\\e")
    lines = text.split("\n")
    if lines[-1] == "":
        return lines[:-1]
    return lines[:-1] + [lines[-1] + "\\"]


def is_expected(line):
    return line[:1] in (">", "!") or line.startswith("= ")


def compare_files(place, base, words):
    """The lines of the file that should be and of the one that is."""
    def read(path):
        if not os.path.exists(path):
            return ["there is no " + os.path.basename(path)]
        with open(path, encoding="utf-8", newline="") as f:
            return f.read().split("\n")
    found, golden = os.path.join(place.folder, words[1]), os.path.join(base, words[2])
    if os.environ.get("LOCKSTEP_TEST_UPDATE") == "1" and os.path.exists(found) and read(found) != read(golden):
        os.makedirs(os.path.dirname(golden), exist_ok=True)
        shutil.copy(found, golden)
        return ["as it was before"], read(found)
    return read(golden), read(found)


def play(place, lines, base):
    """Yields (command or None, expected lines, found lines, line number) in the order of the file."""
    at = 0
    while at < len(lines):
        line, number = lines[at], at + 1
        at += 1
        if not line.startswith("$ "):
            if line == "sample":
                place.make_sample()
            elif line.startswith("same ") and len(line.split()) == 3:
                yield line, *compare_files(place, base, line.split()), number
                continue
            elif line.startswith("env "):
                name, _, value = line[4:].partition("=")
                place.environment.pop(name, None)
                if value:
                    place.environment[name] = value
            elif line and not line.startswith("#"):
                raise SystemExit("line %d is nothing that is known: %s\n0 passed, 1 failed" % (number, line))
            yield None, [line], [line], number
            continue
        while line.endswith("\\") and at < len(lines):
            line += "\n" + lines[at]
            at += 1
        expected = []
        while at < len(lines) and is_expected(lines[at]):
            expected.append(lines[at])
            at += 1
        yield line, expected, place.run(line[2:]), number


def main():
    program, root, path = sys.argv[1:4]
    with open(path, encoding="utf-8") as f:
        lines = f.read().split("\n")[:-1]
    passed = failed = 0
    out = []
    with tempfile.TemporaryDirectory(prefix="lockstep-cli-") as folder:
        for command, expected, found, number in play(Place(program, root, folder), lines,
                                                       os.path.dirname(os.path.abspath(path))):
            out += [command] if command and command.startswith("same ") else [command] + found if command else found
            if command is None:
                continue
            if expected == found:
                passed += 1
                continue
            failed += 1
            print("%s:%d: %s" % (os.path.basename(path), number, command))
            for line in difflib.unified_diff(expected, found, "expected", "found", lineterm="", n=2):
                print("    " + line)
    if failed and os.environ.get("LOCKSTEP_TEST_UPDATE") == "1":
        with open(path, "w", encoding="utf-8") as f:
            f.write("\n".join(out) + "\n")
    cases.end(passed, failed)


if __name__ == "__main__":
    main()
