/* Which changeset undo and redo take back: histories written as words, one letter a changeset. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "lockstep/undo.h"

struct history {
    struct ls_changeset *v[32];
    size_t len;
};

/* A changeset that changes something; group: what it is part of. */
static void history_do(struct history *h, ls_id group)
{
    struct ls_changeset *cs = ls_changeset_new("set due");
    cs->n = h->len + 1;
    cs->group = group;
    ls_record_edit_add(ls_changeset_add_record(cs, LS_E_ITEM, 7), LS_F_item_due, (struct ls_value){0}, ls_value_int(1));
    h->v[h->len++] = cs;
}

/* Takes back what undo or redo would, as the session does it; false where there is nothing. */
static bool history_take(struct history *h, bool redo)
{
    size_t *at, count;
    ls_undo_next((const struct ls_changeset *const *)h->v, h->len, redo, &at, &count);
    for (size_t i = 0; i < count; i++) {
        struct ls_changeset *inverse = ls_changeset_inverse(h->v[at[i]], 1);
        inverse->n = h->len + 1;
        inverse->group = count > 1 ? 900 + (ls_id)at[0] : 0;
        h->v[h->len++] = inverse;
    }
    free(at);
    return count > 0;
}

static void assert_next(const struct history *h, bool redo, enum ls_undo_answer answer, int n)
{
    size_t *at, count;
    assert_int_equal(ls_undo_next((const struct ls_changeset *const *)h->v, h->len, redo, &at, &count), answer);
    assert_int_equal(count ? (int)h->v[at[0]]->n : 0, n);
    free(at);
}

/* What undo takes back where those from `from` on are known: how many, the newest and the oldest of them, as places
 * among those. */
static void assert_undone(const struct history *h, size_t from, enum ls_undo_answer answer, size_t many, size_t newest, size_t oldest)
{
    size_t *at, count;
    assert_int_equal(ls_undo_next((const struct ls_changeset *const *)h->v + from, h->len - from, false, &at, &count), answer);
    assert_int_equal(count, many);
    assert_int_equal(at[0], newest);
    assert_int_equal(at[count - 1], oldest);
    free(at);
}

static void history_done(struct history *h)
{
    for (size_t i = 0; i < h->len; i++)
        ls_changeset_free(h->v[i]);
}

static void test_stack(void **state)
{
    struct history h = {0};
    (void)state;
    assert_next(&h, false, LS_UNDO_OLDER, 0);
    history_do(&h, 0); /* 1 */
    history_do(&h, 0); /* 2 */
    assert_next(&h, false, LS_UNDO_FOUND, 2);
    assert_next(&h, true, LS_UNDO_NONE, 0);
    history_take(&h, false); /* 3 undoes 2 */
    assert_int_equal(h.v[2]->flags, LS_CS_UNDO);
    assert_int_equal(h.v[2]->undoes.n, 2);
    assert_next(&h, false, LS_UNDO_FOUND, 1);
    assert_next(&h, true, LS_UNDO_FOUND, 3);
    history_take(&h, false); /* 4 undoes 1 */
    assert_next(&h, false, LS_UNDO_OLDER, 0);
    history_take(&h, true); /* 5 redoes 1 */
    assert_int_equal(h.v[4]->flags, LS_CS_UNDO | LS_CS_REDO);
    assert_next(&h, true, LS_UNDO_FOUND, 3);
    assert_next(&h, false, LS_UNDO_FOUND, 5);
    history_take(&h, false); /* 6 undoes the redo */
    assert_next(&h, false, LS_UNDO_OLDER, 0);
    assert_next(&h, true, LS_UNDO_FOUND, 6);
    history_take(&h, true); /* 7: 1 again */
    history_take(&h, true); /* 8: 2 again */
    assert_int_equal(h.v[7]->undoes.n, 3);
    assert_next(&h, true, LS_UNDO_NONE, 0);
    assert_next(&h, false, LS_UNDO_FOUND, 8);
    history_take(&h, false); /* 9 */
    history_take(&h, false); /* 10 */
    assert_next(&h, false, LS_UNDO_OLDER, 0);
    history_do(&h, 0); /* 11: a change ends what could be redone */
    assert_next(&h, true, LS_UNDO_NONE, 0);
    history_take(&h, false);
    assert_next(&h, false, LS_UNDO_OLDER, 0);
    history_done(&h);
}

/* What changed nothing is nothing to undo, and an undo of which nothing was left has undone all the same. */
/* Who joins a sync has done nothing that undo means; who starts one has, though he is there, too. */
static void test_joining(void **state)
{
    (void)state;
    struct history h = {0};
    history_do(&h, 0);
    for (int starts = 0; starts < 2; starts++) {
        struct ls_changeset *cs = ls_changeset_new("sync start");
        cs->n = h.len + 1;
        ls_change_create_as(cs, LS_E_ATTENDANCE, 11 + starts, 1);
        if (starts)
            ls_change_create_as(cs, LS_E_MEETING, 21, 1);
        h.v[h.len++] = cs;
        assert_next(&h, false, LS_UNDO_FOUND, starts ? (int)h.len : 1);
    }
    assert_true(history_take(&h, false)); /* the start */
    assert_next(&h, false, LS_UNDO_FOUND, 1);
    assert_next(&h, true, LS_UNDO_FOUND, (int)h.len);
    struct ls_changeset *cs = ls_changeset_new("sync start");
    cs->n = h.len + 1;
    ls_change_create_as(cs, LS_E_ATTENDANCE, 15, 1);
    h.v[h.len++] = cs; /* nor does it end what can be redone */
    assert_next(&h, true, LS_UNDO_FOUND, (int)h.len - 1);
    while (h.len)
        ls_changeset_free(h.v[--h.len]);
}

static void test_empty(void **state)
{
    struct history h = {0};
    (void)state;
    history_do(&h, 0);
    h.v[h.len++] = ls_changeset_new("met others' edits");
    h.v[1]->n = 2;
    assert_next(&h, false, LS_UNDO_FOUND, 1);
    h.v[h.len] = ls_changeset_new("undo set due");
    h.v[h.len]->n = 3;
    h.v[h.len]->flags = LS_CS_UNDO;
    h.v[h.len++]->undoes.n = 1;
    assert_next(&h, false, LS_UNDO_OLDER, 0);
    history_done(&h);
}

static void test_group(void **state)
{
    struct history h = {0};
    (void)state;
    history_do(&h, 0);  /* 1 */
    history_do(&h, 55); /* 2 3 4: one import */
    history_do(&h, 55);
    history_do(&h, 55);
    assert_undone(&h, 0, LS_UNDO_FOUND, 3, 3, 1);
    /* Where what is known begins inside the group, its beginning has to be asked for. */
    assert_undone(&h, 2, LS_UNDO_OLDER, 2, 1, 0);
    assert_true(history_take(&h, false)); /* 5 6 7 */
    assert_next(&h, false, LS_UNDO_FOUND, 1);
    assert_true(history_take(&h, true)); /* 8 9 10: all three again */
    assert_int_equal(h.len, 10);
    assert_next(&h, false, LS_UNDO_FOUND, 10);
    assert_true(history_take(&h, false));
    assert_int_equal(h.len, 13);
    assert_next(&h, false, LS_UNDO_FOUND, 1);
    history_done(&h);
}

/* What was done on another machine, or by another process, while a group went in. */
static void test_group_with_others_between(void **state)
{
    struct history h = {0};
    (void)state;
    history_do(&h, 0);  /* 1 */
    history_do(&h, 55); /* 2 */
    history_do(&h, 0);
    h.v[2]->writer[0] = 7;
    history_do(&h, 55);
    h.v[3]->n = 3;
    assert_undone(&h, 0, LS_UNDO_FOUND, 2, 3, 1);
    /* That of another writer does not say where it begins. */
    assert_undone(&h, 2, LS_UNDO_OLDER, 1, 1, 1);
    h.v[h.len++] = ls_changeset_inverse(h.v[3], 1);
    h.v[h.len++] = ls_changeset_inverse(h.v[1], 1);
    assert_undone(&h, 0, LS_UNDO_FOUND, 1, 2, 2);
    history_done(&h);
}

static void test_label(void **state)
{
    struct history h = {0};
    (void)state;
    history_do(&h, 0);
    history_take(&h, false);
    history_take(&h, true);
    assert_string_equal(ls_undo_label(h.v[0]), "set due");
    assert_string_equal(h.v[1]->label, "undo set due");
    assert_string_equal(ls_undo_label(h.v[1]), "set due");
    free(h.v[0]->label);
    h.v[0]->label = ls_strdup("undo the contract"); /* what it is about, and no undo */
    assert_string_equal(ls_undo_label(h.v[0]), "undo the contract");
    history_done(&h);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_stack),
        cmocka_unit_test(test_joining), cmocka_unit_test(test_empty),
        cmocka_unit_test(test_group),
        cmocka_unit_test(test_group_with_others_between),
        cmocka_unit_test(test_label),
    };
    return cmocka_run_group_tests_name("undo", tests, NULL, NULL);
}
