"""What the oracle of the agenda reads: files, days, people, metrics, history.

The rules themselves are in agenda_oracle.py.
"""
import csv
import datetime as dt
import os
import re

COLUMNS = ("meeting,date,segment,position,start,planned_s,ref,title,"
           "why_on_agenda,owner,backup,acting,ask,state,carried").split(",")
COMPARED = ("meeting,date,segment,position,start,planned_s,ref,owner,backup,"
            "acting,state,carried").split(",")
FILES = ("person item link blocker signal signal_item metric metric_wide "
         "metric_point metric_item decision option ritual segment meeting "
         "attendance agenda_item launch launch_check experiment arm topic "
         "term setting").split()
DEFAULT_SEGMENTS = [
    ("Open", 1, "attendance;actions"), ("Numbers", 2, "metrics.red"),
    ("Blockers", 6, "blockers;escalations"),
    ("Customer signals", 3, "signals.new"),
    ("Priorities", 2, "changes;gaps;triage"), ("Close", 1, "recap;rating")]
KIND_OF_FEED = {
    "attendance": "Open", "actions": "Open", "metrics": "Numbers",
    "blockers": "Blockers", "escalations": "Blockers",
    "signals": "Customer signals", "changes": "Priorities",
    "gaps": "Priorities", "triage": "Priorities", "priorities": "Priorities",
    "recap": "Close", "rating": "Close"}
STANDARD = [s[0] for s in DEFAULT_SEGMENTS]
PREFIX = {"LS": "item", "B": "blocker", "S": "signal", "D": "decision",
          "L": "launch", "X": "experiment", "T": "topic", "G": "term",
          "M": "meeting"}
WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep",
          "oct", "nov", "dec"]
NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}
DAY = dt.timedelta(days=1)
FAR = dt.date.max


# ---------------------------------------------------------------- reading

def read_dir(path):
    """Every CSV of the directory: name -> list of dicts, cells stripped."""
    tables = {}
    for name in FILES:
        rows = []
        full = os.path.join(path, name + ".csv")
        if os.path.exists(full):
            with open(full, encoding="utf-8-sig", newline="") as handle:
                for row in csv.DictReader(handle):
                    rows.append({(k or "").strip(): (v or "").strip()
                                 for k, v in row.items()
                                 if k is not None and not isinstance(v, list)})
        tables[name] = rows
    return tables


def as_date(text):
    text = (text or "").strip()
    return dt.date.fromisoformat(text[:10]) if text else None


def as_stamp(text):
    text = (text or "").strip().replace("T", " ")
    if not text:
        return None
    if len(text) == 10:
        text += " 00:00"
    return dt.datetime.strptime(text[:16], "%Y-%m-%d %H:%M")


def as_int(text, default=0):
    try:
        return int(float(text))
    except (TypeError, ValueError):
        return default


def as_float(text):
    try:
        return float(text)
    except (TypeError, ValueError):
        return None


def truth(text):
    return (text or "").lower() in ("1", "true", "yes")


def words(text):
    return [w.strip() for w in (text or "").split(";") if w.strip()]


def number(ref):
    found = re.search(r"(\d+)$", ref)
    return int(found.group(1)) if found else 0


def mmss(seconds):
    return "%02d:%02d" % divmod(seconds, 60)


# ------------------------------------------------------- cadence and `at`

def parse_at(text):
    """`at` -> (weekdays named, nth or None, months named, time or None)."""
    text = (text or "").lower()
    days = [WEEKDAYS.index(w) for w in re.findall(
        r"\b(mon|tue|wed|thu|fri|sat|sun)[a-z]*", text)]
    nth = next((n for w, n in NTH.items()
                if re.search(r"\b%s\b" % w, text)), None)
    months = [MONTHS.index(w) + 1 for w in re.findall(
        r"\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*", text)]
    clock = re.search(r"(\d{1,2}):(\d{2})", text)
    time = dt.time(int(clock.group(1)), int(clock.group(2))) if clock else None
    return days, nth, months, time


def nth_of_month(day, weekday, nth):
    month_days = []
    d = day.replace(day=1)
    while d.month == day.month:
        if d.weekday() == weekday:
            month_days.append(d)
        if d == FAR:
            break
        d += DAY
    return month_days[nth - 1] if nth > 0 else month_days[-1]


def every_weeks(cadence):
    cadence = (cadence or "").lower()
    found = re.search(r"every (\d+) weeks?", cadence)
    if found:
        return int(found.group(1))
    return 2 if cadence in ("biweekly", "fortnightly", "every other week") \
        else None


def named_by_cadence(cadence, at, day):
    """Is this day one that the cadence (with its `at`) names?"""
    cadence = (cadence or "").lower()
    days, nth, months, _ = parse_at(at)
    if cadence == "daily":
        return day.weekday() < 5
    if cadence == "monthly":
        if days and nth:
            return day == nth_of_month(day, days[0], nth)
        if days:
            return day == nth_of_month(day, days[0], 1)
        return day.day == 1
    if cadence == "quarterly":
        first = day.replace(day=1)
        while first.weekday() > 4:
            first += DAY
        return day.month in (months or [1, 4, 7, 10]) and day == first
    return day.weekday() in days if days else True


# -------------------------------------------------------------- the facts

class Line:
    def __init__(self, ref, seconds, owner="", backup="", own=(), absorbed=(),
                 title="", why="", ask="confirm", carried=0):
        self.ref, self.seconds = ref, seconds
        self.owner, self.backup = owner, backup
        self.own, self.absorbed = list(own), list(absorbed)
        self.title, self.why, self.ask = title, why, ask
        self.carried, self.planned = carried, None


class Segment:
    def __init__(self, name, kind, seconds):
        self.name, self.kind, self.seconds = name, kind, seconds
        self.lines = []


class Facts:
    """A team's tables and what the rules ask of them."""

    def __init__(self, tables, now):
        self.t, self.now = tables, now
        self.readings = set()
        self.by_ref = {}
        for kind in ("item blocker signal decision launch experiment topic "
                     "term metric person").split():
            for row in tables[kind]:
                self.by_ref.setdefault(row.get("id", ""), (kind, row))
        self.settings = {r.get("key", ""): r.get("value", "")
                         for r in tables["setting"]}
        self.holidays = {as_date(d)
                         for d in words(self.settings.get("holidays", ""))}
        self.triage_limit = as_int(self.settings.get("triage_limit", ""), 5)
        self.people = {r["id"]: r for r in tables["person"] if r.get("id")}
        self.find_ritual()
        self.find_meetings()
        self.fill_in()
        self.find_points()
        self.find_drops()
        self.taken = set()          # records that may not come again
        self.own = set()            # records that a line names as its own

    def note(self, tag):
        self.readings.add(tag)

    # ---- the ritual, this sync, the last one, the next one

    def find_ritual(self):
        found = [r for r in self.t["ritual"] if r.get("id") == "sync"]
        if found:
            self.ritual = found[0]
        else:
            self.note("no-ritual")
            self.ritual = {"id": "sync", "cadence": "weekly", "at": "",
                           "minutes": "15", "rota": ""}
        rows = [r for r in self.t["segment"] if r.get("ritual") == "sync"]
        rows.sort(key=lambda r: as_int(r.get("n")))
        if not rows:
            self.note("no-segments")
            rows = [{"name": n, "minutes": m, "feed": f}
                    for n, m, f in DEFAULT_SEGMENTS]
        self.segments = [Segment(r["name"], self.segment_kind(r),
                                 int(float(r.get("minutes") or 0) * 60))
                         for r in rows]
        if sum(s.seconds for s in self.segments) != \
                as_int(self.ritual.get("minutes")) * 60:
            self.note("segments-sum")
        left = as_int(self.ritual.get("minutes")) * 60
        for segment in sorted(self.segments, key=lambda s: s.kind != "Close"):
            segment.seconds = min(segment.seconds, left)
            left -= segment.seconds
        rota = [w for w in words(self.ritual.get("rota"))
                if w.lower() != "none"]
        self.rota = rota

    @staticmethod
    def segment_kind(row):
        for word in words(row.get("feed")):
            kind = KIND_OF_FEED.get(word.split(".")[0])
            if kind:
                return kind
        if not row.get("feed") and row["name"] in STANDARD:
            return row["name"]
        return "free"

    def find_meetings(self):
        syncs = [m for m in self.t["meeting"] if m.get("ritual") == "sync"]
        closed = [(as_stamp(m.get("started")) or as_stamp(m.get("planned")), m)
                  for m in syncs if m.get("status") == "closed"]
        closed = [c for c in closed if c[0]]
        closed.sort(key=lambda c: (c[0], number(c[1]["id"])))
        self.closed = closed
        self.last = closed[-1] if closed else None
        self.last_lines = self.lines_of(self.last[1]) if self.last else []

        planned = [(as_stamp(m.get("planned")), m) for m in syncs
                   if m.get("status") == "planned" and m.get("planned")]
        if any(p[0].date() < self.now.date() for p in planned):
            self.note("stale-planned")
        planned = [p for p in planned if p[0].date() >= self.now.date()]
        planned.sort(key=lambda p: (p[0], number(p[1]["id"])))
        if len(planned) > 1:
            self.note("several-planned")
        last_leader = self.last[1].get("facilitator", "") if self.last else ""
        if planned:
            self.meeting, self.today = planned[0][1], planned[0][0].date()
            self.meeting_id = self.meeting["id"]
            self.facilitator = self.meeting.get("facilitator", "")
            if not self.facilitator:
                self.note("planned-no-facilitator")
                self.facilitator = self.next_in_rota(last_leader)
        else:
            self.meeting, self.meeting_id = None, "M-new"
            self.today = self.day_by_at()
            self.facilitator = self.next_in_rota(last_leader)
        self.previous = last_leader
        self.next = self.day_after_this()
        self.last_day = self.last[0].date() if self.last else None

    def lines_of(self, meeting):
        rows = [r for r in self.t["agenda_item"]
                if r.get("meeting") == meeting["id"]]
        rows.sort(key=lambda r: as_int(r.get("n")))
        return rows

    def day_by_at(self):
        at, cadence = self.ritual.get("at", ""), self.ritual.get("cadence", "")
        if not at:
            self.note("no-at")
            return self.now.date()
        if cadence.lower() not in ("weekly", "twice weekly"):
            self.note("cadence-by-at")
        time = parse_at(at)[3]
        day = self.now.date()
        if time is not None and time < self.now.time():
            day += DAY
        if time is not None and time == self.now.time():
            self.note("at-is-now")
        for _ in range(800):
            if named_by_cadence(cadence, at, day):
                return day
            day += DAY
        return self.now.date()

    def day_after_this(self):
        at, cadence = self.ritual.get("at", ""), self.ritual.get("cadence", "")
        kind = cadence.lower()
        if kind in ("", "weekly"):
            return self.today + 7 * DAY
        weeks = every_weeks(cadence)
        if weeks:
            self.note("cadence-weeks")
            return self.today + 7 * weeks * DAY
        if kind == "daily":
            self.note("cadence-daily")
        if kind == "quarterly":
            self.note("cadence-quarterly")
        if kind not in ("daily", "twice weekly", "monthly", "quarterly"):
            self.note("cadence-unknown")
            return self.today + 7 * DAY
        day = self.today + DAY
        for _ in range(800):
            if named_by_cadence(cadence, at, day):
                return day
            day += DAY
        return self.today + 7 * DAY

    def next_in_rota(self, after):
        active = [p for p in self.rota
                  if p in self.people and truth(self.people[p].get("active"))]
        if not active:
            return ""
        if after in self.rota:
            at = self.rota.index(after)
            order = self.rota[at + 1:] + self.rota[:at + 1]
        else:
            if after:
                self.note("leader-not-in-rota")
            order = self.rota
        found = next(p for p in order if p in active)
        if found != order[0]:
            self.note("rota-inactive")
        return found

    # ---- small facts

    def fill_in(self):
        """An action or question without a date is due at the next sync."""
        for row in self.t["item"] if self.t["ritual"] else ():
            if row.get("type") in ("action", "question") and \
                    not row.get("due") and self.is_open_item(row):
                self.note("no-due-filled")
                row["due"] = self.today.isoformat()

    def business_days(self, start, end):
        count, day = 0, start
        while day < end:
            day += DAY
            if day.weekday() < 5 and day not in self.holidays:
                count += 1
        return count

    def away(self, who):
        person = self.people.get(who)
        if not person:
            return False
        start = as_date(person.get("away_from"))
        end = as_date(person.get("away_until"))
        if not start and not end:
            return False
        return (not start or start <= self.today) and \
            (not end or self.today <= end)

    def acting(self, owner, backup):
        if owner and self.away(owner):
            if backup:
                return backup
            self.note("away-no-backup")
        if not owner and backup:
            self.note("backup-no-owner")
        return owner

    def half_has_members(self, half):
        functions = {"product": ("pm", "eng", "design", "research", "data",
                                 "lead"),
                     "market": ("pmm", "sales", "cs", "support", "lead")}[half]
        return any(truth(p.get("active")) and p.get("function") in functions
                   for p in self.people.values())

    @staticmethod
    def is_open_item(row):
        return row.get("status") not in ("done", "canceled")

    def is_open(self, ref):
        if ref not in self.by_ref:
            return False
        kind, row = self.by_ref[ref]
        if kind in ("metric", "signal", "person"):
            return True
        if kind == "item":
            return self.is_open_item(row)
        if kind == "blocker":
            return not row.get("resolved")
        if kind == "decision":
            return row.get("status") == "proposed" or self.due_for_review(row)
        if kind == "launch":
            if row.get("verdict", "") in ("", "pending"):
                return True
            self.note("launch-open")
            return False
        if kind == "experiment":
            return row.get("status") != "closed"
        return True

    @staticmethod
    def priority(row):
        value = as_int(row.get("priority"))
        return value if 1 <= value <= 4 else 9

    def within_14(self, day):
        return day is not None and \
            self.today <= day <= self.today + 14 * DAY

    # ---- metrics

    def find_points(self):
        self.points = {}
        for row in self.t["metric_wide"]:
            for column, cell in row.items():
                if re.fullmatch(r"\d{4}-W\d{2}", column) and \
                        as_float(cell) is not None:
                    self.add_point(row.get("metric"), column, cell)
        for row in self.t["metric_point"]:
            if as_float(row.get("value")) is not None:
                self.add_point(row.get("metric"), row["week"], row["value"])
        for name in self.points:
            self.points[name].sort()

    def add_point(self, metric, week, cell):
        year, wk = int(week[:4]), int(week[6:])
        monday = dt.date.fromisocalendar(year, wk, 1)
        self.points.setdefault(metric, []).append((monday, float(cell)))

    def newest(self, metric):
        points = self.points.get(metric)
        return points[-1] if points else None

    def red_metric(self, row):
        """(run, gap share) of a core metric that Numbers wants, or None."""
        points = self.points.get(row["id"], [])
        if not truth(row.get("core")) or len(points) < 3:
            return None
        down = row.get("direction") == "down"
        baseline, target = as_float(row.get("baseline")), \
            as_float(row.get("target"))
        by = as_date(row.get("target_by"))
        run = 0
        for i in range(len(points) - 1, 0, -1):
            (week, value), (before, old) = points[i], points[i - 1]
            worse = value > old if down else value < old
            if week - before != 7 * DAY or not worse:
                break
            run += 1
        if run < 2:
            return None
        if target is None or by is None or baseline is None:
            self.note("metric-no-pace")
            return None
        first = points[0][0] + 6 * DAY
        end = points[-1][0] + 6 * DAY
        if end >= by:
            pace = target
        else:
            pace = baseline + (target - baseline) * \
                ((end - first).days / (by - first).days)
        value = points[-1][1]
        gap = value - pace if down else pace - value
        if gap <= 0:
            return None
        span = abs(target - baseline)
        if span == 0:
            self.note("target-is-baseline")
        return run, (gap / span if span else float("inf"))

    # ---- decisions

    def due_for_review(self, row):
        if row.get("status") != "decided":
            return False
        day = as_date(row.get("review_on"))
        if day and day <= self.today:
            return True
        point = self.newest(row.get("review_metric"))
        if not point:
            return False
        below, above = as_float(row.get("review_below")), \
            as_float(row.get("review_above"))
        return (below is not None and point[1] < below) or \
            (above is not None and point[1] > above)

    def escalation(self, row):
        """A proposed decision that is no draft."""
        if row.get("status") != "proposed":
            return False
        options = sum(1 for o in self.t["option"]
                      if o.get("decision") == row["id"])
        ready = options >= 2 and row.get("needed_by") and \
            row.get("cost_of_delay")
        decider = row.get("escalated_to")
        if ready and not decider and row.get("approver") and \
                row.get("approver") != row.get("driver"):
            self.note("approver-only")
        return bool(ready and decider and decider != row.get("driver"))

    def escalation_of(self, blocker):
        found = [d for d in self.t["decision"]
                 if d.get("blocker") == blocker and self.escalation(d)]
        found.sort(key=lambda d: (d["needed_by"], number(d["id"])))
        if len(found) > 1:
            self.note("two-escalations-one-blocker")
        return found[0] if found else None

    # ---- carried and dropped

    @staticmethod
    def records_of(ref):
        return [w for w in re.split(r"[;/]", ref or "") if w]

    def line_carried(self, ref):
        """Of an escalation the higher of its own and its blocker's."""
        kind, row = self.by_ref[ref]
        if kind == "decision" and self.escalation(row) and \
                row.get("blocker") in self.by_ref:
            return max(self.carried(ref), self.carried(row["blocker"]))
        return self.carried(ref)

    def carried(self, ref):
        kind = self.by_ref.get(ref, ("", None))[0]
        if kind in ("", "metric", "signal"):
            return 0
        counts = []
        for row in self.last_lines:
            if ref in self.records_of(row.get("ref")):
                if row.get("state") == "dropped":
                    self.note("dropped-carried")
                if ";" in row.get("ref", ""):
                    self.note("open-line-carried")
                counts.append(as_int(row.get("carried")) + 1)
        if not counts or not self.is_open(ref):
            return 0
        if len(counts) > 1:
            self.note("stood-twice")
        return max(counts)

    def was_not_reached(self, ref):
        for row in self.last_lines:
            if ref in self.records_of(row.get("ref")):
                if row.get("state") == "carried":
                    return True
                if row.get("state") in ("queued", "parked") and \
                        as_int(row.get("carried")) >= 1:
                    self.note("not-reached-state")
        return False

    def find_drops(self):
        self.dropped = set()
        for stamp, meeting in self.closed:
            day = stamp.date()
            for row in self.lines_of(meeting):
                if row.get("state") != "dropped":
                    continue
                refs = self.records_of(row.get("ref"))
                if "triage" in refs:
                    self.note("triage-dropped")
                for ref in refs:
                    if ref not in self.by_ref:
                        continue
                    if self.today >= day + 28 * DAY:
                        continue
                    since = as_date(self.by_ref[ref][1].get("status_since"))
                    if self.by_ref[ref][0] == "item" and since and since > day:
                        continue
                    if ";" in row.get("ref", "") or "/" in row.get("ref", ""):
                        self.note("dropped-joined")
                    self.dropped.add(ref)

    def free(self, ref):
        """A rule may still want this record."""
        return ref not in self.taken and ref not in self.dropped
