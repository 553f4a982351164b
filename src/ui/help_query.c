/* The words of the query language on a page, for the records of a list: forms, states, fields with their values, what is
 * computed, other names. All come from query.def and entity.def. Enter puts the word into the filter. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/text.h"
#include "lockstep/query.h"
#include "ui/help.h"
#include "ui/rows.h"
#include "ui/state.h"
#include "ui/views.h"

enum { LEFT = 25, RIGHT = 30 };

struct help_query {
    struct rows *rows;
    char *text; /* of the filter; NULL: nobody is typing one */
};

/* --- what is listed -------------------------------------------------------------------------- */

static void query_add(struct view *page, const char *value, const char *left, const char *what, const char *values)
{
    LS_AUTO(string) char *words = ls_asprintf("%s %s %s", left, what, values);
    help_add(page, value, left, what, values, words, true);
}

static void query_add_forms(struct view *page)
{
    const struct ls_query_word *form;
    for (size_t i = 0; (form = ls_query_form_info(i)); i++)
        query_add(page, form->name, form->name, form->help, "");
}

static void query_add_states(struct view *page, enum ls_entity entity)
{
    const struct ls_query_word *word;
    for (size_t i = 0; (word = ls_query_is_info(i)); i++) {
        LS_AUTO(string) char *state = ls_asprintf("is:%s", word->name);
        if (word->entities >> entity & 1) {
            query_add(page, state, state, word->help, "");
            help_called(page, word->name, word->said);
        }
    }
}

static void query_add_asks(struct view *page, enum ls_entity entity)
{
    const struct ls_query_word *word;
    for (size_t i = 0; (word = ls_query_ask_info(i)); i++)
        if (word->entities >> entity & 1) {
            query_add(page, word->name, word->name, word->help, "");
            help_called(page, word->name, word->said);
        }
}

/* "priority:, p:" */
static void query_other_names(enum ls_entity entity, const char *name, struct ls_buf *b)
{
    const struct ls_query_word *alias;
    for (size_t i = 0; (alias = ls_query_alias_info(i)); i++)
        if (strcmp(alias->name, name) != 0 && !strcmp(ls_query_called(entity, alias->name), name)) {
            LS_AUTO(string) char *other = ls_asprintf(" %s:", alias->name);
            if (!strstr(b->data, other)) /* a name may stand for fields of many entities */
                ls_buf_str(b, other);
        }
}

/* What stands behind the colon: the words of an enum, else in words what fits. */
static void query_values(enum ls_entity entity, const char *name, struct ls_buf *b)
{
    bool gap = !strcmp(name, "gap"); /* it has too many */
    const char *word = gap ? NULL : ls_query_value_word(entity, name, 0);
    if (!word)
        ls_buf_str(b, ls_query_values_words(entity, name));
    for (size_t i = 0; word; word = ls_query_value_word(entity, name, ++i))
        ls_buf_printf(b, "%s%s", i ? ", " : "", word);
}

static void query_add_names(struct view *page, enum ls_entity entity)
{
    struct ls_query_word word;
    for (size_t i = 0; ls_query_name(entity, i, &word); i++) {
        LS_AUTO(buf) struct ls_buf left = LS_BUF_INIT, values = LS_BUF_INIT;
        LS_AUTO(string) char *value = ls_asprintf("%s:", word.name);
        ls_buf_str(&left, value);
        query_other_names(entity, word.name, &left);
        query_values(entity, word.name, &values);
        query_add(page, value, left.data, word.help, values.data);
    }
}

/* --- among the commands ------------------------------------------------------------------------- */

char *help_query_spelling(enum ls_entity entity, const char *terms)
{
    bool quoted = strpbrk(terms, "<>") != NULL;
    return ls_asprintf("lockstep %s list %s%s%s", ls_entity_info(entity)->name, quoted ? "'" : "", terms, quoted ? "'" : "");
}

static void query_add_line(struct view *page, const struct ui *ui, enum ls_entity entity, const char *terms, const char *help, const char *said,
                           bool bright)
{
    LS_AUTO(buf) struct ls_buf key = LS_BUF_INIT;
    LS_AUTO(string) char *spelling = help_query_spelling(entity, terms);
    LS_AUTO(string) char *what = ls_asprintf("%s  %s", terms, help);
    keymap_key_of(&ui->keymap, "home", LS_CMD_FILTER, &key);
    help_add(page, terms, key.data, what, spelling, what, bright);
    help_called(page, terms, said);
}

void help_query_add(struct view *page, const struct ui *ui, enum ls_entity entity, bool bright)
{
    const struct ls_query_word *word;
    for (size_t i = 0; (word = ls_query_is_info(i)); i++) {
        LS_AUTO(string) char *state = ls_asprintf("is:%s", word->name);
        if (word->entities >> entity & 1)
            query_add_line(page, ui, entity, state, word->help, word->said, bright);
    }
    for (size_t i = 0; (word = ls_query_ask_info(i)); i++)
        if (word->entities >> entity & 1)
            query_add_line(page, ui, entity, word->name, word->help, word->said, bright);
}

/* --- taking ----------------------------------------------------------------------------------- */

/* How much of the text stays before the word: not what was begun of it ("ow" of "owner:"). */
static size_t query_stays(const char *text, const char *value)
{
    const char *blank = strrchr(text, ' '), *last = blank ? blank + 1 : text;
    last += strspn(last, "-(");
    return strncasecmp(value, last, strlen(last)) ? strlen(text) : (size_t)(last - text);
}

/* The text with the word behind what stands there of it. Caller frees. */
static char *query_joined(const char *text, const char *value)
{
    struct ls_buf asked = LS_BUF_INIT;
    ls_buf_add(&asked, text, query_stays(text, value));
    if (asked.len && !strchr(" -(", asked.data[asked.len - 1]))
        ls_buf_char(&asked, ' ');
    ls_buf_str(&asked, value);
    return ls_buf_steal(&asked);
}

void help_query_take(struct ui *ui, const char *value)
{
    struct rows *rows = ui->top->ops->rows ? ui->top->ops->rows(ui->top) : NULL;
    if (!rows) {
        home_show(ui, HOME_BACKLOG);
        rows = ui->top->ops->rows(ui->top);
    }
    LS_AUTO(string) char *asked = query_joined(rows->filter, value);
    rows_filter(rows, asked);
    ui_say(ui, ROLE_DIM, "the filter is %s; Esc takes it off", rows->filter);
}

/* Back in the filter, with the word behind what stood there. */
static void query_taken(struct ui *ui LS_UNUSED, void *arg, const char *value)
{
    struct help_query *q = arg;
    const char *text = q->text ? q->text : q->rows->filter;
    LS_AUTO(string) char *asked = value ? query_joined(text, value) : ls_strdup(text);
    if (value || q->text)
        rows_ask(q->rows, asked);
}

static void query_free(void *arg)
{
    struct help_query *q = arg;
    free(q->text);
    free(q);
}

void help_query_show(struct rows *rows, const char *text)
{
    struct help_query *q = ls_alloc(sizeof(*q));
    *q = (struct help_query){rows, text ? ls_strdup(text) : NULL};
    const struct help_topic topic = {.title = "QUERY WORDS", .left = "WORD", .what = "WHAT IT FINDS", .right = "VALUES",
                                     .left_width = LEFT, .right_width = RIGHT, .take = "put it into the filter",
                                     .none = "no word is called so", .taken = query_taken, .free = query_free, .arg = q};
    struct view *page = help_page_new(&topic);
    query_add_forms(page);
    query_add_states(page, rows->entity);
    query_add_asks(page, rows->entity);
    query_add_names(page, rows->entity);
    ui_push(rows->ui, page);
}
