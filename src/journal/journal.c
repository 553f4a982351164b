/* The journal of one team file: which writers it holds, keeping, settling, and small local state. */
#include "journal/journal.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/hash.h"
#include "base/machine.h"
#include "base/mem.h"
#include "base/pack.h"
#include "base/paths.h"
#include "journal/internal.h"
#include "journal/record.h"
#include "lockstep/error.h"

enum { LOCK_TRIES = 100, LOCK_PAUSE_MS = 10, KEPT_DAYS = 90, FILE_LIMIT = 16 << 20, PREFERRED_TRIES = 300 };

/* A file that was looked into and had nothing for us, and its size then. */
struct journal_seen {
    char *name;
    off_t size;
};

struct ls_journal {
    char *folder, *team_path, *machine;
    struct journal_file **files; /* all that we hold */
    size_t len, cap;
    struct journal_file *current; /* one of them, or NULL: made with the first changeset */
    uint8_t writer[LS_WRITER_SIZE];
    struct ls_journal_saved *saved; /* of all files that we hold or have held */
    size_t saved_len, saved_cap;
    struct journal_seen *seen;
    size_t seen_len, seen_cap;
    struct journal_state state;
    bool looks; /* nothing is written: a program that only reads leaves no trace */
};

/* --- opening --------------------------------------------------------------------------------- */

static char *journal_folder(const char *state_dir, const char *team_path)
{
    uint8_t hash[LS_HASH_SIZE];
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    ls_hash(team_path, strlen(team_path), hash);
    ls_buf_printf(&b, "%s/journal/", state_dir);
    for (size_t i = 0; i < 16; i++)
        ls_buf_printf(&b, "%02x", hash[i]);
    return ls_buf_steal(&b);
}

static int journal_wanted(const struct dirent *entry)
{
    size_t len = strlen(entry->d_name);
    return len == 2 * LS_WRITER_SIZE + strlen(".journal") && !strcmp(entry->d_name + 2 * LS_WRITER_SIZE, ".journal");
}

static bool journal_holds(const struct ls_journal *journal, const char *path)
{
    for (size_t i = 0; i < journal->len; i++) {
        if (!strcmp(journal->files[i]->path, path))
            return true;
    }
    return false;
}

/* Whether the file has not grown since it was found to hold nothing unsaved; remembers its size. */
static bool journal_seen_already(struct ls_journal *journal, const char *name, off_t size)
{
    for (size_t i = 0; i < journal->seen_len; i++) {
        if (strcmp(journal->seen[i].name, name))
            continue;
        bool same = journal->seen[i].size == size;
        journal->seen[i].size = size;
        return same;
    }
    return false;
}

static void journal_remember(struct ls_journal *journal, const char *name, off_t size)
{
    if (journal_seen_already(journal, name, size))
        return;
    for (size_t i = 0; i < journal->seen_len; i++) {
        if (!strcmp(journal->seen[i].name, name))
            return;
    }
    LS_GROW(journal->seen, journal->seen_len, journal->seen_cap);
    journal->seen[journal->seen_len++] = (struct journal_seen){ls_strdup(name), size};
}

static void journal_forget_saved(struct ls_journal *journal, const uint8_t *writer, uint64_t n /* 0: all */)
{
    size_t kept = 0;
    for (size_t i = 0; i < journal->saved_len; i++) {
        if (memcmp(journal->saved[i].writer, writer, LS_WRITER_SIZE) || (n && journal->saved[i].n != n))
            journal->saved[kept++] = journal->saved[i];
    }
    journal->saved_len = kept;
}

/* What a file that is taken has saved; it may have been held before. */
static void journal_learn_saved(struct ls_journal *journal, struct journal_file *file)
{
    journal_forget_saved(journal, file->writer, 0);
    for (size_t i = 0; i < file->saved_len; i++) {
        LS_GROW(journal->saved, journal->saved_len, journal->saved_cap);
        journal->saved[journal->saved_len++] = file->saved[i];
    }
}

const struct ls_journal_saved *ls_journal_saved(const struct ls_journal *journal, size_t *ret_count)
{
    *ret_count = journal->saved_len;
    return journal->saved;
}

/* A file that cannot be read is left as it is: it may be another program's to mend. wanted: with something unsaved
 * only. */
static bool journal_take(struct ls_journal *journal, const char *name, bool wanted)
{
    LS_AUTO(string) char *path = ls_asprintf("%s/%s", journal->folder, name);
    struct journal_file *file;
    struct stat st;
    if (journal_holds(journal, path) || stat(path, &st))
        return false;
    if (wanted && journal_seen_already(journal, name, st.st_size))
        return false;
    if (journal_file_open(path, journal->machine, &file, NULL) != LS_OK)
        return false;
    if (wanted && !file->len) {
        journal_remember(journal, name, (off_t)file->size);
        journal_file_close(file);
        return false;
    }
    journal_learn_saved(journal, file);
    LS_GROW(journal->files, journal->len, journal->cap);
    journal->files[journal->len++] = file;
    return true;
}

static int journal_take_all(struct ls_journal *journal, bool wanted, struct ls_error *err)
{
    struct dirent **entries = NULL;
    int taken = 0, count = scandir(journal->folder, &entries, journal_wanted, alphasort);
    if (count < 0)
        return journal_fail("read", journal->folder, err);
    for (int i = 0; i < count; i++) {
        taken += journal_take(journal, entries[i]->d_name, wanted);
        free(entries[i]);
    }
    free(entries);
    return taken;
}

bool ls_journal_adopt(struct ls_journal *journal)
{
    return journal_take_all(journal, true, NULL) > 0;
}

static char *journal_path(const char *folder, const uint8_t *writer)
{
    LS_AUTO(buf) struct ls_buf path = LS_BUF_INIT;
    ls_buf_printf(&path, "%s/", folder);
    for (size_t i = 0; i < LS_WRITER_SIZE; i++)
        ls_buf_printf(&path, "%02x", writer[i]);
    ls_buf_str(&path, ".journal");
    return ls_buf_steal(&path);
}

static char *journal_file_path(const struct ls_journal *journal, const uint8_t *writer)
{
    return journal_path(journal->folder, writer);
}

/* A file that is gone or cannot be read is nobody's, so nobody else knows of the changeset. */
bool ls_journal_waits(const char *state_dir, const char *team_path, const uint8_t writer[LS_WRITER_SIZE], uint64_t n)
{
    LS_AUTO(string) char *folder = journal_folder(state_dir, team_path), *path = journal_path(folder, writer);
    LS_AUTO(buf) struct ls_buf machine = LS_BUF_INIT;
    struct journal_file *file;
    ls_machine_name(&machine);
    int code = journal_file_open(path, machine.data, &file, NULL);
    if (code)
        return code != LS_EBUSY;
    bool waits = false;
    for (size_t i = 0; i < file->len; i++)
        waits |= file->unsaved[i].cs->n == n;
    journal_file_close(file);
    return waits;
}

/* Whether a file of that name is still to be made: the process that was to make it died before its first changeset. */
static bool journal_is_unmade(const struct ls_journal *journal, const uint8_t *writer)
{
    LS_AUTO(string) char *path = journal_file_path(journal, writer);
    return !ls_path_exists(path);
}

/* Nothing in it waits, and nobody need look again. What it has saved is kept for healing, but not for ever. */
static void journal_release(struct ls_journal *journal, struct journal_file *file)
{
    struct stat st;
    journal_remember(journal, strrchr(file->path, '/') + 1, (off_t)file->size);
    if (file->ours && fstat(file->fd, &st) == 0 && ls_clock_real() - (int64_t)st.st_mtime * LS_SECOND > (int64_t)KEPT_DAYS * LS_DAY)
        unlink(file->path);
    journal_file_close(file);
}

/* Which file is ours to append to: the preferred one, else the first that was made here. The others stay only while
 * they hold something unsaved. */
static void journal_choose(struct ls_journal *journal, const uint8_t *preferred)
{
    bool unmade = preferred && journal_is_unmade(journal, preferred);
    for (size_t i = 0; !unmade && i < journal->len; i++) {
        struct journal_file *file = journal->files[i];
        if (!file->ours || (file->size > FILE_LIMIT && !file->len))
            continue;
        if (!journal->current || (preferred && !memcmp(file->writer, preferred, LS_WRITER_SIZE)))
            journal->current = file;
    }
    size_t kept = 0;
    for (size_t i = 0; i < journal->len; i++) {
        struct journal_file *file = journal->files[i];
        if (file == journal->current || file->len)
            journal->files[kept++] = file;
        else
            journal_release(journal, file);
    }
    journal->len = kept;
    if (journal->current)
        memcpy(journal->writer, journal->current->writer, LS_WRITER_SIZE);
    else if (unmade)
        memcpy(journal->writer, preferred, LS_WRITER_SIZE);
    else
        ls_random(journal->writer, sizeof(journal->writer));
}

/* After a restart: the process that died may hold its lock a moment longer. */
static void journal_take_preferred(struct ls_journal *journal, const uint8_t *writer)
{
    LS_AUTO(string) char *path = journal_file_path(journal, writer);
    const char *name = strrchr(path, '/') + 1;
    for (int i = 0; i < PREFERRED_TRIES && ls_path_exists(path) && !journal_take(journal, name, false); i++)
        poll(NULL, 0, LOCK_PAUSE_MS);
}

/* looks: nothing is made, what is kept is only read. */
static int journal_open(const char *state_dir, const char *team_path, const uint8_t *preferred, bool looks,
                        struct ls_journal **ret_journal, struct ls_error *err)
{
    LS_AUTO(string) char *folder = journal_folder(state_dir, team_path);
    LS_AUTO(buf) struct ls_buf machine = LS_BUF_INIT;
    if (!looks && ls_path_make_dirs(folder, NULL) != LS_OK)
        return journal_fail("make the folder", folder, err);
    struct ls_journal *journal = ls_alloc(sizeof(*journal));
    ls_machine_name(&machine);
    journal->machine = ls_buf_steal(&machine);
    journal->team_path = ls_strdup(team_path);
    journal->folder = ls_strdup(folder);
    journal->looks = looks;
    if (preferred)
        journal_take_preferred(journal, preferred);
    int code = looks && !ls_path_exists(folder) ? 0 : journal_take_all(journal, false, err);
    if (code < 0) {
        ls_journal_close(journal);
        return code;
    }
    journal_choose(journal, preferred);
    journal_state_open(&journal->state, journal->folder);
    *ret_journal = journal;
    return LS_OK;
}

int ls_journal_open(const char *state_dir, const char *team_path, const uint8_t *preferred, struct ls_journal **ret_journal,
                    struct ls_error *err)
{
    return journal_open(state_dir, team_path, preferred, false, ret_journal, err);
}

int ls_journal_look(const char *state_dir, const char *team_path, struct ls_journal **ret_journal, struct ls_error *err)
{
    return journal_open(state_dir, team_path, NULL, true, ret_journal, err);
}

void ls_journal_close(struct ls_journal *journal)
{
    if (!journal)
        return;
    for (size_t i = 0; i < journal->len; i++)
        journal_file_close(journal->files[i]);
    for (size_t i = 0; i < journal->seen_len; i++)
        free(journal->seen[i].name);
    free(journal->seen);
    free(journal->saved);
    journal_state_done(&journal->state);
    free(journal->files);
    free(journal->folder);
    free(journal->team_path);
    free(journal->machine);
    free(journal);
}

const uint8_t *ls_journal_writer(const struct ls_journal *journal)
{
    return journal->writer;
}

uint64_t ls_journal_next(const struct ls_journal *journal)
{
    return journal->current ? journal->current->last + 1 : 1;
}

void ls_journal_renew(struct ls_journal *journal)
{
    journal->current = NULL;
    ls_random(journal->writer, sizeof(journal->writer));
}

size_t ls_journal_unsaved_count(const struct ls_journal *journal)
{
    size_t count = 0;
    for (size_t i = 0; i < journal->len; i++)
        count += journal->files[i]->len;
    return count;
}

const struct ls_journal_entry *ls_journal_unsaved(const struct ls_journal *journal, size_t at)
{
    for (size_t i = 0; i < journal->len; i++) {
        if (at < journal->files[i]->len)
            return &journal->files[i]->unsaved[at];
        at -= journal->files[i]->len;
    }
    return NULL;
}

/* --- keeping --------------------------------------------------------------------------------- */

static void journal_record_changeset(struct ls_buf *b, const uint8_t file_id[LS_WRITER_SIZE], const struct ls_changeset *cs)
{
    LS_AUTO(buf) struct ls_buf packed = LS_BUF_INIT;
    ls_pack_bytes(&packed, file_id, LS_WRITER_SIZE);
    ls_changeset_pack(&packed, cs);
    journal_record_add(b, JOURNAL_CHANGESET, packed.data, packed.len);
}

static int journal_make(struct ls_journal *journal, struct journal_file **ret_file, struct ls_error *err)
{
    if (ls_path_make_dirs(journal->folder, NULL) != LS_OK)
        return journal_fail("make the folder", journal->folder, err);
    return journal_file_create(journal->folder, journal->writer, journal->machine, journal->team_path, ret_file, err);
}

/* Our file was removed while it was open (somebody cleaned up): nothing that is written to it would be found again.
 * Another is made under the same name, with what is not saved yet. */
static int journal_revive(struct ls_journal *journal, struct ls_error *err)
{
    struct journal_file *old = journal->current, *file;
    LS_AUTO(buf) struct ls_buf unsaved = LS_BUF_INIT;
    int code = journal_make(journal, &file, err);
    if (code)
        return code;
    for (size_t i = 0; i < old->len; i++) {
        /* What was staged is kept like any other from now on: it is read back, for the old file is gone with its name. */
        struct ls_journal_entry whole;
        if (old->unsaved[i].staged && journal_file_find(old, old->unsaved[i].cs->n, &whole)) {
            ls_changeset_free(old->unsaved[i].cs);
            old->unsaved[i] = whole;
        }
        journal_record_changeset(&unsaved, old->unsaved[i].file_id, old->unsaved[i].cs);
    }
    code = journal_file_append(file, &unsaved, true, err);
    if (code) {
        unlink(file->path);
        journal_file_close(file);
        return code;
    }
    journal_file_succeed(file, old);
    for (size_t i = 0; i < journal->len; i++) {
        if (journal->files[i] == old)
            journal->files[i] = file;
    }
    journal->current = file;
    journal_file_close(old);
    return LS_OK;
}

static int journal_current(struct ls_journal *journal, struct ls_error *err)
{
    struct journal_file *file;
    struct stat st;
    if (journal->current)
        return fstat(journal->current->fd, &st) == 0 && st.st_nlink == 0 ? journal_revive(journal, err) : LS_OK;
    int code = journal_make(journal, &file, err);
    if (code)
        return code;
    LS_GROW(journal->files, journal->len, journal->cap);
    journal->files[journal->len++] = journal->current = file;
    return LS_OK;
}

/* The file for what has to be the next. */
static int journal_next(struct ls_journal *journal, const uint8_t *writer, uint64_t n, struct ls_error *err)
{
    if (n != ls_journal_next(journal) || memcmp(writer, journal->writer, LS_WRITER_SIZE))
        return ls_error_set(err, LS_EFAILED, "an edit came out of order and was not kept");
    return journal_current(journal, err);
}

int ls_journal_keep(struct ls_journal *journal, const uint8_t file_id[LS_WRITER_SIZE], struct ls_changeset *cs,
                    struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf record = LS_BUF_INIT;
    if (journal->current && journal->current->staging)
        return ls_error_set(err, LS_EFAILED, "an edit came into the middle of an import and was not kept");
    int code = journal_next(journal, cs->writer, cs->n, err);
    if (code)
        return code;
    journal_record_changeset(&record, file_id, cs);
    code = journal_file_append(journal->current, &record, true, err);
    if (code)
        return code;
    struct journal_file *file = journal->current;
    file->last = cs->n;
    LS_GROW(file->unsaved, file->len, file->cap);
    file->unsaved[file->len] = (struct ls_journal_entry){.cs = cs};
    memcpy(file->unsaved[file->len++].file_id, file_id, LS_WRITER_SIZE);
    return LS_OK;
}

int ls_journal_stage(struct ls_journal *journal, const uint8_t file_id[LS_WRITER_SIZE], const void *packed, size_t len,
                     struct ls_error *err)
{
    struct ls_unpack u;
    uint8_t writer[LS_WRITER_SIZE];
    ls_unpack_init(&u, packed, len);
    ls_unpack_fixed(&u, writer, sizeof(writer));
    int code = journal_next(journal, writer, ls_unpack_uint(&u), err);
    return code ? code : journal_file_stage(journal->current, file_id, packed, len, err);
}

bool ls_journal_staged(const struct ls_journal *journal, const uint8_t writer[LS_WRITER_SIZE], uint64_t n, struct ls_buf *packed)
{
    for (size_t i = 0; i < journal->len; i++) {
        if (!memcmp(journal->files[i]->writer, writer, LS_WRITER_SIZE) && journal_file_staged(journal->files[i], n, packed))
            return true;
    }
    return false;
}

int ls_journal_stage_end(struct ls_journal *journal, struct ls_error *err)
{
    struct stat st;
    if (!journal->current || !journal->current->staging)
        return ls_error_set(err, LS_EFAILED, "nothing of an import was staged");
    bool removed = fstat(journal->current->fd, &st) == 0 && st.st_nlink == 0;
    int code = journal_file_stage_end(journal->current, err);
    return !code && removed ? ls_error_set(err, LS_EFAILED, "the file that keeps your edits was removed meanwhile") : code;
}

/* Whether it is to be noted: it waited, or it was saved and is not wanted any more. */
static bool journal_settle_in(struct ls_journal *journal, struct journal_file *file, uint64_t n, uint64_t seq)
{
    struct ls_journal_saved saved = {.n = n, .seq = seq};
    memcpy(saved.writer, file->writer, LS_WRITER_SIZE);
    for (size_t i = 0; seq && i < file->len; i++) {
        if (file->unsaved[i].cs->n != n)
            continue;
        memcpy(saved.file_id, file->unsaved[i].file_id, LS_WRITER_SIZE);
        saved.group = file->unsaved[i].staged ? file->unsaved[i].cs->group : 0;
    }
    size_t before = journal->saved_len;
    journal_forget_saved(journal, file->writer, n);
    bool known = journal->saved_len < before;
    if (!journal_file_settle(file, n) && !(known && !seq))
        return false;
    if (seq) {
        LS_GROW(journal->saved, journal->saved_len, journal->saved_cap);
        journal->saved[journal->saved_len++] = saved;
    }
    return true;
}

static struct journal_file *journal_hold(struct ls_journal *journal, const uint8_t *writer)
{
    LS_AUTO(string) char *path = journal_file_path(journal, writer);
    for (int tries = 0; tries < 2; tries++) {
        for (size_t i = 0; i < journal->len; i++) {
            if (!memcmp(journal->files[i]->writer, writer, LS_WRITER_SIZE))
                return journal->files[i];
        }
        journal_take(journal, strrchr(path, '/') + 1, false);
    }
    return NULL;
}

const struct ls_journal_entry *ls_journal_recall(struct ls_journal *journal, const uint8_t writer[LS_WRITER_SIZE], uint64_t n)
{
    struct journal_file *file = journal_hold(journal, writer);
    const struct ls_journal_entry *entry = file ? journal_file_recall(file, n) : NULL;
    if (entry)
        journal_forget_saved(journal, writer, n);
    return entry;
}

struct ls_changeset *ls_journal_find(struct ls_journal *journal, const uint8_t writer[LS_WRITER_SIZE], uint64_t n)
{
    struct journal_file *file = journal_hold(journal, writer);
    struct ls_journal_entry entry;
    return file && journal_file_find(file, n, &entry) ? entry.cs : NULL;
}

void ls_journal_settle(struct ls_journal *journal, const uint8_t writer[LS_WRITER_SIZE], uint64_t n, uint64_t seq)
{
    if (!seq)
        journal_hold(journal, writer); /* one that was saved and is not wanted any more may lie in a file let go */
    for (size_t i = 0; i < journal->len; i++) {
        struct journal_file *file = journal->files[i];
        if (memcmp(file->writer, writer, LS_WRITER_SIZE) || !journal_settle_in(journal, file, n, seq))
            continue;
        LS_AUTO(buf) struct ls_buf note = LS_BUF_INIT, record = LS_BUF_INIT;
        ls_pack_uint(&note, n);
        ls_pack_uint(&note, seq);
        journal_record_add(&record, JOURNAL_SETTLED, note.data, note.len);
        journal_file_append(file, &record, false, NULL);
    }
}

/* --- state ----------------------------------------------------------------------------------- */

int ls_journal_set(struct ls_journal *journal, const char *key, const char *value, struct ls_error *err)
{
    return journal->looks ? LS_OK : journal_state_set(&journal->state, key, value, err);
}

int ls_journal_set_draft(struct ls_journal *journal, const char *key, const char *text, bool *ret_beside, struct ls_error *err)
{
    *ret_beside = false;
    if (journal->looks)
        return ls_error_set(err, LS_EREFUSED, "what is only read keeps nothing");
    return journal_state_set_draft(&journal->state, key, text, ret_beside, err);
}

void ls_journal_state(const struct ls_journal *journal, ls_journal_each *each, void *arg)
{
    for (size_t i = 0; i < journal->state.now.len; i++)
        each(arg, journal->state.now.v[i].key, journal->state.now.v[i].value);
}
