/* Decisions that wake up, escalations that are not complete, handing on. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/clock.h"
#include "lockstep/decision.h"
#include "lockstep/error.h"
#include "lockstep/metric.h"
#include "sync_team.h"

static void test_lacks(void **state LS_UNUSED)
{
    static const struct {
        struct ls_escalation e;
        const char *lacks;
    } cases[] = {
        {{.needed_by = LS_NONE, .cost_of_delay = ""},
         "two options, a date by which it is needed, what a delay costs, somebody to decide who does not drive it"},
        {{.options = 1, .needed_by = 20000, .cost_of_delay = "a week", .driver = 1, .escalated_to = 2}, "a second option"},
        {{.options = 2, .needed_by = 20000, .cost_of_delay = "a week", .driver = 1, .escalated_to = 1, .approver = 1},
         "somebody to decide who does not drive it"},
        {{.options = 2, .needed_by = 20000, .cost_of_delay = "a week", .driver = 1, .approver = 2}, ""},
        {{.options = 3, .needed_by = 20000, .cost_of_delay = "", .driver = 1, .escalated_to = 2}, "what a delay costs"},
    };
    for (size_t i = 0; i < LS_COUNT(cases); i++) {
        LS_AUTO(buf) struct ls_buf lacks = LS_BUF_INIT;
        ls_escalation_lacks(&cases[i].e, &lacks);
        assert_string_equal(lacks.data, cases[i].lacks);
    }
}

/* D-1 wakes when win_rate (21.6) is below or above the line. */
static enum ls_wake wakes(struct sync_team *t, double below, double above)
{
    struct ls_changeset *cs = ls_changeset_new("test");
    ls_id d = sync_team_id(t, "D-1");
    ls_change_int(cs, t->board, d, LS_F_decision_review_on, LS_NONE);
    ls_change_ref(cs, t->board, d, LS_F_decision_review_metric, sync_team_id(t, "win_rate"));
    ls_change_real(cs, t->board, d, LS_F_decision_review_below, below);
    ls_change_real(cs, t->board, d, LS_F_decision_review_above, above);
    ls_board_apply(t->board, cs);
    ls_changeset_free(cs);
    struct ls_metric_book *metrics = ls_metric_book_new(t->board);
    enum ls_wake wake = ls_decision_wakes(metrics, ls_decision_get(t->board, d), ls_stamp_date(t->now), NULL);
    ls_metric_book_free(metrics);
    return wake;
}

static void test_metric_wakes(void **state LS_UNUSED)
{
    struct sync_team t;
    sync_team_open(&t);
    assert_int_equal(wakes(&t, 21, 30), LS_WAKE_NONE);
    assert_int_equal(wakes(&t, 10, 21), LS_WAKE_ABOVE);
    assert_int_equal(wakes(&t, 22, 30), LS_WAKE_BELOW);
    /* confirmed: the line that was crossed goes, the other one stays */
    assert_int_equal(sync_team_run_on(&t, "decision confirm", "D-1", "", ""), LS_OK);
    assert_string_equal(sync_team_field(&t, sync_team_id(&t, "D-1"), "review_below"), "");
    assert_string_equal(sync_team_field(&t, sync_team_id(&t, "D-1"), "review_above"), "30");
    sync_team_undo(&t);
    assert_string_equal(sync_team_field(&t, sync_team_id(&t, "D-1"), "review_below"), "22");
    sync_team_close(&t);
}

/* The driver is who acts; the decider comes from the topic; the same blocker again completes the same decision. */
static void test_escalate(void **state LS_UNUSED)
{
    struct sync_team t;
    sync_team_open(&t);
    assert_int_equal(sync_team_run_on(&t, "blocker escalate", "B-4", "Which shots? / Three / Five / go/no-go first", ""), LS_OK);
    assert_non_null(strstr(t.said.data, "is a draft, it lacks a date by which it is needed, what a delay costs"));
    ls_id d = sync_team_id(&t, "D-10");
    assert_string_equal(sync_team_field(&t, d, "driver"), "ruth"); /* mei is away */
    assert_string_equal(sync_team_field(&t, d, "title"), "Which shots?");
    assert_string_equal(sync_team_field(&t, d, "blocker"), "B-4");
    size_t options = 0;
    LS_EACH(option, o, t.board)
        options += o->decision == d;
    assert_int_equal(options, 3);
    assert_int_equal(sync_team_run_on(&t, "blocker escalate", "B-4", "", "to=ruth"), LS_EREFUSED);
    assert_int_equal(sync_team_run_on(&t, "blocker escalate", "B-4", "", "to=margot by=thu cost=a_week_each"), LS_OK);
    assert_non_null(strstr(t.said.data, "is escalated"));
    assert_string_equal(sync_team_field(&t, d, "needed_by"), "2026-03-12");
    assert_string_equal(sync_team_field(&t, d, "title"), "Which shots?");
    sync_team_close(&t);
}

/* A day, or words that begin a condition; nothing else. */
static void test_again(void **state LS_UNUSED)
{
    static const struct {
        const char *words;
        int code, days; /* from today; -1: no day */
    } cases[] = {
        {"+4w", LS_OK, 28}, {" 17 mar", LS_OK, 7}, {"if win rate is below 21 %", LS_OK, -1}, {"When she has called", LS_OK, -1},
        {"asdf", LS_EREFUSED, 0}, {"2 wks", LS_EREFUSED, 0}, {"if", LS_EREFUSED, 0}, {"if ", LS_EREFUSED, 0},
        {"iffy", LS_EREFUSED, 0}, {"31 feb", LS_EREFUSED, 0},
    };
    int64_t today = ls_date_make(2026, 3, 10), date;
    for (size_t i = 0; i < LS_COUNT(cases); i++) {
        date = 7;
        assert_int_equal(ls_decision_again(cases[i].words, today, &date, NULL), cases[i].code);
        assert_int_equal(date, cases[i].code ? 7 : cases[i].days < 0 ? LS_NONE : today + cases[i].days);
    }
}

/* Everything open goes over in one changeset; nobody becomes their own backup; undo brings all of it back. */
static void test_handoff(void **state LS_UNUSED)
{
    struct sync_team t;
    sync_team_open(&t);
    sync_team_do(&t, "handoff", "tomasz ines the import is next");
    LS_EACH(item, i, t.board) {
        bool open = i->status != LS_ITEM_STATUS_DONE && i->status != LS_ITEM_STATUS_CANCELED;
        assert_false(open && i->owner == sync_team_id(&t, "tomasz"));
        assert_false(i->owner && i->owner == i->backup);
    }
    assert_string_equal(sync_team_field(&t, sync_team_id(&t, "LS-37"), "owner"), "ines");
    assert_string_equal(sync_team_field(&t, sync_team_id(&t, "LS-37"), "backup"), "tomasz");
    assert_string_equal(sync_team_field(&t, sync_team_id(&t, "activation"), "owner"), "ines");
    sync_team_undo(&t);
    assert_string_equal(sync_team_field(&t, sync_team_id(&t, "LS-37"), "owner"), "tomasz");
    assert_int_equal(sync_team_run(&t, "handoff", "tomasz"), LS_EUSAGE);
    assert_int_equal(sync_team_run(&t, "handoff", "tomasz tomasz"), LS_EREFUSED);
    assert_int_equal(sync_team_run(&t, "handoff", "tomasz zoe"), LS_ENOTFOUND);
    sync_team_close(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lacks), cmocka_unit_test(test_metric_wakes), cmocka_unit_test(test_escalate),
        cmocka_unit_test(test_handoff), cmocka_unit_test(test_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
