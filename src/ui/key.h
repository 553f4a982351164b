/* What a terminal reports, the same for every back end. */
#ifndef LOCKSTEP_UI_KEY_H
#define LOCKSTEP_UI_KEY_H

#include "base/key.h"

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
    UI_EVENT_BACKGROUND, /* lines: how light the terminal is, 0 to 100; back ends keep it to themselves */
    UI_EVENT_LINE,   /* text: what was typed or piped in, where there is no screen */
    UI_EVENT_END,    /* a script or the lines came to their end */
};

struct ui_event {
    enum ui_event_kind kind;
    struct ls_key key;
    const char *text; /* borrowed until the next event is read */
    int x, y, lines;
    size_t burst; /* a key that came at once with many others, and they read as words, a paste that the terminal does not
                   * mark: how much of it there is from here on, 1: it is the last; 0: none */
};

#endif
