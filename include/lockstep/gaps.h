/* Gaps: what the model allows and a team would rather not have. Shown by `lockstep check`, never refused.
 * Each rule sleeps until the team has the data that it reads. */
#ifndef LOCKSTEP_GAPS_H
#define LOCKSTEP_GAPS_H

#include "lockstep/board.h"

enum ls_gap_rule {
#define GAP(ID, word, what) LS_GAP_##ID,
#include "lockstep/gaps.def"
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

/* What the rule shows: "open blocker without a next step". */
const char *ls_gap_what(enum ls_gap_rule rule);

#endif
