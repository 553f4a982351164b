/* Rows of a sheet in a pasted list, made into lines as people type them. */
#ifndef LOCKSTEP_MODEL_PASTED_ROW_H
#define LOCKSTEP_MODEL_PASTED_ROW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ls_board;
struct ls_buf;

/* What the first line says of all others. Free with pasted_sheet_done. */
struct pasted_sheet {
    char delimiter; /* of the rows below a header; 0: there is none, rows are known by their tabs */
    char **names;   /* the header's cells */
    size_t len;
};

/* Whether the line is a header: it names a title and more, between tabs, commas or semicolons. */
bool pasted_sheet_begin(struct pasted_sheet *sheet, const char *line);
void pasted_sheet_done(struct pasted_sheet *sheet);

/* Whether the line is a row. ret_line: its title with "@owner", "!1", "#tag" and the day behind it; ret_rest: the cells
 * that have no place there, one a line with the name of their column; "" where all have. today: date. */
bool pasted_sheet_row(const struct pasted_sheet *sheet, const struct ls_board *board, int64_t today, const char *line,
                      struct ls_buf *ret_line, struct ls_buf *ret_rest);

#endif
