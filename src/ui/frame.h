/* The picture that panes draw into: cells of one grapheme each, with a role instead of a colour.
 * Nothing here knows a terminal; a back end copies changed rows, a test prints them. */
#ifndef LOCKSTEP_UI_FRAME_H
#define LOCKSTEP_UI_FRAME_H

#include "base/buf.h"

/* What a piece of text is; the theme says how it looks. */
enum role {
    ROLE_NORMAL,
    ROLE_DIM,    /* secondary */
    ROLE_BOLD,   /* headings, focus */
    ROLE_ACCENT, /* the one accent */
    ROLE_WARN,   /* ▼ ! */
    ROLE_BAD,    /* ■ */
    ROLE_GOOD,   /* ✓ */
    ROLE_MARKED, /* ✓ in the gutter */
    ROLE_REVERSE,
    ROLE_COUNT,
};

/* The characters of one grapheme that a terminal cell can hold (curses' own limit); the rest of a longer
 * grapheme is left out, which keeps its columns. */
enum { CELL_CHARS = 5 };

struct cell {
    uint32_t chars[CELL_CHARS]; /* ends at 0; chars[0] 0 is the right half of a wide cell */
    uint8_t columns;            /* 1, 2, or 0 for a right half */
    uint8_t role;               /* enum role */
    uint8_t focus;              /* 1: bold on top of the role */
    uint8_t spare;              /* 0, so that rows compare as bytes */
};

/* A part of a picture that stands (ui/part.h). */
struct frame_part {
    const void *owner;
    uint64_t from;    /* what it was drawn from */
    uint64_t picture; /* which one it was last asked for in */
    int x, y, w, h;
};

struct frame {
    struct cell *cells; /* rows × columns */
    int columns, rows;
    int cursor_x, cursor_y; /* where the terminal's cursor stands; -1: hidden */
    int message_y;          /* the row that says what happened; -1: none */
    int depth;              /* how many pages lie below this one */
    uint64_t about;         /* another number: another page */
    bool ascii;             /* lines and glyphs by ASCII characters: the locale is not UTF-8 */
    bool plain;             /* read aloud, row by row: nothing stands beside anything else */
    struct frame_part *parts;     /* what stands of the last picture, for the next one; not copied */
    size_t part_len, part_cap;
    uint64_t picture;       /* how many were begun */
};

/* A part of a frame; everything drawn is clipped to it. Cheap to copy, lives as long as the frame. */
struct area {
    struct frame *frame;
    int x, y, w, h;
};

void frame_init(struct frame *f, int columns, int rows);
void frame_done(struct frame *f);
void frame_resize(struct frame *f, int columns, int rows); /* empties it */
void frame_clear(struct frame *f);                         /* blanks, cursor hidden; forgets its parts */
void frame_again(struct frame *f);                         /* begins another picture over this one: its parts stand */
void frame_copy(struct frame *to, const struct frame *from);

/* Puts a frame of the same width into the first rows of another, its cursor too. */
void frame_put(struct frame *to, const struct frame *from);

/* Whether row y differs between the two; frames of another size differ everywhere. */
bool frame_row_changed(const struct frame *a, const struct frame *b, int y);

/* Appends the rows as text, blanks at the ends of rows left out. */
void frame_dump(const struct frame *f, struct ls_buf *ret_text);

/* Appends one letter a cell: . normal d dim b bold a accent w warn x bad g good m marked r reverse,
 * capital with focus ('*' normal with focus); ends of rows as in frame_dump. */
void frame_dump_roles(const struct frame *f, struct ls_buf *ret_text);

struct area area_all(struct frame *f);
struct area area_part(struct area a, int x, int y, int w, int h); /* clipped to a */

/* What stands for a grapheme where there is no UTF-8: an ASCII character. */
uint32_t frame_fallback(const char *cluster, size_t len);

/* Draws text from column x until the edge, cut there without a sign; returns the columns drawn. All text,
 * ours and foreign, is made safe here. */
int area_text(struct area a, int x, int y, enum role role, const char *text);
int area_printf(struct area a, int x, int y, enum role role, const char *format, ...) LS_PRINTF(5, 6);

/* Draws text in exactly width columns: cut with "…", padded with blanks; _right is right-aligned. */
void area_fit(struct area a, int x, int y, int width, enum role role, const char *text);
void area_fit_right(struct area a, int x, int y, int width, enum role role, const char *text);

/* Draws text so that it ends before column end, without padding; returns the column where it starts. */
int area_text_right(struct area a, int end, int y, enum role role, const char *text);

/* Draws text from the top of a, broken at blanks, cut with … where the rows end; returns the rows used. */
int area_wrap(struct area a, enum role role, const char *text);

/* The rows that it would take where they are so wide. */
int area_wrap_rows(int width, const char *text);

void area_fill(struct area a, enum role role); /* blanks */

/* Gives what stands there the focus (bold). */
void area_focus(struct area a, int x, int y, int width);

void area_hline(struct area a, int x, int y, int width);
void area_vline(struct area a, int x, int y, int height);

/* A bar of width columns of which part of whole is full (█ and ░). */
void area_bar(struct area a, int x, int y, int width, enum role role, double part);

/* Puts the terminal's cursor there. */
void area_cursor(struct area a, int x, int y);

#endif
