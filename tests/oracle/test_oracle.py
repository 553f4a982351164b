#!/usr/bin/env python3
"""Tests the oracle, or the program: the sample, and invariants on generated teams.

Usage: test_oracle.py SAMPLE_DIR [TEAMS [PROGRAM]]

PROGRAM is agenda_dir, called as PROGRAM FOLDER NOW; without it the oracle is asked.

The checks read the CSVs on their own and do not ask the oracle for its
candidates. Exit status 1 and one line a failure where something is wrong.
"""
import csv
import datetime as dt
import io
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
sys.dont_write_bytecode = True
import agenda_oracle  # noqa: E402
import gen_team       # noqa: E402

FAILED = []
PROGRAM = []


def check(ok, words):
    if not ok:
        FAILED.append(words)
        print("FAILED " + words)


def read(directory, name):
    full = os.path.join(directory, name + ".csv")
    if not os.path.exists(full):
        return []
    with open(full, encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def rows_of(directory, now):
    if not PROGRAM:
        return agenda_oracle.agenda(directory,
                                    agenda_oracle.as_stamp(now)).rows()
    ran = subprocess.run(PROGRAM + [directory, now], check=True,
                         capture_output=True, text=True)
    return list(csv.DictReader(io.StringIO(ran.stdout)))


def day(text):
    return dt.date.fromisoformat(text[:10]) if text else None


def test_sample(directory):
    want = os.path.join(directory, "agenda_2026-03-10.csv")
    with open(want, encoding="utf-8", newline="") as handle:
        expected = list(csv.DictReader(handle))
    got = rows_of(directory, "2026-03-10T09:28")
    check(len(got) == len(expected),
          "sample: %d rows, not %d" % (len(got), len(expected)))
    for a, b in zip(got, expected):
        for column in agenda_oracle.COMPARED:
            check(a[column] == b[column], "sample: position %s, %s: %r, not %r"
                  % (b["position"], column, a[column], b[column]))


def test_valid(name, d):
    """The generated team breaks no rule of "Refused"."""
    people = {p["id"] for p in read(d, "person")}
    items = {i["id"] for i in read(d, "item")}
    blockers = {b["id"] for b in read(d, "blocker")}
    decisions = read(d, "decision")
    metrics = {m["id"] for m in read(d, "metric")}
    for table in ("item", "blocker", "metric", "launch", "experiment"):
        seen = set()
        for row in read(d, table):
            check(row["id"] not in seen, name + ": twice " + row["id"])
            seen.add(row["id"])
            who = (row["owner"], row["backup"])
            check(not who[0] or who[0] != who[1], name + ": owner = backup")
            check({w for w in who if w} <= people, name + ": unknown person")
    for row in read(d, "item"):
        check(not row["release"] or row["release"] in items, name + ": release")
        check(row["resolution"] != "duplicate" or
              row["duplicate_of"] in items - {row["id"]}, name + ": duplicate")
    check(sum(1 for r in read(d, "item") if r["type"] == "goal" and
              r["status"] == "started") <= 1, name + ": two goals")
    for row in read(d, "blocker"):
        check(not row["item"] or row["item"] in items, name + ": blocker item")
        check(not row["resolved"] or row["resolved"] >= row["opened"],
              name + ": resolved before opened")
    for row in decisions:
        check(not row["escalated_to"] or row["escalated_to"] != row["driver"],
              name + ": escalated to its own driver")
        check(row["status"] == "proposed" or
              (row["decided"] and row["why"] and row["follows"]),
              name + ": decided without three points")
        check(not row["blocker"] or row["blocker"] in blockers,
              name + ": decision's blocker")
        check(not row["review_metric"] or row["review_metric"] in metrics,
              name + ": decision's metric")
        chosen = sum(1 for o in read(d, "option")
                     if o["decision"] == row["id"] and o["chosen"] == "1")
        check(chosen <= 1, name + ": two chosen")
    for row in read(d, "launch"):
        check(not row["gate"] or row["gate"] < row["day"], name + ": gate")
    for row in read(d, "person"):
        check(not row["away_from"] or not row["away_until"] or
              row["away_from"] <= row["away_until"], name + ": away")
    known = items | blockers | metrics | {"triage"}
    for table in ("decision", "signal", "launch", "topic", "experiment"):
        known |= {r["id"] for r in read(d, table)}
    meetings = {m["id"]: m for m in read(d, "meeting")}
    for row in read(d, "agenda_item"):
        check(set(re.findall(r"[^;/]+", row["ref"])) <= known,
              name + ": unknown ref " + row["ref"])
        check(row["meeting"] in meetings, name + ": unknown meeting")
    for row in meetings.values():
        check(not row["facilitator"] or row["facilitator"] in people,
              name + ": facilitator")
    weeks = read(d, "metric_wide")
    check({w["metric"] for w in weeks} <= metrics, name + ": points")


def test_team(seed, d):
    name = "team %d" % seed
    gen_team.Team(seed).write(d)
    with open(os.path.join(d, "NOW"), encoding="utf-8") as handle:
        now = handle.read().strip()
    test_valid(name, d)
    rows = rows_of(d, now)
    check(rows == rows_of(d, now), name + ": differs when asked twice")

    ritual = [r for r in read(d, "ritual") if r["id"] == "sync"]
    segments = [s for s in read(d, "segment") if s["ritual"] == "sync"]
    segments = [(s["name"], int(s["minutes"]), s["feed"]) for s in
                sorted(segments, key=lambda s: int(s["n"]))] or \
        agenda_oracle.DEFAULT_SEGMENTS
    whole = sum(s[1] for s in segments) * 60
    total = sum(int(r["planned_s"]) for r in rows if r["planned_s"])
    check(total <= whole, name + ": %d s of %d" % (total, whole))
    if ritual:
        check(total <= int(ritual[0]["minutes"]) * 60, name + ": minutes")

    order = [s[0] for s in segments] + ["Not today"]
    if "Priorities" not in order:      # for lines by hand, before Close
        at = len(segments)
        while at and segments[at - 1][2].startswith("recap"):
            at -= 1
        order.insert(at, "Priorities")
    places = [order.index(r["segment"]) for r in rows]
    check(places == sorted(places), name + ": order of segments")
    check([int(r["position"]) for r in rows] ==
          list(range(1, len(rows) + 1)), name + ": positions")
    start = 0
    for row in rows:
        if row["segment"] == "Not today":
            check(row["start"] == "" and row["planned_s"] == "",
                  name + ": Not today has a time")
        else:
            check(row["start"] == "%02d:%02d" % divmod(start, 60),
                  name + ": start of " + row["position"])
            check(int(row["planned_s"]) > 0, name + ": a line of no seconds")
            start += int(row["planned_s"])
        check(row["acting"] in (row["owner"], row["backup"]),
              name + ": acting is neither")
        check(not row["backup"] or row["backup"] != row["owner"],
              name + ": owner = backup in " + row["position"])

    check(sum(1 for r in rows if "new signal" in
              r["title"] + r["why_on_agenda"]) <= 3,
          name + ": more than three signals")
    refs = [w for r in rows for w in re.findall(r"[^;/]+", r["ref"])]
    check(len(refs) == len(set(refs)), name + ": a record twice: %s" %
          sorted(w for w in set(refs) if refs.count(w) > 1))
    there = set(refs)
    check_candidates(name, d, rows, there, {s[2] for s in segments})


def check_candidates(name, d, rows, there, feeds):
    """What a rule wants stands on the agenda or under Not today."""
    today = day(rows[0]["date"]) if rows else None
    if not today:
        return
    closed = {m["id"]: day(m["started"]) for m in read(d, "meeting")
              if m["ritual"] == "sync" and m["status"] == "closed"}
    dropped = set()
    for row in read(d, "agenda_item"):
        if row["state"] == "dropped" and row["meeting"] in closed and \
                today < closed[row["meeting"]] + dt.timedelta(28):
            dropped |= set(re.findall(r"[^;/]+", row["ref"]))
    blockers = {b["id"]: b for b in read(d, "blocker")}
    decisions = {x["id"]: x for x in read(d, "decision")}
    by_hand = {w for r in read(d, "agenda_item") if r["meeting"] not in closed
               for w in re.findall(r"[^;/]+", r["ref"])}
    absorbed = set()
    for ref in there & set(decisions):
        b = decisions[ref]["blocker"]
        if b and decisions[ref]["status"] == "proposed":
            absorbed |= {b, blockers[b]["item"]}
    if "blockers;escalations" in feeds:
        for ref, row in blockers.items():
            check(row["resolved"] or ref in there | dropped | absorbed,
                  name + ": lost blocker " + ref)
        for row in rows:
            for ref in re.findall(r"[^;/]+", row["ref"]):
                if ref in blockers and blockers[ref]["resolved"] and \
                        "/" not in row["ref"]:
                    check(ref in by_hand, name + ": a closed blocker " + ref)
    items = read(d, "item")
    if "changes;gaps;triage" in feeds:
        for row in items:
            late = row["due"] and day(row["due"]) < today
            gone = row["status"] in ("done", "canceled")
            soon = row["type"] == "release" and row["due"] and \
                today <= day(row["due"]) <= today + dt.timedelta(14)
            named = soon and any(
                i["release"] == row["id"] and i["id"] in there for i in items)
            if (late or soon) and not gone and not named:
                check(row["id"] in there | dropped | absorbed,
                      name + ": lost item " + row["id"])
        for row in read(d, "launch"):
            if row["gate"] and today <= day(row["gate"]) <= \
                    today + dt.timedelta(14):
                check(row["id"] in there | dropped,
                      name + ": lost gate " + row["id"])
    if "attendance;actions" in feeds:
        for row in items:
            if row["type"] in ("action", "question") and row["due"] and \
                    day(row["due"]) <= today and \
                    row["status"] not in ("done", "canceled"):
                check(row["id"] in there | dropped | absorbed,
                      name + ": lost action " + row["id"])
    if any(f.startswith("recap") for f in feeds):
        check(any(r["why_on_agenda"].endswith("close") for r in rows),
              name + ": no Close")


def main(argv):
    if not argv:
        sys.stderr.write(__doc__)
        return 2
    test_sample(argv[0])
    teams = int(argv[1]) if len(argv) > 1 else 300
    PROGRAM.extend(argv[2:3])
    with tempfile.TemporaryDirectory() as top:
        for seed in range(1, teams + 1):
            test_team(seed, os.path.join(top, str(seed)))
    print("%d teams, %d failed" % (teams, len(FAILED)))
    return 1 if FAILED else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
