/* Whether the rules would let a changeset pass, asked before it is committed: forms ask while somebody types. */
#include "app/session_internal.h"
#include "base/clock.h"

int ls_session_try(struct ls_session *s, const struct ls_changeset *cs, struct ls_culprit *ret_culprit,
                   struct ls_error *err)
{
    struct ls_changeset *filled = ls_changeset_copy(cs);
    ls_rules_fill(s->board, filled, ls_clock_now(), LS_NONE, NULL);
    struct ls_board_trial *trial = ls_board_try(s->board, filled);
    int code = ls_rules_find(s->board, filled, ret_culprit, err);
    ls_board_try_end(s->board, trial);
    ls_changeset_free(filled);
    return code;
}
