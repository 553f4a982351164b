/* CSV in and out from the palette: which file, what it would do, and only then doing it. What the formats are is
 * exchange's, and its sentences are those of the command line. */
#include "ui/files_ask.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/paths.h"
#include "base/text.h"
#include "lockstep/agenda.h"
#include "lockstep/agenda_out.h"
#include "lockstep/changeset.h"
#include "lockstep/error.h"
#include "lockstep/exchange.h"
#include "lockstep/likeness.h"
#include "ui/choices.h"
#include "ui/people.h"
#include "ui/state.h"
#include "ui/words.h"

/* Both look at all of the board. */
static bool files_ready(struct ui *ui)
{
    if (!ui_is_reading(ui))
        return true;
    ui_say(ui, ROLE_WARN, "the file is still being read: again in a moment");
    return false;
}

/* --- import: doing it ------------------------------------------------------------------------------------ */

/* An import that waits to be meant. Owned by its question. */
struct import {
    struct ui *ui;
    struct ls_changeset *cs; /* taken away when it is done */
    char *what; /* "items.csv: 12 items, 11 added, 1 changed" */
    char *more; /* what was filled in, and what is likely there already, in one line; "" */
};

static void import_free(void *arg)
{
    struct import *i = arg;
    ls_changeset_free(i->cs);
    free(i->what);
    free(i->more);
    free(i);
}

static void import_fill(void *arg, const char *word, struct choices *ret_choices)
{
    const struct import *i = arg;
    if (choices_has(i->what, word))
        choices_add(ret_choices, i->what, i->what, "", '1');
}

/* Few records are one change; many go in groups, between which others can write, and are told while they do. */
static bool import_taken(void *arg, const char *answer LS_UNUSED, struct ls_error *err)
{
    struct import *i = arg;
    struct ui *ui = i->ui;
    struct ls_changeset **groups;
    size_t count = ls_import_cut(ui_board(ui), i->cs, LS_IMPORT_GROUP, &groups);
    int code;
    i->cs = NULL;
    if (count > 1) {
        code = ls_session_import(ui->session, groups, count, err);
    } else {
        code = ls_session_commit(ui->session, groups[0], NULL, NULL, err);
        free(groups);
    }
    ui_news(ui);
    if (code < 0)
        ui_say_error(ui, err);
    else
        ui_say(ui, ROLE_NORMAL, "%s; u takes it back", i->what);
    return true; /* what was refused cannot be asked again: the plan is gone */
}

static void import_ask(struct import *i)
{
    ui_ask(i->ui, &(struct ui_question){.kind = PROMPT_PICK, .label = "import this?", .text = "",
                                        .hint = "Enter takes it in, Esc does not", .above = i->more,
                                        .fill = import_fill, .taken = import_taken, .free = import_free, .arg = i});
}

/* --- import: which file ---------------------------------------------------------------------------------- */

/* Lines joined: "; " between those that tell the same kind of thing. Caller frees. */
static char *import_more(const struct ui *ui, const struct ls_changeset *cs, const char *said)
{
    enum { LIKES = 3 };
    LS_AUTO(buf) struct ls_buf lines = LS_BUF_INIT;
    struct ls_buf b = LS_BUF_INIT;
    ls_buf_str(&lines, said);
    ls_likeness_made_text(ui_board(ui), cs, LIKES, &lines);
    for (const char *at = lines.data; *at;) {
        size_t len = strcspn(at, "\n");
        const char *line = ls_text_skip_blank(at);
        bool goes_on = b.len && b.data[b.len - 1] != ':';
        ls_buf_str(&b, !b.len ? "" : goes_on ? "; " : " ");
        ls_buf_add(&b, line, (size_t)(at + len - line));
        at += len + (at[len] == '\n');
    }
    return ls_buf_steal(&b);
}

static bool import_path_taken(void *arg, const char *answer, struct ls_error *err)
{
    struct ui *ui = arg;
    LS_AUTO(buf) struct ls_buf path = LS_BUF_INIT, what = LS_BUF_INIT;
    int64_t now = ls_clock_now();
    struct ls_changeset *cs;
    struct ls_import_report report = {0};
    ls_path_typed(&path, answer);
    if (!path.len) {
        ls_error_set(err, LS_EUSAGE, "which CSV file?");
        return false;
    }
    const struct ls_import_file file = {.path = path.data};
    if (ls_import_plan(ui_board(ui), &file, 1, now, ls_agenda_action_day(ui_board(ui), now), &cs, &report, err) < 0)
        return false;
    if (report.len)
        ls_import_line_text(&report.lines[0], &what);
    if (cs->len) {
        struct import *i = ls_alloc(sizeof(*i));
        *i = (struct import){ui, cs, ls_buf_steal(&what), import_more(ui, cs, report.said ? report.said : "")};
        import_ask(i);
    } else {
        ui_say(ui, ROLE_NORMAL, "%s", what.data);
        ls_changeset_free(cs);
    }
    ls_import_report_done(&report);
    return true;
}

static void import_begin(void *arg)
{
    ui_ask(arg, &(struct ui_question){.kind = PROMPT_LINE, .label = "import which CSV file:", .text = "",
                                      .hint = "its path, typed or pasted; what it would do is shown first",
                                      .draft = "import", .taken = import_path_taken, .arg = arg});
}

void ask_import(struct ui *ui)
{
    if (!files_ready(ui))
        return;
    if (ls_session_me(ui->session))
        import_begin(ui);
    else
        people_ask_me(ui, import_begin, NULL, ui);
}

void ask_import_of(struct ui *ui, const char *path)
{
    ask_import(ui);
    if (!ui->asking || ui->question.taken != import_path_taken)
        return;
    prompt_set(&ui->prompt, path);
    ui_question_event(ui, &(struct ui_event){.kind = UI_EVENT_KEY, .key = {LS_KEY_ENTER, 0}});
}

/* --- export ---------------------------------------------------------------------------------------------- */

#define EXPORT_AGENDA "agenda"

/* What is written, while it is asked where to. Owned by the question. */
struct export {
    struct ui *ui;
    char *name;     /* an entity's, or EXPORT_AGENDA */
    char *replaces; /* the file of which it was said that it is there: the same answer again is meant; NULL */
};

static void export_free(void *arg)
{
    struct export *e = arg;
    free(e->name);
    free(e->replaces);
    free(e);
}

static void export_text(const struct export *e, struct ls_buf *out)
{
    const struct ls_board *board = ui_board(e->ui);
    if (strcmp(e->name, EXPORT_AGENDA) != 0)
        ls_export_entity(board, ls_entity_by_name(e->name), 0, out);
    else if (ui_agenda(e->ui))
        ls_agenda_csv(board, ui_agenda(e->ui), false, out);
}

static bool export_path_taken(void *arg, const char *answer, struct ls_error *err)
{
    struct export *e = arg;
    LS_AUTO(buf) struct ls_buf path = LS_BUF_INIT, out = LS_BUF_INIT;
    ls_path_typed(&path, answer);
    if (!path.len) {
        ls_error_set(err, LS_EUSAGE, "into which file?");
        return false;
    }
    if (ls_path_exists(path.data) && (!e->replaces || strcmp(e->replaces, path.data) != 0)) {
        free(e->replaces);
        e->replaces = ls_strdup(path.data);
        ls_error_set(err, LS_EREFUSED, "%s is there already", ls_path_base(path.data));
        ls_error_hint(err, "Enter again replaces it");
        return false;
    }
    export_text(e, &out);
    if (ls_file_replace(path.data, out.data, out.len, err) < 0)
        return false;
    ui_say(e->ui, ROLE_GOOD, "written: %s", path.data);
    return true;
}

/* "agenda_2026-03-10.csv", "item.csv", in the folder where the files of a sync go. */
static void export_proposed(const struct export *e, struct ls_buf *b)
{
    LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT;
    ls_buf_str(&name, e->name);
    if (!strcmp(e->name, EXPORT_AGENDA) && e->ui->facts.agenda) {
        ls_buf_char(&name, '_');
        ls_date_format(&name, e->ui->facts.agenda->today);
    }
    ls_buf_str(&name, ".csv");
    ls_path_join(b, e->ui->folder, name.data);
}

static bool export_taken(void *arg, const char *answer, struct ls_error *err LS_UNUSED)
{
    struct export *e = ls_alloc(sizeof(*e));
    LS_AUTO(buf) struct ls_buf proposed = LS_BUF_INIT;
    *e = (struct export){.ui = arg, .name = ls_strdup(answer)};
    export_proposed(e, &proposed);
    ui_ask(e->ui, &(struct ui_question){.kind = PROMPT_LINE, .label = "into the file:", .text = proposed.data, .past = "export",
                                        .taken = export_path_taken, .free = export_free, .arg = e});
    return true;
}

static void export_fill(void *arg, const char *word, struct choices *ret_choices)
{
    const struct ui *ui = arg;
    const struct ls_board *board = ui_board(ui);
    if (ui->facts.agenda && choices_has(EXPORT_AGENDA, word))
        choices_add(ret_choices, EXPORT_AGENDA, EXPORT_AGENDA, "as it is shown, each line with its reason", 0);
    for (int entity = 0; entity < LS_E_COUNT; entity++) {
        const struct ls_entity_info *info = ls_entity_info((enum ls_entity)entity);
        LS_AUTO(buf) struct ls_buf count = LS_BUF_INIT;
        size_t n = ls_board_count(board, (enum ls_entity)entity);
        if (!n || !(choices_has(info->plural, word) || choices_has(info->name, word)))
            continue;
        ls_buf_printf(&count, "%zu", n);
        choices_add(ret_choices, info->name, info->plural, count.data, 0);
    }
}

void ask_export(struct ui *ui)
{
    if (files_ready(ui))
        ui_ask(ui, &(struct ui_question){.kind = PROMPT_PICK, .label = "export what, as CSV:", .text = "",
                                         .fill = export_fill, .taken = export_taken, .arg = ui});
}
