/* The roadmap: goal, strategic, initiative, release as a tree, each with what endangers it.
 *
 * What is in a node: the work (no tiers) that stands under it by its parents, and the work of the releases under it.
 *
 * Overlap: two open initiatives, or two open releases, of one owner that take the same weeks. The weeks of one that is
 * under way, or in which something is, run from the day on which the first of that was started to its due date (to
 * today where that is past); of another one only the week of its due date is known. One person an item is the rule, so
 * one person with two at once is worth a look.
 *
 * The three marks. Delivery: bad where it is blocked or late, at risk with any other risk, good where there is work and
 * no risk. User impact and revenue: of the metrics that are linked to it or to what is in it, at risk where one is off
 * pace, good where all that have a pace keep it. A metric of the family revenue or gtm counts for revenue, one of flow
 * (how we work) for neither, every other for user impact. Where there is nothing to go by there is no mark. */
#ifndef LOCKSTEP_ROADMAP_H
#define LOCKSTEP_ROADMAP_H

#include "lockstep/types.h"

struct ls_board;
struct ls_item;

enum ls_risk {
    LS_RISK_BLOCKED = 1,     /* an open blocker on it or on open work in it */
    LS_RISK_LATE = 2,        /* due before today */
    LS_RISK_PARTS_LATE = 4,  /* something open in it or under it is */
    LS_RISK_PARTS_AFTER = 8, /* something open in it or under it is due after it */
    LS_RISK_NO_OWNER = 16,
    LS_RISK_NO_DATE = 32,    /* an initiative or release */
    LS_RISK_AWAY = 64,       /* the owner is away and nobody acts */
    LS_RISK_GATE = 128,      /* a launch of it has its gate later than the buffer allows */
};

enum ls_mark { LS_MARK_NONE, LS_MARK_GOOD, LS_MARK_RISK, LS_MARK_BAD };
enum { LS_MARK_DELIVERY, LS_MARK_USERS, LS_MARK_REVENUE, LS_MARK_KINDS };

struct ls_roadmap_node {
    const struct ls_item *item; /* borrowed from the board */
    int depth;                  /* 1 for a root */
    size_t work, done;          /* in it; canceled work is in neither */
    unsigned risks;             /* enum ls_risk; none where it is done or canceled */
    size_t blockers;            /* open ones, on it and in it */
    ls_id blocker;              /* the worst of them, 0: none */
    ls_id overlap;              /* the one that takes the same weeks of the same owner; 0: none */
    enum ls_mark marks[LS_MARK_KINDS];
};

struct ls_roadmap {
    struct ls_roadmap_node *nodes; /* each before what is under it; by due (none last), number */
    size_t count;
};

/* all: done and canceled ones too. */
void ls_roadmap_read(const struct ls_board *board, int64_t today, bool all, struct ls_roadmap *ret_roadmap);
void ls_roadmap_done(struct ls_roadmap *roadmap);

#endif
