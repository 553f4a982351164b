/* The verbs that every kind of record has: add, set, delete, from the descriptors alone. Kinds that need more (items,
 * blockers) have commands of their own; what follows from a change is filled in by the rules when it is committed. */
#include <string.h>

#include "app/cmd_fields.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "lockstep/error.h"
#include "lockstep/setting.h"

/* --- add ------------------------------------------------------------------------------------- */

/* The field that takes the words behind the key: the one that people read the record by, else the first that has no
 * part in the key and is not the program's own. -1 where all are. */
static int record_words_field(enum ls_entity entity)
{
    const struct ls_entity_info *info = ls_entity_info(entity);
    int title = ls_entity_title(entity);
    for (int f = LS_F_FIRST; title < 0 && f < info->field_count; f++) {
        if (!(info->fields[f].flags & (LS_FF_KEY | LS_FF_HIDDEN)))
            return f;
    }
    return title;
}

static const char *record_article(const char *label)
{
    return strchr("aeiou", *label) ? "an" : "a";
}

/* "an option is named by its decision and no." */
static int record_incomplete(const struct fields *f, int missing)
{
    const struct ls_entity_info *info = ls_entity_info(f->entity);
    LS_AUTO(buf) struct ls_buf names = LS_BUF_INIT;
    for (int i = LS_F_FIRST; i < info->field_count; i++) {
        if (info->fields[i].flags & (LS_FF_KEY | LS_FF_HANDLE))
            ls_buf_printf(&names, "%s%s", names.len ? ", " : "", info->fields[i].name);
    }
    ls_error_set(f->err, LS_EUSAGE, "%s %s needs its %s first", record_article(info->label), info->label,
                 info->fields[missing].name);
    ls_error_hint(f->err, "in this order: %s", names.data);
    return LS_EUSAGE;
}

/* Takes the fields that name the record from the words, in their order; a field that field=value gives takes none.
 * ret_rest: what is left. */
static int record_take_key(const struct fields *f, ls_id id, const char *text, const char **ret_rest)
{
    const struct ls_entity_info *info = ls_entity_info(f->entity);
    for (int i = LS_F_FIRST; i < info->field_count; i++) {
        const struct ls_field *field = &info->fields[i];
        if (!(field->flags & (LS_FF_KEY | LS_FF_HANDLE)) || fields_given(f, field->name))
            continue;
        text = ls_text_skip_blank(text);
        size_t len = strcspn(text, " \t\n");
        if (!len)
            return record_incomplete(f, i);
        LS_AUTO(string) char *word = ls_strndup(text, len);
        int code = fields_set(f, id, field->name, *word == '@' && field->flags & LS_FF_HANDLE ? word + 1 : word);
        if (code)
            return code;
        text += len;
    }
    *ret_rest = ls_text_skip_blank(text);
    return LS_OK;
}

/* The team's days hang on its time zone: one that does not exist would make them UTC and say nothing. Only who types it
 * is asked: what comes from another machine may be known there. */
static int record_check_zone(const struct fields *f, ls_id id)
{
    const struct ls_edit *value = ls_changeset_edit(f->cs, id, LS_F_setting_value);
    const struct ls_edit *made = ls_changeset_edit(f->cs, id, LS_F_setting_key);
    const struct ls_setting *setting = ls_setting_get(f->call->board, id);
    const char *key = made && made->after.kind == LS_V_TEXT ? made->after.text : setting ? setting->key : "";
    if (f->entity != LS_E_SETTING || !value || value->after.kind != LS_V_TEXT ||
        ls_setting_by_key(key) != LS_SETTING_TIME_ZONE || ls_clock_zone_exists(value->after.text))
        return LS_OK;
    ls_error_set(f->err, LS_EREFUSED, "this machine knows no time zone %s", value->after.text);
    ls_error_hint(f->err, "write it as Europe/Berlin; timedatectl list-timezones lists them");
    return LS_EREFUSED;
}

int cmd_record_add(const struct ls_call *call, struct ls_changeset *cs, struct ls_error *err)
{
    struct fields f = {call, cs, err, call->entity};
    const char *rest = "";
    ls_id id = ls_change_create(cs, call->entity, call->now);
    int code = record_take_key(&f, id, call->text, &rest), words = record_words_field(call->entity);
    if (!code && *rest && words < 0) {
        ls_error_set(err, LS_EUSAGE, "what is \"%s\"?", rest);
        ls_error_hint(err, "%s %s has nothing but what names it", record_article(ls_entity_info(call->entity)->label),
                      ls_entity_info(call->entity)->label);
        code = LS_EUSAGE;
    }
    if (!code && *rest)
        code = fields_set(&f, id, ls_field_info(call->entity, words)->name, rest);
    if (!code)
        code = fields_set_all(&f, id);
    return code ? code : record_check_zone(&f, id);
}

/* --- set, delete ----------------------------------------------------------------------------- */

int cmd_record_set(const struct ls_call *call, struct ls_changeset *cs, struct ls_error *err)
{
    struct fields f = {call, cs, err, call->entity};
    int code = LS_OK;
    for (size_t i = 0; !code && i < call->target_count; i++) {
        code = fields_set_all(&f, call->targets[i]);
        if (!code)
            code = record_check_zone(&f, call->targets[i]);
    }
    return code;
}

int cmd_record_delete(const struct ls_call *call, struct ls_changeset *cs, struct ls_error *err LS_UNUSED)
{
    for (size_t i = 0; i < call->target_count; i++)
        ls_change_delete(cs, call->board, call->targets[i]);
    return LS_OK;
}
