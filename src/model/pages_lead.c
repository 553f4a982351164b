/* Pages for those who are not in the room: the page for leaders, and the monthly mail. */
#include <stdlib.h>
#include <string.h>

#include "lockstep/work.h"
#include "model/pages_build.h"

enum {
    LEAD_DECISION_DAYS = 30, LEAD_DECISIONS = 8, LEAD_RELEASE_DAYS = 60,
    LEAD_LAUNCH_DAYS = 120, LEAD_WINS = 8, LEAD_COMING_DAYS = 45,
};

/* --- asks -------------------------------------------------------------------------------------------- */

static size_t lead_options(const struct page *p, ls_id decision)
{
    size_t count = 0;
    LS_EACH(option, o, p->board)
        count += o->decision == decision;
    return count;
}

static bool lead_is_ask(const struct page *p, const struct ls_decision *d)
{
    return d->status == LS_DECISION_STATUS_PROPOSED && d->escalated_to && d->needed_by != LS_NONE && *d->cost_of_delay &&
           d->escalated_to != d->driver && lead_options(p, d->rec.id) >= 2;
}

static void lead_ask(const struct page *p, const struct ls_decision *d)
{
    LS_AUTO(string) char *name = page_name(p, d->rec.id), *by = page_weekday(p, d->needed_by);
    LS_AUTO(string) char *who = page_person(p, d->escalated_to), *driver = page_person(p, d->driver);
    LS_AUTO(string) char *cost = page_sentence(d->cost_of_delay);
    ls_paper_heading(p->paper, 3, "%s %s", name, d->title);
    ls_paper_begin(p->paper, LS_PAPER_PARAGRAPH);
    ls_paper_strong(p->paper, "%s decides by %s.", who, by);
    ls_paper_say(p->paper, " %s asks. What a delay costs: %s", driver, cost);
    LS_EACH(option, o, p->board) {
        if (o->decision != d->rec.id)
            continue;
        ls_paper_begin(p->paper, LS_PAPER_ITEM);
        ls_paper_strong(p->paper, "%lld %s", (long long)o->n, o->label);
        ls_paper_say(p->paper, "%s%s%s%s%s%s", *o->pro ? ". For: " : "", o->pro, *o->con ? ". Against: " : "", o->con,
                     *o->effort ? ". Effort: " : "", o->effort);
    }
}

static size_t lead_asks(const struct page *p, bool write)
{
    size_t count = 0;
    LS_EACH(decision, d, p->board) {
        if (!lead_is_ask(p, d))
            continue;
        count++;
        if (write)
            lead_ask(p, d);
    }
    return count;
}

/* --- risks ------------------------------------------------------------------------------------------- */

static int lead_compare_releases(const void *left, const void *right)
{
    const struct ls_item *a = *(const struct ls_item *const *)left, *b = *(const struct ls_item *const *)right;
    return a->due != b->due ? (a->due < b->due ? -1 : 1) : a->rec.num < b->rec.num ? -1 : a->rec.num > b->rec.num;
}

/* One release with how much of it is done, and what of it is late or planned behind it. */
static void lead_release(const struct page *p, const struct ls_item *r)
{
    size_t all = 0, done = 0, late = 0;
    LS_EACH(item, i, p->board) {
        if (i->release != r->rec.id || i->status == LS_ITEM_STATUS_CANCELED)
            continue;
        all++;
        done += i->status == LS_ITEM_STATUS_DONE;
        late += ls_item_is_open(i) && i->due != LS_NONE && (i->due < p->today || i->due > r->due);
    }
    LS_AUTO(string) char *name = page_name(p, r->rec.id), *due = page_weekday(p, r->due);
    LS_AUTO(string) char *owner = page_owner(p, r->owner, r->backup);
    ls_paper_cell(p->paper, "%s %s", name, r->title);
    ls_paper_cell(p->paper, "%s%s", due, r->due < p->today ? ", overdue" : "");
    ls_paper_cell(p->paper, "%zu of %zu", done, all);
    ls_paper_cell(p->paper, "%zu", late);
    ls_paper_cell(p->paper, "%s", owner);
}

/* Open releases whose date is past or near. */
static void lead_releases(const struct page *p, int64_t days)
{
    static const struct ls_paper_column columns[] = {
        {"release", false}, {"due", false}, {"done", true}, {"late items", true}, {"owner", false},
    };
    size_t count = 0;
    const struct ls_item **found = ls_alloc((ls_board_count(p->board, LS_E_ITEM) + 1) * sizeof(*found));
    LS_EACH(item, r, p->board) {
        if (r->type == LS_ITEM_TYPE_RELEASE && ls_item_is_open(r) && r->due != LS_NONE && r->due <= p->today + days)
            found[count++] = r;
    }
    qsort(found, count, sizeof(*found), lead_compare_releases);
    if (count)
        ls_paper_table(p->paper, columns, LS_COUNT(columns));
    for (size_t i = 0; i < count; i++)
        lead_release(p, found[i]);
    free(found);
}

/* --- the page for leaders ------------------------------------------------------------------------------ */

static size_t lead_off_pace(const struct page *p, size_t *ret_core)
{
    size_t off = 0;
    *ret_core = 0;
    LS_EACH(metric, m, p->board) {
        struct ls_metric_trend trend;
        if (!m->core)
            continue;
        ++*ret_core;
        off += ls_metric_trend(p->metrics, m->rec.id, &trend) && trend.count && trend.off_pace;
    }
    return off;
}

/* "2 asks of you, 5 of 5 core metrics off pace, 6 blockers open, the oldest for 10 business days." */
static char *lead_summary(const struct page *p)
{
    struct ls_buf b = LS_BUF_INIT;
    size_t asks = lead_asks(p, false), core, off = lead_off_pace(p, &core), open = 0;
    int64_t oldest = 0;
    LS_EACH(blocker, blocker, p->board) {
        int64_t days = ls_calendar_days(&p->calendar, blocker->opened, p->today);
        open += blocker->resolved == LS_NONE;
        oldest = blocker->resolved == LS_NONE && days > oldest ? days : oldest;
    }
    LS_AUTO(string) char *asked = page_count((int64_t)asks, "decision is asked of you", "decisions are asked of you");
    LS_AUTO(string) char *blockers = page_count((int64_t)open, "blocker is open", "blockers are open");
    ls_buf_printf(&b, "%s", asked);
    if (core)
        ls_buf_printf(&b, ", %zu of %zu core metrics %s off pace", off, core, off == 1 ? "is" : "are");
    ls_buf_printf(&b, ", %s", blockers);
    if (open)
        ls_buf_printf(&b, ", the oldest for %lld business days", (long long)oldest);
    ls_buf_char(&b, '.');
    return ls_buf_steal(&b);
}

int page_build_leadership(const struct page *p, ls_id record, struct ls_error *err)
{
    (void)record;
    (void)err;
    LS_AUTO(string) char *summary = lead_summary(p);
    page_title(p, "For leaders", summary);
    page_goal(p);
    page_metrics(p);
    ls_paper_heading(p->paper, 2, "Decided in the last %d days", LEAD_DECISION_DAYS);
    page_decisions(p, p->today - LEAD_DECISION_DAYS, p->today, LEAD_DECISIONS, "Nothing was decided.");
    ls_paper_heading(p->paper, 2, "Risks");
    page_blockers(p, "Nothing is blocked.");
    lead_releases(p, LEAD_RELEASE_DAYS);
    page_launches(p, LEAD_LAUNCH_DAYS);
    ls_paper_heading(p->paper, 2, "Asks");
    if (!lead_asks(p, true))
        ls_paper_line(p->paper, LS_PAPER_PARAGRAPH, "Nothing is asked of you.");
    return 0;
}

/* --- the monthly mail ------------------------------------------------------------------------------------ */

static void mail_shipped(const struct page *p)
{
    size_t count = 0;
    LS_EACH(item, i, p->board) {
        bool shipped = i->status == LS_ITEM_STATUS_DONE && i->resolution == LS_RESOLUTION_SHIPPED;
        if (!shipped || i->status_since == LS_NONE || i->status_since < p->from || i->status_since > p->to)
            continue;
        if (!count++)
            ls_paper_heading(p->paper, 2, "Shipped");
        LS_AUTO(string) char *owner = page_person(p, i->owner), *day = page_day(p, i->status_since);
        LS_AUTO(string) char *name = page_name(p, i->rec.id);
        ls_paper_begin(p->paper, LS_PAPER_ITEM);
        ls_paper_strong(p->paper, "%s", i->title);
        ls_paper_say(p->paper, " (%s, %s, %s).", name, owner, day);
        if (*i->problem) {
            LS_AUTO(string) char *problem = page_sentence(i->problem);
            ls_paper_say(p->paper, " %s", problem);
        }
    }
}

static void mail_removed(const struct page *p)
{
    size_t count = 0;
    LS_EACH(blocker, b, p->board) {
        if (b->resolved == LS_NONE || b->resolved < p->from || b->resolved > p->to)
            continue;
        if (!count++)
            ls_paper_heading(p->paper, 2, "Out of the way");
        LS_AUTO(string) char *name = page_name(p, b->rec.id);
        LS_AUTO(string) char *days = page_count(ls_calendar_days(&p->calendar, b->opened, b->resolved), "business day", "business days");
        ls_paper_line(p->paper, LS_PAPER_ITEM, "%s %s, after %s%s%s", name, b->what, days, *b->resolution ? ": " : "", b->resolution);
    }
}

/* Releases and launches of the weeks that come, as one list by day. */
static void mail_coming(const struct page *p)
{
    size_t count = 0;
    for (int64_t day = p->to + 1; day <= p->to + LEAD_COMING_DAYS; day++) {
        LS_AUTO(string) char *words = page_weekday(p, day);
        LS_EACH(item, i, p->board) {
            if (i->type != LS_ITEM_TYPE_RELEASE || i->due != day || !ls_item_is_open(i))
                continue;
            if (!count++)
                ls_paper_heading(p->paper, 2, "Coming");
            ls_paper_line(p->paper, LS_PAPER_ITEM, "%s: release %s", words, i->title);
        }
        LS_EACH(launch, l, p->board) {
            if (l->day != day || l->verdict == LS_VERDICT_NO_GO)
                continue;
            if (!count++)
                ls_paper_heading(p->paper, 2, "Coming");
            LS_AUTO(string) char *owner = page_person(p, l->owner);
            ls_paper_line(p->paper, LS_PAPER_ITEM, "%s: launch %s%s%s", words, l->name, l->owner ? ", ask " : "",
                          l->owner ? owner : "");
        }
    }
}

int page_build_mail(const struct page *p, ls_id record, struct ls_error *err)
{
    (void)record;
    (void)err;
    LS_AUTO(string) char *from = page_day(p, p->from), *to = page_day(p, p->to);
    ls_paper_heading(p->paper, 1, "%s%s%s to %s", p->team, *p->team ? ", " : "", from, to);
    page_goal(p);
    mail_shipped(p);
    page_wins(p, p->from, p->to, LEAD_WINS);
    page_metrics(p);
    ls_paper_heading(p->paper, 2, "Decided");
    page_decisions(p, p->from, p->to, LEAD_DECISIONS, "Nothing was decided.");
    mail_removed(p);
    mail_coming(p);
    return 0;
}
