/* What is left for today, line by line and rule by rule: what is said of it is what the agenda of the next meeting has. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/clock.h"
#include "base/mem.h"
#include "lockstep/agenda.h"
#include "lockstep/changeset.h"
#include "lockstep/ritual.h"
#include "sync_team.h"

static void set_int(struct sync_team *t, ls_id id, int field, int64_t value)
{
    struct ls_changeset *cs = ls_changeset_new("set");
    ls_change_int(cs, t->board, id, field, value);
    ls_board_apply(t->board, cs);
    ls_changeset_free(cs);
}

/* Room for all that the weekly sync may have, and something for each of its rules that the sample does not wake. */
static void wake_all(struct sync_team *t)
{
    int64_t today = ls_stamp_date(t->now);
    ls_id sync = sync_team_id(t, "sync"), me = t->me;
    set_int(t, sync, LS_F_ritual_minutes, 120);
    LS_EACH(segment, segment, t->board)
    {
        if (segment->ritual == sync)
            set_int(t, segment->rec.id, LS_F_segment_minutes, 20);
    }
    set_int(t, sync_team_id(t, "LS-33"), LS_F_item_due, today - 1);
    set_int(t, sync_team_id(t, "D-8"), LS_F_decision_review_on, today);
    set_int(t, sync_team_id(t, "LS-12"), LS_F_item_due, today + 3);
    set_int(t, sync_team_id(t, "L-1"), LS_F_launch_gate, today + 3); /* over by then, and no rule asks for it */
    t->now += LS_SECOND;
    t->me = sync_team_id(t, "dana");
    assert_int_equal(sync_team_run_on(t, "item due", "LS-21", "2026-04-06", ""), LS_OK);
    t->me = me;
    assert_int_equal(sync_team_run_on(t, "agenda put", "LS-48", "", ""), LS_OK);
}

static bool shares(const char *a, const char *b)
{
    const char *word;
    size_t len;
    ls_id id;
    while (ls_set_next(&a, &word, &len, &id))
        if (id ? ls_set_has_id(b, id) : ls_set_has_word(b, "triage") && len == strlen("triage"))
            return true;
    return false;
}

/* Whether the next agenda has a line about what the row was about. */
static bool is_back(const struct sync_team *t, ls_id ritual, const char *refs, int64_t kind)
{
    struct ls_agenda *agenda = NULL;
    bool back = false;
    assert_int_equal(ls_agenda_plan(t->board, ritual, t->now, &agenda, NULL), LS_OK);
    assert_true(agenda->today > ls_stamp_date(t->now));
    for (size_t i = 0; i < agenda->count; i++)
        back = back || shares(refs, agenda->lines[i].refs) ||
               (kind == LS_LINE_KIND_CLOSE && agenda->lines[i].rule == LS_RULE_CLOSE) ||
               (kind == LS_LINE_KIND_FREE && agenda->lines[i].rule == LS_RULE_FREE);
    ls_agenda_free(agenda);
    return back;
}

static void begin(struct sync_team *t, const char *ritual, struct ls_live *ret_live)
{
    *ret_live = (struct ls_live){0};
    sync_team_open(t);
    if (strcmp(ritual, "sync") != 0)
        sync_team_run(t, "ritual on", ritual);
    else
        wake_all(t);
    sync_team_do(t, "sync start", ritual);
    sync_team_live(t, 0, ret_live);
}

/* Leaves the n-th line of a meeting. seen: by which rules lines were left that came back (1) or did not (0). */
static void leave(const char *ritual, size_t n, bool carry, bool seen[2][LS_LINE_KIND_COUNT])
{
    struct sync_team t;
    struct ls_live live;
    begin(&t, ritual, &live);
    LS_AUTO(string) char *refs = ls_strdup(live.lines[n - 1].item->ref);
    enum ls_line_kind kind = ls_live_kind(t.board, live.lines[n - 1].item);
    ls_id row = live.lines[n - 1].item->rec.id, of = sync_team_id(&t, ritual);
    ls_live_done(&live);
    sync_team_go_to(&t, (int64_t)n);
    bool returns = ls_agenda_returns(t.board, row, carry);
    sync_team_do(&t, carry ? "sync carry" : "sync park", "");
    const char *says = !returns ? "and not back by itself" : carry ? "it stands in the next" : "back next time";
    if (!strstr(t.said.data, says))
        fail_msg("%s, line %zu: \"%s\" is not in \"%s\"", ritual, n, says, t.said.data);
    sync_team_do(&t, "sync end", "");
    if (is_back(&t, of, refs, kind) != returns)
        fail_msg("%s, line %zu (%s, %s): said to be %s, and is not", ritual, n, refs,
                 ls_enum_word(LS_ENUM_LINE_KIND, kind), returns ? "back" : "gone");
    seen[returns][kind] = true;
    sync_team_close(&t);
}

/* The lines to leave, by number: the first by each rule, of the weekly sync the first two; none that stands there for the
 * third time, which cannot be left. Returns how many. */
static size_t lines_of(const char *ritual, size_t *ret_lines, size_t cap)
{
    struct sync_team t;
    struct ls_live live;
    int known[LS_LINE_KIND_COUNT] = {0}, most = 1 + !strcmp(ritual, "sync");
    size_t len = 0;
    begin(&t, ritual, &live);
    for (size_t i = 0; i < live.line_count && len < cap; i++) {
        enum ls_line_kind kind = ls_live_kind(t.board, live.lines[i].item);
        if (!live.lines[i].third && known[kind]++ < most)
            ret_lines[len++] = i + 1;
    }
    ls_live_done(&live);
    sync_team_close(&t);
    return len;
}

static void test_left(void **state LS_UNUSED)
{
    bool seen[2][LS_LINE_KIND_COUNT] = {0};
    const struct ls_ritual_template *from;
    for (size_t i = 0; (from = ls_ritual_template(i)); i++) {
        size_t lines[64], len = lines_of(from->handle, lines, LS_COUNT(lines));
        for (size_t l = 0; l < len; l++)
            for (int carry = 0; carry < 1 + !strcmp(from->handle, "sync"); carry++)
                leave(from->handle, lines[l], carry, seen);
    }
    for (int kind = 0; kind < LS_LINE_KIND_COUNT; kind++) {
        bool never = kind == LS_LINE_KIND_THIRD /* it cannot be left */ || kind == LS_LINE_KIND_UNREACHED /* its record's */;
        if (seen[0][kind] + seen[1][kind] == 0 && !never)
            fail_msg("no line by the rule %s was left", ls_enum_word(LS_ENUM_LINE_KIND, kind));
    }
    assert_true(seen[0][LS_LINE_KIND_SIGNAL] && !seen[1][LS_LINE_KIND_SIGNAL]);
    assert_true(seen[0][LS_LINE_KIND_CHANGED] && seen[0][LS_LINE_KIND_WIN] && seen[0][LS_LINE_KIND_RELEASE]);
    assert_true(seen[1][LS_LINE_KIND_BLOCKER] && !seen[0][LS_LINE_KIND_BLOCKER]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_left)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
