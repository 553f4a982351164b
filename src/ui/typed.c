/* A line behind ":" that says all that a command needs. Commands are found and their words read as for the command line; what
 * that prints, the screen shows: "item show LS-41" is its page, "item list owner:ines" the filtered list. */
#include "ui/typed.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "lockstep/arguments.h"
#include "ui/collection.h"
#include "ui/files_ask.h"
#include "ui/help.h"
#include "ui/people.h"
#include "ui/records.h"
#include "ui/rows.h"
#include "ui/state.h"
#include "ui/verbs.h"
#include "ui/views.h"
#include "ui/words.h"

enum { NAME_WORDS = 3, TARGETS_NAMED = 2 };
#define NOWHERE SIZE_MAX

enum typed_does { TYPED_NOTHING, TYPED_SHOWS, TYPED_LISTS, TYPED_HELPS, TYPED_IMPORTS, TYPED_CHANGES };

/* A line as it was read. */
struct typed {
    enum typed_does does;
    const struct ls_command *command; /* NULL: it is a record's name */
    struct ls_words words;
    size_t from;                      /* the first word behind the command's name */
    ls_id record;                     /* SHOWS */
    struct ls_arguments given;        /* CHANGES */
    size_t at;                        /* where it is wrong, a byte of the line; NOWHERE: it is right, but not for the screen */
};

static void typed_done(struct typed *t)
{
    ls_arguments_done(&t->given);
    ls_words_done(&t->words);
}

/* --- reading --------------------------------------------------------------------------------- */

/* Where a word stands; behind the last one: the end of the line. */
static size_t typed_at(const struct typed *t, const char *line, size_t word)
{
    return word < t->words.len ? t->words.v[word].at : strlen(line);
}

/* What stands in the line behind the command's name. */
static const char *typed_rest(const struct typed *t, const char *line)
{
    return line + typed_at(t, line, t->from);
}

/* One word that can only be the name of a record: LS-41, @ines, and 41, which is an item's. */
static bool typed_is_name(const char *word)
{
    size_t letters = strcspn(word, "-0123456789@"), digits = letters + (word[letters] == '-');
    bool number = word[digits] && strspn(word + digits, "0123456789") == strlen(word + digits);
    if (*word == '@')
        return word[1] != 0;
    return number && (!letters || (word[letters] == '-' && ls_entity_by_prefix(word, letters) != LS_E_COUNT));
}

static int typed_read_name(const struct ui *ui, struct typed *t, struct ls_error *err)
{
    const char *word = t->words.v[t->from].text;
    bool number = strspn(word, "0123456789") == strlen(word);
    t->does = TYPED_SHOWS;
    t->at = t->words.v[t->from].at;
    return ls_board_find(ui_board(ui), number ? LS_E_ITEM : LS_E_ANY, word, &t->record, err);
}

static int typed_read_show(const struct ui *ui, struct typed *t, struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT;
    enum ls_entity entity = ls_command_entity(t->command);
    size_t used = ls_arguments_reference(t->words.v, t->words.len, entity, t->from, &name);
    t->does = TYPED_SHOWS;
    if (t->from + used < t->words.len) {
        t->at = t->words.v[t->from + used].at;
        return ls_arguments_usage(t->command, err, "one at a time");
    }
    return ls_board_find(ui_board(ui), entity, name.data, &t->record, err);
}

static bool typed_is_option(const char *word)
{
    size_t len = strcspn(word, "=");
    for (int id = 0; id < LS_OPT_COUNT; id++) {
        const char *name = ls_command_option_info((enum ls_command_option_id)id)->name;
        if (strlen(name) == len && !strncmp(name, word, len))
            return true;
    }
    return false;
}

/* Options say how the command line prints; other dashes are text. */
static int typed_read_options(struct typed *t, struct ls_error *err)
{
    for (size_t i = t->from; i < t->words.len; i++)
        if (typed_is_option(t->words.v[i].text)) {
            t->at = t->words.v[i].at;
            return ls_error_set(err, LS_EUSAGE, "%s is for the command line", t->words.v[i].text);
        }
    return LS_OK;
}

static int typed_read_change(const struct ui *ui, const char *line, struct typed *t, struct ls_error *err)
{
    const struct ls_command *c = t->command;
    t->does = TYPED_CHANGES;
    if (c->id == LS_CMD_SYNC_START || c->id == LS_CMD_SYNC_END)
        return ls_error_set(err, LS_EUSAGE, "on the screen %s takes no words", c->spelling);
    int code = ls_arguments_read(ui_board(ui), c, t->words.v + t->from, t->words.len - t->from, false, &t->given, err);
    if (code)
        t->at = typed_at(t, line, t->from + t->given.at);
    return code;
}

static bool typed_ends(const struct ls_command *c, const char *verb)
{
    const char *blank = strrchr(c->spelling, ' ');
    return blank && !strcmp(blank + 1, verb);
}

static int typed_read_command(const struct ui *ui, const char *line, struct typed *t, struct ls_error *err)
{
    const struct ls_command *c = t->command;
    bool entity = ls_command_entity(c) < LS_E_COUNT;
    t->at = typed_at(t, line, t->from);
    int code = typed_read_options(t, err);
    if (code)
        return code;
    if (c->kind == LS_COMMAND_DATA)
        return typed_read_change(ui, line, t, err);
    if (c->kind == LS_COMMAND_BOTH && entity && typed_ends(c, "show"))
        return typed_read_show(ui, t, err);
    t->does = c->kind == LS_COMMAND_BOTH && entity && typed_ends(c, "list") && strstr(c->usage, "QUERY") ? TYPED_LISTS
              : c->id == LS_CMD_HELP                                                                     ? TYPED_HELPS
              : c->id == LS_CMD_IMPORT && t->words.len == t->from + 1                                    ? TYPED_IMPORTS
                                                                                                         : TYPED_NOTHING;
    t->at = NOWHERE;
    return t->does ? LS_OK : ls_error_set(err, LS_EUSAGE, "on the command line: lockstep %s %s", c->spelling, c->usage);
}

/* A slip in a command's name; a line of one word looks for something. */
static int typed_read_unknown(const struct typed *t, struct ls_error *err)
{
    if (t->words.len < t->from + NAME_WORDS)
        return LS_OK;
    LS_AUTO(string) char *two = ls_asprintf("%s %s", t->words.v[t->from].text, t->words.v[t->from + 1].text);
    const char *nearest = ls_command_nearest(two);
    if (!nearest)
        return LS_OK;
    ls_error_set(err, LS_EUSAGE, "there is no command \"%s\"", two);
    ls_error_hint(err, "did you mean %s?", nearest);
    return LS_EUSAGE;
}

/* Reads a line: LS_OK and what it does, which may be nothing; else why it cannot be done, and where that stands. */
static int typed_read(const struct ui *ui, const char *line, struct typed *t, struct ls_error *err)
{
    *t = (struct typed){.given = {.text = LS_BUF_INIT, .names = LS_BUF_INIT}};
    const char *names[NAME_WORDS];
    size_t count = 0, used = 0;
    if (ls_words_split(line, &t->words, &t->at, err) < 0)
        return LS_EUSAGE;
    t->from = t->words.len && !strcmp(t->words.v[0].text, "lockstep"); /* copied from where it is needed */
    for (size_t i = t->from; i < t->words.len && count < NAME_WORDS; i++)
        names[count++] = t->words.v[i].text;
    if (count == 1 && typed_is_name(names[0]))
        return typed_read_name(ui, t, err);
    t->command = ls_command_find(names, count, &used);
    if (!t->command)
        return typed_read_unknown(t, err);
    t->from += used;
    return t->from < t->words.len ? typed_read_command(ui, line, t, err) : LS_OK;
}

/* --- telling --------------------------------------------------------------------------------- */

static void typed_tell_record(const struct ui *ui, ls_id id, struct ls_buf *b)
{
    const struct ls_record *r = ls_board_record(ui_board(ui), id);
    ls_board_name(ui_board(ui), id, b);
    if (r && *words_title(r))
        ls_buf_printf(b, " %s", words_title(r));
}

static void typed_tell_change(const struct ui *ui, const struct typed *t, struct ls_buf *b)
{
    size_t count = t->given.target_count;
    ls_buf_add(b, t->command->help, ls_text_trimmed(t->command->help, strcspn(t->command->help, ",;:(")));
    for (size_t i = 0; i < count && i < TARGETS_NAMED; i++) {
        ls_buf_str(b, i ? ", " : ": ");
        typed_tell_record(ui, t->given.targets[i], b);
    }
    if (count > TARGETS_NAMED)
        ls_buf_printf(b, " and %zu more", count - TARGETS_NAMED);
    if (!count && t->given.text.len)
        ls_buf_printf(b, ": %s", t->given.text.data);
}

static void typed_tell_wrong(const struct typed *t, const char *line, const struct ls_error *err, struct help_typed *ret)
{
    LS_AUTO(string) char *before = ls_strndup(line, t->at == NOWHERE ? 0 : t->at);
    ret->wrong = true;
    ls_buf_str(&ret->what, "▼ ");
    if (t->at != NOWHERE)
        ls_buf_printf(&ret->what, "column %d: ", ls_text_columns(before) + 1);
    ls_buf_str(&ret->what, err->message);
    if (err->hint && strncmp(err->hint, "usage:", strlen("usage:")) != 0) /* that stands beside it */
        ls_buf_printf(&ret->what, " (%s)", err->hint);
}

bool typed_tell(const struct ui *ui, const char *line, struct help_typed *ret)
{
    struct typed t;
    LS_AUTO(error) struct ls_error err = {0};
    int code = typed_read(ui, line, &t, &err);
    bool command = t.command && (t.does || code);
    if (code)
        typed_tell_wrong(&t, line, &err, ret);
    else if (t.does == TYPED_SHOWS)
        typed_tell_record(ui, t.record, &ret->what);
    else if (t.does == TYPED_CHANGES)
        typed_tell_change(ui, &t, &ret->what);
    else if (t.does)
        ls_buf_printf(&ret->what, "%s: %s", t.command->help, typed_rest(&t, line));
    if (command)
        ls_buf_printf(&ret->right, "lockstep %s %s", t.command->spelling, code ? t.command->usage : typed_rest(&t, line));
    typed_done(&t);
    return code || t.does;
}

/* --- doing ----------------------------------------------------------------------------------- */

static void typed_list(struct ui *ui, const struct typed *t, const char *query)
{
    enum ls_entity entity = ls_command_entity(t->command);
    if (entity == LS_E_ITEM) {
        home_filter(ui, query);
        return;
    }
    records_show(ui, collection_of(entity));
    if (ui->top->ops->rows)
        rows_filter(ui->top->ops->rows(ui->top), query);
}

static int typed_do(struct ui *ui, const struct typed *t, const char *line, struct ls_error *err)
{
    switch (t->does) {
    case TYPED_SHOWS:
        record_open(ui, t->record);
        return LS_OK;
    case TYPED_LISTS:
        typed_list(ui, t, typed_rest(t, line));
        return LS_OK;
    case TYPED_HELPS:
        ui_push(ui, help_view_new(ui, false));
        help_type(ui->top, typed_rest(t, line), "");
        return LS_OK;
    case TYPED_IMPORTS:
        ask_import_of(ui, t->words.v[t->from].text);
        return LS_OK;
    case TYPED_CHANGES:
        return ui_run_arguments(ui, t->command, &t->given, line + typed_at(t, line, t->from + t->given.rest), err);
    default:
        return LS_OK;
    }
}

/* A line that waits until it is known who types it. */
struct typed_job {
    struct ui *ui;
    char *line;
};

static void typed_job_free(void *arg)
{
    struct typed_job *job = arg;
    free(job->line);
    free(job);
}

static void typed_go(void *arg)
{
    const struct typed_job *job = arg;
    struct ui *ui = job->ui;
    struct typed t;
    LS_AUTO(error) struct ls_error err = {0};
    int code = typed_read(ui, job->line, &t, &err);
    if (!code)
        code = typed_do(ui, &t, job->line, &err);
    typed_done(&t);
    if (!code)
        return;
    LS_AUTO(string) char *why = err.hint ? ls_asprintf("%s (%s)", err.message, err.hint) : ls_strdup(err.message);
    ui_push(ui, help_view_new(ui, true));
    help_type(ui->top, job->line, why);
}

void typed_run(struct ui *ui, const char *line)
{
    struct typed_job *job = ls_alloc(sizeof(*job));
    struct typed t;
    LS_AUTO(error) struct ls_error err = {0};
    *job = (struct typed_job){ui, ls_strdup(line)};
    bool changes = typed_read(ui, line, &t, &err) == LS_OK && t.does == TYPED_CHANGES;
    typed_done(&t);
    if (changes && !ls_session_me(ui->session)) {
        people_ask_me(ui, typed_go, typed_job_free, job);
        return;
    }
    typed_go(job);
    typed_job_free(job);
}
