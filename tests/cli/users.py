#!/usr/bin/env python3
"""Three users of one group, with umasks 002, 022 and 077, write one team file; one who is not of the group cannot.

usage: users.py LOCKSTEP SOURCE_ROOT         needs root, for users of its own (setpriv); without, it is skipped
"""

import os
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "helpers"))
import cases  # noqa: E402
from world import environment  # noqa: E402

LOCKSTEP, SOURCE = cases.words(2)
GROUP, FIRST, STRANGER = 47100, 47101, 47109
UMASKS = (0o002, 0o022, 0o077)
NAMES = ("ines", "dana", "priya")
ROUNDS = 3


class UsersTest(unittest.TestCase):
    def setUp(self):
        self.root = tempfile.mkdtemp(prefix="lockstep-users-")
        self.addCleanup(shutil.rmtree, self.root, ignore_errors=True)
        os.chmod(self.root, 0o755)
        self.program = shutil.copy(LOCKSTEP, os.path.join(self.root, "lockstep"))
        self.data = shutil.copytree(os.path.join(SOURCE, "data"), os.path.join(self.root, "data"))
        subprocess.run(["chmod", "-R", "a+rX", self.root], check=True)
        self.share = os.path.join(self.root, "share")
        os.mkdir(self.share)
        self.file = os.path.join(self.share, "team.db")

    def share_for_group(self, mode):
        os.chown(self.share, 0, GROUP)
        os.chmod(self.share, mode)

    def start(self, number, *words, uid=None, umask=None):
        """A command as the user of that number."""
        uid = uid or FIRST + number
        home = os.path.join(self.root, "home-%d" % uid)
        if not os.path.isdir(home):
            os.mkdir(home, 0o700)
            os.chown(home, uid, uid)
        env = environment(home, LOCKSTEP_FILE=self.file, LOCKSTEP_USER=NAMES[number], LOCKSTEP_DATA=self.data)
        groups = "--clear-groups" if uid == STRANGER else "--groups=%d" % GROUP
        umask = UMASKS[number] if umask is None else umask
        return subprocess.Popen(["setpriv", "--reuid=%d" % uid, "--regid=%d" % uid, groups, "--", self.program, *words], env=env,
                                umask=umask, cwd=self.root, text=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                stderr=subprocess.STDOUT)

    def run_as(self, number, *words, **how):
        process = self.start(number, *words, **how)
        said = process.communicate(timeout=60)[0]
        return process.returncode, said

    def all_write(self):
        for number, name in enumerate(NAMES):
            status, said = self.run_as(number, "item", "add", "first of %s" % name)
            self.assertEqual(status, 0, said)
        together = [self.start(number, "item", "add", "%s in round %d" % (name, i))
                    for i in range(ROUNDS) for number, name in enumerate(NAMES)]
        for process in together:
            self.assertEqual(process.communicate(timeout=60)[0].count("in round"), 1)
            self.assertEqual(process.returncode, 0)
        status, said = self.run_as(2, "item", "list", "in round", "--csv")
        self.assertEqual((status, said.count("in round")), (0, ROUNDS * len(NAMES)), said)

    def test_three_umasks(self):
        for maker, mode in ((2, 0o2770), (0, 0o770)):
            with self.subTest(maker=NAMES[maker], folder=oct(mode)):
                shutil.rmtree(self.share)
                os.mkdir(self.share)
                self.share_for_group(mode)
                status, said = self.run_as(maker, "init", self.file, "--sample")
                self.assertEqual(status, 0, said)
                if mode & 0o2000 == 0:
                    os.chown(self.file, -1, GROUP)  # what doctor says to do where the folder does not hand its group down
                    journal = self.file + "-journal"
                    if os.path.exists(journal):
                        os.remove(journal)
                self.all_write()
                for path in (self.file, self.file + "-journal"):
                    st = os.stat(path)
                    self.assertEqual((oct(st.st_mode & 0o777), st.st_gid), (oct(0o660), GROUP), path)

    def test_one_who_is_not_of_the_group(self):
        self.share_for_group(0o2775)
        self.run_as(0, "init", self.file, "--sample")
        status, said = self.run_as(1, "item", "add", "not through here", uid=STRANGER)
        self.assertNotEqual(status, 0, said)
        self.assertRegex(said, r"team\.db")
        self.assertNotRegex(said, r"SQLite \d")
        os.chmod(self.file, 0o664)
        status, said = self.run_as(1, "item", "add", "not through here", uid=STRANGER)
        self.assertNotEqual(status, 0, said)
        self.assertIn("you may not write", said)
        status, said = self.run_as(1, "doctor", uid=STRANGER)
        self.assertRegex(said, r"access +wrong +you may not write the team file")
        self.assertEqual(status, 1, said)
        os.chmod(self.file, 0o666)
        os.chmod(self.share, 0o555)
        os.remove(self.file + "-journal")
        status, said = self.run_as(1, "doctor", uid=STRANGER)
        self.assertRegex(said, r"access +wrong +you may write the team file, but not " + self.share)


if __name__ == "__main__":
    if os.geteuid() != 0 or not shutil.which("setpriv"):
        cases.skip("needs root and setpriv, for users of its own")
    cases.run()
