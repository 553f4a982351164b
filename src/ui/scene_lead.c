/* The rule between the frame of a running sync and its line: whom one follows, and where the sync is while one looks at
 * another line. It says what to press, for nobody remembers a key of a minute a week. */
#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "ui/scene.h"

/* "ines", or what stands for nobody. */
static const char *lead_name(const struct scene *s)
{
    if (scene_leads(s))
        return "you";
    return *scene_leader(s) ? scene_leader(s) : "the sync";
}

/* "B-2/D-9", "Open" where the line has no name of its own. */
static void lead_place(const struct scene *s, struct ls_buf *b)
{
    const struct ls_live_line *line = scene_current(s);
    size_t from = b->len;
    if (!line) {
        ls_buf_str(b, "the end");
        return;
    }
    scene_name(s, line, b);
    if (b->len == from)
        ls_buf_str(b, s->live.segments[line->segment].name);
}

/* Appends part where the whole still fits into width. */
static void lead_add(struct ls_buf *b, const char *part, int width)
{
    if (ls_text_columns(b->data) + ls_text_columns(part) <= width)
        ls_buf_str(b, part);
}

/* "LOOKING AT 9 OF 14   ines is at B-2/D-9, 0:38 left of 2:00   Esc goes back   F takes the lead" */
static void lead_wanders(const struct scene *s, bool typing, int width, struct ls_buf *b)
{
    LS_AUTO(buf) struct ls_buf place = LS_BUF_INIT, clock = LS_BUF_INIT;
    const struct ls_live_line *line = scene_shown(s);
    lead_place(s, &place);
    if (scene_current(s))
        ls_live_line_text(&s->live, &clock);
    ls_buf_printf(b, "%s %" PRId64 " OF %zu", typing ? "TYPING ON" : "LOOKING AT", line->item->n, s->live.line_count);
    LS_AUTO(string) char *where = ls_asprintf("   %s %s at %s", lead_name(s), scene_leads(s) ? "are" : "is", place.data);
    LS_AUTO(string) char *left = ls_asprintf("%s%s", clock.len ? ", " : "", clock.data);
    const char *back = typing ? "" : "   Esc goes back";
    int tail = ls_text_columns(back);
    lead_add(b, where, width - tail);
    lead_add(b, left, width - tail);
    lead_add(b, back, width);
    if (!typing && !scene_leads(s))
        lead_add(b, "   F takes the lead", width);
}

void scene_draw_lead(const struct scene *s, struct area line, bool typing)
{
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    int room = line.w - 2;
    if (scene_wanders(s)) {
        lead_wanders(s, typing, room, &text);
        area_fit(line, 1, 0, room, ROLE_WARN, text.data);
        area_focus(line, 1, 0, ls_text_columns(text.data));
        return;
    }
    area_hline(line, 0, 0, line.w);
    if (scene_leads(s) || !*scene_leader(s))
        return;
    ls_buf_printf(&text, s->leader_gone ? " ○ %s led and is not here any more: F takes the lead " : " %s leads, F takes the lead ",
                  scene_leader(s));
    int columns = ls_text_columns(text.data), x = line.w - 2 - columns;
    if (s->leader_gone)
        area_fit(line, x > 0 ? x : 0, 0, room, ROLE_WARN, text.data);
    else if (x > 0)
        area_text(line, x, 0, ROLE_DIM, text.data);
}
