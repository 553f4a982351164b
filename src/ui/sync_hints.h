/* The hints of the running sync: by the kind of line, and by whether one leads, follows or wanders. */
#ifndef LOCKSTEP_UI_SYNC_HINTS_H
#define LOCKSTEP_UI_SYNC_HINTS_H

#include "ui/view.h"

struct scene;

/* What can be done on the line that is shown, in as many words as there is room for. */
void sync_hints_draw_line(const struct ui *ui, const struct scene *s, struct area line);

/* The hints of the last row, ended by a word that is NULL; static. */
const struct hint *sync_hints_go(const struct scene *s); /* of a running sync */
const struct hint *sync_hints_over(void);                /* of its receipt */

#endif
