#!/usr/bin/env python3
"""One sync on several real screens: follow, wander, come back, take over, words that are being typed, a screen that dies.

usage: follow_test.py LOCKSTEP
"""

import os
import signal
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "helpers"))
import cases  # noqa: E402
import term  # noqa: E402
from world import World  # noqa: E402

LOCKSTEP, = cases.words(1)
AT_ONCE = 5     # what is heard, not looked for; generous to a busy machine
GONE = 20       # a beat of presence and a look
SIZE = (100, 30)


class FollowTest(unittest.TestCase):
    def setUp(self):
        self.world = World(LOCKSTEP)
        self.addCleanup(self.world.__exit__)
        self.world.init()

    def open_screen(self, user, expected="BACKLOG"):
        env = dict(self.world.env, LOCKSTEP_USER=user, XDG_STATE_HOME=os.path.join(self.world.root, user), NO_COLOR="1",
                   LOCKSTEP_NOW="2026-03-10T09:30+")
        screen = term.Term([LOCKSTEP, self.world.file], env=env, size=SIZE)
        self.addCleanup(screen.close)
        screen.wait_for(expected, 20)
        screen.wait_for("? help", 20)
        screen.wait_gone("reading", 20)
        return screen

    def begin(self):
        """ines has started the sync and leads, dana has joined."""
        ines, dana = self.open_screen("ines"), self.open_screen("dana")
        dana.wait_for("● ines", GONE)
        ines.send("S\r")
        ines.wait_for("▶ OPEN")
        dana.wait_for("S joins", AT_ONCE)
        dana.send("S")
        dana.wait_for("ines leads, F takes the lead")
        ines.wait_for("● dana", AT_ONCE)
        return ines, dana

    def meeting(self, field):
        return self.world.ask("SELECT %s FROM meeting ORDER BY started DESC LIMIT 1" % field)[0][0]

    def saved(self, screen, sql, count):
        """So many rows of the team file, as soon as they are in it: what a screen shows is kept, and saved behind."""
        screen.wait_until(lambda text: len(self.world.ask(sql)) == count)
        return self.world.ask(sql)

    def test_follow_wander_take_over(self):
        ines, dana = self.begin()
        ines.send(" ")
        dana.wait_for("▶ NUMBERS", AT_ONCE)
        dana.send("  ")
        dana.wait_for("LOOKING AT 4 OF 14")
        ines.send(" \r") # the number asks for its cause, and goes without
        dana.wait_for("ines is at Activated", AT_ONCE)
        self.assertIn("LOOKING AT 4 OF 14", dana.screen())
        dana.send("S")
        dana.wait_gone("LOOKING AT")
        # what ines types stays with its line, though dana takes over and goes on
        ines.send("n")
        ines.wait_prompt("action")
        ines.send("Ask sales")
        ines.wait_for("Ask sales")
        dana.send("F")
        dana.wait_for("answer, next")
        dana.send(" \r")
        dana.wait_for("▶ BLOCKERS")
        ines.wait_for("TYPING ON 3 OF 14", AT_ONCE)
        ines.wait_for("dana is at B-2/D-9")
        ines.send(" @femi\r")
        ines.wait_for("on line 3")
        ines.wait_for("▶ BLOCKERS")
        ines.wait_for("dana leads, F takes the lead")
        subjects = self.saved(ines, "SELECT subject FROM note WHERE text LIKE 'Ask sales%'", 1)
        self.assertIn("line 3", subjects[0][0])

    def test_whoever_leads_dies(self):
        ines, dana = self.begin()
        ines.send(" ")
        dana.wait_for("▶ NUMBERS", AT_ONCE)
        ines.signal(signal.SIGKILL)
        ines.wait_end()
        dana.wait_for("○ ines led and is not here any more: F takes the lead", GONE)
        dana.send("F \r")
        dana.wait_for("line 3")
        dana.wait_for("Activated")
        self.assertNotIn("F takes the lead", dana.screen())
        spent = self.saved(dana, "SELECT spent_s FROM agenda_item WHERE n IN (1, 2) AND spent_s IS NOT NULL AND meeting = "
                                 "(SELECT id FROM meeting ORDER BY started DESC LIMIT 1)", 2)
        self.assertTrue(all(0 <= seconds < 120 for seconds, in spent), spent)
        ines = self.open_screen("ines", "S rejoins")
        ines.send("S")
        ines.wait_for("dana leads, F takes the lead")
        ines.wait_for("2 of 2   tomasz")

    def test_all_at_once(self):
        """Both take the lead in the same moment: one of them has it, and both screens say who."""
        ines, dana = self.begin()
        tomasz = self.open_screen("tomasz", "S joins")
        tomasz.send("S")
        tomasz.wait_for("ines leads, F takes the lead")
        dana.send("F")
        tomasz.send("F")
        ines.wait_for("took the lead: F takes it back", AT_ONCE)
        for screen in (ines, dana, tomasz):
            screen.settle(0.5)
        leads = self.world.ask("SELECT handle FROM person WHERE id = ?", self.meeting("facilitator"))[0][0]
        self.assertIn(leads, ("dana", "tomasz"))
        for name, screen in (("ines", ines), ("dana", dana), ("tomasz", tomasz)):
            screen.wait_until(lambda text: ("done, next" in text) == (name == leads), AT_ONCE)
            screen.wait_for("%s leads" % leads)


if __name__ == "__main__":
    term.needed()
    cases.run()
