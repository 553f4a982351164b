/* Parts of the reading of a meeting that meeting.c puts together. */
#ifndef LOCKSTEP_MODEL_MEETING_READ_H
#define LOCKSTEP_MODEL_MEETING_READ_H

#include "lockstep/meeting.h"

/* Fill captured (and settled of the lines) and people. Lines have been read. */
void ls_live_read_captured(const struct ls_board *board, struct ls_live *live);
void ls_live_read_people(const struct ls_board *board, struct ls_live *live);

#endif
