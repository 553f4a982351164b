/* What people call records, and finding the record that they mean. */
#include "model/name.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/nearest.h"
#include "base/text.h"
#include "lockstep/error.h"
#include "lockstep/rules.h"

void ls_record_name(const struct ls_board *board, const struct ls_record *record, struct ls_buf *b)
{
    const struct ls_entity_info *info = ls_entity_info((enum ls_entity)record->entity);
    if (info->handle >= 0) {
        ls_field_format(board, record, info->handle, b);
    } else if (*info->prefix) {
        ls_buf_str(b, info->prefix);
        ls_buf_char(b, '-');
        if (record->num == LS_NONE)
            ls_buf_str(b, "new");
        else
            ls_buf_int(b, record->num);
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

void ls_board_name(const struct ls_board *board, ls_id id, struct ls_buf *b)
{
    const struct ls_record *record = ls_board_record(board, id);
    if (record)
        ls_record_name(board, record, b);
}

/* --- where names are looked up ------------------------------------------------------------------- */

static ls_id name_board_num(const struct name_source *source, enum ls_entity entity, int64_t num)
{
    return ls_board_by_num(source->board, entity, num);
}

static ls_id name_board_handle(const struct name_source *source, enum ls_entity entity, const char *handle)
{
    return ls_board_by_handle(source->board, entity, handle);
}

static bool name_board_nearest(const struct name_source *source, enum ls_entity entity, const char *folded,
                               struct ls_buf *b)
{
    struct ls_nearest nearest = ls_nearest_begin(folded, 2);
    LS_AUTO(buf) struct ls_buf found = LS_BUF_INIT, handle = LS_BUF_INIT;
    struct ls_board_walk walk = {source->board, entity, 0};
    const struct ls_record *record;
    while ((record = ls_board_walk_next(&walk))) {
        ls_buf_clear(&handle);
        ls_board_name(source->board, record->id, &handle);
        if (ls_nearest_try(&nearest, handle.data))
            ls_buf_set(&found, handle.data);
    }
    ls_buf_add(b, found.data, found.len);
    return found.len > 0;
}

struct name_source name_board(const struct ls_board *board)
{
    return (struct name_source){board, name_board_num, name_board_handle, name_board_nearest,
                                ls_refusal_info(LS_REFUSE_REFERENCE)->todo};
}

/* --- finding ------------------------------------------------------------------------------------- */

bool name_numbered(const char *text, enum ls_entity *ret_entity, int64_t *ret_num)
{
    const char *dash = strchr(text, '-');
    if (!dash || dash[1] < '0' || dash[1] > '9' || !ls_text_to_int(dash + 1, ret_num))
        return false;
    *ret_entity = ls_entity_by_prefix(text, (size_t)(dash - text));
    return *ret_entity != LS_E_COUNT;
}

static const char *name_article(const char *label)
{
    return strchr("aeiou", *label) ? "an" : "a";
}

static int name_find_num(const struct name_source *source, enum ls_entity entity, enum ls_entity named, int64_t num,
                         const char *text, ls_id *ret_id, struct ls_error *err)
{
    const char *label = ls_entity_info(named)->label;
    if (entity != LS_E_ANY && entity != named) {
        const char *wanted = ls_entity_info(entity)->label;
        ls_error_set(err, LS_EREFUSED, "%s is %s %s, not %s %s", text, name_article(label), label, name_article(wanted),
                     wanted);
        ls_error_hint(err, "%s", ls_refusal_info(LS_REFUSE_KIND)->todo);
        return LS_EREFUSED;
    }
    ls_id id = source->by_num(source, named, num);
    if (!id) {
        ls_error_set(err, LS_ENOTFOUND, "there is no %s %s", label, text);
        ls_error_hint(err, "%s", source->todo);
        return LS_ENOTFOUND;
    }
    *ret_id = id;
    return LS_OK;
}

/* --- by key ---------------------------------------------------------------------------------- */

/* Reads the fields of the entity's key from words, in their order: "LS-20 LS-40 counterpart". ret_key has room for all
 * fields; those that were read are the caller's, also where it fails. */
static int name_read_key(const struct ls_board *board, enum ls_entity entity, const char *text,
                         struct ls_value *ret_key, struct ls_error *err)
{
    const struct ls_entity_info *info = ls_entity_info(entity);
    const char *rest = text;
    int code = LS_OK;
    for (int f = LS_F_FIRST; !code && f < info->field_count; f++) {
        if (!(info->fields[f].flags & LS_FF_KEY))
            continue;
        rest = ls_text_skip_blank(rest);
        size_t len = strcspn(rest, " \t");
        LS_AUTO(string) char *word = ls_strndup(rest, len);
        if (!len) {
            ls_error_set(err, LS_EUSAGE, "\"%s\" names no %s: its %s is missing", text, info->label, info->fields[f].name);
            return LS_EUSAGE;
        }
        code = ls_field_parse(board, &info->fields[f], word, &ret_key[f], err);
        rest += len;
    }
    if (!code && *ls_text_skip_blank(rest)) {
        ls_error_set(err, LS_EUSAGE, "\"%s\" names no %s: \"%s\" is too much", text, info->label,
                     ls_text_skip_blank(rest));
        return LS_EUSAGE;
    }
    return code;
}

static bool name_has_key(const struct ls_record *record, const struct ls_value *key)
{
    const struct ls_entity_info *info = ls_entity_info((enum ls_entity)record->entity);
    bool same = true;
    for (int f = LS_F_FIRST; same && f < info->field_count; f++) {
        if (!(info->fields[f].flags & LS_FF_KEY))
            continue;
        struct ls_value v = ls_record_get(record, f);
        same = ls_value_equal(&v, &key[f]);
        ls_value_done(&v);
    }
    return same;
}

/* The words behind a label that begins the text ("option D-9 2", as ls_board_name writes it), else the text. */
static const char *name_behind_label(enum ls_entity entity, const char *text)
{
    const char *label = ls_entity_info(entity)->label;
    size_t len = strlen(label);
    return !strncasecmp(text, label, len) && text[len] == ' ' ? ls_text_skip_blank(text + len) : text;
}

static bool name_is_keyed(enum ls_entity entity)
{
    const struct ls_entity_info *info = ls_entity_info(entity);
    return info->handle < 0 && !*info->prefix;
}

static int name_find_key(const struct ls_board *board, enum ls_entity entity, const char *text, ls_id *ret_id,
                         struct ls_error *err)
{
    const struct ls_entity_info *info = ls_entity_info(entity);
    struct ls_value *key = ls_alloc((size_t)info->field_count * sizeof(*key));
    const char *words = name_behind_label(entity, text);
    int code = name_read_key(board, entity, words, key, err);
    struct ls_board_walk walk = {board, entity, 0};
    const struct ls_record *record = NULL;
    while (!code && (record = ls_board_walk_next(&walk)) && !name_has_key(record, key))
        continue;
    if (!code && record)
        *ret_id = record->id;
    else if (!code)
        code = ls_error_set(err, LS_ENOTFOUND, "there is no %s %s", info->label, words);
    for (int f = 0; f < info->field_count; f++)
        ls_value_done(&key[f]);
    free(key);
    return code;
}

/* The keyed entity whose label begins the text, LS_E_COUNT where none does. */
static enum ls_entity name_labelled(const char *text)
{
    for (int e = 0; e < LS_E_COUNT; e++) {
        if (name_is_keyed((enum ls_entity)e) && name_behind_label((enum ls_entity)e, text) != text)
            return (enum ls_entity)e;
    }
    return LS_E_COUNT;
}

/* --- by handle ------------------------------------------------------------------------------- */

static int name_find_handle(const struct name_source *source, enum ls_entity entity, const char *text, ls_id *ret_id,
                            struct ls_error *err)
{
    static const enum ls_entity handled[] = {LS_E_PERSON, LS_E_METRIC, LS_E_RITUAL};
    bool at = *text == '@';
    for (size_t i = 0; i < LS_COUNT(handled); i++) {
        if ((entity != LS_E_ANY && entity != handled[i]) || (at && handled[i] != LS_E_PERSON))
            continue;
        ls_id id = source->by_handle(source, handled[i], text + at);
        if (id) {
            *ret_id = id;
            return LS_OK;
        }
    }
    LS_AUTO(buf) struct ls_buf folded = LS_BUF_INIT, nearest = LS_BUF_INIT;
    ls_error_set(err, LS_ENOTFOUND, "there is no %s %s", entity == LS_E_ANY ? "record" : ls_entity_info(entity)->label,
                 text);
    if (!err || (entity == LS_E_ANY && !at))
        return LS_ENOTFOUND;
    ls_text_fold(&folded, text + at);
    if (source->nearest(source, entity == LS_E_ANY ? LS_E_PERSON : entity, folded.data, &nearest))
        ls_error_hint(err, "did you mean %s?", nearest.data);
    else
        ls_error_hint(err, "%s", source->todo);
    return LS_ENOTFOUND;
}

int name_find(const struct name_source *source, enum ls_entity entity, const char *text, ls_id *ret_id,
              struct ls_error *err)
{
    enum ls_entity named;
    int64_t num;
    if (!*text || !strcmp(text, "@"))
        return ls_error_set(err, LS_EUSAGE, "a record's name is empty");
    if (name_numbered(text, &named, &num))
        return name_find_num(source, entity, named, num, text, ret_id, err);
    if (entity < LS_E_COUNT && *ls_entity_info(entity)->prefix && ls_text_to_int(text, &num))
        return name_find_num(source, entity, entity, num, text, ret_id, err);
    if (entity != LS_E_ANY && ls_entity_info(entity)->handle < 0) {
        ls_error_set(err, LS_ENOTFOUND, "there is no %s %s", ls_entity_info(entity)->label, text);
        if (*ls_entity_info(entity)->prefix)
            ls_error_hint(err, "write it as %s-20", ls_entity_info(entity)->prefix);
        return LS_ENOTFOUND;
    }
    return name_find_handle(source, entity, text, ret_id, err);
}

int ls_board_find(const struct ls_board *board, enum ls_entity entity, const char *text, ls_id *ret_id,
                  struct ls_error *err)
{
    enum ls_entity keyed = entity == LS_E_ANY ? name_labelled(text) : entity;
    if (*text && keyed < LS_E_COUNT && name_is_keyed(keyed))
        return name_find_key(board, keyed, text, ret_id, err);
    struct name_source source = name_board(board);
    return name_find(&source, entity, text, ret_id, err);
}
