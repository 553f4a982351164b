/* People and their load (work.h): how many items, how many of them urgent, how many late. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "lockstep/work.h"
#include "ui/pane.h"
#include "ui/rows.h"
#include "ui/state.h"
#include "ui/views.h"
#include "ui/words.h"

enum { COLUMN_NAME, COLUMN_BAR, COLUMN_AWAY, COLUMN_OPEN, COLUMN_URGENT, COLUMN_LATE, COLUMN_COUNT };

/* NUMBERS: columns of the three counts at the right. */
/* AWAY: those of "away" and the gaps around it; NAME: what a handle has at least. */
enum { BAR = 10, WIDE = 70, NUMBERS = 25, AWAY = 8, NAME = 8, NAME_MOST = 32 };

static const struct rows_order ORDERS[] = {
    {"-load,-urgent,-late", "load"}, {"-urgent,-load", "urgent"}, {"-late,-load", "late"}, {"id", "name"}, {"-away,-load", "away"},
    {"-blockers", "blockers"},
};

struct owners_row {
    ls_id id;
    int open, urgent, late;
};

struct owners {
    struct pane pane;
    struct rows shown; /* who carries most first */
    struct owners_row *rows; /* what everybody carries, by id */
    size_t len;
    int most; /* that anybody has open */
    int name; /* columns of the longest handle */
};

static struct owners *owners_of(struct pane *p)
{
    return (struct owners *)p;
}

static int owners_compare_id(const void *left, const void *right)
{
    const struct owners_row *a = left, *b = right;
    return (a->id > b->id) - (a->id < b->id);
}

static void owners_count(struct owners *o, const struct facts *f)
{
    qsort(o->rows, o->len, sizeof(*o->rows), owners_compare_id);
    LS_EACH(item, item, f->board) {
        struct owners_row key = {.id = item->owner};
        struct owners_row *row = ls_item_is_load(item) && o->len
                                     ? bsearch(&key, o->rows, o->len, sizeof(key), owners_compare_id) : NULL;
        if (!row)
            continue;
        row->open++;
        row->urgent += item->priority == 1;
        row->late += item->due != LS_NONE && item->due < f->today;
        o->most = row->open > o->most ? row->open : o->most;
    }
}

static void owners_news(struct pane *p)
{
    struct owners *o = owners_of(p);
    const struct facts *f = p->facts;
    size_t people = ls_board_count(f->board, LS_E_PERSON);
    o->rows = ls_realloc(o->rows, (people + 1) * sizeof(*o->rows));
    o->len = 0;
    o->most = 0;
    o->name = NAME;
    LS_EACH(person, person, f->board) {
        if (!person->active)
            continue;
        o->rows[o->len++] = (struct owners_row){.id = person->rec.id};
        int columns = ls_text_columns(person->handle);
        o->name = columns > o->name ? columns : o->name;
    }
    owners_count(o, f);
    rows_read(&o->shown, p->ui);
}

static const struct owners_row *owners_row(const struct owners *o, ls_id id)
{
    struct owners_row key = {.id = id};
    return o->len ? bsearch(&key, o->rows, o->len, sizeof(key), owners_compare_id) : NULL;
}

/* --- drawing --------------------------------------------------------------------------------- */

static void owners_number(int n, struct ls_buf *text)
{
    if (n)
        ls_buf_printf(text, "%d", n);
    else
        ls_buf_char(text, '-');
}

static void owners_bar(const struct owners *o, int open, struct ls_buf *text)
{
    int full = o->most > BAR ? open * BAR / o->most : open;
    full += open && !full; /* what is little is not nothing */
    for (int i = 0; i < BAR; i++)
        ls_buf_str(text, i < full ? "█" : "░");
}

static void owners_cell(void *arg, ls_id id, int column, struct ls_buf *text, enum role *role)
{
    const struct owners *o = arg;
    const struct facts *f = o->pane.facts;
    const struct owners_row *row = owners_row(o, id);
    const struct ls_person *person = ls_person_get(f->board, id);
    if (!row || !person)
        return;
    switch (column) {
    case COLUMN_NAME:
        ls_buf_str(text, person->handle);
        break;
    case COLUMN_BAR:
        owners_bar(o, row->open, text);
        *role = ROLE_ACCENT;
        break;
    case COLUMN_AWAY:
        *role = ROLE_DIM;
        if (words_away(f->board, id, f->today)) {
            ls_buf_str(text, "away");
            if (person->away_until != LS_NONE) {
                ls_buf_str(text, " to ");
                words_date(person->away_until, f->today, true, text);
            }
        }
        break;
    case COLUMN_OPEN:
        owners_number(row->open, text);
        break;
    case COLUMN_URGENT:
        owners_number(row->urgent, text);
        break;
    default:
        owners_number(row->late, text);
        *role = row->late ? ROLE_BAD : ROLE_NORMAL;
    }
}

/* A handle has what the others leave. */
static void owners_columns(const struct owners *o, int width, struct column ret[COLUMN_COUNT])
{
    int room = width - NUMBERS - BAR - AWAY, name = o->name < NAME_MOST ? o->name : NAME_MOST;
    const struct column columns[COLUMN_COUNT] = {
        [COLUMN_NAME] = {"", name < room ? name : room > NAME ? room : NAME, 0, 0, false, false},
        [COLUMN_BAR] = {"", BAR, 1, 3, false, false},
        [COLUMN_AWAY] = {"", 4, 2, 2, true, false},
        [COLUMN_OPEN] = {"load", 5, 1, 0, false, true},
        [COLUMN_URGENT] = {"urgent", 6, 2, 0, false, true},
        [COLUMN_LATE] = {"late", 4, 2, 0, false, true},
    };
    memcpy(ret, columns, sizeof(columns));
}

static void owners_tab(const struct pane *p, struct ls_buf *ret_text)
{
    ls_buf_printf(ret_text, "OWNERS %zu", p->list.len);
}

static void owners_title(const struct pane *p, struct area row, int number, bool focus)
{
    LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT;
    owners_tab(p, &name);
    struct column columns[COLUMN_COUNT];
    owners_columns((const struct owners *)p, row.w - 1, columns);
    list_draw_titles(&p->list, area_part(row, 0, 0, row.w - 1, 1), columns, COLUMN_COUNT);
    int x = pane_draw_name(row, number, name.data, focus) + 1;
    if (*pane_order(p))
        area_fit(row, x, 0, row.w - NUMBERS - x, ROLE_DIM, pane_order(p));
}

static void owners_draw(struct pane *p, struct area rows, bool focus)
{
    rows = area_part(rows, rows.w >= WIDE, 0, rows.w - 1 - (rows.w >= WIDE), rows.h);
    struct column columns[COLUMN_COUNT];
    owners_columns(owners_of(p), rows.w, columns);
    if (rows.w + 3 >= rows.frame->columns) { /* beside the backlog the pane's title row has them */
        list_draw_titles(&p->list, rows, columns, COLUMN_COUNT);
        rows = area_part(rows, 0, 1, rows.w, rows.h - 1);
    }
    if (!p->list.len)
        pane_draw_empty(rows, "nobody yet: the first change asks who you are");
    list_draw(&p->list, rows, focus, columns, COLUMN_COUNT, owners_cell, p);
    if (p->list.len == 1 && rows.h > 3)
        pane_draw_empty(area_part(rows, 0, 1, rows.w, rows.h - 1), "you alone: gp, then n adds the others");
}

static int owners_want(const struct pane *p)
{
    return (int)p->list.len + 1;
}

/* "load 4, planned, started or in review: LS-20  LS-21  …" */
static void owners_say_load(const struct facts *f, ls_id person, struct ls_buf *b)
{
    LS_AUTO(buf) struct ls_buf items = LS_BUF_INIT;
    size_t load = 0;
    LS_EACH(item, item, f->board)
        if (item->owner == person && ls_item_is_load(item)) {
            ls_buf_str(&items, load++ ? "  " : "");
            ls_board_name(f->board, item->rec.id, &items);
        }
    if (load)
        ls_buf_printf(b, "load %zu, planned, started or in review: %s", load, items.data);
    else
        ls_buf_str(b, "no load: nothing planned, started or in review");
}

static void owners_peek(const struct pane *p, struct area a)
{
    const struct facts *f = p->facts;
    const struct ls_person *person = ls_person_get(f->board, list_current(&p->list));
    if (!person)
        return;
    LS_AUTO(buf) struct ls_buf right = LS_BUF_INIT, items = LS_BUF_INIT;
    int x = 1 + ls_text_columns(person->handle) + 2, end = a.w - 1;
    area_fit(a, 1, 0, a.w - 2, ROLE_BOLD, person->handle);
    ls_buf_str(&right, ls_enum_word(LS_ENUM_FUNCTION, person->function));
    size_t brief = right.len;
    if (*person->area)
        ls_buf_printf(&right, ", %s", person->area);
    if (x + ls_text_columns(person->name) + 2 + ls_text_columns(right.data) > end)
        ls_buf_truncate(&right, brief); /* the name goes before where they work */
    if (x + ls_text_columns(right.data) <= end)
        end = area_text_right(a, end, 0, ROLE_NORMAL, right.data);
    if (end - 2 > x)
        area_fit(a, x, 0, end - x - 2, ROLE_NORMAL, person->name);
    if (a.h < 2)
        return;
    owners_say_load(f, person->rec.id, &items);
    area_fit(a, 1, 1, a.w - 2, ROLE_DIM, items.data);
}

static size_t owners_subject(const struct pane *p, ls_id **ret_ids)
{
    *ret_ids = ls_alloc(sizeof(**ret_ids));
    (*ret_ids)[0] = list_current(&p->list);
    return (*ret_ids)[0] != 0;
}

/* Opening a person shows what he carries. */
static bool owners_command(struct pane *p, enum ls_command_id id)
{
    const struct ls_person *person = ls_person_get(p->facts->board, list_current(&p->list));
    if (id == LS_CMD_SORT || id == LS_CMD_SORT_REVERSE)
        return rows_command(&owners_of(p)->shown, id);
    if (id != LS_CMD_ITEM_SHOW || !person)
        return false;
    LS_AUTO(string) char *query = ls_asprintf("owner:%s", person->handle);
    home_filter(p->ui, query);
    return true;
}

static void owners_free(struct pane *p)
{
    rows_done(&owners_of(p)->shown);
    free(owners_of(p)->rows);
    list_done(&p->list);
    free(p);
}

static const struct hint HINTS[] = {
    {LS_CMD_ITEM_SHOW, "items", 0}, {LS_CMD_ITEM_ADD, "new", 2}, {LS_CMD_ITEM_LIST, "backlog", 1}, {LS_CMD_FULL_PANE, "full", 3},
    {HINT_LISTS, "lists", 4}, {LS_CMD_SYNC_SHOW, "sync", 0}, {LS_CMD_PALETTE, "all", 5}, {LS_CMD_HELP, "help", 0},
    {0, NULL, 0}};

static const struct pane_ops OWNERS_OPS = {
    .mode = "owners", .news = owners_news, .tab = owners_tab, .title = owners_title, .draw = owners_draw,
    .want = owners_want, .peek = owners_peek, .subject = owners_subject, .command = owners_command, .hints = HINTS, .free = owners_free};

struct pane *pane_owners_new(void)
{
    struct owners *o = ls_alloc(sizeof(*o));
    o->pane.ops = &OWNERS_OPS;
    list_init_narrow(&o->pane.list);
    rows_init(&o->shown, &o->pane.list, LS_E_PERSON, "", ORDERS, LS_COUNT(ORDERS));
    o->pane.rows = &o->shown;
    return &o->pane;
}
