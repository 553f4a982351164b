/* The running sync: the whole sync of the sample team against its goldens, then each command by itself. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/paths.h"
#include "lockstep/recap.h"
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

/* Compares with tests/unit/golden/NAME; LOCKSTEP_GOLDEN=write writes it instead. */
static void golden(const char *name, const struct ls_buf *text)
{
    LS_AUTO(buf) struct ls_buf path = LS_BUF_INIT, wanted = LS_BUF_INIT;
    struct ls_error err = {0};
    ls_path_join(&path, GOLDEN_DIR, name);
    const char *write = getenv("LOCKSTEP_GOLDEN");
    if (write && !strcmp(write, "write"))
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
