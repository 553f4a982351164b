/* The screen's frame of operation: events to commands, session to views, views to the frame. What a view shows is
 * its own business; what a command does is app's. */
#include "ui/ui.h"

#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/machine.h"
#include "base/mem.h"
#include "lockstep/setting.h"
#include "ui/alike.h"
#include "ui/commands.h"
#include "ui/layout.h"
#include "ui/looked.h"
#include "ui/people.h"
#include "ui/plain.h"
#include "ui/prefix.h"
#include "ui/state.h"
#include "ui/term/term.h"
#include "ui/verbs.h"
#include "ui/view_triage.h"
#include "ui/views.h"

enum { STATUS_INTERRUPTED = 130, READING_MS = 200, NEWS_COST_TIMES = 10, DRAFT_MS = 1000, OPENING_MS = 150, SESSION_FDS = 8 };

/* --- what views use -------------------------------------------------------------------------- */

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
    ui->message_trouble = false;
    ui->message_at = ls_clock_now();
    ui_stale(ui);
}

void ui_say_error(struct ui *ui, const struct ls_error *err)
{
    if (err->hint)
        ui_say(ui, ROLE_WARN, "%s (%s)", err->message, err->hint);
    else
        ui_say(ui, ROLE_WARN, "%s", err->message ? err->message : "that failed");
}

static void ui_read_facts(struct ui *ui)
{
    if (ui->session)
        facts_update(&ui->facts, ui_board(ui), ls_session_me(ui->session), ls_clock_now(), ui->ritual);
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

void ui_pop(struct ui *ui)
{
    struct view *v = ui->top;
    if (!v->below)
        return;
    ui->top = v->below;
    frame_clear(&ui->picture);
    v->ops->free(v);
    ui_stale(ui);
    if (ui->only && !ui->top->below)
        ui_leave(ui, 0);
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

/* --- questions ------------------------------------------------------------------------------- */

/* An answer that is being typed outlives the program: the journal keeps it. */
static void ui_keep_draft(void *arg)
{
    struct ui *ui = arg;
    if (ui->asking && ui->draft && strcmp(ui->prompt.text.data, ls_session_draft(ui->session, ui->draft)) != 0)
        ls_session_keep_typed(ui->session, ui->draft, ui->prompt.text.data);
}

static void ui_keep_views(struct ui *ui)
{
    for (struct view *v = ui->top; v; v = v->below)
        if (v->ops->keep)
            v->ops->keep(v);
}

static void ui_forget(struct ui *ui, const char *draft)
{
    if (draft && *ls_session_draft(ui->session, draft))
        ls_session_keep_typed(ui->session, draft, "");
}

void ui_forget_draft(struct ui *ui)
{
    loop_timer(&ui->loop, -1, ui_keep_draft, ui);
    ui_forget(ui, ui->draft);
}

void ui_unask(struct ui *ui)
{
    struct ui_question q = ui->question;
    ui->asking = false;
    prompt_done(&ui->prompt);
    ui->question = (struct ui_question){0};
    free(ui->draft);
    ui->draft = NULL;
    if (q.free)
        q.free(q.arg);
    ui_stale(ui);
}

void ui_ask(struct ui *ui, const struct ui_question *question)
{
    if (ui->asking)
        ui_unask(ui);
    ui->question = *question;
    ui->question.label = ui->question.text = ui->question.hint = NULL; /* the prompt has copies */
    ui->draft = question->draft ? ls_session_typed_key(ui->session, question->draft) : NULL;
    const char *draft = ui->draft ? ls_session_draft(ui->session, ui->draft) : "";
    prompt_init(&ui->prompt, question->kind, question->label, *draft ? draft : question->text);
    if (question->hint)
        prompt_set_hint(&ui->prompt, question->hint);
    if (question->fill)
        prompt_fill(&ui->prompt, question->fill, question->arg);
    ui->asking = true;
    ls_buf_clear(&ui->message);
    ui_stale(ui);
}

static bool ui_is_reading(const struct ui *ui)
{
    struct ls_session_status status;
    if (!ui->session)
        return false;
    ls_session_status(ui->session, &status);
    return status.phase != LS_SESSION_LOADED && status.phase != LS_SESSION_FAILED;
}

/* Gives the answer to who asked. It is taken with no question open, so that the answer may lead to the next. */
static void ui_answer(struct ui *ui)
{
    struct ls_error err = {0};
    LS_AUTO(string) char *answer = ls_strdup(prompt_answer(&ui->prompt));
    struct ui_question q = ui->question;
    struct prompt old = ui->prompt;
    char *draft = ui->draft;
    ui->asking = ui->answer_waits = false;
    ui->draft = NULL;
    if (!q.taken || q.taken(q.arg, answer, &err)) {
        prompt_done(&old);
        ui_forget(ui, draft);
        free(draft);
        if (q.free)
            q.free(q.arg);
    } else {
        ui->asking = true;
        ui->prompt = old;
        ui->question = q;
        ui->draft = draft;
        ui->answer_waits = err.code == LS_EBUSY && ui_is_reading(ui);
        if (ui->answer_waits)
            ls_error_hint(&err, "this is done as soon as it is there");
        LS_AUTO(string) char *why = err.hint ? ls_asprintf("%s (%s)", err.message, err.hint) : ls_strdup(err.message);
        prompt_refuse(&ui->prompt, why);
    }
    ls_error_done(&err);
    ui_stale(ui);
}

/* What is asked can be looked up: the question goes, with what was typed. */
static void ui_question_help(struct ui *ui)
{
    struct ui_question q = ui->question;
    LS_AUTO(string) char *text = ls_strdup(ui->prompt.text.data);
    ui_unask(ui);
    q.help(q.arg, text);
}

void ui_question_event(struct ui *ui, const struct ui_event *e)
{
    if (ui->question.help && e->kind == UI_EVENT_KEY && ls_key_is(e->key, LS_KEY_F1)) {
        ui_question_help(ui);
        return;
    }
    ui->answer_waits = false;
    enum prompt_result result = prompt_event(&ui->prompt, e);
    struct ui_question *q = &ui->question;
    ui_stale(ui);
    if (result == PROMPT_TAKEN) {
        ui_answer(ui);
    } else if (result == PROMPT_LEFT) {
        ui_forget_draft(ui);
        if (q->left)
            q->left(q->arg);
        ui_unask(ui);
    } else {
        if (q->draft)
            loop_timer_within(&ui->loop, DRAFT_MS, ui_keep_draft, ui);
        if (q->live)
            q->live(q->arg, ui->prompt.text.data);
    }
}

/* --- commands -------------------------------------------------------------------------------- */

void ui_command(struct ui *ui, enum ls_command_id id)
{
    const struct ls_command *c = ls_command_info(id);
    ls_buf_clear(&ui->message);
    ui_stale(ui);
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

/* Hands that know vim begin a count with a digit: the first ones are panes here, so there are none; what goes far instead. */
static bool ui_dead_count(struct ui *ui, struct ls_key key)
{
    const char *mode = ui->top->ops->mode(ui->top);
    LS_AUTO(buf) struct ls_buf page = LS_BUF_INIT, end = LS_BUF_INIT;
    if (key.mods || key.code < '0' || key.code > '9' || !ui->top->ops->list ||
        !keymap_key_of(&ui->keymap, mode, LS_CMD_PAGE_DOWN, &page) || !keymap_key_of(&ui->keymap, mode, LS_CMD_BOTTOM, &end))
        return false;
    ui_say(ui, ROLE_DIM, "keys take no counts: %s goes a page, %s to the end, / finds", page.data, end.data);
    return true;
}

/* Says of a key that does nothing where it does something. */
static void ui_dead_key(struct ui *ui, struct ls_key before, struct ls_key key)
{
    LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT, where = LS_BUF_INIT;
    if (!before.code && ui_dead_count(ui, key))
        return;
    if (before.code)
        ls_key_format(&name, before);
    ls_key_format(&name, key);
    const char *words;
    const struct ls_command *c = keymap_elsewhere(&ui->keymap, before, key, &words);
    if (c)
        ls_buf_printf(&where, "; %s: %s", words, c->help);
    ui_say(ui, ROLE_DIM, "%s does nothing here, ? shows the keys%s", name.data, where.data);
}

static void ui_key(struct ui *ui, struct ls_key key)
{
    enum ls_command_id id;
    struct ls_key before = ui->prefix;
    ui->prefix = (struct ls_key){0};
    if (ls_key_is_ctrl(key, 'c')) {
        if (ui->leaving_asked) {
            ui_leave(ui, STATUS_INTERRUPTED);
            return;
        }
        ui_command(ui, LS_CMD_BACK);
        ui_say(ui, ROLE_NORMAL, "q leaves; Ctrl-c again leaves at once");
        ui->leaving_asked = true;
        return;
    }
    ui->leaving_asked = false;
    if (before.code && ls_key_is(key, LS_KEY_ESC)) {
        ui_stale(ui);
        return;
    }
    switch (keymap_find(&ui->keymap, ui->top->ops->mode(ui->top), before, key, &id)) {
    case KEYMAP_COMMAND:
        ui->leaving = ls_key_is(key, 'q');
        ui_command(ui, id);
        ui->leaving = false;
        break;
    case KEYMAP_PREFIX:
        ui->prefix = key;
        ui_stale(ui);
        break;
    default:
        ui_dead_key(ui, before, key);
    }
}

/* No key of ours has Alt, but for deleting a word: Esc and a key that came together were two keys. */
static bool ui_is_quick_esc(const struct ui_event *e)
{
    return e->kind == UI_EVENT_KEY && e->key.mods == LS_MOD_ALT && e->key.code != LS_KEY_BACKSPACE;
}

static bool ui_is_too_small(int columns, int rows)
{
    return columns < LAYOUT_MIN_COLUMNS || rows < LAYOUT_MIN_ROWS;
}

static void ui_event(void *arg, const struct ui_event *e)
{
    struct ui *ui = arg;
    ui_stale(ui);
    if (ui_is_quick_esc(e)) {
        ui_event(ui, &(struct ui_event){.kind = UI_EVENT_KEY, .key = {LS_KEY_ESC, 0}});
        ui_event(ui, &(struct ui_event){.kind = UI_EVENT_KEY, .key = {e->key.code, 0}});
        return;
    }
    switch (e->kind) {
    case UI_EVENT_SIGNAL:
    case UI_EVENT_GONE:
        if (ui->session)
            ui_keep_draft(ui);
        ui_keep_views(ui);
        ui->signal = e->kind == UI_EVENT_GONE ? SIGHUP : e->lines;
        ui_leave(ui, 128 + ui->signal);
        return;
    case UI_EVENT_END:
        ui_leave(ui, 0);
        return;
    case UI_EVENT_TICK:
        if (ui->session)
            ui_news(ui); /* another day, perhaps */
        bell_look(ui);
        return;
    case UI_EVENT_LINE:
        plain_line(ui, e->text);
        return;
    case UI_EVENT_REDRAW:
        frame_clear(&ui->picture);
        return;
    case UI_EVENT_KEY:
    case UI_EVENT_PASTE:
    case UI_EVENT_CLICK:
    case UI_EVENT_WHEEL:
        ui->form_saved = 0;
        break;
    default:
        return;
    }
    if (ui_is_too_small(ui->loop.terminal->columns, ui->loop.terminal->rows)) {
        if (e->kind == UI_EVENT_KEY && ls_key_is_ctrl(e->key, 'c'))
            ui_key(ui, e->key);
        return; /* nobody sees what it would do */
    }
    ui->key_at = ls_clock_monotonic();
    if (ui->asking) {
        ui_question_event(ui, e);
        tour_look(ui);
        return;
    }
    if (ui->top->ops->event && ui->top->ops->event(ui->top, e))
        return;
    if (e->kind == UI_EVENT_KEY)
        ui_key(ui, e->key);
    else if (e->kind == UI_EVENT_PASTE)
        verb_paste(ui, e->text);
    tour_look(ui);
}

void ui_feed(struct ui *ui, const struct ui_event *e)
{
    ui_event(ui, e);
}

/* --- the session ----------------------------------------------------------------------------- */

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
    if ((version == ui->version && ui->today == ui_today()) || ui_news_can_wait(ui))
        return;
    const char *zone = ls_setting(ui_board(ui), LS_SETTING_TIME_ZONE);
    int64_t began = ls_clock_monotonic();
    if (*zone)
        ls_clock_set_zone(zone);
    ui->version = version;
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

static void ui_session_event(struct ui *ui, const struct ls_session_event *e)
{
    struct ls_session_status status;
    switch (e->kind) {
    case LS_SESSION_EVENT_REFUSED:
    case LS_SESSION_EVENT_WAITS:
    case LS_SESSION_EVENT_TROUBLE:
        if (e->error && e->error->message) {
            ui_say_error(ui, e->error);
            ls_session_status(ui->session, &status);
            ui->message_trouble = status.error->code != LS_OK;
        }
        break;
    case LS_SESSION_EVENT_LOADED:
        ui->version = 0; /* what counts only once all is there */
        alike_prepare(ui);
        if (ui->asking && ui->answer_waits)
            ui_answer(ui);
        break;
    case LS_SESSION_EVENT_HEALED:
        ls_session_status(ui->session, &status);
        if (status.lost)
            break; /* one of those in the dialog, which says so */
        ui_say_healing(ui);
        break;
    case LS_SESSION_EVENT_LOST:
        ui_say_healing(ui);
        break;
    case LS_SESSION_EVENT_UNDONE:
        view_undone(ui, e);
        break;
    case LS_SESSION_EVENT_LOG:
        for (struct view *v = ui->top; v; v = v->below)
            if (v->ops->log)
                v->ops->log(v, e);
        break;
    case LS_SESSION_EVENT_CONFLICT:
        verb_say_conflict(ui, e->error);
        triage_crossed(ui, e->cs);
        if (e->n && e->n == ui->form_saved)
            conflict_show(ui); /* nothing was pressed since the form was saved: it is what one waits for */
        break;
    case LS_SESSION_EVENT_NEWS:
        fresh_note(&ui->fresh, e->cs, ls_clock_ticks());
        for (struct view *v = ui->top; v; v = v->below)
            if (v->ops->others)
                v->ops->others(v, e->cs);
        verb_say_news(ui, e->cs);
        break;
    default:
        break;
    }
    ui_stale(ui);
}

static size_t ui_poll(void *arg, struct pollfd *fds, size_t cap, int *timeout_ms)
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

/* Whether the file cannot be opened, and why: that is said on the command line, where it can be copied. */
static bool ui_opening_failed(const struct ls_session *session, struct ls_error *ret_failure)
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
    ui_command(ui, id);
    ui->only = true;
}

static void ui_turn(void *arg)
{
    struct ui *ui = arg;
    if (!ui->session)
        return;
    bool turned = ls_session_turn(ui->session);
    bool met = presence_update(&ui->presence, ui->session, ls_clock_monotonic());
    if ((turned && !ui_news_can_wait(ui)) || met)
        ui_stale(ui);
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

/* Nothing is under way: what was done is saved, and all is read. */
static bool ui_idle(void *arg)
{
    struct ui *ui = arg;
    struct ls_session_status s;
    if (!ui->session)
        return true;
    ls_session_status(ui->session, &s);
    return !ui->first_command && !s.unkept && !s.pending && !s.asking && (s.phase == LS_SESSION_LOADED || s.phase == LS_SESSION_FAILED);
}

/* --- drawing --------------------------------------------------------------------------------- */

static void ui_tick(void *arg)
{
    struct ui *ui = arg;
    if (ui->session)
        ui_news(ui);
    if (ui->sync_runs)
        bell_look(ui);
    ui_stale(ui);
}

/* When the picture changes by itself next: a running clock each second, else "saved 2 s ago" or the minute. */
static void ui_set_tick(struct ui *ui)
{
    int64_t now = ls_clock_now(), wait = LS_MINUTE - now % LS_MINUTE;
    if (ui->session) {
        struct ls_session_status s;
        ls_session_status(ui->session, &s);
        if (s.phase == LS_SESSION_OPENING || s.phase == LS_SESSION_FIRST || s.silent_ms || s.pending || s.unkept || (s.saved_at != LS_NONE && now - s.saved_at < 10 * LS_SECOND))
            wait = LS_SECOND;
        if (fresh_any(&ui->fresh, ls_clock_ticks()))
            wait = LS_SECOND;
    }
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

/* What lies over any view: the panel of a prefix, a question. */
static void ui_draw_over(struct ui *ui, struct frame *f)
{
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
    ui->top->ops->draw(ui->top, picture);
}

static void ui_draw(void *arg, struct frame *f)
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

/* --- running --------------------------------------------------------------------------------- */

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
    keymap_init(&ui->keymap);
    loop_init(&ui->loop, terminal, &UI_OPS, ui);
    ui_push(ui, view);
    int status = loop_run(&ui->loop);
    free(ui->repeat_text);
    ui_keep_views(ui);
    if (ui->asking)
        ui_unask(ui);
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
    if (ui->failure.code)
        return ls_error_move(err, &ui->failure);
    *ret_status = status;
    *ret_signal = ui->signal;
    return 0;
}

/* Most files are there at once: then the first picture is the team's, not that of a file being opened. */
static void ui_await_first_page(struct ls_session *session)
{
    int64_t limit = ls_clock_monotonic() + OPENING_MS;
    for (;;) {
        struct ls_session_status s;
        ls_session_status(session, &s);
        int64_t left = limit - ls_clock_monotonic();
        if (s.phase != LS_SESSION_OPENING || left <= 0)
            return;
        struct pollfd fds[SESSION_FDS];
        int timeout = (int)left;
        size_t n = ls_session_poll(session, fds, LS_COUNT(fds), &timeout);
        poll(fds, n, timeout < (int)left ? timeout : (int)left);
        ls_session_turn(session);
    }
}

int ui_run(struct ls_session *session, const struct ls_config *config, const struct ui_start *start, int *ret_status,
           int *ret_signal, struct ls_error *err)
{
    struct ui ui = {.session = session, .config = config, .plain = start->plain, .tour = {.on = start->tour}, .join = start->join};
    frame_init(&ui.picture, 1, 1);
    ui.folder = start->folder ? start->folder : ls_config_get(config, LS_CONFIG_KEY_FOLDER);
    if (start->runs)
        ui.first_command = ls_command_info(start->command);
    ui_await_first_page(session);
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
