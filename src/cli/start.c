/* The contents of a new team file. */
#include "cli/start.h"

#include "base/buf.h"
#include "base/clock.h"
#include "cli/cli.h"

/* The 15 minutes of the weekly sync. */
static const struct {
    const char *name, *feed;
    int minutes;
} segments[] = {
    {"Open", "attendance;actions", 1},
    {"Numbers", "metrics.red", 2},
    {"Blockers", "blockers;escalations", 6},
    {"Customer signals", "signals.new", 3},
    {"Priorities", "changes;gaps;triage", 2},
    {"Close", "recap;rating", 1},
};

enum { START_MINUTES = 15 };

void cli_start_settings(const struct ls_session *session, struct ls_changeset *cs)
{
    const struct ls_board *board = ls_session_board(session);
    ls_id setting = ls_change_create(cs, LS_E_SETTING, ls_clock_now());
    ls_change_text(cs, board, setting, LS_F_setting_key, "time_zone");
    ls_change_text(cs, board, setting, LS_F_setting_value, ls_clock_system_zone());
}

static void start_sync(const struct ls_board *board, struct ls_changeset *cs, ls_id first)
{
    int64_t now = ls_clock_now();
    ls_id ritual = ls_change_create(cs, LS_E_RITUAL, now);
    LS_AUTO(buf) struct ls_buf rota = LS_BUF_INIT;
    if (first)
        ls_set_add_id(&rota, first);
    ls_change_text(cs, board, ritual, LS_F_ritual_handle, "sync");
    ls_change_text(cs, board, ritual, LS_F_ritual_name, "PM/PMM weekly sync");
    ls_change_text(cs, board, ritual, LS_F_ritual_cadence, "weekly");
    ls_change_text(cs, board, ritual, LS_F_ritual_at, "Tue 09:30");
    ls_change_int(cs, board, ritual, LS_F_ritual_minutes, START_MINUTES);
    ls_change_text(cs, board, ritual, LS_F_ritual_purpose, "Remove blockers, hear customers, adjust priorities");
    ls_change_text(cs, board, ritual, LS_F_ritual_rota, rota.data);
    for (size_t i = 0; i < LS_COUNT(segments); i++) {
        ls_id segment = ls_change_create(cs, LS_E_SEGMENT, now);
        ls_change_ref(cs, board, segment, LS_F_segment_ritual, ritual);
        ls_change_int(cs, board, segment, LS_F_segment_n, (int64_t)i + 1);
        ls_change_text(cs, board, segment, LS_F_segment_name, segments[i].name);
        ls_change_int(cs, board, segment, LS_F_segment_minutes, segments[i].minutes);
        ls_change_text(cs, board, segment, LS_F_segment_feed, segments[i].feed);
    }
}

void cli_start_team(const struct ls_session *session, struct ls_changeset *cs, const char *handle)
{
    const struct ls_board *board = ls_session_board(session);
    ls_id first = 0;
    if (handle && cli_is_handle(handle)) {
        first = ls_change_create(cs, LS_E_PERSON, ls_clock_now());
        ls_change_text(cs, board, first, LS_F_person_handle, handle);
        ls_change_int(cs, board, first, LS_F_person_function, LS_FUNCTION_PM);
    }
    start_sync(board, cs, first);
}
