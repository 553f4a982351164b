/* Doctor: the file and who may write it, every page of it, its drive and mount, locks on this machine and between machines,
 * who is here, settings as read back, what a look costs, backups. Each line says what was found and, where that is not as it
 * should be, what to do. */
#include "app/share_doctor.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "app/share_backup.h"
#include "app/share_peers.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/pack.h"
#include "base/paths.h"
#include "lockstep/error.h"
#include "lockstep/health.h"
#include "store/store.h"

enum { SETTLE_MS = 8000 };

void share_doctor_line(struct ls_buf *b, const char *name, enum ls_health_state state, const char *found, const char *todo)
{
    ls_pack_str(b, name);
    ls_pack_uint(b, state);
    ls_pack_str(b, found);
    ls_pack_str(b, todo);
}

static void doctor_error(struct ls_buf *b, const char *name, const struct ls_error *err)
{
    share_doctor_line(b, name, LS_HEALTH_WRONG, err->message, err->hint);
}

/* --- the file -------------------------------------------------------------------------------- */

static void doctor_file(struct ls_buf *b, const struct ls_store_info *info)
{
    LS_AUTO(buf) struct ls_buf found = LS_BUF_INIT;
    ls_buf_printf(&found, "%s%s%s, file id ", info->path, *info->team ? ", team " : "", info->team);
    for (size_t i = 0; i < 4; i++)
        ls_buf_printf(&found, "%02x", info->file_id[i]);
    ls_buf_printf(&found, ", incarnation %lld, log at %llu", (long long)info->incarnation, (unsigned long long)info->seq);
    if (info->read_only)
        ls_buf_printf(&found, "; read only: %s", info->read_only_why);
    share_doctor_line(b, "file", info->read_only ? LS_HEALTH_NOTE : LS_HEALTH_OK, found.data, "");
}

static void doctor_version(struct ls_buf *b, struct ls_store *store, const struct ls_store_info *info)
{
    LS_AUTO(buf) struct ls_buf versions = LS_BUF_INIT, found = LS_BUF_INIT;
    LS_AUTO(error) struct ls_error err = {0};
    if (ls_store_versions(store, &versions, &err)) {
        doctor_error(b, "version", &err);
        return;
    }
    ls_buf_printf(&found, "schema %d, read from %d on, written from %d on; this is lockstep " LOCKSTEP_VERSION, info->schema,
                  info->read_min, info->write_min);
    for (char *at = versions.data; *at;) {
        char *end = at + strcspn(at, "\n"), *space = memchr(at, ' ', (size_t)(end - at));
        if (!space)
            break;
        bool one = end - space == 2 && space[1] == '1';
        ls_buf_printf(&found, "%s%.*s (%.*s journal%s)", at == versions.data ? "; written by lockstep " : ", ", (int)(space - at), at,
                      (int)(end - space - 1), space + 1, one ? "" : "s");
        at = end + (*end != 0);
    }
    share_doctor_line(b, "version", LS_HEALTH_OK, found.data, "");
}

static void doctor_integrity(struct ls_buf *b, struct ls_store *store, const char *backups)
{
    LS_AUTO(error) struct ls_error err = {0};
    if (*backups ? ls_store_check_copy(store, backups, &err) : ls_store_check(store, &err))
        doctor_error(b, "integrity", &err);
    else
        share_doctor_line(b, "integrity", LS_HEALTH_OK, "every page and the log's chain are whole", "");
}

static bool doctor_may_write(const char *path)
{
    return faccessat(AT_FDCWD, path, W_OK, AT_EACCESS) == 0;
}

/* What keeps one's own edits out of the file, whoever else may write it: says so, false where nothing does. */
static bool doctor_hindered(struct ls_buf *b, const char *path, const char *folder, const char *journal)
{
    enum { ROOM_KB = 1024 };
    struct statvfs drive;
    LS_AUTO(buf) struct ls_buf found = LS_BUF_INIT;
    const char *todo = NULL;
    bool known = statvfs(path, &drive) == 0;
    unsigned long long left_kb = known ? (unsigned long long)drive.f_bavail * drive.f_frsize / 1024 : 0;
    if (known && drive.f_flag & ST_RDONLY) {
        ls_buf_str(&found, "the drive is mounted read only");
        todo = "have it mounted to be written (rw)";
    } else if (known && left_kb < ROOM_KB) {
        ls_buf_printf(&found, "the drive is full, %llu kB are left", left_kb);
        todo = "make room there: until then edits are kept on this machine";
    } else if (!doctor_may_write(path)) {
        ls_buf_str(&found, "you may not write the team file");
        todo = "ask its owner to chmod 660 it and to take you into its group";
    } else if (access(journal, F_OK) == 0 ? !doctor_may_write(journal) : !doctor_may_write(folder)) {
        ls_buf_printf(&found, "you may write the team file, but not %s", access(journal, F_OK) == 0 ? journal : folder);
        todo = "whoever writes the file writes its folder, too: chmod 2770 the folder";
    }
    if (todo)
        share_doctor_line(b, "access", LS_HEALTH_WRONG, found.data, todo);
    return todo != NULL;
}

/* Whether the others of the file's group can write it: SQLite's journal must be of the same group as the file. */
static void doctor_access(struct ls_buf *b, const char *path)
{
    struct stat file, folder, journal;
    LS_AUTO(buf) struct ls_buf dir = LS_BUF_INIT;
    LS_AUTO(string) char *journal_path = ls_asprintf("%s-journal", path);
    ls_path_dir(&dir, path);
    if (lstat(path, &file) || stat(dir.data, &folder)) {
        share_doctor_line(b, "access", LS_HEALTH_WRONG, strerror(errno), "make the team file's folder readable");
        return;
    }
    if (doctor_hindered(b, path, dir.data, journal_path))
        return;
    LS_AUTO(string) char *found = ls_asprintf("file mode %04o, folder mode %04o", file.st_mode & 07777u, folder.st_mode & 07777u);
    bool for_group = (file.st_mode & S_IWGRP) != 0, for_all = (file.st_mode & S_IWOTH) != 0;
    if (lstat(journal_path, &journal) == 0 && journal.st_gid != file.st_gid && for_group && !for_all)
        share_doctor_line(b, "access", LS_HEALTH_WRONG, "the journal beside the team file is of another group than the file",
                    "chgrp the file's group onto the journal, and chmod g+s the folder");
    else if (!for_group && !for_all)
        share_doctor_line(b, "access", LS_HEALTH_NOTE, found, "only its owner may write it; for a team: chmod 660 the file");
    else if (for_group && !for_all && (!(folder.st_mode & S_IWGRP) || !(folder.st_mode & S_ISGID) || folder.st_gid != file.st_gid))
        share_doctor_line(b, "access", LS_HEALTH_NOTE, found,
                    "for a team of several users: chgrp GROUP and chmod 2770 the folder, chgrp GROUP the file");
    else
        share_doctor_line(b, "access", LS_HEALTH_OK, found, "");
}

static void doctor_settings(struct ls_buf *b, struct ls_store *store)
{
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT, line = LS_BUF_INIT;
    LS_AUTO(error) struct ls_error err = {0};
    if (ls_store_settings(store, &text, &err)) {
        doctor_error(b, "settings", &err);
        return;
    }
    for (const char *at = text.data; *at; at++) {
        if (*at == '\n')
            ls_buf_str(&line, at[1] ? ", " : "");
        else if (*at != ':')
            ls_buf_char(&line, *at);
    }
    share_doctor_line(b, "settings", LS_HEALTH_OK, line.data, ""); /* what is not as it must be is never opened */
}

static void doctor_backups(struct ls_buf *b, const char *backups)
{
    char *newest;
    size_t count = *backups ? share_backup_count(backups, &newest) : 0;
    if (!count) {
        share_doctor_line(b, "backups", LS_HEALTH_NOTE, "no copy on this machine yet",
                    "lockstep backup makes one; the screen makes one a day by itself");
        return;
    }
    LS_AUTO(string) char *found = ls_asprintf("%zu on this machine, the newest %s", count, newest);
    free(newest);
    share_doctor_line(b, "backups", LS_HEALTH_OK, found, "");
}

/* --- the drive ------------------------------------------------------------------------------- */

static void doctor_drive(struct ls_buf *b, const struct ls_drive *drive)
{
    static const char *const classes[] = {"on this machine", "on a network", "on a drive that does not bear two who write",
                                          "in a folder that a program copies"};
    static const char *const doubts[] = {"", "", "one alone may write; while somebody else is there, it is read only",
                                         "one alone may write; who is not alone only reads"};
    LS_AUTO(buf) struct ls_buf telling = LS_BUF_INIT;
    LS_AUTO(string) char *found = ls_asprintf("%s: %s, %s at %s%s%s", classes[drive->class],
                                              *drive->type ? drive->type : "unknown", drive->source, drive->mount,
                                              *drive->wrong ? "; " : "", drive->wrong);
    LS_AUTO(string) char *todo = ls_asprintf("%s%s%s", drive->cure, *drive->cure ? "; " : "", doubts[drive->class]);
    share_doctor_line(b, "drive", drive->class >= LS_DRIVE_UNSHARED ? LS_HEALTH_WRONG : LS_HEALTH_OK, found, todo);
    ls_drive_telling(drive, &telling);
    share_doctor_line(b, "mount", *drive->doubt ? LS_HEALTH_NOTE : LS_HEALTH_OK,
                telling.len ? telling.data : "no option that would matter here", drive->doubt);
}

static void doctor_probe(struct ls_buf *b, struct ls_peers *peers)
{
    switch (ls_peers_probe(peers)) {
    case LS_PEERS_PROBE_FINE:
        share_doctor_line(b, "locks here", LS_HEALTH_OK, "a lock is seen by another program of this machine", "");
        break;
    case LS_PEERS_PROBE_BROKEN:
        share_doctor_line(b, "locks here", LS_HEALTH_WRONG, "a lock is not seen even on this machine",
                    "the drive has no locks: put the team file elsewhere");
        break;
    case LS_PEERS_PROBE_UNKNOWN:
        share_doctor_line(b, "locks here", LS_HEALTH_NOTE, "could not be tried: no file of one's own beside the team file",
                    "make the team file's folder writable for all who work with it");
        break;
    }
}

/* What an earlier session has proven. */
static void doctor_kept(struct ls_buf *b, const struct share_proof *kept)
{
    LS_AUTO(buf) struct ls_buf found = LS_BUF_INIT;
    ls_buf_str(&found, kept->whole ? "locks, fresh reads and crash repair proven on " : "another machine's lock was seen here on ");
    ls_date_format(&found, kept->day);
    if (kept->with && *kept->with)
        ls_buf_printf(&found, " with %s on another machine", kept->with);
    share_doctor_line(b, "between machines", LS_HEALTH_OK, found.data, "");
}

static void doctor_proof(struct ls_buf *b, const struct share_peers *p)
{
    LS_AUTO(error) struct ls_error err = {0};
    enum ls_peers_proof proof = ls_peers_proof(p->peers);
    if (share_peers_proof(p, &err))
        doctor_error(b, "between machines", &err);
    else if (p->kept.proof == LS_PEERS_SHARED && (p->kept.whole || proof != LS_PEERS_SHARED))
        doctor_kept(b, &p->kept);
    else if (proof == LS_PEERS_SHARED)
        share_doctor_line(b, "between machines", LS_HEALTH_OK, "locks are shared: another machine's lock is seen here", "");
    else if (p->drive.class == LS_DRIVE_LOCAL)
        share_doctor_line(b, "between machines", LS_HEALTH_OK, "nothing to prove: the drive is this machine's own", "");
    else
        share_doctor_line(b, "between machines", LS_HEALTH_NOTE, "not proven yet: nobody on another machine has the file open",
                    "run lockstep doctor --peer on two machines at the same time");
}

static void doctor_here(struct ls_buf *b, const struct ls_peers *peers)
{
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    struct ls_peer peer;
    for (size_t i = 0; ls_peers_get(peers, i, &peer); i++)
        ls_buf_printf(&text, "%s%s on %s machine", i ? ", " : "", *peer.user ? peer.user : "somebody",
                      peer.here ? "this" : "another");
    share_doctor_line(b, "who is here", LS_HEALTH_OK, text.len ? text.data : "nobody else", "");
}

static void doctor_cost(struct ls_buf *b, struct share_peers *p, struct ls_store *store)
{
    enum { SLOW_MS = 200 };
    LS_AUTO(error) struct ls_error err = {0};
    int64_t began = ls_clock_monotonic();
    if (ls_store_refresh(store, &err)) {
        doctor_error(b, "cost", &err);
        return;
    }
    int64_t took = ls_clock_monotonic() - began;
    uint64_t before = ls_peers_calls(p->peers);
    ls_peers_turn(p->peers, ls_clock_monotonic());
    LS_AUTO(string) char *found = ls_asprintf("a look at the file takes %lld ms; one at who is here %llu calls", (long long)took,
                                              (unsigned long long)(ls_peers_calls(p->peers) - before));
    share_doctor_line(b, "cost", took >= SLOW_MS ? LS_HEALTH_NOTE : LS_HEALTH_OK, found,
                took >= SLOW_MS ? "the drive is slow: others' changes are seen later" : "");
}

/* --- all of it ------------------------------------------------------------------------------- */

void share_doctor_failed(const char *path, const struct ls_error *err, const char *backups, struct ls_buf *b)
{
    struct ls_drive drive = {0};
    LS_AUTO(string) char *real = realpath(path, NULL);
    doctor_error(b, "file", err);
    if (real) {
        ls_drive_look(real, &drive);
        doctor_access(b, real);
        doctor_drive(b, &drive);
        ls_drive_done(&drive);
    }
    doctor_backups(b, backups);
}

void share_doctor(struct share_peers *p, struct ls_store *store, const char *backups, struct ls_buf *b)
{
    struct ls_store_info info;
    share_peers_settle(p, SETTLE_MS);
    ls_store_info(store, &info);
    doctor_file(b, &info);
    doctor_version(b, store, &info);
    doctor_access(b, info.path);
    doctor_integrity(b, store, backups);
    doctor_settings(b, store);
    doctor_backups(b, backups);
    doctor_drive(b, &p->drive);
    doctor_probe(b, p->peers);
    doctor_proof(b, p);
    doctor_here(b, p->peers);
    doctor_cost(b, p, store);
}
