/* The log: writing the rows of a changeset, reading changesets back, and what others have written since.
 * The chain is SHA-256 over the chain before and what a changeset left here: its own hash and its rows. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "base/pack.h"
#include "store/internal.h"

static bool log_blob(sqlite3_stmt *s, int column, void *ret_bytes, size_t len)
{
    const void *bytes = sqlite3_column_blob(s, column);
    if (!bytes || sqlite3_column_bytes(s, column) != (int)len)
        return false;
    memcpy(ret_bytes, bytes, len);
    return true;
}

static int log_damaged(const struct ls_store *store, uint64_t seq, struct ls_error *err)
{
    ls_error_set(err, LS_ECORRUPT, "the log of %s is damaged at %llu", store->path, (unsigned long long)seq);
    return LS_ECORRUPT;
}

int store_read_meta(struct ls_store *store, struct store_meta *ret_meta, struct ls_error *err)
{
    sqlite3_stmt *s = store_statement(store, STORE_S_META, err);
    int rc = s ? sqlite3_step(s) : sqlite3_errcode(store->db);
    if (rc != SQLITE_ROW)
        return store_fail(store, rc == SQLITE_DONE ? SQLITE_CORRUPT : rc, "read the team file", err);
    struct store_meta meta = {
        .incarnation = sqlite3_column_int64(s, 1),
        .seq = (uint64_t)sqlite3_column_int64(s, 2),
        .read_min = sqlite3_column_int64(s, 4),
        .write_min = sqlite3_column_int64(s, 5),
        .restored = sqlite3_column_int(s, 8),
    };
    bool whole = log_blob(s, 0, meta.file_id, sizeof(meta.file_id)) && log_blob(s, 3, meta.chain, sizeof(meta.chain));
    sqlite3_reset(s);
    if (!whole)
        return log_damaged(store, 0, err);
    *ret_meta = meta;
    return LS_OK;
}

/* --- reading --------------------------------------------------------------------------------- */

enum { LOG_ID, LOG_ENTITY, LOG_RECORD, LOG_FIELDS, LOG_ROWS, LOG_WRITER, LOG_N, LOG_WHO, LOG_AT, LOG_LABEL, LOG_FLAGS,
       LOG_HASH, LOG_CHAIN, LOG_UNDOES_WRITER, LOG_UNDOES_N, LOG_GROUP };

/* One row into the changeset. An entity that only a newer program knows is passed over. */
static bool log_row(sqlite3_stmt *s, struct ls_changeset *cs)
{
    const char *entity_name = (const char *)sqlite3_column_text(s, LOG_ENTITY);
    enum ls_entity entity = entity_name ? ls_entity_by_name(entity_name) : LS_E_COUNT;
    ls_id id = sqlite3_column_int64(s, LOG_RECORD);
    if (entity == LS_E_COUNT || id <= 0)
        return true;
    struct ls_unpack u;
    ls_unpack_init(&u, sqlite3_column_blob(s, LOG_FIELDS), (size_t)sqlite3_column_bytes(s, LOG_FIELDS));
    return ls_record_edit_unpack(&u, ls_changeset_add_record(cs, entity, id), NULL) == LS_OK;
}

static bool log_head(sqlite3_stmt *s, struct ls_changeset *cs)
{
    const char *label = (const char *)sqlite3_column_text(s, LOG_LABEL);
    cs->seq = (uint64_t)sqlite3_column_int64(s, LOG_ID);
    cs->n = (uint64_t)sqlite3_column_int64(s, LOG_N);
    cs->who = sqlite3_column_int64(s, LOG_WHO);
    cs->at = sqlite3_column_int64(s, LOG_AT);
    cs->flags = (unsigned)sqlite3_column_int64(s, LOG_FLAGS);
    cs->undoes.n = (uint64_t)sqlite3_column_int64(s, LOG_UNDOES_N);
    cs->group = sqlite3_column_int64(s, LOG_GROUP);
    free(cs->label);
    cs->label = ls_strdup(label);
    if (cs->undoes.n && !log_blob(s, LOG_UNDOES_WRITER, cs->undoes.writer, LS_WRITER_SIZE))
        return false;
    return log_blob(s, LOG_WRITER, cs->writer, LS_WRITER_SIZE) &&
           sqlite3_column_bytes(s, LOG_CHAIN) == LS_HASH_SIZE;
}

int store_log_read(struct ls_store *store, uint64_t after, uint64_t last, store_log_each *each, void *arg,
                   struct ls_error *err)
{
    sqlite3_stmt *s = store_statement(store, STORE_S_LOG_AFTER, err);
    if (!s)
        return LS_EFAILED;
    sqlite3_bind_int64(s, 1, (int64_t)after);
    sqlite3_bind_int64(s, 2, (int64_t)last);
    struct ls_changeset *cs = NULL;
    int rc, code = LS_OK;
    while (!code && (rc = sqlite3_step(s)) == SQLITE_ROW) {
        if (!cs)
            cs = ls_changeset_new(NULL);
        bool fine = log_row(s, cs);
        if (fine && sqlite3_column_type(s, LOG_HASH) != SQLITE_NULL) {
            fine = log_head(s, cs);
            if (fine) {
                each(arg, cs, sqlite3_column_blob(s, LOG_CHAIN));
                cs = NULL;
            }
        }
        if (!fine)
            code = log_damaged(store, (uint64_t)sqlite3_column_int64(s, LOG_ID), err);
    }
    if (!code && rc != SQLITE_DONE)
        code = store_fail(store, rc, "read the team file", err);
    if (!code && cs)
        code = log_damaged(store, last, err);
    sqlite3_reset(s);
    ls_changeset_free(cs);
    return code;
}

static void log_learn(void *arg, struct ls_changeset *cs, const uint8_t *chain)
{
    struct ls_store *store = arg;
    ls_board_apply(store->base, cs);
    if (cs->len > STORE_LARGE)
        ls_board_forget(store->base);
    store->meta.seq = cs->seq;
    memcpy(store->meta.chain, chain, LS_HASH_SIZE);
    LS_GROW(store->news, store->news_len, store->news_cap);
    store->news[store->news_len++] = cs;
}

int store_same_past(struct ls_store *store, const struct store_meta *meta, struct ls_error *err)
{
    uint8_t chain[LS_HASH_SIZE];
    bool same = !memcmp(meta->file_id, store->meta.file_id, sizeof(meta->file_id)) &&
                meta->incarnation == store->meta.incarnation && meta->seq >= store->meta.seq;
    if (same && meta->seq == store->meta.seq) {
        same = !memcmp(meta->chain, store->meta.chain, LS_HASH_SIZE);
    } else if (same && store->meta.seq) {
        sqlite3_stmt *s = store_statement(store, STORE_S_LOG_CHAIN, err);
        if (!s)
            return LS_EFAILED;
        sqlite3_bind_int64(s, 1, (int64_t)store->meta.seq);
        int rc = sqlite3_step(s);
        if (rc != SQLITE_ROW && rc != SQLITE_DONE)
            return store_fail(store, rc, "read the team file", err);
        same = rc == SQLITE_ROW && log_blob(s, 0, chain, sizeof(chain)) &&
               !memcmp(chain, store->meta.chain, LS_HASH_SIZE);
        sqlite3_reset(s);
    }
    if (same)
        return LS_OK;
    ls_error_set(err, LS_ECORRUPT, "%s is not as it was when it was read: it was replaced, or lost edits", store->path);
    ls_error_hint(err, "it is read again; what you did is kept");
    return LS_ECORRUPT;
}

/* The chain does not tell of rows that were cut out of the past: the one that we wrote last is looked for. */
static int log_own_stands(struct ls_store *store, struct ls_error *err)
{
    bool stands = false;
    int code = store_log_stands(store, store->own.writer, store->own.n, store->own.seq, &stands, err);
    if (code || stands)
        return code;
    ls_error_set(err, LS_ECORRUPT, "%s has lost edits", store->path);
    ls_error_hint(err, "it is read again, and what you did is put back");
    return LS_ECORRUPT;
}

int store_catch_up(struct ls_store *store, struct ls_error *err)
{
    struct store_meta meta;
    int code = store_read_meta(store, &meta, err);
    if (!code && meta.read_min > STORE_SCHEMA) /* somebody has brought it up to date */
        code = store_check_versions(store, err);
    if (!code)
        code = store_same_past(store, &meta, err);
    if (!code && store->own.seq)
        code = log_own_stands(store, err);
    if (!code && meta.seq > store->meta.seq)
        code = store_log_read(store, store->meta.seq, meta.seq, log_learn, store, err);
    if (!code && memcmp(meta.chain, store->meta.chain, LS_HASH_SIZE))
        code = log_damaged(store, meta.seq, err);
    return code;
}

struct ls_changeset *ls_store_news(struct ls_store *store)
{
    if (store->news_at == store->news_len) {
        store->news_at = store->news_len = 0;
        return NULL;
    }
    return store->news[store->news_at++];
}

/* One step back, over the changeset that ends at seq. ret_rows 0: it was cut out; whose it was puts it back
 * (ls_store_lost). */
static int log_step(struct ls_store *store, uint64_t seq, uint64_t *ret_rows, int64_t *ret_at, unsigned *ret_flags,
                    struct ls_error *err)
{
    sqlite3_stmt *s = store_statement(store, STORE_S_LOG_STEP, err);
    if (!s)
        return LS_EFAILED;
    sqlite3_bind_int64(s, 1, (int64_t)seq);
    int rc = sqlite3_step(s);
    int64_t rows = rc == SQLITE_ROW ? sqlite3_column_int64(s, 0) : 0;
    *ret_at = rc == SQLITE_ROW ? sqlite3_column_int64(s, 1) : 0;
    *ret_flags = rc == SQLITE_ROW ? (unsigned)sqlite3_column_int64(s, 2) : 0;
    sqlite3_reset(s);
    if (rc != SQLITE_ROW && rc != SQLITE_DONE)
        return store_fail(store, rc, "read the team file", err);
    if (rc == SQLITE_ROW && (rows < 1 || (uint64_t)rows > seq))
        return log_damaged(store, seq, err);
    *ret_rows = (uint64_t)rows;
    return LS_OK;
}

/* The last row below *seq, 0 where there is none: in one step, for a damaged file may say any number. */
static int log_below(struct ls_store *store, uint64_t *seq, struct ls_error *err)
{
    sqlite3_stmt *s = store_statement(store, STORE_S_LOG_BELOW, err);
    if (!s)
        return LS_EFAILED;
    sqlite3_bind_int64(s, 1, (int64_t)*seq);
    int rc = sqlite3_step(s);
    *seq = rc == SQLITE_ROW ? (uint64_t)sqlite3_column_int64(s, 0) : 0;
    sqlite3_reset(s);
    return rc == SQLITE_ROW ? LS_OK : store_fail(store, rc, "read the team file", err);
}

int store_log_since(struct ls_store *store, int64_t since, uint64_t upto, struct store_span **ret_spans, size_t *ret_count,
                    struct ls_error *err)
{
    struct store_span *spans = NULL;
    size_t count = 0, cap = 0;
    uint64_t rows = 0;
    int64_t at;
    unsigned flags;
    int code = LS_OK;
    for (uint64_t seq = upto; seq && !code; seq -= rows) {
        code = log_step(store, seq, &rows, &at, &flags, err);
        if (!code && !rows) {
            code = log_below(store, &seq, err);
            continue;
        }
        if (code || at < since)
            break;
        if (flags & LS_CS_IMPORT)
            continue;
        if (!count || spans[count - 1].after != seq) {
            LS_GROW(spans, count, cap);
            spans[count++].last = seq;
        }
        spans[count - 1].after = seq - rows;
    }
    if (code) {
        free(spans);
        return code;
    }
    *ret_spans = spans;
    *ret_count = count;
    return LS_OK;
}

/* --- writing --------------------------------------------------------------------------------- */

static void log_bind_row(sqlite3_stmt *s, uint64_t id, uint64_t seq, const struct ls_record_edit *record,
                         const struct ls_buf *fields)
{
    sqlite3_bind_int64(s, 1, (int64_t)id);
    sqlite3_bind_int64(s, 2, (int64_t)seq);
    if (record) {
        sqlite3_bind_text(s, 3, ls_entity_info(record->entity)->name, -1, SQLITE_STATIC);
        sqlite3_bind_int64(s, 4, record->id);
    }
    sqlite3_bind_blob(s, 5, fields->data, (int)fields->len, SQLITE_STATIC);
}

static void log_bind_head(sqlite3_stmt *s, const struct ls_changeset *cs, size_t rows, const uint8_t *hash,
                          const uint8_t *chain)
{
    sqlite3_bind_int64(s, 6, (int64_t)rows);
    sqlite3_bind_blob(s, 7, cs->writer, LS_WRITER_SIZE, SQLITE_STATIC);
    sqlite3_bind_int64(s, 8, (int64_t)cs->n);
    if (cs->who)
        sqlite3_bind_int64(s, 9, cs->who);
    sqlite3_bind_int64(s, 10, cs->at);
    sqlite3_bind_text(s, 11, cs->label, -1, SQLITE_STATIC);
    sqlite3_bind_int64(s, 12, cs->flags);
    sqlite3_bind_blob(s, 13, hash, LS_HASH_SIZE, SQLITE_STATIC);
    sqlite3_bind_blob(s, 14, chain, LS_HASH_SIZE, SQLITE_STATIC);
    if (cs->undoes.n) {
        sqlite3_bind_blob(s, 15, cs->undoes.writer, LS_WRITER_SIZE, SQLITE_STATIC);
        sqlite3_bind_int64(s, 16, (int64_t)cs->undoes.n);
    }
    if (cs->group)
        sqlite3_bind_int64(s, 17, cs->group);
}

/* What the chain covers of one row. */
static void log_cover(struct ls_buf *covered, const char *entity, ls_id id, const void *fields, size_t len)
{
    ls_pack_str(covered, entity);
    ls_pack_int(covered, id);
    ls_pack_bytes(covered, fields, len);
}

static void log_chain(const uint8_t before[LS_HASH_SIZE], const struct ls_buf *covered, uint8_t ret_chain[LS_HASH_SIZE])
{
    uint8_t hash[LS_HASH_SIZE];
    ls_hash(covered->data, covered->len, hash);
    ls_hash_chain(before, hash, ret_chain);
}

int store_log_write(struct ls_store *store, const struct ls_changeset *merged, const uint8_t hash[LS_HASH_SIZE],
                    struct store_meta *meta, struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf covered = LS_BUF_INIT, fields = LS_BUF_INIT;
    size_t rows = merged->len ? merged->len : 1;
    uint64_t seq = meta->seq + rows;
    ls_buf_add(&covered, hash, LS_HASH_SIZE);
    int code = LS_OK;
    for (size_t i = 0; !code && i < rows; i++) {
        const struct ls_record_edit *record = merged->len ? &merged->records[i] : NULL;
        ls_buf_clear(&fields);
        if (record)
            ls_record_edit_pack(&fields, record);
        log_cover(&covered, record ? ls_entity_info(record->entity)->name : "", record ? record->id : 0, fields.data,
                  fields.len);
        bool head = i + 1 == rows;
        sqlite3_stmt *s = store_statement(store, head ? STORE_S_LOG_HEAD : STORE_S_LOG_ADD, err);
        if (!s)
            return LS_EFAILED;
        log_bind_row(s, meta->seq + i + 1, seq, record, &fields);
        if (head) {
            log_chain(meta->chain, &covered, meta->chain);
            log_bind_head(s, merged, rows, hash, meta->chain);
        }
        code = store_step_done(store, s, "write to the team file", err);
        sqlite3_clear_bindings(s);
    }
    meta->seq = seq;
    return code;
}

int store_log_find(struct ls_store *store, const struct ls_changeset *cs, const uint8_t hash[LS_HASH_SIZE],
                   uint64_t *ret_seq, struct ls_error *err)
{
    uint8_t stands[LS_HASH_SIZE];
    sqlite3_stmt *s = store_statement(store, STORE_S_WRITER_GET, err);
    if (!s)
        return LS_EFAILED;
    *ret_seq = 0;
    sqlite3_bind_blob(s, 1, cs->writer, LS_WRITER_SIZE, SQLITE_STATIC);
    int rc = sqlite3_step(s);
    bool known = rc == SQLITE_ROW && (uint64_t)sqlite3_column_int64(s, 0) >= cs->n;
    sqlite3_reset(s);
    if (rc != SQLITE_ROW && rc != SQLITE_DONE)
        return store_fail(store, rc, "read the team file", err);
    if (!known)
        return LS_OK;
    s = store_statement(store, STORE_S_LOG_FIND, err);
    if (!s)
        return LS_EFAILED;
    sqlite3_bind_blob(s, 1, cs->writer, LS_WRITER_SIZE, SQLITE_STATIC);
    sqlite3_bind_int64(s, 2, (int64_t)cs->n);
    rc = sqlite3_step(s);
    int code = LS_OK;
    if (rc == SQLITE_ROW) {
        *ret_seq = (uint64_t)sqlite3_column_int64(s, 0);
        if (!log_blob(s, 1, stands, sizeof(stands)) || memcmp(stands, hash, LS_HASH_SIZE)) {
            code = ls_error_set(err, LS_ECORRUPT, "another change was saved under this one's name");
            ls_error_hint(err, "the local journal was copied to a second machine: this change needs a name of its own");
        }
    } else if (rc != SQLITE_DONE) {
        code = store_fail(store, rc, "read the team file", err);
    }
    sqlite3_reset(s);
    return code;
}

/* --- for people ------------------------------------------------------------------------------ */

struct log_list {
    struct ls_changeset **v;
    size_t len, cap;
};

static void log_list_add(void *arg, struct ls_changeset *cs, const uint8_t *chain)
{
    struct log_list *list = arg;
    (void)chain;
    LS_GROW(list->v, list->len, list->cap);
    list->v[list->len++] = cs;
}

/* A changeset that is wanted; of a group, the newest of it and how many records all have. */
struct log_wanted {
    uint64_t seq;
    ls_id group;
    size_t group_len;
};

struct log_wants {
    struct log_wanted *v;
    size_t len, cap;
};

static struct log_wanted *log_want(struct log_wants *wants, uint64_t seq)
{
    LS_GROW(wants->v, wants->len, wants->cap);
    wants->v[wants->len] = (struct log_wanted){.seq = seq};
    return &wants->v[wants->len++];
}

static int64_t log_upto(const struct ls_store_log_query *query)
{
    return query->upto ? (int64_t)query->upto : INT64_MAX;
}

/* Newest first. */
static int log_wants_each(struct ls_store *store, const struct ls_store_log_query *query, struct log_wants *wants,
                          struct ls_error *err)
{
    int rc = SQLITE_DONE;
    enum store_statement which = query->record ? STORE_S_LOG_RECORD : query->who ? STORE_S_LOG_WHO : STORE_S_LOG_LATEST;
    sqlite3_stmt *s = store_statement(store, which, err);
    if (!s)
        return LS_EFAILED;
    if (which != STORE_S_LOG_LATEST)
        sqlite3_bind_int64(s, 1, query->record ? query->record : query->who);
    sqlite3_bind_int64(s, 2, query->limit);
    sqlite3_bind_int64(s, 3, log_upto(query));
    sqlite3_bind_int64(s, 4, (int64_t)query->after);
    while ((rc = sqlite3_step(s)) == SQLITE_ROW)
        log_want(wants, (uint64_t)sqlite3_column_int64(s, 0));
    sqlite3_reset(s);
    return rc == SQLITE_DONE ? LS_OK : store_fail(store, rc, "read the team file", err);
}

/* The same, a group as one; others may have written between its changesets. */
static int log_wants_folded(struct ls_store *store, const struct ls_store_log_query *query, struct log_wants *wants,
                            struct ls_error *err)
{
    int rc;
    sqlite3_stmt *s = store_statement(store, STORE_S_LOG_FOLD, err);
    if (!s)
        return LS_EFAILED;
    sqlite3_bind_int64(s, 1, log_upto(query));
    sqlite3_bind_int64(s, 2, (int64_t)query->after);
    while ((rc = sqlite3_step(s)) == SQLITE_ROW) {
        ls_id group = sqlite3_column_int64(s, 1);
        size_t at = group ? wants->len : 0;
        while (at && wants->v[at - 1].group != group)
            at--;
        if (!at && wants->len == query->limit)
            break;
        struct log_wanted *wanted = at ? &wants->v[at - 1] : log_want(wants, (uint64_t)sqlite3_column_int64(s, 0));
        wanted->group = group;
        wanted->group_len += group ? (size_t)sqlite3_column_int64(s, 2) : 0;
    }
    sqlite3_reset(s);
    return rc == SQLITE_DONE || rc == SQLITE_ROW ? LS_OK : store_fail(store, rc, "read the team file", err);
}

int store_log_one(struct ls_store *store, uint64_t seq, store_log_each *each, void *arg, struct ls_error *err)
{
    sqlite3_stmt *s = store_statement(store, STORE_S_LOG_STEP, err);
    if (!s)
        return LS_EFAILED;
    sqlite3_bind_int64(s, 1, (int64_t)seq);
    int64_t rows = sqlite3_step(s) == SQLITE_ROW ? sqlite3_column_int64(s, 0) : 0;
    sqlite3_reset(s);
    if (rows < 1 || (uint64_t)rows > seq)
        return log_damaged(store, seq, err);
    return store_log_read(store, seq - (uint64_t)rows, seq, each, arg, err);
}

int ls_store_log(struct ls_store *store, const struct ls_store_log_query *query, struct ls_changeset ***ret_log,
                 size_t *ret_count, struct ls_error *err)
{
    struct log_list list = {0};
    struct log_wants wants = {0};
    int code = !store->db || store->broken ? store_reconnect(store, err) : LS_OK;
    if (!code)
        code = store_run(store, STORE_S_BEGIN_READ, err);
    if (code)
        return code;
    code = query->fold && !query->record && !query->who ? log_wants_folded(store, query, &wants, err)
                                                        : log_wants_each(store, query, &wants, err);
    for (size_t i = 0; !code && i < wants.len; i++) {
        code = store_log_one(store, wants.v[i].seq, log_list_add, &list, err);
        if (!code && list.len)
            list.v[list.len - 1]->group_len = wants.v[i].group_len;
    }
    free(wants.v);
    store_run(store, STORE_S_COMMIT, NULL);
    if (code) {
        for (size_t i = 0; i < list.len; i++)
            ls_changeset_free(list.v[i]);
        free(list.v);
        return code;
    }
    *ret_log = list.v;
    *ret_count = list.len;
    return LS_OK;
}

/* --- checking -------------------------------------------------------------------------------- */

int store_log_check(struct ls_store *store, struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf covered = LS_BUF_INIT, rows = LS_BUF_INIT;
    uint8_t chain[LS_HASH_SIZE] = {0};
    struct store_meta meta;
    int code = store_read_meta(store, &meta, err);
    sqlite3_stmt *s = code ? NULL : store_statement(store, STORE_S_LOG_AFTER, err);
    if (!s)
        return code ? code : LS_EFAILED;
    sqlite3_bind_int64(s, 1, 0);
    sqlite3_bind_int64(s, 2, INT64_MAX);
    uint64_t last = 0;
    int rc;
    while (!code && (rc = sqlite3_step(s)) == SQLITE_ROW) {
        last = (uint64_t)sqlite3_column_int64(s, LOG_ID);
        log_cover(&rows, (const char *)sqlite3_column_text(s, LOG_ENTITY), sqlite3_column_int64(s, LOG_RECORD),
                  sqlite3_column_blob(s, LOG_FIELDS), (size_t)sqlite3_column_bytes(s, LOG_FIELDS));
        if (sqlite3_column_type(s, LOG_HASH) == SQLITE_NULL)
            continue;
        ls_buf_clear(&covered);
        ls_buf_add(&covered, sqlite3_column_blob(s, LOG_HASH), (size_t)sqlite3_column_bytes(s, LOG_HASH));
        ls_buf_add(&covered, rows.data, rows.len);
        ls_buf_clear(&rows);
        log_chain(chain, &covered, chain);
        if (sqlite3_column_bytes(s, LOG_CHAIN) != LS_HASH_SIZE ||
            memcmp(chain, sqlite3_column_blob(s, LOG_CHAIN), LS_HASH_SIZE))
            code = log_damaged(store, last, err);
    }
    if (!code && rc != SQLITE_DONE)
        code = store_fail(store, rc, "read the team file", err);
    sqlite3_reset(s);
    if (!code && (last != meta.seq || rows.len || memcmp(chain, meta.chain, LS_HASH_SIZE)))
        code = log_damaged(store, last, err);
    return code;
}

bool ls_store_others(struct ls_store *store, ls_id who)
{
    sqlite3_stmt *s = store->db ? store_statement(store, STORE_S_WRITER_OTHERS, NULL) : NULL;
    if (!s)
        return false;
    sqlite3_bind_int64(s, 1, who);
    bool others = sqlite3_step(s) == SQLITE_ROW && sqlite3_column_int64(s, 0) > 0;
    sqlite3_reset(s);
    return others;
}

int ls_store_versions(struct ls_store *store, struct ls_buf *b, struct ls_error *err)
{
    sqlite3_stmt *s = store_statement(store, STORE_S_WRITER_VERSIONS, err);
    int rc = SQLITE_ERROR;
    while (s && (rc = sqlite3_step(s)) == SQLITE_ROW)
        ls_buf_printf(b, "%s %d\n", (const char *)sqlite3_column_text(s, 0), sqlite3_column_int(s, 1));
    if (s)
        sqlite3_reset(s);
    return !s ? LS_EFAILED : rc == SQLITE_DONE ? LS_OK : store_fail(store, rc, "read the team file", err);
}
