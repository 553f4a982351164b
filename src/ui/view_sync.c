/* The view of the running sync: its state, its keys, the division of its screen. What is drawn where comes from
 * ui/scene.h, what a key does from the handlers of the command table. */
#include "ui/view_sync.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/clock.h"
#include "base/machine.h"
#include "base/mem.h"
#include "base/text.h"
#include "lockstep/error.h"
#include "lockstep/ritual.h"
#include "ui/layout.h"
#include "ui/scene.h"
#include "ui/sync_ask.h"
#include "ui/state.h"
#include "ui/verbs.h"
#include "ui/views.h"
#include "ui/words.h"

struct sync_view {
    struct view head;
    struct scene scene;
    ls_id meeting;
    struct ls_buf machine;
    struct ls_buf files; /* what was written at the end, one line */
    bool writes; /* this screen ended it: the files follow until all numbers are given */
    bool large;  /* for sharing the screen */
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

/* The record under the cursor on a line of several stays one of that line: the first that is open. */
static void view_select(struct sync_view *v)
{
    const struct ls_live_line *line = scene_current(&v->scene);
    ls_id *ids, first = 0;
    if (!line || scene_kind_of(&v->scene, line) != SCENE_RECORDS) {
        v->scene.selected = 0;
        return;
    }
    size_t n = scene_records(line, &ids);
    bool there = false;
    for (size_t i = 0; i < n; i++) {
        bool closed = scene_record_is_closed(&v->scene, ids[i]);
        there = there || (ids[i] == v->scene.selected && !closed);
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

static void view_news(struct view *view)
{
    struct sync_view *v = view_of(view);
    const struct ls_board *board = ui_board(view->ui);
    ls_id running = ls_meeting_running(board);
    if (running)
        v->meeting = running;
    struct ls_watch watch = view_watch(view->ui, &v->machine);
    scene_read(&v->scene, board, v->meeting, &watch);
    view_select(v);
    if (v->writes && v->scene.read && v->scene.live.meeting->status == LS_MEETING_STATUS_CLOSED)
        view_write_files(v);
}

static bool view_runs(const struct sync_view *v)
{
    return v->scene.read && v->scene.live.meeting->status == LS_MEETING_STATUS_RUNNING;
}

/* --- drawing --------------------------------------------------------------------------------------- */

/* The hints of the last but one row; those of the last are the view's. */
static const struct hint HINTS_DECISION[] = {{LS_CMD_SYNC_OPTION, "option", 0}, {LS_CMD_SYNC_DECIDE, "decide", 0},
                                             {LS_CMD_SYNC_ACTION, "action", 0}, {LS_CMD_SYNC_NOTE, "note", 0},
                                             {LS_CMD_SYNC_RESOLVE, "resolve", 3}, {LS_CMD_SYNC_BLOCK, "block", 4},
                                             {LS_CMD_SYNC_PARK, "not today", 2}, {LS_CMD_SYNC_DROP, "drop", 1},
                                             {0}};
static const struct hint HINTS_RECORDS[] = {{LS_CMD_SYNC_RESOLVE, "done", 0}, {LS_CMD_DOWN, "choose", 1},
                                            {LS_CMD_SYNC_NOTE, "note", 0}, {LS_CMD_SYNC_ACTION, "action", 0},
                                            {LS_CMD_SYNC_PARK, "not today", 2}, {0}};
static const struct hint HINTS_CLOSE[] = {{LS_CMD_SYNC_RATE, "rate", 0}, {LS_CMD_SYNC_ACTION, "action", 1},
                                          {LS_CMD_SYNC_NOTE, "note", 2}, {LS_CMD_SYNC_ATTEND, "who is here", 3},
                                          {LS_CMD_SYNC_STORY, "story", 4}, {0}};
static const struct hint HINTS_BLOCKER[] = {{LS_CMD_SYNC_RESOLVE, "resolve", 0}, {LS_CMD_SYNC_ESCALATE, "escalate", 1},
                                            {LS_CMD_SYNC_ACTION, "action", 0}, {LS_CMD_SYNC_NOTE, "note", 0},
                                            {LS_CMD_SYNC_PARK, "not today", 1}, {LS_CMD_SYNC_CARRY, "carry", 3},
                                            {LS_CMD_SYNC_DROP, "drop", 2}, {0}};
/* The third time nothing can be carried: a blocker is resolved or escalated, all else decided or dropped. */
static const struct hint HINTS_BLOCKER_THIRD[] = {{LS_CMD_SYNC_RESOLVE, "resolve", 0},
                                                  {LS_CMD_SYNC_ESCALATE, "escalate", 0},
                                                  {LS_CMD_SYNC_ACTION, "action", 0}, {LS_CMD_SYNC_NOTE, "note", 0},
                                                  {0}};
/* What is no blocker cannot be resolved; a metric or triage is no item that something could block. */
static const struct hint HINTS_ITEM[] = {{LS_CMD_SYNC_ACTION, "action", 0}, {LS_CMD_SYNC_NOTE, "note", 0},
                                         {LS_CMD_SYNC_DECIDE, "decide", 2},
                                         {LS_CMD_SYNC_BLOCK, "block", 4}, {LS_CMD_SYNC_PARK, "not today", 1},
                                         {LS_CMD_SYNC_CARRY, "carry", 3}, {LS_CMD_SYNC_DROP, "drop", 2}, {0}};
static const struct hint HINTS_METRIC[] = {{LS_CMD_SYNC_ACTION, "action", 0}, {LS_CMD_SYNC_NOTE, "note", 0},
                                           {LS_CMD_SYNC_DECIDE, "decide", 2}, {LS_CMD_SYNC_PARK, "not today", 1},
                                           {LS_CMD_SYNC_DROP, "drop", 2}, {0}};
static const struct hint HINTS_THIRD[] = {{LS_CMD_SYNC_DECIDE, "decide", 0}, {LS_CMD_SYNC_DROP, "drop", 0},
                                          {LS_CMD_SYNC_ACTION, "action", 0}, {LS_CMD_SYNC_NOTE, "note", 0},
                                          {LS_CMD_SYNC_BLOCK, "block", 4}, {0}};
static const struct hint HINTS_GO[] = {{LS_CMD_SYNC_NEXT, "done, next", 0}, {LS_CMD_SYNC_BACK, "back", 2},
                                       {LS_CMD_SYNC_OUTCOME, "done, in words", 7},
                                       {LS_CMD_SYNC_EXTEND, "30 s", 3},     {LS_CMD_SYNC_PAUSE, "pause", 3},
                                       {LS_CMD_SYNC_LEAD, "lead", 5},       {LS_CMD_SYNC_LARGE, "large clock", 6},
                                       {LS_CMD_SYNC_END, "end", 1},         {LS_CMD_HELP, "help", 0}, {0}};
static const struct hint HINTS_OVER[] = {{LS_CMD_BACK, "leaves the receipt", 0}, {LS_CMD_UNDO, "undo", 1},
                                         {LS_CMD_HELP, "help", 0}, {0}};

static const struct hint *view_line_hints(const struct sync_view *v)
{
    const struct ls_live_line *line = scene_current(&v->scene);
    switch (line ? scene_kind_of(&v->scene, line) : SCENE_CLOSE) {
    case SCENE_DECISION:
        return HINTS_DECISION;
    case SCENE_RECORDS:
        return HINTS_RECORDS;
    case SCENE_CLOSE:
        return HINTS_CLOSE;
    case SCENE_BLOCKER:
        return line->third ? HINTS_BLOCKER_THIRD : HINTS_BLOCKER;
    case SCENE_METRIC:
    case SCENE_TRIAGE:
        return HINTS_METRIC;
    default:
        return line->third ? HINTS_THIRD : HINTS_ITEM;
    }
}

/* Columns that a hint takes: key, blank, word, two blanks. */
static int view_hint_text(const struct sync_view *v, const struct hint *h, struct ls_buf *key)
{
    ls_buf_clear(key);
    if (h->command == LS_CMD_SYNC_OPTION)
        ls_buf_str(key, "1-9");
    else
        keymap_key_of(&v->head.ui->keymap, "sync", h->command, key);
    return ls_text_columns(key->data) + 1 + ls_text_columns(h->word) + 2;
}

/* Columns of the hints up to a drop: one before, two between. */
static int view_hints_width(const struct sync_view *v, const struct hint *hints, int most)
{
    LS_AUTO(buf) struct ls_buf key = LS_BUF_INIT;
    int width = -1;
    for (const struct hint *h = hints; h->word; h++)
        width += h->drop <= most ? view_hint_text(v, h, &key) : 0;
    return width;
}

static void view_draw_line_hints(const struct sync_view *v, struct area line)
{
    const struct hint *hints = view_line_hints(v);
    LS_AUTO(buf) struct ls_buf key = LS_BUF_INIT;
    int most = 9, x = 1;
    while (most > 0 && view_hints_width(v, hints, most) > line.w)
        most--;
    for (const struct hint *h = hints; h->word; h++) {
        if (h->drop > most)
            continue;
        view_hint_text(v, h, &key);
        x += area_text(line, x, 0, ROLE_ACCENT, key.data) + 1;
        x += area_text(line, x, 0, ROLE_DIM, h->word) + 2;
    }
}

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
    if (rows.rule)
        area_hline(all, 0, y++, all.w);
    ui_draw_message(v->head.ui, area_part(all, 0, bottom, all.w, 1));
    if (rows.hints)
        view_draw_line_hints(v, area_part(all, 0, bottom + 1, all.w, 1));
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
    scene_tick(&v->scene, &watch);
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

/* Words are about the line that was current when they were asked for, so the line itself is the subject. */
static size_t view_subject(struct view *view, ls_id **ret_ids)
{
    const struct ls_live_line *line = scene_current(&view_of(view)->scene);
    *ret_ids = ls_alloc(sizeof(**ret_ids));
    if (line)
        **ret_ids = line->item->rec.id;
    return line != NULL;
}

static bool view_move(struct sync_view *v, int by)
{
    const struct ls_live_line *line = scene_current(&v->scene);
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
    const struct ls_live_line *line = scene_current(&v->scene);
    if (!line)
        return false;
    ui_say(v->head.ui, ROLE_NORMAL, "%s%s%s", *line->item->reason ? line->item->reason : "it stands in every sync",
           line->third ? "; its third time" : "", line->item->by_hand ? "; added by hand" : "");
    return true;
}

/* --- keys that the command table leaves to the view ------------------------------------------------------- */

/* Runs a data command with text; what it refuses is said. */
static bool view_run(struct ui *ui, enum ls_command_id id, const char *text)
{
    struct ls_error err = {0};
    int code = ui_run_data(ui, ls_command_info(id), NULL, 0, text, &err);
    if (code < 0)
        ui_say_error(ui, &err);
    ls_error_done(&err);
    return code >= 0;
}

/* Ends the sync. The files are written by view_news, which sees the closed meeting first. */
static void view_end(struct sync_view *v)
{
    v->writes = true;
    if (view_run(v->head.ui, LS_CMD_SYNC_END, ""))
        ui_say(v->head.ui, ROLE_GOOD, "the minutes are locked; u opens them again");
    else
        v->writes = false;
}

/* The keys that mean more here than their command's plain question. */
static bool view_own_key(struct sync_view *v, uint32_t code)
{
    const struct ls_live_line *line = scene_current(&v->scene);
    if (code >= '1' && code <= '9') {
        const char text[] = {(char)code, 0};
        view_run(v->head.ui, LS_CMD_SYNC_OPTION, text);
    } else if (code == 'd' && line) {
        ask_decision(v->head.ui, &v->scene);
    } else if (code == 'Q') {
        view_end(v);
    } else if (code == 'H') {
        ask_attend(v->head.ui, &v->scene);
    } else if (code == 'x' && v->scene.selected) {
        LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT;
        ls_board_name(v->scene.board, v->scene.selected, &name);
        view_run(v->head.ui, LS_CMD_SYNC_RESOLVE, name.data);
    } else {
        return false;
    }
    return true;
}

static bool view_event(struct view *view, const struct ui_event *e)
{
    struct sync_view *v = view_of(view);
    if (e->kind != UI_EVENT_KEY || e->key.mods || view->ui->prefix.code || !view_runs(v))
        return false;
    if (!ls_session_me(view->ui->session))
        return false; /* the command table's way asks who it is */
    return view_own_key(v, e->key.code);
}

static bool view_command(struct view *view, enum ls_command_id id)
{
    struct sync_view *v = view_of(view);
    switch (id) {
    case LS_CMD_UP:
        return view_move(v, -1);
    case LS_CMD_DOWN:
        return view_move(v, 1);
    case LS_CMD_WHY:
        return view_why(v);
    case LS_CMD_SYNC_OUTCOME:
        ask_outcome(v->head.ui, &v->scene);
        return true;
    case LS_CMD_SYNC_LARGE:
        v->large = !v->large;
        ui_stale(view->ui);
        return true;
    case LS_CMD_BACK:
        if (!v->large)
            return false;
        v->large = false;
        ui_stale(view->ui);
        return true;
    default:
        return false;
    }
}

static const struct hint *view_hints(const struct view *view)
{
    const struct sync_view *v = (const struct sync_view *)view;
    return view_runs(v) ? HINTS_GO : HINTS_OVER;
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

/* --- from other views ----------------------------------------------------------------------------------- */

static void show_running(struct ui *ui)
{
    if (ls_meeting_running(ui_board(ui)) && ui->top->ops != &SYNC_OPS)
        ui_push(ui, sync_view_new());
}

/* The rituals that are due at once, the first that should begin on top. */
static void show_fill_due(void *arg, const char *word, struct choices *ret_choices)
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

static bool show_taken(void *arg, const char *answer, struct ls_error *err)
{
    struct ui *ui = arg;
    if (ui_run_data(ui, ls_command_info(LS_CMD_SYNC_START), NULL, 0, answer, err) < 0)
        return false;
    ui->ritual = 0;
    show_running(ui);
    return true;
}

/* Starts the ritual whose agenda was chosen, else the one whose turn it is; asks where several are due. */
static void show_start(struct ui *ui)
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
        ui_ask(ui, &(struct ui_question){.kind = PROMPT_PICK, .label = "which one starts:", .fill = show_fill_due,
                                         .taken = show_taken, .arg = ui});
    else if (!show_taken(ui, chosen ? chosen->handle : "", &err))
        ui_say_error(ui, &err);
    ls_error_done(&err);
}

void sync_view_show(struct ui *ui)
{
    if (!ls_meeting_running(ui_board(ui)))
        show_start(ui);
    show_running(ui);
}

bool sync_view_banner(const struct ui *ui, bool brief, struct ls_buf *b)
{
    const struct ls_board *board = ui_board(ui);
    ls_id running = ls_meeting_running(board);
    if (!running)
        return false;
    LS_AUTO(buf) struct ls_buf machine = LS_BUF_INIT;
    ls_machine_name(&machine);
    struct ls_watch watch = view_watch(ui, &machine);
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
    ls_buf_str(b, "  S rejoins");
    scene_done(&s);
    return true;
}
