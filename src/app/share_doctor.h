/* What is looked at when somebody asks how the file and its drive are. */
#ifndef LOCKSTEP_APP_SHARE_DOCTOR_H
#define LOCKSTEP_APP_SHARE_DOCTOR_H

#include "lockstep/health.h"

struct ls_buf;
struct ls_store;
struct share_peers;

/* Appends lines to a message: name, enum ls_health_state, found, todo. Takes seconds where others are to be asked.
 * backups: the folder of copies on this machine, "" where there is none. */
void share_doctor(struct share_peers *peers, struct ls_store *store, const char *backups, struct ls_buf *b);

/* One line. */
void share_doctor_line(struct ls_buf *b, const char *name, enum ls_health_state state, const char *found, const char *todo);

/* The lines of a file that cannot be opened: why not, its drive, and what copies there are. */
void share_doctor_failed(const char *path, const struct ls_error *err, const char *backups, struct ls_buf *b);

#endif
