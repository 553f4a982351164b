#!/usr/bin/env python3
"""What cases.py counts, told by a program of its own for each mix of good and bad cases."""

import contextlib
import io
import os
import subprocess
import sys
import unittest

import cases

PROGRAM = """
import sys, unittest
sys.path.insert(0, sys.argv[1])
import cases
cases.words(1)

class Some(unittest.TestCase):
    def test_good(self):
        pass
    @unittest.skip("not here")
    def test_skipped(self):
        pass
%s
cases.run()
"""
PARTS = """
    def test_parts(self):
        for part in range(3):
            with self.subTest(part):
                self.assertEqual(part, 0)
"""
NEVER_SET_UP = """
class Other(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        raise OSError
    def test_never(self):
        pass
"""


class CasesTest(unittest.TestCase):
    def told(self, more="", *words):
        here = os.path.dirname(os.path.abspath(__file__))
        done = subprocess.run([sys.executable, "-c", PROGRAM % more, here, *words], capture_output=True, text=True, check=False)
        return done.returncode, done.stdout.splitlines()[-1]

    def test_good_and_skipped(self):
        self.assertEqual(self.told(), (0, "1 passed, 0 failed"))

    def test_a_case_fails_once_whatever_its_parts(self):
        self.assertEqual(self.told(PARTS), (1, "1 passed, 1 failed"))

    def test_a_class_that_is_not_set_up_fails(self):
        self.assertEqual(self.told(NEVER_SET_UP), (1, "1 passed, 1 failed"))

    def test_one_case_by_name(self):
        self.assertEqual(self.told(PARTS, "Some.test_good"), (0, "1 passed, 0 failed"))

    def test_counted_by_hand(self):
        one = cases.Cases()
        one.hold("right", True)
        with self.assertRaises(SystemExit) as ended, contextlib.redirect_stdout(io.StringIO()):
            one.hold("wrong", False)
            one.end()
        self.assertEqual((one.passed, one.failed, ended.exception.code), (1, 1, 1))


if __name__ == "__main__":
    cases.run()
