/* What a changeset did, in words: one line a record that has a name. */
#include <string.h>

#include "base/text.h"
#include "cli/cli.h"

enum { DESCRIBE_COLUMNS = 60 };

/* Fields that follow from others and only add noise. */
static bool is_derived(enum ls_entity entity, int field)
{
    return entity == LS_E_ITEM && (field == LS_F_item_status_since || field == LS_F_item_created);
}

static void describe_value(const struct ls_board *board, const struct ls_field *field, const struct ls_value *value,
                           struct ls_buf *b)
{
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    LS_AUTO(buf) struct ls_buf safe = LS_BUF_INIT;
    ls_value_format(board, field, value, &text);
    ls_text_safe(&safe, text.data);
    int columns = ls_text_columns(safe.data);
    bool words = field->type == LS_T_TEXT || field->type == LS_T_NOTE;
    if (!columns) {
        ls_buf_str(b, "none");
        return;
    }
    ls_buf_str(b, words ? "“" : "");
    ls_text_fit(b, safe.data, columns < DESCRIBE_COLUMNS ? columns : DESCRIBE_COLUMNS, false);
    ls_buf_str(b, words ? "”" : "");
}

void cli_describe_edits(const struct ls_board *board, const struct ls_record_edit *record, struct ls_buf *b)
{
    const struct ls_entity_info *info = ls_entity_info(record->entity);
    bool any = false;
    for (size_t i = 0; i < record->len; i++) {
        const struct ls_edit *edit = &record->edits[i];
        const struct ls_field *field = edit->field < info->field_count ? &info->fields[edit->field] : NULL;
        if (!field || field->flags & (LS_FF_HIDDEN | LS_FF_COMMON) || is_derived(record->entity, edit->field))
            continue;
        ls_buf_printf(b, "%s%s ", any ? ", " : "", field->name);
        any = true;
        if (edit->before.kind != LS_V_NULL) {
            describe_value(board, field, &edit->before, b);
            ls_buf_str(b, " → ");
        }
        describe_value(board, field, &edit->after, b);
    }
}

/* The field that says what a record is about: its title, name or text. It is read from the changeset,
 * because after a dry run the board does not have the record. */
void cli_describe_title(const struct ls_changeset *cs, const struct ls_record_edit *made, struct ls_buf *b)
{
    int field = ls_entity_title(made->entity);
    const struct ls_edit *edit = field >= LS_F_FIRST ? ls_changeset_edit(cs, made->id, field) : NULL;
    if (!edit || edit->after.kind != LS_V_TEXT)
        return;
    LS_AUTO(buf) struct ls_buf safe = LS_BUF_INIT;
    ls_text_safe(&safe, edit->after.text);
    int columns = ls_text_columns(safe.data);
    ls_buf_str(b, "  ");
    ls_text_fit(b, safe.data, columns < DESCRIBE_COLUMNS ? columns : DESCRIBE_COLUMNS, false);
}

static void describe_name(const struct ls_board *board, const struct ls_record_edit *record, struct ls_buf *b)
{
    const char *prefix = ls_entity_info(record->entity)->prefix;
    if (ls_board_record(board, record->id))
        ls_board_name(board, record->id, b);
    else if (*prefix)
        ls_buf_printf(b, "%s-new", prefix);
    else
        ls_buf_str(b, ls_entity_info(record->entity)->label);
}

const char *cli_describe_life(const struct ls_edit *life)
{
    return life->after.i ? "deleted" : life->before.kind == LS_V_NULL ? "added" : "is back";
}

void cli_describe(const struct ls_board *board, const struct ls_changeset *cs, enum ls_entity own, struct ls_buf *b)
{
    for (size_t i = 0; i < cs->len; i++) {
        const struct ls_record_edit *record = &cs->records[i];
        const struct ls_entity_info *info = ls_entity_info(record->entity);
        const struct ls_edit *life = ls_changeset_edit(cs, record->id, LS_F_DELETED);
        LS_AUTO(buf) struct ls_buf edits = LS_BUF_INIT;
        if (!*info->prefix && info->handle < 0 && record->entity != own)
            continue;
        if (!life)
            cli_describe_edits(board, record, &edits);
        if (!life && !edits.len)
            continue;
        describe_name(board, record, b);
        if (!life) {
            ls_buf_printf(b, " %s\n", edits.data);
            continue;
        }
        ls_buf_char(b, ' ');
        ls_buf_str(b, cli_describe_life(life));
        cli_describe_title(cs, record, b);
        ls_buf_char(b, '\n');
    }
}
