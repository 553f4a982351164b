/* Questions with the likely answers on one key each; what is typed instead narrows them or is the answer. */
#include "ui/triage_ask.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "lockstep/changeset.h"
#include "lockstep/due.h"
#include "lockstep/error.h"
#include "lockstep/snooze.h"
#include "lockstep/triage.h"
#include "ui/alike.h"
#include "ui/choices.h"
#include "ui/state.h"
#include "ui/view_triage.h"
#include "ui/words.h"

enum { MOST = 9 };

struct triage_ask {
    struct ui *ui;
    const struct ls_command *command;
    ls_id item;
    char *met; /* "dana declined it", while it was being asked; NULL: nobody has */
};

bool triage_asks(const struct ls_command *c)
{
    return c->id == LS_CMD_TRIAGE_ACCEPT || c->id == LS_CMD_TRIAGE_DUPLICATE || c->id == LS_CMD_TRIAGE_DECLINE ||
           c->id == LS_CMD_TRIAGE_SNOOZE || c->id == LS_CMD_TRIAGE_ASK;
}

/* The key of the next choice; none once something is typed: then digits are text. */
static uint32_t ask_key(const struct choices *c, const char *word)
{
    return *word || c->len >= MOST ? 0 : (uint32_t)('1' + c->len);
}

/* What was typed is an answer, too. */
static void ask_typed(const char *word, struct choices *ret)
{
    if (*ls_text_skip_blank(word))
        choices_add(ret, word, word, "", 0);
}

static bool ask_fits(const char *label, const char *word)
{
    LS_AUTO(buf) struct ls_buf a = LS_BUF_INIT, b = LS_BUF_INIT;
    ls_text_fold(&a, label);
    ls_text_fold(&b, word);
    return strstr(a.data, b.data) != NULL;
}

/* --- what it repeats ---------------------------------------------------------------------------- */

static void duplicate_add(const struct triage_ask *a, ls_id id, const char *detail, const char *word, struct choices *ret)
{
    const struct ls_board *board = ui_board(a->ui);
    LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT, label = LS_BUF_INIT;
    ls_board_name(board, id, &name);
    words_record(board, ls_board_record(board, id), &label);
    choices_add(ret, name.data, label.data, detail, ask_key(ret, word));
}

static void duplicate_fill(void *arg, const char *word, struct choices *ret)
{
    struct triage_ask *a = arg;
    const struct ls_board *board = ui_board(a->ui);
    const struct ls_item *item = ls_item_get(board, a->item);
    struct ls_like likes[MOST];
    struct ls_error none = {0};
    ls_id named = 0;
    if (!item)
        return;
    bool reading = !alike_ready(a->ui);
    if (*word && ls_board_find(board, LS_E_ITEM, word, &named, &none) == 0)
        duplicate_add(a, named, "", word, ret);
    ls_error_done(&none);
    size_t count = ls_likeness_find(alike_index(a->ui), *word ? word : item->title, *word ? "" : item->problem, a->item, likes, MOST);
    for (size_t i = 0; i < count; i++) {
        LS_AUTO(buf) struct ls_buf detail = LS_BUF_INIT;
        ls_buf_printf(&detail, "%.2f", likes[i].likeness);
        if (likes[i].id != named)
            duplicate_add(a, likes[i].id, detail.data, word, ret);
    }
    LS_EACH(item, it, board) {
        bool offered = it->rec.id == named || it->rec.id == a->item;
        for (size_t i = 0; i < count; i++)
            offered = offered || likes[i].id == it->rec.id;
        if (*word && ret->len < MOST && !offered && ask_fits(it->title, word))
            duplicate_add(a, it->rec.id, "", word, ret);
    }
    if (reading && !ret->len)
        choices_add(ret, "", "still reading what is there …", "", 0);
}

/* --- why not, until when ------------------------------------------------------------------------ */

static void decline_fill(void *arg LS_UNUSED, const char *word, struct choices *ret)
{
    static const char *const REASONS[] = {"nobody has shown that it matters", "it does not serve the goal",
                                          "it costs more than it brings", "there is another way already"};
    for (size_t i = 0; i < LS_COUNT(REASONS); i++)
        if (ask_fits(REASONS[i], word))
            choices_add(ret, REASONS[i], REASONS[i], "", ask_key(ret, word));
    ask_typed(word, ret);
}

static void snooze_add(const struct ls_board *board, const char *text, const char *label, const char *word,
                       struct choices *ret)
{
    struct ls_snooze snooze;
    struct ls_error none = {0};
    if (ask_fits(label, word) && ls_snooze_read(board, text, ui_today(), &snooze, &none) == 0) {
        LS_AUTO(buf) struct ls_buf day = LS_BUF_INIT;
        words_date_column(snooze.until, ui_today(), &day);
        choices_add(ret, text, label, day.data, ask_key(ret, word));
    }
    ls_error_done(&none);
}

/* What was typed, with the day that it means. */
static void snooze_typed(const struct ls_board *board, const char *word, struct choices *ret)
{
    LS_AUTO(buf) struct ls_buf meant = LS_BUF_INIT;
    size_t before = ret->len;
    if (*ls_text_skip_blank(word))
        snooze_add(board, word, word, word, ret);
    if (ret->len == before && ls_due_nearest(word, ui_today(), &meant)) {
        LS_AUTO(string) char *label = ls_asprintf("%s: did you mean %s?", word, meant.data);
        snooze_add(board, meant.data, label, word, ret);
    }
    if (!ret->len)
        ask_typed(word, ret); /* Enter says what is wrong with it */
}

void triage_fill_until(struct ui *ui, const char *word, struct choices *ret)
{
    const struct ls_board *board = ui_board(ui);
    LS_EACH(launch, launch, board) {
        LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT, label = LS_BUF_INIT;
        ls_board_name(board, launch->rec.id, &text);
        ls_buf_printf(&label, "after %s %s", text.data, launch->name);
        snooze_add(board, text.data, label.data, word, ret);
        ls_buf_str(&text, " +30d");
        ls_buf_clear(&label);
        ls_buf_printf(&label, "30 days after %s", launch->name);
        snooze_add(board, text.data, label.data, word, ret);
        if (ret->len >= 4)
            break;
    }
    snooze_add(board, "+1w", "in a week", word, ret);
    snooze_add(board, "+2w", "in two weeks", word, ret);
    snooze_add(board, "+1m", "in a month", word, ret);
    LS_EACH(decision, decision, board) {
        LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT, label = LS_BUF_INIT;
        ls_board_name(board, decision->rec.id, &text);
        ls_buf_printf(&label, "when %s is looked at again: %s", text.data, decision->title);
        if (ret->len < MOST)
            snooze_add(board, text.data, label.data, word, ret);
    }
    snooze_typed(board, word, ret);
}

static void snooze_fill(void *arg, const char *word, struct choices *ret)
{
    triage_fill_until(((struct triage_ask *)arg)->ui, word, ret);
}

/* --- asking ------------------------------------------------------------------------------------- */

static void ask_fill(void *arg, const char *word, struct choices *ret)
{
    choices_mentions(ui_board(((struct triage_ask *)arg)->ui), word, ui_today(), ret);
}

static void ask_free(void *arg)
{
    struct triage_ask *a = arg;
    free(a->met);
    free(a);
}

/* --- when somebody else was quicker --------------------------------------------------------------- */

/* Whether what is typed for a command are words that somebody should read, and no name or day. */
static bool ask_has_words(const struct ls_command *c)
{
    return c->id == LS_CMD_TRIAGE_ACCEPT || c->id == LS_CMD_TRIAGE_DECLINE || c->id == LS_CMD_TRIAGE_ASK;
}

static bool ask_keep(struct ui *ui, ls_id item, const char *words, struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT;
    if (ui_run_data(ui, ls_command_info(LS_CMD_ITEM_COMMENT), &item, 1, words, err) < 0)
        return false;
    ls_board_name(ui_board(ui), item, &name);
    ui_say(ui, ROLE_NORMAL, "%s: your words are kept as a comment", name.data);
    return true;
}

static bool ask_can_keep(const struct triage_ask *a)
{
    return ask_has_words(a->command) && ls_item_get(ui_board(a->ui), a->item);
}

/* Says so above the line, whatever is being typed. */
static void ask_live(void *arg, const char *text)
{
    const struct triage_ask *a = arg;
    if (!a->met)
        return;
    bool keeps = ask_can_keep(a) && *ls_text_skip_blank(text);
    LS_AUTO(string) char *why = ls_asprintf("%s meanwhile: %sEsc goes on", a->met,
                                            keeps ? "Enter keeps your words as a comment, " : "");
    prompt_refuse(&a->ui->prompt, why);
}

static void ask_left(void *arg)
{
    const struct triage_ask *a = arg;
    if (a->met)
        triage_go_on(a->ui);
}

static bool ask_taken(void *arg, const char *answer, struct ls_error *err)
{
    struct triage_ask *a = arg;
    if (!a->met)
        return ui_run_data(a->ui, a->command, &a->item, 1, answer, err) >= 0;
    if (!*ls_text_skip_blank(a->ui->prompt.text.data) || !ask_can_keep(a)) {
        ls_error_set(err, LS_EREFUSED, "%s meanwhile, nothing was changed: Esc goes on", a->met);
        return false;
    }
    if (!ask_keep(a->ui, a->item, answer, err))
        return false;
    triage_go_on(a->ui);
    return true;
}

void triage_ask_met(struct ui *ui, ls_id item, const char *what)
{
    struct triage_ask *a = ui->question.arg;
    if (!ui->asking || ui->question.taken != ask_taken || a->item != item)
        return;
    free(a->met);
    a->met = ls_strdup(what);
    ask_live(a, ui->prompt.text.data);
}

/* What somebody typed, of all that a decision would have made: the reason, the question, the problem. */
static const char *words_of(const struct ls_board *board, const struct ls_changeset *cs, ls_id item)
{
    LS_AUTO(buf) struct ls_buf about = LS_BUF_INIT;
    ls_board_name(board, item, &about);
    ls_buf_str(&about, ": ");
    static const char DECLINED[] = "Declined: ";
    const struct ls_edit *problem = ls_changeset_edit(cs, item, LS_F_item_problem);
    for (size_t i = 0; i < cs->len; i++) {
        const struct ls_record_edit *r = &cs->records[i];
        const struct ls_edit *text = r->entity == LS_E_NOTE   ? ls_changeset_edit(cs, r->id, LS_F_note_text)
                                     : r->entity == LS_E_ITEM ? ls_changeset_edit(cs, r->id, LS_F_item_title)
                                                              : NULL;
        if (!text || text->after.kind != LS_V_TEXT)
            continue;
        if (r->entity == LS_E_ITEM) /* a question's title begins with what it is about */
            return text->after.text + (strncmp(text->after.text, about.data, about.len) ? 0 : about.len);
        if (!strncmp(text->after.text, DECLINED, strlen(DECLINED)))
            return text->after.text + strlen(DECLINED);
    }
    return problem && problem->after.kind == LS_V_TEXT ? problem->after.text : "";
}

void triage_keep_words(struct ui *ui, ls_id item, const struct ls_changeset *cs)
{
    LS_AUTO(string) char *words = ls_strdup(words_of(ui_board(ui), cs, item));
    LS_AUTO(string) char *said = ls_strdup(ui->message.data ? ui->message.data : "");
    struct ls_error err = {0};
    if (!*words || !ls_item_get(ui_board(ui), item))
        return;
    if (ask_keep(ui, item, words, &err))
        ui_say(ui, ROLE_WARN, "%s; your words are a comment", said);
    ls_error_done(&err);
}

/* --- the question --------------------------------------------------------------------------------- */

/* "ask margot about LS-71:" */
static void ask_label(const struct triage_ask *a, const struct ls_item *item, struct ls_buf *b)
{
    ls_id me = ls_session_me(a->ui->session);
    ls_id asked = a->command->id == LS_CMD_TRIAGE_ASK ? ls_triage_asked(ui_board(a->ui), item, ui_today(), me) : 0;
    if (asked)
        ls_buf_printf(b, "ask %s about ", words_person(ui_board(a->ui), asked));
    else
        ls_buf_printf(b, "%s ", a->command->prompt);
    ls_board_name(ui_board(a->ui), a->item, b);
    ls_buf_char(b, ':');
}

void triage_ask(struct ui *ui, const struct ls_command *c, ls_id id)
{
    static const struct {
        enum ls_command_id command;
        enum prompt_kind kind;
        void (*fill)(void *arg, const char *word, struct choices *ret_choices);
        const char *hint;
    } QUESTIONS[] = {
        {LS_CMD_TRIAGE_ACCEPT, PROMPT_LINE, ask_fill, "who has it, and when? One line; @owner !2 fri as well"},
        {LS_CMD_TRIAGE_DUPLICATE, PROMPT_PICK, duplicate_fill, "a number, or words of its title"},
        {LS_CMD_TRIAGE_DECLINE, PROMPT_PICK, decline_fill, "a number, or your own words"},
        {LS_CMD_TRIAGE_SNOOZE, PROMPT_PICK, snooze_fill, "a number, a day (21 may, +2w), L-1, D-1"},
        {LS_CMD_TRIAGE_ASK, PROMPT_LINE, ask_fill, "Enter asks which problem it solves; or: words @who fri"},
    };
    const struct ls_item *item = ls_item_get(ui_board(ui), id);
    size_t i = 0;
    while (i + 1 < LS_COUNT(QUESTIONS) && QUESTIONS[i].command != c->id)
        i++;
    struct ls_error err = {0};
    if (!item)
        return;
    if (c->id == LS_CMD_TRIAGE_ACCEPT && *item->problem) {
        if (ui_run_data(ui, c, &id, 1, "", &err) < 0)
            ui_say_error(ui, &err);
        ls_error_done(&err);
        return;
    }
    struct triage_ask *a = ls_alloc(sizeof(*a));
    *a = (struct triage_ask){.ui = ui, .command = c, .item = id};
    LS_AUTO(buf) struct ls_buf label = LS_BUF_INIT;
    ask_label(a, item, &label);
    ui_ask(ui, &(struct ui_question){.kind = QUESTIONS[i].kind, .own_words = QUESTIONS[i].kind == PROMPT_PICK, .again = true,
                                     .label = label.data, .text = "",
                                     .draft = c->name, .hint = QUESTIONS[i].hint, .fill = QUESTIONS[i].fill, .live = ask_live,
                                     .taken = ask_taken, .left = ask_left, .free = ask_free, .arg = a});
}
