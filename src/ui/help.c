/* Help and the palette, made from the command table. Help shows first what holds in the screen below; the palette shows
 * everything by name. */
#include "ui/help.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "ui/rows.h"
#include "ui/state.h"
#include "ui/typed.h"
#include "ui/views.h"
#include "ui/words.h"

enum { KEYS = 10, SPELLING = 44 }; /* columns */

static bool help_holds(const struct ls_command *c, const char *here)
{
    const char *at = c->keys, *mode, *key;
    size_t mode_len, key_len;
    while (ls_command_next_key(&at, &mode, &mode_len, &key, &key_len))
        if (keymap_mode_holds(mode, mode_len, here))
            return true;
    return false;
}

/* What this screen alone does comes first, then what others do as well, then what can be done everywhere, then what has a
 * key elsewhere, last what only the command line does. */
enum { RANK_ONLY, RANK_SHARED, RANK_HERE, RANK_ELSEWHERE, RANK_LINE, RANKS };

static int help_rank(const struct ls_command *c, const char *here)
{
    const char *at = c->keys, *mode, *key;
    size_t mode_len, key_len;
    bool shared = false, only = *at;
    while (ls_command_next_key(&at, &mode, &mode_len, &key, &key_len)) {
        shared = shared || (keymap_mode_holds(mode, mode_len, here) && strncmp(mode, "any:", strlen("any:")) != 0);
        only = only && strlen(here) == mode_len && !strncmp(mode, here, mode_len);
    }
    return only ? RANK_ONLY : shared ? RANK_SHARED : help_holds(c, here) ? RANK_HERE : *c->keys ? RANK_ELSEWHERE : RANK_LINE;
}

/* All keys of a command that hold here, or all where none does: "a", "k ↑". */
static void help_keys(const struct keymap *k, const struct ls_command *c, const char *here, struct ls_buf *text)
{
    bool holds = help_holds(c, here);
    for (size_t i = 0; i < k->len; i++) {
        const struct keymap_entry *e = &k->v[i];
        if (e->command != c->id || (holds && !keymap_mode_holds(e->mode, e->mode_len, here)))
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

/* What it is called: its spelling; on the screen alone, what its line says before the colon. Caller frees. */
static char *help_name(const struct ls_command *c)
{
    size_t named = strcspn(c->help, ":");
    if (*c->spelling)
        return ls_strdup(c->spelling);
    return c->help[named] ? ls_asprintf("%s, %.*s", c->name, (int)named, c->help) : ls_strdup(c->name);
}

/* The records that the command would change in the view: those of its kind among what is marked there, or under the cursor.
 * Caller frees. */
static size_t help_targets(const struct ui *ui, struct view *view, const struct ls_command *c, ls_id **ret_ids)
{
    bool shown = c->id == LS_CMD_DELETE || c->id == LS_CMD_EDIT || c->id == LS_CMD_EDIT_TEXT || c->id == LS_CMD_SIGNAL_LINK;
    bool data = c->kind == LS_COMMAND_DATA && c->target != LS_TARGET_NONE && c->target != LS_TARGET_SYNC;
    enum ls_entity entity = ls_command_target_entity(c);
    *ret_ids = NULL;
    if ((!shown && !data) || !view || !view->ops->subject)
        return 0;
    size_t count = view->ops->subject(view, ret_ids), kept = 0;
    for (size_t i = 0; i < count; i++) {
        const struct ls_record *r = ls_board_record(ui_board(ui), (*ret_ids)[i]);
        if (r && (entity == LS_E_ANY || r->entity == (int64_t)entity))
            (*ret_ids)[kept++] = (*ret_ids)[i];
    }
    return kept;
}

/* Says beside a command which records it would change at once. */
static void help_add_targets(struct view *page, const struct ui *ui, const struct ls_command *c)
{
    ls_id *ids;
    LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT, whole = LS_BUF_INIT;
    size_t count = help_targets(ui, ui->top, c, &ids);
    if (count == 1) {
        ls_board_name(ui_board(ui), ids[0], &name);
        words_record(ui_board(ui), ls_board_record(ui_board(ui), ids[0]), &whole);
    } else if (count) {
        ls_buf_printf(&name, "%zu marked", count);
        ls_buf_printf(&whole, "the %zu that are marked", count);
    }
    if (count)
        help_changes(page, name.data, whole.data);
    free(ids);
}

static void help_add_command(struct view *page, const struct ui *ui, const struct ls_command *c, const char *here, bool bright)
{
    LS_AUTO(buf) struct ls_buf keys = LS_BUF_INIT;
    LS_AUTO(string) char *id = ls_asprintf("%d", (int)c->id);
    LS_AUTO(string) char *spelling = *c->spelling ? ls_asprintf("lockstep %s %s", c->spelling, c->usage) : ls_strdup("");
    LS_AUTO(string) char *words = ls_asprintf("%s %s %s", c->name, c->help, c->spelling);
    help_keys(&ui->keymap, c, here, &keys);
    help_add(page, id, keys.data, c->help, spelling, words, bright);
    LS_AUTO(string) char *name = help_name(c);
    help_called(page, name, ls_command_said(c->id));
    help_add_targets(page, ui, c);
}

/* "LS-20 LS-21": what the command would act on in the screen below, where its usage begins with a reference; how much of
 * the usage that stands for. */
static size_t help_subject(const struct view *page, const struct ls_command *c, struct ls_buf *names)
{
    size_t first = strcspn(c->usage, " ");
    ls_id *ids;
    size_t count = help_targets(page->ui, page->below, c, &ids);
    for (size_t i = 0; i < count; i++) {
        if (names->len)
            ls_buf_char(names, ' ');
        ls_board_name(ui_board(page->ui), ids[i], names);
    }
    free(ids);
    return names->len ? first : 0;
}

/* The entity whose list the page's query words filter. */
static enum ls_entity help_entity(struct view *below)
{
    const struct rows *rows = below && below->ops->rows ? below->ops->rows(below) : NULL;
    return rows ? rows->entity : LS_E_ITEM;
}

/* "item priority LS-20 LS-21 ": what is left to be typed are its words. */
static void help_complete(const struct view *page, const char *value, struct ls_buf *line)
{
    int64_t id;
    const struct ls_command *c = value && ls_text_to_int(value, &id) ? ls_command_info((enum ls_command_id)id) : NULL;
    LS_AUTO(buf) struct ls_buf names = LS_BUF_INIT;
    if (!c || !*c->spelling)
        return;
    help_subject(page, c, &names);
    ls_buf_printf(line, "%s %s%s", c->spelling, names.data, names.len ? " " : "");
}

/* The command under the cursor as a shell takes it, with what is marked in its place. */
static void help_copy(const struct view *page, const char *value, struct ls_buf *said)
{
    struct ui *ui = page->ui;
    int64_t id;
    const struct ls_command *c = value && ls_text_to_int(value, &id) ? ls_command_info((enum ls_command_id)id) : NULL;
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT, names = LS_BUF_INIT;
    if (!c && value && *value) {
        LS_AUTO(string) char *list = help_query_spelling(help_entity(page->below), value);
        ui->loop.terminal->ops->copy(ui->loop.terminal, list);
        ls_buf_printf(said, "copied: %s", list);
        return;
    }
    if (!c || !*c->spelling) {
        ls_buf_set(said, c ? "this is of the screen alone: it has no command to copy" : "there is nothing to copy");
        return;
    }
    size_t stands = help_subject(page, c, &names);
    ls_buf_printf(&text, "lockstep %s", c->spelling);
    if (names.len)
        ls_buf_printf(&text, " %s", names.data);
    const char *rest = ls_text_skip_blank(c->usage + stands);
    if (*rest)
        ls_buf_printf(&text, " %s", rest);
    ui->loop.terminal->ops->copy(ui->loop.terminal, text.data);
    ls_buf_printf(said, "copied: %s", text.data);
}

static void help_run(struct ui *ui, void *arg LS_UNUSED, const char *value)
{
    int64_t id;
    if (!value || !*value)
        return;
    if (!ls_text_to_int(value, &id)) {
        help_query_take(ui, value);
        return;
    }
    ui->leaving = id == LS_CMD_BACK; /* as by the key q */
    ui_command(ui, (enum ls_command_id)id);
    ui->leaving = false;
}

/* What hands type that know an editor. */
static void help_add_editor(struct view *page)
{
    LS_AUTO(string) char *back = ls_asprintf("%d", LS_CMD_BACK);
    help_add_answer(page, back, "q", "back; leaves at the top, all is kept", "q q! qa qa! wq wq! x zz quit exit");
    help_add_answer(page, "", "", "nothing to write: each change is kept", "w w! wa");
}

/* The words of queries, of the list below or, wherever one can go to it, of the backlog. */
static void help_add_queries(struct view *page, const struct ui *ui, const char *here)
{
    bool list = ui->top->ops->rows && ui->top->ops->rows(ui->top);
    if (list || help_holds(ls_command_info(LS_CMD_ITEM_LIST), here))
        help_query_add(page, ui, help_entity(ui->top), list);
}

struct view *help_view_new(const struct ui *ui, bool palette)
{
    const struct help_topic topic = {.title = palette ? "ALL COMMANDS" : "HELP", .left = "KEY", .what = "WHAT",
                                     .right = "ON THE COMMAND LINE", .left_width = KEYS, .right_width = SPELLING, .take = "run it",
                                     .none = palette ? "no command is called so; a whole one is run, LS-41 opens its page"
                                                     : "no command is called so", .taken = help_run, .copy = help_copy, .typed = palette ? typed_tell : NULL,
                                     .run_typed = typed_run, .complete = palette ? help_complete : NULL};
    const char *here = ui->top->ops->mode(ui->top);
    struct view *page = help_page_new(&topic);
    for (int rank = 0; rank < RANKS; rank++) {
        if (rank == RANK_ELSEWHERE) /* they hold here, but are more than people read through */
            help_add_queries(page, ui, here);
        for (int id = 0; id < LS_CMD_COUNT; id++) {
            const struct ls_command *c = ls_command_info((enum ls_command_id)id);
            if (help_rank(c, here) == rank)
                help_add_command(page, ui, c, here, (rank <= RANK_HERE || (palette && *c->keys)) && ui_may_run(ui, c->id, NULL));
        }
    }
    if (palette)
        help_add_editor(page);
    return page;
}
