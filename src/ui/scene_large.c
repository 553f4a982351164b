/* The view for screen sharing: one line and a large clock; and the timetable at the side of wide screens. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "ui/scene.h"

/* --- large digits ---------------------------------------------------------------------------------- */

enum { DIGIT_ROWS = 5, DIGIT_COLUMNS = 3 };

/* Digits, then colon and minus, three cells wide; each cell is drawn scale columns wide and one row high. */
static const char *const DIGITS[][DIGIT_ROWS] = {
    {"###", "# #", "# #", "# #", "###"}, {"  #", "  #", "  #", "  #", "  #"}, {"###", "  #", "###", "#  ", "###"},
    {"###", "  #", "###", "  #", "###"}, {"# #", "# #", "###", "  #", "  #"}, {"###", "#  ", "###", "  #", "###"},
    {"###", "#  ", "###", "# #", "###"}, {"###", "  #", "  #", "  #", "  #"}, {"###", "# #", "###", "# #", "###"},
    {"###", "# #", "###", "  #", "###"}, {"   ", " # ", "   ", " # ", "   "}, {"   ", "   ", "###", "   ", "   "},
};

static int large_index(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c == ':' ? 10 : 11;
}

static void large_digit(struct area a, int x, int y, int across, int down, char c, enum role role)
{
    const char *const *rows = DIGITS[large_index(c)];
    for (int row = 0; row < DIGIT_ROWS; row++)
        for (int column = 0; column < DIGIT_COLUMNS; column++)
            for (int dy = 0; rows[row][column] == '#' && dy < down; dy++)
                for (int dx = 0; dx < across; dx++)
                    area_text(a, x + column * across + dx, y + row * down + dy, role, "█");
}

/* Draws text (digits, colon, minus) centred, as large as a allows; returns the rows used. */
static int large_text(struct area a, int y, int height, const char *text, enum role role)
{
    int n = (int)strlen(text), down = height / DIGIT_ROWS < 1 ? 1 : height / DIGIT_ROWS;
    int across = 2 * down;
    while (across > 1 && n * (DIGIT_COLUMNS + 1) * across > a.w - 2)
        across--;
    if (down > across)
        down = across;
    int x = (a.w - n * (DIGIT_COLUMNS + 1) * across + across) / 2;
    for (int i = 0; i < n; i++)
        large_digit(a, x + i * (DIGIT_COLUMNS + 1) * across, y, across, down, text[i], role);
    return DIGIT_ROWS * down;
}

static void large_centred(struct area a, int y, enum role role, const char *text)
{
    int columns = ls_text_columns(text), x = columns < a.w - 2 ? (a.w - columns) / 2 : 1;
    area_fit(a, x, y, columns < a.w - 2 ? columns : a.w - 2, role, text);
}

void scene_draw_large(const struct scene *s, struct area a)
{
    enum { ROOMY = 13 }; /* rows from which there is room for more than the title and the clock */
    const struct ls_live_line *line = scene_current(s);
    LS_AUTO(buf) struct ls_buf title = LS_BUF_INIT, clock = LS_BUF_INIT, said = LS_BUF_INIT, who = LS_BUF_INIT;
    if (!line)
        return;
    scene_ref(s, line, &title);
    scene_comma(&title, 0, "  ");
    if (scene_kind_of(s, line) == SCENE_METRIC)
        ls_buf_clear(&title);
    ls_text_upper(&title, line->item->title);
    int64_t left = line->plan_ms - line->spent_ms;
    bool over = left < 0;
    ls_minutes_format(&clock, over ? -left : left + LS_SECOND - 1);
    ls_live_line_text(&s->live, &said);
    ls_buf_str(&who, words_person(s->board, line->item->acting ? line->item->acting : line->item->owner));
    if (*line->item->ask)
        ls_buf_printf(&who, ":  %s", line->item->ask);
    enum role role = over ? ROLE_BAD : line->spent_ms * 5 >= line->plan_ms * 4 ? ROLE_WARN : ROLE_ACCENT;
    if (a.h < ROOMY) {
        large_centred(a, 0, ROLE_BOLD, title.data);
        large_text(a, 1, DIGIT_ROWS, clock.data, role);
        large_centred(a, 1 + DIGIT_ROWS, over ? ROLE_WARN : ROLE_NORMAL, said.data);
        return;
    }
    int clock_rows = a.h - 9 > DIGIT_ROWS ? (a.h - 9) / DIGIT_ROWS * DIGIT_ROWS : DIGIT_ROWS;
    if (clock_rows > 3 * DIGIT_ROWS)
        clock_rows = 3 * DIGIT_ROWS;
    int y = (a.h - clock_rows - 8) / 2 + 1, width = a.w * 2 / 3;
    large_centred(a, y, ROLE_BOLD, title.data);
    large_centred(a, y + 1, ROLE_NORMAL, who.data);
    y += 3 + large_text(a, y + 3, clock_rows, clock.data, role);
    large_centred(a, y + 1, over ? ROLE_WARN : ROLE_NORMAL, said.data);
    scene_draw_bar(a, (a.w - width) / 2, y + 2, width, line->spent_ms, line->plan_ms);
}

/* --- the timetable ---------------------------------------------------------------------------------- */

/* ✓ done, ▶ now, → carried, · not today, × dropped, blank waiting. */
static const char *timetable_sign(const struct ls_live_line *line, enum role *ret_role)
{
    *ret_role = ROLE_DIM;
    if (line->current) {
        *ret_role = ROLE_ACCENT;
        return "▶";
    }
    switch (line->state) {
    case LS_LINE_STATE_DONE:
        *ret_role = ROLE_GOOD;
        return "✓";
    case LS_LINE_STATE_CARRIED:
        return "→";
    case LS_LINE_STATE_PARKED:
        return "·";
    case LS_LINE_STATE_DROPPED:
        return "×";
    default:
        return " ";
    }
}

static void timetable_row(const struct scene *s, const struct ls_live_line *line, struct area a, int y)
{
    enum { SIGN = 1, GLYPH = 3, NAME = 5, TEXT = 14, TIME = 5, PERSON = 7 };
    LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT, brief = LS_BUF_INIT, time = LS_BUF_INIT;
    enum role role, sign_role;
    const struct ls_agenda_line *planned = scene_agenda_line(s, line);
    const char *glyph = scene_glyph(s, line, &role), *sign = timetable_sign(line, &sign_role);
    bool waiting = line->state == LS_LINE_STATE_QUEUED && !line->grey;
    enum role text_role = waiting || line->current ? ROLE_NORMAL : ROLE_DIM;
    int end = a.w - PERSON - 1 - TIME, width = end - TEXT - 1;
    if (planned) {
        agenda_words_name(&s->words, planned, TEXT - NAME - 1, &name);
        agenda_words_brief(&s->words, planned, width - (line->grey ? 2 : 0), &brief);
    }
    bool spoken = line->current || line->state != LS_LINE_STATE_QUEUED;
    ls_minutes_format(&time, spoken ? line->spent_ms : line->plan_ms);
    LS_AUTO(string) char *text = line->grey ? ls_asprintf("(%s)", brief.data) : ls_strdup(brief.data);
    area_text(a, SIGN, y, sign_role, sign);
    if (scene_wanders(s) && line == scene_shown(s))
        area_text(a, SIGN - 1, y, ROLE_WARN, "▌"); /* where one looks, while the sync is at ▶ */
    area_text(a, GLYPH, y, text_role == ROLE_DIM ? ROLE_DIM : role, glyph);
    area_fit(a, NAME, y, TEXT - NAME - 1, text_role, name.data);
    area_fit(a, TEXT, y, width, text_role, text);
    area_fit_right(a, end, y, TIME, text_role, time.data);
    area_fit(a, end + TIME + 1, y, PERSON, text_role, words_person(s->board, line->item->acting));
    if (line->current)
        area_focus(a, 0, y, a.w);
}

/* "09:36 B-7 new: SMS gateway is down", newest first. */
static void timetable_beside(const struct scene *s, struct area a)
{
    enum { TIME = 1, TEXT = 7 };
    area_text(a, TIME, 0, ROLE_WARN, "SINCE THE START");
    for (size_t i = 0; i < s->change_count && (int)i + 1 < a.h; i++) {
        const struct ls_agenda_change *c = &s->changes[i];
        LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
        int minute = ls_stamp_minute(c->at), y = (int)i + 1;
        ls_buf_printf(&text, "%s %s%s%s", c->ref, c->text, *c->title ? ": " : "", c->title);
        area_printf(a, TIME, y, ROLE_DIM, "%02d:%02d", minute / 60, minute % 60);
        int end = c->who ? area_text_right(a, a.w - 1, y, ROLE_DIM, words_person(s->board, c->who)) - 1 : a.w - 1;
        area_fit(a, TEXT, y, end - TEXT, ROLE_NORMAL, text.data);
    }
}

void scene_draw_timetable(const struct scene *s, struct area a)
{
    enum { BESIDE = 4 }; /* changes that have their place although lines would fill it */
    LS_AUTO(buf) struct ls_buf total = LS_BUF_INIT;
    int64_t left = s->live.left_ms;
    ls_minutes_format(&total, left);
    ls_buf_str(&total, s->live.over_ms > 0 ? " left, the rest shrinks" : " left");
    area_text(a, 1, 0, ROLE_BOLD, "AGENDA");
    area_text_right(a, a.w - 1, 0, s->live.over_ms > 0 ? ROLE_WARN : ROLE_DIM, total.data);
    int beside = s->change_count > BESIDE ? BESIDE + 2 : s->change_count ? (int)s->change_count + 2 : 0;
    int room = a.h - 1 - (a.h > 2 * beside ? beside : 0), y = 1;
    size_t first = 0;
    if ((int)s->live.line_count > room && s->live.current < s->live.line_count) {
        size_t half = (size_t)room / 2, most = s->live.line_count - (size_t)room;
        first = s->live.current > half ? s->live.current - half : 0;
        first = first > most ? most : first;
    }
    for (size_t i = first; i < s->live.line_count && y <= room; i++)
        timetable_row(s, &s->live.lines[i], a, y++);
    if (s->change_count && y + 2 < a.h)
        timetable_beside(s, area_part(a, 0, y + 1, a.w, a.h - y - 1));
}
