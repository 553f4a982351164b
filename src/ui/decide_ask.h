/* Deciding, point by point: what is decided, why, what follows, when to look at it again. In the sync and on the page of
 * a decision alike. */
#ifndef LOCKSTEP_UI_DECIDE_ASK_H
#define LOCKSTEP_UI_DECIDE_ASK_H

#include "lockstep/command.h"
#include "lockstep/types.h"

struct ls_error;
struct ui;

/* What is decided on. */
struct decide_on {
    enum ls_command_id command; /* takes the points: LS_CMD_SYNC_DECIDE, LS_CMD_DECISION_DECIDE */
    ls_id target;               /* what the command is about: an agenda line, a decision; 0: nothing */
    ls_id decision;             /* the proposed decision whose options may be taken; 0: none */
    const char *noted;          /* what was noted about it last, which may be the reason; NULL: nothing. Copied */
    const char *warning;        /* what whoever decides should know, told above every point; NULL: nothing. Copied */
    void (*decided)(struct ui *ui, ls_id target); /* goes on when it is decided; NULL: nothing more to do */
    /* Goes on without a decision, with words or ""; false: err says why not. NULL: that is no choice. */
    bool (*left_open)(struct ui *ui, ls_id target, const char *words, struct ls_error *err);
    const char *open; /* what it is then ("still open"); borrowed for good */
};

/* Asks for all points: what is decided comes first. */
void ask_decide(struct ui *ui, const struct decide_on *on);

/* The shortest way: the option that is marked is what is decided, and only the rest is asked for. Where none is, they are
 * shown first, with leaving it open at their head, to which words may be typed. */
void ask_choose(struct ui *ui, const struct decide_on *on);

/* Whether points of a decision on target were given and others are still being asked for. */
bool ask_is_deciding(const struct ui *ui, ls_id target);

#endif
