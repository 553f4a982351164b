/* Triage, the close with what is read back, and the receipt. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "ui/scene.h"

/* --- triage -------------------------------------------------------------------------------------- */

static int triage_compare(const void *a, const void *b)
{
    const struct ls_item *x = *(const struct ls_item *const *)a, *y = *(const struct ls_item *const *)b;
    if (x->created != y->created)
        return x->created < y->created ? -1 : 1;
    return x->rec.num < y->rec.num ? -1 : x->rec.num > y->rec.num;
}

void scene_body_triage(const struct scene *s, const struct ls_live_line *line, struct page *p, int height)
{
    const struct ls_item **v = NULL;
    size_t len = 0, cap = 0;
    LS_EACH(item, it, s->board)
        if (it->status == LS_ITEM_STATUS_TRIAGE && (it->snooze_until == LS_NONE || it->snooze_until <= s->today)) {
            LS_GROW(v, len, cap);
            v[len++] = it;
        }
    if (len)
        qsort(v, len, sizeof(*v), triage_compare);
    page_fact(p, PAGE_FACT, "why here", line->item->reason);
    page_fact(p, PAGE_MAIN, "asked", line->item->ask);
    page_blank(p);
    for (size_t i = 0; i < len && (int)i < height; i++) {
        LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT, age = LS_BUF_INIT;
        LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT;
        ls_board_name(s->board, v[i]->rec.id, &name);
        ls_text_fit(&text, name.data, 7, false);
        ls_buf_str(&text, v[i]->title);
        words_count((size_t)ls_calendar_days(&s->calendar, v[i]->created, s->today), "day", "days", &age);
        page_add(p, i < 3 ? PAGE_MAIN : PAGE_MORE, p->indent, text.data, age.data);
    }
    free(v);
}

/* --- close --------------------------------------------------------------------------------------- */

/* One captured record: what, and at the right who and when in columns of their own. */
static void close_row(const struct scene *s, const char *label, ls_id record, const char *text, ls_id who, int64_t due,
                      struct page *p)
{
    enum { WHO = 8, DUE = 11 };
    LS_AUTO(buf) struct ls_buf left = LS_BUF_INIT, right = LS_BUF_INIT, day = LS_BUF_INIT;
    ls_board_name(s->board, record, &left);
    ls_buf_printf(&left, "  %s", text);
    scene_day(&day, due, s->today);
    ls_text_fit(&right, words_person(s->board, who), WHO, false);
    ls_text_fit(&right, day.data, DUE, false);
    struct page_row *row = page_fact_right(p, PAGE_KEEP, label, left.data, right.data);
    row->right_role = ROLE_NORMAL;
    row->right_margin = 1;
}

static void close_captured(const struct scene *s, enum ls_capture_kind kind, struct page *p)
{
    for (size_t i = 0; i < s->live.captured_count; i++) {
        const struct ls_capture *c = &s->live.captured[i];
        const struct ls_decision *decision = ls_decision_get(s->board, c->record);
        const struct ls_item *item = ls_item_get(s->board, c->record);
        const struct ls_blocker *blocker = ls_blocker_get(s->board, c->record);
        if (c->kind != kind)
            continue;
        if (decision)
            close_row(s, "decided", c->record, *decision->decided ? decision->decided : decision->title,
                      decision->driver, LS_NONE, p);
        else if (item)
            close_row(s, "action", c->record, item->title, item->owner, item->due, p);
        else if (blocker)
            close_row(s, blocker->resolved == LS_NONE ? "raised" : "resolved", c->record, blocker->what,
                      blocker->owner, blocker->next_due, p);
    }
}

/* The lines that nobody came to, in one. */
static void close_lines(const struct scene *s, enum ls_line_state state, const char *label, struct page *p)
{
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    for (size_t i = 0; i < s->live.line_count; i++) {
        const struct ls_live_line *line = &s->live.lines[i];
        if (line->state != state || line->current || scene_kind_of(s, line) == SCENE_CLOSE)
            continue;
        scene_comma(&text, 0, "   ");
        size_t from = text.len;
        scene_ref(s, line, &text);
        if (text.len == from)
            ls_buf_str(&text, line->item->title);
    }
    page_fact(p, PAGE_MAIN, label, text.data);
}

/* The lines that were carried or dropped, each in a row with its title: what it was about is read back.
 * Of many the numbers alone: the rows below them say where the minutes are. */
static void close_lines_told(const struct scene *s, enum ls_line_state state, const char *label, struct page *p)
{
    enum { MOST = 6 };
    size_t count = 0;
    for (size_t i = 0; i < s->live.line_count; i++)
        count += s->live.lines[i].state == state;
    if (count > MOST) {
        close_lines(s, state, label, p);
        return;
    }
    for (size_t i = 0; i < s->live.line_count; i++) {
        const struct ls_live_line *line = &s->live.lines[i];
        LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
        if (line->state != state || line->current || scene_kind_of(s, line) == SCENE_CLOSE)
            continue;
        scene_ref(s, line, &text);
        ls_buf_printf(&text, "%s%s", text.len ? "  " : "", line->item->title);
        page_fact(p, PAGE_MAIN, label, text.data);
        label = "";
    }
}

/* "9.0 of 2: ines 9, dana 9", or which key rates. */
static void close_rating(const struct scene *s, struct ls_buf *b)
{
    int64_t sum = 0, n = 0;
    LS_AUTO(buf) struct ls_buf names = LS_BUF_INIT;
    for (size_t i = 0; i < s->live.people_count; i++) {
        const struct ls_live_person *p = &s->live.people[i];
        if (p->rating == LS_NONE)
            continue;
        ls_buf_printf(&names, "%s %s %" PRId64, n ? "," : "", words_person(s->board, p->person), p->rating);
        sum += p->rating;
        n++;
    }
    if (!n)
        return;
    double mean = (double)sum / (double)n;
    ls_text_real(b, (double)(int64_t)(mean * 10 + 0.5) / 10);
    ls_buf_printf(b, "  (%s)", names.data + 1);
}

void scene_body_close(const struct scene *s, struct page *p)
{
    LS_AUTO(buf) struct ls_buf rating = LS_BUF_INIT;
    close_captured(s, LS_CAPTURE_DECISION, p);
    close_captured(s, LS_CAPTURE_ACTION, p);
    close_captured(s, LS_CAPTURE_BLOCKER, p);
    if (!p->len)
        page_fact(p, PAGE_MAIN, "read back", "nothing was decided and nobody took an action");
    page_blank(p);
    close_lines_told(s, LS_LINE_STATE_CARRIED, "carried", p);
    close_lines(s, LS_LINE_STATE_PARKED, "not today", p);
    close_lines_told(s, LS_LINE_STATE_DROPPED, "dropped", p);
    close_lines(s, LS_LINE_STATE_QUEUED, "not reached", p);
    close_rating(s, &rating);
    page_fact(p, PAGE_MAIN, "rating", rating.len ? rating.data : "R rates the sync, 1 to 10");
}

/* --- the receipt ---------------------------------------------------------------------------------- */

static void receipt_facts(const struct scene *s, const char *files, struct page *p)
{
    LS_AUTO(buf) struct ls_buf rating = LS_BUF_INIT;
    close_captured(s, LS_CAPTURE_DECISION, p);
    close_captured(s, LS_CAPTURE_ACTION, p);
    close_captured(s, LS_CAPTURE_BLOCKER, p);
    page_blank(p);
    close_lines_told(s, LS_LINE_STATE_CARRIED, "carried", p);
    close_lines(s, LS_LINE_STATE_PARKED, "not today", p);
    close_lines_told(s, LS_LINE_STATE_DROPPED, "dropped", p);
    close_rating(s, &rating);
    page_fact(p, PAGE_MAIN, "rating", rating.data);
    page_blank(p);
    page_fact(p, PAGE_KEEP, "files here", files); /* in the folder where lockstep was started */
}

static void receipt_segments(const struct scene *s, struct area a, int y)
{
    enum { NAME = 18, BAR = 24 };
    for (size_t i = 0; i < s->live.segment_count && y < a.h; i++) {
        const struct ls_live_segment *segment = &s->live.segments[i];
        LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
        if (!segment->count)
            continue;
        bool over = segment->spent_ms >= segment->plan_ms + LS_SECOND;
        double part = segment->plan_ms > 0 ? (double)segment->spent_ms / (double)segment->plan_ms : 0;
        area_fit(a, 3, y, NAME, ROLE_NORMAL, segment->name);
        if (over)
            scene_draw_bar(a, 3 + NAME, y, BAR, segment->spent_ms, segment->plan_ms);
        else /* nothing warns any more: what kept to its time is well */
            area_bar(a, 3 + NAME, y, BAR, ROLE_ACCENT, part < 1 ? part : 1);
        ls_minutes_format(&text, segment->spent_ms);
        ls_buf_str(&text, " of ");
        ls_minutes_format(&text, segment->plan_ms);
        area_text(a, 3 + NAME + BAR + 2, y, over ? ROLE_WARN : ROLE_NORMAL, text.data);
        y++;
    }
}

void scene_draw_receipt(const struct scene *s, struct area a, const char *files)
{
    LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT, text = LS_BUF_INIT;
    ls_board_name(s->board, s->live.meeting->rec.id, &name);
    ls_live_receipt(s->board, &s->live, &text);
    area_printf(a, 1, 0, ROLE_GOOD, "✓");
    area_printf(a, 3, 0, ROLE_BOLD, "%s IS OVER: ITS MINUTES ARE LOCKED", name.data);
    struct page page;
    page_init(&page, a.w);
    page.label = 0;
    page_fact(&page, PAGE_KEEP, "", text.data);
    int rows = page_draw(&page, area_part(a, 0, 2, a.w, 4), page.len);
    page_done(&page);
    int y = 3 + rows;
    if (a.h >= 22) {
        receipt_segments(s, a, y);
        y += (int)s->live.segment_count + 1;
    }
    page_init(&page, a.w);
    receipt_facts(s, files, &page);
    page_draw(&page, area_part(a, 0, y, a.w, a.h - y), page.len);
    page_done(&page);
}
