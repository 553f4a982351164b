/* What the commands of the running sync share. The commands themselves are in cmd_sync_*.c. */
#include "app/cmd_sync.h"

#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "lockstep/calendar.h"
#include "lockstep/error.h"
#include "lockstep/people.h"

int sync_open(struct sync *s, const struct ls_call *call, struct ls_changeset *cs, struct ls_error *err)
{
    *s = (struct sync){.call = call, .board = call->board, .cs = cs, .err = err};
    s->today = ls_stamp_date(call->now);
    s->meeting = ls_meeting_running(call->board);
    if (!s->meeting) {
        ls_error_set(err, LS_ENOTFOUND, "no sync is running");
        ls_error_hint(err, "start it: lockstep sync start, or S on the screen");
        return LS_ENOTFOUND;
    }
    struct ls_watch watch = {call->now, call->ticks, call->machine, call->follow};
    return ls_live_read(call->board, s->meeting, &watch, &s->live, err);
}

void sync_close(struct sync *s)
{
    ls_live_done(&s->live);
}

/* The current line; NULL, and err says so, where every line is done. */
static const struct ls_live_line *sync_line(struct sync *s)
{
    if (s->live.current < s->live.line_count)
        return &s->live.lines[s->live.current];
    ls_error_set(s->err, LS_EREFUSED, "every line of this sync is done");
    ls_error_hint(s->err, "end it (sync end), or go back (sync back)");
    return NULL;
}

int sync_open_line(struct sync *s, const struct ls_call *call, struct ls_changeset *cs, const struct ls_live_line **ret_line,
                   struct ls_error *err)
{
    int code = sync_open(s, call, cs, err);
    const struct ls_live_line *line = code ? NULL : sync_line(s);
    if (line)
        *ret_line = line;
    return code || line ? code : LS_EREFUSED;
}

const struct ls_live_line *sync_line_meant(const struct sync *s)
{
    ls_id target = s->call->target_count ? s->call->targets[0] : 0;
    for (size_t i = 0; target && i < s->live.line_count; i++)
        if (s->live.lines[i].item->rec.id == target)
            return &s->live.lines[i];
    return s->live.current < s->live.line_count ? &s->live.lines[s->live.current] : NULL;
}

const struct ls_live_line *sync_line_about(struct sync *s)
{
    const struct ls_live_line *line = sync_line_meant(s);
    return line ? line : sync_line(s);
}

const struct ls_live_line *sync_line_to_end(struct sync *s)
{
    const struct ls_live_line *line = sync_line(s), *meant = sync_line_meant(s);
    if (!line || meant == line)
        return line;
    ls_error_set(s->err, LS_EREFUSED, "the sync is at line %lld now: %s", (long long)line->item->n, line->item->title);
    ls_error_hint(s->err, "what was meant for line %lld can still be a note on it", (long long)meant->item->n);
    return NULL;
}

void sync_say_elsewhere(struct sync *s, const struct ls_live_line *line)
{
    if (!line || line->current)
        return;
    LS_AUTO(buf) struct ls_buf title = LS_BUF_INIT;
    enum { TITLE = 40 };
    ls_text_fit(&title, line->item->title, TITLE, false);
    ls_buf_truncate(&title, ls_text_trimmed(title.data, title.len));
    call_say(s->call, "on line %lld, %s", (long long)line->item->n, title.data);
}

/* --- time ------------------------------------------------------------------------------------ */

void sync_event(struct sync *s, const struct ls_live_line *line, int64_t spent_ms, bool runs)
{
    ls_change_int(s->cs, s->board, s->meeting, LS_F_meeting_live_line, line ? line->item->n : LS_NONE);
    ls_change_int(s->cs, s->board, s->meeting, LS_F_meeting_live_spent, spent_ms);
    ls_change_int(s->cs, s->board, s->meeting, LS_F_meeting_live_running, line && runs);
    ls_change_int(s->cs, s->board, s->meeting, LS_F_meeting_live_at, s->call->now);
    ls_change_text(s->cs, s->board, s->meeting, LS_F_meeting_live_by, s->call->machine);
    /* two people who press next at the same moment: one of them goes on, not a mixture of both */
    s->cs->flags |= LS_CS_WHOLE;
}

void sync_move(struct sync *s, size_t to)
{
    int64_t rest = s->live.meeting->live_spent == LS_NONE ? 0 : s->live.meeting->live_spent; /* where no line is current */
    if (s->live.current < s->live.line_count) {
        const struct ls_live_line *from = &s->live.lines[s->live.current];
        ls_change_int(s->cs, s->board, from->item->rec.id, LS_F_agenda_item_spent_s, from->spent_ms / LS_SECOND);
        rest = from->spent_ms % LS_SECOND;
    }
    const struct ls_live_line *line = to < s->live.line_count ? &s->live.lines[to] : NULL;
    sync_event(s, line, line ? line->spent_ms + rest : rest, true);
}

size_t sync_after(const struct sync *s, size_t line)
{
    for (size_t i = line < s->live.line_count ? line + 1 : s->live.line_count; i < s->live.line_count; i++)
        if (s->live.lines[i].state == LS_LINE_STATE_QUEUED && !s->live.lines[i].grey)
            return i;
    return s->live.line_count;
}

/* --- lines ----------------------------------------------------------------------------------- */

/* The halves of who is here, as bits of enum ls_half. */
static unsigned sync_halves_here(const struct sync *s)
{
    unsigned halves = 0;
    for (size_t i = 0; i < s->live.people_count; i++) {
        const struct ls_live_person *p = &s->live.people[i];
        if (p->known && p->state != LS_ATTENDANCE_STATE_ABSENT)
            halves |= ls_person_halves(ls_person_get(s->board, p->person));
    }
    return halves;
}

static void sync_see(struct sync *s, const struct ls_live_line *line)
{
    if (ls_live_kind(s->board, line->item) != LS_LINE_KIND_SIGNAL)
        return;
    unsigned halves = sync_halves_here(s);
    LS_EACH(signal_item, link, s->board)
    {
        const struct ls_signal *signal = ls_signal_get(s->board, link->signal);
        if (!signal || !(ls_set_has_id(line->item->ref, link->item) || ls_set_has_id(line->item->ref, link->signal)))
            continue;
        if (halves & LS_HALF_PRODUCT)
            ls_change_int(s->cs, s->board, signal->rec.id, LS_F_signal_seen_pm, 1);
        if (halves & LS_HALF_MARKET)
            ls_change_int(s->cs, s->board, signal->rec.id, LS_F_signal_seen_pmm, 1);
    }
}

void sync_finish(struct sync *s, const struct ls_live_line *line, enum ls_line_state state, const char *outcome)
{
    ls_change_int(s->cs, s->board, line->item->rec.id, LS_F_agenda_item_state, state);
    ls_change_text(s->cs, s->board, line->item->rec.id, LS_F_agenda_item_outcome, outcome);
    if (state == LS_LINE_STATE_DONE)
        sync_see(s, line);
}

int sync_refuse_third(struct sync *s, const struct ls_live_line *line)
{
    if (!line->third || line->settled)
        return LS_OK;
    LS_AUTO(buf) struct ls_buf sentence = LS_BUF_INIT;
    ls_live_third_text(s->board, line, &sentence);
    ls_error_set(s->err, LS_EREFUSED, "%s", sentence.data);
    ls_error_hint(s->err, line->blocker && !line->decision ? "resolve it, escalate it, or drop the line"
                                                          : "decide it, close it, or drop the line");
    return LS_EREFUSED;
}

int sync_finish_default(struct sync *s, const struct ls_live_line *line, const char *words)
{
    int code = sync_refuse_third(s, line);
    if (code)
        return code;
    LS_AUTO(buf) struct ls_buf each = LS_BUF_INIT;
    enum ls_line_state state = LS_LINE_STATE_DONE;
    const char *outcome = words;
    if (!*outcome)
        outcome = ls_live_default(s->board, &s->live, line, &state, &each);
    sync_finish(s, line, state, outcome);
    return LS_OK;
}

/* --- writing --------------------------------------------------------------------------------- */

enum { SYNC_NOTE_RECORDS = 3 }; /* a note on a line over many records is about the line, not about each */

void sync_note(struct sync *s, const struct ls_live_line *line, const char *text, ls_id record)
{
    LS_AUTO(buf) struct ls_buf subject = LS_BUF_INIT;
    ls_set_add_id(&subject, s->meeting);
    if (line) {
        LS_AUTO(buf) struct ls_buf word = LS_BUF_INIT;
        ls_live_line_word(&word, line->item->n);
        ls_set_add_word(&subject, word.data, word.len);
    }
    const char *at = line && ls_set_count(line->item->ref) <= SYNC_NOTE_RECORDS ? line->item->ref : "", *part;
    size_t len;
    ls_id id;
    while (ls_set_next(&at, &part, &len, &id))
        if (id)
            ls_set_add_id(&subject, id);
    if (record)
        ls_set_add_id(&subject, record);
    call_note(s->call, s->cs, LS_NOTE_KIND_LIVE, subject.data, text);
}

ls_id sync_attendance_of(const struct ls_board *board, ls_id meeting, ls_id person)
{
    LS_EACH(attendance, it, board)
    {
        if (it->meeting == meeting && it->person == person)
            return it->rec.id;
    }
    return 0;
}

/* An attendance that this very changeset makes, 0 where it makes none for the person. */
static ls_id sync_attendance_made(const struct sync *s, ls_id person)
{
    for (size_t i = 0; i < s->cs->len; i++) {
        const struct ls_record_edit *r = &s->cs->records[i];
        const struct ls_edit *e =
            r->entity == LS_E_ATTENDANCE ? ls_changeset_edit(s->cs, r->id, LS_F_attendance_person) : NULL;
        if (e && e->after.kind == LS_V_INT && e->after.i == person)
            return r->id;
    }
    return 0;
}

ls_id sync_attendance(struct sync *s, ls_id person, enum ls_attendance_state state)
{
    ls_id id = sync_attendance_of(s->board, s->meeting, person);
    if (!id)
        id = sync_attendance_made(s, person);
    if (!id) {
        id = ls_change_create(s->cs, LS_E_ATTENDANCE, s->call->now);
        ls_change_ref(s->cs, s->board, id, LS_F_attendance_meeting, s->meeting);
        ls_change_ref(s->cs, s->board, id, LS_F_attendance_person, person);
    }
    ls_change_int(s->cs, s->board, id, LS_F_attendance_state, state);
    return id;
}

int64_t sync_next_day(const struct sync *s)
{
    return s->live.ritual ? ls_ritual_day_following(s->board, s->live.ritual, s->today) : LS_NONE;
}

ls_id sync_backup_for(const struct sync *s, const struct ls_live_line *line, ls_id owner)
{
    if (!owner)
        return 0;
    if (line && owner == line->item->owner && line->item->backup != owner)
        return line->item->backup;
    if (line && owner == line->item->backup && line->item->owner != owner)
        return line->item->owner;
    ls_id found = 0;
    LS_EACH(topic, it, s->board)
    {
        if (it->accountable == owner && it->backup && it->backup != owner)
            return it->backup;
        if (!found && ls_set_has_id(it->responsible, owner) && it->accountable != owner)
            found = it->accountable;
    }
    return found;
}
