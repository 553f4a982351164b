/* An experiment told in full: its variants with their intervals, what they differ by, and what that may not say. */
#include <math.h>

#include "lockstep/experiment.h"
#include "model/tell.h"

static const char *trial_name(const struct ls_variant *v)
{
    return *v->arm->label ? v->arm->label : "variant";
}

/* "19.9 %" */
static void trial_percent(double part, struct ls_buf *b)
{
    if (isnan(part))
        ls_buf_char(b, '-');
    else
        ls_buf_printf(b, "%.1f %%", part * 100);
}

/* "14.7 to 26.4 %" */
static void trial_range(struct ls_interval x, struct ls_buf *b)
{
    if (!isnan(x.value))
        ls_buf_printf(b, "%.1f to %.1f %%", x.low * 100, x.high * 100);
}

static void trial_number(double value, int decimals, bool sign, struct ls_buf *b)
{
    if (isnan(value))
        ls_buf_char(b, '-');
    else if (isinf(value))
        ls_buf_str(b, "never");
    else
        ls_buf_printf(b, "%s%.*f", !sign ? "" : value < 0 ? "−" : "+", decimals, fabs(value));
}

/* "4.77 (3.52 to 6.34)", "−1.9 (−10.1 to +6.4)"; nothing where nothing is known. */
static void trial_interval(struct ls_interval x, int decimals, bool sign, struct ls_buf *b)
{
    if (isnan(x.value))
        return;
    trial_number(x.value, decimals, sign, b);
    ls_buf_str(b, " (");
    trial_number(x.low, decimals, sign, b);
    ls_buf_str(b, " to ");
    trial_number(x.high, decimals, sign, b);
    ls_buf_char(b, ')');
}

static void trial_lift(struct ls_interval x, struct ls_buf *b)
{
    enum { POINTS = 100 };
    trial_interval(ls_interval_scale(x, POINTS), 1, true, b);
}

static void trial_cell(struct tell_table *t, enum ls_tone tone, struct ls_buf *text)
{
    tell_cell(t, tone, text->data);
    ls_buf_clear(text);
}

static void trial_row(struct tell_table *t, const struct ls_variant *v)
{
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    tell_cellf(t, LS_TONE_NORMAL, "%lld", (long long)v->arm->n);
    tell_cell(t, LS_TONE_NORMAL, trial_name(v));
    if (!isnan(v->arm->price))
        ls_buf_printf(&text, "%.2f", v->arm->price);
    trial_cell(t, LS_TONE_NORMAL, &text);
    if (isfinite(v->step))
        ls_buf_printf(&text, "%s%.1f %%%s", v->step < 0 ? "−" : "+", fabs(v->step) * 100, v->step_fits ? "" : " ▼");
    trial_cell(t, v->step_fits ? LS_TONE_NORMAL : LS_TONE_WARN, &text);
    if (v->arm->signups != LS_NONE)
        ls_buf_printf(&text, "%lld%s", (long long)v->arm->signups, v->few && v->arm->signups ? " ▼" : "");
    trial_cell(t, v->few ? LS_TONE_WARN : LS_TONE_NORMAL, &text);
    if (v->arm->converted != LS_NONE)
        ls_buf_printf(&text, "%lld", (long long)v->arm->converted);
    trial_cell(t, LS_TONE_NORMAL, &text);
    trial_percent(v->rate.value, &text);
    trial_cell(t, LS_TONE_BOLD, &text);
    trial_range(v->rate, &text);
    trial_cell(t, LS_TONE_NORMAL, &text);
    trial_lift(v->lift, &text);
    trial_cell(t, LS_TONE_NORMAL, &text);
    tell_row_end(t, v->arm->rec.id);
}

static void trial_rates(struct ls_sheet *s, const struct ls_trial *trial)
{
    static const struct tell_column COLUMNS[] = {
        {"", TELL_RIGHT, 0},          {"VARIANT", TELL_GROW, 0},   {"PRICE", TELL_RIGHT, 3},
        {"STEP", TELL_RIGHT, 5},      {"SIGN-UPS", TELL_RIGHT, 4}, {"CONVERTED", TELL_RIGHT, 6},
        {"RATE", TELL_RIGHT, 0},      {"95 % BETWEEN", 0, 0},      {"AGAINST CONTROL, POINTS", 0, 2},
    };
    struct tell_table t;
    tell_head(s, "VARIANTS %zu", trial->count);
    tell_table_begin(&t, COLUMNS, LS_COUNT(COLUMNS));
    for (size_t i = 0; i < trial->count; i++)
        trial_row(&t, &trial->variants[i]);
    tell_table_end(&t, s);
}

static void trial_revenue(struct ls_sheet *s, const struct ls_trial *trial)
{
    static const struct tell_column COLUMNS[] = {{"", TELL_RIGHT, 0},
                                                 {"VARIANT", TELL_GROW, 0},
                                                 {"A SIGN-UP AND MONTH", 0, 1},
                                                 {"ARR OF 100 SIGN-UPS", 0, 0},
                                                 {"PAYBACK, MONTHS", 0, 0}};
    bool priced = false, payback = false;
    struct tell_table t;
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    for (size_t i = 0; i < trial->count; i++) {
        priced = priced || !isnan(trial->variants[i].revenue.value);
        payback = payback || !isnan(trial->variants[i].payback.value);
    }
    if (!priced)
        return;
    tell_head(s, "REVENUE and ARR against the control, 95 %% intervals");
    tell_table_begin(&t, COLUMNS, LS_COUNT(COLUMNS));
    for (size_t i = 0; i < trial->count; i++) {
        const struct ls_variant *v = &trial->variants[i];
        tell_cellf(&t, LS_TONE_NORMAL, "%lld", (long long)v->arm->n);
        tell_cell(&t, LS_TONE_NORMAL, trial_name(v));
        trial_interval(v->revenue, 2, false, &text);
        trial_cell(&t, LS_TONE_NORMAL, &text);
        trial_interval(v->arr_impact, 0, true, &text);
        trial_cell(&t, LS_TONE_NORMAL, &text);
        trial_interval(v->payback, 1, false, &text);
        trial_cell(&t, LS_TONE_NORMAL, &text);
        tell_row_end(&t, v->arm->rec.id);
    }
    tell_table_end(&t, s);
    if (!payback)
        tell_text(s, "payback", LS_TONE_DIM, "needs what a sign-up costs: the setting signup_cost");
}

/* What an interval lets one say. */
static const char *trial_verdict(struct ls_interval x, const char *more, const char *less)
{
    return x.low > 0 ? more : x.high < 0 ? less : "0 lies between, so the test does not tell them apart";
}

/* "2 (+12.5 %) converts 1.9 points less than 1 (control), 95 % between -10.1 and +6.4: …" */
static void trial_reads(struct ls_sheet *s, const struct ls_trial *trial, const struct ls_variant *v)
{
    const struct ls_variant *control = &trial->variants[0];
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    if (isnan(v->lift.value))
        return;
    ls_buf_printf(&text, "%lld (%s) against %lld (%s): ", (long long)v->arm->n, trial_name(v), (long long)control->arm->n,
                  trial_name(control));
    trial_lift(v->lift, &text);
    ls_buf_printf(&text, " points; %s.",
                  trial_verdict(v->lift, "all of it is above 0: it converts more", "all of it is below 0: it converts less"));
    if (!isnan(v->arr_impact.value)) {
        ls_buf_str(&text, " ARR of 100 sign-ups ");
        trial_interval(v->arr_impact, 0, true, &text);
        ls_buf_printf(&text, "; %s.", trial_verdict(v->arr_impact, "all of it is above 0: it brings more",
                                                    "all of it is below 0: it brings less"));
    }
    tell_text(s, "reads", LS_TONE_NORMAL, text.data);
}

static void trial_flags(struct ls_sheet *s, const struct ls_trial *trial)
{
    bool pricing = trial->experiment->kind == LS_EXPERIMENT_KIND_PRICING, few = false;
    for (size_t i = 0; i < trial->count; i++) {
        const struct ls_variant *v = &trial->variants[i];
        few = few || v->few;
        if (pricing && !v->step_fits)
            tell_printf(s, "▼ step", LS_TONE_WARN, "%lld (%s) steps %.1f %% from the control's price: 12 to 15 %% is what we test",
                        (long long)v->arm->n, trial_name(v), fabs(v->step) * 100);
    }
    if (few && trial->experiment->status == LS_EXPERIMENT_STATUS_PLANNED)
        tell_printf(s, "sign-ups", LS_TONE_NORMAL, "%lld needed in each variant", (long long)trial->needed);
    else if (few)
        tell_printf(s, "▼ sign-ups", LS_TONE_WARN, "fewer than %lld in a variant: %s", (long long)trial->needed,
                    trial->over ? "read it with its interval, or run it longer" : "too early to read");
    if (!trial->count)
        tell_text(s, "variants", LS_TONE_WARN, "▼ none yet: the first one is the control");
}

void tell_experiment(struct ls_sheet *s, const struct ls_board *board, const struct ls_record *record)
{
    const struct ls_experiment *x = (const void *)record;
    struct ls_trial trial;
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    if (!ls_trial_read(board, record->id, s->today, &trial))
        return;
    ls_buf_printf(&text, "%s, %s", ls_enum_word(LS_ENUM_EXPERIMENT_STATUS, x->status),
                  ls_enum_word(LS_ENUM_EXPERIMENT_KIND, x->kind));
    if (x->start != LS_NONE) {
        ls_buf_str(&text, ", from ");
        tell_date(s, x->start, &text);
    }
    if (x->stop != LS_NONE) {
        ls_buf_str(&text, " to ");
        tell_date(s, x->stop, &text);
    }
    tell_text(s, "state", LS_TONE_NORMAL, text.data);
    tell_owner(s, board, x->owner, x->backup, "nobody owns it");
    tell_refers(s, board, "item", x->item, "");
    tell_refers(s, board, "metric", x->metric, "");
    tell_refers(s, board, "decision", x->decision, "");
    trial_flags(s, &trial);
    if (trial.count) {
        trial_rates(s, &trial);
        tell_gap(s);
        for (size_t i = 1; i < trial.count; i++)
            trial_reads(s, &trial, &trial.variants[i]);
        trial_revenue(s, &trial);
    }
    ls_trial_done(&trial);
}
