/* A record told in full, or a view over many, as lines of text: one telling for the screen and the command line.
 * What is said comes from the board and the clock passed in; how a tone looks is the front end's business. */
#ifndef LOCKSTEP_SHEET_H
#define LOCKSTEP_SHEET_H

#include "lockstep/entity.h"

struct ls_board;

enum ls_tone {
    LS_TONE_NORMAL,
    LS_TONE_DIM,    /* secondary */
    LS_TONE_BOLD,   /* headings */
    LS_TONE_ACCENT,
    LS_TONE_WARN,   /* always with a glyph or a word */
    LS_TONE_BAD,
    LS_TONE_GOOD,
};

/* A part of a line's text in one tone; it begins where the one before ends. */
struct ls_sheet_span {
    size_t end; /* in bytes */
    enum ls_tone tone;
};

struct ls_sheet_line {
    char *label; /* what the text is about; "" where it goes on, or where none is needed */
    char *text;  /* safe to show, no wider than there is room */
    struct ls_sheet_span *spans; /* the last ends where the text does */
    size_t span_count, span_cap;
    ls_id record; /* what the line is about and opens; 0: nothing */
    int depth;    /* in a tree: 1 for a root; 0: no part of a tree */
    char *words;  /* what its glyphs mean, in words; NULL: they explain themselves */
    bool wide;    /* the text begins at the left edge, where a label would */
};

struct ls_sheet {
    int columns;  /* room for a line, label included; 0: no limit */
    bool ascii;   /* plots by ASCII characters, cut text ends with "~" */
    int64_t now;  /* stamp */
    int64_t today;
    struct ls_sheet_line *lines;
    size_t count, cap;
    ls_id *told; /* records that the lines tell without opening them: a metric's points */
    size_t told_count, told_cap;
};

/* Columns that a label takes, with the blanks behind it. */
enum { LS_SHEET_LABEL = 15 };

/* now: stamp. ls_sheet_done frees the lines; it takes zeroed ones too. */
void ls_sheet_init(struct ls_sheet *sheet, int columns, bool ascii, int64_t now);
void ls_sheet_done(struct ls_sheet *sheet);

/* Whether there is more to tell of such a record than its fields one by one. */
bool ls_sheet_tells(const struct ls_record *record);

/* Whether the lines open or tell a record: then what lists all that refers to this one need not name it again. */
bool ls_sheet_told(const struct ls_sheet *sheet, ls_id record);

/* Adds the lines of a record, without its name and title, and without what was said about it. False where
 * ls_sheet_tells says so, or it is gone. */
bool ls_sheet_record(struct ls_sheet *sheet, const struct ls_board *board, ls_id id);

/* The roadmap as a tree: each node's line has its depth. all: done and canceled ones too. */
void ls_sheet_roadmap(struct ls_sheet *sheet, const struct ls_board *board, bool all);

/* The RACI page: topics by people, or a line a topic where that has no room. */
void ls_sheet_raci(struct ls_sheet *sheet, const struct ls_board *board);

#endif
