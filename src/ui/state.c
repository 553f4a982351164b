/* What views use of the screen: the stack of views, the message, commands. */
#include "ui/state.h"

#include "base/clock.h"
#include "ui/commands.h"
#include "ui/ui_parts.h"
#include "ui/verbs.h"

enum { PLAN_AGAIN_MS = 5 };

const struct ls_board *ui_board(const struct ui *ui)
{
    return ls_session_board(ui->session);
}

void ui_stale(struct ui *ui)
{
    loop_stale(&ui->loop);
}

int64_t ui_today(void)
{
    return ls_stamp_date(ls_clock_now());
}

void ui_say(struct ui *ui, enum role role, const char *format, ...)
{
    va_list args;
    ls_buf_clear(&ui->message);
    va_start(args, format);
    ls_buf_vprintf(&ui->message, format, args);
    va_end(args);
    ui->message_role = role;
    ui->message_trouble = ui->message_brief = ui->refused = false;
    ui_stale(ui);
}

void ui_say_error(struct ui *ui, const struct ls_error *err)
{
    if (err->hint)
        ui_say(ui, ROLE_WARN, "%s (%s)", err->message, err->hint);
    else
        ui_say(ui, ROLE_WARN, "%s", err->message ? err->message : "that failed");
    ui->refused = true;
}

/* The agenda, once no key waits: it takes longer than all else. */
static void ui_plan(void *arg)
{
    struct ui *ui = arg;
    if (!loop_may_go_on(&ui->loop, ls_clock_monotonic())) {
        loop_timer(&ui->loop, PLAN_AGAIN_MS, ui_plan, ui);
        return;
    }
    ui_agenda(ui);
}

const struct ls_agenda *ui_agenda(struct ui *ui)
{
    if (ui->facts.planned || !ui->facts.board)
        return ui->facts.agenda;
    facts_plan(&ui->facts);
    ui->seen++;
    for (struct view *v = ui->top; v; v = v->below)
        if (v->ops->planned)
            v->ops->planned(v);
    ui_stale(ui);
    return ui->facts.agenda;
}

void ui_read_facts(struct ui *ui)
{
    if (!ui->session)
        return;
    facts_update(&ui->facts, ui_board(ui), ls_session_me(ui->session), ls_clock_now(), ui->ritual);
    if (!ui->facts.planned)
        loop_timer(&ui->loop, 0, ui_plan, ui);
}

void ui_push(struct ui *ui, struct view *v)
{
    if (!ui->facts.board)
        ui_read_facts(ui);
    v->ui = ui;
    v->below = ui->top;
    ui->top = v;
    frame_clear(&ui->picture);
    if (v->ops->news)
        v->ops->news(v);
    ui_stale(ui);
}

struct view *ui_take_off(struct ui *ui)
{
    struct view *v = ui->top;
    if (!v->below)
        return NULL;
    ui->top = v->below;
    frame_clear(&ui->picture);
    ui_stale(ui);
    if (ui->only && !ui->top->below)
        ui_leave(ui, 0);
    return v;
}

void ui_pop(struct ui *ui)
{
    struct view *v = ui_take_off(ui);
    if (v)
        v->ops->free(v);
}

void ui_leave(struct ui *ui, int status)
{
    loop_end(&ui->loop, status);
}

size_t ui_subject(struct ui *ui, ls_id **ret_ids)
{
    *ret_ids = NULL;
    return ui->top->ops->subject ? ui->top->ops->subject(ui->top, ret_ids) : 0;
}

void ui_keep_views(struct ui *ui)
{
    for (struct view *v = ui->top; v; v = v->below)
        if (v->ops->keep)
            v->ops->keep(v);
}

bool ui_may_run(const struct ui *ui, enum ls_command_id id, struct ls_error *err)
{
    static const enum ls_command_id WRITING[] = {LS_CMD_NEW, LS_CMD_DELETE, LS_CMD_EDIT, LS_CMD_EDIT_TEXT, LS_CMD_SIGNAL_NEW,
                                                 LS_CMD_SIGNAL_LINK, LS_CMD_REPEAT, LS_CMD_UNDO, LS_CMD_REDO};
    bool writes = ls_command_info(id)->kind == LS_COMMAND_DATA;
    for (size_t i = 0; !writes && i < LS_COUNT(WRITING); i++)
        writes = WRITING[i] == id;
    return !writes || !ui->session || ls_session_may_write(ui->session, err) == LS_OK;
}

void ui_command(struct ui *ui, enum ls_command_id id)
{
    const struct ls_command *c = ls_command_info(id);
    LS_AUTO(error) struct ls_error refused = {0};
    ui->after_refusal = ui->refused;
    ui->refused = false;
    ls_buf_clear(&ui->message);
    ui_stale(ui);
    if (!ui_may_run(ui, id, &refused)) { /* before it asks for what would be lost */
        ui_say_error(ui, &refused);
        return;
    }
    bool own = c->kind == LS_COMMAND_DATA && ui->top->ops->verb && ui->top->ops->verb(ui->top, c);
    if (own)
        return;
    if (c->kind == LS_COMMAND_DATA)
        verb_start(ui, c);
    else if (c->kind == LS_COMMAND_CLI)
        ui_say(ui, ROLE_NORMAL, "on the command line: lockstep %s %s", c->spelling, c->usage);
    else
        ui_view_command(ui, id);
}

bool ui_is_reading(const struct ui *ui)
{
    struct ls_session_status status;
    if (!ui->session)
        return false;
    ls_session_status(ui->session, &status);
    return status.phase != LS_SESSION_LOADED && status.phase != LS_SESSION_FAILED;
}
