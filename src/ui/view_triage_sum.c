/* What a pass of triage came to, and the day: so far, and in the summary at its end. */
#include "base/clock.h"
#include "base/text.h"
#include "ui/state.h"
#include "ui/view_triage_page.h"
#include "ui/words.h"

/* What became of one; "dana declined" where it was somebody else. */
static void words_outcome(const struct triage_view *v, const struct ls_board *board, const struct triage_one *one, struct ls_buf *b)
{
    if (one->who && one->state != LS_TRIAGE_WAITS)
        ls_buf_printf(b, "%s ", words_person(board, one->who));
    triage_became_words(v, board, one, b);
}

/* How many were decided so today, in this pass or before it. */
static size_t count_of_day(const struct triage_view *v, enum ls_triage_state state)
{
    const struct triage_one *one;
    size_t count = 0;
    for (size_t i = 0; (one = triage_of_day(v, i)); i++)
        count += one->state == state;
    return count;
}

static size_t accepted_of(const struct triage_view *v, const struct ls_board *board, int64_t track)
{
    const struct triage_one *one;
    size_t count = 0;
    for (size_t i = 0; (one = triage_of_day(v, i)); i++) {
        const struct ls_item *item = one->state == LS_TRIAGE_ACCEPTED ? ls_item_get(board, one->id) : NULL;
        count += item && item->track == track;
    }
    return count;
}

/* "4 accepted: product 1, market 3" */
static void words_accepted(const struct triage_view *v, const struct ls_board *board, struct ls_buf *b)
{
    size_t accepted = count_of_day(v, LS_TRIAGE_ACCEPTED), shared = accepted_of(v, board, LS_TRACK_SHARED);
    ls_buf_printf(b, "%zu accepted", accepted);
    if (accepted)
        ls_buf_printf(b, ": product %zu, market %zu", accepted_of(v, board, LS_TRACK_PRODUCT),
                      accepted_of(v, board, LS_TRACK_MARKET));
    if (shared)
        ls_buf_printf(b, ", shared %zu", shared);
}

static void words_others(const struct triage_view *v, struct ls_buf *b)
{
    ls_buf_printf(b, "%zu merged  %zu snoozed  %zu declined  %zu sent back", count_of_day(v, LS_TRIAGE_MERGED),
                  count_of_day(v, LS_TRIAGE_SNOOZED), count_of_day(v, LS_TRIAGE_DECLINED),
                  count_of_day(v, LS_TRIAGE_SENT_BACK));
}

/* "  (2 by others)"; nothing where all was decided here. */
static void words_by_others(const struct triage_view *v, struct ls_buf *b)
{
    const struct triage_one *one;
    size_t others = 0;
    for (size_t i = 0; (one = triage_of_day(v, i)); i++)
        others += one->who && one->state != LS_TRIAGE_WAITS;
    if (others)
        ls_buf_printf(b, "  (%zu by others)", others);
}

/* "4 accepted  3 merged  …"; with an earlier pass, of the whole day: "today 5 accepted, 1 declined". */
void triage_so_far_words(const struct triage_view *v, bool roomy, struct ls_buf *b)
{
    static const struct {
        enum ls_triage_state state;
        const char *word;
    } DONE[] = {{LS_TRIAGE_ACCEPTED, "accepted"}, {LS_TRIAGE_MERGED, "merged"}, {LS_TRIAGE_SNOOZED, "snoozed"},
                {LS_TRIAGE_DECLINED, "declined"}, {LS_TRIAGE_SENT_BACK, "sent back"}};
    if (v->earlier_len) {
        const char *before = "today ";
        for (size_t i = 0; i < LS_COUNT(DONE); i++)
            if (count_of_day(v, DONE[i].state)) {
                ls_buf_printf(b, "%s%zu %s", before, count_of_day(v, DONE[i].state), DONE[i].word);
                before = ", ";
            }
    } else {
        ls_buf_printf(b, "%zu accepted  ", count_of_day(v, LS_TRIAGE_ACCEPTED));
        words_others(v, b);
    }
    if (roomy)
        words_by_others(v, b);
}

/* Nothing to decide: what comes back by itself, and when, or what adds an item. */
static void draw_nothing(struct triage_page *p)
{
    const struct ls_item *first = NULL;
    size_t asleep = 0;
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    LS_EACH(item, it, p->board) {
        if (it->status != LS_ITEM_STATUS_TRIAGE || it->snooze_until == LS_NONE || it->snooze_until <= p->v->today)
            continue;
        first = !first || it->snooze_until < first->snooze_until ? it : first;
        asleep++;
    }
    area_text(p->a, TRIAGE_MARGIN, p->y + 1, ROLE_GOOD, "✓ nothing waits for a decision");
    if (first) {
        words_count(asleep, "item is snoozed: ", "items are snoozed: ", &text);
        ls_board_name(p->board, first->rec.id, &text);
        ls_buf_str(&text, asleep > 1 ? " is back first, on " : " is back on ");
        words_date(first->snooze_until, p->v->today, false, &text);
    } else {
        ls_buf_str(&text, "n adds an item, or a pasted list of them");
    }
    area_fit(p->a, TRIAGE_MARGIN, p->y + 3, p->a.w - TRIAGE_MARGIN - 1, ROLE_DIM, text.data);
}

static void draw_outcome(struct triage_page *p, const struct triage_one *one)
{
    int room = p->a.w < TRIAGE_ROOMY ? 26 : 38;
    LS_AUTO(buf) struct ls_buf title = LS_BUF_INIT, outcome = LS_BUF_INIT;
    const struct ls_record *record = ls_board_record(p->board, one->id);
    if (record)
        words_record(p->board, record, &title);
    words_outcome(p->v, p->board, one, &outcome);
    enum role role = one->state == LS_TRIAGE_ACCEPTED ? ROLE_GOOD : ROLE_DIM;
    area_fit(p->a, TRIAGE_MARGIN, p->y, p->a.w - TRIAGE_MARGIN - room - 3, ROLE_NORMAL, title.data);
    area_fit(p->a, p->a.w - room - 1, p->y, room, role, outcome.data);
    p->y++;
}

/* What it came to: of the day, where there was something before this pass. */
static void draw_sums(struct triage_page *p)
{
    const struct triage_view *v = p->v;
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    size_t now = v->len - triage_count(v, LS_TRIAGE_WAITS);
    if (v->earlier_len) {
        ls_buf_printf(&text, "today %zu decided", now + v->earlier_len);
        if (v->len)
            ls_buf_printf(&text, ", %zu of them now", now);
        words_by_others(v, &text);
        area_fit(p->a, TRIAGE_MARGIN, p->y++, p->a.w - TRIAGE_MARGIN - 1, ROLE_BOLD, text.data);
        ls_buf_clear(&text);
    }
    words_accepted(v, p->board, &text);
    if (!v->earlier_len)
        words_by_others(v, &text);
    area_fit(p->a, TRIAGE_MARGIN, p->y++, p->a.w - TRIAGE_MARGIN - 1, ROLE_BOLD, text.data);
    ls_buf_clear(&text);
    words_others(v, &text);
    area_fit(p->a, TRIAGE_MARGIN, p->y++, p->a.w - TRIAGE_MARGIN - 1, ROLE_BOLD, text.data);
    if (v->came) {
        ls_buf_clear(&text);
        ls_buf_printf(&text, "%zu more came in meanwhile: T takes %s on", v->came, v->came == 1 ? "it" : "them");
        area_fit(p->a, TRIAGE_MARGIN, p->y++, p->a.w - TRIAGE_MARGIN - 1, ROLE_NORMAL, text.data);
    }
}

/* The i-th row of the summary: what became of one of the pass, then a heading and those of earlier today. */
static void draw_summary_row(struct triage_page *p, size_t i)
{
    const struct triage_view *v = p->v;
    bool headed = v->len && v->earlier_len;
    if (headed && i == v->len)
        area_text(p->a, TRIAGE_MARGIN, p->y++, ROLE_DIM, "earlier today");
    else
        draw_outcome(p, triage_of_day(v, i - (headed && i > v->len)));
}

/* Returns how many rows have no room. top: the first that is seen, kept so that the last row is one of them. */
size_t triage_draw_summary(struct triage_page *p, bool low, size_t *top)
{
    const struct triage_view *v = p->v;
    if (!v->len) {
        draw_nothing(p);
        p->y += 5;
    }
    if (!triage_of_day(v, 0))
        return 0;
    draw_sums(p);
    triage_page_gap(p, low);
    size_t count = v->len + (v->len && v->earlier_len) + v->earlier_len;
    size_t rows = (size_t)(p->a.h > p->y ? p->a.h - p->y : 0), most = count > rows ? count - rows : 0;
    *top = *top > most ? most : *top;
    size_t i = *top;
    for (; i < count && triage_page_has(p, 1); i++)
        draw_summary_row(p, i);
    return count - i;
}
