/* Sorting records by the keys of "sort:". Each key is read once a record, so that comparing is cheap. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/query_internal.h"

enum { SORT_KEYS = 12 };

/* A value to compare: NaN and NULL are empty. */
union sort_value {
    double number;
    char *text;
};

struct sort_key {
    struct query_key key;
    bool down, text;
};

struct sorter {
    struct ls_query *q; /* what computed keys look up */
    struct sort_key keys[SORT_KEYS];
    size_t len;
    const struct ls_record **records;
    union sort_value *values; /* len for each record */
};

/* --- keys --------------------------------------------------------------------------------------- */

/* Records with a number sort by it, those with a handle or a key by their name. */
static bool sort_by_name(const struct query_key *key)
{
    bool any = key->type == LS_T_REF && key->arg >= LS_E_COUNT;
    return key->type == LS_T_REF && (any || !*ls_entity_info((enum ls_entity)key->arg)->prefix);
}

/* "items sort by id, title, priority, …": fields first, then what is computed. */
static void sort_names(enum ls_entity entity, struct ls_buf *b)
{
    struct ls_query_word word;
    ls_buf_printf(b, "%s sort by ", ls_entity_info(entity)->plural);
    for (size_t i = 0; ls_query_name(entity, i, &word); i++)
        ls_buf_printf(b, "%s%s", i ? ", " : "", word.name);
}

int query_sort_find(enum ls_entity entity, const char *name, struct query_key *ret_key, struct ls_error *err)
{
    if (query_key_find(entity, name, ret_key))
        return 0;
    const char *nearest = *name ? query_key_nearest(entity, name, false) : NULL;
    if (*name)
        ls_error_set(err, LS_EUSAGE, "there is nothing called \"%s\" to sort by", name);
    else
        ls_error_set(err, LS_EUSAGE, "a field to sort by is missing");
    LS_AUTO(buf) struct ls_buf names = LS_BUF_INIT;
    sort_names(entity, &names);
    if (nearest)
        ls_error_hint(err, "did you mean %s?", nearest);
    else
        ls_error_hint(err, "%s", names.data);
    return LS_EUSAGE;
}

void ls_query_sort_words(enum ls_entity entity, const char *text, struct ls_buf *b)
{
    static const char *const ENDS[][2] = {
        [LS_T_TEXT] = {"A to Z", "Z to A"},           [LS_T_NOTE] = {"A to Z", "Z to A"},
        [LS_T_SET] = {"A to Z", "Z to A"},            [LS_T_REF] = {"lowest first", "highest first"},
        [LS_T_INT] = {"lowest first", "highest first"}, [LS_T_REAL] = {"lowest first", "highest first"},
        [LS_T_DATE] = {"earliest first", "latest first"}, [LS_T_STAMP] = {"earliest first", "latest first"},
        [LS_T_BOOL] = {"no first", "yes first"},
    };
    struct query_key key;
    bool down = *text == '-';
    if (!query_key_find(entity, text + down, &key))
        return;
    int words = key.type == LS_T_ENUM && key.computed == KEY_FIELD ? ls_enum_count((enum ls_enum)key.arg) : 0;
    if (entity == LS_E_ITEM && key.computed == KEY_FIELD && key.field == LS_F_item_priority)
        ls_buf_str(b, down ? "lowest first" : "urgent first"); /* 1 is the highest */
    else if (words)
        ls_buf_printf(b, "%s first", ls_enum_word((enum ls_enum)key.arg, down ? words - 1 : 0));
    else if (key.computed == KEY_GAP)
        ls_buf_str(b, down ? "most first" : "fewest first");
    else
        ls_buf_str(b, ENDS[sort_by_name(&key) ? LS_T_TEXT : key.type][down]);
}

static int sort_add(struct sorter *s, const char *text, size_t len, struct ls_error *err)
{
    while (len && *text == ' ') {
        text++;
        len--;
    }
    while (len && text[len - 1] == ' ')
        len--;
    bool down = len && *text == '-';
    LS_AUTO(string) char *name = ls_strndup(text + down, len - down);
    struct sort_key *k = &s->keys[s->len];
    int code = query_sort_find(s->q->context.entity, name, &k->key, err);
    if (code < 0)
        return code;
    k->down = down;
    k->text = k->key.type == LS_T_TEXT || k->key.type == LS_T_NOTE || k->key.type == LS_T_SET || sort_by_name(&k->key);
    query_computed_prepare(s->q, k->key.computed);
    s->len++;
    return 0;
}

static int sort_add_all(struct sorter *s, const char *keys, struct ls_error *err)
{
    while (*keys) {
        size_t len = strcspn(keys, ",");
        bool more = keys[len] == ',';
        int code = s->len < SORT_KEYS ? sort_add(s, keys, len, err) : 0;
        if (code == 0 && more && !keys[len + 1])
            code = sort_add(s, "", 0, err);
        if (code < 0)
            return code;
        keys += len + more;
    }
    return 0;
}

/* --- values ------------------------------------------------------------------------------------- */

static char *sort_text(const struct sorter *s, const struct query_key *key, const struct ls_record *record)
{
    LS_AUTO(buf) struct ls_buf plain = LS_BUF_INIT, folded = LS_BUF_INIT, room = LS_BUF_INIT;
    if (key->type == LS_T_REF) {
        int64_t id = query_key_int(s->q, key, record);
        if (id != LS_NONE)
            ls_board_name(s->q->context.board, id, &plain);
    } else if (key->type == LS_T_SET) {
        ls_field_format(s->q->context.board, record, key->field, &plain);
    } else {
        ls_buf_str(&plain, query_key_text(s->q, key, record, &room));
    }
    if (!plain.len)
        return NULL;
    ls_text_fold(&folded, plain.data);
    return ls_buf_steal(&folded);
}

static int64_t sort_bits(int64_t bits)
{
    int64_t n = 0;
    for (; bits; bits &= bits - 1)
        n++;
    return n;
}

static double sort_number(const struct sorter *s, const struct query_key *key, const struct ls_record *record)
{
    if (key->type == LS_T_REAL)
        return query_key_real(s->q, key, record);
    if (key->type == LS_T_STAMP) { /* a term compares days, the order minutes too */
        int64_t stamp = query_key_stamp(key, record);
        return stamp == LS_NONE ? NAN : (double)stamp;
    }
    int64_t value = query_key_int(s->q, key, record);
    if (key->computed == KEY_GAP)
        value = sort_bits(value);
    if (key->type == LS_T_REF && value != LS_NONE) {
        const struct ls_record *r = ls_board_record(s->q->context.board, value);
        value = r ? r->num : LS_NONE;
    }
    return value == LS_NONE ? NAN : (double)value;
}

static void sort_read(struct sorter *s, const struct ls_record *record, union sort_value *values)
{
    for (size_t i = 0; i < s->len; i++) {
        if (s->keys[i].text)
            values[i].text = sort_text(s, &s->keys[i].key, record);
        else
            values[i].number = sort_number(s, &s->keys[i].key, record);
    }
}

/* --- comparing ---------------------------------------------------------------------------------- */

static int sort_compare_value(const struct sort_key *k, const union sort_value *a, const union sort_value *b)
{
    bool a_none = k->text ? !a->text : isnan(a->number), b_none = k->text ? !b->text : isnan(b->number);
    if (a_none || b_none)
        return a_none - b_none;
    int order = k->text ? strcmp(a->text, b->text) : (a->number > b->number) - (a->number < b->number);
    return k->down ? -order : order;
}

static int sort_compare(const void *left, const void *right, void *arg)
{
    const struct sorter *s = arg;
    size_t i = *(const size_t *)left, j = *(const size_t *)right;
    int order = 0;
    for (size_t k = 0; k < s->len && !order; k++)
        order = sort_compare_value(&s->keys[k], &s->values[i * s->len + k], &s->values[j * s->len + k]);
    if (order)
        return order;
    ls_id a = s->records[i]->id, b = s->records[j]->id;
    return (a > b) - (a < b);
}

static void sort_run(struct sorter *s, size_t count)
{
    size_t *places = ls_alloc((count + 1) * sizeof(*places));
    const struct ls_record **sorted = ls_alloc((count + 1) * sizeof(*sorted));
    s->values = ls_alloc((count * s->len + 1) * sizeof(*s->values));
    for (size_t i = 0; i < count; i++) {
        places[i] = i;
        sort_read(s, s->records[i], &s->values[i * s->len]);
    }
    qsort_r(places, count, sizeof(*places), sort_compare, s);
    for (size_t i = 0; i < count; i++)
        sorted[i] = s->records[places[i]];
    if (count)
        memcpy(s->records, sorted, count * sizeof(*sorted));
    for (size_t i = 0; i < count * s->len; i++)
        if (s->keys[i % s->len].text)
            free(s->values[i].text);
    free(s->values);
    free(sorted);
    free(places);
}

int ls_query_sort_records(const struct ls_query_context *context, const char *keys, const struct ls_record **records,
                          size_t count, struct ls_error *err)
{
    struct ls_query *q = NULL;
    int code = ls_query_read(context, "", &q, NULL, err);
    struct sorter s = {.q = q, .records = records};
    if (code == 0)
        code = sort_add_all(&s, keys, err);
    if (code == 0)
        code = sort_add_all(&s, ls_query_order(context->entity), err);
    if (code == 0)
        sort_run(&s, count);
    ls_query_free(q);
    return code;
}
