/* Handing on all that somebody owns: one changeset, so one undo. */
#include <stdlib.h>
#include <string.h>

#include "app/cmd_fields.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "lockstep/error.h"
#include "lockstep/work.h"

struct handoff {
    struct fields fields;
    ls_id from, to;
    size_t owned, backed;
    struct ls_buf subject; /* what the note is about: as many as it holds */
};

enum { NOTE_RECORDS = 12 };

/* An owner goes on to the other person. Who was the backup and becomes the owner is followed by the old owner, as
 * long as they are with the team; where the old owner backs somebody up, the new person does so from now on. */
static void handoff_record(struct handoff *h, ls_id id, int owner_field, int backup_field, ls_id owner, ls_id backup)
{
    const struct ls_board *board = h->fields.call->board;
    struct ls_changeset *cs = h->fields.cs;
    const struct ls_person *from = ls_person_get(board, h->from);
    if (owner == h->from) {
        ls_change_ref(cs, board, id, owner_field, h->to);
        if (backup_field >= 0 && backup == h->to)
            ls_change_ref(cs, board, id, backup_field, from && from->active ? h->from : 0);
        if (h->owned < NOTE_RECORDS)
            ls_set_add_id(&h->subject, id);
        h->owned++;
    } else if (backup_field >= 0 && backup == h->from && from && !from->active) {
        ls_change_ref(cs, board, id, backup_field, owner == h->to ? 0 : h->to);
        h->backed++;
    }
}

static void handoff_work(struct handoff *h)
{
    const struct ls_board *board = h->fields.call->board;
    LS_EACH(item, i, board) {
        if (ls_item_is_open(i))
            handoff_record(h, i->rec.id, LS_F_item_owner, LS_F_item_backup, i->owner, i->backup);
    }
    LS_EACH(blocker, b, board) {
        if (b->resolved == LS_NONE)
            handoff_record(h, b->rec.id, LS_F_blocker_owner, LS_F_blocker_backup, b->owner, b->backup);
    }
    LS_EACH(decision, d, board) {
        if (d->status == LS_DECISION_STATUS_PROPOSED && d->escalated_to != h->to && d->approver != h->to)
            handoff_record(h, d->rec.id, LS_F_decision_driver, -1, d->driver, 0);
    }
    LS_EACH(experiment, x, board) {
        if (x->status == LS_EXPERIMENT_STATUS_PLANNED || x->status == LS_EXPERIMENT_STATUS_RUNNING)
            handoff_record(h, x->rec.id, LS_F_experiment_owner, LS_F_experiment_backup, x->owner, x->backup);
    }
}

static void handoff_standing(struct handoff *h)
{
    const struct ls_board *board = h->fields.call->board;
    LS_EACH(metric, m, board)
        handoff_record(h, m->rec.id, LS_F_metric_owner, LS_F_metric_backup, m->owner, m->backup);
    LS_EACH(launch, l, board) {
        if (l->verdict == LS_NONE || l->verdict == LS_VERDICT_PENDING)
            handoff_record(h, l->rec.id, LS_F_launch_owner, LS_F_launch_backup, l->owner, l->backup);
    }
    LS_EACH(launch_check, c, board) {
        if (c->state != LS_CHECK_STATE_READY && c->state != LS_CHECK_STATE_WAIVED)
            handoff_record(h, c->rec.id, LS_F_launch_check_owner, LS_F_launch_check_backup, c->owner, c->backup);
    }
    LS_EACH(topic, t, board)
        handoff_record(h, t->rec.id, LS_F_topic_accountable, LS_F_topic_backup, t->accountable, t->backup);
    LS_EACH(term, t, board)
        handoff_record(h, t->rec.id, LS_F_term_owner, -1, t->owner, 0);
}

/* The note stands with both people and with what went over. */
static void handoff_note(struct handoff *h, const char *text)
{
    const struct ls_call *call = h->fields.call;
    LS_AUTO(buf) struct ls_buf subject = LS_BUF_INIT;
    ls_set_add_id(&subject, h->from);
    ls_set_add_id(&subject, h->to);
    const char *at = h->subject.data, *word;
    size_t len;
    ls_id id;
    while (ls_set_next(&at, &word, &len, &id))
        ls_set_add_id(&subject, id);
    call_note(call, h->fields.cs, LS_NOTE_KIND_COMMENT, subject.data, text);
}

/* Reads one name; *at moves behind it. */
static int handoff_person(struct handoff *h, const char **at, ls_id *ret_person)
{
    const char *start = ls_text_skip_blank(*at);
    size_t len = strcspn(start, " \t");
    LS_AUTO(string) char *name = ls_strndup(start, len);
    *at = start + len;
    if (!len) {
        ls_error_set(h->fields.err, LS_EUSAGE, "from whom, and to whom?");
        ls_error_hint(h->fields.err, "lockstep handoff dana ines All of it is in the launch folder");
        return LS_EUSAGE;
    }
    return fields_person(&h->fields, name, ret_person);
}

static int handoff_check(const struct handoff *h)
{
    const struct ls_board *board = h->fields.call->board;
    const struct ls_person *to = ls_person_get(board, h->to);
    if (!h->from || !to)
        return ls_error_set(h->fields.err, LS_EUSAGE, "a handoff has somebody who gives and somebody who takes");
    if (h->from == h->to)
        return ls_error_set(h->fields.err, LS_EREFUSED, "%s has it already", to->handle);
    if (!to->active)
        return ls_error_set(h->fields.err, LS_EREFUSED, "%s is not with the team any more", to->handle);
    return LS_OK;
}

int cmd_handoff(const struct ls_call *call, struct ls_changeset *cs, struct ls_error *err)
{
    struct handoff h = {.fields = {call, cs, err, LS_E_PERSON}, .subject = LS_BUF_INIT};
    const char *at = call->text;
    int code = handoff_person(&h, &at, &h.from);
    if (!code)
        code = handoff_person(&h, &at, &h.to);
    if (!code)
        code = handoff_check(&h);
    if (!code) {
        cs->flags |= LS_CS_WHOLE;
        handoff_work(&h);
        handoff_standing(&h);
        const char *from = ls_person_get(call->board, h.from)->handle;
        if (!h.owned && !h.backed)
            code = ls_error_set(err, LS_EREFUSED, "%s owns nothing that is open", from);
        else if (*ls_text_skip_blank(at))
            handoff_note(&h, ls_text_skip_blank(at));
        if (!code && call->said)
            ls_buf_printf(call->said, "%s hands %zu record%s to %s", from, h.owned + h.backed,
                          h.owned + h.backed == 1 ? "" : "s", ls_person_get(call->board, h.to)->handle);
    }
    ls_buf_done(&h.subject);
    return code;
}
