/* The recap as JSON: the same facts as the Markdown, dates as ISO, people by handle. */
#include <jansson.h>
#include <stdlib.h>

#include "base/clock.h"
#include "exchange/recap_read.h"
#include "lockstep/agenda.h"
#include "lockstep/recap.h"

static json_t *recap_json_text(const char *text)
{
    return text && *text ? json_string(text) : json_null();
}

static json_t *recap_json_int(int64_t value)
{
    return value == LS_NONE ? json_null() : json_integer(value);
}

static json_t *recap_json_real(double value)
{
    return value == value ? json_real(value) : json_null();
}

static json_t *recap_json_name(const struct recap *r, ls_id id)
{
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    ls_board_name(r->board, id, &b);
    return recap_json_text(b.data);
}

static json_t *recap_json_date(int64_t date)
{
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    ls_date_format(&b, date);
    return recap_json_text(b.data);
}

static json_t *recap_json_stamp(int64_t stamp)
{
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    if (stamp != LS_NONE)
        ls_stamp_format(&b, stamp);
    return recap_json_text(b.data);
}

static void put(json_t *object, const char *key, json_t *value)
{
    json_object_set_new(object, key, value);
}

/* --- people ---------------------------------------------------------------------------------- */

static json_t *recap_json_people(const struct recap *r)
{
    json_t *array = json_array();
    for (size_t i = 0; i < r->live.people_count; i++) {
        const struct ls_live_person *p = &r->live.people[i];
        if (!p->known && !p->answered)
            continue;
        json_t *o = json_object();
        put(o, "person", recap_json_name(r, p->person));
        put(o, "state", p->known ? recap_json_text(ls_enum_word(LS_ENUM_ATTENDANCE_STATE, p->state)) : json_null());
        put(o, "rating", recap_json_int(p->rating));
        put(o, "answered", json_boolean(p->answered));
        put(o, "leads", json_boolean(p->leads));
        json_array_append_new(array, o);
    }
    return array;
}

/* --- records --------------------------------------------------------------------------------- */

static json_t *recap_json_metric(const struct recap *r, ls_id metric)
{
    const struct ls_metric *m = ls_metric_get(r->board, metric);
    struct ls_metric_trend trend = {0};
    if (!m)
        return json_null();
    bool known = ls_metric_trend(r->metrics, metric, &trend) && trend.count;
    json_t *o = json_object();
    put(o, "metric", recap_json_name(r, metric));
    put(o, "name", recap_json_text(m->name));
    put(o, "unit", recap_json_text(m->unit));
    put(o, "baseline", recap_json_real(m->baseline));
    put(o, "target", recap_json_real(m->target));
    put(o, "target_by", recap_json_date(m->target_by));
    put(o, "value", known ? recap_json_real(trend.values[trend.count - 1].value) : json_null());
    put(o, "expected", known ? recap_json_real(trend.pace) : json_null());
    put(o, "worse_weeks", json_integer(trend.worse_run));
    return o;
}

static json_t *recap_json_decision(const struct recap *r, ls_id id)
{
    const struct ls_decision *d = ls_decision_get(r->board, id);
    json_t *o = json_object();
    put(o, "id", recap_json_name(r, id));
    put(o, "title", recap_json_text(d->title));
    put(o, "decided", recap_json_text(d->decided));
    put(o, "why", recap_json_text(d->why));
    put(o, "follows", recap_json_text(d->follows));
    put(o, "driver", recap_json_name(r, d->driver));
    put(o, "approver", recap_json_name(r, d->approver));
    put(o, "escalated_to", recap_json_name(r, d->escalated_to));
    put(o, "needed_by", recap_json_date(d->needed_by));
    put(o, "review_on", recap_json_date(d->review_on));
    put(o, "review_when", recap_json_text(d->review_when));
    return o;
}

static json_t *recap_json_action(const struct recap *r, ls_id id)
{
    const struct ls_item *it = ls_item_get(r->board, id);
    json_t *o = json_object();
    put(o, "id", recap_json_name(r, id));
    put(o, "type", recap_json_text(ls_enum_word(LS_ENUM_ITEM_TYPE, it->type)));
    put(o, "title", recap_json_text(it->title));
    put(o, "owner", recap_json_name(r, it->owner));
    put(o, "backup", recap_json_name(r, it->backup));
    put(o, "due", recap_json_date(it->due));
    put(o, "status", recap_json_text(ls_enum_word(LS_ENUM_ITEM_STATUS, it->status)));
    return o;
}

static json_t *recap_json_blocker(const struct recap *r, ls_id id)
{
    const struct ls_blocker *b = ls_blocker_get(r->board, id);
    json_t *o = json_object();
    put(o, "id", recap_json_name(r, id));
    put(o, "what", recap_json_text(b->what));
    put(o, "item", recap_json_name(r, b->item));
    put(o, "severity", recap_json_int(b->severity));
    put(o, "owner", recap_json_name(r, b->owner));
    put(o, "acting", recap_json_name(r, recap_acting(r, b->owner, b->backup)));
    put(o, "days", json_integer(recap_days(r, b)));
    put(o, "resolution", recap_json_text(b->resolution));
    return o;
}

static json_t *recap_json_win(const struct recap *r, ls_id id)
{
    const struct ls_signal *s = ls_signal_get(r->board, id);
    json_t *o = json_object();
    put(o, "id", recap_json_name(r, id));
    put(o, "customer", recap_json_text(s->customer));
    put(o, "quote", recap_json_text(s->quote));
    put(o, "takeaway", recap_json_text(s->takeaway));
    return o;
}

static json_t *recap_json_each(const struct recap *r, const struct recap_ids *ids,
                               json_t *(*one)(const struct recap *r, ls_id id))
{
    json_t *array = json_array();
    for (size_t i = 0; i < ids->len; i++)
        json_array_append_new(array, one(r, ids->v[i]));
    return array;
}

static json_t *recap_json_blockers(const struct recap *r)
{
    json_t *o = json_object();
    put(o, "closed", recap_json_each(r, &r->removed, recap_json_blocker));
    put(o, "open", recap_json_each(r, &r->open, recap_json_blocker));
    put(o, "median_days",
        r->median_half_days == LS_NONE ? json_null() : json_real((double)r->median_half_days / 2));
    put(o, "closed_in_all", json_integer((json_int_t)r->closed));
    return o;
}

/* --- lines and notes ------------------------------------------------------------------------- */

static json_t *recap_json_lines(const struct recap *r)
{
    json_t *array = json_array();
    for (size_t i = 0; i < r->live.line_count; i++) {
        const struct ls_live_line *line = &r->live.lines[i];
        LS_AUTO(buf) struct ls_buf ref = LS_BUF_INIT, outcome = LS_BUF_INIT;
        ls_agenda_ref(r->board, line->item->ref, &ref);
        ls_live_outcome(r->board, &r->live, line, &outcome);
        json_t *o = json_object();
        put(o, "position", recap_json_int(line->item->n));
        put(o, "segment", recap_json_text(line->item->segment));
        put(o, "ref", recap_json_text(ref.data));
        put(o, "title", recap_json_text(line->item->title));
        put(o, "planned_s", json_integer(line->plan_ms / LS_SECOND));
        put(o, "spent_s", json_integer(line->spent_ms / LS_SECOND));
        put(o, "state", recap_json_text(ls_enum_word(LS_ENUM_LINE_STATE, line->state)));
        put(o, "carried", recap_json_int(line->item->carried));
        put(o, "outcome", recap_json_text(outcome.data));
        json_array_append_new(array, o);
    }
    return array;
}

static json_t *recap_json_notes(const struct recap *r)
{
    json_t *array = json_array();
    for (size_t i = 0; i < r->live.captured_count; i++) {
        const struct ls_capture *c = &r->live.captured[i];
        if (c->kind != LS_CAPTURE_NOTE)
            continue;
        json_t *o = json_object();
        put(o, "line", recap_json_int(c->line));
        put(o, "author", recap_json_name(r, c->note->author));
        put(o, "text", recap_json_text(c->note->text));
        json_array_append_new(array, o);
    }
    return array;
}

/* --- whole ----------------------------------------------------------------------------------- */

static json_t *recap_json_goal(const struct recap *r)
{
    const struct ls_item *goal = ls_item_get(r->board, r->goal);
    if (!goal)
        return json_null();
    json_t *o = json_object();
    put(o, "id", recap_json_name(r, r->goal));
    put(o, "title", recap_json_text(goal->title));
    put(o, "measure", recap_json_metric(r, r->goal_metric));
    return o;
}

static json_t *recap_json_whole(const struct recap *r)
{
    const struct ls_meeting *m = r->meeting;
    json_t *o = json_object();
    put(o, "schema", json_integer(LS_JSON_SCHEMA));
    put(o, "meeting", recap_json_name(r, m->rec.id));
    put(o, "ritual", recap_json_name(r, m->ritual));
    put(o, "date", recap_json_date(r->day));
    put(o, "status", recap_json_text(ls_enum_word(LS_ENUM_MEETING_STATUS, m->status)));
    put(o, "started", recap_json_stamp(m->started));
    put(o, "ended", recap_json_stamp(m->ended));
    put(o, "took_s", json_integer(r->took_ms / LS_SECOND));
    put(o, "total_s", json_integer(r->live.total_ms / LS_SECOND));
    put(o, "facilitator", recap_json_name(r, m->facilitator));
    put(o, "story", recap_json_text(m->story));
    put(o, "people", recap_json_people(r));
    put(o, "goal", recap_json_goal(r));
    put(o, "decided", recap_json_each(r, &r->decided, recap_json_decision));
    put(o, "escalated", recap_json_each(r, &r->escalated, recap_json_decision));
    put(o, "actions", recap_json_each(r, &r->actions, recap_json_action));
    put(o, "blockers", recap_json_blockers(r));
    put(o, "off_pace", recap_json_each(r, &r->off_pace, recap_json_metric));
    put(o, "wins", recap_json_each(r, &r->wins, recap_json_win));
    put(o, "notes", recap_json_notes(r));
    put(o, "lines", recap_json_lines(r));
    return o;
}

int ls_recap_json(const struct ls_board *board, ls_id meeting, struct ls_buf *out, struct ls_error *err)
{
    struct recap r;
    int code = recap_read(&r, board, meeting, err);
    if (!code) {
        json_t *o = recap_json_whole(&r);
        char *text = json_dumps(o, JSON_INDENT(2) | JSON_REAL_PRECISION(12));
        ls_buf_str(out, text);
        ls_buf_char(out, '\n');
        free(text);
        json_decref(o);
    }
    recap_done(&r);
    return code;
}
