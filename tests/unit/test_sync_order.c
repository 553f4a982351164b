/* The commands of the running sync in any order: what holds after each of them, whatever came before. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/clock.h"
#include "lockstep/recap.h"
#include "sync_team.h"

struct step {
    const char *command, *text;
};

static const struct step anything[] = {
    {"sync next", ""}, {"sync next", ""}, {"sync next", "with words"}, {"sync back", ""},
    {"sync note", "a note"}, {"sync action", "Do it @jonas fri"}, {"sync action", "Who?"},
    {"sync decide", "a / b / c"}, {"sync option", "1"}, {"sync option", "3"}, {"sync resolve", ""},
    {"sync resolve", "LS-80 done"}, {"sync block", "It hangs @aiko"}, {"sync escalate", "What now? @sam"},
    {"sync park", ""}, {"sync carry", ""}, {"sync drop", "no"}, {"sync story", ""},
    {"sync attend", "dana ~priya -tomasz +sam"}, {"sync rate", "7 dana=8"}, {"sync pause", ""},
    {"sync extend", ""}, {"sync lead", "@dana"}, {"sync agree", ""},
};

/* What holds after each command: no time is lost or made up, one line is current, ended lines say what came out. */
static void check_reading(struct sync_team *t, int64_t ran)
{
    struct ls_live live;
    int current = 0;
    sync_team_live(t, 0, &live);
    assert_int_equal(live.spent_ms, ran);
    for (size_t i = 0; i < live.line_count; i++) {
        const struct ls_live_line *line = &live.lines[i];
        current += line->current;
        assert_int_equal(line->current, i == live.current);
        assert_true(!line->current || line->state == LS_LINE_STATE_QUEUED);
        assert_false(line->grey && (line->current || line->state != LS_LINE_STATE_QUEUED));
        assert_true(line->state == LS_LINE_STATE_QUEUED || *line->item->outcome);
        assert_true(!line->third || line->settled || line->state == LS_LINE_STATE_QUEUED ||
                    line->state == LS_LINE_STATE_DROPPED);
    }
    assert_int_equal(current, live.current < live.line_count);
    /* it fits again, to the second, or nothing is left that could give way */
    bool gives = false;
    for (size_t i = 0; i + 1 < live.line_count; i++)
        gives |= live.lines[i].state == LS_LINE_STATE_QUEUED && !live.lines[i].current && !live.lines[i].grey &&
                 live.lines[i].spent_ms < live.lines[i].plan_ms;
    assert_true(!gives || live.spent_ms + live.left_ms <= live.total_ms + LS_SECOND);
    ls_live_done(&live);
}

static void test_any_order(void **state LS_UNUSED)
{
    unsigned seed = 1;
    for (int round = 0; round < 60; round++) {
        struct sync_team t;
        struct ls_live live;
        int64_t ran = 0;
        sync_team_open(&t);
        sync_team_do(&t, "sync start", "");
        for (int i = 0; i < 50; i++) {
            seed = seed * 1103515245 + 12345;
            const struct step *step = &anything[(seed >> 16) % LS_COUNT(anything)];
            int64_t passes = (seed >> 8) % 40000;
            const struct ls_meeting *m = ls_meeting_get(t.board, ls_meeting_running(t.board));
            ran += m->live_running ? passes : 0;
            t.now += passes;
            int code = sync_team_run(&t, step->command, step->text);
            /* what is refused is refused by the command, in a sentence for people, never by the rules */
            if (code && (!t.err.message || strstr(t.err.message, ", state:") || strstr(t.err.message, "the same ")))
                fail_msg("%s %s: %d %s", step->command, step->text, code, t.err.message);
            check_reading(&t, ran);
        }
        ls_id m = ls_meeting_running(t.board);
        sync_team_do(&t, "sync end", "");
        sync_team_live(&t, m, &live);
        for (size_t i = 0; i < live.line_count; i++)
            assert_true(live.lines[i].state != LS_LINE_STATE_QUEUED && *live.lines[i].item->outcome);
        ls_live_done(&live);
        sync_team_undo(&t);
        assert_true(ls_meeting_running(t.board) == m);
        check_reading(&t, ran);
        LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
        assert_int_equal(ls_recap_markdown(t.board, m, &text, NULL), 0);
        assert_int_equal(ls_recap_json(t.board, m, &text, NULL), 0);
        sync_team_close(&t);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_any_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
