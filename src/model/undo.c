/* Choosing what undo and redo take back. */
#include "lockstep/undo.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* The names that later ones take back. */
struct undo_names {
    const struct ls_changeset_name **v;
    size_t len, cap;
};

static bool undo_taken_back(const struct undo_names *names, const struct ls_changeset *cs)
{
    for (size_t i = names->len; i-- > 0;) {
        if (ls_changeset_is(cs, names->v[i]))
            return true;
    }
    return false;
}

static bool undo_is_undo(const struct ls_changeset *cs)
{
    return cs->flags & LS_CS_UNDO && !(cs->flags & LS_CS_REDO);
}

/* Joining a running sync says in its minutes who is there. It comes along with looking at it, so nobody means it by undo:
 * who is missing after all says so (sync attend). */
static bool undo_is_joining(const struct ls_changeset *cs)
{
    bool joins = cs->len && cs->label && !strcmp(cs->label, "sync start");
    for (size_t i = 0; joins && i < cs->len; i++)
        joins = cs->records[i].entity == LS_E_ATTENDANCE;
    return joins;
}

/* Whether one that stands is what is looked for. *ret_over: the search ends without it. */
static bool undo_fits(const struct ls_changeset *cs, bool redo, bool *ret_over)
{
    *ret_over = false;
    if (undo_is_joining(cs))
        return false;
    *ret_over = redo && !(cs->flags & LS_CS_UNDO) && cs->len;
    return redo ? undo_is_undo(cs) : !undo_is_undo(cs) && cs->len;
}

/* A group's changesets have consecutive numbers of one writer, but in the log what the same person did elsewhere meanwhile
 * may stand between them: it begins behind what that writer did before. */
static bool undo_is_before(const struct ls_changeset *cs, const struct ls_changeset *of_group)
{
    return cs->n < of_group->n && !memcmp(cs->writer, of_group->writer, LS_WRITER_SIZE);
}

enum ls_undo_answer ls_undo_next(const struct ls_changeset *const *acts, size_t len, bool redo, size_t **ret_at,
                                 size_t *ret_count)
{
    struct undo_names names = {0};
    enum ls_undo_answer answer = LS_UNDO_OLDER;
    ls_id group = 0;
    bool over = false;
    *ret_at = ls_alloc((len + 1) * sizeof(**ret_at));
    *ret_count = 0;
    for (size_t i = len; i-- > 0 && answer == LS_UNDO_OLDER;) {
        const struct ls_changeset *cs = acts[i];
        bool stands = !undo_taken_back(&names, cs);
        if (stands && cs->flags & LS_CS_UNDO) {
            LS_GROW(names.v, names.len, names.cap);
            names.v[names.len++] = &cs->undoes;
        }
        if (*ret_count && cs->group != group) {
            if (undo_is_before(cs, acts[(*ret_at)[*ret_count - 1]]))
                answer = LS_UNDO_FOUND;
        } else if (stands && undo_fits(cs, redo, &over)) {
            (*ret_at)[(*ret_count)++] = i;
            group = cs->group;
            answer = group ? LS_UNDO_OLDER : LS_UNDO_FOUND;
        } else if (stands && over) {
            answer = LS_UNDO_NONE;
        }
    }
    free(names.v);
    return answer;
}

const char *ls_undo_label(const struct ls_changeset *cs)
{
    const char *label = cs->label ? cs->label : "";
    bool marked = cs->flags & LS_CS_UNDO && (!strncmp(label, "undo ", 5) || !strncmp(label, "redo ", 5));
    return marked ? label + 5 : label;
}
