/* Metrics as the rules see them: the newest point, the pace line, off pace, the run of falling weeks. */
#ifndef LOCKSTEP_METRIC_H
#define LOCKSTEP_METRIC_H

#include "lockstep/types.h"

struct ls_board;
struct ls_metric;

struct ls_metric_value {
    int64_t monday; /* of its ISO week */
    double value;
};

/* What is known of one metric. */
struct ls_metric_trend {
    const struct ls_metric *metric;
    const struct ls_metric_value *values; /* by week; lives as long as the book */
    size_t count;
    double pace;    /* expected at the end of the newest point's week; NaN where it cannot be said */
    bool off_pace;  /* worse than the pace */
    int worse_run;  /* steps between consecutive weeks, back from the newest, that were each worse */
    double gap;     /* |newest - pace| over |target - baseline|; infinite where those two are the same */
};

/* The points of all metrics, sorted once. */
struct ls_metric_book;
struct ls_metric_book *ls_metric_book_new(const struct ls_board *board);

/* As it stood at a stamp: points that were entered by then; of those imported later the ones of weeks that were
 * over by then. */
struct ls_metric_book *ls_metric_book_at(const struct ls_board *board, int64_t stamp);
void ls_metric_book_free(struct ls_metric_book *book);

/* The trend of a metric; count is 0 where it has no points. False where the board has no such metric. */
bool ls_metric_trend(const struct ls_metric_book *book, ls_id metric, struct ls_metric_trend *ret_trend);

/* A week of a metric's series. */
struct ls_metric_week {
    int64_t monday;
    double value; /* NaN: no point for that week */
    double pace;  /* expected at its end; NaN where it cannot be said */
};

enum { LS_METRIC_WEEKS = 12 };

/* The last twelve weeks without a gap, up to the newest point or last week, whichever is later. ret_weeks has room
 * for LS_METRIC_WEEKS. Returns how many there are: all, or 0 where the metric has no points. */
size_t ls_metric_weeks(const struct ls_metric_trend *trend, int64_t today, struct ls_metric_week *ret_weeks);

/* As its direction says; where it says nothing, as baseline and target do. */
bool ls_metric_lower_is_better(const struct ls_metric *metric);

#endif
