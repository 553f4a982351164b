/* Who I am, and people whom the team file does not know yet: both are settled where they are needed. */
#ifndef LOCKSTEP_UI_PEOPLE_H
#define LOCKSTEP_UI_PEOPLE_H

#include "lockstep/error.h"
#include "ui/choices.h"

struct ui;

/* The choices for a person: those whom the word fits, who is likely meant by a slip, and last the word itself, where it
 * can be a handle and nobody has it. */
void people_fill(const struct ui *ui, const char *word, struct choices *ret_choices);

/* Whether the word stands for somebody without being a name: "me", "none". */
bool people_is_word(const char *word);

/* Says that nobody is called handle yet, who is likely meant, and that Enter again adds them. */
void people_doubt(const struct ui *ui, const char *handle, struct ls_error *err);

/* Makes sure that somebody is called handle ("@ben" too), adding a PM of that name where nobody is; in the group of
 * ui->together where there is one. */
int people_need(struct ui *ui, const char *handle, struct ls_error *err);

/* Asks who I am and calls go(arg) once that is known. release(arg) is called in any case, when the question is gone; NULL: nothing is. */
void people_ask_me(struct ui *ui, void (*go)(void *arg), void (*release)(void *arg), void *arg);

#endif
