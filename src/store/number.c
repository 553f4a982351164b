/* The numbers that people say: given inside the write transaction, never twice. */
#include <stdlib.h>

#include "base/map.h"
#include "store/internal.h"

struct numbering {
    int64_t last[LS_E_COUNT]; /* the highest number given so far; LS_NONE: not read yet */
    bool changed[LS_E_COUNT];
    struct ls_map brought[LS_E_COUNT]; /* numbers that this changeset brings along */
};

static int number_counter(struct ls_store *store, enum ls_entity entity, int64_t *ret_last, struct ls_error *err)
{
    sqlite3_stmt *s = store_statement(store, STORE_S_COUNTER_GET, err);
    if (!s)
        return LS_EFAILED;
    sqlite3_bind_text(s, 1, ls_entity_info(entity)->name, -1, SQLITE_STATIC);
    int rc = sqlite3_step(s);
    if (rc != SQLITE_ROW && rc != SQLITE_DONE)
        return store_fail(store, rc, "read the team file", err);
    *ret_last = rc == SQLITE_ROW ? sqlite3_column_int64(s, 0) : 0;
    sqlite3_reset(s);
    return LS_OK;
}

/* A number that came along (an import's): kept where it is free. */
static int number_bring(struct ls_store *store, struct numbering *numbers, const struct ls_record_edit *record,
                        int64_t num, struct ls_error *err)
{
    const struct ls_entity_info *info = ls_entity_info(record->entity);
    if (num < 1)
        return ls_error_set(err, LS_EREFUSED, "%s-%lld is no number", info->prefix, (long long)num);
    int taken = ls_map_get(&numbers->brought[record->entity], num) ? 1 : store_num_taken(store, record->entity, num, err);
    if (taken < 0)
        return taken;
    if (taken) {
        ls_error_set(err, LS_EREFUSED, "%s-%lld is another %s already: a number is never used twice", info->prefix,
                     (long long)num, info->label);
        ls_error_hint(err, "leave the number empty, and the next free one is given");
        return LS_EREFUSED;
    }
    ls_map_put(&numbers->brought[record->entity], num, numbers);
    if (num > numbers->last[record->entity]) {
        numbers->last[record->entity] = num;
        numbers->changed[record->entity] = true;
    }
    return LS_OK;
}

static int number_put(struct ls_store *store, enum ls_entity entity, int64_t last, struct ls_error *err)
{
    sqlite3_stmt *s = store_statement(store, STORE_S_COUNTER_PUT, err);
    if (!s)
        return LS_EFAILED;
    sqlite3_bind_text(s, 1, ls_entity_info(entity)->name, -1, SQLITE_STATIC);
    sqlite3_bind_int64(s, 2, last);
    return store_step_done(store, s, "write to the team file", err);
}

/* First those that bring one, so that none of theirs is given to another. */
static int number_all(struct ls_store *store, struct numbering *numbers, struct ls_changeset *cs, bool brought,
                      struct ls_error *err)
{
    int code = LS_OK;
    for (size_t i = 0; !code && i < cs->len; i++) {
        struct ls_record_edit *record = &cs->records[i];
        if (!*ls_entity_info(record->entity)->prefix || !ls_record_edit_makes(record))
            continue;
        const struct ls_edit *num = ls_record_edit_get(record, LS_F_NUM);
        if (numbers->last[record->entity] == LS_NONE)
            code = number_counter(store, record->entity, &numbers->last[record->entity], err);
        if (!code && brought && num && num->after.kind == LS_V_INT)
            code = number_bring(store, numbers, record, num->after.i, err);
        if (!code && !brought && !num) {
            ls_record_edit_add(record, LS_F_NUM, (struct ls_value){0}, ls_value_int(++numbers->last[record->entity]));
            numbers->changed[record->entity] = true;
        }
    }
    return code;
}

int store_give_numbers(struct ls_store *store, struct ls_changeset *merged, struct ls_error *err)
{
    struct numbering numbers = {0};
    for (int e = 0; e < LS_E_COUNT; e++)
        numbers.last[e] = LS_NONE;
    int code = number_all(store, &numbers, merged, true, err);
    if (!code)
        code = number_all(store, &numbers, merged, false, err);
    for (int e = 0; e < LS_E_COUNT; e++) {
        if (!code && numbers.changed[e])
            code = number_put(store, (enum ls_entity)e, numbers.last[e], err);
        ls_map_done(&numbers.brought[e]);
    }
    return code;
}
