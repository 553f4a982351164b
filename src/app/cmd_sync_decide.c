/* Decisions in the sync: three points, marking an option, escalating. */
#include <string.h>

#include "app/cmd_sync.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "lockstep/due.h"
#include "lockstep/error.h"

/* --- decide ---------------------------------------------------------------------------------- */

enum { DECIDE_POINTS = 4 }; /* decided, why, what follows, and when to look at it again */

struct decide_points {
    char *point[DECIDE_POINTS];
    size_t count;
    ls_id driver; /* 0: not named */
};

static void decide_points_done(struct decide_points *p)
{
    for (size_t i = 0; i < DECIDE_POINTS; i++)
        ls_string_done(&p->point[i]);
}

/* The next "/" that stands alone ("go/no-go" is one word); the end of the text where there is none. */
static const char *decide_slash(const char *at)
{
    for (const char *p = at; *p; p++) {
        bool before = p == at || p[-1] == ' ', after = !p[1] || p[1] == ' ';
        if (*p == '/' && before && after)
            return p;
    }
    return at + strlen(at);
}

/* "decided / why / follows @driver" */
static int decide_split(struct sync *s, struct decide_points *p)
{
    const char *text = ls_text_skip_blank(s->call->text);
    size_t len = ls_text_trimmed(text, strlen(text));
    LS_AUTO(string) char *copy = ls_strndup(text, len);
    char *last = strrchr(copy, ' ');
    if (last && last[1] == '@') {
        int code = ls_board_find(s->board, LS_E_PERSON, last + 1, &p->driver, s->err);
        if (code)
            return code;
        *last = 0;
    }
    for (const char *at = copy; *at && p->count < DECIDE_POINTS;) {
        const char *slash = p->count + 1 < DECIDE_POINTS ? decide_slash(at) : at + strlen(at);
        const char *start = ls_text_skip_blank(at);
        size_t points = start < slash ? ls_text_trimmed(start, (size_t)(slash - start)) : 0;
        p->point[p->count++] = ls_strndup(start, points);
        at = *slash ? slash + 1 : slash;
    }
    return LS_OK;
}

/* The label of the option that is marked on the decision; "" where none is. */
static const char *decide_marked(const struct ls_board *board, ls_id decision)
{
    LS_EACH(option, it, board)
    {
        if (it->decision == decision && it->chosen)
            return it->label;
    }
    return "";
}

/* With an option marked, why and what follows are enough: what is decided is the option. */
static int decide_complete(struct sync *s, struct decide_points *p, ls_id decision)
{
    const char *marked = decide_marked(s->board, decision);
    if (p->count == 2 && *marked) {
        p->point[2] = p->point[1];
        p->point[1] = p->point[0];
        p->point[0] = ls_strdup(marked);
        p->count = 3;
    }
    if (p->count >= 1 && !*p->point[0] && *marked) {
        ls_string_done(&p->point[0]);
        p->point[0] = ls_strdup(marked);
    }
    if (p->count >= 3 && *p->point[0] && *p->point[1] && *p->point[2])
        return LS_OK;
    ls_error_set(s->err, LS_EREFUSED, "a decision has three points, this one has %zu", p->count);
    ls_error_hint(s->err, *marked ? "why / what follows (option \"%s\" is what is decided)" : "decided / why / what follows%s",
                  *marked ? marked : "");
    return LS_EREFUSED;
}

/* The decision to write: the proposed one of the line, else a new one. */
static int decide_target(struct sync *s, const struct ls_live_line *line, const struct decide_points *p, ls_id *ret_id)
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

/* A decided escalation takes its blocker away. */
static void decide_unblock(struct sync *s, const struct ls_decision *d, const char *decided)
{
    const struct ls_blocker *b = ls_blocker_get(s->board, d ? d->blocker : 0);
    if (!b || b->resolved != LS_NONE)
        return;
    LS_AUTO(buf) struct ls_buf how = LS_BUF_INIT, text = LS_BUF_INIT, name = LS_BUF_INIT;
    ls_board_name(s->board, d->rec.id, &how);
    ls_buf_printf(&how, ": %s", decided);
    ls_text_fit(&text, how.data, 200, false);
    ls_buf_truncate(&text, ls_text_trimmed(text.data, text.len));
    ls_change_int(s->cs, s->board, b->rec.id, LS_F_blocker_resolved, s->today);
    ls_change_text(s->cs, s->board, b->rec.id, LS_F_blocker_resolution, text.data);
    ls_board_name(s->board, b->rec.id, &name);
    sync_say(s->call, "%s resolved by it", name.data);
}

static void decide_when(struct sync *s, ls_id id, const char *when)
{
    int64_t day;
    if (ls_due_parse(when, s->today, &day))
        ls_change_int(s->cs, s->board, id, LS_F_decision_review_on, day);
    else
        ls_change_text(s->cs, s->board, id, LS_F_decision_review_when, when);
}

static void decide_write(struct sync *s, ls_id id, const struct decide_points *p)
{
    const struct ls_decision *d = ls_decision_get(s->board, id);
    ls_change_int(s->cs, s->board, id, LS_F_decision_status, LS_DECISION_STATUS_DECIDED);
    ls_change_text(s->cs, s->board, id, LS_F_decision_decided, p->point[0]);
    ls_change_text(s->cs, s->board, id, LS_F_decision_why, p->point[1]);
    ls_change_text(s->cs, s->board, id, LS_F_decision_follows, p->point[2]);
    ls_change_int(s->cs, s->board, id, LS_F_decision_on_date, s->today);
    ls_change_ref(s->cs, s->board, id, LS_F_decision_meeting, s->meeting);
    if (p->driver)
        ls_change_ref(s->cs, s->board, id, LS_F_decision_driver, p->driver);
    if (p->count == DECIDE_POINTS && *p->point[3])
        decide_when(s, id, p->point[3]);
    LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT;
    if (d)
        ls_board_name(s->board, id, &name);
    sync_say(s->call, "%s decided: %s", d ? name.data : "D-new", p->point[0]);
    decide_unblock(s, d, p->point[0]);
}

int cmd_sync_decide(const struct ls_call *call, struct ls_changeset *cs, struct ls_error *err)
{
    struct sync s;
    struct decide_points p = {0};
    ls_id id = 0;
    int code = sync_open(&s, call, cs, err);
    const struct ls_live_line *line = sync_line_meant(&s);
    if (!code)
        code = decide_split(&s, &p);
    if (!code)
        code = decide_complete(&s, &p, line ? line->decision : 0);
    if (!code)
        code = decide_target(&s, line, &p, &id);
    if (!code)
        decide_write(&s, id, &p);
    decide_points_done(&p);
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
    sync_say(s->call, mark ? "option %lld marked: %s" : "option %lld not marked any more: %s", (long long)n,
             wanted->label);
    return LS_OK;
}

int cmd_sync_option(const struct ls_call *call, struct ls_changeset *cs, struct ls_error *err)
{
    struct sync s;
    int64_t n = 0;
    int code = sync_open(&s, call, cs, err);
    const struct ls_live_line *line = code ? NULL : sync_line(&s);
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
    sync_close(&s);
    return code;
}

/* --- escalate -------------------------------------------------------------------------------- */

/* Whom a topic of the driver escalates to; 0 where none says. */
static ls_id escalate_to(const struct ls_board *board, ls_id driver)
{
    LS_EACH(topic, it, board)
    {
        if (it->escalate_to && it->escalate_to != driver &&
            (it->accountable == driver || ls_set_has_id(it->responsible, driver)))
            return it->escalate_to;
    }
    return 0;
}

int cmd_sync_escalate(const struct ls_call *call, struct ls_changeset *cs, struct ls_error *err)
{
    struct sync s;
    struct ls_entry entry = {0};
    int code = sync_open(&s, call, cs, err);
    const struct ls_live_line *line = code ? NULL : sync_line(&s);
    if (!code && !line)
        code = LS_EREFUSED;
    if (!code)
        code = ls_entry_read(s.board, call->text, s.today, 0, &entry, err);
    if (!code && !*entry.text)
        code = ls_error_set(err, LS_EUSAGE, "what is to be decided?");
    if (!code) {
        ls_id driver = line->item->acting ? line->item->acting : call->me;
        ls_id who = entry.owner ? entry.owner : escalate_to(s.board, driver);
        ls_id id = ls_change_create(cs, LS_E_DECISION, call->now);
        ls_change_int(cs, s.board, id, LS_F_decision_status, LS_DECISION_STATUS_PROPOSED);
        ls_change_text(cs, s.board, id, LS_F_decision_title, entry.text);
        ls_change_ref(cs, s.board, id, LS_F_decision_driver, driver);
        ls_change_ref(cs, s.board, id, LS_F_decision_escalated_to, who == driver ? 0 : who);
        ls_change_int(cs, s.board, id, LS_F_decision_needed_by, entry.due != LS_NONE ? entry.due : sync_next_day(&s));
        ls_change_ref(cs, s.board, id, LS_F_decision_blocker, line->blocker);
        sync_note(&s, line, call->text, id);
        sync_say(call, "D-new is a draft until it has two options and a cost of delay");
    }
    ls_entry_done(&entry);
    sync_close(&s);
    return code;
}
