/* The editor on the screen: the terminal is given back, the session goes on with its work meanwhile, and what was
 * written is safe in a file until it is saved. */
#include "ui/editor.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/paths.h"
#include "base/text.h"
#include "lockstep/editor.h"
#include "lockstep/textedit.h"
#include "ui/people.h"
#include "ui/state.h"
#include "ui/words.h"

enum { TEXT_MOST = 1 << 20, ASK_MS = 500, SESSION_FDS = 8 };

/* --- running --------------------------------------------------------------------------------- */

/* What others change, and what is to be saved, does not wait for somebody who writes a long note. */
static void editor_wait(struct ui *ui, struct ls_editor *e)
{
    while (!ls_editor_ended(e)) {
        struct pollfd fds[SESSION_FDS + 1] = {{.fd = ls_editor_fd(e), .events = POLLIN}};
        int timeout = ASK_MS;
        size_t n = ls_session_poll(ui->session, fds + 1, SESSION_FDS, &timeout);
        poll(fds, n + 1, timeout < 0 || timeout > ASK_MS ? ASK_MS : timeout);
        ls_session_turn(ui->session);
    }
}

static int editor_run(struct ui *ui, const char *path, struct ls_error *err)
{
    struct terminal *t = ui->loop.terminal;
    struct ls_editor *e;
    t->ops->pause(t);
    int code = ls_editor_start(path, &e, err);
    if (!code) {
        editor_wait(ui, e);
        code = ls_editor_end(e, err);
    }
    t->ops->resume(t);
    ui_stale(ui);
    return code;
}

/* Writes the text into its file, unless one is there from before; edits it and reads it. */
static int editor_file(struct ui *ui, const char *path, const struct ls_buf *text, struct ls_buf *ret_text,
                       struct ls_error *err)
{
    int code = ls_path_exists(path) ? LS_OK : ls_file_replace(path, text->data, text->len, err);
    if (!code)
        code = editor_run(ui, path, err);
    if (!code)
        code = ls_file_read(ret_text, path, TEXT_MOST, err);
    if (!code && !ls_text_valid(ret_text->data, ret_text->len))
        code = ls_error_set(err, LS_EREFUSED, "%s is not UTF-8", path);
    return code;
}

int editor_text(struct ui *ui, const char *name, struct ls_buf *text, struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf path = LS_BUF_INIT, written = LS_BUF_INIT;
    LS_AUTO(string) char *file = ls_asprintf("%s.md", name);
    bool instead; /* the form keeps the text: nothing is lost where the file's place is taken */
    int code = ls_editor_path(file, &path, &instead, err);
    if (!code)
        code = editor_file(ui, path.data, text, &written, err);
    if (code)
        return code;
    ls_buf_truncate(&written, ls_text_trimmed(written.data, written.len));
    ls_buf_set(text, written.data);
    unlink(path.data); /* the form keeps it from here on */
    return LS_OK;
}

/* --- a record as text ------------------------------------------------------------------------ */

struct edit_job {
    struct ui *ui;
    ls_id id;
};

static void edit_free(void *arg)
{
    ls_textedit_done(arg);
    free(arg);
}

static void edit_refused(struct ui *ui, const struct ls_error *err)
{
    ui_say(ui, ROLE_WARN, "not saved, E opens the text again: %s%s%s%s", err->message, err->hint ? " (" : "",
           err->hint ? err->hint : "", err->hint ? ")" : "");
}

static void edit_say(struct ui *ui, const struct ls_changeset *shape)
{
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    if (shape->len)
        words_change(ui_board(ui), shape, &text);
    if (shape->len && shape->records[0].len > 1)
        ls_buf_printf(&text, " + %zu more", shape->records[0].len - 1);
    ui_say(ui, shape->len ? ROLE_NORMAL : ROLE_DIM, "%s", shape->len ? text.data : "nothing was changed");
}

static void edit_again(struct ui *ui, void *arg, const struct ls_error *err)
{
    edit_refused(ui, err);
    edit_free(arg);
}

static bool edit_keep(struct ui *ui LS_UNUSED, void *arg LS_UNUSED)
{
    return true; /* in its file */
}

static void edit_saved(void *arg)
{
    ls_textedit_forget(arg);
}

/* The text is in its file until what was made of it is saved. edit is empty then. */
static void edit_put_aside(struct ui *ui, struct ls_textedit *edit)
{
    static const struct aside_ops TEXT = {.again = edit_again, .keep = edit_keep, .saved = edit_saved, .free = edit_free};
    struct ls_textedit *kept = ls_alloc(sizeof(*kept));
    *kept = *edit;
    *edit = (struct ls_textedit){0};
    aside_put(ui, &TEXT, kept);
}

static int edit_save(struct ui *ui, struct ls_textedit *edit, struct ls_error *err)
{
    const char *name = ls_entity_info((enum ls_entity)edit->before->entity)->name;
    LS_AUTO(string) char *label = ls_asprintf("%s set", name);
    struct ls_changeset *cs = ls_changeset_new(label);
    struct ls_text_place place;
    int code = ls_textedit_read(edit, ui_board(ui), ui_today(), ls_session_me(ui->session), cs, &place, err);
    if (code && place.line)
        ls_error_at(err, "line %zu, column %zu", place.line, place.column);
    if (code) {
        ls_changeset_free(cs);
        return code;
    }
    struct ls_changeset *shape = ls_changeset_copy(cs);
    uint64_t n = 0;
    aside_begin(ui);
    code = ls_session_commit(ui->session, cs, &n, NULL, err);
    aside_committed(ui, n);
    ui_news(ui);
    if (!code) {
        edit_put_aside(ui, edit);
        edit_say(ui, shape);
    }
    ls_changeset_free(shape);
    return code;
}

/* Behind what was said of the edit. */
static void edit_say_instead(struct ui *ui)
{
    LS_AUTO(string) char *said = ls_strdup(ui->message.data);
    ui_say(ui, ROLE_WARN, "%s; what stands where its text is kept is no file, so another was taken", said);
}

static void edit_go(void *arg)
{
    const struct edit_job *job = arg;
    struct ui *ui = job->ui;
    struct ls_error err = {0};
    struct ls_textedit edit;
    int code = ls_textedit_begin(&edit, ui_board(ui), job->id, ui_today(), &err);
    if (!code)
        code = editor_run(ui, edit.path, &err);
    bool instead = !code && edit.instead;
    if (code)
        ui_say_error(ui, &err);
    else if (edit_save(ui, &edit, &err) < 0)
        edit_refused(ui, &err);
    else if (instead)
        edit_say_instead(ui);
    ls_textedit_done(&edit);
    ls_error_done(&err);
}

void editor_open(struct ui *ui, ls_id id)
{
    struct edit_job *job = ls_alloc(sizeof(*job));
    *job = (struct edit_job){ui, id};
    if (!ls_session_me(ui->session)) {
        people_ask_me(ui, edit_go, free, job);
        return;
    }
    edit_go(job);
    free(job);
}
