/* Pages of records from the descriptors: every field that is set, and what refers to the record. Entities with a page
 * of their own stand in the table. */
#include "ui/record_body.h"

#include <string.h>

#include "base/text.h"
#include "lockstep/sheet.h"
#include "ui/value.h"
#include "ui/words.h"

/* Of one kind of reference so many are told; the head has its columns without a title. */
enum { REFERENCES_MAX = 12, HEAD = 22 };

static record_body_fn *const BODIES[LS_E_COUNT] = {
    [LS_E_ITEM] = body_item,
    [LS_E_BLOCKER] = body_blocker,
};

static ls_id body_person(const struct ls_record *r, const char *field)
{
    int i = ls_field_by_name((enum ls_entity)r->entity, field);
    return i < 0 ? 0 : *(const ls_id *)(const void *)((const char *)r + ls_field_info((enum ls_entity)r->entity, i)->offset);
}

/* A field of the page without one of its own: owner and backup share a line. */
static void body_field(struct card *p, const struct ls_record *r, int field)
{
    const struct ls_field *f = ls_field_info((enum ls_entity)r->entity, field);
    ls_id owner = body_person(r, "owner");
    bool backed = owner && ls_field_by_name((enum ls_entity)r->entity, "backup") >= 0;
    if (backed && !strcmp(f->name, "owner"))
        card_people(p, owner, body_person(r, "backup"));
    else if (!backed || strcmp(f->name, "backup") != 0)
        card_field(p, r, field);
}

/* Every field that is set, but for the title. */
static void body_fields(struct card *p, const struct ls_record *r)
{
    const struct ls_entity_info *info = ls_entity_info((enum ls_entity)r->entity);
    const char *title = words_title(r);
    for (int i = LS_F_FIRST; i < info->field_count; i++) {
        const struct ls_field *f = &info->fields[i];
        bool text = f->type == LS_T_TEXT || f->type == LS_T_NOTE;
        bool heads = text && *(const char *const *)(const void *)((const char *)r + f->offset) == title;
        if (!(f->flags & (LS_FF_HIDDEN | LS_FF_HANDLE)) && !heads)
            body_field(p, r, i);
    }
}

/* --- what refers to the record ---------------------------------------------------------------- */

static bool body_refers(const struct ls_record *from, int field, ls_id id)
{
    const struct ls_field *f = ls_field_info((enum ls_entity)from->entity, field);
    const void *member = (const char *)from + f->offset;
    if (f->type == LS_T_REF)
        return *(const ls_id *)member == id;
    return ls_set_has_id(*(const char *const *)member, id);
}

/* Whether a field can hold a reference to a record of the entity. */
static bool body_can_refer(const struct ls_field *f, enum ls_entity to)
{
    if (f->flags & LS_FF_HIDDEN)
        return false;
    return (f->type == LS_T_REF && f->arg == (int)to) ||
           (f->type == LS_T_SET && (f->arg == (int)to || f->arg == LS_E_ANY));
}

/* A record that only joins others is told by the other one: the item of a signal's evidence. 0: there is none. */
static ls_id body_other_side(const struct ls_record *from, int via)
{
    const struct ls_entity_info *info = ls_entity_info((enum ls_entity)from->entity);
    if (*info->prefix || info->handle >= 0)
        return 0;
    for (int i = LS_F_FIRST; i < info->field_count; i++)
        if (i != via && info->fields[i].flags & LS_FF_KEY && info->fields[i].type == LS_T_REF)
            return *(const ls_id *)(const void *)((const char *)from + info->fields[i].offset);
    return 0;
}

/* ", weight 2, open": what a record that is part of others says beside its title. */
static void body_joined(const struct card *p, const struct ls_record *from, struct ls_buf *b)
{
    const struct ls_entity_info *info = ls_entity_info((enum ls_entity)from->entity);
    for (int i = LS_F_FIRST; i < info->field_count; i++) {
        const struct ls_field *f = &info->fields[i];
        bool text = f->type == LS_T_TEXT || f->type == LS_T_NOTE || f->type == LS_T_SET;
        if (text || f->flags & (LS_FF_KEY | LS_FF_HIDDEN) || value_empty(from, i))
            continue;
        ls_buf_str(b, ", ");
        if (f->type == LS_T_BOOL) {
            value_label(f, b);
            continue;
        }
        if (f->type != LS_T_ENUM) {
            value_label(f, b);
            ls_buf_char(b, ' ');
        }
        value_words(p->facts->board, p->facts->today, from, i, b);
    }
}

/* ", done: LS-80": what became of a line of a meeting. */
static void body_line(const struct ls_agenda_item *line, struct ls_buf *b)
{
    ls_buf_printf(b, ", %s", ls_enum_word(LS_ENUM_LINE_STATE, line->state));
    if (*line->outcome)
        ls_buf_printf(b, ": %s", line->outcome);
}

/* A record without a name of its own, on the page of what it is part of: "3  Rollback tested, open, owner aiko". */
static void body_part(struct card *p, const char *label, const struct ls_record *from)
{
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    const struct ls_entity_info *info = ls_entity_info((enum ls_entity)from->entity);
    size_t first = p->len;
    for (int i = LS_F_FIRST; i < info->field_count; i++)
        if (info->fields[i].flags & LS_FF_KEY && info->fields[i].type != LS_T_REF) {
            value_words(p->facts->board, p->facts->today, from, i, &text);
            ls_buf_str(&text, "  ");
        }
    ls_buf_str(&text, words_title(from));
    if (text.len > 2 && !*words_title(from))
        ls_buf_truncate(&text, text.len - 2);
    body_joined(p, from, &text);
    card_text(p, label, ROLE_NORMAL, text.data);
    card_refer_at(p, first, from->id);
}

static void body_reference(struct card *p, const char *label, const struct ls_record *from, int via)
{
    const struct ls_entity_info *info = ls_entity_info((enum ls_entity)from->entity);
    LS_AUTO(buf) struct ls_buf behind = LS_BUF_INIT;
    ls_id other = body_other_side(from, via);
    if (*info->prefix || info->handle >= 0) {
        card_record(p, label, ROLE_NORMAL, from->id, "");
    } else if (other) {
        if (from->entity == LS_E_AGENDA_ITEM)
            body_line((const void *)from, &behind);
        else
            body_joined(p, from, &behind);
        card_record(p, label, ROLE_NORMAL, other, behind.data);
    } else {
        body_part(p, label, from);
    }
}

/* "launch checks"; where records of an entity can refer in several ways "← release". */
static void body_group(enum ls_entity entity, int field, enum ls_entity to, struct ls_buf *label)
{
    const struct ls_entity_info *info = ls_entity_info(entity);
    int ways = 0;
    for (int i = LS_F_FIRST; i < info->field_count; i++)
        ways += body_can_refer(&info->fields[i], to);
    if (ways == 1) {
        ls_buf_str(label, info->plural);
        return;
    }
    ls_buf_str(label, "← ");
    value_label(&info->fields[field], label);
}

/* The records of one entity that refer to the page's by one field. */
static void body_referring(struct card *p, enum ls_entity entity, int field, enum ls_entity to)
{
    LS_AUTO(buf) struct ls_buf label = LS_BUF_INIT;
    struct ls_board_walk walk = {p->facts->board, entity, 0};
    const struct ls_record *from;
    size_t told = 0, more = 0;
    body_group(entity, field, to, &label);
    while ((from = ls_board_walk_next(&walk))) {
        if (!body_refers(from, field, p->self) || card_told(p, from->id) || card_told(p, body_other_side(from, field)))
            continue;
        if (told >= REFERENCES_MAX) {
            more++;
            continue;
        }
        if (!told)
            card_gap(p);
        body_reference(p, told++ ? "" : label.data, from, field);
    }
    if (more)
        card_textf(p, "", ROLE_DIM, "and %zu more", more);
}

static void body_references(struct card *p, enum ls_entity to)
{
    for (int e = 0; e < LS_E_COUNT; e++) {
        const struct ls_entity_info *info = ls_entity_info((enum ls_entity)e);
        for (int i = LS_F_FIRST; i < info->field_count && e != LS_E_NOTE; i++)
            if (body_can_refer(&info->fields[i], to))
                body_referring(p, (enum ls_entity)e, i, to);
    }
}

void record_body(struct card *p, const struct ls_record *r)
{
    record_body_fn *body = BODIES[r->entity];
    const char *title = words_title(r);
    /* Where the head cuts it; a signal's page tells its quote as the story. */
    if (ls_text_columns(title) > p->width - HEAD && r->entity != LS_E_SIGNAL) {
        card_text(p, "", ROLE_BOLD, title);
        card_gap(p);
    }
    (ls_sheet_tells(r) ? body_sheet : body ? body : body_fields)(p, r);
    body_references(p, (enum ls_entity)r->entity);
    card_gap(p);
    card_notes(p, r->id);
}
