/* The handlers of data commands, declared from commands.def: a missing one does not link. */
#ifndef LOCKSTEP_APP_COMMANDS_H
#define LOCKSTEP_APP_COMMANDS_H

#include "lockstep/command.h"

#define LS_HANDLER_DATA(id) ls_command_run cmd_##id;
#define LS_HANDLER_CLI(id)
#define LS_HANDLER_VIEW(id)
#define LS_HANDLER_BOTH(id)
#define COMMAND(ID, id, spelling, kind, keys, target, arg, prompt, usage, help) LS_HANDLER_##kind(id)
#include "lockstep/commands.def"

/* Says something to the user beside what changed: one line. */
void call_say(const struct ls_call *call, const char *format, ...) LS_PRINTF(2, 3);

/* Adds a note by who calls, of the call's time. subject: a set of references and words. */
void call_note(const struct ls_call *call, struct ls_changeset *cs, int kind, const char *subject, const char *text);

#endif
