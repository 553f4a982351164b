/* Parts of a picture: what need not be drawn again. A screen that is drawn in parts (view_ops.parts) finds its frame as
 * it left it. Of each part it says which place it fills and what it is drawn from; where that is the same as the last
 * time, the cells stand and nothing is drawn.
 *
 *   if (part_stale(area, list, part_from(list->from, id)))
 *       draw the row into area, which is blank
 *
 * What a part is drawn from is a number: start with 0, or with that of what lies around it, and add all that the
 * drawing reads. What is forgotten there stays on the screen as it was; the key scripts compare every picture with one
 * that is drawn anew (ui/term/script.c). A part may lie in another, which is asked first; where the outer one is drawn
 * anew, so are those in it. */
#ifndef LOCKSTEP_UI_PART_H
#define LOCKSTEP_UI_PART_H

#include "ui/frame.h"

/* Whether the part has to be drawn: then its place is blank. owner: whose it is, together with the place its name. A
 * row that stands elsewhere by now, as in a list that was scrolled, is moved and not drawn. */
bool part_stale(struct area a, const void *owner, uint64_t from);

/* A place that is drawn every time, where finding out whether it must be costs as much: makes it blank. */
void part_renew(struct area a);

/* What something is drawn from: from, and a value or a text more. */
uint64_t part_from(uint64_t from, uint64_t value);
uint64_t part_from_text(uint64_t from, const char *text);

#endif
