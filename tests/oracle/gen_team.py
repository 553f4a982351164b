#!/usr/bin/env python3
"""Writes a random but valid team as CSV, aimed at the rules of the agenda.

Usage: gen_team.py SEED DIR

The same seed gives the same team. DIR/NOW gets the moment to ask for the
agenda. Nothing here breaks a rule of "Refused": owner and backup differ,
references exist, gates lie before their launch day, and so on.
"""
import csv
import datetime as dt
import os
import random
import sys

DAY = dt.timedelta(days=1)
HANDLES = ["ana", "bo", "cleo", "dov", "edda", "finn", "gus", "hedy", "ivo",
           "jun", "kai", "lux", "mara", "nils"]
PRODUCT = ["pm", "eng", "design", "research", "data"]
MARKET = ["pmm", "sales", "cs", "support"]
ITEM_TYPES = ["feature"] * 6 + ["release"] * 2 + ["action"] * 4 + \
    ["question"] * 2 + ["idea", "bug", "debt", "discovery", "messaging",
                        "asset", "campaign", "enablement", "pricing",
                        "research", "goal", "strategic", "initiative"]
FIELDS = {
    "person": "id,name,function,area,joined,away_from,away_until,capacity_h,"
              "active",
    "item": "id,type,track,title,problem,done_when,status,resolution,owner,"
            "backup,priority,reach,impact,confidence,effort,due,snooze_until,"
            "parent,release,duplicate_of,meeting,tags,source,created,"
            "status_since,sunset_if",
    "link": "src,dst,kind",
    "blocker": "id,item,what,kind,severity,owner,backup,next_step,next_due,"
               "opened,resolved,resolution",
    "signal": "id,seen,kind,customer,segment,persona,quote,takeaway,"
              "sentiment,by,seen_pm,seen_pmm",
    "signal_item": "signal,item,weight",
    "metric": "id,name,definition,unit,direction,core,family,baseline,target,"
              "target_kind,target_by,owner,backup",
    "metric_item": "metric,item",
    "decision": "id,status,title,decided,why,follows,driver,approver,"
                "informed,needed_by,cost_of_delay,escalated_to,on_date,"
                "review_on,review_metric,review_below,review_above,"
                "review_when,supersedes,blocker,meeting",
    "option": "decision,n,label,pro,con,effort,chosen",
    "ritual": "id,name,cadence,at,minutes,purpose,rota,active",
    "segment": "ritual,n,name,minutes,feed",
    "meeting": "id,ritual,planned,started,ended,status,facilitator,story",
    "attendance": "meeting,person,state,rating",
    "agenda_item": "id,meeting,n,segment,ref,title,reason,plan_s,spent_s,"
                   "state,carried,outcome",
    "launch": "id,name,tier,release,day,buffer_days,gate,owner,backup,"
              "verdict,decision",
    "launch_check": "launch,n,area,criterion,owner,backup,due,state,item,"
                    "evidence",
    "experiment": "id,kind,hypothesis,item,owner,backup,metric,start,stop,"
                  "min_n,status,decision",
    "arm": "experiment,n,label,price,signups,converted",
    "topic": "id,name,accountable,backup,responsible,consulted,informed,"
             "escalate_to,reviewed",
    "term": "id,type,name,definition,instead_of,owner",
    "setting": "key,value",
}
SEGMENTS = [("Open", 1, "attendance;actions"), ("Numbers", 2, "metrics.red"),
            ("Blockers", 6, "blockers;escalations"),
            ("Customer signals", 3, "signals.new"),
            ("Priorities", 2, "changes;gaps;triage"),
            ("Close", 1, "recap;rating")]
# days from the sync at which a rule turns, and their neighbours
EDGES = [-40, -29, -28, -27, -15, -14, -8, -7, -6, -3, -2, -1, 0, 1, 2, 5, 6,
         7, 8, 12, 13, 14, 15, 16, 20, 28, 45]


class Team:
    def __init__(self, seed):
        self.r = random.Random(seed)
        self.rows = {name: [] for name in FIELDS}
        self.weeks = []
        self.points = []
        self.dense = self.r.random() < 0.50     # a crowded agenda
        self.odd = self.r.random() < 0.30       # rarer corners
        self.now = dt.datetime(2025, 10, 20) + dt.timedelta(
            days=self.r.randrange(480),
            minutes=self.r.choice([0, 5 * 60, 9 * 60 + 28, 9 * 60 + 30,
                                   9 * 60 + 31, 14 * 60, 23 * 60 + 59]))
        self.make_ritual()
        if self.r.random() < 0.03:              # nothing but the moment
            self.rows = {name: [] for name in FIELDS}
            return
        self.make_people()
        self.make_items()
        self.make_links()
        self.make_launches()
        self.make_blockers()
        self.make_signals()
        self.make_metrics()
        self.make_decisions()
        self.make_rest()
        self.make_settings()
        self.make_meetings()

    # ---- helpers

    def chance(self, p):
        return self.r.random() < p

    def count(self, small, large):
        top = large if self.dense else small
        return 0 if self.chance(0.12) else self.r.randint(0, top)

    def near(self, blank=0.1):
        """A day near a turn of a rule, or nothing."""
        if self.chance(blank):
            return ""
        return (self.sync + self.r.choice(EDGES) * DAY).isoformat()

    def past(self, days=40):
        return self.seen_by_now(self.sync - self.r.choice(
            [0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 14, 20, 27, 28, 29,
             days]) * DAY).isoformat()

    def seen_by_now(self, day):
        """What has happened has happened by NOW."""
        return min(day, self.now.date())

    def pair(self, owner_blank=0.12, backup_blank=0.3):
        """An owner and another as backup, either may be missing."""
        if not self.handles:
            return "", ""
        owner = "" if self.chance(owner_blank) else \
            self.r.choice(self.handles)
        others = [h for h in self.handles if h != owner]
        backup = "" if not others or self.chance(backup_blank) \
            else self.r.choice(others)
        return owner, backup if owner or self.odd else ""

    def someone(self, blank=0.0):
        if not self.handles or self.chance(blank):
            return ""
        return self.r.choice(self.handles)

    def add(self, table, /, **cells):
        columns = FIELDS[table].split(",")
        assert not set(cells) - set(columns), (table, cells)
        self.rows[table].append({c: str(cells.get(c, "")) for c in columns})
        return self.rows[table][-1]

    def ids(self, name):
        return [r["id"] for r in self.rows[name]]

    # ---- the ritual and the day of the sync

    def make_ritual(self):
        r = self.r
        weekday = r.choice(["Mon", "Tue", "Wed", "Thu", "Fri"])
        kind = r.choices(["weekly", "daily", "twice weekly", "monthly",
                          "every 6 weeks", "quarterly"],
                         [70, 5, 7, 7, 5, 2])[0]
        at = {"weekly": weekday + " 09:30", "daily": "09:30",
              "twice weekly": r.choice(["Mon and Thu 09:30",
                                        "Tue and Wed 09:30"]),
              "monthly": r.choice(["first", "third"]) + " " + weekday +
              " 09:30",
              "every 6 weeks": weekday + " 09:30",
              "quarterly": "Feb May Aug Nov"}[kind]
        if kind == "weekly" and self.chance(0.04):
            at = ""
        self.cadence, self.at = kind, at
        # the days that the weekday names around NOW
        index = ["Mon", "Tue", "Wed", "Thu", "Fri"].index(weekday)
        day = self.now.date()
        while day.weekday() != index:
            day += DAY
        self.sync = day
        if self.chance(0.5):                     # asked on the day itself
            self.now = dt.datetime.combine(day, self.now.time())
        segments = list(SEGMENTS)
        minutes = 15
        shape = r.random()
        if shape < 0.12:                         # one segment absent
            gone = r.choice(segments)
            segments.remove(gone)
            minutes -= gone[1]
        elif shape < 0.22:                       # a long sync
            segments = [(n, m * 2, f) for n, m, f in segments]
            minutes = 30
        elif shape < 0.32:                       # other minutes
            segments = [(n, r.choice([1, 1, 2, 3, 4, 5]), f)
                        for n, m, f in segments]
            minutes = sum(s[1] for s in segments)
        elif shape < 0.42:                       # another order
            r.shuffle(segments)
        elif shape < 0.47:                       # other names
            segments = [(r.choice([n, n, "Our " + n.lower()]), m, f)
                        for n, m, f in segments]
        elif shape < 0.51:                       # one more, of our own
            segments.insert(r.randrange(6), ("Free talk", 2, "free"))
            minutes += 2
        elif shape < 0.54:                       # does not sum to the minutes
            minutes = r.choice([10, 20])
        elif shape < 0.57:
            segments = []
        self.segment_rows = [("sync", i + 1) + s
                             for i, s in enumerate(segments)]
        self.minutes = minutes
        self.segment_names = [s[0] for s in segments]

    def write_ritual(self):
        r = self.r
        if self.chance(0.03):
            return
        rota = [h for h in self.handles if self.chance(0.5)]
        r.shuffle(rota)
        if self.chance(0.06):
            rota = []
        self.rota = rota
        self.add("ritual", id="sync", name="Weekly sync",
                 cadence=self.cadence, at=self.at, minutes=self.minutes,
                 purpose="Keep in step",
                 rota=";".join(rota) if rota or self.chance(0.5) else "none",
                 active=1)
        if self.chance(0.6):
            self.add("ritual", id="huddle", name="Huddle", cadence="weekly",
                     at="Thu 10:00", minutes=45, purpose="What next",
                     rota=";".join(self.handles[:2]), active=1)
        for ritual, n, name, minutes, feed in self.segment_rows:
            self.add("segment", ritual=ritual, n=n, name=name,
                     minutes=minutes, feed=feed)
        if len(self.rows["ritual"]) > 1:
            self.add("segment", ritual="huddle", n=1, name="Status",
                     minutes=45, feed="changes")

    # ---- people

    def make_people(self):
        r = self.r
        size = r.choices([0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 14],
                         [4, 5, 9, 8, 8, 10, 14, 14, 10, 9, 9])[0]
        functions = r.choices([PRODUCT + MARKET + ["lead"], PRODUCT, MARKET,
                               ["lead"], ["pm", "pmm"]],
                              [60, 9, 9, 2, 20])[0]
        self.handles = HANDLES[:size]
        for h in self.handles:
            start = end = ""
            if self.chance(0.28):
                a = r.choice([-10, -3, -1, 0, 1, 3])
                b = a + r.choice([0, 1, 3, 10])
                start = (self.sync + a * DAY).isoformat()
                end = (self.sync + b * DAY).isoformat()
                if self.odd and self.chance(0.2):
                    end = ""
            self.add("person", id=h, name=h.capitalize() + " Test",
                     function=r.choice(functions), joined="2024-01-08",
                     away_from=start, away_until=end, capacity_h=30,
                     active=0 if self.chance(0.08) else 1)
        self.rota = []
        self.write_ritual()

    # ---- items

    def make_items(self):
        r = self.r
        track_bias = r.choices([["product", "market", "shared"],
                                ["product"], ["market"],
                                ["product", "product", "market"]],
                               [50, 7, 5, 38])[0]
        number = 0
        goals = 0
        for _ in range(r.choices([1, 2, 4], [3, 4, 2])[0]
                       if self.chance(0.8) else 0):
            number += 1
            owner, backup = self.pair()
            self.add("item", id="LS-%d" % number, type="release",
                     track="product", title="Release %d" % number,
                     status=r.choice(["planned"] * 4 + ["started"] * 3 +
                                     ["done"]),
                     owner=owner, backup=backup, priority=r.randint(0, 4),
                     due=self.near(), created="2026-01-05",
                     status_since=self.past())
        for _ in range(self.count(14, 45)):
            number += r.choice([1, 1, 1, 2, 5])
            kind = r.choice(ITEM_TYPES)
            status = r.choices(["triage", "backlog", "planned", "started",
                                "review", "done", "canceled"],
                               [10, 15, 18, 28, 10, 10, 9])[0]
            if kind == "idea" and self.chance(0.8):
                status = "triage"
            if kind in ("action", "question") and status == "triage":
                status = "started"
            if kind == "goal" and status == "started":
                goals += 1
                if goals > 1:
                    status = "planned"
            owner, backup = self.pair()
            due = self.near(0.4 if kind not in ("action", "question")
                            else 0.03 if self.odd else 0.0)
            if status == "triage" and not (self.odd and self.chance(0.2)):
                due = ""
            snooze = ""
            if status == "triage" and self.chance(0.25):
                snooze = (self.sync + r.choice([-1, 0, 1, 7]) *
                          DAY).isoformat()
            track = r.choice(track_bias)
            releases = [i["id"] for i in self.rows["item"]
                        if i["type"] == "release"]
            release = ""
            if releases and kind not in ("release", "goal", "strategic",
                                         "initiative", "action", "question") \
                    and self.chance(0.6) and (status != "triage" or self.odd):
                release = r.choice(releases)
            resolution = {"done": "answered" if kind in ("action", "question")
                          else "shipped", "canceled": "declined"}.get(
                              status, "")
            duplicate = ""
            if status == "canceled" and self.rows["item"] and \
                    self.chance(0.2):
                resolution = "duplicate"
                duplicate = r.choice(self.rows["item"])["id"]
            self.add("item", id="LS-%d" % number, type=kind, track=track,
                     title="%s %d" % (kind.capitalize(), number),
                     status=status, resolution=resolution, owner=owner,
                     backup=backup, priority=r.randint(0, 4), due=due,
                     snooze_until=snooze, release=release,
                     duplicate_of=duplicate,
                     created=self.seen_by_now(self.sync - r.choice(
                         [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]) * DAY).isoformat()
                     if status == "triage" else self.past(),
                     status_since=self.past())
        if self.odd:
            r.shuffle(self.rows["item"])

    def make_links(self):
        r = self.r
        items = self.rows["item"]
        features = [i for i in items if i["type"] == "feature" and
                    i["track"] == "product"]
        markets = [i for i in items if i["track"] == "market"]
        others = [i for i in items if i["track"] == "product"]
        seen = set()
        for f in features:
            if not self.chance(0.5):
                continue
            pool = markets if self.chance(0.85) or not others else others
            if not pool:
                continue
            m = r.choice(pool)
            ends = (f["id"], m["id"]) if self.chance(0.5) \
                else (m["id"], f["id"])
            if ends[0] != ends[1] and frozenset(ends) not in seen:
                seen.add(frozenset(ends))
                self.add("link", src=ends[0], dst=ends[1],
                         kind=r.choice(["counterpart"] * 8 + ["relates"]))

    def make_launches(self):
        r = self.r
        releases = [i["id"] for i in self.rows["item"]
                    if i["type"] == "release"]
        for n in range(1, r.choice([1, 2, 2, 3]) if self.chance(0.6) else 1):
            gate = r.choice([-2, -1, 0, 1, 7, 13, 14, 15, 30])
            owner, backup = self.pair()
            self.add("launch", id="L-%d" % n, name="Launch %d" % n, tier=1,
                     release=r.choice(releases + [""]) if releases else "",
                     day=(self.sync + (gate + r.choice([1, 7, 20])) *
                          DAY).isoformat(),
                     buffer_days=5,
                     gate="" if self.chance(0.25)
                     else (self.sync + gate * DAY).isoformat(),
                     owner=owner, backup=backup,
                     verdict=r.choice(["pending"] * 6 + ["", ""] +
                                      (["go", "no-go"] if self.odd else [])))

    def make_blockers(self):
        r = self.r
        pool = self.ids("item")
        for n in range(1, self.count(6, 14) + 1):
            owner, backup = self.pair()
            opened = self.seen_by_now(self.sync - r.choice(
                [0, 1, 2, 3, 4, 5, 8, 9, 10, 11, 20, 30]) * DAY)
            done = self.chance(0.2)
            item = r.choice(pool + [""] * (1 + len(pool) // 6)) if pool \
                else ""
            self.add("blocker", id="B-%d" % n, item=item,
                     what="Blocker %d" % n,
                     kind=r.choice(["decision", "dependency", "approval"]),
                     severity=r.choice([1, 2, 2, 3]), owner=owner,
                     backup=backup,
                     next_step="Ask" if self.chance(0.7) else "",
                     next_due=self.near(0.4), opened=opened.isoformat(),
                     resolved=self.seen_by_now(
                         opened + r.choice([0, 1, 5]) * DAY).isoformat()
                     if done else "",
                     resolution="Gone" if done else "")

    def make_signals(self):
        r = self.r
        pool = self.ids("item")
        for n in range(1, self.count(9, 24) + 1):
            self.add("signal", id="S-%d" % n, seen=self.past(),
                     kind=r.choice(["interview", "support", "loss", "win"]),
                     customer="Customer %d" % r.randint(1, 5),
                     quote="Quote %d" % n, takeaway="Takeaway %d" % n,
                     sentiment=r.choice([-1, 0, 1]), by=self.someone(0.2),
                     seen_pm=r.choice([0, 0, 1]),
                     seen_pmm=r.choice([0, 0, 1]))
            if pool:
                for item in r.sample(pool, min(len(pool),
                                               r.choice([0, 1, 1, 2, 3]))):
                    self.add("signal_item", signal="S-%d" % n, item=item,
                             weight=r.choice([0, 1, 1, 2, 2, 3]))

    # ---- metrics

    def make_metrics(self):
        r = self.r
        total = r.choice([0, 0, 1, 3, 4, 6])
        newest = self.sync - self.sync.weekday() * DAY - 7 * DAY
        span = r.choice([1, 2, 3, 4, 6, 10])
        mondays = [newest - 7 * k * DAY for k in range(span - 1, -1, -1)]
        self.weeks = ["%04d-W%02d" % m.isocalendar()[:2] for m in mondays]
        for n in range(total):
            down = self.chance(0.3)
            baseline = r.choice([10, 20, 40, 100])
            target = baseline + (-1 if down else 1) * r.choice([2, 5, 9])
            if self.chance(0.06):
                target = baseline
            by = self.sync + r.choice([-30, -9, -2, 0, 30, 100]) * DAY
            if mondays and self.chance(0.15):
                by = mondays[-1] + r.choice([5, 6, 7]) * DAY
            owner, backup = self.pair()
            self.add("metric", id="m_%s" % "abcdefgh"[n],
                     name="Metric %s" % "ABCDEFGH"[n], unit="%",
                     direction="down" if down else "up",
                     core=1 if self.chance(0.8) else 0, family="x",
                     baseline=baseline, target=target,
                     target_kind=r.choice(["absolute", "points"]),
                     target_by="" if self.odd and self.chance(0.15)
                     else by.isoformat(), owner=owner, backup=backup)
            worse = 1 if down else -1
            values = []
            value = float(baseline)
            falling = r.choice([0, 1, 2, 2, 3, 4])
            for k in range(span):
                left = span - 1 - k
                step = r.choice([0.3, 0.7, 1.1])
                if left < falling:
                    value += worse * step
                elif left == falling:
                    value += r.choice([0, -worse * step,
                                       -worse * r.choice([0.1, 6.0])])
                else:
                    value += r.choice([-1, 0, 1]) * step
                values.append("%.1f" % value)
            for k in range(span):
                if self.chance(0.06):
                    values[k] = ""
            if self.chance(0.08):
                values = [""] * span
            self.points.append(["m_%s" % "abcdefgh"[n]] + values)

    # ---- decisions

    def make_decisions(self):
        r = self.r
        blockers = self.ids("blocker")
        metrics = self.ids("metric")
        used = set()
        for n in range(1, self.count(5, 9) + 1):
            status = r.choices(["proposed", "decided", "superseded"],
                               [55, 38, 7])[0]
            driver = self.someone(0.1)
            others = [h for h in self.handles if h != driver]
            cells = dict(id="D-%d" % n, status=status,
                         title="Decision %d" % n, driver=driver,
                         informed="all", meeting="")
            if status == "proposed":
                free = [b for b in blockers if b not in used]
                if self.odd and self.chance(0.15):
                    free = blockers
                if free and self.chance(0.75):
                    cells["blocker"] = r.choice(free)
                    used.add(cells["blocker"])
                cells["needed_by"] = self.near(0.12) if self.chance(0.5) \
                    else (self.sync + r.choice([0, 1, 3, 6, 7]) *
                          DAY).isoformat()
                cells["cost_of_delay"] = "" if self.chance(0.1) else "A week"
                if others and not self.chance(0.12):
                    cells["escalated_to"] = r.choice(others)
                    cells["approver"] = r.choice([cells["escalated_to"], ""])
                elif driver and self.chance(0.6):
                    cells["approver"] = driver
            else:
                cells.update(decided="This", why="Because", follows="That",
                             approver=self.someone(0.3),
                             on_date=self.past(),
                             review_on=self.near(0.5))
                if metrics and self.chance(0.4):
                    cells["review_metric"] = r.choice(metrics)
                    points = next(p for p in self.points
                                  if p[0] == cells["review_metric"])
                    last = next((p for p in reversed(points[1:]) if p), "10")
                    shift = r.choice([-0.1, 0.0, 0.1])
                    side = r.choice(["review_below", "review_above"])
                    cells[side] = "%.1f" % (float(last) + shift)
            row = self.add("decision", **cells)
            options = r.choices([0, 1, 2, 3], [6, 10, 60, 24])[0]
            chosen = r.randrange(options) if options and \
                row["status"] != "proposed" else None
            for k in range(options):
                self.add("option", decision=row["id"], n=k + 1,
                         label="Option %d" % (k + 1), pro="Fast",
                         con="Dear", effort="1",
                         chosen=1 if k == chosen else 0)

    def make_rest(self):
        r = self.r
        if self.chance(0.4):
            for n in (1, 2):
                owner, backup = self.pair(0.0)
                if owner:
                    self.add("topic", id="T-%d" % n, name="Topic %d" % n,
                             accountable=owner, backup=backup)
        if self.chance(0.3):
            self.add("term", id="G-1", type="term", name="signal",
                     definition="evidence", owner=self.someone(0.3))
        items = self.ids("item")
        if items and self.chance(0.3):
            owner, backup = self.pair()
            self.add("experiment", id="X-1", kind="pricing",
                     hypothesis="Higher price holds", item=r.choice(items),
                     owner=owner, backup=backup,
                     start=(self.sync - 20 * DAY).isoformat(),
                     stop=(self.sync - 6 * DAY).isoformat(), min_n=150,
                     status=r.choice(["running", "closed"]))
            for k in (1, 2):
                self.add("arm", experiment="X-1", n=k, label="arm %d" % k,
                         price="20.00", signups=100, converted=20)
        for metric in self.ids("metric"):
            if items and self.chance(0.5):
                self.add("metric_item", metric=metric, item=r.choice(items))

    def make_settings(self):
        r = self.r
        if self.chance(0.4):
            days = sorted({(self.sync + r.choice(
                [-10, -7, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 6, 7]) * DAY)
                .isoformat() for _ in range(r.randint(1, 6))})
            self.add("setting", key="holidays", value=";".join(days))
        if self.chance(0.2):
            self.add("setting", key="triage_limit",
                     value=r.choice([2, 3, 6, 10]))

    # ---- meetings and their lines

    def make_meetings(self):
        r = self.r
        self.line = 0
        if not self.rows["ritual"]:
            return                              # a meeting needs its ritual
        number = 0
        closed = []
        for k in range(r.choice([0, 0, 1, 2, 4, 5, 6]), 0, -1):
            if self.chance(0.12):
                continue                        # a week without a sync
            day = self.sync - 7 * k * DAY + r.choice(
                [0, 0, 0, 0, -1, 1 if k > 1 else 0]) * DAY
            number += 1
            closed.append(("M-%d" % number, day))
            self.add("meeting", id="M-%d" % number, ritual="sync",
                     planned="%s 09:30" % day, started="%s 09:31" % day,
                     ended="%s 09:45" % day, status="closed",
                     facilitator=self.someone(0.08))
            if self.handles:
                self.add("attendance", meeting="M-%d" % number,
                         person=self.handles[0], state="present",
                         rating=r.randint(1, 10))
            if len(self.rows["ritual"]) > 1 and self.chance(0.4):
                number += 1
                other = day + r.choice([1, 2]) * DAY
                self.add("meeting", id="M-%d" % number, ritual="huddle",
                         planned="%s 10:00" % other,
                         started="%s 10:00" % other,
                         ended="%s 10:40" % other, status="closed",
                         facilitator=self.someone(0.1))
                self.make_lines("M-%d" % number, False)
        refs = self.line_refs()
        chained = r.sample(refs, min(len(refs), 4)) if refs else []
        for i, (meeting, _) in enumerate(closed):
            if self.chance(0.9):
                self.make_lines(meeting, i == len(closed) - 1, chained, i)
        planned = r.choices([0, 1, 2], [25, 60, 15])[0]
        for k in range(planned):
            number += 1
            day = self.sync + 7 * k * DAY
            if self.now.date() > day:
                day = self.now.date() + 7 * k * DAY
            self.add("meeting", id="M-%d" % number, ritual="sync",
                     planned="%s 09:30" % day, status="planned",
                     facilitator=self.someone(0.0 if not self.odd else 0.1))
            if self.chance(0.5):
                self.make_hand("M-%d" % number)
        if self.odd and self.chance(0.15):
            number += 1
            self.add("meeting", id="M-%d" % number, ritual="sync",
                     planned="%s 09:30" % (self.now.date() - 14 * DAY),
                     status="planned", facilitator=self.someone())
        if len(self.rows["ritual"]) > 1 and self.chance(0.3):
            number += 1
            self.add("meeting", id="M-%d" % number, ritual="huddle",
                     planned="%s 10:00" % self.now.date(), status="planned",
                     facilitator=self.someone())
            self.make_hand("M-%d" % number)
        if self.odd and self.chance(0.3):
            r.shuffle(self.rows["meeting"])

    def line_refs(self):
        return self.ids("item") + self.ids("blocker") * 2 + \
            self.ids("decision") + self.ids("launch")

    def line_segment(self, ref):
        r = self.r
        names = self.segment_names or [s[0] for s in SEGMENTS]
        if self.chance(0.06):
            return r.choice(["Old business", "Parking"])
        if self.chance(0.7):
            want = "Blockers" if ref[:1] in "BD" else \
                r.choice(["Priorities", "Priorities", "Customer signals"])
            if want in names:
                return want
        return r.choice(names)

    def make_lines(self, meeting, last, chained=(), turn=0):
        """The minutes of a closed meeting."""
        r = self.r
        refs = self.line_refs()
        if not refs:
            return
        picked = r.sample(refs, min(len(refs), r.choice([1, 3, 6, 9])))
        picked = list(dict.fromkeys(list(chained) + picked))
        if self.ids("metric") and self.chance(0.3):
            picked.append(r.choice(self.ids("metric")))
        if self.ids("signal") and self.chance(0.2):
            picked.append(r.choice(self.ids("signal")))
        if self.chance(0.1):
            picked.append("triage")
        escalated = {d["blocker"]: d["id"] for d in self.rows["decision"]
                     if d["blocker"] and d["status"] == "proposed"}
        shown = set()
        n = 0
        for ref in picked:
            if ref in escalated and escalated[ref] not in picked and \
                    self.chance(0.3):
                ref = ref + "/" + escalated[ref]
            if shown & set(ref.split("/")):
                continue
            shown |= set(ref.split("/"))
            if ref in chained:
                state = r.choices(["carried", "done", "parked", "dropped"],
                                  [55, 20, 15, 10])[0]
                carried = turn
            else:
                state = r.choices(["carried", "done", "parked", "dropped"],
                                  [45, 25, 15, 15])[0]
                carried = r.choices([0, 1, 2, 3], [60, 25, 10, 5])[0]
            if ref in self.ids("metric") + self.ids("signal") + ["triage"]:
                carried = 0
            n += 1
            self.line += 1
            segment = "Priorities" if ref == "triage" else \
                self.line_segment(ref)
            self.add("agenda_item", id=self.line, meeting=meeting, n=n,
                     segment=segment, ref=ref, title="Line %s" % ref,
                     reason="then", plan_s=r.choice([30, 45, 60, 60, 120]),
                     spent_s=0 if state == "carried" else 50, state=state,
                     carried=carried)
        actions = [i["id"] for i in self.rows["item"]
                   if i["type"] == "action"]
        if len(actions) > 1 and self.chance(0.3) and \
                not shown & set(actions[:2]):
            n += 1
            self.line += 1
            self.add("agenda_item", id=self.line, meeting=meeting, n=n,
                     segment="Open", ref=";".join(actions[:2]),
                     title="Actions", reason="actions", plan_s=60,
                     spent_s=60, state=r.choice(["done", "carried"]),
                     carried=0)

    def make_hand(self, meeting):
        """Lines that somebody put on a meeting that is still planned."""
        r = self.r
        refs = self.line_refs() + self.ids("metric") + self.ids("topic")
        if self.odd:
            refs += self.ids("signal")[:3] + ["triage"]
        closed = {b["id"] for b in self.rows["blocker"] if b["resolved"]}
        closed |= {i["id"] for i in self.rows["item"]
                   if i["status"] in ("done", "canceled")}
        escalated = {d["blocker"] for d in self.rows["decision"]}
        if not self.odd:
            refs = [x for x in refs if x not in closed and
                    x not in escalated]
        picked = r.sample(refs, min(len(refs), r.randint(1, 4)))
        picked = list(dict.fromkeys(picked))
        if self.chance(0.4):
            picked.append("")
        if self.odd and picked and self.chance(0.1):
            picked.append(picked[0])
        for n, ref in enumerate(picked):
            segment = self.line_segment(ref)
            if segment == "Close" and not self.odd:
                segment = "Priorities"
            self.line += 1
            self.add("agenda_item", id=self.line, meeting=meeting, n=n + 1,
                     segment=segment, ref=ref,
                     title="By hand %s" % (ref or "talk"), reason="asked",
                     plan_s=r.choice(["", 30, 60, 90, 180]), spent_s="",
                     state="queued", carried=0)

    # ---- out

    def write(self, path):
        os.makedirs(path, exist_ok=True)
        for name, columns in FIELDS.items():
            rows = self.rows[name]
            full = os.path.join(path, name + ".csv")
            if os.path.exists(full):
                os.remove(full)
            if not rows and self.chance(0.7):
                continue
            with open(full, "w", encoding="utf-8", newline="") as out:
                writer = csv.DictWriter(out, columns.split(","),
                                        lineterminator="\n")
                writer.writeheader()
                writer.writerows(rows)
        full = os.path.join(path, "metric_wide.csv")
        if os.path.exists(full):
            os.remove(full)
        if self.points and self.rows["metric"]:
            with open(full, "w", encoding="utf-8", newline="") as out:
                writer = csv.writer(out, lineterminator="\n")
                writer.writerow(["metric"] + self.weeks)
                writer.writerows(self.points)
        with open(os.path.join(path, "NOW"), "w", encoding="utf-8") as out:
            out.write(self.now.strftime("%Y-%m-%dT%H:%M") + "\n")


def main(argv):
    if len(argv) != 2:
        sys.stderr.write(__doc__)
        return 2
    Team(int(argv[0])).write(argv[1])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
