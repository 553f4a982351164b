/* Pace lines and falling runs. Points are sorted once for all metrics. */
#include "lockstep/metric.h"

#include <math.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/map.h"
#include "base/mem.h"
#include "lockstep/board.h"

struct metric_row {
    const struct ls_metric *metric;
    struct ls_metric_value *values;
    size_t count, cap;
};

struct ls_metric_book {
    struct metric_row *rows;
    size_t count, cap;
    struct ls_map by_metric; /* id -> place + 1 in rows */
};

static int metric_compare(const void *a, const void *b)
{
    const struct ls_metric_value *x = a, *y = b;
    return x->monday < y->monday ? -1 : x->monday > y->monday;
}

static struct metric_row *metric_row(const struct ls_metric_book *book, ls_id metric)
{
    uintptr_t place = (uintptr_t)ls_map_get(&book->by_metric, metric);
    return place ? &book->rows[place - 1] : NULL;
}

struct ls_metric_book *ls_metric_book_new(const struct ls_board *board)
{
    return ls_metric_book_at(board, LS_NONE);
}

static bool metric_was_known(const struct ls_metric_point *point, int64_t monday, int64_t stamp)
{
    enum { WEEK = 7 };
    return stamp == LS_NONE || point->rec.entered <= stamp ||
           (point->rec.imported && monday + WEEK <= ls_stamp_date(stamp));
}

struct ls_metric_book *ls_metric_book_at(const struct ls_board *board, int64_t stamp)
{
    struct ls_metric_book *book = ls_alloc(sizeof(*book));
    LS_EACH(metric, metric, board) {
        LS_GROW(book->rows, book->count, book->cap);
        book->rows[book->count++] = (struct metric_row){.metric = metric};
        ls_map_put(&book->by_metric, metric->rec.id, (void *)(uintptr_t)book->count);
    }
    LS_EACH(metric_point, point, board) {
        struct metric_row *row = metric_row(book, point->metric);
        struct ls_metric_value value = {.value = point->value};
        if (!row || isnan(point->value) || !ls_week_parse(point->week, &value.monday) ||
            !metric_was_known(point, value.monday, stamp))
            continue;
        LS_GROW(row->values, row->count, row->cap);
        row->values[row->count++] = value;
    }
    for (size_t i = 0; i < book->count; i++) {
        if (book->rows[i].count)
            qsort(book->rows[i].values, book->rows[i].count, sizeof(struct ls_metric_value), metric_compare);
    }
    return book;
}

void ls_metric_book_free(struct ls_metric_book *book)
{
    if (!book)
        return;
    for (size_t i = 0; i < book->count; i++)
        free(book->rows[i].values);
    free(book->rows);
    ls_map_done(&book->by_metric);
    free(book);
}

/* A straight line from the baseline at the end of the first point's week to the target at target_by,
 * read at the end (the Sunday) of a week; the target from target_by on, NaN before the line begins. */
static double metric_pace_in(const struct ls_metric *m, int64_t first_monday, int64_t monday)
{
    enum { SUNDAY = 6 };
    if (isnan(m->baseline) || isnan(m->target) || m->target_by == LS_NONE || monday < first_monday)
        return NAN;
    int64_t first = first_monday + SUNDAY, at = monday + SUNDAY;
    if (at >= m->target_by)
        return m->target;
    return m->baseline + (m->target - m->baseline) * (double)(at - first) / (double)(m->target_by - first);
}

bool ls_metric_lower_is_better(const struct ls_metric *m)
{
    if (m->direction != LS_NONE)
        return m->direction == LS_DIRECTION_DOWN;
    return !isnan(m->baseline) && !isnan(m->target) && m->target < m->baseline;
}

static int metric_worse_run(const struct metric_row *row, bool falls_when_good)
{
    int run = 0;
    for (size_t i = row->count - 1; i > 0; i--) {
        const struct ls_metric_value *now = &row->values[i], *before = now - 1;
        bool worse = falls_when_good ? now->value > before->value : now->value < before->value;
        if (now->monday - before->monday != 7 || !worse)
            break;
        run++;
    }
    return run;
}

bool ls_metric_trend(const struct ls_metric_book *book, ls_id metric, struct ls_metric_trend *ret_trend)
{
    const struct metric_row *row = metric_row(book, metric);
    if (!row)
        return false;
    struct ls_metric_trend t = {.metric = row->metric, .values = row->values, .count = row->count, .pace = NAN};
    if (row->count) {
        bool falls_when_good = ls_metric_lower_is_better(row->metric);
        double newest = row->values[row->count - 1].value, span = fabs(row->metric->target - row->metric->baseline);
        t.pace = metric_pace_in(row->metric, row->values[0].monday, row->values[row->count - 1].monday);
        t.worse_run = metric_worse_run(row, falls_when_good);
        if (!isnan(t.pace)) {
            t.off_pace = falls_when_good ? newest > t.pace : newest < t.pace;
            t.gap = span > 0 ? fabs(newest - t.pace) / span : INFINITY;
        }
    }
    *ret_trend = t;
    return true;
}

size_t ls_metric_weeks(const struct ls_metric_trend *trend, int64_t today, struct ls_metric_week *ret_weeks)
{
    enum { WEEK = 7 };
    if (!trend->count)
        return 0;
    int64_t newest = trend->values[trend->count - 1].monday, last = today - ls_date_weekday(today) - WEEK;
    int64_t monday = (newest > last ? newest : last) - (LS_METRIC_WEEKS - 1) * WEEK;
    size_t at = 0;
    for (size_t i = 0; i < LS_METRIC_WEEKS; i++, monday += WEEK) {
        ret_weeks[i] = (struct ls_metric_week){
            .monday = monday, .value = NAN, .pace = metric_pace_in(trend->metric, trend->values[0].monday, monday)};
        while (at < trend->count && trend->values[at].monday < monday)
            at++;
        if (at < trend->count && trend->values[at].monday == monday)
            ret_weeks[i].value = trend->values[at].value;
    }
    return LS_METRIC_WEEKS;
}
