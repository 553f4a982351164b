/* The drive under a test: libc's calls on files, replaced by name. Calls of the kernel are made directly. */
#include "drive.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { FDS = 256, KNOWN = 64 };

struct known_stat {
    char path[PATH_MAX];
    int code; /* errno, 0: there */
    struct stat st;
};

static struct {
    char folder[PATH_MAX]; /* "": nothing is watched */
    char *paths[FDS];      /* of the open files that are watched */
    bool lost[FDS];        /* until they are opened again */
    uint64_t counts[DRIVE_CALLS];
    bool failing;
    long left; /* so many calls go well before */
    long failed;
    int error;
    enum drive_how how;
    void (*witness)(const struct drive_deed *deed);
    bool stale, stale_open;
    struct known_stat known[KNOWN];
    size_t known_len;
    int64_t waited_ms;
} drive;

/* --- what the test says ---------------------------------------------------------------------- */

void drive_watch(const char *folder)
{
    for (int fd = 0; fd < FDS; fd++) {
        free(drive.paths[fd]);
        drive.paths[fd] = NULL;
        drive.lost[fd] = false;
    }
    memset(drive.counts, 0, sizeof(drive.counts));
    drive.failing = drive.stale = false;
    drive.failed = 0;
    drive.witness = NULL;
    drive.known_len = 0;
    snprintf(drive.folder, sizeof(drive.folder), "%s", folder ? folder : "");
}

void drive_fail(long after, int error, enum drive_how how)
{
    drive.failing = true;
    drive.left = after;
    drive.failed = 0;
    drive.error = error;
    drive.how = how;
}

void drive_mend(void)
{
    drive.failing = false;
    memset(drive.lost, 0, sizeof(drive.lost));
}

long drive_failed(void)
{
    return drive.failed;
}

uint64_t drive_count(enum drive_call call)
{
    uint64_t all = 0;
    for (size_t i = 0; i < DRIVE_CALLS; i++)
        all += drive.counts[i];
    return call == DRIVE_CALLS ? all : drive.counts[call];
}

void drive_count_anew(void)
{
    memset(drive.counts, 0, sizeof(drive.counts));
}

void drive_set_witness(void (*witness)(const struct drive_deed *deed))
{
    drive.witness = witness;
}

void drive_go_stale(bool with_open)
{
    drive.stale = true;
    drive.stale_open = with_open;
}

/* --- what calls have in common --------------------------------------------------------------- */

static bool drive_has(const char *path)
{
    size_t len = strlen(drive.folder);
    return len && !strncmp(path, drive.folder, len) && (path[len] == '/' || !path[len]);
}

static const char *drive_path(int fd)
{
    return fd >= 0 && fd < FDS ? drive.paths[fd] : NULL;
}

/* The path of a name in an open folder. false: not on the drive. */
static bool drive_at(int dir, const char *name, char ret_path[PATH_MAX])
{
    const char *folder = drive_path(dir);
    if (*name == '/')
        snprintf(ret_path, PATH_MAX, "%s", name);
    else if (folder)
        snprintf(ret_path, PATH_MAX, "%s/%s", folder, name);
    else
        return false;
    return drive_has(ret_path);
}

static bool drive_strikes(int fd)
{
    if (!drive.failing)
        return false;
    if (drive.how == DRIVE_UNTIL_OPENED && drive.failed)
        return fd >= 0 && fd < FDS && drive.lost[fd];
    if (drive.left > 0) {
        drive.left--;
        return false;
    }
    return !drive.failed || drive.how == DRIVE_FOR_GOOD;
}

/* Every call passes here first. Whether it fails, with errno. */
static bool drive_gate(enum drive_call call, int fd)
{
    drive.counts[call]++;
    if (!drive_strikes(fd))
        return false;
    for (int i = 0; !drive.failed && drive.how == DRIVE_UNTIL_OPENED && i < FDS; i++)
        drive.lost[i] = drive.paths[i] != NULL;
    drive.failed++;
    errno = drive.error;
    return true;
}

static void drive_say(const struct drive_deed *deed)
{
    if (drive.witness && *drive.folder)
        drive.witness(deed);
}

/* --- open and close -------------------------------------------------------------------------- */

static int drive_open(int dir, const char *name, int flags, int mode)
{
    char path[PATH_MAX];
    struct stat st;
    if (!drive_at(dir, name, path))
        return (int)syscall(SYS_openat, dir, name, flags, mode);
    if (drive_gate(DRIVE_OPEN, -1))
        return -1;
    bool there = !(flags & O_CREAT) || syscall(SYS_newfstatat, dir, name, &st, AT_SYMLINK_NOFOLLOW) == 0;
    int fd = (int)syscall(SYS_openat, dir, name, flags, mode);
    if (fd < 0)
        return -1;
    assert(fd < FDS);
    free(drive.paths[fd]);
    drive.paths[fd] = strdup(path);
    drive.lost[fd] = false;
    drive_say(&(struct drive_deed){.call = DRIVE_OPEN, .path = path, .flags = flags, .made = !there});
    return fd;
}

static int drive_mode(int flags, va_list args)
{
    return flags & (O_CREAT | __O_TMPFILE) ? va_arg(args, int) : 0;
}

int open(const char *path, int flags, ...)
{
    va_list args;
    va_start(args, flags);
    int mode = drive_mode(flags, args);
    va_end(args);
    return drive_open(AT_FDCWD, path, flags, mode);
}

int openat(int dir, const char *path, int flags, ...)
{
    va_list args;
    va_start(args, flags);
    int mode = drive_mode(flags, args);
    va_end(args);
    return drive_open(dir, path, flags, mode);
}

int close(int fd)
{
    if (drive_path(fd)) {
        free(drive.paths[fd]);
        drive.paths[fd] = NULL;
        drive.lost[fd] = false;
    }
    return (int)syscall(SYS_close, fd);
}

/* --- bytes ----------------------------------------------------------------------------------- */

ssize_t pread(int fd, void *bytes, size_t len, off_t at)
{
    const char *path = drive_path(fd);
    if (path && drive_gate(DRIVE_READ, fd))
        return -1;
    ssize_t got = syscall(SYS_pread64, fd, bytes, len, at);
    if (path && got >= 0)
        drive_say(&(struct drive_deed){.call = DRIVE_READ, .path = path, .at = at, .len = (size_t)got});
    return got;
}

/* Half of it is written before it fails: a page torn in two. */
ssize_t pwrite(int fd, const void *bytes, size_t len, off_t at)
{
    const char *path = drive_path(fd);
    if (path && drive_gate(DRIVE_WRITE, fd)) {
        int error = errno;
        syscall(SYS_pwrite64, fd, bytes, len / 2, at);
        errno = error;
        return -1;
    }
    ssize_t put = syscall(SYS_pwrite64, fd, bytes, len, at);
    if (path && put > 0)
        drive_say(&(struct drive_deed){.call = DRIVE_WRITE, .path = path, .at = at, .bytes = bytes, .len = (size_t)put});
    return put;
}

/* Of files that are appended to. */
ssize_t write(int fd, const void *bytes, size_t len)
{
    const char *path = drive_path(fd);
    if (path && drive_gate(DRIVE_WRITE, fd))
        return -1;
    ssize_t put = syscall(SYS_write, fd, bytes, len);
    if (path && put > 0)
        drive_say(&(struct drive_deed){.call = DRIVE_WRITE, .path = path, .at = syscall(SYS_lseek, fd, 0, SEEK_CUR) - put,
                                       .bytes = bytes, .len = (size_t)put});
    return put;
}

/* Nothing is synced in truth: what would be lost is the test's to say. */
static int drive_sync(int fd)
{
    const char *path = drive_path(fd);
    if (path && drive_gate(DRIVE_SYNC, fd))
        return -1;
    if (path)
        drive_say(&(struct drive_deed){.call = DRIVE_SYNC, .path = path});
    return 0;
}

int fsync(int fd)
{
    return drive_sync(fd);
}

int fdatasync(int fd)
{
    return drive_sync(fd);
}

int ftruncate(int fd, off_t len)
{
    const char *path = drive_path(fd);
    if (path && drive_gate(DRIVE_TRUNCATE, fd))
        return -1;
    int code = (int)syscall(SYS_ftruncate, fd, len);
    if (path && code == 0)
        drive_say(&(struct drive_deed){.call = DRIVE_TRUNCATE, .path = path, .at = len});
    return code;
}

/* --- locks, attributes ----------------------------------------------------------------------- */

int fcntl(int fd, int command, ...)
{
    va_list args;
    va_start(args, command);
    void *arg = va_arg(args, void *);
    va_end(args);
    bool lock = command == F_SETLK || command == F_GETLK || command == F_SETLKW || command == F_OFD_SETLK;
    if (lock && drive_path(fd) && drive_gate(DRIVE_LOCK, fd))
        return -1;
    return (int)syscall(SYS_fcntl, fd, command, arg);
}

static struct known_stat *drive_known(const char *path)
{
    for (size_t i = 0; i < drive.known_len; i++) {
        if (!strcmp(drive.known[i].path, path))
            return &drive.known[i];
    }
    return NULL;
}

/* As stat(2) on the file at path, or on fd. */
static int drive_stat(int fd, const char *path, struct stat *st, int flags)
{
    const char *name = fd >= 0 ? drive_path(fd) : path;
    if (!name || !drive_has(name))
        return (int)(fd >= 0 ? syscall(SYS_fstat, fd, st) : syscall(SYS_newfstatat, AT_FDCWD, path, st, flags));
    if (drive_gate(DRIVE_STAT, fd))
        return -1;
    struct known_stat *known = drive.stale && (fd < 0 || drive.stale_open) ? drive_known(name) : NULL;
    if (!known) {
        int code = (int)(fd >= 0 ? syscall(SYS_fstat, fd, st) : syscall(SYS_newfstatat, AT_FDCWD, path, st, flags));
        if (drive_known(name) || drive.known_len == KNOWN || !drive.stale)
            return code;
        known = &drive.known[drive.known_len++];
        snprintf(known->path, sizeof(known->path), "%s", name);
        known->code = code ? errno : 0;
        known->st = *st;
    }
    *st = known->st;
    errno = known->code ? known->code : errno;
    return known->code ? -1 : 0;
}

int stat(const char *path, struct stat *st)
{
    return drive_stat(-1, path, st, 0);
}

int lstat(const char *path, struct stat *st)
{
    return drive_stat(-1, path, st, AT_SYMLINK_NOFOLLOW);
}

int fstat(int fd, struct stat *st)
{
    return drive_stat(fd, NULL, st, 0);
}

int access(const char *path, int mode)
{
    if (drive_has(path) && drive_gate(DRIVE_STAT, -1))
        return -1;
    return (int)syscall(SYS_faccessat, AT_FDCWD, path, mode);
}


int fchmod(int fd, mode_t mode)
{
    if (drive_path(fd) && drive_gate(DRIVE_MODE, fd))
        return -1;
    return (int)syscall(SYS_fchmod, fd, mode);
}

int chmod(const char *path, mode_t mode)
{
    if (drive_has(path) && drive_gate(DRIVE_MODE, -1))
        return -1;
    return (int)syscall(SYS_fchmodat, AT_FDCWD, path, mode);
}

/* --- names ----------------------------------------------------------------------------------- */

static long does_rename(int dir, const char *from, int to_dir, const char *to)
{
    return syscall(SYS_renameat2, dir, from, to_dir, to, 0);
}

static long does_rename_new(int dir, const char *from, int to_dir, const char *to)
{
    return syscall(SYS_renameat2, dir, from, to_dir, to, RENAME_NOREPLACE);
}

static long does_link(int dir, const char *from, int to_dir, const char *to)
{
    return syscall(SYS_linkat, dir, from, to_dir, to, 0);
}

static long does_unlink(int dir, const char *path, int to_dir, const char *to)
{
    (void)to_dir;
    (void)to;
    return syscall(SYS_unlinkat, dir, path, 0);
}

static int drive_name(int dir, const char *from, int to_dir, const char *to, long (*does)(int, const char *, int, const char *))
{
    char path[PATH_MAX], new_path[PATH_MAX];
    bool watched = drive_at(dir, from, path);
    if (to)
        watched &= drive_at(to_dir, to, new_path);
    if (watched && drive_gate(DRIVE_NAME, -1))
        return -1;
    int code = (int)does(dir, from, to_dir, to);
    if (watched && code == 0)
        drive_say(&(struct drive_deed){.call = DRIVE_NAME, .path = path, .to = to ? new_path : NULL, .stays = does == does_link});
    return code;
}

int rename(const char *from, const char *to)
{
    return drive_name(AT_FDCWD, from, AT_FDCWD, to, does_rename);
}

int renameat(int dir, const char *from, int to_dir, const char *to)
{
    return drive_name(dir, from, to_dir, to, does_rename);
}

int renameat2(int dir, const char *from, int to_dir, const char *to, unsigned flags)
{
    return drive_name(dir, from, to_dir, to, flags & RENAME_NOREPLACE ? does_rename_new : does_rename);
}

int link(const char *from, const char *to)
{
    return drive_name(AT_FDCWD, from, AT_FDCWD, to, does_link);
}

int unlink(const char *path)
{
    return drive_name(AT_FDCWD, path, AT_FDCWD, NULL, does_unlink);
}

int unlinkat(int dir, const char *path, int flags)
{
    return flags ? (int)syscall(SYS_unlinkat, dir, path, flags) : drive_name(dir, path, dir, NULL, does_unlink);
}

int mkdir(const char *path, mode_t mode)
{
    if (drive_has(path) && drive_gate(DRIVE_NAME, -1))
        return -1;
    return (int)syscall(SYS_mkdirat, AT_FDCWD, path, mode);
}

/* --- waiting --------------------------------------------------------------------------------- */

int poll(struct pollfd *fds, nfds_t count, int ms)
{
    if (*drive.folder && !count && ms > 0) {
        drive.waited_ms += ms;
        return 0;
    }
    struct timespec limit = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000L};
    return (int)syscall(SYS_ppoll, fds, count, ms < 0 ? NULL : &limit, NULL, 0);
}

int clock_gettime(clockid_t clock, struct timespec *ret)
{
    int code = (int)syscall(SYS_clock_gettime, clock, ret);
    if (clock == CLOCK_MONOTONIC) {
        int64_t ns = ret->tv_nsec + drive.waited_ms % 1000 * 1000000;
        ret->tv_sec += drive.waited_ms / 1000 + ns / 1000000000;
        ret->tv_nsec = ns % 1000000000;
    }
    return code;
}
