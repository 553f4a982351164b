/* The team file: opening, loading, committing changesets, what others have written since.
 * All of it blocks on the drive, so only the share process calls it (and tests). A second engine could stand
 * behind this interface one day: nothing here speaks of SQL. */
#ifndef LOCKSTEP_STORE_STORE_H
#define LOCKSTEP_STORE_STORE_H

#include "lockstep/changeset.h"

struct ls_board;
struct ls_board_need;
struct ls_buf;
struct ls_event;
struct ls_store;

/* Makes a new team file, complete or not at all; never over an existing file (LS_EREFUSED).
 * team: the team's name, may be "". */
int ls_store_create(const char *path, const char *team, struct ls_error *err);

/* Opens a team file and brings its schema up to date. LS_ENOTFOUND where there is none, LS_EREFUSED where it is no
 * team file, LS_EVERSION where it needs a newer program, LS_EBUSY, LS_ECORRUPT. A file that may only be read is
 * opened all the same: ls_store_info says why. Caller closes. */
int ls_store_open(const char *path, bool read_only, struct ls_store **ret_store, struct ls_error *err);
/* As ls_store_open; before the schema is brought up to date, a copy is put into that folder (NULL: none), or it is not. */
int ls_store_open_guarded(const char *path, bool read_only, const char *backup_folder, struct ls_store **ret_store,
                          struct ls_error *err);
void ls_store_close(struct ls_store *store); /* NULL is fine */

/* Who wants to know how the file is held. Any may be NULL. */
struct ls_store_watch {
    void (*writing)(void *arg, bool writing); /* this one holds it for writing now, or no more */
    /* Somebody else has held it for waited_ms: asked now and then while waiting. Who (borrowed), or NULL. */
    const char *(*waiting)(void *arg, int64_t waited_ms);
    void *arg;
};
void ls_store_set_watch(struct ls_store *store, const struct ls_store_watch *watch);

/* Asked by ls_store_commit when it holds the file and before it writes, NULL: not asked. false: whoever wanted cs saved
 * answers for it no more, and nothing is written (LS_EBUSY). */
typedef bool ls_store_wanted(void *arg, const struct ls_changeset *cs);
void ls_store_set_wanted(struct ls_store *store, ls_store_wanted *wanted, void *arg);

/* Where what is read goes. */
struct ls_store_sink {
    struct ls_buf *(*records)(void *arg); /* where the next record is packed (ls_record_pack) */
    void (*first_page)(void *arg);        /* what came so far fills the first screen */
    void (*event)(void *arg, const struct ls_event *event); /* its values are borrowed */
    void *arg;
};

/* Begins anew at what the file holds now. sink: everything goes there, in the order in which the first screen wants it,
 * some items twice; NULL: nothing is read until ls_store_fetch or a commit needs it. today: days since 1970, for how far
 * back events go. */
int ls_store_load(struct ls_store *store, int64_t today, const struct ls_store_sink *sink, struct ls_error *err);

/* Reads one part of the file as it stood at seq, which this store has seen. Events only where that part is asked for. */
int ls_store_fetch(struct ls_store *store, const struct ls_board_need *need, uint64_t seq,
                   const struct ls_store_sink *sink, struct ls_error *err);

/* Hands out the live records of an entity that has numbers, by number, those without one last, as the file stands now;
 * ls_store_base stands there, too, and what it came to meanwhile is news. Of the record are there the number and what people
 * write (ls_field_is_data); it and its texts are borrowed until each returns. */
typedef void ls_store_each_record(void *arg, const struct ls_record *record);
int ls_store_each(struct ls_store *store, enum ls_entity entity, ls_store_each_record *each, void *arg, struct ls_error *err);

/* The file as it stands at ls_store_info().seq, a board of parts. Borrowed. */
const struct ls_board *ls_store_base(const struct ls_store *store);

/* What a commit found out. ls_commit_done frees. */
struct ls_commit {
    uint64_t seq;                /* the changeset's place in the log; 0 where it was not saved */
    bool again;                  /* it stood there before: nothing was done this time */
    bool final;                  /* it failed for good: others' edits, or a rule. Asking again changes nothing */
    bool name_taken;             /* final, for another changeset has this id (a copied journal): rename it */
    struct ls_changeset *mine;   /* the edits that met somebody else's, NULL where none did; */
    struct ls_changeset *theirs; /* and what stands instead (who and at: the last who changed it) */
};
void ls_commit_done(struct ls_commit *commit);

/* Merges cs field by field with what others have saved, checks the rules on the merged records, gives numbers, writes.
 * Exactly once by (writer, n): what is there already is answered with its seq. Conflicts are in ret_commit, on failure
 * too. LS_ECONFLICT: every edit, or one of an all-or-nothing changeset, met somebody else's; nothing was written.
 * LS_EREFUSED: a rule. LS_EBUSY, LS_EFAILED: not known to be in the file; ask again later.
 * What it learned of others, and cs as it was saved, is in ls_store_news. */
int ls_store_commit(struct ls_store *store, const struct ls_changeset *cs, struct ls_commit *ret_commit,
                    struct ls_error *err);

/* The first record that cs changes or refers to, does not make, and that the file as it was read last does not have; 0:
 * none. Where a drive has lost it, its author's machine will put it back. */
ls_id ls_store_missing(const struct ls_store *store, const struct ls_changeset *cs);

/* Looks whether others have written; what they wrote is in ls_store_news. LS_ECORRUPT: the file is not the
 * one that was loaded, or went back: load again. */
int ls_store_refresh(struct ls_store *store, struct ls_error *err);

/* The next changeset that base has learned since the load, in the log's order; NULL: no more. Caller frees. */
struct ls_changeset *ls_store_news(struct ls_store *store);

/* Which changesets of the log. */
struct ls_store_log_query {
    ls_id record;   /* those that touch it; 0: ... */
    ls_id who;      /* those of one person; 0: all */
    uint64_t after; /* saved behind this place in the log */
    uint64_t upto;  /* saved at or before this one; 0: up to the end */
    unsigned limit; /* at most so many */
    bool fold;      /* of a group only the newest, with group_len; where all records of all people are asked for */
};

/* Those changesets, newest first. Caller frees the array and each. */
int ls_store_log(struct ls_store *store, const struct ls_store_log_query *query, struct ls_changeset ***ret_log,
                 size_t *ret_count, struct ls_error *err);

/* A changeset that was saved, by its name and where the log had it. */
struct ls_store_saved {
    uint8_t writer[LS_WRITER_SIZE];
    uint64_t n, seq;
};

/* Which of them the log has not any more: in lost, at first set to false. Where the latest stands in its place and the
 * log is without a gap, one row is read; else, and where each is wanted, each is looked up. ret_back: the log ends before
 * the latest. */
int ls_store_lost(struct ls_store *store, const struct ls_store_saved *saved, size_t count, bool each, bool *ret_lost,
                  bool *ret_back, struct ls_error *err);

struct ls_store_info {
    const char *path;  /* resolved */
    const char *team;
    uint8_t file_id[LS_WRITER_SIZE];
    int64_t incarnation;
    bool discarding; /* the restore that began it wants newer changes offered, not put back */
    uint64_t seq;
    int schema, read_min, write_min; /* as it is; the lowest whose programs may read and write it */
    bool read_only;
    const char *read_only_why; /* "" where it is not */
    bool damaged;              /* the log could not be read, all else could */
    int64_t waited_ms;         /* how long the last call waited for others' locks */
};
void ls_store_info(const struct ls_store *store, struct ls_store_info *ret_info);

/* Reads every page and every hash of the log: LS_OK, or LS_ECORRUPT with what is wrong. */
int ls_store_check(struct ls_store *store, struct ls_error *err);

/* As ls_store_check, on a copy that is made in that folder and removed again: the drive is read once, in order, and nobody
 * is kept from writing meanwhile. */
int ls_store_check_copy(struct ls_store *store, const char *folder, struct ls_error *err);

/* Whether anybody but that person has written here; false where that cannot be read. */
bool ls_store_others(struct ls_store *store, ls_id who);

/* Appends one "version count" line for each version of lockstep that has written here: "0.1.0 3" for three writers. */
int ls_store_versions(struct ls_store *store, struct ls_buf *b, struct ls_error *err);

/* Appends one "name: value" line for each setting of the connection, as read back. */
int ls_store_settings(struct ls_store *store, struct ls_buf *b, struct ls_error *err);

#endif
