#!/usr/bin/env python3
"""An independent oracle of the agenda of the weekly sync.

Usage: agenda_oracle.py DIR NOW [-o out.csv] [--readings]

DIR holds one CSV an entity (any may be missing), NOW is like 2026-03-10T09:28.
Prints the agenda of the next `sync` as CSV. Everything counts as imported at
NOW: there is no log of edits. With --readings, the tags of the contested
readings (see README.md) that this team touched go to standard error, one a
line, so that a difference can be traced to a sentence.

It is written from the text of the rules alone and shares no code with the
program that it checks. Titles, reasons and asks are plain words: do not
compare them.
"""
import csv
import os
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from oracle_facts import (  # noqa: E402, F401
    COLUMNS, COMPARED, DAY, DEFAULT_SEGMENTS, FAR, Facts, Line, STANDARD,
    Segment, as_date, as_int, as_stamp, mmss, number, read_dir, truth)


class Agenda(Facts):
    def __init__(self, tables, now):
        super().__init__(tables, now)
        self.build()

    # ---- making lines

    def put(self, segment, line):
        segment.lines.append(line)
        self.taken.update(line.own)
        self.own.update(line.own)
        self.taken.update(line.absorbed)

    def record_line(self, ref, seconds, segment, why):
        kind, row = self.by_ref[ref]
        title = row.get("title") or row.get("name") or row.get("what") or ref
        if kind == "decision" and self.escalation(row):
            return self.escalation_line(row, seconds, segment, why)
        owner, backup = row.get("owner", ""), row.get("backup", "")
        if kind == "decision":
            owner, backup = row.get("driver", ""), ""
        elif kind == "topic":
            owner = row.get("accountable", "")
        carried = 0 if segment.kind == "Customer signals" else \
            self.carried(ref)
        ask = "confirm"
        if carried >= 2:
            ask = "resolve or escalate" if kind == "blocker" else \
                "decide or drop"
        return Line(ref, seconds, owner, backup, [ref], (), title, why, ask,
                    carried)

    def escalation_line(self, row, seconds, segment, why):
        ref, own, absorbed = row["id"], [row["id"]], []
        owner, backup = row.get("driver", ""), ""
        carried = self.carried(row["id"])
        blocker = row.get("blocker")
        if blocker in self.by_ref:
            b = self.by_ref[blocker][1]
            owner, backup = b.get("owner", ""), b.get("backup", "")
            carried = max(carried, self.carried(blocker))
            if b.get("resolved"):
                self.note("escalation-closed-blocker")
            if blocker in self.dropped:
                self.note("escalation-dropped-blocker")
            if blocker in self.taken or blocker in self.by_hand:
                self.note("escalation-blocker-taken")
            else:
                ref = blocker + "/" + row["id"]
                own.append(blocker)
            if b.get("item"):
                if b["item"] in self.own:
                    self.note("absorbed-item-earlier")
                absorbed.append(b["item"])
        if segment.kind == "Customer signals":
            carried = 0
        return Line(ref, seconds, owner, backup, own, absorbed,
                    row.get("title", ""), why, "choose an option", carried)

    # ---- rule 0

    def segment_for(self, name):
        for segment in self.segments:
            if segment.name == name:
                return segment
        for segment in self.segments:
            if segment.kind == "Priorities":
                return segment
        self.note("hand-no-priorities")
        if self.nowhere in self.segments:
            return self.nowhere
        at = len(self.segments)
        while at and self.segments[at - 1].kind == "Close":
            at -= 1
        self.segments.insert(at, self.nowhere)
        return self.nowhere

    def place_hand(self):
        rows = self.lines_of(self.meeting) if self.meeting else []
        for row in rows:
            self.segment_for(row.get("segment"))
        for row in rows:
            known = [r for r in self.records_of(row.get("ref"))
                     if r in self.by_ref]
            if known:
                self.by_hand.add(self.speaker(known))
        order = {id(s): i for i, s in enumerate(self.segments)}
        rows = [(order[id(self.segment_for(r.get("segment")))], i, r)
                for i, r in enumerate(rows)]
        seen = {}
        for at, _, r in rows:
            for ref in self.records_of(r.get("ref")):
                seen.setdefault(ref, []).append(at)
        if any(len(v) > 1 for v in seen.values()):
            self.note("hand-twice")
        for _, _, row in sorted(rows, key=lambda r: r[:2]):
            self.place_hand_row(row)

    def place_hand_row(self, row):
        segment = self.segment_for(row.get("segment"))
        if segment.kind == "Close":
            self.note("hand-in-close")
        if row.get("state") not in ("", "queued"):
            self.note("hand-state")
        seconds = as_int(row.get("plan_s")) or 60
        refs = self.records_of(row.get("ref"))
        title = row.get("title") or "by hand"
        if not refs:
            self.put(segment, Line("", seconds, title=title, why="by hand"))
            return
        if refs == ["triage"]:
            if "triage" not in self.taken:
                self.put(segment, self.triage_line(seconds))
            return
        known = [r for r in refs if r in self.by_ref]
        if not known:
            self.note("hand-unknown-ref")
            self.put(segment, Line(row["ref"], seconds, title=title,
                                   why="by hand"))
            return
        if len(known) > 1:
            self.note("hand-joined")
        ref = self.speaker(known)
        if not self.is_open(ref):
            self.note("hand-closed-record")
        if ref in self.dropped:
            self.note("hand-dropped")
        if ref in self.own:
            self.note("hand-twice")
            return
        kind, record = self.by_ref[ref]
        if kind == "blocker" and self.escalation_of(ref):
            self.note("hand-escalated-blocker")
        if kind == "decision":
            self.note("hand-decision")
        self.put(segment, self.record_line(ref, seconds, segment, "by hand"))

    def speaker(self, refs):
        """Of the records of one line, the one that the line is of now."""
        for ref in refs:
            kind, row = self.by_ref[ref]
            if kind == "decision" and self.escalation(row):
                return ref
        for ref in refs:
            if self.by_ref[ref][0] != "decision" and self.is_open(ref):
                return ref
        return next((r for r in refs if self.is_open(r)), refs[0])

    def place_unreached(self):
        rows = []
        for i, row in enumerate(self.last_lines):
            if row.get("state") == "carried" and \
                    as_int(row.get("carried")) == 0:
                segment = self.segment_for(row.get("segment")) \
                    if row.get("ref") else None
                if segment is not None:
                    rows.append((segment, i, row))
        rows.sort(key=lambda r: (self.segments.index(r[0]), r[1]))
        for segment, _, row in rows:
            self.place_unreached_row(segment, row)

    def old_kind(self, name):
        for segment in self.segments:
            if segment.name == name:
                return segment.kind
        return name if name in STANDARD else "free"

    def place_unreached_row(self, segment, row):
        refs = [r for r in self.records_of(row["ref"]) if r in self.by_ref]
        kind = self.old_kind(row.get("segment"))
        if kind in ("Open", "Close", "Customer signals", "Numbers"):
            if kind in ("Customer signals", "Numbers"):
                self.note("unreached-segment")
            return
        refs = [r for r in refs
                if self.by_ref[r][0] not in ("metric", "signal")]
        if not refs:
            return
        ref = self.speaker(refs)
        if len(refs) > 1 and self.by_ref[ref][0] != "decision":
            self.note("unreached-joined")
        if not self.is_open(ref):
            return
        rkind, record = self.by_ref[ref]
        if rkind == "blocker" and ref in self.taken:
            return
        if rkind == "blocker":
            found = self.escalation_of(ref)
            if found:
                if as_date(found["needed_by"]) >= self.next:
                    self.note("unreached-escalation-later")
                if found["id"] in self.taken:
                    return
                ref = found["id"]
                if found["id"] in self.dropped:
                    self.note("dropped-unreached")
        elif rkind == "decision" and record.get("status") == "proposed" and \
                not self.escalation(record):
            self.note("unreached-draft")
            return
        if ref in self.taken:
            return
        if ref in self.dropped:
            self.note("dropped-unreached")
        self.put(segment, self.record_line(
            ref, as_int(row.get("plan_s")) or 60, segment,
            "left unreached last time"))

    # ---- rules 1 to 6

    def rule_open(self, segment):
        refs = []
        for row in self.t["item"]:
            if not self.is_open_item(row) or not self.free(row["id"]):
                continue
            due = as_date(row.get("due"))
            if not due:
                continue
            if (row["type"] == "action" and due < self.next) or \
                    (row["type"] == "question" and due <= self.today):
                if row.get("status") == "triage":
                    self.note("triage-in-rules")
                refs.append(row["id"])
        if not refs:
            return
        refs.sort(key=number)
        owner, backup = self.leader_and_backup(self.facilitator)
        self.put(segment, Line(";".join(refs), 60, owner, backup, refs, (),
                               "Actions and questions: %d" % len(refs),
                               "overdue or due actions and questions"))

    def leader_and_backup(self, owner):
        backup = self.previous if self.previous != owner else ""
        if backup and not owner:
            self.note("no-leader-backup")
        return owner, backup

    def rule_numbers(self, segment):
        found = []
        for i, row in enumerate(self.t["metric"]):
            red = self.red_metric(row)
            if red and self.free(row["id"]):
                found.append((-red[0], -red[1], i, row))
        if len(set(f[:2] for f in found)) < len(found):
            self.note("metric-tie")
        for run, _, _, row in sorted(found, key=lambda f: f[:3]):
            self.put(segment, self.record_line(
                row["id"], 60, segment,
                "off pace and worse %d weeks running" % -run))

    def rule_blockers(self, segment):
        wanted = [d for d in self.t["decision"]
                  if self.free(d["id"]) and self.escalation(d) and
                  as_date(d["needed_by"]) < self.next]
        wanted.sort(key=lambda d: (d["needed_by"], number(d["id"])))
        for row in wanted:
            if row["id"] not in self.taken:
                self.put(segment, self.escalation_line(
                    row, 120, segment, "escalation: answer needed by " +
                    row["needed_by"]))
        launched = {l.get("release") for l in self.t["launch"]
                    if l.get("release")}
        found = []
        for row in self.t["blocker"]:
            if row.get("resolved") or not self.free(row["id"]):
                continue
            item = self.by_ref.get(row.get("item"), ("", {}))[1]
            linked = item.get("release") in launched
            age = self.business_days(as_date(row["opened"]), self.today) \
                if row.get("opened") else 0
            severity = as_int(row.get("severity"))
            found.append((not linked, -severity, -age, number(row["id"]),
                          row))
        for _, severity, age, _, row in sorted(found, key=lambda f: f[:4]):
            self.put(segment, self.record_line(
                row["id"], 120 if severity == -3 else 60, segment,
                "severity %d; open %d business days" % (-severity, -age)))

    def new_signal(self, row):
        unseen = (not truth(row.get("seen_pm")) and
                  self.half_has_members("product")) or \
                 (not truth(row.get("seen_pmm")) and
                  self.half_has_members("market"))
        if not unseen:
            return False
        if not self.last_day:
            return True
        seen = as_date(row.get("seen"))
        return seen is not None and seen >= self.last_day

    def rule_signals(self, segment):
        new = {s["id"] for s in self.t["signal"] if self.new_signal(s)}
        total, fresh, has_new = {}, {}, set()
        for row in self.t["signal_item"]:
            item, weight = row.get("item"), as_int(row.get("weight"))
            total[item] = total.get(item, 0) + weight
            if row.get("signal") in new:
                has_new.add(item)
                fresh[item] = fresh.get(item, 0) + weight
        found = []
        for row in self.t["item"]:
            ref = row["id"]
            if ref in has_new and total[ref] >= 2 and \
                    self.is_open_item(row) and row["status"] != "triage" and \
                    self.free(ref):
                if fresh[ref] == 0:
                    self.note("new-weight-zero")
                found.append((-total[ref], -fresh[ref], self.priority(row),
                              number(ref), ref))
        if found and segment.lines:
            self.note("three-beside-hand")
        for entry in sorted(found)[:3]:
            self.put(segment, self.record_line(
                entry[-1], 60, segment, "new signal; weight %d" % -entry[0]))

    # ---- rule 5

    def without_half(self, row):
        """An open product feature that ships within 14 days, no market half."""
        if row.get("type") != "feature" or row.get("track") != "product":
            return False
        release = self.by_ref.get(row.get("release"), ("", {}))[1]
        day = as_date(release.get("due"))
        if not self.within_14(day):
            return False
        tracks = {i.get("track") for i in self.t["item"]}
        if "product" not in tracks or "market" not in tracks:
            return False
        for link in self.t["link"]:
            if link.get("kind") != "counterpart":
                continue
            ends = (link.get("src"), link.get("dst"))
            if row["id"] not in ends:
                continue
            other = ends[1] if ends[0] == row["id"] else ends[0]
            half = self.by_ref.get(other, ("", {}))[1]
            if half.get("track") == "shared":
                self.note("shared-half")
            if half.get("track") == "market" and \
                    half.get("status") != "canceled":
                return False
        if row["status"] == "done":
            self.note("done-feature-no-half")
            return False
        if row["status"] == "canceled":
            return False
        if not self.is_open_item(release):
            self.note("closed-release")
            return False
        if row["status"] == "triage":
            self.note("triage-in-rules")
        return True

    def sort_key(self, ref, day):
        row = self.by_ref[ref][1]
        return (day or FAR, self.priority(row), number(ref), ref)

    def record_day(self, ref):
        kind, row = self.by_ref[ref]
        column = {"item": "due", "decision": "review_on",
                  "launch": "gate"}.get(kind)
        return as_date(row.get(column)) if column else None

    def classes(self):
        """The rules of Priorities but third time and triage:
        a list of (ref, day, seconds, why) each."""
        review, halves, dated, overdue = [], [], [], []
        for row in self.t["decision"]:
            if self.free(row["id"]) and self.due_for_review(row):
                review.append((row["id"], as_date(row.get("review_on")), 45,
                               "decision due for review"))
        named = set(self.own)
        for row in self.t["item"]:
            if not self.without_half(row):
                continue
            if row["id"] in self.own:
                named.add(row["release"])
            elif self.free(row["id"]):
                named.add(row["release"])
                day = as_date(self.by_ref[row["release"]][1]["due"])
                halves.append((row["id"], day, 45, "no market half"))
        for row in self.t["item"]:
            day = as_date(row.get("due"))
            if not self.is_open_item(row) or not self.free(row["id"]):
                continue
            if row["type"] == "release" and self.within_14(day) and \
                    row["id"] not in named:
                dated.append((row["id"], day, 30, "release within 14 days"))
            if day and day < self.today:
                if row["status"] == "triage":
                    self.note("triage-in-rules")
                overdue.append((row["id"], day, 30, "overdue"))
        for row in self.t["launch"]:
            gate = as_date(row.get("gate"))
            if self.within_14(gate) and self.free(row["id"]) and \
                    row["id"] not in named:
                if row.get("verdict", "") not in ("", "pending"):
                    self.note("gate-with-verdict")
                dated.append((row["id"], gate, 30, "gate within 14 days"))
            elif gate and gate < self.today and \
                    row.get("verdict", "") in ("", "pending"):
                self.note("gate-past")
        return review, halves, dated, overdue

    def rule_third_time(self, segment, wanted):
        found = []
        for ref, (kind, row) in self.by_ref.items():
            if kind in ("metric", "signal", "person") or not self.free(ref):
                continue
            if not self.is_open(ref) or self.line_carried(ref) < 2:
                continue
            if kind == "decision" and row.get("status") == "proposed" and \
                    not self.escalation(row):
                self.note("third-time-draft")
                continue
            if ref in wanted or self.was_not_reached(ref):
                if kind not in ("item", "decision", "launch"):
                    self.note("third-time-other")
                found.append(ref)
        found.sort(key=lambda r: self.sort_key(r, self.record_day(r)))
        escalated = {self.by_ref[r][1].get("blocker") for r in found
                     if self.by_ref[r][0] == "decision" and
                     self.escalation(self.by_ref[r][1])}
        for ref in found:
            if ref not in self.taken and ref not in escalated:
                self.put(segment, self.record_line(
                    ref, 45, segment, "third time: decide or drop"))

    def triage_waits(self):
        before = self.next - DAY
        for row in self.t["item"]:
            if row.get("status") != "triage" or row["id"] in self.dropped:
                continue
            snooze, created = as_date(row.get("snooze_until")), \
                as_date(row.get("created"))
            if snooze and snooze > self.today:
                continue
            if created and self.business_days(created, before) > \
                    self.triage_limit:
                return True
        return False

    def triage_line(self, seconds):
        owner, backup = self.leader_and_backup(
            self.next_in_rota(self.facilitator))
        return Line("triage", seconds, owner, backup, ["triage"], (),
                    "New items wait", "triage limit", "who triages today")

    def rule_priorities(self, segment):
        wanted = {c[0] for group in self.classes() for c in group}
        before = len(segment.lines)
        self.rule_third_time(segment, wanted)
        if len(segment.lines) > before and "Blockers" in [
                s.kind for s in
                self.segments[self.segments.index(segment) + 1:]]:
            self.note("priorities-before-blockers")
        review, halves, dated, overdue = self.classes()
        for group in (review, halves, dated):
            self.put_class(segment, group)
        if "triage" not in self.taken and self.triage_waits():
            self.put(segment, self.triage_line(30))
        self.put_class(segment, overdue)
        # changed by the other half: import and creation are no change

    def put_class(self, segment, group):
        for ref, day, seconds, why in sorted(
                group, key=lambda g: self.sort_key(g[0], g[1])):
            if ref not in self.taken:
                self.put(segment, self.record_line(ref, seconds, segment,
                                                   why))

    def rule_close(self, segment):
        owner, backup = self.leader_and_backup(self.facilitator)
        self.put(segment, Line("", 60, owner, backup, (), (),
                               "Read back; rate 1-10", "close"))

    # ---- all together

    def build(self):
        self.nowhere = Segment("Priorities", "nowhere", 0)
        self.by_hand = set()
        self.place_hand()
        self.place_unreached()
        rules = {"Open": self.rule_open, "Numbers": self.rule_numbers,
                 "Blockers": self.rule_blockers,
                 "Customer signals": self.rule_signals,
                 "Priorities": self.rule_priorities, "Close": self.rule_close}
        for segment in self.segments:
            if segment.kind in rules:
                rules[segment.kind](segment)
        self.nowhere.kind = "Priorities"
        self.fill()

    @staticmethod
    def share(line, left):
        if left >= line.seconds:
            return line.seconds
        return left if left > 0 and 2 * left >= line.seconds else 0

    def fill(self):
        spare = 0
        waiting = {}
        for segment in self.segments:
            left, blocked = segment.seconds, []
            for line in segment.lines:
                got = 0 if blocked else self.share(line, left)
                if got:
                    line.planned = got
                    left -= got
                else:
                    blocked.append(line)
            if segment.kind == "Close" and blocked:
                self.note("close-over")
            waiting[id(segment)] = blocked
            spare += left
        for kind in ("Blockers", "Customer signals", "Priorities"):
            for segment in self.segments:
                if segment.kind != kind:
                    continue
                for line in waiting[id(segment)]:
                    got = self.share(line, spare)
                    if not got:
                        break
                    if got < line.seconds:
                        self.note("left-over-short")
                    line.planned = got
                    spare -= got
        self.spare = spare

    def rows(self):
        out, start, position = [], 0, 0
        queue = [(s, l) for s in self.segments for l in s.lines if l.planned]
        late = [(s, l) for s in self.segments
                for l in s.lines if not l.planned]
        for today, (segment, line) in \
                [(True, q) for q in queue] + [(False, q) for q in late]:
            position += 1
            out.append({
                "meeting": self.meeting_id, "date": self.today.isoformat(),
                "segment": segment.name if today else "Not today",
                "position": str(position),
                "start": mmss(start) if today else "",
                "planned_s": str(line.planned) if today else "",
                "ref": line.ref, "title": line.title,
                "why_on_agenda": line.why if today
                else "over budget; " + line.why,
                "owner": line.owner, "backup": line.backup,
                "acting": self.acting(line.owner, line.backup),
                "ask": line.ask if today else "async note",
                "state": "queued", "carried": str(line.carried)})
            start += line.planned or 0
        return out


def agenda(directory, now):
    """The Agenda of the directory's next sync; now: a datetime."""
    return Agenda(read_dir(directory), now)


def main(argv):
    args, out, readings = [], None, False
    it = iter(argv)
    for word in it:
        if word == "-o":
            out = next(it, None)
        elif word == "--readings":
            readings = True
        else:
            args.append(word)
    if len(args) != 2:
        sys.stderr.write(__doc__)
        return 2
    result = agenda(args[0], as_stamp(args[1]))
    handle = open(out, "w", encoding="utf-8", newline="") if out \
        else sys.stdout
    writer = csv.DictWriter(handle, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(result.rows())
    if out:
        handle.close()
    if readings:
        for tag in sorted(result.readings):
            sys.stderr.write(tag + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
