/* RICE: reach a quarter x impact x confidence / effort, with confidence that must be earned.
 * (Reach, Impact, Confidence, Effort: Sean McBride, Intercom.) */
#ifndef LOCKSTEP_SCORE_H
#define LOCKSTEP_SCORE_H

#include "lockstep/types.h"

struct ls_board;
struct ls_item;

/* The least effort in person-months that is reckoned with. */
#define LS_SCORE_LEAST_EFFORT 0.5

struct ls_score {
    double score;       /* NaN where reach, impact, confidence or effort is missing */
    int64_t confidence; /* per cent that was reckoned with; LS_NONE where the item has none */
    int64_t cap;        /* 50 with no signal linked, 80 without usage data or an experiment, else 100 */
};

/* What each item has to show for its confidence, gathered once from a board. */
struct ls_score_book;
struct ls_score_book *ls_score_book_new(const struct ls_board *board);
void ls_score_book_free(struct ls_score_book *book);

/* RICE: reach × impact × confidence ÷ effort, with the confidence capped by what the item has to show for it. */
struct ls_score ls_score_item(const struct ls_score_book *book, const struct ls_item *item);

#endif
