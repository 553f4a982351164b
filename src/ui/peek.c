/* An item in two rows: what it is worth, what blocks it, what hangs on it. */
#include "ui/peek.h"

#include <math.h>
#include <string.h>

#include "base/text.h"
#include "lockstep/work.h"
#include "ui/words.h"

enum { WIDE = 100, MEDIUM = 70 };

static void peek_score(const struct facts *f, const struct ls_item *item, bool wide, struct ls_buf *text)
{
    struct ls_score s = ls_score_item(f->scores, item);
    if (isnan(s.score))
        return;
    double effort = item->effort < LS_SCORE_LEAST_EFFORT ? LS_SCORE_LEAST_EFFORT : item->effort;
    words_score(s.score, text);
    ls_buf_printf(text, " = %d%s × ", (int)item->reach, wide ? " reach" : "");
    ls_text_real(text, item->impact);
    ls_buf_printf(text, "%s × %d %% ÷ ", wide ? " impact" : "", (int)s.confidence);
    ls_text_real(text, effort);
    ls_buf_str(text, " mo");
}

/* "R2026.4" of "R2026.4 Live ETA GA", else the whole title. */
static void peek_release(const struct facts *f, const struct ls_item *release, struct ls_buf *text)
{
    size_t first = strcspn(release->title, " ");
    bool version = strcspn(release->title, "0123456789") < first;
    ls_buf_str(text, "release ");
    ls_buf_add(text, release->title, version ? first : strlen(release->title));
    if (release->due != LS_NONE) {
        ls_buf_str(text, ", ");
        words_date(release->due, f->today, false, text);
    }
}

static void peek_gap(struct ls_buf *text)
{
    if (text->len)
        ls_buf_str(text, "   ");
}

static void peek_counterpart(const struct facts *f, const struct ls_item *item, bool wide, struct ls_buf *text)
{
    LS_EACH(link, link, f->board) {
        bool from = link->src == item->rec.id;
        const struct ls_item *other = ls_item_get(f->board, from ? link->dst : link->src);
        if (link->kind != LS_LINK_KIND_COUNTERPART || (!from && link->dst != item->rec.id) || !other)
            continue;
        peek_gap(text);
        ls_buf_printf(text, "%s half ", other->track == LS_TRACK_MARKET ? "market" : "product");
        ls_board_name(f->board, other->rec.id, text);
        if (wide)
            ls_buf_printf(text, " %s", other->title);
    }
}

static void peek_around(const struct facts *f, const struct ls_item *item, bool wide, struct ls_buf *text)
{
    const struct ls_item *release = ls_item_get(f->board, item->release);
    peek_counterpart(f, item, wide, text);
    if (release) {
        peek_gap(text);
        peek_release(f, release, text);
        LS_EACH(launch, launch, f->board)
            if (launch->release == item->release && launch->day != LS_NONE) {
                ls_buf_str(text, "   launch ");
                ls_board_name(f->board, launch->rec.id, text);
                ls_buf_str(text, ", ");
                words_date(launch->day, f->today, false, text);
            }
    }
    if (!text->len)
        ls_buf_str(text, *item->problem ? item->problem : "no problem stated yet: e writes it");
}

static int peek_draw_right(const struct facts *f, const struct ls_item *item, struct area a)
{
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    const struct ls_blocker *b = facts_blocker_of(f, item->rec.id);
    if (!b) {
        if (a.w < WIDE) /* a wide screen has it in its second row */
            ls_item_sleep_words(f->board, item, f->today, &text);
        return text.len ? area_text_right(a, a.w - 1, 0, ROLE_NORMAL, text.data) : a.w;
    }
    ls_buf_str(&text, "■ ");
    ls_board_name(f->board, b->rec.id, &text);
    LS_AUTO(buf) struct ls_buf what = LS_BUF_INIT;
    ls_text_fit(&what, b->what, a.w < MEDIUM ? 12 : 22, a.frame->ascii);
    size_t len = ls_text_trimmed(what.data, what.len);
    ls_buf_printf(&text, " %.*s, %d d", (int)len, what.data, (int)facts_age(f, b));
    return area_text_right(a, a.w - 1, 0, ROLE_BAD, text.data);
}

void peek_item(const struct facts *f, const struct ls_item *item, struct area a)
{
    bool wide = a.w >= WIDE;
    LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT, score = LS_BUF_INIT, around = LS_BUF_INIT, state = LS_BUF_INIT;
    ls_board_name(f->board, item->rec.id, &name);
    peek_score(f, item, wide, &score);
    int end = peek_draw_right(f, item, a), x = 1 + area_text(a, 1, 0, ROLE_BOLD, name.data) + 2;
    struct area first = area_part(a, 0, 0, end - 1, 1);
    if (wide || !score.len) {
        int title = end - x - 2 - (score.len ? ls_text_columns(score.data) + 3 : 0);
        int used = ls_text_columns(item->title);
        area_fit(first, x, 0, used < title ? used : title, ROLE_NORMAL, item->title);
        x += (used < title ? used : title) + 3;
    }
    if (score.len)
        area_fit(first, x, 0, first.w - x, ROLE_DIM, score.data);
    if (a.h < 2)
        return;
    peek_around(f, item, wide, &around);
    end = a.w - 1;
    if (wide) {
        ls_item_sleep_words(f->board, item, f->today, &state);
        if (!state.len)
            ls_buf_str(&state, ls_enum_word(LS_ENUM_ITEM_STATUS, item->status));
        if (item->due != LS_NONE) {
            ls_buf_str(&state, ", due ");
            words_date(item->due, f->today, false, &state);
        }
        end = area_text_right(a, end, 1, ROLE_NORMAL, state.data);
    }
    area_fit(a, 1, 1, end - 2, ROLE_DIM, around.data);
}
