/* Running a verb: its argument as words and field=value, its handler, the commit, what is said of it. The same handlers
 * serve the command line. */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/machine.h"
#include "base/mem.h"
#include "base/text.h"
#include "lockstep/arguments.h"
#include "lockstep/rules.h"
#include "ui/alike.h"
#include "ui/state.h"
#include "ui/verbs.h"
#include "ui/words.h"

/* --- the argument as words and field=value ----------------------------------------------------- */

struct verb_words {
    struct ls_buf title;
    struct ls_named_arg *named;
    char **owned; /* name, value, name, value ... */
    size_t len, cap;
};

static void verb_words_done(struct verb_words *w)
{
    for (size_t i = 0; i < w->len * 2; i++)
        free(w->owned[i]);
    free(w->owned);
    free(w->named);
    ls_buf_done(&w->title);
}

static void verb_words_name(struct verb_words *w, char *name, char *value)
{
    LS_GROW(w->named, w->len, w->cap);
    w->owned = ls_realloc(w->owned, w->cap * 2 * sizeof(*w->owned));
    w->owned[w->len * 2] = name;
    w->owned[w->len * 2 + 1] = value;
    w->named[w->len++] = (struct ls_named_arg){name, value};
}

/* Splits: a word "field=value" names a field (value may be in "quotes"); all else is title. titled: only where the entity
 * has such a field, for a title may hold a sign of equality; else a slip in a name is told by the handler. */
static void verb_words_split(struct verb_words *w, enum ls_entity entity, bool titled, const char *text)
{
    *w = (struct verb_words){.title = LS_BUF_INIT};
    for (text = ls_text_skip_blank(text); *text; text = ls_text_skip_blank(text)) {
        size_t len = strcspn(text, " \t\n"), equals = strcspn(text, "= \t\n");
        LS_AUTO(string) char *name = ls_strndup(text, equals);
        if (equals && equals < len && text[equals] == '=' && (!titled || ls_field_by_name(entity, name) >= 0)) {
            const char *value = text + equals + 1;
            bool quoted = *value == '"' && strchr(value + 1, '"');
            size_t value_len = quoted ? strcspn(value + 1, "\"") : len - equals - 1;
            verb_words_name(w, ls_strdup(name), ls_strndup(value + quoted, value_len));
            text = value + value_len + (quoted ? 2 : 0);
            continue;
        }
        if (w->title.len)
            ls_buf_char(&w->title, ' ');
        ls_buf_add(&w->title, text, len);
        text += len;
    }
}

static int verb_only_fields(const struct verb_words *w, struct ls_error *err)
{
    int code = LS_OK;
    if (w->title.len)
        code = ls_error_set(err, LS_EUSAGE, "\"%s\" is no field=value", w->title.data);
    else if (!w->len)
        code = ls_error_set(err, LS_EUSAGE, "what is to change?");
    if (code)
        ls_error_hint(err, "owner=dana due=\"17 mar\"; Tab completes names and values");
    return code;
}

/* --- running --------------------------------------------------------------------------------- */

static int verb_call(struct ui *ui, const struct ls_command *c, struct ls_call *call, const char *text,
                     struct ls_changeset *cs, struct ls_error *err)
{
    struct verb_words words = {.title = LS_BUF_INIT};
    call->text = text;
    if ((c->arg == LS_ARG_FIELDS || c->arg == LS_ARG_TITLE_FIELDS) && !strchr(text, '\n')) {
        verb_words_split(&words, verb_entity(c), c->arg == LS_ARG_TITLE_FIELDS, text);
        call->text = words.title.data;
        call->named = words.named;
        call->named_count = words.len;
    }
    int code = c->arg == LS_ARG_FIELDS ? verb_only_fields(&words, err) : LS_OK;
    if (!code)
        code = c->run(call, cs, err);
    verb_words_done(&words);
    ui_stale(ui);
    return code;
}

/* What a command of the sync says is about the meeting; its edits are its own business. */
static bool verb_speaks_for_itself(const struct ls_command *c, const struct ls_buf *said)
{
    static const char *const NAMES[] = {"sync_", "blocker_escalate", "decision_", "handoff", "triage_", "item_score", "team_"};
    for (size_t i = 0; i < LS_COUNT(NAMES) && said->len; i++)
        if (!strncmp(c->name, NAMES[i], strlen(NAMES[i])))
            return true;
    return false;
}

/* A number comes with saving, and here nobody waits for that: "LS-new", "M-new" are left out or said in words. */
static void verb_forget_unnumbered(struct ls_buf *text)
{
    static const struct {
        const char *name, *word;
    } NAMES[] = {{"M-new runs", "the sync runs"}, {"LS-new ", "action: "}, {"B-new ", "blocker: "},
                 {"D-new decided", "decided"}, {"D-new ", "the question "}};
    for (size_t i = 0; i < LS_COUNT(NAMES); i++) {
        const char *at = strstr(text->data, NAMES[i].name);
        if (!at)
            continue;
        size_t place = (size_t)(at - text->data);
        ls_buf_cut(text, place, strlen(NAMES[i].name));
        ls_buf_insert(text, place, NAMES[i].word, strlen(NAMES[i].word));
    }
}

static void verb_say_done(struct ui *ui, const struct ls_command *c, const struct ls_changeset *shape,
                          const struct ls_buf *said)
{
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    if (!verb_speaks_for_itself(c, said))
        words_change(ui_board(ui), shape, &text);
    for (const char *line = said->data; *line;) {
        size_t len = strcspn(line, "\n");
        if (len && text.len)
            ls_buf_str(&text, "; ");
        ls_buf_add(&text, line, len);
        line += len + (line[len] == '\n');
    }
    verb_forget_unnumbered(&text);
    if (c->id == LS_CMD_ITEM_CLOSE) /* one key, and the item is off the list */
        ls_buf_str(&text, "; u takes it back");
    if (text.len)
        ui_say(ui, ROLE_NORMAL, "%s", text.data);
    ui->message_brief = c->id == LS_CMD_SYNC_START || c->id == LS_CMD_SYNC_NEXT || c->id == LS_CMD_SYNC_BACK;
}

void verb_close_idle(struct ui *ui)
{
    int64_t now = ls_clock_ticks();
    if (!ls_session_me(ui->session) || now - ui->follow.touched < LS_SYNC_IDLE_MS)
        return;
    LS_AUTO(buf) struct ls_buf said = LS_BUF_INIT;
    LS_AUTO(buf) struct ls_buf machine = LS_BUF_INIT;
    struct ls_error err = {0};
    ls_machine_name(&machine);
    struct ls_call call = {.board = ui_board(ui), .me = ls_session_me(ui->session), .now = ls_clock_now(),
                           .ticks = now, .machine = machine.data, .follow = &ui->follow, .text = "", .said = &said};
    struct ls_changeset *cs = ls_changeset_new("sync end");
    if (!ls_sync_close_idle(&call, cs))
        ls_changeset_free(cs);
    else if (ls_session_commit(ui->session, cs, NULL, NULL, &err) < 0)
        ui_say_error(ui, &err);
    else
        ui_say(ui, ROLE_NORMAL, "%s", said.data);
    ls_error_done(&err);
}

static void verb_remember(struct ui *ui, const struct ls_command *c, const char *text)
{
    char *copy = ls_strdup(text);
    free(ui->repeat_text);
    ui->repeat = c;
    ui->repeat_text = copy;
}

/* A call of its own: what it works on and is given comes on top. */
static struct ls_call verb_call_begin(struct ui *ui, const struct ls_command *c, const char *machine, struct ls_buf *said)
{
    ui->bell.mine = c->id == LS_CMD_SYNC_START;
    return (struct ls_call){.board = ui_board(ui), .me = ls_session_me(ui->session), .now = ls_clock_now(),
                            .entity = ls_command_entity(c), .ticks = ls_clock_ticks(), .machine = machine,
                            .follow = &ui->follow, .likeness = alike_index(ui), .text = "", .people_meant = true, .said = said};
}

/* Commits what the handler made (cs, taken over), and says it. text: what it was given, for doing it again. */
static int verb_commit(struct ui *ui, const struct ls_command *c, const struct ls_call *call, struct ls_changeset *cs,
                       const char *text, struct ls_error *err)
{
    if (!cs->len && !call->said->len && call->target_count)
        ui_say(ui, ROLE_DIM, "nothing to change: it is so already");
    struct ls_changeset *shape = ls_changeset_copy(cs);
    uint64_t n = 0;
    int code = ls_session_commit(ui->session, cs, &n, call->said, err);
    aside_committed(ui, n);
    ui_news(ui);
    if (code >= 0 && c->target != LS_TARGET_NONE && c->target != LS_TARGET_SYNC)
        verb_remember(ui, c, text);
    /* what is only changed the cursor stays on, or where it was in a list that the record has left */
    if (code >= 0 && ui->top->ops->go && shape->len && ls_rules_made(shape, shape->records[0].id))
        ui->top->ops->go(ui->top, shape->records[0].id);
    if (code >= 0) {
        tour_ran(ui, c->id);
        verb_say_done(ui, c, shape, call->said);
    }
    ls_changeset_free(shape);
    return code;
}

int ui_run_data(struct ui *ui, const struct ls_command *c, const ls_id *targets, size_t count, const char *text,
                struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf said = LS_BUF_INIT, machine = LS_BUF_INIT;
    ls_machine_name(&machine);
    struct ls_call call = verb_call_begin(ui, c, machine.data, &said);
    call.targets = targets;
    call.target_count = count;
    struct ls_changeset *cs = ls_changeset_new(*c->spelling ? c->spelling : c->name);
    cs->group = ui->together;
    int code = verb_call(ui, c, &call, text, cs, err);
    if (code >= 0)
        return verb_commit(ui, c, &call, cs, text, err);
    ls_changeset_free(cs);
    return code;
}

int ui_run_arguments(struct ui *ui, const struct ls_command *c, const struct ls_arguments *given, const char *text,
                     struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf said = LS_BUF_INIT, machine = LS_BUF_INIT;
    ls_machine_name(&machine);
    struct ls_call call = verb_call_begin(ui, c, machine.data, &said);
    call.targets = given->targets;
    call.target_count = given->target_count;
    call.named = given->named;
    call.named_count = given->named_count;
    call.text = given->text.data;
    struct ls_changeset *cs = ls_changeset_new(c->spelling);
    int code = c->run(&call, cs, err);
    ui_stale(ui);
    if (code >= 0)
        return verb_commit(ui, c, &call, cs, text, err);
    ls_changeset_free(cs);
    return code;
}
