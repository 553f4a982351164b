/* A hash map from strings to 64-bit numbers (ids, places in an array). Keys are copied.
 * Open addressing, linear probing; no removal. A zeroed struct is an empty map. */
#ifndef LOCKSTEP_BASE_STRMAP_H
#define LOCKSTEP_BASE_STRMAP_H

#include "lockstep/types.h"

struct ls_strmap {
    struct ls_strmap_slot {
        char *key; /* NULL: free */
        size_t len;
        uint64_t hash;
        int64_t value;
    } *slots;
    size_t len, cap; /* cap is a power of two, or 0 */
};

/* The value of a key of len bytes (any bytes), fallback where there is none. */
int64_t ls_strmap_get(const struct ls_strmap *map, const char *key, size_t len, int64_t fallback);

/* Sets it. Returns false where the key was there already: then its value stays. */
bool ls_strmap_add(struct ls_strmap *map, const char *key, size_t len, int64_t value);

void ls_strmap_done(struct ls_strmap *map);

#endif
