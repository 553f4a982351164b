/* The database on which two machines try the drive: a count, a line for each time, and pages that always change together. */
#include "store/scratch.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"
#include "store/internal.h"

enum { SCRATCH_MODE = 0660 };

struct ls_scratch {
    struct ls_store *store; /* a connection and nothing else */
};

static int scratch_run(struct ls_scratch *scratch, const char *sql, struct ls_error *err)
{
    struct ls_store *store = scratch->store;
    store->waited_ms = 0;
    int rc = sqlite3_exec(store->db, sql, NULL, NULL, NULL);
    int code = rc == SQLITE_OK ? LS_OK : store_fail(store, rc, "write beside the team file", err);
    if (code && !sqlite3_get_autocommit(store->db))
        sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    return code;
}

int ls_scratch_open(const char *path, bool make, struct ls_scratch **ret_scratch, struct ls_error *err)
{
    if (!make && access(path, F_OK))
        return ls_error_set(err, LS_ENOTFOUND, "there is no file %s", path);
    int code = make ? store_file_make(path, SCRATCH_MODE, err) : LS_OK;
    struct ls_store *store = code ? NULL : store_backup_connect(path, false, err);
    if (!store)
        return code ? code : LS_EFAILED;
    struct ls_scratch *scratch = ls_alloc(sizeof(*scratch));
    scratch->store = store;
    store->writing = true; /* it is no team file: nothing in it belongs to a changeset */
    if (make)
        code = scratch_run(scratch, "BEGIN IMMEDIATE; CREATE TABLE total (n INTEGER); INSERT INTO total VALUES (0);"
                                    "CREATE TABLE line (id INTEGER PRIMARY KEY); CREATE TABLE page (n INTEGER, fill BLOB);"
                                    "INSERT INTO page SELECT 0, zeroblob(3000) FROM pragma_function_list LIMIT 12; COMMIT", err);
    if (code)
        ls_scratch_close(scratch);
    else
        *ret_scratch = scratch;
    return code;
}

void ls_scratch_close(struct ls_scratch *scratch)
{
    if (!scratch)
        return;
    ls_store_close(scratch->store);
    free(scratch);
}

void ls_scratch_remove(const char *path)
{
    store_backup_remove(path);
}

int ls_scratch_add(struct ls_scratch *scratch, struct ls_error *err)
{
    return scratch_run(scratch, "BEGIN IMMEDIATE; UPDATE total SET n = n + 1; INSERT INTO line DEFAULT VALUES;"
                                "UPDATE page SET n = (SELECT n FROM total); COMMIT", err);
}

int ls_scratch_read(struct ls_scratch *scratch, struct ls_scratch_found *ret_found, struct ls_error *err)
{
    static const char sql[] = "SELECT (SELECT n FROM total), (SELECT count(*) FROM line), "
                              "(SELECT count(*) FROM page WHERE n <> (SELECT n FROM total)) = 0";
    struct ls_store *store = scratch->store;
    sqlite3_stmt *s = NULL;
    store->waited_ms = 0;
    int rc = sqlite3_prepare_v2(store->db, sql, -1, &s, NULL);
    if (rc == SQLITE_OK && (rc = sqlite3_step(s)) == SQLITE_ROW) {
        *ret_found = (struct ls_scratch_found){sqlite3_column_int64(s, 0), sqlite3_column_int64(s, 1),
                                               sqlite3_column_int(s, 2) != 0};
        rc = SQLITE_OK;
    }
    sqlite3_finalize(s);
    return rc == SQLITE_OK ? LS_OK : store_fail(store, rc, "read beside the team file", err);
}

int ls_scratch_half(struct ls_scratch *scratch, struct ls_error *err)
{
    int code = scratch_run(scratch, "BEGIN IMMEDIATE; UPDATE total SET n = n + 1000; UPDATE page SET n = n + 1000, fill = zeroblob(3001)", err);
    if (code)
        return code;
    int rc = sqlite3_db_cacheflush(scratch->store->db);
    return rc == SQLITE_OK ? LS_OK : store_fail(scratch->store, rc, "write beside the team file", err);
}
