/* The order in which the records of an import go, and where it may be cut: each part stands by itself on top of those
 * before it. Pure; the rules that look at more than two records have the last word (import_groups.c). */
#ifndef LOCKSTEP_EXCHANGE_IMPORT_CUT_H
#define LOCKSTEP_EXCHANGE_IMPORT_CUT_H

#include "lockstep/changeset.h"

struct import_cut {
    size_t *places; /* in the changeset's records, in the order in which they go */
    size_t *ends;   /* of each group, in places: group g is places[ends[g - 1]] … places[ends[g] - 1] */
    size_t count;   /* groups */
};

/* Groups of at most most records, larger only where so many refer to each other in a circle. A record comes after those
 * that it refers to; what seals its parts (closed minutes, decided decisions) comes together with them. The highest
 * number of each kind is in the first group, so that none that comes later is given to somebody else meanwhile. */
void import_cut_make(const struct ls_changeset *cs, size_t most, struct import_cut *ret_cut);
void import_cut_done(struct import_cut *cut);

#endif
