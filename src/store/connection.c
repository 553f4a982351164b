/* One connection to a team file: how it is opened on any drive, and what its errors mean.
 * Nothing else opens or closes the database. Never open(2) the file elsewhere while this is open: closing that
 * descriptor would drop this process's locks (POSIX). */
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/hash.h"
#include "base/mem.h"
#include "store/backup.h"
#include "store/internal.h"

enum { BUSY_LIMIT_MS = 5000, BUSY_SHORTEST_MS = 5, BUSY_LONGEST_MS = 50, BUSY_TELL_MS = 100, BUSY_TELL_AGAIN_MS = 1000 };

/* What each connection is told, and what it must answer. journal_mode: a journal that keeps its size is found by
 * hosts with stale attributes, where DELETE and TRUNCATE gave torn reads. A size limit of 0 would truncate. */
static const struct {
    const char *name, *set, *want;
} connection_settings[] = {
    {"journal_mode", "PRAGMA journal_mode=PERSIST", "persist"},
    {"journal_size_limit", "PRAGMA journal_size_limit=4194304", "4194304"},
    {"synchronous", "PRAGMA synchronous=EXTRA", "3"},
    {"cache_spill", "PRAGMA cache_spill=OFF", "0"},
    {"cell_size_check", "PRAGMA cell_size_check=ON", "1"},
    {"temp_store", "PRAGMA temp_store=MEMORY", "2"},
    {"foreign_keys", "PRAGMA foreign_keys=ON", "1"},
    {"trusted_schema", "PRAGMA trusted_schema=OFF", "0"},
    {"locking_mode", "PRAGMA locking_mode=NORMAL", "normal"},
    {"cache_size", "PRAGMA cache_size=-65536", "-65536"},
};

static const struct {
    int id, value;
} connection_limits[] = {
    {SQLITE_LIMIT_LENGTH, 64 << 20},   {SQLITE_LIMIT_SQL_LENGTH, 1 << 20},
    {SQLITE_LIMIT_COLUMN, 100},        {SQLITE_LIMIT_EXPR_DEPTH, 60},
    {SQLITE_LIMIT_COMPOUND_SELECT, 5}, {SQLITE_LIMIT_FUNCTION_ARG, 16},
    {SQLITE_LIMIT_ATTACHED, 0},        {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 100},
    {SQLITE_LIMIT_VARIABLE_NUMBER, 100}, {SQLITE_LIMIT_TRIGGER_DEPTH, 4},
    {SQLITE_LIMIT_WORKER_THREADS, 0},
};

void connection_pause(void)
{
    uint32_t noise;
    ls_random(&noise, sizeof(noise));
    poll(NULL, 0, BUSY_SHORTEST_MS + (int)(noise % (BUSY_LONGEST_MS - BUSY_SHORTEST_MS + 1)));
}

void ls_store_set_watch(struct ls_store *store, const struct ls_store_watch *watch)
{
    store->watch = *watch;
}

void store_watch_writing(struct ls_store *store, bool writing)
{
    if (store->watched_writing != writing && store->watch.writing)
        store->watch.writing(store->watch.arg, writing);
    store->watched_writing = writing;
}

static void connection_watch_waiting(struct ls_store *store, int64_t waited)
{
    if (!store->watch.waiting || waited < store->wait_told)
        return;
    const char *holder = store->watch.waiting(store->watch.arg, waited);
    free(store->holder);
    store->holder = ls_strdup(holder);
    store->wait_told = waited + BUSY_TELL_AGAIN_MS;
}

/* Waits 5 to 50 ms, at random so that two who wait do not meet again, and gives up after 5 s in all. */
static int connection_busy(void *arg, int times)
{
    struct ls_store *store = arg;
    int64_t now = ls_clock_monotonic();
    if (times == 0) {
        store->wait_began = now;
        store->wait_told = BUSY_TELL_MS;
    }
    int64_t waited = now - store->wait_began;
    if (waited > store->waited_ms)
        store->waited_ms = waited;
    if (waited >= BUSY_LIMIT_MS)
        return 0;
    connection_watch_waiting(store, waited);
    connection_pause();
    return 1;
}

/* The guard triggers of every table keep other programs from writing: they call a function that exists nowhere. Here no
 * trigger runs, which would have SQLite copy each page that a row touches; what is written outside a changeset is noted
 * row by row, and never committed. */
static void connection_row(void *arg, int operation, const char *database, const char *table, sqlite3_int64 id)
{
    struct ls_store *store = arg;
    (void)operation, (void)database, (void)table, (void)id;
    store->strayed |= !store->writing;
}

static int connection_may_commit(void *arg)
{
    const struct ls_store *store = arg;
    return store->strayed; /* true: SQLite rolls back */
}

static void connection_rolled_back(void *arg)
{
    struct ls_store *store = arg;
    store->strayed = false;
}

static bool connection_is_io(int rc)
{
    switch (rc & 0xff) {
    case SQLITE_IOERR:
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_PROTOCOL:
    case SQLITE_CANTOPEN:
    case SQLITE_FULL:
    case SQLITE_NOLFS:
    case SQLITE_PERM:
        return true;
    default:
        return rc == SQLITE_READONLY_DBMOVED || rc == SQLITE_READONLY_CANTLOCK;
    }
}

int store_fail(struct ls_store *store, int rc, const char *doing, struct ls_error *err)
{
    store->failed = rc;
    if (connection_is_io(rc))
        store->broken = true;
    int system = store->db ? sqlite3_system_errno(store->db) : 0;
    const char *detail = connection_is_io(rc) && system ? strerror(system) : sqlite3_errstr(rc);
    if ((rc & 0xff) == SQLITE_CANTOPEN && (system == EACCES || system == EPERM))
        rc = SQLITE_PERM;
    switch (rc & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        ls_error_set(err, LS_EBUSY, "could not %s: %s holds it since %lld s", doing,
                     store->holder && *store->holder ? store->holder : "somebody else",
                     (long long)(store->waited_ms / 1000));
        return LS_EBUSY;
    case SQLITE_FULL:
        ls_error_set(err, LS_EFAILED, "could not %s: the drive is full", doing);
        ls_error_hint(err, "make room; what you did is kept and goes in then");
        return LS_EFAILED;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        ls_error_set(err, LS_ECORRUPT, "could not %s: %s is damaged or no team file", doing, store->path);
        ls_error_hint(err, "see whether the drive is healthy; lockstep restore COPY puts a copy from before in its place");
        return LS_ECORRUPT;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        ls_error_set(err, LS_EREFUSED, "could not %s: you may not %s %s", doing,
                     rc == SQLITE_PERM ? "open" : "write", store->path);
        ls_error_hint(err, "ask who made the file for write access to it and its folder; lockstep doctor says how to give it");
        return LS_EREFUSED;
    case SQLITE_CONSTRAINT:
        return ls_error_set(err, LS_EREFUSED, "could not %s: %s", doing,
                            store->db ? sqlite3_errmsg(store->db) : detail);
    case SQLITE_INTERRUPT:
        return ls_error_set(err, LS_EINTERRUPTED, "could not %s: interrupted", doing);
    case SQLITE_ERROR:
        /* A table of ours that is gone: the file was emptied or replaced under us. */
        if (store->base && store->db && !strncmp(sqlite3_errmsg(store->db), "no such table", 13)) {
            store->broken = true;
            return ls_error_set(err, LS_ECORRUPT, "%s is no longer the team file that it was", store->path);
        }
        return ls_error_set(err, LS_EFAILED, "could not %s: %s", doing, store->db ? sqlite3_errmsg(store->db) : detail);
    default:
        return ls_error_set(err, LS_EFAILED, "could not %s: %s (SQLite %d)", doing, detail, rc);
    }
}

/* Runs a PRAGMA and gives its first column as text; "" where there is no row. */
static int connection_pragma(struct ls_store *store, const char *sql, struct ls_buf *ret_value, struct ls_error *err)
{
    sqlite3_stmt *s;
    int rc = sqlite3_prepare_v2(store->db, sql, -1, &s, NULL);
    ls_buf_clear(ret_value);
    if (rc == SQLITE_OK) {
        rc = sqlite3_step(s);
        if (rc == SQLITE_ROW)
            ls_buf_str(ret_value, (const char *)sqlite3_column_text(s, 0));
        rc = sqlite3_finalize(s);
    }
    return rc == SQLITE_OK ? LS_OK : store_fail(store, rc, "open the team file", err);
}

/* A file in WAL mode needs memory shared between hosts, which no drive gives; it is converted where nobody
 * else has it open, else refused. */
static int connection_leave_wal(struct ls_store *store, struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf value = LS_BUF_INIT;
    int code = connection_pragma(store, "PRAGMA journal_mode", &value, err);
    if (code || strcmp(value.data, "wal"))
        return code;
    code = connection_pragma(store, "PRAGMA journal_mode=PERSIST", &value, NULL);
    if (!code && !strcmp(value.data, "persist"))
        return LS_OK;
    ls_error_set(err, LS_EREFUSED, "%s is in WAL mode and open elsewhere: that loses edits on a shared drive",
                 store->path);
    ls_error_hint(err, "close the other program, then try again");
    return LS_EREFUSED;
}

static int connection_set(struct ls_store *store, struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf value = LS_BUF_INIT;
    int code = connection_leave_wal(store, err);
    for (size_t i = 0; !code && i < LS_COUNT(connection_settings); i++) {
        code = connection_pragma(store, connection_settings[i].set, &value, err);
        if (code)
            return code;
        LS_AUTO(string) char *ask = ls_asprintf("PRAGMA %s", connection_settings[i].name);
        code = connection_pragma(store, ask, &value, err);
        if (!code && strcmp(value.data, connection_settings[i].want))
            code = ls_error_set(err, LS_EFAILED, "this SQLite keeps %s at %s and cannot be used for a shared file",
                                connection_settings[i].name, value.data);
    }
    if (!code && sqlite3_exec(store->db, "PRAGMA mmap_size=0", NULL, NULL, NULL) != SQLITE_OK)
        code = store_fail(store, sqlite3_extended_errcode(store->db), "open the team file", err);
    return code;
}

/* What a hostile file may not make SQLite do; read back as the settings are. */
static const struct {
    const char *name;
    int op, value;
} connection_configs[] = {
    {"defensive", SQLITE_DBCONFIG_DEFENSIVE, 1},
    {"load_extension", SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
    {"trusted_schema", SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
    {"views", SQLITE_DBCONFIG_ENABLE_VIEW, 0},
    {"triggers", SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},
    {"dqs_dml", SQLITE_DBCONFIG_DQS_DML, 0},
    {"dqs_ddl", SQLITE_DBCONFIG_DQS_DDL, 0},
};

static int connection_confine(struct ls_store *store)
{
    for (size_t i = 0; i < LS_COUNT(connection_configs); i++) {
        int now = -1;
        int rc = sqlite3_db_config(store->db, connection_configs[i].op, connection_configs[i].value, &now);
        if (rc == SQLITE_OK && now != connection_configs[i].value)
            rc = SQLITE_MISUSE;
        if (rc != SQLITE_OK)
            return rc;
    }
    for (size_t i = 0; i < LS_COUNT(connection_limits); i++)
        sqlite3_limit(store->db, connection_limits[i].id, connection_limits[i].value);
    sqlite3_update_hook(store->db, connection_row, store);
    sqlite3_commit_hook(store->db, connection_may_commit, store);
    sqlite3_rollback_hook(store->db, connection_rolled_back, store);
    return SQLITE_OK;
}

/* Bytes of an empty journal: zeros say that there is nothing to play back, and a size says that there is a journal. */
enum { JOURNAL_START = 512 };

/* Makes the journal where there is none (a tool in DELETE mode takes it away): a host that has seen "not there" or
 * "empty" would go on believing it after a crash, and read a half-written file. It gets the file's own group and mode, so
 * that all who may write the file may write it. It comes into its place as a whole, by link(2): somebody may write his own
 * into it the next moment. What fails here, SQLite does or says later. */
void store_make_journal(const char *path)
{
    static const char zeros[JOURNAL_START];
    struct stat st;
    uint64_t noise;
    LS_AUTO(string) char *journal = ls_asprintf("%s-journal", path);
    if (lstat(journal, &st) == 0 || stat(path, &st))
        return;
    ls_random(&noise, sizeof(noise));
    LS_AUTO(string) char *made = ls_asprintf("%s.%016llx.new", journal, (unsigned long long)noise);
    LS_AUTO(fd) int fd = open(made, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, st.st_mode & 0666);
    if (fd < 0)
        return;
    bool same_group = fchown(fd, (uid_t)-1, st.st_gid) == 0 || !(st.st_mode & S_IRWXG);
    bool fits = fchmod(fd, st.st_mode & 0666) == 0 || errno == EPERM || errno == ENOTSUP; /* drives with rules of their own */
    if (same_group && fits && write(fd, zeros, sizeof(zeros)) == (ssize_t)sizeof(zeros) && link(made, journal))
        errno = 0; /* somebody was quicker, or the drive has no links: SQLite makes it when it first writes */
    unlink(made);
}

/* SQLite counts its memory behind a lock at every allocation, and nobody asks for the sum. Where it runs already, it is
 * too late, and only slower. */
static void connection_uncounted(void)
{
    static bool asked;
    if (!asked)
        sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    asked = true;
}

int store_connect(struct ls_store *store, struct ls_error *err)
{
    assert(!store->db);
    connection_uncounted();
    store->broken = false;
    store->data_version = -1; /* another connection counts on its own: nothing is known to be unchanged */
    store->stamped = store->strayed = false;
    int flags = SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_NOMUTEX |
                (store->asked_read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE);
    int rc = store_is_smb(store->path) ? store_smb_locks() : SQLITE_OK;
    if (rc == SQLITE_OK)
        rc = sqlite3_open_v2(store->path, &store->db, flags, store_gather());
    store->waited_ms = 0;
    if (rc == SQLITE_OK) {
        sqlite3_busy_handler(store->db, connection_busy, store);
        rc = connection_confine(store);
    }
    int code = rc == SQLITE_OK ? connection_set(store, err) : store_fail(store, rc, "open the team file", err);
    if (code)
        store_disconnect(store);
    return code;
}

void store_disconnect(struct ls_store *store)
{
    ls_store_backup_end(store);
    store_statements_done(store);
    int rc = sqlite3_close(store->db);
    assert(rc == SQLITE_OK);
    (void)rc;
    store->db = NULL;
}

int ls_store_settings(struct ls_store *store, struct ls_buf *b, struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf value = LS_BUF_INIT;
    for (size_t i = 0; i < LS_COUNT(connection_settings); i++) {
        LS_AUTO(string) char *ask = ls_asprintf("PRAGMA %s", connection_settings[i].name);
        int code = connection_pragma(store, ask, &value, err);
        if (code)
            return code;
        ls_buf_printf(b, "%s: %s\n", connection_settings[i].name, value.data);
    }
    int code = connection_pragma(store, "PRAGMA mmap_size", &value, err);
    if (code)
        return code;
    ls_buf_printf(b, "mmap_size: %s\n", value.len ? value.data : "0"); /* an SQLite without it says nothing */
    for (size_t i = 0; i < LS_COUNT(connection_configs); i++) {
        int now = -1;
        sqlite3_db_config(store->db, connection_configs[i].op, -1, &now);
        if (strcmp(connection_configs[i].name, "trusted_schema")) /* stands above as a PRAGMA */
            ls_buf_printf(b, "%s: %d\n", connection_configs[i].name, now);
    }
    sqlite3_vfs *vfs = NULL;
    sqlite3_file_control(store->db, "main", SQLITE_FCNTL_VFS_POINTER, &vfs);
    ls_buf_printf(b, "vfs: %s\n", vfs ? vfs->zName : "");
    return LS_OK;
}
