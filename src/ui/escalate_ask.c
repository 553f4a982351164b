/* Escalating a blocker, question by question. What is not known yet is left out with Enter: the decision stays a draft
 * and says what it lacks; asked again, the same blocker completes it. */
#include "ui/escalate_ask.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "lockstep/error.h"
#include "ui/choices.h"
#include "ui/state.h"

enum step { STEP_QUESTION, STEP_OPTION, STEP_NEEDED, STEP_COST, STEP_DECIDES, STEP_COUNT };

/* An escalation while it is being typed. Owned by its questions. */
struct escalate {
    struct ui *ui;
    ls_id blocker;
    struct ls_buf text; /* as the command reads it */
    enum step step;
    int options;
};

static void escalate_free(void *arg)
{
    struct escalate *e = arg;
    ls_buf_done(&e->text);
    free(e);
}

static void escalate_ask(struct escalate *e);

/* What was typed stands in "quotes" of the command's own. */
static void escalate_add_field(struct ls_buf *b, const char *name, const char *value)
{
    ls_buf_printf(b, " %s=\"", name);
    for (const char *c = value; *c; c++)
        ls_buf_char(b, *c == '"' ? '\'' : *c);
    ls_buf_char(b, '"');
}

static void escalate_add(struct escalate *e, const char *words)
{
    static const char *const FIELDS[STEP_COUNT] = {
        [STEP_NEEDED] = "needed_by", [STEP_COST] = "cost_of_delay", [STEP_DECIDES] = "escalated_to"};
    if (e->step == STEP_QUESTION)
        ls_buf_str(&e->text, words);
    else if (e->step == STEP_OPTION && *words)
        ls_buf_printf(&e->text, " / %s", words);
    else if (*words)
        escalate_add_field(&e->text, FIELDS[e->step], words);
}

/* Options are asked for until one is left out. */
static void escalate_step(struct escalate *e, const char *words)
{
    if (e->step == STEP_OPTION && *words)
        e->options++;
    else
        e->step++;
}

static bool escalate_taken(void *arg, const char *answer, struct ls_error *err)
{
    struct escalate *e = arg, *go = ls_alloc(sizeof(*go));
    const char *words = ls_text_skip_blank(answer);
    *go = (struct escalate){.ui = e->ui, .blocker = e->blocker, .text = LS_BUF_INIT, .step = e->step, .options = e->options};
    ls_buf_str(&go->text, e->text.data);
    escalate_add(go, words);
    escalate_step(go, words);
    if (go->step < STEP_COUNT) {
        escalate_ask(go);
        return true;
    }
    int code = ui_run_data(go->ui, ls_command_info(LS_CMD_BLOCKER_ESCALATE), &go->blocker, 1, go->text.data, err);
    escalate_free(go);
    return code >= 0;
}

static void escalate_fill(void *arg, const char *word, struct choices *ret_choices)
{
    struct escalate *e = arg;
    if (e->step == STEP_DECIDES)
        choices_people(ui_board(e->ui), word, ui_today(), ret_choices);
    else if (e->step == STEP_NEEDED)
        choices_dates(word, ui_today(), ret_choices);
}

static void escalate_ask(struct escalate *e)
{
    static const char *const HINTS[STEP_COUNT] = {
        [STEP_QUESTION] = "what is to be decided?", [STEP_NEEDED] = "today, thu, 17 mar; Enter: not known yet",
        [STEP_COST] = "what each week of waiting costs; Enter: not known yet",
        [STEP_DECIDES] = "who is not the driver; Enter: as the topic says"};
    static const char *const LABELS[STEP_COUNT] = {
        [STEP_QUESTION] = "question:", [STEP_NEEDED] = "needed by:", [STEP_COST] = "cost of delay:",
        [STEP_DECIDES] = "who decides:"};
    const struct ls_blocker *b = ls_blocker_get(ui_board(e->ui), e->blocker);
    LS_AUTO(string) char *option = ls_asprintf("option %d:", e->options + 1);
    bool options = e->step == STEP_OPTION;
    const char *hint = !options ? HINTS[e->step] : e->options < 2 ? "one way to go; two are needed" : "Enter: no more options";
    ui_ask(e->ui, &(struct ui_question){.kind = PROMPT_LINE, .again = true, .past = "escalation", .label = options ? option : LABELS[e->step],
                                        .text = e->step == STEP_QUESTION && b ? b->what : "", .hint = hint,
                                        .fill = escalate_fill, .taken = escalate_taken, .free = escalate_free, .arg = e});
}

void ask_escalation(struct ui *ui, ls_id blocker)
{
    struct escalate *e = ls_alloc(sizeof(*e));
    *e = (struct escalate){.ui = ui, .blocker = blocker, .text = LS_BUF_INIT};
    escalate_ask(e);
}
