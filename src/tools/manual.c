/* Build-time: fills a manual page's tables from the command table, the options and the entities.
 * usage: manual PAGE.in PAGE      A line "@commands@" and so on in PAGE.in stands for the table. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/paths.h"
#include "base/text.h"
#include "lockstep/command.h"
#include "lockstep/error.h"
#include "lockstep/gaps.h"
#include "lockstep/query.h"
#include "lockstep/rules.h"
#include "lockstep/setting.h"

/* Appends text as mdoc(7) takes it in a text line. */
static void mdoc_text(struct ls_buf *b, const char *text)
{
    if (*text == '.' || *text == '\'')
        ls_buf_str(b, "\\&");
    for (; *text; text++) {
        if (*text == '\\')
            ls_buf_str(b, "\\e");
        else if (*text == '-')
            ls_buf_str(b, "\\-");
        else
            ls_buf_char(b, *text);
    }
}

/* Appends text as one quoted argument of a macro. */
static void mdoc_argument(struct ls_buf *b, const char *text)
{
    ls_buf_str(b, " \"\\&");
    for (; *text; text++) {
        if (*text == '"')
            ls_buf_str(b, "\\(dq");
        else if (*text == '\\')
            ls_buf_str(b, "\\e");
        else if (*text == '-')
            ls_buf_str(b, "\\-");
        else
            ls_buf_char(b, *text);
    }
    ls_buf_char(b, '"');
}

/* A help line as a sentence. */
static void mdoc_sentence(struct ls_buf *b, const char *text)
{
    LS_AUTO(string) char *sentence = ls_strdup(text);
    if (sentence[0] >= 'a' && sentence[0] <= 'z')
        sentence[0] = (char)(sentence[0] - 'a' + 'A');
    mdoc_text(b, sentence);
}

static void manual_commands(struct ls_buf *b)
{
    ls_buf_str(b, ".Bl -tag -width Ds\n");
    for (int i = 0; i < LS_CMD_COUNT; i++) {
        const struct ls_command *command = ls_command_info((enum ls_command_id)i);
        if (!*command->spelling)
            continue;
        ls_buf_str(b, ".It Cm");
        mdoc_argument(b, command->spelling);
        if (*command->usage) {
            ls_buf_str(b, " Ar");
            mdoc_argument(b, command->usage);
        }
        ls_buf_char(b, '\n');
        mdoc_sentence(b, command->help);
        ls_buf_str(b, ".\n");
    }
    ls_buf_str(b, ".El\n");
}

/* Options by where they count; those that a usage names stand there. */
static void manual_options(struct ls_buf *b)
{
    static const char *const where[] = {
        [LS_OPTION_READS] = ", for commands that print what is in the file",
        [LS_OPTION_JSON] = ", for commands that print what is in the file or change it",
        [LS_OPTION_WRITES] = ", for commands that change something",
    };
    ls_buf_str(b, ".Bl -tag -width Ds\n");
    for (int i = 0; i < LS_OPT_COUNT; i++) {
        const struct ls_command_option *option = ls_command_option_info((enum ls_command_option_id)i);
        ls_buf_str(b, ".It");
        if (option->letter)
            ls_buf_printf(b, " Fl %s ,", option->letter + 1);
        ls_buf_printf(b, " Fl %s", "\\-");
        ls_buf_str(b, option->name + 2);
        if (option->value)
            ls_buf_printf(b, " Ar %s", option->value);
        ls_buf_char(b, '\n');
        mdoc_sentence(b, option->help);
        if (option->where == LS_OPTION_USAGE)
            ls_buf_str(b, ", where the command's usage names it");
        else if (option->where < LS_COUNT(where) && where[option->where])
            ls_buf_str(b, where[option->where]);
        ls_buf_str(b, ".\n");
    }
    ls_buf_str(b, ".El\n");
}

static void manual_keys(struct ls_buf *b)
{
    const struct ls_command_mode *mode;
    for (size_t m = 0; (mode = ls_command_mode(m)) != NULL; m++) {
        LS_AUTO(buf) struct ls_buf rows = LS_BUF_INIT;
        for (int i = 0; i < LS_CMD_COUNT; i++) {
            const struct ls_command *command = ls_command_info((enum ls_command_id)i);
            LS_AUTO(buf) struct ls_buf keys = LS_BUF_INIT;
            if (!ls_command_mode_keys(command, mode->name, &keys))
                continue;
            ls_buf_str(&rows, ".It Sy");
            mdoc_argument(&rows, keys.data);
            ls_buf_char(&rows, '\n');
            mdoc_sentence(&rows, command->help);
            if (*command->spelling)
                ls_buf_printf(&rows, "\n.Pq Nm lockstep Cm \"%s\"", command->spelling);
            ls_buf_char(&rows, '\n');
        }
        if (rows.len)
            ls_buf_printf(b, ".Ss \\&%c%s\n.Bl -tag -width \"Shift-Tab h Left\" -compact\n%s.El\n",
                          mode->words[0] - 'a' + 'A', mode->words + 1, rows.data);
    }
}

/* Each setting of the configuration, with what it can be and what holds without it. */
static void manual_config(struct ls_buf *b)
{
    static const struct {
        const char *name, *type, *fallback, *values, *help;
    } rows[] = {
#define CONFIG(ID, name, type, fallback, values, help) {name, #type, fallback, values, help},
#include "lockstep/config.def"
    };
    ls_buf_str(b, ".Bl -tag -width Ds\n");
    for (size_t i = 0; i < LS_COUNT(rows); i++) {
        ls_buf_printf(b, ".It Li %s = Ar", rows[i].name);
        mdoc_argument(b, rows[i].values);
        ls_buf_char(b, '\n');
        mdoc_sentence(b, rows[i].help);
        ls_buf_printf(b, ".\n");
        if (!strcmp(rows[i].type, "WORD"))
            ls_buf_printf(b, "Without it: %s.\n", rows[i].fallback);
    }
    ls_buf_str(b, ".El\n");
}

/* Each entity with its prefix and the fields that CSV and JSON have. */
static void manual_fields(struct ls_buf *b)
{
    ls_buf_str(b, ".Bl -tag -width Ds\n");
    for (int e = 0; e < LS_E_COUNT; e++) {
        const struct ls_entity_info *info = ls_entity_info((enum ls_entity)e);
        ls_buf_printf(b, ".It Cm %s", info->name);
        if (*info->prefix)
            ls_buf_printf(b, " Pq Li %s\\-1", info->prefix);
        ls_buf_char(b, '\n');
        bool any = false;
        for (int f = LS_F_FIRST; f < info->field_count; f++) {
            if (!ls_field_is_data(&info->fields[f]))
                continue;
            ls_buf_printf(b, "%s%s", any ? ", " : *info->prefix ? "id, " : "", ls_field_header(&info->fields[f]));
            any = true;
        }
        ls_buf_str(b, ".\n");
    }
    ls_buf_str(b, ".El\n");
}

static void manual_column(struct ls_buf *b, const char *header, const char *kind)
{
    ls_buf_str(b, ".It Li");
    mdoc_argument(b, header);
    ls_buf_char(b, '\n');
    mdoc_sentence(b, kind);
    ls_buf_str(b, ".\n");
}

static void manual_columns(struct ls_buf *b)
{
    for (int e = 0; e < LS_E_COUNT; e++) {
        const struct ls_entity_info *info = ls_entity_info((enum ls_entity)e);
        ls_buf_printf(b, ".Ss %s.csv\n.Bl -tag -width external_id -compact\n", info->name);
        if (*info->prefix) {
            LS_AUTO(string) char *number = ls_asprintf("%s-1 and so on; empty for a new one", info->prefix);
            manual_column(b, "id", number);
        }
        for (int f = LS_F_FIRST; f < info->field_count; f++) {
            if (!ls_field_is_data(&info->fields[f]))
                continue;
            LS_AUTO(buf) struct ls_buf kind = LS_BUF_INIT;
            ls_field_words((enum ls_entity)e, f, &kind);
            manual_column(b, ls_field_header(&info->fields[f]), kind.data);
        }
        ls_buf_str(b, ".El\n");
    }
}

/* --- rules --------------------------------------------------------------------------------------- */

static void manual_item(struct ls_buf *b, const char *what, const char *todo)
{
    ls_buf_str(b, ".It\n");
    mdoc_sentence(b, what);
    if (todo) {
        ls_buf_str(b, ": ");
        mdoc_text(b, todo);
    }
    ls_buf_str(b, ".\n");
}

static void manual_refused(struct ls_buf *b)
{
    ls_buf_str(b, ".Bl -bullet -compact\n");
    for (int i = 0; i < LS_REFUSE_COUNT; i++) {
        const struct ls_rule_info *rule = ls_refusal_info((enum ls_refusal)i);
        manual_item(b, rule->what, rule->todo);
    }
    ls_buf_str(b, ".El\n");
}

static void manual_filled(struct ls_buf *b)
{
    ls_buf_str(b, ".Bl -bullet -compact\n");
    for (int i = 0; i < LS_FILL_COUNT; i++)
        manual_item(b, ls_fill_info((enum ls_fill)i)->what, NULL);
    ls_buf_str(b, ".El\n");
}

static void manual_gaps(struct ls_buf *b)
{
    ls_buf_str(b, ".Bl -tag -width release_date -compact\n");
    for (int i = 0; i < LS_GAP_COUNT; i++) {
        ls_buf_printf(b, ".It Li %s\n", ls_gap_word((enum ls_gap_rule)i));
        mdoc_sentence(b, ls_gap_what((enum ls_gap_rule)i));
        ls_buf_str(b, ".\n");
    }
    ls_buf_str(b, ".El\n");
}

/* "item, blocker", or nothing where all kinds have it. */
static void manual_kinds(struct ls_buf *b, uint64_t entities)
{
    bool any = false;
    if (entities == ((uint64_t)1 << LS_E_COUNT) - 1)
        return;
    for (int e = 0; e < LS_E_COUNT; e++)
        if (entities >> e & 1) {
            ls_buf_printf(b, "%s%s", any ? ", " : " Pq ", ls_entity_info((enum ls_entity)e)->name);
            any = true;
        }
}

static void manual_words(struct ls_buf *b, const struct ls_query_word *(*info)(size_t i), const char *before)
{
    const struct ls_query_word *word;
    ls_buf_str(b, ".Bl -tag -width \"is:escalated\" -compact\n");
    for (size_t i = 0; (word = info(i)); i++) {
        ls_buf_printf(b, ".It Li %s%s", before, word->name);
        manual_kinds(b, word->entities);
        ls_buf_char(b, '\n');
        mdoc_sentence(b, word->help);
        ls_buf_str(b, ".\n");
        if (*word->said)
            ls_buf_printf(b, "In other words: %s.\n", word->said);
    }
    ls_buf_str(b, ".El\n");
}

static void manual_asks(struct ls_buf *b)
{
    manual_words(b, ls_query_ask_info, "");
}

static void manual_states(struct ls_buf *b)
{
    manual_words(b, ls_query_is_info, "is:");
}

static void manual_computed(struct ls_buf *b)
{
    manual_words(b, ls_query_key_info, "");
}

/* Other names, each once, with all that they stand for. */
static void manual_names(struct ls_buf *b)
{
    const struct ls_query_word *alias, *before;
    ls_buf_str(b, ".Bl -tag -width created -compact\n");
    for (size_t i = 0; (alias = ls_query_alias_info(i)); i++) {
        before = i ? ls_query_alias_info(i - 1) : NULL;
        if (before && !strcmp(before->name, alias->name))
            ls_buf_printf(b, ", %s", alias->help);
        else
            ls_buf_printf(b, "%s.It Li %s\n%s", i ? ".\n" : "", alias->name, alias->help);
    }
    ls_buf_str(b, ".\n.It Li title\nwhat a record is read by: a blocker's what, a launch's name.\n.El\n");
}

static void manual_settings(struct ls_buf *b)
{
    ls_buf_str(b, ".Bl -tag -width heads_up_days\n");
    for (int id = 0; id < LS_SETTING_COUNT; id++) {
        const struct ls_setting_info *info = ls_setting_info((enum ls_setting_id)id);
        ls_buf_printf(b, ".It Cm %s\n", info->key);
        mdoc_sentence(b, info->what);
        ls_buf_printf(b, "%s%s.\n", *info->fallback ? "; if not set, " : "", info->fallback);
    }
    ls_buf_str(b, ".El\n");
}

static void manual_days(struct ls_buf *b)
{
    static const struct {
        const char *words, *day, *example, *date;
    } rows[] = {
#define DAY(words, day, example, date) {words, day, example, date},
#include "lockstep/due.def"
    };
    ls_buf_str(b, ".Bl -tag -width Ds -compact\n");
    for (size_t i = 0; i < LS_COUNT(rows); i++) {
        ls_buf_str(b, ".It Li");
        mdoc_argument(b, rows[i].words);
        ls_buf_char(b, '\n');
        if (*rows[i].day) {
            mdoc_sentence(b, rows[i].day);
            ls_buf_str(b, ".\n");
        }
        if (strcmp(rows[i].example, rows[i].date) != 0)
            ls_buf_printf(b, ".Pq Li %s No is %s\n", rows[i].example, rows[i].date);
    }
    ls_buf_str(b, ".El\n");
}

static const struct {
    const char *mark;
    void (*fill)(struct ls_buf *b);
} tables[] = {
    {"@commands@", manual_commands},
    {"@options@", manual_options},
    {"@keys@", manual_keys},
    {"@config@", manual_config},
    {"@fields@", manual_fields},
    {"@columns@", manual_columns},
    {"@states@", manual_states},
    {"@asks@", manual_asks},
    {"@computed@", manual_computed},
    {"@names@", manual_names},
    {"@refused@", manual_refused},
    {"@filled@", manual_filled},
    {"@gaps@", manual_gaps},
    {"@settings@", manual_settings},
    {"@days@", manual_days},
};

static void manual_line(struct ls_buf *out, const char *line, size_t len)
{
    for (size_t i = 0; i < LS_COUNT(tables); i++) {
        if (strlen(tables[i].mark) == len && strncmp(line, tables[i].mark, len) == 0) {
            tables[i].fill(out);
            return;
        }
    }
    ls_buf_add(out, line, len);
    ls_buf_char(out, '\n');
}

static void manual_fill(struct ls_buf *out, const char *in)
{
    while (*in) {
        size_t len = strcspn(in, "\n");
        manual_line(out, in, len);
        in += len + (in[len] == '\n');
    }
}

int main(int argc, char **argv)
{
    struct ls_error err = {0};
    LS_AUTO(buf) struct ls_buf in = LS_BUF_INIT, out = LS_BUF_INIT;
    if (argc != 3) {
        fputs("usage: manual PAGE.in PAGE\n", stderr);
        return 2;
    }
    int code = ls_file_read(&in, argv[1], 0, &err);
    if (code == 0) {
        manual_fill(&out, in.data);
        code = ls_file_replace(argv[2], out.data, out.len, &err);
    }
    if (code != 0)
        fprintf(stderr, "%s\n", err.message);
    return code != 0;
}
