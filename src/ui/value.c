/* Fields in words. What a value means is the model's; CSV's spelling is ls_field_format's. */
#include "ui/value.h"

#include <string.h>

#include "ui/words.h"

bool value_empty(const struct ls_record *r, int field)
{
    const struct ls_field *f = ls_field_info((enum ls_entity)r->entity, field);
    if (f->type == LS_T_BOOL) {
        struct ls_value v = ls_record_get(r, field);
        bool usual = !!(f->flags & LS_FF_TRUE);
        return (v.kind == LS_V_INT && v.i) == usual;
    }
    if (r->entity == LS_E_ITEM && field == LS_F_item_priority)
        return ((const struct ls_item *)(const void *)r)->priority <= 0;
    return ls_record_empty(r, field);
}

/* "eta;metrics" is how a file says it. */
static void value_commas(struct ls_buf *text, size_t at)
{
    for (; at < text->len; at++)
        if (text->data[at] == ';') {
            text->data[at] = ',';
            ls_buf_insert(text, at + 1, " ", 1);
        }
}

void value_words(const struct ls_board *board, int64_t today, const struct ls_record *r, int field, struct ls_buf *b)
{
    const struct ls_field *f = ls_field_info((enum ls_entity)r->entity, field);
    struct ls_value v = ls_record_get(r, field);
    size_t from = b->len;
    if (v.kind == LS_V_NULL) {
        ls_value_done(&v);
        return;
    }
    switch (f->type) {
    case LS_T_DATE:
        words_date(v.i, today, false, b);
        break;
    case LS_T_STAMP:
        words_stamp(v.i, b);
        break;
    case LS_T_BOOL:
        ls_buf_str(b, v.i ? "yes" : "no");
        break;
    case LS_T_SET:
        ls_value_format(board, f, &v, b);
        value_commas(b, from);
        break;
    default:
        ls_value_format(board, f, &v, b);
        for (size_t i = from; f->type == LS_T_ENUM && i < b->len; i++) /* "at_risk" is how a file says it */
            b->data[i] = b->data[i] == '_' ? ' ' : b->data[i];
    }
    ls_value_done(&v);
}

void value_label(const struct ls_field *f, struct ls_buf *b)
{
    size_t from = b->len;
    ls_buf_str(b, f->label);
    char *at = b->data + from;
    if (*at >= 'A' && *at <= 'Z' && !(at[1] >= 'A' && at[1] <= 'Z'))
        *at = (char)(*at - 'A' + 'a');
}
