/* Rituals: the templates and what they bring on an agenda, words that are refused, the days to come, whose turn it is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/clock.h"
#include "lockstep/agenda.h"
#include "lockstep/calendar.h"
#include "lockstep/ritual.h"
#include "sync_team.h"

static int64_t stamp(const char *text)
{
    int64_t at;
    assert_true(ls_stamp_parse(text, &at));
    return at;
}

/* --- templates ------------------------------------------------------------------------------- */

static void test_templates(void **state LS_UNUSED)
{
    static const struct {
        const char *handle;
        int minutes;
        double a_week;
    } wanted[] = {{"sync", 15, 15}, {"huddle", 45, 45}, {"standup", 15, 75}, {"block", 60, 120}, {"analytics", 30, 30},
                  {"oneonone", 30, 30}, {"monthly", 90, 90 * 12 / 52.0}, {"voice", 60, 60 * 12 / 52.0},
                  {"roadmap", 60, 10}, {"quarter", 180, 180 * 4 / 52.0}, {"retro", 60, 0}};
    for (size_t i = 0; i < LS_COUNT(wanted); i++) {
        const struct ls_ritual_template *t = ls_ritual_template(i);
        int sum = 0;
        assert_string_equal(t->handle, wanted[i].handle);
        assert_int_equal(t->minutes, wanted[i].minutes);
        for (size_t s = 0; s < t->segment_count; s++) {
            const char *feed = t->segments[s].feed, *word;
            size_t len;
            ls_id id;
            sum += t->segments[s].minutes;
            assert_true(ls_set_count(feed) > 0);
            while (ls_set_next(&feed, &word, &len, &id))
                assert_true(ls_ritual_is_feed(word, len));
        }
        assert_int_equal(sum, t->minutes);
        assert_int_equal(ls_ritual_check(t->cadence, t->at, NULL), 0);
        struct ls_ritual ritual = {.cadence = t->cadence, .at = t->at, .minutes = t->minutes};
        assert_true(ls_ritual_weekly_minutes(&ritual) > wanted[i].a_week - 0.01);
        assert_true(ls_ritual_weekly_minutes(&ritual) < wanted[i].a_week + 0.01);
        assert_ptr_equal(ls_ritual_template_find(t->handle), t);
    }
    assert_null(ls_ritual_template(LS_COUNT(wanted)));
    assert_null(ls_ritual_template_find("sprint"));
}

static int64_t segments_of(const struct ls_board *board, const char *handle, int64_t *ret_count)
{
    int64_t minutes = 0;
    *ret_count = 0;
    LS_EACH(segment, s, board) {
        if (s->ritual == ls_board_by_handle(board, LS_E_RITUAL, handle)) {
            minutes += s->minutes;
            ++*ret_count;
        }
    }
    return minutes;
}

static void test_on_and_off(void **state LS_UNUSED)
{
    struct sync_team t;
    int64_t count;
    sync_team_open(&t);
    sync_team_do(&t, "ritual on", "standup"); /* the sample has it, off, and without segments */
    assert_string_equal(sync_team_field(&t, sync_team_id(&t, "standup"), "active"), "1");
    assert_int_equal(segments_of(t.board, "standup", &count), 15);
    assert_int_equal(count, 3);
    sync_team_undo(&t);
    assert_string_equal(sync_team_field(&t, sync_team_id(&t, "standup"), "active"), "0");
    assert_int_equal(segments_of(t.board, "standup", &count), 0);
    sync_team_do(&t, "ritual off", "huddle");
    assert_string_equal(sync_team_field(&t, sync_team_id(&t, "huddle"), "active"), "0");
    sync_team_do(&t, "sync start", "sync");
    assert_int_equal(sync_team_run(&t, "ritual off", "sync"), LS_EREFUSED);
    assert_string_equal(t.err.message, "sync is running");
    assert_int_equal(sync_team_run(&t, "ritual on", "sprint"), LS_ENOTFOUND);
    assert_int_equal(sync_team_run(&t, "ritual off", "sprint"), LS_ENOTFOUND);
    sync_team_close(&t);
}

static void test_edit(void **state LS_UNUSED)
{
    struct sync_team t;
    int64_t count;
    sync_team_open(&t);
    assert_int_equal(sync_team_run_on(&t, "ritual edit", "", "huddle", "at=25:00"), LS_EREFUSED);
    assert_int_equal(sync_team_run_on(&t, "ritual edit", "", "huddle", "cadence=sometimes"), LS_EREFUSED);
    assert_int_equal(sync_team_run_on(&t, "ritual edit", "", "huddle", "segments=Blockers"), LS_EUSAGE);
    assert_int_equal(sync_team_run_on(&t, "ritual edit", "", "huddle", "nonsense=1"), LS_EUSAGE);
    assert_int_equal(sync_team_run_on(&t, "ritual edit", "", "huddle", "rota=ines;zoe"), LS_ENOTFOUND);
    assert_int_equal(sync_team_run(&t, "ritual edit", "huddle"), LS_EUSAGE);
    assert_int_equal(sync_team_run_on(&t, "ritual edit", "", "huddle", "at=Wed,11:00 cadence=daily"), LS_OK);
    assert_string_equal(sync_team_field(&t, sync_team_id(&t, "huddle"), "at"), "Wed,11:00");
    assert_int_equal(segments_of(t.board, "huddle", &count), 45);
    assert_int_equal(count, 5);
    sync_team_close(&t);
}

/* Each template on the sample team: what its feeds name, once each, within its minutes. */
static void test_agendas(void **state LS_UNUSED)
{
    struct sync_team t;
    sync_team_open(&t);
    const struct ls_ritual_template *from;
    for (size_t i = 0; (from = ls_ritual_template(i)); i++) {
        struct ls_agenda *agenda = NULL;
        sync_team_run(&t, "ritual on", from->handle);
        assert_int_equal(ls_agenda_plan(t.board, sync_team_id(&t, from->handle), t.now, &agenda, NULL), 0);
        int64_t sum = 0;
        for (size_t l = 0; l < agenda->count; l++) {
            const struct ls_agenda_line *line = &agenda->lines[l];
            sum += line->today ? line->planned : 0;
            assert_true(*line->title && *line->why && *line->ask);
            for (size_t m = 0; m < l; m++)
                assert_true(!line->record || line->record != agenda->lines[m].record);
        }
        assert_true(agenda->today_count > 0);
        assert_int_equal(sum, agenda->planned);
        assert_int_equal(agenda->planned + agenda->spare, agenda->seconds);
        ls_agenda_free(agenda);
    }
    sync_team_close(&t);
}

/* --- words ----------------------------------------------------------------------------------- */

static void test_words(void **state LS_UNUSED)
{
    static const char *const good[][2] = {{"weekly", "Thu 10:00"}, {"daily", "09:15"}, {"every 6 weeks", "Wed 14:00"},
                                          {"twice a week", ""}, {"monthly", "last Friday 9:00"},
                                          {"quarterly", "first Tue in Feb, May, Aug and Nov 10:00"},
                                          {"after launch", "+14 days"}, {"", ""}};
    static const char *const bad[][2] = {{"hourly", ""}, {"weekly", "noon"}, {"weekly", "Thu 10.00"}, {"every", ""},
                                         {"weekly", "Thu 10:60"}, {"per launch", "+two"}};
    for (size_t i = 0; i < LS_COUNT(good); i++)
        assert_int_equal(ls_ritual_check(good[i][0], good[i][1], NULL), LS_OK);
    for (size_t i = 0; i < LS_COUNT(bad); i++)
        assert_int_equal(ls_ritual_check(bad[i][0], bad[i][1], NULL), LS_EREFUSED);
}

/* --- days ------------------------------------------------------------------------------------ */

/* The occurrences of a ritual with this cadence, as "2026-03-11 2026-03-18 …"; a star marks a holiday. */
static void expect_days(struct sync_team *t, const char *cadence, const char *at, const char *wanted)
{
    struct ls_changeset *cs = ls_changeset_new("test");
    ls_id huddle = sync_team_id(t, "huddle");
    ls_change_text(cs, t->board, huddle, LS_F_ritual_cadence, cadence);
    ls_change_text(cs, t->board, huddle, LS_F_ritual_at, at);
    ls_board_apply(t->board, cs);
    ls_changeset_free(cs);
    struct ls_occurrence *o;
    LS_AUTO(buf) struct ls_buf have = LS_BUF_INIT;
    size_t count = ls_ritual_upcoming(t->board, huddle, t->now, INT64_MAX, 4, &o);
    for (size_t i = 0; i < count; i++) {
        ls_buf_str(&have, i ? " " : "");
        ls_date_format(&have, ls_stamp_date(o[i].at));
        ls_buf_str(&have, o[i].holiday ? "*" : "");
    }
    free(o);
    assert_string_equal(have.data, wanted);
}

static void test_upcoming(void **state LS_UNUSED)
{
    struct sync_team t;
    sync_team_open(&t); /* Tuesday 10 March 2026; L-1 on 21 April */
    struct ls_changeset *cs = ls_changeset_new("test");
    ls_id holidays = ls_change_create(cs, LS_E_SETTING, t.now);
    ls_change_text(cs, t.board, holidays, LS_F_setting_key, "holidays");
    ls_change_text(cs, t.board, holidays, LS_F_setting_value, "2026-03-12;2026-03-18");
    ls_board_apply(t.board, cs);
    ls_changeset_free(cs);
    expect_days(&t, "daily", "10:15", "2026-03-10 2026-03-11 2026-03-13 2026-03-16");
    expect_days(&t, "daily", "09:15", "2026-03-11 2026-03-13 2026-03-16 2026-03-17"); /* it is 09:28 */
    expect_days(&t, "weekly", "Wed 14:00", "2026-03-11 2026-03-18* 2026-03-25 2026-04-01");
    expect_days(&t, "twice weekly", "Mon and Wed 14:00", "2026-03-11 2026-03-16 2026-03-18* 2026-03-23");
    expect_days(&t, "twice a week", "", "2026-03-10 2026-03-12* 2026-03-17 2026-03-19");
    expect_days(&t, "every 6 weeks", "Wed 14:00", "2026-03-11 2026-04-22 2026-06-03 2026-07-15");
    expect_days(&t, "every other week", "Wed 14:00", "2026-03-11 2026-03-25 2026-04-08 2026-04-22");
    expect_days(&t, "monthly", "first Wed 10:00", "2026-04-01 2026-05-06 2026-06-03 2026-07-01");
    expect_days(&t, "quarterly", "first Tue Feb May Aug Nov 10:00", "2026-05-05 2026-08-04 2026-11-03 2027-02-02");
    expect_days(&t, "per launch", "+14 days", "2026-05-05");
    expect_days(&t, "per launch", "+400 days", "2027-05-26");
    sync_team_close(&t);
}

/* --- whose turn it is ------------------------------------------------------------------------- */

static void expect_turn(const struct sync_team *t, const char *at, const char *handle, bool due)
{
    struct ls_occurrence *turns;
    size_t count = ls_ritual_turns(t->board, stamp(at), &turns);
    assert_true(count > 0);
    assert_string_equal(ls_ritual_get(t->board, turns[0].ritual)->handle, handle);
    assert_int_equal(turns[0].due, due);
    free(turns);
}

static void test_turns(void **state LS_UNUSED)
{
    struct sync_team t;
    sync_team_open(&t); /* M-12, the sync, is planned for Tue 09:30 */
    expect_turn(&t, "2026-03-10 09:14", "sync", false);
    expect_turn(&t, "2026-03-10 09:15", "sync", true);
    expect_turn(&t, "2026-03-10 10:30", "sync", true); /* an hour late */
    expect_turn(&t, "2026-03-11 13:00", "roadmap", false);
    expect_turn(&t, "2026-03-12 10:20", "huddle", true); /* late, and none is planned as a meeting */
    expect_turn(&t, "2026-03-12 11:20", "oneonone", false);
    t.now = stamp("2026-03-12 10:05");
    sync_team_do(&t, "sync start", "");
    assert_string_equal(sync_team_field(&t, ls_meeting_running(t.board), "ritual"), "huddle");
    sync_team_do(&t, "sync end", "");
    expect_turn(&t, "2026-03-12 10:20", "oneonone", false); /* it was held */
    sync_team_close(&t);
}

/* Two that are due at once have to be told apart; a second one cannot start while one runs. */
static void test_which(void **state LS_UNUSED)
{
    struct sync_team t;
    sync_team_open(&t);
    sync_team_run_on(&t, "ritual on", "", "analytics", "at=Tue,09:40");
    assert_int_equal(sync_team_run(&t, "sync start", ""), LS_EUSAGE);
    assert_string_equal(t.err.message, "2 meetings are due now: which one?");
    assert_string_equal(t.err.hint, "name it: lockstep sync start sync or analytics");
    assert_int_equal(sync_team_run(&t, "sync start", "retrospective"), LS_ENOTFOUND);
    sync_team_do(&t, "sync start", "analytics");
    assert_string_equal(sync_team_field(&t, ls_meeting_running(t.board), "ritual"), "analytics");
    assert_int_equal(sync_team_run(&t, "sync start", "sync"), LS_EREFUSED);
    sync_team_do(&t, "sync start", "");
    sync_team_close(&t);
}

/* Every template runs from its first line to its end and leaves no line without an outcome. */
static void test_each_runs(void **state LS_UNUSED)
{
    const struct ls_ritual_template *from;
    for (size_t i = 0; (from = ls_ritual_template(i)); i++) {
        struct sync_team t;
        struct ls_live live = {0};
        sync_team_open(&t);
        sync_team_run(&t, "ritual on", from->handle);
        sync_team_do(&t, "sync start", from->handle);
        ls_id meeting = ls_meeting_running(t.board);
        for (int lines = 0; lines < 100; lines++) {
            sync_team_wait(&t, 20);
            if (sync_team_run(&t, "sync next", "") == LS_EREFUSED && sync_team_run(&t, "sync drop", "enough"))
                break;
        }
        sync_team_do(&t, "sync end", "");
        sync_team_live(&t, meeting, &live);
        assert_true(live.line_count > 0);
        for (size_t l = 0; l < live.line_count; l++)
            assert_true(live.lines[l].state != LS_LINE_STATE_QUEUED && *live.lines[l].item->outcome);
        ls_live_done(&live);
        sync_team_close(&t);
    }
}

/* What somebody else agreed to before the meeting is done when it starts, and its time is given back. */
static void test_agreed_before(void **state LS_UNUSED)
{
    struct sync_team t;
    struct ls_live live = {0};
    sync_team_open(&t);
    ls_id ines = t.me;
    assert_int_equal(sync_team_run(&t, "sync agree", ""), LS_ENOTFOUND); /* no answer yet */
    t.me = sync_team_id(&t, "jonas");
    assert_int_equal(sync_team_run_on(&t, "sync answer", "B-1", "signed on Friday", ""), LS_OK);
    assert_int_equal(sync_team_run(&t, "sync agree", "B-1"), LS_ENOTFOUND); /* not one's own */
    assert_string_equal(t.err.message, "you answered that yourself; somebody else agrees");
    t.me = ines;
    sync_team_do(&t, "sync agree", "B-1");
    assert_string_equal(t.said.data, "1 answer is agreed to: it takes no time in the meeting");
    sync_team_undo(&t);
    sync_team_do(&t, "sync agree", "");
    assert_int_equal(sync_team_run(&t, "sync agree", ""), LS_ENOTFOUND); /* once is enough */
    sync_team_do(&t, "sync start", "sync");
    sync_team_live(&t, 0, &live);
    int answered = 0;
    for (size_t i = 0; i < live.line_count; i++) {
        bool is = live.lines[i].blocker == sync_team_id(&t, "B-1") && !live.lines[i].decision;
        assert_int_equal(live.lines[i].state == LS_LINE_STATE_DONE, is);
        if (is)
            assert_string_equal(live.lines[i].item->outcome, "answered: signed on Friday");
        answered += is;
    }
    assert_int_equal(answered, 1);
    assert_int_equal(live.left_ms, 13 * LS_MINUTE); /* of 15: two minutes are given back */
    ls_live_done(&live);
    sync_team_close(&t);
}

/* One that was started and ended at once is no short meeting: it gives nothing back and changes no trend. */
static void test_hardly_begun(void **state LS_UNUSED)
{
    struct sync_team t;
    sync_team_open(&t);
    LS_AUTO(buf) struct ls_buf receipt = LS_BUF_INIT;
    sync_team_do(&t, "sync start", "sync");
    ls_id meeting = ls_meeting_running(t.board);
    sync_team_wait(&t, 2);
    sync_team_do(&t, "sync end", "");
    assert_int_equal(ls_meeting_receipt(t.board, meeting, &receipt, NULL), LS_OK);
    assert_string_equal(receipt.data, "0:02, nothing was talked about");
    sync_team_undo(&t); /* the end is undone: it runs on */
    assert_true(ls_meeting_running(t.board) == meeting);
    sync_team_wait(&t, 600);
    sync_team_do(&t, "sync end", "");
    ls_buf_clear(&receipt);
    assert_int_equal(ls_meeting_receipt(t.board, meeting, &receipt, NULL), LS_OK);
    assert_non_null(strstr(receipt.data, "given back"));
    sync_team_close(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_templates), cmocka_unit_test(test_on_and_off), cmocka_unit_test(test_edit),
        cmocka_unit_test(test_agendas),   cmocka_unit_test(test_words),      cmocka_unit_test(test_upcoming),
        cmocka_unit_test(test_turns),     cmocka_unit_test(test_which),      cmocka_unit_test(test_each_runs),
        cmocka_unit_test(test_agreed_before), cmocka_unit_test(test_hardly_begun),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
