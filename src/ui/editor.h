/* The user's own editor, reached from the screen: for a note, and for a whole record as text. */
#ifndef LOCKSTEP_UI_EDITOR_H
#define LOCKSTEP_UI_EDITOR_H

#include "base/buf.h"
#include "lockstep/types.h"

struct ls_error;
struct ui;

/* Edits a text under a name that says what it is ("LS-21.notes"). What was left of an editor that died comes first. */
int editor_text(struct ui *ui, const char *name, struct ls_buf *text, struct ls_error *err);

/* Edits a record as text and saves what was changed. What cannot be read or is refused stays in its file and is
 * opened again the next time. */
void editor_open(struct ui *ui, ls_id id);

#endif
