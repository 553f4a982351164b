/* What the share process does about the others who have the file open: being seen, seeing them, telling the session. */
#ifndef LOCKSTEP_APP_SHARE_PEERS_H
#define LOCKSTEP_APP_SHARE_PEERS_H

#include "app/share_proof.h"
#include "base/buf.h"
#include "store/drive.h"
#include "store/peers.h"

struct ls_channel;
struct ls_error;
struct ls_store;

struct share_peers {
    struct ls_channel *ch; /* borrowed */
    struct ls_peers *peers; /* NULL: no file is open yet */
    char *user;
    struct ls_drive drive;
    const char *state_dir;    /* of this machine, borrowed; NULL: what is proven is not kept */
    struct share_proof kept;  /* what was proven before, or is now */
    bool joins;         /* false: looks only */
    bool others;        /* somebody else has written the file: on a folder that is copied nobody is alone then */
    int64_t due;        /* monotonic; when it looks next */
    struct ls_buf told; /* what the session was told last */
};

void share_peers_init(struct share_peers *p, struct ls_channel *ch, const char *user, const char *state_dir, bool joins);
void share_peers_done(struct share_peers *p);
void share_peers_set_user(struct share_peers *p, const char *user);

/* The file is open: who holds it is told while it is waited for, and that we hold it is told to the others. */
void share_peers_watch(struct share_peers *p, struct ls_store *store);

/* Milliseconds until share_peers_turn has something to do, -1: nothing. */
int share_peers_due(const struct share_peers *p);

/* Looks, where it is time, and tells the session what has changed. */
void share_peers_turn(struct share_peers *p);

/* Why two who write are not borne by the drive, proven or by its class while somebody else is there; LS_OK. */
int share_peers_proof(const struct share_peers *p, struct ls_error *err);

/* Two machines have tried the drive, and all of it worked (LS_PEERS_SHARED) or it does not bear two who write: kept for those
 * who come later. with: whom. */
void share_peers_proven(struct share_peers *p, enum ls_peers_proof proof, const char *with);

/* Joins, looks, and waits until those who were asked have answered or had the time to; at most limit_ms. */
void share_peers_settle(struct share_peers *p, int64_t limit_ms);

/* Before a write of that person: is seen by the others, and LS_EREFUSED where it is proven that the drive does not bear two who write.
 * Asking again later may be answered otherwise. */
int share_peers_may_write(struct share_peers *p, struct ls_store *store, int64_t who, struct ls_error *err);

#endif
