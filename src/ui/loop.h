/* The one poll loop of the screen: the terminal, the session's sockets, timers. One paint a turn, and none while
 * a key waits; idle, it sleeps in poll.
 *
 * How a screen is written
 * -----------------------
 * 1. A screen is a view (ui/view.h): a struct that begins with `struct view` and a constant `struct view_ops`:
 *      mode     whose keys of commands.def hold here: "home", "agenda", "item", "sync" ...
 *      draw     fills the frame from the board; it formats only what is visible, and changes nothing. One that is
 *               drawn for every key draws in parts (ui/part.h)
 *      command  runs a view command of commands.def (movement, zoom ...); false where it is not this view's
 *      event    sees keys, pastes and the mouse before the command table (text fields); true where it was used
 *      news     the board changed: rebuild the order of the rows here, never in draw
 *      subject  what verbs act on: the ids of the marks, or the one under the cursor
 *      hints    the commands that the last line shows; their keys come from the table
 *    A new view is pushed with ui_push(); Esc and q pop it. `clock` repaints it every second.
 * 2. A handler never draws. It changes the view's state and calls ui_stale(); the loop paints once when nothing
 *    waits any more.
 * 3. Data is changed only through commands (ui_command), which make changesets; the board that comes back is
 *    drawn. A view command gets its function view_ID in ui/commands.c, where a missing one does not link.
 * 4. Text goes through area_text and its kin: they make it safe, cut it and keep columns aligned. Roles, not
 *    colours; state as a glyph and a word.
 * 5. Cursor and marks are record ids (ui/list.h), never row numbers.
 * 6. A question to the user is a prompt (ui/prompt.h) at the bottom line; a dialog only where fields are compared.
 * 7. Each screen brings a key script in tests/ui with its expected frames at 80x24 and its largest size. */
#ifndef LOCKSTEP_UI_LOOP_H
#define LOCKSTEP_UI_LOOP_H

#include "ui/terminal.h"


struct loop_ops {
    void (*event)(void *arg, const struct ui_event *e);
    /* Fills the frame, all of it. It has the terminal's size. */
    void (*draw)(void *arg, struct frame *f);
    /* Whether nothing is under way that will change the screen by itself; NULL: always. */
    bool (*idle)(void *arg);
    /* Fills at most cap descriptors to poll and lowers timeout_ms (-1: none) to when turn is wanted; NULL: none. */
    size_t (*poll)(void *arg, struct pollfd *fds, size_t cap, int *timeout_ms);
    /* After every poll: does what is ready without waiting; NULL: nothing. */
    void (*turn)(void *arg);
};

struct loop_timer {
    int64_t due; /* ls_clock_monotonic */
    void (*fire)(void *arg);
    void *arg;
};

struct loop {
    struct terminal *terminal; /* borrowed */
    const struct loop_ops *ops;
    void *arg;
    struct frame frame;
    struct loop_timer *timers;
    size_t timer_len, timer_cap;
    bool stale, ended;
    int64_t waits_since; /* ls_clock_monotonic: since when painting gives way to keys; 0: it does not */
    int status;
};

void loop_init(struct loop *l, struct terminal *terminal, const struct loop_ops *ops, void *arg);
void loop_done(struct loop *l);

/* Calls fire once in ms milliseconds; a timer of the same fire and arg is moved, ms below 0 removes it. */
void loop_timer(struct loop *l, int64_t ms, void (*fire)(void *arg), void *arg);

/* As loop_timer, but one that is set stays: it fires at most ms milliseconds after the first call, however many follow. */
void loop_timer_within(struct loop *l, int64_t ms, void (*fire)(void *arg), void *arg);

/* What is done behind takes small steps for as long as this is true: no key and no picture waits, and what else there is to do has not
 * waited for long. began: ls_clock_monotonic at the first step. */
bool loop_may_go_on(const struct loop *l, int64_t began);

void loop_stale(struct loop *l); /* the frame must be drawn again */
void loop_end(struct loop *l, int status);

/* Runs until loop_end; returns its status. */
int loop_run(struct loop *l);

#endif
