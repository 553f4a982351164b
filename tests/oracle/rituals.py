#!/usr/bin/env python3
"""The agenda of every ritual on generated teams, an empty one and one of two people.

usage: rituals.py AGENDA_RITUALS FIRST COUNT
"""
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import gen_team  # noqa: E402

SMALL = {
    "empty": {"person": "id,name\n"},
    "two people": {
        "person": "id,name,function\nana,Ana,pm\nbo,Bo,pmm\n",
        "item": "id,type,track,title,status,owner,backup,priority,due\n"
                "LS-1,feature,product,One,started,ana,bo,1,2026-03-01\n"
                "LS-2,asset,market,Two,planned,bo,,2,2026-03-20\n"
                "LS-3,action,shared,Three,planned,ana,,,2026-03-09\n"
                "LS-4,idea,product,Four,triage,,,,\n"
                "LS-5,question,shared,Five,planned,bo,,,2026-03-10\n"
                "LS-6,release,product,Six,planned,ana,bo,1,2026-03-17\n",
    },
}


def main(argv):
    program, first, count = argv[0], int(argv[1]), int(argv[2])
    with tempfile.TemporaryDirectory() as top:
        folders = []
        for name, sheets in SMALL.items():
            folders.append(os.path.join(top, name))
            os.mkdir(folders[-1])
            for sheet, text in dict(sheets, NOW="2026-03-10T09:28").items():
                path = os.path.join(folders[-1], sheet if sheet == "NOW" else sheet + ".csv")
                with open(path, "w", encoding="utf-8") as written:
                    written.write(text)
        for seed in range(first, first + count):
            folders.append(os.path.join(top, str(seed)))
            gen_team.Team(seed).write(folders[-1])
        return subprocess.run([program, str(first)] + folders, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
