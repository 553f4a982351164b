/* Bringing a team file of an older lockstep up to date because somebody asks for it. */
#ifndef LOCKSTEP_STORE_UPGRADE_H
#define LOCKSTEP_STORE_UPGRADE_H

#include "base/buf.h"

struct ls_error;

/* Appends lines that say what the file is, which steps it lacks and what they mean for older programs; then, unless dry_run,
 * makes a copy in that folder and does them. LS_EREFUSED where a step shuts older programs out and somebody has the file
 * open, or where the file may not be written; nothing has changed then. */
int ls_store_upgrade(const char *path, const char *backup_folder, bool dry_run, struct ls_buf *lines, struct ls_error *err);

#endif
