/* Doctor on two machines at once. They find each other in FILE-peers/ and go from step to step together: each says there how
 * far it is, and waits until the other is as far. What is tried is what a team does: locks, counting up in one database, and
 * reading after the other has died in the middle of writing. */
#include "app/share_pair.h"

#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "app/protocol.h"
#include "app/share_doctor.h"
#include "app/share_peers.h"
#include "base/clock.h"
#include "base/mem.h"
#include "helper/helper.h"
#include "lockstep/health.h"
#include "store/scratch.h"

enum { PAIR_STEP_MS = 30000, PAIR_LOOK_MS = 200, PAIR_ROUNDS = 25, PAIR_CRASH_MS = 20000, PAIR_LINGER_MS = 12000 };

/* How far one is. */
enum pair_step { PAIR_NONE, PAIR_MET, PAIR_READY, PAIR_COUNTED, PAIR_FIRST_DIED, PAIR_SECOND_DIED, PAIR_READ,
                 PAIR_GAVE_UP = 98, PAIR_FAILED = 99 };

struct pair {
    struct share_peers *p;
    char other[LS_PEER_ID_SIZE]; /* "": not met */
    bool first;                  /* of the two, by their names: makes the database, dies first */
    char *path;                  /* of the database */
    struct ls_scratch *scratch;
    struct ls_buf *b;
};

static void pair_say(const struct pair *pair, const char *sentence)
{
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    ls_pack_str(&b, sentence);
    protocol_send(pair->p->ch, SHARE_STEP, &b);
    ls_channel_flush(pair->p->ch);
}

static void pair_found(const struct pair *pair, const char *name, enum ls_health_state state, const char *found, const char *todo)
{
    share_doctor_line(pair->b, name, state, found, todo);
}

/* --- looking at the other -------------------------------------------------------------------- */

static bool pair_find(struct pair *pair, struct ls_peer *ret_peer)
{
    for (size_t i = 0; ls_peers_get(pair->p->peers, i, ret_peer); i++) {
        if (*pair->other ? !strcmp(ret_peer->id, pair->other) : ret_peer->step != PAIR_NONE)
            return true;
    }
    return false;
}

/* Looks until the other is that far; LS_EREFUSED where the drive is proven unfit meanwhile, or he has failed. */
static int pair_wait(struct pair *pair, enum pair_step step, int64_t limit_ms, struct ls_error *err)
{
    int64_t end = ls_clock_monotonic() + limit_ms;
    for (;;) {
        struct ls_peer peer;
        ls_peers_turn(pair->p->peers, ls_clock_monotonic());
        if (ls_peers_proof(pair->p->peers) >= LS_PEERS_NO_LOCKS)
            return share_peers_proof(pair->p, err);
        if (pair_find(pair, &peer)) {
            memcpy(pair->other, peer.id, sizeof(pair->other));
            if (peer.step == PAIR_FAILED)
                return ls_error_set(err, LS_EREFUSED, "the other machine has found that it does not work");
            if (peer.step == PAIR_GAVE_UP)
                return ls_error_set(err, LS_EFAILED, "the other machine could not go on");
            if (peer.step >= (unsigned)step && (step != PAIR_MET || peer.locked))
                return LS_OK;
        } else if (*pair->other && step == PAIR_READ) {
            return LS_OK; /* he has all he came for, and has left */
        }
        if (ls_clock_monotonic() >= end || ls_channel_gone(pair->p->ch))
            return LS_EBUSY;
        poll(NULL, 0, PAIR_LOOK_MS);
    }
}

static void pair_step(struct pair *pair, enum pair_step step)
{
    ls_peers_set_step(pair->p->peers, step);
    ls_peers_turn(pair->p->peers, ls_clock_monotonic());
}

static int pair_both(struct pair *pair, enum pair_step step, struct ls_error *err)
{
    pair_step(pair, step);
    int code = pair_wait(pair, step, PAIR_STEP_MS, err);
    if (code == LS_EBUSY)
        ls_error_set(err, LS_EBUSY, "the other machine did not go on: it is gone, or what it writes is not seen here");
    return code;
}

/* --- what is tried --------------------------------------------------------------------------- */

/* After a failure: stays until the other has seen it too. On a drive that shows old content he sees but our beats go on,
 * and we may never read that he has come: what is proven of the drive was proven by somebody. */
static void pair_linger(struct pair *pair, int code)
{
    int64_t end = ls_clock_monotonic() + PAIR_LINGER_MS;
    bool proven = ls_peers_proof(pair->p->peers) >= LS_PEERS_NO_LOCKS;
    struct ls_peer peer;
    pair_step(pair, code == LS_EREFUSED ? PAIR_FAILED : PAIR_GAVE_UP);
    while ((*pair->other || proven) && ls_clock_monotonic() < end && !ls_channel_gone(pair->p->ch)) {
        ls_peers_turn(pair->p->peers, ls_clock_monotonic());
        bool found = pair_find(pair, &peer);
        if (found ? peer.step >= PAIR_GAVE_UP : !proven)
            return;
        poll(NULL, 0, PAIR_LOOK_MS);
    }
}

static int pair_meet(struct pair *pair, int64_t wait_ms, struct ls_error *err)
{
    pair_say(pair, "waiting for the other: run lockstep doctor --peer on a second machine now, on the same team file");
    pair_step(pair, PAIR_MET);
    int code = pair_wait(pair, PAIR_MET, wait_ms, err);
    if (code != LS_EBUSY)
        return code;
    if (*pair->other)
        ls_error_set(err, LS_EBUSY, "the other is there, but whether its lock is seen did not come out");
    else
        ls_error_set(err, LS_EBUSY, "nobody came within %lld s", (long long)(wait_ms / LS_SECOND));
    ls_error_hint(err, "run lockstep doctor --peer on two machines at the same time");
    return LS_EBUSY;
}

static int pair_open(struct pair *pair, struct ls_error *err)
{
    struct ls_scratch_found found;
    int64_t end = ls_clock_monotonic() + PAIR_STEP_MS;
    int code = pair->first ? ls_scratch_open(pair->path, true, &pair->scratch, err) : LS_OK;
    if (!code && pair->first)
        pair_step(pair, PAIR_READY);
    else if (!code)
        code = pair_wait(pair, PAIR_READY, PAIR_STEP_MS, err);
    while (!code && !pair->first) { /* a new name is seen late on NFS */
        code = ls_scratch_open(pair->path, false, &pair->scratch, err);
        if (code != LS_ENOTFOUND || ls_clock_monotonic() >= end)
            break;
        ls_error_done(err);
        poll(NULL, 0, PAIR_LOOK_MS);
        code = LS_OK;
    }
    if (!code)
        code = ls_scratch_read(pair->scratch, &found, err); /* so that there is something old to be shown */
    return code ? code : pair_both(pair, PAIR_READY, err);
}

static int pair_expect(struct pair *pair, const char *what, struct ls_error *err)
{
    struct ls_scratch_found found;
    int64_t all = 2 * PAIR_ROUNDS;
    int code = ls_scratch_read(pair->scratch, &found, err);
    if (code || (found.count == all && found.lines == all && found.even))
        return code;
    ls_error_set(err, LS_EREFUSED, "%s: of %lld writes that were done, %lld are counted and %lld are there%s", what, (long long)all,
                 (long long)found.count, (long long)found.lines, found.even ? "" : ", and pages do not belong together");
    return LS_EREFUSED;
}

static int pair_count(struct pair *pair, struct ls_error *err)
{
    int code = LS_OK;
    pair_say(pair, "writing, both at once");
    for (int i = 0; !code && i < PAIR_ROUNDS; i++)
        code = ls_scratch_add(pair->scratch, err);
    if (!code)
        code = pair_both(pair, PAIR_COUNTED, err);
    return code ? code : pair_expect(pair, "writes are lost, or old content is read", err);
}

/* In a process of its own: half a transaction, and dead. */
static void pair_die(struct ls_channel *ch, void *arg)
{
    struct ls_scratch *scratch;
    (void)ch;
    if (ls_scratch_open(arg, false, &scratch, NULL) == LS_OK && ls_scratch_half(scratch, NULL) == LS_OK)
        raise(SIGKILL);
}

static int pair_crash(struct pair *pair, struct ls_error *err)
{
    struct ls_channel ch;
    struct ls_message message;
    pid_t pid;
    int code = ls_helper_start("lockstep-die", pair_die, pair->path, &ch, &pid, err);
    if (code)
        return code;
    ls_channel_wait(&ch, PAIR_CRASH_MS, &message);
    ls_channel_done(&ch);
    return LS_OK;
}

/* One dies in the middle of writing, and the other reads; then the other way round. */
static int pair_crashes(struct pair *pair, struct ls_error *err)
{
    pair_say(pair, "one dies in the middle of writing, the other reads; then the other way round");
    int code = LS_OK;
    for (int turn = 0; !code && turn < 2; turn++) {
        enum pair_step step = turn ? PAIR_SECOND_DIED : PAIR_FIRST_DIED;
        bool mine = pair->first == (turn == 0);
        if (mine) {
            code = pair_crash(pair, err);
        } else {
            code = pair_wait(pair, step, PAIR_STEP_MS, err);
            if (!code)
                code = pair_expect(pair, "a crash on one machine is not repaired on the other", err);
        }
        if (!code)
            code = pair_both(pair, step, err);
    }
    if (!code)
        pair_both(pair, PAIR_READ, NULL); /* so that nobody takes the file away under the other */
    return code;
}

/* --- all of it ------------------------------------------------------------------------------- */

static int pair_try(struct pair *pair, const char *name, int (*step)(struct pair *, struct ls_error *), const char *fine)
{
    LS_AUTO(error) struct ls_error err = {0};
    int code = step(pair, &err);
    if (!code) {
        pair_found(pair, name, LS_HEALTH_OK, fine, "");
        return LS_OK;
    }
    pair_linger(pair, code);
    pair_found(pair, name, code == LS_EBUSY ? LS_HEALTH_NOTE : LS_HEALTH_WRONG, err.message ? err.message : "it did not work",
               err.hint ? err.hint : code == LS_EBUSY ? "try again" : "this drive does not bear two who write: ssh FILEHOST lockstep");
    return code;
}

/* Kept for those who come later; what one machine tries with itself says nothing. */
static void pair_keep(struct pair *pair, bool here, const char *with, int code)
{
    if (here || (code && code != LS_EREFUSED))
        return;
    share_peers_proven(pair->p, code ? LS_PEERS_STALE : LS_PEERS_SHARED, with);
}

static void pair_run(struct pair *pair)
{
    struct ls_peer peer = {0};
    pair_find(pair, &peer);
    bool here = peer.here;
    LS_AUTO(string) char *with = ls_strdup(peer.user);
    LS_AUTO(string) char *who = ls_asprintf("%s on %s machine", *peer.user ? peer.user : "somebody", peer.here ? "this" : "another");
    pair_found(pair, "met", peer.here ? LS_HEALTH_NOTE : LS_HEALTH_OK, who,
               peer.here ? "what is proven on one machine says nothing of another" : "");
    pair_found(pair, "locks", LS_HEALTH_OK, "the other's lock is seen here", "");
    pair->first = strcmp(ls_peers_id(pair->p->peers), pair->other) < 0;
    LS_AUTO(buf) struct ls_buf path = LS_BUF_INIT;
    ls_peers_scratch(pair->p->peers, pair->first ? ls_peers_id(pair->p->peers) : pair->other, &path);
    pair->path = path.data;
    int code = pair_try(pair, "a common file", pair_open, "made by one, opened by the other");
    if (!code)
        code = pair_try(pair, "fresh reads", pair_count, "all that both wrote at once is there, on both");
    if (!code)
        code = pair_try(pair, "crash repair", pair_crashes, "what one left half written, the other repaired, both ways");
    pair_keep(pair, here, with, code);
    ls_scratch_close(pair->scratch);
    if (pair->first)
        ls_scratch_remove(pair->path);
}

void share_pair(struct share_peers *p, int64_t wait_ms, struct ls_buf *b)
{
    struct pair pair = {.p = p, .b = b};
    LS_AUTO(error) struct ls_error err = {0};
    int code = ls_peers_joined(p->peers) ? LS_OK : ls_peers_join(p->peers, ls_clock_monotonic(), &err);
    if (!code)
        code = pair_meet(&pair, wait_ms, &err);
    if (!code) {
        pair_run(&pair);
    } else {
        pair_linger(&pair, code);
        pair_found(&pair, code == LS_EBUSY ? "another machine" : "locks", LS_HEALTH_WRONG,
                   err.message ? err.message : "it did not work", err.hint ? err.hint : "");
    }
    ls_peers_set_step(p->peers, PAIR_NONE);
    ls_peers_turn(p->peers, ls_clock_monotonic());
}
