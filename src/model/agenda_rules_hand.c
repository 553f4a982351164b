/* Rule 0, by hand: lines that somebody added, then lines that were left unreached once. Placed before all
 * other rules look, so that no rule repeats their records. */
#include "model/agenda_plan.h"

enum { HAND_SECONDS = 60 };

static struct plan_segment *hand_segment(struct plan *plan, const char *name)
{
    int at = plan_segment_by_name(plan, name);
    if (at < 0)
        at = plan_segment_by_name(plan, "Priorities");
    if (at < 0)
        at = plan_segment_by_kind(plan, LS_SEGMENT_PRIORITIES);
    return at < 0 ? plan_make_priorities(plan) : &plan->segments[at];
}

/* What a line by hand names beside its own record; an escalation absorbs its blocker later. */
static void hand_claim_others(struct plan *plan, const struct ls_agenda_item *row, ls_id record)
{
    const struct ls_decision *decision = ls_decision_get(plan->board, record);
    const char *at = row->ref, *word;
    size_t len;
    ls_id id;
    while (ls_set_next(&at, &word, &len, &id)) {
        if (id && !(decision && decision->blocker == id && plan_is_escalation(plan, decision)))
            plan_claim(plan, id);
    }
}

static void hand_add(struct plan *plan, const struct ls_agenda_item *row, enum ls_agenda_rule rule, ls_id record)
{
    struct plan_segment *segment = hand_segment(plan, row->segment);
    struct plan_line line = {.rule = rule, .row = row, .record = record};
    bool is_triage = ls_set_has_word(row->ref, PLAN_TRIAGE);
    if ((record && ls_map_get(&plan->claimed, record)) || (is_triage && !record && plan->triage_claimed))
        return;
    line.seconds = row->plan_s != LS_NONE && row->plan_s > 0 ? row->plan_s : HAND_SECONDS;
    if (record && segment->kind != LS_SEGMENT_SIGNALS)
        line.carried = plan_carried(plan, record);
    plan_lines_push(&segment->lines, line);
    if (record)
        plan_claim(plan, record);
    plan->triage_claimed = plan->triage_claimed || is_triage;
    if (rule == LS_RULE_HAND)
        hand_claim_others(plan, row, record);
    else
        plan_absorb(plan, &segment->lines.v[segment->lines.len - 1]);
}

/* Carried with count 0, the record still open; never Open, metrics, signals, triage, Close. */
static bool hand_was_unreached(const struct plan *plan, const struct ls_agenda_item *row, ls_id record)
{
    if (plan_row_state(plan, row) != LS_LINE_STATE_CARRIED || (row->carried != LS_NONE && row->carried > 0))
        return false;
    const struct ls_record *r = record ? ls_board_record(plan->board, record) : NULL;
    if (!r || r->entity == LS_E_METRIC || r->entity == LS_E_SIGNAL || !plan_is_open(plan, record) ||
        plan_is_draft(plan, record))
        return false;
    enum ls_agenda_kind kind = plan_kind_of_name(plan, row->segment);
    return kind != LS_SEGMENT_OPEN && kind != LS_SEGMENT_NUMBERS && kind != LS_SEGMENT_SIGNALS &&
           kind != LS_SEGMENT_CLOSE;
}

/* An unreached blocker that was escalated since becomes the escalation. */
static ls_id hand_escalated(const struct plan *plan, ls_id blocker)
{
    if (!ls_blocker_get(plan->board, blocker))
        return blocker;
    const struct ls_decision *best = NULL;
    LS_EACH(decision, decision, plan->board) {
        if (decision->blocker == blocker && plan_is_escalation(plan, decision) &&
            !ls_map_get(&plan->claimed, decision->rec.id) && (!best || decision->needed_by < best->needed_by))
            best = decision;
    }
    return best ? best->rec.id : blocker;
}

static void hand_add_unreached(struct plan *plan, const struct ls_agenda_item *row)
{
    ls_id record = plan_row_record(plan, row);
    if (hand_was_unreached(plan, row, record) && !ls_map_get(&plan->claimed, record))
        hand_add(plan, row, LS_RULE_UNREACHED, hand_escalated(plan, record));
}

/* By segment, then by number: a record that stands there twice stays where it comes first. */
static void hand_add_rows(struct plan *plan, size_t from, size_t to, bool unreached)
{
    for (size_t s = 0; s < plan->segment_count; s++) {
        for (size_t i = from; i < to; i++) {
            const struct ls_agenda_item *row = plan->rows[i];
            if (hand_segment(plan, row->segment) != &plan->segments[s])
                continue;
            if (unreached)
                hand_add_unreached(plan, row);
            else
                hand_add(plan, row, LS_RULE_HAND, plan_row_record(plan, row));
        }
    }
}

void plan_rule_hand(struct plan *plan)
{
    for (size_t i = 0; i < plan->row_count; i++)
        hand_segment(plan, plan->rows[i]->segment); /* makes Priorities where it is missing */
    hand_add_rows(plan, 0, plan->rows_now, false);
    /* Only now, so that no line that somebody added is absorbed. */
    for (size_t s = 0; s < plan->segment_count; s++) {
        for (size_t i = 0; i < plan->segments[s].lines.len; i++)
            plan_absorb(plan, &plan->segments[s].lines.v[i]);
    }
    hand_add_rows(plan, plan->rows_now, plan->row_count, true);
}
