#!/usr/bin/env python3
"""kill -9 at every system call: each process of a command dies at its nth write, sync, lock, message, open.

usage: killpoints.py LOCKSTEP [--every N]

strace kills each process that reaches its nth call of one kind, and those that are started in its place too. Then
the next start, undisturbed, must find each edit that was said to be kept or saved exactly once, any other at most
once, and a whole file. Nor does a command wait for a process that is gone for good: its own limit is an hour here.
Takes every Nth point only (default 7 in a quick run, 1 in a nightly one).
"""

import argparse
import os
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "helpers"))
import cases  # noqa: E402
from edits import Edits, promised  # noqa: E402
from world import World  # noqa: E402

CALLS = ("pwrite64", "write", "fdatasync", "fcntl", "sendto", "recvfrom", "openat", "pread64", "newfstatat", "close")


LIMIT = 60  # seconds in which a command must end


def traced(world, call, nth, *words):
    """Runs a command under strace, which kills at the nth call; returns status and output."""
    command = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=" + call,
               "-e", "inject=%s:signal=KILL:when=%d" % (call, nth), world.program, *words]
    done = subprocess.run(command, env=dict(world.env, LOCKSTEP_FILE=world.file), text=True, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=LIMIT, check=False)
    return done.returncode, done.stdout


def count_calls(world, call):
    """The most calls of that kind that one process of a command makes."""
    log = os.path.join(world.root, "calls")
    subprocess.run(["strace", "-f", "-qq", "-o", log, "-e", "trace=" + call, world.program, "item", "add", "counted"],
                   env=dict(world.env, LOCKSTEP_FILE=world.file), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL, timeout=60, check=True)
    counts = {}
    with open(log, encoding="utf-8", errors="replace") as lines:
        for line in lines:
            pid, rest = line.split(maxsplit=1)
            if rest.startswith(call + "("):
                counts[pid] = counts.get(pid, 0) + 1
    return max(counts.values(), default=0)


def one_point(world, edits, call, nth):
    """Returns whether the command noticed, and what went wrong or None."""
    token = edits.token()
    try:
        status, said = traced(world, call, nth, "item", "add", token)
    except subprocess.TimeoutExpired:
        return True, "the command still runs after %d s" % LIMIT
    (edits.promised if promised(status, said) else edits.unknown).append(token)
    noticed = status != 0
    after = edits.token()
    status, said = world.run("item", "add", after)
    if status:
        return noticed, "the next command: status %d\n%s" % (status, said)
    edits.promised.append(after)
    wrong = edits.verify(world)
    broken = world.integrity()
    return noticed, "; ".join(wrong + ([broken] if broken else [])) or None


def one_call(program, call, every):
    """All points of one kind of call; returns how many were tried and what went wrong."""
    tried = noticed = 0
    with World(program) as world:
        edits = Edits("point" + call)
        world.env["LOCKSTEP_WAIT"] = "3600"
        world.init()
        for nth in range(1, count_calls(world, call) + 2, every):
            died, wrong = one_point(world, edits, call, nth)
            tried += 1
            noticed += died
            if wrong:
                return tried, "at call %d: %s" % (nth, wrong)
        if not noticed:
            return tried, "nobody was killed"
    return tried, None


def main():
    nightly = bool(os.environ.get("LOCKSTEP_TEST_NIGHTLY"))
    parser = argparse.ArgumentParser(description="kills processes at each system call of a command")
    parser.add_argument("program")
    parser.add_argument("--every", type=int, default=1 if nightly else 7)
    parser.add_argument("--call", action="append", choices=CALLS)
    args = parser.parse_args()
    if not shutil.which("strace") or subprocess.run(["strace", "-qq", "-o", "/dev/null", "true"], check=False,
                                                    stderr=subprocess.DEVNULL).returncode:
        cases.skip("strace is not installed, or may not trace here")
    told = cases.Cases()
    for call in args.call or CALLS:
        tried, wrong = one_call(args.program, call, args.every)
        told.hold(call, not wrong, wrong)
        print("killed at %d points of %s" % (tried, call), flush=True)
    told.end()


if __name__ == "__main__":
    main()
