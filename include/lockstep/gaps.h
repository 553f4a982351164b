/* Gaps: what the model allows and a team would rather not have. Shown by `lockstep check`, never refused.
 * Each rule sleeps until the team has the data that it reads. */
#ifndef LOCKSTEP_GAPS_H
#define LOCKSTEP_GAPS_H

#include "lockstep/board.h"

/* In the order in which they are listed. */
enum ls_gap_rule {
    LS_GAP_NEXT_STEP,     /* open blocker without a next step */
    LS_GAP_RELEASE_DATE,  /* open release without a date */
    LS_GAP_PROBLEM,       /* imported idea without a problem */
    LS_GAP_DRAFT,         /* an escalation that is still a draft */
    LS_GAP_OWNER,         /* past triage without an owner */
    LS_GAP_BACKUP,        /* without a backup: three people or more; priority 1-2, releases, launches */
    LS_GAP_CORE,          /* not 3 to 5 core metrics */
    LS_GAP_CORE_HALF,     /* a core metric without items of both halves */
    LS_GAP_HALF,          /* a feature that ships within 45 days without its market half */
    LS_GAP_CIRCLE,        /* a circle of blocks */
    LS_GAP_TIER,          /* a roadmap tier under the wrong tier */
    LS_GAP_SEGMENTS,      /* segments that do not sum to the ritual's minutes */
    LS_GAP_CARRIED,       /* a line carried twice */
    LS_GAP_CHECK_LATE,    /* a launch check due after the gate */
    LS_GAP_GATE_LATE,     /* a gate later than the day minus its buffer */
    LS_GAP_PRICE_STEP,    /* a price step outside 12 to 15 % */
    LS_GAP_SIGNUPS,       /* fewer than 150 sign-ups in a price test */
    LS_GAP_LEAD_TIME,     /* a heads-up or a review that comes too late */
    LS_GAP_REVIEW,        /* a decision or a sunset due for review */
    LS_GAP_AWAY,          /* owner and backup both away */
    LS_GAP_WORD,          /* a title with a word that the glossary replaces */
    LS_GAP_POINT,         /* a core metric without a point for last week */
    LS_GAP_FUTURE,        /* a stamp in the reader's future */
    LS_GAP_COUNT
};

struct ls_gap {
    enum ls_gap_rule rule;
    ls_id record;    /* 0: of the team as a whole */
    char *sentence;  /* "B-4 has no next step" */
    char *todo;      /* "say what happens next, and by when" */
};

struct ls_gaps {
    struct ls_gap *gaps; /* by rule, then by number */
    size_t len, cap;
};

/* Looks at the whole board. now: UTC milliseconds. Thresholds come from settings where the team has them:
 * half_days 45, heads_up_days 30, review_days 5 (business days), signups 150. */
void ls_gaps_find(const struct ls_board *board, int64_t now, struct ls_gaps *ret_gaps);
void ls_gaps_done(struct ls_gaps *gaps);

/* The word of a rule: "next_step", "release_date". */
const char *ls_gap_word(enum ls_gap_rule rule);

#endif
