/* Fields given in words. */
#include "app/cmd_fields.h"

#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/nearest.h"
#include "base/text.h"
#include "lockstep/error.h"

bool fields_is_none(const char *text)
{
    return ls_field_is_none(text);
}

/* --- names ----------------------------------------------------------------------------------- */

/* What people write for a field beside its name. */
static const struct {
    enum ls_entity entity;
    const char *word, *field;
} field_words[] = {
    {LS_E_ITEM, "p", "priority"},     {LS_E_ITEM, "prio", "priority"}, {LS_E_ITEM, "tag", "tags"},
    {LS_E_ITEM, "snooze", "snooze_until"}, {LS_E_ITEM, "name", "title"}, {LS_E_BLOCKER, "due", "next_due"},
    {LS_E_BLOCKER, "next", "next_step"}, {LS_E_BLOCKER, "title", "what"}, {LS_E_BLOCKER, "sev", "severity"},
    {LS_E_DECISION, "to", "escalated_to"}, {LS_E_DECISION, "by", "needed_by"}, {LS_E_DECISION, "cost", "cost_of_delay"},
};

static int fields_unknown(const struct fields *f, const char *name)
{
    const struct ls_entity_info *info = ls_entity_info(f->entity);
    struct ls_nearest nearest = ls_nearest_begin(name, 2);
    ls_error_set(f->err, LS_EUSAGE, "%s has no field \"%s\"", info->label, name);
    for (int i = LS_F_FIRST; i < info->field_count; i++) {
        if (!(info->fields[i].flags & LS_FF_HIDDEN))
            ls_nearest_try(&nearest, info->fields[i].name);
    }
    if (nearest.word) {
        ls_error_hint(f->err, "did you mean %s?", nearest.word);
        return LS_EUSAGE;
    }
    LS_AUTO(buf) struct ls_buf names = LS_BUF_INIT;
    for (int i = LS_F_FIRST; i < info->field_count; i++)
        if (!(info->fields[i].flags & LS_FF_HIDDEN))
            ls_buf_printf(&names, "%s%s", names.len ? ", " : "", info->fields[i].name);
    ls_error_hint(f->err, "its fields: %s", names.data);
    return LS_EUSAGE;
}

static int fields_number(const struct fields *f, const char *name)
{
    for (size_t i = 0; i < LS_COUNT(field_words); i++)
        if (field_words[i].entity == f->entity && !strcmp(field_words[i].word, name))
            name = field_words[i].field;
    int field = ls_field_by_name(f->entity, name);
    bool own = field >= LS_F_FIRST && !(ls_field_info(f->entity, field)->flags & LS_FF_HIDDEN);
    return own ? field : -1;
}

/* --- values ---------------------------------------------------------------------------------- */

int fields_person(const struct fields *f, const char *text, ls_id *ret_person)
{
    text = ls_text_skip_blank(text);
    LS_AUTO(string) char *name = ls_strndup(text, ls_text_trimmed(text, strlen(text)));
    *ret_person = 0;
    if (fields_is_none(name))
        return LS_OK;
    if (!strcasecmp(name, "me") && f->call->me && !ls_board_by_handle(f->call->board, LS_E_PERSON, name)) {
        *ret_person = f->call->me;
        return LS_OK;
    }
    return ls_board_find(f->call->board, LS_E_PERSON, name, ret_person, f->err);
}

int fields_set(const struct fields *f, ls_id id, const char *name, const char *text)
{
    int field = fields_number(f, name);
    if (field < 0)
        return fields_unknown(f, name);
    struct ls_value value = {0};
    int code = ls_field_read(f->call->board, f->entity, field, text, ls_stamp_date(f->call->now), f->call->me, &value,
                             f->err);
    if (!code)
        ls_change_set(f->cs, f->call->board, id, field, &value);
    ls_value_done(&value);
    return code;
}

int fields_set_all(const struct fields *f, ls_id id)
{
    int code = LS_OK;
    for (size_t i = 0; !code && i < f->call->named_count; i++)
        code = fields_set(f, id, f->call->named[i].name, f->call->named[i].value);
    return code;
}

int fields_set_each(const struct fields *f)
{
    int code = LS_OK;
    for (size_t i = 0; !code && i < f->call->target_count; i++)
        code = fields_set_all(f, f->call->targets[i]);
    return code;
}

bool fields_given(const struct fields *f, const char *name)
{
    for (size_t i = 0; i < f->call->named_count; i++) {
        int field = fields_number(f, f->call->named[i].name);
        if (field >= 0 && field == ls_field_by_name(f->entity, name))
            return true;
    }
    return false;
}

void fields_assign(const struct fields *f, ls_id id, int owner_field, int backup_field, ls_id owner)
{
    const struct ls_record *record = ls_board_record(f->call->board, id);
    struct ls_value before = ls_record_get(record, owner_field), backup = ls_record_get(record, backup_field);
    if (owner && backup.kind == LS_V_INT && backup.i == owner)
        ls_change_set(f->cs, f->call->board, id, backup_field, &before);
    ls_change_ref(f->cs, f->call->board, id, owner_field, owner);
    ls_value_done(&before);
    ls_value_done(&backup);
}

int fields_assign_each(const struct fields *f, int owner_field, int backup_field)
{
    ls_id owner;
    int code = fields_person(f, f->call->text, &owner);
    for (size_t i = 0; !code && i < f->call->target_count; i++)
        fields_assign(f, f->call->targets[i], owner_field, backup_field, owner);
    return code;
}
