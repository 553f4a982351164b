/* What has to hold when a history is over and everybody has read all news. */
#ifndef LOCKSTEP_TESTS_STORE_HISTORY_JUDGE_H
#define LOCKSTEP_TESTS_STORE_HISTORY_JUDGE_H

#include "world.h"

enum verdict {
    VERDICT_FINE,
    VERDICT_STUCK,    /* something of somebody is still on its way */
    VERDICT_DIVERGED, /* two boards that should be the same are not */
    VERDICT_RULE,     /* a rule is broken in the file */
    VERDICT_CHAIN,    /* the log's chain, or a page of the file, is not whole */
    VERDICT_LOST,     /* an accepted edit is neither in the log, nor refused, nor shown as a conflict */
    VERDICT_BLIND,    /* one was overwritten by somebody who had not seen it */
    VERDICT_REFUSED,  /* its author was told that it will never be saved, and it is in the file */
    VERDICT_NUMBER,   /* a writer's numbers have a gap, or one stands twice */
};

/* Everybody is online and has read all news. why: what is wrong, in a sentence. */
enum verdict judge(struct world *w, struct ls_buf *why);

#endif
