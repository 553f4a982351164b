/* Queries over items. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/clock.h"
#include "lockstep/board.h"
#include "lockstep/query.h"

struct fixture {
    struct ls_board *board;
    ls_id ines, late, blocked, done, triage;
    int64_t today;
};

static ls_id put_item(struct fixture *f, struct ls_changeset *cs, const char *title, int64_t status, ls_id owner)
{
    ls_id id = ls_change_create(cs, LS_E_ITEM, 0);
    ls_change_text(cs, f->board, id, LS_F_item_title, title);
    ls_change_int(cs, f->board, id, LS_F_item_status, status);
    ls_change_int(cs, f->board, id, LS_F_item_type, LS_ITEM_TYPE_FEATURE);
    ls_change_ref(cs, f->board, id, LS_F_item_owner, owner);
    ls_change_int(cs, f->board, id, LS_F_item_priority, 2);
    return id;
}

static struct fixture make(void)
{
    struct fixture f = {.board = ls_board_new(), .today = ls_date_make(2026, 3, 10)};
    struct ls_changeset *cs = ls_changeset_new("test");
    f.ines = ls_change_create(cs, LS_E_PERSON, 0);
    ls_change_text(cs, f.board, f.ines, LS_F_person_handle, "ines");
    f.late = put_item(&f, cs, "Café récepteur", LS_ITEM_STATUS_STARTED, f.ines);
    ls_change_int(cs, f.board, f.late, LS_F_item_due, f.today - 1);
    f.blocked = put_item(&f, cs, "Driver app battery", LS_ITEM_STATUS_PLANNED, 0);
    ls_change_int(cs, f.board, f.blocked, LS_F_item_due, f.today + 3);
    ls_change_text(cs, f.board, f.blocked, LS_F_item_tags, "mobile;q2");
    f.done = put_item(&f, cs, "Done driver thing", LS_ITEM_STATUS_DONE, f.ines);
    f.triage = put_item(&f, cs, "Dark mode", LS_ITEM_STATUS_TRIAGE, 0);
    ls_id blocker = ls_change_create(cs, LS_E_BLOCKER, 0);
    ls_change_ref(cs, f.board, blocker, LS_F_blocker_item, f.blocked);
    ls_board_apply(f.board, cs);
    ls_changeset_free(cs);
    return f;
}

static int count(const struct fixture *f, const char *text)
{
    int n = 0;
    struct ls_query *q = ls_query_new(f->board, text, f->today, f->ines);
    LS_EACH(item, item, f->board)
        n += ls_query_match(q, item);
    ls_query_free(q);
    return n;
}

static bool finds(const struct fixture *f, const char *text, ls_id id)
{
    struct ls_query *q = ls_query_new(f->board, text, f->today, f->ines);
    bool found = ls_query_match(q, ls_item_get(f->board, id));
    ls_query_free(q);
    return found;
}

static void test_words(void **state LS_UNUSED)
{
    struct fixture f = make();
    assert_int_equal(count(&f, ""), 3); /* closed ones are left out */
    assert_int_equal(count(&f, "driver"), 1);
    assert_int_equal(count(&f, "driver is:any"), 2);
    assert_int_equal(count(&f, "BATTERY driver"), 1);
    assert_int_equal(count(&f, "battery cafe"), 0);
    assert_true(finds(&f, "cafe RECEPT", f.late)); /* accents and case do not matter */
    assert_true(finds(&f, "ines", f.late));
    assert_int_equal(count(&f, "-driver"), 2);
    ls_board_free(f.board);
}

static void test_terms(void **state LS_UNUSED)
{
    struct fixture f = make();
    assert_int_equal(count(&f, "owner:none"), 2);
    assert_int_equal(count(&f, "owner:@ines"), 1);
    assert_int_equal(count(&f, "owner:me"), 1);
    assert_int_equal(count(&f, "is:mine"), 1);
    assert_true(finds(&f, "is:late", f.late) && !finds(&f, "is:late", f.blocked));
    assert_true(finds(&f, "is:blocked", f.blocked) && !finds(&f, "is:blocked", f.late));
    assert_true(finds(&f, "is:triage", f.triage) && !finds(&f, "-is:triage", f.triage));
    assert_true(finds(&f, "status:done", f.done));
    assert_int_equal(count(&f, "status:planned,started"), 2);
    assert_int_equal(count(&f, "p:1,2 tag:q2"), 1);
    assert_int_equal(count(&f, "p:1"), 0);
    assert_int_equal(count(&f, "type:feature -tag:mobile"), 2);
    ls_board_free(f.board);
}

static void test_days(void **state LS_UNUSED)
{
    struct fixture f = make();
    assert_true(finds(&f, "due:<today", f.late) && !finds(&f, "due:<today", f.blocked));
    assert_true(finds(&f, "due:fri", f.blocked)); /* 10 March 2026 is a Tuesday */
    assert_true(finds(&f, "due:<=13 ", f.blocked) == false);
    assert_true(finds(&f, "due:>=2026-03-13", f.blocked));
    assert_true(finds(&f, "due:<+7d", f.blocked));
    assert_int_equal(count(&f, "due:none"), 1);
    ls_board_free(f.board);
}

static void test_odd_terms_are_words(void **state LS_UNUSED)
{
    struct fixture f = make();
    struct ls_query *q = ls_query_new(f.board, "owner:nobody", f.today, 0);
    assert_string_equal(ls_query_odd(q), "owner:nobody");
    assert_false(ls_query_match(q, ls_item_get(f.board, f.late)));
    ls_query_free(q);
    assert_int_equal(count(&f, "own"), 0); /* while it is typed */
    assert_int_equal(count(&f, "owner:"), 0);
    ls_board_free(f.board);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_terms),
        cmocka_unit_test(test_days),
        cmocka_unit_test(test_odd_terms_are_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
