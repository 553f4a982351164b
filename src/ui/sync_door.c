/* The ways into the running sync: starting one, joining the one that runs, and what the heads of other views say of it. */
#include "ui/view_sync.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/machine.h"
#include "base/mem.h"
#include "lockstep/agenda.h"
#include "lockstep/error.h"
#include "lockstep/ritual.h"
#include "ui/choices.h"
#include "ui/people.h"
#include "ui/scene.h"
#include "ui/state.h"
#include "ui/views.h"
#include "ui/words.h"

/* Who joins is here: said in the minutes, unless this program may only read. */
static void door_join(struct ui *ui)
{
    struct ls_session_status status;
    ls_session_status(ui->session, &status);
    ls_id me = ls_session_me(ui->session), meeting = ls_meeting_running(ui_board(ui));
    bool known = false;
    LS_EACH(attendance, it, ui_board(ui))
        known |= it->meeting == meeting && it->person == me;
    LS_AUTO(error) struct ls_error err = {0};
    if (!known && me && !status.read_only &&
        ui_run_data(ui, ls_command_info(LS_CMD_SYNC_START), NULL, 0, "", &err) < 0)
        ui_say_error(ui, &err);
}

static void door_enter(struct ui *ui)
{
    if (ls_meeting_running(ui_board(ui)) && !sync_view_is(ui->top))
        ui_push(ui, sync_view_new());
}

/* --- starting --------------------------------------------------------------------------------------------- */

/* "14 lines in 15 min, ines leads, planned Tue 17 Mar": what starting it now means. */
static void door_detail(const struct ls_board *board, const struct ls_occurrence *turn, struct ls_buf *b)
{
    struct ls_agenda *agenda = NULL;
    struct ls_error err = {0};
    int64_t now = ls_clock_now();
    if (ls_agenda_plan_start(board, turn->ritual, now, &agenda, &err) < 0 || !agenda->today_count) {
        ls_buf_str(b, err.message ? err.message : "nothing to talk about");
    } else {
        words_count(agenda->today_count, "line", "lines", b);
        ls_buf_str(b, " in ");
        words_minutes(agenda->planned, b);
        ls_buf_str(b, " min");
        if (agenda->facilitator)
            ls_buf_printf(b, ", %s leads", words_person(board, agenda->facilitator));
    }
    if (turn->ritual && turn->at != LS_NONE && ls_stamp_date(turn->at) != ls_stamp_date(now)) {
        int64_t day = ls_stamp_date(turn->at);
        ls_buf_printf(b, ", planned %s ", ls_weekday_short(ls_date_weekday(day)));
        ls_date_short(b, day, ls_stamp_date(now));
    }
    ls_error_done(&err);
    ls_agenda_free(agenda);
}

static void door_add(const struct ui *ui, const struct ls_occurrence *turn, const char *word, struct choices *ret_choices)
{
    const struct ls_ritual *r = ls_ritual_get(ui_board(ui), turn->ritual);
    const char *name = r ? r->name : "Weekly sync";
    LS_AUTO(buf) struct ls_buf detail = LS_BUF_INIT;
    if (!choices_has(name, word) && !(r && choices_has(r->handle, word)))
        return;
    door_detail(ui_board(ui), turn, &detail);
    choices_add(ret_choices, r ? r->handle : "", name, detail.data, (uint32_t)('1' + ret_choices->len));
}

/* The ritual whose agenda is looked at; else all that are due at once, or the one that is next. */
static void door_fill(void *arg, const char *word, struct choices *ret_choices)
{
    const struct ui *ui = arg;
    struct ls_occurrence *turns;
    size_t count = ls_ritual_turns(ui_board(ui), ls_clock_now(), &turns);
    bool chosen = ls_ritual_get(ui_board(ui), ui->ritual) != NULL;
    for (size_t i = 0; i < count; i++)
        if (chosen ? turns[i].ritual == ui->ritual : !i || turns[i].due)
            door_add(ui, &turns[i], word, ret_choices);
    struct ls_occurrence other = {.ritual = chosen ? ui->ritual : ls_agenda_sync(ui_board(ui)), .at = LS_NONE};
    if (!ret_choices->len && !*word) /* one without a day of its own, or the very first */
        door_add(ui, &other, word, ret_choices);
    free(turns);
}

/* Who sees it start. */
static char *door_watchers(const struct ui *ui)
{
    struct ls_buf b = LS_BUF_INIT;
    size_t count = 0;
    for (size_t i = 0; i < ui->presence.len; i++)
        if (ui->presence.v[i].here && strcmp(ui->presence.v[i].user, ls_session_user(ui->session)) != 0)
            ls_buf_printf(&b, "%s%s", count++ ? ", " : "", ui->presence.v[i].user);
    ls_buf_str(&b, !count ? "nobody else has the file open: who opens it is shown the sync"
                   : count == 1 ? " has the file open and sees it start" : " have the file open and see it start");
    return ls_buf_steal(&b);
}

static bool door_taken(void *arg, const char *answer, struct ls_error *err)
{
    struct ui *ui = arg;
    if (ui_run_data(ui, ls_command_info(LS_CMD_SYNC_START), NULL, 0, answer, err) < 0)
        return false;
    ui->ritual = 0;
    door_enter(ui);
    return true;
}

/* A meeting starts for the whole team: what starts is shown, and Enter starts it. Where it was asked for by name, on the
 * command line, and only one can be meant, it starts at once. */
static void door_ask(void *arg)
{
    struct ui *ui = arg;
    LS_AUTO(string) char *watchers = door_watchers(ui);
    ui_ask(ui, &(struct ui_question){.kind = PROMPT_PICK, .label = "start now for everybody?", .text = "",
                                     .hint = "Enter starts it, Esc does not",
                                     .above = watchers, .fill = door_fill, .taken = door_taken, .arg = ui});
    if (ui->only && ui->prompt.choices.len == 1)
        ui_question_event(ui, &(struct ui_event){.kind = UI_EVENT_KEY, .key = {LS_KEY_ENTER, 0}});
}

static void door_start(struct ui *ui)
{
    LS_AUTO(error) struct ls_error refused = {0};
    if (!ui_may_run(ui, LS_CMD_SYNC_START, &refused))
        ui_say_error(ui, &refused);
    else if (ls_session_me(ui->session))
        door_ask(ui);
    else
        people_ask_me(ui, door_ask, NULL, ui);
}

void sync_view_show(struct ui *ui)
{
    if (!ls_meeting_running(ui_board(ui)))
        door_start(ui);
    else
        door_join(ui);
    door_enter(ui);
}

static bool door_has_joined(const struct ui *ui, const struct ls_live *live)
{
    for (size_t i = 0; i < live->people_count; i++)
        if (live->people[i].person == ls_session_me(ui->session))
            return live->people[i].known;
    return false;
}

bool sync_view_banner(const struct ui *ui, bool brief, struct ls_buf *b)
{
    const struct ls_board *board = ui_board(ui);
    ls_id running = ls_meeting_running(board);
    if (!running)
        return false;
    LS_AUTO(buf) struct ls_buf machine = LS_BUF_INIT;
    ls_machine_name(&machine);
    struct ls_watch watch = {
        .now = ls_clock_now(), .ticks = ls_clock_ticks(), .machine = machine.data, .follow = &ui->follow};
    struct ls_error err = {0};
    struct scene s = {.board = board}; /* without what only the body needs: this is drawn every second */
    s.read = ls_live_read(board, running, &watch, &s.live, &err) == 0;
    ls_error_done(&err);
    const struct ls_live_line *line = scene_current(&s);
    words_ritual(board, ls_meeting_get(board, running)->ritual, b);
    ls_buf_char(b, ' ');
    ls_minutes_format(b, s.live.spent_ms);
    if (line && !brief) {
        ls_buf_str(b, " at ");
        size_t from = b->len;
        scene_ref(&s, line, b);
        if (b->len == from)
            ls_buf_str(b, s.live.segments[line->segment].name);
        ls_buf_printf(b, ", %zu of %zu", s.live.current + 1, s.live.line_count);
    }
    ls_buf_str(b, door_has_joined(ui, &s.live) ? "  S rejoins" : "  S joins");
    scene_done(&s);
    return true;
}
