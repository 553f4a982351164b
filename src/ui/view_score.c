/* The score of one item: four fields, each on its letter, typed or stepped; what the score comes to, and where the item
 * would stand, is shown with every key. Saving is the command `item score`. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "lockstep/score.h"
#include "ui/form.h"
#include "ui/layout.h"
#include "ui/state.h"
#include "ui/views.h"
#include "ui/words.h"

enum { PARTS = 4, LABEL = 5, VALUE = 15, VALUE_WIDTH = 8, WORDS = VALUE + VALUE_WIDTH + 2, STANDS = 17, LOW = 20, TYPED_MOST = 9 };

/* One field of a score: its steps, the one to begin with, and its letter. */
static const struct part {
    int field;
    const char *letter, *label, *unit;
    double steps[16]; /* rising, ended by 0 */
    double first;
    bool scale; /* the steps are all that it may be */
} PART[PARTS] = {
    {LS_F_item_reach, "r", "reach", "people a quarter", {10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000, 50000}, 100, false},
    {LS_F_item_impact, "i", "impact", "", {0.25, 0.5, 1, 2, 3}, 1, true},
    {LS_F_item_confidence, "c", "confidence", "", {50, 80, 100}, 50, true},
    {LS_F_item_effort, "e", "effort", "person-months", {0.5, 1, 1.5, 2, 3, 4, 6, 9, 12, 18, 24}, 1, false},
};

/* What stands in the fields. */
struct score_state {
    double value[PARTS]; /* NaN: none yet */
    bool changed[PARTS]; /* by the user: all else follows the item */
    size_t at;           /* the field at hand */
    char typed[TYPED_MOST + 1]; /* digits and a point, into it; "": nothing */
};

struct score_view {
    struct view view;
    ls_id item;
    struct score_state is;
    struct score_state *past; /* what stood there before each key that changed something, and behind now what was undone */
    size_t now, past_len, past_cap;
};

static struct score_view *score_of(struct view *v)
{
    return (struct score_view *)v;
}

static const struct ls_item *score_item(const struct score_view *v)
{
    return ls_item_get(ui_board(v->view.ui), v->item);
}

/* --- values ------------------------------------------------------------------------------------- */

static double part_of(const struct ls_item *item, size_t part)
{
    struct ls_value value = ls_record_get(&item->rec, PART[part].field);
    double number = value.kind == LS_V_INT ? (double)value.i : value.kind == LS_V_REAL ? value.r : NAN;
    ls_value_done(&value);
    return number;
}

static void score_read(struct score_view *v)
{
    const struct ls_item *item = score_item(v);
    for (size_t i = 0; item && i < PARTS; i++)
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
    const struct part *part = &PART[v->is.at];
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
    if (c != '\b' && (len == TYPED_MOST || (c == '.' && strchr(typed, '.'))))
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

static void score_save(struct score_view *v)
{
    struct ui *ui = v->view.ui;
    struct ls_error err = {0};
    LS_AUTO(buf) struct ls_buf words = LS_BUF_INIT;
    for (size_t i = 0; i < PARTS; i++) {
        if (!v->is.changed[i])
            continue;
        ls_buf_printf(&words, "%s=", ls_field_info(LS_E_ITEM, PART[i].field)->name);
        if (isnan(v->is.value[i]))
            ls_buf_str(&words, "none");
        else
            ls_text_real(&words, v->is.value[i]);
        ls_buf_char(&words, ' ');
    }
    ls_id item = v->item;
    const struct ls_command *command = ls_command_info(LS_CMD_ITEM_SCORE);
    if (words.len && ui_run_data(ui, command, &item, 1, words.data, &err) < 0) {
        ui_say_error(ui, &err);
        ls_error_done(&err);
        return;
    }
    ui_pop(ui); /* v is gone */
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
    case LS_CMD_DOWN: score_go(v, (v->is.at + 1) % PARTS); return true;
    case LS_CMD_UP: score_go(v, (v->is.at + PARTS - 1) % PARTS); return true;
    case LS_CMD_SCORE_SAVE: score_save(v); return true;
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
        score_go(v, (v->is.at + 1) % PARTS);
    else
        return false;
    return true;
}

static void score_news(struct view *view)
{
    struct score_view *v = score_of(view);
    score_read(v);
}

/* --- drawing ------------------------------------------------------------------------------------ */

/* Whether the value is one that the item can have: on the scale, a whole number of people. */
static bool part_fits(size_t i, double value)
{
    const struct part *part = &PART[i];
    bool fits = isnan(value) || !part->scale;
    for (size_t s = 0; part->steps[s] > 0; s++)
        fits = fits || part->steps[s] == value;
    return fits && (part->field != LS_F_item_reach || isnan(value) || floor(value) == value);
}

/* Whether what is typed may become a step yet: "1" of 100. */
static bool part_begins(const struct part *part, const char *typed)
{
    bool begins = false;
    for (size_t s = 0; part->steps[s] > 0 && part->scale; s++) {
        LS_AUTO(buf) struct ls_buf step = LS_BUF_INIT;
        ls_text_real(&step, part->steps[s]);
        begins = begins || !strncmp(step.data, typed, strlen(typed));
    }
    return begins && *typed;
}

/* Appends "50, 80 or 100", or what else it has to be. */
static void words_scale(const struct part *part, struct ls_buf *b)
{
    for (size_t s = 0; part->steps[s] > 0 && part->scale; s++) {
        ls_buf_str(b, !s ? "" : part->steps[s + 1] > 0 ? ", " : " or ");
        ls_text_real(b, part->steps[s]);
    }
    ls_buf_str(b, part->scale ? "" : "whole numbers");
}

/* What the evidence lets a confidence count, with the reason; the role says whether it counts less than it is. */
static enum role words_cap(const struct ls_score *s, double number, const char *value, struct ls_buf *b)
{
    bool capped = number > (double)s->cap;
    if (capped)
        ls_buf_printf(b, "%d %% counts: %s", (int)s->cap, ls_score_cap_words(s->cap));
    else if (s->cap < 100)
        ls_buf_printf(b, "at most %d %%: %s", (int)s->cap, ls_score_cap_words(s->cap));
    else
        ls_buf_str(b, form_step_word(LS_E_ITEM, LS_F_item_confidence, value));
    return capped ? ROLE_WARN : ROLE_DIM;
}

/* What stands beside the value of a part: what is wrong with it, what it comes to, what it is. */
static enum role words_part(const struct score_view *v, size_t i, const struct ls_score *s, const char *value, struct ls_buf *b)
{
    const struct part *part = &PART[i];
    double number = v->is.value[i];
    if (!part_fits(i, number)) {
        bool begins = v->is.at == i && part_begins(part, v->is.typed);
        ls_buf_str(b, begins ? "" : "only ");
        words_scale(part, b);
        return begins ? ROLE_DIM : ROLE_WARN;
    }
    if (part->field == LS_F_item_confidence)
        return words_cap(s, number, value, b);
    if (part->field == LS_F_item_effort && number < LS_SCORE_LEAST_EFFORT) {
        ls_text_real(b, LS_SCORE_LEAST_EFFORT);
        ls_buf_str(b, " counts: less is not believed");
        return ROLE_WARN;
    }
    ls_buf_str(b, *part->unit ? part->unit : form_step_word(LS_E_ITEM, part->field, value));
    return ROLE_DIM;
}

static void draw_part(const struct score_view *v, size_t i, const struct ls_score *s, struct area a, int y)
{
    const struct part *part = &PART[i];
    LS_AUTO(buf) struct ls_buf value = LS_BUF_INIT, words = LS_BUF_INIT;
    bool here = v->is.at == i;
    if (here && *v->is.typed)
        ls_buf_str(&value, v->is.typed);
    else if (isnan(v->is.value[i]))
        ls_buf_char(&value, '-');
    else
        ls_text_real(&value, v->is.value[i]);
    enum role role = words_part(v, i, s, value.data, &words);
    if (part->field == LS_F_item_confidence && !isnan(v->is.value[i]))
        ls_buf_str(&value, " %");
    if (here)
        area_text(a, 1, y, ROLE_ACCENT, "▌");
    area_text(a, 3, y, ROLE_ACCENT, part->letter);
    area_text(a, LABEL, y, ROLE_DIM, part->label);
    area_fit_right(a, VALUE, y, VALUE_WIDTH, v->is.changed[i] ? ROLE_BOLD : ROLE_NORMAL, value.data);
    area_fit(a, WORDS, y, a.w - WORDS - 1, role, words.data);
    if (here)
        area_focus(a, LABEL, y, WORDS - LABEL);
}

/* The item as it would be; what it cannot be is missing. */
static struct ls_item score_after(const struct score_view *v, const struct ls_item *item)
{
    struct ls_item after = *item;
    double value[PARTS];
    for (size_t i = 0; i < PARTS; i++)
        value[i] = part_fits(i, v->is.value[i]) ? v->is.value[i] : NAN;
    after.reach = isnan(value[0]) ? LS_NONE : (int64_t)value[0];
    after.impact = value[1];
    after.confidence = isnan(value[2]) ? LS_NONE : (int64_t)value[2];
    after.effort = value[3];
    return after;
}

/* "1200 = 2400 × 2 × 50 % ÷ 2", "-: effort is missing", "-: impact is not on the scale" */
static void score_words(const struct score_view *v, const struct ls_item *item, const struct ls_score *s, struct ls_buf *b)
{
    ls_score_format(b, s->score);
    for (size_t i = 0; i < PARTS; i++) {
        bool fits = part_fits(i, v->is.value[i]);
        if (fits && !isnan(v->is.value[i]))
            continue;
        ls_buf_printf(b, ": %s is %s", PART[i].label, fits ? "missing" : PART[i].scale ? "not on the scale" : "no whole number");
        return;
    }
    ls_buf_printf(b, " = %d × ", (int)item->reach);
    ls_text_real(b, item->impact);
    ls_buf_printf(b, " × %d %% ÷ ", (int)s->confidence);
    ls_text_real(b, item->effort < LS_SCORE_LEAST_EFFORT ? LS_SCORE_LEAST_EFFORT : item->effort);
}

/* One line of the ranking. */
static void draw_place(struct area a, int y, const struct ls_board *board, size_t place, ls_id id, double score, bool own)
{
    LS_AUTO(buf) struct ls_buf title = LS_BUF_INIT, number = LS_BUF_INIT;
    words_record(board, ls_board_record(board, id), &title);
    ls_score_format(&number, score);
    if (own)
        area_text(a, 1, y, ROLE_ACCENT, "▌");
    area_printf(a, 3, y, ROLE_DIM, "%4zu", place);
    area_fit(a, 9, y, a.w - 9 - 10, ROLE_NORMAL, title.data);
    area_fit_right(a, a.w - 9, y, 8, own ? ROLE_ACCENT : ROLE_NORMAL, number.data);
    if (own)
        area_focus(a, 9, y, a.w - 10);
}

static void draw_rank(const struct score_view *v, const struct ls_item *after, double before, struct area a, int y)
{
    const struct facts *f = &v->view.ui->facts;
    struct ls_rank rank, was;
    double score = ls_score_item(f->scores, after).score;
    ls_score_rank(f->scores, f->board, v->item, score, &rank);
    ls_score_rank(f->scores, f->board, v->item, before, &was);
    area_text(a, LABEL, y, ROLE_DIM, "stands");
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    if (rank.place)
        ls_buf_printf(&text, "%zu of %zu", rank.place, rank.count);
    else
        ls_buf_str(&text, "nowhere yet");
    if (was.place && was.place != rank.place)
        ls_buf_printf(&text, ", before %zu", was.place);
    area_fit(a, STANDS, y, a.w - STANDS - 1, ROLE_NORMAL, text.data);
    y += 2;
    for (size_t i = LS_RANK_NEAR; rank.place && i-- > 0;) {
        const struct ls_item *item = ls_item_get(f->board, rank.above[i]);
        if (item)
            draw_place(a, y++, f->board, rank.place - i - 1, item->rec.id, ls_score_item(f->scores, item).score, false);
    }
    if (rank.place)
        draw_place(a, y++, f->board, rank.place, v->item, score, true);
    for (size_t i = 0; rank.place && i < LS_RANK_NEAR; i++) {
        const struct ls_item *item = ls_item_get(f->board, rank.below[i]);
        if (item)
            draw_place(a, y++, f->board, rank.place + i + 1, item->rec.id, ls_score_item(f->scores, item).score, false);
    }
}

static void score_draw(struct view *view, struct frame *frame)
{
    struct score_view *v = score_of(view);
    const struct ls_item *item = score_item(v);
    struct area all = area_all(frame), body = area_part(all, 0, 0, frame->columns, frame->rows - 3);
    bool low = frame->rows < LOW;
    int y = 2 + !low;
    LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT, score = LS_BUF_INIT;
    if (item)
        words_record(ui_board(view->ui), &item->rec, &name);
    int x = 1 + area_text(all, 1, 0, ROLE_BOLD, "SCORE") + 2;
    area_fit(all, x, 0, frame->columns - x - 1, ROLE_BOLD, item ? name.data : "the item is gone");
    area_hline(all, 0, 1, frame->columns);
    if (item) {
        struct ls_item after = score_after(v, item);
        struct ls_score s = ls_score_item(view->ui->facts.scores, &after);
        double before = ls_score_item(view->ui->facts.scores, item).score;
        for (size_t i = 0; i < PARTS; i++)
            draw_part(v, i, &s, body, y++);
        y += !low;
        score_words(v, &after, &s, &score);
        area_text(body, LABEL, y, ROLE_DIM, "RICE");
        area_fit(body, STANDS, y++, body.w - STANDS - 1, ROLE_BOLD, score.data);
        draw_rank(v, &after, before, body, y);
    }
    layout_draw_rule(area_part(all, 0, frame->rows - 3, frame->columns, 1), 0);
    ui_draw_message(view->ui, area_part(all, 0, frame->rows - 2, frame->columns, 1));
    ui_draw_hints(view->ui, view, area_part(all, 0, frame->rows - 1, frame->columns, 1));
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

static const struct hint *score_hints(const struct view *view LS_UNUSED)
{
    static const struct hint HINTS[] = {
        {LS_CMD_SCORE_SAVE, "save", 0}, {LS_CMD_SCORE_MORE, "more", 1}, /* the letters stand beside the fields */
        {LS_CMD_SCORE_LESS, "less", 1}, {LS_CMD_UNDO, "undo", 2}, {LS_CMD_SIGNAL_LINK, "link a signal", 3}, {LS_CMD_BACK, "leave it", 0},
        {LS_CMD_HELP, "help", 0}, {0, NULL, 0}};
    return HINTS;
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
