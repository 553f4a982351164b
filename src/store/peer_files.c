/* The files of FILE-peers/: one's own, and others' as they are looked at. Every call on the drive is counted.
 * One's own file is never opened a second time beside the open one but to lock it anew: closing any descriptor of it drops
 * this process's locks on it (POSIX). */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "store/peers_internal.h"

enum { FILE_LIMIT = 64 << 10, NAME_SIZE = 64 };

static ssize_t files_pread(int fd, const char *id, void *bytes, size_t len)
{
    (void)id;
    return pread(fd, bytes, len, 0);
}

static int files_fcntl(int fd, int command, struct flock *lock)
{
    return fcntl(fd, command, lock);
}

static int files_lock(struct ls_peers *peers, int fd, int command, off_t byte, short *type)
{
    struct flock lock = {.l_type = *type, .l_whence = SEEK_SET, .l_start = byte, .l_len = 1};
    peers->calls++;
    int code = (peers->drive && peers->drive->lock ? peers->drive->lock : files_fcntl)(fd, command, &lock);
    *type = lock.l_type;
    return code;
}

/* --- the folder ------------------------------------------------------------------------------ */

/* Who may write the team file may be in the folder: SQLite's file says who that is. */
static void files_share_folder(struct ls_peers *peers)
{
    struct stat st;
    mode_t mode = 02770;
    peers->calls += 3;
    if (stat(peers->path, &st) == 0) {
        if (st.st_mode & S_IWOTH)
            mode = 02777;
        if (chown(peers->folder, (uid_t)-1, st.st_gid))
            mode = mode & ~(mode_t)S_ISGID; /* not of that group: the folder's own must do */
    }
    if (chmod(peers->folder, mode))
        return; /* a drive without modes has its own rules */
}

int peer_folder_open(struct ls_peers *peers, bool make)
{
    int fd = open(peers->folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    peers->calls++;
    if (fd >= 0 || errno != ENOENT || !make)
        return fd;
    peers->calls += 2;
    if (mkdir(peers->folder, 0770) == 0)
        files_share_folder(peers);
    else if (errno != EEXIST)
        return -1;
    return open(peers->folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

static void files_beat_name(char file[NAME_SIZE], const char *id, uint64_t beat)
{
    snprintf(file, NAME_SIZE, "%s.beat.%llu", id, (unsigned long long)beat);
}

/* --- one's own ------------------------------------------------------------------------------- */

static int files_make(struct ls_peers *peers, int folder, const char *name, int flags)
{
    int fd = openat(folder, name, flags | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0660);
    peers->calls += 2;
    if (fd >= 0 && fchmod(fd, 0660) && errno != EPERM && errno != ENOTSUP) {
        close(fd);
        return -1;
    }
    return fd;
}

int peer_own_lock(struct ls_peers *peers, off_t byte, short type)
{
    return files_lock(peers, peers->fd, F_SETLK, byte, &type);
}

int peer_own_write(struct ls_peers *peers)
{
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    peer_words_write(&peers->words, &b);
    peers->calls++;
    if (pwrite(peers->fd, b.data, b.len, 0) != (ssize_t)b.len)
        return -1;
    /* On NFS nobody would see it before a lock is set or the file is closed; and after a suspend the lock may be gone. */
    peers->no_lock = peer_own_lock(peers, PEER_LOCK_ALIVE, F_WRLCK) != 0;
    return 0;
}

int peer_own_make(struct ls_peers *peers, int folder)
{
    char file[NAME_SIZE];
    peers->fd = files_make(peers, folder, peers->id, O_RDWR);
    if (peers->fd < 0)
        return -1;
    peers->words.beat++;
    files_beat_name(file, peers->id, peers->words.beat);
    int code = peer_own_write(peers);
    int beat = code ? -1 : files_make(peers, folder, file, O_WRONLY);
    if (beat >= 0)
        close(beat);
    return beat >= 0 ? 0 : -1;
}

int peer_own_rename(struct ls_peers *peers, int folder, uint64_t beat)
{
    char from[NAME_SIZE], to[NAME_SIZE];
    files_beat_name(from, peers->id, beat - 1);
    files_beat_name(to, peers->id, beat);
    peers->calls++;
    return renameat(folder, from, folder, to);
}

int peer_own_again(struct ls_peers *peers, int folder)
{
    int fd = openat(folder, peers->id, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
    peers->calls += 2;
    if (fd < 0)
        return -1;
    close(peers->fd);
    peers->fd = fd;
    peers->no_lock = peer_own_lock(peers, PEER_LOCK_ALIVE, F_WRLCK) != 0;
    return peers->no_lock ? -1 : 0;
}

int peer_own_probe(struct ls_peers *peers, int folder)
{
    int fd = openat(folder, peers->id, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
    short type = F_WRLCK;
    if (fd < 0)
        return -1;
    /* A lock of an open file description meets this process's own (fcntl(2)): no second process is needed. */
    int code = files_lock(peers, fd, F_OFD_GETLK, PEER_LOCK_ALIVE, &type);
    close(fd);
    peer_own_lock(peers, PEER_LOCK_ALIVE, F_WRLCK);
    return code ? -1 : type != F_UNLCK;
}

static void files_unlink(struct ls_peers *peers, int folder, const char *id, uint64_t beat)
{
    char file[NAME_SIZE];
    files_beat_name(file, id, beat);
    peers->calls += 2;
    unlinkat(folder, file, 0);
    unlinkat(folder, id, 0);
}

void peer_own_remove(struct ls_peers *peers)
{
    LS_AUTO(fd) int folder = peer_folder_open(peers, false);
    if (folder >= 0)
        files_unlink(peers, folder, peers->id, peers->words.beat);
    close(peers->fd);
    peers->fd = -1;
    rmdir(peers->folder); /* stays while anybody else is in it */
}

/* --- others' --------------------------------------------------------------------------------- */

int peer_file_look(struct ls_peers *peers, int folder, const char *id, off_t byte, struct peer_words *ret_words,
                   bool *ret_read, bool *ret_locked)
{
    /* Without O_NONBLOCK a pipe of that name would hold us up. */
    LS_AUTO(fd) int fd = openat(folder, id, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW);
    short type = F_RDLCK;
    peers->calls += 2; /* and closing it */
    if (fd < 0)
        return -1;
    if (ret_words) {
        files_lock(peers, fd, F_SETLK, PEER_LOCK_READ, &type);
        LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
        ls_buf_reserve(&b, FILE_LIMIT);
        ssize_t got = (peers->drive && peers->drive->read ? peers->drive->read : files_pread)(fd, id, b.data, FILE_LIMIT);
        peers->calls++;
        *ret_read = got > 0 && peer_words_read(b.data, (size_t)got, ret_words);
    }
    type = F_WRLCK;
    *ret_locked = files_lock(peers, fd, F_GETLK, byte, &type) == 0 && type != F_UNLCK;
    return 0;
}

void peer_file_remove(struct ls_peers *peers, int folder, const struct peer_met *met)
{
    files_unlink(peers, folder, met->id, met->name_beat);
}
