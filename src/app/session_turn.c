/* The session's loop: what the helpers answer, and what they are asked next.
 * Polling the file: every 2 s while people type, every second in a running sync, every 10 s else, and never more
 * often than ten times what a look costs. */
#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "app/session_internal.h"
#include "base/clock.h"
#include "base/mem.h"

enum { POLL_ACTIVE_MS = 2000, POLL_IDLE_MS = 10000, POLL_SYNC_MS = 1000, POLL_COST_TIMES = 10, RETRY_MS = 1000,
       STARTS_MAX = 4,
       TURN_MS = 2 }; /* so long at most does a turn take in records: keys come between */

/* --- what the journal says ------------------------------------------------------------------- */

static void turn_unsaved(struct ls_session *s, const struct ls_message *message)
{
    uint8_t file_id[LS_WRITER_SIZE];
    struct ls_changeset *cs = protocol_changeset_for(message, file_id);
    if (!cs)
        return;
    struct session_pending *known = session_pending_find(s, cs->writer, cs->n);
    if (known) {
        if (known->state == PENDING_UNKEPT)
            known->state = PENDING_KEPT;
        ls_changeset_free(cs);
        return;
    }
    session_unstack(s);
    session_pending_recall(s, cs, file_id)->state = PENDING_KEPT;
}

static void turn_fetched(struct ls_session *s, const struct ls_message *message)
{
    struct ls_changeset *cs = protocol_changeset(message);
    if (cs)
        session_heal_fetched(s, cs);
}

/* ... or waits as a whole, an import, until its conflicts are chosen. */
static bool turn_is_never(const struct ls_session *s, ls_id record)
{
    for (size_t i = 0; i < s->conflict_len; i++) {
        if (s->conflicts[i].whole && ls_changeset_record(s->conflicts[i].made, record) &&
            ls_rules_made(s->conflicts[i].made, record))
            return true;
    }
    for (size_t i = 0; i < s->never_len; i++) {
        if (s->never[i] == record)
            return true;
    }
    return false;
}

/* What a refused changeset was to make, and itself. */
void session_never(struct ls_session *s, const struct ls_changeset *cs)
{
    session_pending_moot(s, cs);
    for (size_t i = 0; i < cs->len; i++) {
        if (!ls_rules_made(cs, cs->records[i].id) || turn_is_never(s, cs->records[i].id))
            continue;
        LS_GROW(s->never, s->never_len, s->never_cap);
        s->never[s->never_len++] = cs->records[i].id;
    }
}

static void turn_refused(struct ls_session *s, struct session_pending *p, struct ls_error *err)
{
    session_unstack(s);
    struct ls_changeset *cs = ls_changeset_copy(p->cs);
    session_never(s, cs);
    session_last_is(s, cs, NULL);
    if (cs->flags & LS_CS_UNDO && err->code == LS_EREFUSED)
        err->code = LS_ECONFLICT; /* what it takes back was right: others have built on it since */
    if (p->own && !s->verdict.code) {
        ls_error_set(&s->verdict, err->code, "%s", err->message);
        if (err->hint)
            ls_error_hint(&s->verdict, "%s", err->hint);
    }
    session_pending_drop(s, p);
    session_event(s, (struct ls_session_event){.kind = LS_SESSION_EVENT_REFUSED, .n = cs->n, .cs = cs}, err);
}

/* A changeset gets another name; what takes it back names it by that from now on, and so is another one too. */
static void turn_rename_undo(struct ls_session *s, const struct ls_changeset_name *old, const struct ls_changeset *now)
{
    for (size_t i = 0; i < s->pending_len; i++) {
        struct session_pending *p = &s->pending[i];
        if (!(p->cs->flags & LS_CS_UNDO) || p->cs->undoes.n != old->n ||
            memcmp(p->cs->undoes.writer, old->writer, LS_WRITER_SIZE))
            continue;
        memcpy(p->cs->undoes.writer, now->writer, LS_WRITER_SIZE);
        p->cs->undoes.n = now->n;
        p->state = PENDING_RENAMED;
    }
}

/* What a restarted journal has not got under the old name is handed to it again. Where another process holds that name
 * now, nobody can tell whether it was kept: it is taken off and said. */
static void turn_rekeep(struct ls_session *s, struct session_pending *p, bool same)
{
    if (p->state == PENDING_RENAMED || (p->state == PENDING_UNSENT && !same)) {
        session_unstack(s);
        struct ls_changeset_name old = {.n = p->cs->n};
        memcpy(old.writer, p->cs->writer, LS_WRITER_SIZE);
        if (p->state == PENDING_RENAMED) {
            memcpy(p->old_writer, old.writer, LS_WRITER_SIZE);
            p->old_n = old.n;
        }
        memcpy(p->cs->writer, s->writer, LS_WRITER_SIZE);
        p->cs->n = s->next_n++;
        turn_rename_undo(s, &old, p->cs);
        session_keep(s, p);
    } else if (same) {
        p->cs->n = s->next_n++;
        session_keep(s, p);
    } else {
        LS_AUTO(error) struct ls_error err = {0};
        ls_error_set(&err, LS_EFAILED, "%s was perhaps not kept: look whether it is there", p->cs->label);
        turn_refused(s, p, &err);
    }
}

/* The journal is open under this name. */
static void turn_writer(struct ls_session *s, const struct ls_message *message)
{
    struct ls_unpack u;
    uint8_t before[LS_WRITER_SIZE];
    memcpy(before, s->writer, LS_WRITER_SIZE);
    ls_unpack_init(&u, message->data, message->len);
    ls_unpack_fixed(&u, s->writer, LS_WRITER_SIZE);
    s->next_n = ls_unpack_uint(&u);
    s->have_writer = s->journal_ready = !u.failed;
    s->import_gets = false;
    bool same = !memcmp(before, s->writer, LS_WRITER_SIZE);
    session_imports_rekeep(s, same);
    for (size_t i = 0; i < s->pending_len;) {
        struct session_pending *p = &s->pending[i];
        size_t len = s->pending_len;
        if (p->state == PENDING_UNKEPT && same && p->cs->n < s->next_n)
            p->state = PENDING_KEPT;
        else if (p->state == PENDING_UNSENT || p->state == PENDING_UNKEPT || p->state == PENDING_RENAMED)
            turn_rekeep(s, p, same);
        i += s->pending_len == len;
    }
}

/* One that could not be kept is taken off, and so are those after it: the journal has no gaps. */
static void turn_not_kept(struct ls_session *s, uint64_t n, struct ls_error *err)
{
    struct session_pending *p = session_pending_find(s, s->writer, n);
    if (!p)
        return;
    turn_refused(s, p, err);
    if (n < s->next_n)
        s->next_n = n;
}

static void turn_kept(struct ls_session *s, const struct ls_message *message)
{
    struct ls_unpack u;
    LS_AUTO(error) struct ls_error err = {0};
    ls_unpack_init(&u, message->data, message->len);
    uint64_t n = ls_unpack_uint(&u);
    protocol_error_unpack(&u, &err);
    struct session_pending *p = session_pending_find(s, s->writer, n);
    if (p && p->staged) {
        session_import_kept(s, p, &err);
        return;
    }
    if (err.code) {
        turn_not_kept(s, n, &err);
        return;
    }
    if (!p || p->state != PENDING_UNKEPT)
        return;
    p->state = PENDING_KEPT;
    if (p->old_n)
        session_settle(s, p->old_writer, p->old_n, 0);
    p->old_n = 0;
    session_event(s, (struct ls_session_event){.kind = LS_SESSION_EVENT_KEPT, .n = n}, NULL);
}

static void turn_journal(struct ls_session *s, const struct ls_message *message)
{
    struct ls_unpack u;
    ls_unpack_init(&u, message->data, message->len);
    switch (message->type) {
    case JOURNAL_UNSAVED: turn_unsaved(s, message); break;
    case JOURNAL_UNSAVED_STAGED: session_import_learn(s, message); break;
    case JOURNAL_GOT: session_import_got(s, message); break;
    case JOURNAL_FETCHED: turn_fetched(s, message); break;
    case JOURNAL_WRITER: turn_writer(s, message); break;
    case JOURNAL_KEPT: turn_kept(s, message); break;
    case JOURNAL_SAVED: session_heal_learn(s, message); break;
    case JOURNAL_RECALLED_ALL: session_heal_recalled_all(s); break;
    case JOURNAL_FAILED:
        ls_error_done(&s->journal_error);
        protocol_error_unpack(&u, &s->journal_error);
        break;
    case JOURNAL_STATE: {
        LS_AUTO(string) char *key = ls_unpack_str(&u);
        LS_AUTO(string) char *value = ls_unpack_str(&u);
        if (!u.failed)
            session_state_put(s, key, value);
        break;
    }
    default: break;
    }
    s->changed = true;
}

/* --- what the share process says: reading ---------------------------------------------------- */

static void turn_clear(struct ls_session *s)
{
    if (s->incoming != s->board)
        ls_board_free(s->incoming);
    s->incoming = s->phase == LS_SESSION_LOADED ? session_board_new(s) : s->board;
    if (s->incoming == s->board)
        ls_board_take(s->board, session_board_new(s));
}

static void turn_records(struct ls_session *s, const struct ls_message *message)
{
    struct ls_unpack u;
    struct ls_record *record;
    if (s->parts.wait_ms > 0)
        return; /* of a part that came too late for who had asked for it */
    ls_unpack_init(&u, message->data, message->len);
    while (u.left && ls_record_unpack(&u, &record, NULL) == LS_OK)
        ls_board_put(s->incoming, record);
    s->changed = true;
}

static void turn_events(struct ls_session *s, const struct ls_message *message)
{
    struct ls_unpack u;
    ls_unpack_init(&u, message->data, message->len);
    struct ls_event event;
    while (s->parts.wait_ms <= 0 && protocol_event_unpack(&u, &event))
        ls_board_put_event(s->incoming, &event);
}

/* What is shown now is not what was shown before. */
static void turn_tell_another(struct ls_session *s)
{
    LS_AUTO(error) struct ls_error err = {0};
    ls_error_set(&err, LS_EFAILED, "another team file stands at %s now", s->path);
    ls_error_hint(&err, "what you did is kept and waits for the one that it was made for");
    session_event(s, (struct ls_session_event){.kind = LS_SESSION_EVENT_TROUBLE}, &err);
}

static void turn_loaded(struct ls_session *s, const struct ls_message *message)
{
    struct ls_unpack u;
    ls_unpack_init(&u, message->data, message->len);
    uint8_t before[LS_WRITER_SIZE];
    bool again = s->phase == LS_SESSION_LOADED;
    session_unstack(s);
    memcpy(before, s->file_id, LS_WRITER_SIZE);
    ls_unpack_fixed(&u, s->file_id, LS_WRITER_SIZE);
    s->seq = ls_unpack_uint(&u);
    session_acts_forget(s);
    session_news_forget(s);
    for (size_t i = 0; i < s->pending_len; i++)
        s->pending[i].landed = false; /* merging what is there already changes nothing */
    session_pending_wake(s);
    free(s->team);
    free(s->read_only_why);
    s->team = ls_unpack_str(&u);
    s->read_only = ls_unpack_uint(&u) != 0;
    s->read_only_why = ls_unpack_str(&u);
    int64_t incarnation = ls_unpack_int(&u);
    session_heal_begin(s, incarnation, ls_unpack_uint(&u) != 0);
    bool damaged = ls_unpack_uint(&u) != 0;
    if (s->incoming != s->board) {
        ls_board_take(s->board, s->incoming);
        s->incoming = s->board;
    }
    s->phase = LS_SESSION_LOADED;
    s->me_board = NULL; /* a board of parts has known nobody until now */
    if (s->asked == SHARE_OPEN)
        s->asked = 0;
    s->poll_at = 0;
    session_well(s);
    if (damaged)
        session_damaged(s);
    session_event(s, (struct ls_session_event){.kind = LS_SESSION_EVENT_LOADED}, NULL);
    if (again && memcmp(before, s->file_id, LS_WRITER_SIZE))
        turn_tell_another(s);
}

static void turn_failed(struct ls_session *s, const struct ls_message *message)
{
    struct ls_unpack u;
    LS_AUTO(error) struct ls_error err = {0};
    ls_unpack_init(&u, message->data, message->len);
    protocol_error_unpack(&u, &err);
    s->asked = 0;
    if (s->phase != LS_SESSION_LOADED)
        s->phase = LS_SESSION_FAILED;
    session_trouble(s, &err);
}

/* --- what it says: changesets ---------------------------------------------------------------- */

/* One of mine that comes as news is on the board from now on. It stays pending until its answer, which alone says
 * whether fields of it met others': should that never come, it is asked for again. */
static void turn_news(struct ls_session *s, const struct ls_message *message)
{
    struct ls_changeset *cs = protocol_changeset(message);
    if (!cs)
        return;
    session_unstack(s);
    struct session_pending *mine = session_pending_find(s, cs->writer, cs->n);
    if (mine)
        mine->landed = true;
    session_pending_wake(s);
    s->seq = cs->seq;
    ls_board_apply(s->board, cs);
    session_acts_learn(s, cs);
    session_news_learn(s, cs);
    if (mine && mine->own) {
        session_last_becomes(s, cs);
        return;
    }
    session_last_is(s, cs, cs);
    session_event(s, (struct ls_session_event){.kind = LS_SESSION_EVENT_NEWS, .n = cs->n, .cs = cs}, NULL);
}

/* whole: all that was refused, taken over; NULL: only the fields that met somebody else's. */
static void turn_conflict(struct ls_session *s, struct protocol_committed *answer, bool own, struct ls_changeset *whole)
{
    LS_AUTO(error) struct ls_error err = {0};
    session_conflict_words(s, answer, &err);
    if (own && !s->verdict.code) {
        ls_error_set(&s->verdict, LS_ECONFLICT, "%s", err.message);
        ls_error_hint(&s->verdict, "%s", err.hint);
    }
    struct ls_session_event event = {.kind = LS_SESSION_EVENT_CONFLICT, .n = answer->n,
                                     .cs = whole ? whole : answer->mine, .theirs = answer->theirs};
    if (whole)
        ls_changeset_free(answer->mine);
    answer->mine = answer->theirs = NULL;
    session_event(s, event, &err);
}

/* group: of a large import's, else 0. */
static void turn_saved(struct ls_session *s, struct protocol_committed *answer, bool own, ls_id group)
{
    struct session_saved saved = {.n = answer->n, .seq = answer->seq, .group = group};
    s->saved_at = ls_clock_now();
    if (answer->mine)
        turn_conflict(s, answer, own, NULL);
    session_settle(s, answer->writer, answer->n, answer->seq);
    memcpy(saved.file_id, s->file_id, LS_WRITER_SIZE);
    memcpy(saved.writer, answer->writer, LS_WRITER_SIZE);
    session_heal_saved(s, &saved);
    session_event(s, (struct ls_session_event){.kind = LS_SESSION_EVENT_SAVED, .n = answer->n}, NULL);
}

static void turn_final(struct ls_session *s, struct protocol_committed *answer, struct session_pending *p)
{
    if (p->import && answer->error.code != LS_ECONFLICT) {
        p->state = PENDING_KEPT; /* it goes with the others of its import */
        session_import_refused(s, p, &answer->error);
        return;
    }
    if (!answer->mine) {
        session_settle(s, answer->writer, answer->n, 0);
        turn_refused(s, p, &answer->error);
        return;
    }
    bool own = p->own;
    struct ls_changeset *whole = session_conflict_stays(p->cs) ? NULL : ls_changeset_copy(p->cs);
    session_unstack(s);
    session_last_is(s, p->cs, NULL);
    session_conflict_add(s, p, answer->mine, answer->theirs);
    session_never(s, p->cs);
    session_settle(s, answer->writer, answer->n, 0);
    if (answer->error.code == LS_ECONFLICT)
        session_pending_drop(s, p);
    else
        turn_refused(s, p, &answer->error); /* a rule forbids what met nobody else's: that is said for itself */
    turn_conflict(s, answer, own, whole);
}

/* A home that was cloned: this machine's journal goes on under a new name, and the changeset gets one there. */
static void turn_rename(struct ls_session *s, struct session_pending *p)
{
    p->state = PENDING_RENAMED;
    if (s->have_writer)
        protocol_send(&s->journal.channel, JOURNAL_RENEW, NULL);
    s->have_writer = false;
}

/* Others go on meanwhile. What is never made is not waited for: then it is saved as far as it can be, and the rest told. */
static void turn_waits(struct ls_session *s, struct session_pending *p, struct protocol_committed *answer)
{
    p->state = PENDING_WAITING;
    if (turn_is_never(s, answer->missing)) {
        p->at_once = true;
        p->state = PENDING_KEPT;
    } else if (!p->waits_for) {
        p->waits_for = session_waits_words(s, p->cs, answer->missing);
        ls_error_set(&answer->error, LS_EBUSY, "%s %s", p->cs->label, p->waits_for);
        ls_error_hint(&answer->error, "whoever made that puts it back by opening the file once more; lockstep heal (on the "
                      "screen gh) shows what waits and gives it up");
        session_event(s, (struct ls_session_event){.kind = LS_SESSION_EVENT_WAITS, .n = answer->n,
                                                   .cs = ls_changeset_copy(p->cs)}, &answer->error);
    }
}

static void turn_committed(struct ls_session *s, const struct ls_message *message)
{
    struct ls_unpack u;
    struct protocol_committed answer;
    ls_unpack_init(&u, message->data, message->len);
    s->asked = 0;
    if (!protocol_committed_unpack(&u, &answer)) {
        protocol_committed_done(&answer);
        return;
    }
    struct session_pending *p = session_pending_find(s, answer.writer, answer.n);
    if (p && (answer.error.code || answer.mine))
        session_import_whole(p);
    if (!answer.error.code) {
        /* Its news came before, and took it off, unless it was in the file already. */
        ls_id group = p && p->import ? p->cs->group : 0;
        if (p) {
            session_unstack(s);
            if (answer.mine)
                session_conflict_add(s, p, answer.mine, answer.theirs);
            if (group)
                session_import_saved(s, p->cs, answer.seq);
            session_pending_drop(s, p);
        }
        if (s->asked_quiet && answer.seq > s->seq) {
            session_parts_forget(s);
            s->seq = answer.seq;
        }
        session_waiting_over(s);
        session_well(s);
        turn_saved(s, &answer, s->asked_own, group);
    } else if (p && answer.waits) {
        turn_waits(s, p, &answer);
    } else if (p && answer.name_taken) {
        turn_rename(s, p);
    } else if (p && answer.final) {
        session_waiting_over(s);
        session_well(s);
        turn_final(s, &answer, p);
    } else {
        if (p)
            p->state = PENDING_KEPT;
        s->retry_at = ls_clock_monotonic() + RETRY_MS;
        s->saving_fails = true;
        if (answer.error.code == LS_ECORRUPT)
            session_damaged(s);
        else
            session_trouble(s, &answer.error);
    }
    protocol_committed_done(&answer);
}

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
    switch (message->type) {
    case SHARE_CLEAR: turn_clear(s); break;
    case SHARE_RECORDS: turn_records(s, message); break;
    case SHARE_FIRST:
        if (s->phase == LS_SESSION_OPENING)
            s->phase = LS_SESSION_FIRST;
        break;
    case SHARE_EVENTS: turn_events(s, message); break;
    case SHARE_LOADED: turn_loaded(s, message); break;
    case SHARE_FAILED: turn_failed(s, message); break;
    case SHARE_NEWS: turn_news(s, message); break;
    case SHARE_COMMITTED: turn_committed(s, message); break;
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
    s->asked_quiet = p->own && p->import && s->parts.wait_ms > 0;
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
    turn_read(s, &s->journal, turn_journal, turn_journal_gone);
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
