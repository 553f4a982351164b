/* Going through the lines: next, back, not today, carry, drop, pause, 30 seconds more. */
#include "app/cmd_sync.h"
#include "base/clock.h"
#include "base/text.h"
#include "lockstep/agenda.h"
#include "lockstep/error.h"

/* "next: B-1 SMS provider contract unsigned, 2:00, jonas" */
static void sync_say_line(struct sync *s, size_t index)
{
    if (index >= s->live.line_count) {
        call_say(s->call, "every line is done: end the sync");
        return;
    }
    const struct ls_agenda_item *item = s->live.lines[index].item;
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    ls_buf_printf(&b, "line %lld: %s, ", (long long)item->n, item->title);
    ls_minutes_format(&b, s->live.lines[index].plan_ms);
    if (item->acting) {
        ls_buf_str(&b, ", ");
        ls_board_name(s->board, item->acting, &b);
    }
    call_say(s->call, "%s", b.data);
}

/* What became of a line by itself; its own words whoever typed them knows. */
static void sync_say_outcome(struct sync *s, const struct ls_live_line *line)
{
    enum { SHORT = 24 };
    const struct ls_edit *e = ls_changeset_edit(s->cs, line->item->rec.id, LS_F_agenda_item_outcome);
    if (e && e->after.kind == LS_V_TEXT && ls_text_columns(e->after.text) <= SHORT)
        call_say(s->call, "line %lld: %s", (long long)line->item->n, e->after.text);
}

/* Why what is left for today does not come again; "" where no rule asks for it any more. */
static const char *leaves_why(const struct sync *s, const struct ls_live_line *line)
{
    switch (ls_live_kind(s->board, line->item)) {
    case LS_LINE_KIND_SIGNAL: return ": a signal is new once";
    case LS_LINE_KIND_CHANGED: return ": a change is told once";
    case LS_LINE_KIND_WIN: return ": a win is told once";
    default: return line->item->by_hand ? ": it was put there by hand" : "";
    }
}

/* Not today, carried and dropped stand side by side: what comes of each is said when it is done, as the agenda of the next
 * meeting has it. */
static void sync_say_leaves(struct sync *s, const struct ls_live_line *line, enum ls_line_state state)
{
    bool carried = state == LS_LINE_STATE_CARRIED;
    long long n = (long long)line->item->n;
    if (state == LS_LINE_STATE_DROPPED)
        call_say(s->call, "line %lld: dropped, it comes back in 4 weeks or when it changes", n);
    else if (ls_agenda_returns(s->board, line->item->rec.id, carried))
        call_say(s->call, "line %lld: %s", n,
                 carried ? "carried, it stands in the next sync" : "not today, back next time unless it is settled");
    else
        call_say(s->call, "line %lld: %s, and not back by itself%s", n, carried ? "carried" : "not today",
                 leaves_why(s, line));
}

/* The line is over: to the next one. */
static void sync_go_on(struct sync *s)
{
    size_t next = sync_after(s, s->live.current);
    sync_move(s, next);
    sync_say_line(s, next);
}

int cmd_sync_next(const struct ls_call *call, struct ls_changeset *cs, struct ls_error *err)
{
    struct sync s;
    int code = sync_open(&s, call, cs, err);
    const struct ls_live_line *line = code ? NULL : sync_line_to_end(&s);
    const char *words = ls_text_skip_blank(call->text);
    if (!code)
        code = line ? sync_finish_default(&s, line, words) : LS_EREFUSED;
    if (!code && !*words)
        sync_say_outcome(&s, line);
    if (!code)
        sync_go_on(&s);
    sync_close(&s);
    return code;
}

int cmd_sync_back(const struct ls_call *call, struct ls_changeset *cs, struct ls_error *err)
{
    struct sync s;
    int code = sync_open(&s, call, cs, err);
    if (!code && s.live.current == 0)
        code = ls_error_set(err, LS_EREFUSED, "this is the first line");
    if (!code) {
        size_t to = s.live.current - 1;
        const struct ls_live_line *line = &s.live.lines[to];
        ls_change_int(cs, s.board, line->item->rec.id, LS_F_agenda_item_state, LS_LINE_STATE_QUEUED);
        ls_change_text(cs, s.board, line->item->rec.id, LS_F_agenda_item_outcome, "");
        sync_move(&s, to);
        sync_say_line(&s, to);
    }
    sync_close(&s);
    return code;
}

/* Ends the line without talking it through. */
static int sync_leave(const struct ls_call *call, struct ls_changeset *cs, struct ls_error *err,
                      enum ls_line_state state, const char *outcome)
{
    struct sync s;
    int code = sync_open(&s, call, cs, err);
    const struct ls_live_line *line = code ? NULL : sync_line_to_end(&s);
    if (!code && !line)
        code = LS_EREFUSED;
    if (!code && state != LS_LINE_STATE_DROPPED)
        code = sync_refuse_third(&s, line);
    if (!code) {
        sync_finish(&s, line, state, outcome);
        sync_say_leaves(&s, line, state);
        sync_go_on(&s);
    }
    sync_close(&s);
    return code;
}

int cmd_sync_park(const struct ls_call *call, struct ls_changeset *cs, struct ls_error *err)
{
    return sync_leave(call, cs, err, LS_LINE_STATE_PARKED, "not today");
}

int cmd_sync_carry(const struct ls_call *call, struct ls_changeset *cs, struct ls_error *err)
{
    return sync_leave(call, cs, err, LS_LINE_STATE_CARRIED, "carried");
}

int cmd_sync_drop(const struct ls_call *call, struct ls_changeset *cs, struct ls_error *err)
{
    const char *why = ls_text_skip_blank(call->text);
    return sync_leave(call, cs, err, LS_LINE_STATE_DROPPED, *why ? why : "dropped");
}

int cmd_sync_pause(const struct ls_call *call, struct ls_changeset *cs, struct ls_error *err)
{
    struct sync s;
    const struct ls_live_line *line;
    int code = sync_open_line(&s, call, cs, &line, err);
    if (!code) {
        sync_event(&s, line, line->spent_ms, s.live.paused);
        call_say(call, s.live.paused ? "the clock runs on" : "paused: the clock stands");
    }
    sync_close(&s);
    return code;
}

int cmd_sync_extend(const struct ls_call *call, struct ls_changeset *cs, struct ls_error *err)
{
    struct sync s;
    const struct ls_live_line *line;
    int code = sync_open_line(&s, call, cs, &line, err);
    if (!code) {
        int64_t plan = line->plan_ms / LS_SECOND + LS_SYNC_EXTEND_S;
        ls_change_int(cs, s.board, line->item->rec.id, LS_F_agenda_item_plan_s, plan);
        LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
        ls_minutes_format(&b, plan * LS_SECOND);
        call_say(call, "0:30 more for this line: %s", b.data);
    }
    sync_close(&s);
    return code;
}
