/* Packing and unpacking of integers and counted strings. */
#include "base/pack.h"

#include <string.h>

#include "base/mem.h"
#include "base/text.h"

void ls_pack_int(struct ls_buf *b, int64_t value)
{
    ls_pack_uint(b, ((uint64_t)value << 1) ^ (uint64_t)(value >> 63));
}

void ls_pack_real(struct ls_buf *b, double value)
{
    uint64_t bits;
    uint8_t bytes[8];
    memcpy(&bits, &value, sizeof(bits));
    for (int i = 0; i < 8; i++)
        bytes[i] = (uint8_t)(bits >> (8 * i));
    ls_buf_add(b, bytes, sizeof(bytes));
}

void ls_pack_bytes(struct ls_buf *b, const void *bytes, size_t len)
{
    ls_pack_uint(b, len);
    ls_buf_add(b, bytes, len);
}

void ls_pack_str(struct ls_buf *b, const char *text)
{
    ls_pack_bytes(b, text, text ? strlen(text) : 0);
}

void ls_unpack_init(struct ls_unpack *u, const void *bytes, size_t len)
{
    *u = (struct ls_unpack){.at = bytes, .left = len};
}

static const uint8_t *unpack_take(struct ls_unpack *u, size_t len)
{
    if (u->failed || len > u->left) {
        u->failed = true;
        return NULL;
    }
    const uint8_t *bytes = u->at;
    u->at += len;
    u->left -= len;
    return bytes;
}

uint64_t ls_unpack_long(struct ls_unpack *u)
{
    uint64_t value = 0;
    for (int shift = 0; shift < 64 && u->left && !u->failed; shift += 7) {
        uint8_t byte = *u->at++;
        u->left--;
        value |= (uint64_t)(byte & 0x7f) << shift;
        if (!(byte & 0x80))
            return value;
    }
    u->failed = true;
    return 0;
}

int64_t ls_unpack_int(struct ls_unpack *u)
{
    uint64_t raw = ls_unpack_uint(u);
    return (int64_t)(raw >> 1) ^ -(int64_t)(raw & 1);
}

double ls_unpack_real(struct ls_unpack *u)
{
    const uint8_t *bytes = unpack_take(u, 8);
    if (!bytes)
        return 0;
    uint64_t bits = 0;
    for (int i = 0; i < 8; i++)
        bits |= (uint64_t)bytes[i] << (8 * i);
    double value;
    memcpy(&value, &bits, sizeof(value));
    return value;
}

const void *ls_unpack_bytes(struct ls_unpack *u, size_t *ret_len)
{
    uint64_t len = ls_unpack_uint(u);
    const void *bytes = len > SIZE_MAX ? NULL : unpack_take(u, (size_t)len);
    if (!bytes)
        u->failed = true;
    *ret_len = u->failed ? 0 : (size_t)len;
    return u->failed ? NULL : bytes;
}

char *ls_unpack_str(struct ls_unpack *u)
{
    size_t len;
    const char *bytes = ls_unpack_bytes(u, &len);
    if (len && !ls_text_valid(bytes, len)) {
        u->failed = true;
        len = 0;
    }
    return ls_strndup(len ? bytes : "", len);
}

void ls_unpack_fixed(struct ls_unpack *u, void *ret_bytes, size_t len)
{
    size_t got;
    const void *bytes = ls_unpack_bytes(u, &got);
    if (u->failed || got != len) {
        u->failed = true;
        memset(ret_bytes, 0, len);
        return;
    }
    memcpy(ret_bytes, bytes, len);
}
