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

enum { CRC_SLICES = 8 }; /* bytes at a time: a whole journal is read at each start */

/* Slicing-by-8 (Kounavis, Berry, "A Systematic Approach to Building High Performance Software-based CRC Generators",
 * 2005): table[k][b] is the checksum of byte b with k zeros behind it. */
static const uint32_t (*crc_tables(void))[256]
{
    static uint32_t table[CRC_SLICES][256];
    if (table[0][1])
        return (const uint32_t (*)[256])table;
    for (uint32_t b = 0; b < 256; b++) {
        uint32_t crc = b;
        for (int bit = 0; bit < 8; bit++)
            crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320u : 0);
        table[0][b] = crc;
    }
    for (int k = 1; k < CRC_SLICES; k++) {
        for (int b = 0; b < 256; b++)
            table[k][b] = table[k - 1][b] >> 8 ^ table[0][table[k - 1][b] & 0xff];
    }
    return (const uint32_t (*)[256])table;
}

uint32_t ls_crc32(const void *bytes, size_t len)
{
    const uint32_t (*table)[256] = crc_tables();
    const uint8_t *p = bytes;
    uint32_t crc = 0xFFFFFFFFu;
    for (; len >= CRC_SLICES; len -= CRC_SLICES, p += CRC_SLICES) {
        crc ^= p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
        crc = table[7][crc & 0xff] ^ table[6][crc >> 8 & 0xff] ^ table[5][crc >> 16 & 0xff] ^ table[4][crc >> 24] ^
              table[3][p[4]] ^ table[2][p[5]] ^ table[1][p[6]] ^ table[0][p[7]];
    }
    for (; len; len--)
        crc = crc >> 8 ^ table[0][(crc ^ *p++) & 0xff];
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
