/* Every system call of a commit made to fail, once and for good: the file stays whole, and each changeset is in it
 * exactly once after the drive has come back. */
#include <errno.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fixture.h"

/* --- the drive ------------------------------------------------------------------------------- */

static struct {
    const char *call; /* which one fails; NULL: none */
    int error;
    int left;         /* so many calls go well before */
    bool for_good;    /* all after that fail, not that one only */
    int failed;       /* how many did */
} fault;

static bool faulty(const char *call)
{
    if (!fault.call || strcmp(fault.call, call))
        return false;
    if (fault.left > 0) {
        fault.left--;
        return false;
    }
    if (fault.failed && !fault.for_good)
        return false;
    fault.failed++;
    errno = fault.error;
    return true;
}

/* SQLite's own table of system calls: each is replaced by one that may fail. */
static ssize_t (*real_pread)(int, void *, size_t, off_t);
static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static int (*real_fcntl)(int, int, void *);
static int (*real_open)(const char *, int, int);
static int (*real_fstat)(int, struct stat *);
static int (*real_ftruncate)(int, off_t);

static ssize_t fault_pread(int fd, void *to, size_t len, off_t at)
{
    return faulty("pread64") ? -1 : real_pread(fd, to, len, at);
}

/* Half of it is written before it fails: a page torn in two. */
static ssize_t fault_pwrite(int fd, const void *from, size_t len, off_t at)
{
    if (!faulty("pwrite64"))
        return real_pwrite(fd, from, len, at);
    int error = errno;
    ssize_t n = real_pwrite(fd, from, len / 2, at);
    (void)n;
    errno = error;
    return -1;
}

static int fault_fcntl(int fd, int command, void *arg)
{
    return faulty("fcntl") ? -1 : real_fcntl(fd, command, arg);
}

static int fault_open(const char *path, int flags, int mode)
{
    return faulty("open") ? -1 : real_open(path, flags, mode);
}

static int fault_fstat(int fd, struct stat *st)
{
    return faulty("fstat") ? -1 : real_fstat(fd, st);
}

static int fault_ftruncate(int fd, off_t len)
{
    return faulty("ftruncate") ? -1 : real_ftruncate(fd, len);
}

/* SQLite calls these by their names, which the program's own come before. Syncing is not what is tested. */
int fdatasync(int fd);
int fsync(int fd);
int fdatasync(int fd)
{
    (void)fd;
    return faulty("fsync") ? -1 : 0;
}

int fsync(int fd)
{
    (void)fd;
    return faulty("fsync") ? -1 : 0;
}

static void replace(sqlite3_vfs *vfs, const char *call, sqlite3_syscall_ptr with, sqlite3_syscall_ptr *ret_real)
{
    *ret_real = vfs->xGetSystemCall(vfs, call);
    assert_non_null(*ret_real);
    assert_int_equal(vfs->xSetSystemCall(vfs, call, with), SQLITE_OK);
}

static int install(void **state)
{
    (void)state;
    sqlite3_initialize();
    sqlite3_vfs *vfs = sqlite3_vfs_find("unix");
#define REPLACE(call, name) \
    replace(vfs, call, (sqlite3_syscall_ptr)fault_##name, (sqlite3_syscall_ptr *)(void *)&real_##name)
    REPLACE("pread64", pread);
    REPLACE("pwrite64", pwrite);
    REPLACE("fcntl", fcntl);
    REPLACE("open", open);
    REPLACE("fstat", fstat);
    REPLACE("ftruncate", ftruncate);
    return 0;
}

/* --- the test -------------------------------------------------------------------------------- */

/* 11: one item and one entry of the log. */
static int64_t titled(const struct fixture *f, const char *title)
{
    int64_t count;
    LS_AUTO(string) char *sql = ls_asprintf("SELECT (SELECT count(*) FROM item WHERE title = '%s') + "
                                            "10 * (SELECT count(*) FROM log WHERE label = '%s')", title, title);
    force_sql_int(f->path, sql, &count);
    return count;
}

/* One commit in which the call fails. Returns whether it came to that. */
static bool one_round(struct fixture *f, const char *call, int error, int after, bool for_good)
{
    struct ls_error err = {0};
    struct ls_commit commit;
    LS_AUTO(string) char *title = ls_asprintf("%s %d %d %d", call, error, after, for_good);
    struct ls_changeset *cs = peer_changeset(&f->a, title);
    make_item(cs, title);
    /* Others have written meanwhile, so that there is something to read. Not open any more: locks of one process
     * are shared by its connections, which is not what happens between two machines. */
    uint64_t n = f->b.n;
    peer_open(&f->b, f->path, 0xB2);
    f->b.n = n;
    assert_int_equal(peer_set_int(&f->b, f->item, LS_F_item_reach, after + 1000 * error + for_good), LS_OK);
    peer_close(&f->b);
    fault.call = call;
    fault.error = error;
    fault.left = after;
    fault.for_good = for_good;
    fault.failed = 0;
    int code = ls_store_commit(f->a.store, cs, &commit, &err);
    bool failed = fault.failed > 0;
    fault.call = NULL;
    ls_commit_done(&commit);
    if (code == LS_OK && titled(f, title) != 11)
        fail_msg("%s: said to be saved, and is not", title);
    if (code != LS_OK && commit.final)
        fail_msg("%s: refused for good: %s", title, err.message);
    ls_error_done(&err);
    /* The drive is back: asked again, until it is there. */
    code = ls_store_commit(f->a.store, cs, &commit, &err);
    if (code != LS_OK)
        fail_msg("%s: not even afterwards: %s", title, err.message);
    ls_commit_done(&commit);
    ls_changeset_free(cs);
    if (titled(f, title) != 11)
        fail_msg("%s: there as %lld, not 11", title, (long long)titled(f, title));
    return failed;
}

static void all_rounds(struct fixture *f, const char *call, int error, bool ever)
{
    struct ls_error err = {0};
    int rounds = 0;
    peer_close(&f->b);
    for (int for_good = 0; for_good <= ever; for_good++) {
        int after = 0;
        while (one_round(f, call, error, after, for_good))
            after++;
        rounds += after;
    }
    if (!rounds)
        fail_msg("%s was never called", call);
    printf("%s, errno %d: failed in %d places\n", call, error, rounds);
    assert_ok(ls_store_check(f->a.store, &err), err);
    size_t items = ls_board_count(peer_board(&f->a), LS_E_ITEM);
    struct peer fresh;
    peer_open(&fresh, f->path, 0xC3);
    assert_int_equal(ls_board_count(peer_board(&fresh), LS_E_ITEM), items);
    peer_close(&fresh);
}

static void test_writes(void **state)
{
    static const int errors[] = {EIO, ENOSPC, EDQUOT, ESTALE};
    for (size_t i = 0; i < LS_COUNT(errors); i++)
        all_rounds(*state, "pwrite64", errors[i], true);
}

static void test_syncs(void **state)
{
    all_rounds(*state, "fsync", EIO, true);
    all_rounds(*state, "fsync", EDQUOT, true);
}

static void test_reads(void **state)
{
    all_rounds(*state, "pread64", EIO, true);
    all_rounds(*state, "pread64", ESTALE, true);
}

static void test_locks(void **state)
{
    all_rounds(*state, "fcntl", ENOLCK, false); /* for good it is waited for, as for another's lock */;
    all_rounds(*state, "fcntl", EIO, true);
}

static void test_others(void **state)
{
    all_rounds(*state, "fstat", EIO, true);
}

int main(void)
{
#define STORE_TEST(f) cmocka_unit_test_setup_teardown(f, fixture_setup_two, fixture_teardown)
    const struct CMUnitTest tests[] = {
        STORE_TEST(test_writes), STORE_TEST(test_syncs), STORE_TEST(test_reads),
        STORE_TEST(test_locks),  STORE_TEST(test_others),
    };
    return cmocka_run_group_tests_name("faults", tests, install, NULL);
}
