/* What can be asked of a record by name: fields, what is computed of it, and other names for either. What is computed
 * is in query_computed.c. */
#include <string.h>
#include <strings.h>

#include "base/clock.h"
#include "base/nearest.h"
#include "model/query_internal.h"

#define OF(ID) ((uint64_t)1 << LS_E_##ID)
#define EVERY (((uint64_t)1 << LS_E_COUNT) - 1)
#define NAMED EVERY
#define OWNED (OF(ITEM) | OF(BLOCKER) | OF(METRIC) | OF(LAUNCH) | OF(LAUNCH_CHECK) | OF(EXPERIMENT) | OF(TOPIC))
#define DUE (OF(ITEM) | OF(BLOCKER) | OF(DECISION) | OF(LAUNCH) | OF(LAUNCH_CHECK) | OF(EXPERIMENT))
#define CLOSING (DUE | OF(PERSON) | OF(RITUAL) | OF(MEETING) | OF(AGENDA_ITEM))

/* --- the tables ------------------------------------------------------------------------------ */

static const struct ls_query_word is_words[] = {
#define QUERY_IS(ID, word, entities, help, said) {word, help, entities, said},
#include "lockstep/query.def"
};

static const struct ls_query_word ask_words[] = {
#define QUERY_ASK(terms, entities, help, said) {terms, help, entities, said},
#include "lockstep/query.def"
};

static const struct ls_query_word form_words[] = {
#define QUERY_FORM(example, help) {example, help, EVERY, ""},
#include "lockstep/query.def"
};

static const struct ls_query_word key_words[] = {
#define QUERY_KEY(ID, name, entities, type, arg, help) {name, help, entities, ""},
#include "lockstep/query.def"
};

static const struct {
    enum ls_type type;
    int arg;
} key_types[] = {
#define QUERY_KEY(ID, name, entities, type, arg, help) {LS_T_##type, LS_E_##arg},
#include "lockstep/query.def"
};

static const struct ls_query_word alias_words[] = {
#define QUERY_ALIAS(other, name) {other, name, EVERY, ""},
#include "lockstep/query.def"
};

static const char *const orders[LS_E_COUNT] = {
#define QUERY_ORDER(ID, keys) [LS_E_##ID] = keys,
#include "lockstep/query.def"
};

const struct ls_query_word *ls_query_form_info(size_t i)
{
    return i < LS_COUNT(form_words) ? &form_words[i] : NULL;
}

const struct ls_query_word *ls_query_is_info(size_t i)
{
    return i < LS_COUNT(is_words) ? &is_words[i] : NULL;
}

const struct ls_query_word *ls_query_ask_info(size_t i)
{
    return i < LS_COUNT(ask_words) ? &ask_words[i] : NULL;
}

const struct ls_query_word *ls_query_key_info(size_t i)
{
    return i < LS_COUNT(key_words) ? &key_words[i] : NULL;
}

const struct ls_query_word *ls_query_alias_info(size_t i)
{
    return i < LS_COUNT(alias_words) ? &alias_words[i] : NULL;
}

const char *ls_query_order(enum ls_entity entity)
{
    return orders[entity] ? orders[entity] : "id";
}

/* A field that people may ask for: of the program's own only when it came and whether it was imported. */
static bool key_field_shown(const struct ls_field *f, int field)
{
    return !(f->flags & LS_FF_HIDDEN) || field == LS_F_ENTERED || field == LS_F_IMPORTED;
}

bool ls_query_name(enum ls_entity entity, size_t i, struct ls_query_word *ret_word)
{
    const struct ls_entity_info *info = ls_entity_info(entity);
    for (int f = LS_F_FIRST; f < info->field_count; f++)
        if (key_field_shown(&info->fields[f], f) && !i--) {
            *ret_word = (struct ls_query_word){info->fields[f].name, info->fields[f].label, (uint64_t)1 << entity, ""};
            return true;
        }
    for (size_t k = 0; k < LS_COUNT(key_words); k++)
        if (key_words[k].entities >> entity & 1 && !i--) {
            *ret_word = key_words[k];
            return true;
        }
    return false;
}

/* --- names ----------------------------------------------------------------------------------- */

static bool key_same(const char *a, const char *b)
{
    for (; *a && *b; a++, b++)
        if (strncasecmp(a, b, 1) && !(strchr("-_", *a) && strchr("-_", *b)))
            return false;
    return *a == *b;
}

static bool key_find_field(enum ls_entity entity, const char *name, struct query_key *ret)
{
    const struct ls_entity_info *info = ls_entity_info(entity);
    for (int i = 0; i < info->field_count; i++) {
        const struct ls_field *f = &info->fields[i];
        if (!key_field_shown(f, i) || !key_same(f->name, name))
            continue;
        *ret = (struct query_key){.name = f->name, .field = i, .type = f->type, .arg = f->arg,
                                  .offset = f->offset};
        return true;
    }
    return false;
}

static bool key_find_own(enum ls_entity entity, const char *name, struct query_key *ret)
{
    for (size_t i = 0; i < LS_COUNT(key_words); i++) {
        if (!(key_words[i].entities >> entity & 1) || !key_same(key_words[i].name, name))
            continue;
        *ret = (struct query_key){.name = key_words[i].name, .computed = (enum query_computed)(i + 1),
                                  .type = key_types[i].type, .arg = key_types[i].arg};
        if (ret->computed == KEY_ID)
            ret->arg = (int)entity;
        return true;
    }
    return key_find_field(entity, name, ret);
}

bool query_key_find(enum ls_entity entity, const char *name, struct query_key *ret_key)
{
    if (key_find_own(entity, name, ret_key))
        return true;
    for (size_t i = 0; i < LS_COUNT(alias_words); i++)
        if (key_same(alias_words[i].name, name) && key_find_own(entity, alias_words[i].help, ret_key))
            return true;
    int title = ls_entity_title(entity);
    return title >= 0 && key_same("title", name) && key_find_field(entity, ls_field_info(entity, title)->name, ret_key);
}

const char *ls_query_called(enum ls_entity entity, const char *name)
{
    struct query_key key;
    return query_key_find(entity, name, &key) ? key.name : "";
}

const char *ls_query_values_words(enum ls_entity entity, const char *name)
{
    struct query_key key;
    return query_key_find(entity, name, &key) ? query_values_words(&key) : "";
}

const char *query_key_nearest(enum ls_entity entity, const char *typed, bool term)
{
    const struct ls_entity_info *info = ls_entity_info(entity);
    struct query_key key;
    struct ls_nearest nearest = ls_nearest_begin(typed, strlen(typed) > 3 ? 2 : 1);
    if (term) {
        ls_nearest_try_begun(&nearest, "is");
        ls_nearest_try_begun(&nearest, "sort");
    }
    for (int i = 0; i < info->field_count; i++)
        if (key_field_shown(&info->fields[i], i))
            ls_nearest_try_begun(&nearest, info->fields[i].name);
    for (size_t i = 0; i < LS_COUNT(key_words); i++)
        if (key_words[i].entities >> entity & 1)
            ls_nearest_try_begun(&nearest, key_words[i].name);
    for (size_t i = 0; i < LS_COUNT(alias_words); i++)
        if (key_find_own(entity, alias_words[i].help, &key))
            ls_nearest_try_begun(&nearest, alias_words[i].name);
    return nearest.word;
}

/* --- values ---------------------------------------------------------------------------------- */

static const void *key_member(const struct query_key *key, const struct ls_record *record)
{
    return (const char *)record + key->offset;
}

static int64_t key_field_int(const struct query_key *key, const struct ls_record *record)
{
    int64_t value = *(const int64_t *)key_member(key, record);
    if (key->type == LS_T_STAMP && value != LS_NONE)
        return ls_stamp_date(value);
    bool empty = (key->type == LS_T_REF && !value) ||
                 (record->entity == LS_E_ITEM && key->field == LS_F_item_priority && !value);
    return empty ? LS_NONE : value;
}

void query_roles_find(struct ls_query *q)
{
    static const char *const names[ROLE_COUNT] = {"owner", "backup", "due", "created"};
    for (int i = 0; i < ROLE_COUNT; i++)
        if (!query_key_find(q->context.entity, names[i], &q->roles[i]))
            q->roles[i].name = NULL;
}

int64_t query_role_int(const struct ls_query *q, enum query_role role, const struct ls_record *record)
{
    return q->roles[role].name ? key_field_int(&q->roles[role], record) : LS_NONE;
}

int64_t query_key_int(const struct ls_query *q, const struct query_key *key, const struct ls_record *record)
{
    return key->computed == KEY_FIELD ? key_field_int(key, record) : query_computed_int(q, key->computed, record);
}

double query_key_real(const struct ls_query *q, const struct query_key *key, const struct ls_record *record)
{
    return key->computed == KEY_FIELD ? *(const double *)key_member(key, record)
                                      : query_computed_real(q, key->computed, record);
}

int64_t query_key_stamp(const struct query_key *key, const struct ls_record *record)
{
    return key->computed == KEY_FIELD ? *(const int64_t *)key_member(key, record)
                                      : query_computed_stamp(key->computed, record);
}

const char *query_key_text(const struct ls_query *q, const struct query_key *key, const struct ls_record *record,
                           struct ls_buf *room)
{
    if (key->computed == KEY_FIELD)
        return *(const char *const *)key_member(key, record);
    ls_buf_clear(room);
    query_computed_text(q, record, room);
    return room->data;
}
