/* A file system that misbehaves on command: a FUSE pass-through of one folder to a mount point, as a
 * stand-in for a team's drive. The driver holds its stdin and stdout (hangfs.py): one command a line,
 * one answer a line. Every read and write reaches us (direct_io). Locks stay with the kernel, so that two mounts of one
 * folder know nothing of each other's, or ("locks") are those of the folder, as on a drive that shares them.
 *
 *   hangfs FOLDER MOUNTPOINT [locks] [cached]
 *
 * cached: names and attributes are good for a second, as the mounts of network drives have it at least; else every
 * question comes here.
 *   ready                 said once, when the mount answers
 *   hang [N]              every call waits, from the next or after N more
 *   release               calls go through again, at once and whole
 *   delay MS              every call takes MS longer; 0: none
 *   fail N ERRNO [TIMES]  from the Nth call on (1: the next), TIMES calls (default 1) fail
 *   refuse ERRNO          every call that would change something fails: ENOSPC: a full drive, EROFS: one to be read
 *                         only; 0: none
 *   stale                 what is read stays for good as this mount reads it first; its own writes it sees
 *   count                 calls so far
 *   stuck                 answers as soon as a call is waiting
 *
 * End of stdin: the waiting calls fail with EIO, the mount goes away, the program ends. So a test that
 * dies leaves nothing behind. */
#define FUSE_USE_VERSION 35
#include <fuse3/fuse.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

static struct {
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    const char *folder;
    long calls;
    long hang_at;    /* calls with this number or a later one wait; 0: none */
    long fail_from;  /* calls [fail_from, fail_to) fail with fail_code */
    long fail_to;
    int fail_code;
    int refuse_code; /* of what would change something; 0: nothing is refused */
    long delay_ms;
    int waiting;
    bool tell_stuck; /* the driver waits for the word that a call is waiting */
    bool ending;
    bool cached;         /* the kernel may answer for names and attributes for a second */
    bool stale;
    struct copy *copies; /* stale: of files as they were read first */
} fs = {.mutex = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER};

/* What a file held when it was read first. */
struct copy {
    struct copy *next;
    char *path, *bytes;
    size_t len;
};

/* Answers the driver that asked for it as soon as a call is waiting. Called with the mutex held. */
static void say_stuck(void)
{
    if (fs.tell_stuck && fs.hang_at && fs.waiting)
        printf("ok %ld\n", fs.calls);
    fs.tell_stuck = fs.tell_stuck && !(fs.hang_at && fs.waiting);
}

/* Every call passes here first. Returns 0 or the negative errno that it must fail with. */
static int gate(void)
{
    pthread_mutex_lock(&fs.mutex);
    long number = ++fs.calls;
    int fails = number >= fs.fail_from && number < fs.fail_to ? -fs.fail_code : 0;
    long delay = fs.delay_ms;
    while (fs.hang_at && number >= fs.hang_at && !fs.ending) {
        fs.waiting++;
        say_stuck();
        pthread_cond_wait(&fs.changed, &fs.mutex);
        fs.waiting--;
        fails = fs.ending ? -EIO : fails;
    }
    pthread_mutex_unlock(&fs.mutex);
    if (delay)
        nanosleep(&(struct timespec){.tv_sec = delay / 1000, .tv_nsec = delay % 1000 * 1000000}, NULL);
    return fails;
}

/* As gate, for a call that changes something. */
static int gate_change(void)
{
    int fails = gate();
    pthread_mutex_lock(&fs.mutex);
    fails = fails ? fails : -fs.refuse_code;
    pthread_mutex_unlock(&fs.mutex);
    return fails;
}

/* Runs a call on the real path, behind a gate. */
#define PASS(path, call) PASS_GATE(path, call, gate)
#define PASS_CHANGE(path, call) PASS_GATE(path, call, gate_change)
#define PASS_GATE(path, call, which)                                                            \
    do {                                                                                        \
        char real[PATH_MAX];                                                                    \
        int fails = which();                                                                    \
        if (fails)                                                                              \
            return fails;                                                                       \
        if (snprintf(real, sizeof(real), "%s%s", fs.folder, (path)) >= (int)sizeof(real))        \
            return -ENAMETOOLONG;                                                               \
        return (call) < 0 ? -errno : 0;                                                         \
    } while (0)

/* The same on an open file; gives what the call gives. */
#define PASS_OPEN(call)                                                                         \
    do {                                                                                        \
        int fails = gate();                                                                     \
        if (fails)                                                                              \
            return fails;                                                                       \
        long done = (long)(call);                                                               \
        return done < 0 ? -errno : (int)done;                                                   \
    } while (0)

static int fs_getattr(const char *path, struct stat *st, struct fuse_file_info *fi)
{
    (void)fi;
    PASS(path, lstat(real, st));
}

static int fs_mkdir(const char *path, mode_t mode)
{
    PASS_CHANGE(path, mkdir(real, mode));
}

static int fs_unlink(const char *path)
{
    PASS_CHANGE(path, unlink(real));
}

static int fs_rmdir(const char *path)
{
    PASS_CHANGE(path, rmdir(real));
}

static int fs_rename(const char *from, const char *to, unsigned flags)
{
    char target[PATH_MAX];
    if (snprintf(target, sizeof(target), "%s%s", fs.folder, to) >= (int)sizeof(target))
        return -ENAMETOOLONG;
    PASS_CHANGE(from, renameat2(AT_FDCWD, real, AT_FDCWD, target, flags));
}

static int fs_link(const char *from, const char *to)
{
    char target[PATH_MAX];
    if (snprintf(target, sizeof(target), "%s%s", fs.folder, to) >= (int)sizeof(target))
        return -ENAMETOOLONG;
    PASS_CHANGE(from, link(real, target));
}

static int fs_chmod(const char *path, mode_t mode, struct fuse_file_info *fi)
{
    (void)fi;
    PASS_CHANGE(path, chmod(real, mode));
}

static int fs_chown(const char *path, uid_t uid, gid_t gid, struct fuse_file_info *fi)
{
    (void)fi;
    PASS_CHANGE(path, lchown(real, uid, gid));
}

static int fs_truncate(const char *path, off_t size, struct fuse_file_info *fi)
{
    (void)fi;
    PASS_CHANGE(path, truncate(real, size));
}

static int fs_utimens(const char *path, const struct timespec times[2], struct fuse_file_info *fi)
{
    (void)fi;
    PASS(path, utimensat(AT_FDCWD, real, times, AT_SYMLINK_NOFOLLOW));
}

static int fs_statfs(const char *path, struct statvfs *st)
{
    PASS(path, statvfs(real, st));
}

static int fs_open(const char *path, struct fuse_file_info *fi)
{
    fi->direct_io = 1;
    /* A full drive still opens its files. */
    if ((fi->flags & O_ACCMODE) != O_RDONLY && fs.refuse_code == EROFS)
        return -EROFS;
    PASS(path, (int)(fi->fh = (uint64_t)open(real, fi->flags & ~O_CREAT)));
}

static int fs_create(const char *path, mode_t mode, struct fuse_file_info *fi)
{
    fi->direct_io = 1;
    PASS_CHANGE(path, (int)(fi->fh = (uint64_t)open(real, fi->flags | O_CREAT, mode)));
}

/* The copy of a file, made now where there is none: make. Called with the mutex held; NULL where nothing is stale. */
static struct copy *copy_of(const char *path, int fd, bool make)
{
    struct copy *copy = fs.copies;
    while (copy && strcmp(copy->path, path))
        copy = copy->next;
    struct stat st;
    if (copy || !make || !fs.stale || fstat(fd, &st))
        return copy;
    copy = calloc(1, sizeof(*copy));
    *copy = (struct copy){fs.copies, strdup(path), malloc((size_t)st.st_size + 1), 0};
    ssize_t got = pread(fd, copy->bytes, (size_t)st.st_size, 0);
    copy->len = got > 0 ? (size_t)got : 0;
    return fs.copies = copy;
}

static ssize_t stale_read(const char *path, int fd, char *bytes, size_t size, off_t at)
{
    pthread_mutex_lock(&fs.mutex);
    const struct copy *copy = copy_of(path, fd, true);
    size_t left = copy && copy->len > (size_t)at ? copy->len - (size_t)at : 0;
    ssize_t got = copy ? (ssize_t)(left < size ? left : size) : pread(fd, bytes, size, at);
    if (copy && got)
        memcpy(bytes, copy->bytes + at, (size_t)got);
    pthread_mutex_unlock(&fs.mutex);
    return got;
}

/* What this mount writes it sees itself. */
static ssize_t stale_write(const char *path, int fd, const char *bytes, size_t size, off_t at)
{
    pthread_mutex_lock(&fs.mutex);
    ssize_t put = pwrite(fd, bytes, size, at);
    struct copy *copy = copy_of(path, fd, false);
    if (copy && put > 0) {
        size_t end = (size_t)at + (size_t)put;
        if (end > copy->len) {
            copy->bytes = realloc(copy->bytes, end);
            memset(copy->bytes + copy->len, 0, end - copy->len);
            copy->len = end;
        }
        memcpy(copy->bytes + at, bytes, (size_t)put);
    }
    pthread_mutex_unlock(&fs.mutex);
    return put;
}

static int fs_read(const char *path, char *bytes, size_t size, off_t at, struct fuse_file_info *fi)
{
    PASS_OPEN(stale_read(path, (int)fi->fh, bytes, size, at));
}

static int fs_write(const char *path, const char *bytes, size_t size, off_t at, struct fuse_file_info *fi)
{
    int fails = gate_change();
    ssize_t done = fails ? 0 : stale_write(path, (int)fi->fh, bytes, size, at);
    return fails ? fails : done < 0 ? -errno : (int)done;
}

/* Locks of the folder, those of one open file each: near enough to a process's for one that opens a file once. */
static int fs_lock(const char *path, struct fuse_file_info *fi, int command, struct flock *lock)
{
    (void)path;
    lock->l_pid = 0;
    PASS_OPEN(fcntl((int)fi->fh, command == F_GETLK ? F_OFD_GETLK : F_OFD_SETLK, lock));
}

/* Before close(2) returns, its locks are gone. */
static int fs_flush(const char *path, struct fuse_file_info *fi)
{
    struct flock all = {.l_type = F_UNLCK, .l_whence = SEEK_SET};
    (void)path;
    fcntl((int)fi->fh, F_OFD_SETLK, &all);
    return 0;
}

static int fs_fsync(const char *path, int only_data, struct fuse_file_info *fi)
{
    (void)path;
    PASS_OPEN(only_data ? fdatasync((int)fi->fh) : fsync((int)fi->fh));
}

/* Closing passes no gate: the kernel does not wait for it, and the file must go. */
static int fs_release(const char *path, struct fuse_file_info *fi)
{
    (void)path;
    close((int)fi->fh);
    return 0;
}

static int fs_readdir(const char *path, void *ret_names, fuse_fill_dir_t fill, off_t at, struct fuse_file_info *fi,
                      enum fuse_readdir_flags flags)
{
    (void)at, (void)fi, (void)flags;
    char real[PATH_MAX];
    int fails = gate();
    if (fails)
        return fails;
    if (snprintf(real, sizeof(real), "%s%s", fs.folder, path) >= (int)sizeof(real))
        return -ENAMETOOLONG;
    DIR *dir = opendir(real);
    if (!dir)
        return -errno;
    for (struct dirent *entry; (entry = readdir(dir));)
        fill(ret_names, entry->d_name, NULL, 0, 0);
    closedir(dir);
    return 0;
}

static void *fs_init(struct fuse_conn_info *conn, struct fuse_config *config)
{
    (void)conn;
    config->entry_timeout = config->attr_timeout = config->negative_timeout = fs.cached;
    puts("ready");
    return NULL;
}

static struct fuse_operations fs_operations = {
    .init = fs_init, .getattr = fs_getattr, .mkdir = fs_mkdir, .unlink = fs_unlink, .rmdir = fs_rmdir,
    .rename = fs_rename, .link = fs_link, .chmod = fs_chmod, .chown = fs_chown, .truncate = fs_truncate,
    .utimens = fs_utimens, .statfs = fs_statfs, .open = fs_open, .create = fs_create, .read = fs_read,
    .write = fs_write, .fsync = fs_fsync, .release = fs_release, .readdir = fs_readdir,
};

/* Carries out one line; answers on stdout. Called with the mutex held. */
static void command_run(const char *line)
{
    long a = 0, b = 0, times = 1;
    if (!strncmp(line, "hang", 4)) {
        fs.hang_at = fs.calls + 1 + (sscanf(line, "hang %ld", &a) == 1 ? a : 0);
    } else if (!strcmp(line, "release\n")) {
        fs.hang_at = 0;
    } else if (sscanf(line, "delay %ld", &a) == 1) {
        fs.delay_ms = a;
    } else if (sscanf(line, "fail %ld %ld %ld", &a, &b, &times) >= 2) {
        fs.fail_from = fs.calls + a;
        fs.fail_to = fs.fail_from + times;
        fs.fail_code = (int)b;
    } else if (sscanf(line, "refuse %ld", &a) == 1) {
        fs.refuse_code = (int)a;
    } else if (!strcmp(line, "stale\n")) {
        fs.stale = true;
    } else if (!strcmp(line, "stuck\n")) {
        fs.tell_stuck = true;
        say_stuck();
        return;
    } else if (strcmp(line, "count\n")) {
        puts("unknown");
        return;
    }
    printf("ok %ld\n", fs.calls);
}

static void *commands_loop(void *fuse)
{
    char line[256]; /* commands are ours and short */
    while (fgets(line, sizeof(line), stdin)) {
        pthread_mutex_lock(&fs.mutex);
        command_run(line);
        pthread_cond_broadcast(&fs.changed);
        pthread_mutex_unlock(&fs.mutex);
    }
    pthread_mutex_lock(&fs.mutex);
    fs.ending = true;
    pthread_cond_broadcast(&fs.changed);
    pthread_mutex_unlock(&fs.mutex);
    fuse_exit(fuse);
    fuse_unmount(fuse);
    return NULL;
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fputs("usage: hangfs FOLDER MOUNTPOINT [locks] [cached]\n", stderr);
        return 2;
    }
    fs.folder = argv[1];
    for (int i = 3; i < argc; i++) {
        fs.cached |= !strcmp(argv[i], "cached");
        if (!strcmp(argv[i], "locks")) {
            fs_operations.lock = fs_lock;
            fs_operations.flush = fs_flush;
        }
    }
    setvbuf(stdout, NULL, _IOLBF, 0);
    umask(0);
    struct fuse_args args = FUSE_ARGS_INIT(0, NULL);
    fuse_opt_add_arg(&args, argv[0]);
    fuse_opt_add_arg(&args, "-ofsname=hangfs,subtype=hangfs,default_permissions");
    struct fuse *fuse = fuse_new(&args, &fs_operations, sizeof(fs_operations), NULL);
    if (!fuse || fuse_mount(fuse, argv[2]) != 0)
        return 1;
    pthread_t thread;
    pthread_create(&thread, NULL, commands_loop, fuse);
    struct fuse_loop_config config = {.clone_fd = 0, .max_idle_threads = 10};
    int status = fuse_loop_mt(fuse, &config);
    fuse_opt_free_args(&args);
    return status < 0 ? 1 : 0;
}
