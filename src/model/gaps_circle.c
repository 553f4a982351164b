/* Circles of blocks: a depth-first walk over the links between open items, with a stack of its own. */
#include <stdlib.h>

#include "base/map.h"
#include "base/mem.h"
#include "model/gaps_find.h"

struct circle_edge {
    ls_id src, dst;
    int64_t src_num, dst_num;
};

/* An item that blocks something: its edges stand together. */
struct circle_node {
    ls_id id;
    size_t at, end; /* edges not walked yet */
    enum { CIRCLE_NEW, CIRCLE_ON_PATH, CIRCLE_DONE } state;
};

struct circles {
    struct gap_finder *f;
    struct circle_edge *edges;
    size_t edge_count, edge_cap;
    struct circle_node *nodes;
    size_t node_count, node_cap;
    struct ls_map places; /* item -> place of its node, from 1 */
    size_t *path;
    size_t path_len, path_cap;
};

static int circle_compare(const void *left, const void *right)
{
    const struct circle_edge *a = left, *b = right;
    if (a->src != b->src)
        return a->src_num != b->src_num ? (a->src_num < b->src_num ? -1 : 1) : a->src < b->src ? -1 : 1;
    return a->dst_num < b->dst_num ? -1 : a->dst_num > b->dst_num;
}

static void circles_read(struct circles *c)
{
    LS_EACH(link, link, c->f->board) {
        const struct ls_item *src = ls_item_get(c->f->board, link->src), *dst = ls_item_get(c->f->board, link->dst);
        if (link->kind != LS_LINK_KIND_BLOCKS || !src || !dst || !ls_item_is_open(src) || !ls_item_is_open(dst))
            continue;
        LS_GROW(c->edges, c->edge_count, c->edge_cap);
        c->edges[c->edge_count++] = (struct circle_edge){link->src, link->dst, src->rec.num, dst->rec.num};
    }
    if (c->edge_count)
        qsort(c->edges, c->edge_count, sizeof(*c->edges), circle_compare);
    for (size_t i = 0; i < c->edge_count; i++) {
        if (!c->node_count || c->nodes[c->node_count - 1].id != c->edges[i].src) {
            LS_GROW(c->nodes, c->node_count, c->node_cap);
            c->nodes[c->node_count++] = (struct circle_node){c->edges[i].src, i, i, CIRCLE_NEW};
            ls_map_put(&c->places, c->edges[i].src, (void *)(uintptr_t)c->node_count);
        }
        c->nodes[c->node_count - 1].end = i + 1;
    }
}

static void circle_push(struct circles *c, size_t node)
{
    LS_GROW(c->path, c->path_len, c->path_cap);
    c->path[c->path_len++] = node;
    c->nodes[node].state = CIRCLE_ON_PATH;
}

/* "LS-1 blocks LS-2, which blocks LS-1": the path from where it was entered. */
static void circle_report(struct circles *c, size_t node)
{
    size_t start = c->path_len; /* behind the node itself, whose name gap_add says */
    while (c->path[start - 1] != node)
        start--;
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    for (size_t i = start; i < c->path_len; i++) {
        ls_buf_str(&text, i > start ? ", which blocks " : "blocks ");
        ls_board_name(c->f->board, c->nodes[c->path[i]].id, &text);
    }
    ls_buf_str(&text, start < c->path_len ? ", which blocks it again" : "blocks itself");
    gap_add(c->f, LS_GAP_CIRCLE, c->nodes[node].id, "take one of these links out", "%s", text.data);
}

static void circles_walk(struct circles *c, size_t from)
{
    circle_push(c, from);
    while (c->path_len) {
        struct circle_node *node = &c->nodes[c->path[c->path_len - 1]];
        if (node->at == node->end) {
            node->state = CIRCLE_DONE;
            c->path_len--;
            continue;
        }
        size_t next = (uintptr_t)ls_map_get(&c->places, c->edges[node->at++].dst);
        if (!next)
            continue;
        if (c->nodes[next - 1].state == CIRCLE_ON_PATH)
            circle_report(c, next - 1);
        else if (c->nodes[next - 1].state == CIRCLE_NEW)
            circle_push(c, next - 1);
    }
}

void gap_circles(struct gap_finder *f)
{
    struct circles c = {.f = f};
    circles_read(&c);
    for (size_t i = 0; i < c.node_count; i++) {
        if (c.nodes[i].state == CIRCLE_NEW)
            circles_walk(&c, i);
    }
    free(c.edges);
    free(c.nodes);
    free(c.path);
    ls_map_done(&c.places);
}
