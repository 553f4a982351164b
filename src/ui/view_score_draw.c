/* What a score looks like: the four fields with what is wrong with each and what its evidence lets it count, what it comes to,
 * and where the item would stand, with every key. */
#include <math.h>
#include <string.h>

#include "base/text.h"
#include "lockstep/score.h"
#include "ui/form.h"
#include "ui/layout.h"
#include "ui/state.h"
#include "ui/view_score.h"
#include "ui/words.h"

enum { LABEL = 5, VALUE = 15, VALUE_WIDTH = 8, WORDS = VALUE + VALUE_WIDTH + 2, STANDS = 17, LOW = 20 };

/* Whether the value is one that the item can have: on the scale, a whole number of people. */
static bool part_fits(size_t i, double value)
{
    const struct score_part *part = &SCORE_PART[i];
    bool fits = isnan(value) || !part->scale;
    for (size_t s = 0; part->steps[s] > 0; s++)
        fits = fits || part->steps[s] == value;
    return fits && (part->field != LS_F_item_reach || isnan(value) || floor(value) == value);
}

/* Whether what is typed may become a step yet: "1" of 100. */
static bool part_begins(const struct score_part *part, const char *typed)
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
static void words_scale(const struct score_part *part, struct ls_buf *b)
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
    const struct score_part *part = &SCORE_PART[i];
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
    const struct score_part *part = &SCORE_PART[i];
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
    double value[SCORE_PARTS];
    for (size_t i = 0; i < SCORE_PARTS; i++)
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
    for (size_t i = 0; i < SCORE_PARTS; i++) {
        bool fits = part_fits(i, v->is.value[i]);
        if (fits && !isnan(v->is.value[i]))
            continue;
        ls_buf_printf(b, ": %s is %s", SCORE_PART[i].label, fits ? "missing" : SCORE_PART[i].scale ? "not on the scale" : "no whole number");
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

void score_draw(struct view *view, struct frame *frame)
{
    struct score_view *v = (struct score_view *)(void *)view;
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
        for (size_t i = 0; i < SCORE_PARTS; i++)
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
