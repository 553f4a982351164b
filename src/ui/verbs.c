/* Verbs on the screen. The command table says what a command acts on and wants to be told; from that comes the
 * question. Running it is in verb_run.c. */
#include "ui/verbs.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/text.h"
#include "lockstep/due.h"
#include "ui/alike.h"
#include "ui/choices.h"
#include "ui/decide_ask.h"
#include "ui/escalate_ask.h"
#include "ui/form.h"
#include "ui/parents.h"
#include "ui/paste.h"
#include "ui/people.h"
#include "ui/state.h"
#include "ui/sync_news.h"
#include "ui/triage_ask.h"
#include "ui/views.h"
#include "ui/words.h"

/* A command that waits for its argument. Heap, owned by the question. */
struct verb {
    struct ui *ui;
    const struct ls_command *command;
    ls_id *ids;
    size_t count;
    char *stranger; /* whom the answer names and nobody knows: the next Enter adds them; NULL: nobody */
};

static void verb_free(void *arg)
{
    struct verb *v = arg;
    free(v->stranger);
    free(v->ids);
    free(v);
}

enum ls_entity verb_entity(const struct ls_command *c)
{
    enum ls_entity entity = c->id == LS_CMD_BLOCKER_ESCALATE ? LS_E_DECISION : ls_command_entity(c);
    return entity < LS_E_COUNT ? entity : LS_E_ITEM;
}

const struct ls_command *verb_of(enum ls_entity entity, const char *verb)
{
    for (int id = 0; id < LS_CMD_COUNT; id++) {
        const struct ls_command *c = ls_command_info((enum ls_command_id)id);
        const char *blank = strchr(c->spelling, ' ');
        if (c->kind == LS_COMMAND_DATA && ls_command_entity(c) == entity && blank && !strcmp(blank + 1, verb))
            return c;
    }
    return NULL;
}

/* --- asking ---------------------------------------------------------------------------------- */

/* Several lines for a new item are as many items: they are looked at first. */
static bool verb_is_list(const struct ls_command *c, const char *text)
{
    return c->id == LS_CMD_ITEM_ADD && strchr(text, '\n') != NULL;
}

/* What is read from a line beside its words, by the command that it is for; false: words only. */
static bool verb_reads_entry(const struct ls_command *c, unsigned *ret_flags)
{
    *ret_flags = c->id == LS_CMD_ITEM_ADD ? LS_ENTRY_ITEM : c->id == LS_CMD_SYNC_ACTION ? LS_ENTRY_PRIORITY : 0;
    return *ret_flags || c->id == LS_CMD_BLOCKER_ADD || c->id == LS_CMD_SYNC_BLOCK;
}

/* What was understood so far: a word that is taken for a day leaves the title only before somebody's eyes. */
static void verb_tell_entry(const struct verb *v, const char *text, struct ls_buf *b)
{
    struct ls_entry entry = {0};
    unsigned flags;
    if (!verb_reads_entry(v->command, &flags) ||
        ls_entry_read(ui_board(v->ui), text, ui_today(), flags | LS_ENTRY_PASTED, &entry, NULL) < 0)
        return;
    ls_entry_tell(ui_board(v->ui), &entry, ui_today(), b);
    ls_buf_str(b, b->len && entry.left ? "; " : "");
    ls_entry_tell_left(&entry, b);
    ls_entry_done(&entry);
}

/* Which day it is that is being typed: of "5 jan" the year is not the one that everybody thinks of. */
static void verb_tell_day(const struct verb *v, const char *text, struct ls_buf *b)
{
    int64_t date;
    if (v->command->arg == LS_ARG_DATE && ls_due_parse(text, ui_today(), &date))
        words_day_told(date, ui_today(), b);
}

/* Which item is likely the same as the one whose title is being typed. */
static void verb_look_alike(const struct verb *v, const char *text, struct ls_buf *b)
{
    struct ls_like like;
    if (v->command->id != LS_CMD_ITEM_ADD)
        return;
    if (!alike_ready(v->ui)) {
        ls_buf_printf(b, "%sstill reading what is there: look-alikes come in a moment", b->len ? " · " : "");
    } else if (ls_likeness_find(alike_index(v->ui), text, "", 0, &like, 1) && like.likeness >= LS_LIKENESS_LIKELY) {
        ls_buf_printf(b, "%slike %.2f: ", b->len ? " · " : "", like.likeness);
        words_record(ui_board(v->ui), ls_board_record(ui_board(v->ui), like.id), b);
    }
}

/* Says beside a line that is being typed what was read from it, and what is there already. */
static void verb_remark(struct verb *v, const char *text)
{
    LS_AUTO(buf) struct ls_buf words = LS_BUF_INIT;
    if (v->ui->prompt.refusal)
        return;
    verb_tell_entry(v, text, &words);
    verb_tell_day(v, text, &words);
    verb_look_alike(v, text, &words);
    if (!words.len)
        return;
    prompt_refuse(&v->ui->prompt, words.data);
    v->ui->prompt.remark = true;
}

/* A list that is pasted into the question for a new item goes to its preview at once. */
static void verb_live(void *arg, const char *text)
{
    struct verb *v = arg;
    struct ui *ui = v->ui;
    if (!verb_is_list(v->command, text)) {
        verb_remark(v, text);
        return;
    }
    LS_AUTO(string) char *list = ls_strdup(text);
    ui_forget_draft(ui);
    ui_unask(ui); /* v is gone */
    paste_open(ui, list);
}

/* A list that was in reach and not wanted is not kept for a third time. */
static void verb_left(void *arg)
{
    const struct verb *v = arg;
    if (v->command->id == LS_CMD_ITEM_ADD && *ls_session_draft(v->ui->session, PASTE_DRAFT))
        ls_session_set_draft(v->ui->session, PASTE_DRAFT, "");
}

/* Whom an answer names and nobody knows: "@ben" in a line, "ben" where a person is asked for; NULL: none. Caller frees. */
static char *verb_stranger(const struct verb *v, const char *answer)
{
    struct ls_entry entry = {0};
    char *stranger = NULL;
    if (v->command->arg == LS_ARG_PERSON) {
        answer += *answer == '@';
        bool known = people_is_word(answer) || ls_board_by_handle(ui_board(v->ui), LS_E_PERSON, answer);
        return known ? NULL : ls_strdup(answer);
    }
    if (ls_entry_read(ui_board(v->ui), answer, ui_today(), LS_ENTRY_PASTED, &entry, NULL) == LS_OK && entry.stranger)
        stranger = ls_strdup(entry.stranger);
    ls_entry_done(&entry);
    return stranger;
}

/* Somebody unknown is not refused for good: the same answer again adds them. Always false: the question stays. */
static bool verb_offer_stranger(struct verb *v, const char *answer, struct ls_error *err)
{
    free(v->stranger);
    v->stranger = err->code == LS_ENOTFOUND ? verb_stranger(v, answer) : NULL;
    if (v->stranger)
        people_doubt(v->ui, v->stranger, err);
    return false;
}

/* Adds whom the same answer named before, in the group of what comes with it. ret_added: that somebody was. */
static bool verb_add_stranger(struct verb *v, const char *answer, bool *ret_added, struct ls_error *err)
{
    LS_AUTO(string) char *stranger = verb_stranger(v, answer);
    bool same = stranger && v->stranger && !strcmp(stranger, v->stranger);
    if (stranger && !same && v->command->arg == LS_ARG_PERSON) {
        ls_error_set(err, LS_ENOTFOUND, "nobody is called %s", stranger);
        return verb_offer_stranger(v, answer, err);
    }
    if (!same)
        return true;
    v->ui->together = ls_id_new();
    *ret_added = people_need(v->ui, stranger, err) >= 0;
    return *ret_added;
}

static bool verb_taken(void *arg, const char *answer, struct ls_error *err)
{
    struct verb *v = arg;
    struct ui *ui = v->ui;
    bool added = false;
    if (verb_is_list(v->command, answer)) {
        paste_open(ui, answer);
        return true;
    }
    bool taken = verb_add_stranger(v, answer, &added, err);
    if (taken && ui_run_data(ui, v->command, v->ids, v->count, answer, err) < 0)
        taken = verb_offer_stranger(v, answer, err);
    ui->together = 0;
    if (!taken)
        return false;
    if (added)
        ls_buf_printf(&ui->message, "; %s is new, a pm: u takes back both", v->stranger);
    verb_left(v);
    return true;
}

/* Who is asked for may be nobody, or oneself. */
static void verb_fill_person(const struct verb *v, const char *word, struct choices *ret_choices)
{
    people_fill(v->ui, word, ret_choices);
    if (*word && !strncmp("none", word, strlen(word)))
        choices_add(ret_choices, "none", "none", "nobody", 0);
    if (!strcmp(word, "me"))
        choices_add(ret_choices, "me", "me", "you", 0);
}

static void verb_fill(void *arg, const char *word, struct choices *ret_choices)
{
    struct verb *v = arg;
    const struct ls_board *board = ui_board(v->ui);
    switch (v->command->arg) {
    case LS_ARG_PERSON:
        verb_fill_person(v, word, ret_choices);
        break;
    case LS_ARG_PRIORITY:
        choices_priorities(word, ret_choices);
        break;
    case LS_ARG_PARENT:
        parents_fill(v->ui, v->ids, v->count, word, ret_choices);
        break;
    case LS_ARG_STATUS:
        choices_enum(LS_ENUM_ITEM_STATUS, word, ret_choices);
        break;
    case LS_ARG_DATE:
        choices_dates(word, ui_today(), ret_choices);
        break;
    case LS_ARG_UNTIL:
        triage_fill_until(v->ui, word, ret_choices);
        break;
    case LS_ARG_FIELDS:
    case LS_ARG_TITLE_FIELDS:
        choices_fields(board, verb_entity(v->command), word, ui_today(), v->command->arg == LS_ARG_FIELDS, ret_choices);
        break;
    default:
        choices_mentions(board, word, ui_today(), ret_choices);
    }
}

static enum prompt_kind verb_prompt_kind(const struct ls_command *c)
{
    switch (c->arg) {
    case LS_ARG_PERSON:
    case LS_ARG_PRIORITY:
    case LS_ARG_STATUS:
    case LS_ARG_UNTIL:
    case LS_ARG_PARENT:
        return PROMPT_PICK;
    default:
        return c->id == LS_CMD_ITEM_ADD ? PROMPT_LINES : PROMPT_LINE;
    }
}

/* "owner of LS-21", "owner, 3 marked", "new item". */
static char *verb_label(const struct verb *v)
{
    struct ls_buf b = LS_BUF_INIT;
    ls_buf_str(&b, v->command->prompt);
    if (v->count == 1 && v->command->target != LS_TARGET_SYNC) {
        ls_buf_str(&b, " ");
        ls_board_name(ui_board(v->ui), v->ids[0], &b);
    } else if (v->count > 1) {
        ls_buf_printf(&b, " (%zu marked)", v->count);
    }
    ls_buf_char(&b, ':');
    return ls_buf_steal(&b);
}

static const char *verb_hint(const struct verb *v)
{
    const struct ls_command *c = v->command;
    if (c->id == LS_CMD_ITEM_ADD && *ls_session_draft(v->ui->session, PASTE_DRAFT))
        return "title @owner fri !1; ↑ brings back the pasted list";
    switch (c->arg) {
    case LS_ARG_PRIORITY:
        return "0 to 4, or urgent, high, medium, low, none";
    case LS_ARG_PARENT:
        return "a number, or words of its title; none takes it out";
    case LS_ARG_DATE:
        return "today, tomorrow, thu, 17 mar, +3d, none";
    case LS_ARG_UNTIL:
        return "a number, a day (21 may, +2w), L-1, D-1, none";
    case LS_ARG_MAYBE:
        return "Enter without words is fine";
    case LS_ARG_TITLE_FIELDS:
        return c->id == LS_CMD_ITEM_ADD ? "title @owner fri !1; a pasted list: one item a line"
                                        : "some words, and owner=… severity=3 if you like";
    case LS_ARG_FIELDS:
        return "due=\"17 mar\" release=LS-11 … (Tab completes)";
    default:
        return NULL;
    }
}

/* What is being typed is kept under this name; the rows of a general verb have one handler and many spellings. */
static const char *verb_draft(const struct ls_command *c)
{
    return ls_command_is_general(c) ? c->spelling : c->name;
}

/* "ines ": whoever is looked at is who hands on. */
static void verb_from(struct ui *ui, struct ls_buf *text)
{
    ls_id *ids;
    size_t count = ui_subject(ui, &ids);
    const struct ls_person *p = count == 1 ? ls_person_get(ui_board(ui), ids[0]) : NULL;
    if (p)
        ls_buf_printf(text, "%s ", p->handle);
    free(ids);
}

static void verb_ask(struct verb *v)
{
    LS_AUTO(string) char *label = verb_label(v);
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    if (v->command->id == LS_CMD_ITEM_ADD) {
        alike_ready(v->ui); /* its look-alikes are wanted in a moment: what is there is read meanwhile */
        past_add(past_of(&v->ui->pasts, verb_draft(v->command)), ls_session_draft(v->ui->session, PASTE_DRAFT));
        if (v->ui->top->ops->starts)
            v->ui->top->ops->starts(v->ui->top, &text);
    } else if (v->command->id == LS_CMD_HANDOFF) {
        verb_from(v->ui, &text);
    }
    ui_ask(v->ui, &(struct ui_question){.kind = verb_prompt_kind(v->command), .label = label, .text = text.data,
                                        .own_words = v->command->arg == LS_ARG_UNTIL, .again = true,
                                        .draft = verb_draft(v->command), .hint = verb_hint(v),
                                        .fill = verb_fill, .live = verb_live, .taken = verb_taken, .left = verb_left,
                                        .free = verb_free, .arg = v});
}

/* Runs what needs no argument, asks for what does. v is taken over. */
static void verb_go(struct verb *v)
{
    const struct ls_command *c = v->command;
    if (c->id == LS_CMD_BLOCKER_ESCALATE) {
        ask_escalation(v->ui, v->ids[0]);
        verb_free(v);
        return;
    }
    if (c->id == LS_CMD_DECISION_DECIDE) {
        ask_decide(v->ui, &(struct decide_on){.command = c->id, .target = v->ids[0], .decision = v->ids[0]});
        verb_free(v);
        return;
    }
    if (c->id == LS_CMD_ITEM_SCORE) {
        score_open(v->ui, v->ids[0]);
        verb_free(v);
        return;
    }
    if (triage_asks(c)) {
        triage_ask(v->ui, c, v->ids[0]);
        verb_free(v);
        return;
    }
    if (c->arg != LS_ARG_NONE && *c->prompt) {
        verb_ask(v);
        return;
    }
    struct ls_error err = {0};
    if (ui_run_data(v->ui, c, v->ids, v->count, "", &err) < 0)
        ui_say_error(v->ui, &err);
    ls_error_done(&err);
    verb_free(v);
}

/* --- who I am -------------------------------------------------------------------------------- */

static void verb_go_on(void *arg)
{
    struct verb *v = arg;
    struct verb *go = ls_alloc(sizeof(*go)); /* the question frees v */
    *go = *v;
    v->ids = NULL;
    verb_go(go);
}

/* --- starting -------------------------------------------------------------------------------- */

static bool verb_accepts(const struct ls_command *c, const struct ls_record *r)
{
    switch (c->target) {
    case LS_TARGET_ITEM:
    case LS_TARGET_ITEMS:
        return r->entity == LS_E_ITEM;
    case LS_TARGET_BLOCKER:
    case LS_TARGET_BLOCKERS:
        return r->entity == LS_E_BLOCKER;
    case LS_TARGET_RECORDS:
        return r->entity == (int64_t)ls_command_entity(c);
    default:
        return true;
    }
}

static bool verb_wants_one(enum ls_command_target target)
{
    return target == LS_TARGET_ITEM || target == LS_TARGET_BLOCKER || target == LS_TARGET_RECORD;
}

void verb_start_on(struct ui *ui, const struct ls_command *c, const ls_id *ids, size_t count)
{
    struct verb *v = ls_alloc(sizeof(*v));
    *v = (struct verb){.ui = ui, .command = c, .ids = ls_alloc((count + 1) * sizeof(*v->ids))};
    for (size_t i = 0; i < count && c->target != LS_TARGET_NONE; i++) {
        const struct ls_record *r = ls_board_record(ui_board(ui), ids[i]);
        if (r && !r->deleted && verb_accepts(c, r))
            v->ids[v->count++] = ids[i];
    }
    bool needs = c->target != LS_TARGET_NONE && c->target != LS_TARGET_SYNC;
    if (needs && !v->count)
        ui_say(ui, ROLE_DIM, "nothing here to %s", c->help);
    else if (verb_wants_one(c->target) && v->count > 1)
        ui_say(ui, ROLE_DIM, "one at a time: - takes the marks off");
    else if (!ls_session_me(ui->session)) {
        people_ask_me(ui, verb_go_on, verb_free, v);
        return;
    } else {
        verb_go(v);
        return;
    }
    verb_free(v);
}

void verb_start(struct ui *ui, const struct ls_command *c)
{
    ls_id *ids;
    size_t count = ui_subject(ui, &ids);
    const struct ls_record *r = count == 1 ? ls_board_record(ui_board(ui), ids[0]) : NULL;
    enum ls_entity entity = ls_command_entity(c);
    if (c->arg == LS_ARG_FIELDS && r && r->entity == (int64_t)entity) /* several records share a line instead */
        form_open(ui, ids[0]);
    else if (c->arg == LS_ARG_TITLE_FIELDS && entity != LS_E_ITEM && entity != LS_E_BLOCKER)
        form_open_new(ui, entity, NULL, 0);
    else
        verb_start_on(ui, c, ids, count);
    free(ids);
}

/* The records of the subject that a command accepts; caller frees. */
static size_t verb_targets(struct ui *ui, const struct ls_command *c, ls_id **ret_ids)
{
    size_t n = ui_subject(ui, ret_ids), kept = 0;
    for (size_t i = 0; i < n; i++) {
        const struct ls_record *r = ls_board_record(ui_board(ui), (*ret_ids)[i]);
        if (r && !r->deleted && verb_accepts(c, r))
            (*ret_ids)[kept++] = (*ret_ids)[i];
    }
    return kept;
}

void verb_repeat(struct ui *ui)
{
    const struct ls_command *c = ui->repeat;
    struct ls_error err = {0};
    ls_id *ids = NULL;
    if (!c) {
        ui_say(ui, ROLE_DIM, "nothing to do again yet");
        return;
    }
    size_t n = verb_targets(ui, c, &ids);
    LS_AUTO(string) char *text = ls_strdup(ui->repeat_text);
    if (!n || (verb_wants_one(c->target) && n > 1))
        ui_say(ui, ROLE_DIM, "nothing here to %s", c->help);
    else if (ui_run_data(ui, c, ids, n, text, &err) < 0)
        ui_say_error(ui, &err);
    ls_error_done(&err);
    free(ids);
}

void verb_paste(struct ui *ui, const struct ls_command *c, const char *text)
{
    verb_start(ui, c);
    if (!ui->asking || ui->question.taken != verb_taken)
        return;
    ui_question_event(ui, &(struct ui_event){.kind = UI_EVENT_PASTE, .text = text});
}

/* --- what others did ------------------------------------------------------------------------- */

/* "import items.csv, 1500 records": one of the groups of a large import, with those before it. */
static void verb_tell_group(struct ui *ui, const struct ls_changeset *cs, struct ls_buf *text)
{
    if (ui->others_group != cs->group)
        ui->others_records = 0;
    ui->others_group = cs->group;
    ui->others_records += cs->len;
    ls_buf_printf(text, "%s: %s, %zu records", words_person(ui_board(ui), cs->who), cs->label, ui->others_records);
}

void verb_say_news(struct ui *ui, const struct ls_changeset *cs)
{
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    if (cs->group)
        verb_tell_group(ui, cs, &text);
    int minute = ls_stamp_minute(cs->at);
    if (sync_news_say(ui, cs) || (ui->message.len && ui->message_role != ROLE_DIM))
        return; /* never over something that was said to the user */
    if (!cs->group) {
        ls_buf_printf(&text, words_made(cs) ? "%s: " : "%s set ", words_person(ui_board(ui), cs->who));
        words_change(ui_board(ui), cs, &text);
    }
    ui_say(ui, ROLE_DIM, "%s, %02d:%02d", text.data, minute / 60, minute % 60);
    ui->message_brief = true; /* nobody has asked for it: nothing is laid over what one looks at */
}

void verb_say_conflict(struct ui *ui, const struct ls_error *what)
{
    LS_AUTO(buf) struct ls_buf key = LS_BUF_INIT;
    struct ls_session_status status;
    ls_session_status(ui->session, &status);
    bool kept = status.conflicts && keymap_key_of(&ui->keymap, ui->top->ops->mode(ui->top), LS_CMD_CONFLICT_LIST, &key);
    if (kept)
        ui_say(ui, ROLE_WARN, "%s shows both: %s", key.data, what->message);
    else
        ui_say(ui, ROLE_WARN, "%s", what->message);
}
