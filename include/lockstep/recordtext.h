/* A record as a text that people edit: "field: value" lines, below a line of dashes its note. */
#ifndef LOCKSTEP_RECORDTEXT_H
#define LOCKSTEP_RECORDTEXT_H

#include "lockstep/board.h"

struct ls_changeset;
struct ls_error;

/* Where a text cannot be read: line and column from 1, the column in characters. */
struct ls_text_place {
    size_t line, column;
};

/* Appends the text of a record. Values are as in a form (ls_field_show); words to choose from stand above their
 * field as a comment. */
void ls_record_text_write(const struct ls_board *board, const struct ls_record *record, struct ls_buf *b);

/* Reads it back: fields whose text is another than before's are set in cs, with what before holds as what was there.
 * before: the record as it was when the text was written. Lines that begin with # are left out, fields without a line
 * stay as they are. LS_EREFUSED, LS_ENOTFOUND or LS_EUSAGE with ret_place set, and cs is of no use then. */
int ls_record_text_read(const struct ls_board *board, const struct ls_record *before, const char *text, int64_t today,
                        ls_id me, struct ls_changeset *cs, struct ls_text_place *ret_place, struct ls_error *err);

#endif
