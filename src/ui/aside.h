/* Answers on their way. Whether what was answered can be kept is known only when its question or form has gone: it is put
 * aside until it is in the file, and comes back with its words where it was refused. */
#ifndef LOCKSTEP_UI_ASIDE_H
#define LOCKSTEP_UI_ASIDE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lockstep/changeset.h"

struct ls_error;
struct ui;
struct view;

/* How something comes back, or goes for good; arg is owned. */
struct aside_ops {
    /* Nothing was pressed since: it is shown again, and why. Takes arg over. */
    void (*again)(struct ui *ui, void *arg, const struct ls_error *err);
    /* Something else was begun meanwhile: what was typed is kept for the next time that it is asked for. Returns whether
     * there is something that will be offered. arg stays. */
    bool (*keep)(struct ui *ui, void *arg);
    void (*saved)(void *arg); /* it is in the file; NULL: free will do */
    void (*free)(void *arg);
};

struct aside {
    const struct aside_ops *ops;
    void *arg;
    struct ls_changeset_name name; /* of what was committed */
    int64_t key_at; /* ui->key_at by then */
};

struct asides {
    struct aside *v;
    size_t len, cap;
    struct ls_changeset_name first; /* what the answer that is being taken committed first; n 0: nothing yet */
};

/* An answer is taken from here on: what it commits is its own. */
void aside_begin(struct ui *ui);

/* ls_session_commit has taken this changeset; 0: there was nothing to commit. */
void aside_committed(struct ui *ui, uint64_t n);

/* Puts it aside until what was committed since aside_begin is saved; at once saved where nothing was. arg is taken over. */
void aside_put(struct ui *ui, const struct aside_ops *ops, void *arg);

/* Takes the view on top off as ui_pop does, and puts it aside. */
void aside_put_view(struct ui *ui);

/* What the session says: it is in the file (or waits as a conflict, which has a dialog of its own); it was refused. */
void aside_saved(struct ui *ui, uint64_t n);
bool aside_refused(struct ui *ui, const struct ls_changeset *cs, const struct ls_error *err); /* true: and told */

/* The program ends: what is not refused by now is kept by the journal. */
void aside_done(struct ui *ui);

#endif
