/* What was decided earlier today, in a pass that was left or by somebody else: asked of the log when a pass begins, so that
 * who opens triage again counts on, after a restart too. */
#include <stdlib.h>

#include "base/clock.h"
#include "base/mem.h"
#include "lockstep/changeset.h"
#include "ui/state.h"
#include "ui/view_triage.h"

enum { DAY_FIRST = 200, DAY_MORE = 4, DAY_MOST = 50000 }; /* changesets asked for: a day seldom has more than the first */

static bool day_knows(const struct triage_view *v, ls_id item)
{
    bool known = false;
    for (size_t i = 0; i < v->earlier_len; i++)
        known = known || v->earlier[i].id == item;
    for (size_t i = 0; i < v->len; i++)
        known = known || v->pass[i].id == item;
    return known;
}

static void day_add(struct triage_view *v, const struct triage_one *one)
{
    if (day_knows(v, one->id))
        return;
    v->earlier = ls_realloc(v->earlier, (v->earlier_len + 1) * sizeof(*v->earlier));
    v->earlier[v->earlier_len++] = *one;
}

void triage_day_keep(struct triage_view *v, const struct triage_one *pass, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (pass[i].state != LS_TRIAGE_WAITS)
            day_add(v, &pass[i]);
}

void triage_day_ask(struct triage_view *v)
{
    struct ls_session_status status;
    ls_session_status(v->view.ui->session, &status);
    v->day_early = status.pending || status.unkept; /* the log does not have those yet */
    v->day_limit = v->day_limit ? v->day_limit : DAY_FIRST;
    ls_session_ask_log(v->view.ui->session, 0, v->day_limit);
}

void triage_day_look(struct triage_view *v)
{
    struct ls_session_status status;
    size_t kept = 0;
    for (size_t i = 0; i < v->earlier_len; i++) {
        struct triage_one *one = &v->earlier[i];
        one->state = ls_triage_state(ui_board(v->view.ui), one->id, v->today);
        bool passes = false;
        for (size_t p = 0; p < v->len; p++)
            passes = passes || v->pass[p].id == one->id;
        if (one->state != LS_TRIAGE_WAITS && !passes)
            v->earlier[kept++] = *one;
    }
    v->earlier_len = kept;
    ls_session_status(v->view.ui->session, &status);
    if (v->day_early && !status.pending && !status.unkept)
        triage_day_ask(v);
}

/* Whether the log that came ends within the day. */
static bool day_is_cut(const struct triage_view *v, const struct ls_session_event *e)
{
    return e->log_count >= v->day_limit && v->day_limit < DAY_MOST &&
           ls_stamp_date(e->log[e->log_count - 1]->at) >= v->today;
}

void triage_day_heard(struct triage_view *v, const struct ls_session_event *e)
{
    struct ls_triage_decision *decisions;
    struct triage_one *before = v->earlier;
    size_t before_len = v->earlier_len;
    if (e->record || e->error)
        return;
    if (day_is_cut(v, e)) {
        v->day_limit *= DAY_MORE;
        triage_day_ask(v);
        return;
    }
    size_t count = ls_triage_day(ui_board(v->view.ui), e->log, e->log_count, v->today, &decisions);
    v->earlier = NULL;
    v->earlier_len = 0;
    for (size_t i = 0; i < count; i++) {
        ls_id who = decisions[i].who == ls_session_me(v->view.ui->session) ? 0 : decisions[i].who;
        day_add(v, &(struct triage_one){.id = decisions[i].item, .who = who, .when = decisions[i].at,
                                        .state = ls_triage_state(ui_board(v->view.ui), decisions[i].item, v->today)});
    }
    triage_day_keep(v, before, before_len);
    free(before);
    free(decisions);
}
