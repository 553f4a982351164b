/* The records of a list: which ones a filter finds, in which order, and what / o O and Esc do to them. The backlog and
 * every list on a screen of its own are made of it; finding and sorting is the query language's (lockstep/listing.h). */
#ifndef LOCKSTEP_UI_ROWS_H
#define LOCKSTEP_UI_ROWS_H

#include "lockstep/command.h"
#include "lockstep/listing.h"
#include "ui/list.h"

struct ui;

/* One of the orders that `o` offers first: those of columns. All else that the entity can be sorted by follows. */
struct rows_order {
    const char *keys; /* of the query language; "": the entity's own order */
    const char *name; /* what people are told */
};

struct rows {
    struct ui *ui;     /* NULL until rows_read */
    struct list *list; /* borrowed; shows what was found */
    enum ls_entity entity;
    const char *base; /* terms that hold whatever the filter says; "": none */
    const struct rows_order *orders; /* the first one is how the list comes */
    size_t order_count;
    char *keys, *order; /* the order in use, and what it is called */
    bool reverse;       /* the other way round than keys say */
    const char *hint; /* what may be typed, for the question */
    struct ls_listing *listing;
    char *filter;     /* "" where none */
    char *words;      /* "due ↓" */
    int64_t total;    /* found without a filter */
    char *meant;      /* where the filter finds nothing: the terms that its words are called by; NULL: none */
    int64_t meant_found; /* how many these find */
};

/* All strings and arrays are borrowed. */
void rows_init(struct rows *rows, struct list *list, enum ls_entity entity, const char *base,
               const struct rows_order *orders, size_t order_count);
void rows_done(struct rows *rows);

/* Reads the board of the screen again and gives the list its rows. */
void rows_read(struct rows *rows, struct ui *ui);

/* Filters by a text; says what is wrong with it where it cannot be read. */
void rows_filter(struct rows *rows, const char *text);

/* The keys of the order in use, its direction as it is. Caller frees. */
char *rows_keys(const struct rows *rows);

/* Sorts by other keys, called name, and says so; by those in use the other way round. */
void rows_sort(struct rows *rows, const char *keys, const char *name);

/* Where the first of the keys begins that tells something; "" is the entity's own order. */
const char *rows_first_key(const struct rows *rows, const char *keys);

/* Appends how keys order, by the first of them that tells: "highest first". */
void rows_say_direction(const struct rows *rows, const char *keys, struct ls_buf *b);

/* Whether the list is sorted in another way than it comes. */
bool rows_is_sorted(const struct rows *rows);

/* Asks for the filter, text typed already. */
void rows_ask(struct rows *rows, const char *text);

/* Appends what is shown as one query: base, filter and order. */
void rows_as_query(const struct rows *rows, struct ls_buf *b);

/* Runs filter, sort, reverse, and back (which takes a filter off); false where the command is none of them. */
bool rows_command(struct rows *rows, enum ls_command_id id);

/* Appends what is said where a filter finds nothing: that its words are what people call a term, and the keys to it. */
void rows_say_none(const struct rows *rows, struct ls_buf *b);

/* Why the filter finds nothing any more, "" where it is in order. Borrowed. */
const char *rows_error(const struct rows *rows);

#endif
