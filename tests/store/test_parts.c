/* Parts of a team file are read as it stood where the reader is, and a session that reads in parts never takes what it
 * could not read for something that is not there. */
#include "session_fixture.h"

#include <signal.h>

#include "base/mem.h"
#include "base/pack.h"
#include "base/paths.h"
#include "lockstep/exchange.h"

/* --- the store ------------------------------------------------------------------------------- */

static struct ls_buf *read_records(void *arg)
{
    return arg;
}

/* The part of a's file as it stood at seq, on a board of its own. */
static struct ls_board *read_part(const struct fixture *f, enum ls_board_part part, ls_id id, uint64_t seq)
{
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    struct ls_error err = {0};
    struct ls_unpack u;
    struct ls_record *record;
    struct ls_board *board = ls_board_new();
    const struct ls_store_sink sink = {.records = read_records, .arg = &b};
    assert_ok(ls_store_fetch(f->a.store, &(struct ls_board_need){part, LS_E_ITEM, id}, seq, &sink, &err), err);
    ls_unpack_init(&u, b.data, b.len);
    while (u.left && ls_record_unpack(&u, &record, NULL) == LS_OK)
        ls_board_put(board, record);
    return board;
}

static uint64_t seq_of(const struct fixture *f)
{
    struct ls_store_info info;
    ls_store_info(f->a.store, &info);
    return info.seq;
}

/* Somebody writes between two parts: both are of the same moment. */
static void test_as_it_stood(void **state)
{
    struct fixture *f = *state;
    uint64_t before = seq_of(f);
    assert_int_equal(peer_set_int(&f->b, f->item, LS_F_item_priority, 1), LS_OK);
    assert_int_equal(peer_set_int(&f->b, f->item, LS_F_item_priority, 2), LS_OK);
    struct ls_changeset *cs = peer_changeset(&f->b, "add");
    ls_id late = make_item(cs, "Made since");
    assert_int_equal(peer_commit(&f->b, cs, NULL, NULL), LS_OK);
    struct ls_board *board = read_part(f, LS_PART_RECORD, f->item, before);
    assert_true(ls_item_get(board, f->item)->priority == LS_NONE);
    ls_board_free(board);
    board = read_part(f, LS_PART_RECORD, late, before);
    assert_null(ls_board_record(board, late));
    ls_board_free(board);
    board = read_part(f, LS_PART_ENTITY, 0, before);
    assert_int_equal(ls_board_count(board, LS_E_ITEM), 1);
    ls_board_free(board);
    assert_true(ls_item_get(peer_board(&f->a), f->item)->priority == LS_NONE);
    assert_int_equal(ls_store_refresh(f->a.store, NULL), LS_OK);
    assert_int_equal(ls_item_get(peer_board(&f->a), f->item)->priority, 2);
    assert_int_equal(ls_board_count(peer_board(&f->a), LS_E_ITEM), 2);
}

/* --- the session ----------------------------------------------------------------------------- */

static struct ls_session *open_parts(const struct fixture *f, int64_t wait_ms)
{
    struct ls_session *s;
    struct ls_error err = {0};
    LS_AUTO(string) char *state = state_dir(f, "parts");
    const struct ls_session_options options = {.path = f->path, .state_dir = state, .user = "ines", .parts_ms = wait_ms};
    assert_ok(ls_session_open(&options, &s, &err), err);
    assert_ok(ls_session_wait_loaded(s, LIMIT_MS, &err), err);
    return s;
}

/* The owner is a person that nobody has looked at yet: the rule finds him where he is. */
static void test_reference_elsewhere(void **state)
{
    struct fixture *f = *state;
    struct ls_error err = {0};
    struct ls_session *s = open_parts(f, LIMIT_MS);
    struct ls_changeset *cs = ls_changeset_new("set");
    ls_change_ref(cs, ls_session_board(s), f->item, LS_F_item_owner, f->dana);
    assert_ok(ls_session_commit(s, cs, NULL, NULL, &err), err);
    wait_saved(s);
    assert_int_equal(item_at(s, f->item)->owner, f->dana);
    assert_int_equal(stored(f, "SELECT owner IS NOT NULL FROM item"), 1);
    assert_int_equal(ls_session_unread(s, NULL), LS_OK);
    close_and_end(s);
}

/* News between two parts: what is read after them is of their time. */
static void test_news_between(void **state)
{
    struct fixture *f = *state;
    struct ls_session *s = open_parts(f, LIMIT_MS);
    assert_true(item_at(s, f->item)->reach == LS_NONE);
    assert_int_equal(peer_set_int(&f->b, f->item, LS_F_item_reach, 40), LS_OK);
    assert_int_equal(ls_board_count(ls_session_board(s), LS_E_ITEM), 1);
    assert_true(item_at(s, f->item)->reach == LS_NONE);
    set_int(s, f->item, LS_F_item_priority, 1);
    wait_saved(s);
    assert_int_equal(item_at(s, f->item)->reach, 40);
    assert_int_equal(item_at(s, f->item)->priority, 1);
    close_and_end(s);
}

static void assert_exports(struct ls_session *s, const struct ls_board *board, unsigned flags)
{
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT, wanted = LS_BUF_INIT;
    struct ls_error err = {0};
    assert_ok(ls_session_export(s, LS_E_ITEM, flags, &text, &err), err);
    ls_export_entity(board, LS_E_ITEM, flags, &wanted);
    assert_string_equal(text.data, wanted.data);
}

/* Straight out of the file: by number, with the names of what they refer to, without what is deleted. */
static void test_export(void **state)
{
    enum { MANY = 40 };
    struct fixture *f = *state;
    struct ls_changeset *cs = peer_changeset(&f->b, "add");
    struct ls_error err = {0};
    ls_id first = 0;
    for (int i = 0; i < MANY; i++) {
        LS_AUTO(string) char *title = ls_asprintf("=Größe, \"%d\"", i);
        ls_id id = make_item(cs, title);
        first = first ? first : id;
        ls_change_int(cs, NULL, id, LS_F_item_due, 20000 + i);
        ls_change_text(cs, NULL, id, LS_F_item_notes, "first\nsecond");
        ls_change_ref(cs, NULL, id, LS_F_item_owner, i % 2 ? f->ines : f->dana);
        ls_change_ref(cs, NULL, id, LS_F_item_parent, f->item);
    }
    assert_ok(peer_commit(&f->b, cs, NULL, &err), err);
    assert_int_equal(peer_set_int(&f->b, first, LS_F_DELETED, 1), LS_OK);
    struct ls_session *s = open_parts(f, LIMIT_MS);
    assert_exports(s, peer_board(&f->b), 0);
    assert_exports(s, peer_board(&f->b), LS_EXPORT_JSON);
    assert_int_equal(peer_set_int(&f->b, f->item, LS_F_item_reach, 40), LS_OK); /* since it was opened */
    assert_exports(s, peer_board(&f->b), LS_EXPORT_BOM);
    close_and_end(s);
}

/* What is kept and not in the file yet is exported, too. */
static void test_export_pending(void **state)
{
    struct fixture *f = *state;
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    struct ls_error err = {0};
    struct ls_session *s = open_parts(f, LIMIT_MS);
    add_item(s, "On its way");
    assert_false(nothing_pending(s));
    assert_ok(ls_session_export(s, LS_E_ITEM, 0, &text, &err), err);
    assert_non_null(strstr(text.data, "On its way"));
    wait_saved(s);
    close_and_end(s);
}

/* What another program has written and is no text takes no record away, neither its own nor those behind it. */
static void test_no_text(void **state)
{
    struct fixture *f = *state;
    struct ls_error err = {0};
    struct ls_changeset *cs = peer_changeset(&f->b, "add");
    make_item(cs, "Behind it");
    assert_ok(peer_commit(&f->b, cs, NULL, &err), err);
    force_sql(f->path, "UPDATE item SET notes = CAST(x'41ff42' AS TEXT) WHERE num = 1");
    struct ls_session *parts = open_parts(f, LIMIT_MS), *whole = open_at(f, "whole", "ines");
    assert_int_equal(ls_board_count(ls_session_board(parts), LS_E_ITEM), 2);
    assert_int_equal(ls_board_count(ls_session_board(whole), LS_E_ITEM), 2);
    assert_string_equal(item_at(parts, f->item)->notes, "A\uFFFDB");
    assert_string_equal(item_at(whole, f->item)->notes, "A\uFFFDB");
    set_int(parts, f->item, LS_F_item_priority, 1); /* and the rest of it can be worked on */
    wait_saved(parts);
    assert_int_equal(stored(f, "SELECT priority FROM item WHERE num = 1"), 1);
    close_and_end(whole);
    close_and_end(parts);
}

/* What another program has written and is no text is named, and nothing is exported without it. */
static void test_export_no_text(void **state)
{
    struct fixture *f = *state;
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    struct ls_error err = {0};
    force_sql(f->path, "UPDATE item SET notes = CAST(x'41ff42' AS TEXT)");
    struct ls_session *s = open_parts(f, LIMIT_MS);
    assert_int_equal(ls_session_export(s, LS_E_ITEM, 0, &text, &err), LS_ECORRUPT);
    assert_non_null(strstr(err.message, "holds text that is not UTF-8"));
    assert_non_null(strstr(err.message, "LS-1 in "));
    assert_int_equal(text.len, 0);
    ls_error_done(&err);
    close_and_end(s);
}

/* Not half an export, where the drive falls silent. */
static void test_export_hangs(void **state)
{
    enum { SHORT_MS = 200 };
    struct fixture *f = *state;
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    struct ls_error err = {0};
    struct ls_session *s = open_parts(f, SHORT_MS);
    kill(s->share.pid, SIGSTOP);
    assert_int_equal(ls_session_export(s, LS_E_ITEM, 0, &text, &err), LS_EBUSY);
    assert_int_equal(text.len, 0);
    kill(s->share.pid, SIGCONT);
    ls_error_done(&err);
    close_and_end(s);
}

static void assert_below(struct ls_session *s, ls_id id, const ls_id *wanted, size_t count)
{
    const struct ls_item **below;
    assert_int_equal(ls_board_below(ls_session_board(s), id, &below), count);
    for (size_t i = 0; i < count; i++)
        assert_true(below[i]->rec.id == wanted[i]);
    free(below);
}

/* An item's children come alone, in their order: open ones by priority, then what is done; as of when it was opened. */
static void test_below(void **state)
{
    enum { BELOW = 4 };
    struct fixture *f = *state;
    struct ls_error err = {0};
    struct ls_changeset *cs = peer_changeset(&f->b, "add");
    ls_id ids[BELOW + 1];
    for (int i = 0; i <= BELOW; i++) {
        ids[i] = make_item(cs, "Part of it");
        ls_change_ref(cs, NULL, ids[i], LS_F_item_parent, f->item);
        ls_change_int(cs, NULL, ids[i], LS_F_item_priority, i == 1 ? 1 : 4);
    }
    ls_change_int(cs, NULL, ids[0], LS_F_item_status, LS_ITEM_STATUS_DONE);
    make_item(cs, "Beside it");
    assert_ok(peer_commit(&f->b, cs, NULL, &err), err);
    assert_int_equal(peer_set_int(&f->b, ids[BELOW], LS_F_DELETED, 1), LS_OK);
    struct ls_session *s = open_parts(f, LIMIT_MS);
    assert_int_equal(peer_set_int(&f->b, ids[3], LS_F_item_parent, LS_NONE), LS_OK); /* since then */
    const ls_id wanted[] = {ids[1], ids[2], ids[3], ids[0]};
    assert_below(s, f->item, wanted, LS_COUNT(wanted));
    assert_int_equal(ls_board_count(ls_session_board(s), LS_E_ITEM), 2 + BELOW); /* and all of them, once more than these are wanted */
    assert_below(s, f->item, wanted, LS_COUNT(wanted));
    close_and_end(s);
}

/* What every command asks for is there before it is asked for; news of it are taken in as of all that was read. */
static void test_ahead(void **state)
{
    enum { SHORT_MS = 200 };
    struct fixture *f = *state;
    struct ls_session *s = open_parts(f, SHORT_MS);
    kill(s->share.pid, SIGSTOP);
    assert_true(ls_board_by_handle(ls_session_board(s), LS_E_PERSON, "dana") == f->dana);
    assert_int_equal(ls_board_count(ls_session_board(s), LS_E_PERSON), 2);
    assert_int_equal(ls_board_count(ls_session_board(s), LS_E_RITUAL), ls_board_count(peer_board(&f->a), LS_E_RITUAL));
    assert_int_equal(ls_session_unread(s, NULL), LS_OK);
    kill(s->share.pid, SIGCONT);
    close_and_end(s);
}

/* No file: told at once, and nothing is left of having asked. */
static void test_missing(void **state)
{
    struct fixture *f = *state;
    struct ls_session *s = NULL;
    struct ls_error err = {0};
    LS_AUTO(string) char *path = ls_asprintf("%s/none.db", f->folder);
    LS_AUTO(string) char *at = state_dir(f, "nobody");
    const struct ls_session_options options = {.path = path, .state_dir = at, .parts_ms = LIMIT_MS, .look_ms = LIMIT_MS};
    assert_int_equal(ls_session_open(&options, &s, &err), LS_ENOTFOUND);
    assert_null(s);
    assert_false(ls_path_exists(at));
    assert_false(ls_path_exists(path));
    ls_error_done(&err);
}

/* What is taken back group by group is not shown on its way, and is known all the same: it is not taken back twice, and
 * can be done again before it is in the file. */
static void test_undo_of_groups(void **state)
{
    enum { GROUPS = 3 };
    static const char alive[] = "SELECT count(*) FROM item WHERE deleted = 0";
    struct fixture *f = *state;
    struct ls_error err = {0};
    struct ls_undone undone;
    struct ls_session *s = open_parts(f, LIMIT_MS);
    for (int i = 0; i < GROUPS; i++) {
        struct ls_changeset *cs = ls_changeset_new("import items.csv");
        cs->group = 4711;
        make_item(cs, "Imported");
        assert_ok(ls_session_commit(s, cs, NULL, NULL, &err), err);
    }
    wait_saved(s);
    assert_int_equal(stored(f, alive), 1 + GROUPS);
    assert_ok(ls_session_wait_undo(s, false, false, LIMIT_MS, &undone, &err), err);
    assert_int_equal(undone.count, GROUPS);
    assert_int_equal(undone.made[0]->records[0].edits[0].field, LS_F_DELETED);
    ls_undone_done(&undone);
    assert_int_equal(ls_session_wait_undo(s, false, false, LIMIT_MS, &undone, &err), LS_ENOTFOUND);
    ls_error_done(&err);
    wait_saved(s);
    assert_int_equal(stored(f, alive), 1);
    assert_int_equal(ls_board_count(ls_session_board(s), LS_E_ITEM), 1);
    assert_ok(ls_session_wait_undo(s, true, false, LIMIT_MS, &undone, &err), err);
    assert_int_equal(undone.count, GROUPS);
    ls_undone_done(&undone);
    wait_saved(s);
    assert_int_equal(stored(f, alive), 1 + GROUPS);
    close_and_end(s);
}

/* A share process that hangs: no record is said to be missing, and nothing is committed on that ground. */
static void test_hangs(void **state)
{
    enum { SHORT_MS = 200 };
    struct fixture *f = *state;
    struct ls_error err = {0};
    struct ls_session *s = open_parts(f, SHORT_MS);
    kill(s->share.pid, SIGSTOP);
    assert_null(item_at(s, f->item));
    assert_int_equal(ls_session_unread(s, &err), LS_EBUSY);
    struct ls_changeset *cs = ls_changeset_new("add item");
    make_item(cs, "From half a file");
    assert_int_equal(ls_session_commit(s, cs, NULL, NULL, &err), LS_EBUSY);
    assert_int_equal(pending(s), 0);
    kill(s->share.pid, SIGCONT);
    ls_error_done(&err);
    close_and_end(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SESSION_TEST(test_as_it_stood),
        SESSION_TEST(test_reference_elsewhere),
        SESSION_TEST(test_news_between),
        SESSION_TEST(test_export),
        SESSION_TEST(test_export_pending),
        SESSION_TEST(test_no_text),
        SESSION_TEST(test_export_no_text),
        SESSION_TEST(test_export_hangs),
        SESSION_TEST(test_below),
        SESSION_TEST(test_ahead),
        SESSION_TEST(test_missing),
        SESSION_TEST(test_undo_of_groups),
        SESSION_TEST(test_hangs),
    };
    return cmocka_run_group_tests_name("parts", tests, NULL, NULL);
}
