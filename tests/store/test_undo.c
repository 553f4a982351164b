/* Undo and redo through sessions on real files: across restarts and machines, of what is only kept, of imports in
 * several changesets, and where others have been at the same fields since. */
#include <sqlite3.h>

#include "journal/journal.h"
#include "lockstep/undo.h"
#include "session_fixture.h"

static bool one_pending(struct ls_session *s)
{
    return pending(s) == 1;
}

/* Somebody writes and does not end: reading goes on. Closed by the caller. */
static sqlite3 *hold_writes(const struct fixture *f)
{
    sqlite3 *db;
    assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    return db;
}

/* Undoes or redoes and waits for the answer; its code. */
static int take_back(struct ls_session *s, bool redo, char **ret_label, struct ls_error *err)
{
    struct ls_undone undone;
    int code = ls_session_wait_undo(s, redo, false, LIMIT_MS, &undone, err);
    if (code)
        return code;
    if (ret_label)
        *ret_label = ls_strdup(ls_undo_label(undone.cs));
    ls_undone_done(&undone);
    return LS_OK;
}

static void test_undo_and_redo(void **state)
{
    struct fixture *f = *state;
    struct ls_error err = {0};
    LS_AUTO(string) char *label = NULL;
    struct ls_session *s = open_at(f, "one", "ines");
    set_int(s, f->item, LS_F_item_priority, 1);
    set_int(s, f->item, LS_F_item_priority, 2);
    assert_ok(take_back(s, false, &label, &err), err);
    assert_string_equal(label, "set");
    assert_int_equal(item_at(s, f->item)->priority, 1);
    assert_ok(take_back(s, false, NULL, &err), err);
    assert_true(item_at(s, f->item)->priority == LS_NONE);
    assert_int_equal(take_back(s, false, NULL, &err), LS_ENOTFOUND);
    ls_error_done(&err);
    assert_ok(take_back(s, true, NULL, &err), err);
    wait_saved(s);
    assert_int_equal(item_at(s, f->item)->priority, 1);
    assert_ok(take_back(s, true, NULL, &err), err);
    assert_ok(take_back(s, false, NULL, &err), err);
    /* A creation and its undoing. */
    add_item(s, "Short-lived");
    wait_saved(s);
    assert_ok(take_back(s, false, NULL, &err), err);
    wait_saved(s);
    assert_int_equal(ls_board_count(ls_session_board(s), LS_E_ITEM), 1);
    assert_int_equal(stored(f, "SELECT priority FROM item WHERE num = 1"), 1);
    assert_int_equal(stored(f, "SELECT deleted FROM item WHERE num = 2"), 1);
    ls_session_close(s);
}

static void test_undo_after_others(void **state)
{
    struct fixture *f = *state;
    struct ls_error err = {0};
    struct ls_session *a = open_at(f, "one", "ines"), *b = open_at(f, "two", "dana");
    set_int(a, f->item, LS_F_item_priority, 1);
    wait_saved(a);
    hear_news(b);
    set_int(b, f->item, LS_F_item_priority, 4);
    wait_saved(b);
    hear_news(a);
    assert_ok(take_back(a, false, NULL, &err), err);
    assert_int_equal(item_at(a, f->item)->priority, 4);
    assert_int_equal(ls_session_wait_saved(a, LIMIT_MS, &err), LS_ECONFLICT);
    assert_string_equal(err.message, "LS-1: Priority is now \"4\", set by dana; yours was \"\"");
    ls_error_done(&err);
    assert_int_equal(item_at(a, f->item)->priority, 4);
    /* It was asked for and answered: the next undo does not ask the same again. */
    assert_int_equal(take_back(a, false, NULL, &err), LS_ENOTFOUND);
    ls_error_done(&err);
    ls_session_close(a);
    ls_session_close(b);
}

/* What I undo is what I did last anywhere, in this session or not, saved or not. */
static void test_undo_across_restarts(void **state)
{
    struct fixture *f = *state;
    struct ls_error err = {0};
    struct ls_session *s = open_at(f, "one", "ines");
    set_int(s, f->item, LS_F_item_priority, 1);
    set_int(s, f->item, LS_F_item_priority, 2);
    set_int(s, f->item, LS_F_item_priority, 3);
    wait_saved(s);
    ls_session_close(s);
    s = open_at(f, "two", "ines"); /* on another machine */
    assert_ok(take_back(s, false, NULL, &err), err);
    assert_int_equal(item_at(s, f->item)->priority, 2);
    wait_saved(s);
    ls_session_close(s);
    struct ls_session *dana = open_at(f, "three", "dana");
    assert_int_equal(take_back(dana, false, NULL, &err), LS_ENOTFOUND); /* hers is nothing of it */
    ls_error_done(&err);
    s = open_at(f, "one", "ines");
    assert_ok(take_back(s, false, NULL, &err), err);
    assert_int_equal(item_at(s, f->item)->priority, 1);
    assert_ok(take_back(s, true, NULL, &err), err);
    assert_ok(take_back(s, true, NULL, &err), err);
    assert_int_equal(item_at(s, f->item)->priority, 3);
    assert_int_equal(take_back(s, true, NULL, &err), LS_ENOTFOUND);
    ls_error_done(&err);
    wait_saved(s);
    ls_session_refresh(dana);
    struct ls_session_event event;
    assert_true(get_event(dana, LS_SESSION_EVENT_NEWS, &event));
    ls_session_close(dana);
    ls_session_close(s);
    assert_int_equal(stored(f, "SELECT priority FROM item WHERE num = 1"), 3);
    assert_int_equal(stored(f, "SELECT count(*) FROM log WHERE undoes_n IS NOT NULL"), 4);
}

/* More than one answer of the file goes back over. */
static void test_undo_far_back(void **state)
{
    struct fixture *f = *state;
    struct ls_error err = {0};
    enum { MANY = 40 };
    struct ls_session *s = open_at(f, "one", "ines");
    for (int i = 0; i < MANY; i++)
        set_int(s, f->item, LS_F_item_reach, i);
    wait_saved(s);
    ls_session_close(s);
    s = open_at(f, "one", "ines");
    for (int i = 0; i < MANY; i++)
        assert_ok(take_back(s, false, NULL, &err), err);
    assert_int_equal(take_back(s, false, NULL, &err), LS_ENOTFOUND);
    ls_error_done(&err);
    assert_true(item_at(s, f->item)->reach == LS_NONE);
    ls_session_close(s);
}

/* What a session before has kept and nobody saved yet is the newest. */
static void test_undo_what_is_only_kept(void **state)
{
    struct fixture *f = *state;
    struct ls_error err = {0};
    struct ls_session *s = open_at(f, "one", "ines");
    set_int(s, f->item, LS_F_item_priority, 1);
    wait_saved(s);
    sqlite3 *holder = hold_writes(f);
    set_int(s, f->item, LS_F_item_priority, 2);
    wait_for(s, all_kept);
    ls_session_close(s);
    s = open_at(f, "one", "ines");
    wait_for(s, one_pending); /* the process before may hold its journal a moment longer */
    assert_ok(take_back(s, false, NULL, &err), err);
    assert_int_equal(item_at(s, f->item)->priority, 1);
    wait_for(s, all_kept);
    ls_session_close(s);
    sqlite3_close(holder);
    s = open_at(f, "one", "ines");
    while (stored(f, "SELECT count(*) FROM log WHERE undoes_n IS NOT NULL") == 0)
        session_wait_once(s, 100);
    int64_t end = stored(f, "SELECT max(id) FROM log");
    ls_session_refresh(s); /* perhaps the process before saved it: then it comes as news */
    while ((int64_t)s->seq < end || pending(s))
        session_wait_once(s, 100);
    assert_int_equal(item_at(s, f->item)->priority, 1);
    assert_ok(take_back(s, true, NULL, &err), err);
    assert_int_equal(item_at(s, f->item)->priority, 2);
    ls_session_close(s);
}

static struct ls_journal *journal_at(const struct fixture *f)
{
    struct ls_journal *journal;
    struct ls_error err = {0};
    LS_AUTO(string) char *state = state_dir(f, "one");
    assert_ok(ls_journal_open(state, f->path, NULL, &journal, &err), err);
    return journal;
}

/* Keeps cs as a program does, made at that moment; it stays as long as the journal is open. */
static const struct ls_changeset *keep_in(struct ls_journal *journal, const struct ls_session *s, struct ls_changeset *cs,
                                          int64_t at)
{
    struct ls_error err = {0};
    cs->who = ls_session_me(s);
    cs->at = at;
    cs->n = ls_journal_next(journal);
    memcpy(cs->writer, ls_journal_writer(journal), LS_WRITER_SIZE);
    assert_ok(ls_journal_keep(journal, s->file_id, cs, &err), err);
    return cs;
}

/* Two journals that programs have left: an edit in the one, and what takes it back or goes on from it in the other, of
 * which the folder's order has the second first. */
static void leave_two(const struct fixture *f, bool undo, struct ls_journal **ret_first, struct ls_journal **ret_second)
{
    struct ls_session *s = open_at(f, "elsewhere", "ines");
    struct ls_changeset *edit = ls_changeset_new("set"), *next = ls_changeset_new("set");
    struct ls_value two = ls_value_int(2), three = ls_value_int(3);
    ls_change_int(edit, ls_session_board(s), f->item, LS_F_item_priority, 2);
    ls_record_edit_add(ls_changeset_add_record(next, LS_E_ITEM, f->item), LS_F_item_priority, two, three);
    *ret_first = journal_at(f);
    const struct ls_changeset *kept = keep_in(*ret_first, s, edit, ls_clock_now());
    *ret_second = journal_at(f);
    while (memcmp(ls_journal_writer(*ret_second), ls_journal_writer(*ret_first), LS_WRITER_SIZE) > 0)
        ls_journal_renew(*ret_second);
    if (undo) {
        ls_changeset_free(next);
        next = ls_changeset_inverse(kept, ls_clock_now());
    }
    keep_in(*ret_second, s, next, ls_clock_now() + 1);
    close_and_end(s);
}

/* What two programs have left goes in as it was made, whichever journal is read first. */
static void test_journals_in_their_order(void **state)
{
    struct fixture *f = *state;
    struct ls_session_status status;
    for (int undo = 0; undo < 2; undo++) {
        struct ls_journal *first, *second;
        leave_two(f, undo, &first, &second);
        ls_journal_close(second);
        ls_journal_close(first);
        struct ls_session *s = open_at(f, "one", "ines");
        assert_int_equal(item_at(s, f->item)->priority, 3); /* at once, before anything is saved */
        wait_saved(s);
        ls_session_status(s, &status);
        assert_int_equal(status.conflicts, 0);
        assert_int_equal(stored(f, "SELECT priority FROM item"), 3);
        close_and_end(s);
    }
    assert_int_equal(stored(f, "SELECT count(*) FROM log WHERE undoes_n IS NOT NULL"), 1);
}

static bool undo_waits(struct ls_session *s)
{
    struct ls_session_status status;
    ls_session_status(s, &status);
    return status.waiting == 1;
}

/* ... and waits for it where another program of this machine still holds it. */
static void test_undo_waits_for_its_edit(void **state)
{
    struct fixture *f = *state;
    struct ls_journal *edit, *undo;
    leave_two(f, true, &edit, &undo);
    ls_journal_close(undo);
    struct ls_session *s = open_at(f, "one", "ines");
    wait_for(s, undo_waits);
    assert_int_equal(stored(f, "SELECT count(*) FROM log WHERE undoes_n IS NOT NULL"), 0);
    ls_journal_close(edit);
    while (stored(f, "SELECT count(*) FROM log WHERE undoes_n IS NOT NULL") == 0)
        session_wait_once(s, 100);
    wait_saved(s);
    assert_true(item_at(s, f->item)->priority == LS_NONE);
    assert_int_equal(stored(f, "SELECT count(*) FROM item WHERE priority IS NOT NULL"), 0);
    close_and_end(s);
}

/* An import of several changesets goes whole, and not at all where a part of it cannot go. */
static void test_undo_of_a_group(void **state)
{
    struct fixture *f = *state;
    struct ls_error err = {0};
    struct ls_undone undone;
    struct ls_session *s = open_at(f, "one", "ines");
    for (int i = 0; i < 3; i++) {
        struct ls_changeset *cs = ls_changeset_new("import items.csv");
        cs->group = 4711;
        make_item(cs, "Imported");
        assert_ok(ls_session_commit(s, cs, NULL, NULL, &err), err);
    }
    ls_id last = ls_session_last(s)->records[0].id;
    wait_saved(s);
    ls_session_close(s);
    s = open_at(f, "one", "ines");
    assert_ok(ls_session_wait_undo(s, false, true, LIMIT_MS, &undone, &err), err); /* says, and does nothing */
    assert_int_equal(undone.count, 3);
    assert_string_equal(undone.cs->label, "import items.csv");
    ls_undone_done(&undone);
    assert_int_equal(ls_board_count(ls_session_board(s), LS_E_ITEM), 4);
    struct ls_session *dana = open_at(f, "two", "dana");
    set_int(dana, f->item, LS_F_item_parent, last);
    wait_saved(dana);
    hear_news(s);
    assert_int_equal(take_back(s, false, NULL, &err), LS_ECONFLICT);
    assert_non_null(strstr(err.message, "LS-1 still has it as its"));
    ls_error_done(&err);
    assert_int_equal(ls_board_count(ls_session_board(s), LS_E_ITEM), 4);
    assert_int_equal(pending(s), 0);
    set_int(dana, f->item, LS_F_item_parent, LS_NONE);
    wait_saved(dana);
    ls_session_close(dana);
    hear_news(s);
    assert_ok(take_back(s, false, NULL, &err), err);
    assert_int_equal(ls_board_count(ls_session_board(s), LS_E_ITEM), 1);
    wait_saved(s);
    ls_session_close(s);
    s = open_at(f, "one", "ines");
    assert_ok(take_back(s, true, NULL, &err), err);
    assert_int_equal(ls_board_count(ls_session_board(s), LS_E_ITEM), 4);
    ls_session_close(s);
}

/* A record that I made and somebody has worked on since is not deleted over their heads. */
static void test_undo_of_a_creation(void **state)
{
    struct fixture *f = *state;
    struct ls_error err = {0};
    struct ls_session_event event;
    struct ls_session *a = open_at(f, "one", "ines"), *b = open_at(f, "two", "dana");
    add_item(a, "Mine");
    ls_id id = ls_session_last(a)->records[0].id;
    wait_saved(a);
    event = hear_news(b);
    set_int(b, id, LS_F_item_priority, 2);
    wait_saved(b);
    assert_ok(take_back(a, false, NULL, &err), err); /* does not know of it yet */
    assert_int_equal(ls_session_wait_saved(a, LIMIT_MS, &err), LS_ECONFLICT);
    ls_error_done(&err);
    assert_true(get_event(a, LS_SESSION_EVENT_CONFLICT, &event));
    assert_int_equal(ls_changeset_edit(event.cs, id, LS_F_DELETED)->after.i, 1);
    assert_int_equal(ls_changeset_edit(event.theirs, id, LS_F_item_priority)->after.i, 2);
    assert_int_equal(item_at(a, id)->priority, 2);
    ls_session_close(a);
    ls_session_close(b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SESSION_TEST(test_undo_and_redo),
        SESSION_TEST(test_undo_after_others),
        SESSION_TEST(test_undo_across_restarts),
        SESSION_TEST(test_undo_far_back),
        SESSION_TEST(test_undo_what_is_only_kept),
        SESSION_TEST(test_journals_in_their_order),
        SESSION_TEST(test_undo_waits_for_its_edit),
        SESSION_TEST(test_undo_of_a_group),
        SESSION_TEST(test_undo_of_a_creation),
    };
    return cmocka_run_group_tests_name("undo", tests, NULL, NULL);
}
