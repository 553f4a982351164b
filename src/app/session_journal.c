/* What the journal process says: what was kept and is not saved yet, that one is kept or could not be, and under which name the
 * journal goes on. */
#include <string.h>

#include "app/session_internal.h"
#include "base/mem.h"

static void journal_unsaved(struct ls_session *s, const struct ls_message *message)
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

static void journal_fetched(struct ls_session *s, const struct ls_message *message)
{
    struct ls_changeset *cs = protocol_changeset(message);
    if (cs)
        session_heal_fetched(s, cs);
}

/* A changeset gets another name; what takes it back names it by that from now on, and so is another one too. */
static void journal_rename_undo(struct ls_session *s, const struct ls_changeset_name *old, const struct ls_changeset *now)
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
static void journal_rekeep(struct ls_session *s, struct session_pending *p, bool same)
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
        journal_rename_undo(s, &old, p->cs);
        session_keep(s, p);
    } else if (same) {
        p->cs->n = s->next_n++;
        session_keep(s, p);
    } else {
        LS_AUTO(error) struct ls_error err = {0};
        ls_error_set(&err, LS_EFAILED, "%s was perhaps not kept: look whether it is there", p->cs->label);
        session_refused(s, p, &err);
    }
}

/* The journal is open under this name. */
static void journal_writer(struct ls_session *s, const struct ls_message *message)
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
            journal_rekeep(s, p, same);
        i += s->pending_len == len;
    }
}

/* One that could not be kept is taken off, and so are those after it: the journal has no gaps. */
static void journal_not_kept(struct ls_session *s, uint64_t n, struct ls_error *err)
{
    struct session_pending *p = session_pending_find(s, s->writer, n);
    if (!p)
        return;
    session_refused(s, p, err);
    if (n < s->next_n)
        s->next_n = n;
}

static void journal_kept(struct ls_session *s, const struct ls_message *message)
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
        journal_not_kept(s, n, &err);
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

void session_journal_heard(struct ls_session *s, const struct ls_message *message)
{
    struct ls_unpack u;
    ls_unpack_init(&u, message->data, message->len);
    switch (message->type) {
    case JOURNAL_UNSAVED: journal_unsaved(s, message); break;
    case JOURNAL_UNSAVED_STAGED: session_import_learn(s, message); break;
    case JOURNAL_GOT: session_import_got(s, message); break;
    case JOURNAL_FETCHED: journal_fetched(s, message); break;
    case JOURNAL_WRITER: journal_writer(s, message); break;
    case JOURNAL_KEPT: journal_kept(s, message); break;
    case JOURNAL_DRAFT_SET:
        s->drafts_waiting -= s->drafts_waiting > 0;
        ls_error_done(&s->draft_error);
        protocol_error_unpack(&u, &s->draft_error);
        s->draft_beside = ls_unpack_uint(&u);
        break;
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
