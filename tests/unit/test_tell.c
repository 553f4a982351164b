/* Tellings: the pure computations under the record views against values computed by hand, and the sample team told
 * in full, at three widths and in ASCII, against expected text. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../oracle/team_dir.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/text.h"
#include "lockstep/board.h"
#include "lockstep/error.h"
#include "lockstep/exchange.h"
#include "lockstep/experiment.h"
#include "lockstep/metric.h"
#include "lockstep/sheet.h"

static const int64_t now = INT64_C(1773134880000); /* Tuesday 2026-03-10 09:28 UTC */

/* --- boards ---------------------------------------------------------------------------------- */

static struct ls_board *sample(void)
{
    struct ls_board *board;
    struct ls_error err = {0};
    if (team_dir_read(SAMPLE_DIR, now, &board, &err))
        fail_msg("%s", err.message);
    return board;
}

/* A team from CSV texts: name, text, name, text, …, NULL. */
static struct ls_board *team(const char *name, ...)
{
    struct ls_import_file files[8];
    size_t count = 0;
    va_list more;
    va_start(more, name);
    for (; name; name = va_arg(more, const char *)) {
        const char *text = va_arg(more, const char *);
        assert_true(count < LS_COUNT(files));
        files[count++] = (struct ls_import_file){.name = name, .text = text, .len = strlen(text)};
    }
    va_end(more);
    struct ls_board *board = ls_board_new();
    struct ls_changeset *cs;
    struct ls_import_report report;
    struct ls_error err = {0};
    if (ls_import_plan(board, files, count, now, LS_NONE, &cs, &report, &err))
        fail_msg("%s", err.message);
    ls_board_apply(board, cs);
    ls_changeset_free(cs);
    ls_import_report_done(&report);
    return board;
}

static ls_id find(const struct ls_board *board, const char *name)
{
    ls_id id;
    struct ls_error err = {0};
    if (ls_board_find(board, LS_E_ANY, name, &id, &err))
        fail_msg("%s", err.message);
    return id;
}

static int64_t day(const char *text)
{
    int64_t date;
    assert_true(ls_date_parse(text, &date));
    return date;
}

/* --- goldens --------------------------------------------------------------------------------- */

/* The lines as the front ends lay them out, and no line wider than there is room. */
static void print(const struct ls_sheet *sheet, struct ls_buf *b)
{
    for (size_t i = 0; i < sheet->count; i++) {
        const struct ls_sheet_line *line = &sheet->lines[i];
        size_t start = b->len, spans = 0;
        if (!line->wide)
            ls_text_fit(b, line->label, LS_SHEET_LABEL, sheet->ascii);
        ls_buf_str(b, line->text);
        if (sheet->columns && ls_text_columns(b->data + start) > sheet->columns)
            fail_msg("wider than %d: %s", sheet->columns, b->data + start);
        for (size_t s = 0; s < line->span_count; s++) {
            assert_true(line->spans[s].end > spans);
            spans = line->spans[s].end;
        }
        assert_int_equal(spans, strlen(line->text));
        ls_buf_truncate(b, start + ls_text_trimmed(b->data + start, b->len - start));
        ls_buf_char(b, '\n');
    }
}

static void compare(const char *name, const char *text)
{
    LS_AUTO(buf) struct ls_buf path = LS_BUF_INIT, wanted = LS_BUF_INIT;
    char chunk[4096];
    size_t got;
    ls_buf_printf(&path, GOLDEN_DIR "/tell/%s", name);
    if (getenv("LOCKSTEP_TEST_UPDATE")) {
        FILE *out = fopen(path.data, "w");
        assert_non_null(out);
        fputs(text, out);
        fclose(out);
    }
    FILE *in = fopen(path.data, "r");
    if (!in)
        fail_msg("%s is missing", path.data);
    while ((got = fread(chunk, 1, sizeof(chunk), in)))
        ls_buf_add(&wanted, chunk, got);
    fclose(in);
    if (strcmp(wanted.data, text) != 0)
        fail_msg("%s differs:\n--- expected\n%s--- actual\n%s", name, wanted.data, text);
}

static void tell(const struct ls_board *board, const char *name, int columns, bool ascii, const char *golden)
{
    struct ls_sheet sheet;
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    ls_sheet_init(&sheet, columns, ascii, now);
    assert_true(ls_sheet_record(&sheet, board, find(board, name)));
    print(&sheet, &text);
    compare(golden, text.data);
    ls_sheet_done(&sheet);
}

/* --- metrics --------------------------------------------------------------------------------- */

static const char metrics[] = "id,name,unit,direction,core,baseline,target,target_by\n"
                              "m,Metric,%,up,1,40,50,2026-05-31\n";

/* The line goes from 40 on Sunday 1 February (first point in W05) to 50 on 31 May: 119 days. */
static void test_weeks(void **state)
{
    (void)state;
    struct ls_board *board = team("metric.csv", metrics, "metric_point.csv",
                                  "metric,week,value\nm,2026-W05,41\nm,2026-W07,42.5\nm,2026-W08,42\n", NULL);
    struct ls_metric_book *book = ls_metric_book_new(board);
    struct ls_metric_trend trend;
    struct ls_metric_week weeks[LS_METRIC_WEEKS];
    assert_true(ls_metric_trend(book, find(board, "m"), &trend));
    assert_int_equal(ls_metric_weeks(&trend, day("2026-03-10"), weeks), 12);
    assert_int_equal(weeks[11].monday, day("2026-03-02")); /* last week, though the newest point is older */
    assert_int_equal(weeks[0].monday, day("2025-12-15"));
    assert_true(isnan(weeks[11].value) && isnan(weeks[10].value));
    assert_true(weeks[9].value == 42 && weeks[8].value == 42.5 && isnan(weeks[7].value) && weeks[6].value == 41);
    assert_true(isnan(weeks[5].pace)); /* before the line begins */
    assert_true(weeks[6].pace == 40);
    assert_true(fabs(weeks[11].pace - (40 + 10 * 35.0 / 119)) < 1e-9);
    /* Points of this week move the window on. */
    assert_int_equal(ls_metric_weeks(&trend, day("2026-02-20"), weeks), 12);
    assert_int_equal(weeks[11].monday, day("2026-02-16"));
    ls_metric_book_free(book);
    ls_board_free(board);
}

static void test_metric_told(void **state)
{
    (void)state;
    struct ls_board *board = sample();
    tell(board, "activation", 118, false, "metric-118");
    tell(board, "activation", 58, false, "metric-58");
    tell(board, "ttfv", 78, true, "metric-78-ascii");
    ls_board_free(board);
    board = team("metric.csv", metrics, "metric_point.csv", "metric,week,value\nm,2026-W05,41\nm,2026-W07,42.5\n", NULL);
    tell(board, "m", 78, false, "metric-missing");
    ls_board_free(board);
    board = team("metric.csv", metrics, NULL);
    tell(board, "m", 78, false, "metric-empty");
    ls_board_free(board);
}

/* --- experiments ----------------------------------------------------------------------------- */

static void assert_interval(struct ls_interval x, double value, double low, double high)
{
    if (!(fabs(x.value - value) < 1e-9 && fabs(x.low - low) < 1e-9 && fabs(x.high - high) < 1e-9))
        fail_msg("%.10f (%.10f to %.10f), not %.10f (%.10f to %.10f)", x.value, x.low, x.high, value, low, high);
}

/* Limits found without the closed form: the p for which (p - rate)^2 = z^2 p (1 - p) / n, by bisection. 81 of 263
 * and 56 of 70 less 48 of 80 are Newcombe's own examples (0.2553 to 0.3662; 0.0524 to 0.3339). */
static void test_intervals(void **state)
{
    (void)state;
    assert_interval(ls_interval_rate(81, 263), 81.0 / 263, 0.2552885198782743, 0.3662095769828001);
    assert_interval(ls_interval_rate(35, 176), 35.0 / 176, 0.14660676965579006, 0.2639852000986128);
    assert_interval(ls_interval_rate(0, 10), 0, 0, 0.27753279986288926);
    assert_interval(ls_interval_rate(10, 10), 1, 0.7224672001371109, 1);
    assert_interval(ls_interval_difference(ls_interval_rate(56, 70), ls_interval_rate(48, 80)), 0.2, 0.05243147240236498,
                    0.333872654036906);
    assert_interval(ls_interval_difference(ls_interval_rate(31, 172), ls_interval_rate(35, 176)), -0.018631078224101483,
                    -0.10088934886174941, 0.06416903321171713);
    assert_true(isnan(ls_interval_rate(0, 0).value) && isnan(ls_interval_rate(3, 2).low));
}

static const char trials[] = "id,kind,hypothesis,status\nX-1,pricing,More is more,closed\n";
static const char arms[] = "experiment,n,label,price,signups,converted\n"
                           "X-1,2,step up,27.60,149,50\nX-1,1,control,24.00,200,20\nX-1,3,far,30,150,0\n";

static void test_trial(void **state)
{
    (void)state;
    struct ls_board *board = team("experiment.csv", trials, "arm.csv", arms, "setting.csv", "key,value\nsignup_cost,12\n", NULL);
    struct ls_trial trial;
    assert_true(ls_trial_read(board, find(board, "X-1"), day("2026-03-10"), &trial));
    assert_int_equal(trial.count, 3);
    assert_int_equal(trial.needed, 150);
    assert_true(trial.over);
    const struct ls_variant *v = trial.variants;
    assert_true(v[0].arm->n == 1 && isnan(v[0].lift.value) && isnan(v[0].step) && v[0].step_fits && !v[0].few);
    assert_true(v[1].step_fits && v[1].few); /* 15.0 % exactly, 149 */
    assert_true(!v[2].step_fits && !v[2].few);
    assert_true(v[1].lift.low > 0 && v[2].lift.high < 0);
    assert_true(fabs(v[0].revenue.value - 2.4) < 1e-9); /* 24 x 20/200 */
    assert_true(fabs(v[0].payback.value - 5) < 1e-9);   /* 12 / 2.4 months */
    assert_true(v[0].payback.low < 5 && v[0].payback.high > 5 && isinf(v[2].payback.high));
    assert_true(fabs(v[1].arr_impact.value - 1200 * (27.6 * 50 / 149 - 2.4)) < 1e-9);
    ls_trial_done(&trial);
    assert_false(ls_trial_read(board, 42, 0, &trial));
    tell(board, "X-1", 118, false, "experiment-flags");
    ls_board_free(board);
}

static void test_price_steps(void **state)
{
    (void)state;
    assert_true(ls_price_step_fits(0.12) && ls_price_step_fits(-0.15) && ls_price_step_fits(0.125));
    assert_false(ls_price_step_fits(0.119) || ls_price_step_fits(0.151) || ls_price_step_fits(-0.2) || ls_price_step_fits(0));
}

static void test_experiment_told(void **state)
{
    (void)state;
    struct ls_board *board = sample();
    tell(board, "X-2", 118, false, "experiment-118");
    tell(board, "X-2", 78, false, "experiment-78");
    tell(board, "X-2", 58, false, "experiment-58");
    tell(board, "X-3", 78, false, "experiment-planned");
    ls_board_free(board);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_weeks),
        cmocka_unit_test(test_metric_told),
        cmocka_unit_test(test_intervals),
        cmocka_unit_test(test_trial),
        cmocka_unit_test(test_price_steps),
        cmocka_unit_test(test_experiment_told),
    };
    setenv("TZ", "UTC", 1);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
