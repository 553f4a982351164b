/* What the files of the session share. Not for other parts. */
#ifndef LOCKSTEP_APP_SESSION_INTERNAL_H
#define LOCKSTEP_APP_SESSION_INTERNAL_H

#include <sys/types.h>

#include "app/protocol.h"
#include "lockstep/health.h"
#include "lockstep/session.h"

enum pending_state {
    PENDING_UNSENT,  /* waits for the journal process to be there */
    PENDING_UNKEPT,  /* with the journal process */
    PENDING_KEPT,    /* waits for the share */
    PENDING_SENT,    /* with the share process */
    PENDING_RENAMED, /* waits for a new writer's name */
    PENDING_WAITING, /* waits for a record that the file has lost */
};

/* A changeset of mine that is not in the file yet. */
struct session_pending {
    struct ls_changeset *cs;    /* as it was made: what is kept and sent */
    struct ls_changeset *shown; /* as it lies on the board now (merged with what stands), NULL: not on it */
    uint8_t file_id[LS_WRITER_SIZE];
    enum pending_state state;
    bool own;                   /* of this session; else from a journal that was left */
    bool at_once;               /* what it waited for will never come: saved as far as it can be */
    bool moot;                  /* it takes back what was refused */
    bool landed;                /* its news came: it is on the board; what became of it is still to be answered */
    char *waits_for;            /* what it waits for was said: "waits for …"; NULL: it does not */
    bool import;                /* of a large import: not shown on the board */
    bool aside;                 /* one of many that a command takes back: no more shown, for nobody looks */
    bool staged;                /* of an import: cs is without its records, which are in the journal */
    size_t records;             /* ... and how many they are */
    struct ls_buf packed;       /* ... or here as they go to the share process: cs is without them */
    uint8_t old_writer[LS_WRITER_SIZE]; /* its name before it was renamed, to be settled when it is kept */
    uint64_t old_n;                     /* 0: it was not */
};

/* My changesets as the file holds them, for undo: oldest first. */
struct session_acts {
    struct ls_changeset **v;
    size_t len, cap;
    uint64_t upto; /* what was saved up to here is not among them */
    bool whole;    /* ... and there is none of mine */
};

/* A changeset of mine of which fields met somebody else's. */
struct session_conflict {
    char *key; /* in the journal's state */
    uint8_t file_id[LS_WRITER_SIZE];
    bool whole;                         /* it waits as a whole until all its fields are chosen: an import */
    struct ls_changeset *made;          /* as I made it; unless whole, only the records with a conflict */
    struct ls_changeset *mine, *theirs; /* the fields to choose, and what stands instead */
};

/* A large import that is on its way to the file, or back out of it. */
struct session_import {
    ls_id group;
    char *label;
    uint8_t file_id[LS_WRITER_SIZE];
    size_t records;          /* of all groups that this session has seen */
    bool own;                /* of this session: somebody waits for it */
    bool back;               /* it is taken back: */
    ls_id back_group;        /* ... by changesets of this group */
    uint64_t *seqs;          /* ... of which these are left to be taken back, oldest first */
    size_t seq_len, seq_cap;
    bool asked;              /* ... the newest is being got out of the log */
    size_t stayed;           /* ... so many records could not be */
    struct ls_error why;
};

/* Something that is asked of the log: struct ls_store_log_query, and what for. */
enum session_question_kind { QUESTION_LOG, QUESTION_UNDO, QUESTION_NEWS, QUESTION_BACK };
struct session_question {
    enum session_question_kind kind;
    ls_id record, who;
    uint64_t after, upto;
    unsigned limit;
};

/* What came since I looked. */
struct session_news {
    struct ls_changeset **v; /* in the log's order */
    size_t len, cap;
    uint64_t since;          /* the place in the log up to which I had looked */
    bool asked, known;
};

/* An undo or a redo that was asked for. */
struct session_undo {
    bool redo, dry_run;
};

/* A changeset of this machine that was saved. */
struct session_saved {
    uint8_t file_id[LS_WRITER_SIZE], writer[LS_WRITER_SIZE];
    uint64_t n, seq;
    ls_id group; /* of a large import's: its group; else 0 */
};

/* Whether what was saved is still in the file. */
enum session_heal {
    HEAL_LOOK,      /* to be asked */
    HEAL_LOOKING,   /* with the share process */
    HEAL_RECALLING, /* the journal gets out what is lost, to be put back */
    HEAL_FETCHING,  /* ... to be shown */
    HEAL_ASKS,      /* somebody has to say what is to be done about it */
    HEAL_DAMAGED,   /* the file is damaged where the answer stands: looked at again at leisure */
    HEAL_WELL,
};

/* One that is not in the file any more. */
struct session_lost {
    uint8_t writer[LS_WRITER_SIZE];
    uint64_t n;
    struct ls_changeset *cs; /* NULL: not fetched from the journal */
};

struct session_pair {
    char *key, *value;
};

/* Somebody else who has the file open. */
struct session_peer {
    char *user;
    int64_t since; /* monotonic */
    bool here;
};

/* A helper process and how often it had to be started. */
struct session_helper {
    struct ls_channel channel;
    pid_t pid;
    unsigned starts;
    bool more; /* some of what it sent is here and waits for the next turn */
};

/* Of a board that reads what it is asked for. */
struct session_parts {
    int64_t wait_ms;           /* 0: everything is read */
    struct ls_error unread;    /* why a part could not be read; nothing is read after it */
    struct session_held *held; /* what came while a part was waited for */
    size_t held_at, held_len, held_cap;
    void *in_hand; /* the message that is being handled */
};

struct ls_session {
    char *path, *state_dir, *create;
    char *user; /* asked for, set or remembered; "" */
    bool asked_user;
    bool leaving; /* a helper that ends now has done its work */
    bool asked_read_only;

    struct session_helper journal, share;
    struct session_parts parts;

    /* The file. */
    enum ls_session_phase phase;
    struct ls_board *board;    /* base plus what is stacked */
    struct ls_board *incoming; /* being read; board itself while it is read for the first time */
    size_t read;               /* records of it so far */
    uint8_t file_id[LS_WRITER_SIZE];
    uint64_t seq; /* how far its log has come to the board */
    char *team, *read_only_why;
    bool read_only;
    struct ls_error drive_error; /* why the drive does not bear two who write, LS_OK: nothing is known against it */
    char *drive_note;            /* "drive not proven yet"; NULL: nothing is known yet */
    struct session_peer *peers;  /* who else is there */
    size_t peer_len, peer_cap;
    struct ls_health health; /* as it was asked for; empty: no answer yet */
    bool want_health;
    int64_t health_peer_ms; /* how long to wait for another machine, 0: not at all */
    ls_health_step *health_step; /* told what is being done; may be NULL */
    void *health_step_arg;
    char *waiting_who; /* who holds the file that we wait for; NULL: nobody is waited for */
    char *waiting_for; /* ... as the status says it */
    int64_t waiting_since; /* monotonic */
    struct ls_error damage; /* what of the file cannot be read, so that nothing may be written; LS_OK: nothing is known */
    struct ls_error error; /* of status: drive or journal trouble, or why it failed */
    bool saving_fails;     /* error is of the last try to save: that the file can be read is no end of it */
    ls_id me;
    uint64_t me_version; /* board version and board for which me was looked up */
    const struct ls_board *me_board;

    /* My changesets on their way. */
    struct session_pending *pending;
    size_t pending_len, pending_cap;
    ls_id *never; /* records that were to be made and are not: nobody need wait for them */
    size_t never_len, never_cap;
    bool stacked; /* those of this file lie on the board */
    bool have_writer;
    bool journal_ready; /* the journal process that runs now has said its writer and next n */
    uint8_t writer[LS_WRITER_SIZE];
    uint64_t next_n;
    struct ls_error journal_error; /* why nothing can be kept */
    int64_t saved_at;
    struct ls_error verdict; /* the first refusal or conflict since the last ls_session_wait_saved */

    int64_t incarnation;
    bool discarding;
    enum session_heal heal;
    int64_t heal_at; /* monotonic: looked for again no sooner */
    struct session_saved *saved;
    struct session_lost *lost; /* in the order in which they were saved */
    size_t saved_len, saved_cap, lost_len, lost_cap, recalled_at;
    enum ls_lost_why { LS_LOST_DRIVE, LS_LOST_MANY, LS_LOST_WENT_BACK, LS_LOST_RESTORED, LS_LOST_DISCARDED } lost_why;
    unsigned healed; /* put back in this session */

    struct session_import *imports;
    size_t import_len, import_cap;
    bool import_gets;          /* JOURNAL_GET is on its way */
    struct ls_buf import_said; /* what became of those that an earlier program has left */

    struct session_acts acts;
    struct session_undo *undo; /* in the order in which they were asked for */
    size_t undo_len, undo_cap;
    struct ls_changeset *last;
    struct session_news news;
    uint64_t news_version;
    struct session_conflict *conflicts;
    size_t conflict_len, conflict_cap;

    /* Requests to the share process: one at a time. */
    enum app_message asked; /* 0: none */
    bool asked_own;         /* SHARE_COMMIT: of a changeset of this session */
    bool asked_quiet;       /* ... which does not come back as news */
    int64_t asked_at;       /* monotonic; moves on with every sign of life */
    int64_t silent_shown;   /* seconds of silence at the last turn */
    int64_t poll_at, retry_at; /* monotonic */
    int64_t poll_cost, polled_at; /* of the last look: how long it took, when it ended */
    char *backup; /* where the one that was asked for is; NULL: no answer yet */
    struct ls_error backup_error;
    bool poll_again; /* a look was wanted while one was under way */
    bool active, sync_runs;
    struct session_question *questions; /* the first is with the share process while asked is SHARE_LOG */
    size_t question_len, question_cap;

    struct ls_session_event *events; /* queue; each owns what it points to */
    size_t event_at, event_len, event_cap;
    struct ls_session_event given; /* the last one handed out */

    struct session_pair *state; /* of the journal: user, drafts */
    size_t state_len, state_cap;
    bool draft_beside;           /* what was kept last stands beside what another session types there */
    size_t drafts_waiting;       /* handed to the journal process, not answered yet */
    struct ls_error draft_error; /* why the last one was not kept */
    bool changed;
};

/* --- session.c --- */
/* Queues an event; cs, theirs and log are taken over, err is moved from. */
void session_event(struct ls_session *s, struct ls_session_event event, struct ls_error *err);
void session_trouble(struct ls_session *s, struct ls_error *err); /* moved from; the same as before is not told again */
void session_well(struct ls_session *s);
void session_remember(struct ls_session *s, const char *key, const char *value); /* here and in the journal */
void session_state_put(struct ls_session *s, const char *key, const char *value);
void session_find_me(struct ls_session *s);
void session_ask_question(struct ls_session *s, const struct session_question *question);
int session_start_journal(struct ls_session *s, struct ls_error *err);
int session_start_share(struct ls_session *s, struct ls_error *err);

/* --- session_pending.c --- */
void session_unstack(struct ls_session *s); /* the board is base */
void session_restack(struct ls_session *s); /* ... and what is pending again */
struct session_pending *session_pending_add(struct ls_session *s, struct ls_changeset *cs, const uint8_t *file_id);
/* The same with one from the journal, in its place among those that are there. */
struct session_pending *session_pending_recall(struct ls_session *s, struct ls_changeset *cs, const uint8_t *file_id);
struct session_pending *session_pending_next(struct ls_session *s); /* the one to be saved now; NULL: none */
void session_pending_moot(struct ls_session *s, const struct ls_changeset *cs); /* cs will not be saved: no need to take it back */
void session_pending_wake(struct ls_session *s); /* those that wait for a record are asked again */
struct session_pending *session_pending_find(struct ls_session *s, const uint8_t *writer, uint64_t n);
void session_pending_drop(struct ls_session *s, struct session_pending *pending); /* board must be unstacked */
void session_keep(struct ls_session *s, struct session_pending *pending);
void session_settle(struct ls_session *s, const uint8_t *writer, uint64_t n, uint64_t seq);

bool session_pending_here(const struct ls_session *s, const struct session_pending *pending); /* for this file */

/* What the file holds of a changeset of mine, for ls_session_last; NULL: it was refused. */
void session_last_is(struct ls_session *s, const struct ls_changeset *id, const struct ls_changeset *stands);
void session_last_becomes(struct ls_session *s, struct ls_changeset *stands); /* the same, stands is used up */

/* Whether anything can be changed now: the file is read, may be written, and the journal has said its name. */
int session_ready(struct ls_session *s, struct ls_error *err);

/* Merges cs onto the board and checks the rules there; on success it lies on the board as *ret_shown. */
int session_show(struct ls_session *s, const struct ls_changeset *cs, struct ls_changeset **ret_shown,
                 struct ls_error *err);

/* Stamps cs, shows it on the board and hands it to the journal; it is taken over only on success. */
int session_take(struct ls_session *s, struct ls_changeset *cs, struct ls_buf *said, struct session_pending **ret_pending,
                 struct ls_error *err);

/* --- session_undo.c --- */
void session_acts_learn(struct ls_session *s, const struct ls_changeset *cs); /* news */
void session_acts_forget(struct ls_session *s); /* the file was read anew, or I am somebody else */
/* The answer to a question for undo, newest first; the changesets are taken over. err: why there is none. */
void session_acts_older(struct ls_session *s, struct ls_changeset **log, size_t count, unsigned limit,
                        struct ls_error *err);
void session_undo_done(struct ls_session *s);

struct ls_changeset *session_inverse(const struct ls_changeset *act, bool redo, ls_id group); /* as it is committed */
void session_undo_again(struct ls_session *s); /* what an undo has waited for is over */

/* --- session_import.c --- */
void session_imports_done(struct ls_session *s);
bool session_imports_run(const struct ls_session *s); /* into this file, or out of it */
void session_import_kept(struct ls_session *s, const struct session_pending *last, struct ls_error *err); /* moved from */
void session_imports_rekeep(struct ls_session *s, bool same); /* a journal process was started again, under the same name */
void session_import_learn(struct ls_session *s, const struct ls_message *message); /* JOURNAL_UNSAVED_STAGED */
void session_import_get(struct ls_session *s, const struct session_pending *pending); /* asks for its records */
void session_import_ahead(struct ls_session *s, const struct session_pending *sent);  /* ... of the one behind it */
void session_import_got(struct ls_session *s, const struct ls_message *message);
void session_import_whole(struct session_pending *pending); /* cs has its records, not packed */
void session_import_refused(struct ls_session *s, const struct session_pending *pending, struct ls_error *why); /* moved from */
void session_import_saved(struct ls_session *s, const struct ls_changeset *head, uint64_t seq);
bool session_import_is_key(const char *key);
void session_import_load(struct ls_session *s, const char *key, const char *value);
void session_imports_step(struct ls_session *s); /* asks for what is taken back next */
void session_import_answer(struct ls_session *s, struct ls_changeset **log, size_t count, struct ls_error *err);
void session_imports_review(struct ls_session *s);

/* --- session_news.c --- */
void session_news_learn(struct ls_session *s, const struct ls_changeset *cs);
void session_news_forget(struct ls_session *s); /* the file was read anew, or I am somebody else */
void session_news_answer(struct ls_session *s, struct ls_changeset **log, size_t count, struct ls_error *err);

/* --- session_heal.c --- */
void session_heal_saved(struct ls_session *s, const struct session_saved *saved);
void session_heal_learn(struct ls_session *s, const struct ls_message *message); /* JOURNAL_SAVED */
void session_heal_begin(struct ls_session *s, int64_t incarnation, bool discarding); /* the file was read */
void session_damaged(struct ls_session *s); /* LS_ECORRUPT, looked at twice: reading only */
bool session_heal_waits(const struct ls_session *s); /* commits wait: it is not known yet what goes before them */
bool session_heal_ask(struct ls_session *s);         /* sends SHARE_CHECK where it is time */
void session_heal_checked(struct ls_session *s, const struct ls_message *message);
void session_heal_fetched(struct ls_session *s, struct ls_changeset *cs); /* from the journal, to be shown; taken over */
/* Where one that comes from the journal now goes among those that are pending; false: that is not for healing to say. */
bool session_heal_place(struct ls_session *s, size_t *ret_at);
void session_heal_recalled_all(struct ls_session *s);
void session_heal_recall(struct ls_session *s, size_t from, size_t count); /* of the lost ones: puts them back */
void session_heal_answered(struct ls_session *s, size_t from, size_t count); /* they are no question any more */
void session_heal_done(struct ls_session *s);

/* --- session_backup.c --- */
void session_backed_up(struct ls_session *s, const struct ls_message *message);

/* --- session_conflict.c --- */
/* Keeps what of cs met others' edits; before cs is settled. mine and theirs: of the answer, copied. */
void session_conflict_add(struct ls_session *s, const struct session_pending *pending, const struct ls_changeset *mine,
                          const struct ls_changeset *theirs);
/* Whether its conflicts are kept: what happens in a running sync is a matter of the moment. */
bool session_conflict_stays(const struct ls_changeset *cs);
bool session_conflict_is_key(const char *key);
void session_conflict_load(struct ls_session *s, const char *key, const char *value); /* from the journal */
void session_conflicts_chosen(struct ls_session *s, const struct ls_changeset *cs); /* cs sets fields anew */
void session_conflicts_review(struct ls_session *s); /* the board has changed */
unsigned session_conflicts_count(const struct ls_session *s);
void session_conflicts_done(struct ls_session *s);

/* --- session_words.c --- */
/* "LS-41: Priority is now "1", set by dana; yours was "3" (and 2 more)", and what to do: err. answer: with mine. */
void session_conflict_words(struct ls_session *s, const struct protocol_committed *answer, struct ls_error *err);

/* That a part of the file is damaged, and what to do. */
void session_damage_words(const struct ls_session *s, struct ls_error *err);

/* "waits for the item in its Parent, which team.db does not have"; missing 0: for what cs takes back. Caller frees. */
char *session_waits_words(const struct ls_session *s, const struct ls_changeset *cs, ls_id missing);

/* --- session_peers.c --- */
void session_peers_heard(struct ls_session *s, const struct ls_message *message);
void session_waiting_heard(struct ls_session *s, const struct ls_message *message);
void session_waiting_over(struct ls_session *s);
void session_tell_user(struct ls_session *s); /* to the share process, and so to the others */
void session_peers_done(struct ls_session *s);

/* Whether the file may be written as far as this session knows; LS_EREFUSED with why not. err may be NULL. */
int session_may_write(const struct ls_session *s, struct ls_error *err);

/* --- session_health.c --- */
void session_health_ask(struct ls_session *s);
void session_health_heard(struct ls_session *s, const struct ls_message *message);
void session_health_step(struct ls_session *s, const struct ls_message *message);

/* --- session_parts.c --- */
struct ls_board *session_board_new(struct ls_session *s);
/* The next message of the share process, in the order in which they came. */
bool session_parts_next(struct ls_session *s, struct ls_channel *ch, struct ls_message *ret_message);
void session_parts_all(struct ls_session *s); /* reads everything now: what is asked next may take long */
bool session_parts_held(const struct ls_session *s); /* there is one: do not wait for another */
void session_parts_forget(struct ls_session *s); /* what was read so far: it is read again where somebody asks */
void session_parts_done(struct ls_session *s);

/* --- session_wait.c --- */
/* Waits for something to do, at most limit_ms, and does it. */
void session_wait_once(struct ls_session *s, int64_t limit_ms);

/* Why the share process has not answered: it ended once too often, or the drive is silent. Returns its code. */
int session_unanswered(const struct ls_session *s, struct ls_error *err);

/* Waits for an event, takes it out of the queue; what it points to is the caller's. Its error is the answer's. */
int session_wait_event(struct ls_session *s, enum ls_session_event_kind kind, int64_t limit_ms,
                       struct ls_session_event *ret_event, struct ls_error *err);

/* --- session_journal.c --- */
void session_journal_heard(struct ls_session *s, const struct ls_message *message);

/* --- session_read.c --- */
bool session_read_heard(struct ls_session *s, const struct ls_message *message); /* false: it is of something else */

/* --- session_saved.c --- */
void session_news_heard(struct ls_session *s, const struct ls_message *message);
void session_committed_heard(struct ls_session *s, const struct ls_message *message);
void session_never(struct ls_session *s, const struct ls_changeset *cs); /* it will not be saved */
/* A pending one is taken off and told as refused; err is moved from. */
void session_refused(struct ls_session *s, struct session_pending *pending, struct ls_error *err);

/* --- session_turn.c --- */
void session_ask(struct ls_session *s); /* sends the next request to the share process where it is free */

#endif
