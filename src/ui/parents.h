/* The choices for "under which?". */
#ifndef LOCKSTEP_UI_PARENTS_H
#define LOCKSTEP_UI_PARENTS_H

#include "ui/prompt.h"
#include "ui/ui_parts.h"

/* What these items can be put under, narrowed by the word: of one item the proposal first, then by rank
 * (ls_item_parent_rank); work only once something is typed. */
void parents_fill(struct ui *ui, const ls_id *ids, size_t count, const char *word, struct choices *ret_choices);

#endif
