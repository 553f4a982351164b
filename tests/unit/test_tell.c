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
#include "lockstep/experiment.h"
#include "lockstep/launch.h"
#include "lockstep/load.h"
#include "lockstep/metric.h"
#include "lockstep/raci.h"
#include "lockstep/roadmap.h"
#include "lockstep/sheet.h"
#include "sheets.h"

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
    struct sheet sheets[10];
    struct ls_board *board = ls_board_new();
    size_t count = 0;
    va_list more;
    va_start(more, name);
    for (; name; name = va_arg(more, const char *)) {
        assert_true(count < LS_COUNT(sheets));
        sheets[count++] = (struct sheet){name, va_arg(more, const char *)};
    }
    va_end(more);
    sheets_import(board, sheets, count);
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

/* --- launches -------------------------------------------------------------------------------- */

/* Tuesday 10 March to Friday 3 April is 18 business days, one of them a holiday; the day is the Friday after. */
static void test_launch(void **state)
{
    (void)state;
    struct ls_board *board = team(
        "setting.csv", "key,value\nholidays,2026-03-20\n",
        "item.csv", "id,type,track,title,status,release\nLS-1,release,product,R1,started,\nLS-2,feature,product,In it,started,LS-1\n"
                    "LS-3,asset,market,Of a check,started,\nLS-4,bug,product,Elsewhere,started,\n",
        "launch.csv", "id,name,release,day,buffer_days,gate\nL-1,Go,LS-1,2026-04-10,5,2026-04-03\n"
                      "L-2,Late,,2026-04-10,5,2026-04-06\nL-3,Past,,2026-03-09,0,2026-03-05\n",
        "launch_check.csv", "launch,n,criterion,due,state,item\nL-1,2,b,2026-03-09,ready,\nL-1,1,a,2026-03-09,,LS-3\n"
                            "L-1,3,c,2026-03-10,at_risk,\nL-1,4,d,,waived,\n",
        "blocker.csv", "id,item,what,severity,opened,resolved\nB-1,LS-2,x,1,2026-03-02,\nB-2,LS-3,y,3,2026-03-05,\n"
                       "B-3,LS-4,z,3,2026-03-01,\nB-4,LS-2,done,3,2026-03-01,2026-03-02\n", NULL);
    struct ls_launch_state l;
    assert_true(ls_launch_read(board, find(board, "L-1"), day("2026-03-10"), &l));
    assert_int_equal(l.to_gate, 17);
    assert_int_equal(l.to_day, 22);
    assert_int_equal(l.latest_gate, day("2026-04-03"));
    assert_false(l.gate_late);
    assert_int_equal(l.count, 4);
    assert_string_equal(l.checks[0]->criterion, "a");
    assert_int_equal(l.states[LS_CHECK_STATE_OPEN], 1);
    assert_int_equal(l.states[LS_CHECK_STATE_READY], 1);
    assert_int_equal(l.late, 1);
    assert_int_equal(l.blocker_count, 2);
    assert_true(l.blockers[0]->rec.id == find(board, "B-2") && l.blockers[1]->rec.id == find(board, "B-1"));
    tell(board, "L-1", 78, false, "launch-small");
    ls_launch_done(&l);
    assert_true(ls_launch_read(board, find(board, "L-2"), day("2026-03-10"), &l));
    assert_true(l.gate_late && !l.blocker_count);
    ls_launch_done(&l);
    assert_true(ls_launch_read(board, find(board, "L-3"), day("2026-03-10"), &l));
    assert_int_equal(l.to_day, -1);
    assert_int_equal(l.to_gate, -3);
    ls_launch_done(&l);
    ls_board_free(board);
}

static void test_launch_told(void **state)
{
    (void)state;
    struct ls_board *board = sample();
    tell(board, "L-1", 118, false, "launch-118");
    tell(board, "L-1", 78, false, "launch-78");
    tell(board, "L-1", 58, false, "launch-58");
    ls_board_free(board);
}

/* --- roadmap --------------------------------------------------------------------------------- */

static void tell_roadmap(const struct ls_board *board, int columns, bool all, const char *golden)
{
    struct ls_sheet sheet;
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    ls_sheet_init(&sheet, columns, false, now);
    ls_sheet_roadmap(&sheet, board, all);
    print(&sheet, &text);
    compare(golden, text.data);
    ls_sheet_done(&sheet);
}

static void test_roadmap_told(void **state)
{
    (void)state;
    struct ls_board *board = sample();
    tell_roadmap(board, 118, false, "roadmap-118");
    tell_roadmap(board, 78, true, "roadmap-78");
    tell_roadmap(board, 58, false, "roadmap-58");
    ls_board_free(board);
    board = ls_board_new();
    tell_roadmap(board, 78, false, "roadmap-empty");
    ls_board_free(board);
}

static const struct ls_roadmap_node *node(const struct ls_board *board, const struct ls_roadmap *r, const char *name)
{
    ls_id id = find(board, name);
    for (size_t i = 0; i < r->count; i++) {
        if (r->nodes[i].item->rec.id == id)
            return &r->nodes[i];
    }
    return NULL;
}

static const char tiers[] =
    "id,type,track,title,status,owner,backup,due,parent,release,status_since\n"
    "LS-1,goal,shared,Goal,started,ben,,2026-06-30,,,2026-02-01\n"
    "LS-2,initiative,shared,First,started,ben,,2026-03-27,LS-1,,2026-03-02\n"
    "LS-3,initiative,shared,Second,planned,ben,,2026-03-25,LS-1,,\n"   /* in First's weeks */
    "LS-4,initiative,shared,Third,planned,ben,,2026-03-31,LS-1,,\n"    /* the week after */
    "LS-5,release,product,R1,planned,ines,,2026-03-20,LS-2,,\n"
    "LS-6,release,product,R2,planned,ines,,2026-04-20,LS-3,,\n"        /* something in it began before R1 is due */
    "LS-7,feature,product,In R1,done,ines,,2026-03-02,LS-2,LS-5,2026-03-02\n"
    "LS-8,feature,product,In R2,started,ines,,2026-04-21,LS-2,LS-6,2026-03-16\n"
    "LS-9,bug,product,Late in R1,planned,ines,,2026-03-09,,LS-5,\n"
    "LS-10,bug,product,Gone,canceled,ines,,2026-03-01,LS-2,LS-5,\n"
    "LS-11,release,product,Done,done,ines,,2026-02-20,LS-2,,\n"
    "LS-12,strategic,shared,Circle,planned,mei,,,LS-13,,\nLS-13,strategic,shared,Circle too,planned,,,,,,\n"
    "LS-14,initiative,shared,Bare,planned,dana,,,,,\n";

/* The rules one by one, on a team of its own. */
static void test_roadmap(void **state)
{
    (void)state;
    struct ls_board *board = team(
        "person.csv", "id,name,function,away_from,away_until\nines,I,pm,,\nben,B,pm,,\nmei,M,design,2026-03-09,2026-03-13\ndana,D,pmm,,\n",
        "item.csv", tiers, "blocker.csv", "id,item,what,severity,opened\nB-1,LS-8,x,2,2026-03-02\nB-2,LS-5,y,3,2026-03-05\n",
        "launch.csv", "id,name,release,day,buffer_days,gate\nL-1,Go,LS-6,2026-04-28,5,2026-04-24\n",
        "metric.csv", "id,name,family,direction,baseline,target,target_by\nu,U,retention,up,10,20,2026-06-30\n"
                      "r,R,Revenue,up,10,20,2026-06-30\nf,F,flow,up,10,20,2026-06-30\n",
        "metric_point.csv", "metric,week,value\nu,2026-W09,10\nu,2026-W10,30\nr,2026-W09,10\nr,2026-W10,5\nf,2026-W10,5\n",
        "metric_item.csv", "metric,item\nu,LS-7\nr,LS-8\nf,LS-2\n", NULL);
    struct ls_roadmap r;
    struct ls_changeset *cs = ls_changeset_new("test"); /* a circle, as two edits on two machines may make one */
    ls_change_int(cs, board, find(board, "LS-13"), LS_F_item_parent, find(board, "LS-12"));
    ls_board_apply(board, cs);
    ls_changeset_free(cs);
    ls_roadmap_read(board, day("2026-03-10"), false, &r);
    assert_int_equal(r.count, 9);
    assert_null(node(board, &r, "LS-11"));
    assert_true(node(board, &r, "LS-1")->depth == 1 && node(board, &r, "LS-5")->depth == 3);
    assert_int_equal(node(board, &r, "LS-13")->depth + node(board, &r, "LS-12")->depth, 3); /* one under the other */
    const struct ls_roadmap_node *first = node(board, &r, "LS-2"), *r1 = node(board, &r, "LS-5"), *r2 = node(board, &r, "LS-6");
    assert_true(first->overlap == find(board, "LS-3") && node(board, &r, "LS-3")->overlap == find(board, "LS-2"));
    assert_int_equal(node(board, &r, "LS-4")->overlap, 0);
    assert_true(r1->overlap == find(board, "LS-6") && r2->overlap == find(board, "LS-5"));
    /* LS-7, LS-8 by parent, LS-9 by its release R1; LS-8 counts once though it is in R2 too, canceled work never. */
    assert_true(first->work == 3 && first->done == 1 && r1->work == 2 && r1->done == 1 && r2->work == 1);
    assert_int_equal(r1->risks, LS_RISK_BLOCKED | LS_RISK_PARTS_LATE);
    assert_int_equal(r2->risks, LS_RISK_BLOCKED | LS_RISK_PARTS_AFTER | LS_RISK_GATE);
    assert_int_equal(first->risks, LS_RISK_BLOCKED | LS_RISK_PARTS_LATE | LS_RISK_PARTS_AFTER);
    assert_true(first->blockers == 2 && first->blocker == find(board, "B-2"));
    assert_true(first->marks[LS_MARK_USERS] == LS_MARK_GOOD && first->marks[LS_MARK_REVENUE] == LS_MARK_RISK &&
                first->marks[LS_MARK_DELIVERY] == LS_MARK_BAD);
    assert_true(r1->marks[LS_MARK_USERS] == LS_MARK_GOOD && r1->marks[LS_MARK_REVENUE] == LS_MARK_NONE);
    assert_int_equal(node(board, &r, "LS-12")->risks, LS_RISK_AWAY);
    assert_int_equal(node(board, &r, "LS-13")->risks, LS_RISK_NO_OWNER);
    assert_int_equal(node(board, &r, "LS-14")->risks, LS_RISK_NO_DATE);
    ls_roadmap_done(&r);
    ls_roadmap_read(board, day("2026-03-23"), true, &r);
    assert_int_equal(r.count, 10);
    assert_true(node(board, &r, "LS-5")->risks & LS_RISK_LATE);
    assert_int_equal(node(board, &r, "LS-11")->risks, 0);
    ls_roadmap_done(&r);
    ls_board_free(board);
}

/* --- the other records -------------------------------------------------------------------------- */

static void test_others_told(void **state)
{
    (void)state;
    static const char *const NAMES[] = {"D-9", "D-5", "S-11", "S-4", "G-1", "sync", "retro", "M-11", "M-12",
                                        "ines", "mei", "ruth", "T-4"};
    struct ls_board *board = sample();
    for (size_t i = 0; i < LS_COUNT(NAMES); i++) {
        for (int columns = 58; columns <= 118; columns += 30) {
            LS_AUTO(buf) struct ls_buf golden = LS_BUF_INIT;
            ls_buf_printf(&golden, "%s-%d", NAMES[i], columns);
            tell(board, NAMES[i], columns, false, golden.data);
        }
    }
    ls_board_free(board);
}

/* 2 person-months of somebody with 30 hours a week are 260 hours; over 8 business days that is 162.5 a week, over the
 * least of 5 days 260, over a quarter of 65 days 20. */
static void test_load(void **state)
{
    (void)state;
    struct ls_board *board = team(
        "setting.csv", "key,value\nholidays,2026-03-20\n",
        "person.csv", "id,name,function,capacity_h,away_from\nines,I,pm,30,\nben,B,pm,,2026-03-10\n",
        "item.csv", "id,type,track,title,status,owner,backup,priority,due,effort\n"
                    "LS-1,feature,product,A,started,ines,ben,1,2026-03-23,2\n" /* 8 days: one is a holiday */
                    "LS-2,feature,product,B,review,ines,,2,2026-03-09,2\n"     /* late */
                    "LS-3,feature,product,C,planned,ines,,,,2\n"
                    "LS-4,feature,product,D,planned,ines,,,,\n"
                    "LS-5,feature,product,E,backlog,ines,,1,,2\n"              /* not taken on */
                    "LS-6,release,product,F,started,ines,,1,2026-03-01,2\n"    /* planned, not worked off */
                    "LS-7,feature,product,G,planned,ben,ines,,,1\n",
        "blocker.csv", "id,item,what,owner,opened,resolved\nB-1,LS-1,x,ines,2026-03-02,\nB-2,LS-1,y,ines,2026-03-02,2026-03-03\n",
        "launch.csv", "id,name,day,verdict,owner\nL-1,Go,2026-04-10,go,ines\nL-2,To come,2026-04-10,,ines\n",
        "launch_check.csv", "launch,n,criterion,state,owner,backup\nL-2,1,a,ready,ines,\nL-2,2,b,open,ines,\nL-1,1,c,open,ines,\n", NULL);
    struct ls_load load = ls_load_read(board, ls_person_get(board, find(board, "ines")), day("2026-03-10"));
    assert_true(load.open == 4 && load.urgent == 1 && load.late == 1 && load.blockers == 1 && load.without_effort == 1);
    assert_true(fabs(load.hours - (162.5 + 260 + 20)) < 1e-9);
    assert_false(load.away);
    load = ls_load_read(board, ls_person_get(board, find(board, "ben")), day("2026-03-10"));
    assert_true(load.away && isnan(load.hours));
    struct ls_owned *owned;
    size_t count = ls_owned_by_all(board, &owned);
    assert_int_equal(count, 7 + 1 + 1 + 1); /* items, the open blocker, the launch to come, its open check */
    assert_true(owned[0].record->id == find(board, "LS-6") && owned[1].record->id == find(board, "LS-2"));
    free(owned);
    ls_board_free(board);
}

static void test_raci(void **state)
{
    (void)state;
    struct ls_board *board = team(
        "person.csv", "id,name,function,active\nines,I,pm,1\nben,B,sales,1\nold,O,sales,0\nmia,M,lead,1\n",
        "topic.csv", "id,name,accountable,backup,responsible,consulted,informed,escalate_to\nT-1,X,ines,ben,ines,sales,all,mia\n", NULL);
    const struct ls_topic *topic = ls_topic_get(board, find(board, "T-1"));
    static const struct {
        const char *person;
        unsigned is;
        const char *letters;
    } CASES[] = {{"ines", LS_RACI_ACCOUNTABLE | LS_RACI_RESPONSIBLE | LS_RACI_INFORMED, "AR"},
                 {"ben", LS_RACI_BACKUP | LS_RACI_CONSULTED | LS_RACI_INFORMED, "BC"},
                 {"old", 0, ""},
                 {"mia", LS_RACI_ESCALATE | LS_RACI_INFORMED, "E"}};
    for (size_t i = 0; i < LS_COUNT(CASES); i++) {
        LS_AUTO(buf) struct ls_buf letters = LS_BUF_INIT;
        unsigned is = ls_raci_of(topic, ls_person_get(board, find(board, CASES[i].person)));
        assert_int_equal(is, CASES[i].is);
        ls_raci_letters(is, &letters);
        assert_string_equal(letters.data, CASES[i].letters);
    }
    ls_board_free(board);
}

/* What the sample does not have: late, crossed, a chain of three, a circle, wide text, text that commands a terminal. */
static void test_decisions_told(void **state)
{
    (void)state;
    struct ls_board *board = team(
        "person.csv", "id,name,function\nines,I\xc3\xb1\xc3\xa9s,pm\n",
        "metric.csv", "id,name,unit\nm,M,%\n", "metric_point.csv", "metric,week,value\nm,2026-W10,41.5\n",
        "decision.csv", "id,status,title,decided,why,follows,driver,on_date,review_on,review_metric,review_below,review_above,supersedes,needed_by\n"
                        "D-1,superseded,First,a,b,c,ines,2026-01-05,,,,,,\n"
                        "D-2,superseded,Second,a,b,c,ines,2026-01-12,,,,,D-1,\n"
                        "D-3,decided,\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e \xe2\x80\xae third,a,b,c,ines,2026-01-19,2026-03-09,m,42,,D-2,\n"
                        "D-4,proposed,Late,,,,ines,,,,,,,2026-03-05\n",
        "option.csv", "decision,n,label,pro,con,chosen\nD-3,1,\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e,\x1b[31mred,caf\xc3\xa9,1\nD-3,2,plain,x,y,\n",
        NULL);
    tell(board, "D-3", 78, false, "decision-chain");
    tell(board, "D-1", 78, false, "decision-first");
    tell(board, "D-4", 78, false, "decision-late");
    ls_board_free(board);
}

static void tell_raci(const struct ls_board *board, int columns, const char *golden)
{
    struct ls_sheet sheet;
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    ls_sheet_init(&sheet, columns, false, now);
    ls_sheet_raci(&sheet, board);
    print(&sheet, &text);
    compare(golden, text.data);
    ls_sheet_done(&sheet);
}

static void test_raci_told(void **state)
{
    (void)state;
    struct ls_board *board = sample();
    tell_raci(board, 118, "raci-118");
    tell_raci(board, 78, "raci-78");
    tell_raci(board, 58, "raci-58");
    tell_raci(board, 40, "raci-40");
    ls_board_free(board);
    board = ls_board_new();
    tell_raci(board, 78, "raci-empty");
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
        cmocka_unit_test(test_launch),
        cmocka_unit_test(test_launch_told),
        cmocka_unit_test(test_roadmap),
        cmocka_unit_test(test_roadmap_told),
        cmocka_unit_test(test_others_told),
        cmocka_unit_test(test_load),
        cmocka_unit_test(test_raci),
        cmocka_unit_test(test_decisions_told),
        cmocka_unit_test(test_raci_told),
    };
    setenv("TZ", "UTC", 1);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
