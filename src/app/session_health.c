/* Asks the share process how the file and its drive are, and reads the answer. */
#include "lockstep/health.h"

#include <stdlib.h>

#include "app/session_internal.h"
#include "base/clock.h"
#include "base/mem.h"

void ls_health_done(struct ls_health *health)
{
    for (size_t i = 0; i < health->len; i++) {
        free(health->lines[i].name);
        free(health->lines[i].found);
        free(health->lines[i].todo);
    }
    free(health->lines);
    *health = (struct ls_health){0};
}

const char *ls_health_word(enum ls_health_state state)
{
    static const char *const words[] = {"ok", "note", "wrong"};
    return state < LS_COUNT(words) ? words[state] : "wrong";
}

void session_health_ask(struct ls_session *s)
{
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    ls_pack_int(&b, s->health_peer_ms);
    protocol_send(&s->share.channel, SHARE_DOCTOR, &b);
    s->want_health = false;
    s->asked = SHARE_DOCTOR;
}

void session_health_step(struct ls_session *s, const struct ls_message *message)
{
    struct ls_unpack u;
    ls_unpack_init(&u, message->data, message->len);
    LS_AUTO(string) char *sentence = ls_unpack_str(&u);
    if (s->health_step)
        s->health_step(s->health_step_arg, sentence);
}

void session_health_heard(struct ls_session *s, const struct ls_message *message)
{
    struct ls_unpack u;
    ls_unpack_init(&u, message->data, message->len);
    ls_health_done(&s->health);
    while (u.left && !u.failed) {
        LS_GROW(s->health.lines, s->health.len, s->health.cap);
        struct ls_health_line *line = &s->health.lines[s->health.len++];
        line->name = ls_unpack_str(&u);
        uint64_t state = ls_unpack_uint(&u);
        line->state = state < LS_HEALTH_STATES ? (enum ls_health_state)state : LS_HEALTH_WRONG;
        line->found = ls_unpack_str(&u);
        line->todo = ls_unpack_str(&u);
    }
    s->asked = 0;
}

int ls_session_wait_peer(struct ls_session *s, int64_t wait_ms, ls_health_step *step, void *arg, struct ls_health *ret_health,
                         struct ls_error *err)
{
    enum { TRIED_MS = 240000 }; /* what is tried ends by itself long before, where the drive answers */
    s->health_peer_ms = wait_ms;
    s->health_step = step;
    s->health_step_arg = arg;
    int code = ls_session_wait_health(s, wait_ms + TRIED_MS, ret_health, err);
    s->health_peer_ms = 0;
    s->health_step = NULL;
    return code;
}

int ls_session_wait_health(struct ls_session *s, int64_t limit_ms, struct ls_health *ret_health, struct ls_error *err)
{
    int64_t end = ls_clock_monotonic() + limit_ms, left = limit_ms;
    ls_health_done(&s->health);
    s->want_health = true;
    session_ask(s);
    while (!s->health.len && left > 0 && s->share.channel.fd >= 0) {
        session_wait_once(s, left);
        left = end - ls_clock_monotonic();
    }
    s->want_health = false;
    if (!s->health.len)
        return session_unanswered(s, err);
    *ret_health = s->health;
    s->health = (struct ls_health){0};
    return LS_OK;
}
