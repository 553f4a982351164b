/* Cells and the drawing primitives. Widths come from base/text; colours are the theme's business. */
#include "ui/frame.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

/* What a terminal without UTF-8 shows for the glyphs that the screens use. Anything else loses its accents or
 * becomes a question mark. */
static const struct {
    const char *glyph;
    char ascii;
} FALLBACK[] = {
    {"─", '-'}, {"│", '|'}, {"┬", '+'}, {"┴", '+'}, {"├", '+'}, {"┤", '+'}, {"┼", '+'}, {"┌", '+'},
    {"┐", '+'}, {"└", '+'}, {"┘", '+'}, {"…", '~'}, {"▌", '>'}, {"▸", '>'}, {"▾", 'v'}, {"▶", '>'}, {"✓", 'v'},
    {"■", '#'}, {"▼", '!'}, {"▲", '^'}, {"◆", '*'}, {"◇", 'o'}, {"●", '*'}, {"○", 'o'}, {"◌", '.'},
    {"“", '"'}, {"”", '"'}, {"‘", '\''}, {"’", '\''}, {"→", '>'}, {"←", '<'}, {"↓", 'v'}, {"↑", '^'},
    {"×", 'x'}, {"÷", '/'}, {"·", '.'}, {"–", '-'}, {"—", '-'}, {"█", '#'}, {"▓", '#'}, {"░", '.'},
    {"▁", '_'}, {"▂", '_'}, {"▃", '-'}, {"▄", '-'}, {"▅", '='}, {"▆", '='}, {"▇", '#'}, {"⏎", '/'},
    {"‖", '|'}, {"•", '*'}, {"≥", '>'}, {"≤", '<'}, {"−", '-'}, {"\u00a0", ' '},
};

static void frame_blank(struct cell *c, enum role role)
{
    *c = (struct cell){.chars = {' '}, .columns = 1, .role = (uint8_t)role};
}

void frame_init(struct frame *f, int columns, int rows)
{
    *f = (struct frame){.cursor_x = -1, .cursor_y = -1, .message_y = -1};
    frame_resize(f, columns, rows);
}

void frame_done(struct frame *f)
{
    free(f->cells);
    free(f->parts);
    *f = (struct frame){.cursor_x = -1, .cursor_y = -1};
}

void frame_resize(struct frame *f, int columns, int rows)
{
    f->columns = columns > 0 ? columns : 1;
    f->rows = rows > 0 ? rows : 1;
    f->cells = ls_realloc(f->cells, (size_t)f->columns * (size_t)f->rows * sizeof(*f->cells));
    frame_clear(f);
}

void frame_clear(struct frame *f)
{
    for (size_t i = 0; i < (size_t)f->columns * (size_t)f->rows; i++)
        frame_blank(&f->cells[i], ROLE_NORMAL);
    f->part_len = 0;
    frame_again(f);
}

void frame_again(struct frame *f)
{
    f->cursor_x = f->cursor_y = f->message_y = -1;
    f->picture++;
}

void frame_copy(struct frame *to, const struct frame *from)
{
    if (to->columns != from->columns || to->rows != from->rows)
        frame_resize(to, from->columns, from->rows);
    frame_put(to, from);
    to->depth = from->depth;
    to->about = from->about;
    to->ascii = from->ascii;
    to->plain = from->plain;
}

void frame_put(struct frame *to, const struct frame *from)
{
    assert(to->columns == from->columns && to->rows >= from->rows);
    to->part_len = 0;
    memcpy(to->cells, from->cells, (size_t)from->columns * (size_t)from->rows * sizeof(*from->cells));
    to->cursor_x = from->cursor_x;
    to->cursor_y = from->cursor_y;
    to->message_y = from->message_y;
}

bool frame_row_changed(const struct frame *a, const struct frame *b, int y)
{
    if (a->columns != b->columns || a->rows != b->rows)
        return true;
    size_t at = (size_t)y * (size_t)a->columns;
    return memcmp(a->cells + at, b->cells + at, (size_t)a->columns * sizeof(*a->cells)) != 0;
}

/* Columns of row y up to its last cell that is not a plain blank. */
static int frame_row_end(const struct frame *f, int y)
{
    const struct cell *row = f->cells + (size_t)y * (size_t)f->columns;
    int end = f->columns;
    while (end > 0 && row[end - 1].chars[0] == ' ')
        end--;
    return end;
}

void frame_dump(const struct frame *f, struct ls_buf *ret_text)
{
    for (int y = 0; y < f->rows; y++) {
        const struct cell *row = f->cells + (size_t)y * (size_t)f->columns;
        for (int x = 0; x < frame_row_end(f, y); x++)
            for (int i = 0; i < CELL_CHARS && row[x].chars[i]; i++)
                ls_text_encode(ret_text, row[x].chars[i]);
        ls_buf_char(ret_text, '\n');
    }
}

void frame_dump_roles(const struct frame *f, struct ls_buf *ret_text)
{
    static const char LETTERS[] = ".dbawxgmr", FOCUSED[] = "*DBAWXGMR";
    static_assert(sizeof(LETTERS) == ROLE_COUNT + 1, "one letter a role");
    for (int y = 0; y < f->rows; y++) {
        const struct cell *row = f->cells + (size_t)y * (size_t)f->columns;
        for (int x = 0; x < frame_row_end(f, y); x++)
            ls_buf_char(ret_text, (row[x].focus ? FOCUSED : LETTERS)[row[x].role]);
        ls_buf_char(ret_text, '\n');
    }
}

/* --- areas ---------------------------------------------------------------------------------- */

struct area area_all(struct frame *f)
{
    return (struct area){.frame = f, .w = f->columns, .h = f->rows};
}

struct area area_part(struct area a, int x, int y, int w, int h)
{
    if (x < 0) {
        w += x;
        x = 0;
    }
    if (y < 0) {
        h += y;
        y = 0;
    }
    w = x + w > a.w ? a.w - x : w;
    h = y + h > a.h ? a.h - y : h;
    return (struct area){a.frame, a.x + x, a.y + y, w > 0 ? w : 0, h > 0 ? h : 0};
}

static struct cell *area_cell(struct area a, int x, int y)
{
    if (x < 0 || y < 0 || x >= a.w || y >= a.h)
        return NULL;
    return a.frame->cells + (size_t)(a.y + y) * (size_t)a.frame->columns + (size_t)(a.x + x);
}

/* Makes the cell free to write: the other half of a wide character there becomes a blank. */
static void area_free_cell(struct area a, int x, int y)
{
    struct area all = area_all(a.frame);
    struct cell *c = area_cell(a, x, y), *other;
    if (!c || c->columns == 1)
        return;
    if (c->columns == 0 && (other = area_cell(all, a.x + x - 1, a.y + y)))
        frame_blank(other, other->role);
    if (c->columns == 2 && (other = area_cell(all, a.x + x + 1, a.y + y)))
        frame_blank(other, other->role);
}

uint32_t frame_fallback(const char *cluster, size_t len)
{
    for (size_t i = 0; i < LS_COUNT(FALLBACK); i++)
        if (strlen(FALLBACK[i].glyph) == len && !memcmp(FALLBACK[i].glyph, cluster, len))
            return (uint32_t)FALLBACK[i].ascii;
    LS_AUTO(string) char *text = ls_strndup(cluster, len);
    LS_AUTO(buf) struct ls_buf fold = LS_BUF_INIT;
    ls_text_fold(&fold, text);
    return fold.len == 1 && fold.data[0] > ' ' && fold.data[0] < 0x7f ? (uint32_t)fold.data[0] : '?';
}

/* Writes one grapheme; wide says its columns. Returns false where it does not fit any more. */
static bool area_put(struct area a, int x, int y, enum role role, const char *cluster, size_t len, int wide)
{
    struct cell *c = area_cell(a, x, y);
    if (!c || x + wide > a.w)
        return false;
    area_free_cell(a, x, y);
    frame_blank(c, role);
    if (a.frame->ascii && (len > 1 || (unsigned char)*cluster >= 0x7f)) {
        for (int i = 0; i < wide; i++) {
            area_free_cell(a, x + i, y);
            frame_blank(c + i, role);
            c[i].chars[0] = frame_fallback(cluster, len);
        }
        return true;
    }
    for (size_t at = 0, i = 0; at < len && i < CELL_CHARS; i++)
        at += ls_text_decode(cluster + at, len - at, &c->chars[i]);
    c->columns = (uint8_t)wide;
    if (wide == 2) {
        area_free_cell(a, x + 1, y);
        c[1] = (struct cell){.columns = 0, .role = (uint8_t)role};
    }
    return true;
}

/* Draws text that is safe; returns the columns drawn. */
static int area_draw(struct area a, int x, int y, enum role role, const char *text, size_t len)
{
    int start = x;
    if (y < 0 || y >= a.h)
        return 0;
    for (size_t at = 0; at < len && x < a.w;) {
        int wide;
        struct cell *c = ls_text_is_plain(text + at, len - at) ? area_cell(a, x, y) : NULL;
        if (c && c->columns == 1) { /* nearly all there is: no neighbour is touched */
            *c = (struct cell){.chars = {(unsigned char)text[at]}, .columns = 1, .role = (uint8_t)role};
            at++;
            x++;
            continue;
        }
        size_t used = ls_text_cluster(text + at, len - at, &wide);
        if (!used)
            break;
        if (wide > 0 && x >= 0 && !area_put(a, x, y, role, text + at, used, wide))
            break;
        x += wide;
        at += used;
    }
    return x - start;
}

int area_text(struct area a, int x, int y, enum role role, const char *text)
{
    LS_AUTO(buf) struct ls_buf safe = LS_BUF_INIT;
    ls_text_safe(&safe, text ? text : "");
    return area_draw(a, x, y, role, safe.data, safe.len);
}

int area_printf(struct area a, int x, int y, enum role role, const char *format, ...)
{
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    va_list args;
    va_start(args, format);
    ls_buf_vprintf(&text, format, args);
    va_end(args);
    return area_text(a, x, y, role, text.data);
}

static void area_fit_any(struct area a, int x, int y, int width, enum role role, const char *text, bool right)
{
    LS_AUTO(buf) struct ls_buf safe = LS_BUF_INIT, cut = LS_BUF_INIT;
    ls_text_safe(&safe, text ? text : "");
    if (right)
        ls_text_fit_right(&cut, safe.data, width, a.frame->ascii);
    else
        ls_text_fit(&cut, safe.data, width, a.frame->ascii);
    area_draw(a, x, y, role, cut.data, cut.len);
}

void area_fit(struct area a, int x, int y, int width, enum role role, const char *text)
{
    area_fit_any(a, x, y, width, role, text, false);
}

void area_fit_right(struct area a, int x, int y, int width, enum role role, const char *text)
{
    area_fit_any(a, x, y, width, role, text, true);
}

int area_text_right(struct area a, int end, int y, enum role role, const char *text)
{
    LS_AUTO(buf) struct ls_buf safe = LS_BUF_INIT;
    ls_text_safe(&safe, text ? text : "");
    int start = end - ls_text_columns(safe.data);
    area_draw(a, start, y, role, safe.data, safe.len);
    return start;
}

struct area_lines {
    struct area area;
    int y;
    enum role role;
};

static void area_wrapped(const char *start, size_t len, void *arg)
{
    struct area_lines *lines = arg;
    if (lines->y + 1 == lines->area.h && !strchr(start, '\n'))
        area_fit(lines->area, 0, lines->y++, lines->area.w, lines->role, start);
    else if (lines->y < lines->area.h)
        area_draw(lines->area, 0, lines->y++, lines->role, start, len);
}

int area_wrap(struct area a, enum role role, const char *text)
{
    LS_AUTO(buf) struct ls_buf safe = LS_BUF_INIT;
    struct area_lines lines = {a, 0, role};
    ls_text_safe(&safe, text);
    ls_text_wrap(safe.data, a.w, area_wrapped, &lines);
    return lines.y;
}

static void area_count_row(const char *start LS_UNUSED, size_t len LS_UNUSED, void *arg)
{
    ++*(int *)arg;
}

int area_wrap_rows(int width, const char *text)
{
    LS_AUTO(buf) struct ls_buf safe = LS_BUF_INIT;
    int rows = 0;
    ls_text_safe(&safe, text);
    ls_text_wrap(safe.data, width, area_count_row, &rows);
    return rows;
}

void area_fill(struct area a, enum role role)
{
    for (int y = 0; y < a.h; y++)
        for (int x = 0; x < a.w; x++) {
            area_free_cell(a, x, y);
            frame_blank(area_cell(a, x, y), role);
        }
}

void area_focus(struct area a, int x, int y, int width)
{
    for (int i = 0; i < width; i++) {
        struct cell *c = area_cell(a, x + i, y);
        if (c)
            c->focus = 1;
    }
}

void area_hline(struct area a, int x, int y, int width)
{
    for (int i = 0; i < width; i++)
        area_put(a, x + i, y, ROLE_DIM, "─", strlen("─"), 1);
}

void area_vline(struct area a, int x, int y, int height)
{
    for (int i = 0; i < height; i++)
        area_put(a, x, y + i, ROLE_DIM, "│", strlen("│"), 1);
}

void area_bar(struct area a, int x, int y, int width, enum role role, double part)
{
    int full = part <= 0 ? 0 : part >= 1 ? width : (int)(part * width + 0.5);
    for (int i = 0; i < width; i++)
        area_put(a, x + i, y, i < full ? role : ROLE_DIM, i < full ? "█" : "░", strlen("█"), 1);
}

void area_cursor(struct area a, int x, int y)
{
    if (x < 0 || y < 0 || x >= a.w || y >= a.h)
        return;
    a.frame->cursor_x = a.x + x;
    a.frame->cursor_y = a.y + y;
}
