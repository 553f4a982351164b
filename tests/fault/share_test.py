#!/usr/bin/env python3
"""Two machines on a drive that lies: two mounts of one folder, each with the kernel's own locks, or with shared locks and
stale reads.

The alarm comes within 15 s on both, and writing stops: on the screen and on the command line.

usage: share_test.py LOCKSTEP HANGFS
"""

import os
import subprocess
import sys
import time
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "helpers"))
import cases  # noqa: E402
import hangfs  # noqa: E402
import term  # noqa: E402
from world import World  # noqa: E402

LOCKSTEP, HANGFS = cases.words(2)
ALARM = 15
SIZE = (120, 30)


class TwoMountsTest(unittest.TestCase):
    def mount_twice(self, **how):
        """One folder as two machines have it, and a team file in it; the paths of the file."""
        first = hangfs.HangFS(HANGFS, **how)
        self.addCleanup(first.close)
        other = hangfs.HangFS(HANGFS, first.folder, **how)
        self.addCleanup(other.close)
        self.world = World(LOCKSTEP, first.mount)
        self.addCleanup(self.world.__exit__)
        self.world.init()
        self.drives = (first, other)
        return [drive.path(os.path.basename(self.world.file)) for drive in self.drives]

    def open_screens(self, paths):
        """ines and dana, each on a machine of their own."""
        screens = []
        for user, path in zip(("ines", "dana"), paths):
            env = dict(self.world.env, LOCKSTEP_USER=user, XDG_STATE_HOME=os.path.join(self.world.root, user))
            screens.append(term.Term([LOCKSTEP, path], env=env, size=SIZE))
            self.addCleanup(screens[-1].close)
            screens[-1].wait_for("? help", 20)
            screens[-1].wait_gone("reading", 20)
        return screens

    def assert_told(self, paths, why):
        """Both screens stop writing in time, the first says why, and so does the command line."""
        began = time.monotonic()
        screens = self.open_screens(paths)
        for screen in screens:
            screen.wait_for("read only", ALARM - (time.monotonic() - began))
        print("told on both screens after %.1f s" % (time.monotonic() - began))
        screens[0].wait_for(why)
        status, said = self.world.run("item", "add", "not through here")
        self.assertNotEqual(status, 0, said)
        self.assertIn(why, said)
        return screens

    def leave(self, screens):
        for screen in screens:
            screen.send("q")
            screen.wait_end(5)

    def test_locks_that_are_not_shared(self):
        screens = self.assert_told(self.mount_twice(), "locks are not shared")
        status, said = self.world.run("doctor")
        self.assertEqual(status, 1, said)
        self.assertRegex(said, r"(?m)^between machines +wrong +locks are not shared on this drive")
        self.leave(screens)
        self.world.run("item", "add", "alone again", check=True)

    def test_stale_reads_with_locks_intact(self):
        paths = self.mount_twice(locks=True)
        for drive in self.drives:
            drive.stale()
        self.leave(self.assert_told(paths, "shows old content"))

    def test_locks_of_two_mounts_that_are_shared(self):
        """The same two mounts with fresh reads: nobody is accused, and both write."""
        paths = self.mount_twice(locks=True)
        screens = self.open_screens(paths)
        screens[0].wait_for("● dana", ALARM)
        screens[1].wait_for("● ines", ALARM)
        self.world.run("item", "add", "through one", check=True)
        self.world.file = paths[1]
        self.world.run("item", "add", "through the other", check=True)
        self.assertEqual([self.world.times("through one"), self.world.times("through the other")], [1, 1])
        for screen in screens:
            self.assertNotIn("read only", screen.screen())

    def peers(self, paths):
        """lockstep doctor --peer on the file as two machines have it, at once; status and output of each."""
        programs = []
        for user, path in zip(("ines", "dana"), paths):
            env = dict(self.world.env, LOCKSTEP_USER=user, LOCKSTEP_WAIT="20", LOCKSTEP_FILE=path,
                       XDG_STATE_HOME=os.path.join(self.world.root, user))
            programs.append(subprocess.Popen([LOCKSTEP, "doctor", "--peer"], env=env, text=True, stdin=subprocess.DEVNULL,
                                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT))
        return [(program.communicate(timeout=60)[0], program.returncode) for program in programs]

    def doctor(self, user):
        """What it says on that user's machine."""
        env = dict(self.world.env, LOCKSTEP_USER=user, LOCKSTEP_FILE=self.world.file,
                   XDG_STATE_HOME=os.path.join(self.world.root, user))
        return subprocess.run([LOCKSTEP, "doctor"], env=env, text=True, stdin=subprocess.DEVNULL, timeout=60,
                              stdout=subprocess.PIPE).stdout

    def test_doctor_on_two_mounts(self):
        for said, status in self.peers(self.mount_twice()):
            self.assertEqual(status, 1, said)
            self.assertRegex(said, r"(?m)^locks +wrong +locks are not shared on this drive")
        # it is known to who comes later, alone: he writes, and is told
        said = self.doctor("ines")
        self.assertRegex(said, r"(?m)^drive +wrong .*its locks stay on each machine, as was proven on \d{4}-\d\d-\d\d")
        # ... and to nobody else: another machine has not seen it
        self.assertNotIn("as was proven", self.doctor("mei"))

    def test_doctor_on_one_mount(self):
        path = self.mount_twice()[0]
        for said, status in self.peers([path, path]):
            self.assertRegex(said, r"(?m)^crash repair +ok ")
            self.assertEqual(status, 0, said)

    def test_locks_that_are_shared(self):
        path = self.mount_twice()[0]
        began = time.monotonic()
        screens = self.open_screens([path, path])
        screens[0].wait_for("● dana", ALARM)
        screens[1].wait_for("● ines", ALARM)
        print("seen by each other after %.1f s" % (time.monotonic() - began))
        self.leave(screens[:1])
        screens[1].wait_gone("● ines", ALARM)
        self.assertNotIn("read only", screens[1].screen())


if __name__ == "__main__":
    hangfs.needed(HANGFS)
    term.needed()
    cases.run()
