/* What the parts of triage's screen share: the page that rows are added to, and what became of an item (view_triage_draw.c);
 * what a pass and its day came to (view_triage_sum.c). */
#ifndef LOCKSTEP_UI_VIEW_TRIAGE_PAGE_H
#define LOCKSTEP_UI_VIEW_TRIAGE_PAGE_H

#include "ui/frame.h"
#include "ui/view_triage.h"

struct ls_board;

enum { TRIAGE_MARGIN = 2, TRIAGE_ROOMY = 100 };

/* Where the next row goes, down to the rows that are kept for the foot. */
struct triage_page {
    const struct triage_view *v;
    const struct ls_board *board;
    struct area a;
    int y;
};

/* Whether so many rows have room; a blank one, but on a low screen. */
bool triage_page_has(const struct triage_page *p, int rows);
void triage_page_gap(struct triage_page *p, bool low);

/* Appends what became of an item: "accepted: tomasz/ines", "snoozed to 22 Apr". */
void triage_became_words(const struct triage_view *v, const struct ls_board *board, const struct triage_one *one, struct ls_buf *b);

/* Appends what was done so far; roomy: with how much of it by others. */
void triage_so_far_words(const struct triage_view *v, bool roomy, struct ls_buf *b);

/* How many of the pass somebody else decided on. */
size_t triage_others_count(const struct triage_view *v);

/* Draws the summary. Returns how many rows have no room. top: the first that is seen, kept so that the last row is one of
 * them. */
size_t triage_draw_summary(struct triage_page *p, bool low, size_t *top);

#endif
