/* Words that somebody types into the running sync where nobody asked for any: they are a note, and no keys. */
#ifndef LOCKSTEP_UI_SYNC_STRAY_H
#define LOCKSTEP_UI_SYNC_STRAY_H

#include <stdbool.h>

struct ui;
struct ui_event;

/* Whether the event is such words: what is pasted goes into a note; a letter that is no key says what writes one, and
 * after it a letter that would move the sync for everybody does not, once. words: whether such a letter came before;
 * zeroed to begin with, one for a view. */
bool sync_stray(struct ui *ui, const struct ui_event *e, bool *words);

#endif
