/* Days in people's words, and one-line entries taken apart. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/hash.h"
#include "lockstep/due.h"
#include "lockstep/error.h"

static int64_t day(const char *iso)
{
    int64_t date;
    assert_true(ls_date_parse(iso, &date));
    return date;
}

static void is_day(const char *today, const char *words, const char *iso)
{
    int64_t date = LS_NONE;
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    if (!ls_due_parse(words, day(today), &date))
        fail_msg("\"%s\" was not read", words);
    ls_date_format(&b, date);
    if (strcmp(b.data, iso) != 0)
        fail_msg("\"%s\" on %s gave %s, not %s", words, today, b.data, iso);
}

static void is_none(const char *words)
{
    int64_t date = 7;
    if (ls_due_parse(words, day("2026-03-10"), &date))
        fail_msg("\"%s\" was read", words);
    assert_int_equal(date, 7);
}

static void test_words(void **state LS_UNUSED)
{
    static const struct {
        const char *words, *iso;
    } cases[] = {
        {"today", "2026-03-10"}, {"Today", "2026-03-10"}, {"tomorrow", "2026-03-11"}, {"tmr", "2026-03-11"},
        {"wed", "2026-03-11"}, {"thu", "2026-03-12"}, {"Thursday", "2026-03-12"}, {"mon", "2026-03-16"},
        {"tue", "2026-03-17"}, {"sun", "2026-03-15"}, {"next thu", "2026-03-19"}, {"next week", "2026-03-16"},
        {"17 mar", "2026-03-17"}, {"mar 17", "2026-03-17"}, {"17 March", "2026-03-17"}, {"17. mar.", "2026-03-17"},
        {"March 17th", "2026-03-17"}, {"10 mar", "2026-03-10"}, {"9 mar", "2027-03-09"}, {"17 mar 2027", "2027-03-17"},
        {"1 jan", "2027-01-01"}, {"29 feb", "2028-02-29"}, {"+3d", "2026-03-13"}, {"+0d", "2026-03-10"},
        {"+3", "2026-03-13"}, {"+2w", "2026-03-24"}, {"+1m", "2026-04-10"}, {"  +3d  ", "2026-03-13"},
        {"2026-03-17", "2026-03-17"}, {"2025-12-31", "2025-12-31"}, {"sept 3", "2026-09-03"},
    };
    for (size_t i = 0; i < LS_COUNT(cases); i++)
        is_day("2026-03-10", cases[i].words, cases[i].iso);
}

/* "31/3" is two days in two countries: what to write is said instead; a slip is told with what was meant. */
static void test_advice(void **state LS_UNUSED)
{
    static const struct {
        const char *words, *advice;
    } cases[] = {
        {"tomorow", "did you mean tomorrow?"}, {"Tommorrow", "did you mean tomorrow?"}, {"wendesday", "did you mean wednesday?"},
        {"next wek", "did you mean next week?"}, {"17 mrach", "did you mean 17 march?"}, {"end of marhc", "did you mean end of march?"},
        {"31/3", "write 31 mar or 2026-03-31"}, {"3/31", "write 31 mar or 2026-03-31"}, {"31.3.", "write 31 mar or 2026-03-31"},
        {"31.3.2027", "write 31 mar 2027 or 2027-03-31"}, {"31-3-27", "write 31 mar 2027 or 2027-03-31"}, {"4/5", "write 4 may or 5 apr"}, {"5/5", "write 5 may or 2026-05-05"},
        {"13/13", ""}, {"30/2", ""}, {"soon", ""}, {"asap", ""}, {"1/2/3/4", ""}, {"", ""}, {"99999999999/1", ""},
    };
    for (size_t i = 0; i < LS_COUNT(cases); i++) {
        LS_AUTO(buf) struct ls_buf advice = LS_BUF_INIT;
        bool advised = ls_due_advise(cases[i].words, day("2026-03-10"), &advice);
        if (strcmp(advice.data, cases[i].advice) != 0 || advised != (*cases[i].advice != 0))
            fail_msg("\"%s\": \"%s\", not \"%s\"", cases[i].words, advice.data, cases[i].advice);
    }
    is_day("2026-03-10", "end of march", "2026-03-31");
    is_day("2026-03-10", "end of Feb", "2027-02-28");
    is_day("2026-03-10", "end of feb 2028", "2028-02-29");
    is_none("end of smarch");
    is_none("end of march 20");
}

/* What the manual says of each word is so. */
static void test_manual(void **state LS_UNUSED)
{
#define DAY(words, day, example, date) is_day("2026-03-10", example, date);
#include "lockstep/due.def"
}

static void test_periods(void **state LS_UNUSED)
{
    static const struct {
        const char *now, *words, *iso;
    } cases[] = {
        {"2026-03-10", "In 3 Days", "2026-03-13"}, {"2026-03-10", "in a month", "2026-04-10"},
        {"2026-03-10", "in one week", "2026-03-17"}, {"2026-01-31", "in 1 month", "2026-02-28"},
        {"2026-03-10", "next quarter", "2026-04-01"}, {"2026-12-10", "next quarter", "2027-01-01"},
        {"2026-12-31", "next month", "2027-01-01"}, {"2026-03-10", "next year", "2027-01-01"},
        {"2026-03-10", "end of the month", "2026-03-31"}, {"2028-02-01", "eom", "2028-02-29"},
        {"2026-03-10", "EOQ", "2026-03-31"}, {"2026-11-10", "end of quarter", "2026-12-31"},
        {"2026-03-10", "end of next quarter", "2026-06-30"}, {"2026-03-10", "eoy", "2026-12-31"},
        {"2026-03-13", "end of week", "2026-03-13"}, {"2026-03-14", "end of this week", "2026-03-20"},
        {"2026-03-10", "end of next week", "2026-03-20"},
    };
    for (size_t i = 0; i < LS_COUNT(cases); i++)
        is_day(cases[i].now, cases[i].words, cases[i].iso);
}

static void test_edges(void **state LS_UNUSED)
{
    is_day("2026-01-31", "+1m", "2026-02-28"); /* a month that is too short gives its last day */
    is_day("2027-12-31", "+2m", "2028-02-29");
    is_day("2026-12-31", "tomorrow", "2027-01-01");
    is_day("2026-12-31", "1 jan", "2027-01-01");
    is_day("2026-03-15", "mon", "2026-03-16"); /* a Sunday belongs to the week before */
    is_day("2026-03-15", "next mon", "2026-03-16");
    is_day("2028-02-29", "29 feb", "2028-02-29");
    is_day("2028-03-01", "29 feb", "2032-02-29");
    is_day("2097-01-01", "29 feb", "2104-02-29"); /* 2100 is no leap year */
}

static void test_no_days(void **state LS_UNUSED)
{
    static const char *const words[] = {"", " ", "soon", "31 apr", "30 feb", "29 feb 2027", "0 mar", "32 mar", "mar",
                                        "17", "+", "+d", "+3x", "+3dd", "+99999d", "-3d", "2026-02-30", "2026-3-17", "in", "in days", "in x days", "in 3", "in 3 years",
                                        "in 99999 months", "next", "next day", "of month", "end of", "end month", "end of a month",
                                        "today tomorrow", "next", "17 mar 27", "th", "a b c d e f"};
    for (size_t i = 0; i < LS_COUNT(words); i++)
        is_none(words[i]);
    int64_t date;
    struct ls_error err = {0};
    assert_int_equal(ls_due_read("soon", day("2026-03-10"), &date, &err), LS_EREFUSED);
    assert_non_null(strstr(err.message, "soon"));
    assert_non_null(strstr(err.hint, "17 mar"));
    ls_error_done(&err);
}

/* --- entries --------------------------------------------------------------------------------- */

static struct ls_board *people(void)
{
    static const char *const handles[] = {"ines", "jonas", "dana", "tom", "friedrich"};
    struct ls_board *board = ls_board_new();
    struct ls_changeset *cs = ls_changeset_new("people");
    for (size_t i = 0; i < LS_COUNT(handles); i++) {
        ls_id id = ls_change_create(cs, LS_E_PERSON, 1);
        ls_change_text(cs, board, id, LS_F_person_handle, handles[i]);
    }
    ls_board_apply(board, cs);
    ls_changeset_free(cs);
    return board;
}

/* A day that may be all there is: "thu", "by thu", "fri" behind words. */
static void test_entry_day(void **state LS_UNUSED)
{
    struct ls_board *board = people();
    struct ls_entry e;
    static const struct {
        const char *line, *text, *due;
    } CASES[] = {{"thu", "", "2026-03-12"}, {"17 mar", "", "2026-03-17"}, {"2026-03-17", "", "2026-03-17"},
                 {"by thu", "", "2026-03-12"}, {"legal answers fri", "legal answers", "2026-03-13"}};
    for (size_t i = 0; i < LS_COUNT(CASES); i++) {
        assert_int_equal(ls_entry_read(board, CASES[i].line, day("2026-03-10"), LS_ENTRY_DAY, &e, NULL), LS_OK);
        assert_string_equal(e.text, CASES[i].text);
        assert_int_equal(e.due, day(CASES[i].due));
        ls_entry_done(&e);
    }
    struct ls_error err = {0};
    assert_int_equal(ls_entry_read(board, "31 feb", day("2026-03-10"), LS_ENTRY_DAY, &e, &err), LS_EREFUSED);
    ls_error_done(&err);
    ls_board_free(board);
}

static void entry(const char *line, const char *text, const char *owner, const char *due, int64_t priority,
                  const char *tags)
{
    struct ls_board *board = people();
    struct ls_entry e = {0};
    struct ls_error err = {0};
    if (ls_entry_read(board, line, day("2026-03-10"), LS_ENTRY_ITEM, &e, &err))
        fail_msg("%s: %s", line, err.message);
    assert_string_equal(e.text, text);
    assert_true(e.owner == (*owner ? ls_board_by_handle(board, LS_E_PERSON, owner) : 0));
    assert_true(e.due == (*due ? day(due) : LS_NONE));
    assert_true(e.priority == priority);
    assert_string_equal(e.tags, tags);
    ls_entry_done(&e);
    ls_board_free(board);
}

static void test_entries(void **state LS_UNUSED)
{
    entry("Legal returns redlines @jonas thu", "Legal returns redlines", "jonas", "2026-03-12", LS_NONE, "");
    entry("  Legal   returns redlines  ", "Legal returns redlines", "", "", LS_NONE, "");
    entry("Book training on 8 April @dana today", "Book training on 8 April", "dana", "2026-03-10", LS_NONE, "");
    entry("Send the offer by 17 mar @ines", "Send the offer", "ines", "2026-03-17", LS_NONE, "");
    entry("Send the offer due 2026-03-17", "Send the offer", "", "2026-03-17", LS_NONE, "");
    entry("Call +3d @jonas", "Call", "jonas", "2026-03-13", LS_NONE, "");
    entry("@jonas call Halden", "call Halden", "jonas", "", LS_NONE, "");
    entry("Ask @ines about @dana", "Ask @ines about", "dana", "", LS_NONE, "");
    entry("Write to a@b.example", "Write to a@b.example", "", "", LS_NONE, "");
    entry("Fix login !1 #driver #eta @jonas", "Fix login", "jonas", "", 1, "driver;eta");
    entry("Price is !5 and C# stays", "Price is !5 and C# stays", "", "", LS_NONE, "");
    entry("today", "today", "", "", LS_NONE, ""); /* the text itself stays */
    entry("next week", "next week", "", "", LS_NONE, "");
    entry("plan next week", "plan next week", "", "", LS_NONE, "");
    entry("plan by next week", "plan", "", "2026-03-16", LS_NONE, "");
    entry("plan by end of next month @dana", "plan", "dana", "2026-04-30", LS_NONE, "");
    entry("sign in 2 weeks", "sign", "", "2026-03-24", LS_NONE, "");
    entry("Ask Jürgen — “naïve”? @ines,", "Ask Jürgen — “naïve”?", "ines", "", LS_NONE, "");
    entry("@ @", "@ @", "", "", LS_NONE, "");
    entry("", "", "", "", LS_NONE, "");
}

/* A title loses no word to a guess: a day in words needs a sign before it, and a colleague is no day. */
static void test_titles_stay_whole(void **state LS_UNUSED)
{
    static const char *const TITLES[] = {
        "Idea one from tom", "What users did last fri", "Reply to all today", "Plan for sat", "Remove the demo sun",
        "Cost of plan #2", "Call Bob tomorrow", "Roadmap for next quarter", "What changed since 8 april", "Ideas of 2026-03-01",
        "Send it by tom", "Ask on fri", "Lessons from 31 feb"};
    for (size_t i = 0; i < LS_COUNT(TITLES); i++)
        entry(TITLES[i], TITLES[i], "", "", LS_NONE, "");
    entry("Idea from tom @jonas", "Idea from tom", "jonas", "", LS_NONE, "");
    entry("Ask @jonas tom", "Ask tom", "jonas", "", LS_NONE, "");
    entry("Ask due tom", "Ask", "", "2026-03-11", LS_NONE, "");
    entry("Ask due fri", "Ask", "", "2026-03-13", LS_NONE, "");
    entry("Ask @dana thu", "Ask", "dana", "2026-03-12", LS_NONE, "");
    entry("Call Bob on Thursday", "Call Bob", "", "2026-03-12", LS_NONE, "");
    entry("Call Bob by tomorrow", "Call Bob", "", "2026-03-11", LS_NONE, "");
    entry("Call Bob !2 today", "Call Bob", "", "2026-03-10", 2, "");
    entry("Call Bob #eta next week", "Call Bob", "", "2026-03-16", LS_NONE, "eta");
    entry("Call Bob 27 nov", "Call Bob", "", "2026-11-27", LS_NONE, "");
    entry("Plan #2a #2", "Plan #2", "", "", LS_NONE, "2a");
}

static void told(const char *line, const char *read, const char *left)
{
    struct ls_board *board = people();
    struct ls_entry e = {0};
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    assert_int_equal(ls_entry_read(board, line, day("2026-03-10"), LS_ENTRY_ITEM, &e, NULL), LS_OK);
    ls_entry_tell(board, &e, day("2026-03-10"), &b);
    assert_string_equal(b.data, read);
    ls_buf_clear(&b);
    ls_entry_tell_left(&e, &b);
    assert_string_equal(b.data, left);
    ls_entry_done(&e);
    ls_board_free(board);
}

/* What was read is told, and what could have been meant. */
static void test_entry_is_told(void **state LS_UNUSED)
{
    told("Call", "", "");
    told("Call @jonas !1 #eta by 17 mar", "due Tue 17 Mar, owner jonas, priority 1, tags eta", "");
    told("Call by 4 jan 2027", "due Mon 4 Jan 2027", "");
    told("Call Bob thu", "", "\"thu\" stays in the title: due thu makes it the day");
    told("Call Bob end of month @jonas", "owner jonas", "\"end of month\" stays in the title: due end of month makes it the day");
    told("Idea from tom", "", "");
    told("Idea one tom", "", "");
}

static void test_nobody(void **state LS_UNUSED)
{
    struct ls_board *board = people();
    struct ls_entry e = {.text = NULL};
    struct ls_error err = {0};
    assert_int_equal(ls_entry_read(board, "call @jnas thu", day("2026-03-10"), 0, &e, &err), LS_ENOTFOUND);
    assert_non_null(strstr(err.hint, "jonas"));
    assert_null(e.text);
    ls_error_done(&err);
    ls_board_free(board);
}

/* A day that does not exist would stand in the title unseen. */
static void test_no_such_day_in_an_entry(void **state LS_UNUSED)
{
    static const char *const lines[] = {"call 31 feb", "call @dana by 31 feb", "call 30 feb 2026 @dana", "call apr 31",
                                        "call 2026-02-30", "call 0 mar"};
    struct ls_board *board = people();
    for (size_t i = 0; i < LS_COUNT(lines); i++) {
        struct ls_entry e = {.text = NULL};
        struct ls_error err = {0};
        if (ls_entry_read(board, lines[i], day("2026-03-10"), 0, &e, &err) != LS_EREFUSED)
            fail_msg("%s was taken", lines[i]);
        assert_non_null(strstr(err.message, "no day that exists"));
        assert_null(e.text);
        ls_error_done(&err);
    }
    ls_board_free(board);
    entry("call 29 feb", "call", "", "2028-02-29", LS_NONE, "");
    entry("sell 31 vans", "sell 31 vans", "", "", LS_NONE, "");
    entry("march 2026 plan", "march 2026 plan", "", "", LS_NONE, "");
}

/* A day that something is told since lies behind: a weekday is the last one, today included. */
static void test_since(void **state LS_UNUSED)
{
    static const char *const since[][2] = {{"yesterday", "2026-03-09"}, {"today", "2026-03-10"}, {"mon", "2026-03-09"},
                                           {"tuesday", "2026-03-10"}, {"wed", "2026-03-04"}, {"-3d", "2026-03-07"},
                                           {"-2w", "2026-02-24"}, {"2026-02-01", "2026-02-01"}};
    int64_t date;
    for (size_t i = 0; i < LS_COUNT(since); i++) {
        assert_true(ls_due_parse_since(since[i][0], day("2026-03-10"), &date));
        assert_int_equal(date, day(since[i][1]));
    }
    assert_false(ls_due_parse_since("tomorrow", day("2026-03-10"), &date));
    assert_false(ls_due_parse_since("+3d", day("2026-03-10"), &date));
    assert_false(ls_due_parse_since("", day("2026-03-10"), &date));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_since), cmocka_unit_test(test_words), cmocka_unit_test(test_advice), cmocka_unit_test(test_manual), cmocka_unit_test(test_periods),   cmocka_unit_test(test_edges),  cmocka_unit_test(test_no_days),
        cmocka_unit_test(test_entries), cmocka_unit_test(test_titles_stay_whole), cmocka_unit_test(test_entry_is_told), cmocka_unit_test(test_entry_day), cmocka_unit_test(test_nobody), cmocka_unit_test(test_no_such_day_in_an_entry),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
