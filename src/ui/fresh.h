/* Which records somebody else has just changed: their rows carry a sign for a moment, so that what moves on the screen
 * is seen to have been moved. */
#ifndef LOCKSTEP_UI_FRESH_H
#define LOCKSTEP_UI_FRESH_H

#include "base/map.h"

struct ls_changeset;

enum { FRESH_MS = 3000 };

/* Zero: nothing is fresh. */
struct fresh {
    struct ls_map until; /* of a record: the tick at which its sign goes */
    int64_t last;        /* the tick at which the last one goes */
};

/* now: ls_clock_ticks, milliseconds, in all of them. */
void fresh_note(struct fresh *fresh, const struct ls_changeset *cs, int64_t now);
bool fresh_has(const struct fresh *fresh, ls_id record, int64_t now);

/* Whether any sign is shown; forgets them all where none is. */
bool fresh_any(struct fresh *fresh, int64_t now);
void fresh_done(struct fresh *fresh);

#endif
