/* The question at the bottom line: it is asked, typed into, answered, refused or left. What is typed is a draft that
 * outlives the program. */
#include "ui/state.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "ui/ui_parts.h"

enum { DRAFT_MS = 1000 };

void ui_keep_draft(struct ui *ui)
{
    if (ui->asking && ui->draft && strcmp(ui->prompt.text.data, ls_session_draft(ui->session, ui->draft)) != 0)
        ls_session_keep_typed(ui->session, ui->draft, ui->prompt.text.data);
}

static void ui_forget(struct ui *ui, const char *draft)
{
    if (draft && *ls_session_draft(ui->session, draft))
        ls_session_keep_typed(ui->session, draft, "");
}

static void ui_draft_due(void *arg)
{
    ui_keep_draft(arg);
}

void ui_forget_draft(struct ui *ui)
{
    loop_timer(&ui->loop, -1, ui_draft_due, ui);
    ui_forget(ui, ui->draft);
}

void ui_unask(struct ui *ui)
{
    struct ui_question q = ui->question;
    ui->asking = false;
    prompt_done(&ui->prompt);
    ui->question = (struct ui_question){0};
    free(ui->draft);
    ui->draft = NULL;
    if (q.free)
        q.free(q.arg);
    ui_stale(ui);
}

/* What was typed into the open question before; NULL: that is not remembered, as where only choices are answers. */
static struct past *question_past(struct ui *ui)
{
    const struct ui_question *q = &ui->question;
    const char *name = q->past ? q->past : q->draft;
    return name && (q->kind != PROMPT_PICK || q->own_words) ? past_of(&ui->pasts, name) : NULL;
}

static void question_remember(struct ui *ui)
{
    struct past *past = question_past(ui);
    if (past && ui->prompt.edited)
        past_add(past, ui->prompt.text.data);
}

/* Words that were typed in vain are said to be within reach: a slip of the hand leaves, too. */
static void question_say_left(struct ui *ui)
{
    enum { WORTH = 4 }; /* columns: what is shorter is typed again sooner than it is read of */
    bool lost = question_past(ui) && (ui->question.draft || ui->question.again) && ui->prompt.edited;
    if (lost && ls_text_columns(ui->prompt.text.data) >= WORTH)
        ui_say(ui, ROLE_DIM, "nothing was done; asked again, ↑ brings the words back");
}

void ui_ask(struct ui *ui, const struct ui_question *question)
{
    if (ui->asking)
        ui_unask(ui);
    ui->question = *question;
    ui->question.label = ui->question.text = ui->question.hint = ui->question.above = NULL; /* the prompt has copies */
    ui->draft = question->draft ? ls_session_typed_key(ui->session, question->draft) : NULL;
    const char *draft = ui->draft ? ls_session_draft(ui->session, ui->draft) : "";
    prompt_init(&ui->prompt, question->kind, question->label, *draft ? draft : question->text);
    ui->prompt.own_words = question->own_words;
    if (question->hint)
        prompt_set_hint(&ui->prompt, question->hint);
    if (question->above)
        prompt_set_above(&ui->prompt, question->above);
    if (question->fill)
        prompt_fill(&ui->prompt, question->fill, question->arg);
    ui->prompt.edited = *draft != 0; /* somebody did, before */
    prompt_recalls(&ui->prompt, question_past(ui));
    ui->asking = true;
    ls_buf_clear(&ui->message);
    ui_stale(ui);
}

/* --- answers ------------------------------------------------------------------------------------ */

/* A question that was answered, with all that was typed. */
struct answered {
    struct prompt prompt;
    struct ui_question question;
    char *draft;
};

static void answered_free(void *arg)
{
    struct answered *a = arg;
    prompt_done(&a->prompt);
    if (a->question.free)
        a->question.free(a->question.arg);
    free(a->draft);
    free(a);
}

/* The question is open again, with the answer in it and why that was not taken. */
static void question_reopen(struct ui *ui, const struct answered *a, const struct ls_error *err)
{
    ui->asking = true;
    ui->prompt = a->prompt;
    ui->question = a->question;
    ui->draft = a->draft;
    LS_AUTO(string) char *why = err->hint ? ls_asprintf("%s (%s)", err->message, err->hint) : ls_strdup(err->message);
    prompt_refuse(&ui->prompt, why);
    ui_stale(ui);
}

static void answered_again(struct ui *ui, void *arg, const struct ls_error *err)
{
    question_reopen(ui, arg, err);
    ls_buf_clear(&ui->message); /* it said that it was done */
    free(arg);
}

/* Beside what waits there already: several may come back at once. */
static bool answered_keep(struct ui *ui, void *arg)
{
    const struct answered *a = arg;
    LS_AUTO(buf) struct ls_buf key = LS_BUF_INIT;
    if (!a->draft || !a->prompt.text.len)
        return false;
    ls_buf_str(&key, a->draft);
    while (*ls_session_draft(ui->session, key.data) && strcmp(ls_session_draft(ui->session, key.data), a->prompt.text.data) != 0)
        ls_buf_char(&key, '+');
    ls_session_keep_typed(ui->session, key.data, a->prompt.text.data);
    return true;
}

static void answered_put_aside(struct ui *ui, const struct answered *what)
{
    static const struct aside_ops QUESTION = {.again = answered_again, .keep = answered_keep, .free = answered_free};
    struct answered *a = ls_alloc(sizeof(*a));
    *a = *what;
    if (a->question.again)
        aside_put(ui, &QUESTION, a);
    else
        answered_free(a);
}

/* Gives the answer to who asked. It is taken with no question open, so that the answer may lead to the next. */
static void ui_answer(struct ui *ui)
{
    struct ls_error err = {0};
    LS_AUTO(string) char *answer = ls_strdup(prompt_answer(&ui->prompt));
    question_remember(ui);
    struct answered a = {ui->prompt, ui->question, ui->draft};
    ui->asking = ui->answer_waits = false;
    ui->draft = NULL;
    aside_begin(ui);
    if (!a.question.taken || a.question.taken(a.question.arg, answer, &err)) {
        ui_forget(ui, a.draft);
        answered_put_aside(ui, &a);
    } else {
        ui->answer_waits = err.code == LS_EBUSY && ui_is_reading(ui);
        if (ui->answer_waits)
            ls_error_hint(&err, "this is done as soon as it is there");
        question_reopen(ui, &a, &err);
    }
    ls_error_done(&err);
    ui_stale(ui);
}

void ui_answer_waiting(struct ui *ui)
{
    if (ui->asking && ui->answer_waits)
        ui_answer(ui);
}

/* What is asked can be looked up: the question goes, with what was typed. */
static void ui_question_help(struct ui *ui)
{
    struct ui_question q = ui->question;
    LS_AUTO(string) char *text = ls_strdup(ui->prompt.text.data);
    ui_unask(ui);
    q.help(q.arg, text);
}

void ui_question_event(struct ui *ui, const struct ui_event *e)
{
    if (e->kind == UI_EVENT_KEY && ls_key_is(e->key, LS_KEY_F1)) {
        if (ui->question.help)
            ui_question_help(ui);
        else
            prompt_explain(&ui->prompt);
        ui_stale(ui);
        return;
    }
    ui->answer_waits = false;
    enum prompt_result result = prompt_event(&ui->prompt, e);
    struct ui_question *q = &ui->question;
    ui_stale(ui);
    if (result == PROMPT_TAKEN) {
        ui_answer(ui);
    } else if (result == PROMPT_LEFT) {
        ui_forget_draft(ui);
        question_remember(ui);
        question_say_left(ui);
        if (q->left)
            q->left(q->arg);
        ui_unask(ui);
    } else {
        if (q->draft)
            loop_timer_within(&ui->loop, DRAFT_MS, ui_draft_due, ui);
        if (q->live)
            q->live(q->arg, ui->prompt.text.data);
    }
}
