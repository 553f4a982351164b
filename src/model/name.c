/* What people call records, and finding the record that they mean. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "lockstep/board.h"
#include "lockstep/error.h"

void ls_board_name(const struct ls_board *board, ls_id id, struct ls_buf *b)
{
    const struct ls_record *record = ls_board_record(board, id);
    if (!record)
        return;
    const struct ls_entity_info *info = ls_entity_info((enum ls_entity)record->entity);
    if (info->handle >= 0) {
        ls_field_format(board, record, info->handle, b);
    } else if (*info->prefix) {
        ls_buf_printf(b, "%s-", info->prefix);
        if (record->num == LS_NONE)
            ls_buf_str(b, "new");
        else
            ls_buf_printf(b, "%lld", (long long)record->num);
    } else {
        ls_buf_str(b, info->label);
        for (int f = LS_F_FIRST; f < info->field_count; f++) {
            if (info->fields[f].flags & LS_FF_KEY) {
                ls_buf_char(b, ' ');
                ls_field_format(board, record, f, b);
            }
        }
    }
}

/* "LS-20" → item 20; the number must fill the rest. */
static bool name_split(const char *text, enum ls_entity *ret_entity, int64_t *ret_num)
{
    const char *dash = strchr(text, '-');
    if (!dash || dash[1] < '0' || dash[1] > '9' || !ls_text_to_int(dash + 1, ret_num))
        return false;
    *ret_entity = ls_entity_by_prefix(text, (size_t)(dash - text));
    return *ret_entity != LS_E_COUNT;
}

static bool name_suggest(const struct ls_board *board, enum ls_entity entity, const char *text, struct ls_error *err)
{
    int best = 3;
    LS_AUTO(buf) struct ls_buf nearest = LS_BUF_INIT, handle = LS_BUF_INIT, folded = LS_BUF_INIT;
    ls_text_fold(&folded, text);
    struct ls_board_walk walk = {board, entity, 0};
    const struct ls_record *record;
    while ((record = ls_board_walk_next(&walk))) {
        ls_buf_clear(&handle);
        ls_board_name(board, record->id, &handle);
        int distance = ls_text_distance(folded.data, handle.data, 2);
        if (distance < best) {
            best = distance;
            ls_buf_set(&nearest, handle.data);
        }
    }
    if (nearest.len)
        ls_error_hint(err, "did you mean %s?", nearest.data);
    return nearest.len > 0;
}

static int name_find_handle(const struct ls_board *board, enum ls_entity entity, const char *text, ls_id *ret_id,
                            struct ls_error *err)
{
    static const enum ls_entity handled[] = {LS_E_PERSON, LS_E_METRIC, LS_E_RITUAL};
    const char *handle = text + (*text == '@');
    for (size_t i = 0; i < LS_COUNT(handled); i++) {
        if (entity != LS_E_ANY && entity != handled[i])
            continue;
        if (*text == '@' && handled[i] != LS_E_PERSON)
            continue;
        ls_id id = ls_board_by_handle(board, handled[i], handle);
        if (id) {
            *ret_id = id;
            return LS_OK;
        }
    }
    const char *kind = entity == LS_E_ANY ? "record" : ls_entity_info(entity)->label;
    int code = ls_error_set(err, LS_ENOTFOUND, "there is no %s %s", kind, text);
    if (entity != LS_E_ANY || *text == '@')
        name_suggest(board, entity == LS_E_ANY ? LS_E_PERSON : entity, handle, err);
    return code;
}

int ls_board_find(const struct ls_board *board, enum ls_entity entity, const char *text, ls_id *ret_id,
                  struct ls_error *err)
{
    enum ls_entity named;
    int64_t num;
    if (!*text || !strcmp(text, "@"))
        return ls_error_set(err, LS_EUSAGE, "a record's name is empty");
    bool numbered = name_split(text, &named, &num);
    if (!numbered && entity < LS_E_COUNT && *ls_entity_info(entity)->prefix && ls_text_to_int(text, &num)) {
        named = entity;
        numbered = true;
    }
    if (numbered) {
        if (entity != LS_E_ANY && entity != named) {
            return ls_error_set(err, LS_EREFUSED, "%s is %s %s, not %s", text,
                                strchr("aeiou", *ls_entity_info(named)->label) ? "an" : "a",
                                ls_entity_info(named)->label, ls_entity_info(entity)->label);
        }
        ls_id id = ls_board_by_num(board, named, num);
        if (!id)
            return ls_error_set(err, LS_ENOTFOUND, "there is no %s %s", ls_entity_info(named)->label, text);
        *ret_id = id;
        return LS_OK;
    }
    if (entity != LS_E_ANY && ls_entity_info(entity)->handle < 0) {
        ls_error_set(err, LS_ENOTFOUND, "there is no %s %s", ls_entity_info(entity)->label, text);
        if (*ls_entity_info(entity)->prefix)
            ls_error_hint(err, "write it as %s-20", ls_entity_info(entity)->prefix);
        return LS_ENOTFOUND;
    }
    return name_find_handle(board, entity, text, ret_id, err);
}
