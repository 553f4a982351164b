/* Likeness of items: an inverted index of trigrams, and the measure that lockstep/likeness.h describes. */
#include "lockstep/likeness.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/mem.h"
#include "lockstep/work.h"
#include "model/gram_book.h"

enum { BUCKETS = 1024, COMMON_FROM = 1000, PAIR_LIKES = 8 };

/* How far an answer looks: trigrams that more items have find nobody, and as many items are measured exactly. */
struct reach {
    size_t common, candidates;
};

/* One trigram and who has it. */
struct gram {
    uint32_t *slots; /* dead ones too, until the next rebuilding */
    size_t len, cap;
    size_t live; /* how many of them live */
    double weight;
};

/* One item as it was taken in. A change of it is a new slot, and this one is dead. */
struct slot {
    ls_id id;
    uint64_t version;
    size_t at; /* in forward: title, problem */
    size_t title, problem;
    bool dead, sorted; /* sorted: in forward they rise, which only who is measured needs */
};

struct ls_likeness {
    struct gram_book book;
    struct gram *grams; /* by number */
    size_t gram_len, gram_cap;
    struct slot *slots;
    size_t slot_len, slot_cap, dead;
    struct ls_map places; /* id -> number of its slot + 1 */
    struct grams forward;
    uint64_t version; /* of the board that is taken in; 0: none was */
    size_t checked;   /* slots that were compared with that version */
    struct ls_board_walk walk; /* how far the items of that version were gone through; its board is none of ours */
    bool whole;       /* all of that version is in */
    float *shared;    /* by slot, 0 between two questions */
    uint32_t *touched;
    size_t shared_cap;
};

/* One text, weighed. unknown: what its trigrams weigh that nobody else has. */
struct part {
    const uint32_t *v;
    size_t len;
    double unknown;
};

/* A text that is asked about, or an item. */
struct asked {
    struct part title, problem, whole;
    struct grams owned[3];
};

struct ls_likeness *ls_likeness_new(void)
{
    return ls_alloc(sizeof(struct ls_likeness));
}

/* Empty again, as new. */
static void likeness_clear(struct ls_likeness *x)
{
    for (size_t i = 0; i < x->gram_len; i++)
        free(x->grams[i].slots);
    free(x->grams);
    free(x->slots);
    free(x->forward.v);
    free(x->shared);
    free(x->touched);
    gram_book_done(&x->book);
    ls_map_done(&x->places);
    *x = (struct ls_likeness){0};
}

void ls_likeness_free(struct ls_likeness *index)
{
    if (index)
        likeness_clear(index);
    free(index);
}

/* Both, each once. */
static void grams_join(const struct part *a, const struct part *b, struct grams *to)
{
    size_t i = 0, k = 0;
    while (i < a->len || k < b->len) {
        uint32_t next = k == b->len || (i < a->len && a->v[i] <= b->v[k]) ? a->v[i] : b->v[k];
        i += i < a->len && a->v[i] == next;
        k += k < b->len && b->v[k] == next;
        LS_GROW(to->v, to->len, to->cap);
        to->v[to->len++] = next;
    }
}

/* --- the index -------------------------------------------------------------------------------- */

static bool likeness_wants(const struct ls_item *item)
{
    return !ls_item_is_tier(item) && item->resolution != LS_RESOLUTION_DUPLICATE;
}

static void slot_parts(const struct ls_likeness *x, struct slot *s, struct part *title, struct part *problem)
{
    uint32_t *v = x->forward.v + s->at;
    if (!s->sorted) {
        grams_sort(v, s->title);
        grams_sort(v + s->title, s->problem);
        s->sorted = true;
    }
    *title = (struct part){.v = v, .len = s->title};
    *problem = (struct part){.v = v + s->title, .len = s->problem};
}

/* Calls the whole of a slot's trigrams, each once. */
static void slot_whole(const struct ls_likeness *x, struct slot *s, struct grams *to)
{
    struct part title, problem;
    slot_parts(x, s, &title, &problem);
    to->len = 0;
    grams_join(&title, &problem, to);
}

static void likeness_take(struct ls_likeness *x, const struct ls_item *item)
{
    struct slot slot = {.id = item->rec.id, .version = item->rec.version, .at = x->forward.len};
    gram_book_learn(&x->book, item->title, &x->forward);
    slot.title = x->forward.len - slot.at;
    gram_book_learn(&x->book, item->problem, &x->forward);
    slot.problem = x->forward.len - slot.at - slot.title;
    while (x->gram_len < x->book.len) {
        LS_GROW(x->grams, x->gram_len, x->gram_cap);
        x->grams[x->gram_len++] = (struct gram){0};
    }
    uint32_t number = (uint32_t)x->slot_len;
    for (size_t i = slot.at; i < x->forward.len; i++) {
        struct gram *g = &x->grams[x->forward.v[i]];
        if (g->len && g->slots[g->len - 1] == number)
            continue; /* in the title already */
        LS_GROW(g->slots, g->len, g->cap);
        g->slots[g->len++] = number;
        g->live++;
    }
    LS_GROW(x->slots, x->slot_len, x->slot_cap);
    x->slots[x->slot_len++] = slot;
    ls_map_put(&x->places, slot.id, (void *)(uintptr_t)x->slot_len);
}

static void likeness_drop(struct ls_likeness *x, struct slot *s, struct grams *scratch)
{
    slot_whole(x, s, scratch);
    for (size_t i = 0; i < scratch->len; i++)
        x->grams[scratch->v[i]].live--;
    s->dead = true;
    x->dead++;
}

/* What the weights and the room for an answer follow from. */
static void likeness_weigh(struct ls_likeness *x)
{
    double items = (double)(x->slot_len - x->dead);
    for (size_t i = 0; i < x->gram_len; i++)
        x->grams[i].weight = x->grams[i].live ? log(1 + items / (double)x->grams[i].live) : log(1 + items);
    if (x->slot_len <= x->shared_cap)
        return;
    x->shared_cap = x->slot_cap;
    free(x->shared);
    x->shared = ls_alloc(x->shared_cap * sizeof(*x->shared));
    x->touched = ls_realloc(x->touched, x->shared_cap * sizeof(*x->touched));
}

/* Begins to take in a version of the board: what is in and has not changed stays. */
static void likeness_begin(struct ls_likeness *x, const struct ls_board *board)
{
    if (x->version && (ls_board_replaced(x->version, board) || x->dead > x->slot_len / 2))
        likeness_clear(x);
    x->version = ls_board_version(board);
    x->checked = 0;
    x->walk = (struct ls_board_walk){.entity = LS_E_ITEM};
    x->whole = false;
}

/* Lets go of what has changed since it was taken in. */
static void likeness_check(struct ls_likeness *x, const struct ls_board *board, struct grams *scratch)
{
    for (; x->checked < x->slot_len; x->checked++) {
        struct slot *s = &x->slots[x->checked];
        const struct ls_item *item = s->dead ? NULL : ls_item_get(board, s->id);
        if (!s->dead && (!item || item->rec.version != s->version || !likeness_wants(item)))
            likeness_drop(x, s, scratch);
    }
}

bool ls_likeness_step(struct ls_likeness *x, const struct ls_board *board, size_t most)
{
    struct grams scratch = {0};
    const struct ls_item *item = NULL;
    if (x->version != ls_board_version(board))
        likeness_begin(x, board);
    if (x->whole)
        return true;
    likeness_check(x, board, &scratch);
    free(scratch.v);
    x->walk.board = board;
    while (most && (item = ls_board_walk_next(&x->walk))) {
        uintptr_t place = (uintptr_t)ls_map_get(&x->places, item->rec.id);
        if (!likeness_wants(item) || (place && !x->slots[place - 1].dead))
            continue;
        likeness_take(x, item);
        most--;
    }
    x->checked = x->slot_len; /* what was taken in now is as it stands */
    x->whole = !item;
    x->walk.board = NULL;
    if (x->whole)
        likeness_weigh(x);
    return x->whole;
}

void ls_likeness_update(struct ls_likeness *index, const struct ls_board *board)
{
    ls_likeness_step(index, board, SIZE_MAX);
}

void ls_likeness_add(struct ls_likeness *x, const struct ls_item *const *items, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (likeness_wants(items[i]))
            likeness_take(x, items[i]);
    likeness_weigh(x);
}

/* --- the measure ------------------------------------------------------------------------------ */

static double part_weight(const struct ls_likeness *x, const struct part *p)
{
    double weight = p->unknown;
    for (size_t i = 0; i < p->len; i++)
        weight += x->grams[p->v[i]].weight;
    return weight;
}

/* Dice's coefficient, weighed. */
static double part_like(const struct ls_likeness *x, const struct part *a, const struct part *b)
{
    double shared = 0, both = part_weight(x, a) + part_weight(x, b);
    for (size_t i = 0, k = 0; i < a->len && k < b->len;) {
        if (a->v[i] == b->v[k])
            shared += x->grams[a->v[i]].weight;
        uint32_t left = a->v[i], right = b->v[k];
        i += left <= right;
        k += right <= left;
    }
    return both > 0 ? 2 * shared / both : 0;
}

static bool part_empty(const struct part *p)
{
    return !p->len && p->unknown <= 0;
}

static double likeness_of(const struct ls_likeness *x, const struct asked *a, struct slot *s, struct grams *scratch)
{
    struct part title, problem;
    slot_parts(x, s, &title, &problem);
    double best = part_like(x, &a->title, &title);
    best = fmax(best, part_like(x, &a->title, &problem));
    best = fmax(best, part_like(x, &a->problem, &title));
    best = fmax(best, 0.8 * part_like(x, &a->problem, &problem));
    if (part_empty(&a->problem) || part_empty(&problem))
        return best;
    slot_whole(x, s, scratch);
    struct part whole = {.v = scratch->v, .len = scratch->len};
    return 0.7 * best + 0.3 * part_like(x, &a->whole, &whole);
}

static void asked_init(struct ls_likeness *x, const char *title, const char *problem, struct asked *a)
{
    *a = (struct asked){0};
    double rare = log(1 + (double)(x->slot_len - x->dead));
    a->title.unknown = rare * (double)gram_book_look_up(&x->book, title, &a->owned[0]);
    a->problem.unknown = rare * (double)gram_book_look_up(&x->book, problem, &a->owned[1]);
    a->title.v = a->owned[0].v;
    a->title.len = a->owned[0].len;
    a->problem.v = a->owned[1].v;
    a->problem.len = a->owned[1].len;
    grams_join(&a->title, &a->problem, &a->owned[2]);
    a->whole = (struct part){a->owned[2].v, a->owned[2].len, a->title.unknown + a->problem.unknown};
}

static void asked_done(struct asked *a)
{
    for (size_t i = 0; i < LS_COUNT(a->owned); i++)
        free(a->owned[i].v);
}

/* --- asking ----------------------------------------------------------------------------------- */

/* For one question; and for one about each item, of which a pair that is likely the same shares rare trigrams. */
static struct reach reach_one(const struct ls_likeness *x)
{
    size_t items = x->slot_len - x->dead;
    return (struct reach){items < COMMON_FROM ? items : items / 5, 256};
}

static struct reach reach_each(const struct ls_likeness *x)
{
    size_t items = x->slot_len - x->dead;
    return (struct reach){items < COMMON_FROM ? items : COMMON_FROM / 5, 16};
}

/* Weighs what each item shares with the question; long texts share much by chance. Returns how many items share
 * anything; ret_most: the highest such number. */
static size_t likeness_share(struct ls_likeness *x, const struct asked *a, size_t common, float *ret_most)
{
    size_t touched = 0;
    *ret_most = 0;
    for (size_t i = 0; i < a->whole.len; i++) {
        const struct gram *g = &x->grams[a->whole.v[i]];
        if (g->live > common)
            continue;
        float weight = (float)g->weight;
        for (size_t k = 0; k < g->len; k++) {
            uint32_t slot = g->slots[k];
            if (x->shared[slot] == 0)
                x->touched[touched++] = slot;
            x->shared[slot] += weight;
        }
    }
    for (size_t i = 0; i < touched; i++) {
        const struct slot *s = &x->slots[x->touched[i]];
        float *shared = &x->shared[x->touched[i]];
        *shared /= sqrtf((float)(s->title + s->problem) + 20);
        *ret_most = fmaxf(*ret_most, *shared);
    }
    return touched;
}

/* From where on as many candidates, or few more, share that much. */
static float likeness_floor(const struct ls_likeness *x, size_t touched, size_t candidates, float most)
{
    size_t counts[BUCKETS] = {0}, seen = 0, bucket = BUCKETS;
    if (touched <= candidates)
        return 0;
    for (size_t i = 0; i < touched; i++)
        counts[(size_t)(x->shared[x->touched[i]] / most * (BUCKETS - 1))]++;
    while (bucket && seen < candidates)
        seen += counts[--bucket];
    return most * (float)bucket / (BUCKETS - 1);
}

static bool like_before(const struct ls_like *a, const struct ls_like *b)
{
    return a->likeness > b->likeness || (a->likeness >= b->likeness && a->id < b->id);
}

/* Puts one into the best so far; returns how many there are. */
static size_t like_insert(struct ls_like *likes, size_t len, size_t cap, struct ls_like like)
{
    size_t at = len;
    while (at && like_before(&like, &likes[at - 1]))
        at--;
    if (at == cap)
        return len;
    len += len < cap;
    memmove(likes + at + 1, likes + at, (len - at - 1) * sizeof(*likes));
    likes[at] = like;
    return len;
}

static size_t likeness_find(struct ls_likeness *x, const char *title, const char *problem, ls_id but,
                            struct reach reach, struct ls_like *ret_likes, size_t cap)
{
    struct asked a;
    struct grams scratch = {0};
    size_t len = 0;
    float most;
    if (!x->whole)
        return 0;
    asked_init(x, title, problem, &a);
    size_t touched = likeness_share(x, &a, reach.common, &most);
    float floor = likeness_floor(x, touched, reach.candidates, most);
    for (size_t i = 0; i < touched; i++) {
        struct slot *s = &x->slots[x->touched[i]];
        float *shared = &x->shared[x->touched[i]];
        struct ls_like like = {s->id, 0};
        if (*shared >= floor && !s->dead && s->id != but)
            like.likeness = likeness_of(x, &a, s, &scratch);
        if (like.likeness >= LS_LIKENESS_SHOWN)
            len = like_insert(ret_likes, len, cap, like);
        *shared = 0;
    }
    free(scratch.v);
    asked_done(&a);
    return len;
}

size_t ls_likeness_find(struct ls_likeness *x, const char *title, const char *problem, ls_id but,
                        struct ls_like *ret_likes, size_t cap)
{
    return likeness_find(x, title, problem, but, reach_one(x), ret_likes, cap);
}

bool ls_likeness_likely(struct ls_likeness *x, const char *title, const char *problem, ls_id but, struct ls_like *ret_like)
{
    struct ls_like like;
    if (!likeness_find(x, title, problem, but, reach_each(x), &like, 1) || like.likeness < LS_LIKENESS_LIKELY)
        return false;
    *ret_like = like;
    return true;
}

static int pair_order(const void *a, const void *b)
{
    const struct ls_like_pair *x = a, *y = b;
    if (x->likeness != y->likeness)
        return x->likeness < y->likeness ? 1 : -1;
    return x->id != y->id ? (x->id > y->id ? 1 : -1) : (x->other > y->other) - (x->other < y->other);
}

bool ls_likeness_may_pair(const struct ls_item *a, const struct ls_item *b)
{
    return (a->type == LS_ITEM_TYPE_ACTION || a->type == LS_ITEM_TYPE_QUESTION) ==
           (b->type == LS_ITEM_TYPE_ACTION || b->type == LS_ITEM_TYPE_QUESTION);
}

size_t ls_likeness_pairs(struct ls_likeness *x, const struct ls_board *board, struct ls_like_pair **ret_pairs)
{
    struct ls_like_pair *pairs = NULL;
    size_t len = 0, cap = 0;
    LS_EACH(item, item, board) {
        struct ls_like likes[PAIR_LIKES];
        if (!ls_item_is_open(item) || !likeness_wants(item))
            continue;
        size_t count = likeness_find(x, item->title, item->problem, item->rec.id, reach_each(x), likes, PAIR_LIKES);
        for (size_t i = 0; i < count && likes[i].likeness >= LS_LIKENESS_LIKELY; i++) {
            const struct ls_item *other = ls_item_get(board, likes[i].id);
            bool first = other && other->rec.id < item->rec.id;
            if (!other || !ls_likeness_may_pair(item, other) || (!first && ls_item_is_open(other)))
                continue; /* the pair comes up from the other one */
            LS_GROW(pairs, len, cap);
            pairs[len++] = (struct ls_like_pair){first ? item->rec.id : other->rec.id,
                                                 first ? other->rec.id : item->rec.id, likes[i].likeness};
        }
    }
    if (len)
        qsort(pairs, len, sizeof(*pairs), pair_order);
    *ret_pairs = pairs;
    return len;
}
