/* What the two helper processes do. */
#ifndef LOCKSTEP_APP_PROCESSES_H
#define LOCKSTEP_APP_PROCESSES_H

#include "lockstep/types.h"

struct ls_channel;

/* Argument of the journal process. All borrowed: the fork copies them. */
struct journal_process_start {
    const char *state_dir;
    const char *team_path;    /* absolute */
    const uint8_t *preferred; /* the writer to go on with, or NULL */
    bool looks;               /* a session that only reads: it leaves nothing behind */
};

void app_journal_process(struct ls_channel *channel, void *start);

/* Alone touches the team file and its drive. No argument: SHARE_OPEN says which. */
void app_share_process(struct ls_channel *channel, void *unused);

#endif
