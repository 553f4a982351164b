/* Rituals in time: which one comes next, which is due, and the words for all of it. The days that one cadence names
 * are calendar.c's. */
#include "lockstep/ritual.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/mem.h"
#include "lockstep/agenda.h"
#include "lockstep/board.h"
#include "lockstep/calendar.h"
#include "lockstep/error.h"

/* --- words ----------------------------------------------------------------------------------- */

int ls_ritual_find(const struct ls_board *board, const char *text, ls_id *ret_ritual, struct ls_error *err)
{
    ls_id id = ls_board_by_handle(board, LS_E_RITUAL, text);
    if (id) {
        *ret_ritual = id;
        return LS_OK;
    }
    LS_AUTO(buf) struct ls_buf names = LS_BUF_INIT;
    LS_EACH(ritual, r, board)
        ls_buf_printf(&names, "%s%s", names.len ? ", " : "", r->handle);
    ls_error_set(err, LS_ENOTFOUND, "there is no ritual %s", text);
    if (ls_ritual_template_find(text))
        ls_error_hint(err, "switch it on: lockstep ritual on %s", text);
    else if (names.len)
        ls_error_hint(err, "rituals are %s", names.data);
    else
        ls_error_hint(err, "lockstep ritual templates shows which there could be");
    return LS_ENOTFOUND;
}

void ls_ritual_when(const struct ls_ritual *ritual, struct ls_buf *b)
{
    ls_buf_printf(b, "%s%s%s", ritual->cadence, *ritual->cadence && *ritual->at ? ", " : "", ritual->at);
}

double ls_ritual_team_minutes(const struct ls_board *board)
{
    double minutes = 0;
    LS_EACH(ritual, r, board)
        minutes += r->active ? ls_ritual_weekly_minutes(r) : 0;
    return minutes;
}

/* --- next ------------------------------------------------------------------------------------ */

enum { TURN_BEFORE_MINUTES = 15, TURN_LATE_MINUTES = 60, TURN_LOOK_DAYS = 400 };

struct occurrences {
    struct ls_occurrence *v;
    size_t len, cap;
};

static void occurrence_add(struct occurrences *all, const struct ls_calendar *calendar, struct ls_occurrence one)
{
    int64_t day = ls_stamp_date(one.at);
    one.holiday = !ls_calendar_is_business(calendar, day) && ls_date_weekday(day) < 5;
    LS_GROW(all->v, all->len, all->cap);
    all->v[all->len++] = one;
}

/* Whether the ritual's days are known: one that follows launches has none while no launch is planned. */
static bool occurrence_is_known(const struct ls_board *board, const struct ls_ritual *ritual, int64_t day)
{
    return ls_ritual_day_following(board, ritual, day - 1) != LS_NONE;
}

static void occurrences_of(const struct ls_board *board, const struct ls_calendar *calendar,
                           const struct ls_ritual *ritual, int64_t now, int64_t until, size_t most,
                           struct occurrences *all)
{
    struct ls_occurrence one = {.ritual = ritual->rec.id};
    int64_t minute = ls_ritual_minute(ritual);
    one.timed = minute != LS_NONE;
    one.meeting = ls_agenda_meeting(board, ritual->rec.id, now, &one.at);
    if (!one.meeting && !occurrence_is_known(board, ritual, ls_stamp_date(one.at)))
        return;
    for (size_t i = 0; i < most && one.at <= until; i++) {
        occurrence_add(all, calendar, one);
        int64_t day = ls_stamp_date(one.at), next = ls_ritual_day_following(board, ritual, day);
        if (next == LS_NONE || next <= day)
            return;
        one.meeting = 0;
        one.at = ls_stamp_make(next, (int)(one.timed ? minute : 0));
    }
}

static int occurrence_compare(const void *a, const void *b)
{
    const struct ls_occurrence *x = a, *y = b;
    if (x->due != y->due)
        return x->due ? -1 : 1;
    if (x->at != y->at)
        return x->at < y->at ? -1 : 1;
    return x->ritual < y->ritual ? -1 : x->ritual > y->ritual;
}

size_t ls_ritual_upcoming(const struct ls_board *board, ls_id ritual, int64_t now, int64_t until, size_t most,
                          struct ls_occurrence **ret)
{
    struct occurrences all = {0};
    struct ls_calendar calendar;
    ls_calendar_init(&calendar, board);
    LS_EACH(ritual, r, board) {
        if (ritual ? r->rec.id == ritual : r->active)
            occurrences_of(board, &calendar, r, now, until, most, &all);
    }
    ls_calendar_done(&calendar);
    if (all.len)
        qsort(all.v, all.len, sizeof(*all.v), occurrence_compare);
    *ret = all.v;
    return all.len;
}

/* --- whose turn it is ------------------------------------------------------------------------- */

static bool turn_was_called_off(const struct ls_board *board, ls_id ritual, int64_t day)
{
    LS_EACH(meeting, m, board) {
        if (m->ritual == ritual && m->status == LS_MEETING_STATUS_CANCELED && m->planned != LS_NONE &&
            ls_stamp_date(m->planned) == day)
            return true;
    }
    return false;
}

/* What should have begun earlier today and was not held is still due for a while, although the cadence looks ahead. */
static void turn_look_back(const struct ls_board *board, struct ls_occurrence *turn, int64_t now)
{
    int64_t today = ls_stamp_date(now), at = now;
    if (turn->meeting || !turn->timed)
        return;
    ls_agenda_meeting(board, turn->ritual, ls_stamp_make(today, 0), &at);
    if (ls_stamp_date(at) == today && now - at <= TURN_LATE_MINUTES * LS_MINUTE &&
        !turn_was_called_off(board, turn->ritual, today))
        turn->at = at;
}

static bool turn_is_due(const struct ls_occurrence *turn, int64_t now)
{
    return turn->timed && now >= turn->at - TURN_BEFORE_MINUTES * LS_MINUTE &&
           now <= turn->at + TURN_LATE_MINUTES * LS_MINUTE;
}

size_t ls_ritual_turns(const struct ls_board *board, int64_t now, struct ls_occurrence **ret)
{
    size_t count = ls_ritual_upcoming(board, 0, now, now + (int64_t)TURN_LOOK_DAYS * LS_DAY, 1, ret);
    for (size_t i = 0; i < count; i++) {
        turn_look_back(board, &(*ret)[i], now);
        (*ret)[i].due = turn_is_due(&(*ret)[i], now);
    }
    if (count)
        qsort(*ret, count, sizeof(**ret), occurrence_compare);
    return count;
}

ls_id ls_ritual_turn(const struct ls_board *board, int64_t now)
{
    struct ls_occurrence *turns;
    ls_id ritual = ls_ritual_turns(board, now, &turns) ? turns[0].ritual : ls_agenda_sync(board);
    free(turns);
    return ritual;
}
