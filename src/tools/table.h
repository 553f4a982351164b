/* What the build-time programs share: the command table's nouns, and writing a file. */
#ifndef LOCKSTEP_TOOLS_TABLE_H
#define LOCKSTEP_TOOLS_TABLE_H

#include "base/buf.h"
#include "lockstep/command.h"

/* The length of the first word of a spelling. */
size_t table_noun_length(const char *spelling);

/* The noun of the i-th command as a string that the caller frees, where it is the first with that noun and
 * has a verb behind it; NULL otherwise. */
char *table_new_noun(enum ls_command_id id);

/* Writes b to the file, whole; ends the program where that fails. */
void table_write(const char *path, const struct ls_buf *b);

#endif
