/* What looking at the team file costs, in calls on the drive and in pages: each is a round trip on a network. */
#include <sys/wait.h>
#include <unistd.h>

#include "drive.h"
#include "fixture.h"
#include "store/peers.h"

enum { ITEMS = 2000, GROUP = 500, POLL_CALLS = 14, SAVE_CALLS = 50, NEWS_PAGES = 12, PAGE = 4096 };

static size_t bytes_read; /* of the team file */

static void count_bytes(const struct drive_deed *deed)
{
    size_t len = strlen(deed->path);
    if (deed->call == DRIVE_READ && len > 3 && !strcmp(deed->path + len - 3, ".db"))
        bytes_read += deed->len;
}

/* A team of two years: items with a title and some text. */
static void fill(struct fixture *f)
{
    struct ls_error err = {0};
    for (int group = 0; group < ITEMS / GROUP; group++) {
        struct ls_changeset *cs = peer_changeset(&f->a, "import");
        for (int i = 0; i < GROUP; i++) {
            LS_AUTO(string) char *title = ls_asprintf("Item %d of group %d", i, group);
            ls_change_text(cs, NULL, make_item(cs, title), LS_F_item_problem, "What it is about, in a sentence or two.");
        }
        assert_ok(peer_commit(&f->a, cs, NULL, &err), err);
    }
}

/* Another process changes one field. */
static void others_change(const struct fixture *f, int64_t value)
{
    pid_t pid = fork();
    if (pid == 0) {
        struct peer peer;
        peer_open(&peer, f->path, (uint8_t)(0x40 + value));
        _exit(peer_set_int(&peer, f->item, LS_F_item_reach, value) != LS_OK);
    }
    int status;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_int_equal(status, 0);
}

static void watch(struct fixture *f)
{
    peer_close(&f->a);
    peer_close(&f->b);
    drive_watch(f->folder);
    peer_open(&f->a, f->path, 0xA1);
}

/* A look that finds nothing new, every two seconds; and every five one's own beat and a look at one other. */
static void test_a_poll(void **state)
{
    struct fixture *f = *state;
    struct ls_error err = {0};
    watch(f);
    struct ls_peers *me = ls_peers_new(f->path, "ines", NULL), *other = ls_peers_new(f->path, "dana", NULL);
    assert_ok(ls_peers_join(me, 0, &err), err);
    assert_ok(ls_peers_join(other, 0, &err), err);
    for (int64_t now = 0; now <= 15000; now += 5000) {
        ls_peers_turn(me, now);
        ls_peers_turn(other, now);
    }
    assert_ok(ls_store_refresh(f->a.store, &err), err);
    drive_count_anew();
    assert_ok(ls_store_refresh(f->a.store, &err), err);
    uint64_t look = drive_count(DRIVE_CALLS), before = ls_peers_calls(me);
    ls_peers_turn(me, 20000);
    uint64_t turn = ls_peers_calls(me) - before;
    print_message("[          ] a poll: %llu calls on the file, %llu on those of the others, twice in five polls\n",
                  (unsigned long long)look, (unsigned long long)turn);
    assert_in_range(look, 1, POLL_CALLS);
    assert_in_range(5 * look + 2 * turn, 1, 5 * POLL_CALLS);
    ls_peers_free(me);
    ls_peers_free(other);
    drive_watch(NULL);
}

/* One field: what is saved of pages goes to the journal in one piece. */
static void test_a_save(void **state)
{
    struct fixture *f = *state;
    struct ls_error err = {0};
    uint64_t n = f->a.n;
    watch(f);
    f->a.n = n; /* its names are taken up to there */
    for (int64_t value = 1; value <= 2; value++) {
        assert_ok(ls_store_refresh(f->a.store, &err), err);
        drive_count_anew();
        assert_int_equal(peer_set_int(&f->a, f->item, LS_F_item_reach, value), LS_OK);
    }
    print_message("[          ] a save: %llu calls, %llu of them writes\n", (unsigned long long)drive_count(DRIVE_CALLS),
                  (unsigned long long)drive_count(DRIVE_WRITE));
    assert_in_range(drive_count(DRIVE_CALLS), 1, SAVE_CALLS);
    drive_watch(NULL);
}

static void test_news(void **state)
{
    struct fixture *f = *state;
    struct ls_error err = {0};
    fill(f);
    watch(f);
    assert_ok(ls_store_refresh(f->a.store, &err), err);
    drive_set_witness(count_bytes);
    for (int64_t value = 1; value <= 3; value++) {
        others_change(f, value);
        bytes_read = 0;
        drive_count_anew();
        assert_ok(ls_store_refresh(f->a.store, &err), err);
        assert_int_equal(ls_item_get(peer_board(&f->a), f->item)->reach, value);
        print_message("[          ] news: %zu pages in %llu calls\n", (bytes_read + PAGE - 1) / PAGE,
                      (unsigned long long)drive_count(DRIVE_CALLS));
        assert_in_range((bytes_read + PAGE - 1) / PAGE, 1, NEWS_PAGES);
    }
    drive_watch(NULL);
}

int main(void)
{
#define COUNT_TEST(f) cmocka_unit_test_setup_teardown(f, fixture_setup_two, fixture_teardown)
    const struct CMUnitTest tests[] = {COUNT_TEST(test_a_poll), COUNT_TEST(test_a_save), COUNT_TEST(test_news)};
    return cmocka_run_group_tests_name("counts", tests, NULL, NULL);
}
