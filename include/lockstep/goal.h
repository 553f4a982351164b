/* The one shared goal and the metric that measures it. */
#ifndef LOCKSTEP_GOAL_H
#define LOCKSTEP_GOAL_H

#include "lockstep/types.h"

struct ls_board;

/* The started goal (else a planned one), 0 where there is none. */
ls_id ls_goal(const struct ls_board *board);

/* The metric of a goal: the one linked to it, else the core metric that its title or its "done when" names (by
 * name or handle, case ignored), else 0. */
ls_id ls_goal_metric(const struct ls_board *board, ls_id goal);

#endif
