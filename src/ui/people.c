/* People on the fly. Reading never asks who one is; the first change does, once for a file. */
#include "ui/people.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "lockstep/people.h"
#include "ui/state.h"

void people_fill(const struct ui *ui, const char *word, struct choices *ret_choices)
{
    LS_AUTO(buf) struct ls_buf folded = LS_BUF_INIT;
    ls_text_fold(&folded, word + (*word == '@')); /* a short name is small letters: "Akiko" is akiko */
    const char *handle = folded.data;
    choices_people(ui_board(ui), word, ui_today(), ret_choices);
    if (!ls_person_is_handle(handle) || ls_board_by_handle(ui_board(ui), LS_E_PERSON, handle))
        return;
    LS_AUTO(string) char *detail = ls_asprintf("nobody is called so yet: Enter adds %s", handle);
    choices_add(ret_choices, handle, handle, detail, 0);
}

int people_need(struct ui *ui, const char *handle, struct ls_error *err)
{
    handle += *handle == '@';
    if (ls_board_by_handle(ui_board(ui), LS_E_PERSON, handle))
        return 0;
    if (!ls_person_is_handle(handle)) {
        ls_error_set(err, LS_EREFUSED, "\"%s\" cannot be a short name", handle);
        ls_error_hint(err, "small letters and digits, such as ines or dana.o");
        return LS_EREFUSED;
    }
    struct ls_changeset *cs = ls_changeset_new("add a person");
    ls_id id = ls_change_create(cs, LS_E_PERSON, ls_clock_now());
    ls_change_text(cs, ui_board(ui), id, LS_F_person_handle, handle);
    ls_change_int(cs, ui_board(ui), id, LS_F_person_function, LS_FUNCTION_PM);
    int code = ls_session_commit(ui->session, cs, NULL, NULL, err);
    ui_news(ui);
    return code;
}

/* --- who I am -------------------------------------------------------------------------------- */

struct people_question {
    struct ui *ui;
    void (*go)(void *arg);
    void (*release)(void *arg);
    void *arg;
};

static void people_question_fill(void *arg, const char *word, struct choices *ret_choices)
{
    const struct people_question *q = arg;
    people_fill(q->ui, word, ret_choices);
}

static bool people_question_taken(void *arg, const char *answer, struct ls_error *err)
{
    struct people_question *q = arg;
    if (people_need(q->ui, answer, err) < 0 || ls_session_set_user(q->ui->session, answer, err) < 0)
        return false;
    q->go(q->arg);
    return true;
}

static void people_question_free(void *arg)
{
    struct people_question *q = arg;
    if (q->release)
        q->release(q->arg);
    free(q);
}

void people_ask_me(struct ui *ui, void (*go)(void *arg), void (*release)(void *arg), void *arg)
{
    struct people_question *q = ls_alloc(sizeof(*q));
    *q = (struct people_question){ui, go, release, arg};
    ui_ask(ui, &(struct ui_question){.kind = PROMPT_PICK, .label = "Which of these are you?",
                                     .hint = "or a new short name; asked once for this file",
                                     .fill = people_question_fill, .taken = people_question_taken,
                                     .free = people_question_free, .arg = q});
}
