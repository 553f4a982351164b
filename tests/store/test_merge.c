/* The rules of merging, as a table: what stood when I looked, what I made of it, what stands now, and what comes of it.
 * Same old value: mine is written. Changed to the same: nothing. Else a conflict with both values. Sets merge by element,
 * notes three-way by line. */
#include "fixture.h"
#include "store/merge.h"

enum outcome { WRITTEN, NOTHING, CONFLICT };

struct merge_case {
    enum ls_entity entity;
    const char *field;
    const char *before, *mine, *theirs; /* as people write it; "" is empty */
    enum outcome outcome;
    const char *merged; /* WRITTEN: what is written; NULL: mine */
};

#define ITEM(...) {LS_E_ITEM, __VA_ARGS__}

static const struct merge_case cases[] = {
    /* every kind of value that is one: nobody else, the same, something else */
    ITEM("title", "ETA", "ETA page", "ETA", WRITTEN, NULL),
    ITEM("title", "ETA", "ETA page", "ETA page", NOTHING, NULL),
    ITEM("title", "ETA", "ETA page", "ETA 日本", CONFLICT, NULL),
    ITEM("title", "ETA", "ETA page", "eta page", CONFLICT, NULL), /* letters count */
    ITEM("type", "feature", "bug", "feature", WRITTEN, NULL),
    ITEM("type", "feature", "bug", "bug", NOTHING, NULL),
    ITEM("type", "feature", "bug", "idea", CONFLICT, NULL),
    ITEM("priority", "2", "1", "2", WRITTEN, NULL),
    ITEM("priority", "2", "1", "1", NOTHING, NULL),
    ITEM("priority", "2", "1", "3", CONFLICT, NULL),
    ITEM("priority", "", "1", "3", CONFLICT, NULL),
    ITEM("priority", "2", "", "3", CONFLICT, NULL), /* emptied and changed */
    ITEM("priority", "2", "", "", NOTHING, NULL),
    ITEM("priority", "2", "1", "", CONFLICT, NULL),
    ITEM("impact", "0.5", "2", "0.5", WRITTEN, NULL),
    ITEM("impact", "0.5", "2", "2", NOTHING, NULL),
    ITEM("impact", "0.5", "2", "3", CONFLICT, NULL),
    ITEM("due", "2026-03-17", "2026-03-20", "2026-03-17", WRITTEN, NULL),
    ITEM("due", "2026-03-17", "2026-03-20", "2026-03-20", NOTHING, NULL),
    ITEM("due", "2026-03-17", "2026-03-20", "2026-03-18", CONFLICT, NULL),
    ITEM("owner", "ines", "dana", "ines", WRITTEN, NULL),
    ITEM("owner", "ines", "dana", "dana", NOTHING, NULL),
    ITEM("owner", "ines", "dana", "", CONFLICT, NULL),
    {LS_E_SIGNAL, "seen_pm", "0", "1", "0", WRITTEN, NULL},
    {LS_E_SIGNAL, "seen_pm", "0", "1", "1", NOTHING, NULL},
    {LS_E_MEETING, "planned", "2026-03-10 09:30", "2026-03-10 10:00", "2026-03-10 09:30", WRITTEN, NULL},
    {LS_E_MEETING, "planned", "2026-03-10 09:30", "2026-03-10 10:00", "2026-03-10 11:00", CONFLICT, NULL},

    /* sets: each element for itself, never a conflict; what stands keeps its place */
    ITEM("tags", "a;b", "a;b;c", "a;b", WRITTEN, NULL),
    ITEM("tags", "a;b", "a;b;c", "a;b;c", NOTHING, NULL),
    ITEM("tags", "a;b", "a;b;c", "a;b;d", WRITTEN, "a;b;d;c"),
    ITEM("tags", "a;b", "b", "a;b;d", WRITTEN, "b;d"),
    ITEM("tags", "a;b", "b", "a", WRITTEN, ""), /* each took one out: both are gone */
    ITEM("tags", "a;b", "b", "b;d", NOTHING, NULL), /* a is out already, and d is theirs */
    ITEM("tags", "a;b", "", "a;b;c", WRITTEN, "c"),
    ITEM("tags", "a;b", "a;b;c", "", WRITTEN, "c"), /* they took both out */
    ITEM("tags", "", "a", "a;b", NOTHING, NULL),
    ITEM("tags", "", "é", "日本", WRITTEN, "日本;é"),
    {LS_E_DECISION, "informed", "ines", "ines;dana", "", WRITTEN, "dana"},

    /* notes: by line */
    ITEM("notes", "one\ntwo\nthree\n", "ONE\ntwo\nthree\n", "one\ntwo\nthree\n", WRITTEN, NULL),
    ITEM("notes", "one\ntwo\nthree\n", "ONE\ntwo\nthree\n", "one\ntwo\nTHREE\n", WRITTEN, "ONE\ntwo\nTHREE\n"),
    ITEM("notes", "one\ntwo\nthree\n", "ONE\ntwo\nthree\n", "ONE\ntwo\nthree\n", NOTHING, NULL),
    ITEM("notes", "one\ntwo\nthree\n", "ONE\ntwo\nthree\n", "Eins\ntwo\nthree\n", CONFLICT, NULL),
    ITEM("notes", "one\ntwo\nthree\n", "one\nthree\n", "one\nTWO\nthree\n", CONFLICT, NULL), /* taken out and changed */
    ITEM("notes", "one\ntwo\nthree\n", "one\nthree\n", "one\nthree\n", NOTHING, NULL),
    ITEM("notes", "one\ntwo\nthree\n", "one\nmine\ntwo\nthree\n", "one\ntwo\ntheirs\nthree\n", WRITTEN,
         "one\nmine\ntwo\ntheirs\nthree\n"),
    ITEM("notes", "one\n", "one\nmine\n", "one\ntheirs\n", WRITTEN, "one\ntheirs\nmine\n"), /* both, theirs first */
    ITEM("notes", "one\n", "one\nsame\n", "one\nsame\n", NOTHING, NULL),
    ITEM("notes", "", "mine\n", "theirs\n", WRITTEN, "theirs\nmine\n"),
    ITEM("notes", "one\n", "", "one\ntwo\n", CONFLICT, NULL), /* taken out, and something put beside it */
    ITEM("notes", "one\nmore\n", "more\n", "one\nmore\ntwo\n", WRITTEN, "more\ntwo\n"),
    ITEM("notes", "one\n", "", "two\n", CONFLICT, NULL),
    ITEM("notes", "one\ntwo", "one\ntwo\n日本", "one\ntwo", WRITTEN, NULL),
};

static ls_id new_record(struct fixture *f, enum ls_entity entity)
{
    struct ls_error err = {0};
    struct ls_changeset *cs = peer_changeset(&f->a, "make");
    ls_id id = 0, ritual;
    switch (entity) {
    case LS_E_SIGNAL:
        id = ls_change_create(cs, entity, 1);
        ls_change_int(cs, NULL, id, LS_F_signal_kind, LS_SIGNAL_KIND_WIN);
        break;
    case LS_E_DECISION:
        id = ls_change_create(cs, entity, 1);
        ls_change_text(cs, NULL, id, LS_F_decision_title, "Which");
        ls_change_int(cs, NULL, id, LS_F_decision_status, LS_DECISION_STATUS_PROPOSED);
        break;
    case LS_E_MEETING:
        ritual = ls_change_create(cs, LS_E_RITUAL, 1);
        ls_change_text(cs, NULL, ritual, LS_F_ritual_handle, "sync");
        ls_change_text(cs, NULL, ritual, LS_F_ritual_name, "Sync");
        ls_change_int(cs, NULL, ritual, LS_F_ritual_minutes, 15);
        id = ls_change_create(cs, entity, 1);
        ls_change_ref(cs, NULL, id, LS_F_meeting_ritual, ritual);
        ls_change_int(cs, NULL, id, LS_F_meeting_status, LS_MEETING_STATUS_PLANNED);
        break;
    default: id = make_item(cs, "Some"); break;
    }
    assert_ok(peer_commit(&f->a, cs, NULL, &err), err);
    return id;
}

static struct ls_value value_of(const struct ls_board *board, const struct merge_case *c, const char *text)
{
    struct ls_error err = {0};
    struct ls_value value = {0};
    const struct ls_field *field = ls_field_info(c->entity, ls_field_by_name(c->entity, c->field));
    if (*text)
        assert_ok(ls_field_parse(board, field, text, &value, &err), err);
    return value;
}

static struct ls_changeset *one_edit(const struct merge_case *c, ls_id id, const struct ls_value *before,
                                     const struct ls_value *after)
{
    struct ls_changeset *cs = ls_changeset_new("set");
    ls_record_edit_add(ls_changeset_add_record(cs, c->entity, id), ls_field_by_name(c->entity, c->field),
                       ls_value_copy(before), ls_value_copy(after));
    return cs;
}

static const char *outcome_word(const struct store_merge *merge)
{
    return merge->mine ? "a conflict" : merge->merged->len ? "written" : "nothing";
}

static void assert_values(const struct ls_changeset *cs, ls_id id, const struct merge_case *c, const struct ls_value *before,
                          const struct ls_value *after)
{
    const struct ls_edit *edit = ls_changeset_edit(cs, id, ls_field_by_name(c->entity, c->field));
    if (!edit || !ls_value_equal(&edit->before, before) || !ls_value_equal(&edit->after, after))
        fail_msg("%s \"%s\" → \"%s\" against \"%s\": other values than wanted: \"%s\"", c->field, c->before, c->mine,
                 c->theirs, edit && edit->after.kind == LS_V_TEXT ? edit->after.text : "");
}

static void try_case(struct fixture *f, const struct merge_case *c)
{
    static const char *const words[] = {"written", "nothing", "a conflict"};
    ls_id id = new_record(f, c->entity);
    struct ls_board *board = ls_board_new();
    const struct ls_board *base = peer_board(&f->a);
    ls_board_put(board, ls_record_copy(ls_board_record(base, id)));
    struct ls_value before = value_of(base, c, c->before), mine = value_of(base, c, c->mine),
                    theirs = value_of(base, c, c->theirs), merged = value_of(base, c, c->merged ? c->merged : c->mine);
    struct ls_changeset *stands = one_edit(c, id, &before, &theirs), *cs = one_edit(c, id, &before, &mine);
    struct store_merge merge;
    ls_board_apply(board, stands);
    store_merge(board, cs, &merge);
    if (strcmp(outcome_word(&merge), words[c->outcome]))
        fail_msg("%s \"%s\" → \"%s\" against \"%s\": %s, wanted is: %s", c->field, c->before, c->mine, c->theirs,
                 outcome_word(&merge), words[c->outcome]);
    if (c->outcome == WRITTEN)
        assert_values(merge.merged, id, c, &theirs, &merged);
    if (c->outcome == CONFLICT) {
        assert_values(merge.mine, id, c, &before, &mine);
        assert_values(merge.theirs, id, c, &before, &theirs);
        assert_int_equal(merge.merged->len, 0);
    }
    store_merge_done(&merge);
    ls_changeset_free(cs);
    ls_changeset_free(stands);
    ls_value_done(&before);
    ls_value_done(&mine);
    ls_value_done(&theirs);
    ls_value_done(&merged);
    ls_board_free(board);
}

static void test_each_case(void **state)
{
    for (size_t i = 0; i < LS_COUNT(cases); i++) {
        void *one = NULL;
        (void)state;
        assert_int_equal(fixture_setup_two(&one), 0);
        try_case(one, &cases[i]);
        fixture_teardown(&one);
    }
}

/* The rest of a changeset goes in where one field is a conflict, or none of it where it is whole. */
static void test_the_rest(void **state)
{
    struct fixture *f = *state;
    for (int whole = 0; whole < 2; whole++) {
        struct ls_error err = {0};
        struct ls_commit commit;
        struct ls_changeset *cs = peer_changeset(&f->b, "set");
        ls_change_int(cs, peer_board(&f->b), f->item, LS_F_item_priority, 1);
        ls_change_int(cs, peer_board(&f->b), f->item, LS_F_item_due, 20530 + whole);
        ls_change_text(cs, peer_board(&f->b), f->ines, LS_F_person_name, whole ? "Ines" : "Inês");
        cs->flags = whole ? LS_CS_WHOLE : 0;
        assert_int_equal(peer_set_int(&f->a, f->item, LS_F_item_priority, 3 + whole), LS_OK);
        int code = peer_commit(&f->b, cs, &commit, &err);
        assert_int_equal(code, whole ? LS_ECONFLICT : LS_OK);
        assert_int_equal(commit.final, whole);
        assert_int_equal(commit.mine->len, 1);
        assert_int_equal(commit.mine->records[0].len, 1);
        assert_int_equal(ls_changeset_edit(commit.mine, f->item, LS_F_item_priority)->after.i, 1);
        assert_int_equal(ls_changeset_edit(commit.theirs, f->item, LS_F_item_priority)->after.i, 3 + whole);
        const struct ls_item *item = ls_item_get(peer_board(&f->b), f->item);
        assert_int_equal(item->priority, 3 + whole);
        assert_int_equal(item->due, 20530); /* the whole one has changed nothing */
        assert_string_equal(ls_person_get(peer_board(&f->b), f->ines)->name, "Inês");
        ls_commit_done(&commit);
        ls_error_done(&err);
    }
}

/* Deleted by them: every edit of mine meets that. By both: nothing. By me what they changed: a choice. */
static void test_deleted(void **state)
{
    struct fixture *f = *state;
    struct ls_error err = {0};
    struct ls_commit commit;
    struct ls_changeset *theirs = peer_changeset(&f->a, "delete"), *guarded = peer_changeset(&f->b, "delete"),
                        *both = peer_changeset(&f->b, "delete"), *mine = peer_changeset(&f->b, "set");
    ls_change_int(mine, peer_board(&f->b), f->item, LS_F_item_priority, 2);
    ls_change_int(mine, peer_board(&f->b), f->item, LS_F_item_due, 20530);
    ls_change_delete(both, peer_board(&f->b), f->item);
    ls_changeset_guard_deleted(both, peer_board(&f->b));
    ls_change_delete(guarded, peer_board(&f->b), f->item);
    ls_changeset_guard_deleted(guarded, peer_board(&f->b));
    assert_int_equal(peer_set_int(&f->a, f->item, LS_F_item_reach, 7), LS_OK);
    assert_int_equal(peer_commit(&f->b, guarded, &commit, &err), LS_ECONFLICT);
    assert_int_equal(ls_changeset_edit(commit.mine, f->item, LS_F_DELETED)->after.i, 1);
    assert_int_equal(ls_changeset_edit(commit.theirs, f->item, LS_F_item_reach)->after.i, 7);
    ls_commit_done(&commit);
    ls_error_done(&err);
    assert_non_null(ls_item_get(peer_board(&f->b), f->item));
    ls_store_refresh(f->a.store, NULL);
    ls_change_delete(theirs, peer_board(&f->a), f->item);
    assert_ok(peer_commit(&f->a, theirs, NULL, &err), err);
    assert_ok(peer_commit(&f->b, both, &commit, &err), err);
    assert_null(commit.mine);
    ls_commit_done(&commit);
    assert_int_equal(peer_commit(&f->b, mine, &commit, &err), LS_ECONFLICT);
    assert_int_equal(commit.mine->records[0].len, 2);
    assert_int_equal(ls_changeset_edit(commit.theirs, f->item, LS_F_DELETED)->after.i, 1);
    ls_commit_done(&commit);
    ls_error_done(&err);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_case),
        cmocka_unit_test_setup_teardown(test_the_rest, fixture_setup_two, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_deleted, fixture_setup_two, fixture_teardown),
    };
    return cmocka_run_group_tests_name("merge", tests, NULL, NULL);
}
