/* Two machines try the drive together: lockstep doctor --peer on both. */
#ifndef LOCKSTEP_APP_SHARE_PAIR_H
#define LOCKSTEP_APP_SHARE_PAIR_H

#include "lockstep/types.h"

struct ls_buf;
struct share_peers;

/* Waits for another who does the same, at most wait_ms; then locks, counting together, and a crash on either side, within a
 * minute. Each step is said to the session (SHARE_STEP) as it is begun; lines for SHARE_HEALTH are appended to b. */
void share_pair(struct share_peers *peers, int64_t wait_ms, struct ls_buf *b);

#endif
