/* Runs the steps of the schema that a file lacks. */
#include "store/migrate.h"

#include <string.h>

#include "base/mem.h"
#include "base/paths.h"
#include "store/backup.h"
#include "store/internal.h"

int store_schema(struct ls_store *store, int *ret_version, struct ls_error *err)
{
    sqlite3_stmt *s = store_statement(store, STORE_S_USER_VERSION, err);
    int rc = s ? sqlite3_step(s) : sqlite3_errcode(store->db);
    if (rc != SQLITE_ROW)
        return store_fail(store, rc, "read the team file", err);
    *ret_version = sqlite3_column_int(s, 0);
    sqlite3_reset(s);
    return LS_OK;
}

static int migrate_run(struct ls_store *store, const struct store_migration *step, struct ls_error *err)
{
    LS_AUTO(string) char *stamp = ls_asprintf("PRAGMA user_version = %d", step->version);
    store->writing = true;
    int rc = sqlite3_exec(store->db, step->sql, NULL, NULL, NULL);
    if (rc == SQLITE_OK)
        rc = sqlite3_exec(store->db, stamp, NULL, NULL, NULL);
    store->writing = false;
    if (rc == SQLITE_OK)
        return LS_OK;
    int code = store_fail(store, rc, "bring the team file up to date", err);
    ls_error_at(err, "%s", step->name);
    return code;
}

static int migrate_step(struct ls_store *store, const struct store_migration *step, struct ls_error *err)
{
    int version = 0;
    int code = store_run(store, STORE_S_BEGIN_WRITE, err);
    if (code)
        return code;
    code = store_schema(store, &version, err); /* what another program did meanwhile is seen */
    if (!code && version == step->version - 1) {
        /* Prepared statements would keep the old schema's tables locked against ALTER. */
        store_statements_done(store);
        code = migrate_run(store, step, err);
    }
    if (!code)
        code = store_run(store, STORE_S_COMMIT, err);
    if (code && !sqlite3_get_autocommit(store->db))
        store_run(store, STORE_S_ROLLBACK, NULL);
    return code;
}

/* What a step would spoil can be had back: "schema-1.db". One that an earlier try made is good enough. */
static int migrate_backup(struct ls_store *store, int version, struct ls_error *err)
{
    if (!store->backup_folder)
        return LS_OK;
    LS_AUTO(string) char *to = ls_asprintf("%s/schema-%d.db", store->backup_folder, version);
    int code = ls_path_make_dirs(store->backup_folder, err);
    if (!code && !ls_path_exists(to))
        code = ls_store_backup(store, to, err);
    if (code)
        ls_error_at(err, "%s was not brought up to date, for there is no backup", store->path);
    return code;
}

bool store_migration_shuts_out(const struct store_migration *step)
{
    return strstr(step->sql, "write_min =") || strstr(step->sql, "read_min =");
}

/* What changes who may work with the file is never done by the way. */
static int migrate_may(const struct ls_store *store, const struct store_migration *steps, int count, int version,
                       struct ls_error *err)
{
    for (int i = 0; i < count && !store->upgrading; i++) {
        if (steps[i].version <= version || !store_migration_shuts_out(&steps[i]))
            continue;
        ls_error_set(err, LS_EVERSION, "%s is of an older lockstep, and this one would shut older ones out of it", store->path);
        ls_error_hint(err, "lockstep upgrade --dry-run says what would change, lockstep upgrade does it");
        return LS_EVERSION;
    }
    return LS_OK;
}

int store_migrate(struct ls_store *store, const struct store_migration *steps, int count, struct ls_error *err)
{
    int version;
    int code = store_schema(store, &version, err);
    if (!code && version > 0)
        code = migrate_may(store, steps, count, version, err);
    if (!code && version > 0 && count && steps[count - 1].version > version)
        code = migrate_backup(store, version, err);
    for (int i = 0; !code && i < count; i++) {
        if (steps[i].version > version)
            code = migrate_step(store, &steps[i], err);
    }
    return code ? code : store_schema(store, &store->schema, err);
}
