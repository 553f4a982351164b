#!/usr/bin/env python3
"""A team of any size: person.csv and item.csv as lockstep takes them, and titles.txt for tools that filter lines.

usage: gen.py SEED ITEMS FOLDER        the same seed and number give the same bytes
"""

import csv
import datetime
import os
import random
import sys

VERBS = ("Add Fix Improve Remove Redesign Investigate Document Migrate Support Simplify Audit Rework Measure Ship "
         "Localise Harden Unify Cache").split()
NOUNS = ("login checkout billing search onboarding dashboard export import profile settings invoice webhook report "
         "permission pricing mobile consent upload calendar tag filter roadmap theme keyboard session password quota "
         "payment refund coupon inventory").split()
TAILS = ("for enterprise customers|on slow connections|when the token expires|after the spring release|in the admin area|"
         "for guests, partners and resellers|behind a flag|with screen readers|during peak hours|before the pilot starts|"
         "for accounts with > 1,000 seats|as agreed with Legal|so that support stops asking").split("|")
OTHER = ("支払い画面の改善|ログイン失敗の調査|导入向导重新设计|결제 오류 수정|Größe der Tabelle prüfen|écran d'accueil|"
         "añadir año fiscal|Łódź pilot|Ελληνική μετάφραση").split("|")
NOTES = ("Waiting for the vendor to answer.|Numbers from the pilot look good, but the sample is small.|"
         "Sales calls this \"the blocker\".|Needs design, copy and legal review.|顧客からの要望。").split("|")
TYPES = {"product": ["feature", "bug", "debt", "research"], "market": ["messaging", "asset", "campaign", "enablement"],
         "shared": ["research", "action", "question"]}
STATUS = ["triage", "backlog", "planned", "started", "review", "done", "canceled"]
WEIGHTS = [14, 30, 14, 10, 6, 20, 6]
FUNCTIONS = ["pm", "pmm", "eng", "design", "research", "data", "sales", "cs", "support"]
TODAY = datetime.date(2026, 3, 10)


def title(r):
    text = "%s %s %s" % (r.choice(VERBS), r.choice(NOUNS), r.choice(TAILS))
    x = r.random()
    if x < .15:
        text = "%s: %s %s" % (r.choice(OTHER), r.choice(NOUNS), r.choice(TAILS))
    elif x < .2:
        text = 'Rename "%s" to "%s", %s' % (r.choice(NOUNS), r.choice(NOUNS), r.choice(TAILS))
    return text


def item(r, number, people):
    track = r.choice(["product"] * 5 + ["market"] * 4 + ["shared"])
    status = r.choices(STATUS, WEIGHTS)[0]
    owner, backup = r.sample(people, 2)
    created = TODAY - datetime.timedelta(days=r.randrange(400))
    row = {"id": "LS-%d" % number, "type": r.choice(TYPES[track]), "track": track, "title": title(r), "status": status,
           "created": created, "status_since": min(TODAY, created + datetime.timedelta(days=r.randrange(60))),
           "priority": r.choice([0, 1, 2, 2, 3, 3, 3, 4]), "tags": ";".join(r.sample(NOUNS, r.randrange(3)))}
    if status == "done":
        row["resolution"] = "answered" if row["type"] in ("action", "question") else "shipped"
    elif status == "canceled":
        row["resolution"] = "declined"
    if status != "triage":
        row.update(owner=owner, backup=backup)
    if r.random() < .5:
        row["due"] = TODAY + datetime.timedelta(days=r.randrange(-20, 90))
    if r.random() < .6:
        row.update(reach=r.randrange(10, 5000), impact=r.choice(["0.25", "0.5", "1", "2", "3"]),
                   confidence=r.choice([50, 80, 100]), effort=r.choice(["0.5", "1", "2", "3.5"]))
    if r.random() < .4:
        row["notes"] = "\n".join(r.choice(NOTES) for _ in range(r.randint(1, 4)))
    return row


def main():
    seed, items, folder = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    r = random.Random(seed * 1000003 + items)
    os.makedirs(folder, exist_ok=True)
    people = ["ines"] + ["p%02d" % n for n in range(1, 18)]
    with open(os.path.join(folder, "person.csv"), "w", encoding="utf-8", newline="") as f:
        out = csv.writer(f, lineterminator="\n")
        out.writerow(["id", "name", "function", "active"])
        out.writerows([handle, "Person " + handle, FUNCTIONS[n % len(FUNCTIONS)], 1] for n, handle in enumerate(people))
    columns = ["id", "type", "track", "title", "notes", "status", "resolution", "owner", "backup", "priority", "reach",
               "impact", "confidence", "effort", "due", "tags", "created", "status_since"]
    rows = [item(r, n, people) for n in range(1, items + 1)]
    with open(os.path.join(folder, "item.csv"), "w", encoding="utf-8", newline="") as f:
        out = csv.DictWriter(f, columns, restval="", lineterminator="\n")
        out.writeheader()
        out.writerows(rows)
    with open(os.path.join(folder, "titles.txt"), "w", encoding="utf-8") as f:
        f.writelines(row["title"] + "\n" for row in rows)


if __name__ == "__main__":
    main()
