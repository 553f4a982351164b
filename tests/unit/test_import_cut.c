/* An import cut into groups: each is small, each is right on top of those before it, and nothing is left out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/clock.h"
#include "base/mem.h"
#include "lockstep/error.h"
#include "lockstep/exchange.h"
#include "lockstep/rules.h"

static const int64_t now = INT64_C(1773135000000); /* 2026-03-10 09:30 UTC */

struct text {
    const char *name;
    struct ls_buf b;
};

static struct ls_changeset *planned(const struct ls_board *board, struct text *texts, size_t count)
{
    struct ls_import_file files[8];
    struct ls_import_report report;
    struct ls_changeset *cs = NULL;
    struct ls_error err = {0};
    for (size_t i = 0; i < count; i++)
        files[i] = (struct ls_import_file){.name = texts[i].name, .text = texts[i].b.data, .len = texts[i].b.len};
    if (ls_import_plan(board, files, count, now, LS_NONE, &cs, &report, &err))
        fail_msg("%s", err.message);
    ls_import_report_done(&report);
    for (size_t i = 0; i < count; i++)
        ls_buf_done(&texts[i].b);
    return cs;
}

/* Commits the groups one by one as the store would; the size of the largest. */
static size_t commit_each(struct ls_board *board, struct ls_changeset *cs, size_t most, size_t *ret_count)
{
    struct ls_changeset **groups;
    struct ls_error err = {0};
    size_t records = cs->len, committed = 0, largest = 0;
    size_t count = ls_import_cut(board, cs, most, &groups);
    ls_id group = groups[0]->group;
    for (size_t i = 0; i < count; i++) {
        struct ls_changeset *g = groups[i];
        assert_true(g->flags & LS_CS_IMPORT);
        assert_int_equal(g->group, group);
        assert_true((g->group != 0) == (count > 1));
        ls_board_apply(board, g);
        if (ls_rules_check(board, g, &err))
            fail_msg("group %zu of %zu: %s", i, count, err.message);
        committed += g->len;
        largest = g->len > largest ? g->len : largest;
        ls_changeset_free(g);
    }
    free(groups);
    assert_int_equal(committed, records);
    *ret_count = count;
    return largest;
}

static void make_people(struct ls_board *board)
{
    struct text people[] = {{"person.csv", LS_BUF_INIT}};
    ls_buf_str(&people[0].b, "id,name,function\nines,Inês,pm\ndana,Dana,pmm\n");
    struct ls_changeset *cs = planned(board, people, 1);
    ls_board_apply(board, cs);
    ls_changeset_free(cs);
}

static struct ls_board *board_of_people(void)
{
    struct ls_board *board = ls_board_new();
    make_people(board);
    return board;
}

/* Parents stand far below and far above their children. */
static void test_references(void **state)
{
    (void)state;
    enum { ITEMS = 300, APART = 100 };
    struct ls_board *board = board_of_people();
    struct text items[] = {{"item.csv", LS_BUF_INIT}};
    size_t count;
    ls_buf_str(&items[0].b, "id,title,owner,parent\n");
    for (int i = 0; i < ITEMS; i++) {
        ls_buf_printf(&items[0].b, "LS-%d,Zeile %d 日本語,dana,", i + 1, i);
        if (i / APART != 1)
            ls_buf_printf(&items[0].b, "LS-%d", i + 1 + (i < APART ? APART : -APART));
        ls_buf_char(&items[0].b, '\n');
    }
    assert_true(commit_each(board, planned(board, items, 1), 40, &count) <= 40);
    assert_int_equal(count, 8);
    assert_int_equal(ls_board_count(board, LS_E_ITEM), ITEMS);
    const struct ls_item *child = ls_item_get(board, ls_board_by_num(board, LS_E_ITEM, 7));
    assert_int_equal(child->parent, ls_board_by_num(board, LS_E_ITEM, 107));
    ls_board_free(board);
}

/* What fits into one group stays one changeset: all or nothing, as it came. */
static void test_small(void **state)
{
    (void)state;
    struct ls_board *board = board_of_people();
    struct text items[] = {{"item.csv", LS_BUF_INIT}};
    struct ls_changeset **groups;
    ls_buf_str(&items[0].b, "title,owner\nOne,dana\nTwo,ines\n");
    struct ls_changeset *cs = planned(board, items, 1);
    assert_int_equal(ls_import_cut(board, cs, 2, &groups), 1);
    assert_ptr_equal(groups[0], cs);
    assert_int_equal(cs->flags, LS_CS_IMPORT | LS_CS_WHOLE);
    assert_int_equal(cs->group, 0);
    ls_changeset_free(cs);
    free(groups);
    ls_board_free(board);
}

/* The highest number goes first: whoever makes a record between two groups gets one above it. */
static void test_numbers(void **state)
{
    (void)state;
    struct ls_board *board = board_of_people();
    struct text items[] = {{"item.csv", LS_BUF_INIT}};
    struct ls_changeset **groups;
    ls_buf_str(&items[0].b, "id,title\n");
    for (int i = 0; i < 50; i++)
        ls_buf_printf(&items[0].b, "%s%.0d,Item %d\n", i % 3 ? "LS-" : "", i % 3 ? 900 + i : 0, i);
    size_t count = ls_import_cut(board, planned(board, items, 1), 10, &groups);
    assert_int_equal(count, 5);
    int64_t first = 0, later = 0;
    for (size_t g = 0; g < count; g++) {
        for (size_t i = 0; i < groups[g]->len; i++) {
            const struct ls_edit *num = ls_changeset_edit(groups[g], groups[g]->records[i].id, LS_F_NUM);
            int64_t *highest = g ? &later : &first;
            *highest = num && num->after.i > *highest ? num->after.i : *highest;
        }
        ls_changeset_free(groups[g]);
    }
    free(groups);
    assert_int_equal(first, 949);
    assert_true(later && later < first);
    ls_board_free(board);
}

/* Closed minutes and decided decisions take nothing more: what is in them comes with them. */
static void test_sealed(void **state)
{
    (void)state;
    struct ls_board *board = board_of_people();
    struct text texts[] = {{"meeting.csv", LS_BUF_INIT}, {"attendance.csv", LS_BUF_INIT}, {"decision.csv", LS_BUF_INIT},
                           {"option.csv", LS_BUF_INIT}, {"ritual.csv", LS_BUF_INIT}};
    size_t count;
    ls_buf_str(&texts[0].b, "id,ritual,planned,status\n");
    ls_buf_str(&texts[1].b, "meeting,person,state\n");
    ls_buf_str(&texts[2].b, "id,title,status,decided,why,follows\n");
    ls_buf_str(&texts[3].b, "decision,n,label,chosen\n");
    ls_buf_str(&texts[4].b, "id,name,cadence,at,minutes\nsync,Weekly sync,weekly,Tue 09:30,15\n");
    for (int i = 1; i <= 20; i++) {
        ls_buf_printf(&texts[0].b, "M-%d,sync,2026-02-%02d 09:30,closed\n", i, i);
        ls_buf_printf(&texts[1].b, "M-%d,dana,present\n", i);
        ls_buf_printf(&texts[2].b, "D-%d,Decision %d,decided,a,b,c\n", i, i);
        ls_buf_printf(&texts[3].b, "D-%d,1,One,1\nD-%d,2,Two,0\n", i, i);
    }
    for (int i = 1; i <= 20; i++)
        ls_buf_printf(&texts[1].b, "M-%d,ines,present\n", i);
    assert_true(commit_each(board, planned(board, texts, 5), 9, &count) <= 9);
    assert_in_range(count, 14, 18);
    ls_board_free(board);
}

/* Two that change places (the one option that is chosen) cannot go one after the other: they go together. */
static void test_together(void **state)
{
    (void)state;
    struct ls_board *board = board_of_people();
    struct text texts[] = {{"decision.csv", LS_BUF_INIT}, {"option.csv", LS_BUF_INIT}}, again[] = {{"option.csv", LS_BUF_INIT}};
    size_t count;
    ls_buf_str(&texts[0].b, "id,title\nD-1,Where\n");
    ls_buf_str(&texts[1].b, "decision,n,label,chosen\n");
    ls_buf_str(&again[0].b, "decision,n,label,chosen\n");
    for (int i = 1; i <= 30; i++) {
        ls_buf_printf(&texts[1].b, "D-1,%d,Option %d,%d\n", i, i, i == 29);
        ls_buf_printf(&again[0].b, "D-1,%d,Changed %d,%d\n", i, i, i == 2);
    }
    struct ls_changeset *cs = planned(board, texts, 2);
    ls_board_apply(board, cs);
    ls_changeset_free(cs);
    assert_true(commit_each(board, planned(board, again, 1), 10, &count) >= 28);
    assert_in_range(count, 1, 2);
    ls_board_free(board);
}

int main(void)
{
    ls_clock_set_zone("Europe/Berlin");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_references), cmocka_unit_test(test_small), cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_sealed), cmocka_unit_test(test_together),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
