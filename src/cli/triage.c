/* lockstep triage list: what waits, with what it is like and what accepting it would propose. */
#include <stdlib.h>

#include "cli/cli.h"
#include "cli/records.h"
#include "cli/table.h"
#include "lockstep/triage.h"

static const struct cli_column triage_columns[] = {
    {"id", "ID", 0}, {"created", "CREATED", CLI_GOES}, {"source", "SOURCE", CLI_GOES}, {"title", "TITLE", CLI_GROW},
    {"similar", "LIKE", 0}, {"likeness", "", CLI_RIGHT | CLI_NUMBER}, {"owner", "WOULD BE", 0}, {"parent", "UNDER", CLI_GOES},
    {"problem", "", CLI_GOES},
};

static void triage_row(struct cli_table *table, const struct ls_board *board, struct ls_likeness *index,
                       const struct ls_item *item)
{
    enum { NEAREST = 5 };
    LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT, day = LS_BUF_INIT, similar = LS_BUF_INIT, like = LS_BUF_INIT;
    LS_AUTO(buf) struct ls_buf owner = LS_BUF_INIT, parent = LS_BUF_INIT;
    struct ls_like likes[NEAREST];
    struct ls_triage_proposal p;
    size_t count = ls_likeness_find(index, item->title, item->problem, item->rec.id, likes, NEAREST);
    ls_triage_propose(board, item, likes, count, &p);
    ls_board_name(board, item->rec.id, &name);
    ls_field_format(board, &item->rec, LS_F_item_created, &day);
    if (count) {
        ls_board_name(board, likes[0].id, &similar);
        ls_buf_printf(&like, "%.2f", likes[0].likeness);
    }
    cli_owner_words(board, p.owner, p.backup, &owner);
    if (p.parent)
        ls_board_name(board, p.parent, &parent);
    cli_table_styled(table, "2", name.data);
    cli_table_styled(table, "2", day.data);
    cli_table_styled(table, "2", item->source);
    cli_table_cell(table, item->title);
    cli_table_cell(table, similar.data);
    cli_table_cell(table, like.data);
    cli_table_cell(table, owner.data);
    cli_table_styled(table, "2", parent.data);
    cli_table_styled(table, "33", *item->problem ? "" : "no problem yet");
}

int cli_triage_list(struct cli *cli, struct ls_error *err)
{
    int code = cli_open_alone(cli, err);
    if (code != 0)
        return code;
    const struct ls_board *board = ls_session_board(cli->session);
    struct cli_table *table = cli_table_new(triage_columns, LS_COUNT(triage_columns));
    struct ls_likeness *index = ls_likeness_new();
    ls_id *ids;
    size_t count = ls_triage_queue(board, cli_today(), &ids);
    ls_likeness_update(index, board);
    for (size_t i = 0; i < count; i++)
        triage_row(table, board, index, ls_item_get(board, ids[i]));
    cli_table_print(cli, table, "triage");
    if (!count)
        ls_buf_str(&cli->said, "nothing waits for a decision\n");
    free(ids);
    cli_table_free(table);
    ls_likeness_free(index);
    return 0;
}
