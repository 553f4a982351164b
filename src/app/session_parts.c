/* A session whose board reads what it is asked for: the command line, which may wait; and an export, which is text from
 * the share process. While a part is waited for, nothing else that the share process says is looked at: it is held back,
 * in its order, for the next turn. */
#include <stdlib.h>
#include <string.h>

#include "app/session_internal.h"
#include "base/clock.h"
#include "base/mem.h"
#include "lockstep/exchange.h"

/* So many records of an entity one by one; after that all of it is cheaper. */
enum { PARTS_SINGLES = 64 };

struct session_held {
    uint32_t type;
    void *data;
    size_t len;
};

/* --- messages -------------------------------------------------------------------------------- */

static void parts_hold(struct ls_session *s, const struct ls_message *message)
{
    struct session_parts *parts = &s->parts;
    LS_GROW(parts->held, parts->held_len, parts->held_cap);
    struct session_held *held = &parts->held[parts->held_len++];
    *held = (struct session_held){message->type, ls_alloc(message->len + 1), message->len};
    memcpy(held->data, message->data, message->len);
}

/* What is in hand is a copy: handling it may read a part, and that moves what lies in the channel. */
bool session_parts_next(struct ls_session *s, struct ls_channel *ch, struct ls_message *ret_message)
{
    struct session_parts *parts = &s->parts;
    struct ls_message message;
    if (parts->held_at == parts->held_len && ls_channel_next(ch, &message))
        parts_hold(s, &message);
    free(parts->in_hand);
    parts->in_hand = NULL;
    if (parts->held_at == parts->held_len) {
        parts->held_at = parts->held_len = 0;
        return false;
    }
    const struct session_held *held = &parts->held[parts->held_at++];
    parts->in_hand = held->data;
    *ret_message = (struct ls_message){held->type, held->data, held->len};
    return true;
}

bool session_parts_held(const struct ls_session *s)
{
    return s->parts.held_at < s->parts.held_len;
}

/* --- reading --------------------------------------------------------------------------------- */

static void parts_ask(struct ls_session *s, const struct ls_board_need *need)
{
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    ls_pack_uint(&b, s->seq);
    ls_pack_uint(&b, need->part);
    ls_pack_uint(&b, need->entity);
    ls_pack_int(&b, need->key);
    protocol_send(&s->share.channel, SHARE_READ, &b);
}

static void parts_records(struct ls_board *board, const struct ls_message *message)
{
    struct ls_unpack u;
    struct ls_record *record;
    ls_unpack_init(&u, message->data, message->len);
    while (u.left && ls_record_unpack(&u, &record, NULL) == LS_OK)
        ls_board_read(board, record);
}

static void parts_events(struct ls_board *board, const struct ls_message *message)
{
    struct ls_unpack u;
    struct ls_event event;
    ls_unpack_init(&u, message->data, message->len);
    while (protocol_event_unpack(&u, &event))
        ls_board_read_event(board, &event);
}

/* Takes what belongs to the part; false until the part is there. */
static bool parts_take(struct ls_session *s, void *arg, const struct ls_message *message)
{
    struct ls_unpack u;
    switch (message->type) {
    case SHARE_RECORDS: parts_records(arg, message); return false;
    case SHARE_EVENTS: parts_events(arg, message); return false;
    case SHARE_READ_DONE:
        ls_unpack_init(&u, message->data, message->len);
        ls_error_done(&s->parts.unread);
        protocol_error_unpack(&u, &s->parts.unread);
        return true;
    default: parts_hold(s, message); return false;
    }
}

/* Waits for what was asked for; take is given what comes and says when it is there. False: it never comes. */
static bool parts_wait(struct ls_session *s, bool (*take)(struct ls_session *, void *, const struct ls_message *), void *arg)
{
    struct ls_message message;
    int64_t end = ls_clock_monotonic() + s->parts.wait_ms, left;
    while ((left = end - ls_clock_monotonic()) > 0 && ls_channel_wait(&s->share.channel, (int)left, &message)) {
        if (!take(s, arg, &message)) {
            if (message.type == SHARE_TEXT || message.type == SHARE_RECORDS)
                end = ls_clock_monotonic() + s->parts.wait_ms; /* it answers, and there is much of it */
            continue;
        }
        while (ls_channel_next(&s->share.channel, &message))
            parts_hold(s, &message); /* no poll would tell of what has come already */
        return !s->parts.unread.code;
    }
    if (ls_channel_gone(&s->share.channel)) {
        ls_error_set(&s->parts.unread, LS_EBUSY, "the process that reads the team file ended while it read");
        ls_error_hint(&s->parts.unread, "nothing was done, try again; lockstep doctor looks whether the file is damaged");
    } else {
        ls_error_set(&s->parts.unread, LS_EBUSY, "%s does not answer", s->path);
        ls_error_hint(&s->parts.unread, "the drive is silent, or somebody holds the file; nothing was done, try again");
    }
    return false;
}

static bool parts_read(void *arg, struct ls_board *board, const struct ls_board_need *need)
{
    struct ls_session *s = arg;
    if (s->phase != LS_SESSION_LOADED || s->parts.unread.code || s->share.channel.fd < 0)
        return false;
    parts_ask(s, need);
    return parts_wait(s, parts_take, board);
}

struct ls_board *session_board_new(struct ls_session *s)
{
    if (s->parts.wait_ms <= 0)
        return ls_board_new();
    return ls_board_new_parts(&(struct ls_board_source){.read = parts_read, .arg = s, .singles = PARTS_SINGLES});
}

/* Somebody may hold the file for writing, and what was kept earlier then waits for him: what is to be done now must not. */
void session_parts_all(struct ls_session *s)
{
    for (int e = 0; e < LS_E_COUNT && s->parts.wait_ms > 0; e++)
        ls_board_count(s->board, (enum ls_entity)e);
    if (s->parts.wait_ms > 0)
        ls_board_event_count(s->board);
}

void session_parts_forget(struct ls_session *s)
{
    if (s->parts.wait_ms <= 0)
        return;
    session_unstack(s);
    ls_board_take(s->board, session_board_new(s));
    s->me_board = s->me ? s->board : NULL; /* who I am stays: to look again would wait for the group that is on its way */
    s->me_version = ls_board_version(s->board);
}

int ls_session_unread(const struct ls_session *s, struct ls_error *err)
{
    const struct ls_error *unread = &s->parts.unread;
    if (!unread->code)
        return LS_OK;
    ls_error_set(err, unread->code, "%s", unread->message);
    if (unread->hint)
        ls_error_hint(err, "%s", unread->hint);
    return unread->code;
}

/* --- text ------------------------------------------------------------------------------------ */

static bool parts_take_text(struct ls_session *s, void *arg, const struct ls_message *message)
{
    if (message->type != SHARE_TEXT)
        return parts_take(s, s->board, message);
    ls_buf_add(arg, message->data, message->len);
    return false;
}

int ls_session_export(struct ls_session *s, enum ls_entity entity, unsigned flags, struct ls_buf *out, struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    size_t before = out->len;
    bool from_file = s->parts.wait_ms > 0 && s->phase == LS_SESSION_LOADED && !s->pending_len && s->share.channel.fd >= 0;
    int code = ls_session_unread(s, err);
    if (!code && (!from_file || !ls_export_by_num(entity))) {
        ls_export_entity(s->board, entity, flags, out);
        code = ls_session_unread(s, err);
    } else if (!code) {
        ls_pack_uint(&b, entity);
        ls_pack_uint(&b, flags);
        protocol_send(&s->share.channel, SHARE_EXPORT, &b);
        if (!parts_wait(s, parts_take_text, out))
            code = ls_session_unread(s, err);
    }
    if (code)
        ls_buf_truncate(out, before);
    return code;
}

void session_parts_done(struct ls_session *s)
{
    while (s->parts.held_at < s->parts.held_len)
        free(s->parts.held[s->parts.held_at++].data);
    free(s->parts.held);
    free(s->parts.in_hand);
    ls_error_done(&s->parts.unread);
}
