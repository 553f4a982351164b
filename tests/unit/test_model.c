/* Entities, changesets and boards: descriptors, building, inverting, packing, applying. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/pack.h"
#include "lockstep/board.h"
#include "lockstep/error.h"

static ls_id add_person(struct ls_board *board, const char *handle)
{
    struct ls_changeset *cs = ls_changeset_new("add person");
    ls_id id = ls_change_create(cs, LS_E_PERSON, 1000);
    ls_change_text(cs, board, id, LS_F_person_handle, handle);
    ls_board_apply(board, cs);
    ls_changeset_free(cs);
    return id;
}

static struct ls_changeset *item_changeset(struct ls_board *board, const char *title, ls_id owner, ls_id *ret_id)
{
    struct ls_changeset *cs = ls_changeset_new("add item");
    *ret_id = ls_change_create(cs, LS_E_ITEM, 1000);
    ls_change_text(cs, board, *ret_id, LS_F_item_title, title);
    ls_change_ref(cs, board, *ret_id, LS_F_item_owner, owner);
    ls_change_int(cs, board, *ret_id, LS_F_NUM, 20);
    ls_change_real(cs, board, *ret_id, LS_F_item_effort, 1.5);
    return cs;
}

static void test_descriptors(void **state)
{
    (void)state;
    for (int e = 0; e < LS_E_COUNT; e++) {
        const struct ls_entity_info *info = ls_entity_info((enum ls_entity)e);
        assert_int_equal(ls_entity_by_name(info->name), e);
        bool named = info->handle >= 0 || *info->prefix, keyed = false;
        for (int f = 0; f < info->field_count; f++) {
            const struct ls_field *field = &info->fields[f];
            keyed |= (field->flags & LS_FF_KEY) != 0;
            assert_int_equal(ls_field_by_name((enum ls_entity)e, field->name), f);
            if (field->type == LS_T_TEXT || field->type == LS_T_NOTE || field->type == LS_T_SET)
                assert_true(field->limit > 0); /* each text has a stated limit */
        }
        assert_true(named != keyed); /* a record is found by its name or by its key, never by both */
    }
    assert_int_equal(ls_enum_value(LS_ENUM_ITEM_STATUS, "Started"), LS_ITEM_STATUS_STARTED);
    assert_int_equal(ls_enum_value(LS_ENUM_SIGNAL_KIND, "sales call"), LS_SIGNAL_KIND_SALES_CALL);
    assert_true(ls_enum_value(LS_ENUM_TRACK, "prod") == LS_NONE);
}

static void test_build(void **state)
{
    (void)state;
    struct ls_board *board = ls_board_new();
    ls_id ines = add_person(board, "ines"), id;
    struct ls_changeset *cs = item_changeset(board, "ETA page", ines, &id);
    ls_board_apply(board, cs);
    const struct ls_item *item = ls_item_get(board, id);
    assert_non_null(item);
    assert_string_equal(item->title, "ETA page");
    assert_true(item->owner == ines && item->effort == 1.5);
    assert_int_equal(ls_board_by_num(board, LS_E_ITEM, 20), id);
    assert_int_equal(ls_board_by_handle(board, LS_E_PERSON, "INES"), ines);
    assert_int_equal(ls_person_get(board, ines)->active, 1);

    struct ls_changeset *none = ls_changeset_new("nothing");
    ls_change_text(none, board, id, LS_F_item_title, "ETA page");
    ls_change_text(none, board, id, LS_F_item_problem, "changed");
    ls_change_text(none, board, id, LS_F_item_problem, ""); /* and changed back */
    assert_true(none->len == 0 || none->records[0].len == 0);
    ls_changeset_free(none);
    ls_changeset_free(cs);
    ls_board_free(board);
}

static void test_apply_and_revert(void **state)
{
    (void)state;
    struct ls_board *board = ls_board_new();
    ls_id ines = add_person(board, "ines"), dana = add_person(board, "dana"), id;
    struct ls_changeset *made = item_changeset(board, "ETA page", ines, &id);
    ls_board_apply(board, made);
    assert_int_equal(ls_board_event_count(board), 0); /* a creation is no event */

    struct ls_changeset *cs = ls_changeset_new("assign");
    cs->who = dana;
    cs->at = 2000;
    cs->n = 7;
    ls_change_ref(cs, board, id, LS_F_item_owner, dana);
    ls_board_apply(board, cs);
    assert_int_equal(ls_board_event_count(board), 1);
    assert_int_equal(ls_board_event(board, 0)->before.i, ines);
    /* What was left to apply of a changeset that the file has already takes no event of the file's away. */
    struct ls_changeset *rest = ls_changeset_new("assign");
    rest->at = cs->at;
    rest->n = cs->n;
    ls_board_revert(board, rest);
    assert_int_equal(ls_board_event_count(board), 1);
    ls_changeset_free(rest);
    ls_board_revert(board, cs);
    assert_int_equal(ls_board_event_count(board), 0);
    assert_int_equal(ls_item_get(board, id)->owner, ines);

    ls_board_revert(board, made);
    assert_null(ls_item_get(board, id));
    assert_int_equal(ls_board_count(board, LS_E_ITEM), 0);
    assert_int_equal(ls_board_by_num(board, LS_E_ITEM, 20), 0);
    ls_board_apply(board, made);
    assert_int_equal(ls_board_by_num(board, LS_E_ITEM, 20), id);
    assert_int_equal(ls_board_count(board, LS_E_ITEM), 1);

    struct ls_changeset *undo = ls_changeset_inverse(made, 3000);
    ls_board_apply(board, undo);
    assert_null(ls_item_get(board, id));
    assert_int_equal(ls_board_record(board, id)->deleted, 1);
    ls_changeset_free(undo);
    ls_changeset_free(made);
    ls_changeset_free(cs);
    ls_board_free(board);
}

static void test_pack(void **state)
{
    (void)state;
    struct ls_board *board = ls_board_new();
    ls_id ines = add_person(board, "ines"), id;
    struct ls_changeset *cs = item_changeset(board, "日本語; \"quoted\"", ines, &id), *back = NULL;
    cs->flags = LS_CS_WHOLE;
    cs->n = 3;
    LS_AUTO(buf) struct ls_buf packed = LS_BUF_INIT, again = LS_BUF_INIT;
    ls_changeset_pack(&packed, cs);
    struct ls_unpack u;
    ls_unpack_init(&u, packed.data, packed.len);
    assert_int_equal(ls_changeset_unpack(&u, &back, NULL), 0);
    assert_true(!u.failed && !u.left);
    ls_changeset_pack(&again, back);
    assert_int_equal(again.len, packed.len);
    assert_memory_equal(again.data, packed.data, packed.len);
    uint8_t a[LS_HASH_SIZE], b[LS_HASH_SIZE];
    ls_changeset_hash(cs, a);
    back->seq = 99; /* what the store gives is outside the hash */
    ls_changeset_hash(back, b);
    assert_memory_equal(a, b, LS_HASH_SIZE);
    ls_changeset_free(back);
    for (size_t cut = 0; cut < packed.len; cut++) {
        struct ls_changeset *torn = NULL;
        ls_unpack_init(&u, packed.data, cut);
        assert_int_equal(ls_changeset_unpack(&u, &torn, NULL), LS_ECORRUPT);
        assert_null(torn);
    }
    ls_changeset_free(cs);
    ls_board_free(board);
}

static void test_record_pack(void **state)
{
    (void)state;
    struct ls_board *board = ls_board_new();
    ls_id ines = add_person(board, "ines"), id;
    struct ls_changeset *cs = item_changeset(board, "ETA page", ines, &id);
    ls_board_apply(board, cs);
    LS_AUTO(buf) struct ls_buf packed = LS_BUF_INIT;
    ls_record_pack(&packed, ls_board_record(board, id));
    struct ls_board *other = ls_board_new();
    struct ls_record *record = NULL;
    struct ls_unpack u;
    ls_unpack_init(&u, packed.data, packed.len);
    assert_int_equal(ls_record_unpack(&u, &record, NULL), 0);
    ls_board_put(other, record);
    const struct ls_item *item = ls_item_get(other, id);
    assert_string_equal(item->title, "ETA page");
    assert_true(isnan(item->impact) && item->due == LS_NONE && item->rec.num == 20);
    ls_changeset_free(cs);
    ls_board_free(board);
    ls_board_free(other);
}

/* A damaged file may hold any number: what would overflow sums and calendars is read as empty. */
static void test_absurd_numbers(void **state)
{
    (void)state;
    int64_t first = ls_date_make(1, 1, 1), last = ls_date_make(9999, 12, 31);
    const struct {
        int field;
        int64_t value, kept;
    } cases[] = {
        {LS_F_item_due, first, first},          {LS_F_item_due, first - 1, LS_NONE},
        {LS_F_item_due, last, last},            {LS_F_item_due, last + 1, LS_NONE},
        {LS_F_item_reach, 1000000000000, 1000000000000}, {LS_F_item_reach, 1000000000001, LS_NONE},
        {LS_F_item_reach, INT64_MAX, LS_NONE},  {LS_F_item_reach, -1000000000001, LS_NONE},
        {LS_F_ENTERED, last * LS_DAY, last * LS_DAY}, {LS_F_ENTERED, INT64_MAX, LS_NONE},
        {LS_F_item_status, 1000, 1000}, /* a word of a newer program */
    };
    struct ls_record *record = ls_record_new(LS_E_ITEM, 7);
    for (size_t i = 0; i < LS_COUNT(cases); i++) {
        struct ls_value v = ls_value_int(cases[i].value), read;
        ls_record_set(record, cases[i].field, &v);
        read = ls_record_get(record, cases[i].field);
        assert_true(cases[i].kept == LS_NONE ? read.kind == LS_V_NULL : read.i == cases[i].kept);
    }
    ls_record_free(record);
}

static void assert_parse(const struct ls_board *board, enum ls_entity e, int f, const char *text, const char *wanted)
{
    struct ls_value v = {0};
    struct ls_error err = {0};
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    int code = ls_field_parse(board, ls_field_info(e, f), text, &v, &err);
    if (!wanted) {
        assert_true(code < 0);
        assert_non_null(err.message);
    } else {
        assert_int_equal(code, 0);
        ls_value_format(board, ls_field_info(e, f), &v, &b);
        assert_string_equal(b.data, wanted);
    }
    ls_value_done(&v);
    ls_error_done(&err);
}

static void test_fields_as_text(void **state)
{
    (void)state;
    struct ls_board *board = ls_board_new();
    ls_id ines = add_person(board, "ines"), id;
    struct ls_changeset *cs = item_changeset(board, "ETA page", ines, &id);
    ls_board_apply(board, cs);
    assert_parse(board, LS_E_ITEM, LS_F_item_owner, "@Ines", "ines");
    assert_parse(board, LS_E_ITEM, LS_F_item_owner, "inez", NULL);
    assert_parse(board, LS_E_ITEM, LS_F_item_parent, "ls-20", "LS-20");
    assert_parse(board, LS_E_ITEM, LS_F_item_parent, "B-20", NULL);
    assert_parse(board, LS_E_ITEM, LS_F_item_due, "2026-02-30", NULL);
    assert_parse(board, LS_E_ITEM, LS_F_item_due, "", "");
    assert_parse(board, LS_E_ITEM, LS_F_item_effort, "1,5", NULL);
    assert_parse(board, LS_E_ITEM, LS_F_item_effort, "1.50", "1.5");
    assert_parse(board, LS_E_ITEM, LS_F_item_status, "STARTED", "started");
    assert_parse(board, LS_E_ITEM, LS_F_item_status, "begun", NULL);
    assert_parse(board, LS_E_ITEM, LS_F_item_tags, "eta; launch;eta", "eta;launch");
    assert_parse(board, LS_E_ITEM, LS_F_item_title, "two\nlines", NULL);
    assert_parse(board, LS_E_TOPIC, LS_F_topic_consulted, "ines;sales;all", "ines;sales;all");
    assert_parse(board, LS_E_TOPIC, LS_F_topic_consulted, "@nobody", NULL);
    assert_parse(board, LS_E_AGENDA_ITEM, LS_F_agenda_item_ref, "LS-20/ines;triage", "LS-20;ines;triage");
    assert_parse(board, LS_E_METRIC_POINT, LS_F_metric_point_week, "2026-W54", NULL);
    assert_parse(board, LS_E_PERSON, LS_F_person_active, "no", "0");
    ls_changeset_free(cs);
    ls_board_free(board);
}

static void test_find(void **state)
{
    (void)state;
    struct ls_board *board = ls_board_new();
    add_person(board, "ines");
    struct ls_error err = {0};
    ls_id id;
    assert_int_equal(ls_board_find(board, LS_E_ANY, "@inse", &id, &err), LS_ENOTFOUND);
    assert_string_equal(err.hint, "did you mean ines?");
    assert_int_equal(ls_board_find(board, LS_E_ITEM, "", &id, &err), LS_EUSAGE);
    assert_int_equal(ls_board_find(board, LS_E_ITEM, "LS-99999999999999999999", &id, &err), LS_ENOTFOUND);
    ls_error_done(&err);
    ls_board_free(board);
}

/* What has neither number nor handle goes by the fields of its key, with its label or without. */
static void test_find_by_key(void **state)
{
    (void)state;
    struct ls_board *board = ls_board_new();
    struct ls_error err = {0};
    ls_id id = 0, found = 0;
    struct ls_changeset *cs = ls_changeset_new("");
    ls_id decision = ls_change_create(cs, LS_E_DECISION, 1);
    ls_change_int(cs, board, decision, LS_F_NUM, 9);
    for (int n = 1; n <= 2; n++) {
        id = ls_change_create(cs, LS_E_OPTION, 1);
        ls_change_ref(cs, board, id, LS_F_option_decision, decision);
        ls_change_int(cs, board, id, LS_F_option_n, n);
    }
    ls_board_apply(board, cs);
    ls_changeset_free(cs);
    assert_int_equal(ls_board_find(board, LS_E_OPTION, "D-9 2", &found, &err), LS_OK);
    assert_true(found == id);
    assert_int_equal(ls_board_find(board, LS_E_OPTION, " d-9  1 ", &found, &err), LS_OK);
    assert_true(found != id);
    assert_int_equal(ls_board_find(board, LS_E_ANY, "option D-9 2", &found, &err), LS_OK);
    assert_true(found == id);
    assert_int_equal(ls_board_find(board, LS_E_OPTION, "D-9 3", &found, &err), LS_ENOTFOUND);
    assert_int_equal(ls_board_find(board, LS_E_OPTION, "D-8 1", &found, &err), LS_ENOTFOUND);
    assert_int_equal(ls_board_find(board, LS_E_OPTION, "D-9", &found, &err), LS_EUSAGE);
    assert_int_equal(ls_board_find(board, LS_E_OPTION, "D-9 1 2", &found, &err), LS_EUSAGE);
    assert_int_equal(ls_entity_key_words(LS_E_OPTION), 2);
    assert_int_equal(ls_entity_key_words(LS_E_DECISION), 1);
    ls_error_done(&err);
    ls_board_free(board);
}

/* A board that is read anew and has changed as often as before is another one. */
static void test_versions(void **state)
{
    (void)state;
    struct ls_board *board = ls_board_new(), *again = ls_board_new();
    uint64_t version = ls_board_version(board);
    ls_board_put(board, ls_record_new(LS_E_ITEM, 7));
    assert_true(ls_board_version(board) > version);
    assert_false(ls_board_replaced(version, board));
    version = ls_board_version(board);
    ls_board_put(again, ls_record_new(LS_E_ITEM, 7));
    assert_true(ls_board_version(again) != version);
    ls_board_take(board, again);
    assert_true(ls_board_version(board) > version);
    assert_true(ls_board_replaced(version, board));
    ls_board_free(board);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_descriptors), cmocka_unit_test(test_build),
        cmocka_unit_test(test_apply_and_revert), cmocka_unit_test(test_pack),
        cmocka_unit_test(test_record_pack), cmocka_unit_test(test_absurd_numbers), cmocka_unit_test(test_fields_as_text),
        cmocka_unit_test(test_find), cmocka_unit_test(test_find_by_key), cmocka_unit_test(test_versions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
