/* What is missing or does not fit in the team file. The rules are the model's (gaps.h). */
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/table.h"
#include "lockstep/gaps.h"

static const struct cli_column gap_columns[] = {
    {"rule", "RULE", 0},
    {"ref", "REF", 0},
    {"text", "WHAT", CLI_GROW},
    {"todo", "WHAT TO DO", 0},
};

static void check_table(struct cli *cli, const struct ls_gaps *gaps)
{
    const struct ls_board *board = ls_session_board(cli->session);
    struct cli_table *table = cli_table_new(gap_columns, LS_COUNT(gap_columns));
    for (size_t i = 0; i < gaps->len; i++) {
        LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT;
        if (gaps->gaps[i].record)
            ls_board_name(board, gaps->gaps[i].record, &name);
        cli_table_cell(table, ls_gap_word(gaps->gaps[i].rule));
        cli_table_cell(table, name.data);
        cli_table_cell(table, gaps->gaps[i].sentence);
        cli_table_cell(table, gaps->gaps[i].todo);
    }
    cli_table_print(cli, table, "gaps");
    cli_table_free(table);
}

/* What to do, and under it all that it would mend. */
static void check_text(struct cli *cli, const struct ls_gaps *gaps)
{
    const char *before = "";
    for (size_t i = 0; i < gaps->len; i++) {
        LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
        if (strcmp(before, gaps->gaps[i].todo) != 0) {
            ls_text_safe(&text, gaps->gaps[i].todo);
            ls_buf_str(&cli->out, i ? "\n" : "");
            cli_styled(cli, &cli->out, "1", text.data);
            ls_buf_char(&cli->out, '\n');
        }
        before = gaps->gaps[i].todo;
        ls_buf_str(&cli->out, "  ");
        cli_lines(&cli->out, gaps->gaps[i].sentence);
    }
}

int cli_check(struct cli *cli, struct ls_error *err)
{
    int code = cli_open_alone(cli, err);
    if (code != 0)
        return code;
    struct ls_gaps gaps = {0};
    ls_gaps_find(ls_session_board(cli->session), ls_clock_now(), &gaps);
    if (cli->options.json || cli->options.csv || cli->options.plain)
        check_table(cli, &gaps);
    else
        check_text(cli, &gaps);
    if (gaps.len)
        ls_buf_printf(&cli->said, "%zu found\n", gaps.len);
    else
        ls_buf_str(&cli->said, "nothing is missing\n");
    cli->status = gaps.len ? 1 : 0;
    ls_gaps_done(&gaps);
    return 0;
}
