/* The share process: alone touches the team file. One request at a time; streams what it reads. Between requests it looks
 * who else is there (share_peers.c). */
#include "app/processes.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "app/protocol.h"
#include "app/share_backup.h"
#include "app/share_doctor.h"
#include "app/share_export.h"
#include "app/share_notice.h"
#include "app/share_pair.h"
#include "app/share_peers.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/paths.h"
#include "journal/journal.h"
#include "lockstep/board.h"
#include "store/backup.h"
#include "store/store.h"

/* How far a drive may be behind with a file's size (SMB as it is mounted by default), and a little more: what looks damaged
 * is looked at once more after that. */
enum { BATCH = 256 << 10, BEHIND_MS = 1200 };

struct share {
    struct ls_channel *ch;
    struct ls_store *store;
    struct share_peers peers;
    struct share_notice notice;
    char *path;
    bool read_only;
    bool parts; /* nothing is sent but what is asked for */
    int64_t today;
    char *state_dir; /* of this machine */
    char *backups;   /* the folder of backups */
    int64_t backed_up; /* the day of the last try */
    struct ls_buf batch;
    enum app_message batch_type;
};

static void share_send_error(struct share *share, enum app_message type, const struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    protocol_error_pack(&b, err);
    protocol_send(share->ch, type, &b);
}

/* --- streaming ------------------------------------------------------------------------------- */

static void share_flush(struct share *share)
{
    if (share->batch.len)
        protocol_send(share->ch, share->batch_type, &share->batch);
    ls_buf_clear(&share->batch);
    ls_channel_flush(share->ch);
}

static struct ls_buf *share_batch(struct share *share, enum app_message type)
{
    if (share->batch_type != type || share->batch.len >= BATCH)
        share_flush(share);
    share->batch_type = type;
    return &share->batch;
}

static struct ls_buf *share_records(void *arg)
{
    return share_batch(arg, SHARE_RECORDS);
}

static void share_first_page(void *arg)
{
    struct share *share = arg;
    share_flush(share);
    protocol_send(share->ch, SHARE_FIRST, NULL);
    ls_channel_flush(share->ch);
}

static void share_event(void *arg, const struct ls_event *event)
{
    protocol_event_pack(share_batch(arg, SHARE_EVENTS), event);
}

static struct ls_buf *share_ahead_records(void *arg)
{
    return arg;
}

/* What is small and asked for by every command comes without a question: each costs a turn of both processes. Where it
 * cannot be read, asking for it says why. */
static void share_ahead(struct share *share, uint64_t seq)
{
    static const enum ls_entity ahead[] = {LS_E_SETTING, LS_E_PERSON, LS_E_RITUAL};
    for (size_t i = 0; i < LS_COUNT(ahead); i++) {
        LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
        const struct ls_store_sink sink = {.records = share_ahead_records, .arg = &b};
        const struct ls_board_need need = {.part = LS_PART_ENTITY, .entity = ahead[i]};
        ls_pack_uint(&b, ahead[i]);
        if (ls_store_fetch(share->store, &need, seq, &sink, NULL) == LS_OK)
            protocol_send(share->ch, SHARE_AHEAD, &b);
    }
}

/* --- opening --------------------------------------------------------------------------------- */

static int share_load(struct share *share, struct ls_error *err)
{
    const struct ls_store_sink sink = {share_records, share_first_page, share_event, share};
    struct ls_store_info info;
    protocol_send(share->ch, SHARE_CLEAR, NULL);
    int code = ls_store_load(share->store, share->today, share->parts ? NULL : &sink, err);
    if (code)
        return code;
    share_flush(share);
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    ls_store_info(share->store, &info);
    ls_pack_bytes(&b, info.file_id, LS_WRITER_SIZE);
    ls_pack_uint(&b, info.seq);
    ls_pack_str(&b, info.team);
    ls_pack_uint(&b, info.read_only);
    ls_pack_str(&b, info.read_only_why);
    ls_pack_int(&b, info.incarnation);
    ls_pack_uint(&b, info.discarding);
    ls_pack_uint(&b, info.damaged);
    if (share->parts)
        share_ahead(share, info.seq);
    protocol_send(share->ch, SHARE_LOADED, &b);
    return LS_OK;
}

/* A changeset that was in hand while the drive hung, and the front end has left: the next program of this machine has it
 * from the journal, and may have been told by now that it is refused. */
static bool share_wanted(void *arg, const struct ls_changeset *cs)
{
    struct share *share = arg;
    ls_channel_fill(share->ch);
    return !share->ch->in_over || ls_journal_waits(share->state_dir, share->path, cs->writer, cs->n);
}

static int share_open_again(struct share *share, struct ls_error *err)
{
    ls_store_close(share->store);
    share->store = NULL;
    int code = ls_store_open_guarded(share->path, share->read_only, share->backups, &share->store, err);
    if (!code) {
        share_peers_watch(&share->peers, share->store);
        ls_store_set_wanted(share->store, share_wanted, share);
        code = share_load(share, err);
    }
    if (code) {
        ls_store_close(share->store);
        share->store = NULL;
    }
    return code;
}

static bool share_is_damaged(const struct share *share)
{
    struct ls_store_info info = {0};
    if (share->store)
        ls_store_info(share->store, &info);
    return info.damaged;
}

static bool share_is_remote(const char *path)
{
    struct ls_drive drive;
    LS_AUTO(string) char *real = realpath(path, NULL);
    ls_drive_look(real ? real : path, &drive);
    bool remote = drive.class != LS_DRIVE_LOCAL && drive.class != LS_DRIVE_SYNCED;
    ls_drive_done(&drive);
    return remote;
}

static void share_say_present(struct share *share)
{
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    struct stat st;
    bool missing = stat(share->path, &st) && (errno == ENOENT || errno == ENOTDIR);
    ls_pack_uint(&b, !missing);
    protocol_send(share->ch, SHARE_PRESENT, &b);
    ls_channel_flush(share->ch);
}

static void share_open(struct share *share, const struct ls_message *message)
{
    struct ls_unpack u;
    LS_AUTO(error) struct ls_error err = {0};
    ls_unpack_init(&u, message->data, message->len);
    free(share->path);
    share->path = ls_unpack_str(&u);
    bool make = ls_unpack_uint(&u) != 0;
    LS_AUTO(string) char *team = ls_unpack_str(&u);
    share->read_only = ls_unpack_uint(&u) != 0;
    share->today = ls_unpack_int(&u);
    free(share->state_dir);
    share->state_dir = ls_unpack_str(&u);
    free(share->backups);
    share->backups = share_backup_folder(share->state_dir, share->path);
    LS_AUTO(string) char *user = ls_unpack_str(&u);
    share->parts = ls_unpack_uint(&u) != 0;
    if (ls_unpack_uint(&u))
        share_say_present(share);
    share_peers_init(&share->peers, share->ch, user, share->state_dir, !share->read_only);
    int code = make ? ls_store_create(share->path, team, &err) : LS_OK;
    if (!code)
        code = share_open_again(share, &err);
    if ((code == LS_ECORRUPT || share_is_damaged(share)) && share_is_remote(share->path)) {
        poll(NULL, 0, BEHIND_MS);
        ls_error_done(&err);
        code = share_open_again(share, &err);
    }
    if (code)
        share_send_error(share, SHARE_FAILED, &err);
}

/* --- requests -------------------------------------------------------------------------------- */

/* but: not this one. */
static void share_news(struct share *share, const struct ls_changeset *but)
{
    struct ls_changeset *cs;
    while ((cs = ls_store_news(share->store))) {
        if (!but || !ls_changeset_same_id(cs, but))
            protocol_send_changeset(share->ch, SHARE_NEWS, cs);
        ls_changeset_free(cs);
    }
}

/* A file that is not what was read (replaced, gone back) is read again. Where it cannot be opened, the next request
 * tries again. */
static int share_ready(struct share *share, struct ls_error *err)
{
    return share->store ? LS_OK : share_open_again(share, err);
}

/* What looks damaged may be a drive that is a second behind with the file's size (SMB as it is mounted by default): it is
 * looked at once more before it is believed and read again as a whole. */
static int share_look_again(struct share *share, struct ls_error *err)
{
    if (share_is_remote(share->path))
        poll(NULL, 0, BEHIND_MS);
    ls_error_done(err);
    int code = ls_store_refresh(share->store, err);
    if (code != LS_ECORRUPT)
        return code;
    ls_error_done(err);
    return share_open_again(share, err);
}

/* Commits where the file still is the one that the changeset was made for: another may have taken its place since. */
static int share_commit_for(struct share *share, const uint8_t *file_id, const struct ls_changeset *cs,
                            struct ls_commit *ret_commit, struct ls_error *err)
{
    struct ls_store_info info;
    ls_store_info(share->store, &info);
    if (!memcmp(info.file_id, file_id, LS_WRITER_SIZE))
        return ls_store_commit(share->store, cs, ret_commit, err);
    ls_error_set(err, LS_EFAILED, "another team file stands at %s now", share->path);
    ls_error_hint(err, "what you did is kept and waits for the one that it was made for");
    return LS_EFAILED;
}

/* Whether cs takes back a changeset that is not in the log: it would find nothing to do, and what it takes back would stay
 * when that is saved after it. */
static bool share_undoes_nothing(struct share *share, const struct ls_changeset *cs)
{
    struct ls_store_saved undone = {.n = cs->undoes.n};
    bool lost = false, back = false;
    if (!(cs->flags & LS_CS_UNDO))
        return false;
    memcpy(undone.writer, cs->undoes.writer, LS_WRITER_SIZE);
    return ls_store_lost(share->store, &undone, 1, true, &lost, &back, NULL) == LS_OK && lost;
}

/* A changeset from an earlier time waits until that is there of which it speaks: what the drive has lost is put back by each
 * author's machine, and another may come first. */
static int share_commit_waits(struct share *share, const struct ls_changeset *cs, struct protocol_committed *answer)
{
    struct ls_error *err = &answer->error;
    if (ls_store_refresh(share->store, err)) {
        ls_error_done(err); /* saving it says what is wrong */
        return LS_OK;
    }
    answer->missing = ls_store_missing(share->store, cs);
    answer->waits = answer->missing || share_undoes_nothing(share, cs);
    if (!answer->waits)
        return LS_OK;
    return ls_error_set(err, LS_EBUSY, "%s waits for what %s does not have", cs->label, ls_path_base(share->path));
}

static void share_commit(struct share *share, const struct ls_message *message)
{
    uint8_t file_id[LS_WRITER_SIZE];
    unsigned flags = 0;
    struct ls_changeset *cs = protocol_commit(message, file_id, &flags);
    struct protocol_committed answer = {0};
    struct ls_commit commit = {0};
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    if (!cs)
        return;
    int code = share_ready(share, &answer.error);
    if (!code)
        code = share_peers_may_write(&share->peers, share->store, cs->who, &answer.error);
    if (!code && flags & COMMIT_PATIENT)
        code = share_commit_waits(share, cs, &answer);
    if (!code) {
        code = share_commit_for(share, file_id, cs, &commit, &answer.error);
        if (code == LS_ECORRUPT && !commit.final) {
            ls_commit_done(&commit);
            code = share_look_again(share, &answer.error);
            if (!code)
                code = share_commit_for(share, file_id, cs, &commit, &answer.error);
        }
    }
    if (share->store)
        share_news(share, flags & COMMIT_QUIET ? cs : NULL);
    memcpy(answer.writer, cs->writer, sizeof(answer.writer));
    answer.n = cs->n;
    answer.seq = commit.seq;
    answer.final = commit.final;
    answer.name_taken = commit.name_taken;
    answer.mine = commit.mine;
    answer.theirs = commit.theirs;
    commit.mine = commit.theirs = NULL;
    answer.error.code = (enum ls_code)code;
    protocol_committed_pack(&b, &answer);
    protocol_send(share->ch, SHARE_COMMITTED, &b);
    protocol_committed_done(&answer);
    ls_changeset_free(cs);
}

static void share_poll(struct share *share)
{
    LS_AUTO(error) struct ls_error err = {0};
    int code = share_ready(share, &err);
    if (!code)
        code = ls_store_refresh(share->store, &err);
    if (code == LS_ECORRUPT && share->store)
        share_look_again(share, &err);
    if (share->store) {
        share_news(share, NULL);
        share_notice_arm(&share->notice, share->path);
    }
    share_send_error(share, SHARE_POLLED, &err);
}

static void share_read(struct share *share, const struct ls_message *message)
{
    const struct ls_store_sink sink = {share_records, share_first_page, share_event, share};
    struct ls_unpack u;
    LS_AUTO(error) struct ls_error err = {0};
    ls_unpack_init(&u, message->data, message->len);
    uint64_t seq = ls_unpack_uint(&u);
    struct ls_board_need need = {.part = (enum ls_board_part)ls_unpack_uint(&u)};
    need.entity = (enum ls_entity)ls_unpack_uint(&u);
    need.key = ls_unpack_int(&u);
    if (share->store)
        ls_store_fetch(share->store, &need, seq, &sink, &err);
    else
        ls_error_set(&err, LS_EFAILED, "%s cannot be read any more", share->path);
    share_flush(share);
    share_send_error(share, SHARE_READ_DONE, &err);
}

static void share_export_entity(struct share *share, const struct ls_message *message)
{
    LS_AUTO(error) struct ls_error err = {0};
    if (share_ready(share, &err) == LS_OK) {
        share_export(share->store, share->ch, message, &err);
        share_news(share, NULL);
    }
    share_send_error(share, SHARE_READ_DONE, &err);
}

static void share_log(struct share *share, const struct ls_message *message)
{
    struct ls_unpack u;
    struct ls_changeset **log = NULL;
    size_t count = 0;
    LS_AUTO(error) struct ls_error err = {0};
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    ls_unpack_init(&u, message->data, message->len);
    struct ls_store_log_query query = {.record = ls_unpack_int(&u)};
    query.who = ls_unpack_int(&u);
    query.after = ls_unpack_uint(&u);
    query.upto = ls_unpack_uint(&u);
    query.limit = (unsigned)ls_unpack_uint(&u);
    query.fold = ls_unpack_uint(&u) != 0;
    if (share_ready(share, &err) == LS_OK && ls_store_log(share->store, &query, &log, &count, &err) == LS_ECORRUPT &&
        share_look_again(share, &err) == LS_OK)
        ls_store_log(share->store, &query, &log, &count, &err);
    protocol_error_pack(&b, &err);
    ls_pack_uint(&b, count);
    for (size_t i = 0; i < count; i++) {
        ls_changeset_pack(&b, log[i]);
        ls_pack_uint(&b, log[i]->group_len);
        ls_changeset_free(log[i]);
    }
    free(log);
    protocol_send(share->ch, SHARE_LOGGED, &b);
}

/* Which of those are lost, in the order in which they were asked for. */
static void share_check(struct share *share, const struct ls_message *message)
{
    struct ls_unpack u;
    struct ls_store_saved *saved = NULL;
    size_t count = 0, cap = 0;
    bool back = false;
    LS_AUTO(error) struct ls_error err = {0};
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    ls_unpack_init(&u, message->data, message->len);
    bool each = ls_unpack_uint(&u) != 0;
    while (u.left && !u.failed) {
        LS_GROW(saved, count, cap);
        ls_unpack_fixed(&u, saved[count].writer, LS_WRITER_SIZE);
        saved[count].n = ls_unpack_uint(&u);
        saved[count++].seq = ls_unpack_uint(&u);
    }
    bool *lost = ls_alloc(count + 1);
    if (share_is_damaged(share))
        ls_error_set(&err, LS_ECORRUPT, "%s is damaged", share->path);
    else if (share_ready(share, &err) == LS_OK && ls_store_lost(share->store, saved, count, each, lost, &back, &err) == LS_ECORRUPT &&
        share_look_again(share, &err) == LS_OK)
        ls_store_lost(share->store, saved, count, each, lost, &back, &err);
    protocol_error_pack(&b, &err);
    ls_pack_uint(&b, back);
    for (size_t i = 0; i < count && !err.code; i++) {
        if (!lost[i])
            continue;
        ls_pack_bytes(&b, saved[i].writer, LS_WRITER_SIZE);
        ls_pack_uint(&b, saved[i].n);
    }
    protocol_send(share->ch, SHARE_CHECKED, &b);
    free(lost);
    free(saved);
}

/* --- backups --------------------------------------------------------------------------------- */

static void share_backup(struct share *share, const struct ls_message *message)
{
    struct ls_unpack u;
    LS_AUTO(error) struct ls_error err = {0};
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    ls_unpack_init(&u, message->data, message->len);
    LS_AUTO(string) char *asked = ls_unpack_str(&u);
    LS_AUTO(string) char *to = *asked ? ls_strdup(asked) : share_backup_name(share->backups, ls_clock_now());
    int code = share_ready(share, &err);
    if (!code && !*asked)
        code = ls_path_make_dirs(share->backups, &err);
    if (!code)
        code = ls_store_backup(share->store, to, &err);
    if (!code && !*asked)
        share_backup_prune(share->backups);
    protocol_error_pack(&b, &err);
    ls_pack_str(&b, to);
    protocol_send(share->ch, SHARE_BACKED_UP, &b);
}

/* Once a day, while nothing else is to be done, a few pages at a time. One that fails is tried again tomorrow or by the
 * next program: no word of it, for nothing that was asked for has failed. */
static void share_idle(struct share *share)
{
    if (ls_store_backup_runs(share->store)) {
        if (ls_store_backup_step(share->store, NULL) == LS_OK)
            share_backup_prune(share->backups);
        return;
    }
    share->backed_up = ls_stamp_date(ls_clock_now());
    LS_AUTO(string) char *to = share_backup_daily(share->backups, share->backed_up);
    if (!ls_path_exists(to) && ls_path_make_dirs(share->backups, NULL) == LS_OK)
        ls_store_backup_begin(share->store, to, NULL);
}

/* How long nothing may be asked until share_idle is called; -1: it has nothing to do. */
static int share_idle_ms(const struct share *share)
{
    enum { BETWEEN_MS = 20, QUIET_MS = 500 };
    if (!share->store || !*share->backups)
        return -1;
    if (ls_store_backup_runs(share->store))
        return BETWEEN_MS;
    return share->backed_up == ls_stamp_date(ls_clock_now()) ? -1 : QUIET_MS;
}

/* Where the file cannot be opened again, that is what is found. */
static void share_health(struct share *share, const struct ls_message *message)
{
    LS_AUTO(error) struct ls_error err = {0};
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    struct ls_unpack u;
    ls_unpack_init(&u, message->data, message->len);
    int64_t wait_ms = ls_unpack_int(&u);
    bool ready = share_ready(share, &err) == LS_OK;
    if (ready && wait_ms > 0)
        share_pair(&share->peers, wait_ms, &b);
    if (ready)
        share_doctor(&share->peers, share->store, share->backups, &b);
    else
        share_doctor_failed(share->path, &err, share->backups, &b);
    protocol_send(share->ch, SHARE_HEALTH, &b);
}

static void share_user(struct share *share, const struct ls_message *message)
{
    struct ls_unpack u;
    ls_unpack_init(&u, message->data, message->len);
    LS_AUTO(string) char *user = ls_unpack_str(&u);
    share_peers_set_user(&share->peers, user);
}

static void share_request(struct share *share, const struct ls_message *message)
{
    switch (share->path || message->type == SHARE_OPEN ? message->type : 0) {
    case SHARE_OPEN: share_open(share, message); break;
    case SHARE_COMMIT: share_commit(share, message); break;
    case SHARE_POLL: share_poll(share); break;
    case SHARE_READ: share_read(share, message); break;
    case SHARE_EXPORT: share_export_entity(share, message); break;
    case SHARE_LOG: share_log(share, message); break;
    case SHARE_CHECK: share_check(share, message); break;
    case SHARE_DOCTOR: share_health(share, message); break;
    case SHARE_BACKUP: share_backup(share, message); break;
    case SHARE_USER: share_user(share, message); break;
    default: break;
    }
}

void app_share_process(struct ls_channel *ch, void *unused)
{
    struct share share = {.ch = ch, .batch = LS_BUF_INIT};
    struct ls_message message;
    (void)unused;
    share_notice_init(&share.notice);
    ch->also = share.notice.fd;
    while (!ls_channel_gone(ch)) {
        int idle = share_idle_ms(&share), peers = share_peers_due(&share.peers);
        bool idle_first = idle >= 0 && (peers < 0 || idle < peers);
        if (ls_channel_wait(ch, idle_first ? idle : peers, &message))
            share_request(&share, &message);
        else if (share_notice_heard(&share.notice))
            protocol_send(ch, SHARE_CHANGED, NULL);
        else if (idle_first && !ls_channel_gone(ch))
            share_idle(&share);
        share_peers_turn(&share.peers);
    }
    ls_store_close(share.store);
    share_peers_done(&share.peers);
    share_notice_done(&share.notice);
    ls_buf_done(&share.batch);
    free(share.path);
    free(share.state_dir);
    free(share.backups);
}
