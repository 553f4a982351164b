/* Rows in order. Taking out and putting in is a pass over the rows that moves memory and compares next to nothing. */
#include "model/listing_rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"

/* Above one in FEW rows that changed, sorting is no more work. */
enum { FEW = 8 };

void listing_rows_init(struct listing_rows *r)
{
    *r = (struct listing_rows){.sorted = ls_strdup("")};
}

static void rows_free_values(const struct listing_rows *r, union query_order_value *values)
{
    for (size_t k = 0; k < r->width; k++)
        if (r->texts[k])
            free(values[k].text);
}

static void rows_forget(struct listing_rows *r)
{
    for (size_t i = 0; i < r->len; i++)
        rows_free_values(r, &r->values[i * r->width]);
    r->len = 0;
}

void listing_rows_done(struct listing_rows *r)
{
    rows_forget(r);
    free(r->v);
    free(r->values);
    free(r->texts);
    free(r->sorted);
}

/* --- all of them --------------------------------------------------------------------------------- */

static struct listing_row rows_row(const struct ls_record *record)
{
    return (struct listing_row){record, record->id, LISTING_NOT_FOLDED, ls_query_leaves_out(record)};
}

static void rows_note(struct listing_rows *r, const struct ls_query_context *context)
{
    r->version = ls_board_version(context->board);
    r->today = ls_stamp_date(context->now);
}

/* Room for count rows. */
static void rows_reserve(struct listing_rows *r, size_t count)
{
    if (count <= r->cap && r->v)
        return;
    r->cap = count + count / 8 + 16;
    r->v = ls_realloc(r->v, r->cap * sizeof(*r->v));
    r->values = ls_realloc(r->values, (r->cap * r->width + 1) * sizeof(*r->values));
}

/* The rows are emptied for another order. */
static void rows_begin(struct listing_rows *r, const struct query_order *order, const char *keys)
{
    char *sorted = ls_strdup(keys);
    rows_forget(r);
    free(r->v);
    free(r->values);
    free(r->sorted);
    r->v = NULL;
    r->values = NULL;
    r->sorted = sorted;
    r->width = order->len;
    r->texts = ls_realloc(r->texts, (order->len + 1) * sizeof(*r->texts));
    for (size_t k = 0; k < order->len; k++)
        r->texts[k] = order->keys[k].text;
}

static void rows_sort(struct listing_rows *r, const struct ls_query_context *context, const struct query_order *order)
{
    size_t count = 0, most = ls_board_count(context->board, context->entity);
    const struct ls_record **records = ls_alloc((most + 1) * sizeof(*records));
    struct ls_board_walk walk = {context->board, context->entity, 0};
    rows_reserve(r, most);
    for (const struct ls_record *record; (record = ls_board_walk_next(&walk)); count++) {
        records[count] = record;
        query_order_values(order, record, &r->values[count * r->width]);
    }
    query_order_sort(order, records, r->values, count);
    for (size_t i = 0; i < count; i++)
        r->v[i] = rows_row(records[i]);
    r->len = count;
    rows_note(r, context);
    free(records);
}

int listing_rows_sort(struct listing_rows *r, const struct ls_query_context *context, const char *keys, struct ls_error *err)
{
    struct query_order order;
    int code = query_order_read(context, keys, &order, err);
    if (code < 0)
        return code;
    rows_begin(r, &order, keys);
    rows_sort(r, context, &order);
    query_order_done(&order);
    return 0;
}

/* --- what changed -------------------------------------------------------------------------------- */

/* Records that are taken out, and put back where they are still there. */
struct rows_moved {
    const struct ls_record **records;
    size_t len, cap;
};

static int rows_compare_id(const void *left, const void *right)
{
    ls_id a = (*(const struct ls_record *const *)left)->id, b = (*(const struct ls_record *const *)right)->id;
    return (a > b) - (a < b);
}

/* Whether a record is among the first so many, which are in the order of their ids. */
static bool rows_is_moved(const struct rows_moved *m, size_t len, ls_id id)
{
    size_t low = 0, high = len;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (m->records[middle]->id == id)
            return true;
        if (m->records[middle]->id < id)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

static bool rows_same_values(const struct listing_rows *r, const union query_order_value *a, const union query_order_value *b)
{
    for (size_t k = 0; k < r->width; k++) {
        bool same = r->texts[k] ? (!a[k].text || !b[k].text ? a[k].text == b[k].text : !strcmp(a[k].text, b[k].text))
                                : a[k].number == b[k].number || (isnan(a[k].number) && isnan(b[k].number));
        if (!same)
            return false;
    }
    return true;
}

/* Adds the records that stand elsewhere because others changed. */
static void rows_find_shifted(const struct listing_rows *r, const struct query_order *order, struct rows_moved *m)
{
    size_t changed = m->len;
    union query_order_value *values = ls_alloc((r->width + 1) * sizeof(*values));
    for (size_t i = 0; i < r->len; i++) {
        if (rows_is_moved(m, changed, r->v[i].id))
            continue;
        query_order_values(order, r->v[i].record, values);
        if (!rows_same_values(r, values, &r->values[i * r->width])) {
            LS_GROW(m->records, m->len, m->cap);
            m->records[m->len++] = r->v[i].record;
        }
        rows_free_values(r, values);
    }
    free(values);
}

/* Whether what others hold has to be looked at anew for each row. */
static bool rows_depend(const struct listing_rows *r, const struct ls_query_context *context, const struct query_order *order)
{
    if (order->depends & ORDER_ALWAYS || (order->depends & ORDER_DAY && ls_stamp_date(context->now) != r->today))
        return true;
    for (int e = 0; e < LS_E_COUNT; e++)
        if (order->depends >> e & 1 && ls_board_changed(context->board, (enum ls_entity)e) > r->version)
            return true;
    return false;
}

/* Closes the gaps of the rows that are taken out. */
static void rows_take_out(struct listing_rows *r, const struct rows_moved *m)
{
    size_t kept = 0;
    for (size_t i = 0; i < r->len; i++) {
        if (rows_is_moved(m, m->len, r->v[i].id)) {
            rows_free_values(r, &r->values[i * r->width]);
            continue;
        }
        if (kept != i) {
            r->v[kept] = r->v[i];
            memcpy(&r->values[kept * r->width], &r->values[i * r->width], r->width * sizeof(*r->values));
        }
        kept++;
    }
    r->len = kept;
}

/* Where a record belongs among the first len rows. */
static size_t rows_place(const struct listing_rows *r, const struct query_order *order, size_t len,
                         const union query_order_value *values, ls_id id)
{
    size_t low = 0, high = len;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (query_order_compare(order, &r->values[middle * r->width], r->v[middle].id, values, id) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Puts in what is still there: sorted among themselves, then from the last one on, each with the rows behind it. */
static void rows_put_in(struct listing_rows *r, const struct query_order *order, const struct rows_moved *m)
{
    size_t n = 0, end = r->len, width = r->width;
    const struct ls_record **records = ls_alloc((m->len + 1) * sizeof(*records));
    union query_order_value *values = ls_alloc((m->len * width + 1) * sizeof(*values));
    for (size_t i = 0; i < m->len; i++)
        if (!m->records[i]->deleted) {
            query_order_values(order, m->records[i], &values[n * width]);
            records[n++] = m->records[i];
        }
    query_order_sort(order, records, values, n);
    rows_reserve(r, r->len + n);
    for (size_t i = n; i-- > 0;) {
        size_t at = rows_place(r, order, end, &values[i * width], records[i]->id), behind = end - at;
        memmove(&r->v[at + i + 1], &r->v[at], behind * sizeof(*r->v));
        memmove(&r->values[(at + i + 1) * width], &r->values[at * width], behind * width * sizeof(*values));
        r->v[at + i] = rows_row(records[i]);
        memcpy(&r->values[(at + i) * width], &values[i * width], width * sizeof(*values));
        end = at;
    }
    r->len += n;
    free(records);
    free(values);
}

int listing_rows_update(struct listing_rows *r, const struct ls_query_context *context, const char *keys, bool *ret_few,
                        struct ls_error *err)
{
    struct rows_moved m = {0};
    struct query_order order;
    *ret_few = false;
    if (!r->version || ls_board_replaced(r->version, context->board) || strcmp(keys, r->sorted) != 0)
        return listing_rows_sort(r, context, keys, err);
    int code = query_order_read(context, keys, &order, err);
    if (code < 0)
        return code;
    m.len = m.cap = ls_board_changed_since(context->board, context->entity, r->version, &m.records);
    *ret_few = m.len <= r->len / FEW;
    if (*ret_few && m.len)
        qsort(m.records, m.len, sizeof(*m.records), rows_compare_id);
    if (*ret_few && rows_depend(r, context, &order)) {
        rows_find_shifted(r, &order, &m);
        *ret_few = m.len <= r->len / FEW;
        if (*ret_few && m.len)
            qsort(m.records, m.len, sizeof(*m.records), rows_compare_id);
    }
    if (*ret_few && m.len) {
        rows_take_out(r, &m);
        rows_put_in(r, &order, &m);
    }
    *ret_few = *ret_few && r->len == ls_board_count(context->board, context->entity); /* else some were read since, unchanged */
    if (!*ret_few) {
        rows_forget(r);
        rows_sort(r, context, &order);
    }
    rows_note(r, context);
    free(m.records);
    query_order_done(&order);
    return 0;
}
