/* Facts shared by the panes. */
#include "ui/facts.h"

#include "base/clock.h"
#include "lockstep/gaps.h"
#include "lockstep/meeting.h"
#include "lockstep/ritual.h"
#include "lockstep/triage.h"

static void facts_walk_items(struct facts *f)
{
    LS_EACH(item, item, f->board) {
        f->triage += ls_triage_waits(item, f->today);
        if (!f->goal && item->type == LS_ITEM_TYPE_GOAL && item->status == LS_ITEM_STATUS_STARTED)
            f->goal = item->rec.id;
    }
}

/* The lists can be told of an edit before the agenda is, which takes longer than all else. */
static bool facts_plan_can_wait(const struct facts *f, const struct facts *before)
{
    enum { LONG_MS = 8 };
    return before->agenda && before->plan_cost >= LONG_MS && !f->running && !before->running && f->ritual == before->ritual &&
           !ls_board_replaced(before->version, f->board);
}

static void facts_free(struct facts *f)
{
    ls_score_book_free(f->scores);
    ls_metric_book_free(f->metrics);
    ls_calendar_done(&f->calendar);
}

void facts_plan(struct facts *f)
{
    int64_t began = ls_clock_monotonic();
    ls_agenda_free(f->agenda);
    f->agenda = NULL;
    if (f->running)
        ls_agenda_read(f->board, ls_meeting_running(f->board), &f->agenda, NULL);
    else if (f->ritual)
        ls_agenda_plan(f->board, f->ritual, f->now, &f->agenda, NULL);
    f->planned = true;
    f->plan_cost = ls_clock_monotonic() - began;
}

void facts_update(struct facts *f, const struct ls_board *board, ls_id me, int64_t now, ls_id ritual)
{
    struct facts before = *f;
    int64_t today = ls_stamp_date(now);
    if (f->board == board && f->version == ls_board_version(board) && f->me == me && f->today == today && f->asked == ritual) {
        f->now = now;
        return;
    }
    *f = (struct facts){.board = board, .me = me, .now = now, .today = today, .version = ls_board_version(board),
                        .asked = ritual, .agenda = before.agenda, .plan_cost = before.plan_cost};
    if (before.board)
        facts_free(&before);
    f->scores = ls_score_book_new(board);
    f->metrics = ls_metric_book_new(board);
    ls_calendar_init(&f->calendar, board);
    facts_walk_items(f);
    ls_id running = ls_meeting_running(board);
    f->running = running && ls_ritual_get(board, ls_meeting_get(board, running)->ritual);
    f->ritual = ls_ritual_get(board, ritual) ? ritual : ls_ritual_turn(board, now);
    if (!facts_plan_can_wait(f, &before))
        facts_plan(f);
}

void facts_done(struct facts *f)
{
    if (!f->board)
        return;
    facts_free(f);
    ls_agenda_free(f->agenda);
    *f = (struct facts){0};
}

size_t facts_gaps(struct facts *f)
{
    struct ls_gaps gaps;
    if (f->gaps_known)
        return f->gaps;
    ls_gaps_find(f->board, f->now, &gaps);
    f->gaps = gaps.len;
    f->gaps_known = true;
    ls_gaps_done(&gaps);
    return f->gaps;
}

const struct ls_blocker *facts_blocker_of(const struct facts *f, ls_id item)
{
    const struct ls_blocker *worst = NULL;
    LS_EACH(blocker, b, f->board)
        if (b->item == item && b->resolved == LS_NONE && (!worst || b->severity > worst->severity))
            worst = b;
    return worst;
}

int64_t facts_age(const struct facts *f, const struct ls_blocker *b)
{
    return ls_calendar_days(&f->calendar, b->opened, b->resolved == LS_NONE ? f->today : b->resolved);
}
