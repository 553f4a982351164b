/* From the bytes that a terminal sends to events. No terminal is needed for it: tests and the fuzzer feed it.
 * Understands UTF-8, xterm's, rxvt's and the Linux console's function keys with modifiers, Alt as a prefix of
 * ESC, bracketed paste and SGR mouse reports (xterm's "Control Sequences", Moy and Dickey). */
#ifndef LOCKSTEP_UI_TERM_DECODE_H
#define LOCKSTEP_UI_TERM_DECODE_H

#include "ui/key.h"

/* After an ESC, how long to wait for the rest of a sequence, in milliseconds. */
enum { DECODE_ESC_DELAY = 25 };

struct decode {
    struct ls_buf bytes; /* what was read and not yet understood */
    struct ls_buf paste; /* the text of the last paste */
    bool pasting;
    size_t burst; /* so many bytes more are of words that came all at once */
};

void decode_init(struct decode *d);
void decode_done(struct decode *d);

/* What one read gave: where it is long and reads as words, its keys say so (struct ui_event, burst). */
void decode_feed(struct decode *d, const char *bytes, size_t len);

/* The next event; false where more bytes are needed. late: DECODE_ESC_DELAY passed since the last byte, so that
 * a lone ESC is the key. ret_event's text is borrowed until the next call. */
bool decode_next(struct decode *d, bool late, struct ui_event *ret_event);

/* Whether an unfinished sequence waits that time will decide. */
bool decode_waits(const struct decode *d);

#endif
