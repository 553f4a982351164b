/* The CSV reader: libcsv in strict mode, fed line by line so that every message has its line.
 * The only file that knows libcsv. */
#include "exchange/csv_read.h"

#include <csv.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "lockstep/error.h"

enum { READ_CHUNK = 1 << 16 };

struct csv_reader {
    struct csv_parser parser;
    const char *name;
    csv_row_fn *take;
    void *arg;
    struct ls_error *err;
    char *separator;     /* what parts the cells, for the caller; NULL: commas do */
    int code;            /* the first failure; nothing is taken after it */
    bool begun;          /* the first bytes were looked at */
    bool after_cr;       /* a line ended with CR; an LF right behind it belongs to it */
    size_t line;         /* being fed */
    size_t column;       /* bytes of the line that were fed */
    size_t row_line;     /* where the row, and where the cell, began */
    size_t cell_line;
    size_t cell_bytes;   /* fed since the last cell ended */
    struct ls_buf cells; /* the row so far: cells with a NUL behind each */
    size_t *starts;
    size_t count, cap;
    const char **pointers;
    size_t pointer_cap;
};

static int reader_fail(struct csv_reader *r, size_t line, size_t cell, const char *hint, const char *sentence)
{
    if (r->code)
        return r->code;
    r->code = LS_EREFUSED;
    if (cell)
        ls_error_set(r->err, LS_EREFUSED, "%s line %zu, cell %zu: %s", r->name, line, cell, sentence);
    else
        ls_error_set(r->err, LS_EREFUSED, "%s line %zu: %s", r->name, line, sentence);
    if (hint)
        ls_error_hint(r->err, "%s", hint);
    return r->code;
}

/* --- what libcsv calls --------------------------------------------------------------------------------- */

static void reader_cell(void *bytes, size_t len, void *arg)
{
    struct csv_reader *r = arg;
    const char *text = len ? bytes : "";
    if (r->code)
        return;
    if (r->count == CSV_ROW_LIMIT)
        reader_fail(r, r->row_line, 0, NULL, "the row has more than 4096 cells");
    else if (memchr(text, 0, len))
        reader_fail(r, r->cell_line, r->count + 1, "the file is damaged, or UTF-16; save it as CSV UTF-8",
                    "there is a NUL byte");
    else if (!ls_text_valid(text, len))
        reader_fail(r, r->cell_line, r->count + 1, "save the file as CSV UTF-8 (this may be Windows-1252)",
                    "the text is not valid UTF-8");
    if (r->code)
        return;
    LS_GROW(r->starts, r->count, r->cap);
    r->starts[r->count++] = r->cells.len;
    ls_buf_add(&r->cells, text, len);
    ls_buf_char(&r->cells, '\0');
    r->cell_line = r->line;
    r->cell_bytes = 0;
}

static void reader_row(int ended_by, void *arg)
{
    struct csv_reader *r = arg;
    (void)ended_by;
    if (r->count && !r->code) {
        if (r->pointer_cap < r->count) {
            r->pointer_cap = r->cap;
            r->pointers = ls_realloc(r->pointers, r->pointer_cap * sizeof(*r->pointers));
        }
        for (size_t i = 0; i < r->count; i++)
            r->pointers[i] = r->cells.data + r->starts[i];
        struct csv_row row = {r->row_line, r->count, r->pointers};
        r->code = r->take(r->arg, &row, r->err);
    }
    r->count = 0;
    ls_buf_clear(&r->cells);
    r->cell_bytes = 0;
}

/* Blanks are data. */
static int reader_no_space(unsigned char c)
{
    (void)c;
    return 0;
}

/* --- feeding -------------------------------------------------------------------------------------------- */

/* What parts the names of the columns: a comma, or where the first line has none outside quotes, the semicolon or tab that
 * spreadsheets write where the comma is the decimal sign, or out of habit. */
static char reader_separator(const char *bytes, size_t len)
{
    size_t semicolons = 0, tabs = 0;
    bool quoted = false;
    for (size_t i = 0; i < len && (quoted || (bytes[i] != '\n' && bytes[i] != '\r')); i++) {
        quoted ^= bytes[i] == '"';
        if (!quoted && bytes[i] == ',')
            return ',';
        semicolons += !quoted && bytes[i] == ';';
        tabs += !quoted && bytes[i] == '\t';
    }
    return semicolons > tabs ? ';' : tabs ? '\t' : ',';
}

/* Looks at the first bytes for what is no UTF-8 CSV at all; returns how many of them to skip. */
static size_t reader_begin(struct csv_reader *r, const char *bytes, size_t len)
{
    static const char save[] = "save it as CSV UTF-8 and import that";
    r->begun = true;
    if (len >= 3 && !memcmp(bytes, "\xEF\xBB\xBF", 3))
        return 3;
    if (len >= 2 && (!memcmp(bytes, "\xFF\xFE", 2) || !memcmp(bytes, "\xFE\xFF", 2) ||
                     (bytes[0] && !bytes[1]) || (!bytes[0] && bytes[1])))
        reader_fail(r, 1, 0, save, "this is UTF-16, not UTF-8");
    else if (len >= 4 && !memcmp(bytes, "PK\x03\x04", 4))
        reader_fail(r, 1, 0, save, "this is a workbook or another packed file, not CSV");
    else if (len >= 4 && !memcmp(bytes, "\xD0\xCF\x11\xE0", 4))
        reader_fail(r, 1, 0, save, "this is an old Excel workbook, not CSV");
    return 0;
}

/* Feeds part of one line; whole: the part ends it. */
static int reader_feed(struct csv_reader *r, const char *bytes, size_t len, bool whole)
{
    bool at_start = !r->count && !r->cell_bytes;
    if (at_start)
        r->row_line = r->cell_line = r->line;
    r->cell_bytes += at_start && whole && len == 1 ? 0 : len; /* an empty line begins no row */
    if (r->cell_bytes > CSV_CELL_LIMIT)
        return reader_fail(r, r->cell_line, r->count + 1, "is a quote missing at its end?",
                           "the cell is longer than a mebibyte");
    size_t done = csv_parse(&r->parser, bytes, len, reader_cell, reader_row, r);
    if (r->code)
        return r->code;
    if (done != len) {
        if (csv_error(&r->parser) != CSV_EPARSE)
            return reader_fail(r, r->line, 0, NULL, "the row is too large");
        LS_AUTO(string) char *sentence =
            ls_asprintf("a quote at byte %zu of the line stands inside a cell", r->column + done);
        return reader_fail(r, r->line, r->count + 1,
                           "put quotes around the whole cell and write each quote in it twice", sentence);
    }
    r->column += len;
    if (whole) {
        r->line++;
        r->column = 0;
    }
    return LS_OK;
}

static int reader_take(struct csv_reader *r, const char *bytes, size_t len)
{
    bool first = !r->begun;
    size_t at = first ? reader_begin(r, bytes, len) : 0;
    if (first && r->separator) {
        *r->separator = reader_separator(bytes + at, len - at);
        csv_set_delim(&r->parser, (unsigned char)*r->separator);
    }
    while (at < len && !r->code) {
        size_t end = at;
        if (r->after_cr && bytes[at] == '\n') {
            /* CRLF is one end of line; libcsv skips the second half as an empty line. */
            r->after_cr = false;
            r->line--;
            reader_feed(r, bytes + at, 1, true);
            at++;
            continue;
        }
        while (end < len && bytes[end] != '\n' && bytes[end] != '\r')
            end++;
        bool whole = end < len;
        r->after_cr = whole && bytes[end] == '\r';
        reader_feed(r, bytes + at, end + whole - at, whole);
        at = end + whole;
    }
    return r->code;
}

static int reader_end(struct csv_reader *r)
{
    if (!r->code && csv_fini(&r->parser, reader_cell, reader_row, r) && !r->code)
        reader_fail(r, r->cell_line, r->count + 1, "close it with a quote before the next cell",
                    "a quote opens here that is never closed");
    return r->code;
}

static void *reader_realloc(void *old, size_t size)
{
    return ls_realloc(old, size);
}

static void reader_init(struct csv_reader *r, const char *name, char *separator, csv_row_fn *take, void *arg,
                        struct ls_error *err)
{
    *r = (struct csv_reader){.name = name, .separator = separator, .take = take, .arg = arg, .err = err, .line = 1, .row_line = 1,
                             .cell_line = 1, .cells = LS_BUF_INIT};
    csv_init(&r->parser, CSV_STRICT | CSV_STRICT_FINI);
    csv_set_space_func(&r->parser, reader_no_space);
    csv_set_realloc_func(&r->parser, reader_realloc);
    csv_set_blk_size(&r->parser, 4096);
}

static void reader_done(struct csv_reader *r)
{
    csv_free(&r->parser);
    ls_buf_done(&r->cells);
    free(r->starts);
    free(r->pointers);
}

int csv_read_bytes(const void *bytes, size_t len, const char *name, char *ret_separator, csv_row_fn *take, void *arg,
                   struct ls_error *err)
{
    struct csv_reader r;
    reader_init(&r, name, ret_separator, take, arg, err);
    const char *at = bytes;
    for (size_t left = len; left && !r.code;) {
        size_t part = left < READ_CHUNK ? left : READ_CHUNK;
        reader_take(&r, at, part);
        at += part;
        left -= part;
    }
    int code = reader_end(&r);
    reader_done(&r);
    return code;
}

/* Fills the buffer, so that the first bytes are always looked at together. */
static ssize_t reader_fill(int fd, char *buffer, size_t size)
{
    size_t got = 0;
    while (got < size) {
        ssize_t n = read(fd, buffer + got, size - got);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return -1;
        if (!n)
            break;
        got += (size_t)n;
    }
    return (ssize_t)got;
}

static int reader_read(struct csv_reader *r, int fd)
{
    char *buffer = ls_alloc(READ_CHUNK);
    ssize_t got;
    while (!r->code && (got = reader_fill(fd, buffer, READ_CHUNK)) != 0) {
        if (got < 0)
            r->code = ls_error_set(r->err, LS_EFAILED, "%s can't be read: %s", r->name, strerror(errno));
        else
            reader_take(r, buffer, (size_t)got);
    }
    free(buffer);
    return reader_end(r);
}

int csv_read_file(const char *path, const char *name, char *ret_separator, csv_row_fn *take, void *arg, struct ls_error *err)
{
    bool standard = !strcmp(path, "-");
    int fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0) {
        bool missing = errno == ENOENT;
        return ls_error_set(err, missing ? LS_ENOTFOUND : LS_EFAILED, "%s can't be opened: %s", name, strerror(errno));
    }
    struct csv_reader r;
    reader_init(&r, name, ret_separator, take, arg, err);
    int code = reader_read(&r, fd);
    reader_done(&r);
    if (!standard)
        close(fd);
    return code;
}
