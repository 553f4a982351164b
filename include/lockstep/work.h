/* What counts as open, as backlog and as somebody's load: one answer for screen and command line. */
#ifndef LOCKSTEP_WORK_H
#define LOCKSTEP_WORK_H

#include "lockstep/types.h"

struct ls_board;
struct ls_buf;
struct ls_item;

/* Neither done nor canceled. */
bool ls_item_is_open(const struct ls_item *item);

/* Goals, strategic themes, initiatives and releases: they are planned, not worked off. */
bool ls_item_is_tier(const struct ls_item *item);

/* What work is put under most, first: actions and questions hardly ever. */
enum { LS_PARENT_INITIATIVE, LS_PARENT_STRATEGIC, LS_PARENT_GOAL, LS_PARENT_RELEASE, LS_PARENT_WORK, LS_PARENT_TODO, LS_PARENT_RANKS };
int ls_item_parent_rank(const struct ls_item *item);

/* What the backlog shows when nothing is asked for: open work; neither tiers nor actions and questions, nor
 * what is snoozed past today. */
bool ls_item_in_backlog(const struct ls_item *item, int64_t today);

/* Whether it is snoozed until a day to come. */
bool ls_item_is_asleep(const struct ls_item *item, int64_t today);

/* Appends why it is out of sight and until when, "snoozed until 15 Apr" or "sent back until 13 Mar (LS-93)"; nothing where
 * it is awake. */
void ls_item_sleep_words(const struct ls_board *board, const struct ls_item *item, int64_t today, struct ls_buf *b);

/* Whether it counts as load of its owner: taken on (planned, started, review) and no tier. */
bool ls_item_is_load(const struct ls_item *item);

#endif
