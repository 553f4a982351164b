/* Names of records during an import. Mirrors ls_board_find and ls_field_parse, which know the board alone. */
#include "exchange/names.h"

#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "lockstep/error.h"

void names_init(struct names *names, const struct ls_board *board)
{
    *names = (struct names){.board = board};
    for (int e = 0; e < LS_E_COUNT; e++) {
        const struct ls_entity_info *info = ls_entity_info((enum ls_entity)e);
        struct ls_board_walk walk = {board, (enum ls_entity)e, 0};
        const struct ls_record *record;
        while (info->handle >= 0 && (record = ls_board_walk_next(&walk))) {
            const void *member = (const char *)record + info->fields[info->handle].offset;
            names_add_handle(names, (enum ls_entity)e, *(const char *const *)member, record->id);
        }
    }
}

void names_done(struct names *names)
{
    for (int e = 0; e < LS_E_COUNT; e++) {
        ls_strmap_done(&names->handles[e]);
        ls_map_done(&names->nums[e]);
    }
}

void names_add_num(struct names *names, enum ls_entity entity, int64_t num, ls_id id)
{
    ls_map_put(&names->nums[entity], num, (void *)(intptr_t)id);
}

void names_add_handle(struct names *names, enum ls_entity entity, const char *handle, ls_id id)
{
    LS_AUTO(buf) struct ls_buf folded = LS_BUF_INIT;
    ls_text_fold(&folded, handle);
    ls_strmap_add(&names->handles[entity], folded.data, folded.len, id);
}

ls_id names_handle(const struct names *names, enum ls_entity entity, const char *handle)
{
    LS_AUTO(buf) struct ls_buf folded = LS_BUF_INIT;
    ls_text_fold(&folded, handle);
    return ls_strmap_get(&names->handles[entity], folded.data, folded.len, 0);
}

static ls_id names_num(const struct names *names, enum ls_entity entity, int64_t num)
{
    ls_id id = num > 0 ? (ls_id)(intptr_t)ls_map_get(&names->nums[entity], num) : 0;
    return id ? id : ls_board_by_num(names->board, entity, num);
}

/* --- references ------------------------------------------------------------------------------------- */

/* "LS-20": an entity's prefix and a number that fills the rest. */
static bool names_numbered(const char *text, enum ls_entity *ret_entity, int64_t *ret_num)
{
    const char *dash = strchr(text, '-');
    if (!dash || dash[1] < '0' || dash[1] > '9' || !ls_text_to_int(dash + 1, ret_num))
        return false;
    *ret_entity = ls_entity_by_prefix(text, (size_t)(dash - text));
    return *ret_entity != LS_E_COUNT;
}

/* The nearest handle becomes the hint. */
static void names_suggest(const struct names *names, enum ls_entity entity, const char *text, struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf folded = LS_BUF_INIT;
    ls_text_fold(&folded, text);
    const struct ls_strmap *map = &names->handles[entity];
    const char *nearest = NULL;
    int best = 3;
    for (size_t i = 0; i < map->cap; i++) {
        if (!map->slots[i].key)
            continue;
        int distance = ls_text_distance(folded.data, map->slots[i].key, 2);
        if (distance < best || (distance == best && nearest && strcmp(map->slots[i].key, nearest) < 0)) {
            best = distance;
            nearest = map->slots[i].key;
        }
    }
    if (nearest)
        ls_error_hint(err, "did you mean %s?", nearest);
    else
        ls_error_hint(err, "add it, or import its file together with this one");
}

static const char *names_article(const char *label)
{
    return strchr("aeiou", *label) ? "an" : "a";
}

static int names_find_num(const struct names *names, enum ls_entity entity, enum ls_entity named, int64_t num,
                          const char *text, ls_id *ret_id, struct ls_error *err)
{
    const char *label = ls_entity_info(named)->label;
    if (entity != LS_E_ANY && entity != named) {
        const char *wanted = ls_entity_info(entity)->label;
        return ls_error_set(err, LS_EREFUSED, "%s is %s %s, not %s %s", text, names_article(label), label,
                            names_article(wanted), wanted);
    }
    ls_id id = names_num(names, named, num);
    if (!id)
        return ls_error_set(err, LS_ENOTFOUND, "there is no %s %s", label, text);
    *ret_id = id;
    return LS_OK;
}

/* entity may be LS_E_ANY. */
static int names_find(const struct names *names, enum ls_entity entity, const char *text, ls_id *ret_id,
                      struct ls_error *err)
{
    static const enum ls_entity handled[] = {LS_E_PERSON, LS_E_METRIC, LS_E_RITUAL};
    enum ls_entity named;
    int64_t num;
    bool at = *text == '@';
    if (names_numbered(text, &named, &num))
        return names_find_num(names, entity, named, num, text, ret_id, err);
    if (entity != LS_E_ANY && *ls_entity_info(entity)->prefix) {
        if (ls_text_to_int(text, &num))
            return names_find_num(names, entity, entity, num, text, ret_id, err);
        ls_error_set(err, LS_ENOTFOUND, "there is no %s %s", ls_entity_info(entity)->label, text);
        ls_error_hint(err, "write it as %s-20", ls_entity_info(entity)->prefix);
        return LS_ENOTFOUND;
    }
    for (size_t i = 0; i < LS_COUNT(handled); i++) {
        if ((entity != LS_E_ANY && entity != handled[i]) || (at && handled[i] != LS_E_PERSON))
            continue;
        *ret_id = names_handle(names, handled[i], text + at);
        if (*ret_id)
            return LS_OK;
    }
    ls_error_set(err, LS_ENOTFOUND, "there is no %s %s", entity == LS_E_ANY ? "record" : ls_entity_info(entity)->label,
                 text);
    if (entity != LS_E_ANY || at)
        names_suggest(names, entity == LS_E_ANY ? LS_E_PERSON : entity, text + at, err);
    return LS_ENOTFOUND;
}

/* --- cells --------------------------------------------------------------------------------------------- */

static int names_parse_word(const struct names *names, const struct ls_field *field, const char *word,
                            struct ls_buf *set, struct ls_error *err)
{
    enum ls_entity named;
    int64_t num;
    ls_id id = 0;
    if (field->arg == LS_E_NONE) {
        if (*word == '#')
            return ls_error_set(err, LS_EREFUSED, "\"%s\" begins with #, which a word may not", word);
        ls_set_add_word(set, word, strlen(word));
        return LS_OK;
    }
    bool must = *word == '@' || (names_numbered(word, &named, &num) &&
                                 (field->arg == LS_E_ANY || field->arg == (int)named));
    int code = names_find(names, (enum ls_entity)field->arg, word, &id, must ? err : NULL);
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

static int names_parse_set(const struct names *names, const struct ls_field *field, const char *text,
                           struct ls_value *ret_value, struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf set = LS_BUF_INIT;
    const char *separators = field->arg == LS_E_ANY ? ";/" : ";";
    while (*text) {
        text = ls_text_skip_blank(text);
        size_t span = strcspn(text, separators);
        LS_AUTO(string) char *word = ls_strndup(text, ls_text_trimmed(text, span));
        text += span + (text[span] != 0);
        int code = *word ? names_parse_word(names, field, word, &set, err) : LS_OK;
        if (code)
            return code;
    }
    *ret_value = ls_value_text(set.data);
    return LS_OK;
}

int names_parse(const struct names *names, const struct ls_field *field, const char *text, struct ls_value *ret_value,
                struct ls_error *err)
{
    if (field->type == LS_T_NOTE || (field->type == LS_T_TEXT && !(field->flags & (LS_FF_WEEK | LS_FF_HANDLE))))
        return ls_field_parse(names->board, field, text, ret_value, err);
    text = ls_text_skip_blank(text);
    LS_AUTO(string) char *trimmed = ls_strndup(text, ls_text_trimmed(text, strlen(text)));
    if (!*trimmed) {
        *ret_value = (struct ls_value){0};
        return LS_OK;
    }
    if (field->type == LS_T_SET)
        return names_parse_set(names, field, trimmed, ret_value, err);
    if (field->type == LS_T_REF) {
        ls_id id;
        int code = names_find(names, (enum ls_entity)field->arg, trimmed, &id, err);
        if (!code)
            *ret_value = ls_value_int(id);
        return code;
    }
    int64_t monday;
    if (field->flags & LS_FF_WEEK && ls_week_parse(trimmed, &monday)) {
        LS_AUTO(buf) struct ls_buf week = LS_BUF_INIT; /* one spelling, since it is part of the natural key */
        ls_week_format(&week, monday);
        *ret_value = ls_value_text(week.data);
        return LS_OK;
    }
    return ls_field_parse(names->board, field, field->flags & LS_FF_HANDLE && *trimmed == '@' ? trimmed + 1 : trimmed,
                          ret_value, err);
}
