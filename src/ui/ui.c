/* The door to the screen: a terminal and the first view, until the last one is left. The loop calls input.c for what
 * people do, turn.c for what the session tells and draw.c for a picture. */
#include "ui/ui.h"

#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/clock.h"
#include "lockstep/likeness.h"
#include "ui/term/term.h"
#include "ui/ui_parts.h"
#include "ui/views.h"

enum { OPENING_MS = 150, SESSION_FDS = 8 };

static const struct loop_ops UI_OPS = {
    .event = ui_event, .draw = ui_draw, .idle = ui_idle, .poll = ui_poll, .turn = ui_turn};

bool ui_possible(void)
{
    return getenv("LOCKSTEP_SCRIPT") || (isatty(STDIN_FILENO) && isatty(STDOUT_FILENO));
}

static int ui_open_terminal(const struct ui *ui, struct terminal **ret_terminal, struct ls_error *err)
{
    bool ascii = ls_config_is(ui->config, LS_CONFIG_KEY_LINES, "ascii");
    if (ui->plain) {
        *ret_terminal = lines_open(ascii);
        return 0;
    }
    const struct terminal_options options = {
        .theme = ls_config_get(ui->config, LS_CONFIG_KEY_THEME),
        .ascii = ascii,
        .no_mouse = ls_config_is(ui->config, LS_CONFIG_KEY_MOUSE, "off"),
        .no_clipboard = ls_config_is(ui->config, LS_CONFIG_KEY_CLIPBOARD, "off"),
    };
    return terminal_open(&options, ret_terminal, err);
}

/* Runs view and all that it pushes on a terminal; script failures make the status 1. */
static int ui_run_view(struct ui *ui, struct view *view, int *ret_status, int *ret_signal, struct ls_error *err)
{
    const char *script = getenv("LOCKSTEP_SCRIPT");
    struct terminal *terminal;
    int code = script ? script_open(script, &terminal, err) : ui_open_terminal(ui, &terminal, err);
    if (code < 0) {
        view->ops->free(view);
        return code;
    }
    ls_buf_init(&ui->message);
    ls_buf_init(&ui->burst);
    ls_buf_init(&ui->rest.text);
    ls_buf_init(&ui->news_last);
    keymap_init(&ui->keymap);
    loop_init(&ui->loop, terminal, &UI_OPS, ui);
    ui_push(ui, view);
    int status = loop_run(&ui->loop);
    free(ui->repeat_text);
    ui_keep_views(ui);
    if (ui->asking)
        ui_unask(ui);
    aside_done(ui);
    pasts_done(&ui->pasts);
    while (ui->top->below)
        ui_pop(ui);
    ui->top->ops->free(ui->top);
    if (script && script_failures(terminal))
        status = 1;
    terminal->ops->free(terminal);
    loop_done(&ui->loop);
    keymap_done(&ui->keymap);
    facts_done(&ui->facts);
    ls_likeness_free(ui->likeness);
    fresh_done(&ui->fresh);
    frame_done(&ui->picture);
    presence_done(&ui->presence);
    ls_buf_done(&ui->message);
    ls_buf_done(&ui->burst);
    ls_buf_done(&ui->rest.text);
    ls_buf_done(&ui->news_last);
    if (ui->failure.code)
        return ls_error_move(err, &ui->failure);
    *ret_status = status;
    *ret_signal = ui->signal;
    return 0;
}

void ui_await(struct ls_session *session, bool (*enough)(const struct ls_session_status *status), int limit_ms)
{
    int64_t limit = ls_clock_monotonic() + limit_ms;
    for (;;) {
        struct ls_session_status s;
        ls_session_status(session, &s);
        int64_t left = limit - ls_clock_monotonic();
        if (enough(&s) || left <= 0)
            return;
        struct pollfd fds[SESSION_FDS];
        int timeout = (int)left;
        size_t n = ls_session_poll(session, fds, LS_COUNT(fds), &timeout);
        poll(fds, n, timeout < (int)left ? timeout : (int)left);
        ls_session_turn(session);
    }
}

/* Most files are there at once: then the first picture is the team's, not that of a file being opened. */
static bool ui_has_first_page(const struct ls_session_status *status)
{
    return status->phase != LS_SESSION_OPENING;
}

int ui_run(struct ls_session *session, const struct ls_config *config, const struct ui_start *start, int *ret_status,
           int *ret_signal, struct ls_error *err)
{
    struct ui ui = {.session = session, .config = config, .plain = start->plain, .tour = {.on = start->tour}, .join = start->join};
    frame_init(&ui.picture, 1, 1);
    ui.folder = start->folder ? start->folder : ls_config_get(config, LS_CONFIG_KEY_FOLDER);
    if (start->runs)
        ui.first_command = ls_command_info(start->command);
    ui_await(session, ui_has_first_page, OPENING_MS);
    if (ui_opening_failed(session, &ui.failure))
        return ls_error_move(err, &ui.failure);
    return ui_run_view(&ui, home_view_new(), ret_status, ret_signal, err);
}

int ui_first_run(struct ui_first *first, const struct ls_config *config, const struct ui_start *start,
                 const struct ls_error *refused, int *ret_signal, struct ls_error *err)
{
    struct ui ui = {.config = config, .plain = start->plain};
    frame_init(&ui.picture, 1, 1);
    int status;
    struct view *view = first_view_new(first, refused);
    first->choice = UI_FIRST_LEAVE;
    return ui_run_view(&ui, view, &status, ret_signal, err);
}

void ui_first_done(struct ui_first *first)
{
    free(first->path);
    free(first->team);
    free(first->me);
    free(first->with);
    free(first->sync);
    *first = (struct ui_first){0};
}

void ui_die(int signal_number)
{
    signal(signal_number, SIG_DFL);
    raise(signal_number);
}
