/* Order and filter of a list's rows. */
#include "ui/rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

void rows_init(struct rows *rows, const struct collection *of)
{
    *rows = (struct rows){.of = of, .sort = of->sort, .reverse = of->reverse};
}

static void rows_forget(struct rows *rows)
{
    for (size_t i = 0; i < rows->len; i++) {
        free(rows->v[i].key.text);
        free(rows->v[i].words);
    }
    rows->len = 0;
}

void rows_done(struct rows *rows)
{
    rows_forget(rows);
    free(rows->v);
    free(rows->filter);
    *rows = (struct rows){0};
}

/* --- the filter ------------------------------------------------------------------------------ */

/* All that the columns say, folded. */
static void rows_words(const struct rows *rows, struct row *row)
{
    const struct ls_record *r = ls_board_record(rows->facts->board, row->id);
    LS_AUTO(buf) struct ls_buf all = LS_BUF_INIT;
    struct ls_buf fold = LS_BUF_INIT;
    ls_board_name(rows->facts->board, row->id, &all);
    for (size_t i = 0; r && i < rows->of->count; i++) {
        enum role role;
        ls_buf_char(&all, ' ');
        collection_cell(rows->of, rows->facts, r, (int)i, &all, &role);
    }
    ls_text_fold(&fold, all.data);
    row->words = ls_buf_steal(&fold);
}

/* Every word is somewhere in the row; one with a '-' before it is not. */
static bool rows_wants(const struct rows *rows, struct row *row, const char *filter)
{
    for (filter = ls_text_skip_blank(filter); *filter; filter = ls_text_skip_blank(filter)) {
        size_t len = strcspn(filter, " ");
        bool not = *filter == '-' && len > 1;
        LS_AUTO(string) char *word = ls_strndup(filter + not, len - not);
        if (!row->words)
            rows_words(rows, row);
        if ((strstr(row->words, word) != NULL) == not)
            return false;
        filter += len;
    }
    return true;
}

/* Takes over from the rows in order those that the filter wants. */
static void rows_choose(struct rows *rows, struct list *list)
{
    LS_AUTO(buf) struct ls_buf filter = LS_BUF_INIT;
    ls_id *ids = ls_alloc((rows->len + 1) * sizeof(*ids));
    size_t n = 0;
    ls_text_fold(&filter, rows->filter ? rows->filter : "");
    for (size_t i = 0; i < rows->len; i++)
        if (rows_wants(rows, &rows->v[i], filter.data))
            ids[n++] = rows->v[i].id;
    list_set(list, ids, n);
    free(ids);
}

void rows_filter(struct rows *rows, const char *text, struct list *list)
{
    char *copy = ls_strdup(text);
    free(rows->filter);
    rows->filter = copy;
    rows_choose(rows, list);
}

/* --- the order ------------------------------------------------------------------------------- */

static bool rows_is_empty(const struct row *row)
{
    return !row->key.text && isnan(row->key.number);
}

/* What is empty comes last, however the others run; ties by number, then by age. */
static int rows_compare(const struct row *a, const struct row *b, bool reverse)
{
    bool none = rows_is_empty(a), other = rows_is_empty(b);
    int order = 0;
    if (none != other)
        return none ? 1 : -1;
    if (!none && a->key.text && b->key.text)
        order = strcmp(a->key.text, b->key.text);
    else if (!none && !a->key.text != !b->key.text)
        order = a->key.text ? 1 : -1;
    else if (!none)
        order = (a->key.number > b->key.number) - (a->key.number < b->key.number);
    if (order)
        return reverse ? -order : order;
    order = (a->num > b->num) - (a->num < b->num);
    return order ? order : (a->id > b->id) - (a->id < b->id);
}

static int rows_compare_up(const void *a, const void *b)
{
    return rows_compare(a, b, false);
}

static int rows_compare_down(const void *a, const void *b)
{
    return rows_compare(a, b, true);
}

void rows_sort(struct rows *rows, int column, bool reverse, struct list *list)
{
    rows->sort = column;
    rows->reverse = reverse;
    for (size_t i = 0; i < rows->len; i++) {
        struct row *row = &rows->v[i];
        free(row->key.text);
        row->key = collection_key(rows->of, rows->facts, ls_board_record(rows->facts->board, row->id), column);
    }
    qsort(rows->v, rows->len, sizeof(*rows->v), reverse ? rows_compare_down : rows_compare_up);
    rows_choose(rows, list);
}

void rows_read(struct rows *rows, const struct facts *facts, struct list *list)
{
    struct ls_board_walk walk = {facts->board, rows->of->entity, 0};
    const struct ls_record *r;
    rows->facts = facts;
    rows_forget(rows);
    rows->v = ls_realloc(rows->v, (ls_board_count(rows->facts->board, rows->of->entity) + 1) * sizeof(*rows->v));
    while ((r = ls_board_walk_next(&walk)))
        if (collection_has(rows->of, r))
            rows->v[rows->len++] = (struct row){.id = r->id, .num = r->num == LS_NONE ? INT64_MAX : r->num};
    rows_sort(rows, rows->sort, rows->reverse, list);
}

void rows_order_words(const struct rows *rows, struct ls_buf *b)
{
    collection_column_name(rows->of, rows->sort, b);
    ls_buf_str(b, rows->reverse ? " ↑" : " ↓");
}
