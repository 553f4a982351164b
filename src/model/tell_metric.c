/* A metric told in full: where it stands, twelve weeks as a plot, what moves it, what hangs on it. */
#include <math.h>
#include <string.h>

#include "base/clock.h"
#include "model/plot.h"

static void metric_value(double value, const char *unit, struct ls_buf *b)
{
    tell_number(value, b);
    if (*unit)
        ls_buf_printf(b, " %s", unit);
}

/* "42.2 % in W10, pace 44.6 %: ▼ off pace by 2.4 %, worse for 2 weeks" */
static void metric_now(struct ls_sheet *s, const struct ls_metric_trend *t)
{
    const struct ls_metric *m = t->metric;
    const struct ls_metric_value *newest = &t->values[t->count - 1];
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    metric_value(newest->value, m->unit, &text);
    ls_buf_str(&text, " in ");
    ls_week_format(&text, newest->monday);
    if (!isnan(t->pace)) {
        ls_buf_str(&text, ", pace ");
        metric_value(t->pace, m->unit, &text);
        ls_buf_str(&text, t->off_pace ? ": ▼ off pace by " : ": ✓ on pace");
        if (t->off_pace) /* per cent less per cent is points */
            metric_value(fabs(newest->value - t->pace), strcmp(m->unit, "%") ? m->unit : "points", &text);
    }
    if (t->worse_run) {
        ls_buf_str(&text, ", worse for ");
        tell_count(t->worse_run, "week", "weeks", &text);
    }
    tell_text(s, "now", t->off_pace ? LS_TONE_WARN : isnan(t->pace) ? LS_TONE_NORMAL : LS_TONE_GOOD, text.data);
}

/* "41 → 50 % by 30 Jun, higher is better" */
static void metric_goal(struct ls_sheet *s, const struct ls_metric *m)
{
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    if (isnan(m->target)) {
        tell_text(s, "target", LS_TONE_DIM, "none yet: without one there is no pace");
        return;
    }
    if (!isnan(m->baseline)) {
        tell_number(m->baseline, &text);
        ls_buf_str(&text, " → ");
    }
    metric_value(m->target, m->unit, &text);
    if (m->target_by != LS_NONE) {
        ls_buf_str(&text, " by ");
        tell_date(s, m->target_by, &text);
    }
    ls_buf_str(&text, ls_metric_lower_is_better(m) ? ", lower is better" : ", higher is better");
    tell_text(s, "target", LS_TONE_NORMAL, text.data);
}

static void metric_items(struct ls_sheet *s, const struct ls_board *board, ls_id metric)
{
    static const char *const LABELS[] = {"product half", "market half", "both halves"};
    for (int track = 0; track < LS_TRACK_COUNT; track++) {
        const char *label = LABELS[track];
        LS_EACH(metric_item, link, board) {
            const struct ls_item *item = ls_item_get(board, link->item);
            if (link->metric != metric || !item || item->track != track)
                continue;
            LS_AUTO(buf) struct ls_buf behind = LS_BUF_INIT;
            ls_buf_printf(&behind, "  %s", ls_enum_word(LS_ENUM_ITEM_STATUS, item->status));
            tell_refers(s, board, label, link->item, behind.data);
            label = "";
        }
    }
}

static void metric_reviews(struct ls_sheet *s, const struct ls_board *board, const struct ls_metric *m)
{
    LS_EACH(decision, d, board) {
        LS_AUTO(buf) struct ls_buf behind = LS_BUF_INIT;
        if (d->review_metric != m->rec.id)
            continue;
        if (!isnan(d->review_below)) {
            ls_buf_str(&behind, ", reviewed below ");
            metric_value(d->review_below, m->unit, &behind);
        }
        if (!isnan(d->review_above)) {
            ls_buf_str(&behind, ", reviewed above ");
            metric_value(d->review_above, m->unit, &behind);
        }
        tell_refers(s, board, "decision", d->rec.id, behind.data);
    }
    LS_EACH(experiment, x, board) {
        if (x->metric == m->rec.id)
            tell_refers(s, board, "experiment", x->rec.id, "");
    }
}

static void metric_points(struct ls_sheet *s, const struct ls_board *board, ls_id metric)
{
    LS_EACH(metric_point, point, board) {
        if (point->metric != metric)
            continue;
        tell_told(s, point->rec.id);
        tell_text(s, *point->note ? point->week : "", LS_TONE_NORMAL, point->note);
    }
}

void tell_metric(struct ls_sheet *s, const struct ls_board *board, const struct ls_record *record)
{
    const struct ls_metric *m = (const void *)record;
    struct ls_metric_week weeks[LS_METRIC_WEEKS];
    struct ls_metric_trend trend;
    struct ls_metric_book *book = ls_metric_book_new(board);
    bool known = ls_metric_trend(book, record->id, &trend) && trend.count;
    if (known)
        metric_now(s, &trend);
    else
        tell_text(s, "now", LS_TONE_WARN, "▼ no value yet");
    metric_goal(s, m);
    if (known) {
        tell_gap(s);
        tell_plot(s, weeks, ls_metric_weeks(&trend, s->today, weeks), m);
        tell_gap(s);
    }
    tell_text(s, "what it is", LS_TONE_NORMAL, m->definition);
    tell_owner(s, board, m->owner, m->backup, "nobody owns it");
    tell_printf(s, "kind", LS_TONE_NORMAL, "%s%s%s", m->core ? "core metric" : "beside the core metrics",
                 *m->family ? ", " : "", m->family);
    tell_gap(s);
    metric_points(s, board, record->id);
    metric_items(s, board, record->id);
    metric_reviews(s, board, m);
    ls_metric_book_free(book);
}
