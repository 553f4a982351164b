/* The list of any kind of record, from its descriptors; kinds with a list of their own are in list.c. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/records.h"
#include "cli/table.h"

enum {
    SHORT_TEXT = 80, /* characters: a line of text with a higher limit is for the record's own page */
};

/* Whether a field is a column: neither the program's own nor long; owner and backup stand together. */
static bool is_column(const struct ls_entity_info *info, int f)
{
    const struct ls_field *field = &info->fields[f];
    if (field->flags & (LS_FF_HIDDEN | LS_FF_HANDLE))
        return false;
    if (field->flags & (LS_FF_TITLE | LS_FF_KEY | LS_FF_REQ))
        return true;
    bool text = field->type == LS_T_TEXT || field->type == LS_T_NOTE || field->type == LS_T_SET;
    return !text || (field->limit <= SHORT_TEXT && field->type == LS_T_TEXT);
}

static bool is_filled(int f, const struct ls_record *const *records, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!ls_record_empty(records[i], f))
            return true;
    }
    return false;
}

/* The fields of the columns in their order: what names the record, what it is read by, the rest as far as any record
 * has it. Returns how many. */
static size_t choose_fields(enum ls_entity entity, const struct ls_record *const *records, size_t count, int *ret_fields)
{
    const struct ls_entity_info *info = ls_entity_info(entity);
    size_t n = 0;
    int title = ls_entity_title(entity);
    for (int f = LS_F_FIRST; f < info->field_count; f++) {
        if (info->fields[f].flags & LS_FF_KEY)
            ret_fields[n++] = f;
    }
    if (title >= 0)
        ret_fields[n++] = title;
    for (int f = LS_F_FIRST; f < info->field_count; f++) {
        if (f != title && !(info->fields[f].flags & LS_FF_KEY) && is_column(info, f) && is_filled(f, records, count))
            ret_fields[n++] = f;
    }
    return n;
}

static unsigned column_flags(const struct ls_field *field, bool leaves)
{
    bool number = field->type == LS_T_INT || field->type == LS_T_REAL;
    unsigned flags = field->flags & LS_FF_TITLE && !number ? CLI_GROW : 0;
    return flags | (number ? CLI_RIGHT : 0) | (leaves ? CLI_GOES : 0);
}

static void record_cells(const struct cli_records *r, const struct ls_record *record, bool named, const int *fields,
                         size_t count, struct cli_table *table)
{
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    if (named) {
        ls_board_name(r->board, record->id, &text);
        cli_table_styled(table, "2", text.data);
    }
    for (size_t i = 0; i < count; i++) {
        ls_buf_clear(&text);
        ls_field_format(r->board, record, fields[i], &text);
        cli_table_cell(table, text.data);
    }
}

static void record_table(struct cli *cli, const struct cli_records *r, enum ls_entity entity,
                         const struct ls_record *const *records, size_t count)
{
    const struct ls_entity_info *info = ls_entity_info(entity);
    bool named = *info->prefix || info->handle >= 0;
    int *fields = ls_alloc((size_t)info->field_count * sizeof(*fields));
    size_t n = choose_fields(entity, records, count, fields), at = 0;
    struct cli_column *columns = ls_alloc((n + 1) * sizeof(*columns));
    char **heads = ls_alloc((n + 1) * sizeof(*heads));
    if (named)
        columns[at++] = (struct cli_column){.key = "id", .head = "ID"};
    for (size_t i = 0; i < n; i++) {
        const struct ls_field *field = &info->fields[fields[i]];
        LS_AUTO(buf) struct ls_buf head = LS_BUF_INIT;
        ls_text_upper(&head, field->label);
        heads[i] = ls_buf_steal(&head);
        bool leaves = !(field->flags & (LS_FF_KEY | LS_FF_TITLE));
        columns[at++] = (struct cli_column){.key = field->name, .head = heads[i], .flags = column_flags(field, leaves)};
    }
    struct cli_table *table = cli_table_new(columns, at);
    for (size_t i = 0; i < count; i++)
        record_cells(r, records[i], named, fields, n, table);
    cli_table_print(cli, table, info->plural);
    cli_table_free(table);
    for (size_t i = 0; i < n; i++)
        free(heads[i]);
    free(heads);
    free(columns);
    free(fields);
}

int cli_record_list(struct cli *cli, struct ls_error *err)
{
    enum ls_entity entity = ls_command_entity(cli->command);
    const struct ls_entity_info *info = ls_entity_info(entity);
    int code = cli_open_file(cli, err);
    if (code != 0)
        return code;
    LS_AUTO(buf) struct ls_buf query = LS_BUF_INIT;
    struct cli_records r;
    cli_words_join(cli, 0, &query);
    cli_records_init(&r, cli);
    const struct ls_record **records;
    size_t count;
    code = cli_records_find(cli, &r, entity, query.data, &records, &count, err);
    if (code != 0) {
        cli_records_done(&r);
        return code;
    }
    if (cli->options.json || cli->options.csv)
        cli_records_print(cli, &r, entity, records, count);
    else
        record_table(cli, &r, entity, records, count);
    if (!count && ls_board_count(r.board, entity))
        cli_records_say_none(cli, entity, query.data);
    else if (!count)
        ls_buf_printf(&cli->said, "no %s yet: lockstep %s add --help\n", info->plural, info->name);
    free(records);
    cli_records_done(&r);
    return 0;
}
