/* The CSV writer and the guard against formulas. Reading is csv_read.c. */
#include "exchange/csv_write.h"

#include <string.h>

#include "base/text.h"
#include "lockstep/exchange.h"

static const char csv_bom[] = "\xEF\xBB\xBF";

void csv_write_begin(struct csv_write *w, struct ls_buf *to, bool bom)
{
    if (bom)
        ls_buf_str(to, csv_bom);
    *w = (struct csv_write){.to = to, .row_at = to->len};
}

/* --- the guard -------------------------------------------------------------------------------------- */

/* The length of a character that starts a formula, 0 where it is none. */
static size_t csv_formula_start(const char *text)
{
    static const char *const wide[] = {"\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"}; /* ＝ ＋ － ＠ */
    if (*text && strchr("=+-@\t\r\n", *text))
        return 1;
    for (size_t i = 0; i < LS_COUNT(wide); i++) {
        if (!strncmp(text, wide[i], strlen(wide[i])))
            return strlen(wide[i]);
    }
    return 0;
}

/* Spreadsheets differ in which blanks they skip before a formula: all of them count. */
static const char *csv_skip_blanks(const char *text)
{
    for (;;) {
        if (*text == ' ')
            text++;
        else if (!strncmp(text, "\u00A0", 2))
            text += 2;
        else if (!strncmp(text, "\u3000", 3) || !strncmp(text, csv_bom, 3) || !strncmp(text, "\u200B", 3))
            text += 3;
        else
            return text;
    }
}

bool csv_guard_needed(const char *text)
{
    double number;
    text += strspn(text, "'");
    return csv_formula_start(csv_skip_blanks(text)) > 0 && !ls_text_to_real(text, &number);
}

const char *csv_unguard(const char *cell)
{
    return *cell == '\'' && csv_guard_needed(cell) ? cell + 1 : cell;
}

/* --- cells -------------------------------------------------------------------------------------------- */

/* Blanks at the ends are quoted, because some readers trim; a mark at the start, because it would be
 * taken for the byte order mark. */
static bool csv_needs_quotes(const char *text, size_t len)
{
    return strpbrk(text, ",\"\r\n") || !strncmp(text, csv_bom, 3) ||
           (len && (strchr(" \t", text[0]) || strchr(" \t", text[len - 1])));
}

static bool csv_is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

void csv_write_cell(struct csv_write *w, const char *text)
{
    struct ls_buf *to = csv_write_plain(w);
    size_t len = strcspn(text, ",\"\r\n");
    if (!*text || (csv_is_word(text[0]) && !text[len] && csv_is_word(text[len - 1]))) {
        ls_buf_add(to, text, len);
        return;
    }
    bool guard = csv_guard_needed(text);
    bool quotes = csv_needs_quotes(text, len + strlen(text + len));
    if (quotes)
        ls_buf_char(w->to, '"');
    if (guard)
        ls_buf_char(w->to, '\'');
    while (*text) {
        size_t span = strcspn(text, "\"");
        ls_buf_add(w->to, text, span);
        text += span;
        if (*text) {
            ls_buf_str(w->to, "\"\"");
            text++;
        }
    }
    if (quotes)
        ls_buf_char(w->to, '"');
}

void csv_write_int(struct csv_write *w, int64_t value)
{
    struct ls_buf *to = csv_write_plain(w);
    if (value != LS_NONE)
        ls_buf_int(to, value);
}

void csv_write_row(struct csv_write *w)
{
    w->row_at = w->to->len;
}

void csv_write_row_end(struct csv_write *w)
{
    /* A row of one empty cell would be an empty line, which readers skip. */
    if (w->cells == 1 && w->to->len == w->row_at)
        ls_buf_str(w->to, "\"\"");
    ls_buf_char(w->to, '\n');
    w->row_at = w->to->len;
    w->cells = 0;
}

void ls_csv_cell(struct ls_buf *out, const char *text, bool first)
{
    struct csv_write w = {.to = out, .row_at = out->len, .cells = first ? 0 : 1};
    csv_write_cell(&w, text);
}
