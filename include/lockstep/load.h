/* What somebody carries.
 *
 * Hours: an item's effort is in person-months (RICE), of the person's own hours: capacity_h a week, 52 / 12 weeks a
 * month. Of each item that is taken on, all of its effort is spread over the business days up to its due date, at least
 * five of them; without a due date over a quarter. How much of an item is done already, or done by others, is not
 * known, so the sum is what the person would need if nobody helped: a bound, not a measure. */
#ifndef LOCKSTEP_LOAD_H
#define LOCKSTEP_LOAD_H

#include "lockstep/entity.h"

struct ls_board;

struct ls_load {
    const struct ls_person *person;       /* borrowed from the board */
    int64_t open, urgent, late, blockers; /* taken on (work.h); of those priority 1, due before today; open blockers */
    bool away;                            /* today */
    double hours;                         /* a week, if nobody helped; NaN where the capacity is not known */
    int64_t without_effort;               /* taken on, but nobody has said how much it is */
};

struct ls_load ls_load_read(const struct ls_board *board, const struct ls_person *person, int64_t today);

/* Something that somebody owns: whose it is, who acts today, and what stands for its day. */
struct ls_owned {
    const struct ls_record *record; /* borrowed from the board */
    ls_id owner, backup;
    int64_t due; /* LS_NONE where such records have none */
};

/* Everything open that has an owner: items past no end, blockers, launches and their checks, experiments, proposed
 * decisions (by driver), metrics and topics (by accountable). In the order of the entities, then by due (none last) and
 * number. Caller frees the array; returns how many. */
size_t ls_owned_by_all(const struct ls_board *board, struct ls_owned **ret_owned);

#endif
