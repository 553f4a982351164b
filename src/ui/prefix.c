/* The panel behind a prefix key. Its entries are the key map's; counts come from the board. */
#include "ui/prefix.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "lockstep/gaps.h"
#include "ui/collection.h"
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

/* By letter, the small one first; what is no letter comes last. */
static int prefix_compare(const void *left, const void *right)
{
    uint32_t a = (*(const struct keymap_entry *const *)left)->second.code;
    uint32_t b = (*(const struct keymap_entry *const *)right)->second.code;
    int x = prefix_lower(a), y = prefix_lower(b);
    bool letter = x >= 'a' && x <= 'z', other = y >= 'a' && y <= 'z';
    if (letter != other)
        return letter ? -1 : 1;
    return x != y ? x - y : (a < b) - (a > b);
}

static void prefix_gather(const struct ui *ui, struct prefix_panel *ret)
{
    const char *mode = ui->top->ops->mode(ui->top);
    for (size_t i = 0; i < ui->keymap.len; i++) {
        const struct keymap_entry *e = &ui->keymap.v[i];
        bool follows = e->second.code && e->first.code == ui->prefix.code && e->first.mods == ui->prefix.mods;
        if (!follows || !keymap_mode_holds(e->mode, e->mode_len, mode))
            continue;
        LS_GROW(ret->v, ret->len, ret->cap);
        ret->v[ret->len++] = e;
    }
    if (ret->len)
        qsort(ret->v, ret->len, sizeof(*ret->v), prefix_compare);
}

/* How much is in the list that a command shows; false where it shows none. */
static bool prefix_count(const struct ui *ui, enum ls_command_id id, size_t *ret_count)
{
    const struct ls_command *c = ls_command_info(id);
    const struct collection *of;
    if (id == LS_CMD_CHECK) {
        struct ls_gaps gaps;
        ls_gaps_find(ui_board(ui), ls_clock_now(), &gaps);
        *ret_count = gaps.len;
        ls_gaps_done(&gaps);
    } else if ((of = collection_by_command(c))) {
        *ret_count = collection_count(of, &ui->facts);
    } else {
        return false;
    }
    return true;
}

static void prefix_draw_entry(const struct ui *ui, const struct keymap_entry *e, struct area a)
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
    if (prefix_count(ui, e->command, &count)) {
        LS_AUTO(string) char *number = ls_asprintf("%zu", count);
        area_text_right(a, end, 0, count && e->command == LS_CMD_CHECK ? ROLE_WARN : ROLE_DIM, number);
        end -= COUNT;
    }
    area_fit(a, KEY, 0, end - KEY, ROLE_NORMAL, words);
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
