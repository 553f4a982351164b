#!/usr/bin/env python3
"""kill -9 of the front end, the journal process and the share process, at random moments of a sync with edits.

usage: killrounds.py LOCKSTEP [--rounds N] [--seed N] [--kind front|journal|share|all] [--way line|screen]

Every edit carries a token of its own. An edit that the program said was kept or saved must be in the file
exactly once after the next start; any other at most once. After each round the file must open, and SQLite must
find it whole and the log without gap or repetition. Prints the seed: with it the same moments come again.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import threading
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "helpers"))
import cases  # noqa: E402
import term  # noqa: E402
from edits import Edits, promised  # noqa: E402
from world import World, adopt_orphans, helpers, victim_of  # noqa: E402

KINDS = ["front", "journal", "share", "all"]


def script_line(edits, step):
    """One command of the scripted sync and the token in it (None: it only moves on)."""
    token = edits.token()
    return [(("sync", "note", token), token), (("sync", "action", "%s @dana fri" % token), token),
            (("sync", "next"), None), (("item", "add", token, "owner=tomasz", "priority=2"), token),
            (("item", "set", "LS-%d" % (20 + edits.count % 50), "title=" + token), token),
            (("blocker", "add", "LS-20", token), token), (("sync", "note", token), token)][step % 7]


def kill_at_random(rng, process, kind, before, longest):
    """Kills the victim after a random part of longest seconds. True where it still lived."""
    victim = victim_of(process.pid, kind, before, lambda: process.poll() is None)
    if victim is None:
        return False
    try:
        process.wait(rng.uniform(0, longest))
    except subprocess.TimeoutExpired:
        pass
    try:
        kill_now(victim, kind, before)
    except ProcessLookupError:
        return False
    return process.poll() is None or process.returncode == -signal.SIGKILL


def kill_now(victim, kind, before):
    """Kills it; of the kind "all" its helpers too, as near to the same moment as it gets."""
    for pid in [victim] + [pid for pid in helpers() if kind == "all" and pid not in before]:
        os.kill(pid, signal.SIGKILL)


def line_round(world, edits, rng, kind, step, longest):
    """One command with a kill in it. True where the kill struck."""
    words, token = script_line(edits, step)
    before = helpers()
    process = world.start(*words)
    struck = kill_at_random(rng, process, kind, before, longest)
    try:
        said = process.communicate(timeout=60)[0]
    except subprocess.TimeoutExpired:
        process.kill()
        raise AssertionError("%s hangs after its %s was killed" % (" ".join(words), kind)) from None
    if token:
        (edits.promised if promised(process.returncode, said) else edits.unknown).append(token)
    else:
        edits.steps[not promised(process.returncode, said)] += 1
    if process.returncode < 0 and not (struck and kind in ("front", "all")):
        raise AssertionError("%s died of signal %d:\n%s" % (" ".join(words), -process.returncode, said))
    return struck


def screen_round(world, edits, rng, kind, longest):
    """The screen, with items typed one after another and a kill somewhere. True where it struck."""
    before = helpers()
    screen = term.Term([world.program, world.file], env=world.env)
    try:
        screen.wait_for("BACKLOG", 20)
        screen.wait_gone("reading …", 20)
        victim = victim_of(screen.pid, kind, before, lambda: screen.poll() is None)
        assert victim, "the screen runs without its %s process" % kind
        killer = threading.Timer(rng.uniform(0, longest), lambda: kill_now(victim, kind, before))
        killer.start()
        until = time.monotonic() + longest
        while time.monotonic() < until and screen.poll() is None:
            type_item(screen, edits)
        killer.join()
        if kind in ("front", "all"):
            screen.wait_end(10)
        else:
            type_item(screen, edits)
            screen.send("q")
            screen.wait_end(10)
            assert screen.status == 0, "left with status %s:\n%s" % (screen.status, screen.screen())
        return True
    finally:
        screen.close()


def submit(screen):
    """Enter is pressed; while the file is still being read it is refused, and the prompt stays with its text."""
    for _ in range(100):
        try:
            screen.wait_prompt("", 0.2)
            return
        except AssertionError:
            if "still being read" not in screen.screen():
                raise
        screen.send("\r")
    raise AssertionError("the file is never read:\n" + screen.screen())


def type_item(screen, edits):
    """Adds one item by keys and notes whether the screen said that it is kept or saved."""
    token = edits.token()
    edits.unknown.append(token)
    try:
        screen.send("n")
        screen.wait_prompt("new item", 5)
        screen.send(token + "\r")
        submit(screen)
        screen.wait_until(lambda text: token in text, 5)
        screen.wait_until(lambda text: any(word in text.split("\n")[-2] for word in ("saved", "kept")), 5)
    except (AssertionError, OSError):
        if screen.poll() is None:
            raise
        return
    edits.unknown.remove(token)
    edits.promised.append(token)


def after_round(world, edits):
    """The next start: everything kept is brought in by it. Returns what is wrong."""
    token = edits.token()
    world.run("item", "add", token, check=True)
    edits.promised.append(token)
    world.run("item", "list", check=True)
    wrong = edits.verify(world)
    broken = world.integrity()
    return wrong + ([broken] if broken else [])


def normal_duration(world, edits):
    """How long one command takes undisturbed: the span in which a kill makes sense."""
    started = time.monotonic()
    token = edits.token()
    world.run("item", "add", token, check=True)
    edits.promised.append(token)
    return time.monotonic() - started


def run_rounds(program, way, kind, rounds, rng):
    """Returns a sentence on what went wrong, or None."""
    struck = step = 0
    while struck < rounds:
        with World(program) as world:
            edits = Edits("%s%s" % (kind, way))
            world.init()
            world.run("sync", "start", check=True)
            longest = span = 1.5 * normal_duration(world, edits)
            for _ in range(20):  # no item may be given a second title: see script_line
                if struck == rounds:
                    break
                if way == "line":
                    hit = line_round(world, edits, rng, kind, step, span)
                else:
                    hit = screen_round(world, edits, rng, kind, 1.0)
                step += 1
                # A helper lives for milliseconds: the span follows, so that about every second kill strikes.
                span = min(span * 1.3, longest) if hit else span * 0.75
                if not hit:
                    continue
                wrong = after_round(world, edits)
                if wrong:
                    return "round %d: %s" % (struck + 1, "; ".join(wrong[:5]))
                struck += 1
        if step > 40 * rounds:
            return "only %d of %d kills struck" % (struck, rounds)
    return None


def main():
    nightly = bool(os.environ.get("LOCKSTEP_TEST_NIGHTLY"))
    parser = argparse.ArgumentParser(description="kills processes at random moments of a sync")
    parser.add_argument("program")
    parser.add_argument("--rounds", type=int, default=100 if nightly else 12)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32))
    parser.add_argument("--kind", action="append", choices=KINDS)
    parser.add_argument("--way", action="append", choices=["line", "screen"])
    args = parser.parse_args()
    told = cases.Cases()
    adopt_orphans()
    for way in args.way or ["line", "screen"]:
        for kind in args.kind or KINDS:
            started = time.monotonic()
            try:
                wrong = run_rounds(args.program, way, kind, args.rounds, random.Random("%d %s %s" % (args.seed, way, kind)))
            except AssertionError as why:
                wrong = str(why)
            told.hold("%s process, on the %s" % (kind, way), not wrong, "%s (seed %d)" % (wrong, args.seed))
            print("%d kills of the %s process, on the %s: %.0f s" % (args.rounds, kind, way, time.monotonic() - started), flush=True)
    told.end()


if __name__ == "__main__":
    main()
