/* The page behind help, palette and query words. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "ui/help.h"
#include "ui/help_match.h"
#include "ui/list.h"
#include "ui/prompt.h"
#include "ui/past.h"
#include "ui/state.h"

#define PALETTE "palette" /* what was typed into it */

enum { COLUMN_LEFT, COLUMN_WHAT, COLUMN_ON, COLUMN_RIGHT, COLUMN_COUNT };

static const char ON[] = "CHANGES";

/* WIDE: columns of a screen that has room for all of the last column; NARROW: what it has on others. */
/* HELP_CUT: rows that say all of the one under the cursor; one more where the screen is no wide one. */
/* COUNTED: what "123 found" takes of the first row. */
enum { WIDE = 100, NARROW = 26, HELP_CUT = 2, COUNTED = 14 };

struct help_entry {
    char *value, *left, *what, *right;
    char *words; /* folded: all that is searched */
    char *name;  /* folded: what it is called here */
    char *said;  /* what else it is called: "deadline, remind" */
    char *found; /* which of that the filter was about; NULL: its own words */
    char *on, *on_whole; /* what taking it changes at once, short and with its title; NULL: nothing */
    bool bright;
    bool whole; /* found by one of its words as a whole, and then above all others */
    int rank;   /* of those that the filter finds, as help_match has it */
    int some;   /* where not all of its words do: as help_match_some has it */
};

struct help {
    struct view view;
    struct help_topic topic;
    struct help_entry *entries;
    size_t len, cap;
    struct prompt filter;
    int on_width; /* columns of what the entries change; 0: none changes anything */
    struct list list; /* ids are places in entries + 1 */
    struct help_entry typed; /* what all that is typed would do, behind the last place; value NULL: it only narrows */
    bool typed_wrong;
    struct ls_buf said; /* what was copied; until the next key */
};

static struct help *help_of(struct view *v)
{
    return (struct help *)v;
}

/* --- what is listed -------------------------------------------------------------------------- */

void help_add(struct view *page, const char *value, const char *left, const char *what, const char *right,
              const char *words, bool bright)
{
    struct help *h = help_of(page);
    struct ls_buf folded = LS_BUF_INIT;
    ls_text_fold(&folded, words);
    LS_GROW(h->entries, h->len, h->cap);
    h->entries[h->len++] = (struct help_entry){.value = ls_strdup(value), .left = ls_strdup(left), .what = ls_strdup(what),
                                               .right = ls_strdup(right), .words = ls_buf_steal(&folded),
                                               .name = ls_strdup(""), .said = ls_strdup(""), .bright = bright};
}

void help_called(struct view *page, const char *name, const char *said)
{
    struct help_entry *e = &help_of(page)->entries[help_of(page)->len - 1];
    struct ls_buf folded = LS_BUF_INIT;
    ls_text_fold(&folded, name);
    free(e->name);
    free(e->said);
    e->name = ls_buf_steal(&folded);
    e->said = ls_strdup(said);
}

void help_changes(struct view *page, const char *name, const char *whole)
{
    struct help *h = help_of(page);
    struct help_entry *e = &h->entries[h->len - 1];
    int width = ls_text_columns(name), least = ls_text_columns(ON);
    e->on = ls_strdup(name);
    e->on_whole = ls_strdup(whole);
    h->on_width = width > h->on_width ? width : h->on_width;
    h->on_width = least > h->on_width ? least : h->on_width;
}

void help_add_answer(struct view *page, const char *value, const char *left, const char *what, const char *words)
{
    struct help *h = help_of(page);
    help_add(page, value, left, what, "", words, true);
    h->entries[h->len - 1].whole = true;
}

static void help_entry_done(struct help_entry *e)
{
    free(e->value);
    free(e->left);
    free(e->what);
    free(e->right);
    free(e->words);
    free(e->name);
    free(e->said);
    free(e->found);
    free(e->on);
    free(e->on_whole);
    *e = (struct help_entry){0};
}

static const struct help_entry *help_entry(const struct help *h, ls_id id)
{
    return (size_t)id > h->len ? &h->typed : &h->entries[id - 1];
}

/* Looks at all that is typed as one line. */
static void help_read_typed(struct help *h)
{
    struct help_typed row = {.what = LS_BUF_INIT, .right = LS_BUF_INIT};
    help_entry_done(&h->typed);
    if (h->topic.typed && h->topic.typed(h->view.ui, h->filter.text.data, &row)) {
        h->typed = (struct help_entry){.value = ls_strdup(h->filter.text.data), .left = ls_strdup(row.wrong ? "" : "Enter"),
                                       .what = ls_buf_steal(&row.what), .right = ls_buf_steal(&row.right), .bright = true};
        h->typed_wrong = row.wrong;
    }
    ls_buf_done(&row.what);
    ls_buf_done(&row.right);
}

/* Looks at all entries; the best that one of them answers. */
static int help_rank(struct help *h)
{
    int best = HELP_RANKS;
    LS_AUTO(buf) struct ls_buf filter = LS_BUF_INIT;
    ls_text_fold(&filter, ls_text_skip_blank(h->filter.text.data));
    ls_buf_truncate(&filter, ls_text_trimmed(filter.data, filter.len));
    for (size_t i = 0; i < h->len; i++) {
        struct help_entry *e = &h->entries[i];
        const struct help_text text = {e->words, e->name, e->said, e->whole};
        free(e->found);
        e->rank = help_match(&text, filter.data, &e->found);
        e->some = 0;
        if (e->rank == HELP_RANKS) {
            free(e->found);
            e->some = help_match_some(&text, filter.data, &e->found);
        }
        best = e->rank < best ? e->rank : best;
    }
    return best;
}

/* Those that have some of the words, the best first. */
static size_t help_add_some(const struct help *h, ls_id *ids)
{
    int most = 0;
    size_t n = 0;
    for (size_t i = 0; i < h->len; i++)
        most = h->entries[i].some > most ? h->entries[i].some : most;
    for (int some = most; some > 0; some--)
        for (size_t i = 0; i < h->len; i++)
            if (h->entries[i].some == some)
                ids[n++] = (ls_id)i + 1;
    return n;
}

/* Where the words are not one after the other in any entry, those that have only some of them may be what is looked for; a
 * line that is a command needs none of them. */
static void help_fill(struct help *h)
{
    ls_id *ids = ls_alloc((h->len + 2) * sizeof(*ids));
    size_t n = 0;
    int best = help_rank(h);
    help_read_typed(h);
    if (h->typed.value && !h->typed_wrong)
        ids[n++] = (ls_id)h->len + 1;
    for (int rank = 0; rank < HELP_RANKS; rank++)
        for (size_t i = 0; i < h->len; i++)
            if (h->entries[i].rank == rank)
                ids[n++] = (ls_id)i + 1;
    if (h->typed.value && h->typed_wrong) /* perhaps nothing was meant but to look for the words */
        ids[n++] = (ls_id)h->len + 1;
    if (best >= HELP_WORDS && !h->typed.value)
        n += help_add_some(h, ids + n);
    list_set(&h->list, ids, n);
    free(ids);
}

/* --- drawing --------------------------------------------------------------------------------- */

/* What it does; behind the word that it was found by, where that is none of its own: so one learns these. */
static void help_what(const struct help_entry *e, struct ls_buf *b)
{
    if (e->found && strncmp(e->what, e->found, strlen(e->found)) != 0)
        ls_buf_printf(b, "%s: ", e->found);
    ls_buf_str(b, e->what);
}

static void help_cell(void *arg, ls_id id, int column, struct ls_buf *text, enum role *role)
{
    const struct help *h = arg;
    const struct help_entry *e = help_entry(h, id);
    if (column == COLUMN_WHAT)
        help_what(e, text);
    else
        ls_buf_str(text, column == COLUMN_LEFT ? e->left : column == COLUMN_RIGHT ? e->right : e->on ? e->on : "");
    bool fails = e == &h->typed && column == COLUMN_WHAT && !strncmp(e->what, "▼", strlen("▼"));
    *role = fails ? ROLE_WARN : !e->bright || column == COLUMN_RIGHT ? ROLE_DIM : column == COLUMN_LEFT ? ROLE_ACCENT : ROLE_NORMAL;
}

static void help_draw_hints(const struct help *h, struct area row)
{
    LS_AUTO(buf) struct ls_buf copy = LS_BUF_INIT;
    if (h->topic.copy)
        keymap_key_of(&h->view.ui->keymap, "help", LS_CMD_COPY_COMMAND, &copy);
    const char *const hints[][2] = {{"↑↓", "choose"}, {"Enter", h->topic.take}, {copy.data, "copy the command"}, {"Esc", "back"},
                                    {h->topic.complete ? "Tab" : "", "type its words"}};
    int x = 1;
    if (h->said.len)
        area_fit(row, 1, 0, row.w - 2, ROLE_NORMAL, h->said.data);
    for (size_t i = 0; !h->said.len && i < LS_COUNT(hints); i++) {
        if (!*hints[i][0])
            continue;
        x += area_text(row, x, 0, ROLE_ACCENT, hints[i][0]) + 1;
        x += area_text(row, x, 0, ROLE_DIM, hints[i][1]) + 2;
    }
}

/* All of the row under the cursor: the columns cut what is long. */
static void help_draw_chosen(const struct help *h, struct area a)
{
    ls_id id = list_current(&h->list);
    if (!id)
        return;
    const struct help_entry *e = help_entry(h, id);
    LS_AUTO(buf) struct ls_buf what = LS_BUF_INIT;
    help_what(e, &what);
    if (e->on_whole)
        ls_buf_printf(&what, " (changes %s)", e->on_whole);
    int rows = area_wrap(area_part(a, 0, 0, a.w, a.h - 1), ROLE_NORMAL, what.data);
    area_wrap(area_part(a, 0, rows, a.w, a.h - rows), ROLE_DIM, e->right);
}

static void help_draw(struct view *v, struct frame *f)
{
    struct help *h = help_of(v);
    struct area all = area_all(f);
    const struct column columns[COLUMN_COUNT] = {
        [COLUMN_LEFT] = {h->topic.left, h->topic.left_width, 0, 0, false, false},
        [COLUMN_WHAT] = {h->topic.what, h->on_width ? 24 : 30, 1, 0, true, false},
        [COLUMN_ON] = {h->on_width ? ON : "", h->on_width, h->on_width > 0, 0, false, false},
        [COLUMN_RIGHT] = {h->topic.right, f->columns >= WIDE ? h->topic.right_width : NARROW, h->on_width ? 2 : 1, 1, false, false},
    };
    int x = 1 + area_text(all, 1, 0, ROLE_ACCENT, h->topic.title) + 2, cut = HELP_CUT + (f->columns < WIDE);
    area_focus(all, 1, 0, x);
    prompt_draw_field(&h->filter, area_part(all, x, 0, f->columns - x - COUNTED, 1), true);
    LS_AUTO(buf) struct ls_buf count = LS_BUF_INIT;
    size_t found = h->list.len - (h->typed.value != NULL);
    if (h->filter.text.len && (found || !h->typed.value))
        ls_buf_printf(&count, "%zu found", found);
    area_text_right(all, f->columns - 1, 0, ROLE_DIM, count.data);
    area_hline(all, 0, 1, f->columns);
    list_draw_titles(&h->list, area_part(all, 0, 2, f->columns - 1, 1), columns, COLUMN_COUNT);
    struct area rows = area_part(all, 0, 3, f->columns - 1, f->rows - 5 - cut);
    list_draw(&h->list, rows, true, columns, COLUMN_COUNT, help_cell, h);
    if (!h->list.len)
        area_text(rows, 3, 1, ROLE_DIM, h->topic.none);
    area_hline(all, 0, f->rows - 2 - cut, f->columns);
    help_draw_chosen(h, area_part(all, 1, f->rows - 1 - cut, f->columns - 2, cut));
    help_draw_hints(h, area_part(all, 0, f->rows - 1, f->columns, 1));
}

/* --- events ---------------------------------------------------------------------------------- */

/* What is typed is done, when the page is gone; what cannot be done is said in its row, and the line stays. */
static void help_take_typed(struct help *h)
{
    struct ui *ui = h->view.ui;
    void (*run)(struct ui *ui, const char *line) = h->topic.run_typed;
    LS_AUTO(string) char *line = ls_strdup(h->typed.value);
    if (h->typed_wrong)
        return;
    past_add(past_of(&ui->pasts, PALETTE), line);
    ui_pop(ui);
    run(ui, line);
}

/* Leaves the page, which frees it, and tells what was taken. */
static void help_leave(struct help *h, const char *value)
{
    struct ui *ui = h->view.ui;
    struct help_topic topic = h->topic;
    LS_AUTO(string) char *taken = value ? ls_strdup(value) : NULL;
    h->topic.free = NULL; /* it is still needed */
    ui_pop(ui);
    topic.taken(ui, topic.arg, taken);
    if (topic.free)
        topic.free(topic.arg);
}

static bool help_move(struct help *h, struct ls_key key)
{
    if (ls_key_is(key, LS_KEY_UP) || ls_key_is_ctrl(key, 'p'))
        list_move(&h->list, -1);
    else if (ls_key_is(key, LS_KEY_DOWN) || ls_key_is_ctrl(key, 'n'))
        list_move(&h->list, 1);
    else if (ls_key_is(key, LS_KEY_PAGE_UP))
        list_move_page(&h->list, -1);
    else if (ls_key_is(key, LS_KEY_PAGE_DOWN))
        list_move_page(&h->list, 1);
    else
        return false;
    return true;
}

/* ↑ on the first row goes back to the lines that were run, as in a question. */
static bool help_is_recall(const struct help *h, struct ls_key key)
{
    bool up = ls_key_is(key, LS_KEY_UP) || ls_key_is_ctrl(key, 'p'), down = ls_key_is(key, LS_KEY_DOWN) || ls_key_is_ctrl(key, 'n');
    bool first = !h->list.len || list_current(&h->list) == h->list.ids[0];
    return (up && first && (!h->filter.text.len || h->filter.back)) || (down && h->filter.back);
}

/* Puts what the chosen row is written with into the line, so that its words can be typed behind it. */
static void help_complete(struct help *h)
{
    ls_id id = list_current(&h->list);
    LS_AUTO(buf) struct ls_buf line = LS_BUF_INIT;
    if (id && (size_t)id <= h->len)
        h->topic.complete(&h->view, h->entries[id - 1].value, &line);
    if (line.len)
        help_type(&h->view, line.data, "");
    else
        ls_buf_set(&h->said, "Tab has nothing to complete: this is of the screen alone");
}

static bool help_is_copy(const struct help *h, const struct ui_event *e)
{
    enum ls_command_id id;
    return e->kind == UI_EVENT_KEY && !ls_key_is_text(e->key) &&
           keymap_find(&h->view.ui->keymap, "help", (struct ls_key){0}, e->key, &id) == KEYMAP_COMMAND &&
           id == LS_CMD_COPY_COMMAND;
}

static void help_copy_row(struct help *h)
{
    struct terminal *t = h->view.ui->loop.terminal;
    ls_id id = list_current(&h->list);
    if ((size_t)id <= h->len) {
        h->topic.copy(&h->view, id ? h->entries[id - 1].value : NULL, &h->said);
    } else if (*h->typed.right && !h->typed_wrong) {
        t->ops->copy(t, h->typed.right);
        ls_buf_printf(&h->said, "copied: %s", h->typed.right);
    } else {
        ls_buf_set(&h->said, "there is nothing to copy");
    }
}

static bool help_event(struct view *v, const struct ui_event *e)
{
    struct help *h = help_of(v);
    ls_buf_clear(&h->said);
    if (e->kind == UI_EVENT_WHEEL) {
        list_scroll(&h->list, e->lines);
        return true;
    }
    bool recalls = e->kind == UI_EVENT_KEY && help_is_recall(h, e->key);
    if (e->kind == UI_EVENT_KEY && !recalls && help_move(h, e->key))
        return true;
    if (e->kind == UI_EVENT_KEY && ls_key_is(e->key, LS_KEY_ENTER)) {
        ls_id id = list_current(&h->list);
        if ((size_t)id > h->len)
            help_take_typed(h);
        else if (id)
            help_leave(h, h->entries[id - 1].value);
        return true;
    }
    if (e->kind == UI_EVENT_KEY && h->topic.complete && ls_key_is(e->key, LS_KEY_TAB)) {
        help_complete(h);
        return true;
    }
    if (h->topic.copy && help_is_copy(h, e)) {
        help_copy_row(h);
        return true;
    }
    if (prompt_event(&h->filter, e) == PROMPT_LEFT) {
        help_leave(h, NULL);
        return true;
    }
    help_fill(h);
    if (e->kind == UI_EVENT_PASTE || (e->kind == UI_EVENT_KEY && (ls_key_is_text(e->key) || recalls)))
        list_move_top(&h->list);
    return true;
}

void help_type(struct view *page, const char *line, const char *failure)
{
    struct help *h = help_of(page);
    prompt_set(&h->filter, line);
    help_fill(h);
    list_move_top(&h->list);
    if (*failure && h->typed.value) {
        free(h->typed.what);
        h->typed.what = ls_asprintf("▼ %s", failure);
    }
}

static const char *help_mode(const struct view *v LS_UNUSED)
{
    return "help";
}

static bool help_command(struct view *v LS_UNUSED, enum ls_command_id id LS_UNUSED)
{
    return false;
}

static void help_news(struct view *v)
{
    if (help_of(v)->topic.typed)
        prompt_recalls(&help_of(v)->filter, past_of(&v->ui->pasts, PALETTE));
    help_fill(help_of(v));
}

static void help_free(struct view *v)
{
    struct help *h = help_of(v);
    if (h->topic.free)
        h->topic.free(h->topic.arg);
    for (size_t i = 0; i < h->len; i++)
        help_entry_done(&h->entries[i]);
    help_entry_done(&h->typed);
    free(h->entries);
    prompt_done(&h->filter);
    ls_buf_done(&h->said);
    list_done(&h->list);
    free(h);
}

static const struct view_ops HELP_OPS = {
    .mode = help_mode, .draw = help_draw, .command = help_command, .event = help_event, .news = help_news,
    .free = help_free};

struct view *help_page_new(const struct help_topic *topic)
{
    struct help *h = ls_alloc(sizeof(*h));
    h->view.ops = &HELP_OPS;
    h->topic = *topic;
    prompt_init(&h->filter, PROMPT_LINE, "", "");
    prompt_set_hint(&h->filter, "type to narrow");
    list_init(&h->list);
    ls_buf_init(&h->said);
    return &h->view;
}
