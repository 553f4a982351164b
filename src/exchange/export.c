/* Entities out, as CSV that import reads back exactly, and as JSON with the same names. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
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

/* --- one by one ------------------------------------------------------------------------------------------ */

struct ls_export {
    const struct ls_board *board;
    const struct ls_entity_info *info;
    const struct ls_field **fields; /* those that are data */
    size_t field_count;
    bool json;
    struct ls_json j;
    struct csv_write w;
    struct ls_buf text; /* room for what is put together from names */
};

bool ls_export_by_num(enum ls_entity entity)
{
    const struct ls_entity_info *info = ls_entity_info(entity);
    return info->handle < 0 && *info->prefix;
}

/* Most cells are empty; what needs no name of another record goes straight into the line. */
static void export_cell(struct ls_export *e, const struct ls_record *record, const struct ls_field *field)
{
    const void *member = (const char *)record + field->offset;
    switch (field->type) {
    case LS_T_TEXT:
    case LS_T_NOTE: csv_write_cell(&e->w, export_text(record, field)); return;
    case LS_T_SET:
        if (**(const char *const *)member)
            break;
        csv_write_plain(&e->w);
        return;
    case LS_T_INT: csv_write_int(&e->w, *(const int64_t *)member); return;
    case LS_T_DATE: ls_date_format(csv_write_plain(&e->w), *(const int64_t *)member); return;
    case LS_T_ENUM:
        ls_buf_str(csv_write_plain(&e->w), ls_enum_word((enum ls_enum)field->arg, *(const int64_t *)member));
        return;
    case LS_T_REF:
        if (*(const ls_id *)member)
            break;
        csv_write_plain(&e->w);
        return;
    default: ls_field_format(e->board, record, (int)(field - e->info->fields), csv_write_plain(&e->w)); return;
    }
    ls_buf_clear(&e->text);
    ls_field_format(e->board, record, (int)(field - e->info->fields), &e->text);
    csv_write_cell(&e->w, e->text.data);
}

static void export_row(struct ls_export *e, const struct ls_record *record)
{
    csv_write_row(&e->w);
    if (*e->info->prefix) {
        struct ls_buf *to = csv_write_plain(&e->w);
        if (record->num != LS_NONE)
            ls_record_name(e->board, record, to);
    }
    for (size_t i = 0; i < e->field_count; i++)
        export_cell(e, record, e->fields[i]);
    csv_write_row_end(&e->w);
}

static void export_header(struct ls_export *e)
{
    if (*e->info->prefix)
        csv_write_cell(&e->w, "id");
    for (size_t i = 0; i < e->field_count; i++)
        csv_write_cell(&e->w, ls_field_header(e->fields[i]));
    csv_write_row_end(&e->w);
}

struct ls_export *ls_export_begin(const struct ls_board *board, enum ls_entity entity, unsigned flags, struct ls_buf *out)
{
    struct ls_export *e = ls_alloc(sizeof(*e));
    *e = (struct ls_export){.board = board, .info = ls_entity_info(entity), .json = flags & LS_EXPORT_JSON, .text = LS_BUF_INIT};
    e->fields = ls_alloc((size_t)e->info->field_count * sizeof(*e->fields));
    for (int f = LS_F_FIRST; f < e->info->field_count; f++) {
        if (ls_field_is_data(&e->info->fields[f]))
            e->fields[e->field_count++] = &e->info->fields[f];
    }
    if (e->json) {
        ls_json_begin(&e->j, out);
        ls_json_text(&e->j, "entity", e->info->name);
        ls_json_open(&e->j, "records", '[');
    } else {
        csv_write_begin(&e->w, out, flags & LS_EXPORT_BOM);
        export_header(e);
    }
    return e;
}

void ls_export_record(struct ls_export *e, const struct ls_record *record)
{
    if (!e->json) {
        export_row(e, record);
        return;
    }
    ls_json_open(&e->j, NULL, '{');
    ls_json_record(&e->j, e->board, record);
    ls_json_close(&e->j, '}');
}

void ls_export_end(struct ls_export *e)
{
    if (e->json) {
        ls_json_close(&e->j, ']');
        ls_json_end(&e->j);
    }
    ls_buf_done(&e->text);
    free(e->fields);
    free(e);
}

/* --- entities and folders -------------------------------------------------------------------------------- */

void ls_export_entity(const struct ls_board *board, enum ls_entity entity, unsigned flags, struct ls_buf *out)
{
    size_t count;
    struct export_row *rows = export_rows(board, entity, &count);
    struct ls_export *e = ls_export_begin(board, entity, flags, out);
    for (size_t i = 0; i < count; i++)
        ls_export_record(e, rows[i].record);
    ls_export_end(e);
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
