/* For tests: the sample team, and commands run on it as a session runs them (fill in, check, number, apply). */
#ifndef LOCKSTEP_TESTS_UNIT_SYNC_TEAM_H
#define LOCKSTEP_TESTS_UNIT_SYNC_TEAM_H

#include "base/buf.h"
#include "lockstep/command.h"
#include "lockstep/error.h"
#include "lockstep/meeting.h"

struct sync_team {
    struct ls_board *board;
    int64_t now;
    int64_t ticks;
    const char *machine;
    const struct ls_follow *follow;
    ls_id me;
    struct ls_changeset *last; /* the last one that changed something */
    struct ls_buf said;
    struct ls_error err;
};

/* The sample team at 2026-03-10 09:28 Berlin, ines at "here". */
void sync_team_open(struct sync_team *t);
void sync_team_close(struct sync_team *t);

/* Lets time pass. */
void sync_team_wait(struct sync_team *t, int64_t seconds);

/* Runs a data command ("sync note", text); its code. What it said is in t->said, its refusal in t->err. */
int sync_team_run(struct sync_team *t, const char *spelling, const char *text);

/* As above with targets ("LS-20 LS-21") and fields ("due=fri title=x" split at blanks). */
int sync_team_run_on(struct sync_team *t, const char *spelling, const char *targets, const char *text,
                     const char *fields);

/* Runs and expects it to be done. */
void sync_team_do(struct sync_team *t, const char *spelling, const char *text);

/* Takes the last changeset back, as undo does. */
void sync_team_undo(struct sync_team *t);

/* The record that people call so. */
ls_id sync_team_id(const struct sync_team *t, const char *name);

/* A field as text; lives until the next call. */
const char *sync_team_field(struct sync_team *t, ls_id id, const char *field);

/* Reads the meeting (0: the running one). Caller runs ls_live_done. */
void sync_team_live(const struct sync_team *t, ls_id meeting, struct ls_live *ret_live);

/* Of the running sync: goes on, or starts it, until that line is live; what cannot be confirmed is dropped. */
void sync_team_go_to(struct sync_team *t, int64_t n);

/* Its clock and the live line's, as "1:35 of 15:00 on time, ends 09:37 | over by 0:35 of 1:00". */
void sync_team_clock_is(struct sync_team *t, const char *wanted);

/* That line is live; 0: none. */
void sync_team_on_line(struct sync_team *t, int64_t n);

/* A line of M-12, which is the sample's next sync. */
const struct ls_agenda_item *sync_team_line(struct sync_team *t, int64_t n);
void sync_team_line_is(struct sync_team *t, int64_t n, enum ls_line_state state, const char *outcome);

#endif
