/* Rule 5 of the sync: third time, reviews, missing market halves, releases and gates, triage, overdue items,
 * changes of the other half. */
#include <stdlib.h>

#include "model/agenda_plan.h"

enum { LONG_SECONDS = 45, SHORT_SECONDS = 30, THIRD_TIME = 2 };

/* The classes of the rule, in order. */
enum { CLASS_THIRD, CLASS_REVIEW, CLASS_HALF, CLASS_RELEASE, CLASS_TRIAGE, CLASS_OVERDUE, CLASS_CHANGED };

struct priorities {
    struct plan *plan;
    struct plan_lines lines;
    struct ls_map seen;    /* records that already have a line here */
    struct ls_map halved;  /* items with a market counterpart that is not canceled */
};

/* The date by which a record sorts: due, review, gate. */
static int64_t priority_date(const struct plan *plan, ls_id record)
{
    const struct ls_item *item = ls_item_get(plan->board, record);
    const struct ls_decision *decision = ls_decision_get(plan->board, record);
    const struct ls_launch *launch = ls_launch_get(plan->board, record);
    return item ? item->due : decision ? decision->review_on : launch ? launch->gate : LS_NONE;
}

/* Adds a line once; what stood there twice before becomes its third time. */
static void priorities_add(struct priorities *p, int class, enum ls_agenda_rule rule, ls_id record, int64_t date)
{
    struct plan *plan = p->plan;
    if (ls_map_get(&p->seen, record) || !plan_is_free(plan, record))
        return;
    const struct ls_item *item = ls_item_get(plan->board, record);
    struct plan_line line = {.rule = rule, .record = record};
    if (plan_carried(plan, record) >= THIRD_TIME) {
        line.rule = LS_RULE_THIRD;
        class = CLASS_THIRD;
        date = priority_date(plan, record);
    }
    line.seconds = class <= CLASS_HALF ? LONG_SECONDS : SHORT_SECONDS;
    line.key[0] = class;
    line.key[1] = plan_key(date);
    line.key[2] = plan_key_priority(item ? item->priority : LS_NONE);
    line.key[3] = plan_key(ls_board_record(plan->board, record)->num);
    line.key[4] = plan_key_kind(ls_board_record(plan->board, record));
    if (rule == LS_RULE_HALF) {
        line.release = item->release;
        ls_map_put(&plan->named, item->release, plan);
    }
    ls_map_put(&p->seen, record, plan);
    const struct ls_decision *decision = ls_decision_get(plan->board, record);
    if (decision && decision->blocker && plan_is_escalation(plan, decision))
        ls_map_put(&p->seen, decision->blocker, plan); /* absorbed */
    plan_lines_push(&p->lines, line);
}

/* --- what the market half needs ---------------------------------------------------------------- */

static void priorities_note_half(struct priorities *p, ls_id item, ls_id half)
{
    const struct ls_item *other = ls_item_get(p->plan->board, half);
    if (item && other && other->track == LS_TRACK_MARKET && other->status != LS_ITEM_STATUS_CANCELED)
        ls_map_put(&p->halved, item, p);
}

static void priorities_read_halves(struct priorities *p)
{
    LS_EACH(link, link, p->plan->board) {
        if (link->kind == LS_LINK_KIND_COUNTERPART) {
            priorities_note_half(p, link->src, link->dst);
            priorities_note_half(p, link->dst, link->src);
        }
    }
}

/* A product feature whose release is within 14 days, without a market half. */
static bool priorities_lacks_half(const struct priorities *p, const struct ls_item *item)
{
    if (!p->plan->both_tracks || item->type != LS_ITEM_TYPE_FEATURE || item->track != LS_TRACK_PRODUCT ||
        !item->release || ls_map_get(&p->halved, item->rec.id))
        return false;
    const struct ls_item *release = ls_item_get(p->plan->board, item->release);
    return release && ls_item_is_open(release) && plan_is_soon(p->plan, release->due);
}

/* --- the classes ------------------------------------------------------------------------------- */

static void priorities_reviews(struct priorities *p)
{
    LS_EACH(decision, decision, p->plan->board) {
        if (plan_review_is_due(p->plan, decision))
            priorities_add(p, CLASS_REVIEW, LS_RULE_REVIEW, decision->rec.id, decision->review_on);
    }
}

/* Lines of features without market half that stand elsewhere name their releases, too. */
static void priorities_name_releases(struct priorities *p)
{
    for (size_t s = 0; s < p->plan->segment_count; s++) {
        const struct plan_lines *lines = &p->plan->segments[s].lines;
        for (size_t i = 0; i < lines->len; i++) {
            const struct ls_item *item = ls_item_get(p->plan->board, lines->v[i].record);
            if (item && ls_item_is_open(item) && priorities_lacks_half(p, item))
                ls_map_put(&p->plan->named, item->release, p);
        }
    }
}

static void priorities_halves(struct priorities *p)
{
    for (size_t i = 0; i < p->plan->item_count; i++) {
        const struct plan_item *it = &p->plan->items[i];
        if (it->type == LS_ITEM_TYPE_FEATURE && it->release && priorities_lacks_half(p, it->item))
            priorities_add(p, CLASS_HALF, LS_RULE_HALF, it->item->rec.id,
                           ls_item_get(p->plan->board, it->release)->due);
    }
}

/* Other releases and gates within 14 days that no line names. */
static void priorities_releases(struct priorities *p)
{
    for (size_t i = 0; i < p->plan->item_count; i++) {
        const struct plan_item *it = &p->plan->items[i];
        if (it->type == LS_ITEM_TYPE_RELEASE && plan_is_soon(p->plan, it->due) &&
            !ls_map_get(&p->plan->named, it->item->rec.id))
            priorities_add(p, CLASS_RELEASE, LS_RULE_RELEASE, it->item->rec.id, it->due);
    }
    LS_EACH(launch, launch, p->plan->board) {
        if (plan_is_soon(p->plan, launch->gate))
            priorities_add(p, CLASS_RELEASE, LS_RULE_RELEASE, launch->rec.id, launch->gate);
    }
}

/* Triage, where its oldest item passes the limit before next. */
static void priorities_triage(struct priorities *p)
{
    struct plan *plan = p->plan;
    int64_t limit = plan_triage_limit(plan), oldest = LS_NONE;
    for (size_t i = 0; i < plan->item_count; i++) {
        const struct plan_item *it = &plan->items[i];
        if (it->status != LS_ITEM_STATUS_TRIAGE || it->created == LS_NONE || (oldest != LS_NONE && it->created >= oldest))
            continue;
        if (plan_is_in_triage(plan, it) && !ls_map_get(&plan->dropped, it->item->rec.id))
            oldest = it->created;
    }
    int64_t before_next = plan->next == LS_NONE ? plan->today : plan->next - 1;
    if (plan->triage_claimed || oldest == LS_NONE || ls_calendar_days(&plan->calendar, oldest, before_next) <= limit)
        return;
    plan->triage_claimed = true;
    plan_lines_push(&p->lines, (struct plan_line){.rule = LS_RULE_TRIAGE, .seconds = SHORT_SECONDS,
                                                  .key = {CLASS_TRIAGE}});
}

static void priorities_overdue(struct priorities *p)
{
    for (size_t i = 0; i < p->plan->item_count; i++) {
        const struct plan_item *it = &p->plan->items[i];
        if (it->due != LS_NONE && it->due < p->plan->today)
            priorities_add(p, CLASS_OVERDUE, LS_RULE_OVERDUE, it->item->rec.id, it->due);
    }
}

static void priorities_changed(struct priorities *p)
{
    for (size_t i = 0; i < p->plan->changed.cap; i++) {
        const struct ls_item *item = ls_item_get(p->plan->board, p->plan->changed.slots[i].key);
        if (item && ls_item_is_open(item))
            priorities_add(p, CLASS_CHANGED, LS_RULE_CHANGED, item->rec.id, item->due);
    }
}

/* What was not reached in the last meeting and comes for the third time, whether a rule wants it or not.
 * Blockers last: an escalation among the others absorbs its own. */
static void priorities_unreached(struct priorities *p, bool blockers)
{
    for (size_t i = 0; i < p->plan->past_count; i++) {
        const struct plan_past *past = &p->plan->pasts[i];
        if ((ls_blocker_get(p->plan->board, past->record) != NULL) != blockers)
            continue;
        if (past->unreached && !plan_is_draft(p->plan, past->record) &&
            plan_carried(p->plan, past->record) >= THIRD_TIME)
            priorities_add(p, CLASS_THIRD, LS_RULE_THIRD, past->record, LS_NONE);
    }
}

void plan_rule_priorities(struct plan *plan, struct plan_segment *segment)
{
    struct priorities p = {.plan = plan};
    unsigned feeds = segment->feeds;
    if (feeds & (FEED_GAPS | FEED_PRIORITIES)) {
        priorities_read_halves(&p);
        priorities_reviews(&p);
        priorities_halves(&p);
        priorities_name_releases(&p);
        priorities_releases(&p);
    }
    if (feeds & (FEED_TRIAGE | FEED_PRIORITIES))
        priorities_triage(&p);
    if (feeds & (FEED_GAPS | FEED_PRIORITIES))
        priorities_overdue(&p);
    if (feeds & (FEED_CHANGES | FEED_PRIORITIES))
        priorities_changed(&p);
    for (int blockers = 0; blockers < 2 && feeds & (FEED_GAPS | FEED_PRIORITIES); blockers++)
        priorities_unreached(&p, blockers);
    plan_add_sorted(plan, segment, &p.lines);
    ls_map_done(&p.seen);
    ls_map_done(&p.halved);
}
