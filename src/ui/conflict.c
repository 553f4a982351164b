/* The dialog of conflicts: before, yours, theirs, field by field, over the screen from which it was called. By itself it
 * comes only where a form has just been saved and no key was pressed since: what is being typed goes on. */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "ui/dialog.h"
#include "ui/state.h"
#include "ui/views.h"
#include "ui/words.h"

/* Rows around the fields inside the frame; columns. */
enum { AROUND = 3, FIELD = 11, STATE = 15, STATE_NARROW = 8 };

struct conflict_view {
    struct view view;
    ls_id record; /* the field under the cursor */
    int field;
    bool mine; /* the side that Enter takes */
};

/* Where the columns begin, inside the frame, and how wide they are. */
struct conflict_columns {
    int before, yours, theirs, state, width, end;
};

static struct conflict_view *conflict_of(struct view *v)
{
    return (struct conflict_view *)v;
}

/* --- which field ----------------------------------------------------------------------------- */

/* The first to choose from i on, in steps of step; false where there is none. */
static bool conflict_find(const struct ui *ui, size_t i, int step, struct ls_conflict *ret, size_t *ret_at)
{
    while (ls_session_conflict(ui->session, i, ret)) {
        if (!ret->merged) {
            *ret_at = i;
            return true;
        }
        if (step < 0 && i == 0)
            return false;
        i += (size_t)step;
    }
    return false;
}

/* The field under the cursor; where it is gone, the first there is. False: nothing is left to choose. */
static bool conflict_current(struct conflict_view *v, struct ls_conflict *ret, size_t *ret_at)
{
    const struct ui *ui = v->view.ui;
    for (size_t i = 0; conflict_find(ui, i, 1, ret, &i); i++) {
        *ret_at = i;
        if (ret->record == v->record && ret->field == v->field)
            return true;
    }
    if (!conflict_find(ui, 0, 1, ret, ret_at))
        return false;
    v->record = ret->record;
    v->field = ret->field;
    v->mine = false;
    return true;
}

static void conflict_move(struct conflict_view *v, int step)
{
    struct ls_conflict c;
    size_t at;
    if (!conflict_current(v, &c, &at) || (step < 0 && at == 0))
        return;
    if (!conflict_find(v->view.ui, at + (size_t)step, step, &c, &at))
        return;
    v->record = c.record;
    v->field = c.field;
    v->mine = false;
}

/* "2 of 5": the place of the cursor among all that is to be chosen. */
static void conflict_place(const struct conflict_view *v, size_t *ret_at, size_t *ret_count)
{
    struct ls_conflict c;
    *ret_at = *ret_count = 0;
    for (size_t i = 0; conflict_find(v->view.ui, i, 1, &c, &i); i++) {
        ++*ret_count;
        if (c.record == v->record && c.field == v->field)
            *ret_at = *ret_count;
    }
}

/* --- words ----------------------------------------------------------------------------------- */

/* A record to show one value of: what stands, with that field as it is to be shown. */
static void conflict_value(const struct ui *ui, const struct ls_conflict *c, const struct ls_value *value, struct ls_buf *b)
{
    const struct ls_field *field = ls_field_info(c->entity, c->field);
    if (!value)
        ls_buf_str(b, "deleted");
    else if (c->field == LS_F_DELETED)
        ls_buf_str(b, value->i ? "deleted" : "as it was");
    else if (value->kind == LS_V_NULL)
        ls_buf_str(b, "-");
    else if (field->type == LS_T_DATE && value->kind == LS_V_INT)
        words_date(value->i, ui->today, false, b);
    else
        ls_value_format(ui_board(ui), field, value, b);
}

static void conflict_theirs(const struct ui *ui, const struct ls_conflict *c, struct ls_buf *b)
{
    if (c->kept)
        words_edit(ui_board(ui), c->kept, b);
    else
        conflict_value(ui, c, c->theirs, b);
}

/* "dana saved at 12:04 while your edit was open" */
static void conflict_who(const struct ui *ui, const struct ls_conflict *c, bool brief, struct ls_buf *b)
{
    ls_buf_str(b, c->who ? words_person(ui_board(ui), c->who) : "somebody");
    ls_buf_str(b, " saved");
    if (c->at != LS_NONE && ls_stamp_date(c->at) == ui->today) {
        int minute = ls_stamp_minute(c->at);
        ls_buf_printf(b, " at %02d:%02d", minute / 60, minute % 60);
    } else if (c->at != LS_NONE) {
        ls_buf_str(b, " on ");
        words_date(ls_stamp_date(c->at), ui->today, false, b);
    }
    if (!brief)
        ls_buf_str(b, !strncmp(c->label, "undo ", 5) ? " after what you undid" : " while your edit was open");
}

/* --- drawing --------------------------------------------------------------------------------- */

static struct conflict_columns conflict_columns(int width)
{
    struct conflict_columns k = {.before = 4 + FIELD, .end = width - 2};
    int state = width < DIALOG_FULL ? STATE_NARROW : STATE;
    k.width = (k.end - k.before - state) / 3;
    k.yours = k.before + k.width;
    k.theirs = k.yours + k.width;
    k.state = k.end - state;
    return k;
}

static void conflict_draw_row(struct conflict_view *v, struct area row, const struct conflict_columns *k,
                              const struct ls_conflict *c)
{
    const struct ui *ui = v->view.ui;
    bool current = !c->merged && c->record == v->record && c->field == v->field;
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    enum role role = c->merged ? ROLE_DIM : ROLE_NORMAL;
    int room = k->width - 3;
    area_fit(row, 4, 0, FIELD - 1, role, c->field == LS_F_DELETED ? "Record" : ls_field_info(c->entity, c->field)->label);
    conflict_value(ui, c, c->before, &b);
    area_fit(row, k->before, 0, room, role, b.data);
    ls_buf_clear(&b);
    conflict_value(ui, c, c->mine, &b);
    area_fit(row, k->yours, 0, room, role, b.data);
    ls_buf_clear(&b);
    if (c->merged)
        conflict_value(ui, c, c->before, &b);
    else
        conflict_theirs(ui, c, &b);
    area_fit(row, k->theirs, 0, room, role, b.data);
    const char *merged = k->end - k->state < STATE ? "merged" : "yours, merged";
    area_text(row, k->state, 0, c->merged ? ROLE_DIM : ROLE_ACCENT, c->merged ? merged : "choose");
    if (!current)
        return;
    area_text(row, 2, 0, ROLE_ACCENT, "▌");
    area_text(row, (v->mine ? k->yours : k->theirs) - 2, 0, ROLE_ACCENT, "▸");
    area_focus(row, 2, 0, k->end - 2);
}

static void conflict_draw_titles(const struct ui *ui, struct area row, const struct conflict_columns *k,
                                 const struct ls_conflict *c)
{
    LS_AUTO(buf) struct ls_buf theirs = LS_BUF_INIT;
    for (const char *at = c->who ? words_person(ui_board(ui), c->who) : "their"; *at; at++)
        ls_buf_char(&theirs, *at >= 'a' && *at <= 'z' ? (char)(*at - 'a' + 'A') : *at);
    ls_buf_str(&theirs, c->who ? "'S" : "S");
    area_text(row, 4, 0, ROLE_DIM, "FIELD");
    area_text(row, k->before, 0, ROLE_DIM, "BEFORE");
    area_text(row, k->yours, 0, ROLE_DIM, "YOURS");
    area_fit(row, k->theirs, 0, k->width - 1, ROLE_DIM, theirs.data);
}

static void conflict_draw_about(const struct ui *ui, struct area row, const struct ls_conflict *c)
{
    LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT, who = LS_BUF_INIT;
    const struct ls_record *r = ls_board_record(ui_board(ui), c->record);
    conflict_who(ui, c, row.w < DIALOG_FULL, &who);
    int end = area_text_right(row, row.w - 2, 0, ROLE_NORMAL, who.data);
    ls_board_name(ui_board(ui), c->record, &name);
    int x = 2 + area_text(row, 2, 0, ROLE_ACCENT, name.data) + 1;
    area_fit(row, x, 0, end - x - 2, ROLE_BOLD, words_title(r));
}

static void conflict_draw_keys(struct area row)
{
    static const char *const KEYS[] = {"←/→", "side", "Enter", "take", "m", "all mine", "t", "all theirs", "Esc",
                                       "keep the draft"};
    static const char *const NARROW[] = {"←/→", "side", "Enter", "take", "m", "mine", "t", "theirs", "Esc", "later"};
    dialog_draw_keys(row, row.w < DIALOG_FULL ? NARROW : KEYS, LS_COUNT(KEYS));
}

/* The rows of the record at hand. Where they are too many, those around the cursor. */
static void conflict_draw_rows(struct conflict_view *v, struct area rows, const struct conflict_columns *k, size_t first,
                               size_t at)
{
    struct ls_conflict c;
    size_t page = (size_t)rows.h, from = at - first >= page ? at - page + 1 : first;
    for (size_t i = from; i < from + page && ls_session_conflict(v->view.ui->session, i, &c); i++) {
        if (c.record == v->record)
            conflict_draw_row(v, area_part(rows, 0, (int)(i - from), rows.w, 1), k, &c);
    }
}

/* Rows of the record in which the i-th is: where they begin, and how many. */
static size_t conflict_record_rows(const struct ui *ui, ls_id record, size_t *ret_first)
{
    struct ls_conflict c;
    size_t count = 0;
    for (size_t i = 0; ls_session_conflict(ui->session, i, &c); i++) {
        if (c.record != record)
            continue;
        *ret_first = count ? *ret_first : i;
        count++;
    }
    return count;
}

static void conflict_draw(struct view *view, struct frame *f)
{
    struct conflict_view *v = conflict_of(view);
    struct ls_conflict c;
    size_t at, first = 0;
    view->below->ops->draw(view->below, f);
    if (!conflict_current(v, &c, &at))
        return;
    size_t rows = conflict_record_rows(view->ui, c.record, &first), place, count;
    conflict_place(v, &place, &count);
    struct area inner = dialog_draw(f, (int)rows + AROUND, "Someone changed this first", place, count);
    int h = inner.h - AROUND;
    struct conflict_columns k = conflict_columns(inner.w);
    conflict_draw_about(view->ui, area_part(inner, 0, 0, inner.w, 1), &c);
    conflict_draw_titles(view->ui, area_part(inner, 0, 1, inner.w, 1), &k, &c);
    conflict_draw_rows(v, area_part(inner, 0, 2, inner.w, h), &k, first, at);
    conflict_draw_keys(area_part(inner, 0, 2 + h, inner.w, 1));
    struct area hints = area_part(area_all(f), 0, f->rows - 1, f->columns, 1);
    area_fill(hints, ROLE_NORMAL);
    ui_draw_hints(view->ui, view, hints);
}

/* --- choosing -------------------------------------------------------------------------------- */

static void conflict_take(struct conflict_view *v, ls_id record, int field, bool mine)
{
    struct ui *ui = v->view.ui;
    struct ls_session_status status;
    struct ls_error err = {0};
    size_t count = 0;
    int code = ls_session_conflict_take(ui->session, record, field, mine, &count, &err);
    ls_session_status(ui->session, &status);
    if (!status.conflicts)
        ui_pop(ui); /* v is gone */
    ui_news(ui);
    if (code < 0)
        ui_say_error(ui, &err);
    else
        ui_say(ui, ROLE_NORMAL, mine ? "%zu %s set as you had it; u undoes that" : "%zu %s left as it stands", count,
               count == 1 ? "field" : "fields");
    ls_error_done(&err);
}

static bool conflict_command(struct view *view, enum ls_command_id id)
{
    struct conflict_view *v = conflict_of(view);
    switch (id) {
    case LS_CMD_UP: conflict_move(v, -1); return true;
    case LS_CMD_DOWN: conflict_move(v, 1); return true;
    case LS_CMD_CONFLICT_LEFT: v->mine = true; return true;
    case LS_CMD_CONFLICT_RIGHT: v->mine = false; return true;
    case LS_CMD_CONFLICT_TAKE: conflict_take(v, v->record, v->field, v->mine); return true;
    case LS_CMD_CONFLICT_MINE: conflict_take(v, 0, -1, true); return true;
    case LS_CMD_CONFLICT_THEIRS: conflict_take(v, 0, -1, false); return true;
    default: return false;
    }
}

static void conflict_news(struct view *view)
{
    struct ls_conflict c;
    size_t at;
    conflict_current(conflict_of(view), &c, &at);
}

static const char *conflict_mode(const struct view *v)
{
    (void)v;
    return "conflict";
}

static const struct hint *conflict_hints(const struct view *v)
{
    static const struct hint HINTS[] = {
        {LS_CMD_CONFLICT_LEFT, "yours", 0}, {LS_CMD_CONFLICT_RIGHT, "theirs", 0}, {LS_CMD_CONFLICT_TAKE, "take", 0},
        {LS_CMD_CONFLICT_MINE, "all mine", 1}, {LS_CMD_CONFLICT_THEIRS, "all theirs", 1}, {LS_CMD_BACK, "later", 0},
        {LS_CMD_HELP, "help", 2}, {0, NULL, 0}};
    (void)v;
    return HINTS;
}

static void conflict_free(struct view *v)
{
    free(conflict_of(v));
}

static const struct view_ops CONFLICT_OPS = {
    .mode = conflict_mode, .draw = conflict_draw, .command = conflict_command, .news = conflict_news,
    .hints = conflict_hints, .free = conflict_free};

void conflict_show(struct ui *ui)
{
    struct ls_session_status status;
    ls_session_status(ui->session, &status);
    if (ui->top->ops == &CONFLICT_OPS)
        return;
    if (!status.conflicts) {
        ui_say(ui, ROLE_DIM, "no conflicts: nobody changed first what you changed");
        return;
    }
    struct conflict_view *v = ls_alloc(sizeof(*v));
    v->view.ops = &CONFLICT_OPS;
    ui_push(ui, &v->view);
}
