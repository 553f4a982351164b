#!/usr/bin/env python3
"""The misbehaving file system itself: what it is told to do, it does. usage: hangfs_test.py HANGFS"""

import errno
import os
import subprocess
import sys
import time
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "helpers"))
import cases  # noqa: E402
import hangfs  # noqa: E402

PROGRAM, = cases.words(1)
STUCK = "import sys; open(sys.argv[1]).read()"


class HangFSTest(unittest.TestCase):
    def setUp(self):
        self.drive = hangfs.HangFS(PROGRAM)
        self.addCleanup(self.drive.close)
        with open(self.drive.path("a"), "w", encoding="utf-8") as f:
            f.write("one")

    def test_passes_everything_through(self):
        with open(self.drive.behind("a"), encoding="utf-8") as f:
            self.assertEqual(f.read(), "one")
        os.mkdir(self.drive.path("d"))
        os.rename(self.drive.path("a"), self.drive.path("d/b"))
        os.link(self.drive.path("d/b"), self.drive.path("c"))
        os.truncate(self.drive.path("c"), 2)
        os.chmod(self.drive.path("c"), 0o640)
        self.assertEqual(sorted(os.listdir(self.drive.mount)), ["c", "d"])
        self.assertEqual(os.stat(self.drive.behind("c")).st_mode & 0o777, 0o640)
        self.assertEqual(os.stat(self.drive.path("d/b")).st_size, 2)
        os.unlink(self.drive.path("c"))
        os.unlink(self.drive.path("d/b"))
        os.rmdir(self.drive.path("d"))
        self.assertEqual(os.listdir(self.drive.folder), [])

    def test_hang_and_release(self):
        self.drive.hang()
        reader = subprocess.Popen([sys.executable, "-c", STUCK, self.drive.path("a")])
        self.drive.wait_stuck()
        self.assertIsNone(reader.poll())
        self.drive.release()
        self.assertEqual(reader.wait(10), 0)

    def test_hang_after_some_calls(self):
        before = self.drive.hang(after=5)
        reader = subprocess.Popen([sys.executable, "-c", STUCK + "\nwhile True: open(sys.argv[1]).read()",
                                   self.drive.path("a")], stderr=subprocess.DEVNULL)
        self.assertEqual(self.drive.wait_stuck() - before, 6)
        self.drive.close()
        self.assertEqual(reader.wait(10), 1)

    def test_close_frees_the_stuck(self):
        self.drive.hang()
        reader = subprocess.Popen([sys.executable, "-c", STUCK, self.drive.path("a")], stderr=subprocess.DEVNULL)
        self.drive.wait_stuck()
        self.drive.close()
        self.assertEqual(reader.wait(10), 1)
        self.assertFalse(os.path.exists(self.drive.root))

    def test_delay(self):
        self.drive.delay(50)
        started = time.monotonic()
        os.stat(self.drive.path("a"))
        self.assertGreaterEqual(time.monotonic() - started, 0.05)

    def test_fail(self):
        self.drive.fail(1, errno.ENOSPC)
        with self.assertRaises(OSError) as caught:
            os.stat(self.drive.path("a"))
        self.assertEqual(caught.exception.errno, errno.ENOSPC)
        os.stat(self.drive.path("a"))


if __name__ == "__main__":
    hangfs.needed(PROGRAM)
    cases.run()
