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
#include "ui/view_triage_page.h"
#include "ui/words.h"

enum { LABEL = 15, LOW = 20, TALL = 30, NARROW = 70, BAR = 20 };

bool triage_page_has(const struct triage_page *p, int rows)
{
    return p->y + rows <= p->a.h;
}

static void page_row(struct triage_page *p, const char *label, enum role role, const char *text)
{
    if (!triage_page_has(p, 1))
        return;
    area_text(p->a, TRIAGE_MARGIN, p->y, ROLE_DIM, label);
    area_fit(p->a, LABEL, p->y, p->a.w - LABEL - 1, role, text);
    p->y++;
}

void triage_page_gap(struct triage_page *p, bool low)
{
    p->y += !low;
}

/* --- the first line --------------------------------------------------------------------------- */

/* How many of the pass somebody else decided on. */
size_t triage_others_count(const struct triage_view *v)
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
        int64_t mine = (int64_t)(decided - triage_others_count(v));
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
    int x = TRIAGE_MARGIN + area_text(p->a, TRIAGE_MARGIN, p->y, ROLE_ACCENT, name.data) + 2;
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
    area_fit(p->a, TRIAGE_MARGIN, p->y, p->a.w - TRIAGE_MARGIN - 1, ROLE_DIM, from.data);
    p->y++;
    if (*item->problem)
        page_row(p, "problem", ROLE_NORMAL, item->problem);
    else
        page_row(p, "problem", ROLE_WARN, "none yet: accepting asks for it");
    triage_page_gap(p, low);
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
    for (size_t i = 0; i < p->v->like_count && triage_page_has(p, 1); i++) {
        const struct ls_item *other = ls_item_get(p->board, p->v->likes[i].id);
        LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT, tail = LS_BUF_INIT;
        if (!other)
            continue;
        words_record(p->board, &other->rec, &text);
        ls_buf_printf(&tail, "%.0f %%%s  %-8s", p->v->likes[i].likeness * 100, p->a.w >= NARROW ? " alike" : "", ls_enum_word(LS_ENUM_ITEM_STATUS, other->status));
        if (!i)
            area_text(p->a, TRIAGE_MARGIN, p->y, ROLE_DIM, "looks like");
        area_printf(p->a, LABEL, p->y, ROLE_ACCENT, "2 %zu", i + 1);
        int end = area_text_right(p->a, p->a.w - 1, p->y, ROLE_DIM, tail.data);
        area_fit(p->a, LABEL + 5, p->y, end - LABEL - 7, ROLE_NORMAL, text.data);
        p->y++;
    }
    if (p->v->like_count && p->a.h >= TALL)
        page_row(p, "", ROLE_DIM, "2 and its number: it is the same, and goes into that one");
    if (!p->v->like_count)
        page_row(p, "looks like", ROLE_DIM, p->v->reading ? "still reading what is there …" : "nothing that is there");
    triage_page_gap(p, low);
}

/* The keys that change it before it is accepted. */
static void draw_proposal_keys(struct triage_page *p, bool narrow)
{
    static const struct {
        enum ls_command_id command;
        const char *word, *narrow;
    } KEYS[] = {{LS_CMD_ITEM_ASSIGN, "owner", "owner"}, {LS_CMD_ITEM_PARENT, "under", "under"},
                {LS_CMD_ITEM_PRIORITY, "priority", "prio"}, {LS_CMD_ITEM_DUE, "due", "due"},
                {LS_CMD_ITEM_SCORE, "score", "score"}, {LS_CMD_SIGNAL_LINK, "signal", NULL}}; /* NULL: no room */
    int x = LABEL;
    for (size_t i = 0; i < LS_COUNT(KEYS) && triage_page_has(p, 1); i++) {
        LS_AUTO(buf) struct ls_buf key = LS_BUF_INIT;
        if ((narrow && !KEYS[i].narrow) || !keymap_key_of(&p->v->view.ui->keymap, "triage", KEYS[i].command, &key))
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
    triage_page_gap(p, low);
}

static void draw_next(struct triage_page *p, bool low)
{
    int shown = 0, most = p->a.h >= TALL ? 12 : 5;
    for (size_t i = p->v->at + 1; i < p->v->len && shown < most && triage_page_has(p, 2 - low); i++) {
        LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
        if (p->v->pass[i].state != LS_TRIAGE_WAITS)
            continue;
        words_record(p->board, ls_board_record(p->board, p->v->pass[i].id), &text);
        page_row(p, shown++ ? "" : "next", ROLE_DIM, text.data);
    }
}

/* "accepted: tomasz/ines", "merged into LS-20", "snoozed to 22 Apr", ... */
void triage_became_words(const struct triage_view *v, const struct ls_board *board, const struct triage_one *one, struct ls_buf *b)
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
        triage_became_words(v, p->board, one, &what);
        page_row(p, "now", ROLE_NORMAL, what.data);
    }
    LS_EACH(note, note, p->board) {
        if (note->author == one->who && note->at >= one->when && ls_set_has_id(note->subject, one->id))
            page_row(p, "", ROLE_NORMAL, note->text);
    }
    triage_page_gap(p, low);
}

/* The item with what helps to decide, or with what was decided meanwhile. A deleted one is what it was called. */
static void draw_at_hand(struct triage_page *p, const struct ls_item *item, bool low)
{
    if (item)
        draw_item(p, item, low);
    else
        area_fit(p->a, TRIAGE_MARGIN, p->y++, p->a.w - TRIAGE_MARGIN - 1, ROLE_DIM, p->v->heading.data);
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
        triage_so_far_words(v, f->columns >= NARROW, &so_far);
        area_fit(all, TRIAGE_MARGIN, foot, f->columns - TRIAGE_MARGIN - 1, ROLE_DIM, so_far.data);
    } else {
        more = triage_draw_summary(&page, low, &v->top);
    }
    layout_draw_rule(area_part(all, 0, f->rows - 3, f->columns, 1), more);
    ui_draw_message(view->ui, area_part(all, 0, f->rows - 2, f->columns, 1));
    ui_draw_hints(view->ui, view, area_part(all, 0, f->rows - 1, f->columns, 1));
}
