/* The home screen: head, four panes, what is under the cursor, the message and the hints. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "ui/head.h"
#include "ui/layout.h"
#include "ui/list_keys.h"
#include "ui/pane.h"
#include "ui/part.h"
#include "ui/rows.h"
#include "ui/state.h"
#include "ui/views.h"

struct home {
    struct view view;
    const struct facts *facts; /* the screen's */
    struct pane *panes[HOME_PANES];
    enum home_pane focus;
    bool full;
    struct layout layout; /* of the last drawing, for the mouse */
};

static struct home *home_of(struct view *v)
{
    return (struct home *)v;
}

static const struct home *home_const(const struct view *v)
{
    return (const struct home *)v;
}

static struct pane *home_front(struct home *h)
{
    return h->panes[h->focus];
}

static const char *home_mode(const struct view *v)
{
    const struct home *h = home_const(v);
    return h->panes[h->focus]->ops->mode;
}

static const struct hint *home_hints(const struct view *v)
{
    const struct home *h = home_const(v);
    const struct pane *p = h->panes[h->focus];
    return !p->list.len && p->ops->hints_empty ? p->ops->hints_empty : p->ops->hints;
}

static void home_news(struct view *v)
{
    struct home *h = home_of(v);
    h->facts = &v->ui->facts;
    for (int i = 0; i < HOME_PANES; i++) {
        h->panes[i]->ui = v->ui;
        h->panes[i]->facts = h->facts;
        h->panes[i]->list.fresh = &v->ui->fresh;
        h->panes[i]->ops->news(h->panes[i]);
    }
}

static void home_planned(struct view *v)
{
    struct pane *agenda = home_of(v)->panes[HOME_AGENDA];
    agenda->ops->news(agenda);
}

/* --- drawing --------------------------------------------------------------------------------- */

static void home_draw_tabs(struct home *h, struct area row)
{
    int x = 1;
    for (int i = 0; i < HOME_PANES; i++) {
        LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT;
        h->panes[i]->ops->tab(h->panes[i], &name);
        struct area tab = area_part(row, x - 1, 0, row.w - x, 1);
        if (x + 2 + ls_text_columns(name.data) >= row.w && i != (int)h->focus)
            break;
        x += pane_draw_name(tab, i + 1, name.data, i == (int)h->focus) - 1 + (row.frame->columns >= 70 ? 3 : 2);
    }
}

/* What stands at the right end of the tabs: the filter, what waits in triage, the order. */
static void home_backlog_state(struct home *h, struct ls_buf *text)
{
    const struct pane *p = h->panes[HOME_BACKLOG];
    const char *filter = pane_backlog_filter_text(p);
    size_t triage = h->facts->triage;
    if (*filter)
        ls_buf_printf(text, "/%s  %zu found", filter, p->list.len);
    else if (triage)
        ls_buf_printf(text, "triage %zu", triage);
    ls_buf_printf(text, "   %s", p->rows->words);
}

/* " 1 BACKLOG 46  /battery  1 found" */
static void home_draw_filtered(struct home *h, struct area row)
{
    const struct pane *p = h->panes[HOME_BACKLOG];
    LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT;
    LS_AUTO(string) char *found = ls_asprintf("%zu found", p->list.len);
    p->ops->tab(p, &name);
    int x = pane_draw_name(row, HOME_BACKLOG + 1, name.data, true) + 1, end = row.w - 1;
    end = area_text_right(row, end, 0, ROLE_ACCENT, found) - 1;
    x += area_text(row, x, 0, ROLE_ACCENT, "/");
    area_fit(row, x, 0, end - x, ROLE_ACCENT, pane_backlog_filter_text(p));
}

static void home_draw_single(struct home *h, const struct layout *l)
{
    struct pane *p = home_front(h);
    struct area tabs = l->tabs;
    part_renew(tabs);
    if (h->focus == HOME_BACKLOG && tabs.w >= 70) {
        LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
        bool filtered = *pane_backlog_filter_text(p);
        home_backlog_state(h, &text);
        int start = area_text_right(tabs, tabs.w - 1, 0, filtered ? ROLE_ACCENT : ROLE_NORMAL, text.data);
        tabs = area_part(tabs, 0, 0, start - 1, 1);
    }
    if (h->focus != HOME_BACKLOG && *pane_order(p) && tabs.w >= 70)
        tabs = area_part(tabs, 0, 0, area_text_right(tabs, tabs.w - 1, 0, ROLE_NORMAL, pane_order(p)) - 1, 1);
    if (h->focus == HOME_BACKLOG && l->tabs.w < 70 && *pane_backlog_filter_text(p))
        home_draw_filtered(h, tabs); /* no room for the other panes and the filter */
    else
        home_draw_tabs(h, tabs);
    p->ops->draw(p, l->list, true);
    struct area rule = area_part(area_all(l->list.frame), 0, l->rule_bottom, l->list.w, 1);
    if (h->focus != HOME_BACKLOG && part_stale(rule, h, list_below(&p->list)))
        layout_draw_rule(rule, list_below(&p->list));
}

/* Titles tell what is in a list, too. */
static uint64_t home_from_title(const struct pane *p, bool focus)
{
    const struct rows *rows = p->rows;
    uint64_t from = part_from(part_from(p->list.from, focus), p->list.len);
    return rows ? part_from_text(part_from_text(part_from(from, rows_is_sorted(rows)), rows->words), rows->filter) : from;
}

static void home_draw_both(struct home *h, const struct layout *l)
{
    for (int i = 0; i < HOME_PANES; i++) {
        struct pane *p = h->panes[i];
        struct area a = i == HOME_BACKLOG ? l->list : l->side[i - 1];
        bool focus = i == (int)h->focus;
        struct area title = area_part(a, 0, 0, a.w, 1);
        if (part_stale(title, p, home_from_title(p, focus)))
            p->ops->title(p, title, i + 1, focus);
        p->ops->draw(p, area_part(a, 0, 1, a.w, a.h - 1), focus);
    }
}

static void home_draw_opening(const struct ui *ui, struct frame *f, const struct ls_session_status *s)
{
    struct area a = area_part(area_all(f), 3, f->rows / 3, f->columns - 6, 6);
    area_printf(a, 0, 0, ROLE_NORMAL, "opening %s …", ls_session_path(ui->session));
    if (s->silent_ms > 1000)
        area_printf(a, 0, 2, ROLE_WARN, "▼ not answering, %d s; q leaves at once",
                    (int)(s->silent_ms / 1000));
}

/* Which parts there are, and where. */
static uint64_t home_from_layout(const struct home *h, const struct layout *l)
{
    const int places[] = {(int)l->kind, l->kind == LAYOUT_BOTH ? 0 : (int)h->focus, l->head.h, l->peek.h, l->rule_x, l->rule_top,
                          l->rule_bottom, l->side[1].y, l->side[2].y};
    uint64_t from = 0;
    for (size_t i = 0; i < LS_COUNT(places); i++)
        from = part_from(from, (uint64_t)places[i]);
    return from;
}

static void home_draw(struct view *v, struct frame *f)
{
    struct home *h = home_of(v);
    struct layout *l = &h->layout;
    struct ls_session_status status;
    const int want[3] = {h->panes[1]->ops->want(h->panes[1]), h->panes[2]->ops->want(h->panes[2]),
                         h->panes[3]->ops->want(h->panes[3])};
    ls_session_status(v->ui->session, &status);
    if (status.phase == LS_SESSION_OPENING || status.phase == LS_SESSION_FAILED) {
        part_renew(area_all(f));
        home_draw_opening(v->ui, f, &status);
        return;
    }
    layout_home(f, h->full, head_has_goal(h->facts), want, l);
    if (part_stale(area_all(f), h, home_from_layout(h, l)))
        layout_draw_rules(f, l);
    for (int i = 0; i < HOME_PANES; i++)
        h->panes[i]->list.from = part_from(ls_board_version(ui_board(v->ui)), v->ui->seen);
    part_renew(l->head); /* clocks, colleagues, the drive */
    head_draw(v->ui, h->facts, l->head);
    if (l->kind == LAYOUT_BOTH)
        home_draw_both(h, l);
    else
        home_draw_single(h, l);
    struct pane *p = home_front(h);
    bool small = l->peek.h < 3;
    struct area message = area_part(l->peek, 0, l->peek.h - 1, l->peek.w, 1);
    bool told = v->ui->message.len || ui_has_trouble(v->ui); /* what is to be said takes the one line of a small screen */
    part_renew(l->peek);
    if (!small || !told)
        p->ops->peek(p, small ? l->peek : area_part(l->peek, 0, 0, l->peek.w, l->peek.h - 1));
    if (!small || told)
        ui_draw_message(v->ui, message);
    ui_draw_hints(v->ui, v, l->hint);
}

/* --- commands -------------------------------------------------------------------------------- */

static bool home_back(struct home *h)
{
    struct pane *p = home_front(h);
    struct list *l = &p->list;
    bool leaving = h->view.ui->leaving;
    if (l->mark_len && !leaving) {
        list_mark_none(l);
    } else if (p->ops->command && p->ops->command(p, LS_CMD_BACK)) {
        return true;
    } else if (h->full) {
        h->full = false;
    } else if (leaving) {
        ui_leave(h->view.ui, 0);
    } else if (h->focus != HOME_BACKLOG) {
        h->focus = HOME_BACKLOG;
    } else if (!tour_leave(h->view.ui)) {
        ui_say(h->view.ui, ROLE_DIM, "q leaves");
    }
    return true;
}

/* Why an item stands where it does: its line on the agenda, else what the list is sorted by. */
static bool home_why(struct home *h)
{
    const struct ls_agenda *a = ui_agenda(h->view.ui);
    ls_id id = list_current(&home_front(h)->list);
    LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT;
    ls_board_name(h->facts->board, id, &name);
    for (size_t i = 0; id && a && i < a->count; i++)
        if (a->lines[i].record == id || ls_set_has_id(a->lines[i].refs, id)) {
            ui_say(h->view.ui, ROLE_NORMAL, "%s: %s in the next sync: %s", name.data,
                   a->lines[i].today ? "a line" : "not today", a->lines[i].why);
            return true;
        }
    ui_say(h->view.ui, ROLE_NORMAL, "%s is not in the next sync; A puts it there. Sorted by priority, due, RICE",
           name.data);
    return true;
}

static void home_focus(struct home *h, int pane)
{
    h->focus = (enum home_pane)((pane + HOME_PANES) % HOME_PANES);
}

static bool home_command(struct view *v, enum ls_command_id id)
{
    struct home *h = home_of(v);
    struct pane *p = home_front(h);
    if (list_keys_move(&p->list, id))
        return true;
    switch (id) {
    case LS_CMD_BACK:
        return home_back(h);
    case LS_CMD_NEXT_PANE:
        home_focus(h, (int)h->focus + 1);
        return true;
    case LS_CMD_PREVIOUS_PANE:
        home_focus(h, (int)h->focus - 1);
        return true;
    case LS_CMD_FULL_PANE:
        h->full = !h->full;
        return true;
    case LS_CMD_MARK:
    case LS_CMD_MARK_RANGE:
    case LS_CMD_MARK_ALL:
    case LS_CMD_MARK_NONE:
        return (h->focus == HOME_BACKLOG || h->focus == HOME_BLOCKERS) && list_keys_mark(v->ui, &p->list, id);
    case LS_CMD_QUERY_WORDS:
    case LS_CMD_FILTER: /* filters items, wherever the cursor is */
        home_focus(h, HOME_BACKLOG);
        return home_front(h)->ops->command(home_front(h), id);
    case LS_CMD_WHY:
        return p->ops->command && p->ops->command(p, id) ? true : home_why(h);
    default:
        return p->ops->command && p->ops->command(p, id);
    }
}

static bool home_click(struct home *h, int x, int y)
{
    for (int i = 0; i < HOME_PANES; i++) {
        struct area a = i == HOME_BACKLOG ? h->layout.list : h->layout.side[i - 1];
        if (h->layout.kind != LAYOUT_BOTH) {
            if (i != (int)h->focus)
                continue;
            a = h->layout.list;
        }
        if (x < a.x || y < a.y || x >= a.x + a.w || y >= a.y + a.h)
            continue;
        home_focus(h, i);
        /* Rows stand at the bottom of the area: above are the titles. */
        ls_id id = list_at_row(&h->panes[i]->list, y - (h->panes[i]->list.row_y));
        if (id)
            list_go(&h->panes[i]->list, id);
        return true;
    }
    return false;
}

static bool home_event(struct view *v, const struct ui_event *e)
{
    struct home *h = home_of(v);
    if (e->kind == UI_EVENT_WHEEL)
        list_scroll(&home_front(h)->list, e->lines);
    else if (e->kind == UI_EVENT_CLICK)
        return home_click(h, e->x, e->y);
    else
        return false;
    return true;
}

/* Puts the cursor on a record that was just made. */
static void home_go(struct view *v, ls_id id)
{
    struct home *h = home_of(v);
    const struct ls_record *r = ls_board_record(h->facts->board, id);
    enum home_pane pane = r && r->entity == LS_E_BLOCKER ? HOME_BLOCKERS : HOME_BACKLOG;
    if (r && (r->entity == LS_E_ITEM || r->entity == LS_E_BLOCKER))
        list_go(&h->panes[pane]->list, id);
}

static size_t home_subject(struct view *v, ls_id **ret_ids)
{
    struct pane *p = home_front(home_of(v));
    return p->ops->subject(p, ret_ids);
}

static const struct list *home_list(const struct view *v)
{
    const struct home *h = home_const(v);
    return &h->panes[h->focus]->list;
}

static struct rows *home_rows(struct view *v)
{
    struct home *h = home_of(v);
    return h->focus == HOME_BACKLOG ? home_front(h)->rows : NULL;
}

static void home_free(struct view *v)
{
    struct home *h = home_of(v);
    for (int i = 0; i < HOME_PANES; i++)
        h->panes[i]->ops->free(h->panes[i]);
    free(h);
}

static const struct view_ops HOME_OPS = {
    .mode = home_mode, .draw = home_draw, .command = home_command, .event = home_event, .news = home_news, .planned = home_planned,
    .subject = home_subject, .list = home_list, .rows = home_rows, .go = home_go, .hints = home_hints, .free = home_free,
    .parts = true};

struct view *home_view_new(void)
{
    struct home *h = ls_alloc(sizeof(*h));
    h->view.ops = &HOME_OPS;
    h->panes[HOME_BACKLOG] = pane_backlog_new();
    h->panes[HOME_AGENDA] = pane_agenda_new();
    h->panes[HOME_BLOCKERS] = pane_blockers_new();
    h->panes[HOME_OWNERS] = pane_owners_new();
    return &h->view;
}

void home_show(struct ui *ui, enum home_pane pane)
{
    while (ui->top->below)
        ui_pop(ui);
    if (ui->top->ops == &HOME_OPS)
        home_focus(home_of(ui->top), (int)pane);
    ui_stale(ui);
}

void home_filter(struct ui *ui, const char *query)
{
    home_show(ui, HOME_BACKLOG);
    if (ui->top->ops == &HOME_OPS)
        pane_backlog_filter(home_of(ui->top)->panes[HOME_BACKLOG], query);
}
