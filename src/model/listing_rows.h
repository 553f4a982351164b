/* The rows of a listing: all records of its entity in the order of some keys, kept while the board changes. What changed
 * since is taken out and put back where it belongs; only other keys, another file or much change sort everything. */
#ifndef LOCKSTEP_MODEL_LISTING_ROWS_H
#define LOCKSTEP_MODEL_LISTING_ROWS_H

#include "model/query_order.h"

#define LISTING_NOT_FOLDED SIZE_MAX

struct listing_row {
    const struct ls_record *record; /* borrowed from the board */
    ls_id id;
    size_t words;    /* where what is searched of it stands in the listing's text; LISTING_NOT_FOLDED */
    bool leaves_out; /* ls_query_leaves_out: looked at with the rows, since records lie all over the memory */
};

struct listing_rows {
    struct listing_row *v; /* in order */
    size_t len, cap;
    union query_order_value *values; /* what each row is sorted by, width for each, in the same order */
    size_t width;
    bool *texts;     /* which of them are text: owned by the rows; width of them */
    char *sorted;    /* the keys that they are in the order of */
    uint64_t version; /* of the board then; 0: nothing was read yet */
    int64_t today;
};

void listing_rows_init(struct listing_rows *rows);
void listing_rows_done(struct listing_rows *rows);

/* Reads all records of the board and sorts them. Fails for what is no key, and then everything is as it was. */
int listing_rows_sort(struct listing_rows *rows, const struct ls_query_context *context, const char *keys,
                      struct ls_error *err);

/* Reads what has changed on the board since. ret_few: the other rows are as they were, and so are their words; false
 * where everything was sorted. Fails as listing_rows_sort. */
int listing_rows_update(struct listing_rows *rows, const struct ls_query_context *context, const char *keys,
                        bool *ret_few, struct ls_error *err);

#endif
