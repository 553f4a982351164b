/* Saved views: of the team in its settings, private ones in a text, both behind keys and in queries. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/clock.h"
#include "lockstep/board.h"
#include "lockstep/error.h"
#include "lockstep/query.h"
#include "lockstep/saved_view.h"

struct fixture {
    struct ls_board *board;
    struct ls_buf mine;
    int64_t now;
};

static struct fixture make(void)
{
    struct fixture f = {.board = ls_board_new(), .mine = LS_BUF_INIT, .now = ls_stamp_make(ls_date_make(2026, 3, 10), 540)};
    struct ls_changeset *cs = ls_changeset_new("test");
    ls_id ines = ls_change_create(cs, LS_E_PERSON, 0);
    ls_change_text(cs, f.board, ines, LS_F_person_handle, "ines");
    for (int i = 0; i < 4; i++) {
        ls_id item = ls_change_create(cs, LS_E_ITEM, 0);
        ls_change_text(cs, f.board, item, LS_F_item_title, i % 2 ? "Driver" : "Depot");
        ls_change_int(cs, f.board, item, LS_F_item_status, LS_ITEM_STATUS_PLANNED);
        ls_change_int(cs, f.board, item, LS_F_item_type, LS_ITEM_TYPE_FEATURE);
        ls_change_int(cs, f.board, item, LS_F_item_priority, i + 1);
        ls_change_ref(cs, f.board, item, LS_F_item_owner, i < 2 ? ines : 0);
    }
    ls_board_apply(f.board, cs);
    ls_changeset_free(cs);
    return f;
}

static void done(struct fixture *f)
{
    ls_buf_done(&f->mine);
    ls_board_free(f->board);
}

/* Changes a view as a front end does; returns the code. name NULL: old goes. */
static int change(struct fixture *f, const char *old, const char *name, const char *query, int place, bool mine)
{
    struct ls_changeset *cs = ls_changeset_new("test");
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    struct ls_saved_view view = {.name = (char *)(uintptr_t)name, .entity = LS_E_ITEM,
                                 .query = (char *)(uintptr_t)query, .place = place, .mine = mine};
    struct ls_error err = {0};
    int code = ls_saved_view_change(f->board, f->mine.data, f->now, old, name ? &view : NULL, cs, &text, &err);
    assert_true(code == 0 || err.message);
    if (code == 0) {
        ls_board_apply(f->board, cs);
        ls_buf_set(&f->mine, text.data);
    }
    ls_error_done(&err);
    ls_changeset_free(cs);
    return code;
}

/* "1 unowned" of all views in order, private ones with a star. */
static void listed(const struct fixture *f, const char *expected)
{
    struct ls_saved_views views;
    LS_AUTO(buf) struct ls_buf all = LS_BUF_INIT;
    ls_saved_views_read(f->board, f->mine.data, &views);
    for (size_t i = 0; i < views.len; i++)
        ls_buf_printf(&all, "%d %s%s;", views.v[i].place, views.v[i].name, views.v[i].mine ? "*" : "");
    assert_string_equal(all.data, expected);
    ls_saved_views_done(&views);
}

static int count(const struct fixture *f, const char *text, const char *within, struct ls_error *err)
{
    struct ls_query_context context = {.board = f->board, .entity = LS_E_ITEM, .now = f->now, .views = f->mine.data,
                                       .within = within};
    struct ls_query *q;
    int n = 0;
    if (ls_query_read_column(&context, text, &q, err) < 0)
        return -1;
    LS_EACH(item, item, f->board)
        n += ls_query_match(q, &item->rec, NULL);
    ls_query_free(q);
    return n;
}

static void test_keep(void **state LS_UNUSED)
{
    struct fixture f = make();
    assert_int_equal(change(&f, NULL, "unowned", "owner:none sort:-p", 1, false), 0);
    assert_int_equal(change(&f, NULL, "drivers", "driver", 2, true), 0);
    assert_int_equal(change(&f, NULL, "rest", "", 0, false), 0);
    listed(&f, "1 unowned;2 drivers*;0 rest;");
    assert_string_equal(f.mine.data, "drivers\t2 item driver\n");
    assert_int_equal(ls_board_count(f.board, LS_E_SETTING), 2);
    /* a new name keeps the record; a key that is taken changes hands */
    assert_int_equal(change(&f, "UNOWNED", "nobody", "owner:none", 1, false), 0);
    assert_int_equal(ls_board_count(f.board, LS_E_SETTING), 2);
    assert_int_equal(change(&f, "rest", "rest", "", 1, false), 0);
    listed(&f, "1 rest;2 drivers*;0 nobody;");
    assert_int_equal(change(&f, "rest", "rest", "", 3, false), 0);
    assert_int_equal(change(&f, "nobody", "nobody", "owner:none", 3, false), 0);
    listed(&f, "2 drivers*;3 nobody;0 rest;");
    /* from one to the team and back */
    assert_int_equal(change(&f, "drivers", "drivers", "driver", 2, false), 0);
    listed(&f, "2 drivers;3 nobody;0 rest;");
    assert_string_equal(f.mine.data, "");
    assert_int_equal(change(&f, "nobody", "nobody", "owner:none", 3, true), 0);
    listed(&f, "2 drivers;3 nobody*;0 rest;");
    /* a private one goes before the team's behind the same key */
    assert_int_equal(change(&f, "rest", "rest", "", 3, false), 0);
    struct ls_saved_views views;
    ls_saved_views_read(f.board, f.mine.data, &views);
    assert_string_equal(ls_saved_view_at(&views, 3)->name, "nobody");
    assert_int_equal(ls_saved_view_free_place(&views), 1);
    ls_saved_views_done(&views);
    assert_int_equal(change(&f, "nobody", NULL, NULL, 0, false), 0);
    assert_int_equal(change(&f, "drivers", NULL, NULL, 0, false), 0);
    listed(&f, "3 rest;");
    done(&f);
}

static void test_refused(void **state LS_UNUSED)
{
    struct fixture f = make();
    assert_int_equal(change(&f, NULL, "unowned", "owner:none", 1, false), 0);
    assert_int_equal(change(&f, NULL, "Unowned", "p:1", 2, true), LS_EREFUSED);
    assert_int_equal(change(&f, NULL, "two words", "p:1", 2, true), LS_EREFUSED);
    assert_int_equal(change(&f, NULL, "", "p:1", 2, true), LS_EREFUSED);
    assert_int_equal(change(&f, NULL, "red\x1b[31m", "p:1", 2, false), LS_EREFUSED);
    assert_int_equal(change(&f, NULL, "back\u202ewards", "p:1", 2, false), LS_EREFUSED);
    assert_int_equal(change(&f, NULL, "odd", "ownr:none", 2, true), LS_EUSAGE);
    assert_int_equal(change(&f, "unowed", "x", "p:1", 2, true), LS_ENOTFOUND);
    assert_int_equal(change(&f, "unowned", "unowned", "owner:none", 1, false), 0);
    listed(&f, "1 unowned;");
    ls_buf_set(&f.mine, "broken\n\t1 item x\nno\t1\nno\tx item y\nfine\t4 item p:1\nno\t2 thing x");
    listed(&f, "1 unowned;4 fine*;");
    done(&f);
}

static void test_in_queries(void **state LS_UNUSED)
{
    struct fixture f = make();
    struct ls_error err = {0};
    assert_int_equal(change(&f, NULL, "unowned", "owner:none sort:-p", 1, false), 0);
    assert_int_equal(change(&f, NULL, "either", "driver or p:1", 2, true), 0);
    assert_int_equal(count(&f, "@unowned", NULL, NULL), 2);
    assert_int_equal(count(&f, "@Unowned driver", NULL, NULL), 1);
    assert_int_equal(count(&f, "-@unowned", NULL, NULL), 2);
    assert_int_equal(count(&f, "@either p:1..3", NULL, NULL), 2); /* as if it stood in parentheses */
    assert_int_equal(count(&f, "@either or @unowned", NULL, NULL), 4);
    assert_int_equal(count(&f, "driver or depot", "unowned", NULL), 2);
    assert_int_equal(count(&f, "", "unowned", NULL), 2);
    assert_int_equal(count(&f, "@ines", NULL, NULL), 2); /* nobody has a view of that name: somebody's handle */
    assert_int_equal(count(&f, "x @unowed", NULL, &err), -1);
    assert_string_equal(err.message, "column 3: there is no saved view unowed");
    assert_string_equal(err.hint, "did you mean unowned?");
    ls_error_done(&err);
    /* its order holds where the query has none */
    struct ls_query_context context = {.board = f.board, .entity = LS_E_ITEM, .now = f.now, .views = f.mine.data};
    struct ls_query *q;
    assert_int_equal(ls_query_read(&context, "@unowned", &q, NULL, NULL), 0);
    assert_string_equal(ls_query_sort(q), "-p");
    ls_query_free(q);
    assert_int_equal(ls_query_read(&context, "sort:due @unowned", &q, NULL, NULL), 0);
    assert_string_equal(ls_query_sort(q), "due");
    ls_query_free(q);
    /* none is made to stand in itself, and what came to do so is told once, without an error to fill too */
    assert_int_equal(change(&f, "either", "either", "@unowned driver", 2, true), 0);
    assert_int_equal(change(&f, "unowned", "unowned", "@either", 1, false), LS_EUSAGE);
    assert_int_equal(change(&f, "UNOWNED", "free", "p:1 or @Unowned", 1, false), LS_EUSAGE);
    ls_buf_set(&f.mine, "either\t2 item @other\nother\t3 item @either\n");
    assert_int_equal(count(&f, "@either", NULL, &err), -1);
    assert_string_equal(err.message, "column 1: the saved view either: the saved view other: "
                                     "the saved view either stands in itself");
    ls_error_done(&err);
    assert_int_equal(count(&f, "@either", NULL, NULL), -1);
    context.entity = LS_E_SIGNAL;
    context.views = f.mine.data;
    assert_int_equal(ls_query_read(&context, "@unowned", &q, NULL, &err), LS_EUSAGE);
    assert_string_equal(err.message, "unowned is a view of items");
    ls_error_done(&err);
    done(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keep),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_in_queries),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
