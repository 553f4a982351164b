/* The back end without a screen, for screen readers, braille lines and pipes. It prints the rows of a frame that are new
 * since the last ones, one at a time, from top to bottom, and reads a line. Nothing is printed between two lines that
 * come in, and no byte but text and line ends ever is. */
#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "ui/term/term.h"

/* Wide, so that nothing is cut. What was done is told once it is saved, or after SAVE_MS without that; at the end of the
 * input the drive is waited for as any command waits. */
enum { COLUMNS = 240, ROWS = 48, HINT_ROWS = 2, SAVE_MS = 2000, END_MS = 10000, LINE_MAX_BYTES = 65536 };

/* What was told last of the page at a depth. */
struct lines_page {
    uint64_t about;
    char **rows;
    size_t len;
    char *current; /* the row under the cursor; NULL: none */
};

struct lines {
    struct terminal head;
    struct frame shown;
    struct lines_page *pages; /* by depth; of those above the last one nothing is known */
    size_t page_len, page_cap;
    struct ls_buf extra; /* to be told before the rows */
    struct ls_buf in;    /* read and not yet taken */
    char *line;          /* the one that was taken last */
    int64_t since;       /* ls_clock_monotonic: when it was, or when the input ended */
    bool owed;           /* what came of it is not told yet */
    bool ended, over;    /* the input; the program was told */
    bool echo;           /* nobody sees what comes in */
    bool ascii;
};

static struct lines *lines_of(struct terminal *t)
{
    return (struct lines *)t;
}

/* --- what is told ------------------------------------------------------------------------------- */

enum { CURRENT = 0x258c /* the bar in the gutter of the row under the cursor */ };

/* Rules, bars, plots and the cursor's mark say nothing aloud. */
static bool lines_is_drawing(uint32_t c)
{
    return c >= 0x2500 && c <= 0x259f;
}

/* The word for a sign that stands apart. Where words follow it they say the same, but for who is here. */
static const char *lines_word(const struct cell *at, int left)
{
    static const struct {
        uint32_t glyph;
        bool always;
        const char *word;
    } WORDS[] = {
        {0x25a0, false, "blocked"}, {0x25bc, false, "behind"}, {0x2713, false, "marked"}, {0x25c6, false, ""},
        {0x25c7, false, ""},        {0x25cf, true, "present:"},   {0x25cb, true, "away:"},   {0x25cc, true, "expected:"},
        {0x25b6, true, "now:"},     {0x25b8, true, "chosen:"},
    };
    bool apart = left < 2 || at[1].chars[0] == ' ', alone = left < 3 || at[2].chars[0] == ' ';
    for (size_t i = 0; apart && i < LS_COUNT(WORDS); i++)
        if (WORDS[i].glyph == at->chars[0])
            return WORDS[i].always || alone ? WORDS[i].word : "";
    return NULL;
}

static bool lines_row_has(const struct frame *f, int y, uint32_t c)
{
    const struct cell *row = f->cells + (size_t)y * (size_t)f->columns;
    for (int x = 0; x < f->columns; x++)
        if (row[x].chars[0] == c)
            return true;
    return false;
}

static void lines_cell(const struct cell *cell, bool ascii, struct ls_buf *b)
{
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    for (int i = 0; i < CELL_CHARS && cell->chars[i]; i++)
        ls_text_encode(&text, cell->chars[i]);
    if (ascii && (text.len > 1 || (unsigned char)text.data[0] >= 0x7f))
        ls_text_encode(b, frame_fallback(text.data, text.len));
    else
        ls_buf_add(b, text.data, text.len);
}

/* The last rows name keys: an arrow is called as it is typed. One between two words ("mei → dana") is no key. */
static const char *lines_arrow(const struct cell *row, int x)
{
    static const char *const NAMES[] = {"Left", "Up", "Right", "Down"};
    uint32_t c = row[x].chars[0];
    bool between = x > 1 && row[x - 1].chars[0] == ' ' && row[x - 2].chars[0] != ' ';
    return c >= 0x2190 && c <= 0x2193 && !between ? NAMES[c - 0x2190] : NULL;
}

/* The row without drawings, at most two blanks between its parts. */
static char *lines_row(const struct lines *l, int y)
{
    const struct frame *f = &l->shown;
    const struct cell *row = f->cells + (size_t)y * (size_t)f->columns;
    struct ls_buf b = LS_BUF_INIT;
    int blanks = 0;
    for (int x = 0; x < f->columns; x++) {
        bool hints = y >= f->rows - HINT_ROWS && y != f->message_y;
        const char *word = hints ? lines_arrow(row, x) : lines_word(&row[x], f->columns - x);
        if (row[x].chars[0] == ' ' || lines_is_drawing(row[x].chars[0]) || (word && !*word)) {
            blanks++;
            continue;
        }
        if (b.len && blanks)
            ls_buf_str(&b, blanks > 1 ? "  " : " ");
        blanks = 0;
        if (word)
            ls_buf_str(&b, word);
        else
            lines_cell(&row[x], l->ascii, &b);
    }
    return ls_buf_steal(&b);
}

static bool lines_was_told(const struct lines_page *page, const char *row)
{
    for (size_t i = 0; i < page->len; i++)
        if (!strcmp(page->rows[i], row))
            return true;
    return false;
}

static void lines_page_forget(struct lines_page *page)
{
    for (size_t i = 0; i < page->len; i++)
        free(page->rows[i]);
    free(page->rows);
    free(page->current);
    *page = (struct lines_page){0};
}

/* What was told of the page that is shown; nothing where it was not at this depth when that was last told, or lies above
 * it. */
static struct lines_page *lines_page(struct lines *l)
{
    size_t depth = (size_t)l->shown.depth;
    bool back = l->page_len > depth + 1;
    while (l->page_len > depth + 1)
        lines_page_forget(&l->pages[--l->page_len]);
    while (l->page_len <= depth) {
        LS_GROW(l->pages, l->page_len, l->page_cap);
        l->pages[l->page_len++] = (struct lines_page){0};
    }
    if (l->pages[depth].about != l->shown.about)
        lines_page_forget(&l->pages[depth]);
    l->pages[depth].about = l->shown.about;
    if (back) { /* where one is, is said again */
        free(l->pages[depth].current);
        l->pages[depth].current = NULL;
    }
    return &l->pages[depth];
}

static void lines_write(struct lines *l, const char *text, size_t len)
{
    while (len) {
        ssize_t n = write(STDOUT_FILENO, text, len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0) {
            l->ended = true; /* nobody listens any more */
            return;
        }
        text += n;
        len -= (size_t)n;
    }
}

/* Whether the row is said: what is new on its page, and where the cursor has gone. */
static bool lines_is_news(const struct lines *l, const struct lines_page *page, int y, const char *row)
{
    if (!*row || y == l->shown.cursor_y || y == l->shown.message_y)
        return false;
    if (lines_row_has(&l->shown, y, CURRENT))
        return !page->current || strcmp(page->current, row) != 0 || !lines_was_told(page, row);
    return !lines_was_told(page, row);
}

/* Tells what happened, then what is new, and asks. The row with the cursor is the question. */
static void lines_tell(struct lines *l)
{
    const struct frame *f = &l->shown;
    struct lines_page *page = lines_page(l), now = {.about = f->about};
    LS_AUTO(buf) struct ls_buf out = LS_BUF_INIT;
    ls_buf_add(&out, l->extra.data, l->extra.len);
    now.rows = ls_alloc((size_t)f->rows * sizeof(*now.rows));
    for (; now.len < (size_t)f->rows; now.len++)
        now.rows[now.len] = lines_row(l, (int)now.len);
    if (f->message_y >= 0)
        ls_buf_printf(&out, "%s\n", now.rows[f->message_y]);
    for (int y = 0; y < f->rows; y++) {
        if (lines_is_news(l, page, y, now.rows[y]))
            ls_buf_printf(&out, "%s\n", now.rows[y]);
        if (!now.current && lines_row_has(f, y, CURRENT))
            now.current = ls_strdup(now.rows[y]);
    }
    ls_buf_printf(&out, "%s%s> ", f->cursor_y >= 0 ? now.rows[f->cursor_y] : "", f->cursor_y >= 0 ? " " : "");
    lines_page_forget(page);
    *page = now;
    ls_buf_clear(&l->extra);
    l->owed = false;
    lines_write(l, out.data, out.len);
}

static void lines_tell_more(struct terminal *t, const char *text)
{
    struct lines *l = lines_of(t);
    for (size_t len; *text; text += len + (text[len] == '\n')) {
        len = strcspn(text, "\n");
        LS_AUTO(string) char *line = ls_strndup(text, len);
        ls_text_safe(&l->extra, line);
        ls_buf_char(&l->extra, '\n');
    }
}

static void lines_show(struct terminal *t, const struct frame *f)
{
    frame_copy(&lines_of(t)->shown, f);
}

/* --- what comes in ------------------------------------------------------------------------------ */

/* Reads no further than the end of a line: what follows is for whoever reads next, an editor or the screen behind the
 * first start. */
static void lines_read(struct lines *l)
{
    struct pollfd fd = {.fd = STDIN_FILENO, .events = POLLIN};
    char byte;
    while (!l->ended && !memchr(l->in.data, '\n', l->in.len) && poll(&fd, 1, 0) > 0) {
        ssize_t n = read(STDIN_FILENO, &byte, 1);
        if (n < 0 && (errno == EINTR || errno == EAGAIN))
            return;
        if (n > 0)
            ls_buf_char(&l->in, byte);
        if (n <= 0 || l->in.len > LINE_MAX_BYTES) {
            l->ended = true;
            l->since = ls_clock_monotonic();
        }
    }
}

/* Takes the next line, without what no terminal line holds; false where none is whole. */
static bool lines_take(struct lines *l)
{
    lines_read(l);
    const char *end = memchr(l->in.data, '\n', l->in.len);
    size_t len = end ? (size_t)(end - l->in.data) : l->in.len;
    if (!end && !(l->ended && l->in.len))
        return false;
    LS_AUTO(buf) struct ls_buf safe = LS_BUF_INIT;
    LS_AUTO(string) char *raw = ls_strndup(l->in.data, len);
    ls_buf_cut(&l->in, 0, len + (end != NULL));
    ls_text_safe(&safe, ls_text_valid(raw, strlen(raw)) ? raw : "");
    ls_buf_truncate(&safe, ls_text_trimmed(safe.data, safe.len));
    free(l->line);
    l->line = ls_buf_steal(&safe);
    if (l->echo) {
        LS_AUTO(string) char *echo = ls_asprintf("%s\n", l->line);
        lines_write(l, echo, strlen(echo));
    }
    l->owed = true;
    l->since = ls_clock_monotonic();
    return true;
}

static bool lines_over(struct lines *l, struct ui_event *ret_event)
{
    if (l->over)
        return false;
    l->over = true;
    lines_write(l, "\n", 1);
    *ret_event = (struct ui_event){.kind = UI_EVENT_END};
    return true;
}

static bool lines_next(struct terminal *t, struct ui_event *ret_event)
{
    struct lines *l = lines_of(t);
    int64_t waited = ls_clock_monotonic() - l->since;
    if (l->owed && waited >= SAVE_MS)
        lines_tell(l);
    if (l->owed)
        return false;
    if (lines_take(l)) {
        if (!*l->line && l->shown.cursor_y < 0) {
            lines_page_forget(lines_page(l)); /* everything again */
            return false;
        }
        *ret_event = (struct ui_event){.kind = UI_EVENT_LINE, .text = l->line};
        return true;
    }
    return l->ended && waited >= END_MS && lines_over(l, ret_event);
}

static bool lines_settled(struct terminal *t)
{
    struct lines *l = lines_of(t);
    if (l->owed)
        lines_tell(l);
    lines_read(l);
    if (l->ended && !l->in.len && !l->over)
        l->since = ls_clock_monotonic() - END_MS; /* nothing is under way: no reason to wait */
    return (l->in.len && (l->ended || memchr(l->in.data, '\n', l->in.len))) || (l->ended && !l->over);
}

static size_t lines_fds(struct terminal *t, struct pollfd *ret_fds)
{
    const struct lines *l = lines_of(t);
    ret_fds[0] = (struct pollfd){.fd = l->ended || l->owed ? -1 : STDIN_FILENO, .events = POLLIN};
    return 1;
}

static int lines_timeout(struct terminal *t)
{
    const struct lines *l = lines_of(t);
    int64_t left = l->since + (l->owed ? SAVE_MS : END_MS) - ls_clock_monotonic();
    if (!l->owed && !l->ended)
        return -1;
    return left > 0 ? (int)left : 0;
}

/* --- its life ----------------------------------------------------------------------------------- */

static void lines_nothing(struct terminal *t LS_UNUSED)
{
}

static void lines_copy(struct terminal *t, const char *text)
{
    lines_tell_more(t, text);
}

static void lines_free(struct terminal *t)
{
    struct lines *l = lines_of(t);
    for (size_t i = 0; i < l->page_len; i++)
        lines_page_forget(&l->pages[i]);
    free(l->pages);
    free(l->line);
    ls_buf_done(&l->extra);
    ls_buf_done(&l->in);
    frame_done(&l->shown);
    free(l);
}

static const struct terminal_ops LINES_OPS = {
    .fds = lines_fds,
    .timeout = lines_timeout,
    .next = lines_next,
    .show = lines_show,
    .settled = lines_settled,
    .pause = lines_nothing,
    .resume = lines_nothing,
    .copy = lines_copy,
    .tell = lines_tell_more,
    .free = lines_free,
};

struct terminal *lines_open(bool ascii)
{
    struct lines *l = ls_alloc(sizeof(*l));
    setlocale(LC_CTYPE, "");
    *l = (struct lines){.head = {.ops = &LINES_OPS, .columns = COLUMNS, .rows = ROWS, .plain = true, .ascii = ascii}, .extra = LS_BUF_INIT,
                        .in = LS_BUF_INIT, .since = ls_clock_monotonic(), .owed = true, .echo = !isatty(STDIN_FILENO)};
    l->ascii = strcmp(nl_langinfo(CODESET), "UTF-8") != 0;
    frame_init(&l->shown, 1, 1);
    return &l->head;
}
