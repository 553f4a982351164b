/* A small database beside the team file, opened as that is: on it two machines try what the drive does with two who write.
 * All of it blocks on the drive, so only the share process calls it (and tests). */
#ifndef LOCKSTEP_STORE_SCRATCH_H
#define LOCKSTEP_STORE_SCRATCH_H

#include "lockstep/types.h"

struct ls_error;
struct ls_scratch;

/* make: it is not there yet. LS_ENOTFOUND where it should be and is not. Caller closes. */
int ls_scratch_open(const char *path, bool make, struct ls_scratch **ret_scratch, struct ls_error *err);
void ls_scratch_close(struct ls_scratch *scratch); /* NULL is fine */

/* Removes the files. */
void ls_scratch_remove(const char *path);

/* Counts up by one in a transaction of its own, and adds a line of its own. */
int ls_scratch_add(struct ls_scratch *scratch, struct ls_error *err);

/* What the database holds. */
struct ls_scratch_found {
    int64_t count; /* as it was counted up */
    int64_t lines; /* as there are */
    bool even;     /* every page is of one transaction */
};
int ls_scratch_read(struct ls_scratch *scratch, struct ls_scratch_found *ret_found, struct ls_error *err);

/* Writes half a transaction that changes every page, out of SQLite's cache onto the drive: to be killed then. */
int ls_scratch_half(struct ls_scratch *scratch, struct ls_error *err);

#endif
