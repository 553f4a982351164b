/* The frame of a dialog over the screen that it came from. */
#ifndef LOCKSTEP_UI_DIALOG_H
#define LOCKSTEP_UI_DIALOG_H

#include "ui/frame.h"

/* From so many columns inside on, there is room for whole words. */
enum { DIALOG_FULL = 74 };

/* Draws the frame in the middle, with rows lines inside, or as many as there is room for, and the title in its upper
 * edge; at the right of it "2 of 5" where count is more than 1. Returns what is inside. */
struct area dialog_draw(struct frame *f, int rows, const char *title, size_t at, size_t count);

/* Draws pairs of key and word, from the left, as far as they fit. */
void dialog_draw_keys(struct area row, const char *const *keys, size_t count);

#endif
