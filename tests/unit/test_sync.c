/* The running sync, command by command: starting, lines and their outcomes, what is written, people. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/clock.h"
#include "base/mem.h"
#include "lockstep/rules.h"
#include "sync_team.h"

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

static void test_defaults(void **state LS_UNUSED)
{
    struct sync_team t;
    sync_team_open(&t);
    sync_team_go_to(&t, 14);
    sync_team_do(&t, "sync next", "");
    sync_team_line_is(&t, 1, LS_LINE_STATE_DONE, "LS-80 LS-81 LS-84 LS-90 still open");
    sync_team_line_is(&t, 2, LS_LINE_STATE_DONE, "seen");
    sync_team_line_is(&t, 4, LS_LINE_STATE_DONE, "still open");
    sync_team_line_is(&t, 5, LS_LINE_STATE_DONE, "still open");
    sync_team_line_is(&t, 8, LS_LINE_STATE_DONE, "seen");
    sync_team_line_is(&t, 11, LS_LINE_STATE_DROPPED, "dropped");
    sync_team_line_is(&t, 12, LS_LINE_STATE_CARRIED, "carried");
    sync_team_line_is(&t, 13, LS_LINE_STATE_DONE, "confirmed");
    sync_team_line_is(&t, 14, LS_LINE_STATE_DONE, "confirmed");
    sync_team_on_line(&t, 0);
    assert_int_equal(sync_team_run(&t, "sync next", ""), LS_EREFUSED);
    sync_team_do(&t, "sync back", "");
    sync_team_on_line(&t, 14);
    sync_team_line_is(&t, 14, LS_LINE_STATE_QUEUED, "");
    sync_team_close(&t);
}

static void test_leaving(void **state LS_UNUSED)
{
    struct sync_team t;
    sync_team_open(&t);
    sync_team_go_to(&t, 5);
    sync_team_wait(&t, 10);
    sync_team_do(&t, "sync park", "");
    sync_team_line_is(&t, 5, LS_LINE_STATE_PARKED, "not today");
    assert_int_equal(sync_team_line(&t, 5)->spent_s, 10);
    sync_team_do(&t, "sync carry", "");
    sync_team_line_is(&t, 6, LS_LINE_STATE_CARRIED, "carried");
    assert_int_equal(sync_team_line(&t, 6)->carried, 1); /* the count goes up where it stands again */
    sync_team_do(&t, "sync drop", "nobody needs it");
    sync_team_line_is(&t, 7, LS_LINE_STATE_DROPPED, "nobody needs it");
    sync_team_on_line(&t, 8);
    sync_team_do(&t, "sync next", "raise the price");
    sync_team_line_is(&t, 8, LS_LINE_STATE_DONE, "raise the price");
    sync_team_undo(&t);
    sync_team_on_line(&t, 8);
    sync_team_line_is(&t, 8, LS_LINE_STATE_QUEUED, "");
    sync_team_close(&t);
}

static enum ls_want wants(const struct sync_team *t, int64_t n)
{
    struct ls_live live = {0};
    sync_team_live(t, 0, &live);
    enum ls_want want = ls_live_wants(t->board, &live, &live.lines[n - 1]);
    ls_live_done(&live);
    return want;
}

/* A severe blocker asks for a new date, until it has one, an action, an escalation, or is gone; another one asks for it when
 * its day is over or it has none. */
static void test_new_date(void **state LS_UNUSED)
{
    static const struct {
        const char *spelling, *text;
        enum ls_want want;
    } GIVEN[] = {{"sync note", "legal is slow", LS_WANT_DATE}, {"sync due", "17 mar", LS_WANT_NOTHING},
                 {"sync action", "Call legal @jonas thu", LS_WANT_NOTHING}, {"sync resolve", "", LS_WANT_NOTHING},
                 {"sync escalate", "Which provider? @margot fri", LS_WANT_NOTHING}};
    struct sync_team t;
    sync_team_open(&t);
    assert_int_equal(sync_team_run_on(&t, "blocker set", "B-3", "", "next_due=2026-03-09"), LS_OK);
    sync_team_go_to(&t, 5);
    for (size_t i = 0; i < LS_COUNT(GIVEN); i++) {
        assert_int_equal(wants(&t, 5), LS_WANT_DATE);
        sync_team_do(&t, GIVEN[i].spelling, GIVEN[i].text);
        assert_int_equal(wants(&t, 5), GIVEN[i].want);
        sync_team_undo(&t);
    }
    assert_int_equal(wants(&t, 6), LS_WANT_NOTHING); /* severity 2, today is its day */
    assert_int_equal(wants(&t, 7), LS_WANT_DATE);    /* its day was yesterday */
    sync_team_do(&t, "sync due", "Legal answers fri");
    assert_string_equal(sync_team_field(&t, sync_team_id(&t, "B-1"), "next_due"), "2026-03-13");
    assert_string_equal(sync_team_field(&t, sync_team_id(&t, "B-1"), "next_step"), "Legal answers");
    assert_string_equal(sync_team_field(&t, sync_team_id(&t, "B-1"), "opened"), "2026-02-24");
    sync_team_do(&t, "sync next", "");
    sync_team_line_is(&t, 5, LS_LINE_STATE_DONE, "new date 13 Mar");
    static const char *const REFUSED[] = {"", "soon", "2026-03-09", "@dana fri", "31 feb"};
    for (size_t i = 0; i < LS_COUNT(REFUSED); i++)
        assert_true(sync_team_run(&t, "sync due", REFUSED[i]) < 0);
    sync_team_close(&t);
}

/* What has no date of its own: several actions, a number, an escalation. */
static void test_new_date_of_what(void **state LS_UNUSED)
{
    static const int64_t LINES[] = {1, 2, 4, 14};
    struct sync_team t;
    sync_team_open(&t);
    for (size_t i = 0; i < LS_COUNT(LINES); i++) {
        sync_team_go_to(&t, LINES[i]);
        assert_int_equal(sync_team_run(&t, "sync due", "thu"), LS_EREFUSED);
        assert_string_equal(t.err.message, "what this line is about has no date of its own");
    }
    sync_team_close(&t);
}

/* The third time: only a decision, closing or dropping ends the line. */
static void test_third(void **state LS_UNUSED)
{
    static const char *const refused[] = {"sync next", "sync park", "sync carry"};
    struct sync_team t;
    sync_team_open(&t);
    sync_team_go_to(&t, 11);
    for (size_t i = 0; i < LS_COUNT(refused); i++) {
        assert_int_equal(sync_team_run(&t, refused[i], ""), LS_EREFUSED);
        assert_string_equal(t.err.message, "LS-54 stands here for the third time: decide or drop");
    }
    assert_int_equal(sync_team_run(&t, "sync next", "let us see"), LS_EREFUSED);
    sync_team_do(&t, "sync note", "a note settles nothing");
    assert_int_equal(sync_team_run(&t, "sync next", ""), LS_EREFUSED);
    sync_team_do(&t, "sync decide", "Stop the size check / Two estimates agree / Plan stays");
    sync_team_do(&t, "sync next", "");
    sync_team_line_is(&t, 11, LS_LINE_STATE_DONE, "decided");
    sync_team_undo(&t);
    sync_team_on_line(&t, 11);
    sync_team_close(&t);

    sync_team_open(&t);
    sync_team_go_to(&t, 11);
    sync_team_do(&t, "sync resolve", "");
    assert_string_equal(sync_team_field(&t, sync_team_id(&t, "LS-54"), "status"), "done");
    assert_string_equal(sync_team_field(&t, sync_team_id(&t, "LS-54"), "resolution"), "shipped");
    sync_team_do(&t, "sync next", "");
    sync_team_line_is(&t, 11, LS_LINE_STATE_DONE, "done");
    sync_team_close(&t);
}

static void test_third_blocker(void **state LS_UNUSED)
{
    struct sync_team t;
    struct ls_live live;
    sync_team_open(&t);
    sync_team_do(&t, "sync start", "");
    struct ls_changeset *cs = ls_changeset_new("test");
    ls_change_int(cs, t.board, sync_team_line(&t, 5)->rec.id, LS_F_agenda_item_carried, 2);
    ls_board_apply(t.board, cs);
    ls_changeset_free(cs);
    sync_team_go_to(&t, 5);
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
    sync_team_line_is(&t, 5, LS_LINE_STATE_DONE, "escalated");
    sync_team_close(&t);
}

/* Signals shown become seen by the halves that are here, and not by the other. */
static void test_seen(void **state LS_UNUSED)
{
    struct sync_team t;
    sync_team_open(&t);
    sync_team_go_to(&t, 8);
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
    sync_team_go_to(&t, 5);
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
    sync_team_go_to(&t, 12);
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
    sync_team_line_is(&t, 12, LS_LINE_STATE_DONE, "action agreed");
    sync_team_close(&t);
}

static void test_decide(void **state LS_UNUSED)
{
    struct sync_team t;
    sync_team_open(&t);
    sync_team_go_to(&t, 4);
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
    sync_team_line_is(&t, 4, LS_LINE_STATE_DONE, "decided");
    sync_team_close(&t);
}

static void test_decide_new(void **state LS_UNUSED)
{
    struct sync_team t;
    sync_team_open(&t);
    sync_team_go_to(&t, 5);
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
    sync_team_go_to(&t, 1);
    assert_int_equal(sync_team_run(&t, "sync resolve", ""), LS_EUSAGE); /* four stand there */
    sync_team_do(&t, "sync resolve", "LS-80 ls-90 sent on Friday");
    assert_string_equal(sync_team_field(&t, sync_team_id(&t, "LS-80"), "status"), "done");
    assert_string_equal(sync_team_field(&t, sync_team_id(&t, "LS-90"), "resolution"), "answered");
    assert_int_equal(sync_team_run(&t, "sync resolve", "LS-80"), LS_EREFUSED);
    sync_team_do(&t, "sync next", "");
    sync_team_line_is(&t, 1, LS_LINE_STATE_DONE, "LS-80 LS-90 done; LS-81 LS-84 still open");
    assert_int_equal(sync_team_run(&t, "sync resolve", ""), LS_EREFUSED); /* a number cannot be resolved */
    sync_team_go_to(&t, 5);
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
    sync_team_line_is(&t, 5, LS_LINE_STATE_DONE, "resolved");
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
    sync_team_go_to(&t, 2);
    sync_team_live(&t, 0, &live);
    int answered = 0;
    for (size_t i = 0; i < live.people_count; i++)
        answered += live.people[i].answered;
    assert_int_equal(answered, 2);
    ls_live_done(&live);
    assert_int_equal(sync_team_run(&t, "sync agree", "B-5"), LS_ENOTFOUND);
    sync_team_wait(&t, 5);
    sync_team_do(&t, "sync agree", "");
    sync_team_on_line(&t, 3); /* the current one was among them */
    sync_team_line_is(&t, 2, LS_LINE_STATE_DONE, "answered: Two big losses on SSO");
    sync_team_line_is(&t, 5, LS_LINE_STATE_DONE, "answered: Signed on Friday, redlines are back");
    sync_team_line_is(&t, 11, LS_LINE_STATE_QUEUED, ""); /* a third time is not answered away */
    sync_team_live(&t, 0, &live);
    assert_int_equal(live.spent_ms, 5 * LS_SECOND);
    assert_int_equal(live.left_ms, 11 * LS_MINUTE);
    ls_live_done(&live);
    sync_team_undo(&t);
    sync_team_on_line(&t, 2);
    sync_team_close(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_start),
        cmocka_unit_test(test_start_by_hand),
        cmocka_unit_test(test_start_early),
        cmocka_unit_test(test_start_without_ritual),
        cmocka_unit_test(test_defaults),
        cmocka_unit_test(test_leaving), cmocka_unit_test(test_new_date), cmocka_unit_test(test_new_date_of_what),
        cmocka_unit_test(test_third),
        cmocka_unit_test(test_third_blocker),
        cmocka_unit_test(test_seen),
        cmocka_unit_test(test_action),
        cmocka_unit_test(test_market_half),
        cmocka_unit_test(test_decide),
        cmocka_unit_test(test_decide_new),
        cmocka_unit_test(test_resolve_and_block),
        cmocka_unit_test(test_people),
        cmocka_unit_test(test_answers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
