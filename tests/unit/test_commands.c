/* Commands on items, blockers and the agenda by hand: one changeset each, words as people write them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lockstep/agenda.h"
#include "lockstep/setting.h"
#include "sync_team.h"

static void is(struct sync_team *t, const char *record, const char *field, const char *wanted)
{
    const char *have = sync_team_field(t, sync_team_id(t, record), field);
    if (strcmp(have, wanted) != 0)
        fail_msg("%s %s is \"%s\", not \"%s\"", record, field, have, wanted);
}

static void on(struct sync_team *t, const char *spelling, const char *targets, const char *text, const char *fields)
{
    if (sync_team_run_on(t, spelling, targets, text, fields) != LS_OK)
        fail_msg("%s %s %s: %s", spelling, targets, text, t->err.message);
}

/* --- the team -------------------------------------------------------------------------------- */

/* One setting, however often; where there is none the name that the file was made with holds. */
static void test_team_rename(void **state LS_UNUSED)
{
    struct sync_team t;
    sync_team_open(&t);
    size_t settings = ls_board_count(t.board, LS_E_SETTING);
    assert_string_equal(ls_setting_team(t.board, "Our team"), "Our team");
    sync_team_do(&t, "team rename", " Growth  Squad ");
    assert_string_equal(ls_setting_team(t.board, "Our team"), "Growth  Squad");
    assert_non_null(strstr(t.said.data, "the team is called Growth  Squad"));
    sync_team_do(&t, "team rename", "成長チーム");
    assert_string_equal(ls_setting_team(t.board, "Our team"), "成長チーム");
    assert_int_equal(ls_board_count(t.board, LS_E_SETTING), settings + 1);
    assert_int_equal(sync_team_run(&t, "team rename", "成長チーム"), LS_OK);
    assert_non_null(strstr(t.said.data, "already"));
    sync_team_undo(&t);
    assert_string_equal(ls_setting_team(t.board, "Our team"), "Growth  Squad");
    assert_int_equal(sync_team_run(&t, "team rename", "  "), LS_EUSAGE);
    sync_team_close(&t);
}

/* --- items ----------------------------------------------------------------------------------- */

static void test_add(void **state LS_UNUSED)
{
    struct sync_team t;
    sync_team_open(&t);
    on(&t, "item add", "", "Map for drivers @aiko !2 #driver fri", "");
    is(&t, "LS-93", "title", "Map for drivers");
    is(&t, "LS-93", "owner", "aiko");
    is(&t, "LS-93", "priority", "2");
    is(&t, "LS-93", "tags", "driver");
    is(&t, "LS-93", "due", "2026-03-13");
    is(&t, "LS-93", "status", "triage");
    is(&t, "LS-93", "type", "idea");
    is(&t, "LS-93", "track", "product"); /* aiko's half */
    is(&t, "LS-93", "created", "2026-03-10");
    t.me = sync_team_id(&t, "dana");
    on(&t, "item add", "", "Webinar", "type=campaign parent=LS-5 effort=0.2 due=17_mar owner=me");
    is(&t, "LS-94", "track", "market");
    is(&t, "LS-94", "type", "campaign");
    is(&t, "LS-94", "parent", "LS-5");
    is(&t, "LS-94", "effort", "0.5"); /* the least that counts */
    is(&t, "LS-94", "owner", "dana");
    is(&t, "LS-94", "due", "2026-03-17");
    assert_int_equal(sync_team_run(&t, "item add", "@aiko"), LS_EUSAGE);
    assert_int_equal(sync_team_run(&t, "item add", "Map @ako"), LS_ENOTFOUND);
    assert_string_equal(t.err.hint, "did you mean aiko?");
    assert_int_equal(sync_team_run_on(&t, "item add", "", "Map", "tpye=bug"), LS_EUSAGE);
    assert_string_equal(t.err.hint, "did you mean type?");
    assert_int_equal(sync_team_run_on(&t, "item add", "", "Map", "num=4"), LS_EUSAGE);
    assert_int_equal(sync_team_run_on(&t, "item add", "", "Map", "impact=5"), LS_EREFUSED);
    sync_team_close(&t);
}

static void test_set(void **state LS_UNUSED)
{
    struct sync_team t;
    sync_team_open(&t);
    on(&t, "item set", "LS-20 LS-21", "", "p=urgent due=+1w backup=none");
    is(&t, "LS-20", "priority", "1");
    is(&t, "LS-21", "due", "2026-03-17");
    is(&t, "LS-21", "backup", "");
    assert_int_equal(t.last->len, 2); /* one changeset, one undo */
    sync_team_undo(&t);
    is(&t, "LS-20", "backup", "tomasz");
    is(&t, "LS-21", "due", "2026-04-03");
    sync_team_close(&t);
}

static void test_assign(void **state LS_UNUSED)
{
    struct sync_team t;
    sync_team_open(&t);
    on(&t, "item assign", "LS-20 LS-22", "@dana", "");
    is(&t, "LS-20", "owner", "dana");
    is(&t, "LS-22", "owner", "dana");
    is(&t, "LS-20", "backup", "tomasz");
    sync_team_undo(&t);
    is(&t, "LS-20", "owner", "ines");
    on(&t, "item assign", "LS-20", "tomasz", ""); /* who was the backup: the owner before stands in */
    is(&t, "LS-20", "owner", "tomasz");
    is(&t, "LS-20", "backup", "ines");
    on(&t, "item mine", "LS-20", "", "");
    is(&t, "LS-20", "owner", "ines");
    is(&t, "LS-20", "backup", "tomasz");
    on(&t, "item assign", "LS-20", "none", "");
    is(&t, "LS-20", "owner", "");
    assert_int_equal(sync_team_run_on(&t, "item assign", "LS-20", "zoe", ""), LS_ENOTFOUND);
    assert_int_equal(sync_team_run_on(&t, "item set", "LS-21", "", "backup=jonas"), LS_EREFUSED); /* its owner */
    sync_team_close(&t);
}

static void test_one_field(void **state LS_UNUSED)
{
    struct sync_team t;
    sync_team_open(&t);
    on(&t, "item priority", "LS-20 LS-33", "p3", "");
    is(&t, "LS-20", "priority", "3");
    is(&t, "LS-33", "priority", "3");
    on(&t, "item priority", "LS-20", "high", "");
    is(&t, "LS-20", "priority", "2");
    assert_int_equal(sync_team_run_on(&t, "item priority", "LS-20", "7", ""), LS_EREFUSED);
    on(&t, "item status", "LS-23", "doing", "");
    is(&t, "LS-23", "status", "started");
    is(&t, "LS-23", "status_since", "2026-03-10");
    on(&t, "item status", "LS-25", "canceled", "");
    is(&t, "LS-25", "resolution", "declined");
    assert_int_equal(sync_team_run_on(&t, "item status", "LS-25", "perhaps", ""), LS_EREFUSED);
    on(&t, "item due", "LS-20", "thu", "");
    is(&t, "LS-20", "due", "2026-03-12");
    on(&t, "item due", "LS-20", "none", "");
    is(&t, "LS-20", "due", "");
    assert_int_equal(sync_team_run_on(&t, "item due", "LS-20", "31 apr", ""), LS_EREFUSED);
    on(&t, "item snooze", "LS-62", "21 may", "");
    is(&t, "LS-62", "snooze_until", "2026-05-21");
    assert_int_equal(sync_team_run_on(&t, "item snooze", "LS-62", "today", ""), LS_EREFUSED);
    on(&t, "item snooze", "LS-62", "none", "");
    is(&t, "LS-62", "snooze_until", "");
    sync_team_close(&t);
}

static void test_tags_comment_close(void **state LS_UNUSED)
{
    struct sync_team t;
    sync_team_open(&t);
    on(&t, "item tag", "LS-40", "#demo -eta launch", "");
    is(&t, "LS-40", "tags", "launch;demo");
    assert_int_equal(sync_team_run_on(&t, "item tag", "LS-40", "-", ""), LS_EUSAGE);
    on(&t, "item comment", "LS-40", "Ask Bracken first", "");
    size_t notes = 0;
    LS_EACH(note, it, t.board)
    {
        notes += it->kind == LS_NOTE_KIND_COMMENT && ls_set_has_id(it->subject, sync_team_id(&t, "LS-40"));
        assert_string_equal(it->text, "Ask Bracken first");
    }
    assert_int_equal(notes, 1);
    on(&t, "item close", "LS-20 LS-80 LS-82", "", ""); /* LS-82 is done already and stays */
    is(&t, "LS-20", "resolution", "shipped");
    is(&t, "LS-80", "resolution", "answered");
    is(&t, "LS-82", "status_since", "2026-03-05");
    assert_int_equal(sync_team_run_on(&t, "item close", "LS-82", "", ""), LS_EREFUSED);
    sync_team_close(&t);
}

/* --- blockers -------------------------------------------------------------------------------- */

static void test_blockers(void **state LS_UNUSED)
{
    struct sync_team t;
    sync_team_open(&t);
    on(&t, "blocker add", "LS-20", "No test numbers @jonas by fri", "severity=3 next=Ask_the_provider");
    is(&t, "B-10", "item", "LS-20");
    is(&t, "B-10", "what", "No test numbers");
    is(&t, "B-10", "owner", "jonas");
    is(&t, "B-10", "severity", "3");
    is(&t, "B-10", "next_step", "Ask the provider");
    is(&t, "B-10", "next_due", "2026-03-13");
    is(&t, "B-10", "opened", "2026-03-10");
    on(&t, "blocker add", "LS-20", "Legal is away", "");
    is(&t, "B-11", "owner", "ines"); /* the item's, with its backup */
    is(&t, "B-11", "backup", "tomasz");
    is(&t, "B-11", "severity", "2");
    on(&t, "blocker set", "B-1 B-5", "", "next_due=+3d");
    is(&t, "B-1", "next_due", "2026-03-13");
    is(&t, "B-1", "opened", "2026-02-24"); /* the clock runs on */
    on(&t, "blocker assign", "B-1", "margot", "");
    is(&t, "B-1", "owner", "margot");
    is(&t, "B-1", "backup", "jonas");
    on(&t, "blocker resolve", "B-1 B-5", "contract signed", "");
    is(&t, "B-1", "resolved", "2026-03-10");
    is(&t, "B-5", "resolution", "contract signed");
    assert_int_equal(sync_team_run_on(&t, "blocker resolve", "B-1", "", ""), LS_EREFUSED);
    assert_int_equal(sync_team_run_on(&t, "blocker add", "LS-20", "@jonas", ""), LS_EUSAGE);
    assert_int_equal(sync_team_run_on(&t, "blocker set", "B-3", "", "severity=4"), LS_EREFUSED);
    sync_team_close(&t);
}

/* --- the agenda by hand ---------------------------------------------------------------------- */

static void test_put(void **state LS_UNUSED)
{
    struct sync_team t;
    struct ls_agenda *agenda = NULL;
    sync_team_open(&t);
    on(&t, "agenda put", "B-4", "", "");
    on(&t, "agenda put", "LS-47", "", "");
    assert_int_equal(ls_agenda_plan(t.board, ls_agenda_sync(t.board), t.now, &agenda, NULL), 0);
    assert_string_equal(agenda->lines[3].ref, "B-4"); /* first of its segment */
    assert_int_equal(agenda->lines[3].rule, LS_RULE_HAND);
    ls_agenda_free(agenda);
    sync_team_close(&t);
}

/* Where no sync is planned, the one that the cadence names is. */
static void test_put_makes_the_meeting(void **state LS_UNUSED)
{
    struct sync_team t;
    sync_team_open(&t);
    struct ls_changeset *cs = ls_changeset_new("test");
    ls_change_int(cs, t.board, sync_team_id(&t, "M-12"), LS_F_meeting_status, LS_MEETING_STATUS_CANCELED);
    ls_board_apply(t.board, cs);
    ls_changeset_free(cs);
    on(&t, "agenda put", "LS-47", "", "");
    is(&t, "M-13", "status", "planned");
    is(&t, "M-13", "planned", "2026-03-10 09:30");
    is(&t, "M-13", "facilitator", "ines"); /* dana led the last one */
    sync_team_close(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_team_rename),
        cmocka_unit_test(test_add),       cmocka_unit_test(test_set),
        cmocka_unit_test(test_assign),    cmocka_unit_test(test_one_field),
        cmocka_unit_test(test_tags_comment_close), cmocka_unit_test(test_blockers),
        cmocka_unit_test(test_put),       cmocka_unit_test(test_put_makes_the_meeting),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
