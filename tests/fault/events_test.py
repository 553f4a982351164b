#!/usr/bin/env python3
"""What can happen to a team file while people have it open: each is named, on the screen and on the command line; nothing is
made over the file; what is typed meanwhile is in it once when it is back.

usage: events_test.py LOCKSTEP HANGFS
"""

import concurrent.futures
import errno
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "helpers"))
import cases  # noqa: E402
import hangfs  # noqa: E402
import term  # noqa: E402
from world import World  # noqa: E402

LOCKSTEP, HANGFS = cases.words(2)
SIZE = (160, 30)
LIMIT = 40  # seconds for one word on a busy machine; it comes with the next look, after two
PAGE = 4096
TYPED = "typed while it was away"


def run_sql(path, sql):
    db = sqlite3.connect(path)
    db.create_function("lockstep_guard", 0, lambda: 0)
    db.executescript(sql)
    db.close()


class Event:
    """One event: its name, what it does to a world's file, and the words that the screen and the command line say; None: they
    work on. back: undoes it, where that is not putting the file back as it was. drive: on a drive of ours. types_first: it shows only
    to who writes. theirs: what is typed then is for the file that stands there.
    looks_only: nothing is typed before it is answered."""

    def __init__(self, name, does, screen, line, back=None, drive=False, types_first=False, theirs=False,
                 looks_only=False):
        self.name, self.does, self.screen, self.line = name, does, screen, line
        self.back, self.drive, self.types_first, self.theirs = back, drive, types_first, theirs
        self.looks_only = looks_only


def flip(world):
    """One byte of each page but the first."""
    with open(world.file, "r+b") as f:
        for at in range(PAGE + 100, os.path.getsize(world.file), PAGE):
            f.seek(at)
            byte = f.read(1)
            f.seek(at)
            f.write(bytes([byte[0] ^ 0x55]))


def flip_log(world):
    """The kind of the first page of the log and of each of its indexes."""
    db = sqlite3.connect(world.file)
    roots = [row[0] for row in db.execute("SELECT rootpage FROM sqlite_master WHERE tbl_name = 'log' AND rootpage > 0")]
    db.close()
    with open(world.file, "r+b") as f:
        for root in roots:
            f.seek((root - 1) * PAGE)
            byte = f.read(1)
            f.seek((root - 1) * PAGE)
            f.write(bytes([byte[0] ^ 0x55]))


def put(world, name):
    """As cp beside it and mv do."""
    shutil.copy(os.path.join(world.root, name), world.file + ".put")
    os.replace(world.file + ".put", world.file)


def another_team(world):
    other = os.path.join(world.root, "other.db")
    world.run("init", other, "--name", "Another", check=True)
    put(world, "other.db")


def text_file(world):
    with open(os.path.join(world.root, "other.db"), "w", encoding="utf-8") as f:
        f.write("no database, but a long text\n" * 500)
    put(world, "other.db")


def in_place(sql):
    """Another file of that kind stands there: so it is for who opens it afresh, and for who has it open."""
    def does(world):
        shutil.copy(world.file, os.path.join(world.root, "changed.db"))
        run_sql(os.path.join(world.root, "changed.db"), sql)
        put(world, "changed.db")
    return does


def wal_and_held(world):
    held = os.path.join(world.root, "held.db")
    shutil.copy(world.file, held)
    run_sql(held, "PRAGMA journal_mode = WAL")
    # In a process of its own: this one drops its locks on a file whenever it has looked into it (POSIX).
    world.holder = subprocess.Popen(["sqlite3", held], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    world.holder.stdin.write("SELECT 'held' FROM item LIMIT 1;\n")
    world.holder.stdin.flush()
    assert world.holder.stdout.readline() == "held\n"
    os.replace(held, world.file)


def let_go(world):
    world.holder.communicate()
    put(world, "before.db")


EVENTS = [
    Event("removed", lambda w: os.unlink(w.file), "there is no file", "there is no team file"),
    Event("cut in half", lambda w: os.truncate(w.file, os.path.getsize(w.file) // 2), "damaged", "is a team file, but damaged",
          types_first=True),
    Event("emptied", lambda w: os.truncate(w.file, 0), "is empty: not a lockstep team file", "is empty"),
    Event("a byte flipped in each page", flip, "damaged", "is a team file, but damaged", types_first=True),
    Event("a byte flipped in the log and its indexes", flip_log, "can only be read: a part of it is damaged",
          "can only be read: a part of it is damaged", types_first=True),
    Event("replaced by another team's", another_team, "another team file stands at", None, theirs=True),
    Event("replaced by a text", text_file, "is not a lockstep team file", "is not a lockstep team file"),
    Event("foreign application id", in_place("PRAGMA application_id = 7"), "is not a lockstep team file",
          "is not a lockstep team file"),
    Event("newer schema, to be read", in_place("UPDATE meta SET write_min = 99, needs = '9.1'"), "writing it needs lockstep 9.1",
          "writing it needs lockstep 9.1", types_first=True),
    Event("newer schema", in_place("UPDATE meta SET read_min = 99, write_min = 99, needs = '9.1'"), "needs lockstep 9.1",
          "needs lockstep 9.1"),
    Event("WAL header, open elsewhere", wal_and_held, "is in WAL mode and open elsewhere", "is in WAL mode and open elsewhere",
          back=let_go),
    Event("gone back to an older copy", lambda w: put(w, "old.db"), "It went back to an older state", None,
          back=lambda w: w.run("heal", check=True), looks_only=True),
    Event("full drive", lambda w: w.drive.refuse(errno.ENOSPC), "the drive is full", "kept, not yet in the file: ",
          back=lambda w: w.drive.refuse(0), drive=True, types_first=True),
    Event("drive to be read only", lambda w: w.drive.refuse(errno.EROFS), "you may not write", "you may not write",
          back=lambda w: w.drive.refuse(0), drive=True, types_first=True),
]


def type_item(screen, title):
    screen.send("n")
    screen.wait_prompt("new item", LIMIT)
    screen.send(title + "\r")
    screen.wait_prompt("", LIMIT)
    screen.wait_until(lambda text: title in text, LIMIT)


def file_hash(world):
    try:
        with open(world.file, "rb") as f:
            return hashlib.sha256(f.read()).hexdigest()
    except FileNotFoundError:
        return None


def leave(screen):
    screen.send("q")
    screen.wait_end(LIMIT)
    assert screen.status == 0, "left with status %s" % screen.status


def during(world, event, screen):
    """What is said while it lasts; and that nothing is made over the file."""
    stands = file_hash(world)
    if event.types_first:
        type_item(screen, TYPED)
        screen.wait_for(event.screen, LIMIT)
    else:
        screen.wait_for(event.screen, LIMIT)
        if not event.looks_only:
            type_item(screen, TYPED)
    if event.looks_only:  # a question about what was lost: answered later
        screen.send("\x1b")
        screen.wait_gone(event.screen, LIMIT)
        return leave(screen)
    status, said = world.run("item", "add", "from a script")
    if event.line:
        assert status not in (0, None), "the command line: status %s\n%s" % (status, said)
        assert event.line in said, "the command line says:\n" + said
        assert file_hash(world) == stands, "the file was written to"
    else:
        assert status == 0, said
    return leave(screen)


def told_over(world):
    """A screen that nobody touches says so when the drive takes what was typed."""
    with term.Term([LOCKSTEP, world.file], env=world.env, size=SIZE) as screen:
        screen.wait_for("? help", LIMIT)
        screen.wait_gone("reading", LIMIT)
        world.drive.refuse(errno.ENOSPC)
        type_item(screen, "typed on a full drive")
        screen.wait_for("the drive is full", LIMIT)
        world.drive.refuse(0)
        screen.wait_for("that is over", LIMIT)
        leave(screen)


def short(why):
    """A screen's first and last lines are enough."""
    lines = str(why).split("\n")
    return "\n".join(lines[:2] + lines[-4:])


def one_event(event):
    drive = hangfs.HangFS(HANGFS) if event.drive else None
    with World(LOCKSTEP, drive and drive.mount) as world:
        world.drive = drive
        screen = None
        try:
            world.init()
            shutil.copy(world.file, os.path.join(world.root, "old.db"))
            world.run("item", "add", "before it happened", check=True)
            shutil.copy(world.file, os.path.join(world.root, "before.db"))
            screen = term.Term([LOCKSTEP, world.file], env=world.env, size=SIZE)
            screen.wait_for("LS-40", LIMIT)
            screen.wait_for("? help", LIMIT)
            screen.wait_gone("reading", LIMIT)
            event.does(world)
            during(world, event, screen)
            (event.back or (lambda w: put(w, "before.db")))(world)
            world.run("item", "add", "afterwards", check=True)
            world.run("item", "list", check=True)
            for title in ("before it happened", TYPED, "afterwards"):
                wanted = 0 if (event.theirs or event.looks_only) and title == TYPED else 1
                assert world.times(title) == wanted, "%s: %d times in the file" % (title, world.times(title))
            if event.name == "full drive":
                told_over(world)
            wrong = world.integrity()
            # A number that went to another team's file is missing in this one.
            assert not wrong or (event.theirs and wrong.startswith("gap in the log")), wrong
        finally:
            if screen:
                screen.close()
            if drive:
                drive.close()


def main():
    told = cases.Cases()
    only = sys.argv[1:]
    events = [event for event in EVENTS if not only or event.name in only]
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        futures = [(event, pool.submit(one_event, event)) for event in events]
        for event, future in futures:
            why = future.exception()
            if why and not isinstance(why, (AssertionError, OSError, sqlite3.Error)):
                raise why
            told.hold(event.name, not why, why and short(why))
    told.end()


if __name__ == "__main__":
    hangfs.needed(HANGFS)
    term.needed()
    main()
