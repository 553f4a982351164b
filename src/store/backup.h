/* Copies of a team file: made while others write it, and put back in its place.
 * By SQLite's own backup, never by copying bytes: opening the file beside SQLite would drop its locks. */
#ifndef LOCKSTEP_STORE_BACKUP_H
#define LOCKSTEP_STORE_BACKUP_H

#include "store/store.h"

struct ls_buf;

/* Begins a copy of the open team file at to (an absolute path; never over something), on the local disk where it is
 * meant for later. One at a time; another ends the one before. */
int ls_store_backup_begin(struct ls_store *store, const char *to, struct ls_error *err);

/* Copies some pages. 1: there is more; LS_OK: the copy is complete, was checked (every page, the log's chain) and has its
 * name. On an error nothing is left of it. No lock is held between steps; what is saved meanwhile gets into the copy. */
int ls_store_backup_step(struct ls_store *store, struct ls_error *err);

/* Whether one is under way. */
bool ls_store_backup_runs(const struct ls_store *store);

/* Gives up the one that is under way, if any. */
void ls_store_backup_end(struct ls_store *store);

/* All of it at once. */
int ls_store_backup(struct ls_store *store, const char *to, struct ls_error *err);

/* What a restore has done. ls_store_restored_done frees. */
struct ls_store_restored {
    char *kept;       /* what stood there before, under this name beside it; NULL: nothing stood there */
    char *gone;       /* an older one of those that had to go, for three are kept; NULL: none */
    int64_t incarnation;
};
void ls_store_restored_done(struct ls_store_restored *restored);

/* Puts the copy from in the place of the team file at path, as a new incarnation of it. What stood there is kept beside
 * it under a name of its own. discard: what people changed after the copy was made is offered to them; else their
 * journals put it back. The copy is checked first; LS_EREFUSED where it is another team's, or where no team file stands
 * at path, LS_ECORRUPT where the copy is damaged: nothing has changed then. */
int ls_store_restore(const char *path, const char *from, bool discard, struct ls_store_restored *ret_restored,
                     struct ls_error *err);

#endif
