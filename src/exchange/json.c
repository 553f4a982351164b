/* The JSON writer. What it writes about records follows entity.def. */
#include "lockstep/json.h"

#include <math.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "lockstep/board.h"

static void json_next(struct ls_json *j, const char *key)
{
    ls_buf_str(j->b, j->more ? ",\n" : j->depth ? "\n" : "");
    ls_buf_pad(j->b, ' ', 2 * (size_t)j->depth);
    if (key)
        ls_buf_printf(j->b, "\"%s\": ", key);
    j->more = true;
}

static void json_quote(struct ls_buf *b, const char *text)
{
    ls_buf_char(b, '"');
    for (const unsigned char *at = (const unsigned char *)text; *at; at++) {
        if (*at == '"' || *at == '\\')
            ls_buf_printf(b, "\\%c", *at);
        else if (*at == '\n')
            ls_buf_str(b, "\\n");
        else if (*at == '\t')
            ls_buf_str(b, "\\t");
        else if (*at < 0x20 || *at == 0x7f)
            ls_buf_printf(b, "\\u%04x", *at);
        else
            ls_buf_char(b, (char)*at);
    }
    ls_buf_char(b, '"');
}

void ls_json_begin(struct ls_json *j, struct ls_buf *b)
{
    *j = (struct ls_json){.b = b};
    ls_json_open(j, NULL, '{');
    ls_json_int(j, "schema", LS_JSON_SCHEMA);
}

void ls_json_end(struct ls_json *j)
{
    ls_json_close(j, '}');
    ls_buf_char(j->b, '\n');
}

void ls_json_open(struct ls_json *j, const char *key, char bracket)
{
    json_next(j, key);
    ls_buf_char(j->b, bracket);
    j->depth++;
    j->more = false;
}

void ls_json_close(struct ls_json *j, char bracket)
{
    j->depth--;
    if (j->more) {
        ls_buf_char(j->b, '\n');
        ls_buf_pad(j->b, ' ', 2 * (size_t)j->depth);
    }
    ls_buf_char(j->b, bracket);
    j->more = true;
}

void ls_json_text(struct ls_json *j, const char *key, const char *text)
{
    json_next(j, key);
    json_quote(j->b, text);
}

void ls_json_null(struct ls_json *j, const char *key)
{
    json_next(j, key);
    ls_buf_str(j->b, "null");
}

void ls_json_text_or_null(struct ls_json *j, const char *key, const char *text)
{
    if (text && *text)
        ls_json_text(j, key, text);
    else
        ls_json_null(j, key);
}

void ls_json_int(struct ls_json *j, const char *key, int64_t value)
{
    if (value == LS_NONE) {
        ls_json_null(j, key);
        return;
    }
    json_next(j, key);
    ls_buf_printf(j->b, "%lld", (long long)value);
}

void ls_json_real(struct ls_json *j, const char *key, double value)
{
    if (!isfinite(value)) {
        ls_json_null(j, key);
        return;
    }
    json_next(j, key);
    ls_text_real(j->b, value);
}

void ls_json_bool(struct ls_json *j, const char *key, bool value)
{
    json_next(j, key);
    ls_buf_str(j->b, value ? "true" : "false");
}

void ls_json_set(struct ls_json *j, const char *key, const struct ls_board *board, const char *set)
{
    const char *word;
    size_t len;
    ls_id id;
    ls_json_open(j, key, '[');
    while (ls_set_next(&set, &word, &len, &id)) {
        LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT;
        if (id)
            ls_board_name(board, id, &name);
        else
            ls_buf_add(&name, word, len);
        ls_json_text(j, NULL, name.data);
    }
    ls_json_close(j, ']');
}

void ls_json_name(struct ls_json *j, const char *key, const struct ls_board *board, ls_id id)
{
    LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT;
    ls_board_name(board, id, &name);
    ls_json_text_or_null(j, key, name.data);
}

void ls_json_date(struct ls_json *j, const char *key, int64_t date)
{
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    ls_date_format(&text, date);
    ls_json_text_or_null(j, key, text.data);
}

void ls_json_stamp(struct ls_json *j, const char *key, int64_t stamp)
{
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    ls_stamp_format(&text, stamp);
    ls_json_text_or_null(j, key, text.data);
}

static void json_value(struct ls_json *j, const char *key, const struct ls_board *board, const struct ls_field *field,
                       const struct ls_value *value)
{
    if (field->type == LS_T_SET) {
        ls_json_set(j, key, board, value->kind == LS_V_TEXT ? value->text : "");
    } else if (value->kind == LS_V_NULL) {
        ls_json_null(j, key);
    } else if (field->type == LS_T_INT) {
        ls_json_int(j, key, value->i);
    } else if (field->type == LS_T_BOOL) {
        ls_json_bool(j, key, value->i != 0);
    } else if (field->type == LS_T_REAL) {
        ls_json_real(j, key, value->r);
    } else {
        LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
        ls_value_format(board, field, value, &text);
        ls_json_text(j, key, text.data);
    }
}

void ls_json_fields(struct ls_json *j, const struct ls_board *board, const struct ls_record *record, const int *fields,
                    size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct ls_field *field = ls_field_info((enum ls_entity)record->entity, fields[i]);
        struct ls_value value = ls_record_get(record, fields[i]);
        json_value(j, field->name, board, field, &value);
        ls_value_done(&value);
    }
}

void ls_json_record(struct ls_json *j, const struct ls_board *board, const struct ls_record *record)
{
    const struct ls_entity_info *info = ls_entity_info((enum ls_entity)record->entity);
    if (*info->prefix || info->handle >= 0) {
        LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT;
        ls_record_name(board, record, &name);
        ls_json_text(j, "id", name.data);
    }
    for (int f = LS_F_FIRST; f < info->field_count; f++) {
        if (f == info->handle || !ls_field_is_data(&info->fields[f]))
            continue;
        ls_json_fields(j, board, record, &f, 1);
    }
}
