/* Waiting for the session with a limit: for the command line, which has nothing else to do. */
#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "app/session_internal.h"
#include "base/clock.h"
#include "base/mem.h"

enum { WAIT_FDS = 4 };

void session_wait_once(struct ls_session *s, int64_t limit_ms)
{
    struct pollfd fds[WAIT_FDS];
    int timeout = limit_ms > 1000 ? 1000 : (int)limit_ms;
    size_t count = ls_session_poll(s, fds, WAIT_FDS, &timeout);
    poll(fds, (nfds_t)count, timeout);
    ls_session_turn(s);
}

static int wait_failed(const struct ls_session *s, struct ls_error *err)
{
    ls_error_set(err, s->error.code ? s->error.code : LS_EFAILED, "%s",
                 s->error.message ? s->error.message : "the team file cannot be opened");
    if (s->error.hint)
        ls_error_hint(err, "%s", s->error.hint);
    return s->error.code ? s->error.code : LS_EFAILED;
}

/* Loaded, and the journal's word is there: who I am may be remembered in it, and whether anything of it was lost. */
static bool wait_is_loaded(const struct ls_session *s)
{
    return s->phase == LS_SESSION_LOADED && ((s->have_writer && !session_heal_waits(s)) || s->journal_error.code);
}

int ls_session_wait_loaded(struct ls_session *s, int64_t limit_ms, struct ls_error *err)
{
    int64_t end = ls_clock_monotonic() + limit_ms, left = limit_ms;
    ls_session_turn(s);
    while (!wait_is_loaded(s)) {
        if (s->phase == LS_SESSION_FAILED || s->share.channel.fd < 0)
            return wait_failed(s, err);
        if (left <= 0) {
            ls_error_set(err, LS_EBUSY, "%s does not answer", s->path);
            ls_error_hint(err, "the drive is silent, or somebody holds the file; nothing was done, try again");
            return LS_EBUSY;
        }
        session_wait_once(s, left);
        left = end - ls_clock_monotonic();
    }
    return LS_OK;
}

/* A helper that was started again in vain never answers. */
static bool wait_is_vain(const struct ls_session *s, const struct ls_session_status *status)
{
    return status->unkept ? s->journal.channel.fd < 0 : s->drive_error.code || s->damage.code || s->share.channel.fd < 0;
}

static int wait_not_saved(const struct ls_session *s, struct ls_error *err)
{
    struct ls_session_status status;
    const struct ls_error *unfit = s->drive_error.code ? &s->drive_error : &s->damage;
    ls_session_status(s, &status);
    if (status.unkept) {
        ls_error_set(err, LS_EBUSY, "not kept yet: %s",
                     s->journal_error.message ? s->journal_error.message : "the local disk does not answer");
    } else if (unfit->code) {
        ls_error_set(err, LS_EBUSY, "kept, not in the file: %s", unfit->message);
        ls_error_hint(err, "%s", unfit->hint ? unfit->hint : "");
    } else if (s->waiting_who) {
        ls_error_set(err, LS_EBUSY, "kept, not yet in the file: %s is writing it", s->waiting_who);
        ls_error_hint(err, "it goes in by itself when lockstep runs next and the file is free");
    } else if (s->error.code) {
        ls_error_set(err, LS_EBUSY, "kept, not yet in the file: %s", s->error.message ? s->error.message : "");
        ls_error_hint(err, "it goes in by itself when that is over and lockstep runs next");
    } else {
        ls_error_set(err, LS_EBUSY, "kept, not yet in the file");
        ls_error_hint(err, "it goes in by itself when lockstep runs next and the drive answers");
    }
    return LS_EBUSY;
}

/* Changesets for another team file that stood at this path wait for that one. */
static bool wait_is_saved(const struct ls_session *s)
{
    if (session_heal_waits(s))
        return false;
    for (size_t i = 0; i < s->pending_len; i++) {
        if (!memcmp(s->pending[i].file_id, s->file_id, LS_WRITER_SIZE) && s->pending[i].state != PENDING_WAITING)
            return false;
    }
    return true;
}

/* Changesets of large imports, and of what takes them back. */
static size_t wait_groups(const struct ls_session *s)
{
    size_t count = 0;
    for (size_t i = 0; i < s->pending_len; i++)
        count += s->pending[i].cs->group != 0;
    return count;
}

/* anew: with each group that is saved. */
static int wait_saved(struct ls_session *s, int64_t limit_ms, bool anew, struct ls_error *err)
{
    int64_t end = ls_clock_monotonic() + limit_ms, left = limit_ms;
    ls_session_turn(s);
    size_t groups = wait_groups(s);
    while (!wait_is_saved(s)) {
        struct ls_session_status status;
        ls_session_status(s, &status);
        if (anew && wait_groups(s) < groups) {
            groups = wait_groups(s);
            end = ls_clock_monotonic() + limit_ms;
            left = limit_ms;
        }
        if (left <= 0 || wait_is_vain(s, &status))
            return wait_not_saved(s, err);
        session_wait_once(s, left);
        left = end - ls_clock_monotonic();
    }
    /* What was settled is told to the journal before a short-lived program leaves. */
    ls_channel_flush(&s->journal.channel);
    return s->verdict.code ? ls_error_move(err, &s->verdict) : LS_OK;
}

int ls_session_wait_saved(struct ls_session *s, int64_t limit_ms, struct ls_error *err)
{
    return wait_saved(s, limit_ms, true, err);
}

int ls_session_settle(struct ls_session *s, int64_t limit_ms, struct ls_error *err)
{
    return wait_saved(s, limit_ms, false, err);
}

int ls_session_wait_import(struct ls_session *s, int64_t limit_ms, ls_import_step *step, void *arg, struct ls_error *err)
{
    int64_t end = ls_clock_monotonic() + limit_ms, left = limit_ms;
    size_t all, before = SIZE_MAX, now;
    bool stopped = false;
    ls_session_turn(s);
    while (!wait_is_saved(s) || session_imports_run(s)) {
        now = ls_session_import_left(s, &all);
        if (now != before) {
            before = now;
            end = ls_clock_monotonic() + limit_ms;
        }
        if (!step(arg, all - now, all) && !stopped) {
            ls_session_import_stop(s);
            stopped = true;
        }
        struct ls_session_status status;
        ls_session_status(s, &status);
        left = end - ls_clock_monotonic();
        if (left <= 0 || wait_is_vain(s, &status))
            return wait_not_saved(s, err);
        session_wait_once(s, left);
    }
    ls_channel_flush(&s->journal.channel);
    return s->verdict.code ? ls_error_move(err, &s->verdict) : LS_OK;
}

static bool wait_has_left(const struct ls_session *s, bool share_too)
{
    return s->journal.channel.fd < 0 && (!share_too || s->share.channel.fd < 0);
}

void ls_session_leave(struct ls_session *s, bool share_too, int64_t limit_ms)
{
    int64_t end = ls_clock_monotonic() + limit_ms, left = limit_ms;
    s->leaving = true;
    ls_session_turn(s);
    while (!wait_has_left(s, share_too) && left > 0) {
        ls_channel_end(&s->journal.channel);
        if (s->journal.channel.fd < 0) /* who is left alone asks the journal whether an edit in hand is still his */
            ls_channel_end(&s->share.channel);
        session_wait_once(s, left);
        left = end - ls_clock_monotonic();
    }
}

int session_unanswered(const struct ls_session *s, struct ls_error *err)
{
    if (s->share.channel.fd < 0 && s->error.code)
        return wait_failed(s, err);
    ls_error_set(err, LS_EBUSY, "%s does not answer", s->path);
    ls_error_hint(err, "the drive is silent, or somebody holds the file");
    return LS_EBUSY;
}

/* Takes the first event of that kind out of the queue. */
static bool wait_take(struct ls_session *s, enum ls_session_event_kind kind, struct ls_session_event *ret_event)
{
    for (size_t i = s->event_at; i < s->event_len; i++) {
        if (s->events[i].kind != kind)
            continue;
        *ret_event = s->events[i];
        memmove(&s->events[i], &s->events[i + 1], (s->event_len - i - 1) * sizeof(*s->events));
        s->event_len--;
        return true;
    }
    return false;
}

int session_wait_event(struct ls_session *s, enum ls_session_event_kind kind, int64_t limit_ms,
                       struct ls_session_event *ret_event, struct ls_error *err)
{
    int64_t end = ls_clock_monotonic() + limit_ms, left = limit_ms;
    while (!wait_take(s, kind, ret_event)) {
        if (left <= 0 || s->share.channel.fd < 0)
            return session_unanswered(s, err);
        session_wait_once(s, left);
        left = end - ls_clock_monotonic();
    }
    struct ls_error *error = (struct ls_error *)(uintptr_t)ret_event->error;
    int code = error ? ls_error_move(err, error) : LS_OK;
    free(error);
    ret_event->error = NULL;
    return code;
}

int ls_session_wait_log(struct ls_session *s, ls_id record, unsigned limit, int64_t limit_ms,
                        struct ls_changeset ***ret_log, size_t *ret_count, struct ls_error *err)
{
    struct ls_session_event event;
    ls_session_ask_log(s, record, limit);
    int code = session_wait_event(s, LS_SESSION_EVENT_LOG, limit_ms, &event, err);
    if (code)
        return code;
    *ret_log = (struct ls_changeset **)(uintptr_t)event.log;
    *ret_count = event.log_count;
    return LS_OK;
}

int ls_session_wait_news(struct ls_session *s, int64_t limit_ms, const struct ls_changeset *const **ret_news,
                         size_t *ret_count, struct ls_error *err)
{
    int64_t end = ls_clock_monotonic() + limit_ms, left = limit_ms;
    bool known;
    for (;;) {
        *ret_news = ls_session_news(s, ret_count, &known);
        if (known)
            return LS_OK;
        if (left <= 0 || s->share.channel.fd < 0)
            return session_unanswered(s, err);
        session_wait_once(s, left);
        left = end - ls_clock_monotonic();
    }
}
