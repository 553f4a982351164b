/* Listings: the folded words of rows in order (listing_rows.h), and what the query finds of them. */
#include "lockstep/listing.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/map.h"
#include "base/mem.h"
#include "lockstep/board.h"
#include "lockstep/error.h"
#include "model/listing_rows.h"

/* What is searched of one record. */
struct listing_words {
    uint64_t version; /* of the record then; 0: not folded yet */
    char *text;
};

/* What a query found, until something changes: going back to it, or on from it, needs no look at all rows. */
struct listing_found {
    char *text;
    struct ls_query *query;
    size_t *places; /* among the rows */
    size_t len;
};

enum { FOUND_KEPT = 12 };

struct ls_listing {
    struct ls_query_context context;
    char *text, *sort, *error;
    char *views; /* the private ones of the context, copied */
    struct listing_found found[FOUND_KEPT]; /* the newest last: that is what is shown */
    size_t found_len; /* 0: before the first update, or where the text reads no more */
    struct listing_rows rows; /* all records, in order */
    struct ls_buf folded; /* the words of the rows one behind the other, so that a key reads them in one go */
    size_t folded_rows;   /* whose words stand there: the first so many at least */
    size_t folded_len;    /* of that when all were folded anew: what changes since is appended */
    ls_id *ids; /* what is shown */
    size_t len;
    struct ls_map words; /* struct listing_words by record */
    uint64_t people;     /* when a person changed last: handles are searched too */
};

struct ls_listing *ls_listing_new(enum ls_entity entity)
{
    struct ls_listing *l = ls_alloc(sizeof(*l));
    *l = (struct ls_listing){.context = {.entity = entity}, .text = ls_strdup(""), .sort = ls_strdup(""),
                             .error = ls_strdup(""), .folded = LS_BUF_INIT};
    listing_rows_init(&l->rows);
    return l;
}

static void listing_forget_words(struct ls_listing *l)
{
    for (size_t i = 0; i < l->words.cap; i++) {
        struct listing_words *w = l->words.slots[i].value;
        if (w)
            free(w->text);
        free(w);
    }
    ls_map_done(&l->words);
}

static void listing_found_done(struct listing_found *found)
{
    ls_query_free(found->query);
    free(found->text);
    free(found->places);
}

static void listing_forget_found(struct ls_listing *l)
{
    for (size_t i = 0; i < l->found_len; i++)
        listing_found_done(&l->found[i]);
    l->found_len = 0;
}

void ls_listing_free(struct ls_listing *l)
{
    if (!l)
        return;
    listing_forget_words(l);
    listing_forget_found(l);
    ls_buf_done(&l->folded);
    listing_rows_done(&l->rows);
    free(l->ids);
    free(l->text);
    free(l->sort);
    free(l->error);
    free(l->views);
    free(l);
}

const char *ls_listing_text(const struct ls_listing *l)
{
    return l->text;
}

const char *ls_listing_error(const struct ls_listing *l)
{
    return l->error;
}

const char *ls_listing_sorted(const struct ls_listing *l)
{
    return l->rows.sorted;
}

const ls_id *ls_listing_ids(const struct ls_listing *l, size_t *ret_len)
{
    *ret_len = l->len;
    return l->ids;
}

/* --- rows --------------------------------------------------------------------------------------- */

/* All are folded anew: where text of words is at hand, from that. */
static void listing_unfold(struct ls_listing *l)
{
    for (size_t i = 0; i < l->rows.len; i++)
        l->rows.v[i].words = LISTING_NOT_FOLDED;
    ls_buf_clear(&l->folded);
    l->folded_rows = l->folded_len = 0;
}

/* Somebody who is called otherwise changes what is searched of all that they own. */
static bool listing_look_at_people(struct ls_listing *l)
{
    uint64_t newest = ls_board_changed(l->context.board, LS_E_PERSON);
    bool same = newest == l->people;
    if (!same)
        listing_forget_words(l);
    l->people = newest;
    return same;
}

static struct listing_words *listing_words_of(struct ls_listing *l, ls_id id)
{
    struct listing_words *w = ls_map_get(&l->words, id);
    if (!w) {
        w = ls_alloc(sizeof(*w));
        ls_map_put(&l->words, id, w);
    }
    return w;
}

static void listing_fold_row(struct ls_listing *l, struct listing_row *row)
{
    struct listing_words *w = listing_words_of(l, row->id);
    if (w->version != row->record->version || !w->text) {
        LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
        ls_query_words(l->context.board, row->record, &text);
        free(w->text);
        w->text = ls_buf_steal(&text);
        w->version = row->record->version;
    }
    row->words = l->folded.len;
    ls_buf_add(&l->folded, w->text, strlen(w->text) + 1);
}

bool ls_listing_fold(struct ls_listing *l, size_t most)
{
    for (; l->folded_rows < l->rows.len && most; l->folded_rows++)
        if (l->rows.v[l->folded_rows].words == LISTING_NOT_FOLDED) {
            listing_fold_row(l, &l->rows.v[l->folded_rows]);
            most--;
        }
    if (l->folded_rows < l->rows.len)
        return false;
    l->folded_len = l->folded_len ? l->folded_len : l->folded.len;
    return true;
}

static bool listing_fits(const struct ls_listing *l, const struct ls_query *q, const struct listing_row *row)
{
    if (row->leaves_out && !ls_query_asks_closed(q))
        return false;
    return ls_query_holds(q, row->record, row->words == LISTING_NOT_FOLDED ? NULL : l->folded.data + row->words);
}

/* Looks at all rows, or only at those that from found. Fills found. */
static void listing_filter(struct ls_listing *l, const struct listing_found *from, struct listing_found *found)
{
    size_t count = from ? from->len : l->rows.len;
    if (ls_query_has_words(found->query))
        ls_listing_fold(l, SIZE_MAX);
    found->places = ls_alloc((count + 1) * sizeof(*found->places));
    found->len = 0;
    for (size_t i = 0; i < count; i++) {
        size_t place = from ? from->places[i] : i;
        if (listing_fits(l, found->query, &l->rows.v[place]))
            found->places[found->len++] = place;
    }
    found->places = ls_realloc(found->places, (found->len + 1) * sizeof(*found->places));
}

/* Takes found over, as the newest. */
static void listing_keep(struct ls_listing *l, struct listing_found found)
{
    if (l->found_len == FOUND_KEPT) {
        listing_found_done(&l->found[0]);
        memmove(l->found, l->found + 1, (FOUND_KEPT - 1) * sizeof(l->found[0]));
        l->found_len--;
    }
    l->found[l->found_len++] = found;
}

/* Shows what the newest found. */
static void listing_show(struct ls_listing *l)
{
    const struct listing_found *newest = l->found_len ? &l->found[l->found_len - 1] : NULL;
    l->len = newest ? newest->len : 0;
    l->ids = ls_realloc(l->ids, (l->len + 1) * sizeof(*l->ids));
    for (size_t i = 0; i < l->len; i++)
        l->ids[i] = l->rows.v[newest->places[i]].id;
}

/* --- order --------------------------------------------------------------------------------------- */

static int listing_order(struct ls_listing *l, const char *keys, struct ls_error *err)
{
    int code = listing_rows_sort(&l->rows, &l->context, keys, err);
    if (code == 0)
        listing_unfold(l);
    return code;
}

/* Takes in what changed; the words of all other rows stay where they stand, until more is left over than is used. */
static void listing_reorder(struct ls_listing *l, const char *keys)
{
    bool few, same = listing_look_at_people(l);
    listing_rows_update(&l->rows, &l->context, keys, &few, NULL);
    if (!few || !same || (l->folded_len && l->folded.len > 2 * l->folded_len))
        listing_unfold(l);
    l->folded_rows = 0;
}

/* --- asking -------------------------------------------------------------------------------------- */

static const char *listing_keys(const struct ls_listing *l, const struct ls_query *q)
{
    return q && *ls_query_sort(q) ? ls_query_sort(q) : l->sort;
}

static void listing_set(char **text, const char *to)
{
    char *copy = ls_strdup(to);
    free(*text);
    *text = copy;
}

/* Filters all rows anew. Takes the query over. */
static void listing_begin(struct ls_listing *l, struct ls_query *q)
{
    struct listing_found found = {.text = ls_strdup(l->text), .query = q};
    listing_filter(l, NULL, &found);
    listing_keep(l, found);
}

void ls_listing_update(struct ls_listing *l, const struct ls_query_context *context)
{
    struct ls_error err = {0};
    struct ls_query *q = NULL;
    enum ls_entity entity = l->context.entity;
    l->context = *context;
    l->context.entity = entity;
    listing_set(&l->views, context->views);
    l->context.views = l->views;
    listing_forget_found(l);
    listing_set(&l->error, "");
    if (ls_query_read(&l->context, l->text, &q, NULL, &err) < 0)
        listing_set(&l->error, err.message);
    listing_reorder(l, listing_keys(l, q));
    if (q)
        listing_begin(l, q);
    listing_show(l);
    ls_error_done(&err);
}

/* What was found for the text a while ago becomes the newest; false where it is not kept. */
static bool listing_go_back(struct ls_listing *l, const char *text)
{
    for (size_t i = l->found_len; i-- > 0;) {
        if (strcmp(l->found[i].text, text) != 0)
            continue;
        struct listing_found found = l->found[i];
        memmove(l->found + i, l->found + i + 1, (l->found_len - 1 - i) * sizeof(found));
        l->found[l->found_len - 1] = found;
        return true;
    }
    return false;
}

/* The fewest records among which all are that q finds. NULL: all rows. */
static const struct listing_found *listing_narrowest(const struct ls_listing *l, const struct ls_query *q)
{
    const struct listing_found *best = NULL;
    for (size_t i = l->found_len; i-- > 0;)
        if ((!best || l->found[i].len < best->len) && ls_query_narrows(q, l->found[i].query))
            best = &l->found[i];
    return best;
}

/* Takes the query over. */
static void listing_take(struct ls_listing *l, struct ls_query *q)
{
    struct listing_found found = {.text = ls_strdup(l->text), .query = q};
    if (strcmp(listing_keys(l, q), l->rows.sorted) != 0) {
        listing_forget_found(l);
        listing_order(l, listing_keys(l, q), NULL); /* the query has read its keys: they exist */
    }
    listing_filter(l, listing_narrowest(l, q), &found);
    listing_keep(l, found);
}

int ls_listing_ask(struct ls_listing *l, const char *text, struct ls_query_place *ret_place, struct ls_error *err)
{
    struct ls_query *q;
    if (!l->context.board) {
        listing_set(&l->text, text);
        return 0;
    }
    bool back = listing_go_back(l, text);
    int code = back ? 0 : ls_query_read(&l->context, text, &q, ret_place, err);
    if (code < 0)
        return code;
    listing_set(&l->text, text);
    listing_set(&l->error, "");
    if (!back)
        listing_take(l, q);
    listing_show(l);
    return 0;
}

/* Asks the text up to the word in which byte at stands. */
static void listing_ask_before(struct ls_listing *l, const char *text, size_t at)
{
    while (at && text[at - 1] != ' ')
        at--;
    LS_AUTO(string) char *before = ls_strndup(text, at);
    ls_listing_ask(l, before, NULL, NULL);
}

static void listing_count_name(void *arg, const char *value LS_UNUSED, const char *label LS_UNUSED,
                               const char *detail LS_UNUSED)
{
    ++*(size_t *)arg;
}

int ls_listing_type(struct ls_listing *l, const char *text, struct ls_query_place *ret_place, struct ls_error *err)
{
    size_t len = strlen(text), names = 0;
    struct ls_query_place place;
    int code = ls_listing_ask(l, text, &place, err);
    if (code < 0) {
        listing_ask_before(l, text, place.at < len ? place.at : len);
        *ret_place = place;
        return code;
    }
    const char *last = strrchr(text, ' ');
    if (!l->len && l->context.board)
        ls_query_complete(&l->context, last ? last + 1 : text, listing_count_name, &names);
    if (names)
        listing_ask_before(l, text, len);
    return 0;
}

int ls_listing_sort(struct ls_listing *l, const char *keys, struct ls_error *err)
{
    struct ls_query *q = NULL;
    if (l->context.board) {
        /* all in order anew, where the query does not sort by itself */
        ls_query_read(&l->context, l->text, &q, NULL, NULL);
        int code = q && *ls_query_sort(q) ? 0 : listing_order(l, keys, err);
        if (code < 0) {
            ls_query_free(q);
            return code;
        }
        listing_forget_found(l);
        if (q)
            listing_begin(l, q);
        listing_show(l);
    }
    listing_set(&l->sort, keys);
    return 0;
}

int64_t ls_listing_count(struct ls_listing *l, const char *text)
{
    struct ls_query *q;
    int64_t n = 0;
    if (!l->context.board || ls_query_read(&l->context, text, &q, NULL, NULL) < 0)
        return -1;
    if (ls_query_has_words(q))
        ls_listing_fold(l, SIZE_MAX);
    for (size_t i = 0; i < l->rows.len; i++)
        n += listing_fits(l, q, &l->rows.v[i]);
    ls_query_free(q);
    return n;
}
