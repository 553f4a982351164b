/* The bytes that turn the picture on a terminal into the next one, in one piece. The frame knows already which cells have
 * changed: curses would find out once more, which took a third of the time that a key took, and in its first state it
 * writes after every movement of the cursor. It takes and gives back the terminal (curses.c) and knows its strings. */
#ifndef LOCKSTEP_UI_TERM_OUTPUT_H
#define LOCKSTEP_UI_TERM_OUTPUT_H

#include "ui/frame.h"

struct theme;

struct output {
    struct ls_buf bytes;                 /* to be written */
    struct ls_buf styles[ROLE_COUNT][2]; /* what begins a role, without and with the focus */
    const struct theme *theme;
    bool turns;      /* some of its roles are shown in reverse */
    int x, y;        /* where the cursor is; x -1: not known */
    int role, focus; /* how what is written looks; role -1: not known */
    bool hidden;     /* the cursor */
};

void output_init(struct output *o);
void output_done(struct output *o);

/* How many colours the terminal has; 0: none. It must have been taken (newterm), here and below. */
int output_colours(void);

/* Looks as the theme says from now on. */
void output_take_theme(struct output *o, const struct theme *theme);

/* Appends what makes the terminal show f. shown: what it shows, of the same size; all: that is not known. */
void output_picture(struct output *o, const struct frame *shown, const struct frame *f, bool all);

/* Appends what shows the cursor and makes text plain, for who takes the terminal next. */
void output_plain(struct output *o);

#endif
