/* The upper frame of a running sync: the clock of the whole, the story, the segments. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "ui/scene.h"
#include "ui/words.h"

void scene_draw_bar(struct area a, int x, int y, int width, int64_t spent_ms, int64_t plan_ms)
{
    if (width < 1)
        return;
    double part = plan_ms > 0 ? (double)spent_ms / (double)plan_ms : 1;
    if (plan_ms > 0 && spent_ms >= plan_ms + LS_SECOND) { /* as the words beside it have it */
        area_fit(a, x, y, width, ROLE_REVERSE, " over");
        return;
    }
    area_bar(a, x, y, width, part >= 0.8 ? ROLE_WARN : ROLE_ACCENT, part < 1 ? part : 1);
}

/* --- the first line --------------------------------------------------------------------------- */

/* "SYNC M-12  Tue 10 Mar", "HUDDLE M-13  Thu 12 Mar" or less of it. level 0 is all. */
static void head_name(const struct scene *s, int level, struct ls_buf *b)
{
    const struct ls_meeting *m = s->live.meeting;
    if (level < 2) {
        words_ritual(s->board, m->ritual, b);
        ls_buf_char(b, ' ');
    }
    ls_board_name(s->board, m->rec.id, b);
    if (level)
        return;
    int64_t date = ls_stamp_date(m->started != LS_NONE ? m->started : m->planned);
    ls_buf_printf(b, "  %s ", ls_weekday_short(ls_date_weekday(date)));
    ls_date_short(b, date, s->today);
}

static enum role head_role(const struct ls_live *live)
{
    if (live->paused)
        return ROLE_WARN;
    return live->over_ms >= LS_SECOND ? ROLE_BAD : ROLE_NORMAL;
}

void scene_draw_head(const struct scene *s, struct area line)
{
    enum { BAR = 20, GAP = 2, BAR_MIN = 6, MIN_NAME = 8 };
    LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT, clock = LS_BUF_INIT;
    ls_live_clock_text(&s->live, &clock);
    const char *clause = strrchr(clock.data, ',');
    if (clause && ls_text_columns(clock.data) + MIN_NAME > line.w)
        ls_buf_truncate(&clock, (size_t)(clause - clock.data));
    int right = ls_text_columns(clock.data), left = 0, bar = 0;
    for (int level = 0; level < 3 && bar < BAR_MIN; level++) {
        ls_buf_clear(&name);
        head_name(s, level, &name);
        left = 1 + ls_text_columns(name.data) + GAP;
        bar = line.w - 1 - right - GAP - left;
    }
    area_text(line, 1, 0, ROLE_BOLD, name.data);
    if (bar > BAR && line.w < 100)
        bar = BAR;
    if (bar >= BAR_MIN)
        scene_draw_bar(line, left, 0, bar, s->live.spent_ms, s->live.total_ms);
    area_text_right(line, line.w - 1, 0, head_role(&s->live), clock.data);
}

/* --- the story -------------------------------------------------------------------------------- */

/* The signal that the story quotes, NULL for words of somebody's own. */
static const struct ls_signal *head_story_signal(const struct scene *s)
{
    const char *story = s->live.meeting->story;
    if (!*story)
        return NULL;
    LS_EACH(signal, it, s->board)
        if (*it->quote && !strcmp(it->quote, story))
            return it;
    return NULL;
}

void scene_draw_story(const struct scene *s, struct area line)
{
    enum { TEXT = 8 };
    const char *story = s->live.meeting->story;
    area_text(line, 1, 0, ROLE_DIM, "STORY");
    if (!*story) {
        area_fit(line, TEXT, 0, line.w - TEXT - 1, ROLE_DIM, "press \" to tell the newest customer story, or one of your own");
        return;
    }
    const struct ls_signal *signal = head_story_signal(s);
    LS_AUTO(buf) struct ls_buf from = LS_BUF_INIT;
    if (signal) {
        ls_buf_printf(&from, "%s, ", signal->customer);
        ls_board_name(s->board, signal->rec.id, &from);
    }
    LS_AUTO(string) char *quoted = signal ? ls_asprintf("“%s”", story) : ls_strdup(story);
    int width = line.w - TEXT - 1, want = ls_text_columns(quoted), tail = ls_text_columns(from.data);
    bool both = tail && width - tail - 3 >= (want < width / 2 ? want : width / 2);
    int room = both ? width - tail - 3 : width;
    int took = want < room ? want : room;
    area_fit(line, TEXT, 0, took, ROLE_NORMAL, quoted);
    if (both)
        area_text(line, TEXT + took + 3, 0, ROLE_DIM, from.data);
}

/* --- the segments ----------------------------------------------------------------------------- */

/* How much of a segment's name is said, from all of it to short ones, and none of what is past. */
enum head_level { HEAD_FULL, HEAD_LAST_WORD, HEAD_SHORT, HEAD_NO_TIMES, HEAD_NO_PAST, HEAD_LEVELS };

/* A name of four characters where the last word is long: "Prio". */
static void head_short_name(const char *name, bool shorten, struct ls_buf *b)
{
    enum { LONG = 8, SHORT = 4 };
    const char *blank = strrchr(name, ' '), *word = blank ? blank + 1 : name;
    size_t from = b->len;
    ls_buf_str(b, word);
    if (shorten && ls_text_columns(word) > LONG) {
        ls_buf_truncate(b, from);
        ls_text_fit(b, word, SHORT, true);
        /* A sign of the cut would only cost a column: what it was stands in the timetable. */
        ls_buf_truncate(b, from);
        size_t at = 0;
        for (int i = 0, columns; i < SHORT && word[at]; i++)
            at += ls_text_cluster(word + at, strlen(word + at), &columns);
        ls_buf_add(b, word, at);
    }
    if (blank && from < b->len && b->data[from] >= 'a' && b->data[from] <= 'z')
        b->data[from] = (char)(b->data[from] - 'a' + 'A');
}

static bool head_is_past(const struct scene *s, size_t i)
{
    const struct ls_live_segment *segment = &s->live.segments[i];
    for (size_t k = 0; k < segment->count; k++)
        if (s->live.lines[segment->first + k].state == LS_LINE_STATE_QUEUED)
            return false;
    return !segment->current;
}

static void head_segment(const struct scene *s, size_t i, enum head_level level, struct ls_buf *b)
{
    const struct ls_live_segment *segment = &s->live.segments[i];
    LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT;
    if (level == HEAD_FULL)
        ls_buf_str(&name, segment->name);
    else
        head_short_name(segment->name, level >= HEAD_SHORT && !segment->current, &name);
    if (segment->current) {
        ls_buf_str(b, "▶ ");
        ls_text_upper(b, name.data);
        ls_buf_char(b, ' ');
        ls_minutes_format(b, segment->spent_ms);
        ls_buf_char(b, '/');
        ls_minutes_format(b, segment->plan_ms);
    } else if (head_is_past(s, i)) {
        ls_buf_printf(b, "✓%s%s", level >= HEAD_NO_PAST ? "" : " ", level >= HEAD_NO_PAST ? "" : name.data);
        if (level < HEAD_NO_TIMES) {
            ls_buf_char(b, ' ');
            ls_minutes_format(b, segment->spent_ms);
        }
    } else {
        ls_buf_printf(b, "%s ", name.data);
        if (segment->plan_ms % LS_MINUTE)
            ls_minutes_format(b, segment->plan_ms);
        else
            ls_buf_printf(b, "%" PRId64, segment->plan_ms / LS_MINUTE);
    }
}

/* Draws the line at a level as far as it goes; returns the columns that it would take. */
static int head_segments_at(const struct scene *s, struct area line, enum head_level level, bool draw)
{
    int x = 1;
    for (size_t i = 0; i < s->live.segment_count; i++) {
        LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
        const struct ls_live_segment *segment = &s->live.segments[i];
        if (!segment->count)
            continue;
        head_segment(s, i, level, &text);
        int columns = ls_text_columns(text.data);
        bool past = head_is_past(s, i), grey = !past && !segment->waiting, fits = x + columns < line.w;
        if (draw && !fits) {
            area_text(line, x, 0, ROLE_DIM, "…");
            return x;
        }
        if (draw)
            area_text(line, x, 0, segment->current ? ROLE_ACCENT : past || grey ? ROLE_DIM : ROLE_NORMAL, text.data);
        if (draw && segment->current)
            area_focus(line, x, 0, columns);
        x += columns + (past && level == HEAD_NO_PAST ? 1 : 2);
    }
    return x - 1;
}

void scene_draw_segments(const struct scene *s, struct area line)
{
    enum head_level level = HEAD_FULL;
    while (level + 1 < HEAD_LEVELS && head_segments_at(s, line, level, false) > line.w)
        level++;
    head_segments_at(s, line, level, true);
}
