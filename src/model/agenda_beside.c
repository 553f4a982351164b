/* What came or changed since a sync started. Its agenda is frozen, so this stands beside it: records that the rules
 * want by now and no line holds, and edits of the lines' records by people who were not in the room.
 * Lines under Not today are not kept; what was one at the start is told from news by that nobody touched it since. */
#include <stdlib.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/map.h"
#include "base/mem.h"
#include "lockstep/agenda.h"
#include "lockstep/board.h"
#include "lockstep/error.h"

struct beside {
    const struct ls_board *board;
    const struct ls_meeting *meeting;
    int64_t today;
    struct ls_map lines;  /* id of a record -> its frozen line */
    struct ls_map own;    /* id of a record -> itself, of what was captured in the sync */
    struct ls_map events; /* id of a record -> its newest event since the start */
    struct ls_map fed;    /* id of a record -> the signal or point that it got since */
    struct ls_agenda_change *v;
    size_t len, cap;
};

static void beside_put_set(struct ls_map *map, const char *refs, const void *value)
{
    const char *word;
    size_t len;
    ls_id id;
    while (ls_set_next(&refs, &word, &len, &id))
        if (id)
            ls_map_put(map, id, (void *)(uintptr_t)value);
}

static bool beside_is_new(const struct beside *s, const struct ls_record *record)
{
    return record && record->entered != LS_NONE && record->entered > s->meeting->started;
}

/* What somebody touched since the start. */
static void beside_read_news(struct beside *s)
{
    for (size_t i = 0; i < ls_board_event_count(s->board); i++) {
        const struct ls_event *event = ls_board_event(s->board, i);
        if (event->at > s->meeting->started)
            ls_map_put(&s->events, event->record, (void *)(uintptr_t)event);
    }
    LS_EACH(signal_item, link, s->board)
        if (beside_is_new(s, &link->rec))
            ls_map_put(&s->fed, link->item, (void *)(uintptr_t)link);
    LS_EACH(metric_point, point, s->board)
        if (beside_is_new(s, &point->rec))
            ls_map_put(&s->fed, point->metric, (void *)(uintptr_t)point);
}

/* The frozen lines, and what the meeting captured. */
static void beside_read(struct beside *s)
{
    ls_id meeting = s->meeting->rec.id;
    LS_EACH(agenda_item, row, s->board)
        if (row->meeting == meeting)
            beside_put_set(&s->lines, row->ref, row);
    LS_EACH(item, item, s->board)
        if (item->meeting == meeting)
            ls_map_put(&s->own, item->rec.id, (void *)(uintptr_t)item);
    LS_EACH(decision, decision, s->board)
        if (decision->meeting == meeting)
            ls_map_put(&s->own, decision->rec.id, (void *)(uintptr_t)decision);
    LS_EACH(note, note, s->board)
        if (note->kind == LS_NOTE_KIND_LIVE && ls_set_has_id(note->subject, meeting))
            beside_put_set(&s->own, note->subject, note);
}

/* --- what they say ----------------------------------------------------------------------------- */

static void beside_value(const struct beside *s, const struct ls_field *field, const struct ls_value *value,
                         struct ls_buf *b)
{
    if (value->kind == LS_V_NULL)
        ls_buf_str(b, "none");
    else if (field->type == LS_T_DATE && value->kind == LS_V_INT)
        ls_date_short(b, value->i, s->today);
    else
        ls_value_format(s->board, field, value, b);
}

/* "owner jonas → aiko" */
static char *beside_edit(const struct beside *s, const struct ls_event *event, const struct ls_value *before)
{
    struct ls_buf b = LS_BUF_INIT;
    const struct ls_field *field = ls_field_info(event->entity, event->field);
    for (const char *c = field->name; *c; c++)
        ls_buf_char(&b, *c == '_' ? ' ' : *c);
    ls_buf_char(&b, ' ');
    beside_value(s, field, before, &b);
    ls_buf_str(&b, " → ");
    beside_value(s, field, &event->after, &b);
    return ls_buf_steal(&b);
}

/* text, title: owned from here on. */
static void beside_add(struct beside *s, struct ls_agenda_change change)
{
    struct ls_buf ref = LS_BUF_INIT;
    ls_board_name(s->board, change.record, &ref);
    change.ref = ls_buf_steal(&ref);
    LS_GROW(s->v, s->len, s->cap);
    s->v[s->len++] = change;
}

/* --- what came --------------------------------------------------------------------------------- */

static void beside_came(struct beside *s, const struct ls_agenda_line *line, ls_id id)
{
    const struct ls_record *record = ls_board_record(s->board, id), *fed = ls_map_get(&s->fed, id);
    const struct ls_event *event = ls_map_get(&s->events, id);
    struct ls_agenda_change change = {.record = id, .came = true};
    if (!record || ls_map_get(&s->lines, id) || ls_map_get(&s->own, id))
        return;
    if (beside_is_new(s, record)) {
        change.at = record->entered;
        change.text = ls_strdup("new");
    } else if (event) {
        change.at = event->at;
        change.who = event->who;
        change.text = beside_edit(s, event, &event->before);
    } else if (fed) {
        change.at = fed->entered;
        change.text = ls_strdup(line->why);
    } else {
        return;
    }
    change.title = ls_strdup(line->record ? line->title : "");
    beside_add(s, change);
}

static void beside_find_came(struct beside *s, const struct ls_agenda *agenda)
{
    for (size_t i = 0; i < agenda->count; i++) {
        const struct ls_agenda_line *line = &agenda->lines[i];
        const char *at = line->refs, *word;
        size_t len;
        ls_id id;
        if (line->record)
            beside_came(s, line, line->record);
        else
            while (ls_set_next(&at, &word, &len, &id))
                beside_came(s, line, id);
    }
}

/* --- what changed ------------------------------------------------------------------------------ */

/* Fields that the sync itself sets when it deals with a line: news only while nobody has talked about it. */
static bool beside_is_outcome(const struct ls_event *event)
{
    return (event->entity == LS_E_ITEM && event->field == LS_F_item_status) ||
           (event->entity == LS_E_BLOCKER && event->field == LS_F_blocker_resolved) ||
           (event->entity == LS_E_DECISION && event->field != LS_F_decision_needed_by);
}

static bool beside_waits(const struct beside *s, const struct ls_agenda_item *row)
{
    return row->state == LS_LINE_STATE_QUEUED && row->n > s->meeting->live_line;
}

/* The newest event of a record's field, with the value that stood there at the start. */
static void beside_find_changed(struct beside *s)
{
    size_t count = ls_board_event_count(s->board);
    for (size_t i = count; i-- > 0;) {
        const struct ls_event *event = ls_board_event(s->board, i);
        const struct ls_agenda_item *row = ls_map_get(&s->lines, event->record);
        if (!row || event->at <= s->meeting->started || (beside_is_outcome(event) && !beside_waits(s, row)))
            continue;
        const struct ls_value *before = &event->before;
        bool newest = true;
        for (size_t k = 0; k < count; k++) {
            const struct ls_event *other = ls_board_event(s->board, k);
            if (other->record != event->record || other->field != event->field || other->at <= s->meeting->started)
                continue;
            newest = newest && k <= i;
            if (k < i && before == &event->before)
                before = &other->before;
        }
        if (newest && !ls_value_equal(before, &event->after))
            beside_add(s, (struct ls_agenda_change){.record = event->record, .at = event->at, .who = event->who,
                                                    .text = beside_edit(s, event, before), .title = ls_strdup("")});
    }
}

static int beside_compare(const void *a, const void *b)
{
    const struct ls_agenda_change *x = a, *y = b;
    if (x->at != y->at)
        return x->at > y->at ? -1 : 1;
    return x->record < y->record ? -1 : x->record > y->record;
}

size_t ls_agenda_beside(const struct ls_board *board, ls_id meeting, int64_t now,
                        struct ls_agenda_change **ret_changes)
{
    struct beside s = {.board = board, .meeting = ls_meeting_get(board, meeting), .today = ls_stamp_date(now)};
    struct ls_agenda *agenda = NULL;
    *ret_changes = NULL;
    if (!s.meeting || s.meeting->status != LS_MEETING_STATUS_RUNNING || s.meeting->started == LS_NONE)
        return 0;
    beside_read(&s);
    beside_read_news(&s);
    if (ls_agenda_plan_at(board, s.meeting->ritual, s.meeting->started, now, &agenda, NULL) == LS_OK)
        beside_find_came(&s, agenda);
    ls_agenda_free(agenda);
    beside_find_changed(&s);
    if (s.len)
        qsort(s.v, s.len, sizeof(*s.v), beside_compare);
    ls_map_done(&s.lines);
    ls_map_done(&s.own);
    ls_map_done(&s.events);
    ls_map_done(&s.fed);
    *ret_changes = s.v;
    return s.len;
}

void ls_agenda_changes_free(struct ls_agenda_change *changes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        free(changes[i].ref);
        free(changes[i].text);
        free(changes[i].title);
    }
    free(changes);
}
