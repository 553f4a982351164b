/* Help and the palette: one list made from the command table. Typing narrows it, Enter runs what is under the
 * cursor. Help shows first what holds in the screen below; the palette shows everything by name. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "ui/list.h"
#include "ui/prompt.h"
#include "ui/state.h"
#include "ui/views.h"

enum { COLUMN_KEY, COLUMN_HELP, COLUMN_SPELLING, COLUMN_COUNT };

struct help {
    struct view view;
    bool palette;
    struct prompt filter;
    struct list list; /* ids are command ids + 1 */
    struct ls_buf said; /* what was copied; until the next key */
};

static struct help *help_of(struct view *v)
{
    return (struct help *)v;
}

static const char *help_below_mode(const struct help *h)
{
    const struct view *below = h->view.below;
    return below ? below->ops->mode(below) : "home";
}

/* --- what is listed -------------------------------------------------------------------------- */

/* All words of the filter occur in name, help or spelling. */
static bool help_matches(const struct ls_command *c, const char *filter)
{
    LS_AUTO(buf) struct ls_buf all = LS_BUF_INIT, fold = LS_BUF_INIT, want = LS_BUF_INIT;
    ls_buf_printf(&all, "%s %s %s", c->name, c->help, c->spelling);
    ls_text_fold(&fold, all.data);
    ls_text_fold(&want, filter);
    for (const char *at = ls_text_skip_blank(want.data); *at; at = ls_text_skip_blank(at)) {
        size_t len = strcspn(at, " ");
        LS_AUTO(string) char *word = ls_strndup(at, len);
        if (!strstr(fold.data, word))
            return false;
        at += len;
    }
    return true;
}

static bool help_holds(const struct help *h, const struct ls_command *c)
{
    const char *at = c->keys, *mode, *key;
    size_t mode_len, key_len;
    while (ls_command_next_key(&at, &mode, &mode_len, &key, &key_len))
        if (keymap_mode_holds(mode, mode_len, help_below_mode(h)))
            return true;
    return false;
}

/* What can be done here comes first, then what has a key elsewhere, last what only the command line does. */
static int help_rank(const struct help *h, const struct ls_command *c)
{
    if (help_holds(h, c))
        return 0;
    return *c->keys ? 1 : 2;
}

static void help_fill(struct help *h)
{
    ls_id ids[LS_CMD_COUNT];
    size_t n = 0;
    for (int rank = 0; rank < 3; rank++)
        for (int id = 0; id < LS_CMD_COUNT; id++) {
            const struct ls_command *c = ls_command_info((enum ls_command_id)id);
            if (help_rank(h, c) == rank && help_matches(c, h->filter.text.data))
                ids[n++] = id + 1;
        }
    list_set(&h->list, ids, n);
}

/* --- drawing --------------------------------------------------------------------------------- */

/* All keys of a command that hold below, or all where none does: "a", "k ↑". */
static void help_keys(const struct help *h, const struct ls_command *c, struct ls_buf *text)
{
    const struct keymap *k = &h->view.ui->keymap;
    bool here = help_holds(h, c);
    for (size_t i = 0; i < k->len; i++) {
        const struct keymap_entry *e = &k->v[i];
        if (e->command != c->id || (here && !keymap_mode_holds(e->mode, e->mode_len, help_below_mode(h))))
            continue;
        LS_AUTO(buf) struct ls_buf key = LS_BUF_INIT;
        ls_key_format(&key, e->first);
        if (e->second.code)
            ls_key_format(&key, e->second);
        if (strstr(text->data, key.data))
            continue;
        if (text->len)
            ls_buf_char(text, ' ');
        ls_buf_str(text, key.data);
    }
}

static void help_cell(void *arg, ls_id id, int column, struct ls_buf *text, enum role *role)
{
    const struct help *h = arg;
    const struct ls_command *c = ls_command_info((enum ls_command_id)(id - 1));
    bool here = help_rank(h, c) == 0 || (h->palette && *c->keys);
    switch (column) {
    case COLUMN_KEY:
        help_keys(h, c, text);
        *role = here ? ROLE_ACCENT : ROLE_DIM;
        break;
    case COLUMN_HELP:
        ls_buf_str(text, c->help);
        *role = here ? ROLE_NORMAL : ROLE_DIM;
        break;
    default:
        *role = ROLE_DIM;
        if (*c->spelling)
            ls_buf_printf(text, "lockstep %s %s", c->spelling, c->usage);
    }
}

static void help_draw(struct view *v, struct frame *f)
{
    struct help *h = help_of(v);
    struct area all = area_all(f);
    const struct column columns[COLUMN_COUNT] = {
        [COLUMN_KEY] = {"KEY", 10, 0, 0, false, false},
        [COLUMN_HELP] = {"WHAT", 30, 1, 0, true, false},
        [COLUMN_SPELLING] = {"ON THE COMMAND LINE", f->columns >= 100 ? 44 : 26, 1, 1, false, false},
    };
    const char *title = h->palette ? "ALL COMMANDS" : "HELP";
    int x = 1 + area_text(all, 1, 0, ROLE_ACCENT, title) + 2;
    area_focus(all, 1, 0, x);
    struct area field = area_part(all, x, 0, f->columns - x - 24, 1);
    prompt_draw_field(&h->filter, field, true);
    LS_AUTO(buf) struct ls_buf count = LS_BUF_INIT;
    if (h->filter.text.len)
        ls_buf_printf(&count, "%zu found", h->list.len);
    area_text_right(all, f->columns - 1, 0, ROLE_DIM, count.data);
    area_hline(all, 0, 1, f->columns);
    list_draw_titles(&h->list, area_part(all, 0, 2, f->columns - 1, 1), columns, COLUMN_COUNT);
    struct area rows = area_part(all, 0, 3, f->columns - 1, f->rows - 5);
    list_draw(&h->list, rows, true, columns, COLUMN_COUNT, help_cell, h);
    if (!h->list.len)
        area_text(rows, 3, 1, ROLE_DIM, "no command is called so");
    area_hline(all, 0, f->rows - 2, f->columns);
    x = 1;
    static const char *const HINTS[][2] = {{"↑↓", "choose"}, {"Enter", "run it"}, {"Ctrl-y", "copy the command"}, {"Esc", "back"}};
    if (h->said.len) {
        area_fit(all, 1, f->rows - 1, f->columns - 2, ROLE_NORMAL, h->said.data);
        return;
    }
    for (size_t i = 0; i < LS_COUNT(HINTS); i++) {
        x += area_text(all, x, f->rows - 1, ROLE_ACCENT, HINTS[i][0]) + 1;
        x += area_text(all, x, f->rows - 1, ROLE_DIM, HINTS[i][1]) + 2;
    }
}

/* --- events ---------------------------------------------------------------------------------- */

static void help_run(struct help *h)
{
    struct ui *ui = h->view.ui;
    ls_id id = list_current(&h->list);
    if (!id)
        return;
    ui_pop(ui); /* frees h */
    ui_command(ui, (enum ls_command_id)(id - 1));
}

/* "LS-20 LS-21": what the command would act on in the screen below, where its usage begins with a reference; how much of
 * the usage that stands for. */
static size_t help_subject(const struct help *h, const struct ls_command *c, struct ls_buf *names)
{
    struct view *below = h->view.below;
    size_t first = strcspn(c->usage, " ");
    ls_id *ids = NULL;
    if (c->kind != LS_COMMAND_DATA || c->target == LS_TARGET_NONE || c->target == LS_TARGET_SYNC || !below ||
        !below->ops->subject)
        return 0;
    size_t count = below->ops->subject(below, &ids);
    enum ls_entity entity = ls_command_target_entity(c);
    for (size_t i = 0; i < count; i++) {
        const struct ls_record *r = ls_board_record(ui_board(h->view.ui), ids[i]);
        if (!r || (entity != LS_E_ANY && r->entity != (int64_t)entity))
            continue;
        if (names->len)
            ls_buf_char(names, ' ');
        ls_board_name(ui_board(h->view.ui), ids[i], names);
    }
    free(ids);
    return names->len ? first : 0;
}

/* The command under the cursor as a shell takes it, with what is marked in its place. */
static void help_copy(struct help *h)
{
    struct ui *ui = h->view.ui;
    ls_id id = list_current(&h->list);
    const struct ls_command *c = id ? ls_command_info((enum ls_command_id)(id - 1)) : NULL;
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT, names = LS_BUF_INIT;
    if (!c || !*c->spelling) {
        ls_buf_set(&h->said, c ? "this is of the screen alone: it has no command to copy" : "there is nothing to copy");
        return;
    }
    size_t stands = help_subject(h, c, &names);
    ls_buf_printf(&text, "lockstep %s", c->spelling);
    if (names.len)
        ls_buf_printf(&text, " %s", names.data);
    const char *rest = ls_text_skip_blank(c->usage + stands);
    if (*rest)
        ls_buf_printf(&text, " %s", rest);
    ui->loop.terminal->ops->copy(ui->loop.terminal, text.data);
    ls_buf_clear(&h->said);
    ls_buf_printf(&h->said, "copied: %s", text.data);
}

static bool help_move(struct help *h, struct ls_key key)
{
    if (ls_key_is(key, LS_KEY_UP) || ls_key_is_ctrl(key, 'p'))
        list_move(&h->list, -1);
    else if (ls_key_is(key, LS_KEY_DOWN) || ls_key_is_ctrl(key, 'n'))
        list_move(&h->list, 1);
    else if (ls_key_is(key, LS_KEY_PAGE_UP))
        list_move_page(&h->list, -1);
    else if (ls_key_is(key, LS_KEY_PAGE_DOWN))
        list_move_page(&h->list, 1);
    else
        return false;
    return true;
}

static bool help_event(struct view *v, const struct ui_event *e)
{
    struct help *h = help_of(v);
    ls_buf_clear(&h->said);
    if (e->kind == UI_EVENT_WHEEL) {
        list_scroll(&h->list, e->lines);
        return true;
    }
    if (e->kind == UI_EVENT_KEY && help_move(h, e->key))
        return true;
    if (e->kind == UI_EVENT_KEY && ls_key_is(e->key, LS_KEY_ENTER)) {
        help_run(h);
        return true;
    }
    if (e->kind == UI_EVENT_KEY && ls_key_is_ctrl(e->key, 'y')) {
        help_copy(h);
        return true;
    }
    if (prompt_event(&h->filter, e) == PROMPT_LEFT) {
        ui_pop(v->ui);
        return true;
    }
    help_fill(h);
    if (e->kind == UI_EVENT_KEY && ls_key_is_text(e->key))
        list_move_top(&h->list);
    return true;
}

static const char *help_mode(const struct view *v LS_UNUSED)
{
    return "help";
}

static bool help_command(struct view *v LS_UNUSED, enum ls_command_id id LS_UNUSED)
{
    return false;
}

static void help_news(struct view *v)
{
    help_fill(help_of(v));
}

static void help_free(struct view *v)
{
    struct help *h = help_of(v);
    prompt_done(&h->filter);
    ls_buf_done(&h->said);
    list_done(&h->list);
    free(h);
}

static const struct view_ops HELP_OPS = {
    .mode = help_mode, .draw = help_draw, .command = help_command, .event = help_event, .news = help_news,
    .free = help_free};

struct view *help_view_new(bool palette)
{
    struct help *h = ls_alloc(sizeof(*h));
    h->view.ops = &HELP_OPS;
    h->palette = palette;
    prompt_init(&h->filter, PROMPT_LINE, "", "");
    prompt_set_hint(&h->filter, "type to narrow");
    list_init(&h->list);
    ls_buf_init(&h->said);
    return &h->view;
}
