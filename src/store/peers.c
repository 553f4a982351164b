/* Presence and the two-host canary: what follows from what is seen in FILE-peers/.
 * Alive: name or content goes on, by this process's own monotonic clock. Unlocked: he is asked to lock again and to say
 * so; unlocked after that is proof that locks are not shared, since he alone could have dropped it. Each session writes
 * its content before its name, so a name that runs ahead of what is read is proof of old reads. */
#include "store/peers.h"

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/machine.h"
#include "base/mem.h"
#include "lockstep/error.h"
#include "store/peers_internal.h"

/* How many looks must agree before a proof is one: a look may fall between a peer's unlocking and locking again. */
enum { PROOF_LOOKS = 2, ALIVE_MS = 30000, MET_MAX = 256 };

struct ls_peers *ls_peers_new(const char *path, const char *user, const struct ls_peers_drive *drive)
{
    struct ls_peers *peers = ls_alloc(sizeof(*peers));
    LS_AUTO(buf) struct ls_buf machine = LS_BUF_INIT;
    uint8_t noise[PEER_ID_LEN / 2];
    ls_random(noise, sizeof(noise));
    for (size_t i = 0; i < PEER_ID_LEN; i++)
        peers->id[i] = "0123456789abcdef"[noise[i / 2] >> (i % 2 * 4) & 15];
    ls_machine_name(&machine);
    peers->path = ls_strdup(path);
    peers->folder = ls_asprintf("%s-peers", path);
    peers->drive = drive;
    peers->fd = -1;
    peers->words = (struct peer_words){.user = ls_strdup(user), .machine = ls_buf_steal(&machine), .pid = getpid()};
    return peers;
}

static void peers_met_done(struct peer_met *met)
{
    peer_words_done(&met->words);
}

void ls_peers_free(struct ls_peers *peers)
{
    if (!peers)
        return;
    if (peers->fd >= 0)
        peer_own_remove(peers);
    for (size_t i = 0; i < peers->met_len; i++)
        peers_met_done(&peers->met[i]);
    free(peers->met);
    peer_words_done(&peers->words);
    free(peers->folder);
    free(peers->path);
    free(peers);
}

void ls_peers_set_user(struct ls_peers *peers, const char *user)
{
    if (!strcmp(peers->words.user, user))
        return;
    free(peers->words.user);
    peers->words.user = ls_strdup(user);
    peers->told = false;
}

int ls_peers_join(struct ls_peers *peers, int64_t now, struct ls_error *err)
{
    int made = -1;
    /* Twice: the last of the others may take the folder away while one comes. */
    for (int tries = 0; made && tries < 2; tries++) {
        LS_AUTO(fd) int folder = peer_folder_open(peers, true);
        made = folder < 0 ? -1 : peer_own_make(peers, folder);
        if (made && peers->fd >= 0)
            ls_fd_done(&peers->fd);
        if (made)
            peers->fd = -1;
        if (made && errno != ENOENT)
            break;
    }
    if (made)
        return ls_error_set(err, LS_EFAILED, "cannot make a file in %s: %s", peers->folder, strerror(errno));
    peers->beat_at = now + LS_PEERS_BEAT_MS / 2;
    peers->told = true;
    return LS_OK;
}

bool ls_peers_joined(const struct ls_peers *peers)
{
    return peers->fd >= 0;
}

/* --- looking --------------------------------------------------------------------------------- */

static struct peer_met *peers_find(struct ls_peers *peers, const char *id)
{
    for (size_t i = 0; i < peers->met_len; i++) {
        if (!strcmp(peers->met[i].id, id))
            return &peers->met[i];
    }
    return NULL;
}

static struct peer_met *peers_meet(struct ls_peers *peers, const char *id, int64_t now)
{
    struct peer_met *met = peers_find(peers, id);
    if (met || peers->met_len == MET_MAX)
        return met;
    LS_GROW(peers->met, peers->met_len, peers->met_cap);
    met = &peers->met[peers->met_len++];
    *met = (struct peer_met){.since = now, .moved_at = now};
    memcpy(met->id, id, PEER_ID_LEN);
    return met;
}

/* Who has a name in the folder. */
static void peers_list(struct ls_peers *peers, int folder, int64_t now)
{
    int copy = dup(folder);
    DIR *dir = copy < 0 ? NULL : fdopendir(copy);
    if (!dir) {
        ls_fd_done(&copy);
        return;
    }
    rewinddir(dir);
    for (size_t i = 0; i < peers->met_len; i++)
        peers->met[i].listed = peers->met[i].has_file = false;
    peers->calls++;
    for (struct dirent *entry; (entry = readdir(dir));) {
        char id[PEER_ID_LEN + 1];
        uint64_t beat;
        if (!peer_name_read(entry->d_name, id, &beat) || !strcmp(id, peers->id))
            continue;
        struct peer_met *met = peers_meet(peers, id, now);
        if (!met)
            continue;
        met->listed = true;
        met->has_file |= !beat;
        if (beat > met->name_beat) {
            met->moved |= met->name_beat != 0;
            met->moved_at = now;
            met->name_beat = beat;
        }
    }
    closedir(dir);
}

/* Whether he says that he has locked his file again since our question. */
static bool peers_answered(const struct ls_peers *peers, const struct peer_met *met)
{
    for (size_t i = 0; met->nonce && i < met->words.answer_len; i++) {
        const struct peer_challenge *answer = &met->words.answers[i];
        if (answer->nonce == met->nonce && !strcmp(answer->id, peers->id))
            return true;
    }
    return false;
}

/* Reads are old where a name has gone on since a look that had found the content behind it, and it still is. */
static void peers_judge_reads(struct ls_peers *peers, struct peer_met *met)
{
    if (!met->read || met->words.beat >= met->name_beat) {
        met->stale = 0;
        met->stale_beat = 0;
        return;
    }
    if (met->name_beat > met->stale_beat) {
        met->stale++;
        met->stale_beat = met->name_beat;
    }
    if (met->stale >= PROOF_LOOKS)
        peers->proof = LS_PEERS_STALE;
}

static void peers_judge_lock(struct ls_peers *peers, struct peer_met *met, int64_t now)
{
    if (met->locked) {
        met->nonce = 0;
        met->unlocked = 0;
        if (met->read && strcmp(met->words.machine, peers->words.machine) && peers->proof == LS_PEERS_UNPROVEN)
            peers->proof = LS_PEERS_SHARED;
    } else if (!met->nonce) {
        ls_random(&met->nonce, sizeof(met->nonce));
        met->nonce |= 1;
        peers->told = false;
    } else if (peers_answered(peers, met)) {
        met->moved = true;
        met->moved_at = now;
        if (++met->unlocked >= PROOF_LOOKS)
            peers->proof = LS_PEERS_NO_LOCKS;
    }
}

static void peers_look_at(struct ls_peers *peers, int folder, struct peer_met *met, int64_t now)
{
    struct peer_words words;
    bool read = false, locked = false;
    if (peer_file_look(peers, folder, met->id, PEER_LOCK_ALIVE, &words, &read, &locked))
        return;
    met->locked = locked;
    if (read) {
        if (met->read && words.beat > met->words.beat)
            met->moved = true;
        if (!met->read || words.beat > met->words.beat)
            met->moved_at = now;
        peer_words_done(&met->words);
        met->words = words;
        met->read = true;
    }
    if (peers->fd < 0)
        return; /* who is not in the folder cannot ask */
    peers_judge_reads(peers, met);
    peers_judge_lock(peers, met, now);
}

/* Died: its process is gone from this machine, or it is silent and unlocked for long. */
static bool peers_is_dead(const struct ls_peers *peers, const struct peer_met *met, int64_t now)
{
    if (met->locked)
        return false;
    bool here = met->read && !strcmp(met->words.machine, peers->words.machine) && met->words.pid > 0;
    return (here && kill((pid_t)met->words.pid, 0) && errno == ESRCH) || now - met->moved_at >= LS_PEERS_GONE_MS;
}

static void peers_look(struct ls_peers *peers, int folder, int64_t now)
{
    peers_list(peers, folder, now);
    for (size_t i = 0; i < peers->met_len;) {
        struct peer_met *met = &peers->met[i];
        if (met->has_file)
            peers_look_at(peers, folder, met, now);
        bool dead = met->listed && peers_is_dead(peers, met, now);
        if (dead && peers->fd >= 0)
            peer_file_remove(peers, folder, met);
        if (!met->listed || dead) {
            peers_met_done(met);
            memmove(met, met + 1, (--peers->met_len - i) * sizeof(*met));
            peers->told = false;
        } else {
            i++;
        }
    }
}

/* --- saying ---------------------------------------------------------------------------------- */

/* Writes anew what one asks and answers; one that is asked anew locks its file again first. True where it changed. */
static bool peers_say(struct ls_peers *peers, int folder)
{
    struct peer_challenge *before = peers->words.answers;
    size_t before_len = peers->words.answer_len;
    bool changed = !peers->told || peers->words.proof != peers->proof, again = false;
    peers->words.answers = NULL;
    peers->words.answer_len = peers->words.answer_cap = peers->words.ask_len = 0;
    for (size_t i = 0; i < peers->met_len; i++) {
        const struct peer_met *met = &peers->met[i];
        if (met->nonce)
            peer_words_ask(&peers->words, met->id, met->nonce);
        for (size_t j = 0; j < met->words.ask_len; j++) {
            if (strcmp(met->words.asks[j].id, peers->id))
                continue;
            bool known = false;
            for (size_t k = 0; k < before_len; k++)
                known |= before[k].nonce == met->words.asks[j].nonce && !strcmp(before[k].id, met->id);
            again |= !known;
            peer_words_answer(&peers->words, met->id, met->words.asks[j].nonce);
        }
    }
    free(before);
    if (again)
        peer_own_again(peers, folder);
    peers->words.proof = peers->proof;
    return changed || again;
}

/* The content before the name, locked again in between. Old reads are proven by beats: those who are new beat twice as
 * often, so that it is known within 15 s. */
static void peers_beat(struct ls_peers *peers, int folder, int64_t now)
{
    enum { EARLY = 6 };
    peers->words.beat++;
    peers->beat_at = now + (peers->words.beat < EARLY ? LS_PEERS_BEAT_MS / 2 : LS_PEERS_BEAT_MS);
    peers->told = peer_own_write(peers) == 0;
    if (!peers->told) {
        peers->words.beat--; /* the name must never run ahead of the content: that would look like old reads */
        return;
    }
    if (peer_own_rename(peers, folder, peers->words.beat) == 0 || errno != ENOENT)
        return;
    /* Taken away as one that was silent for long: made again. */
    ls_fd_done(&peers->fd);
    peers->fd = -1;
    peers->told = peer_own_make(peers, folder) == 0;
}

int64_t ls_peers_turn(struct ls_peers *peers, int64_t now)
{
    LS_AUTO(fd) int folder = peer_folder_open(peers, false);
    if (folder < 0 && peers->fd >= 0 && errno == ENOENT) {
        ls_fd_done(&peers->fd);
        peers->fd = -1;
        ls_peers_join(peers, now, NULL);
        folder = peer_folder_open(peers, false);
    }
    peers->turned_at = now;
    if (folder < 0)
        return now + LS_PEERS_BEAT_MS;
    if (peers->fd >= 0 && now >= peers->beat_at)
        peers_beat(peers, folder, now);
    peers_look(peers, folder, now);
    if (peers->fd < 0)
        return now + LS_PEERS_BEAT_MS;
    if (peers_say(peers, folder))
        peers->told = peer_own_write(peers) == 0;
    /* While a question is open one looks more often, so that the answer is not old. */
    bool open = false;
    for (size_t i = 0; i < peers->met_len; i++)
        open |= peers->met[i].nonce && now - peers->met[i].since < ALIVE_MS;
    int64_t soon = now + LS_PEERS_SOON_MS;
    return open && soon < peers->beat_at ? soon : peers->beat_at;
}

/* --- what is known --------------------------------------------------------------------------- */

const char *ls_peers_path(const struct ls_peers *peers)
{
    return peers->path;
}

enum ls_peers_proof ls_peers_proof(const struct ls_peers *peers)
{
    if (peers->proof >= LS_PEERS_NO_LOCKS)
        return peers->proof;
    for (size_t i = 0; i < peers->met_len; i++) {
        if (peers->met[i].read && peers->met[i].words.proof >= LS_PEERS_NO_LOCKS)
            return peers->met[i].words.proof;
    }
    return peers->proof;
}

/* Locked counts from the first look on; else he must have moved. */
static bool peers_is_alive(const struct ls_peers *peers, const struct peer_met *met)
{
    return met->read && (met->locked || met->moved) && peers->turned_at - met->moved_at < ALIVE_MS;
}

bool ls_peers_get(const struct ls_peers *peers, size_t i, struct ls_peer *ret_peer)
{
    for (size_t at = 0; at < peers->met_len; at++) {
        const struct peer_met *met = &peers->met[at];
        if (!peers_is_alive(peers, met) || i--)
            continue;
        *ret_peer = (struct ls_peer){.id = met->id, .step = met->words.step, .locked = met->locked, .user = met->words.user, .machine = met->words.machine, .pid = met->words.pid,
                                     .since = met->since,
                                     .here = !strcmp(met->words.machine, peers->words.machine)};
        return true;
    }
    return false;
}

void ls_peers_set_writing(struct ls_peers *peers, bool writing)
{
    if (peers->fd >= 0)
        peer_own_lock(peers, PEER_LOCK_WRITING, writing ? F_WRLCK : F_UNLCK);
}

const char *ls_peers_writer(struct ls_peers *peers)
{
    LS_AUTO(fd) int folder = peer_folder_open(peers, false);
    const char *writer = NULL;
    if (folder < 0)
        return NULL;
    peers_list(peers, folder, peers->turned_at);
    for (size_t i = 0; !writer && i < peers->met_len; i++) {
        struct peer_met *met = &peers->met[i];
        bool writes = false, read = false;
        struct peer_words words;
        if (!met->has_file || peer_file_look(peers, folder, met->id, PEER_LOCK_WRITING, met->read ? NULL : &words, &read, &writes))
            continue;
        if (read) {
            met->words = words;
            met->read = true;
        }
        if (writes && met->read)
            writer = met->words.user;
    }
    return writer;
}

enum ls_peers_probe ls_peers_probe(struct ls_peers *peers)
{
    LS_AUTO(fd) int folder = peers->fd < 0 ? -1 : peer_folder_open(peers, false);
    int seen = folder < 0 ? -1 : peer_own_probe(peers, folder);
    return seen < 0 ? LS_PEERS_PROBE_UNKNOWN : seen ? LS_PEERS_PROBE_FINE : LS_PEERS_PROBE_BROKEN;
}

bool ls_peers_unsettled(const struct ls_peers *peers)
{
    for (size_t i = 0; i < peers->met_len; i++) {
        const struct peer_met *met = &peers->met[i];
        if (met->nonce && peers->proof < LS_PEERS_NO_LOCKS && peers->turned_at - met->since < 2 * LS_PEERS_BEAT_MS)
            return true;
    }
    return false;
}

const char *ls_peers_id(const struct ls_peers *peers)
{
    return peers->id;
}

void ls_peers_set_step(struct ls_peers *peers, unsigned step)
{
    if (peers->words.step != step)
        peers->told = false;
    peers->words.step = step;
}

void ls_peers_scratch(const struct ls_peers *peers, const char *id, struct ls_buf *path)
{
    ls_buf_printf(path, "%s/%s-try.db", peers->folder, id);
}

uint64_t ls_peers_calls(const struct ls_peers *peers)
{
    return peers->calls;
}
