/* `lockstep complete`: what a shell can offer for the last of the words, from the command table, the descriptors and
 * the team file. The completions of bash, zsh and fish ask it, so that what is offered is known in one place.
 *
 * One candidate a line, a tab and a few words about it behind; a line ":files" says that file names fit, too. It asks
 * the drive only for a moment and then offers what it knows. What is offered is written by offer.c. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "cli/offer.h"
#include "lockstep/setting.h"

/* --- commands -------------------------------------------------------------------------------- */

/* The next words of the spellings that begin with what is typed. */
static void offer_commands(struct offer *c, const struct ls_word *typed, size_t count)
{
    LS_AUTO(buf) struct ls_buf begun = LS_BUF_INIT, seen = LS_BUF_INIT;
    for (size_t i = 0; i < count; i++)
        ls_buf_printf(&begun, "%s ", typed[i].text);
    for (int i = 0; i < LS_CMD_COUNT; i++) {
        const struct ls_command *command = ls_command_info((enum ls_command_id)i);
        if (!*command->spelling || strncmp(command->spelling, begun.data, begun.len) != 0)
            continue;
        size_t len = strcspn(command->spelling + begun.len, " ");
        LS_AUTO(string) char *word = ls_strndup(command->spelling + begun.len, len);
        if (!len || ls_set_has_word(seen.data, word))
            continue;
        ls_set_add_word(&seen, word, len);
        enum ls_entity entity = ls_command_entity(command);
        bool kind = !count && entity < LS_E_COUNT;
        offer(c, word, kind ? ls_entity_info(entity)->plural : command->help);
    }
}

static void offer_options(struct offer *c, const struct ls_command *command)
{
    for (int i = 0; i < LS_OPT_COUNT; i++) {
        const struct ls_command_option *option = ls_command_option_info((enum ls_command_option_id)i);
        if (!command ? option->where != LS_OPTION_EVERYWHERE : !ls_command_option_fits(option, command))
            continue;
        offer(c, option->name, option->help);
        if (option->letter)
            offer(c, option->letter, option->help);
    }
}

/* --- arguments ------------------------------------------------------------------------------- */

/* The words behind the command. */
struct arguments {
    const struct ls_command *command;
    const struct ls_word *words;
    size_t count;
};

static bool has_named(const struct arguments *a)
{
    for (size_t i = 0; i < a->count; i++) {
        if (strchr(a->words[i].text, '='))
            return true;
    }
    return false;
}

/* Whether another reference can stand here. */
static bool wants_target(const struct arguments *a)
{
    switch (a->command->target) {
    case LS_TARGET_NONE:
    case LS_TARGET_SYNC:
        return false;
    case LS_TARGET_ITEMS:
    case LS_TARGET_BLOCKERS:
    case LS_TARGET_RECORDS:
        return !has_named(a);
    default:
        return !a->count;
    }
}

/* What a data command is to be told. */
static void offer_argument(struct offer *c, const struct arguments *a)
{
    switch (a->command->arg) {
    case LS_ARG_PERSON:
        offer_names(c, LS_E_PERSON);
        break;
    case LS_ARG_STATUS:
        offer_enum(c, LS_ENUM_ITEM_STATUS);
        break;
    case LS_ARG_PRIORITY:
        offer_words(c, (const char *const[]){"none", "urgent", "high", "medium", "low", NULL});
        break;
    case LS_ARG_DATE:
        offer_days(c);
        break;
    case LS_ARG_UNTIL:
        offer_days(c);
        offer_names(c, LS_E_LAUNCH);
        offer_names(c, LS_E_DECISION);
        break;
    case LS_ARG_FIELDS:
    case LS_ARG_TITLE_FIELDS:
        offer_fields(c, ls_command_entity(a->command));
        offer_mentions(c);
        break;
    default:
        if (strstr(a->command->usage, "PERSON"))
            offer_names(c, LS_E_PERSON);
        offer_mentions(c);
    }
}

static void offer_settings(struct offer *c)
{
    for (int id = 0; id < LS_SETTING_COUNT; id++)
        offer(c, ls_setting_info((enum ls_setting_id)id)->key, ls_setting_info((enum ls_setting_id)id)->what);
}

/* The words that name a record which is to be made: references and words of enums, in the order of its key. */
static void offer_new_key(struct offer *c, const struct arguments *a)
{
    enum ls_entity entity = ls_command_entity(a->command);
    const struct ls_entity_info *info = ls_entity_info(entity);
    size_t at = 0;
    for (int f = LS_F_FIRST; f < info->field_count; f++) {
        if (!(info->fields[f].flags & LS_FF_KEY) || at++ != a->count)
            continue;
        if (info->fields[f].type == LS_T_REF)
            offer_names(c, (enum ls_entity)info->fields[f].arg);
        else if (entity == LS_E_SETTING)
            offer_settings(c);
        else if (info->fields[f].type == LS_T_ENUM)
            offer_enum(c, (enum ls_enum)info->fields[f].arg);
    }
}

static void offer_entities(struct offer *c)
{
    for (int e = 0; e < LS_E_COUNT; e++)
        offer(c, ls_entity_info((enum ls_entity)e)->name, ls_entity_info((enum ls_entity)e)->plural);
}

/* What the usage of a command names that is no data command. */
static void offer_usage(struct offer *c, const struct arguments *a)
{
    const char *usage = a->command->usage;
    enum ls_entity entity = ls_command_entity(a->command);
    if (strstr(usage, "MEETING") && entity == LS_E_COUNT && !a->count)
        offer_names(c, LS_E_MEETING);
    else if (strncmp(usage, "ENTITY", strlen("ENTITY")) == 0 && !a->count)
        offer_entities(c);
    else if (strstr(usage, "COMMAND"))
        offer_commands(c, a->words, a->count);
    else if (strstr(usage, "CSV") || strstr(usage, "FILE ") == usage)
        offer_files(c);
    else if (strstr(usage, "QUERY") && entity < LS_E_COUNT)
        offer_query(c, entity);
    else if (strcmp(usage, "[REF]") == 0 && !a->count)
        offer_names(c, LS_E_ANY);
    else if (entity < LS_E_COUNT && strstr(a->command->spelling, " show") && a->count < (size_t)ls_entity_key_words(entity))
        offer_reference(c, entity, a->words, a->count);
}

static void offer_arguments(struct offer *c, const struct arguments *a)
{
    bool data = a->command->kind == LS_COMMAND_DATA;
    if (a->count == 0 && !strchr(a->command->spelling, ' ')) {
        struct ls_word noun = {.text = a->command->spelling}; /* "agenda" is a command, and so is "agenda put" */
        offer_commands(c, &noun, 1);
    }
    if (!data) {
        offer_usage(c, a);
        return;
    }
    if (a->command->arg == LS_ARG_TITLE_FIELDS && a->command->target == LS_TARGET_NONE)
        offer_new_key(c, a);
    bool told = a->command->target == LS_TARGET_NONE || a->command->target == LS_TARGET_SYNC || a->count > 0;
    if (told && a->command->arg != LS_ARG_NONE)
        offer_argument(c, a);
    if (wants_target(a))
        offer_reference(c, ls_command_target_entity(a->command), a->words, a->count);
}

/* --- the whole ------------------------------------------------------------------------------- */

/* The option whose value the last word is to be, NULL where it is none. */
static const struct ls_command_option *waiting_option(const struct cli *cli)
{
    const char *word = cli->word_count > 1 ? cli->words[cli->word_count - 2].text : "";
    for (int i = 0; i < LS_OPT_COUNT; i++) {
        const struct ls_command_option *option = ls_command_option_info((enum ls_command_option_id)i);
        if (option->value && (strcmp(word, option->name) == 0 || (option->letter && strcmp(word, option->letter) == 0)))
            return option;
    }
    return NULL;
}

/* Reads as a command line all words but the last, and but the option that waits for it. */
static int complete_read(struct offer *c, bool waits, struct ls_error *err)
{
    size_t words = c->cli->word_count ? c->cli->word_count - 1 : 0, count = words - waits;
    char **argv = ls_alloc((count + 2) * sizeof(*argv));
    argv[0] = (char *)(uintptr_t) "lockstep";
    for (size_t i = 0; i < count; i++)
        argv[i + 1] = (char *)(uintptr_t)c->cli->words[i].text;
    c->word = c->cli->word_count ? c->cli->words[words].text : "";
    int code = cli_options_read(&c->asked, (int)count + 1, argv, err);
    free(argv);
    return code;
}

/* The command that the words begin with; NULL where it is none. ret_used: how many words it is. */
static const struct ls_command *complete_command(const struct offer *c, size_t *ret_used)
{
    const char *words[3];
    size_t count = 0;
    *ret_used = 0;
    while (count < c->asked.word_count && count < LS_COUNT(words)) {
        words[count] = c->asked.words[count].text;
        count++;
    }
    return ls_command_find(words, count, ret_used);
}

static void complete_run(struct offer *c)
{
    size_t used;
    const struct ls_command *command = complete_command(c, &used);
    bool dashed = *c->word == '-';
    if (dashed)
        offer_options(c, command);
    if (dashed && !(command && strstr(command->usage, "QUERY"))) /* where "-tag:eta" is a term */
        return;
    if (!command) {
        offer_commands(c, c->asked.words, c->asked.word_count);
        if (!c->asked.word_count)
            offer_files(c);
    } else {
        struct arguments a = {command, c->asked.words + used, c->asked.word_count - used};
        offer_arguments(c, &a);
    }
}

/* The value of an option. */
static void complete_option(struct offer *c, const struct ls_command_option *option)
{
    size_t used;
    const struct ls_command *command = complete_command(c, &used);
    enum ls_entity entity = !command ? LS_E_COUNT : command->id == LS_CMD_OWNER_LIST ? LS_E_PERSON : ls_command_entity(command);
    if (strcmp(option->value, "FILE") == 0)
        offer_files(c);
    else if (strcmp(option->value, "FIELDS") == 0 && entity < LS_E_COUNT)
        offer_sort(c, entity);
}

int cli_complete(struct cli *cli, struct ls_error *err)
{
    struct offer c = {.cli = cli, .asked = {.config = cli->config}, .before = ""};
    const struct ls_command_option *option = waiting_option(cli);
    int code = complete_read(&c, option != NULL, err);
    if (code == 0 && option)
        complete_option(&c, option);
    else if (code == 0)
        complete_run(&c);
    free(c.asked.words);
    return code;
}
