/* A launch told in full: the countdown, the verdict, what is ready by area, what blocks it. */
#include <assert.h>
#include <string.h>

#include "lockstep/calendar.h"
#include "lockstep/launch.h"
#include "model/tell.h"

/* "10 Apr, in 23 business days", "6 Mar, 2 business days ago", "10 Mar, today" */
static void launch_date(const struct ls_sheet *s, int64_t date, int64_t days, struct ls_buf *b)
{
    tell_date(s, date, b);
    if (date == s->today) {
        ls_buf_str(b, ", today");
        return;
    }
    ls_buf_str(b, date > s->today ? ", in " : ", ");
    tell_count(days < 0 ? -days : days, "business day", "business days", b);
    ls_buf_str(b, date > s->today ? "" : " ago");
}

static void launch_countdown(struct ls_sheet *s, const struct ls_launch_state *state)
{
    const struct ls_launch *l = state->launch;
    LS_AUTO(buf) struct ls_buf day = LS_BUF_INIT, gate = LS_BUF_INIT, buffer = LS_BUF_INIT;
    if (l->day == LS_NONE)
        tell_text(s, "day", LS_TONE_WARN, "▼ none yet");
    else
        launch_date(s, l->day, state->to_day, &day);
    tell_text(s, "day", LS_TONE_NORMAL, day.data);
    if (l->gate == LS_NONE)
        tell_text(s, "gate", LS_TONE_WARN, "▼ none yet: the day on which go or no-go is said");
    else
        launch_date(s, l->gate, state->to_gate, &gate);
    tell_text(s, "gate", LS_TONE_NORMAL, gate.data);
    if (l->buffer_days == LS_NONE)
        return;
    tell_count(l->buffer_days, "business day", "business days", &buffer);
    if (state->latest_gate != LS_NONE) {
        ls_buf_str(&buffer, state->gate_late ? " ▼ the gate is later than " : " ✓ the gate is not later than ");
        tell_date(s, state->latest_gate, &buffer);
    }
    tell_text(s, "buffer", state->gate_late ? LS_TONE_WARN : LS_TONE_NORMAL, buffer.data);
}

/* "✓ go", with the decision that says so. */
static void launch_verdict(struct ls_sheet *s, const struct ls_board *board, const struct ls_launch *l)
{
    static const struct {
        const char *words;
        enum ls_tone tone;
    } VERDICTS[] = {[LS_VERDICT_PENDING] = {"○ pending", LS_TONE_NORMAL}, [LS_VERDICT_GO] = {"✓ go", LS_TONE_GOOD},
                    [LS_VERDICT_CONDITIONAL] = {"▼ conditional", LS_TONE_WARN}, [LS_VERDICT_NO_GO] = {"■ no-go", LS_TONE_BAD}};
    static_assert(LS_COUNT(VERDICTS) == LS_VERDICT_COUNT, "words for each verdict");
    int64_t verdict = l->verdict >= 0 && l->verdict < LS_VERDICT_COUNT ? l->verdict : LS_VERDICT_PENDING;
    tell_text(s, "verdict", VERDICTS[verdict].tone, VERDICTS[verdict].words);
    tell_refers(s, board, "decision", l->decision, "");
}

static void launch_readiness(struct ls_sheet *s, const struct ls_launch_state *state)
{
    size_t done = state->states[LS_CHECK_STATE_READY] + state->states[LS_CHECK_STATE_WAIVED];
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    if (!state->count) {
        tell_text(s, "ready", LS_TONE_WARN, "▼ no checks yet");
        return;
    }
    bool ready = done == state->count && !state->blocker_count;
    ls_buf_printf(&text, "%s %zu of %zu checks", ready ? "✓" : "▼", done, state->count);
    if (state->states[LS_CHECK_STATE_AT_RISK])
        ls_buf_printf(&text, ", %zu at risk", state->states[LS_CHECK_STATE_AT_RISK]);
    if (state->late)
        ls_buf_printf(&text, ", %zu late", state->late);
    if (state->blocker_count) {
        ls_buf_str(&text, "; ");
        tell_count((int64_t)state->blocker_count, "open blocker", "open blockers", &text);
    }
    tell_text(s, "ready", ready ? LS_TONE_GOOD : LS_TONE_WARN, text.data);
}

/* Whether an earlier check is of the same area. */
static bool launch_area_told(const struct ls_launch_state *state, size_t check)
{
    for (size_t i = 0; i < check; i++) {
        if (!strcmp(state->checks[i]->area, state->checks[check]->area))
            return true;
    }
    return false;
}

/* "product 0 of 3, legal 0 of 1, …" in the order of the checks. */
static void launch_areas(struct ls_sheet *s, const struct ls_launch_state *state)
{
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    for (size_t i = 0; i < state->count; i++) {
        size_t all = 0, done = 0;
        if (launch_area_told(state, i))
            continue;
        for (size_t j = i; j < state->count; j++) {
            bool same = !strcmp(state->checks[i]->area, state->checks[j]->area);
            all += same;
            done += same && ls_check_is_done(state->checks[j]);
        }
        ls_buf_printf(&text, "%s%s %s%zu/%zu", text.len ? ", " : "", *state->checks[i]->area ? state->checks[i]->area : "other",
                      done == all ? "✓ " : "", done, all);
    }
    tell_text(s, "by area", LS_TONE_NORMAL, text.data);
}

static void launch_check_row(struct ls_sheet *s, const struct ls_board *board, struct tell_table *t,
                             const struct ls_launch_check *c, bool first_of_area)
{
    static const struct {
        const char *words;
        enum ls_tone tone;
    } STATES[] = {[LS_CHECK_STATE_OPEN] = {"○ open", LS_TONE_NORMAL}, [LS_CHECK_STATE_AT_RISK] = {"▼ at risk", LS_TONE_WARN},
                  [LS_CHECK_STATE_READY] = {"✓ ready", LS_TONE_GOOD}, [LS_CHECK_STATE_WAIVED] = {"– waived", LS_TONE_DIM}};
    static_assert(LS_COUNT(STATES) == LS_CHECK_STATE_COUNT, "words for each state");
    enum ls_check_state state = ls_check_state_of(c);
    bool late = !ls_check_is_done(c) && c->due != LS_NONE && c->due < s->today;
    LS_AUTO(buf) struct ls_buf owner = LS_BUF_INIT, due = LS_BUF_INIT, item = LS_BUF_INIT;
    tell_owner_words(s, board, c->owner, c->backup, &owner);
    tell_date(s, c->due, &due);
    if (ls_item_get(board, c->item))
        ls_board_name(board, c->item, &item);
    tell_cellf(t, LS_TONE_DIM, "%lld", (long long)c->n);
    tell_cell(t, LS_TONE_DIM, first_of_area ? c->area : "");
    tell_cell(t, STATES[state].tone, STATES[state].words);
    tell_cell(t, LS_TONE_NORMAL, c->criterion);
    tell_cell(t, LS_TONE_NORMAL, owner.data);
    tell_cellf(t, late ? LS_TONE_BAD : LS_TONE_NORMAL, "%s%s", late ? "■ " : "", due.data);
    tell_cell(t, LS_TONE_DIM, item.data);
    tell_cell(t, LS_TONE_DIM, c->evidence);
    tell_row_end(t, c->rec.id);
}

static void launch_checks(struct ls_sheet *s, const struct ls_board *board, const struct ls_launch_state *state)
{
    static const struct tell_column COLUMNS[] = {
        {"", TELL_RIGHT, 6}, {"AREA", 0, 4},         {"STATE", 0, 0}, {"CHECK", TELL_GROW, 0},
        {"OWNER", 0, 2},     {"DUE", TELL_RIGHT, 1}, {"ITEM", 0, 3},  {"EVIDENCE", 0, 5},
    };
    struct tell_table t;
    if (!state->count)
        return;
    tell_head(s, "CHECKS %zu", state->count);
    tell_table_begin(&t, COLUMNS, LS_COUNT(COLUMNS));
    for (size_t i = 0; i < state->count; i++)
        launch_check_row(s, board, &t, state->checks[i],
                         !i || strcmp(state->checks[i]->area, state->checks[i - 1]->area) != 0);
    tell_table_end(&t, s);
}

/* A table of open blockers under a heading; nothing where there are none. */
static void tell_blockers(struct ls_sheet *s, const struct ls_board *board, const struct ls_blocker *const *blockers,
                          size_t count)
{
    struct ls_calendar calendar;
    if (!count)
        return;
    static const struct tell_column COLUMNS[] = {{"", 0, 0},     {"WHAT", TELL_GROW, 0}, {"SEV", TELL_RIGHT, 4}, {"OPEN", TELL_RIGHT, 0},
                                                 {"OWNER", 0, 1}, {"ON", 0, 3},      {"NEXT STEP", 0, 5}};
    struct tell_table t;
    tell_head(s, "BLOCKERS %zu", count);
    ls_calendar_init(&calendar, board);
    tell_table_begin(&t, COLUMNS, LS_COUNT(COLUMNS));
    for (size_t i = 0; i < count; i++) {
        LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT, owner = LS_BUF_INIT, item = LS_BUF_INIT;
        ls_board_name(board, blockers[i]->rec.id, &name);
        tell_owner_words(s, board, blockers[i]->owner, blockers[i]->backup, &owner);
        ls_board_name(board, blockers[i]->item, &item);
        tell_cellf(&t, LS_TONE_BAD, "■ %s", name.data);
        tell_cell(&t, LS_TONE_NORMAL, blockers[i]->what);
        tell_cellf(&t, LS_TONE_NORMAL, "%lld", (long long)(blockers[i]->severity == LS_NONE ? 0 : blockers[i]->severity));
        tell_cellf(&t, LS_TONE_NORMAL, "%lld d", (long long)ls_calendar_days(&calendar, blockers[i]->opened, s->today));
        tell_cell(&t, LS_TONE_NORMAL, owner.data);
        tell_cell(&t, LS_TONE_DIM, item.data);
        tell_cell(&t, LS_TONE_DIM, blockers[i]->next_step);
        tell_row_end(&t, blockers[i]->rec.id);
    }
    tell_table_end(&t, s);
    ls_calendar_done(&calendar);
}

void tell_launch(struct ls_sheet *s, const struct ls_board *board, const struct ls_record *record)
{
    const struct ls_launch *l = (const void *)record;
    struct ls_launch_state state;
    if (!ls_launch_read(board, record->id, s->today, &state))
        return;
    launch_countdown(s, &state);
    launch_verdict(s, board, l);
    launch_readiness(s, &state);
    tell_owner(s, board, l->owner, l->backup, "nobody owns it");
    if (l->tier != LS_NONE)
        tell_printf(s, "tier", LS_TONE_NORMAL, "%lld", (long long)l->tier);
    tell_refers(s, board, "release", l->release, "");
    if (state.count)
        launch_areas(s, &state);
    tell_blockers(s, board, state.blockers, state.blocker_count);
    launch_checks(s, board, &state);
    ls_launch_done(&state);
}
