/* Rules of the agenda that CSV files cannot show: edits by people, drops that are lifted, small teams, other
 * rituals, frozen minutes. What files can show is compared with the oracle (tests/oracle). */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../oracle/team_dir.h"
#include "base/buf.h"
#include "base/clock.h"
#include "lockstep/agenda.h"
#include "lockstep/agenda_out.h"
#include "lockstep/error.h"
#include "lockstep/exchange.h"

/* A small team on which records are put one by one. */
struct team {
    struct ls_board *board;
    int64_t now; /* Tuesday 2026-03-10 09:28 */
    uint64_t n;
    ls_id pm, pmm, lead, sync;
};

static int64_t day(const char *text)
{
    int64_t date;
    assert_true(ls_date_parse(text, &date));
    return date;
}

static int64_t stamp(const char *text)
{
    int64_t at;
    assert_true(ls_stamp_parse(text, &at));
    return at;
}

static struct ls_changeset *edit_begin(struct team *t, ls_id who, int64_t at)
{
    struct ls_changeset *cs = ls_changeset_new("test");
    cs->who = who;
    cs->at = at;
    cs->n = ++t->n;
    return cs;
}

static void edit_end(struct team *t, struct ls_changeset *cs)
{
    ls_board_apply(t->board, cs);
    ls_changeset_free(cs);
}

/* Makes a record from words: "type", "bug", "due", "2026-03-20", …, NULL. */
static ls_id make(struct team *t, enum ls_entity entity, int64_t at, ...)
{
    struct ls_changeset *cs = edit_begin(t, t->pm, at);
    ls_id id = ls_change_create(cs, entity, at);
    ls_change_int(cs, t->board, id, LS_F_NUM, ls_board_highest_num(t->board, entity) + 1);
    va_list words;
    va_start(words, at);
    for (const char *name; (name = va_arg(words, const char *));) {
        struct ls_value v;
        struct ls_error err = {0};
        int field = ls_field_by_name(entity, name);
        assert_true(field >= 0);
        if (ls_field_parse(t->board, ls_field_info(entity, field), va_arg(words, const char *), &v, &err) < 0)
            fail_msg("%s", err.message);
        ls_change_set(cs, t->board, id, field, &v);
        ls_value_done(&v);
    }
    va_end(words);
    edit_end(t, cs);
    return id;
}

static void set_int(struct team *t, ls_id who, const char *at, ls_id record, int field, int64_t value)
{
    struct ls_changeset *cs = edit_begin(t, who, stamp(at));
    ls_change_int(cs, t->board, record, field, value);
    edit_end(t, cs);
}

static struct team team_new(bool people)
{
    struct team t = {.board = ls_board_new()};
    ls_clock_set_zone("Europe/Berlin");
    t.now = stamp("2026-03-10 09:28");
    int64_t long_ago = stamp("2026-01-05 09:00");
    if (people) {
        t.pm = make(&t, LS_E_PERSON, long_ago, "handle", "pia", "function", "pm", NULL);
        t.pmm = make(&t, LS_E_PERSON, long_ago, "handle", "max", "function", "pmm", NULL);
        t.lead = make(&t, LS_E_PERSON, long_ago, "handle", "lea", "function", "lead", NULL);
    }
    t.sync = make(&t, LS_E_RITUAL, long_ago, "handle", "sync", "name", "Sync", "cadence", "weekly", "at", "Tue 09:30",
                  "minutes", "15", "rota", people ? "pia;max" : "", NULL);
    return t;
}

/* A closed sync a week ago, led by max, with one line. */
static ls_id last_sync(struct team *t, const char *ref, const char *state, const char *carried)
{
    make(t, LS_E_MEETING, stamp("2026-03-03 09:00"), "ritual", "sync", "planned", "2026-03-03 09:30", "started",
         "2026-03-03 09:30", "ended", "2026-03-03 09:44", "status", "closed", "facilitator", "max", NULL);
    if (ref)
        make(t, LS_E_AGENDA_ITEM, stamp("2026-03-03 09:30"), "meeting", "M-1", "n", "1", "segment", "Priorities", "ref",
             ref, "plan_s", "60", "state", state, "carried", carried, NULL);
    return ls_board_by_num(t->board, LS_E_MEETING, 1);
}

static struct ls_agenda *plan(struct team *t)
{
    struct ls_agenda *agenda = NULL;
    struct ls_error err = {0};
    if (ls_agenda_plan(t->board, t->sync, t->now, &agenda, &err) < 0)
        fail_msg("%s", err.message);
    return agenda;
}

/* The rule by which a record is on the agenda or under Not today; LS_RULE_COUNT where it is not. */
static enum ls_agenda_rule rule_of(struct team *t, ls_id record)
{
    struct ls_agenda *agenda = plan(t);
    enum ls_agenda_rule rule = LS_RULE_COUNT;
    for (size_t i = 0; i < agenda->count; i++) {
        if (agenda->lines[i].record == record)
            rule = agenda->lines[i].rule;
    }
    ls_agenda_free(agenda);
    return rule;
}

/* --- edits by people --------------------------------------------------------------------------- */

static ls_id someones_item(struct team *t, const char *owner)
{
    return make(t, LS_E_ITEM, stamp("2026-02-10 10:00"), "type", "bug", "track", "product", "title", "A bug", "status",
                "started", "owner", owner, "priority", "2", "due", "2026-05-01", NULL);
}

static void test_changed_by_the_other_half(void **state LS_UNUSED)
{
    struct team t = team_new(true);
    last_sync(&t, NULL, NULL, NULL);
    ls_id item = someones_item(&t, "pia");
    assert_int_equal(rule_of(&t, item), LS_RULE_COUNT); /* making it is no change */
    set_int(&t, t.pmm, "2026-03-02 10:00", item, LS_F_item_due, day("2026-05-02"));
    assert_int_equal(rule_of(&t, item), LS_RULE_COUNT); /* before the last sync */
    set_int(&t, t.pm, "2026-03-04 10:00", item, LS_F_item_due, day("2026-05-03"));
    assert_int_equal(rule_of(&t, item), LS_RULE_COUNT); /* the same half */
    set_int(&t, t.lead, "2026-03-05 10:00", item, LS_F_item_due, day("2026-05-04"));
    assert_int_equal(rule_of(&t, item), LS_RULE_COUNT); /* a lead is of both */
    set_int(&t, t.pmm, "2026-03-06 10:00", item, LS_F_item_status, LS_ITEM_STATUS_REVIEW);
    assert_int_equal(rule_of(&t, item), LS_RULE_COUNT); /* neither owner, date nor priority */
    set_int(&t, t.pmm, "2026-03-07 10:00", item, LS_F_item_priority, 1);
    assert_int_equal(rule_of(&t, item), LS_RULE_CHANGED);
    struct ls_agenda *agenda = plan(&t);
    assert_string_equal(agenda->lines[0].why, "max set priority 2 → 1");
    ls_agenda_free(agenda);
    set_int(&t, t.pmm, "2026-03-08 10:00", item, LS_F_item_status, LS_ITEM_STATUS_DONE);
    assert_int_equal(rule_of(&t, item), LS_RULE_COUNT); /* closed */
    ls_board_free(t.board);
}

static void test_import_is_no_change(void **state LS_UNUSED)
{
    struct team t = team_new(true);
    last_sync(&t, NULL, NULL, NULL);
    ls_id item = someones_item(&t, "pia");
    struct ls_changeset *cs = edit_begin(&t, t.pmm, stamp("2026-03-06 10:00"));
    cs->flags = LS_CS_IMPORT;
    ls_change_int(cs, t.board, item, LS_F_item_due, day("2026-06-01"));
    edit_end(&t, cs);
    assert_int_equal(rule_of(&t, item), LS_RULE_COUNT);
    ls_board_free(t.board);
}

static void test_dropped_until_changed(void **state LS_UNUSED)
{
    struct team t = team_new(true);
    ls_id item = someones_item(&t, "pia");
    set_int(&t, t.pm, "2026-02-11 10:00", item, LS_F_item_due, day("2026-03-01"));
    last_sync(&t, "LS-1", "dropped", "2");
    assert_int_equal(rule_of(&t, item), LS_RULE_COUNT);
    set_int(&t, t.pm, "2026-03-04 10:00", item, LS_F_item_priority, 1);
    assert_int_equal(rule_of(&t, item), LS_RULE_COUNT); /* priority does not bring it back */
    set_int(&t, t.pm, "2026-03-05 10:00", item, LS_F_item_due, day("2026-03-02"));
    assert_int_equal(rule_of(&t, item), LS_RULE_THIRD);
    ls_board_free(t.board);
}

static void test_dropped_for_four_weeks(void **state LS_UNUSED)
{
    struct team t = team_new(true);
    ls_id item = someones_item(&t, "pia");
    set_int(&t, t.pm, "2026-02-11 10:00", item, LS_F_item_due, day("2026-03-01"));
    last_sync(&t, "LS-1", "dropped", "0");
    t.now = stamp("2026-03-24 09:28");
    assert_int_equal(rule_of(&t, item), LS_RULE_COUNT);
    t.now = stamp("2026-03-31 09:28"); /* the 28th day */
    assert_int_equal(rule_of(&t, item), LS_RULE_OVERDUE);
    ls_board_free(t.board);
}

/* What was reached and carried on is not told as if nobody had come to it. */
static void test_carried_tells_why(void **state LS_UNUSED)
{
    static const struct {
        const char *outcome, *why;
    } CASES[] = {{"not reached", "not reached on 3 March"}, {"", "not reached on 3 March"},
                 {"carried", "carried on from 3 March"}, {"not decided", "carried on from 3 March"}};
    for (size_t i = 0; i < LS_COUNT(CASES); i++) {
        struct team t = team_new(true);
        ls_id item = someones_item(&t, "pia");
        last_sync(&t, NULL, NULL, NULL);
        make(&t, LS_E_AGENDA_ITEM, stamp("2026-03-03 09:30"), "meeting", "M-1", "n", "1", "segment", "Priorities", "ref",
             "LS-1", "plan_s", "60", "state", "carried", "carried", "0", "outcome", CASES[i].outcome, NULL);
        struct ls_agenda *agenda = plan(&t);
        const struct ls_agenda_line *line = NULL;
        for (size_t k = 0; k < agenda->count; k++)
            line = agenda->lines[k].record == item ? &agenda->lines[k] : line;
        assert_non_null(line);
        assert_int_equal(line->rule, LS_RULE_UNREACHED);
        assert_string_equal(line->why, CASES[i].why);
        ls_agenda_free(agenda);
        ls_board_free(t.board);
    }
}

/* A signal that was typed in counts from when it was entered, one that was imported from when it was seen. */
static void test_new_signals(void **state LS_UNUSED)
{
    struct team t = team_new(true);
    last_sync(&t, NULL, NULL, NULL);
    ls_id item = someones_item(&t, "pia");
    make(&t, LS_E_SIGNAL, stamp("2026-03-03 09:00"), "kind", "support", "seen", "2026-03-09", NULL);
    make(&t, LS_E_SIGNAL_ITEM, stamp("2026-03-03 09:00"), "signal", "S-1", "item", "LS-1", "weight", "2", NULL);
    assert_int_equal(rule_of(&t, item), LS_RULE_COUNT);
    ls_id late = make(&t, LS_E_SIGNAL, stamp("2026-03-03 09:31"), "kind", "support", "seen", "2026-02-01", NULL);
    make(&t, LS_E_SIGNAL_ITEM, stamp("2026-03-03 09:31"), "signal", "S-2", "item", "LS-1", "weight", "0", NULL);
    assert_int_equal(rule_of(&t, item), LS_RULE_SIGNAL);
    set_int(&t, t.pm, "2026-03-04 10:00", late, LS_F_signal_seen_pm, 1);
    assert_int_equal(rule_of(&t, item), LS_RULE_SIGNAL); /* the market half has not seen it */
    set_int(&t, t.pm, "2026-03-04 10:00", late, LS_F_signal_seen_pmm, 1);
    assert_int_equal(rule_of(&t, item), LS_RULE_COUNT);
    ls_board_free(t.board);
}

/* --- small teams ------------------------------------------------------------------------------- */

static void test_empty_team(void **state LS_UNUSED)
{
    struct team t = team_new(false);
    struct ls_agenda *agenda = plan(&t);
    assert_int_equal(agenda->count, 1);
    assert_int_equal(agenda->lines[0].rule, LS_RULE_CLOSE);
    assert_int_equal(agenda->lines[0].owner, 0);
    assert_int_equal(agenda->spare, 14 * 60);
    ls_agenda_free(agenda);
    agenda = NULL;
    assert_int_equal(ls_agenda_plan(t.board, 12345, t.now, &agenda, NULL), LS_ENOTFOUND);
    assert_null(agenda);
    ls_board_free(t.board);
    t.board = ls_board_new();
    t.sync = 0;
    agenda = plan(&t);
    assert_int_equal(agenda->count, 1);
    assert_int_equal(agenda->seconds, 15 * 60);
    ls_agenda_free(agenda);
    ls_board_free(t.board);
}

static void test_two_people(void **state LS_UNUSED)
{
    struct team t = team_new(true);
    last_sync(&t, NULL, NULL, NULL);
    someones_item(&t, "pia");
    struct ls_agenda *agenda = plan(&t);
    LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT;
    ls_agenda_name(t.board, agenda, &name);
    assert_string_equal(name.data, "M-new");
    assert_int_equal(agenda->today, day("2026-03-10"));
    assert_int_equal(agenda->next, day("2026-03-17"));
    assert_int_equal(agenda->facilitator, t.pm); /* max led the last one */
    assert_int_equal(agenda->lines[agenda->today_count - 1].owner, t.pm);
    assert_int_equal(agenda->lines[agenda->today_count - 1].backup, t.pmm);
    ls_agenda_free(agenda);
    t.now = stamp("2026-03-10 09:31");
    agenda = plan(&t);
    assert_int_equal(agenda->today, day("2026-03-17"));
    ls_agenda_free(agenda);
    ls_board_free(t.board);
}

/* --- the other rituals, minutes, import -------------------------------------------------------- */

static struct ls_board *sample(int64_t *ret_now)
{
    struct ls_board *board = NULL;
    struct ls_error err = {0};
    ls_clock_set_zone("Europe/Berlin");
    *ret_now = stamp("2026-03-10 09:28");
    if (team_dir_read(SAMPLE_DIR, *ret_now, &board, &err) < 0)
        fail_msg("%s", err.message);
    return board;
}

static void test_other_rituals(void **state LS_UNUSED)
{
    int64_t now;
    struct ls_board *board = sample(&now);
    LS_EACH(ritual, ritual, board) {
        struct ls_agenda *agenda = NULL;
        LS_AUTO(buf) struct ls_buf out = LS_BUF_INIT;
        assert_int_equal(ls_agenda_plan(board, ritual->rec.id, now, &agenda, NULL), 0);
        assert_true(agenda->planned <= agenda->seconds);
        ls_agenda_json(board, agenda, &out);
        ls_agenda_markdown(board, agenda, &out);
        ls_agenda_free(agenda);
    }
    struct ls_agenda *huddle = NULL;
    ls_id id = ls_board_by_handle(board, LS_E_RITUAL, "huddle");
    assert_int_equal(ls_agenda_plan(board, id, now, &huddle, NULL), 0);
    assert_int_equal(huddle->today, day("2026-03-12"));
    size_t dependencies = 0;
    for (size_t i = 0; i < huddle->count; i++)
        dependencies += huddle->lines[i].rule == LS_RULE_DEPENDENCY;
    /* Blocked by another owner's item: LS-43, LS-21, LS-42, LS-46. LS-41 and LS-44 wait for LS-40, which is dana's, too. */
    assert_int_equal(dependencies, 4);
    ls_agenda_free(huddle);
    ls_board_free(board);
}

static void test_minutes(void **state LS_UNUSED)
{
    int64_t now;
    struct ls_board *board = sample(&now);
    struct ls_agenda *agenda = NULL;
    LS_AUTO(buf) struct ls_buf csv = LS_BUF_INIT;
    assert_int_equal(ls_agenda_read(board, ls_board_by_num(board, LS_E_MEETING, 11), &agenda, NULL), 0);
    assert_int_equal(agenda->count, 9);
    assert_int_equal(agenda->lines[6].state, LS_LINE_STATE_CARRIED);
    assert_int_equal(agenda->lines[6].spent, 0);
    assert_string_equal(agenda->lines[6].ref, "LS-54");
    ls_agenda_csv(board, agenda, true, &csv);
    assert_int_equal(strncmp(csv.data, "\xEF\xBB\xBFmeeting,", 11), 0);
    assert_non_null(strstr(csv.data, ",carried,spent_s,outcome\n"));
    assert_non_null(strstr(csv.data, ",done,0,170,LS-80\n"));
    ls_agenda_free(agenda);
    ls_board_free(board);
}

/* Five imported segments of the sync are five, not five and the rest of what a new team was given. */
static void test_segments_give_way(void **state LS_UNUSED)
{
    static const char five[] = "ritual,n,name,minutes,feed\nsync,1,Open,1,actions\nsync,2,Numbers,2,metrics\n"
                               "sync,3,Blockers,6,blockers\nsync,4,Priorities,2,priorities\nsync,5,Close,1,recap\n";
    struct team t = team_new(false);
    static const char *const numbers[] = {"1", "2", "3", "4", "5", "6"};
    for (size_t i = 0; i < LS_COUNT(numbers); i++)
        make(&t, LS_E_SEGMENT, stamp("2026-01-05 09:00"), "ritual", "sync", "n", numbers[i], "name", "Template",
             "minutes", "2", "feed", "free", NULL);
    struct ls_import_file file = {.name = "segment.csv", .text = five, .len = sizeof(five) - 1};
    struct ls_changeset *cs = NULL;
    struct ls_import_report report = {0};
    assert_int_equal(ls_import_plan(t.board, &file, 1, t.now, LS_NONE, &cs, &report, NULL), 0);
    edit_end(&t, cs);
    ls_import_report_done(&report);
    assert_int_equal(ls_board_count(t.board, LS_E_SEGMENT), 5);
    ls_board_free(t.board);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_changed_by_the_other_half), cmocka_unit_test(test_import_is_no_change),
        cmocka_unit_test(test_dropped_until_changed), cmocka_unit_test(test_dropped_for_four_weeks),
        cmocka_unit_test(test_carried_tells_why),
        cmocka_unit_test(test_new_signals), cmocka_unit_test(test_empty_team), cmocka_unit_test(test_two_people),
        cmocka_unit_test(test_other_rituals), cmocka_unit_test(test_minutes),
        cmocka_unit_test(test_segments_give_way),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
