/* What is typed into a form and what it comes to: values, rules, others' changes, the changeset, the draft. */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/text.h"
#include "ui/form_parts.h"
#include "ui/state.h"
#include "ui/words.h"

enum { LINK_FIELDS = 8 };

/* The fields that come first; the others follow in the order of entity.def, the seldom ones last. */
static const struct {
    enum ls_entity entity;
    const char *fields;
} FORM_FIRST[] = {
    {LS_E_ITEM, "title type track status priority owner backup due problem"},
    {LS_E_BLOCKER, "what severity kind owner backup next_step next_due item"},
    {LS_E_SIGNAL, "quote customer kind takeaway"},
    {LS_E_SIGNAL_ITEM, "signal weight item"},
    {LS_E_DECISION, "title status driver approver needed_by cost_of_delay escalated_to decided why follows"},
    {LS_E_DOC, "title kind"},
    {LS_E_TERM, "name type definition instead_of"},
};

/* What a new record is tied to another by, in the same form. */
static const struct {
    enum ls_entity entity, link;
    int back;           /* field of the link that refers to the new record */
    const char *fields; /* those that are asked for; without the first one no link is made */
} FORM_LINKS[] = {
    {LS_E_SIGNAL, LS_E_SIGNAL_ITEM, LS_F_signal_item_signal, "item weight"},
};

/* --- life ------------------------------------------------------------------------------------ */

static int64_t form_today(void)
{
    return ls_stamp_date(ls_clock_now());
}

static const struct ls_board *form_board(const struct form *f)
{
    return ui_board(f->view.ui);
}

/* What stands on the board; NULL kind for a new record. */
static struct ls_value form_field_stands(const struct form_field *field)
{
    const struct form *f = field->form;
    const struct form_record *of = form_field_record(field);
    const struct ls_record *r = of->made ? NULL : ls_board_record(form_board(f), of->id);
    if (r)
        return ls_record_get(r, field->field);
    return field->info->flags & LS_FF_TRUE ? ls_value_int(1) : (struct ls_value){0};
}

static char *form_field_words(const struct form_field *field, const struct ls_value *value)
{
    struct ls_buf b = LS_BUF_INIT;
    if (field->info->type == LS_T_BOOL)
        ls_buf_str(&b, value->kind == LS_V_INT && value->i ? "yes" : "no");
    else
        ls_field_show(form_board(field->form), field->info, value, &b);
    return ls_buf_steal(&b);
}

static enum prompt_kind form_field_kind(const struct ls_field *info)
{
    return info->type == LS_T_SET ? PROMPT_SET : PROMPT_FIELD;
}

static void form_field_begin(struct form_field *field)
{
    field->base = form_field_stands(field);
    field->value = ls_value_copy(&field->base);
    field->base_text = form_field_words(field, &field->base);
    prompt_init(&field->edit, form_field_kind(field->info), field->info->label, field->base_text);
    if (form_field_few(field)) /* all others look at many records for what they offer: in focus (form_go) */
        prompt_fill(&field->edit, form_choices, field);
}

static void form_add_field(struct form *f, size_t record, int number)
{
    const struct ls_field *info = ls_field_info(record ? f->link.entity : f->record.entity, number);
    for (size_t i = 0; i < f->len; i++)
        if (f->fields[i].field == number && f->fields[i].record == record)
            return;
    if (!(info->flags & (LS_FF_HIDDEN | LS_FF_COMMON)))
        f->fields[f->len++] = (struct form_field){.form = f, .record = record, .field = number, .info = info};
}

static void form_add_named(struct form *f, size_t record, const char *names)
{
    for (; *names; names += strspn(names, " ")) {
        size_t len = strcspn(names, " ");
        LS_AUTO(string) char *name = ls_strndup(names, len);
        form_add_field(f, record, ls_field_by_name(record ? f->link.entity : f->record.entity, name));
        names += len;
    }
}

static void form_add_first(struct form *f)
{
    for (size_t i = 0; i < LS_COUNT(FORM_FIRST); i++)
        if (FORM_FIRST[i].entity == f->record.entity)
            form_add_named(f, 0, FORM_FIRST[i].fields);
}

static void form_add_link(struct form *f)
{
    for (size_t i = 0; f->record.made && i < LS_COUNT(FORM_LINKS); i++) {
        if (FORM_LINKS[i].entity != f->record.entity)
            continue;
        f->link = (struct form_record){FORM_LINKS[i].link, ls_id_new(), true};
        f->link_field = FORM_LINKS[i].back;
        form_add_named(f, 1, FORM_LINKS[i].fields);
    }
}

static void form_take_preset(struct form *f, const struct form_preset *preset)
{
    struct ls_value value = ls_value_int(preset->value);
    for (size_t i = 0; i < f->len; i++) {
        struct form_field *field = &f->fields[i];
        bool none = !preset->value && field->info->type == LS_T_REF;
        if (field->field != preset->field || field->record != preset->link || none)
            continue;
        field->start_text = form_field_words(field, &value);
        prompt_set(&field->edit, field->start_text);
    }
}

void form_fields_make(struct form *f, const struct form_preset *presets, size_t count)
{
    const struct ls_entity_info *info = ls_entity_info(f->record.entity);
    f->fields = ls_alloc(((size_t)info->field_count + LINK_FIELDS) * sizeof(*f->fields));
    form_add_first(f);
    form_add_link(f);
    for (int more = 0; more < 2; more++)
        for (int i = LS_F_FIRST; i < info->field_count; i++)
            if (!!(info->fields[i].flags & LS_FF_MORE) == more)
                form_add_field(f, 0, i);
    for (size_t i = 0; i < f->len; i++)
        form_field_begin(&f->fields[i]);
    for (size_t p = 0; p < count; p++)
        form_take_preset(f, &presets[p]);
    ls_glossary_read(form_board(f), &f->glossary);
    form_check(f);
}

void form_fields_done(struct form *f)
{
    for (size_t i = 0; i < f->len; i++) {
        struct form_field *field = &f->fields[i];
        prompt_done(&field->edit);
        ls_value_done(&field->base);
        ls_value_done(&field->value);
        ls_value_done(&field->stands);
        ls_error_done(&field->bad);
        free(field->base_text);
        free(field->start_text);
        free(field->who);
        free(field->filled);
    }
    free(f->fields);
    free(f->draft);
    free(f->stranger);
    free(f->refusal);
    free(f->advice);
    ls_glossary_done(&f->glossary);
}

/* --- values ---------------------------------------------------------------------------------- */

bool form_field_changed(const struct form_field *field)
{
    return field->bad.code ? strcmp(field->edit.text.data, field->base_text) != 0
                           : !ls_value_equal(&field->value, &field->base);
}

size_t form_changed(const struct form *f)
{
    size_t n = 0;
    for (size_t i = 0; i < f->len; i++)
        n += form_field_changed(&f->fields[i]);
    return n;
}

void form_field_set(struct form_field *field, const char *text)
{
    prompt_set(&field->edit, text);
    form_check(field->form);
}

/* A text that was not touched is the value that it came from, whatever it reads as. */
static void form_field_read(struct form_field *field)
{
    const struct form *f = field->form;
    ls_error_done(&field->bad);
    ls_value_done(&field->value);
    if (!strcmp(field->edit.text.data, field->base_text)) {
        field->value = ls_value_copy(&field->base);
        return;
    }
    ls_id me = ls_session_me(f->view.ui->session);
    if (ls_field_read(form_board(f), form_field_record(field)->entity, field->field, field->edit.text.data, form_today(), me,
                      &field->value, &field->bad) < 0)
        field->value = (struct ls_value){0};
    else if (field->info->type == LS_T_BOOL && field->value.kind == LS_V_NULL)
        field->value = ls_value_int(0);
}

/* Whether the reference of the link, its first field, is filled in. */
static bool form_has_link(const struct form *f)
{
    for (size_t i = 0; i < f->len; i++)
        if (f->fields[i].record)
            return f->fields[i].value.kind != LS_V_NULL;
    return false;
}

struct ls_changeset *form_changeset(const struct form *f)
{
    LS_AUTO(string) char *label =
        ls_asprintf("%s %s", ls_entity_info(f->record.entity)->name, f->record.made ? "add" : "set");
    struct ls_changeset *cs = ls_changeset_new(label);
    if (f->record.made)
        ls_change_create_as(cs, f->record.entity, f->record.id, ls_clock_now());
    if (form_has_link(f)) {
        ls_change_create_as(cs, f->link.entity, f->link.id, ls_clock_now());
        ls_change_ref(cs, form_board(f), f->link.id, f->link_field, f->record.id);
    }
    for (size_t i = 0; i < f->len; i++) {
        const struct form_field *field = &f->fields[i];
        const struct form_record *of = form_field_record(field);
        if (field->bad.code || !form_field_changed(field) || (field->record && !form_has_link(f)))
            continue;
        if (of->made)
            ls_change_set(cs, form_board(f), of->id, field->field, &field->value);
        else
            ls_record_edit_add(ls_changeset_add_record(cs, of->entity, of->id), field->field,
                               ls_value_copy(&field->base), ls_value_copy(&field->value));
    }
    return cs;
}

/* --- rules ----------------------------------------------------------------------------------- */

static struct form_field *form_find(struct form *f, ls_id record, int number)
{
    for (size_t i = 0; i < f->len; i++)
        if (f->fields[i].field == number && form_field_record(&f->fields[i])->id == record)
            return &f->fields[i];
    return NULL;
}

/* What the rules fill into empty fields is shown there, before it is saved. */
static void form_check_filled(struct form *f, const struct ls_changeset *cs)
{
    struct ls_changeset *filled = ls_changeset_copy(cs);
    ls_rules_fill(form_board(f), filled, ls_clock_now(), LS_NONE, NULL);
    for (size_t i = 0; i < f->len; i++) {
        struct form_field *field = &f->fields[i];
        const struct ls_edit *edit = ls_changeset_edit(filled, form_field_record(field)->id, field->field);
        bool fills = edit && edit->after.kind != LS_V_NULL && field->value.kind == LS_V_NULL && !field->bad.code;
        free(field->filled);
        field->filled = fills ? form_field_words(field, &edit->after) : NULL;
    }
    ls_changeset_free(filled);
}

/* A required text that is not there yet would hide what else is wrong: the rules are asked as if it were. */
static void form_check_stand_in(struct form *f, struct ls_changeset *cs)
{
    for (size_t i = 0; !f->tried && f->record.made && i < f->len; i++) {
        struct form_field *field = &f->fields[i];
        bool handle = field->info->flags & (LS_FF_HANDLE | LS_FF_WEEK);
        if (!field->record && field->info->flags & LS_FF_REQ && field->value.kind == LS_V_NULL && !handle &&
            (field->info->type == LS_T_TEXT || field->info->type == LS_T_NOTE))
            ls_change_text(cs, form_board(f), f->record.id, field->field, "…");
    }
}

static bool form_is_missing(const struct form_field *field)
{
    return field->info->flags & LS_FF_REQ && field->value.kind == LS_V_NULL && !field->bad.code && !field->record;
}

static void form_check_rules(struct form *f, struct ls_changeset *cs)
{
    struct ls_error err = {0};
    struct ls_culprit culprit = {.field = -1};
    form_check_stand_in(f, cs);
    if (cs->len && ls_session_try(f->view.ui->session, cs, &culprit, &err) < 0) {
        const struct form_field *field = form_find(f, culprit.record, culprit.field);
        bool whole = !field || strlen(err.message) < culprit.place;
        if (field && form_is_missing(field) && !f->tried) {
            ls_error_done(&err); /* said beside the field, and only when saving is tried */
            return;
        }
        f->refusal = ls_strdup(err.message + (whole ? 0 : culprit.place));
        f->advice = err.hint ? ls_strdup(err.hint) : NULL;
        f->refused = field ? (size_t)(field - f->fields) : f->len;
    }
    ls_error_done(&err);
}

void form_check(struct form *f)
{
    free(f->refusal);
    free(f->advice);
    f->refusal = f->advice = NULL;
    f->refused = f->len;
    for (size_t i = 0; i < f->len; i++)
        form_field_read(&f->fields[i]);
    struct ls_changeset *cs = form_changeset(f);
    form_check_filled(f, cs);
    form_check_rules(f, cs);
    ls_changeset_free(cs);
}

bool form_field_newcomer(const struct form_field *field)
{
    const struct choices *c = &field->edit.choices;
    return field->info->type == LS_T_REF && field->info->arg == LS_E_PERSON && field->bad.code == LS_ENOTFOUND &&
           c->len && field->edit.at < c->len &&
           !ls_board_by_handle(form_board(field->form), LS_E_PERSON, c->v[field->edit.at].value);
}

bool form_field_takes(const struct form_field *field)
{
    enum ls_type type = field->info->type;
    bool pick = type != LS_T_TEXT && type != LS_T_NOTE && type != LS_T_SET;
    return field->typed && field->edit.text.len && field->edit.at < field->edit.choices.len &&
           (field->edit.chosen || (pick && field->bad.code));
}

const struct ls_glossary_word *form_field_word(const struct form_field *field)
{
    size_t at = 0;
    if (!(field->info->flags & LS_FF_TITLE) || form_field_record(field)->entity == LS_E_TERM)
        return NULL;
    return ls_glossary_find(&field->form->glossary, field->edit.text.data, &at);
}

/* --- others' changes ------------------------------------------------------------------------- */

/* Who changed a field last, where the board remembers it. */
static const char *form_field_who(const struct form_field *field)
{
    const struct ls_board *board = form_board(field->form);
    for (size_t i = ls_board_event_count(board); i > 0; i--) {
        const struct ls_event *e = ls_board_event(board, i - 1);
        if (e->record == form_field_record(field)->id && e->field == field->field)
            return words_person(board, e->who);
    }
    return NULL;
}

static void form_field_follow(struct form_field *field)
{
    struct ls_value now = form_field_stands(field);
    const struct ls_value *known = field->news && !field->followed ? &field->stands : &field->base;
    if (!ls_value_equal(&now, known)) {
        const char *who = form_field_who(field);
        field->followed = !form_field_changed(field);
        free(field->who);
        field->who = who ? ls_strdup(who) : NULL;
        field->form->warned = false;
        ls_value_done(&field->stands);
        field->stands = ls_value_copy(&now);
        field->news = field->followed || !ls_value_equal(&now, &field->base);
        if (field->followed) {
            ls_value_done(&field->base);
            field->base = ls_value_copy(&now);
            free(field->base_text);
            field->base_text = form_field_words(field, &now);
            prompt_set(&field->edit, field->base_text);
        }
    }
    ls_value_done(&now);
}

void form_follow(struct form *f)
{
    if (f->record.made)
        return;
    for (size_t i = 0; i < f->len; i++)
        form_field_follow(&f->fields[i]);
    ls_glossary_done(&f->glossary);
    ls_glossary_read(form_board(f), &f->glossary);
    form_check(f);
}

static void form_field_rebase(struct form_field *field)
{
    ls_value_done(&field->base);
    field->base = ls_value_copy(&field->stands);
    free(field->base_text);
    field->base_text = form_field_words(field, &field->base);
    field->news = false;
}

void form_overrule(struct form *f)
{
    for (size_t i = 0; i < f->len; i++)
        if (f->fields[i].news && !f->fields[i].followed)
            form_field_rebase(&f->fields[i]);
    form_check(f);
}

void form_take_theirs(struct form_field *field)
{
    if (!field->news || field->followed)
        return;
    form_field_rebase(field);
    field->typed = false;
    form_field_set(field, field->base_text);
}

/* --- drafts ---------------------------------------------------------------------------------- */

static void form_draft_escape(struct ls_buf *b, const char *text)
{
    for (; *text; text++) {
        if (*text == '\\' || *text == '\n' || *text == '\t')
            ls_buf_char(b, '\\');
        ls_buf_char(b, *text == '\n' ? 'n' : *text == '\t' ? 't' : *text);
    }
}

static char *form_draft_plain(const char *text, size_t len)
{
    struct ls_buf b = LS_BUF_INIT;
    for (size_t i = 0; i < len; i++) {
        bool escaped = text[i] == '\\' && i + 1 < len;
        i += escaped;
        ls_buf_char(&b, !escaped ? text[i] : text[i] == 'n' ? '\n' : text[i] == 't' ? '\t' : text[i]);
    }
    return ls_buf_steal(&b);
}

void form_draft_write(const struct form *f, struct ls_buf *b)
{
    for (size_t i = 0; i < f->len; i++) {
        const struct form_field *field = &f->fields[i];
        if (!strcmp(field->edit.text.data, field->start_text ? field->start_text : field->base_text))
            continue;
        ls_buf_printf(b, "%s%s\t", field->record ? "link." : "", field->info->name);
        form_draft_escape(b, field->base_text);
        ls_buf_char(b, '\t');
        form_draft_escape(b, field->edit.text.data);
        ls_buf_char(b, '\n');
    }
}

/* The base of a draft is that of when it was typed: what others did since stands beside it. */
static void form_draft_field(struct form_field *field, const char *base_text, const char *typed)
{
    const struct form *f = field->form;
    struct ls_value base = {0};
    if (strcmp(base_text, field->base_text) != 0 &&
        ls_field_read(form_board(f), form_field_record(field)->entity, field->field, base_text, form_today(), 0, &base, NULL) == LS_OK &&
        !ls_value_equal(&base, &field->base)) {
        const char *who = form_field_who(field);
        field->stands = field->base;
        field->base = base;
        field->who = who ? ls_strdup(who) : NULL;
        field->news = true;
        free(field->base_text);
        field->base_text = ls_strdup(base_text);
    } else {
        ls_value_done(&base);
    }
    prompt_set(&field->edit, typed);
}

static struct form_field *form_draft_find(struct form *f, const char *name)
{
    size_t link = strncmp(name, "link.", strlen("link.")) ? 0 : strlen("link.");
    const struct form_record *of = link ? &f->link : &f->record;
    return link && !f->link.made ? NULL : form_find(f, of->id, ls_field_by_name(of->entity, name + link));
}

void form_draft_read(struct form *f, const char *text)
{
    while (*text) {
        size_t line = strcspn(text, "\n"), name = strcspn(text, "\t\n");
        const char *base = text + name + (name < line);
        size_t base_len = strcspn(base, "\t\n");
        const char *typed = base + base_len + (base[base_len] == '\t');
        LS_AUTO(string) char *field_name = ls_strndup(text, name);
        LS_AUTO(string) char *before = form_draft_plain(base, base_len);
        LS_AUTO(string) char *now = form_draft_plain(typed, (size_t)(text + line - typed));
        struct form_field *field = form_draft_find(f, field_name);
        if (field)
            form_draft_field(field, before, now);
        text += line + (text[line] == '\n');
    }
    form_check(f);
}
