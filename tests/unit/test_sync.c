/* The running sync: the whole sync of the sample team against its goldens, then each command by itself. */
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

/* --- time ------------------------------------------------------------------------------------ */

static void clock_is(struct sync_team *t, const char *wanted)
{
    struct ls_live live;
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    sync_team_live(t, 0, &live);
    ls_live_clock_text(&live, &b);
    ls_buf_str(&b, " | ");
    ls_live_line_text(&live, &b);
    assert_string_equal(b.data, wanted);
    ls_live_done(&live);
}

static void on_line(struct sync_team *t, int64_t n)
{
    const struct ls_meeting *m = ls_meeting_get(t->board, ls_meeting_running(t->board));
    assert_non_null(m);
    assert_true(m->live_line == (n ? n : LS_NONE));
}

static void test_clock(void **state LS_UNUSED)
{
    struct sync_team t;
    sync_team_open(&t);
    sync_team_wait(&t, 120);
    sync_team_do(&t, "sync start", "");
    clock_is(&t, "0:00 of 15:00 on time, ends 09:45 | 1:00 left of 1:00");
    sync_team_wait(&t, 52);
    clock_is(&t, "0:52 of 15:00 on time, ends 09:45 | 0:08 left of 1:00");
    sync_team_do(&t, "sync next", ""); /* eight seconds given back */
    sync_team_wait(&t, 30);
    clock_is(&t, "1:22 of 15:00 on time, ends 09:45 | 0:30 left of 1:00");
    sync_team_wait(&t, 70);
    clock_is(&t, "2:32 of 15:00 over by 0:32, the rest shrinks | over by 0:40 of 1:00");
    sync_team_do(&t, "sync pause", "");
    sync_team_wait(&t, 600);
    clock_is(&t, "paused at 2:32 of 15:00 over by 0:32, the rest shrinks | over by 0:40 of 1:00");
    sync_team_do(&t, "sync pause", "");
    sync_team_wait(&t, 8);
    clock_is(&t, "2:40 of 15:00 over by 0:40, the rest shrinks | over by 0:48 of 1:00");
    sync_team_do(&t, "sync extend", "");
    clock_is(&t, "2:40 of 15:00 over by 0:40, the rest shrinks | over by 0:18 of 1:30");
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
    on_line(&t, 2);
    sync_team_wait(&t, 60);
    sync_team_do(&t, "sync next", "");
    on_line(&t, 14); /* everything between is grey */
    sync_team_do(&t, "sync back", "");
    on_line(&t, 13); /* back is by the list, and takes what is grey too */
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
    clock_is(&t, "0:45 of 15:00 on time, ends 09:43 | 0:15 left of 1:00");

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

/* --- start ----------------------------------------------------------------------------------- */

static void test_start(void **state LS_UNUSED)
{
    struct sync_team t;
    struct ls_live live;
    sync_team_open(&t);
    assert_int_equal(sync_team_run(&t, "sync next", ""), LS_ENOTFOUND);
    sync_team_do(&t, "sync start", "");
    sync_team_live(&t, 0, &live);
    assert_int_equal(live.line_count, 14);
    assert_int_equal(live.segment_count, 6);
    assert_string_equal(live.segments[3].name, "Customer signals");
    assert_true(live.meeting->rec.id == sync_team_id(&t, "M-12"));
    assert_true(live.lines[3].decision == sync_team_id(&t, "D-9"));
    assert_true(live.lines[3].blocker == sync_team_id(&t, "B-2"));
    assert_true(live.lines[3].subject == sync_team_id(&t, "LS-40"));
    assert_true(live.lines[10].third);
    assert_false(live.lines[4].third);
    assert_int_equal(ls_live_kind(t.board, live.lines[11].item), LS_LINE_KIND_HALF);
    assert_true(live.lines[11].item->acting == sync_team_id(&t, "tomasz"));
    assert_int_equal(live.people_count, 4); /* the rota; ines leads */
    assert_true(live.people[0].leads && live.people[0].known);
    ls_live_done(&live);

    struct ls_changeset *first = ls_changeset_copy(t.last);
    sync_team_do(&t, "sync start", ""); /* rejoining changes nothing */
    assert_int_equal(t.last->len, first->len);
    assert_non_null(strstr(t.said.data, "M-12 is running"));
    ls_changeset_free(first);
    t.me = sync_team_id(&t, "priya"); /* but that somebody else is here now */
    sync_team_do(&t, "sync start", "");
    assert_int_equal(t.last->len, 1);
    sync_team_close(&t);
}

/* A line by hand keeps its record; one that does not fit is not kept. */
static void test_start_by_hand(void **state LS_UNUSED)
{
    struct sync_team t;
    struct ls_live live;
    sync_team_open(&t);
    assert_int_equal(sync_team_run_on(&t, "agenda put", "LS-47", "", ""), LS_OK);
    assert_int_equal(sync_team_run_on(&t, "agenda put", "LS-47", "", ""), LS_EREFUSED);
    assert_int_equal(sync_team_run_on(&t, "agenda put", "LS-48", "", ""), LS_OK);
    assert_int_equal(sync_team_run_on(&t, "agenda put", "LS-49", "", ""), LS_OK);
    sync_team_do(&t, "sync start", "");
    sync_team_live(&t, 0, &live);
    int by_hand = 0;
    for (size_t i = 0; i < live.line_count; i++) {
        assert_int_equal(live.lines[i].item->n, i + 1);
        by_hand += live.lines[i].item->by_hand != 0;
    }
    assert_int_equal(by_hand, 2); /* Priorities have two minutes */
    ls_live_done(&live);
    assert_int_equal(sync_team_run_on(&t, "agenda put", "LS-50", "", ""), LS_EREFUSED);
    sync_team_close(&t);
}

/* Started on another day than planned: today is the day on which it runs. */
static void test_start_early(void **state LS_UNUSED)
{
    struct sync_team t;
    struct ls_live live;
    sync_team_open(&t);
    sync_team_do(&t, "sync start", "sync");
    sync_team_do(&t, "sync end", "");
    sync_team_wait(&t, 24 * 3600);
    sync_team_do(&t, "sync start", "sync");
    sync_team_live(&t, 0, &live);
    assert_true(live.meeting->rec.id == sync_team_id(&t, "M-13"));
    assert_string_equal(sync_team_field(&t, live.meeting->rec.id, "planned"), "2026-03-11 09:28");
    /* LS-84 is due on the 13th, before the sync after this one, and not overdue on the 11th */
    assert_non_null(strstr(live.lines[0].item->title, "2 overdue"));
    ls_live_done(&live);
    sync_team_close(&t);
}

/* A team with people and items alone: its first sync makes the ritual. */
static void test_start_without_ritual(void **state LS_UNUSED)
{
    struct sync_team t;
    struct ls_live live;
    sync_team_open(&t);
    struct ls_changeset *cs = ls_changeset_new("test");
    LS_EACH(ritual, it, t.board)
    {
        ls_change_delete(cs, t.board, it->rec.id);
    }
    ls_board_apply(t.board, cs);
    ls_changeset_free(cs);
    sync_team_do(&t, "sync start", "");
    sync_team_live(&t, 0, &live);
    assert_non_null(live.ritual);
    assert_string_equal(live.ritual->at, "Tue 09:28");
    assert_int_equal(live.total_ms, 15 * LS_MINUTE);
    assert_int_equal(live.segment_count, 6);
    ls_live_done(&live);
    sync_team_do(&t, "sync end", "");
    sync_team_close(&t);
}

/* --- lines ----------------------------------------------------------------------------------- */

static const struct ls_agenda_item *line_item(struct sync_team *t, int64_t n)
{
    LS_EACH(agenda_item, it, t->board)
    {
        if (it->meeting == sync_team_id(t, "M-12") && it->n == n)
            return it;
    }
    fail_msg("no line %d", (int)n);
    return NULL;
}

static void line_is(struct sync_team *t, int64_t n, enum ls_line_state state, const char *outcome)
{
    const struct ls_agenda_item *it = line_item(t, n);
    assert_string_equal(ls_enum_word(LS_ENUM_LINE_STATE, it->state), ls_enum_word(LS_ENUM_LINE_STATE, state));
    assert_string_equal(it->outcome, outcome);
}

static void go_to(struct sync_team *t, int64_t n)
{
    if (!ls_meeting_running(t->board))
        sync_team_do(t, "sync start", "");
    while (ls_meeting_get(t->board, ls_meeting_running(t->board))->live_line < n)
        if (sync_team_run(t, "sync next", "") != LS_OK)
            sync_team_do(t, "sync drop", "");
}

static void test_defaults(void **state LS_UNUSED)
{
    struct sync_team t;
    sync_team_open(&t);
    go_to(&t, 14);
    sync_team_do(&t, "sync next", "");
    line_is(&t, 1, LS_LINE_STATE_DONE, "LS-80 LS-81 LS-84 LS-90 still open");
    line_is(&t, 2, LS_LINE_STATE_DONE, "seen");
    line_is(&t, 4, LS_LINE_STATE_DONE, "still open");
    line_is(&t, 5, LS_LINE_STATE_DONE, "still open");
    line_is(&t, 8, LS_LINE_STATE_DONE, "seen");
    line_is(&t, 11, LS_LINE_STATE_DROPPED, "dropped");
    line_is(&t, 12, LS_LINE_STATE_CARRIED, "carried");
    line_is(&t, 13, LS_LINE_STATE_DONE, "confirmed");
    line_is(&t, 14, LS_LINE_STATE_DONE, "confirmed");
    on_line(&t, 0);
    assert_int_equal(sync_team_run(&t, "sync next", ""), LS_EREFUSED);
    sync_team_do(&t, "sync back", "");
    on_line(&t, 14);
    line_is(&t, 14, LS_LINE_STATE_QUEUED, "");
    sync_team_close(&t);
}

static void test_leaving(void **state LS_UNUSED)
{
    struct sync_team t;
    sync_team_open(&t);
    go_to(&t, 5);
    sync_team_wait(&t, 10);
    sync_team_do(&t, "sync park", "");
    line_is(&t, 5, LS_LINE_STATE_PARKED, "not today");
    assert_int_equal(line_item(&t, 5)->spent_s, 10);
    sync_team_do(&t, "sync carry", "");
    line_is(&t, 6, LS_LINE_STATE_CARRIED, "carried");
    assert_int_equal(line_item(&t, 6)->carried, 1); /* the count goes up where it stands again */
    sync_team_do(&t, "sync drop", "nobody needs it");
    line_is(&t, 7, LS_LINE_STATE_DROPPED, "nobody needs it");
    on_line(&t, 8);
    sync_team_do(&t, "sync next", "raise the price");
    line_is(&t, 8, LS_LINE_STATE_DONE, "raise the price");
    sync_team_undo(&t);
    on_line(&t, 8);
    line_is(&t, 8, LS_LINE_STATE_QUEUED, "");
    sync_team_close(&t);
}

/* The third time: only a decision, closing or dropping ends the line. */
static void test_third(void **state LS_UNUSED)
{
    static const char *const refused[] = {"sync next", "sync park", "sync carry"};
    struct sync_team t;
    sync_team_open(&t);
    go_to(&t, 11);
    for (size_t i = 0; i < LS_COUNT(refused); i++) {
        assert_int_equal(sync_team_run(&t, refused[i], ""), LS_EREFUSED);
        assert_string_equal(t.err.message, "LS-54 stands here for the third time: decide or drop");
    }
    assert_int_equal(sync_team_run(&t, "sync next", "let us see"), LS_EREFUSED);
    sync_team_do(&t, "sync note", "a note settles nothing");
    assert_int_equal(sync_team_run(&t, "sync next", ""), LS_EREFUSED);
    sync_team_do(&t, "sync decide", "Stop the size check / Two estimates agree / Plan stays");
    sync_team_do(&t, "sync next", "");
    line_is(&t, 11, LS_LINE_STATE_DONE, "decided");
    sync_team_undo(&t);
    on_line(&t, 11);
    sync_team_close(&t);

    sync_team_open(&t);
    go_to(&t, 11);
    sync_team_do(&t, "sync resolve", "");
    assert_string_equal(sync_team_field(&t, sync_team_id(&t, "LS-54"), "status"), "done");
    assert_string_equal(sync_team_field(&t, sync_team_id(&t, "LS-54"), "resolution"), "shipped");
    sync_team_do(&t, "sync next", "");
    line_is(&t, 11, LS_LINE_STATE_DONE, "done");
    sync_team_close(&t);
}

static void test_third_blocker(void **state LS_UNUSED)
{
    struct sync_team t;
    struct ls_live live;
    sync_team_open(&t);
    sync_team_do(&t, "sync start", "");
    struct ls_changeset *cs = ls_changeset_new("test");
    ls_change_int(cs, t.board, line_item(&t, 5)->rec.id, LS_F_agenda_item_carried, 2);
    ls_board_apply(t.board, cs);
    ls_changeset_free(cs);
    go_to(&t, 5);
    assert_int_equal(sync_team_run(&t, "sync next", ""), LS_EREFUSED);
    assert_string_equal(t.err.message, "B-1 stands here for the third time: resolve or escalate");
    sync_team_do(&t, "sync escalate", "Which provider do we take? @margot fri");
    sync_team_live(&t, 0, &live);
    assert_true(live.lines[4].settled);
    ls_live_done(&live);
    ls_id d = sync_team_id(&t, "D-10");
    assert_string_equal(sync_team_field(&t, d, "status"), "proposed");
    assert_string_equal(sync_team_field(&t, d, "escalated_to"), "margot");
    assert_string_equal(sync_team_field(&t, d, "driver"), "jonas");
    assert_string_equal(sync_team_field(&t, d, "needed_by"), "2026-03-13");
    assert_string_equal(sync_team_field(&t, d, "blocker"), "B-1");
    sync_team_do(&t, "sync next", "");
    line_is(&t, 5, LS_LINE_STATE_DONE, "escalated");
    sync_team_close(&t);
}

/* Signals shown become seen by the halves that are here, and not by the other. */
static void test_seen(void **state LS_UNUSED)
{
    struct sync_team t;
    sync_team_open(&t);
    go_to(&t, 8);
    sync_team_do(&t, "sync next", "");
    assert_string_equal(sync_team_field(&t, sync_team_id(&t, "S-11"), "seen_pm"), "1");
    assert_string_equal(sync_team_field(&t, sync_team_id(&t, "S-11"), "seen_pmm"), "0");
    sync_team_do(&t, "sync attend", "dana -ines");
    sync_team_do(&t, "sync next", "");
    assert_string_equal(sync_team_field(&t, sync_team_id(&t, "S-13"), "seen_pm"), "0");
    assert_string_equal(sync_team_field(&t, sync_team_id(&t, "S-13"), "seen_pmm"), "1");
    sync_team_do(&t, "sync park", "");
    assert_string_equal(sync_team_field(&t, sync_team_id(&t, "S-18"), "seen_pm"), "0");
    sync_team_close(&t);
}

/* --- writing --------------------------------------------------------------------------------- */

static void test_action(void **state LS_UNUSED)
{
    struct sync_team t;
    struct ls_live live;
    sync_team_open(&t);
    go_to(&t, 5);
    sync_team_do(&t, "sync action", "Legal returns redlines");
    ls_id a = sync_team_id(&t, "LS-93");
    assert_string_equal(t.said.data, "LS-93 Legal returns redlines, jonas (backup margot), due Tue 17 Mar");
    assert_string_equal(sync_team_field(&t, a, "type"), "action");
    assert_string_equal(sync_team_field(&t, a, "owner"), "jonas"); /* who acts on the line */
    assert_string_equal(sync_team_field(&t, a, "backup"), "margot");
    assert_string_equal(sync_team_field(&t, a, "due"), "2026-03-17"); /* the next sync */
    assert_string_equal(sync_team_field(&t, a, "meeting"), "M-12");
    assert_string_equal(sync_team_field(&t, a, "parent"), "LS-21");
    sync_team_do(&t, "sync action", "Who signs? @margot !1 tomorrow");
    ls_id q = sync_team_id(&t, "LS-94");
    assert_string_equal(sync_team_field(&t, q, "type"), "question");
    assert_string_equal(sync_team_field(&t, q, "backup"), "jonas"); /* the other one of the line */
    assert_string_equal(sync_team_field(&t, q, "priority"), "1");
    assert_string_equal(sync_team_field(&t, q, "due"), "2026-03-11");
    assert_int_equal(sync_team_run(&t, "sync action", "x @nobody"), LS_ENOTFOUND);
    assert_int_equal(sync_team_run(&t, "sync action", "@jonas"), LS_EUSAGE);
    sync_team_live(&t, 0, &live);
    assert_int_equal(live.captured_count, 2);
    assert_int_equal(live.captured[0].kind, LS_CAPTURE_ACTION);
    assert_int_equal(live.captured[0].line, 5);
    assert_true(live.captured[0].record == a);
    LS_AUTO(buf) struct ls_buf outcome = LS_BUF_INIT;
    ls_live_outcome(t.board, &live, &live.lines[4], &outcome);
    assert_string_equal(outcome.data, "LS-93; LS-94");
    ls_live_done(&live);
    sync_team_undo(&t); /* the note goes with the action */
    sync_team_live(&t, 0, &live);
    assert_int_equal(live.captured_count, 1);
    ls_live_done(&live);
    sync_team_close(&t);
}

/* On the line that asks for it, an action of the market half is the feature's counterpart. */
static void test_market_half(void **state LS_UNUSED)
{
    struct sync_team t;
    sync_team_open(&t);
    go_to(&t, 12);
    sync_team_do(&t, "sync action", "Note for customers @priya fri");
    ls_id half = sync_team_id(&t, "LS-93"), feature = sync_team_id(&t, "LS-37");
    assert_string_equal(sync_team_field(&t, half, "track"), "market");
    bool linked = false;
    LS_EACH(link, it, t.board)
    {
        linked |= it->src == feature && it->dst == half && it->kind == LS_LINK_KIND_COUNTERPART;
    }
    assert_true(linked);
    sync_team_do(&t, "sync next", "");
    line_is(&t, 12, LS_LINE_STATE_DONE, "action agreed");
    sync_team_close(&t);
}

static void test_decide(void **state LS_UNUSED)
{
    struct sync_team t;
    sync_team_open(&t);
    go_to(&t, 4);
    ls_id d = sync_team_id(&t, "D-9");
    assert_int_equal(sync_team_run(&t, "sync decide", "Only this / and why"), LS_EUSAGE);
    assert_int_equal(sync_team_run(&t, "sync option", "4"), LS_ENOTFOUND);
    assert_int_equal(sync_team_run(&t, "sync option", "x"), LS_EUSAGE);
    sync_team_do(&t, "sync option", "2");
    sync_team_do(&t, "sync option", "3"); /* one only */
    sync_team_do(&t, "sync decide", "S-2 and S-12 say so / LS-40 by 17 March @ines"); /* the option is what is decided */
    assert_string_equal(sync_team_field(&t, d, "decided"), "Operations director first as S-2 and S-12 suggest");
    assert_string_equal(sync_team_field(&t, d, "why"), "S-2 and S-12 say so");
    assert_string_equal(sync_team_field(&t, d, "follows"), "LS-40 by 17 March");
    assert_string_equal(sync_team_field(&t, d, "driver"), "ines");
    assert_string_equal(sync_team_field(&t, d, "approver"), "margot");
    assert_string_equal(sync_team_field(&t, d, "on_date"), "2026-03-10");
    assert_string_equal(sync_team_field(&t, d, "meeting"), "M-12");
    assert_string_equal(sync_team_field(&t, sync_team_id(&t, "B-2"), "resolved"), "2026-03-10");
    int chosen = 0;
    LS_EACH(option, it, t.board)
    {
        chosen += it->decision == d && it->chosen && it->n == 3;
    }
    assert_int_equal(chosen, 1);
    assert_int_equal(sync_team_run(&t, "sync decide", "a / b / c"), LS_EREFUSED);
    assert_int_equal(sync_team_run(&t, "sync option", "1"), LS_EREFUSED);
    sync_team_do(&t, "sync next", "");
    line_is(&t, 4, LS_LINE_STATE_DONE, "decided");
    sync_team_close(&t);
}

static void test_decide_new(void **state LS_UNUSED)
{
    struct sync_team t;
    sync_team_open(&t);
    go_to(&t, 5);
    sync_team_do(&t, "sync decide", "Take the go/no-go by mail / Legal is slow / Jonas asks / +2w");
    ls_id d = sync_team_id(&t, "D-10");
    assert_string_equal(sync_team_field(&t, d, "decided"), "Take the go/no-go by mail");
    assert_string_equal(sync_team_field(&t, d, "review_on"), "2026-03-24");
    assert_string_equal(sync_team_field(&t, d, "driver"), "jonas");
    assert_string_equal(sync_team_field(&t, d, "blocker"), "B-1");
    assert_string_equal(sync_team_field(&t, sync_team_id(&t, "B-1"), "resolved"), ""); /* it was no escalation of it */
    sync_team_close(&t);
}

static void test_resolve_and_block(void **state LS_UNUSED)
{
    struct sync_team t;
    sync_team_open(&t);
    go_to(&t, 1);
    assert_int_equal(sync_team_run(&t, "sync resolve", ""), LS_EUSAGE); /* four stand there */
    sync_team_do(&t, "sync resolve", "LS-80 ls-90 sent on Friday");
    assert_string_equal(sync_team_field(&t, sync_team_id(&t, "LS-80"), "status"), "done");
    assert_string_equal(sync_team_field(&t, sync_team_id(&t, "LS-90"), "resolution"), "answered");
    assert_int_equal(sync_team_run(&t, "sync resolve", "LS-80"), LS_EREFUSED);
    sync_team_do(&t, "sync next", "");
    line_is(&t, 1, LS_LINE_STATE_DONE, "LS-80 LS-90 done; LS-81 LS-84 still open");
    assert_int_equal(sync_team_run(&t, "sync resolve", ""), LS_EREFUSED); /* a number cannot be resolved */
    go_to(&t, 5);
    sync_team_do(&t, "sync resolve", "contract signed");
    assert_string_equal(sync_team_field(&t, sync_team_id(&t, "B-1"), "resolution"), "contract signed");
    assert_string_equal(sync_team_field(&t, sync_team_id(&t, "B-1"), "opened"), "2026-02-24");
    sync_team_do(&t, "sync block", "No test numbers from the provider fri");
    ls_id b = sync_team_id(&t, "B-10");
    assert_string_equal(sync_team_field(&t, b, "item"), "LS-21");
    assert_string_equal(sync_team_field(&t, b, "owner"), "jonas");
    assert_string_equal(sync_team_field(&t, b, "opened"), "2026-03-10");
    assert_string_equal(sync_team_field(&t, b, "next_due"), "2026-03-13");
    sync_team_do(&t, "sync next", "");
    line_is(&t, 5, LS_LINE_STATE_DONE, "resolved");
    sync_team_close(&t);
}

/* --- people ---------------------------------------------------------------------------------- */

static void test_people(void **state LS_UNUSED)
{
    struct sync_team t;
    sync_team_open(&t);
    sync_team_do(&t, "sync start", "");
    sync_team_do(&t, "sync attend", "all +margot ~jonas");
    ls_id m = ls_meeting_running(t.board);
    int present = 0;
    LS_EACH(attendance, it, t.board)
    {
        present += it->meeting == m && it->state == LS_ATTENDANCE_STATE_PRESENT;
    }
    assert_int_equal(present, 4);
    assert_int_equal(sync_team_run(&t, "sync attend", "@zoe"), LS_ENOTFOUND);
    assert_int_equal(sync_team_run(&t, "sync rate", "11"), LS_EREFUSED);
    assert_int_equal(sync_team_run(&t, "sync rate", "good"), LS_EREFUSED);
    sync_team_do(&t, "sync rate", "8 dana=9, carlos:10");
    struct ls_live live;
    sync_team_live(&t, 0, &live);
    int64_t sum = 0;
    for (size_t i = 0; i < live.people_count; i++)
        sum += live.people[i].rating != LS_NONE ? live.people[i].rating : 0;
    assert_int_equal(sum, 27);
    ls_live_done(&live);
    t.me = sync_team_id(&t, "dana");
    sync_team_do(&t, "sync lead", "");
    assert_string_equal(sync_team_field(&t, m, "facilitator"), "dana");
    sync_team_do(&t, "sync lead", "@tomasz");
    assert_string_equal(sync_team_field(&t, m, "facilitator"), "tomasz");
    sync_team_do(&t, "sync story", "S-13");
    assert_string_equal(sync_team_field(&t, m, "story"), "“I switch tracking off to save battery” Pikeford Bakery, S-13");
    sync_team_do(&t, "sync story", "Bracken waits at the gate");
    assert_string_equal(sync_team_field(&t, m, "story"), "Bracken waits at the gate");
    sync_team_close(&t);
}

/* Answered in advance: if the leader agrees the line leaves and its time is given back. */
static void test_answers(void **state LS_UNUSED)
{
    struct sync_team t;
    struct ls_live live;
    sync_team_open(&t);
    t.me = sync_team_id(&t, "jonas");
    assert_int_equal(sync_team_run_on(&t, "sync answer", "B-1", "Signed on Friday, redlines are back", ""), LS_OK);
    t.me = sync_team_id(&t, "dana");
    assert_int_equal(sync_team_run_on(&t, "sync answer", "win_rate", "Two big losses on SSO", ""), LS_OK);
    assert_int_equal(sync_team_run_on(&t, "sync answer", "LS-54", "Femi needs a week", ""), LS_OK);
    assert_int_equal(sync_team_run_on(&t, "sync answer", "LS-80", "Sent", ""), LS_OK); /* one of four */
    t.me = sync_team_id(&t, "ines");
    sync_team_do(&t, "sync start", "");
    assert_int_equal(sync_team_run(&t, "sync agree", "LS-80"), LS_ENOTFOUND);
    go_to(&t, 2);
    sync_team_live(&t, 0, &live);
    int answered = 0;
    for (size_t i = 0; i < live.people_count; i++)
        answered += live.people[i].answered;
    assert_int_equal(answered, 2);
    ls_live_done(&live);
    assert_int_equal(sync_team_run(&t, "sync agree", "B-5"), LS_ENOTFOUND);
    sync_team_wait(&t, 5);
    sync_team_do(&t, "sync agree", "");
    on_line(&t, 3); /* the current one was among them */
    line_is(&t, 2, LS_LINE_STATE_DONE, "answered: Two big losses on SSO");
    line_is(&t, 5, LS_LINE_STATE_DONE, "answered: Signed on Friday, redlines are back");
    line_is(&t, 11, LS_LINE_STATE_QUEUED, ""); /* a third time is not answered away */
    sync_team_live(&t, 0, &live);
    assert_int_equal(live.spent_ms, 5 * LS_SECOND);
    assert_int_equal(live.left_ms, 11 * LS_MINUTE);
    ls_live_done(&live);
    sync_team_undo(&t);
    on_line(&t, 2);
    sync_team_close(&t);
}

/* --- end ------------------------------------------------------------------------------------- */

static void test_end(void **state LS_UNUSED)
{
    struct sync_team t;
    sync_team_open(&t);
    go_to(&t, 6);
    ls_id m = ls_meeting_running(t.board);
    sync_team_wait(&t, 90);
    sync_team_do(&t, "sync end", "");
    assert_int_equal(ls_meeting_running(t.board), 0);
    assert_string_equal(sync_team_field(&t, m, "status"), "closed");
    line_is(&t, 6, LS_LINE_STATE_DONE, "still open"); /* it was reached */
    assert_int_equal(line_item(&t, 6)->spent_s, 90);
    line_is(&t, 7, LS_LINE_STATE_CARRIED, "not reached");
    assert_int_equal(line_item(&t, 11)->carried, 2);
    assert_int_equal(ls_meeting_took(t.board, ls_meeting_get(t.board, m)), 90 * LS_SECOND);
    assert_int_equal(sync_team_run(&t, "sync note", "too late"), LS_ENOTFOUND);
    /* the minutes are locked */
    struct ls_changeset *cs = ls_changeset_new("test");
    ls_change_text(cs, t.board, line_item(&t, 6)->rec.id, LS_F_agenda_item_outcome, "otherwise");
    ls_board_apply(t.board, cs);
    struct ls_error err = {0};
    assert_int_equal(ls_rules_check(t.board, cs, &err), LS_EREFUSED);
    ls_error_done(&err);
    ls_board_revert(t.board, cs);
    ls_changeset_free(cs);
    /* and one undo opens them again, at the same line with the right time */
    sync_team_undo(&t);
    assert_true(ls_meeting_running(t.board) == m);
    on_line(&t, 6);
    line_is(&t, 7, LS_LINE_STATE_QUEUED, "");
    sync_team_wait(&t, 5);
    clock_is(&t, "1:35 of 15:00 on time, ends 09:37 | over by 0:35 of 1:00");
    sync_team_close(&t);
}

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
    go_to(&t, 3);
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
    assert_int_equal(line_item(&t, 3)->spent_s, 20);
    line_is(&t, 4, LS_LINE_STATE_CARRIED, "not reached");
    sync_team_close(&t);
}

/* A machine that follows closes it too, two minutes later, by its own clock. */
static void test_idle_elsewhere(void **state LS_UNUSED)
{
    struct sync_team t;
    struct ls_follow follow = {0};
    sync_team_open(&t);
    go_to(&t, 3);
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
        cmocka_unit_test(test_whole),         cmocka_unit_test(test_clock),
        cmocka_unit_test(test_no_lost_time),  cmocka_unit_test(test_squeeze),
        cmocka_unit_test(test_machines),      cmocka_unit_test(test_start),
        cmocka_unit_test(test_start_by_hand), cmocka_unit_test(test_defaults),
        cmocka_unit_test(test_leaving),       cmocka_unit_test(test_third),
        cmocka_unit_test(test_third_blocker), cmocka_unit_test(test_seen),
        cmocka_unit_test(test_action),        cmocka_unit_test(test_market_half),
        cmocka_unit_test(test_decide),        cmocka_unit_test(test_decide_new),
        cmocka_unit_test(test_resolve_and_block), cmocka_unit_test(test_people),
        cmocka_unit_test(test_start_early),   cmocka_unit_test(test_start_without_ritual),
        cmocka_unit_test(test_answers),
        cmocka_unit_test(test_end),           cmocka_unit_test(test_idle),
        cmocka_unit_test(test_idle_elsewhere),
        cmocka_unit_test(test_files),         cmocka_unit_test(test_recap_of_import),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
