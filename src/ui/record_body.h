/* What the page of a record says, by entity.
 *
 * A body function writes the lines of its entity into the card, top first; the head with name and title stands
 * already, what refers to the record and its history follow by themselves (records that the body has told with
 * card_record or card_refer are not told again). To give an entity a page of its own, write body_NAME in a file of
 * its own, declare it here and put it into the table of record_body.c; without one the page says what the
 * model tells of such records, and where it tells nothing every field that is set has its line. */
#ifndef LOCKSTEP_UI_RECORD_BODY_H
#define LOCKSTEP_UI_RECORD_BODY_H

#include "ui/card.h"

typedef void record_body_fn(struct card *p, const struct ls_record *r);

/* Writes the page but for its history. */
void record_body(struct card *p, const struct ls_record *r);

record_body_fn body_item, body_blocker;

/* What the model tells of the record (lockstep/sheet.h): the same as on the command line. */
record_body_fn body_sheet;

#endif
