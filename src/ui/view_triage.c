/* The pass of triage: which item is at hand, what became of the others. What it looks like is in view_triage_draw.c. */
#include "ui/view_triage.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "lockstep/changeset.h"
#include "ui/alike.h"
#include "ui/state.h"
#include "ui/triage_ask.h"
#include "ui/views.h"
#include "ui/words.h"

static struct triage_view *triage_of(struct view *v)
{
    return (struct triage_view *)v;
}

static const struct ls_item *triage_item(const struct triage_view *v)
{
    return v->at < v->len ? ls_item_get(ui_board(v->view.ui), v->pass[v->at].id) : NULL;
}

size_t triage_count(const struct triage_view *v, enum ls_triage_state state)
{
    size_t count = 0;
    for (size_t i = 0; i < v->len; i++)
        count += v->pass[i].state == state;
    return count;
}

const struct triage_one *triage_of_day(const struct triage_view *v, size_t i)
{
    return i < v->len ? &v->pass[i] : i - v->len < v->earlier_len ? &v->earlier[i - v->len] : NULL;
}

/* What stands beside the item at hand. */
static void triage_look(struct triage_view *v)
{
    const struct ls_item *item = triage_item(v);
    v->like_count = 0;
    if (!item)
        return;
    ls_buf_clear(&v->heading);
    words_record(ui_board(v->view.ui), &item->rec, &v->heading);
    v->reading = !alike_ready(v->view.ui);
    v->like_count = ls_likeness_find(alike_index(v->view.ui), item->title, item->problem, item->rec.id, v->likes, TRIAGE_LIKES);
    ls_triage_propose(ui_board(v->view.ui), item, v->likes, v->like_count, &v->proposal);
}

/* --- which item is at hand ------------------------------------------------------------------------ */

static bool triage_is_open(const struct triage_view *v, size_t i)
{
    return v->pass[i].state == LS_TRIAGE_WAITS && !v->pass[i].skipped;
}

/* Goes to the next that waits and was not skipped, at last to what was put back meanwhile; to the summary where there is
 * none. */
static void triage_next(struct triage_view *v)
{
    size_t i = 0;
    while (v->at < v->len && !triage_is_open(v, v->at))
        v->at++;
    while (v->at == v->len && i < v->len && !v->ended && !triage_is_open(v, i))
        i++;
    if (v->at == v->len && !v->ended)
        v->at = i;
    v->met = false;
    if (v->at == v->len && !v->ended) {
        v->ended = ls_clock_ticks();
        v->top = 0;
    }
    triage_look(v);
}

/* Goes to an item of the pass, whatever became of it. */
static void triage_to(struct triage_view *v, size_t i)
{
    v->at = i;
    v->pass[i].skipped = v->met = false;
    v->ended = 0;
    triage_look(v);
}

/* How many wait that the pass does not know: its order stays, they come in the next. */
static size_t triage_came(const struct triage_view *v)
{
    ls_id *ids;
    size_t len = ls_triage_queue(ui_board(v->view.ui), v->today, &ids), waits = triage_count(v, LS_TRIAGE_WAITS);
    free(ids);
    return len > waits ? len - waits : 0;
}

/* A pass over what waits now. */
static void triage_begin(struct triage_view *v)
{
    struct ls_session_status status;
    struct triage_one *before = v->pass;
    bool same_day = v->today == ui_today();
    size_t before_len = same_day ? v->len : 0;
    ls_id *ids;
    ls_session_status(v->view.ui->session, &status);
    v->partial = status.phase != LS_SESSION_LOADED;
    v->earlier_len = same_day ? v->earlier_len : 0;
    v->today = ui_today();
    v->len = ls_triage_queue(ui_board(v->view.ui), v->today, &ids);
    v->pass = ls_alloc((v->len + 1) * sizeof(*v->pass));
    for (size_t i = 0; i < v->len; i++)
        v->pass[i] = (struct triage_one){.id = ids[i]};
    free(ids);
    triage_day_keep(v, before, before_len);
    free(before);
    if (!v->partial)
        triage_day_ask(v);
    v->at = v->came = v->top = 0;
    v->started = ls_clock_ticks();
    v->ended = 0;
    triage_next(v);
}

/* --- what is decided, by whom --------------------------------------------------------------------- */

static const int DECIDING[] = {LS_F_item_status, LS_F_item_snooze_until, LS_F_DELETED};

/* Whether it is I who brought the item to where it is now: by a decision, or by taking one back. */
static bool triage_is_mine(const struct triage_view *v, ls_id id)
{
    const struct ls_changeset *last = ls_session_last(v->view.ui->session);
    const struct ls_record *record = ls_board_record(ui_board(v->view.ui), id);
    bool mine = false;
    for (size_t i = 0; last && record && i < LS_COUNT(DECIDING); i++) {
        const struct ls_edit *edit = ls_changeset_edit(last, id, DECIDING[i]);
        struct ls_value now = ls_record_get(record, DECIDING[i]);
        mine = mine || (edit && ls_value_equal(&edit->after, &now));
        ls_value_done(&now);
    }
    return mine;
}

static size_t triage_place(const struct triage_view *v, ls_id id)
{
    size_t i = 0;
    while (i < v->len && v->pass[i].id != id)
        i++;
    return i;
}

/* A decision of an earlier pass that I took back: its item joins this one, where I am. */
static void triage_join(struct triage_view *v)
{
    const struct ls_changeset *last = ls_session_last(v->view.ui->session);
    for (size_t i = 0; last && last->flags & LS_CS_UNDO && i < last->len; i++) {
        ls_id id = last->records[i].id;
        if (!ls_item_get(ui_board(v->view.ui), id) || triage_place(v, id) < v->len || !triage_is_mine(v, id) ||
            ls_triage_state(ui_board(v->view.ui), id, v->today) != LS_TRIAGE_WAITS)
            continue;
        v->pass = ls_realloc(v->pass, (v->len + 2) * sizeof(*v->pass));
        memmove(&v->pass[v->at + 1], &v->pass[v->at], (v->len - v->at) * sizeof(*v->pass));
        v->pass[v->at] = (struct triage_one){.id = id, .state = LS_TRIAGE_DECLINED};
        v->len++;
    }
}

/* The board changed. What I decided is passed, what I took back comes back to the screen. What somebody else decides stays
 * on the screen where it is at hand, so that no key meant for it meets the next; all else happens in its place. */
static void triage_news(struct view *view)
{
    struct triage_view *v = triage_of(view);
    if (!v->pass || v->partial) {
        triage_begin(v);
        return;
    }
    triage_join(v);
    size_t back = v->len;
    for (size_t i = 0; i < v->len; i++) {
        enum ls_triage_state state = ls_triage_state(ui_board(view->ui), v->pass[i].id, v->today);
        if (state == v->pass[i].state)
            continue;
        bool mine = triage_is_mine(v, v->pass[i].id);
        if (state == LS_TRIAGE_WAITS && mine && back == v->len)
            back = i;
        if (i == v->at)
            v->met = state != LS_TRIAGE_WAITS && !mine;
        v->pass[i].state = state;
        v->pass[i].who = 0; /* triage_others knows, where it is somebody else */
    }
    v->came = triage_came(v);
    triage_day_look(v);
    if (back < v->len)
        triage_to(v, back);
    else if (v->met)
        triage_look(v);
    else
        triage_next(v);
}

void triage_met_words(const struct triage_view *v, size_t i, struct ls_buf *b)
{
    const struct ls_board *board = ui_board(v->view.ui);
    const struct triage_one *one = &v->pass[i];
    bool self = one->who == ls_session_me(v->view.ui->session);
    ls_buf_printf(b, "%s %s it", !one->who ? "somebody" : self ? "you" : words_person(board, one->who),
                  ls_triage_deed(board, one->id, v->today));
    if (self && one->who)
        ls_buf_str(b, " elsewhere");
}

static void triage_log(struct view *view, const struct ls_session_event *e)
{
    triage_day_heard(triage_of(view), e);
}

/* Somebody else changed this: whoever is about to decide on the same item is told whose decision stands. */
static void triage_others(struct view *view, const struct ls_changeset *cs)
{
    struct triage_view *v = triage_of(view);
    for (size_t i = 0; i < v->len; i++) {
        struct triage_one *one = &v->pass[i];
        bool decides = false;
        for (size_t f = 0; f < LS_COUNT(DECIDING); f++)
            decides = decides || ls_changeset_edit(cs, one->id, DECIDING[f]);
        if (!decides || (one->state == LS_TRIAGE_WAITS && i != v->at))
            continue;
        one->who = cs->who;
        one->when = cs->at;
        if (i != v->at || !v->met)
            continue;
        LS_AUTO(buf) struct ls_buf who = LS_BUF_INIT;
        triage_met_words(v, i, &who);
        triage_ask_met(view->ui, one->id, who.data);
    }
    ls_id decided = ls_triage_decided(cs);
    if (decided && triage_place(v, decided) == v->len && !v->partial)
        triage_day_ask(v);
}

/* --- keys ------------------------------------------------------------------------------------------- */

/* Skips what is at hand: it stays as it is. */
static void triage_skip(struct triage_view *v)
{
    if (v->at == v->len)
        return;
    v->pass[v->at].skipped = !v->met;
    triage_next(v);
}

/* Back to what was skipped last before here. */
static void triage_back(struct triage_view *v)
{
    size_t i = v->at;
    while (i && !(v->pass[i - 1].state == LS_TRIAGE_WAITS && v->pass[i - 1].skipped))
        i--;
    if (i)
        triage_to(v, i - 1);
    else
        ui_say(v->view.ui, ROLE_DIM, "nothing was skipped before this; u takes a decision back");
}

/* Scrolls the summary; drawing keeps it within what there is. */
static bool triage_scroll(struct triage_view *v, enum ls_command_id id)
{
    enum { PAGE = 10 };
    size_t by = id == LS_CMD_PAGE_UP || id == LS_CMD_PAGE_DOWN ? PAGE : id == LS_CMD_TOP || id == LS_CMD_BOTTOM ? v->len + v->earlier_len : 1;
    if (id == LS_CMD_UP || id == LS_CMD_PAGE_UP || id == LS_CMD_TOP)
        v->top = v->top > by ? v->top - by : 0;
    else if (id == LS_CMD_DOWN || id == LS_CMD_TRIAGE_SKIP || id == LS_CMD_PAGE_DOWN || id == LS_CMD_BOTTOM)
        v->top += by;
    else
        return false;
    return true;
}

static bool triage_command(struct view *view, enum ls_command_id id)
{
    struct triage_view *v = triage_of(view);
    if (triage_of_day(v, 0) && v->at == v->len && triage_scroll(v, id))
        return true;
    if (id == LS_CMD_TRIAGE_SKIP || id == LS_CMD_DOWN)
        triage_skip(v);
    else if (id == LS_CMD_UP)
        triage_back(v);
    else if (id == LS_CMD_OPEN && v->at < v->len)
        record_open(view->ui, v->pass[v->at].id);
    else if (id == LS_CMD_OPEN)
        ui_pop(view->ui);
    else
        return false;
    return true;
}

/* Nobody decides a second time on what another has just decided: whoever pressed the key had not seen it. */
static bool triage_verb(struct view *view, const struct ls_command *c)
{
    const struct triage_view *v = triage_of(view);
    if (!v->met || !triage_asks(c))
        return false;
    LS_AUTO(buf) struct ls_buf who = LS_BUF_INIT, key = LS_BUF_INIT;
    triage_met_words(v, v->at, &who);
    keymap_key_of(&view->ui->keymap, "triage", LS_CMD_TRIAGE_SKIP, &key);
    ui_say(view->ui, ROLE_WARN, "%s: %s goes on to the next", who.data, key.data);
    return true;
}

static const char *triage_mode(const struct view *v LS_UNUSED)
{
    return "triage";
}

static size_t triage_subject(struct view *view, ls_id **ret_ids)
{
    const struct triage_view *v = triage_of(view);
    *ret_ids = ls_alloc(sizeof(**ret_ids));
    (*ret_ids)[0] = v->at < v->len ? v->pass[v->at].id : 0;
    return v->at < v->len;
}

static const struct hint *triage_hints(const struct view *view)
{
    static const struct hint HINTS[] = {
        {LS_CMD_TRIAGE_ACCEPT, "accept", 0}, {LS_CMD_TRIAGE_DUPLICATE, "duplicate", 0},
        {LS_CMD_TRIAGE_DECLINE, "decline", 0}, {LS_CMD_TRIAGE_SNOOZE, "snooze", 1}, {LS_CMD_TRIAGE_ASK, "ask", 2},
        {LS_CMD_TRIAGE_SKIP, "skip", 3}, {LS_CMD_ITEM_PARENT, "under", 4}, {LS_CMD_UNDO, "undo", 0}, {LS_CMD_BACK, "back", 0}, {LS_CMD_HELP, "help", 0},
        {0, NULL, 0}};
    static const struct hint DONE[] = {{LS_CMD_OPEN, "done", 0}, {LS_CMD_UNDO, "undo", 0}, {LS_CMD_HELP, "help", 0},
                                       {0, NULL, 0}};
    static const struct hint AGAIN[] = {{LS_CMD_TRIAGE_LIST, "what still waits", 0}, {LS_CMD_OPEN, "done", 0},
                                        {LS_CMD_UNDO, "undo", 0}, {LS_CMD_HELP, "help", 0}, {0, NULL, 0}};
    static const struct hint MET[] = {{LS_CMD_TRIAGE_SKIP, "on to the next", 0}, {LS_CMD_OPEN, "its page", 1},
                                      {LS_CMD_ITEM_COMMENT, "comment", 2},
                                      {LS_CMD_BACK, "back", 0}, {LS_CMD_HELP, "help", 0}, {0, NULL, 0}};
    static const struct hint NOTHING[] = {{LS_CMD_ITEM_ADD, "new item", 0}, {LS_CMD_UNDO, "undo", 1},
                                          {LS_CMD_OPEN, "done", 0}, {LS_CMD_HELP, "help", 0}, {0, NULL, 0}};
    const struct triage_view *v = (const struct triage_view *)view;
    if (v->len && v->at == v->len)
        return v->came || triage_count(v, LS_TRIAGE_WAITS) ? AGAIN : DONE;
    return !v->len ? NOTHING : v->met ? MET : HINTS;
}

static void triage_free(struct view *view)
{
    struct triage_view *v = triage_of(view);
    free(v->pass);
    free(v->earlier);
    ls_buf_done(&v->heading);
    free(v);
}

static const struct view_ops TRIAGE_OPS = {
    .mode = triage_mode, .draw = triage_draw, .command = triage_command, .verb = triage_verb,
    .others = triage_others, .news = triage_news, .log = triage_log, .subject = triage_subject,
    .hints = triage_hints, .free = triage_free, .clock = true, .alike = true};

/* The triage that is open, wherever in the stack; NULL: none. */
static struct triage_view *triage_find(struct ui *ui)
{
    struct view *view = ui->top;
    while (view && view->ops != &TRIAGE_OPS)
        view = view->below;
    return view ? triage_of(view) : NULL;
}

void triage_show(struct ui *ui)
{
    struct triage_view *v = triage_find(ui);
    if (!v) {
        v = ls_alloc(sizeof(*v));
        v->view.ops = &TRIAGE_OPS;
        v->heading = (struct ls_buf)LS_BUF_INIT;
        ui_push(ui, &v->view);
        return;
    }
    while (ui->top != &v->view)
        ui_pop(ui);
    if (v->at == v->len)
        triage_begin(v);
}

void triage_go_on(struct ui *ui)
{
    struct triage_view *v = triage_find(ui);
    if (v && v->met)
        triage_next(v);
}

void triage_crossed(struct ui *ui, const struct ls_changeset *cs)
{
    struct triage_view *v = triage_find(ui);
    ls_id id = ls_triage_decided(cs);
    if (!id)
        return;
    triage_keep_words(ui, id, cs);
    size_t i = v ? triage_place(v, id) : 0;
    if (v && i < v->len && v->at == v->len && v->pass[i].state == LS_TRIAGE_WAITS)
        triage_to(v, i); /* it waits still, for other words of the same item were changed: nothing else is at hand */
}
