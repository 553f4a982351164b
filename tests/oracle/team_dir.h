/* For tests: a folder of CSV files, one an entity, imported onto a board. */
#ifndef LOCKSTEP_TESTS_ORACLE_TEAM_DIR_H
#define LOCKSTEP_TESTS_ORACLE_TEAM_DIR_H

#include "lockstep/board.h"

struct ls_error;

/* Reads every entity's CSV of the folder  (those that are missing are skipped) as an import at now does. */
int team_dir_read(const char *folder, int64_t now, struct ls_board **ret_board, struct ls_error *err);

#endif
