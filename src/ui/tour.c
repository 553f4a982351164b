/* The tour. It watches what is on the screen and which commands are run, and never takes a key but the last Esc. */
#include "ui/tour.h"

#include <string.h>

#include "base/mem.h"
#include "lockstep/setting.h"
#include "ui/rows.h"
#include "ui/state.h"
#include "ui/views.h"

enum { ROOMY = 110, NARROW = 70, LEAST_ROWS = 14 };

/* What to do next; text: first what was just seen, then the keys. mode: where the step is gone through, else it begins
 * on the home screen. */
static const struct {
    const char *name, *text, *mode;
} STEPS[TOUR_STEPS] = {
    {"agenda", "A sync of 15 minutes is due. 2 shows its agenda, and w says why a line is there.", "agenda"},
    {"filter", "The backlog is one list for both halves. Press / and type battery, then Enter: words, or owner:none is:late.", ""},
    {"open", "What is left can be looked at: Enter opens it, with its owner, evidence, and what blocks it. Esc goes back.", ""},
    {"triage", "New items wait for a decision. T shows them one by one: 1 accepts, 2 merges, z snoozes, u takes back.", "triage"},
    {"sync", "Time to meet. S and Enter start the sync: Space ends a line, n notes an action (text @owner fri).", "sync"},
};
static const char AFTER[] = "All five are done. Q ends the sync and writes its recap, q leaves the sample. lockstep, then 2, "
                            "starts your team.";

void tour_begin(struct ui *ui)
{
    if (!*ls_setting(ui_board(ui), LS_SETTING_SAMPLE)) {
        ui_say(ui, ROLE_DIM, "the tour is of the sample team: lockstep init tour.db --sample, or lockstep without a file");
        return;
    }
    ui->tour = (struct tour){.on = true};
    home_show(ui, HOME_BACKLOG);
}

bool tour_leave(struct ui *ui)
{
    if (!ui->tour.on)
        return false;
    ui->tour.on = false;
    ui_say(ui, ROLE_NORMAL, "the tour is left: g? begins it again, ? shows every key");
    return true;
}

void tour_look(struct ui *ui)
{
    struct tour *t = &ui->tour;
    const char *mode = ui->top->ops->mode(ui->top);
    const struct rows *rows = ui->top->ops->rows ? ui->top->ops->rows(ui->top) : NULL;
    if (!t->on || ui->asking)
        return;
    t->done[TOUR_AGENDA] |= !strcmp(mode, "agenda");
    t->done[TOUR_FILTER] |= rows && rows->filter && *rows->filter;
    t->done[TOUR_OPEN] |= !strcmp(mode, "item") || !strcmp(mode, "blocker") || !strcmp(mode, "record");
}

void tour_ran(struct ui *ui, enum ls_command_id id)
{
    ui->tour.done[TOUR_TRIAGE] |= id >= LS_CMD_TRIAGE_ACCEPT && id <= LS_CMD_TRIAGE_ASK;
    ui->tour.done[TOUR_SYNC] |= id == LS_CMD_SYNC_NEXT;
}

static int tour_step(const struct tour *t)
{
    int step = 0;
    while (step < TOUR_STEPS && t->done[step])
        step++;
    return step;
}

int tour_rows(const struct ui *ui, int columns, int rows)
{
    if (!ui->tour.on || rows < LEAST_ROWS)
        return 0;
    return columns >= ROOMY ? 2 : 3;
}

/* "─ TOUR  ✓ agenda  2 filter  3 open  4 triage  5 sync ─── Esc leaves it ─" */
static void tour_draw_steps(const struct ui *ui, struct area row)
{
    const struct tour *t = &ui->tour;
    int now = tour_step(t);
    area_hline(row, 0, 0, row.w);
    int x = 1 + area_text(row, 1, 0, ROLE_ACCENT, " TOUR  ");
    for (int i = 0; i < TOUR_STEPS; i++) {
        const char *gap = i + 1 < TOUR_STEPS && row.w >= NARROW ? "  " : " ";
        int from = x;
        if (t->done[i])
            x += area_text(row, x, 0, ROLE_GOOD, "✓ ");
        else
            x += area_printf(row, x, 0, ROLE_ACCENT, "%d ", i + 1);
        x += area_text(row, x, 0, i == now ? ROLE_BOLD : ROLE_DIM, STEPS[i].name);
        area_focus(row, from, 0, i == now ? x - from : 0);
        x += area_text(row, x, 0, ROLE_DIM, gap);
    }
    if (!ui->top->below && !ui->asking && x + 17 < row.w)
        area_text_right(row, row.w - 1, 0, ROLE_DIM, " Esc leaves it ");
}

/* Whether a screen lies over the one on which the step begins: its keys would be dead. */
static bool tour_is_elsewhere(const struct ui *ui, int step)
{
    return step < TOUR_STEPS && ui->top->below && strcmp(ui->top->ops->mode(ui->top), STEPS[step].mode) != 0;
}

void tour_draw(const struct ui *ui, struct area a)
{
    int step = tour_step(&ui->tour);
    tour_draw_steps(ui, area_part(a, 0, 0, a.w, 1));
    LS_AUTO(string) char *text = ls_asprintf("%s%s", tour_is_elsewhere(ui, step) ? "Esc goes back. " : "",
                                             step < TOUR_STEPS ? STEPS[step].text : AFTER);
    area_wrap(area_part(a, 1, 1, a.w - 2, a.h - 1), ROLE_NORMAL, text);
}
