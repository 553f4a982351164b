/* The recap as JSON: the same facts as the Markdown, dates as ISO, people by handle. */
#include <math.h>

#include "base/clock.h"
#include "exchange/recap_read.h"
#include "lockstep/agenda.h"
#include "lockstep/json.h"
#include "lockstep/recap.h"

static void recap_json_name(struct ls_json *j, const char *key, const struct recap *r, ls_id id)
{
    ls_json_name(j, key, r->board, id);
}

/* --- people ---------------------------------------------------------------------------------- */

static void recap_json_people(struct ls_json *j, const struct recap *r)
{
    ls_json_open(j, "people", '[');
    for (size_t i = 0; i < r->live.people_count; i++) {
        const struct ls_live_person *p = &r->live.people[i];
        if (!p->known && !p->answered)
            continue;
        ls_json_open(j, NULL, '{');
        recap_json_name(j, "person", r, p->person);
        ls_json_text_or_null(j, "state", p->known ? ls_enum_word(LS_ENUM_ATTENDANCE_STATE, p->state) : NULL);
        ls_json_int(j, "rating", p->rating);
        ls_json_bool(j, "answered", p->answered);
        ls_json_bool(j, "leads", p->leads);
        ls_json_close(j, '}');
    }
    ls_json_close(j, ']');
}

/* --- records --------------------------------------------------------------------------------- */

static void recap_json_metric(struct ls_json *j, const char *key, const struct recap *r, ls_id metric)
{
    static const int fields[] = {LS_F_metric_name, LS_F_metric_unit, LS_F_metric_baseline, LS_F_metric_target,
                                 LS_F_metric_target_by};
    const struct ls_metric *m = ls_metric_get(r->board, metric);
    struct ls_metric_trend trend = {0};
    if (!m) {
        ls_json_null(j, key);
        return;
    }
    bool known = ls_metric_trend(r->metrics, metric, &trend) && trend.count;
    ls_json_open(j, key, '{');
    recap_json_name(j, "metric", r, metric);
    ls_json_fields(j, r->board, &m->rec, fields, LS_COUNT(fields));
    ls_json_real(j, "value", known ? trend.values[trend.count - 1].value : NAN);
    ls_json_real(j, "expected", known ? round(trend.pace * 10000) / 10000 : NAN); /* a reading off a line */
    ls_json_int(j, "worse_weeks", trend.worse_run);
    ls_json_close(j, '}');
}

/* Opens the object of a record with what people call it; closed by the caller. */
static void recap_json_open(struct ls_json *j, const char *key, const struct recap *r, ls_id id, const int *fields, size_t count)
{
    ls_json_open(j, key, '{');
    recap_json_name(j, "id", r, id);
    ls_json_fields(j, r->board, ls_board_record(r->board, id), fields, count);
}

static void recap_json_decision(struct ls_json *j, const char *key, const struct recap *r, ls_id id)
{
    static const int fields[] = {LS_F_decision_title,  LS_F_decision_decided,      LS_F_decision_why,       LS_F_decision_follows,
                                 LS_F_decision_driver, LS_F_decision_approver,     LS_F_decision_escalated_to,
                                 LS_F_decision_needed_by, LS_F_decision_review_on, LS_F_decision_review_when};
    recap_json_open(j, key, r, id, fields, LS_COUNT(fields));
    ls_json_close(j, '}');
}

static void recap_json_action(struct ls_json *j, const char *key, const struct recap *r, ls_id id)
{
    static const int fields[] = {LS_F_item_type, LS_F_item_title, LS_F_item_owner, LS_F_item_backup, LS_F_item_due, LS_F_item_status};
    recap_json_open(j, key, r, id, fields, LS_COUNT(fields));
    ls_json_close(j, '}');
}

static void recap_json_earlier(struct ls_json *j, const char *key, const struct recap *r, ls_id id)
{
    static const int fields[] = {LS_F_item_type, LS_F_item_title, LS_F_item_owner, LS_F_item_backup, LS_F_item_due};
    recap_json_open(j, key, r, id, fields, LS_COUNT(fields));
    ls_json_text_or_null(j, "state", recap_action_state(r, ls_item_get(r->board, id)));
    ls_json_close(j, '}');
}

static void recap_json_blocker(struct ls_json *j, const char *key, const struct recap *r, ls_id id)
{
    static const int fields[] = {LS_F_blocker_what, LS_F_blocker_item, LS_F_blocker_severity, LS_F_blocker_owner};
    const struct ls_blocker *b = ls_blocker_get(r->board, id);
    recap_json_open(j, key, r, id, fields, LS_COUNT(fields));
    recap_json_name(j, "acting", r, recap_acting(r, b->owner, b->backup));
    ls_json_int(j, "days", recap_days(r, b));
    ls_json_text_or_null(j, "resolution", b->resolution);
    ls_json_close(j, '}');
}

static void recap_json_win(struct ls_json *j, const char *key, const struct recap *r, ls_id id)
{
    static const int fields[] = {LS_F_signal_customer, LS_F_signal_quote, LS_F_signal_takeaway};
    recap_json_open(j, key, r, id, fields, LS_COUNT(fields));
    ls_json_close(j, '}');
}

static void recap_json_each(struct ls_json *j, const char *key, const struct recap *r, const struct recap_ids *ids,
                            void (*one)(struct ls_json *j, const char *key, const struct recap *r, ls_id id))
{
    ls_json_open(j, key, '[');
    for (size_t i = 0; i < ids->len; i++)
        one(j, NULL, r, ids->v[i]);
    ls_json_close(j, ']');
}

static void recap_json_blockers(struct ls_json *j, const struct recap *r)
{
    ls_json_open(j, "blockers", '{');
    recap_json_each(j, "closed", r, &r->removed, recap_json_blocker);
    recap_json_each(j, "open", r, &r->open, recap_json_blocker);
    ls_json_real(j, "median_days", r->median_half_days == LS_NONE ? NAN : (double)r->median_half_days / 2);
    ls_json_int(j, "closed_in_all", (int64_t)r->closed);
    ls_json_close(j, '}');
}

/* --- lines and notes ------------------------------------------------------------------------- */

static void recap_json_lines(struct ls_json *j, const struct recap *r)
{
    ls_json_open(j, "lines", '[');
    for (size_t i = 0; i < r->live.line_count; i++) {
        const struct ls_live_line *line = &r->live.lines[i];
        LS_AUTO(buf) struct ls_buf ref = LS_BUF_INIT, outcome = LS_BUF_INIT;
        ls_agenda_ref(r->board, line->item->ref, &ref);
        ls_live_outcome(r->board, &r->live, line, &outcome);
        ls_json_open(j, NULL, '{');
        ls_json_int(j, "position", line->item->n);
        ls_json_text_or_null(j, "segment", line->item->segment);
        ls_json_text_or_null(j, "ref", ref.data);
        ls_json_text_or_null(j, "title", line->item->title);
        ls_json_int(j, "planned_s", line->plan_ms / LS_SECOND);
        ls_json_int(j, "spent_s", line->spent_ms / LS_SECOND);
        ls_json_text_or_null(j, "state", ls_enum_word(LS_ENUM_LINE_STATE, line->state));
        ls_json_int(j, "carried", line->item->carried);
        ls_json_text_or_null(j, "outcome", outcome.data);
        ls_json_close(j, '}');
    }
    ls_json_close(j, ']');
}

static void recap_json_notes(struct ls_json *j, const struct recap *r)
{
    ls_json_open(j, "notes", '[');
    for (size_t i = 0; i < r->live.captured_count; i++) {
        const struct ls_capture *c = &r->live.captured[i];
        if (c->kind != LS_CAPTURE_NOTE)
            continue;
        ls_json_open(j, NULL, '{');
        ls_json_int(j, "line", c->line);
        recap_json_name(j, "author", r, c->note->author);
        ls_json_text_or_null(j, "text", c->note->text);
        ls_json_close(j, '}');
    }
    ls_json_close(j, ']');
}

/* --- whole ----------------------------------------------------------------------------------- */

static void recap_json_goal(struct ls_json *j, const struct recap *r)
{
    const struct ls_item *goal = ls_item_get(r->board, r->goal);
    if (!goal) {
        ls_json_null(j, "goal");
        return;
    }
    ls_json_open(j, "goal", '{');
    recap_json_name(j, "id", r, r->goal);
    ls_json_text_or_null(j, "title", goal->title);
    recap_json_metric(j, "measure", r, r->goal_metric);
    ls_json_close(j, '}');
}

static void recap_json_whole(struct ls_json *j, const struct recap *r)
{
    const struct ls_meeting *m = r->meeting;
    recap_json_name(j, "meeting", r, m->rec.id);
    recap_json_name(j, "ritual", r, m->ritual);
    ls_json_date(j, "date", r->day);
    ls_json_text_or_null(j, "status", ls_enum_word(LS_ENUM_MEETING_STATUS, m->status));
    ls_json_stamp(j, "started", m->started);
    ls_json_stamp(j, "ended", m->ended);
    ls_json_int(j, "took_s", r->took_ms / LS_SECOND);
    ls_json_int(j, "total_s", r->live.total_ms / LS_SECOND);
    recap_json_name(j, "facilitator", r, m->facilitator);
    ls_json_text_or_null(j, "story", m->story);
    recap_json_people(j, r);
    recap_json_goal(j, r);
    recap_json_each(j, "decided", r, &r->decided, recap_json_decision);
    recap_json_each(j, "escalated", r, &r->escalated, recap_json_decision);
    recap_json_each(j, "actions", r, &r->actions, recap_json_action);
    ls_json_open(j, "earlier_actions", '{');
    recap_json_each(j, "open", r, &r->carried, recap_json_earlier);
    recap_json_each(j, "closed", r, &r->done, recap_json_earlier);
    ls_json_close(j, '}');
    recap_json_blockers(j, r);
    recap_json_each(j, "off_pace", r, &r->off_pace, recap_json_metric);
    recap_json_each(j, "wins", r, &r->wins, recap_json_win);
    recap_json_notes(j, r);
    recap_json_lines(j, r);
}

int ls_recap_json(const struct ls_board *board, ls_id meeting, struct ls_buf *out, struct ls_error *err)
{
    struct recap r;
    int code = recap_read(&r, board, meeting, err);
    if (!code) {
        struct ls_json j;
        ls_json_begin(&j, out);
        recap_json_whole(&j, &r);
        ls_json_end(&j);
    }
    recap_done(&r);
    return code;
}
