/* Locks on SMB. Its server refuses to turn a process's own read lock into a write lock, so SQLite, which does just that
 * before it writes, would find its file locked for ever. Giving the read lock up first is safe: SQLite holds PENDING by
 * then, so nobody comes in between; its own code for Windows does the same (os_win.c, winLock). */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <string.h>
#include <sys/vfs.h>

#include "store/internal.h"

/* Where SQLite keeps its read locks (the file format, "SHARED_FIRST" and "SHARED_SIZE" in os.h). */
enum { SMB_SHARED_FIRST = 0x40000002, SMB_SHARED_SIZE = 510 };

/* System calls of a VFS belong to the process, and so does what stood there before ours. */
static int (*smb_next)(int, int, ...);

static int smb_set(int fd, struct flock lock, short type)
{
    lock.l_type = type;
    return smb_next(fd, F_SETLK, &lock);
}

/* Whatever a command takes fits a pointer, as the C library itself has it. */
static int smb_fcntl(int fd, int command, ...)
{
    va_list args;
    va_start(args, command);
    void *arg = va_arg(args, void *);
    va_end(args);
    int code = smb_next(fd, command, arg);
    const struct flock *wanted = arg;
    if (code == 0 || command != F_SETLK || (errno != EACCES && errno != EAGAIN))
        return code;
    if (wanted->l_type != F_WRLCK || wanted->l_start != SMB_SHARED_FIRST || wanted->l_len != SMB_SHARED_SIZE)
        return code;
    smb_set(fd, *wanted, F_UNLCK);
    if (smb_set(fd, *wanted, F_WRLCK) == 0)
        return 0;
    /* Others read: theirs stands, and ours must be back before anything else is done. */
    errno = smb_set(fd, *wanted, F_RDLCK) == 0 ? EAGAIN : EIO;
    return -1;
}

bool store_is_smb(const char *path)
{
    static const unsigned numbers[] = {0xff534d42 /* CIFS */, 0xfe534d42 /* SMB 2 and 3 */};
    struct statfs fs;
    unsigned type = statfs(path, &fs) == 0 ? (unsigned)fs.f_type : 0;
    return type == numbers[0] || type == numbers[1];
}

int store_smb_locks(void)
{
    sqlite3_vfs *vfs = sqlite3_vfs_find("unix");
    if (smb_next)
        return SQLITE_OK;
    if (!vfs || vfs->iVersion < 3 || !vfs->xSetSystemCall)
        return SQLITE_NOTFOUND;
    sqlite3_syscall_ptr now = vfs->xGetSystemCall(vfs, "fcntl");
    if (!now)
        return SQLITE_NOTFOUND;
    memcpy(&smb_next, &now, sizeof(smb_next)); /* one kind of function pointer to another, without a cast */
    int (*ours)(int, int, ...) = smb_fcntl;
    sqlite3_syscall_ptr call;
    memcpy(&call, &ours, sizeof(call));
    int rc = vfs->xSetSystemCall(vfs, "fcntl", call);
    if (rc != SQLITE_OK)
        smb_next = NULL;
    return rc;
}
