/* The rules of the model: each refusal bites, each neighbour of it passes, and what is filled in stays the
 * same when it is filled in again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/hash.h"
#include "lockstep/error.h"
#include "lockstep/rules.h"

static const int64_t now = INT64_C(1773135000000); /* 2026-03-10 09:30 UTC */

/* A board, the changeset being built for it, and the ids that tests name. */
struct team {
    struct ls_board *board;
    struct ls_changeset *cs;
    struct ls_error err;
    ls_id ines, dana, item, metric, meeting, decision, option;
};

static void team_begin(struct team *t, unsigned flags)
{
    ls_changeset_free(t->cs);
    t->cs = ls_changeset_new("test");
    t->cs->flags = flags;
}

/* Sets a field by name from its text; "id" stands for the handle. */
static void put(struct team *t, ls_id id, enum ls_entity entity, const char *field, const char *text)
{
    int f = ls_field_by_name(entity, field);
    struct ls_value v;
    assert_true(f >= 0);
    assert_int_equal(ls_field_parse(t->board, ls_field_info(entity, f), text, &v, &t->err), 0);
    ls_change_set(t->cs, t->board, id, f, &v);
    ls_value_done(&v);
}

static ls_id make(struct team *t, enum ls_entity entity)
{
    return ls_change_create(t->cs, entity, now);
}

/* Runs the rules with the changeset applied, and takes it off again. */
static int check(struct team *t)
{
    ls_board_apply(t->board, t->cs);
    int code = ls_rules_check(t->board, t->cs, &t->err);
    ls_board_revert(t->board, t->cs);
    return code;
}

static void keep(struct team *t)
{
    int code = check(t);
    if (code)
        print_error("%s\n", t->err.message);
    assert_int_equal(code, 0);
    ls_board_apply(t->board, t->cs);
}

static void refused(struct team *t, const char *part)
{
    assert_int_equal(check(t), LS_EREFUSED);
    assert_non_null(t->err.message);
    if (!strstr(t->err.message, part))
        fail_msg("\"%s\" is not in: %s", part, t->err.message);
    team_begin(t, 0);
}

static void passes(struct team *t)
{
    int code = check(t);
    if (code)
        fail_msg("refused: %s", t->err.message);
    team_begin(t, 0);
}

static ls_id make_person(struct team *t, const char *handle)
{
    ls_id id = make(t, LS_E_PERSON);
    put(t, id, LS_E_PERSON, "id", handle);
    put(t, id, LS_E_PERSON, "function", "pm");
    return id;
}

static ls_id make_item(struct team *t, const char *type, const char *status)
{
    ls_id id = make(t, LS_E_ITEM);
    put(t, id, LS_E_ITEM, "type", type);
    put(t, id, LS_E_ITEM, "track", "product");
    put(t, id, LS_E_ITEM, "status", status);
    put(t, id, LS_E_ITEM, "title", "Dark mode");
    return id;
}

static ls_id make_decision(struct team *t, const char *status)
{
    ls_id id = make(t, LS_E_DECISION);
    put(t, id, LS_E_DECISION, "title", "Which one");
    put(t, id, LS_E_DECISION, "status", status);
    return id;
}

static int team_up(void **state)
{
    struct team *t = calloc(1, sizeof(*t));
    ls_clock_set_zone("Europe/Berlin");
    t->board = ls_board_new();
    team_begin(t, 0);
    t->ines = make_person(t, "ines");
    t->dana = make_person(t, "dana");
    keep(t);
    team_begin(t, 0);
    t->item = make_item(t, "feature", "started");
    ls_change_int(t->cs, t->board, t->item, LS_F_NUM, 20);
    t->metric = make(t, LS_E_METRIC);
    put(t, t->metric, LS_E_METRIC, "id", "ttfv");
    put(t, t->metric, LS_E_METRIC, "name", "Time to first value");
    ls_id ritual = make(t, LS_E_RITUAL);
    put(t, ritual, LS_E_RITUAL, "id", "sync");
    put(t, ritual, LS_E_RITUAL, "name", "Sync");
    put(t, ritual, LS_E_RITUAL, "minutes", "15");
    t->meeting = make(t, LS_E_MEETING);
    ls_change_ref(t->cs, t->board, t->meeting, LS_F_meeting_ritual, ritual);
    put(t, t->meeting, LS_E_MEETING, "status", "closed");
    ls_change_int(t->cs, t->board, t->meeting, LS_F_NUM, 11);
    t->decision = make_decision(t, "decided");
    ls_change_int(t->cs, t->board, t->decision, LS_F_NUM, 5);
    put(t, t->decision, LS_E_DECISION, "decided", "This one");
    put(t, t->decision, LS_E_DECISION, "why", "It fits");
    put(t, t->decision, LS_E_DECISION, "follows", "We build it");
    t->option = make(t, LS_E_OPTION);
    ls_change_ref(t->cs, t->board, t->option, LS_F_option_decision, t->decision);
    put(t, t->option, LS_E_OPTION, "n", "1");
    put(t, t->option, LS_E_OPTION, "label", "Take it");
    put(t, t->option, LS_E_OPTION, "chosen", "1");
    keep(t);
    team_begin(t, 0);
    *state = t;
    return 0;
}

static int team_down(void **state)
{
    struct team *t = *state;
    ls_changeset_free(t->cs);
    ls_board_free(t->board);
    ls_error_done(&t->err);
    free(t);
    return 0;
}

/* --- scales, pairs, dates: one wrong value, and the right one beside it ---------------------------- */

static void one_value(struct team *t, ls_id id, enum ls_entity entity, const char *field, const char *wrong,
                      const char *part, const char *right)
{
    put(t, id, entity, field, wrong);
    refused(t, part);
    put(t, id, entity, field, right);
    passes(t);
}

static void test_scales(void **state)
{
    struct team *t = *state;
    one_value(t, t->item, LS_E_ITEM, "priority", "5", "LS-20, priority: 5 is not between 0 and 4", "4");
    one_value(t, t->item, LS_E_ITEM, "priority", "-1", "between", "0");
    one_value(t, t->item, LS_E_ITEM, "impact", "1.5", "scale of impact", "0.25");
    one_value(t, t->item, LS_E_ITEM, "confidence", "70", "scale of confidence", "80");
    one_value(t, t->item, LS_E_ITEM, "effort", "0", "effort", "0.5");
    one_value(t, t->item, LS_E_ITEM, "effort", "-2", "effort", "12");
    one_value(t, t->item, LS_E_ITEM, "reach", "-1", "below 0", "0");
    one_value(t, t->ines, LS_E_PERSON, "capacity_h", "-3", "between", "30");
}

static void test_scales_of_made(void **state)
{
    struct team *t = *state;
    static const struct {
        enum ls_entity entity;
        const char *field, *low, *high, *fits;
    } cases[] = {
        {LS_E_BLOCKER, "severity", "0", "4", "3"},
        {LS_E_SIGNAL, "sentiment", "-2", "2", "-1"},
    };
    for (size_t i = 0; i < LS_COUNT(cases); i++) {
        const char *values[] = {cases[i].low, cases[i].high, cases[i].fits};
        for (size_t v = 0; v < 3; v++) {
            ls_id id = make(t, cases[i].entity);
            put(t, id, cases[i].entity, cases[i].entity == LS_E_BLOCKER ? "what" : "kind",
                cases[i].entity == LS_E_BLOCKER ? "No contract" : "win");
            put(t, id, cases[i].entity, cases[i].field, values[v]);
            if (v < 2)
                refused(t, "is not between");
            else
                passes(t);
        }
    }
}

static void test_owner_is_backup(void **state)
{
    struct team *t = *state;
    put(t, t->item, LS_E_ITEM, "owner", "ines");
    put(t, t->item, LS_E_ITEM, "backup", "ines");
    refused(t, "LS-20, backup: ines is the owner");
    put(t, t->item, LS_E_ITEM, "owner", "ines");
    put(t, t->item, LS_E_ITEM, "backup", "dana");
    keep(t);
    team_begin(t, 0);
    put(t, t->item, LS_E_ITEM, "owner", "dana"); /* breaks it from the other side */
    refused(t, "dana is the owner");
    ls_id topic = make(t, LS_E_TOPIC);
    put(t, topic, LS_E_TOPIC, "name", "Pricing");
    put(t, topic, LS_E_TOPIC, "accountable", "dana");
    put(t, topic, LS_E_TOPIC, "backup", "dana");
    refused(t, "T-new \"Pricing\", backup: dana is accountable");
}

static void test_dates(void **state)
{
    struct team *t = *state;
    put(t, t->ines, LS_E_PERSON, "away_from", "2026-03-12");
    one_value(t, t->ines, LS_E_PERSON, "away_until", "2026-03-11", "ends before it begins", "2026-03-12");
    ls_id blocker = make(t, LS_E_BLOCKER);
    put(t, blocker, LS_E_BLOCKER, "what", "No contract");
    put(t, blocker, LS_E_BLOCKER, "opened", "2026-03-05");
    put(t, blocker, LS_E_BLOCKER, "resolved", "2026-03-04");
    refused(t, "resolved before it was opened (2026-03-05, 2026-03-04)");
    ls_id launch = make(t, LS_E_LAUNCH);
    put(t, launch, LS_E_LAUNCH, "name", "Live");
    put(t, launch, LS_E_LAUNCH, "day", "2026-04-21");
    put(t, launch, LS_E_LAUNCH, "gate", "2026-04-21");
    refused(t, "gate has to come before");
}

static void test_away_reversed(void **state)
{
    struct team *t = *state;
    put(t, t->ines, LS_E_PERSON, "away_from", "2026-03-12");
    put(t, t->ines, LS_E_PERSON, "away_until", "2026-03-11");
    refused(t, "ines, away_until: the time away ends");
    put(t, t->ines, LS_E_PERSON, "away_from", "2026-03-12");
    put(t, t->ines, LS_E_PERSON, "away_until", "2026-03-12");
    passes(t);
}

/* --- items ------------------------------------------------------------------------------------------ */

static void test_goals(void **state)
{
    struct team *t = *state;
    make_item(t, "goal", "started");
    passes(t);
    make_item(t, "goal", "started");
    ls_id second = make_item(t, "goal", "planned");
    keep(t);
    team_begin(t, 0);
    put(t, second, LS_E_ITEM, "status", "started");
    refused(t, "one started goal");
    put(t, second, LS_E_ITEM, "title", "Another name"); /* edited elsewhere: passes */
    passes(t);
}

static void test_duplicates(void **state)
{
    struct team *t = *state;
    ls_id copy = make_item(t, "idea", "canceled");
    put(t, copy, LS_E_ITEM, "resolution", "duplicate");
    refused(t, "needs the item that it duplicates");
    put(t, t->item, LS_E_ITEM, "resolution", "duplicate");
    put(t, t->item, LS_E_ITEM, "duplicate_of", "LS-20");
    refused(t, "refers to itself");
    copy = make_item(t, "idea", "canceled");
    put(t, copy, LS_E_ITEM, "duplicate_of", "LS-20");
    keep(t);
    team_begin(t, 0);
    ls_change_ref(t->cs, t->board, t->item, LS_F_item_duplicate_of, copy);
    refused(t, "leads back to it");
    ls_change_ref(t->cs, t->board, copy, LS_F_item_parent, t->item);
    ls_change_ref(t->cs, t->board, t->item, LS_F_item_parent, copy);
    refused(t, "stands below it already");
}

/* --- decisions ------------------------------------------------------------------------------------------ */

static void test_decision(void **state)
{
    struct team *t = *state;
    ls_id d = make_decision(t, "decided");
    put(t, d, LS_E_DECISION, "decided", "Yes");
    put(t, d, LS_E_DECISION, "why", "Because");
    refused(t, "D-new \"Which one\", follows: a decision needs its three points");
    d = make_decision(t, "proposed");
    put(t, d, LS_E_DECISION, "driver", "dana");
    put(t, d, LS_E_DECISION, "escalated_to", "dana");
    refused(t, "dana drives it");
    d = make_decision(t, "proposed");
    put(t, d, LS_E_DECISION, "driver", "dana");
    put(t, d, LS_E_DECISION, "escalated_to", "ines");
    passes(t);
}

static void test_options(void **state)
{
    struct team *t = *state;
    ls_id d = make_decision(t, "proposed");
    for (int i = 1; i <= 2; i++) {
        ls_id option = make(t, LS_E_OPTION);
        ls_change_ref(t->cs, t->board, option, LS_F_option_decision, d);
        ls_change_int(t->cs, t->board, option, LS_F_option_n, i);
        put(t, option, LS_E_OPTION, "label", "One");
        put(t, option, LS_E_OPTION, "chosen", "1");
    }
    refused(t, "one option of a decision is chosen");
}

static void test_decided_is_locked(void **state)
{
    struct team *t = *state;
    put(t, t->decision, LS_E_DECISION, "why", "It is cheaper");
    refused(t, "D-5, why: D-5 is decided and stays as it is");
    put(t, t->decision, LS_E_DECISION, "status", "proposed");
    refused(t, "stays as it is");
    put(t, t->decision, LS_E_DECISION, "status", "superseded");
    passes(t);
    put(t, t->decision, LS_E_DECISION, "review_on", "2026-09-01");
    passes(t);
    put(t, t->option, LS_E_OPTION, "label", "Leave it");
    refused(t, "D-5 is decided");
    ls_change_delete(t->cs, t->board, t->option);
    refused(t, "D-5 is decided");
    team_begin(t, LS_CS_UNDO);
    put(t, t->decision, LS_E_DECISION, "status", "proposed");
    put(t, t->decision, LS_E_DECISION, "why", "");
    passes(t);
}

/* --- minutes -------------------------------------------------------------------------------------------- */

static void test_closed_minutes(void **state)
{
    struct team *t = *state;
    put(t, t->meeting, LS_E_MEETING, "story", "Another story");
    refused(t, "M-11, story: the minutes of M-11 are closed");
    put(t, t->meeting, LS_E_MEETING, "status", "running");
    refused(t, "closed");
    ls_id line = make(t, LS_E_AGENDA_ITEM);
    ls_change_ref(t->cs, t->board, line, LS_F_agenda_item_meeting, t->meeting);
    ls_change_int(t->cs, t->board, line, LS_F_agenda_item_n, 1);
    refused(t, "the minutes of M-11");
    ls_id there = make(t, LS_E_ATTENDANCE);
    ls_change_ref(t->cs, t->board, there, LS_F_attendance_meeting, t->meeting);
    ls_change_ref(t->cs, t->board, there, LS_F_attendance_person, t->ines);
    put(t, there, LS_E_ATTENDANCE, "state", "present");
    refused(t, "the minutes of M-11");
    team_begin(t, LS_CS_UNDO);
    put(t, t->meeting, LS_E_MEETING, "status", "running");
    passes(t);
}

static void test_closing_passes(void **state)
{
    struct team *t = *state;
    ls_id ritual = ls_board_by_handle(t->board, LS_E_RITUAL, "sync");
    ls_id meeting = make(t, LS_E_MEETING);
    ls_change_ref(t->cs, t->board, meeting, LS_F_meeting_ritual, ritual);
    put(t, meeting, LS_E_MEETING, "status", "running");
    keep(t);
    team_begin(t, 0);
    put(t, meeting, LS_E_MEETING, "status", "closed");
    put(t, meeting, LS_E_MEETING, "story", "Told at the end");
    ls_id there = make(t, LS_E_ATTENDANCE);
    ls_change_ref(t->cs, t->board, there, LS_F_attendance_meeting, meeting);
    ls_change_ref(t->cs, t->board, there, LS_F_attendance_person, t->ines);
    put(t, there, LS_E_ATTENDANCE, "state", "present");
    put(t, there, LS_E_ATTENDANCE, "rating", "11");
    ls_board_apply(t->board, t->cs);
    assert_int_equal(ls_rules_check(t->board, t->cs, &t->err), LS_EREFUSED);
    assert_non_null(strstr(t->err.message, "rating: 11 is not between 1 and 10"));
    ls_board_revert(t->board, t->cs);
    put(t, there, LS_E_ATTENDANCE, "rating", "10");
    passes(t);
}

/* --- once, references, deletion ---------------------------------------------------------------------------- */

static void make_point(struct team *t, const char *week, const char *value)
{
    ls_id point = make(t, LS_E_METRIC_POINT);
    ls_change_ref(t->cs, t->board, point, LS_F_metric_point_metric, t->metric);
    put(t, point, LS_E_METRIC_POINT, "week", week);
    put(t, point, LS_E_METRIC_POINT, "value", value);
}

static void test_once(void **state)
{
    struct team *t = *state;
    make_point(t, "2026-W10", "1");
    make_point(t, "2026-W10", "2");
    refused(t, "one value a week");
    make_point(t, "2026-W10", "1");
    keep(t);
    team_begin(t, 0);
    make_point(t, "2026-W10", "1");
    refused(t, "one value a week");
    make_point(t, "2026-W11", "1");
    passes(t);
    ls_id other = make_item(t, "idea", "triage");
    for (int i = 0; i < 2; i++) {
        ls_id link = make(t, LS_E_LINK);
        ls_change_ref(t->cs, t->board, link, LS_F_link_src, t->item);
        ls_change_ref(t->cs, t->board, link, LS_F_link_dst, other);
        put(t, link, LS_E_LINK, "kind", "blocks");
    }
    refused(t, "the same link is there already");
    make_person(t, "INÊS");
    refused(t, "the person ines has it already");
    make_person(t, "LS-7");
    refused(t, "reads as a number");
    ls_id twin = make_item(t, "idea", "triage");
    ls_change_int(t->cs, t->board, twin, LS_F_NUM, 20);
    refused(t, "the number is given already");
}

static void test_references(void **state)
{
    struct team *t = *state;
    ls_change_ref(t->cs, t->board, t->item, LS_F_item_owner, 4711);
    refused(t, "LS-20, owner: there is no such person");
    ls_change_ref(t->cs, t->board, t->item, LS_F_item_owner, t->metric);
    refused(t, "wanted is the kind person");
    ls_change_ref(t->cs, t->board, t->item, LS_F_item_owner, t->dana);
    keep(t);
    team_begin(t, 0);
    ls_change_delete(t->cs, t->board, t->dana);
    refused(t, "dana, deleted: LS-20 still has it as its owner");
    ls_change_delete(t->cs, t->board, t->dana);
    ls_change_ref(t->cs, t->board, t->item, LS_F_item_owner, 0);
    keep(t);
    team_begin(t, 0);
    ls_change_ref(t->cs, t->board, t->item, LS_F_item_owner, t->dana);
    refused(t, "dana has been deleted");
}

static void test_deleted_in_set(void **state)
{
    struct team *t = *state;
    ls_id d = make_decision(t, "proposed");
    put(t, d, LS_E_DECISION, "informed", "sales;dana");
    keep(t);
    team_begin(t, 0);
    ls_change_delete(t->cs, t->board, t->dana);
    refused(t, "still has it as its informed");
}

static void test_required_and_kinds(void **state)
{
    struct team *t = *state;
    put(t, t->item, LS_E_ITEM, "title", "");
    refused(t, "LS-20, title: it may not be empty");
    ls_change_int(t->cs, t->board, t->item, LS_F_item_status, 99);
    refused(t, "none of its words");
    ls_change_text(t->cs, t->board, t->item, LS_F_item_priority, "1");
    refused(t, "wrong kind");
    ls_change_text(t->cs, t->board, t->item, LS_F_item_title, "two\nlines");
    refused(t, "no line breaks");
    ls_change_text(t->cs, t->board, t->item, LS_F_item_title, "bad \xff byte");
    refused(t, "UTF-8");
    ls_change_int(t->cs, t->board, t->ines, LS_F_person_active, 2);
    refused(t, "neither 1 nor 0");
    LS_AUTO(buf) struct ls_buf longer = LS_BUF_INIT;
    ls_buf_pad(&longer, 'x', 200);
    ls_change_text(t->cs, t->board, t->item, LS_F_item_title, longer.data);
    passes(t);
    ls_buf_char(&longer, 'x');
    ls_change_text(t->cs, t->board, t->item, LS_F_item_title, longer.data);
    refused(t, "201 characters, at most 200 are kept");
    ls_id point = make(t, LS_E_METRIC_POINT);
    ls_change_ref(t->cs, t->board, point, LS_F_metric_point_metric, t->metric);
    ls_change_text(t->cs, t->board, point, LS_F_metric_point_week, "2026-W54");
    ls_change_real(t->cs, t->board, point, LS_F_metric_point_value, 1);
    refused(t, "is no ISO week");
    ls_change_text(t->cs, t->board, t->ines, LS_F_person_handle, "in es");
    refused(t, "no blanks");
    ls_change_int(t->cs, t->board, t->item, LS_F_item_due, INT64_C(99999999));
    refused(t, "does not exist");
}

/* --- filled in ------------------------------------------------------------------------------------------------ */

static void filled(struct team *t, ls_id id, int field, const char *wanted)
{
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    const struct ls_edit *edit = ls_changeset_edit(t->cs, id, field);
    const struct ls_record *record = ls_board_record(t->board, id);
    enum ls_entity entity = ls_changeset_record(t->cs, id)->entity;
    struct ls_value v = edit ? ls_value_copy(&edit->after) : record ? ls_record_get(record, field) : (struct ls_value){0};
    ls_value_format(t->board, ls_field_info(entity, field), &v, &text);
    ls_value_done(&v);
    assert_string_equal(text.data, wanted);
}

static void fill(struct team *t, struct ls_buf *said)
{
    LS_AUTO(buf) struct ls_buf once = LS_BUF_INIT, twice = LS_BUF_INIT;
    int64_t next;
    assert_true(ls_date_parse("2026-03-17", &next));
    ls_rules_fill(t->board, t->cs, now, next, said);
    ls_changeset_pack(&once, t->cs);
    ls_rules_fill(t->board, t->cs, now, next, NULL);
    ls_changeset_pack(&twice, t->cs);
    assert_int_equal(once.len, twice.len);
    assert_memory_equal(once.data, twice.data, once.len);
}

static void test_fill_item(void **state)
{
    struct team *t = *state;
    LS_AUTO(buf) struct ls_buf said = LS_BUF_INIT;
    ls_id bare = make(t, LS_E_ITEM);
    put(t, bare, LS_E_ITEM, "title", "Dark mode");
    ls_id action = make_item(t, "action", "planned");
    put(t, action, LS_E_ITEM, "effort", "0.1");
    ls_id answered = make_item(t, "question", "done");
    ls_id gone = make_item(t, "feature", "canceled");
    put(t, t->item, LS_E_ITEM, "status", "done");
    fill(t, &said);
    filled(t, bare, LS_F_item_type, "idea");
    filled(t, bare, LS_F_item_track, "shared");
    filled(t, bare, LS_F_item_status, "triage");
    filled(t, bare, LS_F_item_created, "2026-03-10");
    filled(t, bare, LS_F_item_status_since, "2026-03-10");
    filled(t, bare, LS_F_item_due, "");
    filled(t, action, LS_F_item_due, "2026-03-17");
    filled(t, action, LS_F_item_effort, "0.5");
    filled(t, answered, LS_F_item_resolution, "answered");
    filled(t, answered, LS_F_item_due, "");
    filled(t, gone, LS_F_item_resolution, "declined");
    filled(t, t->item, LS_F_item_resolution, "shipped");
    filled(t, t->item, LS_F_item_status_since, "2026-03-10");
    assert_non_null(strstr(said.data, "\"Dark mode\": due 17 Mar, the next sync\n"));
    assert_non_null(strstr(said.data, "LS-20: resolution shipped\n"));
    keep(t);
    team_begin(t, 0);
    put(t, t->item, LS_E_ITEM, "status", "started");
    fill(t, NULL);
    filled(t, t->item, LS_F_item_resolution, "");
}

static void test_fill_confidence(void **state)
{
    struct team *t = *state;
    put(t, t->item, LS_E_ITEM, "confidence", "99");
    fill(t, NULL);
    filled(t, t->item, LS_F_item_confidence, "99"); /* typed by a person: the rules refuse it */
    team_begin(t, LS_CS_IMPORT);
    put(t, t->item, LS_E_ITEM, "notes", "From the old tool");
    put(t, t->item, LS_E_ITEM, "confidence", "99");
    fill(t, NULL);
    filled(t, t->item, LS_F_item_confidence, "80");
    filled(t, t->item, LS_F_item_notes, "From the old tool\nImported confidence: 99 %");
    keep(t);
    team_begin(t, LS_CS_IMPORT);
    put(t, t->item, LS_E_ITEM, "notes", "From the old tool");
    put(t, t->item, LS_E_ITEM, "confidence", "99");
    fill(t, NULL);
    assert_null(ls_changeset_edit(t->cs, t->item, LS_F_item_confidence));
    assert_null(ls_changeset_edit(t->cs, t->item, LS_F_item_notes));
}

static void test_fill_decision(void **state)
{
    struct team *t = *state;
    ls_id topic = make(t, LS_E_TOPIC);
    put(t, topic, LS_E_TOPIC, "name", "Pricing");
    put(t, topic, LS_E_TOPIC, "accountable", "ines");
    put(t, topic, LS_E_TOPIC, "responsible", "dana");
    keep(t);
    team_begin(t, 0);
    ls_id d = make_decision(t, "decided");
    put(t, d, LS_E_DECISION, "driver", "dana");
    put(t, d, LS_E_DECISION, "supersedes", "D-5");
    fill(t, NULL);
    filled(t, d, LS_F_decision_on_date, "2026-03-10");
    filled(t, d, LS_F_decision_approver, "ines");
    filled(t, t->decision, LS_F_decision_status, "superseded");
}

static void test_fill_typed(void **state)
{
    struct team *t = *state;
    static const struct {
        enum ls_entity entity;
        int field;
        const char *typed, *imported;
    } cases[] = {
        {LS_E_BLOCKER, LS_F_blocker_opened, "2026-03-10", "2026-03-10"},
        {LS_E_BLOCKER, LS_F_blocker_severity, "2", ""},
        {LS_E_SIGNAL, LS_F_signal_seen, "2026-03-10", ""},
        {LS_E_SIGNAL_ITEM, LS_F_signal_item_weight, "1", ""},
        {LS_E_LAUNCH, LS_F_launch_verdict, "pending", ""},
        {LS_E_LAUNCH_CHECK, LS_F_launch_check_state, "open", ""},
        {LS_E_AGENDA_ITEM, LS_F_agenda_item_state, "queued", ""},
        {LS_E_NOTE, LS_F_note_kind, "comment", "comment"},
        {LS_E_NOTE, LS_F_note_at, "2026-03-10 10:30", ""},
        {LS_E_TERM, LS_F_term_type, "term", "term"},
        {LS_E_EXPERIMENT, LS_F_experiment_status, "planned", "planned"},
        {LS_E_MEETING, LS_F_meeting_status, "planned", "planned"},
    };
    for (size_t i = 0; i < LS_COUNT(cases); i++) {
        team_begin(t, 0);
        ls_id id = make(t, cases[i].entity);
        fill(t, NULL);
        filled(t, id, cases[i].field, cases[i].typed);
        team_begin(t, LS_CS_IMPORT);
        id = make(t, cases[i].entity);
        fill(t, NULL);
        filled(t, id, cases[i].field, cases[i].imported);
    }
}

int main(void)
{
#define RULE(name) cmocka_unit_test_setup_teardown(name, team_up, team_down)
    const struct CMUnitTest tests[] = {
        RULE(test_scales), RULE(test_scales_of_made), RULE(test_owner_is_backup), RULE(test_dates),
        RULE(test_away_reversed), RULE(test_goals), RULE(test_duplicates), RULE(test_decision), RULE(test_options),
        RULE(test_decided_is_locked), RULE(test_closed_minutes), RULE(test_closing_passes), RULE(test_once),
        RULE(test_references), RULE(test_deleted_in_set), RULE(test_required_and_kinds), RULE(test_fill_item),
        RULE(test_fill_confidence), RULE(test_fill_decision),
        RULE(test_fill_typed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
