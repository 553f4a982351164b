/* Two who try a drive together, as lockstep doctor --peer does on two machines: on a good drive, on one whose locks are
 * no-ops, on one that shows old content, and when nobody comes. */
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/share_pair.h"
#include "app/share_peers.h"
#include "base/clock.h"
#include "base/message.h"
#include "base/pack.h"
#include "base/paths.h"
#include "fixture.h"
#include "lockstep/health.h"
#include "store/peers_internal.h"

enum { COMES_MS = 20000, LIMIT_S = 60 };

/* Takes every lock for granted and knows of none. */
static int lock_granted(int fd, int command, struct flock *lock)
{
    (void)fd;
    if (command == F_GETLK || command == F_OFD_GETLK)
        lock->l_type = F_UNLCK;
    return 0;
}

/* Gives for ever what the file held when it was read first. There is one other. */
static ssize_t read_stale(int fd, const char *id, void *bytes, size_t len)
{
    static char known[4096];
    static ssize_t got;
    (void)id;
    if (got <= 0)
        got = pread(fd, known, sizeof(known), 0);
    if (got > 0 && (size_t)got <= len)
        memcpy(bytes, known, (size_t)got);
    return got;
}

static const struct ls_peers_drive no_locks = {.lock = lock_granted}, stale_reads = {.read = read_stale},
                                   stale_for_long = {.read = read_stale}; /* both have read each other before */

/* Until the other's file was read once, as by two who have had the team file open for a while. */
static void know(struct ls_peers *peers)
{
    struct ls_peer peer;
    struct ls_error err = {0};
    if (ls_peers_join(peers, ls_clock_monotonic(), &err))
        _exit(1);
    while (!ls_peers_get(peers, 0, &peer)) {
        ls_peers_turn(peers, ls_clock_monotonic());
        poll(NULL, 0, 20);
    }
}

/* The folder of local state of the machine where that user sits. */
static char *state_of(const struct fixture *f, const char *user)
{
    return ls_asprintf("%s/state-%s", f->folder, user);
}

/* One of the two: writes what it has found as lines "name state found". */
static void member(const struct fixture *f, const char *user, const char *machine, const struct ls_peers_drive *drive,
                   int64_t wait_ms, int out)
{
    int sockets[2];
    struct ls_channel ch;
    struct ls_unpack u;
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT, text = LS_BUF_INIT;
    alarm(LIMIT_S);
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, sockets))
        _exit(1);
    ls_channel_init(&ch, sockets[0]);
    struct share_peers p = {.ch = &ch, .joins = true, .told = LS_BUF_INIT};
    p.peers = ls_peers_new(f->path, user, drive);
    free(p.peers->words.machine);
    p.peers->words.machine = ls_strdup(machine);
    ls_drive_look(f->path, &p.drive);
    LS_AUTO(string) char *state_dir = state_of(f, user);
    p.state_dir = state_dir;
    if (drive == &stale_for_long)
        know(p.peers);
    share_pair(&p, wait_ms, &b);
    ls_unpack_init(&u, b.data, b.len);
    while (u.left && !u.failed) {
        LS_AUTO(string) char *name = ls_unpack_str(&u);
        unsigned state = (unsigned)ls_unpack_uint(&u);
        LS_AUTO(string) char *found = ls_unpack_str(&u);
        LS_AUTO(string) char *todo = ls_unpack_str(&u);
        ls_buf_printf(&text, "%s: %s: %s\n", name, ls_health_word(state), found);
        if (state == LS_HEALTH_WRONG && !*todo)
            ls_buf_str(&text, "and nothing to do about it\n");
    }
    share_peers_done(&p);
    _exit(write(out, text.data, text.len) == (ssize_t)text.len ? 0 : 1);
}

static int start(const struct fixture *f, const char *user, const char *machine, const struct ls_peers_drive *drive, int64_t wait_ms)
{
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    if (fork() == 0) {
        close(ends[0]);
        member(f, user, machine, drive, wait_ms, ends[1]);
    }
    close(ends[1]);
    return ends[0];
}

static void hear(int from, struct ls_buf *text)
{
    char bytes[512];
    ssize_t got;
    ls_buf_clear(text);
    while ((got = read(from, bytes, sizeof(bytes))) > 0)
        ls_buf_add(text, bytes, (size_t)got);
    close(from);
    wait(NULL);
}

static void says(const struct ls_buf *text, const char *words)
{
    if (!strstr(text->data, words))
        fail_msg("\"%s\" is not in:\n%s", words, text->data);
}

/* Two on a drive of their own. What they do is mostly to wait, so all trials run at the same time (trials_begin). */
struct trial {
    const char *other; /* dana's machine; ines sits at 00000000000000aa */
    const struct ls_peers_drive *drive;
    struct fixture *f;
    int ines, dana; /* what each found is read from there */
};

static struct trial good_drive = {"00000000000000bb"}, one_machine = {"00000000000000aa"},
                    unlocked_drive = {"00000000000000bb", &no_locks}, stale_drive = {"00000000000000bb", &stale_reads},
                    long_stale_drive = {"00000000000000bb", &stale_for_long};
static struct trial *const trials[] = {&good_drive, &one_machine, &unlocked_drive, &stale_drive, &long_stale_drive};

static int trials_begin(void **state)
{
    (void)state;
    for (size_t i = 0; i < LS_COUNT(trials); i++) {
        void *fixture;
        struct trial *t = trials[i];
        if (fixture_setup(&fixture))
            return -1;
        t->f = fixture;
        t->ines = start(t->f, "ines", "00000000000000aa", t->drive, COMES_MS);
        t->dana = start(t->f, "dana", t->other, t->drive, COMES_MS);
    }
    return 0;
}

static int trials_end(void **state)
{
    (void)state;
    for (size_t i = 0; i < LS_COUNT(trials); i++) {
        void *fixture = trials[i]->f;
        fixture_teardown(&fixture);
    }
    return 0;
}

/* What each of the two found must hold the words. */
static void both(const struct trial *t, const char *words, const char *more)
{
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    hear(t->ines, &text);
    says(&text, words);
    says(&text, more);
    hear(t->dana, &text);
    says(&text, words);
    says(&text, more);
    LS_AUTO(string) char *folder = ls_asprintf("%s-peers", t->f->path);
    assert_int_not_equal(access(folder, F_OK), 0); /* nothing is left */
}

/* What that user's machine keeps of the drive. Caller frees with share_proof_done. */
static struct share_proof kept_by(const struct fixture *f, const char *user)
{
    LS_AUTO(string) char *state_dir = state_of(f, user);
    struct share_proof kept;
    struct ls_drive drive;
    ls_drive_look(f->path, &drive);
    share_proof_read(state_dir, &drive, &kept);
    ls_drive_done(&drive);
    return kept;
}

static void test_good_drive(void **state)
{
    (void)state;
    both(&good_drive, "on another machine\nlocks: ok:", "crash repair: ok:");
    struct share_proof ines = kept_by(good_drive.f, "ines"), dana = kept_by(good_drive.f, "dana");
    assert_int_equal(ines.proof, LS_PEERS_SHARED);
    assert_true(ines.whole && dana.whole);
    assert_string_equal(ines.with, "dana");
    assert_string_equal(dana.with, "ines");
    share_proof_done(&ines);
    share_proof_done(&dana);
}

static void test_one_machine_proves_nothing(void **state)
{
    (void)state;
    both(&one_machine, "met: note:", "crash repair: ok:");
    struct share_proof kept = kept_by(one_machine.f, "ines");
    assert_int_equal(kept.proof, LS_PEERS_UNPROVEN);
}

static enum ls_peers_proof kept_of(const char *state_dir, const struct ls_drive *drive)
{
    struct share_proof kept;
    share_proof_read(state_dir, drive, &kept);
    enum ls_peers_proof proof = kept.proof;
    share_proof_done(&kept);
    return proof;
}

static void change(char **text, const char *to)
{
    free(*text);
    *text = ls_strdup(to);
}

/* Of each mount for itself, until it is mounted anew or with other options; the later counts, and another start's are gone. */
static void test_kept_as_long_as_mounted(void **state)
{
    const struct fixture *f = *state;
    LS_AUTO(string) char *state_dir = state_of(f, "ines"), *path = ls_asprintf("%s/proofs", state_dir);
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    const char *old = "00000000-0000-0000-0000-000000000000 0123456789abcdef0123456789abcdef shared 1 20522 dana\n";
    struct share_proof shared = {.proof = LS_PEERS_SHARED, .whole = true, .day = 20522}, stale = {.proof = LS_PEERS_STALE};
    struct ls_error err = {0};
    struct ls_drive drive;
    ls_drive_look(f->path, &drive);
    assert_ok(ls_path_make_dirs(state_dir, &err), err);
    assert_ok(ls_file_replace(path, old, strlen(old), &err), err);
    assert_int_equal(kept_of(state_dir, &drive), LS_PEERS_UNPROVEN);
    assert_ok(share_proof_keep(state_dir, &drive, &shared, &err), err);
    assert_int_equal(kept_of(state_dir, &drive), LS_PEERS_SHARED);
    assert_ok(ls_file_read(&text, path, 0, &err), err);
    assert_null(strstr(text.data, "00000000-0000"));
    change(&drive.mount, "/mnt/other");
    assert_int_equal(kept_of(state_dir, &drive), LS_PEERS_UNPROVEN);
    assert_ok(share_proof_keep(state_dir, &drive, &stale, &err), err);
    change(&drive.options, "rw,nolock");
    assert_int_equal(kept_of(state_dir, &drive), LS_PEERS_UNPROVEN);
    ls_drive_done(&drive);
    ls_drive_look(f->path, &drive);
    assert_int_equal(kept_of(state_dir, &drive), LS_PEERS_SHARED);
    assert_ok(share_proof_keep(state_dir, &drive, &stale, &err), err);
    assert_int_equal(kept_of(state_dir, &drive), LS_PEERS_STALE);
    change(&drive.id, "7");
    assert_int_equal(kept_of(state_dir, &drive), LS_PEERS_UNPROVEN);
    ls_drive_done(&drive);
}

static void test_no_locks(void **state)
{
    (void)state;
    both(&unlocked_drive, ": wrong: locks are not shared on this drive", "");
}

static void test_stale_reads(void **state)
{
    (void)state;
    both(&stale_drive, ": wrong: this drive shows old content", "");
}

/* The one who finds it first waits for the other, though the other's file never says that he has come. */
static void test_stale_for_long(void **state)
{
    (void)state;
    both(&long_stale_drive, ": wrong: this drive shows old content", "");
}

static void test_nobody_comes(void **state)
{
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    hear(start(*state, "ines", "00000000000000aa", NULL, 1000), &text);
    says(&text, "another machine: wrong: nobody came within 1 s");
}

int main(void)
{
#define FILE_TEST(f) cmocka_unit_test_setup_teardown(f, fixture_setup, fixture_teardown)
    const struct CMUnitTest tests[] = {
        FILE_TEST(test_kept_as_long_as_mounted), FILE_TEST(test_nobody_comes), cmocka_unit_test(test_good_drive),
        cmocka_unit_test(test_one_machine_proves_nothing), cmocka_unit_test(test_no_locks),
        cmocka_unit_test(test_stale_reads), cmocka_unit_test(test_stale_for_long),
    };
    return cmocka_run_group_tests(tests, trials_begin, trials_end);
}
