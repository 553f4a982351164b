/* What the texts of many lines would otherwise each count for themselves: open items of releases, open checks
 * of launches, what blocks what. Read once, and only where a line will ask. */
#include <stdlib.h>

#include "base/mem.h"
#include "model/agenda_plan.h"

struct plan_tally {
    ls_id id;
    int64_t total, open;
};

static void tally_add(struct plan_tallies *t, ls_id id, bool open)
{
    uintptr_t place = (uintptr_t)ls_map_get(&t->places, id);
    if (!id)
        return;
    if (!place) {
        LS_GROW(t->v, t->len, t->cap);
        t->v[t->len++] = (struct plan_tally){.id = id};
        place = t->len;
        ls_map_put(&t->places, id, (void *)place);
    }
    t->v[place - 1].total++;
    t->v[place - 1].open += open;
}

static void tallies_read(struct plan *plan)
{
    LS_EACH(item, item, plan->board) {
        tally_add(&plan->tallies, item->release, ls_item_is_open(item));
    }
    LS_EACH(launch_check, check, plan->board) {
        tally_add(&plan->tallies, check->launch,
                  check->state != LS_CHECK_STATE_READY && check->state != LS_CHECK_STATE_WAIVED);
    }
}

static void edge_add(struct plan_edges *edges, ls_id from, const struct ls_item *to)
{
    LS_GROW(edges->v, edges->len, edges->cap);
    edges->v[edges->len] = (struct plan_edge){.to = to, .next = (uintptr_t)ls_map_get(&edges->first, from)};
    ls_map_put(&edges->first, from, (void *)(uintptr_t)++edges->len);
}

static void edges_read(struct plan *plan)
{
    LS_EACH(link, link, plan->board) {
        const struct ls_item *blocking = ls_item_get(plan->board, link->src);
        const struct ls_item *blocked = ls_item_get(plan->board, link->dst);
        if (link->kind != LS_LINK_KIND_BLOCKS || !blocking || !blocked || !ls_item_is_open(blocking) ||
            !ls_item_is_open(blocked))
            continue;
        edge_add(&plan->blocks, link->src, blocked);
        edge_add(&plan->blocked_by, link->dst, blocking);
    }
}

void plan_read_tallies(struct plan *plan)
{
    bool tallies = false, edges = false;
    for (size_t s = 0; s < plan->segment_count; s++) {
        for (size_t i = 0; i < plan->segments[s].lines.len; i++) {
            enum ls_agenda_rule rule = plan->segments[s].lines.v[i].rule;
            tallies = tallies || rule == LS_RULE_RELEASE;
            edges = edges || rule == LS_RULE_ESCALATION || rule == LS_RULE_DEPENDENCY;
        }
    }
    if (tallies)
        tallies_read(plan);
    if (edges)
        edges_read(plan);
}

void plan_tallies_done(struct plan *plan)
{
    free(plan->tallies.v);
    ls_map_done(&plan->tallies.places);
    free(plan->blocks.v);
    ls_map_done(&plan->blocks.first);
    free(plan->blocked_by.v);
    ls_map_done(&plan->blocked_by.first);
}

void plan_tally(const struct plan *plan, ls_id id, int64_t *ret_total, int64_t *ret_open)
{
    uintptr_t place = (uintptr_t)ls_map_get(&plan->tallies.places, id);
    *ret_total = place ? plan->tallies.v[place - 1].total : 0;
    *ret_open = place ? plan->tallies.v[place - 1].open : 0;
}

const struct plan_edge *plan_edge_next(const struct plan_edges *edges, ls_id from, const struct plan_edge *after)
{
    size_t place = after ? after->next : (uintptr_t)ls_map_get(&edges->first, from);
    return place ? &edges->v[place - 1] : NULL;
}
