/* From words to a command: the longest spelling, suggestions for typos, help, version, the screen. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/paths.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/screen.h"

#define LS_RUN_DATA(id) cli_data
#define LS_RUN_CLI(id) cli_##id
#define LS_RUN_VIEW(id) NULL
#define LS_RUN_BOTH(id) cli_##id

static cli_run *const handlers[] = {
#define COMMAND(ID, id, spelling, kind, keys, target, arg, prompt, usage, help) LS_RUN_##kind(id),
#include "lockstep/commands.def"
};

int cli_usage(const struct cli *cli, struct ls_error *err, const char *format, ...)
{
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    va_list args;
    va_start(args, format);
    ls_buf_vprintf(&b, format, args);
    va_end(args);
    return ls_arguments_usage(cli->command, err, "%s", b.data);
}

int cli_no_words(const struct cli *cli, struct ls_error *err)
{
    if (!cli->word_count)
        return 0;
    return cli_usage(cli, err, "one word too many: %s", cli->words[0].text);
}

void cli_words_join(const struct cli *cli, size_t from, struct ls_buf *b)
{
    for (size_t i = from; i < cli->word_count; i++) {
        if (i > from)
            ls_buf_char(b, ' ');
        ls_buf_str(b, cli->words[i].text);
    }
}

/* How many words, at most max, stand before the first that cannot be part of a command's name. */
static size_t plain_words(const struct cli *cli, const char **ret_words, size_t max)
{
    size_t count = 0;
    while (count < max && count < cli->word_count && !cli->words[count].dashed && !cli->words[count].literal) {
        ret_words[count] = cli->words[count].text;
        count++;
    }
    return count;
}

static const struct ls_command *find_command(const struct cli *cli, size_t *ret_used)
{
    const char *words[3];
    size_t count = plain_words(cli, words, LS_COUNT(words));
    return ls_command_find(words, count, ret_used);
}

static void drop_words(struct cli *cli, size_t count)
{
    cli->word_count -= count;
    memmove(cli->words, cli->words + count, cli->word_count * sizeof(*cli->words));
}

/* A word that names a file and not a mistyped command. */
static bool is_file_word(const char *text)
{
    return strpbrk(text, "/.") || ls_path_exists(text);
}

static int unknown_command(const struct cli *cli, struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf two = LS_BUF_INIT;
    if (cli->words[0].dashed)
        return cli_option_unknown(cli->words[0].text, err);
    ls_buf_str(&two, cli->words[0].text);
    if (cli->word_count > 1)
        ls_buf_printf(&two, " %s", cli->words[1].text);
    const char *nearest = ls_command_nearest(two.data);
    LS_AUTO(buf) struct ls_buf verbs = LS_BUF_INIT;
    bool noun = cli_help_noun(cli->words[0].text, &verbs);
    const char *typed = noun || nearest ? two.data : cli->words[0].text;
    if (!nearest && !noun)
        nearest = ls_command_nearest(cli->words[0].text);
    ls_error_set(err, LS_EUSAGE, "there is no command \"%s\"", typed);
    if (nearest)
        ls_error_hint(err, "did you mean lockstep %s?", nearest);
    else if (noun)
        ls_error_hint(err, "lockstep %s --help names what there is", cli->words[0].text);
    else
        ls_error_hint(err, "lockstep help names them all");
    return LS_EUSAGE;
}

/* Behind a file's name stands a command, or something else. */
static int unknown_second(const struct cli *cli, struct ls_error *err)
{
    const char *file = cli->words[0].text, *word = cli->words[1].text;
    LS_AUTO(buf) struct ls_buf noun = LS_BUF_INIT;
    size_t used;
    if (!cli_help_noun(word, &noun) && !ls_command_find(&word, 1, &used))
        return ls_error_set(err, LS_EUSAGE, "one team file at a time: what is %s?", word);
    ls_error_set(err, LS_EUSAGE, "the team file of a command goes with -f: lockstep %s … -f %s", word, file);
    return LS_EUSAGE;
}

/* No command: help where it was asked for, else the screen on the file that the one word names. */
static int dispatch_bare(struct cli *cli, struct ls_error *err)
{
    if (cli->options.help) {
        if (!cli->word_count) {
            cli_help_all(&cli->out);
            return 0;
        }
        return cli_help_noun(cli->words[0].text, &cli->out) ? 0 : unknown_command(cli, err);
    }
    if (cli->word_count && cli->words[0].dashed)
        return unknown_command(cli, err);
    if (cli->word_count == 1 && cli_help_noun(cli->words[0].text, &cli->said)) {
        cli->status = ls_error_exit_status(LS_EUSAGE);
        return 0;
    }
    if (cli->word_count && !cli->words[0].literal && !is_file_word(cli->words[0].text))
        return unknown_command(cli, err);
    if (cli->word_count > 1)
        return unknown_second(cli, err);
    if (cli->word_count)
        cli->options.file = cli->words[0].text;
    if (!cli_screen_possible(cli) && cli->options.file)
        return cli_screen_impossible("the screen", err);
    if (!cli_screen_possible(cli)) {
        cli_help_all(&cli->said);
        cli->status = ls_error_exit_status(LS_EUSAGE);
        return 0;
    }
    return cli_screen(cli, err);
}

/* What was printed from a file that stopped answering halfway is not printed. */
static int dispatch_run(struct cli *cli, struct ls_error *err)
{
    struct ls_error unread = {0};
    int code = handlers[cli->command->id](cli, err);
    if (!cli->session || code == LS_EBUSY || ls_session_unread(cli->session, &unread) == LS_OK)
        return code;
    ls_buf_clear(&cli->out);
    return ls_error_move(err, &unread);
}

int cli_dispatch(struct cli *cli, struct ls_error *err)
{
    if (cli->options.version) {
        ls_buf_str(&cli->out, "lockstep " LOCKSTEP_VERSION "\n");
        return 0;
    }
    size_t used = 0;
    cli->command = find_command(cli, &used);
    if (!cli->command && cli->options.plain && cli->word_count == 1 && !cli->words[0].literal)
        cli->command = ls_command_find((const char *const[]){cli->words[0].text, "run"}, 2, &used);
    used = used < cli->word_count ? used : cli->word_count;
    if (!cli->command)
        return dispatch_bare(cli, err);
    drop_words(cli, used);
    if (cli->options.help) {
        cli_help_command(cli->command, &cli->out);
        return 0;
    }
    int code = cli_options_check(cli, err);
    if (code == 0)
        cli_config_warn(cli);
    return code != 0 ? code : dispatch_run(cli, err);
}
