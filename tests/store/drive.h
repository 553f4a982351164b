/* The drive under a test: each call that this program and SQLite in it make on the files of one folder comes through here.
 * It can be counted, made to fail, seen by the test when it has gone well, and answered from a stale cache. The functions
 * of libc are replaced by name, for SQLite's table of system calls has no sync in it and the store makes calls of its own. */
#ifndef LOCKSTEP_TESTS_STORE_DRIVE_H
#define LOCKSTEP_TESTS_STORE_DRIVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum drive_call {
    DRIVE_OPEN,
    DRIVE_READ,
    DRIVE_WRITE,
    DRIVE_SYNC,
    DRIVE_TRUNCATE,
    DRIVE_LOCK,
    DRIVE_STAT,
    DRIVE_NAME, /* rename, link, unlink, mkdir, rmdir */
    DRIVE_MODE, /* chmod, chown */
    DRIVE_CALLS,
};

enum drive_how {
    DRIVE_ONCE,
    DRIVE_FOR_GOOD,     /* that call and all after it */
    DRIVE_UNTIL_OPENED, /* on every file that was open then, as NFS does with a lock that was lost */
};

/* From now on the files below that folder, an absolute path without links, are watched; NULL: none. Nothing fails, nothing
 * is stale, and what was counted is forgotten. While a folder is watched, waiting takes no time: the clock is moved on. */
void drive_watch(const char *folder);

/* The call after so many more fails, and perhaps others after it. */
void drive_fail(long after, int error, enum drive_how how);
void drive_mend(void);
long drive_failed(void); /* calls that were made to fail since drive_fail */

/* Calls since drive_watch or drive_count_anew, of one kind or (DRIVE_CALLS) of all. */
uint64_t drive_count(enum drive_call call);
void drive_count_anew(void);

/* What a call did. NAME: to is the new name, NULL where path went away; a folder that was made is not told of. */
struct drive_deed {
    enum drive_call call;
    const char *path, *to;
    int flags;        /* OPEN */
    bool made;        /* OPEN: there was no such file */
    bool stays;       /* NAME: a link, not a new name */
    off_t at;         /* WRITE; TRUNCATE: the new length */
    const void *bytes;
    size_t len;       /* READ, WRITE */
};
/* Is told of each open, read, write, sync, truncation and name when it has been done. NULL: nobody. */
void drive_set_witness(void (*witness)(const struct drive_deed *deed));

/* Attributes that are asked for by name are those of the first time, "not there" too, as a cache gives them that is
 * still warm. with_open: those of open files too. */
void drive_go_stale(bool with_open);

#endif
