/* What the query language computes of a record: ages, scores, counts of what hangs on it. */
#include <math.h>

#include "base/clock.h"
#include "lockstep/metric.h"
#include "lockstep/people.h"
#include "lockstep/score.h"
#include "lockstep/work.h"
#include "model/query_internal.h"

#define AS(name, record) ((const struct ls_##name *)(const void *)(record))

/* --- counts ------------------------------------------------------------------------------------ */

/* Sums are kept in maps of pointers as numbers. */
static void computed_add(struct ls_query *q, enum query_computed computed, ls_id id, int64_t more)
{
    struct ls_map *map = &q->facts.counts[computed];
    if (id && more)
        ls_map_put(map, id, (void *)((intptr_t)ls_map_get(map, id) + (intptr_t)more));
}

static void computed_count_evidence(struct ls_query *q)
{
    LS_EACH(signal_item, s, q->context.board) {
        computed_add(q, KEY_WEIGHT, s->item, s->weight > 0 ? s->weight : 0);
        computed_add(q, KEY_EVIDENCE, s->item, 1);
        computed_add(q, KEY_ITEMS, s->signal, 1);
    }
    q->facts.counted[KEY_WEIGHT] = q->facts.counted[KEY_EVIDENCE] = q->facts.counted[KEY_ITEMS] = true;
}

/* What people have taken on (work.h), as ls_load_read counts it. */
static void computed_count_loads(struct ls_query *q)
{
    LS_EACH(item, item, q->context.board) {
        if (!ls_item_is_load(item))
            continue;
        computed_add(q, KEY_LOAD, item->owner, 1);
        computed_add(q, KEY_URGENT, item->owner, item->priority == 1);
        computed_add(q, KEY_LATE, item->owner, item->due != LS_NONE && item->due < q->today);
    }
    q->facts.counted[KEY_LOAD] = q->facts.counted[KEY_URGENT] = q->facts.counted[KEY_LATE] = true;
}

static void computed_count_blockers(struct ls_query *q)
{
    LS_EACH(blocker, b, q->context.board) {
        if (b->resolved != LS_NONE)
            continue;
        computed_add(q, KEY_BLOCKERS, b->item, 1);
        computed_add(q, KEY_BLOCKERS, b->owner, 1);
    }
    q->facts.counted[KEY_BLOCKERS] = true;
}

void query_computed_prepare(struct ls_query *q, enum query_computed computed)
{
    struct query_facts *f = &q->facts;
    switch (computed) {
    case KEY_GAP:
        query_facts_gaps(q);
        break;
    case KEY_RICE:
        if (!f->scores)
            f->scores = q->context.scores ? q->context.scores : (f->own_scores = ls_score_book_new(q->context.board));
        break;
    case KEY_AGE:
        if (!f->has_calendar)
            ls_calendar_init(&f->calendar, q->context.board);
        f->has_calendar = true;
        break;
    case KEY_NOW:
    case KEY_PACE:
        if (!f->metrics)
            f->metrics = ls_metric_book_new(q->context.board);
        break;
    case KEY_WEIGHT:
    case KEY_EVIDENCE:
    case KEY_ITEMS:
        if (!f->counted[computed])
            computed_count_evidence(q);
        break;
    case KEY_LOAD:
    case KEY_URGENT:
    case KEY_LATE:
        if (!f->counted[computed])
            computed_count_loads(q);
        break;
    case KEY_BLOCKERS:
        if (!f->counted[computed])
            computed_count_blockers(q);
        break;
    default:
        break;
    }
}

/* --- values ------------------------------------------------------------------------------------ */

/* Business days since it was created, opened or seen, else since it came into the file; to its end, where it is a
 * blocker that was resolved. */
static int64_t computed_age(const struct ls_query *q, const struct ls_record *record)
{
    int64_t from = query_role_int(q, ROLE_CREATED, record), to = q->today;
    if (from == LS_NONE && record->entered != LS_NONE)
        from = ls_stamp_date(record->entered);
    if (record->entity == LS_E_BLOCKER && AS(blocker, record)->resolved != LS_NONE)
        to = AS(blocker, record)->resolved;
    return from == LS_NONE ? LS_NONE : ls_calendar_days(&q->facts.calendar, from, to);
}

static int64_t computed_acting(const struct ls_query *q, const struct ls_record *record)
{
    int64_t owner = query_role_int(q, ROLE_OWNER, record), backup = query_role_int(q, ROLE_BACKUP, record);
    ls_id acting = ls_person_acting(q->context.board, owner == LS_NONE ? 0 : owner, backup == LS_NONE ? 0 : backup,
                                    q->today);
    return acting ? acting : LS_NONE;
}

int64_t query_computed_int(const struct ls_query *q, enum query_computed computed, const struct ls_record *record)
{
    int64_t stamp;
    switch (computed) {
    case KEY_ID:
        return record->id;
    case KEY_AGE:
        return computed_age(q, record);
    case KEY_ACTING:
        return computed_acting(q, record);
    case KEY_GAP:
        return (intptr_t)ls_map_get(&q->facts.gaps, record->id);
    case KEY_CLOSED:
        return query_is_closed(q, record);
    case KEY_AWAY:
        return ls_person_is_away(AS(person, record), q->today);
    case KEY_SEEN_BY:
        return (AS(signal, record)->seen_pm == 1) + (AS(signal, record)->seen_pmm == 1);
    case KEY_WHEN:
        stamp = query_computed_stamp(computed, record);
        return stamp == LS_NONE ? LS_NONE : ls_stamp_date(stamp);
    default:
        return (intptr_t)ls_map_get(&q->facts.counts[computed], record->id);
    }
}

/* How far the newest point is ahead of the pace; behind it below zero. */
static double computed_pace(const struct ls_metric_trend *t)
{
    return isnan(t->pace) ? NAN : t->off_pace ? -t->gap : t->gap;
}

double query_computed_real(const struct ls_query *q, enum query_computed computed, const struct ls_record *record)
{
    struct ls_metric_trend trend;
    switch (computed) {
    case KEY_RICE:
        return ls_score_item(q->facts.scores, AS(item, record)).score;
    case KEY_MINUTES:
        return AS(ritual, record)->active ? ls_ritual_weekly_minutes(AS(ritual, record)) : 0;
    default:
        if (!ls_metric_trend(q->facts.metrics, record->id, &trend) || !trend.count)
            return NAN;
        return computed == KEY_NOW ? trend.values[trend.count - 1].value : computed_pace(&trend);
    }
}

int64_t query_computed_stamp(enum query_computed computed, const struct ls_record *record)
{
    const struct ls_meeting *m = AS(meeting, record);
    return computed != KEY_WHEN ? LS_NONE : m->started != LS_NONE ? m->started : m->planned;
}

void query_computed_text(const struct ls_query *q, const struct ls_record *record, struct ls_buf *b)
{
    const struct ls_entity_info *info = ls_entity_info((enum ls_entity)record->entity);
    for (int i = LS_F_FIRST; i < info->field_count; i++) {
        const struct ls_field *field = &info->fields[i];
        if (field->type != LS_T_REF || !(field->flags & LS_FF_KEY))
            continue;
        const struct ls_record *end =
            ls_board_record(q->context.board, *(const ls_id *)(const void *)((const char *)record + field->offset));
        int title = end ? ls_entity_title((enum ls_entity)end->entity) : -1;
        if (b->len)
            ls_buf_char(b, ' ');
        if (title >= 0)
            ls_field_format(q->context.board, end, title, b);
    }
}
