/* What the model tells (lockstep/sheet.h), printed, and the computed values behind it as JSON. */
#ifndef LOCKSTEP_CLI_SHEET_H
#define LOCKSTEP_CLI_SHEET_H

#include "lockstep/sheet.h"

struct cli;
struct ls_board;
struct ls_json;

/* As wide as stdout, told at this moment. ls_sheet_done frees it. */
void cli_sheet_init(const struct cli *cli, struct ls_sheet *sheet);

void cli_sheet_print(struct cli *cli, const struct ls_sheet *sheet);

/* Adds the members that are computed from a record: a metric's weeks, an experiment's intervals, a launch's days,
 * a person's hours.
 * Nothing for other entities. */
void cli_computed_json(struct ls_json *j, const struct ls_board *board, const struct ls_record *record, int64_t today);

#endif
