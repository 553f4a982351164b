/* A record with all that hangs on it: its page, which scrolls, and its history. Up and down go from one reference to
 * the next as far as they are on the screen, else they scroll; Enter opens the reference, Esc goes back one level.
 * What a page says is ui/record_body.h's. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "ui/head.h"
#include "ui/layout.h"
#include "ui/record_body.h"
#include "ui/state.h"
#include "ui/views.h"
#include "ui/words.h"

/* The rows around the page: head and rule above, rule, message and hints below. */
enum { LOG_LIMIT = 20, AROUND = 5 };

struct record_view {
    struct view view;
    const struct facts *facts; /* the screen's */
    ls_id id;
    struct card card; /* made anew where stale, or for another width */
    bool stale;
    int top;
    ls_id current; /* the reference under the cursor; 0: none */
    char **log;
    size_t log_len, log_cap;
};

static struct record_view *record_of(struct view *v)
{
    return (struct record_view *)v;
}

static const struct ls_record *record_shown(const struct record_view *v)
{
    const struct ls_record *r = v->facts ? ls_board_record(v->facts->board, v->id) : NULL;
    return r && !r->deleted ? r : NULL;
}

/* --- the page -------------------------------------------------------------------------------- */

static void record_make(struct record_view *v, int width)
{
    const struct ls_record *r = record_shown(v);
    if (!v->stale && v->card.width == width)
        return;
    card_done(&v->card);
    card_init(&v->card, v->facts, v->id, width);
    if (r)
        record_body(&v->card, r);
    card_gap(&v->card);
    for (size_t i = 0; i < v->log_len; i++)
        card_text(&v->card, i ? "" : "history", ROLE_DIM, v->log[i]);
    v->stale = false;
}

static int record_height(const struct frame *f)
{
    return f->rows > AROUND ? f->rows - AROUND : 1;
}

static int record_top_max(const struct record_view *v, int height)
{
    return (int)v->card.len > height ? (int)v->card.len - height : 0;
}

static int record_clamp(int top, int most)
{
    return top > most ? most : top < 0 ? 0 : top;
}

/* --- moving about ---------------------------------------------------------------------------- */

/* The line of the reference under the cursor; -1: none. */
static int record_line(const struct record_view *v)
{
    for (size_t i = 0; v->current && i < v->card.len; i++)
        if (v->card.v[i].record == v->current)
            return (int)i;
    return -1;
}

/* The next line that refers to a record, seen from line at; -1: none. */
static int record_next(const struct record_view *v, int at, int step)
{
    for (at += step; at >= 0 && at < (int)v->card.len; at += step)
        if (v->card.v[at].record)
            return at;
    return -1;
}

static void record_step(struct record_view *v, int step, int height)
{
    int at = record_line(v), first = v->top, last = v->top + height - 1;
    if (at < first || at > last)
        at = step > 0 ? first - 1 : last + 1;
    int next = record_next(v, at, step);
    if (next >= first && next <= last) {
        v->current = v->card.v[next].record;
        return;
    }
    v->top = record_clamp(v->top + step, record_top_max(v, height));
    if (next == v->top || next == v->top + height - 1)
        v->current = v->card.v[next].record; /* it has just come into sight */
}

static bool record_command(struct view *view, enum ls_command_id id)
{
    struct record_view *v = record_of(view);
    const struct frame *f = &view->ui->loop.frame;
    int height = record_height(f);
    record_make(v, f->columns);
    switch (id) {
    case LS_CMD_UP:
        record_step(v, -1, height);
        return true;
    case LS_CMD_DOWN:
        record_step(v, 1, height);
        return true;
    case LS_CMD_PAGE_UP:
        v->top -= height - 1;
        return true;
    case LS_CMD_PAGE_DOWN:
        v->top += height - 1;
        return true;
    case LS_CMD_TOP:
        v->top = 0;
        v->current = 0;
        return true;
    case LS_CMD_BOTTOM:
        v->top = (int)v->card.len;
        return true;
    case LS_CMD_OPEN:
        if (v->current)
            record_open(view->ui, v->current);
        else
            ui_say(view->ui, ROLE_DIM, record_next(v, -1, 1) >= 0 ? "↓ goes to what this refers to, Enter opens it"
                                                                  : "this refers to nothing else");
        return true;
    default:
        return false;
    }
}

static bool record_event(struct view *v, const struct ui_event *e)
{
    if (e->kind != UI_EVENT_WHEEL)
        return false;
    record_of(v)->top += e->lines;
    return true;
}

/* --- drawing --------------------------------------------------------------------------------- */

static void record_draw_head(const struct record_view *v, const struct ls_record *r, struct area row)
{
    LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT, heading = LS_BUF_INIT;
    int end = head_draw_back(v->view.ui, row);
    ls_board_name(v->facts->board, r->id, &name);
    int room = end - 3, wanted = ls_text_columns(name.data), used = wanted < room ? wanted : room;
    area_fit(row, 1, 0, used, ROLE_ACCENT, name.data);
    int x = 1 + used + 2;
    if (end - x - 2 <= 0)
        return;
    words_heading(v->facts->board, r, &heading);
    area_fit(row, x, 0, end - x - 2, ROLE_BOLD, heading.data);
    area_focus(row, x, 0, end - x - 2);
}

static void record_draw(struct view *view, struct frame *f)
{
    struct record_view *v = record_of(view);
    struct area all = area_all(f), body = area_part(all, 0, 2, f->columns, record_height(f));
    const struct ls_record *r = record_shown(v);
    if (!r) {
        area_text(all, 3, 2, ROLE_DIM, "it is gone; Esc goes back");
        return;
    }
    record_make(v, f->columns);
    int most = record_top_max(v, body.h);
    v->top = record_clamp(v->top, most);
    record_draw_head(v, r, all);
    area_hline(all, 0, 1, f->columns);
    card_draw(&v->card, body, v->top, v->current);
    layout_draw_rule(area_part(all, 0, f->rows - 3, f->columns, 1), (size_t)(most - v->top));
    ui_draw_message(view->ui, area_part(all, 0, f->rows - 2, f->columns, 1));
    ui_draw_hints(view->ui, view, area_part(all, 0, f->rows - 1, f->columns, 1));
}

/* --- the rest of the view -------------------------------------------------------------------- */

static const char *record_mode(const struct view *view)
{
    const struct ls_record *r = record_shown((const struct record_view *)view);
    switch (r ? r->entity : LS_E_COUNT) {
    case LS_E_ITEM:
        return "item";
    case LS_E_BLOCKER:
        return "blocker";
    case LS_E_DECISION:
        return "decision";
    case LS_E_PERSON:
        return "person";
    default:
        return "record";
    }
}

static void record_news(struct view *view)
{
    struct record_view *v = record_of(view);
    v->facts = &view->ui->facts;
    v->stale = true;
    ls_session_ask_log(view->ui->session, v->id, LOG_LIMIT);
}

static void record_forget_log(struct record_view *v)
{
    for (size_t i = 0; i < v->log_len; i++)
        free(v->log[i]);
    v->log_len = 0;
}

/* One line of history: "Tue 10 Mar 09:26  priya  due 10 Apr → 7 Apr". */
static void record_log(struct view *view, const struct ls_session_event *e)
{
    struct record_view *v = record_of(view);
    if (e->record != v->id)
        return;
    record_forget_log(v);
    v->stale = true;
    for (size_t i = 0; i < e->log_count; i++) {
        const struct ls_changeset *cs = e->log[i];
        const struct ls_record_edit *edit = ls_changeset_record(cs, v->id);
        if (!edit)
            continue;
        struct ls_buf text = LS_BUF_INIT;
        words_stamp(cs->at, &text);
        ls_buf_printf(&text, "  %s  ", cs->flags & LS_CS_IMPORT ? "imported" : words_person(v->facts->board, cs->who));
        words_edit(v->facts->board, edit, &text);
        LS_GROW(v->log, v->log_len, v->log_cap);
        v->log[v->log_len++] = ls_buf_steal(&text);
    }
}

static size_t record_subject(struct view *v, ls_id **ret_ids)
{
    *ret_ids = ls_alloc(sizeof(**ret_ids));
    (*ret_ids)[0] = record_of(v)->id;
    return 1;
}

static const struct hint *record_hints(const struct view *v)
{
    static const struct hint ITEM[] = {
        {LS_CMD_ITEM_ASSIGN, "assign", 0}, {LS_CMD_ITEM_PRIORITY, "priority", 1}, {LS_CMD_ITEM_STATUS, "status", 2},
        {LS_CMD_ITEM_DUE, "due", 3},       {LS_CMD_BLOCKER_ADD, "block", 4},      {LS_CMD_ITEM_COMMENT, "comment", 5},
        {LS_CMD_ITEM_SET, "edit", 6},      {LS_CMD_AGENDA_PUT, "on the agenda", 8}, {LS_CMD_OPEN, "open", 7},
        {LS_CMD_BACK, "back", 0},          {LS_CMD_HELP, "help", 0},              {0, NULL, 0}};
    static const struct hint BLOCKER[] = {
        {LS_CMD_BLOCKER_ASSIGN, "assign", 1}, {LS_CMD_BLOCKER_RESOLVE, "resolve", 0},
        {LS_CMD_BLOCKER_ESCALATE, "escalate", 2}, {LS_CMD_BLOCKER_SET, "edit", 2},
        {LS_CMD_AGENDA_PUT, "on the agenda", 3}, {LS_CMD_OPEN, "open", 4}, {LS_CMD_BACK, "back", 0},
        {LS_CMD_HELP, "help", 0}, {0, NULL, 0}};
    static const struct hint OTHER[] = {
        {LS_CMD_OPEN, "open", 1}, {LS_CMD_EDIT, "edit", 0}, {LS_CMD_COPY, "copy", 4}, {LS_CMD_DELETE, "delete", 3},
        {LS_CMD_AGENDA_PUT, "on the agenda", 2},
        {LS_CMD_BACK, "back", 0}, {LS_CMD_HELP, "help", 0}, {0, NULL, 0}};
    static const struct hint PROPOSED[] = {
        {LS_CMD_DECISION_DECIDE, "decide", 1}, {LS_CMD_OPEN, "open", 3}, {LS_CMD_EDIT, "edit", 0}, {LS_CMD_COPY, "copy", 5},
        {LS_CMD_DELETE, "delete", 4}, {LS_CMD_AGENDA_PUT, "on the agenda", 2}, {LS_CMD_BACK, "back", 0},
        {LS_CMD_HELP, "help", 0}, {0, NULL, 0}};
    static const struct hint DECIDED[] = {
        {LS_CMD_DECISION_CONFIRM, "confirm", 1}, {LS_CMD_DECISION_DECIDE, "decide anew", 2},
        {LS_CMD_DECISION_REOPEN, "reopen", 3}, {LS_CMD_OPEN, "open", 4}, {LS_CMD_EDIT, "edit", 0},
        {LS_CMD_AGENDA_PUT, "on the agenda", 5}, {LS_CMD_BACK, "back", 0}, {LS_CMD_HELP, "help", 0}, {0, NULL, 0}};
    static const struct hint PERSON[] = {
        {LS_CMD_OPEN, "open", 1}, {LS_CMD_EDIT, "edit", 0}, {LS_CMD_HANDOFF, "hand all on", 2}, {LS_CMD_COPY, "copy", 4},
        {LS_CMD_DELETE, "delete", 3}, {LS_CMD_BACK, "back", 0}, {LS_CMD_HELP, "help", 0}, {0, NULL, 0}};
    const struct ls_record *r = record_shown((const struct record_view *)v);
    const struct ls_decision *d = (const void *)r;
    switch (r ? r->entity : LS_E_COUNT) {
    case LS_E_ITEM:
        return ITEM;
    case LS_E_BLOCKER:
        return BLOCKER;
    case LS_E_DECISION:
        return d->status == LS_DECISION_STATUS_DECIDED    ? DECIDED
               : d->status == LS_DECISION_STATUS_PROPOSED ? PROPOSED
                                                          : OTHER;
    case LS_E_PERSON:
        return PERSON;
    default:
        return OTHER;
    }
}

static void record_free(struct view *view)
{
    struct record_view *v = record_of(view);
    record_forget_log(v);
    free(v->log);
    card_done(&v->card);
    free(v);
}

static const struct view_ops RECORD_OPS = {
    .mode = record_mode, .draw = record_draw, .command = record_command, .event = record_event, .news = record_news,
    .subject = record_subject, .hints = record_hints, .log = record_log, .free = record_free};

/* A record of any entity with all that hangs on it. */
static struct view *record_view_new(ls_id id)
{
    struct record_view *v = ls_alloc(sizeof(*v));
    v->view.ops = &RECORD_OPS;
    v->id = id;
    return &v->view;
}

void record_open(struct ui *ui, ls_id id)
{
    const struct ls_record *r = id ? ls_board_record(ui_board(ui), id) : NULL;
    if (r && !r->deleted)
        ui_push(ui, record_view_new(id));
    else
        ui_say(ui, ROLE_DIM, "nothing is under the cursor");
}
