/* Sorting records by the keys of "sort:", and what people are told of keys. Orders themselves are query_order.c's. */
#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"
#include "model/query_order.h"

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
        ls_buf_str(b, ENDS[query_order_by_name(&key) ? LS_T_TEXT : key.type][down]);
}

int ls_query_sort_records(const struct ls_query_context *context, const char *keys, const struct ls_record **records,
                          size_t count, struct ls_error *err)
{
    struct query_order order;
    int code = query_order_read(context, keys, &order, err);
    if (code < 0)
        return code;
    union query_order_value *values = ls_alloc((count * order.len + 1) * sizeof(*values));
    for (size_t i = 0; i < count; i++)
        query_order_values(&order, records[i], &values[i * order.len]);
    query_order_sort(&order, records, values, count);
    for (size_t i = 0; i < count * order.len; i++)
        if (order.keys[i % order.len].text)
            free(values[i].text);
    free(values);
    query_order_done(&order);
    return 0;
}
