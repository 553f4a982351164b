/* The backlog: open work, sorted by priority, due and score; triage at its end. Goals, themes, initiatives,
 * releases, actions and questions are found by the filter. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "lockstep/work.h"
#include "ui/pane.h"
#include "ui/peek.h"
#include "ui/rows.h"
#include "ui/state.h"
#include "ui/words.h"

static const struct rows_order ORDERS[] = {
    {"", "P"}, {"due", "due"}, {"-rice", "RICE"}, {"owner", "owner"}, {"status", "status"}, {"title", "title"}, {"id", "ID"},
    {"-blockers", "blocked"},
};

enum { COLUMN_ID, COLUMN_PRIORITY, COLUMN_TITLE, COLUMN_STATUS, COLUMN_OWNER, COLUMN_UNTIL, COLUMN_DUE, COLUMN_SCORE, COLUMN_BLOCK,
       COLUMN_COUNT };

enum { WIDE = 100, MEDIUM = 70 };

struct backlog {
    struct pane pane;
    struct rows rows; /* the items that the filter finds; the list shows them */
    size_t counts[LS_TRACK_COUNT], all;
    int id_width;
};

static struct backlog *backlog_of(struct pane *p)
{
    return (struct backlog *)p;
}

static const struct backlog *backlog_const(const struct pane *p)
{
    return (const struct backlog *)p;
}

/* --- what is counted --------------------------------------------------------------------------- */

/* What the list shows where nothing is asked for: a number at its head that is none of the rows below would only be
 * wondered at. */
static void backlog_count(struct backlog *b, const struct ls_item *item, int64_t today)
{
    if (!ls_item_in_backlog(item, today))
        return;
    b->all++;
    if (item->track >= 0 && item->track < LS_TRACK_COUNT)
        b->counts[item->track]++;
}

/* Digits of the highest number decide how wide the first column is. */
static int backlog_id_width(const struct ls_board *board)
{
    int width = 5;
    for (int64_t n = ls_board_highest_num(board, LS_E_ITEM); n > 99; n /= 10)
        width++;
    return width;
}

static void backlog_news(struct pane *p)
{
    struct backlog *b = backlog_of(p);
    const struct facts *f = p->facts;
    memset(b->counts, 0, sizeof(b->counts));
    b->all = 0;
    LS_EACH(item, item, f->board)
        backlog_count(b, item, f->today);
    b->id_width = backlog_id_width(f->board);
    rows_read(&b->rows, p->ui);
}

/* --- drawing --------------------------------------------------------------------------------- */

static void backlog_cell_priority(const struct ls_item *item, struct ls_buf *text, enum role *role)
{
    if (item->priority == LS_NONE || item->priority <= 0)
        ls_buf_str(text, "-");
    else
        ls_buf_printf(text, "%d%s", (int)item->priority, item->priority == 1 ? "!" : "");
    *role = item->priority == 1 ? ROLE_WARN : item->priority >= 2 && item->priority <= 3 ? ROLE_NORMAL : ROLE_DIM;
}

static void backlog_cell(void *arg, ls_id id, int column, struct ls_buf *text, enum role *role)
{
    const struct backlog *b = arg;
    const struct facts *f = b->pane.facts;
    const struct ls_item *item = ls_item_get(f->board, id);
    if (!item)
        return;
    bool triage = item->status == LS_ITEM_STATUS_TRIAGE || !ls_item_is_open(item);
    *role = triage ? ROLE_DIM : ROLE_NORMAL;
    switch (column) {
    case COLUMN_ID:
        ls_board_name(f->board, id, text);
        *role = ROLE_DIM;
        break;
    case COLUMN_PRIORITY:
        backlog_cell_priority(item, text, role);
        break;
    case COLUMN_TITLE:
        ls_buf_str(text, item->title);
        break;
    case COLUMN_STATUS:
        ls_buf_str(text, ls_item_is_open(item) && ls_item_is_asleep(item, f->today) ? "snoozed" : ls_enum_word(LS_ENUM_ITEM_STATUS, item->status));
        break;
    case COLUMN_OWNER:
        words_owner(f->board, item->owner, item->backup, text);
        break;
    case COLUMN_UNTIL:
        words_date(item->snooze_until, f->today, false, text);
        break;
    case COLUMN_DUE:
        words_date(item->due, f->today, false, text);
        if (item->due != LS_NONE && item->due < f->today)
            *role = ROLE_BAD;
        break;
    case COLUMN_SCORE:
        words_score(ls_score_item(f->scores, item).score, text);
        break;
    default:
        *role = ROLE_BAD;
        if (facts_blocker_of(f, id))
            ls_buf_str(text, "■");
    }
}

static bool backlog_is_asleep(const struct backlog *b, size_t at)
{
    const struct list *l = &b->pane.list;
    const struct ls_item *item = at < l->len ? ls_item_get(b->pane.facts->board, l->ids[at]) : NULL;
    return item && ls_item_is_asleep(item, b->pane.facts->today);
}

/* Whether what the filter found sleeps, as far as its ends tell, so that its days of waking are worth a column. */
static bool backlog_sleeps(const struct backlog *b)
{
    return *b->rows.filter && backlog_is_asleep(b, 0) && backlog_is_asleep(b, b->pane.list.len - 1);
}

static void backlog_columns(const struct backlog *b, int width, struct column ret[COLUMN_COUNT])
{
    bool sleeps = backlog_sleeps(b);
    const struct column columns[COLUMN_COUNT] = {
        [COLUMN_ID] = {"ID", b->id_width, 0, 0, false, false},
        [COLUMN_PRIORITY] = {"P", 2, 1, 0, false, false},
        [COLUMN_TITLE] = {"TITLE", width < 62 ? 24 : 20, 1, 0, true, false},
        [COLUMN_STATUS] = {"STATUS", width >= WIDE ? 8 : 0, width >= WIDE, 5, false, false},
        [COLUMN_OWNER] = {"OWNER/BACKUP", 12, 1, 2, false, false},
        [COLUMN_UNTIL] = {sleeps ? "UNTIL" : "", sleeps ? 6 : 0, sleeps, 0, false, true},
        [COLUMN_DUE] = {"DUE", 6, 1, 4, false, true},
        [COLUMN_SCORE] = {"RICE", width >= MEDIUM ? 6 : 5, 1, 3, false, true},
        [COLUMN_BLOCK] = {"", 1, 1, 1, false, false},
    };
    memcpy(ret, columns, sizeof(columns));
}

static void backlog_tab(const struct pane *p, struct ls_buf *ret_text)
{
    ls_buf_printf(ret_text, "BACKLOG %zu", backlog_const(p)->all);
}

static void backlog_title(const struct pane *p, struct area row, int number, bool focus)
{
    const struct backlog *b = backlog_const(p);
    LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT;
    backlog_tab(p, &name);
    int x = pane_draw_name(row, number, name.data, focus);
    int end = area_text_right(row, row.w - 1, 0, ROLE_DIM, b->rows.words);
    struct area middle = area_part(row, 0, 0, end - 1, 1);
    if (*b->rows.filter) {
        area_printf(middle, x + 3, 0, ROLE_ACCENT, "/%s  %zu found", b->rows.filter, p->list.len);
        return;
    }
    x += 1 + area_printf(middle, x + 1, 0, ROLE_DIM, "  product %zu  market %zu", b->counts[LS_TRACK_PRODUCT],
                         b->counts[LS_TRACK_MARKET]);
    if (b->counts[LS_TRACK_SHARED])
        x += area_printf(middle, x, 0, ROLE_DIM, "  shared %zu", b->counts[LS_TRACK_SHARED]);
    LS_AUTO(buf) struct ls_buf triage = LS_BUF_INIT;
    ls_buf_printf(&triage, "   triage %zu", p->facts->triage);
    if (p->facts->triage && x + ls_text_columns(triage.data) <= middle.w)
        area_text(middle, x, 0, ROLE_NORMAL, triage.data);
}

static void backlog_draw_none(const struct backlog *b, struct area rows)
{
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    rows_say_none(&b->rows, &text);
    pane_draw_empty(rows, text.data);
}

static void backlog_draw(struct pane *p, struct area rows, bool focus)
{
    struct backlog *b = backlog_of(p);
    struct column columns[COLUMN_COUNT];
    if (rows.w >= MEDIUM)
        rows = area_part(rows, 0, 0, rows.w - 1, rows.h); /* a full-width list keeps the last column free */
    backlog_columns(b, rows.w, columns);
    list_draw_titles(&p->list, rows, columns, COLUMN_COUNT);
    rows = area_part(rows, 0, 1, rows.w, rows.h - 1);
    if (p->list.len)
        list_draw(&p->list, rows, focus, columns, COLUMN_COUNT, backlog_cell, b);
    else if (*rows_error(&b->rows))
        pane_draw_empty(rows, rows_error(&b->rows));
    else if (*b->rows.filter)
        backlog_draw_none(b, rows);
    else if (ls_board_count(p->facts->board, LS_E_ITEM))
        pane_draw_empty(rows, "nothing open but goals, actions, questions, which / finds; n adds an item");
    else
        pane_draw_empty(rows, "no items yet: n adds one; a list pasted there adds many");
}

static int backlog_want(const struct pane *p)
{
    return (int)p->list.len + 2;
}

static void backlog_peek(const struct pane *p, struct area a)
{
    const struct ls_item *item = ls_item_get(p->facts->board, list_current(&p->list));
    if (item)
        peek_item(p->facts, item, a);
}

/* --- the filter ------------------------------------------------------------------------------ */

void pane_backlog_filter(struct pane *p, const char *text)
{
    rows_filter(&backlog_of(p)->rows, text);
}

const char *pane_backlog_filter_text(const struct pane *p)
{
    return backlog_const(p)->rows.filter;
}

static const struct hint HINTS[] = {
    {LS_CMD_ITEM_ASSIGN, "assign", 0},   {LS_CMD_ITEM_PRIORITY, "priority", 2}, {LS_CMD_ITEM_STATUS, "status", 7},
    {LS_CMD_BLOCKER_ADD, "block", 3},    {LS_CMD_ITEM_ADD, "new", 0},           {LS_CMD_ITEM_SET, "edit", 8},
    {LS_CMD_MARK, "mark", 5},            {LS_CMD_ITEM_SHOW, "open", 9},         {HINT_LISTS, "lists", 4},
    {LS_CMD_SYNC_SHOW, "sync", 0},       {LS_CMD_FILTER, "filter", 1},          {LS_CMD_PALETTE, "all", 6},
    {LS_CMD_HELP, "help", 0},            {0, NULL, 0}};

/* Nothing is there to act on; with a filter Esc shows the rest. */
static const struct hint HINTS_EMPTY[] = {
    {LS_CMD_ITEM_ADD, "new", 0},   {HINT_LISTS, "lists", 2},   {LS_CMD_SYNC_SHOW, "sync", 0},
    {LS_CMD_FILTER, "filter", 1},  {LS_CMD_PALETTE, "all", 3}, {LS_CMD_HELP, "help", 0},
    {0, NULL, 0}};

static const struct pane_ops BACKLOG_OPS = {
    .mode = "home", .news = backlog_news, .tab = backlog_tab, .title = backlog_title, .draw = backlog_draw,
    .want = backlog_want, .peek = backlog_peek, .subject = pane_rows_subject, .command = pane_rows_command,
    .hints = HINTS, .hints_empty = HINTS_EMPTY, .free = pane_rows_free};

struct pane *pane_backlog_new(void)
{
    struct backlog *b = ls_alloc(sizeof(*b));
    b->pane.ops = &BACKLOG_OPS;
    list_init(&b->pane.list);
    rows_init(&b->rows, &b->pane.list, LS_E_ITEM, "", ORDERS, LS_COUNT(ORDERS));
    b->pane.rows = &b->rows;
    b->rows.hint = "words, owner:none is:blocked p:1 due:<fri -tag:x; F1 lists all";
    return &b->pane;
}
