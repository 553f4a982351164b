/* The user's own editor ($VISUAL, $EDITOR, else vi) on a file, with the terminal to itself. */
#ifndef LOCKSTEP_EDITOR_H
#define LOCKSTEP_EDITOR_H

#include "lockstep/types.h"

struct ls_buf;
struct ls_error;
struct ls_editor;

/* Starts it. The terminal must have been given back before; until ls_editor_end interrupts go to the editor alone, and
 * stopping it stops us too. */
int ls_editor_start(const char *path, struct ls_editor **ret_editor, struct ls_error *err);

/* To poll for reading: something can be read once the editor may have ended. Ask again each second at least: what an
 * editor leaves running can keep it silent. */
int ls_editor_fd(const struct ls_editor *editor);

/* Whether it has ended; never waits. */
bool ls_editor_ended(struct ls_editor *editor);

/* Frees it, waiting for its end where it still runs. LS_EFAILED where there is no such program or it reports failure. */
int ls_editor_end(struct ls_editor *editor, struct ls_error *err);

/* Appends the path of the file in which a text of that name is edited, in our own state folder, which is made. It stays
 * there until what was written in it is safe elsewhere. */
int ls_editor_path(const char *name, struct ls_buf *ret_path, struct ls_error *err);

#endif
