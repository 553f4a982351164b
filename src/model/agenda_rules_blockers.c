/* Rules 3 and 4 of the sync: escalations and blockers, customer signals. */
#include <stdlib.h>

#include "base/mem.h"
#include "model/agenda_plan.h"

enum { LONG_SECONDS = 120, SHORT_SECONDS = 60, SEVERE = 3, SIGNAL_LINES = 3, SIGNAL_WEIGHT = 2 };

/* Proposed escalations needed before next, earliest first. */
void plan_rule_escalations(struct plan *plan, struct plan_segment *segment)
{
    struct plan_lines lines = {0};
    LS_EACH(decision, decision, plan->board) {
        if (plan_escalation_is_due(plan, decision))
            plan_lines_push(&lines, (struct plan_line){.rule = LS_RULE_ESCALATION, .record = decision->rec.id,
                                                       .seconds = LONG_SECONDS,
                                                       .key = {plan_key(decision->needed_by), plan_key(decision->rec.num)}});
    }
    plan_add_sorted(plan, segment, &lines);
}

/* Open blockers by launch-linked, severity, age, number. */
void plan_rule_blockers(struct plan *plan, struct plan_segment *segment)
{
    struct plan_lines lines = {0};
    LS_EACH(blocker, blocker, plan->board) {
        if (blocker->resolved != LS_NONE)
            continue;
        bool linked = plan_launch_of(plan, ls_item_get(plan->board, blocker->item)) != NULL;
        int64_t severity = blocker->severity == LS_NONE ? 0 : blocker->severity;
        int64_t age = ls_calendar_days(&plan->calendar, blocker->opened, plan->today);
        plan_lines_push(&lines, (struct plan_line){.rule = LS_RULE_BLOCKER, .record = blocker->rec.id,
                                                   .seconds = severity >= SEVERE ? LONG_SECONDS : SHORT_SECONDS,
                                                   .key = {!linked, -(double)severity, -(double)age,
                                                           plan_key(blocker->rec.num)}});
    }
    plan_add_sorted(plan, segment, &lines);
}

/* --- signals ----------------------------------------------------------------------------------- */

struct evidence {
    ls_id item;
    int64_t weight, new_weight;
    bool has_new;
};

struct evidences {
    struct evidence *v;
    size_t len, cap;
    struct ls_map places; /* item -> place + 1 */
};

static void evidence_collect(const struct plan *plan, struct evidences *all)
{
    LS_EACH(signal_item, link, plan->board) {
        const struct ls_signal *signal = ls_signal_get(plan->board, link->signal);
        if (!signal || !link->item)
            continue;
        uintptr_t place = (uintptr_t)ls_map_get(&all->places, link->item);
        if (!place) {
            LS_GROW(all->v, all->len, all->cap);
            all->v[all->len++] = (struct evidence){.item = link->item};
            place = all->len;
            ls_map_put(&all->places, link->item, (void *)place);
        }
        struct evidence *e = &all->v[place - 1];
        int64_t weight = link->weight == LS_NONE ? 0 : link->weight;
        bool is_new = plan_signal_is_new(plan, signal);
        e->weight += weight;
        e->new_weight += is_new ? weight : 0;
        e->has_new = e->has_new || is_new;
    }
}

/* The first three items past triage with a new signal and a weight of at least 2; the rest are no candidates. */
void plan_rule_signals(struct plan *plan, struct plan_segment *segment)
{
    struct evidences all = {0};
    struct plan_lines lines = {0};
    evidence_collect(plan, &all);
    for (size_t i = 0; i < all.len; i++) {
        const struct evidence *e = &all.v[i];
        const struct ls_item *item = ls_item_get(plan->board, e->item);
        if (!item || !e->has_new || e->weight < SIGNAL_WEIGHT || !plan_item_is_past_triage(item) ||
            !plan_is_free(plan, e->item))
            continue;
        plan_lines_push(&lines, (struct plan_line){.rule = LS_RULE_SIGNAL, .record = e->item, .seconds = SHORT_SECONDS,
                                                   .key = {-(double)e->weight, -(double)e->new_weight,
                                                           plan_key_priority(item->priority), plan_key(item->rec.num)}});
    }
    plan_lines_sort(&lines);
    if (lines.len > SIGNAL_LINES)
        lines.len = SIGNAL_LINES;
    plan_add_sorted(plan, segment, &lines);
    free(all.v);
    ls_map_done(&all.places);
}
