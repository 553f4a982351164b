/* The options: split from the words, checked against the command. What a command's own options are is read
 * from its usage in the command table. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "cli/cli.h"

enum option_where {
    OPTION_EVERYWHERE,
    OPTION_READS, /* commands that print what is in the file */
    OPTION_JSON,  /* those, and data commands, whose results it gives */
    OPTION_WRITES,
    OPTION_USAGE, /* commands whose usage names it */
};

struct option_row {
    const char *name, *letter, *value; /* value: NULL for a flag */
    enum option_where where;
    size_t offset;
    const char *help;
};

#define OPTION_AT(member) offsetof(struct cli_options, member)

static const struct option_row options[] = {
    {"--file", "-f", "FILE", OPTION_EVERYWHERE, OPTION_AT(file), "the team file"},
    {"--out", "-o", "FILE", OPTION_USAGE, OPTION_AT(out), "write there instead of to stdout"},
    {"--name", NULL, "TEAM", OPTION_USAGE, OPTION_AT(name), "the team's name"},
    {"--sample", NULL, NULL, OPTION_USAGE, OPTION_AT(sample), "with the sample team in it"},
    {"--all", NULL, NULL, OPTION_USAGE, OPTION_AT(all), "all of them"},
    {"--bom", NULL, NULL, OPTION_USAGE, OPTION_AT(bom), "begin CSV with a byte order mark, for old spreadsheets"},
    {"--json", NULL, NULL, OPTION_JSON, OPTION_AT(json), "print JSON"},
    {"--csv", NULL, NULL, OPTION_READS, OPTION_AT(csv), "print CSV"},
    {"--md", NULL, NULL, OPTION_USAGE, OPTION_AT(md), "print Markdown"},
    {"--dry-run", NULL, NULL, OPTION_WRITES, OPTION_AT(dry_run), "say what would be done and do nothing"},
    {"--plain", NULL, NULL, OPTION_EVERYWHERE, OPTION_AT(plain), "tables as fields between tabs, nothing cut"},
    {"--no-color", NULL, NULL, OPTION_EVERYWHERE, OPTION_AT(no_color), "no colours"},
    {"--no-input", NULL, NULL, OPTION_EVERYWHERE, OPTION_AT(no_input), "never ask, never open the screen"},
    {"--quiet", "-q", NULL, OPTION_EVERYWHERE, OPTION_AT(quiet), "say nothing but errors"},
    {"--help", "-h", NULL, OPTION_EVERYWHERE, OPTION_AT(help), "help on the command"},
    {"--version", NULL, NULL, OPTION_EVERYWHERE, OPTION_AT(version), "the version"},
};

/* Whether usage holds name as a whole word: "[--md|--json]" holds "--md". */
static bool usage_names(const char *usage, const char *name)
{
    size_t len = strlen(name);
    for (const char *at = usage; (at = strstr(at, name)); at += len) {
        bool begins = at == usage || strchr(" [|", at[-1]);
        bool ends = !at[len] || strchr(" ]|", at[len]);
        if (begins && ends)
            return true;
    }
    return false;
}

static bool option_fits(const struct option_row *row, const struct ls_command *command)
{
    bool writes = command->kind == LS_COMMAND_DATA;
    bool reads = !writes && command->id != LS_CMD_INIT && command->id != LS_CMD_IMPORT &&
                 command->id != LS_CMD_EXPORT && command->id != LS_CMD_HELP;
    if (usage_names(command->usage, row->name) || (row->letter && usage_names(command->usage, row->letter)))
        return true;
    switch (row->where) {
    case OPTION_EVERYWHERE:
        return true;
    case OPTION_READS:
        return reads;
    case OPTION_JSON:
        return reads || writes;
    case OPTION_WRITES:
        return writes;
    case OPTION_USAGE:
        break;
    }
    return false;
}

static const struct option_row *option_find(const char *text, size_t len)
{
    for (size_t i = 0; i < LS_COUNT(options); i++) {
        const struct option_row *row = &options[i];
        if ((strlen(row->name) == len && strncmp(row->name, text, len) == 0) ||
            (row->letter && len == 2 && strncmp(row->letter, text, len) == 0))
            return row;
    }
    return NULL;
}

static bool option_is_set(const struct cli *cli, const struct option_row *row)
{
    const char *at = (const char *)&cli->options + row->offset;
    if (row->value)
        return *(const char *const *)(const void *)at != NULL;
    return *(const bool *)(const void *)at;
}

/* Takes one option; ret_taken is how many arguments that were. */
static int option_take(struct cli *cli, const struct option_row *row, char **args, int left, int *ret_taken,
                       struct ls_error *err)
{
    char *at = (char *)&cli->options + row->offset;
    const char *equals = strncmp(args[0], "--", 2) == 0 ? strchr(args[0], '=') : NULL;
    *ret_taken = 1;
    if (!row->value) {
        if (equals)
            return ls_error_set(err, LS_EUSAGE, "%s takes no value", row->name);
        *(bool *)(void *)at = true;
        return 0;
    }
    if (!equals && left < 2)
        return ls_error_set(err, LS_EUSAGE, "%s needs a value: %s %s", args[0], args[0], row->value);
    *(const char **)(void *)at = equals ? equals + 1 : args[1];
    *ret_taken = equals ? 1 : 2;
    return 0;
}

int cli_options_read(struct cli *cli, int argc, char **argv, struct ls_error *err)
{
    bool literal = false;
    cli->words = ls_alloc(((size_t)argc + 1) * sizeof(*cli->words));
    for (int i = 1; i < argc;) {
        if (!ls_text_valid(argv[i], strlen(argv[i])))
            return ls_error_set(err, LS_EUSAGE, "argument %d is no valid UTF-8", i);
        if (!literal && strcmp(argv[i], "--") == 0) {
            literal = true;
            i++;
            continue;
        }
        const struct option_row *row = literal ? NULL : option_find(argv[i], strcspn(argv[i], "="));
        if (row) {
            int taken, code = option_take(cli, row, argv + i, argc - i, &taken, err);
            if (code != 0)
                return code;
            i += taken;
            continue;
        }
        bool dashed = !literal && argv[i][0] == '-' && argv[i][1];
        cli->words[cli->word_count++] = (struct cli_word){.text = argv[i], .dashed = dashed, .literal = literal};
        i++;
    }
    return 0;
}

/* Whether words that begin with a dash are text: "-tag:x" in a query, "-dana" in who is here. */
static bool takes_dashes(const struct ls_command *command)
{
    return command->arg == LS_ARG_TEXT || command->arg == LS_ARG_MAYBE || command->arg == LS_ARG_TITLE_FIELDS ||
           usage_names(command->usage, "QUERY");
}

static int option_unknown(const char *text, struct ls_error *err)
{
    const char *nearest = NULL;
    int best = 3;
    for (size_t i = 0; i < LS_COUNT(options); i++) {
        int distance = ls_text_distance(text, options[i].name, 2);
        if (distance < best) {
            best = distance;
            nearest = options[i].name;
        }
    }
    ls_error_set(err, LS_EUSAGE, "there is no option %s", text);
    if (nearest)
        ls_error_hint(err, "did you mean %s?", nearest);
    else
        ls_error_hint(err, "text that begins with a dash stands behind --");
    return LS_EUSAGE;
}

int cli_options_check(const struct cli *cli, struct ls_error *err)
{
    for (size_t i = 0; i < LS_COUNT(options); i++) {
        if (option_is_set(cli, &options[i]) && !option_fits(&options[i], cli->command))
            return cli_usage(cli, err, "lockstep %s has no option %s", cli->command->spelling, options[i].name);
    }
    if (cli->options.json + cli->options.csv + cli->options.md > 1)
        return cli_usage(cli, err, "one of --json, --csv and --md is enough");
    for (size_t i = 0; i < cli->word_count; i++) {
        if (cli->words[i].dashed && (strncmp(cli->words[i].text, "--", 2) == 0 || !takes_dashes(cli->command)))
            return option_unknown(cli->words[i].text, err);
    }
    return 0;
}

void cli_options_help(const struct ls_command *command, struct ls_buf *b)
{
    for (size_t i = 0; i < LS_COUNT(options); i++) {
        const struct option_row *row = &options[i];
        if (!option_fits(row, command))
            continue;
        LS_AUTO(buf) struct ls_buf left = LS_BUF_INIT;
        ls_buf_printf(&left, "%s%s%s%s%s", row->letter ? row->letter : "", row->letter ? ", " : "    ", row->name,
                      row->value ? " " : "", row->value ? row->value : "");
        ls_buf_str(b, "  ");
        ls_text_fit(b, left.data, 18, false);
        ls_buf_printf(b, "  %s\n", row->help);
    }
}
