#!/usr/bin/env python3
"""The sum in the last line of script/test is only as good as the adding up."""

import contextlib
import io
import json
import tempfile
import unittest

import cases
import tally

CMOCKA_OK = "[==========] 3 test(s) run.\n[  PASSED  ] 3 test(s).\n"
CMOCKA_BAD = "[  PASSED  ] 2 test(s).\n[  FAILED  ] 1 test(s), listed below:\n[  FAILED  ] test_a\n"


class TallyTest(unittest.TestCase):
    def count(self, result, stdout="", stderr=""):
        return tally.count_test({"name": "t", "result": result, "stdout": stdout, "stderr": stderr})

    def test_cases_count_one_by_one(self):
        self.assertEqual(self.count("OK", stderr=CMOCKA_OK), (3, 0, 0))
        self.assertEqual(self.count("FAIL", stderr=CMOCKA_BAD), (2, 1, 0))
        self.assertEqual(self.count("OK", "ok 1 - a\nok 2 - b # SKIP no fuse\n"), (1, 0, 0))
        self.assertEqual(self.count("FAIL", "ok 1 - a\nnot ok 2 - b\n"), (1, 1, 0))
        self.assertEqual(self.count("OK", "5 passed, 0 failed\n"), (5, 0, 0))

    def test_a_silent_test_counts_one(self):
        self.assertEqual(self.count("OK"), (1, 0, 0))
        self.assertEqual(self.count("FAIL"), (0, 1, 0))

    def test_a_crash_after_good_cases_fails(self):
        self.assertEqual(self.count("FAIL", stderr=CMOCKA_OK), (3, 1, 0))
        self.assertEqual(self.count("TIMEOUT", "2 passed, 0 failed\n"), (2, 1, 0))

    def test_a_skipped_test_neither_passes_nor_fails(self):
        self.assertEqual(self.count("SKIP"), (0, 0, 1))

    def main_of(self, *tests):
        with tempfile.NamedTemporaryFile("w", suffix=".json") as f:
            f.write("".join(json.dumps(test) + "\n" for test in tests))
            f.flush()
            out = io.StringIO()
            with contextlib.redirect_stdout(out):
                status = tally.main([f.name])
        return status, out.getvalue().splitlines()[-1]

    def test_last_line_and_status(self):
        good = {"name": "a", "result": "OK", "stdout": CMOCKA_OK}
        self.assertEqual(self.main_of(good, {"name": "b", "result": "SKIP"}), (0, "3 passed, 0 failed"))
        self.assertEqual(self.main_of(good, {"name": "b", "result": "ERROR"}), (1, "3 passed, 1 failed"))
        self.assertEqual(self.main_of(), (1, "0 passed, 0 failed"))


if __name__ == "__main__":
    cases.run()
