/* The options: split from the words and checked against the command. The table is options.def. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/nearest.h"
#include "base/text.h"
#include "cli/cli.h"

static const size_t offsets[] = {
#define OPTION(member, name, letter, value, where, help) offsetof(struct cli_options, member),
#include "lockstep/options.def"
};

static const char **option_at(struct cli *cli, enum ls_command_option_id id)
{
    return (const char **)(void *)((char *)&cli->options + offsets[id]);
}

static bool option_is_set(const struct cli *cli, enum ls_command_option_id id)
{
    return *(const char *const *)(const void *)((const char *)&cli->options + offsets[id]) != NULL;
}

/* The option that is called so, LS_OPT_COUNT where there is none. */
static enum ls_command_option_id option_find(const char *text, size_t len)
{
    for (int i = 0; i < LS_OPT_COUNT; i++) {
        const struct ls_command_option *option = ls_command_option_info((enum ls_command_option_id)i);
        if ((strlen(option->name) == len && strncmp(option->name, text, len) == 0) ||
            (option->letter && len == 2 && strncmp(option->letter, text, len) == 0))
            return (enum ls_command_option_id)i;
    }
    return LS_OPT_COUNT;
}

/* Takes one option; ret_taken is how many arguments that were. */
static int option_take(struct cli *cli, enum ls_command_option_id id, char **args, int left, int *ret_taken,
                       struct ls_error *err)
{
    const struct ls_command_option *option = ls_command_option_info(id);
    const char *equals = strncmp(args[0], "--", 2) == 0 ? strchr(args[0], '=') : NULL;
    *ret_taken = 1;
    if (!option->value) {
        if (equals)
            return ls_error_set(err, LS_EUSAGE, "%s takes no value", option->name);
        *option_at(cli, id) = option->name;
        return 0;
    }
    if (!equals && left < 2)
        return ls_error_set(err, LS_EUSAGE, "%s needs a value: %s %s", args[0], args[0], option->value);
    const char *value = equals ? equals + 1 : args[1];
    if (!*value) {
        ls_error_set(err, LS_EUSAGE, "%s is empty: it needs %s %s", option->name, strchr("AEIOU", *option->value) ? "an" : "a",
                     option->value);
        ls_error_hint(err, "a variable that is not set leaves \"\" behind");
        return LS_EUSAGE;
    }
    *option_at(cli, id) = value;
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
        enum ls_command_option_id id = literal ? LS_OPT_COUNT : option_find(argv[i], strcspn(argv[i], "="));
        if (id != LS_OPT_COUNT) {
            int taken, code = option_take(cli, id, argv + i, argc - i, &taken, err);
            if (code != 0)
                return code;
            i += taken;
            continue;
        }
        bool dashed = !literal && argv[i][0] == '-' && argv[i][1];
        cli->words[cli->word_count++] = (struct ls_word){.text = argv[i], .dashed = dashed, .literal = literal};
        i++;
    }
    return 0;
}

/* Whether words that begin with a dash are text: "-tag:x" in a query, "-dana" in who is here. */
static bool takes_dashes(const struct ls_command *command)
{
    return command->arg == LS_ARG_TEXT || command->arg == LS_ARG_MAYBE || command->arg == LS_ARG_TITLE_FIELDS ||
           strstr(command->usage, "QUERY") != NULL;
}

int cli_option_unknown(const char *text, struct ls_error *err)
{
    struct ls_nearest nearest = ls_nearest_begin(text, 2);
    for (int i = 0; i < LS_OPT_COUNT; i++) {
        const char *name = ls_command_option_info((enum ls_command_option_id)i)->name;
        if (strlen(text) > 3 && strncmp(name, text, strlen(text)) == 0)
            ls_nearest_offer(&nearest, 0, name);
        else
            ls_nearest_try(&nearest, name);
    }
    ls_error_set(err, LS_EUSAGE, "there is no option %s", text);
    if (nearest.word)
        ls_error_hint(err, "did you mean %s?", nearest.word);
    else
        ls_error_hint(err, "text that begins with a dash stands behind --");
    return LS_EUSAGE;
}

int cli_options_check(const struct cli *cli, struct ls_error *err)
{
    for (int i = 0; i < LS_OPT_COUNT; i++) {
        const struct ls_command_option *option = ls_command_option_info((enum ls_command_option_id)i);
        if (option_is_set(cli, (enum ls_command_option_id)i) && !ls_command_option_fits(option, cli->command))
            return cli_usage(cli, err, "lockstep %s has no option %s", cli->command->spelling, option->name);
    }
    if (!!cli->options.json + !!cli->options.csv + !!cli->options.md > 1)
        return cli_usage(cli, err, "one of --json, --csv and --md is enough");
    for (size_t i = 0; i < cli->word_count; i++) {
        if (cli->words[i].dashed && (strncmp(cli->words[i].text, "--", 2) == 0 || !takes_dashes(cli->command)))
            return cli_option_unknown(cli->words[i].text, err);
    }
    return 0;
}

void cli_options_help(const struct ls_command *command, struct ls_buf *b)
{
    for (int i = 0; i < LS_OPT_COUNT; i++) {
        const struct ls_command_option *option = ls_command_option_info((enum ls_command_option_id)i);
        if (!ls_command_option_fits(option, command))
            continue;
        LS_AUTO(buf) struct ls_buf left = LS_BUF_INIT;
        ls_buf_printf(&left, "%s%s%s%s%s", option->letter ? option->letter : "", option->letter ? ", " : "    ",
                      option->name, option->value ? " " : "", option->value ? option->value : "");
        ls_buf_str(b, "  ");
        ls_text_fit(b, left.data, 18, false);
        ls_buf_printf(b, "  %s\n", option->help);
    }
}
