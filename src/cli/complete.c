/* `lockstep complete`: what a shell can offer for the last of the words, from the command table, the descriptors and
 * the team file. The completions of bash, zsh and fish ask it, so that what is offered is known in one place.
 *
 * One candidate a line, a tab and a few words about it behind; a line ":files" says that file names fit, too. It asks
 * the drive for at most COMPLETE_WAIT_MS and then offers what it knows. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "cli/cli.h"
#include "lockstep/exchange.h"
#include "lockstep/query.h"
#include "lockstep/setting.h"

enum {
    COMPLETE_WAIT_MS = 400, /* a key that waits longer feels broken */
    COMPLETE_MOST = 400,    /* candidates of one kind: more are no help on a terminal */
    COMPLETE_DETAIL = 60,   /* columns */
};

struct complete {
    struct cli asked;   /* its words but the last; the configuration is borrowed */
    struct cli *cli;    /* this run: gets the candidates */
    const char *word;   /* what is typed of the last word */
    const char *before; /* what stands before the part that a candidate is for: "owner=" */
    bool opened;
    size_t count;
};

/* --- offering -------------------------------------------------------------------------------- */

static void offer(struct complete *c, const char *value, const char *detail)
{
    LS_AUTO(buf) struct ls_buf whole = LS_BUF_INIT, safe = LS_BUF_INIT;
    ls_buf_printf(&whole, "%s%s", c->before, value);
    if (c->count == COMPLETE_MOST || strncasecmp(whole.data, c->word, strlen(c->word)) != 0)
        return;
    ls_text_safe(&safe, whole.data);
    if (strcmp(safe.data, whole.data) != 0)
        return; /* what cannot be shown can't be typed either */
    c->count++;
    ls_buf_str(&c->cli->out, whole.data);
    ls_buf_clear(&safe);
    ls_text_safe(&safe, detail);
    if (safe.len) {
        int columns = ls_text_columns(safe.data);
        ls_buf_char(&c->cli->out, '\t');
        ls_text_fit(&c->cli->out, safe.data, columns < COMPLETE_DETAIL ? columns : COMPLETE_DETAIL, false);
    }
    ls_buf_char(&c->cli->out, '\n');
}

static void offer_files(struct complete *c)
{
    ls_buf_str(&c->cli->out, ":files\n");
}

/* The board of the file that the command line names, as far as it came in time; NULL where there is none. */
static const struct ls_board *complete_board(struct complete *c)
{
    if (!c->opened) {
        LS_AUTO(buf) struct ls_buf path = LS_BUF_INIT;
        c->opened = true;
        if (cli_name_file(&c->asked, &path, NULL) != 0 ||
            ls_session_look(path.data, COMPLETE_WAIT_MS) != LS_PRESENCE_THERE)
            return NULL;
        struct ls_session_options options = {.path = path.data, .user = cli_user(c->cli), .read_only = true};
        if (ls_session_open(&options, &c->cli->session, NULL) == 0)
            ls_session_wait_loaded(c->cli->session, COMPLETE_WAIT_MS, NULL);
    }
    return c->cli->session ? ls_session_board(c->cli->session) : NULL;
}

/* --- records --------------------------------------------------------------------------------- */

static void record_detail(const struct ls_board *board, const struct ls_record *record, struct ls_buf *b)
{
    int title = ls_entity_title((enum ls_entity)record->entity);
    if (title >= 0)
        ls_field_format(board, record, title, b);
}

/* Numbers and handles of a kind, or of every kind that has them. */
static void offer_names(struct complete *c, enum ls_entity entity)
{
    const struct ls_board *board = complete_board(c);
    for (int e = 0; board && e < LS_E_COUNT; e++) {
        const struct ls_entity_info *info = ls_entity_info((enum ls_entity)e);
        const struct ls_record **records;
        if ((entity != LS_E_ANY && entity != (enum ls_entity)e) || (!*info->prefix && info->handle < 0))
            continue;
        size_t count = ls_export_sorted(board, (enum ls_entity)e, &records);
        for (size_t i = 0; i < count; i++) {
            LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT, detail = LS_BUF_INIT;
            const struct ls_person *person = ls_person_get(board, records[i]->id);
            if (person && !person->active)
                continue;
            ls_board_name(board, records[i]->id, &name);
            record_detail(board, records[i], &detail);
            offer(c, name.data, detail.data);
        }
        free(records);
    }
}

/* The next word of a key whose first words are typed: of "D-9" the numbers of its options. */
static void offer_key(struct complete *c, enum ls_entity entity, const struct cli_word *typed, size_t count)
{
    const struct ls_board *board = complete_board(c);
    const struct ls_entity_info *info = ls_entity_info(entity);
    const struct ls_record **records;
    size_t len = board ? ls_export_sorted(board, entity, &records) : 0;
    LS_AUTO(buf) struct ls_buf last = LS_BUF_INIT;
    for (size_t i = 0; i < len; i++) {
        LS_AUTO(buf) struct ls_buf value = LS_BUF_INIT, detail = LS_BUF_INIT;
        size_t at = 0;
        int f = LS_F_FIRST;
        for (; f < info->field_count; f++) {
            if (!(info->fields[f].flags & LS_FF_KEY))
                continue;
            ls_buf_clear(&value);
            ls_field_format(board, records[i], f, &value);
            if (at == count || strcasecmp(value.data, typed[at].text) != 0)
                break;
            at++;
        }
        if (f == info->field_count || at < count || strcmp(value.data, last.data) == 0)
            continue; /* records are sorted by their key: the same word stands together */
        if ((int)count + 1 == ls_entity_key_words(entity))
            record_detail(board, records[i], &detail);
        offer(c, value.data, detail.data);
        ls_buf_set(&last, value.data);
    }
    if (board)
        free(records);
}

/* A reference to a record of the kind, of whose words some may be typed. */
static void offer_reference(struct complete *c, enum ls_entity entity, const struct cli_word *typed, size_t count)
{
    if (entity < LS_E_COUNT && !*ls_entity_info(entity)->prefix && ls_entity_info(entity)->handle < 0)
        offer_key(c, entity, typed, count % (size_t)ls_entity_key_words(entity));
    else
        offer_names(c, entity);
}

/* "@ines" in a text. */
static void offer_mentions(struct complete *c)
{
    c->before = "@";
    if (*c->word == '@')
        offer_names(c, LS_E_PERSON);
    c->before = "";
}

/* --- values ---------------------------------------------------------------------------------- */

static void offer_enum(struct complete *c, enum ls_enum set)
{
    for (int i = 0; i < ls_enum_count(set); i++)
        offer(c, ls_enum_word(set, i), "");
}

static void offer_words(struct complete *c, const char *const *words)
{
    for (size_t i = 0; words[i]; i++)
        offer(c, words[i], "");
}

static void offer_days(struct complete *c)
{
    static const char *const days[] = {"today", "tomorrow", "mon", "tue", "wed", "thu", "fri", "+7d", "+2w", "+1m", NULL};
    offer_words(c, days);
}

/* What stands in a field of text or words already, each once: personas, segments, tags. */
static void offer_used(struct complete *c, enum ls_entity entity, int f)
{
    const struct ls_board *board = complete_board(c);
    LS_AUTO(buf) struct ls_buf seen = LS_BUF_INIT;
    struct ls_board_walk walk = {board, entity, 0};
    const struct ls_record *record;
    while (board && (record = ls_board_walk_next(&walk)) != NULL) {
        const void *member = (const char *)record + ls_field_info(entity, f)->offset;
        const char *at = *(const char *const *)member, *word = at;
        size_t len = strlen(at);
        ls_id id = 0;
        bool set = ls_field_info(entity, f)->type == LS_T_SET;
        for (bool more = len && (!set || ls_set_next(&at, &word, &len, &id)); more;
             more = set && ls_set_next(&at, &word, &len, &id)) {
            LS_AUTO(string) char *value = ls_strndup(word, len);
            if (id || ls_set_has_word(seen.data, value))
                continue;
            ls_set_add_word(&seen, value, len);
            offer(c, value, "");
        }
    }
}

/* The values of a field; typed: what stands behind "field=". */
static void offer_values(struct complete *c, enum ls_entity entity, int f, const char *typed)
{
    enum { SHORT_TEXT = 120 }; /* characters: a longer text is not used twice */
    const struct ls_field *field = ls_field_info(entity, f);
    LS_AUTO(buf) struct ls_buf before = LS_BUF_INIT;
    const char *part = field->type == LS_T_SET ? strrchr(typed, ';') : NULL;
    ls_buf_add(&before, c->word, part ? (size_t)(part + 1 - c->word) : (size_t)(typed - c->word));
    c->before = before.data;
    if (field->type == LS_T_ENUM)
        offer_enum(c, (enum ls_enum)field->arg);
    else if (field->type == LS_T_DATE)
        offer_days(c);
    else if (field->type == LS_T_BOOL)
        offer_words(c, (const char *const[]){"1", "0", NULL});
    else if (field->type == LS_T_REF)
        offer_names(c, (enum ls_entity)field->arg);
    else if (entity == LS_E_ITEM && f == (int)LS_F_item_priority)
        offer_words(c, (const char *const[]){"none", "urgent", "high", "medium", "low", NULL});
    if (field->type == LS_T_SET && field->arg != LS_E_NONE)
        offer_names(c, (enum ls_entity)field->arg);
    bool text = field->type == LS_T_TEXT && field->limit <= SHORT_TEXT && !(field->flags & (LS_FF_TITLE | LS_FF_HANDLE));
    if (text || (field->type == LS_T_SET && field->arg == LS_E_NONE))
        offer_used(c, entity, f);
    c->before = "";
}

/* "field=", or behind it its values. */
static void offer_fields(struct complete *c, enum ls_entity entity)
{
    const struct ls_entity_info *info = ls_entity_info(entity);
    const char *equals = strchr(c->word, '=');
    if (equals) {
        LS_AUTO(string) char *name = ls_strndup(c->word, (size_t)(equals - c->word));
        int f = ls_field_by_name(entity, name);
        if (f >= LS_F_FIRST && !(info->fields[f].flags & LS_FF_HIDDEN))
            offer_values(c, entity, f, equals + 1);
        return;
    }
    for (int f = LS_F_FIRST; f < info->field_count; f++) {
        LS_AUTO(string) char *name = ls_asprintf("%s=", info->fields[f].name);
        if (!(info->fields[f].flags & LS_FF_HIDDEN))
            offer(c, name, info->fields[f].label);
    }
}

/* --- queries --------------------------------------------------------------------------------- */

static void query_offer(void *arg, const char *value, const char *label LS_UNUSED, const char *detail)
{
    offer(arg, value, detail);
}

static void offer_query(struct complete *c, enum ls_entity entity)
{
    const struct ls_board *board = complete_board(c);
    const struct ls_entity_info *info = ls_entity_info(entity);
    for (int f = LS_F_FIRST; !*c->word && f < info->field_count; f++) {
        LS_AUTO(string) char *name = ls_asprintf("%s:", info->fields[f].name);
        if (!(info->fields[f].flags & LS_FF_HIDDEN))
            offer(c, name, info->fields[f].label);
    }
    if (!*c->word)
        offer_words(c, (const char *const[]){"is:", "sort:", NULL});
    if (!board)
        return;
    struct ls_query_context context = {.board = board, .entity = entity, .now = ls_clock_now(),
                                       .me = ls_session_me(c->cli->session)};
    ls_query_complete(&context, c->word, query_offer, c);
}

/* --- commands -------------------------------------------------------------------------------- */

/* The next words of the spellings that begin with what is typed. */
static void offer_commands(struct complete *c, const struct cli_word *typed, size_t count)
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

static void offer_options(struct complete *c, const struct ls_command *command)
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
    const struct cli_word *words;
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
static void offer_argument(struct complete *c, const struct arguments *a)
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

static void offer_settings(struct complete *c)
{
    for (int id = 0; id < LS_SETTING_COUNT; id++)
        offer(c, ls_setting_info((enum ls_setting_id)id)->key, ls_setting_info((enum ls_setting_id)id)->what);
}

/* The words that name a record which is to be made: references and words of enums, in the order of its key. */
static void offer_new_key(struct complete *c, const struct arguments *a)
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

static void offer_entities(struct complete *c)
{
    for (int e = 0; e < LS_E_COUNT; e++)
        offer(c, ls_entity_info((enum ls_entity)e)->name, ls_entity_info((enum ls_entity)e)->plural);
}

/* What the usage of a command names that is no data command. */
static void offer_usage(struct complete *c, const struct arguments *a)
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

static void offer_arguments(struct complete *c, const struct arguments *a)
{
    bool data = a->command->kind == LS_COMMAND_DATA;
    if (a->count == 0 && !strchr(a->command->spelling, ' ')) {
        struct cli_word noun = {.text = a->command->spelling}; /* "agenda" is a command, and so is "agenda put" */
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

/* Reads all words but the last as a command line. */
static int complete_read(struct complete *c, struct ls_error *err)
{
    size_t count = c->cli->word_count ? c->cli->word_count - 1 : 0;
    char **argv = ls_alloc((count + 2) * sizeof(*argv));
    argv[0] = (char *)(uintptr_t) "lockstep";
    for (size_t i = 0; i < count; i++)
        argv[i + 1] = (char *)(uintptr_t)c->cli->words[i].text;
    c->word = c->cli->word_count ? c->cli->words[count].text : "";
    int code = cli_options_read(&c->asked, (int)count + 1, argv, err);
    free(argv);
    return code;
}

static void complete_run(struct complete *c)
{
    const char *words[3];
    size_t count = 0, used = 0;
    while (count < c->asked.word_count && count < LS_COUNT(words)) {
        words[count] = c->asked.words[count].text;
        count++;
    }
    const struct ls_command *command = ls_command_find(words, count, &used);
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

int cli_complete(struct cli *cli, struct ls_error *err)
{
    struct complete c = {.cli = cli, .asked = {.config = cli->config}, .before = ""};
    const struct ls_command_option *option = waiting_option(cli);
    if (option) {
        if (strcmp(option->value, "FILE") == 0)
            offer_files(&c);
        return 0;
    }
    int code = complete_read(&c, err);
    if (code == 0)
        complete_run(&c);
    free(c.asked.words);
    return code;
}
