/* The questions of the running sync that know more than the command table: what a line's outcome would be, who is
 * expected, which option is marked. Their answers go to the same handlers. */
#include "ui/sync_ask.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "lockstep/error.h"
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
static bool ask_outcome_taken(void *arg, const char *answer, struct ls_error *err)
{
    const struct outcome *o = arg;
    if (!outcome_is_current(o) && *ls_text_skip_blank(answer))
        return ui_run_data(o->ui, ls_command_info(LS_CMD_SYNC_NOTE), &o->line, 1, answer, err) >= 0;
    return ui_run_data(o->ui, ls_command_info(LS_CMD_SYNC_NEXT), &o->line, 1, answer, err) >= 0;
}

/* Enter: the line ends with words instead of its default outcome. */
void ask_outcome(struct ui *ui, const struct scene *s)
{
    const struct ls_live_line *line = scene_current(s);
    if (!line)
        return;
    enum ls_line_state state;
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    const char *usual = ls_live_default(s->board, &s->live, line, &state, &b);
    LS_AUTO(string) char *hint = ls_asprintf("Enter without words: %s", usual);
    struct outcome *o = ls_alloc(sizeof(*o));
    *o = (struct outcome){ui, line->item->rec.id};
    ui_ask(ui, &(struct ui_question){.kind = PROMPT_LINE, .label = "what came of it:", .text = "", .hint = hint,
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
           &(struct ui_question){.kind = PROMPT_LINE, .label = "here:", .text = text.data,
                                 .hint = "-name absent, ~name late, +name guest", .taken = ask_attend_taken,
                                 .arg = ui});
}

/* --- a decision, point by point -------------------------------------------------------------------------- */

/* A decision while it is being typed. Owned by its questions. */
struct points {
    struct ui *ui;
    struct ls_buf text; /* the points so far, joined by " / " */
    ls_id line;         /* the agenda line that was current when it began; 0: none */
    char *marked;       /* the option that is marked: what is decided unless words say otherwise; "" none */
    int n;
};

enum { POINTS_NEEDED = 3 };

static const char *const POINTS[] = {"decided:", "why:", "what follows:", "look at it again:"};

static void points_free(void *arg)
{
    struct points *p = arg;
    ls_buf_done(&p->text);
    free(p->marked);
    free(p);
}

static void points_ask(struct points *p);

/* The next question's own copy: the one that was answered frees p. */
static struct points *points_go(const struct points *p, const char *answer)
{
    struct points *go = ls_alloc(sizeof(*go));
    *go = (struct points){.ui = p->ui, .text = LS_BUF_INIT, .line = p->line, .marked = ls_strdup(p->marked),
                          .n = p->n + 1};
    ls_buf_printf(&go->text, "%s%s%s", p->text.data, p->n && *answer ? " / " : "", answer);
    return go;
}

static bool points_taken(void *arg, const char *answer, struct ls_error *err)
{
    struct points *p = arg;
    const char *words = ls_text_skip_blank(answer);
    if (!*words && !p->n)
        words = p->marked;
    if (!*words && p->n < POINTS_NEEDED) {
        ls_error_set(err, LS_EREFUSED, "a decision needs all three points");
        return false;
    }
    struct points *go = points_go(p, words);
    bool at_once = !p->n && strstr(words, " / ");
    if (!at_once && go->n < (int)LS_COUNT(POINTS)) {
        points_ask(go);
        return true;
    }
    int code = ui_run_data(p->ui, ls_command_info(LS_CMD_SYNC_DECIDE), &go->line, go->line != 0,
                           go->text.data, err);
    points_free(go);
    return code >= 0;
}

static void points_ask(struct points *p)
{
    LS_AUTO(string) char *marked = ls_asprintf("Enter takes the option: %s", p->marked);
    const char *hint = p->n == 0 ? (*p->marked ? marked : "or all at once: decided / why / what follows")
                       : p->n == POINTS_NEEDED ? "when, or Enter: if win rate is below 21 % after 4 weeks"
                                               : NULL;
    ui_ask(p->ui, &(struct ui_question){.kind = PROMPT_LINE, .label = POINTS[p->n], .text = "", .hint = hint,
                                        .taken = points_taken, .free = points_free, .arg = p});
}

void ask_decision(struct ui *ui, const struct scene *s)
{
    const struct ls_live_line *line = scene_shown(s);
    struct points *p = ls_alloc(sizeof(*p));
    *p = (struct points){.ui = ui, .text = LS_BUF_INIT, .line = line ? line->item->rec.id : 0};
    LS_EACH(option, it, s->board)
        if (line && line->decision && it->decision == line->decision && it->chosen && !p->marked)
            p->marked = ls_strdup(it->label);
    if (!p->marked)
        p->marked = ls_strdup("");
    points_ask(p);
}
