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

/* What many proposals share. */
struct triage_rows {
    const struct ls_board *board;
    struct ls_triage_voters *voters;
    struct ls_likeness *index;
    bool many; /* so many that only what is likely the same is looked for */
};

static size_t triage_likes(const struct triage_rows *r, const struct ls_item *item, struct ls_like *ret_likes, size_t cap)
{
    if (r->many)
        return ls_likeness_likely(r->index, item->title, item->problem, item->rec.id, ret_likes);
    return ls_likeness_find(r->index, item->title, item->problem, item->rec.id, ret_likes, cap);
}

static void triage_row(struct cli_table *table, const struct triage_rows *r, const struct ls_item *item)
{
    enum { NEAREST = 5 };
    const struct ls_board *board = r->board;
    LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT, day = LS_BUF_INIT, similar = LS_BUF_INIT, like = LS_BUF_INIT;
    LS_AUTO(buf) struct ls_buf owner = LS_BUF_INIT, parent = LS_BUF_INIT;
    struct ls_like likes[NEAREST];
    struct ls_triage_proposal p;
    size_t count = triage_likes(r, item, likes, NEAREST);
    ls_triage_propose_by(r->voters, item, likes, count, &p);
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
    enum { MANY = 500 };
    ls_id *ids;
    size_t count = ls_triage_queue(board, cli_today(), &ids);
    struct triage_rows rows = {board, ls_triage_voters_new(board), ls_likeness_new(), count > MANY};
    if (count)
        ls_likeness_update(rows.index, board);
    for (size_t i = 0; i < count; i++)
        triage_row(table, &rows, ls_item_get(board, ids[i]));
    cli_table_print(cli, table, "triage");
    if (!count)
        ls_buf_str(&cli->said, "nothing waits for a decision\n");
    free(ids);
    cli_table_free(table);
    ls_triage_voters_free(rows.voters);
    ls_likeness_free(rows.index);
    return 0;
}
