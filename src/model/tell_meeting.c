/* A meeting told in full: when and how long, who was there, the frozen agenda with what came of it, what was decided
 * and who does what. */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "lockstep/meeting.h"
#include "model/tell.h"

/* "closed, Tue 3 Mar 09:30, took 14:00 of 15:00" */
static void meeting_state(struct ls_sheet *s, const struct ls_board *board, const struct ls_meeting *m)
{
    const struct ls_ritual *ritual = ls_ritual_get(board, m->ritual);
    int64_t at = m->started != LS_NONE ? m->started : m->planned, took = ls_meeting_took(board, m);
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    ls_buf_str(&text, ls_enum_word(LS_ENUM_MEETING_STATUS, m->status));
    if (at != LS_NONE) {
        ls_buf_str(&text, ", ");
        tell_stamp(s, at, true, &text);
    }
    if (m->status == LS_MEETING_STATUS_CLOSED && took) {
        ls_buf_str(&text, ", took ");
        ls_minutes_format(&text, took);
        if (ritual && ritual->minutes != LS_NONE) {
            ls_buf_str(&text, " of ");
            ls_minutes_format(&text, ritual->minutes * LS_MINUTE);
        }
    }
    tell_text(s, "state", LS_TONE_NORMAL, text.data);
    tell_refers(s, board, "ritual", m->ritual, "");
    tell_refers(s, board, "led by", m->facilitator, "");
    if (*m->story)
        tell_printf(s, "story", LS_TONE_BOLD, "“%s”", m->story);
}

/* "present ines 9, priya 8; late tomasz 8; absent jonas" and the mean of the ratings. */
static void meeting_people(struct ls_sheet *s, const struct ls_board *board, ls_id meeting)
{
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    int64_t sum = 0, rated = 0;
    for (int state = 0; state < LS_ATTENDANCE_STATE_COUNT; state++) {
        bool first = true;
        LS_EACH(attendance, a, board) {
            if (a->meeting != meeting || a->state != state)
                continue;
            if (first)
                ls_buf_printf(&text, "%s%s ", text.len ? "; " : "", ls_enum_word(LS_ENUM_ATTENDANCE_STATE, state));
            else
                ls_buf_str(&text, ", ");
            first = false;
            ls_board_name(board, a->person, &text);
            tell_told(s, a->rec.id);
            if (a->rating == LS_NONE)
                continue;
            ls_buf_printf(&text, " %lld", (long long)a->rating);
            sum += a->rating;
            rated++;
        }
    }
    tell_text(s, "who", LS_TONE_NORMAL, text.data);
    if (rated)
        tell_printf(s, "rated", LS_TONE_NORMAL, "%.1f of 10 by %lld", (double)sum / (double)rated, (long long)rated);
}

/* --- the agenda ------------------------------------------------------------------------------- */

/* The first record that a line is about; 0: none. */
static ls_id meeting_subject(const struct ls_agenda_item *line)
{
    const char *at = line->ref, *word;
    size_t len;
    ls_id id = 0;
    while (!id && ls_set_next(&at, &word, &len, &id))
        ;
    return id;
}

static void meeting_seconds(struct tell_table *t, enum ls_tone tone, int64_t seconds)
{
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    if (seconds != LS_NONE && tone == LS_TONE_WARN)
        ls_buf_str(&text, "▼ "); /* over its time, also without colours */
    if (seconds != LS_NONE)
        ls_minutes_format(&text, seconds * LS_SECOND);
    tell_cell(t, tone, text.data);
}

static void meeting_row(struct ls_sheet *s, const struct ls_board *board, struct tell_table *t,
                        const struct ls_agenda_item *line, const char *segment)
{
    LS_AUTO(buf) struct ls_buf ref = LS_BUF_INIT, outcome = LS_BUF_INIT;
    ls_id subject = meeting_subject(line);
    bool over = line->spent_s != LS_NONE && line->plan_s != LS_NONE && line->spent_s > line->plan_s;
    if (subject)
        ls_board_name(board, subject, &ref);
    ls_buf_str(&outcome, ls_enum_word(LS_ENUM_LINE_STATE, line->state));
    if (*line->outcome)
        ls_buf_printf(&outcome, "%s%s", outcome.len ? ": " : "", line->outcome);
    tell_cell(t, LS_TONE_DIM, segment);
    tell_cell(t, LS_TONE_NORMAL, ref.data);
    tell_cell(t, LS_TONE_NORMAL, line->title);
    meeting_seconds(t, LS_TONE_DIM, line->plan_s);
    meeting_seconds(t, over ? LS_TONE_WARN : LS_TONE_NORMAL, line->spent_s);
    tell_cell(t, line->state == LS_LINE_STATE_DONE ? LS_TONE_NORMAL : LS_TONE_WARN, outcome.data);
    tell_row_end(t, subject);
    tell_told(s, line->rec.id);
}

static void meeting_agenda(struct ls_sheet *s, const struct ls_board *board, const struct ls_meeting *m)
{
    static const struct tell_column COLUMNS[] = {{"SEGMENT", 0, 2},          {"", 0, 1},
                                                 {"LINE", TELL_GROW, 0},     {"PLANNED", TELL_RIGHT, 3},
                                                 {"SPENT", TELL_RIGHT, 0},   {"OUTCOME", TELL_CUT, 0}};
    const struct ls_agenda_item **lines;
    size_t count = ls_meeting_rows(board, m->rec.id, &lines);
    struct tell_table t;
    if (count) {
        tell_head(s, "AGENDA %zu", count);
        tell_table_begin(&t, COLUMNS, LS_COUNT(COLUMNS));
        for (size_t i = 0; i < count; i++)
            meeting_row(s, board, &t, lines[i], i && !strcmp(lines[i]->segment, lines[i - 1]->segment) ? "" : lines[i]->segment);
        tell_table_end(&t, s);
    } else if (m->status == LS_MEETING_STATUS_PLANNED) {
        tell_text(s, "agenda", LS_TONE_DIM, "computed from the board until it starts (2, lockstep agenda)");
    }
    free(lines);
}

/* --- what came of it -------------------------------------------------------------------------- */

static void meeting_decisions(struct ls_sheet *s, const struct ls_board *board, ls_id meeting)
{
    const char *label = "decided";
    LS_EACH(decision, d, board) {
        if (d->meeting != meeting)
            continue;
        if (*label)
            tell_gap(s);
        tell_refers(s, board, label, d->rec.id, "");
        tell_text(s, "", LS_TONE_DIM, d->decided);
        label = "";
    }
}

static void meeting_actions(struct ls_sheet *s, const struct ls_board *board, ls_id meeting)
{
    static const struct tell_column COLUMNS[] = {
        {"", 0, 0}, {"", TELL_GROW, 0}, {"OWNER", 0, 0}, {"DUE", TELL_RIGHT, 1}, {"STATUS", 0, 2}};
    struct tell_table t;
    size_t count = 0;
    tell_table_begin(&t, COLUMNS, LS_COUNT(COLUMNS));
    LS_EACH(item, item, board) {
        LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT, owner = LS_BUF_INIT, due = LS_BUF_INIT;
        if (item->meeting != meeting)
            continue;
        ls_board_name(board, item->rec.id, &name);
        tell_owner_words(s, board, item->owner, item->backup, &owner);
        tell_date(s, item->due, &due);
        bool done = item->status == LS_ITEM_STATUS_DONE;
        tell_cell(&t, LS_TONE_NORMAL, name.data);
        tell_cell(&t, LS_TONE_NORMAL, item->title);
        tell_cell(&t, LS_TONE_NORMAL, owner.data);
        tell_cell(&t, LS_TONE_NORMAL, due.data);
        tell_cellf(&t, done ? LS_TONE_GOOD : LS_TONE_NORMAL, "%s%s", done ? "✓ " : "",
                   ls_enum_word(LS_ENUM_ITEM_STATUS, item->status));
        tell_row_end(&t, item->rec.id);
        count++;
    }
    if (count)
        tell_head(s, "ACTIONS AND ITEMS %zu", count);
    tell_table_end(&t, s);
}

static void meeting_notes(struct ls_sheet *s, const struct ls_board *board, ls_id meeting)
{
    const char *label = "notes";
    LS_EACH(note, note, board) {
        if (note->kind != LS_NOTE_KIND_LIVE || !ls_set_has_id(note->subject, meeting))
            continue;
        LS_AUTO(buf) struct ls_buf author = LS_BUF_INIT;
        if (*label)
            tell_gap(s);
        ls_board_name(board, note->author, &author);
        tell_printf(s, label, LS_TONE_NORMAL, "%s: %s", author.data, note->text);
        tell_told(s, note->rec.id);
        label = "";
    }
}

void tell_meeting(struct ls_sheet *s, const struct ls_board *board, const struct ls_record *record)
{
    const struct ls_meeting *m = (const void *)record;
    meeting_state(s, board, m);
    meeting_people(s, board, record->id);
    meeting_agenda(s, board, m);
    meeting_decisions(s, board, record->id);
    meeting_actions(s, board, record->id);
    meeting_notes(s, board, record->id);
}
