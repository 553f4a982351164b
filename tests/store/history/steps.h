/* What the three of a history do: steps that a seed makes up, each with a seed of its own, so that any of them can be
 * left out and the rest still means something. */
#ifndef LOCKSTEP_TESTS_STORE_HISTORY_STEPS_H
#define LOCKSTEP_TESTS_STORE_HISTORY_STEPS_H

#include "world.h"

enum step_kind {
    STEP_EDIT,    /* one to three fields of a record of any kind */
    STEP_BULK,    /* one field of several items */
    STEP_MAKE,    /* a record */
    STEP_DELETE,  /* one, perhaps referred to, perhaps being edited elsewhere */
    STEP_IMPORT,  /* a table of items, some of them new */
    STEP_UNDO,
    STEP_REDO,
    STEP_CHOOSE,  /* a side in a conflict */
    STEP_TURN,    /* what is under way goes on, a little */
    STEP_LOOK,    /* all that is under way is done, and others' news are read */
    STEP_OFFLINE,
    STEP_ONLINE,
    STEP_RESTART,
    STEP_KINDS
};

struct step {
    unsigned client;
    enum step_kind kind;
    uint64_t seed;
};

/* Makes count steps up. */
void steps_make(uint64_t seed, struct step *steps, size_t count);

/* Does one; what is refused is not done. */
void step_do(struct world *w, const struct step *step);

/* Writes the team file that every history begins with. */
void steps_template(const char *path);

#endif
