/* Parts that several pages have: the goal, metrics, who decides what, blockers, decisions, wins, launches. */
#include <math.h>
#include <stdlib.h>

#include "base/text.h"
#include "lockstep/goal.h"
#include "lockstep/launch.h"
#include "model/pages_build.h"

/* --- goal and metrics ------------------------------------------------------------------------------ */

/* "off pace, worse for 4 weeks", "on pace", "no target". */
static char *parts_state(const struct ls_metric_trend *trend)
{
    struct ls_buf b = LS_BUF_INIT;
    if (!trend->count)
        ls_buf_str(&b, "no value yet");
    else if (isnan(trend->pace))
        ls_buf_str(&b, "no target");
    else
        ls_buf_str(&b, trend->off_pace ? "off pace" : "on pace");
    if (trend->worse_run >= 2)
        ls_buf_printf(&b, ", worse for %d weeks", trend->worse_run);
    return ls_buf_steal(&b);
}

void page_goal(const struct page *p)
{
    ls_id goal = ls_goal(p->board), metric = ls_goal_metric(p->board, goal);
    const struct ls_item *item = ls_item_get(p->board, goal);
    const struct ls_metric *m = ls_metric_get(p->board, metric);
    struct ls_metric_trend trend = {0};
    ls_paper_heading(p->paper, 2, "Goal");
    if (!item) {
        ls_paper_line(p->paper, LS_PAPER_PARAGRAPH, "No goal has been set.");
        return;
    }
    ls_paper_begin(p->paper, LS_PAPER_PARAGRAPH);
    LS_AUTO(string) char *title = page_sentence(item->title);
    ls_paper_strong(p->paper, "%s", title);
    if (*item->problem) {
        LS_AUTO(string) char *problem = page_sentence(item->problem);
        ls_paper_say(p->paper, " %s", problem);
    }
    if (!m || !ls_metric_trend(p->metrics, metric, &trend) || !trend.count)
        return;
    LS_AUTO(string) char *now = page_number(trend.values[trend.count - 1].value, m->unit);
    LS_AUTO(string) char *target = page_number(m->target, m->unit), *by = page_day(p, m->target_by);
    LS_AUTO(string) char *pace = page_number(round(trend.pace * 10) / 10, m->unit), *state = parts_state(&trend);
    ls_paper_say(p->paper, " %s: %s now", m->name, now);
    if (!isnan(m->target))
        ls_paper_say(p->paper, ", %s wanted%s%s", target, m->target_by != LS_NONE ? " by " : "",
                     m->target_by != LS_NONE ? by : "");
    if (!isnan(trend.pace))
        ls_paper_say(p->paper, ", %s expected at this point", pace);
    ls_paper_say(p->paper, ": %s.", state);
}

static void parts_metric(const struct page *p, const struct ls_metric *m)
{
    struct ls_metric_trend trend = {0};
    ls_metric_trend(p->metrics, m->rec.id, &trend);
    double now = trend.count ? trend.values[trend.count - 1].value : NAN;
    double before = trend.count >= 5 ? trend.values[trend.count - 5].value : NAN;
    LS_AUTO(string) char *value = page_number(now, m->unit), *target = page_number(m->target, m->unit);
    LS_AUTO(string) char *old = page_number(before, m->unit), *by = page_day(p, m->target_by);
    LS_AUTO(string) char *pace = page_number(round((trend.count ? trend.pace : NAN) * 10) / 10, m->unit);
    LS_AUTO(string) char *state = parts_state(&trend), *owner = page_owner(p, m->owner, m->backup);
    ls_paper_cell(p->paper, "%s", *m->name ? m->name : m->handle);
    ls_paper_cell(p->paper, "%s", value);
    ls_paper_cell(p->paper, "%s", old);
    ls_paper_cell(p->paper, "%s", pace);
    ls_paper_cell(p->paper, "%s", target);
    ls_paper_cell(p->paper, "%s", by);
    ls_paper_cell(p->paper, "%s", state);
    ls_paper_cell(p->paper, "%s", owner);
}

void page_metrics(const struct page *p)
{
    static const struct ls_paper_column columns[] = {
        {"metric", false}, {"value", true}, {"4 weeks ago", true}, {"pace", true},
        {"target", true}, {"by", false}, {"state", false}, {"owner", false},
    };
    bool any = false;
    LS_EACH(metric, m, p->board) {
        if (!m->core)
            continue;
        if (!any) {
            ls_paper_heading(p->paper, 2, "Metrics");
            ls_paper_table(p->paper, columns, LS_COUNT(columns));
        }
        any = true;
        parts_metric(p, m);
    }
}

/* --- who decides what -------------------------------------------------------------------------------- */

void page_raci_table(const struct page *p)
{
    static const struct ls_paper_column columns[] = {
        {"topic", false}, {"accountable", false}, {"backup", false}, {"responsible", false},
        {"consulted", false}, {"informed", false}, {"escalate to", false},
    };
    if (!ls_board_count(p->board, LS_E_TOPIC)) {
        ls_paper_line(p->paper, LS_PAPER_PARAGRAPH, "No topics yet: nobody has said who decides what.");
        return;
    }
    ls_paper_table(p->paper, columns, LS_COUNT(columns));
    LS_EACH(topic, t, p->board) {
        LS_AUTO(string) char *accountable = page_owner(p, t->accountable, t->backup);
        LS_AUTO(string) char *backup = page_person(p, t->backup), *to = page_person(p, t->escalate_to);
        LS_AUTO(string) char *responsible = page_set(p, t->responsible), *consulted = page_set(p, t->consulted);
        LS_AUTO(string) char *informed = page_set(p, t->informed);
        ls_paper_cell(p->paper, "%s", t->name);
        ls_paper_cell(p->paper, "%s", accountable);
        ls_paper_cell(p->paper, "%s", backup);
        ls_paper_cell(p->paper, "%s", responsible);
        ls_paper_cell(p->paper, "%s", consulted);
        ls_paper_cell(p->paper, "%s", informed);
        ls_paper_cell(p->paper, "%s", to);
    }
}

/* --- blockers ------------------------------------------------------------------------------------------ */

static void parts_blocker(const struct page *p, const struct ls_blocker *b)
{
    LS_AUTO(string) char *name = page_name(p, b->rec.id), *item = page_name(p, b->item);
    LS_AUTO(string) char *owner = page_owner(p, b->owner, b->backup), *due = page_day(p, b->next_due);
    ls_paper_cell(p->paper, "%s %s", name, b->what);
    ls_paper_cell(p->paper, "%s", *item ? item : "-");
    ls_paper_cell(p->paper, "%lld", (long long)ls_calendar_days(&p->calendar, b->opened, p->today));
    ls_paper_cell(p->paper, "%s", owner);
    if (*b->next_step)
        ls_paper_cell(p->paper, "%s%s%s", b->next_step, b->next_due != LS_NONE ? ", by " : "",
                      b->next_due != LS_NONE ? due : "");
    else
        ls_paper_cell(p->paper, "none yet");
}

void page_blocker_table(const struct page *p, const struct ls_blocker *const *blockers, size_t count, const char *none)
{
    static const struct ls_paper_column columns[] = {
        {"blocker", false}, {"blocks", false}, {"days", true}, {"owner", false}, {"next step", false},
    };
    if (count)
        ls_paper_table(p->paper, columns, LS_COUNT(columns));
    else
        ls_paper_line(p->paper, LS_PAPER_PARAGRAPH, "%s", none);
    for (size_t i = 0; i < count; i++)
        parts_blocker(p, blockers[i]);
}

static bool parts_any_item(ls_id item, void *arg)
{
    (void)item;
    (void)arg;
    return true;
}

void page_blockers(const struct page *p, const char *none)
{
    const struct ls_blocker **open;
    size_t count = ls_blockers_on(p->board, parts_any_item, NULL, &open);
    page_blocker_table(p, open, count, none);
    free(open);
}

/* --- decisions and wins ---------------------------------------------------------------------------------- */

static int parts_compare_decisions(const void *left, const void *right)
{
    const struct ls_decision *a = *(const struct ls_decision *const *)left, *b = *(const struct ls_decision *const *)right;
    if (a->on_date != b->on_date)
        return a->on_date > b->on_date ? -1 : 1;
    return a->rec.num > b->rec.num ? -1 : a->rec.num < b->rec.num;
}

void page_decision(const struct page *p, const struct ls_decision *d)
{
    LS_AUTO(string) char *name = page_name(p, d->rec.id), *day = page_day(p, d->on_date);
    LS_AUTO(string) char *decided = page_sentence(d->decided), *why = page_sentence(d->why);
    LS_AUTO(string) char *follows = page_sentence(d->follows), *by = page_person(p, d->approver ? d->approver : d->driver);
    LS_AUTO(string) char *asked = page_person(p, d->escalated_to), *needed = page_weekday(p, d->needed_by);
    ls_paper_begin(p->paper, LS_PAPER_ITEM);
    if (d->status == LS_DECISION_STATUS_PROPOSED) {
        ls_paper_strong(p->paper, "%s %s", name, d->title);
        ls_paper_say(p->paper, ": open, %s decides by %s.", asked, needed);
        return;
    }
    ls_paper_strong(p->paper, "%s %s", name, d->title);
    ls_paper_say(p->paper, " (%s, %s). %s Why: %s Follows: %s", by, day, decided, why, follows);
}

void page_decisions(const struct page *p, int64_t from, int64_t to, size_t most, const char *none)
{
    size_t count = 0;
    const struct ls_decision **found = ls_alloc((ls_board_count(p->board, LS_E_DECISION) + 1) * sizeof(*found));
    LS_EACH(decision, d, p->board) {
        if (d->status == LS_DECISION_STATUS_DECIDED && d->on_date != LS_NONE && d->on_date >= from && d->on_date <= to)
            found[count++] = d;
    }
    qsort(found, count, sizeof(*found), parts_compare_decisions);
    for (size_t i = 0; i < count && i < most; i++)
        page_decision(p, found[i]);
    if (!count)
        ls_paper_line(p->paper, LS_PAPER_PARAGRAPH, "%s", none);
    free(found);
}

void page_wins(const struct page *p, int64_t from, int64_t to, size_t most)
{
    size_t count = 0;
    LS_EACH(signal, s, p->board) {
        if (s->kind != LS_SIGNAL_KIND_WIN || s->seen == LS_NONE || s->seen < from || s->seen > to || count >= most)
            continue;
        if (!count++)
            ls_paper_heading(p->paper, 2, "Wins");
        LS_AUTO(string) char *takeaway = page_sentence(s->takeaway), *day = page_day(p, s->seen);
        ls_paper_begin(p->paper, LS_PAPER_ITEM);
        ls_paper_strong(p->paper, "%s", *s->customer ? s->customer : "A customer");
        ls_paper_say(p->paper, ", %s: %s%s%s%s", day, *s->quote ? "“" : "", s->quote, *s->quote ? "”. " : "", takeaway);
    }
}

/* --- launches ---------------------------------------------------------------------------------------------- */

/* "1 of 14 ready, 4 at risk" */
static char *parts_readiness(const struct page *p, ls_id launch)
{
    int64_t all = 0, ready = 0, risk = 0;
    LS_EACH(launch_check, c, p->board) {
        if (c->launch != launch || c->state == LS_CHECK_STATE_WAIVED)
            continue;
        all++;
        ready += c->state == LS_CHECK_STATE_READY;
        risk += c->state == LS_CHECK_STATE_AT_RISK;
    }
    if (!all)
        return ls_strdup("no checks");
    if (!risk)
        return ls_asprintf("%lld of %lld ready", (long long)ready, (long long)all);
    return ls_asprintf("%lld of %lld ready, %lld at risk", (long long)ready, (long long)all, (long long)risk);
}

void page_launches(const struct page *p, int64_t days)
{
    static const struct ls_paper_column columns[] = {
        {"launch", false}, {"day", false}, {"gate", false}, {"readiness", false}, {"verdict", false}, {"owner", false},
    };
    bool any = false;
    LS_EACH(launch, l, p->board) {
        if (l->verdict == LS_VERDICT_NO_GO || l->day == LS_NONE || l->day < p->today || l->day > p->today + days)
            continue;
        if (!any) {
            ls_paper_heading(p->paper, 2, "Launches");
            ls_paper_table(p->paper, columns, LS_COUNT(columns));
        }
        any = true;
        LS_AUTO(string) char *name = page_name(p, l->rec.id), *day = page_weekday(p, l->day);
        LS_AUTO(string) char *gate = page_weekday(p, l->gate), *ready = parts_readiness(p, l->rec.id);
        LS_AUTO(string) char *owner = page_owner(p, l->owner, l->backup);
        ls_paper_cell(p->paper, "%s %s", name, l->name);
        ls_paper_cell(p->paper, "%s", day);
        ls_paper_cell(p->paper, "%s", gate);
        ls_paper_cell(p->paper, "%s", ready);
        ls_paper_cell(p->paper, "%s", l->verdict == LS_NONE ? "pending" : ls_enum_word(LS_ENUM_VERDICT, l->verdict));
        ls_paper_cell(p->paper, "%s", owner);
    }
}
