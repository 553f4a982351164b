/* lockstep raci: topics by people as text; as CSV and JSON one column a person. */
#include "lockstep/raci.h"

#include <stdlib.h>

#include "base/mem.h"
#include "cli/cli.h"
#include "cli/sheet.h"
#include "cli/table.h"

static size_t raci_columns(const struct ls_board *board, struct cli_column **ret_columns)
{
    size_t count = 0;
    struct cli_column *columns = ls_alloc((ls_board_count(board, LS_E_PERSON) + 2) * sizeof(*columns));
    columns[count++] = (struct cli_column){"id", "", 0};
    columns[count++] = (struct cli_column){"name", "", 0};
    LS_EACH(person, person, board) {
        if (person->active)
            columns[count++] = (struct cli_column){person->handle, "", 0};
    }
    *ret_columns = columns;
    return count;
}

static void raci_table(struct cli *cli, const struct ls_board *board)
{
    struct cli_column *columns;
    size_t count = raci_columns(board, &columns);
    struct cli_table *table = cli_table_new(columns, count);
    LS_EACH(topic, topic, board) {
        LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT;
        ls_board_name(board, topic->rec.id, &name);
        cli_table_cell(table, name.data);
        cli_table_cell(table, topic->name);
        LS_EACH(person, person, board) {
            LS_AUTO(buf) struct ls_buf letters = LS_BUF_INIT;
            if (!person->active)
                continue;
            ls_raci_letters(ls_raci_of(topic, person), &letters);
            cli_table_cell(table, letters.data);
        }
    }
    cli_table_print(cli, table, "raci");
    cli_table_free(table);
    free(columns);
}

int cli_raci(struct cli *cli, struct ls_error *err)
{
    int code = cli_open_alone(cli, err);
    if (code != 0)
        return code;
    const struct ls_board *board = ls_session_board(cli->session);
    if (cli->options.json || cli->options.csv || cli->options.plain) {
        raci_table(cli, board);
        return 0;
    }
    struct ls_sheet sheet;
    cli_sheet_init(cli, &sheet);
    ls_sheet_raci(&sheet, board);
    cli_sheet_print(cli, &sheet);
    ls_sheet_done(&sheet);
    return 0;
}
