/* What several panes need to know of the board, computed once for each of its versions. */
#ifndef LOCKSTEP_UI_FACTS_H
#define LOCKSTEP_UI_FACTS_H

#include "lockstep/agenda.h"
#include "lockstep/board.h"
#include "lockstep/calendar.h"
#include "lockstep/metric.h"
#include "lockstep/score.h"

struct facts {
    const struct ls_board *board; /* borrowed */
    int64_t now; /* stamp */
    int64_t today;
    ls_id me;
    struct ls_score_book *scores;
    struct ls_metric_book *metrics;
    struct ls_calendar calendar;
    ls_id goal;                 /* that is started; 0: none */
    size_t triage;              /* items that wait in triage */
    struct ls_agenda *agenda; /* of the running meeting or of the next one; NULL where the team has none */
    bool running;             /* a meeting runs: the agenda is the frozen one */
    bool planned;             /* the agenda is of this version, too; else it is that of the one before */

    bool gaps_known;
    size_t gaps; /* facts_gaps */

    uint64_t version; /* of the board */
    ls_id asked;      /* the ritual that was asked for */
    ls_id ritual;     /* whose agenda it is; 0: none */
    int64_t plan_cost; /* milliseconds that the last planning took */
};

/* Computes again what is not of this version of the board; the agenda may be left to facts_plan where planning takes long
 * and only its lines can have changed. now: stamp. ritual: whose agenda is shown; 0: of the one whose turn it is. */
void facts_update(struct facts *f, const struct ls_board *board, ls_id me, int64_t now, ls_id ritual);
void facts_plan(struct facts *f);
void facts_done(struct facts *f);

/* How many gaps there are: looked for when somebody asks. */
size_t facts_gaps(struct facts *f);

/* The first open blocker of an item, worst first; NULL where there is none. */
const struct ls_blocker *facts_blocker_of(const struct facts *f, ls_id item);

/* Business days that a blocker has been open. */
int64_t facts_age(const struct facts *f, const struct ls_blocker *b);

#endif
