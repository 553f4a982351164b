#!/usr/bin/env python3
"""A large import goes in groups, and is there as a whole in the end or not at all: one undo, references to later rows,
others who write in between, an interrupt, a group that is refused, a conflict, kill -9 on its way in and on its way out.

usage: import_test.py LOCKSTEP

2,400 items: the first third has its parents 800 rows further down, the last third 800 rows further up. What the file holds
is asked of SQLite. Killed before it is kept, the import never was; from then on the next start completes it.
"""

import os
import signal
import sqlite3
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "helpers"))
import cases  # noqa: E402
from world import World, adopt_orphans, helpers  # noqa: E402

ITEMS, FIRST, APART, WAIT, GROUP = 2400, 1001, 800, 1, 500
STANDING = "SELECT count(*) FROM item WHERE num BETWEEN %d AND %d AND NOT deleted" % (FIRST, FIRST + ITEMS - 1)
ASTRAY = ("SELECT count(*) FROM item i LEFT JOIN item p ON p.id = i.parent WHERE i.num BETWEEN %d AND %d AND NOT i.deleted "
          "AND p.num IS NOT CASE (i.num - %d) / %d WHEN 0 THEN i.num + %d WHEN 2 THEN i.num - %d END"
          % (FIRST, FIRST + ITEMS - 1, FIRST, APART, APART, APART))
GROUPS = "SELECT count(*), count(DISTINCT part_of), max(rows) FROM log WHERE label LIKE 'import%items.csv'"
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
            return False  # it was quicker: nothing to kill, and all of it has to be there
        os.sched_yield()
    return True


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


def standing(world):
    return world.ask(STANDING)[0][0]


def whole_of(world):
    """All of the items, or 0; what is there is right."""
    there, astray = standing(world), world.ask(ASTRAY)[0][0]
    if there not in (0, ITEMS) or astray:
        raise AssertionError("%d of %d items are there, %d of them with another parent" % (there, ITEMS, astray))
    damaged = [row[0] for row in world.ask("PRAGMA integrity_check") if row[0] != "ok"]
    twice = world.ask("SELECT hex(writer), n FROM log WHERE writer IS NOT NULL GROUP BY 1, 2 HAVING count(*) > 1")
    if damaged or twice:
        raise AssertionError("%s; changesets that are there twice: %s" % (damaged, twice))
    return there


def next_start(world):
    """A command that writes: what was kept before goes in before it."""
    said = world.run("item", "set", "LS-20", "due=fri", check=True)[1]
    world.run("item", "set", "LS-20", "due=2026-04-07", check=True)
    return whole_of(world), said


def started_in_between(world, table):
    """An import that stands still with some of its groups in the file, as every other process sees it."""
    process = world.start("import", table)
    if not wait_for("the first group", lambda: standing(world) > 0, process):
        raise AssertionError("nobody saw it between two groups")
    os.kill(process.pid, signal.SIGSTOP)
    there = standing(world)
    if there == ITEMS:
        raise AssertionError("it was all there before it could be stopped")
    return process


def run_as_dana(world, *words):
    ines, world.env["LOCKSTEP_USER"] = world.env["LOCKSTEP_USER"], "dana"
    said = world.run(*words, check=True)[1]
    world.env["LOCKSTEP_USER"] = ines
    return said


def test_one_import(world, table):
    world.run("import", table, check=True)
    assert whole_of(world) == ITEMS
    groups = world.ask(GROUPS)
    assert groups == [((ITEMS + GROUP - 1) // GROUP, 1, GROUP)], "groups, ids, records of the largest: %s" % groups
    log = world.run("log", check=True)[1]
    assert log.count("items.csv") == 1 and "%d records" % ITEMS in log, log
    news = run_as_dana(world, "news", "yesterday")
    assert news.count("items.csv") == 1 and "%d records" % ITEMS in news, news
    status, said = world.run("import", table)
    assert status == 0 and "nothing new" in said, said
    said = world.run("undo", check=True)[1]
    assert whole_of(world) == 0, "one undo took back a part"
    assert "undone: import items.csv" in said and "%d records" % ITEMS in said, said
    world.run("redo", check=True)
    assert whole_of(world) == ITEMS, "one redo brought back a part"


def test_killed(world, table, moment):
    """moment: "started", "keeping", "between" or "kept"; what may be there afterwards, and after the next start."""
    before, size = helpers(), kept_bytes(world)
    held = sqlite3.connect(world.file, isolation_level=None) if moment == "kept" else None
    if held:
        held.execute("BEGIN IMMEDIATE")
    process = started_in_between(world, table) if moment == "between" else world.start("import", table)
    if moment == "started":
        wait_for("its helpers", lambda: len(helpers()) > len(before), process)
    elif moment == "keeping":
        wait_for("the local journal", lambda: kept_bytes(world) > size + 1000, process)
    elif moment == "kept":
        began = time.monotonic()
        process.wait()  # the time is over: kept, and not saved
        assert process.returncode == 5, process.returncode
        waited = time.monotonic() - began
        assert waited >= WAIT + GROUP / 1000, "an import waits %.1f s for its first group" % waited
    kill_all(process, before)
    process.stdout.close()
    if held:
        held.execute("ROLLBACK")
        held.close()
        assert whole_of(world) == 0
        world.env["LOCKSTEP_WAIT"] = "60"
    there, said = next_start(world)
    if moment in ("between", "kept"):
        assert there == ITEMS, "what was kept is not there after the next start"
        assert "which was interrupted, is complete now" in said, said


def test_others_between(world, table):
    process = started_in_between(world, table)
    world.run("item", "add", "In between", check=True)
    os.kill(process.pid, signal.SIGCONT)
    said = process.communicate(timeout=LIMIT)[0]
    assert process.returncode == 0, said
    assert whole_of(world) == ITEMS
    order = [row[0] for row in world.ask("SELECT label LIKE 'import%items.csv' FROM log WHERE hash IS NOT NULL ORDER BY id")]
    first, last = order.index(1), len(order) - 1 - order[::-1].index(1)
    assert 0 in order[first:last], "nobody wrote between two groups: %s" % order
    made = world.ask("SELECT num FROM item WHERE title = 'In between'")
    assert made[0][0] >= FIRST + ITEMS, "LS-%d is one of the import's own numbers" % made[0][0]


def test_interrupted(world, table, killed):
    before = helpers()
    process = started_in_between(world, table)
    os.kill(process.pid, signal.SIGINT)
    os.kill(process.pid, signal.SIGCONT)
    if killed:
        wait_for("a group that is taken back", lambda: world.ask("SELECT count(*) FROM log WHERE label LIKE 'undo import%'")[0][0],
                 process)
        kill_all(process, before)
        process.stdout.close()
        assert next_start(world)[0] == 0, "what was being taken back is there after the next start"
        return
    said = process.communicate(timeout=LIMIT)[0]
    assert process.returncode == 130, (process.returncode, said)
    assert "was interrupted and has been taken back" in said, said
    assert whole_of(world) == 0
    assert next_start(world)[0] == 0, "the next start went on with it"
    world.run("import", table, check=True)
    assert whole_of(world) == ITEMS


def take_a_number(world):
    """Makes an item under a number that the import has not brought yet. A group may have been on its way when it was
    stopped, and only one: its item is changed then, or the import is refused."""
    other, changed = os.path.join(world.root, "item-other.csv"), []
    for _ in range(2):
        taken = {row[0] for row in world.ask("SELECT num FROM item WHERE num IS NOT NULL")}
        free = next(num for num in range(FIRST, FIRST + ITEMS) if num not in taken)
        with open(other, "w", encoding="utf-8") as f:
            f.write("id,title\nLS-%d,Quicker\n" % free)
        said = world.run("import", other)[1]
        if "1 item added" in said:
            return free, changed
        changed += [free] if "1 changed" in said else []
    raise AssertionError("all of its numbers are there already")


def test_refused(world, table):
    """Somebody takes a number that one of the last groups brings, and has perhaps changed an item of an earlier one: that
    stays, and what it refers to, for it is his now, too."""
    process = started_in_between(world, table)
    taken, changed = take_a_number(world)
    child = world.ask("SELECT max(i.num) FROM item i JOIN item p ON p.id = i.parent WHERE i.num >= %d" % FIRST)[0][0]
    world.run("item", "set", "LS-%d" % child, "title=Built on", check=True)
    os.kill(process.pid, signal.SIGCONT)
    said = process.communicate(timeout=LIMIT)[0]
    assert process.returncode == 6, (process.returncode, said)
    assert "was taken back" in said and "LS-%d" % taken in said, said
    left = [row[0] for row in world.ask("SELECT num FROM item WHERE num >= %d AND NOT deleted ORDER BY 1" % FIRST)]
    for number in changed + [child]:
        left.remove(number)
        parent = world.ask("SELECT p.num FROM item i JOIN item p ON p.id = i.parent WHERE i.num = %d" % number)
        if parent and parent[0][0] in left:
            left.remove(parent[0][0])
    assert left == [taken], "%s are there, and not the quicker one alone; it said: %s" % (left[:9], said)
    assert "of its records stay" in said and "others have built on them" in said, said


def changing_in_between(world, table):
    """An import of other titles that stands still before its last groups, and the question how many are in. One that was
    quicker is followed by one of yet other titles."""
    before = "Zeile"
    for word in ("Satz", "Rang", "Feld", "Reihe", "Spur", "Bahn"):
        with open(table, encoding="utf-8") as f:
            text = f.read().replace(before, word)
        with open(table, "w", encoding="utf-8") as f:
            f.write(text)
        changed = "SELECT count(*) FROM item WHERE title LIKE '%s%%'" % word
        process = world.start("import", table)
        wait_for("the first group", lambda: world.ask(changed)[0][0], process)
        os.kill(process.pid, signal.SIGSTOP)
        if world.ask(changed)[0][0] <= ITEMS - 2 * GROUP:
            return process, changed
        os.kill(process.pid, signal.SIGCONT)
        process.communicate(timeout=LIMIT)
        before = word
    raise AssertionError("each was all there before it could be stopped")


def test_conflict(world, table):
    """Another process of the same person changes a field that one of the last groups changes, too: both values are kept,
    and all else is done. One undo takes back what was done, before and after that."""
    world.run("import", table, check=True)
    process, changed = changing_in_between(world, table)
    last = "LS-%d" % (FIRST + ITEMS - 1)
    world.run("item", "set", last, "title=Quicker", check=True)
    os.kill(process.pid, signal.SIGCONT)
    said = process.communicate(timeout=LIMIT)[0]
    assert process.returncode == 4, (process.returncode, said)
    assert last + ": Title is now \"Quicker\"" in said and "but for what others changed first" in said, said
    assert world.ask(changed)[0][0] == ITEMS - 1
    said = world.run("conflict", "list", check=True)[1]
    assert said.count("LS-") == 1 and " %d 日本語" % (ITEMS - 1) in said and "Quicker" in said, said
    world.run("undo", check=True)
    assert world.ask(changed)[0][0] == 0, "one undo took back a part"
    world.run("conflict", "take", "mine", check=True)
    assert world.ask(changed)[0][0] == 1
    assert whole_of(world) == ITEMS


def main():
    told = cases.Cases()
    adopt_orphans()
    moments = [("one import", test_one_import, ()), ("others write in between", test_others_between, ())]
    moments += [("killed when " + moment, test_killed, (moment,)) for moment in ("started", "keeping", "between", "kept")]
    moments += [("interrupted", test_interrupted, (False,)), ("killed while it is taken back", test_interrupted, (True,)),
                ("a group is refused", test_refused, ()), ("a field that somebody changed first", test_conflict, ())]
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
