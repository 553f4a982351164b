/* Merging a changeset with what others have saved since its author looked: field by field, sets by element, notes
 * by line. Pure: no file, no clock. */
#ifndef LOCKSTEP_STORE_MERGE_H
#define LOCKSTEP_STORE_MERGE_H

#include "lockstep/board.h"

struct store_merge {
    struct ls_changeset *merged; /* what is to be written; its befores are what stands on the board */
    struct ls_changeset *mine;   /* the edits that met others' (before → mine), NULL where none */
    struct ls_changeset *theirs; /* the same fields (before → what stands), NULL where none */
};

void store_merge_done(struct store_merge *merge);

/* base: what stands. ret_merge: owned by the caller. */
void store_merge(const struct ls_board *base, const struct ls_changeset *cs, struct store_merge *ret_merge);

/* What came of cs when it was saved, asked again later. saved: as it stands in the log. In ret_merge mine and theirs are the
 * edits that are not in it and not on base either: they met others', and no answer said so. merged is empty. */
void store_merge_missed(const struct ls_board *base, const struct ls_changeset *cs, const struct ls_changeset *saved,
                        struct store_merge *ret_merge);

/* The first record that cs changes or refers to, that it does not make, and that base has never had; 0: none. */
ls_id store_merge_missing(const struct ls_board *base, const struct ls_changeset *cs);

/* Merges two texts that come from a third, by lines: what only one has changed is taken, lines that both put at one
 * place are both kept, theirs first. NULL where both changed the same lines; else the caller frees. */
char *store_merge_lines(const char *before, const char *mine, const char *theirs);

#endif
