#!/usr/bin/env python3
"""Team files that somebody has damaged, by bytes or by values that no field can have: the screen is looked at with keys that
change nothing. It does not crash, it does not hang, and the file is as it was.

usage: fuzz_file.py LOCKSTEP [--rounds N] [--seed N] [--keep]

With a build under sanitizers all three processes are watched: each writes what it finds beside the file. Prints the seed
of what failed: with it and --rounds 1 the same file comes again.
"""

import argparse
import hashlib
import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "helpers"))
import cases  # noqa: E402
from world import environment  # noqa: E402

PAGE = 4096
CPU_SECONDS = 2  # of each process; under sanitizers all takes some times as long
SANITIZED = 3
WALL_SECONDS = 120
FINE = range(0, 7)  # exit statuses that are the program's own
KEYS = """size 120x36
key j j Enter
key Tab j
key Esc
key 2 j Enter
key Esc
key 3 j Enter
key Esc
key 4 j Enter
key Esc
key g S
key j Enter
key Esc Esc
key g d
key j Enter
key Esc Esc
key g t
key Esc
key g r
key Esc
key W
key Esc
key /
line eta
key Esc
key g
key Esc
key D
key Esc
key ?
key Esc
key q
"""
# Of the head: the form of the file (WAL is converted) and the schema's number (an older one is brought up to date): there
# it is written to by design.
BY_DESIGN = (18, 19, *range(60, 64))
JUNK = (None, -1, 0, 1, 2 ** 63 - 1, -2 ** 63, 1e308, -0.0, "", "x" * 70000, "\x1b[2J\x1b]0;owned\x07", "\u202egnp.exe", "\u0301" * 500,
        "日本語" * 40, b"\xff\xfe\xc3\x28", b"\x00\x01\x02", "9999-99-99", "2026-02-30", "#1a2b3c", "a;b;;;c", "é" * 3000, 4711)


def flip(rng, data):
    for _ in range(rng.randint(1, 8)):
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)


def overwrite(rng, data):
    at, length = rng.randrange(len(data)), rng.randint(1, 64)
    data[at:at + length] = rng.randbytes(len(data[at:at + length]))


def page_of(rng, data):
    return PAGE * rng.randrange(1, len(data) // PAGE)


def zero_page(rng, data):
    at = page_of(rng, data)
    data[at:at + PAGE] = bytes(PAGE)


def swap_pages(rng, data):
    a, b = page_of(rng, data), page_of(rng, data)
    data[a:a + PAGE], data[b:b + PAGE] = data[b:b + PAGE], data[a:a + PAGE]


def cut(rng, data):
    del data[rng.randrange(len(data)):]


def page_head(rng, data):
    """The first bytes of a page: its kind, how many cells there are, where they stand."""
    at = page_of(rng, data)
    data[at + rng.randrange(100)] = rng.randrange(256)


def file_head(rng, data):
    data[rng.randrange(16, 100)] = rng.randrange(256)


BYTES = (flip, flip, overwrite, zero_page, swap_pages, cut, page_head, page_head, file_head)


def junk_values(rng, path):
    """Values that no program of ours writes, in fields of records, in the log and in meta."""
    db = sqlite3.connect(path)
    db.create_function("lockstep_guard", 0, lambda: 0)
    db.execute("PRAGMA ignore_check_constraints = 1")
    tables = [row[0] for row in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' "
                                           "AND sql NOT LIKE '%WITHOUT ROWID%'")]
    for _ in range(rng.randint(1, 12)):
        table = rng.choice(tables)
        column = rng.choice([row[1] for row in db.execute("PRAGMA table_info(%s)" % table)])
        rows = [row[0] for row in db.execute("SELECT rowid FROM %s" % table)]
        if (table, column) == ("meta", "id") or not rows:
            continue
        try:
            db.execute('UPDATE "%s" SET "%s" = CAST(? AS %s) WHERE rowid = ?' % (table, column, rng.choice(("BLOB", "TEXT"))),
                       (rng.choice(JUNK), rng.choice(rows)) if rng.random() < 0.5 else (rng.choice(JUNK[:6]), rng.choice(rows)))
        except (sqlite3.Error, OverflowError):
            pass
    db.commit()
    db.close()


def mutate(rng, base, path):
    with open(base, "rb") as f:
        data = bytearray(f.read())
    if rng.random() < 0.4:
        shutil.copy(base, path)
        junk_values(rng, path)
        return
    kept = {at: data[at] for at in BY_DESIGN}
    for _ in range(rng.randint(1, 3)):
        if len(data) > 2 * PAGE:
            rng.choice(BYTES)(rng, data)
    for at, byte in kept.items():
        if at < len(data):
            data[at] = byte
    with open(path, "wb") as f:
        f.write(data)


def limits():
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds + 2))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


limits.seconds = CPU_SECONDS


def look(program, folder, path):
    """Starts the screen on the file; what went wrong, or None."""
    found = os.path.join(folder, "found")
    env = environment(folder, LOCKSTEP_SCRIPT=os.path.join(folder, "look.keys"),
                      ASAN_OPTIONS="log_path=%s:detect_leaks=0:exitcode=99" % found,
                      UBSAN_OPTIONS="log_path=%s:halt_on_error=1:exitcode=99:print_stacktrace=1" % found)
    process = subprocess.Popen([program, path], env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                               stderr=subprocess.STDOUT, preexec_fn=limits, start_new_session=True)
    try:
        said = process.communicate(timeout=WALL_SECONDS)[0].decode(errors="replace")
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        return "hangs"
    reports = [name for name in os.listdir(folder) if name.startswith("found")]
    if reports:
        with open(os.path.join(folder, reports[0]), encoding="utf-8", errors="replace") as f:
            return f.read()[:4000]
    if process.returncode == -signal.SIGXCPU:
        return "took more than %d s" % limits.seconds
    if process.returncode not in FINE:
        return "status %d: %s" % (process.returncode, said[-1500:])
    if "ended 3 times" in said or "the process that" in said:
        return "a helper process crashed: " + said[-500:]
    return None


def one_round(program, base, seed, keep):
    folder = tempfile.mkdtemp(prefix="lockstep-fuzz-")
    path = os.path.join(folder, "team.db")
    try:
        mutate(random.Random(seed), base, path)
        with open(os.path.join(folder, "look.keys"), "w", encoding="utf-8") as f:
            f.write(KEYS)
        with open(path, "rb") as f:
            before = hashlib.sha256(f.read()).digest()
        wrong = look(program, folder, path)
        with open(path, "rb") as f:
            after = hashlib.sha256(f.read()).digest()
        return wrong or (None if before == after else "the file was written to")
    finally:
        if not keep:
            shutil.rmtree(folder, ignore_errors=True)


def main():
    parser = argparse.ArgumentParser(description="looks at damaged team files")
    parser.add_argument("program")
    parser.add_argument("--rounds", type=int, default=10000 if os.environ.get("LOCKSTEP_TEST_NIGHTLY") else 60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", action="store_true")
    args = parser.parse_args()
    with open(args.program, "rb") as f:
        sanitized = b"__asan_init" in f.read()
    limits.seconds = CPU_SECONDS * (SANITIZED if sanitized else 1)
    folder = tempfile.mkdtemp(prefix="lockstep-fuzz-base-")
    base = os.path.join(folder, "base.db")
    subprocess.run([args.program, "init", base, "--sample"], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                   env=environment(folder))
    failed = 0
    for seed in range(args.seed, args.seed + args.rounds):
        wrong = one_round(args.program, base, seed, args.keep)
        if wrong:
            failed += 1
            print("failed: seed %d: %s" % (seed, wrong), flush=True)
    shutil.rmtree(folder, ignore_errors=True)
    print("%s: %d damaged files looked at, from seed %d%s" % ("failed" if failed else "ok", args.rounds, args.seed,
                                                             ", under sanitizers" if sanitized else ""))
    cases.end(not failed, bool(failed))


if __name__ == "__main__":
    main()
