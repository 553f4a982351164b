/* What others do in the running sync, in words. */
#ifndef LOCKSTEP_UI_SYNC_NEWS_H
#define LOCKSTEP_UI_SYNC_NEWS_H

#include <stdbool.h>

struct ls_changeset;
struct ui;

/* Says what somebody else did where it is news beyond the sync's own screen: that it began or ended, who came, and who
 * leads from now on. True where cs is of a running sync at all: it is told nowhere else. */
bool sync_news_say(struct ui *ui, const struct ls_changeset *cs);

#endif
