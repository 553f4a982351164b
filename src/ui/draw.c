/* The frame: the view on top, what lies over it, the tour below it, and when that is to be drawn again. */
#include "ui/ui_parts.h"

#include <stdlib.h>

#include "base/clock.h"
#include "ui/layout.h"
#include "ui/prefix.h"

enum { READING_MS = 100 }; /* so often is said how much of a file has been read */

bool ui_is_too_small(int columns, int rows)
{
    return columns < LAYOUT_MIN_COLUMNS || rows < LAYOUT_MIN_ROWS;
}

static void ui_tick(void *arg)
{
    struct ui *ui = arg;
    if (ui->session)
        ui_news(ui);
    if (ui->sync_runs)
        bell_look(ui);
    ui_stale(ui);
}

/* Whether what is said of the file changes each second: how long it is kept, silent, or was saved ago; or what others have just changed has its sign. */
static bool ui_counts_seconds(struct ui *ui, int64_t now)
{
    struct ls_session_status s;
    if (!ui->session)
        return false;
    ls_session_status(ui->session, &s);
    return fresh_any(&ui->fresh, ls_clock_ticks()) || s.silent_ms || s.pending || s.unkept || (s.saved_at != LS_NONE && now - s.saved_at < 10 * LS_SECOND);
}

/* When the picture changes by itself next: a running clock each second, else "saved 2 s ago" or the minute. */
static void ui_set_tick(struct ui *ui)
{
    int64_t now = ls_clock_now(), wait = LS_MINUTE - now % LS_MINUTE;
    if (ui_counts_seconds(ui, now))
        wait = LS_SECOND;
    if (ui_is_reading(ui))
        wait = READING_MS;
    if (ui->top->ops->clock || ui->sync_runs)
        wait = LS_SECOND - now % LS_SECOND;
    loop_timer(&ui->loop, wait, ui_tick, ui);
}

/* Which page it is: the view, and but for lists the record that it is about. */
static void ui_name_page(struct ui *ui, struct frame *f)
{
    ls_id *ids = NULL;
    f->depth = 0;
    f->about = (uint64_t)(uintptr_t)ui->top;
    for (const struct view *v = ui->top->below; v; v = v->below)
        f->depth++;
    if (!ui->top->ops->list && ui_subject(ui, &ids) > 0)
        f->about += (uint64_t)ids[0] << 1;
    free(ids);
}

/* What lies over any view: a message of several rows, the panel of a prefix, a question. */
static void ui_draw_over(struct ui *ui, struct frame *f)
{
    ui_draw_long_message(ui, f);
    prefix_draw(ui, f);
    if (ui->asking)
        prompt_draw(&ui->prompt, area_part(area_all(f), 0, 1, f->columns, f->rows - 1));
}

/* Draws the view on top into its picture, of which the parts stand that nothing has drawn over. */
static void ui_draw_view(struct ui *ui, const struct frame *f, int tour)
{
    struct frame *picture = &ui->picture;
    if (picture->columns != f->columns || picture->rows != f->rows - tour)
        frame_resize(picture, f->columns, f->rows - tour);
    else if (!ui->top->ops->parts || tour)
        frame_clear(picture);
    else
        frame_again(picture);
    picture->ascii = f->ascii;
    picture->plain = f->plain;
    ls_buf_clear(&ui->rest.text);
    ui->top->ops->draw(ui->top, picture);
}

void ui_draw(void *arg, struct frame *f)
{
    struct ui *ui = arg;
    if (f->plain)
        ui_name_page(ui, f);
    ui_set_tick(ui);
    if (ui_is_too_small(f->columns, f->rows)) {
        frame_clear(f);
        layout_draw_too_small(f);
        return;
    }
    int tour = tour_rows(ui, f->columns, f->rows);
    ui_draw_view(ui, f, tour);
    if (tour)
        ui_draw_over(ui, &ui->picture); /* the tour is seen below it */
    frame_put(f, &ui->picture);
    if (!tour) {
        ui_draw_over(ui, f);
        return;
    }
    struct area below = area_part(area_all(f), 0, f->rows - tour, f->columns, tour);
    area_fill(below, ROLE_NORMAL);
    tour_draw(ui, below);
}
