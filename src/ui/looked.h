/* What others changed since the user last looked: known by the last event that was on the board then, so that no two
 * machines' clocks are compared. */
#ifndef LOCKSTEP_UI_LOOKED_H
#define LOCKSTEP_UI_LOOKED_H

#include "base/buf.h"
#include "lockstep/board.h"

/* Appends what marks the board's newest event, or that it has none. */
void looked_mark(const struct ls_board *board, struct ls_buf *ret_mark);

/* How many records others than me changed behind mark. A mark that the board no longer knows is older than all of its
 * events. */
size_t looked_count(const struct ls_board *board, ls_id me, const char *mark);

#endif
