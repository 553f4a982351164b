/* What was captured in a meeting, on which line, and who was there. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "lockstep/work.h"
#include "model/meeting_read.h"

void ls_live_line_word(struct ls_buf *b, int64_t n)
{
    ls_buf_printf(b, "line %lld", (long long)n);
}

/* --- captured -------------------------------------------------------------------------------- */

static const struct ls_live_line *captured_line(const struct ls_live *live, int64_t n)
{
    for (size_t i = 0; i < live->line_count; i++)
        if (live->lines[i].item->n == n)
            return &live->lines[i];
    return NULL;
}

static int64_t captured_line_number(const char *subject)
{
    const char *word;
    size_t len;
    ls_id id;
    while (ls_set_next(&subject, &word, &len, &id)) {
        if (id || len < 6 || strncmp(word, "line ", 5) != 0)
            continue;
        LS_AUTO(string) char *number = ls_strndup(word + 5, len - 5);
        int64_t n;
        if (ls_text_to_int(number, &n))
            return n;
    }
    return LS_NONE;
}

static bool captured_kind(const struct ls_board *board, ls_id id, enum ls_capture_kind *ret_kind)
{
    if (ls_item_get(board, id))
        *ret_kind = LS_CAPTURE_ACTION;
    else if (ls_decision_get(board, id))
        *ret_kind = LS_CAPTURE_DECISION;
    else if (ls_blocker_get(board, id))
        *ret_kind = LS_CAPTURE_BLOCKER;
    else
        return false;
    return true;
}

/* The record that the note tells of: one that is not what its line is about anyway. */
static void captured_record(const struct ls_board *board, const struct ls_live *live, struct ls_capture *capture)
{
    const char *at = capture->note->subject, *word;
    size_t len;
    ls_id id;
    const struct ls_live_line *line = captured_line(live, capture->line);
    while (ls_set_next(&at, &word, &len, &id)) {
        if (id && !(line && ls_set_has_id(line->item->ref, id)) && captured_kind(board, id, &capture->kind)) {
            capture->record = id;
            return;
        }
    }
}

static bool captured_has(const struct ls_live *live, ls_id record)
{
    for (size_t i = 0; i < live->captured_count; i++)
        if (live->captured[i].record == record)
            return true;
    return false;
}

static void captured_add(struct ls_live *live, size_t *cap, struct ls_capture capture)
{
    LS_GROW(live->captured, live->captured_count, *cap);
    live->captured[live->captured_count++] = capture;
}

static int64_t captured_line_of(const struct ls_live *live, ls_id record)
{
    for (size_t i = 0; i < live->line_count; i++)
        if (ls_set_has_id(live->lines[i].item->ref, record))
            return live->lines[i].item->n;
    return LS_NONE;
}

/* Records that say themselves that they are of this meeting: a decision that a line was about, imports. */
static void captured_by_record(const struct ls_board *board, struct ls_live *live, size_t *cap)
{
    LS_EACH(decision, it, board)
    {
        if (it->meeting == live->meeting->rec.id && !captured_has(live, it->rec.id))
            captured_add(live, cap, (struct ls_capture){LS_CAPTURE_DECISION, NULL, it->rec.id,
                                                        captured_line_of(live, it->rec.id)});
    }
    LS_EACH(item, it, board)
    {
        if (it->meeting == live->meeting->rec.id && !captured_has(live, it->rec.id))
            captured_add(live, cap, (struct ls_capture){LS_CAPTURE_ACTION, NULL, it->rec.id, LS_NONE});
    }
}

static bool captured_settles(const struct ls_board *board, const struct ls_live *live, const struct ls_live_line *line)
{
    const struct ls_decision *d = ls_decision_get(board, line->decision);
    const struct ls_blocker *b = ls_blocker_get(board, line->blocker);
    const struct ls_item *item = ls_item_get(board, line->subject);
    if (d && d->status != LS_DECISION_STATUS_PROPOSED && d->meeting == live->meeting->rec.id)
        return true;
    if (!d && b && b->resolved != LS_NONE)
        return true;
    if (!d && !b && item && !ls_item_is_open(item))
        return true;
    for (size_t i = 0; i < live->captured_count; i++)
        if (live->captured[i].line == line->item->n && live->captured[i].kind == LS_CAPTURE_DECISION)
            return true;
    return false;
}

void ls_live_read_captured(const struct ls_board *board, struct ls_live *live)
{
    size_t cap = 0;
    LS_EACH(note, it, board)
    {
        if (it->kind != LS_NOTE_KIND_LIVE || !ls_set_has_id(it->subject, live->meeting->rec.id))
            continue;
        struct ls_capture capture = {LS_CAPTURE_NOTE, it, 0, captured_line_number(it->subject)};
        captured_record(board, live, &capture);
        captured_add(live, &cap, capture);
    }
    captured_by_record(board, live, &cap);
    for (size_t i = 0; i < live->line_count; i++)
        live->lines[i].settled = captured_settles(board, live, &live->lines[i]);
}

/* --- people ---------------------------------------------------------------------------------- */

static struct ls_live_person *people_at(struct ls_live *live, size_t *cap, ls_id person)
{
    for (size_t i = 0; i < live->people_count; i++)
        if (live->people[i].person == person)
            return &live->people[i];
    LS_GROW(live->people, live->people_count, *cap);
    struct ls_live_person *new = &live->people[live->people_count++];
    *new = (struct ls_live_person){.person = person, .state = LS_ATTENDANCE_STATE_ABSENT, .rating = LS_NONE};
    return new;
}

/* The stamps between which an answer is one to this meeting: from the start of the one before to its own end. */
static void answers_span(const struct ls_board *board, const struct ls_meeting *m, int64_t *ret_from, int64_t *ret_to)
{
    const struct ls_meeting *last =
        ls_meeting_get(board, ls_meeting_last(board, m->ritual, m->started == LS_NONE ? INT64_MAX : m->started));
    *ret_from = last ? last->started : LS_NONE;
    *ret_to = m->ended == LS_NONE ? INT64_MAX : m->ended;
}

static bool answer_fits(const struct ls_note *note, const char *refs, int64_t from, int64_t to)
{
    const char *word;
    size_t len;
    ls_id id;
    if (note->kind != LS_NOTE_KIND_ANSWER || ls_set_has_word(note->subject, LS_ANSWER_AGREED) || note->at < from || note->at > to)
        return false;
    while (ls_set_next(&refs, &word, &len, &id))
        if (id && ls_set_has_id(note->subject, id))
            return true;
    return false;
}

const struct ls_note *ls_answer_to(const struct ls_board *board, const char *refs, int64_t from, int64_t to)
{
    const struct ls_note *found = NULL;
    LS_EACH(note, it, board)
    {
        if (answer_fits(it, refs, from, to) && (!found || found->at <= it->at))
            found = it;
    }
    return found;
}

const struct ls_note *ls_answer_agreed(const struct ls_board *board, const struct ls_note *answer, const char *refs)
{
    LS_EACH(note, it, board)
    {
        const char *at = it->subject, *word;
        size_t len;
        ls_id id;
        bool about = false;
        if (it->kind != LS_NOTE_KIND_ANSWER || it->at < answer->at || !ls_set_has_word(it->subject, LS_ANSWER_AGREED))
            continue;
        while (ls_set_next(&at, &word, &len, &id))
            about |= id && ls_set_has_id(refs, id);
        if (about)
            return it;
    }
    return NULL;
}

bool ls_answer_settles(const struct ls_board *board, const char *refs, int64_t from, const struct ls_note **ret_answer)
{
    const char *at = refs, *word;
    size_t len, records = 0;
    ls_id id;
    while (ls_set_next(&at, &word, &len, &id)) {
        LS_AUTO(buf) struct ls_buf one = LS_BUF_INIT;
        if (!id)
            continue;
        ls_set_add_id(&one, id);
        const struct ls_note *answer = ls_answer_to(board, one.data, from, INT64_MAX);
        if (!answer || !ls_answer_agreed(board, answer, one.data))
            return false;
        if (ret_answer && (!records || (*ret_answer)->at < answer->at))
            *ret_answer = answer;
        records++;
    }
    return records > 0;
}

const struct ls_note *ls_live_answer(const struct ls_board *board, const struct ls_live *live,
                                     const struct ls_live_line *line)
{
    int64_t from, to;
    answers_span(board, live->meeting, &from, &to);
    return ls_answer_to(board, line->item->ref, from, to);
}

static void people_answers(const struct ls_board *board, struct ls_live *live, size_t *cap)
{
    int64_t from, to;
    answers_span(board, live->meeting, &from, &to);
    LS_EACH(note, it, board)
    {
        for (size_t i = 0; it->kind == LS_NOTE_KIND_ANSWER && i < live->line_count; i++)
            if (ls_person_get(board, it->author) && answer_fits(it, live->lines[i].item->ref, from, to))
                people_at(live, cap, it->author)->answered = true;
    }
}

void ls_live_read_people(const struct ls_board *board, struct ls_live *live)
{
    size_t cap = 0;
    const struct ls_meeting *m = live->meeting;
    if (ls_person_get(board, m->facilitator))
        people_at(live, &cap, m->facilitator)->leads = true;
    LS_EACH(attendance, it, board)
    {
        if (it->meeting != m->rec.id || !ls_person_get(board, it->person))
            continue;
        struct ls_live_person *person = people_at(live, &cap, it->person);
        person->known = true;
        person->state = it->state == LS_NONE ? LS_ATTENDANCE_STATE_PRESENT : (enum ls_attendance_state)it->state;
        person->rating = it->rating;
    }
    const char *rota = live->ritual ? live->ritual->rota : "", *word;
    size_t len;
    ls_id id;
    while (ls_set_next(&rota, &word, &len, &id))
        if (ls_person_get(board, id))
            people_at(live, &cap, id)->invited = true;
    people_answers(board, live, &cap);
}
