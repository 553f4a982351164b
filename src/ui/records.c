/* A list of records on a screen of its own: columns, filter, order, marks. Which lists there are and what their
 * columns say is ui/collection.h's; order and filter are ui/rows.h's. */
#include "ui/records.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "lockstep/ritual.h"
#include "ui/form.h"
#include "ui/head.h"
#include "ui/list_keys.h"
#include "ui/list_screen.h"
#include "ui/rows.h"
#include "ui/state.h"
#include "ui/value.h"
#include "ui/views.h"
#include "ui/words.h"

enum { COLUMNS_MAX = 12, NAME_MAX = 16, DAY_MAX = 11, MEASURED = 200 };

struct records {
    struct view view;
    const struct facts *facts; /* the screen's */
    const struct collection *of;
    struct rows_order *orders; /* the entity's own, then by column */
    char *names[COLUMNS_MAX + 1]; /* of the orders */
    struct rows rows;
    struct list list;
    int widths[COLUMNS_MAX]; /* of what the columns hold */
};

static struct records *records_of(struct view *v)
{
    return (struct records *)v;
}

/* --- columns --------------------------------------------------------------------------------- */

/* Columns are as wide as what they hold, up to their limit: looked at in the first rows and in the last ones, which
 * have the longest numbers. */
static void records_measure(struct records *v)
{
    memset(v->widths, 0, sizeof(v->widths));
    for (size_t i = 0; i < v->list.len && i < MEASURED; i++) {
        size_t at = i < MEASURED / 2 ? i : v->list.len - 1 - (i - MEASURED / 2);
        const struct ls_record *r = at < v->list.len ? ls_board_record(v->facts->board, v->list.ids[at]) : NULL;
        for (size_t c = 0; r && c < v->of->count; c++) {
            LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT, safe = LS_BUF_INIT;
            enum role role;
            if (v->of->columns[c].grow)
                continue;
            collection_cell(v->of, v->facts, r, (int)c, &text, &role);
            ls_text_safe(&safe, text.data);
            int columns = ls_text_columns(safe.data);
            v->widths[c] = columns > v->widths[c] ? columns : v->widths[c];
        }
    }
}

/* How wide a column is: a day of another year needs more than the usual. */
static int records_width(const struct records *v, size_t column, int title)
{
    const struct collection_column *c = &v->of->columns[column];
    bool day = c->field >= 0 && ls_field_info(v->of->entity, c->field)->type == LS_T_DATE;
    int most = c->field == CELL_NAME ? NAME_MAX : day ? DAY_MAX : c->width, width = v->widths[column];
    if (c->grow)
        return c->width;
    width = width > most ? most : width;
    return width > title ? width : title;
}

/* Headings are copied to ret_titles, which the caller frees. */
static void records_columns(const struct records *v, struct column *ret, struct ls_buf *ret_titles)
{
    for (size_t i = 0; i < v->of->count && i < COLUMNS_MAX; i++) {
        const struct collection_column *c = &v->of->columns[i];
        ls_buf_init(&ret_titles[i]);
        collection_heading(v->of, (int)i, &ret_titles[i]);
        int width = records_width(v, i, ls_text_columns(ret_titles[i].data));
        ret[i] = (struct column){.title = ret_titles[i].data, .width = width, .gap = i > 0, .drop = c->drop, .grow = c->grow,
                                 .right = collection_is_right(v->of, (int)i)};
    }
}

static void records_cell(void *arg, ls_id id, int column, struct ls_buf *text, enum role *role)
{
    const struct records *v = arg;
    const struct ls_record *r = ls_board_record(v->facts->board, id);
    if (r)
        collection_cell(v->of, v->facts, r, column, text, role);
}

/* --- drawing --------------------------------------------------------------------------------- */

/* What a list says of all its records: "285 minutes a week a person". */
static void records_sum(const struct records *v, struct ls_buf *text)
{
    if (v->of->entity == LS_E_RITUAL && v->rows.total)
        ls_buf_printf(text, "%.0f minutes a week a person", ls_ritual_team_minutes(v->facts->board));
}

/* " SIGNALS 18   /norvale  3 found           seen ↑   Esc back" */
static void records_draw_head(const struct records *v, struct area row)
{
    LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT;
    int end = head_draw_back(v->view.ui, row);
    collection_name(v->of, &name);
    ls_buf_printf(&name, " %d", (int)v->rows.total);
    int x = 1 + area_text(row, 1, 0, ROLE_ACCENT, name.data);
    area_focus(row, 1, 0, x - 1);
    if (v->rows.total > 1 && x + ls_text_columns(v->rows.words) + 6 < end)
        end = area_text_right(row, end - 3, 0, ROLE_DIM, v->rows.words);
    LS_AUTO(buf) struct ls_buf sum = LS_BUF_INIT;
    records_sum(v, &sum);
    if (!*v->rows.filter) {
        if (x + 3 + ls_text_columns(sum.data) + 3 < end)
            area_text(row, x + 3, 0, ROLE_DIM, sum.data);
        return;
    }
    LS_AUTO(string) char *found = ls_asprintf("  %zu found", v->list.len);
    int room = end - x - 5 - ls_text_columns(found), wanted = ls_text_columns(v->rows.filter) + 1;
    if (room < 4)
        return;
    LS_AUTO(string) char *filter = ls_asprintf("/%s", v->rows.filter);
    room = wanted < room ? wanted : room;
    area_fit(row, x + 3, 0, room, ROLE_ACCENT, filter);
    area_text(row, x + 3 + room, 0, ROLE_ACCENT, found);
}

/* What the row under the cursor says in full: its title, then what the row cuts or has no column for. */
static void records_draw_peek(struct records *v, const struct column *columns, const struct list_screen *s)
{
    const struct ls_record *r = ls_board_record(v->facts->board, list_current(&v->list));
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT, rest = LS_BUF_INIT;
    int widths[COLUMNS_MAX];
    if (!r || r->deleted)
        return;
    words_record(v->facts->board, r, &text);
    int used = area_wrap(s->peek, ROLE_NORMAL, text.data);
    list_widths(columns, v->of->count, v->list.gutter, s->rows.w, widths);
    for (size_t i = 0; i < v->of->count; i++) {
        LS_AUTO(buf) struct ls_buf cell = LS_BUF_INIT;
        enum role role;
        collection_cell(v->of, v->facts, r, (int)i, &cell, &role);
        if (!collection_is_title(v->of, (int)i) && ls_text_columns(cell.data) > widths[i]) {
            ls_buf_str(&rest, rest.len ? "   " : "");
            collection_column_name(v->of, (int)i, &rest);
            ls_buf_printf(&rest, " %s", cell.data);
        }
    }
    area_wrap(area_part(s->peek, 0, used, s->peek.w, s->peek.h - used), ROLE_DIM, rest.data);
}

static void records_draw_none(const struct records *v, struct area rows)
{
    const struct ls_entity_info *info = ls_entity_info(v->of->entity);
    struct area a = area_part(rows, 0, 0, rows.w - 1, rows.h);
    LS_AUTO(buf) struct ls_buf none = LS_BUF_INIT;
    rows_say_none(&v->rows, &none);
    if (*rows_error(&v->rows))
        area_text(a, 3, 1, ROLE_WARN, rows_error(&v->rows));
    else if (*v->rows.filter)
        area_text(a, 3, 1, ROLE_DIM, none.data);
    else if (v->of->none)
        area_text(a, 3, 1, ROLE_DIM, v->of->none);
    else
        area_printf(a, 3, 1, ROLE_DIM, "no %s yet: n adds %s %s", info->plural, strchr("aeiou", *info->label) ? "an" : "a", info->label);
}

static void records_draw(struct view *view, struct frame *f)
{
    struct records *v = records_of(view);
    struct column columns[COLUMNS_MAX];
    struct ls_buf titles[COLUMNS_MAX];
    struct list_screen s;
    list_screen_begin(f, &s);
    records_columns(v, columns, titles);
    records_draw_head(v, s.title);
    list_draw_titles(&v->list, s.headings, columns, v->of->count);
    list_draw(&v->list, s.rows, true, columns, v->of->count, records_cell, v);
    if (!v->list.len)
        records_draw_none(v, s.rows);
    records_draw_peek(v, columns, &s);
    list_screen_end(view, f, &s, list_below(&v->list));
    for (size_t i = 0; i < v->of->count; i++)
        ls_buf_done(&titles[i]);
}

/* --- order ----------------------------------------------------------------------------------- */

/* The first key of the entity's own order that says something: "seen" of "-seen,id". */
static char *records_own_order(enum ls_entity entity)
{
    const char *keys = ls_query_order(entity);
    if (!strncmp(keys, "closed,", strlen("closed,")))
        keys += strlen("closed,");
    keys += *keys == '-';
    LS_AUTO(string) char *key = ls_strndup(keys, strcspn(keys, ","));
    struct ls_buf name = LS_BUF_INIT;
    int field = ls_field_by_name(entity, key);
    if (!strcmp(key, "id"))
        ls_buf_str(&name, "ID");
    else if (field >= 0)
        value_label(ls_field_info(entity, field), &name);
    else
        ls_buf_str(&name, key);
    return ls_buf_steal(&name);
}

/* The orders that `o` offers: as the entity is listed, then by each column that can be sorted by. */
static size_t records_make_orders(struct records *v)
{
    size_t n = 0;
    v->orders = ls_alloc((v->of->count + 1) * sizeof(*v->orders));
    v->names[n] = records_own_order(v->of->entity);
    v->orders[n] = (struct rows_order){"", v->names[n]};
    n++;
    for (size_t i = 0; i < v->of->count && n <= COLUMNS_MAX; i++) {
        const char *keys = collection_sort(v->of, (int)i);
        struct ls_buf name = LS_BUF_INIT;
        if (!*keys || !strcmp(keys, ls_query_order(v->of->entity)))
            continue;
        collection_column_name(v->of, (int)i, &name);
        if (!name.len)
            ls_buf_str(&name, keys + (*keys == '-'));
        v->names[n] = ls_buf_steal(&name);
        v->orders[n] = (struct rows_order){keys, v->names[n]};
        n++;
    }
    return n;
}

/* --- commands -------------------------------------------------------------------------------- */

static bool records_back(struct records *v)
{
    if (v->view.ui->leaving)
        return false;
    if (!v->list.mark_len)
        return rows_command(&v->rows, LS_CMD_BACK);
    list_mark_none(&v->list);
    return true;
}

static bool records_command(struct view *view, enum ls_command_id id)
{
    struct records *v = records_of(view);
    if (list_keys_move(&v->list, id) || list_keys_mark(view->ui, &v->list, id))
        return true;
    switch (id) {
    case LS_CMD_BACK:
        return records_back(v);
    case LS_CMD_OPEN:
    case LS_CMD_ITEM_SHOW: /* Enter in the modes of items and blockers */
        record_open(view->ui, list_current(&v->list));
        return true;
    case LS_CMD_NEW:
        form_open_new(view->ui, v->of->entity, &(struct form_preset){v->of->part, v->of->part_value}, !!v->of->part);
        return true;
    default:
        return rows_command(&v->rows, id);
    }
}

static bool records_event(struct view *view, const struct ui_event *e)
{
    struct records *v = records_of(view);
    if (e->kind == UI_EVENT_WHEEL) {
        list_scroll(&v->list, e->lines);
        return true;
    }
    if (e->kind != UI_EVENT_CLICK)
        return false;
    ls_id id = list_at_row(&v->list, e->y - v->list.row_y);
    if (id)
        list_go(&v->list, id);
    return true;
}

/* --- the rest of the view -------------------------------------------------------------------- */

/* Items and blockers have their own verbs, here too. */
static const char *records_mode(const struct view *v)
{
    const struct records *r = (const struct records *)v;
    return r->of->entity == LS_E_ITEM ? "home" : r->of->entity == LS_E_BLOCKER ? "blockers" : "records";
}

static void records_news(struct view *view)
{
    struct records *v = records_of(view);
    v->facts = &view->ui->facts;
    rows_read(&v->rows, view->ui);
    records_measure(v);
}

static size_t records_subject(struct view *v, ls_id **ret_ids)
{
    return list_subject(&records_of(v)->list, ret_ids);
}

/* "type=question ": what is added to a list is of its kind. */
static void records_starts(const struct view *v, struct ls_buf *ret_fields)
{
    const struct collection *of = ((const struct records *)v)->of;
    if (!of->part)
        return;
    const struct ls_field *f = ls_field_info(of->entity, of->part);
    ls_buf_printf(ret_fields, "%s=%s ", f->name, ls_enum_word((enum ls_enum)f->arg, of->part_value));
}

static const struct list *records_list(const struct view *v)
{
    return &((const struct records *)v)->list;
}

static struct rows *records_rows(struct view *v)
{
    return &records_of(v)->rows;
}

static void records_go(struct view *v, ls_id id)
{
    list_go(&records_of(v)->list, id);
}

static const struct hint *records_hints(const struct view *v)
{
    static const struct hint HINTS[] = {
        {LS_CMD_OPEN, "open", 0}, {LS_CMD_NEW, "new", 0}, {LS_CMD_EDIT, "edit", 1}, {LS_CMD_FILTER, "filter", 2},
        {LS_CMD_SORT, "sort", 3}, {LS_CMD_MARK, "mark", 5}, {LS_CMD_DELETE, "delete", 7},
        {LS_CMD_AGENDA_PUT, "on the agenda", 8}, {LS_CMD_PALETTE, "all", 6}, {LS_CMD_BACK, "back", 0},
        {LS_CMD_HELP, "help", 0}, {0, NULL, 0}};
    static const struct hint ITEMS[] = {
        {LS_CMD_ITEM_SHOW, "open", 0}, {LS_CMD_ITEM_ADD, "new", 0}, {LS_CMD_ITEM_ASSIGN, "assign", 3},
        {LS_CMD_ITEM_DUE, "due", 5}, {LS_CMD_ITEM_CLOSE, "close", 1}, {LS_CMD_ITEM_SET, "edit", 4},
        {LS_CMD_FILTER, "filter", 2}, {LS_CMD_SORT, "sort", 6}, {LS_CMD_BACK, "back", 0}, {LS_CMD_HELP, "help", 0},
        {0, NULL, 0}};
    static const struct hint BLOCKERS[] = {
        {LS_CMD_BLOCKER_SHOW, "open", 0}, {LS_CMD_BLOCKER_ASSIGN, "assign", 3}, {LS_CMD_BLOCKER_RESOLVE, "resolve", 1},
        {LS_CMD_BLOCKER_ESCALATE, "escalate", 2}, {LS_CMD_BLOCKER_SET, "edit", 4}, {LS_CMD_FILTER, "filter", 2},
        {LS_CMD_SORT, "sort", 5}, {LS_CMD_BACK, "back", 0},
        {LS_CMD_HELP, "help", 0}, {0, NULL, 0}};
    static const struct hint EMPTY[] = {
        {LS_CMD_NEW, "new", 0}, {LS_CMD_ITEM_ADD, "new", 0}, {LS_CMD_PALETTE, "all", 1}, {LS_CMD_BACK, "back", 0},
        {LS_CMD_HELP, "help", 0}, {0, NULL, 0}};
    static const struct hint NOT_FOUND[] = {
        {LS_CMD_BACK, "clear the filter", 0}, {LS_CMD_FILTER, "filter", 0}, {LS_CMD_NEW, "new", 1}, {LS_CMD_ITEM_ADD, "new", 1},
        {LS_CMD_HELP, "help", 0}, {0, NULL, 0}};
    const struct records *r = (const struct records *)v;
    if (!r->list.len)
        return r->rows.total ? NOT_FOUND : EMPTY;
    return r->of->entity == LS_E_ITEM ? ITEMS : r->of->entity == LS_E_BLOCKER ? BLOCKERS : HINTS;
}

static void records_free(struct view *view)
{
    struct records *v = records_of(view);
    rows_done(&v->rows);
    free(v->orders);
    for (size_t i = 0; i < LS_COUNT(v->names); i++)
        free(v->names[i]);
    list_done(&v->list);
    free(v);
}

static const struct view_ops RECORDS_OPS = {
    .mode = records_mode, .draw = records_draw, .command = records_command, .event = records_event,
    .news = records_news, .subject = records_subject, .starts = records_starts, .list = records_list,
    .rows = records_rows, .go = records_go, .hints = records_hints, .free = records_free};

static struct view *records_view_new(const struct collection *of)
{
    struct records *v = ls_alloc(sizeof(*v));
    v->view.ops = &RECORDS_OPS;
    v->of = of;
    list_init(&v->list);
    size_t orders = records_make_orders(v);
    rows_init(&v->rows, &v->list, of->entity, of->base ? of->base : "", v->orders, orders);
    v->rows.hint = "words, field:value, is:mine, -word, sort:-id; F1 lists all";
    return &v->view;
}

void records_show(struct ui *ui, const struct collection *of)
{
    for (struct view *v = ui->top; v; v = v->below)
        if (v->ops == &RECORDS_OPS && records_of(v)->of == of) {
            while (ui->top != v)
                ui_pop(ui);
            return;
        }
    ui_push(ui, records_view_new(of));
}
