/* One item merged into another, with all that hangs on it. */
#ifndef LOCKSTEP_APP_CMD_MERGE_H
#define LOCKSTEP_APP_CMD_MERGE_H

#include "lockstep/changeset.h"
#include "lockstep/command.h"

/* Makes item a duplicate of the survivor (of that one's survivor, where it is a duplicate itself) and moves its
 * evidence, metrics, links, notes, blockers, experiments, launch checks and children over; the survivor gets a note with
 * what it said, and its problem where there was none. LS_EREFUSED where both are the same. */
int merge_into(const struct ls_call *call, struct ls_changeset *cs, const struct ls_item *item, ls_id survivor,
               struct ls_error *err);

/* Adds a comment to a record, in the name of who acts. */
void merge_note(const struct ls_call *call, struct ls_changeset *cs, ls_id about, const char *format, ...) LS_PRINTF(4, 5);

#endif
