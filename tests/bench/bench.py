#!/usr/bin/env python3
"""How fast lockstep is, beside the tools that are installed, in one run: medians and ratios, as a table.

usage: bench.py LOCKSTEP [--items N,N,...] [--rounds N] [--only WORD,...] [--folder DIR]

Each round runs lockstep and its peers by turns, so that both meet the same machine. Times are milliseconds from the
start or the key to the last byte of the picture. Nothing here passes or fails: the reader judges.
"""

import argparse
import fcntl
import os
import pty
import select
import shutil
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "helpers"))
from world import NOW, environment  # noqa: E402

SIZE = (36, 120)
SCHEMA = ("CREATE TABLE item(id TEXT,type TEXT,track TEXT,title TEXT,notes TEXT,status TEXT,resolution TEXT,owner TEXT,"
          "backup TEXT,priority INT,reach INT,impact REAL,confidence INT,effort REAL,due TEXT,tags TEXT,created TEXT,"
          "status_since TEXT);CREATE INDEX i1 ON item(status);CREATE INDEX i2 ON item(owner);"
          "CREATE UNIQUE INDEX i3 ON item(id);")


class Pty:
    """A program on a terminal of 120x36; what it writes is timed, not looked at."""

    def __init__(self, command, env):
        self.began = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if not self.pid:
            os.execvpe(command[0], command, env)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", *SIZE, 0, 0))
        self.seen = b""

    def read(self, limit):
        """What comes within limit seconds, b"" where nothing does."""
        if not select.select([self.fd], [], [], limit)[0]:
            return b""
        try:
            data = os.read(self.fd, 1 << 16)
        except OSError:
            return b""
        self.answer(data)
        return data

    def answer(self, data):
        """Some tools ask the terminal where its cursor is and wait."""
        if b"\x1b[6n" in data:
            os.write(self.fd, b"\x1b[1;1R")

    def until_quiet(self, quiet, limit=60.0):
        """Seconds from now to the last byte before quiet seconds of silence, and how many bytes came."""
        start = last = time.perf_counter()
        count = 0
        while time.perf_counter() - start < limit:
            data = self.read(quiet if count else min(limit, 5.0))
            if not data:
                break
            last = time.perf_counter()
            count += len(data)
        return last - start, count

    def first_frame(self, marker, quiet, limit=60.0):
        """Seconds from the start to the marker, or to the last byte before the silence where there is no marker."""
        last = self.began
        while time.perf_counter() - self.began < limit:
            data = self.read(quiet if self.seen and not marker else limit)
            if not data:
                break
            self.seen += data
            last = time.perf_counter()
            if marker and marker in self.seen:
                break
        return last - self.began

    def key(self, keys, quiet):
        os.write(self.fd, keys)
        return self.until_quiet(quiet)

    def close(self):
        try:
            os.kill(self.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        os.close(self.fd)
        os.waitpid(self.pid, 0)


class Bench:
    def __init__(self, lockstep, folder, rounds):
        self.lockstep, self.folder, self.rounds = os.path.abspath(lockstep), folder, rounds
        self.env = environment(folder, TERM="xterm-256color", LOCKSTEP_NOW=NOW + "+", TASKRC=os.path.join(folder, "taskrc"))
        self.results = []  # (measure, items, ours, peer's name or "", peer's, unit, target)

    def path(self, items, name):
        return os.path.join(self.folder, str(items), name)

    def run(self, command, **options):
        """Seconds that a whole process took. A string is a shell command."""
        began = time.perf_counter()
        done = subprocess.run(command, shell=isinstance(command, str), env=self.env, stdin=subprocess.DEVNULL,
                              stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False, **options)
        took = time.perf_counter() - began
        if done.returncode not in (0, 1):
            raise SystemExit("%s: status %d\n%s" % (command, done.returncode, done.stderr.decode()))
        return took

    def race(self, measure, items, ours, peers, target="", unit="ms", rounds=0):
        """ours and peers: functions that return a value; by turns. peers: name → function."""
        took = {None: []}
        for _ in range(rounds or self.rounds):
            took[None].append(ours())
            for name, peer in peers.items():
                took.setdefault(name, []).append(peer())
        mine = statistics.median(took[None])
        self.say(measure, items, mine, "", 0, unit, "")
        for name in peers:
            self.say(measure, items, mine, name, statistics.median(took[name]), unit, target)

    def say(self, measure, items, mine, peer, theirs, unit, target):
        self.results.append((measure, items, mine, peer, theirs, unit, target))
        print("%-28s %7d  %10.2f %s%s" % (measure, items, mine, unit, "   %s %.2f, ratio %.2f" % (
            peer, theirs, mine / theirs) if peer and theirs else ""), file=sys.stderr, flush=True)

    # --- data ---

    def make(self, items):
        folder = os.path.join(self.folder, str(items))
        subprocess.run([sys.executable, os.path.join(HERE, "gen.py"), "42", str(items), folder], check=True)
        self.run("%s init %s --name Bench" % (self.lockstep, self.path(items, "team.db")))
        self.run("%s -f %s import %s %s" % (self.lockstep, self.path(items, "team.db"), self.path(items, "person.csv"),
                                            self.path(items, "item.csv")))
        self.run("sqlite3 %s '%s' '.import --csv --skip 1 %s item'" % (self.path(items, "peer.db"), SCHEMA,
                                                                       self.path(items, "item.csv")))

    # --- what is measured ---

    def bench_csv(self, n):
        item, person, fresh = self.path(n, "item.csv"), self.path(n, "person.csv"), self.path(n, "fresh.db")

        def take_in():
            for name in (fresh, fresh + "-journal", fresh + "-peers"):
                subprocess.run(["rm", "-rf", name], check=True)
            self.run([self.lockstep, "init", fresh, "--name", "Fresh"])
            self.run([self.lockstep, "-f", fresh, "import", person])
            return 1000 * self.run([self.lockstep, "-f", fresh, "import", item])

        def peer_in():
            subprocess.run(["rm", "-f", self.path(n, "s.db")], check=True)
            return 1000 * self.run("sqlite3 %s '%s' '.import --csv --skip 1 %s item'" % (self.path(n, "s.db"), SCHEMA, item))
        self.race("import", n, take_in, {"sqlite3 .import + 3 indexes": peer_in}, "≤ 1.6" if n == 100000 else "",
                  rounds=min(self.rounds, 3) if n > 10000 else 0)
        team, peer = self.path(n, "team.db"), self.path(n, "peer.db")
        self.race("export", n, lambda: 1000 * self.run([self.lockstep, "-f", team, "export", "item", "-o", self.path(n, "o.csv")]),
                  {"sqlite3 -csv": lambda: 1000 * self.run("sqlite3 -csv -header %s 'SELECT * FROM item' > %s" % (peer, self.path(n, "p.csv")))},
                  "≤ 0.85" if n == 100000 else "")

    def frame(self, command, marker, quiet):
        p = Pty(command, self.env)
        took = p.first_frame(marker, quiet)
        p.close()
        return 1000 * took

    def bench_start(self, n):
        peers = {}
        if shutil.which("vim"):
            peers["vim -u NONE"] = lambda: self.frame(["vim", "-u", "NONE", "-i", "NONE", "-n", self.path(n, "item.csv")], None, .15)
        self.race("start to first frame", n, lambda: self.frame([self.lockstep, self.path(n, "team.db")], b"LS-", 0), peers,
                  {10000: "≤ 1.0", 100000: "≤ 0.25"}.get(n, ""))

    def keys_of(self, command, marker, setup, keys, quiet, leave=None):
        """Milliseconds of each key, after the first picture. leave: the key that throws away what was typed."""
        p = Pty(command, self.env)
        p.first_frame(marker, .3)
        p.until_quiet(.3, 5)
        if setup:
            p.key(setup, .2)
        took = [1000 * p.key(k, quiet)[0] for k in keys]
        if leave:
            p.key(leave, .2)
        p.close()
        return took

    def bench_keys(self, n):
        ours = [self.lockstep, self.path(n, "team.db")]
        vim = ["vim", "-u", "NONE", "-i", "NONE", "-n", self.path(n, "item.csv")]
        peers = {}
        if shutil.which("vim"):
            peers["vim"] = lambda: statistics.median(self.keys_of(vim, None, None, [b"j"] * 60, .01))
        self.race("key j", n, lambda: statistics.median(self.keys_of(ours, b"LS-", None, [b"j"] * 60, .01)), peers, "≤ 3", rounds=3)

        def burst(command, marker, value):
            p = Pty(command, self.env)
            p.first_frame(marker, .3)
            p.until_quiet(.3, 5)
            took, count = p.key(b"j" * 200, .25)
            p.close()
            return 1000 * took if value == "ms" else count / 1000
        for value, unit in (("ms", "ms"), ("bytes", "kB")):
            peers = {"vim": lambda v=value: burst(vim, None, v)} if shutil.which("vim") else {}
            self.race("200 queued keys", n, lambda v=value: burst(ours, b"LS-", v), peers, "≤ 0.25", unit, rounds=3)

    def bench_filter(self, n):
        keys = [c.encode() for c in "payment"]
        ours = [self.lockstep, self.path(n, "team.db")]
        peers = {"fzf -e": ["sh", "-c", "exec fzf -e < %s" % self.path(n, "titles.txt")],
                 "fzy": ["sh", "-c", "exec fzy -l 34 < %s" % self.path(n, "titles.txt")]}
        for what, take, targets in (("filter, mean key", statistics.mean, ("≤ 0.3", "≤ 1.3")), ("filter, worst key", max, ("≤ 0.25", ""))):
            for name, command in peers.items():
                if not shutil.which(name.split()[0]):
                    continue
                target = targets[0] if name == "fzf -e" and n == 100000 else targets[1] if name == "fzy" and n == 10000 else ""
                self.race(what, n, lambda t=take: t(self.keys_of(ours, b"LS-", b"/", keys, .12)),
                          {name: lambda c=command, t=take: t(self.keys_of(c, None, None, keys, .12))}, target, rounds=3)

    def bench_alike(self, n):
        """A title that is typed, its look-alikes told with every key, from the first key on; beside fzf's filter."""
        keys = [c.encode() for c in "improve search on slow connections"]
        ours = [self.lockstep, self.path(n, "team.db")]
        for what, take in (("look-alikes, mean key", statistics.mean), ("look-alikes, worst key", max)):
            peers = {}
            if shutil.which("fzf"):
                peers["fzf"] = lambda t=take: t(self.keys_of(["sh", "-c", "exec fzf < %s" % self.path(n, "titles.txt")], None,
                                                             None, keys, .12))
            self.race(what, n, lambda t=take: t(self.keys_of(ours, b"LS-", b"n", keys, .12, b"\x1b")), peers,
                      "≤ 50 ms" if n == 100000 else "", rounds=3)

    def bench_command(self, n):
        team, peer = self.path(n, "team.db"), self.path(n, "peer.db")
        turn = iter(range(10 ** 9))

        def change():
            return 1000 * self.run([self.lockstep, "-f", team, "item", "set", "LS-5", "title=Changed %d" % next(turn)])

        def peer_change():
            return 1000 * self.run("sqlite3 %s \"PRAGMA journal_mode=PERSIST;PRAGMA synchronous=EXTRA;BEGIN IMMEDIATE;"
                                   "UPDATE item SET title='Changed %d' WHERE id='LS-5';COMMIT\"" % (peer, next(turn)))
        peers = {"sqlite3 shell": peer_change}
        if shutil.which("task") and n <= 10000:
            peers["task modify"] = lambda: 1000 * self.run("task rc.confirmation=off 5 modify description:changed-%d" % next(turn))
        self.race("one change", n, change, peers, "≤ 1.5")
        self.race("list", n, lambda: 1000 * self.run([self.lockstep, "-f", team, "item", "list", "status:started", "--csv"]),
                  {"sqlite3 shell": lambda: 1000 * self.run("sqlite3 -csv %s \"SELECT * FROM item WHERE status='started'\"" % peer)})
        self.race("show", n, lambda: 1000 * self.run([self.lockstep, "-f", team, "item", "show", "LS-5"]), {})
        self.race("agenda", n, lambda: 1000 * self.run([self.lockstep, "-f", team, "agenda"]), {})

    def bench_refresh(self, n):
        """From a change by another process to the picture that shows it, looked for with a key."""
        team = self.path(n, "team.db")
        turn = iter(range(10 ** 9))

        def refresh():
            p = Pty([self.lockstep, team], self.env)
            p.first_frame(b"LS-", 0)
            p.until_quiet(.4, 5)
            env = dict(self.env, LOCKSTEP_USER="p01", XDG_STATE_HOME=os.path.join(self.folder, "state2"))
            subprocess.run([self.lockstep, "-f", team, "-q", "item", "set", "LS-7", "title=Fresh %d" % next(turn)], env=env,
                           check=True, stdout=subprocess.DEVNULL)
            p.until_quiet(.05, 1)
            took, _ = p.key(b"r", .1)
            p.close()
            return 1000 * took
        self.race("refresh", n, refresh, {}, rounds=3)

    # --- the table ---

    def table(self):
        print("| measure | items | lockstep | peer | its | ratio | target |\n|---|---:|---:|---|---:|---:|---|")
        done = set()
        for measure, items, mine, peer, theirs, unit, target in self.results:
            with_peer = any(r[0] == measure and r[1] == items and r[5] == unit and r[3] for r in self.results)
            if (not peer and with_peer) or (measure, items, peer, unit) in done:
                continue
            done.add((measure, items, peer, unit))
            ratio = mine / theirs if peer and theirs else None
            missed = ratio and target and ratio > float(target.split()[1])
            print("| %s | %d | %.2f %s | %s | %s | %s | %s |" % (
                measure, items, mine, unit, peer or "-", "%.2f %s" % (theirs, unit) if peer else "-",
                "%.2f" % ratio if ratio else "-", target + (", **missed**" if missed else "")))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lockstep")
    parser.add_argument("--items", default="1000,10000,100000")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", default="csv,start,keys,filter,alike,command,refresh")
    parser.add_argument("--folder")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="lockstep-bench-") as temporary:
        bench = Bench(args.lockstep, args.folder or temporary, args.rounds)
        for n in (int(word) for word in args.items.split(",")):
            if not os.path.exists(bench.path(n, "team.db")):
                bench.make(n)
            for only in args.only.split(","):
                getattr(bench, "bench_" + only)(n)
        bench.table()


if __name__ == "__main__":
    main()
