/* Whether a team file and its drive are sound: what `lockstep doctor` finds. */
#ifndef LOCKSTEP_HEALTH_H
#define LOCKSTEP_HEALTH_H

#include "lockstep/types.h"

struct ls_error;
struct ls_session;

enum ls_health_state {
    LS_HEALTH_OK,
    LS_HEALTH_NOTE,  /* nothing is wrong; worth knowing */
    LS_HEALTH_WRONG, /* work may be lost */
    LS_HEALTH_STATES,
};

/* One thing that was looked at. All strings are owned. */
struct ls_health_line {
    char *name;  /* "drive" */
    enum ls_health_state state;
    char *found; /* "local: ext4 at /" */
    char *todo;  /* what to do about it, "" */
};

struct ls_health {
    struct ls_health_line *lines;
    size_t len, cap;
};
void ls_health_done(struct ls_health *health);

/* "ok", "note", "wrong" */
const char *ls_health_word(enum ls_health_state state);

/* Looks at the file, its drive and who else is there; waits at most limit_ms. LS_EBUSY where the drive does not answer. */
int ls_session_wait_health(struct ls_session *session, int64_t limit_ms, struct ls_health *ret_health,
                           struct ls_error *err);

/* What is being done now, for somebody who waits. */
typedef void ls_health_step(void *arg, const char *sentence);

/* As ls_session_wait_health; before that the drive is tried together with another machine on which the same is asked for,
 * and which is waited for at most wait_ms. step may be NULL. */
int ls_session_wait_peer(struct ls_session *session, int64_t wait_ms, ls_health_step *step, void *arg,
                         struct ls_health *ret_health, struct ls_error *err);

#endif
