/* A paper: a document to hand on, as a structure of headings, paragraphs, lists and tables. It is built once and
 * rendered as Markdown, as plain text, as lines of a screen, or as JSON; what stands on it never knows which.
 *
 * All text is made safe to show when it is added. */
#ifndef LOCKSTEP_PAPER_H
#define LOCKSTEP_PAPER_H

#include "lockstep/types.h"

struct ls_buf;

enum ls_paper_kind {
    LS_PAPER_HEADING,   /* level 1 (the title) to 3 */
    LS_PAPER_PARAGRAPH,
    LS_PAPER_ITEM,      /* of a list */
    LS_PAPER_TABLE,
};

struct ls_paper_span {
    char *text;
    bool strong;
};

struct ls_paper_column {
    const char *head; /* static */
    bool right;       /* numbers */
};

struct ls_paper_block {
    enum ls_paper_kind kind;
    int level;
    struct ls_paper_span *spans; /* of all but tables */
    size_t span_count, span_cap;
    const struct ls_paper_column *columns; /* of tables; static */
    size_t column_count;
    char **cells; /* row by row, without the heads */
    size_t cell_count, cell_cap;
};

struct ls_paper {
    struct ls_paper_block *blocks;
    size_t count, cap;
};

struct ls_paper *ls_paper_new(void);
void ls_paper_free(struct ls_paper *paper); /* NULL is fine */

/* The first heading's text, "" where there is none. Borrowed. */
const char *ls_paper_title(const struct ls_paper *paper);

/* --- building: what is said goes into the block that was begun last ------------------------------ */

void ls_paper_heading(struct ls_paper *paper, int level, const char *format, ...) LS_PRINTF(3, 4);
void ls_paper_begin(struct ls_paper *paper, enum ls_paper_kind kind); /* a paragraph or an item */
void ls_paper_say(struct ls_paper *paper, const char *format, ...) LS_PRINTF(2, 3);
void ls_paper_strong(struct ls_paper *paper, const char *format, ...) LS_PRINTF(2, 3);

/* A whole paragraph or item at once. */
void ls_paper_line(struct ls_paper *paper, enum ls_paper_kind kind, const char *format, ...) LS_PRINTF(3, 4);

void ls_paper_table(struct ls_paper *paper, const struct ls_paper_column *columns, size_t count);
void ls_paper_cell(struct ls_paper *paper, const char *format, ...) LS_PRINTF(2, 3);

/* --- rendering ------------------------------------------------------------------------------------- */

/* CommonMark with tables, to be pasted anywhere. */
void ls_paper_markdown(const struct ls_paper *paper, struct ls_buf *out);

/* {"schema": 1, "page": name, "title": …, "blocks": [{"kind": "heading", …}]} */
void ls_paper_json(const struct ls_paper *paper, const char *name, struct ls_buf *out);

/* Text wrapped to columns, tables in columns that share the width; where they do not fit, a row is several lines. */
void ls_paper_plain(const struct ls_paper *paper, int columns, struct ls_buf *out);

enum ls_paper_look { LS_LOOK_TEXT, LS_LOOK_TITLE, LS_LOOK_HEADING, LS_LOOK_HEAD };

/* One line of a screen: text fits into columns. strong: how many bytes at its start are. */
typedef void ls_paper_line_fn(void *arg, enum ls_paper_look look, const char *text, size_t strong);
void ls_paper_lines(const struct ls_paper *paper, int columns, ls_paper_line_fn *line, void *arg);

#endif
