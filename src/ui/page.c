/* Pages: which rows stay in a given height, and how one is drawn. */
#include "ui/page.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

/* Where labels and texts stand; below PAGE_NARROW columns they move to the left. */
enum { PAGE_NARROW = 60, PAGE_INDENT = 3, PAGE_LABEL = 11, PAGE_NARROW_INDENT = 1, PAGE_NARROW_LABEL = 9 };

void page_init(struct page *p, int width)
{
    bool narrow = width < PAGE_NARROW;
    *p = (struct page){.width = width,
                       .indent = narrow ? PAGE_NARROW_INDENT : PAGE_INDENT,
                       .label = narrow ? PAGE_NARROW_LABEL : PAGE_LABEL};
}

void page_done(struct page *p)
{
    for (size_t i = 0; i < p->len; i++) {
        free(p->v[i].label);
        free(p->v[i].text);
        free(p->v[i].right);
    }
    free(p->v);
    *p = (struct page){0};
}

struct page_row *page_add(struct page *p, enum page_weight weight, int indent, const char *text, const char *right)
{
    LS_GROW(p->v, p->len, p->cap);
    struct page_row *row = &p->v[p->len++];
    *row = (struct page_row){.label = ls_strdup(""),
                             .text = ls_strdup(text),
                             .right = ls_strdup(right),
                             .weight = weight,
                             .right_role = ROLE_DIM,
                             .indent = indent,
                             .right_margin = 1};
    return row;
}

/* --- wrapping -------------------------------------------------------------------------------- */

struct page_wrap {
    struct page *page;
    const char *text; /* safe */
    const char *label;
    enum page_weight weight;
    size_t first; /* index of the first row */
    int rows;
};

static void page_wrap_line(const char *start, size_t len, void *arg)
{
    struct page_wrap *w = arg;
    struct page *p = w->page;
    struct page_row *row = page_add(p, w->rows ? PAGE_WRAP : w->weight, p->indent, start, "");
    row->cut = len;
    row->continues = w->rows > 0;
    row->labelled = true;
    free(row->label);
    row->label = ls_strdup(w->rows ? "" : w->label);
    w->rows++;
}

struct page_row *page_fact_right(struct page *p, enum page_weight weight, const char *label, const char *text,
                                 const char *right)
{
    LS_AUTO(buf) struct ls_buf safe = LS_BUF_INIT;
    ls_text_safe(&safe, text);
    struct page_wrap w = {.page = p, .text = safe.data, .label = label, .weight = weight, .first = p->len};
    int width = p->width - p->indent - p->label - 1;
    if (*right)
        width -= ls_text_columns(right) + 4;
    ls_text_wrap(safe.data, width > 8 ? width : 8, page_wrap_line, &w);
    if (!w.rows)
        page_wrap_line("", 0, &w);
    struct page_row *row = &p->v[w.first];
    free(row->right);
    row->right = ls_strdup(right);
    row->right_margin = 4;
    return row;
}

void page_fact(struct page *p, enum page_weight weight, const char *label, const char *text)
{
    if (*text)
        page_fact_right(p, weight, label, text, "");
}

void page_factf(struct page *p, enum page_weight weight, const char *label, const char *format, ...)
{
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    va_list args;
    va_start(args, format);
    ls_buf_vprintf(&text, format, args);
    va_end(args);
    page_fact(p, weight, label, text.data);
}

void page_role(struct page *p, size_t from, enum role role)
{
    for (size_t i = from; i < p->len; i++)
        p->v[i].role = role;
}

void page_blank(struct page *p)
{
    if (p->len && *p->v[p->len - 1].text)
        page_add(p, PAGE_BLANK, 0, "", "");
}

/* --- fitting and drawing --------------------------------------------------------------------- */

/* Marks in ret_shown which rows stay; returns how many. */
static int page_choose(const struct page *p, int height, size_t keep, bool *ret_shown)
{
    int shown = (int)p->len;
    for (size_t i = 0; i < p->len; i++)
        ret_shown[i] = true;
    for (int weight = PAGE_EXTRA; weight > PAGE_KEEP && shown > height; weight--)
        for (size_t i = p->len; i-- > 0 && (shown > height || weight == PAGE_EXTRA);)
            if (p->v[i].weight == (enum page_weight)weight && i != keep) {
                ret_shown[i] = false;
                shown--;
            }
    return shown;
}

/* Draws row i at y; whole: its continuation is not shown, so that it must say all that it can. */
static void page_draw_row(const struct page *p, struct area a, int y, const struct page_row *row, bool whole)
{
    int x = row->indent, end = a.w - 1;
    if (row->labelled && p->label > 0) {
        area_fit(a, x, y, p->label - 1, ROLE_DIM, row->label);
        x += p->label;
    }
    if (*row->right) {
        int margin = a.w < PAGE_NARROW ? 1 : row->right_margin;
        end = area_text_right(a, a.w - margin, y, row->right_role, row->right) - 1;
    }
    if (end <= x)
        return;
    LS_AUTO(string) char *text = whole ? ls_strdup(row->text) : ls_strndup(row->text, row->cut);
    area_fit(a, x, y, end - x, row->role, text);
    if (row->focus)
        area_focus(a, 0, y, end);
}

int page_draw(const struct page *p, struct area a, size_t keep)
{
    bool *shown = ls_alloc(p->len + 1);
    int rows = page_choose(p, a.h, keep, shown), y = 0;
    size_t left = 0;
    for (size_t i = 0; i < p->len; i++) {
        if (!shown[i])
            continue;
        if (rows > a.h && y >= a.h - 1) {
            left++;
            continue;
        }
        bool next = i + 1 < p->len && p->v[i + 1].continues && shown[i + 1];
        page_draw_row(p, a, y++, &p->v[i], !next);
    }
    if (left && a.h > 0)
        area_printf(a, p->indent, y++, ROLE_DIM, "… %zu more", left);
    free(shown);
    return y;
}
