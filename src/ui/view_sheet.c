/* Views over many records that the model tells (lockstep/sheet.h): the roadmap, the RACI page. Lines with a cursor;
 * those of a tree can be folded. */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "lockstep/sheet.h"
#include "ui/body_sheet.h"
#include "ui/commands.h"
#include "ui/layout.h"
#include "ui/state.h"
#include "ui/view_sync.h"
#include "ui/views.h"

/* Rows around the lines; columns before them: the cursor, then the sign of a fold. */
/* PEEK: rows of words on a narrow screen, where there are PEEK_ROWS rows in all. */
enum { AROUND = 5, LEFT = 3, PEEK = 2, PEEK_ROWS = 14 };

struct sheet_kind {
    const char *title;
    bool tree; /* its lines can be folded */
    void (*tell)(struct ls_sheet *sheet, const struct ls_board *board);
};

struct sheet_view {
    struct view view;
    const struct sheet_kind *kind;
    struct ls_sheet sheet;
    bool stale;
    size_t *shown; /* lines that no fold hides */
    size_t count;
    size_t at, top; /* the cursor and the first row, places in shown */
    ls_id current;  /* the record under the cursor: it keeps the cursor when the lines change */
    ls_id *folded;
    size_t folded_count, folded_cap;
};

static struct sheet_view *sheet_of(struct view *v)
{
    return (struct sheet_view *)v;
}

/* --- lines ----------------------------------------------------------------------------------- */

static bool sheet_is_folded(const struct sheet_view *v, ls_id record)
{
    for (size_t i = 0; record && i < v->folded_count; i++) {
        if (v->folded[i] == record)
            return true;
    }
    return false;
}

/* Whether lines stand below this one in the tree. */
static bool sheet_has_below(const struct sheet_view *v, size_t line)
{
    const struct ls_sheet *s = &v->sheet;
    return s->lines[line].depth && line + 1 < s->count && s->lines[line + 1].depth > s->lines[line].depth;
}

static void sheet_show(struct sheet_view *v)
{
    int hidden = 0; /* depth of the fold that hides what follows; 0: none */
    v->shown = ls_realloc(v->shown, (v->sheet.count + 1) * sizeof(*v->shown));
    v->count = 0;
    for (size_t i = 0; i < v->sheet.count; i++) {
        const struct ls_sheet_line *line = &v->sheet.lines[i];
        if (hidden && line->depth > hidden)
            continue;
        hidden = sheet_is_folded(v, line->record) && sheet_has_below(v, i) ? line->depth : 0;
        v->shown[v->count++] = i;
    }
    v->at = v->at < v->count ? v->at : v->count ? v->count - 1 : 0;
    for (size_t i = 0; v->current && i < v->count; i++) {
        if (v->sheet.lines[v->shown[i]].record == v->current) {
            v->at = i;
            break;
        }
    }
}

static const struct ls_sheet_line *sheet_line(const struct sheet_view *v, size_t place)
{
    return place < v->count ? &v->sheet.lines[v->shown[place]] : NULL;
}

static void sheet_go(struct sheet_view *v, size_t place)
{
    const struct ls_sheet_line *line = sheet_line(v, place);
    v->at = place;
    v->current = line ? line->record : 0;
}

/* Told anew where the board or the width changed. The cursor begins on the first line that opens something. */
static void sheet_make(struct sheet_view *v, int width)
{
    int columns = width - LEFT - 1;
    if (!v->stale && v->sheet.columns == columns)
        return;
    ls_sheet_done(&v->sheet);
    ls_sheet_init(&v->sheet, columns, false, ls_clock_now());
    v->kind->tell(&v->sheet, ui_board(v->view.ui));
    v->stale = false;
    sheet_show(v);
    if (!v->current)
        for (size_t i = 0; i < v->count && !v->current; i++)
            sheet_go(v, i);
}

/* --- moving about ---------------------------------------------------------------------------- */

/* Rows below the lines that say in words what the glyphs of a tree's line mean. */
static int sheet_peek(const struct sheet_view *v, const struct frame *f)
{
    return !v->kind->tree || f->rows < PEEK_ROWS ? 0 : f->columns < LAYOUT_WIDE ? PEEK : 1;
}

static size_t sheet_height(const struct sheet_view *v, const struct frame *f)
{
    int around = AROUND + sheet_peek(v, f);
    return f->rows > around ? (size_t)(f->rows - around) : 1;
}

/* The cursor to the next line that opens something; past the last one the lines scroll. */
static void sheet_step(struct sheet_view *v, int step, size_t height)
{
    for (size_t i = v->at + (size_t)step; i < v->count; i += (size_t)step) {
        if (sheet_line(v, i)->record) {
            sheet_go(v, i);
            return;
        }
    }
    if (step > 0 && v->top + height < v->count)
        v->top++;
    else if (step < 0 && v->top)
        v->top--;
}

/* To a place, or the nearest line before or behind it that opens something. */
static void sheet_jump(struct sheet_view *v, size_t place, int then)
{
    for (size_t i = place < v->count ? place : v->count - 1; i < v->count; i += (size_t)then) {
        if (sheet_line(v, i)->record) {
            sheet_go(v, i);
            return;
        }
    }
}

/* The line of the tree that a line stands under; the line itself where it is a root. */
static size_t sheet_parent(const struct sheet_view *v, size_t place)
{
    int depth = sheet_line(v, place)->depth;
    for (size_t i = place; i-- > 0 && depth > 1;) {
        if (sheet_line(v, i)->depth == depth - 1)
            return i;
    }
    return place;
}

static void sheet_fold(struct sheet_view *v)
{
    const struct ls_sheet_line *line = sheet_line(v, v->at);
    if (!line || !line->depth)
        return;
    if (sheet_has_below(v, v->shown[v->at]) && !sheet_is_folded(v, line->record)) {
        LS_GROW(v->folded, v->folded_count, v->folded_cap);
        v->folded[v->folded_count++] = line->record;
        sheet_show(v);
    } else {
        sheet_go(v, sheet_parent(v, v->at));
    }
}

static void sheet_unfold(struct sheet_view *v)
{
    const struct ls_sheet_line *line = sheet_line(v, v->at);
    for (size_t i = 0; line && i < v->folded_count; i++) {
        if (v->folded[i] != line->record)
            continue;
        v->folded[i] = v->folded[--v->folded_count];
        sheet_show(v);
        return;
    }
}

static bool sheet_command(struct view *view, enum ls_command_id id)
{
    struct sheet_view *v = sheet_of(view);
    const struct frame *f = &view->ui->loop.frame;
    size_t height = sheet_height(v, f), page = height > 1 ? height - 1 : 1;
    sheet_make(v, f->columns);
    switch (id) {
    case LS_CMD_UP: sheet_step(v, -1, height); return true;
    case LS_CMD_DOWN: sheet_step(v, 1, height); return true;
    case LS_CMD_PAGE_UP: sheet_jump(v, v->at > page ? v->at - page : 0, 1); return true;
    case LS_CMD_PAGE_DOWN: sheet_jump(v, v->at + page, -1); return true;
    case LS_CMD_TOP: sheet_jump(v, 0, 1); v->top = 0; return true;
    case LS_CMD_BOTTOM: sheet_jump(v, v->count, -1); v->top = v->count; return true;
    case LS_CMD_FOLD: sheet_fold(v); return true;
    case LS_CMD_UNFOLD: sheet_unfold(v); return true;
    case LS_CMD_OPEN: record_open(view->ui, v->current); return true;
    default: return false;
    }
}

static bool sheet_event(struct view *view, const struct ui_event *e)
{
    struct sheet_view *v = sheet_of(view);
    if (e->kind != UI_EVENT_WHEEL)
        return false;
    for (int i = 0; i < abs(e->lines); i++)
        sheet_step(v, e->lines > 0 ? 1 : -1, sheet_height(v, &view->ui->loop.frame));
    return true;
}

/* --- drawing --------------------------------------------------------------------------------- */

static void sheet_draw_head(const struct sheet_view *v, struct area row)
{
    LS_AUTO(buf) struct ls_buf sync = LS_BUF_INIT;
    bool runs = sync_view_banner(v->view.ui, row.w < LAYOUT_WIDE, &sync);
    int end = area_text_right(row, row.w - 1, 0, runs ? ROLE_ACCENT : ROLE_DIM, runs ? sync.data : "Esc back");
    area_fit(row, 1, 0, end - 3, ROLE_BOLD, v->kind->title);
}

static void sheet_draw_line(const struct sheet_view *v, size_t place, struct area row)
{
    const struct ls_sheet_line *line = sheet_line(v, place);
    bool current = place == v->at && line->record;
    if (!line->wide)
        area_fit(row, LEFT, 0, LS_SHEET_LABEL - 1, ROLE_DIM, line->label);
    sheet_draw_text(line, area_part(row, 0, 0, row.w - 1, 1), LEFT + (line->wide ? 0 : LS_SHEET_LABEL));
    if (sheet_has_below(v, v->shown[place])) /* the indent leaves room for it */
        area_text(row, LEFT - 2 + 2 * (line->depth - 1), 0, ROLE_DIM, sheet_is_folded(v, line->record) ? "▸" : "▾");
    if (!current)
        return;
    area_text(row, 0, 0, ROLE_ACCENT, "▌");
    area_focus(row, 0, 0, row.w);
}

struct sheet_words {
    struct area area;
    int y;
};

static void sheet_word_line(const char *start, size_t len, void *arg)
{
    struct sheet_words *w = arg;
    LS_AUTO(string) char *line = ls_strndup(start, len);
    if (w->y < w->area.h)
        area_text(w->area, 1, w->y++, ROLE_DIM, line);
}

/* What the glyphs of the line under the cursor mean. */
static void sheet_draw_words(const struct sheet_view *v, struct area a)
{
    const struct ls_sheet_line *line = sheet_line(v, v->at);
    struct sheet_words words = {a, 0};
    if (line && line->words)
        ls_text_wrap(line->words, a.w - 2, sheet_word_line, &words);
}

static void sheet_draw(struct view *view, struct frame *f)
{
    struct sheet_view *v = sheet_of(view);
    struct area all = area_all(f);
    size_t height = sheet_height(v, f);
    sheet_make(v, f->columns);
    size_t most = v->count > height ? v->count - height : 0;
    if (v->at < v->top)
        v->top = v->at;
    if (v->at >= v->top + height)
        v->top = v->at - height + 1;
    v->top = v->top > most ? most : v->top;
    sheet_draw_head(v, all);
    area_hline(all, 0, 1, f->columns);
    for (size_t y = 0; y < height && v->top + y < v->count; y++)
        sheet_draw_line(v, v->top + y, area_part(all, 0, (int)y + 2, f->columns, 1));
    int peek = sheet_peek(v, f), rule = f->rows - 3 - peek;
    area_hline(all, 0, rule, f->columns);
    if (v->top < most) {
        LS_AUTO(string) char *more = ls_asprintf(" %zu more ↓ ", most - v->top);
        area_text_right(all, f->columns - 1, rule, ROLE_DIM, more);
    }
    sheet_draw_words(v, area_part(all, 0, rule + 1, f->columns, peek));
    ui_draw_message(view->ui, area_part(all, 0, f->rows - 2, f->columns, 1));
    ui_draw_hints(view->ui, view, area_part(all, 0, f->rows - 1, f->columns, 1));
}

/* --- the rest of the view -------------------------------------------------------------------- */

static const char *sheet_mode(const struct view *v)
{
    (void)v;
    return "tree";
}

static void sheet_news(struct view *view)
{
    sheet_of(view)->stale = true;
}

static size_t sheet_subject(struct view *view, ls_id **ret_ids)
{
    *ret_ids = ls_alloc(sizeof(**ret_ids));
    (*ret_ids)[0] = sheet_of(view)->current;
    return (*ret_ids)[0] != 0;
}

static const struct hint *sheet_hints(const struct view *v)
{
    static const struct hint TREE[] = {{LS_CMD_OPEN, "open", 0}, {LS_CMD_FOLD, "fold", 1}, {LS_CMD_UNFOLD, "unfold", 2},
                                       {LS_CMD_COPY, "copy", 3}, {LS_CMD_BACK, "back", 0}, {LS_CMD_HELP, "help", 0},
                                       {0, NULL, 0}};
    static const struct hint FLAT[] = {{LS_CMD_OPEN, "open", 0}, {LS_CMD_COPY, "copy", 1}, {LS_CMD_BACK, "back", 0},
                                       {LS_CMD_HELP, "help", 0}, {0, NULL, 0}};
    static const struct hint EMPTY[] = {{LS_CMD_PALETTE, "all", 1}, {LS_CMD_BACK, "back", 0}, {LS_CMD_HELP, "help", 0},
                                        {0, NULL, 0}};
    const struct sheet_view *sheet = (const struct sheet_view *)v;
    return !sheet->current ? EMPTY : sheet->kind->tree ? TREE : FLAT;
}

static void sheet_free(struct view *view)
{
    struct sheet_view *v = sheet_of(view);
    ls_sheet_done(&v->sheet);
    free(v->shown);
    free(v->folded);
    free(v);
}

static const struct view_ops SHEET_OPS = {.mode = sheet_mode, .draw = sheet_draw, .command = sheet_command,
                                          .event = sheet_event, .news = sheet_news, .subject = sheet_subject,
                                          .hints = sheet_hints, .free = sheet_free};

static void sheet_push(struct ui *ui, const struct sheet_kind *kind)
{
    if (ui->top->ops == &SHEET_OPS && sheet_of(ui->top)->kind == kind)
        return;
    struct sheet_view *v = ls_alloc(sizeof(*v));
    v->view.ops = &SHEET_OPS;
    v->kind = kind;
    v->stale = true;
    ui_push(ui, &v->view);
}

/* --- which views ----------------------------------------------------------------------------- */

static void sheet_tell_roadmap(struct ls_sheet *sheet, const struct ls_board *board)
{
    ls_sheet_roadmap(sheet, board, false);
}

void view_roadmap(struct ui *ui)
{
    static const struct sheet_kind ROADMAP = {"ROADMAP", true, sheet_tell_roadmap};
    sheet_push(ui, &ROADMAP);
}

void view_raci(struct ui *ui)
{
    static const struct sheet_kind RACI = {"WHO DECIDES WHAT", false, ls_sheet_raci};
    sheet_push(ui, &RACI);
}
