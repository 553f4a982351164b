/* Field-by-field merge of a changeset with what stands. */
#include "store/merge.h"

#include <string.h>

#include "base/buf.h"
#include "base/mem.h"

enum { MERGE_FILLED = 2 }; /* room for what is filled in at a commit: mostly a number */

void store_merge_done(struct store_merge *merge)
{
    ls_changeset_free(merge->merged);
    ls_changeset_free(merge->mine);
    ls_changeset_free(merge->theirs);
    *merge = (struct store_merge){0};
}

static const char *merge_text(const struct ls_value *v)
{
    return v->kind == LS_V_TEXT ? v->text : "";
}

static bool set_has(const char *set, const char *word, size_t len)
{
    const char *at = set, *other;
    size_t other_len;
    ls_id id;
    while (ls_set_next(&at, &other, &other_len, &id)) {
        if (len == other_len && !memcmp(word, other, len))
            return true;
    }
    return false;
}

/* What stands, less what I took out, and what I put in. Never a conflict. */
static struct ls_value merge_set(const char *before, const char *mine, const char *theirs)
{
    LS_AUTO(buf) struct ls_buf out = LS_BUF_INIT;
    const char *at, *word;
    size_t len;
    ls_id id;
    for (at = theirs; ls_set_next(&at, &word, &len, &id);) {
        if (set_has(before, word, len) && !set_has(mine, word, len))
            continue;
        if (out.len)
            ls_buf_char(&out, ';');
        ls_buf_add(&out, word, len);
    }
    for (at = mine; ls_set_next(&at, &word, &len, &id);) {
        if (set_has(before, word, len) || set_has(out.data, word, len))
            continue;
        if (out.len)
            ls_buf_char(&out, ';');
        ls_buf_add(&out, word, len);
    }
    return ls_value_text(out.data);
}

/* Merges one field that both have changed. False where it cannot be done: ret_value is then untouched. */
static bool store_merge_value(enum ls_type type, const struct ls_value *before, const struct ls_value *mine,
                              const struct ls_value *theirs, struct ls_value *ret_value)
{
    if (type == LS_T_SET) {
        *ret_value = merge_set(merge_text(before), merge_text(mine), merge_text(theirs));
        return true;
    }
    if (type != LS_T_NOTE)
        return false;
    LS_AUTO(string) char *text = store_merge_lines(merge_text(before), merge_text(mine), merge_text(theirs));
    if (!text)
        return false;
    *ret_value = ls_value_text(text);
    return true;
}

/* Where the board took a refused creation back, a blank record stays: it never was. */
static const struct ls_record *merge_was(const struct ls_record *record)
{
    return record && record->deleted && record->entered == LS_NONE ? NULL : record;
}

static const struct ls_record *merge_standing(const struct ls_board *base, const struct ls_record_edit *edit)
{
    return merge_was(ls_board_record_of(base, edit->entity, edit->id));
}

static void merge_add(struct ls_changeset **cs, const struct ls_changeset *like, const struct ls_record_edit *record,
                      int field, struct ls_value before, struct ls_value after)
{
    if (!*cs) {
        *cs = ls_changeset_new_like(like);
    }
    ls_record_edit_add(ls_changeset_add_record(*cs, record->entity, record->id), field, before, after);
}

static void merge_conflict(struct store_merge *merge, const struct ls_changeset *cs, const struct ls_record_edit *record,
                           const struct ls_edit *edit, const struct ls_value *stands)
{
    merge_add(&merge->mine, cs, record, edit->field, ls_value_copy(&edit->before), ls_value_copy(&edit->after));
    merge_add(&merge->theirs, cs, record, edit->field, ls_value_copy(&edit->before), ls_value_copy(stands));
}

static void merge_edit(struct store_merge *merge, const struct ls_changeset *cs, const struct ls_record_edit *record,
                       const struct ls_edit *edit, const struct ls_record *stands)
{
    struct ls_value now = stands ? ls_record_get(stands, edit->field) : (struct ls_value){0}, both;
    enum ls_type type = ls_field_info(record->entity, edit->field)->type;
    if (!stands || ls_value_equal(&now, &edit->before)) {
        if (!ls_value_equal(&now, &edit->after))
            merge_add(&merge->merged, cs, record, edit->field, ls_value_copy(&now), ls_value_copy(&edit->after));
    } else if (ls_value_equal(&now, &edit->after)) {
        /* Somebody has done the same: nothing to do. */
    } else if (edit->field >= LS_F_FIRST && store_merge_value(type, &edit->before, &edit->after, &now, &both)) {
        if (ls_value_equal(&now, &both))
            ls_value_done(&both);
        else
            merge_add(&merge->merged, cs, record, edit->field, ls_value_copy(&now), both);
    } else {
        merge_conflict(merge, cs, record, edit, &now);
    }
    ls_value_done(&now);
}

/* Somebody deleted the record that I edit: all my edits of it meet that one. */
static void merge_with_deleted(struct store_merge *merge, const struct ls_changeset *cs,
                               const struct ls_record_edit *record)
{
    for (size_t i = 0; i < record->len; i++)
        merge_add(&merge->mine, cs, record, record->edits[i].field, ls_value_copy(&record->edits[i].before),
                  ls_value_copy(&record->edits[i].after));
    merge_add(&merge->theirs, cs, record, LS_F_DELETED, ls_value_int(0), ls_value_int(1));
}

/* A guard says what a record has to be for its deletion to be nobody else's loss (ls_changeset_guard), or for a decision
 * on it to be one (ls_triage_guard). */
static bool merge_is_guard(const struct ls_edit *edit)
{
    return ls_value_equal(&edit->before, &edit->after);
}

/* Whether somebody has changed a guarded field since; then what I do to the record is a conflict with what they have set:
 * its deletion, or each field that I wanted to find as it was. */
static bool merge_guarded(struct store_merge *merge, const struct ls_changeset *cs, const struct ls_record_edit *record,
                          const struct ls_record *stands)
{
    const struct ls_edit *life = ls_changeset_edit(cs, record->id, LS_F_DELETED);
    bool deletes = life && life->after.i, met = false;
    for (size_t i = 0; stands && !stands->deleted && i < record->len; i++) {
        const struct ls_edit *edit = &record->edits[i];
        struct ls_value now = ls_record_get(stands, edit->field);
        if (merge_is_guard(edit) && !ls_value_equal(&now, &edit->before)) {
            if (!deletes)
                merge_add(&merge->mine, cs, record, edit->field, ls_value_copy(&edit->before), ls_value_copy(&edit->after));
            else if (!met)
                merge_add(&merge->mine, cs, record, LS_F_DELETED, ls_value_int(0), ls_value_int(1));
            merge_add(&merge->theirs, cs, record, edit->field, ls_value_copy(&edit->before), ls_value_copy(&now));
            met = true;
        }
        ls_value_done(&now);
    }
    return met;
}

void store_merge(const struct ls_board *base, const struct ls_changeset *cs, struct store_merge *ret_merge)
{
    struct store_merge merge = {.merged = ls_changeset_new_like(cs)};
    for (size_t i = 0; i < cs->len; i++) {
        const struct ls_record_edit *record = &cs->records[i];
        const struct ls_record *stands = merge_standing(base, record);
        const struct ls_edit *deleted = ls_record_edit_get(record, LS_F_DELETED);
        bool makes = ls_record_edit_makes(record);
        bool revives = deleted && deleted->after.kind == LS_V_INT && !deleted->after.i;
        if ((!stands && !makes) || (stands && stands->deleted && !deleted && !revives)) {
            merge_with_deleted(&merge, cs, record);
            continue;
        }
        if (merge_guarded(&merge, cs, record, stands))
            continue;
        if (makes && !stands)
            ls_record_edit_reserve(ls_changeset_add_record(merge.merged, record->entity, record->id), record->len + MERGE_FILLED);
        for (size_t j = 0; j < record->len; j++) {
            if (!merge_is_guard(&record->edits[j]))
                merge_edit(&merge, cs, record, &record->edits[j], stands);
        }
    }
    *ret_merge = merge;
}

static bool merge_lacks(const struct ls_board *base, const struct ls_changeset *cs, ls_id id)
{
    const struct ls_record_edit *record = ls_changeset_record(cs, id);
    return id && !merge_was(ls_board_record(base, id)) && !(record && ls_record_edit_makes(record));
}

static ls_id merge_missing_target(const struct ls_board *base, const struct ls_changeset *cs, enum ls_type type,
                                  const struct ls_value *value)
{
    const char *at = merge_text(value), *word;
    size_t len;
    ls_id id;
    if (type == LS_T_REF && value->kind == LS_V_INT)
        return merge_lacks(base, cs, value->i) ? value->i : 0;
    while (type == LS_T_SET && ls_set_next(&at, &word, &len, &id)) {
        if (merge_lacks(base, cs, id))
            return id;
    }
    return 0;
}

ls_id store_merge_missing(const struct ls_board *base, const struct ls_changeset *cs)
{
    for (size_t i = 0; i < cs->len; i++) {
        const struct ls_record_edit *record = &cs->records[i];
        if (merge_lacks(base, cs, record->id))
            return record->id;
        for (size_t j = 0; j < record->len; j++) {
            const struct ls_edit *edit = &record->edits[j];
            ls_id missing = merge_missing_target(base, cs, ls_field_info(record->entity, edit->field)->type, &edit->after);
            if (missing)
                return missing;
        }
    }
    return 0;
}

void store_merge_missed(const struct ls_board *base, const struct ls_changeset *cs, const struct ls_changeset *saved,
                        struct store_merge *ret_merge)
{
    struct ls_changeset *rest = ls_changeset_new_like(cs);
    struct store_merge merge;
    for (size_t i = 0; i < cs->len; i++) {
        const struct ls_record_edit *record = &cs->records[i];
        const struct ls_edit *gone = ls_changeset_edit(saved, record->id, LS_F_DELETED);
        for (size_t j = 0; !(gone && gone->after.i) && j < record->len; j++) {
            const struct ls_edit *edit = &record->edits[j];
            if (!ls_changeset_edit(saved, record->id, edit->field))
                ls_record_edit_add(ls_changeset_add_record(rest, record->entity, record->id), edit->field,
                                   ls_value_copy(&edit->before), ls_value_copy(&edit->after));
        }
    }
    store_merge(base, rest, &merge);
    for (size_t i = 0; i < merge.merged->len; i++) {
        const struct ls_record_edit *record = &merge.merged->records[i];
        for (size_t j = 0; j < record->len; j++)
            merge_conflict(&merge, cs, record, &record->edits[j], &record->edits[j].before);
    }
    ls_changeset_free(merge.merged);
    merge.merged = ls_changeset_new(cs->label);
    ls_changeset_free(rest);
    *ret_merge = merge;
}
