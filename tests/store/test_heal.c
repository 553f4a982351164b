/* The journal heals the file: what a drive loses, or an older copy lacks, is put back once, or asked about. */
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "session_fixture.h"

#include "base/paths.h"
#include "lockstep/backup.h"
#include "store/backup.h"

static char *beside(const struct fixture *f, const char *name)
{
    return ls_asprintf("%s/%s", f->folder, name);
}

/* A team file that nobody has open, and a copy of it as it stood then. */
static int heal_setup(void **state)
{
    if (fixture_setup_two(state))
        return -1;
    struct fixture *f = *state;
    struct ls_error err = {0};
    LS_AUTO(string) char *copy = beside(f, "copy.db");
    assert_ok(ls_store_backup(f->a.store, copy, &err), err);
    peer_close(&f->a);
    peer_close(&f->b);
    return 0;
}

#define HEAL_TEST(f) cmocka_unit_test_setup_teardown(f, heal_setup, fixture_teardown)

/* The copy takes the file's place as cp does it: without a word to anybody. */
static void go_back(const struct fixture *f)
{
    LS_AUTO(buf) struct ls_buf bytes = LS_BUF_INIT;
    LS_AUTO(string) char *temporary = beside(f, "put"), *copy = beside(f, "copy.db");
    struct ls_error err = {0};
    assert_ok(ls_file_read(&bytes, copy, 0, &err), err);
    assert_ok(ls_file_replace(temporary, bytes.data, bytes.len, &err), err);
    assert_int_equal(rename(temporary, f->path), 0);
}

/* The copy takes its place as lockstep restore does it. */
static void restore_copy(const struct fixture *f, bool discard)
{
    LS_AUTO(string) char *copy = beside(f, "copy.db");
    struct ls_restored restored;
    struct ls_error err = {0};
    assert_ok(ls_restore(f->path, copy, discard, LIMIT_MS, &restored, &err), err);
    ls_restored_done(&restored);
}

static void edit_and_save(struct ls_session *s, int count)
{
    for (int i = 0; i < count; i++) {
        LS_AUTO(string) char *title = ls_asprintf("Item %d", i);
        add_item(s, title);
    }
    wait_for(s, nothing_pending);
}

static bool heal_asks(struct ls_session *s)
{
    return s->heal == HEAL_ASKS;
}

static bool is_healed(struct ls_session *s)
{
    return s->heal == HEAL_WELL && pending(s) == 0 && s->healed;
}

/* Puts back, or does without, what was lost; which: as of ls_session_heal. Returns how many that were. */
static unsigned answer(struct ls_session *s, size_t which, bool back)
{
    struct ls_error err = {0};
    unsigned count = 0;
    assert_ok(ls_session_heal(s, which, back, &count, &err), err);
    return count;
}

/* Where nobody asks, it is put back without a word. */
static void put_back_all(struct ls_session *s)
{
    if (heal_asks(s))
        answer(s, LS_LOST_ALL, true);
    wait_for(s, is_healed);
}

static int64_t items(const struct fixture *f)
{
    return stored(f, "SELECT count(*) FROM item");
}

static void assert_says(void (*sentence)(const struct ls_session *, struct ls_buf *), const struct ls_session *s, const char *part)
{
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    sentence(s, &b);
    if (!strstr(b.data, part))
        fail_msg("\"%s\" is not in \"%s\"", part, b.data);
}

static void lost_sentence(const struct ls_session *s, struct ls_buf *b)
{
    ls_session_lost(s, b);
}

/* The first page of the log and of its indexes is none any more. */
static void damage_log(const struct fixture *f)
{
    int64_t count = stored(f, "SELECT count(*) FROM sqlite_master WHERE tbl_name = 'log' AND rootpage > 0");
    int64_t page = stored(f, "PRAGMA page_size"), *roots = ls_alloc((size_t)count * sizeof(*roots));
    for (int64_t i = 0; i < count; i++) {
        LS_AUTO(string) char *sql = ls_asprintf("SELECT rootpage FROM sqlite_master WHERE tbl_name = 'log' AND rootpage > 0 "
                                                "ORDER BY rootpage LIMIT 1 OFFSET %d", (int)i);
        roots[i] = stored(f, sql);
    }
    LS_AUTO(fd) int fd = open(f->path, O_RDWR | O_CLOEXEC);
    for (int64_t i = 0; i < count; i++) {
        uint8_t type;
        assert_int_equal(pread(fd, &type, 1, (roots[i] - 1) * page), 1);
        type ^= 0x55;
        assert_int_equal(pwrite(fd, &type, 1, (roots[i] - 1) * page), 1);
    }
    free(roots);
}

static bool works_again(struct ls_session *s)
{
    struct ls_session_status status;
    ls_session_status(s, &status);
    return !status.read_only && status.error->code == LS_OK && s->heal == HEAL_WELL;
}

/* Whether anything was lost cannot be read: said, reading goes on, and so does all when the pages are whole again. */
static void test_damaged_log(void **state)
{
    struct fixture *f = *state;
    struct ls_error err = {0};
    struct ls_session_status status;
    LS_AUTO(buf) struct ls_buf whole = LS_BUF_INIT;
    LS_AUTO(string) char *copy = beside(f, "copy.db");
    unsigned count;
    struct ls_session *s = open_at(f, "one", "ines");
    edit_and_save(s, 1);
    close_and_end(s);
    assert_ok(ls_file_read(&whole, f->path, 0, &err), err);
    assert_int_equal(unlink(copy), 0);
    assert_ok(ls_file_replace(copy, whole.data, whole.len, &err), err);
    damage_log(f);
    s = open_at(f, "one", "ines"); /* it does not wait for ever */
    ls_session_status(s, &status);
    assert_true(status.read_only);
    assert_string_equal(status.error->message, "team.db can only be read: a part of it is damaged");
    assert_non_null(strstr(status.error->hint, "lockstep restore COPY"));
    assert_non_null(item_at(s, f->item));
    struct ls_changeset *cs = ls_changeset_new("set while it was damaged");
    ls_change_int(cs, ls_session_board(s), f->item, LS_F_item_priority, 1);
    assert_ok(ls_session_commit(s, cs, NULL, NULL, &err), err); /* kept, until the file is whole again */
    assert_int_equal(ls_session_wait_saved(s, LIMIT_MS, &err), LS_EBUSY);
    assert_non_null(strstr(err.message, "a part of it is damaged"));
    ls_error_done(&err);
    assert_int_equal(pending(s), 1);
    assert_int_equal(ls_session_heal(s, LS_LOST_ALL, true, &count, &err), LS_ECORRUPT);
    ls_error_done(&err);
    go_back(f);
    ls_session_refresh(s);
    wait_for(s, works_again);
    assert_ok(ls_session_wait_saved(s, LIMIT_MS, &err), err);
    assert_int_equal(stored(f, "SELECT count(*) FROM log WHERE label = 'set while it was damaged'"), 1);
    edit_and_save(s, 1);
    close_and_end(s);
}

/* Cut out of the log and the tables past the triggers, while it is closed: told, and put back once. */
static void test_cut_out(void **state)
{
    struct fixture *f = *state;
    struct ls_session *s = open_at(f, "one", "ines");
    edit_and_save(s, 3);
    close_and_end(s);
    int64_t before = items(f);
    force_sql(f->path, "DELETE FROM item WHERE title IN ('Item 0', 'Item 1'); DELETE FROM log WHERE seq IN "
                       "(SELECT seq FROM log WHERE label = 'add item' AND writer IN (SELECT writer FROM log ORDER BY id DESC "
                       "LIMIT 1) ORDER BY id LIMIT 2)");
    assert_int_equal(items(f), before - 2);
    s = open_at(f, "one", "ines");
    wait_for(s, is_healed);
    assert_int_equal(items(f), before);
    assert_int_equal(s->healed, 2);
    assert_says(ls_session_healed, s, "2 of your edits were lost by the drive and have been put back");
    close_and_end(s);
    /* Once: the next start finds nothing to do. */
    s = open_at(f, "one", "ines");
    assert_int_equal(s->heal, HEAL_WELL);
    assert_int_equal(s->healed, 0);
    assert_int_equal(items(f), before);
    close_and_end(s);
}

/* The last one that was saved is cut out while it is open: the next look finds out. */
static void test_cut_out_while_open(void **state)
{
    struct fixture *f = *state;
    struct ls_session *s = open_at(f, "one", "ines");
    edit_and_save(s, 1);
    int64_t before = items(f);
    force_sql(f->path, "DELETE FROM item WHERE title = 'Item 0'; DELETE FROM log WHERE id = (SELECT max(id) FROM log)");
    ls_session_refresh(s);
    wait_for(s, is_healed);
    assert_int_equal(items(f), before);
    close_and_end(s);
}

/* Put back to an older copy without a restore: asked, closed or open; the answer puts back, in order. */
static void test_went_back(void **state)
{
    struct fixture *f = *state;
    for (int open = 0; open < 2; open++) {
        struct ls_session *s = open_at(f, "one", "ines");
        set_int(s, f->item, LS_F_item_priority, 1 + open);
        edit_and_save(s, 2);
        set_int(s, f->item, LS_F_item_priority, 3);
        wait_for(s, nothing_pending);
        int64_t before = items(f);
        if (!open)
            close_and_end(s);
        go_back(f);
        if (!open)
            s = open_at(f, "one", "ines");
        else
            ls_session_refresh(s);
        wait_for(s, heal_asks);
        assert_says(lost_sentence, s, "it went back to an older state");
        assert_true(items(f) < before);
        put_back_all(s);
        assert_int_equal(items(f), before);
        assert_int_equal(stored(f, "SELECT priority FROM item WHERE title NOT LIKE 'Item %'"), 3);
        close_and_end(s);
    }
}

/* To do without them is an answer too, and holds. */
static void test_done_without(void **state)
{
    struct fixture *f = *state;
    int64_t before = items(f);
    struct ls_session *s = open_at(f, "one", "ines");
    edit_and_save(s, 2);
    close_and_end(s);
    go_back(f);
    s = open_at(f, "one", "ines");
    assert_true(heal_asks(s));
    assert_int_equal(answer(s, LS_LOST_ALL, false), 2);
    close_and_end(s);
    s = open_at(f, "one", "ines");
    assert_int_equal(s->heal, HEAL_WELL);
    assert_int_equal(items(f), before);
    close_and_end(s);
}

/* More than twenty: asked, though the log is as long as it was. */
static void test_many(void **state)
{
    struct fixture *f = *state;
    struct ls_session *s = open_at(f, "one", "ines");
    edit_and_save(s, 22);
    close_and_end(s);
    int64_t before = items(f);
    force_sql(f->path, "DELETE FROM item WHERE title LIKE 'Item %' AND title <> 'Item 21'; DELETE FROM log WHERE record NOT IN "
                       "(SELECT id FROM item) AND entity = 'item'");
    s = open_at(f, "one", "ines");
    assert_true(heal_asks(s));
    assert_says(lost_sentence, s, "21 of your edits are not in team.db any more: the drive has lost them");
    put_back_all(s);
    assert_int_equal(items(f), before);
    close_and_end(s);
}

/* A restore that heals puts everything back without a question, while it is open; one that discards asks, also about
 * what was kept and not saved. */
static void test_restored(void **state)
{
    struct fixture *f = *state;
    int64_t bare = items(f);
    struct ls_session *s = open_at(f, "one", "ines");
    edit_and_save(s, 25);
    restore_copy(f, false);
    ls_session_refresh(s);
    wait_for(s, is_healed);
    assert_int_equal(items(f), bare + 25);
    assert_says(ls_session_healed, s, "25 of your edits were newer than the file and have been put back");
    restore_copy(f, true);
    ls_session_refresh(s);
    wait_for(s, heal_asks);
    assert_says(lost_sentence, s, "to do without them");
    assert_int_equal(items(f), bare);
    close_and_end(s);
    s = open_at(f, "one", "ines"); /* the question stays until it is answered */
    assert_true(heal_asks(s));
    assert_int_equal(answer(s, LS_LOST_ALL, true), 25);
    wait_for(s, is_healed);
    assert_int_equal(items(f), bare + 25);
    close_and_end(s);
}

static bool one_is_back(struct ls_session *s)
{
    return s->heal == HEAL_ASKS && pending(s) == 0 && s->healed == 1;
}

/* Each is shown and answered for itself; those that are not answered are asked about again at the next start. */
static void test_one_by_one(void **state)
{
    struct fixture *f = *state;
    struct ls_error err = {0};
    unsigned count = 0;
    int64_t bare = items(f);
    struct ls_session *s = open_at(f, "one", "ines");
    edit_and_save(s, 3);
    close_and_end(s);
    restore_copy(f, true);
    s = open_at(f, "one", "ines");
    assert_true(heal_asks(s));
    for (size_t i = 0; i < 3; i++) {
        const struct ls_changeset *cs = ls_session_lost_edit(s, i);
        LS_AUTO(string) char *title = ls_asprintf("Item %zu", i);
        assert_non_null(cs);
        assert_string_equal(ls_changeset_edit(cs, cs->records[0].id, LS_F_item_title)->after.text, title);
    }
    assert_null(ls_session_lost_edit(s, 3));
    assert_int_equal(ls_session_heal(s, 3, true, &count, &err), LS_ENOTFOUND);
    ls_error_done(&err);
    assert_int_equal(answer(s, 1, true), 1);
    wait_for(s, one_is_back);
    assert_int_equal(items(f), bare + 1);
    assert_int_equal(stored(f, "SELECT count(*) FROM item WHERE title = 'Item 1'"), 1);
    close_and_end(s);
    s = open_at(f, "one", "ines");
    assert_int_equal(s->lost_len, 2);
    answer(s, 0, false);
    assert_true(heal_asks(s));
    close_and_end(s);
    s = open_at(f, "one", "ines");
    assert_int_equal(s->lost_len, 1);
    put_back_all(s);
    assert_int_equal(items(f), bare + 2);
    assert_int_equal(stored(f, "SELECT count(*) FROM item WHERE title = 'Item 2'"), 1);
    close_and_end(s);
    s = open_at(f, "one", "ines");
    assert_int_equal(s->heal, HEAL_WELL);
    close_and_end(s);
}

/* What others have changed since is a conflict, both values kept. */
static void test_conflict(void **state)
{
    struct fixture *f = *state;
    struct ls_session_status status;
    struct ls_session *s = open_at(f, "one", "ines");
    set_int(s, f->item, LS_F_item_priority, 1);
    wait_for(s, nothing_pending);
    close_and_end(s);
    go_back(f);
    struct ls_session *other = open_at(f, "two", "dana");
    set_int(other, f->item, LS_F_item_priority, 3);
    wait_for(other, nothing_pending);
    close_and_end(other);
    s = open_at(f, "one", "ines");
    put_back_all(s);
    ls_session_status(s, &status);
    assert_int_equal(status.conflicts, 1);
    assert_int_equal(stored(f, "SELECT priority FROM item"), 3);
    close_and_end(s);
}

static bool one_waits(struct ls_session *s)
{
    struct ls_session_status status;
    ls_session_status(s, &status);
    return status.waiting == 1 && status.pending + status.unkept == 0;
}

static bool none_waits(struct ls_session *s)
{
    struct ls_session_status status;
    ls_session_status(s, &status);
    return status.waiting + status.pending + status.unkept == 0;
}

/* The file lost dana's item and what ines made of it, and ines comes first: hers waits, over a start too, while what she
 * does otherwise goes on; when dana has been there, it goes in. */
static void test_waits_for_others(void **state)
{
    struct fixture *f = *state;
    struct ls_error err = {0};
    struct ls_session_event event;
    struct ls_session *dana = open_at(f, "two", "dana");
    edit_and_save(dana, 1);
    ls_id made = ls_session_last(dana)->records[0].id;
    close_and_end(dana);
    struct ls_session *s = open_at(f, "one", "ines");
    struct ls_changeset *cs = ls_changeset_new("item set");
    ls_change_ref(cs, ls_session_board(s), f->item, LS_F_item_parent, made);
    assert_ok(ls_session_commit(s, cs, NULL, NULL, &err), err);
    wait_for(s, nothing_pending);
    close_and_end(s);
    go_back(f);
    for (int start = 0; start < 2; start++) {
        s = open_at(f, "one", "ines");
        if (heal_asks(s))
            answer(s, LS_LOST_ALL, true);
        assert_true(get_event(s, LS_SESSION_EVENT_WAITS, &event));
        assert_non_null(strstr(event.error->message, "item set waits for the item in its Parent, which team.db does not have"));
        wait_for(s, one_waits);
        set_int(s, f->item, LS_F_item_priority, 2 + start);
        wait_for(s, one_waits);
        assert_int_equal(stored(f, "SELECT priority FROM item"), 2 + start);
        if (!start)
            close_and_end(s);
    }
    dana = open_at(f, "two", "dana");
    put_back_all(dana);
    close_and_end(dana);
    ls_session_refresh(s);
    wait_for(s, none_waits);
    assert_int_equal(item_at(s, f->item)->parent, made);
    assert_int_equal(stored(f, "SELECT count(*) FROM item WHERE parent IS NOT NULL"), 1);
    close_and_end(s);
}

/* A home that was cloned: both machines miss the same edits, and they are put back once. */
static void test_cloned_home(void **state)
{
    struct fixture *f = *state;
    struct ls_session *s = open_at(f, "one", "ines");
    edit_and_save(s, 3);
    int64_t before = items(f);
    close_and_end(s);
    LS_AUTO(string) char *command = ls_asprintf("cp -r '%s/state-one' '%s/state-two'", f->folder, f->folder);
    assert_int_equal(system(command), 0);
    go_back(f);
    for (int i = 0; i < 2; i++) {
        s = open_at(f, i ? "two" : "one", "ines");
        if (heal_asks(s))
            put_back_all(s);
        assert_int_equal(items(f), before);
        close_and_end(s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        HEAL_TEST(test_cut_out),
        HEAL_TEST(test_cut_out_while_open),
        HEAL_TEST(test_went_back),
        HEAL_TEST(test_done_without),
        HEAL_TEST(test_many),
        HEAL_TEST(test_restored),
        HEAL_TEST(test_one_by_one),
        HEAL_TEST(test_damaged_log),
        HEAL_TEST(test_conflict),
        HEAL_TEST(test_waits_for_others),
        HEAL_TEST(test_cloned_home),
    };
    return cmocka_run_group_tests_name("heal", tests, NULL, NULL);
}
