/* The question about edits that the team file has lost, or was restored to do without, and about those that wait for what it
 * does not have: what they are, and for each whether it is put back or given up. Esc leaves it open; what is lost is asked
 * about again at the next start. */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "ui/dialog.h"
#include "ui/state.h"
#include "ui/views.h"
#include "ui/words.h"

/* Rows around the edits inside the frame; columns. */
enum { AROUND = 4, WHEN = 14, WHEN_NARROW = 8 };

struct lost_view {
    struct view view;
    size_t at, top;
    enum ls_command_id armed; /* a key that does without edits was pressed once; 0: none */
};

static struct lost_view *lost_of(struct view *v)
{
    return (struct lost_view *)v;
}

static size_t lost_count(const struct ui *ui)
{
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    return ls_session_lost(ui->session, &b);
}

/* --- drawing --------------------------------------------------------------------------------- */

static bool lost_waits(const struct ui *ui, size_t i)
{
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    return ls_session_lost_why(ui->session, i, &b);
}

/* Why the one under the cursor is not there. */
static void lost_draw_why(const struct lost_view *v, struct area rows)
{
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    ls_session_lost_why(v->view.ui->session, v->at, &b);
    if (*b.data >= 'a' && *b.data <= 'z')
        *b.data = (char)(*b.data - 'a' + 'A');
    area_wrap(area_part(rows, 2, 0, rows.w - 4, rows.h), ROLE_WARN, b.data);
}

/* All of one kind are called by it. */
static void lost_title(const struct ui *ui, size_t count, bool narrow, struct ls_buf *title)
{
    bool first = lost_waits(ui, 0), last = lost_waits(ui, count - 1), one = count == 1;
    const char *not_there = first != last ? "not in the file" : narrow ? "lost" : "not in the file any more";
    if (first)
        ls_buf_printf(title, "%zu of your %s", count, one ? "edits waits" : "edits wait");
    else
        ls_buf_printf(title, "%zu of your edits %s %s", count, one ? "is" : "are", not_there);
}

static void lost_draw_keys(const struct lost_view *v, struct area row, bool narrow)
{
    static const char *const KEYS[] = {"Enter", "put back", "x", "do without", "A", "all back", "X", "without all", "Esc",
                                       "later"};
    static const char *const NARROW[] = {"Enter", "back", "x", "without", "A", "all", "X", "none", "Esc", "later"};
    static const char *const WAITS[] = {"Enter", "keep waiting", "x", "give up", "X", "give all up", "Esc", "later"};
    static const char *const WAITS_NARROW[] = {"Enter", "wait", "x", "give up", "X", "all", "Esc", "later"};
    if (lost_waits(v->view.ui, v->at))
        dialog_draw_keys(row, narrow ? WAITS_NARROW : WAITS, LS_COUNT(WAITS));
    else
        dialog_draw_keys(row, narrow ? NARROW : KEYS, LS_COUNT(KEYS));
}

static void lost_when(const struct ui *ui, const struct ls_changeset *cs, bool narrow, struct ls_buf *b)
{
    int minute = ls_stamp_minute(cs->at);
    if (!narrow || ls_stamp_date(cs->at) != ui->today)
        words_date_column(ls_stamp_date(cs->at), ui->today, b);
    if (!narrow || ls_stamp_date(cs->at) == ui->today)
        ls_buf_printf(b, "%s%02d:%02d", b->len ? " " : "", minute / 60, minute % 60);
}

static void lost_draw_row(const struct lost_view *v, struct area row, size_t i, int when)
{
    const struct ui *ui = v->view.ui;
    const struct ls_changeset *cs = ls_session_lost_edit(ui->session, i);
    LS_AUTO(buf) struct ls_buf at = LS_BUF_INIT, what = LS_BUF_INIT;
    if (!cs)
        return;
    lost_when(ui, cs, when == WHEN_NARROW, &at);
    words_change(ui_board(ui), cs, &what);
    area_fit(row, 4, 0, when - 1, ROLE_DIM, at.data);
    area_fit(row, 4 + when, 0, row.w - when - 6, ROLE_NORMAL, what.len ? what.data : cs->label);
    if (i != v->at)
        return;
    area_text(row, 2, 0, ROLE_ACCENT, "▌");
    area_focus(row, 2, 0, row.w - 4);
}

static void lost_draw_rows(struct lost_view *v, struct area rows, size_t count)
{
    int when = rows.w < DIALOG_FULL ? WHEN_NARROW : WHEN;
    size_t page = rows.h > 0 ? (size_t)rows.h : 1;
    v->top = v->at < v->top ? v->at : v->at >= v->top + page ? v->at - page + 1 : v->top;
    v->top = v->top + page > count ? (count > page ? count - page : 0) : v->top;
    for (size_t i = v->top; i < count && i < v->top + page; i++)
        lost_draw_row(v, area_part(rows, 0, (int)(i - v->top), rows.w, 1), i, when);
}

static void lost_draw(struct view *view, struct frame *f)
{
    struct lost_view *v = lost_of(view);
    LS_AUTO(buf) struct ls_buf title = LS_BUF_INIT;
    size_t count = lost_count(view->ui);
    view->below->ops->draw(view->below, f);
    if (!count)
        return;
    lost_title(view->ui, count, f->columns < DIALOG_FULL, &title);
    int why = f->columns < DIALOG_FULL ? 2 : 1; /* rows */
    struct area inner = dialog_draw(f, (int)count + AROUND + why - 1, title.data, v->at + 1, count);
    bool narrow = inner.w < DIALOG_FULL;
    lost_draw_why(v, area_part(inner, 0, 0, inner.w, why));
    area_text(inner, 4, why, ROLE_DIM, "MADE");
    area_text(inner, 4 + (narrow ? WHEN_NARROW : WHEN), why, ROLE_DIM, "WHAT");
    lost_draw_rows(v, area_part(inner, 0, why + 1, inner.w, inner.h - AROUND - why + 1), count);
    lost_draw_keys(v, area_part(inner, 0, inner.h - 1, inner.w, 1), narrow);
    struct area hints = area_part(area_all(f), 0, f->rows - 2, f->columns, 2);
    area_fill(hints, ROLE_NORMAL);
    ui_draw_message(view->ui, area_part(hints, 0, 0, hints.w, 1));
    ui_draw_hints(view->ui, view, area_part(hints, 0, 1, hints.w, 1));
}

/* --- answering ------------------------------------------------------------------------------- */

static void lost_answer(struct lost_view *v, size_t i, bool put_back)
{
    struct ui *ui = v->view.ui;
    struct ls_error err = {0};
    size_t before = lost_count(ui);
    unsigned count = 0;
    int code = ls_session_heal(ui->session, i, put_back, &count, &err);
    if (code == 0 && count == before)
        ui_pop(ui); /* v is gone */
    ui_news(ui);
    if (code < 0)
        ui_say_error(ui, &err);
    else
        ui_say(ui, ROLE_NORMAL, put_back ? "%u %s put back" : "%u %s not asked about again", count,
               count == 1 ? "edit is" : "edits are");
    ls_error_done(&err);
}

/* No undo brings back what was done without: asked twice. */
static void lost_drop(struct lost_view *v, enum ls_command_id id)
{
    struct ui *ui = v->view.ui;
    size_t count = id == LS_CMD_LOST_DROP ? 1 : lost_count(ui);
    if (v->armed == id) {
        lost_answer(v, id == LS_CMD_LOST_DROP ? v->at : LS_LOST_ALL, false);
        return;
    }
    v->armed = id;
    ui_say(ui, ROLE_WARN, "%s once more: %zu %s then gone for good, no undo brings %s back",
           id == LS_CMD_LOST_DROP ? "x" : "X", count, count == 1 ? "edit is" : "edits are", count == 1 ? "it" : "them");
}

static void lost_move(struct lost_view *v, ptrdiff_t step)
{
    size_t count = lost_count(v->view.ui);
    ptrdiff_t to = (ptrdiff_t)v->at + step;
    v->at = to < 0 ? 0 : (size_t)to < count ? (size_t)to : count - (count > 0);
}

static bool lost_command(struct view *view, enum ls_command_id id)
{
    struct lost_view *v = lost_of(view);
    enum { PAGE = 10 };
    if (id != v->armed)
        v->armed = 0;
    switch (id) {
    case LS_CMD_UP: lost_move(v, -1); return true;
    case LS_CMD_DOWN: lost_move(v, 1); return true;
    case LS_CMD_PAGE_UP: lost_move(v, -PAGE); return true;
    case LS_CMD_PAGE_DOWN: lost_move(v, PAGE); return true;
    case LS_CMD_TOP: v->at = 0; return true;
    case LS_CMD_BOTTOM: lost_move(v, (ptrdiff_t)lost_count(view->ui)); return true;
    case LS_CMD_LOST_TAKE: lost_answer(v, v->at, true); return true;
    case LS_CMD_LOST_TAKE_ALL: lost_answer(v, LS_LOST_ALL, true); return true;
    case LS_CMD_LOST_DROP:
    case LS_CMD_LOST_DROP_ALL: lost_drop(v, id); return true;
    default: return false;
    }
}

/* What waited may have gone in by itself. */
static void lost_news(struct view *view)
{
    if (!lost_count(view->ui) && view->ui->top == view)
        ui_pop(view->ui);
    else
        lost_move(lost_of(view), 0);
}

static const char *lost_mode(const struct view *v)
{
    (void)v;
    return "lost";
}

static const struct hint *lost_hints(const struct view *view)
{
    const struct lost_view *v = (const struct lost_view *)view;
    static const struct hint WAITS[] = {
        {LS_CMD_LOST_TAKE, "keep waiting", 0}, {LS_CMD_LOST_DROP, "give up", 0}, {LS_CMD_LOST_DROP_ALL, "give all up", 3},
        {LS_CMD_BACK, "later", 0}, {LS_CMD_HELP, "help", 2}, {0, NULL, 0}};
    static const struct hint HINTS[] = {
        {LS_CMD_LOST_TAKE, "put back", 0}, {LS_CMD_LOST_DROP, "do without", 0}, {LS_CMD_LOST_TAKE_ALL, "all back", 1},
        {LS_CMD_LOST_DROP_ALL, "without all", 3}, {LS_CMD_BACK, "later", 0}, {LS_CMD_HELP, "help", 2}, {0, NULL, 0}};
    return lost_waits(view->ui, v->at) ? WAITS : HINTS;
}

static void lost_free(struct view *v)
{
    free(lost_of(v));
}

static const struct view_ops LOST_OPS = {.mode = lost_mode, .draw = lost_draw, .command = lost_command, .news = lost_news,
                                         .hints = lost_hints, .free = lost_free};

void lost_show(struct ui *ui)
{
    if (ui->top->ops == &LOST_OPS)
        return;
    struct ls_session_status status;
    ls_session_status(ui->session, &status);
    if (!lost_count(ui) && status.error->code == LS_ECORRUPT) { /* nobody can say */
        ui_say(ui, ROLE_WARN, "%s", status.error->message);
        return;
    }
    if (!lost_count(ui)) {
        ui_say(ui, ROLE_DIM, "nothing is lost: all that you changed on this machine is in the file");
        return;
    }
    struct lost_view *v = ls_alloc(sizeof(*v));
    v->view.ops = &LOST_OPS;
    ui_push(ui, &v->view);
}
