/* Processes that do what a front end must not wait for.
 * Each is in a session of its own, with nothing but its socket open; it ends when that closes, after the request
 * in hand. */
#ifndef LOCKSTEP_HELPER_HELPER_H
#define LOCKSTEP_HELPER_HELPER_H

#include <sys/types.h>

#include "base/message.h"

struct ls_error;

/* The helper's work: handles messages until ls_channel_wait says that the front end is gone, then returns. */
typedef void ls_helper_serve(struct ls_channel *channel, void *arg);

/* Forks a helper. Before curses starts, where it can be. name: as ps shows it (15 bytes).
 * ret_channel: the front end's end, owned by the caller. The front end never has to reap: the helper is not its child. */
int ls_helper_start(const char *name, ls_helper_serve *serve, void *arg, struct ls_channel *ret_channel, pid_t *ret_pid,
                    struct ls_error *err);

/* --- one piece of work, for which the front end waits no longer than it likes ---------------- */

/* In the helper: gives the one answer, and stays until the other side has gone. */
void ls_helper_answer(struct ls_channel *ch, const void *data, size_t len);

/* Has it done by a helper and waits for the answer. LS_EBUSY, with err left to the caller, where none comes in limit_ms:
 * the helper goes on by itself then; LS_EFAILED where the helper ended without one. Else as ls_helper_start. */
int ls_helper_ask(const char *name, ls_helper_serve *serve, void *arg, int64_t limit_ms, struct ls_buf *ret_answer,
                  struct ls_error *err);

#endif
