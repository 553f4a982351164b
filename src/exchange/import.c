/* The plan of an import: which record each row means, what its cells change, whether the rules allow it.
 * Reading files is sheet.c, finding names is names.c; committing is not done here. */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/pack.h"
#include "base/text.h"
#include "exchange/import_same.h"
#include "exchange/import_template.h"
#include "exchange/names.h"
#include "exchange/sheet.h"
#include "lockstep/agenda.h"
#include "lockstep/error.h"
#include "lockstep/rules.h"
#include "lockstep/setting.h"

enum { PLAN_FILLED = 4 }; /* fields that are filled in, at most of the time */

struct plan {
    const struct ls_board *board;
    int64_t now, next_sync;
    struct sheet *sheets;
    size_t count;
    size_t *order; /* sheets by entity: the same files in another order give the same import */
    struct names names;
    struct ls_strmap keys[LS_E_COUNT]; /* natural keys on the board → id, filled when first needed */
    bool keyed[LS_E_COUNT];
    struct ls_strmap seen;   /* entity and name → place of the row that had it first */
    struct ls_map places;    /* id → place */
    struct same same;
    struct ls_changeset *cs;
    struct complaints complaints;
};

/* A row of a sheet as one number, above 0. */
static uintptr_t plan_place(const struct plan *plan, const struct sheet *sheet, size_t row)
{
    return ((uintptr_t)(sheet - plan->sheets) << 40 | row) + 1;
}

static void plan_place_split(const struct plan *plan, uintptr_t place, struct sheet **ret_sheet, size_t *ret_row)
{
    *ret_sheet = &plan->sheets[(place - 1) >> 40];
    *ret_row = (place - 1) & (((uintptr_t)1 << 40) - 1);
}

/* --- which record ------------------------------------------------------------------------------------------- */

/* False, and complained about, where another row had the same name. */
static bool plan_once(struct plan *plan, struct sheet *sheet, size_t row, size_t column, const struct ls_buf *name,
                      const char *shown)
{
    uintptr_t place = plan_place(plan, sheet, row);
    LS_AUTO(buf) struct ls_buf key = LS_BUF_INIT;
    ls_pack_uint(&key, sheet->entity);
    ls_buf_add(&key, name->data, name->len);
    if (ls_strmap_add(&plan->seen, key.data, key.len, (int64_t)place))
        return true;
    struct sheet *other;
    size_t other_row;
    struct ls_error err = {0};
    plan_place_split(plan, (uintptr_t)ls_strmap_get(&plan->seen, key.data, key.len, 0), &other, &other_row);
    ls_error_set(&err, LS_EREFUSED, "%s stands in %s line %zu already", shown, other->name, other->rows[other_row].line);
    ls_error_hint(&err, "keep one of the two rows");
    sheet_complain(sheet, row, column, &err);
    return false;
}

/* The record of a row that is not there yet. */
static ls_id plan_make(struct plan *plan, enum ls_entity entity)
{
    return ls_change_create(plan->cs, entity, plan->now);
}

/* Reads "LS-20", "20" or nothing (also "LS-new"): ret_num is LS_NONE then. */
static int plan_parse_num(enum ls_entity entity, const char *cell, int64_t *ret_num, struct ls_error *err)
{
    const char *prefix = ls_entity_info(entity)->prefix;
    size_t len = strlen(prefix);
    cell = ls_text_skip_blank(cell);
    LS_AUTO(string) char *id = ls_strndup(cell, ls_text_trimmed(cell, strlen(cell)));
    const char *number = !strncasecmp(id, prefix, len) && id[len] == '-' ? id + len + 1 : id;
    *ret_num = LS_NONE;
    if (!*id || (number != id && !strcmp(number, "new")))
        return LS_OK;
    if (strspn(number, "0123456789") == strlen(number) && ls_text_to_int(number, ret_num) && *ret_num > 0 &&
        *ret_num < INT64_C(1000000000))
        return LS_OK;
    ls_error_set(err, LS_EREFUSED, "\"%s\" is no number of %s %s", id, strchr("aeiou", *ls_entity_info(entity)->label) ? "an" : "a",
                 ls_entity_info(entity)->label);
    ls_error_hint(err, "write %s-20, or leave it empty for a new one%s", prefix,
                  entity == LS_E_ITEM ? "; ids of other tools belong into external_id" : "");
    return LS_EREFUSED;
}

/* A row without a number: a record that it is, or a new one. */
static ls_id plan_find_same(struct plan *plan, struct sheet *sheet, size_t row)
{
    ls_id id = same_external(&plan->same, sheet, row);
    if (id) {
        LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT;
        ls_board_name(plan->board, id, &name);
        return plan_once(plan, sheet, row, sheet->columns, &name, name.data) ? id : 0;
    }
    id = same_content(&plan->same, sheet, row);
    sheet->rows[row].said = id != 0;
    return id ? id : plan_make(plan, sheet->entity);
}

static ls_id plan_find_num(struct plan *plan, struct sheet *sheet, size_t row, size_t column)
{
    int64_t num = LS_NONE;
    struct ls_error err = {0};
    if (column < sheet->columns && plan_parse_num(sheet->entity, sheet_cell(sheet, row, column), &num, &err)) {
        sheet_complain(sheet, row, column, &err);
        return 0;
    }
    if (num == LS_NONE)
        return plan_find_same(plan, sheet, row);
    LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT;
    ls_buf_printf(&name, "%s-%lld", ls_entity_info(sheet->entity)->prefix, (long long)num);
    if (!plan_once(plan, sheet, row, column, &name, name.data))
        return 0;
    ls_id id = ls_board_holder_of_num(plan->board, sheet->entity, num);
    if (!id) {
        id = plan_make(plan, sheet->entity);
        ls_change_int(plan->cs, plan->board, id, LS_F_NUM, num);
    } else if (ls_board_record(plan->board, id)->deleted) {
        ls_change_int(plan->cs, plan->board, id, LS_F_DELETED, 0);
    }
    names_add_num(&plan->names, sheet->entity, num, id);
    return id;
}

static ls_id plan_find_handle(struct plan *plan, struct sheet *sheet, size_t row, size_t column)
{
    const struct ls_field *field = ls_field_info(sheet->entity, ls_entity_info(sheet->entity)->handle);
    struct ls_error err = {0};
    struct ls_value handle = {0};
    if (!names_parse(&plan->names, field, sheet_cell(sheet, row, column), &handle, &err) && handle.kind == LS_V_NULL)
        ls_error_set(&err, LS_EREFUSED, "a %s needs a short name here", ls_entity_info(sheet->entity)->label);
    if (err.code) {
        sheet_complain(sheet, row, column, &err);
        return 0;
    }
    LS_AUTO(buf) struct ls_buf folded = LS_BUF_INIT;
    ls_text_fold(&folded, handle.text);
    ls_id id = 0;
    if (plan_once(plan, sheet, row, column, &folded, handle.text)) {
        id = names_handle(&plan->names, sheet->entity, handle.text);
        if (!id) {
            id = plan_make(plan, sheet->entity);
            names_add_handle(&plan->names, sheet->entity, handle.text, id);
        }
    }
    ls_value_done(&handle);
    return id;
}

/* --- natural keys --------------------------------------------------------------------------------------------- */

static void plan_load_keys(struct plan *plan, enum ls_entity entity)
{
    const struct ls_entity_info *info = ls_entity_info(entity);
    LS_AUTO(buf) struct ls_buf key = LS_BUF_INIT;
    struct ls_board_walk walk = {plan->board, entity, 0};
    const struct ls_record *record;
    plan->keyed[entity] = true;
    while ((record = ls_board_walk_next(&walk))) {
        ls_buf_clear(&key);
        for (int f = LS_F_FIRST; f < info->field_count; f++) {
            if (!(info->fields[f].flags & LS_FF_KEY))
                continue;
            struct ls_value v = ls_record_get(record, f);
            ls_value_pack(&key, &v);
            ls_value_done(&v);
        }
        ls_strmap_add(&plan->keys[entity], key.data, key.len, record->id);
    }
}

/* The record with the key: on the board, or a new one. 0 where the key stood before. */
static ls_id plan_find_key(struct plan *plan, struct sheet *sheet, size_t row, size_t column, const struct ls_buf *key,
                           const char *shown)
{
    if (!plan->keyed[sheet->entity])
        plan_load_keys(plan, sheet->entity);
    if (!plan_once(plan, sheet, row, column, key, shown))
        return 0;
    ls_id id = ls_strmap_get(&plan->keys[sheet->entity], key->data, key->len, 0);
    return id ? id : plan_make(plan, sheet->entity);
}

static ls_id plan_find_natural(struct plan *plan, struct sheet *sheet, size_t row)
{
    const struct ls_entity_info *info = ls_entity_info(sheet->entity);
    LS_AUTO(buf) struct ls_buf key = LS_BUF_INIT, shown = LS_BUF_INIT;
    ls_buf_str(&shown, info->label);
    for (int f = LS_F_FIRST; f < info->field_count; f++) {
        if (!(info->fields[f].flags & LS_FF_KEY))
            continue;
        size_t column = sheet_column(sheet, f);
        struct ls_error err = {0};
        struct ls_value v = {0};
        int code = names_parse(&plan->names, &info->fields[f], sheet_cell(sheet, row, column), &v, &err);
        if (!code && v.kind == LS_V_NULL)
            code = ls_error_set(&err, LS_EREFUSED, "it may not be empty: it tells which record is meant");
        if (code) {
            sheet_complain(sheet, row, column, &err);
            return 0;
        }
        ls_value_pack(&key, &v);
        ls_buf_printf(&shown, " %s", sheet_cell(sheet, row, column));
        ls_value_done(&v);
    }
    return plan_find_key(plan, sheet, row, sheet->columns, &key, shown.data);
}

/* --- what changes ------------------------------------------------------------------------------------------------ */

static void plan_stands_for(struct plan *plan, struct sheet *sheet, size_t row, ls_id id)
{
    LS_GROW(sheet->ids, sheet->id_count, sheet->id_cap);
    sheet->ids[sheet->id_count++] = id;
    ls_map_put(&plan->places, id, (void *)plan_place(plan, sheet, row));
}

static void plan_take_cell(struct plan *plan, struct sheet *sheet, size_t row, size_t column)
{
    int f = sheet->fields[column];
    const struct ls_field *field = ls_field_info(sheet->entity, f);
    struct ls_error err = {0};
    struct ls_value v = {0};
    if (names_parse(&plan->names, field, sheet_cell(sheet, row, column), &v, &err)) {
        sheet_complain(sheet, row, column, &err);
        return;
    }
    if (v.kind != LS_V_NULL || !(field->type == LS_T_BOOL || ls_rules_fills(sheet->entity, f)))
        ls_change_set(plan->cs, plan->board, sheet->rows[row].id, f, &v);
    ls_value_done(&v);
}

static void plan_take_row(struct plan *plan, struct sheet *sheet, size_t row)
{
    const struct ls_entity_info *info = ls_entity_info(sheet->entity);
    struct sheet_row *r = &sheet->rows[row];
    if (!r->id && info->handle < 0 && !*info->prefix)
        r->id = plan_find_natural(plan, sheet, row);
    if (!r->id)
        return;
    plan_stands_for(plan, sheet, row, r->id);
    for (size_t c = 0; c < sheet->columns && !r->said; c++) {
        if (sheet->fields[c] >= 0)
            plan_take_cell(plan, sheet, row, c);
    }
    ls_changeset_trim(plan->cs, r->id, PLAN_FILLED);
}

/* One cell of a wide table: the value of a metric in a week. */
static void plan_take_point(struct plan *plan, struct sheet *sheet, size_t row, size_t column, ls_id metric)
{
    LS_AUTO(buf) struct ls_buf week = LS_BUF_INIT, key = LS_BUF_INIT;
    struct ls_error err = {0};
    struct ls_value v = {0};
    int64_t monday = 0;
    ls_week_parse(sheet_header(sheet, column), &monday);
    ls_week_format(&week, monday);
    if (names_parse(&plan->names, ls_field_info(LS_E_METRIC_POINT, LS_F_metric_point_value),
                    sheet_cell(sheet, row, column), &v, &err)) {
        sheet_complain(sheet, row, column, &err);
        return;
    }
    if (v.kind == LS_V_NULL)
        return;
    struct ls_value keys[] = {ls_value_int(metric), ls_value_text(week.data)};
    ls_value_pack(&key, &keys[0]);
    ls_value_pack(&key, &keys[1]);
    ls_value_done(&keys[1]);
    ls_id id = plan_find_key(plan, sheet, row, column, &key, "the value of this metric and week");
    if (id) {
        plan_stands_for(plan, sheet, row, id);
        ls_change_ref(plan->cs, plan->board, id, LS_F_metric_point_metric, metric);
        ls_change_text(plan->cs, plan->board, id, LS_F_metric_point_week, week.data);
        ls_change_set(plan->cs, plan->board, id, LS_F_metric_point_value, &v);
    }
    ls_value_done(&v);
}

static void plan_take_wide(struct plan *plan, struct sheet *sheet, size_t row)
{
    struct ls_error err = {0};
    struct ls_value metric = {0};
    int code = names_parse(&plan->names, ls_field_info(LS_E_METRIC_POINT, LS_F_metric_point_metric),
                           sheet_cell(sheet, row, 0), &metric, &err);
    if (!code && metric.kind == LS_V_NULL)
        code = ls_error_set(&err, LS_EREFUSED, "the metric's short name is missing");
    if (code) {
        sheet_complain(sheet, row, 0, &err);
        return;
    }
    for (size_t c = 1; c < sheet->columns; c++)
        plan_take_point(plan, sheet, row, c, metric.i);
}

/* --- the steps --------------------------------------------------------------------------------------------------- */

static void plan_sort(struct plan *plan)
{
    size_t at = 0;
    plan->order = ls_alloc(plan->count * sizeof(*plan->order));
    for (int e = 0; e <= LS_E_COUNT; e++) {
        for (size_t i = 0; i < plan->count; i++) {
            if ((int)plan->sheets[i].entity == e)
                plan->order[at++] = i;
        }
    }
}

/* The row with the highest number, of a sheet that goes in groups: its record is made first, as it goes in first
 * (import_cut.c), so that ids go up from group to group and the store sees at once that a record is new. 0 elsewhere. */
static size_t plan_highest(const struct sheet *sheet, size_t column)
{
    size_t highest = 0;
    int64_t most = 0, num;
    for (size_t row = 0; column < sheet->columns && sheet->row_count > LS_IMPORT_GROUP && row < sheet->row_count; row++) {
        if (plan_parse_num(sheet->entity, sheet_cell(sheet, row, column), &num, NULL) || num == LS_NONE || num <= most)
            continue;
        most = num;
        highest = row;
    }
    return highest;
}

/* Every row that has a number or a handle gets its record, so that references can be read in any order. */
static void plan_register(struct plan *plan, struct sheet *sheet)
{
    if (!sheet->row_count)
        return;
    const struct ls_entity_info *info = ls_entity_info(sheet->entity);
    size_t column = sheet_column(sheet, info->handle >= 0 ? info->handle : SHEET_NUM);
    size_t first = info->handle < 0 && *info->prefix ? plan_highest(sheet, column) : 0;
    for (size_t i = 0; i < sheet->row_count; i++) {
        size_t row = i == 0 ? first : i - (i <= first);
        if (info->handle >= 0)
            sheet->rows[row].id = plan_find_handle(plan, sheet, row, column);
        else if (*info->prefix)
            sheet->rows[row].id = plan_find_num(plan, sheet, row, column);
    }
}

static void plan_take(struct plan *plan, struct sheet *sheet)
{
    for (size_t row = 0; row < sheet->row_count; row++) {
        if (sheet->wide)
            plan_take_wide(plan, sheet, row);
        else
            plan_take_row(plan, sheet, row);
    }
}

/* Stamps are written in the team's zone. Where the import brings that setting, too, it is read in the zone
 * that it brings. Returns whether the zone was changed. */
static bool plan_set_zone(const struct plan *plan)
{
    for (size_t i = 0; i < plan->count; i++) {
        const struct sheet *sheet = &plan->sheets[i];
        for (size_t row = 0; sheet->entity == LS_E_SETTING && row < sheet->row_count; row++) {
            if (!strcmp(sheet_cell(sheet, row, sheet_column(sheet, LS_F_setting_key)), "time_zone")) {
                size_t value = sheet_column(sheet, LS_F_setting_value);
                return value < sheet->columns && ls_clock_set_zone(sheet_cell(sheet, row, value));
            }
        }
    }
    return false;
}

/* --- the rules ------------------------------------------------------------------------------------------------------ */

static void plan_refused(void *arg, ls_id id, struct ls_error *err)
{
    struct plan *plan = arg;
    uintptr_t place = (uintptr_t)ls_map_get(&plan->places, id);
    if (!place) {
        complaints_add(&plan->complaints, NULL, err);
        return;
    }
    struct sheet *sheet;
    size_t row;
    plan_place_split(plan, place, &sheet, &row);
    sheet_complain(sheet, row, sheet->columns, err);
}

/* The rules look at a board that has the import, for as long as they look: the import is only a plan. */
static void plan_check(struct plan *plan)
{
    struct ls_board *board = (struct ls_board *)(uintptr_t)plan->board;
    struct ls_board_trial *trial = ls_board_try(board, plan->cs);
    ls_rules_each(board, plan->cs, plan_refused, plan);
    ls_board_try_end(board, trial);
}

/* --- the report ------------------------------------------------------------------------------------------------------- */

enum { SAID_SHOWN = 20 };

/* Keeps the first lines of what was filled in: an import of thousands would say thousands. */
static void plan_shorten(struct ls_buf *said)
{
    size_t lines = 0, cut = said->len;
    for (size_t i = 0; i < said->len; i++) {
        if (said->data[i] == '\n' && ++lines == SAID_SHOWN)
            cut = i + 1;
    }
    ls_buf_truncate(said, cut);
    if (lines > SAID_SHOWN)
        ls_buf_printf(said, "and %zu more\n", lines - SAID_SHOWN);
}

static void plan_report(const struct plan *plan, struct ls_buf *said, struct ls_import_report *report)
{
    plan_shorten(said);
    *report = (struct ls_import_report){.lines = ls_alloc(plan->count * sizeof(*report->lines)), .len = plan->count,
                                        .said = ls_buf_steal(said)};
    for (size_t i = 0; i < plan->count; i++) {
        const struct sheet *sheet = &plan->sheets[i];
        struct ls_import_line *line = &report->lines[i];
        line->file = ls_strdup(sheet->name);
        line->separator = sheet->separator;
        line->skipped = sheet->skipped ? ls_strdup(sheet->skipped) : NULL;
        line->entity = sheet->entity;
        for (size_t r = 0; r < sheet->id_count; r++) {
            if (!ls_changeset_record(plan->cs, sheet->ids[r]))
                line->unchanged++;
            else if (ls_rules_made(plan->cs, sheet->ids[r]))
                line->added++;
            else
                line->changed++;
        }
    }
}

void ls_import_report_done(struct ls_import_report *report)
{
    for (size_t i = 0; i < report->len; i++) {
        free(report->lines[i].file);
        free(report->lines[i].skipped);
    }
    free(report->lines);
    free(report->said);
    *report = (struct ls_import_report){0};
}

/* --- the whole ---------------------------------------------------------------------------------------------------------- */

static void plan_begin(struct plan *plan, const struct ls_import_file *files)
{
    LS_AUTO(buf) struct ls_buf label = LS_BUF_INIT;
    plan->sheets = ls_alloc(plan->count * sizeof(*plan->sheets));
    for (size_t i = 0; i < plan->count; i++)
        sheet_read(&plan->sheets[i], &files[i], &plan->complaints);
    if (plan->count == 1)
        ls_buf_printf(&label, "import %s", plan->sheets[0].name);
    else
        ls_buf_printf(&label, "import %zu files", plan->count);
    plan->cs = ls_changeset_new(label.data);
    plan->cs->flags = LS_CS_IMPORT | LS_CS_WHOLE;
    plan->cs->at = plan->now;
    plan_sort(plan);
    for (int e = 0; e < LS_E_COUNT; e++)
        ls_board_count(plan->board, (enum ls_entity)e); /* rules and names look everywhere: read at once, not one by one */
    names_init(&plan->names, plan->board);
}

static void plan_done(struct plan *plan)
{
    for (size_t i = 0; i < plan->count; i++)
        sheet_done(&plan->sheets[i]);
    free(plan->sheets);
    free(plan->order);
    names_done(&plan->names);
    for (int e = 0; e < LS_E_COUNT; e++)
        ls_strmap_done(&plan->keys[e]);
    ls_strmap_done(&plan->seen);
    ls_map_done(&plan->places);
    same_done(&plan->same);
    ls_changeset_free(plan->cs);
    ls_buf_done(&plan->complaints.text);
}

int ls_import_plan(const struct ls_board *board, const struct ls_import_file *files, size_t count, int64_t now,
                   int64_t next_sync, struct ls_changeset **ret_cs, struct ls_import_report *ret_report,
                   struct ls_error *err)
{
    struct plan plan = {.board = board, .now = now, .next_sync = next_sync, .count = count, .same = {.board = board, .titled = LS_BUF_INIT},
                        .complaints = {.text = LS_BUF_INIT}};
    LS_AUTO(buf) struct ls_buf said = LS_BUF_INIT;
    plan_begin(&plan, files);
    bool zone = plan_set_zone(&plan);
    /* A file that could not be read would make every reference to its records a complaint of its own. */
    bool readable = !plan.complaints.count;
    for (size_t i = 0; readable && i < count; i++)
        plan_register(&plan, &plan.sheets[plan.order[i]]);
    for (size_t i = 0; readable && i < count; i++) {
        plan_take(&plan, &plan.sheets[plan.order[i]]);
        sheet_drop_cells(&plan.sheets[plan.order[i]]);
    }
    if (!plan.complaints.count) {
        import_drop_template(board, plan.cs, &plan.places);
        int64_t day = ls_agenda_action_day_with(board, plan.cs, now);
        ls_rules_fill(board, plan.cs, now, day == LS_NONE ? next_sync : day, &said);
        same_say(&plan.same, &said);
        ls_changeset_prune(plan.cs);
        plan_check(&plan);
    }
    if (zone)
        ls_clock_set_zone(ls_setting(board, LS_SETTING_TIME_ZONE));
    int code = complaints_error(&plan.complaints, err);
    if (!code) {
        plan_report(&plan, &said, ret_report);
        *ret_cs = plan.cs;
        plan.cs = NULL;
    }
    plan_done(&plan);
    return code;
}
