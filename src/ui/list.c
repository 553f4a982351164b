/* The list widget: movement, marks, column layout, drawing. */
#include "ui/list.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "ui/fresh.h"
#include "ui/part.h"

/* LIST_PLACE: the part that the rows lie in. */
enum { GUTTER = 3, COLUMNS_MAX = 16, LIST_PLACE = 1 };

void list_init(struct list *l)
{
    *l = (struct list){.gutter = GUTTER, .mark_x = 1};
}

void list_init_narrow(struct list *l)
{
    *l = (struct list){.gutter = 1, .mark_x = 1};
}

void list_done(struct list *l)
{
    free(l->ids);
    free(l->marks);
    *l = (struct list){0};
}

static bool list_find(const struct list *l, ls_id id, size_t *ret_at)
{
    for (size_t i = 0; i < l->len; i++)
        if (l->ids[i] == id) {
            *ret_at = i;
            return true;
        }
    return false;
}

static int list_compare_ids(const void *a, const void *b)
{
    ls_id x = *(const ls_id *)a, y = *(const ls_id *)b;
    return (x > y) - (x < y);
}

/* A copy of ids that can be searched. Caller frees. */
static ls_id *list_sorted(const ls_id *ids, size_t len)
{
    ls_id *sorted = ls_alloc((len + 1) * sizeof(*sorted));
    if (len)
        memcpy(sorted, ids, len * sizeof(*sorted));
    qsort(sorted, len, sizeof(*sorted), list_compare_ids);
    return sorted;
}

static bool list_is_in(const ls_id *sorted, size_t len, ls_id id)
{
    return bsearch(&id, sorted, len, sizeof(*sorted), list_compare_ids) != NULL;
}

/* Forgets the marks of records that were shown and will not be (drop), and counts those that will not be shown. */
static void list_look_at_marks(struct list *l, const ls_id *ids, size_t len, bool drop)
{
    l->hidden = 0;
    if (!l->mark_len)
        return;
    ls_id *before = list_sorted(l->ids, drop ? l->len : 0), *after = list_sorted(ids, len);
    size_t kept = 0;
    for (size_t i = 0; i < l->mark_len; i++) {
        bool shown = list_is_in(after, len, l->marks[i]);
        if (!shown && drop && list_is_in(before, l->len, l->marks[i]))
            continue;
        l->hidden += !shown;
        l->marks[kept++] = l->marks[i];
    }
    l->mark_len = kept;
    free(before);
    free(after);
}

static void list_take(struct list *l, const ls_id *ids, size_t len, bool drop)
{
    ls_id current = list_current(l);
    list_look_at_marks(l, ids, len, drop);
    if (len > l->cap) {
        l->cap = len;
        l->ids = ls_realloc(l->ids, l->cap * sizeof(*l->ids));
    }
    if (len)
        memcpy(l->ids, ids, len * sizeof(*ids));
    l->len = len;
    if (!current || !list_find(l, current, &l->at))
        l->at = l->at < len ? l->at : len ? len - 1 : 0;
}

void list_set(struct list *l, const ls_id *ids, size_t len)
{
    list_take(l, ids, len, true);
}

void list_show(struct list *l, const ls_id *ids, size_t len)
{
    list_take(l, ids, len, false);
}

void list_show_around(struct list *l)
{
    size_t page = l->page > 0 ? (size_t)l->page : 1;
    l->top = l->at < page ? 0 : l->at - page / 2;
}

ls_id list_current(const struct list *l)
{
    return l->at < l->len ? l->ids[l->at] : 0;
}

bool list_go(struct list *l, ls_id id)
{
    return list_find(l, id, &l->at);
}

void list_move(struct list *l, int rows)
{
    if (!l->len)
        return;
    if (rows < 0 && (size_t)-rows > l->at)
        l->at = 0;
    else if (rows > 0 && (size_t)rows >= l->len - l->at)
        l->at = l->len - 1;
    else
        l->at = (size_t)((ptrdiff_t)l->at + rows);
}

void list_move_page(struct list *l, int pages)
{
    int rows = l->page > 1 ? l->page - 1 : 1;
    list_move(l, pages * rows);
}

void list_move_top(struct list *l)
{
    l->at = 0;
}

void list_move_end(struct list *l)
{
    l->at = l->len ? l->len - 1 : 0;
}

/* The last value that top may have. */
static size_t list_top_max(const struct list *l, size_t page)
{
    return l->len > page ? l->len - page : 0;
}

void list_scroll(struct list *l, int rows)
{
    size_t page = l->page > 0 ? (size_t)l->page : 1, max = list_top_max(l, page);
    if (rows < 0)
        l->top = (size_t)-rows > l->top ? 0 : l->top - (size_t)-rows;
    else
        l->top = l->top + (size_t)rows > max ? max : l->top + (size_t)rows;
    if (l->at < l->top)
        l->at = l->top;
    else if (l->at >= l->top + page)
        l->at = l->top + page - 1;
}

/* Where id is, or would be, among the marks. */
static size_t list_mark_place(const struct list *l, ls_id id)
{
    size_t low = 0, high = l->mark_len;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (l->marks[middle] < id)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool list_marked(const struct list *l, ls_id id)
{
    size_t at = list_mark_place(l, id);
    return at < l->mark_len && l->marks[at] == id;
}

void list_mark(struct list *l, ls_id id, bool marked)
{
    size_t at = list_mark_place(l, id);
    bool there = at < l->mark_len && l->marks[at] == id;
    if (!id || there == marked)
        return;
    if (marked) {
        LS_GROW(l->marks, l->mark_len, l->mark_cap);
        memmove(l->marks + at + 1, l->marks + at, (l->mark_len - at) * sizeof(*l->marks));
        l->marks[at] = id;
        l->mark_len++;
    } else {
        size_t place;
        l->hidden -= l->hidden && !list_find(l, id, &place);
        l->mark_len--;
        memmove(l->marks + at, l->marks + at + 1, (l->mark_len - at) * sizeof(*l->marks));
    }
}

void list_forget(struct list *l, bool (*gone)(void *arg, ls_id id), void *arg)
{
    for (size_t i = l->hidden ? l->mark_len : 0; i-- > 0;)
        if (gone(arg, l->marks[i]))
            list_mark(l, l->marks[i], false);
}

void list_mark_all(struct list *l)
{
    ls_id *shown = list_sorted(l->ids, l->len);
    size_t n = 0, len = l->len + l->hidden;
    ls_id *marks = ls_alloc((len + 1) * sizeof(*marks));
    for (size_t i = 0; l->hidden && i < l->mark_len; i++)
        if (!list_is_in(shown, l->len, l->marks[i]))
            marks[n++] = l->marks[i];
    if (l->len)
        memcpy(marks + n, shown, l->len * sizeof(*shown));
    qsort(marks, n + l->len, sizeof(*marks), list_compare_ids);
    free(shown);
    free(l->marks);
    l->marks = marks;
    l->mark_len = n + l->len;
    l->mark_cap = len + 1;
}

void list_mark_none(struct list *l)
{
    l->mark_len = l->hidden = 0;
    l->anchor = 0;
}

bool list_mark_range(struct list *l)
{
    size_t from;
    if (!l->anchor || !list_find(l, l->anchor, &from)) {
        l->anchor = list_current(l);
        list_mark(l, l->anchor, true);
        return l->anchor != 0;
    }
    size_t to = l->at;
    for (size_t i = from < to ? from : to; i <= (from < to ? to : from); i++)
        list_mark(l, l->ids[i], true);
    l->anchor = 0;
    return false;
}

size_t list_subject(const struct list *l, ls_id **ret_ids)
{
    size_t n = 0;
    *ret_ids = ls_alloc((l->mark_len + 1) * sizeof(**ret_ids));
    if (!l->mark_len && list_current(l))
        (*ret_ids)[n++] = list_current(l);
    for (size_t i = 0; l->mark_len && i < l->len; i++)
        if (list_marked(l, l->ids[i]))
            (*ret_ids)[n++] = l->ids[i];
    if (!l->hidden)
        return n;
    size_t shown = n;
    ls_id *sorted = list_sorted(*ret_ids, shown);
    for (size_t i = 0; i < l->mark_len; i++)
        if (!list_is_in(sorted, shown, l->marks[i]))
            (*ret_ids)[n++] = l->marks[i];
    free(sorted);
    return n;
}

/* --- drawing --------------------------------------------------------------------------------- */

static int list_needed(const struct column *columns, size_t n, int gutter, const int *widths)
{
    int sum = gutter;
    for (size_t i = 0; i < n; i++)
        if (widths[i])
            sum += columns[i].width + columns[i].gap;
    return sum;
}

void list_widths(const struct column *columns, size_t n, int gutter, int width, int *ret_widths)
{
    for (size_t i = 0; i < n; i++)
        ret_widths[i] = columns[i].width;
    while (list_needed(columns, n, gutter, ret_widths) > width) {
        size_t worst = n;
        for (size_t i = 0; i < n; i++)
            if (ret_widths[i] && columns[i].drop && (worst == n || columns[i].drop > columns[worst].drop))
                worst = i;
        if (worst == n)
            break;
        ret_widths[worst] = 0;
    }
    int rest = width - list_needed(columns, n, gutter, ret_widths);
    for (size_t i = 0; i < n; i++)
        if (columns[i].grow && ret_widths[i]) {
            ret_widths[i] = ret_widths[i] + rest > 0 ? ret_widths[i] + rest : 0;
            return;
        }
}

static void list_fit(struct area a, int x, int y, const struct column *c, int width, enum role role, const char *text)
{
    if (c->right)
        area_fit_right(a, x, y, width, role, text);
    else
        area_fit(a, x, y, width, role, text);
}

/* What titles and rows are laid out by. */
static uint64_t list_from_columns(const struct column *columns, size_t n, const int *widths)
{
    uint64_t from = 0;
    for (size_t i = 0; i < n; i++)
        from = part_from(part_from_text(from, columns[i].title), (uint64_t)widths[i]);
    return from;
}

void list_draw_titles(const struct list *l, struct area a, const struct column *columns, size_t n)
{
    int widths[COLUMNS_MAX], x = l->gutter;
    n = n > COLUMNS_MAX ? COLUMNS_MAX : n;
    list_widths(columns, n, l->gutter, a.w, widths);
    a = area_part(a, 0, 0, a.w, 1);
    if (!part_stale(a, l, list_from_columns(columns, n, widths)))
        return;
    for (size_t i = 0; i < n; i++) {
        if (!widths[i])
            continue;
        x += columns[i].gap;
        list_fit(a, x, 0, &columns[i], widths[i], ROLE_DIM, columns[i].title);
        x += widths[i];
    }
}

/* "•" before what somebody else has just changed. In a narrow gutter it takes the cursor's place, or stands beside it. */
static void list_draw_fresh(const struct list *l, struct area a, int y, bool current, bool marked)
{
    int x = l->gutter - 1;
    if (l->gutter == 1 && current)
        x = l->mark_x;
    if (x != l->mark_x || !marked)
        area_text(a, x, y, ROLE_WARN, "•");
}

static void list_draw_gutter(const struct list *l, struct area a, int y, bool current, bool marked)
{
    bool beside = marked || l->gutter == 1;
    if (current)
        area_text(a, beside ? l->mark_x - 1 : l->mark_x, y, ROLE_ACCENT, "▌");
    if (marked)
        area_text(a, l->mark_x, y, ROLE_MARKED, "✓");
}

/* A drawing of a list: where, and what is the same for all rows. */
struct list_drawing {
    struct list *list;
    struct area area;
    bool focus; /* this list has the keys */
    const struct column *columns;
    size_t n;
    int widths[COLUMNS_MAX];
    uint64_t from; /* what all rows are drawn from */
    list_cell_fn *cell;
    void *arg;
};

static void list_draw_cells(const struct list_drawing *d, struct area row, ls_id id)
{
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    int x = d->list->gutter;
    for (size_t i = 0; i < d->n; i++) {
        if (!d->widths[i])
            continue;
        enum role role = ROLE_NORMAL;
        ls_buf_clear(&text);
        d->cell(d->arg, id, (int)i, &text, &role);
        x += d->columns[i].gap;
        list_fit(row, x, 0, &d->columns[i], d->widths[i], role, text.data);
        x += d->widths[i];
    }
}

static void list_draw_row(const struct list_drawing *d, size_t at)
{
    enum { CURRENT = 1, MARKED = 2, FRESH = 4 };
    const struct list *l = d->list;
    ls_id id = l->ids[at];
    struct area row = area_part(d->area, 0, (int)(at - l->top), d->area.w, 1);
    bool current = at == l->at && d->focus, marked = list_marked(l, id);
    bool fresh = l->fresh && fresh_has(l->fresh, id, ls_clock_ticks());
    unsigned signs = (current ? CURRENT : 0) | (marked ? MARKED : 0) | (fresh ? FRESH : 0);
    if (!part_stale(row, l, part_from(part_from(d->from, (uint64_t)id), signs)))
        return;
    list_draw_cells(d, row, id);
    if (fresh)
        list_draw_fresh(l, row, 0, current, marked);
    list_draw_gutter(l, row, 0, current, marked);
    if (current)
        area_focus(row, 0, 0, row.w);
}

/* Moves what is shown so that the cursor is in it. */
static void list_place(struct list *l, size_t page)
{
    size_t max = list_top_max(l, page);
    if (l->top > max)
        l->top = max;
    if (l->at < l->top)
        l->top = l->at;
    else if (l->at >= l->top + page)
        l->top = l->at - page + 1;
}

int list_draw(struct list *l, struct area a, bool focus, const struct column *columns, size_t n, list_cell_fn *cell,
              void *arg)
{
    l->page = a.h;
    l->row_y = a.y;
    if (a.h <= 0 || !l->len)
        return -1;
    list_place(l, (size_t)a.h);
    struct list_drawing d = {.list = l, .area = a, .focus = focus, .columns = columns, .n = n > COLUMNS_MAX ? COLUMNS_MAX : n,
                             .cell = cell, .arg = arg};
    list_widths(columns, d.n, l->gutter, a.w, d.widths);
    d.from = part_from(l->from, list_from_columns(columns, d.n, d.widths));
    size_t rows = l->len - l->top < (size_t)a.h ? l->len - l->top : (size_t)a.h;
    part_stale(a, l, part_from(LIST_PLACE, rows)); /* what stands below the last row goes */
    bool up = l->top < l->drawn_top; /* a row that is moved must not have been drawn over */
    for (size_t i = 0; i < rows; i++)
        list_draw_row(&d, l->top + (up ? rows - 1 - i : i));
    l->drawn_top = l->top;
    return (int)(l->at - l->top);
}

size_t list_below(const struct list *l)
{
    size_t end = l->top + (size_t)(l->page > 0 ? l->page : 0);
    return end < l->len ? l->len - end : 0;
}

ls_id list_at_row(const struct list *l, int y)
{
    size_t row = l->top + (size_t)(y < 0 ? 0 : y);
    return y >= 0 && y < l->page && row < l->len ? l->ids[row] : 0;
}

bool list_mouse(struct list *l, const struct ui_event *e)
{
    ls_id id = e->kind == UI_EVENT_CLICK ? list_at_row(l, e->y - l->row_y) : 0;
    if (e->kind == UI_EVENT_WHEEL)
        list_scroll(l, e->lines);
    else if (id)
        list_go(l, id);
    else
        return false;
    return true;
}
