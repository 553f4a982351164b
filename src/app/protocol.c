/* Packing of the messages between the session and its helpers. */
#include "app/protocol.h"

#include <stdlib.h>

#include "base/mem.h"

void protocol_error_pack(struct ls_buf *b, const struct ls_error *err)
{
    ls_pack_int(b, err->code);
    ls_pack_str(b, err->message);
    ls_pack_str(b, err->hint);
}

void protocol_error_unpack(struct ls_unpack *u, struct ls_error *ret_err)
{
    *ret_err = (struct ls_error){.code = (enum ls_code)ls_unpack_int(u)};
    ret_err->message = ls_unpack_str(u);
    ret_err->hint = ls_unpack_str(u);
    if (!*ret_err->hint) {
        free(ret_err->hint);
        ret_err->hint = NULL;
    }
}

static void protocol_maybe_pack(struct ls_buf *b, const struct ls_changeset *cs)
{
    ls_pack_uint(b, cs != NULL);
    if (cs)
        ls_changeset_pack(b, cs);
}

static struct ls_changeset *protocol_maybe_unpack(struct ls_unpack *u)
{
    struct ls_changeset *cs = NULL;
    if (ls_unpack_uint(u) && ls_changeset_unpack(u, &cs, NULL))
        u->failed = true;
    return cs;
}

void protocol_committed_done(struct protocol_committed *answer)
{
    ls_error_done(&answer->error);
    ls_changeset_free(answer->mine);
    ls_changeset_free(answer->theirs);
    *answer = (struct protocol_committed){0};
}

void protocol_committed_pack(struct ls_buf *b, const struct protocol_committed *answer)
{
    ls_pack_bytes(b, answer->writer, LS_WRITER_SIZE);
    ls_pack_uint(b, answer->n);
    ls_pack_uint(b, answer->seq);
    ls_pack_uint(b, answer->final);
    ls_pack_uint(b, answer->name_taken);
    ls_pack_uint(b, answer->waits);
    ls_pack_int(b, answer->missing);
    protocol_error_pack(b, &answer->error);
    protocol_maybe_pack(b, answer->mine);
    protocol_maybe_pack(b, answer->theirs);
}

bool protocol_committed_unpack(struct ls_unpack *u, struct protocol_committed *ret_answer)
{
    *ret_answer = (struct protocol_committed){0};
    ls_unpack_fixed(u, ret_answer->writer, LS_WRITER_SIZE);
    ret_answer->n = ls_unpack_uint(u);
    ret_answer->seq = ls_unpack_uint(u);
    ret_answer->final = ls_unpack_uint(u) != 0;
    ret_answer->name_taken = ls_unpack_uint(u) != 0;
    ret_answer->waits = ls_unpack_uint(u) != 0;
    ret_answer->missing = ls_unpack_int(u);
    protocol_error_unpack(u, &ret_answer->error);
    ret_answer->mine = protocol_maybe_unpack(u);
    ret_answer->theirs = protocol_maybe_unpack(u);
    return !u->failed;
}

void protocol_event_pack(struct ls_buf *b, const struct ls_event *event)
{
    ls_pack_int(b, event->record);
    ls_pack_uint(b, event->entity);
    ls_pack_uint(b, (uint64_t)event->field);
    ls_pack_int(b, event->who);
    ls_pack_int(b, event->at);
    ls_pack_bytes(b, event->writer, LS_WRITER_SIZE);
    ls_pack_uint(b, event->n);
    ls_value_pack(b, &event->before);
    ls_value_pack(b, &event->after);
}

bool protocol_event_unpack(struct ls_unpack *u, struct ls_event *ret_event)
{
    if (!u->left || u->failed)
        return false;
    struct ls_event event = {.record = ls_unpack_int(u)};
    event.entity = (enum ls_entity)ls_unpack_uint(u);
    event.field = (int)ls_unpack_uint(u);
    event.who = ls_unpack_int(u);
    event.at = ls_unpack_int(u);
    ls_unpack_fixed(u, event.writer, LS_WRITER_SIZE);
    event.n = ls_unpack_uint(u);
    event.before = ls_value_unpack(u);
    event.after = ls_value_unpack(u);
    if (!u->failed)
        *ret_event = event;
    return !u->failed;
}

void protocol_send(struct ls_channel *ch, enum app_message type, const struct ls_buf *payload)
{
    ls_channel_send(ch, type, payload ? payload->data : NULL, payload ? payload->len : 0);
}

void protocol_send_changeset(struct ls_channel *ch, enum app_message type, const struct ls_changeset *cs)
{
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    ls_changeset_pack(&b, cs);
    protocol_send(ch, type, &b);
}

struct ls_changeset *protocol_changeset(const struct ls_message *message)
{
    struct ls_unpack u;
    struct ls_changeset *cs;
    ls_unpack_init(&u, message->data, message->len);
    return ls_changeset_unpack(&u, &cs, NULL) == LS_OK ? cs : NULL;
}

void protocol_send_changeset_for(struct ls_channel *ch, enum app_message type, const uint8_t file_id[LS_WRITER_SIZE],
                                 const struct ls_changeset *cs)
{
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    ls_pack_bytes(&b, file_id, LS_WRITER_SIZE);
    ls_changeset_pack(&b, cs);
    protocol_send(ch, type, &b);
}

void protocol_send_commit(struct ls_channel *ch, const uint8_t file_id[LS_WRITER_SIZE], const struct ls_changeset *cs,
                          unsigned flags)
{
    LS_AUTO(buf) struct ls_buf packed = LS_BUF_INIT;
    ls_changeset_pack(&packed, cs);
    protocol_send_commit_packed(ch, file_id, &packed, flags);
}

void protocol_send_commit_packed(struct ls_channel *ch, const uint8_t file_id[LS_WRITER_SIZE], const struct ls_buf *packed,
                                 unsigned flags)
{
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    ls_pack_bytes(&b, file_id, LS_WRITER_SIZE);
    ls_buf_add(&b, packed->data, packed->len);
    ls_pack_uint(&b, flags);
    protocol_send(ch, SHARE_COMMIT, &b);
}

struct ls_changeset *protocol_commit(const struct ls_message *message, uint8_t ret_file_id[LS_WRITER_SIZE],
                                     unsigned *ret_flags)
{
    struct ls_unpack u;
    struct ls_changeset *cs;
    ls_unpack_init(&u, message->data, message->len);
    ls_unpack_fixed(&u, ret_file_id, LS_WRITER_SIZE);
    if (ls_changeset_unpack(&u, &cs, NULL) != LS_OK)
        return NULL;
    *ret_flags = (unsigned)ls_unpack_uint(&u);
    return cs;
}

struct ls_changeset *protocol_changeset_for(const struct ls_message *message, uint8_t ret_file_id[LS_WRITER_SIZE])
{
    struct ls_unpack u;
    struct ls_changeset *cs;
    ls_unpack_init(&u, message->data, message->len);
    ls_unpack_fixed(&u, ret_file_id, LS_WRITER_SIZE);
    return ls_changeset_unpack(&u, &cs, NULL) == LS_OK ? cs : NULL;
}
