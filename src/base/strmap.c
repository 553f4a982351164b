/* The map from strings. Its hash is keyed at random once a process, so that a hostile CSV cannot make
 * all of its keys meet in one slot. */
#include "base/strmap.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"

static uint64_t strmap_key(void)
{
    static uint64_t key;
    while (!key)
        ls_random(&key, sizeof(key));
    return key;
}

/* FNV-1a from a random start, with a final mix (splitmix64) for the low bits. */
static uint64_t strmap_hash(const char *key, size_t len)
{
    uint64_t h = strmap_key();
    for (size_t i = 0; i < len; i++)
        h = (h ^ (uint8_t)key[i]) * UINT64_C(0x100000001b3);
    h = (h ^ h >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    h = (h ^ h >> 27) * UINT64_C(0x94d049bb133111eb);
    return h ^ h >> 31;
}

/* The slot that holds the key, or the free one where it would go. */
static struct ls_strmap_slot *strmap_slot(const struct ls_strmap *map, const char *key, size_t len, uint64_t hash)
{
    size_t i = hash & (map->cap - 1);
    for (;; i = (i + 1) & (map->cap - 1)) {
        struct ls_strmap_slot *slot = &map->slots[i];
        if (!slot->key || (slot->hash == hash && slot->len == len && !memcmp(slot->key, key, len)))
            return slot;
    }
}

int64_t ls_strmap_get(const struct ls_strmap *map, const char *key, size_t len, int64_t fallback)
{
    if (!map->cap)
        return fallback;
    const struct ls_strmap_slot *slot = strmap_slot(map, key, len, strmap_hash(key, len));
    return slot->key ? slot->value : fallback;
}

static void strmap_grow(struct ls_strmap *map)
{
    struct ls_strmap old = *map;
    map->cap = old.cap ? old.cap * 2 : 32;
    map->slots = ls_alloc(map->cap * sizeof(*map->slots));
    for (size_t i = 0; i < old.cap; i++) {
        if (old.slots[i].key)
            *strmap_slot(map, old.slots[i].key, old.slots[i].len, old.slots[i].hash) = old.slots[i];
    }
    free(old.slots);
}

bool ls_strmap_add(struct ls_strmap *map, const char *key, size_t len, int64_t value)
{
    if (map->len * 4 >= map->cap * 3)
        strmap_grow(map);
    uint64_t hash = strmap_hash(key, len);
    struct ls_strmap_slot *slot = strmap_slot(map, key, len, hash);
    if (slot->key)
        return false;
    char *copy = ls_alloc(len + 1);
    memcpy(copy, key, len);
    *slot = (struct ls_strmap_slot){copy, len, hash, value};
    map->len++;
    return true;
}

void ls_strmap_done(struct ls_strmap *map)
{
    for (size_t i = 0; i < map->cap; i++)
        free(map->slots[i].key);
    free(map->slots);
    *map = (struct ls_strmap){0};
}
