/* A hash map from non-zero 63-bit ids to pointers. Open addressing, linear probing; no removal. */
#ifndef LOCKSTEP_BASE_MAP_H
#define LOCKSTEP_BASE_MAP_H

#include "lockstep/types.h"

struct ls_map {
    struct ls_map_slot {
        int64_t key; /* 0: free */
        void *value;
    } *slots;
    size_t len, cap; /* cap is a power of two, or 0 */
};

void *ls_map_get(const struct ls_map *map, int64_t key); /* NULL where there is none */
void ls_map_put(struct ls_map *map, int64_t key, void *value);
void ls_map_done(struct ls_map *map);

#endif
