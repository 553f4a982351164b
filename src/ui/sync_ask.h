/* Questions of the running sync: the words that end a line, who is here, a decision point by point. */
#ifndef LOCKSTEP_UI_SYNC_ASK_H
#define LOCKSTEP_UI_SYNC_ASK_H

#include <stdbool.h>

struct scene;
struct ui;

void ask_outcome(struct ui *ui, const struct scene *s);

/* Asks for what the current line wants to be told before it ends; false where it wants nothing more. */
bool ask_what_is_wanted(struct ui *ui, const struct scene *s);

/* Goes on with end(ui): at once where every line was reached and answered, else once that is confirmed. */
void ask_end(struct ui *ui, const struct scene *s, void (*end)(struct ui *ui));

void ask_attend(struct ui *ui, const struct scene *s);
void ask_decision(struct ui *ui, const struct scene *s);

#endif
