/* The steps of a history. */
#include "steps.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "lockstep/exchange.h"
#include "lockstep/rules.h"

enum { DAY_FIRST = 20520, DAYS = 20, RECORDS_MAX = 400 };

/* --- making up ------------------------------------------------------------------------------- */

/* How often each kind comes, in the order of enum step_kind. */
static const unsigned weights[STEP_KINDS] = {30, 5, 6, 5, 3, 6, 3, 4, 20, 12, 2, 4, 1};

void steps_make(uint64_t seed, struct step *steps, size_t count)
{
    struct world dice = {.random = seed};
    unsigned all = 0;
    for (int k = 0; k < STEP_KINDS; k++)
        all += weights[k];
    for (size_t i = 0; i < count; i++) {
        unsigned at = (unsigned)world_random(&dice, all), kind = 0;
        while (at >= weights[kind])
            at -= weights[kind++];
        steps[i] = (struct step){.client = (unsigned)world_random(&dice, CLIENTS), .kind = (enum step_kind)kind};
        steps[i].seed = world_random(&dice, UINT64_MAX);
    }
}

static const char *some_word(struct world *w)
{
    static const char *const words[] = {"eta", "map", "sms", "größe", "日本", "van", "a b", "depot"};
    return words[world_random(w, LS_COUNT(words))];
}

/* The records that live on a board, the first of each kind more often: people meet where much is going on. */
static const struct ls_record *some_record(struct world *w, const struct ls_board *board, int entity)
{
    const struct ls_record *all[RECORDS_MAX];
    size_t count = 0;
    for (int e = entity < LS_E_COUNT ? entity : 0; e < LS_E_COUNT && (entity >= LS_E_COUNT || e == entity); e++) {
        struct ls_board_walk walk = {board, (enum ls_entity)e, 0};
        const struct ls_record *record;
        while (count < RECORDS_MAX && (record = ls_board_walk_next(&walk)))
            all[count++] = record;
    }
    if (!count)
        return NULL;
    size_t near = entity < LS_E_COUNT && count > 3 && world_random(w, 3) ? 3 : count;
    return all[world_random(w, near)];
}

/* Another state of a text of a few lines: one put in, taken out, or changed. */
static struct ls_value some_note(struct world *w, const struct ls_value *now)
{
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    const char *text = now->kind == LS_V_TEXT ? now->text : "";
    size_t lines = 0, at;
    for (const char *c = text; *c; c++)
        lines += *c == '\n';
    at = (size_t)world_random(w, lines + 1);
    uint64_t how = world_random(w, 3);
    for (size_t i = 0; *text; i++) {
        size_t len = strcspn(text, "\n"), end = len + (text[len] == '\n');
        if (i == at && how != 1)
            ls_buf_printf(&b, "%s %llu\n", some_word(w), (unsigned long long)world_random(w, 1000));
        if (i != at || how == 0)
            ls_buf_add(&b, text, end);
        text += end;
    }
    if (!b.len || at >= lines)
        ls_buf_printf(&b, "%s %llu\n", some_word(w), (unsigned long long)world_random(w, 1000));
    return ls_value_text(b.data);
}

static void some_element(struct world *w, const struct ls_board *board, const struct ls_field *field, struct ls_buf *b)
{
    const struct ls_record *record = field->arg == LS_E_NONE ? NULL : some_record(w, board, field->arg == LS_E_ANY ? LS_E_ITEM : field->arg);
    if (record)
        ls_set_add_id(b, record->id);
    else
        ls_buf_str(b, some_word(w));
}

/* One element more or less. */
static struct ls_value some_set(struct world *w, const struct ls_board *board, const struct ls_field *field,
                                const struct ls_value *now)
{
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT, one = LS_BUF_INIT;
    const char *at = now->kind == LS_V_TEXT ? now->text : "", *word;
    bool there = false;
    size_t len;
    ls_id id;
    some_element(w, board, field, &one);
    while (ls_set_next(&at, &word, &len, &id)) {
        bool same = len == one.len && !memcmp(word, one.data, len);
        there |= same;
        if (!same)
            ls_buf_printf(&b, "%s%.*s", b.len ? ";" : "", (int)len, word);
    }
    if (!there)
        ls_buf_printf(&b, "%s%s", b.len ? ";" : "", one.data);
    return ls_value_text(b.data);
}

static struct ls_value some_text(struct world *w, const struct ls_field *field)
{
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    if (field->flags & LS_FF_WEEK)
        ls_buf_printf(&b, "2026-W%02d", 10 + (int)world_random(w, 4));
    else if (field->flags & LS_FF_HANDLE)
        ls_buf_printf(&b, "h%d", (int)world_random(w, 6));
    else if (world_random(w, 8) || field->flags & LS_FF_REQ)
        ls_buf_printf(&b, "%s %d", some_word(w), (int)world_random(w, 50));
    return ls_value_text(b.data);
}

static struct ls_value some_value(struct world *w, const struct ls_board *board, enum ls_entity entity, int f,
                                  const struct ls_value *now)
{
    static const double reals[] = {0.25, 0.5, 1, 2, 3, 12.5};
    const struct ls_field *field = ls_field_info(entity, f);
    const struct ls_range *range = ls_field_range(entity, f);
    const struct ls_record *target;
    bool none = !world_random(w, 6);
    switch (field->type) {
    case LS_T_NOTE: return some_note(w, now);
    case LS_T_SET: return some_set(w, board, field, now);
    case LS_T_TEXT: return some_text(w, field);
    case LS_T_BOOL: return ls_value_int((int64_t)world_random(w, 2));
    case LS_T_ENUM: return ls_value_int((int64_t)world_random(w, (uint64_t)ls_enum_count((enum ls_enum)field->arg)));
    case LS_T_DATE: return ls_value_int(none ? LS_NONE : DAY_FIRST + (int64_t)world_random(w, DAYS));
    case LS_T_STAMP: return ls_value_int((DAY_FIRST + (int64_t)world_random(w, DAYS)) * LS_DAY);
    case LS_T_REAL: return ls_value_real(reals[world_random(w, LS_COUNT(reals))]);
    case LS_T_INT:
        return ls_value_int(none ? LS_NONE : (range ? range->low : 0) + (int64_t)world_random(w, 4));
    case LS_T_REF:
        target = none ? NULL : some_record(w, board, field->arg);
        return ls_value_int(target ? target->id : LS_NONE);
    }
    return (struct ls_value){0};
}

/* --- telling --------------------------------------------------------------------------------- */

static void tell_changeset(struct world *w, const struct client *c, const struct ls_changeset *cs)
{
    const struct ls_board *board = ls_session_board(c->session);
    for (size_t r = 0; w->trace && r < cs->len; r++) {
        LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
        const struct ls_record_edit *record = &cs->records[r];
        ls_board_name(board, record->id, &b);
        for (size_t e = 0; e < record->len; e++) {
            const struct ls_field *field = ls_field_info(record->entity, record->edits[e].field);
            ls_buf_printf(&b, " %s \"", field->name);
            ls_value_format(board, field, &record->edits[e].before, &b);
            ls_buf_str(&b, "\" → \"");
            ls_value_format(board, field, &record->edits[e].after, &b);
            ls_buf_char(&b, '"');
        }
        world_tell(w, "    %s\n", b.data);
    }
}

static void step_commit(struct world *w, struct client *c, struct ls_changeset *cs)
{
    LS_AUTO(error) struct ls_error err = {0};
    uint64_t n = 0;
    world_tell(w, "%s%s: %s\n", c->user, c->offline ? " (offline)" : "", cs->label);
    tell_changeset(w, c, cs);
    if (ls_session_commit(c->session, cs, &n, NULL, &err))
        world_tell(w, "  not done: %s\n", err.message);
    else
        world_tell(w, "  accepted as %llu\n", (unsigned long long)n);
}

/* --- the steps ------------------------------------------------------------------------------- */

static bool field_is_edited(const struct ls_field *field)
{
    return !(field->flags & (LS_FF_COMMON | LS_FF_HIDDEN));
}

static void edit_field(struct world *w, const struct ls_board *board, const struct ls_record *record,
                       struct ls_changeset *cs)
{
    const struct ls_entity_info *info = ls_entity_info((enum ls_entity)record->entity);
    int f = LS_F_FIRST + (int)world_random(w, (uint64_t)(info->field_count - LS_F_FIRST));
    if (!field_is_edited(&info->fields[f]) || ls_changeset_edit(cs, record->id, f))
        return;
    struct ls_value now = ls_record_get(record, f), value = some_value(w, board, (enum ls_entity)record->entity, f, &now);
    ls_change_set(cs, board, record->id, f, &value);
    ls_value_done(&now);
    ls_value_done(&value);
}

static void step_edit(struct world *w, struct client *c)
{
    const struct ls_board *board = ls_session_board(c->session);
    const struct ls_record *record = some_record(w, board, world_random(w, 2) ? LS_E_ITEM : (int)world_random(w, LS_E_COUNT));
    struct ls_changeset *cs = ls_changeset_new("edit");
    for (uint64_t i = 1 + world_random(w, 3); record && i > 0; i--)
        edit_field(w, board, record, cs);
    step_commit(w, c, cs);
}

static void step_bulk(struct world *w, struct client *c)
{
    static const int fields[] = {LS_F_item_priority, LS_F_item_owner, LS_F_item_backup, LS_F_item_due, LS_F_item_status,
                                 LS_F_item_tags, LS_F_item_parent};
    const struct ls_board *board = ls_session_board(c->session);
    struct ls_changeset *cs = ls_changeset_new("bulk");
    struct ls_value none = {0};
    int f = fields[world_random(w, LS_COUNT(fields))];
    struct ls_value value = some_value(w, board, LS_E_ITEM, f, &none);
    cs->flags = world_random(w, 4) ? 0 : LS_CS_WHOLE;
    LS_EACH(item, it, board) {
        if (world_random(w, 2))
            ls_change_set(cs, board, it->rec.id, f, &value);
    }
    ls_value_done(&value);
    step_commit(w, c, cs);
}

static void step_make(struct world *w, struct client *c)
{
    const struct ls_board *board = ls_session_board(c->session);
    struct ls_changeset *cs = ls_changeset_new("make");
    enum ls_entity entity = world_random(w, 2) ? LS_E_ITEM : (enum ls_entity)world_random(w, LS_E_COUNT);
    const struct ls_entity_info *info = ls_entity_info(entity);
    ls_id id = ls_change_create(cs, entity, ls_clock_now());
    for (int f = LS_F_FIRST; f < info->field_count; f++) {
        struct ls_value none = {0}, value;
        bool wanted = info->fields[f].flags & (LS_FF_REQ | LS_FF_KEY | LS_FF_HANDLE) || !world_random(w, 8);
        if (!field_is_edited(&info->fields[f]) || !wanted)
            continue;
        value = some_value(w, board, entity, f, &none);
        ls_change_set(cs, board, id, f, &value);
        ls_value_done(&value);
    }
    step_commit(w, c, cs);
}

static void step_delete(struct world *w, struct client *c)
{
    const struct ls_board *board = ls_session_board(c->session);
    const struct ls_record *record = some_record(w, board, world_random(w, 2) ? LS_E_ITEM : (int)world_random(w, LS_E_COUNT));
    struct ls_changeset *cs = ls_changeset_new("delete");
    if (record)
        ls_change_delete(cs, board, record->id);
    step_commit(w, c, cs);
}

static void import_cell(struct world *w, const struct ls_board *board, int f, struct ls_buf *b)
{
    struct ls_value none = {0}, value = some_value(w, board, LS_E_ITEM, f, &none);
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    ls_value_format(board, ls_field_info(LS_E_ITEM, f), &value, &text);
    ls_csv_cell(b, text.data, false);
    ls_value_done(&value);
}

static void step_import(struct world *w, struct client *c)
{
    const struct ls_board *board = ls_session_board(c->session);
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    LS_AUTO(error) struct ls_error err = {0};
    struct ls_changeset *cs = NULL;
    struct ls_import_report report = {0};
    ls_buf_str(&b, "id,title,type,track,status,priority,owner,tags\n");
    for (uint64_t i = 1 + world_random(w, 3); i > 0; i--) {
        const struct ls_record *record = world_random(w, 3) ? some_record(w, board, LS_E_ITEM) : NULL;
        LS_AUTO(buf) struct ls_buf id = LS_BUF_INIT;
        if (record && record->num != LS_NONE)
            ls_buf_printf(&id, "LS-%lld", (long long)record->num);
        ls_csv_cell(&b, id.data, true);
        for (const int *f = (const int[]){LS_F_item_title, LS_F_item_type, LS_F_item_track, LS_F_item_status,
                                          LS_F_item_priority, LS_F_item_owner, LS_F_item_tags, 0}; *f; f++)
            import_cell(w, board, *f, &b);
        ls_buf_char(&b, '\n');
    }
    const struct ls_import_file file = {.name = "item.csv", .text = b.data, .len = b.len};
    if (ls_import_plan(board, &file, 1, ls_clock_now(), LS_NONE, &cs, &report, &err)) {
        world_tell(w, "%s: import\n  not done: %s\n", c->user, err.message);
        return;
    }
    ls_import_report_done(&report);
    step_commit(w, c, cs);
}

static void step_choose(struct world *w, struct client *c)
{
    LS_AUTO(error) struct ls_error err = {0};
    struct ls_conflict conflict;
    size_t count = 0;
    bool mine = world_random(w, 2), all = world_random(w, 2);
    while (ls_session_conflict(c->session, count, &conflict))
        count++;
    if (!count || !ls_session_conflict(c->session, (size_t)world_random(w, count), &conflict))
        return;
    int code = ls_session_conflict_take(c->session, all ? 0 : conflict.record, all || conflict.merged ? -1 : conflict.field,
                                        mine, &count, &err);
    world_tell(w, "%s%s: takes %s of %s%s\n", c->user, c->offline ? " (offline)" : "", mine ? "his" : "theirs",
               all ? "all" : ls_field_info(conflict.entity, conflict.field)->name, code ? ", and cannot" : "");
    if (code)
        world_tell(w, "  not done: %s\n", err.message);
}

static void step_line(struct world *w, struct client *c, enum step_kind kind)
{
    static const char *const words[STEP_KINDS] = {[STEP_OFFLINE] = "drive hangs", [STEP_ONLINE] = "drive answers",
        [STEP_RESTART] = "starts again", [STEP_LOOK] = "looks", [STEP_UNDO] = "undo", [STEP_REDO] = "redo"};
    if (words[kind])
        world_tell(w, "%s: %s\n", c->user, words[kind]);
}

void step_do(struct world *w, const struct step *step)
{
    struct client *c = &w->clients[step->client];
    w->random = step->seed;
    step_line(w, c, step->kind);
    switch (step->kind) {
    case STEP_EDIT: step_edit(w, c); break;
    case STEP_BULK: step_bulk(w, c); break;
    case STEP_MAKE: step_make(w, c); break;
    case STEP_DELETE: step_delete(w, c); break;
    case STEP_IMPORT: step_import(w, c); break;
    case STEP_UNDO:
    case STEP_REDO: ls_session_undo(c->session, step->kind == STEP_REDO); break;
    case STEP_CHOOSE: step_choose(w, c); break;
    case STEP_LOOK: world_settle(w, c, true); break;
    case STEP_OFFLINE: world_set_offline(w, c, true); break;
    case STEP_ONLINE: world_set_offline(w, c, false); break;
    case STEP_RESTART: world_restart(w, c); break;
    case STEP_TURN:
    case STEP_KINDS: break;
    }
    world_accepted(w, c);
    world_turn(w, c);
}
