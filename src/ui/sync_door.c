/* The ways into the running sync: starting one, joining the one that runs, and what the heads of other views say of it. */
#include "ui/view_sync.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/clock.h"
#include "base/machine.h"
#include "lockstep/error.h"
#include "lockstep/ritual.h"
#include "ui/scene.h"
#include "ui/state.h"
#include "ui/verbs.h"
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

/* The rituals that are due at once, the first that should begin on top. */
static void door_fill_due(void *arg, const char *word, struct choices *ret_choices)
{
    const struct ls_board *board = ui_board(arg);
    struct ls_occurrence *turns;
    size_t count = ls_ritual_turns(board, ls_clock_now(), &turns);
    for (size_t i = 0; i < count && turns[i].due; i++) {
        const struct ls_ritual *r = ls_ritual_get(board, turns[i].ritual);
        LS_AUTO(buf) struct ls_buf detail = LS_BUF_INIT;
        int minute = ls_stamp_minute(turns[i].at);
        ls_buf_printf(&detail, "%02d:%02d, %d minutes", minute / 60, minute % 60, (int)r->minutes);
        if (!*word || !strncasecmp(r->handle, word, strlen(word)) || !strncasecmp(r->name, word, strlen(word)))
            choices_add(ret_choices, r->handle, r->name, detail.data, (uint32_t)('1' + i));
    }
    free(turns);
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

/* Starts the ritual whose agenda was chosen, else the one whose turn it is; asks where several are due. */
static void door_start(struct ui *ui)
{
    const struct ls_ritual *chosen = ls_ritual_get(ui_board(ui), ui->ritual);
    struct ls_occurrence *turns;
    struct ls_error err = {0};
    size_t count = ls_ritual_turns(ui_board(ui), ls_clock_now(), &turns);
    bool several = count > 1 && turns[1].due;
    free(turns);
    if (!ls_session_me(ui->session))
        verb_start(ui, ls_command_info(LS_CMD_SYNC_START));
    else if (several && !chosen)
        ui_ask(ui, &(struct ui_question){.kind = PROMPT_PICK, .label = "which one starts:", .fill = door_fill_due,
                                         .taken = door_taken, .arg = ui});
    else if (!door_taken(ui, chosen ? chosen->handle : "", &err))
        ui_say_error(ui, &err);
    ls_error_done(&err);
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
