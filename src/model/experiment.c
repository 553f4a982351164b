/* Intervals of rates and of their differences, and what they make of an experiment's variants. */
#include "lockstep/experiment.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"
#include "lockstep/board.h"
#include "lockstep/setting.h"

/* The 97.5 % point of the normal distribution. */
static const double Z = 1.959963984540054;

static const struct ls_interval UNKNOWN = {NAN, NAN, NAN};

struct ls_interval ls_interval_rate(int64_t some, int64_t n)
{
    if (n <= 0 || some < 0 || some > n)
        return UNKNOWN;
    double size = (double)n, rate = (double)some / size, z2 = Z * Z;
    double middle = (rate + z2 / (2 * size)) / (1 + z2 / size);
    double half = Z * sqrt(rate * (1 - rate) / size + z2 / (4 * size * size)) / (1 + z2 / size);
    return (struct ls_interval){rate, some == 0 ? 0 : middle - half, some == n ? 1 : middle + half};
}

struct ls_interval ls_interval_difference(struct ls_interval b, struct ls_interval a)
{
    double difference = b.value - a.value;
    return (struct ls_interval){difference, difference - hypot(b.value - b.low, a.high - a.value),
                                difference + hypot(b.high - b.value, a.value - a.low)};
}

struct ls_interval ls_interval_scale(struct ls_interval x, double factor)
{
    return (struct ls_interval){x.value * factor, x.low * factor, x.high * factor};
}

/* Half a tenth of a per cent is rounding: 24.00 to 27.60 is a step of 15 %. */
bool ls_price_step_fits(double step)
{
    static const double LEAST = 0.1195, MOST = 0.1505;
    return fabs(step) >= LEAST && fabs(step) <= MOST;
}

static int trial_compare(const void *left, const void *right)
{
    const struct ls_variant *a = left, *b = right;
    return (a->arm->n > b->arm->n) - (a->arm->n < b->arm->n);
}

/* A sign-up's cost, NaN where the team has not said it. */
static double trial_cost(const struct ls_board *board)
{
    double cost;
    return ls_text_to_real(ls_setting(board, LS_SETTING_SIGNUP_COST), &cost) && cost > 0 ? cost : NAN;
}

/* Months of revenue that the cost takes: the less revenue, the longer. */
static struct ls_interval trial_payback(struct ls_interval revenue, double cost)
{
    return (struct ls_interval){cost / revenue.value, cost / revenue.high, cost / revenue.low};
}

static void trial_rate(const struct ls_trial *trial, struct ls_variant *v, double cost)
{
    const struct ls_arm *arm = v->arm;
    v->rate = arm->signups == LS_NONE || arm->converted == LS_NONE ? UNKNOWN
                                                                   : ls_interval_rate(arm->converted, arm->signups);
    v->revenue = ls_interval_scale(v->rate, arm->price);
    v->payback = trial_payback(v->revenue, cost);
    v->few = arm->signups == LS_NONE || arm->signups < trial->needed;
}

static void trial_against(struct ls_variant *v, const struct ls_variant *control)
{
    enum { MONTHS = 12, SIGNUPS = 100 };
    bool self = v == control;
    v->lift = self ? UNKNOWN : ls_interval_difference(v->rate, control->rate);
    v->arr_impact =
        self ? UNKNOWN : ls_interval_scale(ls_interval_difference(v->revenue, control->revenue), MONTHS * SIGNUPS);
    v->step = self ? NAN : v->arm->price / control->arm->price - 1;
    v->step_fits = !isfinite(v->step) || ls_price_step_fits(v->step);
}

bool ls_trial_read(const struct ls_board *board, ls_id experiment, int64_t today, struct ls_trial *ret_trial)
{
    const struct ls_experiment *x = ls_experiment_get(board, experiment);
    struct ls_trial trial = {.experiment = x, .needed = ls_setting_count(board, LS_SETTING_SIGNUPS)};
    size_t cap = 0;
    if (!x)
        return false;
    trial.needed = x->min_n > trial.needed ? x->min_n : trial.needed; /* LS_NONE is less than all */
    trial.over = x->status == LS_EXPERIMENT_STATUS_CLOSED ||
                 (x->status == LS_EXPERIMENT_STATUS_RUNNING && x->stop != LS_NONE && x->stop < today);
    LS_EACH(arm, arm, board) {
        if (arm->experiment != experiment)
            continue;
        LS_GROW(trial.variants, trial.count, cap);
        trial.variants[trial.count++] = (struct ls_variant){.arm = arm};
    }
    if (trial.count)
        qsort(trial.variants, trial.count, sizeof(*trial.variants), trial_compare);
    double cost = trial_cost(board);
    for (size_t i = 0; i < trial.count; i++)
        trial_rate(&trial, &trial.variants[i], cost);
    for (size_t i = 0; i < trial.count; i++)
        trial_against(&trial.variants[i], &trial.variants[0]);
    *ret_trial = trial;
    return true;
}

void ls_trial_done(struct ls_trial *trial)
{
    free(trial->variants);
    *trial = (struct ls_trial){0};
}
