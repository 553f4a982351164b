/* The frame of a screen that is one list. */
#include "ui/list_screen.h"

#include "ui/layout.h"
#include "ui/state.h"

/* Rows: title, rule, headings above; message and hints at the end. */
enum { ABOVE = 3, FOOT = 2, TWO_FROM = 20 };

void list_screen_begin(struct frame *f, struct list_screen *ret)
{
    struct area all = area_all(f);
    int peek = f->rows >= TWO_FROM ? 2 : 1, rule = f->rows - FOOT - peek - 1;
    *ret = (struct list_screen){.title = area_part(all, 0, 0, f->columns, 1),
                                .headings = area_part(all, 0, 2, f->columns - 1, 1),
                                .rows = area_part(all, 0, ABOVE, f->columns - 1, rule - ABOVE),
                                .peek = area_part(all, 1, rule + 1, f->columns - 2, peek),
                                .rule = rule};
    area_hline(all, 0, 1, f->columns);
}

void list_screen_end(struct view *view, struct frame *f, const struct list_screen *s, size_t more)
{
    struct area all = area_all(f);
    layout_draw_rule(area_part(all, 0, s->rule, f->columns, 1), more);
    ui_draw_message(view->ui, area_part(all, 0, f->rows - FOOT, f->columns, 1));
    ui_draw_hints(view->ui, view, area_part(all, 0, f->rows - 1, f->columns, 1));
}
