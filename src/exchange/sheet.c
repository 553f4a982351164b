/* Reading one CSV and finding out what it holds. What its rows do is the plan's (import.c). */
#include "exchange/sheet.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/nearest.h"
#include "base/text.h"
#include "exchange/csv_read.h"
#include "exchange/csv_write.h"
#include "lockstep/error.h"

/* --- complaints --------------------------------------------------------------------------------------- */

enum { COMPLAINTS_SHOWN = 20 };

void complaints_add(struct complaints *c, const char *place, struct ls_error *err)
{
    if (!c->count++)
        c->code = err->code;
    if (c->count <= COMPLAINTS_SHOWN) {
        ls_buf_printf(&c->text, "%s%s%s%s", c->count > 1 ? "\n" : "", place ? place : "", place ? ": " : "",
                      err->message);
        if (err->hint)
            ls_buf_printf(&c->text, "; %s", err->hint);
    }
    ls_error_done(err);
}

int complaints_error(const struct complaints *c, struct ls_error *err)
{
    if (!c->count)
        return LS_OK;
    if (c->count <= COMPLAINTS_SHOWN)
        return ls_error_set(err, (enum ls_code)c->code, "%s", c->text.data);
    return ls_error_set(err, (enum ls_code)c->code, "%s\nand %zu more", c->text.data, c->count - COMPLAINTS_SHOWN);
}

void sheet_complain(struct sheet *sheet, size_t row, size_t column, struct ls_error *err)
{
    size_t line = row < sheet->row_count ? sheet->rows[row].line : 1;
    LS_AUTO(buf) struct ls_buf place = LS_BUF_INIT;
    ls_buf_printf(&place, "%s line %zu", sheet->name, line);
    if (column < sheet->columns)
        ls_buf_printf(&place, ", column %s", sheet_header(sheet, column));
    err->code = LS_EREFUSED; /* a cell that names nobody refuses the import; it is no missing argument */
    complaints_add(sheet->complaints, place.data, err);
}

/* --- cells ---------------------------------------------------------------------------------------------- */

const char *sheet_header(const struct sheet *sheet, size_t column)
{
    return sheet->text.data + sheet->cells[column];
}

const char *sheet_cell(const struct sheet *sheet, size_t row, size_t column)
{
    return sheet->text.data + sheet->cells[(row + 1) * sheet->columns + column];
}

size_t sheet_column(const struct sheet *sheet, int field)
{
    size_t column = 0;
    while (column < sheet->columns && sheet->fields[column] != field)
        column++;
    return column;
}

static bool sheet_blank(const char *text)
{
    return !*ls_text_skip_blank(text);
}

static void sheet_keep(struct sheet *sheet, const char *cell, size_t len)
{
    LS_GROW(sheet->cells, sheet->cell_count, sheet->cell_cap);
    sheet->cells[sheet->cell_count++] = sheet->text.len;
    ls_buf_add(&sheet->text, cell, len);
    ls_buf_char(&sheet->text, '\0');
}

static void sheet_take_header(struct sheet *sheet, const struct csv_row *row)
{
    sheet->columns = row->count;
    while (sheet->columns > 1 && sheet_blank(row->cells[sheet->columns - 1]))
        sheet->columns--;
    for (size_t i = 0; i < sheet->columns; i++) {
        const char *cell = ls_text_skip_blank(row->cells[i]);
        sheet_keep(sheet, cell, ls_text_trimmed(cell, strlen(cell)));
    }
}

static int sheet_take(void *arg, const struct csv_row *row, struct ls_error *err)
{
    struct sheet *sheet = arg;
    if (!sheet->columns) {
        sheet_take_header(sheet, row);
        return LS_OK;
    }
    size_t filled = 0;
    for (size_t i = 0; i < row->count; i++) {
        if (!sheet_blank(row->cells[i]))
            filled = i + 1;
    }
    if (!filled)
        return LS_OK; /* spreadsheets leave rows of commas behind */
    LS_GROW(sheet->rows, sheet->row_count, sheet->row_cap);
    sheet->rows[sheet->row_count++] = (struct sheet_row){row->line, 0};
    for (size_t i = 0; i < sheet->columns; i++) {
        const char *cell = i < row->count ? csv_unguard(row->cells[i]) : "";
        sheet_keep(sheet, cell, strlen(cell));
    }
    if (row->count < sheet->columns || filled > sheet->columns) {
        sheet->ragged = true;
        ls_error_set(err, LS_EREFUSED, "%zu cells, but %zu columns", row->count, sheet->columns);
        ls_error_hint(err, "a cell with a %s needs quotes around it", sheet->separator == ';'    ? "semicolon"
                                                                       : sheet->separator == '\t' ? "tab"
                                                                                                  : "comma");
        sheet_complain(sheet, sheet->row_count - 1, sheet->columns, err);
    }
    return LS_OK;
}

/* --- the entity ------------------------------------------------------------------------------------------- */

/* "Done when" and "done-when" are done_when. */
static void sheet_normal(struct ls_buf *b, const char *text, size_t len)
{
    ls_buf_clear(b);
    for (size_t i = 0; i < len; i++) {
        char c = text[i];
        ls_buf_char(b, c == ' ' || c == '-' ? '_' : c >= 'A' && c <= 'Z' ? (char)(c + 32) : c);
    }
}

/* The field that a header means: by name or label; SHEET_NUM and SHEET_IGNORED for an id; -3: none. */
static int sheet_field(enum ls_entity entity, const char *header)
{
    const struct ls_entity_info *info = ls_entity_info(entity);
    LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT, label = LS_BUF_INIT;
    sheet_normal(&name, header, strlen(header));
    if (!strcmp(name.data, "id"))
        return info->handle >= 0 ? info->handle : *info->prefix ? SHEET_NUM : SHEET_IGNORED;
    int found = -3;
    for (int f = LS_F_FIRST; f < info->field_count && found == -3; f++) {
        if (ls_field_is_data(&info->fields[f]) && !strcmp(name.data, info->fields[f].name))
            found = f;
    }
    for (int f = LS_F_FIRST; f < info->field_count && found == -3; f++) {
        sheet_normal(&label, info->fields[f].label, strlen(info->fields[f].label));
        if (ls_field_is_data(&info->fields[f]) && !strcmp(name.data, label.data))
            found = f;
    }
    const char *const *computed = ls_entity_computed(entity);
    for (size_t i = 0; computed[i] && found == -3; i++) {
        if (!strcmp(name.data, computed[i]))
            found = SHEET_IGNORED;
    }
    return found;
}

/* By the name of the file: the longest entity name that it begins with, not in the middle of a word. */
static enum ls_entity sheet_entity_by_name(const char *file)
{
    LS_AUTO(buf) struct ls_buf stem = LS_BUF_INIT;
    const char *dot = strrchr(file, '.');
    sheet_normal(&stem, file, dot ? (size_t)(dot - file) : strlen(file));
    enum ls_entity best = LS_E_COUNT;
    size_t longest = 0;
    for (int e = 0; e < LS_E_COUNT; e++) {
        const struct ls_entity_info *info = ls_entity_info((enum ls_entity)e);
        LS_AUTO(buf) struct ls_buf plural = LS_BUF_INIT;
        sheet_normal(&plural, info->plural, strlen(info->plural));
        const char *names[] = {info->name, plural.data};
        for (size_t i = 0; i < LS_COUNT(names); i++) {
            size_t len = strlen(names[i]);
            if (len > longest && !strncmp(stem.data, names[i], len) && !isalpha((unsigned char)stem.data[len])) {
                longest = len;
                best = (enum ls_entity)e;
            }
        }
    }
    return best;
}

/* By the prefix of the first id. */
static enum ls_entity sheet_entity_by_id(const struct sheet *sheet)
{
    for (size_t c = 0; c < sheet->columns && sheet->row_count; c++) {
        if (strcmp(sheet_header(sheet, c), "id"))
            continue;
        const char *id = ls_text_skip_blank(sheet_cell(sheet, 0, c)), *dash = strchr(id, '-');
        return dash ? ls_entity_by_prefix(id, (size_t)(dash - id)) : LS_E_COUNT;
    }
    return LS_E_COUNT;
}

static size_t sheet_known_columns(const struct sheet *sheet, enum ls_entity entity)
{
    size_t known = 0;
    for (size_t c = 0; c < sheet->columns; c++)
        known += sheet_field(entity, sheet_header(sheet, c)) != -3;
    return known;
}

/* By the columns: the only entity that has them all, else the one that has them all and no others, else the
 * one that has most of them (its unknown columns are complained about by name). */
static enum ls_entity sheet_entity_by_columns(const struct sheet *sheet, struct ls_buf *candidates)
{
    enum ls_entity only = LS_E_COUNT, exact = LS_E_COUNT, most = LS_E_COUNT;
    size_t fits = 0, exacts = 0, best = sheet->columns / 2;
    for (int e = 0; e < LS_E_COUNT; e++) {
        const struct ls_entity_info *info = ls_entity_info((enum ls_entity)e);
        size_t known = sheet_known_columns(sheet, (enum ls_entity)e), fields = *info->prefix != 0;
        for (int f = LS_F_FIRST; f < info->field_count; f++)
            fields += ls_field_is_data(&info->fields[f]);
        if (known > best) {
            best = known;
            most = (enum ls_entity)e;
        }
        if (known < sheet->columns)
            continue;
        only = (enum ls_entity)e;
        ls_buf_printf(candidates, "%s%s", fits++ ? ", " : "", info->name);
        if (known == fields) {
            exact = (enum ls_entity)e;
            exacts++;
        }
    }
    return fits == 1 ? only : exacts == 1 ? exact : fits ? LS_E_COUNT : most;
}

static bool sheet_is_wide(const struct sheet *sheet)
{
    int64_t monday;
    if (sheet->columns < 2 || strcmp(sheet_header(sheet, 0), "metric"))
        return false;
    for (size_t c = 1; c < sheet->columns; c++) {
        if (!ls_week_parse(sheet_header(sheet, c), &monday))
            return false;
    }
    return true;
}

static bool sheet_is_agenda(const struct sheet *sheet)
{
    static const char *const first[] = {"meeting", "date", "segment", "position", "start", "planned_s", "ref"};
    for (size_t c = 0; c < LS_COUNT(first); c++) {
        if (c >= sheet->columns || strcmp(sheet_header(sheet, c), first[c]))
            return false;
    }
    return true;
}

/* A file with separators that are not read has one column that holds them all. */
static int sheet_check_dialect(const struct sheet *sheet, struct ls_error *err)
{
    const char *header = sheet_header(sheet, 0);
    if (!strncmp(header, "sep=", 4)) {
        ls_error_set(err, LS_EREFUSED, "the first line says which separator Excel should use");
        ls_error_hint(err, "save the file as CSV UTF-8 with commas, without that line");
        return LS_EREFUSED;
    }
    if (sheet->columns == 1 && strchr(header, '|')) {
        ls_error_set(err, LS_EREFUSED, "the columns are separated by bars");
        ls_error_hint(err, "save the file as CSV UTF-8 with commas, semicolons or tabs");
        return LS_EREFUSED;
    }
    return LS_OK;
}

static int sheet_find_entity(struct sheet *sheet, struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf candidates = LS_BUF_INIT;
    int code = sheet_check_dialect(sheet, err);
    if (code)
        return code;
    if (sheet_is_agenda(sheet)) {
        sheet->skipped = ls_strdup("an exported agenda; nothing to import");
        return LS_OK;
    }
    sheet->wide = sheet_is_wide(sheet);
    sheet->entity = sheet->wide ? LS_E_METRIC_POINT : sheet_entity_by_name(sheet->name);
    if (sheet->entity == LS_E_COUNT)
        sheet->entity = sheet_entity_by_id(sheet);
    if (sheet->entity == LS_E_COUNT)
        sheet->entity = sheet_entity_by_columns(sheet, &candidates);
    if (sheet->entity != LS_E_COUNT)
        return LS_OK;
    if (candidates.len) {
        ls_error_set(err, LS_EREFUSED, "its columns could be those of %s", candidates.data);
        ls_error_hint(err, "name the file after what it holds, as in item.csv");
    } else {
        ls_error_set(err, LS_EREFUSED, "neither its name nor its columns tell what it holds");
        ls_error_hint(err, "name the file after what it holds, as in item.csv, and its columns as in lockstep-csv(5)");
    }
    return LS_EREFUSED;
}

/* --- the columns -------------------------------------------------------------------------------------------- */

/* Whether a field's name is the first word of a heading, or the last: "due_date", "item_owner". */
static bool sheet_is_word_of(const char *field, const char *header)
{
    size_t len = strlen(field), all = strlen(header);
    return all > len && ((!strncmp(header, field, len) && header[len] == '_') ||
                         (!strcmp(header + all - len, field) && header[all - len - 1] == '_'));
}

static void sheet_suggest(enum ls_entity entity, const char *header, struct ls_error *err)
{
    const struct ls_entity_info *info = ls_entity_info(entity);
    LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT;
    sheet_normal(&name, header, strlen(header));
    struct ls_nearest nearest = ls_nearest_begin(name.data, 3);
    for (int f = LS_F_FIRST; f < info->field_count; f++) {
        if (!ls_field_is_data(&info->fields[f]))
            continue;
        bool word = sheet_is_word_of(info->fields[f].name, name.data);
        int distance = word ? 0 : ls_text_distance(name.data, info->fields[f].name, 3);
        if (distance < (int)strlen(info->fields[f].name))
            ls_nearest_offer(&nearest, distance, ls_field_header(&info->fields[f]));
    }
    if (nearest.word)
        ls_error_hint(err, "did you mean %s?", nearest.word);
    else
        ls_error_hint(err, "take the column out, or see lockstep-csv(5) for those of %s", info->plural);
}

static bool sheet_column_blank(const struct sheet *sheet, size_t column)
{
    for (size_t row = 0; row < sheet->row_count; row++) {
        if (!sheet_blank(sheet_cell(sheet, row, column)))
            return false;
    }
    return true;
}

static int sheet_find_column(struct sheet *sheet, size_t column, struct ls_error *err)
{
    const char *header = sheet_header(sheet, column);
    if (sheet->wide) {
        sheet->fields[column] = column ? (int)LS_F_metric_point_week : (int)LS_F_metric_point_metric;
        return LS_OK;
    }
    int field = sheet_field(sheet->entity, header);
    if (field == -3 && !*header && sheet_column_blank(sheet, column))
        field = SHEET_IGNORED;
    if (field == -3) {
        ls_error_set(err, LS_EREFUSED, *header ? "%s has no such column" : "a column of %s has no name",
                     ls_entity_info(sheet->entity)->name);
        sheet_suggest(sheet->entity, header, err);
        return LS_EREFUSED;
    }
    for (size_t c = 0; c < column && field != SHEET_IGNORED; c++) {
        if (sheet->fields[c] == field)
            return ls_error_set(err, LS_EREFUSED, "the column stands twice");
    }
    sheet->fields[column] = field;
    return LS_OK;
}

static void sheet_find_columns(struct sheet *sheet)
{
    struct ls_error err = {0};
    sheet->fields = ls_alloc(sheet->columns * sizeof(*sheet->fields));
    for (size_t c = 0; c < sheet->columns; c++)
        sheet->fields[c] = SHEET_IGNORED;
    for (size_t c = 0; c < sheet->columns; c++) {
        if (sheet_find_column(sheet, c, &err))
            sheet_complain(sheet, sheet->row_count, c, &err);
    }
    const struct ls_entity_info *info = ls_entity_info(sheet->entity);
    for (int f = LS_F_FIRST; f < info->field_count; f++) {
        if (info->fields[f].flags & (LS_FF_KEY | LS_FF_HANDLE) && sheet_column(sheet, f) == sheet->columns) {
            ls_error_set(&err, LS_EREFUSED, "the column %s is missing", ls_field_header(&info->fields[f]));
            ls_error_hint(&err, "it tells which record is meant");
            sheet_complain(sheet, sheet->row_count, sheet->columns, &err);
        }
    }
}

/* --- the whole ------------------------------------------------------------------------------------------------ */

static const char *sheet_file_name(const struct ls_import_file *file)
{
    if (file->name)
        return file->name;
    if (!file->path || !strcmp(file->path, "-"))
        return "standard input";
    const char *slash = strrchr(file->path, '/');
    return slash ? slash + 1 : file->path;
}

void sheet_read(struct sheet *sheet, const struct ls_import_file *file, struct complaints *complaints)
{
    struct ls_error err = {0};
    size_t before = complaints->count;
    *sheet = (struct sheet){.name = ls_strdup(sheet_file_name(file)), .entity = LS_E_COUNT, .text = LS_BUF_INIT,
                            .complaints = complaints};
    int code = file->path ? csv_read_file(file->path, sheet->name, &sheet->separator, sheet_take, sheet, &err)
                          : csv_read_bytes(file->text, file->len, sheet->name, &sheet->separator, sheet_take, sheet, &err);
    if (code) {
        complaints_add(complaints, NULL, &err);
    } else if (!sheet->columns) {
        sheet->skipped = ls_strdup("the file is empty");
    } else if (sheet_find_entity(sheet, &err)) {
        sheet_complain(sheet, sheet->row_count, sheet->columns, &err);
    } else if (!sheet->skipped) {
        sheet_find_columns(sheet);
    }
    if (complaints->count > before || sheet->skipped)
        sheet->row_count = 0;
}

void sheet_drop_cells(struct sheet *sheet)
{
    LS_AUTO(buf) struct ls_buf headings = LS_BUF_INIT;
    if (sheet->cell_count <= sheet->columns)
        return;
    ls_buf_add(&headings, sheet->text.data, sheet->cells[sheet->columns]);
    ls_buf_done(&sheet->text);
    sheet->text.len = headings.len;
    sheet->text.cap = headings.cap;
    sheet->text.data = ls_buf_steal(&headings);
    sheet->cell_count = sheet->cell_cap = sheet->columns;
    sheet->cells = ls_realloc(sheet->cells, sheet->cell_cap * sizeof(*sheet->cells));
}

void sheet_done(struct sheet *sheet)
{
    free(sheet->name);
    free(sheet->skipped);
    free(sheet->fields);
    ls_buf_done(&sheet->text);
    free(sheet->cells);
    free(sheet->rows);
    free(sheet->ids);
}
