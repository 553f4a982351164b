/* The session with its three processes on real files: an edit's life, other people, and every kind of interruption. */
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include "session_fixture.h"

static bool two_items(struct ls_session *s)
{
    return ls_board_count(ls_session_board(s), LS_E_ITEM) == 2;
}

static bool three_items(struct ls_session *s)
{
    return ls_board_count(ls_session_board(s), LS_E_ITEM) == 3;
}

/* --- one person ------------------------------------------------------------------------------ */

static void test_life_of_an_edit(void **state)
{
    struct fixture *f = *state;
    struct ls_error err = {0};
    struct ls_session_status status;
    struct ls_session *s = open_at(f, "one", "ines");
    assert_int_equal(ls_session_me(s), f->ines);
    ls_session_status(s, &status);
    assert_string_equal(status.team, "Tarnfield");
    assert_int_equal(status.phase, LS_SESSION_LOADED);
    struct ls_changeset *cs = ls_changeset_new("set due");
    ls_change_int(cs, ls_session_board(s), f->item, LS_F_item_due, 20530);
    uint64_t n;
    assert_ok(ls_session_commit(s, cs, &n, NULL, &err), err);
    assert_int_equal(n, 1);
    assert_int_equal(item_at(s, f->item)->due, 20530); /* at once */
    assert_int_equal(pending(s), 1);
    wait_saved(s);
    struct ls_session_event event;
    assert_true(get_event(s, LS_SESSION_EVENT_KEPT, &event));
    assert_true(get_event(s, LS_SESSION_EVENT_SAVED, &event));
    assert_int_equal(event.n, 1);
    assert_int_equal(item_at(s, f->item)->due, 20530);
    ls_session_status(s, &status);
    assert_int_equal(status.pending, 0);
    assert_true(status.saved_at != LS_NONE);
    close_and_end(s);
    assert_int_equal(stored(f, "SELECT count(*) FROM item WHERE due = '2026-03-18'"), 1);
    assert_int_equal(stored(f, "SELECT who FROM log ORDER BY id DESC LIMIT 1"), f->ines);
    s = open_at(f, "one", "ines");
    assert_int_equal(item_at(s, f->item)->due, 20530);
    /* The same journal goes on: one writer a machine. */
    set_int(s, f->item, LS_F_item_priority, 1);
    wait_saved(s);
    ls_session_close(s);
    assert_int_equal(stored(f, "SELECT count(*) FROM writer"), 2); /* the fixture's and ours */
    assert_int_equal(stored(f, "SELECT max(n) FROM log WHERE label = 'set'"), 2);
}

static void test_numbers_come_back(void **state)
{
    struct fixture *f = *state;
    struct ls_session *s = open_at(f, "one", "ines");
    add_item(s, "New");
    ls_id id = ls_session_last(s)->records[0].id;
    assert_true(item_at(s, id)->rec.num == LS_NONE);
    wait_saved(s);
    assert_int_equal(item_at(s, id)->rec.num, 2);
    assert_int_equal(ls_board_by_num(ls_session_board(s), LS_E_ITEM, 2), id);
    assert_int_equal(ls_changeset_edit(ls_session_last(s), id, LS_F_NUM)->after.i, 2);
    ls_session_close(s);
}

static void test_rules_at_once(void **state)
{
    struct fixture *f = *state;
    struct ls_error err = {0};
    struct ls_session *s = open_at(f, "one", "ines");
    struct ls_changeset *cs = ls_changeset_new("set");
    ls_change_ref(cs, ls_session_board(s), f->item, LS_F_item_owner, f->ines);
    ls_change_ref(cs, ls_session_board(s), f->item, LS_F_item_backup, f->ines);
    assert_int_equal(ls_session_commit(s, cs, NULL, NULL, &err), LS_EREFUSED);
    ls_error_done(&err);
    assert_int_equal(item_at(s, f->item)->owner, 0);
    assert_int_equal(pending(s), 0);
    ls_session_close(s);
}

static void test_log(void **state)
{
    struct fixture *f = *state;
    struct ls_error err = {0};
    struct ls_changeset **log;
    size_t count;
    struct ls_session *s = open_at(f, "one", "ines");
    set_int(s, f->item, LS_F_item_priority, 1);
    wait_saved(s);
    assert_ok(ls_session_wait_log(s, f->item, 10, LIMIT_MS, &log, &count, &err), err);
    assert_int_equal(count, 2);
    assert_int_equal(ls_changeset_edit(log[0], f->item, LS_F_item_priority)->after.i, 1);
    for (size_t i = 0; i < count; i++)
        ls_changeset_free(log[i]);
    free(log);
    ls_session_close(s);
}

static void test_user_and_drafts_are_remembered(void **state)
{
    struct fixture *f = *state;
    struct ls_error err = {0};
    struct ls_session *s = open_at(f, "one", NULL);
    assert_int_equal(ls_session_me(s), 0);
    assert_ok(ls_session_set_user(s, "@dana", &err), err);
    assert_int_equal(ls_session_me(s), f->dana);
    ls_session_set_draft(s, "note", "half a sen");
    /* The journal works in order: once this is kept, those are. */
    set_int(s, f->item, LS_F_item_priority, 4);
    wait_for(s, all_kept);
    close_and_end(s);
    s = open_at(f, "one", NULL);
    assert_string_equal(ls_session_user(s), "dana");
    assert_int_equal(ls_session_me(s), f->dana);
    assert_string_equal(ls_session_draft(s, "note"), "half a sen");
    assert_string_equal(ls_session_draft(s, "other"), "");
    close_and_end(s);
    /* A login name that is nobody's handle gives way to what was answered; what was asked for does not. */
    LS_AUTO(string) char *state_one = state_dir(f, "one");
    struct ls_session_options options = {.path = f->path, .state_dir = state_one, .user = "dokafor", .user_guessed = true};
    for (int guessed = 1; guessed >= 0; guessed--) {
        options.user_guessed = guessed;
        assert_ok(ls_session_open(&options, &s, &err), err);
        assert_ok(ls_session_wait_loaded(s, LIMIT_MS, &err), err);
        assert_int_equal(ls_session_me(s), guessed ? f->dana : 0);
        close_and_end(s);
    }
}

static void test_create(void **state)
{
    struct fixture *f = *state;
    struct ls_error err = {0};
    struct ls_session *s;
    struct ls_session_status status;
    LS_AUTO(string) char *path = ls_asprintf("%s/./sub/../fresh.db", f->folder);
    LS_AUTO(string) char *machine = state_dir(f, "one");
    const struct ls_session_options options = {.path = path, .state_dir = machine, .create = "Fresh"};
    assert_ok(ls_session_open(&options, &s, &err), err);
    assert_ok(ls_session_wait_loaded(s, LIMIT_MS, &err), err);
    ls_session_status(s, &status);
    assert_string_equal(status.team, "Fresh");
    struct ls_changeset *cs = ls_changeset_new("start");
    make_person(cs, "ines");
    assert_ok(ls_session_commit(s, cs, NULL, NULL, &err), err);
    wait_saved(s);
    ls_session_close(s);
    assert_ok(ls_session_open(&options, &s, &err), err);
    assert_int_equal(ls_session_wait_loaded(s, LIMIT_MS, &err), LS_EREFUSED);
    assert_non_null(strstr(err.message, "there already"));
    ls_error_done(&err);
    ls_session_status(s, &status);
    assert_int_equal(status.phase, LS_SESSION_FAILED);
    ls_session_close(s);
}

/* What was typed just before leaving is kept, and who starts next finds it. */
static void test_leaving_waits_for_the_journal(void **state)
{
    struct fixture *f = *state;
    for (int i = 0; i < 5; i++) {
        struct ls_session_status status;
        struct ls_session *s = open_at(f, "one", "ines");
        add_item(s, "typed at the last moment");
        LS_AUTO(string) char *draft = ls_asprintf("draft %d", i);
        ls_session_set_draft(s, "note", draft);
        ls_session_leave(s, false, LIMIT_MS);
        ls_session_status(s, &status);
        assert_int_equal(status.unkept, 0);
        assert_int_equal(s->journal.channel.fd, -1);
        close_and_end(s);
        s = open_at(f, "one", "ines");
        assert_string_equal(ls_session_draft(s, "note"), draft);
        /* The process before closes its socket a moment before it lets go of its journal. */
        for (int64_t end = ls_clock_monotonic() + LIMIT_MS; ls_clock_monotonic() < end;) {
            if (ls_board_count(ls_session_board(s), LS_E_ITEM) == (size_t)i + 2 && !pending(s))
                break;
            session_wait_once(s, 100);
        }
        ls_session_leave(s, true, LIMIT_MS);
        assert_int_equal(s->share.channel.fd, -1);
        ls_session_close(s);
    }
    assert_int_equal(stored(f, "SELECT count(*) FROM item WHERE title = 'typed at the last moment'"), 5);
}

/* --- two people ------------------------------------------------------------------------------ */

static void test_news(void **state)
{
    struct fixture *f = *state;
    struct ls_session_event event;
    struct ls_session *a = open_at(f, "one", "ines"), *b = open_at(f, "two", "dana");
    set_int(a, f->item, LS_F_item_priority, 1);
    wait_saved(a);
    event = hear_news(b);
    assert_int_equal(event.cs->who, f->ines);
    assert_int_equal(item_at(b, f->item)->priority, 1);
    assert_int_equal(ls_board_event_count(ls_session_board(b)), 1);
    ls_session_close(a);
    ls_session_close(b);
}

static void test_conflict(void **state)
{
    struct fixture *f = *state;
    struct ls_error err = {0};
    struct ls_session_event event;
    struct ls_session *a = open_at(f, "one", "ines"), *b = open_at(f, "two", "dana");
    set_int(a, f->item, LS_F_item_priority, 1);
    wait_saved(a);
    struct ls_changeset *cs = ls_changeset_new("set");
    ls_change_int(cs, ls_session_board(b), f->item, LS_F_item_priority, 3);
    ls_change_int(cs, ls_session_board(b), f->item, LS_F_item_due, 20530);
    assert_ok(ls_session_commit(b, cs, NULL, NULL, &err), err);
    assert_int_equal(ls_session_wait_saved(b, LIMIT_MS, &err), LS_ECONFLICT);
    assert_string_equal(err.message, "LS-1: Priority is now \"1\", set by ines; yours was \"3\"");
    ls_error_done(&err);
    assert_true(get_event(b, LS_SESSION_EVENT_CONFLICT, &event));
    assert_int_equal(ls_changeset_edit(event.cs, f->item, LS_F_item_priority)->after.i, 3);
    assert_int_equal(ls_changeset_edit(event.theirs, f->item, LS_F_item_priority)->after.i, 1);
    assert_int_equal(item_at(b, f->item)->priority, 1);
    assert_int_equal(item_at(b, f->item)->due, 20530);
    ls_session_close(a);
    ls_session_close(b);
}

static void test_refused_when_merged(void **state)
{
    struct fixture *f = *state;
    struct ls_error err = {0};
    struct ls_session *a = open_at(f, "one", "ines"), *b = open_at(f, "two", "dana");
    set_int(a, f->item, LS_F_item_owner, f->ines);
    wait_saved(a);
    set_int(b, f->item, LS_F_item_backup, f->ines);
    assert_int_equal(ls_session_wait_saved(b, LIMIT_MS, &err), LS_EREFUSED);
    ls_error_done(&err);
    assert_int_equal(item_at(b, f->item)->backup, 0);
    assert_int_equal(item_at(b, f->item)->owner, f->ines);
    struct ls_undone undone;
    assert_int_equal(ls_session_wait_undo(b, false, true, LIMIT_MS, &undone, &err), LS_ENOTFOUND);
    ls_error_done(&err);
    ls_session_close(a);
    ls_session_close(b);
    /* It is settled: the next start does not try again. */
    b = open_at(f, "two", "dana");
    assert_int_equal(pending(b), 0);
    ls_session_close(b);
}

/* News under pending edits: they are taken off, the news applied, they are put back. */
static void test_news_under_pending(void **state)
{
    struct fixture *f = *state;
    struct ls_session *a = open_at(f, "one", "ines"), *b = open_at(f, "two", "dana");
    set_int(b, f->item, LS_F_item_due, 20530);
    wait_saved(b);
    set_int(a, f->item, LS_F_item_priority, 2);
    add_item(a, "Pending");
    set_int(a, ls_session_last(a)->records[0].id, LS_F_item_priority, 3);
    wait_saved(a);
    assert_int_equal(item_at(a, f->item)->due, 20530);
    assert_int_equal(item_at(a, f->item)->priority, 2);
    assert_int_equal(ls_board_count(ls_session_board(a), LS_E_ITEM), 2);
    ls_session_close(a);
    ls_session_close(b);
}

/* --- interruptions --------------------------------------------------------------------------- */

static void test_share_process_killed(void **state)
{
    struct fixture *f = *state;
    struct ls_error err = {0};
    struct ls_session *s = open_at(f, "one", "ines");
    kill(s->share.pid, SIGSTOP);
    add_item(s, "While it stood still");
    wait_for(s, all_kept);
    assert_int_equal(pending(s), 1);
    assert_int_equal(ls_session_wait_saved(s, 0, &err), LS_EBUSY);
    assert_non_null(strstr(err.message, "kept, not yet in the file"));
    ls_error_done(&err);
    kill(s->share.pid, SIGKILL);
    wait_saved(s);
    assert_int_equal(stored(f, "SELECT count(*) FROM item"), 2);
    ls_session_close(s);
}

/* Nobody waits for a process that was started in vain too often, or turns round and round for it: not who saves, not
 * who looks, not a screen that has nothing to do. */
static void test_share_process_given_up(void **state)
{
    struct fixture *f = *state;
    struct ls_error err = {0};
    struct ls_changeset **log;
    size_t count;
    struct ls_session *s = open_at(f, "one", "ines");
    while (s->share.channel.fd >= 0) {
        unsigned starts = s->share.starts;
        kill(s->share.pid, SIGKILL);
        while (s->share.channel.fd >= 0 && s->share.starts == starts)
            session_wait_once(s, 100);
    }
    int64_t began = ls_clock_monotonic();
    add_item(s, "Kept alone");
    assert_int_equal(ls_session_wait_saved(s, LIMIT_MS, &err), LS_EBUSY);
    assert_non_null(strstr(err.message, "ended 4 times"));
    ls_error_done(&err);
    assert_int_not_equal(ls_session_wait_log(s, f->item, 10, LIMIT_MS, &log, &count, &err), LS_OK);
    assert_non_null(strstr(err.message, "ended 4 times"));
    ls_error_done(&err);
    assert_true(ls_clock_monotonic() - began < LIMIT_MS);
    struct pollfd fds[4];
    int timeout = -1;
    ls_session_poll(s, fds, LS_COUNT(fds), &timeout);
    assert_int_equal(timeout, -1);
    close_and_end(s);
    s = open_at(f, "one", "ines");
    wait_saved(s);
    assert_int_equal(stored(f, "SELECT count(*) FROM item"), 2);
    ls_session_close(s);
}

/* The file is read again where its process died: who holds the board must see it change, and not be left with a freed
 * one. */
static void test_board_outlives_reading_again(void **state)
{
    struct fixture *f = *state;
    struct ls_session *s = open_at(f, "one", NULL);
    const struct ls_board *board = ls_session_board(s);
    for (int i = 0; i < 2; i++) {
        struct ls_session_event e;
        uint64_t version = ls_board_version(board);
        while (ls_session_event(s, &e))
            ;
        kill(s->share.pid, SIGKILL);
        assert_true(get_event(s, LS_SESSION_EVENT_LOADED, &e));
        assert_ptr_equal(ls_session_board(s), board);
        assert_true(ls_board_version(board) > version);
    }
    ls_session_close(s);
}

static void test_all_killed_between_kept_and_saved(void **state)
{
    struct fixture *f = *state;
    struct ls_session *s = open_at(f, "one", "ines");
    kill(s->share.pid, SIGSTOP);
    add_item(s, "Kept");
    add_item(s, "Kept too");
    wait_for(s, all_kept);
    kill(s->share.pid, SIGKILL);
    kill(s->journal.pid, SIGKILL);
    close_and_end(s);
    assert_int_equal(stored(f, "SELECT count(*) FROM item"), 1);
    for (int round = 0; round < 2; round++) {
        s = open_at(f, "one", "ines");
        wait_for(s, three_items);
        wait_for(s, nothing_pending);
        ls_session_close(s);
        assert_int_equal(stored(f, "SELECT count(*) FROM item"), 3);
    }
    assert_int_equal(stored(f, "SELECT count(*) FROM log WHERE label = 'add item'"), 2);
}

/* The file has it, and nobody lived to hear of it. */
static void test_killed_after_saved_before_told(void **state)
{
    struct fixture *f = *state;
    struct ls_session *s = open_at(f, "one", "ines");
    add_item(s, "Saved and not told");
    wait_for(s, all_kept);
    /* Not one turn more than it takes to hand it over. */
    while (s->pending_len && s->pending[0].state != PENDING_SENT)
        ls_session_turn(s);
    struct pollfd answer = {.fd = s->share.channel.fd, .events = POLLIN};
    poll(&answer, 1, LIMIT_MS);
    kill(s->share.pid, SIGKILL);
    kill(s->journal.pid, SIGKILL);
    close_and_end(s);
    assert_int_equal(stored(f, "SELECT count(*) FROM item"), 2);
    s = open_at(f, "one", "ines");
    wait_for(s, nothing_pending);
    ls_session_close(s);
    assert_int_equal(stored(f, "SELECT count(*) FROM item"), 2);
    assert_int_equal(stored(f, "SELECT count(*) FROM log WHERE label = 'add item'"), 1);
}

static void test_journal_process_killed(void **state)
{
    struct fixture *f = *state;
    struct ls_session *s = open_at(f, "one", "ines");
    add_item(s, "First");
    wait_saved(s);
    kill(s->journal.pid, SIGSTOP);
    add_item(s, "Not kept yet");
    assert_int_equal(pending(s), 1);
    kill(s->journal.pid, SIGKILL);
    wait_saved(s);
    assert_int_equal(stored(f, "SELECT count(*) FROM item"), 3);
    assert_int_equal(stored(f, "SELECT count(*) FROM log WHERE label = 'add item'"), 2);
    ls_session_close(s);
}

/* While the journal process is being started again, edits go on: each is kept in its order, none is refused, none is
 * kept twice. */
static void test_edits_while_the_journal_process_starts(void **state)
{
    struct fixture *f = *state;
    struct ls_session_event e;
    struct ls_session *s = open_at(f, "one", "ines");
    for (int round = 0; round < 3; round++) {
        kill(s->journal.pid, SIGSTOP);
        add_item(s, "Before");
        kill(s->journal.pid, SIGKILL);
        unsigned starts = s->journal.starts;
        while (s->journal.starts == starts)
            session_wait_once(s, 100);
        add_item(s, "While it starts");
        add_item(s, "And another");
        wait_saved(s);
    }
    while (ls_session_event(s, &e))
        assert_int_not_equal(e.kind, LS_SESSION_EVENT_REFUSED);
    assert_int_equal(stored(f, "SELECT count(*) FROM item"), 1 + 9);
    assert_int_equal(stored(f, "SELECT count(*) FROM item WHERE title = 'Before'"), 3);
    close_and_end(s);
    s = open_at(f, "one", "ines");
    assert_int_equal(pending(s), 0);
    ls_session_close(s);
}

static bool missing_is_told(const char *path)
{
    return ls_session_look(path, LIMIT_MS) == LS_PRESENCE_MISSING;
}

static void test_look(void **state)
{
    struct fixture *f = *state;
    LS_AUTO(string) char *none = ls_asprintf("%s/none", f->folder);
    LS_AUTO(string) char *under = ls_asprintf("%s/none", f->path);
    assert_int_equal(ls_session_look(f->path, LIMIT_MS), LS_PRESENCE_THERE);
    assert_true(missing_is_told(none));
    assert_true(missing_is_told(under));
}

static void test_hanging_share_is_told_and_left_at_once(void **state)
{
    struct fixture *f = *state;
    struct ls_session_status status;
    struct ls_session *s = open_at(f, "one", "ines");
    pid_t share = s->share.pid;
    kill(share, SIGSTOP);
    add_item(s, "During the hang");
    int64_t began = ls_clock_monotonic();
    do {
        session_wait_once(s, 100);
        ls_session_status(s, &status);
    } while (!status.silent_ms && ls_clock_monotonic() - began < LIMIT_MS);
    assert_true(ls_clock_monotonic() - began < 2000);
    assert_int_equal(status.pending, 1);
    began = ls_clock_monotonic();
    close_and_end(s);
    assert_true(ls_clock_monotonic() - began < 500);
    kill(share, SIGKILL);
    s = open_at(f, "one", "ines");
    wait_for(s, two_items);
    wait_for(s, nothing_pending);
    ls_session_close(s);
    assert_int_equal(stored(f, "SELECT count(*) FROM item"), 2);
}

static void test_no_room_for_the_journal(void **state)
{
    struct fixture *f = *state;
    struct ls_error err = {0};
    struct ls_session *s;
    LS_AUTO(string) char *blocked = state_dir(f, "blocked");
    int fd = open(blocked, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    close(fd);
    const struct ls_session_options options = {.path = f->path, .state_dir = blocked, .user = "ines"};
    assert_ok(ls_session_open(&options, &s, &err), err);
    assert_ok(ls_session_wait_loaded(s, LIMIT_MS, &err), err); /* reading works */
    struct ls_changeset *cs = ls_changeset_new("set");
    ls_change_int(cs, ls_session_board(s), f->item, LS_F_item_priority, 1);
    assert_int_not_equal(ls_session_commit(s, cs, NULL, NULL, &err), LS_OK);
    assert_non_null(strstr(err.message, "cannot be kept"));
    ls_error_done(&err);
    assert_true(item_at(s, f->item)->priority == LS_NONE);
    ls_session_close(s);
}

static void test_another_file_at_the_same_path(void **state)
{
    struct fixture *f = *state;
    struct ls_error err = {0};
    struct ls_session *s = open_at(f, "one", "ines");
    kill(s->share.pid, SIGSTOP);
    add_item(s, "For the old file");
    wait_for(s, all_kept);
    kill(s->share.pid, SIGKILL);
    close_and_end(s);
    LS_AUTO(string) char *aside = ls_asprintf("%s/aside.db", f->folder);
    peer_close(&f->a);
    peer_close(&f->b);
    assert_int_equal(rename(f->path, aside), 0);
    assert_ok(ls_store_create(f->path, "Other", &err), err);
    s = open_at(f, "one", "ines");
    struct ls_changeset *cs = ls_changeset_new("start");
    make_person(cs, "zoe");
    assert_ok(ls_session_commit(s, cs, NULL, NULL, &err), err);
    wait_saved(s);
    assert_int_equal(ls_board_count(ls_session_board(s), LS_E_ITEM), 0);
    close_and_end(s);
    assert_int_equal(rename(aside, f->path), 0);
    s = open_at(f, "one", "ines");
    wait_for(s, two_items);
    wait_saved(s);
    ls_session_close(s);
}

/* The journal was copied: the second one to use the name gets another, and nothing is lost. */
static void test_cloned_journal(void **state)
{
    struct fixture *f = *state;
    struct ls_session *s = open_at(f, "one", "ines");
    add_item(s, "Before the copy");
    wait_saved(s);
    close_and_end(s);
    LS_AUTO(string) char *copy = ls_asprintf("cp -r '%s/state-one' '%s/state-clone'", f->folder, f->folder);
    assert_int_equal(system(copy), 0);
    s = open_at(f, "one", "ines");
    add_item(s, "By the first");
    wait_saved(s);
    close_and_end(s);
    s = open_at(f, "clone", "ines");
    add_item(s, "By the clone");
    wait_saved(s);
    add_item(s, "By the clone again");
    wait_saved(s);
    ls_session_close(s);
    assert_int_equal(stored(f, "SELECT count(*) FROM item"), 5);
    assert_int_equal(stored(f, "SELECT count(*) FROM writer"), 3);
}

static void test_replaced_while_open(void **state)
{
    struct fixture *f = *state;
    struct ls_error err = {0};
    struct ls_session_event event;
    LS_AUTO(string) char *other = ls_asprintf("%s/other.db", f->folder);
    struct ls_session *s = open_at(f, "one", "ines");
    while (ls_session_event(s, &event))
        ;
    assert_ok(ls_store_create(other, "Other", &err), err);
    assert_int_equal(rename(other, f->path), 0);
    ls_session_refresh(s);
    assert_true(get_event(s, LS_SESSION_EVENT_LOADED, &event));
    assert_int_equal(ls_board_count(ls_session_board(s), LS_E_ITEM), 0);
    ls_session_close(s);
}

/* An edit is for the file that its author saw: it never goes into another that has taken its place. */
static void test_edit_never_goes_into_another_file(void **state)
{
    struct fixture *f = *state;
    struct ls_error err = {0};
    struct ls_session_event event;
    LS_AUTO(string) char *other = ls_asprintf("%s/other.db", f->folder);
    LS_AUTO(string) char *away = ls_asprintf("%s/away.db", f->folder);
    assert_ok(ls_store_create(other, "Other", &err), err);
    for (int round = 0; round < 3; round++) {
        struct ls_session *s = open_at(f, "one", "ines");
        while (ls_session_event(s, &event))
            ;
        ls_session_turn(s);
        assert_int_equal(rename(f->path, away), 0);
        assert_int_equal(rename(other, f->path), 0);
        add_item(s, "For the file that was here");
        assert_true(get_event(s, LS_SESSION_EVENT_LOADED, &event));
        for (int i = 0; i < 5; i++)
            session_wait_once(s, 100);
        struct ls_session_status status;
        ls_session_status(s, &status);
        assert_int_equal(status.elsewhere, 1);
        assert_int_equal(status.pending + status.unkept, 0);
        assert_int_equal(ls_board_count(ls_session_board(s), LS_E_ITEM), 0);
        close_and_end(s);
        assert_int_equal(stored(f, "SELECT count(*) FROM item"), 0);
        assert_int_equal(rename(f->path, other), 0);
        assert_int_equal(rename(away, f->path), 0);
        s = open_at(f, "one", "ines");
        wait_for(s, nothing_pending);
        ls_session_close(s);
        assert_int_equal(stored(f, "SELECT count(*) FROM item"), round + 2);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SESSION_TEST(test_life_of_an_edit),
        SESSION_TEST(test_numbers_come_back),
        SESSION_TEST(test_rules_at_once),
        SESSION_TEST(test_log),
        SESSION_TEST(test_user_and_drafts_are_remembered),
        SESSION_TEST(test_create),
        SESSION_TEST(test_leaving_waits_for_the_journal),
        SESSION_TEST(test_news),
        SESSION_TEST(test_conflict),
        SESSION_TEST(test_refused_when_merged),
        SESSION_TEST(test_news_under_pending),
        SESSION_TEST(test_share_process_killed),
        SESSION_TEST(test_share_process_given_up),
        SESSION_TEST(test_board_outlives_reading_again),
        SESSION_TEST(test_all_killed_between_kept_and_saved),
        SESSION_TEST(test_killed_after_saved_before_told),
        SESSION_TEST(test_journal_process_killed),
        SESSION_TEST(test_edits_while_the_journal_process_starts),
        SESSION_TEST(test_look),
        SESSION_TEST(test_hanging_share_is_told_and_left_at_once),
        SESSION_TEST(test_no_room_for_the_journal),
        SESSION_TEST(test_another_file_at_the_same_path),
        SESSION_TEST(test_cloned_journal),
        SESSION_TEST(test_replaced_while_open),
        SESSION_TEST(test_edit_never_goes_into_another_file),
    };
    return cmocka_run_group_tests_name("session", tests, NULL, NULL);
}
