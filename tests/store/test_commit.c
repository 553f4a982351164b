/* Committing: merging, exactly once, numbers, rules, the log, two programs on one file. */
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "fixture.h"
#include "store/merge.h"

static const struct ls_item *item_of(const struct peer *peer, ls_id id)
{
    return ls_item_get(peer_board(peer), id);
}

static void test_saved_and_read_again(void **state)
{
    struct fixture *f = *state;
    struct peer again;
    struct ls_changeset *cs = peer_changeset(&f->a, "set");
    ls_change_int(cs, peer_board(&f->a), f->item, LS_F_item_due, 20530);
    ls_change_real(cs, peer_board(&f->a), f->item, LS_F_item_effort, 1.5);
    ls_change_ref(cs, peer_board(&f->a), f->item, LS_F_item_owner, f->ines);
    ls_change_text(cs, peer_board(&f->a), f->item, LS_F_item_notes, "one\ntwo é");
    struct ls_error err = {0};
    assert_ok(peer_commit(&f->a, cs, NULL, &err), err);
    peer_open(&again, f->path, 0xC3);
    const struct ls_item *item = item_of(&again, f->item);
    assert_int_equal(item->due, 20530);
    assert_true(item->effort == 1.5);
    assert_int_equal(item->owner, f->ines);
    assert_string_equal(item->notes, "one\ntwo é");
    assert_int_equal(item->rec.num, 1);
    assert_int_equal(item->backup, 0);
    assert_true(item->snooze_until == LS_NONE);
    assert_int_equal(ls_person_get(peer_board(&again), f->ines)->active, 1);
    assert_int_equal(ls_board_event_count(peer_board(&again)), 0); /* NOW is long before the last 60 days */
    LS_AUTO(buf) struct ls_buf out = LS_BUF_INIT;
    shell_sql(f->path, "SELECT due FROM item", &out);
    assert_string_equal(out.data, "2026-03-18\n");
    peer_close(&again);
}

static void test_different_fields_merge(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(peer_set_int(&f->a, f->item, LS_F_item_priority, 1), LS_OK);
    assert_int_equal(peer_set_int(&f->b, f->item, LS_F_item_due, 20530), LS_OK);
    assert_int_equal(item_of(&f->b, f->item)->priority, 1);
    assert_int_equal(item_of(&f->b, f->item)->due, 20530);
    assert_int_equal(ls_store_refresh(f->a.store, NULL), LS_OK);
    assert_int_equal(item_of(&f->a, f->item)->due, 20530);
}

static void test_same_value_is_no_conflict(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(peer_set_int(&f->a, f->item, LS_F_item_priority, 1), LS_OK);
    assert_int_equal(peer_set_int(&f->b, f->item, LS_F_item_priority, 1), LS_OK);
    assert_int_equal(item_of(&f->b, f->item)->priority, 1);
}

static void test_conflict_keeps_both(void **state)
{
    struct fixture *f = *state;
    struct ls_error err = {0};
    struct ls_commit commit;
    struct ls_changeset *cs = peer_changeset(&f->a, "set");
    cs->who = f->dana;
    ls_change_int(cs, peer_board(&f->a), f->item, LS_F_item_priority, 1);
    assert_ok(peer_commit(&f->a, cs, NULL, &err), err);

    /* One field meets dana's, the other goes in. */
    cs = peer_changeset(&f->b, "set");
    ls_change_int(cs, peer_board(&f->b), f->item, LS_F_item_priority, 3);
    ls_change_int(cs, peer_board(&f->b), f->item, LS_F_item_due, 20530);
    assert_ok(peer_commit(&f->b, cs, &commit, &err), err);
    assert_int_equal(ls_changeset_edit(commit.mine, f->item, LS_F_item_priority)->after.i, 3);
    assert_int_equal(ls_changeset_edit(commit.theirs, f->item, LS_F_item_priority)->after.i, 1);
    assert_int_equal(commit.theirs->who, f->dana);
    assert_null(ls_changeset_edit(commit.mine, f->item, LS_F_item_due));
    assert_int_equal(item_of(&f->b, f->item)->priority, 1);
    assert_int_equal(item_of(&f->b, f->item)->due, 20530);
    ls_commit_done(&commit);
}

static void test_conflict_refuses_whole(void **state)
{
    struct fixture *f = *state;
    struct ls_error err = {0};
    struct ls_commit commit;
    assert_int_equal(peer_set_int(&f->a, f->item, LS_F_item_priority, 1), LS_OK);
    struct ls_changeset *cs = peer_changeset(&f->b, "set");
    cs->flags = LS_CS_WHOLE;
    ls_change_int(cs, peer_board(&f->b), f->item, LS_F_item_priority, 3);
    ls_change_int(cs, peer_board(&f->b), f->item, LS_F_item_due, 20530);
    assert_int_equal(peer_commit(&f->b, cs, &commit, &err), LS_ECONFLICT);
    assert_non_null(commit.mine);
    assert_int_equal(commit.seq, 0);
    ls_commit_done(&commit);
    ls_error_done(&err);
    assert_true(item_of(&f->b, f->item)->due == LS_NONE);
    assert_int_equal(item_of(&f->b, f->item)->priority, 1); /* and has learned of a's */
}

static void test_sets_and_notes_merge(void **state)
{
    struct fixture *f = *state;
    peer_set_text(&f->a, f->item, LS_F_item_tags, "eta;sms;map");
    peer_set_text(&f->a, f->item, LS_F_item_notes, "one\ntwo\nthree");
    ls_store_refresh(f->b.store, NULL);
    peer_set_text(&f->a, f->item, LS_F_item_tags, "eta;map;van");
    assert_int_equal(peer_set_text(&f->b, f->item, LS_F_item_tags, "eta;sms;ui"), LS_OK);
    assert_string_equal(item_of(&f->b, f->item)->tags, "eta;van;ui");
    peer_set_text(&f->a, f->item, LS_F_item_notes, "one\ntwo\nthree\nfour");
    assert_int_equal(peer_set_text(&f->b, f->item, LS_F_item_notes, "ONE\ntwo\nthree"), LS_OK);
    assert_string_equal(item_of(&f->b, f->item)->notes, "ONE\ntwo\nthree\nfour");
}

static void assert_lines(const char *before, const char *mine, const char *theirs, const char *wanted)
{
    LS_AUTO(string) char *merged = store_merge_lines(before, mine, theirs);
    if (!wanted) {
        assert_null(merged);
        return;
    }
    assert_non_null(merged);
    assert_string_equal(merged, wanted);
}

static void test_lines(void **state)
{
    (void)state;
    assert_lines("a\nb\nc", "a\nB\nc", "a\nb\nC", NULL);      /* neighbours touch */
    assert_lines("a\nb\nc\nd", "A\nb\nc\nd", "a\nb\nc\nD", "A\nb\nc\nD");
    assert_lines("a\nb", "a\nb\nmine", "a\nb\ntheirs", "a\nb\ntheirs\nmine"); /* both wrote at the end */
    assert_lines("a\nb\nc", "a\nc", "a\nb\nc\nd", "a\nc\nd"); /* I deleted, they added */
    assert_lines("a\nb", "a\nX", "a\nY", NULL);
    assert_lines("a\nb", "a\nX", "a\nX", "a\nX");
    assert_lines("", "mine", "theirs", "theirs\nmine");
    assert_lines("a\n\nb\n", "a\n\nb\nc\n", "0\na\n\nb\n", "0\na\n\nb\nc\n");
    assert_lines("a", "", "a\nb", NULL); /* I cleared it, they wrote on */
}

static void test_deleted_by_somebody_else(void **state)
{
    struct fixture *f = *state;
    struct ls_commit commit;
    struct ls_error err = {0};
    struct ls_changeset *cs = peer_changeset(&f->a, "delete");
    ls_change_delete(cs, peer_board(&f->a), f->item);
    assert_ok(peer_commit(&f->a, cs, NULL, &err), err);
    cs = peer_changeset(&f->b, "set");
    ls_change_int(cs, peer_board(&f->b), f->item, LS_F_item_priority, 3);
    assert_int_equal(peer_commit(&f->b, cs, &commit, &err), LS_ECONFLICT);
    assert_int_equal(ls_changeset_edit(commit.theirs, f->item, LS_F_DELETED)->after.i, 1);
    ls_commit_done(&commit);
    ls_error_done(&err);
}

static void test_exactly_once(void **state)
{
    struct fixture *f = *state;
    struct ls_commit commit;
    struct ls_error err = {0};
    struct ls_changeset *cs = peer_changeset(&f->a, "add");
    make_item(cs, "Second");
    struct ls_changeset *twin = ls_changeset_copy(cs), *thief = ls_changeset_copy(cs);
    assert_ok(peer_commit(&f->a, cs, &commit, &err), err);
    uint64_t seq = commit.seq;
    assert_false(commit.again);
    assert_int_equal(peer_set_int(&f->a, f->item, LS_F_item_priority, 2), LS_OK);
    assert_ok(peer_commit(&f->b, twin, &commit, &err), err);
    assert_true(commit.again);
    assert_int_equal(commit.seq, seq);
    assert_int_equal(ls_board_count(peer_board(&f->b), LS_E_ITEM), 2);
    /* The same name, another content: a journal that was copied. */
    thief->at++;
    assert_int_equal(peer_commit(&f->b, thief, &commit, &err), LS_ECORRUPT);
    ls_error_done(&err);
    assert_ok(ls_store_check(f->a.store, &err), err);
}

static void test_later_one_first(void **state)
{
    struct fixture *f = *state;
    struct ls_error err = {0};
    struct ls_commit commit;
    struct ls_changeset *five = peer_changeset(&f->a, "five"), *six = peer_changeset(&f->a, "six");
    ls_change_int(five, peer_board(&f->a), f->item, LS_F_item_priority, 1);
    ls_change_int(six, peer_board(&f->a), f->item, LS_F_item_due, 20530);
    assert_ok(peer_commit(&f->a, six, NULL, &err), err);
    assert_ok(peer_commit(&f->a, five, &commit, &err), err);
    assert_false(commit.again);
    assert_int_equal(item_of(&f->a, f->item)->priority, 1);
}

static void test_numbers(void **state)
{
    struct fixture *f = *state;
    struct ls_error err = {0};
    struct ls_changeset *cs = peer_changeset(&f->a, "import");
    ls_id brought = make_item(cs, "Brought"), given = make_item(cs, "Given");
    ls_change_int(cs, NULL, brought, LS_F_NUM, 20);
    assert_ok(peer_commit(&f->a, cs, NULL, &err), err);
    assert_int_equal(item_of(&f->a, brought)->rec.num, 20);
    assert_int_equal(item_of(&f->a, given)->rec.num, 21);
    /* Deleted: its number is not given again. */
    cs = peer_changeset(&f->a, "delete");
    ls_change_delete(cs, peer_board(&f->a), given);
    assert_ok(peer_commit(&f->a, cs, NULL, &err), err);
    cs = peer_changeset(&f->b, "add");
    ls_id next = make_item(cs, "Next");
    assert_ok(peer_commit(&f->b, cs, NULL, &err), err);
    assert_int_equal(item_of(&f->b, next)->rec.num, 22);
    /* Taken, by a deleted record too: refused with a sentence. */
    for (int64_t num = 20; num <= 22; num++) {
        cs = peer_changeset(&f->b, "import");
        ls_id again = make_item(cs, "Again");
        ls_change_int(cs, NULL, again, LS_F_NUM, num);
        assert_int_equal(peer_commit(&f->b, cs, NULL, &err), LS_EREFUSED);
        assert_non_null(strstr(err.message, "never used twice"));
        assert_null(item_of(&f->b, again));
        ls_error_done(&err);
    }
    cs = peer_changeset(&f->b, "import");
    make_item(cs, "Free");
    ls_change_int(cs, NULL, cs->records[0].id, LS_F_NUM, 7);
    assert_ok(peer_commit(&f->b, cs, NULL, &err), err);
    assert_ok(ls_store_check(f->b.store, &err), err);
}

static void test_rules_run_on_merged(void **state)
{
    struct fixture *f = *state;
    struct ls_error err = {0};
    struct ls_changeset *cs = peer_changeset(&f->a, "owner");
    ls_change_ref(cs, peer_board(&f->a), f->item, LS_F_item_owner, f->ines);
    assert_ok(peer_commit(&f->a, cs, NULL, &err), err);
    /* b does not know of the owner: fine by itself, not when merged. */
    cs = peer_changeset(&f->b, "backup");
    ls_change_ref(cs, peer_board(&f->b), f->item, LS_F_item_backup, f->ines);
    assert_int_equal(peer_commit(&f->b, cs, NULL, &err), LS_EREFUSED);
    ls_error_done(&err);
    assert_int_equal(item_of(&f->b, f->item)->backup, 0);
    cs = peer_changeset(&f->b, "backup");
    ls_change_ref(cs, peer_board(&f->b), f->item, LS_F_item_backup, f->dana);
    assert_ok(peer_commit(&f->b, cs, NULL, &err), err);
}

static void test_refused_creation_can_come_again(void **state)
{
    struct fixture *f = *state;
    struct ls_error err = {0};
    struct ls_changeset *cs = peer_changeset(&f->a, "add");
    ls_id id = make_item(cs, "Third");
    ls_change_ref(cs, NULL, id, LS_F_item_owner, f->ines);
    ls_change_ref(cs, NULL, id, LS_F_item_backup, f->ines);
    struct ls_changeset *again = ls_changeset_copy(cs);
    assert_int_equal(peer_commit(&f->a, cs, NULL, &err), LS_EREFUSED);
    ls_error_done(&err);
    ls_change_ref(again, NULL, id, LS_F_item_backup, f->dana);
    assert_ok(peer_commit(&f->a, again, NULL, &err), err);
    assert_string_equal(item_of(&f->a, id)->title, "Third");
}

static void test_news_and_log(void **state)
{
    struct fixture *f = *state;
    struct ls_error err = {0};
    ls_changeset_free(NULL);
    peer_set_int(&f->a, f->item, LS_F_item_priority, 1);
    peer_set_int(&f->a, f->item, LS_F_item_priority, 2);
    assert_ok(ls_store_refresh(f->b.store, &err), err);
    struct ls_changeset *first = ls_store_news(f->b.store), *second = ls_store_news(f->b.store);
    assert_int_equal(ls_changeset_edit(first, f->item, LS_F_item_priority)->after.i, 1);
    assert_int_equal(ls_changeset_edit(second, f->item, LS_F_item_priority)->after.i, 2);
    assert_true(second->seq > first->seq);
    assert_null(ls_store_news(f->b.store));
    ls_changeset_free(first);
    ls_changeset_free(second);
    assert_int_equal(ls_board_event_count(peer_board(&f->b)), 2);

    struct ls_changeset **log;
    size_t count;
    assert_ok(ls_store_log(f->b.store, &(struct ls_store_log_query){.record = f->item, .limit = 10}, &log, &count, &err), err);
    assert_int_equal(count, 3);
    assert_int_equal(ls_changeset_edit(log[0], f->item, LS_F_item_priority)->after.i, 2);
    assert_string_equal(log[2]->label, "start");
    assert_int_equal(log[2]->len, 3);
    for (size_t i = 0; i < count; i++)
        ls_changeset_free(log[i]);
    free(log);
    assert_ok(ls_store_log(f->b.store, &(struct ls_store_log_query){.limit = 2}, &log, &count, &err), err);
    assert_int_equal(count, 2);
    for (size_t i = 0; i < count; i++)
        ls_changeset_free(log[i]);
    free(log);
}

static void test_events_are_loaded(void **state)
{
    struct fixture *f = *state;
    struct ls_error err = {0};
    struct ls_changeset *cs = peer_changeset(&f->a, "set");
    cs->who = f->dana;
    cs->at = 19990 * (int64_t)LS_DAY; /* ten days before the fixture's today */
    ls_change_int(cs, peer_board(&f->a), f->item, LS_F_item_priority, 1);
    ls_change_text(cs, peer_board(&f->a), f->item, LS_F_item_title, "not watched");
    assert_ok(peer_commit(&f->a, cs, NULL, &err), err);
    cs = peer_changeset(&f->a, "import");
    cs->flags = LS_CS_IMPORT;
    cs->at = 19991 * (int64_t)LS_DAY;
    ls_change_int(cs, peer_board(&f->a), f->item, LS_F_item_priority, 2);
    assert_ok(peer_commit(&f->a, cs, NULL, &err), err);
    struct peer again;
    peer_open(&again, f->path, 0xC3);
    assert_int_equal(ls_board_event_count(peer_board(&again)), 1);
    const struct ls_event *event = ls_board_event(peer_board(&again), 0);
    assert_int_equal(event->field, LS_F_item_priority);
    assert_int_equal(event->who, f->dana);
    assert_int_equal(event->after.i, 1);
    peer_close(&again);
}

static void test_replaced_file_is_noticed(void **state)
{
    struct fixture *f = *state;
    struct ls_error err = {0};
    LS_AUTO(string) char *other = ls_asprintf("%s/other.db", f->folder);
    assert_ok(ls_store_create(other, "", &err), err);
    assert_int_equal(rename(other, f->path), 0);
    assert_int_equal(ls_store_refresh(f->a.store, &err), LS_ECORRUPT);
    ls_error_done(&err);
}

static void test_tampered_log_is_noticed(void **state)
{
    struct fixture *f = *state;
    struct ls_error err = {0};
    assert_ok(ls_store_check(f->a.store, &err), err);
    peer_close(&f->a);
    force_sql(f->path, "UPDATE log SET record = record + 1 WHERE id = 1");
    peer_open(&f->a, f->path, 0xA1);
    assert_int_equal(ls_store_check(f->a.store, &err), LS_ECORRUPT);
    ls_error_done(&err);
}

static void test_two_interleaved(void **state)
{
    struct fixture *f = *state;
    struct ls_error err = {0};
    enum { ROUNDS = 60 };
    for (int i = 0; i < ROUNDS; i++) {
        struct peer *peer = i % 3 ? &f->a : &f->b;
        struct ls_changeset *cs = peer_changeset(peer, "add");
        make_item(cs, "Interleaved");
        assert_ok(peer_commit(peer, cs, NULL, &err), err);
    }
    assert_ok(ls_store_refresh(f->a.store, &err), err);
    assert_ok(ls_store_refresh(f->b.store, &err), err);
    assert_int_equal(ls_board_count(peer_board(&f->a), LS_E_ITEM), ROUNDS + 1);
    assert_int_equal(ls_board_count(peer_board(&f->b), LS_E_ITEM), ROUNDS + 1);
    assert_int_equal(ls_board_highest_num(peer_board(&f->b), LS_E_ITEM), ROUNDS + 1);
    assert_ok(ls_store_check(f->a.store, &err), err);
}

/* One of several programs that write at once; tells by its exit status. */
static void write_many(const struct fixture *f, uint8_t writer, int edits)
{
    struct peer peer = {0};
    struct ls_error err = {0};
    memset(peer.writer, writer, sizeof(peer.writer));
    if (ls_store_open(f->path, false, &peer.store, &err) || ls_store_load(peer.store, 20000, NULL, &err))
        _exit(1);
    for (int i = 0; i < edits; i++) {
        struct ls_commit commit;
        struct ls_changeset *cs = peer_changeset(&peer, "add");
        make_item(cs, "By one of many");
        /* The bank: everybody adds to one sum, on what they have just read. */
        const struct ls_item *bank = ls_item_get(ls_store_base(peer.store), f->item);
        int64_t sum = bank->reach == LS_NONE ? 0 : bank->reach;
        cs->flags = LS_CS_WHOLE;
        ls_change_int(cs, ls_store_base(peer.store), f->item, LS_F_item_reach, sum + 1);
        int code = ls_store_commit(peer.store, cs, &commit, &err);
        if (code == LS_ECONFLICT || code == LS_EBUSY)
            i--; /* somebody was there first, or still is: read, and once more */
        else if (code)
            _exit(2);
        ls_commit_done(&commit);
        ls_error_done(&err);
        ls_changeset_free(cs);
    }
    _exit(0);
}

static void test_many_processes(void **state)
{
    struct fixture *f = *state;
    struct ls_error err = {0};
    enum { WRITERS = 6, EDITS = 40 };
    pid_t pids[WRITERS];
    int64_t value;
    for (int i = 0; i < WRITERS; i++) {
        pids[i] = fork();
        if (pids[i] == 0)
            write_many(f, (uint8_t)(0x10 + i), EDITS);
    }
    for (int i = 0; i < WRITERS; i++) {
        int status = -1;
        assert_int_equal(waitpid(pids[i], &status, 0), pids[i]);
        assert_int_equal(status, 0);
    }
    assert_ok(ls_store_refresh(f->a.store, &err), err);
    assert_int_equal(item_of(&f->a, f->item)->reach, WRITERS * EDITS);
    assert_int_equal(ls_board_count(peer_board(&f->a), LS_E_ITEM), WRITERS * EDITS + 1);
    force_sql_int(f->path, "SELECT count(DISTINCT num) FROM item", &value);
    assert_int_equal(value, WRITERS * EDITS + 1);
    force_sql_int(f->path, "SELECT reach FROM item WHERE num = 1", &value);
    assert_int_equal(value, WRITERS * EDITS);
    assert_ok(ls_store_check(f->a.store, &err), err);
}

static void test_large_import(void **state)
{
    struct fixture *f = *state;
    struct ls_error err = {0};
    enum { ITEMS = 10000 };
    struct ls_changeset *cs = peer_changeset(&f->a, "import item.csv");
    cs->flags = LS_CS_IMPORT | LS_CS_WHOLE;
    for (int i = 0; i < ITEMS; i++) {
        ls_id id = make_item(cs, "An item of an import");
        ls_change_ref(cs, NULL, id, LS_F_item_owner, f->ines);
        ls_change_int(cs, NULL, id, LS_F_item_priority, i % 5);
    }
    int64_t began = ls_clock_monotonic();
    assert_ok(peer_commit(&f->a, cs, NULL, &err), err);
    int64_t took = ls_clock_monotonic() - began;
    printf("import of %d items: %lld ms\n", ITEMS, (long long)took);
    began = ls_clock_monotonic();
    struct peer again;
    peer_open(&again, f->path, 0xC3);
    printf("load: %lld ms\n", (long long)(ls_clock_monotonic() - began));
    assert_int_equal(ls_board_count(peer_board(&again), LS_E_ITEM), ITEMS + 1);
    peer_close(&again);
    assert_true(took < 20000); /* a generous limit: sanitizers and a busy machine */
}

int main(void)
{
#define STORE_TEST(f) cmocka_unit_test_setup_teardown(f, fixture_setup_two, fixture_teardown)
    const struct CMUnitTest tests[] = {
        STORE_TEST(test_saved_and_read_again),
        STORE_TEST(test_different_fields_merge),
        STORE_TEST(test_same_value_is_no_conflict),
        STORE_TEST(test_conflict_keeps_both),
        STORE_TEST(test_conflict_refuses_whole),
        STORE_TEST(test_sets_and_notes_merge),
        cmocka_unit_test(test_lines),
        STORE_TEST(test_deleted_by_somebody_else),
        STORE_TEST(test_exactly_once),
        STORE_TEST(test_later_one_first),
        STORE_TEST(test_numbers),
        STORE_TEST(test_rules_run_on_merged),
        STORE_TEST(test_refused_creation_can_come_again),
        STORE_TEST(test_news_and_log),
        STORE_TEST(test_events_are_loaded),
        STORE_TEST(test_replaced_file_is_noticed),
        STORE_TEST(test_tampered_log_is_noticed),
        STORE_TEST(test_two_interleaved),
        STORE_TEST(test_many_processes),
        STORE_TEST(test_large_import),
    };
    return cmocka_run_group_tests_name("commit", tests, NULL, NULL);
}
