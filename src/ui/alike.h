/* Look-alikes on the screen: one index for all that asks, read between keys. */
#ifndef LOCKSTEP_UI_ALIKE_H
#define LOCKSTEP_UI_ALIKE_H

#include "lockstep/likeness.h"

struct ui;

/* Whether all that is there was read. If not, reading goes on while nobody waits, and at its end the views that show
 * look-alikes hear of news, and the open question is asked again. */
bool alike_ready(struct ui *ui);

/* The index, which finds nothing until all was read; lives as long as the screen. */
struct ls_likeness *alike_index(struct ui *ui);

/* Begins to take in the board once it is all there, so that the first key of a new item finds its look-alikes. */
void alike_prepare(struct ui *ui);

#endif
