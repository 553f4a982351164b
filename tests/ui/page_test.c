/* Pages: which rows give way when the height is small, and how texts are wrapped and cut. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ui/page.h"

/* Draws the page at a height and compares. */
static void expect(const struct page *p, int height, const char *want)
{
    struct frame f;
    LS_AUTO(buf) struct ls_buf got = LS_BUF_INIT;
    frame_init(&f, p->width, height);
    page_draw(p, area_all(&f), p->len);
    frame_dump(&f, &got);
    assert_string_equal(got.data, want);
    frame_done(&f);
}

static void test_a_long_text_is_wrapped_where_there_is_room_and_cut_where_not(void **state LS_UNUSED)
{
    struct page p;
    page_init(&p, 30);
    page_fact(&p, PAGE_MAIN, "why", "each week late moves the launch");
    expect(&p, 2, " why      each week late\n          moves the launch\n");
    expect(&p, 1, " why      each week late mov…\n");
    page_done(&p);
}

static void test_extras_go_first_and_all_at_once_then_air_then_facts(void **state LS_UNUSED)
{
    struct page p;
    page_init(&p, 30);
    page_fact(&p, PAGE_FACT, "cost", "a week");
    page_blank(&p);
    page_add(&p, PAGE_KEEP, 1, "1  workshop", "");
    page_add(&p, PAGE_EXTRA, 4, "for: evidence", "");
    page_add(&p, PAGE_KEEP, 1, "2  test", "2 weeks");
    page_add(&p, PAGE_EXTRA, 4, "for: today", "");
    expect(&p, 6, " cost     a week\n\n 1  workshop\n    for: evidence\n 2  test              2 weeks\n    for: today\n");
    expect(&p, 5, " cost     a week\n\n 1  workshop\n 2  test              2 weeks\n\n");
    expect(&p, 3, " cost     a week\n 1  workshop\n 2  test              2 weeks\n");
    expect(&p, 2, " 1  workshop\n 2  test              2 weeks\n");
    page_done(&p);
}

static void test_rows_that_must_stay_say_how_many_are_missing(void **state LS_UNUSED)
{
    struct page p;
    page_init(&p, 30);
    for (int i = 0; i < 4; i++)
        page_add(&p, PAGE_KEEP, 1, "row", "");
    expect(&p, 3, " row\n row\n … 2 more\n");
    page_done(&p);
}

static void test_wide_text_stays_in_its_columns(void **state LS_UNUSED)
{
    struct page p;
    page_init(&p, 24);
    page_fact_right(&p, PAGE_KEEP, "new", "日本語テスト", "3");
    expect(&p, 1, " new      日本語テス… 3\n");
    page_done(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_long_text_is_wrapped_where_there_is_room_and_cut_where_not),
        cmocka_unit_test(test_extras_go_first_and_all_at_once_then_air_then_facts),
        cmocka_unit_test(test_rows_that_must_stay_say_how_many_are_missing),
        cmocka_unit_test(test_wide_text_stays_in_its_columns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
