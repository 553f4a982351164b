/* An order of records, taken apart: what of each record is compared, and on what else that depends. Lists sort by it,
 * and keep themselves sorted by it. */
#ifndef LOCKSTEP_MODEL_QUERY_ORDER_H
#define LOCKSTEP_MODEL_QUERY_ORDER_H

#include "model/query_internal.h"

/* A value to compare: NaN and NULL are empty. */
union query_order_value {
    double number;
    char *text;
};

enum { ORDER_KEYS = 12 };

struct query_order_key {
    struct query_key key;
    bool down, text;
};

struct query_order {
    struct ls_query *q; /* what computed keys look up, of the board as it was when the order was read */
    struct query_order_key keys[ORDER_KEYS];
    size_t len;
    uint64_t depends; /* entities whose records decide too where others stand: bit 1 << enum ls_entity; ORDER_DAY */
};

#define ORDER_DAY ((uint64_t)1 << 63)    /* today does */
#define ORDER_ALWAYS ((uint64_t)1 << 62) /* more than that does: it has to be looked at anew each time */

/* Reads keys ("due,-rice"), and the entity's own order behind them. Fails with LS_EUSAGE for what is no key. */
int query_order_read(const struct ls_query_context *context, const char *keys, struct query_order *ret_order,
                     struct ls_error *err);
void query_order_done(struct query_order *order);

/* Whether a reference sorts by the name of what it refers to: records with a number sort by that. */
bool query_order_by_name(const struct query_key *key);

/* Reads what is compared of a record: order->len values, whose text the caller frees. */
void query_order_values(const struct query_order *order, const struct ls_record *record, union query_order_value *ret_values);

/* Which comes first; of equals the older one (by id): no two records stand at the same place. */
int query_order_compare(const struct query_order *order, const union query_order_value *a, ls_id a_id,
                        const union query_order_value *b, ls_id b_id);

/* Sorts records and their values, which stand in the same order. */
void query_order_sort(const struct query_order *order, const struct ls_record **records, union query_order_value *values,
                      size_t count);

#endif
