/* Who changed what: the log of the file, or of one record. */
#include <stdlib.h>

#include "base/clock.h"
#include "cli/cli.h"
#include "cli/table.h"

enum { LOG_LIMIT = 200, LOG_RECORDS = 5 };

static const struct cli_column log_columns[] = {
    {"at", "AT", 0}, {"who", "WHO", 0}, {"what", "WHAT", 0}, {"ref", "REF", 0}, {"change", "CHANGE", CLI_GROW},
};

static void log_row(const struct ls_board *board, const struct ls_changeset *cs, const char *ref, const char *change,
                    struct cli_table *table)
{
    LS_AUTO(buf) struct ls_buf at = LS_BUF_INIT, who = LS_BUF_INIT;
    ls_stamp_format(&at, cs->at);
    if (cs->who)
        ls_board_name(board, cs->who, &who);
    cli_table_styled(table, "2", at.data);
    cli_table_cell(table, who.data);
    cli_table_cell(table, cs->label ? cs->label : "");
    cli_table_styled(table, "1", ref);
    cli_table_cell(table, change);
}

static void log_record(const struct ls_board *board, const struct ls_changeset *cs,
                       const struct ls_record_edit *record, struct cli_table *table)
{
    LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT, change = LS_BUF_INIT;
    const struct ls_edit *life = ls_changeset_edit(cs, record->id, LS_F_DELETED);
    ls_board_name(board, record->id, &name);
    if (life) {
        ls_buf_str(&change, cli_describe_life(life));
        cli_describe_title(cs, record, &change);
    } else {
        cli_describe_edits(board, record, &change);
    }
    if (change.len)
        log_row(board, cs, name.data, change.data, table);
}

/* A changeset of many records is one line, unless one record was asked for. */
static void log_changeset(const struct ls_board *board, const struct ls_changeset *cs, ls_id only,
                          struct cli_table *table)
{
    if (!only && (cs->len > LOG_RECORDS || cs->group)) {
        LS_AUTO(buf) struct ls_buf change = LS_BUF_INIT;
        ls_buf_printf(&change, "%zu records", ls_changeset_told(cs));
        log_row(board, cs, "", change.data, table);
        return;
    }
    for (size_t i = 0; i < cs->len; i++) {
        if (!only || cs->records[i].id == only)
            log_record(board, cs, &cs->records[i], table);
    }
}

int cli_log(struct cli *cli, struct ls_error *err)
{
    struct ls_changeset **log = NULL;
    size_t count = 0;
    ls_id only = 0;
    if (cli->word_count > 1)
        return cli_usage(cli, err, "one record at a time");
    int code = cli_open_file(cli, err);
    const struct ls_board *board = code == 0 ? ls_session_board(cli->session) : NULL;
    if (code == 0 && cli->word_count)
        code = ls_board_find(board, LS_E_ANY, cli->words[0].text, &only, err);
    if (code == 0)
        code = ls_session_wait_log(cli->session, only, LOG_LIMIT + 1, cli_wait_ms(), &log, &count, err);
    if (code != 0)
        return code;
    struct cli_table *table = cli_table_new(log_columns, LS_COUNT(log_columns));
    for (size_t i = 0; i < count; i++) {
        if (i < LOG_LIMIT)
            log_changeset(board, log[i], only, table);
        ls_changeset_free(log[i]);
    }
    free(log);
    cli_table_print(cli, table, "changes");
    if (!cli_table_rows(table))
        ls_buf_str(&cli->said, "nothing was changed yet\n");
    if (count > LOG_LIMIT)
        ls_buf_printf(&cli->said, "these are the newest %d, there are older ones%s\n", LOG_LIMIT,
                      only ? "" : ": lockstep log REF tells one record's");
    cli_table_free(table);
    return 0;
}
