/* Writing JSON (RFC 8259) into a buffer, compact, with numbers as short as they read back exactly.
 * jansson prints 41.2 with seventeen digits; reading JSON is its work. */
#ifndef LOCKSTEP_EXCHANGE_JSON_WRITE_H
#define LOCKSTEP_EXCHANGE_JSON_WRITE_H

#include "base/buf.h"

/* Appends a string in quotes. Text must be valid UTF-8. */
void json_write_string(struct ls_buf *b, const char *text, size_t len);

/* Appends "key": and before it a comma where the buffer does not end in an opening bracket. */
void json_write_key(struct ls_buf *b, const char *key);

/* Appends a comma where the buffer does not end in an opening bracket. */
void json_write_comma(struct ls_buf *b);

#endif
