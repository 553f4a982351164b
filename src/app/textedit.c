/* The files of records that are edited as texts. */
#include "lockstep/textedit.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/paths.h"
#include "base/text.h"
#include "lockstep/changeset.h"
#include "lockstep/editor.h"
#include "lockstep/error.h"

enum { TEXT_MOST = 1 << 20 };

static int textedit_path(struct ls_textedit *edit, const struct ls_board *board, ls_id id, struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT, path = LS_BUF_INIT;
    ls_board_name(board, id, &name);
    for (char *c = name.data; *c; c++)
        *c = *c == '/' || *c == ' ' ? '-' : *c;
    ls_buf_printf(&name, "-%llx.md", (unsigned long long)id); /* two team files may each have an LS-21 */
    int code = ls_editor_path(name.data, &path, &edit->instead, err);
    edit->path = ls_buf_steal(&path);
    edit->base = ls_asprintf("%s" LS_EDITOR_BASE, edit->path);
    return code;
}

/* Puts back into before what the text was written from. */
static void textedit_go_back(struct ls_textedit *edit, const struct ls_board *board, int64_t today)
{
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    struct ls_text_place place;
    if (ls_file_read(&text, edit->base, TEXT_MOST, NULL) < 0)
        return;
    struct ls_changeset *since = ls_changeset_new("");
    if (ls_record_text_read(board, edit->before, text.data, today, 0, since, &place, NULL) == LS_OK && since->len)
        for (size_t i = 0; i < since->records[0].len; i++)
            ls_record_set(edit->before, since->records[0].edits[i].field, &since->records[0].edits[i].after);
    ls_changeset_free(since);
}

int ls_textedit_begin(struct ls_textedit *edit, const struct ls_board *board, ls_id id, int64_t today,
                      struct ls_error *err)
{
    const struct ls_record *record = ls_board_record(board, id);
    *edit = (struct ls_textedit){0};
    if (!record || record->deleted)
        return ls_error_set(err, LS_ENOTFOUND, "the record is gone");
    int code = textedit_path(edit, board, id, err);
    if (code)
        return code;
    edit->before = ls_record_copy(record);
    edit->again = ls_path_exists(edit->path);
    if (edit->again) {
        textedit_go_back(edit, board, today);
        return LS_OK;
    }
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    ls_record_text_write(board, record, &text);
    code = ls_file_replace(edit->base, text.data, text.len, err);
    return code ? code : ls_file_replace(edit->path, text.data, text.len, err);
}

int ls_textedit_read(const struct ls_textedit *edit, const struct ls_board *board, int64_t today, ls_id me,
                     struct ls_changeset *cs, struct ls_text_place *ret_place, struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    *ret_place = (struct ls_text_place){0};
    int code = ls_file_read(&text, edit->path, TEXT_MOST, err);
    if (!code && !ls_text_valid(text.data, text.len))
        return ls_error_set(err, LS_EREFUSED, "%s is not UTF-8", edit->path);
    if (code)
        return code;
    return ls_record_text_read(board, edit->before, text.data, today, me, cs, ret_place, err);
}

void ls_textedit_forget(const struct ls_textedit *edit)
{
    unlink(edit->path);
    unlink(edit->base);
}

void ls_textedit_done(struct ls_textedit *edit)
{
    free(edit->path);
    free(edit->base);
    ls_record_free(edit->before);
    *edit = (struct ls_textedit){0};
}
