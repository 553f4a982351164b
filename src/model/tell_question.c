/* A question: who owes the answer and by when, what it is about, how old it is, and what was answered. */
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "lockstep/calendar.h"
#include "lockstep/meeting.h"
#include "lockstep/work.h"
#include "model/tell.h"

/* "■ answer overdue since 6 Mar", "○ waits for an answer by 10 Mar", "✓ answered". */
static void question_state(struct ls_sheet *s, const struct ls_item *q)
{
    bool open = ls_item_is_open(q), late = open && q->due != LS_NONE && q->due < s->today;
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    if (open) {
        ls_buf_str(&text, late ? "■ the answer is overdue since " : "○ waits for an answer");
        ls_buf_str(&text, !late && q->due != LS_NONE ? ", due " : "");
        tell_date(s, q->due, &text);
    } else {
        ls_buf_str(&text, q->resolution == LS_RESOLUTION_ANSWERED ? "✓ answered" : "✓ closed");
        if (q->resolution != LS_RESOLUTION_ANSWERED && q->resolution != LS_NONE)
            ls_buf_printf(&text, ", %s", ls_enum_word(LS_ENUM_RESOLUTION, q->resolution));
        ls_buf_str(&text, q->status_since != LS_NONE ? ", " : "");
        tell_date(s, q->status_since, &text);
    }
    tell_text(s, "state", late ? LS_TONE_BAD : open ? LS_TONE_NORMAL : LS_TONE_GOOD, text.data);
}

/* "3 Mar, 5 business days ago, in triage": when, and where it comes from. */
static void question_asked(struct ls_sheet *s, const struct ls_board *board, const struct ls_item *q)
{
    int64_t from = q->created != LS_NONE ? q->created : q->rec.entered != LS_NONE ? ls_stamp_date(q->rec.entered) : LS_NONE;
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    struct ls_calendar calendar;
    ls_calendar_init(&calendar, board);
    if (from != LS_NONE) {
        tell_date(s, from, &text);
        ls_buf_str(&text, from == s->today ? ", today" : ", ");
        if (from != s->today)
            tell_count(ls_calendar_days(&calendar, from, s->today), "business day ago", "business days ago", &text);
    }
    if (*q->source)
        ls_buf_printf(&text, "%s%s", text.len ? ", in " : "in ", q->source);
    ls_calendar_done(&calendar);
    tell_text(s, "asked", LS_TONE_NORMAL, text.data);
    tell_refers(s, board, "meeting", q->meeting, "");
}

/* The records that it is linked to, and what it stands under. */
static void question_about(struct ls_sheet *s, const struct ls_board *board, const struct ls_item *q)
{
    const char *label = "about";
    LS_EACH(link, link, board) {
        ls_id other = link->src == q->rec.id ? link->dst : link->dst == q->rec.id ? link->src : 0;
        if (!other)
            continue;
        tell_refers(s, board, label, other, "");
        tell_told(s, link->rec.id);
        label = "";
    }
    tell_refers(s, board, "part of", q->parent, "");
}

/* The newest answer in advance, with who gave it; else what the notes say. */
static void question_answer(struct ls_sheet *s, const struct ls_board *board, const struct ls_item *q)
{
    const struct ls_note *newest = NULL;
    LS_EACH(note, note, board) {
        bool answers = note->kind == LS_NOTE_KIND_ANSWER && ls_set_has_id(note->subject, q->rec.id) &&
                       !ls_set_has_word(note->subject, LS_ANSWER_AGREED);
        if (answers && (!newest || note->at > newest->at))
            newest = note;
    }
    tell_gap(s);
    if (newest) {
        LS_AUTO(buf) struct ls_buf who = LS_BUF_INIT;
        if (ls_person_get(board, newest->author))
            ls_board_name(board, newest->author, &who);
        tell_printf(s, "answer", LS_TONE_BOLD, "“%s”%s%s", newest->text, who.len ? "  " : "", who.data);
    } else if (*q->notes) {
        tell_text(s, "answer", LS_TONE_NORMAL, q->notes);
    } else if (ls_item_is_open(q)) {
        tell_text(s, "answer", LS_TONE_DIM, "none yet");
    }
}

void tell_question(struct ls_sheet *s, const struct ls_board *board, const struct ls_record *record)
{
    const struct ls_item *q = (const void *)record;
    question_state(s, q);
    tell_owner(s, board, q->owner, q->backup, "nobody owes the answer");
    question_asked(s, board, q);
    question_about(s, board, q);
    tell_text(s, "done when", LS_TONE_NORMAL, q->done_when);
    question_answer(s, board, q);
}
