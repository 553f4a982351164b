/* Reads a meeting from its records: lines, segments, time, people, what was captured.
 * The sentences made of it are in meeting_text.c; what changes a meeting is in app/cmd_sync*.c. */
#include "lockstep/meeting.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "lockstep/agenda.h"
#include "lockstep/error.h"
#include "model/meeting_read.h"

/* --- which meeting --------------------------------------------------------------------------- */

ls_id ls_meeting_running(const struct ls_board *board)
{
    const struct ls_meeting *found = NULL;
    LS_EACH(meeting, it, board)
    {
        if (it->status == LS_MEETING_STATUS_RUNNING && (!found || it->started > found->started))
            found = it;
    }
    return found ? found->rec.id : 0;
}

ls_id ls_meeting_last(const struct ls_board *board, ls_id ritual, int64_t before)
{
    const struct ls_meeting *found = NULL;
    LS_EACH(meeting, it, board)
    {
        if (it->status != LS_MEETING_STATUS_CLOSED || (ritual && it->ritual != ritual) || it->started == LS_NONE ||
            it->started >= before)
            continue;
        if (!found || it->started > found->started)
            found = it;
    }
    return found ? found->rec.id : 0;
}

/* By number; of two that have the same, the older first: so on every machine. */
static int rows_compare(const void *a, const void *b)
{
    const struct ls_agenda_item *x = *(const struct ls_agenda_item *const *)a, *y = *(const struct ls_agenda_item *const *)b;
    if (x->n != y->n)
        return x->n < y->n ? -1 : 1;
    return x->rec.id < y->rec.id ? -1 : x->rec.id > y->rec.id;
}

size_t ls_meeting_rows(const struct ls_board *board, ls_id meeting, const struct ls_agenda_item ***ret_rows)
{
    const struct ls_agenda_item **rows = NULL;
    size_t count = 0, cap = 0;
    LS_EACH(agenda_item, row, board) {
        if (row->meeting != meeting)
            continue;
        LS_GROW(rows, count, cap);
        rows[count++] = row;
    }
    if (count)
        qsort(rows, count, sizeof(*rows), rows_compare);
    *ret_rows = rows;
    return count;
}

/* --- time ------------------------------------------------------------------------------------ */

static bool follow_is(const struct ls_follow *follow, const struct ls_meeting *m)
{
    return follow->meeting == m->rec.id && follow->at == m->live_at && follow->line == m->live_line &&
           follow->spent == m->live_spent && follow->running == m->live_running;
}

void ls_follow_update(struct ls_follow *follow, const struct ls_board *board, int64_t ticks)
{
    const struct ls_meeting *m = ls_meeting_get(board, ls_meeting_running(board));
    if (!m) {
        *follow = (struct ls_follow){0};
        return;
    }
    size_t captured = ls_board_count(board, LS_E_NOTE);
    bool event = !follow_is(follow, m);
    if (event || captured != follow->captured)
        follow->touched = ticks;
    follow->captured = captured;
    if (!event)
        return;
    follow->first = follow->meeting != m->rec.id;
    follow->meeting = m->rec.id;
    follow->at = m->live_at;
    follow->line = m->live_line;
    follow->spent = m->live_spent;
    follow->running = m->live_running;
    follow->seen = ticks;
}

static bool live_same_machine(const struct ls_meeting *m, const struct ls_watch *watch)
{
    return watch->machine && *watch->machine && !strcmp(watch->machine, m->live_by);
}

/* Milliseconds since the last event, as far as this machine can tell. */
static int64_t live_since(const struct ls_meeting *m, const struct ls_watch *watch, bool *ret_known)
{
    int64_t since = 0;
    *ret_known = true;
    if (live_same_machine(m, watch)) {
        since = m->live_at == LS_NONE ? 0 : watch->now - m->live_at;
    } else if (watch->follow && follow_is(watch->follow, m)) {
        since = watch->ticks - watch->follow->seen;
        *ret_known = !watch->follow->first;
    } else {
        *ret_known = false;
    }
    return since > 0 ? since : 0;
}

/* Since anybody touched the meeting: an event, or something captured. A stamp of another machine is looked at
 * here, but only one that is not ahead of us, and it can only put the closing off by LS_SYNC_IDLE_MS. */
static int64_t live_idle(const struct ls_live *live, const struct ls_watch *watch, int64_t since)
{
    const struct ls_follow *follow = watch->follow;
    if (!live_same_machine(live->meeting, watch))
        return follow && follow->meeting == live->meeting->rec.id ? watch->ticks - follow->touched : 0;
    for (size_t i = 0; i < live->captured_count; i++) {
        const struct ls_note *note = live->captured[i].note;
        if (note && note->rec.entered <= watch->now && watch->now - note->rec.entered < since)
            since = watch->now - note->rec.entered;
    }
    return since;
}

static void live_read_time(struct ls_live *live, const struct ls_watch *watch)
{
    const struct ls_meeting *m = live->meeting;
    bool running = m->status == LS_MEETING_STATUS_RUNNING;
    int64_t since = running ? live_since(m, watch, &live->clock_known) : 0;
    live->paused = running && !m->live_running && live->current < live->line_count;
    if (!running)
        live->clock_known = true;
    if (live->current < live->line_count) {
        struct ls_live_line *line = &live->lines[live->current];
        line->spent_ms = (m->live_spent == LS_NONE ? 0 : m->live_spent) + (m->live_running ? since : 0);
    }
    /* behind the last line: what was left of a second */
    live->spent_ms = running && live->current == live->line_count && m->live_spent != LS_NONE ? m->live_spent : 0;
    for (size_t i = 0; i < live->line_count; i++)
        live->spent_ms += live->lines[i].spent_ms;
    live->idle_ms = running ? live_idle(live, watch, since) : 0;
}

/* --- lines ----------------------------------------------------------------------------------- */

enum ls_line_kind ls_live_kind(const struct ls_board *board, const struct ls_agenda_item *item)
{
    if (item->kind != LS_NONE && item->kind != LS_LINE_KIND_HAND && item->kind != LS_LINE_KIND_UNREACHED)
        return (enum ls_line_kind)item->kind;
    const char *at = item->ref, *word;
    size_t len;
    ls_id id;
    while (ls_set_next(&at, &word, &len, &id)) {
        const struct ls_record *record = id ? ls_board_record(board, id) : NULL;
        if (!record)
            continue;
        const struct ls_item *it = ls_item_get(board, id);
        switch (record->entity) {
        case LS_E_DECISION: return LS_LINE_KIND_ESCALATION;
        case LS_E_BLOCKER: return ls_set_count(item->ref) > 1 ? LS_LINE_KIND_ESCALATION : LS_LINE_KIND_BLOCKER;
        case LS_E_METRIC: return LS_LINE_KIND_METRIC;
        case LS_E_SIGNAL: return LS_LINE_KIND_SIGNAL;
        case LS_E_EXPERIMENT: return LS_LINE_KIND_EXPERIMENT;
        case LS_E_LAUNCH: return LS_LINE_KIND_LAUNCH;
        case LS_E_ITEM:
            return it && (it->type == LS_ITEM_TYPE_ACTION || it->type == LS_ITEM_TYPE_QUESTION) ? LS_LINE_KIND_OPEN
                   : it && it->type == LS_ITEM_TYPE_RELEASE                                     ? LS_LINE_KIND_RELEASE
                                                            : LS_LINE_KIND_HAND;
        default: break;
        }
    }
    return ls_set_has_word(item->ref, "triage") ? LS_LINE_KIND_TRIAGE : LS_LINE_KIND_FREE;
}

static void live_line_records(const struct ls_board *board, struct ls_live_line *line)
{
    const char *at = line->item->ref, *word;
    size_t len;
    ls_id id;
    while (ls_set_next(&at, &word, &len, &id)) {
        if (!line->decision && ls_decision_get(board, id))
            line->decision = id;
        if (!line->blocker && ls_blocker_get(board, id))
            line->blocker = id;
        if (!line->subject && ls_item_get(board, id))
            line->subject = id;
    }
    const struct ls_decision *d = ls_decision_get(board, line->decision);
    if (d && !line->blocker && ls_blocker_get(board, d->blocker))
        line->blocker = d->blocker;
    const struct ls_blocker *b = ls_blocker_get(board, line->blocker);
    if (b && !line->subject && ls_item_get(board, b->item))
        line->subject = b->item;
}

static bool live_is_third(const struct ls_live_line *line, enum ls_line_kind kind)
{
    return line->item->carried != LS_NONE && line->item->carried >= 2 && kind != LS_LINE_KIND_OPEN &&
           kind != LS_LINE_KIND_METRIC && kind != LS_LINE_KIND_SIGNAL && kind != LS_LINE_KIND_TRIAGE &&
           kind != LS_LINE_KIND_CLOSE;
}

static void live_read_lines(const struct ls_board *board, struct ls_live *live)
{
    const struct ls_agenda_item **rows;
    live->line_count = ls_meeting_rows(board, live->meeting->rec.id, &rows);
    live->lines = ls_alloc((live->line_count + 1) * sizeof(*live->lines));
    for (size_t i = 0; i < live->line_count; i++) {
        const struct ls_agenda_item *it = rows[i];
        struct ls_live_line *line = &live->lines[i];
        *line = (struct ls_live_line){.item = it};
        line->plan_ms = it->plan_s == LS_NONE ? 0 : it->plan_s * 1000;
        line->spent_ms = it->spent_s == LS_NONE ? 0 : it->spent_s * 1000;
        line->state = it->state == LS_NONE ? LS_LINE_STATE_QUEUED : (enum ls_line_state)it->state;
        live_line_records(board, line);
        line->third = live_is_third(line, ls_live_kind(board, it));
    }
    free(rows);
    live->current = live->line_count;
    if (live->meeting->status != LS_MEETING_STATUS_RUNNING || live->meeting->live_line == LS_NONE)
        return;
    for (size_t i = 0; i < live->line_count; i++) {
        if (live->lines[i].item->n == live->meeting->live_line) {
            live->lines[i].current = true;
            live->current = i;
            return;
        }
    }
}

/* --- plan ------------------------------------------------------------------------------------ */

static int64_t live_rest(const struct ls_live_line *line)
{
    return line->plan_ms > line->spent_ms ? line->plan_ms - line->spent_ms : 0;
}

static bool live_waits(const struct ls_live_line *line)
{
    return line->current || line->state == LS_LINE_STATE_QUEUED;
}

static void live_read_segments(struct ls_live *live)
{
    size_t cap = live->segment_count = 0;
    for (size_t i = 0; i < live->line_count; i++) {
        struct ls_live_line *line = &live->lines[i];
        struct ls_live_segment *segment = live->segment_count ? &live->segments[live->segment_count - 1] : NULL;
        if (!segment || strcmp(segment->name, line->item->segment) != 0) {
            LS_GROW(live->segments, live->segment_count, cap);
            segment = &live->segments[live->segment_count++];
            *segment = (struct ls_live_segment){.name = line->item->segment, .first = i};
        }
        line->segment = live->segment_count - 1;
        segment->count++;
        segment->plan_ms += line->plan_ms;
        segment->spent_ms += line->spent_ms;
        segment->waiting += live_waits(line) && !line->grey;
        segment->current |= line->current;
    }
}

/* Which waiting lines the overrun eats is the agenda's rule. */
static void live_squeeze(const struct ls_board *board, struct ls_live *live)
{
    struct ls_agenda *agenda = NULL;
    if (live->over_ms <= 0 || ls_agenda_read(board, live->meeting->rec.id, &agenda, NULL) != LS_OK)
        return;
    const struct ls_live_line *line = live->current < live->line_count ? &live->lines[live->current] : NULL;
    ls_agenda_squeeze(agenda, live->current, live->spent_ms / 1000, line ? line->spent_ms / 1000 : 0);
    for (size_t i = 0; i < live->line_count && i < agenda->count; i++)
        live->lines[i].grey = agenda->lines[i].grey;
    ls_agenda_free(agenda);
}

static void live_read_plan(const struct ls_board *board, struct ls_live *live, const struct ls_watch *watch)
{
    bool running = live->meeting->status == LS_MEETING_STATUS_RUNNING;
    int64_t planned = 0, rest = 0;
    for (size_t i = 0; i < live->line_count; i++) {
        planned += live->lines[i].plan_ms;
        rest += live_waits(&live->lines[i]) ? live_rest(&live->lines[i]) : 0;
    }
    live->total_ms = live->ritual && live->ritual->minutes != LS_NONE ? live->ritual->minutes * 60000 : planned;
    live->over_ms = 0;
    if (running) {
        live->over_ms = live->spent_ms + rest - live->total_ms;
        live->over_ms = live->over_ms > 0 ? live->over_ms : 0;
        live_squeeze(board, live);
    } else if (live->spent_ms > live->total_ms) {
        live->over_ms = live->spent_ms - live->total_ms;
    }
    live->left_ms = 0;
    for (size_t i = 0; running && i < live->line_count; i++)
        live->left_ms += live_waits(&live->lines[i]) && !live->lines[i].grey ? live_rest(&live->lines[i]) : 0;
    live->ends_at = running ? watch->now + live->left_ms : live->meeting->ended;
}

/* --- whole ----------------------------------------------------------------------------------- */

int ls_live_read(const struct ls_board *board, ls_id meeting, const struct ls_watch *watch, struct ls_live *ret_live,
                 struct ls_error *err)
{
    const struct ls_meeting *m = ls_meeting_get(board, meeting);
    if (!m)
        return ls_error_set(err, LS_ENOTFOUND, "no sync is running");
    ls_live_done(ret_live);
    ret_live->meeting = m;
    ret_live->ritual = ls_ritual_get(board, m->ritual);
    live_read_lines(board, ret_live);
    ls_live_read_captured(board, ret_live);
    ls_live_read_people(board, ret_live);
    live_read_time(ret_live, watch);
    live_read_plan(board, ret_live, watch);
    live_read_segments(ret_live);
    return LS_OK;
}

void ls_live_done(struct ls_live *live)
{
    if (!live)
        return;
    free(live->lines);
    free(live->segments);
    free(live->captured);
    free(live->people);
    *live = (struct ls_live){0};
}

int64_t ls_meeting_took(const struct ls_board *board, const struct ls_meeting *meeting)
{
    int64_t seconds = 0;
    if (!*meeting->live_by && meeting->started != LS_NONE && meeting->ended != LS_NONE)
        return meeting->ended - meeting->started;
    LS_EACH(agenda_item, it, board)
    {
        if (it->meeting == meeting->rec.id && it->spent_s != LS_NONE)
            seconds += it->spent_s;
    }
    return seconds * 1000;
}
