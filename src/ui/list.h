/* A list of records: cursor and marks by record id, scrolling, columns that drop when it is narrow.
 * It holds ids only; what a row says comes from a callback, and only for the rows that are visible. */
#ifndef LOCKSTEP_UI_LIST_H
#define LOCKSTEP_UI_LIST_H

#include "ui/frame.h"
#include "ui/key.h"

struct fresh;

struct list {
    ls_id *ids; /* in the order shown */
    size_t len, cap;
    size_t at;  /* the cursor's row; ids[at] is the record that it follows */
    size_t top; /* the first row shown */
    int page;   /* rows that the last drawing had */
    int row_y;  /* the frame's row where it began */
    size_t drawn_top; /* top of the last drawing */
    uint64_t from; /* what its cells read, as ui/part.h has it; without a meaning where the screen has no parts */
    ls_id *marks; /* rising */
    size_t mark_len, mark_cap;
    size_t hidden; /* how many of them a filter keeps out of sight */
    ls_id anchor; /* where a range of marks starts; 0: none */
    int gutter;   /* columns before the first one, for the cursor and the mark */
    int mark_x;   /* where the mark stands */
    const struct fresh *fresh; /* what others have just changed: gets a sign; borrowed, NULL: nothing */
};

/* A column. Widths are screen columns; a column with grow takes what is left, and width is the least that it wants
 * before others are dropped. The column with the highest drop goes first; 0 never goes. */
struct column {
    const char *title;
    int width;
    int gap; /* blanks before it */
    int drop;
    bool grow, right;
};

/* What a column of a record says. text is empty; role starts as the row's. */
typedef void list_cell_fn(void *arg, ls_id id, int column, struct ls_buf *text, enum role *role);

void list_init(struct list *l); /* with the wide gutter: " ▌ " and "▌✓ " */
void list_init_narrow(struct list *l); /* one column for the cursor; a mark covers the first column */
void list_done(struct list *l);

/* Gives the list what there is now, as after an edit. The cursor stays on its record; where that is gone, on its row.
 * Marks of records that were shown and are gone go too. ids: copied. */
void list_set(struct list *l, const ls_id *ids, size_t len);

/* Gives the list another order or filter of the same records: as list_set, but all marks stay, so that what is found
 * by one filter can be marked beside what another one found. */
void list_show(struct list *l, const ls_id *ids, size_t len);

/* Takes the marks off the records that are gone. */
void list_forget(struct list *l, bool (*gone)(void *arg, ls_id id), void *arg);

/* Shows the beginning of the list if the cursor is still seen then, else rows on both sides of it: in another order what
 * stands above the cursor is as new as what stands below. */
void list_show_around(struct list *l);

ls_id list_current(const struct list *l); /* 0 where the list is empty */
bool list_go(struct list *l, ls_id id);   /* false where id is not in the list */
void list_move(struct list *l, int rows);
void list_move_page(struct list *l, int pages);
void list_move_top(struct list *l);
void list_move_end(struct list *l);
void list_scroll(struct list *l, int rows); /* the wheel: the cursor goes along only where it must */

bool list_marked(const struct list *l, ls_id id);
void list_mark(struct list *l, ls_id id, bool marked);
void list_mark_all(struct list *l);
void list_mark_none(struct list *l);
/* Starts a range at the cursor; the second call marks from there to the cursor. True while one is open. */
bool list_mark_range(struct list *l);

/* What a verb acts on: the marked records in the order shown, then those that a filter hides; without marks the one
 * under the cursor. Caller frees *ret_ids. */
size_t list_subject(const struct list *l, ls_id **ret_ids);

/* Widths of the columns in a list of width columns, gutter and all: 0 where dropped. */
void list_widths(const struct column *columns, size_t n, int gutter, int width, int *ret_widths);

/* Draws the titles of the columns into the first row of a. */
void list_draw_titles(const struct list *l, struct area a, const struct column *columns, size_t n);

/* Draws the rows, keeping the cursor visible. focus: this list has the keys. Returns the row of the cursor in a, -1
 * for an empty list. */
int list_draw(struct list *l, struct area a, bool focus, const struct column *columns, size_t n, list_cell_fn *cell,
              void *arg);

/* How many rows stand below what was drawn last. */
size_t list_below(const struct list *l);

/* The record at row y of what was drawn last; 0 where there is none. */
ls_id list_at_row(const struct list *l, int y);

/* The wheel scrolls, a click goes to its row; false for other events. */
bool list_mouse(struct list *l, const struct ui_event *e);

#endif
