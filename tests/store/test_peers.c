/* Presence and the canary: sessions as processes of their own, moved by invented time, on drives that lie. */
#include <assert.h>
#include <dirent.h>
#include <poll.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fixture.h"
#include "store/peers_internal.h"

enum { LIMIT_MS = 20000, SECOND = 1000, MET_TEXT = 64 };

/* --- drives ---------------------------------------------------------------------------------- */

/* Takes every lock for granted and knows of none: a mount with nolock or local_lock seen from another host. */
static int lock_granted(int fd, int command, struct flock *lock)
{
    (void)fd;
    if (command == F_GETLK || command == F_OFD_GETLK)
        lock->l_type = F_UNLCK;
    return 0;
}

/* Gives for ever what a file held when it was read first. */
static ssize_t read_stale(int fd, const char *id, void *bytes, size_t len)
{
    static struct {
        char id[PEER_ID_LEN + 1], bytes[4096];
        ssize_t len;
    } known[8];
    size_t i = 0;
    while (*known[i].id && strcmp(known[i].id, id))
        i++;
    if (!*known[i].id) {
        memcpy(known[i].id, id, PEER_ID_LEN);
        known[i].len = pread(fd, known[i].bytes, sizeof(known[i].bytes), 0);
    }
    assert(known[i].len > 0 && (size_t)known[i].len <= len);
    memcpy(bytes, known[i].bytes, (size_t)known[i].len);
    return known[i].len;
}

static const struct ls_peers_drive no_locks = {.lock = lock_granted}, stale_reads = {.read = read_stale};

/* --- a session in a process of its own ------------------------------------------------------- */

struct order {
    enum { JOIN, TURN, WRITE, NO_WRITE, WRITER, PROBE, LEAVE } what;
    int64_t now;
};

struct answer {
    int64_t due;
    enum ls_peers_proof proof;
    enum ls_peers_probe probe;
    unsigned alive;
    uint64_t calls;
    char who[MET_TEXT]; /* of the first who is alive, or who writes */
};

struct member {
    pid_t pid;
    int to, from;
};

static void member_answer(struct ls_peers *peers, const struct order *order, struct answer *ret)
{
    struct ls_peer peer;
    const char *writer = NULL;
    switch (order->what) {
    case JOIN: ls_peers_join(peers, order->now, NULL); break;
    case TURN: ret->due = ls_peers_turn(peers, order->now); break;
    case WRITE: ls_peers_set_writing(peers, true); break;
    case NO_WRITE: ls_peers_set_writing(peers, false); break;
    case WRITER: writer = ls_peers_writer(peers); break;
    case PROBE: ret->probe = ls_peers_probe(peers); break;
    case LEAVE: ls_peers_free(peers); return;
    }
    ret->proof = ls_peers_proof(peers);
    ret->calls = ls_peers_calls(peers);
    while (ls_peers_get(peers, ret->alive, &peer)) {
        if (!ret->alive++)
            snprintf(ret->who, sizeof(ret->who), "%s", peer.user);
    }
    if (order->what == WRITER)
        snprintf(ret->who, sizeof(ret->who), "%s", writer ? writer : "");
}

static void member_serve(const struct fixture *f, const char *user, const char *machine,
                         const struct ls_peers_drive *drive, int in, int out)
{
    struct ls_peers *peers = ls_peers_new(f->path, user, drive);
    struct order order;
    free(peers->words.machine);
    peers->words.machine = ls_strdup(machine);
    while (read(in, &order, sizeof(order)) == (ssize_t)sizeof(order)) {
        struct answer answer = {0};
        member_answer(peers, &order, &answer);
        if (write(out, &answer, sizeof(answer)) != (ssize_t)sizeof(answer) || order.what == LEAVE)
            break;
    }
    _exit(0);
}

static struct member member_start(const struct fixture *f, const char *user, const char *machine,
                                  const struct ls_peers_drive *drive)
{
    int in[2], out[2];
    assert_int_equal(pipe(in) | pipe(out), 0);
    pid_t pid = fork();
    if (pid == 0) {
        close(in[1]);
        close(out[0]);
        member_serve(f, user, machine, drive, in[0], out[1]);
    }
    close(in[0]);
    close(out[1]);
    return (struct member){pid, in[1], out[0]};
}

static struct answer tell(const struct member *m, int what, int64_t now)
{
    struct order order = {what, now};
    struct answer answer;
    struct pollfd ready = {.fd = m->from, .events = POLLIN};
    assert_int_equal(write(m->to, &order, sizeof(order)), sizeof(order));
    assert_int_equal(poll(&ready, 1, LIMIT_MS), 1);
    assert_int_equal(read(m->from, &answer, sizeof(answer)), sizeof(answer));
    return answer;
}

static void member_end(struct member *m, bool leaves)
{
    if (leaves)
        tell(m, LEAVE, 0);
    else
        kill(m->pid, SIGKILL);
    waitpid(m->pid, NULL, 0);
    close(m->to);
    close(m->from);
}

/* How many names there are in FILE-peers/, -1: it is gone. */
static int names(const struct fixture *f)
{
    LS_AUTO(string) char *folder = ls_asprintf("%s-peers", f->path);
    DIR *dir = opendir(folder);
    int count = dir ? 0 : -1;
    for (struct dirent *entry; dir && (entry = readdir(dir));)
        count += *entry->d_name != '.';
    if (dir)
        closedir(dir);
    return count;
}

/* Lets two sessions live, each turned when it wants to be, until one of them has a proof of that kind or better; the
 * time at which it had. */
static int64_t live_until(const struct member *a, const struct member *b, enum ls_peers_proof proof, int64_t limit)
{
    int64_t due[2] = {0, 1700}; /* they never started at the same moment */
    const struct member *both[] = {a, b};
    bool joined[2] = {false, false};
    for (;;) {
        int who = due[1] < due[0];
        int64_t now = due[who];
        if (now > limit)
            return -1;
        if (!joined[who])
            tell(both[who], JOIN, now);
        joined[who] = true;
        struct answer answer = tell(both[who], TURN, now);
        if (answer.proof >= proof)
            return now;
        assert_true(answer.due > now);
        due[who] = answer.due;
    }
}

/* --- tests ----------------------------------------------------------------------------------- */

static void test_who_is_here(void **state)
{
    struct fixture *f = *state;
    struct member a = member_start(f, "ines", "00000000000000aa", NULL);
    struct member b = member_start(f, "dana", "00000000000000bb", NULL);
    assert_int_equal(names(f), -1); /* nothing is made before somebody joins */
    tell(&a, JOIN, 0);
    assert_int_equal(tell(&a, TURN, 0).alive, 0);
    tell(&b, JOIN, 100);
    assert_int_equal(names(f), 4);
    struct answer answer = tell(&b, TURN, 100);
    assert_int_equal(answer.alive, 1);
    assert_string_equal(answer.who, "ines");
    assert_int_equal(answer.proof, LS_PEERS_SHARED); /* another machine's lock */
    answer = tell(&a, TURN, 5 * SECOND);
    assert_string_equal(answer.who, "dana");
    /* Silent with its lock held (stopped, or its drive hangs): after a while he does not count as here. */
    for (int64_t now = 10 * SECOND; now <= 50 * SECOND; now += 5 * SECOND)
        answer = tell(&a, TURN, now);
    assert_int_equal(answer.alive, 0);
    tell(&b, TURN, 50 * SECOND);
    assert_int_equal(tell(&a, TURN, 55 * SECOND).alive, 1);
    member_end(&b, true);
    assert_int_equal(tell(&a, TURN, 60 * SECOND).alive, 0);
    assert_int_equal(names(f), 2);
    member_end(&a, true);
    assert_int_equal(names(f), -1); /* the last one takes the folder along */
}

static void test_killed(void **state)
{
    struct fixture *f = *state;
    struct member a = member_start(f, "ines", "00000000000000aa", NULL);
    struct member b = member_start(f, "dana", "00000000000000aa", NULL);
    struct member c = member_start(f, "tom", "00000000000000cc", NULL);
    tell(&a, JOIN, 0);
    tell(&b, JOIN, 0);
    tell(&c, JOIN, 0);
    assert_int_equal(tell(&a, TURN, 0).alive, 2);
    member_end(&b, false);
    member_end(&c, false);
    assert_int_equal(names(f), 6);
    /* Of this machine it is known at once, of another after a minute of silence. */
    assert_int_equal(tell(&a, TURN, 5 * SECOND).alive, 0);
    assert_int_equal(names(f), 4);
    assert_int_equal(tell(&a, TURN, 59 * SECOND).alive, 0);
    assert_int_equal(names(f), 4);
    struct answer answer = tell(&a, TURN, 65 * SECOND);
    assert_int_equal(names(f), 2);
    assert_int_equal(answer.proof, LS_PEERS_SHARED); /* who cannot answer proves nothing against the drive */
    member_end(&a, true);
}

static void test_no_locks(void **state)
{
    struct fixture *f = *state;
    struct member a = member_start(f, "ines", "00000000000000aa", &no_locks);
    struct member b = member_start(f, "dana", "00000000000000bb", &no_locks);
    int64_t proven = live_until(&a, &b, LS_PEERS_NO_LOCKS, 60 * SECOND);
    assert_in_range(proven, 1, 15 * SECOND);
    print_message("[          ] no locks: proven after %.1f s\n", (double)proven / 1000);
    /* The other, and who comes later, hear of it at once. */
    assert_int_equal(tell(&b, TURN, proven + 1).proof, LS_PEERS_NO_LOCKS);
    struct member c = member_start(f, "tom", "00000000000000cc", &no_locks);
    tell(&c, JOIN, proven);
    assert_int_equal(tell(&c, TURN, proven + 1).proof, LS_PEERS_NO_LOCKS);
    member_end(&a, true);
    member_end(&b, true);
    member_end(&c, true);
}

static void test_stale_reads(void **state)
{
    struct fixture *f = *state;
    struct member a = member_start(f, "ines", "00000000000000aa", &stale_reads);
    struct member b = member_start(f, "dana", "00000000000000bb", &stale_reads);
    int64_t proven = live_until(&a, &b, LS_PEERS_STALE, 60 * SECOND);
    assert_in_range(proven, 1, 15 * SECOND);
    print_message("[          ] stale reads: proven after %.1f s\n", (double)proven / 1000);
    member_end(&a, true);
    member_end(&b, true);
}

static void test_good_drive_is_never_accused(void **state)
{
    struct fixture *f = *state;
    struct member a = member_start(f, "ines", "00000000000000aa", NULL);
    struct member b = member_start(f, "dana", "00000000000000bb", NULL);
    assert_int_equal(live_until(&a, &b, LS_PEERS_NO_LOCKS, 600 * SECOND), -1);
    /* After a suspend: the locks are taken again, and nobody is accused in between. */
    tell(&a, TURN, 8000 * SECOND);
    tell(&b, TURN, 8000 * SECOND);
    assert_int_equal(tell(&a, TURN, 8005 * SECOND).proof, LS_PEERS_SHARED);
    member_end(&a, true);
    member_end(&b, true);
}

static void test_who_writes(void **state)
{
    struct fixture *f = *state;
    struct member a = member_start(f, "ines", "00000000000000aa", NULL);
    struct member b = member_start(f, "dana", "00000000000000bb", NULL);
    tell(&b, JOIN, 0);
    assert_string_equal(tell(&a, WRITER, 0).who, "");
    tell(&b, WRITE, 0);
    assert_string_equal(tell(&a, WRITER, 0).who, "dana");
    tell(&b, NO_WRITE, 0);
    assert_string_equal(tell(&a, WRITER, 0).who, "");
    tell(&b, WRITE, 0);
    member_end(&b, false); /* a lock goes with its process: nobody is named who is not there */
    assert_string_equal(tell(&a, WRITER, 0).who, "");
    member_end(&a, true);
}

static void test_probe(void **state)
{
    struct fixture *f = *state;
    struct member a = member_start(f, "ines", "00000000000000aa", NULL);
    struct member b = member_start(f, "dana", "00000000000000bb", NULL);
    struct member c = member_start(f, "tom", "00000000000000cc", &no_locks);
    assert_int_equal(tell(&a, PROBE, 0).probe, LS_PEERS_PROBE_UNKNOWN); /* no file of one's own yet */
    tell(&a, JOIN, 0);
    tell(&c, JOIN, 0);
    assert_int_equal(tell(&a, PROBE, 0).probe, LS_PEERS_PROBE_FINE);
    assert_int_equal(tell(&c, PROBE, 0).probe, LS_PEERS_PROBE_BROKEN);
    tell(&b, JOIN, 0);
    assert_int_equal(tell(&b, TURN, 0).proof, LS_PEERS_SHARED); /* the lock is back after the probe */
    member_end(&a, true);
    member_end(&b, true);
    member_end(&c, true);
}

static void test_cost(void **state)
{
    struct fixture *f = *state;
    struct member a = member_start(f, "ines", "00000000000000aa", NULL);
    struct member b = member_start(f, "dana", "00000000000000bb", NULL);
    tell(&a, JOIN, 0);
    uint64_t before = tell(&a, TURN, 0).calls;
    uint64_t alone = tell(&a, TURN, 5 * SECOND).calls;
    assert_in_range(alone - before, 1, 5); /* open, lock, write, rename, list */
    tell(&b, JOIN, 5 * SECOND);
    before = tell(&a, TURN, 10 * SECOND).calls;
    assert_in_range(tell(&a, TURN, 15 * SECOND).calls - before, 1, 10); /* five for each who is here */
    member_end(&a, true);
    member_end(&b, true);
}

static void test_umask_and_files_of_others(void **state)
{
    struct fixture *f = *state;
    LS_AUTO(string) char *folder = ls_asprintf("%s-peers", f->path);
    LS_AUTO(string) char *pipe_name = ls_asprintf("%s/0123456789abcdef", folder);
    LS_AUTO(string) char *beat = ls_asprintf("%s.beat.3", pipe_name);
    LS_AUTO(string) char *other = ls_asprintf("%s/notes.txt", folder);
    struct stat st;
    mode_t before = umask(077);
    struct member a = member_start(f, "ines", "00000000000000aa", NULL);
    umask(before);
    tell(&a, JOIN, 0);
    assert_int_equal(stat(folder, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0770);
    /* A pipe where a file should be holds nobody up, and what is not ours stays. */
    assert_int_equal(mkfifo(pipe_name, 0660), 0);
    shell_sql(beat, "", NULL);
    fclose(fopen(other, "w"));
    for (int64_t now = 0; now < 100 * SECOND; now += 5 * SECOND)
        assert_int_equal(tell(&a, TURN, now).proof, LS_PEERS_UNPROVEN);
    member_end(&a, true);
    assert_int_equal(stat(other, &st), 0);
    unlink(other);
    rmdir(folder);
}

static void test_words(void **state)
{
    (void)state;
    struct peer_words words = {.beat = 7, .user = ls_strdup("dana\nproof no-locks"), .machine = ls_strdup("m"), .pid = 12},
                      back;
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    peer_words_ask(&words, "0123456789abcdef", 0xfeed);
    peer_words_answer(&words, "fedcba9876543210", 0xbeef);
    peer_words_write(&words, &b);
    size_t len = b.len;
    ls_buf_str(&b, "old tail\nend 00000000\n");
    assert_true(peer_words_read(b.data, b.len, &back));
    assert_int_equal(back.beat, 7);
    assert_string_equal(back.user, "dana");
    assert_int_equal(back.proof, LS_PEERS_UNPROVEN);
    assert_int_equal(back.asks[0].nonce, 0xfeed);
    assert_string_equal(back.answers[0].id, "fedcba9876543210");
    peer_words_done(&back);
    for (size_t i = 0; i < len; i++) { /* cut anywhere, or one bit turned: none of ours */
        assert_false(peer_words_read(b.data, i, &back));
        b.data[i] ^= 1;
        if (peer_words_read(b.data, b.len, &back)) {
            fail_msg("a bit turned at %zu of %zu went unseen", i, len);
        }
        b.data[i] ^= 1;
    }
    peer_words_done(&words);
}

int main(void)
{
#define PEERS_TEST(f) cmocka_unit_test_setup_teardown(f, fixture_setup, fixture_teardown)
    const struct CMUnitTest tests[] = {
        PEERS_TEST(test_who_is_here), PEERS_TEST(test_killed),
        PEERS_TEST(test_no_locks), PEERS_TEST(test_stale_reads),
        PEERS_TEST(test_good_drive_is_never_accused), PEERS_TEST(test_who_writes),
        PEERS_TEST(test_probe), PEERS_TEST(test_cost), PEERS_TEST(test_umask_and_files_of_others),
        cmocka_unit_test(test_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
