/* What deciding is, in a meeting and outside of one. */
#include "app/decide.h"

#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "lockstep/decision.h"
#include "lockstep/error.h"

void decide_done(struct decide *d)
{
    for (size_t i = 0; i < DECIDE_POINTS; i++)
        ls_string_done(&d->point[i]);
}

/* --- reading --------------------------------------------------------------------------------- */

/* The next "/" that stands alone; the end of the text where there is none. */
static const char *decide_slash(const char *at)
{
    for (const char *p = at; *p; p++) {
        bool before = p == at || p[-1] == ' ', after = !p[1] || p[1] == ' ';
        if (*p == '/' && before && after)
            return p;
    }
    return at + strlen(at);
}

static char *decide_trimmed(const char *start, const char *end)
{
    start = ls_text_skip_blank(start);
    return ls_strndup(start, start < end ? ls_text_trimmed(start, (size_t)(end - start)) : 0);
}

char *decide_part(const char **at)
{
    const char *start = ls_text_skip_blank(*at), *slash = decide_slash(start);
    if (!*start)
        return NULL;
    *at = *slash ? slash + 1 : slash;
    return decide_trimmed(start, slash);
}

static int decide_split(struct decide *d, const struct ls_call *call, struct ls_error *err)
{
    const char *text = ls_text_skip_blank(call->text);
    size_t len = ls_text_trimmed(text, strlen(text));
    LS_AUTO(string) char *copy = ls_strndup(text, len);
    char *last = strrchr(copy, ' ');
    if (last && last[1] == '@') {
        int code = ls_board_find(call->board, LS_E_PERSON, last + 1, &d->driver, err);
        if (code)
            return code;
        *last = 0;
    }
    for (const char *at = copy; *at && d->count < DECIDE_POINTS;) {
        const char *slash = d->count + 1 < DECIDE_POINTS ? decide_slash(at) : at + strlen(at);
        d->point[d->count++] = decide_trimmed(at, slash);
        at = *slash ? slash + 1 : slash;
    }
    return LS_OK;
}

/* The label of the option that is marked on the decision; "" where none is. */
static const char *decide_marked(const struct ls_board *board, ls_id decision)
{
    LS_EACH(option, it, board)
    {
        if (decision && it->decision == decision && it->chosen)
            return it->label;
    }
    return "";
}

/* The number of an option as what is decided stands for its words. */
static void decide_take_option(struct decide *d, const struct ls_board *board, ls_id decision)
{
    const struct ls_option *option = d->count ? ls_decision_option(board, decision, d->point[0]) : NULL;
    if (option) {
        ls_string_done(&d->point[0]);
        d->point[0] = ls_strdup(option->label);
    }
}

int decide_read(struct decide *d, const struct ls_call *call, ls_id decision, struct ls_error *err)
{
    *d = (struct decide){.again_on = LS_NONE};
    int code = decide_split(d, call, err);
    if (code)
        return code;
    const char *marked = decide_marked(call->board, decision);
    if (d->count == 2 && *marked) {
        d->point[2] = d->point[1];
        d->point[1] = d->point[0];
        d->point[0] = ls_strdup(marked);
        d->count = 3;
    }
    if (d->count >= 1 && !*d->point[0] && *marked) {
        ls_string_done(&d->point[0]);
        d->point[0] = ls_strdup(marked);
    }
    decide_take_option(d, call->board, decision);
    if (d->count >= 3 && *d->point[0] && *d->point[1] && *d->point[2]) {
        bool again = d->count == DECIDE_POINTS && *d->point[3];
        return again ? ls_decision_again(d->point[3], ls_stamp_date(call->now), &d->again_on, err) : LS_OK;
    }
    ls_error_set(err, LS_EUSAGE, "a decision has three points, this one has %zu", d->count);
    ls_error_hint(err, *marked ? "why / what follows (option \"%s\" is what is decided)" : "decided / why / what follows%s",
                  *marked ? marked : "");
    return LS_EUSAGE;
}

/* --- writing --------------------------------------------------------------------------------- */

/* A decided escalation takes its blocker away. */
static void decide_unblock(const struct ls_call *call, struct ls_changeset *cs, const struct ls_decision *old,
                           const char *decided)
{
    const struct ls_blocker *b = ls_blocker_get(call->board, old ? old->blocker : 0);
    if (!b || b->resolved != LS_NONE)
        return;
    LS_AUTO(buf) struct ls_buf how = LS_BUF_INIT, text = LS_BUF_INIT, name = LS_BUF_INIT;
    ls_board_name(call->board, old->rec.id, &how);
    ls_buf_printf(&how, ": %s", decided);
    ls_text_fit(&text, how.data, 200, false);
    ls_buf_truncate(&text, ls_text_trimmed(text.data, text.len));
    ls_change_int(cs, call->board, b->rec.id, LS_F_blocker_resolved, ls_stamp_date(call->now));
    ls_change_text(cs, call->board, b->rec.id, LS_F_blocker_resolution, text.data);
    ls_board_name(call->board, b->rec.id, &name);
    call_say(call, "%s resolved by it", name.data);
}

/* What was decided is marked among the options, also where it was named at once. */
static void decide_mark(const struct ls_call *call, struct ls_changeset *cs, ls_id id, const char *decided)
{
    const struct ls_option *taken = NULL;
    LS_EACH(option, it, call->board)
        taken = it->decision == id && !strcmp(it->label, decided) ? it : taken;
    LS_EACH(option, it, call->board)
        if (taken && it->decision == id)
            ls_change_int(cs, call->board, it->rec.id, LS_F_option_chosen, it == taken);
}

void decide_write(const struct decide *d, const struct ls_call *call, struct ls_changeset *cs, ls_id id, ls_id meeting)
{
    const struct ls_decision *old = ls_decision_get(call->board, id);
    ls_change_int(cs, call->board, id, LS_F_decision_status, LS_DECISION_STATUS_DECIDED);
    ls_change_text(cs, call->board, id, LS_F_decision_decided, d->point[0]);
    ls_change_text(cs, call->board, id, LS_F_decision_why, d->point[1]);
    ls_change_text(cs, call->board, id, LS_F_decision_follows, d->point[2]);
    ls_change_int(cs, call->board, id, LS_F_decision_on_date, ls_stamp_date(call->now));
    if (meeting)
        ls_change_ref(cs, call->board, id, LS_F_decision_meeting, meeting);
    if (d->driver)
        ls_change_ref(cs, call->board, id, LS_F_decision_driver, d->driver);
    if (d->again_on != LS_NONE)
        ls_change_int(cs, call->board, id, LS_F_decision_review_on, d->again_on);
    else if (d->count == DECIDE_POINTS && *d->point[3])
        ls_change_text(cs, call->board, id, LS_F_decision_review_when, d->point[3]);
    decide_mark(call, cs, id, d->point[0]);
    LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT;
    if (old)
        ls_board_name(call->board, id, &name);
    call_say(call, "%s decided: %s", old ? name.data : "D-new", d->point[0]);
    decide_unblock(call, cs, old, d->point[0]);
}

ls_id decide_escalated_to(const struct ls_board *board, ls_id driver)
{
    LS_EACH(topic, it, board)
    {
        if (it->escalate_to && it->escalate_to != driver &&
            (it->accountable == driver || ls_set_has_id(it->responsible, driver)))
            return it->escalate_to;
    }
    return 0;
}
