/* The local journal: every changeset rests here, on the local disk, before it goes to the team file.
 *
 * One folder a team file ($XDG_STATE_HOME/lockstep/journal/HASH, HASH being of the file's absolute path as it was
 * written: to resolve it would touch the drive), one file a writer, appended to by the process that holds its lock.
 * A new process takes over every file that nobody holds: one becomes its own, from the others it takes what is not
 * saved yet. A writer never forgets its own changesets, saved or not, so that what a drive loses can be put back: a
 * file is ended at 16 MiB (the next start goes on under a new name) and removed 90 days after its last change.
 *
 * A home that was cloned brings a writer's name to a second machine. The header names the machine: elsewhere a
 * journal is only read from, never appended to; and the store compares hashes before it believes "already there". */
#ifndef LOCKSTEP_JOURNAL_JOURNAL_H
#define LOCKSTEP_JOURNAL_JOURNAL_H

#include "lockstep/changeset.h"

struct ls_buf;
struct ls_journal;

/* Opens the journal of a team file and takes over what nobody holds. state_dir: as ls_path_state gives it.
 * preferred: the writer to go on with where that can be (after a restart), or NULL. Makes the folder, but a file only
 * with the first changeset: reading leaves no trace. */
int ls_journal_open(const char *state_dir, const char *team_path, const uint8_t *preferred, struct ls_journal **ret_journal,
                    struct ls_error *err);

/* As ls_journal_open, to read only: makes no folder, and ls_journal_set keeps nothing. */
int ls_journal_look(const char *state_dir, const char *team_path, struct ls_journal **ret_journal, struct ls_error *err);
void ls_journal_close(struct ls_journal *journal); /* NULL is fine */

/* Takes over what other processes have left unsaved since, if anything; true where it did. New entries come last in
 * ls_journal_unsaved. For every few seconds: a program that was killed may still hold its lock when the next starts. */
bool ls_journal_adopt(struct ls_journal *journal);

/* The name under which new changesets are kept, and the number of the next. */
const uint8_t *ls_journal_writer(const struct ls_journal *journal);
uint64_t ls_journal_next(const struct ls_journal *journal);

/* Goes on under a new name, in a new file. */
void ls_journal_renew(struct ls_journal *journal);

/* What is kept and not settled, of all writers that we hold, each in its order. Borrowed until the next call. */
struct ls_journal_entry {
    uint8_t file_id[LS_WRITER_SIZE]; /* the team file that it was made for: another may stand at that path by now */
    struct ls_changeset *cs;
    bool staged;    /* of an import: cs is without its records, which ls_journal_find and ls_journal_staged read */
    size_t records; /* ... and how many they are */
    size_t at, len; /* ... and where they lie in the file: the journal's own */
};
size_t ls_journal_unsaved_count(const struct ls_journal *journal);
const struct ls_journal_entry *ls_journal_unsaved(const struct ls_journal *journal, size_t i);

/* Appends a changeset for the team file of that id and syncs; when it returns LS_OK it survives a crash. Its own id
 * must be (writer, next). It is taken over then; on failure it stays the caller's, and nothing of it is left in the file. */
int ls_journal_keep(struct ls_journal *journal, const uint8_t file_id[LS_WRITER_SIZE], struct ls_changeset *cs,
                    struct ls_error *err);

/* For a process whose front end is gone while it still has a changeset in hand: whether that still waits to be saved, and
 * nobody else is about to. false: it is settled, or another process holds the journal now and answers for it. */
bool ls_journal_waits(const char *state_dir, const char *team_path, const uint8_t writer[LS_WRITER_SIZE], uint64_t n);
/* A large import rests on the disk and not in memory, and is kept as a whole: its changesets are staged one after the
 * other (packed, as ls_changeset_pack does it), and from ls_journal_stage_end on, which syncs, all of them survive a crash;
 * before that none does. Where one cannot be kept, none is, and nothing of them is left in the file. */
int ls_journal_stage(struct ls_journal *journal, const uint8_t file_id[LS_WRITER_SIZE], const void *packed, size_t len,
                     struct ls_error *err);
int ls_journal_stage_end(struct ls_journal *journal, struct ls_error *err);

/* Appends one that was staged and is not saved, packed as it came; false where it is not found. */
bool ls_journal_staged(const struct ls_journal *journal, const uint8_t writer[LS_WRITER_SIZE], uint64_t n, struct ls_buf *packed);

/* Notes that a changeset is saved (its seq) or was refused for good (0). Not synced: a note that is lost costs one
 * look into the team file. */
void ls_journal_settle(struct ls_journal *journal, const uint8_t writer[LS_WRITER_SIZE], uint64_t n, uint64_t seq);

/* What was saved, of all writers of this machine whose files nobody else held when this one began. */
struct ls_journal_saved {
    uint8_t file_id[LS_WRITER_SIZE]; /* of the team file */
    uint8_t writer[LS_WRITER_SIZE];
    uint64_t n, seq; /* seq: its place in the team file's log */
    ls_id group;     /* of a staged one: its import; else 0 */
};
const struct ls_journal_saved *ls_journal_saved(const struct ls_journal *journal, size_t *ret_count);

/* The team file has lost it: it is unsaved again, last of all. NULL where it is not found, or where another process holds
 * it by now. Borrowed until the next call. */
const struct ls_journal_entry *ls_journal_recall(struct ls_journal *journal, const uint8_t writer[LS_WRITER_SIZE], uint64_t n);

/* One that is kept here, saved or not; NULL where it is not found, or where another process holds it. Caller frees. */
struct ls_changeset *ls_journal_find(struct ls_journal *journal, const uint8_t writer[LS_WRITER_SIZE], uint64_t n);

/* Small local state of this team file, for all processes: who I am, drafts. "" forgets. */
int ls_journal_set(struct ls_journal *journal, const char *key, const char *value, struct ls_error *err);
/* A text that is being typed. What another process has put there since is neither overwritten nor forgotten: ours then
 * stands under the key with "+" behind it, and is found there by the next call (ret_beside: so it is). err: the reason comes first. */
int ls_journal_set_draft(struct ls_journal *journal, const char *key, const char *text, bool *ret_beside, struct ls_error *err);
typedef void ls_journal_each(void *arg, const char *key, const char *value);
void ls_journal_state(const struct ls_journal *journal, ls_journal_each *each, void *arg);

#endif
