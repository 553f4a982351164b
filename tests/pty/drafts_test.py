#!/usr/bin/env python3
"""What is typed into forms and questions and not saved yet: kept while one types, whoever types, however much.

usage: drafts_test.py LOCKSTEP
"""

import os
import select
import signal
import sys
import time
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "helpers"))
import cases  # noqa: E402
import term  # noqa: E402
from world import World  # noqa: E402

LOCKSTEP, = cases.words(1)


class DraftsTest(unittest.TestCase):
    def setUp(self):
        self.world = World(LOCKSTEP)
        self.addCleanup(self.world.__exit__)
        self.world.init()

    def start(self, **env):
        screen = term.Term([LOCKSTEP, self.world.file], env=dict(self.world.env, **env), size=(100, 30))
        self.addCleanup(screen.close)
        screen.wait_for("? help", 20)
        screen.wait_gone("reading …")
        return screen

    def kill(self, screen):
        screen.signal(signal.SIGKILL)
        screen.wait_end(5)

    def to_form(self, screen, text=""):
        screen.send("e")
        screen.wait_for("Ctrl-s save")
        if text:
            screen.send("\x15" + text)
            screen.wait_for(text)

    def test_typing_without_a_pause(self):
        """A key every fifth of a second: what was typed is kept all the same."""
        for keys, hint, leave in (("e", "Ctrl-s save", "\x18\x1b"), ("n", "new item", "\x1b")):
            screen = self.start()
            screen.send(keys)
            screen.wait_for(hint)
            text = "half a thought on " + keys
            screen.send("\x15" + text + " ")
            end = time.monotonic() + 4
            while not self.world.is_kept(text):
                self.assertLess(time.monotonic(), end, "not kept while one types")
                screen.send(".")
                screen.settle(0)
                select.select([], [], [], 0.2)
            self.kill(screen)
            screen = self.start()
            screen.send(keys)
            screen.wait_for(text)
            screen.send(leave)
            screen.wait_gone(text)
            self.kill(screen)

    def test_a_long_paste_is_one_edit(self):
        for filler in ("word ", "é\x01\x02 日本"):
            screen = self.start()
            self.to_form(screen)
            text = filler * (41000 // len(filler.encode()))
            screen.send("\x1b[200~" + text + "the end\x1b[201~")
            took = screen.wait_for("the end", 60)
            self.assertLess(took, 1)  # 22 s when each column was counted again for each; some 50 ms without sanitizers
            self.kill(screen)

    def test_a_draft_belongs_to_who_typed_it(self):
        for who in ("ines", "dana"):
            screen = self.start(LOCKSTEP_USER=who)
            self.to_form(screen, "half a thought of " + who)
            self.world.wait_kept("half a thought of " + who)
            self.kill(screen)
        for who, other in (("ines", "dana"), ("dana", "ines")):
            screen = self.start(LOCKSTEP_USER=who)
            self.to_form(screen)
            screen.wait_for("half a thought of " + who)
            self.assertNotIn("of " + other, screen.screen())
            self.kill(screen)

    def test_two_terminals_of_one_person(self):
        """Neither overwrites what is typed in the other one, nor takes it off; each comes back."""
        for keys, leave in (("e", "\x18\x1b"), ("n", "\x1b")):
            screens = [self.start(), self.start()]
            for i, screen in enumerate(screens):
                screen.send(keys)
                screen.wait_for("Ctrl-s save" if keys == "e" else "new item")
                screen.send("\x15thought %d" % i)
                self.world.wait_kept("thought %d" % i)
            screens[1].send(" ends")
            self.world.wait_kept("thought 1 ends")
            self.assertTrue(self.world.is_kept("thought 0"))
            screens[1].wait_for("typed in another terminal, too")
            self.assertNotIn("another terminal", screens[0].screen())
            for screen in screens:
                self.kill(screen)
            for i, text in enumerate(("thought 0", "thought 1 ends")):
                screen = self.start()
                screen.send(keys)
                screen.wait_for(text)
                screen.send(leave)
                screen.wait_gone(text)
                screen.send("q")  # what was taken off is written
                screen.wait_end(5)

    def test_leaving_where_the_terminal_is_too_small(self):
        """No key does what nobody sees, but q leaves, and what was being typed is kept."""
        for size, keys, hint in (((30, 5), "c", "comment"), ((39, 10), "e", "Ctrl-s save")):
            screen = self.start()
            screen.send(keys)
            screen.wait_for(hint)
            screen.send("\x15half a thought")
            screen.wait_for("half a thought")
            screen.resize(*size)
            screen.signal(signal.SIGWINCH)
            screen.wait_for("leaves")
            screen.send("xq")
            screen.wait_end(5)
            self.assertEqual(screen.status, 0)
            screen = self.start()
            screen.send(keys)
            screen.wait_for("half a thought")
            self.kill(screen)

    def in_the_way(self, path):
        """Puts a folder where the program has a file, which it may write once more meanwhile."""
        while not os.path.isdir(path):
            os.unlink(path)
            try:
                os.mkdir(path)
            except FileExistsError:
                pass

    def test_what_cannot_be_kept_is_told(self):
        """The state file cannot be written (a folder stands there): the form stays and says so; Esc again leaves."""
        screen = self.start()
        self.to_form(screen, "half a thought")
        self.world.wait_kept("half a thought")
        for folder, _, names in os.walk(self.world.env["XDG_STATE_HOME"]):
            if "state" in names:
                self.in_the_way(os.path.join(folder, "state"))
        screen.send(" more\x1b")
        screen.wait_for("not kept: Is a directory; Esc again gives it up")
        self.assertIn("half a thought more", screen.screen())
        screen.send("\x1b")
        screen.wait_gone("half a thought")
        screen.wait_for("not saved, and not kept")


if __name__ == "__main__":
    term.needed()
    cases.run()
