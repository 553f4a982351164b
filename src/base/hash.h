/* SHA-256 (libmd), CRC-32 and random bytes. */
#ifndef LOCKSTEP_BASE_HASH_H
#define LOCKSTEP_BASE_HASH_H

#include "lockstep/types.h"

/* SHA-256 (FIPS 180-4). */
void ls_hash(const void *bytes, size_t len, uint8_t ret_hash[LS_HASH_SIZE]);

/* The chained hash: SHA-256 of the hash before and the hash of what comes. */
void ls_hash_chain(const uint8_t before[LS_HASH_SIZE], const uint8_t hash[LS_HASH_SIZE],
                   uint8_t ret_chain[LS_HASH_SIZE]);

/* CRC-32 (IEEE 802.3, reflected), for torn tails of local files. */
uint32_t ls_crc32(const void *bytes, size_t len);

/* Random bytes of the system, fit for names that must not meet. */
void ls_random(void *bytes, size_t len);

/* A new record id: 42 bits of milliseconds since 2020, then 21 random bits; always above 0.
 * By the machine's clock even where another is invented: two programs under one LOCKSTEP_NOW would soon make the
 * same id. Ids of one process rise. */
ls_id ls_id_new(void);

#endif
