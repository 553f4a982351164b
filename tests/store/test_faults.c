/* Every call on the drive made to fail, once, for good, or until the files are opened again: whatever was being done, the
 * file stays whole, nothing is said to be done that is not, and each changeset is in it exactly once when the drive has
 * come back. What is done: each thing that the store does with a team file. */
#include <dirent.h>
#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "drive.h"
#include "fixture.h"
#include "store/backup.h"
#include "store/peers.h"

struct scene {
    struct fixture *f;
    int round;
    struct ls_changeset *cs; /* what is to be committed */
    char *title;             /* its item and its label; or the file that is made */
    int64_t value;           /* what somebody else has set the item's reach to */
    struct ls_store_saved saved;
};

/* One thing that the store does. run is called with the drive failing; settle with the drive mended, and what run gave:
 * it does the same once more where that is what the program does, and looks. */
struct deed {
    const char *name;
    int stride; /* a quick run takes one call of so many in each way: deeds of many calls would take minutes */
    void (*prepare)(struct scene *s);
    int (*run)(struct scene *s, struct ls_error *err);
    void (*settle)(struct scene *s, int code, const struct ls_error *err);
};

static const int errors[] = {EIO, ENOSPC, EDQUOT, ESTALE, ENOLCK};
static const char *const hows[] = {"once", "for good", "until opened"};

/* --- what deeds have in common --------------------------------------------------------------- */

/* Somebody else writes, and is gone again: locks of one process are shared by its connections, which is not what
 * happens between two machines. */
static void others_write(struct scene *s)
{
    struct fixture *f = s->f;
    uint64_t n = f->b.n;
    peer_open(&f->b, f->path, 0xB2);
    f->b.n = n;
    s->value = s->round + 1;
    assert_int_equal(peer_set_int(&f->b, f->item, LS_F_item_reach, s->value), LS_OK);
    peer_close(&f->b);
}

static int64_t asked(const struct scene *s, const char *format)
{
    int64_t value;
    LS_AUTO(buf) struct ls_buf sql = LS_BUF_INIT;
    ls_buf_printf(&sql, "%s '%s'", format, s->title);
    force_sql_int(s->f->path, sql.data, &value);
    return value;
}

static void opens_whole(const char *path)
{
    struct ls_error err = {0};
    struct peer fresh;
    peer_open(&fresh, path, 0xC3);
    assert_ok(ls_store_check(fresh.store, &err), err);
    peer_close(&fresh);
}

static int commit_once(struct scene *s, struct ls_error *err)
{
    struct ls_commit commit;
    int code = ls_store_commit(s->f->a.store, s->cs, &commit, err);
    if (code != LS_OK && commit.final)
        fail_msg("refused for good: %s", err->message);
    ls_commit_done(&commit);
    return code;
}

/* Asked again, until it is there: as the session does. */
static void commit_again(struct scene *s)
{
    struct ls_error err = {0};
    assert_ok(commit_once(s, &err), err);
    ls_changeset_free(s->cs);
    s->cs = NULL;
    if (asked(s, "SELECT count(*) FROM log WHERE label =") != 1)
        fail_msg("%s: not once in the log", s->title);
}

/* --- an edit --------------------------------------------------------------------------------- */

static void edit_prepare(struct scene *s)
{
    s->title = ls_asprintf("edit %d", s->round);
    s->cs = peer_changeset(&s->f->a, s->title);
    make_item(s->cs, s->title);
    others_write(s);
}

static void edit_settle(struct scene *s, int code, const struct ls_error *err)
{
    (void)err;
    if (code == LS_OK && asked(s, "SELECT count(*) FROM log WHERE label =") != 1)
        fail_msg("said to be saved, and is not");
    commit_again(s);
    if (asked(s, "SELECT count(*) FROM item WHERE title =") != 1)
        fail_msg("not once in the file");
}

/* --- undo ------------------------------------------------------------------------------------ */

static void undo_prepare(struct scene *s)
{
    struct ls_error err = {0};
    LS_AUTO(string) char *made = ls_asprintf("made %d", s->round);
    struct ls_changeset *cs = peer_changeset(&s->f->a, made), *saved, *last = NULL;
    make_item(cs, made);
    assert_ok(peer_commit(&s->f->a, cs, NULL, &err), err);
    while ((saved = ls_store_news(s->f->a.store))) {
        ls_changeset_free(last);
        last = saved;
    }
    s->cs = ls_changeset_inverse(last, last->at);
    ls_changeset_guard(s->cs, last);
    ls_changeset_free(last);
    s->title = ls_asprintf("undo made %d", s->round);
    free(s->cs->label);
    s->cs->label = ls_strdup(s->title);
    memcpy(s->cs->writer, s->f->a.writer, LS_WRITER_SIZE);
    s->cs->n = ++s->f->a.n;
    others_write(s);
}

static void undo_settle(struct scene *s, int code, const struct ls_error *err)
{
    (void)code;
    (void)err;
    commit_again(s);
    if (asked(s, "SELECT count(*) FROM item WHERE deleted AND 'undo ' || title =") != 1)
        fail_msg("not undone once");
}

/* --- reading --------------------------------------------------------------------------------- */

static int open_run(struct scene *s, struct ls_error *err)
{
    struct ls_store *store;
    int code = ls_store_open(s->f->path, false, &store, err);
    if (code)
        return code;
    code = ls_store_load(store, 20000, NULL, err);
    const struct ls_item *item = code ? NULL : ls_item_get(ls_store_base(store), s->f->item);
    if (item)
        assert_int_equal(item->reach, s->value);
    else
        code = code ? code : LS_EFAILED; /* the board reads when it is asked: a part that it could not be given */
    ls_store_close(store);
    return code;
}

static void open_settle(struct scene *s, int code, const struct ls_error *err)
{
    struct ls_error again = {0};
    (void)code;
    (void)err;
    assert_ok(open_run(s, &again), again);
}

static int refresh_run(struct scene *s, struct ls_error *err)
{
    return ls_store_refresh(s->f->a.store, err);
}

static void refresh_settle(struct scene *s, int code, const struct ls_error *err)
{
    struct ls_error again = {0};
    struct ls_changeset *cs;
    int news = 0;
    assert_int_not_equal(code == LS_ECORRUPT && strstr(err->message, "replaced"), true);
    assert_ok(ls_store_refresh(s->f->a.store, &again), again);
    assert_int_equal(ls_item_get(peer_board(&s->f->a), s->f->item)->reach, s->value);
    while ((cs = ls_store_news(s->f->a.store))) {
        const struct ls_edit *edit = ls_changeset_edit(cs, s->f->item, LS_F_item_reach);
        news += edit && edit->after.i == s->value;
        ls_changeset_free(cs);
    }
    assert_int_equal(news, 1); /* told once, though it was perhaps read twice */
}

static void lost_prepare(struct scene *s)
{
    struct ls_error err = {0};
    struct ls_commit commit;
    struct ls_changeset *cs = peer_changeset(&s->f->a, "saved");
    make_item(cs, "saved");
    s->saved.n = cs->n;
    memcpy(s->saved.writer, cs->writer, LS_WRITER_SIZE);
    assert_ok(peer_commit(&s->f->a, cs, &commit, &err), err);
    s->saved.seq = commit.seq;
    ls_commit_done(&commit);
}

static int lost_run(struct scene *s, struct ls_error *err)
{
    bool lost = false, back = false;
    int code = ls_store_lost(s->f->a.store, &s->saved, 1, false, &lost, &back, err);
    /* A drive that fails must not look like one that has lost something. */
    assert_false(!code && (lost || back));
    return code;
}

static void lost_settle(struct scene *s, int code, const struct ls_error *err)
{
    struct ls_error again = {0};
    (void)code;
    (void)err;
    assert_ok(lost_run(s, &again), again);
}

static int log_run(struct scene *s, struct ls_error *err)
{
    struct ls_changeset **log = NULL;
    size_t count = 0;
    const struct ls_store_log_query query = {.record = s->f->item, .limit = 3};
    int code = ls_store_log(s->f->a.store, &query, &log, &count, err);
    assert_true(code || count);
    for (size_t i = 0; i < count; i++)
        ls_changeset_free(log[i]);
    free(log);
    return code;
}

static void log_settle(struct scene *s, int code, const struct ls_error *err)
{
    struct ls_error again = {0};
    (void)code;
    (void)err;
    assert_ok(log_run(s, &again), again);
}

/* --- files that are made --------------------------------------------------------------------- */

static void file_prepare(struct scene *s)
{
    s->title = ls_asprintf("%s/made-%d.db", s->f->folder, s->round);
    unlink(s->title);
}

static int backup_run(struct scene *s, struct ls_error *err)
{
    return ls_store_backup(s->f->a.store, s->title, err);
}

/* It is there and whole, or not at all. */
static void file_settle(struct scene *s, int code, const struct ls_error *err)
{
    (void)err;
    if (code == LS_OK || access(s->title, F_OK) == 0)
        opens_whole(s->title);
    unlink(s->title);
}

static int create_run(struct scene *s, struct ls_error *err)
{
    return ls_store_create(s->title, "Tarnfield", err);
}

static void restore_prepare(struct scene *s)
{
    struct ls_error err = {0};
    file_prepare(s);
    assert_ok(ls_store_backup(s->f->a.store, s->title, &err), err);
    peer_close(&s->f->a);
}

static int restore_run(struct scene *s, struct ls_error *err)
{
    struct ls_store_restored restored;
    int code = ls_store_restore(s->f->path, s->title, false, &restored, err);
    ls_store_restored_done(&restored);
    return code;
}

/* As it was, or restored, and once more with the drive as it should be. */
static void restore_settle(struct scene *s, int code, const struct ls_error *err)
{
    struct ls_error again = {0};
    uint64_t n = s->f->a.n;
    (void)err;
    (void)code;
    opens_whole(s->f->path);
    assert_ok(restore_run(s, &again), again);
    opens_whole(s->f->path);
    peer_open(&s->f->a, s->f->path, 0xA1);
    s->f->a.n = n;
    unlink(s->title);
}

static void migrate_prepare(struct scene *s)
{
    struct ls_error err = {0};
    file_prepare(s);
    assert_ok(ls_store_create(s->title, "Old", &err), err);
    force_sql(s->title, "DROP INDEX log_who; ALTER TABLE log DROP COLUMN undoes_writer; ALTER TABLE log DROP COLUMN undoes_n;"
                        "ALTER TABLE log DROP COLUMN part_of; ALTER TABLE meta DROP COLUMN restored;"
                        "ALTER TABLE item DROP COLUMN snooze_event; ALTER TABLE item DROP COLUMN snooze_days;"
                        "PRAGMA user_version = 1");
}

static int migrate_run(struct scene *s, struct ls_error *err)
{
    struct ls_store *store;
    int code = ls_store_open(s->title, false, &store, err);
    if (!code)
        ls_store_close(store);
    return code;
}

/* --- who is here ----------------------------------------------------------------------------- */

/* What failed rounds have left: it would be looked at as of somebody who lives, for this process does. */
static void peers_prepare(struct scene *s)
{
    LS_AUTO(string) char *folder = ls_asprintf("%s-peers", s->f->path);
    DIR *dir = opendir(folder);
    for (struct dirent *entry; dir && (entry = readdir(dir));)
        unlinkat(dirfd(dir), entry->d_name, 0);
    if (dir)
        closedir(dir);
    rmdir(folder);
}

static int peers_run(struct scene *s, struct ls_error *err)
{
    struct ls_peers *peers = ls_peers_new(s->f->path, "ines", NULL);
    int code = ls_peers_join(peers, 0, err);
    for (int64_t now = 0; now <= 10000; now += 5000)
        ls_peers_turn(peers, now);
    assert_int_equal(ls_peers_proof(peers), LS_PEERS_UNPROVEN); /* alone nothing is proven, by errors neither */
    ls_peers_free(peers);
    return code;
}

static void peers_settle(struct scene *s, int code, const struct ls_error *err)
{
    struct ls_error again = {0};
    (void)code;
    (void)err;
    assert_ok(peers_run(s, &again), again);
    opens_whole(s->f->path);
}

/* --- the rounds ------------------------------------------------------------------------------ */

static void nothing_to_prepare(struct scene *s)
{
    (void)s;
}

static char doing[128]; /* which round, for who reads a failure */

/* Whether it came to a failure. */
static bool one_round(struct fixture *f, const struct deed *deed, int round, long after, int error, enum drive_how how)
{
    LS_AUTO(error) struct ls_error err = {0};
    struct scene s = {.f = f, .round = round};
    snprintf(doing, sizeof(doing), "%s, call %ld fails %s, errno %d", deed->name, after + 1, hows[how], error);
    deed->prepare(&s);
    drive_fail(after, error, how);
    int code = deed->run(&s, &err);
    bool failed = drive_failed() > 0;
    drive_mend();
    deed->settle(&s, code, &err);
    free(s.title);
    *doing = 0;
    return failed;
}

/* A quick run takes some calls in each of the three ways, with the errors in turn; a nightly one each call in every way
 * with every error. */
static void all_rounds(struct fixture *f, const struct deed *deed)
{
    bool nightly = getenv("LOCKSTEP_TEST_NIGHTLY") != NULL;
    int round = 0;
    for (int how = DRIVE_ONCE; how <= DRIVE_UNTIL_OPENED; how++) {
        bool failed = true;
        for (long after = nightly ? 0 : how; failed; after += nightly ? 1 : deed->stride) {
            failed = false;
            for (size_t i = 0; i < (nightly ? LS_COUNT(errors) : 1); i++)
                failed |= one_round(f, deed, round++, after, errors[((size_t)after + i) % LS_COUNT(errors)], (enum drive_how)how);
        }
    }
    if (round < 9)
        fail_msg("%s hardly met the drive", deed->name);
    printf("%s: failed %d times\n", deed->name, round);
    opens_whole(f->path);
}

static const struct deed deeds[] = {
    {"edit", 3, edit_prepare, commit_once, edit_settle},
    {"undo", 9, undo_prepare, commit_once, undo_settle},
    {"open", 11, others_write, open_run, open_settle},
    {"refresh", 3, others_write, refresh_run, refresh_settle},
    {"lost", 3, lost_prepare, lost_run, lost_settle},
    {"log", 3, nothing_to_prepare, log_run, log_settle},
    {"backup", 23, file_prepare, backup_run, file_settle},
    {"create", 23, file_prepare, create_run, file_settle},
    {"migrate", 19, migrate_prepare, migrate_run, file_settle},
    {"restore", 61, restore_prepare, restore_run, restore_settle},
    {"peers", 3, peers_prepare, peers_run, peers_settle},
};

static void test_deed(void **state, const char *name)
{
    struct fixture *f = *state;
    for (size_t i = 0; i < LS_COUNT(deeds); i++) {
        if (!strcmp(deeds[i].name, name))
            all_rounds(f, &deeds[i]);
    }
}

#define DEED(name) static void test_##name(void **state) { test_deed(state, #name); }
DEED(edit)
DEED(undo)
DEED(open)
DEED(refresh)
DEED(lost)
DEED(log)
DEED(backup)
DEED(create)
DEED(migrate)
DEED(restore)
DEED(peers)

/* Everything is opened anew, so that the drive knows of it. */
static int setup(void **state)
{
    if (fixture_setup_two(state))
        return -1;
    struct fixture *f = *state;
    uint64_t n = f->a.n;
    peer_close(&f->a);
    peer_close(&f->b);
    drive_watch(f->folder);
    peer_open(&f->a, f->path, 0xA1);
    f->a.n = n;
    return 0;
}

static int teardown(void **state)
{
    drive_mend();
    drive_watch(NULL);
    if (*doing)
        print_message("%s\n", doing);
    *doing = 0;
    return fixture_teardown(state);
}

int main(int argc, char **argv)
{
    if (argc > 1)
        cmocka_set_test_filter(argv[1]); /* one of them: while looking into it */
#define DEED_TEST(name) cmocka_unit_test_setup_teardown(test_##name, setup, teardown)
    const struct CMUnitTest tests[] = {
        DEED_TEST(edit),   DEED_TEST(undo),   DEED_TEST(open),    DEED_TEST(refresh), DEED_TEST(lost),  DEED_TEST(log),
        DEED_TEST(backup), DEED_TEST(create), DEED_TEST(migrate), DEED_TEST(restore), DEED_TEST(peers),
    };
    return cmocka_run_group_tests_name("faults", tests, NULL, NULL);
}
