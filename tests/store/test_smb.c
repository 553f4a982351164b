/* Locks on SMB, whose server refuses to turn a process's own read lock into a write lock: a fcntl that behaves so is put
 * under SQLite. Stock SQLite must fail on it, and with ours on top it writes. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fixture.h"
#include "store/internal.h"

enum { SHARED_FIRST = 0x40000002, FDS = 64 };

static bool reads[FDS]; /* which descriptors hold the read lock */
static bool refuses_again; /* a server that does not give the read lock back */
static unsigned given_up;

static bool is_shared(const struct flock *lock)
{
    return lock->l_start == SHARED_FIRST && lock->l_len == 510;
}

/* As a CIFS client does it: what one holds oneself stands in one's own way. */
static int smb_like(int fd, int command, ...)
{
    va_list args;
    va_start(args, command);
    struct flock *lock = va_arg(args, void *);
    va_end(args);
    if (command != F_SETLK || fd >= FDS || !is_shared(lock))
        return fcntl(fd, command, lock);
    if (lock->l_type == F_WRLCK && reads[fd]) {
        errno = EACCES;
        return -1;
    }
    if (lock->l_type == F_RDLCK && refuses_again && given_up) {
        errno = EIO;
        return -1;
    }
    int code = fcntl(fd, command, lock);
    given_up += code == 0 && lock->l_type == F_UNLCK && reads[fd];
    if (code == 0)
        reads[fd] = lock->l_type == F_RDLCK;
    return code;
}

static int install(void **state)
{
    (void)state;
    sqlite3_initialize();
    sqlite3_vfs *vfs = sqlite3_vfs_find("unix");
    return vfs->xSetSystemCall(vfs, "fcntl", (sqlite3_syscall_ptr)smb_like);
}

/* A folder without a team file: stock SQLite could not make one. */
static int fixture_folder(void **state)
{
    struct fixture *f = ls_alloc(sizeof(*f));
    const char *base = getenv("TMPDIR");
    f->folder = ls_asprintf("%s/lockstep-smb-XXXXXX", base ? base : "/tmp");
    f->path = ls_asprintf("%s/team.db", f->folder);
    *state = f;
    return mkdtemp(f->folder) ? 0 : -1;
}

static sqlite3 *open_bare(const struct fixture *f)
{
    sqlite3 *db;
    LS_AUTO(string) char *path = ls_asprintf("%s/bare.db", f->folder);
    assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, "unix"), SQLITE_OK);
    sqlite3_exec(db, "PRAGMA journal_mode = PERSIST", NULL, NULL, NULL);
    return db;
}

static int bare_write(sqlite3 *db, const char *sql)
{
    int rc = sqlite3_exec(db, sql, NULL, NULL, NULL);
    if (rc != SQLITE_OK)
        sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
    return rc;
}

/* First, while nothing is in SQLite's way but the drive. */
static void test_stock_never_commits(void **state)
{
    sqlite3 *db = open_bare(*state);
    assert_int_equal(bare_write(db, "CREATE TABLE t (x)"), SQLITE_BUSY);
    assert_int_equal(bare_write(db, "CREATE TABLE t (x)"), SQLITE_BUSY);
    sqlite3_close(db);
}

static void test_ours_commits(void **state)
{
    assert_int_equal(store_smb_locks(), SQLITE_OK);
    assert_int_equal(store_smb_locks(), SQLITE_OK); /* once is enough */
    sqlite3 *db = open_bare(*state);
    assert_int_equal(bare_write(db, "CREATE TABLE t (x); INSERT INTO t VALUES (1)"), SQLITE_OK);
    assert_int_equal(bare_write(db, "BEGIN IMMEDIATE; SELECT * FROM t; INSERT INTO t VALUES (2); COMMIT"), SQLITE_OK);
    sqlite3_close(db);
}

static void test_team_file(void **state)
{
    struct fixture *f = *state; /* made, opened and read by then: over the same locks */
    struct ls_error err = {0};
    struct ls_changeset *cs = peer_changeset(&f->a, "start");
    ls_id item = make_item(cs, "Live ETA");
    assert_ok(peer_commit(&f->a, cs, NULL, &err), err);
    assert_int_equal(peer_set_int(&f->a, item, LS_F_item_priority, 1), LS_OK);
    assert_ok(ls_store_refresh(f->a.store, &err), err);
}

/* Another process reads and holds its lock until it is killed. */
static pid_t reader_start(const struct fixture *f)
{
    int ready[2];
    char byte;
    LS_AUTO(string) char *path = ls_asprintf("%s/bare.db", f->folder);
    assert_int_equal(pipe(ready), 0);
    pid_t pid = fork();
    if (pid == 0) {
        sqlite3 *db;
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, "unix") == SQLITE_OK &&
            sqlite3_exec(db, "BEGIN; SELECT * FROM t", NULL, NULL, NULL) == SQLITE_OK && write(ready[1], "", 1) == 1)
            pause();
        _exit(1);
    }
    close(ready[1]);
    assert_int_equal(read(ready[0], &byte, 1), 1);
    close(ready[0]);
    return pid;
}

static void reader_end(pid_t pid)
{
    kill(pid, SIGKILL);
    waitpid(pid, NULL, 0);
}

/* While somebody else reads, nobody writes: our own read lock is back, so that nobody else writes either. */
static void test_others_who_read_are_respected(void **state)
{
    const struct fixture *f = *state;
    sqlite3 *db = open_bare(f);
    assert_int_equal(bare_write(db, "CREATE TABLE t (x); INSERT INTO t VALUES (1)"), SQLITE_OK);
    pid_t pid = reader_start(f);
    given_up = 0;
    assert_int_equal(sqlite3_exec(db, "BEGIN IMMEDIATE; INSERT INTO t VALUES (2); COMMIT", NULL, NULL, NULL), SQLITE_BUSY);
    assert_true(given_up > 0); /* it was tried */
    unsigned held = 0;
    for (size_t i = 0; i < FDS; i++)
        held += reads[i];
    assert_int_equal(held, 1);
    reader_end(pid);
    assert_int_equal(sqlite3_exec(db, "COMMIT", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

/* A lock that does not come back is an error of the drive, and nothing is committed. */
static void test_a_lock_that_does_not_come_back(void **state)
{
    const struct fixture *f = *state;
    sqlite3 *db = open_bare(f);
    assert_int_equal(bare_write(db, "CREATE TABLE t (x); INSERT INTO t VALUES (1)"), SQLITE_OK);
    pid_t pid = reader_start(f);
    given_up = 0;
    refuses_again = true;
    int rc = bare_write(db, "BEGIN IMMEDIATE; INSERT INTO t VALUES (2); COMMIT");
    refuses_again = false;
    assert_int_equal(rc & 0xff, SQLITE_IOERR);
    reader_end(pid);
    assert_int_equal(bare_write(db, "INSERT INTO t VALUES (3)"), SQLITE_OK);
    sqlite3_close(db);
    int64_t rows;
    LS_AUTO(string) char *path = ls_asprintf("%s/bare.db", f->folder);
    force_sql_int(path, "SELECT count(*) FROM t WHERE x IN (1, 3)", &rows);
    assert_int_equal(rows, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_stock_never_commits, fixture_folder, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_ours_commits, fixture_folder, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_team_file, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_others_who_read_are_respected, fixture_folder, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_a_lock_that_does_not_come_back, fixture_folder, fixture_teardown),
    };
    return cmocka_run_group_tests(tests, install, NULL);
}
