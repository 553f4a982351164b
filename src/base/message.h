/* Framed messages over a socket between a front end and its helpers.
 * Sending only queues and nothing here waits, but ls_channel_wait. A frame is its payload's length and its type
 * (32 bits each, little-endian), then the payload. */
#ifndef LOCKSTEP_BASE_MESSAGE_H
#define LOCKSTEP_BASE_MESSAGE_H

#include "base/buf.h"

/* A longer payload ends the channel: the other side has gone mad. */
enum { LS_MESSAGE_MAX = 512 << 20 };

struct ls_message {
    uint32_t type;
    const void *data; /* borrowed: until the next call for this channel */
    size_t len;
};

struct ls_channel {
    int fd; /* -1: closed */
    int also; /* a descriptor, borrowed, of which input ends ls_channel_wait, too; -1: none */
    struct ls_buf in, out;
    size_t in_at, out_at; /* what has been taken, what has been written */
    bool in_over;         /* the other side will send nothing more; it may still read */
    bool out_over;        /* we have said so */
};

void ls_channel_init(struct ls_channel *ch, int fd); /* takes the descriptor over */
void ls_channel_done(struct ls_channel *ch);

/* Queues a message; it leaves with the next flush. Nothing happens on a closed channel. */
void ls_channel_send(struct ls_channel *ch, uint32_t type, const void *data, size_t len);

/* Writes what can be written, reads what has come. false: the other side is gone (what came before stays to be read). */
bool ls_channel_flush(struct ls_channel *ch);
bool ls_channel_fill(struct ls_channel *ch);

/* Says that nothing more will be sent, once all that was queued is written: a helper then finishes, answers, and ends.
 * Call it until in_over says that it has. */
void ls_channel_end(struct ls_channel *ch);

/* Whether something waits to be written. */
bool ls_channel_pending(const struct ls_channel *ch);

/* The next whole message that has come. */
bool ls_channel_next(struct ls_channel *ch, struct ls_message *ret_message);

/* Whether the other side sends nothing more and has all that was queued for it. It sees that we are gone only when
 * the channel is done, so do that last. */
bool ls_channel_gone(const struct ls_channel *ch);

/* For helpers: writes out what is queued, then waits for a message. false: the other side is gone, or nothing came
 * in timeout_ms (-1: no limit), or also has something to read; ls_channel_gone tells the first. */
bool ls_channel_wait(struct ls_channel *ch, int timeout_ms, struct ls_message *ret_message);

#endif
