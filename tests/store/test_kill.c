/* kill -9 of the front end, the journal process, the share process, or all of them, at random moments of a stream of
 * edits: the file is whole, and what was said to be kept is in it exactly once after the next start. */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/session_internal.h"
#include "base/clock.h"
#include "base/hash.h"
#include "fixture.h"

enum { ROUNDS = 24, ROUNDS_NIGHTLY = 400, LIMIT_MS = 60000, EDITS_MAX = 4000 };

/* What the editor tells the test, in whole writes of a pipe. */
struct word {
    enum { STARTED, KEPT } what;
    int number;             /* of the edit */
    pid_t journal, share;
};

static void tell(int fd, const struct word *word)
{
    if (write(fd, word, sizeof(*word)) != (ssize_t)sizeof(*word))
        _exit(3);
}

static struct ls_session *open_session(const struct fixture *f)
{
    struct ls_session *s;
    LS_AUTO(string) char *state = ls_asprintf("%s/state", f->folder);
    const struct ls_session_options options = {.path = f->path, .state_dir = state, .user = "ines"};
    if (ls_session_open(&options, &s, NULL) || ls_session_wait_loaded(s, LIMIT_MS, NULL))
        return NULL;
    return s;
}

/* A front end that edits as fast as it can, three edits on their way at a time, until it is killed. */
static void edit_until_killed(const struct fixture *f, int fd, int first)
{
    struct ls_session *s = open_session(f);
    struct ls_session_event event;
    if (!s)
        _exit(2);
    struct word word = {STARTED, 0, s->journal.pid, s->share.pid};
    tell(fd, &word);
    uint64_t base = 0;
    for (int i = first; i < first + EDITS_MAX;) {
        struct ls_session_status status;
        ls_session_status(s, &status);
        /* Not faster than the file takes them in, so that little is left to go in afterwards. */
        if (status.unkept < 3 && status.unkept + status.pending < 8 && s->have_writer) {
            LS_AUTO(string) char *label = ls_asprintf("edit %d", i);
            struct ls_changeset *cs = ls_changeset_new(label);
            make_item(cs, label);
            uint64_t n;
            if (ls_session_commit(s, cs, &n, NULL, NULL))
                _exit(4); /* its helpers were killed too often */
            base = n - (uint64_t)i;
            i++;
        }
        session_wait_once(s, 1);
        while (ls_session_event(s, &event)) {
            if (event.kind == LS_SESSION_EVENT_REFUSED || event.kind == LS_SESSION_EVENT_CONFLICT)
                fprintf(stderr, "%s: %s\n", event.cs->label, event.error->message);
            if (event.kind != LS_SESSION_EVENT_KEPT)
                continue;
            word = (struct word){KEPT, (int)(event.n - base), s->journal.pid, s->share.pid};
            tell(fd, &word);
        }
    }
    _exit(0);
}

static uint32_t dice(uint32_t sides)
{
    uint32_t value;
    ls_random(&value, sizeof(value));
    return value % sides;
}

/* Notes which edits were said to be kept, until the pipe ends. */
static int listen_until(int fd, bool *kept, struct word *ret_last, int64_t until)
{
    for (;;) {
        int64_t left = until - ls_clock_monotonic();
        struct pollfd ready = {.fd = fd, .events = POLLIN};
        if (until && left <= 0)
            return 1;
        int n = poll(&ready, 1, until ? (int)left : LIMIT_MS);
        if (n == 0)
            return until ? 1 : -1;
        struct word word;
        ssize_t got = read(fd, &word, sizeof(word));
        if (got != (ssize_t)sizeof(word))
            return 0;
        *ret_last = word;
        if (word.what == KEPT && word.number >= 0 && word.number < ROUNDS_NIGHTLY * EDITS_MAX)
            kept[word.number] = true;
    }
}

static void one_round(const struct fixture *f, bool *kept, int first)
{
    int ends[2];
    struct word last = {0};
    assert_int_equal(pipe(ends), 0);
    pid_t editor = fork();
    if (editor == 0) {
        close(ends[0]);
        edit_until_killed(f, ends[1], first);
    }
    close(ends[1]);
    struct pollfd started = {.fd = ends[0], .events = POLLIN};
    assert_int_equal(poll(&started, 1, LIMIT_MS), 1);
    int heard = listen_until(ends[0], kept, &last, ls_clock_monotonic() + 1 + dice(60));
    uint32_t whom = dice(5);
    if (heard == 1) {
        /* One of the helpers first: the front end goes on with a new one for a while. */
        if (whom == 0 || whom == 4)
            kill(last.journal, SIGKILL);
        if (whom == 1 || whom == 4)
            kill(last.share, SIGKILL);
        if (whom < 2)
            listen_until(ends[0], kept, &last, ls_clock_monotonic() + 20 + dice(60));
    }
    kill(editor, SIGKILL);
    if (whom == 3) {
        kill(last.journal, SIGKILL);
        kill(last.share, SIGKILL);
    }
    listen_until(ends[0], kept, &last, 0);
    close(ends[0]);
    assert_int_equal(waitpid(editor, NULL, 0), editor);
}

static int64_t count(const struct fixture *f, const char *format, int number)
{
    int64_t value;
    LS_AUTO(string) char *sql = ls_asprintf("SELECT count(*) FROM %s '%s %d'", format, "edit", number);
    force_sql_int(f->path, sql, &value);
    return value;
}

/* Starts once more and waits until everything that was left has gone in; processes that were killed may hold their
 * journals a moment longer. */
static void settle(const struct fixture *f, const bool *kept, int total)
{
    struct ls_session *s = open_session(f);
    assert_non_null(s);
    struct ls_session_event event;
    int64_t end = ls_clock_monotonic() + LIMIT_MS;
    for (int i = 0; i < total && ls_clock_monotonic() < end;) {
        if (kept[i] && !count(f, "log WHERE label =", i))
            session_wait_once(s, 50);
        else
            i++;
        while (ls_session_event(s, &event)) {
            if (event.kind == LS_SESSION_EVENT_REFUSED || event.kind == LS_SESSION_EVENT_CONFLICT)
                fail_msg("%s: %s", event.cs->label, event.error->message);
        }
    }
    assert_int_equal(ls_session_wait_saved(s, LIMIT_MS, NULL), LS_OK);
    ls_session_close(s);
}

static void test_kill_at_random(void **state)
{
    struct fixture *f = *state;
    struct ls_error err = {0};
    int rounds = getenv("LOCKSTEP_TEST_NIGHTLY") ? ROUNDS_NIGHTLY : ROUNDS;
    bool *kept = ls_alloc((size_t)ROUNDS_NIGHTLY * EDITS_MAX);
    int told = 0;
    for (int round = 0; round < rounds; round++)
        one_round(f, kept, round * EDITS_MAX);
    settle(f, kept, rounds * EDITS_MAX);
    for (int i = 0; i < rounds * EDITS_MAX; i++) {
        if (!kept[i])
            continue;
        told++;
        if (count(f, "log WHERE label =", i) != 1 || count(f, "item WHERE title =", i) != 1)
            fail_msg("%s: edit %d was kept, and is there %lld times", f->folder, i, (long long)count(f, "log WHERE label =", i));
    }
    int64_t twice, gaps;
    force_sql_int(f->path, "SELECT count(*) - count(DISTINCT label) FROM log WHERE label LIKE 'edit %'", &twice);
    assert_int_equal(twice, 0);
    force_sql_int(f->path, "SELECT count(*) FROM (SELECT max(n) - count(*) AS gap FROM log WHERE hash IS NOT NULL "
                           "GROUP BY writer HAVING gap <> 0)", &gaps);
    assert_int_equal(gaps, 0);
    struct peer fresh;
    peer_open(&fresh, f->path, 0xC3);
    assert_ok(ls_store_check(fresh.store, &err), err);
    peer_close(&fresh);
    printf("%d rounds, %d edits said to be kept, all there once\n", rounds, told);
    assert_true(told > rounds);
    free(kept);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_kill_at_random, fixture_setup_two, fixture_teardown),
    };
    return cmocka_run_group_tests_name("kill", tests, NULL, NULL);
}
