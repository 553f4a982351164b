/* What a new team file was given gives way to what is imported.
 * Part of the plan of an import. */
#ifndef LOCKSTEP_EXCHANGE_IMPORT_TEMPLATE_H
#define LOCKSTEP_EXCHANGE_IMPORT_TEMPLATE_H

#include "lockstep/board.h"

struct ls_map;

/* Deletes the segments that came with a new team's ritual and that the files leave out, where the files list that
 * ritual's segments from number 1 on: five imported segments are five, not five and the rest of the template.
 * listed: ids of the records that the files stand for. */
void import_drop_template(const struct ls_board *board, struct ls_changeset *cs, const struct ls_map *listed);

#endif
