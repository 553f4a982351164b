/* View commands: most go to the view on top, some change which view that is. */
#include "ui/commands.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "lockstep/triage.h"
#include "lockstep/undo.h"
#include "ui/changes.h"
#include "ui/editor.h"
#include "ui/files_ask.h"
#include "ui/form.h"
#include "ui/gaps.h"
#include "ui/people.h"
#include "ui/records.h"
#include "ui/state.h"
#include "ui/verbs.h"
#include "ui/view_sync.h"
#include "ui/view_triage.h"
#include "ui/views.h"
#include "ui/words.h"

#define UI_RUN_DATA(id) NULL
#define UI_RUN_CLI(id) NULL
#define UI_RUN_VIEW(id) view_##id
#define UI_RUN_BOTH(id) view_##id

static void (*const functions[])(struct ui *ui) = {
#define COMMAND(ID, id, spelling, kind, keys, target, arg, prompt, usage, help) UI_RUN_##kind(id),
#include "lockstep/commands.def"
};

void ui_view_command(struct ui *ui, enum ls_command_id id)
{
    ui->command = ls_command_info(id);
    if (functions[id])
        functions[id](ui);
}

/* Hands the command to the view on top, and says so where that has no use for it. */
static void view_pass(struct ui *ui, enum ls_command_id id)
{
    LS_AUTO(buf) struct ls_buf what = LS_BUF_INIT;
    if (ui->top->ops->command(ui->top, id))
        return;
    words_command(ls_command_info(id), &what);
    ui_say(ui, ROLE_DIM, "\"%s\" does nothing here; ? shows the keys", what.data);
}

#define PASS(id, ID)                    \
    void view_##id(struct ui *ui)       \
    {                                   \
        view_pass(ui, LS_CMD_##ID);     \
    }

PASS(up, UP)
PASS(down, DOWN)
PASS(page_up, PAGE_UP)
PASS(page_down, PAGE_DOWN)
PASS(top, TOP)
PASS(bottom, BOTTOM)
PASS(next_pane, NEXT_PANE)
PASS(previous_pane, PREVIOUS_PANE)
PASS(full_pane, FULL_PANE)
PASS(filter, FILTER)
PASS(query_words, QUERY_WORDS)
PASS(mark, MARK)
PASS(mark_range, MARK_RANGE)
PASS(mark_all, MARK_ALL)
PASS(mark_none, MARK_NONE)
PASS(sort, SORT)
PASS(sort_reverse, SORT_REVERSE)
PASS(fold, FOLD)
PASS(unfold, UNFOLD)
PASS(why, WHY)
PASS(agenda_other, AGENDA_OTHER)
PASS(open, OPEN)
PASS(score_reach, SCORE_REACH)
PASS(score_impact, SCORE_IMPACT)
PASS(score_confidence, SCORE_CONFIDENCE)
PASS(score_effort, SCORE_EFFORT)
PASS(score_more, SCORE_MORE)
PASS(score_less, SCORE_LESS)
PASS(score_save, SCORE_SAVE)
PASS(new, NEW)
PASS(paste_add, PASTE_ADD)
PASS(page_save, PAGE_SAVE)
PASS(form_enter, FORM_ENTER)
PASS(form_next, FORM_NEXT)
PASS(form_previous, FORM_PREVIOUS)
PASS(form_choose, FORM_CHOOSE)
PASS(form_save, FORM_SAVE)
PASS(form_reset, FORM_RESET)
PASS(form_theirs, FORM_THEIRS)
PASS(conflict_take, CONFLICT_TAKE)
PASS(conflict_left, CONFLICT_LEFT)
PASS(conflict_right, CONFLICT_RIGHT)
PASS(conflict_mine, CONFLICT_MINE)
PASS(conflict_theirs, CONFLICT_THEIRS)
PASS(lost_take, LOST_TAKE)
PASS(lost_drop, LOST_DROP)
PASS(lost_take_all, LOST_TAKE_ALL)
PASS(lost_drop_all, LOST_DROP_ALL)
PASS(news_since, NEWS_SINCE)
PASS(triage_skip, TRIAGE_SKIP)
PASS(copy_command, COPY_COMMAND)
PASS(sync_outcome, SYNC_OUTCOME)
PASS(sync_large, SYNC_LARGE)
PASS(sync_ahead, SYNC_AHEAD)
PASS(sync_behind, SYNC_BEHIND)
PASS(sync_rejoin, SYNC_REJOIN)
PASS(sync_person, SYNC_PERSON)

void view_back(struct ui *ui)
{
    if (!ui->top->ops->command(ui->top, LS_CMD_BACK))
        ui_pop(ui);
}

/* --- going to a screen ----------------------------------------------------------------------- */

void view_tour(struct ui *ui)
{
    tour_begin(ui);
}

void view_item_list(struct ui *ui)
{
    home_show(ui, HOME_BACKLOG);
}

void view_agenda(struct ui *ui)
{
    home_show(ui, HOME_AGENDA);
}

void view_blocker_list(struct ui *ui)
{
    home_show(ui, HOME_BLOCKERS);
}

void view_owner_list(struct ui *ui)
{
    home_show(ui, HOME_OWNERS);
}

/* Opens the page of what is under the cursor, where the view does not know better what to open. */
static void view_show(struct ui *ui)
{
    ls_id *ids;
    if (ui->top->ops->command(ui->top, LS_CMD_ITEM_SHOW))
        return;
    size_t n = ui_subject(ui, &ids);
    record_open(ui, n ? ids[0] : 0);
    free(ids);
}

void view_item_show(struct ui *ui)
{
    view_show(ui);
}

void view_blocker_show(struct ui *ui)
{
    view_show(ui);
}

/* "signal list", "launch list", the questions … share this one; which it is says the row. */
void view_record_list(struct ui *ui)
{
    records_show(ui, collection_by_command(ui->command));
}

void view_ritual_list(struct ui *ui)
{
    view_record_list(ui);
}

void view_items(struct ui *ui)
{
    view_record_list(ui);
}

void view_questions(struct ui *ui)
{
    view_record_list(ui);
}

void view_blockers(struct ui *ui)
{
    view_record_list(ui);
}

void view_wins(struct ui *ui)
{
    view_record_list(ui);
}

void view_record_show(struct ui *ui)
{
    enum ls_entity entity = ls_command_entity(ui->command);
    ls_id *ids;
    size_t n = ui_subject(ui, &ids);
    const struct ls_record *r = n ? ls_board_record(ui_board(ui), ids[0]) : NULL;
    if (r && r->entity == (int64_t)entity)
        record_open(ui, ids[0]);
    else
        records_show(ui, collection_of(entity)); /* one has to be chosen first */
    free(ids);
}

void view_triage_list(struct ui *ui)
{
    triage_show(ui);
}

void view_check(struct ui *ui)
{
    gaps_show(ui);
}

/* --- verbs that every kind of record has ------------------------------------------------------- */

/* Runs the verb on the subject; all of it is of one kind, since every list is. */
static void view_on_subject(struct ui *ui, const char *verb)
{
    ls_id *ids;
    size_t n = ui_subject(ui, &ids);
    const struct ls_record *r = n ? ls_board_record(ui_board(ui), ids[0]) : NULL;
    const struct ls_command *c = r ? verb_of((enum ls_entity)r->entity, verb) : NULL;
    if (c)
        verb_start_on(ui, c, ids, n);
    else
        ui_say(ui, ROLE_DIM, "nothing is under the cursor");
    free(ids);
}

void view_delete(struct ui *ui)
{
    view_on_subject(ui, "delete");
}

void view_news(struct ui *ui)
{
    if (ls_session_me(ui->session))
        changes_show_news(ui);
    else
        ui_say(ui, ROLE_DIM, "it is not known yet who you are; that is asked when you change something");
}

/* Who changed what of the record under the cursor. */
void view_history(struct ui *ui)
{
    ls_id *ids;
    size_t n = ui_subject(ui, &ids);
    if (n)
        changes_show_history(ui, ids[0]);
    else
        ui_say(ui, ROLE_DIM, "nothing is under the cursor");
    free(ids);
}

void view_conflict_list(struct ui *ui)
{
    conflict_show(ui);
}

void view_heal(struct ui *ui)
{
    lost_show(ui);
}

void view_import(struct ui *ui)
{
    ask_import(ui);
}

void view_export(struct ui *ui)
{
    ask_export(ui);
}

void view_sync_show(struct ui *ui)
{
    sync_view_show(ui);
}

#define PAGE(ID, id, word, ref, file)    \
    void view_page_##id(struct ui *ui)   \
    {                                    \
        paper_open(ui, LS_PAGE_##ID);    \
    }
#include "lockstep/pages.def"

void view_help(struct ui *ui)
{
    ui_push(ui, help_view_new(ui, false));
}

void view_palette(struct ui *ui)
{
    ui_push(ui, help_view_new(ui, true));
}

/* --- what is under the cursor ----------------------------------------------------------------- */

void view_repeat(struct ui *ui)
{
    verb_repeat(ui);
}

/* The form of one record; of many the fields to set in all of them. */
void view_signal_new(struct ui *ui)
{
    form_open_signal(ui);
}

void view_signal_link(struct ui *ui)
{
    form_open_evidence(ui);
}

void view_edit_text(struct ui *ui)
{
    ls_id *ids;
    size_t n = ui_subject(ui, &ids);
    if (n)
        editor_open(ui, ids[0]);
    else
        ui_say(ui, ROLE_DIM, "nothing is under the cursor");
    free(ids);
}

void view_edit(struct ui *ui)
{
    ls_id *ids;
    size_t n = ui_subject(ui, &ids);
    if (n == 1)
        form_open(ui, ids[0]);
    else
        view_on_subject(ui, "set");
    free(ids);
}

/* "LS-20 ETA page for receivers", a line each. */
void view_copy(struct ui *ui)
{
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    ls_id *ids;
    if (ui->top->ops->command(ui->top, LS_CMD_COPY))
        return;
    size_t n = ui_subject(ui, &ids);
    for (size_t i = 0; i < n; i++) {
        const struct ls_record *r = ls_board_record(ui_board(ui), ids[i]);
        if (!r)
            continue;
        ls_buf_str(&text, text.len ? "\n" : "");
        ls_board_name(ui_board(ui), ids[i], &text);
        ls_buf_printf(&text, " %s", words_title(r));
    }
    free(ids);
    if (!text.len) {
        ui_say(ui, ROLE_DIM, "nothing is under the cursor");
        return;
    }
    ui->loop.terminal->ops->copy(ui->loop.terminal, text.data);
    ui_say(ui, ROLE_NORMAL, "copied: %s", text.data);
}

/* --- the file -------------------------------------------------------------------------------- */

/* Appends what was done in short: "item priority" is what the log calls it; people know "set the priority". What a
 * command's help says behind that explains it to who chooses, not to who takes it back. */
static void view_label(const char *label, struct ls_buf *b)
{
    for (int id = 0; label && *label && id < LS_CMD_COUNT; id++) {
        const struct ls_command *c = ls_command_info((enum ls_command_id)id);
        if (!strcmp(c->spelling, label)) {
            ls_buf_add(b, c->help, ls_text_trimmed(c->help, strcspn(c->help, ",;:(")));
            return;
        }
    }
    ls_buf_str(b, label ? label : "");
}

/* The same change in the words of the screen: "item priority" is what the log calls it. */
void view_undone(struct ui *ui, const struct ls_session_event *e)
{
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    if (e->error) {
        ui_say_error(ui, e->error);
        return;
    }
    bool redone = e->cs->flags & LS_CS_UNDO && !(e->cs->flags & LS_CS_REDO);
    ls_buf_str(&text, redone ? "done again" : "undone");
    if (ls_stamp_date(e->cs->at) != ui_today()) {
        ls_buf_str(&text, ", of ");
        words_date(ls_stamp_date(e->cs->at), ui_today(), false, &text);
    }
    ls_id decided = redone ? 0 : ls_triage_decided(e->cs);
    if (decided) { /* whoever triages thinks of the item, not of the note that goes with it */
        ls_buf_printf(&text, ": %s ", e->cs->label + strlen("triage "));
        ls_board_name(ui_board(ui), decided, &text);
        ls_buf_str(&text, "; it waits for a decision again");
        ui_say(ui, ROLE_NORMAL, "%s", text.data);
        return;
    }
    ls_buf_str(&text, ": ");
    view_label(ls_undo_label(e->cs), &text);
    if (e->log_count > 1) {
        size_t records = 0;
        for (size_t i = 0; i < e->log_count; i++)
            records += e->log[i]->len;
        ls_buf_printf(&text, "; %zu records", records);
    } else if (e->log_count && e->log[0]->len) {
        ls_buf_str(&text, "; ");
        words_change(ui_board(ui), e->log[0], &text);
    }
    ui_say(ui, ROLE_NORMAL, "%s", text.data);
}

/* Who is told that something was not done, and presses u, has not that in mind which was done before. */
static void view_undo_ask(void *arg)
{
    struct ui *ui = arg;
    if (ui->after_refusal) {
        ui->after_refusal = false;
        ui_say(ui, ROLE_NORMAL, "that has changed nothing; u once more takes back what you did before");
        return;
    }
    ls_session_undo(ui->session, false);
}

static void view_redo_ask(void *arg)
{
    ls_session_undo(((struct ui *)arg)->session, true);
}

/* Whose changes are to be undone has to be known first. */
static void view_take_back(struct ui *ui, void (*ask)(void *arg))
{
    if (ls_session_me(ui->session))
        ask(ui);
    else
        people_ask_me(ui, ask, NULL, ui);
    ui_news(ui);
}

/* Where something is being made that is not saved yet, it is that which is taken back. */
void view_undo(struct ui *ui)
{
    if (!ui->top->ops->command(ui->top, LS_CMD_UNDO))
        view_take_back(ui, view_undo_ask);
}

void view_redo(struct ui *ui)
{
    if (!ui->top->ops->command(ui->top, LS_CMD_REDO))
        view_take_back(ui, view_redo_ask);
}

void view_refresh(struct ui *ui)
{
    ls_session_refresh(ui->session);
    frame_clear(&ui->picture); /* whatever else has written over the terminal */
    ui_say(ui, ROLE_DIM, "looking at the file");
}

static void commands_told_me(void *arg)
{
    struct ui *ui = arg;
    ui_say(ui, ROLE_NORMAL, "you are %s from now on; owner:me finds what is yours", ls_session_user(ui->session));
}

void view_me(struct ui *ui)
{
    people_ask_me(ui, commands_told_me, NULL, ui);
}
