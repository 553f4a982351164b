/* The questions of the running sync that know more than the command table: what a line's outcome would be, who is
 * expected, which option is marked. Their answers go to the same handlers. */
#include "ui/sync_ask.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "lockstep/calendar.h"
#include "lockstep/due.h"
#include "lockstep/error.h"
#include "ui/choices.h"
#include "ui/decide_ask.h"
#include "ui/scene.h"
#include "ui/state.h"

/* The words that end a line, while they are being typed. Owned by the question. */
struct outcome {
    struct ui *ui;
    ls_id line; /* somebody else may lead, and go on, meanwhile */
};

/* Whether the sync is still at the line. */
static bool outcome_is_current(const struct outcome *o)
{
    const struct ls_board *board = ui_board(o->ui);
    const struct ls_meeting *m = ls_meeting_get(board, ls_meeting_running(board));
    const struct ls_agenda_item *line = ls_agenda_item_get(board, o->line);
    return m && line && line->meeting == m->rec.id && line->n == m->live_line;
}

/* Words that come too late to end their line are a note on it: they must not end the line that came after it. */
static bool outcome_end(const struct outcome *o, const char *answer, struct ls_error *err)
{
    if (!outcome_is_current(o) && *ls_text_skip_blank(answer))
        return ui_run_data(o->ui, ls_command_info(LS_CMD_SYNC_NOTE), &o->line, 1, answer, err) >= 0;
    return ui_run_data(o->ui, ls_command_info(LS_CMD_SYNC_NEXT), &o->line, 1, answer, err) >= 0;
}

static bool ask_outcome_taken(void *arg, const char *answer, struct ls_error *err)
{
    return outcome_end(arg, answer, err);
}

/* The line ends with words instead of its default outcome; with what it asks for, where it asks for some. */
void ask_outcome(struct ui *ui, const struct scene *s)
{
    const struct ls_live_line *line = scene_current(s);
    if (!line)
        return;
    enum ls_line_state state;
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    const char *usual = ls_live_default(s->board, &s->live, line, &state, &b);
    bool wanted = ls_live_wants(s->board, &s->live, line) == LS_WANT_WORDS;
    LS_AUTO(string) char *hint = ls_asprintf("Enter without words: %s", usual);
    LS_AUTO(string) char *label = ls_asprintf("%s:", wanted ? line->item->ask : "what came of it");
    struct outcome *o = ls_alloc(sizeof(*o));
    *o = (struct outcome){ui, line->item->rec.id};
    ui_ask(ui, &(struct ui_question){.kind = PROMPT_LINE, .again = true, .past = "outcome", .label = label, .text = "", .hint = hint,
                                             .taken = ask_outcome_taken, .free = free, .arg = o});
}

static bool ask_attend_taken(void *arg, const char *answer, struct ls_error *err)
{
    return ui_run_data(arg, ls_command_info(LS_CMD_SYNC_ATTEND), NULL, 0, answer, err) >= 0;
}

/* Whether somebody's attendance is known already. */
static bool ask_is_known(const struct scene *s, ls_id person)
{
    for (size_t i = 0; i < s->live.people_count; i++)
        if (s->live.people[i].person == person)
            return s->live.people[i].known;
    return false;
}

/* H: who is expected stands there already, those who decide an escalation as guests; Enter takes it. */
void ask_attend(struct ui *ui, const struct scene *s)
{
    const struct ls_live *live = &s->live;
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    const char *at = live->ritual ? live->ritual->rota : "", *word;
    const char *rota = at;
    size_t len;
    ls_id id;
    while (ls_set_next(&at, &word, &len, &id))
        if (ls_person_get(s->board, id) && !ask_is_known(s, id))
            ls_buf_printf(&text, "%s ", words_person(s->board, id));
    for (size_t i = 0; i < live->line_count; i++) {
        const struct ls_decision *d = ls_decision_get(s->board, live->lines[i].decision);
        ls_id who = d && d->status == LS_DECISION_STATUS_PROPOSED ? d->escalated_to : 0;
        if (who && !ask_is_known(s, who) && !ls_set_has_id(rota, who))
            ls_buf_printf(&text, "+%s ", words_person(s->board, who));
    }
    ls_buf_truncate(&text, ls_text_trimmed(text.data, text.len));
    ui_ask(ui,
           &(struct ui_question){.kind = PROMPT_LINE, .again = true, .label = "here:", .text = text.data,
                                 .hint = "-name absent, ~name late, +name guest", .taken = ask_attend_taken,
                                 .arg = ui});
}

/* --- a decision ------------------------------------------------------------------------------------------- */

/* The last words that were noted on the line, which may be why; NULL: none. Borrowed. */
static const char *decision_noted(const struct scene *s, const struct ls_live_line *line)
{
    const char *found = NULL;
    for (size_t i = 0; i < s->live.captured_count; i++) {
        const struct ls_capture *c = &s->live.captured[i];
        if (c->line == line->item->n && c->kind == LS_CAPTURE_NOTE && c->note)
            found = c->note->text;
    }
    return found;
}

/* The sync goes on behind a line on which all is said, unless somebody else was quicker. */
static void decision_go_on(struct ui *ui, ls_id line)
{
    struct ls_error err = {0};
    if (outcome_is_current(&(struct outcome){ui, line}) &&
        ui_run_data(ui, ls_command_info(LS_CMD_SYNC_NEXT), &line, 1, "", &err) < 0)
        ui_say_error(ui, &err);
    ls_error_done(&err);
}

/* warning: what is filled in here is borrowed by the answer. */
static struct decide_on decision_on(const struct scene *s, struct ls_buf *warning)
{
    const struct ls_live_line *line = scene_shown(s);
    LS_AUTO(buf) struct ls_buf missing = LS_BUF_INIT;
    scene_decider_missing(s, line ? line->decision : 0, &missing);
    if (missing.len)
        ls_buf_printf(warning, "▼ %s", missing.data);
    return (struct decide_on){.command = LS_CMD_SYNC_DECIDE, .target = line ? line->item->rec.id : 0,
                              .decision = line ? line->decision : 0, .noted = line ? decision_noted(s, line) : NULL,
                              .warning = warning->data};
}

void ask_decision(struct ui *ui, const struct scene *s)
{
    LS_AUTO(buf) struct ls_buf warning = LS_BUF_INIT;
    struct decide_on on = decision_on(s, &warning);
    ask_decide(ui, &on);
}

/* --- the end of a line ------------------------------------------------------------------------------------- */

static bool decision_left_open(struct ui *ui, ls_id line, const char *words, struct ls_error *err)
{
    return outcome_end(&(struct outcome){ui, line}, words, err);
}

/* A line that asks for a choice gets it, or is left open knowingly; one that stands there for the third time is not. */
static void ask_line_decision(struct ui *ui, const struct scene *s, const struct ls_live_line *line)
{
    enum ls_line_state state;
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT, warning = LS_BUF_INIT;
    struct decide_on on = decision_on(s, &warning);
    on.decided = decision_go_on;
    on.left_open = line->third ? NULL : decision_left_open;
    on.open = ls_live_default(s->board, &s->live, line, &state, &b);
    ask_choose(ui, &on);
}

/* --- a new date for a blocker ------------------------------------------------------------------------------ */

/* What a blocker may go on with. Owned by the question. */
struct dated {
    struct ui *ui;
    ls_id line;
    int64_t next;     /* the day of the next sync, LS_NONE: unknown */
    const char *open; /* what it is without a new date; static */
};

#define DATED_OPEN ""
#define DATED_ESCALATE "escalate"
#define DATED_RESOLVE "resolve"

/* "new date: Tue 17 Mar" */
static void dated_add(int64_t date, const char *value, const char *detail, uint32_t key, struct choices *ret)
{
    LS_AUTO(buf) struct ls_buf label = LS_BUF_INIT;
    ls_buf_printf(&label, "new date: %s ", ls_weekday_short(ls_date_weekday(date)));
    ls_date_short(&label, date, ui_today());
    choices_add(ret, value, label.data, detail, key);
}

static int dated_read(const struct dated *d, const char *text, struct ls_entry *ret_entry, struct ls_error *err)
{
    return ls_entry_read(ui_board(d->ui), text, ui_today(), LS_ENTRY_DAY, ret_entry, err);
}

/* What was typed: a day alone or behind the next step; else words on why it stays as it is. */
static void dated_typed(const struct dated *d, const char *word, struct choices *ret)
{
    struct ls_entry entry = {0};
    LS_AUTO(string) char *why = ls_asprintf("%s: %s", d->open, word);
    struct ls_error none = {0};
    int code = dated_read(d, word, &entry, &none);
    if (code)
        choices_add(ret, word, word, "", 0); /* Enter says what is wrong with it */
    else if (entry.due != LS_NONE)
        dated_add(entry.due, word, entry.text, 0, ret);
    else
        choices_add(ret, word, why, "no new date", 0);
    ls_error_done(&none);
    ls_entry_done(&entry);
}

static void dated_fill(void *arg, const char *word, struct choices *ret)
{
    const struct dated *d = arg;
    if (*ls_text_skip_blank(word)) {
        dated_typed(d, word, ret);
        return;
    }
    LS_AUTO(string) char *open = ls_asprintf("%s: no new date today", d->open);
    LS_AUTO(buf) struct ls_buf next = LS_BUF_INIT;
    choices_add(ret, DATED_OPEN, open, "", 0);
    if (d->next != LS_NONE) {
        ls_date_format(&next, d->next);
        dated_add(d->next, next.data, "the next meeting", '1', ret);
    }
    choices_add(ret, DATED_ESCALATE, "escalate it: somebody above decides", "", '2');
    choices_add(ret, DATED_RESOLVE, "resolve it: it is gone", "", '3');
}

static bool dated_taken(void *arg, const char *answer, struct ls_error *err)
{
    const struct dated *d = arg;
    struct ls_entry entry = {0};
    if (!strcmp(answer, DATED_ESCALATE) || !strcmp(answer, DATED_RESOLVE)) {
        ui_command(d->ui, !strcmp(answer, DATED_ESCALATE) ? LS_CMD_SYNC_ESCALATE : LS_CMD_SYNC_RESOLVE);
        return true;
    }
    if (dated_read(d, answer, &entry, err) < 0)
        return false;
    bool dated = entry.due != LS_NONE;
    ls_entry_done(&entry);
    if (!dated)
        return outcome_end(&(struct outcome){d->ui, d->line}, answer, err);
    if (ui_run_data(d->ui, ls_command_info(LS_CMD_SYNC_DUE), &d->line, 1, answer, err) < 0)
        return false;
    decision_go_on(d->ui, d->line);
    return true;
}

/* A blocker gets a new date or is escalated, or goes on as it is knowingly. */
static void ask_date(struct ui *ui, const struct scene *s, const struct ls_live_line *line)
{
    enum ls_line_state state;
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    struct dated *d = ls_alloc(sizeof(*d));
    *d = (struct dated){.ui = ui, .line = line->item->rec.id, .open = ls_live_default(s->board, &s->live, line, &state, &b),
                        .next = s->live.ritual ? ls_ritual_day_following(s->board, s->live.ritual, s->today) : LS_NONE};
    LS_AUTO(string) char *label = ls_asprintf("%s:", line->item->ask);
    ui_ask(ui, &(struct ui_question){.kind = PROMPT_PICK, .own_words = true, .again = true, .label = label, .text = "",
                                     .hint = "fri, or: call legal fri; or why it stays open", .fill = dated_fill,
                                     .taken = dated_taken, .free = free, .arg = d});
}

/* --- the third time ---------------------------------------------------------------------------------------- */

/* What a line that stands there for the third time may end with. Owned by the question. */
struct third {
    struct ui *ui;
    bool blocker, item; /* what it is about */
};

/* The ways out in the order in which they are offered. */
static const struct third_way {
    enum ls_command_id command;
    const char *words;
    bool blocker, item, other; /* for which lines */
} THIRD_WAYS[] = {
    {LS_CMD_SYNC_RESOLVE, "resolve the blocker", true, false, false},
    {LS_CMD_SYNC_ESCALATE, "escalate it: somebody above decides", true, false, false},
    {LS_CMD_SYNC_DECIDE, "decide what becomes of it", false, true, true},
    {LS_CMD_SYNC_RESOLVE, "close it: it is done", false, true, false},
    {LS_CMD_SYNC_DROP, "drop the line; the record stays, and comes back when it changes", true, true, true},
};

static bool third_has(const struct third *t, const struct third_way *way)
{
    return t->blocker ? way->blocker : t->item ? way->item : way->other;
}

static void third_fill(void *arg, const char *word, struct choices *ret_choices)
{
    const struct third *t = arg;
    for (size_t i = 0, n = 0; i < LS_COUNT(THIRD_WAYS); i++) {
        n += third_has(t, &THIRD_WAYS[i]);
        if (third_has(t, &THIRD_WAYS[i]) && choices_has(THIRD_WAYS[i].words, word))
            choices_add(ret_choices, THIRD_WAYS[i].words, THIRD_WAYS[i].words, "", (uint32_t)('0' + n));
    }
}

static bool third_taken(void *arg, const char *answer, struct ls_error *err LS_UNUSED)
{
    const struct third *t = arg;
    for (size_t i = 0; i < LS_COUNT(THIRD_WAYS); i++)
        if (!strcmp(answer, THIRD_WAYS[i].words)) {
            ui_command(t->ui, THIRD_WAYS[i].command);
            break;
        }
    return true;
}

/* The third time nothing is carried on: what can be done instead is a key away. */
static void ask_third(struct ui *ui, const struct scene *s, const struct ls_live_line *line)
{
    LS_AUTO(buf) struct ls_buf why = LS_BUF_INIT;
    ls_live_third_text(s->board, line, &why);
    struct third *t = ls_alloc(sizeof(*t));
    *t = (struct third){ui, line->blocker && !line->decision, ls_item_get(s->board, line->subject) != NULL};
    ui_ask(ui, &(struct ui_question){.kind = PROMPT_PICK, .label = "what becomes of it?", .text = "", .above = why.data,
                                     .fill = third_fill, .taken = third_taken, .free = free, .arg = t});
}

bool ask_what_is_wanted(struct ui *ui, const struct scene *s)
{
    const struct ls_live_line *line = scene_current(s);
    enum ls_want want = line ? ls_live_wants(s->board, &s->live, line) : LS_WANT_NOTHING;
    if (want == LS_WANT_DECISION)
        ask_line_decision(ui, s, line);
    else if (line && line->third && !line->settled)
        ask_third(ui, s, line);
    else if (want == LS_WANT_DATE)
        ask_date(ui, s, line);
    else if (want == LS_WANT_WORDS)
        ask_outcome(ui, s);
    else
        return false;
    return true;
}

/* --- the end of the sync ----------------------------------------------------------------------------------- */

/* What is left when the sync ends now. Owned by the question. */
struct ending {
    struct ui *ui;
    void (*end)(struct ui *ui);
    char *carried; /* "9 lines come back on Tue 17 Mar" */
};

static void ending_free(void *arg)
{
    struct ending *e = arg;
    free(e->carried);
    free(e);
}

static void ending_fill(void *arg, const char *word, struct choices *ret_choices)
{
    const struct ending *e = arg;
    LS_AUTO(string) char *end = ls_asprintf("end it: %s", e->carried);
    if (choices_has(end, word))
        choices_add(ret_choices, end, end, "", '1');
}

static bool ending_taken(void *arg, const char *answer LS_UNUSED, struct ls_error *err LS_UNUSED)
{
    const struct ending *e = arg;
    e->end(e->ui);
    return true;
}

/* Appends the names of the lines that nobody has come to; returns how many there are. */
static size_t ending_left(const struct scene *s, struct ls_buf *names)
{
    size_t count = 0;
    for (size_t i = 0; i < s->live.line_count; i++) {
        const struct ls_live_line *line = &s->live.lines[i];
        if (line->state != LS_LINE_STATE_QUEUED || line == scene_current(s) || scene_kind_of(s, line) == SCENE_CLOSE)
            continue;
        scene_comma(names, 0, ", ");
        scene_name(s, line, names);
        count++;
    }
    return count;
}

/* "9 lines come back on Tue 17 Mar". Caller frees. */
static char *ending_carried(const struct scene *s, size_t count)
{
    struct ls_buf b = LS_BUF_INIT;
    int64_t next = s->live.ritual ? ls_ritual_day_following(s->board, s->live.ritual, s->today) : LS_NONE;
    words_count(count, "line comes", "lines come", &b);
    ls_buf_str(&b, " back");
    if (next != LS_NONE) {
        ls_buf_printf(&b, " on %s ", ls_weekday_short(ls_date_weekday(next)));
        ls_date_short(&b, next, s->today);
    }
    return ls_buf_steal(&b);
}

void ask_end(struct ui *ui, const struct scene *s, void (*end)(struct ui *ui))
{
    LS_AUTO(buf) struct ls_buf left = LS_BUF_INIT;
    size_t count = ending_left(s, &left);
    if (!count) {
        end(ui);
        return;
    }
    LS_AUTO(string) char *above = ls_asprintf("not reached: %s", left.data);
    struct ending *e = ls_alloc(sizeof(*e));
    *e = (struct ending){ui, end, ending_carried(s, count)};
    ui_ask(ui, &(struct ui_question){.kind = PROMPT_PICK, .label = "end the sync now?", .text = "",
                                     .hint = "Enter ends it, Esc goes on", .above = above,
                                     .fill = ending_fill, .taken = ending_taken, .free = ending_free, .arg = e});
}
