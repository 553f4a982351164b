/* A list from elsewhere, pasted or piped: every line is to become an item. */
#ifndef LOCKSTEP_PASTED_H
#define LOCKSTEP_PASTED_H

#include "lockstep/due.h"
#include "lockstep/likeness.h"

/* One line and what was read from it. */
struct ls_pasted_line {
    char *source;          /* as it was pasted, bullet and all */
    struct ls_entry entry; /* entry.text is the title */
    char *rest;            /* what goes into the notes: the whole line, where it is longer than a title may be, or the cells
                            * of a row that have no field; else NULL */
    bool row;              /* of a sheet */
    bool done, heading;    /* ticked off there ("- [x] "); a heading ("## ") */
    ls_id same;            /* an open item of the same title, 0: none */
    struct ls_like like;   /* the item that likely says the same, id 0: none; not looked for where same is set */
    bool twice;            /* an earlier line has the same title */
};

struct ls_pasted {
    struct ls_pasted_line *lines;
    size_t len, cap;
    char *header; /* the line that names the columns of the rows, as it was pasted; NULL: none does */
};

/* Reads a text line by line. Bullets, numbers and boxes before a line go ("- ", "* ", "• ", "1. ", "- [ ] ", "☐ "), and
 * the signs of a heading. Rows of a sheet are known by their tabs, or by a first line that names their columns
 * ("Title,Owner,Due"): title, owner, due, priority and tags are read, other cells go into the notes.
 * "@name", "!1", "#tag" and a day at the end are read as in one typed line; empty lines are left out. Never refuses:
 * what cannot be read stays in the title. today: date. likeness: of the board; NULL: one is read for it. Free with
 * ls_pasted_done. */
void ls_pasted_read(const struct ls_board *board, const char *text, int64_t today, struct ls_likeness *likeness,
                    struct ls_pasted *ret_pasted);
void ls_pasted_done(struct ls_pasted *pasted);

/* The line behind its bullet. Points into line. */
const char *ls_pasted_bullet(const char *line);

#endif
