/* What was: the lines of the last meeting, what was dropped, what the other half changed since. */
#include <stdlib.h>

#include "base/clock.h"
#include "base/mem.h"
#include "lockstep/people.h"
#include "model/agenda_plan.h"

enum { DROP_DAYS = 28 };

/* --- the last meeting -------------------------------------------------------------------------- */

static struct plan_past *past_make(struct plan *plan, ls_id record)
{
    uintptr_t place = (uintptr_t)ls_map_get(&plan->past, record);
    if (!place) {
        LS_GROW(plan->pasts, plan->past_count, plan->past_cap);
        plan->pasts[plan->past_count++] = (struct plan_past){.record = record};
        place = plan->past_count;
        ls_map_put(&plan->past, record, (void *)place);
    }
    return &plan->pasts[place - 1];
}

static void past_read_row(struct plan *plan, const struct ls_agenda_item *row)
{
    const char *at = row->ref, *word;
    size_t len;
    ls_id id;
    while (ls_set_next(&at, &word, &len, &id)) {
        if (!id)
            continue;
        struct plan_past *past = past_make(plan, id);
        if (row->carried != LS_NONE && row->carried > past->carried)
            past->carried = row->carried;
        past->unreached = past->unreached || plan_row_state(plan, row) == LS_LINE_STATE_CARRIED;
    }
}

/* Parked and dropped lines count as having stood there, too. */
void plan_read_past(struct plan *plan)
{
    for (size_t i = plan->rows_now; i < plan->row_count; i++)
        past_read_row(plan, plan->rows[i]);
    for (size_t i = ls_board_event_count(plan->board); i-- > 0;) {
        const struct ls_event *event = ls_board_event(plan->board, i);
        if (plan->last_start != LS_NONE && event->at <= plan->last_start)
            break;
        if (event->entity != LS_E_ITEM || ls_map_get(&plan->changed, event->record))
            continue;
        if (event->field != LS_F_item_owner && event->field != LS_F_item_due && event->field != LS_F_item_priority)
            continue;
        const struct ls_item *item = ls_item_get(plan->board, event->record);
        unsigned owner = item ? ls_person_halves(ls_person_get(plan->board, item->owner)) : 0;
        unsigned who = ls_person_halves(ls_person_get(plan->board, event->who));
        if (owner && who && !(owner & who))
            ls_map_put(&plan->changed, event->record, (void *)(uintptr_t)event);
    }
}

const struct ls_event *plan_other_half_change(const struct plan *plan, const struct ls_item *item)
{
    return ls_map_get(&plan->changed, item->rec.id);
}

/* NULL: it did not stand there. */
static const struct plan_past *plan_past(const struct plan *plan, ls_id record)
{
    uintptr_t place = (uintptr_t)ls_map_get(&plan->past, record);
    return place ? &plan->pasts[place - 1] : NULL;
}

static int64_t past_carried(const struct plan *plan, ls_id record)
{
    const struct plan_past *past = plan_past(plan, record);
    const struct ls_record *r = past ? ls_board_record(plan->board, record) : NULL;
    if (!r || r->entity == LS_E_METRIC || r->entity == LS_E_SIGNAL || !plan_is_open(plan, record))
        return 0;
    return past->carried + 1;
}

int64_t plan_carried(const struct plan *plan, ls_id record)
{
    const struct ls_decision *decision = ls_decision_get(plan->board, record);
    int64_t own = past_carried(plan, record);
    if (!decision || !decision->blocker || !plan_is_escalation(plan, decision))
        return own;
    int64_t of_blocker = past_carried(plan, decision->blocker);
    return of_blocker > own ? of_blocker : own;
}

ls_id plan_row_record(const struct plan *plan, const struct ls_agenda_item *row)
{
    const char *at = row->ref, *word;
    size_t len;
    ls_id id, first = 0, first_open = 0;
    while (ls_set_next(&at, &word, &len, &id)) {
        const struct ls_decision *decision = ls_decision_get(plan->board, id);
        if (decision && plan_is_escalation(plan, decision))
            return id;
        const struct ls_record *record = id ? ls_board_record(plan->board, id) : NULL;
        if (!record || record->deleted)
            continue;
        first = first ? first : id;
        if (!first_open && plan_is_open(plan, id) && !plan_is_draft(plan, id))
            first_open = id;
    }
    return first_open ? first_open : first;
}

/* --- drops ------------------------------------------------------------------------------------- */

struct drop {
    ls_id record;
    int64_t day, stamp; /* of the meeting, and of its end */
    bool changed;       /* since */
};

struct drops {
    struct drop *v;
    size_t len, cap;
    struct ls_map places; /* record -> place + 1 */
};

static void drop_note(struct drops *drops, ls_id record, const struct ls_meeting *meeting, int64_t day)
{
    struct drop drop = {.record = record, .day = day};
    drop.stamp = meeting->ended != LS_NONE ? meeting->ended : meeting->started != LS_NONE ? meeting->started : meeting->planned;
    uintptr_t place = (uintptr_t)ls_map_get(&drops->places, record);
    if (place) {
        if (drop.stamp > drops->v[place - 1].stamp)
            drops->v[place - 1] = drop;
        return;
    }
    LS_GROW(drops->v, drops->len, drops->cap);
    drops->v[drops->len++] = drop;
    ls_map_put(&drops->places, record, (void *)(uintptr_t)drops->len);
}

/* The drops of the closed meetings of the last 28 days: on the 28th day the record is back. */
static void drops_collect(const struct plan *plan, struct drops *drops)
{
    LS_EACH(agenda_item, row, plan->board) {
        if (row->state != LS_LINE_STATE_DROPPED)
            continue;
        const struct ls_meeting *meeting = ls_meeting_get(plan->board, row->meeting);
        if (!meeting || meeting->ritual != plan->ritual->rec.id || meeting->status != LS_MEETING_STATUS_CLOSED)
            continue;
        int64_t start = meeting->started != LS_NONE ? meeting->started : meeting->planned;
        int64_t day = start == LS_NONE ? LS_NONE : ls_stamp_date(start);
        if (day == LS_NONE || plan->today - day >= DROP_DAYS)
            continue;
        const char *at = row->ref, *word;
        size_t len;
        ls_id id;
        while (ls_set_next(&at, &word, &len, &id)) {
            if (id)
                drop_note(drops, id, meeting, day);
        }
    }
}

/* Owner, date, severity and status bring a dropped record back: all watched fields but an item's priority. */
static void drops_note_changes(const struct plan *plan, struct drops *drops)
{
    for (size_t i = ls_board_event_count(plan->board); drops->len && i-- > 0;) {
        const struct ls_event *event = ls_board_event(plan->board, i);
        uintptr_t place = (uintptr_t)ls_map_get(&drops->places, event->record);
        if (!place || (event->entity == LS_E_ITEM && event->field == LS_F_item_priority))
            continue;
        struct drop *drop = &drops->v[place - 1];
        drop->changed = drop->changed || event->at > drop->stamp;
    }
    for (size_t i = 0; i < drops->len; i++) {
        const struct ls_item *item = ls_item_get(plan->board, drops->v[i].record);
        if (item && item->rec.imported && item->status_since != LS_NONE && item->status_since > drops->v[i].day)
            drops->v[i].changed = true;
    }
}

void plan_read_drops(struct plan *plan)
{
    struct drops drops = {0};
    drops_collect(plan, &drops);
    drops_note_changes(plan, &drops);
    for (size_t i = 0; i < drops.len; i++) {
        if (!drops.v[i].changed)
            ls_map_put(&plan->dropped, drops.v[i].record, plan);
    }
    free(drops.v);
    ls_map_done(&drops.places);
}
