/* A field of a record as the screen says it: dates short, references by name, sets with commas, yes and no. */
#ifndef LOCKSTEP_UI_VALUE_H
#define LOCKSTEP_UI_VALUE_H

#include "lockstep/board.h"

/* Whether there is nothing worth showing: an empty field, a bool that is as in a new record, no priority. */
bool value_empty(const struct ls_record *r, int field);

/* Appends the field; nothing where it is empty. Not safe for a terminal by itself: the frame makes it so. */
void value_words(const struct ls_board *board, int64_t today, const struct ls_record *r, int field, struct ls_buf *b);

/* Appends the label of a field as it stands in a sentence: "done when", "URL". */
void value_label(const struct ls_field *f, struct ls_buf *b);

#endif
