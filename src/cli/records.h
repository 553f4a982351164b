/* What lists and single records have in common: what is computed beside the fields, and JSON and CSV of records
 * with it. */
#ifndef LOCKSTEP_CLI_RECORDS_H
#define LOCKSTEP_CLI_RECORDS_H

#include "lockstep/board.h"
#include "lockstep/calendar.h"
#include "lockstep/score.h"

struct cli;
struct ls_error;
struct ls_json;

/* Gathered once for a run. Borrows the board. */
struct cli_records {
    const struct ls_board *board;
    int64_t today;
    struct ls_score_book *scores;
    struct ls_calendar calendar;
};

void cli_records_init(struct cli_records *r, const struct cli *cli);
void cli_records_done(struct cli_records *r);

/* Says that a query found nothing, and which terms its words may have asked for. */
void cli_records_say_none(struct cli *cli, enum ls_entity entity, const char *query);

/* The records of an entity that a query finds, in its order. Caller frees the array. LS_EUSAGE with the column where
 * the query cannot be read. */
int cli_records_find(const struct cli *cli, const struct cli_records *r, enum ls_entity entity, const char *text,
                     const struct ls_record ***ret_records, size_t *ret_count, struct ls_error *err);

/* The worst open blocker of an item, NULL where there is none. */
const struct ls_blocker *cli_blocker_of(const struct ls_board *board, ls_id item);

/* Business days that a blocker has been, or was, open. */
int64_t cli_blocker_age(const struct cli_records *r, const struct ls_blocker *blocker);

/* Appends "dana/priya", "dana", "-". */
void cli_owner_words(const struct ls_board *board, ls_id owner, ls_id backup, struct ls_buf *b);

/* Prints records of one entity as JSON or CSV: their fields, then what is computed. */
void cli_records_print(struct cli *cli, const struct cli_records *r, enum ls_entity entity,
                       const struct ls_record *const *records, size_t count);

/* The members of one record: its fields, then what is computed. */
void cli_record_json(struct ls_json *j, const struct cli_records *r, const struct ls_record *record);

#endif
