/* Undo and redo: what I did is known by the news of this session, by what is pending, and, where that does not reach
 * back far enough, by asking the file for older ones. What is chosen is the model's (lockstep/undo.h). */
#include "lockstep/undo.h"

#include <stdlib.h>
#include <string.h>

#include "app/session_internal.h"
#include "base/clock.h"
#include "base/hash.h"
#include "base/mem.h"
#include "lockstep/board.h"

enum { OLDER_LIMIT = 32 };

/* --- what I did ------------------------------------------------------------------------------ */

void session_acts_learn(struct ls_session *s, const struct ls_changeset *cs)
{
    if (!cs->who || cs->who != s->me)
        return;
    LS_GROW(s->acts.v, s->acts.len, s->acts.cap);
    s->acts.v[s->acts.len++] = ls_changeset_copy(cs);
}

void session_acts_forget(struct ls_session *s)
{
    for (size_t i = 0; i < s->acts.len; i++)
        ls_changeset_free(s->acts.v[i]);
    free(s->acts.v);
    s->acts = (struct session_acts){.upto = s->seq, .whole = !s->seq};
}

void session_undo_done(struct ls_session *s)
{
    session_acts_forget(s);
    free(s->undo);
}

static bool acts_have(const struct session_acts *acts, const struct ls_changeset *cs)
{
    for (size_t i = acts->len; i-- > 0;) {
        if (ls_changeset_same_id(acts->v[i], cs))
            return true;
    }
    return false;
}

/* What is saved, then what is pending, as it lies on the board. Caller frees the array alone. */
static const struct ls_changeset **acts_all(struct ls_session *s, size_t *ret_len)
{
    const struct ls_changeset **all = ls_alloc((s->acts.len + s->pending_len + 1) * sizeof(*all));
    size_t len = 0;
    session_restack(s);
    for (; len < s->acts.len; len++)
        all[len] = s->acts.v[len];
    for (size_t i = 0; i < s->pending_len; i++) {
        const struct session_pending *p = &s->pending[i];
        const struct ls_changeset *act = p->aside ? p->cs : p->shown;
        if (act && p->cs->who == s->me && !acts_have(&s->acts, p->cs))
            all[len++] = act;
    }
    *ret_len = len;
    return all;
}

/* --- taking back ----------------------------------------------------------------------------- */

struct ls_changeset *session_inverse(const struct ls_changeset *act, bool redo, ls_id group)
{
    struct ls_changeset *inverse = ls_changeset_inverse(act, ls_clock_now());
    free(inverse->label);
    inverse->label = ls_asprintf("%s %s", redo ? "redo" : "undo", ls_undo_label(act));
    inverse->who = 0;
    inverse->group = group;
    ls_changeset_guard(inverse, act);
    return inverse;
}

/* All of them on the board, one after the other, and off again: so that a group goes whole or not at all. made gets what
 * they came to. */
static int undo_try(struct ls_session *s, struct ls_changeset **inverses, size_t count, struct ls_changeset **made,
                    struct ls_error *err)
{
    size_t done = 0;
    int code = LS_OK;
    while (!code && done < count) {
        code = session_show(s, inverses[done], &made[done], err);
        done += !code;
    }
    for (size_t i = done; i-- > 0;)
        ls_board_revert(s->board, made[i]);
    for (size_t i = 0; code && i < done; i++)
        ls_changeset_free(made[i]);
    return code;
}

/* What was tried is committed; *made becomes what lies on the board. */
static int undo_take(struct ls_session *s, struct ls_changeset **inverses, size_t count, struct ls_changeset **made,
                     struct ls_error *err)
{
    int code = LS_OK;
    for (size_t i = 0; !code && i < count; i++) {
        struct session_pending *p;
        code = session_take(s, inverses[i], NULL, &p, err);
        if (code)
            break;
        inverses[i] = NULL;
        ls_changeset_free(made[i]);
        made[i] = ls_changeset_copy(p->shown);
    }
    return code;
}

/* Each that is saved would take all that wait off the board, and put them on again: for the two hundred groups of a large
 * import that was most of the work. A command is over when they are in the file, and shows nothing between. */
static void undo_aside(struct ls_session *s, ls_id group)
{
    if (s->parts.wait_ms <= 0 || !group)
        return;
    session_unstack(s);
    for (size_t i = 0; i < s->pending_len; i++)
        s->pending[i].aside |= s->pending[i].own && s->pending[i].cs->group == group;
}

/* Takes the chosen ones back, newest first, and says so. */
static int undo_run(struct ls_session *s, const struct session_undo *undo, const struct ls_changeset **all,
                    const size_t *at, size_t count, struct ls_error *err)
{
    struct ls_changeset **inverses = ls_alloc(count * sizeof(*inverses)), **made = ls_alloc(count * sizeof(*made));
    struct ls_changeset *undone = ls_changeset_copy(all[at[0]]);
    ls_id group = count > 1 ? ls_id_new() : 0;
    for (size_t i = 0; i < count; i++)
        inverses[i] = session_inverse(all[at[i]], undo->redo, group);
    int code = undo_try(s, inverses, count, made, err), tried = code;
    if (!code && !undo->dry_run)
        code = undo_take(s, inverses, count, made, err);
    if (!code && !undo->dry_run)
        undo_aside(s, group);
    if (!code) {
        session_event(s, (struct ls_session_event){.kind = LS_SESSION_EVENT_UNDONE, .cs = undone, .log_count = count,
                                                   .log = (const struct ls_changeset *const *)made}, NULL);
    } else {
        for (size_t i = 0; !tried && i < count; i++)
            ls_changeset_free(made[i]);
        free(made);
        ls_changeset_free(undone);
    }
    for (size_t i = 0; i < count; i++)
        ls_changeset_free(inverses[i]);
    free(inverses);
    return code;
}

static int undo_nothing(const struct session_undo *undo, struct ls_error *err)
{
    ls_error_set(err, LS_ENOTFOUND, "there is nothing to %s", undo->redo ? "redo" : "undo");
    ls_error_hint(err, "%s", undo->redo ? "redo takes back an undo, as long as nothing else was changed after it"
                                        : "undo takes back what you changed yourself");
    return LS_ENOTFOUND;
}

/* One undo; false where the file has to be asked first. */
static bool undo_step(struct ls_session *s, const struct session_undo *undo, struct ls_error *err)
{
    size_t len, count, *at;
    if (session_imports_run(s))
        return false; /* all of it is undone, or nothing: that is known when it is over */
    int code = session_ready(s, err);
    if (!code && !s->me)
        code = ls_error_set(err, LS_EUSAGE, "nobody knows who you are, so nothing is yours to undo");
    if (code)
        return true;
    const struct ls_changeset **all = acts_all(s, &len);
    enum ls_undo_answer answer = ls_undo_next(all, len, undo->redo, &at, &count);
    bool done = answer != LS_UNDO_OLDER || s->acts.whole;
    if (!done)
        session_ask_question(s, &(struct session_question){.who = s->me, .upto = s->acts.upto, .limit = OLDER_LIMIT,
                                                           .kind = QUESTION_UNDO});
    else if (answer == LS_UNDO_NONE || !count)
        undo_nothing(undo, err);
    else if (undo_run(s, undo, all, at, count, err) == LS_EREFUSED)
        err->code = LS_ECONFLICT; /* what it takes back was right: others have built on it since */
    free(at);
    free(all);
    return done;
}

static void undo_failed(struct ls_session *s, struct ls_error *err)
{
    session_event(s, (struct ls_session_event){.kind = LS_SESSION_EVENT_UNDONE}, err);
}

/* Does what was asked for, as far as it can be done without the file. */
static void undo_go(struct ls_session *s)
{
    while (s->undo_len) {
        LS_AUTO(error) struct ls_error err = {0};
        if (!undo_step(s, &s->undo[0], &err))
            return;
        memmove(s->undo, s->undo + 1, --s->undo_len * sizeof(*s->undo));
        if (err.code)
            undo_failed(s, &err);
    }
}

void session_undo_again(struct ls_session *s)
{
    undo_go(s);
}

static void undo_ask(struct ls_session *s, bool redo, bool dry_run)
{
    LS_GROW(s->undo, s->undo_len, s->undo_cap);
    s->undo[s->undo_len++] = (struct session_undo){redo, dry_run};
    if (s->undo_len == 1)
        undo_go(s);
}

void ls_session_undo(struct ls_session *s, bool redo)
{
    undo_ask(s, redo, false);
}

void session_acts_older(struct ls_session *s, struct ls_changeset **log, size_t count, unsigned limit,
                        struct ls_error *err)
{
    struct session_acts *acts = &s->acts;
    if (err->code) {
        s->undo_len = 0;
        undo_failed(s, err);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        acts->upto = log[i]->seq - 1;
        LS_GROW(acts->v, acts->len, acts->cap);
        memmove(acts->v + 1, acts->v, acts->len++ * sizeof(*acts->v));
        acts->v[0] = log[i];
    }
    free(log);
    acts->whole = count < limit;
    undo_go(s);
}

/* --- for the command line -------------------------------------------------------------------- */

void ls_undone_done(struct ls_undone *undone)
{
    ls_changeset_free(undone->cs);
    for (size_t i = 0; i < undone->count; i++)
        ls_changeset_free(undone->made[i]);
    free(undone->made);
    *undone = (struct ls_undone){0};
}

int ls_session_wait_undo(struct ls_session *s, bool redo, bool dry_run, int64_t limit_ms, struct ls_undone *ret_undone,
                         struct ls_error *err)
{
    struct ls_session_event event;
    undo_ask(s, redo, dry_run);
    int code = session_wait_event(s, LS_SESSION_EVENT_UNDONE, limit_ms, &event, err);
    if (code)
        return code;
    *ret_undone = (struct ls_undone){(struct ls_changeset *)(uintptr_t)event.cs,
                                     (struct ls_changeset **)(uintptr_t)event.log, event.log_count};
    return LS_OK;
}
