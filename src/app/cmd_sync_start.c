/* Starting the sync: the planned agenda is frozen into the meeting's lines. A running one is rejoined. */
#include <stdlib.h>
#include <string.h>

#include "app/cmd_sync.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "lockstep/agenda.h"
#include "lockstep/error.h"
#include "lockstep/ritual.h"

/* --- rejoin ---------------------------------------------------------------------------------- */

static int start_rejoin(const struct ls_call *call, struct ls_changeset *cs, struct ls_error *err)
{
    struct sync s;
    int code = sync_open(&s, call, cs, err);
    const char *text = ls_text_skip_blank(call->text);
    ls_id wanted = 0;
    if (!code && *text)
        code = ls_ritual_find(call->board, text, &wanted, err);
    if (!code && wanted && s.live.ritual && wanted != s.live.ritual->rec.id) {
        code = ls_error_set(err, LS_EREFUSED, "%s is running; one meeting at a time", s.live.ritual->name);
        ls_error_hint(err, "end it first: lockstep sync end, or Q on its screen");
    }
    if (!code) {
        LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
        ls_board_name(s.board, s.meeting, &b);
        ls_buf_str(&b, " is running, ");
        ls_live_clock_text(&s.live, &b);
        call_say(call, "%s", b.data);
        if (call->me && !sync_attendance_of(s.board, s.meeting, call->me))
            sync_attendance(&s, call->me, LS_ATTENDANCE_STATE_PRESENT);
    }
    sync_close(&s);
    return code;
}

/* --- freeze ---------------------------------------------------------------------------------- */

static int64_t start_kind(enum ls_agenda_rule rule)
{
    return ls_enum_value(LS_ENUM_LINE_KIND, ls_agenda_rule_word(rule));
}

/* A line by hand keeps its record; what a rule brought, or an earlier meeting, gets a new one. */
static ls_id start_line_record(struct sync *s, const struct ls_agenda_line *line)
{
    const struct ls_agenda_item *row = ls_agenda_item_get(s->board, line->row);
    if (row && row->meeting == s->meeting)
        return line->row;
    ls_id id = ls_change_create(s->cs, LS_E_AGENDA_ITEM, s->call->now);
    ls_change_ref(s->cs, s->board, id, LS_F_agenda_item_meeting, s->meeting);
    return id;
}

/* A line whose answers were agreed to before the meeting is done when it starts: its time is given back. What stands
 * there for the third time is talked about in any case. */
static bool start_is_settled(const struct sync *s, const struct ls_agenda *agenda, const struct ls_agenda_line *line,
                             struct ls_buf *outcome)
{
    enum { THIRD_TIME = 2 };
    const struct ls_meeting *last = ls_meeting_get(s->board, agenda->last);
    const struct ls_note *answer = NULL;
    if (line->carried >= THIRD_TIME ||
        !ls_answer_settles(s->board, line->refs, last ? last->started : LS_NONE, &answer))
        return false;
    if (outcome)
        sync_answered(answer, outcome);
    return true;
}

/* The first line that is still to be talked about; NULL where all are answered. */
static const struct ls_agenda_line *start_first(const struct sync *s, const struct ls_agenda *agenda)
{
    for (size_t i = 0; i < agenda->today_count; i++)
        if (!start_is_settled(s, agenda, &agenda->lines[i], NULL))
            return &agenda->lines[i];
    return NULL;
}

static void start_line(struct sync *s, const struct ls_agenda *agenda, const struct ls_agenda_line *line)
{
    ls_id id = start_line_record(s, line);
    struct ls_changeset *cs = s->cs;
    const struct ls_board *b = s->board;
    LS_AUTO(buf) struct ls_buf outcome = LS_BUF_INIT;
    ls_change_int(cs, b, id, LS_F_agenda_item_n, line->position);
    ls_change_text(cs, b, id, LS_F_agenda_item_segment, agenda->segments[line->segment].name);
    ls_change_text(cs, b, id, LS_F_agenda_item_ref, line->refs);
    ls_change_text(cs, b, id, LS_F_agenda_item_title, line->title);
    ls_change_text(cs, b, id, LS_F_agenda_item_reason, line->why);
    ls_change_text(cs, b, id, LS_F_agenda_item_ask, line->ask);
    ls_change_int(cs, b, id, LS_F_agenda_item_plan_s, line->planned);
    bool answered = start_is_settled(s, agenda, line, &outcome);
    ls_change_int(cs, b, id, LS_F_agenda_item_state, answered ? LS_LINE_STATE_DONE : LS_LINE_STATE_QUEUED);
    ls_change_text(cs, b, id, LS_F_agenda_item_outcome, outcome.data);
    ls_change_int(cs, b, id, LS_F_agenda_item_carried, line->carried);
    ls_change_int(cs, b, id, LS_F_agenda_item_kind, start_kind(line->rule));
    ls_change_ref(cs, b, id, LS_F_agenda_item_owner, line->owner);
    ls_change_ref(cs, b, id, LS_F_agenda_item_backup, line->backup);
    ls_change_ref(cs, b, id, LS_F_agenda_item_acting, line->acting);
    ls_change_int(cs, b, id, LS_F_agenda_item_by_hand, line->rule == LS_RULE_HAND);
}

/* Lines by hand that did not fit are under Not today, which is not kept. */
static void start_forget_rows(struct sync *s, const struct ls_agenda *agenda)
{
    LS_EACH(agenda_item, it, s->board)
    {
        if (it->meeting != s->meeting)
            continue;
        bool kept = false;
        for (size_t i = 0; i < agenda->today_count; i++)
            kept |= agenda->lines[i].row == it->rec.id;
        if (!kept)
            ls_change_delete(s->cs, s->board, it->rec.id);
    }
}

/* A team without a ritual that starts its first sync: weekly from now on, in the segments that were just planned. */
static ls_id start_ritual(struct sync *s)
{
    const struct ls_call *call = s->call;
    const struct ls_ritual_template *usual = ls_ritual_template(0);
    LS_AUTO(buf) struct ls_buf at = LS_BUF_INIT;
    int minute = ls_stamp_minute(call->now);
    ls_buf_printf(&at, "%s %02d:%02d", ls_weekday_short(ls_date_weekday(s->today)), minute / 60, minute % 60);
    ls_id ritual = ls_ritual_create(s->cs, s->board, usual, usual->minutes, call->now);
    ls_change_text(s->cs, s->board, ritual, LS_F_ritual_at, at.data);
    call_say(call, "the sync is weekly from now on, %s", at.data);
    return ritual;
}

static void start_meeting(struct sync *s, const struct ls_agenda *agenda)
{
    const struct ls_call *call = s->call;
    ls_id leader = agenda->facilitator ? agenda->facilitator : call->me;
    s->meeting = agenda->meeting;
    if (!s->meeting) {
        s->meeting = ls_change_create(s->cs, LS_E_MEETING, call->now);
        ls_change_ref(s->cs, s->board, s->meeting, LS_F_meeting_ritual,
                      agenda->ritual ? agenda->ritual : start_ritual(s));
        ls_change_int(s->cs, s->board, s->meeting, LS_F_meeting_planned, agenda->at);
    }
    ls_change_int(s->cs, s->board, s->meeting, LS_F_meeting_status, LS_MEETING_STATUS_RUNNING);
    ls_change_int(s->cs, s->board, s->meeting, LS_F_meeting_started, call->now);
    ls_change_ref(s->cs, s->board, s->meeting, LS_F_meeting_facilitator, leader);
    if (leader)
        sync_attendance(s, leader, LS_ATTENDANCE_STATE_PRESENT);
    if (call->me && call->me != leader)
        sync_attendance(s, call->me, LS_ATTENDANCE_STATE_PRESENT);
    const struct ls_agenda_line *first = start_first(s, agenda);
    ls_change_int(s->cs, s->board, s->meeting, LS_F_meeting_live_line, first ? first->position : LS_NONE);
    ls_change_int(s->cs, s->board, s->meeting, LS_F_meeting_live_spent, 0);
    ls_change_int(s->cs, s->board, s->meeting, LS_F_meeting_live_running, first != NULL);
    ls_change_int(s->cs, s->board, s->meeting, LS_F_meeting_live_at, call->now);
    ls_change_text(s->cs, s->board, s->meeting, LS_F_meeting_live_by, call->machine);
}

/* The ritual that the words name, else the one whose turn it is; where several are due, the words have to. */
static int start_which(const struct ls_call *call, ls_id *ret_ritual, struct ls_error *err)
{
    const char *text = ls_text_skip_blank(call->text);
    LS_AUTO(string) char *name = ls_strndup(text, ls_text_trimmed(text, strlen(text)));
    if (*name)
        return ls_ritual_find(call->board, name, ret_ritual, err);
    struct ls_occurrence *turns;
    size_t count = ls_ritual_turns(call->board, call->now, &turns), due = 0;
    LS_AUTO(buf) struct ls_buf names = LS_BUF_INIT;
    for (size_t i = 0; i < count && turns[i].due; i++, due++)
        ls_buf_printf(&names, "%s%s", i ? " or " : "", ls_ritual_get(call->board, turns[i].ritual)->handle);
    *ret_ritual = count ? turns[0].ritual : ls_agenda_sync(call->board);
    free(turns);
    if (due < 2)
        return LS_OK;
    ls_error_set(err, LS_EUSAGE, "%zu meetings are due now: which one?", due);
    ls_error_hint(err, "name it: lockstep sync start %s", names.data);
    return LS_EUSAGE;
}

/* The agenda of the meeting that starts now, which has something to talk about. */
static int start_plan(const struct ls_call *call, ls_id ritual, struct ls_agenda **ret_agenda, struct ls_error *err)
{
    int code = ls_agenda_plan_start(call->board, ritual, call->now, ret_agenda, err);
    if (!code && !(*ret_agenda)->today_count) {
        const struct ls_ritual *r = ls_ritual_get(call->board, ritual);
        ls_agenda_free(*ret_agenda);
        code = ls_error_set(err, LS_EREFUSED, "%s has nothing to talk about: skip it this time",
                            r ? r->name : "the sync");
        ls_error_hint(err, "or put something on its agenda: lockstep agenda put LS-20 %s", r ? r->handle : "");
    }
    return code;
}

int cmd_sync_start(const struct ls_call *call, struct ls_changeset *cs, struct ls_error *err)
{
    if (ls_meeting_running(call->board))
        return start_rejoin(call, cs, err);
    struct ls_agenda *agenda = NULL;
    ls_id ritual = 0;
    int code = start_which(call, &ritual, err);
    if (!code)
        code = start_plan(call, ritual, &agenda, err);
    if (code)
        return code;
    struct sync s = {.call = call, .board = call->board, .cs = cs, .err = err, .today = ls_stamp_date(call->now)};
    cs->flags |= LS_CS_WHOLE;
    start_meeting(&s, agenda);
    start_forget_rows(&s, agenda);
    for (size_t i = 0; i < agenda->today_count; i++)
        start_line(&s, agenda, &agenda->lines[i]);
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    ls_agenda_name(s.board, agenda, &b);
    ls_buf_printf(&b, " runs: %zu line%s in ", agenda->today_count, agenda->today_count == 1 ? "" : "s");
    ls_minutes_format(&b, agenda->planned * LS_SECOND);
    const struct ls_agenda_line *first = start_first(&s, agenda);
    if (first)
        call_say(call, "%s; line %d: %s", b.data, first->position, first->title);
    else
        call_say(call, "%s; every line is answered", b.data);
    ls_agenda_free(agenda);
    return LS_OK;
}
