/* The keymap. A key that the table names and nobody can press is a mistake of the table: tests find it. */
#include "ui/keymap.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* Modes that are several at once: their keys hold in each, where it has none of its own. */
static const struct {
    const char *group, *mode;
} GROUPS[] = {
    {"list", "home"}, {"list", "agenda"}, {"list", "blockers"}, {"list", "owners"}, {"record", "decision"}, {"record", "person"},
};

void keymap_init(struct keymap *k)
{
    *k = (struct keymap){0};
    for (int id = 0; id < LS_CMD_COUNT; id++) {
        const char *at = ls_command_info((enum ls_command_id)id)->keys, *mode, *key;
        size_t mode_len, key_len;
        while (ls_command_next_key(&at, &mode, &mode_len, &key, &key_len)) {
            struct keymap_entry e = {.mode = mode, .mode_len = mode_len, .command = (enum ls_command_id)id};
            LS_AUTO(string) char *name = ls_strndup(key, key_len);
            if (!ls_keys_parse(name, &e.first, &e.second))
                continue;
            LS_GROW(k->v, k->len, k->cap);
            k->v[k->len++] = e;
        }
    }
}

void keymap_done(struct keymap *k)
{
    free(k->v);
    *k = (struct keymap){0};
}

static bool keymap_same(struct ls_key a, struct ls_key b)
{
    return a.code == b.code && a.mods == b.mods;
}

static bool keymap_named(const char *mode, size_t len, const char *name)
{
    return strlen(name) == len && !memcmp(mode, name, len);
}

/* 3: the mode's own, 2: of a group that it is in, 1: any, 0: does not hold. */
static int keymap_rank(const char *mode, size_t len, const char *name)
{
    if (keymap_named(mode, len, name))
        return 3;
    if (keymap_named(mode, len, "any"))
        return 1;
    for (size_t i = 0; i < LS_COUNT(GROUPS); i++)
        if (keymap_named(mode, len, GROUPS[i].group) && !strcmp(GROUPS[i].mode, name))
            return 2;
    return 0;
}

bool keymap_mode_holds(const char *mode, size_t len, const char *name)
{
    return keymap_rank(mode, len, name) > 0;
}

enum keymap_result keymap_find(const struct keymap *k, const char *mode, struct ls_key before, struct ls_key key,
                               enum ls_command_id *ret_command)
{
    int best = 0;
    bool prefix = false;
    for (size_t i = 0; i < k->len; i++) {
        const struct keymap_entry *e = &k->v[i];
        int rank = keymap_rank(e->mode, e->mode_len, mode);
        bool two = e->second.code != LS_KEY_NONE;
        if (!rank)
            continue;
        if (before.code == LS_KEY_NONE && two && keymap_same(e->first, key))
            prefix = true;
        bool hit = before.code == LS_KEY_NONE ? !two && keymap_same(e->first, key)
                                              : two && keymap_same(e->first, before) && keymap_same(e->second, key);
        if (hit && rank > best) {
            best = rank;
            *ret_command = e->command;
        }
    }
    return best ? KEYMAP_COMMAND : prefix ? KEYMAP_PREFIX : KEYMAP_NONE;
}

static const struct keymap_entry *keymap_best(const struct keymap *k, const char *mode, enum ls_command_id command)
{
    const struct keymap_entry *best = NULL;
    int best_rank = 0;
    for (size_t i = 0; i < k->len; i++) {
        const struct keymap_entry *e = &k->v[i];
        int rank = e->command != command ? 0 : mode ? keymap_rank(e->mode, e->mode_len, mode) : !best;
        if (rank > best_rank) {
            best = e;
            best_rank = rank;
        }
    }
    return best;
}

bool keymap_key_of(const struct keymap *k, const char *mode, enum ls_command_id command, struct ls_buf *ret_key)
{
    const struct keymap_entry *best = keymap_best(k, mode, command);
    if (!best)
        return false;
    ls_key_format(ret_key, best->first);
    if (best->second.code != LS_KEY_NONE)
        ls_key_format(ret_key, best->second);
    return true;
}

bool keymap_prefix_of(const struct keymap *k, const char *mode, enum ls_command_id command, struct ls_buf *ret_key)
{
    const struct keymap_entry *best = keymap_best(k, mode, command);
    if (!best || best->second.code == LS_KEY_NONE)
        return false;
    ls_key_format(ret_key, best->first);
    return true;
}

/* Whether the entry is of the mode and of the key, or of both keys. */
static bool keymap_is(const struct keymap_entry *e, const char *mode, struct ls_key before, struct ls_key key)
{
    bool same = before.code ? keymap_same(e->first, before) && keymap_same(e->second, key)
                            : !e->second.code && keymap_same(e->first, key);
    return same && keymap_named(e->mode, e->mode_len, mode);
}

const struct ls_command *keymap_elsewhere(const struct keymap *k, struct ls_key before, struct ls_key key,
                                          const char **ret_words)
{
    const struct ls_command_mode *mode;
    for (size_t m = 0; (mode = ls_command_mode(m)); m++)
        for (size_t i = 0; i < k->len; i++)
            if (keymap_is(&k->v[i], mode->name, before, key)) {
                *ret_words = mode->words;
                return ls_command_info(k->v[i].command);
            }
    return NULL;
}
