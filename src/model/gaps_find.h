/* What the files of the gaps share: the finder, and what it knows once for all rules. */
#ifndef LOCKSTEP_MODEL_GAPS_FIND_H
#define LOCKSTEP_MODEL_GAPS_FIND_H

#include "base/buf.h"
#include "lockstep/calendar.h"
#include "lockstep/gaps.h"
#include "lockstep/work.h"

struct gap_finder {
    const struct ls_board *board;
    int64_t now, today;
    struct ls_calendar calendar;
    struct ls_gaps *gaps;
};

/* Adds a gap: "NAME <sentence>" with the record's name in front; record 0: the sentence alone. */
void gap_add(struct gap_finder *f, enum ls_gap_rule rule, ls_id record, const char *todo, const char *sentence, ...)
    LS_PRINTF(5, 6);

bool gap_launch_is_open(const struct ls_launch *launch);

void gap_work(struct gap_finder *f);    /* blockers, items, escalations, owners, circles, tiers, words */
void gap_circles(struct gap_finder *f);
void gap_planning(struct gap_finder *f); /* metrics, rituals, launches, experiments, lead times, reviews, stamps */

#endif
