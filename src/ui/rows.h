/* The rows of a list: the records of a collection, sorted by a column and narrowed by a filter. */
#ifndef LOCKSTEP_UI_ROWS_H
#define LOCKSTEP_UI_ROWS_H

#include "ui/collection.h"

/* A record with what it is sorted and found by, computed once for each version of the board. */
struct row {
    ls_id id;
    int64_t num;
    struct collection_key key;
    char *words; /* what the filter looks into; NULL until it does */
};

struct rows {
    const struct collection *of;
    const struct facts *facts; /* borrowed */
    struct row *v;             /* all, in order; the list holds those that are wanted */
    size_t len;
    char *filter; /* NULL: none */
    int sort;     /* a column */
    bool reverse;
};

void rows_init(struct rows *rows, const struct collection *of);
void rows_done(struct rows *rows);

/* Reads the board again, sorts, and gives the list its order. facts: borrowed. */
void rows_read(struct rows *rows, const struct facts *facts, struct list *list);

void rows_filter(struct rows *rows, const char *text, struct list *list);
void rows_sort(struct rows *rows, int column, bool reverse, struct list *list);

/* Appends "seen ↓". */
void rows_order_words(const struct rows *rows, struct ls_buf *b);

#endif
