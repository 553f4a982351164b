#!/usr/bin/env python3
"""What the terminal is asked and told, on a real one: its background, the bell, the mouse, the clipboard.

usage: terminal_test.py LOCKSTEP
"""

import base64
import os
import re
import signal
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "helpers"))
import cases  # noqa: E402
import term  # noqa: E402
from world import World  # noqa: E402

LOCKSTEP, = cases.words(1)
ASK = b"\x1b]11;?\x1b\\"
CYAN, BLUE = b"\x1b[36m", b"\x1b[34m"  # the accent of dark and light


class TerminalTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = World(LOCKSTEP)
        cls.addClassCleanup(cls.world.__exit__)
        cls.world.env.pop("COLORFGBG", None)
        cls.world.init()

    def start(self, size=(100, 30), config="", **env):
        folder = os.path.join(self.world.root, "config", "lockstep")
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, "config"), "w", encoding="utf-8") as file:
            file.write(config)
        screen = term.Term([LOCKSTEP, self.world.file], env=dict(self.world.env, **env), size=size)
        self.addCleanup(screen.close)
        screen.wait_for("BACKLOG", 20)
        screen.wait_for("? help")
        screen.wait_gone("reading …")
        return screen

    def wait_raw(self, screen, bytes_, start=0):
        screen.wait_until(lambda text: bytes_ in screen.raw[start:])

    def leave(self, screen):
        screen.send("q")
        screen.wait_end(5)
        self.assertEqual(screen.status, 0)

    def row(self, screen):
        return next((row for row in range(screen.rows) if "▌" in screen.line(row)), None)

    # --- light and dark

    def test_a_light_terminal(self):
        screen = self.start()
        screen.settle()
        self.assertEqual(screen.raw.count(ASK), 1)
        self.assertIn(CYAN, screen.raw)
        self.assertNotIn(BLUE, screen.raw)
        before = len(screen.raw)
        screen.send("\x1b]11;rgb:ffff/ffff/ffff\x1b\\")
        self.wait_raw(screen, BLUE, before)
        self.assertNotIn(CYAN, screen.raw[before:])
        self.leave(screen)

    def test_a_dark_terminal_is_not_painted_again(self):
        screen = self.start(LOCKSTEP_NOW="2026-03-10T09:28")
        screen.settle()
        before = len(screen.raw)
        screen.send("\x1b]11;rgb:1e1e/1e1e/1e1e\x07")
        screen.settle(0.3)
        self.assertEqual(screen.raw[before:], b"")

    def test_an_answer_between_keys(self):
        """It comes late and in two pieces; no key is lost and nothing of it is typed."""
        screen = self.start()
        first = self.row(screen)
        screen.send("j\x1b]11;rgb:ff")
        screen.wait_until(lambda text: self.row(screen) == first + 1)
        screen.send("ff/ffff/ffff\x1b\\jjn")
        screen.wait_for("new item")
        self.wait_raw(screen, BLUE)
        self.assertRegex(screen.bottom(), "^new item: title")
        screen.send("\x1b")
        screen.wait_gone("new item:")
        self.assertEqual(self.row(screen), first + 3)
        self.leave(screen)

    def test_who_knows_is_not_asked(self):
        for config, env, accent in (("theme = dark\n", {}, CYAN), ("theme = light\n", {}, BLUE), ("theme = mono\n", {}, None),
                                    ("theme = contrast\n", {}, None), ("", {"NO_COLOR": "1"}, None),
                                    ("theme = light\n", {"NO_COLOR": "1"}, None)):
            with self.subTest(config=config, env=env):
                screen = self.start(config=config, **env)
                self.assertNotIn(ASK, screen.raw)
                for colour in (CYAN, BLUE):
                    self.assertEqual(colour in screen.raw, colour == accent)
                self.leave(screen)

    def test_contrast_reverses_signs_alone(self):
        """A column that has a sign in some rows is no bar in the others."""
        screen = self.start(config="theme = contrast\n")
        screen.settle()
        reversed_ = re.findall(rb"\x1b\[0;1;7m([^\x1b]*)", screen.raw)
        self.assertIn("■".encode(), b"".join(reversed_))
        self.assertFalse([text for text in reversed_ if text and not text.strip()], reversed_)
        self.leave(screen)

    def test_what_the_environment_says_holds_until_then(self):
        screen = self.start(COLORFGBG="0;15")
        self.assertIn(ASK, screen.raw)
        self.assertIn(BLUE, screen.raw)
        before = len(screen.raw)
        screen.send("\x1b]11;rgb:0000/0000/0000\x07")
        self.wait_raw(screen, CYAN, before)
        self.leave(screen)

    def test_an_answer_after_leaving_is_not_typed(self):
        """All that is sent waits before the program starts; it reads 4096 bytes at once, so it has left when the answer comes."""
        screen = term.Term(["sh", "-c", 'stty -echo -icanon; echo ready; kill -STOP $$; "$0" "$1"; echo gone; read -r line; echo "got [$line]"',
                            LOCKSTEP, self.world.file], env=self.world.env)
        self.addCleanup(screen.close)
        screen.wait_for("ready")
        os.waitid(os.P_PID, screen.pid, os.WSTOPPED | os.WNOWAIT)
        screen.send("q" + "j" * 4095)
        screen.send("\x1b]11;rgb:ffff/ffff/ffff\x1b\\")
        screen.signal(signal.SIGCONT)
        screen.wait_for("gone")
        screen.send("x\n")
        screen.wait_for("got [x]")

    # --- the bell

    def as_priya(self, *words):
        other = dict(self.world.env, LOCKSTEP_USER="priya", XDG_STATE_HOME=os.path.join(self.world.root, "priya"))
        subprocess.run([LOCKSTEP, *words, "-f", self.world.file], env=other, check=True, stdin=subprocess.DEVNULL,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def test_somebody_starts_a_sync(self):
        screens = [self.start(), self.start(config="bell = off\n")]
        self.as_priya("sync", "start")
        for screen in screens:
            screen.send("r")
            screen.wait_for("S rejoins")
        screens[0].wait_until(lambda text: b"\x07" in screens[0].raw)
        for screen in screens:
            screen.send("j")
            screen.settle()
            self.leave(screen)
        self.assertEqual([screen.raw.count(b"\x07") for screen in screens], [1, 0])
        late = self.start()  # what runs already is no news
        self.leave(late)
        self.assertEqual(late.raw.count(b"\x07"), 0)
        self.as_priya("sync", "end", "-o", self.world.root)

    # --- presets

    def test_preset_plain(self):
        screen = self.start(config="preset = plain\n")
        first = self.row(screen)
        screen.send("j")
        screen.wait_for("j does nothing here")
        screen.send("gg")
        screen.wait_for("gg does nothing here")
        screen.send("\x1b[B")
        screen.wait_until(lambda text: self.row(screen) == first + 1)
        screen.send("gS")
        screen.wait_for("SIGNALS")
        screen.send("q")
        screen.wait_for("BACKLOG")
        self.leave(screen)

    # --- mouse and clipboard

    def test_mouse(self):
        screen = self.start(size=(120, 36))
        first = self.row(screen)
        screen.send("\x1b[<0;10;%dM\x1b[<0;10;%dm" % (first + 4, first + 4))
        screen.wait_until(lambda text: self.row(screen) == first + 3)
        top = screen.line(first)
        screen.send("\x1b[<65;10;%dM" % (first + 4))
        screen.wait_until(lambda text: screen.line(first) != top)
        screen.send("\x1b[<64;10;%dM" % (first + 4))
        screen.wait_until(lambda text: screen.line(first)[4:] == top[4:])
        screen.send("\x1b[<0;90;6M\r")  # the agenda at the side has the focus, and Enter opens its line
        screen.wait_gone("BACKLOG")
        screen.send("\x1b")
        screen.wait_for("BACKLOG")
        screen.send("1gS")
        screen.wait_for("SIGNALS")
        screen.send("\x1b[<0;10;7M")
        screen.wait_until(lambda text: self.row(screen) == 6)
        screen.send("qq")
        screen.wait_end(5)
        self.assertIn(b"\x1b[?1000h", screen.raw)
        screen = self.start(config="mouse = off\n")
        self.assertNotIn(b"\x1b[?1000h", screen.raw)
        self.leave(screen)

    def test_copy(self):
        screen = self.start()
        shown = re.search(r"▌ (LS-\d+)", screen.screen())[1]
        screen.send("y")
        screen.wait_until(lambda text: b"\x1b]52;c;" in screen.raw)
        copied = base64.b64decode(re.search(rb"\x1b\]52;c;([^\x07]*)\x07", screen.raw)[1]).decode()
        self.assertTrue(copied.startswith(shown + " "), copied)
        self.leave(screen)
        screen = self.start(config="clipboard = off\n")
        screen.send("y")
        screen.settle()
        self.assertNotIn(b"\x1b]52", screen.raw)
        self.leave(screen)


if __name__ == "__main__":
    term.needed()
    cases.run()
