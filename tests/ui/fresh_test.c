/* The sign on rows that others have just changed: when it comes and goes, and where it stands. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/clock.h"
#include "lockstep/changeset.h"
#include "ui/fresh.h"
#include "ui/list.h"

static struct ls_changeset *changes_of(ls_id a, ls_id b)
{
    struct ls_changeset *cs = ls_changeset_new("test");
    ls_changeset_add_record(cs, LS_E_ITEM, a);
    if (b)
        ls_changeset_add_record(cs, LS_E_ITEM, b);
    return cs;
}

static void test_a_sign_goes_after_its_time(void **state LS_UNUSED)
{
    struct fresh fresh = {0};
    struct ls_changeset *first = changes_of(7, 8), *second = changes_of(8, 0);
    assert_false(fresh_any(&fresh, 1000));
    fresh_note(&fresh, first, 1000);
    fresh_note(&fresh, second, 3000);
    assert_true(fresh_has(&fresh, 7, 1000 + FRESH_MS - 1));
    assert_false(fresh_has(&fresh, 7, 1000 + FRESH_MS));
    assert_true(fresh_has(&fresh, 8, 1000 + FRESH_MS));
    assert_false(fresh_has(&fresh, 9, 3000));
    assert_true(fresh_any(&fresh, 3000 + FRESH_MS - 1));
    assert_false(fresh_any(&fresh, 3000 + FRESH_MS));
    assert_int_equal(fresh.until.len, 0);
    ls_changeset_free(first);
    ls_changeset_free(second);
    fresh_done(&fresh);
}

static void one_cell(void *arg LS_UNUSED, ls_id id, int column LS_UNUSED, struct ls_buf *text, enum role *role LS_UNUSED)
{
    ls_buf_printf(text, "row %d", (int)id);
}

static void assert_drawn(struct list *l, const char *expected)
{
    struct frame f;
    const struct column column = {"", 5, 0, 0, false, false};
    const ls_id ids[] = {1, 2, 3};
    struct ls_buf text = LS_BUF_INIT;
    list_set(l, ids, 3);
    list_mark(l, 2, true);
    frame_init(&f, 9, 3);
    list_draw(l, area_all(&f), true, &column, 1, one_cell, NULL);
    frame_dump(&f, &text);
    assert_string_equal(text.data, expected);
    ls_buf_done(&text);
    frame_done(&f);
    list_done(l);
}

static void test_where_it_stands(void **state LS_UNUSED)
{
    struct fresh fresh = {0};
    struct ls_changeset *cs = changes_of(1, 2);
    struct list wide, narrow, quiet;
    fresh_note(&fresh, cs, ls_clock_ticks());
    list_init(&wide);
    wide.fresh = &fresh;
    assert_drawn(&wide, " ▌•row 1\n ✓•row 2\n   row 3\n");
    list_init_narrow(&narrow);
    narrow.fresh = &fresh;
    assert_drawn(&narrow, "▌•ow 1\n•✓ow 2\n row 3\n");
    list_init(&quiet);
    assert_drawn(&quiet, " ▌ row 1\n ✓ row 2\n   row 3\n");
    ls_changeset_free(cs);
    fresh_done(&fresh);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_sign_goes_after_its_time),
        cmocka_unit_test(test_where_it_stands),
    };
    return cmocka_run_group_tests_name("fresh", tests, NULL, NULL);
}
