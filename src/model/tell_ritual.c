/* A ritual told in full: when, how long, who leads, its segments, the next days and the last meetings. */
#include <stdlib.h>

#include "base/clock.h"
#include "lockstep/calendar.h"
#include "lockstep/meeting.h"
#include "lockstep/people.h"
#include "lockstep/ritual.h"
#include "model/tell.h"

enum { SHOWN = 5 };

static void ritual_head(struct ls_sheet *s, const struct ls_ritual *r)
{
    LS_AUTO(buf) struct ls_buf when = LS_BUF_INIT, minutes = LS_BUF_INIT;
    tell_text(s, "state", r->active ? LS_TONE_GOOD : LS_TONE_DIM, r->active ? "✓ on" : "– off");
    ls_ritual_when(r, &when);
    tell_text(s, "when", LS_TONE_NORMAL, when.data);
    tell_count(r->minutes, "minute", "minutes", &minutes);
    ls_buf_printf(&minutes, ", %.0f a week of everybody's time", ls_ritual_weekly_minutes(r));
    tell_text(s, "takes", LS_TONE_NORMAL, minutes.data);
    tell_text(s, "purpose", LS_TONE_NORMAL, r->purpose);
}

/* The rota, and whose turn it is after the one who led last. */
static void ritual_rota(struct ls_sheet *s, const struct ls_board *board, const struct ls_ritual *r)
{
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    const struct ls_meeting *last = ls_meeting_get(board, ls_meeting_last(board, r->rec.id, s->now));
    ls_id next = ls_rota_next(board, r->rota, last ? last->facilitator : 0);
    tell_set_words(board, r->rota, &text);
    if (next) {
        ls_buf_str(&text, ": next is ");
        ls_board_name(board, next, &text);
    }
    tell_text(s, "leads", LS_TONE_NORMAL, text.data);
}

static void ritual_segments(struct ls_sheet *s, const struct ls_board *board, const struct ls_ritual *r)
{
    static const struct tell_column COLUMNS[] = {
        {"", TELL_RIGHT, 1}, {"SEGMENT", 0, 0}, {"MINUTES", TELL_RIGHT, 0}, {"WHAT COMES THERE", TELL_GROW, 0}};
    struct tell_table t;
    int64_t sum = 0;
    size_t count = 0;
    tell_table_begin(&t, COLUMNS, LS_COUNT(COLUMNS));
    LS_EACH(segment, seg, board) {
        LS_AUTO(buf) struct ls_buf feed = LS_BUF_INIT;
        if (seg->ritual != r->rec.id)
            continue;
        tell_set_words(board, seg->feed, &feed);
        tell_cellf(&t, LS_TONE_DIM, "%lld", (long long)seg->n);
        tell_cell(&t, LS_TONE_NORMAL, seg->name);
        tell_cellf(&t, LS_TONE_NORMAL, "%lld", (long long)(seg->minutes == LS_NONE ? 0 : seg->minutes));
        tell_cell(&t, LS_TONE_NORMAL, feed.data);
        tell_row_end(&t, seg->rec.id);
        sum += seg->minutes == LS_NONE ? 0 : seg->minutes;
        count++;
    }
    if (count)
        tell_head(s, "SEGMENTS %zu", count);
    tell_table_end(&t, s);
    if (count && sum != r->minutes)
        tell_printf(s, "▼ sum", LS_TONE_WARN, "the segments have %lld minutes, the ritual %lld", (long long)sum,
                    (long long)r->minutes);
}

static void ritual_next(struct ls_sheet *s, const struct ls_board *board, const struct ls_ritual *r)
{
    enum { YEAR = 366 };
    struct ls_occurrence *next = NULL;
    size_t count =
        r->active ? ls_ritual_upcoming(board, r->rec.id, s->now, s->now + (int64_t)YEAR * LS_DAY, SHOWN, &next) : 0;
    for (size_t i = 0; i < count; i++) {
        LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
        tell_stamp(s, next[i].at, next[i].timed, &text);
        if (next[i].meeting) {
            ls_buf_str(&text, "  ");
            ls_board_name(board, next[i].meeting, &text);
        }
        ls_buf_str(&text, next[i].holiday ? "  ▼ a holiday" : "");
        size_t since = s->count;
        if (!i)
            tell_gap(s);
        tell_text(s, i ? "" : "next", next[i].holiday ? LS_TONE_WARN : LS_TONE_NORMAL, text.data);
        tell_about(s, since + !i, next[i].meeting);
    }
    free(next);
}

/* The last closed ones, newest first: how long they took. */
static void ritual_last(struct ls_sheet *s, const struct ls_board *board, const struct ls_ritual *r)
{
    const struct ls_meeting *m = ls_meeting_get(board, ls_meeting_last(board, r->rec.id, INT64_MAX));
    for (int i = 0; m && i < SHOWN; i++) {
        LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
        int64_t took = ls_meeting_took(board, m), at = m->started == LS_NONE ? m->planned : m->started;
        ls_board_name(board, m->rec.id, &text);
        ls_buf_str(&text, "  ");
        if (at != LS_NONE)
            tell_stamp(s, at, true, &text);
        if (took) {
            ls_buf_str(&text, "  took ");
            ls_minutes_format(&text, took);
        }
        if (!i)
            tell_gap(s);
        size_t since = s->count;
        tell_text(s, i ? "" : "last", LS_TONE_NORMAL, text.data);
        tell_about(s, since, m->rec.id);
        if (at == LS_NONE)
            return;
        m = ls_meeting_get(board, ls_meeting_last(board, r->rec.id, at));
    }
}

void tell_ritual(struct ls_sheet *s, const struct ls_board *board, const struct ls_record *record)
{
    const struct ls_ritual *r = (const void *)record;
    ritual_head(s, r);
    ritual_rota(s, board, r);
    ritual_segments(s, board, r);
    ritual_next(s, board, r);
    ritual_last(s, board, r);
}
