/* The lower frame of a running sync: what was captured, what comes, who is here; and the timetable at the side. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "ui/scene.h"

enum { FOOT_VALUE = 11 }; /* where the values stand */

/* --- captured --------------------------------------------------------------------------------- */

/* Appends "actions LS-93 LS-94" where there is any of that kind. */
static void foot_captured_kind(const struct scene *s, enum ls_capture_kind kind, const char *one,
                               const char *many, struct ls_buf *b)
{
    LS_AUTO(buf) struct ls_buf names = LS_BUF_INIT;
    size_t n = 0;
    for (size_t i = 0; i < s->live.captured_count; i++) {
        const struct ls_capture *c = &s->live.captured[i];
        if (c->kind != kind || !c->record)
            continue;
        ls_buf_char(&names, ' ');
        ls_board_name(s->board, c->record, &names);
        n++;
    }
    if (!n)
        return;
    scene_comma(b, 0, "   ");
    ls_buf_str(b, n == 1 ? one : many);
    ls_buf_str(b, names.data);
}

static size_t foot_notes(const struct scene *s)
{
    size_t n = 0;
    for (size_t i = 0; i < s->live.captured_count; i++)
        n += s->live.captured[i].kind == LS_CAPTURE_NOTE;
    return n;
}

void scene_draw_captured(const struct scene *s, struct area line)
{
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    const struct ls_live_line *current = scene_shown(s);
    if (current && current->decision && !current->settled)
        ls_buf_str(&text, s->deciding ? "being decided" : "no decision yet");
    foot_captured_kind(s, LS_CAPTURE_DECISION, "decided", "decided", &text);
    foot_captured_kind(s, LS_CAPTURE_ACTION, "action", "actions", &text);
    foot_captured_kind(s, LS_CAPTURE_BLOCKER, "blocker", "blockers", &text);
    if (foot_notes(s)) {
        scene_comma(&text, 0, "   ");
        words_count(foot_notes(s), "note", "notes", &text);
    }
    area_text(line, 1, 0, ROLE_DIM, "CAPTURED");
    area_fit(line, FOOT_VALUE, 0, line.w - FOOT_VALUE - 1, text.len ? ROLE_NORMAL : ROLE_DIM,
             text.len ? text.data : "nothing yet: n action, d decision, c note");
}

/* --- next ------------------------------------------------------------------------------------- */

/* "3 lines will not be reached", or nothing. */
static void foot_grey(const struct scene *s, struct ls_buf *b)
{
    size_t grey = 0;
    for (size_t i = 0; i < s->live.line_count; i++)
        grey += s->live.lines[i].grey && s->live.lines[i].state == LS_LINE_STATE_QUEUED;
    if (grey)
        ls_buf_printf(b, "(%zu not reached)", grey);
}

/* "B-1 2:00" in the current segment, "LS-20" later, "(triage)" where the time will not do. */
static void foot_next_text(const struct scene *s, const struct ls_live_line *line, bool here, struct ls_buf *b)
{
    ls_buf_str(b, line->grey ? "(" : "");
    scene_name(s, line, b);
    if (here && !line->grey) {
        ls_buf_char(b, ' ');
        ls_minutes_format(b, line->plan_ms);
    }
    ls_buf_str(b, line->grey ? ")" : "");
}

void scene_draw_next(const struct scene *s, struct area line)
{
    LS_AUTO(buf) struct ls_buf grey = LS_BUF_INIT;
    const struct ls_live_line *current = scene_current(s);
    size_t segment = current ? current->segment : 0;
    int x = FOOT_VALUE, end = line.w - 1;
    area_text(line, 1, 0, ROLE_DIM, "NEXT");
    foot_grey(s, &grey);
    if (grey.len)
        end = area_text_right(line, end, 0, ROLE_WARN, grey.data) - 2;
    if (s->live.current + 1 >= s->live.line_count)
        area_fit(line, x, 0, end - x, ROLE_DIM, current ? "nothing: this is the last line" : "nothing: the sync can end");
    for (size_t i = current ? s->live.current + 1 : s->live.line_count; i < s->live.line_count; i++) {
        const struct ls_live_line *l = &s->live.lines[i];
        LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
        if (l->state != LS_LINE_STATE_QUEUED)
            continue;
        bool rule = x > FOOT_VALUE && l->segment != segment, here = l->segment == current->segment;
        foot_next_text(s, l, here, &text);
        if (x + ls_text_columns(text.data) + (rule ? 3 : 0) > end) {
            area_text(line, x < end ? x : end, 0, ROLE_DIM, "…");
            return;
        }
        if (rule)
            x += area_text(line, x, 0, ROLE_DIM, "|  ");
        x += area_text(line, x, 0, l->grey ? ROLE_DIM : ROLE_NORMAL, text.data) + (here ? 3 : 2);
        segment = l->segment;
    }
}

/* --- since the start -------------------------------------------------------------------------------- */

void scene_draw_beside(const struct scene *s, struct area line)
{
    int x = 1 + area_text(line, 1, 0, ROLE_WARN, "SINCE THE START") + 2, end = line.w - 1;
    for (size_t i = 0; i < s->change_count; i++) {
        const struct ls_agenda_change *c = &s->changes[i];
        bool titled = s->change_count == 1 && *c->title;
        LS_AUTO(string) char *text = ls_asprintf("%s %s%s%s", c->ref, c->text, titled ? ": " : "", titled ? c->title : "");
        if (i && x + ls_text_columns(text) > end) {
            area_text(line, x, 0, ROLE_DIM, "…");
            return;
        }
        area_fit(line, x, 0, end - x, ROLE_NORMAL, text);
        x += ls_text_columns(text) + 3;
    }
}

/* --- here ------------------------------------------------------------------------------------- */

static const char *foot_person_sign(const struct ls_live_person *p, enum role *ret_role)
{
    *ret_role = ROLE_DIM;
    if (!p->known)
        return "○";
    if (p->state == LS_ATTENDANCE_STATE_GUEST)
        return "◌";
    *ret_role = ROLE_GOOD;
    return "●";
}

/* Appends the handles of those who answered before, or are absent. */
static void foot_names(const struct scene *s, bool answered, struct ls_buf *b)
{
    for (size_t i = 0; i < s->live.people_count; i++) {
        const struct ls_live_person *p = &s->live.people[i];
        bool absent = p->known && p->state == LS_ATTENDANCE_STATE_ABSENT;
        if (answered ? p->answered : absent)
            ls_buf_printf(b, " %s", words_person(s->board, p->person));
    }
}

static bool foot_person_is_shown(const struct ls_live_person *p)
{
    if (p->known)
        return p->state != LS_ATTENDANCE_STATE_ABSENT;
    return p->invited && !p->answered;
}

void scene_draw_here(const struct scene *s, struct area line)
{
    enum { NAMES = 7 };
    LS_AUTO(buf) struct ls_buf answered = LS_BUF_INIT;
    foot_names(s, true, &answered);
    int x = NAMES, end = line.w - 1;
    int tail = answered.len ? (int)strlen("answered:") + ls_text_columns(answered.data) + 3 : 0;
    area_text(line, 1, 0, ROLE_DIM, "here");
    for (size_t i = 0; i < s->live.people_count; i++) {
        const struct ls_live_person *p = &s->live.people[i];
        enum role role;
        if (!foot_person_is_shown(p))
            continue;
        LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT;
        ls_buf_printf(&name, "%s%s", words_person(s->board, p->person),
                      p->leads ? " leads" : p->known && p->state == LS_ATTENDANCE_STATE_LATE ? " late" : "");
        int width = 2 + ls_text_columns(name.data);
        if (x + width > end) {
            area_text(line, x, 0, ROLE_DIM, "…");
            x += 3;
            break;
        }
        const char *sign = foot_person_sign(p, &role);
        area_text(line, x, 0, role, sign);
        area_text(line, x + 2, 0, p->known ? ROLE_NORMAL : ROLE_DIM, name.data);
        x += width + 2;
    }
    if (tail && x + 1 + tail - 3 <= end)
        area_printf(line, x + 1, 0, ROLE_DIM, "answered:%s", answered.data);
}
