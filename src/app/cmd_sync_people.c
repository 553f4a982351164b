/* Who is here, who leads, how it was, and the customer story. */
#include <string.h>

#include "app/cmd_sync.h"
#include "base/mem.h"
#include "base/text.h"
#include "lockstep/error.h"

/* The next word of a list ("dana, ines ~tomasz"); NULL at its end. Caller frees. */
static char *people_word(const char **at)
{
    *at += strspn(*at, " \t,;");
    size_t len = strcspn(*at, " \t,;");
    char *word = len ? ls_strndup(*at, len) : NULL;
    *at += len;
    return word;
}

/* --- attendance ------------------------------------------------------------------------------ */

static int attend_one(struct sync *s, const char *word)
{
    static const struct {
        char sign;
        enum ls_attendance_state state;
    } signs[] = {{'-', LS_ATTENDANCE_STATE_ABSENT}, {'~', LS_ATTENDANCE_STATE_LATE}, {'+', LS_ATTENDANCE_STATE_GUEST}};
    enum ls_attendance_state state = LS_ATTENDANCE_STATE_PRESENT;
    for (size_t i = 0; i < LS_COUNT(signs); i++) {
        if (*word == signs[i].sign) {
            state = signs[i].state;
            word++;
            break;
        }
    }
    ls_id person = 0;
    int code = ls_board_find(s->board, LS_E_PERSON, word, &person, s->err);
    if (code)
        return code;
    sync_attendance(s, person, state);
    LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT;
    ls_board_name(s->board, person, &name);
    call_say(s->call, "%s %s", name.data, ls_enum_word(LS_ENUM_ATTENDANCE_STATE, state));
    return LS_OK;
}

/* "all": everybody in the rota of whom nothing is known yet. */
static void attend_all(struct sync *s)
{
    for (size_t i = 0; i < s->live.people_count; i++)
        if (s->live.people[i].invited && !s->live.people[i].known)
            sync_attendance(s, s->live.people[i].person, LS_ATTENDANCE_STATE_PRESENT);
    call_say(s->call, "all of the rota are here");
}

int cmd_sync_attend(const struct ls_call *call, struct ls_changeset *cs, struct ls_error *err)
{
    struct sync s;
    int code = sync_open(&s, call, cs, err);
    const char *at = call->text;
    while (!code) {
        LS_AUTO(string) char *word = people_word(&at);
        if (!word)
            break;
        if (!strcmp(word, "all"))
            attend_all(&s);
        else
            code = attend_one(&s, word);
    }
    sync_close(&s);
    return code;
}

/* --- rating ---------------------------------------------------------------------------------- */

static int rate_one(struct sync *s, ls_id person, const char *number)
{
    int64_t rating;
    if (!ls_text_to_int(number, &rating) || rating < 1 || rating > 10) {
        ls_error_set(s->err, LS_EREFUSED, "\"%s\" is no rating", number);
        ls_error_hint(s->err, "1 to 10, or dana=9 ines=8");
        return LS_EREFUSED;
    }
    ls_id attendance = sync_attendance_of(s->board, s->meeting, person);
    if (!attendance) /* who rates it was there */
        attendance = sync_attendance(s, person, LS_ATTENDANCE_STATE_PRESENT);
    ls_change_int(s->cs, s->board, attendance, LS_F_attendance_rating, rating);
    return LS_OK;
}

int cmd_sync_rate(const struct ls_call *call, struct ls_changeset *cs, struct ls_error *err)
{
    struct sync s;
    int code = sync_open(&s, call, cs, err), rated = 0;
    const char *at = call->text;
    while (!code) {
        LS_AUTO(string) char *word = people_word(&at);
        if (!word)
            break;
        char *equals = strpbrk(word, "=:");
        ls_id person = call->me;
        if (equals) {
            *equals = 0;
            code = ls_board_find(s.board, LS_E_PERSON, word, &person, err);
        }
        if (!code && !person)
            code = ls_error_set(err, LS_EUSAGE, "whose rating is it? Write dana=9");
        if (!code)
            code = rate_one(&s, person, equals ? equals + 1 : word);
        rated++;
    }
    if (!code)
        call_say(call, rated == 1 ? "rated" : "%d ratings", rated);
    sync_close(&s);
    return code;
}

/* --- lead ------------------------------------------------------------------------------------ */

int cmd_sync_lead(const struct ls_call *call, struct ls_changeset *cs, struct ls_error *err)
{
    struct sync s;
    int code = sync_open(&s, call, cs, err);
    ls_id leader = call->me;
    const char *name = ls_text_skip_blank(call->text);
    if (!code && *name)
        code = ls_board_find(s.board, LS_E_PERSON, name, &leader, err);
    if (!code && !leader)
        code = ls_error_set(err, LS_EUSAGE, "who leads? Name a person");
    if (!code) {
        bool already = s.live.meeting->facilitator == leader;
        cs->flags |= LS_CS_WHOLE; /* two who take over at once: one of them leads */
        ls_change_ref(cs, s.board, s.meeting, LS_F_meeting_facilitator, leader);
        ls_id attendance = sync_attendance_of(s.board, s.meeting, leader);
        const struct ls_attendance *known = ls_attendance_get(s.board, attendance);
        if (!known || known->state == LS_ATTENDANCE_STATE_ABSENT)
            sync_attendance(&s, leader, LS_ATTENDANCE_STATE_PRESENT);
        LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
        ls_board_name(s.board, leader, &b);
        call_say(call, already ? "%s leads already" : "%s leads", b.data);
    }
    sync_close(&s);
    return code;
}

/* --- story ----------------------------------------------------------------------------------- */

enum { STORY_QUOTE = 400 }; /* columns of a quote, so that customer and name fit into the field */

/* “I never know if it is this hour or the next” Norvale Produce, S-11 */
static void story_of_signal(const struct ls_board *board, const struct ls_signal *signal, struct ls_buf *b)
{
    const char *words = *signal->quote ? signal->quote : signal->takeaway;
    LS_AUTO(buf) struct ls_buf cut = LS_BUF_INIT;
    ls_text_fit(&cut, words, STORY_QUOTE, false);
    ls_buf_truncate(&cut, ls_text_trimmed(cut.data, cut.len));
    ls_buf_printf(b, *signal->quote ? "“%s” " : "%s: ", cut.data);
    if (*signal->customer)
        ls_buf_printf(b, "%s, ", signal->customer);
    ls_board_name(board, signal->rec.id, b);
}

int cmd_sync_story(const struct ls_call *call, struct ls_changeset *cs, struct ls_error *err)
{
    struct sync s;
    int code = sync_open(&s, call, cs, err);
    const char *text = ls_text_skip_blank(call->text);
    ls_id signal = 0;
    if (!code && !*text) {
        signal = ls_live_story(s.board, &s.live);
        if (!signal) {
            code = ls_error_set(err, LS_EUSAGE, "no new signal has a quote to tell");
            ls_error_hint(err, "write the story in a sentence, or name a signal: S-11");
        }
    } else if (!code && ls_board_find(s.board, LS_E_SIGNAL, text, &signal, NULL) != LS_OK) {
        signal = 0;
    }
    if (!code) {
        LS_AUTO(buf) struct ls_buf story = LS_BUF_INIT;
        if (signal)
            story_of_signal(s.board, ls_signal_get(s.board, signal), &story);
        else
            ls_buf_str(&story, text);
        ls_change_text(cs, s.board, s.meeting, LS_F_meeting_story, story.data);
        call_say(call, "story: %s", story.data);
    }
    sync_close(&s);
    return code;
}
