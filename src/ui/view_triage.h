/* Triage on the screen: one item at a time, in an order that is frozen for the pass. */
#ifndef LOCKSTEP_UI_VIEW_TRIAGE_H
#define LOCKSTEP_UI_VIEW_TRIAGE_H

#include "lockstep/triage.h"
#include "ui/view.h"

enum { TRIAGE_LIKES = 3 };

struct triage_view {
    struct view view;
    ls_id *ids; /* the pass */
    enum ls_triage_state *states; /* what became of each, as last seen */
    bool *skipped;
    size_t len, at; /* at == len: the summary */
    int64_t today, started; /* date; ls_clock_ticks() */
    bool partial;   /* it began while the file was still being read: it begins again then */
    int64_t ended;  /* ls_clock_ticks() when the summary came; 0 before */
    bool reading; /* what is there is not all read yet: no look-alikes */
    struct ls_like likes[TRIAGE_LIKES]; /* of the item at hand */
    size_t like_count;
    struct ls_triage_proposal proposal;
};

/* Opens triage over what is on top, or goes back to it. */
void triage_show(struct ui *ui);

/* How many of the pass are in a state. */
size_t triage_count(const struct triage_view *v, enum ls_triage_state state);

/* Draws the item at hand with all that helps to decide, and the summary (view_triage_draw.c). */
void triage_draw(struct view *view, struct frame *f);

#endif
