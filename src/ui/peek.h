/* What is under the cursor, in the rows below a list. */
#ifndef LOCKSTEP_UI_PEEK_H
#define LOCKSTEP_UI_PEEK_H

#include "ui/facts.h"
#include "ui/frame.h"

void peek_item(const struct facts *f, const struct ls_item *item, struct area a);

#endif
