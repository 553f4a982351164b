/* Tables in the four forms that the options choose from. */
#include "cli/table.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "cli/cli.h"
#include "lockstep/exchange.h"
#include "lockstep/json.h"

struct table_cell {
    char *text;
    const char *role;
};

struct cli_table {
    const struct cli_column *columns;
    size_t column_count;
    struct table_cell *cells;
    size_t len, cap;
};

enum { TABLE_GAP = 2, TABLE_LEAST_GROW = 24, TABLE_MINIMUM = 12 };

struct cli_table *cli_table_new(const struct cli_column *columns, size_t count)
{
    struct cli_table *table = ls_alloc(sizeof(*table));
    table->columns = columns;
    table->column_count = count;
    return table;
}

void cli_table_free(struct cli_table *table)
{
    if (!table)
        return;
    for (size_t i = 0; i < table->len; i++)
        free(table->cells[i].text);
    free(table->cells);
    free(table);
}

void cli_table_styled(struct cli_table *table, const char *role, const char *text)
{
    LS_GROW(table->cells, table->len, table->cap);
    table->cells[table->len++] = (struct table_cell){.text = ls_strdup(text), .role = role};
}

void cli_table_cell(struct cli_table *table, const char *text)
{
    cli_table_styled(table, "", text);
}

void cli_table_int(struct cli_table *table, int64_t value)
{
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    if (value != LS_NONE)
        ls_buf_printf(&b, "%lld", (long long)value);
    cli_table_cell(table, b.data);
}

size_t cli_table_rows(const struct cli_table *table)
{
    return table->column_count ? table->len / table->column_count : 0;
}

static const struct table_cell *table_at(const struct cli_table *table, size_t row, size_t column)
{
    return &table->cells[row * table->column_count + column];
}

static void table_csv(const struct cli_table *table, struct ls_buf *b)
{
    for (size_t c = 0; c < table->column_count; c++)
        ls_csv_cell(b, table->columns[c].key, c == 0);
    ls_buf_char(b, '\n');
    for (size_t r = 0; r < cli_table_rows(table); r++) {
        for (size_t c = 0; c < table->column_count; c++)
            ls_csv_cell(b, table_at(table, r, c)->text, c == 0);
        ls_buf_char(b, '\n');
    }
}

static void table_json(const struct cli_table *table, const char *name, struct ls_buf *b)
{
    struct ls_json j;
    ls_json_begin(&j, b);
    ls_json_open(&j, name, '[');
    for (size_t r = 0; r < cli_table_rows(table); r++) {
        ls_json_open(&j, NULL, '{');
        for (size_t c = 0; c < table->column_count; c++) {
            double number;
            const char *text = table_at(table, r, c)->text;
            if (table->columns[c].flags & CLI_NUMBER && ls_text_to_real(text, &number))
                ls_json_real(&j, table->columns[c].key, number);
            else
                ls_json_text_or_null(&j, table->columns[c].key, text);
        }
        ls_json_close(&j, '}');
    }
    ls_json_close(&j, ']');
    ls_json_end(&j);
}

static void table_plain(const struct cli_table *table, struct ls_buf *b)
{
    for (size_t r = 0; r < cli_table_rows(table); r++) {
        for (size_t c = 0; c < table->column_count; c++) {
            if (c)
                ls_buf_char(b, '\t');
            ls_text_safe(b, table_at(table, r, c)->text);
        }
        ls_buf_char(b, '\n');
    }
}

/* What the text of each column needs. */
static void table_natural(const struct cli_table *table, int *widths)
{
    for (size_t c = 0; c < table->column_count; c++) {
        widths[c] = ls_text_columns(table->columns[c].head);
        for (size_t r = 0; r < cli_table_rows(table); r++) {
            LS_AUTO(buf) struct ls_buf safe = LS_BUF_INIT;
            ls_text_safe(&safe, table_at(table, r, c)->text);
            int width = ls_text_columns(safe.data);
            widths[c] = width > widths[c] ? width : widths[c];
        }
    }
}

/* All columns that are shown, with the gaps between them; width 0 is not shown. */
static int table_total(const struct cli_table *table, const int *widths)
{
    int total = -TABLE_GAP;
    for (size_t c = 0; c < table->column_count; c++)
        total += widths[c] ? widths[c] + TABLE_GAP : 0;
    return total;
}

/* Where the terminal is too narrow, columns go until the growing one keeps a readable width; then that one
 * gives the rest. */
static void table_widths(const struct cli *cli, const struct cli_table *table, int *widths)
{
    size_t grow = table->column_count;
    table_natural(table, widths);
    for (size_t c = 0; c < table->column_count; c++) {
        if (table->columns[c].flags & CLI_GROW)
            grow = c;
    }
    if (!cli->columns || grow == table->column_count)
        return;
    int most = widths[grow], least = most < TABLE_LEAST_GROW ? most : TABLE_LEAST_GROW;
    for (size_t c = 0; c < table->column_count; c++) {
        widths[grow] = least;
        if (table->columns[c].flags & CLI_GOES && table_total(table, widths) > cli->columns)
            widths[c] = 0;
    }
    widths[grow] = 0;
    int left = cli->columns - table_total(table, widths) - TABLE_GAP;
    widths[grow] = left >= most ? most : left > TABLE_MINIMUM ? left : TABLE_MINIMUM;
}

static void table_line(const struct cli *cli, const struct cli_table *table, const int *widths, size_t row,
                       struct ls_buf *b)
{
    for (size_t c = 0; c < table->column_count; c++) {
        const struct table_cell *cell = table_at(table, row, c);
        if (!widths[c])
            continue;
        LS_AUTO(buf) struct ls_buf safe = LS_BUF_INIT;
        LS_AUTO(buf) struct ls_buf fit = LS_BUF_INIT;
        ls_text_safe(&safe, cell->text);
        if (table->columns[c].flags & CLI_RIGHT)
            ls_text_fit_right(&fit, safe.data, widths[c], cli->ascii);
        else
            ls_text_fit(&fit, safe.data, widths[c], cli->ascii);
        ls_buf_pad(b, ' ', c ? TABLE_GAP : 0);
        cli_styled(cli, b, cell->role, fit.data);
    }
}

static void table_trim(struct ls_buf *b, size_t from)
{
    while (b->len > from && b->data[b->len - 1] == ' ')
        ls_buf_truncate(b, b->len - 1);
    ls_buf_char(b, '\n');
}

static void table_text(const struct cli *cli, const struct cli_table *table, struct ls_buf *b)
{
    if (!cli_table_rows(table))
        return;
    int *widths = ls_alloc(table->column_count * sizeof(*widths));
    table_widths(cli, table, widths);
    LS_AUTO(buf) struct ls_buf head = LS_BUF_INIT;
    for (size_t c = 0; c < table->column_count; c++) {
        if (!widths[c])
            continue;
        ls_buf_pad(&head, ' ', c ? TABLE_GAP : 0);
        if (table->columns[c].flags & CLI_RIGHT)
            ls_text_fit_right(&head, table->columns[c].head, widths[c], cli->ascii);
        else
            ls_text_fit(&head, table->columns[c].head, widths[c], cli->ascii);
    }
    ls_buf_truncate(&head, ls_text_trimmed(head.data, head.len));
    cli_styled(cli, b, "2", head.data);
    ls_buf_char(b, '\n');
    for (size_t r = 0; r < cli_table_rows(table); r++) {
        size_t from = b->len;
        table_line(cli, table, widths, r, b);
        table_trim(b, from);
    }
    free(widths);
}

void cli_table_print(struct cli *cli, const struct cli_table *table, const char *name)
{
    if (cli->options.json)
        table_json(table, name, &cli->out);
    else if (cli->options.csv)
        table_csv(table, &cli->out);
    else if (cli->options.plain)
        table_plain(table, &cli->out);
    else
        table_text(cli, table, &cli->out);
}
