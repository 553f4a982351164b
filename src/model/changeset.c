/* Building, inverting and packing changesets. Applying them is the board's, merging the store's. */
#include "lockstep/changeset.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/hash.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/pack.h"
#include "lockstep/board.h"
#include "lockstep/error.h"

struct ls_changeset *ls_changeset_new(const char *label)
{
    struct ls_changeset *cs = ls_alloc(sizeof(*cs));
    cs->label = ls_strdup(label);
    cs->index = ls_alloc(sizeof(struct ls_map));
    return cs;
}

struct ls_changeset *ls_changeset_new_like(const struct ls_changeset *like)
{
    struct ls_changeset *cs = ls_changeset_new(like->label);
    memcpy(cs->writer, like->writer, sizeof(cs->writer));
    cs->n = like->n;
    cs->who = like->who;
    cs->at = like->at;
    cs->flags = like->flags;
    cs->undoes = like->undoes;
    cs->group = like->group;
    return cs;
}

static void record_edit_done(struct ls_record_edit *record)
{
    for (size_t i = 0; i < record->len; i++) {
        ls_value_done(&record->edits[i].before);
        ls_value_done(&record->edits[i].after);
    }
    free(record->edits);
    *record = (struct ls_record_edit){0};
}

void ls_changeset_free(struct ls_changeset *cs)
{
    if (!cs)
        return;
    for (size_t i = 0; i < cs->len; i++)
        record_edit_done(&cs->records[i]);
    free(cs->records);
    free(cs->label);
    ls_map_done(cs->index);
    free(cs->index);
    free(cs);
}

size_t ls_changeset_told(const struct ls_changeset *cs)
{
    return cs->group_len ? cs->group_len : cs->len;
}

static void changeset_reindex(struct ls_changeset *cs)
{
    ls_map_done(cs->index);
    for (size_t i = 0; i < cs->len; i++)
        ls_map_put(cs->index, cs->records[i].id, (void *)(uintptr_t)(i + 1));
}

void ls_changeset_prune(struct ls_changeset *cs)
{
    size_t kept = 0;
    for (size_t i = 0; i < cs->len; i++) {
        if (cs->records[i].len)
            cs->records[kept++] = cs->records[i];
        else
            free(cs->records[i].edits);
    }
    if (kept == cs->len)
        return;
    cs->len = kept;
    changeset_reindex(cs);
}

static struct ls_record_edit *changeset_find(const struct ls_changeset *cs, ls_id id)
{
    uintptr_t place = (uintptr_t)ls_map_get(cs->index, id);
    return place ? &cs->records[place - 1] : NULL;
}

struct ls_record_edit *ls_changeset_add_record(struct ls_changeset *cs, enum ls_entity entity, ls_id id)
{
    struct ls_record_edit *found = changeset_find(cs, id);
    if (found)
        return found;
    LS_GROW(cs->records, cs->len, cs->cap);
    cs->records[cs->len] = (struct ls_record_edit){.entity = entity, .id = id};
    ls_map_put(cs->index, id, (void *)(uintptr_t)(cs->len + 1));
    return &cs->records[cs->len++];
}

void ls_record_edit_reserve(struct ls_record_edit *record, size_t more)
{
    if (record->cap - record->len >= more)
        return;
    record->cap = record->len + more;
    record->edits = ls_realloc(record->edits, record->cap * sizeof(*record->edits));
}

void ls_changeset_trim(struct ls_changeset *cs, ls_id id, size_t more)
{
    struct ls_record_edit *record = changeset_find(cs, id);
    if (!record || record->cap <= record->len + more)
        return;
    record->cap = record->len + more;
    record->edits = ls_realloc(record->edits, record->cap * sizeof(*record->edits));
}

void ls_record_edit_add(struct ls_record_edit *record, int field, struct ls_value before, struct ls_value after)
{
    LS_GROW(record->edits, record->len, record->cap);
    record->edits[record->len++] = (struct ls_edit){field, before, after};
}

static struct ls_edit *record_edit_field(struct ls_record_edit *record, int field)
{
    for (size_t i = 0; i < record->len; i++) {
        if (record->edits[i].field == field)
            return &record->edits[i];
    }
    return NULL;
}

const struct ls_edit *ls_record_edit_get(const struct ls_record_edit *record, int field)
{
    return record_edit_field((struct ls_record_edit *)(uintptr_t)record, field);
}

bool ls_record_edit_makes(const struct ls_record_edit *record)
{
    const struct ls_edit *life = ls_record_edit_get(record, LS_F_DELETED);
    return life && life->before.kind == LS_V_NULL;
}

const struct ls_record_edit *ls_changeset_record(const struct ls_changeset *cs, ls_id id)
{
    return changeset_find(cs, id);
}

const struct ls_edit *ls_changeset_edit(const struct ls_changeset *cs, ls_id id, int field)
{
    struct ls_record_edit *record = changeset_find(cs, id);
    return record ? record_edit_field(record, field) : NULL;
}

void ls_change_create_as(struct ls_changeset *cs, enum ls_entity entity, ls_id id, int64_t now)
{
    const struct ls_entity_info *info = ls_entity_info(entity);
    struct ls_record_edit *record = ls_changeset_add_record(cs, entity, id);
    struct ls_value none = {0};
    ls_record_edit_reserve(record, (size_t)info->field_count);
    ls_record_edit_add(record, LS_F_DELETED, none, ls_value_int(0));
    ls_record_edit_add(record, LS_F_ENTERED, none, ls_value_int(now));
    if (cs->flags & LS_CS_IMPORT)
        ls_record_edit_add(record, LS_F_IMPORTED, none, ls_value_int(1));
    for (int f = LS_F_FIRST; f < info->field_count; f++) {
        if (info->fields[f].flags & LS_FF_TRUE)
            ls_record_edit_add(record, f, none, ls_value_int(1));
    }
}

ls_id ls_change_create(struct ls_changeset *cs, enum ls_entity entity, int64_t now)
{
    ls_id id = ls_id_new();
    ls_change_create_as(cs, entity, id, now);
    return id;
}

static void record_edit_drop(struct ls_record_edit *record, struct ls_edit *edit)
{
    ls_value_done(&edit->before);
    ls_value_done(&edit->after);
    memmove(edit, edit + 1, (size_t)(record->edits + record->len - (edit + 1)) * sizeof(*edit));
    record->len--;
}

void ls_change_set(struct ls_changeset *cs, const struct ls_board *board, ls_id id, int field,
                   const struct ls_value *value)
{
    struct ls_record_edit *record = changeset_find(cs, id);
    const struct ls_record *stands = board ? ls_board_record(board, id) : NULL;
    assert(record || stands);
    struct ls_edit *edit = record ? record_edit_field(record, field) : NULL;
    struct ls_value before = edit     ? ls_value_copy(&edit->before)
                             : stands ? ls_record_get(stands, field)
                                      : (struct ls_value){0};
    bool same = ls_value_equal(&before, value);
    if (edit) {
        if (same && stands) {
            record_edit_drop(record, edit);
        } else {
            ls_value_done(&edit->after);
            edit->after = ls_value_copy(value);
        }
        ls_value_done(&before);
        return;
    }
    if (same) {
        ls_value_done(&before);
        return;
    }
    if (!record)
        record = ls_changeset_add_record(cs, (enum ls_entity)stands->entity, id);
    ls_record_edit_add(record, field, before, ls_value_copy(value));
}

void ls_change_int(struct ls_changeset *cs, const struct ls_board *board, ls_id id, int field, int64_t value)
{
    struct ls_value v = ls_value_int(value);
    ls_change_set(cs, board, id, field, &v);
}

void ls_change_ref(struct ls_changeset *cs, const struct ls_board *board, ls_id id, int field, ls_id value)
{
    ls_change_int(cs, board, id, field, value ? value : LS_NONE);
}

void ls_change_real(struct ls_changeset *cs, const struct ls_board *board, ls_id id, int field, double value)
{
    struct ls_value v = ls_value_real(value);
    ls_change_set(cs, board, id, field, &v);
}

void ls_change_text(struct ls_changeset *cs, const struct ls_board *board, ls_id id, int field, const char *value)
{
    struct ls_value v = ls_value_text(value);
    ls_change_set(cs, board, id, field, &v);
    ls_value_done(&v);
}

void ls_change_delete(struct ls_changeset *cs, const struct ls_board *board, ls_id id)
{
    ls_change_int(cs, board, id, LS_F_DELETED, 1);
}

struct ls_changeset *ls_changeset_inverse(const struct ls_changeset *cs, int64_t now)
{
    LS_AUTO(string) char *label = ls_asprintf("undo %s", cs->label);
    struct ls_changeset *inverse = ls_changeset_new(label);
    inverse->who = cs->who;
    inverse->at = now;
    inverse->flags = cs->flags & LS_CS_UNDO && !(cs->flags & LS_CS_REDO) ? LS_CS_UNDO | LS_CS_REDO : LS_CS_UNDO;
    memcpy(inverse->undoes.writer, cs->writer, LS_WRITER_SIZE);
    inverse->undoes.n = cs->n;
    for (size_t i = cs->len; i-- > 0;) {
        const struct ls_record_edit *record = &cs->records[i];
        struct ls_record_edit *undone = ls_changeset_add_record(inverse, record->entity, record->id);
        if (ls_record_edit_makes(record)) {
            ls_record_edit_add(undone, LS_F_DELETED, ls_value_int(0), ls_value_int(1));
            continue;
        }
        for (size_t j = 0; j < record->len; j++) {
            const struct ls_edit *edit = &record->edits[j];
            ls_record_edit_add(undone, edit->field, ls_value_copy(&edit->after), ls_value_copy(&edit->before));
        }
    }
    return inverse;
}

void ls_changeset_guard(struct ls_changeset *inverse, const struct ls_changeset *made)
{
    for (size_t i = 0; i < made->len; i++) {
        const struct ls_record_edit *record = &made->records[i];
        const struct ls_entity_info *info = ls_entity_info(record->entity);
        const struct ls_edit *life = ls_changeset_edit(made, record->id, LS_F_DELETED);
        struct ls_record_edit *undone = changeset_find(inverse, record->id);
        if (!life || life->before.kind != LS_V_NULL || !undone)
            continue;
        for (int f = LS_F_FIRST; f < info->field_count; f++) {
            const struct ls_edit *edit = ls_changeset_edit(made, record->id, f);
            struct ls_value none = info->fields[f].type == LS_T_BOOL ? ls_value_int(0) : (struct ls_value){0};
            const struct ls_value *value = edit ? &edit->after : &none;
            if (!(info->fields[f].flags & LS_FF_HIDDEN))
                ls_record_edit_add(undone, f, ls_value_copy(value), ls_value_copy(value));
        }
    }
}

static bool record_edit_is_guarded(const struct ls_record_edit *record)
{
    for (size_t i = 0; i < record->len; i++) {
        if (ls_value_equal(&record->edits[i].before, &record->edits[i].after))
            return true;
    }
    return false;
}

void ls_changeset_guard_deleted(struct ls_changeset *cs, const struct ls_board *board)
{
    for (size_t i = 0; i < cs->len; i++) {
        struct ls_record_edit *record = &cs->records[i];
        const struct ls_edit *life = ls_changeset_edit(cs, record->id, LS_F_DELETED);
        const struct ls_record *stands = life && life->after.i ? ls_board_record_of(board, record->entity, record->id) : NULL;
        if (!stands || stands->deleted || record_edit_is_guarded(record))
            continue;
        for (int f = LS_F_FIRST; f < ls_entity_info(record->entity)->field_count; f++) {
            if (ls_field_info(record->entity, f)->flags & LS_FF_HIDDEN || ls_changeset_edit(cs, record->id, f))
                continue;
            ls_record_edit_add(record, f, ls_record_get(stands, f), ls_record_get(stands, f));
        }
    }
}

struct ls_changeset *ls_changeset_copy(const struct ls_changeset *cs)
{
    struct ls_changeset *copy = ls_changeset_new_like(cs);
    copy->seq = cs->seq;
    copy->group_len = cs->group_len;
    for (size_t i = 0; i < cs->len; i++) {
        const struct ls_record_edit *from = &cs->records[i];
        struct ls_record_edit *to = ls_changeset_add_record(copy, from->entity, from->id);
        ls_record_edit_reserve(to, from->len);
        for (size_t j = 0; j < from->len; j++)
            ls_record_edit_add(to, from->edits[j].field, ls_value_copy(&from->edits[j].before),
                               ls_value_copy(&from->edits[j].after));
    }
    return copy;
}

bool ls_changeset_same_id(const struct ls_changeset *a, const struct ls_changeset *b)
{
    return a->n == b->n && !memcmp(a->writer, b->writer, LS_WRITER_SIZE);
}

bool ls_changeset_is(const struct ls_changeset *cs, const struct ls_changeset_name *name)
{
    return cs->n == name->n && !memcmp(cs->writer, name->writer, LS_WRITER_SIZE);
}

void ls_record_edit_pack(struct ls_buf *b, const struct ls_record_edit *record)
{
    ls_pack_uint(b, record->len);
    for (size_t i = 0; i < record->len; i++) {
        ls_pack_uint(b, (uint64_t)record->edits[i].field);
        ls_value_pack(b, &record->edits[i].before);
        ls_value_pack(b, &record->edits[i].after);
    }
}

int ls_record_edit_unpack(struct ls_unpack *u, struct ls_record_edit *record, struct ls_error *err)
{
    enum { SHORTEST = 3 }; /* bytes of an edit: a count that was made up takes no memory */
    uint64_t count = ls_unpack_uint(u);
    ls_record_edit_reserve(record, count < u->left / SHORTEST ? (size_t)count : u->left / SHORTEST);
    for (uint64_t i = 0; i < count && !u->failed; i++) {
        uint64_t field = ls_unpack_uint(u);
        struct ls_value before = ls_value_unpack(u);
        struct ls_value after = ls_value_unpack(u);
        if (!u->failed && field < (uint64_t)ls_entity_info(record->entity)->field_count) {
            ls_record_edit_add(record, (int)field, before, after);
        } else {
            ls_value_done(&before);
            ls_value_done(&after);
        }
    }
    return u->failed ? ls_error_set(err, LS_ECORRUPT, "a packed change is damaged") : LS_OK;
}

/* The part that the hash covers: everything but writer, n, seq. */
static void changeset_pack_body(struct ls_buf *b, const struct ls_changeset *cs)
{
    ls_pack_int(b, cs->who);
    ls_pack_int(b, cs->at);
    ls_pack_str(b, cs->label);
    ls_pack_uint(b, cs->flags);
    ls_pack_bytes(b, cs->undoes.writer, LS_WRITER_SIZE);
    ls_pack_uint(b, cs->undoes.n);
    ls_pack_int(b, cs->group);
    ls_pack_uint(b, cs->len);
    for (size_t i = 0; i < cs->len; i++) {
        ls_pack_uint(b, (uint64_t)cs->records[i].entity);
        ls_pack_int(b, cs->records[i].id);
        ls_record_edit_pack(b, &cs->records[i]);
    }
}

void ls_changeset_pack(struct ls_buf *b, const struct ls_changeset *cs)
{
    ls_pack_bytes(b, cs->writer, LS_WRITER_SIZE);
    ls_pack_uint(b, cs->n);
    ls_pack_uint(b, cs->seq);
    changeset_pack_body(b, cs);
}

int ls_changeset_unpack_head(struct ls_unpack *u, struct ls_changeset **ret_cs, size_t *ret_count, struct ls_error *err)
{
    struct ls_changeset *cs = ls_changeset_new(NULL);
    ls_unpack_fixed(u, cs->writer, LS_WRITER_SIZE);
    cs->n = ls_unpack_uint(u);
    cs->seq = ls_unpack_uint(u);
    cs->who = ls_unpack_int(u);
    cs->at = ls_unpack_int(u);
    free(cs->label);
    cs->label = ls_unpack_str(u);
    cs->flags = (unsigned)ls_unpack_uint(u);
    ls_unpack_fixed(u, cs->undoes.writer, LS_WRITER_SIZE);
    cs->undoes.n = ls_unpack_uint(u);
    cs->group = ls_unpack_int(u);
    uint64_t count = ls_unpack_uint(u);
    if (u->failed) {
        ls_changeset_free(cs);
        return ls_error_set(err, LS_ECORRUPT, "a packed changeset is damaged");
    }
    *ret_cs = cs;
    *ret_count = (size_t)count;
    return LS_OK;
}

int ls_changeset_unpack(struct ls_unpack *u, struct ls_changeset **ret_cs, struct ls_error *err)
{
    struct ls_changeset *cs;
    size_t count;
    int code = ls_changeset_unpack_head(u, &cs, &count, err);
    if (code)
        return code;
    for (size_t i = 0; i < count && !u->failed; i++) {
        uint64_t entity = ls_unpack_uint(u);
        ls_id id = ls_unpack_int(u);
        if (u->failed || entity >= LS_E_COUNT || id <= 0) {
            u->failed = true;
            break;
        }
        ls_record_edit_unpack(u, ls_changeset_add_record(cs, (enum ls_entity)entity, id), NULL);
    }
    if (u->failed) {
        ls_changeset_free(cs);
        return ls_error_set(err, LS_ECORRUPT, "a packed changeset is damaged");
    }
    *ret_cs = cs;
    return LS_OK;
}

void ls_changeset_hash(const struct ls_changeset *cs, uint8_t ret_hash[LS_HASH_SIZE])
{
    LS_AUTO(buf) struct ls_buf body = LS_BUF_INIT;
    ls_pack_bytes(&body, cs->writer, LS_WRITER_SIZE);
    ls_pack_uint(&body, cs->n);
    changeset_pack_body(&body, cs);
    ls_hash(body.data, body.len, ret_hash);
}
