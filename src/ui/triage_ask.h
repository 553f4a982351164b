/* The questions of triage: of what an item is a duplicate, why it is declined, until when it sleeps, what is asked. */
#ifndef LOCKSTEP_UI_TRIAGE_ASK_H
#define LOCKSTEP_UI_TRIAGE_ASK_H

#include "lockstep/command.h"

struct choices;
struct ls_changeset;
struct ui;

/* Whether the command is one of triage, whose argument is asked for here. */
bool triage_asks(const struct ls_command *command);

/* Asks for what the command needs, with the likely answers on 1 to 9, and runs it; runs an accept at once where the
 * item says what problem it solves. */
void triage_ask(struct ui *ui, const struct ls_command *command, ls_id item);

/* Somebody else has decided on an item (what: "dana declined it"): an open question about it says so, and what is typed
 * there becomes a comment. */
void triage_ask_met(struct ui *ui, ls_id item, const char *what);

/* Makes the words of a decision that was refused as a whole a comment on its item; says so. */
void triage_keep_words(struct ui *ui, ls_id item, const struct ls_changeset *cs);

/* Fills the likely answers to "until when?": launches, days, decisions, and what was typed. */
void triage_fill_until(struct ui *ui, const char *word, struct choices *ret_choices);

#endif
