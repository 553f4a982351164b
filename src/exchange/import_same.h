/* Rows without a number that are a record which is there already: by the id that another tool gave, or because the
 * record says all that the row says. Part of the plan of an import. */
#ifndef LOCKSTEP_EXCHANGE_IMPORT_SAME_H
#define LOCKSTEP_EXCHANGE_IMPORT_SAME_H

#include "base/map.h"
#include "base/strmap.h"
#include "exchange/sheet.h"
#include "lockstep/board.h"

enum { SAME_NAMED = 5 }; /* records that are named at most */

struct same {
    const struct ls_board *board;
    bool loaded[LS_E_COUNT];
    struct ls_strmap titles[LS_E_COUNT]; /* title and a count → record */
    struct ls_strmap external;           /* external_id → item */
    struct ls_map taken;                 /* records that a row was found to be */
    struct ls_buf titled;                /* names of records whose titles new rows have */
    size_t titled_count;
};

void same_done(struct same *same);

/* The item that has the row's external_id, of the same source where both say one; 0 where there is none. */
ls_id same_external(struct same *same, const struct sheet *sheet, size_t row);

/* The record with the row's title of which every cell that is filled is true, each taken once; 0 where there is none. */
ls_id same_content(struct same *same, const struct sheet *sheet, size_t row);

/* Says which new rows have titles that are there already. */
void same_say(const struct same *same, struct ls_buf *said);

#endif
