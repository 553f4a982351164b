/* From a data command's key to its changeset: what it acts on, the question for its argument, the commit. */
#ifndef LOCKSTEP_UI_VERBS_H
#define LOCKSTEP_UI_VERBS_H

#include "lockstep/changeset.h"
#include "lockstep/command.h"

struct ui;

/* The data command of a kind: "signal set" for the verb "set"; NULL where it has none. */
const struct ls_command *verb_of(enum ls_entity entity, const char *verb);

/* What field=value in its argument is about: what its noun names. */
enum ls_entity verb_entity(const struct ls_command *command);

/* Starts a data command on the subject of the view on top. */
void verb_start(struct ui *ui, const struct ls_command *command);

/* As verb_start, on these records (copied), for views whose subject is not a list. */
void verb_start_on(struct ui *ui, const struct ls_command *command, const ls_id *ids, size_t count);

/* Ends a running sync that nobody touched for half an hour. */
void verb_close_idle(struct ui *ui);

/* Runs the last data command again with the same argument, on the subject of the view on top. */
void verb_repeat(struct ui *ui);

/* Text pasted where nobody asked for any: the question of a command that takes it (a list of new items, a note). */
void verb_paste(struct ui *ui, const struct ls_command *c, const char *text);

/* Says what others did. */
void verb_say_news(struct ui *ui, const struct ls_changeset *cs);
void verb_say_conflict(struct ui *ui, const struct ls_error *what);

#endif
