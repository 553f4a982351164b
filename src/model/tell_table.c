/* Tables in a telling: as wide as their cells need, narrower where there is too little room. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "model/tell.h"

enum { GAP = 2, LEAST_GROW = 32, LEAST_CUT = 9, SOME_CUT = 18, MINIMUM = 10 };

void tell_table_begin(struct tell_table *t, const struct tell_column *columns, size_t count)
{
    *t = (struct tell_table){.columns = columns, .column_count = count};
}

void tell_cell(struct tell_table *t, enum ls_tone tone, const char *text)
{
    struct ls_buf safe = LS_BUF_INIT;
    ls_text_safe(&safe, text);
    LS_GROW(t->cells, t->len, t->cap);
    t->cells[t->len++] = (struct tell_cell){.text = ls_buf_steal(&safe), .tone = tone};
}

void tell_cellf(struct tell_table *t, enum ls_tone tone, const char *format, ...)
{
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    va_list args;
    va_start(args, format);
    ls_buf_vprintf(&text, format, args);
    va_end(args);
    tell_cell(t, tone, text.data);
}

void tell_row_end(struct tell_table *t, ls_id record)
{
    LS_GROW(t->records, t->rows, t->row_cap);
    t->records[t->rows++] = record;
}

/* All columns that are shown, with the gaps between them; width 0 is not shown. */
static int table_total(const struct tell_table *t, const int *widths)
{
    int total = -GAP;
    for (size_t c = 0; c < t->column_count; c++)
        total += widths[c] ? widths[c] + GAP : 0;
    return total;
}

/* What the cells need; a column without any text has width 0. */
static void table_natural(const struct tell_table *t, int *widths)
{
    for (size_t c = 0; c < t->column_count; c++) {
        int title = ls_text_columns(t->columns[c].title), most = 0;
        for (size_t r = 0; r < t->rows; r++) {
            int width = ls_text_columns(t->cells[r * t->column_count + c].text);
            most = width > most ? width : most;
        }
        widths[c] = most && most < title ? title : most;
    }
}

/* The column to leave out next; column_count where none may go. */
static size_t table_next_to_go(const struct tell_table *t, const int *widths)
{
    size_t found = t->column_count;
    for (size_t c = 0; c < t->column_count; c++) {
        if (widths[c] && t->columns[c].drop && (found == t->column_count || t->columns[c].drop > t->columns[found].drop))
            found = c;
    }
    return found;
}

/* Widens a column by what is left, up to what its cells need. */
static void table_widen(const struct tell_table *t, int columns, int *widths, size_t column, int natural, int least)
{
    if (column == t->column_count || !widths[column])
        return;
    int width = widths[column] + columns - table_total(t, widths);
    width = width > natural ? natural : width;
    widths[column] = width > least || width == natural ? width : least;
}

static size_t table_find(const struct tell_table *t, unsigned flag)
{
    size_t c = 0;
    while (c < t->column_count && !(t->columns[c].flags & flag))
        c++;
    return c;
}

/* Columns go until the growing one and the one that may be cut keep a readable width; then these two share what is
 * left: first enough for a few words of what may be cut, then the growing one, then the rest. */
static void table_widths(const struct tell_table *t, int columns, int *widths)
{
    size_t grow = table_find(t, TELL_GROW), cut = table_find(t, TELL_CUT), go;
    table_natural(t, widths);
    if (!columns)
        return;
    int grow_most = grow < t->column_count ? widths[grow] : 0, cut_most = cut < t->column_count ? widths[cut] : 0;
    int least = columns * 2 / 5;
    least = least > LEAST_GROW ? LEAST_GROW : least;
    if (grow_most > least)
        widths[grow] = least;
    if (cut_most > LEAST_CUT)
        widths[cut] = LEAST_CUT;
    while (table_total(t, widths) > columns && (go = table_next_to_go(t, widths)) < t->column_count)
        widths[go] = 0;
    table_widen(t, columns, widths, cut, cut_most < SOME_CUT ? cut_most : SOME_CUT, LEAST_CUT);
    table_widen(t, columns, widths, grow, grow_most, MINIMUM);
    table_widen(t, columns, widths, cut, cut_most, LEAST_CUT);
}

static void table_cell(const struct tell_table *t, struct ls_sheet *s, size_t column, int width, bool first,
                       const struct tell_cell *cell)
{
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    ls_buf_pad(&text, ' ', first ? 0 : GAP);
    if (t->columns[column].flags & TELL_RIGHT)
        ls_text_fit_right(&text, cell->text, width, s->ascii);
    else
        ls_text_fit(&text, cell->text, width, s->ascii);
    tell_span(s, cell->tone, text.data);
}

/* titles: one cell a column, or NULL for a row. */
static void table_line(const struct tell_table *t, struct ls_sheet *s, const int *widths, const struct tell_cell *cells)
{
    bool first = true;
    tell_begin(s, "", true);
    for (size_t c = 0; c < t->column_count; c++) {
        if (!widths[c])
            continue;
        table_cell(t, s, c, widths[c], first, &cells[c]);
        first = false;
    }
    tell_trim(s);
}

static void table_titles(const struct tell_table *t, struct ls_sheet *s, const int *widths)
{
    bool any = false;
    struct tell_cell *titles = ls_alloc(t->column_count * sizeof(*titles));
    for (size_t c = 0; c < t->column_count; c++) {
        any = any || *t->columns[c].title;
        titles[c] = (struct tell_cell){.text = ls_strdup(t->columns[c].title), .tone = LS_TONE_DIM};
    }
    if (any)
        table_line(t, s, widths, titles);
    for (size_t c = 0; c < t->column_count; c++)
        free(titles[c].text);
    free(titles);
}

static void table_free(struct tell_table *t)
{
    for (size_t i = 0; i < t->len; i++)
        free(t->cells[i].text);
    free(t->cells);
    free(t->records);
}

void tell_table_end(struct tell_table *t, struct ls_sheet *s)
{
    int *widths = ls_alloc((t->column_count + 1) * sizeof(*widths));
    if (t->rows) {
        table_widths(t, s->columns, widths);
        table_titles(t, s, widths);
    }
    for (size_t r = 0; r < t->rows; r++) {
        table_line(t, s, widths, &t->cells[r * t->column_count]);
        s->lines[s->count - 1].record = t->records[r];
    }
    free(widths);
    table_free(t);
}
