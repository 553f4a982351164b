/* Writes JSON (RFC 8259), indented by two, into a buffer. Keys come in the order in which they are given.
 * Our own, and small, because jansson prints 41.2 with seventeen digits; the tests read it back with jansson. */
#ifndef LOCKSTEP_JSON_H
#define LOCKSTEP_JSON_H

#include "base/buf.h"

struct ls_board;
struct ls_record;
struct ls_field;
struct ls_value;

struct ls_json {
    struct ls_buf *b;
    int depth;
    bool more; /* something stands before at this depth */
};

/* Opens the outermost object with its "schema" number; ls_json_end() closes it and ends the line. */
void ls_json_begin(struct ls_json *j, struct ls_buf *b);
void ls_json_end(struct ls_json *j);

/* key is NULL inside of an array. bracket: '{' or '['. */
void ls_json_open(struct ls_json *j, const char *key, char bracket);
void ls_json_close(struct ls_json *j, char bracket); /* '}' or ']' */
void ls_json_text(struct ls_json *j, const char *key, const char *text);
void ls_json_text_or_null(struct ls_json *j, const char *key, const char *text); /* "" and NULL are null */
void ls_json_int(struct ls_json *j, const char *key, int64_t value);             /* LS_NONE is null */
void ls_json_real(struct ls_json *j, const char *key, double value);             /* NaN is null */
void ls_json_null(struct ls_json *j, const char *key);
void ls_json_bool(struct ls_json *j, const char *key, bool value);

/* What people call a record (null where there is none), an ISO date, a stamp in the team's zone; empty is null. */
void ls_json_name(struct ls_json *j, const char *key, const struct ls_board *board, ls_id id);
void ls_json_date(struct ls_json *j, const char *key, int64_t date);
void ls_json_stamp(struct ls_json *j, const char *key, int64_t stamp);

/* A set as an array of names and words. */
void ls_json_set(struct ls_json *j, const char *key, const struct ls_board *board, const char *set);

/* What people call the record, as "id"; then every field that is in CSV, by its name. Numbers and truth as such,
 * words, dates, stamps and references as text, sets as arrays, empty ones as null. */
void ls_json_record(struct ls_json *j, const struct ls_board *board, const struct ls_record *record);

/* Some fields of a record (LS_F_…), in that order, each as ls_json_record writes it. */
void ls_json_fields(struct ls_json *j, const struct ls_board *board, const struct ls_record *record, const int *fields,
                    size_t count);

#endif
