/* Reading a running or closed sync for the screen. The rules of the meeting are lockstep/meeting.h's; here is only
 * what the drawing asks of it. */
#include "ui/scene.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "lockstep/error.h"
#include "lockstep/work.h"

static void scene_drop(struct scene *s)
{
    ls_agenda_free(s->agenda);
    ls_agenda_changes_free(s->changes, s->change_count);
    ls_metric_book_free(s->metrics);
    ls_calendar_done(&s->calendar);
    s->agenda = NULL;
    s->changes = NULL;
    s->change_count = 0;
    s->metrics = NULL;
}

void scene_read(struct scene *s, const struct ls_board *board, ls_id meeting, const struct ls_watch *watch)
{
    struct ls_error err = {0};
    scene_drop(s);
    s->board = board;
    s->today = ls_stamp_date(watch->now);
    s->read = ls_live_read(board, meeting, watch, &s->live, &err) == 0;
    if (s->read && ls_agenda_read(board, meeting, &s->agenda, &err) < 0)
        s->agenda = NULL;
    ls_error_done(&err);
    s->change_count = ls_agenda_beside(board, meeting, watch->now, &s->changes);
    ls_calendar_init(&s->calendar, board);
    s->metrics = ls_metric_book_new(board);
    s->words = (struct agenda_words){board, s->agenda, &s->calendar, s->metrics};
    s->last = LS_NONE;
    if (!s->read)
        return;
    int64_t start = s->live.meeting->started;
    const struct ls_meeting *last =
        ls_meeting_get(board, ls_meeting_last(board, s->live.meeting->ritual, start == LS_NONE ? watch->now : start));
    s->last = last ? last->started : LS_NONE;
}

void scene_tick(struct scene *s, const struct ls_watch *watch)
{
    struct ls_error err = {0};
    if (s->read)
        s->read = ls_live_read(s->board, s->live.meeting->rec.id, watch, &s->live, &err) == 0;
    s->today = ls_stamp_date(watch->now);
    ls_error_done(&err);
}

void scene_done(struct scene *s)
{
    scene_drop(s);
    ls_live_done(&s->live);
    *s = (struct scene){0};
}

const struct ls_live_line *scene_current(const struct scene *s)
{
    return s->read && s->live.current < s->live.line_count ? &s->live.lines[s->live.current] : NULL;
}

const struct ls_live_line *scene_shown(const struct scene *s)
{
    for (size_t i = 0; s->read && s->look && i < s->live.line_count; i++)
        if (s->live.lines[i].item->rec.id == s->look)
            return &s->live.lines[i];
    return scene_current(s);
}

bool scene_wanders(const struct scene *s)
{
    return s->look && scene_shown(s) != scene_current(s);
}

bool scene_leads(const struct scene *s)
{
    return s->me && (!*scene_leader(s) || s->live.meeting->facilitator == s->me);
}

const char *scene_leader(const struct scene *s)
{
    const struct ls_person *p = s->read ? ls_person_get(s->board, s->live.meeting->facilitator) : NULL;
    return p ? p->handle : "";
}

/* The frozen agenda's segment of a line; LS_SEGMENT_OTHER where it is not known. */
static enum ls_agenda_kind scene_segment_kind(const struct scene *s, size_t segment)
{
    for (size_t i = 0; s->agenda && i < s->agenda->segment_count; i++)
        if (!strcmp(s->agenda->segments[i].name, s->live.segments[segment].name))
            return s->agenda->segments[i].kind;
    return LS_SEGMENT_OTHER;
}

size_t scene_records(const struct ls_live_line *line, ls_id **ret_ids)
{
    const char *at = line->item->ref, *word;
    size_t len, n = 0;
    ls_id id, *ids = ls_alloc((size_t)ls_set_count(at) * sizeof(*ids) + 1);
    while (ls_set_next(&at, &word, &len, &id))
        if (id)
            ids[n++] = id;
    *ret_ids = ids;
    return n;
}

static enum scene_kind kind_of_record(const struct scene *s, const struct ls_live_line *line, ls_id record)
{
    if (ls_metric_get(s->board, record))
        return SCENE_METRIC;
    if (line->decision)
        return SCENE_DECISION;
    if (line->blocker)
        return SCENE_BLOCKER;
    if (!ls_item_get(s->board, record))
        return SCENE_FREE;
    return scene_segment_kind(s, line->segment) == LS_SEGMENT_SIGNALS ? SCENE_SIGNALS : SCENE_ITEM;
}

enum scene_kind scene_kind_of(const struct scene *s, const struct ls_live_line *line)
{
    ls_id *ids;
    size_t n = scene_records(line, &ids);
    ls_id first = n ? ids[0] : 0;
    enum ls_agenda_kind segment = scene_segment_kind(s, line->segment);
    free(ids);
    if (ls_set_has_word(line->item->ref, "triage"))
        return SCENE_TRIAGE;
    if (segment == LS_SEGMENT_OPEN || (n > 1 && !line->decision))
        return n ? SCENE_RECORDS : SCENE_FREE;
    if (!n)
        return segment == LS_SEGMENT_CLOSE ? SCENE_CLOSE : SCENE_FREE;
    return kind_of_record(s, line, first);
}

void scene_ref(const struct scene *s, const struct ls_live_line *line, struct ls_buf *b)
{
    enum scene_kind kind = scene_kind_of(s, line);
    size_t from = b->len;
    if (kind == SCENE_TRIAGE) {
        ls_buf_str(b, "triage");
    } else if (kind != SCENE_RECORDS) {
        ls_id *ids;
        size_t n = scene_records(line, &ids);
        for (size_t i = 0; i < n; i++) {
            scene_comma(b, from, "/");
            ls_board_name(s->board, ids[i], b);
        }
        free(ids);
    }
}

void scene_name(const struct scene *s, const struct ls_live_line *line, struct ls_buf *b)
{
    enum { NAME = 12 };
    const struct ls_agenda_line *planned = scene_agenda_line(s, line);
    if (planned)
        agenda_words_name(&s->words, planned, NAME, b);
    else
        scene_ref(s, line, b);
}

const struct ls_agenda_line *scene_agenda_line(const struct scene *s, const struct ls_live_line *line)
{
    const struct ls_agenda *agenda = s->agenda;
    for (size_t i = 0; agenda && i < agenda->count; i++)
        if (agenda->lines[i].row == line->item->rec.id)
            return &agenda->lines[i];
    return NULL;
}

const char *scene_glyph(const struct scene *s, const struct ls_live_line *line, enum role *ret_role)
{
    static const struct {
        const char *glyph;
        enum role role;
    } SIGNS[] = {
        [SCENE_RECORDS] = {" ", ROLE_NORMAL}, [SCENE_METRIC] = {"▼", ROLE_WARN}, [SCENE_DECISION] = {"◆", ROLE_ACCENT},
        [SCENE_BLOCKER] = {"■", ROLE_BAD},    [SCENE_SIGNALS] = {"“", ROLE_ACCENT}, [SCENE_ITEM] = {"◇", ROLE_ACCENT},
        [SCENE_TRIAGE] = {" ", ROLE_NORMAL},  [SCENE_CLOSE] = {" ", ROLE_NORMAL}, [SCENE_FREE] = {"·", ROLE_DIM},
    };
    enum scene_kind kind = scene_kind_of(s, line);
    bool third = line->third && kind == SCENE_ITEM;
    *ret_role = third ? ROLE_WARN : SIGNS[kind].role;
    return third ? "3" : SIGNS[kind].glyph;
}

bool scene_record_is_closed(const struct scene *s, ls_id record)
{
    const struct ls_item *item = ls_item_get(s->board, record);
    const struct ls_blocker *blocker = ls_blocker_get(s->board, record);
    const struct ls_decision *decision = ls_decision_get(s->board, record);
    if (item)
        return !ls_item_is_open(item);
    if (blocker)
        return blocker->resolved != LS_NONE;
    return decision && decision->status != LS_DECISION_STATUS_PROPOSED;
}

void scene_day(struct ls_buf *b, int64_t date, int64_t today)
{
    if (date == LS_NONE)
        return;
    if (date == today) {
        ls_buf_str(b, "today");
    } else if (date == today + 1) {
        ls_buf_str(b, "tomorrow");
    } else if (date == today - 1) {
        ls_buf_str(b, "yesterday");
    } else {
        if (date > today - 7 && date < today + 7)
            ls_buf_printf(b, "%s ", ls_weekday_short(ls_date_weekday(date)));
        ls_date_short(b, date, today);
    }
}

void scene_comma(struct ls_buf *b, size_t from, const char *separator)
{
    if (b->len > from)
        ls_buf_str(b, separator);
}
