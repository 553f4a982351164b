/* One journal file: locking, reading with a torn tail, appending. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/pack.h"
#include "journal/internal.h"
#include "journal/record.h"
#include "lockstep/error.h"

enum { FILE_VERSION = 1 };

bool journal_lock(int fd)
{
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    return fcntl(fd, F_OFD_SETLK, &lock) == 0;
}

int journal_fail(const char *doing, const char *path, struct ls_error *err)
{
    int why = errno;
    ls_error_set(err, LS_EFAILED, "%s: your edits cannot be kept on this machine: cannot %s %s", strerror(why), doing, path);
    ls_error_hint(err, why == ENOSPC || why == EDQUOT ? "make room on this disk"
                                                          : "see whether you may write that folder, or set XDG_STATE_HOME");
    return LS_EFAILED;
}

void journal_file_close(struct journal_file *file)
{
    if (!file)
        return;
    if (file->fd >= 0)
        close(file->fd);
    for (size_t i = 0; i < file->len; i++)
        ls_changeset_free(file->unsaved[i].cs);
    free(file->unsaved);
    free(file->saved);
    free(file->path);
    free(file);
}

/* --- reading --------------------------------------------------------------------------------- */

/* Where a changeset stands, so that only the unsaved ones are unpacked. */
struct file_entry {
    uint64_t n;
    const void *payload;
    size_t len;
    bool settled;
    uint64_t seq; /* settled: 0 where it was refused */
    bool staged, whole; /* of an import; all of it was kept */
};

struct file_entries {
    struct file_entry *v;
    size_t len, cap;
};

static bool file_header(struct journal_file *file, const char *machine, const void *payload, size_t len)
{
    struct ls_unpack u;
    ls_unpack_init(&u, payload, len);
    uint64_t version = ls_unpack_uint(&u);
    ls_unpack_fixed(&u, file->writer, LS_WRITER_SIZE);
    LS_AUTO(string) char *made_on = ls_unpack_str(&u);
    file->ours = !strcmp(made_on, machine);
    return !u.failed && version == FILE_VERSION;
}

static void file_settled(struct file_entries *entries, bool settled, const void *payload, size_t len)
{
    struct ls_unpack u;
    ls_unpack_init(&u, payload, len);
    uint64_t n = ls_unpack_uint(&u), seq = settled ? ls_unpack_uint(&u) : 0;
    for (size_t i = entries->len; i-- > 0;) {
        if (entries->v[i].n != n)
            continue;
        entries->v[i].settled = settled;
        entries->v[i].seq = seq;
    }
}

/* The number of a changeset. */
static uint64_t file_n(const void *payload, size_t len)
{
    struct ls_unpack u;
    size_t skipped;
    ls_unpack_init(&u, payload, len);
    ls_unpack_bytes(&u, &skipped); /* file id */
    ls_unpack_bytes(&u, &skipped); /* writer */
    return ls_unpack_uint(&u);
}

static void file_changeset(struct journal_file *file, struct file_entries *entries, bool staged, const void *payload, size_t len)
{
    uint64_t n = file_n(payload, len);
    LS_GROW(entries->v, entries->len, entries->cap);
    entries->v[entries->len++] = (struct file_entry){.n = n, .payload = payload, .len = len, .staged = staged};
    if (n > file->last && !staged)
        file->last = n;
}

/* The import that was staged is kept. */
static void file_staged_all(struct journal_file *file, struct file_entries *entries)
{
    for (size_t i = entries->len; i-- > 0 && entries->v[i].staged && !entries->v[i].whole;) {
        entries->v[i].whole = true;
        file->last = entries->v[i].n > file->last ? entries->v[i].n : file->last;
    }
}

/* What was staged and never kept, because a crash came first, is passed over, and what follows is written over it: its
 * numbers are given again. */
static void file_drop_staged(struct file_entries *entries)
{
    size_t kept = 0;
    for (size_t i = 0; i < entries->len; i++) {
        if (!entries->v[i].staged || entries->v[i].whole)
            entries->v[kept++] = entries->v[i];
    }
    entries->len = kept;
}

/* Where the changeset's packed form begins in an entry, and its head. NULL: damaged. */
static struct ls_changeset *file_entry_head(const struct file_entry *entry, uint8_t *ret_file_id, size_t *ret_count)
{
    struct ls_unpack u;
    struct ls_changeset *cs;
    ls_unpack_init(&u, entry->payload, entry->len);
    ls_unpack_fixed(&u, ret_file_id, LS_WRITER_SIZE);
    return ls_changeset_unpack_head(&u, &cs, ret_count, NULL) == LS_OK ? cs : NULL;
}

static void file_saved(struct journal_file *file, const struct file_entry *entry)
{
    struct ls_journal_saved saved = {.n = entry->n, .seq = entry->seq};
    struct ls_unpack u;
    size_t count;
    if (!entry->seq)
        return;
    ls_unpack_init(&u, entry->payload, entry->len);
    ls_unpack_fixed(&u, saved.file_id, LS_WRITER_SIZE);
    memcpy(saved.writer, file->writer, LS_WRITER_SIZE);
    struct ls_changeset *head = entry->staged ? file_entry_head(entry, saved.file_id, &count) : NULL;
    saved.group = head ? head->group : 0;
    ls_changeset_free(head);
    LS_GROW(file->saved, file->saved_len, file->saved_cap);
    file->saved[file->saved_len++] = saved;
}

static int file_unsaved(struct journal_file *file, const struct ls_buf *bytes, const struct file_entries *entries)
{
    for (size_t i = 0; i < entries->len; i++) {
        const struct file_entry *found = &entries->v[i];
        struct ls_unpack u;
        struct ls_journal_entry entry = {.staged = found->staged, .len = found->len};
        if (found->settled) {
            file_saved(file, found);
            continue;
        }
        entry.at = (size_t)((const char *)found->payload - bytes->data);
        ls_unpack_init(&u, found->payload, found->len);
        ls_unpack_fixed(&u, entry.file_id, LS_WRITER_SIZE);
        if (found->staged)
            entry.cs = file_entry_head(found, entry.file_id, &entry.records);
        else if (ls_changeset_unpack(&u, &entry.cs, NULL) != LS_OK)
            entry.cs = NULL;
        if (!entry.cs)
            return LS_ECORRUPT;
        LS_GROW(file->unsaved, file->len, file->cap);
        file->unsaved[file->len++] = entry;
    }
    return LS_OK;
}

/* The next record before end. The sum of a changeset is not looked at: an import of 100,000 lines has 20 MB, and what was
 * saved is hardly ever asked for again. */
static bool file_next(const struct ls_buf *bytes, size_t end, size_t *at, unsigned *type, const void **payload, size_t *len)
{
    size_t next = *at;
    if (!journal_record_skim(bytes, &next, type, payload, len) || next > end)
        return false;
    if (*type != JOURNAL_CHANGESET && *type != JOURNAL_STAGED && !journal_record_is_whole(*payload, *len))
        return false;
    *at = next;
    return true;
}

/* Reads what stands before end. Fills entries; false: there is no header. */
static bool file_skim(struct journal_file *file, const struct ls_buf *bytes, size_t end, const char *machine,
                      struct file_entries *entries)
{
    unsigned type;
    const void *payload;
    size_t at = 0, len, begun = 0;
    bool headed = false;
    entries->len = 0;
    file->last = file->size = 0;
    while (file_next(bytes, end, &at, &type, &payload, &len)) {
        if (!headed && (type != JOURNAL_HEADER || !file_header(file, machine, payload, len)))
            break;
        headed = true;
        if (type == JOURNAL_CHANGESET || type == JOURNAL_STAGED)
            file_changeset(file, entries, type == JOURNAL_STAGED, payload, len);
        else if (type == JOURNAL_STAGED_ALL)
            file_staged_all(file, entries);
        else if (type == JOURNAL_SETTLED)
            file_settled(entries, true, payload, len);
        else if (type == JOURNAL_RECALLED)
            file_settled(entries, false, payload, len);
        if (type == JOURNAL_STAGED && !begun)
            begun = file->size;
        else if (type == JOURNAL_STAGED_ALL)
            begun = 0;
        file->size = at;
    }
    file->size = begun ? begun : file->size;
    file_drop_staged(entries);
    return headed;
}

/* Where the first changeset begins that is still needed and torn; end where there is none. */
static size_t file_torn(const struct ls_buf *bytes, size_t end, const struct file_entries *entries)
{
    for (size_t i = 0; i < entries->len; i++) {
        const struct file_entry *e = &entries->v[i];
        if (!e->settled && !journal_record_is_whole(e->payload, e->len))
            return (size_t)((const char *)e->payload - bytes->data) - JOURNAL_RECORD_PREFIX;
    }
    return end;
}

/* Reads what is whole. What comes after that was never said to be kept: a crash tore it. */
static int file_parse(struct journal_file *file, const struct ls_buf *bytes, const char *machine)
{
    struct file_entries entries = {0};
    size_t end = bytes->len, before;
    bool headed;
    do {
        before = end;
        headed = file_skim(file, bytes, end, machine, &entries);
        end = file_torn(bytes, before, &entries);
    } while (end < before);
    int code = headed ? file_unsaved(file, bytes, &entries) : LS_ECORRUPT;
    free(entries.v);
    return code;
}

static int file_read(int fd, struct ls_buf *bytes)
{
    struct stat st;
    if (fstat(fd, &st))
        return -1;
    ls_buf_reserve(bytes, (size_t)st.st_size + 1);
    for (;;) {
        ls_buf_reserve(bytes, 4096);
        ssize_t n = pread(fd, bytes->data + bytes->len, bytes->cap - bytes->len - 1, (off_t)bytes->len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return (int)n;
        bytes->len += (size_t)n;
        bytes->data[bytes->len] = 0;
    }
}

/* The file as it stands on the disk, of which only what is looked at is read: most of it was saved long ago. It is locked,
 * so nobody shortens it. Give it back with file_unmap. */
static int file_map(int fd, struct ls_buf *ret_view)
{
    struct stat st;
    if (fstat(fd, &st))
        return -1;
    void *map = st.st_size ? mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0) : NULL;
    if (map == MAP_FAILED)
        return -1;
    *ret_view = (struct ls_buf)LS_BUF_INIT;
    if (map) {
        ret_view->data = map;
        ret_view->len = (size_t)st.st_size;
    }
    return 0;
}

static void file_unmap(const struct ls_buf *view)
{
    if (view->len)
        munmap(view->data, view->len);
}

int journal_file_open(const char *path, const char *machine, struct journal_file **ret_file, struct ls_error *err)
{
    struct ls_buf bytes = LS_BUF_INIT;
    struct journal_file *file = ls_alloc(sizeof(*file));
    int code = LS_OK;
    file->path = ls_strdup(path);
    file->fd = open(path, O_RDWR | O_APPEND | O_CLOEXEC | O_NOFOLLOW);
    if (file->fd < 0)
        code = journal_fail("open", path, err);
    else if (!journal_lock(file->fd))
        code = ls_error_set(err, LS_EBUSY, "%s is another process's", path);
    else if (file_map(file->fd, &bytes))
        code = journal_fail("read", path, err);
    else if (file_parse(file, &bytes, machine))
        code = ls_error_set(err, LS_ECORRUPT, "%s is damaged", path);
    else if (file->size < bytes.len && file->ours && ftruncate(file->fd, (off_t)file->size))
        code = journal_fail("mend", path, err);
    file_unmap(&bytes);
    if (code) {
        journal_file_close(file);
        return code;
    }
    *ret_file = file;
    return LS_OK;
}

/* --- writing --------------------------------------------------------------------------------- */

int journal_file_append(struct journal_file *file, const struct ls_buf *records, bool sync, struct ls_error *err)
{
    size_t done = 0;
    while (done < records->len) {
        ssize_t n = write(file->fd, records->data + done, records->len - done);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            break;
        done += (size_t)n;
    }
    if (done < records->len || (sync && fdatasync(file->fd))) {
        int code = journal_fail("write", file->path, err);
        /* What was not said to be kept must not come back at the next start. */
        if (ftruncate(file->fd, (off_t)file->size) == 0)
            fdatasync(file->fd);
        return code;
    }
    file->size += records->len;
    return LS_OK;
}

bool journal_file_settle(struct journal_file *file, uint64_t n)
{
    for (size_t i = 0; i < file->len; i++) {
        if (file->unsaved[i].cs->n != n)
            continue;
        ls_changeset_free(file->unsaved[i].cs);
        memmove(&file->unsaved[i], &file->unsaved[i + 1], (file->len - i - 1) * sizeof(*file->unsaved));
        file->len--;
        return true;
    }
    return false;
}

/* Reads what is in the record of a staged one: file id, packed changeset. */
static bool file_read_staged(const struct journal_file *file, const struct ls_journal_entry *staged, struct ls_buf *bytes)
{
    ls_buf_reserve(bytes, staged->len + 1);
    while (bytes->len < staged->len) {
        ssize_t n = pread(file->fd, bytes->data + bytes->len, staged->len - bytes->len, (off_t)(staged->at + bytes->len));
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        bytes->len += (size_t)n;
    }
    bytes->data[bytes->len] = 0;
    return true;
}

static const struct ls_journal_entry *file_staged(const struct journal_file *file, uint64_t n)
{
    for (size_t i = 0; i < file->len; i++) {
        if (file->unsaved[i].staged && file->unsaved[i].cs->n == n)
            return &file->unsaved[i];
    }
    return NULL;
}

bool journal_file_staged(const struct journal_file *file, uint64_t n, struct ls_buf *packed)
{
    const struct ls_journal_entry *staged = file_staged(file, n);
    size_t before = packed->len, len;
    struct ls_unpack u;
    if (before || !staged || !file_read_staged(file, staged, packed))
        return false;
    ls_unpack_init(&u, packed->data, packed->len);
    ls_unpack_bytes(&u, &len);
    ls_buf_cut(packed, 0, packed->len - u.left);
    return !u.failed;
}

bool journal_file_find(const struct journal_file *file, uint64_t n, struct ls_journal_entry *ret_entry)
{
    const struct ls_journal_entry *staged = file_staged(file, n);
    LS_AUTO(buf) struct ls_buf bytes = LS_BUF_INIT;
    if (staged) {
        struct ls_unpack u;
        *ret_entry = (struct ls_journal_entry){0};
        if (!file_read_staged(file, staged, &bytes))
            return false;
        ls_unpack_init(&u, bytes.data, bytes.len);
        ls_unpack_fixed(&u, ret_entry->file_id, LS_WRITER_SIZE);
        return ls_changeset_unpack(&u, &ret_entry->cs, NULL) == LS_OK;
    }
    struct ls_journal_entry entry = {0};
    unsigned type;
    const void *payload;
    size_t at = 0, len;
    if (file_read(file->fd, &bytes))
        return false;
    while (file_next(&bytes, bytes.len, &at, &type, &payload, &len)) {
        struct ls_unpack u;
        struct ls_changeset *cs;
        uint8_t file_id[LS_WRITER_SIZE];
        bool wanted = (type == JOURNAL_CHANGESET || type == JOURNAL_STAGED) && file_n(payload, len) == n;
        if (!wanted || !journal_record_is_whole(payload, len))
            continue;
        ls_unpack_init(&u, payload, len);
        ls_unpack_fixed(&u, file_id, LS_WRITER_SIZE);
        if (ls_changeset_unpack(&u, &cs, NULL) != LS_OK)
            continue;
        ls_changeset_free(entry.cs);
        entry.cs = cs;
        memcpy(entry.file_id, file_id, LS_WRITER_SIZE);
    }
    *ret_entry = entry;
    return entry.cs != NULL;
}

const struct ls_journal_entry *journal_file_recall(struct journal_file *file, uint64_t n)
{
    LS_AUTO(buf) struct ls_buf note = LS_BUF_INIT, record = LS_BUF_INIT;
    struct ls_journal_entry entry;
    for (size_t i = 0; i < file->len; i++) {
        if (file->unsaved[i].cs->n == n)
            return &file->unsaved[i];
    }
    if (!journal_file_find(file, n, &entry))
        return NULL;
    ls_pack_uint(&note, n);
    journal_record_add(&record, JOURNAL_RECALLED, note.data, note.len);
    journal_file_append(file, &record, false, NULL); /* a note that is lost is found out again */
    LS_GROW(file->unsaved, file->len, file->cap);
    file->unsaved[file->len++] = entry;
    return &file->unsaved[file->len - 1];
}

/* --- imports --------------------------------------------------------------------------------- */

/* Back to where the file was before the import. */
static void file_unstage(struct journal_file *file)
{
    file->size = file->staged_size;
    file->last = file->staged_last;
    file->staging = false;
    while (file->len > file->staged_from)
        ls_changeset_free(file->unsaved[--file->len].cs);
    if (ftruncate(file->fd, (off_t)file->size) == 0)
        fdatasync(file->fd);
}

int journal_file_stage(struct journal_file *file, const uint8_t *file_id, const void *packed, size_t len, struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf payload = LS_BUF_INIT, record = LS_BUF_INIT;
    struct ls_journal_entry entry = {.staged = true};
    struct ls_unpack u;
    if (!file->staging) {
        file->staged_size = file->size;
        file->staged_from = file->len;
        file->staged_last = file->last;
        file->staging = true;
    }
    ls_unpack_init(&u, packed, len);
    int code = ls_changeset_unpack_head(&u, &entry.cs, &entry.records, err);
    ls_pack_bytes(&payload, file_id, LS_WRITER_SIZE);
    ls_buf_add(&payload, packed, len);
    journal_record_add(&record, JOURNAL_STAGED, payload.data, payload.len);
    memcpy(entry.file_id, file_id, LS_WRITER_SIZE);
    entry.at = file->size + record.len - payload.len;
    entry.len = payload.len;
    if (!code)
        code = journal_file_append(file, &record, false, err);
    if (code) {
        ls_changeset_free(entry.cs);
        file_unstage(file);
        return code;
    }
    file->last = entry.cs->n;
    LS_GROW(file->unsaved, file->len, file->cap);
    file->unsaved[file->len++] = entry;
    return LS_OK;
}

int journal_file_stage_end(struct journal_file *file, struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf record = LS_BUF_INIT;
    journal_record_add(&record, JOURNAL_STAGED_ALL, "", 0);
    int code = journal_file_append(file, &record, true, err);
    if (code)
        file_unstage(file);
    file->staging = false;
    return code;
}

void journal_file_succeed(struct journal_file *file, struct journal_file *old)
{
    file->unsaved = old->unsaved;
    file->len = old->len;
    file->cap = old->cap;
    file->last = old->last;
    old->unsaved = NULL;
    old->len = old->cap = 0;
}

static void file_sync_folder(const char *folder)
{
    LS_AUTO(fd) int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0)
        fsync(fd);
}

int journal_file_create(const char *folder, const uint8_t writer[LS_WRITER_SIZE], const char *machine,
                        const char *team_path, struct journal_file **ret_file, struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf path = LS_BUF_INIT, header = LS_BUF_INIT, record = LS_BUF_INIT;
    ls_buf_printf(&path, "%s/", folder);
    for (size_t i = 0; i < LS_WRITER_SIZE; i++)
        ls_buf_printf(&path, "%02x", writer[i]);
    ls_buf_str(&path, ".journal");
    struct journal_file *file = ls_alloc(sizeof(*file));
    file->path = ls_buf_steal(&path);
    file->ours = true;
    memcpy(file->writer, writer, LS_WRITER_SIZE);
    file->fd = open(file->path, O_RDWR | O_APPEND | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    int code = LS_OK;
    if (file->fd < 0)
        code = journal_fail("make", file->path, err);
    else if (!journal_lock(file->fd))
        code = journal_fail("lock", file->path, err);
    ls_pack_uint(&header, FILE_VERSION);
    ls_pack_bytes(&header, writer, LS_WRITER_SIZE);
    ls_pack_str(&header, machine);
    ls_pack_str(&header, team_path);
    journal_record_add(&record, JOURNAL_HEADER, header.data, header.len);
    if (!code)
        code = journal_file_append(file, &record, true, err);
    if (code) {
        if (file->fd >= 0)
            unlink(file->path);
        journal_file_close(file);
        return code;
    }
    file_sync_folder(folder);
    *ret_file = file;
    return LS_OK;
}
