/* The running sync on the screen, and what other views say of it. */
#ifndef LOCKSTEP_UI_VIEW_SYNC_H
#define LOCKSTEP_UI_VIEW_SYNC_H

#include "base/buf.h"

struct ui;
struct view;

/* Shows the running sync; starts one where none runs. Says why where that is not possible. */
void sync_view_show(struct ui *ui);

/* Appends "SYNC 4:18 at B-2/D-9, 4 of 14  S rejoins" while a sync runs, for the heads of other views; false where
 * none does. brief: without the line's name. */
bool sync_view_banner(const struct ui *ui, bool brief, struct ls_buf *b);

bool sync_view_is(const struct view *view);

#endif
