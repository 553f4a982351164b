/* Plain types and limits that every layer shares.
 * No functions and no structs with behaviour live here. */
#ifndef LOCKSTEP_TYPES_H
#define LOCKSTEP_TYPES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Identity of a record: 63 bits made by its author's program; 0 is no record. */
typedef int64_t ls_id;

/* An empty whole number, date, stamp or enum in memory (NULL in SQL, "" in CSV). */
#define LS_NONE INT64_MIN

/* Length of a writer's name (one journal on one machine) in bytes. */
#define LS_WRITER_SIZE 16

/* Length of SHA-256 in bytes. */
#define LS_HASH_SIZE 32

/* Version of the program, and of the JSON it prints. */
#define LS_JSON_SCHEMA 1

#define LS_PRINTF(format_at, first_at) __attribute__((format(printf, format_at, first_at)))
#define LS_UNUSED __attribute__((unused))

/* Runs type's done function when the variable leaves its scope. */
#define LS_AUTO(name) __attribute__((cleanup(ls_##name##_done)))

#define LS_COUNT(array) (sizeof(array) / sizeof((array)[0]))

#endif
