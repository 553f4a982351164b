/* The others who have the file open, for the share process: when to look, and what the session is told of it.
 * A command that only reads is gone before its first look; one that writes is seen from its first write on. */
#include "app/share_peers.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "app/protocol.h"
#include "base/clock.h"
#include "base/mem.h"
#include "store/store.h"

enum { FIRST_LOOK_MS = 1000, SETTLE_MS = 8000 };

void share_peers_init(struct share_peers *p, struct ls_channel *ch, const char *user, const char *state_dir, bool joins)
{
    share_peers_done(p);
    *p = (struct share_peers){.ch = ch, .user = ls_strdup(user), .state_dir = state_dir, .joins = joins, .told = LS_BUF_INIT};
}

void share_peers_done(struct share_peers *p)
{
    ls_peers_free(p->peers);
    ls_drive_done(&p->drive);
    share_proof_done(&p->kept);
    free(p->user);
    ls_buf_done(&p->told);
    *p = (struct share_peers){.told = LS_BUF_INIT};
}

void share_peers_set_user(struct share_peers *p, const char *user)
{
    free(p->user);
    p->user = ls_strdup(user);
    if (p->peers)
        ls_peers_set_user(p->peers, user);
}

/* --- what is proven -------------------------------------------------------------------------- */

/* A drive of which it was proven in an earlier session that it does not bear two is one of those. */
static void share_peers_judge(struct share_peers *p)
{
    LS_AUTO(buf) struct ls_buf day = LS_BUF_INIT;
    if (p->kept.proof < LS_PEERS_NO_LOCKS || p->drive.class != LS_DRIVE_NETWORK)
        return;
    ls_date_format(&day, p->kept.day);
    LS_AUTO(string) char *wrong = ls_asprintf("%s, as was proven on %s with another machine", p->kept.proof == LS_PEERS_STALE
                                              ? "it shows old content or loses writes" : "its locks stay on each machine", day.data);
    ls_drive_proven_unfit(&p->drive, wrong, "mount it anew with shared locks and without caches, or prove it with lockstep doctor "
                                            "--peer on two machines");
}

static void share_peers_keep(struct share_peers *p, enum ls_peers_proof proof, bool whole, const char *with)
{
    share_proof_done(&p->kept);
    p->kept = (struct share_proof){proof, whole, ls_stamp_date(ls_clock_now()), ls_strdup(with)};
    share_proof_keep(p->state_dir, &p->drive, &p->kept, NULL); /* else it is found out again */
}

void share_peers_proven(struct share_peers *p, enum ls_peers_proof proof, const char *with)
{
    if (!p->state_dir)
        return;
    share_peers_keep(p, proof, proof == LS_PEERS_SHARED, with);
    ls_drive_done(&p->drive);
    ls_drive_look(ls_peers_path(p->peers), &p->drive);
    share_peers_judge(p);
}

/* What follows from looking at each other in a session is kept, too: that locks are not shared is always; that one was seen
 * is no proof against what two machines have tried. */
static void share_peers_learn(struct share_peers *p)
{
    enum ls_peers_proof proof = ls_peers_proof(p->peers);
    if (p->drive.class != LS_DRIVE_NETWORK || proof == LS_PEERS_UNPROVEN || proof == p->kept.proof ||
        (proof == LS_PEERS_SHARED && p->kept.proof != LS_PEERS_UNPROVEN))
        return;
    share_peers_keep(p, proof, false, "");
}

/* "locks are not shared on this drive: it is mounted with nolock, …", and what to do. */
static int share_peers_unfit(const struct share_peers *p, const char *what, struct ls_error *err)
{
    const struct ls_drive *drive = &p->drive;
    ls_error_set(err, LS_EREFUSED, "%s%s%s", what, *drive->wrong ? ": " : "", drive->wrong);
    ls_error_hint(err, "%s, or work where the file is: ssh FILEHOST lockstep",
                  *drive->cure ? drive->cure : "mount it with shared locks and without caches");
    return LS_EREFUSED;
}

int share_peers_proof(const struct share_peers *p, struct ls_error *err)
{
    struct ls_peer peer;
    switch (ls_peers_proof(p->peers)) {
    case LS_PEERS_NO_LOCKS: return share_peers_unfit(p, "locks are not shared on this drive", err);
    case LS_PEERS_STALE: return share_peers_unfit(p, "this drive shows old content of files that others write", err);
    case LS_PEERS_UNPROVEN:
    case LS_PEERS_SHARED: break;
    }
    if (p->drive.class == LS_DRIVE_SYNCED && p->others)
        return share_peers_unfit(p, "others write this file too, and each machine has a copy of its own", err);
    if (p->drive.class >= LS_DRIVE_UNSHARED && ls_peers_get(p->peers, 0, &peer))
        return share_peers_unfit(p, "somebody else has it open, and this drive does not bear two who write", err);
    return LS_OK;
}

/* What is to be known of the drive while nothing is proven against it: "drive not proven yet", "". */
static const char *share_peers_note(const struct share_peers *p)
{
    switch (p->drive.class) {
    case LS_DRIVE_NETWORK:
        return ls_peers_proof(p->peers) == LS_PEERS_UNPROVEN && p->kept.proof != LS_PEERS_SHARED ? "drive not proven yet" : "";
    case LS_DRIVE_UNSHARED: return "this drive bears one who writes";
    case LS_DRIVE_SYNCED: return "this folder bears one who writes";
    case LS_DRIVE_LOCAL: break;
    }
    return "";
}

static void share_peers_pack(const struct share_peers *p, struct ls_buf *b)
{
    LS_AUTO(error) struct ls_error err = {0};
    struct ls_peer peer;
    size_t count = 0;
    share_peers_proof(p, &err);
    protocol_error_pack(b, &err);
    ls_pack_str(b, share_peers_note(p));
    while (ls_peers_get(p->peers, count, &peer))
        count++;
    ls_pack_uint(b, count);
    for (size_t i = 0; ls_peers_get(p->peers, i, &peer); i++) {
        ls_pack_str(b, peer.user);
        ls_pack_int(b, peer.since);
        ls_pack_uint(b, peer.here);
    }
}

/* Tells the session, where it is not what it knows. */
static void share_peers_tell(struct share_peers *p)
{
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    share_peers_pack(p, &b);
    if (b.len == p->told.len && !memcmp(b.data, p->told.data, b.len))
        return;
    protocol_send(p->ch, SHARE_PEERS, &b);
    ls_channel_flush(p->ch);
    ls_buf_clear(&p->told);
    ls_buf_add(&p->told, b.data, b.len);
}

/* --- the store's questions ------------------------------------------------------------------- */

static void share_peers_writing(void *arg, bool writing)
{
    struct share_peers *p = arg;
    ls_peers_set_writing(p->peers, writing);
}

static const char *share_peers_waiting(void *arg, int64_t waited_ms)
{
    struct share_peers *p = arg;
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    const char *writer = ls_peers_writer(p->peers);
    (void)waited_ms; /* the session counts from its own first word of it */
    ls_pack_str(&b, writer);
    protocol_send(p->ch, SHARE_WAITING, &b);
    ls_channel_flush(p->ch);
    return writer;
}

void share_peers_watch(struct share_peers *p, struct ls_store *store)
{
    const struct ls_store_watch watch = {share_peers_writing, share_peers_waiting, p};
    struct ls_store_info info;
    ls_store_info(store, &info);
    if (!p->peers) {
        p->peers = ls_peers_new(info.path, p->user, NULL);
        ls_drive_look(info.path, &p->drive);
        share_proof_read(p->state_dir, &p->drive, &p->kept);
        share_peers_judge(p);
        p->due = ls_clock_monotonic() + FIRST_LOOK_MS;
        if (p->drive.class == LS_DRIVE_LOCAL)
            share_peers_pack(p, &p->told); /* that nobody is there goes without saying */
        else
            share_peers_tell(p);
    }
    ls_store_set_watch(store, &watch);
}

/* --- looking --------------------------------------------------------------------------------- */

/* A folder that cannot be written is no reason not to go on: one is not seen, and tries again. */
static void share_peers_look(struct share_peers *p)
{
    int64_t now = ls_clock_monotonic();
    if (p->joins && !ls_peers_joined(p->peers))
        ls_peers_join(p->peers, now, NULL);
    p->due = ls_peers_turn(p->peers, now);
    share_peers_learn(p);
    share_peers_tell(p);
}

int share_peers_due(const struct share_peers *p)
{
    int64_t left = p->peers ? p->due - ls_clock_monotonic() : -1;
    return !p->peers ? -1 : left > 0 ? (int)left : 0;
}

void share_peers_turn(struct share_peers *p)
{
    if (p->peers && ls_clock_monotonic() >= p->due)
        share_peers_look(p);
}

void share_peers_settle(struct share_peers *p, int64_t limit_ms)
{
    int64_t end = ls_clock_monotonic() + limit_ms;
    share_peers_look(p);
    while (ls_peers_unsettled(p->peers) && p->due < end) {
        poll(NULL, 0, share_peers_due(p));
        share_peers_look(p);
    }
}

int share_peers_may_write(struct share_peers *p, struct ls_store *store, int64_t who, struct ls_error *err)
{
    if (p->drive.class == LS_DRIVE_SYNCED && !p->others && (p->others = ls_store_others(store, who)))
        share_peers_tell(p);
    /* On a drive that is known not to bear it, a command too waits until it knows whether it is alone. */
    if (p->joins && !ls_peers_joined(p->peers))
        share_peers_settle(p, p->drive.class >= LS_DRIVE_UNSHARED ? SETTLE_MS : 0);
    return share_peers_proof(p, err);
}
