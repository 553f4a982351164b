/* Whole files: read at once, replaced at once. Paths are in paths.c. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/paths.h"
#include "lockstep/error.h"

enum { FILE_CHUNK = 1 << 16 };

static int file_read_all(struct ls_buf *b, int fd, const char *path, size_t limit, struct ls_error *err)
{
    for (;;) {
        ls_buf_reserve(b, FILE_CHUNK);
        ssize_t got = read(fd, b->data + b->len, FILE_CHUNK);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return ls_error_set(err, LS_EFAILED, "cannot read %s: %s", path, strerror(errno));
        if (got == 0)
            return 0;
        b->len += (size_t)got;
        b->data[b->len] = 0;
        if (limit && b->len > limit)
            return ls_error_set(err, LS_EREFUSED, "%s is larger than %zu bytes", path, limit);
    }
}

int ls_file_read(struct ls_buf *b, const char *path, size_t limit, struct ls_error *err)
{
    bool from_stdin = strcmp(path, "-") == 0;
    struct stat st;
    LS_AUTO(fd) int fd = from_stdin ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return ls_error_set(err, errno == ENOENT ? LS_ENOTFOUND : LS_EFAILED, "cannot read %s: %s",
                            from_stdin ? "stdin" : path, strerror(errno));
    if (!from_stdin && fstat(fd, &st) == 0 && S_ISFIFO(st.st_mode))
        return ls_error_set(err, LS_EFAILED, "cannot read %s: it is a pipe, and nobody may ever write to it", path);
    return file_read_all(b, fd, from_stdin ? "stdin" : path, limit, err);
}

static int file_write_all(int fd, const char *data, size_t len)
{
    while (len) {
        ssize_t put = write(fd, data, len);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return -1;
        data += put;
        len -= (size_t)put;
    }
    return 0;
}

static int file_write_failed(const char *path, struct ls_error *err)
{
    return ls_error_set(err, LS_EFAILED, "cannot write %s: %s", path, strerror(errno));
}

/* Devices and pipes cannot be renamed over; what is written to them is gone at once. */
static int file_write_through(const char *path, const void *data, size_t len, struct ls_error *err)
{
    LS_AUTO(fd) int fd = open(path, O_WRONLY | O_CLOEXEC);
    if (fd < 0 || file_write_all(fd, data, len) != 0)
        return file_write_failed(path, err);
    return 0;
}

static int file_write_beside(const char *path, const void *data, size_t len, mode_t mode, struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf dir = LS_BUF_INIT;
    LS_AUTO(buf) struct ls_buf beside = LS_BUF_INIT;
    ls_path_dir(&dir, path);
    LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT;
    ls_buf_printf(&name, ".%s.XXXXXX", ls_path_base(path));
    ls_path_join(&beside, dir.data, name.data);
    LS_AUTO(fd) int fd = mkostemp(beside.data, O_CLOEXEC);
    if (fd < 0)
        return file_write_failed(path, err);
    if (fchmod(fd, mode) != 0 || file_write_all(fd, data, len) != 0 || fsync(fd) != 0 ||
        rename(beside.data, path) != 0) {
        int why = errno, code = file_write_failed(path, err);
        unlink(beside.data);
        errno = why; /* for who says it in words of their own */
        return code;
    }
    return 0;
}

/* A team file, or any other SQLite file: what a slip of -o must never cost. */
static bool file_is_database(const char *path)
{
    static const char magic[] = "SQLite format 3"; /* with its NUL: sqlite.org/fileformat2.html, 1.3.1 */
    char start[sizeof(magic)];
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    bool same = fd >= 0 && read(fd, start, sizeof(start)) == (ssize_t)sizeof(start) && !memcmp(start, magic, sizeof(magic));
    ls_fd_done(&fd);
    return same;
}

int ls_file_replace(const char *path, const void *data, size_t len, struct ls_error *err)
{
    struct stat st;
    bool exists = stat(path, &st) == 0;
    if (exists && S_ISDIR(st.st_mode)) {
        errno = EISDIR;
        return ls_error_set(err, LS_EFAILED, "cannot write %s: it is a folder", path);
    }
    if (exists && !S_ISREG(st.st_mode))
        return file_write_through(path, data, len, err);
    if (exists && file_is_database(path)) {
        ls_error_set(err, LS_EREFUSED, "%s is a team file or another database: nothing is written over it", path);
        ls_error_hint(err, "name another file");
        return LS_EREFUSED;
    }
    if (exists && access(path, W_OK) != 0)
        return file_write_failed(path, err);
    mode_t mask = umask(0);
    umask(mask);
    char *target = exists ? realpath(path, NULL) : NULL;
    int code = file_write_beside(target ? target : path, data, len, exists ? st.st_mode & 07777 : 0666 & ~mask, err);
    free(target);
    return code;
}
