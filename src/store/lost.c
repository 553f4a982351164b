/* Whether changesets that were saved are still in the log: a drive may lose them, and a file may be put back. */
#include <string.h>

#include "store/internal.h"

static int lost_number(struct ls_store *store, enum store_statement which, int64_t *ret_value, struct ls_error *err)
{
    sqlite3_stmt *s = store_statement(store, which, err);
    int rc = s ? sqlite3_step(s) : sqlite3_errcode(store->db);
    if (rc != SQLITE_ROW)
        return store_fail(store, rc, "read the team file", err);
    *ret_value = sqlite3_column_int64(s, 0);
    sqlite3_reset(s);
    return LS_OK;
}

int store_log_stands(struct ls_store *store, const uint8_t writer[LS_WRITER_SIZE], uint64_t n, uint64_t seq,
                     bool *ret_stands, struct ls_error *err)
{
    sqlite3_stmt *s = store_statement(store, STORE_S_LOG_NAME, err);
    if (!s)
        return LS_EFAILED;
    sqlite3_bind_int64(s, 1, (int64_t)seq);
    int rc = sqlite3_step(s);
    *ret_stands = rc == SQLITE_ROW && sqlite3_column_bytes(s, 0) == LS_WRITER_SIZE &&
                  !memcmp(sqlite3_column_blob(s, 0), writer, LS_WRITER_SIZE) && (uint64_t)sqlite3_column_int64(s, 1) == n;
    sqlite3_reset(s);
    return rc == SQLITE_ROW || rc == SQLITE_DONE ? LS_OK : store_fail(store, rc, "read the team file", err);
}

/* In its place or, put back before, in another. */
static int lost_look(struct ls_store *store, const struct ls_store_saved *saved, bool *ret_lost, struct ls_error *err)
{
    bool stands = false;
    int code = store_log_stands(store, saved->writer, saved->n, saved->seq, &stands, err);
    if (code || stands)
        return code;
    sqlite3_stmt *s = store_statement(store, STORE_S_LOG_FIND, err);
    if (!s)
        return LS_EFAILED;
    sqlite3_bind_blob(s, 1, saved->writer, LS_WRITER_SIZE, SQLITE_STATIC);
    sqlite3_bind_int64(s, 2, (int64_t)saved->n);
    int rc = sqlite3_step(s);
    *ret_lost = rc == SQLITE_DONE;
    sqlite3_reset(s);
    return rc == SQLITE_ROW || rc == SQLITE_DONE ? LS_OK : store_fail(store, rc, "read the team file", err);
}

static int lost_in(struct ls_store *store, const struct ls_store_saved *saved, size_t count, bool each, bool *ret_lost,
                   bool *ret_back, struct ls_error *err)
{
    const struct ls_store_saved *latest = &saved[0];
    struct store_meta meta;
    int64_t rows = 0;
    bool stands = false;
    for (size_t i = 1; i < count; i++) {
        if (saved[i].seq > latest->seq)
            latest = &saved[i];
    }
    int code = store_read_meta(store, &meta, err);
    if (!code)
        code = lost_number(store, STORE_S_LOG_COUNT, &rows, err);
    if (!code)
        code = store_log_stands(store, latest->writer, latest->n, latest->seq, &stands, err);
    if (code)
        return code;
    *ret_back = meta.seq < latest->seq;
    for (size_t i = 0; !code && i < count && (each || !stands || (uint64_t)rows != meta.seq); i++)
        code = lost_look(store, &saved[i], &ret_lost[i], err);
    return code;
}

int ls_store_lost(struct ls_store *store, const struct ls_store_saved *saved, size_t count, bool each, bool *ret_lost,
                  bool *ret_back, struct ls_error *err)
{
    memset(ret_lost, 0, count * sizeof(*ret_lost));
    *ret_back = false;
    int code = !store->db || store->broken ? store_reconnect(store, err) : LS_OK;
    if (!code && count)
        code = store_run(store, STORE_S_BEGIN_READ, err);
    if (code || !count)
        return code;
    code = lost_in(store, saved, count, each, ret_lost, ret_back, err);
    store_run(store, STORE_S_COMMIT, NULL);
    return code;
}
