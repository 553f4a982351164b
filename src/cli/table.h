/* A table for stdout: aligned text as wide as the terminal, fields between tabs, CSV, or JSON. */
#ifndef LOCKSTEP_CLI_TABLE_H
#define LOCKSTEP_CLI_TABLE_H

#include "base/buf.h"

struct cli;

enum cli_column_flag {
    CLI_RIGHT = 1,  /* right-aligned */
    CLI_GROW = 2,   /* takes what the others leave */
    CLI_NUMBER = 4, /* a number in JSON */
    CLI_GOES = 8,   /* is left out of text where the terminal is too narrow; the leftmost of these goes first */
};

struct cli_column {
    const char *key;  /* in JSON and CSV */
    const char *head; /* in text */
    unsigned flags;
};

struct cli_table;

/* columns: borrowed until the table is freed. */
struct cli_table *cli_table_new(const struct cli_column *columns, size_t count);
void cli_table_free(struct cli_table *table);

/* The next cell, row by row; text is copied. role: "" or one of cli_styled(). */
void cli_table_cell(struct cli_table *table, const char *text);
void cli_table_styled(struct cli_table *table, const char *role, const char *text);
void cli_table_int(struct cli_table *table, int64_t value); /* LS_NONE: an empty cell */

size_t cli_table_rows(const struct cli_table *table);

/* Appends it to cli->out as the options say. In JSON the rows are an array under name. */
void cli_table_print(struct cli *cli, const struct cli_table *table, const char *name);

#endif
