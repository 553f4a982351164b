/* Records and values: reading and writing members through the descriptors. */
#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/pack.h"
#include "lockstep/board.h"
#include "lockstep/error.h"

enum { DATE_FIRST = -719162, DATE_LAST = 2932896 }; /* 0001-01-01 and 9999-12-31 */
static const int64_t NUMBER_MOST = 1000000000000;

struct ls_value ls_value_int(int64_t i)
{
    return i == LS_NONE ? (struct ls_value){0} : (struct ls_value){.kind = LS_V_INT, .i = i};
}

struct ls_value ls_value_real(double r)
{
    return isnan(r) ? (struct ls_value){0} : (struct ls_value){.kind = LS_V_REAL, .r = r};
}

struct ls_value ls_value_text(const char *s)
{
    return !s || !*s ? (struct ls_value){0} : (struct ls_value){.kind = LS_V_TEXT, .text = ls_strdup(s)};
}

struct ls_value ls_value_copy(const struct ls_value *v)
{
    struct ls_value copy = *v;
    if (v->kind == LS_V_TEXT)
        copy.text = ls_strdup(v->text);
    return copy;
}

bool ls_value_equal(const struct ls_value *a, const struct ls_value *b)
{
    if (a->kind != b->kind)
        return false;
    switch (a->kind) {
    case LS_V_INT: return a->i == b->i;
    case LS_V_REAL: return a->r == b->r;
    case LS_V_TEXT: return !strcmp(a->text, b->text);
    default: return true;
    }
}

void ls_value_done(struct ls_value *v)
{
    if (v->kind == LS_V_TEXT)
        free(v->text);
    *v = (struct ls_value){0};
}

static bool record_is_text(enum ls_type type)
{
    return type == LS_T_TEXT || type == LS_T_NOTE || type == LS_T_SET;
}

static const void *record_member(const struct ls_record *record, const struct ls_field *field)
{
    return (const char *)record + field->offset;
}

struct ls_value ls_record_get(const struct ls_record *record, int field)
{
    const struct ls_field *info = ls_field_info((enum ls_entity)record->entity, field);
    const void *member = record_member(record, info);
    if (record_is_text(info->type))
        return ls_value_text(*(const char *const *)member);
    if (info->type == LS_T_REAL)
        return ls_value_real(*(const double *)member);
    int64_t i = *(const int64_t *)member;
    if (info->type == LS_T_REF && !i)
        i = LS_NONE;
    return ls_value_int(i);
}

bool ls_record_empty(const struct ls_record *record, int field)
{
    struct ls_value v = ls_record_get(record, field);
    bool empty = v.kind == LS_V_NULL;
    ls_value_done(&v);
    return empty;
}

static void record_free_text(char *text)
{
    if (text && text != ls_buf_empty)
        free(text);
}

bool ls_field_holds(const struct ls_field *field, int64_t i)
{
    if (field->type == LS_T_DATE)
        return i >= DATE_FIRST && i <= DATE_LAST;
    if (field->type == LS_T_STAMP)
        return i >= DATE_FIRST * (int64_t)LS_DAY && i < (DATE_LAST + 1) * (int64_t)LS_DAY;
    return field->type != LS_T_INT || (i >= -NUMBER_MOST && i <= NUMBER_MOST);
}

void ls_record_set(struct ls_record *record, int field, const struct ls_value *v)
{
    const struct ls_field *info = ls_field_info((enum ls_entity)record->entity, field);
    char *member = (char *)record + info->offset;
    if (record_is_text(info->type)) {
        char **text = (char **)(void *)member;
        char *old = *text;
        *text = v->kind == LS_V_TEXT ? ls_strdup(v->text) : ls_buf_empty;
        record_free_text(old);
    } else if (info->type == LS_T_REAL) {
        double r = v->kind == LS_V_REAL ? v->r : v->kind == LS_V_INT ? (double)v->i : NAN;
        memcpy(member, &r, sizeof(r));
    } else {
        int64_t i = v->kind == LS_V_INT && ls_field_holds(info, v->i) ? v->i : LS_NONE;
        if (i == LS_NONE && (info->type == LS_T_BOOL || info->type == LS_T_REF))
            i = 0;
        memcpy(member, &i, sizeof(i));
    }
}

/* What a new record of that entity is a copy of, made once: a file of 100,000 records makes as many. */
static const struct ls_record *record_blank(enum ls_entity entity)
{
    static struct ls_record *blanks[LS_E_COUNT];
    const struct ls_entity_info *info = ls_entity_info(entity);
    if (blanks[entity])
        return blanks[entity];
    struct ls_record *record = ls_alloc(info->size);
    record->entity = entity;
    for (int f = 0; f < info->field_count; f++) {
        struct ls_value blank = {0};
        if (info->fields[f].flags & LS_FF_TRUE)
            blank = ls_value_int(1);
        ls_record_set(record, f, &blank);
    }
    return blanks[entity] = record;
}

struct ls_record *ls_record_new(enum ls_entity entity, ls_id id)
{
    size_t size = ls_entity_info(entity)->size;
    struct ls_record *record = ls_alloc(size);
    memcpy(record, record_blank(entity), size); /* its texts are the empty one that nobody frees */
    record->id = id;
    return record;
}

void ls_record_free(struct ls_record *record)
{
    if (!record)
        return;
    const struct ls_entity_info *info = ls_entity_info((enum ls_entity)record->entity);
    for (int f = 0; f < info->field_count; f++) {
        if (record_is_text(info->fields[f].type))
            record_free_text(*(char **)(void *)((char *)record + info->fields[f].offset));
    }
    free(record);
}

struct ls_record *ls_record_copy(const struct ls_record *record)
{
    struct ls_record *copy = ls_record_new((enum ls_entity)record->entity, record->id);
    for (int f = 0; f < ls_entity_info((enum ls_entity)record->entity)->field_count; f++) {
        struct ls_value v = ls_record_get(record, f);
        ls_record_set(copy, f, &v);
        ls_value_done(&v);
    }
    return copy;
}

void ls_value_pack(struct ls_buf *b, const struct ls_value *v)
{
    ls_pack_uint(b, v->kind);
    if (v->kind == LS_V_INT)
        ls_pack_int(b, v->i);
    else if (v->kind == LS_V_REAL)
        ls_pack_real(b, v->r);
    else if (v->kind == LS_V_TEXT)
        ls_pack_str(b, v->text);
}

struct ls_value ls_value_unpack(struct ls_unpack *u)
{
    switch (ls_unpack_uint(u)) {
    case LS_V_NULL: return (struct ls_value){0};
    case LS_V_INT: return ls_value_int(ls_unpack_int(u));
    case LS_V_REAL: return ls_value_real(ls_unpack_real(u));
    case LS_V_TEXT: return (struct ls_value){.kind = LS_V_TEXT, .text = ls_unpack_str(u)};
    default:
        u->failed = true;
        return (struct ls_value){0};
    }
}

/* Form: entity, id, then (field + 1, value) for every field that is not empty, then 0. */
void ls_record_pack_head(struct ls_buf *b, enum ls_entity entity, ls_id id)
{
    ls_pack_uint(b, entity);
    ls_pack_int(b, id);
}

void ls_record_pack_field(struct ls_buf *b, int field, const struct ls_value *v)
{
    if (v->kind == LS_V_NULL)
        return;
    ls_pack_uint(b, (uint64_t)field + 1);
    ls_value_pack(b, v);
}

void ls_record_pack_end(struct ls_buf *b)
{
    ls_pack_uint(b, 0);
}

void ls_record_pack(struct ls_buf *b, const struct ls_record *record)
{
    const struct ls_entity_info *info = ls_entity_info((enum ls_entity)record->entity);
    ls_record_pack_head(b, (enum ls_entity)record->entity, record->id);
    for (int f = 0; f < info->field_count; f++) {
        struct ls_value v = ls_record_get(record, f);
        ls_record_pack_field(b, f, &v);
        ls_value_done(&v);
    }
    ls_record_pack_end(b);
}

/* As ls_record_set, and uses v up: a text moves into the record. */
static void record_take(struct ls_record *record, int field, struct ls_value *v)
{
    const struct ls_field *info = ls_field_info((enum ls_entity)record->entity, field);
    char **text = (char **)(void *)((char *)record + info->offset);
    if (v->kind == LS_V_TEXT && record_is_text(info->type)) {
        record_free_text(*text);
        *text = v->text;
        *v = (struct ls_value){0};
        return;
    }
    ls_record_set(record, field, v);
    ls_value_done(v);
}

int ls_record_unpack(struct ls_unpack *u, struct ls_record **ret_record, struct ls_error *err)
{
    uint64_t entity = ls_unpack_uint(u);
    ls_id id = ls_unpack_int(u);
    if (u->failed || entity >= LS_E_COUNT || id <= 0)
        return ls_error_set(err, LS_ECORRUPT, "a packed record is damaged");
    struct ls_record *record = ls_record_new((enum ls_entity)entity, id);
    uint64_t field;
    while ((field = ls_unpack_uint(u)) != 0) {
        struct ls_value v = ls_value_unpack(u);
        if (!u->failed && field <= (uint64_t)ls_entity_info((enum ls_entity)entity)->field_count)
            record_take(record, (int)field - 1, &v);
        else
            ls_value_done(&v);
        if (u->failed)
            break;
    }
    if (u->failed) {
        ls_record_free(record);
        return ls_error_set(err, LS_ECORRUPT, "a packed record is damaged");
    }
    *ret_record = record;
    return LS_OK;
}
