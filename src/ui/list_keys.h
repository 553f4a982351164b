/* What keys do to any list, on the home screen and on a screen of its own: moving, marking, and what verbs act on. */
#ifndef LOCKSTEP_UI_LIST_KEYS_H
#define LOCKSTEP_UI_LIST_KEYS_H

#include "lockstep/command.h"
#include "ui/list.h"

struct ui;

/* Moves the cursor; false where the command is none that does. */
bool list_keys_move(struct list *l, enum ls_command_id id);

/* Marks, takes marks off, and says how many there are; false where the command is none that does. */
bool list_keys_mark(struct ui *ui, struct list *l, enum ls_command_id id);

#endif
