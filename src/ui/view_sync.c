/* The view of the running sync: its state, its keys, the division of its screen. What is drawn where comes from
 * ui/scene.h, what a key does from the handlers of the command table. */
#include "ui/view_sync.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/machine.h"
#include "base/mem.h"
#include "base/text.h"
#include "lockstep/error.h"
#include "ui/decide_ask.h"
#include "ui/layout.h"
#include "ui/scene.h"
#include "ui/sync_ask.h"
#include "ui/sync_hints.h"
#include "ui/sync_stray.h"
#include "ui/state.h"
#include "ui/views.h"

struct sync_view {
    struct view head;
    struct scene scene;
    ls_id meeting;
    ls_id at; /* the line that the sync was at when the board was read last; 0: none */
    struct ls_buf machine;
    struct ls_buf files; /* what was written at the end, one line */
    bool writes; /* this screen ended it: the files follow until all numbers are given */
    bool large;  /* for sharing the screen */
    bool stray;  /* a letter was typed that is no key here */
    bool held;   /* the sync went on while words were being typed: the view stays until they are */
};

static struct sync_view *view_of(struct view *v)
{
    return (struct sync_view *)v;
}

static struct ls_watch view_watch(const struct ui *ui, const struct ls_buf *machine)
{
    return (struct ls_watch){
        .now = ls_clock_now(), .ticks = ls_clock_ticks(), .machine = machine->data, .follow = &ui->follow};
}

/* --- reading --------------------------------------------------------------------------------------- */

/* The record under the cursor on a line of several stays, closed or not: one that went on by itself would have "down, and
 * the next" pass over one. Coming to a line, it is the first that is open. */
static void view_select(struct sync_view *v)
{
    const struct ls_live_line *line = scene_shown(&v->scene);
    ls_id *ids, first = 0;
    if (!line || scene_kind_of(&v->scene, line) != SCENE_RECORDS) {
        v->scene.selected = 0;
        return;
    }
    size_t n = scene_records(line, &ids);
    bool there = false;
    for (size_t i = 0; i < n; i++) {
        bool closed = scene_record_is_closed(&v->scene, ids[i]);
        there = there || ids[i] == v->scene.selected;
        if (!first && !closed)
            first = ids[i];
    }
    if (!there)
        v->scene.selected = first;
    free(ids);
}

/* Writes agenda and recap into the working folder. Records get their numbers when they are saved, so this is done
 * again until nothing is pending. */
static void view_write_files(struct sync_view *v)
{
    struct ls_error err = {0};
    struct ls_session_status status;
    LS_AUTO(buf) struct ls_buf said = LS_BUF_INIT;
    ls_session_status(v->head.ui->session, &status);
    v->writes = status.pending || status.unkept;
    int code = ls_meeting_write_files(v->scene.board, v->meeting,
                                      v->head.ui->folder, &said, &err);
    ls_buf_clear(&v->files);
    for (const char *c = said.data; *c; c++)
        ls_buf_str(&v->files, *c == '\n' ? (c[1] ? "   " : "") : (const char[]){*c, 0});
    if (code < 0)
        ui_say_error(v->head.ui, &err);
    ls_error_done(&err);
}

/* Whoever types about a line goes on seeing it when the sync leaves it, and is back with the others when he is done. */
static void view_hold(struct sync_view *v)
{
    const struct ls_live_line *line = scene_current(&v->scene);
    ls_id now = line ? line->item->rec.id : 0;
    if (now != v->at && v->at && !v->scene.look && v->head.ui->asking && v->head.ui->top == &v->head) {
        v->scene.look = v->at;
        v->held = true;
    }
    v->at = now;
    if (!scene_wanders(&v->scene))
        v->scene.look = 0; /* the sync has come to where one was looking, or has ended */
}

static void view_rejoin(struct sync_view *v)
{
    v->scene.look = 0;
    v->held = false;
    view_select(v);
    ui_stale(v->head.ui);
}

static void view_news(struct view *view)
{
    struct sync_view *v = view_of(view);
    const struct ls_board *board = ui_board(view->ui);
    ls_id running = ls_meeting_running(board);
    if (running)
        v->meeting = running;
    struct ls_watch watch = view_watch(view->ui, &v->machine);
    v->scene.me = ls_session_me(view->ui->session);
    scene_read(&v->scene, board, v->meeting, &watch);
    view_hold(v);
    view_select(v);
    if (v->writes && v->scene.read && v->scene.live.meeting->status == LS_MEETING_STATUS_CLOSED)
        view_write_files(v);
}

static bool view_runs(const struct sync_view *v)
{
    return v->scene.read && v->scene.live.meeting->status == LS_MEETING_STATUS_RUNNING;
}

/* --- drawing --------------------------------------------------------------------------------------- */

/* How many rows stand above and below the body, by the height. */
struct sync_rows {
    bool story, rule, beside, captured, next, here, hints;
};

static struct sync_rows view_rows(const struct sync_view *v, bool narrow, int h)
{
    return (struct sync_rows){.story = h >= 20, .rule = h >= 14,
                              .beside = h >= 22 && narrow && v->scene.change_count,
                              .captured = h >= 16, .next = h >= 14, .here = h >= 22, .hints = h >= 18};
}

static void view_draw_body(const struct sync_view *v, struct area a)
{
    enum { SIDE = 54 };
    if (a.w < LAYOUT_WIDE || a.frame->plain) {
        scene_draw_body(&v->scene, a);
        return;
    }
    int left = a.w - SIDE > 2 * a.w / 3 ? 2 * a.w / 3 : a.w - SIDE;
    scene_draw_body(&v->scene, area_part(a, 0, 0, left - 1, a.h));
    area_vline(a, left - 1, 0, a.h);
    scene_draw_timetable(&v->scene, area_part(a, left, 0, a.w - left, a.h));
}

static void view_draw_running(const struct sync_view *v, struct frame *f)
{
    struct area all = area_all(f);
    struct sync_rows rows = view_rows(v, f->plain || f->columns < LAYOUT_WIDE, f->rows);
    int y = 0, bottom = f->rows - 2 - rows.hints;
    scene_draw_head(&v->scene, area_part(all, 0, y++, all.w, 1));
    if (rows.story)
        scene_draw_story(&v->scene, area_part(all, 0, y++, all.w, 1));
    scene_draw_segments(&v->scene, area_part(all, 0, y++, all.w, 1));
    if (rows.rule || scene_wanders(&v->scene))
        scene_draw_lead(&v->scene, area_part(all, 0, y++, all.w, 1), v->head.ui->asking);
    ui_draw_message(v->head.ui, area_part(all, 0, bottom, all.w, 1));
    if (rows.hints)
        sync_hints_draw_line(v->head.ui, &v->scene, area_part(all, 0, bottom + 1, all.w, 1));
    ui_draw_hints(v->head.ui, &v->head, area_part(all, 0, f->rows - 1, all.w, 1));
    if (rows.here)
        scene_draw_here(&v->scene, area_part(all, 0, --bottom, all.w, 1));
    if (rows.next)
        scene_draw_next(&v->scene, area_part(all, 0, --bottom, all.w, 1));
    if (rows.captured)
        scene_draw_captured(&v->scene, area_part(all, 0, --bottom, all.w, 1));
    if (rows.beside)
        scene_draw_beside(&v->scene, area_part(all, 0, --bottom, all.w, 1));
    if (rows.rule)
        area_hline(all, 0, --bottom, all.w);
    view_draw_body(v, area_part(all, 0, y, all.w, bottom - y));
}

static void view_draw_large(const struct sync_view *v, struct frame *f)
{
    struct area all = area_all(f);
    scene_draw_head(&v->scene, area_part(all, 0, 0, all.w, 1));
    scene_draw_large(&v->scene, area_part(all, 0, 1, all.w, f->rows - 3));
    ui_draw_message(v->head.ui, area_part(all, 0, f->rows - 2, all.w, 1));
    ui_draw_hints(v->head.ui, &v->head, area_part(all, 0, f->rows - 1, all.w, 1));
}

static void view_draw(struct view *view, struct frame *f)
{
    struct sync_view *v = view_of(view);
    struct area all = area_all(f);
    struct ls_watch watch = view_watch(view->ui, &v->machine);
    if (v->held && !view->ui->asking)
        view_rejoin(v);
    scene_tick(&v->scene, &watch);
    v->scene.leader_gone = presence_of(&view->ui->presence, scene_leader(&v->scene)) == PRESENCE_LEFT;
    const struct ls_live_line *shown = scene_shown(&v->scene);
    v->scene.deciding = shown && ask_is_deciding(view->ui, shown->item->rec.id);
    if (v->scene.read && view_runs(v)) {
        if (v->large && scene_current(&v->scene))
            view_draw_large(v, f);
        else
            view_draw_running(v, f);
        return;
    }
    if (v->scene.read)
        scene_draw_receipt(&v->scene, area_part(all, 0, 1, all.w, f->rows - 3), v->files.data);
    else
        area_text(all, 3, 1, ROLE_DIM, "no sync runs; S on the home screen starts one");
    ui_draw_message(view->ui, area_part(all, 0, f->rows - 2, all.w, 1));
    ui_draw_hints(view->ui, view, area_part(all, 0, f->rows - 1, all.w, 1));
}

/* --- keys ------------------------------------------------------------------------------------------ */

static const char *view_mode(const struct view *view)
{
    const struct sync_view *v = (const struct sync_view *)view;
    return view_runs(v) ? "sync" : "receipt";
}

/* Words are about the line that was shown when they were asked for, so the line itself is the subject. */
static size_t view_subject(struct view *view, ls_id **ret_ids)
{
    const struct ls_live_line *line = scene_shown(&view_of(view)->scene);
    *ret_ids = ls_alloc(sizeof(**ret_ids));
    if (line)
        **ret_ids = line->item->rec.id;
    return line != NULL;
}

static bool view_move(struct sync_view *v, int by)
{
    const struct ls_live_line *line = scene_shown(&v->scene);
    ls_id *ids;
    if (!v->scene.selected || !line)
        return false;
    size_t n = scene_records(line, &ids), at = 0;
    while (at < n && ids[at] != v->scene.selected)
        at++;
    for (int64_t to = (int64_t)at + by; to >= 0 && to < (int64_t)n; to += by)
        if (!scene_record_is_closed(&v->scene, ids[to])) {
            v->scene.selected = ids[to];
            break;
        }
    free(ids);
    ui_stale(v->head.ui);
    return true;
}

static bool view_why(struct sync_view *v)
{
    const struct ls_live_line *line = scene_shown(&v->scene);
    if (!line)
        return false;
    ui_say(v->head.ui, ROLE_NORMAL, "%s%s%s", *line->item->reason ? line->item->reason : "it stands in every sync",
           line->third ? "; its third time" : "", line->item->by_hand ? "; added by hand" : "");
    return true;
}

/* --- wandering --------------------------------------------------------------------------------- */

static bool view_look_at(struct sync_view *v, size_t line)
{
    v->scene.look = v->scene.live.lines[line].item->rec.id;
    v->held = v->large = false;
    if (!scene_wanders(&v->scene))
        v->scene.look = 0; /* back at the sync's own line: it is followed again */
    view_select(v);
    ui_stale(v->head.ui);
    return true;
}

/* The place of the line that is shown; line_count where every line is done. */
static size_t view_place(const struct sync_view *v)
{
    const struct ls_live_line *line = scene_shown(&v->scene);
    return line ? (size_t)(line - v->scene.live.lines) : v->scene.live.line_count;
}

static bool view_walk(struct sync_view *v, int by)
{
    size_t at = view_place(v), count = v->scene.live.line_count;
    if (by < 0 ? at == 0 : at + 1 >= count) {
        ui_say(v->head.ui, ROLE_DIM, by < 0 ? "this is the first line" : "this is the last line");
        return true;
    }
    return view_look_at(v, at + (size_t)by);
}

static bool view_back_to_sync(struct sync_view *v)
{
    bool wandered = scene_wanders(&v->scene);
    view_rejoin(v);
    if (!wandered)
        ui_say(v->head.ui, ROLE_DIM, "this is where the sync is");
    return true;
}

/* Who answers for a record of a line of several; 0: nobody. */
static ls_id view_owner_of(const struct sync_view *v, ls_id record)
{
    const struct ls_item *item = ls_item_get(v->scene.board, record);
    const struct ls_blocker *blocker = ls_blocker_get(v->scene.board, record);
    return item ? item->owner : blocker ? blocker->owner : 0;
}

/* The next open record of the line whose owner is another one; 0: there is none. */
static ls_id view_next_persons(const struct sync_view *v, const struct ls_live_line *line)
{
    ls_id *ids, found = 0;
    size_t n = scene_records(line, &ids), at = 0;
    while (at < n && ids[at] != v->scene.selected)
        at++;
    for (size_t i = at + 1; v->scene.selected && !found && i < n; i++)
        if (!scene_record_is_closed(&v->scene, ids[i]) && view_owner_of(v, ids[i]) != view_owner_of(v, v->scene.selected))
            found = ids[i];
    free(ids);
    return found;
}

/* Round the table: the next person's record on a line of several, else the next line that is somebody else's. */
static bool view_next_person(struct sync_view *v)
{
    const struct ls_live_line *line = scene_shown(&v->scene);
    ls_id record = line ? view_next_persons(v, line) : 0;
    if (record) {
        v->scene.selected = record;
        ui_stale(v->head.ui);
        return true;
    }
    for (size_t i = view_place(v) + 1; line && i < v->scene.live.line_count; i++) {
        const struct ls_live_line *to = &v->scene.live.lines[i];
        if (to->state == LS_LINE_STATE_QUEUED && to->item->acting && to->item->acting != line->item->acting)
            return view_look_at(v, i);
    }
    ui_say(v->head.ui, ROLE_DIM, "nobody else has a line after this one");
    return true;
}

/* --- commands that mean more here than their plain question ------------------------------------------------ */

/* Runs a data command about the line that is shown; what it refuses is said. */
static bool view_run(struct sync_view *v, enum ls_command_id id, const char *text)
{
    struct ls_error err = {0};
    ls_id *ids;
    size_t count = view_subject(&v->head, &ids);
    int code = ui_run_data(v->head.ui, ls_command_info(id), ids, count, text, &err);
    free(ids);
    if (code < 0)
        ui_say_error(v->head.ui, &err);
    ls_error_done(&err);
    return code >= 0;
}

/* Ends the sync. The files are written by view_news, which sees the closed meeting first. */
static void view_end(struct sync_view *v)
{
    v->writes = true;
    if (view_run(v, LS_CMD_SYNC_END, ""))
        ui_say(v->head.ui, ROLE_GOOD, "the minutes are locked; u opens them again");
    else
        v->writes = false;
}

/* The end was meant, with what is left. */
static void view_end_on_top(struct ui *ui)
{
    if (sync_view_is(ui->top))
        view_end(view_of(ui->top));
}

/* The place and the clock of the sync are moved by whoever leads. */
static bool view_may_lead(struct sync_view *v)
{
    if (scene_leads(&v->scene))
        return true;
    ui_say(v->head.ui, ROLE_WARN, "%s leads: F takes the lead, then it is yours to do", scene_leader(&v->scene));
    return false;
}

static bool view_is_leaders(enum ls_command_id id)
{
    switch (id) {
    case LS_CMD_SYNC_PARK:
    case LS_CMD_SYNC_CARRY:
    case LS_CMD_SYNC_DROP:
    case LS_CMD_SYNC_PAUSE:
    case LS_CMD_SYNC_EXTEND:
    case LS_CMD_SYNC_END:
        return true;
    default:
        return false;
    }
}

static bool view_verb(struct view *view, const struct ls_command *c)
{
    struct sync_view *v = view_of(view);
    if (!view_runs(v))
        return false;
    bool known = ls_session_me(view->ui->session); /* else the command table's way asks who it is */
    bool moves = c->id == LS_CMD_SYNC_NEXT || c->id == LS_CMD_SYNC_BACK;
    bool nobody_leads = !*scene_leader(&v->scene);
    if (moves && (scene_wanders(&v->scene) || !(scene_leads(&v->scene) || nobody_leads)))
        return view_walk(v, c->id == LS_CMD_SYNC_NEXT ? 1 : -1);
    if (view_is_leaders(c->id) && !nobody_leads && !view_may_lead(v))
        return true;
    if (c->id == LS_CMD_SYNC_LEAD)
        view_rejoin(v);
    if (!known)
        return false;
    if (c->id == LS_CMD_SYNC_DECIDE && scene_shown(&v->scene)) {
        ask_decision(view->ui, &v->scene);
    } else if (c->id == LS_CMD_SYNC_NEXT) {
        return ask_what_is_wanted(view->ui, &v->scene);
    } else if (c->id == LS_CMD_SYNC_END) {
        ask_end(view->ui, &v->scene, view_end_on_top);
    } else if (c->id == LS_CMD_SYNC_ATTEND) {
        ask_attend(view->ui, &v->scene);
    } else if (c->id == LS_CMD_SYNC_RESOLVE && v->scene.selected) {
        LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT;
        ls_board_name(v->scene.board, v->scene.selected, &name);
        view_run(v, LS_CMD_SYNC_RESOLVE, name.data);
    } else {
        return false;
    }
    return true;
}

/* The number of an option is its key. */
static bool view_event(struct view *view, const struct ui_event *e)
{
    struct sync_view *v = view_of(view);
    enum ls_command_id id;
    if (e->kind == UI_EVENT_KEY && ls_key_is(e->key, LS_KEY_ENTER) && !view_runs(v)) { /* the receipt has been read */
        ui_command(view->ui, LS_CMD_BACK);
        return true;
    }
    if (view_runs(v) && sync_stray(view->ui, e, &v->stray))
        return true;
    if (e->kind != UI_EVENT_KEY || e->key.mods || view->ui->prefix.code || e->key.code < '1' || e->key.code > '9' ||
        !view_runs(v) || !ls_session_me(view->ui->session) ||
        keymap_find(&view->ui->keymap, "sync", (struct ls_key){0}, e->key, &id) != KEYMAP_COMMAND || id != LS_CMD_SYNC_OPTION)
        return false;
    view_run(v, LS_CMD_SYNC_OPTION, (const char[]){(char)e->key.code, 0});
    return true;
}

static bool view_command(struct view *view, enum ls_command_id id)
{
    struct sync_view *v = view_of(view);
    if (!view_runs(v))
        return false;
    switch (id) {
    case LS_CMD_UP:
        return view_move(v, -1);
    case LS_CMD_DOWN:
        return view_move(v, 1);
    case LS_CMD_WHY:
        return view_why(v);
    case LS_CMD_SYNC_AHEAD:
        return view_walk(v, 1);
    case LS_CMD_SYNC_BEHIND:
        return view_walk(v, -1);
    case LS_CMD_SYNC_REJOIN:
        return view_back_to_sync(v);
    case LS_CMD_SYNC_PERSON:
        return view_next_person(v);
    case LS_CMD_SYNC_OUTCOME:
        if (scene_wanders(&v->scene))
            view_rejoin(v);
        else if (view_may_lead(v) && !ask_what_is_wanted(v->head.ui, &v->scene))
            ask_outcome(v->head.ui, &v->scene);
        return true;
    case LS_CMD_SYNC_LARGE:
        v->large = !v->large;
        ui_stale(view->ui);
        return true;
    case LS_CMD_BACK:
        if (!v->large && !scene_wanders(&v->scene))
            return false;
        v->large = false;
        view_rejoin(v);
        return true;
    default:
        return false;
    }
}

static const struct hint *view_hints(const struct view *view)
{
    const struct sync_view *v = (const struct sync_view *)view;
    return view_runs(v) ? sync_hints_go(&v->scene) : sync_hints_over();
}

static void view_free(struct view *view)
{
    struct sync_view *v = view_of(view);
    scene_done(&v->scene);
    ls_buf_done(&v->machine);
    ls_buf_done(&v->files);
    free(v);
}

static const struct view_ops SYNC_OPS = {
    .mode = view_mode,
    .draw = view_draw,
    .command = view_command,
    .event = view_event,
    .verb = view_verb,
    .news = view_news,
    .subject = view_subject,
    .hints = view_hints,
    .free = view_free,
    .clock = true,
};

struct view *sync_view_new(void)
{
    struct sync_view *v = ls_alloc(sizeof(*v));
    *v = (struct sync_view){.head = {.ops = &SYNC_OPS}, .machine = LS_BUF_INIT, .files = LS_BUF_INIT};
    ls_machine_name(&v->machine);
    return &v->head;
}

bool sync_view_is(const struct view *view)
{
    return view->ops == &SYNC_OPS;
}
