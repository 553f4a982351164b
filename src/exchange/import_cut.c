/* Cutting an import. What must go before what is a graph over its records; its strongly connected components, in the
 * order in which Tarjan's algorithm finds them (Depth-first search and linear graph algorithms, 1972), are the order. */
#include "exchange/import_cut.h"

#include <stdlib.h>

#include "base/mem.h"
#include "lockstep/rules.h"

struct cut_edge {
    size_t from, to; /* places: to goes before from, or with it */
};

struct cut_graph {
    const struct ls_changeset *cs;
    struct cut_edge *edges;
    size_t len, cap;
    size_t *first; /* of each place, in sorted; one more than there are places */
    size_t *sorted;
};

/* --- what goes before what ---------------------------------------------------------------------------- */

static void graph_add(struct cut_graph *g, size_t from, size_t to)
{
    LS_GROW(g->edges, g->len, g->cap);
    g->edges[g->len++] = (struct cut_edge){from, to};
}

/* The place of a record of the import; false where it is not in it. */
static bool graph_place(const struct cut_graph *g, ls_id id, size_t *ret_place)
{
    const struct ls_record_edit *record = id ? ls_changeset_record(g->cs, id) : NULL;
    *ret_place = record ? (size_t)(record - g->cs->records) : 0;
    return record != NULL;
}

static bool graph_deletes(const struct ls_record_edit *record)
{
    for (size_t i = 0; i < record->len; i++) {
        if (record->edits[i].field == LS_F_DELETED)
            return record->edits[i].after.kind == LS_V_INT && record->edits[i].after.i;
    }
    return false;
}

/* before: a record that is deleted goes after whatever has referred to it. */
static void graph_reference(struct cut_graph *g, size_t place, ls_id id, bool before, bool sealed)
{
    size_t target;
    if (!graph_place(g, id, &target) || target == place)
        return;
    if (!before)
        graph_add(g, place, target);
    else if (graph_deletes(&g->cs->records[target]))
        graph_add(g, target, place);
    if (sealed)
        graph_add(g, target, place);
}

static void graph_value(struct cut_graph *g, size_t place, enum ls_type type, const struct ls_value *v, bool before, bool sealed)
{
    const char *at = v->kind == LS_V_TEXT ? v->text : "", *word;
    size_t len;
    ls_id id;
    if (type == LS_T_REF && v->kind == LS_V_INT)
        graph_reference(g, place, v->i, before, sealed);
    while (type == LS_T_SET && ls_set_next(&at, &word, &len, &id))
        graph_reference(g, place, id, before, false);
}

static void graph_record(struct cut_graph *g, size_t place)
{
    const struct ls_record_edit *record = &g->cs->records[place];
    const struct ls_entity_info *info = ls_entity_info(record->entity);
    int sealing = ls_rules_sealing(record->entity);
    for (size_t i = 0; i < record->len; i++) {
        const struct ls_edit *edit = &record->edits[i];
        enum ls_type type = info->fields[edit->field].type;
        if (type != LS_T_REF && type != LS_T_SET)
            continue;
        graph_value(g, place, type, &edit->before, true, false);
        graph_value(g, place, type, &edit->after, false, edit->field == sealing);
    }
}

static void graph_make(struct cut_graph *g)
{
    size_t count = g->cs->len;
    for (size_t i = 0; i < count; i++)
        graph_record(g, i);
    g->first = ls_alloc((count + 2) * sizeof(*g->first));
    g->sorted = ls_alloc((g->len + 1) * sizeof(*g->sorted));
    for (size_t i = 0; i < g->len; i++)
        g->first[g->edges[i].from + 2]++;
    for (size_t i = 2; i < count + 2; i++)
        g->first[i] += g->first[i - 1];
    for (size_t i = 0; i < g->len; i++)
        g->sorted[g->first[g->edges[i].from + 1]++] = g->edges[i].to;
    free(g->edges);
    g->edges = NULL;
}

static void graph_done(struct cut_graph *g)
{
    free(g->first);
    free(g->sorted);
}

/* --- the order ---------------------------------------------------------------------------------------- */

struct cut_walk {
    const struct cut_graph *g;
    size_t *found, *low;  /* by place: when it was found, from 1; the earliest that it leads back to. low 0: it has its place */
    size_t *open;         /* found, and without a place yet */
    size_t *path, *next;  /* from the root to here, and which edge comes next there */
    size_t found_len, open_len;
    struct import_cut *cut;
    size_t *parts, part_len; /* where components end in cut->places */
    size_t placed;
};

static void walk_close(struct cut_walk *w, size_t place)
{
    size_t member;
    do {
        member = w->open[--w->open_len];
        w->low[member] = 0;
        w->cut->places[w->placed++] = member;
    } while (member != place);
    w->parts[w->part_len++] = w->placed;
}

static void walk_enter(struct cut_walk *w, size_t depth, size_t place)
{
    w->path[depth] = place;
    w->next[depth] = w->g->first[place];
    w->found[place] = w->low[place] = ++w->found_len;
    w->open[w->open_len++] = place;
}

static void walk_from(struct cut_walk *w, size_t root)
{
    size_t depth = 0;
    if (w->found[root])
        return;
    walk_enter(w, 0, root);
    for (;;) {
        size_t place = w->path[depth];
        if (w->next[depth] < w->g->first[place + 1]) {
            size_t to = w->g->sorted[w->next[depth]++];
            if (!w->found[to])
                walk_enter(w, ++depth, to);
            else if (w->low[to] && w->found[to] < w->low[place])
                w->low[place] = w->found[to];
            continue;
        }
        size_t low = w->low[place];
        if (low == w->found[place])
            walk_close(w, place);
        if (!depth)
            return;
        size_t above = w->path[--depth];
        if (low < w->low[above] && w->low[place])
            w->low[above] = low;
    }
}

static int64_t walk_number(const struct ls_record_edit *record)
{
    for (size_t i = 0; i < record->len; i++) {
        if (record->edits[i].field == LS_F_NUM && record->edits[i].after.kind == LS_V_INT)
            return record->edits[i].after.i;
    }
    return 0;
}

/* The highest numbers first, then as the files have them. */
static void walk_all(struct cut_walk *w)
{
    const struct ls_changeset *cs = w->g->cs;
    size_t highest[LS_E_COUNT] = {0};
    int64_t numbers[LS_E_COUNT] = {0};
    for (size_t i = 0; i < cs->len; i++) {
        int64_t number = walk_number(&cs->records[i]);
        if (number > numbers[cs->records[i].entity]) {
            numbers[cs->records[i].entity] = number;
            highest[cs->records[i].entity] = i;
        }
    }
    for (int e = 0; e < LS_E_COUNT; e++) {
        if (numbers[e])
            walk_from(w, highest[e]);
    }
    for (size_t i = 0; i < cs->len; i++)
        walk_from(w, i);
}

/* --- the cut ------------------------------------------------------------------------------------------ */

static void cut_ends(struct import_cut *cut, const size_t *parts, size_t count, size_t most)
{
    size_t begin = 0, end = 0;
    cut->ends = ls_alloc((count + 1) * sizeof(*cut->ends));
    for (size_t i = 0; i < count; i++) {
        if (parts[i] - begin > most && end > begin) {
            cut->ends[cut->count++] = end;
            begin = end;
        }
        end = parts[i];
    }
    if (end > begin)
        cut->ends[cut->count++] = end;
}

void import_cut_make(const struct ls_changeset *cs, size_t most, struct import_cut *ret_cut)
{
    struct cut_graph graph = {.cs = cs};
    size_t count = cs->len + 1, *room = ls_alloc(6 * count * sizeof(*room));
    *ret_cut = (struct import_cut){.places = ls_alloc(count * sizeof(*ret_cut->places))};
    struct cut_walk walk = {.g = &graph, .found = room, .low = room + count, .open = room + 2 * count, .path = room + 3 * count,
                            .next = room + 4 * count, .parts = room + 5 * count, .cut = ret_cut};
    graph_make(&graph);
    walk_all(&walk);
    cut_ends(ret_cut, walk.parts, walk.part_len, most);
    graph_done(&graph);
    free(room);
}

void import_cut_done(struct import_cut *cut)
{
    free(cut->places);
    free(cut->ends);
    *cut = (struct import_cut){0};
}
