/* How the sync ends: the whole sync of the sample team against its goldens, its minutes, and the files it leaves. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/paths.h"
#include "lockstep/recap.h"
#include "lockstep/rules.h"
#include "sync_team.h"

/* --- the whole sync -------------------------------------------------------------------------- */

struct step {
    int seconds; /* that pass before it */
    const char *command, *text;
};

static const struct step whole[] = {
    {120, "sync start", ""},
    {10, "sync attend", "dana priya tomasz +margot"},
    {5, "sync story", ""},
    {37, "sync next", ""},
    {64, "sync next", "goes to Thursday's huddle"},
    {60, "sync next", ""},
    {40, "sync option", "3"},
    {70, "sync decide",
     "Operations director leads Live ETA; dispatcher is the second voice / S-2, S-12 and 3 of 4 open deals / LS-40 "
     "approved by 17 March, which frees LS-41 and LS-44 / if win rate 20-80 vans is below 21 % after 4 weeks"},
    {2, "sync next", ""},
    {90, "sync action", "Legal returns redlines or Margot calls the provider @jonas thu"},
    {5, "sync next", ""},
    {50, "sync action", "Move the pipeline review, book training on 8 April @carlos today"},
    {4, "sync next", ""},
    {40, "sync action", "Borrow two phones from Bracken Foods wed"},
    {9, "sync next", ""},
    {55, "sync next", ""},
    {60, "sync next", ""},
    {58, "sync next", ""},
    {30, "sync drop", "Femi answers in writing by 13 March"},
    {44, "sync action", "Note and support macro for Saved delivery windows (market half of LS-37) @priya 17 mar"},
    {3, "sync next", ""},
    {33, "sync next", "today 09:50 (Priya)"},
    {30, "sync rate", "9 dana=9 priya=8 tomasz=9"},
    {43, "sync next", ""},
    {0, "sync end", ""},
};

static void run_whole(struct sync_team *t)
{
    for (size_t i = 0; i < LS_COUNT(whole); i++) {
        sync_team_wait(t, whole[i].seconds);
        sync_team_do(t, whole[i].command, whole[i].text);
    }
}

/* Compares with tests/unit/golden/NAME; LOCKSTEP_TEST_UPDATE=1 takes the text over. */
static void golden(const char *name, const struct ls_buf *text)
{
    LS_AUTO(buf) struct ls_buf path = LS_BUF_INIT, wanted = LS_BUF_INIT;
    struct ls_error err = {0};
    ls_path_join(&path, GOLDEN_DIR, name);
    if (getenv("LOCKSTEP_TEST_UPDATE"))
        assert_int_equal(ls_file_replace(path.data, text->data, text->len, &err), 0);
    if (ls_file_read(&wanted, path.data, 0, &err) != LS_OK)
        fail_msg("%s", err.message);
    assert_string_equal(text->data, wanted.data);
}

static void test_whole(void **state LS_UNUSED)
{
    struct sync_team t;
    sync_team_open(&t);
    run_whole(&t);
    ls_id meeting = sync_team_id(&t, "M-12");
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    assert_int_equal(ls_recap_markdown(t.board, meeting, &text, &t.err), 0);
    golden("recap_2026-03-10.md", &text);
    ls_buf_clear(&text);
    assert_int_equal(ls_recap_csv(t.board, meeting, false, &text, &t.err), 0);
    golden("agenda_2026-03-10.csv", &text);
    ls_buf_clear(&text);
    assert_int_equal(ls_recap_json(t.board, meeting, &text, &t.err), 0);
    golden("recap_2026-03-10.json", &text);
    ls_buf_clear(&text);
    assert_int_equal(ls_meeting_receipt(t.board, meeting, &text, &t.err), 0);
    assert_string_equal(text.data, "14:02, 0:58 given back × 4 people, B-2 gone after 6 days, "
                                   "the last syncs 21 → 14 minutes");
    sync_team_close(&t);
}

/* What was agreed before is told as it stood that day, also when it is told later. */
static void test_earlier(void **state LS_UNUSED)
{
    static const char *const ROWS[] = {
        ("| LS-80 | Send SMS contract redlines to legal | Jonas | Margot | Fri 6 March | overdue |\n"
         "| LS-84 | Draft consent wording for Germany and France | Inês | Margot | Fri 13 March | still open |\n"),
        "| LS-81 | Book sales training slot for week of 6 April | Carlos | Hanne | Mon 9 March | done |\n",
        "| LS-90 | Do texts count against the SMB plan limit? | Priya | Inês | Tue 10 March | answered |\n"};
    struct sync_team t;
    sync_team_open(&t);
    sync_team_do(&t, "sync start", "");
    ls_id meeting = ls_meeting_running(t.board);
    sync_team_do(&t, "sync resolve", "LS-81 LS-90");
    sync_team_do(&t, "sync end", "");
    for (int later = 0; later < 2; later++) {
        LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
        assert_int_equal(ls_recap_markdown(t.board, meeting, &text, &t.err), 0);
        for (size_t i = 0; i < LS_COUNT(ROWS); i++)
            if (!strstr(text.data, ROWS[i]))
                fail_msg("%s is not in\n%s", ROWS[i], text.data);
        sync_team_wait(&t, 3 * 24 * 3600);
        assert_int_equal(sync_team_run_on(&t, "item status", "LS-84", "done", ""), LS_OK);
    }
    sync_team_close(&t);
}

/* --- end ------------------------------------------------------------------------------------- */

static void test_end(void **state LS_UNUSED)
{
    struct sync_team t;
    sync_team_open(&t);
    sync_team_go_to(&t, 6);
    ls_id m = ls_meeting_running(t.board);
    sync_team_wait(&t, 90);
    sync_team_do(&t, "sync end", "");
    assert_int_equal(ls_meeting_running(t.board), 0);
    assert_string_equal(sync_team_field(&t, m, "status"), "closed");
    sync_team_line_is(&t, 6, LS_LINE_STATE_DONE, "still open"); /* it was reached */
    assert_int_equal(sync_team_line(&t, 6)->spent_s, 90);
    sync_team_line_is(&t, 7, LS_LINE_STATE_CARRIED, "not reached");
    assert_int_equal(sync_team_line(&t, 11)->carried, 2);
    assert_int_equal(ls_meeting_took(t.board, ls_meeting_get(t.board, m)), 90 * LS_SECOND);
    assert_int_equal(sync_team_run(&t, "sync note", "too late"), LS_ENOTFOUND);
    /* the minutes are locked */
    struct ls_changeset *cs = ls_changeset_new("test");
    ls_change_text(cs, t.board, sync_team_line(&t, 6)->rec.id, LS_F_agenda_item_outcome, "otherwise");
    ls_board_apply(t.board, cs);
    struct ls_error err = {0};
    assert_int_equal(ls_rules_check(t.board, cs, &err), LS_EREFUSED);
    ls_error_done(&err);
    ls_board_revert(t.board, cs);
    ls_changeset_free(cs);
    /* and one undo opens them again, at the same line with the right time */
    sync_team_undo(&t);
    assert_true(ls_meeting_running(t.board) == m);
    sync_team_on_line(&t, 6);
    sync_team_line_is(&t, 7, LS_LINE_STATE_QUEUED, "");
    sync_team_wait(&t, 5);
    sync_team_clock_is(&t, "1:35 of 15:00 on time, ends 09:37 | over by 0:35 of 1:00");
    sync_team_close(&t);
}

/* --- files ----------------------------------------------------------------------------------- */

static void file_has(const char *dir, const char *name, const char *part)
{
    LS_AUTO(buf) struct ls_buf path = LS_BUF_INIT, text = LS_BUF_INIT;
    ls_path_join(&path, dir, name);
    assert_int_equal(ls_file_read(&text, path.data, 0, NULL), 0);
    if (!strstr(text.data, part))
        fail_msg("%s has no \"%s\"", name, part);
}

static void file_put(const char *dir, const char *name, const char *text)
{
    LS_AUTO(buf) struct ls_buf path = LS_BUF_INIT;
    ls_path_join(&path, dir, name);
    assert_int_equal(ls_file_replace(path.data, text, strlen(text), NULL), 0);
}

static void test_files(void **state LS_UNUSED)
{
    struct sync_team t;
    char dir[] = "/tmp/lockstep-sync-XXXXXX";
    assert_non_null(mkdtemp(dir));
    sync_team_open(&t);
    run_whole(&t);
    ls_id m = sync_team_id(&t, "M-12");
    /* an agenda exported before is of this meeting, a recap of that name is somebody's */
    file_put(dir, "agenda_2026-03-10.csv", "meeting,date,segment\nM-12,2026-03-10,Open\n");
    file_put(dir, "recap_2026-03-10.md", "# Another team\n");
    LS_AUTO(buf) struct ls_buf said = LS_BUF_INIT;
    assert_int_equal(ls_meeting_write_files(t.board, m, dir, &said, &t.err), 0);
    file_has(dir, "agenda_2026-03-10.csv", "spent_s,outcome");
    file_has(dir, "recap_2026-03-10.md", "# Another team");
    file_has(dir, "recap_2026-03-10_M-12.md", "**D-9**");
    assert_non_null(strstr(said.data, "recap_2026-03-10_M-12.md"));
    assert_int_equal(ls_meeting_write_files(t.board, m, dir, NULL, &t.err), 0); /* again: its own are replaced */
    file_put(dir, "recap_2026-03-10_M-12.md", "mine\n");
    assert_int_equal(ls_meeting_write_files(t.board, m, dir, NULL, &t.err), LS_EREFUSED);
    file_has(dir, "recap_2026-03-10_M-12.md", "mine");
    static const char *const names[] = {"agenda_2026-03-10.csv", "recap_2026-03-10.md", "recap_2026-03-10_M-12.md"};
    for (size_t i = 0; i < LS_COUNT(names); i++) {
        LS_AUTO(buf) struct ls_buf path = LS_BUF_INIT;
        ls_path_join(&path, dir, names[i]);
        assert_int_equal(unlink(path.data), 0);
    }
    assert_int_equal(rmdir(dir), 0);
    sync_team_close(&t);
}

/* A sync that lockstep did not run, from its records alone. */
static void test_recap_of_import(void **state LS_UNUSED)
{
    struct sync_team t;
    sync_team_open(&t);
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    assert_int_equal(ls_recap_markdown(t.board, sync_team_id(&t, "M-11"), &text, &t.err), 0);
    golden("recap_2026-03-03.md", &text);
    assert_int_equal(ls_recap_markdown(t.board, sync_team_id(&t, "M-12"), &text, &t.err), LS_EREFUSED);
    assert_true(ls_recap_meeting(t.board) == sync_team_id(&t, "M-11"));
    sync_team_close(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_whole), cmocka_unit_test(test_earlier),
        cmocka_unit_test(test_end),
        cmocka_unit_test(test_files),
        cmocka_unit_test(test_recap_of_import),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
