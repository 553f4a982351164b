/* lockstep item similar, lockstep item duplicates: what says the same in other words (model/likeness.c). */
#include <stdlib.h>

#include "base/text.h"
#include "cli/cli.h"
#include "cli/table.h"
#include "lockstep/likeness.h"

enum { SIMILAR_MOST = 10 };

static const struct cli_column similar_columns[] = {
    {"likeness", "LIKE", CLI_RIGHT | CLI_NUMBER}, {"id", "ID", 0}, {"title", "TITLE", CLI_GROW},
    {"owner", "OWNER", CLI_GOES}, {"status", "STATUS", 0}, {"resolution", "", CLI_GOES},
};

static const struct cli_column pair_columns[] = {
    {"likeness", "LIKE", CLI_RIGHT | CLI_NUMBER}, {"id", "ID", 0}, {"title", "TITLE", CLI_GROW},
    {"other", "OLDER", 0}, {"other_title", "TITLE", CLI_GROW}, {"other_status", "STATUS", CLI_GOES},
};

static void similar_number(struct cli_table *table, double likeness)
{
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    ls_buf_printf(&text, "%.2f", likeness);
    cli_table_cell(table, text.data);
}

static void similar_name(struct cli_table *table, const struct ls_board *board, ls_id id)
{
    LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT;
    if (id)
        ls_board_name(board, id, &name);
    cli_table_styled(table, "2", name.data);
}

/* What is asked about: an item by its name, else the words as a title. */
static const struct ls_item *similar_asked(const struct cli *cli, const struct ls_board *board, struct ls_buf *words)
{
    ls_id id;
    struct ls_error none = {0};
    cli_words_join(cli, 0, words);
    int code = ls_board_find(board, LS_E_ITEM, words->data, &id, &none);
    ls_error_done(&none);
    return code ? NULL : ls_item_get(board, id);
}

int cli_item_similar(struct cli *cli, struct ls_error *err)
{
    if (!cli->word_count)
        return cli_usage(cli, err, "like what? An item or some words are missing");
    int code = cli_open_file(cli, err);
    if (code != 0)
        return code;
    const struct ls_board *board = ls_session_board(cli->session);
    LS_AUTO(buf) struct ls_buf words = LS_BUF_INIT;
    const struct ls_item *asked = similar_asked(cli, board, &words);
    struct ls_likeness *index = ls_likeness_new();
    struct cli_table *table = cli_table_new(similar_columns, LS_COUNT(similar_columns));
    struct ls_like likes[SIMILAR_MOST];
    ls_likeness_update(index, board);
    size_t count = ls_likeness_find(index, asked ? asked->title : words.data, asked ? asked->problem : "",
                                    asked ? asked->rec.id : 0, likes, SIMILAR_MOST);
    for (size_t i = 0; i < count; i++) {
        const struct ls_item *item = ls_item_get(board, likes[i].id);
        similar_number(table, likes[i].likeness);
        similar_name(table, board, likes[i].id);
        cli_table_cell(table, item->title);
        similar_name(table, board, item->owner);
        cli_table_styled(table, "2", ls_enum_word(LS_ENUM_ITEM_STATUS, item->status));
        cli_table_styled(table, "2", ls_enum_word(LS_ENUM_RESOLUTION, item->resolution));
    }
    cli_table_print(cli, table, "similar");
    if (!count)
        ls_buf_str(&cli->said, "nothing is like that\n");
    cli_table_free(table);
    ls_likeness_free(index);
    return 0;
}

int cli_item_duplicates(struct cli *cli, struct ls_error *err)
{
    int code = cli_open_alone(cli, err);
    if (code != 0)
        return code;
    const struct ls_board *board = ls_session_board(cli->session);
    struct ls_likeness *index = ls_likeness_new();
    struct cli_table *table = cli_table_new(pair_columns, LS_COUNT(pair_columns));
    struct ls_like_pair *pairs;
    ls_likeness_update(index, board);
    size_t count = ls_likeness_pairs(index, board, &pairs);
    for (size_t i = 0; i < count; i++) {
        const struct ls_item *other = ls_item_get(board, pairs[i].other);
        similar_number(table, pairs[i].likeness);
        similar_name(table, board, pairs[i].id);
        cli_table_cell(table, ls_item_get(board, pairs[i].id)->title);
        similar_name(table, board, pairs[i].other);
        cli_table_cell(table, other->title);
        cli_table_styled(table, "2", ls_enum_word(LS_ENUM_ITEM_STATUS, other->status));
    }
    cli_table_print(cli, table, "duplicates");
    if (!count)
        ls_buf_str(&cli->said, "no two items say the same\n");
    free(pairs);
    cli_table_free(table);
    ls_likeness_free(index);
    return 0;
}
