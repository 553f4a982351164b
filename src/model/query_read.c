/* Reading a query: words, terms, "or", parentheses, "sort:". Says where a mistake is and what would be right. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/nearest.h"
#include "base/text.h"
#include "lockstep/saved_view.h"
#include "model/query_internal.h"

enum { DEPTH_MOST = 32, TERMS_MOST = 1000, VIEWS_MOST = 8 };

struct reader {
    struct ls_query *q;
    const char *text;
    size_t at;
    int depth; /* of parentheses */
    int nested; /* of parentheses and of "not" */
    int negated;
    int views;  /* saved views around it */
    const char *view;            /* the saved view whose text this is; NULL: what was typed */
    const struct reader *around; /* where that view's name stands */
    struct ls_query_place place;
    struct ls_error *err;
};

static int read_fail(struct reader *r, size_t at, size_t len, bool unfinished, const char *message, const char *hint)
{
    r->place = (struct ls_query_place){at, len, unfinished};
    ls_error_set(r->err, LS_EUSAGE, "%s", message);
    if (hint)
        ls_error_hint(r->err, "%s", hint);
    return LS_EUSAGE;
}

static int read_node(struct reader *r, enum query_node_kind kind, int first, size_t at)
{
    struct ls_query *q = r->q;
    LS_GROW(q->nodes, q->node_len, q->node_cap);
    q->nodes[q->node_len] = (struct query_node){kind, first, NODE_NONE, at, r->at - at};
    return (int)q->node_len++;
}

static struct query_term *read_term_new(struct reader *r, int *ret_node, size_t at)
{
    struct ls_query *q = r->q;
    LS_GROW(q->terms, q->term_len, q->term_cap);
    q->terms[q->term_len] = (struct query_term){0};
    *ret_node = read_node(r, NODE_TERM, (int)q->term_len, at);
    return &q->terms[q->term_len++];
}

/* --- where things end ---------------------------------------------------------------------------- */

static bool read_is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void read_skip(struct reader *r)
{
    while (read_is_blank(r->text[r->at]))
        r->at++;
}

/* The end of the term at: a blank or a closing parenthesis that is not in quotes. ret_open: a quote is not closed. */
static size_t read_term_end(const struct reader *r, bool *ret_open)
{
    size_t end = r->at;
    bool quoted = false;
    for (; r->text[end]; end++) {
        quoted ^= r->text[end] == '"';
        if (!quoted && (read_is_blank(r->text[end]) || (r->text[end] == ')' && r->depth)))
            break;
    }
    *ret_open = quoted;
    return end;
}

/* Whether a word of its own stands here; it is passed. */
static bool read_word_is(struct reader *r, const char *word)
{
    size_t len = strlen(word);
    char behind = strncasecmp(r->text + r->at, word, len) ? 'x' : r->text[r->at + len];
    if (behind && !read_is_blank(behind) && behind != '(' && behind != ')')
        return false;
    r->at += len;
    return true;
}

/* --- terms ------------------------------------------------------------------------------------- */

/* A word is folded as a whole; quotes keep its blanks together. */
static int read_word(struct reader *r, size_t end, int *ret_node)
{
    LS_AUTO(buf) struct ls_buf plain = LS_BUF_INIT, folded = LS_BUF_INIT;
    size_t at = r->at;
    for (size_t i = at; i < end; i++)
        if (r->text[i] != '"')
            ls_buf_char(&plain, r->text[i]);
    r->at = end;
    ls_text_fold(&folded, plain.data);
    struct query_term *t = read_term_new(r, ret_node, at);
    t->kind = TERM_WORD;
    t->word = ls_buf_steal(&folded);
    r->q->words = true;
    return 0;
}

static int read_is_unknown(struct reader *r, size_t value, size_t end, const char *word)
{
    LS_AUTO(buf) struct ls_buf hint = LS_BUF_INIT;
    const struct ls_query_word *info;
    struct ls_nearest nearest = ls_nearest_begin(word, 2);
    for (size_t i = 0; (info = ls_query_is_info(i)); i++) {
        if (!(info->entities >> r->q->context.entity & 1))
            continue;
        ls_buf_printf(&hint, "%s%s", hint.len ? ", " : "its words are ", info->name);
        ls_nearest_try_begun(&nearest, info->name);
    }
    if (nearest.word) {
        ls_buf_clear(&hint);
        ls_buf_printf(&hint, "did you mean is:%s?", nearest.word);
    }
    LS_AUTO(string) char *message = *word ? ls_asprintf("is: knows no \"%s\"", word) : ls_strdup("is: wants a word");
    return read_fail(r, value, end - value, !r->text[end], message, hint.data);
}

static int read_is(struct reader *r, size_t value, size_t end, int *ret_node)
{
    struct ls_query *q = r->q;
    enum ls_entity entity = q->context.entity;
    LS_AUTO(string) char *word = ls_strndup(r->text + value, end - value);
    struct query_key key;
    enum query_is is = query_is_find(entity, word);
    bool yes = is == IS_COUNT && query_key_find(entity, word, &key) && key.type == LS_T_BOOL;
    if (is == IS_COUNT && !yes)
        return read_is_unknown(r, value, end, word);
    if (is == IS_MINE && !q->context.me)
        return read_fail(r, value, end - value, false, "is:mine: who you are is not known here",
                         "LOCKSTEP_USER=HANDLE says so, or write owner:HANDLE");
    q->closed |= is == IS_OPEN || is == IS_CLOSED || is == IS_ANY;
    if (!yes)
        query_is_prepare(q, is);
    size_t at = r->at;
    r->at = end;
    struct query_term *t = read_term_new(r, ret_node, at);
    t->kind = yes ? TERM_YES : TERM_IS;
    t->is = is;
    if (yes) {
        t->key = key;
        query_computed_prepare(q, key.computed);
        q->closed = true;
    }
    return 0;
}

/* "sort:due,-rice": each key must be one. It is no term. */
static int read_sort(struct reader *r, size_t value, size_t end)
{
    struct ls_query *q = r->q;
    if (r->negated)
        return read_fail(r, r->at, end - r->at, false, "sort: cannot be turned around so",
                         "sort:-due sorts by due downwards");
    for (size_t at = value; at <= end;) {
        size_t part = strcspn(r->text + at, ", \t\r\n");
        part = at + part > end ? end - at : part;
        size_t sign = part && r->text[at] == '-';
        LS_AUTO(string) char *name = ls_strndup(r->text + at + sign, part - sign);
        struct query_key key;
        int code = query_sort_find(q->context.entity, name, &key, r->err);
        if (code < 0) {
            r->place = (struct ls_query_place){.at = at + sign, .len = part - sign, .unfinished = !r->text[end]};
            return code;
        }
        at += part + 1;
    }
    free(q->sort);
    q->sort = ls_strndup(r->text + value, end - value);
    r->at = end;
    return 0;
}

/* When a record was changed last is no field: the log knows it, and the news tell it. */
static bool read_is_changed(const char *name)
{
    static const char *const NAMES[] = {"changed", "updated", "modified"};
    for (size_t i = 0; i < LS_COUNT(NAMES); i++)
        if (!strcasecmp(name, NAMES[i]))
            return true;
    return false;
}

static int read_unknown(struct reader *r, const char *name, size_t end)
{
    const char *nearest = query_key_nearest(r->q->context.entity, name, true);
    size_t len = strlen(name);
    LS_AUTO(string) char *whole = ls_strndup(r->text + r->at, end - r->at);
    LS_AUTO(string) char *message = ls_asprintf("%s have no field \"%s\"",
                                                ls_entity_info(r->q->context.entity)->plural, name);
    LS_AUTO(string) char *hint = read_is_changed(name) ? ls_strdup("W, or lockstep news DAY, tells what changed; since: is the day of its status")
                                 : nearest ? ls_asprintf("did you mean %s:?", nearest)
                                         : ls_asprintf("\"%s\" in quotes looks for the text", whole);
    return read_fail(r, r->at, len, r->text[r->at + len + 1] == 0, message, hint);
}

/* A term of a key that stands from r->at on; its values are text. */
static int read_key(struct reader *r, const struct query_key *key, const char *text, size_t len, size_t at,
                    struct ls_query_place *bad, int *ret_node)
{
    struct query_term *t = read_term_new(r, ret_node, at);
    t->kind = TERM_KEY;
    t->key = *key;
    query_computed_prepare(r->q, key->computed);
    return query_values_read(r->q, t, text, len, bad, r->err);
}

/* Sorts the words behind "status:" of items into those that say how one was closed, and the others. false where none
 * does. */
static bool read_split_status(const struct query_key *key, const char *text, size_t len, struct ls_buf *states,
                              struct ls_buf *closed)
{
    for (size_t at = 0; at <= len;) {
        size_t part = strcspn(text + at, ",");
        part = at + part > len ? len - at : part;
        LS_AUTO(string) char *word = ls_strndup(text + at, part);
        bool state = ls_enum_value((enum ls_enum)key->arg, word) != LS_NONE;
        struct ls_buf *into = state || ls_enum_value(LS_ENUM_RESOLUTION, word) == LS_NONE ? states : closed;
        ls_buf_printf(into, "%s%s", into->len ? "," : "", word);
        at += part + 1;
    }
    return closed->len > 0;
}

/* "status:declined" asks for the resolution; "status:done,declined" for either. */
static int read_status(struct reader *r, const struct query_key *key, const char *states, const char *closed, size_t value,
                       size_t end, int *ret_node)
{
    struct ls_query_place bad;
    struct query_key resolution;
    int first = NODE_NONE, second;
    size_t at = r->at;
    r->place = (struct ls_query_place){value, end - value, !r->text[end]};
    r->at = end;
    r->q->closed = true;
    query_key_find(LS_E_ITEM, "resolution", &resolution);
    int code = *states ? read_key(r, key, states, strlen(states), at, &bad, &first) : 0;
    code = code < 0 ? code : read_key(r, &resolution, closed, strlen(closed), at, &bad, &second);
    if (code < 0)
        return code;
    if (first != NODE_NONE)
        r->q->nodes[first].next = second;
    *ret_node = first == NODE_NONE ? second : read_node(r, NODE_OR, first, at);
    return 0;
}

static int read_values(struct reader *r, const struct query_key *key, size_t value, size_t end, int *ret_node)
{
    struct ls_query *q = r->q;
    struct ls_query_place bad = {0};
    LS_AUTO(buf) struct ls_buf states = LS_BUF_INIT, closed = LS_BUF_INIT;
    if (query_key_is_status(q->context.entity, key) &&
        read_split_status(key, r->text + value, end - value, &states, &closed))
        return read_status(r, key, states.data, closed.data, value, end, ret_node);
    size_t at = r->at;
    r->at = end;
    int code = read_key(r, key, r->text + value, end - value, at, &bad, ret_node);
    if (code < 0)
        r->place = (struct ls_query_place){value + bad.at, bad.len, !r->text[end]};
    bool state = key->computed == KEY_CLOSED || (key->computed == KEY_FIELD && (!strcmp(key->name, "status") ||
                 !strcmp(key->name, "state") || !strncmp(key->name, "resol", 5) || !strcmp(key->name, "active")));
    q->closed |= state || key->computed == KEY_ID;
    return code;
}

static int read_or(struct reader *r, int *ret_node);

/* Reads a view's text as if it stood in parentheses. Its nodes have no text of their own here, but for the first, which
 * has the view's name. */
static int read_view_text(struct reader *r, const struct ls_saved_view *view, size_t end, int *ret_node)
{
    struct ls_query *q = r->q;
    struct reader inner = {.q = q, .text = view->query, .views = r->views + 1, .view = view->name, .around = r, .err = r->err};
    char *sort = q->sort;
    size_t at = r->at, before = q->node_len;
    q->sort = NULL;
    int code = read_or(&inner, ret_node);
    if (sort) {
        free(q->sort);
        q->sort = sort;
    }
    r->at = end;
    if (code < 0) {
        ls_error_at(r->err, "the saved view %s", view->name);
        r->place = (struct ls_query_place){at, end - at, false};
        return code;
    }
    for (size_t i = before; i < q->node_len; i++)
        q->nodes[i].len = 0;
    if (*ret_node != NODE_NONE)
        *ret_node = read_node(r, NODE_AND, *ret_node, at);
    return 0;
}

/* Whether the view is being read already: it would find itself. */
static bool read_in_circle(const struct reader *r, const struct ls_saved_view *view)
{
    for (; r; r = r->around)
        if (r->view && !strcmp(r->view, view->name))
            return true;
    return false;
}

/* "@unowned": a saved view; else somebody's handle, as a word. */
static int read_view(struct reader *r, size_t end, int *ret_node)
{
    struct ls_query *q = r->q;
    LS_AUTO(string) char *name = ls_strndup(r->text + r->at + 1, end - r->at - 1);
    struct ls_saved_views views;
    const struct ls_saved_view *view;
    struct ls_error missing = {0};
    ls_id person;
    int code = 0;
    ls_saved_views_read(q->context.board, q->context.views ? q->context.views : "", &views);
    bool found = ls_saved_view_need(&views, name, &view, &missing) == 0;
    if (found && read_in_circle(r, view)) {
        LS_AUTO(string) char *message = ls_asprintf("the saved view %s stands in itself", view->name);
        code = read_fail(r, r->at, end - r->at, false, message, "lockstep view set gives it a query without itself");
    } else if (r->views >= VIEWS_MOST) {
        code = read_fail(r, r->at, end - r->at, false, "saved views stand too deep in each other",
                         "lockstep view set shortens one");
    } else if (found && view->entity != q->context.entity) {
        LS_AUTO(string) char *message = ls_asprintf("%s is a view of %s", view->name, ls_entity_info(view->entity)->plural);
        code = read_fail(r, r->at, end - r->at, false, message, "it is listed with those");
    } else if (found) {
        code = read_view_text(r, view, end, ret_node);
    } else if (ls_board_find(q->context.board, LS_E_PERSON, name, &person, NULL) == 0) {
        r->at++;
        code = read_word(r, end, ret_node);
    } else {
        code = read_fail(r, r->at, end - r->at, !r->text[end], missing.message, missing.hint);
    }
    ls_error_done(&missing);
    ls_saved_views_done(&views);
    return code;
}

/* "name:value", and "name<value" where there is such a field. All else is a word: "http://…", "12:30", "ETA:". */
static int read_term(struct reader *r, int *ret_node)
{
    bool open;
    size_t end = read_term_end(r, &open), name_len = 0;
    if (open)
        return read_fail(r, end, 0, true, "the quote is not closed", "a second \" closes it");
    const char *term = r->text + r->at;
    if (*term == '@' && end > r->at + 1)
        return read_view(r, end, ret_node);
    while ((term[name_len] | 32) >= 'a' && (term[name_len] | 32) <= 'z')
        name_len++;
    while (name_len && (term[name_len] == '_' || ((term[name_len] | 32) >= 'a' && (term[name_len] | 32) <= 'z')))
        name_len++;
    char sign = r->at + name_len < end ? term[name_len] : 0;
    if (!name_len || !sign || !strchr(":<>=", sign))
        return read_word(r, end, ret_node);
    LS_AUTO(string) char *name = ls_strndup(term, name_len);
    size_t value = r->at + name_len + (sign == ':');
    struct query_key key;
    if (sign == ':' && !strcasecmp(name, "is"))
        return read_is(r, value, end, ret_node);
    if (sign == ':' && !strcasecmp(name, "sort"))
        return read_sort(r, value, end);
    if (query_key_find(r->q->context.entity, name, &key))
        return read_values(r, &key, value, end, ret_node);
    if (sign == ':' && (value < end ? r->text[value] != '/' : !r->text[end]))
        return read_unknown(r, name, end);
    return read_word(r, end, ret_node);
}

/* --- the tree ------------------------------------------------------------------------------------- */

static int read_not(struct reader *r, size_t at, int *ret_node);

/* A term, or what stands in parentheses. */
static int read_one(struct reader *r, int *ret_node)
{
    size_t at = r->at;
    if (r->nested >= DEPTH_MOST || r->q->term_len >= TERMS_MOST)
        return read_fail(r, at, 1, false, "that is too much for one query", "a view of it in two parts is read faster");
    if (r->text[at] == '-' && r->text[at + 1] && !read_is_blank(r->text[at + 1])) {
        r->at++;
        return read_not(r, at, ret_node);
    }
    if (read_word_is(r, "not")) {
        read_skip(r);
        if (!r->text[r->at])
            return read_fail(r, at, 3, true, "not: wants a term behind it", "\"not\" in quotes looks for the word");
        return read_not(r, at, ret_node);
    }
    if (r->text[at] != '(')
        return read_term(r, ret_node);
    r->at++;
    r->depth++;
    r->nested++;
    int code = read_or(r, ret_node);
    if (code < 0)
        return code;
    r->depth--;
    r->nested--;
    if (r->text[r->at] != ')')
        return read_fail(r, at, 1, true, "the parenthesis is not closed", "a ) closes it");
    r->at++;
    return 0;
}

static int read_not(struct reader *r, size_t at, int *ret_node)
{
    int inner = NODE_NONE;
    r->nested++;
    r->negated++;
    int code = read_one(r, &inner);
    r->negated--;
    r->nested--;
    if (code < 0)
        return code;
    *ret_node = read_node(r, NODE_NOT, inner, at);
    return 0;
}

/* Whether an "or" stands here. */
static bool read_is_or(struct reader *r)
{
    size_t at = r->at;
    bool is = read_word_is(r, "or") || read_word_is(r, "|");
    r->at = at;
    return is;
}

static int read_and(struct reader *r, int *ret_node)
{
    int first = NODE_NONE, last = NODE_NONE;
    size_t start = r->at;
    for (read_skip(r); r->text[r->at] && !(r->text[r->at] == ')' && r->depth) && !read_is_or(r); read_skip(r)) {
        int node = NODE_NONE;
        if (first != NODE_NONE && read_word_is(r, "and"))
            continue;
        int code = read_one(r, &node);
        if (code < 0)
            return code;
        if (node == NODE_NONE)
            continue;
        if (last != NODE_NONE)
            r->q->nodes[last].next = node;
        first = first == NODE_NONE ? node : first;
        last = node;
    }
    *ret_node = first == last ? first : read_node(r, NODE_AND, first, start);
    return 0;
}

static int read_or(struct reader *r, int *ret_node)
{
    int first = NODE_NONE, last = NODE_NONE;
    size_t start = r->at;
    for (bool more = true; more;) {
        int node = NODE_NONE;
        int code = read_and(r, &node);
        if (code < 0)
            return code;
        more = read_is_or(r);
        if (node == NODE_NONE && (more || first != NODE_NONE || r->depth))
            return read_fail(r, r->at, r->text[r->at] != 0, !r->text[r->at],
                             first != NODE_NONE ? "or: wants a term behind it" : r->depth && !more
                             ? "nothing stands in the parentheses" : "or: wants a term before it",
                             "\"or\" in quotes looks for the word");
        if (last != NODE_NONE)
            r->q->nodes[last].next = node;
        first = first == NODE_NONE ? node : first;
        last = node;
        if (more)
            r->at += r->text[r->at] == '|' ? 1 : 2;
    }
    *ret_node = first == last ? first : read_node(r, NODE_OR, first, start);
    return 0;
}

/* What is found must be in the view that the context names, too. */
static int read_within(struct reader *r)
{
    struct ls_query *q = r->q;
    int view = NODE_NONE;
    if (!q->context.within)
        return 0;
    LS_AUTO(string) char *text = ls_asprintf("@%s", q->context.within + (*q->context.within == '@'));
    struct reader w = {.q = q, .text = text, .err = r->err};
    int code = read_view(&w, strlen(text), &view);
    r->place.within = code < 0;
    if (code < 0 || view == NODE_NONE)
        return code;
    q->nodes[view].len = 0; /* not of this query's text */
    q->nodes[view].next = q->root;
    r->at = 0;
    q->root = read_node(r, NODE_AND, view, 0);
    return 0;
}

int ls_query_read(const struct ls_query_context *context, const char *text, struct ls_query **ret_query,
                  struct ls_query_place *ret_place, struct ls_error *err)
{
    struct ls_query *q = ls_alloc(sizeof(*q));
    *q = (struct ls_query){.context = *context, .today = ls_stamp_date(context->now), .text = ls_strdup(text),
                           .root = NODE_NONE};
    struct reader r = {.q = q, .text = q->text, .view = context->view, .err = err};
    query_roles_find(q);
    int code = read_or(&r, &q->root);
    if (code == 0)
        code = read_within(&r);
    if (code < 0) {
        if (ret_place)
            *ret_place = r.place;
        ls_query_free(q);
        return code;
    }
    *ret_query = q;
    return 0;
}

int ls_query_read_column(const struct ls_query_context *context, const char *text, struct ls_query **ret_query,
                         struct ls_error *err)
{
    struct ls_query_place place = {0};
    int code = ls_query_read(context, text, ret_query, &place, err);
    if (code >= 0)
        return code;
    if (place.within)
        return ls_error_at(err, "--view");
    LS_AUTO(string) char *before = ls_strndup(text, place.at);
    ls_error_at(err, "column %d", ls_text_columns(before) + 1);
    return code;
}
