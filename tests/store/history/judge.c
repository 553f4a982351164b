/* Judging the end of a history: boards against a fresh load, the log against what was accepted. */
#include "judge.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "lockstep/rules.h"
#include "store/store.h"

/* --- boards ---------------------------------------------------------------------------------- */

static bool record_same(const struct ls_board *board, const struct ls_record *a, const struct ls_record *b,
                        const char *whose, struct ls_buf *why)
{
    const struct ls_entity_info *info = ls_entity_info((enum ls_entity)a->entity);
    bool same = true;
    for (int f = 0; same && f < info->field_count; f++) {
        struct ls_value one = ls_record_get(a, f), other = ls_record_get(b, f);
        same = ls_value_equal(&one, &other);
        if (!same) {
            ls_board_name(board, a->id, why);
            ls_buf_printf(why, ": %s is \"", info->fields[f].name);
            ls_value_format(board, &info->fields[f], &one, why);
            ls_buf_printf(why, "\" in the file and \"");
            ls_value_format(board, &info->fields[f], &other, why);
            ls_buf_printf(why, "\" %s", whose);
        }
        ls_value_done(&one);
        ls_value_done(&other);
    }
    return same;
}

static bool records_same(const struct ls_board *fresh, const struct ls_board *board, const char *whose,
                         struct ls_buf *why)
{
    for (int e = 0; e < LS_E_COUNT; e++) {
        struct ls_board_walk walk = {fresh, (enum ls_entity)e, 0};
        const struct ls_record *record;
        while ((record = ls_board_walk_next(&walk))) {
            const struct ls_record *other = ls_board_record(board, record->id);
            if (other && !record_same(fresh, record, other, whose, why))
                return false;
            if (!other) {
                ls_board_name(fresh, record->id, why);
                ls_buf_printf(why, " is not there %s", whose);
                return false;
            }
        }
        if (ls_board_count(fresh, (enum ls_entity)e) != ls_board_count(board, (enum ls_entity)e)) {
            ls_buf_printf(why, "%zu %s in the file, %zu %s", ls_board_count(fresh, (enum ls_entity)e),
                          ls_entity_info((enum ls_entity)e)->plural, ls_board_count(board, (enum ls_entity)e), whose);
            return false;
        }
    }
    return true;
}

static bool events_same(const struct ls_board *fresh, const struct ls_board *board, const char *whose, struct ls_buf *why)
{
    size_t count = ls_board_event_count(fresh), other = ls_board_event_count(board);
    for (size_t i = 0; i < count && i < other; i++) {
        const struct ls_event *a = ls_board_event(fresh, i), *b = ls_board_event(board, i);
        if (a->record == b->record && a->field == b->field && a->who == b->who && a->n == b->n &&
            ls_value_equal(&a->before, &b->before) && ls_value_equal(&a->after, &b->after))
            continue;
        ls_board_name(fresh, a->record, why);
        ls_buf_printf(why, ": event %zu of %zu, of its %s, is another %s", i, count,
                      ls_field_info(a->entity, a->field)->name, whose);
        return false;
    }
    if (count != other)
        ls_buf_printf(why, "%zu events in the file, %zu %s", count, other, whose);
    return count == other;
}

static enum verdict judge_boards(struct world *w, const struct ls_board *fresh, struct ls_buf *why)
{
    for (int i = 0; i < CLIENTS; i++) {
        const struct client *c = &w->clients[i];
        const struct ls_board *board = ls_session_board(c->session);
        LS_AUTO(string) char *whose = ls_asprintf("with %s", c->user);
        if (c->session->pending_len || c->session->undo_len || c->session->phase != LS_SESSION_LOADED) {
            ls_buf_printf(why, "%s still has %zu changes on their way", c->user, c->session->pending_len);
            return VERDICT_STUCK;
        }
        if (!records_same(fresh, board, whose, why) || !events_same(fresh, board, whose, why))
            return VERDICT_DIVERGED;
    }
    return VERDICT_FINE;
}

/* Every record of the board as if it were made now, so that every rule looks at all of it. */
static enum verdict judge_rules(const struct ls_board *fresh, struct ls_buf *why)
{
    struct ls_changeset *all = ls_changeset_new("all");
    LS_AUTO(error) struct ls_error err = {0};
    all->flags = LS_CS_IMPORT;
    for (int e = 0; e < LS_E_COUNT; e++) {
        struct ls_board_walk walk = {fresh, (enum ls_entity)e, 0};
        const struct ls_record *record;
        while ((record = ls_board_walk_next(&walk))) {
            struct ls_record_edit *edit = ls_changeset_add_record(all, (enum ls_entity)e, record->id);
            for (int f = 0; f < ls_entity_info((enum ls_entity)e)->field_count; f++)
                ls_record_edit_add(edit, f, (struct ls_value){0}, ls_record_get(record, f));
        }
    }
    int code = ls_rules_check(fresh, all, &err);
    ls_changeset_free(all);
    if (code)
        ls_buf_printf(why, "the file holds: %s", err.message);
    return code ? VERDICT_RULE : VERDICT_FINE;
}

/* --- what became of an edit ------------------------------------------------------------------- */

typedef void each_part(void *arg, const char *part, size_t len);

static void each_line(const char *text, each_part *each, void *arg)
{
    while (*text) {
        size_t len = strcspn(text, "\n");
        each(arg, text, len);
        text += len + (text[len] == '\n');
    }
}

static void each_element(const char *set, each_part *each, void *arg)
{
    const char *word;
    size_t len;
    ls_id id;
    while (ls_set_next(&set, &word, &len, &id))
        each(arg, word, len);
}

struct part_search {
    const char *part;
    size_t len;
    bool found;
};

static void part_compare(void *arg, const char *part, size_t len)
{
    struct part_search *search = arg;
    search->found |= len == search->len && !memcmp(part, search->part, len);
}

struct part_check {
    void (*walk)(const char *text, each_part *each, void *arg);
    const char *in_other, *in_stands;
    bool wanted, fine;
};

static bool part_is_in(const struct part_check *check, const char *text, const char *part, size_t len)
{
    struct part_search search = {part, len, false};
    check->walk(text, part_compare, &search);
    return search.found;
}

static void part_stands(void *arg, const char *part, size_t len)
{
    struct part_check *check = arg;
    if (!part_is_in(check, check->in_other, part, len))
        check->fine &= part_is_in(check, check->in_stands, part, len) == check->wanted;
}

static const char *text_of(const struct ls_value *v)
{
    return v && v->kind == LS_V_TEXT ? v->text : "";
}

/* Whether what an edit wanted is in the value: all of it; in a set its elements in and out, in a note its lines. */
static bool value_has(const struct ls_field *field, const struct ls_edit *edit, const struct ls_value *stands)
{
    if (ls_value_equal(&edit->after, stands))
        return true;
    if (field->type != LS_T_SET && field->type != LS_T_NOTE)
        return false;
    struct part_check put = {field->type == LS_T_SET ? each_element : each_line, text_of(&edit->before), text_of(stands),
                             true, true}, taken = put;
    put.walk(text_of(&edit->after), part_stands, &put);
    taken.in_other = text_of(&edit->after);
    taken.wanted = false;
    if (field->type == LS_T_SET)
        taken.walk(text_of(&edit->before), part_stands, &taken);
    return put.fine && taken.fine;
}

static bool edit_merges(const struct ls_field *field)
{
    return field->type == LS_T_SET || field->type == LS_T_NOTE;
}

/* Fields that the rules set anew where another field has changed, in the transaction too (ls_rules_fill): a resolution goes
 * when an item is opened again, an action without a day gets one. */
static bool edit_follows(enum ls_entity entity, const struct ls_edit *edit)
{
    return (entity == LS_E_ITEM && (edit->field == LS_F_item_resolution || edit->field == LS_F_item_status_since)) ||
           (entity == LS_E_ITEM && edit->field == LS_F_item_due && edit->after.kind == LS_V_NULL) ||
           (entity == LS_E_DECISION && edit->field == LS_F_decision_on_date);
}

static void edit_name(const struct ls_board *board, const struct made *made, ls_id record, int field, struct ls_buf *why)
{
    const struct ls_record *r = ls_board_record(board, record);
    ls_buf_printf(why, "%s %llu (%s) of %s: ", made->cs->label, (unsigned long long)made->cs->n, made->user,
                  r ? ls_field_info((enum ls_entity)r->entity, field)->name : "?");
    ls_board_name(board, record, why);
}

/* One edit of a changeset that is in the log. board: as it stood before. */
static enum verdict judge_edit(const struct ls_board *board, const struct made *made, const struct ls_changeset *logged,
                               const struct ls_record_edit *record, const struct ls_edit *edit, struct ls_buf *why)
{
    const struct ls_field *field = ls_field_info(record->entity, edit->field);
    const struct ls_edit *written = ls_changeset_edit(logged, record->id, edit->field);
    const struct ls_record *stood = ls_board_record(board, record->id);
    struct ls_value now = stood ? ls_record_get(stood, edit->field) : (struct ls_value){0};
    enum verdict verdict = VERDICT_FINE;
    if (made->shown && ls_changeset_edit(made->shown, record->id, edit->field)) {
        verdict = written ? VERDICT_BLIND : VERDICT_FINE;
    } else if (written) {
        if (!ls_value_equal(&now, &edit->before) && !edit_merges(field))
            verdict = VERDICT_BLIND;
        else if (!value_has(field, edit, &written->after))
            verdict = VERDICT_LOST;
    } else if (!ls_value_equal(&edit->before, &edit->after) && !value_has(field, edit, &now)) {
        verdict = VERDICT_LOST;
    }
    ls_value_done(&now);
    if (verdict == VERDICT_FINE || edit_follows(record->entity, edit))
        return VERDICT_FINE;
    edit_name(board, made, record->id, edit->field, why);
    ls_buf_str(why, verdict == VERDICT_LOST ? " is not in what was saved of it, and no conflict was shown"
                                            : " was saved over what its author had not seen");
    return verdict;
}

/* What a changeset has deleted is what its author saw. */
static enum verdict judge_deleted(const struct ls_board *board, const struct made *made, const struct ls_changeset *logged,
                                  struct ls_buf *why)
{
    for (size_t i = 0; i < made->seen_len; i++) {
        const struct ls_record *seen = made->seen[i], *stood = ls_board_record(board, seen->id);
        const struct ls_entity_info *info = ls_entity_info((enum ls_entity)seen->entity);
        const struct ls_edit *gone = ls_changeset_edit(logged, seen->id, LS_F_DELETED);
        for (int f = LS_F_FIRST; gone && gone->after.i && stood && f < info->field_count; f++) {
            struct ls_value now = ls_record_get(stood, f), then = ls_record_get(seen, f);
            const struct ls_edit *own = ls_changeset_edit(made->cs, seen->id, f);
            bool same = ls_value_equal(&now, &then) || info->fields[f].flags & LS_FF_HIDDEN ||
                        (own && !ls_value_equal(&own->before, &own->after)) || /* set by itself: judged as an edit */
                        (own && ls_value_equal(&own->after, &now)); /* an undone creation is as it was made */
            ls_value_done(&now);
            ls_value_done(&then);
            if (same)
                continue;
            edit_name(board, made, seen->id, f, why);
            ls_buf_str(why, " was changed by somebody else, and deleted with what was changed");
            return VERDICT_BLIND;
        }
    }
    return VERDICT_FINE;
}

/* Whether the record is deleted by it, and that is a conflict: its other edits of that record are kept with it for its author
 * to choose, as one (nobody deletes what they have not seen). */
static bool edit_is_kept(const struct made *made, const struct ls_record_edit *record)
{
    return made->shown && ls_changeset_edit(made->shown, record->id, LS_F_DELETED);
}

static enum verdict judge_logged(const struct ls_board *board, const struct made *made, const struct ls_changeset *logged,
                                 struct ls_buf *why)
{
    enum verdict verdict = judge_deleted(board, made, logged, why);
    for (size_t r = 0; !verdict && r < made->cs->len; r++) {
        const struct ls_record_edit *record = &made->cs->records[r];
        for (size_t e = 0; !verdict && !edit_is_kept(made, record) && e < record->len; e++)
            verdict = judge_edit(board, made, logged, record, &record->edits[e], why);
    }
    return verdict;
}

/* --- the log --------------------------------------------------------------------------------- */

struct log {
    struct ls_changeset **v; /* newest first */
    size_t len;
};

static bool log_has(const struct log *log, const struct ls_changeset *cs, size_t *ret_times)
{
    *ret_times = 0;
    for (size_t i = 0; i < log->len; i++)
        *ret_times += ls_changeset_same_id(log->v[i], cs);
    return *ret_times > 0;
}

/* Whether the field ever had that value: changed by somebody else to the same, an edit has nothing to do, and where the rest
 * of its changeset is a conflict nothing of it is in the log. */
static bool log_ever(const struct log *log, ls_id record, const struct ls_edit *edit, const struct ls_field *field)
{
    const struct ls_value empty = {0};
    for (size_t i = 0; i < log->len; i++) {
        const struct ls_edit *written = ls_changeset_edit(log->v[i], record, edit->field);
        const struct ls_edit *life = ls_changeset_edit(log->v[i], record, LS_F_DELETED);
        bool made = life && life->before.kind == LS_V_NULL;
        if (written ? value_has(field, edit, &written->after) : made && value_has(field, edit, &empty))
            return true;
    }
    return false;
}

/* Whether it takes back what is not in the log. */
static bool made_is_moot(struct world *w, const struct log *log, const struct made *made)
{
    size_t times;
    const struct made *undone = made->cs->flags & LS_CS_UNDO ? world_made(w, made->cs->undoes.writer, made->cs->undoes.n) : NULL;
    return undone && !log_has(log, undone->cs, &times);
}

/* One that is not in the log: refused, or a conflict in all that it wanted. */
static enum verdict judge_unlogged(struct world *w, const struct log *log, const struct ls_board *board,
                                   const struct made *made, struct ls_buf *why)
{
    bool moot = made_is_moot(w, log, made);
    for (size_t r = 0; !made->refused && !moot && r < made->cs->len; r++) {
        const struct ls_record_edit *record = &made->cs->records[r];
        for (size_t e = 0; !edit_is_kept(made, record) && e < record->len; e++) {
            const struct ls_edit *edit = &record->edits[e];
            bool shown = made->shown && (made->cs->flags & LS_CS_WHOLE ||
                                         ls_changeset_edit(made->shown, record->id, edit->field));
            if (shown || ls_value_equal(&edit->before, &edit->after) ||
                log_ever(log, record->id, edit, ls_field_info(record->entity, edit->field)))
                continue;
            edit_name(board, made, record->id, edit->field, why);
            ls_buf_str(why, " was accepted and is nowhere: not saved, not refused, no conflict");
            return VERDICT_LOST;
        }
    }
    return VERDICT_FINE;
}

/* What its author was told will never be saved stays so, whoever still had it in hand. */
static enum verdict judge_refused(const struct ls_board *board, const struct made *made, struct ls_buf *why)
{
    edit_name(board, made, made->cs->records[0].id, made->cs->records[0].edits[0].field, why);
    ls_buf_str(why, " was told as refused, and is in the file");
    return VERDICT_REFUSED;
}

static enum verdict judge_numbers(struct world *w, const struct log *log, struct ls_buf *why)
{
    size_t times;
    for (size_t i = 0; i < w->made_len; i++) {
        const struct ls_changeset *cs = w->made[i].cs;
        log_has(log, cs, &times);
        if (times > 1 || (cs->n > 1 && !world_made(w, cs->writer, cs->n - 1))) {
            ls_buf_printf(why, "%s %llu (%s) %s", cs->label, (unsigned long long)cs->n, w->made[i].user,
                          times > 1 ? "is in the log twice" : "has no predecessor");
            return VERDICT_NUMBER;
        }
    }
    return VERDICT_FINE;
}

/* Goes through the log as it came to be, and looks at each changeset with what stood before it. */
static enum verdict judge_log(struct world *w, const struct log *log, const struct ls_board *fresh, struct ls_buf *why)
{
    struct ls_board *board = ls_board_new();
    enum verdict verdict = judge_numbers(w, log, why);
    size_t times;
    for (size_t i = log->len; !verdict && i-- > 0;) {
        const struct made *made = world_made(w, log->v[i]->writer, log->v[i]->n);
        if (made)
            verdict = made->refused ? judge_refused(board, made, why) : judge_logged(board, made, log->v[i], why);
        ls_board_apply(board, log->v[i]);
    }
    if (!verdict && !records_same(fresh, board, "by the log", why))
        verdict = VERDICT_DIVERGED;
    for (size_t i = 0; !verdict && i < w->made_len; i++) {
        if (!log_has(log, w->made[i].cs, &times))
            verdict = judge_unlogged(w, log, board, &w->made[i], why);
    }
    ls_board_free(board);
    return verdict;
}

static enum verdict judge_file(struct world *w, const struct ls_board *fresh, struct ls_buf *why)
{
    const struct ls_store_log_query all = {.limit = 100000};
    LS_AUTO(error) struct ls_error err = {0};
    struct ls_store *store = NULL;
    struct log log = {0};
    enum verdict verdict = VERDICT_FINE;
    if (ls_store_open(w->path, true, &store, &err) || ls_store_check(store, &err) ||
        ls_store_log(store, &all, &log.v, &log.len, &err)) {
        ls_buf_str(why, err.message);
        verdict = VERDICT_CHAIN;
    }
    if (!verdict)
        verdict = judge_log(w, &log, fresh, why);
    for (size_t i = 0; i < log.len; i++)
        ls_changeset_free(log.v[i]);
    free(log.v);
    ls_store_close(store);
    return verdict;
}

enum verdict judge(struct world *w, struct ls_buf *why)
{
    struct client fresh = {0};
    world_client_open(w, &fresh, "", "fresh");
    const struct ls_board *board = ls_session_board(fresh.session);
    enum verdict verdict = judge_boards(w, board, why);
    if (!verdict)
        verdict = judge_rules(board, why);
    if (!verdict)
        verdict = judge_file(w, board, why);
    world_client_done(w, &fresh);
    return verdict;
}
