/* Writes JSON (RFC 8259), indented by two, into a buffer. Keys come in the order in which they are given. */
#ifndef LOCKSTEP_CLI_JSON_H
#define LOCKSTEP_CLI_JSON_H

#include "base/buf.h"

struct ls_board;
struct ls_record;
struct ls_field;
struct ls_value;

struct cli_json {
    struct ls_buf *b;
    int depth;
    bool more; /* something stands before at this depth */
};

/* Opens the outermost object with its "schema" number; cli_json_end() closes it and ends the line. */
void cli_json_begin(struct cli_json *j, struct ls_buf *b);
void cli_json_end(struct cli_json *j);

/* key is NULL inside of an array. bracket: '{' or '['. */
void cli_json_open(struct cli_json *j, const char *key, char bracket);
void cli_json_close(struct cli_json *j, char bracket); /* '}' or ']' */
void cli_json_text(struct cli_json *j, const char *key, const char *text);
void cli_json_text_or_null(struct cli_json *j, const char *key, const char *text); /* "" and NULL are null */
void cli_json_int(struct cli_json *j, const char *key, int64_t value);             /* LS_NONE is null */
void cli_json_real(struct cli_json *j, const char *key, double value);             /* NaN is null */
void cli_json_bool(struct cli_json *j, const char *key, bool value);

/* What people call the record, as "id"; then every field that is in CSV, by its name. Numbers and truth as such,
 * words, dates, stamps and references as text, sets as arrays, empty ones as null. */
void cli_json_record(struct cli_json *j, const struct ls_board *board, const struct ls_record *record);
void cli_json_value(struct cli_json *j, const char *key, const struct ls_board *board, const struct ls_field *field,
                    const struct ls_value *value);

#endif
