/* One running sync, several programs on one file: who moves it, whose clock it is, what happens when two press the same
 * key at once. The sessions are "machines" of their own: times of another machine are never compared with ours. */
#include "lockstep/command.h"
#include "lockstep/meeting.h"
#include "session_fixture.h"

/* One person's program. */
struct screen {
    struct ls_session *session;
    const char *machine;
    struct ls_follow follow;
    int64_t ticks; /* of its own clock */
};

static struct screen screen_open(const struct fixture *f, const char *user)
{
    return (struct screen){.session = open_at(f, user, user), .machine = user};
}

static void screen_follow(struct screen *s)
{
    ls_follow_update(&s->follow, ls_session_board(s->session), s->ticks);
}

static int press_text(struct screen *s, enum ls_command_id id, const char *text)
{
    struct ls_error err = {0};
    screen_follow(s);
    struct ls_call call = {.board = ls_session_board(s->session), .me = ls_session_me(s->session),
                           .now = ls_clock_now() + s->ticks, .ticks = s->ticks, .machine = s->machine,
                           .follow = &s->follow, .text = text};
    struct ls_changeset *cs = ls_changeset_new(ls_command_info(id)->spelling);
    int code = ls_command_info(id)->run(&call, cs, &err);
    if (code == LS_OK)
        code = ls_session_commit(s->session, cs, NULL, NULL, &err);
    else
        ls_changeset_free(cs);
    ls_error_done(&err);
    return code;
}

static void press(struct screen *s, enum ls_command_id id)
{
    assert_int_equal(press_text(s, id, ""), LS_OK);
}

static void settle(struct screen *s)
{
    struct ls_error err = {0};
    assert_ok(ls_session_wait_saved(s->session, LIMIT_MS, &err), err);
}

static const struct ls_meeting *meeting(const struct screen *s)
{
    const struct ls_board *board = ls_session_board(s->session);
    return ls_meeting_get(board, ls_meeting_running(board));
}

static void live(struct screen *s, struct ls_live *ret_live)
{
    screen_follow(s);
    struct ls_watch watch = {.now = ls_clock_now() + s->ticks, .ticks = s->ticks, .machine = s->machine, .follow = &s->follow};
    struct ls_error err = {0};
    assert_ok(ls_live_read(ls_session_board(s->session), ls_meeting_running(ls_session_board(s->session)), &watch, ret_live,
                           &err), err);
}

/* What both wait for is the same change. */
static int64_t wanted_line;
static ls_id wanted_leader;

static bool at_wanted_line(struct ls_session *s)
{
    const struct ls_board *board = ls_session_board(s);
    const struct ls_meeting *m = ls_meeting_get(board, ls_meeting_running(board));
    return m && m->live_line == wanted_line;
}

static bool led_by_wanted(struct ls_session *s)
{
    const struct ls_board *board = ls_session_board(s);
    const struct ls_meeting *m = ls_meeting_get(board, ls_meeting_running(board));
    return m && m->facilitator == wanted_leader;
}

static void wait_line(struct screen *s, int64_t line)
{
    wanted_line = line;
    ls_session_refresh(s->session);
    wait_for(s->session, at_wanted_line);
}

static void wait_leader(struct screen *s, ls_id leader)
{
    wanted_leader = leader;
    ls_session_refresh(s->session);
    wait_for(s->session, led_by_wanted);
}

/* A sync of ines with five overdue actions, begun; dana has seen it begin. */
static void begin(const struct fixture *f, struct screen *ret_ines, struct screen *ret_dana)
{
    struct ls_error err = {0};
    *ret_ines = screen_open(f, "ines");
    *ret_dana = screen_open(f, "dana");
    const struct ls_board *board = ls_session_board(ret_ines->session);
    struct ls_changeset *cs = ls_changeset_new("blockers");
    for (int i = 0; i < 5; i++) {
        ls_id b = ls_change_create(cs, LS_E_BLOCKER, ls_clock_now());
        ls_change_ref(cs, board, b, LS_F_blocker_item, f->item);
        ls_change_text(cs, board, b, LS_F_blocker_what, "in the way");
        ls_change_ref(cs, board, b, LS_F_blocker_owner, f->ines);
        ls_change_int(cs, board, b, LS_F_blocker_opened, ls_stamp_date(ls_clock_now()));
    }
    assert_ok(ls_session_commit(ret_ines->session, cs, NULL, NULL, &err), err);
    settle(ret_ines);
    press(ret_ines, LS_CMD_SYNC_START);
    settle(ret_ines);
    press(ret_ines, LS_CMD_SYNC_LEAD);
    settle(ret_ines);
    wait_leader(ret_dana, f->ines);
    screen_follow(ret_dana);
}

static void end(struct screen *a, struct screen *b)
{
    ls_session_close(a->session);
    ls_session_close(b->session);
}

/* Both press next before either has seen the other: the sync goes on by one line, not by two, and both are there. */
static void test_all_press_next(void **state)
{
    struct fixture *f = *state;
    struct screen ines, dana;
    struct ls_session_event event;
    begin(f, &ines, &dana);
    int64_t first = meeting(&ines)->live_line;
    dana.ticks += 200;
    press(&ines, LS_CMD_SYNC_NEXT);
    press(&dana, LS_CMD_SYNC_NEXT);
    wait_for(ines.session, nothing_pending);
    wait_for(dana.session, nothing_pending);
    wait_line(&ines, first + 1);
    wait_line(&dana, first + 1);
    bool lost = strcmp(meeting(&dana)->live_by, "dana") != 0;
    assert_true(get_event(lost ? dana.session : ines.session, LS_SESSION_EVENT_CONFLICT, &event));
    const char *who = lost ? "ines went on first: line 2, in the way" : "dana went on first: line 2, in the way";
    assert_string_equal(event.error->message, who);
    struct ls_session_status status;
    ls_session_status(lost ? dana.session : ines.session, &status);
    assert_int_equal(status.conflicts, 0); /* a matter of the moment: nothing is left to choose */
    assert_int_equal(stored(f, "SELECT count(*) FROM agenda_item WHERE outcome <> ''"), 1);
    end(&ines, &dana);
}

/* Both take the lead at once: one of them leads, both see who, and the other one is told. */
static void test_all_take_the_lead(void **state)
{
    struct fixture *f = *state;
    struct ls_error err = {0};
    struct screen ines, dana;
    struct ls_session_event event;
    begin(f, &ines, &dana);
    struct ls_changeset *cs = ls_changeset_new("person");
    ls_id tom = make_person(cs, "tom");
    assert_ok(ls_session_commit(ines.session, cs, NULL, NULL, &err), err);
    settle(&ines);
    struct screen third = screen_open(f, "tom");
    press(&dana, LS_CMD_SYNC_LEAD);
    press(&third, LS_CMD_SYNC_LEAD);
    wait_for(dana.session, nothing_pending);
    wait_for(third.session, nothing_pending);
    ls_id leads = stored(f, "SELECT facilitator FROM meeting");
    assert_true(leads == f->dana || leads == tom);
    wait_leader(&ines, leads);
    wait_leader(&dana, leads);
    wait_leader(&third, leads);
    assert_true(get_event(leads == tom ? dana.session : third.session, LS_SESSION_EVENT_CONFLICT, &event));
    assert_string_equal(event.error->message, leads == tom ? "tom took the lead first" : "dana took the lead first");
    struct ls_session_status status;
    ls_session_status(leads == tom ? dana.session : third.session, &status);
    assert_int_equal(status.conflicts, 0); /* nothing is left to choose */
    end(&ines, &dana);
    ls_session_close(third.session);
}

/* Whoever leads dies on the spot: another one takes over, and the clock has gone on all the time. */
static void test_the_leader_dies(void **state)
{
    struct fixture *f = *state;
    struct screen ines, dana;
    struct ls_live now = {0};
    begin(f, &ines, &dana);
    int64_t first = meeting(&ines)->live_line;
    ines.ticks += 20000;
    press(&ines, LS_CMD_SYNC_NEXT);
    settle(&ines);
    wait_line(&dana, first + 1);
    screen_follow(&dana);
    ls_session_close(ines.session);
    dana.ticks += 30000;
    press(&dana, LS_CMD_SYNC_LEAD);
    settle(&dana);
    live(&dana, &now);
    assert_true(now.clock_known);
    assert_int_equal(now.spent_ms / 1000, 50);
    assert_int_equal(now.meeting->facilitator, f->dana);
    dana.ticks += 10000;
    press(&dana, LS_CMD_SYNC_NEXT);
    settle(&dana);
    live(&dana, &now);
    assert_int_equal(now.lines[0].spent_ms / 1000, 20);
    assert_int_equal(now.lines[1].spent_ms / 1000, 40);
    assert_int_equal(now.lines[2].spent_ms / 1000, 0);
    /* back again at her machine, the one who led finds the sync where it is, and leads no more */
    ines.session = open_at(f, "ines", "ines");
    assert_int_equal(meeting(&ines)->live_line, first + 2);
    assert_int_equal(meeting(&ines)->facilitator, f->dana);
    ls_live_done(&now);
    end(&ines, &dana);
}

static void assert_clock(const struct ls_live *now, const char *begins)
{
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    ls_live_clock_text(now, &text);
    ls_buf_truncate(&text, text.len < strlen(begins) ? text.len : strlen(begins));
    assert_string_equal(text.data, begins);
}

/* Who comes late has not timed the line that runs and says so; from the next event on the clock is right. */
static void test_who_comes_late(void **state)
{
    struct fixture *f = *state;
    struct screen ines, dana;
    struct ls_live now = {0};
    begin(f, &ines, &dana);
    ls_session_close(dana.session);
    int64_t first = meeting(&ines)->live_line;
    ines.ticks += 45000;
    dana = screen_open(f, "dana");
    dana.ticks = 7000000; /* a clock of its own */
    live(&dana, &now);
    assert_false(now.clock_known);
    assert_clock(&now, "at least 0:00 of 15:00, exact from the next line on");
    press(&ines, LS_CMD_SYNC_NEXT);
    settle(&ines);
    wait_line(&dana, first + 1);
    screen_follow(&dana);
    dana.ticks += 3000;
    live(&dana, &now);
    assert_true(now.clock_known);
    assert_int_equal(now.spent_ms / 1000, 48);
    assert_clock(&now, "0:48 of 15:00 on time, ends ");
    ls_live_done(&now);
    end(&ines, &dana);
}

/* On a local disk nobody waits for the next look: it is heard that somebody writes. */
static void test_writes_are_heard(void **state)
{
    struct fixture *f = *state;
    struct ls_session_event event;
    struct ls_session *ines = open_at(f, "ines", "ines"), *dana = open_at(f, "dana", "dana");
    ls_session_set_active(dana, false, false);
    for (int round = 0; round < 3; round++) {
        while (dana->asked || dana->poll_at - ls_clock_monotonic() < 5000) /* the next look is far off */
            session_wait_once(dana, 100);
        set_int(ines, f->item, LS_F_item_priority, 1 + round);
        wait_saved(ines);
        int64_t began = ls_clock_monotonic();
        assert_true(get_event(dana, LS_SESSION_EVENT_NEWS, &event));
        assert_in_range(ls_clock_monotonic() - began, 0, 2000);
    }
    ls_session_close(ines);
    ls_session_close(dana);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SESSION_TEST(test_all_press_next),
        SESSION_TEST(test_all_take_the_lead),
        SESSION_TEST(test_the_leader_dies),
        SESSION_TEST(test_who_comes_late),
        SESSION_TEST(test_writes_are_heard),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
