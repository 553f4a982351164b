/* Making and opening a team file, and being sure that it still is the same one. */
#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/mem.h"
#include "base/paths.h"
#include "store/internal.h"
#include "store/migrate.h"

/* --- opening --------------------------------------------------------------------------------- */

static void open_read_only(struct ls_store *store, char *why)
{
    if (store->read_only) {
        free(why);
        return;
    }
    store->read_only = true;
    free(store->read_only_why);
    store->read_only_why = why;
}

static int open_empty(const char *path, struct ls_error *err)
{
    ls_error_set(err, LS_EREFUSED, "%s is empty: not a lockstep team file, or no longer one", path);
    ls_error_hint(err, "if it was one, put a copy in its place; else remove it, and lockstep init makes one");
    return LS_EREFUSED;
}

/* A file is made under a name of its own (".lockstep-….new") and then linked to the one it is to have. Where a program
 * died before it took the first name away, or the drive failed in that moment, the file has both: the first one goes now.
 * st: of the file; its number of names is brought up to date. */
static void open_drop_first_name(const char *path, struct stat *st)
{
    LS_AUTO(buf) struct ls_buf folder = LS_BUF_INIT;
    ls_path_dir(&folder, path);
    DIR *dir = opendir(folder.data);
    for (struct dirent *entry; dir && (entry = readdir(dir));) {
        struct stat other;
        size_t len = strlen(entry->d_name);
        bool first = len > 4 && !strncmp(entry->d_name, ".lockstep-", 10) && !strcmp(entry->d_name + len - 4, ".new");
        if (first && fstatat(dirfd(dir), entry->d_name, &other, AT_SYMLINK_NOFOLLOW) == 0 && other.st_dev == st->st_dev &&
            other.st_ino == st->st_ino)
            unlinkat(dirfd(dir), entry->d_name, 0);
    }
    if (dir)
        closedir(dir);
    /* Attributes that a drive has cached still count the name that went. */
    struct statx fresh;
    if (statx(AT_FDCWD, path, AT_STATX_FORCE_SYNC, STATX_NLINK, &fresh) == 0)
        st->st_nlink = fresh.stx_nlink;
}

/* A link can be turned to another file while people have the first one open. */
static int open_link(const char *path, const char *real, struct ls_error *err)
{
    ls_error_set(err, LS_EREFUSED, "%s is a link to %s", path, real);
    ls_error_hint(err, "open the file itself: all must name it alike");
    return LS_EREFUSED;
}

/* Resolves the folders of the path, once: links after this are refused (SQLITE_OPEN_NOFOLLOW). A file with a second name
 * is refused, for SQLite names its journal after the path: two names would be two journals. */
static int open_resolve(const char *path, char **ret_path, struct ls_error *err)
{
    struct stat st;
    LS_AUTO(string) char *real = realpath(path, NULL);
    if (real && lstat(path, &st) == 0 && S_ISLNK(st.st_mode))
        return open_link(path, real, err);
    if (!real || stat(real, &st)) {
        int code = errno == ENOENT || errno == ENOTDIR ? LS_ENOTFOUND : LS_EFAILED;
        if (code == LS_ENOTFOUND)
            ls_error_set(err, LS_ENOTFOUND, "there is no file %s", path);
        else
            ls_error_set(err, LS_EFAILED, "cannot open %s: %s", path, strerror(errno));
        if (code == LS_ENOTFOUND)
            ls_error_hint(err, "lockstep init %s makes a team file", path);
        return code;
    }
    if (!S_ISREG(st.st_mode))
        return ls_error_set(err, LS_EREFUSED, "%s is not a file", path);
    if (st.st_nlink > 1)
        open_drop_first_name(real, &st);
    if (st.st_nlink > 1) {
        ls_error_set(err, LS_EREFUSED, "%s has a second name (hard link): edits through the other would be lost", path);
        ls_error_hint(err, "remove the other name; a copy is fine");
        return LS_EREFUSED;
    }
    if (st.st_size == 0)
        return open_empty(path, err);
    *ret_path = real;
    real = NULL;
    return LS_OK;
}

static int open_pragma_int(struct ls_store *store, const char *sql, int64_t *ret_value, struct ls_error *err)
{
    sqlite3_stmt *s = NULL;
    int rc = sqlite3_prepare_v2(store->db, sql, -1, &s, NULL);
    if (rc == SQLITE_OK && (rc = sqlite3_step(s)) == SQLITE_ROW) {
        *ret_value = sqlite3_column_int64(s, 0);
        rc = SQLITE_OK;
    }
    sqlite3_finalize(s);
    return rc == SQLITE_OK ? LS_OK : store_fail(store, rc, "read the team file", err);
}

static int open_not_ours(const struct ls_store *store, struct ls_error *err)
{
    struct stat st;
    if (stat(store->path, &st) == 0 && st.st_size == 0)
        return open_empty(store->path, err);
    ls_error_set(err, LS_EREFUSED, "%s is not a lockstep team file", store->path);
    ls_error_hint(err, "lockstep init FILE makes a team file; lockstep import takes in CSV");
    return LS_EREFUSED;
}

/* Whether the file at path begins as a team file. For one that SQLite cannot read: nothing of it is open here, so
 * that closing it drops nobody's locks. */
bool store_begins_as_ours(const char *path)
{
    enum { HEAD = 72, APPLICATION_AT = 68 };
    unsigned char head[HEAD];
    LS_AUTO(fd) int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0 || pread(fd, head, HEAD, 0) != HEAD || memcmp(head, "SQLite format 3", 16))
        return false;
    const unsigned char *at = head + APPLICATION_AT;
    return ((uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3]) == STORE_APPLICATION_ID;
}

/* SQLite finds no database, or a damaged one: a stranger's file, or a team file that something has cut or spoilt. */
static int open_unreadable(const struct ls_store *store, struct ls_error *err)
{
    if (!store_begins_as_ours(store->path))
        return open_not_ours(store, err);
    ls_error_set(err, LS_ECORRUPT, "%s is a team file, but damaged: cut off or overwritten", store->path);
    ls_error_hint(err, "lockstep restore COPY puts a copy in its place; what you did since is kept on this machine");
    return LS_ECORRUPT;
}

int store_check_application(struct ls_store *store, struct ls_error *err)
{
    int64_t application = 0;
    int code = open_pragma_int(store, "PRAGMA application_id", &application, err);
    if (!code && application != STORE_APPLICATION_ID)
        code = open_not_ours(store, err);
    return code;
}

/* Our guards, letter by letter, are the only triggers that a team file has; it has no views. */
static int open_check_foreign_schema(struct ls_store *store, struct ls_error *err)
{
    int64_t foreign = 0;
    int code = open_pragma_int(store,
                               "SELECT count(*) FROM sqlite_schema WHERE type = 'view' OR (type = 'trigger' AND sql NOT IN ("
                               "'CREATE TRIGGER ' || tbl_name || '_guard_insert BEFORE INSERT ON ' || tbl_name || "
                               "' BEGIN SELECT lockstep_guard(); END',"
                               "'CREATE TRIGGER ' || tbl_name || '_guard_update BEFORE UPDATE ON ' || tbl_name || "
                               "' BEGIN SELECT lockstep_guard(); END',"
                               "'CREATE TRIGGER ' || tbl_name || '_guard_delete BEFORE DELETE ON ' || tbl_name || "
                               "' BEGIN SELECT lockstep_guard(); END'))",
                               &foreign, err);
    if (!code && foreign)
        open_read_only(store, ls_strdup("it holds triggers or views that are not lockstep's"));
    return code;
}

int store_check_versions(struct ls_store *store, struct ls_error *err)
{
    sqlite3_stmt *s = store_statement(store, STORE_S_VERSIONS, err);
    int rc = s ? sqlite3_step(s) : sqlite3_errcode(store->db);
    if (rc != SQLITE_ROW)
        return rc == SQLITE_DONE || (rc & 0xff) == SQLITE_ERROR ? open_not_ours(store, err)
                                                                : store_fail(store, rc, "read the team file", err);
    int read_min = sqlite3_column_int(s, 0), write_min = sqlite3_column_int(s, 1);
    LS_AUTO(string) char *needs = ls_strdup((const char *)sqlite3_column_text(s, 2));
    free(store->team);
    store->team = ls_strdup((const char *)sqlite3_column_text(s, 3));
    sqlite3_reset(s);
    if (read_min > STORE_SCHEMA) {
        ls_error_set(err, LS_EVERSION, "%s needs lockstep %s or newer; this is lockstep %s", store->path, needs,
                     LOCKSTEP_VERSION);
        ls_error_hint(err, "install lockstep %s", needs);
        return LS_EVERSION;
    }
    if (write_min > STORE_SCHEMA)
        open_read_only(store, ls_asprintf("writing it needs lockstep %s or newer; this is lockstep %s", needs,
                                          LOCKSTEP_VERSION));
    return LS_OK;
}

/* What the file is, and whether this program may write it: all in one transaction, for on a network drive each costs
 * sixteen round trips. meta is read where the schema is one that has it as this program knows it. */
static int open_examine(struct ls_store *store, struct ls_error *err)
{
    int64_t schema = 0;
    int code = store_run(store, STORE_S_BEGIN_READ, err);
    if (!code)
        code = store_check_application(store, err);
    if (!code)
        code = open_check_foreign_schema(store, err);
    if (!code)
        code = store_check_versions(store, err);
    if (!code)
        code = open_pragma_int(store, "PRAGMA user_version", &schema, err);
    if (!code && schema >= STORE_SCHEMA)
        code = store_read_meta(store, &store->meta, err);
    store->schema = (int)schema;
    if (!sqlite3_get_autocommit(store->db))
        store_run(store, STORE_S_ROLLBACK, NULL);
    return code;
}

static int open_connected(struct ls_store *store, struct ls_error *err)
{
    int code = open_examine(store, err);
    if (!code && store->asked_read_only)
        open_read_only(store, ls_strdup("it was opened for reading only"));
    if (!code && sqlite3_db_readonly(store->db, "main") == 1)
        open_read_only(store, ls_strdup("you may not write it"));
    return code;
}

static int open_bring_up_to_date(struct ls_store *store, struct ls_error *err)
{
    if (!store->read_only) {
        int code = store_migrate(store, store_migrations, store_migration_count, err);
        return code ? code : store_read_meta(store, &store->meta, err);
    }
    ls_error_set(err, LS_EVERSION, "%s is of an older lockstep and cannot be brought up to date here: %s", store->path,
                 store->read_only_why ? store->read_only_why : "");
    ls_error_hint(err, "somebody who may write it opens it once, or runs lockstep upgrade");
    return LS_EVERSION;
}

int store_open_as_is(const char *path, bool read_only, const char *backup_folder, struct ls_store **ret_store,
                     struct ls_error *err)
{
    struct ls_store *store = ls_alloc(sizeof(*store));
    store->asked_read_only = read_only;
    store->backup_folder = backup_folder && *backup_folder ? ls_strdup(backup_folder) : NULL;
    int code = open_resolve(path, &store->path, err);
    if (!code) {
        struct ls_error why = {0};
        code = store_connect(store, &why);
        if (code == LS_ECORRUPT)
            code = open_unreadable(store, &why);
        if (code)
            ls_error_move(err, &why);
        ls_error_done(&why);
    }
    if (!code)
        code = open_connected(store, err);
    if (code) {
        ls_store_close(store);
        return code;
    }
    *ret_store = store;
    return LS_OK;
}

int ls_store_open(const char *path, bool read_only, struct ls_store **ret_store, struct ls_error *err)
{
    return ls_store_open_guarded(path, read_only, NULL, ret_store, err);
}

int ls_store_open_guarded(const char *path, bool read_only, const char *backup_folder, struct ls_store **ret_store,
                          struct ls_error *err)
{
    struct ls_store *store;
    int code = store_open_as_is(path, read_only, backup_folder, &store, err);
    if (code)
        return code;
    code = store->schema < STORE_SCHEMA ? open_bring_up_to_date(store, err) : LS_OK;
    if (code) {
        ls_store_close(store);
        return code;
    }
    *ret_store = store;
    return LS_OK;
}

void ls_store_close(struct ls_store *store)
{
    if (!store)
        return;
    store_disconnect(store);
    ls_board_free(store->base);
    ls_error_done(&store->unread);
    for (size_t i = store->news_at; i < store->news_len; i++)
        ls_changeset_free(store->news[i]);
    free(store->news);
    free(store->path);
    free(store->backup_folder);
    free(store->team);
    free(store->read_only_why);
    free(store->holder);
    free(store);
}

int store_reconnect(struct ls_store *store, struct ls_error *err)
{
    struct store_meta meta;
    store_disconnect(store);
    int code = store_connect(store, err);
    if (code && !ls_path_exists(store->path)) {
        code = ls_error_set(err, LS_ENOTFOUND, "there is no file %s any more", store->path);
        ls_error_hint(err, "what you did is kept on this machine; put the file back, or lockstep restore COPY");
        return code;
    }
    if (!code)
        code = store_check_application(store, err);
    if (!code)
        code = store_check_versions(store, err);
    if (!code)
        code = store_read_meta(store, &meta, err);
    if (!code && (memcmp(meta.file_id, store->meta.file_id, sizeof(meta.file_id)) ||
                  meta.incarnation != store->meta.incarnation || meta.seq < store->meta.seq)) {
        code = ls_error_set(err, LS_ECORRUPT, "%s was replaced or went back while it was open", store->path);
        ls_error_hint(err, "what you did is kept on this machine; lockstep log shows what the file holds now");
    }
    if (code)
        store_disconnect(store); /* or the next call would take it for the one that it was */
    return code;
}

void ls_store_info(const struct ls_store *store, struct ls_store_info *ret_info)
{
    *ret_info = (struct ls_store_info){
        .path = store->path,
        .team = store->team ? store->team : "",
        .incarnation = store->meta.incarnation,
        .discarding = store->meta.restored == STORE_RESTORED_DISCARD,
        .seq = store->meta.seq,
        .schema = store->schema,
        .read_min = (int)store->meta.read_min,
        .write_min = (int)store->meta.write_min,
        .read_only = store->read_only,
        .read_only_why = store->read_only_why ? store->read_only_why : "",
        .damaged = store->damaged,
        .waited_ms = store->waited_ms,
    };
    memcpy(ret_info->file_id, store->meta.file_id, sizeof(ret_info->file_id));
}

/* --- making ---------------------------------------------------------------------------------- */

static int create_refuse_existing(const char *path, struct ls_error *err)
{
    ls_error_set(err, LS_EREFUSED, "%s is there already", path);
    ls_error_hint(err, "lockstep %s opens it", path);
    return LS_EREFUSED;
}

/* A team file is made with mode 0660 before SQLite sees it: SQLite would make it 0644 whatever the umask, and the
 * second person could not write. */
int store_file_make(const char *path, unsigned mode, struct ls_error *err)
{
    LS_AUTO(fd) int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode);
    if (fd < 0)
        return ls_error_set(err, errno == ENOENT ? LS_ENOTFOUND : LS_EFAILED, "cannot make a file here: %s", strerror(errno));
    if (fchmod(fd, mode) && errno != EPERM && errno != ENOTSUP)
        return ls_error_set(err, LS_EFAILED, "cannot give the group access to %s: %s", path, strerror(errno));
    return LS_OK;
}

static int create_fill(const char *path, const char *team, struct ls_error *err)
{
    struct ls_store *store = ls_alloc(sizeof(*store));
    store->path = ls_strdup(path);
    int code = store_connect(store, err);
    if (!code)
        code = store_migrate(store, store_migrations, store_migration_count, err);
    if (!code)
        code = store_run(store, STORE_S_BEGIN_WRITE, err);
    sqlite3_stmt *s = code ? NULL : store_statement(store, STORE_S_META_TEAM, err);
    if (s) {
        store->writing = true;
        sqlite3_bind_text(s, 1, team ? team : "", -1, SQLITE_TRANSIENT);
        code = store_step_done(store, s, "make the team file", err);
        store->writing = false;
    }
    if (!code)
        code = store_run(store, STORE_S_COMMIT, err);
    ls_store_close(store);
    return code;
}

/* Gives the finished file its name. link(2) is exclusive on every drive that has it; where there is none,
 * RENAME_NOREPLACE, and last a look and a rename. */
int store_file_publish(const char *temporary, const char *path, struct ls_error *err)
{
    struct stat st;
    if (link(temporary, path) == 0) {
        unlink(temporary);
        return LS_OK;
    }
    if (errno == EEXIST || lstat(path, &st) == 0)
        return create_refuse_existing(path, err);
    if (renameat2(AT_FDCWD, temporary, AT_FDCWD, path, RENAME_NOREPLACE) == 0)
        return LS_OK;
    if (errno == EEXIST)
        return create_refuse_existing(path, err);
    if (errno == EINVAL && rename(temporary, path) == 0)
        return LS_OK;
    return ls_error_set(err, LS_EFAILED, "cannot make %s: %s", path, strerror(errno));
}

static void create_sync_folder(const char *folder)
{
    LS_AUTO(fd) int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0)
        fsync(fd); /* some drives cannot; the name is then as safe as they make it */
}

int ls_store_create(const char *path, const char *team, struct ls_error *err)
{
    struct stat st;
    if (lstat(path, &st) == 0)
        return create_refuse_existing(path, err);
    const char *slash = strrchr(path, '/');
    LS_AUTO(string) char *given = slash ? ls_strndup(path, slash == path ? 1 : (size_t)(slash - path)) : ls_strdup(".");
    LS_AUTO(string) char *folder = realpath(given, NULL);
    if (!folder)
        return ls_error_set(err, LS_ENOTFOUND, "there is no folder %s", given);
    uint64_t noise;
    ls_random(&noise, sizeof(noise));
    LS_AUTO(string) char *name = ls_asprintf("%s/%s", strcmp(folder, "/") ? folder : "", slash ? slash + 1 : path);
    LS_AUTO(string) char *temporary = ls_asprintf("%s/.lockstep-%016llx.new", strcmp(folder, "/") ? folder : "",
                                                  (unsigned long long)noise);
    LS_AUTO(string) char *journal = ls_asprintf("%s-journal", temporary);
    int code = store_file_make(temporary, 0660, err);
    if (!code)
        code = create_fill(temporary, team, err);
    if (!code)
        code = store_file_publish(temporary, name, err);
    unlink(journal);
    unlink(temporary);
    create_sync_folder(folder);
    return code;
}
