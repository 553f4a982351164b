/* The first start, without a team file: three choices; starting a file asks four things, each with a default. */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/paths.h"
#include "base/text.h"
#include "ui/prompt.h"
#include "ui/state.h"
#include "ui/ui.h"
#include "ui/views.h"
#include "ui/words.h"

enum { PLACE_MS = 1000 }; /* for a drive to say whether a folder is there; one that hangs is no reason to wait here */
enum { CHOICES = 3, FIELDS = UI_FIRST_FIELDS, FIELD_X = 15, FIELD_W = 34, ROOMY = 70, TIGHT = 58 };

struct first {
    struct view view;
    struct ui_first *ret; /* the caller's */
    int at;               /* the choice under the cursor */
    bool chosen;          /* its fields are being filled in */
    int field;
    struct prompt fields[FIELDS];
    char *refusal;
    struct ls_buf drive; /* what kind the path is on; "" without a path */
    bool drive_good;
};

static const char *const CHOICE[CHOICES][2] = {
    {"Look around a sample team", "2 minutes, nothing is kept"},
    {"Start our team file", "4 questions, Enter takes what is shown"},
    {"Open the file a colleague made", "a path, or paste it"},
};

static const char *const FIELD[FIELDS][2] = {
    {"Team file", "where all of you can write"},
    {"You", "Tab: pmm, eng, design, …"},
    {"With", "more names later: gp, then n"},
    {"Sync", "or nothing: S starts one now"},
};

static struct first *first_of(struct view *v)
{
    return (struct first *)v;
}

static int first_fields(const struct first *f)
{
    return f->at == 1 ? FIELDS : 1; /* opening a file asks for its path alone */
}

/* --- drawing --------------------------------------------------------------------------------- */

static void first_draw_choices(const struct first *f, struct area a)
{
    for (int i = 0; i < CHOICES; i++) {
        bool current = i == f->at;
        if (current)
            area_text(a, 1, i, ROLE_ACCENT, "▌");
        area_printf(a, 3, i, ROLE_ACCENT, "%d", i + 1);
        area_text(a, 6, i, ROLE_NORMAL, CHOICE[i][0]);
        if (a.w >= ROOMY)
            area_text(a, 38, i, ROLE_DIM, CHOICE[i][1]);
        if (current)
            area_focus(a, 0, i, a.w);
    }
}

/* The sentence, and below it what to do. */
static void first_draw_refusal(const struct first *f, struct area a)
{
    size_t len = strcspn(f->refusal, "\n");
    LS_AUTO(string) char *sentence = ls_strndup(f->refusal, len);
    const char *hint = f->refusal[len] ? f->refusal + len + 1 : "";
    int width = a.w - 4, said = area_wrap_rows(width, sentence), told = *hint ? area_wrap_rows(width, hint) : 0;
    area_wrap(area_part(a, 3, a.h - said - told, width, said), ROLE_WARN, sentence);
    area_wrap(area_part(a, 3, a.h - told, width, told), ROLE_NORMAL, hint);
}

/* What the field takes; for a path, what kind of drive it is on. */
static void first_draw_note(const struct first *f, int field, struct area a)
{
    bool drive = field == UI_FIRST_PATH && f->drive.len;
    enum role role = drive && !f->drive_good ? ROLE_WARN : ROLE_DIM;
    area_fit(a, 0, 0, a.w, role, drive ? f->drive.data : f->at == 2 ? "" : FIELD[field][1]);
}

static void first_draw_fields(const struct first *f, struct area a)
{
    area_printf(a, 3, 0, ROLE_DIM, "%d was chosen", f->at + 1);
    int width = a.w >= ROOMY ? FIELD_W : a.w - FIELD_X - 1;
    for (int i = 0; i < first_fields(f); i++) {
        bool focus = i == f->field;
        area_text(a, 3, 2 + i, focus ? ROLE_ACCENT : ROLE_NORMAL, FIELD[i][0]);
        prompt_draw_field(&f->fields[i], area_part(a, FIELD_X, 2 + i, width, 1), focus);
        if (a.w >= ROOMY)
            first_draw_note(f, i, area_part(a, FIELD_X + FIELD_W + 1, 2 + i, a.w - FIELD_X - FIELD_W - 2, 1));
    }
    if (f->at == 1) {
        bool wide = a.w >= ROOMY;
        area_text(a, 3, 7, ROLE_DIM, wide ? "Then        paste a list into n: every line becomes an item, one undo"
                                          : "Then        paste a list into n: a line is an item");
        area_text(a, 3, 8, ROLE_DIM, wide ? "            lockstep import reads the CSV files of another team file" : "");
    }
    if (f->refusal)
        first_draw_refusal(f, a);
}

static const char *first_note(const struct first *f, int columns)
{
    if (f->chosen && f->fields[f->field].proposed)
        return columns < TIGHT ? "Typing replaces it, → edits it." : "Typing replaces what is proposed, → edits it.";
    if (!f->chosen || f->at != 1)
        return columns < TIGHT ? "Nothing is written yet." : "Nothing is written before you have chosen.";
    return columns < ROOMY ? "Colleagues open the same path: which of these are you?"
                           : "Colleagues open the same path and are asked one thing: which of these are you?";
}

/* The keys that do something now, each with its word. */
static void first_draw_keys(const struct first *f, struct area row)
{
    enum { MOST = 4 };
    static const char *const CHOOSE[MOST][2] = {{"1-3 or Enter", "choose"}, {"q", "leaves"}};
    static const char *const FILL[MOST][2] = {{"Enter", "next"}, {"Shift-Tab", "back"}, {"Esc", "leaves, nothing written"}};
    static const char *const TIGHTLY[MOST][2] = {{"Enter", "next"}, {"Shift-Tab", "back"}, {"Esc", "leaves"}};
    static const char *const ME[MOST][2] = {
        {"Enter", "next"}, {"Tab", "your work"}, {"Shift-Tab", "back"}, {"Esc", "leaves, nothing written"}};
    bool work = f->at == 1 && f->field == UI_FIRST_ME && row.w >= ROOMY;
    const char *const(*keys)[2] = !f->chosen ? CHOOSE : work ? ME : row.w < TIGHT ? TIGHTLY : FILL;
    for (int i = 0, x = 1; i < MOST && keys[i][0]; i++) {
        x += area_text(row, x, 0, ROLE_ACCENT, keys[i][0]) + 1;
        x += area_text(row, x, 0, ROLE_DIM, keys[i][1]) + (row.w < TIGHT ? 2 : 3);
    }
}

static void first_draw(struct view *v, struct frame *frame)
{
    struct first *f = first_of(v);
    struct area all = area_all(frame);
    LS_AUTO(buf) struct ls_buf stamp = LS_BUF_INIT;
    words_stamp(ls_clock_now(), &stamp);
    area_text(all, 1, 0, ROLE_ACCENT, "lockstep");
    int end = area_text_right(all, frame->columns - 1, 0, ROLE_NORMAL, stamp.data);
    area_text(all, 11, 0, ROLE_NORMAL, end > 30 ? "(no team file yet)" : "");
    area_hline(all, 0, 1, frame->columns);
    bool low = frame->rows < 20;
    int y = low ? 2 : 3;
    if (!low)
        area_text(all, 3, y, ROLE_NORMAL, "Keep product and marketing in step: one backlog, one 15-minute sync.");
    y += low ? 0 : 2;
    if (!low || !f->chosen) {
        first_draw_choices(f, area_part(all, 0, y, frame->columns, CHOICES));
        y += CHOICES + !low;
        area_hline(all, 0, y++, frame->columns);
    }
    if (f->chosen)
        first_draw_fields(f, area_part(all, 0, y, frame->columns, frame->rows - y - 3));
    area_hline(all, 0, frame->rows - 3, frame->columns);
    area_fit(all, 1, frame->rows - 2, frame->columns - 2, ROLE_DIM, first_note(f, frame->columns));
    first_draw_keys(f, area_part(all, 0, frame->rows - 1, frame->columns, 1));
}

/* --- events ---------------------------------------------------------------------------------- */

/* Looks again at which drive the path is on. */
static void first_look(struct first *f)
{
    LS_AUTO(buf) struct ls_buf path = LS_BUF_INIT;
    ls_path_typed(&path, f->fields[UI_FIRST_PATH].text.data);
    ls_buf_clear(&f->drive);
    if (path.len)
        f->drive_good = ls_session_drive(path.data, &f->drive);
}

/* The next function behind the name: "ines pm" becomes "ines pmm". */
static void first_turn_function(struct prompt *p)
{
    const char *last = strrchr(p->text.data, ' ');
    int64_t now = last ? ls_enum_value(LS_ENUM_FUNCTION, last + 1) : LS_NONE;
    size_t name = now == LS_NONE ? ls_text_trimmed(p->text.data, p->text.len) : (size_t)(last - p->text.data);
    int next = now == LS_NONE ? 0 : (int)(now + 1) % LS_FUNCTION_COUNT;
    LS_AUTO(string) char *text = ls_asprintf("%.*s %s", (int)name, p->text.data, ls_enum_word(LS_ENUM_FUNCTION, next));
    if (name)
        prompt_set(p, text);
}

static void first_finish(struct first *f)
{
    static const enum ui_first_choice CHOSEN[CHOICES] = {UI_FIRST_SAMPLE, UI_FIRST_CREATE, UI_FIRST_OPEN};
    if (f->at) {
        ui_first_done(f->ret);
        f->ret->team = ls_strdup("Our team");
        LS_AUTO(buf) struct ls_buf path = LS_BUF_INIT;
        ls_path_typed(&path, f->fields[UI_FIRST_PATH].text.data);
        f->ret->path = ls_strdup(path.data);
        f->ret->me = ls_strdup(f->fields[UI_FIRST_ME].text.data);
        f->ret->with = ls_strdup(f->fields[UI_FIRST_WITH].text.data);
        f->ret->sync = ls_strdup(f->fields[UI_FIRST_SYNC].text.data);
    }
    f->ret->choice = CHOSEN[f->at];
    ui_leave(f->view.ui, 0);
}

static void first_choose(struct first *f, int choice)
{
    f->at = choice;
    f->field = 0;
    if (choice == 0) {
        first_finish(f);
        return;
    }
    f->chosen = true;
    if (choice == 2) { /* a colleague's file: the proposed path is not it */
        prompt_done(&f->fields[UI_FIRST_PATH]);
        prompt_init(&f->fields[UI_FIRST_PATH], PROMPT_LINE, "", "");
        prompt_set_hint(&f->fields[UI_FIRST_PATH], "a path, or paste it");
    }
    first_look(f);
}

/* The sentence, and below it what to do. */
static void first_refuse(struct first *f, const struct ls_error *why)
{
    const char *hint = why->hint ? why->hint : "";
    free(f->refusal);
    f->refusal = ls_asprintf("%s%s%s", why->message, *hint ? "\n" : "", hint);
}

/* Where no file can be made is said when the path is answered, not three answers later. */
static bool first_takes_path(struct first *f)
{
    LS_AUTO(buf) struct ls_buf path = LS_BUF_INIT;
    LS_AUTO(error) struct ls_error err = {0};
    ls_path_typed(&path, f->fields[UI_FIRST_PATH].text.data);
    if (f->at != 1 || ls_session_place(path.data, PLACE_MS, &err) == LS_OK)
        return true;
    first_refuse(f, &err);
    return false;
}

static void first_enter(struct first *f)
{
    const struct prompt *p = &f->fields[f->field];
    bool needed = f->field == UI_FIRST_PATH || f->field == UI_FIRST_ME;
    if (needed && !p->text.len) {
        f->refusal = ls_strdup(f->field == UI_FIRST_PATH ? "a path is needed" : "your name is needed, such as ines pm");
        return;
    }
    if (f->field == UI_FIRST_PATH && !first_takes_path(f))
        return;
    if (++f->field == first_fields(f))
        first_finish(f);
}

static void first_field_event(struct first *f, const struct ui_event *e)
{
    free(f->refusal);
    f->refusal = NULL;
    struct ls_key key = e->key;
    bool is_key = e->kind == UI_EVENT_KEY;
    bool back = is_key && ((key.code == LS_KEY_TAB && key.mods == LS_MOD_SHIFT) || ls_key_is(key, LS_KEY_UP));
    if (is_key && ls_key_is(key, LS_KEY_ESC))
        ui_leave(f->view.ui, 0);
    else if (is_key && ls_key_is(key, LS_KEY_TAB) && f->field == UI_FIRST_ME)
        first_turn_function(&f->fields[UI_FIRST_ME]);
    else if (is_key && (ls_key_is(key, LS_KEY_ENTER) || ls_key_is(key, LS_KEY_TAB) || ls_key_is(key, LS_KEY_DOWN)))
        first_enter(f);
    else if (back && f->field == 0)
        f->chosen = false;
    else if (back)
        f->field--;
    else
        prompt_event(&f->fields[f->field], e);
    if (f->field == UI_FIRST_PATH)
        first_look(f);
}

static bool first_event(struct view *v, const struct ui_event *e)
{
    struct first *f = first_of(v);
    struct ls_key key = e->key;
    if (f->chosen) {
        first_field_event(f, e);
    } else if (e->kind == UI_EVENT_KEY) {
        if (key.code >= '1' && key.code < '1' + CHOICES && !key.mods)
            first_choose(f, (int)(key.code - '1'));
        else if (ls_key_is(key, LS_KEY_ENTER))
            first_choose(f, f->at);
        else if (ls_key_is(key, LS_KEY_UP) || ls_key_is(key, 'k'))
            f->at = f->at ? f->at - 1 : CHOICES - 1;
        else if (ls_key_is(key, LS_KEY_DOWN) || ls_key_is(key, 'j'))
            f->at = (f->at + 1) % CHOICES;
        else if (ls_key_is(key, 'q') || ls_key_is_ctrl(key, 'c'))
            ui_leave(v->ui, 0);
    }
    return true;
}

static const char *first_mode(const struct view *v LS_UNUSED)
{
    return "first";
}

static bool first_command(struct view *v LS_UNUSED, enum ls_command_id id LS_UNUSED)
{
    return false;
}

static void first_free(struct view *v)
{
    struct first *f = first_of(v);
    for (int i = 0; i < FIELDS; i++)
        prompt_done(&f->fields[i]);
    free(f->refusal);
    ls_buf_done(&f->drive);
    free(f);
}

static const struct view_ops FIRST_OPS = {
    .mode = first_mode, .draw = first_draw, .command = first_command, .event = first_event, .free = first_free};

/* The cursor stands in the answer that did not do; the sentence stands below all four. */
static void first_ask_again(struct first *f, enum ui_first_choice choice, const struct ls_error *refused)
{
    f->at = choice == UI_FIRST_OPEN ? 2 : 1;
    f->chosen = true;
    f->field = choice == UI_FIRST_OPEN ? UI_FIRST_PATH : f->ret->refused;
    first_refuse(f, refused);
    first_look(f);
}

struct view *first_view_new(struct ui_first *first, const struct ls_error *refused)
{
    struct first *f = ls_alloc(sizeof(*f));
    const char *const answers[FIELDS] = {first->path, first->me, first->with, first->sync};
    f->view.ops = &FIRST_OPS;
    f->ret = first;
    for (int i = 0; i < FIELDS; i++) {
        prompt_init(&f->fields[i], PROMPT_LINE, "", answers[i] ? answers[i] : "");
        if (!refused) /* what was answered once is put right, not begun anew */
            prompt_propose(&f->fields[i]);
    }
    ls_buf_init(&f->drive);
    if (refused)
        first_ask_again(f, first->choice, refused);
    return &f->view;
}
