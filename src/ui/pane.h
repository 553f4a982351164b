/* A pane of the home screen: a list with a title, in front alone or at the side of another. */
#ifndef LOCKSTEP_UI_PANE_H
#define LOCKSTEP_UI_PANE_H

#include "ui/facts.h"
#include "ui/list.h"
#include "ui/view.h"

struct pane;
struct rows;

struct pane_ops {
    const char *mode; /* its keys in commands.def */
    void (*news)(struct pane *p);
    void (*tab)(const struct pane *p, struct ls_buf *ret_text); /* "BACKLOG 69", beside others */
    void (*title)(const struct pane *p, struct area row, int number, bool focus);
    void (*draw)(struct pane *p, struct area rows, bool focus); /* column titles too, where it has any */
    int (*want)(const struct pane *p); /* rows that it could fill at the side, its title row included */
    void (*peek)(const struct pane *p, struct area a); /* two rows about what is under the cursor */
    size_t (*subject)(const struct pane *p, ls_id **ret_ids);
    bool (*command)(struct pane *p, enum ls_command_id id); /* beyond movement and marks; NULL: none */
    const struct hint *hints, *hints_empty; /* hints_empty: nothing is in the list; NULL: the same */
    void (*free)(struct pane *p);
};

struct pane {
    const struct pane_ops *ops;
    struct ui *ui;
    const struct facts *facts; /* of the home screen */
    struct list list;
    struct rows *rows; /* what fills the list, its order and filter; NULL: the pane does it itself */
};

struct pane *pane_backlog_new(void);
struct pane *pane_agenda_new(void);
struct pane *pane_blockers_new(void);
struct pane *pane_owners_new(void);

/* Draws " 2 AGENDA" into the row, bright with focus; returns the column behind it. */
int pane_draw_name(struct area row, int number, const char *name, bool focus);

/* "due ↑" where the pane is sorted in another way than it comes, else "". Borrowed. */
const char *pane_order(const struct pane *p);

/* For ops of a pane whose rows are all there is: the marked records or the one under the cursor, the commands of rows, the end. */
size_t pane_rows_subject(const struct pane *p, ls_id **ret_ids);
bool pane_rows_command(struct pane *p, enum ls_command_id id);
void pane_rows_free(struct pane *p);

/* Draws what an empty pane says: which key fills it. */
void pane_draw_empty(struct area rows, const char *text);

/* The filter of the backlog, for the question that edits it. */
void pane_backlog_filter(struct pane *p, const char *text);
const char *pane_backlog_filter_text(const struct pane *p);

#endif
