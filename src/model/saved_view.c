/* Saved views as settings and as a text of their own: "1 item owner:none sort:-rice" under a name. */
#include "lockstep/saved_view.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/nearest.h"
#include "base/text.h"
#include "lockstep/board.h"
#include "lockstep/error.h"
#include "lockstep/query.h"

static const char PREFIX[] = "view.";
enum { PREFIX_LEN = sizeof(PREFIX) - 1, NAME_MOST = 40, QUERY_MOST = 1900 };

/* --- reading ------------------------------------------------------------------------------------ */

/* "1 item owner:none"; false where it is no view. */
static bool saved_parse(const char *name, size_t name_len, const char *value, size_t len, bool mine,
                        struct ls_saved_view *ret)
{
    LS_AUTO(string) char *text = ls_strndup(value, len);
    if (*text < '0' || *text > '9' || text[1] != ' ' || !name_len)
        return false;
    size_t entity_len = strcspn(text + 2, " ");
    LS_AUTO(string) char *entity = ls_strndup(text + 2, entity_len);
    *ret = (struct ls_saved_view){.entity = ls_entity_by_name(entity), .place = *text - '0', .mine = mine};
    if (ret->entity == LS_E_COUNT)
        return false;
    ret->name = ls_strndup(name, name_len);
    ret->query = ls_strdup(ls_text_skip_blank(text + 2 + entity_len));
    return true;
}

bool ls_saved_view_is_key(const char *key)
{
    return !strncmp(key, PREFIX, PREFIX_LEN) && key[PREFIX_LEN];
}

const char *ls_saved_view_key_name(const char *key)
{
    return key + PREFIX_LEN;
}

bool ls_saved_view_is_value(const char *value)
{
    struct ls_saved_view view;
    if (!saved_parse("x", 1, value, strlen(value), false, &view))
        return false;
    free(view.name);
    free(view.query);
    return true;
}

static void saved_add(struct ls_saved_views *views, struct ls_saved_view view)
{
    LS_GROW(views->v, views->len, views->cap);
    views->v[views->len++] = view;
}

static int saved_compare(const void *left, const void *right)
{
    const struct ls_saved_view *a = left, *b = right;
    int x = a->place ? a->place : LS_SAVED_VIEW_PLACES + 1, y = b->place ? b->place : LS_SAVED_VIEW_PLACES + 1;
    if (x != y)
        return x - y;
    return a->mine != b->mine ? b->mine - a->mine : ls_text_compare(a->name, b->name);
}

void ls_saved_views_read(const struct ls_board *board, const char *mine, struct ls_saved_views *ret)
{
    struct ls_saved_view view;
    *ret = (struct ls_saved_views){0};
    LS_EACH(setting, s, board) {
        if (ls_saved_view_is_key(s->key) &&
            saved_parse(s->key + PREFIX_LEN, strlen(s->key + PREFIX_LEN), s->value, strlen(s->value), false, &view))
            saved_add(ret, view);
    }
    while (*mine) {
        size_t name = strcspn(mine, "\t\n"), line = strcspn(mine, "\n");
        if (mine[name] == '\t' && saved_parse(mine, name, mine + name + 1, line - name - 1, true, &view))
            saved_add(ret, view);
        mine += line + (mine[line] == '\n');
    }
    if (ret->len)
        qsort(ret->v, ret->len, sizeof(*ret->v), saved_compare);
}

void ls_saved_views_done(struct ls_saved_views *views)
{
    for (size_t i = 0; i < views->len; i++) {
        free(views->v[i].name);
        free(views->v[i].query);
    }
    free(views->v);
    *views = (struct ls_saved_views){0};
}

/* --- finding ------------------------------------------------------------------------------------ */

static bool saved_same(const char *a, const char *b)
{
    LS_AUTO(buf) struct ls_buf x = LS_BUF_INIT, y = LS_BUF_INIT;
    ls_text_fold(&x, a);
    ls_text_fold(&y, b);
    return !strcmp(x.data, y.data);
}

static const struct ls_saved_view *saved_find(const struct ls_saved_views *views, const char *name)
{
    for (size_t i = 0; i < views->len; i++)
        if (saved_same(views->v[i].name, name + (*name == '@')))
            return &views->v[i];
    return NULL;
}

const struct ls_saved_view *ls_saved_view_at(const struct ls_saved_views *views, int place)
{
    for (size_t i = 0; i < views->len; i++)
        if (place && views->v[i].place == place)
            return &views->v[i];
    return NULL;
}

int ls_saved_view_need(const struct ls_saved_views *views, const char *name, const struct ls_saved_view **ret_view,
                       struct ls_error *err)
{
    struct ls_nearest nearest = ls_nearest_begin(name, 2);
    *ret_view = saved_find(views, name);
    if (*ret_view)
        return 0;
    for (size_t i = 0; i < views->len; i++)
        ls_nearest_try(&nearest, views->v[i].name);
    ls_error_set(err, LS_ENOTFOUND, "there is no saved view %s", name);
    if (nearest.word)
        ls_error_hint(err, "did you mean %s?", nearest.word);
    else
        ls_error_hint(err, views->len ? "lockstep view list names them" : "lockstep view add NAME QUERY makes one");
    return LS_ENOTFOUND;
}

int ls_saved_view_free_place(const struct ls_saved_views *views)
{
    for (int place = 1; place <= LS_SAVED_VIEW_PLACES; place++)
        if (!ls_saved_view_at(views, place))
            return place;
    return 0;
}

/* --- changing ----------------------------------------------------------------------------------- */

bool ls_saved_view_is_name(const char *name)
{
    size_t characters = 0;
    for (const char *p = name; *p; p++)
        characters += ((unsigned char)*p & 0xC0) != 0x80;
    return characters && characters <= NAME_MOST && !strpbrk(name, " \t\n()\",:@") && *name != '-' && ls_text_is_safe(name);
}

static int saved_check_name(const struct ls_saved_views *views, const char *name, const char *old, struct ls_error *err)
{
    if (!ls_saved_view_is_name(name)) {
        ls_error_set(err, LS_EREFUSED, "\"%s\" is no name for a view", name);
        ls_error_hint(err, "one word of at most %d visible characters, without any of ( ) \" , : @", NAME_MOST);
        return LS_EREFUSED;
    }
    const struct ls_saved_view *other = saved_find(views, name);
    if (other && !(old && saved_same(other->name, old))) {
        ls_error_set(err, LS_EREFUSED, "there is a saved view %s already", other->name);
        ls_error_hint(err, "take another name, or change that one: lockstep view set %s", other->name);
        return LS_EREFUSED;
    }
    return 0;
}

static int saved_check(const struct ls_board *board, const char *mine, int64_t now, const struct ls_saved_views *views,
                       const struct ls_saved_view *view, const char *old, struct ls_error *err)
{
    struct ls_query *q = NULL;
    ls_id anybody = 0;
    LS_EACH(person, p, board)
        anybody = p->rec.id;
    /* "me" is whoever looks at the view */
    struct ls_query_context context = {.board = board, .entity = view->entity, .now = now, .me = anybody, .views = mine,
                                       .view = old};
    int code = saved_check_name(views, view->name, old, err);
    if (code == 0 && strlen(view->query) > QUERY_MOST)
        code = ls_error_set(err, LS_EREFUSED, "a view's query has at most %d characters", QUERY_MOST);
    if (code == 0)
        code = ls_query_read_column(&context, view->query, &q, err);
    ls_query_free(q);
    return code;
}

static void saved_value(const struct ls_saved_view *view, struct ls_buf *b)
{
    ls_buf_printf(b, "%d %s %s", view->place, ls_entity_info(view->entity)->name, view->query);
}

static ls_id saved_setting(const struct ls_board *board, const char *name)
{
    LS_EACH(setting, s, board) {
        if (ls_saved_view_is_key(s->key) && saved_same(s->key + PREFIX_LEN, name))
            return s->rec.id;
    }
    return 0;
}

/* Writes one of the team's: into the setting that old has, or a new one; away where view is NULL. */
static void saved_put_setting(const struct ls_board *board, struct ls_changeset *cs, const char *old,
                              const struct ls_saved_view *view, int64_t now)
{
    ls_id id = old ? saved_setting(board, old) : 0;
    if (!view) {
        if (id)
            ls_change_delete(cs, board, id);
        return;
    }
    LS_AUTO(string) char *key = ls_asprintf("%s%s", PREFIX, view->name);
    LS_AUTO(buf) struct ls_buf value = LS_BUF_INIT;
    saved_value(view, &value);
    if (!id)
        id = ls_change_create(cs, LS_E_SETTING, now);
    ls_change_text(cs, board, id, LS_F_setting_key, key);
    ls_change_text(cs, board, id, LS_F_setting_value, value.data);
}

/* Writes views as they are to be: private ones into the text, of the team's what differs from the board. */
static void saved_write(const struct ls_saved_views *views, struct ls_buf *ret_mine)
{
    ls_buf_clear(ret_mine);
    for (size_t i = 0; i < views->len; i++) {
        if (!views->v[i].mine)
            continue;
        ls_buf_printf(ret_mine, "%s\t", views->v[i].name);
        saved_value(&views->v[i], ret_mine);
        ls_buf_char(ret_mine, '\n');
    }
}

static struct ls_saved_view saved_copy(const struct ls_saved_view *view)
{
    struct ls_saved_view copy = *view;
    copy.name = ls_strdup(view->name);
    copy.query = ls_strdup(view->query);
    return copy;
}

/* The view of the same kind that has the place gets another one. */
static void saved_make_room(const struct ls_board *board, struct ls_saved_views *views, const struct ls_saved_view *view,
                            const struct ls_saved_view *was, struct ls_changeset *cs, int64_t now)
{
    for (size_t i = 0; view && view->place && i < views->len; i++) {
        struct ls_saved_view *other = &views->v[i];
        if (other == was || other->place != view->place || other->mine != view->mine)
            continue;
        other->place = was && was->mine == view->mine ? was->place : 0;
        if (!other->mine)
            saved_put_setting(board, cs, other->name, other, now);
    }
}

/* --- names in queries ------------------------------------------------------------------------------ */

/* The length of what may be the name of a view here, behind its '@'; 0 where none is named. */
static size_t saved_named(const char *query, size_t at)
{
    bool begins = at == 0 || strchr(" \t\n\r(-", query[at - 1]);
    return query[at] == '@' && begins ? strcspn(query + at + 1, " \t\n\r)") : 0;
}

/* Appends the query with the view old called name; returns how often it stood there. */
static size_t saved_rename_in(const char *query, const char *old, const char *name, struct ls_buf *b)
{
    size_t times = 0;
    bool quoted = false;
    for (size_t at = 0; query[at];) {
        quoted ^= query[at] == '"';
        size_t len = quoted ? 0 : saved_named(query, at);
        LS_AUTO(string) char *word = ls_strndup(query + at + 1, len);
        bool is = len && saved_same(word, old);
        ls_buf_char(b, query[at++]);
        if (is)
            ls_buf_str(b, name);
        at += is ? len : 0;
        times += is;
    }
    return times;
}

/* Views that name one that is renamed name it by its new name: mine, and where it is the team's the team's too. */
static int saved_follow(const struct ls_board *board, struct ls_saved_views *views, const struct ls_saved_view *was,
                        const struct ls_saved_view *view, struct ls_changeset *cs, int64_t now, struct ls_error *err)
{
    if (!was || !view || !strcmp(was->name, view->name))
        return 0;
    for (size_t i = 0; i < views->len; i++) {
        struct ls_saved_view *other = &views->v[i];
        struct ls_buf query = LS_BUF_INIT;
        bool named = other != was && (other->mine || !was->mine) && saved_rename_in(other->query, was->name, view->name, &query);
        size_t len = query.len;
        if (!named || len > QUERY_MOST) {
            ls_buf_done(&query);
            if (!named)
                continue;
            ls_error_set(err, LS_EREFUSED, "the saved view %s names %s and would get too long", other->name, was->name);
            ls_error_hint(err, "take a shorter name");
            return LS_EREFUSED;
        }
        free(other->query);
        other->query = ls_buf_steal(&query);
        if (!other->mine)
            saved_put_setting(board, cs, other->name, other, now);
    }
    return 0;
}

int ls_saved_view_change(const struct ls_board *board, const char *mine, int64_t now, const char *old,
                         const struct ls_saved_view *view, struct ls_changeset *cs, struct ls_buf *ret_mine,
                         struct ls_error *err)
{
    struct ls_saved_views views;
    const struct ls_saved_view *found = NULL;
    ls_saved_views_read(board, mine, &views);
    int code = old ? ls_saved_view_need(&views, old, &found, err) : 0;
    if (code == 0 && view)
        code = saved_check(board, mine, now, &views, view, found ? found->name : NULL, err);
    struct ls_saved_view *was = found ? &views.v[found - views.v] : NULL;
    if (code == 0)
        code = saved_follow(board, &views, was, view, cs, now, err);
    if (code == 0) {
        saved_make_room(board, &views, view, was, cs, now);
        if (was && !was->mine && (!view || view->mine))
            saved_put_setting(board, cs, was->name, NULL, now);
        if (view && !view->mine)
            saved_put_setting(board, cs, was && !was->mine ? was->name : NULL, view, now);
        if (was) {
            free(was->name);
            free(was->query);
            *was = view ? saved_copy(view) : views.v[--views.len];
        } else if (view) {
            saved_add(&views, saved_copy(view));
        }
        if (views.len)
            qsort(views.v, views.len, sizeof(*views.v), saved_compare);
        saved_write(&views, ret_mine);
    }
    ls_saved_views_done(&views);
    return code;
}
