/* A growing string of bytes.
 * Invariants: data is never NULL and data[len] is 0, so data is always a C string. */
#ifndef LOCKSTEP_BASE_BUF_H
#define LOCKSTEP_BASE_BUF_H

#include <stdarg.h>
#include <string.h>

#include "lockstep/types.h"

struct ls_buf {
    char *data;
    size_t len;
    size_t cap; /* 0: data is the shared empty string, not ours to free */
};

extern char ls_buf_empty[];
#define LS_BUF_INIT {.data = ls_buf_empty}

void ls_buf_init(struct ls_buf *b);
void ls_buf_done(struct ls_buf *b); /* frees; b is empty and usable afterwards */
void ls_buf_clear(struct ls_buf *b); /* keeps the memory */
void ls_buf_grow(struct ls_buf *b, size_t more); /* what ls_buf_reserve does where there is no room */
void ls_buf_str(struct ls_buf *b, const char *text); /* NULL adds nothing */
void ls_buf_pad(struct ls_buf *b, char c, size_t times);
void ls_buf_int(struct ls_buf *b, int64_t value);
void ls_buf_digits(struct ls_buf *b, unsigned value, size_t width); /* the last width digits, with zeros before them */
void ls_buf_printf(struct ls_buf *b, const char *format, ...) LS_PRINTF(2, 3);
void ls_buf_vprintf(struct ls_buf *b, const char *format, va_list args) LS_PRINTF(2, 0);
void ls_buf_set(struct ls_buf *b, const char *text); /* clear and add */
void ls_buf_cut(struct ls_buf *b, size_t at, size_t len); /* removes a span */
void ls_buf_insert(struct ls_buf *b, size_t at, const void *bytes, size_t len);
void ls_buf_truncate(struct ls_buf *b, size_t len);

/* Small, and called for every cell of a table: here, so that the compiler sees through them. */
static inline void ls_buf_reserve(struct ls_buf *b, size_t more)
{
    if (!b->cap || b->len + more >= b->cap)
        ls_buf_grow(b, more);
}

static inline void ls_buf_add(struct ls_buf *b, const void *bytes, size_t len)
{
    if (!len)
        return;
    ls_buf_reserve(b, len);
    memcpy(b->data + b->len, bytes, len);
    b->len += len;
    b->data[b->len] = 0;
}

static inline void ls_buf_char(struct ls_buf *b, char c)
{
    ls_buf_reserve(b, 1);
    b->data[b->len++] = c;
    b->data[b->len] = 0;
}

/* Hands the string to the caller, who frees it; b is empty afterwards. */
char *ls_buf_steal(struct ls_buf *b);

#endif
