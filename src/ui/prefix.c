/* The panel behind a prefix key. Its entries are the key map's; counts come from the board. */
#include "ui/prefix.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "ui/collection.h"
#include "ui/saved.h"
#include "ui/state.h"

/* COLUMN: what an entry wants, NARROWEST what it makes do with; KEY: where its words begin; COUNT: columns of the number
 * behind it. */
enum { COLUMN = 38, NARROWEST = 19, KEY = 4, COUNT = 5, LEAST = 2 };

struct prefix_panel {
    const struct keymap_entry **v;
    size_t len, cap;
};

static int prefix_lower(uint32_t code)
{
    return (int)(code >= 'A' && code <= 'Z' ? code - 'A' + 'a' : code);
}

/* Digits, then letters, then the rest: the saved views are what somebody chose to have at hand. */
static int prefix_class(uint32_t code)
{
    int c = prefix_lower(code);
    return c >= '0' && c <= '9' ? 0 : c >= 'a' && c <= 'z' ? 1 : 2;
}

/* By letter, the small one first. */
static int prefix_compare(const void *left, const void *right)
{
    uint32_t a = (*(const struct keymap_entry *const *)left)->second.code;
    uint32_t b = (*(const struct keymap_entry *const *)right)->second.code;
    int x = prefix_lower(a), y = prefix_lower(b), order = prefix_class(a) - prefix_class(b);
    if (order)
        return order;
    return x != y ? x - y : (a < b) - (a > b);
}

/* The key of a saved view, 1 to 9; 0: the command goes to none. */
static int prefix_place(enum ls_command_id id)
{
    return id >= LS_CMD_VIEW_GO_1 && id <= LS_CMD_VIEW_GO_9 ? (int)(id - LS_CMD_VIEW_GO_1) + 1 : 0;
}

/* A key of saved views that has none yet. */
static bool prefix_is_free(const struct ui *ui, enum ls_command_id id)
{
    return prefix_place(id) && !saved_behind_key(ui, prefix_place(id), NULL);
}

static void prefix_gather(const struct ui *ui, struct prefix_panel *ret)
{
    const char *mode = ui->top->ops->mode(ui->top);
    for (size_t i = 0; i < ui->keymap.len; i++) {
        const struct keymap_entry *e = &ui->keymap.v[i];
        bool follows = e->second.code && e->first.code == ui->prefix.code && e->first.mods == ui->prefix.mods;
        if (!follows || !keymap_mode_holds(e->mode, e->mode_len, mode) || prefix_is_free(ui, e->command))
            continue;
        LS_GROW(ret->v, ret->len, ret->cap);
        ret->v[ret->len++] = e;
    }
    if (ret->len)
        qsort(ret->v, ret->len, sizeof(*ret->v), prefix_compare);
}

/* How much is in the list that a command shows; false where it shows none. */
static bool prefix_count(struct ui *ui, enum ls_command_id id, size_t *ret_count)
{
    const struct ls_command *c = ls_command_info(id);
    const struct collection *of;
    if (id == LS_CMD_CHECK) {
        *ret_count = facts_gaps(&ui->facts);
    } else if ((of = collection_by_command(c))) {
        *ret_count = collection_count(of, &ui->facts);
    } else {
        return false;
    }
    return true;
}

/* "unowned  *  12": a saved view of the team, or one's own with a star. */
static void prefix_draw_saved(const struct ui *ui, int place, struct area a)
{
    struct saved_key key;
    if (!saved_behind_key(ui, place, &key))
        return;
    LS_AUTO(string) char *number = key.count < 0 ? ls_strdup("?") : ls_asprintf("%lld", (long long)key.count);
    LS_AUTO(string) char *words = ls_asprintf("%s%s", key.name, key.mine ? ", mine" : "");
    int end = a.w - 2;
    area_text_right(a, end, 0, key.count < 0 ? ROLE_WARN : ROLE_DIM, number);
    area_fit(a, KEY, 0, end - COUNT - KEY, ROLE_NORMAL, words);
    saved_key_done(&key);
}

static void prefix_draw_entry(struct ui *ui, const struct keymap_entry *e, struct area a)
{
    const char *help = ls_command_info(e->command)->help;
    help += strncmp(help, "the ", 4) ? 0 : 4; /* the panel says "signals" */
    LS_AUTO(buf) struct ls_buf key = LS_BUF_INIT;
    LS_AUTO(string) char *words = ls_strndup(help, strcspn(help, ",;"));
    size_t count = 0;
    int end = a.w - 2;
    ls_key_format(&key, e->first);
    ls_key_format(&key, e->second);
    area_text(a, 0, 0, ROLE_ACCENT, key.data);
    if (prefix_place(e->command)) {
        prefix_draw_saved(ui, prefix_place(e->command), a);
        return;
    }
    if (prefix_count(ui, e->command, &count)) {
        LS_AUTO(string) char *number = ls_asprintf("%zu", count);
        area_text_right(a, end, 0, count && e->command == LS_CMD_CHECK ? ROLE_WARN : ROLE_DIM, number);
        end -= COUNT;
    }
    bool page = !strncmp(words, "page: ", 6) && ls_text_columns(words) > end - KEY; /* what it tells says more than that */
    area_fit(a, KEY, 0, end - KEY, ROLE_NORMAL, words + (page ? 6 : 0));
}

/* How many columns of entries: as few as let all of them be read, more where they would not fit below each other. */
static int prefix_across(int all, const struct frame *f)
{
    int across = f->columns / COLUMN, most = f->rows - 2;
    across = across < LEAST ? LEAST : across;
    while ((all + across - 1) / across > most && (f->columns - 2) / (across + 1) >= NARROWEST)
        across++;
    return across;
}

void prefix_draw(struct ui *ui, struct frame *f)
{
    struct prefix_panel panel = {0};
    if (!ui->prefix.code || !ui->session)
        return;
    prefix_gather(ui, &panel);
    int all = (int)panel.len, across = prefix_across(all, f), width = (f->columns - 2) / across;
    int rows = (all + across - 1) / across, most = f->rows - 2;
    rows = rows > most ? most : rows;
    struct area a = area_part(area_all(f), 0, f->rows - 2 - rows, f->columns, rows + 1);
    area_fill(a, ROLE_NORMAL);
    area_hline(a, 0, 0, f->columns);
    int shown = all > rows * across ? rows * across - 1 : all;
    for (int i = 0; i < shown; i++)
        prefix_draw_entry(ui, panel.v[i], area_part(a, 1 + i / rows * width, 1 + i % rows, width, 1));
    if (shown < all)
        area_printf(a, 1 + (across - 1) * width, rows, ROLE_DIM, "… %d more: ?", all - shown);
    free(panel.v);
}
