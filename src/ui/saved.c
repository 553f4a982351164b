/* Saved views on the screen. What a view is, and where it is kept, is model's; how a list is filtered is ui/rows.h's. */
#include "ui/saved.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "lockstep/query.h"
#include "ui/collection.h"
#include "ui/commands.h"
#include "ui/records.h"
#include "ui/rows.h"
#include "ui/state.h"
#include "ui/views.h"

static const char *saved_mine(const struct ui *ui)
{
    return ls_session_draft(ui->session, LS_SAVED_VIEWS_DRAFT);
}

static void saved_read(const struct ui *ui, struct ls_saved_views *ret)
{
    ls_saved_views_read(ui_board(ui), saved_mine(ui), ret);
}

/* How many records it finds; -1 where it reads no more. */
static int64_t saved_count(const struct ui *ui, const struct ls_saved_view *view)
{
    struct ls_query_context context = {.board = ui_board(ui), .entity = view->entity, .now = ls_clock_now(),
                                       .me = ls_session_me(ui->session), .scores = ui->facts.scores,
                                       .views = saved_mine(ui)};
    struct ls_query *q;
    int64_t n = 0;
    if (ls_query_read(&context, view->query, &q, NULL, NULL) < 0)
        return -1;
    struct ls_board_walk walk = {context.board, view->entity, 0};
    for (const struct ls_record *r; (r = ls_board_walk_next(&walk));)
        n += ls_query_match(q, r, NULL);
    ls_query_free(q);
    return n;
}

bool saved_behind_key(const struct ui *ui, int place, struct saved_key *ret_key)
{
    struct ls_saved_views views;
    saved_read(ui, &views);
    const struct ls_saved_view *view = ls_saved_view_at(&views, place);
    if (view && ret_key)
        *ret_key = (struct saved_key){ls_strdup(view->name), view->mine, saved_count(ui, view)};
    ls_saved_views_done(&views);
    return view != NULL;
}

void saved_key_done(struct saved_key *key)
{
    free(key->name);
}

/* --- going -------------------------------------------------------------------------------------- */

static void saved_go(struct ui *ui, const struct ls_saved_view *view)
{
    if (view->entity == LS_E_ITEM) {
        home_filter(ui, view->query);
        return;
    }
    records_show(ui, collection_of(view->entity));
    if (ui->top->ops->rows)
        rows_filter(ui->top->ops->rows(ui->top), view->query);
}

static void saved_go_place(struct ui *ui, int place)
{
    struct ls_saved_views views;
    saved_read(ui, &views);
    const struct ls_saved_view *view = ls_saved_view_at(&views, place);
    if (view)
        saved_go(ui, view);
    else
        ui_say(ui, ROLE_DIM, "no view is saved on g%d yet: filter a list with /, then g+ saves it", place);
    ls_saved_views_done(&views);
}

#define SAVED_GO(n)                     \
    void view_view_go_##n(struct ui *ui) \
    {                                   \
        saved_go_place(ui, n);          \
    }

SAVED_GO(1)
SAVED_GO(2)
SAVED_GO(3)
SAVED_GO(4)
SAVED_GO(5)
SAVED_GO(6)
SAVED_GO(7)
SAVED_GO(8)
SAVED_GO(9)

/* --- keeping ------------------------------------------------------------------------------------ */

/* Keeps the change: of the team's as a changeset, which u takes back, private ones on this machine. */
static bool saved_keep(struct ui *ui, const char *label, const char *old, const struct ls_saved_view *view,
                       struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf mine = LS_BUF_INIT;
    struct ls_changeset *cs = ls_changeset_new(label);
    int code = ls_saved_view_change(ui_board(ui), saved_mine(ui), ls_clock_now(), old, view, cs, &mine, err);
    if (code == 0 && cs->len && !ls_session_me(ui->session))
        code = ls_error_set(err, LS_EUSAGE, "who are you? A view of the team has somebody who saved it");
    if (code < 0) {
        ls_changeset_free(cs);
        return false;
    }
    code = ls_session_commit(ui->session, cs, NULL, NULL, err);
    if (code == 0 && strcmp(mine.data, saved_mine(ui)) != 0)
        ls_session_set_draft(ui->session, LS_SAVED_VIEWS_DRAFT, mine.data);
    ui->version = 0; /* lists have read the private ones as they were */
    ui_news(ui);
    return code == 0;
}

/* Takes "g2", "none", "mine" and "team" off the front of text; a name is never one of these. ret_rest: behind them. */
static void saved_options(const char *text, struct ls_saved_view *view, const char **ret_rest)
{
    for (;;) {
        text = ls_text_skip_blank(text);
        size_t len = strcspn(text, " ");
        if (len == 2 && *text == 'g' && text[1] >= '1' && text[1] <= '9')
            view->place = text[1] - '0';
        else if (len == 2 && !strncmp(text, "g-", 2))
            view->place = 0;
        else if (len == 4 && !strncmp(text, "mine", 4))
            view->mine = true;
        else if (len == 4 && !strncmp(text, "team", 4))
            view->mine = false;
        else
            break;
        text += len;
    }
    *ret_rest = text;
}

static void saved_say(struct ui *ui, const struct ls_saved_view *view)
{
    LS_AUTO(string) char *key = view->place ? ls_asprintf(" on g%d", view->place) : ls_strdup("");
    ui_say(ui, ROLE_NORMAL, "%s is saved%s, %s; on the command line @%s", view->name, key,
           view->mine ? "for you" : "for the team", view->name);
}

/* --- saving what is shown ------------------------------------------------------------------------ */

struct saving {
    struct ui *ui;
    enum ls_entity entity;
    char *query, *old; /* old NULL: a new one */
};

static void saving_free(void *arg)
{
    struct saving *s = arg;
    free(s->query);
    free(s->old);
    free(s);
}

/* "unowned g2 mine": a name, and what is to be otherwise than proposed. */
static bool saving_taken(void *arg, const char *answer, struct ls_error *err)
{
    struct saving *s = arg;
    struct ls_saved_views views;
    saved_read(s->ui, &views);
    const char *text = ls_text_skip_blank(answer), *rest;
    size_t len = strcspn(text, " ");
    LS_AUTO(string) char *name = ls_strndup(text, len);
    struct ls_saved_view view = {.name = name, .entity = s->entity, .query = s->query,
                                 .place = ls_saved_view_free_place(&views)};
    ls_saved_views_done(&views);
    saved_options(text + len, &view, &rest);
    if (*rest) {
        ls_error_set(err, LS_EUSAGE, "\"%s\" is one word too many", rest);
        ls_error_hint(err, "a name, then g1 to g9 and mine or team if you like");
        return false;
    }
    if (!saved_keep(s->ui, "view add", NULL, &view, err))
        return false;
    saved_say(s->ui, &view);
    return true;
}

void view_view_add(struct ui *ui)
{
    struct rows *rows = ui->top->ops->rows ? ui->top->ops->rows(ui->top) : NULL;
    LS_AUTO(buf) struct ls_buf query = LS_BUF_INIT;
    if (!rows) {
        ui_say(ui, ROLE_DIM, "only a list can be saved as a view");
        return;
    }
    rows_as_query(rows, &query);
    struct saving *s = ls_alloc(sizeof(*s));
    *s = (struct saving){.ui = ui, .entity = rows->entity, .query = ls_buf_steal(&query)};
    LS_AUTO(string) char *label = ls_asprintf("save \"%s\" as:", *s->query ? s->query : "all that is shown");
    ui_ask(ui, &(struct ui_question){.kind = PROMPT_LINE, .label = label, .hint = "a name; then g1 to g9, and mine for you alone",
                                     .taken = saving_taken, .free = saving_free, .arg = s});
}

/* --- choosing one -------------------------------------------------------------------------------- */

static void saved_fill(void *arg, const char *word, struct choices *ret_choices)
{
    struct saving *s = arg;
    struct ls_saved_views views;
    LS_AUTO(buf) struct ls_buf want = LS_BUF_INIT;
    saved_read(s->ui, &views);
    ls_text_fold(&want, word);
    for (size_t i = 0; i < views.len; i++) {
        const struct ls_saved_view *view = &views.v[i];
        LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT, detail = LS_BUF_INIT;
        int64_t count = saved_count(s->ui, view);
        ls_text_fold(&name, view->name);
        if (!strstr(name.data, want.data))
            continue;
        ls_buf_printf(&detail, "%lld %s", (long long)count, ls_entity_info(view->entity)->plural);
        if (count < 0)
            ls_buf_set(&detail, "reads no more");
        ls_buf_printf(&detail, "  %s  %s", view->mine ? "mine" : "team", view->query);
        choices_add(ret_choices, view->name, view->name, detail.data, view->place ? (uint32_t)('0' + view->place) : 0);
    }
    ls_saved_views_done(&views);
}

static bool saved_any(struct ui *ui)
{
    struct ls_saved_views views;
    saved_read(ui, &views);
    bool any = views.len > 0;
    ls_saved_views_done(&views);
    if (!any)
        ui_say(ui, ROLE_DIM, "no view is saved yet: filter a list with /, then g+ saves it");
    return any;
}

static void saved_pick(struct ui *ui, const char *label, bool (*taken)(void *arg, const char *answer, struct ls_error *err))
{
    if (!saved_any(ui))
        return;
    struct saving *s = ls_alloc(sizeof(*s));
    *s = (struct saving){.ui = ui};
    ui_ask(ui, &(struct ui_question){.kind = PROMPT_PICK, .own_words = true, .label = label, .fill = saved_fill, .taken = taken,
                                     .free = saving_free, .arg = s});
}

static bool saved_went(void *arg, const char *answer, struct ls_error *err)
{
    struct saving *s = arg;
    struct ls_saved_views views;
    const struct ls_saved_view *view;
    saved_read(s->ui, &views);
    int code = ls_saved_view_need(&views, answer, &view, err);
    if (code == 0)
        saved_go(s->ui, view);
    ls_saved_views_done(&views);
    return code == 0;
}

void view_view_list(struct ui *ui)
{
    saved_pick(ui, "saved view:", saved_went);
}

static bool saved_deleted(void *arg, const char *answer, struct ls_error *err)
{
    struct saving *s = arg;
    struct ls_saved_views views;
    const struct ls_saved_view *view;
    saved_read(s->ui, &views);
    bool mine = ls_saved_view_need(&views, answer, &view, NULL) == 0 && view->mine;
    ls_saved_views_done(&views);
    if (!saved_keep(s->ui, "view delete", answer, NULL, err))
        return false;
    ui_say(s->ui, ROLE_NORMAL, mine ? "%s is deleted" : "%s is deleted; u brings it back", answer);
    return true;
}

void view_view_delete(struct ui *ui)
{
    saved_pick(ui, "delete the view:", saved_deleted);
}

/* --- changing: name, key, whose it is and query in one line ----------------------------------------- */

static bool saved_changed(void *arg, const char *answer, struct ls_error *err)
{
    struct saving *s = arg;
    const char *text = ls_text_skip_blank(answer), *rest;
    size_t len = strcspn(text, " ");
    LS_AUTO(string) char *name = ls_strndup(text, len);
    struct ls_saved_view view = {.name = name, .entity = s->entity};
    saved_options(text + len, &view, &rest);
    LS_AUTO(string) char *query = ls_strdup(rest);
    view.query = query;
    if (!saved_keep(s->ui, "view set", s->old, &view, err))
        return false;
    saved_say(s->ui, &view);
    return true;
}

static bool saved_chosen(void *arg, const char *answer, struct ls_error *err)
{
    struct saving *s = arg;
    struct ui *ui = s->ui;
    struct ls_saved_views views;
    const struct ls_saved_view *view;
    saved_read(ui, &views);
    int code = ls_saved_view_need(&views, answer, &view, err);
    if (code == 0) {
        struct saving *next = ls_alloc(sizeof(*next));
        *next = (struct saving){.ui = ui, .entity = view->entity, .old = ls_strdup(view->name)};
        LS_AUTO(string) char *key = view->place ? ls_asprintf("g%d", view->place) : ls_strdup("g-");
        LS_AUTO(string) char *text = ls_asprintf("%s %s %s %s", view->name, key, view->mine ? "mine" : "team", view->query);
        ui_ask(ui, &(struct ui_question){.kind = PROMPT_LINE, .label = "name, key, whose, query:", .text = text,
                                         .taken = saved_changed, .free = saving_free, .arg = next});
    }
    ls_saved_views_done(&views);
    return code == 0;
}

void view_view_set(struct ui *ui)
{
    saved_pick(ui, "change the view:", saved_chosen);
}
