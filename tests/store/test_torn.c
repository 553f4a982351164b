/* A program dies in the middle of a commit, and another one's cache of attributes is half a minute behind: it must not
 * see half of that commit. A journal that keeps its name and size (PERSIST) is found in spite of such a cache; one that
 * comes and goes (DELETE) is not: the same test shows it. */
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "drive.h"
#include "fixture.h"
#include "store/internal.h"

enum { ROUNDS = 15, LIMIT_MS = 60000 };

/* --- the one who dies ------------------------------------------------------------------------ */

static const struct fixture *writer_file;
static int writer_left; /* writes to the team file until the end */

static void writer_dies(const struct drive_deed *deed)
{
    if (deed->call == DRIVE_WRITE && !strcmp(deed->path, writer_file->path) && --writer_left == 0)
        raise(SIGKILL);
}

/* A commit of several pages, cut off after so many of them. */
static void write_and_die(const struct fixture *f, bool persist, int round)
{
    struct peer peer;
    drive_watch(f->folder);
    peer_open(&peer, f->path, (uint8_t)(0x20 + round));
    if (!persist)
        sqlite3_exec(peer.store->db, "PRAGMA journal_mode=DELETE", NULL, NULL, NULL);
    struct ls_changeset *cs = peer_changeset(&peer, "cut off");
    LS_AUTO(buf) struct ls_buf notes = LS_BUF_INIT;
    for (int i = 0; i < 3000; i++)
        ls_buf_printf(&notes, "line %d\n", i);
    ls_change_text(cs, NULL, make_item(cs, "cut off"), LS_F_item_notes, notes.data);
    ls_change_int(cs, peer_board(&peer), f->item, LS_F_item_reach, round + 1);
    writer_file = f;
    writer_left = 1 + round % 6;
    drive_set_witness(writer_dies);
    peer_commit(&peer, cs, NULL, NULL);
    _exit(1);
}

/* --- the one who reads ----------------------------------------------------------------------- */

/* Reads, warms its cache, says so, waits for a word, and reads again. Its status: 0: as it was before, 1: torn. */
static void read_and_tell(const struct fixture *f, bool with_open, int to, int from)
{
    LS_AUTO(error) struct ls_error err = {0};
    struct peer peer;
    char word = 'r';
    drive_watch(f->folder);
    drive_go_stale(with_open);
    peer_open(&peer, f->path, 0x77);
    int64_t before = ls_item_get(peer_board(&peer), f->item)->reach;
    if (write(to, &word, 1) != 1 || read(from, &word, 1) != 1)
        _exit(2);
    int code = ls_store_refresh(peer.store, &err);
    if (!code)
        code = ls_store_check(peer.store, &err);
    bool torn = code != LS_OK || ls_item_get(peer_board(&peer), f->item)->reach != before;
    _exit(torn);
}

static void hear(int from)
{
    struct pollfd ready = {.fd = from, .events = POLLIN};
    char word;
    assert_int_equal(poll(&ready, 1, LIMIT_MS), 1);
    assert_int_equal(read(from, &word, 1), 1);
}

/* --- the test -------------------------------------------------------------------------------- */

/* In DELETE mode there is no journal between commits: takes away the one that others have left. */
static void without_journal(const struct fixture *f)
{
    sqlite3 *db;
    assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
    LS_AUTO(string) char *anything = ls_asprintf("PRAGMA journal_mode=DELETE; BEGIN IMMEDIATE; PRAGMA user_version=%d; COMMIT", STORE_SCHEMA);
    assert_int_equal(sqlite3_exec(db, anything, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

/* Whether the reader saw a torn file. */
static bool one_round(const struct fixture *f, bool persist, bool with_open, int round)
{
    int ready[2], go[2], status;
    assert_int_equal(pipe(ready) | pipe(go), 0);
    if (!persist)
        without_journal(f);
    pid_t reader = fork();
    if (reader == 0)
        read_and_tell(f, with_open, ready[1], go[0]);
    hear(ready[0]);
    pid_t writer = fork();
    if (writer == 0)
        write_and_die(f, persist, round);
    assert_int_equal(waitpid(writer, &status, 0), writer);
    assert_true(WIFSIGNALED(status)); /* else it had nothing to cut off */
    assert_int_equal(write(go[1], "g", 1), 1);
    assert_int_equal(waitpid(reader, &status, 0), reader);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) <= 1);
    for (int i = 0; i < 2; i++) {
        close(ready[i]);
        close(go[i]);
    }
    /* Who comes with a fresh cache repairs it. */
    struct ls_error err = {0};
    struct peer fresh;
    peer_open(&fresh, f->path, 0xC3);
    assert_ok(ls_store_check(fresh.store, &err), err);
    assert_int_equal(ls_board_count(peer_board(&fresh), LS_E_ITEM), 1);
    peer_close(&fresh);
    return WEXITSTATUS(status) == 1;
}

static int torn(struct fixture *f, bool persist, bool with_open)
{
    int count = 0;
    peer_close(&f->a);
    peer_close(&f->b);
    for (int round = 0; round < ROUNDS; round++)
        count += one_round(f, persist, with_open, round);
    print_message("[          ] %s: %d torn reads of %d\n", persist ? "PERSIST" : "DELETE", count, ROUNDS);
    return count;
}

static void test_names_are_stale(void **state)
{
    assert_int_equal(torn(*state, true, false), 0);
}

static void test_open_files_are_stale_too(void **state)
{
    assert_int_equal(torn(*state, true, true), 0);
}

static void test_delete_mode_is_torn(void **state)
{
    assert_int_equal(torn(*state, false, false), ROUNDS);
}

int main(void)
{
#define TORN_TEST(f) cmocka_unit_test_setup_teardown(f, fixture_setup_two, fixture_teardown)
    const struct CMUnitTest tests[] = {
        TORN_TEST(test_names_are_stale), TORN_TEST(test_open_files_are_stale_too), TORN_TEST(test_delete_mode_is_torn),
    };
    return cmocka_run_group_tests_name("torn", tests, NULL, NULL);
}
