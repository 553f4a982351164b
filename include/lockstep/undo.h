/* Undo and redo, chosen from the log: which of one person's changesets is taken back next.
 * An undo is a changeset that names what it undoes, a redo is the undo of an undo; so what is undone follows from the
 * log alone, after a restart and on another machine too. Pure: no file, no session. */
#ifndef LOCKSTEP_UNDO_H
#define LOCKSTEP_UNDO_H

#include "lockstep/changeset.h"

enum ls_undo_answer {
    LS_UNDO_NONE,  /* there is nothing */
    LS_UNDO_FOUND,
    LS_UNDO_OLDER, /* what is known does not say it, or not all of it: older ones are needed, where there are any */
};

/* Looks for what undo (redo: redo) takes back next.
 * acts: changesets of one person in the log's order, the newest last; those before them may be unknown.
 * ret_at: places in acts, newest first: one, or all of a group. Owned by the caller; with LS_UNDO_OLDER what is known of
 * it, where the group may go on before acts.
 * As everywhere: undo passes over what is undone already, and redo ends at the last change that was none of both. Joining a
 * running sync is no change in this sense: both pass over it. */
enum ls_undo_answer ls_undo_next(const struct ls_changeset *const *acts, size_t len, bool redo, size_t **ret_at,
                                 size_t *ret_count);

/* What a changeset was called before it was undone or redone: "set due" of "undo set due". Borrowed. */
const char *ls_undo_label(const struct ls_changeset *cs);

#endif
