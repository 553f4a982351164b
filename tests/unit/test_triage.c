/* Triage: what a merge moves and what it takes back, when what sleeps wakes up, what is proposed, who is asked. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/clock.h"
#include "lockstep/changeset.h"
#include "lockstep/snooze.h"
#include "lockstep/triage.h"
#include "sync_team.h"

static int64_t weight(const struct sync_team *t, const char *signal, const char *item)
{
    ls_id s = sync_team_id(t, signal), i = sync_team_id(t, item);
    LS_EACH(signal_item, e, t->board) {
        if (e->signal == s && e->item == i)
            return e->weight;
    }
    return 0;
}

/* How many of all kinds of records name the item. */
static size_t named(const struct sync_team *t, ls_id item)
{
    size_t count = 0;
    LS_EACH(signal_item, e, t->board)
        count += e->item == item;
    LS_EACH(metric_item, m, t->board)
        count += m->item == item;
    LS_EACH(link, l, t->board)
        count += l->src == item || l->dst == item;
    LS_EACH(note, n, t->board)
        count += ls_set_has_id(n->subject, item);
    LS_EACH(blocker, b, t->board)
        count += b->item == item;
    LS_EACH(item, it, t->board)
        count += it->parent == item;
    return count;
}

/* LS-73 into LS-24, both with S-18, of which the higher weight stays. */
static void test_merge(void **state LS_UNUSED)
{
    struct sync_team t;
    sync_team_open(&t);
    ls_id from = sync_team_id(&t, "LS-73"), to = sync_team_id(&t, "LS-24");
    assert_int_equal(weight(&t, "S-18", "LS-24"), 2);
    assert_int_equal(sync_team_run_on(&t, "link add", "", "LS-73 LS-26 relates", ""), LS_OK);
    assert_int_equal(sync_team_run_on(&t, "link add", "", "LS-73 LS-24 relates", ""), LS_OK);
    assert_int_equal(sync_team_run_on(&t, "signal_item add", "", "S-7 LS-73 3", ""), LS_OK);
    assert_int_equal(sync_team_run_on(&t, "item comment", "LS-73", "seen by Hanne", ""), LS_OK);
    assert_int_equal(sync_team_run_on(&t, "blocker add", "LS-73", "nobody knows the columns", ""), LS_OK);
    assert_int_equal(sync_team_run_on(&t, "item set", "LS-65", "", "parent=LS-73"), LS_OK);
    size_t before = named(&t, from), there = named(&t, to);
    assert_int_equal(sync_team_run_on(&t, "triage duplicate", "LS-73", "LS-24", ""), LS_OK);
    assert_int_equal(named(&t, from), 0);
    /* S-18 was at both, and the link between the two is gone; the note of the merge is new */
    assert_int_equal(named(&t, to), there + before - 1 - 2 + 1);
    assert_int_equal(weight(&t, "S-18", "LS-24"), 2);
    assert_int_equal(weight(&t, "S-7", "LS-24"), 3);
    assert_string_equal(sync_team_field(&t, from, "duplicate_of"), "LS-24");
    assert_int_equal(ls_triage_state(t.board, from, ls_stamp_date(t.now)), LS_TRIAGE_MERGED);
    sync_team_undo(&t);
    assert_int_equal(named(&t, from), before);
    assert_int_equal(named(&t, to), there);
    assert_int_equal(ls_triage_state(t.board, from, ls_stamp_date(t.now)), LS_TRIAGE_WAITS);
    sync_team_close(&t);
}

static void test_until(void **state LS_UNUSED)
{
    static const struct {
        const char *text, *date;
    } cases[] = {{"L-1", "2026-04-22"}, {"launch", "2026-04-22"},   {"l-1 +30d", "2026-05-21"}, {"L-1 +2w", "2026-05-05"},
                 {"D-6", "2026-08-10"}, {"D-6 +1d", "2026-08-11"}, {"+2w", "2026-03-24"},      {"thu", "2026-03-12"},
                 {"D-9", NULL},         {"D-3", NULL},             {"L-1 soon", NULL},         {"today", NULL},
                 {"2026-03-01", NULL},  {"L-9", NULL}};
    struct sync_team t;
    sync_team_open(&t);
    for (size_t i = 0; i < LS_COUNT(cases); i++) {
        struct ls_snooze snooze = {.until = LS_NONE};
        LS_AUTO(buf) struct ls_buf day = LS_BUF_INIT;
        struct ls_error err = {0};
        int code = ls_snooze_read(t.board, cases[i].text, ls_stamp_date(t.now), &snooze, &err);
        ls_error_done(&err);
        if (!code)
            ls_date_format(&day, snooze.until);
        assert_int_equal(code == 0, cases[i].date != NULL);
        assert_string_equal(day.data, cases[i].date ? cases[i].date : "");
    }
    sync_team_close(&t);
}

/* What sleeps until a launch is back on the day after it, and not before. */
static void test_wakes(void **state LS_UNUSED)
{
    struct sync_team t;
    sync_team_open(&t);
    int64_t today = ls_stamp_date(t.now);
    ls_id id = sync_team_id(&t, "LS-60"), asked = sync_team_id(&t, "LS-71"), *ids;
    assert_int_equal(ls_triage_queue(t.board, today, &ids), 14);
    assert_int_equal(ids[0], id);
    free(ids);
    assert_int_equal(sync_team_run_on(&t, "triage snooze", "LS-60", "L-1", ""), LS_OK);
    assert_int_equal(sync_team_run_on(&t, "triage ask", "LS-71", "", ""), LS_OK);
    assert_int_equal(ls_triage_state(t.board, id, today), LS_TRIAGE_SNOOZED);
    assert_int_equal(ls_triage_state(t.board, asked, today), LS_TRIAGE_SENT_BACK);
    assert_int_equal(ls_triage_queue(t.board, today, &ids), 12);
    free(ids);
    assert_int_equal(ls_triage_state(t.board, id, today + 42), LS_TRIAGE_SNOOZED);
    assert_int_equal(ls_triage_state(t.board, id, today + 43), LS_TRIAGE_WAITS);
    assert_int_equal(ls_triage_state(t.board, asked, today + 7), LS_TRIAGE_WAITS);
    sync_team_close(&t);
}

static void test_author(void **state LS_UNUSED)
{
    static const struct {
        const char *source, *who;
    } cases[] = {{"sales", "carlos"}, {"support", "leo"}, {"exec", "margot"}, {"interview", "ruth"}, {"dana", "dana"},
                 {"review", ""},      {"", ""}};
    struct sync_team t;
    sync_team_open(&t);
    for (size_t i = 0; i < LS_COUNT(cases); i++) {
        struct ls_item item = {.source = cases[i].source};
        ls_id who = ls_triage_author(t.board, &item, ls_stamp_date(t.now));
        assert_int_equal(who, *cases[i].who ? sync_team_id(&t, cases[i].who) : 0);
    }
    ls_id me = sync_team_id(&t, "ines"), jonas = sync_team_id(&t, "jonas");
    struct ls_item nowhere = {.source = "review", .tags = ""}, owned = {.source = "review", .tags = "competitor", .owner = jonas},
                   topical = {.source = "review", .tags = "competitor"}, said = {.source = "sales", .tags = "competitor", .owner = jonas};
    int64_t today = ls_stamp_date(t.now);
    assert_int_equal(ls_triage_asked(t.board, &nowhere, today, me), me);
    assert_int_equal(ls_triage_asked(t.board, &owned, today, me), jonas);
    assert_int_equal(ls_triage_asked(t.board, &topical, today, me), sync_team_id(&t, "dana"));
    assert_int_equal(ls_triage_asked(t.board, &said, today, me), sync_team_id(&t, "carlos"));
    assert_int_equal(ls_triage_asked(t.board, &nowhere, today, 0), 0);
    assert_int_equal(sync_team_run_on(&t, "triage ask", "LS-64", "Who is blinded @ruth 2026-03-01", ""), LS_EREFUSED);
    assert_int_equal(sync_team_run_on(&t, "triage ask", "LS-64", "Who is blinded @ruth fri", ""), LS_OK);
    sync_team_close(&t);
}

/* What stands in the item is never proposed away; the owner is never the backup. */
static void test_propose(void **state LS_UNUSED)
{
    struct sync_team t;
    sync_team_open(&t);
    assert_int_equal(sync_team_run_on(&t, "item set", "LS-65", "", "owner=jonas parent=LS-7"), LS_OK);
    assert_int_equal(sync_team_run_on(&t, "triage accept", "LS-65", "", ""), LS_OK);
    ls_id id = sync_team_id(&t, "LS-65");
    assert_string_equal(sync_team_field(&t, id, "owner"), "jonas");
    assert_string_equal(sync_team_field(&t, id, "parent"), "LS-7");
    assert_int_equal(sync_team_run_on(&t, "triage accept", "LS-65", "", ""), LS_EREFUSED);
    assert_int_equal(sync_team_run_on(&t, "triage accept", "LS-62", "@tomasz !2 fri", ""), LS_OK);
    id = sync_team_id(&t, "LS-62");
    assert_string_equal(sync_team_field(&t, id, "owner"), "tomasz");
    assert_string_equal(sync_team_field(&t, id, "backup"), "ines");
    assert_string_equal(sync_team_field(&t, id, "priority"), "2");
    assert_string_equal(sync_team_field(&t, id, "problem"), "Account managers must prove service level");
    sync_team_close(&t);
}

/* The log of a day, newest first, as the session hands it over. */
struct day {
    struct ls_changeset *v[8];
    size_t len;
};

static void day_add(struct day *d, const struct ls_changeset *cs, int64_t at, ls_id who)
{
    memmove(&d->v[1], d->v, d->len++ * sizeof(*d->v));
    d->v[0] = ls_changeset_copy(cs);
    d->v[0]->at = at;
    d->v[0]->who = who;
}

/* What was decided today and stands so: not what was decided yesterday, taken back, or put back by hand. */
static void test_day(void **state LS_UNUSED)
{
    struct sync_team t;
    struct day d = {0};
    struct ls_triage_decision *v;
    sync_team_open(&t);
    int64_t today = ls_stamp_date(t.now);
    ls_id dana = sync_team_id(&t, "dana");
    static const struct {
        const char *spelling, *item, *text, *fields;
        int64_t ago_h;
        bool other, back;
    } DEEDS[] = {{"triage decline", "LS-60", "not this year", "", 24, false, false},
                 {"triage accept", "LS-65", "", "", 1, false, false},
                 {"triage snooze", "LS-61", "+2w", "", 1, true, false},
                 {"triage decline", "LS-64", "no", "", 1, false, true},
                 {"item set", "LS-21", "", "status=review", 0, false, false},
                 {"triage duplicate", "LS-73", "LS-24", "", 0, true, false}};
    for (size_t i = 0; i < LS_COUNT(DEEDS); i++) {
        assert_int_equal(sync_team_run_on(&t, DEEDS[i].spelling, DEEDS[i].item, DEEDS[i].text, DEEDS[i].fields), LS_OK);
        day_add(&d, t.last, t.now - DEEDS[i].ago_h * 3600 * LS_SECOND, DEEDS[i].other ? dana : t.me);
        if (DEEDS[i].back) {
            struct ls_changeset *inverse = ls_changeset_inverse(t.last, t.now);
            inverse->flags |= LS_CS_UNDO;
            sync_team_undo(&t);
            day_add(&d, inverse, t.now, t.me);
            ls_changeset_free(inverse);
        }
    }
    size_t len = ls_triage_day(t.board, (const struct ls_changeset *const *)d.v, d.len, today, &v);
    assert_int_equal(len, 3);
    ls_id first = v[0].item < v[1].item ? v[0].item : v[1].item;
    assert_true(first == sync_team_id(&t, "LS-61") || first == sync_team_id(&t, "LS-65"));
    assert_true(v[2].item == sync_team_id(&t, "LS-73") && v[2].who == dana && v[2].at == t.now);
    for (size_t i = 0; i < 2; i++)
        assert_true(v[i].who == (v[i].item == sync_team_id(&t, "LS-61") ? dana : t.me));
    free(v);
    assert_int_equal(ls_triage_day(t.board, (const struct ls_changeset *const *)d.v, d.len, today + 1, &v), 0);
    free(v);
    while (d.len)
        ls_changeset_free(d.v[--d.len]);
    sync_team_close(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_merge), cmocka_unit_test(test_until),
                                       cmocka_unit_test(test_wakes), cmocka_unit_test(test_author),
                                       cmocka_unit_test(test_propose), cmocka_unit_test(test_day)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
