/* The preview of a pasted list. Lines are the rows of a list whose ids are their numbers from 1; a mark is a wanted
 * line. Adding is the command `item add` with those lines: one changeset, one undo. */
#include "ui/paste.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "lockstep/pasted.h"
#include "lockstep/people.h"
#include "ui/alike.h"
#include "ui/list.h"
#include "ui/list_screen.h"
#include "ui/people.h"
#include "ui/state.h"
#include "ui/words.h"

enum { COLUMN_PRIORITY, COLUMN_TITLE, COLUMN_OWNER, COLUMN_DUE, COLUMN_TAGS, COLUMN_REMARK, COLUMN_COUNT };

struct paste {
    struct view view;
    char *text;
    struct ls_pasted pasted;
    struct list list;
    struct ls_buf meant; /* the new people whom the next Enter adds, too: "ben, zoe"; "" nobody */
};

static struct paste *paste_of(struct view *v)
{
    return (struct paste *)v;
}

/* --- the lines ------------------------------------------------------------------------------- */

/* Whether a line is taken in unless somebody says otherwise. */
static bool paste_is_wanted(const struct ls_pasted_line *line)
{
    return !line->same && !line->twice && !line->done && !line->heading;
}

/* Reads the text again, after people were added or somebody made the same item; what was unmarked stays so. */
static void paste_read(struct paste *p)
{
    bool first = !p->list.len;
    ls_pasted_done(&p->pasted);
    alike_ready(p->view.ui); /* where it is not, the lines are read again once it is */
    ls_pasted_read(ui_board(p->view.ui), p->text, ui_today(), alike_index(p->view.ui), &p->pasted);
    ls_id *ids = ls_alloc((p->pasted.len + 1) * sizeof(*ids));
    for (size_t i = 0; i < p->pasted.len; i++)
        ids[i] = (ls_id)i + 1;
    list_set(&p->list, ids, p->pasted.len);
    for (size_t i = 0; first && i < p->pasted.len; i++)
        list_mark(&p->list, ids[i], paste_is_wanted(&p->pasted.lines[i]));
    free(ids);
}

/* What a person should look at before adding the line; "" where all is clear. */
static void paste_remark(const struct paste *p, const struct ls_pasted_line *line, struct ls_buf *b)
{
    if (line->same) {
        ls_buf_str(b, "▼ is there: ");
        ls_board_name(ui_board(p->view.ui), line->same, b);
    } else if (line->twice) {
        ls_buf_str(b, "▼ stands above");
    } else if (line->done || line->heading) {
        ls_buf_str(b, line->done ? "▼ ticked off" : "▼ a heading");
    } else if (line->like.id) {
        ls_buf_str(b, "▼ like ");
        ls_board_name(ui_board(p->view.ui), line->like.id, b);
    } else if (line->entry.doubt) {
        ls_buf_str(b, "▼ no such day");
    } else if (line->entry.stranger) {
        ls_buf_printf(b, "▼ %s is new", line->entry.stranger);
    } else if (line->rest) {
        ls_buf_str(b, line->row ? "▼ rest to notes" : "▼ long: to notes");
    }
}

/* Who is likely meant by a name that nobody has; NULL: nobody. */
static const struct ls_person *paste_near(const struct paste *p, const struct ls_pasted_line *line)
{
    const struct ls_board *board = ui_board(p->view.ui);
    return ls_person_get(board, ls_person_nearest(board, line->entry.stranger));
}

static void paste_sentence(const struct paste *p, const struct ls_pasted_line *line, struct ls_buf *b)
{
    if (line->same) {
        ls_board_name(ui_board(p->view.ui), line->same, b);
        ls_buf_str(b, " is open and has this title: left out, Space takes it in");
    } else if (line->twice) {
        ls_buf_str(b, "a line above has this title: left out, Space takes it in");
    } else if (line->done || line->heading) {
        ls_buf_printf(b, "%s: left out, Space takes it in", line->done ? "it is ticked off in the list" : "a heading");
    } else if (line->like.id) {
        ls_buf_printf(b, "like %.2f: ", line->like.likeness);
        words_record(ui_board(p->view.ui), ls_board_record(ui_board(p->view.ui), line->like.id), b);
    } else if (line->entry.doubt) {
        ls_buf_printf(b, "%s: it stays in the title", line->entry.doubt);
    } else if (line->entry.stranger) {
        const struct ls_person *near = paste_near(p, line);
        ls_buf_printf(b, "%s is new here%s%s%s: adding the line adds them, as a pm", line->entry.stranger,
                      near ? " (did you mean " : "", near ? near->handle : "", near ? "?)" : "");
    } else if (line->entry.left) {
        ls_entry_tell_left(&line->entry, b);
    } else if (line->rest) {
        ls_buf_str(b, line->row ? "what has no field of its own goes into the notes"
                                : "longer than a title may be: the whole line goes into the notes");
    }
}

static size_t paste_wanted(const struct paste *p)
{
    return p->list.mark_len;
}

/* --- drawing --------------------------------------------------------------------------------- */

static const struct column COLUMNS[COLUMN_COUNT] = {
    [COLUMN_PRIORITY] = {.title = "P", .width = 2, .gap = 0},
    [COLUMN_TITLE] = {.title = "TITLE", .width = 34, .gap = 1, .grow = true},
    [COLUMN_OWNER] = {.title = "OWNER", .width = 9, .gap = 1, .drop = 1},
    [COLUMN_DUE] = {.title = "DUE", .width = 6, .gap = 1, .drop = 2, .right = true},
    [COLUMN_TAGS] = {.title = "TAGS", .width = 12, .gap = 2, .drop = 4},
    [COLUMN_REMARK] = {.title = "", .width = 17, .gap = 2, .drop = 3},
};

static void paste_cell(void *arg, ls_id id, int column, struct ls_buf *text, enum role *role)
{
    const struct paste *p = arg;
    const struct ls_pasted_line *line = &p->pasted.lines[id - 1];
    const struct ls_entry *e = &line->entry;
    bool wanted = list_marked(&p->list, id);
    *role = wanted ? ROLE_NORMAL : ROLE_DIM;
    switch (column) {
    case COLUMN_PRIORITY:
        if (e->priority != LS_NONE && e->priority)
            ls_buf_printf(text, "%d%s", (int)e->priority, e->priority == 1 ? "!" : "");
        break;
    case COLUMN_TITLE:
        ls_buf_str(text, e->text);
        break;
    case COLUMN_OWNER:
        ls_buf_str(text, e->stranger ? e->stranger : e->owner ? words_person(ui_board(p->view.ui), e->owner) : "");
        break;
    case COLUMN_DUE:
        if (e->due != LS_NONE)
            words_date(e->due, ui_today(), false, text);
        break;
    case COLUMN_TAGS:
        ls_buf_str(text, e->tags);
        break;
    default:
        paste_remark(p, line, text);
        *role = text->len ? ROLE_WARN : ROLE_DIM;
    }
}

static void paste_draw_head(const struct paste *p, struct area row)
{
    LS_AUTO(buf) struct ls_buf count = LS_BUF_INIT;
    area_text(row, 1, 0, ROLE_ACCENT, "PASTED");
    words_count(p->pasted.len, "line", "lines", &count);
    area_text(row, 9, 0, ROLE_BOLD, count.data);
    ls_buf_clear(&count);
    words_count(paste_wanted(p), "new item", "new items", &count);
    area_text_right(row, row.w - 1, 0, paste_wanted(p) ? ROLE_ACCENT : ROLE_DIM, count.data);
}

static void paste_draw(struct view *v, struct frame *f)
{
    struct paste *p = paste_of(v);
    struct list_screen s;
    list_screen_begin(f, &s);
    paste_draw_head(p, s.title);
    list_draw_titles(&p->list, s.headings, COLUMNS, COLUMN_COUNT);
    list_draw(&p->list, s.rows, true, COLUMNS, COLUMN_COUNT, paste_cell, p);
    if (!p->pasted.len)
        area_text(s.rows, 3, 1, ROLE_DIM, "no line has words in it");
    ls_id at = list_current(&p->list);
    if (at) {
        const struct ls_pasted_line *line = &p->pasted.lines[at - 1];
        LS_AUTO(buf) struct ls_buf sentence = LS_BUF_INIT;
        paste_sentence(p, line, &sentence);
        if (s.peek.h > 1)
            area_fit(s.peek, 0, 0, s.peek.w, ROLE_DIM, line->source);
        if (sentence.len)
            area_fit(s.peek, 0, s.peek.h - 1, s.peek.w, ROLE_WARN, sentence.data);
    }
    list_screen_end(v, f, &s, list_below(&p->list));
}

/* --- adding ---------------------------------------------------------------------------------- */

static void paste_lines(const struct paste *p, struct ls_buf *b)
{
    if (p->pasted.header)
        ls_buf_printf(b, "%s\n", p->pasted.header);
    for (size_t i = 0; i < p->pasted.len; i++)
        if (list_marked(&p->list, (ls_id)i + 1))
            ls_buf_printf(b, "%s\n", p->pasted.lines[i].source);
}

static void paste_commit(void *arg)
{
    struct paste *p = arg;
    struct ui *ui = p->view.ui;
    struct ls_error err = {0};
    LS_AUTO(buf) struct ls_buf lines = LS_BUF_INIT;
    size_t n = paste_wanted(p);
    paste_lines(p, &lines);
    aside_begin(ui);
    if (ui_run_data(ui, ls_command_info(LS_CMD_ITEM_ADD), NULL, 0, lines.data, &err) < 0) {
        ui_say_error(ui, &err);
        ls_error_done(&err);
        return;
    }
    ls_session_set_draft(ui->session, PASTE_DRAFT, "");
    const struct ls_changeset *made = ls_session_last(ui->session);
    ls_id first = 0;
    for (size_t i = 0; made && i < made->len && !first; i++)
        first = made->records[i].entity == LS_E_ITEM ? made->records[i].id : 0;
    aside_put_view(ui); /* p is gone */
    if (first && ui->top->ops->go)
        ui->top->ops->go(ui->top, first);
    LS_AUTO(buf) struct ls_buf count = LS_BUF_INIT;
    words_count(n, "item", "items", &count);
    ui_say(ui, ROLE_NORMAL, "%s added, in triage; u takes %s back at once", count.data, n == 1 ? "it" : "all of them");
}

static void paste_release(void *arg LS_UNUSED)
{
}

/* The new people of the wanted lines, each once: "ben, zoe". */
static void paste_strangers(const struct paste *p, struct ls_buf *b)
{
    LS_AUTO(buf) struct ls_buf set = LS_BUF_INIT;
    for (size_t i = 0; i < p->pasted.len; i++) {
        const char *stranger = p->pasted.lines[i].entry.stranger;
        if (stranger && list_marked(&p->list, (ls_id)i + 1))
            ls_set_add_word(&set, stranger, strlen(stranger));
    }
    const char *at = set.data, *word;
    size_t len;
    ls_id id;
    while (ls_set_next(&at, &word, &len, &id))
        ls_buf_printf(b, "%s%.*s", b->len ? ", " : "", (int)len, word);
}

/* A name that nobody has makes a person only when Enter says so again. */
static bool paste_doubts(struct paste *p)
{
    LS_AUTO(buf) struct ls_buf strangers = LS_BUF_INIT;
    paste_strangers(p, &strangers);
    bool meant = !strcmp(strangers.data, p->meant.data);
    ls_buf_set(&p->meant, strangers.data);
    if (!meant)
        ui_say(p->view.ui, ROLE_WARN, "nobody is called %s yet: Enter again adds the lines and %s", strangers.data,
               strchr(strangers.data, ',') ? "these people" : strangers.data);
    return !meant;
}

static void paste_add(struct paste *p)
{
    struct ui *ui = p->view.ui;
    if (paste_wanted(p) && paste_doubts(p))
        return;
    if (!paste_wanted(p))
        ui_say(ui, ROLE_DIM, "no line is marked: Space marks one, * all of them");
    else if (!ls_session_me(ui->session))
        people_ask_me(ui, paste_commit, paste_release, p);
    else
        paste_commit(p);
}

/* --- the view -------------------------------------------------------------------------------- */

static bool paste_command(struct view *v, enum ls_command_id id)
{
    struct paste *p = paste_of(v);
    struct ui *ui = v->ui;
    ls_id at = list_current(&p->list);
    switch (id) {
    case LS_CMD_PASTE_ADD: paste_add(p); return true;
    case LS_CMD_UP: list_move(&p->list, -1); return true;
    case LS_CMD_DOWN: list_move(&p->list, 1); return true;
    case LS_CMD_PAGE_UP: list_move_page(&p->list, -1); return true;
    case LS_CMD_PAGE_DOWN: list_move_page(&p->list, 1); return true;
    case LS_CMD_TOP: list_move_top(&p->list); return true;
    case LS_CMD_BOTTOM: list_move_end(&p->list); return true;
    case LS_CMD_MARK_ALL: list_mark_all(&p->list); return true;
    case LS_CMD_MARK_NONE: list_mark_none(&p->list); return true;
    case LS_CMD_MARK:
        if (at)
            list_mark(&p->list, at, !list_marked(&p->list, at));
        list_move(&p->list, 1);
        return true;
    case LS_CMD_BACK:
        ui_pop(ui);
        ui_say(ui, ROLE_NORMAL, "nothing was added; n and ↑ bring the list back");
        return true;
    default: return false;
    }
}

static bool paste_event(struct view *v, const struct ui_event *e)
{
    if (e->kind == UI_EVENT_WHEEL)
        list_scroll(&paste_of(v)->list, e->lines);
    return e->kind == UI_EVENT_WHEEL || e->kind == UI_EVENT_PASTE;
}

static const char *paste_mode(const struct view *v LS_UNUSED)
{
    return "pasted";
}

static void paste_news(struct view *v)
{
    paste_read(paste_of(v));
}

static const struct hint *paste_hints(const struct view *v LS_UNUSED)
{
    static const struct hint HINTS[] = {{LS_CMD_PASTE_ADD, "add them", 0}, {LS_CMD_MARK, "in or out", 0},
                                        {LS_CMD_MARK_ALL, "all", 2},      {LS_CMD_MARK_NONE, "none", 3},
                                        {LS_CMD_BACK, "back, nothing added", 1}, {LS_CMD_HELP, "help", 4},
                                        {0, NULL, 0}};
    return HINTS;
}

static void paste_keep(struct view *v)
{
    ls_session_set_draft(v->ui->session, PASTE_DRAFT, paste_of(v)->text);
}

static void paste_free(struct view *v)
{
    struct paste *p = paste_of(v);
    ls_pasted_done(&p->pasted);
    list_done(&p->list);
    ls_buf_done(&p->meant);
    free(p->text);
    free(p);
}

static const struct view_ops PASTE_OPS = {.mode = paste_mode, .draw = paste_draw, .command = paste_command,
                                          .event = paste_event, .news = paste_news, .hints = paste_hints,
                                          .keep = paste_keep, .free = paste_free, .alike = true};

void paste_open(struct ui *ui, const char *text)
{
    struct paste *p = ls_alloc(sizeof(*p));
    p->view.ops = &PASTE_OPS;
    p->text = ls_strdup(text);
    ls_buf_init(&p->meant);
    list_init(&p->list);
    ls_session_set_draft(ui->session, PASTE_DRAFT, text);
    ui_push(ui, &p->view);
}
