#!/usr/bin/env python3
"""The line mode: the same keys as on the screen, one line at a time, leave the same team file; and no byte that moves a
cursor is ever written.

usage: plain_test.py LOCKSTEP
"""

import os
import re
import shlex
import subprocess
import sys
import tempfile
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "helpers"))
import cases  # noqa: E402
import term  # noqa: E402
from world import environment  # noqa: E402

LOCKSTEP, = cases.words(1)
STRANGE = re.compile(rb"[\x00-\x09\x0b-\x1f\x7f]")
NOT_STEPS = ("open", "user", "now", "size", "frame", "frames", "expect", "absent", "count", "recount", "clock", "after")


def steps(name):
    """The key script without what it looks at and without its clock."""
    with open(os.path.join(HERE, name), encoding="utf-8") as script:
        lines = [line.rstrip("\n") for line in script if not line.startswith("#")]
    return [line.split(" ", 1) for line in lines if line and line.split(" ")[0] not in NOT_STEPS]


def by_lines(script):
    """Each key is a line of its own, each typed line too; the line with the number of a choice takes it."""
    return "".join(re.sub(r"(z \d) Enter", r"\1", rest).replace(" ", "\n") + "\n" if word == "key" else rest + "\n"
                   for word, rest in script)


class PlainTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="lockstep-plain-")
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def team(self, name):
        """A folder of its own with the sample team; returns it and the environment."""
        folder = os.path.join(self.folder, name)
        os.mkdir(folder)
        env = environment(folder, TERM="dumb", LOCKSTEP_FILE=os.path.join(folder, "team.db"))
        subprocess.run([LOCKSTEP, "init", "team.db", "--sample"], cwd=folder, env=env, check=True, capture_output=True)
        return folder, env

    def run_lines(self, team, words, lines, status=0):
        folder, env = team
        done = subprocess.run([LOCKSTEP, *shlex.split(words)], cwd=folder, env=env, input=lines.encode(), timeout=60,
                              capture_output=True)
        self.assertEqual(done.returncode, status, done.stderr)
        self.assertIsNone(STRANGE.search(done.stdout), STRANGE.search(done.stdout))
        return done.stdout.decode()

    def run_keys(self, team, script):
        folder, env = team
        path = os.path.join(folder, "script.keys")
        with open(path, "w", encoding="utf-8") as out:
            out.writelines("%s %s\n" % tuple(step) for step in script)
        subprocess.run([LOCKSTEP], cwd=folder, env=dict(env, LOCKSTEP_SCRIPT=path), stdin=subprocess.DEVNULL, check=True, timeout=60)

    def all_of(self, team):
        """Every record and the files of a sync."""
        folder, env = team
        subprocess.run([LOCKSTEP, "export", "-q", "--all", "all"], cwd=folder, env=env, check=True)
        names = ["all/" + name for name in sorted(os.listdir(os.path.join(folder, "all")))]
        found = {}
        for name in names + [name for name in sorted(os.listdir(folder)) if name.startswith(("agenda_", "recap_"))]:
            with open(os.path.join(folder, name), encoding="utf-8") as text:
                found[name] = text.read()
        return found

    def same(self, one, other):
        one, other = self.all_of(one), self.all_of(other)
        self.assertEqual(one.keys(), other.keys())
        for name in one:
            self.assertEqual(one[name], other[name], name)
        return one

    def test_triage_by_keys_and_by_lines(self):
        keys, lines = self.team("keys"), self.team("lines")
        script = steps("triage.keys")
        self.run_keys(keys, script)
        self.assertEqual(script.pop(0), ["key", "T"])
        told = self.run_lines(lines, "triage --plain", by_lines(script))
        self.assertIn("TRIAGE  14 of 14 done", told)
        self.assertIn("LS-63 merged into LS-20", told)
        found = self.same(keys, lines)
        self.assertIn("nobody has shown that it matters", found["all/note.csv"])

    def test_triage_in_words(self):
        keys, lines = self.team("keys"), self.team("lines")
        self.run_keys(keys, [["key", "T z 1 Enter z"], ["line", "+2w"], ["key", "j 2 1 Enter 3"], ["line", "no time"], ["key", "w Enter p 1 1 1 u"]])
        told = self.run_lines(lines, "triage run --plain", "snooze 1\nsnooze +2w\nskip\nduplicate 1\ndecline no time\nask\n\n"
                                                           "priority 1\naccept\n1\nundo\n")
        self.assertIn("LS-63 merged into LS-20", told)
        self.assertIn("undone: ", told)
        self.same(keys, lines)

    def test_sync_by_keys_and_by_lines(self):
        keys, lines = self.team("keys"), self.team("lines")
        script = steps("sync_sample.keys")
        self.run_keys(keys, script)
        self.assertEqual(script.pop(0), ["key", "S Enter"])
        told = self.run_lines(lines, "sync run --plain", by_lines(script))
        self.assertIn("minutes are locked", told)
        found = self.same(keys, lines)
        self.assertIn("Operations director leads Live ETA", found["recap_2026-03-10.md"])

    def test_leaving_and_coming_back(self):
        team = self.team("team")
        told = self.run_lines(team, "sync --plain", "next\nnote Dana asks sales\nq\nnext\n")
        self.assertIn("line 2: Win rate", told)
        self.assertNotIn("line 3", told)  # q left
        told = self.run_lines(team, "sync --plain", "next\nback\n? decision\n.\n")
        self.assertIn("1 note", told)
        self.assertIn("line 3: Activated", told)
        self.assertIn("d  decide: a decision in three points", told)
        told = self.run_lines(team, "triage --plain", "z\n.\nz")  # ends in a question
        self.assertEqual(told.count("TRIAGE  1 of 14"), 1)
        told = self.run_lines(team, "triage --plain", "decline no\nq\n")
        self.assertIn("TRIAGE  2 of 14", told)
        self.assertIn("TRIAGE  1 of 13", self.run_lines(team, "triage --plain", ""))

    def test_the_whole_program(self):
        team = self.team("team")
        told = self.run_lines(team, "--plain", "/ battery\nEnter\nq\np 2\nu\nbogus\nsignal list\n.\nmark two words\n\n")
        self.assertIn("/battery  1 found", told)
        self.assertIn("LS-22 2  Driver app drains", told)
        self.assertIn('"bogus" does nothing here', told)
        self.assertIn("SIGNALS 18", told)
        self.assertIn('"mark" takes no words', told)
        # in the list, found, back from its page, after undo, back from the signals, all read again
        self.assertEqual(told.count("\nLS-22 1! Driver app drains"), 6, told)

    def test_the_first_start(self):
        """Four answers and the first item, all in one pipe."""
        team = (self.folder, environment(self.folder, TERM="dumb"))
        told = self.run_lines(team, "--plain", "2\n\nines pm\ndana pmm\n\nn Write the announcement @dana\n")
        self.assertIn("You  ines pm", told)
        self.assertIn("item added: Write the announcement", told)
        self.assertIn("dana", self.run_lines((self.folder, team[1]), "item list --csv", ""))

    def test_the_first_start_asks_the_refused_answer_again(self):
        """What was answered before stays, and the next line goes to the question that was refused."""
        for name, lines in (("me", "inés-\ndana\n\nines pm\n\n\n"), ("with", "ines pm\n佐藤 dana\n\ndana 佐藤\n\n"),
                            ("sync", "ines pm\ndana\nsomeday\nTue 9:30\n")):
            with self.subTest(refused=name):
                folder = os.path.join(self.folder, name)
                os.mkdir(folder)
                env = environment(folder, TERM="dumb")
                told = self.run_lines((folder, env), "--plain", "2\n\n" + lines)
                self.assertIn("no items yet", told)
                people = self.run_lines((folder, env), "person list --csv", "")
                self.assertIn("dana", people)
                self.assertIn("ines", people)

    def test_on_a_terminal(self):
        team = self.team("team")
        if term.VTERM is None:
            self.skipTest("libvterm is not installed")
        with term.Term([LOCKSTEP, "triage", "--plain"], env=dict(team[1], TERM="dumb")) as screen:
            screen.wait_for("TRIAGE  1 of 14")
            screen.wait_for("\n>")
            screen.send("snooze\n")
            screen.wait_for("L-1, D-1 >")
            screen.send("1\n")
            screen.wait_for("TRIAGE  2 of 14")
            screen.send("\x04")
            screen.wait_end()
            self.assertEqual(screen.status, 0)
            self.assertIsNone(STRANGE.search(screen.raw.replace(b"\r\n", b"\n")))

    def test_without_utf8(self):
        team = self.team("team")
        team[1]["LC_ALL"] = "C"
        told = self.run_lines(team, "triage --plain", "z\n1\n")
        told.encode("ascii")
        self.assertIn("1 accept  2 duplicate", told)

    def test_lines_of_ascii(self):
        """The setting holds here as on the screen: for a braille line or a voice that stumbles over signs."""
        team = self.team("ascii")
        self.assertRaises(UnicodeEncodeError, self.run_lines(team, "triage --plain", "z\n").encode, "ascii")
        folder = os.path.join(team[0], "config")
        os.makedirs(os.path.join(folder, "lockstep"))
        with open(os.path.join(folder, "lockstep", "config"), "w", encoding="utf-8") as config:
            config.write("lines = ascii\n")
        team[1]["XDG_CONFIG_HOME"] = folder
        told = self.run_lines(team, "triage --plain", "z\n1\n")
        told.encode("ascii")
        self.assertIn("1 accept  2 duplicate", told)

    def test_refusals(self):
        team = self.team("team")
        self.run_lines(team, "triage run", "", status=2)
        self.run_lines(team, "sync run --plain --no-input", "", status=2)
        self.run_lines(team, "sync run huddle --plain", "", status=2)


if __name__ == "__main__":
    cases.run()
