"""A world of its own for a test of the whole program: environment, state folder, clock, user, a sample team file.

What the file holds is asked of SQLite itself, not of the program under test.
"""

import collections
import ctypes
import os
import re
import select
import shutil
import sqlite3
import subprocess
import tempfile
import time


NOW = "2026-03-10T09:28"  # the sample team's morning, two minutes before its sync

# Of this machine's settings a program under test sees none; LOCKSTEP_TEST_* speaks to the tests.
DROPPED = re.compile(r"LOCKSTEP_(?!TEST_)|XDG_|LC_|LANG|TERM|COLUMNS|LINES|NO_COLOR|CLICOLOR|COLORFGBG|TMUX|VISUAL|EDITOR")


def environment(home, **more):
    """The environment of a program under test: who sits where and when is fixed, what it keeps it keeps below home.
    more: names set besides, None takes one away."""
    env = {name: value for name, value in os.environ.items() if not DROPPED.match(name)}
    env.update(HOME=home, LC_ALL="C.UTF-8", TZ="Europe/Berlin", LOCKSTEP_USER="ines", LOCKSTEP_NOW=NOW)
    for name in ("STATE", "CONFIG", "CACHE"):
        env["XDG_%s_HOME" % name] = os.path.join(home, name.lower())
    env.update(more)
    return {name: value for name, value in env.items() if value is not None}


def path_to(program, folder):
    """A PATH on which the program is found as lockstep: by a link in a folder of its own below folder."""
    there = os.path.join(folder, "bin")
    os.mkdir(there)
    os.symlink(os.path.abspath(program), os.path.join(there, "lockstep"))
    return there + ":" + os.environ["PATH"]


class World:
    def __init__(self, program, folder=None):
        self.program = program
        self.root = tempfile.mkdtemp(prefix="lockstep-fault-")
        self.file = os.path.join(folder or self.root, "team.db")
        self.env = environment(self.root, LOCKSTEP_NOW=NOW + "+")

    def __enter__(self):
        return self

    def __exit__(self, *unused):
        shutil.rmtree(self.root, ignore_errors=True)

    def init(self):
        self.run("init", self.file, "--sample", check=True)

    def start(self, *words):
        """Starts one command on the team file; its output is one text."""
        return subprocess.Popen([self.program, *words], env=dict(self.env, LOCKSTEP_FILE=self.file), text=True,
                                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    def run(self, *words, check=False, seconds=60):
        """Runs one command; returns status and output."""
        process = self.start(*words)
        try:
            said = process.communicate(timeout=seconds)[0]
        except subprocess.TimeoutExpired:
            process.kill()
            raise AssertionError("lockstep %s: still runs after %d s" % (" ".join(words), seconds)) from None
        if check and process.returncode:
            raise AssertionError("lockstep %s: status %d\n%s" % (" ".join(words), process.returncode, said))
        return process.returncode, said

    def is_kept(self, text):
        """Whether the journal of this machine holds a text."""
        for folder, _, names in os.walk(self.env["XDG_STATE_HOME"]):
            for name in names:
                try:
                    with open(os.path.join(folder, name), "rb") as file:
                        if text.encode() in file.read():
                            return True
                except FileNotFoundError:  # replaced meanwhile
                    pass
        return False

    def wait_kept(self, text, seconds=10):
        """Until the journal holds what was typed, looked at fifty times a second."""
        end = time.monotonic() + seconds
        while not self.is_kept(text):
            if time.monotonic() > end:
                raise AssertionError("not kept within %g s: %s" % (seconds, text))
            select.select([], [], [], 0.02)

    def ask(self, sql, *values):
        """Rows of the team file, read past the program. Nobody may be writing."""
        db = sqlite3.connect("file:%s?mode=ro" % self.file, uri=True, timeout=10)
        try:
            return db.execute(sql, values).fetchall()
        finally:
            db.close()

    def times(self, token):
        """How often a token is in the file: as an item's title, a blocker, or a note (an action's own line, "text, who, due …", apart)."""
        return sum(self.ask(sql, "%" + token + "%")[0][0] for sql in (
            "SELECT count(*) FROM item WHERE NOT deleted AND title LIKE ?",
            "SELECT count(*) FROM note WHERE NOT deleted AND text LIKE ? AND text NOT LIKE '%, %'",
            "SELECT count(*) FROM blocker WHERE NOT deleted AND what LIKE ?"))

    def tokens(self, prefix):
        """How often each token PREFIX-NUMBER-end stands in the file, and in how many changesets of the log (also what
        was overwritten since): two Counters."""
        shape = re.compile(re.escape(prefix).encode() + rb"-\d+-end")
        stands, logged = collections.Counter(), collections.Counter()
        for (text,) in self.ask("SELECT title FROM item WHERE NOT deleted UNION ALL SELECT what FROM blocker WHERE NOT deleted "
                                "UNION ALL SELECT text FROM note WHERE NOT deleted AND text NOT LIKE '%, %'"):
            stands.update(set(shape.findall((text or "").encode())))
        seen = set()
        for seq, fields in self.ask("SELECT seq, fields FROM log"):
            seen.update((seq, token) for token in shape.findall(fields))
        logged.update(token for _, token in seen)
        return ({token.decode(): count for token, count in counts.items()} for counts in (stands, logged))

    def integrity(self):
        """What is wrong with the file, "" where nothing is."""
        said = self.ask("PRAGMA integrity_check")
        twice = self.ask("SELECT hex(writer), n, count(*) FROM log WHERE writer IS NOT NULL GROUP BY 1, 2 HAVING count(*) > 1")
        gaps = self.ask("SELECT hex(writer), count(*), min(n), max(n) FROM log WHERE writer IS NOT NULL GROUP BY 1 "
                        "HAVING count(*) <> max(n) - min(n) + 1")
        return "; ".join([row[0] for row in said if row[0] != "ok"] + ["changeset twice: %s %d" % row[:2] for row in twice]
                         + ["gap in the log of %s: %d of %d to %d" % row for row in gaps])


PR_SET_CHILD_SUBREAPER = 36
TITLES = {"journal": "lockstep-keep", "share": "lockstep-share"}  # what the helper processes call themselves


def adopt_orphans():
    """Makes this process the parent of helper processes, which are forked twice: so they can be found."""
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def helpers():
    """Helper processes that live, of all programs started here: {pid: name}. Buries the dead ones."""
    with open("/proc/self/task/%d/children" % os.getpid(), encoding="ascii") as f:
        pids = [int(word) for word in f.read().split()]
    found = {}
    for pid in pids:
        try:
            with open("/proc/%d/stat" % pid, encoding="utf-8") as f:
                stat = f.read()
        except OSError:
            continue
        name, state = stat[stat.index("(") + 1:stat.rindex(")")], stat[stat.rindex(")") + 2]
        if not name.startswith("lockstep-"):
            continue
        if state == "Z":
            os.waitpid(pid, os.WNOHANG)
        elif name in TITLES.values():
            found[pid] = name
    return found


def victim_of(pid, kind, before, running, seconds=2):
    """The process to kill: the front end itself, or its helper of that kind once it is there; None if it never came.
    before: helpers() as it was before pid started."""
    if kind in ("front", "all"):
        return pid
    until = time.monotonic() + seconds
    while time.monotonic() < until and running():
        for child, name in helpers().items():
            if child not in before and TITLES[kind] in name:
                return child
    return None
