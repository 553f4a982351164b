/* My changesets on their way to the file: committing, and the stack of them on the board.
 *
 * The board is base plus what is pending. When news comes, the pending ones are taken off, the news applied, the
 * pending ones merged onto it again; so each lies on the board with befores that are true there. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "app/session_internal.h"
#include "base/clock.h"
#include "base/mem.h"
#include "lockstep/agenda.h"
#include "lockstep/calendar.h"
#include "lockstep/rules.h"
#include "lockstep/triage.h"
#include "store/merge.h"

/* --- the stack on the board ------------------------------------------------------------------ */

bool session_pending_here(const struct ls_session *s, const struct session_pending *p)
{
    return !memcmp(p->file_id, s->file_id, LS_WRITER_SIZE);
}

void session_unstack(struct ls_session *s)
{
    if (!s->stacked)
        return;
    for (size_t i = s->pending_len; i-- > 0;) {
        struct session_pending *p = &s->pending[i];
        if (p->shown)
            ls_board_revert(s->board, p->shown);
        ls_changeset_free(p->shown);
        p->shown = NULL;
    }
    s->stacked = false;
    s->changed = true;
}

/* What of cs can lie on the board as it is. One that is to be saved whole or not at all is never there in parts: what is
 * done next would be done to values that no file ever had. */
static struct ls_changeset *pending_merged(const struct ls_session *s, const struct ls_changeset *cs, bool *ret_met)
{
    struct store_merge merge;
    store_merge(s->board, cs, &merge);
    *ret_met = merge.mine != NULL;
    if (*ret_met && cs->flags & LS_CS_WHOLE) {
        ls_changeset_free(merge.merged);
        merge.merged = ls_changeset_new_like(cs);
    }
    struct ls_changeset *merged = merge.merged;
    merge.merged = NULL;
    store_merge_done(&merge);
    return merged;
}

void session_restack(struct ls_session *s)
{
    if (s->stacked || s->phase != LS_SESSION_LOADED)
        return;
    for (size_t i = 0; i < s->pending_len; i++) {
        struct session_pending *p = &s->pending[i];
        bool met;
        if (!session_pending_here(s, p) || p->landed || p->import || p->aside)
            continue;
        p->shown = pending_merged(s, p->cs, &met);
        ls_board_apply(s->board, p->shown);
    }
    s->stacked = true;
    s->changed = true;
}

struct session_pending *session_pending_add(struct ls_session *s, struct ls_changeset *cs, const uint8_t *file_id)
{
    LS_GROW(s->pending, s->pending_len, s->pending_cap);
    struct session_pending *p = &s->pending[s->pending_len++];
    *p = (struct session_pending){.cs = cs, .packed = LS_BUF_INIT};
    memcpy(p->file_id, file_id, LS_WRITER_SIZE);
    return p;
}

static bool pending_same_writer(const struct session_pending *p, const struct ls_changeset *cs)
{
    return !memcmp(p->cs->writer, cs->writer, LS_WRITER_SIZE);
}

static bool pending_undoes(const struct session_pending *p, const struct ls_changeset *cs)
{
    return p->cs->flags & LS_CS_UNDO && ls_changeset_is(cs, &p->cs->undoes);
}

/* Behind those of its own journal, before what takes it back and what was made later: who was left his journal by another
 * program goes on from its edits under a name of his own, and the next finds both. */
static size_t pending_place(const struct ls_session *s, const struct ls_changeset *cs)
{
    size_t at = s->pending_len;
    while (at > 0 && !pending_same_writer(&s->pending[at - 1], cs))
        at--;
    while (at < s->pending_len && !pending_undoes(&s->pending[at], cs) && s->pending[at].cs->at <= cs->at)
        at++;
    return at;
}

struct session_pending *session_pending_recall(struct ls_session *s, struct ls_changeset *cs, const uint8_t *file_id)
{
    size_t at;
    if (!session_heal_place(s, &at))
        at = pending_place(s, cs);
    struct session_pending last = *session_pending_add(s, cs, file_id);
    memmove(&s->pending[at + 1], &s->pending[at], (s->pending_len - 1 - at) * sizeof(*s->pending));
    s->pending[at] = last;
    return &s->pending[at];
}

struct session_pending *session_pending_find(struct ls_session *s, const uint8_t *writer, uint64_t n)
{
    for (size_t i = 0; i < s->pending_len; i++) {
        if (s->pending[i].cs->n == n && !memcmp(s->pending[i].cs->writer, writer, LS_WRITER_SIZE))
            return &s->pending[i];
    }
    return NULL;
}

void session_pending_wake(struct ls_session *s)
{
    for (size_t i = 0; i < s->pending_len; i++) {
        if (s->pending[i].state == PENDING_WAITING)
            s->pending[i].state = PENDING_KEPT;
    }
}

void session_pending_moot(struct ls_session *s, const struct ls_changeset *cs)
{
    for (size_t i = 0; i < s->pending_len; i++) {
        struct session_pending *p = &s->pending[i];
        if (!pending_undoes(p, cs))
            continue;
        p->moot = true;
        if (p->state != PENDING_UNSENT && p->state != PENDING_RENAMED)
            session_settle(s, p->cs->writer, p->cs->n, 0); /* at once: the journal may be all that is left of us */
    }
}

/* What takes back a changeset that was refused has nothing to do, and would wait for it after the next start. */
static void pending_drop_moot(struct ls_session *s)
{
    for (size_t i = 0; i < s->pending_len;) {
        struct session_pending *p = &s->pending[i];
        if (!p->moot || (p->state != PENDING_KEPT && p->state != PENDING_WAITING)) {
            i++;
            continue;
        }
        session_unstack(s);
        session_pending_moot(s, p->cs);
        session_settle(s, p->cs->writer, p->cs->n, 0);
        session_pending_drop(s, p);
        i = 0;
    }
}

/* Where what is taken back waits, so does what takes it back: before it, it would find nothing to do. */
static void pending_wait_for_undone(struct ls_session *s, struct session_pending *p)
{
    const struct session_pending *undone = session_pending_find(s, p->cs->undoes.writer, p->cs->undoes.n);
    if (!(p->cs->flags & LS_CS_UNDO) || !undone || undone->state != PENDING_WAITING || p->state != PENDING_KEPT)
        return;
    p->state = PENDING_WAITING;
    if (!p->waits_for)
        p->waits_for = ls_strdup("waits for what it takes back, which waits itself");
}

struct session_pending *session_pending_next(struct ls_session *s)
{
    pending_drop_moot(s);
    for (size_t i = 0; i < s->pending_len; i++) {
        struct session_pending *p = &s->pending[i];
        if (!session_pending_here(s, p))
            continue;
        pending_wait_for_undone(s, p);
        if (p->state == PENDING_WAITING)
            continue;
        /* In their order: one that waits for its name, its records or the journal holds up those after it. */
        if (p->state == PENDING_KEPT && p->staged)
            session_import_get(s, p);
        return p->state == PENDING_KEPT && !p->staged ? p : NULL;
    }
    return NULL;
}

void session_pending_drop(struct ls_session *s, struct session_pending *p)
{
    assert(!p->shown);
    ls_changeset_free(p->cs);
    ls_buf_done(&p->packed);
    free(p->waits_for);
    size_t at = (size_t)(p - s->pending);
    memmove(p, p + 1, (s->pending_len - at - 1) * sizeof(*p));
    s->pending_len--;
    s->changed = true;
}

/* A journal process that was started again must first say where its journal ends: handed over before, an edit could
 * come out of order. */
void session_keep(struct ls_session *s, struct session_pending *p)
{
    p->state = s->journal_ready ? PENDING_UNKEPT : PENDING_UNSENT;
    if (p->state == PENDING_UNSENT)
        return;
    protocol_send_changeset_for(&s->journal.channel, JOURNAL_KEEP, p->file_id, p->cs);
    ls_channel_flush(&s->journal.channel);
}

void session_settle(struct ls_session *s, const uint8_t *writer, uint64_t n, uint64_t seq)
{
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    ls_pack_bytes(&b, writer, LS_WRITER_SIZE);
    ls_pack_uint(&b, n);
    ls_pack_uint(&b, seq);
    protocol_send(&s->journal.channel, JOURNAL_SETTLE, &b);
}

/* --- committing ------------------------------------------------------------------------------ */

static int commit_ready(const struct ls_session *s, struct ls_error *err)
{
    if (s->phase == LS_SESSION_FAILED)
        return ls_error_set(err, LS_EFAILED, "nothing can be changed: %s", s->error.message ? s->error.message : "");
    if (s->phase != LS_SESSION_LOADED)
        return ls_error_set(err, LS_EBUSY, "the team file is still being read");
    if (s->damage.code && !s->read_only && !s->drive_error.code)
        return LS_OK; /* kept, and nothing is sent until the file is whole again */
    return session_may_write(s, err);
}

/* The journal's name comes within milliseconds of the start: waiting for it here is the rare case. */
static int commit_need_writer(struct ls_session *s, struct ls_error *err)
{
    enum { LIMIT_MS = 3000 };
    int64_t end = ls_clock_monotonic() + LIMIT_MS;
    while (!s->have_writer && !s->journal_error.code) {
        int64_t left = end - ls_clock_monotonic();
        if (left <= 0)
            return ls_error_set(err, LS_EBUSY, "your edits cannot be kept: the local disk does not answer");
        session_wait_once(s, left);
    }
    if (s->journal_error.code) {
        ls_error_set(err, s->journal_error.code, "%s", s->journal_error.message);
        if (s->journal_error.hint)
            ls_error_hint(err, "%s", s->journal_error.hint);
        return s->journal_error.code;
    }
    return LS_OK;
}

int session_ready(struct ls_session *s, struct ls_error *err)
{
    int code = commit_ready(s, err);
    return code ? code : commit_need_writer(s, err);
}

int session_show(struct ls_session *s, const struct ls_changeset *cs, struct ls_changeset **ret_shown,
                 struct ls_error *err)
{
    bool met;
    struct ls_changeset *merged = pending_merged(s, cs, &met);
    int code = LS_OK;
    if (met && !session_conflict_stays(cs)) /* else it goes to the file and comes back as a conflict that is kept */
        code = ls_error_set(err, LS_ECONFLICT, "%s: somebody has changed the same thing since", cs->label);
    if (!code) {
        ls_board_apply(s->board, merged);
        code = ls_rules_check(s->board, merged, err);
        if (code)
            ls_board_revert(s->board, merged);
    }
    if (code)
        ls_changeset_free(merged);
    else
        *ret_shown = merged;
    return code;
}

int session_take(struct ls_session *s, struct ls_changeset *cs, struct ls_buf *said, struct session_pending **ret_pending,
                 struct ls_error *err)
{
    struct ls_changeset *shown;
    int code = session_ready(s, err);
    if (code)
        return code;
    session_restack(s);
    cs->at = ls_clock_now();
    if (!cs->who)
        cs->who = s->me;
    if (!(cs->flags & LS_CS_UNDO))
        ls_rules_fill(s->board, cs, cs->at, ls_agenda_action_day(s->board, cs->at), said);
    ls_changeset_guard_deleted(cs, s->board);
    ls_triage_guard(cs, s->board);
    memcpy(cs->writer, s->writer, LS_WRITER_SIZE);
    cs->n = s->next_n;
    code = session_show(s, cs, &shown, err);
    if (s->parts.unread.code) { /* what a handler, a merge or a rule did not see was perhaps there */
        if (!code) {
            ls_board_revert(s->board, shown);
            ls_changeset_free(shown);
        }
        code = ls_session_unread(s, err);
    }
    if (code)
        return code;
    s->next_n++;
    struct session_pending *p = session_pending_add(s, cs, s->file_id);
    p->shown = shown;
    p->own = true;
    session_keep(s, p);
    ls_changeset_free(s->last);
    s->last = ls_changeset_copy(shown);
    s->changed = true;
    session_find_me(s);
    *ret_pending = p;
    return LS_OK;
}

int ls_session_commit(struct ls_session *s, struct ls_changeset *cs, uint64_t *ret_n, struct ls_buf *said,
                      struct ls_error *err)
{
    struct session_pending *p;
    if (!cs->len) {
        ls_changeset_free(cs);
        return LS_OK;
    }
    int code = session_take(s, cs, said, &p, err);
    if (code) {
        ls_changeset_free(cs);
        return code;
    }
    session_conflicts_chosen(s, p->shown);
    if (ret_n)
        *ret_n = cs->n;
    return LS_OK;
}

void session_last_is(struct ls_session *s, const struct ls_changeset *id, const struct ls_changeset *stands)
{
    if (!s->last || !ls_changeset_same_id(s->last, id))
        return;
    ls_changeset_free(s->last);
    s->last = stands ? ls_changeset_copy(stands) : NULL;
}

void session_last_becomes(struct ls_session *s, struct ls_changeset *stands)
{
    bool last = s->last && ls_changeset_same_id(s->last, stands);
    ls_changeset_free(last ? s->last : stands);
    s->last = last ? stands : s->last;
}

const struct ls_changeset *ls_session_last(const struct ls_session *s)
{
    return s->last;
}
