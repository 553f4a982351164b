/* `lockstep keys`: every key by mode, from the command table. */
#include "cli/cli.h"
#include "cli/table.h"

static void keys_fill(struct cli_table *table, const char *mode, const char *shown)
{
    for (int i = 0; i < LS_CMD_COUNT; i++) {
        const struct ls_command *command = ls_command_info((enum ls_command_id)i);
        LS_AUTO(buf) struct ls_buf keys = LS_BUF_INIT;
        if (!ls_command_mode_keys(command, mode, &keys))
            continue;
        if (shown)
            cli_table_cell(table, shown);
        cli_table_styled(table, "1", keys.data);
        cli_table_cell(table, command->help);
        cli_table_styled(table, "2", command->spelling);
    }
}

static const struct cli_column key_columns[] = {
    {"mode", "MODE", 0},
    {"keys", "KEYS", 0},
    {"help", "DOES", CLI_GROW},
    {"command", "COMMAND", 0},
};

static void keys_by_mode(struct cli *cli)
{
    const struct ls_command_mode *mode;
    for (size_t m = 0; (mode = ls_command_mode(m)) != NULL; m++) {
        struct cli_table *table = cli_table_new(key_columns + 1, LS_COUNT(key_columns) - 1);
        keys_fill(table, mode->name, NULL);
        if (cli_table_rows(table)) {
            if (cli->out.len)
                ls_buf_char(&cli->out, '\n');
            cli_styled(cli, &cli->out, "1", mode->words);
            ls_buf_char(&cli->out, '\n');
            cli_table_print(cli, table, "keys");
        }
        cli_table_free(table);
    }
}

int cli_keys(struct cli *cli, struct ls_error *err)
{
    int code = cli_no_words(cli, err);
    if (code != 0)
        return code;
    if (!cli->options.json && !cli->options.csv && !cli->options.plain) {
        keys_by_mode(cli);
        return 0;
    }
    struct cli_table *table = cli_table_new(key_columns, LS_COUNT(key_columns));
    const struct ls_command_mode *mode;
    for (size_t m = 0; (mode = ls_command_mode(m)) != NULL; m++)
        keys_fill(table, mode->name, mode->name);
    cli_table_print(cli, table, "keys");
    cli_table_free(table);
    return 0;
}
