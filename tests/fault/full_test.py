#!/usr/bin/env python3
"""The drive of one's own state is full: what was typed cannot be kept, which is known only when the question or the form
has gone. It comes back with its words, and goes in once there is room. And where that drive is slow, what waits on it is known
before anybody types again.

usage: full_test.py LOCKSTEP HANGFS
"""

import errno
import os
import signal
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "helpers"))
import cases  # noqa: E402
import hangfs  # noqa: E402
import term  # noqa: E402
from world import World  # noqa: E402

LOCKSTEP, HANGFS = cases.words(2)
WHY = "No space left on device"


class FullTest(unittest.TestCase):
    def setUp(self):
        self.world = World(LOCKSTEP)
        self.addCleanup(self.world.__exit__)
        self.drive = hangfs.HangFS(HANGFS)
        self.addCleanup(self.drive.close)
        self.world.env["XDG_STATE_HOME"] = self.drive.mount
        self.world.init()

    def start(self, **env):
        screen = term.Term([LOCKSTEP, self.world.file], env=dict(self.world.env, **env), size=(100, 30))
        self.addCleanup(screen.close)
        screen.wait_for("? help", 20)
        screen.wait_gone("reading …")
        self.drive.refuse(errno.ENOSPC)
        return screen

    def wait_saved(self, screen, table, column, *texts):
        """Once each, and nothing else is under way."""
        question = "SELECT count(*) FROM %s WHERE %s = ?" % (table, column)
        screen.wait_until(lambda text: all(self.world.ask(question, text)[0][0] == 1 for text in texts), 10)
        screen.send("q")
        self.assertEqual((screen.wait_end(10), screen.status)[1], 0)

    def test_question(self):
        """The question is open again with the words in it, and why; with room on the drive Enter does it."""
        screen = self.start()
        screen.send("n")
        screen.wait_prompt("new item")
        screen.send("Dépôt 日本 on the map\r")
        screen.wait_for(WHY)
        screen.wait_prompt("new item: Dépôt 日本 on the map")
        self.assertNotIn("added", screen.screen())
        self.drive.refuse(0)
        screen.send("\r")
        self.wait_saved(screen, "item", "title", "Dépôt 日本 on the map")

    def test_something_else_was_begun(self):
        """What one does now is not disturbed: the words wait where they were asked for."""
        screen = self.start()
        screen.send("c")
        screen.wait_prompt("comment")
        screen.send("said at the fair\rp")
        screen.wait_for(WHY)
        screen.wait_for("there when it is asked for again")
        screen.wait_prompt("priority")
        screen.send("\x1b")
        screen.wait_prompt("")
        screen.send("c")
        screen.wait_for("said at the fair")
        self.drive.refuse(0)
        screen.send("\r")
        self.wait_saved(screen, "note", "text", "said at the fair")

    def test_slow(self):
        """The first page is there before the drafts are: the first key waits for them."""
        screen = self.start()
        self.drive.refuse(0)
        screen.send("n")
        screen.wait_prompt("new item")
        screen.send("half a thought")
        self.world.wait_kept("half a thought")
        screen.signal(signal.SIGKILL)
        screen.wait_end(5)
        self.drive.delay(3)
        screen = term.Term([LOCKSTEP, self.world.file], env=self.world.env, size=(100, 30))
        self.addCleanup(screen.close)
        screen.send("n")
        screen.wait_prompt("new item: half a thought")

    def test_form(self):
        screen = self.start()
        screen.send("e")
        screen.wait_for("Ctrl-s save")
        screen.send("\x15A title that is typed into a form\x13")
        screen.wait_for(WHY)
        screen.wait_for("Ctrl-s save")
        screen.wait_for("A title that is typed into a form")
        self.drive.refuse(0)
        screen.send("\x13")
        self.wait_saved(screen, "item", "title", "A title that is typed into a form")

    def test_score(self):
        screen = self.start()
        screen.send("R")
        screen.wait_for("reach")
        screen.send("r987")
        screen.wait_for("987")
        screen.send("\r\r")  # to the next field, and saved as it is
        screen.wait_for(WHY)
        screen.wait_for("987")
        self.drive.refuse(0)
        screen.send("\r")
        self.wait_saved(screen, "item", "reach", "987")

    def test_pasted_list(self):
        screen = self.start()
        screen.send("n")
        screen.wait_prompt("new item")
        screen.send("\x1b[200~first of two\nsecond of two\x1b[201~")
        screen.wait_for("PASTED")
        screen.send("\r")
        screen.wait_for(WHY)
        screen.wait_for("PASTED")
        self.drive.refuse(0)
        screen.send("\r")
        self.wait_saved(screen, "item", "title", "first of two", "second of two")

    def test_editor(self):
        """What was written in the editor stays in its file until it is saved."""
        editor, written, goes_on = (os.path.join(self.world.root, name) for name in ("editor", "written", "goes_on"))
        with open(editor, "w", encoding="utf-8") as script:
            script.write("""#!/bin/sh
                [ -e %s ] || exit 0
                sed -i 's/^title:.*/title: Written in the editor/' "$1"
                echo > %s
                cat %s > /dev/null
                rm %s\n""" % (written, written, goes_on, written))
        os.chmod(editor, 0o755)
        os.mkfifo(written)
        os.mkfifo(goes_on)
        self.world.env.update(VISUAL=editor, EDITOR=editor)
        screen = self.start()
        self.drive.refuse(0)
        screen.send("E")
        with open(written, encoding="utf-8") as done:
            done.read()
        self.drive.refuse(errno.ENOSPC)
        with open(goes_on, "w", encoding="utf-8"):
            pass
        screen.wait_for(WHY)
        screen.wait_for("E opens the text again")
        self.drive.refuse(0)
        screen.send("E")
        self.wait_saved(screen, "item", "title", "Written in the editor")


if __name__ == "__main__":
    hangfs.needed(HANGFS)
    term.needed()
    cases.run()
