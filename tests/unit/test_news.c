/* Folding changesets to news: one line a record, first before and last after, the other half first. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "lockstep/board.h"
#include "lockstep/news.h"

struct team {
    struct ls_board *board;
    ls_id ines, dana, tomasz, item;
    struct ls_changeset *log[16];
    size_t len;
};

static ls_id person(struct team *t, const char *handle, int64_t function)
{
    struct ls_changeset *cs = ls_changeset_new("start");
    ls_id id = ls_change_create(cs, LS_E_PERSON, 1000);
    ls_change_text(cs, t->board, id, LS_F_person_handle, handle);
    ls_change_int(cs, t->board, id, LS_F_person_function, function);
    ls_board_apply(t->board, cs);
    ls_changeset_free(cs);
    return id;
}

static void team_init(struct team *t)
{
    *t = (struct team){.board = ls_board_new()};
    t->ines = person(t, "ines", LS_FUNCTION_PM);
    t->dana = person(t, "dana", LS_FUNCTION_PMM);
    t->tomasz = person(t, "tomasz", LS_FUNCTION_PM);
    struct ls_changeset *cs = ls_changeset_new("start");
    t->item = ls_change_create(cs, LS_E_ITEM, 1000);
    ls_change_text(cs, t->board, t->item, LS_F_item_title, "Live ETA");
    ls_board_apply(t->board, cs);
    ls_changeset_free(cs);
}

static void team_done(struct team *t)
{
    for (size_t i = 0; i < t->len; i++)
        ls_changeset_free(t->log[i]);
    ls_board_free(t->board);
}

/* The next changeset of the log, by who; applied when it is full. */
static struct ls_changeset *next(struct team *t, ls_id who)
{
    struct ls_changeset *cs = ls_changeset_new("item set");
    cs->who = who;
    cs->seq = t->len + 1;
    cs->at = 2000 + (int64_t)t->len;
    t->log[t->len++] = cs;
    return cs;
}

static void set(struct team *t, ls_id who, ls_id id, int field, int64_t value)
{
    struct ls_changeset *cs = next(t, who);
    ls_change_int(cs, t->board, id, field, value);
    ls_board_apply(t->board, cs);
}

static void fold(const struct team *t, ls_id me, struct ls_news *ret)
{
    ls_news_make(t->board, me, false, (const struct ls_changeset *const *)t->log, t->len, ret);
}

static void test_fields_fold(void **state)
{
    struct team t;
    struct ls_news news;
    (void)state;
    team_init(&t);
    set(&t, t.tomasz, t.item, LS_F_item_priority, 1);
    set(&t, t.dana, t.item, LS_F_item_due, 20530);
    set(&t, t.tomasz, t.item, LS_F_item_priority, 3);
    set(&t, t.ines, t.item, LS_F_item_reach, 7); /* my own */
    set(&t, t.dana, t.item, LS_F_item_status_since, 20000); /* follows from others */
    fold(&t, t.ines, &news);
    assert_int_equal(news.len, 1);
    assert_int_equal(news.v[0].kind, LS_NEWS_CHANGED);
    assert_int_equal(news.v[0].changes.len, 2);
    assert_int_equal(news.v[0].changes.edits[0].field, LS_F_item_priority);
    assert_int_equal(news.v[0].changes.edits[0].before.kind, LS_V_NULL);
    assert_int_equal(news.v[0].changes.edits[0].after.i, 3);
    assert_int_equal(news.v[0].by.who, t.tomasz); /* the last of what is told */
    assert_false(news.v[0].other_half);
    ls_news_done(&news);
    /* What was taken back again is nobody's news: then the due date is left, which dana set. */
    set(&t, t.tomasz, t.item, LS_F_item_priority, LS_NONE);
    fold(&t, t.ines, &news);
    assert_int_equal(news.v[0].changes.len, 1);
    assert_int_equal(news.v[0].by.who, t.dana);
    assert_true(news.v[0].other_half);
    ls_news_done(&news);
    set(&t, t.dana, t.item, LS_F_item_due, LS_NONE);
    fold(&t, t.ines, &news);
    assert_int_equal(news.len, 0);
    ls_news_done(&news);
    team_done(&t);
}

static void test_order_and_lives(void **state)
{
    struct team t;
    struct ls_news news;
    (void)state;
    team_init(&t);
    struct ls_changeset *cs = next(&t, t.dana);
    ls_id made = ls_change_create(cs, LS_E_ITEM, 3000);
    ls_change_text(cs, t.board, made, LS_F_item_title, "New");
    ls_board_apply(t.board, cs);
    cs = next(&t, t.tomasz);
    ls_id brief = ls_change_create(cs, LS_E_ITEM, 3000);
    ls_board_apply(t.board, cs);
    cs = next(&t, t.tomasz);
    ls_change_delete(cs, t.board, brief); /* made and deleted: nothing was there before, nothing is now */
    ls_board_apply(t.board, cs);
    cs = next(&t, t.tomasz);
    ls_change_delete(cs, t.board, t.item);
    ls_board_apply(t.board, cs);
    cs = next(&t, t.tomasz);
    ls_id meeting = ls_change_create(cs, LS_E_MEETING, 3000); /* the sync's own books */
    assert_true(meeting != 0);
    ls_board_apply(t.board, cs);
    fold(&t, t.ines, &news);
    assert_int_equal(news.len, 2);
    assert_int_equal(news.v[0].record, made); /* older, and by the other half */
    assert_int_equal(news.v[0].kind, LS_NEWS_ADDED);
    assert_int_equal(news.v[1].record, t.item);
    assert_int_equal(news.v[1].kind, LS_NEWS_DELETED);
    ls_news_done(&news);
    cs = next(&t, t.tomasz);
    ls_change_int(cs, t.board, t.item, LS_F_DELETED, 0);
    ls_board_apply(t.board, cs);
    fold(&t, t.ines, &news);
    assert_int_equal(news.len, 1); /* deleted and back: as it was */
    ls_news_done(&news);
    fold(&t, t.dana, &news);
    assert_int_equal(news.len, 0); /* the rest is her own */
    ls_news_done(&news);
    team_done(&t);
}

static void test_import_is_one_line(void **state)
{
    struct team t;
    struct ls_news news;
    (void)state;
    team_init(&t);
    struct ls_changeset *cs = next(&t, t.dana);
    cs->flags = LS_CS_IMPORT;
    for (int i = 0; i < 20; i++)
        ls_change_create(cs, LS_E_ITEM, 3000);
    ls_board_apply(t.board, cs);
    fold(&t, t.ines, &news);
    assert_int_equal(news.len, 1);
    assert_int_equal(news.v[0].kind, LS_NEWS_IMPORT);
    assert_int_equal(news.v[0].count, 20);
    assert_int_equal(news.v[0].record, 0);
    ls_news_done(&news);
    team_done(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fields_fold),
        cmocka_unit_test(test_order_and_lives),
        cmocka_unit_test(test_import_is_one_line),
    };
    return cmocka_run_group_tests_name("news", tests, NULL, NULL);
}
