/* The full-screen list of any collection of records. */
#ifndef LOCKSTEP_UI_RECORDS_H
#define LOCKSTEP_UI_RECORDS_H

#include "ui/collection.h"
#include "ui/view.h"

/* Shows the list: goes back to it where it is open, else it comes on top. */
void records_show(struct ui *ui, const struct collection *of);

#endif
