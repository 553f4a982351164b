/* What deciding is, in a meeting and outside of one: three points, the driver, what wakes it again, the blocker that
 * it takes away. */
#ifndef LOCKSTEP_APP_DECIDE_H
#define LOCKSTEP_APP_DECIDE_H

#include "app/commands.h"

enum { DECIDE_POINTS = 4 }; /* decided, why, what follows, and when to look at it again */

struct decide {
    char *point[DECIDE_POINTS];
    size_t count;
    ls_id driver; /* 0: not named */
    int64_t again_on; /* the day to look at it again; LS_NONE: not said, or a condition in words */
};

/* The next part of "question / option / option": what stands before a slash of its own ("go/no-go" is one word).
 * Moves *at behind it; the caller frees. NULL at the end. */
char *decide_part(const char **at);

/* Reads "decided / why / what follows [/ when to look again] [@driver]". Where an option of decision (0: none) is
 * marked, "why / what follows" is enough; the number of an option stands for it. LS_ENOTFOUND for an unknown driver,
 * LS_EUSAGE where points are missing, LS_EREFUSED where the fourth is neither a day nor a condition.
 * Call decide_done in any case. */
int decide_read(struct decide *d, const struct ls_call *call, ls_id decision, struct ls_error *err);
void decide_done(struct decide *d);

/* Writes the points into the decision id, an existing one or one that cs makes, as decided today in a meeting (0:
 * in none), resolves the blocker that it was escalated from, and says so. */
void decide_write(const struct decide *d, const struct ls_call *call, struct ls_changeset *cs, ls_id id, ls_id meeting);

/* Whom a topic of the driver escalates to; 0 where none says. */
ls_id decide_escalated_to(const struct ls_board *board, ls_id driver);

#endif
