/* `lockstep config show|set|check`: the configuration file. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/paths.h"
#include "cli/cli.h"
#include "cli/table.h"

static const struct cli_column config_columns[] = {
    {"name", "NAME", 0},
    {"value", "VALUE", 0},
    {"from", "FROM", 0},
    {"help", "IS", CLI_GROW},
};

/* What stands above the file: the environment. NULL where nothing does. */
static const char *config_environment(enum ls_config_id id, const char **ret_from)
{
    const char *name = id == LS_CONFIG_KEY_FILE ? "LOCKSTEP_FILE" : id == LS_CONFIG_KEY_USER ? "LOCKSTEP_USER" : NULL;
    const char *value = name ? getenv(name) : NULL;
    *ret_from = name;
    return value && *value ? value : NULL;
}

static void config_row(const struct cli *cli, struct cli_table *table, enum ls_config_id id)
{
    const char *from, *value = config_environment(id, &from);
    cli_table_styled(table, "1", ls_config_info(id)->name);
    if (!value) {
        value = ls_config_get(cli->config, id);
        from = ls_config_from(cli->config, id);
    }
    cli_table_cell(table, value);
    cli_table_styled(table, "2", *from ? from : "default");
    cli_table_cell(table, ls_config_info(id)->help);
}

int cli_config_show(struct cli *cli, struct ls_error *err)
{
    int code = cli_no_words(cli, err);
    if (code != 0)
        return code;
    struct cli_table *table = cli_table_new(config_columns, LS_COUNT(config_columns));
    for (int id = 0; id < LS_CONFIG_COUNT; id++)
        config_row(cli, table, (enum ls_config_id)id);
    struct ls_config_keys keys;
    for (size_t i = 0; ls_config_keys(cli->config, i, &keys); i++) {
        const struct ls_command *command = ls_command_info((enum ls_command_id)keys.command);
        LS_AUTO(string) char *name = ls_asprintf("keys.%s", command->name);
        cli_table_styled(table, "1", name);
        cli_table_cell(table, keys.keys);
        cli_table_styled(table, "2", keys.from);
        cli_table_cell(table, command->help);
    }
    cli_table_print(cli, table, "config");
    cli_table_free(table);
    return 0;
}

int cli_config_set(struct cli *cli, struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf value = LS_BUF_INIT, path = LS_BUF_INIT, safe = LS_BUF_INIT;
    if (!cli->word_count)
        return cli_usage(cli, err, "which setting?");
    const char *name = cli->words[0].text;
    cli_words_join(cli, 1, &value);
    int code = ls_config_set(NULL, name, cli->word_count > 1 ? value.data : NULL, err);
    if (code != 0)
        return code;
    ls_config_path(&path);
    ls_buf_printf(&safe, cli->word_count > 1 ? "%s = %s, in %s" : "%s%s is the default again, in %s", name, value.data, path.data);
    cli_lines(&cli->said, safe.data);
    return 0;
}

int cli_config_check(struct cli *cli, struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf path = LS_BUF_INIT;
    int code = cli_no_words(cli, err);
    if (code != 0)
        return code;
    ls_config_path(&path);
    const char *problems = ls_config_problems(cli->config);
    cli_lines(&cli->out, problems);
    cli->status = *problems ? 1 : 0;
    if (!*problems && ls_path_exists(path.data))
        ls_buf_printf(&cli->said, "%s is well\n", path.data);
    else if (!*problems)
        ls_buf_printf(&cli->said, "there is no %s: the defaults hold\n", path.data);
    return 0;
}

static bool config_is_asked(const struct cli *cli)
{
    return cli->command && !strncmp(cli->command->name, "config", 6);
}

void cli_config_warn(struct cli *cli)
{
    const char *problems = ls_config_problems(cli->config);
    if (!*problems || config_is_asked(cli))
        return;
    LS_AUTO(string) char *first = ls_strndup(problems, strcspn(problems, "\n"));
    cli_lines(&cli->said, first);
}

int cli_config_refuse(const struct cli *cli, struct ls_error *err)
{
    const char *problems = ls_config_problems(cli->config);
    if (!*problems)
        return 0;
    ls_error_set(err, LS_EREFUSED, "%.*s", (int)strcspn(problems, "\n"), problems);
    ls_error_hint(err, "put it right, or see all of it with lockstep config check");
    return LS_EREFUSED;
}
