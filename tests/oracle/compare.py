#!/usr/bin/env python3
"""Compares the program's agenda with the oracle's on generated teams.

usage: compare.py PROGRAM FIRST COUNT [--keep DIR]

PROGRAM is agenda_dir, called as PROGRAM FOLDER NOW. Prints the first rows that differ, for each team that
does, with the contested readings that the team touches. --keep leaves the folders of differing teams in DIR.
Exit status 1 where any team differs.
"""

import csv
import io
import os
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import agenda_oracle  # noqa: E402
import gen_team  # noqa: E402


def rows_of(text):
    rows = list(csv.DictReader(io.StringIO(text)))
    return [tuple(row[c] for c in agenda_oracle.COMPARED) for row in rows]


def compare(program, seed, folder):
    """A list of lines that say what differs; empty where nothing does."""
    gen_team.Team(seed).write(folder)
    with open(os.path.join(folder, "NOW"), encoding="utf-8") as f:
        now = f.read().strip()
    result = agenda_oracle.agenda(folder, agenda_oracle.as_stamp(now))
    wanted = [tuple(str(row[c]) for c in agenda_oracle.COMPARED) for row in result.rows()]
    ran = subprocess.run([program, folder, now], capture_output=True, text=True, check=False)
    if ran.returncode:
        return ["seed %d: %s" % (seed, ran.stderr.strip())]
    have = rows_of(ran.stdout)
    if have == wanted:
        return []
    lines = ["seed %d at %s, touches: %s" % (seed, now, " ".join(sorted(result.readings)) or "nothing contested")]
    for i in range(max(len(have), len(wanted))):
        a = have[i] if i < len(have) else None
        b = wanted[i] if i < len(wanted) else None
        if a != b:
            lines.append("  program %s" % (" ".join(a) if a else "-"))
            lines.append("  oracle  %s" % (" ".join(b) if b else "-"))
            if len(lines) > 8:
                break
    return lines


def main(argv):
    keep = None
    if "--keep" in argv:
        at = argv.index("--keep")
        keep = argv[at + 1]
        del argv[at:at + 2]
    if len(argv) != 3:
        sys.stderr.write(__doc__)
        return 2
    program, first, count = argv[0], int(argv[1]), int(argv[2])
    differing = 0
    for seed in range(first, first + count):
        with tempfile.TemporaryDirectory() as folder:
            lines = compare(program, seed, folder)
            if lines:
                differing += 1
                print("\n".join(lines))
                if keep:
                    shutil.copytree(folder, os.path.join(keep, str(seed)), dirs_exist_ok=True)
    print("%d of %d teams agree" % (count - differing, count))
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
