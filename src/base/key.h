/* Names of keys: what people, commands.def, the configuration and key scripts call them. */
#ifndef LOCKSTEP_BASE_KEY_H
#define LOCKSTEP_BASE_KEY_H

#include "base/buf.h"

/* Anything from LS_KEY_ENTER on is above the last Unicode character, so one number holds both. */
enum {
    LS_KEY_NONE = 0,
    LS_KEY_ENTER = 0x200000,
    LS_KEY_ESC,
    LS_KEY_TAB,
    LS_KEY_BACKSPACE,
    LS_KEY_DELETE,
    LS_KEY_INSERT,
    LS_KEY_UP,
    LS_KEY_DOWN,
    LS_KEY_LEFT,
    LS_KEY_RIGHT,
    LS_KEY_HOME,
    LS_KEY_END,
    LS_KEY_PAGE_UP,
    LS_KEY_PAGE_DOWN,
    LS_KEY_F1,
    LS_KEY_F12 = LS_KEY_F1 + 11,
};

enum { LS_MOD_SHIFT = 1, LS_MOD_ALT = 2, LS_MOD_CTRL = 4 };

/* One key press. A letter typed with Shift is its capital without LS_MOD_SHIFT. */
struct ls_key {
    uint32_t code; /* a Unicode character, or one of the above */
    unsigned mods;
};

/* Reads a name such as "j", "Enter", "Space", "Ctrl-k" (or C-k, ^K), "Alt-x", "Shift-Tab", "F1", "→", "PgUp".
 * False where it is none. */
bool ls_key_parse(const char *name, struct ls_key *ret_key);

/* As ls_key_parse, or two keys one behind the other: "gs". ret_second's code is LS_KEY_NONE for one key. */
bool ls_keys_parse(const char *name, struct ls_key *ret_first, struct ls_key *ret_second);

/* Appends the name that help and hints show. */
void ls_key_format(struct ls_buf *b, struct ls_key key);

bool ls_key_is(struct ls_key key, uint32_t code); /* the key without modifiers */
bool ls_key_is_ctrl(struct ls_key key, char letter);

/* Whether the key types a character into a text field. */
bool ls_key_is_text(struct ls_key key);

#endif
