/* Lists of changes: what others changed since the user looked, and the history of one record. */
#ifndef LOCKSTEP_UI_CHANGES_H
#define LOCKSTEP_UI_CHANGES_H

#include "lockstep/types.h"

struct ui;

/* Grouped by record, the other half's first, then the newest. Leaving it marks all as looked at. */
void changes_show_news(struct ui *ui);

/* Who changed what of the record, newest first. */
void changes_show_history(struct ui *ui, ls_id record);

#endif
