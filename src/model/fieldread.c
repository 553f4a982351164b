/* Fields as people type them: days in words, @me, urgent, tags with commas. What CSV and the file spell is in
 * fieldtext.c, which reads whatever is left. */
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "lockstep/board.h"
#include "lockstep/due.h"
#include "lockstep/error.h"

bool ls_field_is_none(const char *text)
{
    return !*text || !strcmp(text, "-") || !strcasecmp(text, "none") || !strcasecmp(text, "nobody");
}

/* "1", "p1", "!1", "urgent", "high" … as people say priorities. */
static const char *fieldread_priority(const char *text)
{
    static const char *const words[] = {"none", "urgent", "high", "medium", "low"},
                             *const numbers[] = {"0", "1", "2", "3", "4"};
    for (size_t i = 0; i < LS_COUNT(words); i++)
        if (!strcasecmp(text, words[i]))
            return numbers[i];
    return (*text == 'p' || *text == 'P' || *text == '!') && text[1] ? text + 1 : text;
}

static int fieldread_day(const char *text, int64_t today, struct ls_value *ret_value, struct ls_error *err)
{
    int64_t date = LS_NONE;
    int code = ls_field_is_none(text) ? LS_OK : ls_due_read(text, today, &date, err);
    if (!code)
        *ret_value = ls_value_int(date);
    return code;
}

/* "tomorrow 10:00", "17 mar 9:30": a day in words and a time of it. What the file spells goes through as it is. */
static int fieldread_stamp(const struct ls_board *board, const struct ls_field *info, const char *text, int64_t today,
                           struct ls_value *ret_value, struct ls_error *err)
{
    const char *time = strrchr(text, ' ');
    int64_t date, at;
    if (time && !ls_stamp_parse(text, &at)) {
        LS_AUTO(string) char *day = ls_strndup(text, ls_text_trimmed(text, (size_t)(time - text)));
        LS_AUTO(buf) struct ls_buf whole = LS_BUF_INIT;
        if (ls_due_parse(day, today, &date)) {
            ls_date_format(&whole, date);
            ls_buf_printf(&whole, " %s%s", time[1] && time[2] == ':' ? "0" : "", time + 1);
            return ls_field_parse(board, info, whole.data, ret_value, err);
        }
    }
    return ls_field_parse(board, info, ls_field_is_none(text) ? "" : text, ret_value, err);
}

static int fieldread_person(const struct ls_board *board, const char *text, ls_id me, struct ls_value *ret_value,
                            struct ls_error *err)
{
    ls_id person = 0;
    int code = LS_OK;
    if (!strcasecmp(text, "me") && me && !ls_board_by_handle(board, LS_E_PERSON, text))
        person = me;
    else if (!ls_field_is_none(text))
        code = ls_board_find(board, LS_E_PERSON, text, &person, err);
    if (!code)
        *ret_value = ls_value_int(person ? person : LS_NONE);
    return code;
}

int ls_field_read(const struct ls_board *board, enum ls_entity entity, int field, const char *text, int64_t today,
                  ls_id me, struct ls_value *ret_value, struct ls_error *err)
{
    const struct ls_field *info = ls_field_info(entity, field);
    if (info->type == LS_T_NOTE)
        return ls_field_parse(board, info, text, ret_value, err);
    text = ls_text_skip_blank(text);
    LS_AUTO(string) char *word = ls_strndup(text, ls_text_trimmed(text, strlen(text)));
    if (info->type == LS_T_DATE)
        return fieldread_day(word, today, ret_value, err);
    if (info->type == LS_T_STAMP)
        return fieldread_stamp(board, info, word, today, ret_value, err);
    if (info->type == LS_T_REF && info->arg == LS_E_PERSON)
        return fieldread_person(board, word, me, ret_value, err);
    if (info->type == LS_T_SET && !strchr(word, ';'))
        for (char *comma = strchr(word, ','); comma; comma = strchr(comma, ','))
            *comma = ';';
    if (entity == LS_E_ITEM && field == LS_F_item_priority)
        return ls_field_parse(board, info, fieldread_priority(word), ret_value, err);
    if (info->type != LS_T_TEXT && ls_field_is_none(word))
        *word = 0;
    return ls_field_parse(board, info, word, ret_value, err);
}

/* Elements with a comma of their own are told apart by ';'. */
void ls_field_show(const struct ls_board *board, const struct ls_field *field, const struct ls_value *value,
                   struct ls_buf *b)
{
    size_t start = b->len;
    ls_value_format(board, field, value, b);
    if (field->type != LS_T_SET || strchr(b->data + start, ','))
        return;
    for (size_t at = start; at < b->len; at++)
        if (b->data[at] == ';') {
            b->data[at] = ',';
            ls_buf_insert(b, ++at, " ", 1);
        }
}
