/* A launch read: how many business days are left, what is ready, what stands in the way. */
#ifndef LOCKSTEP_LAUNCH_H
#define LOCKSTEP_LAUNCH_H

#include "lockstep/entity.h"

struct ls_board;

struct ls_launch_state {
    const struct ls_launch *launch; /* borrowed from the board, as all records here */
    int64_t to_gate, to_day;        /* business days from today, negative once past; LS_NONE without the date */
    int64_t latest_gate;            /* the day less its buffer in business days; LS_NONE where one of them is missing */
    bool gate_late;                 /* the gate leaves less than the buffer */
    const struct ls_launch_check **checks; /* by number */
    size_t count;
    size_t states[LS_CHECK_STATE_COUNT]; /* how many of each; a check without a state is open */
    size_t late;                         /* due before today and neither ready nor waived */
    const struct ls_blocker **blockers;  /* open ones on the release, on what is in it and on the checks' items:
                                            severity, then age */
    size_t blocker_count;
};

/* False where there is no such launch. ls_launch_done frees it; zeroed is fine too. */
bool ls_launch_read(const struct ls_board *board, ls_id launch, int64_t today, struct ls_launch_state *ret_state);
void ls_launch_done(struct ls_launch_state *state);

/* A check's state, open where it has none; and whether nothing is left to do for it. */
enum ls_check_state ls_check_state_of(const struct ls_launch_check *check);
bool ls_check_is_done(const struct ls_launch_check *check);

/* The open blockers of the items for which wanted says yes, by severity (3 first), day opened, number. Caller frees
 * the array; the blockers are the board's. */
size_t ls_blockers_on(const struct ls_board *board, bool (*wanted)(ls_id item, void *arg), void *arg,
                      const struct ls_blocker ***ret_blockers);

#endif
