/* Listings: rows in order, their folded words, and what the query finds of them. */
#include "lockstep/listing.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/map.h"
#include "base/mem.h"
#include "lockstep/board.h"
#include "lockstep/error.h"

/* What is searched of one record. */
struct listing_words {
    uint64_t version; /* of the record then; 0: not folded yet */
    char *text;
};

struct listing_row {
    const struct ls_record *record;
    struct listing_words *words;
};

struct ls_listing {
    struct ls_query_context context;
    char *text, *sort, *error;
    struct ls_query *query; /* NULL: before the first update, or where the text reads no more */
    struct listing_row *rows; /* all records, in order */
    size_t row_len, row_cap;
    ls_id *ids;     /* what was found */
    size_t *places; /* and where it stands in rows */
    size_t len;
    struct ls_map words; /* struct listing_words by record */
    uint64_t people;     /* the newest version of a person: handles are searched too */
    char *sorted;        /* the keys that rows are in the order of */
};

struct ls_listing *ls_listing_new(enum ls_entity entity)
{
    struct ls_listing *l = ls_alloc(sizeof(*l));
    *l = (struct ls_listing){.context = {.entity = entity}, .text = ls_strdup(""), .sort = ls_strdup(""),
                             .error = ls_strdup(""), .sorted = ls_strdup("")};
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

void ls_listing_free(struct ls_listing *l)
{
    if (!l)
        return;
    listing_forget_words(l);
    ls_query_free(l->query);
    free(l->rows);
    free(l->ids);
    free(l->places);
    free(l->text);
    free(l->sort);
    free(l->error);
    free(l->sorted);
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
    return l->sorted;
}

const ls_id *ls_listing_ids(const struct ls_listing *l, size_t *ret_len)
{
    *ret_len = l->len;
    return l->ids;
}

/* --- rows --------------------------------------------------------------------------------------- */

/* Somebody who is called otherwise changes what is searched of all that they own. */
static void listing_look_at_people(struct ls_listing *l)
{
    uint64_t newest = 0;
    struct ls_board_walk walk = {l->context.board, LS_E_PERSON, 0};
    for (const struct ls_record *r; (r = ls_board_walk_next(&walk));)
        newest = r->version > newest ? r->version : newest;
    if (newest != l->people)
        listing_forget_words(l);
    l->people = newest;
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

/* The rows in the order of keys; they are all of the board's. */
static int listing_order(struct ls_listing *l, const char *keys, struct ls_error *err)
{
    size_t count = 0;
    const struct ls_record **records =
        ls_alloc((ls_board_count(l->context.board, l->context.entity) + 1) * sizeof(*records));
    struct ls_board_walk walk = {l->context.board, l->context.entity, 0};
    for (const struct ls_record *r; (r = ls_board_walk_next(&walk));)
        records[count++] = r;
    int code = ls_query_sort_records(&l->context, keys, records, count, err);
    if (code == 0) {
        l->rows = ls_realloc(l->rows, (count + 1) * sizeof(*l->rows));
        for (size_t i = 0; i < count; i++)
            l->rows[i] = (struct listing_row){records[i], NULL};
        l->row_len = count;
        char *sorted = ls_strdup(keys);
        free(l->sorted);
        l->sorted = sorted;
    }
    free(records);
    return code;
}

static const char *listing_words(struct ls_listing *l, struct listing_row *row)
{
    if (!row->words)
        row->words = listing_words_of(l, row->record->id);
    struct listing_words *w = row->words;
    if (w->version != row->record->version || !w->text) {
        LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
        ls_query_words(l->context.board, row->record, &text);
        free(w->text);
        w->text = ls_buf_steal(&text);
        w->version = row->record->version;
    }
    return w->text;
}

static bool listing_fits(struct ls_listing *l, const struct ls_query *q, struct listing_row *row)
{
    return ls_query_match(q, row->record, ls_query_has_words(q) ? listing_words(l, row) : NULL);
}

/* Looks at all rows, or only at those that were found before. */
static void listing_filter(struct ls_listing *l, bool narrow)
{
    size_t from = narrow ? l->len : l->row_len, n = 0;
    if (!narrow) {
        l->ids = ls_realloc(l->ids, (l->row_len + 1) * sizeof(*l->ids));
        l->places = ls_realloc(l->places, (l->row_len + 1) * sizeof(*l->places));
    }
    for (size_t i = 0; i < from && l->query; i++) {
        size_t place = narrow ? l->places[i] : i;
        if (!listing_fits(l, l->query, &l->rows[place]))
            continue;
        l->places[n] = place;
        l->ids[n++] = l->rows[place].record->id;
    }
    l->len = n;
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

void ls_listing_update(struct ls_listing *l, const struct ls_query_context *context)
{
    struct ls_error err = {0};
    enum ls_entity entity = l->context.entity;
    l->context = *context;
    l->context.entity = entity;
    ls_query_free(l->query);
    l->query = NULL;
    listing_look_at_people(l);
    listing_set(&l->error, "");
    if (ls_query_read(&l->context, l->text, &l->query, NULL, &err) < 0)
        listing_set(&l->error, err.message);
    listing_order(l, listing_keys(l, l->query), NULL);
    listing_filter(l, false);
    ls_error_done(&err);
}

int ls_listing_ask(struct ls_listing *l, const char *text, struct ls_query_place *ret_place, struct ls_error *err)
{
    struct ls_query *q;
    if (!l->context.board) {
        listing_set(&l->text, text);
        return 0;
    }
    int code = ls_query_read(&l->context, text, &q, ret_place, err);
    if (code < 0)
        return code;
    bool narrow = l->query && ls_query_narrows(q, l->query);
    if (strcmp(listing_keys(l, q), l->sorted) != 0) {
        narrow = false;
        listing_order(l, listing_keys(l, q), NULL); /* the query has read its keys: they exist */
    }
    ls_query_free(l->query);
    l->query = q;
    listing_set(&l->text, text);
    listing_set(&l->error, "");
    listing_filter(l, narrow);
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
    if (!l->context.board) {
        listing_set(&l->sort, keys);
        return 0;
    }
    if (!l->query || !*ls_query_sort(l->query)) {
        int code = listing_order(l, keys, err);
        if (code < 0)
            return code;
    }
    listing_set(&l->sort, keys);
    listing_filter(l, false);
    return 0;
}

int64_t ls_listing_count(struct ls_listing *l, const char *text)
{
    struct ls_query *q;
    int64_t n = 0;
    if (!l->context.board || ls_query_read(&l->context, text, &q, NULL, NULL) < 0)
        return -1;
    for (size_t i = 0; i < l->row_len; i++)
        n += listing_fits(l, q, &l->rows[i]);
    ls_query_free(q);
    return n;
}
