#!/usr/bin/env python3
"""Adds up what tests said, case by case.

usage: tally.py LOG...

LOG: a meson testlog.json, or a file that holds one "N passed, N failed" line. A meson test counts as
the cases that its runner reports (cmocka, TAP, or such a line), else as one; one that failed without
saying so (crash, timeout, sanitizer) counts one failure more. The cases of a test that ran in two builds
count twice: they are two runs. Prints what failed and what was skipped, and last the sum.
Exit status 1 where anything failed or nothing ran.
"""

import json
import os
import re
import sys

CMOCKA = re.compile(r"^\[  (PASSED|FAILED)  \] (?:[\w-]+: )?(\d+) test\(s\)", re.M)
TAP = re.compile(r"^(ok|not ok) \d+(?!.*# SKIP)", re.M)
PLAIN = re.compile(r"^(\d+) passed, (\d+) failed$", re.M)


def cases_of(text):
    """Passed and failed cases as the runner told them; (0, 0) where it told none."""
    plain = PLAIN.findall(text)
    if plain:
        return sum(int(p) for p, _ in plain), sum(int(f) for _, f in plain)
    counts = {"PASSED": 0, "FAILED": 0}
    for word, number in CMOCKA.findall(text):
        counts[word] += int(number)
    for word in TAP.findall(text):
        counts["PASSED" if word == "ok" else "FAILED"] += 1
    return counts["PASSED"], counts["FAILED"]


def count_test(test):
    """Passed, failed and skipped of one line of testlog.json."""
    result = test["result"]
    if result == "SKIP":
        return 0, 0, 1
    passed, failed = cases_of(test.get("stdout", "") + "\n" + test.get("stderr", ""))
    if result in ("OK", "EXPECTEDFAIL", "UNEXPECTEDPASS"):
        return (passed or 1), failed, 0
    return passed, max(failed, 1), 0


def tests_of(path):
    if not os.path.exists(path):
        return [{"name": "no log was written", "result": "FAIL"}]
    with open(path, encoding="utf-8", errors="replace") as f:
        text = f.read()
    if path.endswith(".json"):
        return [json.loads(line) for line in text.splitlines() if line.strip()]
    return [{"name": path, "result": "OK" if re.search(r"^\d+ passed, 0 failed$", text, re.M) else "FAIL",
             "stdout": text}]


def main(paths):
    passed = failed = 0
    for path in paths:
        for test in tests_of(path):
            p, f, skipped = count_test(test)
            passed += p
            failed += f
            if f:
                print("failed: %s (%s)" % (test["name"], path))
            if skipped:
                said = [line for line in test.get("stdout", "").splitlines() if line.strip()]
                print("skipped: %s: %s" % (test["name"], said[-1] if said else "says no reason"))
    if passed + failed == 0:
        print("no test ran")
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed or passed == 0 else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
