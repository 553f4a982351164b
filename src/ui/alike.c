/* Takes what is on the board into the index, a slice a turn of the loop: a key never waits for more than one. */
#include "ui/alike.h"

#include "base/clock.h"
#include "ui/state.h"

enum {
    STEP = 100, /* items between two looks for a key */
    LOADING_MS = 100,
    PREPARE_MS = 150, /* after all was read: a filter is wanted more often, and is made ready first (ui/rows.c) */
};

struct ls_likeness *alike_index(struct ui *ui)
{
    if (!ui->likeness)
        ui->likeness = ls_likeness_new();
    return ui->likeness;
}

/* All is read: what was shown without look-alikes is shown with them. */
static void alike_tell(struct ui *ui)
{
    for (struct view *v = ui->top; v; v = v->below)
        if (v->ops->alike)
            v->ops->news(v);
    if (ui->asking && ui->question.fill)
        prompt_fill(&ui->prompt, ui->question.fill, ui->question.arg);
    if (ui->asking && ui->question.live)
        ui->question.live(ui->question.arg, ui->prompt.text.data);
    ui_stale(ui);
}

static void alike_go_on(void *arg)
{
    struct ui *ui = arg;
    if (alike_ready(ui))
        alike_tell(ui);
}

/* Reads on for as long as a key may wait; true once all is in. */
static bool alike_step(struct ui *ui)
{
    int64_t began = ls_clock_monotonic();
    bool all;
    do {
        all = ls_likeness_step(alike_index(ui), ui_board(ui), STEP);
    } while (!all && loop_may_go_on(&ui->loop, began));
    return all;
}

static void alike_prepare_more(void *arg)
{
    struct ui *ui = arg;
    if (!alike_step(ui))
        loop_timer(&ui->loop, 0, alike_prepare_more, ui);
}

void alike_prepare(struct ui *ui)
{
    loop_timer(&ui->loop, PREPARE_MS, alike_prepare_more, ui);
}

bool alike_ready(struct ui *ui)
{
    bool loading = ui_is_reading(ui);
    if (!loading && alike_step(ui))
        return true;
    loop_timer(&ui->loop, loading ? LOADING_MS : 0, alike_go_on, ui);
    return false;
}
