/* Runs the rules over a changeset, and holds those that every kind of record shares: values that fit their
 * field, required fields, references. Rules of one kind are in rules_entity.c, of the whole board in
 * rules_board.c; what is filled in is in rules_fill.c. */
#include "lockstep/rules.h"

#include <stdarg.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/text.h"
#include "model/rules_check.h"

enum { RULES_TITLE_COLUMNS = 60 }; /* a longer title is cut in a message */

/* --- words ------------------------------------------------------------------------------------ */

/* The first required line of text: what people know a record by before it has a number. */
static const char *rules_title(const struct ls_record *record)
{
    const struct ls_entity_info *info = ls_entity_info((enum ls_entity)record->entity);
    for (int f = LS_F_FIRST; f < info->field_count; f++) {
        if (info->fields[f].type == LS_T_TEXT && info->fields[f].flags & LS_FF_REQ)
            return *(const char *const *)(const void *)((const char *)record + info->fields[f].offset);
    }
    return "";
}

void rules_name(const struct ls_board *board, ls_id id, struct ls_buf *b)
{
    const struct ls_record *record = ls_board_record(board, id);
    size_t start = b->len;
    ls_board_name(board, id, b);
    if (!record || b->len == start)
        ls_buf_str(b, record ? ls_entity_info((enum ls_entity)record->entity)->label : "a record");
    if (record && record->num == LS_NONE && *ls_entity_info((enum ls_entity)record->entity)->prefix) {
        const char *title = rules_title(record);
        LS_AUTO(buf) struct ls_buf cut = LS_BUF_INIT;
        if (ls_text_columns(title) > RULES_TITLE_COLUMNS)
            ls_text_fit(&cut, title, RULES_TITLE_COLUMNS, false);
        if (*title)
            ls_buf_printf(b, " \"%s\"", cut.len ? cut.data : title);
    }
}

int rules_refuse(const struct rules *r, enum ls_refusal rule, int field, const char *format, ...)
{
    if (r->culprit)
        *r->culprit = (struct ls_culprit){r->edit->id, field, 0};
    if (!r->err)
        return LS_EREFUSED;
    LS_AUTO(buf) struct ls_buf sentence = LS_BUF_INIT, place = LS_BUF_INIT;
    va_list args;
    va_start(args, format);
    ls_buf_vprintf(&sentence, format, args);
    va_end(args);
    rules_name(r->board, r->edit->id, &place);
    ls_buf_printf(&place, ", %s: ", ls_field_header(ls_field_info(r->edit->entity, field)));
    ls_error_set(r->err, LS_EREFUSED, "%s%s", place.data, sentence.data);
    ls_error_hint(r->err, "%s", ls_refusal_info(rule)->todo);
    if (r->culprit)
        r->culprit->place = place.len;
    return LS_EREFUSED;
}

/* --- what the changeset does -------------------------------------------------------------------- */

bool ls_rules_made(const struct ls_changeset *cs, ls_id id)
{
    const struct ls_record_edit *record = ls_changeset_record(cs, id);
    return record && ls_record_edit_makes(record);
}

bool rules_edited(const struct rules *r, int field)
{
    if (r->fresh)
        return true;
    for (size_t i = 0; i < r->edit->len; i++) {
        if (r->edit->edits[i].field == field)
            return true;
    }
    return false;
}

struct ls_value rules_before(const struct ls_board *board, const struct ls_changeset *cs, ls_id id, int field)
{
    const struct ls_edit *edit = ls_changeset_edit(cs, id, field);
    if (edit)
        return ls_value_copy(&edit->before);
    const struct ls_record *record = ls_board_record(board, id);
    if (!record || ls_rules_made(cs, id))
        return (struct ls_value){0};
    return ls_record_get(record, field);
}

/* --- values ------------------------------------------------------------------------------------- */

static int rules_check_text(const struct rules *r, int field, const struct ls_field *info, const char *text)
{
    size_t characters = 0;
    for (const char *p = text; *p; p++)
        characters += ((unsigned char)*p & 0xC0) != 0x80;
    if (!ls_text_valid(text, strlen(text)))
        return rules_refuse(r, LS_REFUSE_UTF8, field, "the text is not valid UTF-8");
    if (info->limit && info->type != LS_T_SET && characters > (size_t)info->limit)
        return rules_refuse(r, LS_REFUSE_LENGTH, field, "%zu characters, at most %d are kept", characters, info->limit);
    if (info->type == LS_T_TEXT && strpbrk(text, "\r\n"))
        return rules_refuse(r, LS_REFUSE_LINES, field, "one line of text has no line breaks");
    int64_t monday;
    if (info->flags & LS_FF_WEEK && !ls_week_parse(text, &monday))
        return rules_refuse(r, LS_REFUSE_WEEK, field, "\"%s\" is no ISO week", text);
    return LS_OK;
}

static int rules_check_number(const struct rules *r, int field, const struct ls_field *info, int64_t i)
{
    if (info->type == LS_T_ENUM && (i < 0 || i >= ls_enum_count((enum ls_enum)info->arg)))
        return rules_refuse(r, LS_REFUSE_WORD, field, "%lld is none of its words", (long long)i);
    if (info->type == LS_T_BOOL && i != 0 && i != 1)
        return rules_refuse(r, LS_REFUSE_WORD, field, "%lld is neither 1 nor 0", (long long)i);
    if (ls_field_holds(info, i))
        return LS_OK;
    if (info->type == LS_T_INT)
        return rules_refuse(r, LS_REFUSE_RANGE, field, "%lld is larger than any that makes sense here", (long long)i);
    return rules_refuse(r, LS_REFUSE_DATE, field, "this date does not exist");
}

static int rules_check_value(const struct rules *r, int field, const struct ls_value *v)
{
    const struct ls_field *info = ls_field_info(r->edit->entity, field);
    bool text = info->type == LS_T_TEXT || info->type == LS_T_NOTE || info->type == LS_T_SET;
    if (v->kind == LS_V_NULL)
        return LS_OK;
    enum ls_value_kind wanted = text ? LS_V_TEXT : info->type == LS_T_REAL ? LS_V_REAL : LS_V_INT;
    if (v->kind != wanted && !(info->type == LS_T_REAL && v->kind == LS_V_INT))
        return rules_refuse(r, LS_REFUSE_NUMBER, field, "the value is of the wrong kind");
    if (text)
        return rules_check_text(r, field, info, v->text);
    return v->kind == LS_V_INT && !(info->flags & LS_FF_COMMON) ? rules_check_number(r, field, info, v->i) : LS_OK;
}

/* --- references --------------------------------------------------------------------------------- */

static int rules_check_target(const struct rules *r, int field, const struct ls_field *info, ls_id target)
{
    const struct ls_record *record = ls_board_record(r->board, target);
    const char *label = info->arg < LS_E_COUNT ? ls_entity_info((enum ls_entity)info->arg)->label : "record";
    LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT;
    if (!record)
        return rules_refuse(r, LS_REFUSE_REFERENCE, field, "there is no such %s", label);
    rules_name(r->board, target, &name);
    if (record->deleted)
        return rules_refuse(r, LS_REFUSE_GONE, field, "%s has been deleted", name.data);
    if (info->arg < LS_E_COUNT && record->entity != info->arg) {
        const char *found = ls_entity_info((enum ls_entity)record->entity)->label;
        return rules_refuse(r, LS_REFUSE_KIND, field, "%s is of the kind %s, wanted is the kind %s", name.data, found, label);
    }
    if (info->type == LS_T_REF && target == r->record->id)
        return rules_refuse(r, LS_REFUSE_SELF, field, "it refers to itself");
    return LS_OK;
}

static int rules_check_references(const struct rules *r)
{
    const struct ls_entity_info *info = ls_entity_info(r->edit->entity);
    for (int f = LS_F_FIRST; f < info->field_count; f++) {
        const struct ls_field *field = &info->fields[f];
        if ((field->type != LS_T_REF && field->type != LS_T_SET) || !rules_edited(r, f))
            continue;
        const void *member = (const char *)r->record + field->offset;
        ls_id target;
        int code = LS_OK;
        if (field->type == LS_T_REF) {
            target = *(const ls_id *)member;
            code = target ? rules_check_target(r, f, field, target) : LS_OK;
        } else {
            const char *set = *(const char *const *)member, *word;
            size_t len;
            while (!code && ls_set_next(&set, &word, &len, &target))
                code = target ? rules_check_target(r, f, field, target) : LS_OK;
        }
        if (code)
            return code;
    }
    return LS_OK;
}

/* Whether nobody would see anything in it: nothing is there, or blanks and characters without width. */
static bool rules_is_empty(const struct rules *r, int field)
{
    const struct ls_field *info = ls_field_info(r->edit->entity, field);
    if (info->type != LS_T_TEXT || ls_record_empty(r->record, field))
        return ls_record_empty(r->record, field);
    LS_AUTO(buf) struct ls_buf safe = LS_BUF_INIT;
    ls_text_safe(&safe, *(const char *const *)(const void *)((const char *)r->record + info->offset));
    return !*ls_text_skip_blank(safe.data);
}

static int rules_check_required(const struct rules *r)
{
    const struct ls_entity_info *info = ls_entity_info(r->edit->entity);
    for (int f = LS_F_FIRST; f < info->field_count; f++) {
        if (!(info->fields[f].flags & LS_FF_REQ) || !rules_edited(r, f) || !rules_is_empty(r, f))
            continue;
        int code = rules_refuse(r, LS_REFUSE_EMPTY, f, "it may not be empty");
        LS_AUTO(buf) struct ls_buf words = LS_BUF_INIT;
        for (int i = 0; info->fields[f].type == LS_T_ENUM && i < ls_enum_count((enum ls_enum)info->fields[f].arg); i++)
            ls_buf_printf(&words, "%s%s", i ? ", " : "one of: ", ls_enum_word((enum ls_enum)info->fields[f].arg, i));
        if (words.len && r->err)
            ls_error_hint(r->err, "%s", words.data);
        return code;
    }
    return LS_OK;
}

/* --- the whole ---------------------------------------------------------------------------------- */

static int rules_check_record(const struct rules *r)
{
    int code = LS_OK;
    for (size_t i = 0; i < r->edit->len && !code; i++)
        code = rules_check_value(r, r->edit->edits[i].field, &r->edit->edits[i].after);
    if (!code)
        code = rules_check_locked(r);
    if (code || r->record->deleted)
        return code;
    if (!code)
        code = rules_check_required(r);
    if (!code)
        code = rules_check_references(r);
    if (!code)
        code = rules_check_entity(r);
    return code;
}

/* Checks the i-th record of the changeset. */
static int rules_check_at(const struct ls_board *board, const struct ls_changeset *cs, size_t i,
                          struct ls_culprit *culprit, struct ls_error *err)
{
    const struct ls_record_edit *edit = &cs->records[i];
    const struct ls_edit *made = ls_record_edit_get(edit, LS_F_DELETED);
    struct rules r = {board, cs, edit, ls_board_record_of(board, edit->entity, edit->id), made && made->after.i == 0, err, culprit};
    if (!r.record || r.record->entity != (int64_t)edit->entity)
        return ls_error_set(err, LS_EREFUSED, "a change is for a record of the kind %s that is not there",
                            ls_entity_info(edit->entity)->label);
    return rules_check_record(&r);
}

int ls_rules_find(const struct ls_board *board, const struct ls_changeset *cs, struct ls_culprit *ret_culprit,
                  struct ls_error *err)
{
    int code = LS_OK;
    for (size_t i = 0; i < cs->len && !code; i++)
        code = rules_check_at(board, cs, i, ret_culprit, err);
    if (!code)
        code = rules_check_unique(board, cs, ret_culprit, err);
    return code ? code : rules_check_deleted(board, cs, ret_culprit, err);
}

int ls_rules_check(const struct ls_board *board, const struct ls_changeset *cs, struct ls_error *err)
{
    return ls_rules_find(board, cs, NULL, err);
}

int ls_rules_each(const struct ls_board *board, const struct ls_changeset *cs, ls_rules_refused_fn *refused, void *arg)
{
    struct ls_error err = {0};
    int code = LS_OK;
    struct ls_culprit culprit = {0};
    for (size_t i = 0; i < cs->len; i++) {
        if (!rules_check_at(board, cs, i, NULL, &err))
            continue;
        code = LS_EREFUSED;
        refused(arg, cs->records[i].id, &err);
        ls_error_done(&err);
    }
    if (!code && (code = rules_check_unique(board, cs, &culprit, &err)) == LS_OK)
        code = rules_check_deleted(board, cs, &culprit, &err);
    if (culprit.record)
        refused(arg, culprit.record, &err);
    ls_error_done(&err);
    return code;
}
