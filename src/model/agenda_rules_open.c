/* Rules 1, 2 and 6 of the sync: what was promised, the numbers, the close. */
#include <stdlib.h>

#include "base/mem.h"
#include "model/agenda_plan.h"

enum { LINE_SECONDS = 60 };

static int action_compare(const void *a, const void *b)
{
    const struct ls_item *const *x = a, *const *y = b;
    double left = plan_key((*x)->rec.num), right = plan_key((*y)->rec.num);
    return left < right ? -1 : left > right;
}

/* One line that joins the actions and questions that are due, each claimed on its own. The first segment that wants
 * them has them all. */
void plan_rule_open(struct plan *plan, struct plan_segment *segment)
{
    if (plan->action_count)
        return;
    for (size_t i = 0; i < plan->item_count; i++) {
        const struct plan_item *it = &plan->items[i];
        if (!plan_action_is_due(plan, it) || !plan_is_free(plan, it->item->rec.id))
            continue;
        LS_GROW(plan->actions, plan->action_count, plan->action_cap);
        plan->actions[plan->action_count++] = it->item;
        plan_claim(plan, it->item->rec.id);
    }
    if (!plan->action_count)
        return;
    qsort(plan->actions, plan->action_count, sizeof(*plan->actions), action_compare);
    plan_add(plan, segment, (struct plan_line){.rule = LS_RULE_OPEN, .seconds = LINE_SECONDS});
}

/* Core metrics that are off pace and worse in both of the last two weeks. */
void plan_rule_metrics(struct plan *plan, struct plan_segment *segment)
{
    struct plan_lines lines = {0};
    LS_EACH(metric, metric, plan->board) {
        struct ls_metric_trend trend;
        if (!metric->core || !ls_metric_trend(plan->metrics, metric->rec.id, &trend))
            continue;
        if (!trend.off_pace || trend.worse_run < 2)
            continue;
        plan_lines_push(&lines, (struct plan_line){.rule = LS_RULE_METRIC, .record = metric->rec.id,
                                                   .seconds = LINE_SECONDS, .key = {-trend.worse_run, -trend.gap}});
    }
    plan_add_sorted(plan, segment, &lines);
}

void plan_rule_close(struct plan *plan, struct plan_segment *segment)
{
    plan_add(plan, segment, (struct plan_line){.rule = LS_RULE_CLOSE, .seconds = LINE_SECONDS});
}
