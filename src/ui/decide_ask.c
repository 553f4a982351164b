/* Deciding, question by question. Each says which point it is and what was given so far; what is known already is taken
 * with Enter: the option that is marked, what speaks for it or was noted, the blocker that the decision takes away. */
#include "ui/decide_ask.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "lockstep/decision.h"
#include "lockstep/error.h"
#include "ui/choices.h"
#include "ui/state.h"

enum { POINT_DECIDED, POINT_WHY, POINT_FOLLOWS, POINT_AGAIN, POINT_COUNT, POINTS_NEEDED = POINT_AGAIN };

/* A decision while it is being typed. Owned by its questions: each has a copy of its own. */
struct points {
    struct ui *ui;
    struct decide_on on;
    char *noted, *warning;
    ls_id option;        /* what is decided is this option; 0: words */
    struct ls_buf text;  /* the points so far, joined by " / " */
    struct ls_buf given; /* the same as people see it */
    int at;
};

static void points_ask(struct points *p);

static void points_free(void *arg)
{
    struct points *p = arg;
    ls_buf_done(&p->text);
    ls_buf_done(&p->given);
    free(p->noted);
    free(p->warning);
    free(p);
}

static struct points *points_new(struct ui *ui, const struct decide_on *on, const char *noted)
{
    struct points *p = ls_alloc(sizeof(*p));
    *p = (struct points){.ui = ui, .on = *on, .noted = ls_strdup(noted ? noted : ""),
                         .warning = ls_strdup(on->warning ? on->warning : ""), .text = LS_BUF_INIT, .given = LS_BUF_INIT};
    p->on.noted = NULL;
    p->on.warning = p->warning; /* copies are made of it */
    return p;
}

static struct points *points_copy(const struct points *p)
{
    struct points *go = points_new(p->ui, &p->on, p->noted);
    go->option = p->option;
    go->at = p->at;
    ls_buf_str(&go->text, p->text.data);
    ls_buf_str(&go->given, p->given.data);
    return go;
}

/* --- what is known already ----------------------------------------------------------------------------- */

/* The option that is marked; 0: none. */
static ls_id points_marked(const struct ui *ui, ls_id decision)
{
    LS_EACH(option, it, ui_board(ui))
        if (decision && it->decision == decision && it->chosen)
            return it->rec.id;
    return 0;
}

/* Appends what Enter alone gives as the point that is asked for; nothing where words are needed. */
static void points_usual(const struct points *p, struct ls_buf *b)
{
    const struct ls_board *board = ui_board(p->ui);
    const struct ls_option *option = ls_option_get(board, p->option);
    const struct ls_decision *d = ls_decision_get(board, p->on.decision);
    const struct ls_blocker *blocker = ls_blocker_get(board, d ? d->blocker : 0);
    if (p->at == POINT_DECIDED && option)
        ls_buf_str(b, option->label);
    else if (p->at == POINT_WHY)
        ls_buf_str(b, *p->noted ? p->noted : option ? option->pro : "");
    else if (p->at == POINT_FOLLOWS && blocker && blocker->resolved == LS_NONE) {
        ls_board_name(board, blocker->rec.id, b);
        ls_buf_str(b, " is resolved");
    }
}

/* --- giving a point ------------------------------------------------------------------------------------ */

/* The number of an option stands for it. */
static const char *points_words(struct points *p, const char *words)
{
    const struct ls_option *named =
        p->at == POINT_DECIDED ? ls_decision_option(ui_board(p->ui), p->on.decision, words) : NULL;
    if (p->at == POINT_DECIDED)
        p->option = named ? named->rec.id : 0;
    return named ? named->label : words;
}

/* The first two points may be given together with those behind them, "why / what follows"; in the others a "/" is one
 * of their words. */
static void points_add(struct points *p, const char *words)
{
    static const char *const SHORT[POINT_COUNT] = {"decided", "why", "follows", "again"};
    ls_buf_str(&p->text, p->at && *words ? " / " : "");
    for (const char *c = words; *c; c++) {
        bool splits = p->at >= POINT_FOLLOWS && !strncmp(c, " / ", 3);
        ls_buf_char(&p->text, splits ? '/' : *c);
        c += splits ? 2 : 0;
    }
    if (*words)
        ls_buf_printf(&p->given, "%s✓ %s: %s", p->given.len ? "   " : "", SHORT[p->at], words);
    p->at++;
}

/* Appends the next of points that may be given together (splits), up to " / ". Returns where the one behind it begins,
 * NULL: it was the last. The last point of all has what is left. */
static const char *points_next(const struct points *p, const char *at, bool splits, struct ls_buf *b)
{
    const char *end = splits && p->at < POINT_AGAIN ? strstr(at, " / ") : NULL;
    at = ls_text_skip_blank(at);
    if (!end) {
        ls_buf_str(b, at);
        return NULL;
    }
    if (end > at)
        ls_buf_add(b, at, ls_text_trimmed(at, (size_t)(end - at)));
    return end + strlen(" / ");
}

static bool points_run(struct points *p, struct ls_error *err)
{
    if (ui_run_data(p->ui, ls_command_info(p->on.command), &p->on.target, p->on.target != 0, p->text.data, err) < 0)
        return false;
    if (p->on.decided)
        p->on.decided(p->ui, p->on.target);
    return true;
}

/* Takes the answer to one point; false where words are needed. */
static bool points_take(struct points *p, const char *words, struct ls_error *err)
{
    static const char *const NEEDED[POINTS_NEEDED] = {"say what is decided", "say why: who reads it in a year was not here",
                                                      "say what follows: who does what now"};
    LS_AUTO(buf) struct ls_buf usual = LS_BUF_INIT;
    points_usual(p, &usual);
    if (!*words && p->at < POINTS_NEEDED && !usual.len) {
        ls_error_set(err, LS_EREFUSED, "a decision needs all three points: %s", NEEDED[p->at]);
        return false;
    }
    points_add(p, *words ? points_words(p, words) : usual.data);
    return true;
}

/* One point, or several at once; what is still needed then is asked for. */
static bool points_taken(void *arg, const char *answer, struct ls_error *err)
{
    struct points *go = points_copy(arg);
    const char *at = answer;
    bool splits = go->at < POINT_FOLLOWS && strstr(ls_text_skip_blank(answer), " / "), taken = true;
    while (at && taken) {
        LS_AUTO(buf) struct ls_buf words = LS_BUF_INIT;
        at = points_next(go, at, splits, &words);
        taken = points_take(go, words.data, err);
    }
    if (taken && go->at < (splits ? POINTS_NEEDED : POINT_COUNT)) {
        points_ask(go);
        return true;
    }
    bool done = taken && points_run(go, err);
    points_free(go);
    return done;
}

static void points_ask(struct points *p)
{
    static const char *const LABELS[POINT_COUNT] = {"decided (1 of 4):", "why (2 of 4):", "what follows (3 of 4):",
                                                    "look at it again (4 of 4):"};
    static const char *const HINTS[POINT_COUNT] = {"or all at once: decided / why / what follows", "what speaks for it",
                                                   "who does what now", "a day, or \"if …\" in words; Enter: when somebody asks"};
    LS_AUTO(buf) struct ls_buf usual = LS_BUF_INIT;
    points_usual(p, &usual);
    LS_AUTO(string) char *enter = ls_asprintf("Enter: %s", usual.data);
    LS_AUTO(string) char *above = ls_asprintf("%s%s%s", p->warning, *p->warning && p->given.len ? "   " : "", p->given.data);
    ui_ask(p->ui, &(struct ui_question){.kind = PROMPT_LINE, .again = true, .past = "decision", .label = LABELS[p->at], .text = "",
                                        .hint = usual.len ? enter : HINTS[p->at], .above = above,
                                        .taken = points_taken, .free = points_free, .arg = p});
}

bool ask_is_deciding(const struct ui *ui, ls_id target)
{
    const struct points *p = ui->asking && ui->question.taken == points_taken ? ui->question.arg : NULL;
    return p && p->on.target == target && p->at > POINT_DECIDED;
}

void ask_decide(struct ui *ui, const struct decide_on *on)
{
    struct points *p = points_new(ui, on, on->noted);
    p->option = points_marked(ui, on->decision);
    points_ask(p);
}

/* --- choosing an option -------------------------------------------------------------------------------- */

#define CHOOSE_OPEN ""
#define CHOOSE_WORDS "0" /* no option has it */

/* What is decided is the option: on to the reason. */
static void choose_option(struct ui *ui, const struct decide_on *on, const char *noted, const struct ls_option *option)
{
    struct points *p = points_new(ui, on, noted);
    p->option = option->rec.id;
    points_add(p, option->label);
    points_ask(p);
}

static void choose_fill(void *arg, const char *word, struct choices *ret_choices)
{
    const struct points *p = arg;
    const struct ls_board *board = ui_board(p->ui);
    LS_AUTO(string) char *open = ls_asprintf("%s: nothing is decided today", p->on.open);
    if (p->on.left_open && choices_has(open, word))
        choices_add(ret_choices, CHOOSE_OPEN, open, "", 0);
    for (int n = 1; n <= 9; n++) {
        char digit[2] = {(char)('0' + n), 0};
        const struct ls_option *option = ls_decision_option(board, p->on.decision, digit);
        if (option && choices_has(option->label, word))
            choices_add(ret_choices, digit, option->label, option->effort, (uint32_t)digit[0]);
    }
    if (choices_has("decided in other words", word))
        choices_add(ret_choices, CHOOSE_WORDS, "decided in other words", "", '0');
    LS_AUTO(string) char *why = ls_asprintf("%s: %s", p->on.open, word);
    if (p->on.left_open && *ls_text_skip_blank(word) && !ls_decision_option(board, p->on.decision, word))
        choices_add(ret_choices, word, why, "nothing is decided", 0);
}

static bool choose_taken(void *arg, const char *answer, struct ls_error *err)
{
    struct points *p = arg;
    const struct ls_option *option = ls_decision_option(ui_board(p->ui), p->on.decision, answer);
    if (option)
        choose_option(p->ui, &p->on, p->noted, option);
    else if (!strcmp(answer, CHOOSE_WORDS))
        points_ask(points_copy(p));
    else
        return p->on.left_open(p->ui, p->on.target, answer, err);
    return true;
}

void ask_choose(struct ui *ui, const struct decide_on *on)
{
    const struct ls_option *marked = ls_option_get(ui_board(ui), points_marked(ui, on->decision));
    if (marked) {
        choose_option(ui, on, on->noted, marked);
        return;
    }
    ui_ask(ui, &(struct ui_question){.kind = PROMPT_PICK, .own_words = true, .again = true, .label = "which one?", .text = "",
                                     .above = on->warning, .hint = "a number, or why it stays open", .fill = choose_fill,
                                     .taken = choose_taken, .free = points_free,
                                     .arg = points_new(ui, on, on->noted)});
}
