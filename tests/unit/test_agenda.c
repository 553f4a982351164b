/* The agenda of the sample team, and what the rules stand on: business days, cadences, people, metrics, scores. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../oracle/team_dir.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/mem.h"
#include "exchange/csv_read.h"
#include "lockstep/agenda_out.h"
#include "lockstep/calendar.h"
#include "lockstep/error.h"
#include "lockstep/metric.h"
#include "lockstep/people.h"
#include "lockstep/score.h"

static int64_t day(const char *text)
{
    int64_t date;
    assert_true(ls_date_parse(text, &date));
    return date;
}

static struct ls_board *sample(int64_t *ret_now)
{
    struct ls_board *board = NULL;
    struct ls_error err = {0};
    ls_clock_set_zone("Europe/Berlin");
    assert_true(ls_stamp_parse("2026-03-10T09:28", ret_now));
    if (team_dir_read(SAMPLE_DIR, *ret_now, &board, &err) < 0)
        fail_msg("%s", err.message);
    return board;
}

/* --- the sample's agenda ----------------------------------------------------------------------- */

/* The columns that the rules decide; titles, reasons and asks may be worded better. */
static const char *const compared[] = {"meeting", "date", "segment", "position", "start", "planned_s", "ref",
                                       "owner", "backup", "acting", "state", "carried"};

struct rows {
    struct ls_buf text;
    size_t column[LS_COUNT(compared)];
};

static int rows_take(void *arg, const struct csv_row *row, struct ls_error *err LS_UNUSED)
{
    struct rows *rows = arg;
    for (size_t c = 0; row->line == 1 && c < LS_COUNT(compared); c++) {
        for (size_t i = 0; i < row->count; i++) {
            if (!strcmp(row->cells[i], compared[c]))
                rows->column[c] = i;
        }
    }
    for (size_t c = 0; c < LS_COUNT(compared); c++)
        ls_buf_printf(&rows->text, "%s|", row->cells[rows->column[c]]);
    ls_buf_char(&rows->text, '\n');
    return 0;
}

static void test_sample(void **state LS_UNUSED)
{
    int64_t now;
    struct ls_board *board = sample(&now);
    struct ls_agenda *agenda = NULL;
    struct rows wanted = {.text = LS_BUF_INIT}, have = {.text = LS_BUF_INIT};
    LS_AUTO(buf) struct ls_buf csv = LS_BUF_INIT;
    assert_int_equal(ls_agenda_plan(board, ls_agenda_sync(board), now, &agenda, NULL), 0);
    ls_agenda_csv(board, agenda, false, &csv);
    assert_int_equal(csv_read_bytes(csv.data, csv.len, "have", NULL, rows_take, &have, NULL), 0);
    assert_int_equal(csv_read_file(SAMPLE_DIR "/agenda_2026-03-10.csv", "wanted", NULL, rows_take, &wanted, NULL), 0);
    assert_string_equal(have.text.data, wanted.text.data);
    assert_int_equal(agenda->planned, 15 * 60);
    assert_int_equal(agenda->spare, 0);
    ls_buf_done(&have.text);
    ls_buf_done(&wanted.text);
    ls_agenda_free(agenda);
    ls_board_free(board);
}

/* Two minutes late at the first blocker: Priorities give way from the last on, then signals; Close stays. */
static void test_squeeze(void **state LS_UNUSED)
{
    int64_t now;
    struct ls_board *board = sample(&now);
    struct ls_agenda *a = NULL;
    assert_int_equal(ls_agenda_plan(board, ls_agenda_sync(board), now, &a, NULL), 0);
    for (int i = 0; i < 3; i++)
        a->lines[i].state = LS_LINE_STATE_DONE;
    assert_int_equal(ls_agenda_squeeze(a, 3, 180, 0), 0);
    assert_int_equal(ls_agenda_squeeze(a, 3, 181, 0), 1);
    assert_true(a->lines[12].grey);
    assert_int_equal(ls_agenda_squeeze(a, 3, 180 + 121, 0), 4);
    assert_true(a->lines[10].grey && a->lines[11].grey && a->lines[12].grey && a->lines[9].grey);
    assert_false(a->lines[8].grey);
    ls_agenda_squeeze(a, 3, 20 * 60, 60);
    for (size_t i = 4; i < 13; i++)
        assert_true(a->lines[i].grey);
    assert_false(a->lines[13].grey);
    ls_agenda_free(a);
    ls_board_free(board);
}

static void test_asked(void **state LS_UNUSED)
{
    int64_t now;
    struct ls_board *board = sample(&now);
    struct ls_agenda *a = NULL;
    assert_int_equal(ls_agenda_plan(board, ls_agenda_sync(board), now, &a, NULL), 0);
    ls_id jonas = ls_board_by_handle(board, LS_E_PERSON, "jonas"), ruth = ls_board_by_handle(board, LS_E_PERSON, "ruth");
    assert_int_equal(ls_agenda_asked(a, jonas, 0), 0); /* LS-80 */
    size_t at = ls_agenda_asked(a, jonas, 1);
    assert_string_equal(a->lines[at].ref, "B-1");
    assert_int_equal(ls_agenda_asked(a, jonas, at + 1), a->count);
    assert_int_equal(ls_agenda_asked(a, ruth, 0), a->count);
    ls_agenda_free(a);
    ls_board_free(board);
}

/* --- the ground -------------------------------------------------------------------------------- */

static void test_business_days(void **state LS_UNUSED)
{
    struct ls_calendar none = {0};
    int64_t free_days[] = {day("2026-03-06"), day("2026-03-09")};
    struct ls_calendar some = {free_days, 2};
    assert_int_equal(ls_calendar_days(&none, day("2026-02-24"), day("2026-03-10")), 10);
    assert_int_equal(ls_calendar_days(&none, day("2026-03-06"), day("2026-03-08")), 0);
    assert_int_equal(ls_calendar_days(&none, day("2026-03-08"), day("2026-03-09")), 1);
    assert_int_equal(ls_calendar_days(&none, day("2026-03-10"), day("2026-03-01")), 0);
    assert_int_equal(ls_calendar_days(&none, LS_NONE, day("2026-03-01")), 0);
    assert_int_equal(ls_calendar_days(&some, day("2026-03-05"), day("2026-03-10")), 1);
    assert_int_equal(ls_calendar_days(&some, day("2026-03-06"), day("2026-03-10")), 1);
    assert_int_equal(ls_calendar_add(&some, day("2026-03-05"), 1), day("2026-03-10"));
    assert_int_equal(ls_calendar_add(&some, day("2026-03-10"), -1), day("2026-03-05"));
    assert_false(ls_calendar_is_business(&some, day("2026-03-09")));
    for (int64_t from = day("2026-01-01"); from < day("2026-01-20"); from++) {
        int64_t counted = 0;
        for (int64_t to = from + 1; to < from + 40; to++) {
            counted += ls_date_weekday(to) < 5;
            assert_int_equal(ls_calendar_days(&none, from, to), counted);
        }
    }
}

static void check_cadence(const char *cadence, const char *at, const char *held, const char *after, const char *following)
{
    struct ls_ritual ritual = {.cadence = cadence, .at = at, .minutes = 15};
    struct ls_board *board = ls_board_new();
    assert_int_equal(ls_ritual_day_from(board, &ritual, day(held) + 1), day(after));
    assert_int_equal(ls_ritual_day_from(board, &ritual, day(after)), day(after));
    assert_int_equal(ls_ritual_day_following(board, &ritual, day(held)), day(following));
    ls_board_free(board);
}

static void test_cadences(void **state LS_UNUSED)
{
    struct ls_ritual ritual = {.cadence = "weekly", .at = "Tue 09:30"};
    assert_int_equal(ls_ritual_minute(&ritual), 9 * 60 + 30);
    check_cadence("weekly", "Tue 09:30", "2026-03-10", "2026-03-17", "2026-03-17");
    check_cadence("weekly", "Tue 09:30", "2026-03-11", "2026-03-17", "2026-03-18");
    check_cadence("twice weekly", "Mon and Wed 14:00", "2026-03-09", "2026-03-11", "2026-03-11");
    check_cadence("twice weekly", "Mon and Wed 14:00", "2026-03-11", "2026-03-16", "2026-03-16");
    check_cadence("daily", "09:15", "2026-03-13", "2026-03-16", "2026-03-16");
    check_cadence("monthly", "first Wed 10:00", "2026-03-04", "2026-04-01", "2026-04-01");
    check_cadence("monthly", "third Tue 15:00", "2026-03-10", "2026-03-17", "2026-03-17");
    check_cadence("monthly", "last Friday", "2026-03-27", "2026-04-24", "2026-04-24");
    check_cadence("every 6 weeks", "Wed 14:00", "2026-03-11", "2026-03-18", "2026-04-22");
    check_cadence("quarterly", "Feb May Aug Nov", "2026-03-10", "2026-05-01", "2026-05-01");
}

static void test_people(void **state LS_UNUSED)
{
    int64_t now;
    struct ls_board *board = sample(&now);
    ls_id mei = ls_board_by_handle(board, LS_E_PERSON, "mei"), ruth = ls_board_by_handle(board, LS_E_PERSON, "ruth");
    assert_int_equal(ls_person_acting(board, mei, ruth, day("2026-03-08")), mei);
    assert_int_equal(ls_person_acting(board, mei, ruth, day("2026-03-09")), ruth);
    assert_int_equal(ls_person_acting(board, mei, ruth, day("2026-03-13")), ruth);
    assert_int_equal(ls_person_acting(board, mei, ruth, day("2026-03-14")), mei);
    assert_int_equal(ls_person_acting(board, mei, 0, day("2026-03-10")), mei);
    assert_int_equal(ls_board_halves(board), LS_HALF_PRODUCT | LS_HALF_MARKET);
    assert_int_equal(ls_function_halves(LS_FUNCTION_LEAD), LS_HALF_PRODUCT | LS_HALF_MARKET);
    const struct ls_ritual *sync = ls_ritual_get(board, ls_agenda_sync(board));
    ls_id tomasz = ls_board_by_handle(board, LS_E_PERSON, "tomasz"), dana = ls_board_by_handle(board, LS_E_PERSON, "dana");
    assert_int_equal(ls_rota_next(board, sync->rota, tomasz), dana);
    assert_int_equal(ls_rota_next(board, sync->rota, ruth), dana);
    assert_int_equal(ls_rota_next(board, "none", dana), 0);
    ls_board_free(board);
}

static void test_metrics(void **state LS_UNUSED)
{
    int64_t now;
    struct ls_board *board = sample(&now);
    struct ls_metric_book *book = ls_metric_book_new(board);
    struct ls_metric_trend t;
    assert_true(ls_metric_trend(book, ls_board_by_handle(board, LS_E_METRIC, "win_rate"), &t));
    assert_int_equal(t.count, 12);
    assert_int_equal(t.worse_run, 4);
    assert_true(t.off_pace);
    assert_true(fabs(t.pace - 24.42) < 0.01);
    assert_true(ls_metric_trend(book, ls_board_by_handle(board, LS_E_METRIC, "ttfv"), &t));
    assert_true(t.off_pace && t.metric->direction == LS_DIRECTION_DOWN);
    assert_int_equal(t.worse_run, 0);
    assert_true(ls_metric_trend(book, ls_board_by_handle(board, LS_E_METRIC, "retention"), &t));
    assert_false(t.off_pace);
    assert_false(ls_metric_trend(book, 1, &t));
    ls_metric_book_free(book);
    ls_board_free(board);
}

static void test_scores(void **state LS_UNUSED)
{
    int64_t now;
    struct ls_board *board = sample(&now);
    struct ls_score_book *book = ls_score_book_new(board);
    struct ls_item item = {.rec = {.id = 1}, .reach = 100, .impact = 2, .confidence = 100, .effort = 0.1};
    struct ls_score s = ls_score_item(book, &item);
    assert_int_equal(s.confidence, 50);
    assert_true(s.score == 100 * 2 * 0.5 / 0.5);
    s = ls_score_item(book, ls_item_get(board, ls_board_by_num(board, LS_E_ITEM, 21)));
    assert_int_equal(s.cap, 80);
    assert_true(fabs(s.score - 1920) < 1e-9);
    s = ls_score_item(book, ls_item_get(board, ls_board_by_num(board, LS_E_ITEM, 25)));
    assert_int_equal(s.cap, 100);
    item.impact = NAN;
    assert_true(isnan(ls_score_item(book, &item).score));
    ls_score_book_free(book);
    ls_board_free(board);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sample), cmocka_unit_test(test_squeeze), cmocka_unit_test(test_asked),
        cmocka_unit_test(test_business_days), cmocka_unit_test(test_cadences), cmocka_unit_test(test_people),
        cmocka_unit_test(test_metrics), cmocka_unit_test(test_scores),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
