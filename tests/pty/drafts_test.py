#!/usr/bin/env python3
"""What is typed into forms and questions and not saved yet: kept while one types, whoever types, however much.

usage: drafts_test.py LOCKSTEP
"""

import os
import re
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
        for keys, hint in (("e", "Ctrl-s save"), ("n", "new item")):
            screen = self.start()
            screen.send(keys)
            screen.wait_for(hint)
            screen.send("\x15half a thought ")
            end = time.monotonic() + 4
            while not self.world.is_kept("half a thought"):
                self.assertLess(time.monotonic(), end, "not kept while one types")
                screen.send(".")
                screen.settle(0)
                select.select([], [], [], 0.2)
            self.kill(screen)
            screen = self.start()
            screen.send(keys)
            screen.wait_for("half a thought")
            screen.send("\x18\x1b" if keys == "e" else "\x1b")
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


if __name__ == "__main__":
    term.needed()
    cases.run()
