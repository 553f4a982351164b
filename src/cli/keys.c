/* `lockstep keys`: every key by mode, from the command table. */
#include <string.h>

#include "base/text.h"
#include "cli/cli.h"
#include "cli/table.h"

/* The modes in the order in which people meet them, with the words for a heading. */
static const struct {
    const char *mode, *words;
} modes[] = {
    {"any", "everywhere"},          {"list", "in every list"}, {"home", "in the backlog"},
    {"agenda", "in the agenda"},    {"blockers", "in the blockers"},
    {"owners", "in the owners"},    {"item", "in an item"},    {"blocker", "in a blocker"},
    {"sync", "in the running sync"}, {"triage", "in triage"},
};

static const char *mode_words(const char *mode, size_t len)
{
    for (size_t i = 0; i < LS_COUNT(modes); i++) {
        if (strlen(modes[i].mode) == len && strncmp(modes[i].mode, mode, len) == 0)
            return modes[i].words;
    }
    return NULL;
}

void cli_key_name(const char *key, size_t len, struct ls_buf *b)
{
    if (len == 3 && strncmp(key, "C-", 2) == 0) {
        ls_buf_printf(b, "Ctrl-%c", key[2]);
    } else if (len == 5 && strncmp(key, "S-Tab", 5) == 0) {
        ls_buf_str(b, "Shift-Tab");
    } else {
        ls_buf_add(b, key, len);
    }
}

/* The keys that a command has in a mode, joined by blanks; false where it has none. */
static bool keys_in_mode(const struct ls_command *command, const char *mode, struct ls_buf *b)
{
    const char *at = command->keys, *its_mode, *key;
    size_t mode_len, key_len;
    while (ls_command_next_key(&at, &its_mode, &mode_len, &key, &key_len)) {
        if (strlen(mode) != mode_len || strncmp(mode, its_mode, mode_len) != 0)
            continue;
        if (b->len)
            ls_buf_char(b, ' ');
        cli_key_name(key, key_len, b);
    }
    return b->len != 0;
}

static void keys_fill(struct cli_table *table, const char *mode, const char *shown)
{
    for (int i = 0; i < LS_CMD_COUNT; i++) {
        const struct ls_command *command = ls_command_info((enum ls_command_id)i);
        LS_AUTO(buf) struct ls_buf keys = LS_BUF_INIT;
        if (!keys_in_mode(command, mode, &keys))
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
    for (size_t m = 0; m < LS_COUNT(modes); m++) {
        struct cli_table *table = cli_table_new(key_columns + 1, LS_COUNT(key_columns) - 1);
        keys_fill(table, modes[m].mode, NULL);
        if (cli_table_rows(table)) {
            if (cli->out.len)
                ls_buf_char(&cli->out, '\n');
            cli_styled(cli, &cli->out, "1", mode_words(modes[m].mode, strlen(modes[m].mode)));
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
    for (size_t m = 0; m < LS_COUNT(modes); m++)
        keys_fill(table, modes[m].mode, modes[m].mode);
    cli_table_print(cli, table, "keys");
    cli_table_free(table);
    return 0;
}
