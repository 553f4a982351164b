/* What the files of the store share: the connection, its statements, and base.
 * Not for other folders. */
#ifndef LOCKSTEP_STORE_INTERNAL_H
#define LOCKSTEP_STORE_INTERNAL_H

#include <sqlite3.h>

#include "base/buf.h"
#include "lockstep/board.h"
#include "lockstep/error.h"
#include "store/store.h"

/* The schema that this program was made for: the number of its last migration. */
enum { STORE_SCHEMA = 3 };
#define STORE_APPLICATION_ID 0x4C6B7374
enum { STORE_STAMP_SIZE = 16 };

enum store_statement {
#define STATEMENT(ID, sql) STORE_S_##ID,
#include "store/statements.def"
    STORE_S_COUNT
};

/* What the last restore wants with changes that are newer than the copy was. */
enum store_restored { STORE_RESTORED_NONE, STORE_RESTORED_HEAL, STORE_RESTORED_DISCARD };

/* Who the file is and how far its log goes: the row of meta. */
enum { STORE_LARGE = 100 }; /* records of a changeset: base forgets what it has read for it */

struct store_meta {
    uint8_t file_id[LS_WRITER_SIZE];
    int64_t incarnation;
    uint64_t seq;
    uint8_t chain[LS_HASH_SIZE];
    int64_t read_min, write_min;
    int restored; /* enum store_restored */
};

struct ls_store {
    char *path;
    sqlite3 *db; /* NULL after a failed reopening */
    sqlite3_stmt *statements[STORE_S_COUNT];
    sqlite3_stmt *inserts[LS_E_COUNT], *updates[LS_E_COUNT], *by_num[LS_E_COUNT], *by_id[LS_E_COUNT];
    bool writing; /* what is written now belongs to a changeset */
    bool strayed; /* something did not: it is not committed (connection.c) */
    int failed;   /* the last SQLite code that was not fine */
    bool damaged; /* what happened could not be read when it was loaded */
    bool mended;  /* ... and another file stands there since, or somebody has written: worth loading anew */
    bool broken;  /* an I/O error: nobody knows what the file holds now; reconnect before anything else */

    bool read_only, asked_read_only;
    bool upgrading; /* somebody has asked for a migration that shuts older programs out */
    char *read_only_why;
    char *team;
    int schema;

    struct ls_board *base; /* the file at meta.seq, in parts; NULL before the load */
    struct ls_error unread; /* the last part that base could not be given */
    int64_t today; /* when it was loaded: how far back events go */
    struct store_meta meta;
    int64_t data_version;
    uint8_t stamp[STORE_STAMP_SIZE]; /* of the file's head when we last knew all that was in it */
    bool stamped;

    struct ls_changeset **news;
    size_t news_at, news_len, news_cap;

    struct ls_store_saved own;   /* the last that was saved through this connection; seq 0: none */
    struct store_backup *backup; /* a copy that is being made, NULL: none */
    char *backup_folder;         /* where one goes before a migration, NULL: none is made */

    int64_t wait_began, waited_ms; /* for others' locks, monotonic */
    int64_t wait_told;             /* how long it had waited when the watch was told last */
    struct ls_store_watch watch;
    ls_store_wanted *wanted; /* may be NULL */
    void *wanted_arg;
    bool watched_writing;          /* the watch was told that we write */
    char *holder;                  /* who held it when we waited last, "" where nobody knows; NULL: did not wait */
};

/* --- connection.c --- */
/* Opens the file with every setting, read back. The path is resolved. */
int store_connect(struct ls_store *store, struct ls_error *err);
void store_disconnect(struct ls_store *store);

/* Makes the journal beside the file where it is missing, before somebody writes. */
void store_make_journal(const char *path);

/* Waits a moment, for somebody else's lock. */
void connection_pause(void);

/* Sets err from an SQLite code; doing says what failed ("read the team file"). */
int store_fail(struct ls_store *store, int rc, const char *doing, struct ls_error *err);

/* Tells the watch that this one writes, or no more. */
void store_watch_writing(struct ls_store *store, bool writing);

/* --- gather.c --- */
/* The name of the VFS for team files: "unix", but that the journal's small writes go to the drive together. */
const char *store_gather(void);

/* --- smb.c --- */
/* Whether a path is on SMB; and SQLite's locks made fit for it, for the whole process (an SQLite code). */
bool store_is_smb(const char *path);
int store_smb_locks(void);

/* --- statement.c --- */
/* The statement, reset and unbound; NULL with err set where it cannot be prepared. */
sqlite3_stmt *store_statement(struct ls_store *store, enum store_statement which, struct ls_error *err);
void store_statements_done(struct ls_store *store);

/* Runs a statement that gives no rows. */
int store_run(struct ls_store *store, enum store_statement which, struct ls_error *err);
int store_step_done(struct ls_store *store, sqlite3_stmt *s, const char *doing, struct ls_error *err);

/* A SELECT of every field of an entity, id first; tail: WHERE and ORDER BY. Caller finalizes. */
int store_select(struct ls_store *store, enum ls_entity entity, const char *tail, sqlite3_stmt **ret_s,
                 struct ls_error *err);
/* The record in the current row of such a SELECT (caller frees), or its packed form (ls_record_pack), of which all text is
 * UTF-8. */
struct ls_record *store_row_record(sqlite3_stmt *s, enum ls_entity entity);
void store_row_pack(sqlite3_stmt *s, enum ls_entity entity, struct ls_buf *b);

/* The same of what people write and the number alone: for store_row_view. */
int store_select_view(struct ls_store *store, enum ls_entity entity, const char *tail, sqlite3_stmt **ret_s,
                      struct ls_error *err);

/* Into record, as large as blank, a new one of its entity: its texts stay SQLite's until the next step, so it is not freed
 * by ls_record_free. False where a text is not UTF-8. */
bool store_row_view(sqlite3_stmt *s, struct ls_record *record, const struct ls_record *blank);

/* Writes the whole record: made: INSERT, else UPDATE. */
int store_write_record(struct ls_store *store, const struct ls_record *record, bool made, struct ls_error *err);

/* Whether a record of that entity has the number; 1, 0 or an error. */
int store_num_taken(struct ls_store *store, enum ls_entity entity, int64_t num, struct ls_error *err);

/* --- log.c --- */
int store_read_meta(struct ls_store *store, struct store_meta *ret_meta, struct ls_error *err);

/* Whether the log still holds, at our seq, what we have read there; else LS_ECORRUPT. */
int store_same_past(struct ls_store *store, const struct store_meta *meta, struct ls_error *err);

/* Inside a transaction: brings base to what the file holds, queueing news. LS_ECORRUPT where it is another file. */
int store_catch_up(struct ls_store *store, struct ls_error *err);

/* Writes the rows of a changeset as it is saved; hash: of the changeset as made. Sets seq and chain in *meta. */
int store_log_write(struct ls_store *store, const struct ls_changeset *merged, const uint8_t hash[LS_HASH_SIZE],
                    struct store_meta *meta, struct ls_error *err);

/* Looks (writer, n) up. ret_seq 0: not there. LS_ECORRUPT where another changeset has that name. */
int store_log_find(struct ls_store *store, const struct ls_changeset *cs, const uint8_t hash[LS_HASH_SIZE],
                   uint64_t *ret_seq, struct ls_error *err);

/* Reads whole changesets with after < seq <= last, in order. */
typedef void store_log_each(void *arg, struct ls_changeset *cs /* taken over */, const uint8_t *chain);
int store_log_read(struct ls_store *store, uint64_t after, uint64_t last, store_log_each *each, void *arg,
                   struct ls_error *err);

/* Reads the changeset whose place is seq. */
int store_log_one(struct ls_store *store, uint64_t seq, store_log_each *each, void *arg, struct ls_error *err);

/* Stretches of the log, each after < seq <= last, newest first: the changesets since a stamp up to a place, without the
 * imports, which are long and of which nobody tells. Caller frees. */
struct store_span {
    uint64_t after, last;
};
int store_log_since(struct ls_store *store, int64_t since, uint64_t upto, struct store_span **ret_spans, size_t *ret_count,
                    struct ls_error *err);

/* Recomputes the chain over the whole log. */
int store_log_check(struct ls_store *store, struct ls_error *err);

/* --- load.c --- */
/* Which items the first screen shows, and which are below an item (?1), as tails of a SELECT. */
extern const char store_first_page[], store_below[];

/* Inside a transaction: the events of the last weeks, up to that place in the log. */
int store_load_events(struct ls_store *store, uint64_t upto, const struct ls_store_sink *sink,
                      struct ls_error *err);

/* --- fetch.c --- */
/* A board that reads from the file what is asked of it. A part that cannot be read leaves store->unread: who has asked
 * a rule or merged looks there before he believes the answer. */
struct ls_board *store_base_new(struct ls_store *store);

/* --- lost.c --- */
/* Whether the log has that changeset at seq. */
int store_log_stands(struct ls_store *store, const uint8_t writer[LS_WRITER_SIZE], uint64_t n, uint64_t seq,
                     bool *ret_stands, struct ls_error *err);

/* --- number.c --- */
/* Gives numbers to the records that merged makes, checks those that it brings along. */
int store_give_numbers(struct ls_store *store, struct ls_changeset *merged, struct ls_error *err);

/* --- open.c --- */
/* Closes, opens again, and makes sure that it is the same file, not gone back. LS_ECORRUPT where it is not. */
int store_reconnect(struct ls_store *store, struct ls_error *err);

/* Whether it says that it is a team file; whether a file that cannot be opened begins like one (nothing of it may be
 * open here). */
int store_check_application(struct ls_store *store, struct ls_error *err);
bool store_begins_as_ours(const char *path);

/* Opens a team file of whatever schema, without bringing it up to date. */
int store_open_as_is(const char *path, bool read_only, const char *backup_folder, struct ls_store **ret_store,
                     struct ls_error *err);

/* Makes an empty file, and gives a finished one its name: never over something. */
int store_file_make(const char *path, unsigned mode, struct ls_error *err);
int store_file_publish(const char *temporary, const char *path, struct ls_error *err);

/* --- backup.c --- */
/* A connection and nothing else. ls_store_close frees. */
struct ls_store *store_backup_connect(const char *path, bool read_only, struct ls_error *err);

/* Whether a copy is a team file, whole in every page and, where it has this program's schema, in its log. *ret_meta is not
 * touched where it has not. */
int store_backup_check(const char *path, struct store_meta *ret_meta, struct ls_error *err);

/* SQLite's own check of every page. */
int store_check_pages(struct ls_store *store, struct ls_error *err);

/* Removes a database file and its journal. */
void store_backup_remove(const char *path);

/* The version's file checks, inside or outside a transaction. */
int store_check_versions(struct ls_store *store, struct ls_error *err);

#endif
