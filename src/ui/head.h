/* The first two lines of the home screen: where we are, who I am, when the sync is; the goal and its pace. */
#ifndef LOCKSTEP_UI_HEAD_H
#define LOCKSTEP_UI_HEAD_H

#include "ui/facts.h"
#include "ui/frame.h"

struct ui;

/* Whether there is a goal, and so a second line. */
bool head_has_goal(const struct facts *f);

void head_draw(struct ui *ui, const struct facts *f, struct area a);

/* Draws at the right end of a title row that Esc goes back, or the clock of a running sync; returns the column where it
 * starts. */
int head_draw_back(struct ui *ui, struct area row);

#endif
