/* The question about edits of mine that have no place in the file: those that it has lost, or was restored to do without, and
 * those that wait for what it does not have. What is lost is found and put back in session_heal.c. */
#include <string.h>

#include "app/session_internal.h"
#include "base/paths.h"

static size_t lost_asked(const struct ls_session *s)
{
    return s->heal == HEAL_ASKS ? s->lost_len : 0;
}

static struct session_pending *lost_waiting(const struct ls_session *s, size_t i)
{
    for (size_t k = 0; k < s->pending_len; k++) {
        struct session_pending *p = &s->pending[k];
        if (p->waits_for && session_pending_here(s, p) && i-- == 0)
            return p;
    }
    return NULL;
}

static size_t lost_waiting_count(const struct ls_session *s)
{
    size_t count = 0;
    while (lost_waiting(s, count))
        count++;
    return count;
}

static const char *lost_asked_why(const struct ls_session *s)
{
    return s->lost_why == LS_LOST_DISCARDED   ? "it was restored from a copy that is older, to do without them"
           : s->lost_why == LS_LOST_WENT_BACK ? "it went back to an older state, and not by lockstep restore"
                                              : "the drive has lost them";
}

unsigned ls_session_lost(const struct ls_session *s, struct ls_buf *sentence)
{
    size_t asked = lost_asked(s), waiting = lost_waiting_count(s);
    const char *base = ls_path_base(s->path);
    if (asked)
        ls_buf_printf(sentence, "%zu of your edits %s not in %s any more: %s", asked, asked == 1 ? "is" : "are", base,
                      lost_asked_why(s));
    else if (waiting == 1)
        ls_buf_printf(sentence, "1 of your edits %s", lost_waiting(s, 0)->waits_for);
    else if (waiting)
        ls_buf_printf(sentence, "%zu of your edits wait for what %s does not have", waiting, base);
    return (unsigned)(asked + waiting);
}

void ls_session_healed(const struct ls_session *s, struct ls_buf *sentence)
{
    size_t waiting = lost_waiting_count(s), back = s->healed > waiting ? s->healed - waiting : 0;
    ls_buf_str(sentence, s->import_said.data);
    if (!back)
        return;
    ls_buf_str(sentence, s->import_said.len ? "; " : "");
    ls_buf_printf(sentence, "%zu of your edits %s %s and %s been put back", back, back == 1 ? "was" : "were",
                  s->lost_why == LS_LOST_DRIVE || s->lost_why == LS_LOST_MANY ? "lost by the drive" : "newer than the file",
                  back == 1 ? "has" : "have");
}

const struct ls_changeset *ls_session_lost_edit(const struct ls_session *s, size_t i)
{
    size_t asked = lost_asked(s);
    if (i < asked)
        return s->lost[i].cs;
    const struct session_pending *p = lost_waiting(s, i - asked);
    return p ? p->cs : NULL;
}

bool ls_session_lost_why(const struct ls_session *s, size_t i, struct ls_buf *why)
{
    size_t asked = lost_asked(s);
    const struct session_pending *p = i < asked ? NULL : lost_waiting(s, i - asked);
    if (p || i < asked)
        ls_buf_str(why, p ? p->waits_for : lost_asked_why(s));
    return p != NULL;
}

/* --- answering ------------------------------------------------------------------------------- */

static int lost_keeps_waiting(const struct session_pending *p, struct ls_error *err)
{
    ls_error_set(err, LS_EBUSY, "%s %s", p->cs->label, p->waits_for);
    ls_error_hint(err, "whoever made that puts it back by opening the file once more; or give the edit up");
    return LS_EBUSY;
}

/* The from-th of those that wait and those after it. What the share process has in hand may be saved by now. */
static int lost_give_up(struct ls_session *s, size_t from, size_t count, struct ls_error *err)
{
    struct session_pending *p;
    for (size_t i = from; i < from + count; i++) {
        if (lost_waiting(s, i)->state == PENDING_SENT)
            return ls_error_set(err, LS_EBUSY, "%s is just being looked at: try again", lost_waiting(s, i)->cs->label);
    }
    session_unstack(s);
    for (size_t i = 0; i < count && (p = lost_waiting(s, from)); i++) {
        session_never(s, p->cs);
        session_settle(s, p->cs->writer, p->cs->n, 0);
        session_pending_drop(s, p);
    }
    session_pending_wake(s);
    session_restack(s);
    return LS_OK;
}

static void lost_do_without(struct ls_session *s, size_t from, size_t count)
{
    for (size_t k = from; k < from + count; k++)
        session_settle(s, s->lost[k].writer, s->lost[k].n, 0);
    session_heal_answered(s, from, count);
    if (count)
        s->heal = s->lost_len ? HEAL_ASKS : HEAL_WELL;
}

int ls_session_heal(struct ls_session *s, size_t i, bool put_back, unsigned *ret_count, struct ls_error *err)
{
    size_t asked = lost_asked(s), waiting = lost_waiting_count(s);
    bool all = i == LS_LOST_ALL;
    if (s->damage.code && !asked) {
        session_damage_words(s, err);
        return LS_ECORRUPT;
    }
    if (!asked && !waiting)
        return ls_error_set(err, LS_ENOTFOUND, "nothing is lost: all that you changed on this machine is in %s", ls_path_base(s->path));
    if (!all && i >= asked + waiting)
        return ls_error_set(err, LS_ENOTFOUND, "there are only %zu of them", asked + waiting);
    bool of_asked = all ? asked > 0 : i < asked, of_waiting = all ? waiting > 0 : i >= asked;
    size_t asked_count = !of_asked ? 0 : all ? asked : 1, waiting_count = !of_waiting ? 0 : all ? waiting : 1;
    if (put_back && !of_asked)
        return lost_keeps_waiting(lost_waiting(s, all ? 0 : i - asked), err);
    s->changed = true;
    if (put_back) {
        session_heal_recall(s, all ? 0 : i, asked_count);
    } else {
        int code = lost_give_up(s, all ? 0 : i - asked, waiting_count, err);
        if (code)
            return code;
        if (of_asked)
            lost_do_without(s, all ? 0 : i, asked_count);
        ls_channel_flush(&s->journal.channel);
    }
    *ret_count = (unsigned)(put_back ? asked_count : asked_count + waiting_count);
    return LS_OK;
}
