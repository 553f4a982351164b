/* Papers: one structure, rendered as Markdown and as lines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/buf.h"
#include "base/text.h"
#include "lockstep/paper.h"

static const struct ls_paper_column columns[] = {{"what", false}, {"how many", true}, {"who", false}};

static struct ls_paper *sample(void)
{
    struct ls_paper *p = ls_paper_new();
    ls_paper_heading(p, 1, "A *title*");
    ls_paper_line(p, LS_PAPER_PARAGRAPH, "One | two\nlines \033[31m and a paragraph that is longer than others");
    ls_paper_begin(p, LS_PAPER_ITEM);
    ls_paper_strong(p, "LS-1");
    ls_paper_say(p, " is first");
    ls_paper_line(p, LS_PAPER_ITEM, "second");
    ls_paper_heading(p, 2, "Table");
    ls_paper_table(p, columns, LS_COUNT(columns));
    ls_paper_cell(p, "日本語の市場 and more words");
    ls_paper_cell(p, "%d", 7);
    ls_paper_cell(p, "Inês");
    ls_paper_cell(p, "a|b");
    ls_paper_cell(p, "%d", 120);
    ls_paper_cell(p, "%s", "");
    return p;
}

static void test_markdown(void **state)
{
    (void)state;
    struct ls_paper *p = sample();
    LS_AUTO(buf) struct ls_buf out = LS_BUF_INIT;
    ls_paper_markdown(p, &out);
    assert_string_equal(out.data,
                        "# A \\*title\\*\n\nOne \\| two lines \xEF\xBF\xBD\\[31m and a paragraph that is longer than others\n\n"
                        "- **LS-1** is first\n- second\n\n## Table\n\n| what | how many | who |\n|---|---:|---|\n"
                        "| 日本語の市場 and more words | 7 | Inês |\n| a\\|b | 120 |  |\n");
    assert_string_equal(ls_paper_title(p), "A *title*");
    ls_paper_free(p);
}

static void test_plain(void **state)
{
    (void)state;
    struct ls_paper *p = sample();
    LS_AUTO(buf) struct ls_buf out = LS_BUF_INIT;
    ls_paper_plain(p, 34, &out);
    assert_string_equal(out.data, "A *TITLE*\n\nOne | two lines \xEF\xBF\xBD[31m and a\nparagraph that is longer than\nothers\n\n"
                                  "- LS-1 is first\n- second\n\nTABLE\nwhat                how many  who\n日本語の市場 and           7  Inês\n"
                                  "more words\na|b                      120\n");
    ls_paper_free(p);
}

/* Where the columns do not fit beside each other, a row is several lines. */
static void test_stacked(void **state)
{
    (void)state;
    struct ls_paper *p = sample();
    LS_AUTO(buf) struct ls_buf out = LS_BUF_INIT;
    ls_paper_plain(p, 22, &out);
    assert_non_null(strstr(out.data, "TABLE\n日本語の市場 and more\nwords\n  how many  7\n  who       Inês\na|b\n  how many  120\n"));
    ls_paper_free(p);
}

static void no_wider(void *arg, enum ls_paper_look look, const char *text, size_t strong)
{
    (void)look;
    assert_true(ls_text_columns(text) <= *(const int *)arg);
    assert_true(strong <= strlen(text));
}

static void test_every_width(void **state)
{
    (void)state;
    struct ls_paper *p = sample();
    for (int width = 24; width < 140; width++)
        ls_paper_lines(p, width, no_wider, &width);
    ls_paper_free(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_markdown), cmocka_unit_test(test_plain), cmocka_unit_test(test_stacked),
        cmocka_unit_test(test_every_width),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
