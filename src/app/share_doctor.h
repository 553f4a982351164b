/* What is looked at when somebody asks how the file and its drive are. */
#ifndef LOCKSTEP_APP_SHARE_DOCTOR_H
#define LOCKSTEP_APP_SHARE_DOCTOR_H

struct ls_buf;
struct ls_error;
struct ls_store;
struct share_peers;

/* Appends lines to a message: name, enum ls_health_state, found, todo. Takes seconds where others are to be asked.
 * backups: the folder of copies on this machine, "" where there is none. */
void share_doctor(struct share_peers *peers, struct ls_store *store, const char *backups, struct ls_buf *b);

/* The lines of a file that cannot be opened: why not, its drive, and what copies there are. */
void share_doctor_failed(const char *path, const struct ls_error *err, const char *backups, struct ls_buf *b);

#endif
