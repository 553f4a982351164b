/* Who is here and who holds the file, as the session tells it. */
#include <dirent.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include "session_fixture.h"
#include "store/peers.h"

static bool sees(struct ls_session *s, const char *user)
{
    struct ls_session_peer peer;
    for (size_t i = 0; ls_session_peer(s, i, &peer); i++) {
        if (!strcmp(peer.user, user))
            return peer.here;
    }
    return false;
}

static bool sees_dana(struct ls_session *s)
{
    return sees(s, "dana");
}

static bool sees_nobody(struct ls_session *s)
{
    struct ls_session_peer peer;
    return !ls_session_peer(s, 0, &peer);
}

static bool folder_there(const struct fixture *f)
{
    LS_AUTO(string) char *folder = ls_asprintf("%s-peers", f->path);
    return access(folder, F_OK) == 0;
}

static void test_two_see_each_other(void **state)
{
    struct fixture *f = *state;
    struct ls_error err = {0};
    struct ls_session *a = open_at(f, "one", "ines"), *b = open_at(f, "two", "tom");
    set_int(a, f->item, LS_F_item_priority, 1);
    wait_saved(a);
    assert_true(folder_there(f)); /* who writes is seen at once, not after the first look */
    assert_ok(ls_session_set_user(b, "dana", &err), err);
    wait_for(a, sees_dana);
    assert_false(sees(a, "ines"));
    struct ls_session_status status;
    ls_session_status(a, &status);
    assert_false(status.read_only);
    ls_session_leave(b, true, LIMIT_MS);
    ls_session_close(b);
    wait_for(a, sees_nobody);
    ls_session_leave(a, true, LIMIT_MS);
    ls_session_close(a);
    assert_false(folder_there(f));
}

static void test_a_reader_leaves_no_trace(void **state)
{
    struct fixture *f = *state;
    struct ls_session *s = open_at(f, "one", "ines");
    ls_session_leave(s, true, LIMIT_MS);
    ls_session_close(s);
    assert_false(folder_there(f));
}

/* Dana's program, stopped inside its write. */
static pid_t start_holder(const struct fixture *f, int *ret_end)
{
    int ready[2], end[2];
    char byte = 0;
    assert_int_equal(pipe(ready) | pipe(end), 0);
    pid_t pid = fork();
    if (pid == 0) {
        sqlite3 *db;
        struct ls_peers *peers = ls_peers_new(f->path, "dana", NULL);
        close(end[1]);
        if (sqlite3_open(f->path, &db) || sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL) ||
            ls_peers_join(peers, 0, NULL))
            _exit(1);
        ls_peers_set_writing(peers, true);
        if (write(ready[1], &byte, 1) != 1)
            _exit(1);
        while (read(end[0], &byte, 1) > 0)
            ;
        sqlite3_close(db);
        ls_peers_free(peers);
        _exit(0);
    }
    close(end[0]);
    close(ready[1]);
    assert_int_equal(read(ready[0], &byte, 1), 1);
    close(ready[0]);
    *ret_end = end[1];
    return pid;
}

static bool waits_for_dana(struct ls_session *s)
{
    struct ls_session_status status;
    ls_session_status(s, &status);
    return !strncmp(status.waiting_for, "dana's write, ", strlen("dana's write, "));
}

static void test_who_holds_it_is_named(void **state)
{
    struct fixture *f = *state;
    struct ls_error err = {0};
    struct ls_session_status status;
    int end;
    struct ls_session *s = open_at(f, "one", "ines");
    pid_t holder = start_holder(f, &end);
    set_int(s, f->item, LS_F_item_priority, 1);
    wait_for(s, waits_for_dana);
    ls_session_status(s, &status);
    assert_int_equal(status.silent_ms, 0); /* it waits, which is not silence */
    assert_int_equal(ls_session_wait_saved(s, 7000, &err), LS_EBUSY);
    assert_non_null(strstr(err.message, "dana is writing it"));
    close(end);
    assert_int_equal(waitpid(holder, NULL, 0), holder);
    wait_saved(s);
    ls_session_status(s, &status);
    assert_string_equal(status.waiting_for, "");
    close_and_end(s);
    ls_error_done(&err);
}

/* --- a writer that is stopped ---------------------------------------------------------------- */

enum { STOPPED_MS_NIGHTLY = 10000, EDITS = 5 };

static void stops_when_writing(void *arg, bool writing)
{
    ls_peers_set_writing(arg, writing);
    if (writing)
        raise(SIGSTOP);
}

/* Dana's program commits one edit, and is stopped in the middle of it. */
static pid_t start_stopped(const struct fixture *f)
{
    int status;
    pid_t pid = fork();
    if (pid == 0) {
        struct peer peer;
        struct ls_peers *peers = ls_peers_new(f->path, "dana", NULL);
        const struct ls_store_watch watch = {.writing = stops_when_writing, .arg = peers};
        peer_open(&peer, f->path, 0xDA);
        if (ls_peers_join(peers, 0, NULL))
            _exit(1);
        ls_store_set_watch(peer.store, &watch);
        struct ls_changeset *cs = peer_changeset(&peer, "stopped");
        make_item(cs, "Made by who was stopped");
        int code = peer_commit(&peer, cs, NULL, NULL);
        peer_close(&peer);
        ls_peers_free(peers);
        _exit(code ? 2 : 0);
    }
    assert_int_equal(waitpid(pid, &status, WUNTRACED), pid);
    assert_true(WIFSTOPPED(status));
    return pid;
}

/* The others name it, queue, and lose nothing. */
static void test_a_writer_is_stopped(void **state)
{
    struct fixture *f = *state;
    int status;
    struct ls_session *s = open_at(f, "one", "ines");
    peer_close(&f->a);
    peer_close(&f->b);
    pid_t holder = start_stopped(f);
    int64_t began = ls_clock_monotonic();
    for (int i = 0; i < EDITS; i++)
        add_item(s, "Queued meanwhile");
    wait_for(s, all_kept);
    wait_for(s, waits_for_dana);
    while (getenv("LOCKSTEP_TEST_NIGHTLY") && ls_clock_monotonic() - began < STOPPED_MS_NIGHTLY)
        session_wait_once(s, 100);
    assert_int_equal(pending(s), EDITS);
    kill(holder, SIGCONT);
    assert_int_equal(waitpid(holder, &status, 0), holder);
    assert_int_equal(status, 0);
    wait_saved(s);
    assert_int_equal(stored(f, "SELECT count(*) FROM item WHERE title = 'Queued meanwhile'"), EDITS);
    assert_int_equal(stored(f, "SELECT count(*) FROM item WHERE title = 'Made by who was stopped'"), 1);
    close_and_end(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SESSION_TEST(test_two_see_each_other),
        SESSION_TEST(test_a_reader_leaves_no_trace),
        SESSION_TEST(test_who_holds_it_is_named),
        SESSION_TEST(test_a_writer_is_stopped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
