/* Open blockers: the worst and the oldest first, with who acts and what is next. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "ui/pane.h"
#include "ui/rows.h"
#include "ui/state.h"
#include "ui/words.h"

enum { COLUMN_GLYPH, COLUMN_ID, COLUMN_WHAT, COLUMN_ITEM, COLUMN_SEVERITY, COLUMN_AGE, COLUMN_OWNER, COLUMN_NEXT,
       COLUMN_COUNT };

enum { WIDE = 70, OWNER = 8, OWNER_ALONE = 11, OWNER_WIDE = 14 };

static const struct rows_order ORDERS[] = {
    {"", "severity"}, {"-age", "age"}, {"owner", "owner"}, {"next_due", "next"}, {"item", "item"}, {"what", "what"}, {"id", "ID"},
};

struct blockers {
    struct pane pane;
    struct rows rows; /* the worst first, of those the oldest */
    int64_t oldest;
    double median;
};

static struct blockers *blockers_of(struct pane *p)
{
    return (struct blockers *)p;
}

static int blockers_compare_age(const void *left, const void *right)
{
    int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;
    return (a > b) - (a < b);
}

static void blockers_news(struct pane *p)
{
    struct blockers *bs = blockers_of(p);
    const struct facts *f = p->facts;
    int64_t *ages = ls_alloc((ls_board_count(f->board, LS_E_BLOCKER) + 1) * sizeof(*ages));
    size_t n = 0;
    LS_EACH(blocker, b, f->board)
        if (b->resolved == LS_NONE)
            ages[n++] = facts_age(f, b);
    qsort(ages, n, sizeof(*ages), blockers_compare_age);
    bs->oldest = n ? ages[n - 1] : 0;
    bs->median = n ? (double)(ages[n / 2] + ages[(n - 1) / 2]) / 2 : 0;
    free(ages);
    rows_read(&bs->rows, p->ui);
}

/* --- drawing --------------------------------------------------------------------------------- */

/* An open escalation of the blocker: the answer is awaited there. */
static const struct ls_decision *blockers_escalation(const struct facts *f, ls_id blocker)
{
    LS_EACH(decision, d, f->board)
        if (d->blocker == blocker && d->status == LS_DECISION_STATUS_PROPOSED)
            return d;
    return NULL;
}

static void blockers_next(const struct facts *f, const struct ls_blocker *b, struct ls_buf *text, enum role *role)
{
    const struct ls_decision *d = blockers_escalation(f, b->rec.id);
    if (d) {
        ls_board_name(f->board, d->rec.id, text);
    } else if (!*b->next_step && b->next_due == LS_NONE) {
        ls_buf_str(text, "▼ none");
        *role = ROLE_WARN;
    } else {
        words_date(b->next_due, f->today, true, text);
        if (b->next_due != LS_NONE && b->next_due < f->today)
            *role = ROLE_BAD;
    }
}

static void blockers_cell(void *arg, ls_id id, int column, struct ls_buf *text, enum role *role)
{
    const struct pane *p = arg;
    const struct facts *f = p->facts;
    const struct ls_blocker *b = ls_blocker_get(f->board, id);
    if (!b)
        return;
    switch (column) {
    case COLUMN_GLYPH:
        ls_buf_str(text, "■");
        *role = ROLE_BAD;
        break;
    case COLUMN_ID:
        ls_board_name(f->board, id, text);
        *role = ROLE_DIM;
        break;
    case COLUMN_WHAT:
        ls_buf_str(text, b->what);
        break;
    case COLUMN_ITEM:
        ls_board_name(f->board, b->item, text);
        *role = ROLE_DIM;
        break;
    case COLUMN_SEVERITY:
        if (b->severity != LS_NONE)
            ls_buf_printf(text, "%d", (int)b->severity);
        *role = b->severity >= 3 ? ROLE_WARN : ROLE_NORMAL;
        break;
    case COLUMN_AGE:
        ls_buf_printf(text, "%d d", (int)facts_age(f, b));
        break;
    case COLUMN_OWNER:
        words_acting(f->board, b->owner, b->backup, f->today, text);
        break;
    default:
        blockers_next(f, b, text, role);
    }
}

static void blockers_tab(const struct pane *p, struct ls_buf *ret_text)
{
    ls_buf_printf(ret_text, "BLOCKERS %zu", p->list.len);
}

static void blockers_title(const struct pane *p, struct area row, int number, bool focus)
{
    const struct blockers *bs = (const struct blockers *)p;
    LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT, right = LS_BUF_INIT;
    blockers_tab(p, &name);
    pane_draw_name(row, number, name.data, focus);
    if (!p->list.len)
        return;
    if (*pane_order(p))
        ls_buf_printf(&right, "%s   ", pane_order(p));
    ls_buf_printf(&right, "oldest %d d  median ", (int)bs->oldest);
    ls_text_real(&right, bs->median);
    ls_buf_str(&right, " d");
    area_text_right(row, row.w - 1, 0, ROLE_DIM, right.data);
}

static void blockers_draw(struct pane *p, struct area rows, bool focus)
{
    bool wide = rows.w >= WIDE, alone = rows.w + 2 >= rows.frame->columns; /* no other pane beside it */
    const struct column columns[COLUMN_COUNT] = {
        [COLUMN_GLYPH] = {"", 1, 0, 0, false, false},
        [COLUMN_ID] = {"ID", 4, 1, 0, false, false},
        [COLUMN_WHAT] = {"WHAT", 12, 1, 0, true, false},
        [COLUMN_ITEM] = {"ITEM", wide ? 7 : 0, wide, 3, false, false},
        [COLUMN_SEVERITY] = {wide || alone ? "SEV" : "", wide || alone ? 3 : 1, 1, 0, false, false},
        [COLUMN_AGE] = {"AGE", 5, 1, 0, false, true},
        [COLUMN_OWNER] = {"OWNER", wide ? OWNER_WIDE : alone ? OWNER_ALONE : OWNER, 2, 0, false, false},
        [COLUMN_NEXT] = {"NEXT", 6, 1, 1, false, false},
    };
    rows = area_part(rows, rows.w >= WIDE, 0, rows.w - 1 - (rows.w >= WIDE), rows.h);
    if (wide || alone) {
        list_draw_titles(&p->list, rows, columns, COLUMN_COUNT);
        rows = area_part(rows, 0, 1, rows.w, rows.h - 1);
    }
    if (!p->list.len)
        pane_draw_empty(rows, "nothing blocks: b on an item raises one");
    list_draw(&p->list, rows, focus, columns, COLUMN_COUNT, blockers_cell, p);
}

static int blockers_want(const struct pane *p)
{
    return (int)p->list.len + 1 + (p->list.len == 0);
}

static void blockers_peek(const struct pane *p, struct area a)
{
    const struct facts *f = p->facts;
    const struct ls_blocker *b = ls_blocker_get(f->board, list_current(&p->list));
    if (!b)
        return;
    LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT, right = LS_BUF_INIT, next = LS_BUF_INIT, item = LS_BUF_INIT;
    ls_board_name(f->board, b->rec.id, &name);
    words_acting(f->board, b->owner, b->backup, f->today, &right);
    if (ls_text_columns(right.data) <= OWNER)
        ls_buf_clear(&right); /* the list says it whole */
    else
        ls_buf_str(&right, ", ");
    ls_buf_printf(&right, "%s%sseverity %d, %d d", ls_enum_word(LS_ENUM_BLOCKER_KIND, b->kind),
                  b->kind != LS_NONE ? ", " : "", (int)b->severity,
                  (int)facts_age(f, b));
    int end = area_text_right(a, a.w - 1, 0, ROLE_NORMAL, right.data);
    int x = 1 + area_text(a, 1, 0, ROLE_BOLD, name.data) + 2;
    area_fit(a, x, 0, end - x - 2, ROLE_NORMAL, b->what);
    if (a.h < 2)
        return;
    const struct ls_item *blocked = ls_item_get(f->board, b->item);
    if (blocked) {
        ls_board_name(f->board, b->item, &item);
        ls_buf_printf(&item, " %s", blocked->title);
    }
    ls_buf_printf(&next, "next: %s", *b->next_step ? b->next_step : "no next step; e sets one");
    if (b->next_due != LS_NONE) {
        ls_buf_str(&next, ", ");
        words_date(b->next_due, f->today, true, &next);
    }
    area_fit(a, 1, 1, a.w / 2 - 2, ROLE_DIM, next.data);
    area_fit_right(a, a.w / 2, 1, a.w - 1 - a.w / 2, ROLE_DIM, item.data);
}

static const struct hint HINTS[] = {
    {LS_CMD_BLOCKER_ASSIGN, "assign", 2}, {LS_CMD_BLOCKER_RESOLVE, "resolve", 0}, {LS_CMD_BLOCKER_SET, "edit", 3},
    {LS_CMD_AGENDA_PUT, "on the agenda", 5}, {LS_CMD_BLOCKER_SHOW, "open", 1},    {LS_CMD_MARK, "mark", 4},
    {LS_CMD_BLOCKER_ESCALATE, "escalate", 3}, {HINT_LISTS, "lists", 4}, {LS_CMD_SYNC_SHOW, "sync", 0},
    {LS_CMD_PALETTE, "all", 6}, {LS_CMD_HELP, "help", 0}, {0, NULL, 0}};

static const struct hint HINTS_EMPTY[] = {
    {LS_CMD_ITEM_LIST, "backlog", 0}, {HINT_LISTS, "lists", 1}, {LS_CMD_SYNC_SHOW, "sync", 0}, {LS_CMD_PALETTE, "all", 2},
    {LS_CMD_HELP, "help", 0}, {0, NULL, 0}};

static const struct pane_ops BLOCKERS_OPS = {
    .mode = "blockers", .news = blockers_news, .tab = blockers_tab, .title = blockers_title, .draw = blockers_draw,
    .want = blockers_want, .peek = blockers_peek, .subject = pane_rows_subject, .command = pane_rows_command, .hints = HINTS,
    .hints_empty = HINTS_EMPTY, .free = pane_rows_free};

struct pane *pane_blockers_new(void)
{
    struct blockers *b = ls_alloc(sizeof(*b));
    b->pane.ops = &BLOCKERS_OPS;
    list_init_narrow(&b->pane.list);
    rows_init(&b->rows, &b->pane.list, LS_E_BLOCKER, "", ORDERS, LS_COUNT(ORDERS));
    b->pane.rows = &b->rows;
    return &b->pane;
}
