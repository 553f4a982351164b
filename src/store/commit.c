/* Committing a changeset: one transaction that reads what others wrote, merges, checks and writes; and after an error
 * the question whether it is in the file. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/pack.h"
#include "lockstep/agenda.h"
#include "lockstep/rules.h"
#include "lockstep/snooze.h"
#include "lockstep/setting.h"
#include "store/internal.h"
#include "store/merge.h"

void ls_commit_done(struct ls_commit *commit)
{
    ls_changeset_free(commit->mine);
    ls_changeset_free(commit->theirs);
    *commit = (struct ls_commit){0};
}

static int commit_write_records(struct ls_store *store, const struct ls_changeset *merged, struct ls_error *err)
{
    int code = LS_OK;
    for (size_t i = 0; !code && i < merged->len; i++) {
        const struct ls_record_edit *record = &merged->records[i];
        code = store_write_record(store, ls_board_record(store->base, record->id), ls_record_edit_makes(record), err);
    }
    return code;
}

static int commit_write_writer(struct ls_store *store, const struct ls_changeset *merged, uint64_t seq,
                               struct ls_error *err)
{
    sqlite3_stmt *s = store_statement(store, STORE_S_WRITER_PUT, err);
    if (!s)
        return LS_EFAILED;
    sqlite3_bind_blob(s, 1, merged->writer, LS_WRITER_SIZE, SQLITE_STATIC);
    sqlite3_bind_int64(s, 2, (int64_t)merged->n);
    sqlite3_bind_int64(s, 3, (int64_t)seq);
    if (merged->who)
        sqlite3_bind_int64(s, 4, merged->who);
    sqlite3_bind_text(s, 5, LOCKSTEP_VERSION, -1, SQLITE_STATIC);
    sqlite3_bind_int64(s, 6, merged->at);
    return store_step_done(store, s, "write to the team file", err);
}

static int commit_write_meta(struct ls_store *store, const struct store_meta *meta, struct ls_error *err)
{
    sqlite3_stmt *s = store_statement(store, STORE_S_META_SEQ, err);
    if (!s)
        return LS_EFAILED;
    sqlite3_bind_int64(s, 1, (int64_t)meta->seq);
    sqlite3_bind_blob(s, 2, meta->chain, LS_HASH_SIZE, SQLITE_STATIC);
    return store_step_done(store, s, "write to the team file", err);
}

/* With merged applied to base: everything that it changes in the file. */
static int commit_write(struct ls_store *store, const struct ls_changeset *merged, const uint8_t hash[LS_HASH_SIZE],
                        struct store_meta *meta, struct ls_error *err)
{
    store->writing = true;
    int code = commit_write_records(store, merged, err);
    if (!code)
        code = store_log_write(store, merged, hash, meta, err);
    if (!code)
        code = commit_write_writer(store, merged, meta->seq, err);
    if (!code)
        code = commit_write_meta(store, meta, err);
    store->writing = false;
    return code;
}

/* Whether a packed row of the log changes the field. */
static bool commit_row_has(enum ls_entity entity, const void *fields, int len, int field)
{
    struct ls_unpack u;
    struct ls_changeset *row = ls_changeset_new(NULL);
    struct ls_record_edit *record = ls_changeset_add_record(row, entity, 1);
    ls_unpack_init(&u, fields, (size_t)len);
    bool has = ls_record_edit_unpack(&u, record, NULL) == LS_OK && ls_changeset_edit(row, 1, field);
    ls_changeset_free(row);
    return has;
}

/* Names in theirs who changed the first conflicting field last, and when. */
static void commit_blame(struct ls_store *store, struct ls_changeset *theirs)
{
    sqlite3_stmt *s = store_statement(store, STORE_S_LOG_BLAME, NULL);
    if (!s || !theirs->len)
        return;
    const struct ls_record_edit *record = &theirs->records[0];
    sqlite3_bind_int64(s, 1, record->id);
    while (sqlite3_step(s) == SQLITE_ROW) {
        if (!commit_row_has(record->entity, sqlite3_column_blob(s, 2), sqlite3_column_bytes(s, 2), record->edits[0].field))
            continue;
        theirs->who = sqlite3_column_int64(s, 0);
        theirs->at = sqlite3_column_int64(s, 1);
        break;
    }
    sqlite3_reset(s);
}

static int commit_conflict(struct ls_error *err, const struct ls_changeset *cs)
{
    ls_error_set(err, LS_ECONFLICT, "somebody changed the same thing first: %s was not saved", cs->label);
    ls_error_hint(err, "look at what stands now, and say which it is to be");
    return LS_ECONFLICT;
}

static int commit_numbers(struct ls_store *store, struct ls_changeset *merged, struct ls_error *err)
{
    store->writing = true;
    int code = store_give_numbers(store, merged, err);
    store->writing = false;
    return code;
}

/* Fills in what two changesets leave open together that neither left open alone: one makes it an action, the other
 * takes its date away. Moves what sleeps for an event that moves. */
static void commit_fill(struct ls_store *store, struct ls_changeset *merged)
{
    const char *zone = ls_setting(store->base, LS_SETTING_TIME_ZONE);
    if (*zone)
        ls_clock_set_zone(zone);
    if (!(merged->flags & LS_CS_UNDO))
        ls_rules_fill(store->base, merged, merged->at, ls_agenda_action_day(store->base, merged->at), NULL);
    ls_snooze_follow(store->base, merged);
}

/* Whether a part of base could not be read: then no merge and no rule is to be believed. */
static int commit_unread(struct ls_store *store, struct ls_error *err)
{
    return store->unread.code ? ls_error_move(err, &store->unread) : LS_OK;
}

/* Inside the transaction: merges, fills in, checks and writes. On success base holds merged, and *ret_meta where the log ends. */
static int commit_merged(struct ls_store *store, const struct ls_changeset *cs, const uint8_t hash[LS_HASH_SIZE],
                         struct ls_commit *ret, struct ls_changeset **ret_merged, struct store_meta *ret_meta,
                         struct ls_error *err)
{
    struct store_merge merge;
    struct store_meta meta = store->meta;
    store_merge(store->base, cs, &merge);
    int code = commit_unread(store, err);
    if (code) {
        store_merge_done(&merge);
        return code;
    }
    if (merge.theirs)
        commit_blame(store, merge.theirs);
    /* An undo of which nothing is left is saved all the same: it names what it undoes, so that nobody undoes it again. */
    if (merge.mine && (cs->flags & LS_CS_WHOLE || (!merge.merged->len && !(cs->flags & LS_CS_UNDO))))
        code = commit_conflict(err, cs);
    ls_commit_done(ret);
    ret->mine = merge.mine;
    ret->theirs = merge.theirs;
    merge.mine = merge.theirs = NULL;
    if (!code) {
        commit_fill(store, merge.merged);
        code = commit_numbers(store, merge.merged, err);
    }
    /* A drive that has become read-only refuses too, and for as long as it is: that is not for good. */
    ret->final = code == LS_ECONFLICT || (code == LS_EREFUSED && store->failed == SQLITE_OK);
    if (!code) {
        ls_board_apply(store->base, merge.merged);
        code = ls_rules_check(store->base, merge.merged, err);
        ret->final = code != LS_OK && !store->unread.code;
        if (store->unread.code)
            code = commit_unread(store, err);
        if (!code)
            code = commit_write(store, merge.merged, hash, &meta, err);
        if (code)
            ls_board_revert(store->base, merge.merged);
    }
    if (!code) {
        *ret_merged = merge.merged;
        merge.merged = NULL;
        *ret_meta = meta;
    }
    store_merge_done(&merge);
    return code;
}

static int commit_may_write(struct ls_store *store, struct ls_error *err)
{
    int code = store->read_only ? LS_OK : store_check_versions(store, err);
    if (!code && store->read_only) {
        code = ls_error_set(err, LS_EREFUSED, "%s can only be read: %s", store->path, store->read_only_why);
        ls_error_hint(err, "what you did is kept on this machine");
    }
    return code;
}

void ls_store_set_wanted(struct ls_store *store, ls_store_wanted *wanted, void *arg)
{
    store->wanted = wanted;
    store->wanted_arg = arg;
}

/* Asked under the file's lock: whoever answers for it instead decides what becomes of it under that lock, too, so before
 * us, and then we hear of it, or after us, and then he finds it saved. */
static int commit_is_wanted(struct ls_store *store, const struct ls_changeset *cs, struct ls_error *err)
{
    if (!store->wanted || store->wanted(store->wanted_arg, cs))
        return LS_OK;
    return ls_error_set(err, LS_EBUSY, "%s is another process's to save by now", cs->label);
}

static void commit_end(struct ls_store *store)
{
    if (store->db && !sqlite3_get_autocommit(store->db))
        store_run(store, STORE_S_ROLLBACK, NULL);
}

/* base does not grow with imports. */
static void commit_learn(struct ls_store *store, struct ls_changeset *merged, const struct store_meta *meta)
{
    if (merged->len > STORE_LARGE)
        ls_board_forget(store->base);
    merged->seq = meta->seq;
    store->meta = *meta;
    store->own = (struct ls_store_saved){.n = merged->n, .seq = meta->seq};
    memcpy(store->own.writer, merged->writer, LS_WRITER_SIZE);
    LS_GROW(store->news, store->news_len, store->news_cap);
    store->news[store->news_len++] = merged;
}

static void commit_found(void *arg, struct ls_changeset *cs, const uint8_t *chain)
{
    struct ls_changeset **ret_saved = arg;
    (void)chain;
    ls_changeset_free(*ret_saved);
    *ret_saved = cs;
}

/* It was saved before, and perhaps nobody heard the answer: which of its edits met others' is said again. */
static int commit_missed(struct ls_store *store, const struct ls_changeset *cs, struct ls_commit *ret, struct ls_error *err)
{
    struct ls_changeset *saved = NULL;
    struct store_merge merge;
    int code = store_log_one(store, ret->seq, commit_found, &saved, err);
    if (!code && saved) {
        store_merge_missed(store->base, cs, saved, &merge);
        code = commit_unread(store, err);
        if (code) {
            store_merge_done(&merge);
            ls_changeset_free(saved);
            return code;
        }
        if (merge.theirs)
            commit_blame(store, merge.theirs);
        ret->mine = merge.mine;
        ret->theirs = merge.theirs;
        merge.mine = merge.theirs = NULL;
        store_merge_done(&merge);
    }
    ls_changeset_free(saved);
    return code;
}

static int commit_try(struct ls_store *store, const struct ls_changeset *cs, const uint8_t hash[LS_HASH_SIZE],
                      struct ls_commit *ret, struct ls_error *err)
{
    struct ls_changeset *merged = NULL;
    struct store_meta meta;
    store->waited_ms = 0;
    store->failed = SQLITE_OK;
    ls_error_done(&store->unread);
    int code = store_run(store, STORE_S_BEGIN_WRITE, err);
    if (code)
        return code;
    store_watch_writing(store, true);
    code = store_catch_up(store, err);
    if (!code)
        code = commit_may_write(store, err);
    if (!code)
        code = store_log_find(store, cs, hash, &ret->seq, err);
    if (code && ret->seq) {
        ret->seq = 0;
        ret->final = ret->name_taken = true;
    }
    if (!code && ret->seq) {
        ret->again = true;
        code = commit_missed(store, cs, ret, err);
        commit_end(store);
        return code;
    }
    if (!code)
        code = commit_is_wanted(store, cs, err);
    if (!code)
        code = commit_merged(store, cs, hash, ret, &merged, &meta, err);
    if (!code) {
        code = store_run(store, STORE_S_COMMIT, err);
        if (code)
            ls_board_revert(store->base, merged);
    }
    commit_end(store);
    if (code) {
        ret->final |= (store->failed & 0xff) == SQLITE_CONSTRAINT;
        ls_changeset_free(merged);
        return code;
    }
    ret->seq = meta.seq;
    commit_learn(store, merged, &meta);
    return LS_OK;
}

int ls_store_commit(struct ls_store *store, const struct ls_changeset *cs, struct ls_commit *ret_commit,
                    struct ls_error *err)
{
    uint8_t hash[LS_HASH_SIZE];
    assert(store->base && cs->n);
    *ret_commit = (struct ls_commit){0};
    ls_changeset_hash(cs, hash);
    int code = LS_OK;
    if (!store->db || store->broken)
        code = store_reconnect(store, err);
    if (!code && !store->read_only)
        store_make_journal(store->path);
    if (!code)
        code = commit_try(store, cs, hash, ret_commit, err);
    store_watch_writing(store, false);
    /* An I/O error does not say whether the commit came through. Only a fresh look at the same file does; the second
     * try looks the changeset up before it writes. */
    if (code && store->broken) {
        struct ls_error first = {0};
        ls_error_move(&first, err);
        ls_commit_done(ret_commit);
        code = store_reconnect(store, err);
        if (!code)
            code = commit_try(store, cs, hash, ret_commit, err);
        store_watch_writing(store, false);
        ls_error_done(&first);
    }
    return code;
}

ls_id ls_store_missing(const struct ls_store *store, const struct ls_changeset *cs)
{
    return store_merge_missing(store->base, cs);
}

/* The bytes of the file's head that every commit changes (SQLite's file format, 1.3.7), read under a lock, for only then
 * is a network drive up to date. false: they could not be had, and SQLite is asked. This is six calls on the drive where
 * asking SQLite is sixteen: it looks for a journal to play back each time, which only matters when there is news. */
static bool commit_stamp(struct ls_store *store, uint8_t ret_stamp[STORE_STAMP_SIZE])
{
    enum { STAMP_AT = 24 };
    sqlite3_file *file = NULL;
    if (sqlite3_file_control(store->db, "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK || !file || !file->pMethods)
        return false;
    if (sqlite3_txn_state(store->db, "main") != SQLITE_TXN_NONE) /* SQLite holds a lock, which we would drop */
        return false;
    if (file->pMethods->xLock(file, SQLITE_LOCK_SHARED) != SQLITE_OK) {
        file->pMethods->xUnlock(file, SQLITE_LOCK_NONE);
        return false;
    }
    int rc = file->pMethods->xRead(file, ret_stamp, STORE_STAMP_SIZE, STAMP_AT);
    int unlocked = file->pMethods->xUnlock(file, SQLITE_LOCK_NONE);
    return rc == SQLITE_OK && unlocked == SQLITE_OK;
}

/* What others have saved, where SQLite knows of a change. */
static int commit_refresh(struct ls_store *store, struct ls_error *err)
{
    sqlite3_stmt *s = store_statement(store, STORE_S_DATA_VERSION, err);
    if (!s)
        return LS_EFAILED;
    int rc = sqlite3_step(s);
    if (rc != SQLITE_ROW)
        return store_fail(store, rc, "read the team file", err);
    int64_t version = sqlite3_column_int64(s, 0);
    sqlite3_reset(s);
    if (version == store->data_version)
        return LS_OK;
    int code = store_run(store, STORE_S_BEGIN_READ, err);
    if (!code)
        code = store_catch_up(store, err);
    commit_end(store);
    if (!code)
        store->data_version = version;
    return code;
}

/* One that was damaged is worth loading anew when it has changed. */
static int commit_mended(struct ls_store *store, bool changed, struct ls_error *err)
{
    store->mended |= store->damaged && changed;
    return store->mended ? ls_error_set(err, LS_ECORRUPT, "%s was damaged, and has changed", store->path) : LS_OK;
}

int ls_store_refresh(struct ls_store *store, struct ls_error *err)
{
    uint8_t stamp[STORE_STAMP_SIZE];
    assert(store->base);
    int moved = 0, code = LS_OK;
    if (store->db && !store->broken)
        sqlite3_file_control(store->db, "main", SQLITE_FCNTL_HAS_MOVED, &moved);
    if (!store->db || store->broken || moved)
        code = store_reconnect(store, err);
    if (code)
        return code;
    bool stamped = commit_stamp(store, stamp);
    if (stamped && store->stamped && !memcmp(stamp, store->stamp, sizeof(stamp)))
        return commit_mended(store, moved, err);
    code = commit_refresh(store, err);
    if (!code && stamped)
        memcpy(store->stamp, stamp, sizeof(stamp)); /* of before: what came since is found with the next look */
    bool known = store->stamped;
    store->stamped = !code && stamped;
    return code ? code : commit_mended(store, moved || known, err);
}

int store_check_pages(struct ls_store *store, struct ls_error *err)
{
    sqlite3_stmt *s = NULL;
    int code = LS_OK;
    int rc = sqlite3_prepare_v2(store->db, "PRAGMA integrity_check(1)", -1, &s, NULL);
    if (rc == SQLITE_OK)
        rc = sqlite3_step(s);
    const char *answer = rc == SQLITE_ROW ? (const char *)sqlite3_column_text(s, 0) : NULL;
    if (!answer)
        code = store_fail(store, rc, "read the team file", err);
    else if (strcmp(answer, "ok"))
        code = ls_error_set(err, LS_ECORRUPT, "%s is damaged: %s", store->path, answer);
    sqlite3_finalize(s);
    return code;
}

int ls_store_check(struct ls_store *store, struct ls_error *err)
{
    int code = !store->db || store->broken ? store_reconnect(store, err) : LS_OK;
    if (!code)
        code = store_check_pages(store, err);
    return code ? code : store_log_check(store, err);
}
