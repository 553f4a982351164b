/* Reading CSV strictly: RFC 4180 with CRLF, LF or CR, UTF-8 with or without a byte order mark.
 * Rows are handed over one by one; memory is bounded by the longest row, and that by limits. */
#ifndef LOCKSTEP_EXCHANGE_CSV_READ_H
#define LOCKSTEP_EXCHANGE_CSV_READ_H

#include "lockstep/types.h"

struct ls_error;

enum {
    CSV_CELL_LIMIT = 1 << 20, /* bytes of one cell */
    CSV_ROW_LIMIT = 4096,     /* cells of one row */
};

/* A row, borrowed for the call. Cells are valid UTF-8 without NUL. */
struct csv_row {
    size_t line; /* on which it began, from 1 */
    size_t count;
    const char *const *cells;
};

/* Takes one row. A negative code ends the reading; err says why. */
typedef int csv_row_fn(void *arg, const struct csv_row *row, struct ls_error *err);

/* Reads a file ("-": standard input) or bytes in memory. Empty lines are skipped, blanks are kept.
 * Refused with name, line and place: a quote inside an unquoted cell, text behind a closing quote, a quote
 * that is never closed, NUL bytes, what is not UTF-8, cells and rows beyond the limits, and files that are
 * UTF-16 or a workbook. name: what messages call the file. Rows before the error have been handed over.
 * ret_separator: what parts the cells by the look of the first line: a comma, or a semicolon or a tab where there is no
 * comma in it; set before the first row is handed over. NULL: commas do. */
int csv_read_file(const char *path, const char *name, char *ret_separator, csv_row_fn *take, void *arg, struct ls_error *err);
int csv_read_bytes(const void *bytes, size_t len, const char *name, char *ret_separator, csv_row_fn *take, void *arg,
                   struct ls_error *err);

#endif
