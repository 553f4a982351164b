/* The growing string. Everything that builds text builds it here. */
#include "base/buf.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

char ls_buf_empty[1];

void ls_buf_init(struct ls_buf *b)
{
    *b = (struct ls_buf)LS_BUF_INIT;
}

void ls_buf_done(struct ls_buf *b)
{
    if (!b)
        return;
    if (b->cap)
        free(b->data);
    ls_buf_init(b);
}

void ls_buf_clear(struct ls_buf *b)
{
    b->len = 0;
    if (b->cap)
        b->data[0] = 0;
}

void ls_buf_grow(struct ls_buf *b, size_t more)
{
    size_t cap = b->cap ? b->cap : 32;
    while (cap <= b->len + more)
        cap *= 2;
    char *data = ls_realloc(b->cap ? b->data : NULL, cap);
    if (!b->cap)
        data[0] = 0;
    b->data = data;
    b->cap = cap;
}

void ls_buf_str(struct ls_buf *b, const char *text)
{
    if (text)
        ls_buf_add(b, text, strlen(text));
}

void ls_buf_pad(struct ls_buf *b, char c, size_t times)
{
    ls_buf_reserve(b, times);
    memset(b->data + b->len, c, times);
    b->len += times;
    b->data[b->len] = 0;
}

void ls_buf_digits(struct ls_buf *b, unsigned value, size_t width)
{
    ls_buf_reserve(b, width);
    for (size_t i = width; i-- > 0; value /= 10)
        b->data[b->len + i] = (char)('0' + value % 10);
    b->len += width;
    b->data[b->len] = 0;
}

void ls_buf_int(struct ls_buf *b, int64_t value)
{
    char digits[20]; /* of 2^63 */
    size_t at = sizeof(digits);
    uint64_t left = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    do
        digits[--at] = (char)('0' + left % 10);
    while (left /= 10);
    if (value < 0)
        ls_buf_char(b, '-');
    ls_buf_add(b, digits + at, sizeof(digits) - at);
}

void ls_buf_printf(struct ls_buf *b, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    ls_buf_vprintf(b, format, args);
    va_end(args);
}

void ls_buf_vprintf(struct ls_buf *b, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int need = vsnprintf(NULL, 0, format, again);
    va_end(again);
    assert(need >= 0);
    ls_buf_reserve(b, (size_t)need);
    vsnprintf(b->data + b->len, (size_t)need + 1, format, args);
    b->len += (size_t)need;
}

void ls_buf_set(struct ls_buf *b, const char *text)
{
    ls_buf_clear(b);
    ls_buf_str(b, text);
}

void ls_buf_cut(struct ls_buf *b, size_t at, size_t len)
{
    assert(at <= b->len && len <= b->len - at);
    if (!len)
        return;
    memmove(b->data + at, b->data + at + len, b->len - at - len + 1);
    b->len -= len;
}

void ls_buf_insert(struct ls_buf *b, size_t at, const void *bytes, size_t len)
{
    assert(at <= b->len);
    if (!len)
        return;
    ls_buf_reserve(b, len);
    memmove(b->data + at + len, b->data + at, b->len - at + 1);
    memcpy(b->data + at, bytes, len);
    b->len += len;
}

void ls_buf_truncate(struct ls_buf *b, size_t len)
{
    if (len < b->len) {
        b->len = len;
        b->data[len] = 0;
    }
}

char *ls_buf_steal(struct ls_buf *b)
{
    char *text = b->cap ? b->data : ls_strdup("");
    ls_buf_init(b);
    return text;
}
