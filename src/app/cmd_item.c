/* Commands on items: add, change fields, close. What follows from a change (dates, resolutions) is filled in by
 * the rules when it is committed. */
#include <string.h>
#include <strings.h>

#include "app/cmd_fields.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/strmap.h"
#include "base/text.h"
#include "lockstep/due.h"
#include "lockstep/error.h"
#include "lockstep/pasted.h"
#include "lockstep/people.h"
#include "lockstep/snooze.h"
#include "lockstep/work.h"

static struct fields item_fields(const struct ls_call *call, struct ls_changeset *cs, struct ls_error *err)
{
    return (struct fields){call, cs, err, LS_E_ITEM};
}

/* --- add ------------------------------------------------------------------------------------- */

/* The half of whoever owns it, else of who adds it; a lead's and nobody's is shared. */
static int64_t item_track(const struct ls_call *call, ls_id owner)
{
    switch (ls_person_halves(ls_person_get(call->board, owner ? owner : call->me))) {
    case LS_HALF_PRODUCT: return LS_TRACK_PRODUCT;
    case LS_HALF_MARKET: return LS_TRACK_MARKET;
    default: return LS_TRACK_SHARED;
    }
}

/* Makes the item of one entry; named fields come after what its line says. */
static int item_make(const struct fields *f, const struct ls_entry *entry, ls_id owner)
{
    const struct ls_call *call = f->call;
    ls_id id = ls_change_create(f->cs, LS_E_ITEM, call->now);
    ls_change_text(f->cs, call->board, id, LS_F_item_title, entry->text);
    ls_change_ref(f->cs, call->board, id, LS_F_item_owner, owner);
    ls_change_int(f->cs, call->board, id, LS_F_item_due, entry->due);
    ls_change_int(f->cs, call->board, id, LS_F_item_priority, entry->priority);
    ls_change_text(f->cs, call->board, id, LS_F_item_tags, entry->tags);
    ls_change_int(f->cs, call->board, id, LS_F_item_track, item_track(call, owner));
    return fields_set_all(f, id);
}

/* What was read from the words, so that no word of a title is gone unsaid. */
static void item_say_read(const struct ls_call *call, const struct ls_entry *entry)
{
    LS_AUTO(buf) struct ls_buf read = LS_BUF_INIT;
    ls_entry_tell(call->board, entry, ls_stamp_date(call->now), &read);
    ls_buf_str(&read, read.len && entry->left ? "; " : "");
    ls_entry_tell_left(entry, &read);
    if (read.len)
        call_say(call, "%s", read.data);
}

static int item_add_one(const struct fields *f)
{
    const struct ls_call *call = f->call;
    struct ls_entry entry = {0};
    int code = ls_entry_read(call->board, call->text, ls_stamp_date(call->now), LS_ENTRY_ITEM, &entry, f->err);
    if (!code && !*entry.text)
        code = ls_error_set(f->err, LS_EUSAGE, "an item needs a title");
    if (!code)
        code = item_make(f, &entry, entry.owner);
    if (!code)
        item_say_read(call, &entry);
    ls_entry_done(&entry);
    return code;
}

/* A slip in a name is no new colleague, unless somebody says so. */
static int item_doubt_stranger(const struct fields *f, const char *handle)
{
    const struct ls_call *call = f->call;
    const struct ls_person *near = ls_person_get(call->board, call->people_meant ? 0 : ls_person_nearest(call->board, handle));
    if (!near)
        return LS_OK;
    ls_error_set(f->err, LS_ENOTFOUND, "nobody is called %s", handle);
    ls_error_hint(f->err, "did you mean %s? A new colleague is added first: lockstep person add %s function=pm", near->handle,
                  handle);
    return LS_ENOTFOUND;
}

/* Somebody whom a line names and nobody knows; several lines may name the same. */
static int item_stranger(const struct fields *f, struct ls_strmap *strangers, const char *handle, ls_id *ret_person)
{
    ls_id id = ls_strmap_get(strangers, handle, strlen(handle), 0);
    int code = id ? LS_OK : item_doubt_stranger(f, handle);
    *ret_person = id;
    if (id || code)
        return code;
    *ret_person = id = ls_change_create(f->cs, LS_E_PERSON, f->call->now);
    ls_change_text(f->cs, f->call->board, id, LS_F_person_handle, handle);
    ls_change_int(f->cs, f->call->board, id, LS_F_person_function, LS_FUNCTION_PM);
    ls_strmap_add(strangers, handle, strlen(handle), id);
    if (!f->call->people_meant && f->call->said)
        ls_buf_printf(f->call->said, "nobody was called %s: a new person, a pm\n", handle);
    return LS_OK;
}

/* What was read from a line, and what was not: a person should see it before or after, not guess. */
static void item_say_line(const struct fields *f, const struct ls_pasted_line *line)
{
    const struct ls_entry *e = &line->entry;
    LS_AUTO(buf) struct ls_buf read = LS_BUF_INIT;
    ls_entry_tell(f->call->board, e, ls_stamp_date(f->call->now), (ls_buf_str(&read, ", "), &read));
    if (read.len == strlen(", "))
        ls_buf_clear(&read);
    if (line->rest)
        ls_buf_str(&read, line->row ? ", the rest of the row is in its notes" : ", the whole line is in its notes");
    if (line->done || line->heading)
        ls_buf_str(&read, line->done ? ", ticked off in the list" : ", a heading in the list");
    if (e->doubt)
        ls_buf_printf(&read, ", %s and stays in the title", e->doubt);
    if (line->same)
        ls_board_name(f->call->board, line->same, (ls_buf_str(&read, ", the same title as "), &read));
    else if (line->twice)
        ls_buf_str(&read, ", the same title as a line above");
    else if (line->like.id) {
        ls_board_name(f->call->board, line->like.id, (ls_buf_str(&read, ", much like "), &read));
        ls_buf_printf(&read, " (%.2f)", line->like.likeness);
    }
    if (read.len && f->call->said)
        ls_buf_printf(f->call->said, "\"%s\": %s\n", e->text, read.data + 2);
}

/* Every line an item, all in one changeset and so one undo. */
static int item_add_lines(const struct fields *f)
{
    struct ls_pasted pasted;
    struct ls_strmap strangers = {0};
    int code = LS_OK;
    ls_pasted_read(f->call->board, f->call->text, ls_stamp_date(f->call->now), f->call->likeness, &pasted);
    if (!pasted.len)
        code = ls_error_set(f->err, LS_EUSAGE, "there is no line with words in it");
    for (size_t i = 0; !code && i < pasted.len; i++) {
        const struct ls_pasted_line *line = &pasted.lines[i];
        ls_id owner = line->entry.owner;
        if (line->entry.stranger)
            code = item_stranger(f, &strangers, line->entry.stranger, &owner);
        if (!code)
            code = item_make(f, &line->entry, owner);
        if (!code)
            item_say_line(f, line);
        if (!code && line->rest)
            ls_change_text(f->cs, f->call->board, f->cs->records[f->cs->len - 1].id, LS_F_item_notes, line->rest);
        if (code)
            ls_error_at(f->err, "line %zu, \"%s\"", i + 1, line->entry.text);
    }
    ls_strmap_done(&strangers);
    ls_pasted_done(&pasted);
    return code;
}

int cmd_item_add(const struct ls_call *call, struct ls_changeset *cs, struct ls_error *err)
{
    struct fields f = item_fields(call, cs, err);
    return strpbrk(call->text, "\r\n") ? item_add_lines(&f) : item_add_one(&f);
}

/* --- fields ---------------------------------------------------------------------------------- */

int cmd_item_set(const struct ls_call *call, struct ls_changeset *cs, struct ls_error *err)
{
    struct fields f = item_fields(call, cs, err);
    return fields_set_each(&f);
}

int cmd_item_assign(const struct ls_call *call, struct ls_changeset *cs, struct ls_error *err)
{
    struct fields f = item_fields(call, cs, err);
    return fields_assign_each(&f, LS_F_item_owner, LS_F_item_backup);
}

int cmd_item_mine(const struct ls_call *call, struct ls_changeset *cs, struct ls_error *err)
{
    struct fields f = item_fields(call, cs, err);
    if (!call->me)
        return ls_error_set(err, LS_EUSAGE, "who are you? Say it first");
    for (size_t i = 0; i < call->target_count; i++)
        fields_assign(&f, call->targets[i], LS_F_item_owner, LS_F_item_backup, call->me);
    return LS_OK;
}

/* One field of every target from the words. */
static int item_each(const struct ls_call *call, struct ls_changeset *cs, struct ls_error *err, const char *field,
                     const char *text)
{
    struct fields f = item_fields(call, cs, err);
    int code = LS_OK;
    for (size_t i = 0; !code && i < call->target_count; i++)
        code = fields_set(&f, call->targets[i], field, text);
    return code;
}

int cmd_item_priority(const struct ls_call *call, struct ls_changeset *cs, struct ls_error *err)
{
    return item_each(call, cs, err, "priority", ls_text_skip_blank(call->text));
}

int cmd_item_status(const struct ls_call *call, struct ls_changeset *cs, struct ls_error *err)
{
    static const struct {
        const char *said, *status;
    } words[] = {{"todo", "planned"}, {"doing", "started"}, {"in progress", "started"}, {"closed", "done"},
                 {"cancelled", "canceled"}, {"accepted", "backlog"}};
    const char *text = ls_text_skip_blank(call->text);
    for (size_t i = 0; i < LS_COUNT(words); i++)
        if (!strcasecmp(text, words[i].said))
            text = words[i].status;
    return item_each(call, cs, err, "status", text);
}

int cmd_item_due(const struct ls_call *call, struct ls_changeset *cs, struct ls_error *err)
{
    return item_each(call, cs, err, "due", call->text);
}

int cmd_item_parent(const struct ls_call *call, struct ls_changeset *cs, struct ls_error *err)
{
    return item_each(call, cs, err, "parent", call->text);
}

int cmd_item_snooze(const struct ls_call *call, struct ls_changeset *cs, struct ls_error *err)
{
    struct ls_snooze snooze = {.until = LS_NONE, .days = LS_NONE};
    const char *text = ls_text_skip_blank(call->text);
    if (!ls_field_is_none(text)) {
        int code = ls_snooze_read(call->board, text, ls_stamp_date(call->now), &snooze, err);
        if (code)
            return code;
    }
    for (size_t i = 0; i < call->target_count; i++)
        ls_snooze_set(call->board, cs, call->targets[i], &snooze);
    return LS_OK;
}

/* --- tags ------------------------------------------------------------------------------------ */

static void tag_copy_without(struct ls_buf *to, const char *set, const char *without)
{
    const char *word;
    size_t len;
    ls_id id;
    while (ls_set_next(&set, &word, &len, &id))
        if (len != strlen(without) || strncmp(word, without, len) != 0)
            ls_set_add_word(to, word, len);
}

static int tag_apply(struct ls_buf *tags, const char *word, struct ls_error *err)
{
    bool off = *word == '-';
    const char *tag = word + (off || *word == '+');
    tag += *tag == '#';
    if (!*tag || *tag == '#')
        return ls_error_set(err, LS_EUSAGE, "\"%s\" is no tag", word);
    LS_AUTO(buf) struct ls_buf left = LS_BUF_INIT;
    if (off) {
        tag_copy_without(&left, tags->data, tag);
        ls_buf_set(tags, left.data);
    } else {
        ls_set_add_word(tags, tag, strlen(tag));
    }
    return LS_OK;
}

int cmd_item_tag(const struct ls_call *call, struct ls_changeset *cs, struct ls_error *err)
{
    int code = LS_OK;
    for (size_t i = 0; !code && i < call->target_count; i++) {
        const struct ls_item *item = ls_item_get(call->board, call->targets[i]);
        LS_AUTO(buf) struct ls_buf tags = LS_BUF_INIT;
        ls_buf_str(&tags, item ? item->tags : "");
        const char *at = call->text;
        while (!code && *(at += strspn(at, " \t,;"))) {
            size_t len = strcspn(at, " \t,;");
            LS_AUTO(string) char *word = ls_strndup(at, len);
            code = tag_apply(&tags, word, err);
            at += len;
        }
        if (!code)
            ls_change_text(cs, call->board, call->targets[i], LS_F_item_tags, tags.data);
    }
    return code;
}

/* --- comment, close -------------------------------------------------------------------------- */

int cmd_item_comment(const struct ls_call *call, struct ls_changeset *cs, struct ls_error *err)
{
    const char *text = ls_text_skip_blank(call->text);
    if (!*text)
        return ls_error_set(err, LS_EUSAGE, "the comment has no words");
    LS_AUTO(buf) struct ls_buf subject = LS_BUF_INIT;
    ls_set_add_id(&subject, call->targets[0]);
    call_note(call, cs, LS_NOTE_KIND_COMMENT, subject.data, text);
    return LS_OK;
}

int cmd_item_close(const struct ls_call *call, struct ls_changeset *cs, struct ls_error *err)
{
    size_t open = 0;
    for (size_t i = 0; i < call->target_count; i++) {
        const struct ls_item *item = ls_item_get(call->board, call->targets[i]);
        if (!item || !ls_item_is_open(item))
            continue; /* of several, those that are closed already stay as they are */
        ls_change_int(cs, call->board, call->targets[i], LS_F_item_status, LS_ITEM_STATUS_DONE);
        open++;
    }
    return open ? LS_OK : ls_error_set(err, LS_EREFUSED, "it is closed already");
}
