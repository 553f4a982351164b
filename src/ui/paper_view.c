/* A page that the team hands on, on the screen: to read, to copy, to write to a file. The model builds it, with the
 * news of the board built into it as they come. */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/paths.h"
#include "lockstep/pages.h"
#include "ui/state.h"
#include "ui/views.h"

enum { PAPER_WIDEST = 120, PAPER_MARGIN = 1, PAPER_HEAD = 2, PAPER_FOOT = 3 };

struct paper_line {
    enum ls_paper_look look;
    char *text;
    size_t strong; /* bytes at its start */
};

struct paper_view {
    struct view view;
    enum ls_page page;
    ls_id record;
    struct ls_paper *paper; /* NULL: gone, since there is nothing left to write about */
    struct paper_line *lines;
    size_t count, cap;
    int columns; /* that lines were made for; 0: none made */
    int top, height;
};

static struct paper_view *paper_of(struct view *view)
{
    return (struct paper_view *)view;
}

/* --- building ---------------------------------------------------------------------------------- */

static void paper_forget_lines(struct paper_view *v)
{
    for (size_t i = 0; i < v->count; i++)
        free(v->lines[i].text);
    v->count = 0;
    v->columns = 0;
}

static struct ls_page_ask paper_ask(const struct ui *ui, ls_id record)
{
    struct ls_session_status status;
    ls_session_status(ui->session, &status);
    return (struct ls_page_ask){.board = ui_board(ui), .team = status.team, .now = ls_clock_now(), .record = record,
                                .from = LS_NONE, .to = LS_NONE};
}

static void paper_take(void *arg, enum ls_paper_look look, const char *text, size_t strong)
{
    struct paper_view *v = arg;
    LS_GROW(v->lines, v->count, v->cap);
    v->lines[v->count++] = (struct paper_line){look, ls_strdup(text), strong};
}

static void paper_make(struct paper_view *v, int columns)
{
    int width = columns - 2 * PAPER_MARGIN;
    if (v->columns == columns || !v->paper)
        return;
    paper_forget_lines(v);
    ls_paper_lines(v->paper, width < PAPER_WIDEST ? width : PAPER_WIDEST, paper_take, v);
    v->columns = columns;
}

static void paper_news(struct view *view)
{
    struct paper_view *v = paper_of(view);
    struct ls_page_ask ask = paper_ask(view->ui, v->record);
    ls_paper_free(v->paper);
    v->paper = NULL;
    paper_forget_lines(v);
    ls_page_build(v->page, &ask, &v->paper, NULL);
}

/* --- drawing ----------------------------------------------------------------------------------- */

static int paper_most(const struct paper_view *v)
{
    int most = (int)v->count - v->height;
    return most > 0 ? most : 0;
}

static void paper_draw_line(const struct paper_line *line, struct area a, int y)
{
    static const enum role roles[] = {ROLE_NORMAL, ROLE_ACCENT, ROLE_BOLD, ROLE_DIM};
    int x = PAPER_MARGIN;
    if (line->strong) {
        LS_AUTO(string) char *strong = ls_strndup(line->text, line->strong);
        x += area_text(a, x, y, ROLE_BOLD, strong);
    }
    area_text(a, x, y, roles[line->look], line->text + line->strong);
}

static void paper_draw(struct view *view, struct frame *f)
{
    struct paper_view *v = paper_of(view);
    struct area all = area_all(f);
    LS_AUTO(buf) struct ls_buf command = LS_BUF_INIT;
    v->height = f->rows - PAPER_HEAD - PAPER_FOOT;
    paper_make(v, f->columns);
    v->top = v->top > paper_most(v) ? paper_most(v) : v->top < 0 ? 0 : v->top;
    ls_buf_printf(&command, "lockstep page %s", ls_page_info(v->page)->word);
    int end = area_text_right(all, f->columns - 1, 0, ROLE_DIM, "Esc back");
    area_text(area_part(all, 0, 0, end - 2, 1), PAPER_MARGIN, 0, ROLE_DIM, command.data);
    area_hline(all, 0, 1, f->columns);
    for (int y = 0; y < v->height && v->top + y < (int)v->count; y++)
        paper_draw_line(&v->lines[v->top + y], area_part(all, 0, PAPER_HEAD, f->columns, v->height), y);
    if (!v->paper)
        area_text(all, PAPER_MARGIN, PAPER_HEAD, ROLE_DIM, "there is nothing left to write about; Esc goes back");
    area_hline(all, 0, f->rows - PAPER_FOOT, f->columns);
    int left = paper_most(v) - v->top;
    if (left > 0) {
        LS_AUTO(string) char *more = ls_asprintf(" %d more ↓ ", left);
        area_text_right(all, f->columns - 1, f->rows - PAPER_FOOT, ROLE_DIM, more);
    }
    ui_draw_message(view->ui, area_part(all, 0, f->rows - 2, f->columns, 1));
    ui_draw_hints(view->ui, view, area_part(all, 0, f->rows - 1, f->columns, 1));
}

/* --- handing on -------------------------------------------------------------------------------- */

static void paper_copy(struct paper_view *v)
{
    struct ui *ui = v->view.ui;
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    if (!v->paper)
        return;
    ls_paper_markdown(v->paper, &text);
    ui->loop.terminal->ops->copy(ui->loop.terminal, text.data);
    ui_say(ui, ROLE_NORMAL, "copied as Markdown: %s", ls_paper_title(v->paper));
}

/* Whether path may be written: nothing is there, or an earlier state of the same page. */
static bool paper_may_write(const char *path, const char *text, struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf old = LS_BUF_INIT;
    size_t title = strcspn(text, "\n") + 1;
    if (!ls_path_exists(path) || (!ls_file_read(&old, path, 0, NULL) && !strncmp(old.data, text, title)))
        return true;
    ls_error_set(err, LS_EREFUSED, "%s is there already and is another file: choose another name", path);
    return false;
}

static bool paper_save_taken(void *arg, const char *answer, struct ls_error *err)
{
    struct paper_view *v = arg;
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    if (!v->paper || !*answer)
        return true;
    ls_paper_markdown(v->paper, &text);
    if (!paper_may_write(answer, text.data, err) || ls_file_replace(answer, text.data, text.len, err))
        return false;
    ui_say(v->view.ui, ROLE_GOOD, "✓ written: %s", answer);
    return true;
}

static void paper_save(struct paper_view *v)
{
    LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT;
    struct ls_page_ask ask = paper_ask(v->view.ui, v->record);
    ls_page_file(v->page, &ask, &name);
    ui_ask(v->view.ui, &(struct ui_question){.kind = PROMPT_LINE, .label = "write it to:", .text = name.data,
                                             .hint = "Enter writes Markdown", .taken = paper_save_taken, .arg = v});
}

/* --- the view ------------------------------------------------------------------------------------ */

static const char *paper_mode(const struct view *view)
{
    (void)view;
    return "page";
}

static bool paper_command(struct view *view, enum ls_command_id id)
{
    struct paper_view *v = paper_of(view);
    switch (id) {
    case LS_CMD_UP: v->top--; break;
    case LS_CMD_DOWN: v->top++; break;
    case LS_CMD_PAGE_UP: v->top -= v->height - 1; break;
    case LS_CMD_PAGE_DOWN: v->top += v->height - 1; break;
    case LS_CMD_TOP: v->top = 0; break;
    case LS_CMD_BOTTOM: v->top = (int)v->count; break;
    case LS_CMD_COPY: paper_copy(v); break;
    case LS_CMD_PAGE_SAVE: paper_save(v); break;
    default: return false;
    }
    v->top = v->top < 0 ? 0 : v->top > paper_most(v) ? paper_most(v) : v->top;
    ui_stale(view->ui);
    return true;
}

static const struct hint *paper_hints(const struct view *view)
{
    static const struct hint HINTS[] = {
        {LS_CMD_PAGE_DOWN, "a page on", 2}, {LS_CMD_COPY, "copy", 0}, {LS_CMD_PAGE_SAVE, "write to a file", 0},
        {LS_CMD_BACK, "back", 1}, {LS_CMD_HELP, "help", 0}, {0, NULL, 0},
    };
    (void)view;
    return HINTS;
}

static void paper_free(struct view *view)
{
    struct paper_view *v = paper_of(view);
    paper_forget_lines(v);
    free(v->lines);
    ls_paper_free(v->paper);
    free(v);
}

static const struct view_ops PAPER_OPS = {.mode = paper_mode, .draw = paper_draw, .command = paper_command,
                                          .news = paper_news, .hints = paper_hints, .free = paper_free};

void paper_open(struct ui *ui, enum ls_page page)
{
    struct ls_error err = {0};
    struct ls_paper *paper = NULL;
    enum ls_entity ref = ls_page_info(page)->ref;
    ls_id *ids, record = 0;
    size_t n = ref != LS_E_NONE ? ui_subject(ui, &ids) : 0;
    for (size_t i = 0; i < n && !record; i++) {
        const struct ls_record *r = ls_board_record(ui_board(ui), ids[i]);
        record = r && r->entity == (int64_t)ref && !r->deleted ? r->id : 0;
    }
    if (n)
        free(ids);
    struct ls_page_ask ask = paper_ask(ui, record);
    if (ls_page_build(page, &ask, &paper, &err)) {
        ui_say_error(ui, &err);
        ls_error_done(&err);
        return;
    }
    struct paper_view *v = ls_alloc(sizeof(*v));
    *v = (struct paper_view){.view = {.ops = &PAPER_OPS}, .page = page, .record = record, .paper = paper};
    ui_push(ui, &v->view);
}
