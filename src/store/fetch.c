/* Reading parts of a team file: for a board of parts, the store's own (base) and a front end's. A part is read as the
 * file stood at the place in the log where that board is; what was written since is taken back in what was read. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/pack.h"
#include "store/internal.h"

/* --- rows ------------------------------------------------------------------------------------ */

typedef void fetch_row(void *arg, sqlite3_stmt *s, enum ls_entity entity);

static int fetch_step(struct ls_store *store, sqlite3_stmt *s, enum ls_entity entity, fetch_row *row, void *arg,
                      bool *ret_found, struct ls_error *err)
{
    int rc;
    while ((rc = sqlite3_step(s)) == SQLITE_ROW) {
        if (sqlite3_column_int64(s, 0) <= 0)
            continue;
        row(arg, s, entity);
        *ret_found = true;
    }
    return rc == SQLITE_DONE ? LS_OK : store_fail(store, rc, "read the team file", err);
}

static int fetch_by_id(struct ls_store *store, enum ls_entity entity, ls_id id, fetch_row *row, void *arg,
                       bool *ret_found, struct ls_error *err)
{
    sqlite3_stmt **s = &store->by_id[entity];
    int code = *s ? LS_OK : store_select(store, entity, "WHERE id = ?1", s, err);
    if (code)
        return code;
    sqlite3_bind_int64(*s, 1, id);
    code = fetch_step(store, *s, entity, row, arg, ret_found, err);
    sqlite3_reset(*s);
    return code;
}

static int fetch_once(struct ls_store *store, enum ls_entity entity, const char *tail, int64_t key, fetch_row *row,
                      void *arg, struct ls_error *err)
{
    sqlite3_stmt *s = NULL;
    bool found;
    int code = store_select(store, entity, tail, &s, err);
    if (code)
        return code;
    sqlite3_bind_int64(s, 1, key);
    code = fetch_step(store, s, entity, row, arg, &found, err);
    sqlite3_finalize(s);
    return code;
}

/* Of which kind it is, is not known: most references are to people and items. */
static int fetch_anywhere(struct ls_store *store, ls_id id, fetch_row *row, void *arg, struct ls_error *err)
{
    bool found = false;
    int code = fetch_by_id(store, LS_E_PERSON, id, row, arg, &found, err);
    if (!code && !found)
        code = fetch_by_id(store, LS_E_ITEM, id, row, arg, &found, err);
    for (int e = 0; !code && !found && e < LS_E_COUNT; e++) {
        if (e != LS_E_PERSON && e != LS_E_ITEM)
            code = fetch_by_id(store, (enum ls_entity)e, id, row, arg, &found, err);
    }
    return code;
}

static int fetch_rows(struct ls_store *store, const struct ls_board_need *need, fetch_row *row, void *arg,
                      struct ls_error *err)
{
    bool found = false;
    int code;
    switch (need->part) {
    case LS_PART_RECORD:
        return need->entity < LS_E_COUNT ? fetch_by_id(store, need->entity, need->key, row, arg, &found, err)
                                         : fetch_anywhere(store, need->key, row, arg, err);
    case LS_PART_NUM: return fetch_once(store, need->entity, "WHERE num = ?1", need->key, row, arg, err);
    case LS_PART_ENTITY:
        code = need->entity == LS_E_ITEM ? fetch_once(store, LS_E_ITEM, store_first_page, 0, row, arg, err) : LS_OK;
        return code ? code : fetch_once(store, need->entity, "", 0, row, arg, err);
    case LS_PART_BELOW: return fetch_once(store, LS_E_ITEM, store_below, need->key, row, arg, err);
    default: return LS_OK;
    }
}

/* --- as it stood ----------------------------------------------------------------------------- */

/* What was read, on a board of its own, and which: to take back what was written since. */
struct fetch_past {
    struct ls_board *board;
    ls_id *ids;
    size_t len, cap;
    struct ls_changeset **since;
    size_t since_len, since_cap;
};

static void past_row(void *arg, sqlite3_stmt *s, enum ls_entity entity)
{
    struct fetch_past *past = arg;
    LS_GROW(past->ids, past->len, past->cap);
    past->ids[past->len++] = sqlite3_column_int64(s, 0);
    ls_board_put(past->board, store_row_record(s, entity));
}

static void past_since(void *arg, struct ls_changeset *cs, const uint8_t *chain)
{
    struct fetch_past *past = arg;
    (void)chain;
    LS_GROW(past->since, past->since_len, past->since_cap);
    past->since[past->since_len++] = cs;
}

/* What was made since never was. */
static void past_pack(const struct fetch_past *past, struct ls_buf *b)
{
    for (size_t i = 0; i < past->len; i++) {
        const struct ls_record *record = ls_board_record(past->board, past->ids[i]);
        if (!record->deleted || record->entered != LS_NONE)
            ls_record_pack(b, record);
    }
}

static int fetch_as_of(struct ls_store *store, const struct ls_board_need *need, uint64_t seq, uint64_t now,
                       struct ls_buf *b, struct ls_error *err)
{
    struct fetch_past past = {.board = ls_board_new()};
    const struct ls_board_need all = {LS_PART_ENTITY, LS_E_ITEM, 0}; /* who has left a parent since is only among them */
    int code = fetch_rows(store, need->part == LS_PART_BELOW ? &all : need, past_row, &past, err);
    if (!code)
        code = store_log_read(store, seq, now, past_since, &past, err);
    for (size_t i = past.since_len; i-- > 0;) {
        if (!code)
            ls_board_revert(past.board, past.since[i]);
        ls_changeset_free(past.since[i]);
    }
    if (!code)
        past_pack(&past, b);
    ls_board_free(past.board);
    free(past.ids);
    free(past.since);
    return code;
}

/* --- for a front end ------------------------------------------------------------------------- */

static void fetch_pack(void *arg, sqlite3_stmt *s, enum ls_entity entity)
{
    const struct ls_store_sink *sink = arg;
    store_row_pack(s, entity, sink->records(sink->arg));
}

static int fetch_part(struct ls_store *store, const struct ls_board_need *need, uint64_t seq,
                      const struct ls_store_sink *sink, struct ls_error *err)
{
    struct store_meta meta;
    int code = store_read_meta(store, &meta, err);
    if (!code)
        code = store_same_past(store, &meta, err);
    if (code)
        return code;
    if (need->part == LS_PART_EVENTS)
        return store_load_events(store, seq, sink, err);
    if (meta.seq == seq)
        return fetch_rows(store, need, fetch_pack, (void *)(uintptr_t)sink, err);
    return fetch_as_of(store, need, seq, meta.seq, sink->records(sink->arg), err);
}

int ls_store_fetch(struct ls_store *store, const struct ls_board_need *need, uint64_t seq,
                   const struct ls_store_sink *sink, struct ls_error *err)
{
    int code = !store->db || store->broken ? store_reconnect(store, err) : LS_OK;
    if (!code)
        code = store_run(store, STORE_S_BEGIN_READ, err);
    if (code)
        return code;
    code = fetch_part(store, need, seq, sink, err);
    if (!sqlite3_get_autocommit(store->db)) {
        int ended = store_run(store, STORE_S_COMMIT, code ? NULL : err);
        code = code ? code : ended;
    }
    return code;
}

/* --- one by one ------------------------------------------------------------------------------ */

static int fetch_not_text(const struct ls_store *store, const struct ls_record *record, struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT;
    ls_record_name(store->base, record, &name);
    ls_error_set(err, LS_ECORRUPT, "%s in %s holds text that is not UTF-8", name.data, store->path);
    ls_error_hint(err, "another program wrote it, or the file is damaged: lockstep doctor looks");
    return LS_ECORRUPT;
}

static int fetch_view(struct ls_store *store, enum ls_entity entity, const char *tail, ls_store_each_record *each, void *arg,
                      struct ls_error *err)
{
    sqlite3_stmt *s = NULL;
    int rc = SQLITE_ROW, code = store_select_view(store, entity, tail, &s, err);
    if (code)
        return code;
    struct ls_record *blank = ls_record_new(entity, 0), *record = ls_alloc(ls_entity_info(entity)->size);
    while (!code && (rc = sqlite3_step(s)) == SQLITE_ROW) {
        if (sqlite3_column_int64(s, 0) <= 0)
            continue;
        if (store_row_view(s, record, blank))
            each(arg, record);
        else
            code = fetch_not_text(store, record, err);
    }
    sqlite3_finalize(s);
    free(record);
    ls_record_free(blank);
    return code || rc == SQLITE_DONE ? code : store_fail(store, rc, "read the team file", err);
}

int ls_store_each(struct ls_store *store, enum ls_entity entity, ls_store_each_record *each, void *arg, struct ls_error *err)
{
    int code = !store->db || store->broken ? store_reconnect(store, err) : LS_OK;
    if (!code)
        code = store_run(store, STORE_S_BEGIN_READ, err);
    if (code)
        return code;
    code = store_catch_up(store, err);
    if (!code)
        code = fetch_view(store, entity, "WHERE deleted = 0 AND num IS NOT NULL ORDER BY num, id", each, arg, err);
    if (!code)
        code = fetch_view(store, entity, "WHERE deleted = 0 AND num IS NULL ORDER BY id", each, arg, err);
    if (!code && store->unread.code)
        code = ls_error_move(err, &store->unread);
    if (!sqlite3_get_autocommit(store->db)) {
        int ended = store_run(store, STORE_S_COMMIT, code ? NULL : err);
        code = code ? code : ended;
    }
    ls_board_forget(store->base); /* it has read whatever they refer to */
    return code;
}

/* --- for base -------------------------------------------------------------------------------- */

static void base_row(void *arg, sqlite3_stmt *s, enum ls_entity entity)
{
    ls_board_read(arg, store_row_record(s, entity));
}

struct base_part {
    struct ls_board *board;
    struct ls_buf records;
};

static struct ls_buf *base_records(void *arg)
{
    struct base_part *part = arg;
    return &part->records;
}

static void base_event(void *arg, const struct ls_event *event)
{
    struct base_part *part = arg;
    struct ls_event own = *event;
    own.before = ls_value_copy(&event->before);
    own.after = ls_value_copy(&event->after);
    ls_board_read_event(part->board, &own);
}

/* Between transactions others may have written: base is then where the store is, not where the file is. */
static bool base_read_apart(struct ls_store *store, struct ls_board *board, const struct ls_board_need *need)
{
    struct base_part part = {board, LS_BUF_INIT};
    const struct ls_store_sink sink = {.records = base_records, .event = base_event, .arg = &part};
    struct ls_unpack u;
    struct ls_record *record;
    int code = ls_store_fetch(store, need, store->meta.seq, &sink, &store->unread);
    ls_unpack_init(&u, part.records.data, part.records.len);
    while (!code && u.left && ls_record_unpack(&u, &record, NULL) == LS_OK)
        ls_board_read(board, record);
    ls_buf_done(&part.records);
    return code == LS_OK;
}

/* Inside a transaction base has caught up before anything is asked of it (store_catch_up), so it is where the file is. */
static bool base_read(void *arg, struct ls_board *board, const struct ls_board_need *need)
{
    struct ls_store *store = arg;
    struct base_part part = {.board = board};
    const struct ls_store_sink sink = {.event = base_event, .arg = &part};
    if (!store->db)
        return false;
    if (sqlite3_get_autocommit(store->db))
        return base_read_apart(store, board, need);
    if (need->part == LS_PART_EVENTS)
        return store_load_events(store, store->meta.seq, &sink, &store->unread) == LS_OK;
    return fetch_rows(store, need, base_row, board, &store->unread) == LS_OK;
}

/* Of all entities: a reference does not say of which kind it is. */
static ls_id base_highest(void *arg)
{
    struct ls_store *store = arg;
    ls_id highest = 0;
    for (int e = 0; store->db && e < LS_E_COUNT; e++) {
        LS_AUTO(string) char *sql = ls_asprintf("SELECT max(id) FROM \"%s\"", ls_entity_info((enum ls_entity)e)->name);
        sqlite3_stmt *s = NULL;
        bool read = sqlite3_prepare_v2(store->db, sql, -1, &s, NULL) == SQLITE_OK && sqlite3_step(s) == SQLITE_ROW;
        ls_id of_entity = read ? sqlite3_column_int64(s, 0) : 0;
        sqlite3_finalize(s);
        if (!read)
            return 0;
        highest = of_entity > highest ? of_entity : highest;
    }
    return highest;
}

struct ls_board *store_base_new(struct ls_store *store)
{
    return ls_board_new_parts(&(struct ls_board_source){.read = base_read, .highest = base_highest, .arg = store});
}
