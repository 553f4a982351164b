/* What is missing or does not fit, as `lockstep check` lists it. */
#ifndef LOCKSTEP_UI_GAPS_H
#define LOCKSTEP_UI_GAPS_H

struct ui;

void gaps_show(struct ui *ui);

#endif
