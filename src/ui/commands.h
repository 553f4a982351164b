/* The functions of view commands, declared from commands.def: a missing one does not link. */
#ifndef LOCKSTEP_UI_COMMANDS_H
#define LOCKSTEP_UI_COMMANDS_H

#include "lockstep/command.h"

struct ui;

#define UI_HANDLER_DATA(id)
#define UI_HANDLER_CLI(id)
#define UI_HANDLER_VIEW(id) void view_##id(struct ui *ui);
#define UI_HANDLER_BOTH(id) void view_##id(struct ui *ui);
#define COMMAND(ID, id, spelling, kind, keys, target, arg, prompt, usage, help) UI_HANDLER_##kind(id)
#include "lockstep/commands.def"

struct ls_session_event;

/* Says what the answer to undo or redo was. */
void view_undone(struct ui *ui, const struct ls_session_event *e);

/* Runs the function of a view command. */
void ui_view_command(struct ui *ui, enum ls_command_id id);

#endif
