/* What people do: keys, pastes and the mouse go to the question, the view on top or the key map. */
#include "ui/ui_parts.h"

#include <signal.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "ui/plain.h"
#include "ui/verbs.h"
#include "ui/words.h"

enum { STATUS_INTERRUPTED = 130, STATUS_SIGNAL = 128 };

/* It ends without being asked: what is being typed is kept. */
static void ui_keep_typed(struct ui *ui)
{
    if (ui->session)
        ui_keep_draft(ui);
    ui_keep_views(ui);
}

/* Hands that know vim begin a count with a digit: the first ones are panes here, so there are none; what goes far instead. */
static bool ui_dead_count(struct ui *ui, struct ls_key key)
{
    const char *mode = ui->top->ops->mode(ui->top);
    LS_AUTO(buf) struct ls_buf page = LS_BUF_INIT, end = LS_BUF_INIT;
    if (key.mods || key.code < '0' || key.code > '9' || !ui->top->ops->list ||
        !keymap_key_of(&ui->keymap, mode, LS_CMD_PAGE_DOWN, &page) || !keymap_key_of(&ui->keymap, mode, LS_CMD_BOTTOM, &end))
        return false;
    ui_say(ui, ROLE_DIM, "keys take no counts: %s goes a page, %s to the end, / finds", page.data, end.data);
    return true;
}

/* What hands that know other programs mean by a key that is none of ours: the key that does it here. */
static bool ui_dead_hand(struct ui *ui, struct ls_key key, struct ls_buf *where)
{
    static const struct {
        uint32_t code;
        enum ls_command_id command;
    } HANDS[] = {{'d', LS_CMD_DELETE}, {LS_KEY_DELETE, LS_CMD_DELETE}, {LS_KEY_BACKSPACE, LS_CMD_BACK},
                 {'U', LS_CMD_UNDO},   {'Z', LS_CMD_BACK},             {'Q', LS_CMD_BACK}};
    const char *mode = ui->top->ops->mode(ui->top);
    for (size_t i = 0; i < LS_COUNT(HANDS) && !key.mods; i++) {
        LS_AUTO(buf) struct ls_buf here = LS_BUF_INIT;
        if (HANDS[i].code != key.code || !keymap_key_of(&ui->keymap, mode, HANDS[i].command, &here))
            continue;
        ls_buf_printf(where, "; %s: %s", here.data, ls_command_info(HANDS[i].command)->help);
        return true;
    }
    return false;
}

/* Says of a key that does nothing where it does something, in one row where that is possible. */
static void ui_dead_key(struct ui *ui, struct ls_key before, struct ls_key key)
{
    LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT, where = LS_BUF_INIT;
    if (!before.code && ui_dead_count(ui, key))
        return;
    if (before.code)
        ls_key_format(&name, before);
    ls_key_format(&name, key);
    const char *words;
    bool hand = !before.code && ui_dead_hand(ui, key, &where);
    const struct ls_command *c = hand ? NULL : keymap_elsewhere(&ui->keymap, before, key, &words);
    if (c) {
        ls_buf_printf(&where, "; %s: ", words);
        words_command(c, &where);
    }
    static const char *const SAYS[] = {"does nothing here, ? shows the keys", "does nothing here"};
    int columns = ls_text_columns(name.data) + 1 + ls_text_columns(SAYS[0]) + ls_text_columns(where.data);
    bool fits = columns <= ui->loop.terminal->columns - 2 || !where.len;
    ui_say(ui, ROLE_DIM, "%s %s%s", name.data, SAYS[!fits], where.data);
}

static void ui_key(struct ui *ui, struct ls_key key)
{
    enum ls_command_id id;
    struct ls_key before = ui->prefix;
    ui->prefix = (struct ls_key){0};
    if (ls_key_is_ctrl(key, 'c')) {
        if (ui->leaving_asked) {
            ui_leave(ui, STATUS_INTERRUPTED);
            return;
        }
        ui_command(ui, LS_CMD_BACK);
        ui_say(ui, ROLE_NORMAL, "q leaves; Ctrl-c again leaves at once");
        ui->leaving_asked = true;
        return;
    }
    ui->leaving_asked = false;
    if (before.code && ls_key_is(key, LS_KEY_ESC)) {
        ui_stale(ui);
        return;
    }
    switch (keymap_find(&ui->keymap, ui->top->ops->mode(ui->top), before, key, &id)) {
    case KEYMAP_COMMAND:
        ui->leaving = ls_key_is(key, 'q');
        ui_command(ui, id);
        ui->leaving = false;
        break;
    case KEYMAP_PREFIX:
        ui->prefix = key;
        ui_stale(ui);
        break;
    default:
        ui_dead_key(ui, before, key);
    }
}

/* No key of ours has Alt, but for the words of what is typed: Esc and a key that came together were two keys. */
static bool ui_is_quick_esc(const struct ui *ui, const struct ui_event *e)
{
    if (e->kind != UI_EVENT_KEY || e->key.mods != LS_MOD_ALT || e->key.code == LS_KEY_BACKSPACE)
        return false;
    bool typing = ui->asking || !strcmp(ui->top->ops->mode(ui->top), "form");
    return !typing || (e->key.code != 'b' && e->key.code != 'f' && e->key.code != 'd');
}

static bool ui_knows_drafts(const struct ls_session_status *status)
{
    return status->local;
}

/* The first page may be there before this machine has told what was typed and not saved: who types it anew would take the
 * place of what waits there. It comes within milliseconds, or this disk is silent. */
static void ui_await_drafts(struct ui *ui)
{
    enum { LOCAL_MS = 1000 };
    if (ui->awaited || !ui->session)
        return;
    ui->awaited = true;
    ui_await(ui->session, ui_knows_drafts, LOCAL_MS);
    ui_turn(ui);
}

/* Where the terminal is too small nobody sees what a key would do: one can leave, and what is being typed is kept. */
static void ui_take_unseen(struct ui *ui, const struct ui_event *e)
{
    if (e->kind == UI_EVENT_KEY && ls_key_is_ctrl(e->key, 'c')) {
        ui_key(ui, e->key);
    } else if (e->kind == UI_EVENT_KEY && ls_key_is(e->key, 'q')) {
        ui_keep_typed(ui);
        ui_leave(ui, 0);
    }
}

/* --- words that come all at once ------------------------------------------------------------------ */

/* Whether the command changes something, takes a change back, or hands the terminal over, without a question. */
static bool burst_acts(enum ls_command_id id)
{
    const struct ls_command *c = ls_command_info(id);
    switch (id) {
    case LS_CMD_UNDO:
    case LS_CMD_REDO:
    case LS_CMD_REPEAT:
    case LS_CMD_DELETE:
    case LS_CMD_EDIT_TEXT:
    case LS_CMD_CONFLICT_MINE:
    case LS_CMD_CONFLICT_THEIRS:
    case LS_CMD_LOST_DROP:
    case LS_CMD_LOST_DROP_ALL:
    case LS_CMD_LOST_TAKE_ALL:
        return true;
    default:
        return c->kind == LS_COMMAND_DATA && (!*c->prompt || c->arg == LS_ARG_MAYBE);
    }
}

/* A question takes all of it as a paste: no letter chooses, and no end of a line is the answer, but for the one that ends a
 * line which was sent to the question: by a program, by hands on a slow line, as a paste of one line. */
static void burst_into_question(struct ui *ui, const struct ui_event *e)
{
    struct ls_buf *b = &ui->burst;
    if (ls_key_is(e->key, LS_KEY_ENTER) || ls_key_is(e->key, LS_KEY_TAB))
        ls_buf_char(b, ls_key_is(e->key, LS_KEY_TAB) ? '\t' : '\n');
    else if (ls_key_is_text(e->key))
        ls_text_encode(b, e->key.code);
    if (e->burst > 1)
        return;
    bool ended = b->len && b->data[b->len - 1] == '\n', line = ended && strchr(b->data, '\n') == b->data + b->len - 1;
    ui_question_event(ui, &(struct ui_event){.kind = UI_EVENT_PASTE, .text = b->data});
    ls_buf_clear(b);
    if (line && ui->burst_answers)
        ui_question_event(ui, &(struct ui_event){.kind = UI_EVENT_KEY, .key = {LS_KEY_ENTER, 0}});
    else if (ended && ui->asking)
        prompt_refuse(&ui->prompt, "this came all at once, as a paste does: Enter takes it, Esc does not");
}

static void burst_say(struct ui *ui, const char *mode)
{
    LS_AUTO(buf) struct ls_buf note = LS_BUF_INIT;
    if (!strcmp(mode, "sync") && keymap_key_of(&ui->keymap, "sync", LS_CMD_SYNC_NOTE, &note))
        ui_say(ui, ROLE_WARN, "words that come all at once are no keys: %s writes a note", note.data);
    else
        ui_say(ui, ROLE_WARN, "words that come all at once are no keys: nothing was changed");
}

/* What is pasted in a terminal that does not mark it comes as keys. None of them changes anything by itself, and none
 * leaves, so that what is behind it does not run in the shell. True where the key did not mean what it means. */
static bool ui_take_burst(struct ui *ui, const struct ui_event *e)
{
    enum ls_command_id id;
    const char *mode = ui->top->ops->mode(ui->top);
    bool writes = !strcmp(mode, "form") || !strcmp(mode, "help"); /* letters are its text */
    bool begins = ui->burst_left <= 1;
    ui->burst_left = e->kind == UI_EVENT_KEY ? e->burst : 0;
    if (!ui->burst_left || !strcmp(mode, "first")) /* nothing is there yet that could be changed */
        return false;
    if (begins) {
        ls_buf_clear(&ui->burst);
        ui->burst_answers = ui->asking || writes;
    }
    if (ui->asking) {
        burst_into_question(ui, e);
        return true;
    }
    bool acts = keymap_find(&ui->keymap, mode, ui->prefix, e->key, &id) == KEYMAP_COMMAND && burst_acts(id);
    bool leaves = ls_key_is(e->key, 'q') && !ui->prefix.code;
    bool answers = writes && ui->burst_answers && e->burst == 1;
    if (ls_key_is(e->key, LS_KEY_ENTER) ? answers : writes || !(acts || leaves))
        return false;
    ui->prefix = (struct ls_key){0};
    burst_say(ui, mode);
    return true;
}

/* What somebody does at the terminal. */
static void ui_take(struct ui *ui, const struct ui_event *e)
{
    ui->form_saved = 0;
    if (ui_is_too_small(ui->loop.terminal->columns, ui->loop.terminal->rows)) {
        ui_take_unseen(ui, e);
        return;
    }
    ui_await_drafts(ui);
    ui->key_at = ls_clock_monotonic();
    if (ui_take_burst(ui, e))
        return;
    if (ui->asking)
        ui_question_event(ui, e);
    else if (ui->top->ops->event && ui->top->ops->event(ui->top, e))
        return;
    else if (e->kind == UI_EVENT_KEY)
        ui_key(ui, e->key);
    else if (e->kind == UI_EVENT_PASTE)
        verb_paste(ui, ls_command_info(LS_CMD_ITEM_ADD), e->text);
    tour_look(ui);
}

/* A signal, or the terminal is gone. */
static void ui_end_by(struct ui *ui, int signal_number)
{
    ui_keep_typed(ui);
    ui->signal = signal_number;
    ui_leave(ui, STATUS_SIGNAL + signal_number);
}

void ui_event(void *arg, const struct ui_event *e)
{
    struct ui *ui = arg;
    ui_stale(ui);
    if (ui_is_quick_esc(ui, e)) {
        ui_event(ui, &(struct ui_event){.kind = UI_EVENT_KEY, .key = {LS_KEY_ESC, 0}});
        ui_event(ui, &(struct ui_event){.kind = UI_EVENT_KEY, .key = {e->key.code, 0}});
        return;
    }
    switch (e->kind) {
    case UI_EVENT_SIGNAL:
        ui_end_by(ui, e->lines);
        break;
    case UI_EVENT_GONE:
        ui_end_by(ui, SIGHUP);
        break;
    case UI_EVENT_END:
        ui_leave(ui, 0);
        break;
    case UI_EVENT_TICK:
        if (ui->session)
            ui_news(ui); /* another day, perhaps */
        bell_look(ui);
        break;
    case UI_EVENT_LINE:
        plain_line(ui, e->text);
        break;
    case UI_EVENT_REDRAW:
        frame_clear(&ui->picture);
        break;
    case UI_EVENT_KEY:
    case UI_EVENT_PASTE:
    case UI_EVENT_CLICK:
    case UI_EVENT_WHEEL:
        ui_take(ui, e);
        break;
    default:
        break;
    }
}

void ui_feed(struct ui *ui, const struct ui_event *e)
{
    ui_event(ui, e);
}
