/* Who else has the team file open, and whether the drive shares locks and fresh reads between them.
 * FILE-peers/ holds one file a session, written and held open by its owner alone and locked at a byte beyond all data;
 * beside it an empty ID.beat.N, renamed to N+1 with each beat. No clocks of two machines are compared, no times of files.
 * All of it blocks on the drive, so only the share process calls it (and tests). */
#ifndef LOCKSTEP_STORE_PEERS_H
#define LOCKSTEP_STORE_PEERS_H

#include <fcntl.h>
#include <sys/types.h>

#include "lockstep/types.h"

struct ls_buf;
struct ls_error;
struct ls_peers;

/* What looking at each other has proven about the drive so far. */
enum ls_peers_proof {
    LS_PEERS_UNPROVEN, /* nobody on another machine was met yet */
    LS_PEERS_SHARED,   /* another machine's lock was seen */
    LS_PEERS_NO_LOCKS, /* somebody locked his file at our request, and no lock is to be seen */
    LS_PEERS_STALE,    /* a name goes on and what is in the file does not: reads are old */
};

/* How the drive is asked; tests put worse drives in. NULL: the system's calls. */
struct ls_peers_drive {
    int (*lock)(int fd, int command, struct flock *lock);                   /* as fcntl(2) */
    ssize_t (*read)(int fd, const char *id, void *bytes, size_t len); /* as pread(2) from 0; id: of the peer */
};

enum { LS_PEERS_BEAT_MS = 5000, LS_PEERS_SOON_MS = 1000, LS_PEERS_GONE_MS = 60000 };

/* For the team file at path (resolved). Touches nothing yet. user: handle, "" where nobody knows.
 * drive: borrowed, or NULL. */
struct ls_peers *ls_peers_new(const char *path, const char *user, const struct ls_peers_drive *drive);

/* Takes one's own files away, and the folder with the last of them. NULL is fine. */
void ls_peers_free(struct ls_peers *peers);

void ls_peers_set_user(struct ls_peers *peers, const char *user); /* told to the others with the next beat */

/* Makes one's own file and locks it. An error changes nothing for the team file: one is then not seen by the others. */
int ls_peers_join(struct ls_peers *peers, int64_t now, struct ls_error *err);
bool ls_peers_joined(const struct ls_peers *peers);

/* Beats where it is time, looks at the others, answers and asks. now: monotonic milliseconds.
 * Returns when it wants to be called next. */
int64_t ls_peers_turn(struct ls_peers *peers, int64_t now);

/* What is proven; of oneself, or told by one who is there. Once proven by oneself it stands for this session. */
enum ls_peers_proof ls_peers_proof(const struct ls_peers *peers);

/* The team file's. */
const char *ls_peers_path(const struct ls_peers *peers);

/* 16 hexadecimal digits: a session's name in the folder. */
enum { LS_PEER_ID_SIZE = 17 };
const char *ls_peers_id(const struct ls_peers *peers);

/* How far one is with something that is done together (share_pair.c); 0: with nothing. Told with the next turn. */
void ls_peers_set_step(struct ls_peers *peers, unsigned step);

/* Appends the path of a file beside the sessions' own, named after one of them. */
void ls_peers_scratch(const struct ls_peers *peers, const char *id, struct ls_buf *path);

/* One who is here. Strings are borrowed until the next call that looks; user is what another wrote. */
struct ls_peer {
    const char *id;
    const char *user;
    const char *machine; /* 16 hexadecimal digits */
    int64_t pid;
    int64_t since; /* monotonic: when he was first seen here */
    unsigned step; /* ls_peers_set_step */
    bool locked;   /* his lock was seen at the last look */
    bool here;     /* on this machine */
};
/* The i-th of those who are alive; false behind the last. now: as of the last turn. */
bool ls_peers_get(const struct ls_peers *peers, size_t i, struct ls_peer *ret_peer);

/* Says that one holds the team file for writing, or not any more: seen by others as long as this process lives. */
void ls_peers_set_writing(struct ls_peers *peers, bool writing);

/* Who holds it for writing now; NULL where nobody says so. Borrowed. Asks the drive. */
const char *ls_peers_writer(struct ls_peers *peers);

/* Whether a lock of one's own is seen through another descriptor on this machine. */
enum ls_peers_probe { LS_PEERS_PROBE_FINE, LS_PEERS_PROBE_BROKEN, LS_PEERS_PROBE_UNKNOWN };
enum ls_peers_probe ls_peers_probe(struct ls_peers *peers);

/* Whether somebody was asked and has not had the time to answer. */
bool ls_peers_unsettled(const struct ls_peers *peers);

/* Calls on the drive so far. */
uint64_t ls_peers_calls(const struct ls_peers *peers);

#endif
