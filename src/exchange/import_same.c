/* Rows without a number that are a record which is there already: the same list imported again is no second list. */
#include "exchange/import_same.h"

#include <string.h>

#include "base/mem.h"
#include "base/text.h"

/* --- the board, by external id and by title ------------------------------------------------------ */

static const char *same_text(const struct ls_record *record, int field)
{
    return *(const char *const *)(const void *)((const char *)record +
                                                ls_field_info((enum ls_entity)record->entity, field)->offset);
}

/* The k-th record with a title. */
static void same_key(struct ls_buf *key, const char *title, size_t k)
{
    ls_buf_clear(key);
    ls_buf_str(key, title);
    ls_buf_char(key, '\0');
    ls_buf_printf(key, "%zu", k);
}

static void same_load(struct same *same, enum ls_entity entity)
{
    LS_AUTO(buf) struct ls_buf key = LS_BUF_INIT;
    struct ls_board_walk walk = {same->board, entity, 0};
    const struct ls_record *record;
    int title = ls_entity_title(entity);
    same->loaded[entity] = true;
    while ((record = ls_board_walk_next(&walk))) {
        const char *external = entity == LS_E_ITEM ? same_text(record, LS_F_item_external_id) : "";
        if (*external)
            ls_strmap_add(&same->external, external, strlen(external), record->id);
        if (title < LS_F_FIRST)
            continue;
        size_t k = 0;
        do
            same_key(&key, same_text(record, title), k++);
        while (!ls_strmap_add(&same->titles[entity], key.data, key.len, record->id));
    }
}

void same_done(struct same *same)
{
    for (int e = 0; e < LS_E_COUNT; e++)
        ls_strmap_done(&same->titles[e]);
    ls_strmap_done(&same->external);
    ls_map_done(&same->taken);
    ls_buf_done(&same->titled);
}

/* --- finding -------------------------------------------------------------------------------------- */

/* The cell of a field, without blanks around it; "" where there is no such column. Caller frees. */
static char *same_cell(const struct sheet *sheet, size_t row, int field)
{
    size_t column = sheet_column(sheet, field);
    const char *cell = column < sheet->columns ? ls_text_skip_blank(sheet_cell(sheet, row, column)) : "";
    return ls_strndup(cell, ls_text_trimmed(cell, strlen(cell)));
}

ls_id same_external(struct same *same, const struct sheet *sheet, size_t row)
{
    if (sheet->entity != LS_E_ITEM)
        return 0;
    LS_AUTO(string) char *external = same_cell(sheet, row, LS_F_item_external_id);
    LS_AUTO(string) char *source = same_cell(sheet, row, LS_F_item_source);
    if (!*external)
        return 0;
    if (!same->loaded[sheet->entity])
        same_load(same, sheet->entity);
    const struct ls_item *item = ls_item_get(same->board, ls_strmap_get(&same->external, external, strlen(external), 0));
    bool other = item && *source && *item->source && strcmp(source, item->source) != 0;
    return item && !other ? item->rec.id : 0;
}

/* Fields that an import does not take as they are: rounded to a scale, the original in the notes. */
static bool same_is_rounded(enum ls_entity entity, int field)
{
    return entity == LS_E_ITEM &&
           (field == LS_F_item_confidence || field == LS_F_item_effort || field == LS_F_item_notes);
}

/* Whether the record says all that the row says; what the row leaves empty may have been filled in since. */
static bool same_cells(const struct same *same, const struct sheet *sheet, size_t row, const struct ls_record *record)
{
    bool equal = true;
    for (size_t c = 0; c < sheet->columns && equal; c++) {
        int field = sheet->fields[c];
        const char *cell = sheet_cell(sheet, row, c);
        struct ls_value said = {0};
        if (field < LS_F_FIRST || !*ls_text_skip_blank(cell) || same_is_rounded(sheet->entity, field))
            continue;
        if (ls_field_parse(same->board, ls_field_info(sheet->entity, field), cell, &said, NULL))
            return false;
        struct ls_value is = ls_record_get(record, field);
        equal = ls_value_equal(&said, &is);
        ls_value_done(&is);
        ls_value_done(&said);
    }
    return equal;
}

ls_id same_content(struct same *same, const struct sheet *sheet, size_t row)
{
    int title = ls_entity_title(sheet->entity);
    size_t column = title >= LS_F_FIRST ? sheet_column(sheet, title) : sheet->columns;
    if (column >= sheet->columns || !*ls_text_skip_blank(sheet_cell(sheet, row, column)))
        return 0;
    if (!same->loaded[sheet->entity])
        same_load(same, sheet->entity);
    LS_AUTO(buf) struct ls_buf key = LS_BUF_INIT;
    ls_id first = 0, id;
    for (size_t k = 0;; k++) {
        same_key(&key, sheet_cell(sheet, row, column), k);
        id = ls_strmap_get(&same->titles[sheet->entity], key.data, key.len, 0);
        if (!id)
            break;
        first = first ? first : id;
        if (!ls_map_get(&same->taken, id) && same_cells(same, sheet, row, ls_board_record(same->board, id))) {
            ls_map_put(&same->taken, id, same);
            return id;
        }
    }
    if (first && !ls_map_get(&same->taken, first)) {
        if (same->titled_count++ < SAME_NAMED) {
            ls_buf_str(&same->titled, same->titled.len ? ", " : "");
            ls_board_name(same->board, first, &same->titled);
        }
    }
    return 0;
}

void same_say(const struct same *same, struct ls_buf *said)
{
    if (!same->titled_count)
        return;
    ls_buf_printf(said, "%zu new %s the title of one that is there (%s%s): with that id in the row it would be changed instead\n",
                  same->titled_count, same->titled_count == 1 ? "row has" : "rows have", same->titled.data,
                  same->titled_count > SAME_NAMED ? ", …" : "");
}
