/* Decisions in the sync: three points, marking an option, escalating. */
#include <string.h>

#include "app/cmd_sync.h"
#include "app/decide.h"
#include "base/text.h"
#include "lockstep/due.h"
#include "lockstep/error.h"

/* --- decide ---------------------------------------------------------------------------------- */

/* The decision to write: the proposed one of the line, else a new one. */
static int decide_target(struct sync *s, const struct ls_live_line *line, const struct decide *p, ls_id *ret_id)
{
    const struct ls_decision *d = ls_decision_get(s->board, line ? line->decision : 0);
    if (d && d->status == LS_DECISION_STATUS_PROPOSED) {
        *ret_id = d->rec.id;
        return LS_OK;
    }
    if (d && d->meeting == s->meeting) {
        LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT;
        ls_board_name(s->board, d->rec.id, &name);
        ls_error_set(s->err, LS_EREFUSED, "%s is decided already", name.data);
        ls_error_hint(s->err, "undo it to decide otherwise");
        return LS_EREFUSED;
    }
    LS_AUTO(buf) struct ls_buf title = LS_BUF_INIT;
    ls_text_fit(&title, p->point[0], 120, false);
    ls_buf_truncate(&title, ls_text_trimmed(title.data, title.len));
    ls_id id = ls_change_create(s->cs, LS_E_DECISION, s->call->now);
    ls_change_text(s->cs, s->board, id, LS_F_decision_title, title.data);
    ls_change_ref(s->cs, s->board, id, LS_F_decision_driver,
                  line && line->item->acting ? line->item->acting : s->call->me);
    ls_change_ref(s->cs, s->board, id, LS_F_decision_blocker, line ? line->blocker : 0);
    if (d) /* one that was due for review */
        ls_change_ref(s->cs, s->board, id, LS_F_decision_supersedes, d->rec.id);
    sync_note(s, line, s->call->text, id);
    *ret_id = id;
    return LS_OK;
}

int cmd_sync_decide(const struct ls_call *call, struct ls_changeset *cs, struct ls_error *err)
{
    struct sync s;
    struct decide points = {0};
    ls_id id = 0;
    int code = sync_open(&s, call, cs, err);
    const struct ls_live_line *line = sync_line_meant(&s);
    if (!code)
        code = decide_read(&points, call, line ? line->decision : 0, err);
    if (!code)
        code = decide_target(&s, line, &points, &id);
    if (!code)
        decide_write(&points, call, cs, id, s.meeting);
    if (!code)
        sync_say_elsewhere(&s, line);
    decide_done(&points);
    sync_close(&s);
    return code;
}

/* --- option ---------------------------------------------------------------------------------- */

/* Marks option n of a decision and takes the mark off the others; the marked one again is unmarked. */
static int option_mark(struct sync *s, ls_id decision, int64_t n)
{
    const struct ls_option *wanted = NULL;
    int64_t highest = 0;
    LS_EACH(option, it, s->board)
    {
        if (it->decision != decision)
            continue;
        wanted = it->n == n ? it : wanted;
        highest = it->n > highest ? it->n : highest;
    }
    if (!wanted && !highest)
        return ls_error_set(s->err, LS_ENOTFOUND, "this decision has no options");
    if (!wanted)
        return ls_error_set(s->err, LS_ENOTFOUND, "there is no option %lld, the last is %lld", (long long)n,
                            (long long)highest);
    bool mark = !wanted->chosen;
    LS_EACH(option, it, s->board)
    {
        if (it->decision == decision)
            ls_change_int(s->cs, s->board, it->rec.id, LS_F_option_chosen, mark && it->n == n);
    }
    call_say(s->call, mark ? "option %lld marked: %s" : "option %lld not marked any more: %s", (long long)n,
             wanted->label);
    return LS_OK;
}

int cmd_sync_option(const struct ls_call *call, struct ls_changeset *cs, struct ls_error *err)
{
    struct sync s;
    int64_t n = 0;
    int code = sync_open(&s, call, cs, err);
    const struct ls_live_line *line = code ? NULL : sync_line_about(&s);
    if (!code && !line)
        code = LS_EREFUSED;
    if (!code && !ls_text_to_int(ls_text_skip_blank(call->text), &n))
        code = ls_error_set(err, LS_EUSAGE, "\"%s\" is no number of an option", call->text);
    const struct ls_decision *d = code ? NULL : ls_decision_get(s.board, line->decision);
    if (!code && !d)
        code = ls_error_set(err, LS_EREFUSED, "this line has no decision with options");
    if (!code && d->status != LS_DECISION_STATUS_PROPOSED)
        code = ls_error_set(err, LS_EREFUSED, "it is decided already");
    if (!code)
        code = option_mark(&s, d->rec.id, n);
    if (!code)
        sync_say_elsewhere(&s, line);
    sync_close(&s);
    return code;
}

/* --- escalate -------------------------------------------------------------------------------- */

int cmd_sync_escalate(const struct ls_call *call, struct ls_changeset *cs, struct ls_error *err)
{
    struct sync s;
    struct ls_entry entry = {0};
    int code = sync_open(&s, call, cs, err);
    const struct ls_live_line *line = code ? NULL : sync_line_about(&s);
    if (!code && !line)
        code = LS_EREFUSED;
    if (!code)
        code = ls_entry_read(s.board, call->text, s.today, 0, &entry, err);
    if (!code && !*entry.text)
        code = ls_error_set(err, LS_EUSAGE, "what is to be decided?");
    if (!code) {
        ls_id driver = line->item->acting ? line->item->acting : call->me;
        ls_id who = entry.owner ? entry.owner : decide_escalated_to(s.board, driver);
        ls_id id = ls_change_create(cs, LS_E_DECISION, call->now);
        ls_change_int(cs, s.board, id, LS_F_decision_status, LS_DECISION_STATUS_PROPOSED);
        ls_change_text(cs, s.board, id, LS_F_decision_title, entry.text);
        ls_change_ref(cs, s.board, id, LS_F_decision_driver, driver);
        ls_change_ref(cs, s.board, id, LS_F_decision_escalated_to, who == driver ? 0 : who);
        ls_change_int(cs, s.board, id, LS_F_decision_needed_by, entry.due != LS_NONE ? entry.due : sync_next_day(&s));
        ls_change_ref(cs, s.board, id, LS_F_decision_blocker, line->blocker);
        sync_note(&s, line, call->text, id);
        call_say(call, "D-new is a draft until it has two options and a cost of delay");
        sync_say_elsewhere(&s, line);
    }
    ls_entry_done(&entry);
    sync_close(&s);
    return code;
}
