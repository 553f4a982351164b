/* What is being typed and not saved yet: whose it is, keeping it, and whether it is kept. */
#include <stdlib.h>
#include <string.h>

#include "app/protocol.h"
#include "app/session_internal.h"
#include "base/clock.h"
#include "base/mem.h"

#define DRAFT "draft/"

void ls_session_set_draft(struct ls_session *s, const char *key, const char *text)
{
    LS_AUTO(string) char *full = ls_asprintf(DRAFT "%s", key);
    session_remember(s, full, text);
}

const char *ls_session_draft(const struct ls_session *s, const char *key)
{
    LS_AUTO(string) char *full = ls_asprintf(DRAFT "%s", key);
    for (size_t i = 0; i < s->state_len; i++) {
        if (!strcmp(s->state[i].key, full))
            return s->state[i].value;
    }
    return "";
}

/* Whether full is a draft under key: the journal puts "+" behind it where two sessions type at the same time. */
static bool draft_is(const char *full, const char *key)
{
    size_t len = strlen(DRAFT), key_len = strlen(key);
    if (strncmp(full, DRAFT, len) || strncmp(full + len, key, key_len))
        return false;
    const char *rest = full + len + key_len;
    return rest[strspn(rest, "+")] == 0;
}

char *ls_session_typed_key(const struct ls_session *s, const char *name)
{
    char *key = ls_asprintf("of/%s/%s", s->user, name);
    for (size_t i = 0; i < s->state_len; i++) {
        if (draft_is(s->state[i].key, key) && *s->state[i].value) {
            char *found = ls_strdup(s->state[i].key + strlen(DRAFT));
            free(key);
            return found;
        }
    }
    return key;
}

void ls_session_keep_typed(struct ls_session *s, const char *key, const char *text)
{
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    LS_AUTO(string) char *full = ls_asprintf(DRAFT "%s", key);
    session_state_put(s, full, text);
    ls_pack_str(&b, full);
    ls_pack_str(&b, text);
    s->drafts_waiting++;
    protocol_send(&s->journal.channel, JOURNAL_SET_DRAFT, &b);
    ls_channel_flush(&s->journal.channel);
}

int ls_session_wait_typed(struct ls_session *s, int64_t limit_ms, struct ls_error *err)
{
    int64_t end = ls_clock_monotonic() + limit_ms, left = limit_ms;
    for (; s->drafts_waiting && !s->journal_error.code; left = end - ls_clock_monotonic()) {
        if (left <= 0)
            return ls_error_set(err, LS_EBUSY, "the local disk does not answer");
        session_wait_once(s, left);
    }
    const struct ls_error *why = s->journal_error.code ? &s->journal_error : &s->draft_error;
    return why->code ? ls_error_set(err, why->code, "%s", why->message) : LS_OK;
}
