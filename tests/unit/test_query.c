/* The query language: words, terms, values, states, order, and what is said of a mistake. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/clock.h"
#include "base/mem.h"
#include "lockstep/board.h"
#include "lockstep/error.h"
#include "lockstep/listing.h"

struct fixture {
    struct ls_board *board;
    ls_id ines, late, blocked, done, triage;
    int64_t today;
};

static ls_id put_item(struct fixture *f, struct ls_changeset *cs, const char *title, int64_t status, ls_id owner)
{
    ls_id id = ls_change_create(cs, LS_E_ITEM, 0);
    ls_change_text(cs, f->board, id, LS_F_item_title, title);
    ls_change_int(cs, f->board, id, LS_F_item_status, status);
    ls_change_int(cs, f->board, id, LS_F_item_type, LS_ITEM_TYPE_FEATURE);
    ls_change_ref(cs, f->board, id, LS_F_item_owner, owner);
    ls_change_int(cs, f->board, id, LS_F_item_priority, 2);
    return id;
}

static struct fixture make(void)
{
    struct fixture f = {.board = ls_board_new(), .today = ls_date_make(2026, 3, 10)};
    struct ls_changeset *cs = ls_changeset_new("test");
    f.ines = ls_change_create(cs, LS_E_PERSON, 0);
    ls_change_text(cs, f.board, f.ines, LS_F_person_handle, "ines");
    f.late = put_item(&f, cs, "Café récepteur", LS_ITEM_STATUS_STARTED, f.ines);
    ls_change_int(cs, f.board, f.late, LS_F_item_due, f.today - 1);
    f.blocked = put_item(&f, cs, "Driver app battery", LS_ITEM_STATUS_PLANNED, 0);
    ls_change_int(cs, f.board, f.blocked, LS_F_item_due, f.today + 3);
    ls_change_text(cs, f.board, f.blocked, LS_F_item_tags, "mobile;q2");
    f.done = put_item(&f, cs, "Done driver thing", LS_ITEM_STATUS_DONE, f.ines);
    f.triage = put_item(&f, cs, "Dark mode", LS_ITEM_STATUS_TRIAGE, 0);
    ls_id blocker = ls_change_create(cs, LS_E_BLOCKER, 0);
    ls_change_ref(cs, f.board, blocker, LS_F_blocker_item, f.blocked);
    ls_board_apply(f.board, cs);
    ls_changeset_free(cs);
    return f;
}

static struct ls_query_context context(const struct fixture *f, enum ls_entity entity)
{
    return (struct ls_query_context){.board = f->board, .entity = entity, .now = ls_stamp_make(f->today, 9 * 60),
                                     .me = f->ines};
}

static struct ls_query *query(const struct fixture *f, enum ls_entity entity, const char *text)
{
    struct ls_query_context c = context(f, entity);
    struct ls_error err = {0};
    struct ls_query *q = NULL;
    if (ls_query_read_column(&c, text, &q, &err) < 0)
        fail_msg("%s: %s (%s)", text, err.message, err.hint ? err.hint : "");
    return q;
}

static int count_of(const struct fixture *f, enum ls_entity entity, const char *text)
{
    int n = 0;
    struct ls_query *q = query(f, entity, text);
    struct ls_board_walk walk = {f->board, entity, 0};
    for (const struct ls_record *r; (r = ls_board_walk_next(&walk));)
        n += ls_query_match(q, r, NULL);
    ls_query_free(q);
    return n;
}

static int count(const struct fixture *f, const char *text)
{
    return count_of(f, LS_E_ITEM, text);
}

static bool finds(const struct fixture *f, const char *text, ls_id id)
{
    struct ls_query *q = query(f, LS_E_ITEM, text);
    bool found = ls_query_match(q, ls_board_record(f->board, id), NULL);
    ls_query_free(q);
    return found;
}

static void test_words(void **state LS_UNUSED)
{
    struct fixture f = make();
    assert_int_equal(count(&f, ""), 3); /* closed ones are left out */
    assert_int_equal(count(&f, "driver"), 1);
    assert_int_equal(count(&f, "driver is:any"), 2);
    assert_int_equal(count(&f, "BATTERY driver"), 1);
    assert_int_equal(count(&f, "battery cafe"), 0);
    assert_true(finds(&f, "cafe RECEPT", f.late)); /* accents and case do not matter */
    assert_true(finds(&f, "ines", f.late));
    assert_int_equal(count(&f, "-driver"), 2);
    ls_board_free(f.board);
}

static void test_terms(void **state LS_UNUSED)
{
    struct fixture f = make();
    assert_int_equal(count(&f, "owner:none"), 2);
    assert_int_equal(count(&f, "owner:@ines"), 1);
    assert_int_equal(count(&f, "owner:me"), 1);
    assert_int_equal(count(&f, "is:mine"), 1);
    assert_true(finds(&f, "is:late", f.late) && !finds(&f, "is:late", f.blocked));
    assert_true(finds(&f, "is:blocked", f.blocked) && !finds(&f, "is:blocked", f.late));
    assert_true(finds(&f, "is:triage", f.triage) && !finds(&f, "-is:triage", f.triage));
    assert_true(finds(&f, "status:done", f.done));
    assert_int_equal(count(&f, "status:planned,started"), 2);
    assert_int_equal(count(&f, "p:1,2 tag:q2"), 1);
    assert_int_equal(count(&f, "p:1"), 0);
    assert_int_equal(count(&f, "type:feature -tag:mobile"), 2);
    ls_board_free(f.board);
}

static void test_days(void **state LS_UNUSED)
{
    struct fixture f = make();
    assert_true(finds(&f, "due:<today", f.late) && !finds(&f, "due:<today", f.blocked));
    assert_true(finds(&f, "due:fri", f.blocked)); /* 10 March 2026 is a Tuesday */
    assert_true(finds(&f, "due:>=2026-03-13", f.blocked));
    assert_true(finds(&f, "due:<+7d", f.blocked));
    assert_int_equal(count(&f, "due:none"), 1);
    ls_board_free(f.board);
}

/* Weeks, months and quarters are spans; a range has both its ends; what is empty is none. */
static void test_periods(void **state LS_UNUSED)
{
    struct fixture f = make(); /* late is due on 9 March, blocked on 13 March 2026 */
    assert_int_equal(count(&f, "due:2026-W11"), 2);
    assert_int_equal(count(&f, "due:2026-W12"), 0);
    assert_int_equal(count(&f, "due:2026-03"), 2);
    assert_int_equal(count(&f, "due:2026-Q1"), 2);
    assert_int_equal(count(&f, "due:<2026-Q2"), 2);
    assert_int_equal(count(&f, "due:>2026-W10"), 2);
    assert_int_equal(count(&f, "due:>2026-W11"), 0);
    assert_int_equal(count(&f, "due:2026-03-09..2026-03-13"), 2);
    assert_int_equal(count(&f, "due:2026-03-10..2026-03-13"), 1);
    assert_int_equal(count(&f, "due:..yesterday"), 1);
    assert_int_equal(count(&f, "due:tomorrow.."), 1);
    assert_int_equal(count(&f, "due:this-week"), 2);
    assert_int_equal(count(&f, "due:\"this week\" -due:<today"), 1);
    assert_int_equal(count(&f, "due:last-week"), 0);
    assert_int_equal(count(&f, "due:next-week"), 0);
    assert_int_equal(count(&f, "due:<next-week"), 2);
    assert_int_equal(count(&f, "due:this-quarter due:this_month due:this-year"), 2);
    assert_int_equal(count(&f, "due:>last-quarter due:<next-month"), 2);
    assert_int_equal(count(&f, "due:-1d"), 1);
    assert_int_equal(count(&f, "due:none,fri"), 2);
    assert_int_equal(count(&f, "due:\"17 mar\""), 0);
    ls_board_free(f.board);
}

static void test_logic(void **state LS_UNUSED)
{
    struct fixture f = make();
    assert_int_equal(count(&f, "battery or cafe"), 2);
    assert_int_equal(count(&f, "battery | cafe | dark"), 3);
    assert_int_equal(count(&f, "is:triage or is:late owner:none"), 1); /* side by side binds closer */
    assert_int_equal(count(&f, "(is:triage or is:late) owner:none"), 1);
    assert_int_equal(count(&f, "(is:triage or is:late) owner:me"), 1);
    assert_int_equal(count(&f, "-(battery or cafe)"), 1);
    assert_int_equal(count(&f, "not battery and not cafe"), 1);
    assert_int_equal(count(&f, "\"driver app\""), 1);
    assert_int_equal(count(&f, "\"app driver\""), 0);
    assert_int_equal(count(&f, "title:\"driver app\",cafe"), 2);
    assert_int_equal(count(&f, "title:=\"dark mode\""), 1);
    assert_int_equal(count(&f, "title:=dark"), 0);
    assert_int_equal(count(&f, "\"or\""), 0);
    ls_board_free(f.board);
}

static void test_numbers(void **state LS_UNUSED)
{
    struct fixture f = make();
    assert_int_equal(count(&f, "p:high"), 3);
    assert_int_equal(count(&f, "p<3"), 3);
    assert_int_equal(count(&f, "p:1..2"), 3);
    assert_int_equal(count(&f, "p:>2"), 0);
    assert_int_equal(count(&f, "p:none"), 0);
    assert_int_equal(count(&f, "effort:none rice:none"), 3);
    assert_int_equal(count(&f, "effort:>0.5"), 0);
    assert_int_equal(count(&f, "weight:0"), 3);
    assert_int_equal(count(&f, "status:>=planned"), 3); /* words compare in the order in which they are listed */
    ls_board_free(f.board);
}

static void test_states(void **state LS_UNUSED)
{
    struct fixture f = make();
    assert_int_equal(count_of(&f, LS_E_BLOCKER, ""), 1);
    assert_int_equal(count_of(&f, LS_E_BLOCKER, "is:closed"), 0);
    assert_int_equal(count_of(&f, LS_E_PERSON, "is:active is:mine"), 0);
    assert_int_equal(count(&f, "is:gap"), 1); /* planned without an owner */
    assert_int_equal(count(&f, "gap:owner"), 1);
    assert_int_equal(count(&f, "is:new"), 3); /* no sync was held: all is new */
    assert_int_equal(count(&f, "is:carried"), 0);
    assert_int_equal(count(&f, "is:acting"), 0);
    assert_int_equal(count(&f, "acting:me"), 1);
    assert_int_equal(count(&f, "is:any"), 4);
    assert_int_equal(count(&f, "is:closed"), 1);
    assert_int_equal(count(&f, "is:backlog"), 3);
    ls_board_free(f.board);
}

/* What is typed now and then without meaning a field is a word. */
static void test_words_with_colons(void **state LS_UNUSED)
{
    struct fixture f = make();
    assert_int_equal(count(&f, "own"), 0);
    assert_int_equal(count(&f, "12:30"), 0);
    assert_int_equal(count(&f, "https://example.com/a:b"), 0);
    assert_int_equal(count(&f, "eta: page"), 0);
    assert_int_equal(count(&f, "a<b"), 0);
    assert_int_equal(count(&f, "foo)"), 0);
    assert_int_equal(count(&f, "-"), 3); /* all are called LS-new */
    ls_board_free(f.board);
}

static void refuses(const struct fixture *f, const char *text, size_t at, bool unfinished, const char *message,
                    const char *hint)
{
    struct ls_query_context c = context(f, LS_E_ITEM);
    struct ls_query_place place = {0};
    struct ls_query *q = NULL;
    struct ls_error err = {0};
    int code = ls_query_read(&c, text, &q, &place, &err);
    if (code != LS_EUSAGE)
        fail_msg("\"%s\" is not refused", text);
    if (place.at != at || place.unfinished != unfinished)
        fail_msg("\"%s\": at %zu, unfinished %d", text, place.at, place.unfinished);
    if (!strstr(err.message, message) || (hint && (!err.hint || !strstr(err.hint, hint))))
        fail_msg("\"%s\": %s (%s)", text, err.message, err.hint ? err.hint : "");
    ls_error_done(&err);
}

static void test_mistakes(void **state LS_UNUSED)
{
    struct fixture f = make();
    refuses(&f, "driver ownr:ines", 7, false, "items have no field \"ownr\"", "did you mean owner:?");
    refuses(&f, "changed:yesterday", 0, false, "items have no field \"changed\"",
            "W, or lockstep news DAY, tells what changed; since: is the day of its status");
    refuses(&f, "driver ownr:", 7, true, "items have no field \"ownr\"", "did you mean owner:?");
    refuses(&f, "owner:inse x", 6, false, "no person inse", "did you mean ines?");
    refuses(&f, "owner:in", 6, true, "no person in", NULL);
    refuses(&f, "owner:", 6, true, "owner: wants a value", "a person, me or none");
    refuses(&f, "owner:ines, x", 11, false, "wants a value", NULL);
    refuses(&f, "status:stared x", 7, false, "\"stared\" is none", "did you mean started?");
    refuses(&f, "due:frx x", 4, false, "\"frx\" is none", "a day");
    refuses(&f, "p:x y", 2, false, "\"x\" is none", "a number");
    refuses(&f, "is:blokced x", 3, false, "knows no \"blokced\"", "did you mean is:blocked?");
    refuses(&f, "owner:<ines x", 6, false, "is none of its values", NULL);
    refuses(&f, "(battery or cafe", 0, true, "parenthesis is not closed", NULL);
    refuses(&f, "battery or ", 11, true, "or: wants a term behind", NULL);
    refuses(&f, "or battery", 0, false, "or: wants a term before", NULL);
    refuses(&f, "() x", 1, false, "nothing stands in the parentheses", NULL);
    refuses(&f, "title:\"driver app", 17, true, "quote is not closed", NULL);
    refuses(&f, "sort:rise x", 5, false, "nothing called \"rise\"", "did you mean rice?");
    refuses(&f, "-sort:due", 1, false, "sort: cannot be turned around", "sort:-due");
    ls_board_free(f.board);
}

static void test_column(void **state LS_UNUSED)
{
    struct fixture f = make();
    struct ls_query_context c = context(&f, LS_E_ITEM);
    struct ls_query *q;
    struct ls_error err = {0};
    assert_int_equal(ls_query_read_column(&c, "\u65e5\u672c ownr:x", &q, &err), LS_EUSAGE); /* two wide characters */
    assert_string_equal(err.message, "column 6: items have no field \"ownr\"");
    ls_error_done(&err);
    c.me = 0;
    assert_int_equal(ls_query_read(&c, "owner:me", &q, NULL, NULL), LS_EUSAGE);
    assert_int_equal(ls_query_read(&c, "is:mine", &q, NULL, NULL), LS_EUSAGE);
    ls_board_free(f.board);
}

/* --- order ----------------------------------------------------------------------------------- */

static void ordered(const struct fixture *f, const char *keys, const char *expected)
{
    struct ls_query_context c = context(f, LS_E_ITEM);
    const struct ls_record *records[8];
    size_t n = 0;
    LS_AUTO(buf) struct ls_buf titles = LS_BUF_INIT;
    LS_EACH(item, item, f->board)
        records[n++] = &item->rec;
    assert_int_equal(ls_query_sort_records(&c, keys, records, n, NULL), 0);
    for (size_t i = 0; i < n; i++)
        ls_buf_printf(&titles, "%.2s ", ((const struct ls_item *)(const void *)records[i])->title);
    assert_string_equal(titles.data, expected);
}

static void test_order(void **state LS_UNUSED)
{
    struct fixture f = make();
    ordered(&f, "title", "Ca Da Do Dr ");
    ordered(&f, "-title", "Dr Do Da Ca ");
    ordered(&f, "due", "Ca Dr Do Da "); /* what is empty comes last, */
    ordered(&f, "-due", "Dr Ca Do Da "); /* whichever way */
    ordered(&f, "owner,-status", "Do Ca Dr Da ");
    struct ls_query_context c = context(&f, LS_E_ITEM);
    assert_int_equal(ls_query_sort_records(&c, "nothing", NULL, 0, NULL), LS_EUSAGE);
    struct ls_query *q = query(&f, LS_E_ITEM, "driver sort:due,-rice");
    assert_string_equal(ls_query_sort(q), "due,-rice");
    ls_query_free(q);
    for (int e = 0; e < LS_E_COUNT; e++) { /* the table's own orders can be read */
        c = context(&f, (enum ls_entity)e);
        assert_int_equal(ls_query_sort_records(&c, ls_query_order((enum ls_entity)e), NULL, 0, NULL), 0);
    }
    ls_board_free(f.board);
}

/* All that a list shows beside fields can be sorted by: what JSON and CSV add, and all that ls_query_name names. */
static void test_order_names(void **state LS_UNUSED)
{
    struct fixture f = make();
    for (int e = 0; e < LS_E_COUNT; e++) {
        struct ls_query_context c = context(&f, (enum ls_entity)e);
        struct ls_query_word word;
        for (const char *const *name = ls_entity_computed((enum ls_entity)e); *name; name++)
            assert_int_equal(ls_query_sort_records(&c, *name, NULL, 0, NULL), 0);
        for (size_t i = 0; ls_query_name((enum ls_entity)e, i, &word); i++) {
            LS_AUTO(buf) struct ls_buf up = LS_BUF_INIT, down = LS_BUF_INIT;
            LS_AUTO(string) char *turned = ls_asprintf("-%s", word.name);
            assert_int_equal(ls_query_sort_records(&c, turned, NULL, 0, NULL), 0);
            ls_query_sort_words((enum ls_entity)e, word.name, &up);
            ls_query_sort_words((enum ls_entity)e, turned, &down);
            assert_true(up.len && down.len && strcmp(up.data, down.data) != 0);
        }
    }
    struct ls_query_context c = context(&f, LS_E_LINK);
    struct ls_error err = {0};
    assert_int_equal(ls_query_sort_records(&c, "colour", NULL, 0, &err), LS_EUSAGE);
    assert_non_null(strstr(err.hint, "links sort by src, dst, kind"));
    assert_non_null(strstr(err.hint, "titles"));
    ls_error_done(&err);
    assert_int_equal(ls_query_sort_records(&c, " src , -dst", NULL, 0, NULL), 0);
    assert_int_equal(ls_query_sort_records(&c, "src,", NULL, 0, &err), LS_EUSAGE);
    assert_int_equal(ls_query_sort_records(&c, "src,,dst", NULL, 0, NULL), LS_EUSAGE);
    ls_error_done(&err);
    ls_board_free(f.board);
}

/* A range whose ends are turned round holds nothing, and says so at its place. */
static void test_range_turned(void **state LS_UNUSED)
{
    static const char *const WRONG[] = {"p:9..1", "rice:2.5..2", "due:2026-03-02..2026-03-01", "due:2026-W12..2026-W11", "age:2w..3d",
                                        "status:done..planned"};
    static const char *const RIGHT[] = {"p:1..1", "rice:2..2.5", "due:2026-W11..2026-03-10", "age:3d..2w", "p:..1", "p:2.."};
    struct fixture f = make();
    struct ls_query_context c = context(&f, LS_E_ITEM);
    struct ls_query *q;
    for (size_t i = 0; i < LS_COUNT(WRONG); i++) {
        struct ls_error err = {0};
        LS_AUTO(string) char *text = ls_asprintf("eta %s", WRONG[i]);
        assert_int_equal(ls_query_read_column(&c, text, &q, &err), LS_EUSAGE);
        assert_non_null(strstr(err.message, "column "));
        assert_non_null(strstr(err.message, "wrong way round"));
        ls_error_done(&err);
    }
    for (size_t i = 0; i < LS_COUNT(RIGHT); i++) {
        assert_int_equal(ls_query_read(&c, RIGHT[i], &q, NULL, NULL), 0);
        ls_query_free(q);
    }
    ls_board_free(f.board);
}

/* --- every word of the tables, for every entity --------------------------------------------------- */

static void test_tables(void **state LS_UNUSED)
{
    struct fixture f = make();
    for (int e = 0; e < LS_E_COUNT; e++) {
        const struct ls_entity_info *info = ls_entity_info((enum ls_entity)e);
        const struct ls_query_word *word;
        LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
        for (size_t i = 0; (word = ls_query_is_info(i)); i++)
            if (word->entities >> e & 1)
                ls_buf_printf(&text, "-is:%s or ", word->name);
        for (size_t i = 0; (word = ls_query_key_info(i)); i++)
            if (word->entities >> e & 1)
                ls_buf_printf(&text, "%s:none or ", word->name);
        for (int i = LS_F_FIRST; i < info->field_count; i++)
            if (!(info->fields[i].flags & LS_FF_HIDDEN))
                ls_buf_printf(&text, "%s:none or ", info->fields[i].name);
        ls_buf_str(&text, "x");
        count_of(&f, (enum ls_entity)e, text.data);
    }
    ls_board_free(f.board);
}

/* --- narrowing, and what is kept while people type ------------------------------------------------- */

static bool narrows(const struct fixture *f, const char *from, const char *to)
{
    struct ls_query *old = query(f, LS_E_ITEM, from), *q = query(f, LS_E_ITEM, to);
    bool is = ls_query_narrows(q, old);
    ls_query_free(old);
    ls_query_free(q);
    return is;
}

static void test_narrows(void **state LS_UNUSED)
{
    struct fixture f = make();
    assert_true(narrows(&f, "dri", "driv"));
    assert_true(narrows(&f, "driver", "driver is:late"));
    assert_true(narrows(&f, "driver -app", "-app x driver"));
    assert_false(narrows(&f, "", "driver")); /* nothing asked for shows the backlog, words look at all that is open */
    assert_false(narrows(&f, "driv", "dri"));
    assert_true(narrows(&f, "battery or dri", "battery or driv"));
    assert_true(narrows(&f, "-driv", "-dri"));
    assert_false(narrows(&f, "-dri", "-driv"));
    assert_false(narrows(&f, "battery dri", "battery or driv"));
    assert_false(narrows(&f, "driver", "driver or app"));
    assert_false(narrows(&f, "driver", "driver is:any"));
    assert_false(narrows(&f, "driver status:done", "driver app"));
    ls_board_free(f.board);
}

static size_t listed(const struct ls_listing *l)
{
    size_t n;
    ls_listing_ids(l, &n);
    return n;
}

static void test_listing(void **state LS_UNUSED)
{
    struct fixture f = make();
    struct ls_query_context c = context(&f, LS_E_ITEM);
    struct ls_listing *l = ls_listing_new(LS_E_ITEM);
    struct ls_query_place place;
    assert_int_equal(listed(l), 0);
    ls_listing_update(l, &c);
    assert_int_equal(listed(l), 3);
    assert_int_equal(ls_listing_ask(l, "d", NULL, NULL), 0);
    assert_int_equal(listed(l), 2);
    assert_int_equal(ls_listing_ask(l, "dri", NULL, NULL), 0);
    assert_int_equal(listed(l), 1);
    assert_int_equal(ls_listing_ask(l, "dri owner:", &place, NULL), LS_EUSAGE); /* and all stays as it was */
    assert_int_equal(listed(l), 1);
    assert_string_equal(ls_listing_text(l), "dri");
    /* while it is typed, what stands before a mistake or a field's beginning is shown */
    assert_int_equal(ls_listing_type(l, "d ownr:x", &place, NULL), LS_EUSAGE);
    assert_int_equal(listed(l), 2);
    assert_int_equal(ls_listing_type(l, "dri own", &place, NULL), 0);
    assert_int_equal(listed(l), 1);
    assert_int_equal(ls_listing_type(l, "dri xyz", &place, NULL), 0);
    assert_int_equal(listed(l), 0);
    assert_int_equal(ls_listing_ask(l, "dri", NULL, NULL), 0);
    assert_int_equal(ls_listing_count(l, "is:any"), 4);
    assert_int_equal(ls_listing_count(l, "owner:"), -1);
    /* another title is found, and another handle in all that its person owns */
    struct ls_changeset *cs = ls_changeset_new("test");
    ls_change_text(cs, f.board, f.triage, LS_F_item_title, "Driver in the dark");
    ls_change_text(cs, f.board, f.ines, LS_F_person_handle, "drina");
    ls_board_apply(f.board, cs);
    ls_listing_update(l, &c);
    assert_int_equal(listed(l), 3);
    ls_board_revert(f.board, cs);
    ls_listing_update(l, &c);
    assert_int_equal(listed(l), 1);
    ls_changeset_free(cs);
    /* going on and back gives the same as asking afresh */
    static const char *const typed[] = {"d", "dr", "dr or c", "dr or ca", "dr", "-dr", "-(dr or ca)", "", "is:any dr", "dr"};
    for (size_t i = 0; i < LS_COUNT(typed) * 2; i++) {
        const char *text = typed[i * 7 % LS_COUNT(typed)];
        assert_int_equal(ls_listing_ask(l, text, NULL, NULL), 0);
        assert_int_equal(listed(l), count(&f, text));
    }
    assert_int_equal(ls_listing_ask(l, "is:any", NULL, NULL), 0);
    assert_int_equal(ls_listing_sort(l, "-title", NULL), 0);
    size_t n;
    assert_true(ls_listing_ids(l, &n)[0] == f.blocked && n == 4);
    assert_int_equal(ls_listing_sort(l, "nothing", NULL), LS_EUSAGE);
    assert_int_equal(ls_listing_ask(l, "is:any sort:title", NULL, NULL), 0);
    assert_true(ls_listing_ids(l, &n)[0] == f.late);
    assert_int_equal(ls_listing_ask(l, "owner:ines", NULL, NULL), 0);
    cs = ls_changeset_new("test");
    ls_change_text(cs, f.board, f.ines, LS_F_person_handle, "iris");
    ls_board_apply(f.board, cs);
    ls_listing_update(l, &c); /* nobody is called so any more */
    assert_int_equal(listed(l), 0);
    assert_string_not_equal(ls_listing_error(l), "");
    ls_changeset_free(cs);
    ls_listing_free(l);
    ls_board_free(f.board);
}

/* --- completion ---------------------------------------------------------------------------------- */

static void collect(void *arg, const char *value, const char *label LS_UNUSED, const char *detail LS_UNUSED)
{
    ls_buf_printf(arg, "%s ", value);
}

static void completes(const struct fixture *f, const char *word, const char *expected)
{
    struct ls_query_context c = context(f, LS_E_ITEM);
    LS_AUTO(buf) struct ls_buf all = LS_BUF_INIT;
    ls_query_complete(&c, word, collect, &all);
    assert_string_equal(all.data, expected);
}

static void test_complete(void **state LS_UNUSED)
{
    struct fixture f = make();
    completes(&f, "ow", "owner: ");
    completes(&f, "-(ow", "-(owner: ");
    completes(&f, "owner:i", "owner:ines ");
    completes(&f, "owner:none,@i", "owner:none,ines ");
    completes(&f, "is:bl", "is:blocked ");
    completes(&f, "is:overd", "is:late ");
    completes(&f, "-is:any,stu", "-is:any,blocked ");
    completes(&f, "status:st", "status:started ");
    completes(&f, "status:decl", "status:declined ");
    completes(&f, "tags:", "tags:mobile tags:q2 tags:none ");
    completes(&f, "sort:-ri", "sort:-rice ");
    completes(&f, "o", "");
    ls_board_free(f.board);
}

/* Every question that the table answers can be asked of each kind that it names, and every word that is said is one
 * behind "is:" and no name of something else. */
static void test_asks(void **state LS_UNUSED)
{
    struct fixture f = make();
    const struct ls_query_word *word;
    for (size_t i = 0; (word = ls_query_ask_info(i)); i++)
        for (int e = 0; e < LS_E_COUNT; e++)
            if (word->entities >> e & 1)
                count_of(&f, (enum ls_entity)e, word->name);
    for (size_t i = 0; (word = ls_query_is_info(i)); i++)
        for (const char *at = word->said; *at;) {
            size_t len = strcspn(at, ",");
            LS_AUTO(string) char *said = ls_asprintf("is:%.*s", (int)len, at);
            at += len + strspn(at + len, ", ");
            for (int e = 0; e < LS_E_COUNT && !strchr(said, ' '); e++) {
                LS_AUTO(string) char *own = ls_asprintf("is:%s", word->name);
                if (word->entities >> e & 1)
                    assert_int_equal(count_of(&f, (enum ls_entity)e, said), count_of(&f, (enum ls_entity)e, own));
            }
        }
    ls_board_free(f.board);
}

/* What people say for what the program calls otherwise; a closed state asks for what is closed. */
static void test_said(void **state LS_UNUSED)
{
    struct fixture f = make();
    struct ls_changeset *cs = ls_changeset_new("test");
    ls_id signal = ls_change_create(cs, LS_E_SIGNAL, 0), proof = ls_change_create(cs, LS_E_SIGNAL_ITEM, 0);
    ls_id declined = put_item(&f, cs, "No, thanks", LS_ITEM_STATUS_CANCELED, 0);
    ls_change_int(cs, f.board, declined, LS_F_item_resolution, LS_RESOLUTION_DECLINED);
    ls_change_ref(cs, f.board, proof, LS_F_signal_item_signal, signal);
    ls_change_ref(cs, f.board, proof, LS_F_signal_item_item, f.late);
    ls_board_apply(f.board, cs);
    ls_changeset_free(cs);
    assert_true(finds(&f, "is:overdue", f.late) && count(&f, "is:overdue") == 1);
    assert_true(finds(&f, "deadline:<today", f.late) && finds(&f, "assignee:ines", f.late));
    assert_true(finds(&f, "evidence:none", f.blocked) && finds(&f, "evidence:0", f.blocked));
    assert_true(finds(&f, "evidence:1", f.late) && !finds(&f, "evidence:none", f.late)); /* though it weighs nothing */
    assert_true(finds(&f, "blockers:none", f.late) && !finds(&f, "blockers:none", f.blocked));
    assert_true(finds(&f, "status:declined", declined) && count(&f, "status:declined") == 1);
    assert_true(finds(&f, "status:done,declined", declined) && finds(&f, "status:done,declined", f.done));
    assert_int_equal(count(&f, "status:done,declined"), 2);
    assert_int_equal(count(&f, "-status:done,declined is:any"), 3);
    refuses(&f, "status:decl", 7, true, "status: \"decl\" is none of its values", "did you mean declined?");
    refuses(&f, "status:declined,nonsense", 7, true, "status: \"nonsense\" is none of its values", NULL);
    ls_board_free(f.board);
}

static void means(const char *words, const char *terms)
{
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    assert_int_equal(ls_query_meant(LS_E_ITEM, words, &b), *terms != 0);
    assert_string_equal(b.data, terms);
}

/* Plain words that are what people call a term: the longest phrase counts, names and words of their own stay. */
static void test_meant(void **state LS_UNUSED)
{
    means("late", "is:late");
    means("Overdue", "is:late");
    means("blocked", "is:blocked");
    means("nobody", "owner:none");
    means("no owner", "owner:none");
    means("changed since yesterday", "since:>=yesterday");
    means("  late   ines ", "is:late ines");
    means("all the late items", "is:late");
    means("my overdue work p:1", "is:mine is:late work p:1");
    means("started", "status:started");
    means("declined", "status:declined");
    means("done or blocked", "status:done or is:blocked");
    means("battery", "");
    means("no battery", "");
    means("is:late", "");
    means("\"late\"", "");
    means("", "");
    means("behind", ""); /* of metrics */
    assert_string_equal(ls_query_term_help(LS_E_ITEM, "is:late"), "open, and its day has passed");
    assert_string_equal(ls_query_term_help(LS_E_ITEM, "owner:none"), "nobody owns it");
    assert_string_equal(ls_query_term_help(LS_E_ITEM, "is:late ines"), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_terms),
        cmocka_unit_test(test_days),
        cmocka_unit_test(test_periods),
        cmocka_unit_test(test_asks),
        cmocka_unit_test(test_said),
        cmocka_unit_test(test_meant),
        cmocka_unit_test(test_logic),
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_states),
        cmocka_unit_test(test_words_with_colons),
        cmocka_unit_test(test_mistakes),
        cmocka_unit_test(test_column),
        cmocka_unit_test(test_order), cmocka_unit_test(test_order_names),
        cmocka_unit_test(test_range_turned),
        cmocka_unit_test(test_tables),
        cmocka_unit_test(test_narrows),
        cmocka_unit_test(test_listing),
        cmocka_unit_test(test_complete),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
