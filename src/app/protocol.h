/* The messages between the session and its helpers, and how errors and changesets travel in them.
 * Both ends are one program and one build: the form may change with it. */
#ifndef LOCKSTEP_APP_PROTOCOL_H
#define LOCKSTEP_APP_PROTOCOL_H

#include "base/message.h"
#include "base/pack.h"
#include "lockstep/board.h"
#include "lockstep/changeset.h"
#include "lockstep/error.h"

enum app_message {
    /* To the journal process. */
    JOURNAL_KEEP = 1, /* file id, changeset */
    JOURNAL_STAGE,    /* file id, changeset: one of a large import, which is kept with all of them */
    JOURNAL_STAGE_END, /* n of the last: answered by JOURNAL_KEPT, for all of them */
    JOURNAL_GET,      /* writer, n: answered by JOURNAL_GOT */
    JOURNAL_SETTLE,   /* writer, n, seq (0: refused) */
    JOURNAL_SET,      /* key, value */
    JOURNAL_SET_DRAFT, /* key, text: nobody else's is overwritten; answered by JOURNAL_DRAFT_SET */
    JOURNAL_RECALL,   /* writer, n, until the end: the team file has lost them; answered by JOURNAL_UNSAVED, JOURNAL_RECALLED_ALL */
    JOURNAL_FETCH,    /* writer, n, until the end: to look at; answered by JOURNAL_FETCHED, JOURNAL_RECALLED_ALL */
    JOURNAL_RENEW,    /* go on under a new writer's name: answered by JOURNAL_WRITER */
    /* From it. First what it found, JOURNAL_WRITER last; or JOURNAL_FAILED, and nothing can be kept. */
    JOURNAL_UNSAVED, /* file id, changeset */
    JOURNAL_UNSAVED_STAGED, /* file id, records, changeset without them: JOURNAL_GET gets it with them */
    JOURNAL_GOT,     /* writer, n, changeset; without it where it cannot be read */
    JOURNAL_SAVED,   /* file id, writer, n, seq, group, until the end */
    JOURNAL_FETCHED, /* changeset */
    JOURNAL_RECALLED_ALL,
    JOURNAL_STATE,   /* key, value */
    JOURNAL_WRITER,  /* writer, next n */
    JOURNAL_FAILED,  /* error */
    JOURNAL_KEPT,    /* n, error */
    JOURNAL_DRAFT_SET, /* error, whether it stands beside somebody else's */

    /* To the share process. */
    SHARE_OPEN = 32, /* path, makes it (bool), team, read_only (bool), today, folder of local state, user, in parts (bool),
                      * whether to say first if it is there (bool) */
    SHARE_DOCTOR,    /* how long to wait for another machine to try the drive with, 0: not at all */
    SHARE_USER,      /* handle: who I am from now on */
    SHARE_COMMIT,    /* id of the file that it is for, changeset, enum protocol_commit_flag */
    SHARE_POLL,
    SHARE_READ, /* seq, struct ls_board_need: one part, as it stood there */
    SHARE_EXPORT, /* entity, enum ls_export_flag: answered by SHARE_TEXT and, at the end, SHARE_READ_DONE */
    SHARE_LOG, /* record, who, after, upto, limit, fold: struct ls_store_log_query */
    SHARE_CHECK, /* whether to look for each (bool); writer, n, seq, until the end: are they still there? */
    SHARE_BACKUP, /* where to, "": a name of its own in the folder of backups */
    /* From it. */
    SHARE_PRESENT,   /* whether a file is there (bool): before it is opened */
    SHARE_CLEAR,     /* forget what came: it is read again */
    SHARE_RECORDS,   /* packed records, until the end */
    SHARE_AHEAD,     /* entity, packed records until the end: all of it, which every command asks for, before it is asked */
    SHARE_FIRST,     /* the first page is there */
    SHARE_EVENTS,    /* packed events, until the end */
    SHARE_READ_DONE, /* error: SHARE_RECORDS and SHARE_EVENTS before it were the part that was asked for */
    SHARE_TEXT,      /* a piece of an export, until the end */
    SHARE_LOADED,    /* file id, seq, team, read_only (bool), why, incarnation, discarding (bool), damaged (bool) */
    SHARE_FAILED,    /* error: it cannot be opened */
    SHARE_NEWS,      /* changeset as it stands in the log */
    SHARE_COMMITTED, /* struct protocol_committed */
    SHARE_POLLED,    /* error */
    SHARE_LOGGED,    /* error, count; of each: changeset, records of its group */
    SHARE_CHECKED,   /* error, went back (bool), writer, n, until the end: those that are missing */
    SHARE_HEALTH,    /* lines until the end: name, enum ls_health_state, found, todo */
    SHARE_BACKED_UP, /* error, where to */
    /* Unasked, when it changes or while a request waits. */
    SHARE_PEERS,     /* why nothing may be written (error), a note on the drive, count; of each: user, since, on this machine (bool) */
    SHARE_CHANGED,   /* somebody has written the file just now: worth a look */
    SHARE_STEP,      /* what doctor does now */
    SHARE_WAITING,   /* who holds the file for writing, "" where nobody knows */
};

/* The answer to SHARE_COMMIT. */
struct protocol_committed {
    uint8_t writer[LS_WRITER_SIZE];
    uint64_t n, seq;
    bool final;                         /* refused for good: asking again would be answered the same */
    bool name_taken;                    /* another changeset has this id: give it a new one */
    bool waits;                         /* for what the file does not have: */
    ls_id missing;                      /* this record; 0: the changeset that it takes back */
    struct ls_error error;              /* owned */
    struct ls_changeset *mine, *theirs; /* owned, may be NULL */
};
void protocol_committed_done(struct protocol_committed *answer);
void protocol_committed_pack(struct ls_buf *b, const struct protocol_committed *answer);
bool protocol_committed_unpack(struct ls_unpack *u, struct protocol_committed *ret_answer);

void protocol_error_pack(struct ls_buf *b, const struct ls_error *err);
void protocol_error_unpack(struct ls_unpack *u, struct ls_error *ret_err); /* owned by the caller */

void protocol_event_pack(struct ls_buf *b, const struct ls_event *event);
bool protocol_event_unpack(struct ls_unpack *u, struct ls_event *ret_event); /* false at the end; its values are the caller's */

void protocol_send(struct ls_channel *ch, enum app_message type, const struct ls_buf *payload); /* NULL: none */
void protocol_send_changeset(struct ls_channel *ch, enum app_message type, const struct ls_changeset *cs);

void protocol_send_changeset_for(struct ls_channel *ch, enum app_message type, const uint8_t file_id[LS_WRITER_SIZE],
                                 const struct ls_changeset *cs);

enum protocol_commit_flag {
    COMMIT_PATIENT = 1, /* it waits where records that it speaks of are missing */
    COMMIT_QUIET = 2,   /* what it came to need not be sent back as news: who asks has nothing on the board that it changes */
};

/* A changeset that is to be saved; flags: enum protocol_commit_flag. */
void protocol_send_commit(struct ls_channel *ch, const uint8_t file_id[LS_WRITER_SIZE], const struct ls_changeset *cs,
                          unsigned flags);
void protocol_send_commit_packed(struct ls_channel *ch, const uint8_t file_id[LS_WRITER_SIZE], const struct ls_buf *packed,
                                 unsigned flags);
struct ls_changeset *protocol_commit(const struct ls_message *message, uint8_t ret_file_id[LS_WRITER_SIZE],
                                     unsigned *ret_flags); /* NULL where it is damaged */

/* The changeset that a message holds (for: after the id of its team file); NULL where it is damaged. Caller frees. */
struct ls_changeset *protocol_changeset(const struct ls_message *message);
struct ls_changeset *protocol_changeset_for(const struct ls_message *message, uint8_t ret_file_id[LS_WRITER_SIZE]);

#endif
