#!/usr/bin/env python3
"""Somebody is stopped in the middle of writing: who writes by script is told whose write it waits for, and leaves with 5;
reading goes on; when the file is free, all of it is in once.

usage: busy.py LOCKSTEP STOPPED_WRITER
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "helpers"))
import cases  # noqa: E402
from world import environment  # noqa: E402

LOCKSTEP, WRITER = cases.words(2)
WAIT = "2"  # seconds that a command waits: to be told who writes takes one look
BUSY = 5


class BusyTest(unittest.TestCase):
    def setUp(self):
        self.root = tempfile.mkdtemp(prefix="lockstep-busy-")
        self.addCleanup(shutil.rmtree, self.root, ignore_errors=True)
        self.file = os.path.join(self.root, "team.db")
        self.run_as("ines", "init", self.file, "--sample")

    def run_as(self, user, *words):
        """A command on that person's machine: status, output, words."""
        env = environment(os.path.join(self.root, user), LOCKSTEP_FILE=self.file, LOCKSTEP_USER=user, LOCKSTEP_WAIT=WAIT)
        done = subprocess.run([LOCKSTEP, *words], env=env, cwd=self.root, text=True, stdin=subprocess.DEVNULL,
                              capture_output=True, timeout=60, check=False)
        return done.returncode, done.stdout, done.stderr

    def stop_dana(self):
        dana = subprocess.Popen([WRITER, self.file, "dana", "Made by who was stopped"])
        self.addCleanup(self.send_on, dana)
        _, status = os.waitpid(dana.pid, os.WUNTRACED)
        self.assertTrue(os.WIFSTOPPED(status), "it ended with %s" % status)
        return dana

    def send_on(self, dana):
        if dana.returncode is None:
            dana.send_signal(signal.SIGCONT)
            dana.wait(60)

    def times(self, title):
        status, said, _ = self.run_as("ines", "item", "list", "--json", title)
        self.assertEqual(status, 0, said)
        return [item["title"] for item in json.loads(said)["items"]].count(title)

    def test_a_writer_is_stopped(self):
        dana = self.stop_dana()
        status, said, words = self.run_as("ines", "item", "add", "Queued by ines")
        self.assertEqual(status, BUSY, words)
        self.assertEqual(words, "lockstep: kept, not yet in the file: dana is writing it\n"
                                "          it goes in by itself when lockstep runs next and the file is free\n")
        status, said, words = self.run_as("priya", "item", "add", "Queued by priya", "--json")
        self.assertEqual(status, BUSY, words)
        self.assertEqual([json.loads(said)[key] for key in ("kept", "saved")], [True, False])
        self.assertIn("dana is writing it", words)
        status, said, words = self.run_as("leo", "item", "show", "LS-20")
        self.assertEqual(status, 0, words)
        self.send_on(dana)
        self.assertEqual(dana.returncode, 0)
        for user in ("ines", "priya"):
            status, said, words = self.run_as(user, "item", "list", "LS-20")
            self.assertEqual((status, words), (0, ""))
        for title in ("Made by who was stopped", "Queued by ines", "Queued by priya"):
            self.assertEqual(self.times(title), 1, title)


if __name__ == "__main__":
    cases.run()
