/* One CSV of an import: its rows in memory, what entity it holds, which column is which field. */
#ifndef LOCKSTEP_EXCHANGE_SHEET_H
#define LOCKSTEP_EXCHANGE_SHEET_H

#include "base/buf.h"
#include "lockstep/exchange.h"

struct ls_error;

/* Up to 20 sentences, one a line, and how many there were. */
struct complaints {
    struct ls_buf text;
    size_t count;
    int code; /* of the first */
};

/* Adds "place: sentence; hint" and empties err. place may be NULL. */
void complaints_add(struct complaints *c, const char *place, struct ls_error *err);

/* Turns them into one error. Returns its code, LS_OK where there are none. */
int complaints_error(const struct complaints *c, struct ls_error *err);

enum {
    SHEET_NUM = -1,     /* the column holds LS-20 */
    SHEET_IGNORED = -2, /* nothing is taken from it */
};

struct sheet {
    char *name;
    enum ls_entity entity;
    char separator;    /* of its cells: comma, semicolon or tab */
    bool wide;         /* metric points: column 0 is the metric, the others are ISO weeks */
    char *skipped;     /* why the file is left out, or NULL */
    int *fields;       /* of each column: field number, SHEET_NUM, SHEET_IGNORED */
    size_t columns;
    struct ls_buf text;   /* cells, with a NUL behind each */
    size_t *cells;        /* offsets into text, row by row, the header first */
    size_t cell_count, cell_cap;
    struct sheet_row {
        size_t line;
        ls_id id;      /* found or made by the plan */
        bool said;     /* the record says all of it: nothing is taken from the row */
    } *rows;           /* without the header */
    size_t row_count, row_cap;
    ls_id *ids;        /* all records that the sheet stands for */
    size_t id_count, id_cap;
    bool ragged;       /* a row with too few or too many cells was complained about */
    struct complaints *complaints;
};

/* Reads the file, finds the entity and the columns. What is wrong goes to complaints; then the sheet has no rows. */
void sheet_read(struct sheet *sheet, const struct ls_import_file *file, struct complaints *complaints);
/* Frees the cells of all rows: for who has taken them. The headings stay, for complaints. */
void sheet_drop_cells(struct sheet *sheet);
void sheet_done(struct sheet *sheet);

/* A cell of the header or of a row. Valid UTF-8, the guard taken off. */
const char *sheet_header(const struct sheet *sheet, size_t column);
const char *sheet_cell(const struct sheet *sheet, size_t row, size_t column);

/* The column of a field (or SHEET_NUM), sheet->columns where there is none. */
size_t sheet_column(const struct sheet *sheet, int field);

/* Adds a sentence about a cell: "item.csv line 4, column owner: ...". column may be sheet->columns: the row. */
void sheet_complain(struct sheet *sheet, size_t row, size_t column, struct ls_error *err);

#endif
