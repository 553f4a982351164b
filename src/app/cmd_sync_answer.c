/* Answers given before the sync, and agreeing to them in it: an answered line takes no time. */
#include <string.h>

#include "app/cmd_sync.h"
#include "base/mem.h"
#include "base/text.h"
#include "lockstep/agenda.h"
#include "lockstep/error.h"
#include "lockstep/ritual.h"

int cmd_sync_answer(const struct ls_call *call, struct ls_changeset *cs, struct ls_error *err)
{
    const char *text = ls_text_skip_blank(call->text);
    if (!*text)
        return ls_error_set(err, LS_EUSAGE, "the answer has no words");
    LS_AUTO(buf) struct ls_buf subject = LS_BUF_INIT, name = LS_BUF_INIT;
    ls_set_add_id(&subject, call->targets[0]);
    call_note(call, cs, LS_NOTE_KIND_ANSWER, subject.data, text);
    ls_board_name(call->board, call->targets[0], &name);
    call_say(call, "answered: %s", name.data);
    return LS_OK;
}

/* --- agree ----------------------------------------------------------------------------------- */

enum { AGREE_WORDS = 280 }; /* columns of an answer in a line's outcome, which holds 300 characters */

void sync_answered(const struct ls_note *answer, struct ls_buf *outcome)
{
    LS_AUTO(buf) struct ls_buf cut = LS_BUF_INIT;
    ls_text_fit(&cut, answer->text, AGREE_WORDS, false);
    ls_buf_truncate(&cut, ls_text_trimmed(cut.data, cut.len));
    ls_buf_printf(outcome, "answered: %s", cut.data);
}

/* Whether the words name a record of the line ("B-1 LS-20"); no words mean every line. */
static int agree_named(struct sync *s, const struct ls_live_line *line, bool *ret_named)
{
    const char *at = s->call->text;
    *ret_named = !*ls_text_skip_blank(at);
    while (*(at += strspn(at, " \t,;"))) {
        size_t len = strcspn(at, " \t,;");
        LS_AUTO(string) char *word = ls_strndup(at, len);
        ls_id id;
        int code = ls_board_find(s->board, LS_E_ANY, word, &id, s->err);
        if (code)
            return code;
        *ret_named |= ls_set_has_id(line->item->ref, id);
        at += len;
    }
    return LS_OK;
}

/* The answer that covers the line: on a line over several actions and questions each has to have one. */
static const struct ls_note *agree_answer(const struct sync *s, const struct ls_live_line *line)
{
    const struct ls_note *answer = ls_live_answer(s->board, &s->live, line);
    const char *at = line->item->ref, *word;
    size_t len;
    ls_id id;
    if (ls_live_kind(s->board, line->item) != LS_LINE_KIND_OPEN)
        return answer;
    const struct ls_meeting *m = s->live.meeting;
    const struct ls_meeting *last = ls_meeting_get(s->board, ls_meeting_last(s->board, m->ritual, m->started));
    while (answer && ls_set_next(&at, &word, &len, &id)) {
        LS_AUTO(buf) struct ls_buf one = LS_BUF_INIT;
        ls_set_add_id(&one, id);
        if (id && !ls_answer_to(s->board, one.data, last ? last->started : LS_NONE, INT64_MAX))
            answer = NULL;
    }
    return answer;
}

static void agree_line(struct sync *s, const struct ls_live_line *line, const struct ls_note *answer)
{
    LS_AUTO(buf) struct ls_buf outcome = LS_BUF_INIT;
    sync_answered(answer, &outcome);
    sync_finish(s, line, LS_LINE_STATE_DONE, outcome.data);
}

/* Where the current line is among those agreed to, the sync goes on behind them. */
static void agree_go_on(struct sync *s, bool current)
{
    size_t next = s->live.current;
    if (!current)
        return;
    do
        next = sync_after(s, next);
    while (next < s->live.line_count && ls_changeset_record(s->cs, s->live.lines[next].item->rec.id));
    sync_move(s, next);
}

/* --- before the meeting ---------------------------------------------------------------------- */

/* Writes down that I agree to the answer to one record. Who answered does not agree to it too. */
static void agree_before_record(const struct ls_call *call, struct ls_changeset *cs, ls_id record, int64_t from,
                                int *agreed, int *own)
{
    LS_AUTO(buf) struct ls_buf subject = LS_BUF_INIT;
    ls_set_add_id(&subject, record);
    const struct ls_note *answer = ls_answer_to(call->board, subject.data, from, INT64_MAX);
    if (!answer || ls_answer_agreed(call->board, answer, subject.data))
        return;
    if (answer->author == call->me) {
        ++*own;
        return;
    }
    ls_set_add_word(&subject, LS_ANSWER_AGREED, strlen(LS_ANSWER_AGREED));
    call_note(call, cs, LS_NOTE_KIND_ANSWER, subject.data, LS_ANSWER_AGREED);
    ++*agreed;
}

/* Reads the records that the words name into a set; an empty one means all. */
static int agree_before_named(const struct ls_call *call, struct ls_buf *set, struct ls_error *err)
{
    const char *at = call->text;
    while (*(at += strspn(at, " \t,;"))) {
        size_t len = strcspn(at, " \t,;");
        LS_AUTO(string) char *word = ls_strndup(at, len);
        ls_id id;
        int code = ls_board_find(call->board, LS_E_ANY, word, &id, err);
        if (code)
            return code;
        ls_set_add_id(set, id);
        at += len;
    }
    return LS_OK;
}

/* Before the meeting whose turn it is: what is agreed to leaves its agenda when it starts. */
static int agree_before(const struct ls_call *call, struct ls_changeset *cs, struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf named = LS_BUF_INIT;
    struct ls_agenda *agenda = NULL;
    int agreed = 0, own = 0, code = agree_before_named(call, &named, err);
    if (!code)
        code = ls_agenda_plan(call->board, ls_ritual_turn(call->board, call->now), call->now, &agenda, err);
    if (code)
        return code;
    const struct ls_meeting *last = ls_meeting_get(call->board, agenda->last);
    for (size_t i = 0; i < agenda->count; i++) {
        const char *at = agenda->lines[i].refs, *word;
        size_t len;
        ls_id id;
        while (ls_set_next(&at, &word, &len, &id))
            if (id && (!named.len || ls_set_has_id(named.data, id)))
                agree_before_record(call, cs, id, last ? last->started : LS_NONE, &agreed, &own);
    }
    ls_agenda_free(agenda);
    if (agreed) {
        call_say(call, agreed == 1 ? "1 answer is agreed to: it takes no time in the meeting"
                                   : "%d answers are agreed to: they take no time in the meeting", agreed);
        return LS_OK;
    }
    code = ls_error_set(err, LS_ENOTFOUND, own ? "you answered that yourself; somebody else agrees"
                                               : "no line of the next agenda has an answer to agree to");
    ls_error_hint(err, "before the meeting: lockstep sync answer B-1 signed on Friday");
    return code;
}

int cmd_sync_agree(const struct ls_call *call, struct ls_changeset *cs, struct ls_error *err)
{
    if (!ls_meeting_running(call->board))
        return agree_before(call, cs, err);
    struct sync s;
    int code = sync_open(&s, call, cs, err), agreed = 0;
    bool current = false, named;
    for (size_t i = 0; !code && i < s.live.line_count; i++) {
        const struct ls_live_line *line = &s.live.lines[i];
        const struct ls_note *answer = line->state == LS_LINE_STATE_QUEUED ? agree_answer(&s, line) : NULL;
        code = agree_named(&s, line, &named);
        if (code || !answer || !named || (line->third && !line->settled))
            continue;
        agree_line(&s, line, answer);
        current |= line->current;
        agreed++;
    }
    if (!code && !agreed) {
        code = ls_error_set(err, LS_ENOTFOUND, "no waiting line has an answer");
        ls_error_hint(err, "before the sync: lockstep sync answer B-1 signed on Friday");
    }
    if (!code) {
        agree_go_on(&s, current);
        call_say(call, agreed == 1 ? "1 line is answered" : "%d lines are answered", agreed);
    }
    sync_close(&s);
    return code;
}
