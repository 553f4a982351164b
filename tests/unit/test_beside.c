/* What stands beside the frozen agenda: what others make and change while the sync runs, and nothing that the sync
 * itself did. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/clock.h"
#include "lockstep/agenda.h"
#include "sync_team.h"

/* "ref text|ref text", newest first; lives until the next call. */
static const char *beside(const struct sync_team *t)
{
    static char said[2000];
    struct ls_agenda_change *changes;
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    size_t n = ls_agenda_beside(t->board, ls_meeting_running(t->board), t->now, &changes);
    for (size_t i = 0; i < n; i++)
        ls_buf_printf(&b, "%s%s %s", i ? "|" : "", changes[i].ref, changes[i].text);
    ls_agenda_changes_free(changes, n);
    assert_true(b.len < sizeof(said));
    memcpy(said, b.data, b.len + 1);
    return said;
}

static void edit(struct sync_team *t, const char *spelling, const char *targets, const char *text, const char *fields)
{
    sync_team_wait(t, 10);
    if (sync_team_run_on(t, spelling, targets, text, fields) != 0)
        fail_msg("%s: %s", spelling, t->err.message);
}

/* Edits from before the start are the agenda's own matter; without a running sync there is nothing beside. */
static void test_before(void **state LS_UNUSED)
{
    struct sync_team t;
    struct ls_agenda_change *changes;
    sync_team_open(&t);
    edit(&t, "blocker set", "B-1", "", "owner=aiko backup=jonas");
    assert_int_equal(ls_agenda_beside(t.board, sync_team_id(&t, "M-12"), t.now, &changes), 0);
    assert_null(changes);
    sync_team_do(&t, "sync start", "");
    assert_string_equal(beside(&t), "");
    sync_team_close(&t);
}

static void test_changed(void **state LS_UNUSED)
{
    struct sync_team t;
    struct ls_agenda_change *changes;
    sync_team_open(&t);
    sync_team_do(&t, "sync start", "");
    edit(&t, "blocker set", "B-1", "", "owner=aiko backup=jonas");
    t.me = sync_team_id(&t, "margot");
    edit(&t, "item due", "LS-20", "8 apr", "");
    edit(&t, "item due", "LS-20", "9 apr", "");
    edit(&t, "item due", "LS-47", "9 apr", ""); /* on no line, and wanted by none */
    assert_string_equal(beside(&t), "LS-20 due 7 Apr → 9 Apr|B-1 owner jonas → aiko");
    size_t n = ls_agenda_beside(t.board, ls_meeting_running(t.board), t.now, &changes);
    assert_int_equal(n, 2);
    assert_true(changes[0].who == t.me && changes[0].at == t.now - 10 * LS_SECOND && !changes[0].came);
    ls_agenda_changes_free(changes, n);
    edit(&t, "blocker set", "B-1", "", "backup=margot owner=jonas"); /* as it was */
    assert_string_equal(beside(&t), "LS-20 due 7 Apr → 9 Apr");
    sync_team_undo(&t);
    edit(&t, "blocker resolve", "B-3", "found it", ""); /* nobody has talked about it yet */
    assert_string_equal(beside(&t), "B-3 resolved none → 10 Mar|B-1 owner jonas → aiko|LS-20 due 7 Apr → 9 Apr");
    sync_team_close(&t);
}

static void test_came(void **state LS_UNUSED)
{
    struct sync_team t;
    sync_team_open(&t);
    sync_team_do(&t, "sync start", "");
    edit(&t, "blocker add", "LS-37", "The staging server is down", "owner=aiko");
    edit(&t, "item add", "", "Ask the provider", "type=action status=planned owner=jonas due=2026-03-12");
    edit(&t, "item add", "", "Much later", "type=action status=planned owner=jonas due=2026-06-12");
    edit(&t, "item set", "LS-47", "", "due=2026-03-09"); /* overdue now */
    assert_string_equal(beside(&t), "LS-47 due 16 Apr → 9 Mar|LS-93 new|B-10 new");
    sync_team_close(&t);
}

/* What the meeting writes down and does to its lines is on the lines. */
static void test_own(void **state LS_UNUSED)
{
    struct sync_team t;
    sync_team_open(&t);
    sync_team_do(&t, "sync start", "");
    sync_team_wait(&t, 10);
    sync_team_do(&t, "sync resolve", "LS-80 done");
    sync_team_do(&t, "sync action", "Call them @jonas fri");
    sync_team_do(&t, "sync next", "");
    sync_team_do(&t, "sync block", "It hangs @aiko");
    sync_team_do(&t, "sync next", "");
    sync_team_do(&t, "sync next", "");
    sync_team_do(&t, "sync decide", "Operations leads / 3 of 4 / if it falls");
    sync_team_do(&t, "sync next", "");
    sync_team_do(&t, "sync resolve", "signed");
    assert_string_equal(beside(&t), "");
    sync_team_do(&t, "sync end", "");
    assert_string_equal(beside(&t), "");
    sync_team_close(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_before),
        cmocka_unit_test(test_changed),
        cmocka_unit_test(test_came),
        cmocka_unit_test(test_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
