/* Putting a copy back in the place of the team file.
 *
 * A file that can still be read is written over by SQLite itself, in one transaction under its locks: whoever has it
 * open sees a new incarnation and reads it again. One that cannot be read is given another name, with its journal: that
 * one would be played back into the new file. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/paths.h"
#include "store/backup.h"
#include "store/internal.h"
#include "store/migrate.h"

enum { RESTORE_KEEP = 3 };

struct restore {
    const char *from;
    char *path, *folder; /* of the team file, resolved */
    char *fresh;         /* the new file, beside it, until it is in its place */
    bool discard;
    struct store_meta meta;
};

void ls_store_restored_done(struct ls_store_restored *restored)
{
    free(restored->kept);
    free(restored->gone);
    *restored = (struct ls_store_restored){0};
}

/* Copies every page between two connections. */
static int restore_pages(struct ls_store *to, struct ls_store *from, struct ls_error *err)
{
    sqlite3_backup *run = sqlite3_backup_init(to->db, "main", from->db, "main");
    int rc = run ? SQLITE_OK : sqlite3_extended_errcode(to->db);
    enum { TRIES = 100 };
    for (int i = 0; rc == SQLITE_OK && i < TRIES; i++) {
        rc = sqlite3_backup_step(run, -1);
        rc = (rc == SQLITE_BUSY || rc == SQLITE_LOCKED) && i + 1 < TRIES ? SQLITE_OK : rc;
        if (rc == SQLITE_OK)
            connection_pause();
    }
    int ended = run ? sqlite3_backup_finish(run) : SQLITE_OK;
    return rc == SQLITE_DONE && ended == SQLITE_OK ? LS_OK : store_fail(to, rc == SQLITE_DONE ? ended : rc, "restore", err);
}

/* --- the new file ---------------------------------------------------------------------------- */

static int restore_mark(struct ls_store *store, int64_t incarnation, bool discard, struct ls_error *err)
{
    int code = store_run(store, STORE_S_BEGIN_WRITE, err);
    sqlite3_stmt *s = code ? NULL : store_statement(store, STORE_S_META_RESTORED, err);
    if (s) {
        store->writing = true;
        sqlite3_bind_int64(s, 1, incarnation);
        sqlite3_bind_int64(s, 2, discard ? STORE_RESTORED_DISCARD : STORE_RESTORED_HEAL);
        code = store_step_done(store, s, "restore", err);
        store->writing = false;
    }
    return code ? code : s ? store_run(store, STORE_S_COMMIT, err) : LS_EFAILED;
}

/* The copy beside the team file, brought up to date: a copy from before a migration is one, too. */
static int restore_fresh(struct restore *r, struct ls_store *from, struct ls_error *err)
{
    int code = store_file_make(r->fresh, 0660, err);
    struct ls_store *to = code ? NULL : store_backup_connect(r->fresh, false, err);
    if (!code)
        code = to ? restore_pages(to, from, err) : LS_EFAILED;
    if (!code)
        code = store_migrate(to, store_migrations, store_migration_count, err);
    ls_store_close(to);
    return code;
}

/* Says in the new file that it is one, as late as possible: everything else has been looked at by then. */
static int restore_incarnate(struct restore *r, int64_t incarnation, struct ls_error *err)
{
    struct ls_store *to = store_backup_connect(r->fresh, false, err);
    int code = to ? restore_mark(to, incarnation, r->discard, err) : LS_EFAILED;
    ls_store_close(to);
    return code;
}

/* --- what stands there ----------------------------------------------------------------------- */

static bool restore_is_kept(const char *name, const char *base)
{
    size_t len = strlen(base), all = strlen(name);
    return !strncmp(name, base, len) && !strncmp(name + len, ".kept-", 6) &&
           (all < 8 || strcmp(name + all - 8, "-journal") != 0);
}

/* What restores have kept so far, oldest first, in *ret_names: an array of *ret_count, each freed by the caller. */
static void restore_kept(const struct restore *r, char ***ret_names, size_t *ret_count)
{
    struct dirent **entries = NULL;
    size_t cap = 0;
    *ret_names = NULL;
    *ret_count = 0;
    int count = scandir(r->folder, &entries, NULL, versionsort);
    for (int i = 0; i < count; i++) {
        if (restore_is_kept(entries[i]->d_name, ls_path_base(r->path))) {
            LS_GROW(*ret_names, *ret_count, cap);
            (*ret_names)[(*ret_count)++] = ls_asprintf("%s/%s", r->folder, entries[i]->d_name);
        }
        free(entries[i]);
    }
    free(entries);
}

static void restore_kept_done(char **names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(names[i]);
    free(names);
}

/* "team.db.kept-2026-03-10-0928", or with -2, -3, ... behind it: always the latest of them: by
 * these names the oldest is found. */
static char *restore_keep_name(const struct restore *r)
{
    LS_AUTO(buf) struct ls_buf stamp = LS_BUF_INIT;
    char **names;
    size_t count, kept = 0;
    ls_stamp_format(&stamp, ls_clock_now());
    for (size_t i = 0; i < stamp.len; i++) {
        if (stamp.data[i] != ':')
            stamp.data[kept++] = stamp.data[i] == ' ' ? '-' : stamp.data[i];
    }
    ls_buf_truncate(&stamp, kept);
    char *name = ls_asprintf("%s.kept-%s", r->path, stamp.data);
    restore_kept(r, &names, &count);
    const char *latest = count ? names[count - 1] : "";
    if (strverscmp(name, latest) <= 0) {
        size_t len = strlen(name);
        bool same = !strncmp(name, latest, len); /* else a clock was put back */
        long number = same && latest[len] == '-' ? strtol(latest + len + 1, NULL, 10) : 1;
        free(name);
        name = same ? ls_asprintf("%.*s-%ld", (int)len, latest, number + 1) : ls_asprintf("%s-2", latest);
    }
    restore_kept_done(names, count);
    return name;
}

/* The oldest goes where there would be more than three. */
static char *restore_make_room(const struct restore *r)
{
    char **names, *gone = NULL;
    size_t count;
    restore_kept(r, &names, &count);
    if (count > RESTORE_KEEP) {
        gone = ls_strdup(names[0]);
        store_backup_remove(gone);
    }
    restore_kept_done(names, count);
    return gone;
}

static int restore_not_ours(const char *path, struct ls_error *err)
{
    ls_error_set(err, LS_EREFUSED, "%s is not a lockstep team file, and is left as it is", path);
    ls_error_hint(err, "move it away, then restore puts the copy in its place");
    return LS_EREFUSED;
}

/* Opens what stands there, where it can be read as a team file: *ret_store is NULL where it is damaged. */
static int restore_open_old(struct restore *r, struct ls_store **ret_store, struct store_meta *ret_meta,
                            struct ls_error *err)
{
    struct ls_error why = {0};
    *ret_store = store_backup_connect(r->path, false, &why);
    int code = *ret_store ? store_check_application(*ret_store, &why) : LS_ECORRUPT;
    if (!code)
        code = store_migrate(*ret_store, store_migrations, store_migration_count, &why);
    if (!code)
        code = store_read_meta(*ret_store, ret_meta, &why);
    bool cannot = why.code == LS_EBUSY || (why.code == LS_EREFUSED && *ret_store && !store_begins_as_ours(r->path));
    if (code && !cannot) {
        ls_store_close(*ret_store);
        *ret_store = NULL;
        code = store_begins_as_ours(r->path) ? LS_OK : restore_not_ours(r->path, &why);
    }
    if (code) {
        ls_store_close(*ret_store);
        *ret_store = NULL;
        ls_error_move(err, &why);
    }
    ls_error_done(&why);
    return code;
}

static int restore_another(const struct restore *r, struct ls_error *err)
{
    ls_error_set(err, LS_EREFUSED, "%s is a copy of another team file than the one at %s", r->from, r->path);
    ls_error_hint(err, "open the copy itself with -f, or move the file at that place away first");
    return LS_EREFUSED;
}

/* --- into its place -------------------------------------------------------------------------- */

/* Over a file that can be read: a copy of it first, then its pages, in one transaction. */
static int restore_over(struct restore *r, struct ls_store *old, const struct store_meta *meta,
                        struct ls_store_restored *ret, struct ls_error *err)
{
    if (memcmp(meta->file_id, r->meta.file_id, LS_WRITER_SIZE))
        return restore_another(r, err);
    ret->incarnation = (meta->incarnation > r->meta.incarnation ? meta->incarnation : r->meta.incarnation) + 1;
    char *kept = restore_keep_name(r);
    int code = ls_store_backup(old, kept, err);
    if (!code) {
        ret->kept = kept;
        kept = NULL;
        code = restore_incarnate(r, ret->incarnation, err);
    }
    free(kept);
    struct ls_store *from = code ? NULL : store_backup_connect(r->fresh, true, err);
    if (!code)
        code = from ? restore_pages(old, from, err) : LS_EFAILED;
    ls_store_close(from);
    return code;
}

static int restore_away(const char *from, const char *to, struct ls_error *err)
{
    if (rename(from, to) == 0 || errno == ENOENT)
        return LS_OK;
    return ls_error_set(err, LS_EFAILED, "cannot give %s another name: %s", from, strerror(errno));
}

/* Where nothing stands, or something that cannot be read. */
static int restore_beside(struct restore *r, bool there, struct ls_store_restored *ret, struct ls_error *err)
{
    LS_AUTO(string) char *kept = restore_keep_name(r);
    LS_AUTO(string) char *journal = ls_asprintf("%s-journal", r->path);
    LS_AUTO(string) char *kept_journal = ls_asprintf("%s-journal", kept);
    ret->incarnation = r->meta.incarnation + 1;
    int code = restore_incarnate(r, ret->incarnation, err);
    if (!code)
        code = restore_away(journal, kept_journal, err);
    if (!code && there) {
        code = restore_away(r->path, kept, err);
        if (!code)
            ret->kept = ls_strdup(kept);
    }
    return code ? code : store_file_publish(r->fresh, r->path, err);
}

static int restore_check(struct restore *r, struct ls_error *err)
{
    struct ls_store *from = store_backup_connect(r->from, true, err);
    int code = from ? store_check_application(from, err) : err && err->code ? (int)err->code : LS_EFAILED;
    if (!code)
        code = store_check_versions(from, err);
    if (!code)
        code = restore_fresh(r, from, err);
    ls_store_close(from);
    if (!code)
        code = store_backup_check(r->fresh, &r->meta, err);
    if (code != LS_ECORRUPT && code != LS_EREFUSED)
        return code;
    ls_error_set(err, LS_EREFUSED, "%s is damaged, or no lockstep team file: it was not used", r->from);
    ls_error_hint(err, "nothing has changed; take another copy");
    return LS_EREFUSED;
}

static int restore_run(struct restore *r, struct ls_store_restored *ret, struct ls_error *err)
{
    struct ls_store *old = NULL;
    struct store_meta meta = {0};
    struct stat st;
    bool there = lstat(r->path, &st) == 0;
    bool empty = there && S_ISREG(st.st_mode) && st.st_size == 0;
    int code = restore_check(r, err);
    if (!code && there && !empty)
        code = restore_open_old(r, &old, &meta, err);
    if (code) {
        store_backup_remove(r->fresh);
        return code;
    }
    code = old ? restore_over(r, old, &meta, ret, err) : restore_beside(r, there, ret, err);
    ls_store_close(old);
    store_backup_remove(r->fresh);
    if (!code && ret->kept)
        ret->gone = restore_make_room(r);
    return code;
}

/* The team file's path with its folder resolved: it may not be there itself. */
static int restore_resolve(struct restore *r, const char *path, struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf given = LS_BUF_INIT, full = LS_BUF_INIT;
    uint64_t noise;
    r->path = realpath(path, NULL);
    ls_path_dir(&given, r->path ? r->path : path);
    r->folder = realpath(given.data, NULL);
    if (!r->folder)
        return ls_error_set(err, LS_ENOTFOUND, "there is no folder %s", given.data);
    ls_path_join(&full, r->folder, ls_path_base(r->path ? r->path : path));
    free(r->path);
    r->path = ls_buf_steal(&full);
    ls_random(&noise, sizeof(noise));
    r->fresh = ls_asprintf("%s/.lockstep-%016llx.new", r->folder, (unsigned long long)noise);
    return LS_OK;
}

int ls_store_restore(const char *path, const char *from, bool discard, struct ls_store_restored *ret_restored,
                     struct ls_error *err)
{
    struct restore r = {.discard = discard};
    *ret_restored = (struct ls_store_restored){0};
    LS_AUTO(string) char *copy = realpath(from, NULL);
    if (!copy)
        return ls_error_set(err, LS_ENOTFOUND, "there is no file %s", from);
    r.from = copy;
    int code = restore_resolve(&r, path, err);
    if (!code && !strcmp(copy, r.path))
        code = ls_error_set(err, LS_EREFUSED, "%s is the team file itself", from);
    if (!code)
        code = restore_run(&r, ret_restored, err);
    free(r.path);
    free(r.folder);
    free(r.fresh);
    return code;
}
