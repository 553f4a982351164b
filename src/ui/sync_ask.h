/* Questions of the running sync: the words that end a line, who is here, a decision point by point. */
#ifndef LOCKSTEP_UI_SYNC_ASK_H
#define LOCKSTEP_UI_SYNC_ASK_H

struct scene;
struct ui;

void ask_outcome(struct ui *ui, const struct scene *s);
void ask_attend(struct ui *ui, const struct scene *s);
void ask_decision(struct ui *ui, const struct scene *s);

#endif
