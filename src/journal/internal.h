/* What the files of the journal share. Not for other folders. */
#ifndef LOCKSTEP_JOURNAL_INTERNAL_H
#define LOCKSTEP_JOURNAL_INTERNAL_H

#include "base/buf.h"
#include "journal/journal.h"

/* One file: one writer. */
struct journal_file {
    char *path;
    int fd;              /* locked as long as it is open */
    uint8_t writer[LS_WRITER_SIZE];
    uint64_t last;       /* the highest n kept in it */
    size_t size;         /* bytes that are whole */
    bool ours;           /* made on this machine: may be appended to */
    struct ls_journal_entry *unsaved;
    size_t len, cap;
    struct ls_journal_saved *saved; /* as it was read; what is settled since is in the journal's list */
    size_t saved_len, saved_cap;
    size_t staged_size, staged_from; /* while an import is staged: size, and how many were unsaved, before it */
    uint64_t staged_last;            /* ... and last; */
    bool staging;
};

/* The state of a team file: state.c. */
struct journal_pair {
    char *key, *value;
};

struct journal_pairs {
    struct journal_pair *v;
    size_t len, cap;
};

struct journal_state {
    char *folder;
    struct journal_pairs now;   /* as the file was read last */
    struct journal_pairs known; /* what this process has read at its start or written since: whose a draft is */
};

void journal_state_open(struct journal_state *state, const char *folder);
void journal_state_done(struct journal_state *state);
int journal_state_set(struct journal_state *state, const char *key, const char *value, struct ls_error *err);
int journal_state_set_draft(struct journal_state *state, const char *key, const char *text, bool *ret_beside, struct ls_error *err);

/* "No space left on device: your edits cannot be kept ...": the reason, from errno, stands where no screen cuts it. */
int journal_fail(const char *doing, const char *path, struct ls_error *err);

/* Opens and locks a journal file and reads it. LS_EBUSY where another process holds it, LS_ECORRUPT where it is no
 * journal. machine: ls_machine_name. */
int journal_file_open(const char *path, const char *machine, struct journal_file **ret_file, struct ls_error *err);

/* Makes, locks and heads a new file for the writer; synced. */
int journal_file_create(const char *folder, const uint8_t writer[LS_WRITER_SIZE], const char *machine,
                        const char *team_path, struct journal_file **ret_file, struct ls_error *err);
void journal_file_close(struct journal_file *file);

/* Appends bytes that are whole records; nothing of them is left on failure. */
int journal_file_append(struct journal_file *file, const struct ls_buf *records, bool sync, struct ls_error *err);

/* Appends what is one of an import's changesets: it counts from journal_file_stage_end on, which syncs. On failure
 * nothing of the import is left. */
int journal_file_stage(struct journal_file *file, const uint8_t *file_id, const void *packed, size_t len, struct ls_error *err);
bool journal_file_staged(const struct journal_file *file, uint64_t n, struct ls_buf *packed);
int journal_file_stage_end(struct journal_file *file, struct ls_error *err);

/* file goes on where old ended: takes over what is unsaved and the highest n. */
void journal_file_succeed(struct journal_file *file, struct journal_file *old);

/* Takes n off what is unsaved; false where it was not there. */
bool journal_file_settle(struct journal_file *file, uint64_t n);

/* Reads a changeset again; false where it is not in the file. ret_entry: its changeset is the caller's. */
bool journal_file_find(const struct journal_file *file, uint64_t n, struct ls_journal_entry *ret_entry);

/* Reads a settled changeset again and takes it for unsaved; NULL where it is not in the file. */
const struct ls_journal_entry *journal_file_recall(struct journal_file *file, uint64_t n);

/* Locks all of the file for writing, without waiting. */
bool journal_lock(int fd);

#endif
