/* What the session tells: news is read by the views, what became of an edit is said. Each turn of the loop listens. */
#include "ui/ui_parts.h"

#include <poll.h>

#include "base/clock.h"
#include "base/machine.h"
#include "lockstep/setting.h"
#include "ui/alike.h"
#include "ui/commands.h"
#include "ui/looked.h"
#include "ui/people.h"
#include "ui/verbs.h"
#include "ui/view_triage.h"
#include "ui/views.h"

enum { READING_MS = 150, NEWS_COST_TIMES = 10 };

/* While a large file is read the board grows many times a second; people cannot read so fast, and a look at all of it
 * takes the longer the more there is: it may take no more than a tenth of the time, and not come between keys. Only then: what the
 * views have computed may borrow from records, which reading adds to and an edit changes. */
static bool ui_news_can_wait(struct ui *ui)
{
    struct ls_session_status s;
    ls_session_status(ui->session, &s);
    int64_t now = ls_clock_monotonic(), pause = NEWS_COST_TIMES * ui->news_cost;
    bool soon = now - ui->news_at < (pause > READING_MS ? pause : READING_MS) || now - ui->key_at < READING_MS;
    bool replaced = ls_board_replaced(ui->version, ui_board(ui));
    return !replaced && s.phase == LS_SESSION_FIRST && !s.pending && !s.unkept && ui->version && soon;
}

void ui_news(struct ui *ui)
{
    uint64_t version = ls_board_version(ui_board(ui));
    bool reading = ui_is_reading(ui); /* that all is there is news, too: some counts only then */
    if ((version == ui->version && ui->today == ui_today() && reading == ui->news_reading) || ui_news_can_wait(ui))
        return;
    const char *zone = ls_setting(ui_board(ui), LS_SETTING_TIME_ZONE);
    int64_t began = ls_clock_monotonic();
    if (*zone)
        ls_clock_set_zone(zone);
    ui->version = version;
    ui->news_reading = reading;
    ui->seen++;
    ui->sync_runs = ls_meeting_running(ui_board(ui)) != 0;
    if (ui->session)
        ls_session_set_active(ui->session, true, ui->sync_runs);
    ui->today = ui_today();
    ui_read_facts(ui);
    for (struct view *v = ui->top, *below; v; v = below) {
        below = v->below; /* one that has nothing more to ask goes */
        if (v->ops->news)
            v->ops->news(v);
    }
    bell_look(ui);
    ui_stale(ui);
    ui->news_at = ls_clock_monotonic();
    ui->news_cost = ui->news_at - began;
}

/* What the file has lost of mine: put back, or asked about; at once where nothing else is under way. */
static void ui_say_healing(struct ui *ui)
{
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    struct ls_session_status status;
    ls_session_status(ui->session, &status);
    if (status.lost) {
        ls_session_lost(ui->session, &b);
        if (!ui->top->below && !ui->asking)
            lost_show(ui);
        else
            ui_say(ui, ROLE_WARN, "%s", b.data);
        return;
    }
    ls_session_healed(ui->session, &b);
    ui_say(ui, ROLE_WARN, "%s", b.data);
}

/* Says why an edit is not in the file; what ails the file itself is said to be over by ui_trouble_over. */
static void ui_say_trouble(struct ui *ui, const struct ls_error *err)
{
    struct ls_session_status status;
    if (!err || !err->message)
        return;
    ls_session_status(ui->session, &status);
    ui_say_error(ui, err);
    ui->refused = false;
    ui->message_trouble = status.error->code != LS_OK;
}

static void ui_loaded(struct ui *ui)
{
    alike_prepare(ui);
    ui_answer_waiting(ui);
}

static void ui_tell_log(struct ui *ui, const struct ls_session_event *e)
{
    for (struct view *v = ui->top; v; v = v->below)
        if (v->ops->log)
            v->ops->log(v, e);
    if (ui->asking && ui->question.log)
        ui->question.log(ui->question.arg, e);
}

static void ui_tell_conflict(struct ui *ui, const struct ls_session_event *e)
{
    aside_saved(ui, e->n); /* both values wait for a choice */
    verb_say_conflict(ui, e->error);
    triage_crossed(ui, e->cs);
    if (e->n && e->n == ui->form_saved)
        conflict_show(ui); /* nothing was pressed since the form was saved: it is what one waits for */
}

static void ui_tell_news(struct ui *ui, const struct ls_changeset *cs)
{
    fresh_note(&ui->fresh, cs, ls_clock_ticks());
    for (struct view *v = ui->top; v; v = v->below)
        if (v->ops->others)
            v->ops->others(v, cs);
    verb_say_news(ui, cs);
}

static void ui_session_event(struct ui *ui, const struct ls_session_event *e)
{
    struct ls_session_status status;
    switch (e->kind) {
    case LS_SESSION_EVENT_SAVED:
        aside_saved(ui, e->n);
        break;
    case LS_SESSION_EVENT_REFUSED:
        if (!aside_refused(ui, e->cs, e->error))
            ui_say_trouble(ui, e->error);
        break;
    case LS_SESSION_EVENT_WAITS:
    case LS_SESSION_EVENT_TROUBLE:
        ui_say_trouble(ui, e->error);
        break;
    case LS_SESSION_EVENT_LOADED:
        ui_loaded(ui);
        break;
    case LS_SESSION_EVENT_HEALED:
        ls_session_status(ui->session, &status);
        if (!status.lost) /* else it is one of those in the dialog, which says so */
            ui_say_healing(ui);
        break;
    case LS_SESSION_EVENT_LOST:
        ui_say_healing(ui);
        break;
    case LS_SESSION_EVENT_UNDONE:
        view_undone(ui, e);
        break;
    case LS_SESSION_EVENT_LOG:
        ui_tell_log(ui, e);
        break;
    case LS_SESSION_EVENT_CONFLICT:
        ui_tell_conflict(ui, e);
        break;
    case LS_SESSION_EVENT_NEWS:
        ui_tell_news(ui, e->cs);
        break;
    default:
        break;
    }
    ui_stale(ui);
}

size_t ui_poll(void *arg, struct pollfd *fds, size_t cap, int *timeout_ms)
{
    struct ui *ui = arg;
    return ui->session ? ls_session_poll(ui->session, fds, cap, timeout_ms) : 0;
}

static void ui_trouble_over(struct ui *ui)
{
    struct ls_session_status status;
    ls_session_status(ui->session, &status);
    if (ui->message_trouble && !status.error->code)
        ui_say(ui, ROLE_NORMAL, "that is over: the team file can be used again");
}

/* A sync that was left running closes itself. Asked for real only when the time may have come. */
static void ui_close_idle(struct ui *ui)
{
    struct ls_session_status status;
    const struct ls_meeting *m = ls_meeting_get(ui_board(ui), ui->follow.meeting);
    int64_t now = ls_clock_now(), ticks = ls_clock_ticks();
    ls_session_status(ui->session, &status);
    if (!m || !ls_session_me(ui->session) || status.read_only || status.phase != LS_SESSION_LOADED ||
        (m->live_at != LS_NONE && now - m->live_at < LS_SYNC_IDLE_MS && ticks - ui->follow.touched < LS_SYNC_IDLE_MS))
        return;
    LS_AUTO(buf) struct ls_buf machine = LS_BUF_INIT, said = LS_BUF_INIT;
    ls_machine_name(&machine);
    struct ls_call call = {.board = ui_board(ui), .me = ls_session_me(ui->session), .now = now, .ticks = ticks,
                           .machine = machine.data, .follow = &ui->follow, .text = "", .said = &said};
    struct ls_changeset *cs = ls_changeset_new("sync closes itself");
    if (!ls_sync_close_idle(&call, cs)) {
        ls_changeset_free(cs);
        return;
    }
    struct ls_error err = {0};
    if (ls_session_commit(ui->session, cs, NULL, NULL, &err) == LS_OK)
        ui_say(ui, ROLE_NORMAL, "%s", said.data);
    else
        ui_say_error(ui, &err);
    ls_error_done(&err);
    ui_stale(ui);
}

bool ui_opening_failed(const struct ls_session *session, struct ls_error *ret_failure)
{
    struct ls_session_status s;
    ls_session_status(session, &s);
    if (s.phase != LS_SESSION_FAILED)
        return false;
    ls_error_set(ret_failure, s.error->code ? s.error->code : LS_EFAILED, "%s", s.error->message);
    if (s.error->hint)
        ls_error_hint(ret_failure, "%s", s.error->hint);
    return true;
}

static void ui_joined(void *arg)
{
    struct ui *ui = arg;
    ui_say(ui, ROLE_NORMAL, "you are %s here (: who changes it); owner:me finds yours, ? shows every key", ls_session_user(ui->session));
}

/* What was asked for on the command line begins once all is read. */
static void ui_start(struct ui *ui)
{
    struct ls_session_status s;
    ls_session_status(ui->session, &s);
    if (s.phase != LS_SESSION_LOADED)
        return;
    if (ui->join && !ls_session_me(ui->session) && !ui->asking)
        people_ask_me(ui, ui_joined, NULL, ui);
    ui->join = false;
    if (!ui->first_command)
        return;
    enum ls_command_id id = ui->first_command->id;
    ui->first_command = NULL;
    ui->only = true;
    ui_command(ui, id);
}

void ui_turn(void *arg)
{
    struct ui *ui = arg;
    if (!ui->session)
        return;
    bool turned = ls_session_turn(ui->session);
    bool met = presence_update(&ui->presence, ui->session, ls_clock_monotonic());
    if ((turned && !ui_news_can_wait(ui)) || met)
        ui_stale(ui);
    if (met && ui->asking && ui->question.met)
        ui->question.met(ui->question.arg);
    ui_news(ui); /* first of all: what the views have computed may be of records that are gone */
    ls_follow_update(&ui->follow, ui_board(ui), ls_clock_ticks());
    if (ui->sync_runs)
        verb_close_idle(ui);
    ui_close_idle(ui);
    ui_trouble_over(ui);
    if (ui_opening_failed(ui->session, &ui->failure)) {
        ui_leave(ui, ls_error_exit_status(ui->failure.code));
        return;
    }
    struct ls_session_event e;
    while (ls_session_event(ui->session, &e))
        ui_session_event(ui, &e);
    if (looked_count(ui) && ui->top->below)
        ui->version = 0; /* screens that lie over the first one read it, too */
    ui_news(ui);
    ui_start(ui);
}

bool ui_idle(void *arg)
{
    struct ui *ui = arg;
    struct ls_session_status s;
    if (!ui->session)
        return true;
    ls_session_status(ui->session, &s);
    return !ui->first_command && (ui->facts.planned || !ui->facts.board) && !s.unkept && !s.pending && !s.asking && (s.phase == LS_SESSION_LOADED || s.phase == LS_SESSION_FAILED);
}
