/* When the bell rings: a sync that somebody else starts, a line that is over its time, the whole sync over its time; each
 * once. */
#ifndef LOCKSTEP_UI_BELL_H
#define LOCKSTEP_UI_BELL_H

#include "lockstep/types.h"

struct ui;

struct bell {
    bool looked;  /* what runs when the screen opens is no news */
    ls_id meeting, line; /* the last that were seen; 0: none */
    bool line_over, over; /* rung for, or seen when the screen opened */
    bool mine; /* a start from here is on its way */
};

/* Looks at the running sync and rings where there is something new. */
void bell_look(struct ui *ui);

#endif
