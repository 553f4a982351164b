/* The rollback journal's writes, gathered: SQLite writes three pieces for each page that it saves there, one behind the other,
 * and on a network drive each is a round trip. Kept together they are one, and nothing else changes: before the journal is
 * synced, read where they stand, measured, cut or closed, all of them are written, so that what is on the drive when a sync
 * returns is what SQLite meant to be there. Before that sync nobody needs any of it: the team file is not touched yet.
 *
 * A VFS (sqlite.org/vfs.html) on top of "unix", which opens all other files as it is: locks and the team file itself are
 * SQLite's own business. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/internal.h"

/* As much as is gathered at most, fifteen pages: SQLite itself never writes more than 128 KiB at once, and counts on it. */
enum { GATHER_MAX = 64 << 10 };

struct gather_file {
    sqlite3_file base;
    unsigned char *bytes; /* not written yet, to stand at at */
    size_t len, cap;
    sqlite3_int64 at;
    int failed;         /* the first write that did not go through: then no sync succeeds */
    sqlite3_file *real; /* behind this one, in the same piece of memory */
};

static struct gather_file *gather_of(sqlite3_file *file)
{
    return (struct gather_file *)file;
}

static int gather_flush(struct gather_file *file)
{
    if (file->len && !file->failed)
        file->failed = file->real->pMethods->xWrite(file->real, file->bytes, (int)file->len, file->at);
    file->len = 0;
    return file->failed;
}

static bool gather_fits(const struct gather_file *file, size_t len, sqlite3_int64 at)
{
    return file->len && at == file->at + (sqlite3_int64)file->len && file->len + len <= GATHER_MAX;
}

static int gather_write(sqlite3_file *handle, const void *bytes, int len, sqlite3_int64 at)
{
    struct gather_file *file = gather_of(handle);
    int rc = gather_fits(file, (size_t)len, at) ? SQLITE_OK : gather_flush(file);
    if (rc != SQLITE_OK)
        return rc;
    if (!file->len)
        file->at = at;
    if (file->len + (size_t)len > file->cap) {
        file->cap = 2 * (file->len + (size_t)len);
        file->bytes = ls_realloc(file->bytes, file->cap);
    }
    memcpy(file->bytes + file->len, bytes, (size_t)len);
    file->len += (size_t)len;
    return SQLITE_OK;
}

static int gather_read(sqlite3_file *handle, void *bytes, int len, sqlite3_int64 at)
{
    struct gather_file *file = gather_of(handle);
    bool apart = at >= file->at + (sqlite3_int64)file->len || at + len <= file->at;
    int rc = file->len && !apart ? gather_flush(file) : SQLITE_OK;
    return rc == SQLITE_OK ? file->real->pMethods->xRead(file->real, bytes, len, at) : rc;
}

static int gather_truncate(sqlite3_file *handle, sqlite3_int64 size)
{
    struct gather_file *file = gather_of(handle);
    int rc = gather_flush(file);
    return rc == SQLITE_OK ? file->real->pMethods->xTruncate(file->real, size) : rc;
}

static int gather_sync(sqlite3_file *handle, int flags)
{
    struct gather_file *file = gather_of(handle);
    int rc = gather_flush(file);
    return rc == SQLITE_OK ? file->real->pMethods->xSync(file->real, flags) : rc;
}

static int gather_size(sqlite3_file *handle, sqlite3_int64 *ret_size)
{
    struct gather_file *file = gather_of(handle);
    int rc = gather_flush(file);
    return rc == SQLITE_OK ? file->real->pMethods->xFileSize(file->real, ret_size) : rc;
}

static int gather_close(sqlite3_file *handle)
{
    struct gather_file *file = gather_of(handle);
    int flushed = gather_flush(file), rc = file->real->pMethods->xClose(file->real);
    free(file->bytes);
    file->bytes = NULL;
    return flushed ? flushed : rc;
}

static int gather_control(sqlite3_file *handle, int op, void *arg)
{
    struct gather_file *file = gather_of(handle);
    return file->real->pMethods->xFileControl(file->real, op, arg);
}

static int gather_sector_size(sqlite3_file *handle)
{
    struct gather_file *file = gather_of(handle);
    return file->real->pMethods->xSectorSize(file->real);
}

static int gather_device(sqlite3_file *handle)
{
    struct gather_file *file = gather_of(handle);
    return file->real->pMethods->xDeviceCharacteristics(file->real);
}

/* A journal is not locked: its team file is. */
static int gather_lock(sqlite3_file *handle, int level)
{
    struct gather_file *file = gather_of(handle);
    return file->real->pMethods->xLock(file->real, level);
}

static int gather_unlock(sqlite3_file *handle, int level)
{
    struct gather_file *file = gather_of(handle);
    return file->real->pMethods->xUnlock(file->real, level);
}

static int gather_check_lock(sqlite3_file *handle, int *ret_held)
{
    struct gather_file *file = gather_of(handle);
    return file->real->pMethods->xCheckReservedLock(file->real, ret_held);
}

static const sqlite3_io_methods gather_methods = {
    .iVersion = 1,
    .xClose = gather_close,
    .xRead = gather_read,
    .xWrite = gather_write,
    .xTruncate = gather_truncate,
    .xSync = gather_sync,
    .xFileSize = gather_size,
    .xLock = gather_lock,
    .xUnlock = gather_unlock,
    .xCheckReservedLock = gather_check_lock,
    .xFileControl = gather_control,
    .xSectorSize = gather_sector_size,
    .xDeviceCharacteristics = gather_device,
};

static sqlite3_vfs *gather_unix(void)
{
    return sqlite3_vfs_find("unix");
}

/* As SQLite asks it: pMethods is set only where xClose is to be called. */
static int gather_open(sqlite3_vfs *vfs, sqlite3_filename name, sqlite3_file *handle, int flags, int *ret_flags)
{
    struct gather_file *file = gather_of(handle);
    (void)vfs;
    if (!(flags & SQLITE_OPEN_MAIN_JOURNAL))
        return gather_unix()->xOpen(gather_unix(), name, handle, flags, ret_flags);
    memset(file, 0, sizeof(*file));
    file->real = (sqlite3_file *)(file + 1);
    int rc = gather_unix()->xOpen(gather_unix(), name, file->real, flags, ret_flags);
    if (file->real->pMethods)
        file->base.pMethods = &gather_methods;
    return rc;
}

const char *store_gather(void)
{
    static sqlite3_vfs gather;
    if (gather.zName)
        return gather.zName;
    if (!gather_unix())
        return NULL;
    gather = *gather_unix();
    gather.zName = "unix-gathered";
    gather.pNext = NULL;
    gather.szOsFile += (int)sizeof(struct gather_file);
    gather.xOpen = gather_open;
    return sqlite3_vfs_register(&gather, 0) == SQLITE_OK ? gather.zName : "unix";
}
