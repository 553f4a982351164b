#!/usr/bin/env python3
"""A large import is there as a whole or not at all: one undo, references to later rows, kill -9 on its way.

usage: import_test.py LOCKSTEP

1,200 items: the first third has its parents 400 rows further down, the last third 400 rows further up. What the file holds is asked of
SQLite. Killed before it is kept, the import never was; from then on the next start completes it.
"""

import os
import signal
import sqlite3
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "helpers"))
import cases  # noqa: E402
from world import World, adopt_orphans, helpers  # noqa: E402

ITEMS, FIRST, APART, WAIT = 1200, 1001, 400, 1
STANDING = "SELECT count(*) FROM item WHERE num >= %d AND NOT deleted" % FIRST
ASTRAY = ("SELECT count(*) FROM item i LEFT JOIN item p ON p.id = i.parent WHERE i.num >= %d AND NOT i.deleted "
          "AND p.num IS NOT CASE (i.num - %d) / %d WHEN 0 THEN i.num + %d WHEN 2 THEN i.num - %d END"
          % (FIRST, FIRST, APART, APART, APART))
LIMIT = 60.0


def write_items(path):
    with open(path, "w", encoding="utf-8") as f:
        f.write("id,title,owner,created,parent\n")
        for i in range(ITEMS):
            parent = "" if i // APART == 1 else "LS-%d" % (FIRST + i + (APART if i < APART else -APART))
            f.write("LS-%d,Zeile %d 日本語,dana,2026-01-01,%s\n" % (FIRST + i, i, parent))


def wait_for(what, condition, process):
    until = time.monotonic() + LIMIT
    while not condition():
        if time.monotonic() > until:
            raise AssertionError("%s did not come within %d s" % (what, LIMIT))
        if process.poll() is not None:
            return  # it was quicker: nothing to kill, and all of it has to be there
        os.sched_yield()


def kill_all(process, before):
    """The front end first: what its helpers are in the middle of, they leave there."""
    victims = [process.pid] + [pid for pid in helpers() if pid not in before]
    for pid in victims:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
    process.wait()
    while [pid for pid in helpers() if pid not in before]:
        os.sched_yield()


def kept_bytes(world):
    folder = os.path.join(world.root, "state")
    return sum(os.path.getsize(os.path.join(at, name)) for at, _, names in os.walk(folder) for name in names)


def hot(path):
    """Whether a transaction is being written: SQLite clears the journal's head at its end."""
    try:
        with open(path + "-journal", "rb") as f:
            return any(f.read(8))
    except OSError:
        return False


def state_of(world):
    standing, astray = world.ask(STANDING)[0][0], world.ask(ASTRAY)[0][0]
    if standing not in (0, ITEMS) or (standing and astray):
        raise AssertionError("%d of %d items are there, %d of them with another parent" % (standing, ITEMS, astray))
    said = world.integrity()
    if said:
        raise AssertionError(said)
    return standing


def next_start(world):
    """A command that writes: what was kept before goes in before it."""
    world.run("item", "set", "LS-20", "due=fri", check=True)
    world.run("item", "set", "LS-20", "due=2026-04-07", check=True)
    return state_of(world)


def test_one_step(world, table):
    world.run("import", table, check=True)
    assert state_of(world) == ITEMS
    labels = world.ask("SELECT count(*) FROM log WHERE label LIKE 'import%items.csv'")
    assert labels == [(1,)], "the import stands in the log %s times" % labels
    status, said = world.run("import", table)
    assert status == 0 and "nothing new" in said, said
    world.run("undo", check=True)
    assert state_of(world) == 0, "one undo took back a part"
    world.run("redo", check=True)
    assert state_of(world) == ITEMS, "one redo brought back a part"


def test_killed(world, table, moment):
    """moment: "started", "keeping", "writing" or "kept"; what may be there afterwards, and after the next start."""
    before, size = helpers(), kept_bytes(world)
    held = sqlite3.connect(world.file, isolation_level=None) if moment == "kept" else None
    if held:
        held.execute("BEGIN IMMEDIATE")
    process = world.start("import", table)
    if moment == "started":
        wait_for("its helpers", lambda: len(helpers()) > len(before), process)
    elif moment == "keeping":
        wait_for("the local journal", lambda: kept_bytes(world) > size + 1000, process)
    elif moment == "writing":
        wait_for("a transaction", lambda: hot(world.file), process)
    else:
        began = time.monotonic()
        process.wait()  # the time is over: kept, and not saved
        assert process.returncode == 5, process.returncode
        waited = time.monotonic() - began
        assert waited >= WAIT + ITEMS / 1000, "an import of %d waits %.1f s" % (ITEMS, waited)
    kill_all(process, before)
    process.stdout.close()
    if held:
        held.execute("ROLLBACK")
        held.close()
        assert state_of(world) == 0
    standing = next_start(world)
    if moment in ("writing", "kept"):
        assert standing == ITEMS, "what was kept is not there after the next start"


def main():
    told = cases.Cases()
    adopt_orphans()
    moments = [("one step", test_one_step, ())]
    moments += [("killed when " + moment, test_killed, (moment,)) for moment in ("started", "keeping", "writing", "kept")]
    for name, test, words in moments:
        with World(os.path.abspath(sys.argv[1])) as world:
            world.env["LOCKSTEP_WAIT"] = str(WAIT) if "kept" in words else "60"
            table = os.path.join(world.root, "items.csv")
            write_items(table)
            world.init()
            wrong = None
            try:
                test(world, table, *words)
            except AssertionError as why:
                wrong = why
            told.hold("import, " + name, not wrong, wrong)
    told.end()


if __name__ == "__main__":
    main()
