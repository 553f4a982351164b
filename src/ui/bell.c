/* The bell. It looks each second and remembers what it has rung for. */
#include "ui/bell.h"

#include "base/clock.h"
#include "base/machine.h"
#include "lockstep/meeting.h"
#include "ui/state.h"

/* Whether a sync was started since the last look, and not from here. */
static bool bell_starts(struct bell *b, ls_id running)
{
    bool starts = b->looked && running && running != b->meeting && !b->mine;
    if (running != b->meeting)
        *b = (struct bell){.looked = b->looked};
    b->meeting = running;
    return starts;
}

/* Whether its line, or all of it, has gone over its time since the last look. */
static bool bell_overruns(struct bell *b, const struct ls_live *live)
{
    const struct ls_live_line *line = live->current < live->line_count ? &live->lines[live->current] : NULL;
    bool line_over = line && line->plan_ms > 0 && line->spent_ms > line->plan_ms, over = live->spent_ms > live->total_ms;
    if (line && line->item->rec.id != b->line)
        b->line_over = false;
    bool news = (line_over && !b->line_over) || (over && !b->over);
    b->line = line ? line->item->rec.id : 0;
    b->line_over |= line_over;
    b->over |= over;
    return news;
}

void bell_look(struct ui *ui)
{
    struct bell *b = &ui->bell;
    struct ls_session_status s;
    if (!ui->session || ui->plain || ls_config_is(ui->config, LS_CONFIG_KEY_BELL, "off"))
        return;
    ls_session_status(ui->session, &s);
    if (s.phase != LS_SESSION_LOADED)
        return;
    const struct ls_board *board = ui_board(ui);
    ls_id running = ls_meeting_running(board);
    bool rings = bell_starts(b, running), first = !b->looked;
    b->looked = true;
    if (running) {
        LS_AUTO(buf) struct ls_buf machine = LS_BUF_INIT;
        LS_AUTO(error) struct ls_error none = {0};
        struct ls_live live = {0};
        ls_machine_name(&machine);
        struct ls_watch watch = {.now = ls_clock_now(), .ticks = ls_clock_ticks(), .machine = machine.data, .follow = &ui->follow};
        if (ls_live_read(board, running, &watch, &live, &none) == 0)
            rings = (bell_overruns(b, &live) && !first) || rings;
        ls_live_done(&live);
    }
    const struct terminal_ops *ops = ui->loop.terminal->ops;
    if (rings && ops->ring)
        ops->ring(ui->loop.terminal);
}
