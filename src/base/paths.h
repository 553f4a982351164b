/* Where files are and how whole files are read and replaced: XDG base directories, joining, walking up.
 * Paths are bytes as the system has them; only their showing goes through ls_text_safe(). */
#ifndef LOCKSTEP_BASE_PATHS_H
#define LOCKSTEP_BASE_PATHS_H

#include "base/buf.h"

struct ls_error;

/* Appends the folder for one kind of our own files, without a slash at the end: "…/lockstep".
 * XDG Base Directory Specification 0.8: a relative value of the variable counts as unset. */
void ls_path_config(struct ls_buf *b); /* $XDG_CONFIG_HOME or ~/.config */
void ls_path_state(struct ls_buf *b);  /* $XDG_STATE_HOME or ~/.local/state */

/* Appends dir/name; name alone where it is absolute or dir is "", dir alone where name is "". "~/" at the start of name
 * is the home folder. */
void ls_path_join(struct ls_buf *b, const char *dir, const char *name);

/* Appends the folder that the path is in ("." where it names none). */
void ls_path_dir(struct ls_buf *b, const char *path);

/* The last part of the path. Points into path. */
const char *ls_path_base(const char *path);

/* Appends the path made absolute by the working directory; "./" at its start goes, ".." stays. */
void ls_path_absolute(struct ls_buf *b, const char *path);

/* Appends a path as people type or paste it, made absolute: blanks and quotes around it go, "~/" is the home folder,
 * "file:///a%20b" is read as such an address (RFC 8089). Nothing for nothing. */
void ls_path_typed(struct ls_buf *b, const char *text);

/* Whether it is there and may be asked for; asks the drive, which may take its time. */
bool ls_path_exists(const char *path);

/* Whether a file can stand there: nothing does, or a file that can be written over. */
bool ls_path_takes_file(const char *path);

/* Makes the folder and those above it (mode 0700, as XDG asks); fine where they exist. */
int ls_path_make_dirs(const char *path, struct ls_error *err);

/* Removes a folder that is ours alone (a sample to look around in) with all that is in it; links are not followed,
 * what cannot be removed stays. */
void ls_path_remove_tree(const char *path);

/* Looks for a file of that name in start and the folders above it. Appends its path to found; false where
 * there is none. */
bool ls_path_find_up(struct ls_buf *found, const char *start, const char *name);

/* Appends a whole file; "-" is stdin. Never waits for a pipe of that name: that fails. At most limit bytes (0: any), else LS_EREFUSED. */
int ls_file_read(struct ls_buf *b, const char *path, size_t limit, struct ls_error *err);

/* Replaces a file, or makes it: written beside it, synced and renamed, so that nobody ever sees half of it.
 * Where the path is a link, what it points to is replaced; a device or a pipe is written to as it is.
 * LS_EREFUSED for an SQLite file: a team file is never written over. Where the disk says no, errno is left as it said. */
int ls_file_replace(const char *path, const void *data, size_t len, struct ls_error *err);

#endif
