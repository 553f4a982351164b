/* The id map. Keys are random enough that a multiplicative hash spreads them. */
#include "base/map.h"

#include <assert.h>
#include <stdlib.h>

#include "base/mem.h"

static size_t map_slot(const struct ls_map *map, int64_t key)
{
    size_t mask = map->cap - 1;
    size_t at = (size_t)(((uint64_t)key * 0x9E3779B97F4A7C15ull) >> 20) & mask;
    while (map->slots[at].key && map->slots[at].key != key)
        at = (at + 1) & mask;
    return at;
}

void *ls_map_get(const struct ls_map *map, int64_t key)
{
    return map->cap && key ? map->slots[map_slot(map, key)].value : NULL;
}

static void map_grow(struct ls_map *map)
{
    struct ls_map bigger = {.cap = map->cap ? map->cap * 2 : 16, .len = map->len};
    bigger.slots = ls_alloc(bigger.cap * sizeof(*bigger.slots));
    for (size_t i = 0; i < map->cap; i++) {
        if (map->slots[i].key)
            bigger.slots[map_slot(&bigger, map->slots[i].key)] = map->slots[i];
    }
    free(map->slots);
    *map = bigger;
}

void ls_map_put(struct ls_map *map, int64_t key, void *value)
{
    assert(key);
    if (map->len * 2 >= map->cap)
        map_grow(map);
    struct ls_map_slot *slot = &map->slots[map_slot(map, key)];
    if (!slot->key)
        map->len++;
    *slot = (struct ls_map_slot){key, value};
}

void ls_map_done(struct ls_map *map)
{
    free(map->slots);
    *map = (struct ls_map){0};
}
