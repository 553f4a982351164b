/* The computed values behind a telling as JSON: numbers for scripts where the text has words. */
#include "cli/sheet.h"

#include <math.h>
#include <stdlib.h>

#include "base/clock.h"
#include "lockstep/board.h"
#include "lockstep/experiment.h"
#include "lockstep/json.h"
#include "lockstep/launch.h"
#include "lockstep/load.h"
#include "lockstep/metric.h"
#include "lockstep/people.h"

static void json_number(struct ls_json *j, const char *key, double value)
{
    ls_json_real(j, key, isfinite(value) ? value : NAN); /* infinite is null, as unknown is */
}

static void json_week(struct ls_json *j, const struct ls_metric_week *week)
{
    LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT;
    ls_week_format(&name, week->monday);
    ls_json_open(j, NULL, '{');
    ls_json_text(j, "week", name.data);
    ls_json_real(j, "value", week->value);
    ls_json_real(j, "pace", week->pace);
    ls_json_close(j, '}');
}

static void json_metric(struct ls_json *j, const struct ls_board *board, ls_id metric, int64_t today)
{
    struct ls_metric_week weeks[LS_METRIC_WEEKS];
    struct ls_metric_trend trend;
    struct ls_metric_book *book = ls_metric_book_new(board);
    size_t count = ls_metric_trend(book, metric, &trend) ? ls_metric_weeks(&trend, today, weeks) : 0;
    ls_json_open(j, "weeks", '[');
    for (size_t i = 0; i < count; i++)
        json_week(j, &weeks[i]);
    ls_json_close(j, ']');
    if (count) {
        json_number(j, "pace", trend.pace);
        ls_json_bool(j, "off_pace", trend.off_pace);
        ls_json_int(j, "worse_run", trend.worse_run);
    }
    ls_metric_book_free(book);
}

static void json_interval(struct ls_json *j, const char *key, struct ls_interval x)
{
    if (isnan(x.value)) {
        ls_json_null(j, key);
        return;
    }
    ls_json_open(j, key, '{');
    json_number(j, "value", x.value);
    json_number(j, "low", x.low);
    json_number(j, "high", x.high);
    ls_json_close(j, '}');
}

static void json_variant(struct ls_json *j, const struct ls_board *board, const struct ls_variant *v)
{
    static const int FIELDS[] = {LS_F_arm_n, LS_F_arm_label, LS_F_arm_price, LS_F_arm_signups, LS_F_arm_converted};
    ls_json_open(j, NULL, '{');
    ls_json_fields(j, board, &v->arm->rec, FIELDS, LS_COUNT(FIELDS));
    json_interval(j, "rate", v->rate);
    json_interval(j, "lift", v->lift);
    json_interval(j, "revenue_per_signup", v->revenue);
    json_interval(j, "arr_impact_per_100_signups", v->arr_impact);
    json_interval(j, "payback_months", v->payback);
    json_number(j, "price_step", v->step);
    ls_json_bool(j, "price_step_fits", v->step_fits);
    ls_json_bool(j, "too_few_signups", v->few);
    ls_json_close(j, '}');
}

static void json_experiment(struct ls_json *j, const struct ls_board *board, ls_id experiment, int64_t today)
{
    struct ls_trial trial;
    if (!ls_trial_read(board, experiment, today, &trial))
        return;
    ls_json_int(j, "signups_needed", trial.needed);
    ls_json_open(j, "variants", '[');
    for (size_t i = 0; i < trial.count; i++)
        json_variant(j, board, &trial.variants[i]);
    ls_json_close(j, ']');
    ls_trial_done(&trial);
}

static void json_check(struct ls_json *j, const struct ls_board *board, const struct ls_launch_check *check)
{
    ls_json_open(j, NULL, '{');
    ls_json_record(j, board, &check->rec);
    ls_json_close(j, '}');
}

static void json_launch(struct ls_json *j, const struct ls_board *board, ls_id launch, int64_t today)
{
    struct ls_launch_state state;
    if (!ls_launch_read(board, launch, today, &state))
        return;
    ls_json_int(j, "business_days_to_gate", state.to_gate);
    ls_json_int(j, "business_days_to_day", state.to_day);
    ls_json_date(j, "latest_gate", state.latest_gate);
    ls_json_open(j, "states", '{');
    for (int i = 0; i < LS_CHECK_STATE_COUNT; i++)
        ls_json_int(j, ls_enum_word(LS_ENUM_CHECK_STATE, i), (int64_t)state.states[i]);
    ls_json_close(j, '}');
    ls_json_open(j, "checks", '[');
    for (size_t i = 0; i < state.count; i++)
        json_check(j, board, state.checks[i]);
    ls_json_close(j, ']');
    ls_json_open(j, "blockers", '[');
    for (size_t i = 0; i < state.blocker_count; i++)
        ls_json_name(j, NULL, board, state.blockers[i]->rec.id);
    ls_json_close(j, ']');
    ls_launch_done(&state);
}

/* Whose work the person does today because the owner is away. */
static void json_person(struct ls_json *j, const struct ls_board *board, const struct ls_person *person, int64_t today)
{
    struct ls_load load = ls_load_read(board, person, today);
    struct ls_owned *owned;
    size_t count = ls_owned_by_all(board, &owned);
    json_number(j, "effort_hours_a_week", load.hours);
    ls_json_int(j, "items_without_effort", load.without_effort);
    ls_json_open(j, "acts_for", '[');
    for (size_t i = 0; i < count; i++) {
        ls_id acting = ls_person_acting(board, owned[i].owner, owned[i].backup, today);
        if (acting == person->rec.id && owned[i].owner != acting)
            ls_json_name(j, NULL, board, owned[i].record->id);
    }
    ls_json_close(j, ']');
    free(owned);
}

void cli_computed_json(struct ls_json *j, const struct ls_board *board, const struct ls_record *record, int64_t today)
{
    switch (record->entity) {
    case LS_E_METRIC: json_metric(j, board, record->id, today); break;
    case LS_E_EXPERIMENT: json_experiment(j, board, record->id, today); break;
    case LS_E_PERSON: json_person(j, board, (const void *)record, today); break;
    case LS_E_LAUNCH: json_launch(j, board, record->id, today); break;
    default: break;
    }
}
