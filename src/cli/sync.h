/* What the end of a sync leaves behind, beside the team file. */
#ifndef LOCKSTEP_CLI_SYNC_H
#define LOCKSTEP_CLI_SYNC_H

#include "lockstep/types.h"

struct cli;
struct ls_error;

/* Makes the folder that -o names, so that a sync is not ended where its files cannot be written. */
int cli_sync_ends(struct cli *cli, struct ls_error *err);

/* Writes the agenda and the recap of the meeting that has just ended into the folder that -o names. */
int cli_sync_ended(struct cli *cli, ls_id meeting, struct ls_error *err);

#endif
