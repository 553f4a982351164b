/* Hashes and randomness: the only user of libmd. */
#include "base/hash.h"

#include <sha2.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "base/clock.h"

void ls_hash(const void *bytes, size_t len, uint8_t ret_hash[LS_HASH_SIZE])
{
    SHA2_CTX ctx;
    SHA256Init(&ctx);
    SHA256Update(&ctx, bytes, len);
    SHA256Final(ret_hash, &ctx);
}

void ls_hash_chain(const uint8_t before[LS_HASH_SIZE], const uint8_t hash[LS_HASH_SIZE],
                   uint8_t ret_chain[LS_HASH_SIZE])
{
    uint8_t both[2 * LS_HASH_SIZE];
    memcpy(both, before, LS_HASH_SIZE);
    memcpy(both + LS_HASH_SIZE, hash, LS_HASH_SIZE);
    ls_hash(both, sizeof(both), ret_chain);
}

uint32_t ls_crc32(const void *bytes, size_t len)
{
    /* Half a byte at a time: a whole journal is read at each start. */
    static const uint32_t table[16] = {
        0x00000000, 0x1DB71064, 0x3B6E20C8, 0x26D930AC, 0x76DC4190, 0x6B6B51F4, 0x4DB26158, 0x5005713C,
        0xEDB88320, 0xF00F9344, 0xD6D6A3E8, 0xCB61B38C, 0x9B64C2B0, 0x86D3D2D4, 0xA00AE278, 0xBDBDF21C,
    };
    const uint8_t *p = bytes;
    uint32_t crc = 0xFFFFFFFFu;
    for (size_t i = 0; i < len; i++) {
        crc ^= p[i];
        crc = (crc >> 4) ^ table[crc & 15];
        crc = (crc >> 4) ^ table[crc & 15];
    }
    return ~crc;
}

void ls_random(void *bytes, size_t len)
{
    uint8_t *p = bytes;
    while (len) {
        ssize_t n = getrandom(p, len, 0);
        if (n < 0)
            continue; /* interrupted: the only failure with flags 0 */
        p += n;
        len -= (size_t)n;
    }
}

static ls_id id_last;

ls_id ls_id_new(void)
{
    uint32_t noise;
    ls_random(&noise, sizeof(noise));
    int64_t since = ls_clock_real() - ls_date_make(2020, 1, 1) * LS_DAY;
    uint64_t ms = since > 0 ? (uint64_t)since & ((1ull << 42) - 1) : 0;
    ls_id id = (ls_id)(ms << 21 | (noise & 0x1FFFFF));
    if (id <= id_last)
        id = id_last + 1;
    id_last = id;
    return id;
}
