/* Fields as text and back: the one spelling that CSV, command line, forms and lists share. */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "lockstep/board.h"
#include "lockstep/error.h"
#include "lockstep/rules.h"
#include "model/name.h"

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
    default: ls_buf_int(b, value->i); break;
    }
}

void ls_field_format(const struct ls_board *board, const struct ls_record *record, int field, struct ls_buf *b)
{
    const struct ls_field *info = ls_field_info((enum ls_entity)record->entity, field);
    const void *member = (const char *)record + info->offset;
    if (info->type == LS_T_TEXT || info->type == LS_T_NOTE) {
        ls_buf_str(b, *(const char *const *)member);
    } else if (info->type == LS_T_SET) {
        fieldtext_set(board, *(const char *const *)member, b);
    } else {
        struct ls_value v = ls_record_get(record, field);
        ls_value_format(board, info, &v, b);
    }
}

/* "Due "2026-02-30" is not a date that exists", and what the rule says is to be done. */
static int fieldtext_refuse(const struct ls_field *field, enum ls_refusal rule, const char *text, const char *wanted,
                            struct ls_error *err)
{
    ls_error_set(err, LS_EREFUSED, "%s \"%s\" is not %s", field->label, text, wanted);
    ls_error_hint(err, "%s", ls_refusal_info(rule)->todo);
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
    return fieldtext_refuse(field, LS_REFUSE_WORD, text, "1 or 0", err);
}

static int fieldtext_parse_real(const struct ls_field *field, const char *text, struct ls_value *ret_value,
                                struct ls_error *err)
{
    double value;
    if (!ls_text_to_real(text, &value))
        return fieldtext_refuse(field, LS_REFUSE_NUMBER, text, "a number", err);
    *ret_value = ls_value_real(value);
    return LS_OK;
}

/* One name of a set. What is marked as a person (@ines) or reads as a record's number (LS-20) has to exist; any
 * other name that nobody has is a word. */
static int fieldtext_parse_word(const struct name_source *source, const struct ls_field *field, const char *word,
                                struct ls_buf *set, struct ls_error *err)
{
    enum ls_entity named;
    int64_t num;
    ls_id id = 0;
    bool names = field->arg != LS_E_NONE;
    bool must = names && (*word == '@' || (name_numbered(word, &named, &num) &&
                                           (field->arg == LS_E_ANY || field->arg == (int)named)));
    int code = names ? name_find(source, (enum ls_entity)field->arg, word, &id, must ? err : NULL) : LS_ENOTFOUND;
    if (must && code)
        return code;
    if (!code)
        ls_set_add_id(set, id);
    else if (*word == '#')
        return ls_error_set(err, LS_EREFUSED, "\"%s\" begins with #, which a word may not", word);
    else
        ls_set_add_word(set, word, strlen(word));
    return LS_OK;
}

static int fieldtext_parse_set(const struct name_source *source, const struct ls_field *field, const char *text,
                               struct ls_value *ret_value, struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf set = LS_BUF_INIT;
    const char *separators = field->arg == LS_E_ANY ? ";/" : ";";
    while (*text) {
        text = ls_text_skip_blank(text);
        size_t span = strcspn(text, separators);
        LS_AUTO(string) char *word = ls_strndup(text, ls_text_trimmed(text, span));
        text += span + (text[span] != 0);
        int code = *word ? fieldtext_parse_word(source, field, word, &set, err) : LS_OK;
        if (code)
            return code;
    }
    *ret_value = ls_value_text(set.data);
    return LS_OK;
}

/* One spelling, since a week is part of a natural key: 2026-w9 is 2026-W09. */
static int fieldtext_parse_week(const struct ls_field *field, const char *text, struct ls_value *ret_value,
                                struct ls_error *err)
{
    int64_t monday;
    LS_AUTO(buf) struct ls_buf week = LS_BUF_INIT;
    if (!ls_week_parse(text, &monday))
        return fieldtext_refuse(field, LS_REFUSE_WEEK, text, "an ISO week", err);
    ls_week_format(&week, monday);
    *ret_value = ls_value_text(week.data);
    return LS_OK;
}

static int fieldtext_parse_text(const struct ls_field *field, const char *text, struct ls_value *ret_value,
                                struct ls_error *err)
{
    size_t characters = 0;
    for (const char *p = text; *p; p++)
        characters += ((unsigned char)*p & 0xC0) != 0x80;
    if (!ls_text_valid(text, strlen(text))) {
        ls_error_set(err, LS_EREFUSED, "%s is not valid UTF-8", field->label);
        ls_error_hint(err, "%s", ls_refusal_info(LS_REFUSE_UTF8)->todo);
        return LS_EREFUSED;
    }
    if (field->limit && characters > (size_t)field->limit) {
        ls_error_set(err, LS_EREFUSED, "%s has %zu characters, at most %d are kept", field->label, characters,
                     field->limit);
        ls_error_hint(err, "%s", ls_refusal_info(LS_REFUSE_LENGTH)->todo);
        return LS_EREFUSED;
    }
    if (field->type == LS_T_TEXT && strpbrk(text, "\n\r")) {
        ls_error_set(err, LS_EREFUSED, "%s has line breaks", field->label);
        ls_error_hint(err, "%s", ls_refusal_info(LS_REFUSE_LINES)->todo);
        return LS_EREFUSED;
    }
    if (field->flags & LS_FF_HANDLE && strpbrk(text, " ;/@#,\t"))
        return fieldtext_refuse(field, LS_REFUSE_HANDLE, text, "a short name", err);
    *ret_value = ls_value_text(text);
    return LS_OK;
}

/* One way to read a day, as it is to be written; nothing where there is no such day, or it was said already. */
static void fieldtext_say_day(int year, int month, int day, struct ls_buf *b)
{
    int64_t date;
    LS_AUTO(string) char *iso = ls_asprintf("%04d-%02d-%02d", year, month, day);
    if (ls_date_parse(iso, &date) && strcmp(b->data, iso) != 0)
        ls_buf_printf(b, "%s%s", b->len ? " or " : "", iso);
}

/* "17.03.2026" and "03/17/2026", as spreadsheets write them: the same as it is to be written. Between slashes the day
 * comes first in one country and the month in another. */
static bool fieldtext_year_last(const char *text, struct ls_buf *ret_dates)
{
    int first = 0, second = 0, year = 0, end = 0;
    char mark = 0, other = 0;
    if (sscanf(text, "%2d%c%2d%c%4d%n", &first, &mark, &second, &other, &year, &end) != 5 || text[end] || mark != other ||
        !strchr("./-", mark))
        return false;
    fieldtext_say_day(year, second, first, ret_dates);
    if (mark == '/')
        fieldtext_say_day(year, first, second, ret_dates);
    return ret_dates->len > 0;
}

static int fieldtext_parse_date(const struct ls_field *field, const char *text, int64_t *ret_date, struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf date = LS_BUF_INIT;
    if (ls_date_parse(text, ret_date))
        return LS_OK;
    if (!fieldtext_year_last(text, &date))
        return fieldtext_refuse(field, LS_REFUSE_DATE, text, "a date that exists", err);
    fieldtext_refuse(field, LS_REFUSE_DATE, text, "a date with the year first", err);
    ls_error_hint(err, "write it as %s", date.data);
    return LS_EREFUSED;
}

static int fieldtext_parse_number(const struct ls_field *field, const char *text, int64_t *ret_i, struct ls_error *err)
{
    switch (field->type) {
    case LS_T_ENUM: return fieldtext_parse_enum(field, text, ret_i, err);
    case LS_T_BOOL: return fieldtext_parse_bool(field, text, ret_i, err);
    case LS_T_DATE:
        return fieldtext_parse_date(field, text, ret_i, err);
    case LS_T_STAMP:
        if (ls_stamp_parse(text, ret_i))
            return LS_OK;
        fieldtext_refuse(field, LS_REFUSE_DATE, text, "a date and time that exist", err);
        ls_error_hint(err, "write it as 2026-03-17 09:30");
        return LS_EREFUSED;
    default:
        if (ls_text_to_int(text, ret_i))
            return LS_OK;
        fieldtext_refuse(field, LS_REFUSE_NUMBER, text, "a whole number", err);
        ls_error_hint(err, "write digits alone: 1200");
        return LS_EREFUSED;
    }
}

int name_parse(const struct name_source *source, const struct ls_field *field, const char *text,
               struct ls_value *ret_value, struct ls_error *err)
{
    bool words = field->type == LS_T_NOTE || (field->type == LS_T_TEXT && !(field->flags & (LS_FF_WEEK | LS_FF_HANDLE)));
    if (words && *text)
        return fieldtext_parse_text(field, text, ret_value, err);
    text = ls_text_skip_blank(text);
    LS_AUTO(string) char *trimmed = ls_strndup(text, ls_text_trimmed(text, strlen(text)));
    int64_t i = LS_NONE;
    int code;
    if (!*trimmed) {
        *ret_value = (struct ls_value){0};
        return LS_OK;
    }
    switch (field->type) {
    case LS_T_SET: return fieldtext_parse_set(source, field, trimmed, ret_value, err);
    case LS_T_REAL: return fieldtext_parse_real(field, trimmed, ret_value, err);
    case LS_T_TEXT:
        if (field->flags & LS_FF_WEEK)
            return fieldtext_parse_week(field, trimmed, ret_value, err);
        return fieldtext_parse_text(field, trimmed + (*trimmed == '@'), ret_value, err);
    case LS_T_REF:
        code = name_find(source, (enum ls_entity)field->arg, trimmed, &i, err);
        break;
    default: code = fieldtext_parse_number(field, trimmed, &i, err); break;
    }
    if (!code)
        *ret_value = ls_value_int(i);
    return code;
}

int ls_field_parse(const struct ls_board *board, const struct ls_field *field, const char *text,
                   struct ls_value *ret_value, struct ls_error *err)
{
    struct name_source source = name_board(board);
    int code = name_parse(&source, field, text, ret_value, err);
    if (code && field->type == LS_T_REF)
        ls_error_at(err, "%s", field->label);
    return code;
}
