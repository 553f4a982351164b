/* Where the copies of a team file lie on this machine, and how they are named. */
#ifndef LOCKSTEP_APP_SHARE_BACKUP_H
#define LOCKSTEP_APP_SHARE_BACKUP_H

#include "lockstep/types.h"

/* The folder of one team file's copies, by its absolute path: "STATE/backup/team.db-5f3a91c2". Caller frees. */
char *share_backup_folder(const char *state_dir, const char *team_path);

/* The copy of that day, and a name that is free for one made now. Caller frees. */
char *share_backup_daily(const char *folder, int64_t day);
char *share_backup_name(const char *folder, int64_t now);

/* How many copies there are, and the newest's path (NULL: none; caller frees). */
size_t share_backup_count(const char *folder, char **ret_newest);

/* Removes the oldest, so that a few stay. */
void share_backup_prune(const char *folder);

#endif
