/* The cursor and the marks of a list stay on their records through sorting, filtering, edits of mine and of others, and
 * a file that is read anew; and a listing that remembers finds what one that does not would find. Random histories:
 *
 *   list_property_test [HISTORIES [SEED]]      prints the seed of the history that fails */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/pack.h"
#include "lockstep/board.h"
#include "lockstep/error.h"
#include "lockstep/listing.h"
#include "ui/list.h"

enum { STEPS = 60, PEOPLE = 4 };

static const char *const FILTERS[] = {"", "driver", "dri", "driver or p:1", "owner:none", "is:any", "-owner:ada", "adam", "is:late", "status:started,done",
                                      "p:1..2 sort:title", "éta", "zzz", "age:>=0 sort:-due", "(p:1 or is:late) -tag:x"};
static const char *const KEYS[] = {"", "due", "-rice", "title", "-title", "owner,-id", "status", "-weight", "-blockers,due", "acting",
                                   "-gap", "closed,-age", "tags", "id"};
static const char *const TITLES[] = {"Driver app", "Éta page", "日本語 driver", "Depot", "driver é", "", "a b c"};

/* One history: a board that is edited, a listing and the list that shows it. */
struct world {
    uint64_t seed, began;
    struct ls_board *board;
    ls_id people[PEOPLE];
    struct ls_changeset *last; /* the last edit, while it can be taken back */
    struct ls_listing *listing;
    struct list list;
    const char *sort; /* what the listing was sorted by last */
    struct ls_query_context context;
    char what[160];
};

/* What stood before a step. */
struct before {
    ls_id current;
    size_t at;
    ls_id *ids, *marks;
    size_t len, mark_len;
};

static uint64_t roll(struct world *w, uint64_t sides)
{
    w->seed ^= w->seed << 13;
    w->seed ^= w->seed >> 7;
    w->seed ^= w->seed << 17;
    return w->seed % sides;
}

static void fail(const struct world *w, const char *why)
{
    fprintf(stderr, "list_property_test: %s, after %s; seed %llu\n", why, w->what, (unsigned long long)w->began);
    exit(1);
}

/* --- edits -------------------------------------------------------------------------------------- */

static void set_random(struct world *w, struct ls_changeset *cs, ls_id id)
{
    switch (roll(w, 6)) {
    case 0: ls_change_text(cs, w->board, id, LS_F_item_title, TITLES[roll(w, LS_COUNT(TITLES))]); break;
    case 1: ls_change_int(cs, w->board, id, LS_F_item_priority, (int64_t)roll(w, 5)); break;
    case 2: ls_change_ref(cs, w->board, id, LS_F_item_owner, roll(w, 2) ? w->people[roll(w, PEOPLE)] : 0); break;
    case 3: ls_change_int(cs, w->board, id, LS_F_item_due, ls_date_make(2026, 3, 1 + (int)roll(w, 28))); break;
    case 4: ls_change_int(cs, w->board, id, LS_F_item_status, (int64_t)roll(w, LS_ITEM_STATUS_COUNT)); break;
    default: ls_change_text(cs, w->board, id, LS_F_item_tags, roll(w, 2) ? "x" : "y;z");
    }
}

/* An id of its own, the same in each run with the seed. */
static ls_id new_id(struct world *w)
{
    return (ls_id)(1 + roll(w, (uint64_t)1 << 40));
}

static ls_id any_item(struct world *w);

/* Something that other records than the item itself decide by: a blocker on it, evidence for it, a person who is away. */
static void edit_beside(struct world *w, struct ls_changeset *cs)
{
    ls_id id = new_id(w), item = any_item(w);
    switch (roll(w, 3)) {
    case 0:
        ls_change_create_as(cs, LS_E_BLOCKER, id, w->context.now);
        ls_change_ref(cs, w->board, id, LS_F_blocker_item, item);
        break;
    case 1:
        ls_change_create_as(cs, LS_E_SIGNAL_ITEM, id, w->context.now);
        ls_change_ref(cs, w->board, id, LS_F_signal_item_item, item);
        ls_change_int(cs, w->board, id, LS_F_signal_item_weight, 1 + (int64_t)roll(w, 3));
        break;
    default:
        ls_change_int(cs, w->board, w->people[roll(w, PEOPLE)], LS_F_person_away_from, ls_stamp_date(w->context.now) - 1 + (int64_t)roll(w, 3));
    }
}

static ls_id create(struct world *w, struct ls_changeset *cs)
{
    ls_id id = new_id(w);
    ls_change_create_as(cs, LS_E_ITEM, id, w->context.now);
    ls_change_int(cs, w->board, id, LS_F_item_type, LS_ITEM_TYPE_FEATURE);
    ls_change_int(cs, w->board, id, LS_F_NUM, 1 + ls_board_highest_num(w->board, LS_E_ITEM));
    ls_change_text(cs, w->board, id, LS_F_item_title, TITLES[roll(w, LS_COUNT(TITLES))]);
    ls_change_int(cs, w->board, id, LS_F_item_status, LS_ITEM_STATUS_PLANNED);
    return id;
}

static ls_id any_item(struct world *w)
{
    size_t n = ls_board_count(w->board, LS_E_ITEM), at = n ? (size_t)roll(w, n) : 0;
    LS_EACH(item, item, w->board) {
        if (!at--)
            return item->rec.id;
    }
    return 0;
}

static void edit(struct world *w)
{
    ls_changeset_free(w->last);
    w->last = ls_changeset_new("edit");
    for (uint64_t n = 1 + roll(w, 3); n > 0; n--) {
        ls_id id = any_item(w);
        uint64_t kind = roll(w, 10);
        if (!id || kind < 2)
            create(w, w->last);
        else if (kind == 2)
            ls_change_delete(w->last, w->board, id);
        else if (kind == 4)
            edit_beside(w, w->last);
        else if (kind == 3)
            ls_change_text(w->last, w->board, w->people[0], LS_F_person_handle, roll(w, 2) ? "ada" : "adam");
        else
            set_random(w, w->last, id);
    }
    ls_board_apply(w->board, w->last);
}

static void take_back(struct world *w)
{
    if (w->last)
        ls_board_revert(w->board, w->last);
    ls_changeset_free(w->last);
    w->last = NULL;
}

/* The same records in another order of the memory: as when the file is read anew. */
static void read_anew(struct world *w)
{
    LS_AUTO(buf) struct ls_buf packed = LS_BUF_INIT;
    struct ls_board *fresh = ls_board_new();
    for (int e = 0; e < LS_E_COUNT; e++) {
        struct ls_board_walk walk = {w->board, (enum ls_entity)e, 0};
        for (const struct ls_record *r; (r = ls_board_walk_next(&walk));)
            ls_record_pack(&packed, r);
    }
    struct ls_unpack u;
    ls_unpack_init(&u, packed.data, packed.len);
    while (u.left) {
        struct ls_record *r;
        if (ls_record_unpack(&u, &r, NULL))
            fail(w, "a record cannot be read back");
        ls_board_put(fresh, r);
    }
    ls_board_take(w->board, fresh);
    ls_changeset_free(w->last);
    w->last = NULL;
}

/* --- what the screen does ------------------------------------------------------------------------- */

static bool is_gone(void *arg, ls_id id)
{
    const struct ls_record *r = ls_board_record(arg, id);
    return !r || r->deleted;
}

/* As ui/rows.c after news. */
static void renew(struct world *w)
{
    size_t len;
    ls_listing_update(w->listing, &w->context);
    const ls_id *ids = ls_listing_ids(w->listing, &len);
    list_set(&w->list, ids, len);
    list_forget(&w->list, is_gone, w->board);
}

/* As ui/rows.c after another filter or order. */
static void show(struct world *w)
{
    size_t len;
    const ls_id *ids = ls_listing_ids(w->listing, &len);
    list_show(&w->list, ids, len);
}

/* --- what must hold -------------------------------------------------------------------------------- */

static bool has(const ls_id *ids, size_t len, ls_id id)
{
    for (size_t i = 0; i < len; i++)
        if (ids[i] == id)
            return true;
    return false;
}

static struct before remember(const struct list *l)
{
    struct before b = {list_current(l), l->at, ls_alloc((l->len + 1) * sizeof(ls_id)),
                       ls_alloc((l->mark_len + 1) * sizeof(ls_id)), l->len, l->mark_len};
    if (l->len)
        memcpy(b.ids, l->ids, l->len * sizeof(ls_id));
    if (l->mark_len)
        memcpy(b.marks, l->marks, l->mark_len * sizeof(ls_id));
    return b;
}

static void check_cursor(const struct world *w, const struct before *b)
{
    const struct list *l = &w->list;
    if (has(l->ids, l->len, b->current)) {
        if (list_current(l) != b->current)
            fail(w, "the cursor left its record");
    } else if (l->len && l->at != (b->at < l->len ? b->at : l->len - 1)) {
        fail(w, "the cursor left its row when its record went");
    }
}

static void check_marks(const struct world *w, const struct before *b, bool news)
{
    const struct list *l = &w->list;
    size_t hidden = 0;
    for (size_t i = 0; i < l->mark_len; i++) {
        if (!has(b->marks, b->mark_len, l->marks[i]))
            fail(w, "a mark came to a record that had none");
        if (news && is_gone(w->board, l->marks[i]))
            fail(w, "a record that is gone has a mark");
        hidden += !has(l->ids, l->len, l->marks[i]);
    }
    if (hidden != l->hidden)
        fail(w, "hidden marks are miscounted");
    for (size_t i = 0; i < b->mark_len; i++) {
        bool left = has(b->ids, b->len, b->marks[i]) && !has(l->ids, l->len, b->marks[i]);
        bool may_go = news && (left || is_gone(w->board, b->marks[i]));
        if (!may_go && !list_marked(l, b->marks[i]))
            fail(w, "a mark left its record");
    }
}

static void check_subject(const struct world *w)
{
    ls_id *ids;
    const struct list *l = &w->list;
    size_t n = list_subject(l, &ids);
    if (l->mark_len ? n != l->mark_len : n != (l->len > 0))
        fail(w, "verbs act on something else than the marks");
    for (size_t i = 0; i < n; i++)
        if ((l->mark_len && !list_marked(l, ids[i])) || has(ids, i, ids[i]))
            fail(w, "verbs act on what has no mark, or twice");
    free(ids);
}

/* The listing against a query that is read and run from nothing. */
static void check_found(const struct world *w)
{
    struct ls_query *q;
    size_t n = 0;
    if (ls_query_read(&w->context, ls_listing_text(w->listing), &q, NULL, NULL) < 0) {
        if (w->list.len)
            fail(w, "a query that reads no more finds something");
        return;
    }
    const struct ls_record **records = ls_alloc((ls_board_count(w->board, LS_E_ITEM) + 1) * sizeof(*records));
    LS_EACH(item, item, w->board) {
        if (ls_query_match(q, &item->rec, NULL))
            records[n++] = &item->rec;
    }
    ls_query_sort_records(&w->context, *ls_query_sort(q) ? ls_query_sort(q) : w->sort, records, n, NULL);
    bool same = n == w->list.len;
    for (size_t i = 0; same && i < n; i++)
        same = records[i]->id == w->list.ids[i];
    if (!same)
        fail(w, "the list shows something else than the query finds");
    free(records);
    ls_query_free(q);
}

/* --- a history ------------------------------------------------------------------------------------- */

/* Cursor and marks as people move them; nothing else changes. */
static void wander(struct world *w)
{
    struct list *l = &w->list;
    switch (roll(w, 6)) {
    case 0: list_move(l, (int)roll(w, 9) - 4); break;
    case 1: list_move_end(l); break;
    case 2: list_mark_all(l); break;
    case 3: list_mark_range(l); break;
    default: list_mark(l, list_current(l), roll(w, 4) != 0); list_move(l, 1);
    }
    if (!roll(w, 12))
        list_mark_none(l);
}

static void step(struct world *w)
{
    uint64_t kind = roll(w, 10);
    const char *filter = FILTERS[roll(w, LS_COUNT(FILTERS))], *keys = KEYS[roll(w, LS_COUNT(KEYS))];
    snprintf(w->what, sizeof(w->what), "kind %d, filter \"%s\", sort \"%s\"", (int)kind, filter, keys);
    if (kind < 2)
        wander(w);
    ls_listing_fold(w->listing, roll(w, 9));
    struct before b = remember(&w->list);
    bool news = kind >= 6;
    if (kind == 2 || kind == 3) {
        ls_listing_ask(w->listing, filter, NULL, NULL);
        show(w);
    } else if (kind == 4) {
        struct ls_query_place place;
        LS_AUTO(string) char *part = ls_strndup(filter, strlen(filter) / 2);
        ls_listing_type(w->listing, part, &place, NULL);
        show(w);
    } else if (kind == 5) {
        w->sort = keys;
        ls_listing_sort(w->listing, keys, NULL);
        show(w);
    } else if (news) {
        if (kind == 8)
            take_back(w);
        else if (kind == 9 && !roll(w, 3))
            read_anew(w);
        else
            edit(w);
        w->context.now += roll(w, 40) ? 0 : (int64_t)24 * 60 * LS_MINUTE;
        renew(w);
    }
    check_cursor(w, &b);
    check_marks(w, &b, news);
    check_subject(w);
    check_found(w);
    free(b.ids);
    free(b.marks);
}

static void history(uint64_t began)
{
    static const char *const handles[PEOPLE] = {"ada", "ben", "cléo", "dan"};
    struct world w = {.began = began, .seed = began * 0x9E3779B97F4A7C15ull | 1, .sort = ""};
    struct ls_changeset *cs = ls_changeset_new("begin");
    w.board = ls_board_new();
    w.context = (struct ls_query_context){.board = w.board, .entity = LS_E_ITEM,
                                          .now = ls_stamp_make(ls_date_make(2026, 3, 10), 540)};
    for (int i = 0; i < PEOPLE; i++) {
        w.people[i] = new_id(&w);
        ls_change_create_as(cs, LS_E_PERSON, w.people[i], w.context.now);
        ls_change_text(cs, w.board, w.people[i], LS_F_person_handle, handles[i]);
    }
    for (uint64_t n = roll(&w, began % 2 ? 25 : 90); n > 0; n--) { /* many rows: what changes is put in its place */
        create(&w, cs);
        ls_board_apply(w.board, cs);
    }
    ls_board_apply(w.board, cs);
    ls_changeset_free(cs);
    w.listing = ls_listing_new(LS_E_ITEM);
    list_init(&w.list);
    renew(&w);
    for (int i = 0; i < STEPS; i++)
        step(&w);
    ls_changeset_free(w.last);
    ls_listing_free(w.listing);
    list_done(&w.list);
    ls_board_free(w.board);
}

int main(int argc, char **argv)
{
    long histories = argc > 1 ? strtol(argv[1], NULL, 10) : 400;
    uint64_t first = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;
    for (long i = 0; i < histories; i++)
        history(first + (uint64_t)i);
    printf("%ld histories\n", histories);
    return 0;
}
