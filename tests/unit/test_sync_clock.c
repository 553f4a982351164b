/* The clock of the running sync: its boxes, on one machine and on two, and a sync that nobody touches. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/clock.h"
#include "base/mem.h"
#include "sync_team.h"

/* --- one machine ----------------------------------------------------------------------------- */

static void test_clock(void **state LS_UNUSED)
{
    struct sync_team t;
    sync_team_open(&t);
    sync_team_wait(&t, 120);
    sync_team_do(&t, "sync start", "");
    sync_team_clock_is(&t, "0:00 of 15:00 on time, ends 09:45 | 1:00 left of 1:00");
    sync_team_wait(&t, 52);
    sync_team_clock_is(&t, "0:52 of 15:00 on time, ends 09:45 | 0:08 left of 1:00");
    sync_team_do(&t, "sync next", ""); /* eight seconds given back */
    sync_team_wait(&t, 30);
    sync_team_clock_is(&t, "1:22 of 15:00 on time, ends 09:45 | 0:30 left of 1:00");
    sync_team_wait(&t, 70);
    sync_team_clock_is(&t, "2:32 of 15:00 over by 0:32, the rest shrinks | over by 0:40 of 1:00");
    sync_team_do(&t, "sync pause", "");
    sync_team_wait(&t, 600);
    sync_team_clock_is(&t, "paused at 2:32 of 15:00 over by 0:32, the rest shrinks | over by 0:40 of 1:00");
    sync_team_do(&t, "sync pause", "");
    sync_team_wait(&t, 8);
    sync_team_clock_is(&t, "2:40 of 15:00 over by 0:40, the rest shrinks | over by 0:48 of 1:00");
    sync_team_do(&t, "sync extend", "");
    sync_team_clock_is(&t, "2:40 of 15:00 over by 0:40, the rest shrinks | over by 0:18 of 1:30");
    sync_team_close(&t);
}

/* Half seconds are not lost: what is left of a second goes to the next line. */
static void test_no_lost_time(void **state LS_UNUSED)
{
    struct sync_team t;
    struct ls_live live;
    sync_team_open(&t);
    sync_team_do(&t, "sync start", "");
    for (int i = 0; i < 10; i++) {
        t.now += 1700;
        sync_team_do(&t, "sync next", "seen");
    }
    sync_team_live(&t, 0, &live);
    assert_int_equal(live.spent_ms, 17000);
    ls_live_done(&live);
    sync_team_close(&t);
}

/* The overrun greys the last of Priorities first; next passes over what is grey, and Close stays. */
static void test_squeeze(void **state LS_UNUSED)
{
    struct sync_team t;
    struct ls_live live;
    sync_team_open(&t);
    sync_team_do(&t, "sync start", "");
    sync_team_wait(&t, 61);
    sync_team_live(&t, 0, &live);
    assert_true(live.lines[12].grey); /* triage */
    assert_false(live.lines[11].grey);
    assert_false(live.lines[13].grey);
    assert_int_equal(live.segments[4].waiting, 2);
    ls_live_done(&live);
    sync_team_wait(&t, 12 * 60 - 5);
    sync_team_live(&t, 0, &live);
    for (size_t i = 1; i < 13; i++)
        assert_true(live.lines[i].grey == (i > 1));
    assert_false(live.lines[13].grey);
    ls_live_done(&live);
    sync_team_do(&t, "sync next", "");
    sync_team_on_line(&t, 2);
    sync_team_wait(&t, 60);
    sync_team_do(&t, "sync next", "");
    sync_team_on_line(&t, 14); /* everything between is grey */
    sync_team_do(&t, "sync back", "");
    sync_team_on_line(&t, 13); /* back is by the list, and takes what is grey too */
    sync_team_close(&t);
}

/* --- two machines ---------------------------------------------------------------------------- */

/* A program that was killed and opened again on the same machine has the right time; another machine's clock,
 * wrong by an hour, changes nothing: there time runs on from when the event was seen. */
static void test_machines(void **state LS_UNUSED)
{
    struct sync_team t;
    struct ls_live live;
    struct ls_follow follow = {0};
    sync_team_open(&t);
    ls_follow_update(&follow, t.board, t.ticks);
    sync_team_do(&t, "sync start", "");
    sync_team_wait(&t, 45);
    sync_team_clock_is(&t, "0:45 of 15:00 on time, ends 09:43 | 0:15 left of 1:00");

    t.machine = "there";
    t.now += 3600 * LS_SECOND;
    sync_team_live(&t, 0, &live);
    assert_false(live.clock_known);
    assert_int_equal(live.spent_ms, 0);
    ls_live_done(&live);

    t.follow = &follow;
    ls_follow_update(&follow, t.board, t.ticks); /* it runs already: how long is not known */
    sync_team_wait(&t, 20);
    sync_team_live(&t, 0, &live);
    assert_false(live.clock_known);
    assert_int_equal(live.spent_ms, 20 * LS_SECOND);
    ls_live_done(&live);

    t.machine = "here"; /* the leader goes on, the other sees it */
    t.now -= 3600 * LS_SECOND;
    sync_team_do(&t, "sync next", "");
    t.machine = "there";
    t.now += 7200 * LS_SECOND;
    ls_follow_update(&follow, t.board, t.ticks);
    sync_team_wait(&t, 7);
    sync_team_live(&t, 0, &live);
    assert_true(live.clock_known);
    assert_int_equal(live.lines[live.current].spent_ms, 7 * LS_SECOND);
    ls_live_done(&live);

    sync_team_wait(&t, 3); /* and may go on itself */
    sync_team_do(&t, "sync next", "");
    assert_string_equal(sync_team_field(&t, ls_meeting_running(t.board), "live_by"), "there");
    sync_team_live(&t, 0, &live);
    assert_int_equal(live.lines[1].spent_ms, 10 * LS_SECOND);
    ls_live_done(&live);
    sync_team_close(&t);
}

/* --- nobody touches it ----------------------------------------------------------------------- */

static struct ls_call idle_call(struct sync_team *t)
{
    ls_buf_clear(&t->said);
    return (struct ls_call){.board = t->board, .me = t->me, .now = t->now, .ticks = t->ticks, .machine = t->machine,
                            .text = "", .said = &t->said};
}

/* Nobody touches it for 30 minutes: it closes itself, as of the last touch. A note is a touch. */
static void test_idle(void **state LS_UNUSED)
{
    struct sync_team t;
    sync_team_open(&t);
    sync_team_go_to(&t, 3);
    ls_id m = ls_meeting_running(t.board);
    sync_team_wait(&t, 20);
    sync_team_do(&t, "sync note", "the fire alarm");
    sync_team_wait(&t, 30 * 60 - 1);
    struct ls_call call = idle_call(&t);
    struct ls_changeset *cs = ls_changeset_new("close");
    assert_false(ls_sync_close_idle(&call, cs));
    assert_int_equal(cs->len, 0);
    sync_team_wait(&t, 1);
    call = idle_call(&t);
    assert_true(ls_sync_close_idle(&call, cs));
    ls_board_apply(t.board, cs);
    ls_changeset_free(cs);
    assert_string_equal(sync_team_field(&t, m, "status"), "closed");
    assert_int_equal(ls_meeting_get(t.board, m)->ended, t.now - 30 * LS_MINUTE);
    assert_int_equal(sync_team_line(&t, 3)->spent_s, 20);
    sync_team_line_is(&t, 4, LS_LINE_STATE_CARRIED, "not reached");
    sync_team_close(&t);
}

/* A machine that follows closes it too, two minutes later, by its own clock. */
static void test_idle_elsewhere(void **state LS_UNUSED)
{
    struct sync_team t;
    struct ls_follow follow = {0};
    sync_team_open(&t);
    sync_team_go_to(&t, 3);
    t.machine = "there";
    t.follow = &follow;
    t.now -= 5000 * LS_SECOND;
    struct ls_changeset *cs = ls_changeset_new("close");
    struct ls_call call = idle_call(&t);
    assert_false(ls_sync_close_idle(&call, cs)); /* seen for the first time */
    ls_follow_update(&follow, t.board, t.ticks);
    sync_team_wait(&t, 32 * 60 - 1);
    call = idle_call(&t);
    call.follow = &follow;
    assert_false(ls_sync_close_idle(&call, cs));
    sync_team_wait(&t, 1);
    call = idle_call(&t);
    call.follow = &follow;
    assert_true(ls_sync_close_idle(&call, cs));
    ls_changeset_free(cs);
    sync_team_close(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clock),
        cmocka_unit_test(test_no_lost_time),
        cmocka_unit_test(test_squeeze),
        cmocka_unit_test(test_machines),
        cmocka_unit_test(test_idle),
        cmocka_unit_test(test_idle_elsewhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
