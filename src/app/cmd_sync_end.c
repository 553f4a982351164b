/* Ending the sync: what was not reached is carried, the minutes are locked. One changeset, so one undo.
 * The files that an end writes are in meeting_files.c. */
#include <string.h>

#include "app/cmd_sync.h"
#include "base/clock.h"
#include "lockstep/error.h"

/* The current line ends as next would end it; a third time that nothing settled stays as it was. */
static void end_current(struct sync *s, const struct ls_live_line *line, int64_t spent_ms)
{
    LS_AUTO(buf) struct ls_buf each = LS_BUF_INIT;
    enum ls_line_state state;
    const char *outcome = ls_live_default(s->board, &s->live, line, &state, &each);
    if (line->third && !line->settled)
        sync_finish(s, line, LS_LINE_STATE_CARRIED, "not decided");
    else
        sync_finish(s, line, state, outcome);
    ls_change_int(s->cs, s->board, line->item->rec.id, LS_F_agenda_item_spent_s, spent_ms / LS_SECOND);
}

static void end_lines(struct sync *s, int64_t idle_ms)
{
    for (size_t i = 0; i < s->live.line_count; i++) {
        const struct ls_live_line *line = &s->live.lines[i];
        int64_t spent = line->spent_ms - (line->current && !s->live.paused ? idle_ms : 0);
        if (line->current)
            end_current(s, line, spent > 0 ? spent : 0);
        else if (line->state == LS_LINE_STATE_QUEUED)
            sync_finish(s, line, LS_LINE_STATE_CARRIED, "not reached");
        if (line->item->spent_s == LS_NONE && !line->current)
            ls_change_int(s->cs, s->board, line->item->rec.id, LS_F_agenda_item_spent_s, 0);
    }
}

/* idle_ms: how long before now it really ended. */
static void end_meeting(struct sync *s, int64_t idle_ms)
{
    end_lines(s, idle_ms);
    sync_event(s, NULL, 0, false);
    ls_change_int(s->cs, s->board, s->meeting, LS_F_meeting_status, LS_MEETING_STATUS_CLOSED);
    ls_change_int(s->cs, s->board, s->meeting, LS_F_meeting_ended, s->call->now - idle_ms);
}

int cmd_sync_end(const struct ls_call *call, struct ls_changeset *cs, struct ls_error *err)
{
    struct sync s;
    int code = sync_open(&s, call, cs, err);
    if (!code) {
        LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT;
        ls_board_name(s.board, s.meeting, &name);
        end_meeting(&s, 0);
        call_say(call, "%s ended", name.data);
    }
    sync_close(&s);
    return code;
}

/* Others wait a little longer than the machine that leads, so that not all of them close it at once. */
static bool idle_is_due(const struct sync *s)
{
    bool leads = s->call->machine && !strcmp(s->call->machine, s->live.meeting->live_by);
    return s->live.idle_ms >= LS_SYNC_IDLE_MS + (leads ? 0 : 2 * LS_MINUTE);
}

bool ls_sync_close_idle(const struct ls_call *call, struct ls_changeset *cs)
{
    struct sync s;
    bool idle = sync_open(&s, call, cs, NULL) == LS_OK && idle_is_due(&s);
    if (idle) {
        end_meeting(&s, s.live.idle_ms);
        LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
        ls_board_name(s.board, s.meeting, &b);
        call_say(call, "%s closed itself: nobody touched it for %lld minutes", b.data,
                 (long long)(s.live.idle_ms / LS_MINUTE));
    }
    sync_close(&s);
    return idle;
}
