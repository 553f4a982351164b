/* A decision told in full: where it stands, the three points, the options, the evidence, what wakes it, and what it
 * took the place of. */
#include <math.h>

#include "base/text.h"
#include "lockstep/calendar.h"
#include "lockstep/metric.h"
#include "model/tell.h"

enum { CHAIN_MAX = 16 }; /* a chain that goes in a circle ends here */

static const struct ls_decision *decision_after(const struct ls_board *board, ls_id decision)
{
    LS_EACH(decision, d, board) {
        if (d->supersedes == decision)
            return d;
    }
    return NULL;
}

/* "▼ proposed, needed by 13 Mar, in 3 business days"; "✓ decided on 24 Feb" */
static void decision_state(struct ls_sheet *s, const struct ls_board *board, const struct ls_decision *d)
{
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    if (d->status == LS_DECISION_STATUS_PROPOSED) {
        bool late = d->needed_by != LS_NONE && d->needed_by < s->today;
        struct ls_calendar calendar;
        ls_buf_str(&text, late ? "■ proposed" : "◆ proposed");
        if (d->needed_by != LS_NONE) {
            ls_calendar_init(&calendar, board);
            ls_buf_str(&text, ", needed by ");
            tell_date(s, d->needed_by, &text);
            ls_buf_str(&text, late ? ", late by " : d->needed_by == s->today ? ", today" : ", in ");
            if (d->needed_by != s->today)
                tell_count(late ? ls_calendar_days(&calendar, d->needed_by, s->today)
                                : ls_calendar_days(&calendar, s->today, d->needed_by),
                           "business day", "business days", &text);
            ls_calendar_done(&calendar);
        }
        tell_text(s, "state", late ? LS_TONE_BAD : LS_TONE_ACCENT, text.data);
        return;
    }
    bool decided = d->status == LS_DECISION_STATUS_DECIDED;
    ls_buf_str(&text, decided ? "✓ decided" : "– superseded");
    if (d->on_date != LS_NONE) {
        ls_buf_str(&text, decided ? " on " : ", decided on ");
        tell_date(s, d->on_date, &text);
    }
    tell_text(s, "state", decided ? LS_TONE_GOOD : LS_TONE_DIM, text.data);
}

static void decision_people(struct ls_sheet *s, const struct ls_board *board, const struct ls_decision *d)
{
    LS_AUTO(buf) struct ls_buf informed = LS_BUF_INIT;
    tell_refers(s, board, "driver", d->driver, "");
    tell_refers(s, board, "approver", d->approver, "");
    tell_refers(s, board, "escalated to", d->escalated_to, "");
    tell_set_words(board, d->informed, &informed);
    tell_text(s, "informed", LS_TONE_NORMAL, informed.data);
}

static void decision_options(struct ls_sheet *s, const struct ls_board *board, ls_id decision)
{
    static const struct tell_column COLUMNS[] = {{"", 0, 0},    {"", TELL_RIGHT, 0},    {"OPTION", TELL_GROW, 0},
                                                 {"FOR", 0, 3}, {"AGAINST", 0, 2},      {"EFFORT", 0, 1}};
    struct tell_table t;
    size_t count = 0;
    LS_EACH(option, o, board)
        count += o->decision == decision;
    if (!count)
        return;
    tell_head(s, "OPTIONS %zu", count);
    tell_table_begin(&t, COLUMNS, LS_COUNT(COLUMNS));
    LS_EACH(option, o, board) {
        if (o->decision != decision)
            continue;
        tell_cell(&t, LS_TONE_GOOD, o->chosen ? "✓ chosen" : "");
        tell_cellf(&t, LS_TONE_NORMAL, "%lld", (long long)o->n);
        tell_cell(&t, o->chosen ? LS_TONE_BOLD : LS_TONE_NORMAL, o->label);
        tell_cell(&t, LS_TONE_NORMAL, o->pro);
        tell_cell(&t, LS_TONE_NORMAL, o->con);
        tell_cell(&t, LS_TONE_NORMAL, o->effort);
        tell_row_end(&t, o->rec.id);
    }
    tell_table_end(&t, s);
}

/* What customers said of the item that waits for the decision, the weightiest first. */
static void decision_evidence(struct ls_sheet *s, const struct ls_board *board, const struct ls_decision *d)
{
    enum { HEAVIEST = 3 };
    const struct ls_blocker *blocker = ls_blocker_get(board, d->blocker);
    const char *label = "evidence";
    for (int weight = HEAVIEST; blocker && blocker->item && weight >= 0; weight--) {
        LS_EACH(signal_item, link, board) {
            const struct ls_signal *signal = ls_signal_get(board, link->signal);
            if (link->item != blocker->item || !signal || (link->weight == LS_NONE ? 0 : link->weight) != weight)
                continue;
            if (*label)
                tell_gap(s);
            size_t since = s->count;
            LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT;
            ls_board_name(board, signal->rec.id, &name);
            tell_printf(s, label, LS_TONE_NORMAL, *signal->quote ? "%s  weight %d  “%s”  %s" : "%s  weight %d  %s  %s",
                        name.data, weight, *signal->quote ? signal->quote : signal->takeaway, signal->customer);
            tell_about(s, since, signal->rec.id);
            label = "";
        }
    }
}

/* "▼ due: 4 May"; "wakes below 40 %: activation is at 42.2 %" */
static void decision_review(struct ls_sheet *s, const struct ls_board *board, const struct ls_decision *d)
{
    const struct ls_metric *metric = ls_metric_get(board, d->review_metric);
    if (d->review_on != LS_NONE) {
        LS_AUTO(buf) struct ls_buf day = LS_BUF_INIT;
        bool due = d->review_on <= s->today && d->status == LS_DECISION_STATUS_DECIDED;
        tell_date(s, d->review_on, &day);
        tell_printf(s, "review on", due ? LS_TONE_WARN : LS_TONE_NORMAL, "%s%s", due ? "▼ due since " : "", day.data);
    }
    tell_text(s, "review when", LS_TONE_NORMAL, d->review_when);
    if (!metric)
        return;
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    struct ls_metric_book *book = ls_metric_book_new(board);
    struct ls_metric_trend trend;
    bool known = ls_metric_trend(book, metric->rec.id, &trend) && trend.count;
    double now = known ? trend.values[trend.count - 1].value : NAN;
    bool crossed = now < d->review_below || now > d->review_above; /* NaN: never */
    ls_buf_str(&text, crossed ? "▼ " : "");
    if (!isnan(d->review_below)) {
        ls_buf_str(&text, "below ");
        ls_text_real(&text, d->review_below);
    }
    if (!isnan(d->review_above)) {
        ls_buf_str(&text, isnan(d->review_below) ? "above " : " or above ");
        ls_text_real(&text, d->review_above);
    }
    ls_buf_printf(&text, " %s: %s is at ", metric->unit, metric->handle);
    if (known)
        tell_number(now, &text);
    else
        ls_buf_str(&text, "no value yet");
    size_t since = s->count;
    tell_text(s, "review if", crossed ? LS_TONE_WARN : LS_TONE_NORMAL, text.data);
    tell_about(s, since, metric->rec.id);
    ls_metric_book_free(book);
}

/* Back to the first of the chain, and on to the last. */
static void decision_chain(struct ls_sheet *s, const struct ls_board *board, const struct ls_decision *d)
{
    const char *label = "supersedes";
    const struct ls_decision *at = ls_decision_get(board, d->supersedes);
    for (int i = 0; at && i < CHAIN_MAX; i++, label = "and before") {
        tell_refers(s, board, label, at->rec.id, "");
        at = ls_decision_get(board, at->supersedes);
    }
    label = "superseded by";
    at = decision_after(board, d->rec.id);
    for (int i = 0; at && i < CHAIN_MAX; i++, label = "and then") {
        tell_refers(s, board, label, at->rec.id, "");
        at = decision_after(board, at->rec.id);
    }
}

void tell_decision(struct ls_sheet *s, const struct ls_board *board, const struct ls_record *record)
{
    const struct ls_decision *d = (const void *)record;
    decision_state(s, board, d);
    tell_text(s, "delay costs", LS_TONE_NORMAL, d->cost_of_delay);
    if (d->status != LS_DECISION_STATUS_PROPOSED || *d->decided) {
        tell_text(s, "1 decided", LS_TONE_BOLD, d->decided);
        tell_text(s, "2 why", LS_TONE_NORMAL, d->why);
        tell_text(s, "3 follows", LS_TONE_NORMAL, d->follows);
    }
    decision_options(s, board, record->id);
    tell_gap(s);
    decision_people(s, board, d);
    tell_refers(s, board, "blocker", d->blocker, "");
    tell_refers(s, board, "meeting", d->meeting, "");
    decision_evidence(s, board, d);
    tell_gap(s);
    decision_review(s, board, d);
    decision_chain(s, board, d);
}
