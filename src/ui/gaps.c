/* The gaps on the screen: under each thing to do all that it would mend. Enter opens the record, e mends it. The rules
 * are the model's (gaps.h); a rule that has nothing to look at yet finds nothing. */
#include "ui/gaps.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "lockstep/gaps.h"
#include "ui/head.h"
#include "ui/list_keys.h"
#include "ui/list_screen.h"
#include "ui/state.h"
#include "ui/views.h"

enum { COLUMN_WHAT, COLUMN_REMEDY, COLUMN_COUNT };

enum { REMEDY = 20, WHAT = 34, BOTH = 72 /* columns from which both have room */ };

struct gaps_view {
    struct view view;
    struct ls_gaps gaps;
    ls_id *ids; /* of the gaps, in their order: what the list knows them by */
    struct list list;
};

static struct gaps_view *gaps_of(struct view *v)
{
    return (struct gaps_view *)v;
}

/* A gap has no id of its own: rule, record and sentence make one, so that the cursor stays when others go. */
static ls_id gaps_id(const struct ls_gap *gap)
{
    uint64_t hash = 14695981039346656037u ^ (uint64_t)gap->rule ^ (uint64_t)gap->record << 8; /* FNV-1a */
    for (const char *c = gap->sentence; *c; c++)
        hash = (hash ^ (unsigned char)*c) * 1099511628211u;
    return (ls_id)(hash >> 1 | 1);
}

/* The place of the gap; v->gaps.len where it is gone. */
static size_t gaps_find(const struct gaps_view *v, ls_id id)
{
    size_t i = 0;
    while (i < v->gaps.len && v->ids[i] != id)
        i++;
    return i;
}

static const struct ls_gap *gaps_current(const struct gaps_view *v)
{
    size_t i = gaps_find(v, list_current(&v->list));
    return i < v->gaps.len ? &v->gaps.gaps[i] : NULL;
}

static void gaps_news(struct view *view)
{
    struct gaps_view *v = gaps_of(view);
    ls_gaps_done(&v->gaps);
    ls_gaps_find(ui_board(view->ui), ls_clock_now(), &v->gaps);
    v->ids = ls_realloc(v->ids, (v->gaps.len + 1) * sizeof(*v->ids));
    for (size_t i = 0; i < v->gaps.len; i++)
        v->ids[i] = gaps_id(&v->gaps.gaps[i]);
    list_set(&v->list, v->ids, v->gaps.len);
}

/* --- drawing --------------------------------------------------------------------------------- */

/* How wide the sentences are, up to two thirds of the screen. */
static int gaps_width(const struct gaps_view *v, int columns)
{
    int width = WHAT, most = columns * 2 / 3;
    for (size_t i = 0; i < v->gaps.len; i++) {
        int sentence = ls_text_columns(v->gaps.gaps[i].sentence);
        width = sentence > width ? sentence : width;
    }
    return width < most ? width : most;
}

static void gaps_cell(void *arg, ls_id id, int column, struct ls_buf *text, enum role *role)
{
    const struct gaps_view *v = arg;
    size_t i = gaps_find(v, id);
    if (i >= v->gaps.len)
        return;
    const struct ls_gap *gap = &v->gaps.gaps[i];
    bool first = i == v->list.top || i == 0 || strcmp(v->gaps.gaps[i - 1].todo, gap->todo) != 0;
    if (column == COLUMN_WHAT) {
        ls_buf_str(text, gap->sentence);
    } else if (first) { /* once for each group, and at the top of the screen */
        ls_buf_str(text, gap->todo);
        *role = ROLE_ACCENT;
    }
}

static void gaps_draw(struct view *view, struct frame *f)
{
    struct gaps_view *v = gaps_of(view);
    const struct column columns[COLUMN_COUNT] = {
        [COLUMN_WHAT] = {"WHAT IS MISSING OR DOES NOT FIT", gaps_width(v, f->columns), 0, 0, f->columns < BOTH, false},
        [COLUMN_REMEDY] = {"TO DO", REMEDY, 2, 1, true, false},
    };
    const size_t count = f->columns < BOTH ? COLUMN_REMEDY : COLUMN_COUNT;
    const struct ls_gap *gap = gaps_current(v);
    struct list_screen s;
    list_screen_begin(f, &s);
    head_draw_back(view->ui, s.title);
    area_focus(s.title, 1, 0, area_printf(s.title, 1, 0, ROLE_ACCENT, "GAPS %zu", v->gaps.len));
    if (v->list.len)
        list_draw_titles(&v->list, s.headings, columns, count);
    else
        area_text(s.rows, 3, 1, ROLE_GOOD, "✓ nothing is missing");
    list_draw(&v->list, s.rows, true, columns, count, gaps_cell, v);
    if (gap && s.peek.h > 1)
        area_fit(s.peek, 0, 0, s.peek.w, ROLE_NORMAL, gap->sentence);
    if (gap)
        area_fit(s.peek, 0, s.peek.h - 1, s.peek.w, ROLE_DIM, gap->todo);
    list_screen_end(view, f, &s, list_below(&v->list));
}

/* --- the rest of the view -------------------------------------------------------------------- */

static bool gaps_command(struct view *view, enum ls_command_id id)
{
    struct gaps_view *v = gaps_of(view);
    const struct ls_gap *gap = gaps_current(v);
    if (list_keys_move(&v->list, id))
        return true;
    if (id != LS_CMD_OPEN)
        return false;
    if (gap && !gap->record)
        ui_say(view->ui, ROLE_NORMAL, "%s: this is about the team as a whole", gap->todo);
    else
        record_open(view->ui, gap ? gap->record : 0);
    return true;
}

static bool gaps_event(struct view *view, const struct ui_event *e)
{
    return list_mouse(&gaps_of(view)->list, e);
}

static const char *gaps_mode(const struct view *v LS_UNUSED)
{
    return "gaps";
}

static size_t gaps_subject(struct view *view, ls_id **ret_ids)
{
    const struct ls_gap *gap = gaps_current(gaps_of(view));
    *ret_ids = ls_alloc(sizeof(**ret_ids));
    (*ret_ids)[0] = gap ? gap->record : 0;
    return gap && gap->record;
}

static const struct hint *gaps_hints(const struct view *v)
{
    static const struct hint HINTS[] = {
        {LS_CMD_OPEN, "open", 0}, {LS_CMD_EDIT, "edit", 0}, {LS_CMD_COPY, "copy", 2}, {LS_CMD_PALETTE, "all", 1},
        {LS_CMD_BACK, "back", 0}, {LS_CMD_HELP, "help", 0}, {0, NULL, 0}};
    static const struct hint NONE[] = {{LS_CMD_BACK, "back", 0}, {LS_CMD_HELP, "help", 0}, {0, NULL, 0}};
    return ((const struct gaps_view *)v)->gaps.len ? HINTS : NONE;
}

static void gaps_free(struct view *view)
{
    struct gaps_view *v = gaps_of(view);
    ls_gaps_done(&v->gaps);
    free(v->ids);
    list_done(&v->list);
    free(v);
}

static const struct view_ops GAPS_OPS = {
    .mode = gaps_mode, .draw = gaps_draw, .command = gaps_command, .event = gaps_event, .news = gaps_news,
    .subject = gaps_subject, .hints = gaps_hints, .free = gaps_free};

void gaps_show(struct ui *ui)
{
    for (struct view *v = ui->top; v; v = v->below)
        if (v->ops == &GAPS_OPS) {
            while (ui->top != v)
                ui_pop(ui);
            return;
        }
    struct gaps_view *v = ls_alloc(sizeof(*v));
    v->view.ops = &GAPS_OPS;
    list_init(&v->list);
    ui_push(ui, &v->view);
}
