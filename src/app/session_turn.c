/* The session's loop: whose answer goes where, what the helpers are asked next, and who is started again.
 * What the journal process says is in session_journal.c, what is read in session_read.c, what became of a changeset in
 * session_saved.c.
 * Polling the file: every 2 s while people type, every second in a running sync, every 10 s else, and never more
 * often than ten times what a look costs. */
#include <poll.h>
#include <string.h>

#include "app/session_internal.h"
#include "base/clock.h"
#include "base/mem.h"

enum { POLL_ACTIVE_MS = 2000, POLL_IDLE_MS = 10000, POLL_SYNC_MS = 1000, POLL_COST_TIMES = 10, STARTS_MAX = 4,
       TURN_MS = 2 }; /* so long at most does a turn take in records: keys come between */

static void turn_polled(struct ls_session *s, const struct ls_message *message)
{
    struct ls_unpack u;
    LS_AUTO(error) struct ls_error err = {0};
    int64_t now = ls_clock_monotonic();
    ls_unpack_init(&u, message->data, message->len);
    protocol_error_unpack(&u, &err);
    s->poll_cost = now - s->asked_at;
    s->polled_at = now;
    s->asked = 0;
    int64_t every = s->sync_runs ? POLL_SYNC_MS : s->active ? POLL_ACTIVE_MS : POLL_IDLE_MS;
    if (every < s->poll_cost * POLL_COST_TIMES)
        every = s->poll_cost * POLL_COST_TIMES;
    s->poll_at = s->poll_again ? now : now + every;
    s->poll_again = false;
    if (err.code)
        session_trouble(s, &err);
    else if (!s->saving_fails || !s->pending_len)
        session_well(s);
    if (!err.code && !s->pending_len)
        session_waiting_over(s);
}

/* Somebody writes: a look at once, if looking is cheap. */
static void turn_changed(struct ls_session *s)
{
    int64_t soon = s->polled_at + s->poll_cost * POLL_COST_TIMES;
    if (s->asked == SHARE_POLL)
        s->poll_again = true;
    else if (soon < s->poll_at)
        s->poll_at = soon;
}

static void turn_logged(struct ls_session *s, const struct ls_message *message)
{
    struct ls_unpack u;
    LS_AUTO(error) struct ls_error err = {0};
    struct session_question question = s->questions[0];
    ls_unpack_init(&u, message->data, message->len);
    protocol_error_unpack(&u, &err);
    uint64_t count = ls_unpack_uint(&u);
    struct ls_changeset **log = NULL;
    size_t len = 0, cap = 0;
    for (uint64_t i = 0; i < count && !u.failed; i++) {
        struct ls_changeset *cs;
        if (ls_changeset_unpack(&u, &cs, NULL))
            break;
        cs->group_len = (size_t)ls_unpack_uint(&u);
        LS_GROW(log, len, cap);
        log[len++] = cs;
    }
    s->asked = 0;
    memmove(s->questions, s->questions + 1, --s->question_len * sizeof(*s->questions));
    if (question.kind == QUESTION_NEWS) {
        session_news_answer(s, log, len, &err);
        return;
    }
    if (question.kind == QUESTION_BACK) {
        session_import_answer(s, log, len, &err);
        return;
    }
    if (question.kind == QUESTION_UNDO) {
        session_acts_older(s, log, len, question.limit, &err);
        return;
    }
    struct ls_session_event event = {.kind = LS_SESSION_EVENT_LOG, .log = (const struct ls_changeset *const *)log,
                                     .log_count = len, .record = question.record};
    session_event(s, event, err.code ? &err : NULL);
}

static void turn_share(struct ls_session *s, const struct ls_message *message)
{
    bool quiet = message->type == SHARE_POLLED || message->type == SHARE_CHANGED; /* the one is measured, the other unasked */
    s->asked_at = quiet ? s->asked_at : ls_clock_monotonic();
    if (session_read_heard(s, message)) {
        s->changed = true;
        return;
    }
    switch (message->type) {
    case SHARE_NEWS: session_news_heard(s, message); break;
    case SHARE_COMMITTED: session_committed_heard(s, message); break;
    case SHARE_POLLED: turn_polled(s, message); break;
    case SHARE_LOGGED: turn_logged(s, message); break;
    case SHARE_CHECKED: session_heal_checked(s, message); break;
    case SHARE_BACKED_UP: session_backed_up(s, message); break;
    case SHARE_HEALTH: session_health_heard(s, message); break;
    case SHARE_STEP: session_health_step(s, message); break;
    case SHARE_PEERS: session_peers_heard(s, message); break;
    case SHARE_CHANGED: turn_changed(s); break;
    case SHARE_WAITING: session_waiting_heard(s, message); break;
    default: break;
    }
    if (!quiet)
        s->changed = true;
}

/* --- asking ---------------------------------------------------------------------------------- */

static void turn_ask_log(struct ls_session *s)
{
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    const struct session_question *question = &s->questions[0];
    ls_pack_int(&b, question->record);
    ls_pack_int(&b, question->who);
    ls_pack_uint(&b, question->after);
    ls_pack_uint(&b, question->upto);
    ls_pack_uint(&b, question->limit);
    ls_pack_uint(&b, question->kind == QUESTION_LOG || question->kind == QUESTION_NEWS);
    protocol_send(&s->share.channel, SHARE_LOG, &b);
    s->asked = SHARE_LOG;
}

static void turn_ask_commit(struct ls_session *s, struct session_pending *p)
{
    if (!p->own)
        session_parts_all(s);
    s->asked_quiet = p->own && (p->import || p->aside) && s->parts.wait_ms > 0;
    unsigned flags = (p->own || p->at_once ? 0u : (unsigned)COMMIT_PATIENT) | (s->asked_quiet ? (unsigned)COMMIT_QUIET : 0u);
    if (p->packed.len)
        protocol_send_commit_packed(&s->share.channel, p->file_id, &p->packed, flags);
    else
        protocol_send_commit(&s->share.channel, p->file_id, p->cs, flags);
    p->state = PENDING_SENT;
    s->asked_own = p->own;
    s->asked = SHARE_COMMIT;
    session_import_ahead(s, p);
}

void session_ask(struct ls_session *s)
{
    int64_t now = ls_clock_monotonic();
    bool ready = s->phase == LS_SESSION_LOADED || (s->phase == LS_SESSION_FAILED && s->want_health);
    if (s->asked || s->leaving || !ready || s->share.channel.fd < 0)
        return;
    bool waits = s->phase == LS_SESSION_FAILED || session_may_write(s, NULL) || now < s->retry_at || session_heal_waits(s);
    struct session_pending *p = waits ? NULL : session_pending_next(s);
    if (!waits && !p)
        session_imports_step(s);
    if (s->asked)
        return; /* that was asked for what goes back */
    if (s->phase == LS_SESSION_LOADED && now >= s->heal_at && session_heal_ask(s)) {
        s->asked = SHARE_CHECK;
    } else if (p && !(p->cs->group && s->question_len)) { /* who asks something need not wait for all groups */
        turn_ask_commit(s, p);
    } else if (s->question_len && s->phase == LS_SESSION_LOADED) {
        turn_ask_log(s);
    } else if (s->want_health) {
        session_health_ask(s);
    } else if (now >= s->poll_at) {
        protocol_send(&s->share.channel, SHARE_POLL, NULL);
        s->asked = SHARE_POLL;
    } else {
        return;
    }
    s->asked_at = now;
    ls_channel_flush(&s->share.channel);
}

/* --- the loop -------------------------------------------------------------------------------- */

/* A helper that died is started again, a few times: what was with it is asked again, and the file says whether it
 * was done. */
static void turn_share_gone(struct ls_session *s)
{
    LS_AUTO(error) struct ls_error err = {0};
    s->asked = 0;
    s->heal = s->heal == HEAL_LOOKING ? HEAL_LOOK : s->heal;
    for (size_t i = 0; i < s->pending_len; i++) {
        if (s->pending[i].state == PENDING_SENT)
            s->pending[i].state = PENDING_KEPT;
    }
    if (s->share.starts < STARTS_MAX && session_start_share(s, &err) == LS_OK)
        return;
    if (!err.code) {
        ls_error_set(&err, LS_EFAILED, "the process that reads the team file ended %d times", STARTS_MAX);
        ls_error_hint(&err, "the file may be damaged; what you did is kept. Leave and start again");
    }
    if (s->phase != LS_SESSION_LOADED)
        s->phase = LS_SESSION_FAILED;
    session_trouble(s, &err);
}

static void turn_journal_gone(struct ls_session *s)
{
    struct ls_error err = {0};
    s->drafts_waiting = 0; /* nobody answers for them any more */
    s->heal = s->heal == HEAL_RECALLING || s->heal == HEAL_FETCHING ? HEAL_LOOK : s->heal;
    if (s->journal.starts < STARTS_MAX && session_start_journal(s, &err) == LS_OK)
        return;
    if (!err.code)
        ls_error_set(&err, LS_EFAILED, "the process that keeps your edits ended %d times", STARTS_MAX);
    ls_error_done(&s->journal_error);
    ls_error_move(&s->journal_error, &err);
}

static bool turn_next(struct ls_session *s, struct ls_channel *ch, struct ls_message *ret_message)
{
    bool parts = s->parts.wait_ms > 0 && ch == &s->share.channel;
    return parts ? session_parts_next(s, ch, ret_message) : ls_channel_next(ch, ret_message);
}

static void turn_read(struct ls_session *s, struct session_helper *helper,
                      void (*handle)(struct ls_session *, const struct ls_message *), void (*gone)(struct ls_session *))
{
    struct ls_channel *ch = &helper->channel;
    struct ls_message message;
    if (ch->fd < 0 && !helper->more)
        return;
    int64_t end = ls_clock_monotonic() + TURN_MS;
    ls_channel_flush(ch);
    bool there = helper->more || ls_channel_fill(ch); /* no more of it than is taken in */
    helper->more = false;
    while (!helper->more && turn_next(s, ch, &message)) {
        handle(s, &message);
        helper->more = message.type == SHARE_RECORDS && ls_clock_monotonic() >= end;
    }
    if (there || helper->more)
        return;
    ls_channel_done(ch);
    if (!s->leaving)
        gone(s);
}

bool ls_session_turn(struct ls_session *s)
{
    uint64_t version = ls_board_version(s->board);
    turn_read(s, &s->journal, session_journal_heard, turn_journal_gone);
    turn_read(s, &s->share, turn_share, turn_share_gone);
    session_ask(s);
    session_imports_review(s);
    session_restack(s);
    session_find_me(s);
    if (version != ls_board_version(s->board))
        session_conflicts_review(s);
    ls_channel_flush(&s->journal.channel);
    ls_channel_flush(&s->share.channel);
    int64_t silent = s->asked ? (ls_clock_monotonic() - s->asked_at) / 1000 : 0;
    bool changed = s->changed || version != ls_board_version(s->board) || silent != s->silent_shown;
    s->silent_shown = silent;
    s->changed = false;
    return changed;
}

static int64_t turn_due(const struct ls_session *s)
{
    int64_t now = ls_clock_monotonic();
    if (session_parts_held(s) || s->share.more)
        return 0;
    if (s->asked)
        return 1000 - (now - s->asked_at) % 1000; /* the seconds of silence count up on the screen */
    if (s->phase != LS_SESSION_LOADED || s->share.channel.fd < 0)
        return -1; /* nothing is asked of a process that is not there */
    int64_t due = s->poll_at > now ? s->poll_at - now : 0;
    if (s->pending_len && s->retry_at > now && s->retry_at - now < due)
        due = s->retry_at - now;
    return due;
}

size_t ls_session_poll(const struct ls_session *s, struct pollfd *fds, size_t cap, int *timeout_ms)
{
    const struct ls_channel *channels[] = {&s->journal.channel, &s->share.channel};
    size_t count = 0;
    for (size_t i = 0; i < LS_COUNT(channels); i++) {
        if (channels[i]->fd < 0 || count == cap)
            continue;
        short wanted = ls_channel_pending(channels[i]) ? POLLIN | POLLOUT : POLLIN;
        fds[count++] = (struct pollfd){.fd = channels[i]->fd, .events = wanted};
    }
    int64_t due = turn_due(s);
    if (due >= 0 && (*timeout_ms < 0 || due < *timeout_ms))
        *timeout_ms = (int)due;
    return count;
}
