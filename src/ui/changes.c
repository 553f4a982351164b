/* The news are those since the user looked, or, as far back as asked, all that anybody changed.
 * One list for both: rows of who, when, what; they are made when something changes, and only drawn here. */
#include "ui/changes.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "lockstep/news.h"
#include "ui/layout.h"
#include "ui/list_keys.h"
#include "ui/list_screen.h"
#include "ui/state.h"
#include "ui/view_sync.h"
#include "ui/views.h"
#include "ui/words.h"

enum { COLUMN_WHO, COLUMN_WHEN, COLUMN_NAME, COLUMN_TITLE, COLUMN_WHAT, COLUMN_COUNT };

enum { LOG_LIMIT = 500, SINCE_LIMIT = 2000, TITLE = 38, TITLE_LEAST = 16, FIXED = 60 };

/* How far back the news are told. Beyond the first, which is what others did, it is what everybody did. */
static const struct {
    int days; /* 0: the business day before */
    const char *words;
} STEPS[] = {{0, ""}, {0, "yesterday"}, {7, "a week ago"}, {28, "four weeks ago"}};

/* A row. Its id in the list: the record, or where several rows are of one, the place in the log. */
struct change {
    ls_id id, record;
    bool half; /* of the other half of the team */
    char *who, *when, *name, *title, *what;
};

struct changes {
    struct view view;
    ls_id record; /* whose history; 0: the news */
    size_t step;  /* of the news: how far back they are told, in STEPS */
    bool looked;  /* what is new since the user looked was shown */
    struct change *v;
    size_t len, cap, halves;
    bool known; /* the file has answered */
    bool cut;   /* there was more since then than is told */
    struct list list;
};

static struct changes *changes_of(struct view *v)
{
    return (struct changes *)v;
}

static const struct change *changes_find(const struct changes *v, ls_id id)
{
    for (size_t i = 0; i < v->len; i++)
        if (v->v[i].id == id)
            return &v->v[i];
    return NULL;
}

/* --- rows ------------------------------------------------------------------------------------ */

static void changes_clear(struct changes *v)
{
    for (size_t i = 0; i < v->len; i++) {
        free(v->v[i].who);
        free(v->v[i].when);
        free(v->v[i].name);
        free(v->v[i].title);
        free(v->v[i].what);
    }
    v->len = v->halves = 0;
}

static void changes_list(struct changes *v)
{
    ls_id *ids = ls_alloc((v->len + 1) * sizeof(*ids));
    for (size_t i = 0; i < v->len; i++)
        ids[i] = v->v[i].id;
    list_set(&v->list, ids, v->len);
    free(ids);
}

static struct change *changes_add(struct changes *v, ls_id id, ls_id record, ls_id who, int64_t at)
{
    const struct ls_board *board = ui_board(v->view.ui);
    struct ls_buf name = LS_BUF_INIT;
    LS_GROW(v->v, v->len, v->cap);
    if (record)
        ls_board_name(board, record, &name);
    v->v[v->len] = (struct change){.id = id, .record = record, .who = ls_strdup(words_person(board, who)),
                                   .when = words_when(at), .name = ls_buf_steal(&name),
                                   .title = ls_strdup(words_title(ls_board_record(board, record)))};
    return &v->v[v->len++];
}

/* Changesets in the log's order. */
static void changes_fill_news(struct changes *v, bool mine, const struct ls_changeset *const *log, size_t count)
{
    struct ui *ui = v->view.ui;
    struct ls_news news;
    ls_news_make(ui_board(ui), ls_session_me(ui->session), mine, log, count, &news);
    changes_clear(v);
    for (size_t i = 0; i < news.len; i++) {
        const struct ls_news_line *line = &news.v[i];
        ls_id id = line->record ? line->record : (ls_id)line->by.seq;
        struct change *c = changes_add(v, id, line->record, line->by.who, line->by.at);
        c->half = line->other_half;
        LS_AUTO(buf) struct ls_buf what = LS_BUF_INIT;
        words_news(ui_board(ui), line, &what);
        c->what = ls_buf_steal(&what);
        v->halves += c->half;
    }
    ls_news_done(&news);
    changes_list(v);
}

/* The day from which on the step tells. */
static int64_t changes_since(const struct changes *v)
{
    const struct facts *f = &v->view.ui->facts;
    return STEPS[v->step].days ? f->today - STEPS[v->step].days : ls_calendar_add(&f->calendar, f->today, -1);
}

/* What everybody changed since the day of the step, out of the newest of the log. */
static void changes_fill_since(struct changes *v, const struct ls_session_event *e)
{
    const struct ls_changeset **log = ls_alloc((e->log_count + 1) * sizeof(*log));
    int64_t since = changes_since(v);
    size_t count = 0;
    while (count < e->log_count && ls_stamp_date(e->log[count]->at) >= since)
        count++;
    for (size_t i = 0; i < count; i++)
        log[count - 1 - i] = e->log[i];
    v->known = true;
    v->cut = count == SINCE_LIMIT;
    changes_fill_news(v, true, log, count);
    free(log);
}

static void changes_log(struct view *view, const struct ls_session_event *e)
{
    struct changes *v = changes_of(view);
    const struct ls_board *board = ui_board(view->ui);
    if (e->record != v->record || (!v->record && !v->step))
        return;
    if (!v->record) {
        changes_fill_since(v, e);
        return;
    }
    changes_clear(v);
    v->known = true;
    for (size_t i = 0; i < e->log_count; i++) {
        const struct ls_changeset *cs = e->log[i];
        const struct ls_record_edit *edit = ls_changeset_record(cs, v->record);
        struct ls_buf what = LS_BUF_INIT;
        if (edit && cs->flags & LS_CS_UNDO)
            ls_buf_str(&what, cs->flags & LS_CS_REDO ? "redone: " : "undone: ");
        if (edit)
            words_edit(board, edit, &what);
        if (what.len) {
            struct change *c = changes_add(v, (ls_id)cs->seq, v->record, cs->who, cs->at);
            if (cs->flags & LS_CS_IMPORT && !cs->who) {
                free(c->who);
                c->who = ls_strdup("import");
            } else if (cs->flags & LS_CS_IMPORT) {
                ls_buf_str(&what, ", by an import");
            }
            c->what = ls_buf_steal(&what);
        }
        ls_buf_done(&what);
    }
    changes_list(v);
}

static void changes_news(struct view *view)
{
    struct changes *v = changes_of(view);
    size_t count;
    if (v->record || v->step) {
        ls_session_ask_log(view->ui->session, v->record, v->record ? LOG_LIMIT : SINCE_LIMIT);
        return;
    }
    const struct ls_changeset *const *log = ls_session_news(view->ui->session, &count, &v->known);
    v->looked = v->looked || v->known;
    changes_fill_news(v, false, log, count);
}

/* --- drawing --------------------------------------------------------------------------------- */

static void changes_cell(void *arg, ls_id id, int column, struct ls_buf *text, enum role *role)
{
    const struct changes *v = arg;
    const struct change *c = changes_find(v, id);
    if (!c)
        return;
    switch (column) {
    case COLUMN_WHO:
        ls_buf_printf(text, v->record ? "%s" : c->half ? "◆ %s" : "  %s", c->who);
        *role = c->half ? ROLE_ACCENT : ROLE_NORMAL;
        break;
    case COLUMN_WHEN:
        ls_buf_str(text, c->when);
        *role = ROLE_DIM;
        break;
    case COLUMN_NAME: ls_buf_str(text, c->name); break;
    case COLUMN_TITLE: ls_buf_str(text, c->title); break;
    default: ls_buf_str(text, c->what); break;
    }
}

/* "ALL SINCE Mon 9 Mar" */
static void changes_say_since(const struct changes *v, struct ls_buf *b)
{
    int64_t day = changes_since(v);
    ls_buf_printf(b, "ALL SINCE %s ", ls_weekday_short(ls_date_weekday(day)));
    ls_date_short(b, day, v->view.ui->facts.today);
    if (v->cut)
        ls_buf_printf(b, ", the newest %d", SINCE_LIMIT);
}

static void changes_draw_head(const struct changes *v, struct area row)
{
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT, right = LS_BUF_INIT;
    bool runs = sync_view_banner(v->view.ui, row.w < LAYOUT_WIDE, &right);
    int end = area_text_right(row, row.w - 1, 0, runs ? ROLE_ACCENT : ROLE_DIM, runs ? right.data : "Esc back"), x = 1;
    if (v->record) {
        ls_buf_printf(&text, "HISTORY %zu  ", v->len);
        x += area_text(row, x, 0, ROLE_ACCENT, text.data);
        ls_buf_clear(&text);
        ls_board_name(ui_board(v->view.ui), v->record, &text);
        x += area_text(row, x, 0, ROLE_ACCENT, text.data) + 1;
        area_fit(row, x, 0, end - x - 2, ROLE_BOLD, words_title(ls_board_record(ui_board(v->view.ui), v->record)));
        return;
    }
    if (v->step)
        changes_say_since(v, &text);
    else
        ls_buf_str(&text, "SINCE YOU LOOKED");
    ls_buf_printf(&text, " %zu", v->len);
    x += area_text(row, x, 0, ROLE_ACCENT, text.data);
    area_focus(row, 1, 0, x - 1);
    ls_buf_clear(&text);
    ls_buf_printf(&text, "◆ %zu by the other half", v->halves);
    if (v->halves && x + 3 + ls_text_columns(text.data) < end)
        area_text(row, x + 3, 0, ROLE_ACCENT, text.data);
}

/* What W would tell. */
static void changes_draw_wider(const struct changes *v, struct area rows)
{
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    size_t next = (v->step + 1) % LS_COUNT(STEPS);
    keymap_key_of(&v->view.ui->keymap, "news", LS_CMD_NEWS_SINCE, &text);
    if (!text.len || !next)
        return;
    ls_buf_printf(&text, " tells what everybody changed since %s, you too", STEPS[next].words);
    area_text(rows, 3, 3, ROLE_DIM, text.data);
}

static void changes_draw_none(const struct changes *v, struct area rows)
{
    const char *none = v->record ? "nothing was changed yet"
                       : v->step ? "nobody has changed anything since then"
                                 : "✓ nobody else has changed anything since you looked";
    area_text(rows, 3, 1, v->known ? ROLE_GOOD : ROLE_DIM, v->known ? none : "reading …");
    if (v->known && !v->record)
        changes_draw_wider(v, rows);
}

/* All of what is under the cursor: the list cuts it. */
static void changes_draw_peek(const struct changes *v, struct area a)
{
    const struct change *c = changes_find(v, list_current(&v->list));
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    if (!c)
        return;
    ls_buf_printf(&text, v->record ? "%s, %s: " : "%s, %s: %s %s: ", c->who, c->when, c->name, c->title);
    ls_buf_str(&text, c->what);
    area_wrap(a, ROLE_NORMAL, text.data);
}

static int changes_columns(const struct changes *v, int width, struct column *ret)
{
    int title = width >= LAYOUT_WIDE ? TITLE : width - FIXED > TITLE_LEAST ? width - FIXED : TITLE_LEAST;
    const struct column news[COLUMN_COUNT] = {{"  WHO", 9, 0, 0, false, false}, {"WHEN", 12, 1, 2, false, false},
                                              {"ID", 7, 1, 0, false, false},    {"TITLE", title, 1, 3, false, false},
                                              {"WHAT", 24, 1, 0, true, false}};
    memcpy(ret, news, sizeof(news));
    if (!v->record)
        return COLUMN_COUNT;
    ret[COLUMN_WHO].title = "WHO";
    ret[COLUMN_NAME] = ret[COLUMN_WHAT];
    return COLUMN_TITLE;
}

/* The columns of a history are those of the news without name and title. */
static void changes_history_cell(void *arg, ls_id id, int column, struct ls_buf *text, enum role *role)
{
    changes_cell(arg, id, column == COLUMN_NAME ? COLUMN_WHAT : column, text, role);
}

static void changes_draw(struct view *view, struct frame *f)
{
    struct changes *v = changes_of(view);
    struct column columns[COLUMN_COUNT];
    struct list_screen s;
    int count = changes_columns(v, f->columns, columns);
    list_screen_begin(f, &s);
    changes_draw_head(v, s.title);
    if (v->len)
        list_draw_titles(&v->list, s.headings, columns, (size_t)count);
    else
        changes_draw_none(v, s.rows);
    list_draw(&v->list, s.rows, true, columns, (size_t)count, v->record ? changes_history_cell : changes_cell, v);
    changes_draw_peek(v, s.peek);
    list_screen_end(view, f, &s, list_below(&v->list));
}

/* --- the rest of the view -------------------------------------------------------------------- */

static bool changes_command(struct view *view, enum ls_command_id id)
{
    struct changes *v = changes_of(view);
    const struct change *c = changes_find(v, list_current(&v->list));
    if (list_keys_move(&v->list, id))
        return true;
    if (id == LS_CMD_NEWS_SINCE) {
        v->step = (v->step + 1) % LS_COUNT(STEPS);
        v->known = v->cut = false;
        changes_clear(v);
        changes_list(v);
        changes_news(view);
        return true;
    }
    if (id != LS_CMD_OPEN)
        return false;
    if (c && !c->record)
        ui_say(view->ui, ROLE_DIM, "an import of many records has no page; lockstep log tells which");
    else if (!v->record)
        record_open(view->ui, c ? c->record : 0);
    else
        ui_pop(view->ui); /* its page is where one came from, or one key further */
    return true;
}

static bool changes_event(struct view *view, const struct ui_event *e)
{
    return list_mouse(&changes_of(view)->list, e);
}

static const char *changes_mode(const struct view *v)
{
    return ((const struct changes *)v)->record ? "history" : "news";
}

static size_t changes_subject(struct view *view, ls_id **ret_ids)
{
    const struct change *c = changes_find(changes_of(view), list_current(&changes_of(view)->list));
    *ret_ids = ls_alloc(sizeof(**ret_ids));
    (*ret_ids)[0] = c ? c->record : 0;
    return c && c->record;
}

static const struct hint *changes_hints(const struct view *v)
{
    static const struct hint NEWS[] = {{LS_CMD_OPEN, "open", 0}, {LS_CMD_NEWS_SINCE, "older", 1},
                                       {LS_CMD_HISTORY, "history", 2}, {LS_CMD_COPY, "copy", 3}, {LS_CMD_BACK, "back, all looked at", 0}, {LS_CMD_HELP, "help", 0}, {0, NULL, 0}};
    static const struct hint HISTORY[] = {{LS_CMD_UNDO, "undo my last change", 1}, {LS_CMD_BACK, "back", 0},
                                          {LS_CMD_HELP, "help", 0}, {0, NULL, 0}};
    static const struct hint NO_NEWS[] = {{LS_CMD_NEWS_SINCE, "older", 0}, {LS_CMD_BACK, "back", 0}, {LS_CMD_HELP, "help", 0}, {0, NULL, 0}};
    const struct changes *c = (const struct changes *)v;
    return c->record ? HISTORY : c->list.len ? NEWS : NO_NEWS;
}

static void changes_free(struct view *view)
{
    struct changes *v = changes_of(view);
    if (!v->record && v->looked)
        ls_session_looked(view->ui->session);
    changes_clear(v);
    free(v->v);
    list_done(&v->list);
    free(v);
}

static const struct view_ops CHANGES_OPS = {
    .mode = changes_mode, .draw = changes_draw, .command = changes_command, .event = changes_event, .news = changes_news,
    .subject = changes_subject, .hints = changes_hints, .log = changes_log, .free = changes_free};

static void changes_push(struct ui *ui, ls_id record)
{
    struct changes *v = ls_alloc(sizeof(*v));
    v->view.ops = &CHANGES_OPS;
    v->record = record;
    list_init(&v->list);
    ui_push(ui, &v->view);
}

void changes_show_history(struct ui *ui, ls_id record)
{
    changes_push(ui, record);
}

void changes_show_news(struct ui *ui)
{
    for (struct view *v = ui->top; v; v = v->below)
        if (v->ops == &CHANGES_OPS && !changes_of(v)->record) {
            while (ui->top != v)
                ui_pop(ui);
            return;
        }
    changes_push(ui, 0);
}
