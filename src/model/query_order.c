/* Orders of records: their keys, what of a record is compared, and sorting. Each key is read once a record, so that
 * comparing is cheap. What keys are called is query_sort.c's. */
#include "model/query_order.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

#define OF(ID) ((uint64_t)1 << LS_E_##ID)
#define ALL (((uint64_t)1 << LS_E_COUNT) - 1)

/* --- keys --------------------------------------------------------------------------------------- */

/* Whose names a field shows. */
static uint64_t order_names(int entity)
{
    return entity < LS_E_COUNT ? (uint64_t)1 << entity : entity == LS_E_NONE ? 0 : ALL;
}

/* What a record's own name is made of: a number, a handle, or what the fields of its key refer to. */
static uint64_t order_own_name(enum ls_entity entity)
{
    const struct ls_entity_info *info = ls_entity_info(entity);
    return *info->prefix || info->handle >= 0 ? 0 : ALL;
}

/* Which other records decide about a key, beside the record itself. */
static uint64_t order_depends(enum ls_entity entity, const struct query_key *key)
{
    switch (key->computed) {
    case KEY_FIELD:
        return key->type == LS_T_REF || key->type == LS_T_SET ? order_names(key->arg) : 0;
    case KEY_ID:
        return order_own_name(entity);
    case KEY_RICE:
        return OF(SIGNAL_ITEM) | OF(SIGNAL) | OF(EXPERIMENT);
    case KEY_WEIGHT:
    case KEY_EVIDENCE:
    case KEY_ITEMS:
        return OF(SIGNAL_ITEM);
    case KEY_BLOCKERS:
        return OF(BLOCKER);
    case KEY_LOAD:
    case KEY_URGENT:
    case KEY_LATE:
        return OF(ITEM) | ORDER_DAY;
    case KEY_AGE:
        return OF(SETTING) | ORDER_DAY;
    case KEY_ACTING:
        return OF(PERSON) | ORDER_DAY;
    case KEY_CLOSED:
    case KEY_AWAY:
        return ORDER_DAY;
    case KEY_NOW:
    case KEY_PACE:
        return OF(METRIC_POINT);
    case KEY_SEEN_BY:
    case KEY_MINUTES:
    case KEY_WHEN:
        return 0;
    case KEY_TITLES:
        return ALL;
    default: /* gaps look at everything, the time of day too */
        return ALL | ORDER_ALWAYS;
    }
}

bool query_order_by_name(const struct query_key *key)
{
    bool any = key->type == LS_T_REF && key->arg >= LS_E_COUNT;
    return key->type == LS_T_REF && (any || !*ls_entity_info((enum ls_entity)key->arg)->prefix);
}

static int order_add(struct query_order *o, const char *text, size_t len, struct ls_error *err)
{
    while (len && *text == ' ') {
        text++;
        len--;
    }
    while (len && text[len - 1] == ' ')
        len--;
    bool down = len && *text == '-';
    LS_AUTO(string) char *name = ls_strndup(text + down, len - down);
    struct query_order_key *k = &o->keys[o->len];
    int code = query_sort_find(o->q->context.entity, name, &k->key, err);
    if (code < 0)
        return code;
    k->down = down;
    k->text = k->key.type == LS_T_TEXT || k->key.type == LS_T_NOTE || k->key.type == LS_T_SET || query_order_by_name(&k->key);
    query_computed_prepare(o->q, k->key.computed);
    o->depends |= order_depends(o->q->context.entity, &k->key);
    o->len++;
    return 0;
}

static int order_add_all(struct query_order *o, const char *keys, struct ls_error *err)
{
    while (*keys) {
        size_t len = strcspn(keys, ",");
        bool more = keys[len] == ',';
        int code = o->len < ORDER_KEYS ? order_add(o, keys, len, err) : 0;
        if (code == 0 && more && !keys[len + 1])
            code = order_add(o, "", 0, err);
        if (code < 0)
            return code;
        keys += len + more;
    }
    return 0;
}

int query_order_read(const struct ls_query_context *context, const char *keys, struct query_order *ret_order,
                     struct ls_error *err)
{
    struct query_order o = {0};
    int code = ls_query_read(context, "", &o.q, NULL, err);
    if (code == 0)
        code = order_add_all(&o, keys, err);
    if (code == 0)
        code = order_add_all(&o, ls_query_order(context->entity), err);
    if (code == 0)
        *ret_order = o;
    else
        query_order_done(&o);
    return code;
}

void query_order_done(struct query_order *o)
{
    ls_query_free(o->q);
}

/* --- values ------------------------------------------------------------------------------------- */

static char *order_text(const struct query_order *o, const struct query_key *key, const struct ls_record *record)
{
    LS_AUTO(buf) struct ls_buf plain = LS_BUF_INIT, folded = LS_BUF_INIT, room = LS_BUF_INIT;
    if (key->type == LS_T_REF) {
        int64_t id = query_key_int(o->q, key, record);
        if (id != LS_NONE)
            ls_board_name(o->q->context.board, id, &plain);
    } else if (key->type == LS_T_SET) {
        ls_field_format(o->q->context.board, record, key->field, &plain);
    } else {
        ls_buf_str(&plain, query_key_text(o->q, key, record, &room));
    }
    if (!plain.len)
        return NULL;
    ls_text_fold(&folded, plain.data);
    return ls_buf_steal(&folded);
}

static int64_t order_bits(int64_t bits)
{
    int64_t n = 0;
    for (; bits; bits &= bits - 1)
        n++;
    return n;
}

static double order_number(const struct query_order *o, const struct query_key *key, const struct ls_record *record)
{
    if (key->type == LS_T_REAL)
        return query_key_real(o->q, key, record);
    if (key->type == LS_T_STAMP) { /* a term compares days, the order minutes too */
        int64_t stamp = query_key_stamp(key, record);
        return stamp == LS_NONE ? NAN : (double)stamp;
    }
    int64_t value = query_key_int(o->q, key, record);
    if (key->computed == KEY_GAP)
        value = order_bits(value);
    if (key->type == LS_T_REF && value != LS_NONE) {
        const struct ls_record *r = ls_board_record(o->q->context.board, value);
        value = r ? r->num : LS_NONE;
    }
    return value == LS_NONE ? NAN : (double)value;
}

void query_order_values(const struct query_order *o, const struct ls_record *record, union query_order_value *ret_values)
{
    for (size_t i = 0; i < o->len; i++) {
        if (o->keys[i].text)
            ret_values[i].text = order_text(o, &o->keys[i].key, record);
        else
            ret_values[i].number = order_number(o, &o->keys[i].key, record);
    }
}

/* --- comparing ---------------------------------------------------------------------------------- */

static int order_compare_value(const struct query_order_key *k, const union query_order_value *a,
                               const union query_order_value *b)
{
    bool a_none = k->text ? !a->text : isnan(a->number), b_none = k->text ? !b->text : isnan(b->number);
    if (a_none || b_none)
        return a_none - b_none;
    int order = k->text ? strcmp(a->text, b->text) : (a->number > b->number) - (a->number < b->number);
    return k->down ? -order : order;
}

int query_order_compare(const struct query_order *o, const union query_order_value *a, ls_id a_id,
                        const union query_order_value *b, ls_id b_id)
{
    for (size_t k = 0; k < o->len; k++) {
        int order = order_compare_value(&o->keys[k], &a[k], &b[k]);
        if (order)
            return order;
    }
    return (a_id > b_id) - (a_id < b_id);
}

struct order_sorter {
    const struct query_order *order;
    const struct ls_record **records;
    const union query_order_value *values;
    uint64_t *ranks; /* of the values, row by row */
};

/* A value as a number that stands where it does, what is missing last: of a text its first bytes, of a number its bits,
 * which are in order but for the signs (IEEE 754). Numbers of the same rank are equal; texts may differ further on. */
static uint64_t order_rank(const struct query_order_key *k, const union query_order_value *value)
{
    const uint64_t sign = (uint64_t)1 << 63;
    uint64_t rank = 0;
    if (k->text ? !value->text : isnan(value->number))
        return UINT64_MAX;
    if (k->text) {
        for (size_t i = 0; i < sizeof(rank) && value->text[i]; i++)
            rank |= (uint64_t)(uint8_t)value->text[i] << (8 * (sizeof(rank) - 1 - i));
    } else {
        double number = value->number + 0.0; /* there is one zero */
        memcpy(&rank, &number, sizeof(rank));
        rank = rank & sign ? ~rank : rank | sign;
    }
    return k->down ? UINT64_MAX - 1 - rank : rank;
}

static int order_compare(const void *left, const void *right, void *arg)
{
    const struct order_sorter *s = arg;
    size_t i = *(const size_t *)left, j = *(const size_t *)right, width = s->order->len;
    const uint64_t *a = &s->ranks[i * width], *b = &s->ranks[j * width];
    for (size_t k = 0; k < width; k++) {
        if (a[k] != b[k])
            return a[k] < b[k] ? -1 : 1;
        if (s->order->keys[k].text)
            break; /* the rest as it is written */
    }
    return query_order_compare(s->order, &s->values[i * width], s->records[i]->id, &s->values[j * width], s->records[j]->id);
}

void query_order_sort(const struct query_order *o, const struct ls_record **records, union query_order_value *values,
                      size_t count)
{
    if (count < 2)
        return;
    struct order_sorter s = {o, records, values, ls_alloc(count * o->len * sizeof(*s.ranks))};
    size_t *places = ls_alloc(count * sizeof(*places));
    const struct ls_record **sorted = ls_alloc(count * sizeof(*sorted));
    union query_order_value *moved = ls_alloc(count * o->len * sizeof(*moved));
    for (size_t i = 0; i < count; i++) {
        places[i] = i;
        for (size_t k = 0; k < o->len; k++)
            s.ranks[i * o->len + k] = order_rank(&o->keys[k], &values[i * o->len + k]);
    }
    qsort_r(places, count, sizeof(*places), order_compare, &s);
    for (size_t i = 0; i < count; i++) {
        sorted[i] = records[places[i]];
        memcpy(&moved[i * o->len], &values[places[i] * o->len], o->len * sizeof(*moved));
    }
    memcpy(records, sorted, count * sizeof(*sorted));
    memcpy(values, moved, count * o->len * sizeof(*moved));
    free(moved);
    free(sorted);
    free(places);
    free(s.ranks);
}
