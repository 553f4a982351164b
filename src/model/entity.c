/* The descriptors, made from entity.def and enum.def. */
#include "lockstep/entity.h"

#include <assert.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"

/* --- enums ----------------------------------------------------------------------------------- */
#define ENUM(TAG, tag) static const char *const words_##tag[] = {
#define VALUE(TAG, NAME, word) word,
#define ENUM_END(TAG, tag)                                                         \
    };                                                                             \
    static_assert(LS_COUNT(words_##tag) == LS_##TAG##_COUNT, "a word for each value");
#include "lockstep/enum.def"

static const struct {
    const char *const *words;
    int count;
} enum_sets[] = {
#define ENUM(TAG, tag) {words_##tag, LS_##TAG##_COUNT},
#include "lockstep/enum.def"
};
static_assert(LS_COUNT(enum_sets) == LS_ENUM_COUNT, "a list for each enum");

const char *ls_enum_word(enum ls_enum set, int64_t value)
{
    return value >= 0 && value < enum_sets[set].count ? enum_sets[set].words[value] : "";
}

static int enum_fold(char c)
{
    if (c >= 'A' && c <= 'Z')
        return c + 32;
    return c == '-' || c == ' ' ? '_' : c;
}

int64_t ls_enum_value(enum ls_enum set, const char *word)
{
    for (int i = 0; i < enum_sets[set].count; i++) {
        const char *a = enum_sets[set].words[i], *b = word;
        while (*a && enum_fold(*a) == enum_fold(*b)) {
            a++;
            b++;
        }
        if (!*a && !*b)
            return i;
    }
    return LS_NONE;
}

int ls_enum_count(enum ls_enum set)
{
    return enum_sets[set].count;
}

/* --- entities -------------------------------------------------------------------------------- */
enum { ARG_NONE = LS_E_NONE };
/* entity.def's arg is an enum tag, an entity or 0, by type. */
#define LS_ARG_TEXT(arg) 0
#define LS_ARG_NOTE(arg) 0
#define LS_ARG_INT(arg) 0
#define LS_ARG_DATE(arg) 0
#define LS_ARG_STAMP(arg) 0
#define LS_ARG_BOOL(arg) 0
#define LS_ARG_REAL(arg) 0
#define LS_ARG_ENUM(arg) LS_ENUM_##arg
#define LS_ARG_REF(arg) LS_E_##arg
#define LS_ARG_SET(arg) LS_E_##arg

#define LS_COMMON(member, label, type) \
    {#member, label, type, 0, LS_FF_COMMON | LS_FF_HIDDEN, 0, offsetof(struct ls_record, member)}
#define LS_COMMON_FIELDS                                                                                \
    LS_COMMON(deleted, "Deleted", LS_T_BOOL), LS_COMMON(num, "Number", LS_T_INT),                        \
        LS_COMMON(entered, "Entered", LS_T_STAMP), LS_COMMON(imported, "Imported", LS_T_BOOL),

#define ENTITY(ID, name, prefix, label, plural) static const struct ls_field fields_##name[] = {LS_COMMON_FIELDS
#define FIELD(ID, entity, member, TYPE, label, arg, flags, limit) \
    {#member, label, LS_T_##TYPE, LS_ARG_##TYPE(arg), flags, limit, offsetof(struct ls_##entity, member)},
#define ENTITY_END(ID, name)                                                        \
    };                                                                              \
    static_assert(LS_COUNT(fields_##name) == (size_t)LS_F_COUNT_##name, "fields in order"); \
    static_assert(LS_COUNT(fields_##name) <= 64, "a field set fits a word");
#include "lockstep/entity.def"

enum { HANDLE_person = LS_F_person_handle, HANDLE_metric = LS_F_metric_handle, HANDLE_ritual = LS_F_ritual_handle };

const struct ls_entity_info ls_entities[] = {
#define ENTITY(ID, name, prefix, label, plural)                                              \
    {#name, prefix, label, plural, sizeof(struct ls_##name), fields_##name,                  \
     (int)LS_COUNT(fields_##name),                                                           \
     LS_E_##ID == LS_E_PERSON || LS_E_##ID == LS_E_METRIC || LS_E_##ID == LS_E_RITUAL ? LS_F_FIRST : -1},
#include "lockstep/entity.def"
};
static_assert(LS_COUNT(ls_entities) == LS_E_COUNT, "a descriptor for each entity");
static_assert(HANDLE_person == (int)LS_F_FIRST && HANDLE_metric == (int)LS_F_FIRST &&
                  HANDLE_ritual == (int)LS_F_FIRST,
              "a handle is the first field");

int ls_entity_title(enum ls_entity entity)
{
    const struct ls_entity_info *info = ls_entity_info(entity);
    for (int f = LS_F_FIRST; f < info->field_count; f++) {
        if (info->fields[f].flags & LS_FF_TITLE)
            return f;
    }
    return -1;
}

int ls_entity_key_words(enum ls_entity entity)
{
    const struct ls_entity_info *info = ls_entity_info(entity);
    int words = 0;
    for (int f = LS_F_FIRST; f < info->field_count; f++)
        words += !!(info->fields[f].flags & LS_FF_KEY);
    return words ? words : 1;
}

enum ls_entity ls_entity_by_name(const char *name)
{
    for (int i = 0; i < LS_E_COUNT; i++) {
        if (!strcasecmp(ls_entities[i].name, name) || !strcasecmp(ls_entities[i].plural, name))
            return (enum ls_entity)i;
    }
    return LS_E_COUNT;
}

enum ls_entity ls_entity_by_prefix(const char *prefix, size_t len)
{
    for (int i = 0; i < LS_E_COUNT && len; i++) {
        if (strlen(ls_entities[i].prefix) == len && !strncasecmp(ls_entities[i].prefix, prefix, len))
            return (enum ls_entity)i;
    }
    return LS_E_COUNT;
}

int ls_field_by_name(enum ls_entity entity, const char *name)
{
    const struct ls_entity_info *info = ls_entity_info(entity);
    if (info->handle >= 0 && !strcasecmp(name, "id"))
        return info->handle;
    for (int i = 0; i < info->field_count; i++) {
        if (!strcasecmp(info->fields[i].name, name))
            return i;
    }
    return -1;
}

const char *ls_field_header(const struct ls_field *field)
{
    return field->flags & LS_FF_HANDLE ? "id" : field->name;
}

/* --- sets ------------------------------------------------------------------------------------ */
bool ls_set_next(const char **at, const char **ret_word, size_t *ret_len, ls_id *ret_id)
{
    while (**at == ';')
        (*at)++;
    if (!**at)
        return false;
    size_t len = strcspn(*at, ";");
    *ret_word = *at;
    *ret_len = len;
    *ret_id = 0;
    if (**at == '#' && len > 1 && len <= 17) {
        ls_id id = 0;
        size_t i = 1;
        for (; i < len; i++) {
            char c = (*at)[i];
            if (c >= '0' && c <= '9')
                id = id << 4 | (c - '0');
            else if (c >= 'a' && c <= 'f')
                id = id << 4 | (c - 'a' + 10);
            else
                break;
        }
        *ret_id = i == len && id > 0 ? id : 0;
    }
    *at += len;
    return true;
}

bool ls_set_has_id(const char *set, ls_id id)
{
    const char *word;
    size_t len;
    ls_id found;
    while (ls_set_next(&set, &word, &len, &found)) {
        if (found == id && id)
            return true;
    }
    return false;
}

bool ls_set_has_word(const char *set, const char *wanted)
{
    const char *word;
    size_t len;
    ls_id found;
    while (ls_set_next(&set, &word, &len, &found)) {
        if (!found && strlen(wanted) == len && !strncmp(word, wanted, len))
            return true;
    }
    return false;
}

int ls_set_count(const char *set)
{
    const char *word;
    size_t len;
    ls_id found;
    int count = 0;
    while (ls_set_next(&set, &word, &len, &found))
        count++;
    return count;
}

void ls_set_add_id(struct ls_buf *set, ls_id id)
{
    if (id && !ls_set_has_id(set->data, id))
        ls_set_put_id(set, id);
}

void ls_set_put_id(struct ls_buf *set, ls_id id)
{
    if (set->len)
        ls_buf_char(set, ';');
    ls_buf_printf(set, "#%llx", (unsigned long long)id);
}

void ls_set_add_word(struct ls_buf *set, const char *word, size_t len)
{
    LS_AUTO(buf) struct ls_buf copy = LS_BUF_INIT;
    ls_buf_add(&copy, word, len);
    if (!len || ls_set_has_word(set->data, copy.data))
        return;
    if (set->len)
        ls_buf_char(set, ';');
    ls_buf_add(set, word, len);
}

const char *const *ls_entity_computed(enum ls_entity entity)
{
    static const char *const computed[LS_E_COUNT][LS_COMPUTED_MOST] = {
        [LS_E_ITEM] = {"score", "blocked", "acting"},
        [LS_E_BLOCKER] = {"age", "acting"},
        [LS_E_PERSON] = {"open", "urgent", "late", "blockers", "away"},
        [LS_E_RITUAL] = {"minutes_a_week"},
    };
    return computed[entity];
}
