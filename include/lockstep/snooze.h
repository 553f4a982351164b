/* Sleeping items: until a day, or for an event, with whose day the item's moves. */
#ifndef LOCKSTEP_SNOOZE_H
#define LOCKSTEP_SNOOZE_H

#include "lockstep/board.h"

struct ls_error;

/* Until when something sleeps, as it was said. */
struct ls_snooze {
    int64_t until; /* date */
    ls_id event;   /* the launch or decision that it is for; 0: a day was named */
    int64_t days;  /* after the event; LS_NONE: as usual, the day after a launch, the day of a decision's review */
};

/* Reads a day in words, or an event: "L-1" and "launch" (the next one) the day after that launch, "L-1 +30d" so long
 * after it, "D-3" the day on which that decision is looked at again. LS_EREFUSED where that is not after today or has no
 * day. */
int ls_snooze_read(const struct ls_board *board, const char *text, int64_t today, struct ls_snooze *ret_snooze,
                   struct ls_error *err);

/* Puts an item to sleep, in place of what it slept for before. */
void ls_snooze_set(const struct ls_board *board, struct ls_changeset *cs, ls_id item, const struct ls_snooze *snooze);

/* Wakes an item: no day, no event. */
void ls_snooze_end(const struct ls_board *board, struct ls_changeset *cs, ls_id item);

/* Appends "L-1", "L-1 +30d": what the item sleeps for; nothing where it is a day. */
void ls_snooze_words(const struct ls_board *board, const struct ls_item *item, struct ls_buf *b);

/* Whether it sleeps for an event of which none has a day: it comes back on the day that was known last. */
bool ls_snooze_is_adrift(const struct ls_board *board, const struct ls_item *item);

/* Makes the items of cs that sleep for an event sleep until its day; a day that is given without the event takes the
 * event's place. board: without cs. Doing it twice changes nothing more. */
void ls_snooze_fill(const struct ls_board *board, struct ls_changeset *cs);

/* Moves all open items that sleep for an event whose day cs changes, and those of cs itself. The store does so on what it has merged: what
 * others put to sleep meanwhile moves as well, and no conflict is about a field that nobody touched. */
void ls_snooze_follow(const struct ls_board *board, struct ls_changeset *cs);

#endif
