/* The packed form in which changesets and records cross processes and rest in logs:
 * variable-length integers (LEB128, zigzag for signed), counted strings. Reading never trusts a length. */
#ifndef LOCKSTEP_BASE_PACK_H
#define LOCKSTEP_BASE_PACK_H

#include "base/buf.h"

/* Append one value. The reader asks for the same kinds in the same order. */
static inline void ls_pack_uint(struct ls_buf *b, uint64_t value)
{
    enum { LONGEST = 10 };
    ls_buf_reserve(b, LONGEST);
    char *at = b->data + b->len;
    for (; value > 0x7f; value >>= 7)
        *at++ = (char)(value | 0x80);
    *at++ = (char)value;
    *at = 0;
    b->len = (size_t)(at - b->data);
}

void ls_pack_int(struct ls_buf *b, int64_t value);
void ls_pack_real(struct ls_buf *b, double value);
void ls_pack_bytes(struct ls_buf *b, const void *bytes, size_t len);
void ls_pack_str(struct ls_buf *b, const char *text); /* NULL as "" */

/* A reader over bytes that stay the caller's. After the first failure every read gives 0 or "". */
struct ls_unpack {
    const uint8_t *at;
    size_t left;
    bool failed;
};

/* Reads from bytes, which must outlive the reader. */
void ls_unpack_init(struct ls_unpack *u, const void *bytes, size_t len);
uint64_t ls_unpack_long(struct ls_unpack *u); /* what ls_unpack_uint does for more than one byte */
static inline uint64_t ls_unpack_uint(struct ls_unpack *u)
{
    if (!u->left || u->failed || *u->at > 0x7f)
        return ls_unpack_long(u);
    u->left--;
    return *u->at++;
}

int64_t ls_unpack_int(struct ls_unpack *u);
double ls_unpack_real(struct ls_unpack *u);

/* Borrowed bytes inside the message; NULL with length 0 on failure. */
const void *ls_unpack_bytes(struct ls_unpack *u, size_t *ret_len);

/* A copy as a C string (valid UTF-8 is checked; a NUL or an invalid byte is a failure). Caller frees. */
char *ls_unpack_str(struct ls_unpack *u);

/* Copies exactly len counted bytes; anything else is a failure and zeroes. */
void ls_unpack_fixed(struct ls_unpack *u, void *ret_bytes, size_t len);

#endif
