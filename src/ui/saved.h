/* Saved views on the screen: going to one behind g, saving what a list shows, changing and deleting. */
#ifndef LOCKSTEP_UI_SAVED_H
#define LOCKSTEP_UI_SAVED_H

#include "lockstep/saved_view.h"

struct ui;

/* What stands behind a key of the panel that g opens. */
struct saved_key {
    char *name;
    bool mine;
    int64_t count; /* records that it finds; -1: it reads no more */
};

/* False where the key has no view. ret_key (NULL: only asked whether): free with saved_key_done. */
bool saved_behind_key(const struct ui *ui, int place, struct saved_key *ret_key);
void saved_key_done(struct saved_key *key);

#endif
