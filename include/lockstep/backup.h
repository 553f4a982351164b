/* Copies of the team file, and putting one back. */
#ifndef LOCKSTEP_BACKUP_H
#define LOCKSTEP_BACKUP_H

#include "lockstep/error.h"

struct ls_buf;
struct ls_session;

/* Makes a checked copy of the session's team file at to; NULL: on this machine, beside those that are made once a day.
 * Appends where it is to ret_path. LS_EREFUSED where something is there, LS_EBUSY where the drive does not answer in
 * limit_ms. */
int ls_session_wait_backup(struct ls_session *session, const char *to, int64_t limit_ms, struct ls_buf *ret_path,
                           struct ls_error *err);

/* What a restore has done. ls_restored_done frees. */
struct ls_restored {
    char *kept; /* what stood there before, under another name now; "" where nothing did */
    char *gone; /* an older one of those that was removed, for three are kept; "" */
};
void ls_restored_done(struct ls_restored *restored);

/* Puts the copy from in the place of the team file at path. No session need have it open, and those of others may: they
 * read it again. discard: what was changed after the copy was made is offered to its authors; else each journal puts it
 * back. */
int ls_restore(const char *path, const char *from, bool discard, int64_t limit_ms, struct ls_restored *ret_restored,
               struct ls_error *err);

/* Brings the team file of an older lockstep at path up to date, a copy of it being kept on this machine first; dry_run: only
 * says what would be done. Appends lines that say it. */
int ls_upgrade(const char *path, bool dry_run, int64_t limit_ms, struct ls_buf *lines, struct ls_error *err);

#endif
