/* A launch from its records: business days, checks, blockers. */
#include "lockstep/launch.h"

#include <stdlib.h>

#include "base/mem.h"
#include "lockstep/board.h"
#include "lockstep/calendar.h"

enum ls_check_state ls_check_state_of(const struct ls_launch_check *check)
{
    bool known = check->state >= 0 && check->state < LS_CHECK_STATE_COUNT;
    return known ? (enum ls_check_state)check->state : LS_CHECK_STATE_OPEN;
}

bool ls_check_is_done(const struct ls_launch_check *check)
{
    return check->state == LS_CHECK_STATE_READY || check->state == LS_CHECK_STATE_WAIVED;
}

/* --- blockers -------------------------------------------------------------------------------- */

static int launch_order(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static int launch_compare_blockers(const void *left, const void *right)
{
    const struct ls_blocker *a = *(const struct ls_blocker *const *)left, *b = *(const struct ls_blocker *const *)right;
    int order = launch_order(b->severity, a->severity);
    order = order ? order : launch_order(a->opened, b->opened);
    return order ? order : launch_order(a->rec.num, b->rec.num);
}

size_t ls_blockers_on(const struct ls_board *board, bool (*wanted)(ls_id item, void *arg), void *arg,
                      const struct ls_blocker ***ret_blockers)
{
    const struct ls_blocker **found = NULL;
    size_t count = 0, cap = 0;
    LS_EACH(blocker, b, board) {
        if (b->resolved != LS_NONE || !b->item || !wanted(b->item, arg))
            continue;
        LS_GROW(found, count, cap);
        found[count++] = b;
    }
    if (count)
        qsort(found, count, sizeof(*found), launch_compare_blockers);
    *ret_blockers = found;
    return count;
}

struct launch_scope {
    const struct ls_board *board;
    const struct ls_launch_state *state;
};

/* Whether an item is the launch's release, in it, or what a check is about. */
static bool launch_holds(ls_id item, void *arg)
{
    const struct launch_scope *scope = arg;
    const struct ls_item *it = ls_item_get(scope->board, item);
    ls_id release = scope->state->launch->release;
    if (release && it && (item == release || it->release == release || it->parent == release))
        return true;
    for (size_t i = 0; i < scope->state->count; i++) {
        if (scope->state->checks[i]->item == item)
            return true;
    }
    return false;
}

/* --- reading --------------------------------------------------------------------------------- */

static int launch_compare_checks(const void *left, const void *right)
{
    const struct ls_launch_check *a = *(const struct ls_launch_check *const *)left;
    const struct ls_launch_check *b = *(const struct ls_launch_check *const *)right;
    return launch_order(a->n, b->n);
}

static void launch_checks(const struct ls_board *board, struct ls_launch_state *state, int64_t today)
{
    size_t cap = 0;
    LS_EACH(launch_check, check, board) {
        if (check->launch != state->launch->rec.id)
            continue;
        LS_GROW(state->checks, state->count, cap);
        state->checks[state->count++] = check;
        state->states[ls_check_state_of(check)]++;
        state->late += !ls_check_is_done(check) && check->due != LS_NONE && check->due < today;
    }
    if (state->count)
        qsort(state->checks, state->count, sizeof(*state->checks), launch_compare_checks);
}

static int64_t launch_days(const struct ls_calendar *calendar, int64_t today, int64_t date)
{
    if (date == LS_NONE)
        return LS_NONE;
    return date >= today ? ls_calendar_days(calendar, today, date) : -ls_calendar_days(calendar, date, today);
}

bool ls_launch_read(const struct ls_board *board, ls_id launch, int64_t today, struct ls_launch_state *ret_state)
{
    const struct ls_launch *l = ls_launch_get(board, launch);
    struct ls_launch_state state = {.launch = l, .latest_gate = LS_NONE};
    struct ls_calendar calendar;
    if (!l)
        return false;
    ls_calendar_init(&calendar, board);
    state.to_gate = launch_days(&calendar, today, l->gate);
    state.to_day = launch_days(&calendar, today, l->day);
    if (l->day != LS_NONE && l->buffer_days != LS_NONE)
        state.latest_gate = ls_calendar_add(&calendar, l->day, -l->buffer_days);
    state.gate_late = l->gate != LS_NONE && state.latest_gate != LS_NONE && l->gate > state.latest_gate;
    ls_calendar_done(&calendar);
    launch_checks(board, &state, today);
    struct launch_scope scope = {board, &state};
    state.blocker_count = ls_blockers_on(board, launch_holds, &scope, &state.blockers);
    *ret_state = state;
    return true;
}

void ls_launch_done(struct ls_launch_state *state)
{
    free(state->checks);
    free(state->blockers);
    *state = (struct ls_launch_state){0};
}
