/* Rules that look beyond one record: what stands once, what is locked, what others refer to. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/pack.h"
#include "base/strmap.h"
#include "base/text.h"
#include "lockstep/rules.h"
#include "model/rules_check.h"

/* --- locked --------------------------------------------------------------------------------------- */

/* What a record was before the changeset; LS_NONE where it was not there, or deleted. */
static int64_t rules_status_before(const struct rules *r, ls_id id, int field)
{
    const struct ls_edit *revived = ls_changeset_edit(r->cs, id, LS_F_DELETED);
    if (revived && revived->before.kind == LS_V_INT && revived->before.i)
        return LS_NONE;
    struct ls_value v = rules_before(r->board, r->cs, id, field);
    int64_t status = v.kind == LS_V_INT ? v.i : LS_NONE;
    ls_value_done(&v);
    return status;
}

/* An undo of the changeset that closed or decided opens the record again, and may mend what is in it; an undo of
 * one that made it closed (an import) takes it away. */
static bool rules_reopened(const struct rules *r, ls_id id, int field)
{
    return r->cs->flags & LS_CS_UNDO &&
           (ls_changeset_edit(r->cs, id, field) || ls_changeset_edit(r->cs, id, LS_F_DELETED));
}

/* The field that a refusal names: that of the i-th edit, or, for a record that is made, the first that people know. */
static int rules_shown_field(const struct rules *r, size_t i)
{
    while (r->fresh && i + 1 < r->edit->len && r->edit->edits[i].field < LS_F_FIRST)
        i++;
    return r->edit->edits[i].field;
}

static int rules_check_minutes(const struct rules *r, ls_id meeting)
{
    if (!meeting || rules_status_before(r, meeting, LS_F_meeting_status) != LS_MEETING_STATUS_CLOSED ||
        rules_reopened(r, meeting, LS_F_meeting_status))
        return LS_OK;
    LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT;
    ls_board_name(r->board, meeting, &name);
    return rules_refuse(r, LS_REFUSE_CLOSED, rules_shown_field(r, 0), "the minutes of %s are closed and stay as they are", name.data);
}

/* Fields of a decision that say when to look at it again; they stay open after it was decided. */
static bool rules_wakes_decision(int field)
{
    return field == LS_F_decision_review_on || field == LS_F_decision_review_metric ||
           field == LS_F_decision_review_below || field == LS_F_decision_review_above ||
           field == LS_F_decision_review_when;
}

static int rules_check_decided(const struct rules *r, ls_id decision)
{
    int64_t before = rules_status_before(r, decision, LS_F_decision_status);
    if ((before != LS_DECISION_STATUS_DECIDED && before != LS_DECISION_STATUS_SUPERSEDED) ||
        rules_reopened(r, decision, LS_F_decision_status))
        return LS_OK;
    LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT;
    ls_board_name(r->board, decision, &name);
    for (size_t i = 0; i < r->edit->len; i++) {
        const struct ls_edit *edit = &r->edit->edits[i];
        bool supersede = edit->field == LS_F_decision_status && edit->after.kind == LS_V_INT &&
                         edit->after.i == LS_DECISION_STATUS_SUPERSEDED;
        if (r->edit->entity == LS_E_DECISION && (supersede || rules_wakes_decision(edit->field)))
            continue;
        return rules_refuse(r, LS_REFUSE_DECIDED, rules_shown_field(r, i), "%s is decided and stays as it is", name.data);
    }
    return LS_OK;
}

/* The record that r's record belongs to, before and after the changeset. */
static int rules_check_parents(const struct rules *r, int field, int (*check)(const struct rules *, ls_id))
{
    struct ls_value before = rules_before(r->board, r->cs, r->edit->id, field);
    struct ls_value after = ls_record_get(r->record, field);
    int code = before.kind == LS_V_INT ? check(r, before.i) : LS_OK;
    if (!code && after.kind == LS_V_INT && !ls_value_equal(&before, &after))
        code = check(r, after.i);
    return code;
}

int ls_rules_sealing(enum ls_entity entity)
{
    switch (entity) {
    case LS_E_ATTENDANCE: return LS_F_attendance_meeting;
    case LS_E_AGENDA_ITEM: return LS_F_agenda_item_meeting;
    case LS_E_OPTION: return LS_F_option_decision;
    default: return -1;
    }
}

int rules_check_locked(const struct rules *r)
{
    int field = ls_rules_sealing(r->edit->entity);
    if (!r->edit->len)
        return LS_OK;
    if (r->edit->entity == LS_E_MEETING)
        return rules_check_minutes(r, r->edit->id);
    if (r->edit->entity == LS_E_DECISION)
        return rules_check_decided(r, r->edit->id);
    if (field < 0)
        return LS_OK;
    bool minutes = ls_field_info(r->edit->entity, field)->arg == LS_E_MEETING;
    return rules_check_parents(r, field, minutes ? rules_check_minutes : rules_check_decided);
}

/* --- once ----------------------------------------------------------------------------------------- */

/* Kinds of names that may stand once among the live records of an entity. */
enum rules_once { ONCE_HANDLE, ONCE_KEY, ONCE_CHOSEN, ONCE_COUNT };

/* Writes the name of a kind that a record has; false where it has none. */
static bool rules_once_key(const struct ls_record *record, enum rules_once kind, struct ls_buf *key)
{
    const struct ls_entity_info *info = ls_entity_info((enum ls_entity)record->entity);
    ls_buf_clear(key);
    if (kind == ONCE_HANDLE && info->handle >= 0)
        ls_text_fold(key, *(const char *const *)(const void *)((const char *)record + info->fields[info->handle].offset));
    if (kind == ONCE_CHOSEN && record->entity == LS_E_OPTION) {
        const struct ls_option *option = (const void *)record;
        if (option->chosen)
            ls_pack_int(key, option->decision);
    }
    for (int f = LS_F_FIRST; kind == ONCE_KEY && f < info->field_count; f++) {
        if (info->fields[f].flags & LS_FF_KEY) {
            struct ls_value v = ls_record_get(record, f);
            ls_value_pack(key, &v);
            ls_value_done(&v);
        }
    }
    return key->len > 0;
}

static bool rules_once_edited(const struct rules *r, enum rules_once kind)
{
    const struct ls_entity_info *info = ls_entity_info(r->edit->entity);
    if (kind == ONCE_HANDLE)
        return info->handle >= 0 && rules_edited(r, info->handle);
    if (kind == ONCE_CHOSEN)
        return r->edit->entity == LS_E_OPTION &&
               (rules_edited(r, LS_F_option_chosen) || rules_edited(r, LS_F_option_decision));
    for (int f = LS_F_FIRST; f < info->field_count; f++) {
        if (info->fields[f].flags & LS_FF_KEY && rules_edited(r, f))
            return true;
    }
    return false;
}

static int rules_refuse_twice(const struct rules *r, enum rules_once kind, ls_id other)
{
    const struct ls_entity_info *info = ls_entity_info(r->edit->entity);
    LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT;
    rules_name(r->board, other, &name);
    switch (kind) {
    case ONCE_HANDLE:
        return rules_refuse(r, LS_REFUSE_HANDLE_TWICE, info->handle, "the %s %s has it already", info->label, name.data);
    case ONCE_CHOSEN:
        return rules_refuse(r, LS_REFUSE_CHOSEN, LS_F_option_chosen, "one option of a decision is chosen, and %s is",
                            name.data);
    default: break;
    }
    int field = LS_F_FIRST;
    while (!(info->fields[field].flags & LS_FF_KEY))
        field++;
    if (r->edit->entity == LS_E_METRIC_POINT)
        return rules_refuse(r, LS_REFUSE_POINT_TWICE, LS_F_metric_point_week,
                            "a metric has one value a week, and this week has one");
    return rules_refuse(r, LS_REFUSE_KEY_TWICE, field, "the same %s is there already", info->label);
}

/* The names that the changeset gives go into a map; then every live record of that entity is held against it. */
static int rules_check_once(const struct ls_board *board, const struct ls_changeset *cs, enum ls_entity entity,
                            enum rules_once kind, struct ls_strmap *given, struct ls_culprit *culprit, struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf key = LS_BUF_INIT;
    for (size_t i = 0; i < cs->len; i++) {
        if (cs->records[i].entity != entity)
            continue;
        const struct ls_edit *made = ls_record_edit_get(&cs->records[i], LS_F_DELETED);
        struct rules r = {board, cs, &cs->records[i], ls_board_record_of(board, entity, cs->records[i].id),
                          made && made->after.i == 0, err, culprit};
        if (r.record->deleted || !rules_once_edited(&r, kind) ||
            !rules_once_key(r.record, kind, &key))
            continue;
        if (!ls_strmap_add(given, key.data, key.len, r.edit->id))
            return rules_refuse_twice(&r, kind, ls_strmap_get(given, key.data, key.len, 0));
    }
    struct ls_board_walk walk = {board, entity, 0};
    const struct ls_record *record;
    while (given->len && (record = ls_board_walk_next(&walk))) {
        if (!rules_once_key(record, kind, &key))
            continue;
        ls_id id = ls_strmap_get(given, key.data, key.len, record->id);
        if (id != record->id) {
            struct rules r = {board, cs, ls_changeset_record(cs, id), ls_board_record(board, id), false, err,
                              culprit};
            return rules_refuse_twice(&r, kind, record->id);
        }
    }
    return LS_OK;
}

/* Numbers have an index: no walk. */
static int rules_check_numbers(const struct ls_board *board, const struct ls_changeset *cs, struct ls_culprit *culprit,
                               struct ls_error *err)
{
    struct ls_map given[LS_E_COUNT] = {0};
    int code = LS_OK;
    for (size_t i = 0; !code && i < cs->len; i++) {
        const struct ls_record_edit *edit = &cs->records[i];
        const struct ls_edit *life = ls_record_edit_get(edit, LS_F_DELETED);
        bool fresh = life && life->after.i == 0;
        if (!fresh && !ls_record_edit_get(edit, LS_F_NUM))
            continue;
        const struct ls_record *record = ls_board_record_of(board, edit->entity, edit->id);
        if (!record || record->deleted || record->num <= 0)
            continue;
        ls_id holder = ls_board_by_num(board, edit->entity, record->num);
        if ((holder && holder != edit->id) || ls_map_get(&given[edit->entity], record->num)) {
            struct rules r = {board, cs, edit, record, fresh, err, culprit};
            code = rules_refuse(&r, LS_REFUSE_NUMBER_TWICE, LS_F_NUM, "the number is given already");
        }
        ls_map_put(&given[edit->entity], record->num, given);
    }
    for (int e = 0; e < LS_E_COUNT; e++)
        ls_map_done(&given[e]);
    return code;
}

int rules_check_unique(const struct ls_board *board, const struct ls_changeset *cs, struct ls_culprit *culprit,
                       struct ls_error *err)
{
    bool touched[LS_E_COUNT] = {false};
    int numbers = rules_check_numbers(board, cs, culprit, err);
    if (numbers)
        return numbers;
    for (size_t i = 0; i < cs->len; i++)
        touched[cs->records[i].entity] = true;
    for (int e = 0; e < LS_E_COUNT; e++) {
        for (int kind = 0; touched[e] && kind < ONCE_COUNT; kind++) {
            struct ls_strmap given = {0};
            int code = rules_check_once(board, cs, (enum ls_entity)e, (enum rules_once)kind, &given, culprit, err);
            ls_strmap_done(&given);
            if (code)
                return code;
        }
    }
    return LS_OK;
}

/* --- deleted -------------------------------------------------------------------------------------- */

/* The fields of one kind of record that may refer to what is deleted. */
struct rules_referring {
    const struct ls_field **fields;
    size_t len;
};

static void rules_find_referring(enum ls_entity entity, const bool *kinds, struct rules_referring *ret)
{
    const struct ls_entity_info *info = ls_entity_info(entity);
    *ret = (struct rules_referring){.fields = ls_alloc((size_t)info->field_count * sizeof(*ret->fields))};
    for (int f = LS_F_FIRST; f < info->field_count; f++) {
        const struct ls_field *field = &info->fields[f];
        if (field->type == LS_T_SET || (field->type == LS_T_REF && (field->arg >= LS_E_COUNT || kinds[field->arg])))
            ret->fields[ret->len++] = field;
    }
}

/* The first of a record's references that is in the map of deleted ones, 0 where none is. */
static ls_id rules_deleted_target(const struct ls_record *record, const struct rules_referring *referring,
                                  const struct ls_map *deleted, const struct ls_field **ret_field)
{
    for (size_t i = 0; i < referring->len; i++) {
        const void *member = (const char *)record + referring->fields[i]->offset;
        *ret_field = referring->fields[i];
        if (referring->fields[i]->type == LS_T_REF) {
            ls_id target = *(const ls_id *)member;
            if (target && ls_map_get(deleted, target))
                return target;
            continue;
        }
        const char *set = *(const char *const *)member, *word;
        size_t len;
        ls_id target;
        while (*set && ls_set_next(&set, &word, &len, &target)) {
            if (target && ls_map_get(deleted, target))
                return target;
        }
    }
    return 0;
}

/* more: how many others than the first refer to the deleted record. */
static int rules_refuse_orphans(const struct ls_board *board, const struct ls_changeset *cs, ls_id deleted,
                                const struct ls_record *first, const struct ls_field *field, size_t more,
                                struct ls_culprit *culprit, struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT, others = LS_BUF_INIT;
    struct rules r = {board, cs, ls_changeset_record(cs, deleted), ls_board_record(board, deleted), false, err, culprit};
    rules_name(board, first->id, &name);
    if (more)
        ls_buf_printf(&others, ", and so %s %zu more", more == 1 ? "does" : "do", more);
    if (first->entity == LS_E_LINK) /* its fields are called src and dst, by nobody else */
        return rules_refuse(&r, LS_REFUSE_REFERRED, LS_F_DELETED, "%s still holds it%s", name.data, others.data);
    return rules_refuse(&r, LS_REFUSE_REFERRED, LS_F_DELETED, "%s still has it as its %s%s", name.data,
                        ls_field_header(field), others.data);
}

/* kinds: of what is deleted. */
static int rules_check_orphans(const struct ls_board *board, const struct ls_changeset *cs, const struct ls_map *deleted,
                               const bool *kinds, struct ls_culprit *culprit, struct ls_error *err)
{
    const struct ls_record *first = NULL;
    const struct ls_field *field, *first_field = NULL;
    size_t more = 0;
    ls_id deleted_one = 0;
    for (int e = 0; e < LS_E_COUNT; e++) {
        struct ls_board_walk walk = {board, (enum ls_entity)e, 0};
        struct rules_referring referring;
        const struct ls_record *record;
        rules_find_referring((enum ls_entity)e, kinds, &referring);
        while (referring.len && (record = ls_board_walk_next(&walk))) {
            ls_id target = rules_deleted_target(record, &referring, deleted, &field);
            more += first && target == deleted_one;
            if (!target || first)
                continue;
            first = record;
            first_field = field;
            deleted_one = target;
        }
        free(referring.fields);
    }
    return first ? rules_refuse_orphans(board, cs, deleted_one, first, first_field, more, culprit, err) : LS_OK;
}

int rules_check_deleted(const struct ls_board *board, const struct ls_changeset *cs, struct ls_culprit *culprit,
                        struct ls_error *err)
{
    struct ls_map deleted = {0};
    bool kinds[LS_E_COUNT] = {false};
    for (size_t i = 0; i < cs->len; i++) {
        const struct ls_edit *edit = ls_record_edit_get(&cs->records[i], LS_F_DELETED);
        if (!edit || edit->after.kind != LS_V_INT || !edit->after.i)
            continue;
        ls_map_put(&deleted, cs->records[i].id, &deleted);
        kinds[cs->records[i].entity] = true;
    }
    int code = deleted.len ? rules_check_orphans(board, cs, &deleted, kinds, culprit, err) : LS_OK;
    ls_map_done(&deleted);
    return code;
}
