/* Facts shared by the panes. */
#include "ui/facts.h"

#include "base/clock.h"
#include "lockstep/meeting.h"
#include "lockstep/ritual.h"
#include "lockstep/triage.h"

static void facts_walk_items(struct facts *f)
{
    LS_EACH(item, item, f->board) {
        f->triage += item->status == LS_ITEM_STATUS_TRIAGE && ls_triage_state(f->board, item->rec.id, f->today) == LS_TRIAGE_WAITS;
        if (!f->goal && item->type == LS_ITEM_TYPE_GOAL && item->status == LS_ITEM_STATUS_STARTED)
            f->goal = item->rec.id;
    }
}

void facts_update(struct facts *f, const struct ls_board *board, ls_id me, int64_t now, ls_id ritual)
{
    facts_done(f);
    f->board = board;
    f->me = me;
    f->now = now;
    f->today = ls_stamp_date(now);
    f->scores = ls_score_book_new(board);
    f->metrics = ls_metric_book_new(board);
    ls_calendar_init(&f->calendar, board);
    facts_walk_items(f);
    ls_id running = ls_meeting_running(board);
    ritual = ls_ritual_get(board, ritual) ? ritual : ls_ritual_turn(board, now);
    f->running = running && ls_agenda_read(board, running, &f->agenda, NULL) >= 0;
    if (!f->running && (!ritual || ls_agenda_plan(board, ritual, now, &f->agenda, NULL) < 0))
        f->agenda = NULL;
}

void facts_done(struct facts *f)
{
    if (!f->board)
        return;
    ls_score_book_free(f->scores);
    ls_metric_book_free(f->metrics);
    ls_calendar_done(&f->calendar);
    ls_agenda_free(f->agenda);
    *f = (struct facts){0};
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
