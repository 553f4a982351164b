/* Saving a form: what keeps it from being saved, what others have put there meanwhile, the commit; and the draft that
 * survives until then. */
#include <string.h>

#include "ui/form_parts.h"
#include "ui/people.h"
#include "ui/state.h"
#include "ui/words.h"

enum { DRAFT_MS = 1000 };

/* --- drafts ---------------------------------------------------------------------------------- */

static void form_keep(void *arg)
{
    struct form *f = arg;
    struct ls_session *session = f->view.ui->session;
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    form_draft_write(f, &text);
    if (strcmp(text.data, ls_session_draft(session, f->draft)) != 0)
        ls_session_keep_typed(session, f->draft, text.data);
}

void form_keep_soon(struct form *f)
{
    loop_timer_within(&f->view.ui->loop, DRAFT_MS, form_keep, f);
}

void form_keep_no_more(struct form *f)
{
    loop_timer(&f->view.ui->loop, -1, form_keep, f);
}

void form_keep_now(struct form *f)
{
    form_keep_no_more(f);
    form_keep(f);
}

void form_forget_draft(struct form *f)
{
    struct ls_session *session = f->view.ui->session;
    form_keep_no_more(f);
    if (*ls_session_draft(session, f->draft))
        ls_session_keep_typed(session, f->draft, "");
}

/* --- saving ---------------------------------------------------------------------------------- */

/* The first field that keeps the form from being saved; len: none does. */
static size_t form_obstacle(const struct form *f)
{
    for (size_t i = 0; i < f->len; i++)
        if (f->fields[i].bad.code)
            return i;
    return f->refusal ? f->refused : f->len;
}

static bool form_overrules(const struct form *f, const struct form_field **ret_field)
{
    for (size_t i = 0; i < f->len; i++)
        if (f->fields[i].news && !f->fields[i].followed && form_field_changed(&f->fields[i])) {
            *ret_field = &f->fields[i];
            return true;
        }
    return false;
}

/* Whether all is well; else the cursor goes to what is not, and says it. */
static bool form_may_save(struct form *f)
{
    struct ui *ui = f->view.ui;
    const struct form_field *theirs;
    f->tried = true;
    form_check(f);
    size_t at = form_obstacle(f);
    if (at < f->len || f->refusal) {
        if (at < f->len)
            form_go(f, (ptrdiff_t)at);
        const struct form_field *field = at < f->len ? &f->fields[at] : NULL;
        ui_say(ui, ROLE_WARN, "not saved: %s%s%s", field ? field->info->label : "", field ? ": " : "",
               field && field->bad.code ? field->bad.message : f->refusal);
        return false;
    }
    if (form_overrules(f, &theirs) && !f->warned) {
        f->warned = true;
        form_go(f, theirs - f->fields);
        ui_say(ui, ROLE_WARN, "▼ %s changed %s first: Ctrl-t takes that, Ctrl-s again puts yours there",
               theirs->who ? theirs->who : "somebody", theirs->info->label);
        return false;
    }
    if (f->warned)
        form_overrule(f);
    return true;
}

/* "LS-21: title, owner, due changed": what they were stands in the history. */
static void form_say_fields(const struct ls_board *board, const struct ls_record_edit *edit, struct ls_buf *text)
{
    ls_board_name(board, edit->id, text);
    for (size_t i = 0; i < edit->len; i++) {
        ls_buf_str(text, i ? ", " : ": ");
        words_field(ls_field_info(edit->entity, edit->edits[i].field), text);
    }
    ls_buf_str(text, " changed");
}

static void form_say_saved(struct ui *ui, const struct ls_changeset *shape, const struct ls_buf *said)
{
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    if (shape->records[0].len > 1 && !words_made(shape))
        form_say_fields(ui_board(ui), &shape->records[0], &text);
    else if (words_made(shape) && !*words_title(ls_board_record(ui_board(ui), shape->records[0].id)))
        ls_board_name(ui_board(ui), shape->records[0].id, (ls_buf_str(&text, "added: "), &text));
    else
        words_change(ui_board(ui), shape, &text);
    for (const char *line = said->data; *line; line += strspn(line, "\n")) {
        size_t len = strcspn(line, "\n");
        ls_buf_str(&text, text.len ? "; " : "");
        ls_buf_add(&text, line, len);
        line += len;
    }
    ui_say(ui, ROLE_NORMAL, "%s", text.data);
}

static void form_commit(struct form *f)
{
    struct ui *ui = f->view.ui;
    struct ls_error err = {0};
    LS_AUTO(buf) struct ls_buf said = LS_BUF_INIT;
    struct ls_changeset *cs = form_changeset(f), *shape = ls_changeset_copy(cs);
    ls_id id = f->record.id;
    uint64_t n = 0;
    aside_begin(ui);
    if (ls_session_commit(ui->session, cs, &n, &said, &err) < 0) {
        ui_say_error(ui, &err);
        ls_error_done(&err);
    } else {
        form_forget_draft(f);
        aside_committed(ui, n);
        aside_put_view(ui); /* f is gone */
        ui->form_saved = n;
        ui_news(ui);
        if (ui->top->ops->go)
            ui->top->ops->go(ui->top, id);
        form_say_saved(ui, shape, &said);
    }
    ls_changeset_free(shape);
}

static void form_known(void *arg)
{
    form_commit(arg);
}

static void form_release(void *arg LS_UNUSED)
{
}

void form_save(struct form *f)
{
    struct ui *ui = f->view.ui;
    form_settle(&f->fields[f->at]);
    if (!form_changed(f)) {
        form_forget_draft(f);
        ui_pop(ui);
        ui_say(ui, ROLE_DIM, "nothing was changed");
        return;
    }
    if (!form_may_save(f))
        return;
    if (!ls_session_me(ui->session))
        people_ask_me(ui, form_known, form_release, f);
    else
        form_commit(f);
}
