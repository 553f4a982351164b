/* The frames of journal records. */
#include "journal/record.h"

#include "base/hash.h"

enum { PREFIX = JOURNAL_RECORD_PREFIX };

static void record_put32(struct ls_buf *b, uint32_t value)
{
    for (int i = 0; i < 4; i++)
        ls_buf_char(b, (char)(value >> (8 * i)));
}

static uint32_t record_get32(const char *at)
{
    const uint8_t *bytes = (const uint8_t *)at;
    return (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
}

void journal_record_add(struct ls_buf *b, enum journal_record_type type, const void *payload, size_t len)
{
    LS_AUTO(buf) struct ls_buf body = LS_BUF_INIT;
    ls_buf_char(&body, (char)type);
    ls_buf_add(&body, payload, len);
    record_put32(b, (uint32_t)len);
    record_put32(b, ls_crc32(body.data, body.len));
    ls_buf_add(b, body.data, body.len);
}

bool journal_record_is_whole(const void *payload, size_t len)
{
    const char *start = (const char *)payload - PREFIX;
    return ls_crc32(start + PREFIX - 1, len + 1) == record_get32(start + 4);
}

bool journal_record_skim(const struct ls_buf *b, size_t *at, unsigned *ret_type, const void **ret_payload, size_t *ret_len)
{
    if (b->len - *at < PREFIX)
        return false;
    const char *start = b->data + *at;
    size_t len = record_get32(start);
    if (len > b->len - *at - PREFIX)
        return false;
    *ret_type = (uint8_t)start[PREFIX - 1];
    *ret_payload = start + PREFIX;
    *ret_len = len;
    *at += PREFIX + len;
    return true;
}

bool journal_record_next(const struct ls_buf *b, size_t *at, unsigned *ret_type, const void **ret_payload, size_t *ret_len)
{
    size_t next = *at;
    if (!journal_record_skim(b, &next, ret_type, ret_payload, ret_len) || !journal_record_is_whole(*ret_payload, *ret_len))
        return false;
    *at = next;
    return true;
}
