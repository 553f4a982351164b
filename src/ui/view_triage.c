/* The pass of triage: which item is at hand, what became of the others. What it looks like is in view_triage_draw.c. */
#include "ui/view_triage.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "ui/alike.h"
#include "ui/state.h"
#include "ui/views.h"

static struct triage_view *triage_of(struct view *v)
{
    return (struct triage_view *)v;
}

static const struct ls_item *triage_item(const struct triage_view *v)
{
    return v->at < v->len ? ls_item_get(ui_board(v->view.ui), v->ids[v->at]) : NULL;
}

size_t triage_count(const struct triage_view *v, enum ls_triage_state state)
{
    size_t count = 0;
    for (size_t i = 0; i < v->len; i++)
        count += v->states[i] == state;
    return count;
}

/* What stands beside the item at hand. */
static void triage_look(struct triage_view *v)
{
    const struct ls_item *item = triage_item(v);
    v->like_count = 0;
    if (!item)
        return;
    v->reading = !alike_ready(v->view.ui);
    v->like_count = ls_likeness_find(alike_index(v->view.ui), item->title, item->problem, item->rec.id, v->likes, TRIAGE_LIKES);
    ls_triage_propose(ui_board(v->view.ui), item, v->likes, v->like_count, &v->proposal);
}

/* Goes to the next that waits and was not skipped; to the summary where there is none. */
static void triage_next(struct triage_view *v)
{
    while (v->at < v->len && (v->states[v->at] != LS_TRIAGE_WAITS || v->skipped[v->at]))
        v->at++;
    if (v->at == v->len && !v->ended)
        v->ended = ls_clock_ticks();
    triage_look(v);
}

/* A pass over what waits now. */
static void triage_begin(struct triage_view *v)
{
    free(v->ids);
    free(v->states);
    free(v->skipped);
    struct ls_session_status status;
    ls_session_status(v->view.ui->session, &status);
    v->partial = status.phase != LS_SESSION_LOADED;
    v->today = ui_today();
    v->len = ls_triage_queue(ui_board(v->view.ui), v->today, &v->ids);
    v->states = ls_alloc((v->len + 1) * sizeof(*v->states));
    v->skipped = ls_alloc((v->len + 1) * sizeof(*v->skipped));
    v->at = 0;
    v->started = ls_clock_ticks();
    v->ended = 0;
    triage_next(v);
}

/* The board changed: what was decided is passed; what waits again, by an undo, comes back to the screen. */
static void triage_news(struct view *view)
{
    struct triage_view *v = triage_of(view);
    size_t back = v->len;
    if (!v->ids || v->partial) {
        triage_begin(v);
        return;
    }
    for (size_t i = 0; i < v->len; i++) {
        enum ls_triage_state state = ls_triage_state(ui_board(view->ui), v->ids[i], v->today);
        if (state == LS_TRIAGE_WAITS && v->states[i] != state && back == v->len)
            back = i;
        v->states[i] = state;
    }
    if (back < v->len) {
        v->at = back;
        v->skipped[back] = false;
        v->ended = 0;
    }
    triage_next(v);
}

/* Skips what is at hand: it stays as it is. */
static void triage_skip(struct triage_view *v)
{
    if (v->at == v->len)
        return;
    v->skipped[v->at] = true;
    triage_next(v);
}

/* Back to what was skipped last before here. */
static void triage_back(struct triage_view *v)
{
    size_t i = v->at;
    while (i && !(v->states[i - 1] == LS_TRIAGE_WAITS && v->skipped[i - 1]))
        i--;
    if (!i) {
        ui_say(v->view.ui, ROLE_DIM, "nothing was skipped before this; u takes a decision back");
        return;
    }
    v->at = i - 1;
    v->skipped[v->at] = false;
    v->ended = 0;
    triage_look(v);
}

static bool triage_command(struct view *view, enum ls_command_id id)
{
    struct triage_view *v = triage_of(view);
    if (id == LS_CMD_TRIAGE_SKIP || id == LS_CMD_DOWN)
        triage_skip(v);
    else if (id == LS_CMD_UP)
        triage_back(v);
    else if (id == LS_CMD_OPEN && v->at < v->len)
        record_open(view->ui, v->ids[v->at]);
    else if (id == LS_CMD_OPEN)
        ui_pop(view->ui);
    else
        return false;
    return true;
}

static const char *triage_mode(const struct view *v LS_UNUSED)
{
    return "triage";
}

static size_t triage_subject(struct view *view, ls_id **ret_ids)
{
    const struct triage_view *v = triage_of(view);
    *ret_ids = ls_alloc(sizeof(**ret_ids));
    (*ret_ids)[0] = v->at < v->len ? v->ids[v->at] : 0;
    return v->at < v->len;
}

static const struct hint *triage_hints(const struct view *view)
{
    static const struct hint HINTS[] = {
        {LS_CMD_TRIAGE_ACCEPT, "accept", 0}, {LS_CMD_TRIAGE_DUPLICATE, "duplicate…", 0},
        {LS_CMD_TRIAGE_DECLINE, "decline…", 0}, {LS_CMD_TRIAGE_SNOOZE, "snooze…", 0}, {LS_CMD_TRIAGE_ASK, "ask why", 0},
        {LS_CMD_TRIAGE_SKIP, "skip", 1}, {LS_CMD_UNDO, "undo", 2}, {LS_CMD_HELP, "help", 0}, {0, NULL, 0}};
    static const struct hint DONE[] = {{LS_CMD_OPEN, "done", 0}, {LS_CMD_TRIAGE_LIST, "what was skipped, again", 1},
                                       {LS_CMD_UNDO, "undo", 0}, {LS_CMD_BACK, "back", 0}, {LS_CMD_HELP, "help", 0},
                                       {0, NULL, 0}};
    const struct triage_view *v = (const struct triage_view *)view;
    return v->at < v->len ? HINTS : DONE;
}

static void triage_free(struct view *view)
{
    struct triage_view *v = triage_of(view);
    free(v->ids);
    free(v->states);
    free(v->skipped);
    free(v);
}

static const struct view_ops TRIAGE_OPS = {
    .mode = triage_mode, .draw = triage_draw, .command = triage_command, .news = triage_news, .subject = triage_subject,
    .hints = triage_hints, .free = triage_free, .clock = true, .alike = true};

void triage_show(struct ui *ui)
{
    for (struct view *view = ui->top; view; view = view->below) {
        struct triage_view *v = triage_of(view);
        if (view->ops != &TRIAGE_OPS)
            continue;
        while (ui->top != view)
            ui_pop(ui);
        if (v->at == v->len)
            triage_begin(v);
        return;
    }
    struct triage_view *v = ls_alloc(sizeof(*v));
    v->view.ops = &TRIAGE_OPS;
    ui_push(ui, &v->view);
}
