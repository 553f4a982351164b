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
    if (!ls_person_is_handle(handle) || people_is_word(handle) || ls_board_by_handle(ui_board(ui), LS_E_PERSON, handle))
        return;
    const struct ls_person *near = ret_choices->len ? NULL : ls_person_get(ui_board(ui), ls_person_nearest(ui_board(ui), handle));
    if (near) {
        LS_AUTO(string) char *mean = ls_asprintf("did you mean %s? %s", near->handle, near->name);
        choices_add(ret_choices, near->handle, near->handle, mean, 0);
    }
    LS_AUTO(string) char *detail = ls_asprintf("nobody is called so yet: Enter twice adds %s", handle);
    choices_add(ret_choices, handle, handle, detail, 0);
}

bool people_is_word(const char *word)
{
    return ls_field_is_none(word) || !strcmp(word, "me");
}

void people_doubt(const struct ui *ui, const char *handle, struct ls_error *err)
{
    const struct ls_person *near = ls_person_get(ui_board(ui), ls_person_nearest(ui_board(ui), handle));
    LS_AUTO(string) char *mean = near ? ls_asprintf("did you mean %s? ", near->handle) : ls_strdup("");
    ls_error_set(err, LS_ENOTFOUND, "nobody is called %s yet", handle);
    ls_error_hint(err, "%sEnter again adds %s", mean, handle);
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
    cs->group = ui->together;
    ls_id id = ls_change_create(cs, LS_E_PERSON, ls_clock_now());
    ls_change_text(cs, ui_board(ui), id, LS_F_person_handle, handle);
    ls_change_int(cs, ui_board(ui), id, LS_F_person_function, LS_FUNCTION_PM);
    int code = ls_session_commit(ui->session, cs, NULL, NULL, err);
    ui_news(ui);
    return code;
}

/* --- who I am -------------------------------------------------------------------------------- */

enum { LOG_LOOKED = 500 }; /* changesets in which somebody who works in the file is likely met */

struct people_question {
    struct ui *ui;
    char *stranger; /* who is nobody yet, or somebody else's already, and is meant where Enter says so again; NULL: nobody */
    struct ls_buf used; /* the set of those who have changed something in the file */
    void (*go)(void *arg);
    void (*release)(void *arg);
    void *arg;
};

/* --- who is somebody already ---------------------------------------------------------------- */

/* What is known of somebody who uses the file, in words; NULL: nobody is known to be them. */
static const char *people_claimed(const struct people_question *q, const char *handle)
{
    struct ls_session_peer peer;
    ls_id person = ls_board_by_handle(ui_board(q->ui), LS_E_PERSON, handle), id;
    const char *at = q->used.data, *word;
    size_t len;
    for (size_t i = 0; ls_session_peer(q->ui->session, i, &peer); i++)
        if (!strcmp(peer.user, handle))
            return peer.here ? "is here now, on this machine" : "is here now, on another machine";
    while (ls_set_next(&at, &word, &len, &id))
        if (person && id == person && id != ls_session_me(q->ui->session))
            return "works in this file already";
    return NULL;
}

/* What became known of others changes what is proposed; but nothing moves under somebody's fingers. */
static void people_question_met(void *arg)
{
    struct people_question *q = arg;
    if (q->ui->prompt.edited || q->ui->prompt.chosen)
        return;
    prompt_fill(&q->ui->prompt, q->ui->question.fill, q);
    ui_stale(q->ui);
}

/* Whoever made a changeset is somebody already. */
static void people_question_log(void *arg, const struct ls_session_event *e)
{
    struct people_question *q = arg;
    for (size_t i = 0; !e->record && i < e->log_count; i++)
        if (e->log[i]->who)
            ls_set_add_id(&q->used, e->log[i]->who);
    people_question_met(q);
}

/* Those whom nobody is yet stand first, and Enter by habit takes one of them; the others say why not. */
static void people_question_fill(void *arg, const char *word, struct choices *ret_choices)
{
    const struct people_question *q = arg;
    struct choices all = {0};
    people_fill(q->ui, word, &all);
    for (int claimed = 0; claimed < 2; claimed++)
        for (size_t i = 0; i < all.len; i++) {
            const struct choice *c = &all.v[i];
            const char *why = people_claimed(q, c->value);
            LS_AUTO(string) char *detail = why ? ls_asprintf("%s; %s", why, c->detail) : ls_strdup(c->detail);
            if (claimed == (why != NULL))
                choices_add(ret_choices, c->value, c->label, detail, c->key);
        }
    choices_clear(&all);
    free(all.v);
}

/* --- asking ---------------------------------------------------------------------------------- */

/* Who wanted to write something else may have typed that, or a slip: it makes a person only when Enter says so again. The
 * same for who is somebody else's already. */
static bool people_question_doubts(struct people_question *q, const char *answer, struct ls_error *err)
{
    bool again = q->stranger && !strcmp(q->stranger, answer);
    bool known = ls_board_by_handle(ui_board(q->ui), LS_E_PERSON, answer) != 0;
    const char *claimed = known ? people_claimed(q, answer) : NULL;
    free(q->stranger);
    q->stranger = NULL;
    if (again || (known && !claimed))
        return false;
    q->stranger = ls_strdup(answer);
    if (!known) {
        people_doubt(q->ui, answer, err);
        return true;
    }
    ls_error_set(err, LS_EREFUSED, "%s %s", answer, claimed);
    ls_error_hint(err, "Enter again where that is you, or choose another name");
    return true;
}

static bool people_question_taken(void *arg, const char *answer, struct ls_error *err)
{
    struct people_question *q = arg;
    if (people_question_doubts(q, answer, err) || people_need(q->ui, answer, err) < 0 ||
        ls_session_set_user(q->ui->session, answer, err) < 0)
        return false;
    q->go(q->arg);
    return true;
}

static void people_question_free(void *arg)
{
    struct people_question *q = arg;
    if (q->release)
        q->release(q->arg);
    free(q->stranger);
    ls_buf_done(&q->used);
    free(q);
}

void people_ask_me(struct ui *ui, void (*go)(void *arg), void (*release)(void *arg), void *arg)
{
    struct people_question *q = ls_alloc(sizeof(*q));
    *q = (struct people_question){.ui = ui, .used = LS_BUF_INIT, .go = go, .release = release, .arg = arg};
    ui_ask(ui, &(struct ui_question){.kind = PROMPT_PICK, .label = "Which of these are you?",
                                     .hint = "or a new short name; asked once for this file",
                                     .fill = people_question_fill, .log = people_question_log, .met = people_question_met, .taken = people_question_taken,
                                     .free = people_question_free, .arg = q});
    ls_session_ask_log(ui->session, 0, LOG_LOOKED);
}
