/* The score of one item: four fields, each on its letter, typed or stepped. What it looks like is in view_score_draw.c;
 * saving is the command `item score`. */
#include "ui/view_score.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "lockstep/board.h"
#include "ui/state.h"
#include "ui/views.h"

const struct score_part SCORE_PART[SCORE_PARTS] = {
    {LS_F_item_reach, "r", "reach", "people a quarter", {10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000, 50000}, 100, false},
    {LS_F_item_impact, "i", "impact", "", {0.25, 0.5, 1, 2, 3}, 1, true},
    {LS_F_item_confidence, "c", "confidence", "", {50, 80, 100}, 50, true},
    {LS_F_item_effort, "e", "effort", "person-months", {0.5, 1, 1.5, 2, 3, 4, 6, 9, 12, 18, 24}, 1, false},
};

static struct score_view *score_of(struct view *v)
{
    return (struct score_view *)v;
}

const struct ls_item *score_item(const struct score_view *v)
{
    return ls_item_get(ui_board(v->view.ui), v->item);
}

/* --- values ------------------------------------------------------------------------------------- */

static double part_of(const struct ls_item *item, size_t part)
{
    struct ls_value value = ls_record_get(&item->rec, SCORE_PART[part].field);
    double number = value.kind == LS_V_INT ? (double)value.i : value.kind == LS_V_REAL ? value.r : NAN;
    ls_value_done(&value);
    return number;
}

static void score_read(struct score_view *v)
{
    const struct ls_item *item = score_item(v);
    for (size_t i = 0; item && i < SCORE_PARTS; i++)
        if (!v->is.changed[i])
            v->is.value[i] = part_of(item, i);
}

static void score_set(struct score_view *v, double value)
{
    v->is.value[v->is.at] = value;
    v->is.changed[v->is.at] = true;
    ui_stale(v->view.ui);
}

/* --- taking back -------------------------------------------------------------------------------- */

static void past_put(struct score_view *v)
{
    if (v->now == v->past_len) {
        LS_GROW(v->past, v->past_len, v->past_cap);
        v->past_len++;
    }
    v->past[v->now] = v->is;
}

/* Before a key changes something; what was undone before is forgotten. */
static void score_remember(struct score_view *v)
{
    past_put(v);
    v->past_len = ++v->now;
}

/* The key changed nothing after all. */
static void score_forget(struct score_view *v)
{
    v->past_len = --v->now;
}

/* One key back or forth. What others change meanwhile in fields that are as they were is kept. */
static void score_travel(struct score_view *v, bool back)
{
    if (back ? !v->now : v->now + 1 >= v->past_len) {
        ui_say(v->view.ui, ROLE_DIM, back ? "nothing is changed here yet: Esc, then u undoes what was saved last"
                                          : "nothing was undone here");
        return;
    }
    past_put(v);
    v->is = v->past[back ? --v->now : ++v->now];
    score_read(v);
    ui_stale(v->view.ui);
}

/* --- changing ----------------------------------------------------------------------------------- */

/* Goes to a field; what was typed into the one before stays. */
static void score_go(struct score_view *v, size_t at)
{
    v->is.at = at;
    *v->is.typed = 0;
    ui_stale(v->view.ui);
}

/* The next step up or down; round: behind the last comes the first. */
static void score_step(struct score_view *v, int by, bool round)
{
    const struct score_part *part = &SCORE_PART[v->is.at];
    double now = v->is.value[v->is.at], to = NAN;
    size_t len = 0;
    while (part->steps[len] > 0)
        len++;
    *v->is.typed = 0;
    if (isnan(now)) {
        score_set(v, part->first);
        return;
    }
    for (size_t i = 0; by > 0 && i < len && isnan(to); i++)
        to = part->steps[i] > now ? part->steps[i] : NAN;
    for (size_t i = len; by < 0 && i-- > 0 && isnan(to);)
        to = part->steps[i] < now ? part->steps[i] : NAN;
    if (!isnan(to) || round)
        score_set(v, isnan(to) ? part->steps[0] : to);
    else
        ui_say(v->view.ui, ROLE_DIM, by > 0 ? "that is the highest step; type a number" : "that is the lowest step");
}

/* The same on a key of its own. */
static void score_step_key(struct score_view *v, int by)
{
    double before = v->is.value[v->is.at];
    score_remember(v);
    score_step(v, by, false);
    if (v->is.value[v->is.at] == before)
        score_forget(v);
}

/* Its letter goes to a field, and gives it a value where it has none; again, it takes the next step. */
static void score_letter(struct score_view *v, size_t part)
{
    bool step = v->is.at == part || isnan(v->is.value[part]);
    if (step)
        score_remember(v);
    if (v->is.at != part)
        score_go(v, part);
    if (step)
        score_step(v, 1, true);
}

static void score_type(struct score_view *v, char c)
{
    char *typed = v->is.typed;
    size_t len = strlen(typed);
    if (c != '\b' && (len == SCORE_TYPED || (c == '.' && strchr(typed, '.'))))
        return;
    score_remember(v);
    if (c != '\b') {
        typed[len] = c;
        typed[len + 1] = 0;
    } else if (len) {
        typed[len - 1] = 0;
    }
    score_set(v, *typed ? strtod(typed, NULL) : NAN);
}

/* --- keys --------------------------------------------------------------------------------------- */

/* Behind a number that was typed: the next field that has none; SCORE_PARTS: nothing was typed, or all have one. */
static size_t score_next(const struct score_view *v)
{
    for (size_t i = 1; i < SCORE_PARTS && *v->is.typed; i++)
        if (isnan(v->is.value[(v->is.at + i) % SCORE_PARTS]))
            return (v->is.at + i) % SCORE_PARTS;
    return SCORE_PARTS;
}

static void score_save(struct score_view *v)
{
    struct ui *ui = v->view.ui;
    struct ls_error err = {0};
    LS_AUTO(buf) struct ls_buf words = LS_BUF_INIT;
    for (size_t i = 0; i < SCORE_PARTS; i++) {
        if (!v->is.changed[i])
            continue;
        ls_buf_printf(&words, "%s=", ls_field_info(LS_E_ITEM, SCORE_PART[i].field)->name);
        if (isnan(v->is.value[i]))
            ls_buf_str(&words, "none");
        else
            ls_text_real(&words, v->is.value[i]);
        ls_buf_char(&words, ' ');
    }
    ls_id item = v->item;
    const struct ls_command *command = ls_command_info(LS_CMD_ITEM_SCORE);
    aside_begin(ui);
    if (words.len && ui_run_data(ui, command, &item, 1, words.data, &err) < 0) {
        ui_say_error(ui, &err);
        ls_error_done(&err);
        return;
    }
    aside_put_view(ui); /* v is gone */
}

static bool score_command(struct view *view, enum ls_command_id id)
{
    struct score_view *v = score_of(view);
    switch ((int)id) {
    case LS_CMD_SCORE_REACH: score_letter(v, 0); return true;
    case LS_CMD_SCORE_IMPACT: score_letter(v, 1); return true;
    case LS_CMD_SCORE_CONFIDENCE: score_letter(v, 2); return true;
    case LS_CMD_SCORE_EFFORT: score_letter(v, 3); return true;
    case LS_CMD_SCORE_MORE: score_step_key(v, 1); return true;
    case LS_CMD_SCORE_LESS: score_step_key(v, -1); return true;
    case LS_CMD_DOWN: score_go(v, (v->is.at + 1) % SCORE_PARTS); return true;
    case LS_CMD_UP: score_go(v, (v->is.at + SCORE_PARTS - 1) % SCORE_PARTS); return true;
    case LS_CMD_SCORE_SAVE:
        if (score_next(v) < SCORE_PARTS)
            score_go(v, score_next(v));
        else
            score_save(v);
        return true;
    case LS_CMD_UNDO: score_travel(v, true); return true;
    case LS_CMD_REDO: score_travel(v, false); return true;
    default: return false;
    }
}

/* Digits are typed into the field; Tab goes on, as in a form. */
static bool score_event(struct view *view, const struct ui_event *e)
{
    struct score_view *v = score_of(view);
    if (e->kind != UI_EVENT_KEY || e->key.mods || view->ui->prefix.code)
        return false;
    if ((e->key.code >= '0' && e->key.code <= '9') || e->key.code == '.')
        score_type(v, (char)e->key.code);
    else if (e->key.code == LS_KEY_BACKSPACE)
        score_type(v, '\b');
    else if (e->key.code == LS_KEY_TAB)
        score_go(v, (v->is.at + 1) % SCORE_PARTS);
    else
        return false;
    return true;
}

static void score_news(struct view *view)
{
    struct score_view *v = score_of(view);
    score_read(v);
}

/* --- the view ----------------------------------------------------------------------------------- */

static const char *score_mode(const struct view *v LS_UNUSED)
{
    return "score";
}

static size_t score_subject(struct view *view, ls_id **ret_ids)
{
    *ret_ids = ls_alloc(sizeof(**ret_ids));
    (*ret_ids)[0] = score_of(view)->item;
    return 1;
}

static const struct hint *score_hints(const struct view *view)
{
    static const struct hint HINTS[] = {
        {LS_CMD_SCORE_SAVE, "save", 0}, {LS_CMD_SCORE_MORE, "more", 1}, /* the letters stand beside the fields */
        {LS_CMD_SCORE_LESS, "less", 1}, {LS_CMD_UNDO, "undo", 2}, {LS_CMD_SIGNAL_LINK, "link a signal", 3}, {LS_CMD_BACK, "leave it", 0},
        {LS_CMD_HELP, "help", 0}, {0, NULL, 0}};
    static const struct hint TYPED[] = {
        {LS_CMD_SCORE_SAVE, "the next that has none", 0}, {LS_CMD_UNDO, "undo", 1}, {LS_CMD_BACK, "leave it", 0},
        {LS_CMD_HELP, "help", 0}, {0, NULL, 0}};
    return score_next((const struct score_view *)view) < SCORE_PARTS ? TYPED : HINTS;
}

static void score_free(struct view *view)
{
    struct score_view *v = score_of(view);
    free(v->past);
    free(v);
}

static const struct view_ops SCORE_OPS = {
    .mode = score_mode, .draw = score_draw, .command = score_command, .event = score_event, .news = score_news,
    .subject = score_subject, .hints = score_hints, .free = score_free};

void score_open(struct ui *ui, ls_id item)
{
    struct score_view *v = ls_alloc(sizeof(*v));
    v->view.ops = &SCORE_OPS;
    v->item = item;
    ui_push(ui, &v->view);
}
