/* Three machines with one team file, in one process and in one order: the session, the journal, the share process and the
 * store are the real ones, and only what makes a run differ from the next is replaced. A helper process is a thread that
 * runs when it is told to, until it waits for its next message; clock and random numbers come from the seed. So a history
 * that fails fails again, and whoever is offline has a share process that is not told to run: a drive that hangs. */
#ifndef LOCKSTEP_TESTS_STORE_HISTORY_WORLD_H
#define LOCKSTEP_TESTS_STORE_HISTORY_WORLD_H

#include <stdarg.h>
#include <stdio.h>

#include "app/session_internal.h"
#include "base/buf.h"
#include "lockstep/board.h"

enum { CLIENTS = 3 };

struct helper;

struct client {
    const char *user;
    char *state; /* its folder of local state: a machine of its own */
    struct ls_session *session;
    struct helper *journal, *share;
    bool offline;
};

/* A changeset that a session has accepted, and what became of it as far as its author was told. */
struct made {
    struct ls_changeset *cs;
    const char *user;
    bool refused;
    struct ls_changeset *shown; /* the fields of it that he was shown a conflict of, NULL: none */
    struct ls_record **seen;    /* what it deletes, as he saw it */
    size_t seen_len, seen_cap;
};

struct world {
    char *folder, *path;
    struct client clients[CLIENTS];
    struct helper **orphans; /* share processes of sessions that ended while their drive hung */
    size_t orphan_len, orphan_cap;
    struct made *made;
    size_t made_len, made_cap;
    uint64_t random;
    FILE *trace; /* where the steps are told, NULL: nowhere */
};

/* Whether the store looks at the rules when it has merged: false for the control that has to fail. */
extern bool world_rules_on_merged;

/* template: a team file that every history begins with a copy of. Everybody has it open, and is online. */
void world_init(struct world *w, const char *template, uint64_t seed);
void world_done(struct world *w);

uint64_t world_random(struct world *w, uint64_t below);

/* Notes what its session has accepted since; before others' news change what its author saw. */
void world_accepted(struct world *w, const struct client *c);

/* Runs what is ready of one client once: its helpers, then its session. */
void world_turn(struct world *w, struct client *c);

/* ... until nothing more happens by itself. look: asks for others' news first, where it is online. */
void world_settle(struct world *w, struct client *c, bool look);

/* The program ends and starts again: what it had handed to its helpers is finished by them. */
void world_restart(struct world *w, struct client *c);

void world_set_offline(struct world *w, struct client *c, bool offline);

/* A session that reads the file now, on a machine of its own. Its client is done by world_client_done. */
void world_client_open(struct world *w, struct client *c, const char *user, const char *machine);
void world_client_done(struct world *w, struct client *c);

/* The changeset of that name, NULL where nobody has made it. */
struct made *world_made(struct world *w, const uint8_t *writer, uint64_t n);

void world_tell(const struct world *w, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
