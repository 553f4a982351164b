/* A paper as lines of text: wrapped, tables in columns that share the width. The screen draws them, plain text is
 * their words. */
#include "lockstep/paper.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"

enum { LINES_GAP = 2, LINES_LEAST = 8, LINES_ITEM = 2 }; /* columns between cells, of a text at least, of "- " */

struct lines {
    int columns;
    ls_paper_line_fn *line;
    void *arg;
};

/* --- text ---------------------------------------------------------------------------------------- */

struct lines_wrap {
    const struct lines *l;
    enum ls_paper_look look;
    const char *first, *next; /* before the first line, before the others */
    size_t strong;            /* bytes of the text that are left to be strong */
    bool any;
};

static void lines_wrapped(const char *start, size_t len, void *arg)
{
    struct lines_wrap *w = arg;
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    ls_buf_str(&text, w->any ? w->next : w->first);
    size_t lead = text.len, strong = w->strong < len ? w->strong : len;
    ls_buf_add(&text, start, len);
    w->l->line(w->l->arg, w->look, text.data, strong ? lead + strong : 0);
    w->strong = w->strong > len ? w->strong - len - 1 : 0;
    w->any = true;
}

static void lines_text(const struct lines *l, const struct ls_paper_block *block)
{
    bool item = block->kind == LS_PAPER_ITEM;
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    struct lines_wrap w = {.l = l, .first = item ? "- " : "", .next = item ? "  " : ""};
    for (size_t i = 0; i < block->span_count; i++) {
        if (block->spans[i].strong && text.len == w.strong)
            w.strong += strlen(block->spans[i].text);
        ls_buf_str(&text, block->spans[i].text);
    }
    if (block->kind == LS_PAPER_HEADING)
        w.look = block->level == 1 ? LS_LOOK_TITLE : LS_LOOK_HEADING;
    ls_text_wrap(text.data, l->columns - (item ? LINES_ITEM : 0), lines_wrapped, &w);
}

/* --- tables -------------------------------------------------------------------------------------- */

static const char *lines_cell(const struct ls_paper_block *block, size_t row, size_t column)
{
    return row ? block->cells[(row - 1) * block->column_count + column] : block->columns[column].head;
}

static void lines_widest_word(const char *text, int *widest)
{
    while (*(text = ls_text_skip_blank(text))) {
        size_t len = strcspn(text, " ");
        LS_AUTO(string) char *word = ls_strndup(text, len);
        int width = ls_text_columns(word);
        *widest = width > *widest ? width : *widest;
        text += len;
    }
}

/* The widths of the columns: what they need, and where that is too much, the widest give way first, but none gets
 * narrower than its longest word. NULL where that is still too wide. */
static int *lines_widths(const struct ls_paper_block *block, int columns)
{
    int *widths = ls_alloc(2 * block->column_count * sizeof(*widths)), *least = widths + block->column_count;
    int total = (int)(block->column_count - 1) * LINES_GAP;
    for (size_t c = 0; c < block->column_count; c++) {
        for (size_t row = 0; row <= block->cell_count / block->column_count; row++) {
            int width = ls_text_columns(lines_cell(block, row, c));
            widths[c] = width > widths[c] ? width : widths[c];
            lines_widest_word(lines_cell(block, row, c), &least[c]);
        }
        total += widths[c];
    }
    while (total > columns) {
        size_t widest = block->column_count;
        for (size_t c = 0; c < block->column_count; c++) {
            if (widths[c] > least[c] && (widest == block->column_count || widths[c] > widths[widest]))
                widest = c;
        }
        if (widest == block->column_count) {
            free(widths);
            return NULL;
        }
        widths[widest]--;
        total--;
    }
    return widths;
}

/* The wrapped lines of one cell. */
struct lines_cell {
    char **v;
    size_t len, cap;
};

static void lines_cell_add(const char *start, size_t len, void *arg)
{
    struct lines_cell *cell = arg;
    LS_GROW(cell->v, cell->len, cell->cap);
    cell->v[cell->len++] = ls_strndup(start, len);
}

static void lines_row(const struct lines *l, const struct ls_paper_block *block, const int *widths, size_t row)
{
    struct lines_cell *cells = ls_alloc(block->column_count * sizeof(*cells));
    size_t height = 1;
    for (size_t c = 0; c < block->column_count; c++) {
        ls_text_wrap(lines_cell(block, row, c), widths[c], lines_cell_add, &cells[c]);
        height = cells[c].len > height ? cells[c].len : height;
    }
    for (size_t y = 0; y < height; y++) {
        LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
        for (size_t c = 0; c < block->column_count; c++) {
            const char *part = y < cells[c].len ? cells[c].v[y] : "";
            if (c)
                ls_buf_pad(&text, ' ', LINES_GAP);
            if (block->columns[c].right)
                ls_text_fit_right(&text, part, widths[c], false);
            else
                ls_text_fit(&text, part, widths[c], false);
        }
        ls_buf_truncate(&text, ls_text_trimmed(text.data, text.len));
        l->line(l->arg, row ? LS_LOOK_TEXT : LS_LOOK_HEAD, text.data, 0);
    }
    for (size_t c = 0; c < block->column_count; c++) {
        for (size_t i = 0; i < cells[c].len; i++)
            free(cells[c].v[i]);
        free(cells[c].v);
    }
    free(cells);
}

/* Where the columns do not fit beside each other: a row is a few lines, each with its column's head before it. */
static void lines_stack(const struct lines *l, const struct ls_paper_block *block)
{
    int label = 0;
    for (size_t c = 1; c < block->column_count; c++) {
        int width = ls_text_columns(block->columns[c].head);
        label = width > label ? width : label;
    }
    for (size_t row = 1; row <= block->cell_count / block->column_count; row++) {
        const char *first = lines_cell(block, row, 0);
        struct lines_wrap head = {.l = l, .first = "", .next = "", .strong = strlen(first)};
        ls_text_wrap(first, l->columns, lines_wrapped, &head);
        for (size_t c = 1; c < block->column_count; c++) {
            LS_AUTO(buf) struct ls_buf before = LS_BUF_INIT, under = LS_BUF_INIT;
            ls_buf_pad(&before, ' ', LINES_ITEM);
            ls_text_fit(&before, block->columns[c].head, label, false);
            ls_buf_pad(&before, ' ', LINES_GAP);
            ls_buf_pad(&under, ' ', (size_t)(LINES_ITEM + label + LINES_GAP));
            struct lines_wrap cell = {.l = l, .first = before.data, .next = under.data};
            int room = l->columns - LINES_ITEM - label - LINES_GAP;
            if (*lines_cell(block, row, c))
                ls_text_wrap(lines_cell(block, row, c), room > LINES_LEAST ? room : LINES_LEAST, lines_wrapped, &cell);
        }
    }
}

static void lines_table(const struct lines *l, const struct ls_paper_block *block)
{
    int *widths = lines_widths(block, l->columns);
    if (!widths)
        lines_stack(l, block);
    for (size_t row = 0; widths && row <= block->cell_count / block->column_count; row++)
        lines_row(l, block, widths, row);
    free(widths);
}

/* --- the whole ----------------------------------------------------------------------------------- */

void ls_paper_lines(const struct ls_paper *paper, int columns, ls_paper_line_fn *line, void *arg)
{
    struct lines l = {columns < LINES_LEAST ? LINES_LEAST : columns, line, arg};
    for (size_t i = 0; i < paper->count; i++) {
        const struct ls_paper_block *block = &paper->blocks[i];
        enum ls_paper_kind before = i ? paper->blocks[i - 1].kind : LS_PAPER_HEADING;
        bool list = block->kind == LS_PAPER_ITEM && before == LS_PAPER_ITEM;
        bool under = i > 1 && before == LS_PAPER_HEADING; /* right under its heading, but not under the title */
        if (i && !list && !under)
            line(arg, LS_LOOK_TEXT, "", 0);
        if (block->kind == LS_PAPER_TABLE)
            lines_table(&l, block);
        else
            lines_text(&l, block);
    }
}

static void lines_plain(void *arg, enum ls_paper_look look, const char *text, size_t strong)
{
    struct ls_buf *out = arg;
    LS_AUTO(buf) struct ls_buf upper = LS_BUF_INIT;
    (void)strong;
    if (look == LS_LOOK_TITLE || look == LS_LOOK_HEADING)
        ls_text_upper(&upper, text);
    ls_buf_printf(out, "%s\n", upper.len ? upper.data : text);
}

void ls_paper_plain(const struct ls_paper *paper, int columns, struct ls_buf *out)
{
    ls_paper_lines(paper, columns, lines_plain, out);
}
