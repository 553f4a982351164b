/* Conflicts on the command line: what somebody changed first, and choosing a side. */
#include <string.h>

#include "base/clock.h"
#include "cli/cli.h"
#include "cli/table.h"

static const struct cli_column conflict_columns[] = {
    {"ref", "REF", 0},     {"field", "FIELD", 0},   {"before", "BEFORE", CLI_GOES}, {"yours", "YOURS", CLI_GROW},
    {"theirs", "THEIRS", 0}, {"who", "WHO", 0}, {"at", "AT", CLI_GOES},
};

static void conflict_value(const struct ls_board *board, const struct ls_conflict *c, const struct ls_value *value,
                           struct ls_buf *b)
{
    if (!value)
        ls_buf_str(b, "deleted");
    else if (c->field == LS_F_DELETED)
        ls_buf_str(b, value->i ? "deleted" : "");
    else
        ls_value_format(board, ls_field_info(c->entity, c->field), value, b);
}

/* What they have made of a record that I wanted to delete: "priority 2". */
static void conflict_theirs(const struct ls_board *board, const struct ls_conflict *c, struct ls_buf *b)
{
    if (c->kept)
        cli_describe_edits(board, c->kept, b);
    else
        conflict_value(board, c, c->theirs, b);
}

static void conflict_row(const struct ls_board *board, const struct ls_conflict *c, struct cli_table *table)
{
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    ls_board_name(board, c->record, &b);
    cli_table_styled(table, "1", b.data);
    cli_table_cell(table, c->field == LS_F_DELETED ? "" : ls_field_info(c->entity, c->field)->name);
    ls_buf_clear(&b);
    conflict_value(board, c, c->before, &b);
    cli_table_cell(table, b.data);
    ls_buf_clear(&b);
    conflict_value(board, c, c->mine, &b);
    cli_table_cell(table, b.data);
    ls_buf_clear(&b);
    conflict_theirs(board, c, &b);
    cli_table_cell(table, b.data);
    ls_buf_clear(&b);
    if (c->who)
        ls_board_name(board, c->who, &b);
    cli_table_cell(table, b.data);
    ls_buf_clear(&b);
    if (c->at != LS_NONE)
        ls_stamp_format(&b, c->at);
    cli_table_styled(table, "2", b.data);
}

int cli_conflict_list(struct cli *cli, struct ls_error *err)
{
    struct ls_conflict c;
    int code = cli_open_alone(cli, err);
    if (code != 0)
        return code;
    struct cli_table *table = cli_table_new(conflict_columns, LS_COUNT(conflict_columns));
    for (size_t i = 0; ls_session_conflict(cli->session, i, &c); i++) {
        if (!c.merged)
            conflict_row(ls_session_board(cli->session), &c, table);
    }
    cli_table_print(cli, table, "conflicts");
    if (!cli_table_rows(table))
        ls_buf_str(&cli->said, "no conflicts: all that you changed is in the file, or was undone\n");
    cli_table_free(table);
    return 0;
}

/* The conflict's field that a word names. */
static int conflict_field(const struct cli *cli, ls_id record, const char *name, int *ret_field, struct ls_error *err)
{
    const struct ls_record *r = ls_board_record(ls_session_board(cli->session), record);
    int field = r ? ls_field_by_name((enum ls_entity)r->entity, name) : -1;
    if (field < 0)
        return ls_error_set(err, LS_EUSAGE, "there is no field \"%s\"", name);
    *ret_field = field;
    return 0;
}

/* A record with a conflict, by its name; it may be deleted, so the board does not find it by that. */
static int conflict_record(const struct cli *cli, const char *name, ls_id *ret_record, struct ls_error *err)
{
    struct ls_conflict c;
    const struct ls_board *board = ls_session_board(cli->session);
    for (size_t i = 0; ls_session_conflict(cli->session, i, &c); i++) {
        LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
        ls_board_name(board, c.record, &b);
        if (strcasecmp(b.data, name + (*name == '@')) != 0)
            continue;
        *ret_record = c.record;
        return 0;
    }
    ls_error_set(err, LS_ENOTFOUND, "there is no conflict about \"%s\"", name);
    ls_error_hint(err, "lockstep conflict list shows what there is");
    return LS_ENOTFOUND;
}

int cli_conflict_take(struct cli *cli, struct ls_error *err)
{
    ls_id record = 0;
    int field = -1;
    size_t count = 0;
    const char *side = cli->word_count ? cli->words[0].text : "";
    bool mine = strcmp(side, "mine") == 0;
    if ((!mine && strcmp(side, "theirs") != 0) || cli->word_count > 3)
        return cli_usage(cli, err, *side ? "which side is \"%s\"?" : "which side?", side);
    int code = cli_open_file(cli, err);
    if (code == 0)
        code = cli_need_me(cli, err);
    if (code == 0 && cli->word_count > 1)
        code = conflict_record(cli, cli->words[1].text, &record, err);
    if (code == 0 && cli->word_count > 2)
        code = conflict_field(cli, record, cli->words[2].text, &field, err);
    if (code == 0)
        code = ls_session_conflict_take(cli->session, record, field, mine, &count, err);
    if (code == 0)
        code = cli_wait_saved(cli, err);
    if (code == 0)
        ls_buf_printf(&cli->said, mine ? "%zu %s taken as you had it\n" : "%zu %s left as it stands\n", count,
                      count == 1 ? "field" : "fields");
    return code;
}
