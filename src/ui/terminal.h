/* What a terminal back end is: a source of events and a place to show frames.
 * term/curses.c is a real terminal, term/lines.c reads and prints lines, term/script.c runs key scripts for tests. */
#ifndef LOCKSTEP_UI_TERMINAL_H
#define LOCKSTEP_UI_TERMINAL_H

#include "ui/frame.h"
#include "ui/key.h"

struct pollfd;
struct terminal;

/* How many descriptors a back end may want to have polled. */
enum { TERMINAL_FDS = 2 };

struct terminal_ops {
    /* Fills what to poll for reading; returns how many. */
    size_t (*fds)(struct terminal *t, struct pollfd *ret_fds);
    /* Milliseconds until next must be asked again even if nothing can be read; -1: no limit. */
    int (*timeout)(struct terminal *t);
    /* The next event that waits; false where none does. Never blocks. */
    bool (*next)(struct terminal *t, struct ui_event *ret_event);
    /* Shows the frame: only rows that changed since the last one are copied. */
    void (*show)(struct terminal *t, const struct frame *f);
    /* Sees the frame that was shown once more, drawn without any of the pictures before; NULL: it is not drawn. */
    void (*compare)(struct terminal *t, const struct frame *anew);
    /* Everything is handled and painted and nothing is under way. May be NULL. True: events wait now. */
    bool (*settled)(struct terminal *t);
    /* Gives the terminal back for another program ($EDITOR) and takes it again. */
    void (*pause)(struct terminal *t);
    void (*resume)(struct terminal *t);
    /* Hands text to the terminal's clipboard (OSC 52). */
    void (*copy)(struct terminal *t, const char *text);
    /* Rings; NULL: it has no bell. */
    void (*ring)(struct terminal *t);
    /* Tells lines that are no part of a frame; NULL where all of every frame is seen. */
    void (*tell)(struct terminal *t, const char *lines);
    /* Restores the terminal and frees. */
    void (*free)(struct terminal *t);
};

/* The head of every back end. */
struct terminal {
    const struct terminal_ops *ops;
    int columns, rows;
    bool ascii; /* no UTF-8 */
    bool plain; /* rows are read one by one */
};

#endif
