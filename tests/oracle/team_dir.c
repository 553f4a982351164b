/* Reading a team from CSV for tests: first all records with what they are called, then their fields, so that
 * files may refer to each other in any order. */
#include "team_dir.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/text.h"
#include "exchange/csv_read.h"
#include "lockstep/error.h"

struct reading {
    struct ls_board *board;
    struct ls_changeset *cs;
    enum ls_entity entity;
    int64_t now;
    bool fields;  /* second pass */
    char **head;
    size_t columns;
    ls_id *ids;   /* of the first pass, row by row */
    size_t len, cap, at;
    bool wide;    /* metric, then one column an ISO week */
};

static void reading_cell(struct reading *r, ls_id id, int field, const char *text)
{
    struct ls_value v = {0};
    struct ls_error err = {0};
    if (ls_field_parse(r->board, ls_field_info(r->entity, field), text, &v, &err) == 0 && v.kind != LS_V_NULL)
        ls_change_set(r->cs, r->board, id, field, &v);
    ls_value_done(&v);
    ls_error_done(&err);
}

static int reading_column(const struct reading *r, size_t i)
{
    int field = ls_field_by_name(r->entity, r->head[i]);
    return field < 0 && !strcmp(r->head[i], "id") ? LS_F_NUM : field;
}

static ls_id reading_create(struct reading *r)
{
    ls_id id = ls_change_create(r->cs, r->entity, r->now);
    LS_GROW(r->ids, r->len, r->cap);
    r->ids[r->len++] = id;
    return id;
}

static void reading_name(struct reading *r, ls_id id, const char *text)
{
    const struct ls_entity_info *info = ls_entity_info(r->entity);
    size_t prefix = strlen(info->prefix);
    int64_t num;
    if (info->handle >= 0)
        reading_cell(r, id, info->handle, text);
    else if (prefix && !strncmp(text, info->prefix, prefix) && text[prefix] == '-' && ls_text_to_int(text + prefix + 1, &num))
        ls_change_int(r->cs, r->board, id, LS_F_NUM, num);
}

static void reading_wide(struct reading *r, const struct csv_row *row)
{
    for (size_t i = 1; i < row->count && i < r->columns; i++) {
        if (!*row->cells[i])
            continue;
        ls_id id = reading_create(r);
        reading_cell(r, id, LS_F_metric_point_metric, row->cells[0]);
        reading_cell(r, id, LS_F_metric_point_week, r->head[i]);
        reading_cell(r, id, LS_F_metric_point_value, row->cells[i]);
    }
}

static int reading_row(void *arg, const struct csv_row *row, struct ls_error *err LS_UNUSED)
{
    struct reading *r = arg;
    if (!r->head) {
        r->head = ls_alloc(row->count * sizeof(*r->head));
        for (r->columns = 0; r->columns < row->count; r->columns++)
            r->head[r->columns] = ls_strdup(row->cells[r->columns]);
        return LS_OK;
    }
    if (r->wide) {
        if (r->fields)
            reading_wide(r, row);
        return LS_OK;
    }
    ls_id id = r->fields ? r->ids[r->at++] : reading_create(r);
    for (size_t i = 0; i < row->count && i < r->columns; i++) {
        int field = reading_column(r, i);
        if (!r->fields && !strcmp(r->head[i], "id"))
            reading_name(r, id, row->cells[i]);
        else if (r->fields && field >= LS_F_FIRST)
            reading_cell(r, id, field, row->cells[i]);
    }
    return LS_OK;
}

static int reading_pass(struct reading *r, const char *path, bool fields, struct ls_error *err)
{
    r->fields = fields;
    r->at = 0;
    r->cs = ls_changeset_new("import");
    r->cs->flags = LS_CS_IMPORT;
    r->cs->at = r->now;
    int code = csv_read_file(path, path, reading_row, r, err);
    ls_board_apply(r->board, r->cs);
    ls_changeset_free(r->cs);
    for (size_t i = 0; i < r->columns; i++)
        free(r->head[i]);
    free(r->head);
    r->head = NULL;
    r->columns = 0;
    return code;
}

int team_dir_read(const char *folder, int64_t now, struct ls_board **ret_board, struct ls_error *err)
{
    enum { FILES = LS_E_COUNT + 1 };
    struct reading readings[FILES] = {0};
    struct ls_board *board = ls_board_new();
    int code = LS_OK;
    for (int pass = 0; pass < 2; pass++) {
        for (int e = 0; e < FILES && !code; e++) {
            struct reading *r = &readings[e];
            r->board = board;
            r->now = now;
            r->wide = e == LS_E_COUNT;
            r->entity = r->wide ? LS_E_METRIC_POINT : (enum ls_entity)e;
            const char *name = r->wide ? "metric_wide" : ls_entity_info(r->entity)->name;
            LS_AUTO(string) char *path = ls_asprintf("%s/%s.csv", folder, name);
            if (access(path, R_OK) == 0)
                code = reading_pass(r, path, pass, err);
        }
    }
    for (int e = 0; e < FILES; e++)
        free(readings[e].ids);
    if (code) {
        ls_board_free(board);
        return code;
    }
    *ret_board = board;
    return LS_OK;
}
