/* The keys of a form, and leaving it. */
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "ui/editor.h"
#include "ui/form_parts.h"
#include "ui/people.h"
#include "ui/state.h"
#include "ui/words.h"

static struct form *form_of(struct view *v)
{
    return (struct form *)v;
}

static struct form_field *form_here(struct form *f)
{
    return &f->fields[f->at];
}

/* --- moving ---------------------------------------------------------------------------------- */

static bool form_is_value(const struct form_field *field)
{
    return !field->bad.code && field->edit.text.len;
}

void form_settle(struct form_field *field)
{
    bool pick = field->info->type != LS_T_TEXT && field->info->type != LS_T_NOTE && field->info->type != LS_T_SET;
    if (form_field_takes(field)) {
        prompt_complete(&field->edit);
        form_check(field->form);
    }
    if (field->typed && pick && form_is_value(field) && form_field_changed(field)) {
        LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
        if (field->info->type != LS_T_BOOL)
            ls_field_show(ui_board(field->form->view.ui), field->info, &field->value, &text);
        if (text.len && strcmp(text.data, field->edit.text.data) != 0)
            form_field_set(field, text.data);
    }
    field->typed = false;
}

void form_go(struct form *f, ptrdiff_t to)
{
    form_settle(form_here(f));
    f->at = (size_t)(to < 0 ? 0 : to >= (ptrdiff_t)f->len ? (ptrdiff_t)f->len - 1 : to);
    struct form_field *field = form_here(f);
    if (!field->edit.fill)
        prompt_fill(&field->edit, form_choices, field);
    field->typed = false;
    field->edit.cursor = field->edit.text.len;
    field->edit.at = 0;
    field->edit.chosen = false;
}

/* Around the ends: Tab on the last field comes to the first. */
static void form_step(struct form *f, int step)
{
    form_go(f, (ptrdiff_t)((f->at + f->len + (size_t)(step + (int)f->len)) % f->len));
}

/* --- leaving ---------------------------------------------------------------------------------- */

/* What is typed is kept, or it is said that it cannot be, and the form stays: then the second Esc gives it up. */
static void form_leave(struct form *f)
{
    enum { LIMIT_MS = 1000 };
    struct ui *ui = f->view.ui;
    LS_AUTO(error) struct ls_error err = {0};
    LS_AUTO(buf) struct ls_buf typed = LS_BUF_INIT;
    form_draft_write(f, &typed);
    form_keep_now(f);
    bool lost = typed.len && !f->gives_up && ls_session_wait_typed(ui->session, LIMIT_MS, &err) < 0;
    ui_news(ui); /* some may have come meanwhile */
    if (lost) {
        int reason = (int)strcspn(err.message, ":");
        f->gives_up = true;
        ui_say(ui, ROLE_WARN, "not kept: %.*s; Esc again gives it up", reason, err.message);
        return;
    }
    bool kept = typed.len && !f->gives_up;
    if (f->gives_up)
        form_forget_draft(f);
    ui_pop(ui);
    if (typed.len)
        ui_say(ui, ROLE_NORMAL, kept ? "not saved, and kept: the form shows it again" : "not saved, and not kept");
}

/* Where the cursor starts: what came back from a draft, else what a new record lacks first. */
static size_t form_first(const struct form *f)
{
    for (size_t i = 0; i < f->len; i++) {
        const struct form_field *field = &f->fields[i];
        if (strcmp(field->edit.text.data, field->start_text ? field->start_text : field->base_text) != 0)
            return i;
    }
    for (size_t i = 0; f->record.made && i < f->len; i++)
        if (!f->fields[i].edit.text.len)
            return i;
    return 0;
}

/* Back to what it was. */
static void form_reset(struct form *f)
{
    for (size_t i = 0; i < f->len; i++) {
        struct form_field *field = &f->fields[i];
        prompt_set(&field->edit, field->start_text ? field->start_text : field->base_text);
        field->typed = false;
    }
    f->tried = f->warned = false;
    form_go(f, (ptrdiff_t)form_first(f));
    form_forget_draft(f);
    form_follow(f);
    form_check(f);
    ui_say(f->view.ui, ROLE_NORMAL, "everything is as it was");
}

/* --- keys ------------------------------------------------------------------------------------ */

static void form_changed_here(struct form *f)
{
    form_here(f)->typed = true;
    f->warned = f->gives_up = false;
    form_check(f);
    form_keep_soon(f);
}

/* Adds the person that was typed and is not known, where the choice says so and Enter said so twice. */
static bool form_add_person(struct form *f)
{
    struct form_field *field = form_here(f);
    struct ls_error err = {0};
    if (!field->typed || !form_field_newcomer(field))
        return true;
    LS_AUTO(string) char *handle = ls_strdup(field->edit.choices.v[field->edit.at].value);
    if (!f->stranger || strcmp(f->stranger, handle) != 0) {
        free(f->stranger);
        f->stranger = ls_strdup(handle);
        people_doubt(f->view.ui, handle, &err);
        ui_say_error(f->view.ui, &err);
        ls_error_done(&err);
        return false;
    }
    bool added = people_need(f->view.ui, handle, &err) >= 0;
    if (added) {
        form_field_set(field, handle);
        ui_say(f->view.ui, ROLE_NORMAL, "%s was added, as a pm; their own record says more", handle);
    } else {
        ui_say_error(f->view.ui, &err);
    }
    ls_error_done(&err);
    return added;
}

/* A note is written in the user's editor; the form keeps it as a draft from then on. */
static void form_edit_note(struct form *f)
{
    struct form_field *field = form_here(f);
    struct ls_error err = {0};
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT, name = LS_BUF_INIT;
    ls_buf_str(&text, field->edit.text.data);
    ls_buf_printf(&name, "%s-%llx", field->info->name, (unsigned long long)form_field_record(field)->id);
    if (editor_text(f->view.ui, name.data, &text, &err) < 0)
        ui_say_error(f->view.ui, &err);
    else
        form_field_set(field, text.data);
    ls_error_done(&err);
    form_keep_now(f);
}

/* Enter on an empty field that a new record needs says so, and how it is filled; whoever fills it later goes on with Tab. */
static bool form_is_missing(struct form *f)
{
    const struct form_field *field = form_here(f);
    bool needed = field->info->flags & LS_FF_REQ && f->record.made && !field->record;
    if (!needed || field->edit.text.len || (field->filled && *field->filled) || f->at + 1 == f->len)
        return false;
    LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT;
    words_field(field->info, &name);
    ui_say(f->view.ui, ROLE_WARN, "the %s is needed: %s; Tab goes past it", name.data,
           form_field_few(field) ? "Right or a first letter chooses it" : "type it");
    return true;
}

static void form_enter(struct form *f)
{
    if (form_here(f)->info->type == LS_T_NOTE) {
        form_edit_note(f);
        return;
    }
    if (!form_add_person(f) || form_is_missing(f))
        return;
    if (f->at + 1 == f->len)
        form_save(f);
    else
        form_step(f, 1);
}

/* Keys that go through choices or pages; false where it is none. */
static bool form_move_key(struct form *f, struct ls_key key)
{
    struct form_field *field = form_here(f);
    bool choosing = field->typed && field->edit.choices.len > 0 && !form_field_few(field);
    if (ls_key_is_ctrl(key, 'n') || (choosing && ls_key_is(key, LS_KEY_DOWN)))
        prompt_choose(&field->edit, field->typed ? 1 : 0);
    else if (ls_key_is_ctrl(key, 'p') || (choosing && ls_key_is(key, LS_KEY_UP)))
        prompt_choose(&field->edit, -1);
    else if (ls_key_is(key, LS_KEY_PAGE_DOWN) || ls_key_is(key, LS_KEY_PAGE_UP)) {
        form_go(f, (ptrdiff_t)f->at + (key.code == LS_KEY_PAGE_DOWN ? f->page : -f->page));
        return true;
    } else
        return false;
    field->typed = true;
    return true;
}

static bool form_types(const struct ls_key *key)
{
    return ls_key_is_text(*key) || key->code == LS_KEY_BACKSPACE || key->code == LS_KEY_DELETE;
}

/* Keys that change the field's text. */
static bool form_edit_key(struct form *f, const struct ui_event *e)
{
    struct form_field *field = form_here(f);
    int turn = ls_key_is(e->key, LS_KEY_RIGHT) || ls_key_is(e->key, ' ') ? 1 : ls_key_is(e->key, LS_KEY_LEFT) ? -1 : 0;
    LS_AUTO(string) char *before = ls_strdup(field->edit.text.data);
    if (field->info->type == LS_T_NOTE) {
        bool opens = ls_key_is(e->key, 'E') || ls_key_is(e->key, 'e') || ls_key_is_ctrl(e->key, 'e');
        if (opens)
            form_edit_note(f);
        return opens;
    }
    if (turn && form_field_few(field)) {
        form_field_turn(field, turn);
        form_changed_here(f);
        field->typed = false; /* letters begin anew */
        return true;
    } else {
        if (form_field_replaces(field) && form_types(&e->key))
            prompt_set(&field->edit, "");
        prompt_event(&field->edit, e);
    }
    if (strcmp(before, field->edit.text.data) != 0)
        form_changed_here(f);
    return true;
}

static void form_paste(struct form *f, const struct ui_event *e)
{
    struct form_field *field = form_here(f);
    if (form_field_replaces(field))
        prompt_set(&field->edit, "");
    prompt_event(&field->edit, e);
    form_changed_here(f);
}

/* The commands whose keys hold here; all others type. */
static bool form_is_own(enum ls_command_id id)
{
    return (id >= LS_CMD_FORM_ENTER && id <= LS_CMD_FORM_THEIRS && id != LS_CMD_FORM_CHOOSE) || id == LS_CMD_BACK ||
           id == LS_CMD_HELP;
}

static bool form_event(struct view *v, const struct ui_event *e)
{
    struct form *f = form_of(v);
    enum ls_command_id id;
    if (e->kind == UI_EVENT_WHEEL) {
        form_go(f, (ptrdiff_t)f->at + e->lines);
        return true;
    }
    if (e->kind == UI_EVENT_PASTE) {
        form_paste(f, e);
        return true;
    }
    if (e->kind != UI_EVENT_KEY || ls_key_is_ctrl(e->key, 'c'))
        return false;
    ls_buf_clear(&v->ui->message);
    if (form_move_key(f, e->key))
        return true;
    if (!ls_key_is_text(e->key) &&
        keymap_find(&v->ui->keymap, "form", (struct ls_key){0}, e->key, &id) == KEYMAP_COMMAND && form_is_own(id))
        return false;
    if (form_edit_key(f, e))
        return true;
    ui_say(v->ui, ROLE_DIM, "Enter opens it in your editor");
    return true;
}

static bool form_command(struct view *v, enum ls_command_id id)
{
    struct form *f = form_of(v);
    switch (id) {
    case LS_CMD_BACK:
        form_leave(f);
        return true;
    case LS_CMD_FORM_ENTER:
        form_enter(f);
        return true;
    case LS_CMD_FORM_NEXT:
        form_step(f, 1);
        return true;
    case LS_CMD_FORM_PREVIOUS:
        form_step(f, -1);
        return true;
    case LS_CMD_FORM_SAVE:
        form_save(f);
        return true;
    case LS_CMD_FORM_RESET:
        form_reset(f);
        return true;
    case LS_CMD_FORM_THEIRS:
        form_take_theirs(form_here(f));
        form_keep_soon(f);
        return true;
    default:
        return false;
    }
}

/* --- the view -------------------------------------------------------------------------------- */

static const char *form_mode(const struct view *v LS_UNUSED)
{
    return "form";
}

static void form_news(struct view *v)
{
    form_follow(form_of(v));
}

static const struct hint *form_hints(const struct view *v)
{
    static const struct hint TEXT[] = {{LS_CMD_FORM_ENTER, "next", 0},      {LS_CMD_FORM_PREVIOUS, "back", 4},
                                       {LS_CMD_FORM_SAVE, "save", 0},       {LS_CMD_BACK, "leave", 0},
                                       {LS_CMD_FORM_RESET, "as it was", 2}, {LS_CMD_HELP, "help", 3},
                                       {0, NULL, 0}},
                             FEW[] = {{LS_CMD_FORM_CHOOSE, "choose", 0},  {LS_CMD_FORM_ENTER, "next", 0},
                                      {LS_CMD_FORM_PREVIOUS, "back", 4},  {LS_CMD_FORM_SAVE, "save", 0},
                                      {LS_CMD_BACK, "leave", 0},    {LS_CMD_FORM_RESET, "as it was", 2},
                                      {LS_CMD_HELP, "help", 3},           {0, NULL, 0}},
                             THEIRS[] = {{LS_CMD_FORM_THEIRS, "take theirs", 0}, {LS_CMD_FORM_ENTER, "next", 0},
                                         {LS_CMD_FORM_SAVE, "save", 0},          {LS_CMD_BACK, "leave", 0},
                                         {LS_CMD_HELP, "help", 3},               {0, NULL, 0}};
    const struct form *f = (const struct form *)v;
    const struct form_field *field = &f->fields[f->at];
    return field->news && !field->followed ? THEIRS : form_field_few(field) ? FEW : TEXT;
}

static size_t form_subject(struct view *v, ls_id **ret_ids)
{
    *ret_ids = ls_alloc(sizeof(**ret_ids));
    (*ret_ids)[0] = form_of(v)->record.id;
    return form_of(v)->record.made ? 0 : 1;
}

static void form_keep_view(struct view *v)
{
    form_keep_now(form_of(v));
}

static void form_free(struct view *v)
{
    struct form *f = form_of(v);
    form_keep_no_more(f);
    form_fields_done(f);
    free(f);
}

/* Whose the news is: of most fields the board remembers no more than the value. */
static void form_others(struct view *view, const struct ls_changeset *cs)
{
    struct form *f = form_of(view);
    for (size_t i = 0; i < f->len; i++) {
        struct form_field *field = &f->fields[i];
        if (!field->news || !ls_changeset_edit(cs, form_field_record(field)->id, field->field))
            continue;
        free(field->who);
        field->who = ls_strdup(words_person(ui_board(view->ui), cs->who));
    }
}

static const struct view_ops FORM_OPS = {
    .mode = form_mode, .draw = form_draw, .command = form_command, .event = form_event, .news = form_news, .others = form_others,
    .subject = form_subject, .hints = form_hints, .keep = form_keep_view, .free = form_free};

static void form_show(struct ui *ui, struct form *f, const struct form_preset *presets, size_t count)
{
    f->view.ops = &FORM_OPS;
    f->view.ui = ui;
    form_fields_make(f, presets, count);
    const char *draft = ls_session_draft(ui->session, f->draft);
    if (*draft)
        form_draft_read(f, draft);
    f->at = form_first(f);
    form_go(f, (ptrdiff_t)f->at);
    ui_push(ui, &f->view);
    if (*draft)
        ui_say(ui, ROLE_NORMAL, "what you had typed here and not saved is back; Ctrl-x takes it off");
}

void form_open(struct ui *ui, ls_id id)
{
    const struct ls_record *r = ls_board_record(ui_board(ui), id);
    if (!r || r->deleted)
        return;
    struct form *f = ls_alloc(sizeof(*f));
    f->record = (struct form_record){(enum ls_entity)r->entity, id, false};
    LS_AUTO(string) char *name = ls_asprintf("form/%llx", (unsigned long long)id);
    f->draft = ls_session_typed_key(ui->session, name);
    form_show(ui, f, NULL, 0);
}

void form_open_new(struct ui *ui, enum ls_entity entity, const struct form_preset *presets, size_t count)
{
    struct form *f = ls_alloc(sizeof(*f));
    f->record = (struct form_record){entity, ls_id_new(), true};
    LS_AUTO(string) char *name = ls_asprintf("form/new/%s", ls_entity_info(entity)->name);
    f->draft = ls_session_typed_key(ui->session, name);
    form_show(ui, f, presets, count);
}

/* The first item, or signal, of what is under the cursor. */
static ls_id form_subject_of(struct ui *ui, enum ls_entity entity)
{
    ls_id *ids, found = 0;
    size_t n = ui_subject(ui, &ids);
    for (size_t i = 0; i < n && !found; i++) {
        const struct ls_record *r = ls_board_record(ui_board(ui), ids[i]);
        found = r && r->entity == (int64_t)entity ? ids[i] : 0;
    }
    free(ids);
    return found;
}

/* Where I hear customers: as the last signal that I entered, else as people of my function do. */
static int64_t form_signal_kind(struct ui *ui)
{
    ls_id me = ls_session_me(ui->session);
    const struct ls_person *p = ls_person_get(ui_board(ui), me);
    const struct ls_signal *last = NULL;
    LS_EACH(signal, s, ui_board(ui)) {
        if (me && s->by == me && s->kind != LS_NONE && (!last || s->seen > last->seen || (s->seen == last->seen && s->rec.id > last->rec.id)))
            last = s;
    }
    if (last)
        return last->kind;
    switch (p ? p->function : LS_NONE) {
    case LS_FUNCTION_SALES:
    case LS_FUNCTION_PMM: return LS_SIGNAL_KIND_SALES_CALL;
    case LS_FUNCTION_SUPPORT:
    case LS_FUNCTION_CS: return LS_SIGNAL_KIND_SUPPORT;
    case LS_FUNCTION_DATA: return LS_SIGNAL_KIND_USAGE;
    default: return LS_SIGNAL_KIND_INTERVIEW;
    }
}

void form_open_signal(struct ui *ui)
{
    struct form_preset presets[] = {{LS_F_signal_item_item, form_subject_of(ui, LS_E_ITEM), true},
                                    {LS_F_signal_kind, form_signal_kind(ui), false}};
    LS_AUTO(buf) struct ls_buf key = LS_BUF_INIT;
    form_open_new(ui, LS_E_SIGNAL, presets, LS_COUNT(presets));
    if (!ui->message.len && keymap_key_of(&ui->keymap, "home", LS_CMD_ITEM_ADD, &key))
        ui_say(ui, ROLE_DIM, "a signal is what a customer said; Esc %s: an idea of ours", key.data);
}

void form_open_evidence(struct ui *ui)
{
    struct form_preset ends[] = {{LS_F_signal_item_item, form_subject_of(ui, LS_E_ITEM), false},
                                 {LS_F_signal_item_signal, form_subject_of(ui, LS_E_SIGNAL), false}};
    form_open_new(ui, LS_E_SIGNAL_ITEM, ends, LS_COUNT(ends));
}
