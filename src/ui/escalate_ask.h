/* The questions of an escalation: what is to be decided, options, needed by, cost of delay, who decides. */
#ifndef LOCKSTEP_UI_ESCALATE_ASK_H
#define LOCKSTEP_UI_ESCALATE_ASK_H

#include "lockstep/types.h"

struct ui;

void ask_escalation(struct ui *ui, ls_id blocker);

#endif
