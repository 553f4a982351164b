/* What forms and pasted lists are made of: fields as people type them, changesets tried on a board, the glossary,
 * lists from elsewhere. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/mem.h"
#include "lockstep/error.h"
#include "lockstep/glossary.h"
#include "lockstep/pasted.h"
#include "lockstep/rules.h"

static struct team {
    struct ls_board *board;
    ls_id ines, dana, item, term;
} team;

static int64_t today(void)
{
    return ls_date_make(2026, 3, 10);
}

static int team_make(void **state LS_UNUSED)
{
    struct ls_changeset *cs = ls_changeset_new("team");
    team.board = ls_board_new();
    team.ines = ls_change_create(cs, LS_E_PERSON, 1);
    ls_change_text(cs, team.board, team.ines, LS_F_person_handle, "ines");
    team.dana = ls_change_create(cs, LS_E_PERSON, 1);
    ls_change_text(cs, team.board, team.dana, LS_F_person_handle, "dana");
    ls_change_text(cs, team.board, team.dana, LS_F_person_name, "Dana Okafor");
    team.item = ls_change_create(cs, LS_E_ITEM, 1);
    ls_change_text(cs, team.board, team.item, LS_F_item_title, "ETA page");
    ls_change_ref(cs, team.board, team.item, LS_F_item_owner, team.ines);
    team.term = ls_change_create(cs, LS_E_TERM, 1);
    ls_change_text(cs, team.board, team.term, LS_F_term_name, "window");
    ls_change_text(cs, team.board, team.term, LS_F_term_instead_of, "slot;Zeitfenster für");
    ls_rules_fill(team.board, cs, 1, LS_NONE, NULL);
    ls_board_apply(team.board, cs);
    ls_changeset_free(cs);
    return 0;
}

static int team_done(void **state LS_UNUSED)
{
    ls_board_free(team.board);
    return 0;
}

/* --- fields as people type them ---------------------------------------------------------------- */

static void reads(enum ls_entity entity, int field, const char *typed, const char *spelled)
{
    struct ls_value value = {0};
    struct ls_error err = {0};
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    if (ls_field_read(team.board, entity, field, typed, today(), team.dana, &value, &err))
        fail_msg("%s: %s", typed, err.message);
    ls_value_format(team.board, ls_field_info(entity, field), &value, &b);
    assert_string_equal(b.data, spelled);
    ls_value_done(&value);
}

static void test_fields(void **state LS_UNUSED)
{
    reads(LS_E_ITEM, LS_F_item_due, " fri ", "2026-03-13");
    reads(LS_E_ITEM, LS_F_item_due, "none", "");
    reads(LS_E_ITEM, LS_F_item_owner, "me", "dana");
    reads(LS_E_ITEM, LS_F_item_owner, "@ines", "ines");
    reads(LS_E_ITEM, LS_F_item_owner, "nobody", "");
    reads(LS_E_ITEM, LS_F_item_priority, "Urgent", "1");
    reads(LS_E_ITEM, LS_F_item_priority, "!2", "2");
    reads(LS_E_ITEM, LS_F_item_tags, "eta, sms", "eta;sms");
    reads(LS_E_ITEM, LS_F_item_tags, "a, b; c", "a, b;c");
    reads(LS_E_ITEM, LS_F_item_title, "none", "none");
    reads(LS_E_ITEM, LS_F_item_title, "  Two words ", "Two words");
    struct ls_value value = {0};
    assert_int_equal(ls_field_read(team.board, LS_E_ITEM, LS_F_item_due, "31 feb", today(), 0, &value, NULL), LS_EREFUSED);
    assert_int_equal(value.kind, LS_V_NULL);
}

static void test_sets_read_back(void **state LS_UNUSED)
{
    static const char *const sets[] = {"eta;sms", "a,b;c", "one", "a,b"};
    const struct ls_field *tags = ls_field_info(LS_E_ITEM, LS_F_item_tags);
    for (size_t i = 0; i < 3; i++) {
        struct ls_value value = ls_value_text(sets[i]);
        LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
        ls_field_show(team.board, tags, &value, &b);
        reads(LS_E_ITEM, LS_F_item_tags, b.data, sets[i]);
        ls_value_done(&value);
    }
}

/* --- trying -------------------------------------------------------------------------------------- */

static void test_trial_leaves_no_trace(void **state LS_UNUSED)
{
    const struct ls_record *before = ls_board_record(team.board, team.item);
    const char *title = ls_item_get(team.board, team.item)->title;
    uint64_t version = ls_board_version(team.board);
    size_t items = ls_board_count(team.board, LS_E_ITEM);
    struct ls_changeset *cs = ls_changeset_new("try");
    ls_change_text(cs, team.board, team.item, LS_F_item_title, "Another title");
    ls_id made = ls_change_create(cs, LS_E_ITEM, 2);
    ls_change_text(cs, team.board, made, LS_F_item_title, "A new one");
    struct ls_board_trial *trial = ls_board_try(team.board, cs);
    assert_string_equal(ls_item_get(team.board, team.item)->title, "Another title");
    assert_string_equal(ls_item_get(team.board, made)->title, "A new one");
    size_t walked = 0;
    LS_EACH(item, item, team.board)
        walked += item->title != NULL;
    assert_int_equal(walked, 2);
    ls_board_try_end(team.board, trial);
    assert_ptr_equal(ls_board_record(team.board, team.item), before);
    assert_ptr_equal(ls_item_get(team.board, team.item)->title, title);
    assert_null(ls_board_record(team.board, made));
    assert_true(ls_board_version(team.board) == version);
    assert_int_equal(ls_board_count(team.board, LS_E_ITEM), items);
    walked = 0;
    LS_EACH(item, item, team.board)
        walked += item->title != NULL;
    assert_int_equal(walked, 1);
    ls_changeset_free(cs);
}

static void test_culprit(void **state LS_UNUSED)
{
    struct ls_changeset *cs = ls_changeset_new("try");
    struct ls_culprit culprit = {0};
    struct ls_error err = {0};
    ls_change_ref(cs, team.board, team.item, LS_F_item_backup, team.ines);
    struct ls_board_trial *trial = ls_board_try(team.board, cs);
    assert_int_equal(ls_rules_find(team.board, cs, &culprit, &err), LS_EREFUSED);
    ls_board_try_end(team.board, trial);
    assert_true(culprit.record == team.item);
    assert_int_equal(culprit.field, LS_F_item_backup);
    assert_string_equal(err.message + culprit.place, "ines is the owner and can't be the backup too");
    ls_error_done(&err);
    ls_changeset_free(cs);
}

/* --- the glossary -------------------------------------------------------------------------------- */

static void test_glossary(void **state LS_UNUSED)
{
    struct ls_glossary g;
    size_t at = 0;
    ls_glossary_read(team.board, &g);
    const struct ls_glossary_word *word = ls_glossary_find(&g, "Delivery SLÓT for mornings", &at);
    assert_non_null(word);
    assert_string_equal(word->term->name, "window");
    assert_null(ls_glossary_find(&g, "Delivery SLÓT for mornings", &at));
    at = 0;
    assert_null(ls_glossary_find(&g, "Slotted spoons, timeslot", &at));
    ls_glossary_done(&g);
}

/* --- lists from elsewhere ------------------------------------------------------------------------ */

static void test_bullets(void **state LS_UNUSED)
{
    static const char *const lines[] = {"- one", "  * one", "• one", "1. one", "12) one", "- [ ] one", "- [x] one",
                                        "☐ one", "+ one", "– one", "\tone", "[ ] one"};
    for (size_t i = 0; i < LS_COUNT(lines); i++)
        assert_string_equal(ls_pasted_bullet(lines[i]), "one");
    assert_string_equal(ls_pasted_bullet("2026. was good"), "2026. was good");
    assert_string_equal(ls_pasted_bullet("-5 degrees"), "-5 degrees");
    assert_string_equal(ls_pasted_bullet("3D prints"), "3D prints");
}

static void test_pasted(void **state LS_UNUSED)
{
    struct ls_pasted p;
    ls_pasted_read(team.board, "- Call @dana !1 thu\r\n\r\n*  \n* eta PAGE\n- Call\n- Ask @Ben #eta\n- Mail @?! by 31 feb", today(), NULL, &p);
    assert_int_equal(p.len, 5);
    assert_string_equal(p.lines[0].entry.text, "Call");
    assert_true(p.lines[0].entry.owner == team.dana);
    assert_int_equal(p.lines[0].entry.priority, 1);
    assert_true(p.lines[0].entry.due == ls_date_make(2026, 3, 12));
    assert_string_equal(p.lines[0].source, "- Call @dana !1 thu");
    assert_true(p.lines[1].same == team.item);
    assert_true(p.lines[2].twice && !p.lines[0].twice);
    assert_string_equal(p.lines[3].entry.stranger, "ben");
    assert_string_equal(p.lines[3].entry.tags, "eta");
    assert_null(p.lines[4].entry.stranger);
    assert_string_equal(p.lines[4].entry.text, "Mail @?! by 31 feb");
    assert_non_null(p.lines[4].entry.doubt);
    ls_pasted_done(&p);
}

static void test_pasted_rows(void **state LS_UNUSED)
{
    struct ls_pasted p;
    ls_pasted_read(team.board, "Key\tSummary\tAssignee\tDue date\tPriority\r\nAB-1\t\"A \"\"map\"\", at last\"\tdana\t17 Apr\tHigh\r\n"
                               "AB-2\t項目\t\t\t\r\n", today(), NULL, &p);
    assert_int_equal(p.len, 2);
    assert_string_equal(p.header, "Key\tSummary\tAssignee\tDue date\tPriority");
    assert_string_equal(p.lines[0].entry.text, "A \"map\", at last");
    assert_true(p.lines[0].entry.owner == team.dana);
    assert_true(p.lines[0].entry.due == ls_date_make(2026, 4, 17));
    assert_int_equal(p.lines[0].entry.priority, 2);
    assert_string_equal(p.lines[0].rest, "Key: AB-1");
    assert_string_equal(p.lines[1].entry.text, "項目");
    ls_pasted_done(&p);

    ls_pasted_read(team.board, "Title,Owner,Labels\nRoute export,ben,eta map\n", today(), NULL, &p);
    assert_int_equal(p.len, 1);
    assert_string_equal(p.lines[0].entry.text, "Route export");
    assert_string_equal(p.lines[0].entry.stranger, "ben");
    assert_string_equal(p.lines[0].entry.tags, "eta;map");
    ls_pasted_done(&p);

    /* without a header: by what the cells hold; prose with commas is prose */
    ls_pasted_read(team.board, "7\tPrint the sheet\tDANA OKAFOR\tP1\t2026-04-01\tsee mail\nName, and all that", today(), NULL, &p);
    assert_int_equal(p.len, 2);
    assert_null(p.header);
    assert_string_equal(p.lines[0].entry.text, "Print the sheet");
    assert_true(p.lines[0].entry.owner == team.dana);
    assert_int_equal(p.lines[0].entry.priority, 1);
    assert_true(p.lines[0].entry.due == ls_date_make(2026, 4, 1));
    assert_string_equal(p.lines[0].rest, "7\nsee mail");
    assert_string_equal(p.lines[1].entry.text, "Name, and all that");
    ls_pasted_done(&p);
}

static void test_pasted_marks(void **state LS_UNUSED)
{
    struct ls_pasted p;
    ls_pasted_read(team.board, "## Next week\n- [x] Print\n1. [ ] Mail\n✓ Call\n#eta Ask", today(), NULL, &p);
    assert_int_equal(p.len, 5);
    assert_true(p.lines[0].heading && !p.lines[0].done);
    assert_string_equal(p.lines[0].entry.text, "Next week");
    assert_true(p.lines[1].done);
    assert_true(!p.lines[2].done && !p.lines[2].heading);
    assert_string_equal(p.lines[2].entry.text, "Mail");
    assert_true(p.lines[3].done);
    assert_string_equal(p.lines[3].entry.text, "Call");
    assert_true(!p.lines[4].heading);
    assert_string_equal(p.lines[4].entry.tags, "eta");
    ls_pasted_done(&p);
}

static void test_pasted_long(void **state LS_UNUSED)
{
    LS_AUTO(buf) struct ls_buf line = LS_BUF_INIT;
    struct ls_pasted p;
    for (int i = 0; i < 60; i++)
        ls_buf_str(&line, "Ünïcöde ");
    ls_pasted_read(team.board, line.data, today(), NULL, &p);
    assert_int_equal(p.len, 1);
    size_t characters = 0;
    for (const char *c = p.lines[0].entry.text; *c; c++)
        characters += ((unsigned char)*c & 0xC0) != 0x80;
    assert_in_range(characters, 150, 200);
    assert_int_equal(characters % 8, 7); /* between two words */
    assert_int_equal(strlen(p.lines[0].rest), line.len - 1);
    ls_pasted_done(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fields),  cmocka_unit_test(test_sets_read_back), cmocka_unit_test(test_trial_leaves_no_trace),
        cmocka_unit_test(test_culprit), cmocka_unit_test(test_glossary),       cmocka_unit_test(test_bullets),
        cmocka_unit_test(test_pasted), cmocka_unit_test(test_pasted_rows), cmocka_unit_test(test_pasted_marks), cmocka_unit_test(test_pasted_long),
    };
    return cmocka_run_group_tests(tests, team_make, team_done);
}
