/* A file system that misbehaves on command: a FUSE pass-through of one folder to a mount point, as a
 * stand-in for a team's drive. The driver holds its stdin and stdout (hangfs.py): one command a line,
 * one answer a line. Locks stay with the kernel; every read and write reaches us (direct_io).
 *
 *   hangfs FOLDER MOUNTPOINT
 *   ready                 said once, when the mount answers
 *   hang [N]              every call waits, from the next or after N more
 *   release               calls go through again, at once and whole
 *   delay MS              every call takes MS longer; 0: none
 *   fail N ERRNO [TIMES]  from the Nth call on (1: the next), TIMES calls (default 1) fail
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
    long delay_ms;
    int waiting;
    bool tell_stuck; /* the driver waits for the word that a call is waiting */
    bool ending;
} fs = {.mutex = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER};

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

/* Runs a call on the real path, behind the gate. */
#define PASS(path, call)                                                                        \
    do {                                                                                        \
        char real[PATH_MAX];                                                                    \
        int fails = gate();                                                                     \
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
    PASS(path, mkdir(real, mode));
}

static int fs_unlink(const char *path)
{
    PASS(path, unlink(real));
}

static int fs_rmdir(const char *path)
{
    PASS(path, rmdir(real));
}

static int fs_rename(const char *from, const char *to, unsigned flags)
{
    char target[PATH_MAX];
    if (snprintf(target, sizeof(target), "%s%s", fs.folder, to) >= (int)sizeof(target))
        return -ENAMETOOLONG;
    PASS(from, renameat2(AT_FDCWD, real, AT_FDCWD, target, flags));
}

static int fs_link(const char *from, const char *to)
{
    char target[PATH_MAX];
    if (snprintf(target, sizeof(target), "%s%s", fs.folder, to) >= (int)sizeof(target))
        return -ENAMETOOLONG;
    PASS(from, link(real, target));
}

static int fs_chmod(const char *path, mode_t mode, struct fuse_file_info *fi)
{
    (void)fi;
    PASS(path, chmod(real, mode));
}

static int fs_chown(const char *path, uid_t uid, gid_t gid, struct fuse_file_info *fi)
{
    (void)fi;
    PASS(path, lchown(real, uid, gid));
}

static int fs_truncate(const char *path, off_t size, struct fuse_file_info *fi)
{
    (void)fi;
    PASS(path, truncate(real, size));
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
    PASS(path, (int)(fi->fh = (uint64_t)open(real, fi->flags & ~O_CREAT)));
}

static int fs_create(const char *path, mode_t mode, struct fuse_file_info *fi)
{
    fi->direct_io = 1;
    PASS(path, (int)(fi->fh = (uint64_t)open(real, fi->flags | O_CREAT, mode)));
}

static int fs_read(const char *path, char *bytes, size_t size, off_t at, struct fuse_file_info *fi)
{
    (void)path;
    PASS_OPEN(pread((int)fi->fh, bytes, size, at));
}

static int fs_write(const char *path, const char *bytes, size_t size, off_t at, struct fuse_file_info *fi)
{
    (void)path;
    PASS_OPEN(pwrite((int)fi->fh, bytes, size, at));
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
    config->entry_timeout = config->attr_timeout = config->negative_timeout = 0;
    puts("ready");
    return NULL;
}

static const struct fuse_operations fs_operations = {
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
    if (argc != 3) {
        fputs("usage: hangfs FOLDER MOUNTPOINT\n", stderr);
        return 2;
    }
    fs.folder = argv[1];
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
