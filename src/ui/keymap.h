/* Which command a key runs in a mode: made from the command table. */
#ifndef LOCKSTEP_UI_KEYMAP_H
#define LOCKSTEP_UI_KEYMAP_H

#include "lockstep/command.h"
#include "ui/key.h"

struct keymap_entry {
    const char *mode; /* borrowed from the table */
    size_t mode_len;
    struct ls_key first, second; /* second.code LS_KEY_NONE: one key */
    enum ls_command_id command;
};

struct keymap {
    struct keymap_entry *v;
    size_t len, cap;
};

void keymap_init(struct keymap *k); /* reads the command table */
void keymap_done(struct keymap *k);

enum keymap_result { KEYMAP_NONE, KEYMAP_PREFIX, KEYMAP_COMMAND };

/* Looks up a key in a mode; before: the prefix that was pressed, code LS_KEY_NONE without one. A mode's own keys
 * come before those of "list", and those before those of "any". */
enum keymap_result keymap_find(const struct keymap *k, const char *mode, struct ls_key before, struct ls_key key,
                               enum ls_command_id *ret_command);

/* Appends the first key that runs command in mode ("a", "gs", "Ctrl-k"); false where none does. mode NULL: any. */
bool keymap_key_of(const struct keymap *k, const char *mode, enum ls_command_id command, struct ls_buf *ret_key);

/* Appends the first of the two keys that run command ("g" of "gr"): what opens the panel of all that may follow. False
 * where a single key runs it. */
bool keymap_prefix_of(const struct keymap *k, const char *mode, enum ls_command_id command, struct ls_buf *ret_key);

/* The command that the key, or both keys, run in the first mode (ls_command_mode) in which they run any, and that mode's
 * words; NULL where they never do. */
const struct ls_command *keymap_elsewhere(const struct keymap *k, struct ls_key before, struct ls_key key,
                                          const char **ret_words);

/* Whether mode, which is "list" or "any" or a mode's name, holds in the mode called name. */
bool keymap_mode_holds(const char *mode, size_t len, const char *name);

#endif
