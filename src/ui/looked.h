/* How much others changed since the user last looked, for the head. */
#ifndef LOCKSTEP_UI_LOOKED_H
#define LOCKSTEP_UI_LOOKED_H

#include <stdbool.h>

struct ui;

/* Counts again where something has come; true where it did. The file is asked once it is read. */
bool looked_count(struct ui *ui);

#endif
