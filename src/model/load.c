/* Load of a person, and who owns what across the entities. */
#include "lockstep/load.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "lockstep/board.h"
#include "lockstep/calendar.h"
#include "lockstep/launch.h"
#include "lockstep/people.h"
#include "lockstep/work.h"

/* --- load ------------------------------------------------------------------------------------ */

/* Hours a week that the item takes until it is due. */
static double load_hours(const struct ls_calendar *calendar, const struct ls_item *item, double capacity, int64_t today)
{
    enum { WEEK = 5, QUARTER = 65 }; /* business days */
    static const double WEEKS_A_MONTH = 52.0 / 12;
    int64_t days = item->due == LS_NONE ? QUARTER : ls_calendar_days(calendar, today, item->due);
    double weeks = (double)(days > WEEK ? days : WEEK) / WEEK;
    return item->effort * capacity * WEEKS_A_MONTH / weeks;
}

struct ls_load ls_load_read(const struct ls_board *board, const struct ls_person *person, int64_t today)
{
    struct ls_load load = {.person = person, .away = ls_person_is_away(person, today)};
    double capacity = person->capacity_h == LS_NONE ? NAN : (double)person->capacity_h;
    struct ls_calendar calendar;
    ls_calendar_init(&calendar, board);
    load.hours = isnan(capacity) ? NAN : 0;
    LS_EACH(item, item, board) {
        if (item->owner != person->rec.id || !ls_item_is_load(item))
            continue;
        load.open++;
        load.urgent += item->priority == 1;
        load.late += item->due != LS_NONE && item->due < today;
        if (isnan(item->effort))
            load.without_effort++;
        else
            load.hours += load_hours(&calendar, item, capacity, today);
    }
    LS_EACH(blocker, blocker, board)
        load.blockers += blocker->owner == person->rec.id && blocker->resolved == LS_NONE;
    ls_calendar_done(&calendar);
    return load;
}

/* --- who owns what ---------------------------------------------------------------------------- */

struct owned_list {
    struct ls_owned *v;
    size_t count, cap;
};

static void owned_add(struct owned_list *list, const struct ls_record *record, ls_id owner, ls_id backup, int64_t due)
{
    if (!owner && !backup)
        return;
    LS_GROW(list->v, list->count, list->cap);
    list->v[list->count++] = (struct ls_owned){record, owner, backup, due};
}

static void owned_work(struct owned_list *list, const struct ls_board *board)
{
    LS_EACH(item, i, board) {
        if (ls_item_is_open(i))
            owned_add(list, &i->rec, i->owner, i->backup, i->due);
    }
    LS_EACH(blocker, b, board) {
        if (b->resolved == LS_NONE)
            owned_add(list, &b->rec, b->owner, b->backup, b->next_due);
    }
    LS_EACH(decision, d, board) {
        if (d->status == LS_DECISION_STATUS_PROPOSED)
            owned_add(list, &d->rec, d->driver, 0, d->needed_by);
    }
}

static bool owned_launch_is_open(const struct ls_launch *l)
{
    return l && l->verdict != LS_VERDICT_GO && l->verdict != LS_VERDICT_NO_GO;
}

static void owned_plans(struct owned_list *list, const struct ls_board *board)
{
    LS_EACH(launch, l, board) {
        if (owned_launch_is_open(l))
            owned_add(list, &l->rec, l->owner, l->backup, l->day);
    }
    LS_EACH(launch_check, c, board) {
        if (!ls_check_is_done(c) && owned_launch_is_open(ls_launch_get(board, c->launch)))
            owned_add(list, &c->rec, c->owner, c->backup, c->due);
    }
    LS_EACH(experiment, x, board) {
        if (x->status == LS_EXPERIMENT_STATUS_PLANNED || x->status == LS_EXPERIMENT_STATUS_RUNNING)
            owned_add(list, &x->rec, x->owner, x->backup, x->stop);
    }
    LS_EACH(metric, m, board)
        owned_add(list, &m->rec, m->owner, m->backup, LS_NONE);
    LS_EACH(topic, t, board)
        owned_add(list, &t->rec, t->accountable, t->backup, LS_NONE);
}

static int owned_order(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static int owned_compare(const void *left, const void *right)
{
    const struct ls_owned *a = left, *b = right;
    int order = owned_order(a->record->entity, b->record->entity);
    order = order ? order : owned_order(a->due == LS_NONE ? INT64_MAX : a->due, b->due == LS_NONE ? INT64_MAX : b->due);
    order = order ? order : owned_order(a->record->num, b->record->num);
    return order ? order : owned_order(a->record->id, b->record->id);
}

size_t ls_owned_by_all(const struct ls_board *board, struct ls_owned **ret_owned)
{
    struct owned_list list = {0};
    owned_work(&list, board);
    owned_plans(&list, board);
    if (list.count)
        qsort(list.v, list.count, sizeof(*list.v), owned_compare);
    *ret_owned = list.v;
    return list.count;
}
