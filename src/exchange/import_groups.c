/* An import in groups: short transactions for everybody else who writes, one import for who reads the log; and the line
 * that says what it did. */
#include <stdlib.h>

#include "base/hash.h"
#include "base/mem.h"
#include "base/text.h"
#include "exchange/import_cut.h"
#include "lockstep/error.h"
#include "lockstep/exchange.h"
#include "lockstep/rules.h"

void ls_import_line_text(const struct ls_import_line *line, struct ls_buf *b)
{
    ls_text_safe(b, line->file);
    if (line->skipped) {
        ls_buf_printf(b, ": skipped, %s", line->skipped);
        return;
    }
    size_t all = line->added + line->changed + line->unchanged;
    ls_buf_printf(b, ": %zu %s", all, all == 1 ? ls_entity_info(line->entity)->label : ls_entity_info(line->entity)->plural);
    if (line->added == all && all)
        ls_buf_str(b, " added");
    else if (line->unchanged == all)
        ls_buf_str(b, ", nothing new");
    else if (line->added)
        ls_buf_printf(b, ", %zu added", line->added);
    if (line->changed)
        ls_buf_printf(b, ", %zu changed", line->changed);
    if (line->separator == ';' || line->separator == '\t')
        ls_buf_printf(b, "; read with %s between the cells", line->separator == ';' ? "semicolons" : "tabs");
}

struct groups {
    struct ls_changeset **v;
    struct ls_board_trial **trials; /* of those that are on the board */
    size_t count;
    struct ls_board *board;
};

/* Takes the record's edits over; like has none of it afterwards. */
static void groups_move(struct ls_changeset *to, struct ls_record_edit *record)
{
    struct ls_record_edit *moved = ls_changeset_add_record(to, record->entity, record->id);
    moved->edits = record->edits;
    moved->len = record->len;
    moved->cap = record->cap;
    record->edits = NULL;
    record->len = record->cap = 0;
}

static struct ls_changeset *groups_new(const struct ls_changeset *like, ls_id group)
{
    struct ls_changeset *cs = ls_changeset_new(like->label);
    cs->who = like->who;
    cs->at = like->at;
    cs->flags = like->flags & ~(unsigned)LS_CS_WHOLE; /* what met others' changes waits for a choice; the rest goes in */
    cs->group = group;
    return cs;
}

static void groups_split(struct groups *g, struct ls_changeset *cs, const struct import_cut *cut)
{
    ls_id group = ls_id_new();
    size_t at = 0;
    g->v = ls_alloc(cut->count * sizeof(*g->v));
    g->count = cut->count;
    for (size_t i = 0; i < cut->count; i++) {
        g->v[i] = groups_new(cs, group);
        for (; at < cut->ends[i]; at++)
            groups_move(g->v[i], &cs->records[cut->places[at]]);
    }
}

/* The group behind the i-th becomes part of it. */
static void groups_join(struct groups *g, size_t i)
{
    struct ls_changeset *next = g->v[i + 1];
    for (size_t r = 0; r < next->len; r++)
        groups_move(g->v[i], &next->records[r]);
    ls_changeset_free(next);
    g->count--;
    for (size_t k = i + 1; k < g->count; k++)
        g->v[k] = g->v[k + 1];
}

/* Whether the rules let the group in on top of those before it, which are on the board; then it is there, too. */
static bool groups_stands(const struct groups *g, size_t i)
{
    g->trials[i] = ls_board_try(g->board, g->v[i]);
    if (ls_rules_check(g->board, g->v[i], NULL) == LS_OK)
        return true;
    ls_board_try_end(g->board, g->trials[i]);
    return false;
}

/* What the rules refuse without what comes with it (a name that goes from one record to another) is joined to what
 * comes before it, or behind it where there is nothing before: at the end all are one again, which is right as a whole. */
static void groups_settle(struct groups *g)
{
    size_t i = 0;
    g->trials = ls_alloc(g->count * sizeof(*g->trials));
    while (i < g->count) {
        if (groups_stands(g, i)) {
            i++;
        } else if (i) {
            ls_board_try_end(g->board, g->trials[--i]);
            groups_join(g, i);
        } else if (g->count > 1) {
            groups_join(g, 0);
        } else {
            break;
        }
    }
    while (i-- > 0)
        ls_board_try_end(g->board, g->trials[i]);
    free(g->trials);
}

size_t ls_import_cut(const struct ls_board *board, struct ls_changeset *cs, size_t most, struct ls_changeset ***ret_groups)
{
    struct groups g = {.board = (struct ls_board *)(uintptr_t)board};
    if (cs->len <= most) {
        *ret_groups = ls_alloc(sizeof(**ret_groups));
        (*ret_groups)[0] = cs;
        return 1;
    }
    struct import_cut cut;
    import_cut_make(cs, most, &cut);
    groups_split(&g, cs, &cut);
    import_cut_done(&cut);
    if (g.count > 1)
        groups_settle(&g);
    if (g.count == 1) {
        g.v[0]->flags = cs->flags;
        g.v[0]->group = 0;
    }
    ls_changeset_free(cs);
    *ret_groups = g.v;
    return g.count;
}
