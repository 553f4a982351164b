/* A copy of the team file by SQLite's backup: pages in steps, a check, then its name. */
#include "store/backup.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/mem.h"
#include "base/paths.h"
#include "store/internal.h"
#include "store/migrate.h"

/* Where others write meanwhile, SQLite begins again; after so many steps too many the rest is copied under one read
 * lock, so that it ends. */
enum { BACKUP_PAGES = 64, BACKUP_PATIENCE = 4 };

struct store_backup {
    char *to, *temporary;
    struct ls_store *copy; /* a connection and nothing else */
    sqlite3_backup *run;
    int steps;
};

struct ls_store *store_backup_connect(const char *path, bool read_only, struct ls_error *err)
{
    struct ls_store *store = ls_alloc(sizeof(*store));
    store->path = ls_strdup(path);
    store->asked_read_only = read_only;
    if (store_connect(store, err) == LS_OK)
        return store;
    ls_store_close(store);
    return NULL;
}

int store_backup_check(const char *path, struct store_meta *ret_meta, struct ls_error *err)
{
    struct ls_store *copy = store_backup_connect(path, true, err);
    if (!copy)
        return err && err->code ? (int)err->code : LS_EFAILED;
    int schema = 0;
    int code = store_check_application(copy, err);
    if (!code)
        code = store_schema(copy, &schema, err);
    if (!code && schema < STORE_SCHEMA)
        code = store_check_pages(copy, err); /* from before a migration: its log has not all columns yet */
    else if (!code)
        code = store_read_meta(copy, ret_meta, err);
    if (!code && schema >= STORE_SCHEMA)
        code = ls_store_check(copy, err);
    ls_store_close(copy);
    return code;
}

void store_backup_remove(const char *path)
{
    LS_AUTO(string) char *journal = ls_asprintf("%s-journal", path);
    unlink(journal);
    unlink(path);
}

static void backup_free(struct store_backup *backup)
{
    sqlite3_backup_finish(backup->run);
    ls_store_close(backup->copy);
    store_backup_remove(backup->temporary);
    free(backup->to);
    free(backup->temporary);
    free(backup);
}

bool ls_store_backup_runs(const struct ls_store *store)
{
    return store->backup != NULL;
}

void ls_store_backup_end(struct ls_store *store)
{
    struct store_backup *backup = store->backup;
    store->backup = NULL;
    if (backup)
        backup_free(backup);
}

static int backup_there(const char *to, struct ls_error *err)
{
    ls_error_set(err, LS_EREFUSED, "%s is there already, and a backup is never written over something", to);
    ls_error_hint(err, "give it another name");
    return LS_EREFUSED;
}

int ls_store_backup_begin(struct ls_store *store, const char *to, struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf folder = LS_BUF_INIT;
    uint64_t noise;
    ls_store_backup_end(store);
    int code = !store->db || store->broken ? store_reconnect(store, err) : LS_OK;
    if (code)
        return code;
    if (ls_path_exists(to))
        return backup_there(to, err);
    ls_path_dir(&folder, to);
    ls_random(&noise, sizeof(noise));
    struct store_backup *backup = ls_alloc(sizeof(*backup));
    backup->to = ls_strdup(to);
    backup->temporary = ls_asprintf("%s/.lockstep-%016llx.new", folder.data, (unsigned long long)noise);
    code = store_file_make(backup->temporary, 0600, err);
    if (!code) {
        backup->copy = store_backup_connect(backup->temporary, false, err);
        code = backup->copy ? LS_OK : LS_EFAILED;
    }
    if (!code) {
        backup->run = sqlite3_backup_init(backup->copy->db, "main", store->db, "main");
        if (!backup->run)
            code = store_fail(backup->copy, sqlite3_extended_errcode(backup->copy->db), "write the backup", err);
    }
    if (code) {
        ls_error_at(err, "%s", to);
        backup_free(backup);
        return code;
    }
    store->backup = backup;
    return LS_OK;
}

/* All pages are there: checked, then named. */
static int backup_finish(struct ls_store *store, struct ls_error *err)
{
    struct store_backup *backup = store->backup;
    struct store_meta meta;
    int rc = sqlite3_backup_finish(backup->run);
    backup->run = NULL;
    int code = rc == SQLITE_OK ? LS_OK : store_fail(backup->copy, rc, "write the backup", err);
    ls_store_close(backup->copy);
    backup->copy = NULL;
    if (!code)
        code = store_backup_check(backup->temporary, &meta, err);
    if (!code && link(backup->temporary, backup->to) && (ls_path_exists(backup->to) || rename(backup->temporary, backup->to)))
        code = backup_there(backup->to, err);
    if (code)
        ls_error_at(err, "the backup %s was not made", backup->to);
    ls_store_backup_end(store);
    return code;
}

int ls_store_backup_step(struct ls_store *store, struct ls_error *err)
{
    struct store_backup *backup = store->backup;
    if (!backup)
        return ls_error_set(err, LS_EFAILED, "the backup was broken off: the drive failed");
    store->waited_ms = 0;
    int enough = sqlite3_backup_pagecount(backup->run) / BACKUP_PAGES * BACKUP_PATIENCE + BACKUP_PATIENCE;
    int rc = sqlite3_backup_step(backup->run, ++backup->steps > enough ? -1 : BACKUP_PAGES);
    if (rc == SQLITE_DONE)
        return backup_finish(store, err);
    if (rc == SQLITE_OK || rc == SQLITE_BUSY || rc == SQLITE_LOCKED)
        if (backup->steps <= 2 * enough)
            return 1;
    int code = store_fail(backup->copy, rc, "copy the team file", err);
    ls_store_backup_end(store);
    return code;
}

int ls_store_backup(struct ls_store *store, const char *to, struct ls_error *err)
{
    int code = ls_store_backup_begin(store, to, err);
    if (!code)
        do
            code = ls_store_backup_step(store, err);
        while (code > 0);
    return code;
}

int ls_store_check_copy(struct ls_store *store, const char *folder, struct ls_error *err)
{
    uint64_t noise;
    struct ls_error why = {0};
    ls_random(&noise, sizeof(noise));
    LS_AUTO(string) char *to = ls_asprintf("%s/.lockstep-%016llx.check", folder, (unsigned long long)noise);
    int code = ls_path_make_dirs(folder, NULL);
    if (!code)
        code = ls_store_backup(store, to, &why); /* and checked, before it has its name */
    store_backup_remove(to);
    ls_error_done(&why);
    /* What is wrong is said of the file itself, not of a copy that is gone. Where there is no room for one, it is read in
     * its place. */
    return code ? ls_store_check(store, err) : LS_OK;
}
