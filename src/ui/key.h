/* Keys and the other things that a terminal reports, the same for every back end,
 * and the names that people, commands.def, config and key scripts use for keys. */
#ifndef LOCKSTEP_UI_KEY_H
#define LOCKSTEP_UI_KEY_H

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

enum ui_event_kind {
    UI_EVENT_NONE,
    UI_EVENT_KEY,
    UI_EVENT_PASTE,  /* text, line ends as \n */
    UI_EVENT_CLICK,  /* left button at x, y */
    UI_EVENT_WHEEL,  /* lines: negative up; at x, y */
    UI_EVENT_RESIZE, /* x columns, y rows */
    UI_EVENT_REDRAW, /* the terminal's content is lost (continued after a stop) */
    UI_EVENT_TICK,   /* an invented clock was moved */
    UI_EVENT_SIGNAL, /* lines: the signal; end in order, then die by it */
    UI_EVENT_GONE,   /* the terminal is gone: end in order */
    UI_EVENT_END,    /* a script came to its end */
};

struct ui_event {
    enum ui_event_kind kind;
    struct ls_key key;
    const char *text; /* borrowed until the next event is read */
    int x, y, lines;
};

/* Reads a name such as "j", "Enter", "Space", "Ctrl-k" (or C-k, ^K), "Alt-x", "Shift-Tab", "F1", "→", "PgUp".
 * False where it is none. */
bool ls_key_parse(const char *name, struct ls_key *ret_key);

/* Appends the name that help and hints show. */
void ls_key_format(struct ls_buf *b, struct ls_key key);

bool ls_key_is(struct ls_key key, uint32_t code); /* the key without modifiers */
bool ls_key_is_ctrl(struct ls_key key, char letter);

/* Whether the key types a character into a text field. */
bool ls_key_is_text(struct ls_key key);

#endif
