/* A board of parts answers as a whole one does, and reads no more than it is asked for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/mem.h"
#include "lockstep/board.h"
#include "lockstep/error.h"
#include "lockstep/rules.h"

enum { INES = 11, DANA = 12, FIRST = 21, SECOND = 22, GONE = 23, ITEMS = 3 };

struct parts {
    struct ls_board *file, *board;
    size_t asked[LS_PART_EVENTS + 1];
    bool silent; /* nothing can be read */
    size_t asked_highest;
};

static bool parts_read(void *arg, struct ls_board *board, const struct ls_board_need *need)
{
    static const ls_id all[] = {INES, DANA, SECOND, FIRST, GONE}; /* the file's order */
    struct parts *p = arg;
    p->asked[need->part]++;
    for (size_t i = 0; i < LS_COUNT(all) && !p->silent; i++) {
        const struct ls_record *r = ls_board_record(p->file, all[i]);
        bool kind = need->entity == LS_E_ANY || r->entity == (int64_t)need->entity;
        bool wanted = need->part == LS_PART_ENTITY || (need->part == LS_PART_RECORD && r->id == need->key) ||
                      (need->part == LS_PART_NUM && r->num == need->key);
        if (kind && wanted)
            ls_board_read(board, ls_record_copy(r));
    }
    for (size_t i = 0; need->part == LS_PART_EVENTS && !p->silent && i < ls_board_event_count(p->file); i++) {
        struct ls_event event = *ls_board_event(p->file, i);
        event.before = ls_value_copy(&event.before);
        event.after = ls_value_copy(&event.after);
        ls_board_read_event(board, &event);
    }
    return !p->silent;
}

static ls_id parts_highest(void *arg)
{
    struct parts *p = arg;
    p->asked_highest++;
    return p->silent ? 0 : GONE;
}

static void parts_item(struct ls_board *file, ls_id id, int64_t num, const char *title, bool deleted)
{
    struct ls_record *r = ls_record_new(LS_E_ITEM, id);
    struct ls_value text = ls_value_text(title), owner = ls_value_int(DANA), number = ls_value_int(num);
    ls_record_set(r, LS_F_item_title, &text);
    ls_record_set(r, LS_F_item_owner, &owner);
    ls_record_set(r, LS_F_NUM, &number);
    ls_value_done(&text);
    r->deleted = deleted;
    ls_board_put(file, r);
}

static struct ls_changeset *parts_priority(uint64_t n, uint64_t seq, ls_id id, int64_t before, int64_t after)
{
    struct ls_changeset *cs = ls_changeset_new("set");
    cs->n = n;
    cs->seq = seq;
    ls_record_edit_add(ls_changeset_add_record(cs, LS_E_ITEM, id), LS_F_item_priority, ls_value_int(before), ls_value_int(after));
    return cs;
}

static int parts_setup(void **state)
{
    struct parts *p = ls_alloc(sizeof(*p));
    static const char *const names[] = {"ines", "dana"};
    p->file = ls_board_new();
    for (size_t i = 0; i < LS_COUNT(names); i++) {
        struct ls_record *r = ls_record_new(LS_E_PERSON, INES + (ls_id)i);
        struct ls_value name = ls_value_text(names[i]);
        ls_record_set(r, LS_F_person_handle, &name);
        ls_value_done(&name);
        ls_board_put(p->file, r);
    }
    parts_item(p->file, FIRST, 1, "First", false);
    parts_item(p->file, SECOND, 2, "Second", false);
    parts_item(p->file, GONE, 3, "Gone", true);
    struct ls_changeset *cs = parts_priority(1, 1, FIRST, LS_NONE, 1);
    ls_board_apply(p->file, cs);
    ls_changeset_free(cs);
    p->board = ls_board_new_parts(&(struct ls_board_source){.read = parts_read, .arg = p, .singles = 2});
    *state = p;
    return 0;
}

static int parts_teardown(void **state)
{
    struct parts *p = *state;
    ls_board_free(p->board);
    ls_board_free(p->file);
    free(p);
    return 0;
}

static void test_one_record(void **state)
{
    struct parts *p = *state;
    uint64_t version = ls_board_version(p->board);
    ls_id id = ls_board_by_num(p->board, LS_E_ITEM, 1);
    assert_int_equal(id, FIRST);
    assert_string_equal(ls_item_get(p->board, id)->title, "First");
    assert_string_equal(ls_person_get(p->board, ls_item_get(p->board, id)->owner)->handle, "dana");
    assert_int_equal(p->asked[LS_PART_NUM], 1);
    assert_int_equal(p->asked[LS_PART_RECORD], 1);
    assert_int_equal(p->asked[LS_PART_ENTITY], 0);
    assert_true(version == ls_board_version(p->board)); /* reading on is no change */
    assert_null(ls_item_get(p->board, GONE));
    assert_true(ls_board_record(p->board, GONE)->deleted);
    assert_int_equal(ls_board_by_num(p->board, LS_E_ITEM, 3), 0);
    assert_int_equal(ls_board_holder_of_num(p->board, LS_E_ITEM, 3), GONE);
}

/* A walk has all of them in the file's order, also what was here before; a change that was made stays. */
static void test_walk(void **state)
{
    struct parts *p = *state;
    struct ls_changeset *mine = parts_priority(7, 0, FIRST, 1, 4), *made = ls_changeset_new("add");
    ls_id ids[ITEMS + 1], fresh = ls_change_create(made, LS_E_ITEM, 1);
    size_t count = 0;
    ls_board_apply(p->board, made);
    ls_board_apply(p->board, mine);
    LS_EACH(item, it, p->board)
        ids[count++] = it->rec.id;
    assert_int_equal(count, 3);
    assert_int_equal(ids[0], SECOND);
    assert_int_equal(ids[1], FIRST);
    assert_int_equal(ids[2], fresh);
    assert_int_equal(ls_item_get(p->board, FIRST)->priority, 4);
    assert_int_equal(ls_board_count(p->board, LS_E_ITEM), 3);
    assert_int_equal(ls_board_highest_num(p->board, LS_E_ITEM), 3);
    assert_int_equal(p->asked[LS_PART_ENTITY], 1);
    ls_board_revert(p->board, mine);
    assert_int_equal(ls_item_get(p->board, FIRST)->priority, 1);
    ls_changeset_free(mine);
    ls_changeset_free(made);
}

/* What comes from the log for a record that nobody has asked for needs no reading. */
static void test_news(void **state)
{
    struct parts *p = *state;
    struct ls_changeset *news = parts_priority(2, 2, SECOND, LS_NONE, 2);
    ls_board_apply(p->file, news);
    ls_board_apply(p->board, news);
    assert_int_equal(p->asked[LS_PART_RECORD], 0);
    assert_int_equal(ls_item_get(p->board, SECOND)->priority, 2);
    assert_int_equal(ls_board_event_count(p->board), 2); /* the file's two, one of which came as news: once */
    assert_int_equal(ls_board_event(p->board, 0)->record, FIRST);
    assert_int_equal(ls_board_event(p->board, 1)->record, SECOND);
    ls_changeset_free(news);
}

/* A reference is looked for where it is, and only what is not there at all is refused. */
static void test_rules(void **state)
{
    struct parts *p = *state;
    struct ls_error err = {0};
    for (int broken = 0; broken < 2; broken++) {
        struct ls_changeset *cs = ls_changeset_new("set");
        ls_change_ref(cs, p->board, FIRST, LS_F_item_backup, broken ? 99 : INES);
        struct ls_board_trial *trial = ls_board_try(p->board, cs);
        assert_int_equal(ls_rules_check(p->board, cs, &err), broken ? LS_EREFUSED : LS_OK);
        assert_int_equal(ls_board_count(p->board, LS_E_ITEM), 2); /* read on while it is tried */
        ls_board_try_end(p->board, trial);
        assert_int_equal(ls_item_get(p->board, FIRST)->backup, 0);
        ls_changeset_free(cs);
    }
    ls_error_done(&err);
}

/* Many one by one are all of them at once; who is not there is not asked for again. */
static void test_singles(void **state)
{
    struct parts *p = *state;
    for (ls_id id = 500; id < 510; id++)
        assert_null(ls_item_get(p->board, id));
    assert_int_equal(p->asked[LS_PART_RECORD], 2);
    assert_int_equal(p->asked[LS_PART_ENTITY], 1);
    assert_string_equal(ls_item_get(p->board, FIRST)->title, "First");
    assert_int_equal(p->asked[LS_PART_RECORD], 2);
    for (ls_id id = 600; id < 610; id++)
        assert_null(ls_board_record(p->board, id)); /* of no kind that is known: after two, everything is read */
    assert_int_equal(p->asked[LS_PART_RECORD], 4);
    assert_int_equal(p->asked[LS_PART_ENTITY], LS_E_COUNT);
}

/* Records that are about to be made are above all that the file has: after a few of them it is not asked for each. One
 * below is still looked for, and where the highest is not known, so is each. */
static void test_made(void **state)
{
    struct parts *p = *state;
    for (int silent = 0; silent < 2; silent++) {
        struct ls_board *board = ls_board_new_parts(&(struct ls_board_source){.read = parts_read, .highest = parts_highest, .arg = p});
        p->silent = silent;
        p->asked[LS_PART_RECORD] = p->asked_highest = 0;
        for (ls_id id = 500; id < 600; id++)
            assert_null(ls_board_record(board, id));
        assert_int_equal(p->asked[LS_PART_RECORD], silent ? 100 : 16);
        assert_int_equal(p->asked_highest, 1);
        p->silent = false;
        assert_string_equal(ls_item_get(board, FIRST)->title, "First");
        assert_true(ls_board_record(board, GONE)->deleted);
        ls_board_free(board);
    }
}

/* What could not be read is not taken for nothing there: it is asked for again. */
static void test_silent(void **state)
{
    struct parts *p = *state;
    p->silent = true;
    assert_null(ls_item_get(p->board, FIRST));
    assert_int_equal(ls_board_count(p->board, LS_E_ITEM), 0);
    p->silent = false;
    assert_non_null(ls_item_get(p->board, FIRST));
    assert_int_equal(ls_board_count(p->board, LS_E_ITEM), 2);
    assert_int_equal(ls_board_event_count(p->board), 1);
}

int main(void)
{
#define PARTS_TEST(f) cmocka_unit_test_setup_teardown(f, parts_setup, parts_teardown)
    static const struct CMUnitTest tests[] = {
        PARTS_TEST(test_one_record), PARTS_TEST(test_walk),    PARTS_TEST(test_news),
        PARTS_TEST(test_rules),      PARTS_TEST(test_singles), PARTS_TEST(test_silent),
        PARTS_TEST(test_made),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
