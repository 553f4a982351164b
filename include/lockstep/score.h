/* RICE: reach a quarter x impact x confidence / effort, with confidence that must be earned.
 * (Reach, Impact, Confidence, Effort: Sean McBride, Intercom.) */
#ifndef LOCKSTEP_SCORE_H
#define LOCKSTEP_SCORE_H

#include "lockstep/types.h"

struct ls_board;
struct ls_buf;
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

/* Why confidence is capped, to say behind it: "no signal is linked"; "" where it is not. */
const char *ls_score_cap_words(int64_t cap);

/* Where a score stands among the open work that has one; the neighbours by score, 0 where there is none. */
enum { LS_RANK_NEAR = 2 };
struct ls_rank {
    size_t place, count;                             /* from 1; count with the item itself; 0, 0 without a score */
    ls_id above[LS_RANK_NEAR], below[LS_RANK_NEAR];  /* the nearest first */
};

/* but: the item itself, which is where the score says and not where it was. Of equals it is the last. */
void ls_score_rank(const struct ls_score_book *book, const struct ls_board *board, ls_id but, double score,
                   struct ls_rank *ret_rank);

/* Appends a score as people say it: whole from 10 on, "-" where there is none. */
void ls_score_format(struct ls_buf *b, double score);

#endif
