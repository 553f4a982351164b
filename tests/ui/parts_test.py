#!/usr/bin/env python3
"""The screen is drawn in parts (ui/part.h), and yet always what a screen drawn anew would be: after any key.

  parts_test.py LOCKSTEP [ROUNDS] [FIRST_SEED]

Each round makes a key script from its seed and runs it (run_keys.py); the back end that runs scripts compares every
picture with one drawn anew. What others change, the clock, and the size of the terminal come between the keys.
"""
import os
import random
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "helpers"))
import cases  # noqa: E402

STEPS = 150
MOVES = ["j", "j", "j", "k", "k", "G", "g g", "PgDn", "PgUp", "Down", "Up", "Ctrl-d", "Ctrl-u", "Tab", "Shift-Tab", "1", "2", "3", "4", "f", "w"]
MARKS = ["Space", "Space j", "v j j j v", "*", "-"]
EDITS = ["p 1 Enter", "p 3 Enter", "i", "u", "Ctrl-r", "o Enter", "O", "o Down Down Enter", "D f r i Enter", "s Down Enter"]
OPENS = ["Enter Esc", "? Esc", ": Esc", "g", "g b Esc", "g Esc", "T j Esc", "/ Esc", "h", "a", "Esc"]
TYPED = ["key /\ntype p:1\nkey Enter", "key /\ntype battery\nkey Enter", "key /\ntype owner:me due:<\nkey Esc", "key n\nline Parts of a picture",
         "key b\nline Waits for words", "key /\ntype zzz\nkey Enter", "key Esc Esc Esc", "key Esc Esc Esc"]
OTHERS = ["item set LS-20 title=Another", "item set LS-21 priority=1", "item add Of_somebody_else", "blocker set B-1 severity=1"]


def step(chance):
    """A line or more of a key script."""
    kind = chance.random()
    if kind < .55:
        return "key " + chance.choice(MOVES)
    if kind < .65:
        return "key " + chance.choice(MARKS)
    if kind < .75:
        return "key " + chance.choice(EDITS)
    if kind < .83:
        return "key " + chance.choice(OPENS)
    if kind < .90:
        return chance.choice(TYPED)
    if kind < .93:
        return "wheel %d" % chance.choice((-3, 3))
    if kind < .95:
        return "click %d %d" % (chance.randrange(120), chance.randrange(36))
    if kind < .97:
        return "clock +%s" % chance.choice(("1s", "70s", "2h", "1d"))
    if kind < .99:
        return "size " + chance.choice(("120x36", "80x24", "60x16", "130x24", "111x21"))
    return "other 2026-03-10T09:28 dana " + chance.choice(OTHERS)


def script(seed):
    chance = random.Random(seed)
    head = ["open sample", "user ines", "now 2026-03-10T09:28", "size " + chance.choice(("120x36", "120x36", "80x24"))]
    return "\n".join(head + [step(chance) for _ in range(STEPS)]) + "\n"


def main():
    lockstep = os.path.abspath(sys.argv[1])
    rounds, first = (int(a) for a in (sys.argv[2:4] + ["2", "1"][len(sys.argv[2:4]):]))
    runner = os.path.join(HERE, "run_keys.py")
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(first, first + rounds):
            path = os.path.join(folder, "parts%d.keys" % seed)
            with open(path, "w", encoding="utf-8") as f:
                f.write(script(seed))
            done = subprocess.run([sys.executable, runner, lockstep, path], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
            if done.returncode:
                failed += 1
                print("seed %d:\n%s" % (seed, done.stdout.decode(errors="replace")))
    cases.end(rounds - failed, failed)


if __name__ == "__main__":
    sys.exit(main())
