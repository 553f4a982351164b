/* The contents of a new team file. */
#include "cli/start.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
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

static void start_setting(const struct ls_session *session, struct ls_changeset *cs, const char *key, const char *value)
{
    const struct ls_board *board = ls_session_board(session);
    ls_id setting = ls_change_create(cs, LS_E_SETTING, ls_clock_now());
    ls_change_text(cs, board, setting, LS_F_setting_key, key);
    ls_change_text(cs, board, setting, LS_F_setting_value, value);
}

void cli_start_settings(const struct ls_session *session, struct ls_changeset *cs)
{
    start_setting(session, cs, "time_zone", ls_clock_system_zone());
}

void cli_start_sample(const struct ls_session *session, struct ls_changeset *cs)
{
    start_setting(session, cs, "sample", "1");
}

/* at: "Tue 09:30", or "" where people meet when they like. */
static void start_sync(const struct ls_board *board, struct ls_changeset *cs, const char *rota_set, const char *at,
                       int64_t minutes)
{
    int64_t now = ls_clock_now();
    ls_id ritual = ls_change_create(cs, LS_E_RITUAL, now);
    ls_change_text(cs, board, ritual, LS_F_ritual_handle, "sync");
    ls_change_text(cs, board, ritual, LS_F_ritual_name, "PM/PMM weekly sync");
    ls_change_text(cs, board, ritual, LS_F_ritual_cadence, "weekly");
    ls_change_text(cs, board, ritual, LS_F_ritual_at, at);
    ls_change_int(cs, board, ritual, LS_F_ritual_minutes, minutes);
    ls_change_text(cs, board, ritual, LS_F_ritual_purpose, "Remove blockers, hear customers, adjust priorities");
    ls_change_text(cs, board, ritual, LS_F_ritual_rota, rota_set);
    for (size_t i = 0; i < LS_COUNT(segments); i++) {
        ls_id segment = ls_change_create(cs, LS_E_SEGMENT, now);
        ls_change_ref(cs, board, segment, LS_F_segment_ritual, ritual);
        ls_change_int(cs, board, segment, LS_F_segment_n, (int64_t)i + 1);
        ls_change_text(cs, board, segment, LS_F_segment_name, segments[i].name);
        ls_change_int(cs, board, segment, LS_F_segment_minutes, segments[i].minutes);
        ls_change_text(cs, board, segment, LS_F_segment_feed, segments[i].feed);
    }
}

static ls_id start_person(const struct ls_board *board, struct ls_changeset *cs, const char *handle, int64_t function)
{
    ls_id id = ls_change_create(cs, LS_E_PERSON, ls_clock_now());
    ls_change_text(cs, board, id, LS_F_person_handle, handle);
    ls_change_int(cs, board, id, LS_F_person_function, function);
    return id;
}

void cli_start_team(const struct ls_session *session, struct ls_changeset *cs, const char *handle)
{
    const struct ls_board *board = ls_session_board(session);
    LS_AUTO(buf) struct ls_buf rota = LS_BUF_INIT;
    if (handle && cli_is_handle(handle))
        ls_set_add_id(&rota, start_person(board, cs, handle, LS_FUNCTION_PM));
    start_sync(board, cs, rota.data, "Tue 09:30", START_MINUTES);
}

/* --- what was answered on the first-run screen ------------------------------------------------ */

char *cli_start_handle(const char *me)
{
    me = ls_text_skip_blank(me);
    me += *me == '@';
    return ls_strndup(me, strcspn(me, " ,\t"));
}

/* Adds one person of "ines pm" or "ines, PM"; without a function, a PM. */
static int start_named(const struct ls_board *board, struct ls_changeset *cs, const char *text, struct ls_buf *rota,
                       struct ls_error *err)
{
    LS_AUTO(string) char *handle = cli_start_handle(text);
    const char *behind = strstr(text, handle) + strlen(handle);
    behind += strspn(behind, " ,\t");
    LS_AUTO(string) char *word = ls_strndup(behind, ls_text_trimmed(behind, strlen(behind)));
    int64_t function = *word ? ls_enum_value(LS_ENUM_FUNCTION, word) : LS_FUNCTION_PM;
    if (!cli_is_handle(handle)) {
        ls_error_set(err, LS_EREFUSED, "\"%s\" cannot be a short name", handle);
        ls_error_hint(err, "small letters and digits, such as ines or dana.o");
        return LS_EREFUSED;
    }
    if (function == LS_NONE) {
        ls_error_set(err, LS_EREFUSED, "\"%s\" is no function", word);
        ls_error_hint(err, "pm pmm eng design research data sales cs support lead");
        return LS_EREFUSED;
    }
    ls_set_add_id(rota, start_person(board, cs, handle, function));
    return 0;
}

int cli_start_answers(const struct ls_session *session, struct ls_changeset *cs, const char *me, const char *with,
                      const char *sync, struct ls_error *err)
{
    const struct ls_board *board = ls_session_board(session);
    LS_AUTO(buf) struct ls_buf rota = LS_BUF_INIT;
    int code = start_named(board, cs, me, &rota, err);
    for (with = ls_text_skip_blank(with); code == 0 && *with; with = ls_text_skip_blank(with)) {
        size_t len = strcspn(with, ",;");
        LS_AUTO(string) char *one = ls_strndup(with, len);
        code = start_named(board, cs, one, &rota, err);
        with += len + (with[len] != 0);
    }
    size_t at = strcspn(sync, ",");
    LS_AUTO(string) char *when = ls_strndup(sync, ls_text_trimmed(sync, at));
    int64_t minutes = sync[at] ? strtol(sync + at + 1, NULL, 10) : START_MINUTES;
    if (code == 0)
        start_sync(board, cs, rota.data, when, minutes > 0 ? minutes : START_MINUTES);
    return code;
}
