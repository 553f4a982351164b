/* Records as texts for an editor, and back. */
#include "lockstep/recordtext.h"

#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/nearest.h"
#include "base/text.h"
#include "lockstep/changeset.h"
#include "lockstep/error.h"

/* What stands between the fields and the note. */
#define DASHES "---"

struct recordtext {
    const struct ls_board *board;
    const struct ls_record *before;
    const struct ls_entity_info *info;
    int64_t today;
    ls_id me;
    struct ls_changeset *cs;
    struct ls_text_place *place;
    struct ls_error *err;
};

/* The first note of a kind: the text below the dashes; -1: it has none. */
static int recordtext_note(const struct ls_entity_info *info)
{
    for (int f = LS_F_FIRST; f < info->field_count; f++)
        if (info->fields[f].type == LS_T_NOTE && !(info->fields[f].flags & LS_FF_HIDDEN))
            return f;
    return -1;
}

static bool recordtext_is_line(const struct ls_field *field)
{
    return !(field->flags & (LS_FF_HIDDEN | LS_FF_COMMON)) && field->type != LS_T_NOTE;
}

static void recordtext_value(const struct ls_board *board, const struct ls_record *record, int field, struct ls_buf *b)
{
    const struct ls_field *info = ls_field_info((enum ls_entity)record->entity, field);
    struct ls_value v = ls_record_get(record, field);
    if (info->type == LS_T_BOOL)
        ls_buf_str(b, v.kind == LS_V_INT && v.i ? "yes" : "no");
    else
        ls_field_show(board, info, &v, b);
    ls_value_done(&v);
}

/* --- writing ----------------------------------------------------------------------------------- */

void ls_record_text_write(const struct ls_board *board, const struct ls_record *record, struct ls_buf *b)
{
    const struct ls_entity_info *info = ls_entity_info((enum ls_entity)record->entity);
    ls_buf_str(b, "# ");
    ls_board_name(board, record->id, b);
    ls_buf_str(b, ": a field a line. What you change is saved when you leave the editor.\n");
    for (int f = LS_F_FIRST; f < info->field_count; f++) {
        const struct ls_field *field = &info->fields[f];
        LS_AUTO(buf) struct ls_buf value = LS_BUF_INIT;
        if (!recordtext_is_line(field))
            continue;
        if (field->type == LS_T_ENUM) {
            ls_buf_printf(b, "# %s:", field->name);
            for (int i = 0; i < ls_enum_count((enum ls_enum)field->arg); i++)
                ls_buf_printf(b, " %s", ls_enum_word((enum ls_enum)field->arg, i));
            ls_buf_char(b, '\n');
        }
        recordtext_value(board, record, f, &value);
        ls_buf_printf(b, "%s:%s%s\n", field->name, value.len ? " " : "", value.data);
    }
    int note = recordtext_note(info);
    if (note < 0)
        return;
    ls_buf_printf(b, DASHES " %s: all below this line\n", info->fields[note].name);
    ls_field_format(board, record, note, b);
    if (b->data[b->len - 1] != '\n')
        ls_buf_char(b, '\n');
}

/* --- reading ----------------------------------------------------------------------------------- */

static size_t recordtext_characters(const char *text, size_t len)
{
    size_t n = 0;
    for (size_t i = 0; i < len; i++)
        n += ((unsigned char)text[i] & 0xC0) != 0x80;
    return n;
}

static void recordtext_set(const struct recordtext *t, int field, const struct ls_value *value)
{
    struct ls_value before = ls_record_get(t->before, field);
    if (ls_value_equal(&before, value)) {
        ls_value_done(&before);
        return;
    }
    struct ls_record_edit *edit = ls_changeset_add_record(t->cs, (enum ls_entity)t->before->entity, t->before->id);
    ls_record_edit_add(edit, field, before, ls_value_copy(value));
}

static int recordtext_unknown(const struct recordtext *t, const char *name)
{
    struct ls_nearest nearest = ls_nearest_begin(name, 2);
    ls_error_set(t->err, LS_EUSAGE, "%s has no field \"%s\"", t->info->label, name);
    for (int f = LS_F_FIRST; f < t->info->field_count; f++) {
        if (recordtext_is_line(&t->info->fields[f]))
            ls_nearest_try(&nearest, t->info->fields[f].name);
    }
    ls_error_hint(t->err, nearest.word ? "did you mean %s?" : "put # before the line to leave it out", nearest.word);
    return LS_EUSAGE;
}

/* One line "field: value" of len bytes. */
static int recordtext_line(const struct recordtext *t, const char *line, size_t len)
{
    size_t colon = strcspn(line, ":\n"), start = colon + 1;
    t->place->column = 1;
    if (colon >= len) {
        ls_error_set(t->err, LS_EUSAGE, "this is no field: value");
        ls_error_hint(t->err, "put # before the line to leave it out");
        return LS_EUSAGE;
    }
    LS_AUTO(string) char *name = ls_strndup(line, ls_text_trimmed(line, colon));
    int field = ls_field_by_name((enum ls_entity)t->before->entity, name);
    if (field < LS_F_FIRST || !recordtext_is_line(&t->info->fields[field]))
        return recordtext_unknown(t, name);
    while (start < len && (line[start] == ' ' || line[start] == '\t'))
        start++;
    t->place->column = recordtext_characters(line, start) + 1;
    LS_AUTO(string) char *text = ls_strndup(line + start, ls_text_trimmed(line + start, len - start));
    LS_AUTO(buf) struct ls_buf before = LS_BUF_INIT;
    recordtext_value(t->board, t->before, field, &before);
    if (!strcmp(text, before.data))
        return LS_OK;
    struct ls_value value = {0};
    int code = ls_field_read(t->board, (enum ls_entity)t->before->entity, field, text, t->today, t->me, &value, t->err);
    if (!code)
        recordtext_set(t, field, &value);
    ls_value_done(&value);
    return code;
}

/* The note: without blank lines at its end, which editors put there. */
static int recordtext_body(const struct recordtext *t, const char *text)
{
    int note = recordtext_note(t->info);
    if (note < 0)
        return LS_OK;
    LS_AUTO(string) char *body = ls_strndup(text, ls_text_trimmed(text, strlen(text)));
    LS_AUTO(buf) struct ls_buf before = LS_BUF_INIT;
    ls_field_format(t->board, t->before, note, &before);
    if (strlen(body) == ls_text_trimmed(before.data, before.len) && !strncmp(body, before.data, strlen(body)))
        return LS_OK;
    struct ls_value value = {0};
    int code = ls_field_parse(t->board, &t->info->fields[note], body, &value, t->err);
    if (!code)
        recordtext_set(t, note, &value);
    ls_value_done(&value);
    return code;
}

int ls_record_text_read(const struct ls_board *board, const struct ls_record *before, const char *text, int64_t today,
                        ls_id me, struct ls_changeset *cs, struct ls_text_place *ret_place, struct ls_error *err)
{
    struct recordtext t = {board, before, ls_entity_info((enum ls_entity)before->entity), today, me, cs, ret_place, err};
    *ret_place = (struct ls_text_place){0, 1};
    while (*text) {
        size_t len = strcspn(text, "\n");
        const char *line = ls_text_skip_blank(text);
        bool blank = line >= text + len || *line == '#' || *line == '\r';
        ret_place->line++;
        if (!strncmp(text, DASHES, strlen(DASHES))) {
            ret_place->line++;
            ret_place->column = 1;
            return recordtext_body(&t, text + len + (text[len] == '\n'));
        }
        int code = blank ? LS_OK : recordtext_line(&t, text, len);
        if (code)
            return code;
        text += len + (text[len] == '\n');
    }
    return LS_OK;
}
