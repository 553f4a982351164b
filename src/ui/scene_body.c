/* What the current line is about: its heading, its bar, its facts, and what was said on it so far. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "ui/scene.h"

/* --- heading ---------------------------------------------------------------------------------- */

/* "1 of 4   dana": the place in its segment, and who speaks. */
static void body_place(const struct scene *s, const struct ls_live_line *line, bool narrow, struct ls_buf *b)
{
    const struct ls_live_segment *segment = &s->live.segments[line->segment];
    size_t at = (size_t)(line - s->live.lines) - segment->first + 1;
    if (segment->count > 1 && !narrow)
        ls_buf_printf(b, "%zu of %zu   ", at, segment->count);
    ls_id owner = line->item->owner, acting = line->item->acting;
    ls_buf_str(b, words_person(s->board, owner));
    if (acting && acting != owner)
        ls_buf_printf(b, "→%s", words_person(s->board, acting));
}

static void body_heading(const struct scene *s, const struct ls_live_line *line, struct area a)
{
    LS_AUTO(buf) struct ls_buf ref = LS_BUF_INIT, title = LS_BUF_INIT, place = LS_BUF_INIT;
    enum role role;
    const char *glyph = scene_glyph(s, line, &role);
    scene_ref(s, line, &ref);
    const struct ls_item *item = ls_item_get(s->board, line->subject);
    bool signals = scene_kind_of(s, line) == SCENE_SIGNALS && item;
    ls_text_upper(&title, signals ? item->title : line->item->title);
    body_place(s, line, a.w < 60, &place);
    int end = area_text_right(a, a.w - 1, 0, ROLE_NORMAL, place.data) - 2;
    area_text(a, 1, 0, role, glyph);
    int x = 3;
    if (ref.len && scene_kind_of(s, line) != SCENE_METRIC)
        x += area_text(a, x, 0, ROLE_BOLD, ref.data) + 2;
    area_fit(a, x, 0, end - x, ROLE_BOLD, title.data);
}

/* A line that the sync is not at: its box, or what it took and what came of it. */
static void body_past(const struct ls_live_line *line, struct area a, int y)
{
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    if (line->state == LS_LINE_STATE_QUEUED) {
        ls_minutes_format(&text, line->plan_ms);
        ls_buf_str(&text, line->grey ? " planned, not reached in time" : " planned, still to come");
    } else {
        ls_minutes_format(&text, line->spent_ms);
        ls_buf_str(&text, " of ");
        ls_minutes_format(&text, line->plan_ms);
        ls_buf_printf(&text, "   %s", *line->item->outcome ? line->item->outcome
                                                           : ls_enum_word(LS_ENUM_LINE_STATE, line->state));
    }
    area_fit(a, 3, y, a.w - 4, ROLE_DIM, text.data);
}

static void body_bar(const struct scene *s, const struct ls_live_line *line, struct area a, int y)
{
    if (!line->current) {
        body_past(line, a, y);
        return;
    }
    enum { INDENT = 3, MIN = 8 };
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    ls_live_line_text(&s->live, &text);
    int indent = a.w < 60 ? 1 : INDENT, room = a.w - indent - 2 - ls_text_columns(text.data) - 1;
    int width = a.w / 2 < room ? a.w / 2 : room;
    bool over = line->spent_ms >= line->plan_ms + LS_SECOND;
    if (width >= MIN)
        scene_draw_bar(a, indent, y, width, line->spent_ms, line->plan_ms);
    else
        width = -2;
    area_text(a, indent + width + 2, y, over || s->live.paused ? ROLE_WARN : ROLE_NORMAL, text.data);
    if (over)
        area_focus(a, indent + width + 2, y, ls_text_columns(text.data));
}

/* --- what was said on it ------------------------------------------------------------------------ */

/* Notes and records of this line, oldest first. */
static void body_said(const struct scene *s, const struct ls_live_line *line, struct page *p)
{
    bool first = true;
    for (size_t i = 0; i < s->live.captured_count; i++) {
        const struct ls_capture *c = &s->live.captured[i];
        /* What the page shows anyway is not said twice. */
        bool own = c->record && (c->record == line->decision || c->record == line->blocker ||
                                 scene_kind_of(s, line) == SCENE_CLOSE);
        if (c->line != line->item->n || own)
            continue;
        LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
        const char *author = c->note ? words_person(s->board, c->note->author) : "";
        const struct ls_item *action = ls_item_get(s->board, c->record);
        if (c->record)
            ls_board_name(s->board, c->record, &text);
        if (text.len)
            ls_buf_str(&text, "  ");
        if (c->kind == LS_CAPTURE_NOTE || c->kind == LS_CAPTURE_DECISION)
            ls_buf_str(&text, c->note ? c->note->text : "");
        if (c->kind == LS_CAPTURE_ACTION && action) {
            ls_buf_printf(&text, "%s  %s ", action->title, words_person(s->board, action->owner));
            scene_day(&text, action->due, s->today);
        } else if (c->kind == LS_CAPTURE_BLOCKER) {
            const struct ls_record *r = ls_board_record(s->board, c->record);
            ls_buf_str(&text, r ? words_title(r) : "");
        }
        if (first)
            page_blank(p);
        first = false;
        page_fact(p, PAGE_MAIN, *author ? author : "said", text.data);
    }
}

/* --- the line by its kind ----------------------------------------------------------------------- */

/* What somebody answered before the meeting, and how to agree. */
static void body_answer(const struct scene *s, const struct ls_live_line *line, struct page *p)
{
    const struct ls_note *note = ls_live_answer(s->board, &s->live, line);
    if (!note)
        return;
    LS_AUTO(string) char *text = ls_asprintf("%s: %s", words_person(s->board, note->author), note->text);
    struct page_row *row = page_fact_right(p, PAGE_KEEP, "answered", text, "A agrees");
    row->role = ROLE_GOOD;
}

static void body_free(const struct scene *s LS_UNUSED, const struct ls_live_line *line, struct page *p)
{
    page_fact(p, PAGE_MAIN, "why here", line->item->reason);
    page_fact(p, PAGE_MAIN, "asked", line->item->ask);
}

static void body_facts(const struct scene *s, const struct ls_live_line *line, struct page *p, int height)
{
    switch (scene_kind_of(s, line)) {
    case SCENE_RECORDS:
        scene_body_records(s, line, p);
        break;
    case SCENE_METRIC:
        scene_body_metric(s, line, p, height);
        break;
    case SCENE_DECISION:
        scene_body_decision(s, line, p);
        break;
    case SCENE_BLOCKER:
        scene_body_blocker(s, line, p);
        break;
    case SCENE_SIGNALS:
        scene_body_signals(s, line, p);
        break;
    case SCENE_ITEM:
        scene_body_item(s, line, p);
        break;
    case SCENE_TRIAGE:
        scene_body_triage(s, line, p, height);
        break;
    case SCENE_CLOSE:
        scene_body_close(s, p);
        break;
    case SCENE_FREE:
        body_free(s, line, p);
        break;
    }
}

/* The third time a line stands here, it ends with a decision or goes. */
static void body_third(const struct ls_live_line *line, struct page *p)
{
    if (!line->third || line->settled)
        return;
    struct page_row *row = page_fact_right(p, PAGE_KEEP, "third time",
                                           line->blocker ? "x resolves it, e escalates it; it cannot be carried again"
                                                         : "d decides it, X drops it; it cannot be carried again",
                                           "");
    row->role = ROLE_WARN;
}

void scene_draw_body(const struct scene *s, struct area a)
{
    const struct ls_live_line *line = scene_shown(s);
    struct page page;
    page_init(&page, a.w);
    if (!line) {
        area_text(a, 1, 0, ROLE_GOOD, "✓");
        area_fit(a, 3, 0, a.w - 4, ROLE_BOLD, "EVERY LINE HAS ITS OUTCOME: Q ENDS THE SYNC");
        scene_body_close(s, &page);
        page_draw(&page, area_part(a, 0, 2, a.w, a.h - 2), page.len);
        page_done(&page);
        return;
    }
    body_heading(s, line, a);
    body_bar(s, line, a, 1);
    int top = a.h >= 10 ? 3 : 2;
    body_third(line, &page);
    body_facts(s, line, &page, a.h - top);
    body_answer(s, line, &page);
    body_said(s, line, &page);
    page_draw(&page, area_part(a, 0, top, a.w, a.h - top), page.len);
    page_done(&page);
}
