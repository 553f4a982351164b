/* The sample team, and commands run on it as a session runs them. */
#include "sync_team.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../oracle/team_dir.h"
#include "base/clock.h"
#include "base/hash.h"
#include "base/mem.h"
#include "lockstep/agenda.h"
#include "lockstep/rules.h"

void sync_team_open(struct sync_team *t)
{
    *t = (struct sync_team){.machine = "here", .said = LS_BUF_INIT};
    ls_clock_set_zone("Europe/Berlin");
    assert_true(ls_stamp_parse("2026-03-10T09:28", &t->now));
    if (team_dir_read(SAMPLE_DIR, t->now, &t->board, &t->err) < 0)
        fail_msg("%s", t->err.message);
    t->me = sync_team_id(t, "ines");
}

void sync_team_close(struct sync_team *t)
{
    ls_changeset_free(t->last);
    ls_buf_done(&t->said);
    ls_error_done(&t->err);
    ls_board_free(t->board);
}

void sync_team_wait(struct sync_team *t, int64_t seconds)
{
    t->now += seconds * LS_SECOND;
    t->ticks += seconds * LS_SECOND;
}

ls_id sync_team_id(const struct sync_team *t, const char *name)
{
    ls_id id = 0;
    struct ls_error err = {0};
    if (ls_board_find(t->board, LS_E_ANY, name, &id, &err) != LS_OK)
        fail_msg("%s", err.message);
    return id;
}

/* As the store does: new records of numbered entities get the next number. */
static void team_number(struct sync_team *t, struct ls_changeset *cs)
{
    for (size_t i = 0; i < cs->len; i++) {
        enum ls_entity entity = cs->records[i].entity;
        if (!*ls_entity_info(entity)->prefix || !ls_rules_made(cs, cs->records[i].id))
            continue;
        int64_t num = ls_board_highest_num(t->board, entity) + 1;
        for (size_t j = 0; j < i; j++) {
            const struct ls_edit *edit = ls_changeset_edit(cs, cs->records[j].id, LS_F_NUM);
            if (edit && cs->records[j].entity == entity && edit->after.i >= num)
                num = edit->after.i + 1;
        }
        ls_change_int(cs, t->board, cs->records[i].id, LS_F_NUM, num);
    }
}

static int team_commit(struct sync_team *t, struct ls_changeset *cs)
{
    cs->who = t->me;
    cs->at = t->now;
    ls_rules_fill(t->board, cs, t->now, LS_NONE, NULL);
    ls_board_apply(t->board, cs);
    int code = ls_rules_check(t->board, cs, &t->err);
    ls_board_revert(t->board, cs);
    if (code) {
        ls_changeset_free(cs);
        return code;
    }
    team_number(t, cs);
    ls_board_apply(t->board, cs);
    ls_command_numbers(t->board, cs, &t->said);
    ls_changeset_free(t->last);
    t->last = cs;
    return LS_OK;
}

/* --- arguments ------------------------------------------------------------------------------- */

struct team_words {
    char **v;
    size_t len, cap;
};

static void words_split(struct team_words *w, const char *text)
{
    while (*text) {
        size_t len = strcspn(text, " ");
        LS_GROW(w->v, w->len, w->cap);
        w->v[w->len++] = ls_strndup(text, len);
        text += len + strspn(text + len, " ");
    }
}

static void words_done(struct team_words *w)
{
    for (size_t i = 0; i < w->len; i++)
        free(w->v[i]);
    free(w->v);
}

int sync_team_run_on(struct sync_team *t, const char *spelling, const char *targets, const char *text,
                     const char *fields)
{
    struct team_words words = {0}, refs = {0}, named = {0};
    words_split(&words, spelling);
    words_split(&refs, targets);
    words_split(&named, fields);
    size_t used = 0;
    const struct ls_command *command = ls_command_find((const char *const *)words.v, words.len, &used);
    assert_non_null(command);
    assert_int_equal(used, words.len);
    ls_id ids[32];
    struct ls_named_arg args[32];
    for (size_t i = 0; i < refs.len; i++)
        ids[i] = sync_team_id(t, refs.v[i]);
    for (size_t i = 0; i < named.len; i++) {
        char *equals = strchr(named.v[i], '=');
        *equals = 0;
        for (char *p = equals + 1; *p; p++)
            *p = *p == '_' ? ' ' : *p;
        args[i] = (struct ls_named_arg){named.v[i], equals + 1};
    }
    ls_buf_clear(&t->said);
    ls_error_done(&t->err);
    struct ls_call call = {.board = t->board, .me = t->me, .now = t->now, .ticks = t->ticks, .machine = t->machine,
                           .entity = ls_command_entity(command), .follow = t->follow, .targets = ids,
                           .target_count = refs.len, .text = text, .named = args, .named_count = named.len, .said = &t->said};
    struct ls_changeset *cs = ls_changeset_new(spelling);
    int code = command->run(&call, cs, &t->err);
    if (code == LS_OK && cs->len)
        code = team_commit(t, cs);
    else
        ls_changeset_free(cs);
    words_done(&words);
    words_done(&refs);
    words_done(&named);
    return code;
}

int sync_team_run(struct sync_team *t, const char *spelling, const char *text)
{
    return sync_team_run_on(t, spelling, "", text, "");
}

void sync_team_do(struct sync_team *t, const char *spelling, const char *text)
{
    if (sync_team_run(t, spelling, text) != LS_OK)
        fail_msg("%s %s: %s", spelling, text, t->err.message);
}

void sync_team_undo(struct sync_team *t)
{
    struct ls_changeset *inverse = ls_changeset_inverse(t->last, t->now);
    inverse->flags |= LS_CS_UNDO;
    ls_board_apply(t->board, inverse);
    struct ls_error err = {0};
    if (ls_rules_check(t->board, inverse, &err) != LS_OK)
        fail_msg("undo: %s", err.message);
    ls_changeset_free(inverse);
}

const char *sync_team_field(struct sync_team *t, ls_id id, const char *field)
{
    static struct ls_buf b = LS_BUF_INIT;
    const struct ls_record *record = ls_board_record(t->board, id);
    assert_non_null(record);
    ls_buf_clear(&b);
    int number = ls_field_by_name((enum ls_entity)record->entity, field);
    assert_true(number >= 0);
    ls_field_format(t->board, record, number, &b);
    return b.data;
}

void sync_team_live(const struct sync_team *t, ls_id meeting, struct ls_live *ret_live)
{
    struct ls_watch watch = {t->now, t->ticks, t->machine, t->follow};
    struct ls_error err = {0};
    *ret_live = (struct ls_live){0};
    if (ls_live_read(t->board, meeting ? meeting : ls_meeting_running(t->board), &watch, ret_live, &err) != LS_OK)
        fail_msg("%s", err.message);
}

void sync_team_clock_is(struct sync_team *t, const char *wanted)
{
    struct ls_live live;
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    sync_team_live(t, 0, &live);
    ls_live_clock_text(&live, &b);
    ls_buf_str(&b, " | ");
    ls_live_line_text(&live, &b);
    assert_string_equal(b.data, wanted);
    ls_live_done(&live);
}

void sync_team_on_line(struct sync_team *t, int64_t n)
{
    const struct ls_meeting *m = ls_meeting_get(t->board, ls_meeting_running(t->board));
    assert_non_null(m);
    assert_true(m->live_line == (n ? n : LS_NONE));
}

const struct ls_agenda_item *sync_team_line(struct sync_team *t, int64_t n)
{
    LS_EACH(agenda_item, it, t->board)
    {
        if (it->meeting == sync_team_id(t, "M-12") && it->n == n)
            return it;
    }
    fail_msg("no line %d", (int)n);
    return NULL;
}

void sync_team_line_is(struct sync_team *t, int64_t n, enum ls_line_state state, const char *outcome)
{
    const struct ls_agenda_item *it = sync_team_line(t, n);
    assert_string_equal(ls_enum_word(LS_ENUM_LINE_STATE, it->state), ls_enum_word(LS_ENUM_LINE_STATE, state));
    assert_string_equal(it->outcome, outcome);
}

void sync_team_go_to(struct sync_team *t, int64_t n)
{
    if (!ls_meeting_running(t->board))
        sync_team_do(t, "sync start", "");
    while (ls_meeting_get(t->board, ls_meeting_running(t->board))->live_line < n)
        if (sync_team_run(t, "sync next", "") != LS_OK)
            sync_team_do(t, "sync drop", "");
}
