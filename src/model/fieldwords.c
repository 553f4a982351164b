/* What a field takes, in a few words: for the manual and for help. */
#include "base/buf.h"
#include "lockstep/board.h"
#include "lockstep/rules.h"

static void fieldwords_range(struct ls_buf *b, const struct ls_range *range)
{
    if (!range)
        return;
    if (*range->unit)
        ls_buf_printf(b, ", %s", range->unit);
    if (range->high == LS_NONE)
        ls_buf_printf(b, ", at least %lld", (long long)range->low);
    else
        ls_buf_printf(b, ", %lld to %lld", (long long)range->low, (long long)range->high);
}

static void fieldwords_kind(struct ls_buf *b, const struct ls_field *field)
{
    static const char *const kinds[] = {
        [LS_T_TEXT] = "a line of text", [LS_T_NOTE] = "text of many lines", [LS_T_INT] = "a whole number",
        [LS_T_DATE] = "a date",         [LS_T_STAMP] = "a date and time",   [LS_T_BOOL] = "1 or 0",
        [LS_T_REAL] = "a number",
    };
    if (field->flags & LS_FF_WEEK) {
        ls_buf_str(b, "an ISO week");
    } else if (field->type == LS_T_ENUM) {
        for (int i = 0; i < ls_enum_count((enum ls_enum)field->arg); i++)
            ls_buf_printf(b, "%s%s", i ? ", " : "one of ", ls_enum_word((enum ls_enum)field->arg, i));
    } else if (field->type == LS_T_REF) {
        ls_buf_printf(b, "the name of one record: %s", ls_entity_info((enum ls_entity)field->arg)->label);
    } else if (field->type == LS_T_SET) {
        ls_buf_str(b, field->arg == LS_E_NONE ? "words" : field->arg == LS_E_ANY ? "names of records, or words" : "");
        if (field->arg < LS_E_COUNT)
            ls_buf_printf(b, "names of %s, or words", ls_entity_info((enum ls_entity)field->arg)->plural);
    } else {
        ls_buf_str(b, kinds[field->type]);
    }
}

void ls_field_words(enum ls_entity entity, int field_number, struct ls_buf *b)
{
    const struct ls_field *field = ls_field_info(entity, field_number);
    fieldwords_kind(b, field);
    if (field->limit && field->type != LS_T_SET && !(field->flags & LS_FF_WEEK))
        ls_buf_printf(b, ", at most %d characters", field->limit);
    fieldwords_range(b, ls_field_range(entity, field_number));
    if (field->flags & (LS_FF_KEY | LS_FF_HANDLE))
        ls_buf_str(b, "; tells which record is meant");
    else if (field->flags & LS_FF_REQ)
        ls_buf_str(b, "; never empty");
}
