/* Large imports: groups that rest in the local journal and go to the file one after the other, so that others write in
 * between. An import is kept whole or not at all; from then on it goes on, also at the next start, until all of it is in
 * the file. Where that cannot be, or who made it stops it, what is in the file is taken back, the newest group first. */
#include <stdlib.h>
#include <string.h>

#include "app/session_internal.h"
#include "base/clock.h"
#include "base/hash.h"
#include "base/mem.h"
#include "lockstep/rules.h"
#include "store/merge.h"

#define BACK_STATE "import-back/" /* and the group: file id, group of what takes it back, label, seqs; "" where it is done */

enum { STAGE_WAIT_MS = 30000 };

static struct session_import *import_find(struct ls_session *s, ls_id group)
{
    for (size_t i = 0; i < s->import_len; i++) {
        if (s->imports[i].group == group)
            return &s->imports[i];
    }
    return NULL;
}

static struct session_import *import_add(struct ls_session *s, ls_id group, const char *label, const uint8_t *file_id)
{
    LS_GROW(s->imports, s->import_len, s->import_cap);
    struct session_import *import = &s->imports[s->import_len++];
    *import = (struct session_import){.group = group, .label = ls_strdup(label)};
    memcpy(import->file_id, file_id, LS_WRITER_SIZE);
    return import;
}

static void import_done(struct session_import *import)
{
    free(import->label);
    free(import->seqs);
    ls_error_done(&import->why);
}

static void import_remove(struct ls_session *s, struct session_import *import)
{
    size_t at = (size_t)(import - s->imports);
    import_done(import);
    memmove(import, import + 1, (s->import_len - at - 1) * sizeof(*import));
    s->import_len--;
    s->changed = true;
}

void session_imports_done(struct ls_session *s)
{
    for (size_t i = 0; i < s->import_len; i++)
        import_done(&s->imports[i]);
    free(s->imports);
    ls_buf_done(&s->import_said);
}

bool session_imports_run(const struct ls_session *s)
{
    for (size_t i = 0; i < s->import_len; i++) {
        if (!memcmp(s->imports[i].file_id, s->file_id, LS_WRITER_SIZE))
            return true;
    }
    return false;
}

/* The records that are not in the file yet; ret_any: whether anything of the group is on its way. */
static size_t import_left(const struct ls_session *s, ls_id group, bool *ret_any)
{
    size_t records = 0;
    *ret_any = false;
    for (size_t i = 0; i < s->pending_len; i++) {
        if (s->pending[i].cs->group != group)
            continue;
        *ret_any = true;
        records += s->pending[i].records;
    }
    return records;
}

/* --- keeping --------------------------------------------------------------------------------- */

static void import_is_staged(struct session_pending *p, size_t records)
{
    p->import = p->staged = true;
    p->records = records;
}

/* Takes off what is not with the share process; forget: the journal, too, does without it. Returns whether one is left. */
static bool import_drop(struct ls_session *s, ls_id group, bool forget)
{
    bool left = false;
    session_unstack(s);
    for (size_t i = 0; i < s->pending_len;) {
        struct session_pending *p = &s->pending[i];
        bool ours = p->import && p->cs->group == group;
        if (!ours || p->state == PENDING_SENT) {
            left |= ours;
            i++;
            continue;
        }
        if (forget)
            session_settle(s, p->cs->writer, p->cs->n, 0);
        session_pending_drop(s, p);
    }
    return left;
}

/* It could not be kept, so it never was. err: moved from. */
static void import_not_kept(struct ls_session *s, struct session_import *import, struct ls_error *err)
{
    import_drop(s, import->group, false);
    if (import->own)
        ls_error_move(&s->verdict, err);
    import_remove(s, import);
}

/* One group to the journal process. No more than one waits in the channel: an import does not go through memory. */
static int import_stage(struct ls_session *s, struct ls_changeset *cs, struct ls_error *err)
{
    int64_t end = ls_clock_monotonic() + STAGE_WAIT_MS, left = STAGE_WAIT_MS;
    ls_id group = cs->group;
    memcpy(cs->writer, s->writer, LS_WRITER_SIZE);
    cs->n = s->next_n++;
    struct session_pending *p = session_pending_add(s, ls_changeset_new_like(cs), s->file_id);
    import_is_staged(p, cs->len);
    p->own = true;
    p->state = PENDING_UNKEPT;
    protocol_send_changeset_for(&s->journal.channel, JOURNAL_STAGE, s->file_id, cs);
    while (ls_channel_flush(&s->journal.channel), ls_channel_pending(&s->journal.channel)) {
        if (left <= 0)
            return ls_error_set(err, LS_EBUSY, "not kept: the local disk does not answer; nothing was imported");
        session_wait_once(s, left);
        left = end - ls_clock_monotonic();
    }
    return import_find(s, group) ? LS_OK : ls_error_move(err, &s->verdict);
}

static void import_stage_end(struct ls_session *s)
{
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    ls_pack_uint(&b, s->next_n - 1);
    protocol_send(&s->journal.channel, JOURNAL_STAGE_END, &b);
    ls_channel_flush(&s->journal.channel);
}

int ls_session_import(struct ls_session *s, struct ls_changeset **groups, size_t count, struct ls_error *err)
{
    int code = session_ready(s, err);
    if (!code)
        code = ls_session_unread(s, err);
    if (!code)
        import_add(s, groups[0]->group, groups[0]->label, s->file_id)->own = true;
    ls_id group = groups[0]->group;
    int64_t now = ls_clock_now();
    for (size_t i = 0; i < count; i++) {
        struct ls_changeset *cs = groups[i];
        cs->at = now;
        cs->who = cs->who ? cs->who : s->me;
        if (!code) {
            ls_changeset_guard_deleted(cs, s->board);
            import_find(s, group)->records += cs->len;
            code = import_stage(s, cs, err);
        }
        ls_changeset_free(cs);
    }
    free(groups);
    struct session_import *import = import_find(s, group);
    if (!code)
        import_stage_end(s);
    else if (import)
        import_not_kept(s, import, &(struct ls_error){0});
    if (!code)
        session_parts_forget(s); /* the files have asked for all of it, and need it no more */
    s->changed = true;
    return code;
}

void session_import_kept(struct ls_session *s, const struct session_pending *last, struct ls_error *err)
{
    struct session_import *import = import_find(s, last->cs->group);
    uint64_t first = last->cs->n;
    for (size_t i = 0; import && i < s->pending_len; i++) {
        struct session_pending *p = &s->pending[i];
        if (!p->import || p->cs->group != import->group || p->state != PENDING_UNKEPT)
            continue;
        first = p->cs->n < first ? p->cs->n : first;
        p->state = err->code ? p->state : PENDING_KEPT;
    }
    if (import && err->code) {
        s->next_n = first;
        import_not_kept(s, import, err);
    }
}

/* One that was handed over and is not in the journal. */
static struct session_import *import_lost(struct ls_session *s, bool same)
{
    for (size_t i = 0; i < s->pending_len; i++) {
        const struct session_pending *p = &s->pending[i];
        if (p->import && p->staged && p->state == PENDING_UNKEPT && !(same && p->cs->n < s->next_n))
            return import_find(s, p->cs->group);
    }
    return NULL;
}

void session_imports_rekeep(struct ls_session *s, bool same)
{
    struct session_import *import;
    while ((import = import_lost(s, same))) {
        struct ls_error err = {0};
        ls_error_set(&err, LS_EFAILED, "%s was not kept, and nothing of it was imported: the process that keeps your edits ended",
                     import->label);
        import_not_kept(s, import, &err);
    }
}

/* --- from the journal ------------------------------------------------------------------------ */

void session_import_learn(struct ls_session *s, const struct ls_message *message)
{
    struct ls_unpack u;
    uint8_t file_id[LS_WRITER_SIZE];
    struct ls_changeset *head;
    size_t none;
    ls_unpack_init(&u, message->data, message->len);
    ls_unpack_fixed(&u, file_id, sizeof(file_id));
    size_t records = (size_t)ls_unpack_uint(&u);
    if (u.failed || ls_changeset_unpack_head(&u, &head, &none, NULL))
        return;
    struct session_pending *known = session_pending_find(s, head->writer, head->n);
    if (known) {
        known->state = known->state == PENDING_UNKEPT ? PENDING_KEPT : known->state;
        ls_changeset_free(head);
        return;
    }
    struct session_import *import = import_find(s, head->group);
    if (!import)
        import = import_add(s, head->group, head->label, file_id);
    import->records += records;
    session_unstack(s);
    struct session_pending *p = session_pending_recall(s, head, file_id);
    import_is_staged(p, records);
    p->state = PENDING_KEPT;
}

void session_import_get(struct ls_session *s, const struct session_pending *p)
{
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    if (s->import_gets || !s->journal_ready)
        return;
    ls_pack_bytes(&b, p->cs->writer, LS_WRITER_SIZE);
    ls_pack_uint(&b, p->cs->n);
    protocol_send(&s->journal.channel, JOURNAL_GET, &b);
    ls_channel_flush(&s->journal.channel);
    s->import_gets = true;
}

void session_import_ahead(struct ls_session *s, const struct session_pending *sent)
{
    for (const struct session_pending *p = sent + 1; sent->import && p < s->pending + s->pending_len; p++) {
        if (p->staged && p->state == PENDING_KEPT && p->cs->group == sent->cs->group) {
            session_import_get(s, p);
            return;
        }
    }
}

static void import_begin_back(struct ls_session *s, struct session_import *import, struct ls_error *why);

void session_import_got(struct ls_session *s, const struct ls_message *message)
{
    struct ls_unpack u;
    uint8_t writer[LS_WRITER_SIZE];
    s->import_gets = false;
    ls_unpack_init(&u, message->data, message->len);
    ls_unpack_fixed(&u, writer, sizeof(writer));
    uint64_t n = ls_unpack_uint(&u);
    struct session_pending *p = session_pending_find(s, writer, n);
    if (!p || !p->staged)
        return;
    if (u.left) {
        ls_buf_add(&p->packed, u.at, u.left);
        p->staged = false;
        return;
    }
    struct session_import *import = import_find(s, p->cs->group);
    struct ls_error err = {0};
    ls_error_set(&err, LS_EFAILED, "what is left of it cannot be read from the local disk");
    if (import)
        import_begin_back(s, import, &err);
    ls_error_done(&err);
}

void session_import_whole(struct session_pending *p)
{
    struct ls_unpack u;
    struct ls_changeset *cs;
    ls_unpack_init(&u, p->packed.data, p->packed.len);
    if (p->packed.len && ls_changeset_unpack(&u, &cs, NULL) == LS_OK) {
        ls_changeset_free(p->cs);
        p->cs = cs;
    }
    ls_buf_done(&p->packed);
}

/* --- back ------------------------------------------------------------------------------------ */

static void import_remember(struct ls_session *s, const struct session_import *import)
{
    LS_AUTO(string) char *key = ls_asprintf(BACK_STATE "%lld", (long long)import->group);
    LS_AUTO(buf) struct ls_buf value = LS_BUF_INIT;
    for (size_t i = 0; i < LS_WRITER_SIZE; i++)
        ls_buf_printf(&value, "%02x", import->file_id[i]);
    ls_buf_printf(&value, " %lld", (long long)import->back_group);
    for (size_t i = 0; i < import->seq_len; i++)
        ls_buf_printf(&value, " %llu", (unsigned long long)import->seqs[i]);
    ls_buf_printf(&value, "\n%s", import->label);
    session_remember(s, key, value.data);
}

static void import_forget(struct ls_session *s, const struct session_import *import)
{
    LS_AUTO(string) char *key = ls_asprintf(BACK_STATE "%lld", (long long)import->group);
    session_remember(s, key, "");
}

bool session_import_is_key(const char *key)
{
    return !strncmp(key, BACK_STATE, strlen(BACK_STATE));
}

static void import_push(struct session_import *import, uint64_t seq)
{
    LS_GROW(import->seqs, import->seq_len, import->seq_cap);
    import->seqs[import->seq_len++] = seq;
}

/* What an earlier program began to take back. */
void session_import_load(struct ls_session *s, const char *key, const char *value)
{
    uint8_t file_id[LS_WRITER_SIZE];
    ls_id group = strtoll(key + strlen(BACK_STATE), NULL, 10);
    const char *label = strchr(value, '\n');
    char *at = (char *)(uintptr_t)value;
    if (!label || group <= 0 || label - value < 2 * LS_WRITER_SIZE)
        return;
    for (size_t i = 0; i < LS_WRITER_SIZE; i++, at += 2)
        file_id[i] = (uint8_t)strtoul((char[]){at[0], at[1], 0}, NULL, 16);
    struct session_import *import = import_find(s, group);
    if (import && import->back)
        return;
    if (!import)
        import = import_add(s, group, label + 1, file_id);
    import->back = true;
    import->back_group = strtoll(at, &at, 10);
    while (*at == ' ')
        import_push(import, strtoull(at, &at, 10));
}

static int import_by_seq(const void *a, const void *b)
{
    const uint64_t *left = a, *right = b;
    return (*left > *right) - (*left < *right);
}

/* why is moved from. */
static void import_begin_back(struct ls_session *s, struct session_import *import, struct ls_error *why)
{
    if (import->back)
        return;
    import->back = true;
    import->back_group = ls_id_new();
    ls_error_move(&import->why, why);
    for (size_t i = 0; i < s->saved_len; i++) {
        if (s->saved[i].group == import->group && !memcmp(s->saved[i].file_id, import->file_id, LS_WRITER_SIZE))
            import_push(import, s->saved[i].seq);
    }
    if (import->seq_len)
        qsort(import->seqs, import->seq_len, sizeof(*import->seqs), import_by_seq);
    import_remember(s, import);
    import_drop(s, import->group, true);
    ls_channel_flush(&s->journal.channel);
}

void session_import_refused(struct ls_session *s, const struct session_pending *p, struct ls_error *why)
{
    struct session_import *import = import_find(s, p->cs->group);
    if (import)
        import_begin_back(s, import, why);
}

/* One that was with the share process when the import was stopped. */
void session_import_saved(struct ls_session *s, const struct ls_changeset *head, uint64_t seq)
{
    struct session_import *import = import_find(s, head->group);
    if (!import || !import->back)
        return;
    import_push(import, seq);
    import_remember(s, import);
}

void ls_session_import_stop(struct ls_session *s)
{
    for (size_t i = 0; i < s->import_len; i++) {
        struct ls_error why = {0};
        if (!s->imports[i].own || s->imports[i].back)
            continue;
        ls_error_set(&why, LS_EINTERRUPTED, "interrupted");
        import_begin_back(s, &s->imports[i], &why);
    }
    session_ask(s);
}

/* The one that is taken back now, when its newest group is to be got out of the log. */
static struct session_import *import_going_back(struct ls_session *s)
{
    for (size_t i = 0; i < s->import_len; i++) {
        struct session_import *import = &s->imports[i];
        bool any;
        if (!import->back || memcmp(import->file_id, s->file_id, LS_WRITER_SIZE))
            continue;
        import_left(s, import->group, &any);
        if (!any)
            import_left(s, import->back_group, &any);
        return any || !import->seq_len ? NULL : import;
    }
    return NULL;
}

void session_imports_step(struct ls_session *s)
{
    struct session_import *import = import_going_back(s);
    if (!import || import->asked)
        return;
    import->asked = true;
    session_ask_question(s, &(struct session_question){.kind = QUESTION_BACK, .upto = import->seqs[import->seq_len - 1], .limit = 1});
}

static bool import_leave(struct session_import *import, struct ls_changeset *inverse, ls_id id)
{
    struct ls_record_edit *record = (struct ls_record_edit *)(uintptr_t)ls_changeset_record(inverse, id);
    if (!record)
        return false;
    for (size_t i = 0; i < record->len; i++) {
        ls_value_done(&record->edits[i].before);
        ls_value_done(&record->edits[i].after);
    }
    record->len = 0;
    ls_changeset_prune(inverse);
    import->stayed++;
    return true;
}

/* What others have changed since, or refer to, stays. */
static void import_leave_built_on(struct ls_session *s, struct session_import *import, struct ls_changeset *inverse)
{
    struct store_merge merge;
    struct ls_culprit culprit;
    int code;
    session_restack(s);
    store_merge(s->board, inverse, &merge);
    for (size_t i = 0; merge.mine && i < merge.mine->len; i++)
        import_leave(import, inverse, merge.mine->records[i].id);
    store_merge_done(&merge);
    do {
        culprit = (struct ls_culprit){0};
        struct ls_board_trial *trial = ls_board_try(s->board, inverse);
        code = ls_rules_find(s->board, inverse, &culprit, NULL);
        ls_board_try_end(s->board, trial);
    } while (code && import_leave(import, inverse, culprit.record));
}

static void import_take_back(struct ls_session *s, ls_id group, const struct ls_changeset *act)
{
    LS_AUTO(error) struct ls_error err = {0};
    struct session_import *import = import_find(s, group);
    struct ls_changeset *inverse = session_inverse(act, false, import->back_group);
    struct session_pending *p;
    import_leave_built_on(s, import, inverse);
    bool taken = inverse->len && session_take(s, inverse, NULL, &p, &err) == LS_OK;
    import = import_find(s, group); /* waiting for the journal may have moved it */
    if (!taken && import)
        import->stayed += inverse->len;
    if (!taken)
        ls_changeset_free(inverse);
    if (import)
        import_remember(s, import);
}

void session_import_answer(struct ls_session *s, struct ls_changeset **log, size_t count, struct ls_error *err)
{
    struct session_import *import = import_going_back(s);
    if (import) {
        import->asked = false;
        if (!err->code) {
            uint64_t seq = import->seqs[--import->seq_len];
            if (count && log[0]->seq == seq && log[0]->group == import->group)
                import_take_back(s, import->group, log[0]);
            else
                import_remember(s, import); /* the file does not have it any more */
        }
    }
    for (size_t i = 0; i < count; i++)
        ls_changeset_free(log[i]);
    free(log);
    if (err->code)
        s->retry_at = ls_clock_monotonic() + 1000;
}

/* --- the end --------------------------------------------------------------------------------- */

static void import_tell_own(struct ls_session *s, struct session_import *import)
{
    struct ls_error *why = &import->why;
    if (!import->back)
        return;
    ls_error_done(&s->verdict);
    if (why->code == LS_EINTERRUPTED)
        ls_error_set(&s->verdict, why->code, "%s was interrupted and has been taken back", import->label);
    else
        ls_error_set(&s->verdict, why->code ? why->code : LS_EFAILED, "%s was taken back: %s", import->label, why->message ? why->message : "");
    if (import->stayed)
        ls_error_hint(&s->verdict, "%zu of its records %s: others have built on them meanwhile", import->stayed,
                      import->stayed == 1 ? "stays" : "stay");
    else if (why->hint)
        ls_error_hint(&s->verdict, "%s", why->hint);
}

static void import_tell(struct ls_session *s, struct session_import *import)
{
    struct ls_buf *said = &s->import_said;
    if (said->len)
        ls_buf_str(said, "; ");
    if (import->back && import->why.code)
        ls_buf_printf(said, "%s was taken back: %s", import->label, import->why.message);
    else if (import->back)
        ls_buf_printf(said, "%s, which was interrupted, has been taken back", import->label);
    else
        ls_buf_printf(said, "%s, which was interrupted, is complete now", import->label);
    if (import->stayed)
        ls_buf_printf(said, "; %zu of its records %s: others have built on them meanwhile", import->stayed,
                      import->stayed == 1 ? "stays" : "stay");
    session_event(s, (struct ls_session_event){.kind = LS_SESSION_EVENT_HEALED}, NULL);
}

/* What has nothing left on its way is over. */
void session_imports_review(struct ls_session *s)
{
    bool over = false;
    for (size_t i = 0; i < s->import_len;) {
        struct session_import *import = &s->imports[i];
        bool any, back = false;
        import_left(s, import->group, &any);
        if (import->back)
            import_left(s, import->back_group, &back);
        if (any || back || import->seq_len || import->asked) {
            i++;
            continue;
        }
        if (import->back)
            import_forget(s, import);
        if (import->own)
            import_tell_own(s, import);
        else
            import_tell(s, import);
        import_remove(s, import);
        over = true;
    }
    if (over && !s->import_len)
        session_undo_again(s);
}

size_t ls_session_import_left(const struct ls_session *s, size_t *ret_all)
{
    size_t left = 0;
    bool any;
    *ret_all = 0;
    for (size_t i = 0; i < s->import_len; i++) {
        const struct session_import *import = &s->imports[i];
        if (!import->own || import->back)
            continue;
        *ret_all += import->records;
        left += import_left(s, import->group, &any);
    }
    return left;
}
