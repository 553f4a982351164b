/* How a screen of a given size is divided. Pure arithmetic, so that tests can walk through all sizes. */
#ifndef LOCKSTEP_UI_LAYOUT_H
#define LOCKSTEP_UI_LAYOUT_H

#include "ui/frame.h"

enum {
    LAYOUT_WIDE = 110,      /* from here a list has panes at its side */
    LAYOUT_MIN_COLUMNS = 40, /* below, one line says how large it must be */
    LAYOUT_MIN_ROWS = 10,
};

enum layout_kind { LAYOUT_TOO_SMALL, LAYOUT_SMALL, LAYOUT_NORMAL, LAYOUT_BOTH };

struct layout {
    enum layout_kind kind;
    struct area head;   /* team, people, goal */
    struct area tabs;   /* one pane at a time: the names of the panes; empty where side panes are shown */
    struct area list;   /* the pane in front, or the backlog */
    struct area side[3]; /* agenda, blockers, owners, each with its title row; empty but for LAYOUT_BOTH */
    struct area peek;   /* what is under the cursor */
    struct area hint;   /* the last line */
    int rule_x;         /* the vertical rule; -1: none */
    int rule_top, rule_bottom; /* rows of the horizontal rules; -1: none */
};

/* full: the pane in front takes the whole width. goal: the head has a second line. want: rows that the side panes could
 * fill, titles included. */
void layout_home(struct frame *f, bool full, bool goal, const int want[3], struct layout *ret);

/* Draws the rules of a layout. */
void layout_draw_rules(struct frame *f, const struct layout *l);

/* Says how large the terminal must be, in one line. */
void layout_draw_too_small(struct frame *f);

/* Draws a rule across row, and in it how much stands below what the screen shows; nothing of it for 0. */
void layout_draw_rule(struct area row, size_t more);

#endif
