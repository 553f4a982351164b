/* Help, made from the command table. */
#include <string.h>

#include "base/text.h"
#include "cli/cli.h"
#include "lockstep/setting.h"

enum { HELP_SPELLING_COLUMNS = 18, HELP_FIELD_COLUMNS = 14 };

static size_t noun_length(const char *spelling)
{
    return strcspn(spelling, " ");
}

static bool has_noun(const struct ls_command *command)
{
    return command->spelling[noun_length(command->spelling)] != 0;
}

static bool same_noun(const struct ls_command *a, const struct ls_command *b)
{
    size_t len = noun_length(a->spelling);
    return has_noun(a) && has_noun(b) && noun_length(b->spelling) == len && strncmp(a->spelling, b->spelling, len) == 0;
}

/* The first row with the command's noun. */
static const struct ls_command *first_of_noun(const struct ls_command *command)
{
    int i = 0;
    while (i < (int)command->id && !same_noun(ls_command_info((enum ls_command_id)i), command))
        i++;
    return ls_command_info((enum ls_command_id)i);
}

/* Whether two commands stand in one block: both with the same noun, or both without, or both of kinds that have the
 * general verbs. */
static bool same_block(const struct ls_command *a, const struct ls_command *b)
{
    if (ls_command_is_general(first_of_noun(a)) && ls_command_is_general(first_of_noun(b)))
        return true;
    return (!has_noun(a) && !has_noun(b)) || same_noun(a, b);
}

static void help_line(const struct ls_command *command, struct ls_buf *b)
{
    ls_buf_str(b, "  ");
    ls_text_fit(b, command->spelling, HELP_SPELLING_COLUMNS, false);
    ls_buf_printf(b, "  %s\n", command->help);
}

/* A kind of record that has the general verbs in one line: "signal list|show|add|set|delete  signals". */
static void help_kind(const struct ls_command *first, struct ls_buf *b)
{
    LS_AUTO(buf) struct ls_buf left = LS_BUF_INIT;
    size_t len = noun_length(first->spelling);
    ls_buf_add(&left, first->spelling, len);
    ls_buf_str(b, "  ");
    ls_text_fit(b, left.data, HELP_SPELLING_COLUMNS, false);
    ls_buf_printf(b, "  %s: ", ls_entity_info(ls_command_entity(first))->plural);
    for (int i = (int)first->id; i < LS_CMD_COUNT; i++) {
        const struct ls_command *command = ls_command_info((enum ls_command_id)i);
        if (same_noun(first, command))
            ls_buf_printf(b, "%s%s", i == (int)first->id ? "" : ", ", command->spelling + len + 1);
    }
    ls_buf_char(b, '\n');
}

void cli_help_all(struct ls_buf *b)
{
    ls_buf_str(b, "usage: lockstep [FILE]                     open the team file on the screen\n"
                  "       lockstep COMMAND [ARGUMENT...]      do one thing and leave\n");
    const struct ls_command *before = NULL;
    for (int i = 0; i < LS_CMD_COUNT; i++) {
        const struct ls_command *command = ls_command_info((enum ls_command_id)i);
        const struct ls_command *first = first_of_noun(command);
        if (!*command->spelling || (command != first && ls_command_is_general(first)))
            continue;
        if (!before || !same_block(before, command))
            ls_buf_char(b, '\n');
        if (ls_command_is_general(first))
            help_kind(command, b);
        else
            help_line(command, b);
        before = command;
    }
    ls_buf_str(b, "\nThe team file: -f FILE, LOCKSTEP_FILE, or the path in the nearest .lockstep up the tree.\n"
                  "Who you are: LOCKSTEP_USER. More on a command: lockstep COMMAND --help. Manual: man lockstep.\n");
}

bool cli_help_noun(const char *noun, struct ls_buf *b)
{
    bool any = false;
    for (int i = 0; i < LS_CMD_COUNT; i++) {
        const struct ls_command *command = ls_command_info((enum ls_command_id)i);
        size_t len = noun_length(command->spelling);
        if (!command->spelling[len] || strlen(noun) != len || strncmp(noun, command->spelling, len) != 0)
            continue;
        if (!any)
            ls_buf_printf(b, "usage: lockstep %s COMMAND [ARGUMENT...]\n\n", noun);
        any = true;
        help_line(command, b);
    }
    return any;
}

static void help_keys(const struct ls_command *command, struct ls_buf *b)
{
    const char *at = command->keys, *mode, *key, *last = NULL;
    size_t mode_len, key_len, last_len = 0;
    while (ls_command_next_key(&at, &mode, &mode_len, &key, &key_len)) {
        if (last && key_len == last_len && strncmp(key, last, key_len) == 0)
            continue;
        ls_buf_str(b, last ? ", " : "\non the screen: ");
        ls_command_key_words(key, key_len, b);
        last = key;
        last_len = key_len;
    }
    if (last)
        ls_buf_char(b, '\n');
}

/* A line of what a field takes; those behind the first stand below it. */
static void help_field_line(const char *start, size_t len, void *arg)
{
    struct ls_buf *b = arg;
    ls_buf_pad(b, ' ', b->data[b->len - 1] == '\n' ? HELP_FIELD_COLUMNS + 4 : 2);
    ls_buf_add(b, start, len);
    ls_buf_char(b, '\n');
}

static void help_fields(const struct ls_command *command, struct ls_buf *b)
{
    if (command->arg != LS_ARG_FIELDS && command->arg != LS_ARG_TITLE_FIELDS)
        return;
    enum { HELP_WIDTH = 78 };
    enum ls_entity entity = ls_command_entity(command);
    const struct ls_entity_info *info = ls_entity_info(entity);
    ls_buf_str(b, "\nfields:\n");
    for (int f = LS_F_FIRST; f < info->field_count; f++) {
        LS_AUTO(buf) struct ls_buf words = LS_BUF_INIT;
        if (info->fields[f].flags & LS_FF_HIDDEN)
            continue;
        ls_buf_str(b, "  ");
        ls_text_fit(b, info->fields[f].name, HELP_FIELD_COLUMNS, false);
        ls_field_words(entity, f, &words);
        ls_text_wrap(words.data, HELP_WIDTH - HELP_FIELD_COLUMNS, help_field_line, b);
    }
}

/* The settings that there are, where one can be given. */
static void help_settings(const struct ls_command *command, struct ls_buf *b)
{
    if (ls_command_entity(command) != LS_E_SETTING || command->kind != LS_COMMAND_DATA)
        return;
    ls_buf_str(b, "\nsettings, and what holds where they are not set:\n");
    for (int id = 0; id < LS_SETTING_COUNT; id++) {
        const struct ls_setting_info *info = ls_setting_info((enum ls_setting_id)id);
        ls_buf_str(b, "  ");
        ls_text_fit(b, info->key, HELP_SPELLING_COLUMNS, false);
        ls_buf_printf(b, "  %s%s%s%s\n", info->what, *info->fallback ? " (" : "", info->fallback,
                      *info->fallback ? ")" : "");
    }
}

/* What can be written where the usage says only QUERY or DATE. */
static void help_words(const struct ls_command *command, struct ls_buf *b)
{
    if (strstr(command->usage, "QUERY"))
        ls_buf_str(b, "\na query is words and terms, all of which must hold:\n"
                      "  eta page                      words, in number, title, tags and people\n"
                      "  owner:me backup:none p:1,2    also status: type: track: tag: release: parent:\n"
                      "  is:blocked is:late is:mine    also is:triage is:snoozed is:closed is:any\n"
                      "  'due:<fri' due:none 'age:>7d' quoted, because the shell reads < and >\n"
                      "  -track:market                 a dash turns a term around\n");
    bool day = command->arg == LS_ARG_DATE || command->arg == LS_ARG_UNTIL || command->arg == LS_ARG_FIELDS ||
               command->arg == LS_ARG_TITLE_FIELDS || strstr(command->usage, "DUE");
    if (day)
        ls_buf_str(b, "\na day is 2026-03-17, today, tomorrow, thu, next thu, 17 mar, +3d, +2w\n");
}

void cli_help_command(const struct ls_command *command, struct ls_buf *b)
{
    ls_buf_printf(b, "usage: lockstep %s%s%s\n\n%s\n", command->spelling, *command->usage ? " " : "", command->usage,
                  command->help);
    help_keys(command, b);
    help_fields(command, b);
    help_settings(command, b);
    help_words(command, b);
    ls_buf_str(b, "\noptions:\n");
    cli_options_help(command, b);
}

int cli_help(struct cli *cli, struct ls_error *err)
{
    if (!cli->word_count) {
        cli_help_all(&cli->out);
        return 0;
    }
    const char *words[3];
    size_t count = 0, used = 0;
    while (count < cli->word_count && count < LS_COUNT(words)) {
        words[count] = cli->words[count].text;
        count++;
    }
    const struct ls_command *command = ls_command_find(words, count, &used);
    if (command && used == cli->word_count) {
        cli_help_command(command, &cli->out);
        return 0;
    }
    if (cli->word_count == 1 && cli_help_noun(words[0], &cli->out))
        return 0;
    LS_AUTO(buf) struct ls_buf typed = LS_BUF_INIT;
    cli_words_join(cli, 0, &typed);
    const char *nearest = ls_command_nearest(typed.data);
    if (*typed.data && cli_help_find(typed.data, &cli->out))
        return 0;
    ls_error_set(err, LS_ENOTFOUND, "there is no command \"%s\"", typed.data);
    if (nearest)
        ls_error_hint(err, "did you mean %s?", nearest);
    else
        ls_error_hint(err, "lockstep help names them all");
    return LS_ENOTFOUND;
}
