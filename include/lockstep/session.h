/* A team file as a front end sees it: a board that is always there, changesets that are kept and saved.
 * The session alone joins the helpers (journal process, share process); no call here waits for the drive,
 * but those that say so. One thread, one poll loop: fds → ls_session_turn → events. */
#ifndef LOCKSTEP_SESSION_H
#define LOCKSTEP_SESSION_H

#include "lockstep/board.h"
#include "lockstep/error.h"
#include "lockstep/rules.h"

struct ls_buf;
struct pollfd;
struct ls_session;

struct ls_session_options {
    const char *path;      /* the team file */
    const char *user;      /* handle of who I am (LOCKSTEP_USER, config, login name), or NULL */
    bool user_guessed;     /* by the login name alone: who was chosen for this file earlier goes before it */
    const char *state_dir; /* NULL: $XDG_STATE_HOME/lockstep */
    const char *create;    /* not NULL: make a new team file with this team name; an existing file is refused */
    bool read_only;
    int64_t parts_ms; /* > 0: the board reads what it is asked for (board.h), and who asks it waits at most so long */
    int look_ms;      /* > 0: waits at most so long to hear whether the file is there, and fails where it is not */
};

/* Starts the helpers and returns at once; the file is opened behind. Must be called before curses starts.
 * LS_ENOTFOUND, with look_ms: nothing is there, and nothing was made for it. */
int ls_session_open(const struct ls_session_options *options, struct ls_session **ret_session, struct ls_error *err);

/* Whether something is at path, without waiting longer than limit_ms: the drive may hang. A link counts as what it
 * points to. */
enum ls_presence { LS_PRESENCE_THERE, LS_PRESENCE_MISSING, LS_PRESENCE_UNKNOWN };
enum ls_presence ls_session_look(const char *path, int limit_ms);

/* Whether a new file can be made at path: LS_ENOTFOUND without its folder, LS_EREFUSED where nothing may be written there,
 * LS_EFAILED where something stands there already. A drive that does not answer within limit_ms is not waited for: LS_OK. */
int ls_session_place(const char *path, int limit_ms, struct ls_error *err);

/* Appends in few words what kind of drive a path is on: "ext4, this machine alone", "nfs4, locks not proven yet". From the
 * table of mounts: the drive itself is not asked. False where a team file should not be there. */
bool ls_session_drive(const char *path, struct ls_buf *b);

/* Asks for nothing more and waits until the journal has all that it was handed (edits, drafts) and has ended, so that
 * the status afterwards is the last word and who starts next finds it; share_too: the process that holds the team file
 * as well. At most limit_ms: whoever still hangs then ends by himself. Then close. */
void ls_session_leave(struct ls_session *session, bool share_too, int64_t limit_ms);

/* LS_OK, or why a part of the file could not be read for who asked the board: what came of it is not to be believed. */
int ls_session_unread(const struct ls_session *session, struct ls_error *err);

/* Appends an entity as ls_export_entity does (lockstep/exchange.h, with its flags): what the file holds, and what is kept
 * for it. Waits as a board of parts does; out is as it was where it fails. */
int ls_session_export(struct ls_session *session, enum ls_entity entity, unsigned flags, struct ls_buf *out,
                      struct ls_error *err);

/* Leaves at once: what is kept and not saved stays in the journal for the next start. NULL is fine. */
void ls_session_close(struct ls_session *session);

/* What is known of the file so far, with my pending changesets applied. Never NULL, and the same one as long as the
 * session lives; a file that is read again gives it other records and counts its version up. */
const struct ls_board *ls_session_board(const struct ls_session *session);

/* Who I am; 0 while unknown (nobody of that handle yet). */
ls_id ls_session_me(const struct ls_session *session);
const char *ls_session_user(const struct ls_session *session); /* the handle asked for, "" if none */

/* Says who I am from now on and remembers it for this file (locally). */
int ls_session_set_user(struct ls_session *session, const char *handle, struct ls_error *err);

/* The team file. Lives as long as the session. */
const char *ls_session_path(const struct ls_session *session);

/* --- writing --------------------------------------------------------------------------------- */

/* Takes cs over. Stamps who and at, fills in (ls_rules_fill), checks the rules, shows it on the board as
 * pending and hands it to the journal. An empty cs is fine and does nothing. ret_n (may be NULL): its number.
 * said (may be NULL): what was filled in. LS_EREFUSED and nothing has changed where a rule forbids it. */
int ls_session_commit(struct ls_session *session, struct ls_changeset *cs, uint64_t *ret_n, struct ls_buf *said,
                      struct ls_error *err);

/* Takes the groups of a large import over (ls_import_cut), and the array. Kept are all of them or, with an error, none;
 * they are not shown on the board as pending, but go to the file one after the other, so that others can write in
 * between, and come back as news. A board of parts is read anew afterwards: nothing that was borrowed from it stands.
 * What is kept goes on at the next start; a group that is refused for good takes the whole import back. */
int ls_session_import(struct ls_session *session, struct ls_changeset **groups, size_t count, struct ls_error *err);

/* Of my imports that are on their way: how many records there are, and how many of them are not in the file yet. */
size_t ls_session_import_left(const struct ls_session *session, size_t *ret_all);

/* Stops them: what is in the file already is taken back, which may be waited for as for an import. */
void ls_session_import_stop(struct ls_session *session);

/* Whether ls_session_commit would be refused by a rule, without changing anything: quick enough for every key of a
 * form. ret_culprit (may be NULL): where. */
int ls_session_try(struct ls_session *session, const struct ls_changeset *cs, struct ls_culprit *ret_culprit,
                   struct ls_error *err);

/* Undoes my last change that is not undone yet, or redoes what I undid last: by the log in the file and by what is still
 * pending, so also what an earlier session, another machine or the command line did in my name. All changesets of one
 * import go together. Each becomes a changeset of its own that names what it takes back.
 * The answer is the event LS_SESSION_EVENT_UNDONE: at once where this session knows enough, else when the file has
 * been asked. Where somebody has changed the same field since, that field is a conflict, and the rest is undone. */
void ls_session_undo(struct ls_session *session, bool redo);

/* The last changeset that I committed here (pending or saved), NULL where there is none. Borrowed. */
const struct ls_changeset *ls_session_last(const struct ls_session *session);

/* --- conflicts ------------------------------------------------------------------------------- */

/* A field of mine that somebody had changed first: theirs stands, and both values are kept, over restarts too, until one
 * is chosen or the field is set anew. */
struct ls_conflict {
    ls_id record;
    enum ls_entity entity;
    int field; /* LS_F_DELETED: I deleted a record that somebody worked on */
    const struct ls_value *before, *mine; /* borrowed, as all here, until the session turns or a choice is made */
    const struct ls_value *theirs;        /* what stands; NULL: the record was deleted, or kept by them */
    const struct ls_record_edit *kept;    /* LS_F_DELETED: what they changed in the record that I deleted; else NULL */
    ls_id who;                            /* who changed it, 0 where nobody knows */
    int64_t at;
    const char *label; /* what mine was part of: "item due", "undo item due" */
    bool merged;       /* no conflict: another field of mine of that record, which went through */
};

/* The i-th, those of one record together; false behind the last. */
bool ls_session_conflict(const struct ls_session *session, size_t i, struct ls_conflict *ret_conflict);

/* Chooses a side: of one field, of all fields of a record (field -1), or of all there are (record 0). Mine is a
 * changeset like any other; theirs forgets mine. LS_ENOTFOUND where there is no such conflict; LS_EREFUSED where a rule
 * forbids mine by now, and it stays. ret_count (may be NULL): how many fields. */
int ls_session_conflict_take(struct ls_session *session, ls_id record, int field, bool mine, size_t *ret_count,
                             struct ls_error *err);

/* --- what others changed since I looked -------------------------------------------------------- */

/* The changesets saved since I looked (ls_session_looked), mine among them, in the log's order; to be folded by
 * ls_news_make. The file is asked for them when this is called first; until it has answered *ret_known is false. Who
 * looks for the first time has missed nothing. Borrowed until the session turns. */
const struct ls_changeset *const *ls_session_news(struct ls_session *session, size_t *ret_count, bool *ret_known);

/* Counts up whenever ls_session_news would give something else. */
uint64_t ls_session_news_version(const struct ls_session *session);

/* I have looked at all that has come so far; remembered on this machine. */
void ls_session_looked(struct ls_session *session);

/* --- what the file has lost ------------------------------------------------------------------ */

/* What this machine's journal has saved and the file has not any more is put back by itself, where it is little and
 * nobody wanted it so. Else it is asked about. An edit that speaks of what the file does not have waits until that comes
 * back, and may be given up.
 * How many of mine have no place in the file for one of these reasons, and a sentence; 0: nothing is to be answered. */
unsigned ls_session_lost(const struct ls_session *session, struct ls_buf *sentence);

/* The i-th of them: those that are asked about, in the order in which they were saved, then those that wait; NULL behind
 * the last. Borrowed until the next answer or turn. */
const struct ls_changeset *ls_session_lost_edit(const struct ls_session *session, size_t i);

/* Why the i-th is not in the file, without its name: "the drive has lost them", "waits for the item in its Parent, which
 * team.db does not have". true: it waits. */
bool ls_session_lost_why(const struct ls_session *session, size_t i, struct ls_buf *why);

/* The answer, for the i-th alone or for all there are (LS_LOST_ALL): put back, or done without for good. Until all are
 * answered the rest stays a question, also at the next start. LS_ENOTFOUND where there is nothing to be answered, or not so
 * many. What waits cannot be put back by its author: LS_EBUSY, and it goes on waiting. */
#define LS_LOST_ALL SIZE_MAX
int ls_session_heal(struct ls_session *session, size_t i, bool put_back, unsigned *ret_count, struct ls_error *err);

/* What was put back in this session, as a sentence; nothing where nothing was. */
void ls_session_healed(const struct ls_session *session, struct ls_buf *sentence);

/* --- state ----------------------------------------------------------------------------------- */
enum ls_session_phase {
    LS_SESSION_OPENING, /* nothing read yet */
    LS_SESSION_FIRST,   /* what the first page needs is on the board */
    LS_SESSION_LOADED,  /* everything is */
    LS_SESSION_FAILED,  /* the file cannot be opened: error says why */
};

struct ls_session_status {
    enum ls_session_phase phase;
    const struct ls_error *error; /* borrowed; code LS_OK where there is none */
    const char *team;             /* name of the team, "" while unknown */
    bool read_only;
    const struct ls_error *drive; /* why nobody may write on this drive, and what to do; LS_OK: nothing is known; borrowed */
    size_t read;              /* records that have come from the file so far, in this reading of it */
    unsigned unkept;          /* committed, not in the journal yet */
    unsigned pending;         /* kept, not in the file yet */
    unsigned waiting;         /* kept, for records that the file has lost and that their authors' machines will put back */
    unsigned elsewhere;       /* kept for another team file, which stood at this path before */
    unsigned conflicts;       /* fields waiting for a choice */
    unsigned lost;            /* edits of mine that the file has lost and that are asked about: ls_session_lost */
    int64_t saved_at;         /* stamp of the last save in this session, LS_NONE: none */
    int64_t silent_ms;        /* how long the share has not answered a request, 0: it answers */
    const char *drive_note;   /* what is to be known of the drive: "drive not proven yet", "" */
    const char *waiting_for;  /* "dana's write, 2 s", "" */
    bool beside;              /* what I am typing is typed in another session of mine, too: both are kept */
    bool local;               /* what this machine keeps, drafts and edits on their way, is known; or why it never will be */
    bool asking;              /* a log, what to undo, or whether anything was lost is on its way */
};
void ls_session_status(const struct ls_session *session, struct ls_session_status *ret_status);

/* LS_OK where the file may be written as far as is known; else the code and the sentence with which a commit would be
 * refused. */
int ls_session_may_write(const struct ls_session *session, struct ls_error *err);

/* Somebody else who has the team file open now; the same person may be there more than once. */
struct ls_session_peer {
    const char *user; /* the handle as that program says it, "" where it knows none; borrowed until the next turn */
    int64_t since_ms; /* how long he has been seen here */
    bool here;        /* on this machine */
};
bool ls_session_peer(const struct ls_session *session, size_t i, struct ls_session_peer *ret_peer); /* false behind the last */

/* --- the loop -------------------------------------------------------------------------------- */

/* Fills at most cap entries to poll; returns how many. timeout is lowered to when a turn is wanted anyway. */
size_t ls_session_poll(const struct ls_session *session, struct pollfd *fds, size_t cap, int *timeout_ms);

/* Does what is ready without waiting; true where the board or the status changed. */
bool ls_session_turn(struct ls_session *session);

/* How often the file is looked at: the screen says when people type and when a sync runs. */
void ls_session_set_active(struct ls_session *session, bool active, bool sync_runs);
void ls_session_refresh(struct ls_session *session); /* look now */

enum ls_session_event_kind {
    LS_SESSION_EVENT_LOADED,
    LS_SESSION_EVENT_KEPT,
    LS_SESSION_EVENT_SAVED,
    LS_SESSION_EVENT_NEWS,     /* others' changeset came in: cs */
    LS_SESSION_EVENT_REFUSED,  /* a pending one was refused on the merged records: error, cs; it was taken off */
    LS_SESSION_EVENT_CONFLICT, /* fields of mine that somebody had changed: cs holds mine (all of it where it was all or
                                * nothing, and nothing was saved), theirs holds what stands */
    LS_SESSION_EVENT_WAITS,    /* an earlier one waits for a record that is not there: error, cs */
    LS_SESSION_EVENT_TROUBLE,  /* drive or journal trouble that began or changed: error */
    LS_SESSION_EVENT_LOST,     /* edits of mine are gone from the file: ls_session_lost */
    LS_SESSION_EVENT_HEALED,   /* n of them are on their way back: ls_session_healed */
    LS_SESSION_EVENT_LOG,      /* the answer to ls_session_ask_log */
    LS_SESSION_EVENT_UNDONE,   /* the answer to ls_session_undo: cs was taken back by what is in log; or error */
};
struct ls_session_event {
    enum ls_session_event_kind kind;
    uint64_t n;
    const struct ls_changeset *cs;     /* borrowed until the next call */
    const struct ls_changeset *theirs; /* borrowed until the next call */
    const struct ls_error *error;      /* borrowed until the next call */
    const struct ls_changeset *const *log; /* LOG: newest first; UNDONE: in the order in which they were made */
    size_t log_count;
    ls_id record;                          /* LOG: which record was asked for, 0: all */
};
bool ls_session_event(struct ls_session *session, struct ls_session_event *ret_event);

/* Asks for the log, newest first, of one record (0: all); at most limit changesets. The answer is an event. */
void ls_session_ask_log(struct ls_session *session, ls_id record, unsigned limit);

/* --- for the command line: these wait, at most limit_ms ---------------------------------------- */
int ls_session_wait_loaded(struct ls_session *session, int64_t limit_ms, struct ls_error *err);

/* Until everything committed so far is saved; for what is done in groups (a large import, and undoing one) the limit
 * counts anew with each of them. LS_EBUSY with "kept, not yet in the file" at the limit; LS_ECONFLICT or LS_EREFUSED where
 * a changeset met others' edits. */
int ls_session_wait_saved(struct ls_session *session, int64_t limit_ms, struct ls_error *err);

/* The same for who has not made it: at most limit_ms altogether. */
int ls_session_settle(struct ls_session *session, int64_t limit_ms, struct ls_error *err);

/* Until the import is in the file, or out of it again; at most limit_ms without a group that goes in. step is told how
 * many of the records are in the file; where it returns false, the import is stopped and taken back: LS_EINTERRUPTED.
 * Else as ls_session_wait_saved. */
typedef bool ls_import_step(void *arg, size_t done, size_t all);
int ls_session_wait_import(struct ls_session *session, int64_t limit_ms, ls_import_step *step, void *arg, struct ls_error *err);

/* The log, waited for. Caller frees the array and each changeset. */
int ls_session_wait_log(struct ls_session *session, ls_id record, unsigned limit, int64_t limit_ms,
                        struct ls_changeset ***ret_log, size_t *ret_count, struct ls_error *err);

/* ls_session_news, waited for. */
int ls_session_wait_news(struct ls_session *session, int64_t limit_ms, const struct ls_changeset *const **ret_news,
                         size_t *ret_count, struct ls_error *err);

/* Undo, waited for. */
struct ls_undone {
    struct ls_changeset *cs;    /* what was taken back; of a group its last */
    struct ls_changeset **made; /* by what */
    size_t count;
};
/* dry_run: says what would be done and does nothing. LS_ENOTFOUND where there is nothing, LS_ECONFLICT where others'
 * changes forbid it altogether. ret_undone: freed with ls_undone_done. The changesets are kept, not yet waited for. */
int ls_session_wait_undo(struct ls_session *session, bool redo, bool dry_run, int64_t limit_ms,
                         struct ls_undone *ret_undone, struct ls_error *err);
void ls_undone_done(struct ls_undone *undone);

/* --- drafts: texts that survive a crash, kept by the journal ----------------------------------- */
void ls_session_set_draft(struct ls_session *session, const char *key, const char *text); /* "" forgets */
const char *ls_session_draft(const struct ls_session *session, const char *key);          /* "" where none */

/* What somebody is typing into a form or a question. It belongs to a person, and no session overwrites what another one
 * is typing: it is kept beside it. The key of a name is asked for when typing begins, and gives the draft that waits
 * there, where one does; the caller frees it. */
char *ls_session_typed_key(const struct ls_session *session, const char *name);
void ls_session_keep_typed(struct ls_session *session, const char *key, const char *text); /* "" forgets */

/* Whether what was typed is kept, waited for: this disk's answer comes within milliseconds. err: why not, the reason
 * first; LS_EBUSY where no answer has come. */
int ls_session_wait_typed(struct ls_session *session, int64_t limit_ms, struct ls_error *err);

#endif
