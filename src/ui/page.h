/* A page of facts: labelled rows of which each says how readily it gives way when the height is small.
 * The detail screens and the running sync are built from it; it knows neither records nor keys. */
#ifndef LOCKSTEP_UI_PAGE_H
#define LOCKSTEP_UI_PAGE_H

#include "ui/frame.h"

/* How readily a row goes: the highest first, the last of its kind before the others. PAGE_KEEP never. */
enum page_weight {
    PAGE_KEEP,
    PAGE_MAIN,  /* what the line is about */
    PAGE_FACT,  /* what helps to decide it */
    PAGE_MORE,  /* second-rank facts */
    PAGE_WRAP,  /* the second and later rows of a long text */
    PAGE_BLANK, /* air */
    PAGE_EXTRA, /* what only a large terminal shows; all of it or nothing */
};

struct page_row {
    char *label; /* "": none */
    char *text;
    char *right; /* at the right end; "" for none */
    size_t cut;  /* bytes of text that stand here where the next row, its continuation, is shown; 0: all */
    enum page_weight weight;
    enum role role, right_role;
    int indent;       /* columns before the label, or before the text where there is none */
    int right_margin; /* columns after right */
    bool focus;
    bool labelled;  /* text stands behind the column of the labels */
    bool continues; /* the rest of the row before */
};

struct page {
    struct page_row *v;
    size_t len, cap;
    int width;  /* columns that it is made for */
    int indent; /* of facts */
    int label;  /* columns of the labels */
};

/* width: the columns of the area that it will be drawn into; below 60 the labels move to the edge. */
void page_init(struct page *p, int width);
void page_done(struct page *p);

/* A free row; text and right are copied. Borrowed until the next row is added. */
struct page_row *page_add(struct page *p, enum page_weight weight, int indent, const char *text, const char *right);

/* A labelled fact, wrapped to as many rows as it needs. Nothing is added for an empty text. */
void page_fact(struct page *p, enum page_weight weight, const char *label, const char *text);
void page_factf(struct page *p, enum page_weight weight, const char *label, const char *format, ...)
    LS_PRINTF(4, 5);

/* As page_fact with the text in another role and something at the right end. */
struct page_row *page_fact_right(struct page *p, enum page_weight weight, const char *label, const char *text,
                                 const char *right);

/* Gives all rows from index from on a role. */
void page_role(struct page *p, size_t from, enum role role);

void page_blank(struct page *p);

/* Draws what fits into a, top first; returns the rows used. The row keep (an index; p->len for none) stays in any
 * case. Where rows that must stay do not fit, the last one says how many are missing. */
int page_draw(const struct page *p, struct area a, size_t keep);

#endif
