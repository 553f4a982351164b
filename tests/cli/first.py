#!/usr/bin/env python3
"""The first start on a real terminal: a sample team of which nothing is kept, a file of our own, a colleague's.

usage: first.py LOCKSTEP SOURCE_ROOT
"""

import os
import subprocess
import sys
import tempfile

PROGRAM, ROOT = (os.path.abspath(path) for path in sys.argv[1:3])
sys.path.insert(0, os.path.join(ROOT, "tests/helpers"))
import cases  # noqa: E402
import term  # noqa: E402
from world import environment  # noqa: E402


class Home:
    """A user who has never started lockstep, in an empty folder."""

    def __init__(self, folder):
        self.folder = folder
        self.work = os.path.join(folder, "work")
        for name in ("work", "tmp"):
            os.mkdir(os.path.join(folder, name))
        self.environment = environment(folder, TMPDIR=os.path.join(folder, "tmp"), XDG_CONFIG_HOME=None, LOCKSTEP_NOW=None)
        os.chdir(self.work)

    def start(self):
        return term.Term([PROGRAM], self.environment, (80, 24))

    def run(self, *words):
        done = subprocess.run([PROGRAM, *words], env=self.environment, cwd=self.work,
                              stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False)
        return done.returncode, done.stdout

    def files(self, name):
        return sorted(os.listdir(os.path.join(self.folder, name)))


def clear(terminal):
    terminal.send("\x15")


def leave(terminal):
    terminal.send("q")
    terminal.wait_end()
    assert terminal.status == 0, terminal.status


def sample(home):
    with home.start() as terminal:
        terminal.wait_for("Look around a sample team")
        terminal.send("1")
        terminal.wait_for("SAMPLE")
        terminal.wait_for("LS-40")
        assert home.files("tmp"), "the sample team is somewhere"
        leave(terminal)
    assert home.files("tmp") == [], home.files("tmp")
    assert home.files("work") == [], home.files("work")


def tour(home):
    """The sample begins with the tour; a sync that is ended in it writes nothing where one works."""
    with home.start() as terminal:
        terminal.wait_for("Look around a sample team")
        terminal.send("1")
        terminal.wait_for("TOUR  1 agenda")
        terminal.send("2")
        terminal.wait_for("✓ agenda")
        terminal.send("S\r")
        terminal.wait_for("SYNC M-12")
        terminal.send(" ")
        terminal.wait_for("✓ sync")
        terminal.send("Q\r")
        terminal.wait_for("recap_")
        terminal.send("\x1b")
        terminal.wait_for("Esc leaves it")
        terminal.send("\x1b")
        terminal.wait_for("1 BACKLOG 46")
        terminal.send("\x1b")
        terminal.wait_for("the tour is left")
        leave(terminal)
    assert home.files("tmp") == [], home.files("tmp")
    assert home.files("work") == [], home.files("work")


def refused(home):
    """An answer that does not do is asked again; who leaves then has written nothing."""
    with home.start() as terminal:
        terminal.wait_for("Look around")
        terminal.send("2")
        terminal.wait_for("was chosen")
        clear(terminal)
        terminal.send("/nowhere/team.db\r")
        terminal.wait_for("there is no folder /nowhere")  # before the other answers, not behind them
        clear(terminal)
        terminal.send("%s/lockstep.db\r" % home.work)
        clear(terminal)
        terminal.send(",\rdana pmm\r\r")
        terminal.wait_for("names nobody")  # and dana is not who sits here
        clear(terminal)
        terminal.send("ines pm\r")
        clear(terminal)
        terminal.send("dana pmx\r\r")
        terminal.wait_for("is no function")
        terminal.wait_for("dana pmx")
        clear(terminal)
        for no_time in ("thu 25", "thu 6", "thu 13pm", "thu"):
            terminal.send("\r" if no_time == "thu 25" else "")
            clear(terminal)
            terminal.send(no_time + "\r")
            terminal.wait_for('"%s" is no time for a weekly sync' % no_time)
        assert home.files("work") == [], home.files("work")
        terminal.send("\x1b")
        terminal.wait_gone("was chosen")
        leave(terminal)
    assert home.files("work") == [], home.files("work")


def ours(home):
    with home.start() as terminal:
        terminal.wait_for("Look around")
        terminal.send("2")
        terminal.wait_for("was chosen")
        terminal.send("\r")
        clear(terminal)
        terminal.send("ines pm\r")
        terminal.send("dana pmm, tomasz pm\r")
        clear(terminal)
        terminal.send("every wednesday at 10am, 30 min\r")
        terminal.wait_for("BACKLOG")
        leave(terminal)
    assert "lockstep.db" in home.files("work"), home.files("work")
    status, text = home.run("export", "ritual")
    assert status == 0 and "weekly,Wed 10:00,30" in text and "ines;dana;tomasz" in text, text
    status, text = home.run("export", "segment")
    assert sum(int(line.split(",")[3]) for line in text.splitlines()[1:]) == 30, text
    status, text = home.run("owner", "list", "--plain")
    assert [line.split("\t")[0] for line in text.splitlines()] == ["dana", "ines", "tomasz"], text
    with open(os.path.join(home.folder, ".config/lockstep/config"), encoding="utf-8") as f:
        assert f.read() == "file = %s/lockstep.db\n" % home.work


def again(home):
    """The second start opens the file at once, from any folder."""
    os.mkdir(os.path.join(home.folder, "elsewhere"))
    os.chdir(os.path.join(home.folder, "elsewhere"))
    with home.start() as terminal:
        terminal.wait_for("BACKLOG")
        leave(terminal)
    os.chdir(home.work)


def colleague(home):
    """Who opens the file of others pastes its path and is asked one thing."""
    own = {"LOCKSTEP_USER": "", "XDG_CONFIG_HOME": os.path.join(home.folder, "lea"), "XDG_STATE_HOME": os.path.join(home.folder, "lea")}
    with term.Term([PROGRAM], {**home.environment, **own}, (80, 24)) as terminal:
        terminal.wait_for("Look around")
        terminal.send("3")
        terminal.wait_for("was chosen")
        terminal.send("\x1b[200~%s\x1b[201~\r" % home.work)  # not yet the file: said here, and remembered nowhere
        terminal.wait_for("is not a file")
        clear(terminal)
        terminal.send("\x1b[200~'file://%s/lockstep.db'\x1b[201~\r" % home.work)
        terminal.wait_for("Which of these are you?")
        terminal.wait_for("tomasz")
        terminal.send("dana\r")
        terminal.wait_for("you are dana here")
        leave(terminal)
    with open(os.path.join(home.folder, "lea/lockstep/config"), encoding="utf-8") as f:
        assert f.read() == "file = %s/lockstep.db\n" % home.work
    with term.Term([PROGRAM], {**home.environment, **own}, (80, 24)) as terminal:
        terminal.wait_for("● dana")  # asked once
        leave(terminal)


def founder(home):
    """Who starts a file has said who they are: at the next start and on the command line that is still known."""
    folder = os.path.join(home.folder, "kim")
    own = {"LOCKSTEP_USER": "", "HOME": folder, "XDG_CONFIG_HOME": folder, "XDG_STATE_HOME": folder}
    os.mkdir(folder)
    os.chdir(folder)
    with term.Term([PROGRAM], {**home.environment, **own}, (120, 36)) as terminal:
        terminal.wait_for("Look around")
        terminal.send("2")
        terminal.wait_for("was chosen")
        terminal.wait_for("Typing replaces what is proposed")
        terminal.send("%s/kim.db\r" % folder)
        terminal.send("kim pm\r\r\r")
        terminal.wait_for("● kim (you)")
        leave(terminal)
    with term.Term([PROGRAM], {**home.environment, **own}, (120, 36)) as terminal:
        terminal.wait_for("● kim (you)")
        leave(terminal)
    done = subprocess.run([PROGRAM, "item", "add", "foo"], env={**home.environment, **own}, stdin=subprocess.DEVNULL,
                          capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert "kim.db" in os.listdir(folder), os.listdir(folder)
    os.chdir(home.work)


def main():
    term.needed()
    passed = failed = 0
    with tempfile.TemporaryDirectory(prefix="lockstep-first-") as folder:
        home = Home(folder)
        for story in (sample, tour, refused, ours, again, colleague, founder):
            try:
                story(home)
                passed += 1
            except AssertionError as error:
                failed += 1
                print("%s: %s" % (story.__name__, error))
        os.chdir("/")
    cases.end(passed, failed)


if __name__ == "__main__":
    main()
