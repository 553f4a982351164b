/* What triage looks like: the item at hand, what is like it, what accepting would make of it, what comes next, what was
 * done so far; and the summary at the end. Rows that a small screen lacks go from the bottom up. */
#include <math.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "lockstep/calendar.h"
#include "lockstep/score.h"
#include "ui/layout.h"
#include "ui/state.h"
#include "ui/view_triage.h"
#include "ui/words.h"

enum { MARGIN = 2, LABEL = 15, LOW = 20, TALL = 30, NARROW = 70, ROOMY = 100, BAR = 20 };

/* Where the next row goes, down to the rows that are kept for the foot. */
struct triage_page {
    const struct triage_view *v;
    const struct ls_board *board;
    struct area a;
    int y;
};

static bool page_has(const struct triage_page *p, int rows)
{
    return p->y + rows <= p->a.h;
}

static void page_row(struct triage_page *p, const char *label, enum role role, const char *text)
{
    if (!page_has(p, 1))
        return;
    area_text(p->a, MARGIN, p->y, ROLE_DIM, label);
    area_fit(p->a, LABEL, p->y, p->a.w - LABEL - 1, role, text);
    p->y++;
}

static void page_gap(struct triage_page *p, bool low)
{
    p->y += !low;
}

/* --- the first line --------------------------------------------------------------------------- */

/* How many of the pass somebody else decided on. */
static size_t head_others(const struct triage_view *v)
{
    size_t others = 0;
    for (size_t i = 0; i < v->len; i++)
        others += v->pass[i].who && v->pass[i].state != LS_TRIAGE_WAITS;
    return others;
}

/* A pass has the time that fourteen items have in ten minutes; at its end the pace is that of my own decisions. */
static void head_clock(const struct triage_view *v, size_t decided, struct ls_buf *b)
{
    int64_t spent = ((v->ended ? v->ended : ls_clock_ticks()) - v->started) / LS_SECOND;
    int64_t left = (int64_t)v->len * 600 / 14 - spent, waits = (int64_t)(v->len - decided);
    if (v->at == v->len) {
        int64_t mine = (int64_t)(decided - head_others(v));
        ls_buf_str(b, v->earlier_len ? "now " : "");
        words_seconds(spent, b);
        if (mine)
            ls_buf_printf(b, ", %d s each", (int)(spent / mine));
        return;
    }
    if (left < 0)
        ls_buf_char(b, '+');
    words_seconds(left < 0 ? -left : left, b);
    ls_buf_str(b, left < 0 ? " over" : " left");
    if (left >= 0 && waits > 1)
        ls_buf_printf(b, ", %d s each", (int)(left / waits));
}

static void draw_head(const struct triage_view *v, struct area line)
{
    size_t decided = v->len - triage_count(v, LS_TRIAGE_WAITS);
    LS_AUTO(buf) struct ls_buf clock = LS_BUF_INIT;
    bool done = v->at == v->len;
    int x = 1 + area_text(line, 1, 0, ROLE_BOLD, "TRIAGE");
    if (v->len)
        x += area_printf(line, x, 0, ROLE_BOLD, done ? "  %zu of %zu done" : "  %zu of %zu", done ? decided : v->at + 1,
                         v->len);
    head_clock(v, decided, &clock);
    bool late = clock.data[0] == '+';
    int end = v->len ? area_text_right(line, line.w - 1, 0, late ? ROLE_BAD : ROLE_NORMAL, clock.data) : line.w;
    if (v->len && end - x - 4 >= BAR)
        area_bar(line, x + 2, 0, BAR, ROLE_ACCENT, (double)decided / (double)v->len);
}

/* --- the item at hand --------------------------------------------------------------------------- */

static void draw_item(struct triage_page *p, const struct ls_item *item, bool low)
{
    LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT, from = LS_BUF_INIT;
    struct ls_calendar calendar;
    ls_calendar_init(&calendar, p->board);
    ls_board_name(p->board, item->rec.id, &name);
    int64_t days = ls_calendar_days(&calendar, item->created, p->v->today);
    ls_calendar_done(&calendar);
    int x = MARGIN + area_text(p->a, MARGIN, p->y, ROLE_ACCENT, name.data) + 2;
    area_fit(p->a, x, p->y, p->a.w - x - 1, ROLE_BOLD, item->title);
    p->y++;
    ls_buf_printf(&from, "%s%s%s", *item->source ? item->source : "", *item->source ? ", " : "",
                  days == 0 ? "today" : "");
    if (days > 0)
        words_count((size_t)days, "business day ago", "business days ago", &from);
    ls_buf_printf(&from, "   %s %s", ls_enum_word(LS_ENUM_TRACK, item->track), ls_enum_word(LS_ENUM_ITEM_TYPE, item->type));
    if (*item->tags)
        ls_buf_str(&from, "   ");
    ls_value_format(p->board, ls_field_info(LS_E_ITEM, LS_F_item_tags),
                    &(struct ls_value){.kind = *item->tags ? LS_V_TEXT : LS_V_NULL, .text = (char *)(uintptr_t)item->tags}, &from);
    area_fit(p->a, MARGIN, p->y, p->a.w - MARGIN - 1, ROLE_DIM, from.data);
    p->y++;
    if (*item->problem)
        page_row(p, "problem", ROLE_NORMAL, item->problem);
    else
        page_row(p, "problem", ROLE_WARN, "none yet: accepting asks for it");
    page_gap(p, low);
}

/* before: what is said of all of them, or "". */
static void draw_signal(struct triage_page *p, const char *label, const char *before, const struct ls_signal *signal)
{
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    ls_buf_str(&text, before);
    ls_board_name(p->board, signal->rec.id, &text);
    ls_buf_printf(&text, " %s: “%s”", signal->customer, signal->quote);
    page_row(p, label, ROLE_NORMAL, text.data);
}

/* What customers said, with the sum of its weights: one of them, or three where there is room. */
static void draw_signals(struct triage_page *p, const struct ls_item *item)
{
    const struct ls_signal *signals[3];
    size_t len = 0, all = 0, most = p->a.h >= TALL ? LS_COUNT(signals) : 1;
    int64_t weight = 0;
    LS_EACH(signal_item, e, p->board) {
        const struct ls_signal *s = e->item == item->rec.id ? ls_signal_get(p->board, e->signal) : NULL;
        if (!s)
            continue;
        weight += e->weight == LS_NONE ? 1 : e->weight;
        all++;
        if (len < most)
            signals[len++] = s;
    }
    LS_AUTO(buf) struct ls_buf sum = LS_BUF_INIT;
    if (all > 1)
        ls_buf_printf(&sum, "%zu signals, ", all);
    ls_buf_printf(&sum, "weight %d: ", (int)weight);
    for (size_t i = 0; i < len; i++)
        draw_signal(p, i ? "" : "evidence", i ? "" : sum.data, signals[i]);
}

static void draw_likes(struct triage_page *p, bool low)
{
    for (size_t i = 0; i < p->v->like_count && page_has(p, 1); i++) {
        const struct ls_item *other = ls_item_get(p->board, p->v->likes[i].id);
        LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT, tail = LS_BUF_INIT;
        if (!other)
            continue;
        words_record(p->board, &other->rec, &text);
        ls_buf_printf(&tail, "%.0f %%%s  %-8s", p->v->likes[i].likeness * 100, p->a.w >= NARROW ? " alike" : "", ls_enum_word(LS_ENUM_ITEM_STATUS, other->status));
        if (!i)
            area_text(p->a, MARGIN, p->y, ROLE_DIM, "looks like");
        area_printf(p->a, LABEL, p->y, ROLE_ACCENT, "2 %zu", i + 1);
        int end = area_text_right(p->a, p->a.w - 1, p->y, ROLE_DIM, tail.data);
        area_fit(p->a, LABEL + 5, p->y, end - LABEL - 7, ROLE_NORMAL, text.data);
        p->y++;
    }
    if (p->v->like_count && p->a.h >= TALL)
        page_row(p, "", ROLE_DIM, "2 and its number: it is the same, and goes into that one");
    if (!p->v->like_count)
        page_row(p, "looks like", ROLE_DIM, p->v->reading ? "still reading what is there …" : "nothing that is there");
    page_gap(p, low);
}

/* The keys that change it before it is accepted. */
static void draw_proposal_keys(struct triage_page *p, bool narrow)
{
    static const struct {
        enum ls_command_id command;
        const char *word, *narrow;
    } KEYS[] = {{LS_CMD_ITEM_ASSIGN, "owner", "owner"}, {LS_CMD_ITEM_PRIORITY, "priority", "priority"},
                {LS_CMD_ITEM_DUE, "due", "due"}, {LS_CMD_ITEM_SCORE, "score", "score"},
                {LS_CMD_SIGNAL_LINK, "link a signal", "link"}};
    int x = LABEL;
    for (size_t i = 0; i < LS_COUNT(KEYS) && page_has(p, 1); i++) {
        LS_AUTO(buf) struct ls_buf key = LS_BUF_INIT;
        if (!keymap_key_of(&p->v->view.ui->keymap, "triage", KEYS[i].command, &key))
            continue;
        x += area_text(p->a, x, p->y, ROLE_ACCENT, key.data) + 1;
        x += area_text(p->a, x, p->y, ROLE_DIM, narrow ? KEYS[i].narrow : KEYS[i].word) + (narrow ? 2 : 3);
    }
    p->y++;
}

static void draw_proposal(struct triage_page *p, const struct ls_item *item, bool low)
{
    const struct ls_triage_proposal *to = &p->v->proposal;
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    ls_buf_printf(&text, "%s, %s", ls_enum_word(LS_ENUM_TRACK, item->track),
                  to->owner ? words_person(p->board, to->owner) : "nobody yet");
    bool narrow = p->a.w < NARROW;
    if (to->backup)
        ls_buf_printf(&text, narrow ? "/%s" : " (backup %s)", words_person(p->board, to->backup));
    if (to->parent) {
        ls_buf_str(&text, ", under ");
        ls_board_name(p->board, to->parent, &text);
    }
    double score = ls_score_item(p->v->view.ui->facts.scores, item).score;
    if (item->priority > 0)
        ls_buf_printf(&text, ", priority %d", (int)item->priority);
    else if (isnan(score) && !narrow)
        ls_buf_str(&text, ", priority none");
    if (item->due != LS_NONE)
        words_date(item->due, p->v->today, false, (ls_buf_str(&text, ", due "), &text));
    if (!isnan(score))
        ls_score_format((ls_buf_str(&text, ", RICE "), &text), score);
    page_row(p, "1 makes it", ROLE_NORMAL, text.data);
    draw_proposal_keys(p, narrow);
    page_gap(p, low);
}

static void draw_next(struct triage_page *p, bool low)
{
    int shown = 0, most = p->a.h >= TALL ? 12 : 5;
    for (size_t i = p->v->at + 1; i < p->v->len && shown < most && page_has(p, 2 - low); i++) {
        LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
        if (p->v->pass[i].state != LS_TRIAGE_WAITS)
            continue;
        words_record(p->board, ls_board_record(p->board, p->v->pass[i].id), &text);
        page_row(p, shown++ ? "" : "next", ROLE_DIM, text.data);
    }
}

/* "accepted: tomasz/ines", "merged into LS-20", "snoozed to 22 Apr", ... */
static void words_became(const struct triage_view *v, const struct ls_board *board, const struct triage_one *one, struct ls_buf *b)
{
    static const char *const WORDS[LS_TRIAGE_STATES] = {"skipped", "accepted: ", "merged into ", "declined", "snoozed to ",
                                                        "sent back until "};
    const struct ls_item *item = ls_item_get(board, one->id);
    ls_buf_str(b, item ? WORDS[one->state] : "deleted");
    if (!item)
        return;
    if (one->state == LS_TRIAGE_ACCEPTED)
        words_owner(board, item->owner, item->backup, b);
    else if (one->state == LS_TRIAGE_MERGED)
        ls_board_name(board, item->duplicate_of, b);
    else if (one->state == LS_TRIAGE_SNOOZED || one->state == LS_TRIAGE_SENT_BACK)
        words_date(item->snooze_until, v->today, false, b);
}

/* The same; "dana declined" where it was somebody else. */
static void words_outcome(const struct triage_view *v, const struct ls_board *board, const struct triage_one *one, struct ls_buf *b)
{
    if (one->who && one->state != LS_TRIAGE_WAITS)
        ls_buf_printf(b, "%s ", words_person(board, one->who));
    words_became(v, board, one, b);
}

/* What somebody else made of it, and why. */
static void draw_met(struct triage_page *p, bool low)
{
    const struct triage_view *v = p->v;
    const struct triage_one *one = &v->pass[v->at];
    LS_AUTO(buf) struct ls_buf who = LS_BUF_INIT, what = LS_BUF_INIT;
    triage_met_words(v, v->at, &who);
    if (one->when) {
        int minute = ls_stamp_minute(one->when);
        ls_buf_printf(&who, ", %02d:%02d", minute / 60, minute % 60);
    }
    page_row(p, "meanwhile", ROLE_WARN, who.data);
    if (ls_item_get(p->board, one->id) && one->state != LS_TRIAGE_DECLINED) {
        words_became(v, p->board, one, &what);
        page_row(p, "now", ROLE_NORMAL, what.data);
    }
    LS_EACH(note, note, p->board) {
        if (note->author == one->who && note->at >= one->when && ls_set_has_id(note->subject, one->id))
            page_row(p, "", ROLE_NORMAL, note->text);
    }
    page_gap(p, low);
}

/* --- so far, and at the end --------------------------------------------------------------------- */

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
static void words_so_far(const struct triage_view *v, bool roomy, struct ls_buf *b)
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
    area_text(p->a, MARGIN, p->y + 1, ROLE_GOOD, "✓ nothing waits for a decision");
    if (first) {
        words_count(asleep, "item is snoozed: ", "items are snoozed: ", &text);
        ls_board_name(p->board, first->rec.id, &text);
        ls_buf_str(&text, asleep > 1 ? " is back first, on " : " is back on ");
        words_date(first->snooze_until, p->v->today, false, &text);
    } else {
        ls_buf_str(&text, "n adds an item, or a pasted list of them");
    }
    area_fit(p->a, MARGIN, p->y + 3, p->a.w - MARGIN - 1, ROLE_DIM, text.data);
}

static void draw_outcome(struct triage_page *p, const struct triage_one *one)
{
    int room = p->a.w < ROOMY ? 26 : 38;
    LS_AUTO(buf) struct ls_buf title = LS_BUF_INIT, outcome = LS_BUF_INIT;
    const struct ls_record *record = ls_board_record(p->board, one->id);
    if (record)
        words_record(p->board, record, &title);
    words_outcome(p->v, p->board, one, &outcome);
    enum role role = one->state == LS_TRIAGE_ACCEPTED ? ROLE_GOOD : ROLE_DIM;
    area_fit(p->a, MARGIN, p->y, p->a.w - MARGIN - room - 3, ROLE_NORMAL, title.data);
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
        area_fit(p->a, MARGIN, p->y++, p->a.w - MARGIN - 1, ROLE_BOLD, text.data);
        ls_buf_clear(&text);
    }
    words_accepted(v, p->board, &text);
    if (!v->earlier_len)
        words_by_others(v, &text);
    area_fit(p->a, MARGIN, p->y++, p->a.w - MARGIN - 1, ROLE_BOLD, text.data);
    ls_buf_clear(&text);
    words_others(v, &text);
    area_fit(p->a, MARGIN, p->y++, p->a.w - MARGIN - 1, ROLE_BOLD, text.data);
    if (v->came) {
        ls_buf_clear(&text);
        ls_buf_printf(&text, "%zu more came in meanwhile: T takes %s on", v->came, v->came == 1 ? "it" : "them");
        area_fit(p->a, MARGIN, p->y++, p->a.w - MARGIN - 1, ROLE_NORMAL, text.data);
    }
}

/* The i-th row of the summary: what became of one of the pass, then a heading and those of earlier today. */
static void draw_summary_row(struct triage_page *p, size_t i)
{
    const struct triage_view *v = p->v;
    bool headed = v->len && v->earlier_len;
    if (headed && i == v->len)
        area_text(p->a, MARGIN, p->y++, ROLE_DIM, "earlier today");
    else
        draw_outcome(p, triage_of_day(v, i - (headed && i > v->len)));
}

/* Returns how many rows have no room. top: the first that is seen, kept so that the last row is one of them. */
static size_t draw_summary(struct triage_page *p, bool low, size_t *top)
{
    const struct triage_view *v = p->v;
    if (!v->len) {
        draw_nothing(p);
        p->y += 5;
    }
    if (!triage_of_day(v, 0))
        return 0;
    draw_sums(p);
    page_gap(p, low);
    size_t count = v->len + (v->len && v->earlier_len) + v->earlier_len;
    size_t rows = (size_t)(p->a.h > p->y ? p->a.h - p->y : 0), most = count > rows ? count - rows : 0;
    *top = *top > most ? most : *top;
    size_t i = *top;
    for (; i < count && page_has(p, 1); i++)
        draw_summary_row(p, i);
    return count - i;
}

/* The item with what helps to decide, or with what was decided meanwhile. A deleted one is what it was called. */
static void draw_at_hand(struct triage_page *p, const struct ls_item *item, bool low)
{
    if (item)
        draw_item(p, item, low);
    else
        area_fit(p->a, MARGIN, p->y++, p->a.w - MARGIN - 1, ROLE_DIM, p->v->heading.data);
    if (p->v->met) {
        draw_met(p, low);
    } else if (item) {
        draw_signals(p, item);
        draw_likes(p, low);
        draw_proposal(p, item, low);
    }
}

void triage_draw(struct view *view, struct frame *f)
{
    struct triage_view *v = (struct triage_view *)(void *)view;
    struct area all = area_all(f);
    bool low = f->rows < LOW;
    int foot = f->rows - 4;
    struct triage_page page = {v, ui_board(view->ui), area_part(all, 0, 0, f->columns, foot + 1), 2 + !low};
    const struct ls_item *item = v->at < v->len ? ls_item_get(page.board, v->pass[v->at].id) : NULL;
    draw_head(v, area_part(all, 0, 0, f->columns, 1));
    area_hline(all, 0, 1, f->columns);
    size_t more = 0;
    if (v->at < v->len) {
        LS_AUTO(buf) struct ls_buf so_far = LS_BUF_INIT;
        page.a.h--; /* what was done so far has a row of its own */
        draw_at_hand(&page, item, low);
        draw_next(&page, low);
        words_so_far(v, f->columns >= NARROW, &so_far);
        area_fit(all, MARGIN, foot, f->columns - MARGIN - 1, ROLE_DIM, so_far.data);
    } else {
        more = draw_summary(&page, low, &v->top);
    }
    layout_draw_rule(area_part(all, 0, f->rows - 3, f->columns, 1), more);
    ui_draw_message(view->ui, area_part(all, 0, f->rows - 2, f->columns, 1));
    ui_draw_hints(view->ui, view, area_part(all, 0, f->rows - 1, f->columns, 1));
}
