/* Triage on the screen: one item at a time, in an order that is frozen for the pass. */
#ifndef LOCKSTEP_UI_VIEW_TRIAGE_H
#define LOCKSTEP_UI_VIEW_TRIAGE_H

#include "base/buf.h"
#include "lockstep/triage.h"
#include "ui/view.h"

struct ls_session_event;

enum { TRIAGE_LIKES = 3 };

/* One item of a pass. */
struct triage_one {
    ls_id id;
    enum ls_triage_state state; /* what became of it, as last seen */
    bool skipped;
    ls_id who; /* who else decided on it, and when: 0 where I did, or nobody */
    int64_t when;
};

struct triage_view {
    struct view view;
    struct triage_one *pass;
    size_t len, at; /* at == len: the summary */
    size_t top;     /* the first row of the summary that is seen */
    bool met;       /* somebody else has decided on the item at hand: it stays until a key goes on */
    struct ls_buf heading; /* of the item at hand: it may be deleted */
    int64_t today, started; /* date; ls_clock_ticks() */
    bool partial;   /* it began while the file was still being read: it begins again then */
    int64_t ended;  /* ls_clock_ticks() when the summary came; 0 before */
    size_t came;    /* how many wait that are not in the pass */
    struct triage_one *earlier; /* decided on today and not in this pass, in the order in which that was done */
    size_t earlier_len;
    unsigned day_limit; /* how many changesets of the log were asked for, to find them */
    bool day_early;     /* some of mine were not in the file yet then */
    bool reading; /* what is there is not all read yet: no look-alikes */
    struct ls_like likes[TRIAGE_LIKES]; /* of the item at hand */
    size_t like_count;
    struct ls_triage_proposal proposal;
};

/* Opens triage over what is on top, or goes back to it. */
void triage_show(struct ui *ui);

/* Leaves an item that somebody else has decided on, once that was read. */
void triage_go_on(struct ui *ui);

/* A decision of mine met another's and was not made (cs: all of it): what I typed is kept as a comment on the item. */
void triage_crossed(struct ui *ui, const struct ls_changeset *cs);

/* How many of the pass are in a state. */
size_t triage_count(const struct triage_view *v, enum ls_triage_state state);

/* The i-th of the pass, then of those decided earlier today; NULL behind the last. */
const struct triage_one *triage_of_day(const struct triage_view *v, size_t i);

/* Asks what was decided earlier today; takes the answer; looks again at what stands (triage_day.c). */
void triage_day_ask(struct triage_view *v);
void triage_day_heard(struct triage_view *v, const struct ls_session_event *e);
void triage_day_look(struct triage_view *v);

/* What a pass that ends came to belongs to the day. */
void triage_day_keep(struct triage_view *v, const struct triage_one *pass, size_t len);

/* Appends "dana declined it", of the i-th item of the pass. */
void triage_met_words(const struct triage_view *v, size_t i, struct ls_buf *b);

/* Draws the item at hand with all that helps to decide, and the summary (view_triage_draw.c). */
void triage_draw(struct view *view, struct frame *f);

#endif
