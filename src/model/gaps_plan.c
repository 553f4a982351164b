/* Gaps in the planning: metrics, rituals, launches, experiments, lead times, reviews, clocks. */
#include <math.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/map.h"
#include "lockstep/agenda.h"
#include "lockstep/decision.h"
#include "lockstep/experiment.h"
#include "lockstep/metric.h"
#include "lockstep/setting.h"
#include "model/gaps_find.h"

enum {
    CORE_LEAST = 3, CORE_MOST = 5,
    CLOCK_SLACK = 5 * LS_MINUTE, /* clocks of two machines may differ by this */
};

/* --- metrics ----------------------------------------------------------------------------------------- */

enum { TRACK_BIT_PRODUCT = 1, TRACK_BIT_MARKET = 2 };

static unsigned gap_track_bits(const struct ls_item *item)
{
    switch (item->track) {
    case LS_TRACK_PRODUCT: return TRACK_BIT_PRODUCT;
    case LS_TRACK_MARKET: return TRACK_BIT_MARKET;
    case LS_TRACK_SHARED: return TRACK_BIT_PRODUCT | TRACK_BIT_MARKET;
    default: return 0;
    }
}

/* Core metrics are mapped to items of both halves; sleeps until the first metric has an item. */
static void gap_core_halves(struct gap_finder *f)
{
    struct ls_map bits = {0};
    LS_EACH(metric_item, m, f->board) {
        const struct ls_item *item = ls_item_get(f->board, m->item);
        uintptr_t have = (uintptr_t)ls_map_get(&bits, m->metric);
        if (item && m->metric)
            ls_map_put(&bits, m->metric, (void *)(have | gap_track_bits(item)));
    }
    LS_EACH(metric, m, f->board) {
        uintptr_t have = (uintptr_t)ls_map_get(&bits, m->rec.id);
        if (!m->core || !bits.len || have == (TRACK_BIT_PRODUCT | TRACK_BIT_MARKET))
            continue;
        const char *lacks = have == TRACK_BIT_PRODUCT ? "market" : have == TRACK_BIT_MARKET ? "product" : "any";
        gap_add(f, LS_GAP_CORE_HALF, m->rec.id, "link the items that move it", "is a core metric without %s item", lacks);
    }
    ls_map_done(&bits);
}

static void gap_metrics(struct gap_finder *f)
{
    int64_t core = 0, last_monday = f->today - ls_date_weekday(f->today) - 7;
    struct ls_metric_book *book = ls_metric_book_new(f->board);
    LS_EACH(metric, m, f->board) {
        struct ls_metric_trend trend;
        core += m->core != 0;
        if (!m->core || !ls_metric_trend(book, m->rec.id, &trend) || !trend.count)
            continue;
        bool found = false;
        for (size_t i = 0; i < trend.count; i++)
            found = found || trend.values[i].monday == last_monday;
        LS_AUTO(buf) struct ls_buf week = LS_BUF_INIT;
        ls_week_format(&week, last_monday);
        if (!found)
            gap_add(f, LS_GAP_POINT, m->rec.id, "enter last week's value", "has no value for %s", week.data);
    }
    ls_metric_book_free(book);
    if (core && (core < CORE_LEAST || core > CORE_MOST))
        gap_add(f, LS_GAP_CORE, 0, "choose 3 to 5 that the whole team looks at", "There are %lld core metrics",
                (long long)core);
}

/* --- rituals and the agenda --------------------------------------------------------------------------- */

static void gap_segments(struct gap_finder *f)
{
    struct ls_map minutes = {0};
    LS_EACH(segment, s, f->board) {
        uintptr_t sum = (uintptr_t)ls_map_get(&minutes, s->ritual);
        /* Kept one higher than it is, so that a sum of nothing differs from no segments. */
        if (s->ritual && s->minutes != LS_NONE)
            ls_map_put(&minutes, s->ritual, (void *)((sum ? sum : 1) + (uintptr_t)s->minutes));
    }
    LS_EACH(ritual, r, f->board) {
        uintptr_t sum = (uintptr_t)ls_map_get(&minutes, r->rec.id);
        if (r->active && sum && (int64_t)(sum - 1) != r->minutes)
            gap_add(f, LS_GAP_SEGMENTS, r->rec.id, "change the segments or the minutes",
                    "has %lld minutes, its segments have %lld", (long long)r->minutes, (long long)(sum - 1));
    }
    ls_map_done(&minutes);
}

static void gap_carried(struct gap_finder *f)
{
    struct ls_agenda *agenda;
    ls_id sync = ls_agenda_sync(f->board);
    if (!sync || ls_agenda_plan(f->board, sync, f->now, &agenda, NULL))
        return;
    for (size_t i = 0; i < agenda->count; i++) {
        const struct ls_agenda_line *line = &agenda->lines[i];
        if (line->carried >= 2 && line->record)
            gap_add(f, LS_GAP_CARRIED, line->record, "decide it or drop it in the next sync", "was carried %s",
                    line->carried == 2 ? "twice" : "more than twice");
    }
    ls_agenda_free(agenda);
}

/* --- launches and experiments --------------------------------------------------------------------------- */

static void gap_launches(struct gap_finder *f)
{
    LS_EACH(launch, l, f->board) {
        if (!gap_launch_is_open(l) || l->gate == LS_NONE || l->day == LS_NONE || l->buffer_days == LS_NONE)
            continue;
        int64_t latest = ls_calendar_add(&f->calendar, l->day, -l->buffer_days);
        LS_AUTO(buf) struct ls_buf gate = LS_BUF_INIT, wanted = LS_BUF_INIT;
        ls_date_short(&gate, l->gate, f->today);
        ls_date_short(&wanted, latest, f->today);
        if (l->gate > latest)
            gap_add(f, LS_GAP_GATE_LATE, l->rec.id, "move the gate or the day",
                    "has its gate on %s, with %lld business days of buffer it has to be by %s", gate.data,
                    (long long)l->buffer_days, wanted.data);
    }
    LS_EACH(launch_check, c, f->board) {
        const struct ls_launch *l = ls_launch_get(f->board, c->launch);
        bool open = c->state != LS_CHECK_STATE_READY && c->state != LS_CHECK_STATE_WAIVED;
        if (!l || !open || !gap_launch_is_open(l) || c->due == LS_NONE || l->gate == LS_NONE || c->due <= l->gate)
            continue;
        LS_AUTO(buf) struct ls_buf due = LS_BUF_INIT, gate = LS_BUF_INIT;
        ls_date_short(&due, c->due, f->today);
        ls_date_short(&gate, l->gate, f->today);
        gap_add(f, LS_GAP_CHECK_LATE, c->rec.id, "bring it forward, or move the gate",
                "is due on %s, after the gate on %s", due.data, gate.data);
    }
}

static void gap_price_test(struct gap_finder *f, const struct ls_experiment *x, int64_t signups)
{
    struct ls_trial trial;
    if (!ls_trial_read(f->board, x->rec.id, f->today, &trial))
        return;
    for (size_t i = 0; i < trial.count; i++) {
        const struct ls_variant *v = &trial.variants[i];
        if (!v->step_fits)
            gap_add(f, LS_GAP_PRICE_STEP, x->rec.id, "test prices in steps of 12 to 15 %",
                    "tries a price step of %.1f %% in variant %lld", fabs(v->step) * 100, (long long)v->arm->n);
        if (trial.over && v->arm->signups != LS_NONE && v->arm->signups < signups)
            gap_add(f, LS_GAP_SIGNUPS, x->rec.id, "read it with its interval, or run it longer",
                    "had %lld sign-ups in variant %lld, a test needs %lld", (long long)v->arm->signups,
                    (long long)v->arm->n, (long long)signups);
    }
    if (!trial.over && x->min_n != LS_NONE && x->min_n < signups)
        gap_add(f, LS_GAP_SIGNUPS, x->rec.id, "plan for more", "is planned with %lld sign-ups, a test needs %lld",
                (long long)x->min_n, (long long)signups);
    ls_trial_done(&trial);
}

static void gap_experiments(struct gap_finder *f)
{
    int64_t signups = ls_setting_count(f->board, LS_SETTING_SIGNUPS);
    LS_EACH(experiment, x, f->board) {
        if (x->kind == LS_EXPERIMENT_KIND_PRICING && x->status != LS_EXPERIMENT_STATUS_CANCELED)
            gap_price_test(f, x, signups);
    }
}

/* --- lead times and reviews --------------------------------------------------------------------------------- */

static void gap_heads_up(struct gap_finder *f, const struct ls_item *i, bool used, int64_t days)
{
    if (i->type != LS_ITEM_TYPE_RELEASE || i->due == LS_NONE || i->due < f->today)
        return;
    if (i->heads_up == LS_NONE && used && ls_calendar_days(&f->calendar, f->today, i->due) < days)
        gap_add(f, LS_GAP_LEAD_TIME, i->rec.id, "tell the other half now", "ships in less than %lld business days without a heads-up",
                (long long)days);
    else if (i->heads_up != LS_NONE && ls_calendar_days(&f->calendar, i->heads_up, i->due) < days)
        gap_add(f, LS_GAP_LEAD_TIME, i->rec.id, "give it earlier, or move the release",
                "has its heads-up %lld business days before it ships, we want %lld",
                (long long)ls_calendar_days(&f->calendar, i->heads_up, i->due), (long long)days);
}

static void gap_lead_times(struct gap_finder *f)
{
    int64_t heads_up = ls_setting_count(f->board, LS_SETTING_HEADS_UP_DAYS);
    int64_t review = ls_setting_count(f->board, LS_SETTING_REVIEW_DAYS);
    bool used = false;
    LS_EACH(item, i, f->board)
        used = used || (i->type == LS_ITEM_TYPE_RELEASE && i->heads_up != LS_NONE);
    LS_EACH(item, i, f->board) {
        if (!ls_item_is_open(i))
            continue;
        gap_heads_up(f, i, used, heads_up);
        if (i->review_from != LS_NONE && i->due != LS_NONE &&
            ls_calendar_days(&f->calendar, i->review_from, i->due) < review)
            gap_add(f, LS_GAP_LEAD_TIME, i->rec.id, "start the review earlier, or move the date",
                    "leaves %lld business days for the review, we want %lld",
                    (long long)ls_calendar_days(&f->calendar, i->review_from, i->due), (long long)review);
    }
}

static void gap_reviews(struct gap_finder *f)
{
    struct ls_metric_book *book = ls_metric_book_new(f->board);
    LS_EACH(decision, d, f->board) {
        enum ls_wake wake = ls_decision_wakes(book, d, f->today, NULL);
        if (wake == LS_WAKE_DATE)
            gap_add(f, LS_GAP_REVIEW, d->rec.id, "keep it with a new date, or supersede it", "is due for review");
        else if (wake != LS_WAKE_NONE)
            gap_add(f, LS_GAP_REVIEW, d->rec.id, "keep it with a new line, or supersede it",
                    "is due for review: its metric crossed the line");
    }
    LS_EACH(item, i, f->board) {
        if (*i->sunset_if && ls_item_is_open(i) && i->review_on != LS_NONE && i->review_on <= f->today)
            gap_add(f, LS_GAP_REVIEW, i->rec.id, "sunset it, or set a new review date",
                    "is due for its sunset review: %s", i->sunset_if);
    }
    ls_metric_book_free(book);
}

/* --- clocks -------------------------------------------------------------------------------------------------- */

/* The day on which a record says that something happened. */
static int64_t gap_happened(const struct ls_record *record)
{
    const void *r = record;
    switch (record->entity) {
    case LS_E_ITEM: return ((const struct ls_item *)r)->created;
    case LS_E_BLOCKER: return ((const struct ls_blocker *)r)->opened;
    case LS_E_SIGNAL: return ((const struct ls_signal *)r)->seen;
    default: return LS_NONE;
    }
}

static void gap_future(struct gap_finder *f)
{
    for (int e = 0; e < LS_E_COUNT; e++) {
        struct ls_board_walk walk = {f->board, (enum ls_entity)e, 0};
        const struct ls_record *record;
        while ((record = ls_board_walk_next(&walk))) {
            int64_t day = gap_happened(record);
            bool stamp = record->entered != LS_NONE && record->entered > f->now + CLOCK_SLACK;
            if (stamp || (day != LS_NONE && day > f->today))
                gap_add(f, LS_GAP_FUTURE, record->id, "look at the clock of the machine that wrote it, and at yours",
                        "lies in the future");
        }
    }
}

void gap_planning(struct gap_finder *f)
{
    gap_metrics(f);
    gap_core_halves(f);
    gap_segments(f);
    gap_carried(f);
    gap_launches(f);
    gap_experiments(f);
    gap_lead_times(f);
    gap_reviews(f);
    gap_future(f);
}
