"""How a test program in Python begins and ends: the words of its command line, what this machine lacks, and last the
line that tally.py adds up.

    LOCKSTEP, HANGFS = cases.words(2)      behind them may stand which cases to run, as unittest names them
    ...
    if __name__ == "__main__":
        term.needed()
        cases.run()
"""

import os
import sys
import unittest


def words(count):
    """Takes the first words off the command line: paths, made absolute."""
    if len(sys.argv) <= count:
        sys.exit("%s wants %d words, see its first lines" % (sys.argv[0], count))
    taken = [os.path.abspath(word) for word in sys.argv[1:count + 1]]
    del sys.argv[1:count + 1]
    return taken


def skip(why):
    """Leaves as skipped: this machine lacks what the test needs."""
    print(why)
    sys.exit(77)


def end(passed, failed):
    """Says what was counted and leaves with the status of it."""
    print("%d passed, %d failed" % (passed, failed), flush=True)
    sys.exit(1 if failed else 0)


class Cases:
    """Cases that a program counts one by one, telling those that do not hold."""

    def __init__(self):
        self.passed = self.failed = 0

    def hold(self, what, right, found=""):
        if right:
            self.passed += 1
            return
        self.failed += 1
        print("%s: %s" % (what, found), flush=True)

    def same(self, what, found, wanted):
        self.hold(what, found == wanted, "\n  found  %r\n  wanted %r" % (found, wanted))

    def end(self):
        end(self.passed, self.failed)


class Result(unittest.TextTestResult):
    """Counts what passed whole: a case of which one part failed did not, one that was skipped neither."""

    good = 0

    def addSuccess(self, test):
        super().addSuccess(test)
        self.good += 1


def run():
    """The unittest cases of the program."""
    result = unittest.main(testRunner=unittest.TextTestRunner(resultclass=Result, verbosity=2), exit=False).result
    wrong = {getattr(test, "test_case", test).id() for test, _ in result.failures + result.errors}
    end(result.good, len(wrong))
