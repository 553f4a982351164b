/* Commands on decisions outside a meeting: escalating a blocker, and what to do with a decision that woke up. */
#include <stdlib.h>
#include <string.h>

#include "app/cmd_fields.h"
#include "app/decide.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "lockstep/decision.h"
#include "lockstep/due.h"
#include "lockstep/error.h"
#include "lockstep/metric.h"
#include "lockstep/people.h"

/* --- escalate a blocker ------------------------------------------------------------------------ */

/* The proposed decision that the blocker was escalated with before; NULL where there is none. */
static const struct ls_decision *escalated_before(const struct ls_board *board, ls_id blocker)
{
    LS_EACH(decision, d, board) {
        if (d->blocker == blocker && d->status == LS_DECISION_STATUS_PROPOSED)
            return d;
    }
    return NULL;
}

static int64_t options_of(const struct ls_board *board, ls_id decision, size_t *ret_count)
{
    int64_t highest = 0;
    *ret_count = 0;
    LS_EACH(option, o, board) {
        if (o->decision != decision)
            continue;
        ++*ret_count;
        highest = o->n > highest ? o->n : highest;
    }
    return highest;
}

static void option_add(const struct ls_call *call, struct ls_changeset *cs, ls_id decision, int64_t n, const char *label)
{
    ls_id id = ls_change_create(cs, LS_E_OPTION, call->now);
    ls_change_ref(cs, call->board, id, LS_F_option_decision, decision);
    ls_change_int(cs, call->board, id, LS_F_option_n, n);
    ls_change_text(cs, call->board, id, LS_F_option_label, label);
}

/* The value of a field as the changeset leaves it. */
static int64_t after_int(const struct ls_changeset *cs, ls_id id, int field, int64_t before)
{
    const struct ls_edit *e = ls_changeset_edit(cs, id, field);
    return !e ? before : e->after.kind == LS_V_INT ? e->after.i : LS_NONE;
}

static const char *after_text(const struct ls_changeset *cs, ls_id id, int field, const char *before)
{
    const struct ls_edit *e = ls_changeset_edit(cs, id, field);
    return !e ? before : e->after.kind == LS_V_TEXT ? e->after.text : "";
}

static ls_id after_ref(const struct ls_changeset *cs, ls_id id, int field, ls_id before)
{
    int64_t ref = after_int(cs, id, field, before);
    return ref == LS_NONE ? 0 : ref;
}

/* "D-9 is a draft: it lacks a second option", or that it is on its way. */
static void escalate_say(const struct ls_call *call, const struct ls_changeset *cs, ls_id id,
                         const struct ls_decision *old, size_t options)
{
    struct ls_escalation e = {
        .options = options,
        .needed_by = after_int(cs, id, LS_F_decision_needed_by, old ? old->needed_by : LS_NONE),
        .cost_of_delay = after_text(cs, id, LS_F_decision_cost_of_delay, old ? old->cost_of_delay : ""),
        .driver = after_ref(cs, id, LS_F_decision_driver, old ? old->driver : 0),
        .approver = after_ref(cs, id, LS_F_decision_approver, old ? old->approver : 0),
        .escalated_to = after_ref(cs, id, LS_F_decision_escalated_to, old ? old->escalated_to : 0),
    };
    LS_AUTO(buf) struct ls_buf lacks = LS_BUF_INIT, name = LS_BUF_INIT, text = LS_BUF_INIT;
    ls_escalation_lacks(&e, &lacks);
    if (old)
        ls_board_name(call->board, id, &name);
    ls_buf_str(&text, old ? name.data : "D-new");
    if (lacks.len)
        ls_buf_printf(&text, " is a draft, it lacks %s; escalate the blocker again to add it", lacks.data);
    else
        ls_buf_str(&text, " is escalated: it comes onto the agenda before the day on which it is needed");
    call_say(call, "%s", text.data);
}

static ls_id escalate_new(const struct ls_call *call, struct ls_changeset *cs, const struct ls_blocker *b,
                          const char *question)
{
    ls_id acting = ls_person_acting(call->board, b->owner, b->backup, ls_stamp_date(call->now));
    ls_id driver = acting ? acting : call->me, id = ls_change_create(cs, LS_E_DECISION, call->now);
    ls_change_int(cs, call->board, id, LS_F_decision_status, LS_DECISION_STATUS_PROPOSED);
    ls_change_text(cs, call->board, id, LS_F_decision_title, question && *question ? question : b->what);
    ls_change_ref(cs, call->board, id, LS_F_decision_driver, driver);
    ls_change_ref(cs, call->board, id, LS_F_decision_escalated_to, decide_escalated_to(call->board, driver));
    ls_change_ref(cs, call->board, id, LS_F_decision_blocker, b->rec.id);
    return id;
}

int cmd_blocker_escalate(const struct ls_call *call, struct ls_changeset *cs, struct ls_error *err)
{
    const struct ls_blocker *b = ls_blocker_get(call->board, call->targets[0]);
    if (!b || b->resolved != LS_NONE) {
        ls_error_set(err, LS_EREFUSED, "it is resolved: nothing is left to escalate");
        return LS_EREFUSED;
    }
    const struct ls_decision *old = escalated_before(call->board, b->rec.id);
    const char *at = call->text;
    size_t options = 0;
    LS_AUTO(string) char *question = decide_part(&at);
    ls_id id = old ? old->rec.id : escalate_new(call, cs, b, question);
    int64_t n = options_of(call->board, id, &options);
    if (old && question && *question)
        ls_change_text(cs, call->board, id, LS_F_decision_title, question);
    for (char *part; (part = decide_part(&at)); free(part)) {
        if (!*part)
            continue;
        option_add(call, cs, id, ++n, part);
        options++;
    }
    struct fields f = {call, cs, err, LS_E_DECISION};
    int code = fields_set_all(&f, id);
    if (!code)
        escalate_say(call, cs, id, old, options);
    return code;
}

/* --- a decision that woke up ------------------------------------------------------------------- */

static const struct ls_decision *review_target(const struct ls_call *call, struct ls_error *err)
{
    const struct ls_decision *d = ls_decision_get(call->board, call->targets[0]);
    if (d && d->status == LS_DECISION_STATUS_DECIDED)
        return d;
    LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT;
    ls_board_name(call->board, call->targets[0], &name);
    if (!d)
        ls_error_set(err, LS_EREFUSED, "%s is no decision", name.data);
    else
        ls_error_set(err, LS_EREFUSED, "%s is %s, not decided", name.data,
                     ls_enum_word(LS_ENUM_DECISION_STATUS, d->status));
    if (d && d->status == LS_DECISION_STATUS_PROPOSED)
        ls_error_hint(err, "lockstep decision decide %s DECIDED / WHY / FOLLOWS", name.data);
    else
        ls_error_hint(err, "lockstep decision due lists those that wait for a review");
    return NULL;
}

/* It stands. What woke it must not wake it again at once: a date is moved to the day that is said, a metric's line
 * that was crossed goes, unless it is set anew. */
int cmd_decision_confirm(const struct ls_call *call, struct ls_changeset *cs, struct ls_error *err)
{
    const struct ls_decision *d = review_target(call, err);
    int64_t today = ls_stamp_date(call->now), day = LS_NONE;
    const char *text = ls_text_skip_blank(call->text);
    if (!d)
        return LS_EREFUSED;
    int code = *text && !fields_is_none(text) ? ls_due_read(text, today, &day, err) : LS_OK;
    if (!code && day != LS_NONE && day <= today)
        code = ls_error_set(err, LS_EREFUSED, "the next review of a decision lies after today");
    if (code)
        return code;
    struct ls_metric_book *metrics = ls_metric_book_new(call->board);
    enum ls_wake wake = ls_decision_wakes(metrics, d, today, NULL);
    struct ls_decision dateless = *d;
    dateless.review_on = LS_NONE;
    enum ls_wake crossed = ls_decision_wakes(metrics, &dateless, today, NULL);
    ls_metric_book_free(metrics);
    if (*text || wake == LS_WAKE_DATE)
        ls_change_int(cs, call->board, d->rec.id, LS_F_decision_review_on, day);
    if (crossed != LS_WAKE_NONE) {
        int line = crossed == LS_WAKE_BELOW ? LS_F_decision_review_below : LS_F_decision_review_above;
        ls_change_set(cs, call->board, d->rec.id, line, &(struct ls_value){.kind = LS_V_NULL});
    }
    LS_AUTO(buf) struct ls_buf said = LS_BUF_INIT;
    ls_board_name(call->board, d->rec.id, &said);
    ls_buf_str(&said, " stands");
    if (day != LS_NONE) {
        ls_buf_str(&said, "; it wakes again on ");
        ls_date_short(&said, day, ls_stamp_date(call->now));
    }
    call_say(call, "%s", said.data);
    return LS_OK;
}

/* Refuses to ask a second time what somebody has asked again already. */
static int reopen_once(const struct ls_call *call, const struct ls_decision *d, struct ls_error *err)
{
    LS_EACH(decision, other, call->board) {
        if (other->supersedes != d->rec.id || other->status != LS_DECISION_STATUS_PROPOSED)
            continue;
        LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT, asks = LS_BUF_INIT;
        ls_board_name(call->board, d->rec.id, &name);
        ls_board_name(call->board, other->rec.id, &asks);
        ls_error_set(err, LS_EREFUSED, "%s is asked again already: %s", name.data, asks.data);
        ls_error_hint(err, "decide %s, or delete it first", asks.data);
        return LS_EREFUSED;
    }
    return LS_OK;
}

/* A new proposed decision on the same question; the old one stands until that one is decided. */
int cmd_decision_reopen(const struct ls_call *call, struct ls_changeset *cs, struct ls_error *err)
{
    const struct ls_decision *d = review_target(call, err);
    const char *why = ls_text_skip_blank(call->text);
    if (!d || reopen_once(call, d, err))
        return LS_EREFUSED;
    ls_id id = ls_change_create(cs, LS_E_DECISION, call->now);
    ls_change_int(cs, call->board, id, LS_F_decision_status, LS_DECISION_STATUS_PROPOSED);
    ls_change_text(cs, call->board, id, LS_F_decision_title, d->title);
    ls_change_ref(cs, call->board, id, LS_F_decision_driver, d->driver ? d->driver : call->me);
    ls_change_ref(cs, call->board, id, LS_F_decision_approver, d->approver);
    ls_change_ref(cs, call->board, id, LS_F_decision_supersedes, d->rec.id);
    ls_change_int(cs, call->board, d->rec.id, LS_F_decision_review_on, LS_NONE);
    if (*why) {
        LS_AUTO(buf) struct ls_buf subject = LS_BUF_INIT;
        ls_set_add_id(&subject, d->rec.id);
        ls_set_add_id(&subject, id);
        call_note(call, cs, LS_NOTE_KIND_COMMENT, subject.data, why);
    }
    LS_AUTO(buf) struct ls_buf said = LS_BUF_INIT;
    ls_buf_str(&said, "D-new asks again; ");
    ls_board_name(call->board, d->rec.id, &said);
    ls_buf_str(&said, " stands until it is decided");
    call_say(call, "%s", said.data);
    return LS_OK;
}

/* A new decision in three points takes its place. */
static int decision_replace(const struct ls_call *call, struct ls_changeset *cs, const struct ls_decision *d,
                            struct ls_error *err)
{
    struct decide points;
    int code = decide_read(&points, call, 0, err);
    if (!code) {
        ls_id id = ls_change_create(cs, LS_E_DECISION, call->now);
        ls_change_text(cs, call->board, id, LS_F_decision_title, d->title);
        ls_change_ref(cs, call->board, id, LS_F_decision_driver, d->driver ? d->driver : call->me);
        ls_change_ref(cs, call->board, id, LS_F_decision_approver, d->approver);
        ls_change_ref(cs, call->board, id, LS_F_decision_supersedes, d->rec.id);
        decide_write(&points, call, cs, id, 0);
        LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT;
        ls_board_name(call->board, d->rec.id, &name);
        call_say(call, "it takes the place of %s", name.data);
    }
    decide_done(&points);
    return code;
}

int cmd_decision_supersede(const struct ls_call *call, struct ls_changeset *cs, struct ls_error *err)
{
    const struct ls_decision *d = review_target(call, err);
    return d ? decision_replace(call, cs, d, err) : LS_EREFUSED;
}

/* A proposed one is decided; one that was decided before is decided anew. */
int cmd_decision_decide(const struct ls_call *call, struct ls_changeset *cs, struct ls_error *err)
{
    const struct ls_decision *d = ls_decision_get(call->board, call->targets[0]);
    struct decide points;
    if (!d || d->status != LS_DECISION_STATUS_PROPOSED)
        return cmd_decision_supersede(call, cs, err);
    int code = decide_read(&points, call, d->rec.id, err);
    if (!code)
        decide_write(&points, call, cs, d->rec.id, 0);
    decide_done(&points);
    return code;
}
