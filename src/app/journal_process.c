/* The journal process: keeps changesets on the local disk, so that a slow home never holds up the screen. */
#include "app/processes.h"
#include "app/protocol.h"
#include "base/clock.h"
#include "base/mem.h"
#include "journal/journal.h"

static void journal_send_state(void *channel, const char *key, const char *value)
{
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    ls_pack_str(&b, key);
    ls_pack_str(&b, value);
    protocol_send(channel, JOURNAL_STATE, &b);
}

static void journal_send_writer(struct ls_channel *ch, const struct ls_journal *journal)
{
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    ls_pack_bytes(&b, ls_journal_writer(journal), LS_WRITER_SIZE);
    ls_pack_uint(&b, ls_journal_next(journal));
    protocol_send(ch, JOURNAL_WRITER, &b);
}

static void journal_send_failed(struct ls_channel *ch, const struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    protocol_error_pack(&b, err);
    protocol_send(ch, JOURNAL_FAILED, &b);
}

static void journal_send_staged(struct ls_channel *ch, const struct ls_journal_entry *entry)
{
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    ls_pack_bytes(&b, entry->file_id, LS_WRITER_SIZE);
    ls_pack_uint(&b, entry->records);
    ls_changeset_pack(&b, entry->cs);
    protocol_send(ch, JOURNAL_UNSAVED_STAGED, &b);
}

static void journal_send_unsaved(struct ls_channel *ch, const struct ls_journal *journal, size_t from)
{
    size_t count = ls_journal_unsaved_count(journal);
    for (size_t i = from; i < count; i++) {
        const struct ls_journal_entry *entry = ls_journal_unsaved(journal, i);
        if (entry->staged)
            journal_send_staged(ch, entry);
        else
            protocol_send_changeset_for(ch, JOURNAL_UNSAVED, entry->file_id, entry->cs);
    }
}

static void journal_send_saved(struct ls_channel *ch, const struct ls_journal *journal)
{
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    size_t count;
    const struct ls_journal_saved *saved = ls_journal_saved(journal, &count);
    for (size_t i = 0; i < count; i++) {
        ls_pack_bytes(&b, saved[i].file_id, LS_WRITER_SIZE);
        ls_pack_bytes(&b, saved[i].writer, LS_WRITER_SIZE);
        ls_pack_uint(&b, saved[i].n);
        ls_pack_uint(&b, saved[i].seq);
        ls_pack_int(&b, saved[i].group);
    }
    protocol_send(ch, JOURNAL_SAVED, &b);
}

/* The next of a message's names of changesets; false at its end. */
static bool journal_next_name(struct ls_unpack *u, uint8_t writer[LS_WRITER_SIZE], uint64_t *ret_n)
{
    if (!u->left || u->failed)
        return false;
    ls_unpack_fixed(u, writer, LS_WRITER_SIZE);
    *ret_n = ls_unpack_uint(u);
    return !u->failed;
}

static void journal_recall(struct ls_channel *ch, struct ls_journal *journal, const struct ls_message *message)
{
    struct ls_unpack u;
    uint8_t writer[LS_WRITER_SIZE];
    uint64_t n;
    ls_unpack_init(&u, message->data, message->len);
    while (journal_next_name(&u, writer, &n)) {
        const struct ls_journal_entry *entry = ls_journal_recall(journal, writer, n);
        if (entry)
            protocol_send_changeset_for(ch, JOURNAL_UNSAVED, entry->file_id, entry->cs);
    }
    protocol_send(ch, JOURNAL_RECALLED_ALL, NULL);
}

static void journal_fetch(struct ls_channel *ch, struct ls_journal *journal, const struct ls_message *message)
{
    struct ls_unpack u;
    uint8_t writer[LS_WRITER_SIZE];
    uint64_t n;
    ls_unpack_init(&u, message->data, message->len);
    while (journal_next_name(&u, writer, &n)) {
        struct ls_changeset *cs = ls_journal_find(journal, writer, n);
        if (cs)
            protocol_send_changeset(ch, JOURNAL_FETCHED, cs);
        ls_changeset_free(cs);
    }
    protocol_send(ch, JOURNAL_RECALLED_ALL, NULL);
}

static void journal_hello(struct ls_channel *ch, const struct ls_journal *journal)
{
    journal_send_unsaved(ch, journal, 0);
    journal_send_saved(ch, journal);
    ls_journal_state(journal, journal_send_state, ch);
    journal_send_writer(ch, journal);
}

static void journal_keep(struct ls_channel *ch, struct ls_journal *journal, const struct ls_message *message)
{
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    LS_AUTO(error) struct ls_error err = {0};
    uint8_t file_id[LS_WRITER_SIZE];
    struct ls_changeset *cs = protocol_changeset_for(message, file_id);
    if (!cs)
        return;
    ls_pack_uint(&b, cs->n);
    if (ls_journal_keep(journal, file_id, cs, &err))
        ls_changeset_free(cs);
    protocol_error_pack(&b, &err);
    protocol_send(ch, JOURNAL_KEPT, &b);
}

/* Why an import cannot be kept is said at its end. */
static void journal_stage(struct ls_journal *journal, const struct ls_message *message, struct ls_error *staged)
{
    struct ls_unpack u;
    uint8_t file_id[LS_WRITER_SIZE];
    ls_unpack_init(&u, message->data, message->len);
    ls_unpack_fixed(&u, file_id, sizeof(file_id));
    if (!staged->code)
        ls_journal_stage(journal, file_id, u.at, u.left, staged);
}

static void journal_stage_end(struct ls_channel *ch, struct ls_journal *journal, const struct ls_message *message,
                              struct ls_error *staged)
{
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    struct ls_unpack u;
    ls_unpack_init(&u, message->data, message->len);
    ls_pack_uint(&b, ls_unpack_uint(&u));
    if (!staged->code)
        ls_journal_stage_end(journal, staged);
    protocol_error_pack(&b, staged);
    protocol_send(ch, JOURNAL_KEPT, &b);
    ls_error_done(staged);
}

static void journal_get(struct ls_channel *ch, struct ls_journal *journal, const struct ls_message *message)
{
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT, packed = LS_BUF_INIT;
    struct ls_unpack u;
    uint8_t writer[LS_WRITER_SIZE];
    ls_unpack_init(&u, message->data, message->len);
    ls_unpack_fixed(&u, writer, sizeof(writer));
    uint64_t n = ls_unpack_uint(&u);
    ls_journal_staged(journal, writer, n, &packed);
    ls_pack_bytes(&b, writer, sizeof(writer));
    ls_pack_uint(&b, n);
    ls_buf_add(&b, packed.data, packed.len);
    protocol_send(ch, JOURNAL_GOT, &b);
}

static void journal_settle(struct ls_journal *journal, const struct ls_message *message)
{
    struct ls_unpack u;
    uint8_t writer[LS_WRITER_SIZE];
    ls_unpack_init(&u, message->data, message->len);
    ls_unpack_fixed(&u, writer, sizeof(writer));
    uint64_t n = ls_unpack_uint(&u), seq = ls_unpack_uint(&u);
    if (!u.failed)
        ls_journal_settle(journal, writer, n, seq);
}

static void journal_set(struct ls_journal *journal, const struct ls_message *message)
{
    struct ls_unpack u;
    ls_unpack_init(&u, message->data, message->len);
    LS_AUTO(string) char *key = ls_unpack_str(&u);
    LS_AUTO(string) char *value = ls_unpack_str(&u);
    if (!u.failed)
        ls_journal_set(journal, key, value, NULL);
}

static void journal_set_draft(struct ls_channel *ch, struct ls_journal *journal, const struct ls_message *message)
{
    struct ls_unpack u;
    LS_AUTO(error) struct ls_error err = {0};
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    ls_unpack_init(&u, message->data, message->len);
    LS_AUTO(string) char *key = ls_unpack_str(&u);
    LS_AUTO(string) char *text = ls_unpack_str(&u);
    bool beside = false;
    if (!u.failed)
        ls_journal_set_draft(journal, key, text, &beside, &err);
    protocol_error_pack(&b, &err);
    ls_pack_uint(&b, beside);
    protocol_send(ch, JOURNAL_DRAFT_SET, &b);
}

/* staged: why an import that is being staged cannot be kept. */
static void journal_request(struct ls_channel *ch, struct ls_journal *journal, const struct ls_message *message,
                            struct ls_error *staged)
{
    switch (message->type) {
    case JOURNAL_KEEP: journal_keep(ch, journal, message); break;
    case JOURNAL_STAGE: journal_stage(journal, message, staged); break;
    case JOURNAL_STAGE_END: journal_stage_end(ch, journal, message, staged); break;
    case JOURNAL_GET: journal_get(ch, journal, message); break;
    case JOURNAL_SETTLE: journal_settle(journal, message); break;
    case JOURNAL_SET: journal_set(journal, message); break;
    case JOURNAL_SET_DRAFT: journal_set_draft(ch, journal, message); break;
    case JOURNAL_RECALL: journal_recall(ch, journal, message); break;
    case JOURNAL_FETCH: journal_fetch(ch, journal, message); break;
    case JOURNAL_RENEW:
        ls_journal_renew(journal);
        journal_send_writer(ch, journal);
        break;
    default: break;
    }
}

/* Soon after the start, then at leisure: what other programs have left behind. */
static void journal_adopt(struct ls_channel *ch, struct ls_journal *journal)
{
    size_t before = ls_journal_unsaved_count(journal);
    if (ls_journal_adopt(journal))
        journal_send_unsaved(ch, journal, before);
}

void app_journal_process(struct ls_channel *ch, void *start)
{
    enum { ADOPT_FIRST_MS = 250, ADOPT_LAST_MS = 30000 };
    const struct journal_process_start *with = start;
    struct ls_journal *journal = NULL;
    struct ls_message message;
    LS_AUTO(error) struct ls_error err = {0}, staged = {0};
    int code = with->looks ? ls_journal_look(with->state_dir, with->team_path, &journal, &err)
                           : ls_journal_open(with->state_dir, with->team_path, with->preferred, &journal, &err);
    if (code == LS_OK)
        journal_hello(ch, journal);
    else
        journal_send_failed(ch, &err);
    int64_t wait = ADOPT_FIRST_MS, adopt_at = ls_clock_monotonic() + wait;
    while (!ls_channel_gone(ch)) {
        int64_t left = journal ? adopt_at - ls_clock_monotonic() : -1;
        if (ls_channel_wait(ch, journal && left < 0 ? 0 : (int)left, &message)) {
            if (journal)
                journal_request(ch, journal, &message, &staged);
        } else if (journal && ls_clock_monotonic() >= adopt_at) {
            journal_adopt(ch, journal);
            wait = wait * 2 > ADOPT_LAST_MS ? ADOPT_LAST_MS : wait * 2;
            adopt_at = ls_clock_monotonic() + wait;
        }
    }
    ls_journal_close(journal);
}
