/* The sentences about a meeting: clock, outcomes, refusals, receipt. */
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "lockstep/calendar.h"
#include "lockstep/changeset.h"
#include "lockstep/meeting.h"
#include "lockstep/work.h"

/* --- the clock ------------------------------------------------------------------------------- */

void ls_minutes_format(struct ls_buf *b, int64_t ms)
{
    int64_t seconds = ms / 1000;
    if (seconds < 0) {
        ls_buf_char(b, '-');
        seconds = -seconds;
    }
    ls_buf_printf(b, "%lld:%02lld", (long long)(seconds / 60), (long long)(seconds % 60));
}

static void text_time_of_day(struct ls_buf *b, int64_t stamp)
{
    int minute = ls_stamp_minute(stamp + LS_MINUTE / 2);
    ls_buf_printf(b, "%02d:%02d", minute / 60, minute % 60);
}

void ls_live_clock_text(const struct ls_live *live, struct ls_buf *b)
{
    bool running = live->meeting->status == LS_MEETING_STATUS_RUNNING;
    bool late = running && !live->clock_known && !live->paused; /* how long the line had run before we came */
    if (live->paused)
        ls_buf_str(b, "paused at ");
    if (late)
        ls_buf_str(b, "at least ");
    ls_minutes_format(b, live->spent_ms);
    ls_buf_str(b, " of ");
    ls_minutes_format(b, live->total_ms);
    if (live->over_ms >= LS_SECOND) {
        ls_buf_str(b, " over by ");
        ls_minutes_format(b, live->over_ms);
        bool grey = false;
        for (size_t i = 0; i < live->line_count; i++)
            grey |= live->lines[i].grey;
        if (grey)
            ls_buf_str(b, ", the rest shrinks");
    } else if (late) {
        ls_buf_str(b, ", exact from the next line on");
    } else if (!live->paused) {
        ls_buf_str(b, " on time");
        if (running) {
            ls_buf_str(b, ", ends ");
            text_time_of_day(b, live->ends_at);
        }
    }
}

void ls_live_line_text(const struct ls_live *live, struct ls_buf *b)
{
    if (live->current >= live->line_count) {
        ls_buf_str(b, "every line is done");
        return;
    }
    const struct ls_live_line *line = &live->lines[live->current];
    bool over = line->spent_ms >= line->plan_ms + LS_SECOND;
    /* what is left counts down to 0:00 as the box fills: rounded up, so that 2:00 shows at the start */
    int64_t left = line->plan_ms - line->spent_ms + LS_SECOND - 1;
    if (!live->clock_known && !live->paused)
        ls_buf_str(b, over ? "at least " : "at most ");
    ls_buf_str(b, over ? "over by " : "");
    ls_minutes_format(b, over ? line->spent_ms - line->plan_ms : left > 0 ? left : 0);
    ls_buf_str(b, over ? " of " : " left of ");
    ls_minutes_format(b, line->plan_ms);
}

/* --- who was first ---------------------------------------------------------------------------- */

/* Appends ": line 3, SMS contract", where the meeting is by now. */
static void text_place(const struct ls_board *board, const struct ls_meeting *m, struct ls_buf *b)
{
    LS_EACH(agenda_item, it, board)
    {
        if (it->meeting == m->rec.id && it->n == m->live_line && m->live_line != LS_NONE)
            ls_buf_printf(b, ": line %lld, %s", (long long)it->n, it->title);
    }
}

/* What a change of a meeting does, where it is about its lead or its place; else NULL. */
static const char *text_met(const struct ls_changeset *mine, ls_id meeting)
{
    const struct ls_edit *status = ls_changeset_edit(mine, meeting, LS_F_meeting_status);
    if (status)
        return status->after.i == LS_MEETING_STATUS_CLOSED ? "ended it" : "started it";
    if (ls_changeset_edit(mine, meeting, LS_F_meeting_facilitator))
        return "took the lead";
    return ls_changeset_edit(mine, meeting, LS_F_meeting_live_line) ||
                   ls_changeset_edit(mine, meeting, LS_F_meeting_live_at)
               ? "went on"
               : NULL;
}

bool ls_live_met_text(const struct ls_board *board, const struct ls_changeset *mine, const struct ls_changeset *theirs,
                      struct ls_buf *b)
{
    for (size_t i = 0; i < mine->len; i++) {
        const struct ls_record_edit *record = &mine->records[i];
        const struct ls_meeting *m = ls_meeting_get(board, record->id);
        const char *what = m ? text_met(mine, record->id) : NULL;
        if (!what)
            continue;
        size_t from = b->len;
        ls_board_name(board, theirs->who, b);
        if (b->len == from)
            ls_buf_str(b, "somebody else");
        ls_buf_printf(b, " %s first", what);
        if (m->status == LS_MEETING_STATUS_RUNNING && !ls_changeset_edit(mine, record->id, LS_F_meeting_facilitator))
            text_place(board, m, b);
        return true;
    }
    return false;
}

/* --- outcomes -------------------------------------------------------------------------------- */

/* Words that stand in the record beside what the line gave; where that is named they say nothing more. */
static const char *const text_plain[] = {"decided", "resolved", "escalated", "blocker raised", "action agreed"};

static const char *text_of_capture(const struct ls_board *board, const struct ls_capture *capture)
{
    const struct ls_decision *d = ls_decision_get(board, capture->record);
    switch (capture->kind) {
    case LS_CAPTURE_DECISION: return d && d->status == LS_DECISION_STATUS_PROPOSED ? "escalated" : "decided";
    case LS_CAPTURE_BLOCKER: return "blocker raised";
    case LS_CAPTURE_ACTION: return "action agreed";
    case LS_CAPTURE_NOTE: break;
    }
    return NULL;
}

static void text_name(const struct ls_board *board, ls_id id, const char *suffix, struct ls_buf *b, size_t start)
{
    if (b->len > start)
        ls_buf_str(b, "; ");
    ls_board_name(board, id, b);
    ls_buf_str(b, suffix);
}

static bool text_resolved_here(const struct ls_board *board, const struct ls_live *live, ls_id blocker)
{
    const struct ls_blocker *b = ls_blocker_get(board, blocker);
    return b && b->resolved != LS_NONE && live->meeting->started != LS_NONE &&
           b->resolved == ls_stamp_date(live->meeting->started);
}

void ls_live_outcome(const struct ls_board *board, const struct ls_live *live, const struct ls_live_line *line,
                     struct ls_buf *b)
{
    size_t start = b->len;
    const struct ls_decision *d = ls_decision_get(board, line->decision);
    bool decided = d && d->meeting == live->meeting->rec.id && d->status != LS_DECISION_STATUS_PROPOSED;
    if (decided)
        text_name(board, line->decision, " decided", b, start);
    if (text_resolved_here(board, live, line->blocker))
        text_name(board, line->blocker, " resolved", b, start);
    for (size_t i = 0; i < live->captured_count; i++) {
        const struct ls_capture *c = &live->captured[i];
        if (c->line != line->item->n || !c->record || c->record == line->decision)
            continue;
        const struct ls_decision *made = ls_decision_get(board, c->record);
        text_name(board, c->record,
                  c->kind == LS_CAPTURE_BLOCKER ? " raised"
                  : !made                       ? ""
                  : made->status == LS_DECISION_STATUS_PROPOSED ? " proposed"
                                                                : " decided",
                  b, start);
    }
    const char *words = line->item->outcome;
    for (size_t i = 0; b->len > start && i < LS_COUNT(text_plain); i++)
        if (!strcmp(words, text_plain[i]))
            words = "";
    if (*words && b->len > start)
        ls_buf_str(b, "; ");
    ls_buf_str(b, words);
}

/* "LS-80 LS-82 done, LS-81 still open": a line over several actions and questions gives each its outcome. */
static const char *text_each(const struct ls_board *board, const struct ls_live_line *line, struct ls_buf *b)
{
    static const char *const words[] = {" done", " still open"};
    size_t start = b->len;
    int counts[2] = {0};
    for (int open = 0; open < 2; open++) {
        const char *at = line->item->ref, *word;
        size_t len;
        ls_id id;
        while (ls_set_next(&at, &word, &len, &id)) {
            const struct ls_item *item = ls_item_get(board, id);
            bool closed = !item || !ls_item_is_open(item);
            if (!id || closed == (open != 0))
                continue;
            ls_buf_str(b, b->len == start ? "" : counts[open] ? " " : "; ");
            ls_board_name(board, id, b);
            counts[open]++;
        }
        if (counts[open])
            ls_buf_str(b, words[open]);
    }
    if (b->len - start > 300) { /* longer than the field: numbers say it too */
        ls_buf_truncate(b, start);
        ls_buf_printf(b, "%d done; %d still open", counts[0], counts[1]);
    }
    return b->data + start;
}

static const char *text_default_of_kind(const struct ls_board *board, const struct ls_live_line *line,
                                        enum ls_line_state *ret_state)
{
    const struct ls_item *item = ls_item_get(board, line->subject);
    bool closed = item && !ls_item_is_open(item);
    switch (ls_live_kind(board, line->item)) {
    case LS_LINE_KIND_METRIC:
    case LS_LINE_KIND_SIGNAL:
    case LS_LINE_KIND_CHANGED:
    case LS_LINE_KIND_EXPERIMENT:
    case LS_LINE_KIND_LAUNCH:
    case LS_LINE_KIND_WIN: return "seen";
    case LS_LINE_KIND_ESCALATION:
    case LS_LINE_KIND_BLOCKER:
    case LS_LINE_KIND_DEPENDENCY:
    case LS_LINE_KIND_DECISION: return "still open";
    case LS_LINE_KIND_OVERDUE: return closed ? "done" : "still open";
    case LS_LINE_KIND_THIRD:
    case LS_LINE_KIND_REVIEW:
    case LS_LINE_KIND_HALF:
    case LS_LINE_KIND_HAND:
        if (closed)
            return "done";
        *ret_state = LS_LINE_STATE_CARRIED;
        return "carried";
    default: return "confirmed";
    }
}

/* Whether what the line is about was given a new date on it. */
static bool text_is_dated(const struct ls_live *live, const struct ls_live_line *line)
{
    bool dated = false;
    for (size_t i = 0; i < live->captured_count; i++) {
        const struct ls_capture *c = &live->captured[i];
        dated = dated || (c->line == line->item->n && c->note && ls_set_has_word(c->note->subject, LS_LIVE_DATED));
    }
    return dated;
}

/* "new date 17 Mar"; NULL where none was given. */
static const char *text_dated(const struct ls_board *board, const struct ls_live *live, const struct ls_live_line *line,
                              struct ls_buf *b)
{
    const struct ls_blocker *blocker = ls_blocker_get(board, line->blocker);
    const struct ls_item *item = ls_item_get(board, line->subject);
    int64_t date = blocker ? blocker->next_due : item ? item->due : LS_NONE;
    size_t start = b->len;
    if (date == LS_NONE || !text_is_dated(live, line))
        return NULL;
    ls_buf_str(b, "new date ");
    ls_date_short(b, date, ls_stamp_date(live->meeting->started));
    return b->data + start;
}

const char *ls_live_default(const struct ls_board *board, const struct ls_live *live, const struct ls_live_line *line,
                            enum ls_line_state *ret_state, struct ls_buf *b)
{
    *ret_state = LS_LINE_STATE_DONE;
    const struct ls_decision *d = ls_decision_get(board, line->decision);
    if (d && d->meeting == live->meeting->rec.id && d->status != LS_DECISION_STATUS_PROPOSED)
        return "decided";
    if (text_resolved_here(board, live, line->blocker))
        return "resolved";
    if (ls_live_kind(board, line->item) == LS_LINE_KIND_OPEN && *line->item->ref)
        return text_each(board, line, b);
    const char *dated = text_dated(board, live, line, b);
    if (dated)
        return dated;
    for (size_t i = 0; i < live->captured_count; i++)
        if (live->captured[i].line == line->item->n && live->captured[i].record)
            return text_of_capture(board, &live->captured[i]);
    return text_default_of_kind(board, line, ret_state);
}

static bool text_is_escalated(const struct ls_board *board, ls_id blocker)
{
    LS_EACH(decision, it, board)
    {
        if (it->blocker == blocker && it->status == LS_DECISION_STATUS_PROPOSED)
            return true;
    }
    return false;
}

/* Whether a blocker that nobody resolved or escalated goes on without a day to which anybody holds. */
static bool text_wants_date(const struct ls_board *board, const struct ls_live *live, const struct ls_live_line *line)
{
    const struct ls_blocker *b = ls_blocker_get(board, line->blocker);
    if (!b || b->resolved != LS_NONE || live->meeting->started == LS_NONE || text_is_dated(live, line) ||
        text_is_escalated(board, b->rec.id))
        return false;
    for (size_t i = 0; i < live->captured_count; i++)
        if (live->captured[i].line == line->item->n && live->captured[i].record)
            return false;
    return b->severity == 3 || b->next_due == LS_NONE || b->next_due < ls_stamp_date(live->meeting->started);
}

enum ls_want ls_live_wants(const struct ls_board *board, const struct ls_live *live, const struct ls_live_line *line)
{
    const struct ls_decision *d = ls_decision_get(board, line->decision);
    enum ls_line_kind kind = ls_live_kind(board, line->item);
    if (line->settled)
        return LS_WANT_NOTHING;
    if (d && d->status == LS_DECISION_STATUS_PROPOSED)
        return LS_WANT_DECISION;
    if (kind == LS_LINE_KIND_BLOCKER)
        return text_wants_date(board, live, line) ? LS_WANT_DATE : LS_WANT_NOTHING;
    for (size_t i = 0; i < live->captured_count; i++)
        if (live->captured[i].line == line->item->n)
            return LS_WANT_NOTHING;
    return kind == LS_LINE_KIND_METRIC || kind == LS_LINE_KIND_REVIEW ? LS_WANT_WORDS : LS_WANT_NOTHING;
}

void ls_live_third_text(const struct ls_board *board, const struct ls_live_line *line, struct ls_buf *b)
{
    LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT;
    ls_id named = line->decision ? line->decision : line->blocker ? line->blocker : line->subject;
    ls_board_name(board, named, &name);
    ls_buf_printf(b, "%s stands here for the third time: %s", name.len ? name.data : "this line",
                  line->decision || !line->blocker ? "decide or drop" : "resolve or escalate");
}

/* --- the receipt ----------------------------------------------------------------------------- */

/* Somebody pressed start and end: nothing was talked about, so nothing was given back and no sync got shorter. */
enum { HARDLY_MS = 30 * LS_SECOND };

static void receipt_time(const struct ls_live *live, int64_t took, struct ls_buf *b)
{
    int64_t left = live->total_ms - took;
    int here = 0;
    for (size_t i = 0; i < live->people_count; i++)
        here += live->people[i].known && live->people[i].state != LS_ATTENDANCE_STATE_ABSENT &&
                live->people[i].state != LS_ATTENDANCE_STATE_GUEST;
    ls_minutes_format(b, took);
    if (took < HARDLY_MS) {
        ls_buf_str(b, ", nothing was talked about");
    } else if (left >= LS_SECOND) {
        ls_buf_str(b, ", ");
        ls_minutes_format(b, left);
        ls_buf_str(b, " given back");
        if (here > 1)
            ls_buf_printf(b, " × %d people", here);
    } else if (left <= -LS_SECOND) {
        ls_buf_str(b, ", over by ");
        ls_minutes_format(b, -left);
    }
}

static void receipt_blockers(const struct ls_board *board, const struct ls_live *live, struct ls_buf *b)
{
    struct ls_calendar calendar;
    ls_calendar_init(&calendar, board);
    LS_EACH(blocker, it, board)
    {
        if (!text_resolved_here(board, live, it->rec.id))
            continue;
        int64_t days = ls_calendar_days(&calendar, it->opened, it->resolved);
        ls_buf_str(b, ", ");
        ls_board_name(board, it->rec.id, b);
        if (days)
            ls_buf_printf(b, " gone after %lld day%s", (long long)days, days == 1 ? "" : "s");
        else
            ls_buf_str(b, " gone the same day");
    }
    ls_calendar_done(&calendar);
}

enum { RECEIPT_SYNCS = 8 };

/* Minutes of the first and the last of the eight latest syncs: are they getting shorter? */
static void receipt_trend(const struct ls_board *board, const struct ls_live *live, int64_t took, struct ls_buf *b)
{
    const struct ls_meeting *m = live->meeting, *first = NULL;
    int64_t before = m->started;
    for (int i = 1; i < RECEIPT_SYNCS; i++) {
        const struct ls_meeting *earlier = ls_meeting_get(board, ls_meeting_last(board, m->ritual, before));
        if (!earlier)
            break;
        before = earlier->started;
        if (ls_meeting_took(board, earlier) >= HARDLY_MS)
            first = earlier;
    }
    if (!first || took < HARDLY_MS)
        return;
    int64_t was = (ls_meeting_took(board, first) + LS_MINUTE / 2) / LS_MINUTE, is = (took + LS_MINUTE / 2) / LS_MINUTE;
    ls_buf_printf(b, ", the last syncs %lld → %lld minute%s", (long long)was, (long long)is, is == 1 ? "" : "s");
}

void ls_live_receipt(const struct ls_board *board, const struct ls_live *live, struct ls_buf *b)
{
    int64_t took = ls_meeting_took(board, live->meeting);
    receipt_time(live, took, b);
    receipt_blockers(board, live, b);
    receipt_trend(board, live, took, b);
}

/* --- the story ------------------------------------------------------------------------------- */

/* The newest unseen signal with a quote that hangs on what the line is about. */
static const struct ls_signal *story_of_line(const struct ls_board *board, const struct ls_agenda_item *item)
{
    const struct ls_signal *found = NULL;
    LS_EACH(signal_item, link, board)
    {
        const struct ls_signal *signal = ls_signal_get(board, link->signal);
        if (signal && *signal->quote && !(signal->seen_pm && signal->seen_pmm) && ls_set_has_id(item->ref, link->item) &&
            (!found || found->seen < signal->seen))
            found = signal;
    }
    return found;
}

ls_id ls_live_story(const struct ls_board *board, const struct ls_live *live)
{
    for (size_t i = 0; i < live->line_count; i++) {
        const struct ls_agenda_item *item = live->lines[i].item;
        const struct ls_signal *signal =
            ls_live_kind(board, item) == LS_LINE_KIND_SIGNAL ? story_of_line(board, item) : NULL;
        if (signal)
            return signal->rec.id;
    }
    return 0;
}
