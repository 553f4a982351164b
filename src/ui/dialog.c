/* The frame of a dialog. What is in it is its view's. */
#include "ui/dialog.h"

#include "base/text.h"

/* Columns and rows around; the widest, and what a screen that is not much wider shows. */
enum { WIDEST = 100, NORMAL = 76, MARGIN_X = 4, MARGIN_Y = 4, EDGES = 2 };

/* How many lines a dialog has room for at most. */
static int dialog_room(const struct frame *f)
{
    int room = f->rows - MARGIN_Y - EDGES;
    return room > 1 ? room : 1;
}

static void dialog_draw_edges(struct area box)
{
    area_fill(box, ROLE_NORMAL);
    area_hline(box, 0, 0, box.w);
    area_hline(box, 0, box.h - 1, box.w);
    area_vline(box, 0, 1, box.h - EDGES);
    area_vline(box, box.w - 1, 1, box.h - EDGES);
    area_text(box, 0, 0, ROLE_DIM, "┌");
    area_text(box, box.w - 1, 0, ROLE_DIM, "┐");
    area_text(box, 0, box.h - 1, ROLE_DIM, "└");
    area_text(box, box.w - 1, box.h - 1, ROLE_DIM, "┘");
}

struct area dialog_draw(struct frame *f, int rows, const char *title, size_t at, size_t count)
{
    LS_AUTO(buf) struct ls_buf place = LS_BUF_INIT, head = LS_BUF_INIT;
    int w = f->columns - MARGIN_X < WIDEST ? f->columns - MARGIN_X : WIDEST;
    w = w > NORMAL && f->columns < NORMAL + 24 ? NORMAL : w;
    int h = (rows < dialog_room(f) ? rows : dialog_room(f)) + EDGES;
    struct area box = area_part(area_all(f), (f->columns - w) / 2, (f->rows - h) / 2, w, h);
    dialog_draw_edges(box);
    ls_buf_printf(&place, " %zu of %zu ", at, count);
    int end = count > 1 ? area_text_right(box, box.w - EDGES, 0, ROLE_NORMAL, place.data) : box.w - 1;
    ls_buf_printf(&head, " %s ", title);
    if (ls_text_columns(head.data) < end - 1)
        area_text(box, 1, 0, ROLE_BOLD, head.data);
    else
        area_fit(box, 1, 0, end - 2, ROLE_BOLD, head.data);
    return area_part(box, 1, 1, w - EDGES, h - EDGES);
}

void dialog_draw_keys(struct area row, const char *const *keys, size_t count)
{
    int gap = row.w < DIALOG_FULL ? 2 : 3, all = 0;
    for (size_t i = 0; i < count; i++)
        all += ls_text_columns(keys[i]) + (i % 2 ? gap : 1);
    gap -= gap > 2 && 2 + all - gap > row.w; /* closer, where that makes them all fit */
    for (size_t i = 0, x = 2; i + 1 < count; i += 2) {
        x += (size_t)area_text(row, (int)x, 0, ROLE_ACCENT, keys[i]) + 1;
        x += (size_t)(area_text(row, (int)x, 0, ROLE_DIM, keys[i + 1]) + gap);
    }
}
