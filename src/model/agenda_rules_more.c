/* The rules of other rituals' segments: dependencies, experiments, launches, decisions, wins.
 * The feed "free" is time to talk. */
#include <stdlib.h>

#include "model/agenda_plan.h"

enum { LONG_SECONDS = 120, LINE_SECONDS = 60, SHORT_SECONDS = 30 };

/* Time to talk, all that the segment has, where nobody put a line there. In the weekly sync it is only for lines by
 * hand: its minutes go to what waits. */
void plan_rule_free(struct plan *plan, struct plan_segment *segment)
{
    if (plan->ritual->rec.id == ls_agenda_sync(plan->board) || segment->lines.len || !segment->seconds)
        return;
    plan_add(plan, segment, (struct plan_line){.rule = LS_RULE_FREE, .seconds = segment->seconds});
}

/* Items blocked by another owner's item, both open: by due, priority, number. */
void plan_rule_dependencies(struct plan *plan, struct plan_segment *segment)
{
    struct plan_lines lines = {0};
    LS_EACH(link, link, plan->board) {
        const struct ls_item *blocking = ls_item_get(plan->board, link->src);
        const struct ls_item *blocked = ls_item_get(plan->board, link->dst);
        if (link->kind != LS_LINK_KIND_BLOCKS || !blocking || !blocked || blocking->owner == blocked->owner ||
            !ls_item_is_open(blocking) || !ls_item_is_open(blocked))
            continue;
        plan_lines_push(&lines, (struct plan_line){.rule = LS_RULE_DEPENDENCY, .record = blocked->rec.id,
                                                   .seconds = LINE_SECONDS,
                                                   .key = {plan_key(blocked->due), plan_key_priority(blocked->priority),
                                                           plan_key(blocked->rec.num)}});
    }
    plan_add_sorted(plan, segment, &lines);
}

/* Experiments that run, or start before next: by the day on which they stop. */
void plan_rule_experiments(struct plan *plan, struct plan_segment *segment)
{
    struct plan_lines lines = {0};
    LS_EACH(experiment, x, plan->board) {
        bool starts = x->status == LS_EXPERIMENT_STATUS_PLANNED && x->start != LS_NONE &&
                      (plan->next == LS_NONE || x->start < plan->next);
        if (!starts && x->status != LS_EXPERIMENT_STATUS_RUNNING)
            continue;
        plan_lines_push(&lines, (struct plan_line){.rule = LS_RULE_EXPERIMENT, .record = x->rec.id,
                                                   .seconds = LINE_SECONDS,
                                                   .key = {plan_key(x->stop), plan_key(x->rec.num)}});
    }
    plan_add_sorted(plan, segment, &lines);
}

/* Launches that are still to come: by day. */
void plan_rule_launches(struct plan *plan, struct plan_segment *segment)
{
    struct plan_lines lines = {0};
    LS_EACH(launch, launch, plan->board) {
        if (launch->verdict == LS_VERDICT_NO_GO || (launch->day != LS_NONE && launch->day < plan->today))
            continue;
        plan_lines_push(&lines, (struct plan_line){.rule = LS_RULE_LAUNCH, .record = launch->rec.id,
                                                   .seconds = LINE_SECONDS,
                                                   .key = {plan_key(launch->day), plan_key(launch->rec.num)}});
    }
    plan_add_sorted(plan, segment, &lines);
}

/* Proposed decisions by the day on which they are needed, then those due for review. */
void plan_rule_decisions(struct plan *plan, struct plan_segment *segment)
{
    struct plan_lines lines = {0};
    LS_EACH(decision, d, plan->board) {
        bool proposed = d->status == LS_DECISION_STATUS_PROPOSED;
        if (!proposed && !plan_review_is_due(plan, d))
            continue;
        plan_lines_push(&lines, (struct plan_line){.rule = proposed ? LS_RULE_DECISION : LS_RULE_REVIEW,
                                                   .record = d->rec.id, .seconds = proposed ? LONG_SECONDS : LINE_SECONDS,
                                                   .key = {!proposed, plan_key(proposed ? d->needed_by : d->review_on),
                                                           plan_key(d->rec.num)}});
    }
    plan_add_sorted(plan, segment, &lines);
}

/* Wins since the last meeting, oldest first. */
void plan_rule_wins(struct plan *plan, struct plan_segment *segment)
{
    struct plan_lines lines = {0};
    LS_EACH(signal, signal, plan->board) {
        if (signal->kind != LS_SIGNAL_KIND_WIN || (plan->last_day != LS_NONE && signal->seen != LS_NONE && signal->seen < plan->last_day))
            continue;
        plan_lines_push(&lines, (struct plan_line){.rule = LS_RULE_WIN, .record = signal->rec.id,
                                                   .seconds = SHORT_SECONDS,
                                                   .key = {plan_key(signal->seen), plan_key(signal->rec.num)}});
    }
    plan_add_sorted(plan, segment, &lines);
}
