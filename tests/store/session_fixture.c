/* What tests of the session share. */
#include "session_fixture.h"

char *state_dir(const struct fixture *f, const char *name)
{
    return ls_asprintf("%s/state-%s", f->folder, name);
}

struct ls_session *open_at(const struct fixture *f, const char *machine, const char *user)
{
    struct ls_session *s;
    struct ls_error err = {0};
    LS_AUTO(string) char *state = state_dir(f, machine);
    const struct ls_session_options options = {.path = f->path, .state_dir = state, .user = user};
    assert_ok(ls_session_open(&options, &s, &err), err);
    assert_ok(ls_session_wait_loaded(s, LIMIT_MS, &err), err);
    return s;
}

void close_and_end(struct ls_session *s)
{
    ls_session_leave(s, false, LIMIT_MS);
    ls_session_close(s);
}

void wait_for(struct ls_session *s, bool (*done)(struct ls_session *))
{
    int64_t end = ls_clock_monotonic() + LIMIT_MS;
    while (!done(s)) {
        if (ls_clock_monotonic() > end)
            fail_msg("waited too long");
        session_wait_once(s, 100);
    }
}

void wait_saved(struct ls_session *s)
{
    struct ls_error err = {0};
    assert_ok(ls_session_wait_saved(s, LIMIT_MS, &err), err);
}

unsigned pending(const struct ls_session *s)
{
    struct ls_session_status status;
    ls_session_status(s, &status);
    return status.pending + status.unkept;
}

bool all_kept(struct ls_session *s)
{
    struct ls_session_status status;
    ls_session_status(s, &status);
    return status.unkept == 0;
}

bool nothing_pending(struct ls_session *s)
{
    return pending(s) == 0;
}

void add_item(struct ls_session *s, const char *title)
{
    struct ls_error err = {0};
    struct ls_changeset *cs = ls_changeset_new("add item");
    make_item(cs, title);
    assert_ok(ls_session_commit(s, cs, NULL, NULL, &err), err);
}

void set_int(struct ls_session *s, ls_id id, int field, int64_t value)
{
    struct ls_error err = {0};
    struct ls_changeset *cs = ls_changeset_new("set");
    ls_change_int(cs, ls_session_board(s), id, field, value);
    assert_ok(ls_session_commit(s, cs, NULL, NULL, &err), err);
}

int64_t stored(const struct fixture *f, const char *sql)
{
    int64_t value;
    force_sql_int(f->path, sql, &value);
    return value;
}

bool get_event(struct ls_session *s, enum ls_session_event_kind kind, struct ls_session_event *ret_event)
{
    int64_t end = ls_clock_monotonic() + LIMIT_MS;
    while (ls_clock_monotonic() < end) {
        while (ls_session_event(s, ret_event)) {
            if (ret_event->kind == kind)
                return true;
        }
        session_wait_once(s, 100);
    }
    return false;
}

struct ls_session_event hear_news(struct ls_session *s)
{
    struct ls_session_event event;
    ls_session_refresh(s);
    assert_true(get_event(s, LS_SESSION_EVENT_NEWS, &event));
    return event;
}

const struct ls_item *item_at(struct ls_session *s, ls_id id)
{
    return ls_item_get(ls_session_board(s), id);
}
