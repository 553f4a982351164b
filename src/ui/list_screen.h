/* The frame of a screen that is one list: title, rule, headings, rows; rule, what is under the cursor, message, hints. */
#ifndef LOCKSTEP_UI_LIST_SCREEN_H
#define LOCKSTEP_UI_LIST_SCREEN_H

#include "ui/frame.h"
#include "ui/view.h"

struct list_screen {
    struct area title; /* the first row */
    struct area headings, rows;
    struct area peek; /* one or two rows */
    int rule;         /* the row of the lower rule */
};

/* Divides the frame and draws the rule below the title. */
void list_screen_begin(struct frame *f, struct list_screen *ret);

/* Draws the lower rule with how many rows stand below it, the message and the hints. */
void list_screen_end(struct view *view, struct frame *f, const struct list_screen *s, size_t more);

#endif
