#!/usr/bin/env python3
"""The program on a real terminal: whatever ends it, the terminal is as it was found.

usage: pty_test.py LOCKSTEP
"""

import os
import re
import shutil
import select
import signal
import subprocess
import sys
import termios
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "helpers"))
import cases  # noqa: E402
import term  # noqa: E402
from world import World  # noqa: E402

LOCKSTEP, = cases.words(1)

# Modes that the screen switches on, and what switches each off again.
MODES = {
    "alternate screen": (rb"\x1b\[\?1049h", rb"\x1b\[\?1049l"),
    "bracketed paste": (rb"\x1b\[\?2004h", rb"\x1b\[\?2004l"),
    "mouse": (rb"\x1b\[\?1000h", rb"\x1b\[\?1000l"),
    "mouse reports": (rb"\x1b\[\?1006h", rb"\x1b\[\?1006l"),
    "hidden cursor": (rb"\x1b\[\?25l", rb"\x1b\[\?(?:12l\x1b\[\?)?25h"),
    "keypad": (rb"\x1b=", rb"\x1b>"),
}
COLOUR = re.compile(rb"\x1b\[(?:[0-9]+;)*(?:3[0-7]|38|4[0-7]|48|9[0-7]|10[0-7])[;0-9]*m")


def last(pattern, raw):
    found = [match.start() for match in re.finditer(pattern, raw)]
    return found[-1] if found else -1


class PtyTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = World(LOCKSTEP)
        cls.addClassCleanup(cls.world.__exit__)
        # A sanitizer's own handlers would exit with 1 instead of dying by the signal.
        cls.world.env["ASAN_OPTIONS"] = os.environ.get("ASAN_OPTIONS", "") + ":handle_segv=0:handle_sigbus=0:handle_sigfpe=0"
        cls.world.init()

    def open_screen(self, size=(100, 30), text="BACKLOG", **env):
        screen = term.Term([LOCKSTEP, self.world.file], env=dict(self.world.env, **env), size=size)
        self.addCleanup(screen.close)
        screen.wait_for(text, 20)
        return screen

    def assert_clean(self, screen):
        for name, (on, off) in MODES.items():
            self.assertGreaterEqual(last(off, screen.raw), last(on, screen.raw), "still on: " + name)
        after = termios.tcgetattr(screen.fd)
        for field, (was, now) in enumerate(zip(self.found, after)):
            self.assertEqual(was, now, "termios field %d" % field)

    def start(self, **options):
        """Opens the screen; self.found is the terminal as the program found it."""
        master, slave = os.openpty()
        self.found = termios.tcgetattr(slave)
        os.close(master)
        os.close(slave)
        return self.open_screen(**options)

    def test_leaving(self):
        screen = self.start()
        screen.send("q")
        screen.wait_end(2)
        self.assertEqual(screen.status, 0)
        self.assert_clean(screen)

    def test_every_signal(self):
        for name in ("TERM", "HUP", "INT", "QUIT", "SEGV", "ABRT", "BUS", "FPE", "ILL", "USR1", "XCPU"):
            for _ in range(3 if name in ("TERM", "HUP", "SEGV") else 1):
                with self.subTest(signal=name):
                    number = getattr(signal, "SIG" + name)
                    screen = self.start()
                    screen.signal(number)
                    screen.wait_end(5)
                    self.assertEqual(screen.status, -number)
                    self.assert_clean(screen)

    def test_a_question_is_open(self):
        screen = self.start()
        screen.send("n")
        screen.wait_for("new item")
        screen.send("half a title")
        screen.wait_for("half a title")
        screen.signal(signal.SIGTERM)
        screen.wait_end(5)
        self.assertEqual(screen.status, -signal.SIGTERM)
        self.assert_clean(screen)
        screen = self.start()  # what was typed is still there
        screen.send("n")
        screen.wait_for("half a title")
        screen.send("\x1b")
        screen.wait_gone("half a title")
        screen.send("n")
        screen.wait_for("new item: ")

    # --- wherever it is met, and whatever meets it

    def wait_kept(self, text):
        self.world.wait_kept(text)

    def start_read(self):
        """Opened, and all of the file is read: from then on it can be changed."""
        screen = self.start()
        screen.wait_for("? help")  # the last row: the one above it is there, too
        screen.wait_gone("reading …")
        return screen

    def to_form(self, screen, text):
        screen.send("e")
        screen.wait_for("Ctrl-s save")
        screen.send("\x15" + text)
        screen.wait_for(text)

    def to_triage(self, screen, text):
        screen.send("Tw")
        screen.wait_for("ask ")
        screen.send(text)
        screen.wait_for(text)

    def to_choice(self, screen, text):
        screen.send("T3")
        screen.wait_for("decline ")
        screen.send(text)
        screen.wait_for(text)

    def to_sync(self, screen, text):
        screen.send("S")
        screen.wait_until(lambda shown: "SYNC M-" in shown or "start now" in shown)
        screen.send("\r" if "start now" in screen.screen() else "")
        screen.wait_for("SYNC M-")
        screen.send("c")
        screen.wait_prompt("note")
        screen.send(text)
        screen.wait_for(text)

    def fresh_team(self):
        """A team of its own, so that each place is met as it is the first time."""
        world = World(LOCKSTEP)
        self.addCleanup(world.__exit__)
        world.env["ASAN_OPTIONS"] = self.world.env["ASAN_OPTIONS"]
        world.init()
        self.world = world  # of this test alone

    def meet(self, place, what, text):
        """Types in a place, and ends it by a signal, or by taking the terminal away."""
        screen = self.start_read()
        getattr(self, "to_" + place)(screen, text)
        if what in ("SEGV", "ABRT", "KILL"):
            self.wait_kept(text)  # nobody keeps anything after a crash
        if what == "gone":
            end = os.pidfd_open(screen.pid)
            os.close(screen.fd)
            self.assertTrue(select.select([end], [], [], 5)[0], "still runs without a terminal")
            os.close(end)
            screen.fd = os.open("/dev/null", os.O_RDWR)
            screen.poll()
            self.assertEqual(screen.status, -signal.SIGHUP)
            return
        number = getattr(signal, "SIG" + what)
        screen.signal(number)
        screen.wait_end(5)
        self.assertEqual(screen.status, -number)
        if what != "KILL":
            self.assert_clean(screen)

    def test_whatever_ends_it_what_was_typed_is_kept(self):
        places = {"form": ("TERM", "SEGV", "gone"), "triage": ("HUP", "ABRT", "gone"), "sync": ("INT", "TERM", "SEGV"),
                  "choice": ("HUP", "SEGV")}
        if os.environ.get("LOCKSTEP_TEST_NIGHTLY"):  # each with each
            places = dict.fromkeys(places, ("TERM", "HUP", "INT", "SEGV", "ABRT", "gone"))
        for place, endings in places.items():
            self.fresh_team()
            for what in endings:
                with self.subTest(place=place, what=what):
                    text = "half a thought %s %s" % (place, what)
                    self.meet(place, what, text)
                    self.wait_kept(text)  # by a process that may outlive the screen
                    screen = self.start_read()
                    screen.send({"form": "e", "triage": "Tw", "sync": "Sc", "choice": "T3"}[place])
                    screen.wait_for(text)  # offered again
                    screen.signal(signal.SIGKILL)
                    screen.wait_end(5)

    def test_everywhere_one_cell_and_back(self):
        for place in ("home", "form", "triage", "sync"):
            self.fresh_team()
            with self.subTest(place=place):
                screen = self.start_read()
                if place != "home":
                    getattr(self, "to_" + place)(screen, "half a thought")
                screen.settle()
                before = screen.screen()
                for columns, rows in ((1, 1), (3, 2), (1, 40), (200, 1), (1, 1), (100, 30)):
                    screen.resize(columns, rows)
                    screen.signal(signal.SIGWINCH)
                    screen.settle(0.02)
                same = re.compile(r"\d+:\d\d|saved.*|█|░")
                screen.wait_until(lambda text: same.sub("", text) == same.sub("", before))
                if place != "home":
                    screen.send(" and more")
                    screen.wait_for("half a thought and more")
                screen.signal(signal.SIGTERM)
                screen.wait_end(5)
                self.assert_clean(screen)

    def shell(self):
        """A shell with job control: nobody stops who has nobody to continue him."""
        shell = term.Term(["sh", "-i"], env=dict(self.world.env, PS1="ready> ", ENV=""), size=(100, 30))
        self.addCleanup(shell.close)
        shell.wait_for("ready>")
        self.found = termios.tcgetattr(shell.fd)
        return shell

    def test_stopped_everywhere(self):
        """Ctrl-z in a form, in triage and in the sync: the shell has its terminal, and fg what was typed."""
        shell = self.shell()
        for place in ("form", "triage", "sync"):
            self.fresh_team()
            shell.send("%s %s\n" % (LOCKSTEP, self.world.file))
            shell.wait_for("BACKLOG", 20)
            shell.wait_for("? help")
            shell.wait_gone("reading …")
            getattr(self, "to_" + place)(shell, "half a thought")
            before = len(shell.raw)
            shell.send("\x1a")
            shell.wait_until(lambda text: b"Stopped" in shell.raw[before:] and text.rstrip().endswith("ready>"))
            self.assert_clean(shell)
            shell.send("fg\n")
            shell.wait_for("half a thought")
            shell.send(" goes on")
            shell.wait_for("half a thought goes on")
            shell.send("\x18\x1b" if place == "form" else "\x1b")
            shell.wait_gone("half a thought")
            shell.send("" if place == "form" else "\x1b")
            shell.wait_for("BACKLOG")
            shell.send("q")
            shell.wait_until(lambda text: "BACKLOG" not in text and text.rstrip().endswith("ready>"))
            self.assert_clean(shell)

    def test_stop_and_continue(self):
        screen = self.shell()
        screen.send("%s %s\n" % (LOCKSTEP, self.world.file))
        screen.wait_for("BACKLOG", 20)
        for stops in (1, 2):
            before = len(screen.raw)
            screen.send("\x1a")
            screen.wait_until(lambda text: text.count("Stopped") == stops)
            self.assert_clean(screen)
            screen.send("fg\n")
            screen.wait_until(lambda text: b"\x1b[?2004h" in screen.raw[before:] and "BACKLOG" in text)
        screen.send("q")
        screen.wait_until(lambda text: "BACKLOG" not in text and text.rstrip().endswith("ready>"))
        self.assert_clean(screen)

    def test_resize(self):
        screen = self.start(size=(120, 36))
        screen.wait_for("3 BLOCKERS")
        for columns, rows in ((80, 24), (60, 16), (40, 10), (39, 9), (200, 60), (120, 36)):
            screen.resize(columns, rows)
            screen.signal(signal.SIGWINCH)
            screen.wait_for("enlarge to 40x10" if columns < 40 else "BACKLOG")
            widest = max(len(screen.line(row)) for row in range(rows))
            self.assertLessEqual(widest, columns)
        screen.send("q")
        screen.wait_end(2)
        self.assert_clean(screen)

    def test_the_terminal_goes(self):
        screen = self.start()
        end = os.pidfd_open(screen.pid)
        os.close(screen.fd)
        self.assertTrue(select.select([end], [], [], 5)[0], "still runs without a terminal")
        os.close(end)
        screen.fd = os.open("/dev/null", os.O_RDWR)
        screen.poll()
        self.assertEqual(screen.status, -signal.SIGHUP)

    def test_no_color(self):
        screen = self.start(NO_COLOR="1")
        self.assertIsNone(COLOUR.search(screen.raw))
        screen = self.start()
        self.assertIsNotNone(COLOUR.search(screen.raw))

    def test_a_locale_without_utf8(self):
        screen = self.start(LC_ALL="C")
        screen.send("j")
        screen.send("q")
        screen.wait_end(2)
        self.assertTrue(all(byte < 0x80 for byte in screen.raw))

    def test_a_terminal_that_cannot(self):
        for name in ("dumb", "no-such-terminal"):
            screen = term.Term(["env", "TERM=" + name, LOCKSTEP, self.world.file], env=self.world.env)
            self.addCleanup(screen.close)
            screen.wait_end(5)
            self.assertEqual(screen.status, 1)
            self.assertIn(b"cannot place its cursor", screen.raw)

    def test_a_terminal_newer_than_terminfo(self):
        for name in ("xterm-newer", "kitty-newer"):
            screen = term.Term(["env", "TERM=" + name, LOCKSTEP, self.world.file], env=self.world.env)
            self.addCleanup(screen.close)
            screen.wait_for("BACKLOG")
            screen.send("q")
            screen.wait_end(2)

    def test_escape_is_quick_and_alone(self):
        screen = self.start()
        screen.send("/")
        screen.wait_for("words, owner:none")
        took = screen.send("\x1b") or screen.wait_gone("words, owner:none", 1)
        self.assertLess(took, 0.5)
        screen.send("\x1b[B")
        screen.send("/")
        screen.wait_for("words, owner:none")
        screen.send("\x1bq")  # two keys that came together are two keys
        screen.wait_end(2)

    def test_paste_is_text(self):
        screen = self.start()
        screen.send("n")
        screen.wait_for("new item")
        screen.send("\x1b[200~one q\x1b[31m\r\ntwo\x1b[201~")
        screen.wait_for("one q")
        screen.send("\x1b")
        screen.wait_gone("one q")
        screen.send("q")
        screen.wait_end(2)

    def test_news_of_others(self):
        screen = self.start(size=(120, 36))
        other = dict(self.world.env, LOCKSTEP_USER="priya", XDG_STATE_HOME=os.path.join(self.world.root, "priya"))
        subprocess.run([LOCKSTEP, "item", "set", "LS-20", "due=2026-04-09", "-f", self.world.file], env=other, check=True,
                       stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        screen.wait_for("priya set LS-20 due", 10)
        screen.wait_for(" new since you looked")
        told = re.search(r"\d+ new since you looked", screen.screen())[0]  # the file is shared by all tests here
        screen.send("q")
        screen.wait_end(2)
        screen = self.start(size=(120, 36))
        screen.wait_for(told)
        screen.send("W")
        screen.wait_for("SINCE YOU LOOKED " + told.split()[0])
        screen.send("\x1b")
        screen.wait_gone("since you looked")
        screen.send("q")
        screen.wait_end(2)
        screen = self.start(size=(120, 36))  # now it has been looked at
        self.assertNotIn("since you looked", screen.screen())

    def as_priya(self, *words):
        other = dict(self.world.env, LOCKSTEP_USER="priya", XDG_STATE_HOME=os.path.join(self.world.root, "priya"))
        subprocess.run([LOCKSTEP, *words, "-f", self.world.file], env=other, check=True,
                       stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def test_news_leaves_all_in_its_place(self):
        """Others' changes move rows: the cursor, the marks and an open form stay, and what came has a sign for a moment."""
        screen = self.start(size=(120, 36), NO_COLOR="1")

        def rows(sign):
            return {found[1] for found in re.finditer(sign + r"[ ✓•]*(LS-\d+)", screen.screen())}

        screen.send("jj jj ")
        screen.wait_for("2 marked")
        screen.send("jj")
        screen.settle()
        cursor, marked = rows("▌"), rows("✓")
        self.assertEqual((len(cursor), len(marked)), (1, 2), screen.screen())
        self.assertNotIn("•", screen.screen())
        first = screen.line(7)
        moved = sorted(cursor | marked) + ["LS-20"]
        self.as_priya("item", "priority", *moved, "4")
        self.as_priya("item", "due", "LS-20", "2026-04-08")
        screen.wait_until(lambda text: rows("•") >= cursor | marked)
        self.assertEqual((rows("▌"), rows("✓")), (cursor, marked), screen.screen())
        self.assertNotEqual(first, screen.line(7), "nothing moved, so that nothing was tested")
        screen.wait_gone("•", 6)
        self.assertEqual((rows("▌"), rows("✓")), (cursor, marked), screen.screen())
        screen.send("-e")
        screen.wait_for("save")
        screen.send("\x15Half a title")
        screen.wait_for("Half a title")
        focus = [row for row in range(36) if "▌" in screen.line(row)]
        self.as_priya("item", "set", cursor.copy().pop(), "effort=7")
        screen.wait_for("priya", 10)
        self.assertIn("Half a title", screen.screen())
        self.assertEqual(focus, [row for row in range(36) if "▌" in screen.line(row)])
        screen.send("!")
        screen.wait_for("Half a title!")

    def traced(self, calls):
        """The screen under strace, quiet; returns it and a function that gives the front end's calls since then."""
        log = os.path.join(self.world.root, "calls")
        command = ["strace", "-e", "trace=" + calls, "-e", "signal=none", "-o", log, LOCKSTEP, self.world.file]
        screen = term.Term(command, env=dict(self.world.env, LOCKSTEP_NOW="2026-03-10T09:28"))
        self.addCleanup(screen.close)
        screen.wait_for("BACKLOG", 20)
        while screen._read(1):
            pass
        with open(log, encoding="ascii") as calls_so_far:
            before = len(calls_so_far.readlines())

        def since():
            with open(log, encoding="ascii") as calls_now:
                return calls_now.readlines()[before:]

        return screen, since

    @unittest.skipUnless(shutil.which("strace"), "strace is not installed")
    def test_queued_keys_paint_once(self):
        """One paint is one run of writes; curses writes row by row."""
        screen, since = self.traced("write,poll")
        first = screen.line(5)
        screen.send("j" * 10)
        screen.wait_until(lambda text: screen.line(5) != first)
        while screen._read(0.5):
            pass
        paints = "".join("w" if call.startswith("write(1,") else "." for call in since())
        self.assertEqual(len([run for run in paints.split(".") if run]), 1, paints)

    @unittest.skipUnless(shutil.which("strace"), "strace is not installed")
    def test_idle_calls(self):
        """Idle, the front end only polls, looks at its sockets, and asks the share process to look at the file."""
        screen, since = self.traced("all")
        screen._read(5)
        names = {call.split("(")[0] for call in since() if "(" in call}
        self.assertLessEqual(names, {"poll", "ppoll", "read", "recvfrom", "sendto", "clock_gettime", "restart_syscall"})
        self.assertLess(len(since()), 60)

    def test_idle_writes_nothing(self):
        screen = self.start(LOCKSTEP_NOW="2026-03-10T09:28")
        screen.send("j")
        while screen._read(0.5):
            pass
        before = len(screen.raw)
        screen._read(1.2)
        self.assertEqual(before, len(screen.raw))


if __name__ == "__main__":
    term.needed()
    cases.run()
