/* Sizes: from 110 columns list and side panes; 80×24 one pane, tabs and a peek; 60×16 less peek; below 40×10 one
 * line. */
#include "ui/layout.h"

#include "base/mem.h"

enum { LIST_WIDTH = 66, LIST_SHARE = 55, PEEK = 3, SIDE_ROWS = 4, MEDIUM_ROWS = 20 };

/* Gives the side panes their rows: a few each, then what they want from the first on, the rest to the last. */
static void layout_share(int rows, const int want[3], int ret_rows[3])
{
    int left = rows - 2; /* the rules between them */
    int least = left / 3 < SIDE_ROWS ? left / 3 : SIDE_ROWS;
    for (int i = 0; i < 3; i++) {
        ret_rows[i] = least;
        left -= least;
    }
    for (int i = 0; i < 3 && left > 0; i++) {
        int more = want[i] - ret_rows[i];
        more = more > left ? left : more > 0 ? more : 0;
        ret_rows[i] += more;
        left -= more;
    }
    ret_rows[2] += left;
}

static void layout_both(struct frame *f, const int want[3], struct layout *ret)
{
    struct area all = area_all(f);
    int width = f->columns <= 120 ? LIST_WIDTH : f->columns * LIST_SHARE / 100;
    int top = ret->rule_top + 1, rows = ret->rule_bottom - top, heights[3];
    if (width > f->columns - 46)
        width = f->columns - 46;
    ret->rule_x = width;
    ret->list = area_part(all, 0, top, width, rows);
    layout_share(rows, want, heights);
    for (int i = 0, y = top; i < 3; i++) {
        ret->side[i] = area_part(all, width + 1, y, f->columns - width - 1, heights[i]);
        y += heights[i] + 1;
    }
}

void layout_home(struct frame *f, bool full, bool goal, const int want[3], struct layout *ret)
{
    struct area all = area_all(f);
    *ret = (struct layout){.rule_x = -1, .rule_top = -1, .rule_bottom = -1};
    if (f->columns < LAYOUT_MIN_COLUMNS || f->rows < LAYOUT_MIN_ROWS)
        return;
    bool wide = !f->plain && f->columns >= LAYOUT_WIDE && f->rows >= MEDIUM_ROWS;
    ret->kind = wide && !full ? LAYOUT_BOTH : f->rows >= MEDIUM_ROWS ? LAYOUT_NORMAL : LAYOUT_SMALL;
    int head = ret->kind == LAYOUT_SMALL || !goal ? 1 : 2, peek = ret->kind == LAYOUT_SMALL ? 1 : PEEK;
    ret->head = area_part(all, 0, 0, f->columns, head);
    ret->hint = area_part(all, 0, f->rows - 1, f->columns, 1);
    ret->peek = area_part(all, 0, f->rows - 1 - peek, f->columns, peek);
    ret->rule_bottom = f->rows - 2 - peek;
    if (ret->kind == LAYOUT_BOTH) {
        ret->rule_top = head;
        layout_both(f, want, ret);
        return;
    }
    ret->tabs = area_part(all, 0, head, f->columns, 1);
    ret->list = area_part(all, 0, head + 1, f->columns, ret->rule_bottom - head - 1);
}

void layout_draw_rules(struct frame *f, const struct layout *l)
{
    struct area all = area_all(f);
    if (l->rule_top >= 0)
        area_hline(all, 0, l->rule_top, f->columns);
    if (l->rule_bottom >= 0)
        area_hline(all, 0, l->rule_bottom, f->columns);
    if (l->rule_x < 0)
        return;
    area_vline(all, l->rule_x, l->rule_top + 1, l->rule_bottom - l->rule_top - 1);
    area_text(all, l->rule_x, l->rule_top, ROLE_DIM, "┬");
    area_text(all, l->rule_x, l->rule_bottom, ROLE_DIM, "┴");
    for (int i = 0; i < 2; i++) {
        int y = l->side[i].y + l->side[i].h;
        if (y >= l->rule_bottom)
            continue;
        area_text(all, l->rule_x, y, ROLE_DIM, "├");
        area_hline(all, l->rule_x + 1, y, f->columns - l->rule_x - 1);
    }
}

void layout_draw_too_small(struct frame *f)
{
    LS_AUTO(string) char *text = ls_asprintf("%dx%d: enlarge to %dx%d; q leaves", f->columns, f->rows, LAYOUT_MIN_COLUMNS,
                                             LAYOUT_MIN_ROWS);
    area_wrap(area_all(f), ROLE_NORMAL, text);
}

void layout_draw_rule(struct area row, size_t more)
{
    area_hline(row, 0, 0, row.w);
    if (!more)
        return;
    LS_AUTO(string) char *text = ls_asprintf(" %zu more ↓ ", more);
    area_text_right(row, row.w - 1, 0, ROLE_DIM, text);
}
