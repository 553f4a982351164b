/* What may follow the first key of two: a panel above the last line. */
#ifndef LOCKSTEP_UI_PREFIX_H
#define LOCKSTEP_UI_PREFIX_H

#include "ui/frame.h"

struct ui;

/* Draws the keys that hold in the view on top behind ui->prefix, each with what it does and, for a list, how much
 * is in it. Nothing where no prefix was pressed. */
void prefix_draw(struct ui *ui, struct frame *f);

#endif
