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

/* What is behind the path of a text for the file that says what it was written from. */
#define LS_EDITOR_BASE ".base"

/* Appends the path of the file in which a text of that name is edited, in our own state folder, which is made. It stays
 * there until what was written in it is safe elsewhere. ret_instead: a folder, or something else that is no file, stands
 * in its place, and the path is of another file. */
int ls_editor_path(const char *name, struct ls_buf *ret_path, bool *ret_instead, struct ls_error *err);

#endif
