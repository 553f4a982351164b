/* The page of a record: labelled lines that scroll. A line may refer to another record, which Enter opens.
 * It knows neither keys nor the frame's size beyond its width; ui/record.c shows it.
 *
 * A line is a label and pieces of text at columns of their own, so that tables, bars and plots are lines like any
 * other: card_line() makes an empty one, card_put() fills it. */
#ifndef LOCKSTEP_UI_CARD_H
#define LOCKSTEP_UI_CARD_H

#include "ui/facts.h"
#include "ui/frame.h"

/* The columns of the labels; text begins at CARD_TEXT. */
enum { CARD_LABEL = 14, CARD_TEXT = CARD_LABEL + 2 };

struct card_piece {
    int x;
    enum role role;
    char *text;
};

struct card_line {
    char *label;
    enum role label_role;
    struct card_piece *pieces;
    size_t len, cap;
    ls_id record; /* what Enter opens; 0: nothing */
};

struct card {
    const struct facts *facts; /* borrowed */
    ls_id self;                /* whose page it is */
    int width;                 /* columns of the page */
    struct card_line *v;
    size_t len, cap;
    ls_id *told; /* records that a line refers to */
    size_t told_len, told_cap;
};

void card_init(struct card *p, const struct facts *facts, ls_id self, int width);
void card_done(struct card *p);

/* An empty line; a label that is not "" stands at its left. Borrowed until the next line is added. */
struct card_line *card_line(struct card *p, const char *label);

/* Puts text at column x of a line, as long as it is. */
void card_put(struct card_line *line, int x, enum role role, const char *text);

/* An empty line, where the one before is none. */
void card_gap(struct card *p);

/* A text of any length, broken into lines; nothing where it is empty. With ROLE_NORMAL the label is dim, else it has
 * the role too. */
void card_text(struct card *p, const char *label, enum role role, const char *text);
void card_textf(struct card *p, const char *label, enum role role, const char *format, ...) LS_PRINTF(4, 5);

/* "LS-20  ETA page for receivers" and what stands behind it; Enter opens it. Nothing for id 0. */
void card_record(struct card *p, const char *label, enum role role, ls_id id, const char *behind);

/* Makes line number at one that refers to id: the first line that does is where the cursor can stand. */
void card_refer_at(struct card *p, size_t at, ls_id id);
void card_refer(struct card *p, ls_id id); /* the last line */

/* Takes a record as told although no line opens it. */
void card_tell(struct card *p, ls_id id);

/* Whether a line refers to the record: then what refers to this page does not name it again. */
bool card_told(const struct card *p, ls_id id);

/* "ines, backup tomasz; ines is away, tomasz acts". */
void card_people(struct card *p, ls_id owner, ls_id backup);

/* Fields that are set, by name, each with its label. */
void card_field(struct card *p, const struct ls_record *r, int field);
void card_fields(struct card *p, const struct ls_record *r, const char *const *names, size_t n);

/* What was said about the record: comments and answers. */
void card_notes(struct card *p, ls_id id);

/* Draws the lines from top on into a; the one that refers to current has the cursor. */
void card_draw(const struct card *p, struct area a, int top, ls_id current);

#endif
