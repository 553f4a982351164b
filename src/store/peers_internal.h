/* What the files of peers share: one who was met, and what a session's file says. */
#ifndef LOCKSTEP_STORE_PEERS_INTERNAL_H
#define LOCKSTEP_STORE_PEERS_INTERNAL_H

#include "base/buf.h"
#include "store/peers.h"

enum { PEER_ID_LEN = 16 };

/* Where a session's file is locked: beyond all data, since locks of SMB are mandatory. */
enum {
    PEER_LOCK_ALIVE = 1 << 30, /* by its owner as long as it lives */
    PEER_LOCK_WRITING,         /* by its owner while it writes the team file */
    PEER_LOCK_READ,            /* shared, by who reads: reads under a lock are fresh where locks are shared */
};

/* A question to a session, or the answer to one: lock your file again. */
struct peer_challenge {
    char id[PEER_ID_LEN + 1]; /* question: whom; answer: who asked */
    uint64_t nonce;
};

/* What a session's file says. */
struct peer_words {
    uint64_t beat;
    char *user, *machine; /* owned */
    int64_t pid;
    enum ls_peers_proof proof;
    unsigned step;
    struct peer_challenge *asks, *answers; /* owned */
    size_t ask_len, ask_cap, answer_len, answer_cap;
};
void peer_words_done(struct peer_words *words);
void peer_words_ask(struct peer_words *words, const char *id, uint64_t nonce);
void peer_words_answer(struct peer_words *words, const char *id, uint64_t nonce);

/* Appends the text, its check sum last. */
void peer_words_write(const struct peer_words *words, struct ls_buf *b);

/* Reads such a text; what follows it is of an older, longer one. false: half written, or none of ours. */
bool peer_words_read(const char *text, size_t len, struct peer_words *ret_words);

/* Splits a name of the folder: "ID" (beat 0) or "ID.beat.N". false: another file. */
bool peer_name_read(const char *name, char ret_id[PEER_ID_LEN + 1], uint64_t *ret_beat);

/* One who was met. */
struct peer_met {
    char id[PEER_ID_LEN + 1];
    struct peer_words words; /* as last read whole */
    bool read;               /* words are there */
    bool listed, has_file;   /* at the last look */
    bool locked;             /* his file was, at the last look */
    bool moved;              /* name or content went on since he was first seen, or he answered */
    int64_t since, moved_at; /* monotonic */
    uint64_t name_beat;      /* as the folder said last */
    uint64_t stale_beat;     /* the name's beat when a look last found the content behind it; 0: not behind */
    unsigned stale;          /* how often in a row, with the name going on */
    uint64_t nonce;          /* of the open question to him, 0: none */
    unsigned unlocked;       /* how often he was found unlocked after his answer */
};

struct ls_peers {
    char *folder, *path;
    const struct ls_peers_drive *drive;
    char id[PEER_ID_LEN + 1];
    int fd;         /* one's own file, -1: not joined */
    bool no_lock;   /* the drive refused to lock it */
    bool told;      /* what it says is what there is to say */
    struct peer_words words;
    int64_t beat_at, turned_at;
    enum ls_peers_proof proof;
    struct peer_met *met;
    size_t met_len, met_cap;
    uint64_t calls;
};

/* --- peer_files.c: calls on the drive, each counted --- */
/* The folder's descriptor; make: makes it where it is missing. -1 with errno. */
int peer_folder_open(struct ls_peers *peers, bool make);

/* Makes one's own file and its beat, locked; or says its words, and the beat's name where it has moved on. */
int peer_own_make(struct ls_peers *peers, int folder);
int peer_own_write(struct ls_peers *peers);
int peer_own_rename(struct ls_peers *peers, int folder, uint64_t beat);
void peer_own_remove(struct ls_peers *peers);

/* Locks or unlocks a byte of one's own file; 0 or -1. */
int peer_own_lock(struct ls_peers *peers, off_t byte, short type);

/* Opens one's own file anew and locks it again: what a question asks for. */
int peer_own_again(struct ls_peers *peers, int folder);

/* Whether another descriptor sees one's own lock; takes the lock again, since closing that one drops it. -1: cannot tell. */
int peer_own_probe(struct ls_peers *peers, int folder);

/* Opens a session's file afresh, reads it under a lock, then asks for a byte. ret_words may be NULL; ret_read: whether it
 * was whole. -1: it is not there. */
int peer_file_look(struct ls_peers *peers, int folder, const char *id, off_t byte, struct peer_words *ret_words,
                   bool *ret_read, bool *ret_locked);

/* Takes the files of one who is gone away. */
void peer_file_remove(struct ls_peers *peers, int folder, const struct peer_met *met);

#endif
