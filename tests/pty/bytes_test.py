#!/usr/bin/env python3
"""Text of others never commands the terminal: a hostile team file, arguments, environment and CSV, on a real terminal.

usage: bytes_test.py LOCKSTEP

Every free text of the file holds escape sequences, bidi controls, line breaks and zero-width characters. What the
program writes to its terminal is looked at byte by byte.
"""

import os
import re
import sqlite3
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "helpers"))
import cases  # noqa: E402
import term  # noqa: E402
from world import World  # noqa: E402

LOCKSTEP, = cases.words(1)

EVIL = "\x1b]0;PWNED\x07\x1b[2J\x9b31m\u202eevil\u2066\u200b\x08\r\x0eend"
TEXTS = {"item": ("title", "problem", "notes", "done_when", "persona", "source", "url", "sunset_if", "tags"),
         "blocker": ("what", "next_step", "resolution"), "signal": ("quote", "customer", "segment", "persona", "takeaway"),
         "decision": ("title", "decided", "why", "follows", "cost_of_delay", "review_when"),
         "option": ("label", "pro", "con", "effort"), "person": ("name", "area"),
         "metric": ("name", "definition", "unit", "family"), "metric_point": ("note",), "note": ("text",),
         "launch": ("name",), "launch_check": ("area", "criterion", "evidence"), "experiment": ("hypothesis",),
         "arm": ("label",), "topic": ("name",), "term": ("name", "definition", "instead_of"), "doc": ("kind", "title", "body"),
         "ritual": ("name", "purpose"), "meeting": ("story",), "agenda_item": ("title", "reason", "outcome"),
         "meta": ("team",), "segment": ("name",)}

# Every list, by the keys that open it and its heading; parts of records are in the palette.
LISTS = {"gI": "ALL ITEMS", "gB": "ALL BLOCKERS", "gS": "SIGNALS", "gw": "WINS", "gm": "METRICS", "gD": "DECISIONS",
         "gR": "RITUALS", "gM": "MEETINGS", "gL": "LAUNCHES", "gX": "EXPERIMENTS", "gT": "TOPICS", "gG": "TERMS",
         "gP": "PAGES", "gN": "NOTES", "gp": "PEOPLE", "gk": "LINKS", "gq": "QUESTIONS", "g=": "SETTINGS", "gc": "GAPS",
         ":signal_item list\r": "EVIDENCE", ":metric_point list\r": "METRIC POINTS", ":metric_item list\r": "METRICS' ITEMS",
         ":option list\r": "OPTIONS", ":segment list\r": "SEGMENTS", ":attendance list\r": "ATTENDANCE",
         ":agenda_item list\r": "AGENDA LINES", ":launch_check list\r": "LAUNCH CHECKS", ":arm list\r": "VARIANTS"}

# Wide, combining, from right to left, and long.
FOREIGN = "\u65e5\u672c\u8a9e e\u0301a\u0302 \u05e2\u05d1\u05e8\u05d9\u05ea \U0001f69a " + "long " * 30

# What must not come in any output: controls, title sequences, C1, bidi, zero-width; ESC only as curses or colours use it, and once to ask for the background.
BANNED = re.compile("[\x00-\x06\x0b\x0c\x10-\x1a\x1c-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
                    "|\x1b\\](?!11;\\?\x1b)|PWNED\x07|\x1b\\[2J\ufffd")


def spoil(path):
    """Puts EVIL behind every free text of the file, past the program and its guards."""
    db = sqlite3.connect(path)
    db.create_function("lockstep_guard", 0, lambda: None)
    for table, columns in TEXTS.items():
        for column in columns:
            db.execute('UPDATE "%s" SET "%s" = "%s" || ? WHERE "%s" <> \'\'' % (table, column, column, column), (EVIL,))
    db.commit()
    db.close()


def make_foreign(path):
    """Puts FOREIGN before what signals say and who says it, and at another place in each of them."""
    db = sqlite3.connect(path)
    db.create_function("lockstep_guard", 0, lambda: None)
    db.execute("UPDATE signal SET quote = substr(?, num % 8) || quote, customer = substr(?, 1, num % 9) || customer", (FOREIGN, FOREIGN))
    db.commit()
    db.close()


class BytesTest(unittest.TestCase):
    def setUp(self):
        self.world = World(LOCKSTEP)
        self.addCleanup(self.world.__exit__)
        self.world.init()
        spoil(self.world.file)

    def check(self, raw, what):
        text = raw.decode("utf-8")  # fails where a character was cut
        found = BANNED.search(text)
        if found:
            self.fail("%s: %r in %r" % (what, found.group(), text[max(found.start() - 40, 0):found.end() + 40]))

    def on_terminal(self, *words, env=None):
        command = term.Term([LOCKSTEP, "-f", self.world.file, *words], env={**self.world.env, **(env or {})})
        self.addCleanup(command.close)
        command.wait_end(20)
        self.assertGreaterEqual(command.status, 0, words)
        self.assertTrue(command.raw, words)
        self.check(command.raw, " ".join(words))
        return command

    def test_commands(self):
        for words in ("item list", "item list --csv", "item list --json", "item show LS-40", "item show LS-40 --json",
                      "blocker list", "blocker list --csv", "owner list", "log", "check", "check --json", "agenda", "agenda --md",
                      "agenda --json", "recap", "recap --csv", "recap --json", "brief", "export item", "export signal",
                      "export note", "export item --json", "sync start", "sync show", "sync note x", "sync next", "sync end"):
            with self.subTest(words):
                self.on_terminal(*words.split())

    def test_arguments(self):
        for words in (("item", "add", EVIL), ("item", "set", "LS-20", "notes=" + EVIL), ("item", EVIL), (EVIL,),
                      ("item", "list", EVIL), ("item", "show", EVIL), ("help", EVIL), ("--" + EVIL,), ("-f", EVIL, "check"),
                      ("agenda", "-o", "/nowhere/" + EVIL), ("import", EVIL), ("blocker", "add", "LS-20", EVIL)):
            self.on_terminal(*words)
        self.on_terminal("item", "add", "x", env={"LOCKSTEP_USER": EVIL})
        self.on_terminal("item", "list", env={"LOCKSTEP_NOW": EVIL})

    def test_csv(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "item.csv")
            for text in ("id,title\r\nLS-900,\"%s\"\r\n" % EVIL, "id,ti%stle\nLS-901,x\n" % EVIL, "id,title,owner\nLS-902,x,%s\n" % EVIL,
                         "id,title,due\nLS-903,x,%s\n" % EVIL):
                with open(path, "w", encoding="utf-8", newline="") as f:
                    f.write(text)
                self.on_terminal("import", path)

    def test_screen(self):
        screen = term.Term([LOCKSTEP, self.world.file], env=self.world.env)
        self.addCleanup(screen.close)
        screen.wait_for("BACKLOG", 20)
        screen.wait_gone("reading …", 20)
        # Each pane in full, its first record, the palette, the help, a filter, the sync.
        for keys in ("\r", "\x1b", "2", "\r", "\x1b", "3", "\r", "\x1b", "4", "\r", "\x1b", "1", "w", "\x1b", "/pwned\r", "\x1b",
                     ":", "\x1b", "?", "\x1b", "S\r"):
            screen.send(keys)
            screen.wait_prompt("", 1) if keys == "1" else screen.settle()
        screen.wait_for("SYNC", 10)
        for keys in ("cnote\r", " ", " \r", " \r", "\x1b"):
            screen.send(keys)
            screen.settle()
        self.check(screen.raw, "the screen")
        self.assertIn("evil", screen.raw.decode())

    def test_every_list_and_page(self):
        screen = term.Term([LOCKSTEP, self.world.file], env=self.world.env)
        self.addCleanup(screen.close)
        screen.wait_for("BACKLOG", 20)
        screen.wait_gone("reading …", 20)
        for keys, heading in LISTS.items():
            with self.subTest(heading):
                screen.send(keys)
                screen.wait_until(lambda text, heading=heading: text.lstrip().startswith(heading), 10)
                screen.wait_prompt("", 10)
                screen.send("\r")  # the page of the first record
                screen.settle()
                self.check(screen.raw, heading)
                screen.send("\x1b" if heading not in screen.line(0) else "")
                screen.wait_until(lambda text, heading=heading: text.lstrip().startswith(heading), 10)
                screen.send("\x1b")
                screen.wait_for("BACKLOG", 10)
        self.assertIn("evil", screen.raw.decode())

    def test_foreign_text_stays_aligned(self):
        make_foreign(self.world.file)
        screen = term.Term([LOCKSTEP, self.world.file], env=self.world.env)
        self.addCleanup(screen.close)
        screen.wait_for("BACKLOG", 20)
        screen.wait_gone("reading …", 20)
        screen.send("gS")
        screen.wait_for("SIGNALS", 10)
        for size in ((120, 36), (80, 24), (60, 16)):
            screen.resize(*size)
            screen.wait_until(lambda text: screen.line(screen.rows - 1).endswith("? help"), 10)
            screen.settle()
            end = screen.line(2).index("SEEN") + len("SEEN")
            for row in range(3, 9):
                self.assertRegex(screen.cells(row, end - 7, end + 1), r"^ +\d+ [A-Z][a-z][a-z] ?$", screen.line(row))


if __name__ == "__main__":
    term.needed()
    cases.run()
