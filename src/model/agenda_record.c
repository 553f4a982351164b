/* What the rules and the texts of the agenda ask about records: open, due, whose. */
#include <math.h>

#include "lockstep/decision.h"
#include "lockstep/people.h"
#include "lockstep/setting.h"
#include "model/agenda_plan.h"

enum { SOON_DAYS = 14 };

bool plan_item_is_past_triage(const struct ls_item *item)
{
    return ls_item_is_open(item) && item->status != LS_ITEM_STATUS_TRIAGE;
}

/* Actions overdue or due before next, questions due by today. */
bool plan_action_is_due(const struct plan *plan, const struct plan_item *item)
{
    if (item->due == LS_NONE)
        return false;
    if (item->type == LS_ITEM_TYPE_ACTION)
        return item->due < plan->today || (plan->next != LS_NONE && item->due < plan->next);
    return item->type == LS_ITEM_TYPE_QUESTION && item->due <= plan->today;
}

/* A proposed decision stays a draft until it has two or more options, a needed-by date, a cost of delay,
 * and somebody to decide who is not the driver. */
bool plan_is_escalation(const struct plan *plan, const struct ls_decision *decision)
{
    if (decision->status != LS_DECISION_STATUS_PROPOSED || decision->needed_by == LS_NONE || !*decision->cost_of_delay)
        return false;
    bool decided_by_other = (decision->approver && decision->approver != decision->driver) ||
                            (decision->escalated_to && decision->escalated_to != decision->driver);
    return decided_by_other && (uintptr_t)ls_map_get(&plan->options, decision->rec.id) >= 2;
}

bool plan_is_draft(const struct plan *plan, ls_id record)
{
    const struct ls_decision *decision = ls_decision_get(plan->board, record);
    return decision && decision->status == LS_DECISION_STATUS_PROPOSED && !plan_is_escalation(plan, decision);
}

bool plan_escalation_is_due(const struct plan *plan, const struct ls_decision *decision)
{
    return decision->status == LS_DECISION_STATUS_PROPOSED && decision->needed_by != LS_NONE &&
           (plan->next == LS_NONE || decision->needed_by < plan->next) && plan_is_escalation(plan, decision);
}

/* Review_on by today, or the newest point of its metric beyond review_below or review_above. */
bool plan_review_is_due(const struct plan *plan, const struct ls_decision *decision)
{
    return ls_decision_wakes(plan->metrics, decision, plan->today, NULL) != LS_WAKE_NONE;
}

bool plan_signal_is_new(const struct plan *plan, const struct ls_signal *signal)
{
    bool unseen = (plan->halves & LS_HALF_PRODUCT && !signal->seen_pm) ||
                  (plan->halves & LS_HALF_MARKET && !signal->seen_pmm);
    if (!unseen || plan->last_start == LS_NONE)
        return unseen;
    if (signal->rec.imported)
        return signal->seen != LS_NONE && signal->seen >= plan->last_day;
    return signal->rec.entered > plan->last_start;
}

bool plan_is_soon(const struct plan *plan, int64_t date)
{
    return date != LS_NONE && date >= plan->today && date <= plan->today + SOON_DAYS;
}

bool plan_is_in_triage(const struct plan *plan, const struct plan_item *item)
{
    return item->status == LS_ITEM_STATUS_TRIAGE &&
           (item->item->snooze_until == LS_NONE || item->item->snooze_until <= plan->today);
}

int64_t plan_triage_limit(const struct plan *plan)
{
    return ls_setting_count(plan->board, LS_SETTING_TRIAGE_LIMIT);
}

/* A gate is open until the launch has its verdict. */
static bool launch_is_open(const struct ls_launch *launch)
{
    return launch->verdict == LS_NONE || launch->verdict == LS_VERDICT_PENDING;
}

static bool experiment_is_open(const struct ls_experiment *experiment)
{
    return experiment->status == LS_EXPERIMENT_STATUS_PLANNED || experiment->status == LS_EXPERIMENT_STATUS_RUNNING;
}

bool plan_is_open(const struct plan *plan, ls_id id)
{
    const struct ls_record *record = ls_board_record(plan->board, id);
    if (!record || record->deleted)
        return false;
    const struct ls_decision *decision = ls_decision_get(plan->board, id);
    switch (record->entity) {
    case LS_E_ITEM: return ls_item_is_open(ls_item_get(plan->board, id));
    case LS_E_BLOCKER: return ls_blocker_get(plan->board, id)->resolved == LS_NONE;
    case LS_E_DECISION:
        return decision->status == LS_DECISION_STATUS_PROPOSED || plan_review_is_due(plan, decision);
    case LS_E_LAUNCH: return launch_is_open(ls_launch_get(plan->board, id));
    case LS_E_EXPERIMENT: return experiment_is_open(ls_experiment_get(plan->board, id));
    default: return true;
    }
}

/* --- owner and backup -------------------------------------------------------------------------- */

struct people {
    ls_id owner, backup;
};

static struct people people_of_decision(const struct plan *plan, const struct ls_decision *decision)
{
    const struct ls_blocker *blocker = ls_blocker_get(plan->board, decision->blocker);
    if (blocker && plan_is_escalation(plan, decision))
        return (struct people){blocker->owner, blocker->backup};
    return (struct people){decision->driver, 0};
}

static struct people people_of_record(const struct plan *plan, ls_id id)
{
    const struct ls_record *record = id ? ls_board_record(plan->board, id) : NULL;
    const void *r = record;
    if (!record || record->deleted)
        return (struct people){0, 0};
    switch (record->entity) {
#define OWNED(ID, name) \
    case LS_E_##ID: return (struct people){((const struct ls_##name *)r)->owner, ((const struct ls_##name *)r)->backup};
        OWNED(ITEM, item)
        OWNED(BLOCKER, blocker)
        OWNED(METRIC, metric)
        OWNED(LAUNCH, launch)
        OWNED(LAUNCH_CHECK, launch_check)
        OWNED(EXPERIMENT, experiment)
#undef OWNED
    case LS_E_DECISION: return people_of_decision(plan, r);
    case LS_E_TOPIC:
        return (struct people){((const struct ls_topic *)r)->accountable, ((const struct ls_topic *)r)->backup};
    case LS_E_TERM: return (struct people){((const struct ls_term *)r)->owner, 0};
    default: return (struct people){0, 0};
    }
}

void plan_people(const struct plan *plan, const struct plan_line *line, ls_id *ret_owner, ls_id *ret_backup)
{
    struct people people;
    if (line->rule == LS_RULE_OPEN || line->rule == LS_RULE_CLOSE)
        people = (struct people){plan->facilitator, plan->previous};
    else if (line->rule == LS_RULE_TRIAGE || (line->row && ls_set_has_word(line->row->ref, PLAN_TRIAGE)))
        people = (struct people){plan->triager, plan->previous};
    else
        people = people_of_record(plan, line->record);
    if (!ls_person_get(plan->board, people.owner))
        people.owner = 0;
    if (people.owner == people.backup || !ls_person_get(plan->board, people.backup))
        people.backup = 0;
    *ret_owner = people.owner;
    *ret_backup = people.backup;
}
