/* The tree of tiers and what hangs on each node. What is in a node is gathered in one walk over the items: each item
 * gives what it has to every node above it. */
#include "lockstep/roadmap.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/text.h"
#include "lockstep/board.h"
#include "lockstep/launch.h"
#include "lockstep/metric.h"
#include "lockstep/people.h"
#include "lockstep/work.h"

/* More tiers than there are, so that a circle of parents ends. */
enum { CHAIN_MAX = 16 };

struct roadmap_row {
    struct ls_roadmap_node node;
    ls_id parent;          /* 0: a root */
    int64_t began;         /* when work on it began; LS_NONE: it did not */
    int64_t severity;      /* of the worst blocker */
    unsigned good, off;    /* bits 1 << LS_MARK_…: metrics that keep their pace, that do not */
    const void *seen;      /* what was last given to it, so that nothing is given twice */
    bool placed;
};

struct roadmap {
    const struct ls_board *board;
    int64_t today;
    struct roadmap_row *rows;
    size_t count, cap;
    struct ls_map by_item; /* id -> place + 1 */
    struct ls_metric_book *metrics;
};

static struct roadmap_row *roadmap_row(const struct roadmap *r, ls_id item)
{
    uintptr_t place = item ? (uintptr_t)ls_map_get(&r->by_item, item) : 0;
    return place ? &r->rows[place - 1] : NULL;
}

static void roadmap_rows(struct roadmap *r, bool all)
{
    LS_EACH(item, item, r->board) {
        if (!ls_item_is_tier(item) || !(all || ls_item_is_open(item)))
            continue;
        LS_GROW(r->rows, r->count, r->cap);
        r->rows[r->count++] = (struct roadmap_row){
            .node.item = item, .parent = item->parent, .began = LS_NONE, .severity = LS_NONE};
        ls_map_put(&r->by_item, item->rec.id, (void *)(uintptr_t)r->count);
    }
    for (size_t i = 0; i < r->count; i++) {
        if (!roadmap_row(r, r->rows[i].parent))
            r->rows[i].parent = 0;
    }
}

/* --- what is given to the nodes above --------------------------------------------------------- */

typedef void roadmap_give(struct roadmap *r, struct roadmap_row *row, const void *what);

static void roadmap_chain(struct roadmap *r, ls_id from, roadmap_give *give, const void *what)
{
    for (int i = 0; from && i < CHAIN_MAX; i++) {
        struct roadmap_row *row = roadmap_row(r, from);
        const struct ls_item *item = ls_item_get(r->board, from);
        if (row && row->seen != what) {
            row->seen = what;
            give(r, row, what);
        }
        from = item ? item->parent : 0;
    }
}

/* Gives what to every node that the item is in: by its parents, and by its release and the parents of that. */
static void roadmap_up(struct roadmap *r, const struct ls_item *item, roadmap_give *give, const void *what)
{
    roadmap_chain(r, item->parent, give, what);
    roadmap_chain(r, item->release, give, what);
}

static void roadmap_give_item(struct roadmap *r, struct roadmap_row *row, const void *what)
{
    const struct ls_item *item = what;
    bool open = ls_item_is_open(item), begun = item->status == LS_ITEM_STATUS_STARTED || item->status == LS_ITEM_STATUS_REVIEW;
    int64_t due = row->node.item->due;
    if (!ls_item_is_tier(item)) {
        row->node.work += item->status != LS_ITEM_STATUS_CANCELED;
        row->node.done += item->status == LS_ITEM_STATUS_DONE;
    }
    if (begun && item->status_since != LS_NONE && (row->began == LS_NONE || item->status_since < row->began))
        row->began = item->status_since;
    if (!open || item->due == LS_NONE)
        return;
    row->node.risks |= item->due < r->today ? LS_RISK_PARTS_LATE : 0;
    row->node.risks |= due != LS_NONE && item->due > due ? LS_RISK_PARTS_AFTER : 0;
}

static void roadmap_items(struct roadmap *r)
{
    LS_EACH(item, item, r->board) {
        struct roadmap_row *self = roadmap_row(r, item->rec.id);
        if (self && (item->status == LS_ITEM_STATUS_STARTED || item->status == LS_ITEM_STATUS_REVIEW) &&
            item->status_since != LS_NONE && (self->began == LS_NONE || item->status_since < self->began))
            self->began = item->status_since;
        if (self)
            self->seen = item; /* a circle does not make it part of itself */
        roadmap_up(r, item, roadmap_give_item, item);
    }
}

static void roadmap_give_blocker(struct roadmap *r, struct roadmap_row *row, const void *what)
{
    const struct ls_blocker *blocker = what;
    (void)r;
    row->node.blockers++;
    row->node.risks |= LS_RISK_BLOCKED;
    if (!row->node.blocker || blocker->severity > row->severity) {
        row->node.blocker = blocker->rec.id;
        row->severity = blocker->severity;
    }
}

static void roadmap_blockers(struct roadmap *r)
{
    LS_EACH(blocker, blocker, r->board) {
        const struct ls_item *item = ls_item_get(r->board, blocker->item);
        if (!item || blocker->resolved != LS_NONE || !ls_item_is_open(item))
            continue;
        roadmap_chain(r, item->rec.id, roadmap_give_blocker, blocker);
        roadmap_chain(r, item->release, roadmap_give_blocker, blocker);
    }
}

/* Which mark a metric counts for; LS_MARK_KINDS: none. */
static int roadmap_mark_of(const struct ls_metric *metric)
{
    LS_AUTO(buf) struct ls_buf family = LS_BUF_INIT;
    ls_text_fold(&family, metric->family);
    if (!strcmp(family.data, "revenue") || !strcmp(family.data, "gtm"))
        return LS_MARK_REVENUE;
    return strcmp(family.data, "flow") ? LS_MARK_USERS : LS_MARK_KINDS;
}

static void roadmap_give_metric(struct roadmap *r, struct roadmap_row *row, const void *what)
{
    const struct ls_metric_item *link = what;
    struct ls_metric_trend trend;
    if (!ls_metric_trend(r->metrics, link->metric, &trend) || !trend.count || isnan(trend.pace))
        return;
    unsigned bit = 1u << roadmap_mark_of(trend.metric);
    row->good |= trend.off_pace ? 0 : bit;
    row->off |= trend.off_pace ? bit : 0;
}

static void roadmap_metrics(struct roadmap *r)
{
    LS_EACH(metric_item, link, r->board) {
        const struct ls_item *item = ls_item_get(r->board, link->item);
        if (!item)
            continue;
        roadmap_chain(r, item->rec.id, roadmap_give_metric, link);
        roadmap_chain(r, item->release, roadmap_give_metric, link);
    }
}

/* --- risks of a node itself -------------------------------------------------------------------- */

static void roadmap_own_risks(struct roadmap *r, struct roadmap_row *row)
{
    const struct ls_item *item = row->node.item;
    const struct ls_person *owner = ls_person_get(r->board, item->owner);
    ls_id acting = ls_person_acting(r->board, item->owner, item->backup, r->today);
    bool dated = item->type == LS_ITEM_TYPE_INITIATIVE || item->type == LS_ITEM_TYPE_RELEASE;
    unsigned risks = row->node.risks;
    risks |= item->due != LS_NONE && item->due < r->today ? LS_RISK_LATE : 0;
    risks |= item->due == LS_NONE && dated ? LS_RISK_NO_DATE : 0;
    risks |= !owner ? LS_RISK_NO_OWNER : ls_person_is_away(ls_person_get(r->board, acting), r->today) ? LS_RISK_AWAY : 0;
    row->node.risks = risks;
}

static void roadmap_gates(struct roadmap *r)
{
    LS_EACH(launch, launch, r->board) {
        struct roadmap_row *row = roadmap_row(r, launch->release);
        struct ls_launch_state state;
        if (!row || !ls_launch_read(r->board, launch->rec.id, r->today, &state))
            continue;
        row->node.risks |= state.gate_late ? LS_RISK_GATE : 0;
        ls_launch_done(&state);
    }
}

static enum ls_mark roadmap_metric_mark(const struct roadmap_row *row, int kind)
{
    unsigned bit = 1u << kind;
    return row->off & bit ? LS_MARK_RISK : row->good & bit ? LS_MARK_GOOD : LS_MARK_NONE;
}

static void roadmap_judge(struct roadmap *r)
{
    roadmap_gates(r);
    for (size_t i = 0; i < r->count; i++) {
        struct roadmap_row *row = &r->rows[i];
        struct ls_roadmap_node *node = &row->node;
        bool open = ls_item_is_open(node->item);
        roadmap_own_risks(r, row);
        node->risks = open ? node->risks : 0;
        node->marks[LS_MARK_DELIVERY] = node->risks & (LS_RISK_BLOCKED | LS_RISK_LATE) ? LS_MARK_BAD
                                        : node->risks                                  ? LS_MARK_RISK
                                        : node->work || !open                          ? LS_MARK_GOOD
                                                                                       : LS_MARK_NONE;
        node->marks[LS_MARK_USERS] = roadmap_metric_mark(row, LS_MARK_USERS);
        node->marks[LS_MARK_REVENUE] = roadmap_metric_mark(row, LS_MARK_REVENUE);
    }
}

/* --- overlap ---------------------------------------------------------------------------------- */

/* The weeks that a node takes, as the Mondays of the first and the last. */
struct roadmap_span {
    int64_t first, last;
    struct roadmap_row *row;
};

static int64_t roadmap_monday(int64_t date)
{
    return date - ls_date_weekday(date);
}

static bool roadmap_takes(const struct roadmap *r, struct roadmap_row *row, struct roadmap_span *ret_span)
{
    const struct ls_item *item = row->node.item;
    bool counts = item->type == LS_ITEM_TYPE_INITIATIVE || item->type == LS_ITEM_TYPE_RELEASE;
    if (!counts || !ls_item_is_open(item) || !ls_person_get(r->board, item->owner) ||
        (item->due == LS_NONE && row->began == LS_NONE))
        return false;
    int64_t first = row->began == LS_NONE ? item->due : row->began;
    int64_t last = item->due == LS_NONE || (row->began != LS_NONE && item->due < r->today) ? r->today : item->due;
    first = first > last ? last : first;
    *ret_span = (struct roadmap_span){roadmap_monday(first), roadmap_monday(last), row};
    return true;
}

static int roadmap_order(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static int roadmap_compare_spans(const void *left, const void *right)
{
    const struct roadmap_span *a = left, *b = right;
    const struct ls_item *x = a->row->node.item, *y = b->row->node.item;
    int order = roadmap_order(x->type, y->type);
    order = order ? order : roadmap_order(x->owner, y->owner);
    order = order ? order : roadmap_order(a->first, b->first);
    return order ? order : roadmap_order(x->rec.num, y->rec.num);
}

/* Of one tier and owner, in the order of their first weeks: each that begins before the longest one so far has ended
 * overlaps with that one. So every one that overlaps with any other is found, though not every pair. */
static void roadmap_overlaps(struct roadmap *r)
{
    struct roadmap_span *spans = ls_alloc((r->count + 1) * sizeof(*spans));
    size_t count = 0, longest = 0;
    for (size_t i = 0; i < r->count; i++)
        count += roadmap_takes(r, &r->rows[i], &spans[count]);
    qsort(spans, count, sizeof(*spans), roadmap_compare_spans);
    for (size_t i = 1; i < count; i++) {
        struct ls_roadmap_node *here = &spans[i].row->node, *there = &spans[longest].row->node;
        bool same = here->item->type == there->item->type && here->item->owner == there->item->owner;
        if (same && spans[i].first <= spans[longest].last) {
            here->overlap = there->item->rec.id;
            there->overlap = there->overlap ? there->overlap : here->item->rec.id;
        }
        if (!same || spans[i].last > spans[longest].last)
            longest = i;
    }
    free(spans);
}

/* --- the tree --------------------------------------------------------------------------------- */

static int roadmap_compare_rows(const void *left, const void *right)
{
    const struct roadmap_row *x = *(struct roadmap_row *const *)left, *y = *(struct roadmap_row *const *)right;
    const struct ls_item *a = x->node.item, *b = y->node.item;
    int64_t due_a = a->due == LS_NONE ? INT64_MAX : a->due, due_b = b->due == LS_NONE ? INT64_MAX : b->due;
    int order = roadmap_order(x->parent, y->parent);
    order = order ? order : roadmap_order(due_a, due_b);
    return order ? order : roadmap_order(a->rec.num, b->rec.num);
}

/* The rows by parent, in the order in which they stand under it. */
struct roadmap_tree {
    struct roadmap_row **rows;
    size_t count;
    struct ls_roadmap *to;
};

static void roadmap_place(struct roadmap_tree *t, struct roadmap_row *row, int depth)
{
    size_t low = 0, high = t->count;
    ls_id parent = row->node.item->rec.id;
    row->placed = true;
    row->node.depth = depth;
    t->to->nodes[t->to->count++] = row->node;
    while (low < high) { /* the first of those under it */
        size_t middle = (low + high) / 2;
        if (t->rows[middle]->parent < parent)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < t->count && t->rows[low]->parent == parent; low++) {
        if (!t->rows[low]->placed && depth < CHAIN_MAX)
            roadmap_place(t, t->rows[low], depth + 1);
    }
}

static void roadmap_tree(struct roadmap *r, struct ls_roadmap *ret_roadmap)
{
    struct roadmap_row **rows = ls_alloc((r->count + 1) * sizeof(struct roadmap_row *));
    *ret_roadmap = (struct ls_roadmap){.nodes = ls_alloc((r->count + 1) * sizeof(*ret_roadmap->nodes))};
    for (size_t i = 0; i < r->count; i++)
        rows[i] = &r->rows[i];
    qsort(rows, r->count, sizeof(struct roadmap_row *), roadmap_compare_rows);
    struct roadmap_tree tree = {rows, r->count, ret_roadmap};
    for (size_t i = 0; i < r->count && !rows[i]->parent; i++)
        roadmap_place(&tree, rows[i], 1);
    for (size_t i = 0; i < r->count; i++) { /* a circle of parents has no root: one of its nodes stands as one */
        if (!rows[i]->placed)
            roadmap_place(&tree, rows[i], 1);
    }
    free(rows);
}

void ls_roadmap_read(const struct ls_board *board, int64_t today, bool all, struct ls_roadmap *ret_roadmap)
{
    struct roadmap r = {.board = board, .today = today, .metrics = ls_metric_book_new(board)};
    roadmap_rows(&r, all);
    roadmap_items(&r);
    roadmap_blockers(&r);
    roadmap_metrics(&r);
    roadmap_judge(&r);
    roadmap_overlaps(&r);
    roadmap_tree(&r, ret_roadmap);
    ls_metric_book_free(r.metrics);
    ls_map_done(&r.by_item);
    free(r.rows);
}

void ls_roadmap_done(struct ls_roadmap *roadmap)
{
    free(roadmap->nodes);
    *roadmap = (struct ls_roadmap){0};
}
