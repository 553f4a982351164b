/* Writing CSV as RFC 4180 has it, but with LF at the end of lines, into a buffer.
 * Cells that a spreadsheet would run as a formula are made harmless, and the reader can undo that. */
#ifndef LOCKSTEP_EXCHANGE_CSV_WRITE_H
#define LOCKSTEP_EXCHANGE_CSV_WRITE_H

#include "base/buf.h"

struct csv_write {
    struct ls_buf *to;  /* borrowed */
    size_t row_at;      /* where the row began */
    size_t cells;       /* in the row so far */
};

/* Starts at the end of to. bom: first the byte order mark by which Excel knows UTF-8. */
void csv_write_begin(struct csv_write *w, struct ls_buf *to, bool bom);

/* A cell: quoted only where it has to be, guarded by csv_guard. */
void csv_write_cell(struct csv_write *w, const char *text);
/* Begins a cell that needs neither quotes nor a guard (a number, a date, a word of ours): append it to the result. */
static inline struct ls_buf *csv_write_plain(struct csv_write *w)
{
    if (w->cells++)
        ls_buf_char(w->to, ',');
    return w->to;
}

void csv_write_int(struct csv_write *w, int64_t value); /* LS_NONE: an empty cell */
void csv_write_row(struct csv_write *w); /* a row begins here: only needed where the buffer was emptied behind the last */
void csv_write_row_end(struct csv_write *w);

/* The guard (OWASP, "CSV Injection"): text that begins, behind any apostrophes and blanks, with = + - @, their
 * full-width forms, a tab or a line break, and is no plain number, gets one apostrophe more in front.
 * Taking one away again (csv_unguard) is exact: text that has the same beginning and an apostrophe
 * loses one. Text that another program wrote without the apostrophe stays as it is. */
bool csv_guard_needed(const char *text);

/* The text of a cell that was read: past the guard's apostrophe where it has one. */
const char *csv_unguard(const char *cell);

#endif
