/* The states behind "is:", by entity, and what they look up. What each means stands in query.def. */
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "lockstep/gaps.h"
#include "lockstep/meeting.h"
#include "lockstep/metric.h"
#include "lockstep/people.h"
#include "lockstep/score.h"
#include "lockstep/work.h"
#include "model/query_internal.h"

bool query_is_said(const char *said, const char *word)
{
    size_t len = strlen(word);
    while (*said) {
        size_t part = strcspn(said, ",");
        if (part == len && !strncasecmp(said, word, len))
            return true;
        said += part + strspn(said + part, ", ");
    }
    return false;
}

enum query_is query_is_find(enum ls_entity entity, const char *word)
{
    for (int i = 0; i < IS_COUNT; i++) {
        const struct ls_query_word *info = ls_query_is_info((size_t)i);
        if (info->entities >> entity & 1 && !strcasecmp(info->name, word))
            return (enum query_is)i;
    }
    for (int i = 0; i < IS_COUNT; i++) {
        const struct ls_query_word *info = ls_query_is_info((size_t)i);
        if (info->entities >> entity & 1 && query_is_said(info->said, word))
            return (enum query_is)i;
    }
    return IS_COUNT;
}

/* --- what is looked up ------------------------------------------------------------------------ */

static void is_put(struct ls_map *map, ls_id id, intptr_t value)
{
    if (id)
        ls_map_put(map, id, (void *)value);
}

static void is_gather_blocked(struct query_facts *f, const struct ls_board *board)
{
    LS_EACH(blocker, b, board) {
        if (b->resolved == LS_NONE)
            is_put(&f->blocked, b->item, 1);
    }
    LS_EACH(decision, d, board) {
        if (d->status == LS_DECISION_STATUS_PROPOSED && (d->escalated_to || d->blocker)) {
            is_put(&f->escalated, d->rec.id, 1);
            is_put(&f->escalated, d->blocker, 1);
        }
    }
    f->has_blocked = true;
}

static void is_gather_carried(struct query_facts *f, const struct ls_board *board)
{
    ls_id last = ls_meeting_last(board, 0, INT64_MAX);
    LS_EACH(agenda_item, line, board) {
        bool waits = line->state == LS_LINE_STATE_CARRIED || line->state == LS_LINE_STATE_PARKED ||
                     line->state == LS_LINE_STATE_QUEUED;
        const char *at = line->ref, *word;
        size_t len;
        ls_id id;
        while (last && line->meeting == last && waits && ls_set_next(&at, &word, &len, &id))
            is_put(&f->carried, id, 1);
    }
    f->has_carried = true;
}

static void is_gather_since(struct query_facts *f, const struct ls_board *board)
{
    const struct ls_meeting *last = ls_meeting_get(board, ls_meeting_last(board, 0, INT64_MAX));
    f->since = !last ? LS_NONE : last->started != LS_NONE ? last->started : last->planned;
    f->has_since = true;
}

static void is_gather_links(struct query_facts *f, const struct ls_board *board)
{
    LS_EACH(signal_item, s, board)
        is_put(&f->linked, s->signal, 1);
    f->has_links = true;
}

void query_facts_gaps(struct ls_query *q)
{
    struct query_facts *f = &q->facts;
    struct ls_gaps gaps = {0};
    if (f->has_gaps)
        return;
    ls_gaps_find(q->context.board, q->context.now, &gaps);
    for (size_t i = 0; i < gaps.len; i++) {
        intptr_t have = (intptr_t)ls_map_get(&f->gaps, gaps.gaps[i].record);
        is_put(&f->gaps, gaps.gaps[i].record, have | (intptr_t)1 << gaps.gaps[i].rule);
    }
    ls_gaps_done(&gaps);
    f->has_gaps = true;
}

void query_is_prepare(struct ls_query *q, enum query_is is)
{
    struct query_facts *f = &q->facts;
    const struct ls_board *board = q->context.board;
    if ((is == IS_BLOCKED || is == IS_ESCALATED) && !f->has_blocked)
        is_gather_blocked(f, board);
    if (is == IS_CARRIED && !f->has_carried)
        is_gather_carried(f, board);
    if (is == IS_NEW && !f->has_since)
        is_gather_since(f, board);
    if (is == IS_LINKED && !f->has_links)
        is_gather_links(f, board);
    if (is == IS_GAP)
        query_facts_gaps(q);
    if (is == IS_OFF_PACE && !f->metrics)
        f->metrics = ls_metric_book_new(board);
}

void query_facts_done(struct query_facts *f)
{
    struct ls_map *const maps[] = {&f->blocked, &f->carried, &f->gaps, &f->linked, &f->escalated};
    for (size_t i = 0; i < LS_COUNT(maps); i++)
        ls_map_done(maps[i]);
    for (size_t i = 0; i < KEY_COUNT; i++)
        ls_map_done(&f->counts[i]);
    if (f->has_calendar)
        ls_calendar_done(&f->calendar);
    ls_score_book_free(f->own_scores);
    ls_metric_book_free(f->metrics);
    *f = (struct query_facts){0};
}

/* --- matching -------------------------------------------------------------------------------- */

#define AS(name, record) ((const struct ls_##name *)(const void *)(record))

bool query_is_closed(const struct ls_query *q, const struct ls_record *r)
{
    switch (r->entity) {
    case LS_E_DECISION:
        return AS(decision, r)->status != LS_DECISION_STATUS_PROPOSED;
    case LS_E_LAUNCH:
        return AS(launch, r)->day != LS_NONE && AS(launch, r)->day < q->today;
    case LS_E_LAUNCH_CHECK:
        return AS(launch_check, r)->state == LS_CHECK_STATE_READY || AS(launch_check, r)->state == LS_CHECK_STATE_WAIVED;
    case LS_E_EXPERIMENT:
        return AS(experiment, r)->status == LS_EXPERIMENT_STATUS_CLOSED ||
               AS(experiment, r)->status == LS_EXPERIMENT_STATUS_CANCELED;
    case LS_E_MEETING:
        return AS(meeting, r)->status == LS_MEETING_STATUS_CLOSED || AS(meeting, r)->status == LS_MEETING_STATUS_CANCELED;
    case LS_E_AGENDA_ITEM:
        return AS(agenda_item, r)->state == LS_LINE_STATE_DONE || AS(agenda_item, r)->state == LS_LINE_STATE_DROPPED;
    case LS_E_RITUAL:
        return !AS(ritual, r)->active;
    default:
        return ls_query_leaves_out(r);
    }
}

static bool is_late(const struct ls_query *q, const struct ls_record *r)
{
    int64_t due = query_role_int(q, ROLE_DUE, r);
    return due != LS_NONE && due < q->today && !query_is_closed(q, r);
}

static bool is_urgent(const struct ls_query *q, const struct ls_record *r)
{
    bool first = r->entity == LS_E_ITEM ? AS(item, r)->priority == 1 : AS(blocker, r)->severity == 3;
    return first && !query_is_closed(q, r);
}

static bool is_acting(const struct ls_query *q, const struct ls_record *r)
{
    static const struct query_key acting = {.name = "acting", .computed = KEY_ACTING, .type = LS_T_REF};
    int64_t owner = query_role_int(q, ROLE_OWNER, r), who = query_key_int(q, &acting, r);
    return owner != LS_NONE && who != LS_NONE && owner != who;
}

static bool is_off_pace(const struct ls_query *q, ls_id metric)
{
    struct ls_metric_trend trend;
    return ls_metric_trend(q->facts.metrics, metric, &trend) && trend.off_pace;
}

static bool is_unseen(const struct ls_query *q, const struct ls_signal *signal)
{
    unsigned halves = ls_board_halves(q->context.board);
    return (halves & LS_HALF_PRODUCT && signal->seen_pm != 1) || (halves & LS_HALF_MARKET && signal->seen_pmm != 1);
}

/* States of items alone. */
static bool is_match_item(const struct ls_query *q, enum query_is is, const struct ls_item *item)
{
    switch (is) {
    case IS_TRIAGE:
        return item->status == LS_ITEM_STATUS_TRIAGE;
    case IS_SNOOZED:
        return item->snooze_until != LS_NONE && item->snooze_until > q->today;
    case IS_BACKLOG:
        return ls_item_in_backlog(item, q->today);
    case IS_TIER:
        return ls_item_is_tier(item);
    default:
        return ls_item_is_load(item);
    }
}

bool query_is_match(const struct ls_query *q, enum query_is is, const struct ls_record *r)
{
    switch (is) {
    case IS_OPEN:
        return !query_is_closed(q, r);
    case IS_CLOSED:
        return query_is_closed(q, r);
    case IS_MINE:
        return q->context.me && query_role_int(q, ROLE_OWNER, r) == q->context.me;
    case IS_ACTING:
        return is_acting(q, r);
    case IS_NEW:
        return q->facts.since == LS_NONE || (r->entered != LS_NONE && r->entered > q->facts.since);
    case IS_CARRIED:
        return ls_map_get(&q->facts.carried, r->id) != NULL;
    case IS_GAP:
        return ls_map_get(&q->facts.gaps, r->id) != NULL;
    case IS_LATE:
        return is_late(q, r);
    case IS_URGENT:
        return is_urgent(q, r);
    case IS_BLOCKED:
        return ls_map_get(&q->facts.blocked, r->id) != NULL;
    case IS_ESCALATED:
        return ls_map_get(&q->facts.escalated, r->id) != NULL;
    case IS_OFF_PACE:
        return is_off_pace(q, r->id);
    case IS_UNSEEN:
        return is_unseen(q, AS(signal, r));
    case IS_LINKED:
        return ls_map_get(&q->facts.linked, r->id) != NULL;
    case IS_AWAY:
        return ls_person_is_away(AS(person, r), q->today);
    case IS_ANY:
    case IS_COUNT:
        return true;
    default:
        return is_match_item(q, is, AS(item, r));
    }
}
