/* Small local state of a team file, one file for all processes of this machine: who I am, drafts. */
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/pack.h"
#include "base/paths.h"
#include "journal/internal.h"
#include "journal/record.h"
#include "lockstep/error.h"

enum { STATE_LIMIT = 64 << 20, LOCK_TRIES = 100, LOCK_PAUSE_MS = 10 };

/* --- pairs ----------------------------------------------------------------------------------- */

static void pairs_clear(struct journal_pairs *pairs)
{
    for (size_t i = 0; i < pairs->len; i++) {
        free(pairs->v[i].key);
        free(pairs->v[i].value);
    }
    pairs->len = 0;
}

static const char *pairs_get(const struct journal_pairs *pairs, const char *key)
{
    for (size_t i = 0; i < pairs->len; i++)
        if (!strcmp(pairs->v[i].key, key))
            return pairs->v[i].value;
    return "";
}

static void pairs_put(struct journal_pairs *pairs, const char *key, const char *value)
{
    size_t i = 0;
    while (i < pairs->len && strcmp(pairs->v[i].key, key) != 0)
        i++;
    if (i == pairs->len) {
        LS_GROW(pairs->v, pairs->len, pairs->cap);
        pairs->v[pairs->len++] = (struct journal_pair){ls_strdup(key), NULL};
    }
    char *copy = ls_strdup(value);
    free(pairs->v[i].value);
    pairs->v[i].value = copy;
}

/* --- the file -------------------------------------------------------------------------------- */

/* Form: one record, its payload pairs of strings. Damaged or missing: nothing is remembered. */
static void state_read(struct journal_state *state)
{
    LS_AUTO(buf) struct ls_buf bytes = LS_BUF_INIT;
    LS_AUTO(string) char *path = ls_asprintf("%s/state", state->folder);
    size_t at = 0, len;
    unsigned type;
    const void *payload;
    pairs_clear(&state->now);
    if (ls_file_read(&bytes, path, STATE_LIMIT, NULL) || !journal_record_next(&bytes, &at, &type, &payload, &len))
        return;
    struct ls_unpack u;
    ls_unpack_init(&u, payload, len);
    while (u.left && !u.failed) {
        LS_AUTO(string) char *key = ls_unpack_str(&u);
        LS_AUTO(string) char *value = ls_unpack_str(&u);
        if (!u.failed)
            pairs_put(&state->now, key, value);
    }
}

static int state_write(const struct journal_state *state, struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf payload = LS_BUF_INIT, record = LS_BUF_INIT;
    LS_AUTO(string) char *path = ls_asprintf("%s/state", state->folder);
    for (size_t i = 0; i < state->now.len; i++) {
        if (!*state->now.v[i].value)
            continue;
        ls_pack_str(&payload, state->now.v[i].key);
        ls_pack_str(&payload, state->now.v[i].value);
    }
    journal_record_add(&record, JOURNAL_HEADER, payload.data, payload.len);
    return ls_file_replace(path, record.data, record.len, NULL) == LS_OK ? LS_OK : journal_fail("write", path, err);
}

/* Locked until the descriptor is closed; -1 where it cannot be. */
static int state_lock(const struct journal_state *state)
{
    LS_AUTO(string) char *path = ls_asprintf("%s/state.lock", state->folder);
    int lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    /* Another process that was stopped in here must not hold us up for ever: after a second we write all the same. */
    for (int i = 0; lock >= 0 && i < LOCK_TRIES && !journal_lock(lock); i++)
        poll(NULL, 0, LOCK_PAUSE_MS);
    return lock;
}

void journal_state_open(struct journal_state *state, const char *folder)
{
    state->folder = ls_strdup(folder);
    state_read(state);
    for (size_t i = 0; i < state->now.len; i++)
        pairs_put(&state->known, state->now.v[i].key, state->now.v[i].value);
}

void journal_state_done(struct journal_state *state)
{
    pairs_clear(&state->now);
    pairs_clear(&state->known);
    free(state->now.v);
    free(state->known.v);
    free(state->folder);
}

int journal_state_set(struct journal_state *state, const char *key, const char *value, struct ls_error *err)
{
    LS_AUTO(fd) int lock = state_lock(state);
    (void)lock;
    state_read(state);
    pairs_put(&state->now, key, value);
    return state_write(state, err);
}

/* --- drafts ---------------------------------------------------------------------------------- */

/* The key under which our draft stands, or the first that is free where wanted; NULL: there is none. Caller frees. */
static char *draft_key(const struct journal_state *state, const char *key, bool wanted)
{
    char *unused = NULL;
    LS_AUTO(buf) struct ls_buf at = LS_BUF_INIT;
    ls_buf_str(&at, key);
    for (size_t i = 0; i <= state->now.len; i++, ls_buf_char(&at, '+')) {
        const char *stands = pairs_get(&state->now, at.data);
        if (*stands && !strcmp(stands, pairs_get(&state->known, at.data))) {
            free(unused);
            return ls_buf_steal(&at);
        }
        if (!*stands && wanted && !unused)
            unused = ls_strdup(at.data);
    }
    return unused;
}

int journal_state_set_draft(struct journal_state *state, const char *key, const char *text, bool *ret_beside, struct ls_error *err)
{
    LS_AUTO(fd) int lock = state_lock(state);
    (void)lock;
    state_read(state);
    LS_AUTO(string) char *at = draft_key(state, key, *text);
    *ret_beside = at && *text && strcmp(at, key) != 0 && *pairs_get(&state->now, key);
    if (!at)
        return LS_OK; /* what stands there is somebody else's, or nothing does */
    pairs_put(&state->now, at, text);
    int code = state_write(state, err);
    if (code == LS_OK)
        pairs_put(&state->known, at, text);
    return code;
}
