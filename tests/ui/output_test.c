/* What is written to a terminal makes it show the frame, cell by cell: random pictures one after the other, each written
 * as the difference to the one before, read by libvterm as a person's terminal would. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <locale.h>
#include <vterm.h> /* before curses, whose short names it does not bear */

#include <curses.h>
#include <term.h>

#undef columns
#undef lines

#include "base/mem.h"
#include "base/text.h"
#include "ui/term/output.h"
#include "ui/theme.h"

enum { COLUMNS = 24, ROWS = 7, PICTURES = 3000 };

struct world {
    VTerm *vterm;
    VTermScreen *screen;
    struct output output;
    struct frame shown, next;
    uint32_t seed;
};

static unsigned pick(struct world *w, unsigned n)
{
    w->seed = w->seed * 1664525u + 1013904223u; /* Numerical Recipes, 7.1 */
    return (w->seed >> 8) % n;
}

/* "contrast" shows roles in reverse, "dark" in colours. */
static void world_init(struct world *w, const char *terminal, const char *theme)
{
    *w = (struct world){.vterm = vterm_new(ROWS, COLUMNS), .seed = 42};
    vterm_set_utf8(w->vterm, 1);
    w->screen = vterm_obtain_screen(w->vterm);
    vterm_screen_reset(w->screen, 1);
    assert_int_equal(setupterm(terminal, 1, NULL), OK);
    output_init(&w->output);
    output_take_theme(&w->output, theme_choose(theme, output_colours(), BACKGROUND_DARK));
    frame_init(&w->shown, COLUMNS, ROWS);
    frame_init(&w->next, COLUMNS, ROWS);
}

static void world_done(struct world *w)
{
    frame_done(&w->shown);
    frame_done(&w->next);
    output_done(&w->output);
    vterm_free(w->vterm);
    del_curterm(cur_term);
}

/* Changes a few places of the picture, or nearly all. */
static void world_draw(struct world *w)
{
    static const char *const TEXTS[] = {"a", "plain words", "日本語", "e\u0301te\u0301", "─────", "■ ▼", "   ", " ", "x日y", "🙂 ok", "\u200d"};
    for (unsigned n = pick(w, 10) ? 1 + pick(w, 4) : 40; n > 0; n--) {
        int x = (int)pick(w, COLUMNS), y = (int)pick(w, ROWS), width = 1 + (int)pick(w, COLUMNS);
        const char *text = TEXTS[pick(w, LS_COUNT(TEXTS))];
        /* libvterm 0.1 puts an accent in the last column onto the next row. */
        struct area all = area_part(area_all(&w->next), 0, 0, COLUMNS - (strchr(text, 'e') != NULL), ROWS);
        if (pick(w, 3))
            area_fit(all, x, y, width, (enum role)pick(w, ROLE_COUNT), text);
        else
            area_text(all, x, y, (enum role)pick(w, ROLE_COUNT), text);
        if (!pick(w, 4))
            area_focus(all, x, y, width);
    }
    w->next.cursor_x = pick(w, 2) ? (int)pick(w, COLUMNS) : -1;
    w->next.cursor_y = (int)pick(w, ROWS);
}

static void world_write(struct world *w, bool all)
{
    output_picture(&w->output, &w->shown, &w->next, all);
    vterm_input_write(w->vterm, w->output.bytes.data, w->output.bytes.len);
    ls_buf_clear(&w->output.bytes);
    frame_copy(&w->shown, &w->next);
}

static VTermScreenCell world_cell(const struct world *w, int x, int y)
{
    VTermScreenCell cell = {0};
    vterm_screen_get_cell(w->screen, (VTermPos){.row = y, .col = x}, &cell);
    return cell;
}

/* Roles are compared where there is something to see. */
static void world_compare(const struct world *w, int picture, bool styles)
{
    for (int y = 0; y < ROWS; y++)
        for (int x = 0; x < COLUMNS; x++) {
            const struct cell *want = &w->next.cells[y * COLUMNS + x];
            const struct style *style = &w->output.theme->styles[want->role];
            VTermScreenCell got = world_cell(w, x, y);
            uint32_t c = got.chars[0] ? got.chars[0] : ' ';
            if (want->columns == 0)
                continue;
            bool same = c == want->chars[0] && (c == ' ' || got.width == want->columns) && (want->columns == 1 || c != ' ');
            bool bold = (style->bold || want->focus) && c != ' ', reverse = style->reverse && c != ' ';
            if (!same || (styles && c != ' ' && (got.attrs.bold != bold || got.attrs.reverse != reverse)))
                fail_msg("picture %d, row %d, column %d: U+%04X, not U+%04X", picture, y, x, (unsigned)c, (unsigned)want->chars[0]);
        }
    VTermPos at;
    vterm_state_get_cursorpos(vterm_obtain_state(w->vterm), &at);
    if (w->next.cursor_x >= 0)
        assert_true(at.col == w->next.cursor_x && at.row == w->next.cursor_y);
}

static void run(const char *terminal, const char *theme, bool styles)
{
    struct world w;
    world_init(&w, terminal, theme);
    for (int picture = 0; picture < PICTURES; picture++) {
        world_draw(&w);
        world_write(&w, picture == 0 || pick(&w, 50) == 0);
        world_compare(&w, picture, styles);
    }
    world_done(&w);
}

static void test_pictures_arrive(void **state LS_UNUSED)
{
    run("xterm-256color", "dark", true);
    run("xterm-256color", "contrast", true);
    run("vt100", "mono", false); /* its strings ask for delays */
}

/* Bytes of a screen that was drawn already are few: none where nothing has changed. */
static void test_what_stands_is_not_written(void **state LS_UNUSED)
{
    struct world w;
    world_init(&w, "xterm-256color", "dark");
    area_text(area_all(&w.next), 0, 0, ROLE_NORMAL, "plain words, and more");
    world_write(&w, true);
    output_picture(&w.output, &w.shown, &w.next, false);
    assert_int_equal(w.output.bytes.len, 0);
    area_text(area_all(&w.next), 20, 0, ROLE_NORMAL, "E");
    output_picture(&w.output, &w.shown, &w.next, false);
    assert_string_equal(w.output.bytes.data, "\033[1;21HE");
    world_done(&w);
}

/* A character that the C library counts as wider or narrower than we do shifts nothing. */
static void test_who_counts_otherwise_shifts_nothing(void **state LS_UNUSED)
{
    struct world w;
    world_init(&w, "xterm-256color", "dark");
    area_text(area_all(&w.next), 0, 0, ROLE_NORMAL, "ab");
    w.next.cells[0] = (struct cell){.chars = {0x65e5}, .columns = 1}; /* "日" taken for one column */
    world_write(&w, true);
    assert_int_equal(world_cell(&w, 0, 0).chars[0], '?');
    assert_int_equal(world_cell(&w, 1, 0).chars[0], 'b');
    world_done(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pictures_arrive),
        cmocka_unit_test(test_what_stands_is_not_written),
        cmocka_unit_test(test_who_counts_otherwise_shifts_nothing),
    };
    setlocale(LC_CTYPE, "C.UTF-8");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
