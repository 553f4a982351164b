/* The journal heals the file: what was saved and is not in the file any more is put back, or asked about (session_lost.c).
 *
 * When the file has been read, the share process is asked whether all that this machine's journal has saved stands in
 * its log. What is lost is unsaved again and goes the way of every changeset: merged field by field, once, in its order,
 * before what was made since. Asked first is who lost many, and where the file went back to an older state without a
 * restore; after a restore that discards, what is newer is only offered. */
#include <stdlib.h>
#include <string.h>

#include "app/session_internal.h"
#include "base/clock.h"
#include "base/mem.h"

enum { HEAL_AT_ONCE = 20, HEAL_RETRY_MS = 1000, HEAL_DAMAGED_MS = 5000 };

#define HEAL_STATE "incarnation"
#define HEAL_OPEN "lost" /* of which file a question is open: id and incarnation */

/* --- what was saved -------------------------------------------------------------------------- */

void session_heal_saved(struct ls_session *s, const struct session_saved *saved)
{
    LS_GROW(s->saved, s->saved_len, s->saved_cap);
    s->saved[s->saved_len++] = *saved;
}

void session_heal_learn(struct ls_session *s, const struct ls_message *message)
{
    struct ls_unpack u;
    ls_unpack_init(&u, message->data, message->len);
    s->saved_len = 0; /* a journal process that was started again says all of it again */
    while (u.left && !u.failed) {
        struct session_saved saved = {0};
        ls_unpack_fixed(&u, saved.file_id, LS_WRITER_SIZE);
        ls_unpack_fixed(&u, saved.writer, LS_WRITER_SIZE);
        saved.n = ls_unpack_uint(&u);
        saved.seq = ls_unpack_uint(&u);
        saved.group = ls_unpack_int(&u);
        if (!u.failed)
            session_heal_saved(s, &saved);
    }
}

static void heal_forget(struct ls_session *s, const struct session_lost *lost)
{
    size_t kept = 0;
    for (size_t i = 0; i < s->saved_len; i++) {
        if (s->saved[i].n != lost->n || memcmp(s->saved[i].writer, lost->writer, LS_WRITER_SIZE))
            s->saved[kept++] = s->saved[i];
    }
    s->saved_len = kept;
}

static void heal_clear(struct ls_session *s)
{
    for (size_t i = 0; i < s->lost_len; i++)
        ls_changeset_free(s->lost[i].cs);
    s->lost_len = 0;
}

void session_heal_done(struct ls_session *s)
{
    heal_clear(s);
    free(s->lost);
}

/* --- which incarnation we know ---------------------------------------------------------------- */

static char *heal_state(const struct ls_session *s)
{
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    for (size_t i = 0; i < LS_WRITER_SIZE; i++)
        ls_buf_printf(&b, "%02x", s->file_id[i]);
    ls_buf_printf(&b, ":%lld", (long long)s->incarnation);
    return ls_buf_steal(&b);
}

/* Whether the file has been restored since this machine last looked. */
static bool heal_is_newer(const struct ls_session *s)
{
    LS_AUTO(string) char *now = heal_state(s);
    size_t id = 2 * LS_WRITER_SIZE + 1;
    for (size_t i = 0; i < s->state_len; i++) {
        const char *known = s->state[i].value;
        if (!strcmp(s->state[i].key, HEAL_STATE) && !strncmp(known, now, id))
            return strtoll(known + id, NULL, 10) < s->incarnation;
    }
    return false;
}

static bool heal_has(const struct ls_session *s, const char *key, const char *value)
{
    for (size_t i = 0; i < s->state_len; i++) {
        if (!strcmp(s->state[i].key, key) && !strcmp(s->state[i].value, value))
            return true;
    }
    return false;
}

/* A question was left open: what was put back of it since stands in the log where others were lost, so that the log's
 * end does not tell. */
static bool heal_is_open(const struct ls_session *s)
{
    LS_AUTO(string) char *now = heal_state(s);
    return heal_has(s, HEAL_OPEN, now);
}

static void heal_remember(struct ls_session *s)
{
    LS_AUTO(string) char *now = heal_state(s);
    if (!heal_has(s, HEAL_STATE, now))
        session_remember(s, HEAL_STATE, now);
    if (heal_is_open(s))
        session_remember(s, HEAL_OPEN, "");
}

/* --- looking --------------------------------------------------------------------------------- */

/* It is looked at again at leisure: somebody may restore it, and a drive may be behind. */
void session_damaged(struct ls_session *s)
{
    LS_AUTO(error) struct ls_error told = {0};
    s->heal = HEAL_DAMAGED;
    s->heal_at = ls_clock_monotonic() + HEAL_DAMAGED_MS;
    if (!s->damage.code)
        session_damage_words(s, &s->damage);
    session_damage_words(s, &told);
    session_trouble(s, &told);
}

void session_heal_begin(struct ls_session *s, int64_t incarnation, bool discarding)
{
    ls_error_done(&s->damage);
    s->incarnation = incarnation;
    s->discarding = discarding;
    s->heal = HEAL_LOOK;
    heal_clear(s);
}

bool session_heal_waits(const struct ls_session *s)
{
    if (s->damage.code) /* nobody can say, and reading goes on */
        return false;
    return s->heal == HEAL_LOOK || s->heal == HEAL_LOOKING || s->heal == HEAL_RECALLING || s->heal == HEAL_FETCHING;
}

static int heal_by_seq(const void *a, const void *b)
{
    const struct session_saved *left = a, *right = b;
    return left->seq < right->seq ? -1 : left->seq > right->seq;
}

bool session_heal_ask(struct ls_session *s)
{
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    if ((s->heal != HEAL_LOOK && s->heal != HEAL_DAMAGED) || !s->journal_ready)
        return false;
    if (s->saved_len)
        qsort(s->saved, s->saved_len, sizeof(*s->saved), heal_by_seq);
    ls_pack_uint(&b, heal_is_open(s) || heal_is_newer(s));
    for (size_t i = 0; i < s->saved_len; i++) {
        if (memcmp(s->saved[i].file_id, s->file_id, LS_WRITER_SIZE))
            continue;
        ls_pack_bytes(&b, s->saved[i].writer, LS_WRITER_SIZE);
        ls_pack_uint(&b, s->saved[i].n);
        ls_pack_uint(&b, s->saved[i].seq);
    }
    protocol_send(&s->share.channel, SHARE_CHECK, &b);
    s->heal = HEAL_LOOKING;
    return true;
}

static void heal_lost(struct ls_session *s, const uint8_t *writer, uint64_t n, struct ls_changeset *cs)
{
    struct session_lost lost = {.n = n, .cs = cs};
    memcpy(lost.writer, writer, LS_WRITER_SIZE);
    LS_GROW(s->lost, s->lost_len, s->lost_cap);
    s->lost[s->lost_len++] = lost;
}

/* What was kept and not saved before a restore that discards is offered like the rest. */
static void heal_hold(struct ls_session *s)
{
    session_unstack(s);
    for (size_t i = 0; i < s->pending_len;) {
        struct session_pending *p = &s->pending[i];
        if (p->state != PENDING_KEPT || !session_pending_here(s, p)) {
            i++;
            continue;
        }
        heal_lost(s, p->cs->writer, p->cs->n, p->import ? NULL : ls_changeset_copy(p->cs));
        session_pending_drop(s, p);
    }
}

/* What of the lost ones the journal is to do something about. */
static void heal_tell_journal(struct ls_session *s, enum app_message type, size_t from, size_t count)
{
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    for (size_t i = from; i < from + count; i++) {
        if (type == JOURNAL_FETCH && s->lost[i].cs)
            continue;
        ls_pack_bytes(&b, s->lost[i].writer, LS_WRITER_SIZE);
        ls_pack_uint(&b, s->lost[i].n);
    }
    protocol_send(&s->journal.channel, type, &b);
    ls_channel_flush(&s->journal.channel);
}

static void heal_fetch(struct ls_session *s)
{
    LS_AUTO(string) char *now = heal_state(s);
    if (!heal_is_open(s))
        session_remember(s, HEAL_OPEN, now);
    heal_tell_journal(s, JOURNAL_FETCH, 0, s->lost_len);
    s->heal = HEAL_FETCHING;
}

void session_heal_answered(struct ls_session *s, size_t from, size_t count)
{
    for (size_t i = from; i < from + count; i++) {
        heal_forget(s, &s->lost[i]);
        ls_changeset_free(s->lost[i].cs);
    }
    memmove(&s->lost[from], &s->lost[from + count], (s->lost_len - from - count) * sizeof(*s->lost));
    s->lost_len -= count;
    if (!s->lost_len)
        heal_remember(s);
}

void session_heal_recall(struct ls_session *s, size_t from, size_t count)
{
    heal_tell_journal(s, JOURNAL_RECALL, from, count);
    session_heal_answered(s, from, count);
    s->heal = HEAL_RECALLING;
    s->recalled_at = 0;
}

void session_heal_checked(struct ls_session *s, const struct ls_message *message)
{
    struct ls_unpack u;
    uint8_t writer[LS_WRITER_SIZE];
    LS_AUTO(error) struct ls_error err = {0};
    ls_unpack_init(&u, message->data, message->len);
    protocol_error_unpack(&u, &err);
    bool back = ls_unpack_uint(&u) != 0, newer = heal_is_newer(s);
    s->asked = 0;
    heal_clear(s);
    s->heal = HEAL_WELL;
    if (err.code == LS_ECORRUPT) {
        session_damaged(s);
        return;
    }
    ls_error_done(&s->damage);
    if (err.code) {
        s->heal = HEAL_LOOK;
        s->heal_at = ls_clock_monotonic() + HEAL_RETRY_MS;
        session_trouble(s, &err);
        return;
    }
    while (u.left && !u.failed) {
        ls_unpack_fixed(&u, writer, sizeof(writer));
        uint64_t n = ls_unpack_uint(&u);
        if (!u.failed)
            heal_lost(s, writer, n, NULL);
    }
    if (newer && s->discarding)
        heal_hold(s);
    if (!s->lost_len) {
        heal_remember(s);
        return;
    }
    s->lost_why = newer && s->discarding      ? LS_LOST_DISCARDED
                  : newer                     ? LS_LOST_RESTORED
                  : back                      ? LS_LOST_WENT_BACK
                  : s->lost_len > HEAL_AT_ONCE ? LS_LOST_MANY
                                              : LS_LOST_DRIVE;
    if (s->lost_why == LS_LOST_RESTORED || s->lost_why == LS_LOST_DRIVE)
        session_heal_recall(s, 0, s->lost_len);
    else
        heal_fetch(s);
}

/* --- putting back ---------------------------------------------------------------------------- */

/* They come in their order, and go before what was made since. */
bool session_heal_place(struct ls_session *s, size_t *ret_at)
{
    if (s->heal != HEAL_RECALLING)
        return false;
    *ret_at = s->recalled_at++;
    s->healed++;
    return true;
}

void session_heal_fetched(struct ls_session *s, struct ls_changeset *cs)
{
    for (size_t i = 0; s->heal == HEAL_FETCHING && i < s->lost_len; i++) {
        if (s->lost[i].cs || s->lost[i].n != cs->n || memcmp(s->lost[i].writer, cs->writer, LS_WRITER_SIZE))
            continue;
        s->lost[i].cs = cs;
        return;
    }
    ls_changeset_free(cs);
}

/* What another process of this machine holds by now is its business. */
static void heal_ask_about(struct ls_session *s)
{
    size_t kept = 0;
    for (size_t i = 0; i < s->lost_len; i++) {
        if (s->lost[i].cs)
            s->lost[kept++] = s->lost[i];
    }
    s->lost_len = kept;
    s->heal = kept ? HEAL_ASKS : HEAL_WELL;
    if (kept)
        session_event(s, (struct ls_session_event){.kind = LS_SESSION_EVENT_LOST}, NULL);
}

void session_heal_recalled_all(struct ls_session *s)
{
    if (s->heal == HEAL_FETCHING)
        heal_ask_about(s);
    if (s->heal != HEAL_RECALLING)
        return;
    s->heal = s->lost_len ? HEAL_ASKS : HEAL_WELL;
    if (s->recalled_at)
        session_event(s, (struct ls_session_event){.kind = LS_SESSION_EVENT_HEALED, .n = s->recalled_at}, NULL);
}
