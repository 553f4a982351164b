/* What the model tells, on the screen: its tones as roles. */
#ifndef LOCKSTEP_UI_BODY_SHEET_H
#define LOCKSTEP_UI_BODY_SHEET_H

#include "lockstep/sheet.h"
#include "ui/frame.h"

/* Draws the text of a line into the first row of a, from column x. */
void sheet_draw_text(const struct ls_sheet_line *line, struct area a, int x);

#endif
