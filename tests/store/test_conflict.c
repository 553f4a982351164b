/* Conflicts through sessions on real files: both values are kept until one is chosen, whatever happens in between. */
#include <poll.h>
#include <signal.h>

#include "base/mem.h"
#include "lockstep/command.h"
#include "lockstep/triage.h"
#include "session_fixture.h"

static unsigned conflicts(struct ls_session *s)
{
    struct ls_session_status status;
    ls_session_status(s, &status);
    return status.conflicts;
}

static bool any_conflict(struct ls_session *s)
{
    return conflicts(s) > 0;
}

static void saved(struct ls_session *s)
{
    wait_saved(s);
}

static void saved_with_conflict(struct ls_session *s)
{
    struct ls_error err = {0};
    assert_int_equal(ls_session_wait_saved(s, LIMIT_MS, &err), LS_ECONFLICT);
    ls_error_done(&err);
}

/* Who starts next finds what was kept. */
static void leave(struct ls_session *s)
{
    ls_session_leave(s, false, LIMIT_MS);
    ls_session_close(s);
}

/* dana sets the priority to 1 while ines, who does not know of it, sets it to 3 and the due date. */
static struct ls_session *meet(const struct fixture *f, struct ls_session **ret_dana)
{
    struct ls_error err = {0};
    struct ls_session *ines = open_at(f, "one", "ines");
    *ret_dana = open_at(f, "two", "dana");
    set_int(*ret_dana, f->item, LS_F_item_priority, 1);
    saved(*ret_dana);
    struct ls_changeset *cs = ls_changeset_new("item set");
    ls_change_int(cs, ls_session_board(ines), f->item, LS_F_item_due, 20530);
    ls_change_int(cs, ls_session_board(ines), f->item, LS_F_item_priority, 3);
    assert_ok(ls_session_commit(ines, cs, NULL, NULL, &err), err);
    saved_with_conflict(ines);
    return ines;
}

static void assert_conflict(struct ls_session *s, const struct fixture *f)
{
    struct ls_conflict c;
    assert_int_equal(conflicts(s), 1);
    assert_true(ls_session_conflict(s, 0, &c));
    assert_true(c.merged); /* what went through is told beside it */
    assert_int_equal(c.field, LS_F_item_due);
    assert_true(ls_session_conflict(s, 1, &c));
    assert_false(c.merged);
    assert_int_equal(c.record, f->item);
    assert_int_equal(c.field, LS_F_item_priority);
    assert_int_equal(c.before->kind, LS_V_NULL);
    assert_int_equal(c.mine->i, 3);
    assert_int_equal(c.theirs->i, 1);
    assert_int_equal(c.who, f->dana);
    assert_string_equal(c.label, "item set");
    assert_false(ls_session_conflict(s, 2, &c));
}

static void test_kept_over_restarts(void **state)
{
    struct fixture *f = *state;
    struct ls_error err = {0};
    struct ls_session *dana, *s = meet(f, &dana);
    size_t count;
    assert_conflict(s, f);
    leave(s);
    for (int i = 0; i < 2; i++) {
        s = open_at(f, "one", "ines");
        assert_conflict(s, f);
        leave(s);
    }
    s = open_at(f, "one", "ines");
    assert_int_equal(item_at(s, f->item)->priority, 1);
    assert_ok(ls_session_conflict_take(s, f->item, LS_F_item_priority, true, &count, &err), err);
    assert_int_equal(count, 1);
    assert_int_equal(item_at(s, f->item)->priority, 3);
    assert_int_equal(conflicts(s), 0);
    saved(s);
    assert_int_equal(ls_session_conflict_take(s, 0, -1, true, &count, &err), LS_ENOTFOUND);
    ls_error_done(&err);
    leave(s);
    s = open_at(f, "one", "ines");
    assert_int_equal(conflicts(s), 0);
    assert_int_equal(item_at(s, f->item)->priority, 3);
    leave(s);
    ls_session_close(dana);
}

static void test_theirs(void **state)
{
    struct fixture *f = *state;
    struct ls_error err = {0};
    struct ls_session *dana, *s = meet(f, &dana);
    assert_ok(ls_session_conflict_take(s, 0, -1, false, NULL, &err), err);
    assert_int_equal(conflicts(s), 0);
    assert_int_equal(pending(s), 0);
    wait_for(s, all_kept);
    add_item(s, "the journal works in order: once this is kept, the choice is");
    saved(s);
    leave(s);
    s = open_at(f, "one", "ines");
    assert_int_equal(conflicts(s), 0);
    assert_int_equal(item_at(s, f->item)->priority, 1);
    leave(s);
    ls_session_close(dana);
}

/* What is shown as theirs is what stands; when that becomes mine, or I set the field anew, nothing is left to choose. */
static void test_overtaken(void **state)
{
    struct fixture *f = *state;
    struct ls_conflict c;
    struct ls_session *dana, *s = meet(f, &dana);
    for (int priority = 4; priority >= 3; priority--) {
        set_int(dana, f->item, LS_F_item_priority, priority);
        saved(dana);
        ls_session_refresh(s);
        while (item_at(s, f->item)->priority != priority)
            session_wait_once(s, 100);
        if (priority == 3)
            break;
        assert_true(ls_session_conflict(s, 1, &c));
        assert_int_equal(c.theirs->i, priority);
    }
    assert_int_equal(conflicts(s), 0);
    leave(s);
    ls_session_close(dana);
}

static void test_set_anew(void **state)
{
    struct fixture *f = *state;
    struct ls_session *dana, *s = meet(f, &dana);
    set_int(s, f->item, LS_F_item_priority, 2);
    assert_int_equal(conflicts(s), 0);
    saved(s);
    leave(s);
    ls_session_close(dana);
}

/* The file has what went through, and nobody lived to hear of the rest: the next start asks, and is told. */
static void test_killed_before_told(void **state)
{
    struct fixture *f = *state;
    struct ls_error err = {0};
    struct ls_session *s = open_at(f, "one", "ines"), *dana = open_at(f, "two", "dana");
    struct ls_changeset *cs = ls_changeset_new("item set");
    ls_change_int(cs, ls_session_board(s), f->item, LS_F_item_due, 20530);
    ls_change_int(cs, ls_session_board(s), f->item, LS_F_item_priority, 3);
    set_int(dana, f->item, LS_F_item_priority, 1);
    saved(dana);
    assert_ok(ls_session_commit(s, cs, NULL, NULL, &err), err);
    wait_for(s, all_kept);
    while (s->pending_len && s->pending[0].state != PENDING_SENT)
        ls_session_turn(s);
    while (stored(f, "SELECT count(*) FROM item WHERE due IS NOT NULL") == 0)
        poll(NULL, 0, 1);
    kill(s->share.pid, SIGKILL);
    kill(s->journal.pid, SIGKILL);
    ls_session_close(s);
    s = open_at(f, "one", "ines");
    wait_for(s, any_conflict);
    assert_conflict(s, f);
    assert_int_equal(stored(f, "SELECT count(*) FROM log WHERE label = 'item set'"), 1);
    leave(s);
    ls_session_close(dana);
}

/* A form was open while the news came: what was there when it was opened is before. */
static void test_while_a_form_was_open(void **state)
{
    struct fixture *f = *state;
    struct ls_error err = {0};
    struct ls_conflict c;
    struct ls_session *s = open_at(f, "one", "ines"), *dana = open_at(f, "two", "dana");
    struct ls_changeset *form = ls_changeset_new("item set");
    ls_change_int(form, ls_session_board(s), f->item, LS_F_item_priority, 3);
    set_int(dana, f->item, LS_F_item_priority, 1);
    saved(dana);
    hear_news(s);
    assert_ok(ls_session_commit(s, form, NULL, NULL, &err), err);
    assert_int_equal(item_at(s, f->item)->priority, 1);
    saved_with_conflict(s);
    assert_true(ls_session_conflict(s, 0, &c));
    assert_int_equal(c.mine->i, 3);
    leave(s);
    ls_session_close(dana);
}

/* They deleted what I changed: mine brings it back. */
static void test_deleted_by_them(void **state)
{
    struct fixture *f = *state;
    struct ls_error err = {0};
    struct ls_conflict c;
    struct ls_session *s = open_at(f, "one", "ines"), *dana = open_at(f, "two", "dana");
    struct ls_changeset *cs = ls_changeset_new("item delete");
    ls_change_delete(cs, ls_session_board(dana), f->item);
    assert_ok(ls_session_commit(dana, cs, NULL, NULL, &err), err);
    saved(dana);
    set_int(s, f->item, LS_F_item_priority, 3);
    saved_with_conflict(s);
    assert_null(item_at(s, f->item));
    assert_true(ls_session_conflict(s, 0, &c));
    assert_null(c.theirs);
    assert_int_equal(c.who, f->dana);
    assert_ok(ls_session_conflict_take(s, f->item, -1, true, NULL, &err), err);
    saved(s);
    assert_int_equal(conflicts(s), 0);
    assert_int_equal(item_at(s, f->item)->priority, 3);
    leave(s);
    ls_session_close(dana);
}

/* Nobody deletes what he has not seen: a plain deletion of a record that somebody has changed meanwhile is a choice. */
static void test_deleted_unseen(void **state)
{
    struct fixture *f = *state;
    struct ls_error err = {0};
    struct ls_conflict c;
    struct ls_session *s = open_at(f, "one", "ines"), *dana = open_at(f, "two", "dana");
    set_int(dana, f->item, LS_F_item_priority, 1);
    saved(dana);
    struct ls_changeset *cs = ls_changeset_new("item delete");
    ls_change_delete(cs, ls_session_board(s), f->item);
    assert_ok(ls_session_commit(s, cs, NULL, NULL, &err), err);
    saved_with_conflict(s);
    assert_int_equal(item_at(s, f->item)->priority, 1);
    assert_int_equal(conflicts(s), 1);
    assert_true(ls_session_conflict(s, 0, &c));
    assert_int_equal(c.field, LS_F_DELETED);
    assert_non_null(c.kept);
    assert_int_equal(c.kept->len, 1);
    assert_int_equal(c.kept->edits[0].field, LS_F_item_priority);
    assert_ok(ls_session_conflict_take(s, 0, -1, true, NULL, &err), err);
    saved(s);
    assert_null(item_at(s, f->item));
    leave(s);
    ls_session_close(dana);
}

/* One field meets another's edit, and a rule forbids the rest: both are told, nothing is dropped in silence. */
static void test_refused_beside(void **state)
{
    struct fixture *f = *state;
    struct ls_error err = {0};
    struct ls_session_event event;
    struct ls_session *s = open_at(f, "one", "ines"), *dana = open_at(f, "two", "dana");
    add_item(s, "Page");
    saved(s);
    ls_id page = ls_board_by_num(ls_session_board(s), LS_E_ITEM, 2);
    event = hear_news(dana);
    struct ls_changeset *theirs = ls_changeset_new("item set"), *mine = ls_changeset_new("item set");
    ls_change_ref(theirs, ls_session_board(dana), page, LS_F_item_parent, f->item);
    ls_change_int(theirs, ls_session_board(dana), f->item, LS_F_item_priority, 1);
    assert_ok(ls_session_commit(dana, theirs, NULL, NULL, &err), err);
    saved(dana);
    ls_change_ref(mine, ls_session_board(s), f->item, LS_F_item_parent, page);
    ls_change_int(mine, ls_session_board(s), f->item, LS_F_item_priority, 3);
    assert_ok(ls_session_commit(s, mine, NULL, NULL, &err), err);
    assert_true(get_event(s, LS_SESSION_EVENT_REFUSED, &event));
    assert_non_null(strstr(event.error->message, "parent"));
    assert_true(get_event(s, LS_SESSION_EVENT_CONFLICT, &event));
    assert_int_equal(conflicts(s), 1);
    assert_int_equal(pending(s), 0);
    assert_int_equal(item_at(s, f->item)->parent, 0);
    leave(s);
    ls_session_close(dana);
}

/* An import goes as one: it waits until all its fields are chosen, and then goes in with the rest. */
static void test_import(void **state)
{
    struct fixture *f = *state;
    struct ls_error err = {0};
    for (int mine = 0; mine < 2; mine++) {
        struct ls_session *s = open_at(f, "one", "ines"), *dana = open_at(f, "two", "dana");
        struct ls_changeset *cs = ls_changeset_new("import items.csv");
        cs->flags = LS_CS_IMPORT | LS_CS_WHOLE;
        make_item(cs, mine ? "Second" : "First");
        ls_change_int(cs, ls_session_board(s), f->item, LS_F_item_priority, 3);
        set_int(dana, f->item, LS_F_item_priority, mine ? 4 : 1);
        saved(dana);
        assert_ok(ls_session_commit(s, cs, NULL, NULL, &err), err);
        saved_with_conflict(s);
        assert_int_equal(ls_board_count(ls_session_board(s), LS_E_ITEM), 1 + (size_t)mine);
        assert_int_equal(conflicts(s), 1);
        leave(s);
        s = open_at(f, "one", "ines");
        assert_ok(ls_session_conflict_take(s, 0, -1, mine, NULL, &err), err);
        saved(s);
        assert_int_equal(conflicts(s), 0);
        assert_int_equal(ls_board_count(ls_session_board(s), LS_E_ITEM), 2 + (size_t)mine);
        assert_int_equal(item_at(s, f->item)->priority, mine ? 3 : 1);
        leave(s);
        ls_session_close(dana);
    }
}

static bool twice_changed(struct ls_session *s)
{
    LS_EACH(item, i, ls_session_board(s)) {
        if (!strcmp(i->source, "Second call"))
            return true;
    }
    return false;
}

/* One that goes in whole or not at all is not shown in parts while it waits: others have taken a number away and put it
 * back since, and what is added to it then is added to the file's number. */
static void test_whole_is_not_shown_in_parts(void **state)
{
    struct fixture *f = *state;
    struct ls_error err = {0};
    struct ls_session *s = open_at(f, "one", "ines"), *dana = open_at(f, "two", "dana");
    kill(s->journal.pid, SIGSTOP);
    struct ls_changeset *cs = ls_changeset_new("a transfer");
    cs->flags = LS_CS_WHOLE;
    int64_t reach = item_at(s, f->item)->reach;
    ls_change_int(cs, ls_session_board(s), f->item, LS_F_item_reach, 75);
    ls_change_text(cs, ls_session_board(s), f->item, LS_F_item_source, "Transfer");
    assert_ok(ls_session_commit(s, cs, NULL, NULL, &err), err);
    assert_int_equal(item_at(s, f->item)->reach, 75);
    for (int i = 0; i < 2; i++) {
        cs = ls_changeset_new("a call");
        ls_change_int(cs, ls_session_board(dana), f->item, LS_F_item_reach, i ? reach : 125);
        ls_change_text(cs, ls_session_board(dana), f->item, LS_F_item_source, i ? "Second call" : "First call");
        assert_ok(ls_session_commit(dana, cs, NULL, NULL, &err), err);
    }
    saved(dana);
    wait_for(s, twice_changed);
    assert_int_equal(item_at(s, f->item)->reach, reach);
    kill(s->journal.pid, SIGCONT);
    leave(s);
    ls_session_close(dana);
}

/* --- two who triage the same item ---------------------------------------------------------------- */

static void triage(struct ls_session *s, enum ls_command_id id, ls_id item, const char *text)
{
    struct ls_error err = {0};
    struct ls_call call = {.board = ls_session_board(s), .me = ls_session_me(s), .now = ls_clock_now(), .targets = &item,
                           .target_count = 1, .text = text};
    struct ls_changeset *cs = ls_changeset_new(ls_command_info(id)->spelling);
    assert_ok(ls_command_info(id)->run(&call, cs, &err), err);
    assert_ok(ls_session_commit(s, cs, NULL, NULL, &err), err);
}

static size_t notes_and_questions(struct ls_session *s)
{
    size_t count = ls_board_count(ls_session_board(s), LS_E_NOTE);
    LS_EACH(item, it, ls_session_board(s))
        count += it->type == LS_ITEM_TYPE_QUESTION;
    return count;
}

static bool waits_for_decision(struct ls_session *s)
{
    LS_EACH(item, it, ls_session_board(s)) {
        if (it->rec.num == 1)
            return ls_triage_state(ls_session_board(s), it->rec.id, ls_stamp_date(ls_clock_now())) == LS_TRIAGE_WAITS;
    }
    return false;
}

static void test_triaged_by_both(void **state)
{
    static const struct {
        enum ls_command_id id;
        const char *text, *deed;
    } DECISIONS[] = {{LS_CMD_ITEM_DELETE, "", "deleted"}, /* before anything hangs on it */
                     {LS_CMD_TRIAGE_ACCEPT, "Drivers are blinded", "accepted"},
                     {LS_CMD_TRIAGE_DECLINE, "not this year", "declined"},
                     {LS_CMD_TRIAGE_SNOOZE, "+2w", "snoozed"},
                     {LS_CMD_TRIAGE_ASK, "For whom @dana +1w", "sent back"}};
    struct fixture *f = *state;
    struct ls_session *dana = open_at(f, "two", "dana"), *ines = open_at(f, "one", "ines");
    for (size_t theirs = 0; theirs < LS_COUNT(DECISIONS); theirs++) {
        for (size_t mine = 1; mine < LS_COUNT(DECISIONS); mine++) {
            if (mine == theirs)
                continue; /* both want the same: no conflict, and the words of both stay */
            set_int(dana, f->item, LS_F_DELETED, 0);
            set_int(dana, f->item, LS_F_item_status, LS_ITEM_STATUS_TRIAGE);
            set_int(dana, f->item, LS_F_item_snooze_until, LS_NONE);
            saved(dana);
            ls_session_refresh(ines);
            wait_for(ines, waits_for_decision);
            struct ls_error err = {0};
            struct ls_session_event event;
            triage(dana, DECISIONS[theirs].id, f->item, DECISIONS[theirs].text);
            saved(dana);
            size_t there = notes_and_questions(dana);
            triage(ines, DECISIONS[mine].id, f->item, DECISIONS[mine].text);
            assert_int_equal(ls_session_wait_saved(ines, LIMIT_MS, &err), LS_ECONFLICT);
            LS_AUTO(string) char *says = ls_asprintf("dana %s LS-1 first: yours was not made", DECISIONS[theirs].deed);
            assert_string_equal(err.message, says);
            assert_int_equal(conflicts(ines), 0);
            assert_int_equal(notes_and_questions(ines), there);
            assert_string_equal(ls_triage_deed(ls_session_board(ines), f->item, ls_stamp_date(ls_clock_now())),
                                DECISIONS[theirs].deed);
            assert_true(get_event(ines, LS_SESSION_EVENT_CONFLICT, &event));
            assert_int_equal(ls_triage_decided(event.cs), f->item); /* all of it, with the words that were typed */
            ls_error_done(&err);
        }
    }
    leave(ines);
    leave(dana);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SESSION_TEST(test_kept_over_restarts),
        SESSION_TEST(test_theirs),
        SESSION_TEST(test_overtaken),
        SESSION_TEST(test_set_anew),
        SESSION_TEST(test_killed_before_told),
        SESSION_TEST(test_while_a_form_was_open),
        SESSION_TEST(test_deleted_by_them),
        SESSION_TEST(test_deleted_unseen),
        SESSION_TEST(test_refused_beside),
        SESSION_TEST(test_import),
        SESSION_TEST(test_whole_is_not_shown_in_parts),
        SESSION_TEST(test_triaged_by_both),
    };
    return cmocka_run_group_tests_name("conflict", tests, NULL, NULL);
}
