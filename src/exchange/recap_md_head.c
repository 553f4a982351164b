/* The head of the recap as Markdown: title, time, people, rating, goal, story. */
#include "base/clock.h"
#include "exchange/recap_md.h"
#include "lockstep/metric.h"

static void head_title(const struct recap *r, struct ls_buf *out)
{
    int year, month, day;
    ls_date_split(r->day, &year, &month, &day);
    ls_buf_str(out, "# ");
    recap_md_text(r, out, r->live.ritual ? r->live.ritual->name : "Sync");
    ls_buf_printf(out, ", %s %d %s %d\n\n", ls_weekday_long(ls_date_weekday(r->day)), day, ls_month_long(month), year);
}

static void head_time(const struct recap *r, struct ls_buf *out)
{
    ls_minutes_format(out, r->took_ms);
    ls_buf_str(out, " of ");
    ls_minutes_format(out, r->live.total_ms);
    int64_t over = r->took_ms - r->live.total_ms;
    if (r->meeting->status == LS_MEETING_STATUS_RUNNING) {
        ls_buf_str(out, ", still running.");
    } else if (over >= LS_SECOND) {
        ls_buf_str(out, ", over by ");
        ls_minutes_format(out, over);
        ls_buf_char(out, '.');
    } else {
        ls_buf_str(out, ", on time.");
    }
}

/* The decision that a guest came for: "Margot (D-9)". */
static void head_guest_decision(const struct recap *r, ls_id person, struct ls_buf *out)
{
    for (size_t i = 0; i < r->decided.len; i++) {
        const struct ls_decision *d = ls_decision_get(r->board, r->decided.v[i]);
        if (d && (d->approver == person || d->escalated_to == person)) {
            ls_buf_str(out, " (");
            recap_md_name(r, r->decided.v[i], out);
            ls_buf_char(out, ')');
            return;
        }
    }
}

enum head_list { HEAD_HERE, HEAD_LATE, HEAD_GUEST, HEAD_ABSENT, HEAD_ANSWERED, HEAD_LISTS };

static bool head_in(const struct ls_live_person *p, enum head_list list)
{
    switch (list) {
    case HEAD_HERE: return p->known && p->state == LS_ATTENDANCE_STATE_PRESENT;
    case HEAD_LATE: return p->known && p->state == LS_ATTENDANCE_STATE_LATE;
    case HEAD_GUEST: return p->known && p->state == LS_ATTENDANCE_STATE_GUEST;
    case HEAD_ABSENT: return p->known && p->state == LS_ATTENDANCE_STATE_ABSENT && !p->answered;
    case HEAD_ANSWERED: return p->answered;
    case HEAD_LISTS: break;
    }
    return false;
}

static void head_people(const struct recap *r, struct ls_buf *out)
{
    static const char *const labels[] = {"Here", "Late", "Guest", "Absent", "Answered before"};
    for (int list = 0; list < HEAD_LISTS; list++) {
        int count = 0;
        for (size_t i = 0; i < r->live.people_count; i++) {
            if (!head_in(&r->live.people[i], (enum head_list)list))
                continue;
            ls_buf_printf(out, count++ ? ", " : " %s: ", labels[list]);
            recap_person(r, r->live.people[i].person, out);
            if (list == HEAD_GUEST)
                head_guest_decision(r, r->live.people[i].person, out);
        }
        ls_buf_str(out, count ? "." : "");
    }
}

static void head_rating(const struct recap *r, struct ls_buf *out)
{
    int64_t sum = 0, count = 0;
    for (size_t i = 0; i < r->live.people_count; i++) {
        if (r->live.people[i].rating == LS_NONE)
            continue;
        sum += r->live.people[i].rating;
        count++;
    }
    if (!count)
        return;
    ls_buf_str(out, " Rated ");
    recap_md_pace(out, (double)sum / (double)count, "");
    ls_buf_str(out, " of 10.");
}

static void head_goal(const struct recap *r, struct ls_buf *out)
{
    const struct ls_item *goal = ls_item_get(r->board, r->goal);
    const struct ls_metric *m = ls_metric_get(r->board, r->goal_metric);
    struct ls_metric_trend trend = {0};
    if (!goal)
        return;
    ls_buf_str(out, "\n**Goal** ");
    if (!m || !ls_metric_trend(r->metrics, r->goal_metric, &trend) || !trend.count) {
        recap_md_sentence(r, out, goal->title);
        ls_buf_char(out, '\n');
        return;
    }
    recap_md_text(r, out, m->name);
    if (m->baseline == m->baseline && m->target == m->target) { /* neither is NaN */
        ls_buf_char(out, ' ');
        recap_md_number(out, m->baseline, "");
        ls_buf_str(out, " → ");
        recap_md_number(out, m->target, m->unit);
    }
    if (m->target_by != LS_NONE) {
        ls_buf_str(out, " by ");
        recap_date(r, m->target_by, out);
    }
    ls_buf_str(out, ": ");
    recap_md_number(out, trend.values[trend.count - 1].value, m->unit);
    ls_buf_str(out, " now");
    if (trend.pace == trend.pace) {
        ls_buf_str(out, ", ");
        recap_md_pace(out, trend.pace, m->unit);
        ls_buf_str(out, " expected");
    }
    ls_buf_str(out, ".\n");
}

static void head_story(const struct recap *r, struct ls_buf *out)
{
    if (!*r->meeting->story)
        return;
    ls_buf_str(out, "\n**Story** ");
    recap_md_text(r, out, r->meeting->story);
    ls_buf_char(out, '\n');
}

void recap_md_head(const struct recap *r, struct ls_buf *out)
{
    head_title(r, out);
    head_time(r, out);
    head_people(r, out);
    head_rating(r, out);
    ls_buf_char(out, '\n');
    head_goal(r, out);
    head_story(r, out);
}
