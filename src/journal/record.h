/* Records of a journal file: length, CRC-32, type and payload; a torn or damaged tail is where it ends.
 * Pure: bytes in, bytes out. */
#ifndef LOCKSTEP_JOURNAL_RECORD_H
#define LOCKSTEP_JOURNAL_RECORD_H

#include "base/buf.h"

enum journal_record_type {
    JOURNAL_HEADER = 1, /* version, writer, machine, path */
    JOURNAL_CHANGESET,
    JOURNAL_SETTLED, /* n, seq */
    JOURNAL_RECALLED, /* n: the team file has lost it; not settled any more */
    JOURNAL_STAGED,     /* a changeset that is kept with the others of its import, or not at all */
    JOURNAL_STAGED_ALL, /* those staged since the last of these are kept */
};

enum { JOURNAL_RECORD_PREFIX = 9 }; /* length (4), CRC of type and payload (4), type (1) */

/* Appends a record. */
void journal_record_add(struct ls_buf *b, enum journal_record_type type, const void *payload, size_t len);

/* Reads the record at *at and moves on; false at the end or where no whole record stands. */
bool journal_record_next(const struct ls_buf *b, size_t *at, unsigned *ret_type, const void **ret_payload, size_t *ret_len);

/* The same without looking at its sum, which takes as long as all else. */
bool journal_record_skim(const struct ls_buf *b, size_t *at, unsigned *ret_type, const void **ret_payload, size_t *ret_len);

/* Whether the sum of a record that was skimmed is right. */
bool journal_record_is_whole(const void *payload, size_t len);

#endif
