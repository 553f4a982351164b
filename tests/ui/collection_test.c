/* The table of lists: every kind of record has one that a command shows, its columns fit, and each column that says so
 * can be sorted by. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "lockstep/error.h"
#include "lockstep/query.h"
#include "ui/collection.h"

/* Kinds whose list the home screen has; all of them have one behind g, too. */
static void test_every_kind_has_a_list(void **state LS_UNUSED)
{
    for (int e = 0; e < LS_E_COUNT; e++) {
        size_t shown = 0;
        for (int id = 0; id < LS_CMD_COUNT; id++) {
            const struct collection *c = collection_by_command(ls_command_info((enum ls_command_id)id));
            shown += c && c->entity == (enum ls_entity)e;
        }
        if (!shown)
            fail_msg("nothing lists %s", ls_entity_info((enum ls_entity)e)->plural);
    }
}

/* One column grows and never goes, so that a list is as wide as the screen however narrow that is. */
static void test_columns_fit_the_narrowest_screen(void **state LS_UNUSED)
{
    for (int e = 0; e < LS_E_COUNT; e++) {
        const struct collection *c = collection_of((enum ls_entity)e);
        int grows = 0, least = 3;
        assert_in_range(c->count, 1, 12);
        for (size_t i = 0; i < c->count; i++) {
            LS_AUTO(buf) struct ls_buf heading = LS_BUF_INIT;
            collection_heading(c, (int)i, &heading);
            int title = ls_text_columns(heading.data);
            grows += c->columns[i].grow && !c->columns[i].drop;
            least += c->columns[i].drop || c->columns[i].grow ? 0 : (title > c->columns[i].width ? title : c->columns[i].width) + 1;
        }
        if (!grows && e != LS_E_MEETING)
            fail_msg("no column of %s grows", ls_entity_info(c->entity)->plural);
        if (least > 60)
            fail_msg("%s need %d columns", ls_entity_info(c->entity)->plural, least);
    }
}

static void test_every_column_sorts(void **state LS_UNUSED)
{
    struct ls_board *board = ls_board_new();
    for (int e = 0; e < LS_E_COUNT; e++) {
        const struct collection *c = collection_of((enum ls_entity)e);
        const struct ls_query_context context = {.board = board, .entity = c->entity};
        for (size_t i = 0; i < c->count; i++) {
            struct ls_error err = {0};
            const char *keys = collection_sort(c, (int)i);
            if (*keys && ls_query_sort_records(&context, keys, NULL, 0, &err) < 0)
                fail_msg("column %zu of %s: %s", i, ls_entity_info(c->entity)->plural, err.message);
            ls_error_done(&err);
        }
    }
    ls_board_free(board);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_kind_has_a_list),
        cmocka_unit_test(test_columns_fit_the_narrowest_screen),
        cmocka_unit_test(test_every_column_sorts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
