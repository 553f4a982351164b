/* Which cell of a row is what: by the header where there is one, else by what it holds. What the words of the line
 * mean that is made of it is read in entry.c. */
#include "model/pasted_row.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "lockstep/board.h"
#include "lockstep/due.h"

enum pasted_column { COLUMN_OTHER, COLUMN_TITLE, COLUMN_OWNER, COLUMN_DUE, COLUMN_PRIORITY, COLUMN_TAGS };

/* How sheets, Jira, Linear, Asana and Trello head these columns. */
static const struct {
    const char *name;
    enum pasted_column column;
} NAMES[] = {
    {"title", COLUMN_TITLE},       {"name", COLUMN_TITLE},      {"summary", COLUMN_TITLE},   {"task", COLUMN_TITLE},
    {"task name", COLUMN_TITLE},   {"item", COLUMN_TITLE},      {"card name", COLUMN_TITLE}, {"issue", COLUMN_TITLE},
    {"owner", COLUMN_OWNER},       {"assignee", COLUMN_OWNER},  {"assigned to", COLUMN_OWNER}, {"who", COLUMN_OWNER},
    {"responsible", COLUMN_OWNER}, {"due", COLUMN_DUE},         {"due date", COLUMN_DUE},    {"deadline", COLUMN_DUE},
    {"priority", COLUMN_PRIORITY}, {"prio", COLUMN_PRIORITY},   {"p", COLUMN_PRIORITY},      {"tags", COLUMN_TAGS},
    {"tag", COLUMN_TAGS},          {"labels", COLUMN_TAGS},     {"label", COLUMN_TAGS},
};

static enum pasted_column column_of(const char *name)
{
    LS_AUTO(buf) struct ls_buf folded = LS_BUF_INIT;
    ls_text_fold(&folded, name);
    for (size_t i = 0; i < LS_COUNT(NAMES); i++)
        if (!strcmp(folded.data, NAMES[i].name))
            return NAMES[i].column;
    return COLUMN_OTHER;
}

/* --- cells ------------------------------------------------------------------------------------ */

/* Takes the next cell, without its quotes and blanks; returns what is behind its delimiter, NULL behind the last. */
static const char *cell_next(const char *at, char delimiter, struct ls_buf *ret_cell)
{
    LS_AUTO(buf) struct ls_buf raw = LS_BUF_INIT;
    at += strspn(at, " ");
    bool quoted = *at == '"' && strchr(at + 1, '"');
    at += quoted;
    for (; *at && (quoted || *at != delimiter); at++) {
        if (quoted && *at == '"' && at[1] == '"')
            at++;
        else if (quoted && *at == '"') {
            quoted = false;
            continue;
        }
        ls_buf_char(&raw, *at);
    }
    LS_AUTO(string) char *cell = ls_strndup(raw.data, ls_text_trimmed(raw.data, raw.len));
    ls_buf_clear(ret_cell);
    ls_text_safe(ret_cell, cell);
    return *at ? at + 1 : NULL;
}

static char **cells_split(const char *line, char delimiter, size_t *ret_len)
{
    char **cells = NULL;
    size_t len = 0, cap = 0;
    LS_AUTO(buf) struct ls_buf cell = LS_BUF_INIT;
    for (const char *at = line; at;) {
        at = cell_next(at, delimiter, &cell);
        LS_GROW(cells, len, cap);
        cells[len++] = ls_strdup(cell.data);
    }
    *ret_len = len;
    return cells;
}

static void cells_free(char **cells, size_t len)
{
    for (size_t i = 0; i < len; i++)
        free(cells[i]);
    free(cells);
}

/* --- the header ------------------------------------------------------------------------------- */

bool pasted_sheet_begin(struct pasted_sheet *sheet, const char *line)
{
    static const char DELIMITERS[] = "\t,;";
    *sheet = (struct pasted_sheet){0};
    for (const char *delimiter = DELIMITERS; *delimiter; delimiter++) {
        size_t len, known = 0, titles = 0;
        char **names = cells_split(line, *delimiter, &len);
        for (size_t i = 0; i < len; i++) {
            enum pasted_column column = column_of(names[i]);
            titles += column == COLUMN_TITLE;
            known += column != COLUMN_OTHER;
        }
        /* prose has commas, too: "name, owner" heads a sheet, "Name, and all that" does not */
        if (titles == 1 && len > 1 && (*delimiter == '\t' || known > 1)) {
            *sheet = (struct pasted_sheet){*delimiter, names, len};
            return true;
        }
        cells_free(names, len);
    }
    return false;
}

void pasted_sheet_done(struct pasted_sheet *sheet)
{
    cells_free(sheet->names, sheet->len);
    *sheet = (struct pasted_sheet){0};
}

/* --- rows ------------------------------------------------------------------------------------- */

/* "P1", "!2", "high"; bare: "1" as well. LS_NONE: it is none. */
static int64_t cell_priority(const char *cell, bool bare)
{
    static const char *const WORDS[] = {"none", "urgent", "high", "medium", "low"};
    LS_AUTO(buf) struct ls_buf folded = LS_BUF_INIT;
    ls_text_fold(&folded, cell);
    const char *digit = folded.data + (*folded.data == 'p' || *folded.data == '!');
    for (size_t i = 0; i < LS_COUNT(WORDS); i++)
        if (bare && !strcmp(folded.data, WORDS[i]))
            return (int64_t)i;
    if ((!bare && digit == folded.data) || *digit < '0' || *digit > '4' || digit[1])
        return LS_NONE;
    return *folded.data == 'p' && *digit == '0' ? 1 : *digit - '0'; /* who begins at P0 means the first */
}

static bool cell_is_handle(const char *cell)
{
    static const char HANDLE[] = "abcdefghijklmnopqrstuvwxyz0123456789_-";
    return *cell && strspn(cell, HANDLE) == strlen(cell) && strspn(cell, "-") < strlen(cell);
}

/* Somebody by short name ("ines", "@ines") or by name, case and accents aside; 0: nobody. */
static ls_id cell_person(const struct ls_board *board, const char *cell)
{
    ls_id id = ls_board_by_handle(board, LS_E_PERSON, cell + (*cell == '@'));
    LS_AUTO(buf) struct ls_buf wanted = LS_BUF_INIT, name = LS_BUF_INIT;
    ls_text_fold(&wanted, cell);
    LS_EACH(person, person, board) {
        ls_buf_clear(&name);
        ls_text_fold(&name, person->name);
        id = !id && name.len && !strcmp(name.data, wanted.data) ? person->rec.id : id;
    }
    return id;
}

/* "@ines"; somebody new by a short name, where the column is for people. */
static bool cell_owner(const struct ls_board *board, const char *cell, bool named, struct ls_buf *line)
{
    ls_id id = cell_person(board, cell);
    if (id)
        ls_board_name(board, id, (ls_buf_str(line, " @"), line));
    else if (named && cell_is_handle(cell + (*cell == '@')))
        ls_buf_printf(line, " @%s", cell + (*cell == '@'));
    else
        return false;
    return true;
}

static void cell_tags(const char *cell, struct ls_buf *line)
{
    static const char BETWEEN[] = " ,;|";
    for (cell += strspn(cell, BETWEEN); *cell; cell += strspn(cell, BETWEEN)) {
        size_t len = strcspn(cell, BETWEEN);
        ls_buf_printf(line, " #%.*s", (int)len, cell);
        cell += len;
    }
}

/* Puts a cell that is no title behind it; the day goes to ret_due, for it ends the line. False: it has no place there. */
static bool cell_put(const struct ls_board *board, int64_t today, const char *cell, enum pasted_column column, bool named,
                     struct ls_buf *line, int64_t *ret_due)
{
    int64_t priority = named && column != COLUMN_PRIORITY ? LS_NONE : cell_priority(cell, named), due;
    if (priority != LS_NONE) {
        ls_buf_printf(line, " !%d", (int)priority);
    } else if ((!named || column == COLUMN_DUE) && ls_due_parse(cell, today, &due)) {
        *ret_due = due;
    } else if (column == COLUMN_TAGS) {
        cell_tags(cell, line);
    } else {
        return (!named || column == COLUMN_OWNER) && cell_owner(board, cell, named, line);
    }
    return true;
}

/* The title's column: the header's, else the first cell of two words or more, else the first that is not empty. */
static size_t row_title(const struct pasted_sheet *sheet, char *const *cells, size_t len)
{
    size_t first = len;
    for (size_t i = 0; i < len; i++) {
        if (sheet->delimiter && i < sheet->len && column_of(sheet->names[i]) == COLUMN_TITLE)
            return i;
        if (!sheet->delimiter && strchr(cells[i], ' '))
            return i;
        first = first == len && *cells[i] ? i : first;
    }
    return first;
}

bool pasted_sheet_row(const struct pasted_sheet *sheet, const struct ls_board *board, int64_t today, const char *line,
                      struct ls_buf *ret_line, struct ls_buf *ret_rest)
{
    size_t len;
    int64_t due = LS_NONE;
    bool named = sheet->delimiter != 0;
    if (!named && !strchr(ls_text_skip_blank(line), '\t'))
        return false;
    char **cells = cells_split(line, named ? sheet->delimiter : '\t', &len);
    size_t title = row_title(sheet, cells, len);
    if (title < len)
        ls_buf_str(ret_line, cells[title]);
    for (size_t i = 0; i < len; i++) {
        const char *name = i < sheet->len ? sheet->names[i] : "";
        enum pasted_column column = *name ? column_of(name) : COLUMN_OTHER;
        if (i == title || !*cells[i] || cell_put(board, today, cells[i], column, named, ret_line, &due))
            continue;
        ls_buf_printf(ret_rest, "%s%s%s%s", ret_rest->len ? "\n" : "", name, *name ? ": " : "", cells[i]);
    }
    if (due != LS_NONE)
        ls_date_format((ls_buf_char(ret_line, ' '), ret_line), due);
    cells_free(cells, len);
    return true;
}
