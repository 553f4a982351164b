-- The team file, version 1: one table an entity of entity.def, and what keeps them whole.
--
-- Reading with any tool is welcome. Writing goes through lockstep alone: every change is a changeset in the
-- log, and the guard triggers at the end stop whatever would write past it.
--
-- In every table: text that is empty is '', never NULL; whole numbers, dates and references that are empty
-- are NULL. Dates are 'YYYY-MM-DD' in the team's time zone; columns said to be stamps are UTC milliseconds.
-- A reference is the id of a record. A set is elements joined by ';', each a word or # and a record's id in
-- hexadecimal. A field of words holds their number, for a program that does not know a newer word
-- must carry it along unharmed; table enum_word translates:
--     SELECT i.num, i.title, w.word FROM item i JOIN enum_word w ON w.enum = 'item_status' AND w.value = i.status;
--
-- The common columns: id is made by the author's program (63 bits: milliseconds, then randomness), so that a
-- record can be referred to before it is here. deleted: nothing is ever taken out, it is marked.
-- num is what people say (LS-20), given here once and never again. entered: stamp of the changeset that
-- made the record. imported: it came from another tool, which is no news to anybody.

PRAGMA application_id = 0x4C6B7374; -- "Lkst"

-- What this file is. One row.
CREATE TABLE meta (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    file_id BLOB NOT NULL CHECK (length(file_id) = 16), -- random: tells a copy put in this file's place
    incarnation INTEGER NOT NULL,  -- counts restores from a backup
    seq INTEGER NOT NULL,          -- the log's last row
    chain BLOB NOT NULL CHECK (length(chain) = 32), -- hash over all changesets up to seq, in order
    read_min INTEGER NOT NULL,     -- the lowest schema version whose programs may read
    write_min INTEGER NOT NULL,    -- ... and write
    needs TEXT NOT NULL,           -- the program's version that goes with read_min and write_min, to be named
    team TEXT NOT NULL DEFAULT ''  -- the team's name
) STRICT;

-- The last number given out, by entity: kept apart from the records, so that a number is never used twice.
CREATE TABLE counter (
    entity TEXT PRIMARY KEY,
    last INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Who has written here: one writer is one journal on one machine. A changeset's id is (writer, n); a higher n than
-- last_n has never been here, any other is looked up in the log from last_seq down. So each is applied once.
CREATE TABLE writer (
    writer BLOB PRIMARY KEY CHECK (length(writer) = 16),
    last_n INTEGER NOT NULL,
    last_seq INTEGER NOT NULL,
    who INTEGER,                   -- person
    version TEXT NOT NULL,         -- the program that wrote last
    seen INTEGER NOT NULL          -- stamp, by the writer's own clock
) STRICT, WITHOUT ROWID;

-- Every change, in order: one row for each record of a changeset, its fields packed (old and new values).
-- The changeset's last row is its head and carries what they have in common; its id is the changeset's seq.
-- (A row for each field was measured at three times the cost.)
CREATE TABLE log (
    id INTEGER PRIMARY KEY,        -- counts up by one, no gaps
    seq INTEGER NOT NULL,          -- id of the changeset's last row
    entity TEXT,                   -- NULL: a changeset that had nothing left to change
    record INTEGER,
    fields BLOB NOT NULL,
    rows INTEGER,                  -- from here on NULL but for the head: rows of this changeset
    writer BLOB,
    n INTEGER,
    who INTEGER,                   -- person, NULL where nobody is known
    at INTEGER,                    -- stamp
    label TEXT,                    -- what it was: 'set due', 'import item.csv'
    flags INTEGER,                 -- 1 all or nothing, 2 import, 4 undo, 8 redo (beside 4)
    hash BLOB,                     -- SHA-256 of the changeset as its author made it
    chain BLOB                     -- hash over the chain before, that hash, and the rows as they stand here
) STRICT;

-- The history of one record.
CREATE INDEX log_record ON log (record);

-- The words behind the numbers, for other tools and for whoever writes SQL by hand; lockstep never reads it.
CREATE TABLE enum_word (
    enum TEXT NOT NULL,
    value INTEGER NOT NULL,
    word TEXT NOT NULL,
    PRIMARY KEY (enum, value)
) STRICT, WITHOUT ROWID;

-- Who is on the team. Everything that is owned refers to a person; they are called by handle (@ines).
CREATE TABLE person (
    id INTEGER PRIMARY KEY,
    deleted INTEGER NOT NULL DEFAULT 0,
    num INTEGER,
    entered INTEGER,
    imported INTEGER NOT NULL DEFAULT 0,
    handle TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL DEFAULT '',
    function INTEGER,              -- enum_word 'function'
    area TEXT NOT NULL DEFAULT '',
    joined TEXT,                   -- a date
    away_from TEXT,                -- a date
    away_until TEXT,               -- a date
    capacity_h INTEGER,
    active INTEGER NOT NULL DEFAULT 1,
    last_seq INTEGER
) STRICT;

-- The one backlog of both halves: goals, releases, features, launch assets, actions, questions, ideas.
-- Called LS-20.
CREATE TABLE item (
    id INTEGER PRIMARY KEY,
    deleted INTEGER NOT NULL DEFAULT 0,
    num INTEGER,
    entered INTEGER,
    imported INTEGER NOT NULL DEFAULT 0,
    type INTEGER,                  -- enum_word 'item_type'
    track INTEGER,                 -- enum_word 'track'
    title TEXT NOT NULL DEFAULT '',
    problem TEXT NOT NULL DEFAULT '',
    persona TEXT NOT NULL DEFAULT '',
    done_when TEXT NOT NULL DEFAULT '',
    notes TEXT NOT NULL DEFAULT '',
    status INTEGER,                -- enum_word 'item_status'
    resolution INTEGER,            -- enum_word 'resolution'
    owner INTEGER REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
    backup INTEGER REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
    priority INTEGER,
    reach INTEGER,
    impact REAL,
    confidence INTEGER,
    effort REAL,
    due TEXT,                      -- a date
    snooze_until TEXT,             -- a date
    parent INTEGER REFERENCES item (id) DEFERRABLE INITIALLY DEFERRED,
    "release" INTEGER REFERENCES item (id) DEFERRABLE INITIALLY DEFERRED,
    duplicate_of INTEGER REFERENCES item (id) DEFERRABLE INITIALLY DEFERRED,
    meeting INTEGER REFERENCES meeting (id) DEFERRABLE INITIALLY DEFERRED,
    tags TEXT NOT NULL DEFAULT '', -- a set
    source TEXT NOT NULL DEFAULT '',
    external_id TEXT NOT NULL DEFAULT '',
    url TEXT NOT NULL DEFAULT '',
    heads_up TEXT,                 -- a date
    review_from TEXT,              -- a date
    sunset_if TEXT NOT NULL DEFAULT '',
    review_on TEXT,                -- a date
    created TEXT,                  -- a date
    status_since TEXT              -- a date
) STRICT;
CREATE UNIQUE INDEX item_num ON item (num) WHERE num IS NOT NULL;

-- The open items past triage as the first screen shows them, so that its page is read first.
CREATE INDEX item_open ON item (coalesce(nullif(priority, 0), 9), coalesce(due, '9999-12-31'), id)
    WHERE deleted = 0 AND status BETWEEN 1 AND 4;

-- What one item has to do with another: it blocks it, is its market half, or is related.
CREATE TABLE link (
    id INTEGER PRIMARY KEY,
    deleted INTEGER NOT NULL DEFAULT 0,
    num INTEGER,
    entered INTEGER,
    imported INTEGER NOT NULL DEFAULT 0,
    src INTEGER REFERENCES item (id) DEFERRABLE INITIALLY DEFERRED,
    dst INTEGER REFERENCES item (id) DEFERRABLE INITIALLY DEFERRED,
    kind INTEGER                   -- enum_word 'link_kind'
) STRICT;

-- What stands in the way of an item: a thing with its own owner, clock and next step. Called B-3.
CREATE TABLE blocker (
    id INTEGER PRIMARY KEY,
    deleted INTEGER NOT NULL DEFAULT 0,
    num INTEGER,
    entered INTEGER,
    imported INTEGER NOT NULL DEFAULT 0,
    item INTEGER REFERENCES item (id) DEFERRABLE INITIALLY DEFERRED,
    what TEXT NOT NULL DEFAULT '',
    kind INTEGER,                  -- enum_word 'blocker_kind'
    severity INTEGER,
    owner INTEGER REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
    backup INTEGER REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
    next_step TEXT NOT NULL DEFAULT '',
    next_due TEXT,                 -- a date
    opened TEXT,                   -- a date
    resolved TEXT,                 -- a date
    resolution TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE UNIQUE INDEX blocker_num ON blocker (num) WHERE num IS NOT NULL;

-- One thing that a customer or the market said, in their words. Called S-11.
CREATE TABLE signal (
    id INTEGER PRIMARY KEY,
    deleted INTEGER NOT NULL DEFAULT 0,
    num INTEGER,
    entered INTEGER,
    imported INTEGER NOT NULL DEFAULT 0,
    seen TEXT,                     -- a date
    kind INTEGER,                  -- enum_word 'signal_kind'
    customer TEXT NOT NULL DEFAULT '',
    segment TEXT NOT NULL DEFAULT '',
    persona TEXT NOT NULL DEFAULT '',
    quote TEXT NOT NULL DEFAULT '',
    takeaway TEXT NOT NULL DEFAULT '',
    sentiment INTEGER,
    "by" INTEGER REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
    seen_pm INTEGER NOT NULL DEFAULT 0,
    seen_pmm INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX signal_num ON signal (num) WHERE num IS NOT NULL;

-- Which signal is evidence for which item, and how much it weighs (0 to 3).
CREATE TABLE signal_item (
    id INTEGER PRIMARY KEY,
    deleted INTEGER NOT NULL DEFAULT 0,
    num INTEGER,
    entered INTEGER,
    imported INTEGER NOT NULL DEFAULT 0,
    signal INTEGER REFERENCES signal (id) DEFERRABLE INITIALLY DEFERRED,
    item INTEGER REFERENCES item (id) DEFERRABLE INITIALLY DEFERRED,
    weight INTEGER
) STRICT;

-- What the team steers by. Called by its short name (win_rate).
CREATE TABLE metric (
    id INTEGER PRIMARY KEY,
    deleted INTEGER NOT NULL DEFAULT 0,
    num INTEGER,
    entered INTEGER,
    imported INTEGER NOT NULL DEFAULT 0,
    handle TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL DEFAULT '',
    definition TEXT NOT NULL DEFAULT '',
    unit TEXT NOT NULL DEFAULT '',
    direction INTEGER,             -- enum_word 'direction'
    core INTEGER NOT NULL DEFAULT 0,
    family TEXT NOT NULL DEFAULT '',
    baseline REAL,
    target REAL,
    target_kind INTEGER,           -- enum_word 'target_kind'
    target_by TEXT,                -- a date
    owner INTEGER REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
    backup INTEGER REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

-- One reading of a metric, one a week at most: the rules refuse two values for one week.
CREATE TABLE metric_point (
    id INTEGER PRIMARY KEY,
    deleted INTEGER NOT NULL DEFAULT 0,
    num INTEGER,
    entered INTEGER,
    imported INTEGER NOT NULL DEFAULT 0,
    metric INTEGER REFERENCES metric (id) DEFERRABLE INITIALLY DEFERRED,
    week TEXT NOT NULL DEFAULT '', -- an ISO week, 2026-W10
    value REAL,
    note TEXT NOT NULL DEFAULT ''
) STRICT;

-- Which items are meant to move which metric.
CREATE TABLE metric_item (
    id INTEGER PRIMARY KEY,
    deleted INTEGER NOT NULL DEFAULT 0,
    num INTEGER,
    entered INTEGER,
    imported INTEGER NOT NULL DEFAULT 0,
    metric INTEGER REFERENCES metric (id) DEFERRABLE INITIALLY DEFERRED,
    item INTEGER REFERENCES item (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

-- The ledger of decisions, and escalations while they are proposed. Called D-9.
CREATE TABLE decision (
    id INTEGER PRIMARY KEY,
    deleted INTEGER NOT NULL DEFAULT 0,
    num INTEGER,
    entered INTEGER,
    imported INTEGER NOT NULL DEFAULT 0,
    status INTEGER,                -- enum_word 'decision_status'
    title TEXT NOT NULL DEFAULT '',
    decided TEXT NOT NULL DEFAULT '',
    why TEXT NOT NULL DEFAULT '',
    follows TEXT NOT NULL DEFAULT '',
    driver INTEGER REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
    approver INTEGER REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
    informed TEXT NOT NULL DEFAULT '', -- a set of people
    needed_by TEXT,                -- a date
    cost_of_delay TEXT NOT NULL DEFAULT '',
    escalated_to INTEGER REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
    on_date TEXT,                  -- a date
    review_on TEXT,                -- a date
    review_metric INTEGER REFERENCES metric (id) DEFERRABLE INITIALLY DEFERRED,
    review_below REAL,
    review_above REAL,
    review_when TEXT NOT NULL DEFAULT '',
    supersedes INTEGER REFERENCES decision (id) DEFERRABLE INITIALLY DEFERRED,
    blocker INTEGER REFERENCES blocker (id) DEFERRABLE INITIALLY DEFERRED,
    meeting INTEGER REFERENCES meeting (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE UNIQUE INDEX decision_num ON decision (num) WHERE num IS NOT NULL;

-- The options of a decision; at most one is chosen.
CREATE TABLE option (
    id INTEGER PRIMARY KEY,
    deleted INTEGER NOT NULL DEFAULT 0,
    num INTEGER,
    entered INTEGER,
    imported INTEGER NOT NULL DEFAULT 0,
    decision INTEGER REFERENCES decision (id) DEFERRABLE INITIALLY DEFERRED,
    n INTEGER,
    label TEXT NOT NULL DEFAULT '',
    pro TEXT NOT NULL DEFAULT '',
    con TEXT NOT NULL DEFAULT '',
    effort TEXT NOT NULL DEFAULT '',
    chosen INTEGER NOT NULL DEFAULT 0
) STRICT;

-- A meeting that returns: the weekly sync and its like. Called by its short name.
CREATE TABLE ritual (
    id INTEGER PRIMARY KEY,
    deleted INTEGER NOT NULL DEFAULT 0,
    num INTEGER,
    entered INTEGER,
    imported INTEGER NOT NULL DEFAULT 0,
    handle TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL DEFAULT '',
    cadence TEXT NOT NULL DEFAULT '',
    at TEXT NOT NULL DEFAULT '',
    minutes INTEGER,
    purpose TEXT NOT NULL DEFAULT '',
    rota TEXT NOT NULL DEFAULT '', -- a set of people
    active INTEGER NOT NULL DEFAULT 1
) STRICT;

-- The timed parts of a ritual, and which rules feed each (see the manual on the agenda).
CREATE TABLE segment (
    id INTEGER PRIMARY KEY,
    deleted INTEGER NOT NULL DEFAULT 0,
    num INTEGER,
    entered INTEGER,
    imported INTEGER NOT NULL DEFAULT 0,
    ritual INTEGER REFERENCES ritual (id) DEFERRABLE INITIALLY DEFERRED,
    n INTEGER,
    name TEXT NOT NULL DEFAULT '',
    minutes INTEGER,
    feed TEXT NOT NULL DEFAULT ''  -- a set
) STRICT;

-- One session of a ritual, with the live line while it runs. Called M-12.
CREATE TABLE meeting (
    id INTEGER PRIMARY KEY,
    deleted INTEGER NOT NULL DEFAULT 0,
    num INTEGER,
    entered INTEGER,
    imported INTEGER NOT NULL DEFAULT 0,
    ritual INTEGER REFERENCES ritual (id) DEFERRABLE INITIALLY DEFERRED,
    planned INTEGER,               -- a stamp
    started INTEGER,               -- a stamp
    ended INTEGER,                 -- a stamp
    status INTEGER,                -- enum_word 'meeting_status'
    facilitator INTEGER REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
    story TEXT NOT NULL DEFAULT '',
    live_line INTEGER,
    live_spent INTEGER,
    live_running INTEGER NOT NULL DEFAULT 0,
    live_at INTEGER,               -- a stamp
    live_by TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE UNIQUE INDEX meeting_num ON meeting (num) WHERE num IS NOT NULL;

-- Who was in a meeting, and how they rated it.
CREATE TABLE attendance (
    id INTEGER PRIMARY KEY,
    deleted INTEGER NOT NULL DEFAULT 0,
    num INTEGER,
    entered INTEGER,
    imported INTEGER NOT NULL DEFAULT 0,
    meeting INTEGER REFERENCES meeting (id) DEFERRABLE INITIALLY DEFERRED,
    person INTEGER REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
    state INTEGER,                 -- enum_word 'attendance_state'
    rating INTEGER
) STRICT;

-- The lines of a meeting: by hand while it is planned, frozen when it starts, minutes after it.
CREATE TABLE agenda_item (
    id INTEGER PRIMARY KEY,
    deleted INTEGER NOT NULL DEFAULT 0,
    num INTEGER,
    entered INTEGER,
    imported INTEGER NOT NULL DEFAULT 0,
    meeting INTEGER REFERENCES meeting (id) DEFERRABLE INITIALLY DEFERRED,
    n INTEGER,
    segment TEXT NOT NULL DEFAULT '',
    ref TEXT NOT NULL DEFAULT '',  -- a set of records
    title TEXT NOT NULL DEFAULT '',
    reason TEXT NOT NULL DEFAULT '',
    plan_s INTEGER,
    spent_s INTEGER,
    state INTEGER,                 -- enum_word 'line_state'
    carried INTEGER,
    outcome TEXT NOT NULL DEFAULT '',
    ask TEXT NOT NULL DEFAULT '',
    owner INTEGER REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
    backup INTEGER REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
    acting INTEGER REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
    by_hand INTEGER NOT NULL DEFAULT 0,
    kind INTEGER                   -- enum_word 'line_kind'
) STRICT;

-- A launch: its day, its gate, its verdict. Called L-1.
CREATE TABLE launch (
    id INTEGER PRIMARY KEY,
    deleted INTEGER NOT NULL DEFAULT 0,
    num INTEGER,
    entered INTEGER,
    imported INTEGER NOT NULL DEFAULT 0,
    name TEXT NOT NULL DEFAULT '',
    tier INTEGER,
    "release" INTEGER REFERENCES item (id) DEFERRABLE INITIALLY DEFERRED,
    day TEXT,                      -- a date
    buffer_days INTEGER,
    gate TEXT,                     -- a date
    owner INTEGER REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
    backup INTEGER REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
    verdict INTEGER,               -- enum_word 'verdict'
    decision INTEGER REFERENCES decision (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE UNIQUE INDEX launch_num ON launch (num) WHERE num IS NOT NULL;

-- What must be ready for a launch.
CREATE TABLE launch_check (
    id INTEGER PRIMARY KEY,
    deleted INTEGER NOT NULL DEFAULT 0,
    num INTEGER,
    entered INTEGER,
    imported INTEGER NOT NULL DEFAULT 0,
    launch INTEGER REFERENCES launch (id) DEFERRABLE INITIALLY DEFERRED,
    n INTEGER,
    area TEXT NOT NULL DEFAULT '',
    criterion TEXT NOT NULL DEFAULT '',
    owner INTEGER REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
    backup INTEGER REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
    due TEXT,                      -- a date
    state INTEGER,                 -- enum_word 'check_state'
    item INTEGER REFERENCES item (id) DEFERRABLE INITIALLY DEFERRED,
    evidence TEXT NOT NULL DEFAULT ''
) STRICT;

-- A test of price, positioning and the like. Called X-2.
CREATE TABLE experiment (
    id INTEGER PRIMARY KEY,
    deleted INTEGER NOT NULL DEFAULT 0,
    num INTEGER,
    entered INTEGER,
    imported INTEGER NOT NULL DEFAULT 0,
    kind INTEGER,                  -- enum_word 'experiment_kind'
    hypothesis TEXT NOT NULL DEFAULT '',
    item INTEGER REFERENCES item (id) DEFERRABLE INITIALLY DEFERRED,
    owner INTEGER REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
    backup INTEGER REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
    metric INTEGER REFERENCES metric (id) DEFERRABLE INITIALLY DEFERRED,
    start TEXT,                    -- a date
    stop TEXT,                     -- a date
    min_n INTEGER,
    status INTEGER,                -- enum_word 'experiment_status'
    decision INTEGER REFERENCES decision (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE UNIQUE INDEX experiment_num ON experiment (num) WHERE num IS NOT NULL;

-- The variants of an experiment with their counts.
CREATE TABLE arm (
    id INTEGER PRIMARY KEY,
    deleted INTEGER NOT NULL DEFAULT 0,
    num INTEGER,
    entered INTEGER,
    imported INTEGER NOT NULL DEFAULT 0,
    experiment INTEGER REFERENCES experiment (id) DEFERRABLE INITIALLY DEFERRED,
    n INTEGER,
    label TEXT NOT NULL DEFAULT '',
    price REAL,
    signups INTEGER,
    converted INTEGER
) STRICT;

-- The RACI page: who is accountable for what. Called T-4.
CREATE TABLE topic (
    id INTEGER PRIMARY KEY,
    deleted INTEGER NOT NULL DEFAULT 0,
    num INTEGER,
    entered INTEGER,
    imported INTEGER NOT NULL DEFAULT 0,
    name TEXT NOT NULL DEFAULT '',
    accountable INTEGER REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
    backup INTEGER REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
    responsible TEXT NOT NULL DEFAULT '', -- a set of people
    consulted TEXT NOT NULL DEFAULT '', -- a set of people
    informed TEXT NOT NULL DEFAULT '', -- a set of people
    escalate_to INTEGER REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
    reviewed TEXT                  -- a date
) STRICT;
CREATE UNIQUE INDEX topic_num ON topic (num) WHERE num IS NOT NULL;

-- The glossary: words, personas, segments, competitors, and what not to call them. Called G-7.
CREATE TABLE term (
    id INTEGER PRIMARY KEY,
    deleted INTEGER NOT NULL DEFAULT 0,
    num INTEGER,
    entered INTEGER,
    imported INTEGER NOT NULL DEFAULT 0,
    type INTEGER,                  -- enum_word 'term_type'
    name TEXT NOT NULL DEFAULT '',
    definition TEXT NOT NULL DEFAULT '',
    instead_of TEXT NOT NULL DEFAULT '', -- a set
    owner INTEGER REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE UNIQUE INDEX term_num ON term (num) WHERE num IS NOT NULL;

-- Pages that the team keeps beside its records. Called P-2.
CREATE TABLE doc (
    id INTEGER PRIMARY KEY,
    deleted INTEGER NOT NULL DEFAULT 0,
    num INTEGER,
    entered INTEGER,
    imported INTEGER NOT NULL DEFAULT 0,
    kind TEXT NOT NULL DEFAULT '',
    title TEXT NOT NULL DEFAULT '',
    body TEXT NOT NULL DEFAULT '',
    subject TEXT NOT NULL DEFAULT '' -- a set of records
) STRICT;
CREATE UNIQUE INDEX doc_num ON doc (num) WHERE num IS NOT NULL;

-- Comments, notes of a running meeting, answers given before it. Called N-5.
CREATE TABLE note (
    id INTEGER PRIMARY KEY,
    deleted INTEGER NOT NULL DEFAULT 0,
    num INTEGER,
    entered INTEGER,
    imported INTEGER NOT NULL DEFAULT 0,
    kind INTEGER,                  -- enum_word 'note_kind'
    subject TEXT NOT NULL DEFAULT '', -- a set of records
    author INTEGER REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
    at INTEGER,                    -- a stamp
    text TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE UNIQUE INDEX note_num ON note (num) WHERE num IS NOT NULL;

-- What the team has set: time zone, holidays, thresholds, lead times.
CREATE TABLE setting (
    id INTEGER PRIMARY KEY,
    deleted INTEGER NOT NULL DEFAULT 0,
    num INTEGER,
    entered INTEGER,
    imported INTEGER NOT NULL DEFAULT 0,
    "key" TEXT NOT NULL DEFAULT '',
    value TEXT NOT NULL DEFAULT ''
) STRICT;

-- The guards. lockstep_guard() is a function that does not exist: the statement of another program fails. lockstep runs no
-- triggers, and takes care itself that nothing is written outside a changeset.
CREATE TRIGGER meta_guard_insert BEFORE INSERT ON meta BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER meta_guard_update BEFORE UPDATE ON meta BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER meta_guard_delete BEFORE DELETE ON meta BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER counter_guard_insert BEFORE INSERT ON counter BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER counter_guard_update BEFORE UPDATE ON counter BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER counter_guard_delete BEFORE DELETE ON counter BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER writer_guard_insert BEFORE INSERT ON writer BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER writer_guard_update BEFORE UPDATE ON writer BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER writer_guard_delete BEFORE DELETE ON writer BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER log_guard_insert BEFORE INSERT ON log BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER log_guard_update BEFORE UPDATE ON log BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER log_guard_delete BEFORE DELETE ON log BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER enum_word_guard_insert BEFORE INSERT ON enum_word BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER enum_word_guard_update BEFORE UPDATE ON enum_word BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER enum_word_guard_delete BEFORE DELETE ON enum_word BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER person_guard_insert BEFORE INSERT ON person BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER person_guard_update BEFORE UPDATE ON person BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER person_guard_delete BEFORE DELETE ON person BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER item_guard_insert BEFORE INSERT ON item BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER item_guard_update BEFORE UPDATE ON item BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER item_guard_delete BEFORE DELETE ON item BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER link_guard_insert BEFORE INSERT ON link BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER link_guard_update BEFORE UPDATE ON link BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER link_guard_delete BEFORE DELETE ON link BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER blocker_guard_insert BEFORE INSERT ON blocker BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER blocker_guard_update BEFORE UPDATE ON blocker BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER blocker_guard_delete BEFORE DELETE ON blocker BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER signal_guard_insert BEFORE INSERT ON signal BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER signal_guard_update BEFORE UPDATE ON signal BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER signal_guard_delete BEFORE DELETE ON signal BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER signal_item_guard_insert BEFORE INSERT ON signal_item BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER signal_item_guard_update BEFORE UPDATE ON signal_item BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER signal_item_guard_delete BEFORE DELETE ON signal_item BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER metric_guard_insert BEFORE INSERT ON metric BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER metric_guard_update BEFORE UPDATE ON metric BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER metric_guard_delete BEFORE DELETE ON metric BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER metric_point_guard_insert BEFORE INSERT ON metric_point BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER metric_point_guard_update BEFORE UPDATE ON metric_point BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER metric_point_guard_delete BEFORE DELETE ON metric_point BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER metric_item_guard_insert BEFORE INSERT ON metric_item BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER metric_item_guard_update BEFORE UPDATE ON metric_item BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER metric_item_guard_delete BEFORE DELETE ON metric_item BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER decision_guard_insert BEFORE INSERT ON decision BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER decision_guard_update BEFORE UPDATE ON decision BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER decision_guard_delete BEFORE DELETE ON decision BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER option_guard_insert BEFORE INSERT ON option BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER option_guard_update BEFORE UPDATE ON option BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER option_guard_delete BEFORE DELETE ON option BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER ritual_guard_insert BEFORE INSERT ON ritual BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER ritual_guard_update BEFORE UPDATE ON ritual BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER ritual_guard_delete BEFORE DELETE ON ritual BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER segment_guard_insert BEFORE INSERT ON segment BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER segment_guard_update BEFORE UPDATE ON segment BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER segment_guard_delete BEFORE DELETE ON segment BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER meeting_guard_insert BEFORE INSERT ON meeting BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER meeting_guard_update BEFORE UPDATE ON meeting BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER meeting_guard_delete BEFORE DELETE ON meeting BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER attendance_guard_insert BEFORE INSERT ON attendance BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER attendance_guard_update BEFORE UPDATE ON attendance BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER attendance_guard_delete BEFORE DELETE ON attendance BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER agenda_item_guard_insert BEFORE INSERT ON agenda_item BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER agenda_item_guard_update BEFORE UPDATE ON agenda_item BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER agenda_item_guard_delete BEFORE DELETE ON agenda_item BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER launch_guard_insert BEFORE INSERT ON launch BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER launch_guard_update BEFORE UPDATE ON launch BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER launch_guard_delete BEFORE DELETE ON launch BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER launch_check_guard_insert BEFORE INSERT ON launch_check BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER launch_check_guard_update BEFORE UPDATE ON launch_check BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER launch_check_guard_delete BEFORE DELETE ON launch_check BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER experiment_guard_insert BEFORE INSERT ON experiment BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER experiment_guard_update BEFORE UPDATE ON experiment BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER experiment_guard_delete BEFORE DELETE ON experiment BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER arm_guard_insert BEFORE INSERT ON arm BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER arm_guard_update BEFORE UPDATE ON arm BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER arm_guard_delete BEFORE DELETE ON arm BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER topic_guard_insert BEFORE INSERT ON topic BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER topic_guard_update BEFORE UPDATE ON topic BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER topic_guard_delete BEFORE DELETE ON topic BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER term_guard_insert BEFORE INSERT ON term BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER term_guard_update BEFORE UPDATE ON term BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER term_guard_delete BEFORE DELETE ON term BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER doc_guard_insert BEFORE INSERT ON doc BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER doc_guard_update BEFORE UPDATE ON doc BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER doc_guard_delete BEFORE DELETE ON doc BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER note_guard_insert BEFORE INSERT ON note BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER note_guard_update BEFORE UPDATE ON note BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER note_guard_delete BEFORE DELETE ON note BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER setting_guard_insert BEFORE INSERT ON setting BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER setting_guard_update BEFORE UPDATE ON setting BEGIN SELECT lockstep_guard(); END;
CREATE TRIGGER setting_guard_delete BEFORE DELETE ON setting BEGIN SELECT lockstep_guard(); END;

INSERT INTO enum_word (enum, value, word) VALUES

    ('function', 0, 'pm'), ('function', 1, 'pmm'), ('function', 2, 'eng'), ('function', 3, 'design'),
    ('function', 4, 'research'), ('function', 5, 'data'), ('function', 6, 'sales'), ('function', 7, 'cs'),
    ('function', 8, 'support'), ('function', 9, 'lead'),
    ('item_type', 0, 'goal'), ('item_type', 1, 'strategic'), ('item_type', 2, 'initiative'),
    ('item_type', 3, 'release'), ('item_type', 4, 'feature'), ('item_type', 5, 'bug'), ('item_type', 6, 'debt'),
    ('item_type', 7, 'discovery'), ('item_type', 8, 'messaging'), ('item_type', 9, 'asset'),
    ('item_type', 10, 'campaign'), ('item_type', 11, 'enablement'), ('item_type', 12, 'pricing'),
    ('item_type', 13, 'research'), ('item_type', 14, 'action'), ('item_type', 15, 'question'),
    ('item_type', 16, 'idea'),
    ('track', 0, 'product'), ('track', 1, 'market'), ('track', 2, 'shared'),
    ('item_status', 0, 'triage'), ('item_status', 1, 'backlog'), ('item_status', 2, 'planned'),
    ('item_status', 3, 'started'), ('item_status', 4, 'review'), ('item_status', 5, 'done'),
    ('item_status', 6, 'canceled'),
    ('resolution', 0, 'shipped'), ('resolution', 1, 'answered'), ('resolution', 2, 'declined'),
    ('resolution', 3, 'duplicate'), ('resolution', 4, 'obsolete'), ('resolution', 5, 'sunset'),
    ('link_kind', 0, 'blocks'), ('link_kind', 1, 'counterpart'), ('link_kind', 2, 'relates'),
    ('blocker_kind', 0, 'decision'), ('blocker_kind', 1, 'dependency'), ('blocker_kind', 2, 'approval'),
    ('blocker_kind', 3, 'capacity'), ('blocker_kind', 4, 'technical'), ('blocker_kind', 5, 'information'),
    ('blocker_kind', 6, 'external'),
    ('signal_kind', 0, 'interview'), ('signal_kind', 1, 'sales_call'), ('signal_kind', 2, 'support'),
    ('signal_kind', 3, 'churn'), ('signal_kind', 4, 'win'), ('signal_kind', 5, 'loss'), ('signal_kind', 6, 'review'),
    ('signal_kind', 7, 'competitor'), ('signal_kind', 8, 'analyst'), ('signal_kind', 9, 'usage'),
    ('signal_kind', 10, 'survey'),
    ('direction', 0, 'up'), ('direction', 1, 'down'),
    ('target_kind', 0, 'absolute'), ('target_kind', 1, 'relative'), ('target_kind', 2, 'points'),
    ('decision_status', 0, 'proposed'), ('decision_status', 1, 'decided'), ('decision_status', 2, 'superseded'),
    ('meeting_status', 0, 'planned'), ('meeting_status', 1, 'running'), ('meeting_status', 2, 'closed'),
    ('meeting_status', 3, 'canceled'),
    ('attendance_state', 0, 'present'), ('attendance_state', 1, 'late'), ('attendance_state', 2, 'absent'),
    ('attendance_state', 3, 'guest'),
    ('line_state', 0, 'queued'), ('line_state', 1, 'done'), ('line_state', 2, 'parked'), ('line_state', 3, 'carried'),
    ('line_state', 4, 'dropped'),
    ('line_kind', 0, 'hand'), ('line_kind', 1, 'open'), ('line_kind', 2, 'metric'), ('line_kind', 3, 'escalation'),
    ('line_kind', 4, 'blocker'), ('line_kind', 5, 'signal'), ('line_kind', 6, 'third'), ('line_kind', 7, 'review'),
    ('line_kind', 8, 'half'), ('line_kind', 9, 'release'), ('line_kind', 10, 'triage'), ('line_kind', 11, 'overdue'),
    ('line_kind', 12, 'changed'), ('line_kind', 13, 'close'), ('line_kind', 14, 'unreached'),
    ('line_kind', 15, 'dependency'), ('line_kind', 16, 'experiment'), ('line_kind', 17, 'launch'),
    ('line_kind', 18, 'decision'), ('line_kind', 19, 'win'), ('line_kind', 20, 'free'),
    ('verdict', 0, 'pending'), ('verdict', 1, 'go'), ('verdict', 2, 'conditional'), ('verdict', 3, 'no_go'),
    ('check_state', 0, 'open'), ('check_state', 1, 'at_risk'), ('check_state', 2, 'ready'),
    ('check_state', 3, 'waived'),
    ('experiment_kind', 0, 'pricing'), ('experiment_kind', 1, 'positioning'), ('experiment_kind', 2, 'packaging'),
    ('experiment_kind', 3, 'onboarding'), ('experiment_kind', 4, 'feature'),
    ('experiment_status', 0, 'planned'), ('experiment_status', 1, 'running'), ('experiment_status', 2, 'closed'),
    ('experiment_status', 3, 'canceled'),
    ('term_type', 0, 'term'), ('term_type', 1, 'persona'), ('term_type', 2, 'segment'), ('term_type', 3, 'competitor'),
    ('note_kind', 0, 'comment'), ('note_kind', 1, 'live'), ('note_kind', 2, 'answer');

INSERT INTO meta (id, file_id, incarnation, seq, chain, read_min, write_min, needs)
    VALUES (1, randomblob(16), 1, 0, zeroblob(32), 1, 1, '0.1');
