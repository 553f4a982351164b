/* The program with a drive and colleagues that behave as the key script wants: lockstep, linked with some functions
 * wrapped (meson.build). Each minute of the script's clock is the next state, as in the table; what is drawn is drawn by
 * the program itself. How each state comes about on a real drive is tested in store/ and fault/. */
#include <stdlib.h>
#include <string.h>

#include "app/session_internal.h"
#include "base/clock.h"
#include "base/mem.h"
#include "ui/state.h"

/* One state of the session. */
struct state {
    const char *peers; /* handles of who else is here */
    int64_t silent_ms;
    unsigned unkept, pending, elsewhere;
    const char *waiting, *error;
    bool no_locks;
    unsigned healed;
    int64_t saved_ago; /* milliseconds; 0: nothing was saved */
    size_t read; /* the file is still being read: so many records have come; 0: it is read */
};

static const struct state STATES[] = {
    {0},
    {.peers = "dana tomasz"},
    {.peers = "dana", .saved_ago = 2000}, /* tomasz has left */
    {.peers = "dana", .unkept = 1},
    {.peers = "dana", .pending = 1},
    {.peers = "dana", .pending = 1, .waiting = "dana's write, 2 s"},
    {.peers = "dana", .pending = 4, .silent_ms = 12000},
    {.peers = "dana", .pending = 2, .error = "the drive is full"},
    {.peers = "dana", .elsewhere = 3},
    {.peers = "dana", .read = 54321},
    {.peers = "dana", .no_locks = true},
    {.peers = "dana", .healed = 2, .saved_ago = 1000},
    {.peers = "dana tomasz priya jonas aiko mei leo carlos femi"},
};

static bool drawing;

static const struct state *state_now(size_t *ret_i)
{
    static int64_t began;
    began = began ? began : ls_clock_now();
    size_t i = (size_t)((ls_clock_now() - began) / LS_MINUTE);
    *ret_i = i < LS_COUNT(STATES) ? i : LS_COUNT(STATES) - 1;
    return &STATES[*ret_i];
}

static void state_peers(struct ls_session *s, const char *names)
{
    for (size_t i = 0; i < s->peer_len; i++)
        free(s->peers[i].user);
    s->peer_len = 0;
    for (size_t len; names && *(names += strspn(names, " ")); names += len) {
        len = strcspn(names, " ");
        LS_GROW(s->peers, s->peer_len, s->peer_cap);
        s->peers[s->peer_len++] = (struct session_peer){.user = ls_strndup(names, len)};
    }
}

bool __real_ls_session_turn(struct ls_session *s);
bool __wrap_ls_session_turn(struct ls_session *s);
bool __wrap_ls_session_turn(struct ls_session *s)
{
    static size_t last;
    size_t i;
    bool changed = __real_ls_session_turn(s);
    const struct state *state = state_now(&i);
    if (i == last)
        return changed;
    last = i;
    state_peers(s, state->peers);
    ls_error_done(&s->drive_error);
    if (state->no_locks) {
        ls_error_set(&s->drive_error, LS_EREFUSED, "locks are not shared on this drive");
        ls_error_hint(&s->drive_error, "mount it with shared locks, or work where the file is: ssh FILEHOST lockstep");
    }
    s->healed = state->healed;
    if (state->healed)
        session_event(s, (struct ls_session_event){.kind = LS_SESSION_EVENT_HEALED, .n = state->healed}, NULL);
    return true;
}

void __real_ls_session_status(const struct ls_session *s, struct ls_session_status *ret);
void __wrap_ls_session_status(const struct ls_session *s, struct ls_session_status *ret);
void __wrap_ls_session_status(const struct ls_session *s, struct ls_session_status *ret)
{
    static struct ls_error error;
    size_t i;
    const struct state *state = state_now(&i);
    __real_ls_session_status(s, ret);
    if (!drawing)
        return; /* whether the script may go on is asked of the real one */
    ret->silent_ms = state->silent_ms;
    ret->unkept = state->unkept;
    ret->pending = state->pending;
    ret->elsewhere = state->elsewhere;
    ret->saved_at = state->saved_ago ? ls_clock_now() - state->saved_ago : LS_NONE;
    if (state->read) {
        ret->phase = LS_SESSION_FIRST;
        ret->read = state->read;
    }
    if (state->waiting)
        ret->waiting_for = state->waiting;
    if (state->error) {
        ls_error_set(&error, LS_EFAILED, "%s", state->error);
        ret->error = &error;
    }
}

bool __real_ui_has_trouble(const struct ui *ui);
bool __wrap_ui_has_trouble(const struct ui *ui);
bool __wrap_ui_has_trouble(const struct ui *ui)
{
    drawing = true;
    bool trouble = __real_ui_has_trouble(ui);
    drawing = false;
    return trouble;
}

void __real_ui_draw_message(struct ui *ui, struct area line);
void __wrap_ui_draw_message(struct ui *ui, struct area line);
void __wrap_ui_draw_message(struct ui *ui, struct area line)
{
    drawing = true;
    __real_ui_draw_message(ui, line);
    drawing = false;
}
