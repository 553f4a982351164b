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
import hangfs  # noqa: E402
import term  # noqa: E402
from world import World  # noqa: E402

LOCKSTEP, HANGFS = sys.argv[1:3] if len(sys.argv) > 2 else ("", "")
ALARM = 15
SIZE = (120, 30)


class TwoMountsTest(unittest.TestCase):
    def setUp(self):
        self.drive = hangfs.HangFS(HANGFS)
        self.addCleanup(self.drive.close)
        self.world = World(LOCKSTEP, self.drive.mount)
        self.addCleanup(self.world.__exit__)
        self.world.init()

    def open_screen(self, path, user, state):
        env = dict(self.world.env, LOCKSTEP_USER=user, XDG_STATE_HOME=os.path.join(self.world.root, state))
        screen = term.Term([LOCKSTEP, path], env=env, size=SIZE)
        self.addCleanup(screen.close)
        screen.wait_for("? help", 20)
        screen.wait_gone("reading", 20)
        return screen

    def test_locks_that_are_not_shared(self):
        other = hangfs.HangFS(HANGFS, self.drive.folder)
        self.addCleanup(other.close)
        path = os.path.join(other.mount, os.path.basename(self.world.file))
        began = time.monotonic()
        screens = [self.open_screen(self.world.file, "ines", "one"), self.open_screen(path, "dana", "two")]
        for screen in screens:
            screen.wait_for("read only", ALARM - (time.monotonic() - began))
        print("told on both screens after %.1f s" % (time.monotonic() - began))
        screens[0].wait_for("locks are not shared")
        status, said = self.world.run("item", "add", "not through here")
        self.assertNotEqual(status, 0, said)
        self.assertIn("locks are not shared", said)
        status, said = self.world.run("doctor")
        self.assertEqual(status, 1, said)
        self.assertRegex(said, r"(?m)^between machines +wrong +locks are not shared on this drive")
        for screen in screens:
            screen.send("q")
            screen.wait_end(5)
        self.world.run("item", "add", "alone again", check=True)

    def test_stale_reads_with_locks_intact(self):
        drives = [hangfs.HangFS(HANGFS, locks=True)]
        self.addCleanup(drives[0].close)
        drives.append(hangfs.HangFS(HANGFS, drives[0].folder, locks=True))
        self.addCleanup(drives[1].close)
        world = World(LOCKSTEP, drives[0].mount)
        self.addCleanup(world.__exit__)
        world.init()
        for drive in drives:
            drive.stale()
        began = time.monotonic()
        screens = [self.open_screen(drive.path("team.db"), user, user) for drive, user in zip(drives, ("ines", "dana"))]
        for screen in screens:
            screen.wait_for("read only", ALARM - (time.monotonic() - began))
        print("told on both screens after %.1f s" % (time.monotonic() - began))
        screens[0].wait_for("shows old content")
        status, said = world.run("item", "add", "not through here")
        self.assertNotEqual(status, 0, said)
        self.assertIn("shows old content", said)
        for screen in screens:
            screen.send("q")
            screen.wait_end(5)

    def test_locks_of_two_mounts_that_are_shared(self):
        """The same two mounts with fresh reads: nobody is accused, and both write."""
        drives = [hangfs.HangFS(HANGFS, locks=True)]
        self.addCleanup(drives[0].close)
        drives.append(hangfs.HangFS(HANGFS, drives[0].folder, locks=True))
        self.addCleanup(drives[1].close)
        world = World(LOCKSTEP, drives[0].mount)
        self.addCleanup(world.__exit__)
        world.init()
        screens = [self.open_screen(drive.path("team.db"), user, user) for drive, user in zip(drives, ("ines", "dana"))]
        screens[0].wait_for("● dana", ALARM)
        screens[1].wait_for("● ines", ALARM)
        world.run("item", "add", "through one", check=True)
        world.file = drives[1].path("team.db")
        world.run("item", "add", "through the other", check=True)
        self.assertEqual([world.times("through one"), world.times("through the other")], [1, 1])
        for screen in screens:
            self.assertNotIn("read only", screen.screen())

    def peers(self, path):
        """lockstep doctor --peer on the file as two mounts have it, at once; status and output of each."""
        programs = []
        for user, file in (("ines", self.world.file), ("dana", path)):
            env = dict(self.world.env, LOCKSTEP_USER=user, LOCKSTEP_WAIT="20", LOCKSTEP_FILE=file,
                       XDG_STATE_HOME=os.path.join(self.world.root, user))
            programs.append(subprocess.Popen([LOCKSTEP, "doctor", "--peer"], env=env, text=True, stdin=subprocess.DEVNULL,
                                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT))
        return [(program.communicate(timeout=60)[0], program.returncode) for program in programs]

    def test_doctor_on_two_mounts(self):
        other = hangfs.HangFS(HANGFS, self.drive.folder)
        self.addCleanup(other.close)
        for said, status in self.peers(os.path.join(other.mount, os.path.basename(self.world.file))):
            self.assertEqual(status, 1, said)
            self.assertRegex(said, r"(?m)^locks +wrong +locks are not shared on this drive")

    def test_doctor_on_one_mount(self):
        for said, status in self.peers(self.world.file):
            self.assertRegex(said, r"(?m)^crash repair +ok ")
            self.assertEqual(status, 0, said)

    def test_locks_that_are_shared(self):
        began = time.monotonic()
        screens = [self.open_screen(self.world.file, "ines", "one"), self.open_screen(self.world.file, "dana", "two")]
        screens[0].wait_for("● dana", ALARM)
        screens[1].wait_for("● ines", ALARM)
        print("seen by each other after %.1f s" % (time.monotonic() - began))
        screens[0].send("q")
        screens[0].wait_end(5)
        screens[1].wait_gone("● ines", ALARM)
        self.assertNotIn("read only", screens[1].screen())


if __name__ == "__main__":
    try:
        hangfs.HangFS(HANGFS).close()
    except hangfs.Unusable as why:
        print(why)
        sys.exit(77)
    if term.VTERM is None:
        print("libvterm is not installed")
        sys.exit(77)
    result = unittest.main(argv=sys.argv[:1], exit=False, verbosity=2).result
    wrong = len(result.failures) + len(result.errors)
    print("%d passed, %d failed" % (max(result.testsRun - wrong, 0), wrong))
    sys.exit(1 if wrong else 0)
