/* The score of one item on the screen: what its keys do (view_score.c) and what it looks like (view_score_draw.c). */
#ifndef LOCKSTEP_UI_VIEW_SCORE_H
#define LOCKSTEP_UI_VIEW_SCORE_H

#include "ui/view.h"

struct ls_item;

enum { SCORE_PARTS = 4, SCORE_TYPED = 9 };

/* One field of a score: its steps, the one to begin with, and its letter. */
struct score_part {
    int field;
    const char *letter, *label, *unit;
    double steps[16]; /* rising, ended by 0 */
    double first;
    bool scale; /* the steps are all that it may be */
};
extern const struct score_part SCORE_PART[SCORE_PARTS];

/* What stands in the fields. */
struct score_state {
    double value[SCORE_PARTS]; /* NaN: none yet */
    bool changed[SCORE_PARTS]; /* by the user: all else follows the item */
    size_t at;           /* the field at hand */
    char typed[SCORE_TYPED + 1]; /* digits and a point, into it; "": nothing */
};

struct score_view {
    struct view view;
    ls_id item;
    struct score_state is;
    struct score_state *past; /* what stood there before each key that changed something, and behind now what was undone */
    size_t now, past_len, past_cap;
};

/* The item that is scored; NULL: it is gone. */
const struct ls_item *score_item(const struct score_view *v);

void score_draw(struct view *view, struct frame *frame);

#endif
