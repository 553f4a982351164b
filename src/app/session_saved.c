/* What became of a changeset: the news of the log, others' and mine, and the share process's answer to one that it was given:
 * saved, in conflict, refused, waiting, or to be asked again. */
#include <string.h>

#include "app/session_internal.h"
#include "base/clock.h"
#include "base/mem.h"

enum { RETRY_MS = 1000 };

/* --- what will not be there ------------------------------------------------------------------ */

/* Whether what was to make the record was refused, or waits as a whole, an import, until its conflicts are chosen. */
static bool saved_is_never(const struct ls_session *s, ls_id record)
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

/* Nobody need wait for what a refused changeset was to make, nor take it back. */
void session_never(struct ls_session *s, const struct ls_changeset *cs)
{
    session_pending_moot(s, cs);
    for (size_t i = 0; i < cs->len; i++) {
        if (!ls_rules_made(cs, cs->records[i].id) || saved_is_never(s, cs->records[i].id))
            continue;
        LS_GROW(s->never, s->never_len, s->never_cap);
        s->never[s->never_len++] = cs->records[i].id;
    }
}

void session_refused(struct ls_session *s, struct session_pending *p, struct ls_error *err)
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

/* --- news ------------------------------------------------------------------------------------ */

/* One of mine that comes as news is on the board from now on. It stays pending until its answer, which alone says
 * whether fields of it met others': should that never come, it is asked for again. */
void session_news_heard(struct ls_session *s, const struct ls_message *message)
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

/* --- answers --------------------------------------------------------------------------------- */

/* whole: all that was refused, taken over; NULL: only the fields that met somebody else's. */
static void saved_conflict(struct ls_session *s, struct protocol_committed *answer, bool own, struct ls_changeset *whole)
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
static void saved_saved(struct ls_session *s, struct protocol_committed *answer, bool own, ls_id group)
{
    struct session_saved saved = {.n = answer->n, .seq = answer->seq, .group = group};
    s->saved_at = ls_clock_now();
    if (answer->mine)
        saved_conflict(s, answer, own, NULL);
    session_settle(s, answer->writer, answer->n, answer->seq);
    memcpy(saved.file_id, s->file_id, LS_WRITER_SIZE);
    memcpy(saved.writer, answer->writer, LS_WRITER_SIZE);
    session_heal_saved(s, &saved);
    session_event(s, (struct ls_session_event){.kind = LS_SESSION_EVENT_SAVED, .n = answer->n}, NULL);
}

static void saved_final(struct ls_session *s, struct protocol_committed *answer, struct session_pending *p)
{
    if (p->import && answer->error.code != LS_ECONFLICT) {
        p->state = PENDING_KEPT; /* it goes with the others of its import */
        session_import_refused(s, p, &answer->error);
        return;
    }
    if (!answer->mine) {
        session_settle(s, answer->writer, answer->n, 0);
        session_refused(s, p, &answer->error);
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
        session_refused(s, p, &answer->error); /* a rule forbids what met nobody else's: that is said for itself */
    saved_conflict(s, answer, own, whole);
}

/* A home that was cloned: this machine's journal goes on under a new name, and the changeset gets one there. */
static void saved_rename(struct ls_session *s, struct session_pending *p)
{
    p->state = PENDING_RENAMED;
    if (s->have_writer)
        protocol_send(&s->journal.channel, JOURNAL_RENEW, NULL);
    s->have_writer = false;
}

/* Others go on meanwhile. What is never made is not waited for: then it is saved as far as it can be, and the rest told. */
static void saved_waits(struct ls_session *s, struct session_pending *p, struct protocol_committed *answer)
{
    p->state = PENDING_WAITING;
    if (saved_is_never(s, answer->missing)) {
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

void session_committed_heard(struct ls_session *s, const struct ls_message *message)
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
            session_acts_forget(s); /* no news came of it: the file knows it */
        }
        session_waiting_over(s);
        session_well(s);
        saved_saved(s, &answer, s->asked_own, group);
    } else if (p && answer.waits) {
        saved_waits(s, p, &answer);
    } else if (p && answer.name_taken) {
        saved_rename(s, p);
    } else if (p && answer.final) {
        session_waiting_over(s);
        session_well(s);
        saved_final(s, &answer, p);
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
