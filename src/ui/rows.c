/* Filter and order of lists. */
#include "ui/rows.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "lockstep/error.h"
#include "lockstep/saved_view.h"
#include "ui/choices.h"
#include "ui/help.h"
#include "ui/sort_ask.h"
#include "ui/state.h"

enum { FOLD_STEP = 100, READING_MS = 200 };

void rows_init(struct rows *rows, struct list *list, enum ls_entity entity, const char *base,
               const struct rows_order *orders, size_t order_count)
{
    *rows = (struct rows){.list = list, .entity = entity, .base = base, .orders = orders, .order_count = order_count,
                          .keys = ls_strdup(orders->keys), .order = ls_strdup(orders->name)};
    rows->listing = ls_listing_new(entity);
    ls_listing_sort(rows->listing, rows->keys, NULL);
    rows->filter = ls_strdup("");
    rows->words = ls_strdup("");
}

/* Folding 100,000 records takes 0.2 s, which the first letter of a filter would have to wait for: it is done behind, a
 * slice at a time. The records are those of the last reading: every change of the board is read at once. */
static void rows_fold(void *arg)
{
    struct rows *rows = arg;
    struct loop *loop = &rows->ui->loop;
    if (ui_is_reading(rows->ui)) {
        loop_timer(loop, READING_MS, rows_fold, rows); /* what is still to come is wanted first */
        return;
    }
    int64_t began = ls_clock_monotonic();
    bool all;
    do {
        all = ls_listing_fold(rows->listing, FOLD_STEP);
    } while (!all && loop_may_go_on(loop, began));
    if (!all)
        loop_timer(loop, 0, rows_fold, rows);
}

void rows_done(struct rows *rows)
{
    if (rows->ui)
        loop_timer(&rows->ui->loop, -1, rows_fold, rows);
    ls_listing_free(rows->listing);
    free(rows->filter);
    free(rows->words);
    free(rows->keys);
    free(rows->order);
    free(rows->meant);
}

const char *rows_error(const struct rows *rows)
{
    return ls_listing_error(rows->listing);
}

/* --- what is shown ---------------------------------------------------------------------------- */

/* The keys with every direction turned around: "due,-rice" is "-due,rice". */
static char *rows_turn(const char *keys)
{
    struct ls_buf turned = LS_BUF_INIT;
    while (*keys) {
        size_t len = strcspn(keys, ",");
        bool down = *keys == '-';
        if (turned.len)
            ls_buf_char(&turned, ',');
        if (!down)
            ls_buf_char(&turned, '-');
        ls_buf_add(&turned, keys + down, len - down);
        keys += len + (keys[len] == ',');
    }
    return ls_buf_steal(&turned);
}

char *rows_keys(const struct rows *rows)
{
    return rows->reverse ? rows_turn(*rows->keys ? rows->keys : ls_query_order(rows->entity)) : ls_strdup(rows->keys);
}

bool rows_is_sorted(const struct rows *rows)
{
    return rows->reverse || strcmp(rows->keys, rows->orders->keys) != 0;
}

/* "P ↓", or the keys of a query that sorts by itself: "due,-rice". */
static void rows_name_order(struct rows *rows)
{
    LS_AUTO(string) char *wanted = rows_keys(rows);
    const char *keys = ls_listing_sorted(rows->listing);
    bool own = strcmp(keys, wanted) != 0;
    free(rows->words);
    rows->words = own ? ls_strdup(keys)
                      : ls_asprintf("%s %s", rows->order, rows->reverse ? "↑" : "↓");
}

static char *rows_query(const struct rows *rows, const char *text, size_t *ret_before);

/* Where nothing is found: what its words may have asked for. Beside words that stay words only what finds something. */
static void rows_mean(struct rows *rows)
{
    LS_AUTO(buf) struct ls_buf terms = LS_BUF_INIT;
    size_t before;
    free(rows->meant);
    rows->meant = NULL;
    if (rows->list->len || !*rows->filter || !ls_query_meant(rows->entity, rows->filter, &terms))
        return;
    LS_AUTO(string) char *query = rows_query(rows, terms.data, &before);
    rows->meant_found = ls_listing_count(rows->listing, query);
    if (rows->meant_found > 0 || !strchr(terms.data, ' '))
        rows->meant = ls_buf_steal(&terms);
}

/* Another filter or order of the same records. */
static void rows_show(struct rows *rows)
{
    size_t len;
    const ls_id *ids = ls_listing_ids(rows->listing, &len);
    rows_name_order(rows);
    list_show(rows->list, ids, len);
    rows_mean(rows);
}

static bool rows_is_gone(void *arg, ls_id id)
{
    const struct ls_record *r = ls_board_record(arg, id);
    return !r || r->deleted;
}

/* What there is after a change. Marks of deleted records go even where a filter hides them. */
static void rows_renew(struct rows *rows)
{
    size_t len;
    const ls_id *ids = ls_listing_ids(rows->listing, &len);
    rows_name_order(rows);
    list_set(rows->list, ids, len);
    list_forget(rows->list, rows_is_gone, (void *)(uintptr_t)rows->ui->facts.board);
    rows_mean(rows);
}

static struct ls_query_context rows_context(const struct rows *rows)
{
    const struct facts *f = &rows->ui->facts;
    return (struct ls_query_context){
        .board = f->board, .entity = rows->entity, .now = f->now, .me = f->me, .scores = f->scores,
        .views = ls_session_draft(rows->ui->session, LS_SAVED_VIEWS_DRAFT)};
}

void rows_read(struct rows *rows, struct ui *ui)
{
    rows->ui = ui;
    rows->list->fresh = &ui->fresh;
    struct ls_query_context context = rows_context(rows);
    ls_listing_update(rows->listing, &context);
    if (*rows->base && !*ls_listing_text(rows->listing))
        ls_listing_ask(rows->listing, rows->base, NULL, NULL);
    size_t found;
    ls_listing_ids(rows->listing, &found);
    bool all = !strcmp(ls_listing_text(rows->listing), rows->base);
    rows->total = all ? (int64_t)found : ls_listing_count(rows->listing, rows->base);
    loop_timer(&ui->loop, 0, rows_fold, rows);
    rows_renew(rows);
}

/* --- the filter ------------------------------------------------------------------------------- */

/* The base and the text, which binds closer than an "or" of the text would. Caller frees; ret_before: the bytes that
 * stand before the text. */
static char *rows_query(const struct rows *rows, const char *text, size_t *ret_before)
{
    bool either = strstr(text, " or ") || strstr(text, " OR ") || strchr(text, '|');
    *ret_before = *rows->base && *text ? strlen(rows->base) + 1 + either : 0;
    if (!*rows->base || !*text)
        return ls_strdup(*text ? text : rows->base);
    return either ? ls_asprintf("%s (%s)", rows->base, text) : ls_asprintf("%s %s", rows->base, text);
}

void rows_as_query(const struct rows *rows, struct ls_buf *b)
{
    size_t before;
    LS_AUTO(string) char *query = rows_query(rows, rows->filter, &before);
    const char *keys = ls_listing_sorted(rows->listing);
    ls_buf_str(b, query);
    if (*keys && !strstr(query, "sort:") && !strstr(query, "@"))
        ls_buf_printf(b, "%ssort:%s", b->len ? " " : "", keys);
}

/* Keeps what was asked: of a text that cannot be read the part that can. before: as of rows_query. */
static void rows_keep_filter(struct rows *rows, size_t before)
{
    const char *asked = ls_listing_text(rows->listing);
    size_t len = strlen(asked);
    before = !strcmp(asked, rows->base) || before > len ? len : before;
    bool wrapped = before && asked[before - 1] == '(' && len > before && asked[len - 1] == ')';
    free(rows->filter);
    rows->filter = ls_strndup(asked + before, len - before - wrapped);
    rows_show(rows);
    ui_stale(rows->ui);
}

void rows_filter(struct rows *rows, const char *text)
{
    size_t before;
    struct ls_error err = {0};
    LS_AUTO(string) char *query = rows_query(rows, text, &before);
    if (ls_listing_ask(rows->listing, query, NULL, &err) < 0)
        ui_say_error(rows->ui, &err);
    else
        rows_keep_filter(rows, before);
    ls_error_done(&err);
}

/* While it is typed: of what cannot be read the part before is shown, and what is missing is said. */
static void rows_live(void *arg, const char *text)
{
    struct rows *rows = arg;
    struct ls_query_place place;
    struct ls_error err = {0};
    size_t before;
    LS_AUTO(string) char *query = rows_query(rows, text, &before);
    if (ls_listing_type(rows->listing, query, &place, &err) < 0)
        prompt_point(&rows->ui->prompt, place.at > before ? place.at - before : 0, err.message, err.hint, place.unfinished);
    else
        prompt_point(&rows->ui->prompt, 0, NULL, NULL, false);
    ls_error_done(&err);
    rows_keep_filter(rows, before);
}

static bool rows_taken(void *arg, const char *answer, struct ls_error *err)
{
    struct rows *rows = arg;
    size_t before;
    LS_AUTO(string) char *query = rows_query(rows, answer, &before);
    if (ls_listing_ask(rows->listing, query, NULL, err) < 0)
        return false;
    rows_keep_filter(rows, before);
    return true;
}

static void rows_left(void *arg)
{
    rows_filter(arg, "");
}

/* What all of the line is called in terms stands before what may end its last word. */
static void rows_fill(void *arg, const char *word, struct choices *ret_choices)
{
    const struct rows *rows = arg;
    struct ls_query_context context = rows_context(rows);
    LS_AUTO(buf) struct ls_buf terms = LS_BUF_INIT;
    context.scores = NULL;
    if (ls_query_meant(rows->entity, rows->ui->prompt.text.data, &terms))
        choices_add_whole(ret_choices, terms.data, terms.data, ls_query_term_help(rows->entity, terms.data));
    choices_query(&context, word, ret_choices);
}

static void rows_help(void *arg, const char *text)
{
    help_query_show(arg, text);
}

void rows_ask(struct rows *rows, const char *text)
{
    ui_ask(rows->ui, &(struct ui_question){.kind = PROMPT_LINE, .label = "/", .text = text, .hint = rows->hint, .past = "filter",
                                           .fill = rows_fill, .live = rows_live, .taken = rows_taken,
                                           .left = rows_left, .help = rows_help, .arg = rows});
    if (strcmp(text, rows->filter) != 0)
        rows_live(rows, text);
}

void rows_say_none(const struct rows *rows, struct ls_buf *b)
{
    const struct ui *ui = rows->ui;
    LS_AUTO(buf) struct ls_buf key = LS_BUF_INIT;
    if (!rows->meant) {
        ls_buf_str(b, "nothing matches; Esc clears the filter");
        return;
    }
    keymap_key_of(&ui->keymap, ui->top->ops->mode(ui->top), LS_CMD_FILTER, &key);
    ls_buf_printf(b, "nothing has %s; %s finds %lld: ", strchr(rows->filter, ' ') ? "these words" : "this word", rows->meant,
                  (long long)rows->meant_found);
    if (ui->asking || !key.len)
        ls_buf_str(b, "Tab puts it in");
    else
        ls_buf_printf(b, "%s Tab Enter", key.data);
}

/* --- commands --------------------------------------------------------------------------------- */

const char *rows_first_key(const struct rows *rows, const char *keys)
{
    const char *first = *keys ? keys : ls_query_order(rows->entity), *closed = "closed,";
    first += strncmp(first, "-closed,", strlen("-closed,")) ? 0 : 1; /* what is over comes last, then the order begins */
    return first + (strncmp(first, closed, strlen(closed)) ? 0 : strlen(closed));
}

void rows_say_direction(const struct rows *rows, const char *keys, struct ls_buf *b)
{
    const char *first = rows_first_key(rows, keys);
    LS_AUTO(string) char *key = ls_strndup(first, strcspn(first, ","));
    ls_query_sort_words(rows->entity, key, b);
}

/* The cursor stays on its record, which seldom is the first one now. */
static void rows_say_cursor(const struct rows *rows, struct ls_buf *b)
{
    ls_id id = list_current(rows->list);
    if (!id || !rows->list->at)
        return;
    ls_buf_str(b, b->len ? "; " : "");
    ls_board_name(rows->ui->facts.board, id, b);
    ls_buf_printf(b, " is row %zu of %zu", rows->list->at + 1, rows->list->len);
}

/* Sorts by the order and the direction in use, and says so. A query that sorts by itself goes on doing so. */
static void rows_sort_now(struct rows *rows)
{
    LS_AUTO(string) char *keys = rows_keys(rows);
    LS_AUTO(buf) struct ls_buf words = LS_BUF_INIT;
    ls_listing_sort(rows->listing, keys, NULL);
    rows_show(rows);
    list_show_around(rows->list);
    rows_say_direction(rows, keys, &words);
    rows_say_cursor(rows, &words);
    if (strcmp(ls_listing_sorted(rows->listing), keys) != 0)
        ui_say(rows->ui, ROLE_DIM, "sorted by %s: sort: in the filter goes before", rows->words);
    else
        ui_say(rows->ui, ROLE_DIM, words.len ? "sorted by %s, %s" : "sorted by %s", rows->words, words.data);
}

void rows_sort(struct rows *rows, const char *keys, const char *name)
{
    rows->reverse = !strcmp(keys, rows->keys) && !rows->reverse;
    char *new_keys = ls_strdup(keys), *order = ls_strdup(name);
    free(rows->keys);
    free(rows->order);
    rows->keys = new_keys;
    rows->order = order;
    rows_sort_now(rows);
}

bool rows_command(struct rows *rows, enum ls_command_id id)
{
    switch (id) {
    case LS_CMD_FILTER:
        rows_ask(rows, rows->filter);
        return true;
    case LS_CMD_QUERY_WORDS:
        help_query_show(rows, NULL);
        return true;
    case LS_CMD_SORT:
        sort_ask(rows);
        return true;
    case LS_CMD_SORT_REVERSE:
        rows->reverse = !rows->reverse;
        rows_sort_now(rows);
        return true;
    case LS_CMD_BACK:
        if (!*rows->filter)
            return false;
        rows_filter(rows, "");
        return true;
    default:
        return false;
    }
}
