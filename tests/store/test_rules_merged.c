/* The rules on merged records: two programs make changes that each may make, and that break a rule together. The
 * second is refused inside the write transaction, and nothing of it is written. Every rule of rules.def stands here. */
#include "base/clock.h"
#include "fixture.h"
#include "lockstep/rules.h"

/* One edit in words: a field of a record of the fixture. "" makes a record. */
struct edit {
    enum ls_entity entity;
    const char *record; /* its name; NULL: a new record */
    const char *field, *value;
};

enum { EDITS = 6 };

struct merged_case {
    enum ls_refusal rule;
    struct edit before[EDITS * 2]; /* what is there, by a */
    struct edit first[EDITS];      /* what a does */
    struct edit second[EDITS];     /* what b does without having seen it */
    const char *cannot;            /* or why two changes that pass cannot break it together */
};

#define ONE_VALUE "a rule of one value: whoever writes it is refused alone"
#define ITEM(name, field, value) {LS_E_ITEM, name, field, value}
#define NEW_ITEM(word, word2) {LS_E_ITEM, NULL, "title", "New"}, {LS_E_ITEM, "", "type", word}, \
    {LS_E_ITEM, "", "track", "shared"}, {LS_E_ITEM, "", "status", word2}
#define DECISION(status_) {LS_E_DECISION, NULL, "title", "Which"}, {LS_E_DECISION, "", "status", status_}

static const struct merged_case cases[] = {
    {LS_REFUSE_BACKUP, .first = {ITEM("LS-1", "owner", "ines")}, .second = {ITEM("LS-1", "backup", "ines")}},
    {LS_REFUSE_GOAL, .first = {NEW_ITEM("goal", "started")}, .second = {NEW_ITEM("goal", "started")}},
    {LS_REFUSE_DUPLICATE, .before = {NEW_ITEM("idea", "triage"), ITEM("LS-1", "duplicate_of", "LS-2")},
     .first = {ITEM("LS-1", "duplicate_of", "")}, .second = {ITEM("LS-1", "resolution", "duplicate")}},
    {LS_REFUSE_DUPLICATE_CIRCLE, .before = {NEW_ITEM("idea", "triage")},
     .first = {ITEM("LS-1", "duplicate_of", "LS-2")}, .second = {ITEM("LS-2", "duplicate_of", "LS-1")}},
    {LS_REFUSE_PARENT_CIRCLE, .before = {NEW_ITEM("idea", "triage")},
     .first = {ITEM("LS-1", "parent", "LS-2")}, .second = {ITEM("LS-2", "parent", "LS-1")}},
    {LS_REFUSE_CHOSEN, .before = {DECISION("proposed")},
     .first = {{LS_E_OPTION, NULL, "decision", "D-1"}, {LS_E_OPTION, "", "n", "1"}, {LS_E_OPTION, "", "label", "One"},
               {LS_E_OPTION, "", "chosen", "1"}},
     .second = {{LS_E_OPTION, NULL, "decision", "D-1"}, {LS_E_OPTION, "", "n", "2"}, {LS_E_OPTION, "", "label", "Two"},
                {LS_E_OPTION, "", "chosen", "1"}}},
    {LS_REFUSE_POINTS, .before = {DECISION("proposed"), {LS_E_DECISION, "", "decided", "a"},
                                  {LS_E_DECISION, "", "why", "b"}, {LS_E_DECISION, "", "follows", "c"}},
     .first = {{LS_E_DECISION, "D-1", "why", ""}}, .second = {{LS_E_DECISION, "D-1", "status", "decided"}}},
    {LS_REFUSE_DRIVER, .before = {DECISION("proposed")}, .first = {{LS_E_DECISION, "D-1", "driver", "dana"}},
     .second = {{LS_E_DECISION, "D-1", "escalated_to", "dana"}}},
    {LS_REFUSE_RESOLVED, .before = {{LS_E_BLOCKER, NULL, "what", "No contract"}, {LS_E_BLOCKER, "", "opened", "2026-03-01"}},
     .first = {{LS_E_BLOCKER, "B-1", "opened", "2026-03-05"}}, .second = {{LS_E_BLOCKER, "B-1", "resolved", "2026-03-04"}}},
    {LS_REFUSE_GATE, .before = {{LS_E_LAUNCH, NULL, "name", "Live"}, {LS_E_LAUNCH, "", "day", "2026-04-21"}},
     .first = {{LS_E_LAUNCH, "L-1", "day", "2026-04-10"}}, .second = {{LS_E_LAUNCH, "L-1", "gate", "2026-04-12"}}},
    {LS_REFUSE_STOP, .before = {{LS_E_EXPERIMENT, NULL, "kind", "pricing"}, {LS_E_EXPERIMENT, "", "status", "planned"}},
     .first = {{LS_E_EXPERIMENT, "X-1", "start", "2026-04-10"}}, .second = {{LS_E_EXPERIMENT, "X-1", "stop", "2026-04-09"}}},
    {LS_REFUSE_AWAY, .first = {{LS_E_PERSON, "dana", "away_from", "2026-04-10"}},
     .second = {{LS_E_PERSON, "dana", "away_until", "2026-04-09"}}},
    {LS_REFUSE_POINT_TWICE, .before = {{LS_E_METRIC, NULL, "id", "m"}, {LS_E_METRIC, "", "name", "M"}},
     .first = {{LS_E_METRIC_POINT, NULL, "metric", "m"}, {LS_E_METRIC_POINT, "", "week", "2026-W10"},
               {LS_E_METRIC_POINT, "", "value", "1"}},
     .second = {{LS_E_METRIC_POINT, NULL, "metric", "m"}, {LS_E_METRIC_POINT, "", "week", "2026-W10"},
                {LS_E_METRIC_POINT, "", "value", "2"}}},
    {LS_REFUSE_CLOSED, .before = {{LS_E_RITUAL, NULL, "id", "sync"}, {LS_E_RITUAL, "", "name", "Sync"},
                                  {LS_E_RITUAL, "", "minutes", "15"}, {LS_E_MEETING, NULL, "ritual", "sync"},
                                  {LS_E_MEETING, "", "status", "running"}},
     .first = {{LS_E_MEETING, "M-1", "status", "closed"}}, .second = {{LS_E_MEETING, "M-1", "story", "Late"}}},
    {LS_REFUSE_DECIDED, .before = {DECISION("proposed"), {LS_E_DECISION, "", "decided", "a"},
                                   {LS_E_DECISION, "", "why", "b"}, {LS_E_DECISION, "", "follows", "c"}},
     .first = {{LS_E_DECISION, "D-1", "status", "decided"}}, .second = {{LS_E_DECISION, "D-1", "title", "Other"}}},
    {LS_REFUSE_RANGE, .cannot = ONE_VALUE},
    {LS_REFUSE_SNOOZE, .cannot = ONE_VALUE},
    {LS_REFUSE_IMPACT, .cannot = ONE_VALUE},
    {LS_REFUSE_CONFIDENCE, .cannot = ONE_VALUE},
    {LS_REFUSE_EFFORT, .cannot = ONE_VALUE},
    {LS_REFUSE_DATE, .cannot = ONE_VALUE},
    {LS_REFUSE_WEEK, .cannot = ONE_VALUE},
    {LS_REFUSE_WORD, .cannot = ONE_VALUE},
    {LS_REFUSE_NUMBER, .cannot = ONE_VALUE},
    {LS_REFUSE_EMPTY, .cannot = ONE_VALUE},
    {LS_REFUSE_LENGTH, .cannot = ONE_VALUE},
    {LS_REFUSE_LINES, .cannot = ONE_VALUE},
    {LS_REFUSE_UTF8, .cannot = ONE_VALUE},
    {LS_REFUSE_HANDLE, .cannot = ONE_VALUE},
    {LS_REFUSE_REFERENCE, .cannot = "records are never taken out of the file; a deleted one is GONE"},
    {LS_REFUSE_KIND, .cannot = ONE_VALUE},
    {LS_REFUSE_SELF, .cannot = ONE_VALUE},
    {LS_REFUSE_GONE, .first = {{LS_E_PERSON, "dana", NULL, NULL}}, .second = {ITEM("LS-1", "owner", "dana")}},
    {LS_REFUSE_REFERRED, .first = {ITEM("LS-1", "owner", "dana")}, .second = {{LS_E_PERSON, "dana", NULL, NULL}}},
    {LS_REFUSE_NUMBER_TWICE, .cannot = "the transaction gives another number: test_commit, test_numbers"},
    {LS_REFUSE_HANDLE_TWICE, .first = {{LS_E_PERSON, NULL, "id", "zoe"}, {LS_E_PERSON, "", "function", "pm"}},
     .second = {{LS_E_PERSON, NULL, "id", "Zoe"}, {LS_E_PERSON, "", "function", "pmm"}}},
    {LS_REFUSE_SETTING, .cannot = ONE_VALUE},
    {LS_REFUSE_KEY_TWICE, .before = {NEW_ITEM("idea", "triage")},
     .first = {{LS_E_LINK, NULL, "src", "LS-1"}, {LS_E_LINK, "", "dst", "LS-2"}, {LS_E_LINK, "", "kind", "blocks"}},
     .second = {{LS_E_LINK, NULL, "src", "LS-1"}, {LS_E_LINK, "", "dst", "LS-2"}, {LS_E_LINK, "", "kind", "blocks"}}},
};

/* Adds the edit to cs; made: the record that this list made last. */
static void apply_edit(struct ls_changeset *cs, const struct ls_board *board, const struct edit *edit, ls_id *made)
{
    struct ls_error err = {0};
    ls_id id = *made;
    if (!edit->record)
        *made = id = ls_change_create(cs, edit->entity, 1);
    else if (*edit->record)
        assert_ok(ls_board_find(board, edit->entity, edit->record, &id, &err), err);
    if (!edit->field) {
        ls_change_delete(cs, board, id);
        return;
    }
    int field = ls_field_by_name(edit->entity, edit->field);
    struct ls_value value = {0};
    assert_true(field >= 0);
    assert_ok(ls_field_parse(board, ls_field_info(edit->entity, field), edit->value, &value, &err), err);
    ls_change_set(cs, board, id, field, &value);
    ls_value_done(&value);
}

static struct ls_changeset *changeset(struct peer *peer, const struct edit *edits, size_t count)
{
    struct ls_changeset *cs = peer_changeset(peer, "edit");
    ls_id made = 0;
    for (size_t i = 0; i < count && (edits[i].record || edits[i].field); i++)
        apply_edit(cs, peer_board(peer), &edits[i], &made);
    return cs;
}

/* What came before is committed one record at a time, so that it can be named. */
static void before(struct fixture *f, const struct edit *edits, size_t count)
{
    struct ls_error err = {0};
    for (size_t i = 0; i < count && edits[i].field;) {
        size_t end = i + 1;
        while (end < count && edits[end].field && edits[end].record && !*edits[end].record)
            end++;
        assert_ok(peer_commit(&f->a, changeset(&f->a, edits + i, end - i), NULL, &err), err);
        i = end;
    }
    ls_store_refresh(f->b.store, NULL);
}

/* What cs makes is not there; what it changes is not so. */
static void assert_nothing_of(const struct peer *peer, const struct ls_changeset *cs)
{
    for (size_t i = 0; i < cs->len; i++) {
        const struct ls_record_edit *edit = &cs->records[i];
        const struct ls_record *record = ls_board_record(peer_board(peer), edit->id);
        bool made = ls_rules_made(cs, edit->id);
        assert_true(made ? !record || record->deleted : record != NULL);
        for (size_t e = 0; e < edit->len && !made; e++) {
            struct ls_value v = ls_record_get(record, edit->edits[e].field);
            assert_false(ls_value_equal(&v, &edit->edits[e].after));
            ls_value_done(&v);
        }
    }
}

static void try_case(const struct merged_case *c)
{
    void *state = NULL;
    struct ls_error err = {0};
    struct ls_commit commit = {0};
    assert_int_equal(fixture_setup_two(&state), 0);
    struct fixture *f = state;
    before(f, c->before, LS_COUNT(c->before));
    struct ls_changeset *second = changeset(&f->b, c->second, LS_COUNT(c->second));
    struct ls_changeset *alone = ls_changeset_copy(second);
    assert_ok(peer_commit(&f->a, changeset(&f->a, c->first, LS_COUNT(c->first)), NULL, &err), err);
    int code = peer_commit(&f->b, second, &commit, &err);
    const char *todo = ls_refusal_info(c->rule)->todo;
    if (code != LS_EREFUSED || !err.hint || strcmp(err.hint, todo))
        fail_msg("%s: %s; %s", ls_refusal_info(c->rule)->name, err.message ? err.message : "not refused",
                 err.hint ? err.hint : "");
    assert_true(commit.final && !commit.seq);
    assert_nothing_of(&f->b, alone);
    ls_changeset_free(alone);
    ls_commit_done(&commit);
    ls_error_done(&err);
    fixture_teardown(&state);
}

static void test_each_rule(void **state)
{
    (void)state;
    bool tried[LS_REFUSE_COUNT] = {false};
    for (size_t i = 0; i < LS_COUNT(cases); i++) {
        tried[cases[i].rule] = true;
        if (!cases[i].cannot)
            try_case(&cases[i]);
    }
    for (int rule = 0; rule < LS_REFUSE_COUNT; rule++) {
        if (!tried[rule])
            fail_msg("no case for %s", ls_refusal_info((enum ls_refusal)rule)->name);
    }
}

/* One takes the date away, the other makes it an action: together they leave an action without a date. */
static void test_filled_after_merging(void **state)
{
    struct fixture *f = *state;
    static const struct edit there[] = {
        {LS_E_RITUAL, NULL, "id", "sync"}, {LS_E_RITUAL, "", "name", "Sync"}, {LS_E_RITUAL, "", "minutes", "15"},
        {LS_E_RITUAL, "", "cadence", "weekly"}, {LS_E_RITUAL, "", "at", "Tue 09:30"},
        ITEM("LS-1", "due", "2026-03-20"),
    };
    static const struct edit dateless = ITEM("LS-1", "due", ""), action = ITEM("LS-1", "type", "action");
    struct ls_error err = {0};
    before(f, there, LS_COUNT(there));
    assert_ok(peer_commit(&f->a, changeset(&f->a, &dateless, 1), NULL, &err), err);
    assert_true(ls_item_get(peer_board(&f->a), f->item)->due == LS_NONE);
    assert_ok(peer_commit(&f->b, changeset(&f->b, &action, 1), NULL, &err), err);
    const struct ls_item *item = ls_item_get(peer_board(&f->b), f->item);
    assert_int_equal(item->type, LS_ITEM_TYPE_ACTION);
    assert_true(item->due != LS_NONE);
    assert_int_equal(ls_date_weekday(item->due), 1); /* a Tuesday */
}

/* Until when an item sleeps; lives until the next call. */
static const char *peer_date(const struct peer *peer, ls_id id)
{
    static struct ls_buf day = LS_BUF_INIT;
    ls_buf_clear(&day);
    ls_field_format(peer_board(peer), ls_board_record(peer_board(peer), id), LS_F_item_snooze_until, &day);
    return day.data;
}

/* Whoever is first, the launch's new day or what sleeps for it: the item sleeps until the new day, and nobody who moved
 * the launch hears of a conflict about an item. */
static void test_snooze_follows(void **state)
{
    struct fixture *f = *state;
    static const struct edit there[] = {
        {LS_E_LAUNCH, NULL, "name", "Live"}, {LS_E_LAUNCH, "", "day", "2026-04-21"}, NEW_ITEM("idea", "triage"),
        ITEM("LS-2", "snooze_event", "L-1"), ITEM("LS-2", "snooze_until", "2026-04-22"),
    };
    static const struct edit sleep[] = {ITEM("LS-1", "snooze_event", "L-1"), ITEM("LS-1", "snooze_until", "2026-04-22")},
                             move = {LS_E_LAUNCH, "L-1", "day", "2026-05-05"}, back = {LS_E_LAUNCH, "L-1", "day", "2026-05-12"},
                             wake[] = {ITEM("LS-2", "snooze_event", ""), ITEM("LS-2", "snooze_until", "")};
    struct ls_error err = {0};
    struct ls_commit commit = {0};
    before(f, there, LS_COUNT(there));
    ls_id second = ls_board_by_num(peer_board(&f->a), LS_E_ITEM, 2);
    struct ls_changeset *slept = changeset(&f->b, sleep, 2), *moved = changeset(&f->b, &back, 1);
    assert_ok(peer_commit(&f->a, changeset(&f->a, &move, 1), NULL, &err), err);
    assert_string_equal(peer_date(&f->a, second), "2026-05-06");
    assert_ok(peer_commit(&f->b, slept, NULL, &err), err);
    assert_string_equal(peer_date(&f->b, f->item), "2026-05-06");
    ls_changeset_free(moved);
    moved = changeset(&f->b, &back, 1);
    assert_ok(peer_commit(&f->a, changeset(&f->a, wake, 2), NULL, &err), err);
    assert_ok(peer_commit(&f->b, moved, &commit, &err), err);
    assert_null(commit.mine);
    assert_string_equal(peer_date(&f->b, f->item), "2026-05-13");
    assert_string_equal(peer_date(&f->b, second), "");
    ls_commit_done(&commit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_rule),
        cmocka_unit_test_setup_teardown(test_snooze_follows, fixture_setup_two, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_filled_after_merging, fixture_setup_two, fixture_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
