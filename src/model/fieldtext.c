/* Fields as text and back: the one spelling that CSV, command line, forms and lists share. */
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "lockstep/board.h"
#include "lockstep/error.h"

static void fieldtext_set(const struct ls_board *board, const char *set, struct ls_buf *b)
{
    const char *word;
    size_t len;
    ls_id id;
    size_t start = b->len;
    while (ls_set_next(&set, &word, &len, &id)) {
        if (b->len > start)
            ls_buf_char(b, ';');
        if (id)
            ls_board_name(board, id, b);
        else
            ls_buf_add(b, word, len);
    }
}

void ls_value_format(const struct ls_board *board, const struct ls_field *field, const struct ls_value *value,
                     struct ls_buf *b)
{
    if (value->kind == LS_V_NULL)
        return;
    if (value->kind == LS_V_TEXT) {
        if (field->type == LS_T_SET)
            fieldtext_set(board, value->text, b);
        else
            ls_buf_str(b, value->text);
        return;
    }
    switch (field->type) {
    case LS_T_ENUM: ls_buf_str(b, ls_enum_word((enum ls_enum)field->arg, value->i)); break;
    case LS_T_DATE: ls_date_format(b, value->i); break;
    case LS_T_STAMP: ls_stamp_format(b, value->i); break;
    case LS_T_REF: ls_board_name(board, value->i, b); break;
    case LS_T_REAL: ls_text_real(b, value->r); break;
    default: ls_buf_printf(b, "%lld", (long long)value->i); break;
    }
}

void ls_field_format(const struct ls_board *board, const struct ls_record *record, int field, struct ls_buf *b)
{
    struct ls_value v = ls_record_get(record, field);
    ls_value_format(board, ls_field_info((enum ls_entity)record->entity, field), &v, b);
    ls_value_done(&v);
}

static int fieldtext_refuse(const struct ls_field *field, const char *text, const char *wanted, struct ls_error *err)
{
    ls_error_set(err, LS_EREFUSED, "%s \"%s\" is not %s", field->label, text, wanted);
    return LS_EREFUSED;
}

static int fieldtext_parse_enum(const struct ls_field *field, const char *text, int64_t *ret_value, struct ls_error *err)
{
    enum ls_enum set = (enum ls_enum)field->arg;
    int64_t value = ls_enum_value(set, text);
    if (value != LS_NONE) {
        *ret_value = value;
        return LS_OK;
    }
    LS_AUTO(buf) struct ls_buf words = LS_BUF_INIT;
    for (int i = 0; i < ls_enum_count(set); i++)
        ls_buf_printf(&words, "%s%s", i ? ", " : "", ls_enum_word(set, i));
    ls_error_set(err, LS_EREFUSED, "%s \"%s\" is not one of its words", field->label, text);
    ls_error_hint(err, "one of: %s", words.data);
    return LS_EREFUSED;
}

static int fieldtext_parse_bool(const struct ls_field *field, const char *text, int64_t *ret_value, struct ls_error *err)
{
    static const char *const yes[] = {"1", "yes", "true", "y"}, *const no[] = {"0", "no", "false", "n"};
    for (size_t i = 0; i < LS_COUNT(yes); i++) {
        if (!strcasecmp(text, yes[i]) || !strcasecmp(text, no[i])) {
            *ret_value = !strcasecmp(text, yes[i]);
            return LS_OK;
        }
    }
    return fieldtext_refuse(field, text, "1 or 0", err);
}

static int fieldtext_parse_real(const struct ls_field *field, const char *text, struct ls_value *ret_value,
                                struct ls_error *err)
{
    double value;
    if (!ls_text_to_real(text, &value)) {
        fieldtext_refuse(field, text, "a number", err);
        if (strchr(text, ','))
            ls_error_hint(err, "write the decimals behind a point: 1.5");
        return LS_EREFUSED;
    }
    *ret_value = ls_value_real(value);
    return LS_OK;
}

static int fieldtext_parse_set(const struct ls_board *board, const struct ls_field *field, const char *text,
                               struct ls_value *ret_value, struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf set = LS_BUF_INIT;
    const char *separators = field->arg == LS_E_ANY ? ";/" : ";";
    while (*text) {
        text = ls_text_skip_blank(text);
        size_t span = strcspn(text, separators);
        LS_AUTO(string) char *word = ls_strndup(text, ls_text_trimmed(text, span));
        text += span + (text[span] != 0);
        ls_id id = 0;
        if (*word && field->arg != LS_E_NONE && ls_board_find(board, (enum ls_entity)field->arg, word, &id, NULL) == 0)
            ls_set_add_id(&set, id);
        else if (*word == '@')
            return ls_board_find(board, LS_E_PERSON, word, &id, err);
        else if (*word == '#')
            return fieldtext_refuse(field, word, "a word: it may not begin with #", err);
        else
            ls_set_add_word(&set, word, strlen(word));
    }
    *ret_value = ls_value_text(set.data);
    return LS_OK;
}

static int fieldtext_parse_text(const struct ls_field *field, const char *text, struct ls_value *ret_value,
                                struct ls_error *err)
{
    size_t characters = 0;
    for (const char *p = text; *p; p++)
        characters += ((unsigned char)*p & 0xC0) != 0x80;
    if (!ls_text_valid(text, strlen(text)))
        return ls_error_set(err, LS_EREFUSED, "%s is not valid UTF-8", field->label);
    if (field->limit && characters > (size_t)field->limit) {
        ls_error_set(err, LS_EREFUSED, "%s has %zu characters, at most %d are kept", field->label, characters,
                     field->limit);
        ls_error_hint(err, "put the rest into the notes");
        return LS_EREFUSED;
    }
    int64_t monday;
    if (field->flags & LS_FF_WEEK && !ls_week_parse(text, &monday))
        return fieldtext_refuse(field, text, "an ISO week such as 2026-W10", err);
    if (field->type == LS_T_TEXT && strpbrk(text, "\n\r"))
        return fieldtext_refuse(field, text, "one line", err);
    if (field->flags & LS_FF_HANDLE && strpbrk(text, " ;/@#,\t"))
        return fieldtext_refuse(field, text, "a short name without blanks or any of ; / @ # ,", err);
    *ret_value = ls_value_text(text);
    return LS_OK;
}

int ls_field_parse(const struct ls_board *board, const struct ls_field *field, const char *text,
                   struct ls_value *ret_value, struct ls_error *err)
{
    int64_t i = LS_NONE;
    int code = LS_OK;
    if (!*text) {
        *ret_value = (struct ls_value){0};
        return LS_OK;
    }
    switch (field->type) {
    case LS_T_TEXT:
    case LS_T_NOTE: return fieldtext_parse_text(field, text, ret_value, err);
    case LS_T_SET: return fieldtext_parse_set(board, field, text, ret_value, err);
    case LS_T_REAL: return fieldtext_parse_real(field, text, ret_value, err);
    case LS_T_ENUM: code = fieldtext_parse_enum(field, text, &i, err); break;
    case LS_T_BOOL: code = fieldtext_parse_bool(field, text, &i, err); break;
    case LS_T_DATE:
        if (!ls_date_parse(text, &i)) {
            code = fieldtext_refuse(field, text, "a date that exists", err);
            ls_error_hint(err, "write it as 2026-03-17");
        }
        break;
    case LS_T_STAMP:
        if (!ls_stamp_parse(text, &i)) {
            code = fieldtext_refuse(field, text, "a date and time that exist", err);
            ls_error_hint(err, "write it as 2026-03-17 09:30");
        }
        break;
    case LS_T_REF:
        code = ls_board_find(board, (enum ls_entity)field->arg, text, &i, err);
        if (code)
            ls_error_at(err, "%s", field->label);
        break;
    case LS_T_INT:
        if (!ls_text_to_int(text, &i))
            code = fieldtext_refuse(field, text, "a whole number", err);
        break;
    }
    if (!code)
        *ret_value = ls_value_int(i);
    return code;
}
