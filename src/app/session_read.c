/* The file as the share process reads it out: records and what happened lately, the first page first; that it is all there,
 * that it is another file, or that it cannot be opened. */
#include <stdlib.h>
#include <string.h>

#include "app/session_internal.h"
#include "base/clock.h"

enum { PARTS_POLL_MS = 2000 }; /* a command has just looked, and most are done by then */

static void read_clear(struct ls_session *s)
{
    s->read = 0;
    if (s->incoming != s->board)
        ls_board_free(s->incoming);
    s->incoming = s->phase == LS_SESSION_LOADED ? session_board_new(s) : s->board;
    if (s->incoming == s->board)
        ls_board_take(s->board, session_board_new(s));
}

static void read_records(struct ls_session *s, const struct ls_message *message)
{
    struct ls_unpack u;
    struct ls_record *record;
    if (s->parts.wait_ms > 0)
        return; /* of a part that came too late for who had asked for it */
    ls_unpack_init(&u, message->data, message->len);
    while (u.left && ls_record_unpack(&u, &record, NULL) == LS_OK) {
        ls_board_put(s->incoming, record);
        s->read++;
    }
    s->changed = true;
}

static void read_ahead(struct ls_session *s, const struct ls_message *message)
{
    struct ls_unpack u;
    struct ls_record *record;
    ls_unpack_init(&u, message->data, message->len);
    uint64_t entity = ls_unpack_uint(&u);
    while (u.left && ls_record_unpack(&u, &record, NULL) == LS_OK)
        ls_board_read(s->incoming, record);
    if (!u.left && !u.failed && entity < LS_E_COUNT)
        ls_board_has_read(s->incoming, (enum ls_entity)entity);
}

static void read_events(struct ls_session *s, const struct ls_message *message)
{
    struct ls_unpack u;
    ls_unpack_init(&u, message->data, message->len);
    struct ls_event event;
    while (s->parts.wait_ms <= 0 && protocol_event_unpack(&u, &event))
        ls_board_put_event(s->incoming, &event);
}

/* What is shown now is not what was shown before. */
static void read_tell_another(struct ls_session *s)
{
    LS_AUTO(error) struct ls_error err = {0};
    ls_error_set(&err, LS_EFAILED, "another team file stands at %s now", s->path);
    ls_error_hint(&err, "what you did is kept and waits for the one that it was made for");
    session_event(s, (struct ls_session_event){.kind = LS_SESSION_EVENT_TROUBLE}, &err);
}

static void read_loaded(struct ls_session *s, const struct ls_message *message)
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
    s->poll_at = s->parts.wait_ms > 0 ? ls_clock_monotonic() + PARTS_POLL_MS : 0;
    session_well(s);
    if (damaged)
        session_damaged(s);
    session_event(s, (struct ls_session_event){.kind = LS_SESSION_EVENT_LOADED}, NULL);
    if (again && memcmp(before, s->file_id, LS_WRITER_SIZE))
        read_tell_another(s);
}

static void read_failed(struct ls_session *s, const struct ls_message *message)
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

bool session_read_heard(struct ls_session *s, const struct ls_message *message)
{
    switch (message->type) {
    case SHARE_CLEAR: read_clear(s); return true;
    case SHARE_RECORDS: read_records(s, message); return true;
    case SHARE_AHEAD: read_ahead(s, message); return true;
    case SHARE_FIRST:
        if (s->phase == LS_SESSION_OPENING)
            s->phase = LS_SESSION_FIRST;
        return true;
    case SHARE_EVENTS: read_events(s, message); return true;
    case SHARE_LOADED: read_loaded(s, message); return true;
    case SHARE_FAILED: read_failed(s, message); return true;
    default: return false;
    }
}
