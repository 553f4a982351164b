/* Entities out, as CSV that import reads back exactly, and as JSON with the same names. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/paths.h"
#include "base/text.h"
#include "exchange/csv_write.h"
#include "lockstep/error.h"
#include "lockstep/exchange.h"
#include "lockstep/json.h"

/* --- order ------------------------------------------------------------------------------------------ */

struct export_row {
    const struct ls_board *board;
    const struct ls_record *record;
};

static const char *export_text(const struct ls_record *record, const struct ls_field *field)
{
    return *(const char *const *)(const void *)((const char *)record + field->offset);
}

static int export_compare_int(int64_t a, int64_t b)
{
    return a < b ? -1 : a > b;
}

/* By number, records without one last; by handle; then by id, which rises with time. */
static int export_compare_records(const struct ls_record *a, const struct ls_record *b)
{
    const struct ls_entity_info *info = ls_entity_info((enum ls_entity)a->entity);
    int order = 0;
    if (info->handle >= 0)
        order = ls_text_compare(export_text(a, &info->fields[info->handle]), export_text(b, &info->fields[info->handle]));
    else if ((a->num == LS_NONE) != (b->num == LS_NONE))
        order = a->num == LS_NONE ? 1 : -1;
    else
        order = export_compare_int(a->num, b->num);
    return order ? order : export_compare_int(a->id, b->id);
}

static int export_compare_refs(const struct ls_board *board, ls_id a, ls_id b)
{
    const struct ls_record *ra = ls_board_record(board, a), *rb = ls_board_record(board, b);
    if (a == b || !ra || !rb || ra->entity != rb->entity)
        return export_compare_int(a, b);
    return export_compare_records(ra, rb);
}

static int export_compare_keys(const struct ls_board *board, const struct ls_record *a, const struct ls_record *b)
{
    const struct ls_entity_info *info = ls_entity_info((enum ls_entity)a->entity);
    for (int f = LS_F_FIRST; f < info->field_count; f++) {
        if (!(info->fields[f].flags & LS_FF_KEY))
            continue;
        struct ls_value va = ls_record_get(a, f), vb = ls_record_get(b, f);
        int order = export_compare_int(va.kind, vb.kind);
        if (!order && va.kind == LS_V_TEXT)
            order = strcmp(va.text, vb.text);
        else if (!order && info->fields[f].type == LS_T_REF)
            order = export_compare_refs(board, va.i, vb.i);
        else if (!order)
            order = export_compare_int(va.i, vb.i);
        ls_value_done(&va);
        ls_value_done(&vb);
        if (order)
            return order;
    }
    return export_compare_int(a->id, b->id);
}

static int export_compare(const void *left, const void *right)
{
    const struct export_row *a = left, *b = right;
    const struct ls_entity_info *info = ls_entity_info((enum ls_entity)a->record->entity);
    if (info->handle >= 0 || *info->prefix)
        return export_compare_records(a->record, b->record);
    return export_compare_keys(a->board, a->record, b->record);
}

/* The live records in order; caller frees. */
static struct export_row *export_rows(const struct ls_board *board, enum ls_entity entity, size_t *ret_count)
{
    size_t count = 0;
    struct export_row *rows = ls_alloc((ls_board_count(board, entity) + 1) * sizeof(*rows));
    struct ls_board_walk walk = {board, entity, 0};
    const struct ls_record *record;
    while ((record = ls_board_walk_next(&walk)))
        rows[count++] = (struct export_row){board, record};
    qsort(rows, count, sizeof(*rows), export_compare);
    *ret_count = count;
    return rows;
}

size_t ls_export_sorted(const struct ls_board *board, enum ls_entity entity, const struct ls_record ***ret_records)
{
    size_t count;
    struct export_row *rows = export_rows(board, entity, &count);
    *ret_records = ls_alloc((count + 1) * sizeof(**ret_records));
    for (size_t i = 0; i < count; i++)
        (*ret_records)[i] = rows[i].record;
    free(rows);
    return count;
}

/* --- CSV ---------------------------------------------------------------------------------------------- */

static void export_header(struct csv_write *w, const struct ls_entity_info *info)
{
    if (*info->prefix)
        csv_write_cell(w, "id");
    for (int f = LS_F_FIRST; f < info->field_count; f++) {
        if (ls_field_is_data(&info->fields[f]))
            csv_write_cell(w, ls_field_header(&info->fields[f]));
    }
    csv_write_row_end(w);
}

/* Straight from the record; text: room for what is put together from names. */
static void export_cell(struct csv_write *w, const struct export_row *row, int f, struct ls_buf *text)
{
    const struct ls_field *field = ls_field_info((enum ls_entity)row->record->entity, f);
    switch (field->type) {
    case LS_T_TEXT:
    case LS_T_NOTE: csv_write_cell(w, export_text(row->record, field)); break;
    case LS_T_REF:
    case LS_T_SET:
        ls_buf_clear(text);
        ls_field_format(row->board, row->record, f, text);
        csv_write_cell(w, text->data);
        break;
    default: ls_field_format(row->board, row->record, f, csv_write_plain(w)); break;
    }
}

static void export_row(struct csv_write *w, const struct export_row *row, struct ls_buf *text)
{
    const struct ls_entity_info *info = ls_entity_info((enum ls_entity)row->record->entity);
    if (*info->prefix) {
        struct ls_buf *to = csv_write_plain(w);
        if (row->record->num != LS_NONE)
            ls_board_name(row->board, row->record->id, to);
    }
    for (int f = LS_F_FIRST; f < info->field_count; f++) {
        if (ls_field_is_data(&info->fields[f]))
            export_cell(w, row, f, text);
    }
    csv_write_row_end(w);
}

/* --- entities and folders -------------------------------------------------------------------------------- */

void ls_export_entity(const struct ls_board *board, enum ls_entity entity, unsigned flags, struct ls_buf *out)
{
    const struct ls_entity_info *info = ls_entity_info(entity);
    size_t count;
    struct export_row *rows = export_rows(board, entity, &count);
    if (flags & LS_EXPORT_JSON) {
        struct ls_json j;
        ls_json_begin(&j, out);
        ls_json_text(&j, "entity", info->name);
        ls_json_open(&j, "records", '[');
        for (size_t i = 0; i < count; i++) {
            ls_json_open(&j, NULL, '{');
            ls_json_record(&j, board, rows[i].record);
            ls_json_close(&j, '}');
        }
        ls_json_close(&j, ']');
        ls_json_end(&j);
    } else {
        struct csv_write w;
        LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
        csv_write_begin(&w, out, flags & LS_EXPORT_BOM);
        export_header(&w, info);
        for (size_t i = 0; i < count; i++)
            export_row(&w, &rows[i], &text);
    }
    free(rows);
}

int ls_export_all(const struct ls_board *board, const char *folder, unsigned flags, size_t *ret_files,
                  struct ls_error *err)
{
    size_t files = 0;
    if (mkdir(folder, 0777) && errno != EEXIST)
        return ls_error_set(err, LS_EFAILED, "%s can't be made: %s", folder, strerror(errno));
    for (int e = 0; e < LS_E_COUNT; e++) {
        LS_AUTO(string) char *path = ls_asprintf("%s/%s.%s", folder, ls_entity_info((enum ls_entity)e)->name,
                                                 flags & LS_EXPORT_JSON ? "json" : "csv");
        if (!ls_board_count(board, (enum ls_entity)e) && access(path, F_OK))
            continue;
        LS_AUTO(buf) struct ls_buf out = LS_BUF_INIT;
        ls_export_entity(board, (enum ls_entity)e, flags, &out);
        int code = ls_file_replace(path, out.data, out.len, err);
        if (code)
            return code;
        files++;
    }
    if (ret_files)
        *ret_files = files;
    return LS_OK;
}
