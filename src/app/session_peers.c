/* Who else has the team file open, whom a write waits for, and what is proven about the drive, as the session knows it. */
#include <stdlib.h>
#include <string.h>

#include "app/session_internal.h"
#include "base/clock.h"
#include "base/mem.h"

static void session_peers_forget(struct ls_session *s)
{
    for (size_t i = 0; i < s->peer_len; i++)
        free(s->peers[i].user);
    s->peer_len = 0;
}

void session_peers_done(struct ls_session *s)
{
    session_peers_forget(s);
    free(s->peers);
    free(s->drive_note);
    session_waiting_over(s);
    ls_error_done(&s->drive_error);
}

/* A drive that is proven unfit is told once, as an event, and stays in the status for as long as it is. */
static void session_drive_is(struct ls_session *s, struct ls_error *err)
{
    bool news = err->code && !s->drive_error.code;
    ls_error_done(&s->drive_error);
    ls_error_move(&s->drive_error, err);
    if (!news)
        return;
    struct ls_error said = {0};
    session_may_write(s, &said);
    session_event(s, (struct ls_session_event){.kind = LS_SESSION_EVENT_TROUBLE}, &said);
    ls_error_done(&said);
}

void session_peers_heard(struct ls_session *s, const struct ls_message *message)
{
    struct ls_unpack u;
    LS_AUTO(error) struct ls_error err = {0};
    ls_unpack_init(&u, message->data, message->len);
    protocol_error_unpack(&u, &err);
    free(s->drive_note);
    s->drive_note = ls_unpack_str(&u);
    uint64_t count = ls_unpack_uint(&u);
    session_peers_forget(s);
    for (uint64_t i = 0; i < count && !u.failed; i++) {
        LS_GROW(s->peers, s->peer_len, s->peer_cap);
        struct session_peer *peer = &s->peers[s->peer_len++];
        peer->user = ls_unpack_str(&u);
        peer->since = ls_unpack_int(&u);
        peer->here = ls_unpack_uint(&u) != 0;
    }
    session_drive_is(s, &err);
}

void session_waiting_heard(struct ls_session *s, const struct ls_message *message)
{
    struct ls_unpack u;
    ls_unpack_init(&u, message->data, message->len);
    char *who = ls_unpack_str(&u);
    int64_t now = ls_clock_monotonic();
    int64_t since = s->waiting_who ? s->waiting_since : now;
    session_waiting_over(s);
    s->waiting_since = since;
    s->waiting_who = *who ? who : ls_strdup("somebody");
    if (s->waiting_who != who)
        free(who);
    s->waiting_for = ls_asprintf("%s's write, %d s", s->waiting_who, (int)((now - since) / LS_SECOND));
}

void session_waiting_over(struct ls_session *s)
{
    free(s->waiting_who);
    free(s->waiting_for);
    s->waiting_who = s->waiting_for = NULL;
}

void session_tell_user(struct ls_session *s)
{
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    ls_pack_str(&b, s->user);
    protocol_send(&s->share.channel, SHARE_USER, &b);
    ls_channel_flush(&s->share.channel);
}

int session_may_write(const struct ls_session *s, struct ls_error *err)
{
    const struct ls_error *drive = &s->drive_error;
    if (!s->read_only && !drive->code && !s->damage.code)
        return LS_OK;
    if (s->damage.code) {
        session_damage_words(s, err);
        return LS_ECORRUPT;
    }
    ls_error_set(err, LS_EREFUSED, "%s can only be read: %s", s->path, s->read_only ? s->read_only_why : drive->message);
    if (!s->read_only && drive->hint)
        ls_error_hint(err, "%s", drive->hint);
    return LS_EREFUSED;
}

bool ls_session_peer(const struct ls_session *s, size_t i, struct ls_session_peer *ret_peer)
{
    if (i >= s->peer_len)
        return false;
    const struct session_peer *peer = &s->peers[i];
    *ret_peer = (struct ls_session_peer){peer->user, ls_clock_monotonic() - peer->since, peer->here};
    return true;
}
