/* The agenda of a ritual: which lines, in which order, for how long, for whom, and why.
 * A pure function of the board and the time; what stands where is the rules of the weekly sync. */
#ifndef LOCKSTEP_AGENDA_H
#define LOCKSTEP_AGENDA_H

#include "lockstep/types.h"

struct ls_board;
struct ls_buf;
struct ls_changeset;
struct ls_error;

/* Why a line is there. */
enum ls_agenda_rule {
    LS_RULE_HAND,       /* somebody added it */
    LS_RULE_UNREACHED,  /* the last sync did not reach it, for the first time */
    LS_RULE_OPEN,       /* actions and questions, joined */
    LS_RULE_METRIC,     /* off pace and worse twice running */
    LS_RULE_ESCALATION, /* a proposed decision, needed before the next sync */
    LS_RULE_BLOCKER,
    LS_RULE_SIGNAL,     /* an item with new signals */
    LS_RULE_THIRD,      /* carried twice: decide or drop */
    LS_RULE_REVIEW,     /* a decision due for review */
    LS_RULE_HALF,       /* a product feature that ships without its market half */
    LS_RULE_RELEASE,    /* a release, or a launch's gate, within 14 days */
    LS_RULE_TRIAGE,
    LS_RULE_OVERDUE,
    LS_RULE_CHANGED,    /* changed by the other half */
    LS_RULE_DEPENDENCY, /* blocked by another owner's item */
    LS_RULE_EXPERIMENT,
    LS_RULE_LAUNCH,
    LS_RULE_DECISION,
    LS_RULE_WIN,
    LS_RULE_FREE,       /* time to talk */
    LS_RULE_CLOSE,
    LS_RULE_COUNT
};

/* What a segment is about: decides the order in which seconds left over are given and lines grey. */
enum ls_agenda_kind {
    LS_SEGMENT_OPEN,
    LS_SEGMENT_NUMBERS,
    LS_SEGMENT_BLOCKERS,
    LS_SEGMENT_SIGNALS,
    LS_SEGMENT_PRIORITIES,
    LS_SEGMENT_OTHER,
    LS_SEGMENT_CLOSE,
};

struct ls_agenda_segment {
    char *name;
    enum ls_agenda_kind kind;
    int64_t seconds;  /* by the ritual's segments */
    int64_t planned;  /* that its lines take */
    size_t lines;     /* of it on the agenda; they stand together */
};

struct ls_agenda_line {
    int segment;            /* the segment that wants it, also for a line under Not today */
    enum ls_agenda_rule rule;
    int position;           /* from 1, Not today counted on */
    int64_t start;          /* seconds from the start; LS_NONE under Not today */
    int64_t planned;        /* seconds; LS_NONE under Not today */
    int64_t wanted;         /* seconds that it asks for */
    bool today;             /* on the agenda, else under Not today */
    bool grey;              /* ls_agenda_squeeze: will not be reached */
    ls_id record;           /* its own record; 0: none, or several (Open) */
    ls_id row;              /* the agenda_item that put it there, by hand or frozen; 0: none */
    char *refs;             /* as agenda_item.ref holds it: a set of records and words */
    char *ref;              /* as people read it: "B-2/D-9", "LS-80;LS-81", "triage" */
    char *title, *why, *ask;
    ls_id owner, backup, acting;
    int64_t state;          /* enum ls_line_state */
    int64_t carried;
    int64_t spent;          /* seconds; LS_NONE before it was talked about */
    char *outcome;
};

struct ls_agenda {
    const struct ls_board *board; /* borrowed */
    ls_id ritual;
    ls_id meeting;          /* 0: none is planned, it is the next one by the cadence */
    ls_id last;             /* the last closed meeting of the ritual, or 0 */
    ls_id facilitator, previous; /* previous: who led the last one */
    int64_t at;             /* stamp of its planned start */
    int64_t today, next;    /* its date, and the next one's; LS_NONE where that is not known */
    int64_t seconds;        /* that the ritual has */
    int64_t planned;        /* that the lines take */
    int64_t spare;          /* that the segments have left */
    struct ls_agenda_segment *segments;
    size_t segment_count;
    struct ls_agenda_line *lines; /* those of today first */
    size_t count;           /* all lines */
    size_t today_count;     /* lines of today */
};

/* The weekly sync of the team: the ritual called "sync", else the first active one; 0 where there is none. */
ls_id ls_agenda_sync(const struct ls_board *board);

/* The meeting that a ritual has next (running, else planned for today or later), 0 where none is planned,
 * and the stamp at which it starts. */
ls_id ls_agenda_meeting(const struct ls_board *board, ls_id ritual, int64_t now, int64_t *ret_at);

/* The day for an action without a date: of the next sync that is not today. LS_NONE where there is no ritual.
 * With cs: as it will be once cs is applied, for an import may bring the ritual and its meetings along. */
int64_t ls_agenda_action_day(const struct ls_board *board, int64_t now);
int64_t ls_agenda_action_day_with(const struct ls_board *board, const struct ls_changeset *cs, int64_t now);

/* Plans the next meeting of a ritual (0: of the usual sync of 15 minutes, for a team that has no ritual).
 * now: UTC milliseconds. The caller frees ret_agenda, which owns all but the board.
 * LS_ENOTFOUND where the board has no such ritual. */
int ls_agenda_plan(const struct ls_board *board, ls_id ritual, int64_t now, struct ls_agenda **ret_agenda,
                   struct ls_error *err);

/* The agenda that a meeting has which starts now: the planned one, as of today where it was planned for another day. */
int ls_agenda_plan_start(const struct ls_board *board, ls_id ritual, int64_t now, struct ls_agenda **ret_agenda,
                         struct ls_error *err);

/* As ls_agenda_plan for a meeting that is held at a stamp of its own (it starts now, on another day than planned);
 * LS_NONE: as planned. */
int ls_agenda_plan_at(const struct ls_board *board, ls_id ritual, int64_t at, int64_t now,
                      struct ls_agenda **ret_agenda, struct ls_error *err);

/* The agenda as it was frozen in a meeting's lines (running or closed). As above. */
int ls_agenda_read(const struct ls_board *board, ls_id meeting, struct ls_agenda **ret_agenda, struct ls_error *err);

void ls_agenda_free(struct ls_agenda *agenda);

/* Whether the meeting after the running one has a line about what a line of it is about, if that is left for today
 * (parked; carried: taken along) and nothing else changes until then; also where it would have no room (Not today). */
bool ls_agenda_returns(const struct ls_board *board, ls_id line, bool carried);

/* While it runs: marks as grey those queued lines of today, not the current one, for which the time that
 * is left will not do: the last of Priorities first, then of Signals, then of Blockers, then of what else
 * there is; never Close. elapsed: seconds since the start; current: index of the line that is talked about,
 * on_line: seconds spent on it. Returns how many are grey. */
size_t ls_agenda_squeeze(struct ls_agenda *agenda, size_t current, int64_t elapsed, int64_t on_line);

/* What came or changed since a meeting started, which its frozen agenda does not hold. */
struct ls_agenda_change {
    ls_id record;
    bool came;   /* the rules want it by now and it stands on no line; else a line's record was changed */
    int64_t at;  /* stamp */
    ls_id who;   /* 0: not known, or it is new */
    char *ref;   /* "B-7" */
    char *text;  /* "new", "owner jonas → aiko", "due 3 Apr → 7 Apr" */
    char *title; /* of what came; "" where a line says it */
};

/* What stands beside the agenda of a running meeting, newest first: what somebody made or changed since, but for
 * what the meeting itself captured and did to its lines. now: UTC milliseconds. Returns how many, 0 where the
 * meeting does not run; ls_agenda_changes_free frees them. */
size_t ls_agenda_beside(const struct ls_board *board, ls_id meeting, int64_t now,
                        struct ls_agenda_change **ret_changes);
void ls_agenda_changes_free(struct ls_agenda_change *changes, size_t count);

/* The next line of today, from index from on, on which person acts: for its owner, or for one of the actions
 * and questions that it joins. agenda->count where there is none. What a person is asked in the sync is what
 * this finds. */
size_t ls_agenda_asked(const struct ls_agenda *agenda, ls_id person, size_t from);

/* The record of such a line that is the person's to answer: of several that it joins the first of theirs,
 * of none of theirs (who leads is asked about all) the first. 0 where the line has no record. */
ls_id ls_agenda_asked_record(const struct ls_agenda *agenda, const struct ls_agenda_line *line, ls_id person);

/* "M-12", or "M-new". */
void ls_agenda_name(const struct ls_board *board, const struct ls_agenda *agenda, struct ls_buf *b);

/* Appends references as people read them: "B-2/D-9" for an escalation, "LS-80;LS-81", "triage".
 * refs: a set, as agenda_item.ref holds it. */
void ls_agenda_ref(const struct ls_board *board, const char *refs, struct ls_buf *b);

/* Appends seconds as minutes and seconds: "12:45", "125:00". */
void ls_agenda_clock(struct ls_buf *b, int64_t seconds);

/* The word of a rule: "third", "half", "triage". */
const char *ls_agenda_rule_word(enum ls_agenda_rule rule);

#endif
