/* Cells as bytes, by the strings of terminfo(5). Delays that these ask for are left out: no emulator needs them. */
#include "ui/term/output.h"

#include <curses.h>
#include <string.h>
#include <term.h>
#include <wchar.h>

/* curses' short names for members of ours */
#undef columns
#undef lines

#include "base/text.h"
#include "ui/theme.h"

/* Unchanged cells that are written again rather than jumped over: a jump takes as many bytes. */
enum { JUMP = 6 };

/* Attributes that a terminal cannot show together with a colour: bits of no_color_video, terminfo(5). */
enum { NCV_REVERSE = 1 << 2, NCV_DIM = 1 << 4, NCV_BOLD = 1 << 5 };

void output_init(struct output *o)
{
    *o = (struct output){.x = -1, .role = -1};
    ls_buf_init(&o->bytes);
    for (int role = 0; role < ROLE_COUNT; role++)
        for (int focus = 0; focus < 2; focus++)
            ls_buf_init(&o->styles[role][focus]);
}

void output_done(struct output *o)
{
    for (int role = 0; role < ROLE_COUNT; role++)
        for (int focus = 0; focus < 2; focus++)
            ls_buf_done(&o->styles[role][focus]);
    ls_buf_done(&o->bytes);
}

/* --- the terminal's strings ------------------------------------------------------------------- */

static void output_string(struct ls_buf *b, const char *string)
{
    for (const char *delay; string && (delay = strstr(string, "$<")) && strchr(delay, '>'); string = strchr(delay, '>') + 1)
        ls_buf_add(b, string, (size_t)(delay - string));
    if (string)
        ls_buf_str(b, string);
}

int output_colours(void)
{
    return set_a_foreground && orig_pair && max_colors > 0 ? max_colors : 0;
}

static void output_make_style(struct ls_buf *b, const struct style *style, bool focus)
{
    bool colour = style->colour >= 0 && style->colour < output_colours();
    int never = colour && no_color_video > 0 ? no_color_video : 0;
    bool bold = (style->bold || focus) && !(never & NCV_BOLD), dim = style->dim && !(never & NCV_DIM);
    bool reverse = style->reverse && !(never & NCV_REVERSE);
    ls_buf_clear(b);
    if (!exit_attribute_mode || magic_cookie_glitch > 0)
        return; /* what cannot be ended is not begun */
    if (set_attributes && (bold || dim || reverse)) {
        output_string(b, tparm(set_attributes, 0L, 0L, (long)reverse, 0L, (long)dim, (long)bold, 0L, 0L, 0L));
    } else {
        output_string(b, exit_attribute_mode);
        output_string(b, bold ? enter_bold_mode : NULL);
        output_string(b, dim ? enter_dim_mode : NULL);
        output_string(b, reverse ? enter_reverse_mode : NULL);
    }
    if (colour)
        output_string(b, tparm(set_a_foreground, (long)style->colour));
}

void output_take_theme(struct output *o, const struct theme *theme)
{
    o->theme = theme;
    o->role = -1;
    o->turns = false;
    for (int role = 0; role < ROLE_COUNT; role++) {
        o->turns = o->turns || (role != ROLE_REVERSE && theme->styles[role].reverse);
        for (int focus = 0; focus < 2; focus++)
            output_make_style(&o->styles[role][focus], &theme->styles[role], focus);
    }
}

static void output_go(struct output *o, int x, int y)
{
    if (o->x == x && o->y == y)
        return;
    output_string(&o->bytes, tparm(cursor_address, (long)y, (long)x));
    o->x = x;
    o->y = y;
}

static void output_look(struct output *o, int role, int focus)
{
    if (o->role == role && o->focus == focus)
        return;
    const struct ls_buf *style = &o->styles[role][focus];
    ls_buf_add(&o->bytes, style->data, style->len);
    o->role = role;
    o->focus = focus;
}

static void output_show_cursor(struct output *o, bool shown)
{
    if (o->hidden == !shown)
        return;
    output_string(&o->bytes, shown ? cursor_normal : cursor_invisible);
    o->hidden = !shown;
}

/* --- cells ----------------------------------------------------------------------------------- */

/* Whether a cell only fills up what is shown in reverse, before or behind it: a column without a sign is no bar. */
static bool output_is_padding(const struct output *o, const struct cell *row, int columns, int x)
{
    const int role = row[x].role;
    int left = x, right = x;
    if (row[x].chars[0] != ' ' || role == ROLE_REVERSE || !o->theme->styles[role].reverse)
        return false;
    while (left >= 0 && row[left].role == role && row[left].chars[0] == ' ')
        left--;
    while (right < columns && row[right].role == role && row[right].chars[0] == ' ')
        right++;
    return left < 0 || row[left].role != role || right == columns || row[right].role != role;
}

/* What is no ASCII. Terminals do not agree how wide it is: what the C library counts as wider or narrower than we do is
 * replaced, and the cursor is placed anew behind it, so that a row never shifts. */
static void output_grapheme(struct output *o, const struct cell *cell)
{
    int width = wcwidth((wchar_t)cell->chars[0]);
    if (width < 1 || width > cell->columns) {
        ls_buf_char(&o->bytes, '?');
        width = 1;
    } else {
        ls_text_encode(&o->bytes, cell->chars[0]);
        bool exact = width == cell->columns;
        for (size_t i = 1; exact && i < CELL_CHARS && cell->chars[i]; i++) {
            if (wcwidth((wchar_t)cell->chars[i]) != 0 || cell->chars[i] == 0x200d)
                break; /* a joined emoji: its first part alone, which terminals agree about */
            ls_text_encode(&o->bytes, cell->chars[i]);
        }
    }
    if (width < cell->columns)
        ls_buf_char(&o->bytes, ' ');
    bool plain = width == 1 && cell->columns == 1 && !cell->chars[1];
    o->x = plain ? o->x + 1 : -1;
}

static void output_cell(struct output *o, const struct cell *row, int columns, int x)
{
    const struct cell *cell = &row[x];
    if (o->turns && output_is_padding(o, row, columns, x))
        output_look(o, ROLE_NORMAL, 0);
    else
        output_look(o, cell->role, cell->focus);
    if (cell->chars[0] < 0x80 && !cell->chars[1]) {
        ls_buf_char(&o->bytes, (char)cell->chars[0]);
        o->x++;
    } else {
        output_grapheme(o, cell);
    }
    if (o->x >= columns)
        o->x = -1; /* at the margin terminals differ in where they stand */
}

/* The first cell from x on that is another, and behind the last one before JUMP that are the same; false: none is. */
static bool output_span(const struct cell *before, const struct cell *row, int columns, int *x, int *ret_end)
{
    int same = 0;
    while (*x < columns && !memcmp(&before[*x], &row[*x], sizeof(*row)))
        ++*x;
    *ret_end = *x;
    for (int at = *x; at < columns && same < JUMP; at++) {
        same = memcmp(&before[at], &row[at], sizeof(*row)) ? 0 : same + 1;
        if (!same)
            *ret_end = at + 1;
    }
    return *x < columns;
}

static void output_row(struct output *o, const struct cell *before, const struct cell *row, const struct frame *f, int y)
{
    /* Some terminals scroll when something is written in their last cell. */
    bool corner = y == f->rows - 1 && auto_right_margin && !eat_newline_glitch;
    int end, written = 0;
    for (int x = 0; output_span(before, row, f->columns, &x, &end); x = end) {
        int at = x;
        while (at > written && (row[at].columns == 0 || before[at].columns == 0 || (o->turns && row[at - 1].chars[0] == ' ')))
            at--;
        while (end < f->columns && (row[end].columns == 0 || (o->turns && row[end].chars[0] == ' ')))
            end++;
        for (; at < end && !(corner && at + row[at].columns >= f->columns); at++) {
            if (row[at].columns == 0)
                continue;
            output_go(o, at, y);
            output_cell(o, row, f->columns, at);
        }
        written = end;
    }
}

/* --- pictures -------------------------------------------------------------------------------- */

void output_picture(struct output *o, const struct frame *shown, const struct frame *f, bool all)
{
    struct frame blank;
    frame_init(&blank, all ? f->columns : 1, 1);
    if (all) {
        o->role = o->x = -1;
        output_look(o, ROLE_NORMAL, 0);
        output_string(&o->bytes, clear_screen);
    }
    for (int x = 0; x < blank.columns && !clear_screen; x++)
        blank.cells[x].role = ROLE_COUNT; /* what is there is unlike anything */
    for (int y = 0; y < f->rows; y++) {
        size_t at = (size_t)y * (size_t)f->columns;
        const struct cell *before = all ? blank.cells : shown->cells + at;
        if (memcmp(before, f->cells + at, (size_t)f->columns * sizeof(*before)) != 0)
            output_row(o, before, f->cells + at, f, y);
    }
    frame_done(&blank);
    bool cursor = f->cursor_x >= 0;
    if (cursor || !cursor_invisible)
        output_go(o, cursor ? f->cursor_x : 0, cursor ? f->cursor_y : f->rows - 1);
    output_show_cursor(o, cursor);
}

void output_plain(struct output *o)
{
    output_look(o, ROLE_NORMAL, 0);
    output_show_cursor(o, true);
    o->role = o->x = -1; /* who comes next leaves it as he likes */
}
