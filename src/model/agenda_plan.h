/* The workings of the agenda, shared by its files: what the rules read, and the lines they propose.
 * The pipeline (agenda.c): lines by hand, each segment's rules in order, fill, left-over seconds, text. */
#ifndef LOCKSTEP_MODEL_AGENDA_PLAN_H
#define LOCKSTEP_MODEL_AGENDA_PLAN_H

#include "base/buf.h"
#include "base/map.h"
#include "lockstep/agenda.h"
#include "lockstep/board.h"
#include "lockstep/calendar.h"
#include "lockstep/metric.h"
#include "lockstep/work.h"

/* What stands as the reference of the triage line. */
#define PLAN_TRIAGE "triage"

/* The words of segment.feed. */
enum plan_feed {
    FEED_ATTENDANCE = 1 << 0,
    FEED_ACTIONS = 1 << 1,
    FEED_METRICS = 1 << 2,
    FEED_BLOCKERS = 1 << 3,
    FEED_ESCALATIONS = 1 << 4,
    FEED_SIGNALS = 1 << 5,
    FEED_CHANGES = 1 << 6,
    FEED_GAPS = 1 << 7,
    FEED_TRIAGE = 1 << 8,
    FEED_PRIORITIES = 1 << 9,
    FEED_CLOSE = 1 << 10,
    FEED_DEPENDENCIES = 1 << 11,
    FEED_EXPERIMENTS = 1 << 12,
    FEED_LAUNCHES = 1 << 13,
    FEED_DECISIONS = 1 << 14,
    FEED_WINS = 1 << 15,
    FEED_FREE = 1 << 16,
};

enum { PLAN_KEYS = 5 };

/* A line that a rule proposes. Text comes last, for those that stay. */
struct plan_line {
    enum ls_agenda_rule rule;
    double key[PLAN_KEYS]; /* order within the segment: by the first that differs, lower first */
    ls_id record;         /* its own record */
    ls_id blocker;        /* of an escalation that absorbs it */
    ls_id release;        /* of a feature without market half */
    const struct ls_agenda_item *row; /* by hand or unreached */
    int64_t seconds, planned;
    int64_t carried;
    size_t order;         /* in which it was found: decides between equal keys */
};

struct plan_lines {
    struct plan_line *v;
    size_t len, cap;
};

struct plan_segment {
    const char *name;
    unsigned feeds; /* enum plan_feed */
    enum ls_agenda_kind kind;
    int64_t seconds;
    struct plan_lines lines;
    size_t today; /* its first so many lines are on the agenda */
};

/* What is known of a record from the last meeting. */
struct plan_past {
    ls_id record;
    int64_t carried; /* the highest count with which it stood there */
    bool unreached;  /* it stood there and was not reached (state carried) */
};

/* An open item, with what every rule asks of it close together: a team has 100,000 items, and a look at each
 * record costs a cache miss. */
struct plan_item {
    const struct ls_item *item;
    int64_t due, created;
    ls_id release;
    int8_t type, track, status;
};

/* Which open items block which: newest link first. */
struct plan_edges {
    struct plan_edge {
        const struct ls_item *to;
        size_t next; /* place + 1 */
    } *v;
    size_t len, cap;
    struct ls_map first; /* item -> place + 1 */
};

/* How many items a release has, checks a launch, and how many of them are open. */
struct plan_tallies {
    struct plan_tally *v;
    size_t len, cap;
    struct ls_map places; /* release or launch -> place + 1 */
};

/* A meeting that still runs, as if it were over: what its line leaves as, and every line that waits as not reached. */
struct plan_over {
    const struct ls_meeting *meeting;
    ls_id row;
    enum ls_line_state state;
};

struct plan {
    const struct ls_board *board;
    const struct plan_over *over; /* NULL: all is as it stands */
    const struct ls_ritual *ritual;
    const struct ls_meeting *meeting; /* NULL: by cadence */
    const struct ls_meeting *last;    /* NULL: none closed yet */
    int64_t at, now;
    int64_t today, next;
    int64_t last_start, last_day;     /* LS_NONE without a last meeting */
    int64_t seconds;                  /* of the ritual */
    ls_id facilitator, previous, triager;
    unsigned halves;                  /* that have members */
    struct ls_calendar calendar;
    struct ls_metric_book *metrics;
    struct plan_segment *segments;
    size_t segment_count, segment_cap;
    struct ls_map claimed;  /* records that a line shows or absorbs */
    struct ls_map named;    /* releases that a line names without being theirs */
    struct ls_map dropped;  /* records that no rule may bring yet */
    struct ls_map past;     /* record -> place + 1 in pasts */
    struct plan_past *pasts;
    size_t past_count, past_cap;
    const struct ls_item **actions; /* the actions and questions of the Open line, by number */
    size_t action_count, action_cap;
    bool triage_claimed;
    struct ls_map changed;  /* item -> the newest struct ls_event of the other half since the last meeting */
    const struct ls_agenda_item **rows; /* of this meeting, then of the last one, each by number */
    size_t row_count, rows_now;         /* rows_now: of this meeting */
    /* for the texts */
    int64_t median_days;       /* of the closed blockers; LS_NONE without one */
    struct ls_map launch_of;   /* release item -> struct ls_launch */
    struct plan_item *items; /* the open ones */
    size_t item_count, item_cap;
    bool both_tracks;        /* some item is product, some item is market */
    int64_t made, made_done; /* actions of the last meeting */
    struct ls_map options;     /* decision -> how many options */
    struct plan_tallies tallies;
    struct plan_edges blocks, blocked_by;
};

/* --- agenda_context.c: what the rules read ----------------------------------------------------- */
/* at: when the meeting is held, LS_NONE: as it is planned. */
void plan_init(struct plan *plan, const struct ls_board *board, const struct ls_ritual *ritual, int64_t at, int64_t now,
               const struct plan_over *over);

/* What became of a line of the last meeting. */
enum ls_line_state plan_row_state(const struct plan *plan, const struct ls_agenda_item *row);
void plan_done(struct plan *plan);
enum ls_agenda_kind plan_kind_of_name(const struct plan *plan, const char *segment);
int plan_segment_by_name(const struct plan *plan, const char *segment); /* -1: none */
int plan_segment_by_kind(const struct plan *plan, enum ls_agenda_kind kind);
struct plan_segment *plan_make_priorities(struct plan *plan); /* for a ritual without that segment */

/* --- agenda_history.c: the last meeting, drops, changes ----------------------------------------- */
void plan_read_past(struct plan *plan);
void plan_read_drops(struct plan *plan);
int64_t plan_carried(const struct plan *plan, ls_id record); /* of an escalation the higher of its own and its blocker's */
bool plan_is_open(const struct plan *plan, ls_id record);

/* The record that a row of a meeting is about: of an escalation the decision. */
ls_id plan_row_record(const struct plan *plan, const struct ls_agenda_item *row);

/* --- claims: once ------------------------------------------------------------------------------- */
bool plan_is_free(const struct plan *plan, ls_id record); /* neither claimed nor dropped */
void plan_claim(struct plan *plan, ls_id record);

/* An open escalation on the agenda absorbs its blocker, which it names, and that blocker's item: they get
 * no line of their own, unless they have one already. */
void plan_absorb(struct plan *plan, struct plan_line *line);

/* Adds a line to a segment and claims what it shows; false where its record is not
 * free and the line is left out. */
bool plan_add(struct plan *plan, struct plan_segment *segment, struct plan_line line);

/* A rule's own list before it knows the order. */
void plan_lines_push(struct plan_lines *lines, struct plan_line line);

/* Sorts by keys; lines with equal keys keep their order. */
void plan_lines_sort(struct plan_lines *lines);

/* As plan_lines_sort; then adds them all to the segment, empties the list. */
void plan_add_sorted(struct plan *plan, struct plan_segment *segment, struct plan_lines *lines);

/* Keys: a date, a priority (1 to 4), a number; empty ones come last. */
double plan_key(int64_t value);
double plan_key_priority(int64_t priority);
double plan_key_kind(const struct ls_record *record); /* by prefix: what D-5 and LS-5 sort by */

/* --- the rules: each adds its lines to the segment ---------------------------------------------- */
void plan_rule_hand(struct plan *plan); /* before all others, for all segments */
void plan_rule_open(struct plan *plan, struct plan_segment *segment);
void plan_rule_metrics(struct plan *plan, struct plan_segment *segment);
void plan_rule_escalations(struct plan *plan, struct plan_segment *segment);
void plan_rule_blockers(struct plan *plan, struct plan_segment *segment);
void plan_rule_signals(struct plan *plan, struct plan_segment *segment);
void plan_rule_priorities(struct plan *plan, struct plan_segment *segment);
void plan_rule_close(struct plan *plan, struct plan_segment *segment);
void plan_rule_dependencies(struct plan *plan, struct plan_segment *segment);
void plan_rule_experiments(struct plan *plan, struct plan_segment *segment);
void plan_rule_launches(struct plan *plan, struct plan_segment *segment);
void plan_rule_decisions(struct plan *plan, struct plan_segment *segment);
void plan_rule_wins(struct plan *plan, struct plan_segment *segment);
void plan_rule_free(struct plan *plan, struct plan_segment *segment);

/* --- what several rules and the texts ask ------------------------------------------------------- */
bool plan_item_is_past_triage(const struct ls_item *item); /* and open */
bool plan_action_is_due(const struct plan *plan, const struct plan_item *item);
bool plan_is_escalation(const struct plan *plan, const struct ls_decision *decision); /* no draft */
bool plan_is_draft(const struct plan *plan, ls_id record); /* a proposed decision that is no escalation yet */
bool plan_escalation_is_due(const struct plan *plan, const struct ls_decision *decision);
bool plan_review_is_due(const struct plan *plan, const struct ls_decision *decision);
bool plan_signal_is_new(const struct plan *plan, const struct ls_signal *signal);
bool plan_is_soon(const struct plan *plan, int64_t date); /* within 14 days */
bool plan_is_in_triage(const struct plan *plan, const struct plan_item *item); /* not snoozed past today */
int64_t plan_triage_limit(const struct plan *plan);
const struct ls_launch *plan_launch_of(const struct plan *plan, const struct ls_item *item);

/* The last change of owner, date or priority of the item by the other half since the last meeting. */
const struct ls_event *plan_other_half_change(const struct plan *plan, const struct ls_item *item);

/* Owner and backup of a line, by its rule and record. */
void plan_people(const struct plan *plan, const struct plan_line *line, ls_id *ret_owner, ls_id *ret_backup);

/* --- agenda_tally.c: counted once for all texts -------------------------------------------------- */
void plan_read_tallies(struct plan *plan); /* after the lines are known */
void plan_tallies_done(struct plan *plan);
void plan_tally(const struct plan *plan, ls_id id, int64_t *ret_total, int64_t *ret_open);

/* Walks what an item blocks (plan->blocks) or is blocked by; after: NULL to begin with. NULL at the end. */
const struct plan_edge *plan_edge_next(const struct plan_edges *edges, ls_id from, const struct plan_edge *after);

/* --- agenda_text.c ------------------------------------------------------------------------------ */
void plan_text(const struct plan *plan, const struct plan_segment *segment, const struct plan_line *line,
               struct ls_agenda_line *ret_line);

#endif
